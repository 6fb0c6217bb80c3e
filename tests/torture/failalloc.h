/* What the preloaded library tells the driver, through memory they share. */
#ifndef TESTS_FAILALLOC_H
#define TESTS_FAILALLOC_H

enum { FAIL_FRAMES = 24, FAIL_NAME = 48 };

struct fail_report {
    long seen;    /* calls of the kind that was to fail, from main on */
    long failed;  /* how many of them were made to */
    char trace[FAIL_FRAMES][FAIL_NAME]; /* functions on the stack of the first failure, innermost first */
};

#endif

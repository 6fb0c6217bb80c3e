/* What every unit test includes: cmocka, TAP, and allocations that fail when told to. */
#ifndef TESTS_UNIT_H
#define TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "article/base.h"

/* Run a table of tests as a program's main does: print TAP, return the exit status. */
#define UNIT_RUN(tests) (cmocka_set_message_output(CM_OUTPUT_TAP), cmocka_run_group_tests(tests, NULL, NULL))

/* The n-th allocation from now on returns NULL, and with `after` every later one; 0: none does. */
void unit_fail_alloc(long n, bool after);

/* How many allocations there were since then. */
long unit_allocs(void);

/* Let libxml2's allocations count and fail too. Before anything else is done with it. */
void unit_count_libxml2(void);

/* A slice that sits at the very end of an allocation of its own, so that a sanitizer sees any read past it. */
struct wire_str unit_tight(const char *p, size_t n);
void unit_loosen(struct wire_str);

/* Fail, naming the row of a table. */
#define UNIT_CHECK(row, condition)                                                                                 \
    do {                                                                                                           \
        if (!(condition))                                                                                          \
            fail_msg("row %zu: %s", (size_t)(row), #condition);                                                    \
    } while (0)

/* A slice is this text. */
#define UNIT_TEXT(row, slice, want)                                                                                \
    do {                                                                                                           \
        struct wire_str got_ = (slice);                                                                            \
        const char *want_ = (want);                                                                                \
        if (got_.n != strlen(want_) || (got_.n != 0 && memcmp(got_.p, want_, got_.n) != 0))                        \
            fail_msg("row %zu: got \"%.*s\", want \"%s\"", (size_t)(row), (int)got_.n, got_.p, want_);             \
    } while (0)

#endif

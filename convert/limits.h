/*
 * The bounds on what others can make the program do, and the one table of all there are: `wirecopy explain limits`, the page
 * wirecopy-limits(7) and tests/limits.t are made of it. The library's numbers are in article/limits.h, those of schemas beside
 * what they bound.
 */
#ifndef WIRE_CONVERT_LIMITS_H
#define WIRE_CONVERT_LIMITS_H

#include <stddef.h>

enum {
    MOST_JOBS = 64,
    MOST_DOCUMENT = 256 * 1024 * 1024,
    MOST_CONTAINERS = 4,
    MOST_UNPACKED = 64 * 1024 * 1024,
    MOST_RATIO = 400,                     /* wire copy packs to a twentieth, bombs to a thousandth */
    MOST_TREE = 64 * 1024 * 1024,         /* a tree takes some ten times as many */
    MOST_SHEET_FILES = 64,                /* a stylesheet that imports itself ends here */
    MOST_SHEET = 8 * 1024 * 1024,         /* libxml2 itself ends at 10 million */
    MOST_SHEET_DEPTH = 250,               /* libxml2 itself ends at 256 */
    MOST_XSLT_DEPTH = 2000,               /* each is some hundred bytes of the stack */
    MOST_XSLT_INSTRUCTIONS = 2000000,
    MOST_XPATH_STEPS = 100000000,         /* nodes compared with nodes a few times over */
    MOST_XSLT_MEMORY = 256 * 1024 * 1024, /* and some more for each node of the story */
    MOST_SCHEMA = 64 * 1024 * 1024,
    MOST_RULES = 1024 * 1024,
    MOST_MENDED = 256 * 1024 * 1024,      /* it is held as a whole */
    MOST_PAGE_SOURCE = 16 * 1024 * 1024,  /* nobody reads a longer page */
    MOST_RESOLVED_DEPTH = 16,
    MOST_FETCHED = 5000,                  /* each keeps a chunk of memory of its own, and all are one story */
    MOST_SHELF = 1000000,
    MOST_HELD = 10000,
    MOST_HELD_MEMORY = 512 * 1024 * 1024,
    MOST_INBOX = 65536,
    MOST_WATCH_FINDINGS = 1000,
    MOST_UNCONFIRMED = 512,
    MOST_DIAGNOSTICS = 8192               /* the whole of the headers must fit into a frame of 128 KB */
};

struct limit_row {
    const char *name;
    size_t most;
    const char *unit, *of; /* "bytes", "of one start tag" */
    const char *past;      /* what becomes of more */
    const char *changed;   /* an option, or a member of struct wire_limits for who calls the library; NULL: nothing changes it */
};

extern const struct limit_row limit_rows[]; /* until one without a name */

/* "16 MB", or the number itself where it is not so many whole ones. */
enum { LIMIT_TEXT = 32 };
void limit_number(const struct limit_row *, char text[LIMIT_TEXT]);

#endif

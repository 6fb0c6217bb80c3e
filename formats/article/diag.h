/* Diagnostics are data: a row says what can be found, a report says where it was. */
#ifndef WIRE_ARTICLE_DIAG_H
#define WIRE_ARTICLE_DIAG_H

#include "article/base.h"

enum wire_level { WIRE_ERROR, WIRE_WARNING, WIRE_STYLE };

/* One row for each thing that can be found. An id keeps its meaning for ever. */
struct wire_finding {
    const char *id;     /* "g2-qcode-no-scheme" */
    enum wire_level level;
    const char *text;   /* one plain sentence without full stop: what is wrong and what became of it */
    const char *remedy; /* what to do, for `explain` */
    const char *rule;   /* the standard and section it comes from, or NULL */
};

/* One report. All pointers are lent for the call. */
struct wire_diag {
    const struct wire_finding *what;
    const char *file;
    struct wire_at at;
    struct wire_str uri; /* of the story, where known */
    const char *detail;  /* what the row cannot know, or "" */
};

#endif

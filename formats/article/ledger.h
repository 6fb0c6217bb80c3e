/* The ledger: what became of everything read, and of everything to be written. */
#ifndef WIRE_ARTICLE_LEDGER_H
#define WIRE_ARTICLE_LEDGER_H

#include "article/arena.h"

enum wire_ledger_act {
    WIRE_TOOK,     /* into a field */
    WIRE_KEPT,     /* into extra: understood by nobody, lost by nobody */
    WIRE_SKIPPED,  /* not content; why says so */
    WIRE_BODIED,   /* into the body */
    WIRE_HELD,     /* not for publication, kept apart */
    WIRE_DROPPED,  /* writing: the format has no place for it */
    WIRE_SUPPLIED, /* writing: the format demands it, made by rule */
    WIRE_MOVED,    /* writing: expressed in another place than the usual */
    WIRE_LEDGER_ACTS
};

extern const char *const wire_ledger_acts[WIRE_LEDGER_ACTS]; /* "took" ... */

struct wire_ledger_row {
    struct wire_ledger_row *next, *chain; /* in order; in its bucket */
    enum wire_ledger_act act;
    struct wire_str path; /* of an element, key or line; writing: the field */
    const char *why;      /* static, or NULL */
    uint32_t count;
    struct wire_at first;
};

enum { WIRE_LEDGER_BUCKETS = 256 };

struct wire_ledger {
    struct wire_ledger_row *first, *last;
    struct wire_ledger_row **buckets; /* by path; made with the first row */
    size_t rows;
    /* Conservation, in wire_weight of character data: read == placed + skipped, unless something was lost. Writing:
     * read is what was given of the body, placed what was written. */
    size_t read, placed, skipped;
};

/* Count one more of that path; path is copied the first time, why is static. Silent without memory. Past
 * WIRE_MOST_LEDGER rows further paths are counted in one row, "(more)". */
void wire_ledger_count(struct wire_ledger *, struct wire_arena *, enum wire_ledger_act, struct wire_str path,
                       const char *why, uint32_t count, struct wire_at first);

#endif

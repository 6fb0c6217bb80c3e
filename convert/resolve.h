/* --resolve DIR: a package joined with its items, of the same input or of the files in a folder. */
#ifndef WIRE_CONVERT_RESOLVE_H
#define WIRE_CONVERT_RESOLVE_H

#include "convert/input.h"
#include "convert/limits.h"

/* Which stories stand in the files of a folder. Made once; from then on nobody changes it. */
struct shelf;

/* Read all files of the folder, to know what is in them; NULL without memory. What cannot be read is left out. */
struct shelf *shelf_new(const struct reading *, const char *folder);
void shelf_free(struct shelf *); /* NULL is fine */

/* Another reading like that one, in whatever formats, whose findings nobody hears. False without memory. */
bool reading_apart(struct reading *, struct diagnostics *mute, const struct reading *of, struct wire_sink);
void ignore_finding(void *ctx, const struct wire_diag *);

/* The stories of one input, waiting for its end. */
struct held {
    struct wire_article *a;    /* NULL: it has taken its place in a package */
    struct wire_article *part; /* where it is then */
    unsigned long index;       /* in its input */
    unsigned char state;
};

struct holding {
    struct held *rows;
    size_t n, room, weight; /* weight: bytes of memory */
    size_t *places;         /* by uri: row + 1, open addressing; as large as is a power of two */
    size_t place_count;
    const struct shelf *shelf;
    struct reading reading; /* of files of the folder */
    struct diagnostics mute;
    bool reads;             /* reading can be used */
};

/* The story is held, and belongs to it; false without memory, then it still is the caller's. */
bool holding_add(struct holding *, struct wire_article *, unsigned long index);

/* What there is goes out without waiting for the rest. */
static inline bool
holding_is_full(const struct holding *h)
{
    return h->n >= MOST_HELD || h->weight >= MOST_HELD_MEMORY;
}

/* Join what can be joined. Of the rest the sink hears. False without memory. */
bool holding_resolve(struct holding *, const struct reading *, const char *file);

/* Nothing is held any more: what the rows still have is freed. */
void holding_clear(struct holding *);
void holding_free(struct holding *);

#endif

/* Counting things by name in bounded memory: past a number of names, further ones are counted together. */
#ifndef WIRE_CONVERT_CENSUS_H
#define WIRE_CONVERT_CENSUS_H

#include "article/base.h"

enum { CENSUS_KEY = 120, CENSUS_EXAMPLE = 400 }; /* bytes kept of a name, of an example */

struct census_row {
    char *key;
    char *example;        /* of the first, or NULL */
    unsigned long count;
    size_t number;        /* in the order of their coming, from 0 */
    unsigned level;       /* what the caller has to remember */
};

struct census {
    struct census_row *rows;
    uint32_t *slots;      /* row + 1 by hash */
    size_t n, room, most;
    unsigned long others; /* counted of names that found no place */
    unsigned long total;
    bool failed;          /* no memory: it is not whole */
};

/* most: how many names it tells apart. */
void census_init(struct census *, size_t most);
void census_free(struct census *);

/* Count n more of that name, of which no more than CENSUS_KEY bytes count; its row, or NULL where it has none. */
struct census_row *census_add(struct census *, struct wire_str name, unsigned long n);

/* Remember what stands for the row, unless there is something already. */
void census_example(struct census *, struct census_row *, const char *fmt, ...) WIRE_PRINTF(3, 4);

/* The most frequent first, alike ones by name. From then on nothing can be added. */
void census_sort(struct census *);

#endif

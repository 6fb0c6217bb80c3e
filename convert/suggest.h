/* What somebody may have meant who typed a name that does not exist. */
#ifndef WIRE_CONVERT_SUGGEST_H
#define WIRE_CONVERT_SUGGEST_H

#include <stddef.h>

/* A search for the nearest of many names: begin with suggest_for, offer each, ask for best (NULL: none is near). */
struct suggestion {
    const char *typed;
    const char *best;
    size_t distance;
};

struct suggestion suggest_for(const char *typed);
void suggest_offer(struct suggestion *, const char *name);

/* Steps from a to b: a letter more, less, other, or two neighbours swapped (Damerau and Levenshtein). Case does not count. */
size_t suggest_distance(const char *a, const char *b);

#endif

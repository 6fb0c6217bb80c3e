/* What stories say of themselves in their own words, in the languages of the wires. */
#ifndef WIRE_RULES_PHRASES_H
#define WIRE_RULES_PHRASES_H

#include "article/str.h"

enum wire_says {
    WIRE_SAYS_EMBARGO,   /* it is not to be published before some time */
    WIRE_SAYS_SECRET,    /* what follows is for editors */
    WIRE_SAYS_WITHDRAWN  /* a story is taken back */
};

/* Whether a line says so. */
bool wire_says(enum wire_says, struct wire_str line);

/* The first telephone number or address for mail in a line; absent without one. */
struct wire_str wire_find_contact(struct wire_str line);

#endif

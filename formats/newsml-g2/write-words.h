/* Inside the NewsML-G2 writer: the table of attributes. */
#ifndef WIRE_NEWSML_G2_WRITE_WORDS_H
#define WIRE_NEWSML_G2_WRITE_WORDS_H

#include "newsml-g2/write.h"

struct g2_attribute {
    const char *name;
    uint64_t of;   /* elements that have any of these groups have it */
    uint8_t kind;  /* enum g2_kind */
    uint8_t since; /* minor of the version that brought it */
};

/* The attribute of that name of an element that has these groups, or NULL. */
const struct g2_attribute *g2_attribute_of(uint64_t has, struct wire_str name);

#endif

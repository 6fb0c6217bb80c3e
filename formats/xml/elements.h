/* The elements of XHTML, HTML and NITF bodies, and what becomes of each: one table. */
#ifndef WIRE_XML_ELEMENTS_H
#define WIRE_XML_ELEMENTS_H

#include "article/node.h"

enum wire_act {
    WIRE_ACT_NONE,     /* no element: its content stands where it stood, and no word is parted */
    WIRE_ACT_SKIP,     /* nothing, content included */
    WIRE_ACT_P,
    WIRE_ACT_HEADING,
    WIRE_ACT_PRE,
    WIRE_ACT_CAPTION,
    WIRE_ACT_HOLDER, /* a block of its own kind that holds blocks: list, item, table, cell, quotation ... */
    WIRE_ACT_BOX,    /* a div where it says something, else its content */
    WIRE_ACT_PART,   /* its content, parted from what stands around it */
    WIRE_ACT_HR,
    WIRE_ACT_BR,
    WIRE_ACT_IMG,
    WIRE_ACT_A,
    WIRE_ACT_INLINE,
    WIRE_ACT_SPAN,  /* a span when an attribute is left */
    WIRE_ACT_EMBED, /* video and the like: a figure */
    WIRE_ACT_SOURCE,
    WIRE_ACT_MEDIA, /* NITF from here */
    WIRE_ACT_MEDIA_REF,
    WIRE_ACT_EITHER, /* a paragraph, in a text block a span */
    WIRE_ACT_OPTION, /* the same without an element */
    WIRE_ACT_ENTITY,
    WIRE_ACT_ALT_CODE,
    WIRE_ACT_APART, /* part of a name, place or fraction: never touches a word */
    WIRE_ACT_FRAC_SEP,
    WIRE_ACT_FRAC_DEN
};

enum {
    WIRE_E_NAMED = 1, /* its name is the first class */
    WIRE_E_PARTS = 2  /* parts words */
};

struct wire_element {
    char name[20];
    uint8_t act;   /* enum wire_act */
    uint8_t kind;  /* enum wire_node_kind of what it becomes, where that is fixed */
    uint8_t level; /* of a heading, 1 to 6 */
    uint8_t flags;
};

/* The rows, sorted by name. */
extern const struct wire_element wire_elements[];
extern const size_t wire_element_count;

/* The row of a name, or NULL: an element that is taken out while its content stays. */
const struct wire_element *wire_element_named(const char *name);

#endif

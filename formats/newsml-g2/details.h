/* Events and planned coverage: what their reader and writer share. */
#ifndef WIRE_NEWSML_G2_DETAILS_H
#define WIRE_NEWSML_G2_DETAILS_H

#include "newsml-g2/g2.h"

/* In an element of that name (of the article's own member: "") what G2 calls so is in the article as ninjs calls it. */
struct g2_rename {
    const char *in, *g2, *ninjs;
};
extern const struct g2_rename g2_renames[]; /* ended by a NULL name */

#define G2_REST "extension" /* elements that no row knows in one of these, as XML: most are of other namespaces */
#define G2_FLAT "coverage" /* our own element in a planning: what it says is said of the coverage, as ninjs has it */

/* Once names have been picked: ninjs' names, members of one name together, texts that are no more than texts. */
void g2_settle_details(struct wire_article *);

/* A status of which ninjs has the URI alone; a property of a provider's own, whose value is an attribute. */
bool g2_is_status(struct wire_str name);
bool g2_is_property(struct wire_str name);
bool g2_has_value(struct wire_str name); /* its value is an attribute and no text */

extern const struct wire_table g2_details;

/* --- write-details.c, for write-defines.c: a record as an element of that name, and its parts --- */

struct g2_writer;
void g2_detail(struct g2_writer *, const char *name, const struct wire_value *);
bool g2_is_detail_attribute(const char *in, const struct wire_value *);
void g2_detail_attribute(struct g2_writer *, const struct wire_value *); /* of the start tag in hand */
void g2_detail_children(struct g2_writer *, const char *in, const struct wire_value *record);

#endif

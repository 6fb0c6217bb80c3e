/* The strings of a source, each with its place: for rules on what was written, and for mending it. */
#ifndef WIRE_RULES_SOURCE_H
#define WIRE_RULES_SOURCE_H

#include "schemas/rules/check.h"

typedef void wire_spot_fn(void *ctx, const struct wire_spot *);

/*
 * Give out every string of c->in: tags, attributes and texts of XML, strings and numbers of JSON, lines of all else; then
 * WIRE_SPOT_END. c->text is set to the source in UTF-8 for as long as that takes. What is not well-formed is no harm: the
 * strings end there. WIRE_OK, or WIRE_E_NOMEM.
 */
enum wire_status wire_source_spots(struct wire_check *c, wire_spot_fn *);

/* The encoding that a document of XML declares in its first line; absent where it declares none. */
struct wire_str wire_source_declared(struct wire_str bytes);

/* The source in UTF-8: the bytes themselves, or in buf. False where its encoding is unknown, or without memory (buf->err).
 * *name is the encoding. */
bool wire_source_text(const struct wire_rules_input *, struct wire_buf *buf, struct wire_str *text, char *name, size_t room);

#endif

/* The strings of a source, each with its place: for rules on what was written, and for mending it. */
#ifndef WIRE_RULES_SOURCE_H
#define WIRE_RULES_SOURCE_H

#include "schemas/rules/check.h"
#include "schemas/rules/mend.h"

typedef void wire_spot_fn(struct wire_check *, const struct wire_spot *);

/* The scan of one source after another. */
struct wire_scan;

/* NULL without memory. What it finds goes to the function, c with it. */
struct wire_scan *wire_scan_new(struct wire_check *c, wire_spot_fn *);
void wire_scan_free(struct wire_scan *); /* NULL is fine */

/* Another source begins; its next bytes. */
void wire_scan_begin(struct wire_scan *);
void wire_scan_feed(struct wire_scan *, const char *bytes, size_t n);

/*
 * Give out the strings that begin before there (a byte of the source in UTF-8; 0: nobody knows, and they wait): tags,
 * attributes and texts of XML, strings and numbers of JSON, lines of all else. c->text is what is kept of the source for as
 * long as that takes.
 */
void wire_scan_to(struct wire_scan *, uint64_t until);

/*
 * No more comes: give out the rest, and then WIRE_SPOT_END. What is not well-formed is no harm: the strings end there.
 * WIRE_OK; WIRE_E_LIMIT: some story was too large; WIRE_E_NOMEM.
 */
enum wire_status wire_scan_end(struct wire_scan *);

/* The encoding that a document of XML declares in its first line; absent where it declares none. */
struct wire_str wire_source_declared(struct wire_str bytes);

/* The source in UTF-8: the bytes themselves, or in buf. False where its encoding is unknown, or without memory (buf->err).
 * *name is the encoding. */
bool wire_source_text(const struct wire_mending *, struct wire_buf *buf, struct wire_str *text, char *name, size_t room);

#endif

/* What formats demand and stories lack, made by fixed rules; readers take these very values as absent. */
#ifndef WIRE_ARTICLE_SUPPLY_H
#define WIRE_ARTICLE_SUPPLY_H

#include "article/article.h"
#include "article/buf.h"

#define WIRE_SUPPLIED_URI "urn:x-wirecopy:sha256:" /* and the digest in hexadecimal digits */
#define WIRE_SUPPLIED_TIME "0001-01-01T00:00:00Z"
#define WIRE_SUPPLIED_LITERAL "unknown"

/*
 * The uri of a story that has none, put behind what is in the buffer: WIRE_SUPPLIED_URI and the SHA-256 of
 * the main headline, LF and the text/plain body, both without what is not public. Where both are empty the
 * values of the descriptions and the targets of the renditions stand in, each with LF before it.
 */
void wire_supply_uri(struct wire_buf *, const struct wire_article *);

/* Whether a uri is one that was supplied. */
bool wire_is_supplied_uri(struct wire_str);

/* Whether it is a URI as RFC 3986 has it: with a scheme, and no characters but those allowed. */
bool wire_is_uri(struct wire_str);

#endif

/* The clean fragment of XHTML (fragment.md) back into the body tree it was printed from. */
#ifndef WIRE_XML_FRAGMENT_H
#define WIRE_XML_FRAGMENT_H

#include "xml/body.h"

/*
 * Read a body that JSON carries as text: a fragment of XHTML, or any HTML. What we print ourselves takes
 * the short way, everything else libxml2's HTML parser. Where parts are not for publication they go to
 * `where` (see wire_body_begin). *read grows by the wire_weight of its character data, *skipped by
 * what of that is left out by rule. at is where the text stands.
 */
enum wire_status wire_body_fragment(struct wire_body *, struct wire_article *, struct wire_str html, const char *where,
                                    struct wire_at at, size_t *read, size_t *skipped);

#endif

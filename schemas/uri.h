/* URI references (RFC 3986): joined with a base, and whether a text is one. */
#ifndef WIRE_SCHEMAS_URI_H
#define WIRE_SCHEMAS_URI_H

#include "article/arena.h"

/* The five parts of any reference (appendix B); p NULL where one is absent. Lent from the text. */
struct wire_uri {
    struct wire_str scheme, authority, path, query, fragment;
};

struct wire_uri wire_uri_split(struct wire_str);

/* The reference seen from the base (5.2), fragment and all, in the arena; absent without memory. */
struct wire_str wire_uri_join(struct wire_arena *, struct wire_str base, struct wire_str reference);

/* The text with %XX as the bytes they are, in the arena. */
struct wire_str wire_uri_decode(struct wire_arena *, struct wire_str);

/* Whether all of it is a URI (with a scheme), or a URI or relative reference; international: letters of any script too. */
bool wire_uri_is(struct wire_str, bool relative_too, bool international);

#endif

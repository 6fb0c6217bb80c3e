/* The built-in list of scheme aliases. */
#ifndef WIRE_NEWSML_G2_SCHEMES_H
#define WIRE_NEWSML_G2_SCHEMES_H

#include "article/base.h"

struct g2_known_scheme {
    struct wire_str alias, uri;
};

extern const struct g2_known_scheme g2_known_schemes[];
extern const size_t g2_known_scheme_count;

/* The URI of the scheme that IPTC's catalogs know by that alias, or absent (catalog.c). */
struct wire_str g2_known_uri(struct wire_str alias);

#endif

/* The list of formats, and telling which one some bytes are in. */
#ifndef WIRE_FORMATS_H
#define WIRE_FORMATS_H

#include "article/format.h"

/* All formats, in the order in which they are listed; ended by NULL. */
extern const struct wire_format *const wire_formats[];

/* The format of that name (case aside), or NULL. */
const struct wire_format *wire_format_named(struct wire_str name);

/* The finding of that id in any of the tables, or NULL. */
const struct wire_finding *wire_finding_named(struct wire_str id);

#endif

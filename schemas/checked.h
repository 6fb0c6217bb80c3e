/*
 * Values checked by hand. A pattern costs libxml2 hundreds of steps a letter, and NewsML-G2 has a qcode on every other
 * element: an attribute that has one of these values wherever it stands is a mere string to the schema.
 */
#ifndef WIRE_SCHEMAS_CHECKED_H
#define WIRE_SCHEMAS_CHECKED_H

#include "article/base.h"

typedef bool wire_check_fn(struct wire_str);

/* What checks values of that name in a table, or NULL: the schema does. */
wire_check_fn *wire_checked(struct wire_str value);

#endif

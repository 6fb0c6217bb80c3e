/* NITF 3.0 to 3.6: a story a document, read and written. */
#ifndef WIRE_NITF_H
#define WIRE_NITF_H

#include "article/format.h"

extern const struct wire_format wire_format_nitf;

#endif

/* ANPA 1312, the wire format of North American agencies, with the habits of the AP. */
#ifndef WIRE_ANPA_ANPA_H
#define WIRE_ANPA_ANPA_H

#include "article/format.h"

extern const struct wire_format wire_format_anpa;

#endif

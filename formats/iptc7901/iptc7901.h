/* IPTC 7901, the wire format of European agencies, with the habits of dpa. */
#ifndef WIRE_IPTC7901_IPTC7901_H
#define WIRE_IPTC7901_IPTC7901_H

#include "article/format.h"

extern const struct wire_format wire_format_iptc7901;

#endif

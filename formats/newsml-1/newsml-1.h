/* NewsML 1: IPTC's envelope of 2000 to 2003, in which agencies sent text, pictures and packages. */
#ifndef WIRE_NEWSML_1_NEWSML_1_H
#define WIRE_NEWSML_1_NEWSML_1_H

#include "article/format.h"

extern const struct wire_format wire_format_newsml_1;

#endif

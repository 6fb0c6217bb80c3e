/* NewsML-G2 2.0 to 2.35: newsItem, packageItem, newsMessage and the other items. */
#ifndef WIRE_NEWSML_G2_H
#define WIRE_NEWSML_G2_H

#include "article/format.h"

extern const struct wire_format wire_format_newsml_g2;

#endif

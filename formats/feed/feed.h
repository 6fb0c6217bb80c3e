/* RSS 2.0 and 1.0, Atom 1.0, WordPress exports and Ritzau's RBNews: an entry is a story. */
#ifndef WIRE_FEED_FEED_H
#define WIRE_FEED_FEED_H

#include "article/format.h"

extern const struct wire_format wire_format_rss, wire_format_atom;

#endif

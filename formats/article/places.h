/* Places as datelines and sign-offs name them: enough to cut a line in the right spot, no gazetteer. */
#ifndef WIRE_ARTICLE_PLACES_H
#define WIRE_ARTICLE_PLACES_H

#include "article/str.h"

/* A state, province or country, whole or as AP and the release wires abbreviate it; case aside. */
bool wire_is_region(struct wire_str);

/* A city that datelines carry without a region, or one of several words that sign-offs name; case aside. */
bool wire_is_city(struct wire_str);

#endif

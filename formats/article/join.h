/* Joining: an item that a package only refers to takes its place in the package. */
#ifndef WIRE_ARTICLE_JOIN_H
#define WIRE_ARTICLE_JOIN_H

#include "article/article.h"

/*
 * Make part, an associated article, all of what whole is. What part is to its package (rel, name) stays; of other
 * fields those of whole count, and what only part has stays too. whole, which belongs to the caller and is
 * associated with nothing, is used up, its memory from then on that of part; false: there is no room for it in
 * the arena of part, and whole is as it was.
 */
bool wire_article_join(struct wire_article *part, struct wire_article *whole);

#endif

/* The public form of an article: all of it that may be published. */
#ifndef WIRE_ARTICLE_PUBLISH_H
#define WIRE_ARTICLE_PUBLISH_H

#include "article/article.h"

/*
 * Take out of an article, and of what is associated with it, what is not for publication: nonPublic, values so marked,
 * parts of the body for editors only, and residue, which nobody has judged. An associated article that is itself not for
 * publication is left as an empty one, since figures know theirs by number. Needs no memory and cannot fail.
 */
void wire_article_publish(struct wire_article *);

#endif

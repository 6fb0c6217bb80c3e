/* What agencies say by practice and not by element: read out of the copy once a story is complete. */
#ifndef WIRE_ARTICLE_PRACTICE_H
#define WIRE_ARTICLE_PRACTICE_H

#include "article/article.h"

/*
 * For a story read from a marked-up format: the parts of its dateline, the credits of byline and
 * sign-off (which stay in the body), the take its headline's tag says, and which nodes of the body
 * are dateline, sign-off, or say again what a field says. Fields that the source gave stay as they are.
 */
void wire_practice(struct wire_article *);

/* The same for a format that says the version of a story elsewhere: the headline gives no take. */
void wire_practice_copy(struct wire_article *);

#endif

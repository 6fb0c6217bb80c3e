/* Takes: what a wire says of the version of a story, before its headline or beside it. */
#ifndef WIRE_ARTICLE_TAKE_H
#define WIRE_ARTICLE_TAKE_H

#include "article/article.h"

/*
 * Set the article's `take` {number, lead, writethru, kind} from the tags of a headline ("UPDATE 2-", "CORRECTED-",
 * "(2nd LD)") or from a version line ("1st Ld-Writethru", "2ND LEAD", "REFILE"). Only what the text says is set, what
 * is set already stays; without any tag nothing is made. The headline keeps its words. Returns whether it had a tag.
 */
bool wire_take_headline(struct wire_article *, struct wire_str headline, struct wire_at);
bool wire_take_version(struct wire_article *, struct wire_str line, struct wire_at);

/* "canceled" or "withheld" where a headline or notice says that the story must not be used, else NULL. */
const char *wire_take_status(struct wire_str line);

#endif

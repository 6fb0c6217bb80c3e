/* Bylines: the line that says who wrote a story, and the persons in it. */
#ifndef WIRE_ARTICLE_BYLINE_H
#define WIRE_ARTICLE_BYLINE_H

#include "article/article.h"

/* Whether a line of copy is a byline: "By Jane Roe", "Von Almut Kipp, dpa", "(di Amalia Angotti)". Sentences that
 * begin like one ("By Monday the water had gone.") are none. */
bool wire_is_byline(struct wire_str line);

/* Whether a line names one person and nothing else, perhaps with agency or paper: "Jane Roe", "Ann Lee, The Canadian
 * Press". Only its place tells that it is a byline. */
bool wire_is_bare_byline(struct wire_str line);

/* Whether a line right under a byline goes with it: a job or an organisation ("AP Sports Writer", "Associated Press"). */
bool wire_is_byline_rest(struct wire_str line);

/*
 * Credit the persons of a byline as reporters: names as printed, with their place, without agency, job or "By". A
 * byline without a word for "by" is read too (XML formats mark it as one). The byline itself is not stored.
 */
void wire_byline_credits(struct wire_article *, struct wire_str byline, struct wire_at, uint8_t flags);

/* Where a byline that begins s ends because a dateline follows in the same paragraph
 * ("By Rob Cox NEW YORK (Reuters) - ..."); 0: it does not. */
size_t wire_byline_before_dateline(struct wire_str s);

#endif

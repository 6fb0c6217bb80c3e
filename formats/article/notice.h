/* What copy says of its own life in words: embargoes, kills, holds, in notes, sluglines and lines above the headline. */
#ifndef WIRE_ARTICLE_NOTICE_H
#define WIRE_ARTICLE_NOTICE_H

#include "article/time.h"
#include "article/article.h"

/*
 * Read the end of an embargo out of a line that announces one ("EMBARGOED UNTIL 0001 GMT MARCH 3, 2025", "Sperrfrist: 23. Januar
 * 2025, 19.00 Uhr", "HOLD FOR RELEASE Sunday"). False: the line announces none. With true, *t is the end; t->year is 0 where
 * the line says no day, or one without a year that near (a year, or 0) does not give either: an embargo without a set end.
 */
bool wire_notice_embargo(struct wire_str line, const struct wire_time *near, struct wire_time *t);

/*
 * Set what is not set yet of pubStatus, embargo, embargoedUntil and signals from the words of a complete story, where a format has
 * no element for them (plain text, ANPA, IPTC 7901). zone is that of times that have none, or NULL.
 */
void wire_notices(struct wire_article *, const char *zone);

#endif

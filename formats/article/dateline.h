/*
 * Datelines: place, date and agency at the head of a story's first paragraph.
 *
 *     NEW YORK, Jan 21 (Reuters) - ...       BEIRUT, Lebanon, Sept. 20 (UPI) -- ...
 *     MOSCOW, January 21. /TASS/. ...        (ANSA) - TORINO, 29 GEN - ...
 *
 * Every agency and form is a row of a table in agencies.c.
 */
#ifndef WIRE_ARTICLE_DATELINE_H
#define WIRE_ARTICLE_DATELINE_H

#include "article/article.h"

struct wire_dateline {
    struct wire_str text;   /* as printed, up to and including the agency */
    struct wire_str place;  /* one place, or several with what is between them */
    struct wire_str area;   /* what is added to one place: state, province, country */
    struct wire_str date, agency;
    size_t end;             /* where the text of the paragraph goes on: after the dash */
};

enum { WIRE_DATELINE_UNTAGGED = 1 }; /* without an agency too: a known place or date, and a dash */

/* Read the dateline a paragraph begins with; slices of it. False where it begins with none. */
bool wire_dateline_read(struct wire_str paragraph, unsigned flags, struct wire_dateline *);

/* The same, into the article's field; the paragraph is left as it is. */
bool wire_dateline_take(struct wire_article *, struct wire_str paragraph, unsigned flags, struct wire_at);

/* Put a dateline read into the field. Values are not WIRE_V_PRINTED: the body keeps the words. */
void wire_dateline_put(struct wire_article *, const struct wire_dateline *, struct wire_at);

#endif

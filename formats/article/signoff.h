/*
 * Sign-offs: who reported, wrote and edited a story, as the agencies say it under the text.
 *
 *     (Reporting by Ann Lee in Rome and Bo Chen; Writing by Cy Diaz; Editing by Di Evans)
 *     Associated Press writers Ann Lee in Rome and Bo Chen in Lima contributed to this report.
 *
 * The grammar is Reuters' and AP's practice; roles and words are tables in signoff.c.
 */
#ifndef WIRE_ARTICLE_SIGNOFF_H
#define WIRE_ARTICLE_SIGNOFF_H

#include "article/article.h"

enum { WIRE_SIGNOFF_NOTES = 4 };

struct wire_signoff {
    size_t from, to;   /* the sign-off is text[from, to): a whole paragraph or the tail of one, brackets and full stop with it */
    bool contributors; /* AP's form, or only "X reported from Y": weaker evidence that the story ends here */
    size_t grammar;    /* what the words of it weigh that go nowhere else: "Reporting by", "in", a name said twice */
    size_t note_count; /* parts of it that are no credits; they are in nothing else */
    struct wire_str notes[WIRE_SIGNOFF_NOTES];
};

/*
 * Find the sign-off in the text of a paragraph and add its credits to the article, in the order of
 * the text; who is there already with a role only gets his place. False, and nothing added, where
 * there is none or the words only begin like one. a may be NULL: then it is only found. flags are
 * given to the values made (WIRE_V_PRINTED where the text is kept nowhere else).
 */
bool wire_signoff_read(struct wire_article *a, struct wire_str text, struct wire_at, uint8_t flags, struct wire_signoff *);

enum { WIRE_CREDIT_NAME = 1, WIRE_CREDIT_PLACE = 2, WIRE_CREDIT_CONTACT = 4 };

/* One credit, unless that name has the role already: then it only gets the place and contact it has not. Returns what was new. */
int wire_credit_add(struct wire_article *, const char *role, struct wire_str name, struct wire_str place,
                     struct wire_str contact, struct wire_at, uint8_t flags);

/* "By Jane Roe, Port Ellison" over copy from PORT ELLISON: a name in the byline that is the dateline's place is none. */
void wire_credit_drop_place(struct wire_article *);

#endif

/* Roles: the words that begin a credit in a sign-off ("with additional reporting and writing by:"). */
#ifndef WIRE_ARTICLE_ROLE_H
#define WIRE_ARTICLE_ROLE_H

#include "article/token.h"

enum { WIRE_ROLES = 4 }; /* that one phrase may join by "and" */

struct wire_role_phrase {
    const char *roles[WIRE_ROLES];
    unsigned count;
    size_t end;     /* the token after it */
    bool by;        /* said "by", or a colon */
    bool titles;    /* jobs may stand before the names: AP's contributors */
};

static inline bool
wire_word_is(const struct wire_token *t, const char *word)
{
    return t->kind == WIRE_T_WORD && wire_str_is_nocase(t->s, word);
}

/* The phrase at token i; false where no role stands there. */
bool wire_role_phrase_at(const struct wire_token *t, size_t i, struct wire_role_phrase *);

/* Whether a new credit begins at token i: a role that says "by". */
bool wire_role_head_at(const struct wire_token *t, size_t i);

/* Cheap tests that rule out nearly every paragraph: its first word may be a role's; a role stands before a "by" in it. */
bool wire_may_be_role(struct wire_str);
bool wire_has_role_by(struct wire_str);

#endif

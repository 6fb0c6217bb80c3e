/* Copy cut into words and marks, for the grammars of sign-offs, bylines and datelines. */
#ifndef WIRE_ARTICLE_TOKEN_H
#define WIRE_ARTICLE_TOKEN_H

#include "article/str.h"

enum wire_token_kind {
    WIRE_T_END,
    WIRE_T_WORD,
    WIRE_T_AND, /* and, also as mistyped; & and / */
    WIRE_T_COMMA,
    WIRE_T_SEMICOLON,
    WIRE_T_COLON,
    WIRE_T_DOT, /* that ends something: not of an initial or abbreviation */
    WIRE_T_OPEN,
    WIRE_T_CLOSE,
    WIRE_T_DASH,
    WIRE_T_OTHER
};

/* So many words a sign-off or byline may have; one that has more is body text, or an attack. */
enum { WIRE_TOKENS = 640, WIRE_TOKEN_BYTES = 6000 };

struct wire_token {
    struct wire_str s;
    uint8_t kind;
    uint8_t capital; /* a word: begins with a capital, or with a letter of a script without capitals */
};

/* Cut s; the array always ends with a WIRE_T_END. Returns how many before it, or 0 when there are too many. */
size_t wire_tokens(struct wire_str s, struct wire_token out[WIRE_TOKENS]);

#endif

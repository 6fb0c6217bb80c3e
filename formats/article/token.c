/* Copy cut into words and marks, for the grammars of sign-offs, bylines and datelines. */
#include "article/token.h"

#include "article/copy.h"
#include "article/places.h"

/* A role glued to the name before it (web copy loses the line break): "ChiacuEditing by". */
static const char *const glued[] = { "Reporting", "Additional", "Editing", "Edited", "Writing", "Written", "Compiled",
                                     "Compiling", "Graphics", "Graphic", "Photography", "Translated", "Translation",
                                     "Production", "Produced", "Editor" };

static const struct {
    const char *p;
    uint8_t kind;
} marks[] = {
    { ",", WIRE_T_COMMA },    { ";", WIRE_T_SEMICOLON }, { ":", WIRE_T_COLON },
    { "(", WIRE_T_OPEN },     { ")", WIRE_T_CLOSE },     { "[", WIRE_T_OPEN },
    { "]", WIRE_T_CLOSE },    { "/", WIRE_T_AND },       { "|", WIRE_T_SEMICOLON },
    { "\xEF\xBC\x8C", WIRE_T_COMMA }, { "\xE3\x80\x81", WIRE_T_COMMA }, { "\xEF\xBC\x9B", WIRE_T_SEMICOLON },
};

/* Nearly all bytes of a word cannot end it: blanks, marks, tags, entities and what is not ASCII may. */
static const bool may_end_word[256] = { [0 ... ' '] = true, [','] = true, [';'] = true, [':'] = true, ['('] = true, [')'] = true, ['['] = true,
                                        [']'] = true, ['/'] = true, ['|'] = true, ['<'] = true, ['&'] = true, [0x80 ... 0xFF] = true };

/* An ampersand that writes a character: &apos; &#039; &amp; -- its length, or 0. */
static size_t
entity_at(struct wire_str s, size_t i)
{
    size_t to = i + 1;

    while (to < s.n && to - i < 8 && (wire_is_alnum((unsigned char)s.p[to]) || s.p[to] == '#'))
        to++;
    return to < s.n && s.p[to] == ';' && to > i + 1 ? to + 1 - i : 0;
}

static size_t
mark_at(struct wire_str s, size_t i, uint8_t *kind)
{
    unsigned char c = (unsigned char)s.p[i];

    if (!may_end_word[c] || c <= ' ' || (c >= 0x80 && c != 0xEF && c != 0xE3))
        return 0;
    for (size_t m = 0; m < WIRE_COUNT(marks); m++) {
        if (wire_str_begins(wire_str_sub(s, i, 3), marks[m].p)) {
            *kind = marks[m].kind;
            return strlen(marks[m].p);
        }
    }
    return 0;
}

static size_t
word_end(struct wire_str s, size_t i)
{
    uint8_t kind;

    for (;;) {
        size_t n;
        while (i < s.n && !may_end_word[(unsigned char)s.p[i]])
            i++;
        if (i >= s.n || wire_blank_at(s.p + i, s.p + s.n) != 0 || mark_at(s, i, &kind) != 0 || s.p[i] == '<')
            break;
        n = s.p[i] == '&' ? entity_at(s, i) : 1;
        if (n == 0 || (n == 5 && memcmp(s.p + i, "&amp;", 5) == 0))
            break;
        i += n;
    }
    return i;
}

/* Where a role glued to the end of a word begins, or its length. */
static size_t
glue_at(struct wire_str word)
{
    size_t capital = 1;

    while (capital < word.n && (word.p[capital] < 'A' || word.p[capital] > 'Z'))
        capital++;
    if (capital >= word.n) /* they all begin with one, and few words have one inside */
        return word.n;
    for (size_t g = 0; g < WIRE_COUNT(glued); g++) {
        size_t n = strlen(glued[g]);
        if (word.n > n && wire_str_ends(word, glued[g])) {
            unsigned char before = (unsigned char)word.p[word.n - n - 1];
            if ((before >= 'a' && before <= 'z') || before >= 0x80 || before == '.')
                return word.n - n;
        }
    }
    return word.n;
}

/* Whether the full stop at its end belongs to the word: initials, Jr., St., N.Y., Calif. */
static bool
keeps_dot(struct wire_str word)
{
    struct wire_str bare = wire_str_sub(word, 0, word.n - 1);
    const char *p = bare.p;

    if (bare.n == 0)
        return false;
    wire_utf8_next(&p, bare.p + bare.n);
    return p == bare.p + bare.n || memchr(bare.p, '.', bare.n) != NULL || wire_is_region(word) ||
           wire_in_words(bare, "jr sr st mt ft dr mr mrs ms col capt gen lt ");
}

static void
put_word(struct wire_token *t, struct wire_str s)
{
    int32_t c = wire_first_char(s);

    if (c == '\'' || c == 0x2018 || c == 0x2019 || c == '"' || c == 0x201C)
        c = wire_first_char(wire_str_sub(s, c < 0x80 ? 1 : 3, s.n));
    t->s = s;
    t->kind = WIRE_T_WORD;
    t->capital = wire_is_upper(c) || (wire_is_letter(c) && !wire_is_lower(c));
    if (!t->capital && wire_in_words(s, "and amd anf anfd nad nd abd asnd und et y "))
        t->kind = WIRE_T_AND;
    else if (wire_str_is(s, "AND") || wire_str_is(s, "And") || wire_str_is(s, "an") || wire_str_is(s, "ad") ||
             wire_str_is(s, "e"))
        t->kind = WIRE_T_AND;
}

/* One or two tokens for a word: the full stop after it, the role glued to it are their own. */
static size_t
cut_word(struct wire_str word, struct wire_token *t)
{
    size_t n = 0, glue;
    bool dot = false;

    if (wire_str_ends(word, ".") && !keeps_dot(word)) {
        dot = true;
        while (word.n != 0 && word.p[word.n - 1] == '.')
            word.n--;
    }
    if ((glue = glue_at(word)) < word.n) {
        size_t before = word.p[glue - 1] == '.' ? glue - 1 : glue;
        if (before != 0)
            put_word(&t[n++], wire_str_sub(word, 0, before));
        if (before < glue)
            t[n++] = (struct wire_token){ wire_str_sub(word, before, 1), WIRE_T_DOT, 0 };
        word = wire_str_sub(word, glue, word.n);
    }
    if (word.n != 0)
        put_word(&t[n++], word);
    if (dot)
        t[n++] = (struct wire_token){ { word.p + word.n, 1 }, WIRE_T_DOT, 0 };
    return n;
}

size_t
wire_tokens(struct wire_str s, struct wire_token out[WIRE_TOKENS])
{
    size_t n = 0, i = 0, to, dash;
    uint8_t kind = WIRE_T_END;

    if (s.n > WIRE_TOKEN_BYTES)
        return 0;
    while ((i = wire_skip_blanks(s, i)) < s.n) {
        if (n + 5 > WIRE_TOKENS)
            return 0;
        if (s.p[i] == '<') {
            const char *close = memchr(s.p + i, '>', s.n - i);
            to = close != NULL ? (size_t)(close - s.p) + 1 : i + 1;
            kind = WIRE_T_OTHER;
        } else if (s.p[i] == '&' && ((to = entity_at(s, i)) == 0 || memcmp(s.p + i, "&amp;", 5) == 0)) {
            to = i + (to == 0 ? 1 : to);
            kind = WIRE_T_AND;
        } else if ((to = mark_at(s, i, &kind)) != 0) {
            to += i;
        } else if ((dash = wire_dash_at(s.p + i, s.p + s.n)) != 0) {
            to = i + dash;
            kind = WIRE_T_DASH;
        } else {
            to = word_end(s, i);
            n += cut_word(wire_str_sub(s, i, to - i), out + n);
            i = to;
            continue;
        }
        out[n++] = (struct wire_token){ wire_str_sub(s, i, to - i), kind, 0 };
        i = to;
    }
    out[n] = (struct wire_token){ { s.p + s.n, 0 }, WIRE_T_END, 0 };
    return n;
}

/* What the grammar of wire copy shares: blanks, dashes, words and their shape. */
#ifndef WIRE_ARTICLE_COPY_H
#define WIRE_ARTICLE_COPY_H

#include "article/str.h"

/* Bytes of the blank at p: white space of any kind copy is set with, zero-width ones too; 0: it is none. */
size_t wire_wide_blank_at(const char *p, const char *end);

static inline size_t
wire_blank_at(const char *p, const char *end)
{
    if (p == end || (unsigned char)*p < 0x80)
        return p != end && (unsigned char)*p <= ' ';
    return wire_wide_blank_at(p, end);
}

/* Bytes of the dash at p: hyphen, en and em dash, bar, minus; 0: it is none. */
size_t wire_dash_at(const char *p, const char *end);

/* wire_weight without what blanks beyond ASCII weigh: copy is set with them here and without them there. */
size_t wire_copy_weight(struct wire_str);

/* The offset of the first byte at or after i that begins no blank. */
size_t wire_skip_blanks(struct wire_str s, size_t i);

/* Without blanks at its ends. */
struct wire_str wire_trim_blanks(struct wire_str);

/* Each run of blanks one space, none at the ends; a slice of s where nothing had to change. */
struct wire_str wire_squeeze(struct wire_arena *, struct wire_str);

/* The next word (anything between blanks) at or after *i, which moves behind it; absent at the end. */
struct wire_str wire_next_word(struct wire_str s, size_t *i);
size_t wire_count_words(struct wire_str, size_t stop_at);

/* The character a word begins with, or -1. */
int32_t wire_first_char(struct wire_str);

/* Capitals and marks only, with at least one capital; and: no letter in it is small. */
bool wire_all_capitals(struct wire_str);

/* The same text, case aside (ASCII, Latin-1, Greek and Cyrillic as far as two bytes go). */
bool wire_same_fold_slow(struct wire_str, struct wire_str);

/* False where two characters of ASCII differ by more than their case: most comparisons end here. */
static inline bool
wire_begin_alike(char a, char b)
{
    return ((a | b) & 0x80) != 0 || (a | 0x20) == (b | 0x20);
}

static inline bool
wire_same_fold(struct wire_str a, struct wire_str b)
{
    if (a.n == 0 || b.n == 0 || !wire_begin_alike(a.p[0], b.p[0]))
        return a.n == 0 && b.n == 0;
    return wire_same_fold_slow(a, b);
}

/* The same with a C string. */
static inline bool
wire_is_fold(struct wire_str s, const char *cstring)
{
    if (s.n == 0 || cstring[0] == '\0' || !wire_begin_alike(s.p[0], cstring[0]))
        return s.n == 0 && cstring[0] == '\0';
    return wire_same_fold_slow(s, wire_str_of(cstring));
}

/* Whether s is in a list of lower-case ASCII words each ended by a space: "de la von ". */
bool wire_in_words(struct wire_str s, const char *list);

/* What a paragraph may end with: . ? ! : and the marks that close a quotation. */
bool wire_ends_sentence(struct wire_str);

/* How many characters s has; each is a column. */
size_t wire_columns(struct wire_str);

/* A line set in columns: two gaps of blanks or one wide gap within it, a tab, or dots that lead to a figure. */
bool wire_is_tabular(struct wire_str line);

/*
 * Where a text announces that what follows is not for publication, or s.n: English and German as agencies write it.
 * "Not for publication before 0600 GMT" is an embargo and announces nothing.
 */
size_t wire_secret_announced(struct wire_str);

/* Whether a line announces that what follows is not for publication, in English or German. */
bool wire_announces_secret(struct wire_str line);

#endif

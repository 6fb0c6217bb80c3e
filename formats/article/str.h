/* Slices of text: comparing, trimming, UTF-8, and what counts as a word. */
#ifndef WIRE_ARTICLE_STR_H
#define WIRE_ARTICLE_STR_H

#include <string.h>

#include "article/arena.h"

/* Borrowed; NULL is absent. */
static inline struct wire_str
wire_str_of(const char *cstring)
{
    return (struct wire_str){ cstring, cstring != NULL ? strlen(cstring) : 0 };
}

static inline bool
wire_str_eq(struct wire_str a, struct wire_str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* These are asked of long lists of words: most differ in the first byte. */
static inline bool
wire_str_is(struct wire_str s, const char *cstring)
{
    if (s.n == 0 || s.p[0] != cstring[0])
        return s.n == 0 && s.p != NULL && cstring[0] == '\0';
    return strlen(cstring) == s.n && memcmp(s.p, cstring, s.n) == 0;
}

static inline bool
wire_str_begins(struct wire_str s, const char *cstring)
{
    size_t n;

    if (s.n == 0 || s.p[0] != cstring[0])
        return cstring[0] == '\0';
    n = strlen(cstring);
    return n <= s.n && memcmp(s.p, cstring, n) == 0;
}

static inline bool
wire_str_ends(struct wire_str s, const char *cstring)
{
    size_t n = strlen(cstring);

    return n <= s.n && (n == 0 || (s.p[s.n - 1] == cstring[n - 1] && memcmp(s.p + s.n - n, cstring, n) == 0));
}

/* ASCII letters without regard to case, all else exactly. */
bool wire_str_same_nocase(struct wire_str, const char *cstring, bool whole);

static inline bool
wire_str_begins_nocase(struct wire_str s, const char *cstring)
{
    if (s.n == 0 || ((s.p[0] ^ cstring[0]) & ~0x20) != 0)
        return cstring[0] == '\0';
    return wire_str_same_nocase(s, cstring, false);
}

static inline bool
wire_str_is_nocase(struct wire_str s, const char *cstring)
{
    if (s.n == 0 || ((s.p[0] ^ cstring[0]) & ~0x20) != 0)
        return s.n == 0 && s.p != NULL && cstring[0] == '\0';
    return wire_str_same_nocase(s, cstring, true);
}

/* Where the C string first stands in s (ASCII case aside), or s.n. */
size_t wire_str_find_nocase(struct wire_str, const char *cstring);

/* s from byte `from` on, at most n bytes; past the end is empty. */
static inline struct wire_str
wire_str_sub(struct wire_str s, size_t from, size_t n)
{
    if (from > s.n)
        from = s.n;
    if (n > s.n - from)
        n = s.n - from;
    return (struct wire_str){ s.p != NULL ? s.p + from : NULL, n };
}

/* Without XML white space (space, tab, CR, LF) at its ends. */
struct wire_str wire_str_trim(struct wire_str);

/* Whether there is nothing but XML white space in n bytes. */
bool wire_is_blank(const char *p, size_t n);

/* One line: trimmed, each run of XML white space one space. Lives in the arena where it
 * had to be changed, else it is the slice given. Absent when nothing is left. */
struct wire_str wire_str_collapse(struct wire_arena *, struct wire_str);

/* A whole number of decimal digits up to max; white space around it is no harm. */
bool wire_str_to_int(struct wire_str, int64_t max, int64_t *out);

/* A number as JSON writes it (RFC 8259, 6). */
bool wire_str_is_number(struct wire_str);

static inline bool
wire_is_space(int c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/*
 * Decode one character at *p, not past end (p < end). Returns the code point and moves
 * *p behind it; where the bytes are not UTF-8 (RFC 3629) returns -1 and moves one byte.
 */
int32_t wire_utf8_next(const char **p, const char *end);

/* Write a code point as UTF-8 to out (4 bytes of room); the number of bytes. */
size_t wire_utf8_put(char *out, uint32_t c);

/* Whether all of s is UTF-8; if not, *bad is the offset of the first wrong byte. */
bool wire_utf8_valid(struct wire_str, size_t *bad);

/* Unicode letters and digits as far as wire copy needs: Latin, Greek, Cyrillic, Semitic, Indic, CJK ... */
bool wire_is_letter(int32_t c);
bool wire_is_upper(int32_t c);
bool wire_is_lower(int32_t c);
bool wire_is_alnum(int32_t c); /* or a digit of any script */

/*
 * The measure of conservation: how many bytes of s carry words, that is ASCII letters
 * and digits, and every byte of a character beyond ASCII. Sums over pieces of a text
 * are the same however it is cut.
 */
size_t wire_weight(const char *p, size_t n);

/* The same of what stands between the tags of markup that one of our printers made: its references are of marks
 * that weigh nothing. */
size_t wire_weight_markup(const char *p, size_t n);

/* How many words s has: runs of letters, digits and underscores, rules of underscores apart. */
size_t wire_words(struct wire_str);

#endif

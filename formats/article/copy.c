/* What the grammar of wire copy shares: blanks, dashes, words and their shape. */
#include "article/copy.h"

#include "article/sixteen.h"

size_t
wire_wide_blank_at(const char *p, const char *end)
{
    const unsigned char *s = (const unsigned char *)p;
    size_t left = (size_t)(end - p);

    if (s[0] == 0xC2 && left > 1 && s[1] == 0xA0)
        return 2;
    if (s[0] == 0xE2 && left > 2 && s[1] == 0x80 &&
        ((s[2] >= 0x80 && s[2] <= 0x8B) || s[2] == 0xA8 || s[2] == 0xA9 || s[2] == 0xAF))
        return 3;
    if (left > 2 && ((s[0] == 0xE3 && s[1] == 0x80 && s[2] == 0x80) || (s[0] == 0xEF && s[1] == 0xBB && s[2] == 0xBF)))
        return 3;
    return 0;
}

size_t
wire_dash_at(const char *p, const char *end)
{
    const unsigned char *s = (const unsigned char *)p;
    size_t left = (size_t)(end - p);

    if (left == 0)
        return 0;
    if (s[0] == '-')
        return 1;
    if (left > 2 && s[0] == 0xE2 && ((s[1] == 0x80 && s[2] >= 0x90 && s[2] <= 0x95) || (s[1] == 0x88 && s[2] == 0x92)))
        return 3;
    return 0;
}

size_t
wire_copy_weight(struct wire_str s)
{
    const char *end = s.p + s.n;
    size_t wide = 0;

    for (size_t i = 0; i < s.n; i += 16) {
        wire_sixteen c = wire_load_some(s.p + i, s.n - i);
        unsigned leads; /* bytes that blanks beyond ASCII begin with */
        if (wire_bits(c) == 0)
            continue;
        leads = wire_bits((wire_sixteen)((c == 0xC2) | (c == 0xE2) | (c == 0xE3) | (c == 0xEF)));
        for (; leads != 0; leads &= leads - 1)
            wide += wire_blank_at(s.p + i + (size_t)__builtin_ctz(leads), end);
    }
    return wire_weight(s.p, s.n) - wide;
}

size_t
wire_skip_blanks(struct wire_str s, size_t i)
{
    size_t n;

    while (i < s.n && (n = wire_blank_at(s.p + i, s.p + s.n)) != 0)
        i += n;
    return i;
}

struct wire_str
wire_trim_blanks(struct wire_str s)
{
    size_t from = wire_skip_blanks(s, 0), to = s.n;

    while (to > from) {
        if ((unsigned char)s.p[to - 1] <= ' ')
            to--;
        else if (to - from >= 2 && wire_blank_at(s.p + to - 2, s.p + to) == 2)
            to -= 2;
        else if (to - from >= 3 && wire_blank_at(s.p + to - 3, s.p + to) == 3)
            to -= 3;
        else
            break;
    }
    return wire_str_sub(s, from, to - from);
}

struct wire_str
wire_squeeze(struct wire_arena *arena, struct wire_str s)
{
    char *out;
    size_t n = 0, blank, i = 0;
    bool change = false;

    s = wire_trim_blanks(s);
    if (s.n == 0)
        return WIRE_NONE;
    while (i < s.n && !change) {
        if ((blank = wire_blank_at(s.p + i, s.p + s.n)) == 0) {
            i++;
            continue;
        }
        i += blank;
        change = blank > 1 || s.p[i - 1] != ' ' || wire_blank_at(s.p + i, s.p + s.n) != 0;
    }
    if (!change)
        return s;
    if ((out = wire_arena_bytes(arena, s.n)) == NULL)
        return WIRE_NONE;
    for (i = 0; i < s.n;) {
        if ((blank = wire_blank_at(s.p + i, s.p + s.n)) == 0) {
            out[n++] = s.p[i++];
            continue;
        }
        i += blank;
        if (n != 0 && out[n - 1] != ' ')
            out[n++] = ' ';
    }
    return (struct wire_str){ out, n };
}

struct wire_str
wire_next_word(struct wire_str s, size_t *i)
{
    size_t from = wire_skip_blanks(s, *i), to = from;

    while (to < s.n && wire_blank_at(s.p + to, s.p + s.n) == 0)
        to++;
    *i = to;
    return to > from ? wire_str_sub(s, from, to - from) : WIRE_NONE;
}

size_t
wire_count_words(struct wire_str s, size_t stop_at)
{
    size_t i = 0, words = 0;

    while (words < stop_at && wire_next_word(s, &i).n != 0)
        words++;
    return words;
}

int32_t
wire_first_char(struct wire_str s)
{
    const char *p = s.p;

    return s.n != 0 ? wire_utf8_next(&p, s.p + s.n) : -1;
}

bool
wire_all_capitals(struct wire_str s)
{
    const char *p = s.p, *end = p + s.n;
    bool capital = false;

    while (p < end) {
        int32_t c = wire_utf8_next(&p, end);
        if (wire_is_lower(c))
            return false;
        capital |= wire_is_upper(c);
    }
    return capital;
}

/* The small letter of a capital where both are two bytes of UTF-8 with the usual distance. */
static int32_t
fold(int32_t c)
{
    if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) ||
        (c >= 0x410 && c <= 0x42F))
        return c + 32;
    if (c >= 0x100 && c <= 0x17F && wire_is_upper(c) && c != 0x178 && c != 0x130)
        return c + 1;
    return c == 0x2019 ? '\'' : c;
}

bool
wire_same_fold_slow(struct wire_str a, struct wire_str b)
{
    const char *p = a.p, *q = b.p, *p_end = p + a.n, *q_end = q + b.n;

    while (p < p_end && q < q_end) {
        if (((unsigned char)(*p | *q) & 0x80) == 0) { /* both of ASCII */
            int difference = *p ^ *q;
            if (difference != 0 && (difference != 0x20 || (*p | 0x20) < 'a' || (*p | 0x20) > 'z'))
                return false;
            p++;
            q++;
            continue;
        }
        if (fold(wire_utf8_next(&p, p_end)) != fold(wire_utf8_next(&q, q_end)))
            return false;
    }
    return p == p_end && q == q_end;
}

/* Sixteen bytes of the list at once: where a word begins with the letter of s, the word is compared. */
bool
wire_in_words(struct wire_str s, const char *list)
{
    size_t n = strlen(list);
    unsigned after = 1; /* 1: a space came last */

    if (s.n == 0 || memchr(s.p, ' ', s.n) != NULL)
        return false;
    for (size_t i = 0; i < n; i += 16) {
        wire_sixteen c = wire_load_some(list + i, n - i);
        unsigned spaces = wire_bits((wire_sixteen)(c == ' ')),
                 hits = wire_bits((wire_sixteen)((c | 0x20) == (uint8_t)(s.p[0] | 0x20))) & (spaces << 1 | after);
        after = spaces >> 15;
        for (; hits != 0; hits &= hits - 1) {
            size_t at = i + (size_t)__builtin_ctz(hits);
            if (n - at >= s.n && (at + s.n == n || list[at + s.n] == ' ') && wire_same_fold(s, (struct wire_str){ list + at, s.n }))
                return true;
        }
    }
    return false;
}

/* A letter or digit of ASCII. */
static bool
is_plain(char c)
{
    return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9');
}

bool
wire_ends_sentence(struct wire_str s)
{
    static const char *const quotes[] = { "\"", "\xE2\x80\x9D", "\xE2\x80\x9C", "\xC2\xBB", "\xC2\xAB", "''", "'",
                                          "\xE2\x80\x99", ")", "]" };
    size_t i = 0;

    s = wire_trim_blanks(s);
    if (s.n == 0 || is_plain(s.p[s.n - 1])) /* most lines */
        return false;
    while (i < WIRE_COUNT(quotes)) {
        if (wire_str_ends(s, quotes[i])) {
            s = wire_trim_blanks(wire_str_sub(s, 0, s.n - strlen(quotes[i])));
            i = 0;
        } else {
            i++;
        }
    }
    return wire_str_ends(s, ".") || wire_str_ends(s, "?") || wire_str_ends(s, "!") || wire_str_ends(s, ":") ||
           wire_str_ends(s, "\xE2\x80\xA6") || wire_str_ends(s, "\xE3\x80\x82");
}

size_t
wire_columns(struct wire_str s)
{
    size_t n = s.n, i = 0;

    for (; i + 16 <= s.n; i += 16) {
        unsigned more = wire_bits((wire_sixteen)((wire_load(s.p + i) & 0xC0) == 0x80));
        n -= more != 0 ? (size_t)__builtin_popcount(more) : 0;
    }
    for (; i < s.n; i++)
        n -= ((unsigned char)s.p[i] & 0xC0) == 0x80;
    return n;
}

enum { PROSE = 160 }; /* a longer line is a paragraph of its own, never a row of a table */

/* Two blanks or two dots side by side, or a tab: most lines have none. */
static bool
has_columns(struct wire_str s)
{
    unsigned blank = 0, dot = 0;

    for (size_t i = 0; i < s.n; i += 16) {
        wire_sixteen c = wire_load_some(s.p + i, s.n - i);
        unsigned blanks = wire_bits((wire_sixteen)(c == ' ')), dots = wire_bits((wire_sixteen)(c == '.'));
        if ((blanks & (blanks << 1 | blank)) != 0 || (dots & (dots << 1 | dot)) != 0 || wire_bits((wire_sixteen)(c == '\t')) != 0)
            return true;
        blank = blanks >> 15 & 1;
        dot = dots >> 15 & 1;
    }
    return false;
}

bool
wire_is_tabular(struct wire_str s)
{
    size_t gap = 0, gaps = 0, wide = 0, dots = 0, digits = 0;

    if (s.n > PROSE || s.n < 3 || !has_columns(s))
        return false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '\t')
            return true;
        digits += c >= '0' && c <= '9';
        dots = c == '.' ? dots + 1 : 0;
        if (dots >= 5 && i + 2 < s.n)
            return true;
        if (c == ' ') {
            gap++;
            continue;
        }
        if (gap >= 3)
            wide++;
        if (gap >= 2 && i > gap && strchr(".?!:\"", s.p[i - gap - 1]) == NULL)
            gaps++;
        gap = 0;
    }
    return wide != 0 || (gaps >= 2 && digits != 0);
}

enum { ANNOUNCEMENT = 100, ANNOUNCEMENT_WORDS = 13 }; /* a longer line is prose that speaks of it */

size_t
wire_secret_announced(struct wire_str s)
{
    static const char *const phrases[] = { "not for publication", "not intended for publication",
                                           ("nicht zur Ver\xC3\xB6" "ffentlichung"), ("nicht zur Ver\xC3\x96" "ffentlichung"),
                                           "nicht zur Veroeffentlichung",
                                           ("nicht zur Vero\xCC\x88" "ffentlichung") };
    static const char *const until[] = { " before ", " until ", " till ", " prior to ", " vor " }; /* an embargo, not a secret */
    size_t first = s.n;

    if (wire_str_find_nocase(s, "ublication") == s.n && wire_str_find_nocase(s, "fentlichung") == s.n)
        return s.n; /* the end that each phrase has: most texts have neither */
    for (size_t i = 0; i < WIRE_COUNT(phrases); i++) {
        size_t at = wire_str_find_nocase(s, phrases[i]);
        bool embargo = false;
        for (size_t k = 0; at < first && k < WIRE_COUNT(until); k++)
            embargo = embargo || wire_str_begins_nocase(wire_str_sub(s, at + strlen(phrases[i]), s.n), until[k]);
        if (at < first && !embargo)
            first = at;
    }
    return first;
}

bool
wire_announces_secret(struct wire_str line)
{
    return line.n <= ANNOUNCEMENT && wire_secret_announced(line) < line.n &&
           wire_count_words(line, ANNOUNCEMENT_WORDS) < ANNOUNCEMENT_WORDS;
}

/* Slices of text: comparing, trimming, UTF-8, and what counts as a word. */
#include "article/str.h"

#include "article/sixteen.h"

static char
small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool
wire_str_same_nocase(struct wire_str s, const char *cstring, bool whole)
{
    size_t i;

    for (i = 0; cstring[i] != '\0'; i++) {
        if (i == s.n || (s.p[i] != cstring[i] && small(s.p[i]) != small(cstring[i])))
            return false;
    }
    return !whole || i == s.n;
}

/* Where the first two bytes of the needle stand, case aside, sixteen places at once; only there is the rest compared. */
size_t
wire_str_find_nocase(struct wire_str s, const char *cstring)
{
    size_t n = strlen(cstring);
    uint8_t one = (uint8_t)(cstring[0] | 0x20), two = (uint8_t)(n > 1 ? cstring[1] | 0x20 : 0);

    if (n == 0 || n > s.n)
        return n == 0 ? 0 : s.n;
    for (size_t i = 0; i + n <= s.n; i += 16) {
        unsigned hits = wire_bits((wire_sixteen)((wire_load_some(s.p + i, s.n - i) | 0x20) == one));
        if (hits != 0 && n > 1)
            hits &= wire_bits((wire_sixteen)((wire_load_some(s.p + i + 1, s.n - i - 1) | 0x20) == two));
        for (; hits != 0; hits &= hits - 1) {
            size_t at = i + (size_t)__builtin_ctz(hits);
            if (at + n <= s.n && wire_str_same_nocase(wire_str_sub(s, at, n), cstring, true))
                return at;
        }
    }
    return s.n;
}

struct wire_str
wire_str_trim(struct wire_str s)
{
    while (s.n != 0 && wire_is_space(s.p[0])) {
        s.p++;
        s.n--;
    }
    while (s.n != 0 && wire_is_space(s.p[s.n - 1]))
        s.n--;
    return s;
}

bool
wire_is_blank(const char *p, size_t n)
{
    if (n < 16)
        return wire_bits(wire_spaces(wire_load_some(p, n))) == (1U << n) - 1;
    for (; n > 16; p += 16, n -= 16) {
        if (wire_bits(wire_spaces(wire_load(p))) != 0xFFFF)
            return false;
    }
    return wire_bits(wire_spaces(wire_load(p + n - 16))) == 0xFFFF;
}

/* Whether white space stands in s (trimmed) that is not one space between others. */
static bool
is_uneven(struct wire_str s)
{
    size_t i = 0;

    for (; i + 17 <= s.n; i += 16) {
        wire_sixteen c = wire_load(s.p + i), next = wire_load(s.p + i + 1);
        if (wire_bits((wire_sixteen)(((c == ' ') & (next == ' ')) | (c == '\n') | (c == '\t') | (c == '\r'))) != 0)
            return true;
    }
    if (i < s.n) {
        wire_sixteen c = wire_load_some(s.p + i, s.n - i);
        unsigned one = wire_bits((wire_sixteen)(c == ' ')), other = wire_bits(wire_spaces(c)) & ~one;
        return other != 0 || (one & one >> 1) != 0;
    }
    return false;
}

/* Each run of white space one space, sixteen bytes at once where there are no runs. out has room for n; the bytes written. */
static size_t
collapse(char *out, const char *p, size_t n)
{
    char *to = out;
    unsigned after = 0; /* 1: a space came last */

    while (n != 0) {
        size_t step = n < 16 ? n : 16;
        wire_sixteen c = wire_load_some(p, n), spaces = wire_spaces(c);
        unsigned bits = wire_bits(spaces);
        if (step == 16 && (bits & (bits << 1 | after)) == 0) {
            c = (c & ~spaces) | (spaces & ' ');
            memcpy(to, &c, sizeof c);
            to += 16;
            after = bits >> 15;
        } else if (bits == 0xFFFFU >> (16 - step)) { /* indentation */
            *to = ' ';
            to += 1 - after;
            after = 1;
        } else {
            for (size_t i = 0; i < step; i++) {
                unsigned space = bits >> i & 1;
                *to = space ? ' ' : p[i];
                to += 1 - (space & after);
                after = space;
            }
        }
        p += step;
        n -= step;
    }
    return (size_t)(to - out);
}

struct wire_str
wire_str_collapse(struct wire_arena *arena, struct wire_str s)
{
    char *out;

    s = wire_str_trim(s);
    if (s.n == 0)
        return WIRE_NONE;
    if (!is_uneven(s))
        return s;
    if ((out = wire_arena_bytes(arena, s.n)) == NULL)
        return WIRE_NONE;
    return (struct wire_str){ out, collapse(out, s.p, s.n) };
}

bool
wire_str_to_int(struct wire_str s, int64_t max, int64_t *out)
{
    int64_t value = 0;

    s = wire_str_trim(s);
    if (s.n == 0)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        int digit = s.p[i] - '0';
        if (digit < 0 || digit > 9 || digit > max || value > (max - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    *out = value;
    return true;
}

bool
wire_str_is_number(struct wire_str s)
{
    size_t i = 0, from;

#define DIGITS()                                                                                                   \
    for (from = i; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)                                                 \
        ;                                                                                                          \
    if (i == from)                                                                                                 \
    return false

    if (i < s.n && s.p[i] == '-')
        i++;
    if (i < s.n && s.p[i] == '0')
        i++;
    else {
        DIGITS();
    }
    if (i < s.n && s.p[i] == '.') {
        i++;
        DIGITS();
    }
    if (i < s.n && (s.p[i] == 'e' || s.p[i] == 'E')) {
        i++;
        if (i < s.n && (s.p[i] == '+' || s.p[i] == '-'))
            i++;
        DIGITS();
    }
#undef DIGITS
    return i == s.n && s.n != 0;
}

int32_t
wire_utf8_next(const char **p, const char *end)
{
    const unsigned char *s = (const unsigned char *)*p;
    size_t left = (size_t)(end - *p), need;
    int32_t c;

    if (s[0] < 0x80) {
        *p += 1;
        return s[0];
    }
    need = s[0] >= 0xF0 && s[0] <= 0xF4 ? 4 : s[0] >= 0xE0 ? 3 : s[0] >= 0xC2 ? 2 : 0;
    if (s[0] > 0xF4 || need == 0 || need > left)
        goto wrong;
    c = s[0] & (0x7F >> need);
    for (size_t i = 1; i < need; i++) {
        if ((s[i] & 0xC0) != 0x80)
            goto wrong;
        c = c << 6 | (s[i] & 0x3F);
    }
    if ((need == 3 && (c < 0x800 || (c >= 0xD800 && c <= 0xDFFF))) || (need == 4 && (c < 0x10000 || c > 0x10FFFF)))
        goto wrong;
    *p += need;
    return c;
wrong:
    *p += 1;
    return -1;
}

size_t
wire_utf8_put(char *out, uint32_t c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

bool
wire_utf8_valid(struct wire_str s, size_t *bad)
{
    const char *p = s.p, *end = p + s.n;

    while (p < end) {
        const char *before = p;
        unsigned whole = end - p >= 16 ? wire_whole_utf8(wire_load(p)) : 0;
        if (whole != 0) {
            p += whole;
            continue;
        }
        if (wire_utf8_next(&p, end) < 0) {
            if (bad != NULL)
                *bad = (size_t)(before - s.p);
            return false;
        }
    }
    return true;
}

static inline wire_sixteen
weighs(wire_sixteen c)
{
    typedef signed char numbers __attribute__((vector_size(16))); /* letters and digits moved up to where numbers end, the rest below zero */

    return (wire_sixteen)(((numbers)((c | 0x20) + (127 - 'z')) > 127 - 26) | ((numbers)(c + (127 - '9')) > 127 - 10) | ((numbers)c < 0));
}

size_t
wire_weight(const char *p, size_t n)
{
    wire_sixteen counts = { 0 };
    size_t sum = 0;

    if (n < 16)
        return wire_sum(counts - weighs(wire_load_some(p, n)));
    while (n > 254 * 16) { /* as far as a byte counts */
        for (size_t i = 0; i < 254; i++, p += 16, n -= 16)
            counts -= weighs(wire_load(p)); /* a lane that weighs is -1 */
        sum += wire_sum(counts);
        counts = (wire_sixteen){ 0 };
    }
    for (; n >= 16; p += 16, n -= 16)
        counts -= weighs(wire_load(p));
    counts -= weighs(wire_load(p + n - 16)) & wire_last(n);
    return sum + wire_sum(counts);
}

/* How many of sixteen bits are set. */
static inline unsigned
count(unsigned bits)
{
    bits -= bits >> 1 & 0x5555;
    bits = (bits & 0x3333) + (bits >> 2 & 0x3333);
    bits = (bits + (bits >> 4)) & 0x0F0F;
    return (bits + (bits >> 8)) & 0x1F;
}

size_t
wire_weight_markup(const char *p, size_t n)
{
    wire_sixteen counts = { 0 };
    size_t sum = 0;
    unsigned counted = 0; /* in each lane, at most */
    char until = '\0';    /* what ends the tag or the reference we are in */

    for (size_t i = 0; i < n; i += 16) {
        wire_sixteen c = wire_load_some(p + i, n - i);
        unsigned marks = wire_bits((wire_sixteen)((c == '<') | (c == '>') | (c == '&') | (c == ';'))), text = until == '\0' ? 0xFFFF : 0;
        if (marks == 0 && text == 0)
            continue;
        if (marks == 0) {
            counts -= weighs(c);
            if (++counted == 255) {
                sum += wire_sum(counts);
                counts = (wire_sixteen){ 0 };
                counted = 0;
            }
            continue;
        }
        for (; marks != 0; marks &= marks - 1) { /* text: bits of the bytes that are counted, all those to come alike */
            unsigned at = (unsigned)__builtin_ctz(marks), rest = 0xFFFFU << at;
            char mark = p[i + at];
            if (mark == '<' || (mark == '&' && until == '\0')) {
                until = mark == '<' && until != '>' ? '>' : until == '\0' ? ';' : until;
                text &= ~rest;
            } else if (mark == until) {
                until = '\0';
                text |= rest;
            }
        }
        sum += count(wire_bits(weighs(c)) & text);
    }
    return sum + wire_sum(counts);
}

size_t
wire_words(struct wire_str s)
{
    const char *p = s.p, *end = p + s.n;
    size_t words = 0;
    bool inside = false, counted = false;

    while (p < end) {
        int32_t c = wire_utf8_next(&p, end);
        bool word = c == '_' || wire_is_alnum(c);
        if (word && !inside)
            counted = false;
        if (word && c != '_' && !counted) {
            words++;
            counted = true;
        }
        inside = word;
    }
    return words;
}

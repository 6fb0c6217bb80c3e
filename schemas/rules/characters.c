/* Rules on single characters: those read in the wrong encoding, and those that no text has. */
#include "article/sixteen.h"
#include "schemas/rules/check.h"

/* --- a string of the source, character by character, whatever stands for them there --- */

/* &#8217; or &#x2019;: the character, and p behind it; -1 where it is another reference. */
static int32_t
reference(const char **p, const char *end)
{
    const char *at = *p + 1;
    int32_t c = 0;
    int base = 10, digit;

    if (end - at < 3 || *at++ != '#')
        return -1;
    if (*at == 'x') {
        base = 16;
        at++;
    }
    for (; at < end && *at != ';' && c < 0x110000; at++) {
        digit = *at >= '0' && *at <= '9' ? *at - '0' : (*at | 0x20) >= 'a' && (*at | 0x20) <= 'f' ? (*at | 0x20) - 'a' + 10 : 99;
        if (digit >= base)
            return -1;
        c = c * base + digit;
    }
    if (at >= end || *at != ';')
        return -1;
    *p = at + 1;
    return c;
}

/* Four hexadecimal digits at p, or -1. */
static int32_t
four(const char *p, const char *end)
{
    int32_t c = 0;

    for (int i = 0; i < 4; i++, p++) {
        if (p >= end)
            return -1;
        if (*p >= '0' && *p <= '9')
            c = c * 16 + (*p - '0');
        else if ((*p | 0x20) >= 'a' && (*p | 0x20) <= 'f')
            c = c * 16 + ((*p | 0x20) - 'a' + 10);
        else
            return -1;
    }
    return c;
}

/* \u2019, two of them for what is beyond the first plane; other escapes are of no interest here: a space. */
static int32_t
escape(const char **p, const char *end)
{
    int32_t c, low;

    if (end - *p < 2 || (*p)[1] != 'u' || (c = four(*p + 2, end)) < 0) {
        *p += end - *p < 2 ? 1 : 2;
        return ' ';
    }
    *p += 6;
    if (c >= 0xD800 && c < 0xDC00 && end - *p >= 6 && **p == '\\' && (*p)[1] == 'u' && (low = four(*p + 2, end)) >= 0xDC00 && low < 0xE000) {
        *p += 6;
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
    }
    return c;
}

static int32_t
next(enum wire_spot_kind kind, const char **p, const char *end)
{
    int32_t c = -1;

    if (**p == '\\' && kind == WIRE_SPOT_STRING)
        return escape(p, end);
    if (**p == '&' && (kind == WIRE_SPOT_TEXT || kind == WIRE_SPOT_ATTRIBUTE) && (c = reference(p, end)) >= 0)
        return c;
    return wire_utf8_next(p, end);
}

/* --- strings that no rule here need look at: nearly all are --- */

/* What a reference or an escape stands for: a control, a letter that is a byte of UTF-8 read wrongly, U+FFFD, no character. */
static bool
is_special(int32_t c)
{
    return (c >= 0 && c < 0x20) || (c >= 0x7F && c <= 0xFF) || (c & 0xFFFF) >= 0xFFFD;
}

/* Whether what stands there may be a character that a rule is about, other than by itself: such a reference or escape, a
 * control, U+FFFD, or a letter that is the first byte of another in UTF-8 and has a second after it. */
static bool
is_suspect(enum wire_spot_kind kind, const char *p, const char *end)
{
    unsigned char c = (unsigned char)*p, second = p + 1 < end ? (unsigned char)p[1] : 0, after = p + 2 < end ? (unsigned char)p[2] : 0;

    switch (c) {
    case '&':
        return (kind == WIRE_SPOT_TEXT || kind == WIRE_SPOT_ATTRIBUTE) && second == '#' && is_special(reference(&p, end));
    case '\\':
        return kind == WIRE_SPOT_STRING && second == 'u' && is_special(escape(&p, end));
    case 0xC2:
        return second < 0xA0;
    case 0xC3:
        return after == '&' || after == '\\' || after == 0xE2 || after == 0xC2 || (after >= 0xC5 && after <= 0xCB);
    case 0xEF:
        return true;
    default:
        return c == 0x7F || (c < 0x20 && !wire_is_space(c));
    }
}

bool
wire_spot_is_plain(const struct wire_spot *s)
{
    const char *p = s->raw.p, *end = p + s->raw.n;

    while (p < end) {
        wire_sixteen c = wire_load_some(p, (size_t)(end - p));
        unsigned found = wire_bits((wire_sixteen)((c >= 0x7F) | (c < 0x20) | (c == '&') | (c == '\\')));
        if (end - p < 16)
            found &= (1u << (end - p)) - 1;
        for (; found != 0; found &= found - 1) {
            if (is_suspect(s->kind, p + __builtin_ctz(found), end))
                return false;
        }
        p += end - p < 16 ? end - p : 16;
    }
    return true;
}

/* Where a character of a string stands; asked from left to right. */
struct place {
    const char *p;
    struct wire_at at;
};

static struct wire_at
place_of(struct place *l, const char *p)
{
    for (; l->p < p; l->p++, l->at.byte++) {
        if (*l->p == '\n') {
            l->at.line++;
            l->at.col = 1;
        } else if ((*l->p & 0xC0) != 0x80) {
            l->at.col++;
        }
    }
    return l->at;
}

static bool
is_words(const struct wire_spot *s)
{
    return s->kind == WIRE_SPOT_TEXT || s->kind == WIRE_SPOT_ATTRIBUTE || s->kind == WIRE_SPOT_CDATA ||
           s->kind == WIRE_SPOT_STRING || s->kind == WIRE_SPOT_PLAIN;
}

/* --- UTF-8 read as Windows-1252 or Latin-1 --- */

/* Windows-1252 from 0x80 to 0x9F (WHATWG Encoding, index windows-1252); 0: Latin-1's control. */
static const uint16_t windows[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
};

/* The byte past ASCII that was read as this character, or -1. */
static int
byte_of(int32_t c)
{
    if (c >= 0x80 && c <= 0xFF)
        return (int)c;
    for (int i = 0; c > 0xFF && i < 32; i++) {
        if (windows[i] == c)
            return 0x80 + i;
    }
    return -1;
}

/* What a text in a language of Europe has: letters of Latin, Greek, Cyrillic; marks; the euro. */
static bool
is_likely(int32_t c)
{
    return (c >= 0xA0 && c <= 0x17F) || (c >= 0x2010 && c <= 0x203A) || c == 0x20AC || c == 0x2122;
}

/* What may end a word in capitals: with these a letter and a mark look like one letter in UTF-8. */
static bool
is_closing(int byte)
{
    return byte == 0xBB || byte == 0x93 || byte == 0x94 || byte == 0x92 || byte == 0x85 || byte == 0x96 || byte == 0x97 || byte == 0x9B;
}

struct run {
    const char *from, *to;  /* in the source */
    int read;               /* characters in it as it was meant */
    bool likely, letters;   /* each is what a text has; each is a letter */
};

/* Take the characters of a run as bytes of UTF-8, one character of the result at a time; -1: they are none. */
static int32_t
meant(enum wire_spot_kind kind, const char **p, const char *end, int *last)
{
    int lead, more;
    int32_t c;

    lead = byte_of(next(kind, p, end));
    more = lead >= 0xC2 && lead < 0xE0 ? 1 : lead >= 0xE0 && lead < 0xF0 ? 2 : lead >= 0xF0 && lead < 0xF5 ? 3 : 0;
    if (more == 0)
        return -1;
    c = lead & (0x3F >> more);
    for (int i = 0; i < more; i++) {
        int byte = *p < end ? byte_of(next(kind, p, end)) : -1;
        if (byte < 0x80 || byte > 0xBF)
            return -1;
        c = c << 6 | (byte & 0x3F);
        *last = byte;
    }
    return (more == 2 && c < 0x800) || (more == 3 && c < 0x10000) || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000) ? -1 : c;
}

/* The end of the characters from p on that may be bytes past ASCII. */
static const char *
run_end(enum wire_spot_kind kind, const char *p, const char *end)
{
    while (p < end) {
        const char *at = p;
        int32_t c = next(kind, &p, end);
        if (c < 0x80 || byte_of(c) < 0)
            return at;
    }
    return end;
}

static bool
is_misread(enum wire_spot_kind kind, struct run *r, int32_t before)
{
    const char *p = r->from;
    int last = 0;

    r->read = 0;
    r->likely = r->letters = true;
    while (p < r->to) {
        int32_t c = meant(kind, &p, r->to, &last);
        if (c < 0)
            return false;
        r->read++;
        r->likely &= is_likely(c);
        r->letters &= wire_is_letter(c);
    }
    if (r->read == 1 && before >= 'A' && before <= 'Z' && is_closing(last))
        return false;
    return r->likely || (r->letters && r->read >= 2);
}

static void
mojibake(struct wire_check *c, const struct wire_rule *r, const struct wire_spot *s)
{
    const char *p = s->raw.p, *end = p + s->raw.n;
    struct place place = { p, s->at };
    struct wire_buf right = WIRE_BUF_INIT;
    int32_t before = ' ';
    bool said = false;

    if (!is_words(s) || s->plain)
        return;
    while (p < end) {
        struct run run = { .from = p };
        int32_t found = next(s->kind, &p, end);
        if (found < 0x80 || byte_of(found) < 0) {
            before = found;
            continue;
        }
        p = run.to = run_end(s->kind, p, end);
        if (!is_misread(s->kind, &run, before))
            continue;
        wire_buf_clear(&right);
        for (const char *at = run.from; at < run.to;) {
            char bytes[4];
            int last;
            wire_buf_put(&right, bytes, wire_utf8_put(bytes, (uint32_t)meant(s->kind, &at, run.to, &last)));
        }
        wire_mend(c, r, place_of(&place, run.from), s->from + (size_t)(run.from - s->raw.p), (size_t)(run.to - run.from), wire_buf_slice(&right));
        if (!said)
            wire_broken(c, r, place.at, "'%.*s' for '%.*s'", (int)(run.to - run.from), run.from, WIRE_SHOWN(wire_buf_slice(&right)));
        said = true;
    }
    if (right.err != WIRE_OK)
        c->err = WIRE_E_NOMEM;
    wire_buf_free(&right);
}

/* --- controls --- */

static void
windows_1252(struct wire_check *c, const struct wire_rule *r, const struct wire_spot *s)
{
    const char *p = s->raw.p, *end = p + s->raw.n, *run_to = p;
    struct place place = { p, s->at };
    bool said = false;

    if (!is_words(s) || s->plain)
        return;
    while (p < end) {
        struct run run = { .from = p };
        int32_t found = next(s->kind, &p, end);
        char bytes[4];
        if (found < 0x80 || byte_of(found) < 0)
            continue;
        if (run.from >= run_to) { /* another run begins: where it is UTF-8 it is left to the rule on that */
            run.to = run_to = run_end(s->kind, p, end);
            if (is_misread(s->kind, &run, ' ')) {
                p = run.to;
                continue;
            }
        }
        if (found > 0x9F || windows[found - 0x80] == 0)
            continue;
        wire_mend(c, r, place_of(&place, run.from), s->from + (size_t)(run.from - s->raw.p), (size_t)(p - run.from),
                  (struct wire_str){ bytes, wire_utf8_put(bytes, windows[found - 0x80]) });
        if (!said)
            wire_broken(c, r, place.at, "U+%04X for '%.*s'", (unsigned)found, (int)wire_utf8_put(bytes, windows[found - 0x80]), bytes);
        said = true;
    }
}

static bool
is_control(enum wire_spot_kind kind, int32_t c)
{
    if (c == 0x0C && kind == WIRE_SPOT_PLAIN)
        return false;
    return (c >= 0 && c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F || (c & 0xFFFE) == 0xFFFE;
}

static void
control_character(struct wire_check *c, const struct wire_rule *r, const struct wire_spot *s)
{
    const char *p = s->raw.p, *end = p + s->raw.n;
    struct place place = { p, s->at };
    bool said = false;

    if (!is_words(s) || s->plain)
        return;
    while (p < end) {
        const char *from = p;
        int32_t found = next(s->kind, &p, end);
        if (found < 0 || !is_control(s->kind, found))
            continue;
        wire_mend(c, r, place_of(&place, from), s->from + (size_t)(from - s->raw.p), (size_t)(p - from), WIRE_NONE);
        if (!said)
            wire_broken(c, r, place.at, "U+%04X", (unsigned)found);
        said = true;
    }
}

static void
character_lost(struct wire_check *c, const struct wire_rule *r, const struct wire_spot *s)
{
    const char *p = s->raw.p, *end = p + s->raw.n;
    struct place place = { p, s->at };

    if (!is_words(s) || s->plain)
        return;
    while (p < end) {
        const char *from = p;
        if (next(s->kind, &p, end) == 0xFFFD) {
            wire_broken(c, r, place_of(&place, from), "%.*s", WIRE_SHOWN(s->raw));
            return;
        }
    }
}

/* --- references escaped twice --- */

/* Whether what follows "&amp;" is the rest of a reference. */
static bool
is_reference(struct wire_str s)
{
    static const char *const names[] = { "amp;", "lt;", "gt;", "quot;", "apos;", "nbsp;", "ndash;", "mdash;", "rsquo;", "lsquo;", "rdquo;", "ldquo;", "hellip;" };
    size_t n = 1;

    for (size_t i = 0; i < WIRE_COUNT(names); i++) {
        if (wire_str_begins(s, names[i]))
            return true;
    }
    if (s.n < 3 || s.p[0] != '#')
        return false;
    while (n < s.n && n < 8 && ((s.p[n] >= '0' && s.p[n] <= '9') || (n == 1 && s.p[n] == 'x') || (s.p[1] == 'x' && strchr("abcdefABCDEF", s.p[n]) != NULL && s.p[n] != '\0')))
        n++;
    return n > 1 && n < s.n && s.p[n] == ';';
}

static void
escaped_twice(struct wire_check *c, const struct wire_rule *r, const struct wire_spot *s)
{
    struct place place = { s->raw.p, s->at };
    size_t at = 0, n;

    if (s->kind != WIRE_SPOT_TEXT || wire_str_find_nocase(s->raw, "&lt;") != s->raw.n)
        return; /* markup that is carried as text has its references escaped once more */
    while ((n = wire_str_find_nocase(wire_str_sub(s->raw, at, SIZE_MAX), "&amp;")) != s->raw.n - at) {
        at += n + 5;
        if (is_reference(wire_str_sub(s->raw, at, SIZE_MAX))) {
            wire_broken(c, r, place_of(&place, s->raw.p + at - 5), "%.*s", WIRE_SHOWN(wire_str_sub(s->raw, at - 5, 12)));
            return;
        }
    }
}

const struct wire_rule wire_rules_characters[] = {
    { { "mojibake", WIRE_WARNING, "UTF-8 was read as Windows-1252 or Latin-1 before it came here",
        "See which step before this one takes the encoding wrongly. --fix puts the letters right.",
        "Unicode 15, 3.9, UTF-8: in no language do these letters stand together" },
      WIRE_RULE_ALL, NULL, mojibake, true, "caf\xC3\xA9", "caf\xC3\x83\xC2\xA9" },
    { { "windows-1252", WIRE_WARNING, "a control character stands where Windows-1252 has a mark: its bytes were called Latin-1",
        "Declare the encoding as windows-1252, or send UTF-8. --fix puts the marks right.",
        "WHATWG Encoding, 4.2: what is called ISO-8859-1 is windows-1252" },
      WIRE_RULE_ALL, NULL, windows_1252, true, "&#8220;Early&#8221;", "&#147;Early&#148;" },
    { { "control-character", WIRE_WARNING, "a control character stands in the text; it prints as nothing, or as a box",
        "Leave it out; often it is a mark of typesetting that nobody translated. --fix takes it out.",
        "XML 1.0, 2.2 Characters; RFC 8259, 7" },
      WIRE_RULE_ALL & ~(unsigned)WIRE_RULE_WIRES, NULL, control_character, true, "ferry", "fer\\u0002ry" },
    { { "character-lost", WIRE_WARNING, "a replacement character stands where another was lost on the way",
        "See which step before this one could not read a letter; what it was is not to be told from here.",
        "Unicode 15, 23.8: U+FFFD stands for what could not be converted" },
      WIRE_RULE_ALL, NULL, character_lost, false, "caf\xC3\xA9", "caf\xEF\xBF\xBD" },
    { { "escaped-twice", WIRE_WARNING, "a reference was escaped twice, so that readers will see its name",
        "Escape text once, where it is written. Write & as &amp; alone.",
        "XML 1.0, 2.4 Character Data and Markup" },
      WIRE_RULE_G2 | WIRE_RULE_NITF, NULL, escaped_twice, false, "Fish &amp; chips", "Fish &amp;amp; chips" },
    { .formats = 0 },
};

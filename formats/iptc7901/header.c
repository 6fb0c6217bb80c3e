/* Lines of IPTC 7901 that are told by themselves: header, stamp, what begins the part not for publication. */
#include "article/copy.h"
#include "room.h"

enum { LONGEST = 400, LEAST_DIGITS = 3 };

static bool
is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* ---- the header ---- */

static struct wire_str
run(struct wire_str s, size_t *i, bool (*is)(char))
{
    size_t from = *i;

    while (*i < s.n && is(s.p[*i]))
        ++*i;
    return wire_str_sub(s, from, *i - from);
}

static bool
gap(struct wire_str s, size_t *i)
{
    size_t from = *i;

    while (*i < s.n && s.p[*i] == ' ')
        ++*i;
    return *i > from;
}

bool
wire_7901_header_read(struct wire_str line, bool alone, struct wire_7901_header *h)
{
    const char *soh = line.n != 0 ? memrchr(line.p, WIRE_SOH, line.n < LONGEST ? line.n : LONGEST) : NULL;
    size_t i = soh != NULL ? (size_t)(soh + 1 - line.p) : 0;

    if (line.n > LONGEST)
        return false;
    if (wire_str_begins(line, "ZCZC"))
        i = 4;
    while (i < line.n && (unsigned char)line.p[i] <= ' ')
        i++;
    h->from = i;
    h->source = run(line, &i, is_ascii_letter);
    h->number = run(line, &i, is_digit);
    if (h->number.n == 0 || !gap(line, &i) || i == line.n || !is_digit(line.p[i]))
        return false;
    h->priority = line.p[i++];
    if (!gap(line, &i))
        return false;
    h->category = run(line, &i, is_ascii_letter);
    if (h->category.n == 0 || h->category.n > WIRE_7901_CATEGORY || !gap(line, &i))
        return false;
    h->count = run(line, &i, is_digit);
    if (h->count.n == 0 || (i < line.n && (line.p[i] == '_' || (unsigned char)line.p[i] >= 0x80 || is_ascii_letter(line.p[i]))))
        return false;
    h->rest = wire_line_trim(wire_str_sub(line, i, line.n));
    return !alone || (h->source.n != 0 && h->number.n >= LEAST_DIGITS);
}

/* ---- the stamp ---- */

static bool
two_digits(struct wire_str s, size_t i, int *out)
{
    if (i + 2 > s.n || !is_digit(s.p[i]) || !is_digit(s.p[i + 1]))
        return false;
    *out = (s.p[i] - '0') * 10 + s.p[i + 1] - '0';
    return true;
}

/* A word of letters of any script, up to a blank or full stop. */
static struct wire_str
letters(struct wire_str s, size_t *i)
{
    const char *p = s.p + *i, *end = s.p + s.n, *next = p;

    while (next < end && wire_is_letter(wire_utf8_next(&next, end)))
        p = next;
    next = s.p + *i;
    *i = (size_t)(p - s.p);
    return (struct wire_str){ next, (size_t)(p - next) };
}

bool
wire_7901_stamp_read(struct wire_str s, struct wire_time *t, size_t *end)
{
    struct wire_str zone, month;
    size_t i = 0, after;

    while (i < s.n && (unsigned char)s.p[i] < 0x80 && !wire_is_alnum(s.p[i]))
        i++;
    *t = (struct wire_time){ .second = 0 };
    if (!two_digits(s, i, &t->day) || !two_digits(s, i + 2, &t->hour) || !two_digits(s, i + 4, &t->minute))
        return false;
    i += 6;
    gap(s, &i);
    zone = letters(s, &i);
    after = i;
    gap(s, &i);
    month = letters(s, &i);
    if (month.n == 0) { /* without a zone the first word is the month */
        month = zone;
        zone = WIRE_NONE;
        i = after;
    }
    if (i < s.n && s.p[i] == '.')
        i++;
    t->month = wire_month_named(month);
    if (month.n < 3 || !gap(s, &i) || !two_digits(s, i, &t->year) || (i + 2 < s.n && wire_is_alnum(s.p[i + 2])))
        return false;
    t->year += t->year >= 70 ? 1900 : 2000;
    t->has_offset = t->zulu = wire_in_words(zone, "gmt utc z ");
    *end = i + 2;
    return true;
}

/* ---- what is not for publication ---- */

/* "# Notebook", "# dpa NOTEBOOK", "# dpa-Notizblock" */
static bool
is_notebook(struct wire_str s)
{
    size_t i = 1, n;

    if (s.n == 0 || s.p[0] != '#')
        return false;
    gap(s, &i);
    if (wire_str_begins_nocase(wire_str_sub(s, i, s.n), "dpa") && i + 3 < s.n && (s.p[i + 3] == '-' || s.p[i + 3] == ' '))
        i += 4;
    s = wire_str_sub(s, i, s.n);
    n = wire_str_begins_nocase(s, "notebook") ? 8 : wire_str_begins_nocase(s, "notizblock") ? 10 : 0;
    return n != 0 && (s.n == n || !(wire_is_alnum((unsigned char)s.p[n]) || s.p[n] == '_'));
}

static bool
is_stars(struct wire_str s)
{
    size_t stars = 0;

    s = wire_trim_blanks(s);
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != '*' && s.p[i] != ' ')
            return false;
        stars += s.p[i] == '*';
    }
    return stars == 4;
}

bool
wire_7901_hides(struct wire_str line, struct wire_str next, bool begins)
{
    if (line.n == 0)
        return false;
    return is_notebook(line) || (is_stars(line) && wire_announces_secret(next)) || (begins && wire_announces_secret(line));
}

/* "(SDA/sj)", "(ats\/abc)" */
static bool
is_bracketed(struct wire_str s)
{
    size_t i = 1, from;

    if (s.n < 6 || s.p[0] != '(' || s.p[s.n - 1] != ')')
        return false;
    if (run(s, &i, is_ascii_letter).n < 2 || i > 6)
        return false;
    if (s.p[i] == '\\')
        i++;
    if (s.p[i] != '/')
        return false;
    for (from = ++i; i < s.n - 1 && ((s.p[i] >= 'a' && s.p[i] <= 'z') || s.p[i] == '/');)
        i++;
    return i == s.n - 1 && i > from;
}

/* Words of two to four or five small letters, the agency's name the first; after dpa's, figures and umlauts too. */
static bool
is_initials(struct wire_str s)
{
    struct wire_str word;
    size_t i = 0, words = 0;
    bool dpa = wire_str_begins(s, "dpa ");

    while ((word = wire_next_word(s, &i)).n != 0) {
        size_t most = dpa && words != 0 ? 8 : words == 0 ? 5 : 4;
        if (word.n < 2 || word.n > most + 2)
            return false;
        for (const char *p = word.p, *end = p + word.n; p < end;) {
            int32_t c = wire_utf8_next(&p, end);
            if (!(c >= 'a' && c <= 'z') && !(dpa && ((c >= '0' && c <= '9') || c == '/' || c == 0xE4 || c == 0xF6 || c == 0xFC)))
                return false;
        }
        if (!dpa && word.n > most)
            return false;
        words++;
    }
    return words >= 2 && (!dpa || words <= 6);
}

bool
wire_7901_is_closing(struct wire_str line)
{
    line = wire_line_trim(line);
    return line.n < 64 && (is_bracketed(line) || is_initials(line));
}

bool
wire_7901_is_by(struct wire_str s)
{
    size_t i = 0;
    struct wire_str word = wire_next_word(s, &i);

    return i < s.n && word.p == s.p && wire_in_words(word, "by von par por da di door av ");
}

bool
wire_7901_is_notes(struct wire_str s)
{
    static const char *const heads[] = { "note to editors", "notes to editors" };

    if (!wire_str_begins(s, "##"))
        return false;
    s = wire_trim_blanks(wire_str_sub(s, 2, s.n));
    for (size_t i = 0; i < WIRE_COUNT(heads); i++) {
        if (wire_str_is_nocase(s, heads[i]))
            return true;
    }
    return false;
}

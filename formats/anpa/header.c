/* The header of ANPA 1312, and what lines of the head of a text are by themselves. */
#include "article/copy.h"
#include "room.h"

enum { LONGEST = 400 }; /* bytes of a header line; a longer one is damage */

static bool
is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static const char priorities[] = "fburd"; /* flash, bulletin, urgent, regular, deferred */

int
wire_anpa_priority(char letter)
{
    const char *at = is_ascii_letter(letter) ? strchr(priorities, letter | 0x20) : NULL;

    return at != NULL ? (int)(at - priorities) + 1 : 0;
}

char
wire_anpa_letter(int64_t priority)
{
    return priority >= 1 && priority <= 5 ? priorities[priority - 1] : '\0';
}

static size_t
digits_at(struct wire_str s, size_t i)
{
    size_t n = 0;

    while (i + n < s.n && is_digit(s.p[i + n]))
        n++;
    return n;
}

static size_t
spaces_at(struct wire_str s, size_t i)
{
    size_t n = 0;

    while (i + n < s.n && s.p[i + n] == ' ')
        n++;
    return n;
}

/* The length of "11-13" at i, or 0. */
static size_t
date_at(struct wire_str s, size_t i)
{
    size_t month = digits_at(s, i), day;

    if (month == 0 || month > 2 || i + month >= s.n || s.p[i + month] != '-')
        return 0;
    day = digits_at(s, i + month + 1);
    return day == 0 ? 0 : month + 1 + (day < 2 ? day : 2);
}

/* What follows the format code: keyword, version, date and count, the last three as far back as they go. */
static void
read_rest(struct wire_str s, struct wire_anpa_header *h)
{
    size_t from, i = 0;

    s = wire_trim_blanks(s);
    while (i < s.n && (unsigned char)s.p[i] > ' ')
        i++;
    h->keyword = wire_str_sub(s, 0, i);
    from = i + spaces_at(s, i);
    for (size_t k = from; k <= s.n; k++) {
        size_t at = k + spaces_at(s, k), date = date_at(s, at), counted, count;
        counted = at + date;
        counted += spaces_at(s, counted);
        count = digits_at(s, counted);
        if (counted + count != s.n)
            continue;
        h->version = wire_trim_blanks(wire_str_sub(s, from, k - from));
        h->date = wire_str_sub(s, at, date);
        h->count = wire_str_sub(s, counted, count);
        return;
    }
}

/* "r a", with or without the space, before i. */
static bool
codes_before(struct wire_str s, size_t i, struct wire_anpa_header *h)
{
    if (i == 0 || !is_word(s.p[--i]))
        return false;
    h->category = s.p[i];
    if (i != 0 && s.p[i - 1] == ' ')
        i--;
    if (i == 0 || !is_word(s.p[i - 1]))
        return false;
    h->priority = s.p[i - 1];
    return true;
}

/* The line with the format code: DC3 or DC4, then DC1 (text) or DC2 (tabular). */
static bool
read_marked(struct wire_str s, struct wire_anpa_header *h)
{
    for (size_t i = 0; i + 1 < s.n; i++) {
        if ((s.p[i] != WIRE_DC3 && s.p[i] != WIRE_DC4) || (s.p[i + 1] != WIRE_DC1 && s.p[i + 1] != WIRE_DC2))
            continue;
        if (!codes_before(s, i, h))
            return false;
        h->tabular = s.p[i + 1] == WIRE_DC2;
        h->marked = true;
        read_rest(wire_str_sub(s, i + 2, s.n), h);
        return true;
    }
    return false;
}

/* The same without its code: "r a BC-US--Ethanol 1stLd-Writethru 11-13 1693"; only with date and count is it sure enough. */
static bool
read_unmarked(struct wire_str s, struct wire_anpa_header *h)
{
    size_t i;

    s = wire_line_trim(s);
    i = s.n > 1 && s.p[1] == ' ' ? 3 : 2;
    if (s.n < i + 8 || wire_anpa_priority(s.p[0]) == 0 || !codes_before(s, i, h) || (s.p[i] != ' ' && is_word(s.p[i])))
        return false;
    while (i < s.n && (unsigned char)s.p[i] <= ' ')
        i++;
    read_rest(wire_str_sub(s, i, s.n), h);
    return h->keyword.n != 0 && h->date.n != 0 && h->count.n != 0;
}

/* "W2607" and what US parts from it: "asian". Without US, letter, digits and letters alone on a line. */
static void
read_number(const struct wire_message_line *line, struct wire_anpa_header *h)
{
    struct wire_str s = line->s;
    const char *soh = memchr(s.p, WIRE_SOH, s.n), *us = memchr(s.p, WIRE_US, s.n);
    size_t i, n, from;

    if (h->numbered != NULL && soh == NULL && us == NULL)
        return;
    i = soh != NULL ? (size_t)(soh - s.p) + 1 : s.n - wire_str_trim(s).n;
    from = i;
    if (soh == NULL)
        while (from < s.n && (unsigned char)s.p[from] <= ' ')
            from++;
    if (from + 1 < s.n && is_ascii_letter(s.p[from]) && (n = digits_at(s, from + 1)) != 0 && (soh != NULL || us != NULL || n >= 3)) {
        h->number = wire_str_sub(s, from, n + 1);
        h->numbered = line;
        from += n + 1;
    }
    i = us != NULL ? (size_t)(us - s.p) + 1 : h->numbered == line ? from : s.n;
    while (us == NULL && i < s.n && s.p[i] == ' ')
        i++;
    for (n = 0; i + n < s.n && is_word(s.p[i + n]);)
        n++;
    if (n != 0)
        h->selector = wire_str_sub(s, i, n);
}

bool
wire_anpa_header_read(const struct wire_message_line *lines, size_t count, struct wire_anpa_header *h)
{
    *h = (struct wire_anpa_header){ .priority = '\0' };
    for (size_t i = 0; i < count && h->line == NULL; i++) {
        struct wire_anpa_header found = *h;
        if (lines[i].s.n > LONGEST)
            continue;
        read_number(&lines[i], h);
        found = *h;
        if (read_marked(lines[i].s, &found)) {
            *h = found;
            h->line = &lines[i];
        }
    }
    for (size_t i = 0; i < count && h->line == NULL; i++) {
        struct wire_anpa_header found = *h;
        if (lines[i].s.n <= LONGEST && read_unmarked(lines[i].s, &found)) {
            *h = found;
            h->line = &lines[i];
        }
    }
    return h->line != NULL;
}

/* ---- lines of the head ---- */

static size_t
begins(struct wire_str s, size_t i, const char *word)
{
    return wire_str_begins_nocase(wire_str_sub(s, i, s.n), word) ? strlen(word) : 0;
}

bool
wire_anpa_is_note(struct wire_str s, size_t *label)
{
    size_t i = s.n != 0 && (s.p[0] == '(' || s.p[0] == '[') ? 1 : 0, from = i, n;

    if ((n = begins(s, i, "editor")) != 0) {
        i += n;
        i += begins(s, i, "s");
        if ((n = begins(s, i, "'") + begins(s, i, "\xE2\x80\x99")) == 0)
            return false;
        i += n;
        i += begins(s, i, "s");
        if ((n = begins(s, i, " note")) == 0)
            return false;
        i = wire_skip_blanks(s, i + n);
        if ((n = begins(s, i, ":") + begins(s, i, "_") + begins(s, i, "\xE2\x80\x94")) == 0)
            return false;
    } else {
        if ((n = begins(s, i, "ed")) == 0)
            return false;
        i += n;
        i += begins(s, i, "s");
        i += begins(s, i, ".");
        if ((n = begins(s, i, ":")) == 0)
            return false;
    }
    *label = wire_skip_blanks(s, i + n) - from;
    return true;
}

bool
wire_anpa_is_picture(struct wire_str s)
{
    static const char *const what[] = { "AP Photo", "AP Video", "AP Graphic", "AP Audio" };

    for (size_t i = 0; i < WIRE_COUNT(what); i++) {
        if (wire_str_begins(s, what[i]))
            return true;
    }
    return false;
}

bool
wire_anpa_is_by(struct wire_str s)
{
    size_t i = 0;
    struct wire_str word = wire_next_word(s, &i);

    return i < s.n && word.p == s.p && wire_in_words(word, "by von par por da di door av ");
}

bool
wire_anpa_is_end_mark(struct wire_str s)
{
    if (s.n == 0 || wire_is_space((unsigned char)s.p[0])) /* a paragraph that says "End" is one */
        return false;
    s = wire_line_trim(s);
    while (s.n != 0 && s.p[0] == '^')
        s = wire_str_sub(s, 1, s.n);
    while (s.n != 0 && (unsigned char)s.p[s.n - 1] < 0x80 && !wire_is_alnum(s.p[s.n - 1]) && s.p[s.n - 1] != ')' && s.p[s.n - 1] != '_')
        s.n--;
    if (wire_str_begins(s, "==") && s.n > 2) {
        for (size_t i = 2; i < s.n; i++) {
            if ((unsigned char)s.p[i] < 0x80 && !wire_is_alnum(s.p[i]) && s.p[i] != '_')
                return false;
        }
        return true;
    }
    return wire_str_is_nocase(s, "END") || wire_str_is_nocase(s, "(END)") || wire_str_is_nocase(s, "Enditem");
}

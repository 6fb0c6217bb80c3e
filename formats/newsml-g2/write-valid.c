/* Whether a value is what the schemas of NewsML-G2 ask for at its place. */
#include <stdlib.h>

#include "newsml-g2/write.h"

void
g2_fail(struct g2_writer *w, enum wire_status st)
{
    if (w->err == WIRE_OK)
        w->err = st;
}

static bool
digits(struct wire_str s, size_t least, size_t most)
{
    if (s.n < least || s.n > most)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    }
    return true;
}

static unsigned
number(struct wire_str s)
{
    unsigned n = 0;

    for (size_t i = 0; i < s.n; i++)
        n = n * 10 + (unsigned)(s.p[i] - '0');
    return n;
}

/* --- times: XML Schema 1.0, dateTime, date, gYearMonth, gYear --- */

enum shape { NO_TIME, YEAR, MONTH, DAY, MOMENT };

static bool
is_offset(struct wire_str s)
{
    unsigned hours, minutes;

    if (s.n == 0 || wire_str_is(s, "Z"))
        return true;
    if (s.n != 6 || (s.p[0] != '+' && s.p[0] != '-') || s.p[3] != ':' || !digits(wire_str_sub(s, 1, 2), 2, 2) ||
        !digits(wire_str_sub(s, 4, 2), 2, 2))
        return false;
    hours = number(wire_str_sub(s, 1, 2));
    minutes = number(wire_str_sub(s, 4, 2));
    return hours < 14 ? minutes < 60 : hours == 14 && minutes == 0;
}

static bool
is_clock(struct wire_str s)
{
    size_t i = 8;

    if (s.n < 8 || !digits(wire_str_sub(s, 0, 2), 2, 2) || s.p[2] != ':' || !digits(wire_str_sub(s, 3, 2), 2, 2) ||
        s.p[5] != ':' || !digits(wire_str_sub(s, 6, 2), 2, 2))
        return false;
    if (number(wire_str_sub(s, 0, 2)) > 23 || number(wire_str_sub(s, 3, 2)) > 59 || number(wire_str_sub(s, 6, 2)) > 59)
        return false;
    if (i < s.n && s.p[i] == '.') {
        size_t from = ++i;
        while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
            i++;
        if (i == from || i - from > 18)
            return false;
    }
    return is_offset(wire_str_sub(s, i, s.n));
}

static enum shape
shape_of(struct wire_str s)
{
    static const unsigned char days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    unsigned year, month, day;

    if (!digits(wire_str_sub(s, 0, 4), 4, 4) || (year = number(wire_str_sub(s, 0, 4))) == 0)
        return NO_TIME;
    if (s.n == 4)
        return YEAR;
    if (s.n < 7 || s.p[4] != '-' || !digits(wire_str_sub(s, 5, 2), 2, 2))
        return NO_TIME;
    month = number(wire_str_sub(s, 5, 2));
    if (month < 1 || month > 12)
        return NO_TIME;
    if (s.n == 7)
        return MONTH;
    if (s.n < 10 || s.p[7] != '-' || !digits(wire_str_sub(s, 8, 2), 2, 2))
        return NO_TIME;
    day = number(wire_str_sub(s, 8, 2));
    if (day < 1 || day > days[month - 1] || (month == 2 && day == 29 && (year % 4 != 0 || (year % 100 == 0 && year % 400 != 0))))
        return NO_TIME;
    if (s.n > 10 && s.p[10] == 'T')
        return is_clock(wire_str_sub(s, 11, s.n)) ? MOMENT : NO_TIME;
    return is_offset(wire_str_sub(s, 10, s.n)) ? DAY : NO_TIME;
}

/* --- codes --- */

static bool
has_space(struct wire_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] <= ' ')
            return true;
    }
    return false;
}

/* <scheme>:<code>, neither with white space in it (NAR, QCodeType). */
static bool
is_qcode(struct g2_writer *w, struct wire_str s)
{
    const char *colon = s.n != 0 ? memchr(s.p, ':', s.n) : NULL;
    size_t n = colon != NULL ? (size_t)(colon - s.p) : 0;

    return n != 0 && n + 1 < s.n && !has_space(s) && g2_alias(w, wire_str_sub(s, 0, n));
}

static bool
each(struct g2_writer *w, enum g2_kind kind, struct wire_str s)
{
    bool any = false;

    for (size_t i = 0; i < s.n;) {
        size_t n = 0;
        while (i < s.n && wire_is_space(s.p[i]))
            i++;
        while (i + n < s.n && !wire_is_space(s.p[i + n]))
            n++;
        if (n != 0 && !g2_valid(w, kind, wire_str_sub(s, i, n)))
            return false;
        any |= n != 0;
        i += n;
    }
    return any;
}

/* NMTOKENS, of the characters that ASCII has for them. */
static bool
is_tokens(struct wire_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && memchr("-._: ", c, 5) == NULL)
            return false;
    }
    return s.n != 0;
}

static bool
one_of(struct wire_str s, const char *a, const char *b, const char *c, const char *d)
{
    return wire_str_is(s, a) || wire_str_is(s, b) || (c != NULL && (wire_str_is(s, c) || wire_str_is(s, d)));
}

static bool
is_decimal(struct wire_str s)
{
    size_t i = s.n != 0 && (s.p[0] == '-' || s.p[0] == '+'), count = 0, points = 0;

    for (; i < s.n; i++) {
        if (s.p[i] == '.')
            points++;
        else if (s.p[i] >= '0' && s.p[i] <= '9')
            count++;
        else
            return false;
    }
    return count != 0 && count <= 18 && points <= 1;
}

/* --- ids: once a document --- */

static uint64_t
hash_of(struct wire_str s)
{
    uint64_t h = 14695981039346656037u; /* FNV-1a */

    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
    return h != 0 ? h : 1;
}

static bool
more_ids(struct g2_writer *w)
{
    size_t room = w->id_room != 0 ? w->id_room * 2 : 64;
    uint64_t *ids = calloc(room, sizeof *ids);

    if (ids == NULL) {
        g2_fail(w, WIRE_E_NOMEM);
        return false;
    }
    for (size_t i = 0; i < w->id_room; i++) {
        size_t at = w->ids[i] & (room - 1);
        if (w->ids[i] == 0)
            continue;
        while (ids[at] != 0)
            at = (at + 1) & (room - 1);
        ids[at] = w->ids[i];
    }
    free(w->ids);
    w->ids = ids;
    w->id_room = room;
    return true;
}

bool
g2_id_taken(const struct g2_writer *w, struct wire_str s)
{
    uint64_t h = hash_of(s);

    for (size_t at = h & (w->id_room - 1); w->id_room != 0 && w->ids[at] != 0; at = (at + 1) & (w->id_room - 1)) {
        if (w->ids[at] == h)
            return true;
    }
    return false;
}

/* Two ids of one hash count as one: the second is then carried another way, which is no harm. */
static bool
is_new_id(struct g2_writer *w, struct wire_str s)
{
    uint64_t h = hash_of(s);
    size_t at;

    if (!wire_is_xml_name(s) || (w->id_count * 2 >= w->id_room && !more_ids(w)))
        return false;
    for (at = h & (w->id_room - 1); w->ids[at] != 0; at = (at + 1) & (w->id_room - 1)) {
        if (w->ids[at] == h)
            return false;
    }
    w->ids[at] = h;
    w->id_count++;
    return true;
}

/* --- URIs --- */

static bool
is_authority(struct wire_str s)
{
    const char *at = s.n != 0 ? memrchr(s.p, '@', s.n) : NULL, *colon;

    if (at != NULL)
        s = wire_str_sub(s, (size_t)(at + 1 - s.p), s.n);
    colon = s.n != 0 ? memchr(s.p, ':', s.n) : NULL;
    return colon == NULL || digits(wire_str_sub(s, (size_t)(colon + 1 - s.p), s.n), 1, 5);
}

static bool
is_scheme(struct wire_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.')))
            return false;
    }
    return s.n != 0;
}

static bool
is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool
g2_uri_valid(struct wire_str s)
{
    bool fragment = false;
    size_t i = 0, from, n;

    for (i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < ' ' || c == 0x7F || c == '[' || c == ']' || (c == '#' && fragment))
            return false;
        if (c == '%' && (i + 2 >= s.n || !is_hex(s.p[i + 1]) || !is_hex(s.p[i + 2])))
            return false;
        fragment |= c == '#';
    }
    for (n = 0; n < s.n && memchr(":/?#", s.p[n], 4) == NULL;)
        n++;
    if (n < s.n && s.p[n] == ':' && !is_scheme(wire_str_sub(s, 0, n)))
        return false;
    from = n < s.n && s.p[n] == ':' ? n + 1 : 0;
    if (!wire_str_begins(wire_str_sub(s, from, s.n), "//"))
        return true;
    for (n = from + 2; n < s.n && memchr("/?#", s.p[n], 3) == NULL;)
        n++;
    return is_authority(wire_str_sub(s, from + 2, n - from - 2));
}

static bool
is_number_kind(struct g2_writer *w, enum g2_kind kind, struct wire_str s)
{
    switch (kind) {
    case G2_WHOLE:
        return digits(s, 1, 18);
    case G2_POSITIVE:
        return digits(s, 1, 18) && s.p[0] != '0';
    case G2_PERCENT:
        return digits(s, 1, 3) && number(s) <= 100;
    case G2_ONE_TO_NINE:
        return digits(s, 1, 1) && s.p[0] != '0';
    case G2_DURATION:
        return w->minor >= 14 || digits(s, 1, 18);
    default:
        return is_decimal(s);
    }
}

static bool
is_time_kind(struct g2_writer *w, enum g2_kind kind, struct wire_str s)
{
    enum shape shape = shape_of(s);

    if (kind == G2_TRUNCATED)
        return shape != NO_TIME;
    if (kind == G2_DATE_TIME || (kind == G2_STAMP && w->minor < 28))
        return shape == MOMENT;
    return shape == MOMENT || shape == DAY;
}

bool
g2_valid(struct g2_writer *w, enum g2_kind kind, struct wire_str s)
{
    switch (kind) {
    case G2_STRING:
        return true;
    case G2_NORMAL:
        return s.n == 0 || (memchr(s.p, '\n', s.n) == NULL && memchr(s.p, '\t', s.n) == NULL && memchr(s.p, '\r', s.n) == NULL);
    case G2_QCODE:
        return is_qcode(w, s);
    case G2_QCODES:
        return each(w, G2_QCODE, s);
    case G2_URI:
        return s.n != 0 && g2_uri_valid(s);
    case G2_URIS:
        return each(w, G2_URI, s);
    case G2_TIME:
    case G2_DATE_TIME:
    case G2_TRUNCATED:
    case G2_STAMP:
        return is_time_kind(w, kind, s);
    case G2_BOOL:
        return one_of(s, "true", "false", "1", "0");
    case G2_ID:
        return is_new_id(w, s);
    case G2_TOKENS:
        return is_tokens(s);
    case G2_DIR:
        return one_of(s, "ltr", "rtl", NULL, NULL);
    case G2_SCAN:
        return one_of(s, "progressive", "interlaced", NULL, NULL);
    case G2_LANG:
        return wire_is_xml_language(s);
    default:
        return is_number_kind(w, kind, s);
    }
}

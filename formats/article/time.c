/* Times with the offset their source gave them: RFC 3339 out, many forms in. */
#include "article/time.h"

#include <stdio.h>

#include "article/copy.h"

static bool
digits(const char **p, const char *end, int count, int *out)
{
    int value = 0;

    if (end - *p < count)
        return false;
    for (int i = 0; i < count; i++) {
        char c = (*p)[i];
        if (c < '0' || c > '9')
            return false;
        value = value * 10 + (c - '0');
    }
    *p += count;
    *out = value;
    return true;
}

static bool
skip(const char **p, const char *end, char c)
{
    if (*p == end || **p != c)
        return false;
    (*p)++;
    return true;
}

static int
days_of(int year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    return month == 2 && leap ? 29 : days[month - 1];
}

static bool
sound(const struct wire_time *t)
{
    return t->year >= 1 && (t->month < 0 || (t->month >= 1 && t->month <= 12)) &&
           (t->day < 0 || (t->day >= 1 && t->day <= days_of(t->year, t->month))) && t->hour <= 23 && t->minute <= 59 &&
           t->second <= 60 && t->offset > -24 * 60 && t->offset < 24 * 60;
}

/* Z, +hh, +hhmm or +hh:mm; nothing is an offset not given. */
static bool
offset(const char **p, const char *end, struct wire_time *t)
{
    int hours, minutes = 0, sign;

    while (skip(p, end, ' '))
        ;
    if (*p == end)
        return true;
    if (skip(p, end, 'Z') || skip(p, end, 'z')) {
        t->has_offset = t->zulu = true;
        return true;
    }
    sign = **p == '-' ? -1 : **p == '+' ? 1 : 0;
    if (sign == 0)
        return false;
    (*p)++;
    if (!digits(p, end, 2, &hours))
        return false;
    if (*p != end && (skip(p, end, ':'), !digits(p, end, 2, &minutes)))
        return false;
    t->has_offset = true;
    t->offset = sign * (hours * 60 + minutes);
    return minutes <= 59;
}

static void
fraction(const char **p, const char *end, struct wire_time *t)
{
    const char *from = *p, *to;

    while (*p < end && **p >= '0' && **p <= '9')
        (*p)++;
    for (to = *p; to > from && to[-1] == '0';)
        to--;
    t->fraction = (struct wire_str){ from, (size_t)(to - from) };
}

/* ISO 8601, extended or basic, as far as it goes. */
static bool
read_iso(struct wire_str s, struct wire_time *t)
{
    const char *p = s.p, *end = s.p + s.n;
    bool dashed;

    if (!digits(&p, end, 4, &t->year))
        return false;
    if (p == end)
        return true;
    dashed = skip(&p, end, '-');
    if (!digits(&p, end, 2, &t->month))
        return false;
    if (p == end)
        return dashed; /* 201408 could be anything */
    if (skip(&p, end, '-') != dashed && dashed)
        return false;
    if (!digits(&p, end, 2, &t->day))
        return false;
    if (p == end)
        return true;
    if (!skip(&p, end, 'T') && !skip(&p, end, 't') && !skip(&p, end, ' '))
        return false;
    if (!digits(&p, end, 2, &t->hour))
        return false;
    skip(&p, end, ':');
    if (!digits(&p, end, 2, &t->minute))
        return false;
    t->second = 0;
    if (p != end && (*p == ':' || (*p >= '0' && *p <= '9'))) {
        skip(&p, end, ':');
        if (!digits(&p, end, 2, &t->second))
            return false;
        if (skip(&p, end, '.') || skip(&p, end, ','))
            fraction(&p, end, t);
    }
    return offset(&p, end, t) && p == end;
}

static int
month_named(const char *p, const char *end)
{
    static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";

    if (end - p < 3)
        return 0;
    for (int i = 0; i < 12; i++) {
        if (wire_str_begins_nocase((struct wire_str){ p, 3 }, (char[]){ names[i * 3], names[i * 3 + 1], names[i * 3 + 2], 0 }))
            return i + 1;
    }
    return 0;
}

static bool
zone_named(const char *p, const char *end, struct wire_time *t)
{
    static const struct {
        const char *name;
        int minutes;
    } zones[] = { { "GMT", 0 },       { "UTC", 0 },       { "UT", 0 },        { "EST", -5 * 60 }, { "EDT", -4 * 60 },
                  { "CST", -6 * 60 }, { "CDT", -5 * 60 }, { "MST", -7 * 60 }, { "MDT", -6 * 60 }, { "PST", -8 * 60 },
                  { "PDT", -7 * 60 } };
    struct wire_str name = { p, (size_t)(end - p) };

    for (size_t i = 0; i < WIRE_COUNT(zones); i++) {
        if (wire_str_is_nocase(name, zones[i].name)) {
            t->has_offset = true;
            t->zulu = zones[i].minutes == 0;
            t->offset = zones[i].minutes;
            return true;
        }
    }
    return false;
}

/* RFC 5322, 3.3 and 4.3: [Fri,] 29 Aug 2014 13:50[:06] GMT */
static bool
read_mail(struct wire_str s, struct wire_time *t)
{
    const char *p = s.p, *end = s.p + s.n, *comma = memchr(p, ',', s.n);
    int year;

    if (comma != NULL)
        p = comma + 1;
    while (skip(&p, end, ' '))
        ;
    if (!digits(&p, end, 2, &t->day) && !digits(&p, end, 1, &t->day))
        return false;
    if (!skip(&p, end, ' ') || (t->month = month_named(p, end)) == 0)
        return false;
    for (p += 3; p < end && *p != ' ';)
        p++;
    if (!skip(&p, end, ' '))
        return false;
    if (digits(&p, end, 4, &year))
        t->year = year;
    else if (digits(&p, end, 2, &year))
        t->year = year < 50 ? 2000 + year : 1900 + year;
    else
        return false;
    if (p == end)
        return true;
    if (!skip(&p, end, ' ') || !digits(&p, end, 2, &t->hour) || !skip(&p, end, ':') || !digits(&p, end, 2, &t->minute))
        return false;
    t->second = 0;
    if (skip(&p, end, ':') && !digits(&p, end, 2, &t->second))
        return false;
    while (skip(&p, end, ' '))
        ;
    return zone_named(p, end, t) || (offset(&p, end, t) && p == end);
}

bool
wire_time_read(struct wire_str s, struct wire_time *t)
{
    static const struct wire_time nothing = { .month = -1, .day = -1, .hour = -1, .minute = -1, .second = -1 };

    s = wire_str_trim(s);
    if (s.n == 0 || s.n > 64)
        return false;
    *t = nothing;
    if (s.p[0] >= '0' && s.p[0] <= '9' && read_iso(s, t))
        return sound(t);
    *t = nothing;
    return read_mail(s, t) && sound(t);
}

/* n as so many decimal digits after a mark ('\0': none); where the next goes. */
static char *
put_digits(char *out, char mark, int n, int digits)
{
    if (mark != '\0')
        *out++ = mark;
    for (int i = digits; i-- > 0; n /= 10)
        out[i] = (char)('0' + n % 10);
    return out + digits;
}

static char *
put_zone(char *out, const struct wire_time *t)
{
    int offset = t->offset < 0 ? -t->offset : t->offset;

    if (!t->has_offset)
        return out;
    if (t->zulu) {
        *out = 'Z';
        return out + 1;
    }
    return put_digits(put_digits(out, t->offset < 0 ? '-' : '+', offset / 60, 2), ':', offset % 60, 2);
}

struct wire_str
wire_time_write(struct wire_arena *arena, const struct wire_time *t)
{
    enum { FRACTION = 64 }; /* digits; more say nothing */
    char text[32 + FRACTION], *out = put_digits(text, '\0', t->year, 4);

    if (t->month >= 0)
        out = put_digits(out, '-', t->month, 2);
    if (t->month >= 0 && t->day >= 0)
        out = put_digits(out, '-', t->day, 2);
    if (t->month >= 0 && t->day >= 0 && t->hour >= 0) {
        size_t n = t->fraction.n < FRACTION ? t->fraction.n : FRACTION;
        out = put_digits(put_digits(put_digits(out, 'T', t->hour, 2), ':', t->minute, 2), ':', t->second, 2);
        if (n != 0) {
            *out++ = '.';
            memcpy(out, t->fraction.p, n);
            out += n;
        }
        out = put_zone(out, t);
    }
    return wire_arena_str(arena, (struct wire_str){ text, (size_t)(out - text) });
}

struct wire_str
wire_time_normal(struct wire_arena *arena, struct wire_str s, const char *zone)
{
    struct wire_time t;

    if (!wire_time_read(s, &t))
        return WIRE_NONE;
    if (zone != NULL && t.hour >= 0 && !t.has_offset) {
        const char *p = zone;
        if (!offset(&p, zone + strlen(zone), &t) || *p != '\0')
            t.has_offset = false;
    }
    return wire_time_write(arena, &t);
}

int64_t
wire_time_seconds(const struct wire_time *t)
{
    /* Days from civil: the era of 400 years, counted from March. */
    int64_t y = t->year, m = t->month > 0 ? t->month : 1, d = t->day > 0 ? t->day : 1, era, days;

    y -= m <= 2;
    era = (y >= 0 ? y : y - 399) / 400;
    y -= era * 400;
    days = era * 146097 + y * 365 + y / 4 - y / 100 + (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1 - 719468;
    return days * 86400 + (t->hour > 0 ? t->hour : 0) * 3600 + (t->minute > 0 ? t->minute : 0) * 60 +
           (t->second > 0 ? t->second : 0) - (int64_t)t->offset * 60;
}

bool
wire_time_to_utc(struct wire_time *t)
{
    int64_t days, era, of_era, year, day, month, rest;

    if (!t->has_offset || t->hour < 0)
        return false;
    rest = wire_time_seconds(t);
    days = rest / 86400 - (rest % 86400 < 0);
    rest -= days * 86400;
    days += 719468; /* as above, from 1 March of the year 0 */
    era = (days >= 0 ? days : days - 146096) / 146097;
    of_era = days - era * 146097;
    year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    day = of_era - (365 * year + year / 4 - year / 100);
    month = (5 * day + 2) / 153;
    t->day = (int)(day - (153 * month + 2) / 5 + 1);
    t->month = (int)(month < 10 ? month + 3 : month - 9);
    t->year = (int)(year + era * 400 + (t->month <= 2));
    t->hour = (int)(rest / 3600);
    t->minute = (int)(rest / 60 % 60);
    t->second = (int)(rest % 60);
    t->offset = 0;
    t->zulu = true;
    return true;
}

/* The months as the agencies begin them (English, German, French, Spanish, Italian, Dutch, Portuguese). */
static const struct month {
    const char *name;
    int month;
} months[] = {
    { "jan", 1 }, { "ene", 1 }, { "gen", 1 }, { "feb", 2 }, { "f\xC3\xA9v", 2 }, { "fev", 2 }, { "mar", 3 }, { "m\xC3\xA4r", 3 }, { "mrz", 3 },
    { "maa", 3 }, { "mrt", 3 }, { "apr", 4 }, { "avr", 4 }, { "abr", 4 }, { "may", 5 }, { "mai", 5 }, { "mei", 5 }, { "mag", 5 }, { "jun", 6 }, { "juin", 6 },
    { "giu", 6 }, { "jul", 7 }, { "juil", 7 }, { "lug", 7 }, { "aug", 8 }, { "ao\xC3\xBB", 8 }, { "aou", 8 }, { "ago", 8 }, { "sep", 9 }, { "set", 9 }, { "oct", 10 },
    { "okt", 10 }, { "ott", 10 }, { "out", 10 }, { "nov", 11 }, { "dec", 12 }, { "dez", 12 }, { "d\xC3\xA9" "c", 12 }, { "dic", 12 },
};

int
wire_month_named(struct wire_str s)
{
    for (size_t i = 0; i < WIRE_COUNT(months); i++) {
        if (wire_same_fold(wire_str_sub(s, 0, strlen(months[i].name)), wire_str_of(months[i].name)))
            return months[i].month;
    }
    return 0;
}

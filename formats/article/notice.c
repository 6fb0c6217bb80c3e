/* What copy says of its own life in words: embargoes, kills, holds, in notes, sluglines and lines above the headline. */
#include "article/notice.h"

#include "article/copy.h"
#include "article/dateline.h"
#include "article/take.h"

enum { LONGEST = 400, OPENINGS = 2 }; /* bytes of a line that may be one; paragraphs at the beginning that may */

/* How agencies begin the line of an embargo. */
static const char *const embargo_heads[] = {
    "embargo:",          "embargo until",       "embargo to ",        "embargoed",        "under embargo",     "strictly embargoed",
    "strict embargo",    "strictly under",      "sperrfrist",         "gesperrt bis",      "hold for release",  "not for release before",
    "not for release until", "not for public release", "not for publication before", "not for publication until", "advance for ",
    "sous embargo",      "embargo jusqu",       "embargo :",          "embargado hasta",  "embargo hasta",     "sotto embargo",
    "onder embargo",     "sob embargo",
};

/* What in such a line says that it is over. */
static const char *const embargo_ends[] = { "lifted", "no longer", "aufgehoben", "removed", "expired", "lev\xC3\xA9", "levantado" };

static const struct zone {
    const char *name;
    int minutes;
} zones[] = {
    { "gmt", 0 },    { "utc", 0 },    { "z", 0 },      { "wet", 0 },     { "bst", 60 },   { "cet", 60 },   { "mez", 60 },   { "wat", 60 },
    { "cest", 120 }, { "mesz", 120 }, { "eet", 120 },  { "sast", 120 },  { "eest", 180 }, { "msk", 180 },  { "jst", 540 },  { "kst", 540 },
    { "hkt", 480 },  { "sgt", 480 },  { "aest", 600 }, { "aedt", 660 },  { "nzst", 720 }, { "nzdt", 780 }, { "est", -300 }, { "edt", -240 },
    { "cst", -360 }, { "cdt", -300 }, { "mst", -420 }, { "mdt", -360 },  { "pst", -480 }, { "pdt", -420 },
};

/* Of these the date tells whether it is summer time there (Energy Policy Act of 2005). */
static const struct zone american_zones[] = { { "et", -300 }, { "eastern", -300 }, { "ct", -360 }, { "mt", -420 }, { "pt", -480 } };

/* --- the end of an embargo --- */

struct end {
    struct wire_time t;
    int standard;   /* of american_zones: the offset in winter; 0: none of them */
    bool afternoon, morning;
};

static int
day_of_week(int y, int m, int d)
{
    const struct wire_time t = { .year = y, .month = m, .day = d };
    int64_t days = wire_time_seconds(&t) / 86400;

    return (int)((days % 7 + 11) % 7); /* 0 is a Sunday; 1970 began with a Thursday */
}

/* From the second Sunday of March to the first of November. */
static bool
is_american_summer(const struct wire_time *t)
{
    int march = 14 - (day_of_week(t->year, 3, 1) + 6) % 7, november = 7 - (day_of_week(t->year, 11, 1) + 6) % 7;

    if (t->month != 3 && t->month != 11)
        return t->month > 3 && t->month < 11;
    return t->month == 3 ? t->day >= march : t->day < november;
}

static bool
take_zone(struct wire_str word, struct end *e)
{
    for (size_t i = 0; i < WIRE_COUNT(american_zones); i++) {
        if (wire_str_is_nocase(word, american_zones[i].name))
            e->standard = american_zones[i].minutes;
    }
    for (size_t i = 0; i < WIRE_COUNT(zones) && !e->t.has_offset; i++) {
        if (!wire_str_is_nocase(word, zones[i].name))
            continue;
        e->t.has_offset = true;
        e->t.offset = zones[i].minutes;
        e->t.zulu = zones[i].minutes == 0;
    }
    return e->t.has_offset || e->standard != 0;
}

/* The digits at i; false: there are none, or too many to mean anything. */
static bool
digits_at(struct wire_str s, size_t *i, int *n, size_t *count)
{
    size_t from = *i;

    for (*n = 0; *i < s.n && *i - from < 5 && s.p[*i] >= '0' && s.p[*i] <= '9'; ++*i)
        *n = *n * 10 + (s.p[*i] - '0');
    *count = *i - from;
    return *count != 0 && *count < 5;
}

static void
set_time(struct end *e, int hour, int minute)
{
    if (e->t.hour < 0 && hour <= 24 && minute < 60) {
        e->t.hour = hour;
        e->t.minute = minute;
        e->t.second = 0;
    }
}

static void
set_date(struct end *e, int year, int month, int day)
{
    if (month > 0)
        e->t.month = month;
    if (day > 0)
        e->t.day = day;
    if (year > 0)
        e->t.year = year < 100 ? 2000 + year : year;
}

static bool
is_hour_word(struct wire_str next)
{
    return wire_in_words(next, "uhr h heures heure horas hours hrs hr o'clock am pm a.m p.m a.m. p.m. ") ||
           wire_in_words(next, "gmt utc est edt et cet mez cest mesz bst ");
}

/* "0001", "19.00", "8:30", "18h30", "23.1.2025", "2025", "3rd", "3.": by its form and by the word after it. */
static void
take_number(struct wire_str word, struct wire_str next, struct end *e)
{
    size_t i = 0, count, more;
    int n, second, third = 0;
    char mark;

    if (!digits_at(word, &i, &n, &count))
        return;
    mark = i < word.n ? word.p[i] : '\0';
    if (mark != '\0' && strchr(":.hH", mark) != NULL && ++i < word.n && digits_at(word, &i, &second, &more)) {
        if (mark == '.' && i < word.n && word.p[i] == '.') {
            i++;
            digits_at(word, &i, &third, &more);
            set_date(e, third, second, n);
        } else if (more == 2) {
            set_time(e, n, second);
        }
    } else if (count >= 3 && (is_hour_word(next) || n < 1900)) {
        set_time(e, n / 100, n % 100);
    } else if (wire_str_is_nocase(wire_str_sub(word, count, word.n), "noon")) {
        set_time(e, 12, 0);
    } else if (count == 4) {
        set_date(e, n, 0, 0);
    } else if (mark == 'h' || mark == 'H' || is_hour_word(next) || wire_str_is_nocase(wire_str_sub(word, count, 2), "am") ||
               wire_str_is_nocase(wire_str_sub(word, count, 2), "pm")) {
        set_time(e, n, 0);
    } else if (e->t.day < 0 && n >= 1 && n <= 31) {
        set_date(e, 0, 0, n);
    }
    word = wire_str_sub(word, count, word.n);
    while (word.n != 0 && (word.p[0] < 'A' || (word.p[0] > 'Z' && word.p[0] < 'a')))
        word = wire_str_sub(word, 1, word.n);
    e->afternoon |= wire_in_words(word, "pm p.m p.m. ");
    e->morning |= wire_in_words(word, "am a.m a.m. ");
}

static bool
is_weekday(struct wire_str word)
{
    return wire_in_words(word, "mardi martes marted\xC3\xAC mon monday montag mar. sat saturday sun sunday ");
}

/* A word of the line; next: the one after it. */
static void
take_word(struct wire_str word, struct wire_str next, struct end *e)
{
    struct wire_time whole;
    int month;

    if (word.n >= 10 && wire_time_read(word, &whole) && whole.day > 0)
        e->t = whole;
    else if (word.p[0] >= '0' && word.p[0] <= '9')
        take_number(word, next, e);
    else if (wire_in_words(word, "noon midday mittag midi mediod\xC3\xAD" "a "))
        set_time(e, 12, 0);
    else if (wire_in_words(word, "midnight mitternacht minuit medianoche "))
        set_time(e, 0, 0);
    else if (wire_in_words(word, "pm p.m p.m. "))
        e->afternoon = true;
    else if (wire_in_words(word, "am a.m a.m. "))
        e->morning = true;
    else if (!is_weekday(word) && word.n >= 3 && e->t.month < 0 && (month = wire_month_named(word)) != 0)
        e->t.month = month;
    else
        take_zone(word, e);
}

static struct wire_str
next_word(struct wire_str s, size_t *i)
{
    struct wire_str word = wire_next_word(s, i);

    while (word.n != 0 && strchr("([,;:\"", word.p[0]) != NULL)
        word = wire_str_sub(word, 1, word.n);
    while (word.n > 1 && strchr(")],;:\"'=<", word.p[word.n - 1]) != NULL)
        word.n--;
    if (word.n > 2 && word.p[word.n - 1] == '.' && memchr(word.p, '.', word.n - 1) == NULL && (word.p[0] < '0' || word.p[0] > '9'))
        word.n--; /* "Jan.", "noon." */
    return word;
}

/* The year that brings the day nearest to what is near. */
static int
year_near(const struct wire_time *near, const struct wire_time *t)
{
    enum { HALF = 183 * 86400 };
    struct wire_time there = *t;
    int64_t away;

    there.year = near->year;
    away = wire_time_seconds(&there) - wire_time_seconds(near);
    return away > HALF ? near->year - 1 : away < -HALF ? near->year + 1 : near->year;
}

static void
settle(struct end *e, const struct wire_time *near)
{
    struct wire_time *t = &e->t;

    if (t->hour >= 0 && t->hour < 12 && e->afternoon)
        t->hour += 12;
    if (t->hour == 12 && e->morning && !e->afternoon)
        t->hour = 0;
    if (t->year == 0 && t->month > 0 && t->day > 0 && near != NULL)
        t->year = year_near(near, t);
    if (t->year == 0 || t->month < 1 || t->month > 12 || t->day < 1) {
        t->year = 0;
        return;
    }
    if (e->standard != 0 && t->hour >= 0) {
        t->has_offset = true;
        t->offset = e->standard + (is_american_summer(t) ? 60 : 0);
    }
    if (t->hour < 0) {
        t->has_offset = t->zulu = false;
        t->offset = 0;
    }
}

/* Past the marks and the label that may stand before the words of a line. */
static struct wire_str
bare_line(struct wire_str line)
{
    static const char *const labels[] = { "Eds:", "Eds.:", "Editors:", "Editor's note:", "ATTENTION EDITORS", "Attention editors" };

    line = wire_trim_blanks(line);
    for (size_t i = 0; i < WIRE_COUNT(labels); i++) {
        if (wire_str_begins_nocase(line, labels[i]))
            line = wire_str_sub(line, strlen(labels[i]), line.n);
    }
    while (line.n != 0 && strchr("([^*#' \"-", line.p[0]) != NULL)
        line = wire_str_sub(line, 1, line.n);
    return wire_str_sub(line, 0, LONGEST);
}

static bool
announces_embargo(struct wire_str line)
{
    bool head = wire_str_find_nocase(line, " is embargoed until ") < line.n;

    for (size_t i = 0; i < WIRE_COUNT(embargo_heads) && !head; i++)
        head = wire_str_begins_nocase(line, embargo_heads[i]);
    for (size_t i = 0; i < WIRE_COUNT(embargo_ends) && head; i++)
        head = wire_str_find_nocase(line, embargo_ends[i]) >= line.n;
    return head;
}

bool
wire_notice_embargo(struct wire_str line, const struct wire_time *near, struct wire_time *t)
{
    struct end e = { .t = { .month = -1, .day = -1, .hour = -1, .minute = -1, .second = -1 } };
    struct wire_str s = bare_line(line), word, next;
    size_t i = 0;

    if (!announces_embargo(s))
        return false;
    for (word = next_word(s, &i); word.n != 0; word = next) {
        next = next_word(s, &i);
        take_word(word, next, &e);
    }
    settle(&e, near);
    *t = e.t;
    return true;
}

/* --- a story --- */

struct notices {
    struct wire_article *a;
    const char *zone;
    struct wire_time near;
    bool has_near;
};

static void
put_embargo(struct notices *n, struct wire_str line, struct wire_at at)
{
    struct wire_article *a = n->a;
    struct wire_value *embargo;
    struct wire_time t;
    struct wire_str until;

    if (wire_first(a, WIRE_F_EMBARGO) != NULL || wire_first(a, WIRE_F_EMBARGOED_UNTIL) != NULL ||
        !wire_notice_embargo(line, n->has_near ? &n->near : NULL, &t))
        return;
    embargo = wire_add_record(a, WIRE_F_EMBARGO, at);
    until = t.year != 0 ? wire_time_normal(a->arena, wire_time_write(a->arena, &t), n->zone) : WIRE_NONE;
    if (until.n == 0) {
        wire_put_bool(a, embargo, WIRE_K_OPEN, true);
        return;
    }
    wire_put_text(a, embargo, WIRE_K_UNTIL, until, at);
    wire_add_text(a, WIRE_F_EMBARGOED_UNTIL, until, at);
}

static void
put_status(struct notices *n, const char *status, struct wire_at at)
{
    if (status != NULL && wire_first(n->a, WIRE_F_PUB_STATUS) == NULL)
        wire_add_text(n->a, WIRE_F_PUB_STATUS, wire_str_of(status), at);
}

static void
read_line(struct notices *n, struct wire_str line, struct wire_at at)
{
    struct wire_str s = bare_line(line);

    if (s.n == 0)
        return;
    put_status(n, wire_take_status(s), at);
    put_embargo(n, s, at);
}

/* "BC-US--Quay Fire-KILL", "Ferry, Advisory": what the last words of a slugline, or of the version beside it, say. */
static void
read_slug(struct notices *n, struct wire_str s, struct wire_at at)
{
    static const struct {
        const char *word, *status, *signal;
    } rows[] = {
        { "KILL", "canceled", NULL },           { "TAKEDOWN", "canceled", NULL },       { "WITHHOLD", "withheld", NULL },
        { "corrective", NULL, "correction" },   { "correction", NULL, "correction" },   { "advisory", NULL, "advisory" },
    };
    size_t from = s.n;
    struct wire_str last;
    bool is_part; /* all that stands behind a comma */

    while (from > 0 && strchr("-,/ ", s.p[from - 1]) == NULL)
        from--;
    last = wire_str_sub(s, from, s.n);
    is_part = from == 0 || s.p[from - 1] == ',' || (from > 1 && s.p[from - 1] == ' ' && s.p[from - 2] == ',');
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        if (!wire_str_is_nocase(last, rows[i].word) || (rows[i].status != NULL && !wire_str_is(last, rows[i].word) && !is_part))
            continue; /* "License to Kill" is none */
        put_status(n, rows[i].status, at);
        if (rows[i].signal != NULL)
            wire_put_text(n->a, wire_add_record(n->a, WIRE_F_SIGNALS, at), WIRE_K_LITERAL, wire_str_of(rows[i].signal), at);
    }
}

/* Lines that stood above the headline, or beside the slugline, and no field has. */
static void
read_kept(struct notices *n)
{
    static const struct {
        enum wire_field field;
        enum wire_key key;
        const char *name;
    } kept[] = { { WIRE_F_EXTRA, WIRE_K_NAME, "head" }, { WIRE_F_EXTRA, WIRE_K_NAME, "version" }, { WIRE_F_RESIDUE, WIRE_K_WHERE, "version" } };

    for (size_t i = 0; i < WIRE_COUNT(kept); i++) {
        for (const struct wire_value *v = wire_first(n->a, kept[i].field); v != NULL; v = v->next) {
            if (!wire_str_is(wire_member(v, kept[i].key), kept[i].name))
                continue;
            read_line(n, wire_member(v, WIRE_K_VALUE), v->at);
            if (kept[i].field == WIRE_F_EXTRA && i == 1)
                read_slug(n, wire_member(v, WIRE_K_VALUE), v->at);
        }
    }
}

/* The first paragraphs: a kill is often a story that is nothing but itself. Of an embargo they have to say the end. */
static void
read_openings(struct notices *n)
{
    const struct wire_node *node = n->a->body != NULL ? n->a->body->first : NULL;

    for (size_t i = 0; node != NULL && i < OPENINGS; node = node->next, i++) {
        struct wire_str s = node->kind == WIRE_N_P ? wire_node_line(n->a->arena, node) : WIRE_NONE;
        struct wire_dateline d;
        struct wire_time t;
        if (wire_dateline_read(s, 0, &d))
            s = wire_str_sub(s, d.end, s.n);
        s = bare_line(s);
        if (s.n == 0)
            continue;
        put_status(n, wire_take_status(s), node->at);
        if (wire_notice_embargo(s, n->has_near ? &n->near : NULL, &t) && t.year != 0)
            put_embargo(n, s, node->at);
    }
}

void
wire_notices(struct wire_article *a, const char *zone)
{
    struct notices n = { .a = a, .zone = zone };
    const struct wire_value *slug = wire_first(a, WIRE_F_SLUGLINE);

    n.has_near = wire_time_read(wire_text_of(a, WIRE_F_SENT), &n.near) || wire_time_read(wire_text_of(a, WIRE_F_VERSION_CREATED), &n.near);
    if (slug != NULL)
        read_slug(&n, slug->s, slug->at);
    for (const struct wire_value *v = wire_first(a, WIRE_F_HEADLINES); v != NULL; v = v->next)
        put_status(&n, wire_take_status(bare_line(wire_member(v, WIRE_K_VALUE))), v->at);
    for (const struct wire_value *v = wire_first(a, WIRE_F_ED_NOTES); v != NULL; v = v->next)
        read_line(&n, wire_member(v, WIRE_K_VALUE), v->at);
    read_kept(&n);
    read_openings(&n);
    if (wire_str_is(wire_member(wire_first(a, WIRE_F_TAKE), WIRE_K_KIND), "kill"))
        put_status(&n, "canceled", a->fields[WIRE_F_TAKE].first->at);
}

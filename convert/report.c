/* --report FILE: what a batch was like, gathered as it goes by. */
#include "convert/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "article/life.h"
#include "article/time.h"

struct report *
report_new(const char *to)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    struct report *r = calloc(1, sizeof *r);

    if (r == NULL)
        return NULL;
    census_init(&r->providers, REPORT_PROVIDERS);
    census_init(&r->formats, REPORT_NAMES);
    census_init(&r->types, REPORT_NAMES);
    census_init(&r->languages, REPORT_NAMES);
    census_init(&r->findings, REPORT_NAMES);
    census_init(&r->kept, REPORT_NAMES);
    census_init(&r->dropped, REPORT_NAMES);
    census_init(&r->failures, REPORT_FAILURES);
    r->provider = calloc(REPORT_PROVIDERS + 1, sizeof *r->provider);
    r->to = to;
    r->smallest = SIZE_MAX;
    clock_gettime(CLOCK_MONOTONIC, &r->begun);
    /* A report that is to be the same again says nothing of the clock (reproducible-builds.org). */
    r->timed = epoch == NULL;
    r->made = epoch == NULL ? (int64_t)time(NULL) : strtoll(epoch, NULL, 10);
    if (r->provider != NULL)
        return r;
    report_free(r);
    return NULL;
}

void
report_free(struct report *r)
{
    if (r == NULL)
        return;
    census_free(&r->providers);
    census_free(&r->formats);
    census_free(&r->types);
    census_free(&r->languages);
    census_free(&r->findings);
    census_free(&r->kept);
    census_free(&r->dropped);
    census_free(&r->failures);
    free(r->provider);
    free(r->hours);
    free(r->seen);
    free(r);
}

/* --- known again --- */

static uint64_t
hash(uint64_t h, struct wire_str s)
{
    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 1099511628211u; /* FNV-1a */
    return h;
}

static uint64_t *
seen_slot(uint64_t *table, size_t room, uint64_t h)
{
    size_t i = (size_t)(h ^ h >> 32) & (room - 1);

    while (table[i] != 0 && table[i] != h)
        i = (i + 1) & (room - 1);
    return &table[i];
}

static bool
grow_seen(struct report *r)
{
    size_t room = r->seen_room != 0 ? r->seen_room * 2 : 1024;
    uint64_t *table;

    if (room > 2 * REPORT_SEEN)
        return false;
    if ((table = calloc(room, sizeof *table)) == NULL) {
        r->failed = true;
        return false;
    }
    for (size_t i = 0; i < r->seen_room; i++) {
        if (r->seen[i] != 0)
            *seen_slot(table, room, r->seen[i]) = r->seen[i];
    }
    free(r->seen);
    r->seen = table;
    r->seen_room = room;
    return true;
}

/* Whether it came before; from now on it did. */
static bool
meet(struct report *r, uint64_t h)
{
    uint64_t *at;

    if (r->seen_count * 2 >= r->seen_room && !grow_seen(r)) {
        r->unseen++;
        return r->seen_room != 0 && *seen_slot(r->seen, r->seen_room, h != 0 ? h : 1) != 0;
    }
    at = seen_slot(r->seen, r->seen_room, h != 0 ? h : 1);
    if (*at != 0)
        return true;
    *at = h != 0 ? h : 1;
    r->seen_count++;
    return false;
}

/* --- hours --- */

static struct report_hour *
hour_slot(struct report_hour *table, size_t room, int64_t hour)
{
    size_t i = (size_t)((uint64_t)hour * 0x9E3779B97F4A7C15u >> 20) & (room - 1);

    while (table[i].count != 0 && table[i].hour != hour)
        i = (i + 1) & (room - 1);
    return &table[i];
}

static bool
grow_hours(struct report *r)
{
    size_t room = r->hour_room != 0 ? r->hour_room * 2 : 256;
    struct report_hour *table = calloc(room, sizeof *table);

    if (table == NULL) {
        r->failed = true;
        return false;
    }
    for (size_t i = 0; i < r->hour_room; i++) {
        if (r->hours[i].count != 0)
            *hour_slot(table, room, r->hours[i].hour) = r->hours[i];
    }
    free(r->hours);
    r->hours = table;
    r->hour_room = room;
    return true;
}

static void
count_hour(struct report *r, int64_t hour)
{
    struct report_hour *at;

    if (r->hour_count >= REPORT_HOURS || (r->hour_count * 2 >= r->hour_room && !grow_hours(r))) {
        r->hours_lost++;
        return;
    }
    at = hour_slot(r->hours, r->hour_room, hour);
    r->hour_count += at->count == 0;
    at->hour = hour;
    at->count++;
}

/* When a story was made, as far as it says. */
static bool
hour_of(const struct wire_article *a, int64_t *hour)
{
    static const enum wire_field times[] = { WIRE_F_VERSION_CREATED, WIRE_F_SENT, WIRE_F_CONTENT_MODIFIED, WIRE_F_CONTENT_CREATED,
                                             WIRE_F_FIRST_CREATED };
    struct wire_time t;

    for (size_t i = 0; i < WIRE_COUNT(times); i++) {
        struct wire_str s = wire_text_of(a, times[i]);
        if (s.n != 0 && wire_time_read(s, &t) && t.hour >= 0) {
            int64_t seconds = wire_time_seconds(&t);
            *hour = seconds / 3600 - (seconds % 3600 < 0);
            return true;
        }
    }
    return false;
}

/* --- a story --- */

static struct wire_str
or_none(struct wire_str s)
{
    return s.n != 0 ? s : WIRE_STR("(none)");
}

static struct wire_str
provider_of(const struct wire_article *a)
{
    static const enum wire_key keys[] = { WIRE_K_NAME, WIRE_K_LITERAL, WIRE_K_QCODE, WIRE_K_URI };
    const struct wire_value *v = wire_first(a, WIRE_F_PROVIDER);

    for (size_t i = 0; i < WIRE_COUNT(keys); i++) {
        struct wire_str s = wire_member(v, keys[i]);
        if (s.n != 0)
            return s;
    }
    return WIRE_STR("(none)");
}

static void
count_version(struct report *r, struct report_provider *p, const struct wire_article *a)
{
    struct wire_str uri = wire_life_uri(a), kind = wire_member(wire_first(a, WIRE_F_TAKE), WIRE_K_KIND);
    uint64_t story = hash(14695981039346656037u, uri), version = hash(story * 31 + 7, wire_text_of(a, WIRE_F_VERSION));
    bool correction = wire_str_is(kind, "correction"), kill = wire_life_is_kill(a);

    /* Beside the version its time: wires send the same version number again, changed. */
    version = hash(version * 31 + 11, wire_text_of(a, WIRE_F_VERSION_CREATED));
    if (uri.n == 0) {
        r->without_uri++;
    } else {
        bool known = meet(r, story), same = meet(r, version);
        r->later += known && !same;
        r->again += known && same;
        p->later += known && !same;
        p->again += known && same;
    }
    r->corrections += correction;
    p->corrections += correction;
    r->kills += kill;
    p->kills += kill;
    r->updates += wire_get(wire_first(a, WIRE_F_TAKE), WIRE_K_NUMBER) != NULL;
}

static void
count_fields(struct report_provider *p, const struct wire_article *a)
{
    for (int f = 0; f < WIRE_FIELD_COUNT; f++)
        p->fields[f] += f == WIRE_F_BODIES ? a->body != NULL && a->body->first != NULL : a->fields[f].first != NULL;
}

static void
count_size(struct report *r, size_t letters)
{
    unsigned class = 0;

    for (size_t n = letters; n > 1 && class + 1 < REPORT_SIZES; n /= 2)
        class++;
    r->sizes[class]++;
    r->letters += letters;
    if (letters < r->smallest)
        r->smallest = letters;
    if (letters > r->largest)
        r->largest = letters;
}

static void
count_rows(struct census *c, const struct wire_ledger *ledger, enum wire_ledger_act act, const struct input *in)
{
    for (const struct wire_ledger_row *row = ledger->first; row != NULL; row = row->next) {
        if (row->act == act)
            census_example(c, census_add(c, row->path, 1), "%s:%u", in->name, row->first.line);
    }
}

void
report_story(struct report *r, const struct input *in, const struct wire_article *a, const struct wire_ledger *written)
{
    struct census_row *row = census_add(&r->providers, provider_of(a), 1);
    struct report_provider *p = &r->provider[row != NULL ? row->number : REPORT_PROVIDERS];
    struct wire_str type = wire_text_of(a, WIRE_F_TYPE);
    int64_t hour;

    r->stories++;
    p->stories++;
    p->letters += a->ledger.read;
    census_add(&r->formats, wire_str_of(in->format != NULL ? in->format->name : "(none)"), 1);
    census_add(&r->types, or_none(type), 1);
    census_add(&r->languages, or_none(wire_text_of(a, WIRE_F_LANGUAGE)), 1);
    count_version(r, p, a);
    count_fields(p, a);
    count_size(r, a->ledger.read);
    count_rows(&r->kept, &a->ledger, WIRE_KEPT, in);
    count_rows(&r->dropped, written, WIRE_DROPPED, in);
    if (!hour_of(a, &hour)) {
        r->undated++;
        return;
    }
    count_hour(r, hour);
    r->of_day[(hour % 24 + 24) % 24]++;
    p->first = p->dated == 0 || hour < p->first ? hour : p->first;
    p->last = p->dated == 0 || hour > p->last ? hour : p->last;
    p->dated++;
}

/* --- inputs and findings --- */

void
report_input(struct report *r, const struct input *in, int status)
{
    if (in->found == FOUND_PASSED || in->found == FOUND_EMPTY_FOLDER)
        return;
    r->inputs++;
    r->bytes += in->bytes;
    r->broken += status == EXIT_STORY;
    r->trouble += status == EXIT_TROUBLE;
    if (status != EXIT_GOOD)
        census_example(&r->failures, census_add(&r->failures, wire_str_of(in->name != NULL ? in->name : "(none)"), 1), "%s",
                       r->first_error != NULL ? r->error : "");
    r->first_error = NULL;
}

void
report_finding(void *ctx, const struct wire_diag *d)
{
    struct report *r = ctx;
    struct census_row *row = census_add(&r->findings, wire_str_of(d->what->id), 1);
    const char *detail = d->detail != NULL ? d->detail : "";
    char place[40] = "";

    if (d->at.line != 0)
        snprintf(place, sizeof place, ":%u", d->at.line);
    r->levels[d->what->level]++;
    if (row != NULL)
        row->level = d->what->level;
    census_example(&r->findings, row, "%s%s: %s%s%s", d->file != NULL ? d->file : "wirecopy", place, d->what->text,
                   *detail != '\0' ? ": " : "", detail);
    if (d->what->level == WIRE_ERROR && r->first_error == NULL) {
        r->first_error = d->what->id;
        snprintf(r->error, sizeof r->error, "%s%s%s%s%s", *place != '\0' ? "line " : "", *place != '\0' ? place + 1 : "",
                 *place != '\0' ? ": " : "", d->what->text, "");
    }
}

/* --- the end --- */

static int
by_hour(const void *a, const void *b)
{
    const struct report_hour *x = a, *y = b;

    return x->hour < y->hour ? -1 : x->hour > y->hour;
}

/* The hours that have stories, in their order. */
static void
sort_hours(struct report *r)
{
    size_t n = 0;

    for (size_t i = 0; i < r->hour_room; i++) {
        if (r->hours[i].count != 0)
            r->hours[n++] = r->hours[i];
    }
    if (n > 1)
        qsort(r->hours, n, sizeof *r->hours, by_hour);
}

/* Keep the longest silences, the earlier first of those alike. */
static void
note_silence(struct report *r, int64_t from, int64_t hours)
{
    size_t at = r->silence_count;

    r->silent_hours += hours;
    while (at > 0 && r->silences[at - 1].hours < hours)
        at--;
    if (at == REPORT_SILENCES)
        return;
    if (r->silence_count < REPORT_SILENCES)
        r->silence_count++;
    memmove(&r->silences[at + 1], &r->silences[at], (r->silence_count - at - 1) * sizeof *r->silences);
    r->silences[at] = (struct report_silence){ from, hours };
}

/* Feeds have stories dated 1970 or 3013: where one in fifty at an end makes more than half of the span, it is cut. */
static void
find_window(struct report *r)
{
    unsigned long dated = r->stories - r->undated - r->hours_lost, before = 0, after = 0;
    size_t from = 0, to = r->hour_count;

    r->window_from = from;
    r->window_to = to;
    if (to < 3)
        return;
    while (from + 2 < to && before + r->hours[from].count <= dated / 50)
        before += r->hours[from++].count;
    while (to > from + 2 && after + r->hours[to - 1].count <= dated / 50)
        after += r->hours[--to].count;
    if (r->hours[from].hour - r->hours[0].hour <= (r->hours[r->hour_count - 1].hour - r->hours[0].hour) / 2) {
        from = 0;
        before = 0;
    }
    if (r->hours[r->hour_count - 1].hour - r->hours[to - 1].hour <= (r->hours[r->hour_count - 1].hour - r->hours[from].hour) / 2) {
        to = r->hour_count;
        after = 0;
    }
    r->window_from = from;
    r->window_to = to;
    r->outside = before + after;
}

void
report_end(struct report *r)
{
    struct census *all[] = { &r->providers, &r->formats, &r->types, &r->languages, &r->findings, &r->kept, &r->dropped, &r->failures };
    struct timespec now;

    sort_hours(r);
    find_window(r);
    for (size_t i = r->window_from + 1; i < r->window_to; i++) {
        if (r->hours[i].hour - r->hours[i - 1].hour > 1)
            note_silence(r, r->hours[i - 1].hour + 1, r->hours[i].hour - r->hours[i - 1].hour - 1);
    }
    for (size_t i = 0; i < WIRE_COUNT(all); i++) {
        census_sort(all[i]);
        r->failed |= all[i]->failed;
    }
    clock_gettime(CLOCK_MONOTONIC, &now);
    r->seconds = (double)(now.tv_sec - r->begun.tv_sec) + (double)(now.tv_nsec - r->begun.tv_nsec) / 1e9;
    if (r->smallest == SIZE_MAX)
        r->smallest = 0;
}

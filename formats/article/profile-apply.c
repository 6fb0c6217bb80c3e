/* Vendor profiles: which is for a story, and what its rows do to it. */
#include "article/profile.h"

#include <string.h>

#include "article/lang.h"
#include "article/time.h"

/* --- looking at a place: every text that stands there --- */

struct found {
    struct wire_value *value;  /* of the field, or the entry of extra */
    struct wire_value *member; /* of it, where the place names one */
    struct wire_str text;
};

/* What stands between <NAME ...> and </NAME>, where there is no markup in it; the predefined entities stay as they are. */
static struct wire_str
element_text(struct wire_str markup, struct wire_str name)
{
    for (size_t i = 0; i + name.n + 2 < markup.n; i++) {
        const char *open = markup.p + i, *from, *end;
        char after = open[name.n + 1];
        if (open[0] != '<' || memcmp(open + 1, name.p, name.n) != 0 || (after != '>' && !wire_is_space((unsigned char)after)))
            continue;
        from = memchr(open, '>', markup.n - i);
        end = from != NULL ? memchr(from, '<', (size_t)(markup.p + markup.n - from)) : NULL;
        return end != NULL ? wire_str_trim((struct wire_str){ from + 1, (size_t)(end - from) - 1 }) : WIRE_NONE;
    }
    return WIRE_NONE;
}

static bool
look(const struct wire_place *place, struct wire_value *v, struct found *f)
{
    *f = (struct found){ .value = v };
    if (place->field == WIRE_F_EXTRA) {
        if (!wire_str_eq(wire_member(v, WIRE_K_PATH), place->path) ||
            (place->name.n != 0 && !wire_str_eq(wire_member(v, WIRE_K_NAME), place->name)))
            return false;
        f->text = wire_member(v, WIRE_K_VALUE);
        if (place->element.n != 0)
            f->text = element_text(f->text, place->element);
        return f->text.n != 0;
    }
    if (place->key == WIRE_K_NONE) {
        f->text = v->kind == WIRE_V_TEXT || v->kind == WIRE_V_NUMBER ? v->s : WIRE_NONE;
    } else if (v->kind == WIRE_V_RECORD && (f->member = wire_get(v, place->key)) != NULL) {
        f->text = f->member->s;
    }
    return f->text.n != 0;
}

static bool
says(const struct wire_article *a, const struct wire_profile_row *row)
{
    struct found f;

    for (struct wire_value *v = wire_first(a, row->from.field); v != NULL; v = v->next) {
        if (look(&row->from, v, &f) && wire_profile_matches(f.text, row->old))
            return true;
    }
    return false;
}

const struct wire_profile *
wire_profile_for(const struct wire_profiles *all, const struct wire_article *a)
{
    for (const struct wire_profile *p = all->first; p != NULL; p = p->next) {
        for (const struct wire_profile_row *row = p->first; row != NULL; row = row->next) {
            if (row->verb == WIRE_V_FOR && says(a, row))
                return p;
        }
    }
    return NULL;
}

/* --- putting a text into a place; false where it may not stand there, or something does --- */

static bool
is_time(enum wire_field f)
{
    return f >= WIRE_F_VERSION_CREATED && f <= WIRE_F_SENT;
}

static bool
put_field(struct wire_article *a, enum wire_field f, struct wire_str s, struct wire_at at, uint8_t flags)
{
    struct wire_value *v;
    int64_t n;

    if (is_time(f))
        s = wire_time_normal(a->arena, s, NULL);
    else if (f == WIRE_F_LANGUAGE)
        s = wire_lang_normal(a->arena, s);
    if (s.n == 0)
        return false;
    if (wire_fields[f].shape == WIRE_ONE_NUMBER)
        v = wire_str_to_int(s, 9, &n) && n > 0 ? wire_add_number(a, f, n, at) : NULL;
    else
        v = wire_add_text(a, f, s, at);
    if (v != NULL)
        v->flags = flags;
    return v != NULL;
}

static bool
put_member(struct wire_article *a, const struct wire_place *to, struct wire_str s, struct wire_at at, uint8_t flags)
{
    struct wire_value *record = wire_fields[to->field].shape == WIRE_ONE_RECORD ? wire_first(a, to->field) : NULL, *member;

    if (record != NULL && wire_get(record, to->key) != NULL)
        return false;
    if (record == NULL)
        record = wire_add_record(a, to->field, at);
    member = wire_put_text(a, record, to->key, s, at);
    if (member == NULL)
        return false;
    member->flags = flags;
    record->flags |= flags & WIRE_V_SECRET;
    return true;
}

static bool
put(struct wire_article *a, const struct wire_place *to, struct wire_str s, struct wire_at at, uint8_t flags)
{
    struct found f;

    if (!wire_shape_is_list(wire_fields[to->field].shape) && to->key == WIRE_K_NONE && wire_first(a, to->field) != NULL)
        return false;
    for (struct wire_value *v = wire_first(a, to->field); v != NULL; v = v->next) {
        if (look(to, v, &f) && wire_str_eq(f.text, s))
            return true; /* it says so already */
    }
    return to->key == WIRE_K_NONE ? put_field(a, to->field, s, at, flags) : put_member(a, to, s, at, flags);
}

/* Take out what was found, and the record with its last member. */
static void
take_out(struct wire_article *a, const struct wire_place *from, const struct found *f)
{
    if (f->member != NULL)
        wire_drop_member(f->value, f->member);
    if (f->member == NULL || f->value->first == NULL)
        wire_drop(&a->fields[from->field], f->value);
}

/* --- the verbs --- */

static unsigned
do_take(struct wire_article *a, const struct wire_profile_row *row)
{
    struct wire_value *next;
    struct found f;
    unsigned times = 0;

    for (struct wire_value *v = wire_first(a, row->from.field); v != NULL; v = next) {
        uint8_t flags;
        next = v->next;
        if (!look(&row->from, v, &f) || (row->from.field == WIRE_F_EXTRA && row->from.element.n == 0 && f.text.p[0] == '<'))
            continue;
        flags = (uint8_t)(v->flags | (f.member != NULL ? f.member->flags : 0));
        if (!put(a, &row->to, f.text, v->at, flags))
            continue;
        times++;
        if (row->from.element.n == 0) /* an element is one of several in what was kept */
            take_out(a, &row->from, &f);
    }
    return times;
}

static unsigned
do_set(struct wire_article *a, const struct wire_profile_row *row)
{
    struct found f;

    for (struct wire_value *v = wire_first(a, row->to.field); v != NULL; v = v->next) {
        if (look(&row->to, v, &f))
            return 0;
    }
    return put(a, &row->to, row->new, (struct wire_at){ 0 }, WIRE_V_SUPPLIED);
}

static unsigned
do_value(struct wire_article *a, const struct wire_profile_row *row)
{
    struct wire_str new = WIRE_NONE;
    struct found f;
    unsigned times = 0;

    for (struct wire_value *v = wire_first(a, row->to.field); v != NULL; v = v->next) {
        if (!look(&row->to, v, &f) || !wire_profile_matches(f.text, row->old))
            continue;
        if (new.n == 0 && (new = wire_arena_str(a->arena, row->new)).n == 0)
            return times;
        *(f.member != NULL ? &f.member->s : &v->s) = new;
        times++;
    }
    return times;
}

static unsigned
do_name(struct wire_article *a, const struct wire_profile_row *row)
{
    unsigned times = 0;

    for (struct wire_value *v = wire_first(a, row->to.field); v != NULL; v = v->next) {
        struct wire_str code = v->kind == WIRE_V_RECORD ? wire_member(v, WIRE_K_QCODE) : WIRE_NONE;
        if (v->kind != WIRE_V_RECORD || wire_get(v, WIRE_K_NAME) != NULL)
            continue;
        if (!wire_profile_matches(code, row->old) && !wire_profile_matches(wire_member(v, WIRE_K_LITERAL), row->old))
            continue;
        times += wire_put_text(a, v, WIRE_K_NAME, row->new, v->at) != NULL;
    }
    return times;
}

static unsigned
hold_blocks(struct wire_article *a, const struct wire_profile_row *row)
{
    struct wire_node *next;
    unsigned times = 0;

    for (struct wire_node *n = a->body != NULL ? a->body->first : NULL; n != NULL; n = next) {
        struct wire_str line = wire_is_inline(n->kind) ? WIRE_NONE : wire_node_line(a->arena, n);
        next = n->next;
        if (line.n == 0 || !wire_profile_matches(line, row->old))
            continue;
        if (wire_add_non_public(a, WIRE_STR("body"), WIRE_NONE, line, n->at) == NULL)
            return times;
        wire_node_remove(n);
        times++;
    }
    return times;
}

/* A note stays one, with its mark; all else goes to nonPublic whole, with where it stood. */
static unsigned
do_hold(struct wire_article *a, const struct wire_profile_row *row)
{
    struct wire_str where = row->from.field == WIRE_F_EXTRA ? row->from.path : wire_str_of(wire_fields[row->from.field].name);
    struct wire_value *next, *old;
    struct found f;
    unsigned times = 0;

    if (row->from.field == WIRE_F_BODIES)
        return hold_blocks(a, row);
    for (struct wire_value *v = wire_first(a, row->from.field); v != NULL; v = next) {
        next = v->next;
        if (!look(&row->from, v, &f) || (row->old.n != 0 && !wire_profile_matches(f.text, row->old)) || !wire_is_public(v))
            continue;
        if (row->from.field == WIRE_F_ED_NOTES) {
            if ((old = wire_get(v, WIRE_K_PUBLIC)) != NULL)
                wire_drop_member(v, old);
            wire_put_bool(a, v, WIRE_K_PUBLIC, false);
            v->flags |= WIRE_V_SECRET;
        } else {
            if (wire_add_non_public(a, where, row->from.name, f.text, v->at) == NULL)
                return times;
            if (row->from.element.n == 0)
                take_out(a, &row->from, &f);
        }
        times++;
    }
    return times;
}

/* --- zones --- */

enum { MINUTES_A_DAY = 1440 };

/* Days since 1970 of a day of the year. */
static int64_t
day_number(int year, int month, int day)
{
    return wire_time_seconds(&(struct wire_time){ .year = year, .month = month, .day = day, .hour = -1 }) / 86400;
}

/* Days since 1970 of the n-th Sunday of a month (1 is the first), or of the last (0). */
static int64_t
sunday(int year, int month, int n)
{
    int64_t first = n != 0 ? day_number(year, month, 1) : day_number(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1) - 7,
            weekday = ((first + 4) % 7 + 7) % 7; /* 1970 began on a Thursday */

    return first + (7 - weekday) % 7 + (n > 1 ? 7 * (n - 1) : 0);
}

/* When summer begins and ends in a year, as minutes of local time without summer; of the hour that comes twice the first counts. */
struct summer_row {
    int begin_month, begin_sunday, begin_minute, end_month, end_sunday, end_minute;
    bool utc; /* the minutes are of UTC, everywhere at once */
};

static const struct summer_row summers[] = {
    [WIRE_SUMMER_EU] = { 3, 0, 60, 10, 0, 60, true },
    [WIRE_SUMMER_US] = { 3, 2, 120, 11, 1, 60, false },
    [WIRE_SUMMER_AU] = { 10, 1, 120, 4, 1, 120, false },
    [WIRE_SUMMER_NZ] = { 9, 0, 120, 4, 1, 120, false },
};

static bool
is_summer(const struct wire_time *t, const struct wire_profile_row *row)
{
    const struct summer_row *s = &summers[row->summer];
    int64_t shown = day_number(t->year, t->month, t->day) * MINUTES_A_DAY + t->hour * 60 + (t->minute > 0 ? t->minute : 0), begin, end;

    if (row->summer == WIRE_NO_SUMMER)
        return false;
    begin = sunday(t->year, s->begin_month, s->begin_sunday) * MINUTES_A_DAY + s->begin_minute + (s->utc ? row->offset : 0);
    end = sunday(t->year, s->end_month, s->end_sunday) * MINUTES_A_DAY + s->end_minute + (s->utc ? row->offset : 0) + 60;
    if (s->begin_month < s->end_month)
        return shown >= begin && shown < end;
    return shown >= begin || shown < end;
}

static unsigned
do_zone(struct wire_article *a, const struct wire_profile_row *row)
{
    unsigned times = 0;

    for (int f = 0; f < WIRE_FIELD_COUNT; f++) {
        struct wire_value *v = is_time((enum wire_field)f) ? a->fields[f].first
                               : f == WIRE_F_EMBARGO      ? wire_get(wire_first(a, WIRE_F_EMBARGO), WIRE_K_UNTIL)
                                                          : NULL;
        struct wire_time t;
        struct wire_str s;
        if (v == NULL || !wire_time_read(v->s, &t) || t.has_offset || t.hour < 0)
            continue;
        t.offset = row->offset + (is_summer(&t, row) ? 60 : 0);
        t.has_offset = true;
        if ((s = wire_time_write(a->arena, &t)).n == 0)
            return times;
        v->s = s;
        times++;
    }
    return times;
}

static unsigned
do_nothing(struct wire_article *a, const struct wire_profile_row *row)
{
    (void)a;
    (void)row;
    return 0;
}

void
wire_profile_apply(const struct wire_profile *p, struct wire_article *a,
                   void (*acted)(void *ctx, const struct wire_profile_row *, unsigned times), void *ctx)
{
    static unsigned (*const act[])(struct wire_article *, const struct wire_profile_row *) = {
        [WIRE_V_FOR] = do_nothing, [WIRE_V_ZONE] = do_zone, [WIRE_V_TAKE] = do_take, [WIRE_V_SET] = do_set,
        [WIRE_V_VALUE] = do_value, [WIRE_V_NAME] = do_name, [WIRE_V_HOLD] = do_hold,
    };
    _Static_assert(WIRE_COUNT(act) == WIRE_VERBS, "something to do for every verb");

    for (const struct wire_profile_row *row = p->first; row != NULL; row = row->next) {
        unsigned times = act[row->verb](a, row);
        if (times != 0 && acted != NULL)
            acted(ctx, row, times);
    }
}

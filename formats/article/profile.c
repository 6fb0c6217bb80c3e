/* Vendor profiles: reading them, and finding the one for a story. */
#include "article/profile.h"
#include "article/limits.h"

#include <stdio.h>
#include <stdlib.h>

struct reading {
    struct wire_profiles *all;
    struct wire_profile_fault *fault;
    const char *line_begins;
    unsigned line, rows;
    struct wire_str rest; /* of the line */
};

/* --- what is wrong --- */

static bool
wrong(struct reading *r, const char *at, const char *what, struct wire_str typed)
{
    if (r->fault->line == 0) {
        r->fault->line = r->line;
        r->fault->col = at != NULL ? (unsigned)(at - r->line_begins) + 1 : 1;
        snprintf(r->fault->text, sizeof r->fault->text, "%s%s%.*s%s", what, typed.n != 0 ? " '" : "",
                 (int)(typed.n < 60 ? typed.n : 60), typed.n != 0 ? typed.p : "", typed.n != 0 ? "'" : "");
    }
    return false;
}

/* --- pieces of a line --- */

static struct wire_str
word(struct reading *r)
{
    size_t n = 0;
    struct wire_str found;

    r->rest = wire_str_trim(r->rest);
    while (n < r->rest.n && r->rest.p[n] != ' ' && r->rest.p[n] != '\t')
        n++;
    found = wire_str_sub(r->rest, 0, n);
    r->rest = wire_str_trim(wire_str_sub(r->rest, n, r->rest.n - n));
    return found;
}

/* What stands before the mark, which is a word of its own; it and the mark are taken off the line. */
static bool
until(struct reading *r, const char *mark, struct wire_str *before)
{
    size_t n = strlen(mark);

    for (size_t i = 0; i + n <= r->rest.n; i++) {
        bool alone = i > 0 && r->rest.p[i - 1] == ' ' && (i + n == r->rest.n || r->rest.p[i + n] == ' ');
        if (alone && memcmp(r->rest.p + i, mark, n) == 0) {
            *before = wire_str_trim(wire_str_sub(r->rest, 0, i));
            r->rest = wire_str_trim(wire_str_sub(r->rest, i + n, r->rest.n - i - n));
            return before->n != 0;
        }
    }
    return false;
}

/* What follows a mark in s, which then ends before it; absent where the mark is not there. */
static struct wire_str
cut(struct wire_str *s, const char *mark)
{
    size_t n = strlen(mark);
    const char *at = s->n >= n ? memmem(s->p, s->n, mark, n) : NULL;
    struct wire_str after = WIRE_NONE;

    if (at == NULL)
        return after;
    after = (struct wire_str){ at + n, (size_t)(s->p + s->n - at) - n };
    s->n = (size_t)(at - s->p);
    return after;
}

static bool
read_extra(struct reading *r, struct wire_str s, struct wire_place *place)
{
    const char *at = s.p;

    s = wire_str_sub(s, 6, s.n - 6);
    place->element = cut(&s, "//");
    place->name = cut(&s, "[");
    if (place->name.n != 0 && place->name.p[--place->name.n] != ']')
        return wrong(r, at, "a [ is not closed in", s);
    if (s.n == 0)
        return wrong(r, at, "extra: wants a path behind it", WIRE_NONE);
    place->path = s;
    return true;
}

/* What a place may be for: `to` is filled, `body` may be named. */
enum use { FROM, TO, HOLD };

static bool
takes_places(enum wire_field f, enum use use)
{
    switch (f) {
    case WIRE_FIELD_COUNT:
    case WIRE_F_ASSOCIATIONS:
    case WIRE_F_GROUPS:
    case WIRE_F_SOURCE:
    case WIRE_F_NAME:
    case WIRE_F_REL:
    case WIRE_F_NON_PUBLIC:
    case WIRE_F_RESIDUE:
        return false;
    case WIRE_F_BODIES:
        return use == HOLD;
    default:
        return f != WIRE_F_EXTRA;
    }
}

static bool
read_place(struct reading *r, struct wire_str s, struct wire_place *place, enum use use)
{
    struct wire_str field = s, member;
    enum wire_shape shape;

    *place = (struct wire_place){ .field = WIRE_F_EXTRA, .key = WIRE_K_NONE };
    if (s.n > 6 && memcmp(s.p, "extra:", 6) == 0)
        return use != TO ? read_extra(r, s, place) : wrong(r, s.p, "nothing is put into extra", s);
    member = cut(&field, ".");
    place->field = wire_str_is(field, "body") ? WIRE_F_BODIES : wire_field_named(field);
    if (!takes_places(place->field, use))
        return wrong(r, s.p, "no field can be used here that is called", field);
    if (place->field == WIRE_F_BODIES)
        return member.n == 0 || wrong(r, s.p, "the body has no members", WIRE_NONE);
    shape = wire_fields[place->field].shape;
    if (shape != WIRE_ONE_RECORD && shape != WIRE_RECORDS)
        return member.n == 0 || wrong(r, s.p, "it has no members:", field);
    if (member.n == 0)
        return wrong(r, s.p, "name a member, as .name or .value, of", field);
    place->key = wire_key_named(member);
    return place->key < WIRE_K_NAMES || wrong(r, s.p, "there is no member called", member);
}

/* --- the verbs: each reads what follows it --- */

static bool
read_for(struct reading *r, struct wire_profile_row *row)
{
    struct wire_str place;

    if (!until(r, "=", &place))
        return wrong(r, r->rest.p, "say for PLACE = VALUE", WIRE_NONE);
    row->old = r->rest;
    return row->old.n != 0 ? read_place(r, place, &row->from, FROM) : wrong(r, place.p, "there is no value behind the =", WIRE_NONE);
}

static bool
read_zone(struct reading *r, struct wire_profile_row *row)
{
    static const char *const rules[] = { [WIRE_SUMMER_EU] = "eu", [WIRE_SUMMER_US] = "us", [WIRE_SUMMER_AU] = "au",
                                         [WIRE_SUMMER_NZ] = "nz" };
    struct wire_str s = word(r), rule = word(r);
    int64_t hours = 0, minutes = 0;

    if (s.n != 6 || (s.p[0] != '+' && s.p[0] != '-') || s.p[3] != ':' || !wire_str_to_int(wire_str_sub(s, 1, 2), 14, &hours) ||
        !wire_str_to_int(wire_str_sub(s, 4, 2), 59, &minutes))
        return wrong(r, s.p, "an offset is as +02:00 or -05:00, not", s);
    row->offset = (int)(hours * 60 + minutes) * (s.p[0] == '-' ? -1 : 1);
    for (size_t i = WIRE_SUMMER_EU; i < WIRE_COUNT(rules) && rule.n != 0; i++) {
        if (wire_str_is(rule, rules[i]))
            row->summer = (enum wire_summer)i;
    }
    if (rule.n != 0 && row->summer == WIRE_NO_SUMMER)
        return wrong(r, rule.p, "summer is by the rule eu, us, au or nz, not", rule);
    return r->rest.n == 0 || wrong(r, r->rest.p, "nothing more belongs here:", r->rest);
}

static bool
read_take(struct reading *r, struct wire_profile_row *row)
{
    struct wire_str from;

    if (!until(r, "->", &from) || r->rest.n == 0)
        return wrong(r, r->rest.p, "say take PLACE -> PLACE", WIRE_NONE);
    return read_place(r, from, &row->from, FROM) && read_place(r, r->rest, &row->to, TO);
}

static bool
read_set(struct reading *r, struct wire_profile_row *row)
{
    struct wire_str place;

    if (!until(r, "=", &place) || r->rest.n == 0)
        return wrong(r, r->rest.p, "say set PLACE = VALUE", WIRE_NONE);
    row->new = r->rest;
    return read_place(r, place, &row->to, TO);
}

/* "PLACE : OLD = NEW" */
static bool
read_pair(struct reading *r, struct wire_profile_row *row, const char *form, struct wire_str *place)
{
    if (!until(r, ":", place) || !until(r, "=", &row->old) || r->rest.n == 0)
        return wrong(r, r->rest.p, form, WIRE_NONE);
    row->new = r->rest;
    return true;
}

static bool
read_value(struct reading *r, struct wire_profile_row *row)
{
    struct wire_str place;

    return read_pair(r, row, "say value PLACE : OLD = NEW", &place) && read_place(r, place, &row->to, TO);
}

static bool
read_name(struct reading *r, struct wire_profile_row *row)
{
    struct wire_str field;

    if (!read_pair(r, row, "say name FIELD : CODE = NAME", &field))
        return false;
    row->to = (struct wire_place){ .field = wire_field_named(field), .key = WIRE_K_NAME };
    if (row->to.field != WIRE_FIELD_COUNT && takes_places(row->to.field, TO) &&
        (wire_fields[row->to.field].shape == WIRE_RECORDS || wire_fields[row->to.field].shape == WIRE_ONE_RECORD))
        return true;
    return wrong(r, field.p, "no field with codes is called", field);
}

static bool
read_secret(struct reading *r, struct wire_profile_row *row)
{
    struct wire_str place;

    if (until(r, "=", &place)) {
        if ((row->old = r->rest).n == 0)
            return wrong(r, place.p, "there is no value behind the =", WIRE_NONE);
    } else {
        place = r->rest;
    }
    if (place.n == 0)
        return wrong(r, NULL, "say secret PLACE, or secret PLACE = VALUE", WIRE_NONE);
    if (!read_place(r, place, &row->from, HOLD))
        return false;
    if (row->from.field == WIRE_F_BODIES && row->old.n == 0)
        return wrong(r, place.p, "say how the block of the body begins: secret body = Not for use*", WIRE_NONE);
    return true;
}

static const struct {
    const char *name;
    bool (*read)(struct reading *, struct wire_profile_row *);
} verbs[] = {
    [WIRE_V_FOR] = { "for", read_for },     [WIRE_V_ZONE] = { "zone", read_zone },    [WIRE_V_TAKE] = { "take", read_take },
    [WIRE_V_SET] = { "set", read_set },     [WIRE_V_VALUE] = { "value", read_value }, [WIRE_V_NAME] = { "name", read_name },
    [WIRE_V_HOLD] = { "secret", read_secret },
};
_Static_assert(WIRE_COUNT(verbs) == WIRE_VERBS, "a reader for every verb");

/* --- lines --- */

static bool
begin_profile(struct reading *r)
{
    struct wire_profile *p = WIRE_NEW(&r->all->arena, struct wire_profile);
    struct wire_str name = word(r);

    if (p == NULL)
        return false;
    if (name.n == 0 || r->rest.n != 0)
        return wrong(r, r->rest.p, "a profile has a name of one word", WIRE_NONE);
    if (wire_profile_named(r->all, name) != NULL)
        return wrong(r, name.p, "there is a profile already that is called", name);
    p->name = name;
    if (r->all->last != NULL)
        r->all->last->next = p;
    else
        r->all->first = p;
    r->all->last = p;
    return true;
}

static bool
read_row(struct reading *r, struct wire_str line)
{
    struct wire_profile_row *row = WIRE_NEW(&r->all->arena, struct wire_profile_row);
    struct wire_profile *p = r->all->last;
    struct wire_str text = line, evidence = cut(&text, " -- "), verb;
    size_t which = 0;

    if (row == NULL)
        return false;
    row->line = r->line;
    row->text = r->rest = wire_str_trim(text);
    row->evidence = wire_str_trim(evidence);
    verb = word(r);
    if (wire_str_is(verb, "profile"))
        return begin_profile(r);
    while (which < WIRE_VERBS && !wire_str_is(verb, verbs[which].name))
        which++;
    if (which == WIRE_VERBS)
        return wrong(r, verb.p, "a line begins with profile, for, zone, take, set, value, name or secret, not with", verb);
    if (p == NULL)
        return wrong(r, verb.p, "a line with profile NAME has to come before", verb);
    if (++r->rows > WIRE_MOST_PROFILE_ROWS)
        return wrong(r, verb.p, "there are more rows than can be", WIRE_NONE);
    row->verb = (enum wire_verb)which;
    if (!verbs[which].read(r, row))
        return false;
    if (p->last != NULL)
        p->last->next = row;
    else
        p->first = row;
    p->last = row;
    return true;
}

static bool
read_lines(struct reading *r, struct wire_str text)
{
    size_t bad;

    if (wire_str_begins(text, "\xEF\xBB\xBF"))
        text = wire_str_sub(text, 3, text.n - 3);
    while (text.n != 0) {
        const char *end = memchr(text.p, '\n', text.n);
        size_t n = end != NULL ? (size_t)(end - text.p) : text.n;
        struct wire_str whole = wire_str_sub(text, 0, n), line = wire_str_trim(whole);

        r->line++;
        r->line_begins = text.p;
        if (!wire_utf8_valid(whole, &bad) || memchr(text.p, '\0', n) != NULL)
            return wrong(r, text.p, "this is no text in UTF-8", WIRE_NONE);
        if (line.n != 0 && line.p[0] != '#' && !read_row(r, line))
            return false;
        n += end != NULL;
        text = wire_str_sub(text, n, text.n - n);
    }
    return true;
}

struct wire_profiles *
wire_profiles_read(const char *text, size_t n, struct wire_profile_fault *fault)
{
    struct wire_profiles *all = calloc(1, sizeof *all);
    struct reading r = { .all = all, .fault = fault };
    struct wire_str copy;
    bool good = false;

    *fault = (struct wire_profile_fault){ .line = 0 };
    if (all == NULL)
        return NULL;
    wire_arena_init(&all->arena, 0);
    if (n > WIRE_MOST_PROFILE) {
        r.line = 1;
        good = wrong(&r, NULL, "it is larger than profiles may be", WIRE_NONE);
    } else if (n == 0) {
        return all;
    } else if ((copy = wire_arena_str(&all->arena, (struct wire_str){ text, n })).p != NULL) {
        good = read_lines(&r, copy);
    }
    if (good && all->arena.err == WIRE_OK)
        return all;
    if (all->arena.err != WIRE_OK)
        fault->line = 0;
    wire_profiles_free(all);
    return NULL;
}

void
wire_profiles_free(struct wire_profiles *all)
{
    if (all != NULL)
        wire_arena_free(&all->arena);
    free(all);
}

/* --- finding --- */

const struct wire_profile *
wire_profile_named(const struct wire_profiles *all, struct wire_str name)
{
    const struct wire_profile *p = all->first;

    while (p != NULL && !wire_str_eq(p->name, name))
        p = p->next;
    return p;
}

bool
wire_profile_matches(struct wire_str value, struct wire_str wanted)
{
    if (wanted.n != 0 && wanted.p[wanted.n - 1] == '*')
        return value.n >= wanted.n - 1 && memcmp(value.p != NULL ? value.p : "", wanted.p, wanted.n - 1) == 0 && value.n != 0;
    return wire_str_eq(value, wanted);
}

/* Single values of a ninjs item, and where a value goes that is none of them. */
#include "ninjs/read.h"

#include <stdio.h>

#include "article/lang.h"
#include "article/supply.h"
#include "article/time.h"
#include "ninjs/values.h"

const struct wire_finding ninjs_not_a_time = {
    "ninjs-not-a-time", WIRE_WARNING, "this is no time; it was kept in extra",
    "Write times as RFC 3339 has them: 2024-05-01T10:00:00+02:00.", "ninjs 3.1, date-time; RFC 3339, 5.6"
};
const struct wire_finding ninjs_not_a_number = {
    "ninjs-not-a-number", WIRE_WARNING, "this is not a number in its range; it was kept in extra",
    "Write a whole number, of urgency and priority one from 1 to 9.", "ninjs 3.1, urgency"
};

/* --- where it stands --- */

/* Steps parted by slashes, entries of arrays counted from 0. whole: past associations up to the story, without numbers. */
static struct wire_str
path_text(struct ninjs_reading *r, bool whole)
{
    wire_buf_clear(&r->scratch);
    for (const struct ninjs_path *p = r->path; p != NULL && (whole || !p->article); p = p->outer) {
        char number[16];
        struct wire_str step = p->name;
        size_t end = r->scratch.n;
        if (step.p == NULL && whole)
            continue;
        if (step.p == NULL)
            step = (struct wire_str){ number, (size_t)snprintf(number, sizeof number, "%u", p->entry) };
        if (!wire_buf_room(&r->scratch, step.n + 1))
            return WIRE_NONE;
        if (end != 0)
            memmove(r->scratch.p + step.n + 1, r->scratch.p, end); /* inside out: few steps, and short ones */
        memcpy(r->scratch.p, step.p, step.n);
        r->scratch.n = end + step.n;
        if (end != 0) {
            r->scratch.p[step.n] = '/';
            r->scratch.n++;
        }
    }
    return wire_buf_slice(&r->scratch);
}

void
ninjs_count(struct ninjs_reading *r, enum wire_ledger_act act, const char *why, struct wire_at at)
{
    if (r->worker->want_ledger)
        wire_ledger_count(&r->story->ledger, r->story->arena, act, path_text(r, true), why, 1, at);
}

void
ninjs_report(struct ninjs_reading *r, const struct wire_finding *what, struct wire_at at, struct wire_str detail)
{
    wire_report(r->sink, r->source, what, at, r->story != NULL ? wire_text_of(r->story, WIRE_F_URI) : WIRE_NONE, "%.*s",
                (int)(detail.n < 80 ? detail.n : 80), detail.n != 0 ? detail.p : "");
}

/* --- what is not taken --- */

static bool
says_nothing(const struct wire_json_value *v)
{
    return v->kind == WIRE_J_NULL || (v->kind == WIRE_J_STRING && v->s.n == 0) ||
           ((v->kind == WIRE_J_OBJECT || v->kind == WIRE_J_ARRAY) && v->first == NULL);
}

/* An entry of an array goes by the name of the array. */
static struct wire_str
name_of(const struct ninjs_reading *r, const struct wire_json_value *v)
{
    const struct ninjs_path *p = r->path;

    if (v->name.n != 0)
        return v->name;
    while (p != NULL && p->name.n == 0)
        p = p->outer;
    return p != NULL ? p->name : WIRE_STR("(no name)");
}

void
ninjs_keep(struct ninjs_reading *r, const struct wire_json_value *v, const char *why)
{
    struct wire_str name = name_of(r, v), path;
    struct wire_value *extra;

    if (says_nothing(v))
        return;
    ninjs_count(r, WIRE_KEPT, why, v->at);
    path = wire_arena_str(&r->tree, path_text(r, false));
    if (v->kind == WIRE_J_STRING) {
        if ((extra = wire_add_extra(r->a, name, path, v->s, v->at)) != NULL)
            extra->flags |= WIRE_V_PRINTED;
        return;
    }
    wire_buf_clear(&r->scratch);
    wire_json_tree_print(&r->scratch, v);
    r->kept += wire_json_tree_weight(v);
    wire_add_extra(r->a, name, path, wire_buf_slice(&r->scratch), v->at);
}

void
ninjs_keep_kind(struct ninjs_reading *r, const struct wire_json_value *v)
{
    if (says_nothing(v))
        return;
    if (!r->said_kind)
        ninjs_report(r, &ninjs_kind, v->at, name_of(r, v));
    r->said_kind = true;
    ninjs_keep(r, v, "not the kind of value that belongs here");
}

void
ninjs_skip(struct ninjs_reading *r, const struct wire_json_value *v, const char *why)
{
    if (says_nothing(v))
        return;
    ninjs_count(r, WIRE_SKIPPED, why, v->at);
    r->skipped += wire_json_tree_weight(v);
}

/* --- what is taken --- */

struct wire_str
ninjs_line(struct ninjs_reading *r, const struct wire_json_value *v)
{
    return v != NULL && wire_json_is_text(v) ? wire_str_collapse(&r->tree, v->s) : WIRE_NONE;
}

void
ninjs_took(struct ninjs_reading *r, struct wire_value *value, const struct wire_json_value *v)
{
    size_t weight;

    ninjs_count(r, WIRE_TOOK, NULL, v->at);
    if (v->kind != WIRE_J_STRING)
        return;
    weight = wire_weight(v->s.p, v->s.n);
    if (value != NULL && value->kind != WIRE_V_RECORD && (wire_str_eq(value->s, v->s) || wire_weight(value->s.p, value->s.n) == weight))
        value->flags |= WIRE_V_PRINTED;
    else
        r->kept += weight; /* another form of the same: 20140829T135006Z, drol:main */
}

struct wire_str
ninjs_local(struct wire_str role)
{
    size_t from = role.n;

    while (from > 0 && role.p[from - 1] != '/' && role.p[from - 1] != '#' && role.p[from - 1] != ':')
        from--;
    return wire_str_sub(role, from, role.n);
}

/* A value for a field that has one already: the same again, or kept. */
static bool
is_second(struct ninjs_reading *r, enum wire_field f, const struct wire_json_value *v, struct wire_str s)
{
    const struct wire_value *first = wire_first(r->a, f);

    if (first == NULL)
        return false;
    if (wire_str_eq(first->s, s))
        ninjs_skip(r, v, "said already under another name");
    else
        ninjs_keep(r, v, "said already under another name, and otherwise");
    return true;
}

/* To the key of the record, else to the field. */
static struct wire_value *
put(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, struct wire_str s, const struct wire_json_value *v)
{
    if (record == NULL)
        return wire_add_text(r->a, (enum wire_field)row->field, s, v->at);
    if (row->key == WIRE_K_OTHER)
        return wire_put_other(r->a, record, wire_str_of(row->as), s, v->at);
    return wire_put_text(r->a, record, (enum wire_key)row->key, s, v->at);
}

void
ninjs_take_text(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    struct wire_str s = ninjs_line(r, v);

    if (!wire_json_is_text(v)) {
        ninjs_keep_kind(r, v);
        return;
    }
    if (s.n == 0)
        return;
    if (record != NULL && row->key != WIRE_K_OTHER && wire_get(record, (enum wire_key)row->key) != NULL) {
        ninjs_keep(r, v, "said already under another name");
        return;
    }
    if (record == NULL && is_second(r, (enum wire_field)row->field, v, s))
        return;
    ninjs_took(r, put(r, row, record, s, v), v);
}

/* A value that was understood, or else as it is into extra with a finding. */
static struct wire_value *
put_or_keep(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, struct wire_str good,
            const struct wire_json_value *v, const struct wire_finding *finding)
{
    struct wire_value *value = NULL;

    if (v->s.n == 0 && wire_json_is_text(v))
        return NULL;
    if (good.n == 0) {
        ninjs_report(r, finding, v->at, wire_json_is_text(v) ? v->s : name_of(r, v));
        ninjs_keep(r, v, "not such a value");
    } else if (record != NULL || !is_second(r, (enum wire_field)row->field, v, good)) {
        value = put(r, row, record, good, v);
        ninjs_took(r, value, v);
    }
    return value;
}

void
ninjs_take_time(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    struct wire_str time = wire_json_is_text(v) ? wire_time_normal(&r->tree, v->s, r->source->zone) : WIRE_NONE;

    put_or_keep(r, row, record, time, v, &ninjs_not_a_time);
}

void
ninjs_take_nine(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    struct wire_str s = wire_str_trim(v->s);
    struct wire_value *value;

    if (!wire_json_is_text(v) || s.n != 1 || s.p[0] < '1' || s.p[0] > '9')
        s = WIRE_NONE;
    if ((value = put_or_keep(r, row, record, s, v, &ninjs_not_a_number)) != NULL)
        value->kind = WIRE_V_NUMBER;
}

void
ninjs_take_language(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    struct wire_str tag;

    if (!wire_json_is_text(v)) {
        ninjs_keep_kind(r, v);
        return;
    }
    tag = wire_lang_normal(&r->tree, v->s);
    if (tag.n != 0 && !is_second(r, (enum wire_field)row->field, v, tag))
        ninjs_took(r, put(r, row, record, tag, v), v);
}

/* A word of a list; any other goes to extra. */
struct word {
    const char *said, *means;
};

static void
take_word(struct ninjs_reading *r, const struct ninjs_row *row, const struct wire_json_value *v, const struct word *words)
{
    struct wire_str s = ninjs_line(r, v);

    for (; words->said != NULL; words++) {
        if (s.n != 0 && wire_str_is_nocase(s, words->said)) {
            ninjs_took(r, wire_add_text(r->a, (enum wire_field)row->field, wire_str_of(words->means), v->at), v);
            return;
        }
    }
    ninjs_keep(r, v, "none of the words that ninjs has for it");
}

void
ninjs_take_status(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    static const struct word words[] = { { "usable", "usable" },     { "withheld", "withheld" },  { "embargoed", "withheld" },
                                         { "canceled", "canceled" }, { "cancelled", "canceled" }, { NULL, NULL } };

    (void)record;
    take_word(r, row, v, words);
}

void
ninjs_take_representation(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record,
                          const struct wire_json_value *v)
{
    static const struct word words[] = { { "full", "full" },
                                         { "complete", "full" }, /* 1.x */
                                         { "partial", "partial" },
                                         { "incomplete", "partial" },
                                         { NULL, NULL } };

    (void)record;
    take_word(r, row, v, words);
}

void
ninjs_take_type(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    struct wire_str s = ninjs_line(r, v);

    (void)record;
    if (wire_ninjs_is_one_of(s, wire_ninjs_types))
        ninjs_took(r, wire_add_text(r->a, (enum wire_field)row->field, s, v->at), v);
    else
        ninjs_keep(r, v, "ninjs knows no such type");
}

/* --- ids --- */

static int
hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The text that our writer put into a URI because it was none. */
static struct wire_str
from_own_uri(struct ninjs_reading *r, struct wire_str uri)
{
    char *out = wire_arena_bytes(&r->tree, uri.n + 1);
    size_t n = 0;

    for (size_t i = strlen(WIRE_NINJS_ID); out != NULL && i < uri.n; i++) {
        bool escaped = uri.p[i] == '%' && i + 2 < uri.n && hex(uri.p[i + 1]) >= 0 && hex(uri.p[i + 2]) >= 0;
        if (escaped) {
            out[n++] = (char)(hex(uri.p[i + 1]) * 16 + hex(uri.p[i + 2]));
            i += 2;
        } else {
            out[n++] = uri.p[i];
        }
    }
    return (struct wire_str){ out, n };
}

void
ninjs_take_uri(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    struct wire_str uri = ninjs_line(r, v);

    if (wire_is_supplied_uri(uri))
        ninjs_skip(r, v, "supplied by wirecopy: the story has none");
    else if (r->own && wire_str_begins(uri, WIRE_NINJS_ID))
        ninjs_took(r, wire_add_text(r->a, (enum wire_field)row->field, from_own_uri(r, uri), v->at), v);
    else
        ninjs_take_text(r, row, record, v);
}

/* Superdesk's id: the uri, or another id beside one. */
void
ninjs_take_guid(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    const struct wire_json_value *uri = ninjs_find(r->item->node, "uri");
    struct wire_value *entry;

    if (uri == NULL || ninjs_line(r, uri).n == 0 || !wire_json_is_text(v)) {
        ninjs_take_text(r, row, record, v);
        return;
    }
    if (ninjs_line(r, v).n == 0)
        return;
    entry = wire_add_record(r->a, WIRE_F_ALT_IDS, v->at);
    wire_put_text(r->a, entry, WIRE_K_ROLE, WIRE_STR("guid"), v->at);
    ninjs_took(r, wire_put_text(r->a, entry, WIRE_K_VALUE, ninjs_line(r, v), v->at), v);
}

/* What only associations have. */
void
ninjs_take_part(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    if (r->item->outer != NULL)
        ninjs_take_text(r, row, record, v);
    else
        ninjs_keep(r, v, "only associations have it");
}

/* --- notes, places, words --- */

static void
add_note(struct ninjs_reading *r, struct wire_str line, const struct wire_json_value *v)
{
    struct wire_value *note, *value;

    if ((line = wire_str_collapse(&r->tree, line)).n == 0)
        return;
    note = wire_add_record(r->a, WIRE_F_ED_NOTES, v->at);
    wire_put_bool(r->a, note, WIRE_K_PUBLIC, true);
    if ((value = wire_put_text(r->a, note, WIRE_K_VALUE, line, v->at)) != NULL)
        value->flags |= WIRE_V_PRINTED;
}

/* One note; our own writer puts each on a line. */
void
ninjs_take_note(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    struct wire_str rest = v->s;

    (void)row, (void)record;
    if (!wire_json_is_text(v)) {
        ninjs_keep_kind(r, v);
        return;
    }
    ninjs_count(r, WIRE_TOOK, NULL, v->at);
    while (rest.n != 0) {
        const char *feed = r->own ? memchr(rest.p, '\n', rest.n) : NULL;
        size_t n = feed != NULL ? (size_t)(feed - rest.p) : rest.n;
        add_note(r, wire_str_sub(rest, 0, n), v);
        rest = wire_str_sub(rest, n + 1, rest.n);
    }
}

void
ninjs_take_located(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    const struct wire_json_value *before = NULL;
    struct wire_str s = ninjs_line(r, v);

    (void)record;
    if (!wire_json_is_text(v)) {
        ninjs_keep_kind(r, v);
        return;
    }
    if (s.n == 0)
        return;
    for (const struct wire_json_value *m = r->own ? r->item->node->first : NULL; m != NULL && m != v; m = m->next)
        before = before == NULL || !wire_str_is(before->name, "uri") || !wire_str_is(m->name, "name") ? m : before;
    if (before != NULL && wire_str_is(before->name, "uri")) {
        ninjs_skip(r, v, "the place of the dateline, said again by wirecopy");
        return;
    }
    ninjs_took(r, wire_put_text(r->a, wire_add_record(r->a, (enum wire_field)row->field, v->at), WIRE_K_NAME, s, v->at), v);
}

/* Words one by one: keywords. */
void
ninjs_take_words(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    (void)record;
    for (const struct wire_json_value *e = ninjs_first_entry(v); e != NULL; e = ninjs_next_entry(v, e)) {
        struct wire_str s = ninjs_line(r, e);
        if (!wire_json_is_text(e))
            ninjs_keep_kind(r, e);
        else if (s.n != 0)
            ninjs_took(r, wire_add_text(r->a, (enum wire_field)row->field, s, e->at), e);
    }
}

const struct wire_json_value *
ninjs_first_entry(const struct wire_json_value *v)
{
    return v->kind == WIRE_J_ARRAY ? v->first : v->kind == WIRE_J_NULL ? NULL : v;
}

const struct wire_json_value *
ninjs_next_entry(const struct wire_json_value *list, const struct wire_json_value *entry)
{
    return entry != list ? entry->next : NULL;
}

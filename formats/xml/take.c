/* What take functions ask of the reading in hand, and the takes that every format needs. */
#include <stdarg.h>
#include <stdio.h>

#include "article/lang.h"
#include "article/time.h"
#include "xml/engine.h"

static const struct wire_frame *
top(const struct wire_xml *x)
{
    const struct wire_reading *r = (const struct wire_reading *)x;

    return &r->frames[r->depth - 1];
}

struct wire_value *
wire_xml_record(const struct wire_xml *x)
{
    return top(x)->record;
}

struct wire_value *
wire_xml_said(const struct wire_xml *x)
{
    return top(x)->said;
}

void
wire_xml_set_record(struct wire_xml *x, struct wire_value *record)
{
    struct wire_reading *r = (struct wire_reading *)x;

    r->frames[r->depth - 1].record = record;
}

struct wire_str
wire_xml_lang(const struct wire_xml *x)
{
    return top(x)->lang;
}

bool
wire_xml_is_secret(const struct wire_xml *x)
{
    return top(x)->secret;
}

void
wire_xml_set_secret(struct wire_xml *x)
{
    struct wire_reading *r = (struct wire_reading *)x;

    r->frames[r->depth - 1].secret = true;
}

void
wire_xml_stay(struct wire_xml *x)
{
    struct wire_reading *r = (struct wire_reading *)x;

    r->frames[r->depth - 1].stays = true;
}

void
wire_xml_stay_around(struct wire_xml *x)
{
    struct wire_reading *r = (struct wire_reading *)x;

    wire_xml_stay(x);
    if (r->depth >= 2)
        r->frames[r->depth - 2].stays = true;
}

void
wire_xml_read_as(struct wire_xml *x, struct wire_str was, struct wire_str now)
{
    struct wire_reading *r = (struct wire_reading *)x;

    r->read_weight += wire_weight(now.p, now.n) - wire_weight(was.p, was.n); /* of which it is part */
}

void
wire_xml_defer(struct wire_xml *x, wire_decide_fn *decide)
{
    struct wire_reading *r = (struct wire_reading *)x;

    r->frames[r->depth - 1].decide = decide;
}

void
wire_xml_body(struct wire_xml *x)
{
    struct wire_reading *r = (struct wire_reading *)x;

    r->frames[r->depth - 1].mode = WIRE_M_BODY;
    r->body_at = r->frames[r->depth - 1].at;
    r->frames[r->depth - 1].head = 0;
}

struct wire_str
wire_xml_attribute(const struct wire_xml *x, const char *name)
{
    const struct wire_reading *r = (const struct wire_reading *)x;

    for (int i = 0; i < r->attr_count; i++) {
        const xmlChar **a = r->attrs + i * 5;
        if (wire_name_is(a[0], name))
            return (struct wire_str){ (const char *)a[3], (size_t)(a[4] - a[3]) };
    }
    return WIRE_NONE;
}

struct wire_str
wire_xml_path(const struct wire_xml *x)
{
    const struct wire_reading *r = (const struct wire_reading *)x;
    size_t n = 0, from = r->item_depth != 0 ? r->item_depth : 1;
    char *out;

    for (size_t i = from; i < r->depth; i++)
        n += strlen((const char *)r->frames[i].name) + 1;
    if (n == 0 || (out = wire_arena_bytes(x->story->arena, n)) == NULL)
        return WIRE_NONE;
    n = 0;
    for (size_t i = from; i < r->depth; i++) {
        size_t length = strlen((const char *)r->frames[i].name);
        memcpy(out + n, r->frames[i].name, length);
        n += length;
        out[n++] = '/';
    }
    return (struct wire_str){ out, n - 1 };
}

void
wire_xml_report(struct wire_xml *x, const struct wire_finding *what, struct wire_at at, const char *fmt, ...)
{
    char detail[300];
    va_list args;

    va_start(args, fmt);
    vsnprintf(detail, sizeof detail, fmt, args);
    va_end(args);
    wire_report(x->sink, x->source, what, at, x->story != NULL ? wire_text_of(x->story, WIRE_F_URI) : WIRE_NONE, "%s", detail);
}

void
wire_xml_fail(struct wire_xml *x, enum wire_status st)
{
    struct wire_reading *r = (struct wire_reading *)x;

    if (r->err == WIRE_OK)
        r->err = st;
    xmlStopParser(r->parser);
}

/* To the key of the record in force, else to the field. */
static struct wire_value *
put(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    const struct wire_frame *f = top(x);
    struct wire_value *v;

    if (s.n == 0)
        return NULL;
    if (row->key == WIRE_K_OTHER)
        return wire_put_other(x->story, f->record, wire_str_of(row->why), s, at);
    v = row->key != 0 ? wire_put_text(x->story, f->record, (enum wire_key)row->key, s, at)
                      : wire_add_text(x->story, (enum wire_field)row->field, s, at);
    if (v == NULL)
        return NULL;
    v->lang = f->lang;
    if (f->secret)
        v->flags |= WIRE_V_SECRET;
    if (row->attr == NULL)
        v->flags |= WIRE_V_PRINTED;
    if (row->key == 0 && row->path != NULL)
        v->name = wire_str_of(row->path); /* for settle: where a second one came from */
    return v;
}

void
wire_xml_keep(struct wire_xml *x, struct wire_str s, struct wire_at at)
{
    const struct wire_frame *f = top(x);
    struct wire_value *v = wire_add_extra(x->story, wire_str_of((const char *)f->name), wire_xml_path(x),
                                          wire_str_collapse(x->story->arena, s), at);

    if (v != NULL)
        v->flags |= WIRE_V_PRINTED | (f->secret ? WIRE_V_SECRET : 0);
}

void
wire_xml_keep_of(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_value *last;

    wire_xml_keep(x, s, at);
    last = x->story->fields[WIRE_F_EXTRA].last;
    if (row->attr != NULL && last != NULL)
        last->flags &= (uint8_t)~WIRE_V_PRINTED;
}

void
wire_take_text(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_value *v = put(x, row, wire_str_collapse(x->story->arena, s), at);

    if (v != NULL && row->key == WIRE_K_OTHER && row->attr == NULL)
        v->flags |= WIRE_V_PRINTED;
}

/* A value that was understood, or else the raw text into extra. */
static void
put_or_keep(struct wire_xml *x, const struct wire_row *row, struct wire_str good, struct wire_str raw, struct wire_at at,
            const struct wire_finding *finding)
{
    struct wire_value *v;

    raw = wire_str_trim(raw);
    if (raw.n == 0)
        return;
    if (good.n != 0) {
        if ((v = put(x, row, good, at)) != NULL && row->attr == NULL && !wire_str_eq(good, raw) &&
            wire_weight(good.p, good.n) != wire_weight(raw.p, raw.n)) {
            v->flags &= (uint8_t)~WIRE_V_PRINTED; /* another form of the same: 20140829T135006Z */
            x->kept_weight += wire_weight(raw.p, raw.n);
        }
        return;
    }
    wire_xml_keep_of(x, row, raw, at);
    wire_xml_report(x, finding, at, "%s%s: \"%.*s\"", (const char *)top(x)->name, row->attr != NULL ? row->attr : "",
                    (int)(raw.n < 80 ? raw.n : 80), raw.p);
}

void
wire_take_time(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    put_or_keep(x, row, wire_time_normal(x->story->arena, s, x->source->zone), s, at, &wire_xml_not_a_time);
}

/* Of a number only digits are taken; where there are none, the text is kept. */
static void
take_int(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at, int64_t least, int64_t most)
{
    int64_t n;
    struct wire_str digits = WIRE_NONE;
    struct wire_value *v;

    if (wire_str_to_int(s, most, &n) && n >= least) {
        digits = wire_str_trim(s);
        while (digits.n > 1 && digits.p[0] == '0')
            digits = wire_str_sub(digits, 1, digits.n);
    }
    put_or_keep(x, row, digits, s, at, &wire_xml_not_a_number);
    if (digits.n == 0)
        return;
    v = row->key != 0 ? wire_get(top(x)->record, (enum wire_key)row->key) : x->story->fields[row->field].last;
    if (v != NULL)
        v->kind = WIRE_V_NUMBER;
}

void
wire_take_one_to_nine(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    take_int(x, row, s, at, 1, 9);
}

void
wire_take_whole(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    take_int(x, row, s, at, 0, INT64_MAX / 16);
}

/* A number with a fraction perhaps, in the source's own digits. */
void
wire_take_number(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_str number = wire_str_trim(s);
    struct wire_value *v;

    v = put(x, row, number, at);
    if (v != NULL && wire_str_is_number(number))
        v->kind = WIRE_V_NUMBER;
}

void
wire_take_language(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    put(x, row, wire_lang_normal(x->story->arena, s), at);
}

void
wire_take_flag(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)at;
    s = wire_str_trim(s);
    if (wire_str_is(s, "true") || wire_str_is(s, "1"))
        wire_put_bool(x->story, top(x)->record, (enum wire_key)row->key, true);
}

/* contentSet: alternatives of one content, one of which is the body (mapping.md, Body and words). */
#include "newsml-g2/g2.h"
#include "xml/nitf.h"
#include "xml/secret.h"

/* XHTML and NITF are bodies; anything else in XML (SportsML, EventsML) is kept as it is. */
static enum wire_xml_inside
decide(struct wire_xml *x, const char *child, const struct wire_table **table)
{
    struct g2_state *state = x->state;

    if (child != NULL)
        state->item.inline_xml = true;
    if (child == NULL)
        return WIRE_IN_TEXT;
    if (state->item.body_taken || wire_xml_is_secret(x))
        return WIRE_IN_KEPT;
    if (strcmp(child, "nitf") == 0) {
        state->item.body_taken = true;
        *table = &wire_nitf_document;
        return WIRE_IN_TABLE;
    }
    if (strcmp(child, "html") != 0 && !wire_element_parts(child))
        return WIRE_IN_KEPT;
    state->item.body_taken = true;
    wire_body_begin(x->body, x->story, "contentSet/inlineXML");
    return WIRE_IN_BODY;
}

/* The source's own count of words stands with the body. */
static void
word_count(struct wire_xml *x, struct wire_str count, struct wire_at at)
{
    int64_t n;

    if (wire_str_to_int(count, INT64_MAX / 16, &n))
        wire_put_number(x->story, wire_add_record(x->story, WIRE_F_BODIES, at), WIRE_K_WORD_COUNT, n, at);
}

void
g2_begin_inline_xml(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct g2_state *state = x->state;

    (void)row, (void)s;
    if (wire_secret_code(wire_xml_attribute(x, "rendition")) || wire_secret_code(wire_xml_attribute(x, "renditionuri")))
        wire_xml_set_secret(x);
    if (!state->item.body_taken && !wire_xml_is_secret(x)) {
        state->item.word_count = wire_arena_str(x->story->arena, wire_xml_attribute(x, "wordcount"));
        state->item.word_count_at = at;
    }
    wire_xml_defer(x, decide);
}

/* The body of a part, as our own writer says it: always in XHTML. */
void
g2_begin_part_body(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row, (void)s;
    word_count(x, wire_xml_attribute(x, "wordcount"), at);
    wire_body_begin(x->body, x->story, "partMeta/inlineXML");
    wire_xml_body(x);
}

/* Its end. */
void
g2_take_part_body(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)x, (void)row, (void)s, (void)at;
}

/* inlineXML that held no element: its text is HTML in disguise, or plain. */
void
g2_take_inline_xml(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct g2_state *state = x->state;
    struct wire_value *v;

    (void)row;
    if (wire_str_trim(s).n == 0)
        return;
    state->item.inline_xml = true;
    if (wire_xml_is_secret(x)) {
        v = wire_add_non_public(x->story, wire_xml_path(x), WIRE_NONE, wire_str_trim(s), at);
    } else if (!state->item.body_taken) {
        state->item.body_taken = true;
        wire_xml_body_text(x, "contentSet", s, at);
        return;
    } else {
        v = wire_add_extra(x->story, WIRE_STR("inlineXML"), wire_xml_path(x), wire_str_trim(s), at);
    }
    if (v != NULL)
        v->flags |= WIRE_V_PRINTED;
}

void
g2_begin_inline_data(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct g2_state *state = x->state;

    (void)row, (void)s, (void)at;
    state->item.held_where = wire_arena_str(x->story->arena, wire_xml_attribute(x, "where"));
    state->item.held_role = wire_arena_str(x->story->arena, wire_xml_attribute(x, "role"));
    if (wire_secret_code(wire_xml_attribute(x, "rendition")) || wire_secret_code(wire_xml_attribute(x, "renditionuri")))
        wire_xml_set_secret(x);
}

/* Our own writer says of an inlineData that it is no body. */
static struct wire_value *
apart_mark(const struct wire_value *record)
{
    struct wire_value *m = record->first;

    while (m != NULL && !(m->key == WIRE_K_OTHER && wire_str_is(m->name, "apart")))
        m = m->next;
    return m;
}

/* Data not for publication: what was made of it at the end of its text gets where it stood and what it was. */
static void
hold_back(struct wire_xml *x, const struct wire_value *record, struct wire_str text, struct wire_at at)
{
    struct g2_state *state = x->state;
    struct wire_value *held = x->story->fields[WIRE_F_NON_PUBLIC].last;

    if (held != NULL && state->item.held_where.n != 0) { /* our own writer says it */
        wire_drop_member(held, wire_get(held, WIRE_K_WHERE));
        wire_put_text(x->story, held, WIRE_K_WHERE, state->item.held_where, at);
        wire_put_text(x->story, held, WIRE_K_ROLE, state->item.held_role, at);
    } else {
        wire_put_text(x->story, held, WIRE_K_ROLE, wire_member(record, WIRE_K_NAME), at);
    }
    if (wire_get(held, WIRE_K_VALUE) != NULL) {
        wire_get(held, WIRE_K_VALUE)->s = wire_str_trim(text); /* with its lines */
        held->flags |= WIRE_V_PRINTED;
    }
}

/* A file that stands in a part, as our own writer says it: it is never the part's body. */
void
g2_end_part_data(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_value *record = wire_xml_record(x), *value = wire_get(record, WIRE_K_VALUE);

    (void)row, (void)s;
    if (record == NULL)
        return;
    if (wire_xml_is_secret(x)) {
        if (value != NULL)
            hold_back(x, record, value->s, at);
        record->first = record->last = NULL;
        return;
    }
    if (apart_mark(record) != NULL)
        wire_drop_member(record, apart_mark(record));
    if (value != NULL && (value->s = wire_str_trim(value->s)).n == 0)
        wire_drop_member(record, value);
}

/* inlineData has ended: its text stands raw in the record. The first of a text type may yet be the body. */
void
g2_take_inline_data(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct g2_state *state = x->state;
    struct wire_value *record = wire_xml_record(x), *value = wire_get(record, WIRE_K_VALUE);
    struct wire_str type = wire_member(record, WIRE_K_CONTENT_TYPE);
    struct wire_value *apart;

    (void)row, (void)s;
    if (record == NULL || value == NULL)
        return;
    if (wire_xml_is_secret(x)) {
        hold_back(x, record, value->s, at);
        record->first = record->last = NULL; /* held back: no rendition is left of it */
        return;
    }
    if ((apart = apart_mark(record)) != NULL)
        wire_drop_member(record, apart);
    if (state->item.inline_data.p == NULL && apart == NULL && wire_get(record, WIRE_K_ENCODING) == NULL &&
        (type.n == 0 || wire_str_begins(type, "text/"))) {
        state->item.inline_data = value->s;
        state->item.inline_data_at = at;
        state->item.inline_rendition = record;
        return;
    }
    value->s = wire_str_trim(wire_xml_part_announced(x, value->s, at));
    if (value->s.n == 0)
        wire_drop_member(record, value);
}

/* What is said of data that turned out to be the body, beside what every body has. */
static void
keep_said(struct wire_article *a, const struct wire_value *record)
{
    for (const struct wire_value *m = record->first; m != NULL; m = m->next) {
        if (m->key != WIRE_K_OTHER || m->kind != WIRE_V_TEXT)
            continue;
        wire_add_extra(a, m->name, wire_arena_join(a->arena, WIRE_STR("contentSet/inlineData"), WIRE_STR("/@"), m->name), m->s, m->at);
    }
}

/* At the end of the item: without any inlineXML the first inlineData of text is the body. */
void
g2_body_from_data(struct wire_xml *x)
{
    struct g2_state *state = x->state;
    struct wire_value *record = state->item.inline_rendition, *count, *value;
    int64_t n;

    if (record == NULL) {
        if (x->story->body != NULL)
            word_count(x, state->item.word_count, state->item.word_count_at);
        return;
    }
    if (state->item.inline_xml) {
        word_count(x, x->story->body != NULL ? state->item.word_count : WIRE_NONE, record->at);
        if ((value = wire_get(record, WIRE_K_VALUE)) != NULL)
            value->s = wire_str_trim(wire_xml_part_announced(x, value->s, record->at));
        return;
    }
    count = wire_get(record, WIRE_K_WORD_COUNT);
    wire_drop(&x->story->fields[WIRE_F_RENDITIONS], record);
    keep_said(x->story, record);
    if (count != NULL && wire_str_to_int(count->s, INT64_MAX / 16, &n))
        word_count(x, count->s, record->at);
    wire_xml_body_text(x, "contentSet", state->item.inline_data, state->item.inline_data_at);
}

/* The two numbers of a point of interest, which our own writer sets apart (write-content.c). */
static void
point_of_interest(struct wire_article *a, struct wire_value *record)
{
    struct wire_value *poi = NULL, *next, *v;

    for (struct wire_value *m = record != NULL ? record->first : NULL; m != NULL; m = next) {
        next = m->next;
        if (m->key != WIRE_K_OTHER || m->kind != WIRE_V_TEXT || !(wire_str_is(m->name, "poix") || wire_str_is(m->name, "poiy")))
            continue;
        wire_drop_member(record, m);
        if (poi == NULL && (poi = wire_put_record(a, record, WIRE_K_OTHER, m->at)) != NULL)
            poi->name = WIRE_STR("poi");
        if ((v = wire_put_other(a, poi, wire_str_sub(m->name, 3, 4), m->s, m->at)) != NULL && wire_str_is_number(m->s))
            v->kind = WIRE_V_NUMBER;
    }
}

/* A file of the content: where it has no href, its id is where it is. */
void
g2_end_rendition(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_value *record = wire_xml_record(x);

    (void)row, (void)s;
    point_of_interest(x->story, record);
    if (record != NULL && wire_get(record, WIRE_K_HREF) == NULL)
        wire_put_text(x->story, record, WIRE_K_HREF, wire_member(record, WIRE_K_URI), at);
}

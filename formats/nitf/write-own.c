/* What NITF's elements do not say in full, in the element of our own namespace (room.h). */
#include "nitf/write.h"

#include <stdio.h>

#include "xml/nitf.h"

static void
open_own(struct wire_nitf_writer *w, const char *name)
{
    wire_tag_open(&w->tags, NITF_OWN_PREFIX, name);
}

static void value_members(struct wire_nitf_writer *, const struct wire_value *record, const char *name);

/* A value whose lines have to stay is an element: attributes have none. */
static bool
has_lines(struct wire_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (wire_is_space(s.p[i]) && (s.p[i] != ' ' || i == 0 || i + 1 == s.n || s.p[i + 1] == ' '))
            return true;
    }
    return false;
}

static const char *
kind_of(const struct wire_value *m)
{
    return m->kind == WIRE_V_NUMBER ? "number" : m->kind == WIRE_V_TRUE || m->kind == WIRE_V_FALSE ? "bool" : NULL;
}

static struct wire_str
text_of(const struct wire_value *m)
{
    return m->kind == WIRE_V_TRUE ? WIRE_STR("true") : m->kind == WIRE_V_FALSE ? WIRE_STR("false") : m->s;
}

/* Members that are attributes: keys of one value. */
static void
attributes(struct wire_nitf_writer *w, const struct wire_value *record)
{
    if (!wire_is_public(record))
        wire_tag_attr(&w->tags, "for", WIRE_STR("editors"));
    if (record->lang.n != 0 && wire_is_xml_language(record->lang))
        wire_tag_put(&w->tags, "", WIRE_STR("xml:lang"), record->lang);
    for (const struct wire_value *m = record->first; m != NULL; m = m->next) {
        if (m->key >= WIRE_K_NAMES || m->kind == WIRE_V_RECORD || (m->key == WIRE_K_VALUE && has_lines(m->s)))
            continue;
        wire_tag_attr(&w->tags, wire_keys[m->key], text_of(m));
    }
}

/* Members of a name of their own, records, and values with lines. */
static void
children(struct wire_nitf_writer *w, const struct wire_value *record)
{
    for (const struct wire_value *m = record->first; m != NULL; m = m->next) {
        bool other = m->key == WIRE_K_OTHER;
        if (m->kind == WIRE_V_RECORD) {
            const char *name = other ? "member" : wire_keys[m->key];
            open_own(w, name);
            if (other) {
                wire_tag_attr(&w->tags, "is", m->name);
                wire_tag_attr(&w->tags, "list", (m->flags & WIRE_V_LIST) != 0 ? WIRE_STR("true") : WIRE_NONE);
            }
            value_members(w, m, name);
        } else if (other || m->key >= WIRE_K_NAMES) {
            open_own(w, "other");
            wire_tag_attr(&w->tags, "is", other ? m->name : wire_str_of(wire_keys[m->key]));
            wire_tag_attr(&w->tags, "value", text_of(m));
            wire_tag_attr(&w->tags, "kind", wire_str_of(kind_of(m)));
            wire_tag_attr(&w->tags, "list", (m->flags & WIRE_V_LIST) != 0 ? WIRE_STR("true") : WIRE_NONE);
            wire_tag_empty(&w->tags);
        } else if (m->key == WIRE_K_VALUE && has_lines(m->s)) {
            open_own(w, "value");
            wire_tag_inside(&w->tags);
            wire_tag_text(&w->tags, m->s);
            wire_tag_close(&w->tags, NITF_OWN_PREFIX, "value", false);
        }
    }
}

/* The start tag of a record is open: its members and its end. As deep as records in records, which readers bound. */
static void
value_members(struct wire_nitf_writer *w, const struct wire_value *record, const char *name)
{
    size_t inside;

    attributes(w, record);
    wire_tag_inside(&w->tags);
    inside = w->tags.buf.n;
    children(w, record);
    if (w->tags.buf.n != inside) {
        wire_tag_close(&w->tags, NITF_OWN_PREFIX, name, true);
        return;
    }
    w->tags.buf.n -= w->tags.buf.n != 0;
    wire_tag_empty(&w->tags);
}

static void article_fields(struct wire_nitf_writer *, const struct wire_article *, wire_field_set fields);

static void
list(struct wire_nitf_writer *w, const struct wire_article *a, enum wire_field f)
{
    for (const struct wire_value *v = wire_first(a, f); v != NULL; v = v->next) {
        if (v->kind == WIRE_V_RECORD) {
            open_own(w, wire_fields[f].name);
            value_members(w, v, wire_fields[f].name);
        } else if (wire_is_public(v)) {
            open_own(w, wire_fields[f].name);
            if (v->lang.n != 0 && wire_is_xml_language(v->lang))
                wire_tag_put(&w->tags, "", WIRE_STR("xml:lang"), v->lang);
            wire_tag_attr(&w->tags, "value", v->s);
            wire_tag_empty(&w->tags);
        }
    }
}

/* An associated article, with its place among the others. */
static void
part(struct wire_nitf_writer *w, const struct wire_value *v, unsigned position)
{
    const struct wire_article *a = v->article;
    struct wire_nitf_print p = { .out = w->out, .own = true };
    char at[16];

    wire_tag_open(&w->tags, NITF_OWN_PREFIX, "associations");
    snprintf(at, sizeof at, "%u", position);
    wire_tag_attr(&w->tags, "position", wire_str_of(at));
    article_fields(w, a, ~(wire_field_set)0);
    if (a->body != NULL && a->body->first != NULL) {
        size_t from;
        wire_tag_open(&w->tags, NITF_OWN_PREFIX, "body");
        wire_tag_inside(&w->tags);
        from = w->tags.buf.n;
        wire_nitf_print(&p, &w->tags.buf, a->body, WIRE_PUBLIC);
        if (w->tags.buf.err == WIRE_OK)
            wire_out_body(w->out, wire_node_weight(a->body, WIRE_PUBLIC),
                          wire_weight_markup(w->tags.buf.p + from, w->tags.buf.n - from) - p.beside);
        wire_tag_close(&w->tags, NITF_OWN_PREFIX, "body", true);
    }
    wire_tag_close(&w->tags, NITF_OWN_PREFIX, "associations", true);
}

/* What was kept of the story itself has NITF's places or none; that of a part would be lost with it. */
static bool
is_said(const struct wire_nitf_writer *w, const struct wire_article *a, int f)
{
    return f != WIRE_F_RESIDUE && f != WIRE_F_SOURCE && (f != WIRE_F_EXTRA || a != w->a);
}

/* The start tag is open: fields of one text are attributes, the others elements. */
static void
article_fields(struct wire_nitf_writer *w, const struct wire_article *a, wire_field_set fields)
{
    unsigned position = 0;

    for (int f = 0; f < WIRE_FIELD_COUNT; f++) {
        enum wire_shape shape = wire_fields[f].shape;
        const struct wire_value *v = wire_first(a, (enum wire_field)f);
        if ((fields & WIRE_FIELD(f)) == 0 || v == NULL || !wire_is_public(v) || !is_said(w, a, f))
            continue;
        if (shape == WIRE_ONE_TEXT || shape == WIRE_ONE_NUMBER)
            wire_tag_attr(&w->tags, wire_fields[f].name, v->s);
    }
    wire_tag_inside(&w->tags);
    for (int f = 0; f < WIRE_FIELD_COUNT; f++) {
        enum wire_shape shape = wire_fields[f].shape;
        if ((fields & WIRE_FIELD(f)) != 0 && is_said(w, a, f) &&
            (shape == WIRE_ONE_RECORD || shape == WIRE_RECORDS || shape == WIRE_TEXTS))
            list(w, a, (enum wire_field)f);
    }
    if ((fields & WIRE_FIELD(WIRE_F_ASSOCIATIONS)) == 0)
        return;
    for (const struct wire_value *v = wire_first(a, WIRE_F_ASSOCIATIONS); v != NULL; v = v->next, position++) {
        if (v->article != NULL && wire_is_public(v) && !(a == w->a && position < w->part_count && w->parts[position] != NULL))
            part(w, v, position);
    }
}

void
wire_nitf_own_element(struct wire_nitf_writer *w)
{
    bool listed = !w->of_nitf && wire_nitf_has_entities(w->a->body);

    if (w->own == 0 && !listed)
        return;
    w->own_used = true;
    open_own(w, "article");
    if (listed)
        wire_tag_attr(&w->tags, "entities", WIRE_STR("listed"));
    article_fields(w, w->a, w->own);
    wire_tag_close(&w->tags, NITF_OWN_PREFIX, "article", true);
}

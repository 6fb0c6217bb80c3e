/* What concept, knowledge and catalog items define, written: concepts, and what is said of schemes. */
#include "article/supply.h"
#include "newsml-g2/details.h"
#include "newsml-g2/write.h"

enum { ID_URI_SINCE = 20 };

static const struct wire_value *
find(const struct wire_value *record, const char *name)
{
    for (const struct wire_value *v = record != NULL ? record->first : NULL; v != NULL; v = v->next) {
        if (v->key == WIRE_K_OTHER && wire_str_is(v->name, name))
            return v;
    }
    return NULL;
}

bool
g2_is_catalog(const struct wire_value *catalog)
{
    const struct wire_value *scheme = find(catalog, "schemes");

    return scheme == NULL || scheme->kind != WIRE_V_RECORD || find(scheme, "alias") != NULL;
}

/* Members that stand on the id and the type of a concept in G2, not on the concept. */
static bool
is_of_id(const struct wire_value *v)
{
    return v->key == WIRE_K_QCODE || v->key == WIRE_K_URI ||
           (v->key == WIRE_K_OTHER && (wire_str_is(v->name, "created") || wire_str_is(v->name, "retired")));
}

static bool
is_of_concept(const struct wire_value *v)
{
    return !is_of_id(v) && v->key != WIRE_K_TYPE && g2_is_detail_attribute("concept", v);
}

static void
attributes(struct g2_writer *w, const struct wire_value *record, bool wanted(const struct wire_value *))
{
    for (const struct wire_value *v = record != NULL ? record->first : NULL; v != NULL; v = v->next) {
        if (wanted(v))
            g2_detail_attribute(w, v);
    }
}

static bool
any(const struct wire_value *v)
{
    return g2_is_detail_attribute("conceptId", v);
}

static void
open_tag(struct g2_writer *w, const char *name)
{
    wire_tag_open(&w->tags, "", name);
}

/* The id a concept must have: its own; else one by rule, which our own reader takes for none. */
static void
concept_id(struct g2_writer *w, const struct wire_article *a, const struct wire_value *concept)
{
    struct wire_str qcode = wire_member(concept, WIRE_K_QCODE), uri = wire_member(concept, WIRE_K_URI), own = wire_text_of(a, WIRE_F_URI);
    bool coded = qcode.n != 0 && g2_valid(w, G2_QCODE, qcode), linked = uri.n != 0 && g2_uri_valid(uri) && w->minor >= ID_URI_SINCE;

    open_tag(w, "conceptId");
    if (coded)
        g2_attr_as_is(w, "qcode", qcode);
    if (linked && !(coded && g2_says_the_same(w, qcode, uri)))
        g2_attr_as_is(w, "uri", uri);
    if (!coded && !linked) {
        g2_own(w, "supplied", WIRE_STR("true"));
        g2_count(w, WIRE_SUPPLIED, "concepts", "NewsML-G2 demands an id of a concept", (struct wire_at){ 0, 0, 0 });
        if (w->minor < ID_URI_SINCE && g2_valid(w, G2_QCODE, WIRE_STR(G2_ROLE_ALIAS ":unknown"))) {
            g2_attr_as_is(w, "qcode", WIRE_STR(G2_ROLE_ALIAS ":unknown"));
        } else {
            wire_buf_puts(&w->tags.buf, " uri=\"");
            if (own.n != 0 && g2_uri_valid(own))
                wire_buf_xml_attr(&w->tags.buf, own);
            else
                wire_supply_uri(&w->tags.buf, a);
            wire_buf_putc(&w->tags.buf, '"');
        }
    }
    for (const struct wire_value *v = concept != NULL ? concept->first : NULL; v != NULL; v = v->next) {
        if (is_of_id(v) && v->key == WIRE_K_OTHER)
            g2_detail_attribute(w, v);
    }
    attributes(w, find(concept, "conceptId"), any);
    wire_tag_empty(&w->tags);
}

static void
concept_type(struct g2_writer *w, const struct wire_value *concept, bool event)
{
    const struct wire_value *more = find(concept, "conceptType");
    struct wire_str qcode = wire_member(concept, WIRE_K_TYPE);
    bool coded = qcode.n != 0 && g2_valid(w, G2_QCODE, qcode);
    size_t inside;

    if (!coded && more == NULL && !event)
        return;
    open_tag(w, "type");
    if (coded) {
        g2_attr_as_is(w, "qcode", qcode);
    } else if (more == NULL || wire_get(more, WIRE_K_URI) == NULL || w->minor < ID_URI_SINCE) {
        g2_own(w, "supplied", WIRE_STR("true"));
        g2_attr_as_is(w, "qcode", event ? WIRE_STR("cpnat:event") : WIRE_STR("cpnat:abstract"));
        w->iptc_alias = true;
    }
    attributes(w, more, any);
    wire_tag_inside(&w->tags);
    inside = w->tags.buf.n;
    if (more != NULL)
        g2_detail_children(w, "conceptType", more);
    if (w->tags.buf.n != inside) {
        wire_tag_close(&w->tags, "", "type", true);
        return;
    }
    w->tags.buf.n -= w->tags.buf.n != 0; /* the > */
    wire_tag_empty(&w->tags);
}

/* A concept has a name at least. */
static void
supplied_name(struct g2_writer *w, const struct wire_article *a)
{
    struct wire_str name = wire_member(wire_first(a, WIRE_F_HEADLINES), WIRE_K_VALUE);

    if (name.n == 0)
        name = wire_text_of(a, WIRE_F_TITLE);
    open_tag(w, "name");
    g2_own(w, "supplied", WIRE_STR("true"));
    wire_tag_inside(&w->tags);
    wire_tag_text(&w->tags, name.n != 0 ? name : WIRE_STR(WIRE_SUPPLIED_LITERAL));
    wire_tag_close(&w->tags, "", "name", false);
    g2_count(w, WIRE_SUPPLIED, "concepts", "NewsML-G2 demands a name of a concept", (struct wire_at){ 0, 0, 0 });
}

/* One concept, in the order of the schema; concept may be NULL, and event says whether eventDetails of the story stand in it. */
static void
concept_element(struct g2_writer *w, const struct wire_article *a, const struct wire_value *concept, bool event)
{
    static const struct wire_value none = { .kind = WIRE_V_RECORD };

    open_tag(w, "concept");
    attributes(w, concept, is_of_concept);
    if (concept != NULL && (concept->flags & WIRE_V_SECRET) != 0)
        g2_own(w, "pubconstraint", WIRE_STR(G2_CONSTRAINT_ALIAS ":nonpublic"));
    wire_tag_inside(&w->tags);
    concept_id(w, a, concept);
    concept_type(w, concept, event);
    if (wire_get(concept, WIRE_K_NAME) == NULL && wire_get(concept, WIRE_K_NAMES) == NULL)
        supplied_name(w, a);
    w->event = event ? wire_first(a, WIRE_F_EVENT_DETAILS) : NULL;
    g2_detail_children(w, "concept", concept != NULL ? concept : &none);
    w->event = NULL;
    wire_tag_close(&w->tags, "", "concept", true);
}

void
g2_concept_item(struct g2_writer *w, const struct wire_article *a)
{
    concept_element(w, a, wire_first(a, WIRE_F_CONCEPTS), wire_first(a, WIRE_F_EVENT_DETAILS) != NULL);
}

void
g2_knowledge(struct g2_writer *w, const struct wire_article *a)
{
    enum { SCHEME_META_SINCE = 17 };
    const struct wire_value *v = wire_first(a, WIRE_F_CONCEPTS), *schemes = find(wire_first(a, WIRE_F_CATALOG), "schemes");

    if (v != NULL) {
        open_tag(w, "conceptSet");
        wire_tag_inside(&w->tags);
        for (; v != NULL; v = v->next)
            concept_element(w, a, v, false);
        wire_tag_close(&w->tags, "", "conceptSet", true);
    }
    if (schemes != NULL && schemes->kind == WIRE_V_RECORD && w->minor >= SCHEME_META_SINCE)
        g2_detail(w, "schemeMeta", schemes);
    else if (schemes != NULL)
        g2_count(w, WIRE_DROPPED, "catalog", "this version has no place for it", schemes->at);
    if (schemes != NULL && (schemes->next != NULL || schemes != wire_first(a, WIRE_F_CATALOG)->first))
        g2_count(w, WIRE_DROPPED, "catalog", "a knowledge item describes one scheme, and no catalog", schemes->at);
}

void
g2_catalog_container(struct g2_writer *w, const struct wire_article *a)
{
    const struct wire_value *catalog = wire_first(a, WIRE_F_CATALOG);

    open_tag(w, "catalogContainer");
    wire_tag_inside(&w->tags);
    if (catalog != NULL)
        g2_detail(w, "catalog", catalog);
    wire_tag_close(&w->tags, "", "catalogContainer", true);
}

/* Events and planned coverage, written: records as the elements they are, in the order of the schema. */
#include <stdio.h>

#include "newsml-g2/details.h"
#include "newsml-g2/write.h"

enum {
    DEEPEST = 16,  /* records in records; no version of the schema has as many */
    CONSTRAINT_SINCE = 14,
    EXTENSIONS_SINCE = 18, /* a planning may have elements of other namespaces */
    URI_SINCE = 18 /* every element that has a qcode may have a URI instead */
};

#define FLEX " name definition note facet remoteInfo hierarchyInfo sameAs broader narrower related "
#define PLACES FLEX "geoAreaDetails POIDetails "
#define PARTIES FLEX "personDetails organisationDetails "
#define FURTHER " name hierarchyInfo facet related sameAs bag "

/* What may stand in an element, in order. */
static const struct {
    const char *in, *children;
} order[] = {
    { "eventDetails", " dates eventStatus occurStatus newsCoverageStatus registration keyword accessStatus participationRequirement"
                      " subject location participant organiser contactInfo language newsCoverage " },
    { "dates", " start end duration rDate rRule exDate exRule confirmation " },
    { "newsCoverage", " planning delivery newsCoverageExtProperty " },
    { "planning", " g2contentType itemClass itemCount assignedTo scheduled service language genre keyword subject slugline"
                  " headline dateline by creditline description edNote newsContentCharacteristics urgency audience exclAudience"
                  " planningExtProperty " },
    { "delivery", " deliveredItemRef " },
    { "planningExtProperty", FLEX },
    { "newsCoverageExtProperty", FLEX },
    { "participationRequirement", FLEX },
    { "subject", FLEX "bag mainConcept facetConcept " },
    { "genre", FLEX "bag mainConcept facetConcept " },
    { "location", PLACES },
    { "participant", PARTIES },
    { "organiser", PARTIES },
    { "assignedTo", PARTIES },
    { "affiliation", FLEX "organisationDetails " },
    { "contactInfo", " email im phone fax web address note " },
    { "address", " line locality area country postalCode worldRegion " },
    { "locality", FLEX },
    { "area", FLEX },
    { "country", FLEX },
    { "worldRegion", FLEX },
    { "personDetails", " born died affiliation contactInfo " },
    { "organisationDetails", " founded dissolved location affiliation contactInfo hasInstrument " },
    { "geoAreaDetails", " position founded dissolved line circle polygon " },
    { "POIDetails", " position address openHours capacity contactInfo access details created ceasedToExist " },
    { "line", " position " },
    { "circle", " position " },
    { "polygon", " position " },
    { "bag", " bit " },
    { "facet", " name hierarchyInfo " },
    { "sameAs", " name hierarchyInfo " },
    { "broader", FURTHER },
    { "narrower", FURTHER },
    { "related", FURTHER },
    { "mainConcept", FURTHER },
    { "facetConcept", FURTHER },
    { "eventStatus", " name hierarchyInfo " },
    { "occurStatus", " name hierarchyInfo " },
    { "newsCoverageStatus", " name hierarchyInfo " },
    { "accessStatus", " name hierarchyInfo " },
    { "itemClass", " name hierarchyInfo related " },
    { "service", " name hierarchyInfo " },
    { "language", " name " },
    { "audience", " name hierarchyInfo " },
    { "exclAudience", " name hierarchyInfo " },
    { "deliveredItemRef", " itemClass provider pubStatus title " },
};

/* Elements that came after the oldest version that knows events and plans. */
static unsigned
since(struct wire_str in, struct wire_str name)
{
    if (wire_str_is(in, "eventDetails") && wire_str_is(name, "eventStatus"))
        return 35;
    if (g2_is_property(name))
        return EXTENSIONS_SINCE;
    return wire_str_is(name, "worldRegion") ? 23 : 9;
}

static const char *
children_of(struct wire_str in)
{
    for (size_t i = 0; i < WIRE_COUNT(order); i++) {
        if (wire_str_is(in, order[i].in))
            return order[i].children;
    }
    return "";
}

/* Where among the children of `in` an element of that name stands, from 1; 0: it is none of them. */
static size_t
place(struct wire_str in, struct wire_str name)
{
    const char *children = children_of(in), *at = children;

    while ((at = name.n != 0 ? memmem(at, strlen(at), name.p, name.n) : NULL) != NULL) {
        if (at > children && at[-1] == ' ' && at[name.n] == ' ')
            return (size_t)(at - children);
        at++;
    }
    return 0;
}

static struct wire_str
name_of(struct wire_str in, const struct wire_value *v)
{
    struct wire_str name = v->key == WIRE_K_OTHER ? v->name : wire_str_of(wire_keys[v->key]);

    for (const struct g2_rename *r = g2_renames; r->in != NULL; r++) {
        if (wire_str_is(name, r->ninjs) && (wire_str_is(in, r->in) || (r->in[0] == '\0' && wire_str_is(in, "eventDetails"))))
            return wire_str_of(r->g2);
    }
    return name;
}

static bool
is_name(const struct wire_value *v)
{
    return v->key == WIRE_K_NAME || v->key == WIRE_K_NAMES;
}

/* Whether a member is an element: a record, or one of the elements that a text alone can be. */
static bool
is_element(struct wire_str in, const struct wire_value *v)
{
    return v->kind == WIRE_V_RECORD || ((v->key == WIRE_K_OTHER || v->key == WIRE_K_TITLE) && (place(in, name_of(in, v)) != 0 || (v->flags & WIRE_V_LIST) != 0));
}

static bool
is_code(struct wire_str name)
{
    return wire_str_is(name, "qcode") || wire_str_is(name, "role") || wire_str_is(name, "rel") || wire_str_is(name, "type");
}

/* "xs:date" needs the prefix of XML Schema declared on the tag. */
static bool
declare_types(struct g2_writer *w, struct wire_str value)
{
    if (!wire_str_begins(value, "xs:") && !wire_str_begins(value, "xsd:"))
        return true;
    wire_tag_put(&w->tags, "xmlns:", wire_str_begins(value, "xs:") ? WIRE_STR("xs") : WIRE_STR("xsd"),
                 WIRE_STR("http://www.w3.org/2001/XMLSchema"));
    return true;
}

/* Of a property of a provider's own the value is an attribute; elsewhere it is the text. */
static bool
is_text(struct wire_str in, const struct wire_value *v)
{
    return v->key == WIRE_K_VALUE && !g2_is_property(in);
}

/*
 * An attribute. What stood in G2 stands there again; of others a code, a URI and a literal can be G2's when they are
 * valid, what is not goes into our own namespace.
 */
static void
attribute(struct g2_writer *w, bool own, const struct wire_value *v)
{
    struct wire_str name = v->key == WIRE_K_CONTENT_TYPE     ? WIRE_STR("contenttype")
                           : v->key == WIRE_K_SIZE_IN_BYTES  ? WIRE_STR("size")
                           : v->key == WIRE_K_OTHER          ? v->name
                                                             : wire_str_of(wire_keys[v->key]),
                    value = v->kind == WIRE_V_TRUE    ? WIRE_STR("true")
                            : v->kind == WIRE_V_FALSE ? WIRE_STR("false")
                                                      : v->s;
    bool code = is_code(name) && g2_valid(w, G2_QCODE, value), good = code;

    if (value.n == 0 || !wire_is_xml_name(name) || !wire_tag_fresh(&w->tags, name))
        return;
    if (wire_str_is(name, "uri"))
        good = g2_uri_valid(value) && (w->from_g2 || w->minor >= URI_SINCE);
    else if (wire_str_is(name, "id"))
        good = g2_valid(w, G2_ID, value);
    else if (wire_str_is(name, "valuedatatype")) /* names a type by a prefix */
        good = !own && declare_types(w, value);
    else
        good |= wire_str_is(name, "literal") || wire_str_is(name, "rangefrom") || wire_str_is(name, "rangeto");
    good = !own && (good || (w->from_g2 && !wire_str_is(name, "uri") && !wire_str_is(name, "id")));
    w->own |= !good;
    wire_tag_put(&w->tags, good ? "" : G2_OWN_PREFIX, name, value);
}

static void children(struct g2_writer *, struct wire_str in, bool own, const struct wire_value *record, unsigned level);

static void
names(struct g2_writer *w, const struct wire_value *record)
{
    const struct wire_value *v = wire_get(record, WIRE_K_NAMES);

    if (v == NULL && (v = wire_get(record, WIRE_K_NAME)) != NULL && v->kind == WIRE_V_TEXT) {
        g2_plain(w, G2_NAME, v);
        return;
    }
    for (; v != NULL && v->key == WIRE_K_NAMES; v = v->next) {
        if (v->kind == WIRE_V_RECORD)
            g2_labelled(w, G2_NAME, v, WIRE_K_VALUE);
    }
}

/* A start tag with its attributes; false: nothing is in it. */
static bool
start(struct g2_writer *w, struct wire_str name, bool own, const struct wire_value *v)
{
    struct wire_str lang = v->lang.n != 0 ? v->lang : wire_member(v, WIRE_K_LANG);
    bool has = false;

    w->own |= own;
    wire_tag_line(&w->tags);
    wire_buf_puts(&w->tags.buf, own ? "<" G2_OWN_PREFIX : "<");
    wire_buf_str(&w->tags.buf, name);
    w->tags.name_count = 0;
    w->tags.depth++;
    if (lang.n != 0 && g2_valid(w, G2_LANG, lang))
        wire_tag_put(&w->tags, "", WIRE_STR("xml:lang"), lang);
    if ((v->flags & WIRE_V_SECRET) != 0 && g2_valid(w, G2_QCODE, WIRE_STR(G2_CONSTRAINT_ALIAS ":nonpublic"))) {
        bool known = !own && w->minor >= CONSTRAINT_SINCE;
        w->own |= !known;
        wire_tag_put(&w->tags, known ? "" : G2_OWN_PREFIX, WIRE_STR("pubconstraint"), WIRE_STR(G2_CONSTRAINT_ALIAS ":nonpublic"));
    }
    if (v->kind != WIRE_V_RECORD)
        return v->s.n != 0;
    for (const struct wire_value *m = v->first; m != NULL; m = m->next) {
        if (is_element(name, m) || is_name(m) || is_text(name, m))
            has |= true;
        else if (m->key != WIRE_K_LANG && m->key != WIRE_K_PUBLIC &&
                 !(m->key == WIRE_K_URI && g2_says_the_same(w, wire_member(v, WIRE_K_QCODE), m->s)))
            attribute(w, own, m);
    }
    return has;
}

static void
status(struct g2_writer *w, struct wire_str name, struct wire_str uri)
{
    bool good = g2_uri_valid(uri) && w->minor >= URI_SINCE;

    w->own |= !good;
    wire_tag_line(&w->tags);
    wire_buf_puts(&w->tags.buf, good ? "<" : "<" G2_OWN_PREFIX);
    wire_buf_str(&w->tags.buf, name);
    wire_tag_put(&w->tags, "", WIRE_STR("uri"), uri);
    wire_buf_puts(&w->tags.buf, "/>");
}

/* A value as an element of that name. */
static void
element(struct g2_writer *w, struct wire_str name, bool own, const struct wire_value *v, unsigned level)
{
    struct wire_str said = v->kind != WIRE_V_RECORD ? v->s : g2_is_property(name) ? WIRE_NONE : wire_member(v, WIRE_K_VALUE);
    size_t from;

    if (level > DEEPEST || !wire_is_xml_name(name)) {
        g2_count(w, WIRE_DROPPED, "eventDetails", "a record deeper than any in NewsML-G2, or without a name", v->at);
        return;
    }
    if (!own && v->kind == WIRE_V_TEXT && g2_is_status(name)) { /* ninjs has its URI alone */
        status(w, name, v->s);
        return;
    }
    if (!start(w, name, own, v)) {
        w->tags.depth--;
        wire_buf_puts(&w->tags.buf, "/>");
        return;
    }
    wire_tag_inside(&w->tags);
    from = w->tags.buf.n;
    wire_buf_xml(&w->tags.buf, said);
    if (v->kind == WIRE_V_RECORD)
        children(w, name, own, v, level);
    w->tags.depth--;
    if (said.n == 0 && w->tags.buf.n > from && w->tags.buf.p[from] == '\n')
        wire_tag_line(&w->tags);
    wire_buf_puts(&w->tags.buf, own ? "</" G2_OWN_PREFIX : "</");
    wire_buf_str(&w->tags.buf, name);
    wire_buf_putc(&w->tags.buf, '>');
}

/* Those that G2 has in its order, the names first; then our own. */
static void
children(struct g2_writer *w, struct wire_str in, bool own, const struct wire_value *record, unsigned level)
{
    size_t after = 0;

    names(w, record);
    while (!own) {
        size_t next = SIZE_MAX;
        for (const struct wire_value *v = record->first; v != NULL; v = v->next) {
            size_t at = is_element(in, v) && !is_name(v) ? place(in, name_of(in, v)) : 0;
            if (at > after && at < next)
                next = at;
        }
        if (next == SIZE_MAX)
            break;
        after = next;
        for (const struct wire_value *v = record->first; v != NULL; v = v->next) {
            struct wire_str name = name_of(in, v);
            if (is_element(in, v) && !is_name(v) && place(in, name) == after)
                element(w, name, w->minor < since(in, name), v, level + 1);
        }
    }
    for (const struct wire_value *v = record->first; v != NULL; v = v->next) {
        if (is_element(in, v) && !is_name(v) && (own || place(in, name_of(in, v)) == 0))
            element(w, own ? (v->key == WIRE_K_OTHER ? v->name : wire_str_of(wire_keys[v->key])) : name_of(in, v), true, v, level + 1);
    }
}

static const struct wire_value *
find(const struct wire_value *record, const char *name)
{
    for (const struct wire_value *v = record != NULL ? record->first : NULL; v != NULL; v = v->next) {
        if (v->key == WIRE_K_OTHER && wire_str_is(v->name, name))
            return v;
    }
    return NULL;
}

/* Whether everything in a record has a place in G2: a part of our own would make the whole invalid. */
static bool
fits(struct g2_writer *w, struct wire_str in, const struct wire_value *record, unsigned level)
{
    bool good = level <= DEEPEST;

    for (const struct wire_value *v = record->first; good && v != NULL; v = v->next) {
        struct wire_str name = name_of(in, v);
        if (is_name(v) || v->key == WIRE_K_LANG || v->key == WIRE_K_PUBLIC || is_text(in, v))
            continue;
        if (is_element(in, v)) {
            good = place(in, name) != 0 && w->minor >= since(in, name);
            if (good && v->kind == WIRE_V_RECORD)
                good = fits(w, name, v, level + 1);
            else if (wire_str_is(in, "dates"))
                good = good && g2_valid(w, wire_str_is(name, "duration") ? G2_DURATION : G2_TIME, v->s);
            else if (g2_is_status(name))
                good = good && g2_uri_valid(v->s) && w->minor >= URI_SINCE;
        } else if (v->key == WIRE_K_URI) {
            good = g2_uri_valid(v->s) && (w->minor >= URI_SINCE || g2_says_the_same(w, wire_member(record, WIRE_K_QCODE), v->s));
        } else {
            good = v->key == WIRE_K_LITERAL || (is_code(wire_str_of(wire_keys[v->key])) && g2_valid(w, G2_QCODE, v->s));
        }
    }
    return good;
}

/* G2 demands that an event begins, at a time or on a day. */
static bool
is_event(struct g2_writer *w, const struct wire_value *event)
{
    const struct wire_value *begins = find(find(event, "dates"), "startDate");
    struct wire_str s = begins == NULL ? WIRE_NONE : begins->kind == WIRE_V_RECORD ? wire_member(begins, WIRE_K_VALUE) : begins->s;

    return s.n != 0 && g2_valid(w, w->from_g2 ? G2_TRUNCATED : G2_TIME, s) && (w->from_g2 || fits(w, WIRE_STR("eventDetails"), event, 0));
}

void
g2_event_details(struct g2_writer *w, const struct wire_article *a)
{
    const struct wire_value *event = wire_first(a, WIRE_F_EVENT_DETAILS);

    if (event != NULL)
        element(w, WIRE_STR("eventDetails"), !is_event(w, event), event, 0);
}

/* --- coverage --- */

static void
open_line(struct g2_writer *w, const char *name)
{
    wire_tag_open(&w->tags, "", name);
    wire_tag_inside(&w->tags);
}

static void
close_line(struct g2_writer *w, const char *name)
{
    wire_tag_close(&w->tags, "", name, true);
}

static bool
is_note(const struct wire_value *v)
{
    return v->key == WIRE_K_OTHER && v->kind == WIRE_V_TEXT && (v->flags & WIRE_V_LIST) == 0 && wire_str_is(v->name, "edNote");
}

/* What G2 has no place for in a planning, in an element of our own. */
static void
rest_of(struct g2_writer *w, const struct wire_value *coverage, bool class)
{
    w->own = true;
    wire_tag_line(&w->tags);
    wire_buf_puts(&w->tags.buf, "<" G2_OWN_PREFIX G2_FLAT " " G2_OWN_PREFIX G2_FLAT "=\"true\"");
    w->tags.depth++;
    w->tags.name_count = 0;
    for (const struct wire_value *v = coverage->first; v != NULL; v = v->next) {
        if (!is_element(WIRE_NONE, v) && !is_name(v) && !is_note(v) && !(class && v->key == WIRE_K_TYPE) &&
            v->key != WIRE_K_LANG && v->key != WIRE_K_PUBLIC)
            attribute(w, true, v);
    }
    wire_tag_inside(&w->tags);
    names(w, coverage);
    for (const struct wire_value *v = coverage->first; v != NULL; v = v->next) {
        if (is_element(WIRE_NONE, v) && !is_name(v))
            element(w, v->key == WIRE_K_OTHER ? v->name : wire_str_of(wire_keys[v->key]), true, v, 1);
    }
    close_line(w, G2_OWN_PREFIX G2_FLAT);
}

/* Coverage as ninjs has it: a planning that says what G2 can say, the rest in an element of our own in it. */
static void
flat(struct g2_writer *w, const struct wire_value *coverage)
{
    struct wire_str type = wire_member(coverage, WIRE_K_TYPE);
    char qcode[64];
    bool class = type.n != 0 && type.n + 7 < sizeof qcode;

    snprintf(qcode, sizeof qcode, "ninat:%.*s", (int)(class ? type.n : 0), class ? type.p : "");
    class = class && g2_valid(w, G2_QCODE, wire_str_of(qcode));
    open_line(w, "newsCoverage");
    open_line(w, "planning");
    if (class) {
        wire_tag_line(&w->tags);
        wire_buf_printf(&w->tags.buf, "<itemClass qcode=\"%s\"/>", qcode);
    }
    for (const struct wire_value *v = coverage->first; v != NULL; v = v->next) {
        if (is_note(v))
            element(w, v->name, false, v, 1);
    }
    if (w->minor >= EXTENSIONS_SINCE)
        rest_of(w, coverage, class);
    else
        g2_count(w, WIRE_DROPPED, "plannedCoverage", "before 2.18 a planning has no more than its type and its note", coverage->at);
    close_line(w, "planning");
    close_line(w, "newsCoverage");
}

void
g2_planned_coverage(struct g2_writer *w, const struct wire_article *a)
{
    const struct wire_value *v = wire_first(a, WIRE_F_PLANNED_COVERAGE);

    open_line(w, "newsCoverageSet");
    if (v == NULL) { /* the item says that it is a plan, and nothing of it: a plan has one at least */
        open_line(w, "newsCoverage");
        wire_tag_line(&w->tags);
        wire_buf_puts(&w->tags.buf, "<planning/>");
        close_line(w, "newsCoverage");
    }
    for (; v != NULL; v = v->next) {
        if (find(v, "planning") != NULL)
            element(w, WIRE_STR("newsCoverage"), false, v, 0);
        else
            flat(w, v);
    }
    close_line(w, "newsCoverageSet");
}

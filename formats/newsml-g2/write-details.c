/* Events and planned coverage, written: records as the elements they are, in the order of the schema. */
#include <limits.h>
#include <stdio.h>

#include "newsml-g2/details.h"
#include "newsml-g2/write-words.h"
#include "newsml-g2/write.h"

enum {
    DEEPEST = 16,  /* records in records; no version of the schema has as many */
    CONSTRAINT_SINCE = 14,
    EXTENSIONS_SINCE = 18, /* a planning may have elements of other namespaces */
    URI_SINCE = 18, /* every element that has a qcode may have a URI instead */
    CODE_UNTIL = 20, /* services, classes and types have a qcode in any case, properties of a provider's own a rel */
    VALUES_WITHIN_SINCE = 27, /* a relation in another may have a value, */
    THRICE_SINCE = 34         /* and another in it */
};

#define FLEX " name definition note facet remoteInfo hierarchyInfo sameAs broader narrower related "
#define PLACES FLEX "geoAreaDetails POIDetails "
#define PARTIES FLEX "personDetails organisationDetails "
#define FURTHER " name hierarchyInfo facet related sameAs bag "
/* Of what is planned; in an event of old its coverage says it, in another order. */
#define COVERED "language genre keyword subject slugline headline dateline by creditline description "
#define SCHEME " sameAsScheme name definition note related schemeMetaExtProperty "

/* What may stand in an element, in order. */
static const struct {
    const char *in, *children;
} order[] = {
    { "eventDetails", " dates eventStatus occurStatus newsCoverageStatus registration keyword accessStatus participationRequirement"
                      " subject location participant organiser contactInfo language newsCoverage " },
    { "concept", FLEX "hasInstrument personDetails organisationDetails geoAreaDetails POIDetails objectDetails eventDetails"
                 " conceptExtProperty " },
    { "conceptType", " name hierarchyInfo " },
    { "schemeMeta", SCHEME },
    { "scheme", SCHEME "sameAs " },
    { "catalog", " title scheme " },
    { "conceptExtProperty", FLEX },
    { "schemeMetaExtProperty", FLEX },
    { "objectDetails", " created copyrightNotice creator ceasedToExist " },
    { "creator", FLEX "personDetails organisationDetails " },
    { "dates", " start end duration rDate rRule exDate exRule confirmation " },
    { "newsCoverage", " planning delivery newsCoverageExtProperty g2contentType itemClass assignedTo scheduled service edNote " COVERED },
    { "planning", " g2contentType itemClass itemCount assignedTo scheduled service " COVERED "edNote newsContentCharacteristics"
                  " urgency audience exclAudience planningExtProperty " },
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
    { "audience", FLEX },
    { "exclAudience", FLEX },
    { "deliveredItemRef", " itemClass provider pubStatus title " },
};

/* Elements that came after the oldest version that knows events and plans, and where: NULL is anywhere. */
static unsigned
since(struct wire_str in, struct wire_str name)
{
    enum { OLDEST = 9 };
    static const struct {
        const char *in, *name;
        unsigned minor;
    } later[] = {
        { "eventDetails", "eventStatus", 35 }, { "concept", "hasInstrument", 31 }, { "organisationDetails", "affiliation", 29 },
        { NULL, "audience", 26 },              { NULL, "exclAudience", 26 },       { "planning", "urgency", 25 },
        { NULL, "worldRegion", 23 },           { "itemClass", "related", 23 }, { NULL, "newsContentCharacteristics", 18 },
        { NULL, "hasInstrument", 12 },         { "geoAreaDetails", "line", 12 },   { NULL, "circle", 12 },
        { NULL, "polygon", 12 },               { "scheme", "sameAsScheme", 11 },   { "scheme", "definition", 11 },
        { "scheme", "note", 11 },              { "broader", "sameAs", 10 },        { "narrower", "sameAs", 10 },
        { "related", "sameAs", 10 },
    };

    for (size_t i = 0; i < WIRE_COUNT(later); i++) {
        if ((later[i].in == NULL || wire_str_is(in, later[i].in)) && wire_str_is(name, later[i].name))
            return later[i].minor;
    }
    return g2_is_property(name) ? EXTENSIONS_SINCE : OLDEST;
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

/* Elements of other namespaces, as XML; and a text with its markup, beside the text itself. */
static bool
is_rest(const struct wire_value *v)
{
    return v->key == WIRE_K_OTHER && v->kind == WIRE_V_TEXT && (wire_str_is(v->name, G2_REST) || wire_str_is(v->name, WIRE_MARKUP));
}

/* Whether a member is an element: a record, or one of the elements that a text alone can be. */
static bool
is_element(struct wire_str in, const struct wire_value *v)
{
    if (is_rest(v))
        return false;
    if (v->kind == WIRE_V_TEXT && (v->flags & WIRE_V_LIST) == 0 && v->key == WIRE_K_OTHER && wire_str_is(v->name, "creator"))
        return false; /* the attribute that any element may have; the element is never bare text */
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
    return v->key == WIRE_K_VALUE && !g2_has_value(in);
}

/* Attributes of these elements that no other has; the rest are in write-words.c. What they hold is G2_STRING where nothing
 * but a reader of G2 says it. */
static const struct {
    const char *name;
    enum g2_kind kind;
    unsigned since;
} attributes[] = {
    { "latitude", G2_DECIMAL, 0 }, { "longitude", G2_DECIMAL, 0 }, { "altitude", G2_WHOLE, 0 }, { "gpsdatum", G2_STRING, 0 },
    { "radius", G2_DECIMAL, 0 }, { "radunit", G2_QCODE, 0 }, { "symbol", G2_STRING, 0 }, { "symbolsrc", G2_QCODE, 0 },
    { "market", G2_QCODE, 0 }, { "marketlabel", G2_STRING, 0 }, { "marketlabelsrc", G2_QCODE, 0 }, { "created", G2_TIME, 0 },
    { "retired", G2_TIME, 0 }, { "alias", G2_STRING, 0 }, { "authority", G2_URI, 0 }, { "authoritystatus", G2_QCODE, 32 },
    { "authoritystatusuri", G2_URI, 32 }, { "preferredalias", G2_STRING, 0 }, { "concepttype", G2_QCODE, 22 },
    { "schemecreated", G2_TIME, 29 }, { "schememodified", G2_TIME, 29 }, { "schemeretired", G2_TIME, 29 }, { "url", G2_URI, 0 },
    { "guid", G2_STRING, 0 }, { "additionalInfo", G2_URI, 0 }, { "rangefrom", G2_WHOLE, 0 }, { "rangeto", G2_WHOLE, 0 },
    { "coversfrom", G2_STAMP, 22 }, { "coversto", G2_STAMP, 22 }, { "g2flag", G2_STRING, 0 }, { "significance", G2_PERCENT, 0 },
    { "hreftype", G2_STRING, 0 }, { "guidref", G2_STRING, 0 }, { "tag", G2_LANG, 0 }, { "tech", G2_QCODE, 0 },
    { "purpose", G2_QCODE, 0 }, { "freq", G2_STRING, 0 }, { "interval", G2_POSITIVE, 0 }, { "until", G2_TIME, 0 },
    { "count", G2_POSITIVE, 0 }, { "bysecond", G2_STRING, 0 }, { "byminute", G2_STRING, 0 }, { "byhour", G2_STRING, 0 },
    { "byday", G2_STRING, 0 }, { "bymonthday", G2_STRING, 0 }, { "byyearday", G2_STRING, 0 }, { "byweekno", G2_STRING, 0 },
    { "bymonth", G2_STRING, 0 }, { "bysetpos", G2_STRING, 0 }, { "wkst", G2_STRING, 0 }, { "approxstart", G2_TRUNCATED, 0 },
    { "approxend", G2_TRUNCATED, 0 }, { "confirmationstatus", G2_QCODE, 24 }, { "confirmationstatusuri", G2_URI, 24 },
    { "literal", G2_STRING, 0 }, { "valuedatatype", G2_STRING, 0 }, { "confidence", G2_PERCENT, 0 },
    { "relevance", G2_PERCENT, 0 }, { "timeunit", G2_QCODE, 0 }, { "aspectratio", G2_STRING, 0 },
    { "derivedfrom", G2_STRING, 0 },
};

/* Relations of concepts, which may stand in one another: less and less far in older versions. */
static bool
is_relation(struct wire_str name)
{
    return wire_str_is(name, "broader") || wire_str_is(name, "narrower") || wire_str_is(name, "related") ||
           wire_str_is(name, "mainConcept") || wire_str_is(name, "facetConcept");
}

/* Whether G2 has an attribute of that name at all, and such a value would be one of it in the version in hand. */
static bool
is_known(struct g2_writer *w, struct wire_str name, struct wire_str value, bool *valid)
{
    const struct g2_attribute *a = g2_attribute_of(UINT64_MAX, name);

    for (size_t i = 0; i < WIRE_COUNT(attributes); i++) {
        if (wire_str_is(name, attributes[i].name)) {
            *valid = w->minor >= attributes[i].since && g2_valid(w, attributes[i].kind, value);
            return true;
        }
    }
    if (a == NULL && name.n > 3 && memcmp(name.p + name.n - 3, "uri", 3) == 0) { /* a sibling of a code, all over */
        *valid = w->minor >= URI_SINCE && g2_valid(w, G2_URI, value);
        return true;
    }
    *valid = a != NULL && w->minor >= a->since && g2_valid(w, (enum g2_kind)a->kind, value);
    return a != NULL;
}

/* Elements on which the schema of the version has no attributes of other namespaces, or only such as it knows. */
static bool
lets_no_other(const struct g2_writer *w, struct wire_str in)
{
    static const struct {
        const char *in;
        unsigned until;
    } closed[] = { { "planning", UINT_MAX }, { "newsCoverage", 11 }, { "itemCount", 11 },
                 { "g2contentType", 11 },  { "sameAsScheme", 18 }, { "hasInstrument", 18 } };

    for (size_t i = 0; i < WIRE_COUNT(closed); i++) {
        if (wire_str_is(in, closed[i].in))
            return w->minor < closed[i].until;
    }
    return false;
}

/*
 * An attribute. What stood in G2 stands there again; of others a code, a URI and a literal can be G2's when they are
 * valid, what is not goes into our own namespace.
 */
static void
attribute(struct g2_writer *w, struct wire_str in, bool own, const struct wire_value *v)
{
    struct wire_str name = v->key == WIRE_K_CONTENT_TYPE     ? WIRE_STR("contenttype")
                           : v->key == WIRE_K_SIZE_IN_BYTES  ? WIRE_STR("size")
                           : v->key == WIRE_K_OTHER          ? v->name
                                                             : wire_str_of(wire_keys[v->key]),
                    value = v->kind == WIRE_V_TRUE    ? WIRE_STR("true")
                            : v->kind == WIRE_V_FALSE ? WIRE_STR("false")
                                                      : v->s;
    bool code = is_code(name) && g2_valid(w, G2_QCODE, value), good = code, valid = false, known;

    if (value.n == 0 || !wire_is_xml_name(name) || !wire_tag_fresh(&w->tags, name))
        return;
    if (wire_str_is(name, "uri"))
        good = g2_uri_valid(value) && (w->from_g2 || w->minor >= URI_SINCE || wire_str_is(in, "scheme") ||
                                        wire_str_is(in, "schemeMeta")); /* which always had one */
    else if (wire_str_is(name, "id"))
        good = g2_valid(w, G2_ID, value);
    if (wire_str_is(name, "valuedatatype")) /* names a type by a prefix */
        good = !own && declare_types(w, value);
    known = is_known(w, name, value, &valid);
    if (known && !code && !wire_str_is(name, "uri") && !wire_str_is(name, "id") && !wire_str_is(name, "valuedatatype"))
        good |= valid || w->from_g2; /* G2 said so */
    if (w->relations > 0 && w->minor < VALUES_WITHIN_SINCE && wire_str_is(in, "related") && wire_str_begins(name, "value"))
        good = false;
    if (!own && !good && lets_no_other(w, in)) {
        g2_count(w, WIRE_DROPPED, wire_str_is(in, "planning") || wire_str_is(in, "newsCoverage") ? "newsCoverage" : "element", "this version has no such attribute, and lets no other stand there", v->at);
        return;
    }
    good &= !own;
    w->own |= !good;
    wire_tag_put(&w->tags, good ? "" : G2_OWN_PREFIX, name, value);
}

static void children(struct g2_writer *, struct wire_str in, bool own, const struct wire_value *record, unsigned level);
static bool fits(struct g2_writer *, struct wire_str in, const struct wire_value *record, unsigned level);
static bool is_event(struct g2_writer *, const struct wire_value *event);

static void element(struct g2_writer *, struct wire_str name, bool own, const struct wire_value *, unsigned level);

static void
names(struct g2_writer *w, const struct wire_value *record, unsigned level)
{
    const struct wire_value *v = wire_get(record, WIRE_K_NAMES);

    if (v == NULL && (v = wire_get(record, WIRE_K_NAME)) != NULL && v->kind == WIRE_V_TEXT) {
        element(w, WIRE_STR("name"), false, v, level);
        return;
    }
    for (; v != NULL && v->key == WIRE_K_NAMES; v = v->next) {
        if (v->kind == WIRE_V_RECORD)
            element(w, WIRE_STR("name"), false, v, level);
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
        if (is_element(name, m) || is_name(m) || is_text(name, m) || is_rest(m))
            has |= true;
        else if (m->key != WIRE_K_LANG && m->key != WIRE_K_PUBLIC &&
                 !(m->key == WIRE_K_URI && g2_says_the_same(w, wire_member(v, WIRE_K_QCODE), m->s)))
            attribute(w, name, own, m);
    }
    if (!own && w->minor < CODE_UNTIL && g2_is_property(name) && wire_tag_fresh(&w->tags, WIRE_STR("rel")) &&
        g2_alias(w, WIRE_STR(G2_ROLE_ALIAS)))
        wire_tag_put(&w->tags, "", WIRE_STR("rel"), WIRE_STR(G2_ROLE_ALIAS ":unknown"));
    if (!own && w->minor < CODE_UNTIL && (wire_str_is(name, "service") || wire_str_is(name, "type") || wire_str_is(name, "itemClass")) &&
        wire_tag_fresh(&w->tags, WIRE_STR("qcode")) && g2_alias(w, WIRE_STR(G2_ROLE_ALIAS)))
        wire_tag_put(&w->tags, "", WIRE_STR("qcode"), WIRE_STR(G2_ROLE_ALIAS ":unknown"));
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

static const struct wire_value *
find(const struct wire_value *record, const char *name)
{
    for (const struct wire_value *v = record != NULL ? record->first : NULL; v != NULL; v = v->next) {
        if (v->key == WIRE_K_OTHER && wire_str_is(v->name, name))
            return v;
    }
    return NULL;
}

static bool
has_elements(struct wire_str in, const struct wire_value *record)
{
    for (const struct wire_value *v = record->first; v != NULL; v = v->next) {
        if (is_element(in, v) || is_name(v))
            return true;
    }
    return false;
}

/* A value as an element of that name. */
static void
element(struct g2_writer *w, struct wire_str name, bool own, const struct wire_value *v, unsigned level)
{
    struct wire_str said = v->kind != WIRE_V_RECORD ? v->s : g2_has_value(name) ? WIRE_NONE : wire_member(v, WIRE_K_VALUE);
    const struct wire_value *markup = NULL;
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
    if (w->from_g2 && !own && wire_get(v, WIRE_K_VALUE) != NULL)
        markup = find(v, WIRE_MARKUP);
    if (markup != NULL && !has_elements(name, v))
        wire_buf_str(&w->tags.buf, markup->s);
    else if (markup == NULL)
        wire_buf_xml(&w->tags.buf, said);
    w->relations += is_relation(name);
    if (v->kind == WIRE_V_RECORD)
        children(w, name, own, v, level);
    w->relations -= is_relation(name);
    if (markup != NULL && has_elements(name, v)) /* elements of others, which stand behind G2's */
        wire_buf_str(&w->tags.buf, markup->s);
    w->tags.depth--;
    if (said.n == 0 && w->tags.buf.n > from && w->tags.buf.p[from] == '\n')
        wire_tag_line(&w->tags);
    wire_buf_puts(&w->tags.buf, own ? "</" G2_OWN_PREFIX : "</");
    wire_buf_str(&w->tags.buf, name);
    wire_buf_putc(&w->tags.buf, '>');
}

/* What a concept that was no element of G2 says in parts: each is one of G2's when all of it is, else ours. What was an
 * element of G2 stays one: an older version is given less of it. */
static bool
suits(struct g2_writer *w, struct wire_str in, struct wire_str name, const struct wire_value *v, unsigned level)
{
    if (w->of_g2 || v->kind != WIRE_V_RECORD || !(wire_str_is(in, "concept") || wire_str_is(in, "catalog") || wire_str_is(in, "scheme")))
        return true;
    return fits(w, name, v, level + 1);
}

/* Those of other namespaces, as they were: only what can stand there beside what G2 has. */
static void
rest(struct g2_writer *w, struct wire_str in, const struct wire_value *record)
{
    bool none = w->minor < EXTENSIONS_SINCE && (wire_str_is(in, "planning") || wire_str_is(in, "delivery"));

    for (const struct wire_value *v = record->first; v != NULL; v = v->next) {
        if (!is_rest(v) || wire_str_is(v->name, WIRE_MARKUP) || (v->flags & WIRE_V_SECRET) != 0)
            continue;
        if (!w->of_g2 || none || !g2_is_foreign(v->s)) {
            g2_count(w, WIRE_DROPPED, G2_REST, "no element of another namespace, which alone can stand here", v->at);
            continue;
        }
        g2_line(w);
        wire_buf_str(&w->tags.buf, v->s);
    }
}

static bool
is_of_concept_id(struct wire_str in, const struct wire_value *v)
{
    return wire_str_is(in, "concept") && v->key == WIRE_K_OTHER && (wire_str_is(v->name, "conceptId") || wire_str_is(v->name, "conceptType"));
}

/* The event of a story stands in its concept, between what that has itself. */
static const struct wire_value *
event_of(const struct g2_writer *w, struct wire_str in)
{
    return wire_str_is(in, "concept") ? w->event : NULL;
}

/* One that G2 has: in this version, or in our own namespace; what stood in G2 waits for a version that has it. */
static void
child(struct g2_writer *w, struct wire_str in, struct wire_str name, const struct wire_value *record, const struct wire_value *v,
      unsigned level)
{
    enum { PLANNINGS_SINCE = 22 }; /* more than one in a newsCoverage */
    bool late = w->minor < since(in, name) ||
                (w->minor < PLANNINGS_SINCE && wire_str_is(name, "planning") && v != find(record, "planning")) ||
                (w->minor < THRICE_SINCE && w->relations > 1 && wire_str_is(name, "related"));

    if (late && w->of_g2)
        g2_count(w, WIRE_DROPPED, "element", "this version has no such element", v->at);
    else
        element(w, name, late || !suits(w, in, name, v, level), v, level + 1);
}

/* Those of one name, which stand at `after` among the children of `in`. */
static void
children_at(struct g2_writer *w, struct wire_str in, const struct wire_value *record, size_t after, unsigned level)
{
    for (const struct wire_value *v = record->first; v != NULL; v = v->next) {
        struct wire_str name = name_of(in, v);
        if (is_element(in, v) && !is_name(v) && place(in, name) == after)
            child(w, in, name, record, v, level);
    }
}

/* Those that G2 has in its order; then our own, and those of others. */
static void
children(struct g2_writer *w, struct wire_str in, bool own, const struct wire_value *record, unsigned level)
{
    const struct wire_value *event = event_of(w, in);
    size_t after = 0, named = own ? 0 : place(in, WIRE_STR("name")), evented = event != NULL ? place(in, WIRE_STR("eventDetails")) : 0;

    if (named == 0)
        names(w, record, level + 1);
    while (!own) {
        size_t next = evented > after ? evented : SIZE_MAX;
        for (const struct wire_value *v = record->first; v != NULL; v = v->next) {
            size_t at = is_name(v) ? named : is_element(in, v) ? place(in, name_of(in, v)) : 0;
            if (at > after && at < next)
                next = at;
        }
        if (next == SIZE_MAX)
            break;
        after = next;
        if (after == named)
            names(w, record, level + 1);
        if (after == evented)
            element(w, WIRE_STR("eventDetails"), !is_event(w, event), event, 0);
        children_at(w, in, record, after, level);
    }
    for (const struct wire_value *v = record->first; v != NULL; v = v->next) {
        if (is_element(in, v) && !is_name(v) && !is_of_concept_id(in, v) && (own || place(in, name_of(in, v)) == 0))
            element(w, own ? (v->key == WIRE_K_OTHER ? v->name : wire_str_of(wire_keys[v->key])) : name_of(in, v), true, v, level + 1);
    }
    rest(w, in, record);
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
            struct wire_str attr = v->key == WIRE_K_OTHER ? v->name : wire_str_of(wire_keys[v->key]);
            bool valid = false;
            good = is_rest(v) || (is_code(attr) ? g2_valid(w, G2_QCODE, v->s) : is_known(w, attr, v->s, &valid) && valid);
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
g2_detail(struct g2_writer *w, const char *name, const struct wire_value *v)
{
    struct wire_str s = wire_str_of(name);

    if (w->of_g2 || fits(w, s, v, 0))
        element(w, s, false, v, 0);
    else
        g2_count(w, WIRE_DROPPED, name, "NewsML-G2 has no place for all that is said of it, and none beside it", v->at);
}

void
g2_detail_own(struct g2_writer *w, const char *name, const struct wire_value *v)
{
    element(w, wire_str_of(name), true, v, 0);
}

void
g2_detail_attribute(struct g2_writer *w, const struct wire_value *v)
{
    attribute(w, WIRE_NONE, false, v);
}

bool
g2_is_detail_attribute(const char *in, const struct wire_value *v)
{
    struct wire_str name = wire_str_of(in);

    return !is_element(name, v) && !is_name(v) && !is_text(name, v) && !is_rest(v) && v->key != WIRE_K_LANG && v->key != WIRE_K_PUBLIC;
}

void
g2_detail_children(struct g2_writer *w, const char *in, const struct wire_value *record)
{
    children(w, wire_str_of(in), false, record, 0);
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
            attribute(w, WIRE_NONE, true, v);
    }
    wire_tag_inside(&w->tags);
    names(w, coverage, 1);
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

    if (v == NULL) /* the item says that it is a plan, and nothing of it */
        return;
    open_line(w, "newsCoverageSet");
    for (; v != NULL; v = v->next) {
        if (find(v, "planning") != NULL)
            element(w, WIRE_STR("newsCoverage"), false, v, 0);
        else
            flat(w, v);
    }
    close_line(w, "newsCoverageSet");
}

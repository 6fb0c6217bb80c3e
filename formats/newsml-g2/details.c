/*
 * Events and planned coverage, read: the elements of <eventDetails> and <newsCoverage> as records by their own names,
 * their attributes as members; where ninjs has a name for a thing it is that one (mapping.md).
 */
#include "newsml-g2/details.h"

#define KEY(attr, key, take) { NULL, attr, WIRE_TAKE, 0, key, 0, take, NULL, NULL, NULL }
/* An element that holds others, and one that may hold words as well. */
#define HOLDER(name) { name, NULL, WIRE_RECORD, 0, WIRE_K_OTHER, 0, NULL, NULL, name, &g2_details }
#define WORDS(name) { name, NULL, WIRE_RECORD, 0, WIRE_K_OTHER, WIRE_K_VALUE, NULL, NULL, name, &g2_details }
#define KEYED(name, key) { name, NULL, WIRE_RECORD, 0, key, 0, NULL, NULL, NULL, &g2_details }

static const struct wire_row rows[] = {
    KEY("qcode", WIRE_K_QCODE, g2_take_qcode),
    KEY("uri", WIRE_K_URI, wire_take_text),
    KEY("literal", WIRE_K_LITERAL, wire_take_text),
    KEY("type", WIRE_K_TYPE, wire_take_text),
    KEY("role", WIRE_K_ROLE, wire_take_text),
    KEY("rel", WIRE_K_REL, wire_take_text),
    KEY("id", WIRE_K_ID, wire_take_text),
    KEY("rank", WIRE_K_RANK, wire_take_text),
    KEY("relevance", WIRE_K_RELEVANCE, wire_take_text),
    KEY("confidence", WIRE_K_CONFIDENCE, wire_take_text),
    KEY("until", WIRE_K_UNTIL, wire_take_text),
    KEY("href", WIRE_K_HREF, wire_take_text),
    KEY("version", WIRE_K_VERSION, wire_take_text),
    KEY("contenttype", WIRE_K_CONTENT_TYPE, wire_take_text),
    KEY("title", WIRE_K_TITLE, wire_take_text),
    KEY("size", WIRE_K_SIZE_IN_BYTES, wire_take_text),
    KEY("width", WIRE_K_WIDTH, wire_take_text),
    KEY("height", WIRE_K_HEIGHT, wire_take_text),
    KEY("duration", WIRE_K_DURATION, wire_take_text),
    KEY("format", WIRE_K_FORMAT, wire_take_text),
    KEY("scheme", WIRE_K_SCHEME, wire_take_text),
    KEY("wordCount", WIRE_K_WORD_COUNT, wire_take_text),
    KEY("value", WIRE_K_VALUE, wire_take_text),
    { "title", NULL, WIRE_TAKE, 0, WIRE_K_TITLE, 0, wire_take_text, NULL, NULL, NULL }, /* of an item delivered */
    { "name", NULL, WIRE_TAKE, 0, WIRE_K_NAME, 0, g2_take_name, NULL, NULL, NULL },
    { "name", "supplied", WIRE_TAKE, 0, 0, 0, g2_take_name_supplied, NULL, NULL, NULL },
    { "name", "role", WIRE_TAKE, 0, 0, 0, g2_take_name_code, NULL, NULL, NULL },
    HOLDER("dates"), WORDS("start"), WORDS("end"), WORDS("duration"), WORDS("rDate"), WORDS("rRule"), WORDS("exDate"),
    WORDS("exRule"), WORDS("confirmation"),
    WORDS("eventStatus"), HOLDER("occurStatus"), WORDS("newsCoverageStatus"), WORDS("registration"), WORDS("keyword"),
    HOLDER("accessStatus"), HOLDER("participationRequirement"), HOLDER("subject"), HOLDER("location"), HOLDER("participant"),
    HOLDER("organiser"), WORDS("contactInfo"), HOLDER("language"), HOLDER("newsCoverage"),
    WORDS("definition"), WORDS("note"), HOLDER("facet"), HOLDER("remoteInfo"), WORDS("hierarchyInfo"), KEYED("sameAs", WIRE_K_SAME_AS),
    KEYED("broader", WIRE_K_BROADER), HOLDER("narrower"), HOLDER("related"), HOLDER("mainConcept"), HOLDER("facetConcept"), HOLDER("bag"),
    HOLDER("bit"), HOLDER("hasInstrument"), HOLDER("personDetails"), HOLDER("organisationDetails"), HOLDER("geoAreaDetails"),
    HOLDER("POIDetails"), WORDS("born"), WORDS("died"), HOLDER("affiliation"), WORDS("founded"), WORDS("dissolved"),
    HOLDER("position"), WORDS("line"), HOLDER("circle"), HOLDER("polygon"), HOLDER("address"), WORDS("openHours"),
    WORDS("capacity"), WORDS("access"), WORDS("details"), WORDS("created"), WORDS("ceasedToExist"),
    WORDS("email"), WORDS("im"), WORDS("phone"), WORDS("fax"), WORDS("web"), WORDS("locality"), WORDS("area"),
    WORDS("country"), HOLDER("worldRegion"), WORDS("postalCode"),
    HOLDER("planning"), WORDS("g2contentType"), HOLDER("itemClass"), HOLDER("itemCount"), HOLDER("assignedTo"),
    WORDS("scheduled"), HOLDER("service"), WORDS("edNote"), HOLDER("newsContentCharacteristics"), WORDS("urgency"),
    HOLDER("genre"), WORDS("slugline"), WORDS("headline"), WORDS("dateline"), WORDS("by"), WORDS("creditline"),
    WORDS("description"), WORDS("audience"), WORDS("exclAudience"), HOLDER("delivery"), HOLDER("deliveredItemRef"),
    /* what our own writer adds: the names of ninjs */
    HOLDER("recurrence"), HOLDER("recurrenceRules"), WORDS("recurrenceDates"), HOLDER("symbols"), HOLDER("commissioned"),
    HOLDER("conceptId"), { "type", NULL, WIRE_RECORD, 0, WIRE_K_OTHER, 0, NULL, NULL, "conceptType", &g2_details },
    { "type", "qcode", WIRE_TAKE, 0, WIRE_K_QCODE, 0, wire_take_text, NULL, NULL, NULL },
    HOLDER("objectDetails"), WORDS("copyrightNotice"), HOLDER("creator"), HOLDER("eventDetails"), HOLDER("conceptExtProperty"),
    { "scheme", NULL, WIRE_RECORD, 0, WIRE_K_OTHER, 0, NULL, NULL, "schemes", &g2_details }, WORDS("sameAsScheme"),
    HOLDER("schemeMetaExtProperty"),
    WORDS("references"), HOLDER("audiences"), HOLDER("renditions"), WORDS("lines"), HOLDER("poi"), WORDS("startDate"),
    WORDS("plannedCoverageStatus"), HOLDER(G2_FLAT), HOLDER("planningExtProperty"),
    HOLDER("newsCoverageExtProperty"), WORDS("endDate"),
};
const struct wire_table g2_details = WIRE_TABLE_REST(rows, G2_REST);

/* What ninjs calls it, and where. */
const struct g2_rename g2_renames[] = { { "dates", "start", "startDate" },
                                        { "dates", "end", "endDate" },
                                        { "dates", "duration", "expectedDuration" },
                                        { "", "newsCoverageStatus", "plannedCoverageStatus" },
                                        { "eventDetails", "newsCoverageStatus", "plannedCoverageStatus" },
                                        { "concept", "type", "conceptType" },
                                        { "catalog", "scheme", "schemes" },
                                        { "catalog", "title", "titles" },
                                        { NULL, NULL, NULL } };

/* Things of which there is one: they print without brackets. */
static bool
is_single(struct wire_str name)
{
    static const char *const names[] = { "dates", "startDate", "endDate", "expectedDuration", "eventStatus", "occurStatus",
                                         "plannedCoverageStatus", "accessStatus", "confirmation", "recurrence", "organiser",
                                         "itemCount", "itemClass", "g2contentType", "scheduled", "urgency", "delivery",
                                         "commissioned", "address", "locality", "area", "country", "postalCode", "poi",
                                         "newsContentCharacteristics", "edNote", "personDetails", "organisationDetails",
                                         "geoAreaDetails", "POIDetails", "objectDetails", "eventDetails", "conceptId", "conceptType",
                                         "born", "died", "founded", "dissolved", "created", "ceasedToExist" };

    for (size_t i = 0; i < WIRE_COUNT(names); i++) {
        if (wire_str_is(name, names[i]))
            return true;
    }
    return false;
}

static bool
same_member(const struct wire_value *a, const struct wire_value *b)
{
    return b != NULL && a->key == WIRE_K_OTHER && b->key == WIRE_K_OTHER && wire_str_eq(a->name, b->name);
}

/* Members of one name stand together: they are one array. The engine bounds how many there are. */
static void
gather(struct wire_value *record)
{
    for (struct wire_value *v = record->first; v != NULL; v = v->next) {
        struct wire_value *before;
        if (v->key != WIRE_K_OTHER || (v->flags & WIRE_V_LIST) == 0)
            continue;
        while (same_member(v, v->next))
            v = v->next;
        for (before = v->next; before != NULL && before->next != NULL;) {
            struct wire_value *m = before->next;
            if (!same_member(v, m)) {
                before = m;
                continue;
            }
            before->next = m->next;
            if (record->last == m)
                record->last = before;
            m->next = v->next;
            v->next = m;
            v = m;
        }
    }
}

bool
g2_is_status(struct wire_str name)
{
    return wire_str_is(name, "eventStatus") || wire_str_is(name, "newsCoverageStatus") || wire_str_is(name, "plannedCoverageStatus");
}

bool
g2_is_property(struct wire_str name)
{
    static const char end[] = "ExtProperty";
    size_t n = sizeof end - 1;

    return name.n > n && memcmp(name.p + name.n - n, end, n) == 0;
}

bool
g2_has_value(struct wire_str name)
{
    return g2_is_property(name) || wire_str_is(name, "related");
}

/* An element that says nothing but its words, or of a status its URI, is that. */
static void
shorten(struct wire_value *v, bool status)
{
    struct wire_value *only = v->first;

    if (v->kind != WIRE_V_RECORD || only == NULL || only != v->last || only->kind != WIRE_V_TEXT ||
        (only->key != WIRE_K_VALUE && !(status && only->key == WIRE_K_URI)) || v->lang.n != 0 || g2_has_value(v->name))
        return;
    v->kind = WIRE_V_TEXT;
    v->s = only->s;
    v->flags |= only->flags;
    v->first = v->last = NULL;
}

/* What counts or measures is a number. */
static void
number(struct wire_value *v)
{
    static const char *const names[] = { "urgency", "interval", "count", "significance", "rangeFrom", "rangeTo", "frameRate",
                                         "bitrate", "x", "y" };
    bool counts = v->key == WIRE_K_WIDTH || v->key == WIRE_K_HEIGHT || v->key == WIRE_K_SIZE_IN_BYTES ||
                  v->key == WIRE_K_WORD_COUNT || v->key == WIRE_K_DURATION;

    for (size_t i = 0; v->key == WIRE_K_OTHER && i < WIRE_COUNT(names); i++)
        counts |= wire_str_is(v->name, names[i]);
    for (size_t i = 0; i < v->s.n; i++)
        counts &= v->s.p[i] >= '0' && v->s.p[i] <= '9' && (i != 0 || v->s.p[0] != '0' || v->s.n == 1);
    if (counts && v->kind == WIRE_V_TEXT && v->s.n != 0 && v->s.n < 16)
        v->kind = WIRE_V_NUMBER;
}

/* A name alone, in a language that is not the story's: as a member it could not say so. */
static void
name_with_language(struct wire_article *a, struct wire_value *record)
{
    const struct wire_value *name = wire_get(record, WIRE_K_NAME);
    struct wire_value *entry;

    if (name == NULL || name->kind != WIRE_V_TEXT || name->lang.n == 0 || wire_get(record, WIRE_K_NAMES) != NULL)
        return;
    entry = wire_put_record(a, record, WIRE_K_NAMES, name->at);
    wire_put_text(a, entry, WIRE_K_VALUE, name->s, name->at);
    wire_put_text(a, entry, WIRE_K_LANG, name->lang, name->at);
}

static void
settle(struct wire_article *a, struct wire_value *record, struct wire_str name)
{
    name_with_language(a, record);
    for (struct wire_value *v = record->first; v != NULL; v = v->next) {
        bool status = v->key == WIRE_K_OTHER && g2_is_status(v->name);
        if (v->kind == WIRE_V_TEXT)
            number(v);
        if (v->kind == WIRE_V_RECORD && (v->key == WIRE_K_BROADER || v->key == WIRE_K_SAME_AS))
            settle(a, v, wire_str_of(wire_keys[v->key]));
        if (v->key != WIRE_K_OTHER || v->kind != WIRE_V_RECORD)
            continue;
        settle(a, v, v->name); /* as deep as the source, which is bounded */
        for (const struct g2_rename *r = g2_renames; r->in != NULL; r++) {
            if (wire_str_is(v->name, r->g2) && wire_str_is(name, r->in))
                v->name = wire_str_of(r->ninjs);
        }
        shorten(v, status);
        if (v->kind == WIRE_V_TEXT)
            number(v);
    }
    gather(record);
    for (struct wire_value *v = record->first, *before = NULL; v != NULL; before = v, v = v->next) {
        if ((v->flags & WIRE_V_LIST) != 0 && is_single(v->name) && !same_member(v, v->next) &&
            (before == NULL || !same_member(v, before)))
            v->flags &= (uint8_t)~WIRE_V_LIST;
    }
}

static struct wire_value *
find(const struct wire_value *record, const char *name)
{
    for (struct wire_value *v = record->first; v != NULL; v = v->next) {
        if (v->key == WIRE_K_OTHER && wire_str_is(v->name, name))
            return v;
    }
    return NULL;
}

/* All members of `from` become members of `to`. */
static void
raise(struct wire_article *a, struct wire_value *to, const struct wire_value *from)
{
    struct wire_value *next, *made;

    for (const struct wire_value *v = from->first; v != NULL; v = next) {
        next = v->next;
        made = v->kind == WIRE_V_RECORD ? wire_put_record(a, to, (enum wire_key)v->key, v->at)
                                        : wire_put_text(a, to, (enum wire_key)v->key, v->s, v->at);
        if (made == NULL)
            continue;
        made->kind = v->kind;
        made->flags = v->flags;
        made->name = v->name;
        made->lang = v->lang;
        made->first = v->first;
        made->last = v->last;
    }
}

/* Of a concept, its notes and definitions that are no more than words are texts. */
static void
settle_words(struct wire_value *record)
{
    if (record->kind != WIRE_V_RECORD || record->last == NULL || record->last->key < WIRE_K_BROADER)
        return; /* keys stand in order: it has no such members */
    for (struct wire_value *v = record->first; v != NULL; v = v->next) {
        settle_words(v); /* as deep as the source, which is bounded */
        if (v->key == WIRE_K_OTHER && (wire_str_is(v->name, "definition") || wire_str_is(v->name, "note")))
            shorten(v, false);
    }
    gather(record);
}

/* Coverage as ninjs has it is one planning with an element of our own writer: what they say is said of the coverage. */
static void
raise_planning(struct wire_article *a, struct wire_value *coverage)
{
    struct wire_value *planning = find(coverage, "planning"), *flat, *class, *note;

    if (planning == NULL || planning->kind != WIRE_V_RECORD || (flat = find(planning, G2_FLAT)) == NULL ||
        flat->kind != WIRE_V_RECORD || find(flat, G2_FLAT) == NULL)
        return;
    wire_drop_member(flat, find(flat, G2_FLAT));
    wire_drop_member(coverage, planning);
    if ((class = find(planning, "itemClass")) != NULL)
        wire_put_text(a, coverage, WIRE_K_TYPE, g2_local(wire_member(class, WIRE_K_QCODE)), class->at);
    raise(a, coverage, flat);
    if ((note = find(planning, "edNote")) != NULL) {
        wire_drop_member(planning, note);
        planning->first = planning->last = note;
        raise(a, coverage, planning);
    }
}

/* A code that our own writer made because the format demands one goes, with the mark that says so. */
static void
drop_supplied(struct wire_value *record)
{
    const struct wire_value *mark = find(record, "supplied");
    const enum wire_key codes[] = { WIRE_K_QCODE, WIRE_K_URI };

    if (mark == NULL)
        return;
    wire_drop_member(record, mark);
    for (size_t i = 0; i < WIRE_COUNT(codes); i++) {
        if (wire_get(record, codes[i]) != NULL)
            wire_drop_member(record, wire_get(record, codes[i]));
    }
}

/* The id of a concept is what it is called by, and its type a code: they are members of the concept itself. */
static void
settle_concept(struct wire_article *a, struct wire_value *concept)
{
    static const char *const raised[] = { "qcode", "uri", "created", "retired" };
    struct wire_value *id = find(concept, "conceptId"), *type = find(concept, "conceptType"), *made;

    if (id != NULL && id->kind == WIRE_V_RECORD) {
        bool supplied = find(id, "supplied") != NULL; /* by our own writer: there is none */
        for (size_t i = supplied ? 2 : 0; i < WIRE_COUNT(raised); i++) { /* the times alone are nobody's invention */
            enum wire_key key = wire_key_named(wire_str_of(raised[i]));
            struct wire_value *v = key != WIRE_K_OTHER ? wire_get(id, key) : find(id, raised[i]);
            if (v == NULL || v->kind != WIRE_V_TEXT)
                continue;
            wire_drop_member(id, v);
            if ((made = wire_put_text(a, concept, key, v->s, v->at)) != NULL)
                made->name = v->name;
        }
        drop_supplied(id);
        if (id->first == NULL)
            wire_drop_member(concept, id);
    }
    if (type != NULL && type->kind == WIRE_V_RECORD) {
        struct wire_value *code = wire_get(type, WIRE_K_QCODE);
        bool supplied = find(type, "supplied") != NULL;
        if (code != NULL && !supplied) {
            wire_drop_member(type, code);
            wire_put_text(a, concept, WIRE_K_TYPE, code->s, code->at);
        }
        drop_supplied(type);
        if (type->first == NULL)
            wire_drop_member(concept, type);
    }
}

/* A concept that is all our own writer's, made for an event because the format demands it, is none. */
static void
drop_empty(struct wire_list *list)
{
    if (list->first != NULL && list->first == list->last && list->first->first == NULL)
        *list = (struct wire_list){ NULL, NULL };
}

void
g2_settle_details(struct wire_article *a)
{
    static const struct {
        enum wire_field field;
        const char *name;
    } fields[] = { { WIRE_F_EVENT_DETAILS, "" }, { WIRE_F_PLANNED_COVERAGE, "" }, { WIRE_F_CONCEPTS, "" }, { WIRE_F_CATALOG, "catalog" } };
    const wire_field_set of_details = WIRE_FIELD(WIRE_F_EVENT_DETAILS) | WIRE_FIELD(WIRE_F_PLANNED_COVERAGE) |
                                      WIRE_FIELD(WIRE_F_CONCEPTS) | WIRE_FIELD(WIRE_F_CATALOG);

    for (size_t i = 0; i < WIRE_COUNT(fields); i++) {
        for (struct wire_value *v = wire_first(a, fields[i].field); v != NULL; v = v->next) {
            settle(a, v, wire_str_of(fields[i].name));
            raise_planning(a, v);
            if (fields[i].field == WIRE_F_CONCEPTS)
                settle_concept(a, v);
        }
    }
    drop_empty(&a->fields[WIRE_F_CONCEPTS]);
    for (int f = 0; f < WIRE_FIELD_COUNT; f++) {
        if (wire_field_in(of_details, f))
            continue;
        for (struct wire_value *v = wire_first(a, (enum wire_field)f); v != NULL; v = v->next)
            settle_words(v);
    }
}

/* Events and planned coverage: ninjs 3 has them in the form the article keeps, but takes nothing else beside. */
#include "ninjs/write.h"

#include "article/supply.h"
#include "ninjs/values.h"

enum kind { TEXT, URI, TIME, UP_TO, WHOLE, NINE, STATUS, TYPE, FREQUENCY, OBJECT, OBJECTS, TEXTS, RENDITIONS };

/* A member of an object, as ninjs 3.1 defines it (eventDetails, plannedCoverage). */
struct spec {
    const char *name;
    enum kind kind;
    const struct spec *sub; /* ended by a NULL name */
};

static const struct spec rule[] = {
    { "frequency", FREQUENCY, NULL }, { "interval", WHOLE, NULL }, { "until", TIME, NULL }, { "count", WHOLE, NULL },
    { NULL, TEXT, NULL },
};
static const struct spec recurrence[] = { { "recurrenceRules", OBJECTS, rule }, { NULL, TEXT, NULL } };
static const struct spec dates[] = {
    { "startDate", TIME, NULL },         { "endDate", TIME, NULL },           { "expectedStartDate", UP_TO, NULL },
    { "expectedEndDate", UP_TO, NULL },  { "expectedDuration", TEXT, NULL },  { "recurrence", OBJECT, recurrence },
    { NULL, TEXT, NULL },
};
static const struct spec symbol[] = {
    { "exchange", TEXT, NULL }, { "symbolType", URI, NULL }, { "symbol", TEXT, NULL }, { NULL, TEXT, NULL },
};
static const struct spec address[] = {
    { "lines", TEXTS, NULL },      { "locality", TEXT, NULL }, { "area", TEXT, NULL },
    { "postalCode", TEXT, NULL }, { "country", TEXT, NULL },  { NULL, TEXT, NULL },
};
static const struct spec contact[] = {
    { "type", TEXT, NULL },  { "role", TEXT, NULL },         { "lang", TEXT, NULL }, { "name", TEXT, NULL },
    { "value", TEXT, NULL }, { "address", OBJECT, address }, { NULL, TEXT, NULL },
};
static const struct spec organiser[] = {
    { "name", TEXT, NULL },    { "rel", TEXT, NULL },        { "uri", URI, NULL },
    { "literal", TEXT, NULL }, { "symbols", OBJECTS, symbol }, { "contactInfo", OBJECTS, contact }, { NULL, TEXT, NULL },
};
static const struct spec event[] = {
    { "eventStatus", URI, NULL },  { "plannedCoverageStatus", URI, NULL }, { "dates", OBJECT, dates },
    { "organiser", OBJECT, organiser }, { NULL, TEXT, NULL },
};
static const struct spec reference[] = { { "name", TEXT, NULL }, { "value", TEXT, NULL }, { NULL, TEXT, NULL } };
static const struct spec commissioned[] = {
    { "by", TEXT, NULL }, { "on", TIME, NULL }, { "references", OBJECTS, reference }, { NULL, TEXT, NULL },
};
static const struct spec audience[] = { { "audience", TEXT, NULL }, { "significance", WHOLE, NULL }, { NULL, TEXT, NULL } };
static const struct spec range[] = { { "rangeFrom", WHOLE, NULL }, { "rangeTo", WHOLE, NULL }, { NULL, TEXT, NULL } };
static const struct spec coverage[] = {
    { "uri", URI, NULL },         { "title", TEXT, NULL },
    { "pubStatus", STATUS, NULL }, { "type", TYPE, NULL },
    { "commissioned", OBJECT, commissioned }, { "dates", OBJECT, dates },
    { "audiences", OBJECTS, audience },       { "exclAudience", TEXTS, NULL },
    { "edNote", TEXT, NULL },     { "urgency", NINE, NULL },
    { "language", TEXT, NULL },   { "itemCount", OBJECT, range },
    { "wordCount", WHOLE, NULL }, { "renditions", RENDITIONS, NULL },
    { NULL, TEXT, NULL },
};

static bool object(struct ninjs *, const char *name, const struct wire_value *, const struct spec *);

static const struct wire_value *
find(const struct ninjs *w, const struct wire_value *record, const char *name)
{
    return wire_ninjs_find(w, record, wire_key_named(wire_str_of(name)), name);
}

/* One value as its spec has it; false where it does not suit. */
static bool
one(struct ninjs *w, const char *name, const struct wire_value *v, const struct spec *s)
{
    static const char *const frequencies[] = { "secondly", "minutely", "hourly", "daily", "weekly", "monthly", "yearly", NULL };
    bool good;

    if (v->kind == WIRE_V_RECORD && s->sub == NULL && s->kind != RENDITIONS) /* NewsML-G2 says more of it than ninjs can */
        v = wire_get(v, s->kind == URI ? WIRE_K_URI : WIRE_K_VALUE);
    if (v == NULL)
        return false;
    good = v->kind == WIRE_V_TEXT;
    switch (s->kind) {
    case OBJECT:
    case OBJECTS:
        return v->kind == WIRE_V_RECORD && object(w, name, v, s->sub);
    case RENDITIONS:
        return v->kind == WIRE_V_RECORD && wire_ninjs_rendition(w, v);
    case WHOLE:
        return wire_ninjs_whole(w, name, v->s, INT64_MIN / 16, INT64_MAX / 16);
    case NINE:
        return wire_ninjs_whole(w, name, v->s, 1, 9);
    case TIME:
        return good && wire_ninjs_time(w, name, v->s);
    case UP_TO:
        good = good && wire_ninjs_is_up_to(v->s);
        break;
    case URI:
        good = good && wire_is_uri(v->s);
        break;
    case STATUS:
        good = wire_ninjs_is_one_of(v->s, wire_ninjs_statuses);
        break;
    case TYPE:
        good = wire_ninjs_is_one_of(v->s, wire_ninjs_types);
        break;
    case FREQUENCY:
        good = wire_ninjs_is_one_of(v->s, frequencies);
        break;
    case TEXT:
    case TEXTS:
        break;
    }
    return good && wire_ninjs_text(w, name, v->s);
}

/* dates: a beginning or an end, each either fixed or expected, not both (datesObjectType, anyOf). */
static bool
is_twice(const struct ninjs *w, const struct wire_value *record, const char *name)
{
    return (strcmp(name, "expectedStartDate") == 0 && find(w, record, "startDate") != NULL) ||
           (strcmp(name, "expectedEndDate") == 0 && find(w, record, "endDate") != NULL);
}

/* contactInfo: either a value or an address (contactInfoType, oneOf). */
static bool
is_no_contact(const struct ninjs *w, const struct wire_value *record)
{
    return (find(w, record, "value") != NULL) == (find(w, record, "address") != NULL);
}

static bool
object(struct ninjs *w, const char *name, const struct wire_value *record, const struct spec *specs)
{
    size_t began = wire_json_open_bracket(&w->j, name, '{');
    unsigned ends = 0;

    for (const struct spec *s = specs; s->name != NULL; s++) {
        const struct wire_value *v = find(w, record, s->name), *next;
        const char *named = w->version != NINJS_3 && strcmp(s->name, "postalCode") == 0 ? "postalcode" : s->name;
        bool many = s->kind == OBJECTS || s->kind == TEXTS || s->kind == RENDITIONS, put = false;
        size_t array = 0;
        if (v == NULL || is_twice(w, record, s->name))
            continue;
        if (specs == contact && s->sub == address && is_no_contact(w, record))
            continue; /* a value there is: it says more */
        if (many)
            array = wire_json_open_bracket(&w->j, named, '[');
        for (; v != NULL; v = next) {
            put |= !wire_ninjs_shows(w, v) || one(w, many ? NULL : named, v, s);
            next = v->next;
            if (!many || next == NULL || next->key != v->key || !wire_str_eq(next->name, v->name))
                break;
        }
        if (many)
            wire_json_close_bracket(&w->j, array, ']');
        if (specs == dates && put && strstr(s->name, "Date") != NULL)
            ends++;
        if (!put)
            wire_ninjs_note(w, WIRE_DROPPED, s->name, "ninjs has no place for such a value", record->at);
    }
    if ((specs == dates && ends == 0) ||
        (specs == contact && find(w, record, "value") == NULL && find(w, record, "address") == NULL)) {
        w->out->buf.n = began;
        w->j.depth--;
        return false;
    }
    return wire_json_close_bracket(&w->j, began, '}');
}

bool
wire_ninjs_contacts(struct ninjs *w, const struct wire_value *record)
{
    static const char *const names[NINJS_VERSIONS] = { "contactinfo", "contactinfo", "contactInfo" };
    size_t began = wire_json_open_bracket(&w->j, names[w->version], '[');

    for (const struct wire_value *v = find(w, record, "contactInfo"); v != NULL; v = v->next) {
        if (v->kind == WIRE_V_RECORD)
            object(w, NULL, v, contact);
    }
    return wire_json_close_bracket(&w->j, began, ']');
}

/* Whether a record says more than ninjs has names for, at any level. */
static bool
says_more(const struct wire_value *record, const struct spec *specs)
{
    for (const struct wire_value *v = record->first; v != NULL; v = v->next) {
        struct wire_str name = v->key == WIRE_K_OTHER ? v->name : wire_str_of(wire_keys[v->key]);
        const struct spec *s = specs;
        while (s->name != NULL && !wire_str_is(name, s->name))
            s++;
        if (s->name == NULL || (v->kind == WIRE_V_RECORD && s->kind != RENDITIONS && (s->sub == NULL || says_more(v, s->sub))))
            return true;
    }
    return false;
}

/* The member of a planning as NewsML-G2 has it (mapping.md, plannedCoverage) that ninjs has too. */
static void
planning(struct ninjs *w, const struct wire_value *plan)
{
    static const struct spec kept[] = { { "edNote", TEXT, NULL }, { "urgency", NINE, NULL } };
    size_t began = wire_json_open_bracket(&w->j, NULL, '{'), inner;
    const struct wire_value *count = find(w, plan, "itemCount"), *v;
    struct wire_str type = wire_member(find(w, plan, "itemClass"), WIRE_K_QCODE);
    const char *colon = type.n != 0 ? memchr(type.p, ':', type.n) : NULL;

    if (colon != NULL)
        type = wire_str_sub(type, (size_t)(colon + 1 - type.p), type.n);
    if (wire_ninjs_is_one_of(type, wire_ninjs_types))
        wire_ninjs_text(w, "type", type);
    for (size_t i = 0; i < WIRE_COUNT(kept); i++) {
        if ((v = find(w, plan, kept[i].name)) != NULL && wire_ninjs_shows(w, v))
            one(w, kept[i].name, v, &kept[i]);
    }
    if (count != NULL && count->kind == WIRE_V_RECORD) {
        inner = wire_json_open_bracket(&w->j, "itemCount", '{');
        if ((v = find(w, count, "rangefrom")) != NULL)
            wire_ninjs_whole(w, "rangeFrom", v->s, INT64_MIN / 16, INT64_MAX / 16);
        if ((v = find(w, count, "rangeto")) != NULL)
            wire_ninjs_whole(w, "rangeTo", v->s, INT64_MIN / 16, INT64_MAX / 16);
        wire_json_close_bracket(&w->j, inner, '}');
    }
    wire_json_close_bracket(&w->j, began, '}');
}

void
wire_ninjs_put_details(struct ninjs *w, const char *name, enum wire_field f)
{
    const struct spec *specs = f == WIRE_F_EVENT_DETAILS ? event : coverage;
    size_t began = f == WIRE_F_EVENT_DETAILS ? 0 : wire_json_open_bracket(&w->j, name, '[');

    for (const struct wire_value *v = wire_first(w->a, f); v != NULL; v = v->next) {
        const struct wire_value *plan = find(w, v, "planning");
        if (!wire_ninjs_shows(w, v))
            continue;
        if (says_more(v, specs))
            wire_ninjs_note(w, WIRE_DROPPED, wire_fields[f].name, "ninjs has no place for all that is said of it", v->at);
        if (f == WIRE_F_EVENT_DETAILS) {
            object(w, name, v, event);
            return;
        }
        if (plan == NULL)
            object(w, NULL, v, coverage);
        for (; plan != NULL; plan = plan->next) {
            if (plan->kind == WIRE_V_RECORD && wire_str_is(plan->name, "planning") && wire_ninjs_shows(w, plan))
                planning(w, plan);
        }
    }
    if (f != WIRE_F_EVENT_DETAILS)
        wire_json_close_bracket(&w->j, began, ']');
}

/* The ninjs writer: one table says which field goes where in which version, one walk over it writes a story. */
#include "ninjs/write.h"

#include "article/fragment.h"
#include "article/supply.h"
#include "article/time.h"
#include "ninjs/read.h"
#include "ninjs/values.h"

static const char *const version_names[NINJS_VERSIONS] = { [NINJS_1] = "1.6", [NINJS_2] = "2.2", [NINJS_3] = "3.1" };

static void write_object(struct ninjs *, struct wire_str made_up_name);

static bool
version_of(const struct wire_out *out, enum ninjs_version *version)
{
    struct wire_str wanted = wire_str_of(out->options->version);

    *version = NINJS_3;
    if (wanted.p == NULL)
        return true;
    for (int v = 0; v < NINJS_VERSIONS; v++) {
        if (wire_str_is(wanted, version_names[v])) {
            *version = (enum ninjs_version)v;
            return true;
        }
    }
    return false;
}

/* The first value of a field that goes out. */
static const struct wire_value *
first(const struct ninjs *w, enum wire_field f)
{
    const struct wire_value *v = wire_first(w->a, f);

    while (v != NULL && !wire_ninjs_shows(w, v))
        v = v->next;
    return v;
}

/* --- single values --- */

static void
put_text(struct ninjs *w, const char *name, enum wire_field f)
{
    const struct wire_value *v = first(w, f);

    if (v != NULL)
        wire_ninjs_text(w, name, v->s);
}

static void
put_time(struct ninjs *w, const char *name, enum wire_field f)
{
    const struct wire_value *v = first(w, f);

    if (v != NULL && !wire_ninjs_time(w, name, v->s))
        wire_ninjs_note(w, WIRE_DROPPED, wire_fields[f].name, "a date-time needs a time of day and an offset", v->at);
}

static void
put_urgency(struct ninjs *w, const char *name, enum wire_field f)
{
    const struct wire_value *v = first(w, f);

    if (v != NULL && !wire_ninjs_whole(w, name, v->s, 1, 9))
        wire_ninjs_note(w, WIRE_DROPPED, wire_fields[f].name, "it is not 1 to 9", v->at);
}

static void
put_type(struct ninjs *w, const char *name, enum wire_field f)
{
    const struct wire_value *v = first(w, f);

    if (v == NULL)
        return;
    if (wire_ninjs_is_one_of(v->s, wire_ninjs_types) &&
        (w->version == NINJS_3 || (!wire_str_is(v->s, "event") && !wire_str_is(v->s, "planning"))))
        wire_ninjs_text(w, name, v->s);
    else
        wire_ninjs_note(w, WIRE_DROPPED, wire_fields[f].name, "this version knows no such type", v->at);
}

/* 1.x says complete and incomplete where later versions say full and partial. */
static void
put_representation(struct ninjs *w, const char *name, enum wire_field f)
{
    static const char *const words[2][2] = { { "partial", "full" }, { "incomplete", "complete" } };
    const struct wire_value *v = first(w, f);
    bool full, partial;

    if (v == NULL)
        return;
    full = wire_str_is(v->s, "full") || wire_str_is(v->s, "complete");
    partial = wire_str_is(v->s, "partial") || wire_str_is(v->s, "incomplete");
    if (full || partial)
        wire_ninjs_text(w, name, wire_str_of(words[w->version == NINJS_1][full]));
    else
        wire_ninjs_note(w, WIRE_DROPPED, wire_fields[f].name, "ninjs knows no such word for it", v->at);
}

/* An embargo that ninjs cannot say must not be lost: such a story is withheld. */
static bool
has_lasting_embargo(const struct ninjs *w)
{
    const struct wire_value *until = wire_first(w->a, WIRE_F_EMBARGOED_UNTIL), *embargo = wire_first(w->a, WIRE_F_EMBARGO);
    const struct wire_value *open = wire_get(embargo, WIRE_K_OPEN);
    struct wire_time t;

    if (until != NULL)
        return !wire_time_read(until->s, &t) || t.hour < 0 || !t.has_offset;
    return embargo != NULL && (open == NULL || open->kind == WIRE_V_TRUE);
}

static void
put_status(struct ninjs *w, const char *name, enum wire_field f)
{
    const struct wire_value *v = wire_first(w->a, f);
    struct wire_str status = v != NULL ? v->s : WIRE_NONE;

    bool lasts = has_lasting_embargo(w);

    if (lasts)
        wire_ninjs_note(w, WIRE_MOVED, "embargo", "an embargo whose end ninjs cannot say: pubStatus withheld",
                   v != NULL ? v->at : (struct wire_at){ 0, 0, 0 });
    if (lasts && !wire_str_is(status, "canceled") && !wire_str_is(status, "withheld")) {
        wire_ninjs_text(w, name, WIRE_STR("withheld"));
        if (v != NULL)
            wire_ninjs_note(w, WIRE_MOVED, wire_fields[f].name, "withheld, for an embargo whose end ninjs cannot say", v->at);
    } else if (wire_ninjs_is_one_of(status, wire_ninjs_statuses)) {
        wire_ninjs_text(w, name, status);
    } else if (v != NULL) {
        wire_ninjs_note(w, WIRE_DROPPED, wire_fields[f].name, "ninjs knows no such status", v->at);
    }
}

/* A story that says nothing else of where it was made was made where its dateline says. It stands right behind the uri,
 * by which we know it again (ninjs.h). */
static void
put_dateline_place(struct ninjs *w)
{
    const struct wire_value *dateline = first(w, WIRE_F_DATELINE);
    struct wire_str place = wire_ninjs_member(w, dateline, WIRE_K_PLACE);

    if (dateline != NULL)
        wire_ninjs_note(w, WIRE_MOVED, "dateline", "it is told by the words of the body, and its place by located", dateline->at);
    if (place.n != 0 && first(w, WIRE_F_LOCATED) == NULL)
        wire_ninjs_text(w, "located", place);
}

/* Where the content was made. */
static void
put_located(struct ninjs *w, const char *name, enum wire_field f)
{
    const struct wire_value *located = first(w, f);
    struct wire_str place = wire_ninjs_member(w, located, WIRE_K_NAME);

    if (place.n == 0)
        place = wire_ninjs_member(w, located, WIRE_K_LITERAL);
    wire_ninjs_text(w, name, place);
    if (located != NULL && located->first != NULL && located->first != located->last)
        wire_ninjs_note(w, WIRE_DROPPED, "located", "only the name has a place", located->at);
}

/* --- notes --- */

static void
add_line(struct wire_buf *b, struct wire_str s)
{
    if (s.n == 0)
        return;
    if (b->n != 0)
        wire_buf_putc(b, '\n');
    wire_buf_str(b, s);
}

/* One text for all notes; and, where asked for, for what is not for publication: it is for the staff that receives it. */
static void
put_notes(struct ninjs *w, const char *name, enum wire_field f)
{
    unsigned count = 0;

    wire_buf_clear(&w->scratch);
    for (const struct wire_value *v = wire_first(w->a, f); v != NULL; v = v->next) {
        const struct wire_value *open = wire_get(v, WIRE_K_PUBLIC);
        if (!w->secret && (!wire_is_public(v) || (open != NULL && open->kind == WIRE_V_FALSE)))
            continue;
        add_line(&w->scratch, wire_ninjs_member(w, v, WIRE_K_VALUE));
        if (wire_get(v, WIRE_K_ROLE) != NULL || count != 0)
            wire_ninjs_note(w, WIRE_DROPPED, "edNotes", count != 0 ? "one edNote for all notes" : "its role", v->at);
        count++;
    }
    for (const struct wire_value *v = wire_first(w->a, WIRE_F_NON_PUBLIC); v != NULL && w->secret; v = v->next) {
        add_line(&w->scratch, wire_ninjs_member(w, v, WIRE_K_VALUE));
        wire_ninjs_note(w, WIRE_MOVED, "nonPublic", "edNote", v->at);
    }
    if (w->scratch.n != 0)
        wire_ninjs_text(w, name, wire_buf_slice(&w->scratch));
}

/* --- headlines, descriptions, bodies --- */

static void
note_said(struct ninjs *w, const struct wire_value *v, const char *path)
{
    if (v->lang.n != 0)
        wire_ninjs_note(w, WIRE_DROPPED, path, "its language", v->at);
    for (const struct wire_value *m = v->first; m != NULL; m = m->next) {
        if (m->key != WIRE_K_ROLE && m->key != WIRE_K_VALUE && m->key != WIRE_K_PUBLIC)
            wire_ninjs_note(w, WIRE_DROPPED, path, "what it says beside its words", v->at);
    }
}

/* The headline of role main, else the first one that goes out. */
static const struct wire_value *
main_headline(const struct ninjs *w)
{
    const struct wire_value *best = NULL;

    for (const struct wire_value *v = wire_first(w->a, WIRE_F_HEADLINES); v != NULL; v = v->next) {
        if (!wire_ninjs_shows(w, v) || wire_ninjs_member(w, v, WIRE_K_VALUE).n == 0)
            continue;
        if (wire_str_is(wire_ninjs_member(w, v, WIRE_K_ROLE), "main"))
            return v;
        if (best == NULL)
            best = v;
    }
    return best;
}

/* 1.x has a name for each: headline, headline_sub, description_text. */
static void
put_named(struct ninjs *w, enum wire_field f)
{
    bool headlines = f == WIRE_F_HEADLINES;
    const struct wire_value *plain = headlines ? main_headline(w) : NULL;
    struct ninjs_map map = { .count = 0 };

    for (const struct wire_value *v = wire_first(w->a, f); v != NULL; v = v->next) {
        struct wire_str role = wire_ninjs_member(w, v, WIRE_K_ROLE), value = wire_ninjs_member(w, v, WIRE_K_VALUE);
        char name[80] = "headline";
        if (!wire_ninjs_shows(w, v) || value.n == 0)
            continue;
        if (v != plain)
            wire_ninjs_map_name(&map, headlines ? "headline_" : "description_", role.n != 0 ? role : WIRE_STR("text"), name);
        if (v != plain && role.n == 0)
            wire_ninjs_note(w, WIRE_MOVED, wire_fields[f].name, "it got the role text", v->at);
        else if (v == plain && !wire_str_is(role, "main"))
            wire_ninjs_note(w, WIRE_MOVED, "headlines", "it became the main one", v->at);
        wire_ninjs_text(w, name, value);
        note_said(w, v, wire_fields[f].name);
    }
}

static void
put_said(struct ninjs *w, const char *name, enum wire_field f)
{
    size_t all, one;

    if (w->version == NINJS_1) {
        put_named(w, f);
        return;
    }
    all = wire_json_open_bracket(&w->j, name, '[');
    for (const struct wire_value *v = wire_first(w->a, f); v != NULL; v = v->next) {
        struct wire_str value = wire_ninjs_member(w, v, WIRE_K_VALUE);
        if (!wire_ninjs_shows(w, v) || value.n == 0)
            continue;
        one = wire_json_open_bracket(&w->j, NULL, '{');
        wire_ninjs_text(w, "role", wire_ninjs_member(w, v, WIRE_K_ROLE));
        wire_ninjs_text(w, "value", value);
        wire_json_close_bracket(&w->j, one, '}');
        note_said(w, v, wire_fields[f].name);
    }
    wire_json_close_bracket(&w->j, all, ']');
}

static void
body(struct ninjs *w, const char *named, const char *type,
     void (*print)(struct wire_buf *, const struct wire_node *, enum wire_visibility),
     size_t (*weigh)(const char *, size_t))
{
    enum wire_visibility visibility = w->secret ? WIRE_EDITORS : WIRE_PUBLIC;
    struct wire_str count = wire_ninjs_member(w, wire_first(w->a, WIRE_F_BODIES), WIRE_K_WORD_COUNT);
    size_t one;

    wire_buf_clear(&w->scratch);
    print(&w->scratch, w->a->body, visibility);
    wire_out_body(w->out, wire_node_weight(w->a->body, visibility), weigh(w->scratch.p, w->scratch.n));
    if (w->scratch.n == 0)
        return; /* pictures have no words */
    if (w->version == NINJS_1) {
        wire_json_text(&w->j, named, wire_buf_slice(&w->scratch));
        return;
    }
    one = wire_json_open_bracket(&w->j, NULL, '{');
    wire_ninjs_text(w, "role", WIRE_STR("main"));
    wire_ninjs_text(w, w->version == NINJS_2 ? "contenttype" : "contentType", wire_str_of(type));
    wire_ninjs_whole(w, w->version == NINJS_2 ? "wordcount" : "wordCount", count, 0, INT64_MAX / 16);
    wire_json_text(&w->j, "value", wire_buf_slice(&w->scratch));
    wire_json_close_bracket(&w->j, one, '}');
}

static void
put_bodies(struct ninjs *w, const char *name, enum wire_field f)
{
    size_t all = 0;

    if (w->a->body == NULL || w->a->body->first == NULL) {
        if (wire_get(wire_first(w->a, f), WIRE_K_WORD_COUNT) != NULL)
            wire_ninjs_note(w, WIRE_DROPPED, "bodies", "words are counted of a body", wire_first(w->a, f)->at);
        return;
    }
    if (w->version == NINJS_1)
        wire_ninjs_whole(w, "wordcount", wire_ninjs_member(w, wire_first(w->a, f), WIRE_K_WORD_COUNT), 0, INT64_MAX / 16);
    else
        all = wire_json_open_bracket(&w->j, name, '[');
    body(w, "body_xhtml", "application/xhtml+xml", wire_fragment_xhtml, wire_weight_markup);
    body(w, "body_text", "text/plain", wire_fragment_text, wire_weight);
    if (w->version != NINJS_1)
        wire_json_close_bracket(&w->j, all, ']');
}

/* --- ids, associations --- */

static void
put_alt_ids(struct ninjs *w, const char *name, enum wire_field f)
{
    bool map = w->version == NINJS_1;
    size_t all = wire_json_open_bracket(&w->j, name, map ? '{' : '['), one;
    struct ninjs_map names = { .count = 0 };
    char entry[80];

    for (const struct wire_value *v = wire_first(w->a, f); v != NULL; v = v->next) {
        struct wire_str role = wire_ninjs_member(w, v, WIRE_K_ROLE), value = wire_ninjs_member(w, v, WIRE_K_VALUE);
        if (!wire_ninjs_shows(w, v) || value.n == 0)
            continue;
        if (map) {
            wire_ninjs_map_name(&names, "", role.n != 0 ? role : WIRE_STR("id"), entry);
            wire_ninjs_text(w, entry, value);
            note_said(w, v, "altIds");
            continue;
        }
        one = wire_json_open_bracket(&w->j, NULL, '{');
        note_said(w, v, "altIds");
        wire_ninjs_text(w, "role", role);
        wire_ninjs_text(w, "value", value);
        wire_json_close_bracket(&w->j, one, '}');
    }
    wire_json_close_bracket(&w->j, all, map ? '}' : ']');
}

static void
put_associations(struct ninjs *w, const char *name, enum wire_field f)
{
    bool map = w->version == NINJS_1;
    size_t all = wire_json_open_bracket(&w->j, name, map ? '{' : '[');
    const struct wire_article *outer = w->a;
    struct ninjs_map names = { .count = 0 };
    char entry[80];

    for (const struct wire_value *v = wire_first(outer, f); v != NULL; v = v->next) {
        struct wire_str called, rel, made_up = WIRE_NONE;
        size_t one;
        if (v->article == NULL || !wire_ninjs_shows(w, v))
            continue;
        w->a = v->article;
        called = wire_text_of(w->a, WIRE_F_NAME);
        rel = wire_text_of(w->a, WIRE_F_REL);
        if (called.n == 0) {
            made_up = rel.n != 0 ? rel : WIRE_STR(WIRE_SUPPLIED_LITERAL);
            wire_ninjs_note(w, WIRE_SUPPLIED, "name", rel.n != 0 ? "its rel" : "unknown", v->at);
        }
        if (map)
            wire_ninjs_map_name(&names, "", called.n != 0 ? called : made_up, entry);
        one = wire_json_open_bracket(&w->j, map ? entry : NULL, '{');
        if (!map)
            wire_ninjs_text(w, "name", called);
        if (w->version == NINJS_3)
            wire_ninjs_text(w, "rel", rel);
        else if (rel.n != 0 && made_up.n == 0)
            wire_ninjs_note(w, WIRE_DROPPED, "rel", "this version has no place for it", v->at);
        write_object(w, map ? WIRE_NONE : made_up);
        wire_json_close_bracket(&w->j, one, '}');
        w->a = outer;
    }
    wire_json_close_bracket(&w->j, all, map ? '}' : ']');
}

/* --- the table --- */

/* Fields in the order ninjs 3.1 lists them. `also`: a field that may be written there too. */
static const struct {
    enum wire_field field, also;
    struct ninjs_name name;
    wire_ninjs_put_fn *put;
} rows[] = {
#define ROW(field, one, two, three, put) { field, field, { { one, two, three } }, put }
#define ALSO(field, also, one, two, three, put) { field, also, { { one, two, three } }, put }
    ROW(WIRE_F_TYPE, "type", "type", "type", put_type),
    ROW(WIRE_F_REPRESENTATION_TYPE, "representationtype", "representationtype", "representationType", put_representation),
    ROW(WIRE_F_VERSION, "version", "version", "version", put_text),
    ROW(WIRE_F_FIRST_CREATED, "firstcreated", "firstcreated", "firstCreated", put_time),
    ROW(WIRE_F_VERSION_CREATED, "versioncreated", "versioncreated", "versionCreated", put_time),
    ROW(WIRE_F_CONTENT_CREATED, "contentcreated", "contentcreated", "contentCreated", put_time),
    ROW(WIRE_F_EMBARGOED_UNTIL, "embargoed", "embargoed", "embargoedUntil", put_time),
    ROW(WIRE_F_EXPIRES, "expires", "expires", "expires", put_time),
    { WIRE_F_PUB_STATUS, WIRE_F_EMBARGOED_UNTIL, { { "pubstatus", "pubstatus", "pubStatus" } }, put_status },
    ROW(WIRE_F_URGENCY, "urgency", "urgency", "urgency", put_urgency),
    ROW(WIRE_F_COPYRIGHT_HOLDER, "copyrightholder", "copyrightholder", "copyrightHolder", put_text),
    ROW(WIRE_F_COPYRIGHT_NOTICE, "copyrightnotice", "copyrightnotice", "copyrightNotice", put_text),
    ROW(WIRE_F_USAGE_TERMS, "usageterms", "usageterms", "usageTerms", put_text),
    ALSO(WIRE_F_ED_NOTES, WIRE_F_NON_PUBLIC, "ednote", "ednote", "edNote", put_notes),
    ROW(WIRE_F_LANGUAGE, "language", "language", "language", put_text),
    ROW(WIRE_F_HEADLINES, "headline", "headlines", "headlines", put_said),
    ROW(WIRE_F_TITLE, "title", "title", "title", put_text),
    ROW(WIRE_F_BY, "byline", "by", "by", put_text),
    ROW(WIRE_F_SLUGLINE, "slugline", "slugline", "slugline", put_text),
    ROW(WIRE_F_LOCATED, "located", "located", "located", put_located),
    ROW(WIRE_F_DESCRIPTIONS, "description", "descriptions", "descriptions", put_said),
    ALSO(WIRE_F_PEOPLE, WIRE_F_CREDITS, "person", "people", "people", wire_ninjs_put_people),
    ROW(WIRE_F_ORGANISATIONS, "organisation", "organisations", "organisations", wire_ninjs_put_concepts),
    ROW(WIRE_F_PLACES, "place", "places", "places", wire_ninjs_put_concepts),
    ALSO(WIRE_F_SUBJECTS, WIRE_F_KEYWORDS, "subject", "subjects", "subjects", wire_ninjs_put_subjects),
    ROW(WIRE_F_EVENTS, "event", "events", "events", wire_ninjs_put_concepts),
    ROW(WIRE_F_EVENT_DETAILS, NULL, NULL, "eventDetails", wire_ninjs_put_details),
    ROW(WIRE_F_PLANNED_COVERAGE, NULL, NULL, "plannedCoverage", wire_ninjs_put_details),
    ROW(WIRE_F_OBJECTS, "object", "objects", "objects", wire_ninjs_put_concepts),
    ALSO(WIRE_F_INFO_SOURCES, WIRE_F_PROVIDER, "infosource", "infosources", "infoSources", wire_ninjs_put_sources),
    ROW(WIRE_F_GENRES, "genre", "genres", "genres", wire_ninjs_put_genres),
    ROW(WIRE_F_ALT_IDS, "altids", "altids", "altIds", put_alt_ids),
    ROW(WIRE_F_TRUST_INDICATORS, "trustindicator", "trustindicators", "trustIndicators", wire_ninjs_put_trust),
    ROW(WIRE_F_RIGHTS_INFO, "rightsinfo", "rightsinfo", "rightsInfo", wire_ninjs_put_rights_info),
    ROW(WIRE_F_DIGITAL_SOURCE_TYPE, "digitalsourcetype", "digitalsourcetype", "digitalSourceType", wire_ninjs_put_source_type),
    { WIRE_F_BODIES, WIRE_F_SOURCE, { { "body", "bodies", "bodies" } }, put_bodies },
    ROW(WIRE_F_RENDITIONS, "renditions", "renditions", "renditions", wire_ninjs_put_renditions),
    ROW(WIRE_F_ASSOCIATIONS, "associations", "associations", "associations", put_associations),
};

/* The one thing ninjs demands. A text that is no URI is written as one that holds it. */
static void
put_uri(struct ninjs *w)
{
    static const char hex[] = "0123456789ABCDEF";
    const struct wire_value *v = first(w, WIRE_F_URI);

    if (v != NULL && wire_is_uri(v->s)) {
        wire_ninjs_text(w, "uri", v->s);
        return;
    }
    wire_buf_clear(&w->scratch);
    if (v == NULL || v->s.n == 0) {
        wire_supply_uri(&w->scratch, w->a);
        wire_ninjs_note(w, WIRE_SUPPLIED, "uri", "the story has none: made of its words", (struct wire_at){ 0, 0, 0 });
    } else {
        wire_buf_puts(&w->scratch, WIRE_NINJS_ID);
        for (size_t i = 0; i < v->s.n; i++) {
            unsigned char c = (unsigned char)v->s.p[i];
            bool good = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                        (c != '\0' && strchr("-._~:/@!$'()*+,;=", c) != NULL);
            char escaped[3] = { '%', hex[c >> 4], hex[c & 15] };
            wire_buf_put(&w->scratch, good ? (const char *)&v->s.p[i] : escaped, good ? 1 : 3);
        }
        wire_ninjs_note(w, WIRE_MOVED, "uri", "no URI: written as " WIRE_NINJS_ID, v->at);
    }
    wire_ninjs_text(w, "uri", wire_buf_slice(&w->scratch));
}

static void
put_standard(struct ninjs *w)
{
    const char *version = version_names[w->version];
    size_t began = wire_json_open_bracket(&w->j, w->version == NINJS_1 ? "$standard" : "standard", '{');

    wire_json_item(&w->j, "schema");
    wire_buf_printf(w->j.out, "\"" WIRE_NINJS_SCHEMA "\"", (int)strlen(version), version);
    wire_ninjs_text(w, "version", wire_str_of(version));
    wire_ninjs_text(w, "name", WIRE_STR("ninjs"));
    wire_json_close_bracket(&w->j, began, '}');
}

/* The members of the article in hand, in an object that has begun. A name that was made up is known by its place (ninjs.h). */
static void
write_object(struct ninjs *w, struct wire_str made_up_name)
{
    put_uri(w);
    wire_ninjs_text(w, "name", made_up_name);
    put_dateline_place(w);
    wire_ninjs_put_item_kept(w);
    wire_ninjs_find_kept(w);
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        enum wire_field f = rows[i].field;
        bool there = w->a->fields[f].first != NULL || w->a->fields[rows[i].also].first != NULL ||
                     (f == WIRE_F_BODIES && w->a->body != NULL) ||
                     (f == WIRE_F_PUB_STATUS && w->a->fields[WIRE_F_EMBARGO].first != NULL);
        if (f == WIRE_F_ASSOCIATIONS) /* what was kept of them comes in the place of what was kept of this */
            wire_ninjs_not_given(w);
        if (there && rows[i].name.v[w->version] != NULL)
            rows[i].put(w, rows[i].name.v[w->version], f);
        else if (there)
            wire_ninjs_note(w, WIRE_DROPPED, wire_fields[f].name, "this version has no place for it", w->a->fields[f].first->at);
    }
}

static enum wire_status
open(struct wire_out *out)
{
    enum ninjs_version version;

    return version_of(out, &version) && out->options->body == NULL ? WIRE_OK : WIRE_E_USAGE;
}

static enum wire_status
story(struct wire_out *out, const struct wire_article *a)
{
    struct ninjs w = { .j = { &out->buf, out->options->compact, 0 },
                       .out = out,
                       .a = a,
                       .secret = out->options->with_non_public,
                       .scratch = WIRE_BUF_INIT,
                       .kept = WIRE_BUF_INIT };
    size_t began;

    if (!version_of(out, &w.version))
        return WIRE_E_USAGE;
    began = wire_json_open_bracket(&w.j, NULL, '{');
    put_standard(&w);
    write_object(&w, WIRE_NONE);
    wire_json_close_bracket(&w.j, began, '}');
    wire_buf_putc(&out->buf, '\n');
    if (w.scratch.err != WIRE_OK && out->buf.err == WIRE_OK)
        out->buf.err = w.scratch.err;
    wire_buf_free(&w.scratch);
    if (w.kept.err != WIRE_OK && out->buf.err == WIRE_OK)
        out->buf.err = w.kept.err;
    wire_buf_free(&w.kept);
    if (out->buf.err == WIRE_OK && a->arena->err == WIRE_E_NOMEM)
        out->buf.err = WIRE_E_NOMEM; /* times are put in order there */
    return out->buf.err;
}

static const struct wire_finding *const findings[] = { WIRE_JSON_FINDINGS, &ninjs_no_story, &ninjs_no_uri, &ninjs_kind,
                                                       &ninjs_not_a_time, &ninjs_not_a_number, &ninjs_limit, &ninjs_body_not_xml,
                                                       &ninjs_around, NULL };


const struct wire_format wire_format_ninjs = {
    .name = "ninjs",
    .title = "ninjs: IPTC's news in JSON",
    .suffix = "json",
    .versions = "3.1 (default), 2.2, 1.6",
    .sniff = ninjs_sniff,
    .read = ninjs_read,
    .findings = findings,
    .open = open,
    .story = story,
    .apart = true,
    .is_public = true,
    .holds = WIRE_FIELD(WIRE_F_URI) | WIRE_FIELD(WIRE_F_NAME) | WIRE_FIELD(WIRE_F_REL) | WIRE_FIELD(WIRE_F_VERSION) | WIRE_FIELD(WIRE_F_TYPE) |
             WIRE_FIELD(WIRE_F_PUB_STATUS) | WIRE_FIELD(WIRE_F_URGENCY) | WIRE_FIELD(WIRE_F_LANGUAGE) | WIRE_FIELD(WIRE_F_VERSION_CREATED) |
             WIRE_FIELD(WIRE_F_FIRST_CREATED) | WIRE_FIELD(WIRE_F_CONTENT_CREATED) | WIRE_FIELD(WIRE_F_EMBARGOED_UNTIL) | WIRE_FIELD(WIRE_F_EXPIRES) |
             WIRE_FIELD(WIRE_F_PROVIDER) | WIRE_FIELD(WIRE_F_HEADLINES) | WIRE_FIELD(WIRE_F_TITLE) | WIRE_FIELD(WIRE_F_SLUGLINE) | WIRE_FIELD(WIRE_F_BY) |
             WIRE_FIELD(WIRE_F_DATELINE) | WIRE_FIELD(WIRE_F_LOCATED) | WIRE_FIELD(WIRE_F_CREDITS) | WIRE_FIELD(WIRE_F_DESCRIPTIONS) |
             WIRE_FIELD(WIRE_F_ED_NOTES) | WIRE_FIELD(WIRE_F_SUBJECTS) | WIRE_FIELD(WIRE_F_KEYWORDS) | WIRE_FIELD(WIRE_F_GENRES) | WIRE_FIELD(WIRE_F_PEOPLE) |
             WIRE_FIELD(WIRE_F_ORGANISATIONS) | WIRE_FIELD(WIRE_F_PLACES) | WIRE_FIELD(WIRE_F_EVENTS) | WIRE_FIELD(WIRE_F_OBJECTS) |
             WIRE_FIELD(WIRE_F_INFO_SOURCES) | WIRE_FIELD(WIRE_F_ALT_IDS) | WIRE_FIELD(WIRE_F_COPYRIGHT_HOLDER) | WIRE_FIELD(WIRE_F_COPYRIGHT_NOTICE) |
             WIRE_FIELD(WIRE_F_USAGE_TERMS) | WIRE_FIELD(WIRE_F_BODIES) | WIRE_FIELD(WIRE_F_RENDITIONS) | WIRE_FIELD(WIRE_F_ASSOCIATIONS) |
             WIRE_FIELD(WIRE_F_EMBARGO) | WIRE_FIELD(WIRE_F_DIGITAL_SOURCE_TYPE) | WIRE_FIELD(WIRE_F_TRUST_INDICATORS) |
             WIRE_FIELD(WIRE_F_RIGHTS_INFO) | WIRE_FIELD(WIRE_F_REPRESENTATION_TYPE) | WIRE_FIELD(WIRE_F_EVENT_DETAILS) |
             WIRE_FIELD(WIRE_F_PLANNED_COVERAGE) | WIRE_FIELD(WIRE_F_NON_PUBLIC) | WIRE_FIELD(WIRE_F_EXTRA),
};

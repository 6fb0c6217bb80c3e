/* The fields of a NITF document (NITF 3.0 to 3.6), for NITF itself and for NITF within another format. */
#include "xml/nitf.h"

#include "article/lang.h"
#include "article/limits.h"
#include "article/signoff.h"
#include "article/supply.h"
#include "article/time.h"
#include "xml/secret.h"

static wire_take_fn take_hedline, take_key, take_hedline_too, take_status, take_byline, take_byline_place, take_byttl, take_dateline, take_subject_code, take_subject_name,
    take_property, take_meta, take_note, take_keyword, take_abstract, take_abstract_caption, take_uri, take_distributor, take_place, take_story_date,
    take_tagline, take_advice, take_alt_code, take_nothing, begin_root, begin_dateline, begin_body, end_subject, end_entity;

#define PASS(path) { path, NULL, WIRE_PASS, 0, 0, 0, NULL, NULL, NULL, NULL }
#define SUB(path, table) { path, NULL, WIRE_PASS, 0, 0, 0, NULL, NULL, NULL, &(table) }
#define TEXT(path, field) { path, NULL, WIRE_TAKE, field, 0, 0, wire_take_text, NULL, NULL, NULL }
#define TAKE(path, field, take) { path, NULL, WIRE_TAKE, field, 0, 0, take, NULL, NULL, NULL }
/* Every element in it stands apart: <byline>By<person>A B</person></byline>. */
#define APART(path, field, take, begin) { path, NULL, WIRE_TAKE, field, 0, 1, take, begin, NULL, NULL }
#define ATTR(path, attr, field, take) { path, attr, WIRE_TAKE, field, 0, 0, take, NULL, NULL, NULL }
#define ATTR_SKIP(path, attr, why) { path, attr, WIRE_SKIP, 0, 0, 0, NULL, NULL, why, NULL }
#define KEY(attr, key, take) { NULL, attr, WIRE_TAKE, 0, key, 0, take, NULL, NULL, NULL }
#define PART(path, key) { path, NULL, WIRE_TAKE, 0, key, 1, take_place, NULL, NULL, NULL }
#define BEGIN(path, begin) { path, NULL, WIRE_PASS, 0, 0, 0, NULL, begin, NULL, NULL }
#define RECORD(path, field, text, end, table) { path, NULL, WIRE_RECORD, field, 0, text, end, NULL, NULL, table }

/* A subject is its code and its most exact name; what else is said stays with it under the attribute's own name. */
static const struct wire_row subject_rows[] = {
    { NULL, "tobject.subject.refnum", WIRE_TAKE, 0, WIRE_K_QCODE, 0, take_subject_code, NULL, NULL, NULL },
    { NULL, "tobject.subject.detail", WIRE_TAKE, 0, WIRE_K_NAME, 0, take_subject_name, NULL, NULL, NULL },
    { NULL, "tobject.subject.matter", WIRE_TAKE, 0, WIRE_K_NAME, 0, take_subject_name, NULL, NULL, NULL },
    { NULL, "tobject.subject.type", WIRE_TAKE, 0, WIRE_K_NAME, 0, take_subject_name, NULL, NULL, NULL },
};
static const struct wire_table subject = WIRE_TABLE(subject_rows);

#define TOBJECT                                                                                                    \
    RECORD("tobject.subject", WIRE_F_SUBJECTS, 0, end_subject, &subject), PASS("tobject.property"),                    \
        ATTR("tobject.property", "tobject.property.type", WIRE_F_GENRES, take_property)

static const struct wire_row tobject_rows[] = { TOBJECT };
static const struct wire_table tobject = WIRE_TABLE(tobject_rows);

/* What the text is about, said beside it: the codes of a list as its literal and scheme. */
#define ENTITY_ROWS(alt)                                                                                           \
    KEY("value", WIRE_K_LITERAL, wire_take_text), KEY("idsrc", WIRE_K_SCHEME, wire_take_text),                         \
        KEY("location-code", WIRE_K_LITERAL, wire_take_text), KEY("code-source", WIRE_K_SCHEME, wire_take_text),       \
        { "alt-code", NULL, WIRE_PASS, 0, alt, 0, NULL, take_alt_code, NULL, NULL },                                   \
        ATTR_SKIP("alt-code", "value", "taken with the code's source"),                                                \
        ATTR_SKIP("alt-code", "idsrc", "taken with the code")
static const struct wire_row entity_rows[] = { ENTITY_ROWS(WIRE_K_SAME_AS) };
static const struct wire_table entity = WIRE_TABLE(entity_rows);
static const struct wire_row organisation_rows[] = { ENTITY_ROWS(WIRE_K_SYMBOLS) };
static const struct wire_table organisation = WIRE_TABLE(organisation_rows);
#define ENTITY(path, field) RECORD(path, field, WIRE_K_NAME, end_entity, &entity)

static const struct wire_row identified_rows[] = {
    ENTITY("person", WIRE_F_PEOPLE),     RECORD("org", WIRE_F_ORGANISATIONS, WIRE_K_NAME, end_entity, &organisation), ENTITY("location", WIRE_F_PLACES),
    ENTITY("event", WIRE_F_EVENTS),      ENTITY("object.title", WIRE_F_OBJECTS),
};
static const struct wire_table identified = WIRE_TABLE(identified_rows);

/*
 * What stands in docdata. Agencies put some of it right below head, and each is read wherever it stands there:
 * The Canadian Press has urgency below head, date.issue in docdata.
 */
#define DOCDATA                                                                                                    \
    TOBJECT, PASS("doc-id"), ATTR("doc-id", "id-string", WIRE_F_URI, take_uri), PASS("urgency"),                       \
        ATTR("urgency", "ed-urg", WIRE_F_URGENCY, wire_take_one_to_nine), PASS("date.issue"),                          \
        ATTR("date.issue", "norm", WIRE_F_VERSION_CREATED, wire_take_time), PASS("date.release"),                      \
        ATTR("date.release", "norm", WIRE_F_EMBARGOED_UNTIL, wire_take_time), PASS("date.expire"),                     \
        ATTR("date.expire", "norm", WIRE_F_EXPIRES, wire_take_time), PASS("du-key"),                                   \
        ATTR("du-key", "key", WIRE_F_SLUGLINE, take_key), BEGIN("ed-msg", take_note),                            \
        ATTR_SKIP("ed-msg", "info", "taken with the note's kind"), ATTR_SKIP("ed-msg", "msg-type", "taken with the note"), \
        PASS("key-list"), TAKE("key-list/keyword", WIRE_F_KEYWORDS, take_keyword),                                     \
        ATTR("key-list/keyword", "key", WIRE_F_KEYWORDS, wire_take_text), TAKE("keyword", WIRE_F_KEYWORDS, take_keyword),  \
        ATTR("keyword", "key", WIRE_F_KEYWORDS, wire_take_text), PASS("doc.copyright"),                                \
        ATTR("doc.copyright", "holder", WIRE_F_COPYRIGHT_HOLDER, wire_take_text), PASS("doc.rights"),                  \
        ATTR("doc.rights", "limitations", WIRE_F_USAGE_TERMS, wire_take_text), PASS("correction"), PASS("evloc"),          \
        PASS("del-list"), PASS("del-list/from-src"), PASS("fixture"), PASS("doc-scope"), PASS("series"),               \
        PASS("pubdata"), PASS("revision-history"), PASS("iim"), PASS("iim/ds"), SUB("identified-content", identified)

static const struct wire_row docdata_rows[] = { DOCDATA };
static const struct wire_table docdata = WIRE_TABLE(docdata_rows);

static const struct wire_row head_rows[] = {
    DOCDATA,
    TEXT("title", WIRE_F_TITLE),
    BEGIN("meta", take_meta),
    ATTR_SKIP("meta", "name", "taken with its content"),
    ATTR_SKIP("meta", "content", "taken with its name"),
    SUB("tobject", tobject),
    SUB("docdata", docdata),
    ATTR("docdata", "management-status", WIRE_F_PUB_STATUS, take_status),
};
const struct wire_table wire_nitf_head_rows = WIRE_TABLE(head_rows);

static const struct wire_row rows[] = {
    ATTR_SKIP(NULL, "baselang", "taken as the language"),
    ATTR_SKIP(NULL, "change.date", "the date of the DTD"),
    ATTR_SKIP(NULL, "change.time", "the time of the DTD"),
    SUB("head", wire_nitf_head_rows),
    PASS("body"),
    PASS("body/body.head"),
    PASS("body/body.head/hedline"),
    TAKE("body/body.head/hedline/hl1", WIRE_F_HEADLINES, take_hedline),
    TAKE("body/body.head/hedline/hl2", WIRE_F_HEADLINES, take_hedline),
    TAKE("body/body.head/hl1", WIRE_F_HEADLINES, take_hedline),
    TAKE("body/body.head/hl2", WIRE_F_HEADLINES, take_hedline),
    APART("body/body.head/byline", WIRE_F_BY, take_byline, NULL),
    APART("body/body.head/byline/byttl", WIRE_F_BY, take_byttl, NULL),
    APART("body/body.head/byline/location", WIRE_F_BY, take_byline_place, NULL),
    APART("body/body.head/dateline", WIRE_F_DATELINE, take_dateline, begin_dateline),
    APART("body/body.head/dateline/story.date", WIRE_F_DATELINE, take_story_date, NULL),
    ATTR("body/body.head/dateline/story.date", "norm", WIRE_F_DATELINE, take_story_date),
    PART("body/body.head/dateline/location/city", WIRE_K_PLACE),
    PART("body/body.head/dateline/location/state", WIRE_K_AREA),
    PART("body/body.head/dateline/location/region", WIRE_K_AREA),
    PART("body/body.head/dateline/location/country", WIRE_K_COUNTRY),
    APART("body/body.head/dateline/location", 0, take_place, NULL),
    TAKE("body/body.head/distributor", WIRE_F_PROVIDER, take_distributor),
    TAKE("body/body.head/abstract", WIRE_F_DESCRIPTIONS, take_abstract),
    TAKE("body/body.head/abstract/hl2", WIRE_F_HEADLINES, take_hedline_too),
    PASS("body/body.head/abstract/media"),
    TAKE("body/body.head/abstract/media/media-caption", WIRE_F_DESCRIPTIONS, take_abstract_caption),
    PASS("body/body.head/series"),
    PASS("body/body.head/rights"),
    PASS("body/body.head/note"),
    { "body/body.head/note/body.content", NULL, WIRE_BODY, WIRE_F_BODIES, 0, 0, take_nothing, begin_body, NULL, NULL },
    { "body/body.content", NULL, WIRE_BODY, WIRE_F_BODIES, 0, 0, take_nothing, begin_body, NULL, NULL },
    PASS("body/body.end"),
    TAKE("body/body.end/tagline", WIRE_F_EXTRA, take_tagline),
    ATTR("body/body.end/tagline", "type", WIRE_F_EXTRA, take_advice),
};
const struct wire_table wire_nitf = WIRE_TABLE(rows);

static const struct wire_row document_rows[] = {
    { "nitf", NULL, WIRE_PASS, 0, 0, 0, NULL, begin_root, NULL, &wire_nitf },
};
const struct wire_table wire_nitf_document = WIRE_TABLE(document_rows);

static void
printed(struct wire_value *v)
{
    if (v != NULL)
        v->flags |= WIRE_V_PRINTED;
}

/* {key: text, text_key: text} of a field. */
static struct wire_value *
entry(struct wire_xml *x, enum wire_field f, enum wire_key k1, struct wire_str s1, enum wire_key k2, struct wire_str s2,
      struct wire_at at)
{
    struct wire_value *record, *v;

    s2 = wire_str_collapse(x->story->arena, s2);
    if (s2.n == 0 || (record = wire_add_record(x->story, f, at)) == NULL)
        return NULL;
    record->lang = wire_xml_lang(x);
    wire_put_text(x->story, record, k1, s1, at);
    if ((v = wire_put_text(x->story, record, k2, s2, at)) != NULL && wire_xml_is_secret(x))
        record->flags |= WIRE_V_SECRET;
    return v;
}

/* The root says the language as XML does, or in an attribute of NITF's own. */
static void
begin_root(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_str lang = wire_xml_attribute(x, "lang");

    (void)row, (void)s;
    if (wire_str_trim(lang).n == 0)
        lang = wire_xml_attribute(x, "baselang");
    wire_add_text(x->story, WIRE_F_LANGUAGE, wire_lang_normal(x->story->arena, lang), at);
}

/* --- head --- */

static void
take_status(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    const char *status = wire_str_is_nocase(s, "usable")                                            ? "usable"
                         : wire_str_is_nocase(s, "embargoed") || wire_str_is_nocase(s, "withheld")  ? "withheld"
                         : wire_str_is_nocase(s, "canceled") || wire_str_is_nocase(s, "cancelled")  ? "canceled"
                                                                                                     : NULL;
    struct wire_str path = wire_xml_path(x);

    if (wire_str_is_nocase(s, "embargoed")) /* until when a date.release says; see wire_nitf_embargo */
        wire_put_bool(x->story, wire_add_record(x->story, WIRE_F_EMBARGO, at), WIRE_K_OPEN, true);
    if (status != NULL)
        wire_add_text(x->story, (enum wire_field)row->field, wire_str_of(status), at);
    else
        wire_add_extra(x->story, wire_str_of(row->attr),
                       wire_arena_printf(x->story->arena, "%.*s/@%s", (int)path.n, path.n != 0 ? path.p : "", row->attr),
                       wire_str_collapse(x->story->arena, s), at);
}

/* The first id is the story's; a uri that our own writer supplied is none. */
static void
take_uri(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    if (!wire_is_supplied_uri(wire_str_trim(s)))
        wire_take_text(x, row, s, at);
}

/* A subject code is eight digits; anything else is a literal (mapping.md, Values). */
static void
take_subject_code(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_article *a = x->story;
    struct wire_value *record = wire_xml_record(x);
    int64_t digits;

    (void)row;
    s = wire_str_trim(s);
    if (s.n == 8 && wire_str_to_int(s, INT64_MAX / 16, &digits))
        wire_put_text(a, record, WIRE_K_QCODE, wire_arena_printf(a->arena, "subj:%.*s", (int)s.n, s.p), at);
    else
        wire_put_text(a, record, WIRE_K_LITERAL, wire_str_collapse(a->arena, s), at);
}

/* The most exact of detail, matter and type is the name; the others keep their own. */
static void
take_subject_name(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    static const char *const names[] = { "tobject.subject.detail", "tobject.subject.matter", "tobject.subject.type" };
    struct wire_arena *arena = x->story->arena;

    s = wire_str_collapse(arena, s);
    for (size_t i = 0; i < WIRE_COUNT(names); i++) {
        if (wire_str_trim(wire_xml_attribute(x, names[i])).n == 0)
            continue;
        if (strcmp(names[i], row->attr) == 0)
            wire_put_text(x->story, wire_xml_record(x), WIRE_K_NAME, s, at);
        else
            wire_put_other(x->story, wire_xml_record(x), wire_str_of(row->attr), s, at);
        return;
    }
}

/* Without code and name there is no subject: what is said goes to extra. */
static void
end_subject(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_value *v = wire_xml_record(x);

    (void)row, (void)s, (void)at;
    if (v == NULL || v->first == NULL || wire_get(v, WIRE_K_QCODE) != NULL || wire_get(v, WIRE_K_LITERAL) != NULL ||
        wire_get(v, WIRE_K_NAME) != NULL)
        return;
    wire_flatten(x->story, v, WIRE_STR("head/tobject/tobject.subject"));
    v->first = v->last = NULL;
}

static void
take_property(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row;
    entry(x, WIRE_F_GENRES, WIRE_K_NONE, WIRE_NONE, WIRE_K_NAME, s, at);
}

/* Metas that say what the article has a field for, and what they are of there. */
enum habit { SLUG, SERVICE, WORDS, NUMBER };
static const struct {
    const char *name;
    enum habit what;
} habits[] = {
    { "anpa-keyword", SLUG },     /* AAP, AP: "F1 Test" */
    { "anpa-wordcount", WORDS },  /* AAP, AP: "0349" */
    { "anpa-sequence", NUMBER },  /* AAP, AP: "1747", the number of the message */
    { "NTBTjeneste", SERVICE },   /* NTB: "Nyhetstjenesten" */
    { "service", SERVICE },       /* PA: "Comprehensive" */
};

static bool
take_habit(struct wire_xml *x, enum habit what, struct wire_str value, struct wire_at at)
{
    struct wire_article *a = x->story;
    struct wire_value *slug;
    int64_t words;

    switch (what) {
    case SLUG:
        if (wire_first(a, WIRE_F_SLUGLINE) != NULL)
            return false;
        if ((slug = wire_add_text(a, WIRE_F_SLUGLINE, value, at)) != NULL)
            slug->name = WIRE_STR("anpa-keyword"); /* until a du-key comes */
        return true;
    case SERVICE:
        wire_put_text(a, wire_add_record(a, WIRE_F_SERVICES, at), WIRE_K_NAME, value, at);
        return true;
    case WORDS:
        if (!wire_str_to_int(value, INT32_MAX, &words) || wire_first(a, WIRE_F_BODIES) != NULL)
            return false;
        wire_put_number(a, wire_add_record(a, WIRE_F_BODIES, at), WIRE_K_WORD_COUNT, words, at);
        return true;
    case NUMBER:
        entry(x, WIRE_F_ALT_IDS, WIRE_K_ROLE, WIRE_STR("transmissionReference"), WIRE_K_VALUE, value, at);
        return true;
    }
    return false;
}

/* <meta name content>: a field where agencies are known to say it so, else kept under its name. */
static void
take_meta(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_arena *arena = x->story->arena;
    struct wire_str name = wire_str_collapse(arena, wire_xml_attribute(x, "name"));
    struct wire_str content = wire_str_collapse(arena, wire_xml_attribute(x, "content"));

    (void)row, (void)s;
    for (size_t i = 0; i < WIRE_COUNT(habits); i++) {
        if (content.n != 0 && wire_str_is(name, habits[i].name) && take_habit(x, habits[i].what, content, at))
            return;
    }
    if (name.n == 0)
        name = wire_str_collapse(arena, wire_xml_attribute(x, "http-equiv"));
    wire_add_extra(x->story, name.n != 0 ? name : WIRE_STR("meta"), WIRE_STR("head/meta"), content, at);
}

/* The key of a story is its slug, whatever a meta before it said. */
static void
take_key(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_article *a = x->story;
    struct wire_value *slug = wire_first(a, WIRE_F_SLUGLINE);

    if (wire_str_trim(s).n != 0 && slug != NULL && slug->name.n != 0) {
        wire_drop(&a->fields[WIRE_F_SLUGLINE], slug);
        wire_add_extra(a, slug->name, WIRE_STR("head/meta"), slug->s, slug->at);
    }
    wire_take_text(x, row, s, at);
}

/* A message to editors: for everyone but where it says otherwise itself. */
static void
take_note(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_article *a = x->story;
    struct wire_str info = wire_xml_attribute(x, "info");
    struct wire_str type = wire_str_collapse(a->arena, wire_xml_attribute(x, "msg-type"));
    struct wire_value *v = entry(x, WIRE_F_ED_NOTES, WIRE_K_ROLE, type, WIRE_K_VALUE, info, at), *note;
    bool secret = wire_xml_is_secret(x) || wire_secret_announced(info) < info.n || wire_secret_code(type);

    (void)row, (void)s;
    if (v == NULL) { /* a kind of message without one */
        wire_add_extra(a, WIRE_STR("msg-type"), WIRE_STR("head/docdata/ed-msg/@msg-type"), type, at);
        return;
    }
    note = a->fields[WIRE_F_ED_NOTES].last;
    wire_put_bool(a, note, WIRE_K_PUBLIC, !secret);
    if (secret)
        note->flags |= WIRE_V_SECRET;
}

/* The text of a keyword whose attribute says it already is something else. */
static void
take_keyword(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    const struct wire_value *last = x->story->fields[WIRE_F_KEYWORDS].last;

    if (last == NULL || last->at.byte != at.byte || last->at.line != at.line || (last->flags & WIRE_V_PRINTED) != 0)
        wire_take_text(x, row, s, at);
    else if (wire_str_trim(s).n != 0)
        wire_xml_keep(x, s, at);
}

/* alt-code: another code of the same thing; of an organisation its ticker symbol and the exchange. */
static void
take_alt_code(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_article *a = x->story;
    struct wire_str value = wire_str_collapse(a->arena, wire_xml_attribute(x, "value"));
    struct wire_str source = wire_str_collapse(a->arena, wire_xml_attribute(x, "idsrc"));
    bool symbol = row->key == WIRE_K_SYMBOLS;
    struct wire_value *code;

    (void)s;
    if (value.n == 0 || (code = wire_put_record(a, wire_xml_record(x), (enum wire_key)row->key, at)) == NULL)
        return;
    if (symbol) {
        wire_put_other(a, code, WIRE_STR("ticker"), value, at);
        wire_put_other(a, code, WIRE_STR("exchange"), source, at);
    } else {
        wire_put_text(a, code, WIRE_K_LITERAL, value, at);
        wire_put_text(a, code, WIRE_K_SCHEME, source, at);
    }
}

/* A scheme alone names nothing. */
static void
end_entity(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_value *v = wire_xml_record(x);

    (void)s, (void)at;
    if (v == NULL || v->first == NULL || wire_get(v, WIRE_K_NAME) != NULL || wire_get(v, WIRE_K_LITERAL) != NULL)
        return;
    wire_flatten(x->story, v, wire_str_of(row->path));
    v->first = v->last = NULL;
}

/* --- body.head --- */

static void
take_hedline(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    printed(entry(x, WIRE_F_HEADLINES, WIRE_K_ROLE, wire_str_ends(wire_str_of(row->path), "hl1") ? WIRE_STR("main") : WIRE_STR("sub"),
                  WIRE_K_VALUE, s, at));
}

/* A heading within an abstract is one of the story, and of the abstract's words. */
static void
take_hedline_too(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    entry(x, WIRE_F_HEADLINES, WIRE_K_ROLE, WIRE_STR("sub"), WIRE_K_VALUE, s, at);
    wire_xml_stay(x);
    (void)row;
}

static void
take_abstract(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row;
    printed(entry(x, WIRE_F_DESCRIPTIONS, WIRE_K_ROLE, WIRE_STR("abstract"), WIRE_K_VALUE, s, at));
}

/* Of a media in an abstract the caption is read as text. */
static void
take_abstract_caption(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row, (void)s, (void)at;
    wire_xml_stay_around(x);
}

static void
take_distributor(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row;
    if (wire_str_is(wire_str_trim(s), WIRE_SUPPLIED_LITERAL))
        x->skipped += wire_weight(s.p, s.n);
    else
        printed(entry(x, WIRE_F_PROVIDER, WIRE_K_NONE, WIRE_NONE, WIRE_K_NAME, s, at));
}

/* ` ,` is `,`: elements stand apart by a space, marks do not. */
static struct wire_str
close_up(struct wire_arena *arena, struct wire_str s)
{
    char *out;
    size_t n = 0;

    s = wire_str_collapse(arena, s);
    if (s.n == 0 || (out = wire_arena_bytes(arena, s.n)) == NULL)
        return WIRE_NONE;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == ' ' && i + 1 < s.n && strchr(",.;:)", s.p[i + 1]) != NULL)
            continue;
        out[n++] = s.p[i];
    }
    return (struct wire_str){ out, n };
}

/* Where a byline was written is no part of a name in it: practice.c is told which words these are, in the name slot of
 * the byline, which waits here as titles do. */
static void
take_byline_place(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_article *a = x->story;
    struct wire_value *v;

    (void)row;
    wire_xml_stay(x);
    s = close_up(a->arena, s);
    if ((v = wire_add_text(a, WIRE_F_RESIDUE, s, at)) != NULL)
        v->name = v->s;
}

/* Take the place out from among the titles of a byline. */
static struct wire_str
place_among(struct wire_list *titles)
{
    struct wire_str place = WIRE_NONE;
    struct wire_value *next;

    for (struct wire_value *v = titles->first; v != NULL; v = next) {
        next = v->next;
        if (v->name.n == 0)
            continue;
        if (place.n == 0)
            place = v->name;
        wire_drop(titles, v);
    }
    return place;
}

/* A byline's titles are read before its own text ends: they wait in the field's name slot of an empty text. */
static void
take_byttl(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_value *v;

    (void)row;
    s = close_up(x->story->arena, s);
    v = wire_add_text(x->story, WIRE_F_RESIDUE, s, at); /* for a moment: the end of the byline takes it */
    printed(v);
}


/* What was said before, the byline's own words and each of its titles, with commas. */
static struct wire_str
join(struct wire_article *a, struct wire_str before, struct wire_str own, const struct wire_value *titles)
{
    size_t n = before.n + own.n + 4;
    struct wire_str all = { NULL, 0 };
    char *p;

    for (const struct wire_value *v = titles; v != NULL; v = v->next)
        n += v->s.n + 2;
    if ((p = wire_arena_bytes(a->arena, n)) == NULL)
        return WIRE_NONE;
    all.p = p;
    for (int part = 0; part < 2 || titles != NULL; part++) {
        struct wire_str s = part == 0 ? before : part == 1 ? own : titles->s;
        if (s.n != 0 && all.n != 0) {
            memcpy(p + all.n, ", ", 2);
            all.n += 2;
        }
        if (s.n != 0)
            memcpy(p + all.n, s.p, s.n);
        all.n += s.n;
        titles = part > 1 ? titles->next : titles;
    }
    return all;
}

static void
take_byline(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_article *a = x->story;
    struct wire_list *titles = &a->fields[WIRE_F_RESIDUE], *by = &a->fields[WIRE_F_BY];
    struct wire_str all, own = close_up(a->arena, s);
    bool secret = wire_xml_is_secret(x);
    struct wire_value *v = by->first;
    struct wire_str place = place_among(titles);

    (void)row;
    while (own.n != 0 && (own.p[own.n - 1] == ',' || own.p[own.n - 1] == ' '))
        own.n--;
    if (v != NULL && v->s.n > WIRE_MOST_BYLINES) {
        wire_xml_keep(x, join(a, WIRE_NONE, own, titles->first), at);
        *titles = (struct wire_list){ NULL, NULL };
        return;
    }
    all = join(a, v != NULL ? v->s : WIRE_NONE, own, titles->first);
    *titles = (struct wire_list){ NULL, NULL };
    *by = (struct wire_list){ NULL, NULL };
    secret |= v != NULL && !wire_is_public(v);
    v = wire_add_text(a, WIRE_F_BY, all, at);
    printed(v);
    if (v != NULL && secret)
        v->flags |= WIRE_V_SECRET;
    if (v != NULL)
        v->name = place;
}

/* A dateline is a record from its start on: its location and date are read before its own text ends. */
static void
begin_dateline(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row, (void)s;
    wire_xml_set_record(x, wire_add_record(x->story, WIRE_F_DATELINE, at));
}

/* city, state and country of its location; what is in a location is in the dateline's text in any case. */
static void
take_place(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_value *dateline = wire_xml_record(x);

    wire_xml_stay(x);
    if (row->key != 0 && wire_get(dateline, (enum wire_key)row->key) == NULL)
        wire_put_text(x->story, dateline, (enum wire_key)row->key, wire_str_collapse(x->story->arena, s), at);
}

/* The date in a normal form is not the dateline's text (mapping.md, Values). */
static void
take_story_date(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_article *a = x->story;
    struct wire_value *dateline = wire_xml_record(x);
    struct wire_str time = wire_time_normal(a->arena, s, x->source->zone);

    if (time.n != 0 && row->attr == NULL)
        x->skipped += wire_weight(s.p, s.n);
    if (time.n != 0 && wire_get(dateline, WIRE_K_DATE) == NULL)
        wire_put_text(a, dateline, WIRE_K_DATE, time, at);
    else if (time.n == 0 && row->attr == NULL)
        wire_xml_stay(x);
    else if (time.n == 0 && wire_str_trim(s).n != 0)
        wire_add_extra(a, WIRE_STR("norm"), WIRE_STR("body/body.head/dateline/story.date/@norm"), wire_str_collapse(a->arena, s), at);
}

static void
take_dateline(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_list *list = &x->story->fields[WIRE_F_DATELINE];
    struct wire_value *record = wire_xml_record(x);

    (void)row;
    if (record == NULL)
        return;
    printed(wire_put_text(x->story, record, WIRE_K_TEXT, close_up(x->story->arena, s), at));
    if (wire_xml_is_secret(x))
        record->flags |= WIRE_V_SECRET;
    if (record->first == NULL)
        wire_drop(list, record);
}

/* --- the rest --- */

/* What is no advisory, or one that may be published, is what it is where nothing is said. */
static void
take_advice(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_str path = wire_xml_path(x);

    if (wire_secret_advice(s))
        wire_xml_set_secret(x);
    else if (!wire_str_is_nocase(wire_str_trim(s), "std"))
        wire_add_extra(x->story, wire_str_of(row->attr), wire_arena_join(x->story->arena, path, WIRE_STR("/@"), wire_str_of(row->attr)),
                       wire_str_collapse(x->story->arena, s), at);
}

/* The line under a story says who reported and edited it; it stays as it is beside that. */
static void
take_tagline(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_article *a = x->story;
    struct wire_str text = wire_str_collapse(a->arena, s);
    struct wire_signoff found;

    (void)row;
    if (text.n == 0)
        return;
    wire_xml_keep(x, text, at);
    wire_signoff_read(a, text, at, wire_xml_is_secret(x) ? WIRE_V_SECRET : 0, &found);
}

static void
begin_body(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_str class = wire_xml_attribute(x, "class"), role = wire_xml_attribute(x, "pubconstraint");

    (void)row, (void)s;
    wire_body_begin(x->body, x->story, "body.content");
    if (wire_secret_class(class) || wire_secret_code(role) || wire_xml_is_secret(x))
        wire_body_withhold(x->body, wire_str_collapse(x->story->arena, wire_secret_class(class) ? class : role), at);
    wire_xml_body(x);
}

/* The body went to its builder. */
static void
take_nothing(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)x, (void)row, (void)s, (void)at;
}

void
wire_nitf_embargo(struct wire_article *a)
{
    struct wire_str until = wire_text_of(a, WIRE_F_EMBARGOED_UNTIL);
    struct wire_value *embargo = wire_first(a, WIRE_F_EMBARGO), *open = wire_get(embargo, WIRE_K_OPEN);
    struct wire_at none = { 0, 0, 0 };

    if (until.n == 0)
        return;
    if (embargo == NULL)
        embargo = wire_add_record(a, WIRE_F_EMBARGO, none);
    if (open != NULL)
        wire_drop_member(embargo, open);
    if (wire_get(embargo, WIRE_K_UNTIL) == NULL)
        wire_put_text(a, embargo, WIRE_K_UNTIL, until, none);
}

enum wire_status
wire_nitf_inner(struct wire_article *outer, struct wire_source *source, const struct wire_sink *sink, struct wire_worker *worker,
                struct wire_inner *counts)
{
    static const struct wire_xml_format nitf = { .name = "nitf", .document = &wire_nitf_document };
    enum wire_status st = wire_xml_read_inner(&nitf, outer, source, sink, worker, counts);

    if (st != WIRE_OK)
        return st;
    wire_nitf_entities(outer);
    if (wire_first(outer, WIRE_F_EMBARGO) != NULL)
        wire_nitf_embargo(outer);
    return st;
}

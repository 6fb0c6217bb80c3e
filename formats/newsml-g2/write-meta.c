/* itemMeta, contentMeta, rightsInfo and hopHistory: each field of the article at its place, in the schema's order. */
#include <stdio.h>

#include "article/dateline.h"
#include "article/supply.h"
#include "newsml-g2/details.h"
#include "newsml-g2/write.h"

enum how {
    PLAIN,    /* its text */
    TYPED,    /* its text, if it is of that kind; else in our own namespace */
    CONCEPT,
    LABEL,    /* a record: attributes and a text */
    SPECIAL   /* by the function */
};

/* Concepts and plans have less to say of their content than news, catalogs next to nothing. */
enum scope { IN_NEWS, IN_CONCEPTS, IN_CATALOGS };

struct place {
    enum wire_field field;
    enum g2_word word;
    enum how how;
    enum g2_kind kind;
    enum wire_key text;
    uint8_t in; /* enum scope: whose metadata it stands in, and that of all before */
    void (*write)(struct g2_writer *, const struct wire_value *);
    const char *kept;  /* path of what was kept that stands before it, names parted by spaces; or NULL */
};

/* --- single elements --- */

static void
empty_element(struct g2_writer *w, enum g2_word word, const char *name, const char *alias, struct wire_str local)
{
    g2_open(w, word);
    g2_code(w, name, alias, local);
    g2_empty(w);
}

/* The end of a code by which something else was kept: its attributes, and children in this order. */
static void
kept_children(struct g2_writer *w, const struct wire_article *a, enum g2_word word, const char *first, const char *second)
{
    size_t inside;

    g2_inside(w);
    inside = w->tags.buf.n;
    g2_kept(w, a, first, false);
    if (second != NULL)
        g2_kept(w, a, second, false);
    if (w->tags.buf.n != inside) {
        g2_close(w, word, true);
        return;
    }
    w->tags.buf.n -= w->tags.buf.n != 0; /* the > */
    g2_empty(w);
}

static void
status(struct g2_writer *w, const struct wire_value *v)
{
    g2_open(w, G2_PUB_STATUS);
    g2_code(w, "qcode", "stat", v->s);
    if (w->parent != NULL && w->of == w->story)
        g2_kept_attrs(w, w->of, "itemMeta/pubStatus");
    kept_children(w, w->of, G2_PUB_STATUS, w->of == w->story ? "itemMeta/pubStatus/hierarchyInfo" : "", NULL);
}

/* ninat has the natures of what is published; an event or a plan as a newsItem says it with our own code. */
static void
class(struct g2_writer *w, const struct wire_article *a)
{
    static const char *const natures[] = { "text", "picture", "graphic", "audio", "video", "composite" };
    static const char *const aliases[] = { [G2_NEWS_ITEM] = "ninat",      [G2_PACKAGE_ITEM] = "ninat",
                                           [G2_CONCEPT_ITEM] = "cinat",   [G2_KNOWLEDGE_ITEM] = "cinat",
                                           [G2_PLANNING_ITEM] = "plinat", [G2_CATALOG_ITEM] = "catinat" };
    const struct wire_value *kept = g2_kept_find(a, "itemMeta/itemClass");
    struct wire_str type = wire_text_of(a, WIRE_F_TYPE);
    const char *alias = aliases[w->kind];

    if (kept != NULL && w->from_g2) {
        type = wire_member(kept, WIRE_K_VALUE);
    } else if (w->kind == G2_NEWS_ITEM || w->kind == G2_PACKAGE_ITEM) {
        alias = NULL;
        for (size_t i = 0; i < WIRE_COUNT(natures); i++)
            alias = wire_str_is(type, natures[i]) ? "ninat" : alias;
    } else {
        type = wire_str_is(type, "event") || w->kind != G2_PLANNING_ITEM ? WIRE_STR("concept") : WIRE_STR("newscoverage");
    }
    if (type.n == 0)
        g2_count(w, WIRE_SUPPLIED, "type", "NewsML-G2 demands one: text", (struct wire_at){ 0, 0, 0 });
    g2_open(w, G2_ITEM_CLASS);
    g2_code(w, "qcode", type.n != 0 ? alias : "ninat", type.n != 0 ? type : WIRE_STR("text"));
    g2_kept_attrs(w, a, "itemMeta/itemClass");
    kept_children(w, a, G2_ITEM_CLASS, "itemMeta/itemClass/hierarchyInfo", "itemMeta/itemClass/related");
}

static void
provider(struct g2_writer *w, const struct wire_article *a)
{
    const struct wire_value *v = wire_first(a, WIRE_F_PROVIDER);

    if (v != NULL && v->kind == WIRE_V_RECORD) {
        g2_concept(w, G2_PROVIDER, v);
        return;
    }
    g2_open(w, G2_PROVIDER);
    g2_attr(w, "literal", WIRE_STR(WIRE_SUPPLIED_LITERAL));
    g2_empty(w);
    g2_count(w, WIRE_SUPPLIED, "provider", "NewsML-G2 demands one", (struct wire_at){ 0, 0, 0 });
}

static void
supplied_time(struct g2_writer *w, enum g2_word word, const char *field, struct wire_str time)
{
    g2_open(w, word);
    g2_own(w, "supplied", WIRE_STR("true"));
    g2_inside(w);
    g2_text(w, time);
    g2_close(w, word, false);
    g2_count(w, WIRE_SUPPLIED, field, "NewsML-G2 demands a time", (struct wire_at){ 0, 0, 0 });
}

/* The nearest other time of the story (design: nothing invented). */
struct wire_str
g2_nearest_time(struct g2_writer *w, const struct wire_article *a)
{
    static const enum wire_field nearest[] = { WIRE_F_VERSION_CREATED, WIRE_F_CONTENT_MODIFIED, WIRE_F_CONTENT_CREATED,
                                               WIRE_F_FIRST_CREATED, WIRE_F_SENT };

    for (size_t i = 0; i < WIRE_COUNT(nearest); i++) {
        if (g2_valid(w, G2_DATE_TIME, wire_text_of(a, nearest[i])))
            return wire_text_of(a, nearest[i]);
    }
    return WIRE_STR(WIRE_SUPPLIED_TIME);
}

static void plain(struct g2_writer *, const struct wire_article *, enum g2_word, const struct wire_value *, const char *parent);

static void
version_created(struct g2_writer *w, const struct wire_article *a)
{
    const struct wire_value *v = wire_first(a, WIRE_F_VERSION_CREATED);

    if (v != NULL && g2_valid(w, G2_DATE_TIME, v->s))
        plain(w, a, G2_VERSION_CREATED, v, "itemMeta");
    else
        supplied_time(w, G2_VERSION_CREATED, "versionCreated", g2_nearest_time(w, a));
}

static void
generators(struct g2_writer *w, const struct wire_value *history)
{
    const struct wire_value *v = wire_get(history, WIRE_K_GENERATOR);

    for (; v != NULL && v->key == WIRE_K_GENERATOR; v = v->next) {
        if (v->kind != WIRE_V_RECORD)
            continue;
        g2_open(w, G2_GENERATOR);
        g2_lang(w, v->lang);
        g2_attr(w, "versioninfo", wire_member(v, WIRE_K_VERSION));
        g2_members(w, v, ((uint64_t)1 << WIRE_K_NAME) | ((uint64_t)1 << WIRE_K_VERSION));
        g2_inside(w);
        g2_text(w, wire_member(v, WIRE_K_NAME));
        g2_close(w, G2_GENERATOR, false);
    }
}

/* A maker is a creator or a contributor by what he did. */
static void
maker(struct g2_writer *w, const struct wire_value *v)
{
    static const char *const creators[] = { "creator", "reporter", "additional-reporter", "writer", "photographer", "author",
                                            "graphics" };
    struct wire_str role = wire_member(v, WIRE_K_ROLE);
    enum g2_word word = G2_CONTRIBUTOR;

    for (size_t i = 0; i < WIRE_COUNT(creators); i++)
        word = wire_str_is(role, creators[i]) ? G2_CREATOR : word;
    w->no_role = wire_str_is(role, g2_elements[word].name); /* the element says it */
    g2_concept(w, word, v);
    w->no_role = false;
}

static void
language(struct g2_writer *w, const struct wire_value *v)
{
    char kept[96];
    bool alone = w->parent != NULL && wire_first(w->of, WIRE_F_LANGUAGE)->next == NULL;
    size_t inside;

    snprintf(kept, sizeof kept, "%s/language", alone ? w->parent : "");
    g2_open(w, G2_LANGUAGE);
    g2_attr_as_is(w, "tag", v->s);
    if (alone)
        g2_kept_attrs(w, w->of, kept);
    g2_inside(w);
    inside = w->tags.buf.n;
    snprintf(kept, sizeof kept, "%s/language/name", alone ? w->parent : "");
    if (alone)
        g2_kept(w, w->of, kept, true);
    if (w->tags.buf.n != inside) {
        g2_close(w, G2_LANGUAGE, true);
        return;
    }
    w->tags.buf.n -= w->tags.buf.n != 0;
    g2_empty(w);
}

/* The main headline is the one without a role; before it stands none that might be taken for it. */
static void
headline(struct g2_writer *w, const struct wire_value *v)
{
    bool main = wire_str_is(wire_member(v, WIRE_K_ROLE), "main"), other = false;
    const struct wire_value *x = w->headlines;

    for (const struct wire_value *before = x; main && before != NULL && before != v; before = before->next)
        main = !wire_str_is(wire_member(before, WIRE_K_ROLE), "main"); /* a second one says so itself */

    g2_open(w, G2_HEADLINE);
    g2_lang(w, v->lang);
    if ((v->flags & WIRE_V_SECRET) != 0 || (wire_get(v, WIRE_K_PUBLIC) != NULL && wire_get(v, WIRE_K_PUBLIC)->kind == WIRE_V_FALSE))
        g2_secret(w);
    for (; main && x != NULL && x != v; x = x->next)
        other |= wire_get(x, WIRE_K_ROLE) == NULL;
    if (other && wire_get(v, WIRE_K_RANK) == NULL)
        g2_attr(w, "rank", WIRE_STR("1"));
    g2_members(w, v, ((uint64_t)1 << WIRE_K_VALUE) | (main ? (uint64_t)1 << WIRE_K_ROLE : 0));
    g2_inside(w);
    g2_marked(w, v, wire_member(v, WIRE_K_VALUE));
    g2_close(w, G2_HEADLINE, false);
}

static void
alt_id(struct g2_writer *w, const struct wire_value *v)
{
    g2_open(w, G2_ALT_IDENT);
    g2_lang(w, v->lang);
    g2_code(w, "type", NULL, wire_member(v, WIRE_K_ROLE));
    g2_members(w, v, ((uint64_t)1 << WIRE_K_VALUE) | ((uint64_t)1 << WIRE_K_ROLE));
    g2_inside(w);
    g2_text(w, wire_member(v, WIRE_K_VALUE));
    g2_close(w, G2_ALT_IDENT, false);
}

/* The parts of a dateline are read out of its text; only where they say something else they stand beside it. */
static void
dateline(struct g2_writer *w, const struct wire_value *v)
{
    struct wire_dateline d;
    uint64_t parts = ((uint64_t)1 << WIRE_K_PLACE) | ((uint64_t)1 << WIRE_K_AREA) | ((uint64_t)1 << WIRE_K_DATE) |
                     ((uint64_t)1 << WIRE_K_AGENCY);
    bool same = wire_dateline_read(wire_member(v, WIRE_K_TEXT), 0, &d) && wire_str_eq(d.place, wire_member(v, WIRE_K_PLACE)) &&
                wire_str_eq(d.area, wire_member(v, WIRE_K_AREA)) && wire_str_eq(d.date, wire_member(v, WIRE_K_DATE)) &&
                wire_str_eq(d.agency, wire_member(v, WIRE_K_AGENCY));

    g2_open(w, G2_DATELINE);
    g2_lang(w, v->lang);
    if ((v->flags & WIRE_V_SECRET) != 0)
        g2_secret(w);
    g2_members(w, v, ((uint64_t)1 << WIRE_K_TEXT) | (same ? parts : 0));
    g2_inside(w);
    g2_marked(w, v, wire_member(v, WIRE_K_TEXT));
    g2_close(w, G2_DATELINE, false);
}

/* Wire versioning has no place in G2: it stands in our own namespace. */
static void
take(struct g2_writer *w, const struct wire_value *v)
{
    g2_open(w, G2_TAKE);
    for (const struct wire_value *m = v->first; m != NULL; m = m->next) {
        if (m->key != WIRE_K_OTHER && m->kind != WIRE_V_RECORD && m->kind != WIRE_V_FALSE)
            g2_own(w, wire_keys[m->key], m->kind == WIRE_V_TRUE ? WIRE_STR("true") : m->s);
    }
    g2_empty(w);
}

/* The hints of a link are elements within it. */
static void
hints(struct g2_writer *w, const struct wire_value *v)
{
    static const struct {
        const char *name;
        enum g2_word word;
    } known[] = { { "itemClass", G2_ITEM_CLASS }, { "provider", G2_PROVIDER }, { "pubStatus", G2_PUB_STATUS } };

    if (wire_get(v, WIRE_K_TITLE) != NULL)
        g2_plain(w, G2_TITLE, wire_get(v, WIRE_K_TITLE));
    for (const struct wire_value *m = v->first; m != NULL; m = m->next) {
        for (size_t i = 0; m->key == WIRE_K_OTHER && m->kind == WIRE_V_RECORD && i < WIRE_COUNT(known); i++) {
            if (wire_str_is(m->name, known[i].name))
                g2_concept(w, known[i].word, m);
        }
        if (m->key == WIRE_K_OTHER && m->kind == WIRE_V_RECORD && wire_str_is(m->name, "link") && w->tags.depth < 12)
            g2_link(w, m);
    }
}

/* Relations of IPTC's own; any other is ours. */
static const char *
relation_alias(struct wire_str rel)
{
    static const char *const iptc[] = { "seeAlso", "derivedFrom", "associatedWith", "processedFrom" };

    for (size_t i = 0; i < WIRE_COUNT(iptc); i++) {
        if (wire_str_is(rel, iptc[i]))
            return "irel";
    }
    return NULL;
}

void
g2_link(struct g2_writer *w, const struct wire_value *v)
{
    struct wire_str uri = wire_member(v, WIRE_K_URI), href = wire_member(v, WIRE_K_HREF), rel = wire_member(v, WIRE_K_REL);
    bool address = href.n == 0 && uri.n != 0 && wire_str_find_nocase(uri, "://") < uri.n && g2_uri_valid(uri);
    size_t before;

    g2_open(w, G2_LINK);
    g2_lang(w, v->lang);
    if ((v->flags & WIRE_V_SECRET) != 0)
        g2_secret(w);
    g2_code(w, "rel", relation_alias(rel), rel);
    g2_attr(w, address ? "href" : "residref", uri);
    g2_attr(w, "href", href);
    for (const struct wire_value *m = v->first; m != NULL; m = m->next) {
        if (m->key == WIRE_K_OTHER && m->kind == WIRE_V_TEXT && !wire_str_is(m->name, G2_REST))
            g2_other_attr(w, m->name, m->s);
    }
    g2_attr(w, "version", wire_member(v, WIRE_K_VERSION));
    g2_attr(w, "contenttype", wire_member(v, WIRE_K_CONTENT_TYPE));
    g2_attr(w, "size", wire_member(v, WIRE_K_SIZE_IN_BYTES));
    g2_attr(w, "rank", wire_member(v, WIRE_K_RANK));
    g2_inside(w);
    before = w->tags.buf.n;
    hints(w, v);
    g2_rest(w, v, true);
    if (w->tags.buf.n != before) {
        g2_close(w, G2_LINK, true);
        return;
    }
    w->tags.buf.n -= w->tags.buf.n != 0;
    g2_empty(w);
}

/* --- the tables --- */

#define TEXT_OF(field, word, in, kept) { field, word, PLAIN, G2_STRING, 0, in, NULL, kept }
#define TIME_OF(field, word, kind, in) { field, word, TYPED, kind, 0, in, NULL, NULL }
#define CONCEPT_OF(field, word, in, kept) { field, word, CONCEPT, G2_STRING, 0, in, NULL, kept }
#define LABEL_OF(field, word, text, in, kept) { field, word, LABEL, G2_STRING, text, in, NULL, kept }
#define SPECIAL_OF(field, word, write, in, kept) { field, word, SPECIAL, G2_STRING, 0, in, write, kept }

static const struct place item_places[] = {
    /* itemClass, provider and versionCreated stand before these */
    TIME_OF(WIRE_F_FIRST_CREATED, G2_FIRST_CREATED, G2_DATE_TIME, IN_CATALOGS),
    TIME_OF(WIRE_F_EMBARGOED_UNTIL, G2_EMBARGOED, G2_DATE_TIME, IN_CATALOGS),
    SPECIAL_OF(WIRE_F_PUB_STATUS, G2_PUB_STATUS, status, IN_CATALOGS, NULL),
    SPECIAL_OF(WIRE_F_HISTORY, G2_GENERATOR, generators, IN_CATALOGS, "role fileName"),
    CONCEPT_OF(WIRE_F_SERVICES, G2_SERVICE, IN_CATALOGS, "profile"),
    TEXT_OF(WIRE_F_TITLE, G2_TITLE, IN_CATALOGS, NULL),
    LABEL_OF(WIRE_F_ED_NOTES, G2_ED_NOTE, WIRE_K_VALUE, IN_CATALOGS, NULL),
    CONCEPT_OF(WIRE_F_MEMBER_OF, G2_MEMBER_OF, IN_CATALOGS, NULL),
    CONCEPT_OF(WIRE_F_SIGNALS, G2_SIGNAL, IN_CATALOGS, "instanceOf"),
    { WIRE_F_EXPIRES, G2_EXPIRES, TYPED, G2_TIME, 0, IN_CATALOGS, NULL, "altRep deliverableOf hash" },
    SPECIAL_OF(WIRE_F_LINKS, G2_LINK, g2_link, IN_CATALOGS, "origRep incomingFeedId metadataCreator"),
};

static const struct place content_places[] = {
    { WIRE_F_URGENCY, G2_URGENCY, TYPED, G2_ONE_TO_NINE, 0, IN_CONCEPTS, NULL, NULL },
    TIME_OF(WIRE_F_CONTENT_CREATED, G2_CONTENT_CREATED, G2_TRUNCATED, IN_CATALOGS),
    TIME_OF(WIRE_F_CONTENT_MODIFIED, G2_CONTENT_MODIFIED, G2_TRUNCATED, IN_CATALOGS),
    CONCEPT_OF(WIRE_F_DIGITAL_SOURCE_TYPE, G2_DIGITAL_SOURCE_TYPE, IN_CONCEPTS, NULL),
    CONCEPT_OF(WIRE_F_LOCATED, G2_LOCATED, IN_CONCEPTS, NULL),
    CONCEPT_OF(WIRE_F_INFO_SOURCES, G2_INFO_SOURCE, IN_CONCEPTS, NULL),
    SPECIAL_OF(WIRE_F_CREDITS, G2_CREATOR, maker, IN_CATALOGS, NULL),
    SPECIAL_OF(WIRE_F_ALT_IDS, G2_ALT_IDENT, alt_id, IN_CATALOGS, "audience exclAudience"),
    { WIRE_F_LANGUAGE, G2_LANGUAGE, SPECIAL, G2_LANG, 0, IN_CONCEPTS, language, "rating userInteraction" },
    CONCEPT_OF(WIRE_F_GENRES, G2_GENRE, IN_NEWS, NULL),
    TEXT_OF(WIRE_F_KEYWORDS, G2_KEYWORD, IN_CONCEPTS, NULL),
    CONCEPT_OF(WIRE_F_SUBJECTS, G2_SUBJECT, IN_CONCEPTS, NULL),
    TEXT_OF(WIRE_F_SLUGLINE, G2_SLUGLINE, IN_CONCEPTS, NULL),
    SPECIAL_OF(WIRE_F_HEADLINES, G2_HEADLINE, headline, IN_CONCEPTS, NULL),
    SPECIAL_OF(WIRE_F_DATELINE, G2_DATELINE, dateline, IN_NEWS, NULL),
    TEXT_OF(WIRE_F_BY, G2_BY, IN_NEWS, NULL),
    TEXT_OF(WIRE_F_CREDITLINE, G2_CREDITLINE, IN_NEWS, NULL),
    LABEL_OF(WIRE_F_DESCRIPTIONS, G2_DESCRIPTION, WIRE_K_VALUE, IN_CONCEPTS, NULL),
    SPECIAL_OF(WIRE_F_TAKE, G2_TAKE, take, IN_CONCEPTS, NULL),
};

/* --- running them --- */

static bool
native(struct g2_writer *w, const struct place *p, const struct wire_value *v, enum scope scope)
{
    return g2_has(w, p->word) && p->in >= scope && (p->kind == G2_STRING || g2_valid(w, p->kind, v->s));
}

static bool
writable(const struct place *p, const struct wire_value *v)
{
    if (p->how == PLAIN || p->how == TYPED || p->field == WIRE_F_PUB_STATUS || p->field == WIRE_F_LANGUAGE)
        return v->kind == WIRE_V_TEXT || v->kind == WIRE_V_NUMBER;
    if (v->kind != WIRE_V_RECORD)
        return false;
    return p->how != LABEL || wire_member(v, p->text).n != 0;
}

/* A text with the attributes that were kept of its element, which is the only one of its name. */
static void
plain(struct g2_writer *w, const struct wire_article *a, enum g2_word word, const struct wire_value *v, const char *parent)
{
    char path[96];

    g2_open(w, word);
    g2_lang(w, v->lang);
    if ((v->flags & WIRE_V_SECRET) != 0)
        g2_secret(w);
    if (parent != NULL) {
        snprintf(path, sizeof path, "%s/%s", parent, g2_elements[word].name);
        g2_kept_attrs(w, a, path);
    }
    g2_inside(w);
    if (parent != NULL)
        g2_kept_markup(w, a, path, v->s);
    else
        g2_text(w, v->s);
    g2_close(w, word, false);
}

static void
put(struct g2_writer *w, const struct wire_article *a, const struct place *p, const struct wire_value *v)
{
    switch (p->how) {
    case PLAIN:
    case TYPED:
        plain(w, a, p->word, v, wire_shape_is_list(wire_fields[p->field].shape) ? NULL : w->parent);
        break;
    case CONCEPT:
        g2_concept(w, p->word, v);
        break;
    case LABEL:
        g2_labelled(w, p->word, v, p->text);
        break;
    case SPECIAL:
        p->write(w, v);
        break;
    }
}

/* In our own namespace: as if the version were too old for the element. */
static void
put_own(struct g2_writer *w, const struct wire_article *a, const struct place *p, const struct wire_value *v)
{
    bool outer;

    if (p->field == WIRE_F_LANGUAGE && g2_valid(w, G2_LANG, v->s)) /* the item's own xml:lang says it */
        return;
    if (p->field == WIRE_F_LANGUAGE) {
        g2_count(w, WIRE_DROPPED, wire_fields[p->field].name, "it is no language tag", v->at);
        return;
    }
    g2_count(w, WIRE_MOVED, wire_fields[p->field].name, "this version has no place for it, or not for such a value", v->at);
    outer = w->everything_own;
    w->everything_own = true;
    put(w, a, p, v);
    w->everything_own = outer;
}

static void
kept_before(struct g2_writer *w, const struct wire_article *a, const char *parent, const char *names)
{
    char path[96];

    while (names != NULL && *names != '\0') {
        size_t n = strcspn(names, " ");
        if (strlen(parent) + n + 2 > sizeof path)
            return;
        memcpy(path, parent, strlen(parent));
        path[strlen(parent)] = '/';
        memcpy(path + strlen(parent) + 1, names, n);
        path[strlen(parent) + 1 + n] = '\0';
        g2_kept(w, a, path, strcmp(parent, "contentMeta") != 0 && strcmp(parent, "partMeta") != 0);
        names += n + (names[n] == ' ');
    }
}

static void
run(struct g2_writer *w, const struct wire_article *a, const struct place *places, size_t count, const char *parent,
    enum scope scope, bool own)
{
    for (size_t i = 0; i < count; i++) {
        const struct place *p = &places[i];
        if (!own && parent != NULL && p->in >= scope)
            kept_before(w, a, parent, p->kept);
        if (p->field == WIRE_F_EMBARGOED_UNTIL && !own && wire_first(a, WIRE_F_EMBARGOED_UNTIL) == NULL &&
            wire_get(wire_first(a, WIRE_F_EMBARGO), WIRE_K_OPEN) != NULL) {
            g2_open(w, G2_EMBARGOED); /* empty: an embargo without a set end */
            g2_empty(w);
        }
        for (const struct wire_value *v = wire_first(a, p->field); v != NULL; v = v->next) {
            if (wire_field_in(w->elsewhere, (int)p->field) || !writable(p, v) || native(w, p, v, scope) == own)
                continue;
            w->parent = parent;
            w->of = a;
            if (own)
                put_own(w, a, p, v);
            else
                put(w, a, p, v);
            w->parent = NULL;
        }
        if (!own && p->how == PLAIN && parent != NULL && p->in >= scope) /* the same in other languages */
            g2_kept(w, a, g2_elements[p->word].name, true);
    }
}

static const struct {
    enum wire_field field;
    const char *type;
} lists[] = { { WIRE_F_PEOPLE, "cpnat:person" },  { WIRE_F_ORGANISATIONS, "cpnat:organisation" }, { WIRE_F_PLACES, "cpnat:geoArea" },
              { WIRE_F_EVENTS, "cpnat:event" }, { WIRE_F_OBJECTS, "cpnat:object" } };

/* Whether a subject says it already, by the measure of the reader that makes the lists. */
static bool
is_subject(const struct wire_article *a, const struct wire_value *entry)
{
    static const enum wire_key identity[] = { WIRE_K_QCODE, WIRE_K_LITERAL, WIRE_K_NAME };
    unsigned looked = 0;

    for (const struct wire_value *v = wire_first(a, WIRE_F_SUBJECTS); v != NULL && looked++ < 2000; v = v->next) {
        bool same = wire_get(v, WIRE_K_TYPE) != NULL;
        for (size_t i = 0; same && i < WIRE_COUNT(identity); i++)
            same = wire_str_eq(wire_member(v, identity[i]), wire_member(entry, identity[i]));
        if (same)
            return true;
    }
    return false;
}

/* Who and what the story is about, where no subject says so: subjects of that type, marked as no subjects of the story's own. */
static void
entities(struct g2_writer *w, const struct wire_article *a)
{
    for (size_t i = 0; i < WIRE_COUNT(lists); i++) {
        for (const struct wire_value *v = wire_first(a, lists[i].field); v != NULL; v = v->next) {
            if (v->kind != WIRE_V_RECORD || is_subject(a, v))
                continue;
            w->entity_type = wire_get(v, WIRE_K_TYPE) == NULL ? lists[i].type : NULL;
            w->entity_list = wire_fields[lists[i].field].name;
            g2_concept(w, G2_SUBJECT, v);
            w->entity_type = w->entity_list = NULL;
            g2_count(w, WIRE_MOVED, wire_fields[lists[i].field].name, "a subject of that type", v->at);
        }
    }
}

/* What ninjs has and G2 has not, or only in an item of another kind. */
static void
nowhere_else(struct g2_writer *w, const struct wire_article *a)
{
    static const struct {
        enum wire_field field;
        const char *name;
        uint64_t has; /* the kinds of items that have a place for it */
    } fields[] = { { WIRE_F_TRUST_INDICATORS, "trustIndicators", 0 },
                   { WIRE_F_RIGHTS_INFO, "machineRights", 0 },
                   { WIRE_F_REPRESENTATION_TYPE, "representationType", 0 },
                   { WIRE_F_EVENT_DETAILS, "eventDetails", 1 << G2_CONCEPT_ITEM },
                   { WIRE_F_PLANNED_COVERAGE, "plannedCoverage", 1 << G2_PLANNING_ITEM },
                   { WIRE_F_CONCEPTS, "concepts", 1 << G2_CONCEPT_ITEM | 1 << G2_KNOWLEDGE_ITEM },
                   { WIRE_F_CATALOG, "catalog", 1 << G2_KNOWLEDGE_ITEM | 1 << G2_CATALOG_ITEM } };

    for (size_t i = 0; i < WIRE_COUNT(fields); i++) {
        for (const struct wire_value *v = wire_first(a, fields[i].field); v != NULL; v = v->next) {
            if (a != w->story || (fields[i].has >> w->kind & 1) == 0)
                g2_detail_own(w, fields[i].name, v);
        }
    }
}

void
g2_item_meta(struct g2_writer *w, const struct wire_article *a)
{
    const struct wire_value *created = wire_first(a, WIRE_F_VERSION_CREATED);

    g2_open(w, G2_ITEM_META);
    g2_kept_attrs(w, a, "itemMeta");
    g2_inside(w);
    class(w, a);
    provider(w, a);
    version_created(w, a);
    run(w, a, item_places, WIRE_COUNT(item_places), "itemMeta", IN_NEWS, false);
    g2_kept(w, a, "itemMeta/itemMetaExtProperty", false);
    run(w, a, item_places, WIRE_COUNT(item_places), NULL, IN_NEWS, true);
    if (created != NULL && !g2_valid(w, G2_DATE_TIME, created->s))
        put_own(w, a, &(struct place){ WIRE_F_VERSION_CREATED, G2_VERSION_CREATED, PLAIN, G2_STRING, 0, IN_CATALOGS, NULL, NULL }, created);
    g2_header_own(w, a);
    nowhere_else(w, a);
    if (w->kind != G2_NEWS_ITEM)
        g2_non_public(w, a, true);
    g2_kept_foreign(w, a, "itemMeta");
    g2_close(w, G2_ITEM_META, true);
}

void
g2_content_meta(struct g2_writer *w, const struct wire_article *a)
{
    enum scope scope = w->kind == G2_NEWS_ITEM || w->kind == G2_PACKAGE_ITEM ? IN_NEWS
                       : w->kind == G2_CATALOG_ITEM                          ? IN_CATALOGS
                                                                             : IN_CONCEPTS;
    size_t before = w->tags.buf.n, inside, empty;

    w->headlines = wire_first(a, WIRE_F_HEADLINES);
    g2_open(w, G2_CONTENT_META);
    empty = w->tags.buf.n;
    g2_kept_attrs(w, a, "contentMeta");
    empty = w->tags.buf.n == empty ? 0 : 1;
    g2_inside(w);
    inside = w->tags.buf.n;
    g2_kept(w, a, "contentMeta/icon", false);
    run(w, a, content_places, WIRE_COUNT(content_places), "contentMeta", scope, false);
    if (scope != IN_CATALOGS)
        entities(w, a);
    g2_kept(w, a, "contentMeta/contentMetaExtProperty", false);
    run(w, a, content_places, WIRE_COUNT(content_places), NULL, scope, true);
    g2_kept_foreign(w, a, "contentMeta");
    if (w->tags.buf.n == inside && empty == 0) {
        w->tags.depth--;
        w->tags.buf.n = before;
        return;
    }
    g2_close(w, G2_CONTENT_META, true);
}

/* What a reader of another format kept of a part: of a whole item that is the ledger's, of a part it says what the part is. */
static void
kept(struct g2_writer *w, const struct wire_article *a)
{
    for (const struct wire_value *v = wire_first(a, WIRE_F_EXTRA); v != NULL; v = v->next) {
        if (wire_member(v, WIRE_K_VALUE).n == 0 || (v->flags & WIRE_V_SECRET) != 0)
            continue;
        w->own = true;
        wire_tag_open(&w->tags, G2_OWN_PREFIX, "extra");
        g2_own(w, "name", wire_member(v, WIRE_K_NAME));
        g2_own(w, "path", wire_member(v, WIRE_K_PATH));
        wire_tag_inside(&w->tags);
        wire_tag_text(&w->tags, wire_member(v, WIRE_K_VALUE));
        wire_tag_close(&w->tags, G2_OWN_PREFIX, "extra", false);
        g2_gave(w, v);
    }
}

/* What younger versions let a part say at its end; written here, it is not written in our own namespace as well. */
static void
part_fields(struct g2_writer *w, const struct wire_article *a, const char *parent)
{
    static const struct {
        struct place place;
        unsigned since;
    } places[] = { { CONCEPT_OF(WIRE_F_SIGNALS, G2_SIGNAL, IN_CATALOGS, NULL), 18 },
                   { LABEL_OF(WIRE_F_ED_NOTES, G2_ED_NOTE, WIRE_K_VALUE, IN_CATALOGS, NULL), 21 },
                   { SPECIAL_OF(WIRE_F_LINKS, G2_LINK, g2_link, IN_CATALOGS, NULL), 21 } };

    for (size_t i = 0; i < WIRE_COUNT(places) && !w->everything_own; i++) {
        if (w->minor < places[i].since)
            continue;
        run(w, a, &places[i].place, 1, parent, IN_NEWS, false);
        w->elsewhere |= WIRE_FIELD(places[i].place.field);
    }
}

void
g2_part_fields(struct g2_writer *w, const struct wire_article *a, bool reference)
{
    struct place created = TIME_OF(WIRE_F_VERSION_CREATED, G2_VERSION_CREATED, G2_DATE_TIME, IN_CATALOGS);
    struct place who = CONCEPT_OF(WIRE_F_PROVIDER, G2_PROVIDER, IN_CATALOGS, NULL);
    const struct wire_value *type = wire_first(a, WIRE_F_TYPE);
    static const struct {
        enum wire_field field;
        enum g2_word word;
    } header[] = { { WIRE_F_SENT, G2_SENT }, { WIRE_F_PRIORITY, G2_PRIORITY } }; /* of a message, which a part has not */
    const char *parent = reference ? "groupSet/group/itemRef" : "partMeta";
    bool outer = w->everything_own;

    w->headlines = wire_first(a, WIRE_F_HEADLINES);
    if (type != NULL && reference)
        empty_element(w, G2_ITEM_CLASS, "qcode", "ninat", type->s);
    for (int own = 0; own < 2; own++) {
        if (reference || own) {
            w->everything_own = outer || !reference;
            if (type != NULL && own && !reference)
                empty_element(w, G2_ITEM_CLASS, "qcode", "ninat", type->s);
            run(w, a, &who, 1, NULL, IN_NEWS, own != 0);
            run(w, a, &created, 1, NULL, IN_NEWS, own != 0);
            run(w, a, item_places, WIRE_COUNT(item_places), own ? NULL : parent, IN_NEWS, own != 0);
            w->everything_own = outer;
        }
        run(w, a, content_places, WIRE_COUNT(content_places), own ? NULL : parent, IN_NEWS, own != 0);
        if (own)
            continue;
        entities(w, a);
        if (!reference) {
            g2_kept(w, a, "partMeta/partMetaExtProperty", false);
            part_fields(w, a, parent);
        }
    }
    w->elsewhere = 0;
    w->everything_own = true;
    for (size_t i = 0; i < WIRE_COUNT(header); i++) {
        if (wire_first(a, header[i].field) != NULL)
            g2_plain(w, header[i].word, wire_first(a, header[i].field));
    }
    w->everything_own = outer;
    nowhere_else(w, a);
    if (!w->of_g2)
        kept(w, a);
    w->headlines = NULL;
}

/* --- rights and history --- */

/* All statements of one kind: those in `rights` if there are any, else the field. */
static void
statements(struct g2_writer *w, const struct wire_article *a, enum wire_field f, enum g2_word word)
{
    bool any = false;
    char path[96];

    snprintf(path, sizeof path, "rightsInfo/%s", g2_elements[word].name);

    for (const struct wire_value *v = wire_first(a, WIRE_F_RIGHTS); v != NULL; v = v->next) {
        struct wire_value entry = *v;
        if (!wire_str_is(wire_member(v, WIRE_K_ROLE), wire_fields[f].name) || wire_member(v, WIRE_K_VALUE).n == 0)
            continue;
        entry.lang = v->lang.n != 0 ? v->lang : wire_member(v, WIRE_K_LANG);
        g2_open(w, word);
        g2_lang(w, entry.lang);
        if ((v->flags & WIRE_V_SECRET) != 0)
            g2_secret(w);
        g2_members(w, &entry, ((uint64_t)1 << WIRE_K_VALUE) | ((uint64_t)1 << WIRE_K_ROLE));
        g2_inside(w);
        g2_kept_markup(w, a, path, wire_member(v, WIRE_K_VALUE));
        g2_close(w, word, false);
        any = true;
    }
    if (!any && wire_first(a, f) != NULL)
        plain(w, a, word, wire_first(a, f), "rightsInfo");
}

static void
holder(struct g2_writer *w, const struct wire_article *a)
{
    const struct wire_value *text = wire_first(a, WIRE_F_COPYRIGHT_HOLDER);

    for (const struct wire_value *v = wire_first(a, WIRE_F_RIGHTS); v != NULL; v = v->next) {
        if (!wire_str_is(wire_member(v, WIRE_K_ROLE), "copyrightHolder"))
            continue;
        w->no_role = true;
        g2_concept(w, G2_COPYRIGHT_HOLDER, v);
        w->no_role = false;
        return;
    }
    if (text == NULL || text->kind != WIRE_V_TEXT)
        return;
    g2_open(w, G2_COPYRIGHT_HOLDER);
    if ((text->flags & WIRE_V_SECRET) != 0)
        g2_secret(w);
    g2_attr(w, "literal", text->s);
    g2_empty(w);
}

void
g2_rights(struct g2_writer *w, const struct wire_article *a)
{
    size_t before = w->tags.buf.n, inside;
    bool bare, own = w->own;

    g2_open(w, G2_RIGHTS_INFO);
    inside = w->tags.buf.n;
    g2_kept_attrs(w, a, w->story == a ? "rightsInfo" : "partMeta/rightsInfo");
    bare = w->tags.buf.n == inside;
    g2_inside(w);
    inside = w->tags.buf.n;
    g2_kept(w, a, "rightsInfo/accountable", false);
    holder(w, a);
    statements(w, a, WIRE_F_COPYRIGHT_NOTICE, G2_COPYRIGHT_NOTICE);
    statements(w, a, WIRE_F_USAGE_TERMS, G2_USAGE_TERMS);
    g2_kept(w, a, "rightsInfo/link", false);
    g2_kept(w, a, "rightsInfo/rightsInfoExtProperty", false);
    g2_kept(w, a, "rightsInfo/rightsExpressionXML", false);
    g2_kept(w, a, "rightsInfo/rightsExpressionData", false);
    g2_kept(w, a, "rightsInfo/dataMining", false);
    g2_kept_foreign(w, a, "rightsInfo");
    if (w->tags.buf.n == inside && bare) {
        w->tags.depth--;
        w->tags.buf.n = before;
        w->own = own;
        return;
    }
    g2_close(w, G2_RIGHTS_INFO, true);
}

static void
hop(struct g2_writer *w, const struct wire_value *v)
{
    size_t before;

    g2_open(w, G2_A_HOP);
    for (const struct wire_value *m = v->first; m != NULL; m = m->next) {
        if (m->key == WIRE_K_OTHER && m->kind == WIRE_V_TEXT && !wire_str_is(m->name, G2_REST))
            g2_other_attr(w, m->name, m->s);
    }
    g2_inside(w);
    before = w->tags.buf.n;
    for (const struct wire_value *m = v->first; m != NULL; m = m->next) {
        if (m->key == WIRE_K_OTHER && m->kind == WIRE_V_RECORD && wire_str_is(m->name, "party")) {
            g2_concept(w, G2_PARTY, m);
            break; /* one at most */
        }
    }
    for (const struct wire_value *m = wire_get(v, WIRE_K_ACTIONS); m != NULL && m->key == WIRE_K_ACTIONS; m = m->next) {
        if (m->kind == WIRE_V_RECORD)
            g2_concept(w, G2_AN_ACTION, m);
    }
    g2_rest(w, v, true);
    if (w->tags.buf.n != before) {
        g2_close(w, G2_A_HOP, true);
        return;
    }
    w->tags.buf.n -= w->tags.buf.n != 0;
    g2_empty(w);
}

void
g2_history(struct g2_writer *w, const struct wire_article *a)
{
    const struct wire_value *v = wire_get(wire_first(a, WIRE_F_HISTORY), WIRE_K_HOPS);

    if (v == NULL || v->kind != WIRE_V_RECORD)
        return;
    g2_open(w, G2_HOP_HISTORY);
    g2_inside(w);
    for (; v != NULL && v->key == WIRE_K_HOPS; v = v->next)
        hop(w, v);
    g2_close(w, G2_HOP_HISTORY, true);
}

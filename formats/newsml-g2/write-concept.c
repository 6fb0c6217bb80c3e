/* Records as elements: concepts with their names and relations, texts with their attributes. */
#include "newsml-g2/details.h"
#include "newsml-g2/write.h"

#define BIT(key) ((uint64_t)1 << (key))

/* The attribute that a key of a record is in G2; NULL: no attribute by that name. */
static const char *
attribute_for(enum wire_key key)
{
    switch (key) {
    case WIRE_K_CONTENT_TYPE:
        return "contenttype";
    case WIRE_K_SIZE_IN_BYTES:
        return "size";
    case WIRE_K_WORD_COUNT:
        return "wordcount";
    default:
        return wire_keys[key];
    }
}

static bool
is_scalar(const struct wire_value *v)
{
    return v->kind == WIRE_V_TEXT || v->kind == WIRE_V_NUMBER;
}

/*
 * Children by name of a member that has one of its own, and where they may stand: in the order of the schema, those of
 * one turn as they come. Those without a word are kept as XML; one without a name is of another namespace.
 */
static const struct child {
    const char *name;
    enum g2_word word;
    uint64_t in;    /* parents that have any of these */
    bool text;
    uint8_t turn;
} children[] = {
    { "definition", G2_DEFINITION, G2_DEFINES, true, 0 },
    { "note", G2_NOTE, G2_DEFINES, true, 1 },
    { "remoteInfo", G2_NONE, G2_DEFINES, false, 2 },
    { "hierarchyInfo", G2_NONE, G2_NAMES, false, 2 },
    { "facet", G2_FACET, G2_DEFINES | G2_RELATES, false, 3 },
    { "sameAs", G2_SAME_AS, G2_DEFINES | G2_RELATES, false, 4 },
    { "broader", G2_BROADER, G2_DEFINES, false, 5 },
    { "narrower", G2_NARROWER, G2_DEFINES, false, 6 },
    { "related", G2_RELATED, G2_DEFINES | G2_RELATES | G2_RELATED_TO, false, 7 },
    { "personDetails", G2_NONE, G2_PARTIES, false, 8 },
    { "organisationDetails", G2_NONE, G2_PARTIES, false, 8 },
    { "geoAreaDetails", G2_NONE, G2_PLACES, false, 8 },
    { "POIDetails", G2_NONE, G2_PLACES, false, 8 },
    { "", G2_NONE, G2_DEFINES, false, 9 },
    { "bag", G2_NONE, G2_BAG, false, 10 },
    { "mainConcept", G2_MAIN_CONCEPT, G2_FACETS, false, 11 },
    { "facetConcept", G2_FACET_CONCEPT, G2_FACETS, false, 12 },
};

enum { TURNS = 13 };

static bool
is_rest(const struct wire_value *v)
{
    return v->key == WIRE_K_OTHER && v->kind == WIRE_V_TEXT && wire_str_is(v->name, G2_REST);
}

static bool
is_markup(const struct wire_value *v)
{
    return v->key == WIRE_K_OTHER && v->kind == WIRE_V_TEXT && wire_str_is(v->name, WIRE_MARKUP);
}

/* The name by which a member stands among those: its element's, which for one of another namespace is none. */
static struct wire_str
name_of(const struct wire_value *v)
{
    if (is_rest(v))
        return g2_is_foreign(v->s) ? WIRE_STR("") : g2_kept_name(v->s);
    return v->key == WIRE_K_SAME_AS || v->key == WIRE_K_BROADER ? wire_str_of(wire_keys[v->key])
           : v->key == WIRE_K_OTHER                              ? v->name
                                                                  : WIRE_NONE;
}

static bool
is_child(const struct wire_value *v)
{
    for (size_t i = 0; v->key == WIRE_K_OTHER && i < WIRE_COUNT(children); i++) {
        if (children[i].word != G2_NONE && wire_str_is(v->name, children[i].name))
            return true;
    }
    return is_rest(v) || is_markup(v);
}

/* What ninjs says of parties, and G2 only where they are defined. */
static bool
is_of_ninjs(const struct wire_value *v)
{
    return v->kind == WIRE_V_RECORD && (v->key == WIRE_K_SYMBOLS || (v->key == WIRE_K_OTHER && wire_str_is(v->name, "contactInfo")));
}

/* Roles that IPTC has codes for, by the element they stand on. */
static const char *
role_alias(enum g2_word word, struct wire_str role)
{
    static const struct {
        enum g2_word word;
        const char *role, *alias;
    } iptc[] = { { G2_NAME, "full", "nrol" },        { G2_NAME, "short", "nrol" },
                 { G2_NAME, "display", "nrol" },     { G2_NAME, "mnemonic", "nrol" },
                 { G2_DESCRIPTION, "summary", "drol" }, { G2_DESCRIPTION, "teaser", "drol" },
                 { G2_DESCRIPTION, "caption", "drol" } };

    for (size_t i = 0; i < WIRE_COUNT(iptc); i++) {
        if (iptc[i].word == word && wire_str_is(role, iptc[i].role))
            return iptc[i].alias;
    }
    return NULL;
}

void
g2_members(struct g2_writer *w, const struct wire_value *record, uint64_t but)
{
    for (const struct wire_value *v = record->first; v != NULL; v = v->next) {
        if ((but & BIT(v->key)) != 0 || v->key == WIRE_K_LANG || v->key == WIRE_K_PUBLIC || is_child(v) || g2_is_poi(v) || is_of_ninjs(v))
            continue;
        if (v->kind == WIRE_V_RECORD || v->kind == WIRE_V_ARTICLE) {
            g2_count(w, WIRE_DROPPED, g2_elements[w->word].name, "a record within it that NewsML-G2 has no place for", v->at);
            continue;
        }
        if (v->key == WIRE_K_OTHER)
            g2_other_attr(w, v->name, v->kind == WIRE_V_TRUE ? WIRE_STR("true") : v->kind == WIRE_V_FALSE ? WIRE_STR("false") : v->s);
        else if (v->key == WIRE_K_ROLE || v->key == WIRE_K_REL)
            g2_code(w, wire_keys[v->key], v->key == WIRE_K_ROLE ? role_alias(w->word, v->s) : NULL, v->s);
        else
            g2_attr(w, attribute_for((enum wire_key)v->key), v->s);
    }
}

/* Older versions have services, signals and classes by qcode only; these get the next best. */
static bool
needs_code(const struct g2_writer *w, enum g2_word word)
{
    return g2_elements[word].code_since != 0 && w->minor < g2_elements[word].code_since;
}

/* The URI that a reader gets from the qcode and its catalogs goes without saying. */
bool
g2_says_the_same(struct g2_writer *w, struct wire_str qcode, struct wire_str uri)
{
    const char *colon = qcode.n != 0 ? memchr(qcode.p, ':', qcode.n) : NULL;
    size_t n = colon != NULL ? (size_t)(colon - qcode.p) : 0;
    struct wire_str scheme = n != 0 ? g2_alias_uri(w, wire_str_sub(qcode, 0, n)) : WIRE_NONE;

    return scheme.n != 0 && uri.n == scheme.n + qcode.n - n - 1 && memcmp(uri.p, scheme.p, scheme.n) == 0 &&
           memcmp(uri.p + scheme.n, qcode.p + n + 1, qcode.n - n - 1) == 0;
}

/* A code whose URI nobody said, though a reader would get it from the catalogs: that is told, so that it goes without again. */
static void
without_uri(struct g2_writer *w, struct wire_str qcode)
{
    const char *colon = memchr(qcode.p, ':', qcode.n);
    struct wire_str scheme = colon != NULL ? g2_alias_uri(w, wire_str_sub(qcode, 0, (size_t)(colon - qcode.p))) : WIRE_NONE;

    if (w->of_g2 || scheme.n == 0 || wire_str_begins(scheme, G2_OWN_NAMESPACE))
        return;
    if (w->bare)
        w->bare_used = true;
    else
        g2_own(w, "bare", WIRE_STR("true"));
}

/* qcode, uri and literal: a qcode that is none is a literal, a URI that is none too. */
static uint64_t
identify(struct g2_writer *w, enum g2_word word, const struct wire_value *record)
{
    struct wire_str qcode = wire_member(record, WIRE_K_QCODE), uri = wire_member(record, WIRE_K_URI);
    uint64_t done = BIT(WIRE_K_QCODE) | BIT(WIRE_K_URI);

    if (needs_code(w, word) && (qcode.n == 0 || !g2_valid(w, G2_QCODE, qcode))) {
        g2_own(w, "uri", uri);
        g2_attr(w, "qcode", WIRE_STR(G2_ROLE_ALIAS ":unknown"));
        return done;
    }
    if (qcode.n != 0 && g2_valid(w, G2_QCODE, qcode)) {
        g2_attr(w, "qcode", qcode);
        if (uri.n == 0)
            without_uri(w, qcode);
    } else if (qcode.n != 0 && wire_member(record, WIRE_K_LITERAL).n == 0) {
        g2_attr(w, "literal", qcode);
        g2_count(w, WIRE_MOVED, g2_elements[word].name, "a qcode in a form that is none; a literal", record->at);
    }
    if (uri.n != 0 && (qcode.n == 0 || !g2_says_the_same(w, qcode, uri)))
        g2_attr(w, "uri", uri);
    return done;
}

/* <name>: all there are, with role and language, else the one. */
static bool
names(struct g2_writer *w, const struct wire_value *record)
{
    const struct wire_value *v = wire_get(record, WIRE_K_NAMES);
    bool any = false;

    if (v == NULL) {
        if ((v = wire_get(record, WIRE_K_NAME)) == NULL || !is_scalar(v))
            return false;
        g2_plain(w, G2_NAME, v);
        return true;
    }
    for (; v != NULL && v->key == WIRE_K_NAMES; v = v->next) {
        if (v->kind != WIRE_V_RECORD || wire_member(v, WIRE_K_VALUE).n == 0)
            continue;
        g2_labelled(w, G2_NAME, v, WIRE_K_VALUE);
        any = true;
    }
    return any;
}

static bool relations(struct g2_writer *, uint64_t has, unsigned level, const struct wire_value *);

/*
 * What the version lets a concept have that stands so far down: of one in another, fewer and fewer. Signals have been
 * whole concepts since 2.27, classes and actions have had relations since 2.23 and 2.26.
 */
static uint64_t
has_at(const struct g2_writer *w, enum g2_word word, unsigned level)
{
    enum { RELATED_THRICE_SINCE = 34 };
    static const struct {
        enum g2_word word;
        unsigned since;
        uint64_t has;
    } later[] = { { G2_SIGNAL, 27, G2_DEFINES }, { G2_AN_ACTION, 26, G2_RELATED_TO }, { G2_ITEM_CLASS, 23, G2_RELATED_TO } };
    uint64_t has = g2_elements[word].has;

    for (size_t i = 0; i < WIRE_COUNT(later); i++) {
        if (later[i].word == word && w->minor < later[i].since)
            has &= ~later[i].has;
    }
    if (level == 2 && w->minor >= RELATED_THRICE_SINCE)
        return (has & ~(uint64_t)(G2_RELATES | G2_BAG)) | G2_RELATED_TO;
    return level >= 2 ? has & ~(uint64_t)(G2_RELATES | G2_BAG | G2_RELATED_TO) : has;
}

/* A concept; how far down one may stand in another, level counts: the third knows no further ones. */
static void
concept(struct g2_writer *w, enum g2_word word, const struct wire_value *record, unsigned level)
{
    uint64_t has;
    bool lines = false;

    g2_open(w, word);
    g2_lang(w, record->lang);
    if ((record->flags & WIRE_V_SECRET) != 0)
        g2_secret(w);
    if (level == 0 && w->entity_list != NULL) {
        g2_own(w, "list", wire_str_of(w->entity_list));
        g2_attr(w, "type", wire_str_of(w->entity_type));
    }
    g2_members(w, record, identify(w, word, record) | BIT(WIRE_K_NAME) | BIT(WIRE_K_NAMES) | BIT(WIRE_K_BROADER) |
                              BIT(WIRE_K_SAME_AS) | (level == 0 && w->no_role ? BIT(WIRE_K_ROLE) : 0));
    if (wire_get(record, WIRE_K_NAMES) != NULL && wire_get(record, WIRE_K_NAME) == NULL)
        g2_own(w, "unnamed", WIRE_STR("true")); /* all its names have roles: none is the one it goes by */
    g2_inside(w);
    has = has_at(w, word, level);
    if ((has & G2_NAMES) != 0)
        lines |= names(w, record);
    lines |= relations(w, has, level, record);
    for (const struct wire_value *v = record->first; v != NULL; v = v->next) {
        if (!is_of_ninjs(v))
            continue;
        g2_detail_own(w, v->key == WIRE_K_SYMBOLS ? "symbols" : "contactInfo", v);
        lines = true;
    }
    if (lines) {
        g2_close(w, word, true);
        return;
    }
    w->tags.buf.n -= w->tags.buf.n != 0; /* the > */
    g2_empty(w);
}

static bool
child(struct g2_writer *w, unsigned level, const struct wire_value *v, const struct child *c)
{
    bool good = is_rest(v) ? w->from_g2 && (v->flags & WIRE_V_SECRET) == 0 && !g2_may_clash(w, v->s)
                           : (g2_has(w, c->word) || w->everything_own) && (c->text ? is_scalar(v) || wire_get(v, WIRE_K_VALUE) != NULL : v->kind == WIRE_V_RECORD);

    if (!good) {
        g2_count(w, WIRE_DROPPED, is_rest(v) ? G2_REST : c->name, "this version has no place for it", v->at);
        return false;
    }
    if (is_rest(v))
        g2_kept_element(w, v->s);
    else if (c->text && v->kind == WIRE_V_RECORD)
        g2_labelled(w, c->word, v, WIRE_K_VALUE);
    else if (c->text)
        g2_plain(w, c->word, v);
    else
        concept(w, c->word == G2_RELATED && level > 0 ? G2_RELATED_WITHIN : c->word, v, c->word == G2_FACET || c->word == G2_SAME_AS ? 3 : level + 1);
    return true;
}

static const struct child *
child_of(const struct wire_value *v)
{
    struct wire_str name;

    if (v->key != WIRE_K_OTHER && (v->kind != WIRE_V_RECORD || (v->key != WIRE_K_SAME_AS && v->key != WIRE_K_BROADER)))
        return NULL;
    name = name_of(v);
    for (size_t i = 0; i < WIRE_COUNT(children); i++) {
        if (wire_str_is(name, children[i].name) && (children[i].word != G2_NONE || is_rest(v)))
            return &children[i];
    }
    return NULL;
}

/* What stands after the names, in the order of the schema; what has no place here is told. */
static bool
relations(struct g2_writer *w, uint64_t has, unsigned level, const struct wire_value *record)
{
    unsigned turns = 0; /* bits of those that come */
    bool any = false;

    if (record->last == NULL || record->last->key < WIRE_K_BROADER) /* keys stand in order: it has none of them */
        return false;
    for (const struct wire_value *v = record->first; v != NULL; v = v->next) {
        const struct child *c = child_of(v);
        if (c != NULL && (c->in & has) != 0)
            turns |= 1u << c->turn;
        else if (c != NULL || is_rest(v))
            g2_count(w, WIRE_DROPPED, is_rest(v) ? G2_REST : c->name, "it has no place so far down, or not in such an element", v->at);
    }
    for (unsigned turn = 0; turn < TURNS; turn++) {
        for (const struct wire_value *v = (turns >> turn & 1) != 0 ? record->first : NULL; v != NULL; v = v->next) {
            const struct child *c = child_of(v);
            if (c != NULL && c->turn == turn && (c->in & has) != 0)
                any |= child(w, level, v, c);
        }
    }
    return any;
}

void
g2_rest(struct g2_writer *w, const struct wire_value *record, bool any)
{
    for (const struct wire_value *v = record->first; v != NULL; v = v->next) {
        if (!is_rest(v))
            continue;
        if (w->from_g2 && (v->flags & WIRE_V_SECRET) == 0 && !g2_may_clash(w, v->s) && (any || g2_is_foreign(v->s)))
            g2_kept_element(w, v->s);
        else
            g2_count(w, WIRE_DROPPED, G2_REST, "kept by the reader, and nothing that can be given back here", v->at);
    }
}

void
g2_none(struct g2_writer *w, const struct wire_value *record)
{
    for (const struct wire_value *v = record->first; v != NULL; v = v->next) {
        if (is_rest(v))
            g2_count(w, WIRE_DROPPED, "renditions", "what stands in it has no place in data", v->at);
    }
}

void
g2_marked(struct g2_writer *w, const struct wire_value *record, struct wire_str text)
{
    const struct wire_value *v = record->first;

    while (v != NULL && !is_markup(v))
        v = v->next;
    if (v != NULL && w->from_g2 && !g2_may_clash(w, v->s)) {
        wire_buf_str(&w->tags.buf, v->s);
        return;
    }
    if (v != NULL)
        g2_count(w, WIRE_DROPPED, WIRE_MARKUP, "the words alone: the text with its markup is of another version", v->at);
    g2_text(w, text);
}

void
g2_concept(struct g2_writer *w, enum g2_word word, const struct wire_value *record)
{
    concept(w, word, record, 0);
}

void
g2_plain(struct g2_writer *w, enum g2_word word, const struct wire_value *v)
{
    g2_open(w, word);
    g2_lang(w, v->lang);
    if ((v->flags & WIRE_V_SECRET) != 0)
        g2_secret(w);
    g2_inside(w);
    g2_text(w, v->s);
    g2_close(w, word, false);
}

/* Of a note any constraint says that it is for editors only: it keeps its own. */
static bool
is_constrained(const struct wire_value *note)
{
    const struct wire_value *v = note->first;

    while (v != NULL && !(v->key == WIRE_K_OTHER && wire_str_begins(v->name, "pubconstraint")))
        v = v->next;
    return v != NULL;
}

void
g2_labelled(struct g2_writer *w, enum g2_word word, const struct wire_value *record, enum wire_key text)
{
    const struct wire_value *said = wire_get(record, text), *open = wire_get(record, WIRE_K_PUBLIC);

    g2_open(w, word);
    g2_lang(w, record->lang.n != 0 ? record->lang : wire_member(record, WIRE_K_LANG));
    if (((record->flags & WIRE_V_SECRET) != 0 || (open != NULL && open->kind == WIRE_V_FALSE) ||
         (said != NULL && (said->flags & WIRE_V_SECRET) != 0)) && !(word == G2_ED_NOTE && is_constrained(record)))
        g2_secret(w);
    g2_members(w, record, BIT(text));
    g2_inside(w);
    g2_marked(w, record, wire_member(record, text));
    g2_close(w, word, false);
}

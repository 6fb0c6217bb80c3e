/* Records as elements: concepts with their names and relations, texts with their attributes. */
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

/* Children by name of a member that has one of its own, and where they may stand. */
static const struct {
    const char *name;
    enum g2_word word;
    uint64_t in;    /* parents that have any of these */
    bool text;
} children[] = {
    { "definition", G2_DEFINITION, G2_DEFINES, true },
    { "note", G2_NOTE, G2_DEFINES, true },
    { "facet", G2_FACET, G2_DEFINES | G2_RELATES, false },
    { "narrower", G2_NARROWER, G2_DEFINES, false },
    { "related", G2_RELATED, G2_DEFINES | G2_RELATES, false },
    { "mainConcept", G2_MAIN_CONCEPT, G2_FACETS, false },
    { "facetConcept", G2_FACET_CONCEPT, G2_FACETS, false },
};

static bool
is_child(const struct wire_value *v)
{
    for (size_t i = 0; v->key == WIRE_K_OTHER && i < WIRE_COUNT(children); i++) {
        if (wire_str_is(v->name, children[i].name))
            return true;
    }
    return false;
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

/* A concept; how far down one may stand in another, level counts: the third knows no further ones. */
static void
concept(struct g2_writer *w, enum g2_word word, const struct wire_value *record, unsigned level)
{
    uint64_t has = g2_elements[word].has;
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
    if (level == 3)
        has &= ~(uint64_t)G2_RELATES;
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
child(struct g2_writer *w, unsigned level, const struct wire_value *v, enum g2_word word, bool text)
{
    if (!g2_has(w, word) || (v->kind == WIRE_V_RECORD) == text || (text && !is_scalar(v))) {
        g2_count(w, WIRE_DROPPED, g2_elements[word].name, "this version has no place for it", v->at);
        return false;
    }
    if (text)
        g2_plain(w, word, v);
    else
        concept(w, word, v, word == G2_FACET || word == G2_SAME_AS ? 3 : level + 1);
    return true;
}

/* What stands after the names, in the order of the schema: definitions and facets, relations, main concept and facets of it. */
static bool
relations(struct g2_writer *w, uint64_t has, unsigned level, const struct wire_value *record)
{
    bool any = false;

    for (int pass = 0; pass < 3; pass++) {
        for (const struct wire_value *v = record->first; v != NULL; v = v->next) {
            bool same = v->key == WIRE_K_SAME_AS, wide = v->key == WIRE_K_BROADER;
            if (pass == 1 && v->kind == WIRE_V_RECORD && (same || wide) &&
                (has & (wide || level > 1 ? G2_DEFINES : G2_DEFINES | G2_RELATES)) != 0)
                any |= child(w, level, v, same ? G2_SAME_AS : G2_BROADER, false);
            for (size_t i = 0; v->key == WIRE_K_OTHER && i < WIRE_COUNT(children); i++) {
                int turn = i < 3 ? 0 : i < 5 ? 1 : 2;
                if (turn == pass && (children[i].in & has) != 0 && wire_str_is(v->name, children[i].name) &&
                    (level < 2 || children[i].word == G2_RELATED))
                    any |= child(w, level, v, children[i].word, children[i].text);
            }
        }
    }
    return any;
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

void
g2_labelled(struct g2_writer *w, enum g2_word word, const struct wire_value *record, enum wire_key text)
{
    const struct wire_value *said = wire_get(record, text), *open = wire_get(record, WIRE_K_PUBLIC);

    g2_open(w, word);
    g2_lang(w, record->lang.n != 0 ? record->lang : wire_member(record, WIRE_K_LANG));
    if ((record->flags & WIRE_V_SECRET) != 0 || (open != NULL && open->kind == WIRE_V_FALSE) ||
        (said != NULL && (said->flags & WIRE_V_SECRET) != 0))
        g2_secret(w);
    g2_members(w, record, BIT(text));
    g2_inside(w);
    g2_text(w, wire_member(record, text));
    g2_close(w, word, false);
}

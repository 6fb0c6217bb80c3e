/* What a ninjs story names: people, places, subjects, sources; each with its URI or literal, in 1.x scheme and code. */
#include "ninjs/write.h"

#include "article/supply.h"

enum {
    REL = 1,       /* has a rel */
    ROLE = 2,      /* has a role; in 1.x that is its rel */
    MEASURED = 4,  /* relevance and confidence */
    SYMBOLS = 8,
    ID = 16,       /* an id, in 3.x */
    PLAIN = 32     /* uri and literal in every version */
};

static const char uri_says[] = "the URI says it";
static const char literal_says[] = "there is a literal already";
static const char no_member[] = "ninjs has no place for it";

/* --- identifying --- */

/* Where the code begins in a URI: at the local part of the qcode, else behind the last mark. */
static size_t
code_in(struct wire_str uri, struct wire_str qcode)
{
    const char *colon = qcode.n != 0 ? memchr(qcode.p, ':', qcode.n) : NULL;
    size_t cut = uri.n;

    while (cut > 0 && strchr("/#:=", uri.p[cut - 1]) == NULL)
        cut--;
    if (colon != NULL && (size_t)(qcode.p + qcode.n - colon - 1) < uri.n) {
        struct wire_str local = wire_str_sub(qcode, (size_t)(colon + 1 - qcode.p), qcode.n);
        if (local.n != 0 && wire_str_eq(local, wire_str_sub(uri, uri.n - local.n, local.n)))
            cut = uri.n - local.n;
    }
    return cut == uri.n || !wire_is_uri(wire_str_sub(uri, 0, cut)) ? 0 : cut;
}

static bool
ends_with(struct wire_str s, struct wire_str end)
{
    return end.n != 0 && end.n < s.n && wire_str_eq(wire_str_sub(s, s.n - end.n, s.n), end);
}

/*
 * 1.x: the scheme's URI and the code in it. Where they are a URI parted they stand first, the code before the scheme;
 * the other way round where the code is the literal as well. A qcode's code stands first too.
 */
static bool
code_first(struct ninjs *w, struct wire_str uri, struct wire_str literal, struct wire_str qcode)
{
    size_t cut;

    if (uri.n != 0 && ends_with(uri, literal) && wire_is_uri(wire_str_sub(uri, 0, uri.n - literal.n))) {
        wire_ninjs_text(w, "scheme", wire_str_sub(uri, 0, uri.n - literal.n));
        wire_ninjs_text(w, "code", literal);
        return true;
    }
    if (uri.n != 0) {
        cut = code_in(uri, qcode);
        wire_ninjs_text(w, "code", wire_str_sub(uri, cut, uri.n));
        wire_ninjs_text(w, "scheme", wire_str_sub(uri, 0, cut));
        return true;
    }
    if (literal.n != 0 || qcode.n == 0)
        return false;
    if (qcode.n == 13 && wire_str_begins(qcode, "subj:")) /* mapping.md, ninjs: eight digits are subj: */
        qcode = wire_str_sub(qcode, 5, 8);
    wire_ninjs_text(w, "code", qcode);
    return true;
}

/* Later versions have the URI that scheme and code make together, where they are made for that. */
static bool
joined(struct ninjs *w, struct wire_str scheme, struct wire_str literal)
{
    if (scheme.n == 0 || literal.n == 0 || strchr("/#:=", scheme.p[scheme.n - 1]) == NULL)
        return false;
    wire_buf_clear(&w->scratch);
    wire_buf_str(&w->scratch, scheme);
    wire_buf_str(&w->scratch, literal);
    return wire_is_uri(wire_buf_slice(&w->scratch));
}

/*
 * What stands before all else because its place says what it is (ninjs.h): the literal that is a qcode, or the
 * literal and URI that are a scheme and its code. True: it was that, and identify has nothing more to say.
 */
static bool
identify_first(struct ninjs *w, const struct wire_value *v, const char *path, unsigned flags)
{
    struct wire_str uri = wire_ninjs_member(w, v, WIRE_K_URI), literal = wire_ninjs_member(w, v, WIRE_K_LITERAL);
    struct wire_str qcode = wire_ninjs_member(w, v, WIRE_K_QCODE);
    bool is_uri = uri.n != 0 && wire_is_uri(uri);

    if (qcode.n != 0 && uri.n != 0)
        wire_ninjs_note(w, WIRE_MOVED, path, uri_says, v->at);
    else if (qcode.n != 0 && literal.n != 0)
        wire_ninjs_note(w, WIRE_DROPPED, path, literal_says, v->at);
    if (w->version == NINJS_1 && (flags & PLAIN) == 0) {
        if (is_uri && literal.n != 0 && !ends_with(uri, literal))
            wire_ninjs_note(w, WIRE_DROPPED, path, uri_says, v->at);
        return (uri.n == 0 || is_uri) && code_first(w, uri, literal, qcode);
    }
    if (uri.n != 0)
        return false;
    if (literal.n == 0 && qcode.n != 0) {
        wire_ninjs_text(w, "literal", qcode);
        wire_ninjs_note(w, WIRE_MOVED, path, "the qcode became a literal", v->at);
        return true;
    }
    if (qcode.n != 0 || !joined(w, wire_ninjs_member(w, v, WIRE_K_SCHEME), literal))
        return false;
    wire_ninjs_text(w, "literal", literal);
    wire_ninjs_text(w, "uri", wire_buf_slice(&w->scratch));
    wire_ninjs_note(w, WIRE_MOVED, path, "scheme and code became a URI", v->at);
    return true;
}

static void
identify(struct ninjs *w, const struct wire_value *v, const char *path, unsigned flags)
{
    struct wire_str uri = wire_ninjs_member(w, v, WIRE_K_URI), literal = wire_ninjs_member(w, v, WIRE_K_LITERAL);
    struct wire_str scheme = wire_ninjs_member(w, v, WIRE_K_SCHEME);

    if (uri.n != 0 && !wire_is_uri(uri)) {
        if (literal.n == 0)
            literal = uri;
        wire_ninjs_note(w, literal.p == uri.p ? WIRE_MOVED : WIRE_DROPPED, path, "its uri is no URI", v->at);
        uri = WIRE_NONE;
    }
    if (w->version == NINJS_1 && (flags & PLAIN) == 0) {
        if (wire_is_uri(scheme))
            wire_ninjs_text(w, "scheme", scheme);
        wire_ninjs_text(w, "code", literal);
        return;
    }
    if (scheme.n != 0)
        wire_ninjs_note(w, WIRE_DROPPED, path, no_member, v->at);
    wire_ninjs_text(w, "uri", uri);
    wire_ninjs_text(w, "literal", literal);
}

/* Where the first members are taken already. */
static void
name_it(struct ninjs *w, const struct wire_value *v, const char *path)
{
    if (!identify_first(w, v, path, 0))
        identify(w, v, path, 0);
}

/* --- members --- */

/* Symbols of organisations: their own names are ninjs' own (3.1, organisations/symbols). */
static void
symbols(struct ninjs *w, const struct wire_value *record)
{
    static const struct ninjs_name names[] = {
        { { "ticker", "ticker", NULL } },
        { { "exchange", "exchange", "exchange" } },
        { { "symboltype", "symboltype", "symbolType" } },
        { { "symbol", "symbol", "symbol" } },
    };
    const struct wire_value *v = wire_get(record, WIRE_K_SYMBOLS);
    size_t all = wire_json_open_bracket(&w->j, "symbols", '[');

    for (; v != NULL && v->key == WIRE_K_SYMBOLS; v = v->next) {
        size_t one = wire_json_open_bracket(&w->j, NULL, '{');
        for (size_t i = 0; v->kind == WIRE_V_RECORD && i < WIRE_COUNT(names); i++) {
            const struct wire_value *m = wire_ninjs_find(w, v, WIRE_K_OTHER, names[i].v[NINJS_1]);
            if (names[i].v[w->version] != NULL && m != NULL && (i != 2 || wire_is_uri(m->s)))
                wire_ninjs_text(w, names[i].v[w->version], m->s);
            else if (m != NULL)
                wire_ninjs_note(w, WIRE_DROPPED, "organisations", no_member, m->at);
        }
        if (v->kind == WIRE_V_TEXT && wire_ninjs_shows(w, v))
            wire_ninjs_text(w, "symbol", v->s);
        wire_json_close_bracket(&w->j, one, '}');
    }
    wire_json_close_bracket(&w->j, all, ']');
}

/* Members that a concept of the article may have and one of ninjs not. */
static void
note_members(struct ninjs *w, const struct wire_value *record, const char *path, unsigned flags)
{
    for (const struct wire_value *m = record->first; m != NULL && w->out->ledger != NULL; m = m->next) {
        switch (m->key) {
        case WIRE_K_NAME:
        case WIRE_K_QCODE:
        case WIRE_K_URI:
        case WIRE_K_LITERAL:
        case WIRE_K_REL:
        case WIRE_K_ROLE:
        case WIRE_K_SCHEME:
        case WIRE_K_LANG:
            break;
        case WIRE_K_OTHER:
            if ((flags & MEASURED) == 0 || !wire_str_is(m->name, "creator"))
                wire_ninjs_note(w, WIRE_DROPPED, path, no_member, m->at);
            break;
        case WIRE_K_ID:
            if ((flags & ID) == 0 || w->version != NINJS_3)
                wire_ninjs_note(w, WIRE_DROPPED, path, no_member, m->at);
            break;
        case WIRE_K_RELEVANCE:
        case WIRE_K_CONFIDENCE:
            if ((flags & MEASURED) == 0)
                wire_ninjs_note(w, WIRE_DROPPED, path, no_member, m->at);
            break;
        case WIRE_K_SYMBOLS:
            if ((flags & SYMBOLS) == 0)
                wire_ninjs_note(w, WIRE_DROPPED, path, no_member, m->at);
            break;
        default:
            wire_ninjs_note(w, WIRE_DROPPED, path, no_member, m->at);
        }
    }
}

static bool
concept(struct ninjs *w, const char *name, const struct wire_value *v, const char *path, unsigned flags, enum wire_field f,
        uint32_t number)
{
    size_t began = wire_json_open_bracket(&w->j, name, '{');
    struct wire_str rel = wire_ninjs_member(w, v, WIRE_K_REL), role = wire_ninjs_member(w, v, WIRE_K_ROLE);
    const struct wire_value *id = (flags & ID) != 0 ? wire_get(v, WIRE_K_ID) : NULL;
    const struct wire_value *creator = (flags & MEASURED) != 0 ? wire_ninjs_find(w, v, WIRE_K_OTHER, "creator") : NULL;
    bool identified = identify_first(w, v, path, flags);

    if (id != NULL && wire_ninjs_shows(w, id) && w->version == NINJS_3)
        wire_ninjs_text(w, "id", id->s);
    wire_ninjs_text(w, "name", wire_ninjs_member(w, v, WIRE_K_NAME));
    if ((flags & ROLE) != 0)
        wire_ninjs_text(w, w->version == NINJS_1 ? "rel" : "role", role.n != 0 ? role : rel);
    if ((flags & REL) != 0)
        wire_ninjs_text(w, "rel", rel.n != 0 ? rel : role);
    if ((flags & ROLE) != 0 && role.n == 0 && rel.n != 0 && w->version != NINJS_1)
        wire_ninjs_note(w, WIRE_MOVED, path, "its rel became a role", v->at);
    else if ((flags & REL) != 0 && rel.n == 0 && role.n != 0)
        wire_ninjs_note(w, WIRE_MOVED, path, "its role became a rel", v->at);
    if (!identified)
        identify(w, v, path, flags);
    if (creator != NULL)
        wire_ninjs_text(w, "creator", creator->s);
    if ((flags & MEASURED) != 0) {
        wire_ninjs_whole(w, "relevance", wire_ninjs_member(w, v, WIRE_K_RELEVANCE), 0, 100);
        wire_ninjs_whole(w, "confidence", wire_ninjs_member(w, v, WIRE_K_CONFIDENCE), 0, 100);
    }
    if ((flags & SYMBOLS) != 0)
        symbols(w, v);
    if (f != WIRE_FIELD_COUNT && w->kept.n != 0)
        wire_ninjs_put_kept(w, f, number);
    note_members(w, v, path, flags);
    return wire_json_close_bracket(&w->j, began, '}');
}

/* --- fields --- */

static void
list(struct ninjs *w, enum wire_field f, unsigned flags)
{
    uint32_t number = 0;

    w->kept_at = 0;
    for (const struct wire_value *v = wire_first(w->a, f); v != NULL; v = v->next, number++) {
        if (wire_ninjs_shows(w, v) && !concept(w, NULL, v, wire_fields[f].name, flags, f, number))
            wire_ninjs_note(w, WIRE_DROPPED, wire_fields[f].name, "it names nothing", v->at);
    }
}

void
wire_ninjs_put_concepts(struct ninjs *w, const char *name, enum wire_field f)
{
    size_t began = wire_json_open_bracket(&w->j, name, '[');

    list(w, f, REL | (f == WIRE_F_ORGANISATIONS ? SYMBOLS : 0) | (f == WIRE_F_EVENTS ? ID : 0));
    wire_json_close_bracket(&w->j, began, ']');
}

void
wire_ninjs_put_genres(struct ninjs *w, const char *name, enum wire_field f)
{
    size_t began = wire_json_open_bracket(&w->j, name, '[');

    list(w, f, 0);
    wire_json_close_bracket(&w->j, began, ']');
}

/* Keywords are subjects that have no more than a word (mapping.md, Writers). */
void
wire_ninjs_put_subjects(struct ninjs *w, const char *name, enum wire_field f)
{
    size_t began = wire_json_open_bracket(&w->j, name, '['), one;

    list(w, f, REL | MEASURED);
    for (const struct wire_value *v = wire_first(w->a, WIRE_F_KEYWORDS); v != NULL; v = v->next) {
        if (!wire_ninjs_shows(w, v) || v->s.n == 0)
            continue;
        one = wire_json_open_bracket(&w->j, NULL, '{');
        wire_ninjs_text(w, w->version == NINJS_1 ? "code" : "literal", v->s);
        wire_ninjs_text(w, "rel", WIRE_STR(WIRE_NINJS_KEYWORD));
        wire_json_close_bracket(&w->j, one, '}');
        wire_ninjs_note(w, WIRE_MOVED, "keywords", "subjects of rel keyword", v->at);
    }
    wire_json_close_bracket(&w->j, began, ']');
}

/* One of those who made the story. How to reach them stands in the article for the desk, and does not go out. */
static void
credit(struct ninjs *w, const struct wire_value *v)
{
    size_t began = wire_json_open_bracket(&w->j, NULL, '{');
    struct wire_str role = wire_ninjs_member(w, v, WIRE_K_ROLE);

    wire_ninjs_text(w, "rel", role.n != 0 ? role : WIRE_STR("contributor"));
    wire_ninjs_text(w, "name", wire_ninjs_member(w, v, WIRE_K_NAME));
    name_it(w, v, "credits");
    wire_json_close_bracket(&w->j, began, '}');
    wire_ninjs_note(w, WIRE_MOVED, "credits", "people with the role as rel", v->at);
    if (wire_get(v, WIRE_K_PLACE) != NULL || wire_get(v, WIRE_K_CONTACT) != NULL || wire_get(v, WIRE_K_JOBTITLE) != NULL)
        wire_ninjs_note(w, WIRE_DROPPED, "credits", "people of ninjs have no place, job or contact here", v->at);
}

void
wire_ninjs_put_people(struct ninjs *w, const char *name, enum wire_field f)
{
    size_t began = wire_json_open_bracket(&w->j, name, '[');

    list(w, f, REL);
    for (const struct wire_value *v = wire_first(w->a, WIRE_F_CREDITS); v != NULL; v = v->next) {
        if (wire_ninjs_shows(w, v) && v->first != NULL)
            credit(w, v);
    }
    wire_json_close_bracket(&w->j, began, ']');
}

void
wire_ninjs_put_sources(struct ninjs *w, const char *name, enum wire_field f)
{
    const struct wire_value *provider = wire_first(w->a, WIRE_F_PROVIDER);
    size_t began = wire_json_open_bracket(&w->j, name, '['), one;

    list(w, f, ROLE);
    if (provider != NULL && wire_ninjs_shows(w, provider) && provider->first != NULL) {
        one = wire_json_open_bracket(&w->j, NULL, '{');
        wire_ninjs_text(w, w->version == NINJS_1 ? "rel" : "role", WIRE_STR(WIRE_NINJS_PROVIDER));
        wire_ninjs_text(w, "name", wire_ninjs_member(w, provider, WIRE_K_NAME));
        name_it(w, provider, "provider");
        wire_json_close_bracket(&w->j, one, '}');
        wire_ninjs_note(w, WIRE_MOVED, "provider", "an infoSource of role provider", provider->at);
    }
    wire_json_close_bracket(&w->j, began, ']');
}

void
wire_ninjs_put_source_type(struct ninjs *w, const char *name, enum wire_field f)
{
    const struct wire_value *v = wire_first(w->a, f);

    if (v != NULL && wire_ninjs_shows(w, v))
        concept(w, name, v, wire_fields[f].name, PLAIN, WIRE_FIELD_COUNT, 0);
}

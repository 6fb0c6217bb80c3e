/* What NewsML's elements do not say, or not in full, as properties of our own: a field is there when what is written of it
 * elsewhere would be read as less. */
#include "article/time.h"
#include "newsml-1/write.h"

/* --- properties --- */

/* A value with its lines: a reader of attributes would take a line end for a space (XML 1.0, 3.3.3). */
static void
put_value(struct wire_tags *t, const char *name, struct wire_str s)
{
    size_t from = 0;

    wire_buf_putc(&t->buf, ' ');
    wire_buf_puts(&t->buf, name);
    wire_buf_puts(&t->buf, "=\"");
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != '\n' && s.p[i] != '\t')
            continue;
        wire_buf_xml_attr(&t->buf, wire_str_sub(s, from, i - from));
        wire_buf_puts(&t->buf, s.p[i] == '\n' ? "&#10;" : "&#9;");
        from = i + 1;
    }
    wire_buf_xml_attr(&t->buf, wire_str_sub(s, from, s.n));
    wire_buf_putc(&t->buf, '"');
}

static void
tag(struct wire_tags *t, const char *prefix, struct wire_str name)
{
    wire_tag_open(t, "", "Property");
    wire_buf_puts(&t->buf, " FormalName=\"");
    wire_buf_puts(&t->buf, prefix);
    wire_buf_xml_attr(&t->buf, name);
    wire_buf_putc(&t->buf, '"');
}

static void
mark(struct wire_tags *t, const char *name, struct wire_str value)
{
    tag(t, "", wire_str_of(name));
    put_value(t, "Value", value);
    wire_tag_empty(t);
}

static void property(struct wire_tags *, const char *prefix, struct wire_str name, const struct wire_value *);

static void
members(struct wire_tags *t, const struct wire_value *record)
{
    for (const struct wire_value *m = record->first; m != NULL; m = m->next) { /* as deep as the source */
        if (m->key == WIRE_K_OTHER)
            property(t, NM1_OTHER, m->name, m);
        else
            property(t, "", wire_str_of(wire_keys[m->key]), m);
    }
}

static void
property(struct wire_tags *t, const char *prefix, struct wire_str name, const struct wire_value *v)
{
    bool list = (v->flags & WIRE_V_LIST) != 0 && v->key == WIRE_K_OTHER, secret = (v->flags & WIRE_V_SECRET) != 0;
    const char *kind = v->kind == WIRE_V_NUMBER ? NM1_NUMBER : v->kind == WIRE_V_TRUE || v->kind == WIRE_V_FALSE ? NM1_BOOLEAN : "";

    tag(t, prefix, name);
    if (v->kind != WIRE_V_RECORD)
        put_value(t, "Value", v->kind == WIRE_V_TRUE ? WIRE_STR("true") : v->kind == WIRE_V_FALSE ? WIRE_STR("false") : v->s);
    if (*kind != '\0' || list)
        wire_buf_printf(&t->buf, " AllowedValues=\"%s%s%s\"", kind, *kind != '\0' && list ? " " : "", list ? NM1_LIST : "");
    if (v->lang.n == 0 && !secret && (v->kind != WIRE_V_RECORD || v->first == NULL)) {
        wire_tag_empty(t);
        return;
    }
    wire_tag_inside(t);
    if (v->lang.n != 0)
        mark(t, NM1_LANG, v->lang);
    if (secret)
        mark(t, NM1_SECRET, WIRE_STR("true"));
    if (v->kind == WIRE_V_RECORD)
        members(t, v);
    wire_tag_close(t, "", "Property", true);
}

void
wire_nm1_field(struct wire_tags *t, const struct wire_article *a, enum wire_field f)
{
    for (const struct wire_value *v = wire_first(a, f); v != NULL; v = v->next) {
        if (v->kind != WIRE_V_ARTICLE)
            property(t, "", wire_str_of(wire_fields[f].name), v);
    }
}

static void
nothing(struct wire_tags *t, enum wire_field f)
{
    tag(t, "", wire_str_of(wire_fields[f].name));
    wire_buf_puts(&t->buf, " AllowedValues=\"" NM1_NONE "\"");
    wire_tag_empty(t);
}

/* --- whether NewsML's own elements say all there is --- */

typedef bool says_fn(const struct wire_article *, enum wire_field, bool story);

static bool
is_line(struct wire_str s)
{
    return s.n != 0 && !wire_is_space(s.p[0]) && !wire_is_space(s.p[s.n - 1]) && memchr(s.p, '\n', s.n) == NULL &&
           memchr(s.p, '\t', s.n) == NULL && memmem(s.p, s.n, "  ", 2) == NULL && memchr(s.p, '\r', s.n) == NULL;
}

static bool
says_text(const struct wire_article *a, enum wire_field f, bool story)
{
    (void)story;
    return is_line(wire_nm1_plain(a, f));
}

static bool
says_texts(const struct wire_article *a, enum wire_field f, bool story)
{
    (void)story;
    for (const struct wire_value *v = wire_first(a, f); v != NULL; v = v->next) {
        if (v->kind != WIRE_V_TEXT || !wire_is_public(v) || v->lang.n != 0 || !is_line(v->s))
            return false;
    }
    return true;
}

static bool
says_story_text(const struct wire_article *a, enum wire_field f, bool story)
{
    return story && says_text(a, f, story);
}

/* Of an associated article only a reference says the uri. */
static bool
says_uri(const struct wire_article *a, enum wire_field f, bool story)
{
    const char *media;

    return says_text(a, f, story) &&
           (story || (wire_first(a, WIRE_F_ASSOCIATIONS) == NULL && wire_first(a, WIRE_F_DESCRIPTIONS) == NULL && !wire_nm1_content_media(a, &media)));
}

static bool
says_time(const struct wire_article *a, enum wire_field f, bool story)
{
    char store[NM1_TIME_ROOM];
    struct wire_str s = wire_nm1_plain(a, f);

    return story && wire_nm1_time(s, store).n != 0 && (s.n == 10 || (s.n >= 19 && s.p[10] == 'T'));
}

static bool
says_digit(const struct wire_article *a, enum wire_field f, bool story)
{
    const struct wire_value *v = wire_first(a, f);

    return story && v->s.n == 1 && v->s.p[0] >= '1' && v->s.p[0] <= '9' && wire_is_public(v);
}

static bool
says_rel(const struct wire_article *a, enum wire_field f, bool story)
{
    return !story && is_line(wire_nm1_plain(a, f)) && !wire_nm1_body_role(wire_nm1_plain(a, f));
}

static bool
says_type(const struct wire_article *a, enum wire_field f, bool story)
{
    static const char *const types[][2] = { { "Text", "text" }, { "Photo", "picture" }, { "Video", "video" }, { "Audio", "audio" },
                                            { "ComplexData", "text" } };
    const char *media, *read = NULL;

    if (!wire_nm1_content_media(a, &media) && !story)
        return false;
    for (size_t i = 0; i < WIRE_COUNT(types); i++)
        read = strcmp(media, types[i][0]) == 0 ? types[i][1] : read;
    return read != NULL && wire_str_is(wire_nm1_plain(a, f), read);
}

static bool
says_status(const struct wire_article *a, enum wire_field f, bool story)
{
    struct wire_str s = wire_nm1_plain(a, f);
    bool embargo = wire_first(a, WIRE_F_EMBARGO) != NULL || wire_first(a, WIRE_F_EMBARGOED_UNTIL) != NULL;

    return story && (wire_str_is(s, "canceled") || wire_str_is(s, "withheld") || (wire_str_is(s, "usable") && !embargo));
}

static bool
says_embargo(const struct wire_article *a, enum wire_field f, bool story)
{
    struct wire_str until = wire_nm1_plain(a, WIRE_F_EMBARGOED_UNTIL);
    const struct wire_value *embargo = wire_first(a, WIRE_F_EMBARGO);

    (void)f;
    return story && until.n != 0 && embargo != NULL && says_time(a, WIRE_F_EMBARGOED_UNTIL, story) &&
           wire_nm1_only(embargo, NM1_BIT(WIRE_K_UNTIL)) && wire_str_eq(wire_member(embargo, WIRE_K_UNTIL), until) &&
           !wire_str_is(wire_nm1_plain(a, WIRE_F_PUB_STATUS), "canceled");
}

/* Each entry is a record of these keys, of which this one is there and a line. */
static bool
each(const struct wire_article *a, enum wire_field f, uint64_t keys, enum wire_key needed)
{
    for (const struct wire_value *v = wire_first(a, f); v != NULL; v = v->next) {
        if (!wire_nm1_only(v, keys) || !is_line(wire_member(v, needed)))
            return false;
    }
    return true;
}

static bool
says_name(const struct wire_article *a, enum wire_field f, bool story)
{
    (void)story;
    return each(a, f, NM1_BIT(WIRE_K_NAME), WIRE_K_NAME);
}

static bool
says_dateline(const struct wire_article *a, enum wire_field f, bool story)
{
    (void)story;
    return each(a, f, NM1_BIT(WIRE_K_TEXT), WIRE_K_TEXT);
}

static bool
says_headlines(const struct wire_article *a, enum wire_field f, bool story)
{
    const struct wire_value *main = wire_first(a, f), *sub = main->next;

    (void)story;
    return each(a, f, NM1_BIT(WIRE_K_ROLE) | NM1_BIT(WIRE_K_VALUE), WIRE_K_VALUE) && wire_str_is(wire_member(main, WIRE_K_ROLE), "main") &&
           (sub == NULL || (sub->next == NULL && wire_str_is(wire_member(sub, WIRE_K_ROLE), "sub")));
}

static bool
says_descriptions(const struct wire_article *a, enum wire_field f, bool story)
{
    (void)story;
    for (const struct wire_value *v = wire_first(a, f); v != NULL; v = v->next) {
        struct wire_str role = wire_member(v, WIRE_K_ROLE), value = wire_member(v, WIRE_K_VALUE);
        if (!wire_nm1_only(v, NM1_BIT(WIRE_K_ROLE) | NM1_BIT(WIRE_K_VALUE)) || !is_line(value) || wire_words(value) == 0 ||
            (!wire_str_is(role, "caption") && !wire_str_is(role, "abstract")))
            return false;
    }
    return true;
}

static bool
says_notes(const struct wire_article *a, enum wire_field f, bool story)
{
    (void)story;
    for (const struct wire_value *v = wire_first(a, f); v != NULL; v = v->next) {
        const struct wire_value *public = wire_get(v, WIRE_K_PUBLIC);
        struct wire_str role = wire_member(v, WIRE_K_ROLE);
        bool known = v->kind == WIRE_V_RECORD && v->lang.n == 0 && wire_is_public(v) && public != NULL && public->kind == WIRE_V_TRUE;
        for (const struct wire_value *m = known ? v->first : NULL; m != NULL; m = m->next)
            known &= m->key == WIRE_K_ROLE || m->key == WIRE_K_PUBLIC || m->key == WIRE_K_VALUE;
        if (!known || wire_str_find_nocase(role, "note") >= role.n || !is_line(role) || !is_line(wire_member(v, WIRE_K_VALUE)) ||
            wire_str_find_nocase(role, "public") < role.n || wire_str_find_nocase(role, "internal") < role.n)
            return false;
    }
    return true;
}

static bool
says_subjects(const struct wire_article *a, enum wire_field f, bool story)
{
    int64_t n;

    (void)story;
    for (const struct wire_value *v = wire_first(a, f); v != NULL; v = v->next) {
        struct wire_str code = wire_member(v, WIRE_K_QCODE), literal = wire_member(v, WIRE_K_LITERAL);
        struct wire_str uri = wire_member(v, WIRE_K_URI);
        bool coded = wire_nm1_only(v, NM1_BIT(WIRE_K_QCODE) | NM1_BIT(WIRE_K_URI)) && code.n == 13 && wire_str_begins(code, "subj:") &&
                     wire_str_to_int(wire_str_sub(code, 5, 8), INT64_MAX / 16, &n) && wire_str_begins(uri, NM1_SUBJECTS) &&
                     wire_str_eq(wire_str_sub(uri, strlen(NM1_SUBJECTS), uri.n), wire_str_sub(code, 5, 8));
        bool named = wire_nm1_only(v, NM1_BIT(WIRE_K_LITERAL) | NM1_BIT(WIRE_K_SCHEME)) && is_line(literal) &&
                     !(literal.n == 8 && wire_str_to_int(literal, INT64_MAX / 16, &n));
        if (!coded && !named)
            return false;
    }
    return true;
}

static bool
says_sources(const struct wire_article *a, enum wire_field f, bool story)
{
    int last = 0;

    (void)story;
    for (const struct wire_value *v = wire_first(a, f); v != NULL; v = v->next) {
        struct wire_str role = wire_member(v, WIRE_K_ROLE);
        int rank = wire_str_is(role, "creator") ? 1 : role.n == 0 ? 2 : 3;
        if (!wire_nm1_only(v, NM1_BIT(WIRE_K_NAME) | NM1_BIT(WIRE_K_ROLE) | NM1_BIT(WIRE_K_SCHEME)) || !is_line(wire_member(v, WIRE_K_NAME)) ||
            rank < last || (rank == 1 && last == 1) || (rank == 3 && !wire_str_is(role, "contributor")))
            return false;
        last = rank;
    }
    return true;
}

static bool
says_links(const struct wire_article *a, enum wire_field f, bool story)
{
    bool associated = false;

    for (const struct wire_value *v = wire_first(a, f); v != NULL; v = v->next) {
        struct wire_str rel = wire_member(v, WIRE_K_REL);
        if (!story || !wire_nm1_only(v, NM1_BIT(WIRE_K_REL) | NM1_BIT(WIRE_K_URI)) || !is_line(wire_member(v, WIRE_K_URI)) ||
            !(wire_str_is(rel, "associatedWith") || (wire_str_is(rel, "derivedFrom") && !associated)))
            return false;
        associated |= wire_str_is(rel, "associatedWith");
    }
    return true;
}

static bool
says_files(const struct wire_article *a, enum wire_field f, bool story)
{
    const uint64_t keys = NM1_BIT(WIRE_K_NAME) | NM1_BIT(WIRE_K_HREF) | NM1_BIT(WIRE_K_CONTENT_TYPE) | NM1_BIT(WIRE_K_WIDTH) |
                          NM1_BIT(WIRE_K_HEIGHT) | NM1_BIT(WIRE_K_SIZE_IN_BYTES) | NM1_BIT(WIRE_K_DURATION);

    (void)story;
    for (const struct wire_value *v = wire_first(a, f); v != NULL; v = v->next) {
        if (!wire_nm1_only(v, keys) || !is_line(wire_member(v, WIRE_K_HREF)) || strcmp(wire_nm1_media_of(v), "ComplexData") == 0)
            return false;
        for (const struct wire_value *m = v->first; m != NULL; m = m->next) {
            bool number = m->key >= WIRE_K_WIDTH && m->key <= WIRE_K_DURATION;
            if (!is_line(m->s) || (m->kind == WIRE_V_NUMBER) != (number && wire_str_is_number(m->s)))
                return false;
        }
    }
    return true;
}

static bool
says_bodies(const struct wire_article *a, enum wire_field f, bool story)
{
    int64_t n;

    (void)story;
    return a->body != NULL && a->body->first != NULL && wire_first(a, f)->next == NULL &&
           wire_nm1_only(wire_first(a, f), NM1_BIT(WIRE_K_WORD_COUNT)) &&
           wire_str_to_int(wire_member(wire_first(a, f), WIRE_K_WORD_COUNT), INT64_MAX / 16, &n);
}

static says_fn *const says[WIRE_FIELD_COUNT] = {
    [WIRE_F_URI] = says_uri,
    [WIRE_F_REL] = says_rel,
    [WIRE_F_VERSION] = says_story_text,
    [WIRE_F_TYPE] = says_type,
    [WIRE_F_PUB_STATUS] = says_status,
    [WIRE_F_URGENCY] = says_digit,
    [WIRE_F_LANGUAGE] = says_text,
    [WIRE_F_VERSION_CREATED] = says_time,
    [WIRE_F_FIRST_CREATED] = says_time,
    [WIRE_F_EMBARGOED_UNTIL] = says_embargo,
    [WIRE_F_EMBARGO] = says_embargo,
    [WIRE_F_PROVIDER] = says_name,
    [WIRE_F_HEADLINES] = says_headlines,
    [WIRE_F_SLUGLINE] = says_text,
    [WIRE_F_BY] = says_text,
    [WIRE_F_DATELINE] = says_dateline,
    [WIRE_F_CREDITLINE] = says_text,
    [WIRE_F_DESCRIPTIONS] = says_descriptions,
    [WIRE_F_ED_NOTES] = says_notes,
    [WIRE_F_SUBJECTS] = says_subjects,
    [WIRE_F_KEYWORDS] = says_texts,
    [WIRE_F_GENRES] = says_name,
    [WIRE_F_INFO_SOURCES] = says_sources,
    [WIRE_F_COPYRIGHT_HOLDER] = says_text,
    [WIRE_F_COPYRIGHT_NOTICE] = says_text,
    [WIRE_F_USAGE_TERMS] = says_text,
    [WIRE_F_LINKS] = says_links,
    [WIRE_F_BODIES] = says_bodies,
    [WIRE_F_RENDITIONS] = says_files,
};

/* --- which fields --- */

/* The envelope says these of every story; where it says what this one does not, that is said. */
static void
enveloped(struct nm1_writer *w, const struct wire_article *a)
{
    static const enum wire_field fields[] = { WIRE_F_SENT, WIRE_F_PRIORITY, WIRE_F_SERVICES };
    struct wire_tags mine = { .depth = 0 };

    for (size_t i = 0; i < WIRE_COUNT(fields); i++) {
        bool sent = fields[i] == WIRE_F_SENT; /* which the envelope always has */
        wire_buf_clear(&mine.buf);
        wire_nm1_field(&mine, a, fields[i]);
        if (mine.buf.err != WIRE_OK)
            w->tags.buf.err = mine.buf.err;
        if (wire_str_eq(wire_buf_slice(&mine.buf), wire_buf_slice(&w->envelope[i])) && (mine.buf.n != 0 || !sent))
            continue;
        if (mine.buf.n != 0)
            wire_nm1_field(&w->tags, a, fields[i]);
        else
            nothing(&w->tags, fields[i]);
    }
    wire_buf_free(&mine.buf);
}

/* What a reader makes of the copy where nothing is said of it: not of a story that was read and has none. */
static bool
is_derived(enum wire_field f)
{
    return f == WIRE_F_CREDITS || f == WIRE_F_TAKE || f == WIRE_F_DATELINE || f == WIRE_F_PEOPLE || f == WIRE_F_ORGANISATIONS ||
           f == WIRE_F_PLACES || f == WIRE_F_EVENTS || f == WIRE_F_OBJECTS;
}

/* What the format demands and was supplied is read as absent. */
static bool
is_demanded(enum wire_field f)
{
    return f == WIRE_F_VERSION || f == WIRE_F_PUB_STATUS || f == WIRE_F_FIRST_CREATED || f == WIRE_F_VERSION_CREATED ||
           f == WIRE_F_TYPE;
}

/* Stories that were read from markup have what a reader derives; of entities in markup only NITF's and NewsML 1's reader makes lists. */
static bool
may_derive(const struct wire_article *a, enum wire_field f)
{
    struct wire_str format = wire_member(wire_first(a, WIRE_F_SOURCE), WIRE_K_FORMAT);
    bool own = wire_str_is(format, "newsml-1") || wire_str_is(format, "nitf"), g2 = wire_str_is(format, "newsml-g2");

    if (a->body == NULL || own)
        return false;
    return !g2 || (f != WIRE_F_CREDITS && f != WIRE_F_TAKE && f != WIRE_F_DATELINE);
}

static void
one(struct nm1_writer *w, const struct wire_article *a, enum wire_field f, bool story)
{
    const struct wire_value *v = wire_first(a, f);
    const char *media;

    if (v == NULL) {
        if (story ? is_demanded(f) || (is_derived(f) && may_derive(a, f))
                  : f == WIRE_F_REL || (f == WIRE_F_TYPE && wire_nm1_content_media(a, &media)))
            nothing(&w->tags, f);
        return;
    }
    if (says[f] == NULL || !says[f](a, f, story))
        wire_nm1_field(&w->tags, a, f);
}

void
wire_nm1_own_properties(struct nm1_writer *w, const struct wire_article *a, bool story)
{
    size_t at = wire_nm1_open(w, "Metadata"), inside;

    wire_nm1_formal_value(w, "MetadataType", WIRE_STR(NM1_OWN), WIRE_NONE);
    inside = w->tags.buf.n;
    for (int f = 0; f < WIRE_FIELD_COUNT; f++) {
        bool enveloped_field = story && (f == WIRE_F_SENT || f == WIRE_F_PRIORITY || f == WIRE_F_SERVICES);
        if (f != WIRE_F_ASSOCIATIONS && f != WIRE_F_SOURCE && !enveloped_field && !(w->update && f == WIRE_F_EXTRA))
            one(w, a, (enum wire_field)f, story);
    }
    if (story)
        enveloped(w, a);
    if (w->tags.buf.n == inside && w->tags.buf.err == WIRE_OK)
        w->tags.buf.n = at; /* a type without properties says nothing */
    wire_nm1_close(w, "Metadata", at);
}

/* The head of a NITF story: what NITF's own elements say of it. */
#include "nitf/write.h"

#define KEY(k) ((uint64_t)1 << (k))

static void
empty(struct wire_nitf_writer *w, const char *name, const char *attr, struct wire_str value)
{
    wire_tag_open(&w->tags, "", name);
    wire_tag_attr(&w->tags, attr, value);
    wire_nitf_kept_attrs(w, name);
    wire_tag_empty(&w->tags);
}

/* The same where there is something to say. */
static void
say(struct wire_nitf_writer *w, const char *name, const char *attr, struct wire_str value)
{
    if (value.n != 0 || wire_nitf_has_kept(w, name))
        empty(w, name, attr, value);
}

/* --- meta --- */

static void
meta(struct wire_nitf_writer *w, struct wire_str name, struct wire_str content)
{
    wire_tag_open(&w->tags, "", "meta");
    wire_tag_put(&w->tags, "", WIRE_STR("name"), name);
    wire_tag_put(&w->tags, "", WIRE_STR("content"), content);
    wire_tag_empty(&w->tags);
}

/* What agencies by habit say in a meta of a certain name. */
static void
metas(struct wire_nitf_writer *w)
{
    const struct wire_article *a = w->a;
    const struct wire_value *body = wire_first(a, WIRE_F_BODIES);

    for (const struct wire_value *v = wire_first(a, WIRE_F_EXTRA); w->of_nitf && v != NULL; v = v->next) {
        if (wire_str_is(wire_member(v, WIRE_K_PATH), "head/meta") && wire_is_public(v) &&
            wire_nitf_is_token(wire_member(v, WIRE_K_NAME)))
            meta(w, wire_member(v, WIRE_K_NAME), wire_member(v, WIRE_K_VALUE));
    }
    for (const struct wire_value *v = wire_first(a, WIRE_F_SERVICES); v != NULL; v = v->next) {
        struct wire_str name = wire_member(v, WIRE_K_NAME);
        if (wire_is_public(v) && name.n != 0)
            meta(w, WIRE_STR("service"), name);
        if (!wire_is_public(v) || name.n == 0 || !wire_nitf_only(v, KEY(WIRE_K_NAME)))
            wire_nitf_inexact(w, WIRE_F_SERVICES);
    }
    for (const struct wire_value *v = wire_first(a, WIRE_F_ALT_IDS); v != NULL; v = v->next) {
        bool number = wire_str_is(wire_member(v, WIRE_K_ROLE), "transmissionReference") && wire_is_public(v);
        if (number)
            meta(w, WIRE_STR("anpa-sequence"), wire_member(v, WIRE_K_VALUE));
        if (!number || !wire_nitf_only(v, KEY(WIRE_K_ROLE) | KEY(WIRE_K_VALUE)))
            wire_nitf_inexact(w, WIRE_F_ALT_IDS);
    }
    if (body != NULL && wire_member(body, WIRE_K_WORD_COUNT).n != 0)
        meta(w, WIRE_STR("anpa-wordcount"), wire_member(body, WIRE_K_WORD_COUNT));
    if (body != NULL && (body->next != NULL || !wire_nitf_only(body, KEY(WIRE_K_WORD_COUNT))))
        wire_nitf_inexact(w, WIRE_F_BODIES);
}

/* --- tobject --- */

static bool
is_eight_digits(struct wire_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    }
    return s.n == 8;
}

static struct wire_str
other(const struct wire_value *record, const char *name)
{
    for (const struct wire_value *m = wire_get(record, WIRE_K_OTHER); m != NULL; m = m->next) {
        if (m->kind == WIRE_V_TEXT && wire_str_is(m->name, name))
            return m->s;
    }
    return WIRE_NONE;
}

/* Type, matter and detail are levels of the code (SSMMMDDD): the name belongs to the one the code is of, and behind those given. */
static const char *
name_slot(struct wire_str code, const struct wire_value *v)
{
    bool digits = is_eight_digits(code);

    if (other(v, "tobject.subject.matter").n != 0)
        return "tobject.subject.detail";
    if (digits && wire_str_ends(code, "000000") && other(v, "tobject.subject.type").n == 0)
        return "tobject.subject.type";
    return digits && wire_str_ends(code, "000") ? "tobject.subject.matter" : "tobject.subject.detail";
}

static void
subject(struct wire_nitf_writer *w, const struct wire_value *v)
{
    static const char *const others[] = { "tobject.subject.ipr", "tobject.subject.code", "tobject.subject.type",
                                          "tobject.subject.matter" };
    struct wire_str qcode = wire_member(v, WIRE_K_QCODE), literal = wire_member(v, WIRE_K_LITERAL), code = qcode;
    bool digits = wire_str_begins(qcode, "subj:") && is_eight_digits(wire_str_sub(qcode, 5, qcode.n));
    bool exact = wire_nitf_only(v, KEY(WIRE_K_NAME) | KEY(WIRE_K_OTHER) | (digits ? KEY(WIRE_K_QCODE) : KEY(WIRE_K_LITERAL)));

    if (digits)
        code = wire_str_sub(qcode, 5, qcode.n);
    else if (literal.n != 0)
        code = literal;
    if (!wire_is_public(v) || !wire_nitf_is_token(code)) { /* refnum is required, and a token */
        wire_nitf_inexact(w, WIRE_F_SUBJECTS);
        return;
    }
    wire_tag_open(&w->tags, "", "tobject.subject");
    wire_tag_put(&w->tags, "", WIRE_STR("tobject.subject.refnum"), code);
    for (const struct wire_value *m = wire_get(v, WIRE_K_OTHER); m != NULL; m = m->next) {
        bool known = false;
        for (size_t i = 0; i < WIRE_COUNT(others) && m->kind == WIRE_V_TEXT; i++)
            known |= wire_str_is(m->name, others[i]);
        exact &= known;
        if (known && wire_tag_fresh(&w->tags, m->name))
            wire_tag_put(&w->tags, "", m->name, m->s);
    }
    wire_tag_attr(&w->tags, name_slot(code, v), wire_member(v, WIRE_K_NAME));
    wire_tag_empty(&w->tags);
    if (!exact || (!digits && is_eight_digits(code)))
        wire_nitf_inexact(w, WIRE_F_SUBJECTS);
}

static void
tobject(struct wire_nitf_writer *w)
{
    const struct wire_value *genre = wire_first(w->a, WIRE_F_GENRES), *v = wire_first(w->a, WIRE_F_SUBJECTS);
    size_t before = w->tags.buf.n, inside;

    wire_tag_open(&w->tags, "", "tobject");
    wire_nitf_kept_attrs(w, "tobject");
    wire_tag_inside(&w->tags);
    inside = w->tags.buf.n;
    for (; genre != NULL; genre = genre->next) {
        struct wire_str name = wire_member(genre, WIRE_K_NAME);
        if (!wire_is_public(genre) || name.n == 0 || !wire_nitf_only(genre, KEY(WIRE_K_NAME)))
            wire_nitf_inexact(w, WIRE_F_GENRES);
        if (wire_is_public(genre) && name.n != 0)
            empty(w, "tobject.property", "tobject.property.type", name);
    }
    for (; v != NULL; v = v->next)
        subject(w, v);
    if (w->tags.buf.n != inside) {
        wire_tag_close(&w->tags, "", "tobject", true);
    } else if (wire_nitf_has_kept(w, "tobject")) {
        w->tags.buf.n -= w->tags.buf.n != 0;
        wire_tag_empty(&w->tags);
    } else {
        w->tags.depth--;
        w->tags.buf.n = before;
    }
}

/* --- docdata --- */

/* As NITF writes times: 20250708T104500+0200; what is not a whole second of RFC 3339 stays as it is. */
static struct wire_str
norm(struct wire_str s, char out[32])
{
    size_t n = 0;

    if ((s.n != 10 && s.n < 19) || s.n > 25 || memchr(s.p, '.', s.n) != NULL)
        return s;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != ':' && (s.p[i] != '-' || i > 10))
            out[n++] = s.p[i];
    }
    return (struct wire_str){ out, n };
}

static void
date(struct wire_nitf_writer *w, const char *name, enum wire_field f)
{
    struct wire_str s = wire_nitf_text(w, f);
    char store[32];

    if (s.n != 0)
        empty(w, name, "norm", norm(s, store));
}

static void
notes(struct wire_nitf_writer *w)
{
    for (const struct wire_value *v = wire_first(w->a, WIRE_F_ED_NOTES); v != NULL; v = v->next) {
        const struct wire_value *is_public = wire_get(v, WIRE_K_PUBLIC);
        bool secret = !wire_is_public(v) || (is_public != NULL && is_public->kind == WIRE_V_FALSE);
        if (secret || is_public == NULL || !wire_nitf_only(v, KEY(WIRE_K_ROLE) | KEY(WIRE_K_PUBLIC) | KEY(WIRE_K_VALUE)))
            wire_nitf_inexact(w, WIRE_F_ED_NOTES);
        if (secret)
            continue;
        wire_tag_open(&w->tags, "", "ed-msg");
        wire_tag_attr(&w->tags, "msg-type", wire_member(v, WIRE_K_ROLE));
        wire_tag_attr(&w->tags, "info", wire_member(v, WIRE_K_VALUE));
        wire_tag_empty(&w->tags);
    }
}

static void
slug(struct wire_nitf_writer *w)
{
    struct wire_str version = wire_nitf_text(w, WIRE_F_VERSION), key = wire_nitf_text(w, WIRE_F_SLUGLINE), kept = WIRE_NONE;

    for (const struct wire_value *v = wire_first(w->a, WIRE_F_EXTRA); w->of_nitf && v != NULL; v = v->next) {
        if (wire_str_is(wire_member(v, WIRE_K_PATH), "head/docdata/du-key/@version"))
            kept = wire_member(v, WIRE_K_VALUE);
    }
    if (version.n != 0)
        wire_nitf_inexact(w, WIRE_F_VERSION);
    if (version.n == 0)
        version = kept;
    if (!wire_nitf_is_token(version))
        version = WIRE_NONE;
    if (key.n + version.n == 0 && !wire_nitf_has_kept(w, "du-key"))
        return;
    wire_tag_open(&w->tags, "", "du-key");
    wire_tag_attr(&w->tags, "key", key);
    wire_tag_attr(&w->tags, "version", version);
    wire_nitf_kept_attrs(w, "du-key");
    wire_tag_empty(&w->tags);
}

static void
key_list(struct wire_nitf_writer *w)
{
    const struct wire_value *v = wire_first(w->a, WIRE_F_KEYWORDS);
    bool open = false;

    for (; v != NULL; v = v->next) {
        if (!wire_is_public(v) || v->kind != WIRE_V_TEXT || v->lang.n != 0) {
            wire_nitf_inexact(w, WIRE_F_KEYWORDS);
            continue;
        }
        if (!open) {
            wire_tag_open(&w->tags, "", "key-list");
            wire_tag_inside(&w->tags);
        }
        open = true;
        empty(w, "keyword", "key", v->s);
    }
    if (open)
        wire_tag_close(&w->tags, "", "key-list", true);
}

/* --- identified-content --- */

static const struct {
    enum wire_field field;
    const char *name, *code, *scheme;
} lists[] = {
    { WIRE_F_PEOPLE, "person", "value", "idsrc" },
    { WIRE_F_ORGANISATIONS, "org", "value", "idsrc" },
    { WIRE_F_PLACES, "location", "location-code", "code-source" },
    { WIRE_F_EVENTS, "event", "value", "idsrc" },
    { WIRE_F_OBJECTS, "object.title", "value", "idsrc" },
};

/* Another code of the same thing as an alt-code; false where it says more than that. */
static bool
alt_code(struct wire_nitf_writer *w, const struct wire_value *v, bool symbol)
{
    struct wire_str value = symbol ? other(v, "ticker") : wire_member(v, WIRE_K_LITERAL);
    struct wire_str source = symbol ? other(v, "exchange") : wire_member(v, WIRE_K_SCHEME);

    if (v->kind != WIRE_V_RECORD || value.n == 0 || source.n == 0)
        return false;
    wire_buf_puts(&w->tags.buf, "<alt-code");
    wire_tag_put(&w->tags, "", WIRE_STR("idsrc"), source);
    wire_tag_put(&w->tags, "", WIRE_STR("value"), value);
    wire_buf_puts(&w->tags.buf, "/>");
    if (!symbol)
        return wire_nitf_only(v, KEY(WIRE_K_LITERAL) | KEY(WIRE_K_SCHEME));
    return wire_nitf_only(v, KEY(WIRE_K_OTHER)) && v->first->next != NULL && v->first->next->next == NULL;
}

static bool
identified(struct wire_nitf_writer *w, const struct wire_value *v, size_t list)
{
    bool org = lists[list].field == WIRE_F_ORGANISATIONS;
    enum wire_key alternatives = org ? WIRE_K_SYMBOLS : WIRE_K_SAME_AS;
    bool exact = wire_nitf_only(v, KEY(WIRE_K_NAME) | KEY(WIRE_K_LITERAL) | KEY(WIRE_K_SCHEME) | KEY(alternatives));
    struct wire_str code = wire_member(v, WIRE_K_LITERAL), name = wire_member(v, WIRE_K_NAME);

    if (code.n == 0)
        code = wire_member(v, WIRE_K_QCODE);
    if (code.n + name.n == 0)
        return false;
    wire_tag_open(&w->tags, "", lists[list].name);
    wire_tag_attr(&w->tags, lists[list].scheme, wire_member(v, WIRE_K_SCHEME));
    wire_tag_attr(&w->tags, lists[list].code, code);
    wire_tag_inside(&w->tags);
    wire_tag_text(&w->tags, name);
    for (const struct wire_value *m = wire_get(v, alternatives); m != NULL && m->key == (uint8_t)alternatives; m = m->next)
        exact &= alt_code(w, m, org);
    wire_tag_close(&w->tags, "", lists[list].name, false);
    return exact;
}

static void
identified_content(struct wire_nitf_writer *w)
{
    size_t before = w->tags.buf.n, inside;

    wire_tag_open(&w->tags, "", "identified-content");
    wire_tag_inside(&w->tags);
    inside = w->tags.buf.n;
    for (size_t i = 0; i < WIRE_COUNT(lists); i++) {
        for (const struct wire_value *v = wire_first(w->a, lists[i].field); v != NULL; v = v->next) {
            if (!wire_is_public(v) || !identified(w, v, i))
                wire_nitf_inexact(w, lists[i].field);
        }
    }
    if (w->tags.buf.n != inside) {
        wire_tag_close(&w->tags, "", "identified-content", true);
        return;
    }
    w->tags.depth--;
    w->tags.buf.n = before;
}

static void
del_list(struct wire_nitf_writer *w, const char *outer, const char *inner)
{
    if (!wire_nitf_has_kept(w, inner))
        return;
    wire_tag_open(&w->tags, "", outer);
    wire_nitf_kept_attrs(w, outer);
    wire_tag_inside(&w->tags);
    wire_nitf_kept(w, inner);
    wire_tag_close(&w->tags, "", outer, true);
}

static void
docdata(struct wire_nitf_writer *w)
{
    size_t before = w->tags.buf.n, tag, inside;

    wire_tag_open(&w->tags, "", "docdata");
    tag = w->tags.buf.n;
    wire_tag_attr(&w->tags, "management-status", wire_nitf_says_embargoed(w) ? WIRE_STR("embargoed") : wire_nitf_text(w, WIRE_F_PUB_STATUS));
    wire_nitf_kept_attrs(w, "docdata");
    wire_tag_inside(&w->tags);
    inside = w->tags.buf.n;
    wire_nitf_kept(w, "correction");
    wire_nitf_kept(w, "evloc");
    say(w, "doc-id", "id-string", wire_nitf_text(w, WIRE_F_URI));
    del_list(w, "del-list", "from-src");
    say(w, "urgency", "ed-urg", wire_nitf_text(w, WIRE_F_URGENCY));
    wire_nitf_kept(w, "fixture");
    date(w, "date.issue", WIRE_F_VERSION_CREATED);
    date(w, "date.release", WIRE_F_EMBARGOED_UNTIL);
    date(w, "date.expire", WIRE_F_EXPIRES);
    wire_nitf_kept(w, "doc-scope");
    wire_nitf_kept(w, "series");
    notes(w);
    slug(w);
    say(w, "doc.copyright", "holder", wire_nitf_text(w, WIRE_F_COPYRIGHT_HOLDER));
    say(w, "doc.rights", "limitations", wire_nitf_text(w, WIRE_F_USAGE_TERMS));
    key_list(w);
    identified_content(w);
    if (w->tags.buf.n != inside) {
        wire_tag_close(&w->tags, "", "docdata", true);
    } else if (inside - tag > 1) {
        w->tags.buf.n -= w->tags.buf.n != 0;
        wire_tag_empty(&w->tags);
    } else {
        w->tags.depth--;
        w->tags.buf.n = before;
    }
}

void
wire_nitf_head(struct wire_nitf_writer *w)
{
    struct wire_str title = wire_nitf_text(w, WIRE_F_TITLE), created = wire_nitf_text(w, WIRE_F_FIRST_CREATED);
    char store[32];

    if (title.n != 0) {
        wire_tag_open(&w->tags, "", "title");
        wire_nitf_kept_attrs(w, "title");
        wire_tag_inside(&w->tags);
        wire_tag_text(&w->tags, title);
        wire_tag_close(&w->tags, "", "title", false);
    }
    metas(w);
    tobject(w);
    del_list(w, "iim", "ds");
    docdata(w);
    wire_nitf_kept(w, "pubdata");
    wire_nitf_kept(w, "revision-history");
    if (created.n != 0 && !wire_nitf_has_kept(w, "revision-history")) {
        wire_tag_open(&w->tags, "", "revision-history");
        wire_tag_attr(&w->tags, "norm", norm(created, store));
        wire_tag_attr(&w->tags, "comment", WIRE_STR("first created"));
        wire_tag_empty(&w->tags);
    }
}

/*
 * The article JSON read back (mapping.md, Article JSON): the table of fields and keys says
 * what a name means; what it does not know is kept. The body is read from its XHTML form,
 * so that what was written comes back the same, byte for byte.
 */
#include "article-json/article-json.h"

#include <stdlib.h>

#include "article/limits.h"
#include "json/scan.h"
#include "json/sniff.h"
#include "xml/fragment.h"

const struct wire_finding wire_article_json_unknown = {
    "json-field-unknown", WIRE_WARNING, "the article has no field of this name; it was kept in extra",
    "Look at the table of fields in wirecopy-mapping(7) for the right name.", "article JSON"
};
const struct wire_finding wire_article_json_kind = {
    "json-field-kind", WIRE_WARNING, "this is not the kind of value the field has; it was kept in extra",
    "Give a string, number, object or array as the table of fields in wirecopy-mapping(7) says.", "article JSON"
};
const struct wire_finding wire_article_json_no_story = {
    "json-no-story", WIRE_ERROR, "a story is an object; this value was left out",
    "Send objects one after another, or in one array.", "article JSON"
};
const struct wire_finding wire_article_json_body_differs = {
    "json-body-differs", WIRE_WARNING, "the text/plain body does not say what the XHTML body says; it was kept in extra",
    "Send one body in both forms, or leave the plain one out.", "article JSON, bodies"
};
const struct wire_finding wire_article_json_limit = {
    "json-story-limit", WIRE_ERROR, "a story takes more memory than one may; it was left out",
    "If the story is honest, raise the limit for one story.", NULL
};


struct reading {
    struct wire_json j;
    struct wire_worker *worker;
    const struct wire_sink *sink;
    struct wire_source *source;
    struct wire_article *story; /* the outermost one */
    struct wire_body *body;
    struct wire_buf scratch;
    size_t read, kept, skipped; /* wire_weight of strings: all, in values that hold JSON, left out by rule */
    unsigned unknown;
    bool said_kind;             /* once a story */
    enum wire_status err;       /* that ends the reading: of the sink, or no memory */
};

static void
report(struct reading *r, const struct wire_finding *what, struct wire_at at, struct wire_str name)
{
    wire_report(r->sink, r->source, what, at, wire_text_of(r->story, WIRE_F_URI), "%.*s", (int)(name.n < 80 ? name.n : 80),
                name.n != 0 ? name.p : "");
}

static void
count_row(struct reading *r, enum wire_ledger_act act, struct wire_str path, const char *why, struct wire_at at)
{
    if (r->worker->want_ledger)
        wire_ledger_count(&r->story->ledger, r->story->arena, act, path, why, 1, at);
}

static bool
failed(struct reading *r, enum wire_status st)
{
    if (st != WIRE_OK && r->err == WIRE_OK)
        r->err = st;
    return r->err != WIRE_OK || r->j.err != WIRE_OK;
}

/* --- values --- */

static struct wire_value *
printed(struct reading *r, struct wire_value *v)
{
    r->read += wire_weight(r->j.s.p, r->j.s.n);
    if (v != NULL)
        v->flags |= WIRE_V_PRINTED;
    return v;
}

/* The value that `event` began, as it is, into extra. */
static void
keep(struct reading *r, struct wire_article *a, enum wire_json_event event, struct wire_str name, struct wire_str path,
     struct wire_at at)
{
    size_t weight = 0;

    if (event == WIRE_J_STRING) {
        printed(r, wire_add_extra(a, name, path, r->j.s, at));
        return;
    }
    if (event == WIRE_J_NULL)
        return;
    wire_buf_clear(&r->scratch);
    if (!wire_json_copy(&r->j, event, &r->scratch, &weight)) {
        failed(r, r->scratch.err);
        return;
    }
    r->read += weight;
    r->kept += weight;
    wire_add_extra(a, name, path, wire_buf_slice(&r->scratch), at);
}

/* A value of a kind its field does not have. */
static void
keep_kind(struct reading *r, struct wire_article *a, enum wire_json_event event, enum wire_field f, struct wire_at at)
{
    struct wire_str name = wire_str_of(wire_fields[f].name);

    if (event == WIRE_J_NULL || event == WIRE_J_ERROR)
        return;
    if (!r->said_kind)
        report(r, &wire_article_json_kind, at, name);
    r->said_kind = true;
    count_row(r, WIRE_KEPT, name, "not the kind of value it has", at);
    keep(r, a, event, name, name, at);
}

static void read_members(struct reading *, struct wire_article *, struct wire_value *record, enum wire_field);

/* A value as a member of `into`, which only gathers: one key's values, before they take their place. */
static struct wire_value *
read_value(struct reading *r, struct wire_article *a, struct wire_value *into, enum wire_key key, enum wire_json_event event)
{
    struct wire_value *v;
    size_t weight = 0;

    switch (event) {
    case WIRE_J_STRING:
        return printed(r, wire_put_text(a, into, key, r->j.s, r->j.at));
    case WIRE_J_NUMBER:
        if ((v = wire_put_text(a, into, key, r->j.s, r->j.at)) != NULL)
            v->kind = WIRE_V_NUMBER;
        return v;
    case WIRE_J_TRUE:
    case WIRE_J_FALSE:
        into->at = r->j.at;
        return wire_put_bool(a, into, key, event == WIRE_J_TRUE);
    case WIRE_J_OBJECT:
        v = wire_put_record(a, into, key, r->j.at);
        read_members(r, a, v, WIRE_FIELD_COUNT); /* as deep as the scanner lets it */
        return v;
    case WIRE_J_ARRAY: /* an array in an array has no form of its own: it is kept as JSON */
        wire_buf_clear(&r->scratch);
        if (!wire_json_copy(&r->j, event, &r->scratch, &weight)) {
            failed(r, r->scratch.err);
            return NULL;
        }
        r->read += weight;
        r->kept += weight;
        return wire_put_text(a, into, key, wire_buf_slice(&r->scratch), r->j.at);
    default:
        return NULL; /* null says nothing */
    }
}

/* Put what was gathered where members of their key stand; once for each key, so that it is linear. */
static void
splice(struct wire_value *record, const struct wire_value *gathered, enum wire_key key)
{
    struct wire_value **at = &record->first;

    if (gathered->first == NULL)
        return;
    if (record->last == NULL || record->last->key <= key) {
        if (record->last != NULL)
            record->last->next = gathered->first;
        else
            record->first = gathered->first;
        record->last = gathered->last;
        return;
    }
    while ((*at)->key <= key)
        at = &(*at)->next;
    gathered->last->next = *at;
    *at = gathered->first;
}

/* Keys come in their order more often than not: the search goes on from the last one. */
static enum wire_key
key_named(struct wire_str name, enum wire_key last)
{
    for (int i = 1; i < WIRE_K_OTHER; i++) {
        int k = (int)last + i;
        if (k >= WIRE_K_OTHER)
            k -= WIRE_K_OTHER;
        if (k != WIRE_K_NONE && wire_str_is(name, wire_keys[k]))
            return (enum wire_key)k;
    }
    return WIRE_K_OTHER;
}

struct members {
    enum wire_key last;
    uint64_t seen;                /* bit WIRE_K_x */
    struct wire_value lang, open; /* gathered: `lang` and `public` may be said of the record itself */
    bool lang_inside, open_inside;
};
_Static_assert(WIRE_KEY_COUNT <= 64, "a bit for every key");

/* One member: its value or values, after its key. */
static void
read_member(struct reading *r, struct wire_article *a, struct wire_value *record, struct members *m)
{
    struct wire_value gathered = { .kind = WIRE_V_RECORD };
    enum wire_key key = key_named(r->j.s, m->last);
    struct wire_str name = WIRE_NONE;
    enum wire_json_event event;
    bool list;

    if (key != WIRE_K_OTHER)
        m->last = key;
    m->lang_inside |= m->lang.first != NULL && key > WIRE_K_LANG;
    m->open_inside |= m->open.first != NULL && key > WIRE_K_PUBLIC;
    if (key == WIRE_K_OTHER || (m->seen >> key & 1) != 0)
        name = wire_arena_str(a->arena, r->j.s);
    if (wire_str_begins(name, "@") && wire_key_named(wire_str_sub(name, 1, name.n)) != WIRE_K_OTHER)
        name = wire_str_sub(name, 1, name.n); /* the @ was put there because a key has that name */
    event = wire_json_next(&r->j);
    list = event == WIRE_J_ARRAY;
    if (name.p == NULL && list && !wire_key_is_list(key))
        name = wire_str_of(wire_keys[key]); /* several where one belongs: under the same name, but not as that key */
    if (name.p != NULL)
        key = WIRE_K_OTHER;
    m->seen |= (uint64_t)1 << key;
    while (!list || (event = wire_json_next(&r->j)) != WIRE_J_ARRAY_END) {
        struct wire_value *v;
        if (event == WIRE_J_ERROR || failed(r, WIRE_OK))
            return;
        v = read_value(r, a, &gathered, key, event);
        if (v != NULL && key == WIRE_K_OTHER) {
            v->name = name;
            v->flags |= list ? WIRE_V_LIST : 0;
        }
        if (!list)
            break;
    }
    if (key == WIRE_K_LANG)
        m->lang = gathered;
    else if (key == WIRE_K_PUBLIC)
        m->open = gathered;
    else
        splice(record, &gathered, key);
}

/*
 * The members of an object into a record (NULL without memory: read all the same). `lang` and
 * `"public": false` at its end are said of the record (write.c prints them there), before other
 * keys they are members like others.
 */
static void
read_members(struct reading *r, struct wire_article *a, struct wire_value *record, enum wire_field f)
{
    struct members m = { .last = WIRE_K_NONE };
    struct wire_value none = { .kind = WIRE_V_RECORD };
    enum wire_json_event event;

    if (record == NULL)
        record = &none;
    while ((event = wire_json_next(&r->j)) == WIRE_J_KEY && !failed(r, WIRE_OK))
        read_member(r, a, record, &m);
    if (m.lang.first != NULL && m.lang.first->kind == WIRE_V_TEXT && !m.lang_inside)
        record->lang = m.lang.first->s;
    else
        splice(record, &m.lang, WIRE_K_LANG);
    if (record->lang.n != 0)
        r->kept += wire_weight(record->lang.p, record->lang.n);
    if (m.open.first != NULL && m.open.first->kind == WIRE_V_FALSE)
        record->flags |= WIRE_V_SECRET;
    if (m.open.first != NULL && (m.open_inside || m.open.first->kind != WIRE_V_FALSE))
        splice(record, &m.open, WIRE_K_PUBLIC);
    if (f == WIRE_F_NON_PUBLIC)
        record->flags |= WIRE_V_SECRET;
}

/* --- the body --- */

struct form {
    struct wire_str role, type, value;
    struct wire_at at;
    bool built;
};

static bool
has_builder(struct reading *r)
{
    if (r->body == NULL && (r->body = wire_body_new()) != NULL)
        wire_body_trust_text(r->body);
    return r->body != NULL;
}

static void
build(struct reading *r, struct wire_article *a, struct wire_str html, struct wire_at at)
{
    if (!has_builder(r)) {
        failed(r, WIRE_E_NOMEM);
        return;
    }
    count_row(r, WIRE_BODIED, WIRE_STR("bodies"), NULL, at);
    if (wire_body_fragment(r->body, a, html, "bodies", at, &r->read, &r->skipped) == WIRE_E_NOMEM)
        failed(r, WIRE_E_NOMEM);
}

static bool
is_markup(struct wire_str type)
{
    return wire_str_is_nocase(type, "application/xhtml+xml") || wire_str_is_nocase(type, "text/html");
}

/* One form of the body. Its value is read on the spot where its type stands before it, as we print it. */
static void
read_form(struct reading *r, struct wire_article *a, struct form *form)
{
    enum wire_json_event event;

    while ((event = wire_json_next(&r->j)) == WIRE_J_KEY && !failed(r, WIRE_OK)) {
        enum wire_key key = wire_key_named(r->j.s);
        struct wire_str name = key == WIRE_K_OTHER ? wire_arena_str(a->arena, r->j.s) : wire_str_of(wire_keys[key]);
        struct wire_str *one = key == WIRE_K_ROLE           ? &form->role
                               : key == WIRE_K_CONTENT_TYPE ? &form->type
                               : key == WIRE_K_VALUE        ? &form->value
                                                            : NULL;
        event = wire_json_next(&r->j);
        if (key == WIRE_K_VALUE && event == WIRE_J_STRING && one->p == NULL && is_markup(form->type) && a->body == NULL) {
            build(r, a, r->j.s, r->j.at);
            form->built = true;
        } else if (one != NULL && event == WIRE_J_STRING && one->p == NULL) {
            *one = wire_arena_str(a->arena, r->j.s);
            form->at = r->j.at;
        } else if (key == WIRE_K_WORD_COUNT && event == WIRE_J_NUMBER) {
            struct wire_value *said = wire_first(a, WIRE_F_BODIES), *v;
            if (said == NULL)
                said = wire_add_record(a, WIRE_F_BODIES, r->j.at);
            if (wire_get(said, WIRE_K_WORD_COUNT) == NULL &&
                (v = wire_put_text(a, said, WIRE_K_WORD_COUNT, r->j.s, r->j.at)) != NULL)
                v->kind = WIRE_V_NUMBER;
        } else {
            keep(r, a, event, name, WIRE_STR("bodies"), r->j.at);
        }
    }
}

static size_t
weight(struct wire_str s)
{
    return wire_weight(s.p, s.n);
}

/* A form that does not become the body: it says the same again, or it is kept. */
static void
other_form(struct reading *r, struct wire_article *a, const struct form *form)
{
    struct wire_value *v;

    r->read += weight(form->value);
    if (a->body != NULL && !is_markup(form->type) && weight(form->value) == wire_node_weight(a->body, WIRE_EDITORS)) {
        r->skipped += weight(form->value);
        count_row(r, WIRE_SKIPPED, WIRE_STR("bodies"), "says again what the first body says", form->at);
        return;
    }
    report(r, &wire_article_json_body_differs, form->at, form->type);
    v = wire_add_extra(a, form->type.n != 0 ? form->type : WIRE_STR("value"), WIRE_STR("bodies"), form->value, form->at);
    if (v != NULL)
        v->flags |= WIRE_V_PRINTED;
}

/* Role and type say how we print a body; what says something else is kept. */
static void
settle_form(struct reading *r, struct wire_article *a, const struct form *form)
{
    struct wire_value *v = NULL;

    r->read += weight(form->role) + weight(form->type);
    if (wire_str_is(form->role, "main") || form->role.n == 0)
        r->skipped += weight(form->role);
    else if ((v = wire_add_extra(a, WIRE_STR("role"), WIRE_STR("bodies"), form->role, form->at)) != NULL)
        v->flags |= WIRE_V_PRINTED;
    r->skipped += weight(form->type);
}

/* What is to become the body when there is none yet: markup first, else plain text. */
static void
read_bodies(struct reading *r, struct wire_article *a, enum wire_json_event event)
{
    struct form forms[WIRE_MOST_JSON_BODIES];
    bool list = event == WIRE_J_ARRAY;
    unsigned count = 0;

    while (!list || (event = wire_json_next(&r->j)) != WIRE_J_ARRAY_END) {
        if (event == WIRE_J_ERROR || failed(r, WIRE_OK))
            return;
        if (event == WIRE_J_OBJECT && count < WIRE_MOST_JSON_BODIES) {
            forms[count] = (struct form){ .built = false };
            read_form(r, a, &forms[count++]);
        } else {
            keep_kind(r, a, event, WIRE_F_BODIES, r->j.at);
        }
        if (!list)
            break;
    }
    for (unsigned i = 0; i < count && a->body == NULL; i++) {
        if (is_markup(forms[i].type) && forms[i].value.n != 0 && !forms[i].built) {
            build(r, a, forms[i].value, forms[i].at);
            forms[i].built = true;
        }
    }
    for (unsigned i = 0; i < count && a->body == NULL; i++) {
        if (forms[i].value.n == 0 || forms[i].built ||
            (forms[i].type.n != 0 && !wire_str_is_nocase(forms[i].type, "text/plain")))
            continue;
        if (!has_builder(r)) {
            failed(r, WIRE_E_NOMEM);
            return;
        }
        count_row(r, WIRE_BODIED, WIRE_STR("bodies"), NULL, forms[i].at);
        wire_body_begin(r->body, a, "bodies");
        wire_body_plain(r->body, forms[i].value, forms[i].at);
        failed(r, wire_body_finish(r->body, &(size_t){ 0 }) == WIRE_E_NOMEM ? WIRE_E_NOMEM : WIRE_OK);
        r->read += weight(forms[i].value);
        forms[i].built = true;
    }
    for (unsigned i = 0; i < count; i++) {
        settle_form(r, a, &forms[i]);
        if (!forms[i].built && forms[i].value.n != 0)
            other_form(r, a, &forms[i]);
    }
}

/* --- what is not for publication --- */

static int
compare_texts(const void *a, const void *b)
{
    const struct wire_str *x = a, *y = b;

    if (x->n != y->n)
        return x->n < y->n ? -1 : 1;
    return memcmp(x->p, y->p, x->n);
}

/*
 * A field that is just a text cannot say that it is not for publication; but then its text stands in nonPublic too
 * (mapping.md, nonPublic), and what stands there word for word does not go out from here either.
 */
static void
hide(struct reading *r, struct wire_article *a)
{
    static const enum wire_field plain[] = { WIRE_F_NAME,    WIRE_F_TITLE,      WIRE_F_SLUGLINE,         WIRE_F_BY,
                                             WIRE_F_KEYWORDS, WIRE_F_CREDITLINE, WIRE_F_COPYRIGHT_HOLDER, WIRE_F_COPYRIGHT_NOTICE,
                                             WIRE_F_USAGE_TERMS };
    size_t count = 0;
    struct wire_str *texts;

    wire_buf_clear(&r->scratch);
    for (const struct wire_value *v = wire_first(a, WIRE_F_NON_PUBLIC); v != NULL; v = v->next) {
        struct wire_str text = wire_member(v, WIRE_K_VALUE);
        if (text.n == 0)
            continue;
        wire_buf_put(&r->scratch, (const char *)&text, sizeof text);
        count++;
    }
    if (failed(r, r->scratch.err) || count == 0)
        return;
    texts = (struct wire_str *)(void *)r->scratch.p; /* memory of realloc: aligned for anything */
    qsort(texts, count, sizeof *texts, compare_texts);
    for (size_t i = 0; i < WIRE_COUNT(plain); i++) {
        for (struct wire_value *v = wire_first(a, plain[i]); v != NULL; v = v->next) {
            if (v->s.n != 0 && bsearch(&v->s, texts, count, sizeof *texts, compare_texts) != NULL)
                v->flags |= WIRE_V_SECRET;
        }
    }
}

/* --- fields --- */

static void read_article(struct reading *, struct wire_article *);

/* Urgency and priority are 1 to 9 (mapping.md, Values). */
static bool
is_one_to_nine(struct wire_str s)
{
    return s.n == 1 && s.p[0] >= '1' && s.p[0] <= '9';
}

/* One value of a field, or of the array that a field is. */
static void
read_entry(struct reading *r, struct wire_article *a, enum wire_field f, enum wire_json_event event)
{
    enum wire_shape shape = wire_fields[f].shape;
    bool taken = wire_shape_is_list(shape) || wire_first(a, f) == NULL;
    bool text = event == WIRE_J_STRING || event == WIRE_J_NUMBER;
    struct wire_article *inner;
    struct wire_value *v;

    if (taken && text && (shape == WIRE_ONE_TEXT || shape == WIRE_TEXTS)) {
        v = wire_add_text(a, f, r->j.s, r->j.at);
        if (event == WIRE_J_STRING)
            printed(r, v);
    } else if (taken && text && shape == WIRE_ONE_NUMBER && is_one_to_nine(r->j.s)) {
        if ((v = wire_add_text(a, f, r->j.s, r->j.at)) != NULL)
            v->kind = WIRE_V_NUMBER;
        if (event == WIRE_J_STRING)
            printed(r, v);
    } else if (taken && event == WIRE_J_OBJECT && (shape == WIRE_ONE_RECORD || shape == WIRE_RECORDS)) {
        read_members(r, a, wire_add_record(a, f, r->j.at), f);
    } else if (event == WIRE_J_OBJECT && shape == WIRE_ARTICLES) {
        if ((inner = wire_article_associate(a, r->j.at)) != NULL)
            read_article(r, inner);
        else
            wire_json_skip(&r->j, event);
    } else {
        keep_kind(r, a, event, f, r->j.at);
        return;
    }
    if (event != WIRE_J_NULL)
        count_row(r, WIRE_TOOK, wire_str_of(wire_fields[f].name), NULL, r->j.at);
}

static void
read_field(struct reading *r, struct wire_article *a, enum wire_field f)
{
    enum wire_json_event event = wire_json_next(&r->j);

    if (f == WIRE_F_BODIES) {
        read_bodies(r, a, event);
        return;
    }
    if (event != WIRE_J_ARRAY || !wire_shape_is_list(wire_fields[f].shape)) {
        read_entry(r, a, f, event);
        return;
    }
    while ((event = wire_json_next(&r->j)) != WIRE_J_ARRAY_END && event != WIRE_J_ERROR && !failed(r, WIRE_OK))
        read_entry(r, a, f, event);
}

static void
keep_unknown(struct reading *r, struct wire_article *a)
{
    struct wire_str name = wire_arena_str(a->arena, r->j.s);
    struct wire_at at = r->j.at;
    enum wire_json_event event = wire_json_next(&r->j);

    if (event == WIRE_J_NULL || event == WIRE_J_ERROR)
        return;
    if (r->unknown++ < WIRE_MOST_UNKNOWN) {
        report(r, &wire_article_json_unknown, at, name);
        count_row(r, WIRE_KEPT, name, "the article has no such field", at);
    }
    keep(r, a, event, name.n != 0 ? name : WIRE_STR("(no name)"), name, at);
}

/* The rest of an object that has begun. */
static void
read_article(struct reading *r, struct wire_article *a)
{
    int last = -1;

    while (wire_json_next(&r->j) == WIRE_J_KEY && !failed(r, WIRE_OK)) {
        int f = last + 1, tried = 0;
        for (; tried < WIRE_FIELD_COUNT; tried++, f++) { /* they come in their order more often than not */
            if (f >= WIRE_FIELD_COUNT)
                f = 0;
            if (wire_str_is(r->j.s, wire_fields[f].name))
                break;
        }
        if (tried == WIRE_FIELD_COUNT) {
            keep_unknown(r, a);
        } else {
            last = f;
            read_field(r, a, (enum wire_field)f);
        }
    }
    hide(r, a);
}

/* --- stories --- */

static void
read_story(struct reading *r)
{
    struct wire_at at = r->j.at;
    struct wire_article *a = wire_article_new(r->j.max->story);

    if (a == NULL) {
        failed(r, WIRE_E_NOMEM);
        return;
    }
    r->story = a;
    r->read = r->kept = r->skipped = 0;
    r->unknown = 0;
    r->said_kind = false;
    read_article(r, a);
    if (a->arena->err == WIRE_E_LIMIT && !failed(r, WIRE_OK)) {
        report(r, &wire_article_json_limit, at, WIRE_NONE);
        wire_article_free(a);
        return;
    }
    if (failed(r, a->arena->err)) {
        wire_article_free(a);
        return;
    }
    a->ledger.read = r->read;
    a->ledger.placed = wire_article_weight(a) + r->kept;
    a->ledger.skipped = r->skipped;
    a->end = wire_json_at(&r->j, r->j.p).byte;
    failed(r, r->sink->story(r->sink->ctx, a));
}

/* Stories stand one after another, or in an array. */
static void
read_all(struct reading *r)
{
    enum wire_json_event event;

    while ((event = wire_json_next(&r->j)) != WIRE_J_END && event != WIRE_J_ERROR && r->err == WIRE_OK) {
        if (event == WIRE_J_OBJECT) {
            read_story(r);
        } else if (r->j.depth > 1 || (event != WIRE_J_ARRAY && event != WIRE_J_ARRAY_END)) {
            wire_report(r->sink, r->source, &wire_article_json_no_story, r->j.at, WIRE_NONE, "%s", "");
            wire_json_skip(&r->j, event);
        }
    }
}

enum wire_status
wire_article_json_read(struct wire_source *source, const struct wire_sink *sink, const struct wire_tap *tap,
                       struct wire_worker *worker)
{
    struct reading r = { .worker = worker, .sink = sink, .source = source };
    enum wire_status st;

    (void)tap; /* there is no pass over XML to join */
    if (wire_json_begin(&r.j, source, sink))
        read_all(&r);
    st = wire_json_finish(&r.j);
    wire_body_free(r.body);
    wire_buf_free(&r.scratch);
    return r.err != WIRE_OK ? r.err : st;
}

static void
look(void *ctx, struct wire_str name, char value)
{
    static const char *const only[] = { "nonPublic", "residue", "edNotes",  "formatVersion", "embargo", "credits",
                                        "provider",  "extra",   "dateline", "take",          NULL };
    bool *ours = ctx;

    *ours |= wire_json_listed(name, only) || (value == '{' && wire_str_is(name, "source"));
}

int
wire_article_json_sniff(const char *bytes, size_t n, const char **why)
{
    bool ours = false;

    if (!wire_json_is_object(bytes, n))
        return 0;
    wire_json_look(bytes, n, look, &ours);
    *why = ours ? "it is JSON with fields that only an article has" : "it is JSON";
    return ours ? 70 : 30;
}

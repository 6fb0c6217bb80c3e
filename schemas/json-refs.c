/* JSON Schema: identifiers, anchors, and where references go (2020-12 core, 8 and 9; RFC 6901). */
#include "article/str.h"
#include "schemas/json-compile.h"
#include "schemas/schemas.h"
#include "schemas/uri.h"

static const struct {
    const char *uri, *file;
    enum wire_draft draft;
} metaschemas[] = {
    { "http://json-schema.org/draft-03/schema", "draft-03.schema.json", WIRE_DRAFT_3 },
    { "http://json-schema.org/draft-04/schema", "draft-04.schema.json", WIRE_DRAFT_4 },
    { "http://json-schema.org/draft-06/schema", "draft-06.schema.json", WIRE_DRAFT_6 },
    { "http://json-schema.org/draft-07/schema", "draft-07.schema.json", WIRE_DRAFT_7 },
    { "https://json-schema.org/draft/2019-09/schema", "draft-2019-09.schema.json", WIRE_DRAFT_2019 },
    { "https://json-schema.org/draft/2020-12/schema", "draft-2020-12.schema.json", WIRE_DRAFT_2020 },
    { "https://geojson.org/schema/GeoJSON.json", "geojson.schema.json", WIRE_DRAFT_NONE },
};

/* Without # and what follows. */
static struct wire_str
without_fragment(struct wire_str uri)
{
    const char *hash = uri.n != 0 ? memchr(uri.p, '#', uri.n) : NULL;

    return hash != NULL ? (struct wire_str){ uri.p, (size_t)(hash - uri.p) } : uri;
}

enum wire_draft
wire_draft_named(struct wire_str uri)
{
    uri = without_fragment(uri);
    for (size_t i = 0; i < WIRE_COUNT(metaschemas); i++) {
        if (wire_str_is(uri, metaschemas[i].uri))
            return metaschemas[i].draft;
    }
    return WIRE_DRAFT_NONE;
}

/* --- the registry --- */

static struct wire_js_resource *
find_resource(struct wire_compiler *c, struct wire_str uri)
{
    struct wire_js_resource *r = c->resources[wire_tree_hash(uri) % WIRE_JS_BUCKETS];

    while (r != NULL && !wire_str_eq(r->uri, uri))
        r = r->next;
    return r;
}

static struct wire_js_resource *
add_resource(struct wire_compiler *c, struct wire_str uri, struct wire_tree *root, enum wire_draft draft)
{
    struct wire_js_resource *r = WIRE_NEW(c->arena, struct wire_js_resource), **bucket;

    if (r == NULL)
        return NULL;
    *r = (struct wire_js_resource){ .uri = uri, .root = root, .draft = draft };
    if (find_resource(c, uri) == NULL) { /* of two that call themselves the same the first is it */
        bucket = &c->resources[wire_tree_hash(uri) % WIRE_JS_BUCKETS];
        r->next = *bucket;
        *bucket = r;
    }
    return r;
}

static struct wire_js_place **
bucket_of(struct wire_compiler *c, const struct wire_js_resource *r, struct wire_str name)
{
    return &c->places[(wire_tree_hash(name) + (uintptr_t)r / 64) % WIRE_JS_BUCKETS];
}

static void
add_place(struct wire_compiler *c, const struct wire_js_resource *r, struct wire_str name, struct wire_tree *tree)
{
    struct wire_js_place *p = WIRE_NEW(c->arena, struct wire_js_place), **bucket = bucket_of(c, r, name);

    if (p == NULL)
        return;
    *p = (struct wire_js_place){ *bucket, r, name, tree };
    *bucket = p;
}

static struct wire_tree *
find_place(struct wire_compiler *c, const struct wire_js_resource *r, struct wire_str name)
{
    struct wire_js_place *p = *bucket_of(c, r, name);

    while (p != NULL && (p->resource != r || !wire_str_eq(p->name, name)))
        p = p->next;
    return p != NULL ? p->tree : NULL;
}

static void
add_dynamic(struct wire_compiler *c, struct wire_js_resource *r, struct wire_str name, struct wire_tree *tree)
{
    struct wire_js_anchor *a = WIRE_NEW(c->arena, struct wire_js_anchor);

    if (a == NULL)
        return;
    *a = (struct wire_js_anchor){ r->dynamic, name, wire_js_at(c, tree) };
    r->dynamic = a;
}

const struct wire_js_resource *
wire_js_resource_of(const struct wire_tree *t)
{
    while (t->base == NULL)
        t = t->parent;
    return t->base;
}

/* --- schemas of a document, one after another --- */

struct found {
    struct found *next;
    struct wire_tree *tree;
};

static void
push(struct wire_compiler *c, struct found **list, struct wire_tree *tree)
{
    struct found *f;

    if (tree->type != WIRE_T_OBJECT || tree->base != NULL || (f = WIRE_NEW(c->arena, struct found)) == NULL)
        return;
    *f = (struct found){ *list, tree };
    *list = f;
}

static void
push_all(struct wire_compiler *c, struct found **list, const struct wire_tree *of)
{
    for (struct wire_tree *t = of->first; t != NULL; t = t->next)
        push(c, list, t);
}

static void
push_within(struct wire_compiler *c, struct found **list, const struct wire_tree *schema, enum wire_draft draft)
{
    for (struct wire_tree *m = schema->first; m != NULL; m = m->next) {
        const struct wire_js_keyword *k = wire_js_keyword_named(m->key, draft);
        if (k == NULL || k->shape == WIRE_S_NONE)
            continue;
        if (m->type == WIRE_T_ARRAY ? k->shape != WIRE_S_ONE && k->shape != WIRE_S_MAP : k->shape == WIRE_S_MAP)
            push_all(c, list, m);
        else
            push(c, list, m);
    }
}

static struct wire_str
text_member(const struct wire_tree *t, const char *name)
{
    const struct wire_tree *m = wire_tree_member(t, name);

    return m != NULL && m->type == WIRE_T_STRING ? m->s : WIRE_NONE;
}

/* What the schema is called by itself: a resource of its own, or a place. */
static struct wire_js_resource *
take_id(struct wire_compiler *c, struct wire_js_resource *in, struct wire_tree *schema)
{
    enum wire_draft draft = wire_draft_named(text_member(schema, "$schema"));
    struct wire_str id, uri;

    if (draft == WIRE_DRAFT_NONE)
        draft = in->draft;
    id = text_member(schema, draft <= WIRE_DRAFT_4 ? "id" : "$id");
    if (id.p == NULL || (draft <= WIRE_DRAFT_7 && wire_tree_member(schema, "$ref") != NULL))
        return in;
    uri = without_fragment(id);
    if (uri.n != 0) {
        uri = wire_uri_join(c->arena, in->uri, uri);
        if (uri.p == NULL || (in = add_resource(c, uri, schema, draft)) == NULL)
            return NULL;
    }
    if (id.n > without_fragment(id).n + 1)
        add_place(c, in, wire_str_sub(id, without_fragment(id).n + 1, SIZE_MAX), schema);
    return in;
}

static void
take_anchors(struct wire_compiler *c, struct wire_js_resource *in, struct wire_tree *schema)
{
    struct wire_str anchor = text_member(schema, "$anchor"), dynamic = text_member(schema, "$dynamicAnchor");
    const struct wire_tree *recursive = wire_tree_member(schema, "$recursiveAnchor");

    if (in->draft < WIRE_DRAFT_2019)
        return;
    if (anchor.p != NULL)
        add_place(c, in, anchor, schema);
    if (dynamic.p != NULL && in->draft >= WIRE_DRAFT_2020) {
        add_place(c, in, dynamic, schema);
        add_dynamic(c, in, dynamic, schema);
    }
    if (recursive != NULL && recursive->truth && in->draft == WIRE_DRAFT_2019)
        add_dynamic(c, in, WIRE_STR(""), schema);
}

static void
walk(struct wire_compiler *c, struct wire_tree *top, struct wire_js_resource *in)
{
    struct found *list = NULL;

    push(c, &list, top);
    while (list != NULL && c->arena->err == WIRE_OK) {
        struct wire_tree *schema = list->tree;
        struct wire_js_resource *r = schema == top ? in : (struct wire_js_resource *)wire_js_resource_of(schema);
        list = list->next;
        if (schema->base != NULL || (r = take_id(c, r, schema)) == NULL)
            continue;
        schema->base = r;
        take_anchors(c, r, schema);
        push_within(c, &list, schema, r->draft);
    }
}

struct wire_js_resource *
wire_js_register(struct wire_compiler *c, struct wire_tree *top, struct wire_str uri, enum wire_draft draft)
{
    enum wire_draft named = wire_draft_named(text_member(top, "$schema"));
    struct wire_js_resource *r;

    if (named != WIRE_DRAFT_NONE)
        draft = named;
    if ((r = add_resource(c, without_fragment(uri), top, draft)) == NULL)
        return NULL;
    walk(c, top, r);
    if (top->base == NULL)
        top->base = r; /* true or false */
    return c->arena->err == WIRE_OK ? r : NULL;
}

/* --- documents referred to --- */

static const struct wire_js_resource *
load(struct wire_compiler *c, struct wire_str uri, enum wire_draft draft)
{
    const struct wire_json_catalog *catalog = c->request->catalog;
    struct wire_buf bytes = WIRE_BUF_INIT;
    const struct wire_embedded *own = NULL;
    struct wire_tree *top = NULL;
    char *name;

    if (catalog != NULL && catalog->find(catalog->ctx, uri, &bytes)) {
        struct wire_str kept = wire_arena_str(c->arena, wire_buf_slice(&bytes));
        if ((name = wire_arena_cstr(c->arena, uri)) != NULL && kept.p != NULL)
            top = wire_js_read(c, kept, name);
    } else {
        for (size_t i = 0; own == NULL && i < WIRE_COUNT(metaschemas); i++) {
            if (wire_str_is(uri, metaschemas[i].uri))
                own = wire_embedded_find(metaschemas[i].file);
        }
        if (own != NULL)
            top = wire_js_read(c, (struct wire_str){ own->text, own->n }, own->name);
    }
    if (bytes.err != WIRE_OK)
        c->err = bytes.err;
    wire_buf_free(&bytes);
    return top != NULL ? wire_js_register(c, top, uri, draft) : NULL;
}

/* --- JSON Pointer --- */

static struct wire_tree *
step(struct wire_arena *arena, struct wire_tree *t, struct wire_str token)
{
    char *bytes = wire_arena_bytes(arena, token.n + 1), *to = bytes;
    uint32_t index = 0;

    if (bytes == NULL)
        return NULL;
    for (size_t i = 0; i < token.n; i++) {
        if (token.p[i] == '~' && i + 1 < token.n && (token.p[i + 1] == '0' || token.p[i + 1] == '1'))
            *to++ = token.p[++i] == '0' ? '~' : '/';
        else
            *to++ = token.p[i];
    }
    token = (struct wire_str){ bytes, (size_t)(to - bytes) };
    if (t->type == WIRE_T_OBJECT)
        return wire_tree_member_str(t, token);
    if (t->type != WIRE_T_ARRAY || token.n == 0 || token.n > 9 || (token.n > 1 && token.p[0] == '0'))
        return NULL;
    for (size_t i = 0; i < token.n; i++) {
        if (token.p[i] < '0' || token.p[i] > '9')
            return NULL;
        index = index * 10 + (uint32_t)(token.p[i] - '0');
    }
    for (t = t->first; t != NULL && t->index != index; t = t->next)
        ;
    return t;
}

static struct wire_tree *
follow(struct wire_arena *arena, struct wire_tree *t, struct wire_str pointer)
{
    size_t at = 0;

    while (t != NULL && at < pointer.n) {
        size_t from = ++at;
        while (at < pointer.n && pointer.p[at] != '/')
            at++;
        t = step(arena, t, wire_str_sub(pointer, from, at - from));
    }
    return t;
}

static void
not_there(struct wire_compiler *c, const struct wire_tree *reference)
{
    wire_js_wrong(c, &wire_js_ref, reference, "%.*s", (int)(reference->s.n < 200 ? reference->s.n : 200), reference->s.p);
}

struct wire_tree *
wire_js_resolve(struct wire_compiler *c, const struct wire_tree *reference, struct wire_str *name)
{
    const struct wire_js_resource *in = wire_js_resource_of(reference), *to;
    struct wire_str uri, fragment;
    struct wire_tree *t;

    *name = WIRE_NONE;
    if (wire_str_begins(reference->s, "#")) { /* within the document, as nearly all are */
        to = in;
        fragment = wire_str_sub(reference->s, 1, SIZE_MAX);
    } else {
        uri = wire_uri_join(c->arena, in->uri, reference->s);
        fragment = wire_uri_split(uri).fragment;
        uri = without_fragment(uri);
        to = wire_str_eq(uri, in->uri) ? in : find_resource(c, uri);
        if (to == NULL)
            to = load(c, uri, in->draft);
    }
    fragment = wire_uri_decode(c->arena, fragment);
    if (c->arena->err != WIRE_OK)
        return NULL;
    if (to == NULL) {
        not_there(c, reference);
        return NULL;
    }
    to = wire_js_resource_of(to->root); /* it may have a name of its own */
    if (fragment.n == 0 || fragment.p[0] == '/') {
        t = follow(c->arena, to->root, fragment);
    } else {
        t = find_place(c, to, fragment);
        *name = fragment;
    }
    if (t == NULL)
        not_there(c, reference);
    else if (t->base == NULL && t->type == WIRE_T_OBJECT) /* in a place no keyword of this draft has schemas in */
        walk(c, t, (struct wire_js_resource *)wire_js_resource_of(t));
    return t;
}

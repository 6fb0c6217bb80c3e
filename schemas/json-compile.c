/* JSON Schema: from a tree to a program, schema by schema. What each keyword makes is in json-keywords.c. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "article/str.h"
#include "schemas/json-compile.h"

enum { SAID_OF_A_SCHEMA = 50 };

void
wire_js_wrong(struct wire_compiler *c, const struct wire_finding *what, const struct wire_tree *at, const char *fmt, ...)
{
    char detail[300], where[200];
    va_list args;

    if (c->err == WIRE_OK)
        c->err = WIRE_E_INPUT;
    if (c->said++ >= SAID_OF_A_SCHEMA)
        return;
    va_start(args, fmt);
    vsnprintf(detail, sizeof detail, fmt, args);
    va_end(args);
    wire_tree_pointer(at, where, sizeof where);
    wire_report(c->request->sink, &c->source, what, at->at, WIRE_NONE, "%s (at %s)", detail, *where != '\0' ? where : "the top");
}

struct wire_tree *
wire_js_read(struct wire_compiler *c, struct wire_str bytes, const char *name)
{
    struct wire_bytes from = { bytes.p, bytes.n, NULL };
    struct wire_source source = { .read = wire_bytes_read, .ctx = &from, .name = name };
    struct wire_tree_reader reader;
    struct wire_tree *t = NULL, *more = NULL;
    enum wire_status st;

    if (wire_tree_begin(&reader, &source, c->request->sink) && (t = wire_tree_next(&reader, c->arena)) != NULL)
        more = wire_tree_next(&reader, c->arena);
    st = wire_tree_end(&reader);
    if (st != WIRE_OK) {
        if (c->err == WIRE_OK)
            c->err = st;
        return NULL;
    }
    if (t == NULL || more != NULL) {
        c->err = WIRE_E_INPUT;
        wire_report(c->request->sink, &source, &wire_js_keyword, (struct wire_at){ 1, 1, 0 }, WIRE_NONE, "%s",
                    t == NULL ? "there is nothing in it" : "one schema should be in it, and there are several values");
        return NULL;
    }
    return t;
}

const struct wire_js *
wire_js_at(struct wire_compiler *c, struct wire_tree *tree)
{
    struct wire_js_pending *p;
    struct wire_js *js;

    if (tree->mark != NULL)
        return tree->mark;
    js = WIRE_NEW(c->arena, struct wire_js);
    p = WIRE_NEW(c->arena, struct wire_js_pending);
    if (js == NULL || p == NULL)
        return NULL;
    if (++c->count > WIRE_JS_SCHEMAS && c->err == WIRE_OK)
        c->err = WIRE_E_LIMIT;
    js->source = tree;
    js->types = WIRE_IS_ANY;
    tree->mark = js;
    *p = (struct wire_js_pending){ c->pending, js, tree };
    c->pending = p;
    return js;
}

static void
compile(struct wire_compiler *c, struct wire_js *js, struct wire_tree *tree)
{
    const struct wire_tree *ref;
    const struct wire_js_keyword *k;

    js->resource = wire_js_resource_of(tree);
    js->draft = (uint8_t)js->resource->draft;
    if (tree->type == WIRE_T_BOOLEAN) {
        js->always = tree->truth ? 1 : -1;
        return;
    }
    if (tree->type != WIRE_T_OBJECT) {
        wire_js_wrong(c, &wire_js_keyword, tree, "a schema is an object%s", js->draft >= WIRE_DRAFT_6 ? ", true or false" : "");
        return;
    }
    ref = wire_tree_member(tree, "$ref");
    if (js->draft <= WIRE_DRAFT_7 && ref != NULL && ref->type == WIRE_T_STRING) { /* nothing beside it counts */
        if ((k = wire_js_keyword_named(ref->key, js->resource->draft)) != NULL)
            k->make(c, js, (struct wire_tree *)ref);
        return;
    }
    for (struct wire_tree *m = tree->first; m != NULL; m = m->next) {
        k = wire_js_keyword_named(m->key, js->resource->draft);
        if (k != NULL && k->make != NULL)
            k->make(c, js, m);
    }
    js->always = tree->first == NULL ? 1 : 0;
}

/* The bounds of a program, when one was met. */
static void
say_large(const struct wire_compiler *c)
{
    char detail[80];

    if (c->count > WIRE_JS_SCHEMAS)
        snprintf(detail, sizeof detail, "more than %d schemas in it", WIRE_JS_SCHEMAS);
    else
        snprintf(detail, sizeof detail, "more than %d MB of memory", WIRE_JS_MEMORY / (1024 * 1024));
    wire_report(c->request->sink, &c->source, &wire_js_large, (struct wire_at){ 1, 1, 0 }, WIRE_NONE, "%s", detail);
}

/* Schemas bring further ones, until there are no more. */
static void
compile_all(struct wire_compiler *c)
{
    while (c->pending != NULL && c->arena->err == WIRE_OK && (c->err == WIRE_OK || c->err == WIRE_E_INPUT)) {
        struct wire_js_pending *p = c->pending;
        c->pending = p->next;
        compile(c, p->js, p->tree);
    }
}

static void
compile_root(struct wire_compiler *c, const struct wire_json_request *request)
{
    struct wire_tree *tree = request->tree != NULL ? request->tree : wire_js_read(c, request->bytes, request->name);

    if (tree == NULL)
        return;
    if (request->version != NULL)
        wire_js_only_version(tree, request->version);
    if (wire_js_register(c, tree, WIRE_STR(""), request->draft != WIRE_DRAFT_NONE ? request->draft : WIRE_DRAFT_2020) == NULL)
        return;
    c->program->root = wire_js_at(c, tree);
    compile_all(c);
}

enum wire_status
wire_json_compile(const struct wire_json_request *request, struct wire_json_program **out)
{
    struct wire_json_program *program = calloc(1, sizeof *program);
    struct wire_compiler *c = calloc(1, sizeof *c);
    enum wire_status st = WIRE_E_NOMEM;

    *out = NULL;
    if (program != NULL && c != NULL) {
        wire_arena_init(&program->arena, WIRE_JS_MEMORY);
        *c = (struct wire_compiler){ .request = request, .program = program, .arena = &program->arena };
        c->source.name = request->name;
        compile_root(c, request);
        st = program->arena.err != WIRE_OK ? program->arena.err : c->err;
        if (st == WIRE_E_LIMIT)
            say_large(c);
        if (st == WIRE_OK && program->root == NULL)
            st = WIRE_E_INPUT;
    }
    free(c);
    if (st != WIRE_OK)
        wire_json_program_free(program);
    else
        *out = program;
    return st;
}

void
wire_json_program_free(struct wire_json_program *program)
{
    if (program == NULL)
        return;
    for (struct wire_pattern *p = program->patterns; p != NULL; p = p->next)
        wire_pattern_free(p);
    wire_arena_free(&program->arena);
    free(program);
}

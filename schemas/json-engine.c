/* JSON Schema as one of the engines: stories of a source judged one after another, each by the schema it is for. */
#include "schemas/json-engine.h"

#include <stdio.h>
#include <stdlib.h>

#include <libxml/catalog.h>

#include "article/str.h"
#include "schemas/json-schema.h"
#include "schemas/ninjs.h"

const struct wire_finding wire_json_engine_newer = {
    "schema-newer", WIRE_WARNING, "the story is valid, but not by the version it names itself",
    "Name the version that it keeps to, or leave out what came later. --as judges by the version given.", NULL
};
const struct wire_finding wire_json_engine_empty = {
    "json-empty", WIRE_ERROR, "there is no JSON value in it, so there is nothing to judge",
    "See whether what should have written it did.",
    NULL
};

/* --- schemas --- */

static bool
judges(const char *bytes, size_t n)
{
    size_t at = n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

    while (at < n && (wire_is_space(bytes[at]) || bytes[at] == 0x1E || bytes[at] == '\0'))
        at++;
    if (n - at >= 2 && ((unsigned char)bytes[at] == 0xFF || (unsigned char)bytes[at] == 0xFE)) /* a mark of UTF-16 */
        return memchr(bytes + at, '{', n - at < 8 ? n - at : 8) != NULL ||
               memchr(bytes + at, '[', n - at < 8 ? n - at : 8) != NULL;
    return at == n || bytes[at] == '{' || bytes[at] == '[';
}

static bool
compiles(const char *name, const char *bytes, size_t n)
{
    size_t at = n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

    (void)name;
    while (at < n && wire_is_space(bytes[at]))
        at++;
    return at < n && (bytes[at] == '{' || bytes[at] == 't' || bytes[at] == 'f');
}

/* The file that a catalog has for a URI; OASIS XML Catalogs, as libxml2 reads them. */
static bool
find(void *ctx, struct wire_str uri, struct wire_buf *bytes)
{
    char room[4096], name[1024];
    const char *path;
    xmlChar *found;
    FILE *file;
    size_t n;

    if (uri.n >= sizeof name)
        return false;
    memcpy(name, uri.p, uri.n);
    name[uri.n] = '\0';
    found = xmlACatalogResolveURI(ctx, (const xmlChar *)name);
    if (found == NULL)
        found = xmlACatalogResolveSystem(ctx, (const xmlChar *)name);
    if (found == NULL)
        return false;
    path = (const char *)found;
    if (strncmp(path, "file://", 7) == 0)
        path += 7;
    file = fopen(path, "rb");
    while (file != NULL && (n = fread(room, 1, sizeof room, file)) != 0)
        wire_buf_put(bytes, room, n);
    if (file != NULL)
        fclose(file);
    xmlFree(found);
    return file != NULL;
}

static enum wire_status
compile(const struct wire_schema_text *text, const struct wire_sink *sink, void **program)
{
    struct wire_json_catalog catalog = { find, NULL };
    struct wire_json_request request = { .bytes = text->bytes, .name = text->name, .sink = sink,
                                         .version = text->schema != NULL ? text->schema->version : NULL };
    struct wire_json_program *made = NULL;
    enum wire_status st;

    if (text->catalog != NULL && text->schema == NULL && (catalog.ctx = xmlLoadACatalog(text->catalog)) != NULL)
        request.catalog = &catalog;
    st = wire_json_compile(&request, &made);
    if (catalog.ctx != NULL)
        xmlFreeCatalog(catalog.ctx);
    *program = made;
    return st;
}

static void
free_program(void *program)
{
    wire_json_program_free(program);
}

/* --- stories --- */

struct state {
    struct wire_json_judge *judge;
    struct wire_arena arena;
    struct wire_tree_reader ahead; /* of an input that is converted */
    struct wire_sink sink;         /* its */
};

static void
free_state(void *state)
{
    struct state *s = state;

    wire_json_judge_free(s->judge);
    wire_arena_free(&s->arena);
    free(s);
}

static struct state *
state_of(struct wire_validator *v)
{
    struct state *s = v->state[wire_json_engine.slot];

    if (s != NULL)
        return s;
    if ((s = calloc(1, sizeof *s)) == NULL || (s->judge = wire_json_judge_new()) == NULL) {
        free(s);
        return NULL;
    }
    v->state[wire_json_engine.slot] = s;
    return s;
}

/* The first fault, told of instead of reported. */
struct first {
    struct wire_at at;
    char detail[200];
    bool any;
};

static void
note_first(void *ctx, const struct wire_diag *diag)
{
    struct first *f = ctx;

    if (f->any || diag->what->level != WIRE_ERROR)
        return;
    f->any = true;
    f->at = diag->at;
    snprintf(f->detail, sizeof f->detail, "%s", diag->detail);
}

/* A valid story that names an older version: does it keep to that one? */
static enum wire_status
hold_to_word(struct wire_validator *v, const struct wire_tree *t, const struct wire_schema *named,
             const struct wire_source *source,
             const struct wire_sink *sink)
{
    struct first first = { .any = false };
    const struct wire_sink quiet = { .diagnostic = note_first, .ctx = &first };
    enum wire_status st;
    const struct wire_json_program *program = wire_validator_program(v, named, sink, &st);
    bool valid;

    if (program != NULL)
        st = wire_json_judge(state_of(v)->judge, program, t, false, source, &quiet, &valid);
    if (first.any)
        wire_report(sink, source, &wire_json_engine_newer, first.at, WIRE_NONE, "it says %s %s; by that, %s", named->format,
                    named->version,
                    first.detail);
    return st == WIRE_E_LIMIT ? WIRE_OK : st;
}

static enum wire_status
judge_story(struct wire_validator *v, const struct wire_tree *t, const struct wire_source *source, const struct wire_sink *sink,
            struct wire_verdict *verdict)
{
    const struct wire_schema *row = v->choice->as, *named = NULL;
    const struct wire_json_program *program;
    const struct wire_sink nobody = { .diagnostic = NULL };
    enum wire_status st;
    bool valid = false;

    if (v->choice->file != NULL)
        row = NULL;
    else if (row == NULL)
        row = wire_json_story_schema(t, &named);
    verdict->schema = row;
    verdict->stories++;
    if ((program = wire_validator_program(v, row, sink, &st)) == NULL) {
        verdict->invalid++;
        verdict->bad = true;
        return st;
    }
    st = wire_json_judge(state_of(v)->judge, program, t, v->choice->strict, source, v->choice->verdict ? &nobody : sink, &valid);
    verdict->invalid += !valid;
    verdict->bad = !valid;
    if (st == WIRE_OK && valid && named != NULL && named != row && !v->choice->verdict)
        st = hold_to_word(v, t, named, source, sink);
    return st == WIRE_E_LIMIT ? WIRE_OK : st; /* the next one may be honest */
}

/* A value may be several stories, each of which is judged by itself; a schema of one's own is for the whole. */
static enum wire_status
judge_value(struct wire_validator *v, const struct wire_tree *t, const struct wire_source *source, const struct wire_sink *sink,
            struct wire_verdict *verdict)
{
    const struct wire_tree *story = v->choice->file == NULL ? wire_json_stories(t) : NULL;
    enum wire_status st = WIRE_OK;
    bool bad = false;

    if (v->choice->file != NULL)
        return judge_story(v, t, source, sink, verdict);
    if (story == NULL)
        return judge_story(v, wire_json_story_in(t), source, sink, verdict);
    for (; st == WIRE_OK && story != NULL; story = story->next) {
        st = judge_story(v, wire_json_story_in(story), source, sink, verdict);
        bad |= verdict->bad;
    }
    verdict->bad = bad;
    return st;
}

static enum wire_status
judge(struct wire_validator *v, struct wire_source *source, const struct wire_sink *sink, struct wire_verdict *verdict)
{
    const struct wire_limits *max = source->max != NULL ? source->max : &wire_limits_default;
    struct state *s = state_of(v);
    struct wire_tree_reader reader;
    struct wire_tree *t;
    enum wire_status st = WIRE_OK, end;
    unsigned long before = verdict->stories;

    if (s == NULL)
        return WIRE_E_NOMEM;
    wire_arena_init(&s->arena, max->story);
    if (wire_tree_begin(&reader, source, sink)) {
        while (st == WIRE_OK && (t = wire_tree_next(&reader, &s->arena)) != NULL) {
            st = judge_value(v, t, source, sink, verdict);
            wire_arena_free(&s->arena);
        }
    }
    wire_arena_free(&s->arena);
    end = wire_tree_end(&reader);
    if (st == WIRE_OK)
        st = end;
    if (end != WIRE_OK) {
        verdict->stories++;
        verdict->invalid++;
    } else if (st == WIRE_OK && verdict->stories == before) {
        wire_report(sink, source, &wire_json_engine_empty, (struct wire_at){ 1, 1, 0 }, WIRE_NONE, "%s", "");
        verdict->stories++;
        verdict->invalid++;
    }
    return st;
}

/* --- in the pass that converts: value by value, ahead of the reader --- */

/* What the scanner says the reader's scanner will say as well. */
static void
on_diagnostic(void *ctx, const struct wire_diag *d)
{
    static const struct wire_finding *const scanner[] = { &wire_json_not_json, &wire_json_twice, &wire_json_replaced,
                                                          &wire_json_limit,    &wire_json_io,    &wire_json_encoding };
    const struct wire_validator *v = ctx;

    for (size_t i = 0; i < WIRE_COUNT(scanner); i++) {
        if (d->what == scanner[i])
            return;
    }
    v->join.sink->diagnostic(v->join.sink->ctx, d);
}

static void
step(struct wire_ahead *a, void *ctx)
{
    struct wire_validator *v = ctx;
    struct state *s = state_of(v);
    struct wire_tree *t = v->join.st == WIRE_OK ? wire_tree_next(&s->ahead, &s->arena) : NULL;

    v->join.verdict->bad = false;
    if (t != NULL)
        v->join.st = judge_value(v, t, v->join.source, &s->sink, v->join.verdict);
    wire_arena_free(&s->arena);
    a->over = t == NULL || v->join.st != WIRE_OK;
    if (s->ahead.json.converter == NULL) /* else nobody knows whose bytes they are, and the reader waits for all */
        wire_ahead_allow(a, s->ahead.json.before + (uint64_t)(s->ahead.json.p - s->ahead.json.room));
    else if (a->over)
        v->join.verdict->bad = v->join.verdict->invalid != 0;
}

/* The first step: the scanner looks at the input. */
static void
begin_ahead(struct wire_ahead *a, void *ctx)
{
    struct wire_validator *v = ctx;
    struct state *s = state_of(v);

    a->step = step;
    if (wire_tree_begin(&s->ahead, &a->judged, &s->sink))
        step(a, v);
    else
        a->over = true;
}

static enum wire_status
join(struct wire_validator *v)
{
    const struct wire_limits *max = v->join.source->max != NULL ? v->join.source->max : &wire_limits_default;
    struct state *s = state_of(v);

    if (s == NULL)
        return WIRE_E_NOMEM;
    s->sink = (struct wire_sink){ .diagnostic = on_diagnostic, .ctx = v };
    s->ahead.outer = NULL;
    wire_arena_init(&s->arena, max->story);
    v->join.step = begin_ahead;
    return WIRE_OK;
}

static enum wire_status
part(struct wire_validator *v, enum wire_status read)
{
    struct state *s = state_of(v);
    enum wire_status st = s->ahead.outer != NULL ? wire_tree_end(&s->ahead) : WIRE_OK;

    wire_arena_free(&s->arena);
    s->ahead.outer = NULL;
    if (st != WIRE_OK || (read != WIRE_OK && read != WIRE_STOP)) {
        v->join.verdict->stories++;
        v->join.verdict->invalid++;
    }
    return st == WIRE_E_NOMEM ? st : WIRE_OK; /* whatever else it is, the reader says */
}

const struct wire_engine wire_json_engine = {
    .name = "JSON Schema",
    .slot = 0,
    .judges = judges,
    .compiles = compiles,
    .compile = compile,
    .free_program = free_program,
    .judge = judge,
    .join = join,
    .part = part,
    .free_state = free_state,
    .findings = wire_json_schema_findings,
};

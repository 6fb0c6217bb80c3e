/* The schemas the program carries, and programs made of them when first needed. */
#include "schemas/schemas.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "article/str.h"
#include "schemas/json-engine.h"
#include "schemas/xsd.h"

const struct wire_finding wire_schema_none = {
    "schema-none", WIRE_ERROR, "no schema is known for this; it was not judged",
    "Name a schema with --as ('wirecopy validate --help' lists them), or give a file of your own with --schema.", NULL
};

const struct wire_finding wire_schema_not_one = {
    "schema-unreadable", WIRE_ERROR, "this is no schema that can be used",
    "A file given with --schema is a JSON Schema, an XML Schema, a RELAX NG schema or a DTD. See the message for the place.",
    NULL
};

static const struct wire_finding *const own_findings[] = { &wire_schema_none, &wire_schema_not_one, NULL };

const struct wire_engine *const wire_engines[] = { &wire_json_engine, &wire_xml_engine, NULL };

/* Power ends nowhere; the Core conformance level was given up after 2.24. */
#define G2(version) { "newsml-g2", version, NULL, "newsml-g2.table", &wire_xml_engine }
#define G2_CORE(version) { "newsml-g2", version, "core", "newsml-g2.table", &wire_xml_engine }

const struct wire_schema wire_schemas[] = {
    { "ninjs", "3.1", NULL, "ninjs-3.schema.json", &wire_json_engine },
    { "ninjs", "3.0", NULL, "ninjs-3.schema.json", &wire_json_engine },
    { "ninjs", "2.2", NULL, "ninjs-2.schema.json", &wire_json_engine },
    { "ninjs", "2.1", NULL, "ninjs-2.schema.json", &wire_json_engine },
    { "ninjs", "2.0", NULL, "ninjs-2.schema.json", &wire_json_engine },
    { "ninjs", "1.6", NULL, "ninjs-1.schema.json", &wire_json_engine },
    { "ninjs", "1.5", NULL, "ninjs-1.schema.json", &wire_json_engine },
    { "ninjs", "1.4", NULL, "ninjs-1.schema.json", &wire_json_engine },
    { "ninjs", "1.3", NULL, "ninjs-1.schema.json", &wire_json_engine },
    { "ninjs", "1.2", NULL, "ninjs-1.schema.json", &wire_json_engine },
    { "ninjs", "1.1", NULL, "ninjs-1.schema.json", &wire_json_engine },
    { "ninjs", "1.0", NULL, "ninjs-1.schema.json", &wire_json_engine },
    { "json", "1", NULL, "article-1.schema.json", &wire_json_engine },
    { "nitf", "3.6", NULL, "nitf.table", &wire_xml_engine },
    { "newsml-1", "1.2", NULL, "newsml-1.table", &wire_xml_engine },
    { "rss", "2.0", NULL, "rss.table", &wire_xml_engine },
    { "atom", "1.0", NULL, "atom.table", &wire_xml_engine },
    G2("2.35"), G2("2.34"), G2("2.33"), G2("2.32"), G2("2.31"), G2("2.30"), G2("2.29"), G2("2.28"), G2("2.27"),
    G2("2.26"), G2("2.25"), G2("2.24"), G2("2.23"), G2("2.22"), G2("2.21"), G2("2.20"), G2("2.19"), G2("2.18"),
    G2("2.17"), G2("2.16"), G2("2.15"), G2("2.14"), G2("2.13"), G2("2.12"), G2("2.11"), G2("2.10"), G2("2.9"),
    G2("2.8"), G2("2.7"), G2("2.6"), G2("2.5"), G2("2.4"), G2("2.3"), G2("2.2"), G2("2.1"), G2("2.0"),
    G2_CORE("2.24"), G2_CORE("2.23"), G2_CORE("2.22"), G2_CORE("2.21"), G2_CORE("2.20"), G2_CORE("2.19"),
    G2_CORE("2.18"), G2_CORE("2.17"), G2_CORE("2.16"), G2_CORE("2.15"), G2_CORE("2.14"), G2_CORE("2.13"),
    G2_CORE("2.12"), G2_CORE("2.11"), G2_CORE("2.10"), G2_CORE("2.9"), G2_CORE("2.8"),
    G2_CORE("2.7"), G2_CORE("2.6"), G2_CORE("2.5"), G2_CORE("2.4"), G2_CORE("2.3"), G2_CORE("2.2"), G2_CORE("2.1"),
    G2_CORE("2.0"),
    { 0 },
};

enum { ROWS = WIRE_COUNT(wire_schemas) };

struct slot {
    void *program;
    const struct wire_engine *engine;
    enum wire_status st;
    bool tried;
};

struct wire_schema_set {
    struct wire_schema_choice choice;
    pthread_mutex_t lock; /* of the slots */
    struct slot slot[ROWS]; /* by row; the last is the file's */
};

const struct wire_embedded *
wire_embedded_find(const char *name)
{
    for (const struct wire_embedded *e = wire_embedded; e->name != NULL; e++) {
        if (strcmp(e->name, name) == 0)
            return e;
    }
    return NULL;
}

const struct wire_schema *
wire_schema_named(const char *name)
{
    struct wire_str format = wire_str_of(name), version, conformance = WIRE_NONE;
    size_t at = strcspn(name, "@"), slash;

    version = name[at] == '@' ? wire_str_sub(format, at + 1, SIZE_MAX) : WIRE_NONE;
    format = wire_str_sub(format, 0, at);
    slash = strcspn(name + at, "/");
    if (name[at] == '@' && name[at + slash] == '/') {
        conformance = wire_str_of(name + at + slash + 1);
        version = wire_str_sub(version, 0, slash - 1);
    }
    for (const struct wire_schema *s = wire_schemas; s->format != NULL; s++) {
        if (wire_str_is_nocase(format, s->format) && (version.p == NULL || wire_str_is(version, s->version)) &&
            (conformance.p == NULL ? s->conformance == NULL
                                   : wire_str_is_nocase(conformance, s->conformance != NULL ? s->conformance : "power")))
            return s;
    }
    return NULL;
}

struct wire_schema_set *
wire_schema_set_new(const struct wire_schema_choice *choice)
{
    struct wire_schema_set *set = calloc(1, sizeof *set);

    if (set == NULL)
        return NULL;
    set->choice = *choice;
    pthread_mutex_init(&set->lock, NULL);
    return set;
}

void
wire_schema_set_free(struct wire_schema_set *set)
{
    if (set == NULL)
        return;
    for (size_t i = 0; i < ROWS; i++) {
        if (set->slot[i].program != NULL)
            set->slot[i].engine->free_program(set->slot[i].program);
    }
    pthread_mutex_destroy(&set->lock);
    free(set);
}

/* The engine a file of somebody's own is for, or NULL. */
static const struct wire_engine *
engine_of_file(const struct wire_schema_choice *choice)
{
    for (size_t i = 0; wire_engines[i] != NULL; i++) {
        if (wire_engines[i]->compiles(choice->file, choice->bytes.p, choice->bytes.n))
            return wire_engines[i];
    }
    return NULL;
}

static void
compile(struct slot *slot, const struct wire_schema_choice *choice, const struct wire_schema *row, const struct wire_sink *sink)
{
    struct wire_schema_text text = { .bytes = choice->bytes, .name = choice->file, .schema = row, .catalog = choice->catalog,
                                     .strict = choice->strict };
    const struct wire_embedded *own = row != NULL ? wire_embedded_find(row->text) : NULL;

    slot->engine = row != NULL ? row->engine : engine_of_file(choice);
    slot->st = WIRE_E_USAGE;
    if (row != NULL && own != NULL) {
        text.bytes = (struct wire_str){ own->text, own->n };
        text.name = own->name;
    }
    if (slot->engine != NULL && (row == NULL || own != NULL))
        slot->st = slot->engine->compile(&text, sink, &slot->program);
    slot->tried = slot->st != WIRE_E_NOMEM;
}

static const struct slot *
program_of(struct wire_schema_set *set, const struct wire_schema *row, const struct wire_sink *sink)
{
    struct slot *slot = &set->slot[row != NULL ? (size_t)(row - wire_schemas) : ROWS - 1];

    pthread_mutex_lock(&set->lock);
    if (!slot->tried)
        compile(slot, &set->choice, row, sink);
    pthread_mutex_unlock(&set->lock);
    return slot;
}

enum wire_status
wire_schema_set_check(struct wire_schema_set *set, const struct wire_sink *sink)
{
    if (set->choice.as == NULL && set->choice.file == NULL)
        return WIRE_OK;
    return program_of(set, set->choice.file != NULL ? NULL : set->choice.as, sink)->st;
}

const void *
wire_validator_program(struct wire_validator *v, const struct wire_schema *row, const struct wire_sink *sink,
                       enum wire_status *st)
{
    const struct slot *slot = program_of(v->set, row, sink);

    *st = slot->st;
    return slot->program;
}

struct wire_validator *
wire_validator_new(struct wire_schema_set *set, struct wire_worker *worker)
{
    struct wire_validator *v = calloc(1, sizeof *v);

    if (v == NULL)
        return NULL;
    v->set = set;
    v->worker = worker;
    v->choice = &set->choice;
    return v;
}

void
wire_validator_free(struct wire_validator *v)
{
    if (v == NULL)
        return;
    for (size_t i = 0; wire_engines[i] != NULL; i++) {
        const struct wire_engine *e = wire_engines[i];
        if (v->state[e->slot] != NULL)
            e->free_state(v->state[e->slot]);
    }
    free(v);
}

/* What judges by what was chosen, or NULL: each story chooses. */
static const struct wire_engine *
engine_chosen(const struct wire_validator *v)
{
    if (v->choice->file != NULL)
        return engine_of_file(v->choice);
    return v->choice->as != NULL ? v->choice->as->engine : NULL;
}

enum wire_status
wire_validator_judge(struct wire_validator *v, struct wire_source *source, const struct wire_sink *sink,
                     struct wire_verdict *verdict)
{
    const struct wire_engine *engine = engine_chosen(v);
    char head[512];
    struct wire_bytes bytes = { head, 0, source };
    struct wire_source whole = *source;
    long n = 1;

    while (bytes.n < sizeof head && n > 0) {
        if ((n = source->read(source->ctx, head + bytes.n, sizeof head - bytes.n)) > 0)
            bytes.n += (size_t)n;
        else if (n < 0)
            return WIRE_E_IO;
    }
    for (size_t i = 0; engine == NULL && wire_engines[i] != NULL; i++) {
        if (wire_engines[i]->judges(head, bytes.n))
            engine = wire_engines[i];
    }
    if (engine == NULL) {
        wire_report(sink, source, &wire_schema_none, (struct wire_at){ 1, 1, 0 }, WIRE_NONE, "%s", "");
        verdict->invalid++;
        return WIRE_E_INPUT;
    }
    whole.read = wire_bytes_read;
    whole.ctx = &bytes;
    return engine->judge(v, &whole, sink, verdict);
}

/* --- in the pass that converts --- */

/* All of it, by an engine that cannot do it in parts: what comes of it is told of every story. */
static void
judge_whole(struct wire_ahead *a, void *ctx)
{
    struct wire_validator *v = ctx;
    struct wire_join *j = &v->join;
    unsigned long invalid = j->verdict->invalid;

    j->st = j->engine->judge(v, &a->judged, j->sink, j->verdict);
    j->verdict->bad = j->verdict->invalid != invalid;
    a->over = true;
}

static const struct wire_engine *
engine_of_format(const struct wire_format *format)
{
    for (const struct wire_schema *s = wire_schemas; s->format != NULL; s++) {
        if (strcmp(s->format, format->name) == 0)
            return s->engine;
    }
    return NULL;
}

bool
wire_validator_has_schema(const struct wire_validator *v, const struct wire_format *format)
{
    return v->choice->file != NULL || v->choice->as != NULL || engine_of_format(format) != NULL;
}

bool
wire_validator_may_join(const struct wire_validator *v, const struct wire_format *format)
{
    const struct wire_engine *engine = engine_of_format(format);
    bool chosen = v->choice->file != NULL || v->choice->as != NULL;

    return engine != NULL && (!chosen || engine_chosen(v) == engine);
}

struct wire_source *
wire_validator_join(struct wire_validator *v, const struct wire_format *format, struct wire_source *source,
                    const struct wire_sink *sink, struct wire_verdict *verdict, const struct wire_tap **tap)
{
    struct wire_join *j = &v->join;
    const struct wire_engine *engine = engine_of_format(format);

    *tap = NULL;
    *verdict = (struct wire_verdict){ 0 };
    *j = (struct wire_join){ .source = source, .sink = sink, .verdict = verdict };
    if (!wire_validator_may_join(v, format)) {
        wire_report(sink, source, &wire_schema_none, (struct wire_at){ 1, 1, 0 }, WIRE_NONE, "it was read as %s", format->name);
        verdict->invalid = 1;
        verdict->bad = true;
        return source;
    }
    j->engine = engine;
    if ((j->st = engine->join(v)) != WIRE_OK) {
        j->engine = NULL;
        verdict->bad = true;
        verdict->invalid = 1;
        return source;
    }
    if ((*tap = j->tap) != NULL)
        return source;
    wire_ahead_begin(&j->ahead, source, j->step != NULL ? j->step : judge_whole, v);
    return &j->ahead.source;
}

enum wire_status
wire_validator_part(struct wire_validator *v, enum wire_status read)
{
    struct wire_join *j = &v->join;

    if (j->engine != NULL && j->engine->part != NULL) {
        enum wire_status st = j->engine->part(v, read);
        j->st = j->st == WIRE_OK ? st : j->st;
    }
    if (j->ahead.bytes.err != WIRE_OK)
        j->st = WIRE_E_NOMEM;
    wire_ahead_end(&j->ahead);
    j->engine = NULL;
    return j->st;
}

const struct wire_finding *
wire_schema_finding_at(size_t at)
{
    for (size_t e = 0;; e++) {
        const struct wire_finding *const *row = e == 0 ? own_findings : wire_engines[e - 1]->findings;
        for (; *row != NULL; row++) {
            if (at-- == 0)
                return *row;
        }
        if (wire_engines[e] == NULL)
            return NULL;
    }
}

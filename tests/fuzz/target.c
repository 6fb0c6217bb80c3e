/*
 * The targets: every reader, the telling apart of formats, the scanner of JSON, the judging of stories, schemas of
 * strangers. Beside crashes, which the sanitizers see, these promises are held, whatever the bytes are:
 *
 *   - all words read are in the article or counted as skipped (design: conservation);
 *   - all of the body given to a writer is written or owned up to;
 *   - article JSON read and written again is the same, byte for byte;
 *   - what a writer makes of a story, its own reader reads without an error.
 */
#include "fuzz/target.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>

#include "formats.h"
#include "json/scan.h"
#include "schemas/schemas.h"

enum { TARGETS_MOST = 40, STORIES_MOST = 40 }; /* stories of one input that go all the way */

static const struct wire_limits limits = { .depth = 200, .tag = 1 << 16, .story = 1 << 24, .text = 1 << 22, .expansion = 1 << 20 };

static void WIRE_PRINTF(1, 2)
broken(const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    vfprintf(stderr, fmt, args);
    va_end(args);
    fputc('\n', stderr);
    abort();
}

static const struct wire_format *
named(const char *name)
{
    return wire_format_named((struct wire_str){ name, strlen(name) });
}

/* --- reading what we wrote --- */

struct again {
    const struct wire_format *to; /* written to once more; or NULL */
    struct wire_out out;
    unsigned stories, errors;
    char first[400];
};

static enum wire_status
again_story(void *ctx, struct wire_article *a)
{
    struct again *g = ctx;

    g->stories++;
    if (g->to != NULL)
        wire_out_story(&g->out, g->to, a);
    wire_article_free(a);
    return WIRE_OK;
}

static void
again_hear(void *ctx, const struct wire_diag *d)
{
    struct again *g = ctx;

    if (d->what->level == WIRE_ERROR && g->errors++ == 0)
        snprintf(g->first, sizeof g->first, "%u:%u %s: %.300s", d->at.line, d->at.col, d->what->id, d->detail != NULL ? d->detail : "");
}

/* Workers go on from input to input, as in a pipeline; for what is read within a story there is a second one. */
static struct wire_worker *
worker_for(bool inner)
{
    static struct wire_worker *workers[2];
    static unsigned used[2];

    if (used[inner]++ % 500 == 0) {
        wire_worker_free(workers[inner]);
        workers[inner] = wire_worker_new();
    }
    return workers[inner];
}

static enum wire_status
read_bytes(const struct wire_format *from, const char *p, size_t n, const struct wire_sink *sink, bool ledger)
{
    struct wire_bytes bytes = { .p = p, .n = n };
    struct wire_source source = { .read = wire_bytes_read, .ctx = &bytes, .name = "input", .max = &limits };
    struct wire_worker *worker = worker_for(sink->story == again_story);

    if (worker == NULL)
        return WIRE_E_NOMEM;
    worker->want_ledger = ledger;
    return from->read(&source, sink, NULL, worker);
}

/* --- one story --- */

struct taking {
    unsigned taken;
    size_t which; /* the writer beside article JSON */
};

static const struct wire_write_options options = { .compact = true };

static void
finish(struct wire_out *out, const struct wire_format *to)
{
    if (to->close != NULL)
        to->close(out);
    wire_out_state(out, NULL, NULL);
}

static void
same_json(struct wire_article *a)
{
    const struct wire_format *json = named("json");
    struct again g = { .to = json, .out = { .options = &options } };
    struct wire_out out = { .options = &options };
    struct wire_sink sink = { again_story, again_hear, &g };

    if (wire_out_story(&out, json, a) == WIRE_OK) {
        read_bytes(json, out.buf.p, out.buf.n, &sink, false);
        if (g.errors != 0)
            broken("article JSON of our own is refused: %s\n%.*s", g.first, (int)out.buf.n, out.buf.p);
        if (g.out.buf.n != out.buf.n || memcmp(g.out.buf.p, out.buf.p, out.buf.n) != 0)
            broken("article JSON changes when read and written:\n%.*s\n%.*s", (int)out.buf.n, out.buf.p, (int)g.out.buf.n, g.out.buf.p);
    }
    wire_buf_free(&out.buf);
    wire_buf_free(&g.out.buf);
}

static void
written(struct wire_article *a, const struct wire_format *to)
{
    struct again g = { .to = NULL };
    struct wire_sink sink = { again_story, again_hear, &g };
    struct wire_out out = { .options = &options };
    enum wire_status st = WIRE_OK;

    if (to->open != NULL)
        st = to->open(&out);
    if (st == WIRE_OK)
        st = wire_out_story(&out, to, a);
    if (st == WIRE_OK && out.body_given != out.body_written && out.unwritable == 0)
        broken("%s: of the body %zu given, %zu written", to->name, out.body_given, out.body_written);
    finish(&out, to);
    if (st == WIRE_OK && to->read != NULL && to != named("text")) {
        st = read_bytes(to, out.buf.p, out.buf.n, &sink, false);
        if (st != WIRE_E_LIMIT && st != WIRE_E_NOMEM && g.errors != 0)
            broken("%s of our own is refused: %s\n%.*s", to->name, g.first, (int)out.buf.n, out.buf.p);
    }
    wire_buf_free(&out.buf);
}

static const struct wire_format *
writer_at(size_t n)
{
    size_t count = 0;

    for (size_t pass = 0; pass < 2; pass++) {
        for (size_t i = 0; wire_formats[i] != NULL; i++) {
            if (wire_formats[i]->story == NULL)
                continue;
            if (pass == 1 && n-- == 0)
                return wire_formats[i];
            count += pass == 0;
        }
        n %= count;
    }
    return wire_formats[0];
}

static enum wire_status
take(void *ctx, struct wire_article *a)
{
    struct taking *t = ctx;
    const struct wire_ledger *l = &a->ledger;

    if (t->taken++ < STORIES_MOST && a->arena->err == WIRE_OK) {
        if (l->read != l->placed + l->skipped)
            broken("%zu read, %zu placed, %zu skipped", l->read, l->placed, l->skipped);
        same_json(a);
        written(a, writer_at(t->which));
    }
    wire_article_free(a);
    return WIRE_OK;
}

static void
ignore(void *ctx, const struct wire_diag *d)
{
    (void)ctx;
    (void)d;
}

static void
run_reader(const struct target *self, const uint8_t *bytes, size_t n)
{
    struct taking t = { 0, n };
    const struct wire_sink sink = { take, ignore, &t };

    read_bytes(self->format, (const char *)bytes, n, &sink, n % 2 == 0);
}

/* --- the others --- */

static void
run_detect(const struct target *self, const uint8_t *bytes, size_t n)
{
    struct wire_bytes given = { .p = (const char *)bytes, .n = n };
    struct wire_source source = { .read = wire_bytes_read, .ctx = &given, .name = "input", .max = &limits };
    const struct wire_sink sink = { NULL, NULL, NULL };
    const char *why;

    (void)self;
    (void)source;
    (void)sink;
    for (size_t i = 0; wire_formats[i] != NULL; i++) {
        int sure = wire_formats[i]->sniff != NULL ? wire_formats[i]->sniff((const char *)bytes, n, &why) : 0;
        if (sure < 0 || sure > 100)
            broken("%s is %d sure", wire_formats[i]->name, sure);
    }
}

static void
run_scan(const struct target *self, const uint8_t *bytes, size_t n)
{
    struct wire_bytes given = { .p = (const char *)bytes, .n = n };
    struct wire_source source = { .read = wire_bytes_read, .ctx = &given, .name = "input", .max = &limits };
    const struct wire_sink sink = { .diagnostic = ignore };
    enum wire_json_event event;
    uint32_t depth = 0;
    struct wire_json j;

    (void)self;
    wire_json_begin(&j, &source, &sink);
    while ((event = wire_json_next(&j)) != WIRE_J_END && event != WIRE_J_ERROR) {
        if (event == WIRE_J_OBJECT_END || event == WIRE_J_ARRAY_END)
            depth--;
        if (event == WIRE_J_OBJECT || event == WIRE_J_ARRAY)
            depth++;
        if (depth != j.depth || depth > limits.depth)
            broken("%u deep, by the scanner %u", depth, j.depth);
    }
    if (event == WIRE_J_END && depth != 0)
        broken("the end %u deep", depth);
    wire_json_finish(&j);
}

static void
judge(const struct wire_schema_choice *choice, const uint8_t *bytes, size_t n)
{
    struct wire_bytes given = { .p = (const char *)bytes, .n = n };
    struct wire_source source = { .read = wire_bytes_read, .ctx = &given, .name = "input", .max = &limits };
    const struct wire_sink sink = { .diagnostic = ignore };
    struct wire_schema_set *set = wire_schema_set_new(choice);
    struct wire_worker *worker = wire_worker_new();
    struct wire_validator *v = wire_validator_new(set, worker);
    struct wire_verdict verdict = { 0 };
    bool good = choice->file == NULL || wire_schema_set_check(set, &sink) == WIRE_OK;

    if (good)
        wire_validator_judge(v, &source, &sink, &verdict);
    if (verdict.invalid > verdict.stories + 1)
        broken("%lu of %lu are invalid", verdict.invalid, verdict.stories);
    wire_validator_free(v);
    wire_worker_free(worker);
    wire_schema_set_free(set);
}

/* By the program's own schemas, which are compiled once: the set lives as long as the process. */
static void
run_validate(const struct target *self, const uint8_t *bytes, size_t n)
{
    static const struct wire_schema_choice none;
    static struct wire_schema_set *set;
    struct wire_bytes given = { .p = (const char *)bytes, .n = n };
    struct wire_source source = { .read = wire_bytes_read, .ctx = &given, .name = "input", .max = &limits };
    const struct wire_sink sink = { .diagnostic = ignore };
    struct wire_worker *worker = wire_worker_new();
    struct wire_verdict verdict = { 0 };
    struct wire_validator *v;

    (void)self;
    if (set == NULL)
        set = wire_schema_set_new(&none);
    v = wire_validator_new(set, worker);
    wire_validator_judge(v, &source, &sink, &verdict);
    wire_validator_free(v);
    wire_worker_free(worker);
}

/* A stranger's JSON Schema, a NUL, and what it judges. */
static void
run_json_schema(const struct target *self, const uint8_t *bytes, size_t n)
{
    const uint8_t *nul = memchr(bytes, '\0', n);
    size_t schema = nul != NULL ? (size_t)(nul - bytes) : n, rest = nul != NULL ? schema + 1 : n;
    struct wire_schema_choice choice = { .file = "stranger.json", .bytes = { (const char *)bytes, schema } };

    (void)self;
    judge(&choice, bytes + rest, n - rest);
}

static const struct target others[] = {
    { "detect", run_detect, NULL },
    { "json-scan", run_scan, NULL },
    { "validate", run_validate, NULL },
    { "json-schema", run_json_schema, NULL },
};

const struct target *
target_at(size_t n)
{
    static struct target readers[TARGETS_MOST];
    size_t count = 0;

    for (size_t i = 0; wire_formats[i] != NULL && count < TARGETS_MOST; i++) {
        if (wire_formats[i]->read == NULL)
            continue;
        snprintf(readers[count].name, sizeof readers[count].name, "read-%s", wire_formats[i]->name);
        readers[count].run = run_reader;
        readers[count++].format = wire_formats[i];
    }
    if (n < count)
        return &readers[n];
    return n - count < sizeof others / sizeof *others ? &others[n - count] : NULL;
}

const struct target *
target_named(const char *name)
{
    const struct target *t;

    for (size_t i = 0; (t = target_at(i)) != NULL; i++) {
        if (strcmp(t->name, name) == 0)
            return t;
    }
    return NULL;
}

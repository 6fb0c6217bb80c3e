/* wirecopy validate: the rules beyond schemas, over the same bytes as the schema. */
#include <stdlib.h>
#include <string.h>

#include "convert/commands.h"
#include "convert/memory.h"
#include "convert/validate.h"
#include "formats.h"

enum {
    HEAD = 65536,                /* bytes a format is told from */
    WHOLE_MOST = 256 << 20,      /* bytes of an input that are kept for the rules */
    RULES_FILE_MOST = 1 << 20
};

/* --- options --- */

int
validation_rules(struct validation *v, const struct options *o, const struct wire_sink *sink)
{
    const char *file = o->value[OPT_RULES];
    struct wire_rules_choice choice = { .strict = o->value[OPT_STRICT] != NULL };
    struct wire_buf bytes = WIRE_BUF_INIT;
    enum wire_status st = WIRE_OK;
    bool none = file != NULL && strcmp(file, "none") == 0;
    int status;

    if (none || (o->value[OPT_SCHEMA] != NULL && file == NULL && o->value[OPT_FIX] == NULL))
        return -1; /* a schema of somebody's own may be for anything */
    if (file != NULL) {
        if ((status = judging_file(file, RULES_FILE_MOST, &bytes, &v->diag)) >= 0) {
            wire_buf_free(&bytes);
            return status;
        }
        choice.file = file;
        choice.bytes = wire_buf_slice(&bytes);
    }
    v->rules = wire_rules_new(&choice, sink, &st);
    v->rules_count = choice.strict || file != NULL;
    wire_buf_free(&bytes);
    if (v->rules != NULL)
        return -1;
    if (st == WIRE_E_NOMEM)
        diag_say(&v->diag, NO_MEMORY, file, "");
    return EXIT_TROUBLE;
}

void
validation_rules_free(struct validation *v)
{
    if (v->lane == NULL)
        wire_rules_free(v->rules);
    wire_buf_free(&v->whole);
}

/* --- the bytes, kept while the schema reads them --- */

struct tee {
    struct wire_source *from;
    struct wire_buf *whole;
    size_t at;        /* in it: what comes next */
    bool ended, over; /* over: there is more than is kept */
};

static long
tee_read(void *ctx, void *bytes, size_t n)
{
    struct tee *t = ctx;
    long got;

    if (!t->over && t->at < t->whole->n) {
        n = n < t->whole->n - t->at ? n : t->whole->n - t->at;
        memcpy(bytes, t->whole->p + t->at, n);
        t->at += n;
        return (long)n;
    }
    if (t->ended)
        return 0;
    got = t->from->read(t->from->ctx, bytes, n);
    t->ended = got <= 0;
    if (got <= 0 || t->over)
        return got;
    if (t->whole->n + (size_t)got > WHOLE_MOST) {
        t->over = true;
        return got;
    }
    wire_buf_put(t->whole, bytes, (size_t)got);
    t->at = t->whole->n;
    return got;
}

/* Have up to n bytes in t->whole, to be read again. */
static enum wire_status
fill(struct tee *t, size_t n)
{
    char room[16384];
    long got = 1;

    t->at = t->whole->n;
    while (!t->over && t->whole->n < n && t->whole->err == WIRE_OK && got > 0)
        got = tee_read(t, room, sizeof room);
    return got < 0 ? WIRE_E_IO : t->whole->err;
}

/* --- judging --- */

static bool
has_schema(const struct validation *v, struct wire_str head)
{
    bool found = v->judging.choice.as != NULL || v->judging.choice.file != NULL;

    for (size_t i = 0; !found && wire_engines[i] != NULL; i++)
        found = wire_engines[i]->judges(head.p, head.n);
    return found;
}

static enum wire_status
by_rules(struct validation *v, const struct wire_source *source, const struct wire_format *format, bool alone)
{
    struct wire_rules_input in = { .bytes = wire_buf_slice(&v->whole), .format = format, .worker = v->reading.worker,
                                   .source = source, .reader_speaks = alone };
    struct wire_rules_result result = { 0 };
    unsigned long errors = v->diag.count[WIRE_ERROR];
    enum wire_status st = wire_rules_judge(v->rules, &in, &v->reading.sink, &result);

    if (alone) {
        v->verdict.stories = result.stories;
        v->verdict.invalid = result.invalid;
        if (result.invalid == 0 && (v->diag.count[WIRE_ERROR] > errors || (st != WIRE_OK && st != WIRE_E_NOMEM)))
            v->verdict.invalid = 1;
        return st;
    }
    if (result.invalid > v->verdict.invalid) /* often the same stories */
        v->verdict.invalid = result.invalid;
    return st == WIRE_E_NOMEM ? st : WIRE_OK; /* what cannot be read has been said by the schema */
}

enum wire_status
validation_judge(struct validation *v, struct wire_source *source)
{
    struct tee t = { .from = source, .whole = &v->whole };
    struct wire_source again = *source;
    const struct wire_format *format = v->reading.from;
    const char *why;
    enum wire_status st;
    bool schema;

    if (v->rules == NULL)
        return wire_validator_judge(v->validator, source, &v->reading.sink, &v->verdict);
    wire_buf_clear(&v->whole);
    again.read = tee_read;
    again.ctx = &t;
    if ((st = fill(&t, v->mending != NULL ? WHOLE_MOST : HEAD)) != WIRE_OK)
        return st;
    if (format == NULL)
        format = wire_format_guess(v->whole.p != NULL ? v->whole.p : "", v->whole.n < HEAD ? v->whole.n : HEAD, &why);
    if (memory_failed())
        return WIRE_E_NOMEM;
    if (format != NULL && format->read == NULL)
        format = NULL;
    if (v->mending != NULL && format != NULL && !t.over && (st = mending_input(v, source, format)) != WIRE_OK)
        return st;
    t.at = 0;
    schema = format == NULL || has_schema(v, wire_str_sub(wire_buf_slice(&v->whole), 0, 512));
    st = schema ? wire_validator_judge(v->validator, &again, &v->reading.sink, &v->verdict) : WIRE_OK;
    if (format == NULL || (st != WIRE_OK && st != WIRE_E_INPUT) || (schema && v->quiet && !v->rules_count))
        return st;
    if (fill(&t, WHOLE_MOST) != WIRE_OK || v->whole.err != WIRE_OK)
        return v->whole.err != WIRE_OK ? v->whole.err : WIRE_E_IO;
    if (t.over) {
        wire_report(&v->reading.sink, source, &wire_rules_too_large, (struct wire_at){ 0 }, WIRE_NONE, "%s", "");
        return st;
    }
    if (by_rules(v, source, format, !schema) == WIRE_E_NOMEM)
        return WIRE_E_NOMEM;
    return st;
}

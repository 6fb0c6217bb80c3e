/* wirecopy validate: schema and rules in the pass that reads the input. */
#include <stdlib.h>
#include <string.h>

#include "convert/commands.h"
#include "convert/limits.h"
#include "convert/memory.h"
#include "convert/validate.h"
#include "formats.h"
#include "json/scan.h"
#include "schemas/rules/mend.h"
#include "xml/xml.h"

enum {
    HEAD = 65536 /* bytes a format is told from */
};

/* --- what the reader says --- */

/* Findings on the bytes: with them the document is none. All else a reader says is of what it makes of a story. */
static const struct wire_finding *const of_bytes[] = {
    &wire_xml_not_well_formed, &wire_xml_namespace, &wire_xml_encoding, &wire_xml_limit, &wire_xml_external,
    &wire_xml_io, &wire_xml_encoding_unknown, &wire_xml_encoding_doubtful, WIRE_JSON_FINDINGS
};

static void
on_finding(void *ctx, const struct wire_diag *d)
{
    struct validation *v = ctx;
    bool said = v->alone;

    for (size_t i = 0; i < WIRE_COUNT(of_bytes) && !said; i++)
        said = of_bytes[i] == d->what;
    if (!said)
        return;
    v->broken |= d->what->level == WIRE_ERROR;
    v->reading.judging.diagnostic(v->reading.judging.ctx, d);
}

static enum wire_status
on_story(void *ctx, struct wire_article *a)
{
    struct validation *v = ctx;

    wire_rules_story(v->reading.rules, a);
    wire_article_free(a);
    return WIRE_OK;
}

/* --- judging --- */

/* By the rules, and where there is a schema by that. */
static enum wire_status
judge_in_one(struct validation *v, struct wire_source *source, const struct wire_format *format)
{
    struct reading *r = &v->reading;
    const struct wire_sink sink = { on_story, on_finding, v };
    const struct wire_tap *tap = NULL;
    struct wire_source *judged = wire_rules_begin(r->rules, format, source, &r->judging, NULL);
    enum wire_status st, end = WIRE_OK;

    v->alone = !wire_validator_has_schema(r->validator, format);
    v->broken = false;
    if (!v->alone)
        judged = wire_validator_join(r->validator, format, judged, &r->judging, &v->verdict, &tap);
    st = format->read(judged, &sink, tap, r->worker);
    if (!v->alone) {
        if (st == WIRE_E_INPUT && !v->broken)
            st = WIRE_OK; /* there is no story in it: whether there must be one the schema knows */
        end = wire_validator_part(r->validator, st);
    }
    if (wire_rules_end(r->rules, st, true) == WIRE_E_NOMEM || end == WIRE_E_NOMEM)
        return WIRE_E_NOMEM;
    input_add_verdict(&v->verdict, wire_rules_result(r->rules), !v->alone);
    if (v->alone && v->verdict.invalid == 0 && (v->broken || st != WIRE_OK))
        v->verdict.invalid = 1;
    return st;
}

/* Have up to n bytes of the source in v->whole. */
static enum wire_status
fill(struct validation *v, struct wire_source *source, size_t n)
{
    char room[16384];
    long got = 1;

    while (v->whole.n < n && v->whole.err == WIRE_OK && got > 0) {
        got = source->read(source->ctx, room, n - v->whole.n < sizeof room ? n - v->whole.n : sizeof room);
        if (got > 0)
            wire_buf_put(&v->whole, room, (size_t)got);
    }
    return got < 0 ? WIRE_E_IO : v->whole.err;
}

/* Whether the schema alone is to judge: there is one, and no reader that it can join, or no rule whose word counts. */
static bool
by_schema_alone(const struct validation *v, const struct wire_format *format)
{
    const struct wire_validator *validator = v->reading.validator;

    if (format == NULL)
        return true;
    if (wire_validator_has_schema(validator, format))
        return !wire_validator_may_join(validator, format) || (v->quiet && !v->judging.rules_count);
    for (size_t i = 0; wire_engines[i] != NULL; i++) { /* spoilt JSON is taken for text */
        if (wire_engines[i]->judges(v->whole.n != 0 ? v->whole.p : "", v->whole.n < 512 ? v->whole.n : 512))
            return true;
    }
    return false;
}

enum wire_status
validation_judge(struct validation *v, struct wire_source *source)
{
    struct wire_source again = *source;
    struct wire_bytes bytes = { .rest = source };
    const struct wire_format *format = v->reading.from;
    const char *why;
    enum wire_status st;

    if (v->reading.rules == NULL)
        return wire_validator_judge(v->reading.validator, source, &v->reading.judging, &v->verdict);
    wire_buf_clear(&v->whole);
    if ((st = fill(v, source, v->mending != NULL ? MOST_MENDED + 1 : HEAD)) != WIRE_OK)
        return st;
    if (format == NULL)
        format = wire_format_guess(v->whole.n != 0 ? v->whole.p : "", v->whole.n < HEAD ? v->whole.n : HEAD, &why);
    if (memory_failed())
        return WIRE_E_NOMEM;
    if (format != NULL && format->read == NULL)
        format = NULL;
    if (v->mending != NULL && format != NULL && v->whole.n > MOST_MENDED)
        wire_report(&v->reading.judging, source, &wire_rules_mend_size, (struct wire_at){ 0 }, WIRE_NONE, "the limit is %d bytes", MOST_MENDED);
    else if (v->mending != NULL && format != NULL && (st = mending_input(v, source, format)) != WIRE_OK)
        return st;
    bytes.p = v->whole.n != 0 ? v->whole.p : "";
    bytes.n = v->whole.n;
    again.read = wire_bytes_read;
    again.ctx = &bytes;
    if (by_schema_alone(v, format))
        return wire_validator_judge(v->reading.validator, &again, &v->reading.judging, &v->verdict);
    return judge_in_one(v, &again, format);
}

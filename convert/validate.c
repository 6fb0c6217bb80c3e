/* wirecopy validate: whether stories are right, where they are wrong, and what to do. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "article/str.h"
#include "convert/commands.h"
#include "convert/limits.h"
#include "convert/sandbox.h"
#include "convert/signals.h"
#include "convert/terminal.h"
#include "convert/validate.h"
#include "convert/walk.h"

/* Count it for the summary; without memory for a new row the summary has one row less. */
static void
count(struct validation *v, const struct wire_finding *what, unsigned long n)
{
    size_t i = 0;

    while (i < v->tally_n && v->tally[i].what != what)
        i++;
    if (i == v->tally_n && i == v->tally_room) {
        struct tally *more = realloc(v->tally, (i + 32) * 2 * sizeof *more);
        if (more == NULL)
            return;
        v->tally = more;
        v->tally_room = (i + 32) * 2;
    }
    if (i == v->tally_n)
        v->tally[v->tally_n++] = (struct tally){ what, 0 };
    v->tally[i].count += n;
}

static void
on_diagnostic(void *ctx, const struct wire_diag *d)
{
    struct validation *v = ctx;

    count(v, d->what, 1);
    if (!v->quiet)
        diag_report(&v->diag, d);
    else
        v->diag.count[d->what->level]++;
}

static int
choose(struct validation *v, const struct options *o)
{
    const struct wire_sink sink = { .diagnostic = on_diagnostic, .ctx = v };
    bool quiet = v->quiet;
    int status;

    v->judging.choice.verdict = quiet;
    v->quiet = false; /* what is wrong with a schema or a file of rules is said whatever else is not */
    status = judging_begin(&v->judging, o, &v->diag, &sink);
    v->quiet = quiet;
    if (status >= 0 || (status = mending_open(v, o)) >= 0)
        return status;
    if (judging_share(&v->judging, &v->reading))
        return -1;
    diag_say(&v->diag, NO_MEMORY, NULL, "");
    return EXIT_TROUBLE;
}

/* --- inputs --- */

static void
on_begin(void *ctx, const struct input *in)
{
    struct validation *v = ctx;

    (void)in;
    v->verdict = (struct wire_verdict){ 0 };
}

static enum wire_status
on_take(void *ctx, struct wire_source *source)
{
    struct validation *v = ctx;

    return validation_judge(v, source);
}

void
validation_verdict(struct validation *v, const char *name, bool valid)
{
    struct wire_buf line = WIRE_BUF_INIT;

    if (v->lane != NULL) {
        lane_verdict(v->lane, name, valid);
        return;
    }
    wire_buf_printf(&line, "%s: %s\n", name, valid ? "valid" : "invalid");
    if (line.err == WIRE_OK && output_write(&v->target, line.p, line.n)) {
        wire_buf_free(&line);
        return;
    }
    v->reading.stop = true;
    if (line.err != WIRE_OK)
        diag_say(&v->diag, NO_MEMORY, name, "");
    else if (!v->target.closed)
        diag_say(&v->diag, WRITE_FAILED, v->target.name, strerror(v->target.failed));
    wire_buf_free(&line);
    if (v->target.closed)
        return;
    v->status = EXIT_TROUBLE;
}

static void
on_end(void *ctx, const struct input *in, enum wire_status st)
{
    struct validation *v = ctx;

    if (st == WIRE_E_NOMEM || interrupted())
        return;
    v->inputs++;
    v->stories += v->verdict.stories;
    v->invalid += v->verdict.invalid;
    if (v->verdict.invalid != 0)
        v->status = worse(v->status, EXIT_STORY);
    if (v->quiet && in->error == 0)
        validation_verdict(v, in->name, v->verdict.invalid == 0);
}

void
validation_connect(struct validation *v)
{
    v->reading.sink = v->reading.judging = (struct wire_sink){ .diagnostic = on_diagnostic, .ctx = v };
    v->reading.begin = on_begin;
    v->reading.end = on_end;
    v->reading.take = on_take;
    v->reading.ctx = v;
}

void
validation_add(struct validation *v, struct validation *of)
{
    v->inputs += of->inputs;
    v->stories += of->stories;
    v->invalid += of->invalid;
    v->status = worse(v->status, of->status);
    for (size_t i = 0; i < of->tally_n; i++)
        count(v, of->tally[i].what, of->tally[i].count);
    of->inputs = of->stories = of->invalid = 0;
    of->tally_n = 0;
}

static int
by_count(const void *a, const void *b)
{
    const struct tally *x = a, *y = b;

    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return strcmp(x->what->id, y->what->id);
}

static void
sum_up(struct validation *v)
{
    if (v->quiet || v->inputs == 0)
        return;
    diag_note(&v->diag, "%lu %s judged, %lu not valid", v->stories, v->stories == 1 ? "story" : "stories", v->invalid);
    if (v->tally_n != 0)
        qsort(v->tally, v->tally_n, sizeof *v->tally, by_count);
    for (size_t i = 0; i < v->tally_n; i++)
        diag_note(&v->diag, "%8lu  %s [%s]", v->tally[i].count, v->tally[i].what->text, v->tally[i].what->id);
}

static void
shut_in(struct validation *v, const struct options *o)
{
    struct sandbox s;

    sandbox_begin(&s, o);
    sandbox_allow_inputs(&s, o);
    sandbox_allow(&s, o->value[OPT_SCHEMA], SANDBOX_READ); /* again, for excerpts */
    sandbox_allow(&s, o->value[OPT_PRE], SANDBOX_READ);
    mending_allow(&s, v, o);
    if (v->reading.pre != NULL)
        tzset(); /* EXSLT has the local time, whose file is read now */
    sandbox_close(&s, &v->diag);
}

int
run_validate(const struct options *o)
{
    static const char *const names[] = { [DIAG_TEXT] = "text", [DIAG_JSON] = "json", [DIAG_SARIF] = "sarif" };
    struct validation v = { .quiet = o->value[OPT_QUIET] != NULL };
    enum diag_form form = DIAG_TEXT;
    int64_t threads = walk_threads(o);
    int st;

    for (size_t i = 0; o->value[OPT_DIAGNOSTICS] != NULL && i < WIRE_COUNT(names); i++) {
        if (strcmp(names[i], o->value[OPT_DIAGNOSTICS]) == 0)
            form = (enum diag_form)i;
    }
    diag_init(&v.diag, form);
    v.diag.verbose = o->value[OPT_VERBOSE] != NULL;
    v.diag.colour = terminal_colour(STDERR_FILENO, o->value[OPT_COLOR]);
    v.diag.excerpts = v.diag.colour || isatty(STDERR_FILENO) == 1;
    output_open(&v.target, NULL);
    if (o->value[OPT_JOBS] != NULL && (!wire_str_to_int(wire_str_of(o->value[OPT_JOBS]), MOST_JOBS, &threads) || threads == 0)) {
        diag_close(&v.diag);
        return usage_error(o->command, "-j cannot be '%s': it is a number from 1 to %d", o->value[OPT_JOBS], MOST_JOBS);
    }
    if ((st = reading_init(&v.reading, o, &v.diag)) < 0 && (st = choose(&v, o)) < 0) {
        shut_in(&v, o);
        validation_connect(&v);
        st = threads > 1 && v.mending == NULL && lanes_pay(o) ? lanes_run(&v, o, (unsigned)threads) : input_read_all(&v.reading, o);
        sum_up(&v);
        if (!output_close(&v.target, true) && !v.target.closed) {
            if (v.status != EXIT_TROUBLE)
                diag_say(&v.diag, WRITE_FAILED, v.target.name, strerror(v.target.failed));
            st = EXIT_TROUBLE;
        }
    }
    st = mending_close(&v, st);
    wire_buf_free(&v.whole);
    judging_unshare(&v.reading);
    judging_end(&v.judging);
    reading_free(&v.reading);
    free(v.tally);
    diag_close(&v.diag);
    return v.diag.failed ? EXIT_TROUBLE : worse(st, v.status);
}

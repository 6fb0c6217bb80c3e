/* wirecopy convert: inputs through a reader and a writer to an output, story by story. */
#include "convert/commands.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "convert/input.h"
#include "convert/ledger.h"
#include "convert/memory.h"
#include "convert/output.h"
#include "convert/progress.h"
#include "convert/set.h"
#include "convert/signals.h"
#include "convert/suggest.h"
#include "convert/terminal.h"

enum { DRAIN = 65536 }; /* bytes that are worth a write */

struct pipeline {
    const struct options *o;
    const struct wire_format *to;
    struct wire_write_options how;
    char *version;                /* what stands behind the @ */
    struct wire_out out;
    struct output target;
    struct diagnostics diag;
    struct reading reading;
    struct settings settings;
    struct progress progress;
    bool wants_ledger;
    struct output ledger_target;
    struct wire_buf ledger;
    const struct input *input;    /* being read */
    unsigned long index;          /* of the story in it */
    unsigned long inputs, stories, losses;
    bool opened;                  /* the writer's open has been called for the stream */
    int status;
};

static void
raise_status(struct pipeline *p, int status)
{
    p->status = worse(p->status, status);
}

static enum wire_status
no_memory(struct pipeline *p)
{
    p->reading.stop = true;
    raise_status(p, EXIT_TROUBLE);
    if (!p->diag.said_no_memory)
        diag_say(&p->diag, NO_MEMORY, p->input->name, "");
    return WIRE_E_NOMEM;
}

/* --- out --- */

/* What became of writing to an output: WIRE_STOP where there is no going on. */
static enum wire_status
wrote(struct pipeline *p, const struct output *to, bool good)
{
    if (good)
        return WIRE_OK;
    p->reading.stop = true;
    if (to->closed || interrupted())
        return WIRE_STOP;
    diag_say(&p->diag, to->failed == ENOMEM ? NO_MEMORY : WRITE_FAILED, to->name, strerror(to->failed));
    raise_status(p, EXIT_TROUBLE);
    return WIRE_STOP;
}

static enum wire_status
drain(struct pipeline *p)
{
    enum wire_status st = wrote(p, &p->target, output_write(&p->target, p->out.buf.p, p->out.buf.n));

    wire_buf_clear(&p->out.buf);
    return st;
}

static enum wire_status
deliver_to_folder(struct pipeline *p)
{
    char base[4096];
    bool good;

    snprintf(base, sizeof base, "%.*s", (int)p->input->base_length, p->input->base);
    good = output_story(&p->target, base, p->to->suffix, p->out.buf.p != NULL ? p->out.buf.p : "", p->out.buf.n);
    wire_buf_clear(&p->out.buf);
    return wrote(p, &p->target, good);
}

/* Put one story into the buffer, with what the format has around stories. */
static enum wire_status
write_story(struct pipeline *p, const struct wire_article *a, bool alone)
{
    struct wire_out *out = &p->out;
    enum wire_status st = WIRE_OK;

    if (alone)
        out->stories = 0;
    if ((alone || !p->opened) && p->to->open != NULL) {
        out->first_title = wire_headline(a, false);
        st = p->to->open(out);
    }
    if (st == WIRE_OK)
        st = p->to->story(out, a);
    if (st == WIRE_OK && alone && p->to->close != NULL)
        st = p->to->close(out);
    out->first_title = WIRE_NONE;
    if (st == WIRE_OK)
        st = out->buf.err != WIRE_OK ? out->buf.err : out->err;
    return st;
}

static enum wire_status
deliver(struct pipeline *p, struct wire_article *a)
{
    struct wire_out *out = &p->out;
    bool alone = p->target.kind == TO_FOLDER;
    size_t before = out->buf.n;
    enum wire_status st = write_story(p, a, alone);

    if (st == WIRE_OK && a->arena->err == WIRE_E_NOMEM)
        st = WIRE_E_NOMEM;
    if (st != WIRE_OK) {
        out->buf.n = before; /* nothing of it goes out */
        if (st == WIRE_E_NOMEM)
            return no_memory(p);
        out->err = WIRE_OK;
        raise_status(p, EXIT_STORY);
        diag_report(&p->diag, &(struct wire_diag){ .what = &program_findings[STORY_NOT_WRITTEN],
                                                   .file = p->input->name,
                                                   .uri = wire_text_of(a, WIRE_F_URI),
                                                   .detail = p->to->name });
        return WIRE_OK;
    }
    p->opened = true;
    out->stories++;
    p->stories++;
    if (alone)
        return deliver_to_folder(p);
    return out->buf.n >= DRAIN || p->target.interactive ? drain(p) : WIRE_OK;
}

/* --- a story --- */

/* Where it was read from, unless the source itself says (article JSON does). */
static void
put_source(struct pipeline *p, struct wire_article *a)
{
    struct wire_value *source = wire_first(a, WIRE_F_SOURCE);
    struct wire_at nowhere = { 0 };

    if (source == NULL)
        source = wire_add_record(a, WIRE_F_SOURCE, nowhere);
    if (wire_get(source, WIRE_K_FORMAT) == NULL)
        wire_put_text(a, source, WIRE_K_FORMAT, wire_str_of(p->input->format->name), nowhere);
    if (wire_get(source, WIRE_K_FILE) == NULL)
        wire_put_text(a, source, WIRE_K_FILE, wire_str_of(p->input->name), nowhere);
    if (wire_get(source, WIRE_K_INDEX) == NULL)
        wire_put_number(a, source, WIRE_K_INDEX, (int64_t)p->index, nowhere);
}

static void
check_sums(struct pipeline *p, const struct wire_article *a)
{
    const struct wire_ledger *l = &a->ledger;
    size_t out = l->placed + l->skipped;
    char detail[160];

    if (l->read == out)
        return;
    p->losses++;
    snprintf(detail, sizeof detail, "%zu read, %zu placed, %zu skipped: %zu %s", l->read, l->placed, l->skipped,
             l->read > out ? l->read - out : out - l->read, l->read > out ? "missing" : "too many");
    diag_report(&p->diag, &(struct wire_diag){ .what = &program_findings[LOSS],
                                               .file = p->input->name,
                                               .uri = wire_text_of(a, WIRE_F_URI),
                                               .detail = detail });
}

static enum wire_status
put_ledger(struct pipeline *p, struct wire_article *a, struct wire_ledger *written)
{
    ledger_dropped(written, a, p->to, &p->how);
    ledger_line(&p->ledger, p->input->name, p->index, a, written);
    if (p->ledger.err != WIRE_OK || a->arena->err == WIRE_E_NOMEM)
        return no_memory(p);
    if (p->ledger.n < DRAIN)
        return WIRE_OK;
    if (!output_write(&p->ledger_target, p->ledger.p, p->ledger.n))
        return wrote(p, &p->ledger_target, false);
    wire_buf_clear(&p->ledger);
    return WIRE_OK;
}

static enum wire_status
take_story(struct pipeline *p, struct wire_article *a)
{
    struct wire_ledger written = { 0 };
    enum wire_status st;

    if (interrupted())
        return WIRE_STOP;
    if (memory_failed() || a->arena->err == WIRE_E_NOMEM)
        return no_memory(p);
    p->index++;
    put_source(p, a);
    p->out.ledger = p->wants_ledger ? &written : NULL;
    p->out.arena = a->arena;
    settings_apply(&p->settings, a, p->out.ledger);
    if (a->arena->err != WIRE_OK) {
        if (a->arena->err == WIRE_E_NOMEM)
            return no_memory(p);
        diag_say(&p->diag, STORY_LIMIT, p->input->name, "");
        raise_status(p, EXIT_STORY);
        return WIRE_OK;
    }
    check_sums(p, a);
    st = deliver(p, a);
    if (st == WIRE_OK && p->wants_ledger)
        st = put_ledger(p, a, &written);
    progress_step(&p->progress, p->inputs, p->stories);
    return st;
}

static enum wire_status
on_story(void *ctx, struct wire_article *a)
{
    enum wire_status st = take_story(ctx, a);

    wire_article_free(a);
    return st;
}

static void
on_diagnostic(void *ctx, const struct wire_diag *diag)
{
    struct pipeline *p = ctx;

    diag_report(&p->diag, diag);
}

static void
on_begin(void *ctx, const struct input *in)
{
    struct pipeline *p = ctx;

    p->input = in;
    p->index = 0;
    p->inputs++;
}

static void
on_end(void *ctx, const struct input *in, enum wire_status st)
{
    struct pipeline *p = ctx;

    if (st == WIRE_OK && p->index == 0 && in->error == 0)
        diag_say(&p->diag, INPUT_NO_STORY, in->name, "");
    if (p->diag.verbose && !p->diag.quiet)
        diag_note(&p->diag, "%s: %s (%s), %lu stor%s, %llu bytes", in->name, in->format->name,
                  in->why != NULL ? in->why : "as named", p->index, p->index == 1 ? "y" : "ies",
                  (unsigned long long)in->bytes);
    progress_step(&p->progress, p->inputs, p->stories);
}

/* --- setting up --- */

static int
writers_are(const struct options *o, const char *typed)
{
    struct suggestion s = suggest_for(typed != NULL ? typed : "");
    char list[400] = "";

    for (size_t i = 0; wire_formats[i] != NULL; i++) {
        size_t n = strlen(list);
        if (wire_formats[i]->story == NULL)
            continue;
        snprintf(list + n, sizeof list - n, "%s%s", n != 0 ? ", " : "", wire_formats[i]->name);
        suggest_offer(&s, wire_formats[i]->name);
    }
    if (typed == NULL)
        return usage_error(o->command, "say which format to write with -t: %s", list);
    if (s.best != NULL)
        return usage_error(o->command, "no format to write is called '%s'; did you mean %s?", typed, s.best);
    return usage_error(o->command, "no format to write is called '%s'; there are %s", typed, list);
}

/* 2.35 is 2035: versions are numbers in two parts. -1: it is none. */
static long
version_number(const char *s)
{
    char *end;
    long major = strtol(s, &end, 10), minor = 0;

    if (end == s)
        return -1;
    if (*end == '.')
        minor = strtol(end + 1, NULL, 10);
    return major * 1000 + minor;
}

/* Whether "1.0 to 1.6, 2.2" has the version: named, or within what a "to" spans. */
static bool
has_version(const char *versions, const char *version)
{
    long wanted = version_number(version), last = -1;
    bool spans = false;

    while (versions != NULL && *versions != '\0') {
        size_t n = strcspn(versions, " ,;");
        if (n == strlen(version) && memcmp(versions, version, n) == 0)
            return true;
        if (n == 2 && memcmp(versions, "to", 2) == 0) {
            spans = true;
        } else if (n != 0) {
            long this = version_number(versions);
            if (spans && last >= 0 && wanted > last && wanted < this)
                return true;
            spans = false;
            last = this;
        }
        versions += n + strspn(versions + n, " ,;");
    }
    return false;
}

/* Whether the writer knows the version and the form of the body: its list and its opening tell. */
static int
check_how(struct pipeline *p)
{
    struct wire_out trial = { .buf = WIRE_BUF_INIT, .options = &p->how };
    bool has = p->version == NULL || has_version(p->to->versions, p->version);
    enum wire_status st = WIRE_OK;

    if (has && p->to->open != NULL)
        st = p->to->open(&trial);
    wire_out_state(&trial, NULL, NULL);
    wire_buf_free(&trial.buf);
    if (has && st != WIRE_E_USAGE)
        return -1;
    if (p->version != NULL)
        return usage_error(p->o->command, "%s has no version '%s'; there is: %s", p->to->name, p->version,
                           p->to->versions != NULL ? p->to->versions : "none");
    return usage_error(p->o->command, "%s cannot carry a body as %s", p->to->name, p->how.body);
}

static int
parse_to(struct pipeline *p)
{
    const char *to = p->o->value[OPT_TO], *at;
    struct wire_str name;

    if (to == NULL)
        return writers_are(p->o, NULL);
    name = wire_str_of(to);
    if ((at = strchr(to, '@')) != NULL) {
        name.n = (size_t)(at - to);
        p->version = strdup(at + 1);
        if (p->version == NULL) {
            diag_say(&p->diag, NO_MEMORY, NULL, "");
            return EXIT_TROUBLE;
        }
    }
    p->to = wire_format_named(name);
    if (p->to == NULL || p->to->story == NULL) {
        char typed[64];
        snprintf(typed, sizeof typed, "%.*s", (int)(name.n < 60 ? name.n : 60), name.p);
        return writers_are(p->o, typed);
    }
    p->how.version = p->version;
    return p->version != NULL || p->how.body != NULL ? check_how(p) : -1;
}

static int
parse_how(struct pipeline *p)
{
    const struct options *o = p->o;
    const char *ledger = o->value[OPT_LEDGER], *output = o->value[OPT_OUTPUT];

    p->how.compact = o->value[OPT_COMPACT] != NULL;
    p->how.fragment = o->value[OPT_FRAGMENT] != NULL;
    p->how.with_non_public = o->value[OPT_WITH_NON_PUBLIC] != NULL;
    p->how.body = o->value[OPT_BODY];
    if (o->value[OPT_WIDTH] != NULL) {
        int64_t width = 0;
        if (!wire_str_to_int(wire_str_of(o->value[OPT_WIDTH]), 10000, &width) || width < 20)
            return usage_error(o->command, "--width cannot be '%s': it is a number of columns from 20 to 10000",
                               o->value[OPT_WIDTH]);
        p->how.width = (unsigned)width;
    }
    if (output != NULL && *output == '\0')
        return usage_error(o->command, "-o needs the name of a file or a folder");
    if (ledger != NULL && strcmp(ledger, "-") == 0 && (output == NULL || strcmp(output, "-") == 0))
        return usage_error(o->command, "the stories go to standard output; name a file for --ledger, or another output with -o");
    return -1;
}

/* Whether an operand lies in the output folder, or is it: then no file there may be replaced. */
static bool
inputs_are_in(const struct options *o, const struct stat *folder)
{
    for (size_t i = 0; i < o->file_count; i++) {
        const char *path = o->files[i], *slash = strrchr(path, '/');
        char parent[4096];
        struct stat st;

        snprintf(parent, sizeof parent, "%.*s", slash != NULL ? (int)(slash - path) + 1 : 1, slash != NULL ? path : ".");
        for (int own = 0; own < 2; own++) {
            if (stat(own ? path : parent, &st) == 0 && st.st_dev == folder->st_dev && st.st_ino == folder->st_ino)
                return true;
        }
    }
    return false;
}

static int
open_outputs(struct pipeline *p)
{
    const char *ledger = p->o->value[OPT_LEDGER];

    if (!output_open(&p->target, p->o->value[OPT_OUTPUT])) {
        wrote(p, &p->target, false);
        return EXIT_TROUBLE;
    }
    if (p->target.kind == TO_FOLDER) {
        p->target.keep_existing = inputs_are_in(p->o, &p->target.folder);
        p->reading.output = &p->target.folder;
    } else if (p->target.kind == TO_STREAM && fstat(p->target.fd, &p->target.folder) == 0 &&
               S_ISREG(p->target.folder.st_mode)) {
        p->reading.output = &p->target.folder;
    }
    if (ledger == NULL)
        return -1;
    p->wants_ledger = p->reading.worker->want_ledger = true;
    if (output_open(&p->ledger_target, ledger) && p->ledger_target.kind != TO_FOLDER)
        return -1;
    if (p->ledger_target.failed == 0)
        p->ledger_target.failed = EISDIR;
    wrote(p, &p->ledger_target, false);
    return EXIT_TROUBLE;
}

static int
set_up(struct pipeline *p, const struct options *o)
{
    const char *form = o->value[OPT_DIAGNOSTICS];
    int st;

    *p = (struct pipeline){ .o = o, .target = { .fd = -1, .dir = -1 }, .ledger_target = { .fd = -1, .dir = -1 } };
    p->out.options = &p->how;
    diag_init(&p->diag, form == NULL || strcmp(form, "text") == 0 ? DIAG_TEXT
                        : strcmp(form, "json") == 0               ? DIAG_JSON
                                                                  : DIAG_SARIF);
    p->diag.colour = terminal_colour(STDERR_FILENO, o->value[OPT_COLOR]);
    p->diag.quiet = o->value[OPT_QUIET] != NULL;
    p->diag.verbose = o->value[OPT_VERBOSE] != NULL;
    if ((st = parse_how(p)) >= 0 || (st = parse_to(p)) >= 0 || (st = settings_parse(&p->settings, o)) >= 0 ||
        (st = reading_init(&p->reading, o, &p->diag)) >= 0)
        return st;
    p->reading.sink = (struct wire_sink){ on_story, on_diagnostic, p };
    p->reading.begin = on_begin;
    p->reading.end = on_end;
    p->reading.ctx = p;
    if ((st = open_outputs(p)) >= 0)
        return st;
    progress_init(&p->progress, p->diag.form == DIAG_TEXT && !p->diag.quiet && !p->target.interactive);
    p->diag.before = progress_clear;
    p->diag.before_ctx = &p->progress;
    return -1;
}

/* --- the end --- */

static void
close_ledger(struct pipeline *p)
{
    /* Where the run was cut short it would not say what became of everything. An input that could not be read is no such case. */
    bool keep = !p->reading.stop && !interrupted(), failed_before = p->ledger_target.failed != 0;

    if (!p->wants_ledger)
        return;
    if (keep && p->ledger.n > 0)
        output_write(&p->ledger_target, p->ledger.p, p->ledger.n);
    if (!keep && p->ledger_target.kind == TO_FILE && p->status != EXIT_GOOD && !failed_before)
        diag_say(&p->diag, OUTPUT_WITHHELD, p->ledger_target.name, "");
    output_close(&p->ledger_target, keep);
    if (p->ledger_target.failed != 0 && !failed_before)
        wrote(p, &p->ledger_target, false);
}

static void
close_stream(struct pipeline *p)
{
    enum wire_status st = WIRE_OK;

    if (p->target.kind == TO_FOLDER)
        return;
    if (p->opened && p->to->close != NULL)
        st = p->to->close(&p->out);
    if (st == WIRE_OK)
        st = p->out.buf.err;
    if (st == WIRE_E_NOMEM && !p->diag.said_no_memory)
        diag_say(&p->diag, NO_MEMORY, p->target.name, "");
    if (st != WIRE_OK)
        raise_status(p, st == WIRE_E_NOMEM ? EXIT_TROUBLE : EXIT_STORY);
    if (p->target.failed == 0 && p->out.buf.n > 0)
        drain(p);
}

static void
finish(struct pipeline *p)
{
    bool keep, good, failed_before;

    close_stream(p);
    if (p->target.kind == TO_FILE && !interrupted() && p->target.failed == 0) {
        if (p->status != EXIT_GOOD)
            diag_say(&p->diag, OUTPUT_WITHHELD, p->target.name, "");
        else if (p->stories == 0)
            diag_say(&p->diag, OUTPUT_EMPTY, p->target.name, "");
        if (p->stories == 0)
            raise_status(p, EXIT_STORY);
    }
    keep = p->status == EXIT_GOOD && !interrupted();
    failed_before = p->target.failed != 0;
    good = output_close(&p->target, keep);
    if (!good && !failed_before)
        wrote(p, &p->target, false);
    close_ledger(p);
}

static void
tear_down(struct pipeline *p)
{
    wire_out_state(&p->out, NULL, NULL);
    wire_buf_free(&p->out.buf);
    wire_buf_free(&p->ledger);
    settings_free(&p->settings);
    reading_free(&p->reading);
    free(p->version);
    diag_close(&p->diag);
    if (p->diag.failed)
        raise_status(p, EXIT_TROUBLE);
}

static void
sum_up(struct pipeline *p)
{
    const unsigned long *count = p->diag.count;

    progress_clear(&p->progress);
    if (p->diag.verbose && !p->diag.quiet)
        diag_note(&p->diag, "wirecopy: %lu input%s read, %lu stor%s, %lu error%s, %lu warning%s", p->inputs,
                  p->inputs == 1 ? "" : "s", p->stories, p->stories == 1 ? "y" : "ies", count[WIRE_ERROR],
                  count[WIRE_ERROR] == 1 ? "" : "s", count[WIRE_WARNING], count[WIRE_WARNING] == 1 ? "" : "s");
    if ((p->o->value[OPT_FAIL_IF_LOSS] != NULL && p->losses > 0) ||
        (p->o->value[OPT_FAIL_IF_WARNINGS] != NULL && count[WIRE_WARNING] > 0))
        raise_status(p, EXIT_STORY);
}

int
run_convert(const struct options *o)
{
    struct pipeline p;
    int st = set_up(&p, o);

    if (st < 0) {
        raise_status(&p, input_read_all(&p.reading, o));
        finish(&p);
        sum_up(&p);
    } else {
        raise_status(&p, st);
        output_close(&p.target, false);
        output_close(&p.ledger_target, false);
        if (st == EXIT_USAGE)
            p.diag.form = DIAG_TEXT; /* nothing was read: no empty document */
    }
    tear_down(&p);
    return p.status;
}

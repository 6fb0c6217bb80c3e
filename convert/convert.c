/* wirecopy convert: from the command line to a pipeline, and its end. */
#include "convert/job.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "article/vocabulary.h"
#include "convert/commands.h"
#include "convert/limits.h"
#include "convert/memory.h"
#include "convert/pack.h"
#include "convert/parallel.h"
#include "convert/pipeline.h"
#include "convert/report.h"
#include "convert/signals.h"
#include "convert/suggest.h"
#include "convert/terminal.h"
#include "convert/unnamed.h"
#include "convert/walk.h"
#include "newsml-g2/newsml-g2.h"

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

/* Whether the format can be written in that character set. */
static int
check_encoding(struct pipeline *p)
{
    struct wire_write_options alone = { .encoding = p->how.encoding };
    struct wire_out trial = { .buf = WIRE_BUF_INIT, .options = &alone };

    if (!p->to->encodes)
        return usage_error(p->o->command, "--output-encoding is for formats of the wire; %s is always UTF-8", p->to->name);
    if (p->to->open(&trial) != WIRE_E_USAGE)
        return -1;
    return usage_error(p->o->command, "%s cannot be written in '%s': name a character set that has ASCII in it, such as "
                                      "windows-1252", p->to->name, p->how.encoding);
}

int
pipeline_format(struct pipeline *p, const char *to)
{
    const char *at;
    struct wire_str name;
    int st;

    if (to == NULL && p->o->value[OPT_STYLESHEET] != NULL)
        to = wire_format_newsml_g2.name;
    if (to == NULL)
        return writers_are(p->o, NULL);
    p->version = NULL;
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
    if (p->how.encoding != NULL && (st = check_encoding(p)) >= 0)
        return st;
    return p->version != NULL || p->how.body != NULL ? check_how(p) : -1;
}

/* The stylesheet of --stylesheet: what it makes takes the place of the format. */
static int
open_stylesheet(struct pipeline *p)
{
    const char *path = p->o->value[OPT_STYLESHEET];
    int st;

    if (path == NULL)
        return -1;
    if (p->to != &wire_format_newsml_g2)
        return usage_error(p->o->command, "a stylesheet is given stories as newsml-g2, not as %s; leave -t out", p->to->name);
    if ((p->sheet = stylesheet_open(path, p->o, &p->diag, &st)) == NULL)
        return st;
    p->styled = wire_format_newsml_g2;
    p->styled.name = "what the stylesheet is given";
    p->styled.suffix = stylesheet_suffix(p->sheet);
    p->styled.open = p->styled.close = NULL;
    p->styled.is_public = p->styled.apart = true;
    p->to = &p->styled;
    return stylesheets_check(p->sheet, p->reading.pre, p->o);
}

static int
parse_how(struct pipeline *p)
{
    const struct options *o = p->o;
    const char *ledger = o->value[OPT_LEDGER], *output = o->value[OPT_OUTPUT], *report = o->value[OPT_REPORT];

    p->how.compact = o->value[OPT_COMPACT] != NULL;
    p->how.fragment = o->value[OPT_FRAGMENT] != NULL;
    p->how.with_non_public = o->value[OPT_WITH_NON_PUBLIC] != NULL;
    p->how.body = o->value[OPT_BODY];
    p->how.encoding = o->value[OPT_OUTPUT_ENCODING];
    if (o->value[OPT_WIDTH] != NULL) {
        int64_t width = 0;
        if (!wire_str_to_int(wire_str_of(o->value[OPT_WIDTH]), 10000, &width) || width < 20)
            return usage_error(o->command, "--width cannot be '%s': it is a number of columns from 20 to 10000",
                               o->value[OPT_WIDTH]);
        p->how.width = (unsigned)width;
    }
    if (o->value[OPT_JOBS] != NULL) {
        int64_t threads = 0;
        if (!wire_str_to_int(wire_str_of(o->value[OPT_JOBS]), MOST_JOBS, &threads) || threads < 1)
            return usage_error(o->command, "--jobs cannot be '%s': it is a number of threads from 1 to %d",
                               o->value[OPT_JOBS], MOST_JOBS);
        p->threads = (unsigned)threads;
    }
    if (output != NULL && *output == '\0')
        return usage_error(o->command, "-o needs the name of a file or a folder");
    if (ledger != NULL && strcmp(ledger, "-") == 0 && (output == NULL || strcmp(output, "-") == 0))
        return usage_error(o->command, "the stories go to standard output; name a file for --ledger, or another output with -o");
    if (report != NULL && strcmp(report, "-") == 0 && (output == NULL || strcmp(output, "-") == 0))
        return usage_error(o->command, "the stories go to standard output; name a file for --report, or another output with -o");
    return -1;
}

/* Whether an operand lies in the output folder, or is it: then no file there may be replaced. */
static bool
inputs_are_in(const struct options *o, const struct stat *folder, bool deep)
{
    for (size_t i = 0; i < o->file_count; i++) {
        if (walk_lies_in(o->files[i], folder, deep))
            return true;
    }
    return false;
}

/* How stories are told apart in what --stream makes of them. */
static int
open_stream(struct pipeline *p)
{
    const char *errors = p->o->value[OPT_ERRORS];
    bool is_json = strcmp(p->to->name, "json") == 0 || strcmp(p->to->name, "ninjs") == 0;

    p->errors_inline = errors != NULL && strcmp(errors, "inline") == 0;
    if (!output_is_apart(&p->target))
        p->framing = cut_named(p->o->value[OPT_STREAM]);
    if (p->framing == CUT_NOT && p->errors_inline)
        return usage_error(p->o->command, "--errors inline is for --stream, into one output");
    if (p->framing == CUT_NOT)
        return -1;
    if ((p->framing == CUT_LINES || p->errors_inline) && (!is_json || p->sheet != NULL))
        return usage_error(p->o->command, "%s is for -t json or ninjs; of other formats the stories can be parted by nul, length or documents",
                           p->errors_inline ? "--errors inline" : "--stream lines");
    p->how.compact |= p->framing == CUT_LINES;
    p->target.interactive = p->target.kind == TO_STREAM; /* each story goes out as it is done */
    if (p->errors_inline)
        p->diag.also = &p->said;
    return -1;
}

static bool
open_ledger(struct pipeline *p)
{
    const char *ledger = p->o->value[OPT_LEDGER];

    if (ledger == NULL)
        return true;
    p->wants_ledger = p->keeps_rows = p->reading.worker->want_ledger = true;
    if (output_open(&p->ledger_target, ledger) && p->ledger_target.kind != TO_FOLDER)
        return true;
    if (p->ledger_target.failed == 0)
        p->ledger_target.failed = EISDIR;
    pipeline_wrote(p, &p->ledger_target, false);
    return false;
}

/* The report is written at the end; that it can be is seen before anything is read. */
static bool
open_report(struct pipeline *p)
{
    const char *name = p->o->value[OPT_REPORT];

    if (name == NULL)
        return true;
    if ((p->report = report_new(p->to->name)) == NULL) {
        diag_say(&p->diag, NO_MEMORY, NULL, "");
        return false;
    }
    p->keeps_rows = p->reading.worker->want_ledger = true;
    p->diag.hear = report_finding;
    p->diag.hear_ctx = p->report;
    if (output_open(&p->report_target, name) && p->report_target.kind != TO_FOLDER)
        return true;
    if (p->report_target.failed == 0)
        p->report_target.failed = EISDIR;
    pipeline_wrote(p, &p->report_target, false);
    return false;
}

static int
open_outputs(struct pipeline *p)
{
    const char *form = p->o->value[OPT_ARCHIVE], *why;
    char named[32];

    if (!output_open(&p->target, p->o->value[OPT_OUTPUT])) {
        pipeline_wrote(p, &p->target, false);
        return EXIT_TROUBLE;
    }
    if (form != NULL && p->target.kind == TO_FOLDER)
        return usage_error(p->o->command, "--archive is for one output: -o FILE, or standard output");
    if (form != NULL) {
        snprintf(named, sizeof named, "-.%s", form);
        form = named;
    } else if (p->target.kind == TO_FILE && pack_is(p->target.name)) {
        form = p->target.name;
    }
    if (form != NULL && !output_pack(&p->target, form, &why)) {
        diag_say(&p->diag, why != NULL ? LIBRARY_MISSING : NO_MEMORY, p->target.name, why != NULL ? why : "");
        return EXIT_TROUBLE;
    }
    if (p->naming.on && !output_is_apart(&p->target))
        return usage_error(p->o->command, "--%s is for stories in a folder or archive: -o DIR/, -o FILE.zip, --archive zip", p->o->value[OPT_NAME] != NULL ? "name" : "mirror");
    p->target.deep = naming_has_folders(&p->naming);
    if (p->target.kind == TO_FOLDER) {
        p->target.keep_existing = inputs_are_in(p->o, &p->target.folder, p->target.deep) ||
                                  walk_list_is_in(p->o, &p->target.folder, p->target.deep);
        p->reading.output = &p->target.folder;
    } else if (p->target.fd >= 0 && fstat(p->target.fd, &p->target.folder) == 0 &&
               S_ISREG(p->target.folder.st_mode)) {
        p->reading.output = &p->target.folder;
    }
    return open_ledger(p) && open_report(p) ? -1 : EXIT_TROUBLE;
}

/* --- vocabularies --- */

static long
read_stdio(void *ctx, void *bytes, size_t n)
{
    FILE *file = ctx;
    size_t got = fread(bytes, 1, n, file);

    return got == 0 && ferror(file) ? -1 : (long)got;
}

static enum wire_status
no_story(void *ctx, struct wire_article *a)
{
    (void)ctx;
    wire_article_free(a);
    return WIRE_OK;
}

static int
read_vocabulary(struct pipeline *p, const char *path)
{
    FILE *file = fopen(path, "rbe");
    struct wire_source source = { .read = read_stdio, .ctx = file, .name = path };
    struct wire_sink sink = p->reading.sink;
    size_t before = wire_vocabulary_count(p->vocabulary);
    enum wire_status st = WIRE_E_IO;

    sink.story = no_story;
    if (file != NULL)
        st = wire_newsml_g2_vocabulary(p->vocabulary, &source, &sink, p->reading.worker);
    if (st == WIRE_E_IO || (file != NULL && ferror(file)))
        diag_say(&p->diag, READ_FAILED, path, strerror(errno));
    if (file != NULL)
        fclose(file);
    if ((st == WIRE_E_NOMEM || memory_failed()) && !p->diag.said_no_memory)
        diag_say(&p->diag, NO_MEMORY, path, "");
    if (p->diag.verbose && !p->diag.quiet)
        diag_note(&p->diag, "%s: %zu concepts", path, wire_vocabulary_count(p->vocabulary) - before);
    return st == WIRE_OK && !memory_failed() && wire_vocabulary_count(p->vocabulary) != before ? -1 : EXIT_TROUBLE;
}

static int
open_vocabularies(struct pipeline *p)
{
    int st = -1;

    if (p->o->vocabulary_count == 0)
        return -1;
    if ((p->vocabulary = wire_vocabulary_new()) == NULL) {
        diag_say(&p->diag, NO_MEMORY, NULL, "");
        return EXIT_TROUBLE;
    }
    for (size_t i = 0; i < p->o->vocabulary_count && st < 0; i++)
        st = read_vocabulary(p, p->o->vocabularies[i]);
    return st;
}

/* The folder of --resolve. */
static int
look_for_shelf(const struct pipeline *p)
{
    const char *folder = p->o->value[OPT_RESOLVE];
    struct stat st;

    if (folder != NULL && (stat(folder, &st) != 0 || !S_ISDIR(st.st_mode)))
        return usage_error(p->o->command, "--resolve needs a folder, and '%s' is none", folder);
    return -1;
}

/* What is in it: stories, and so not before the program is shut in. */
static int
open_shelf(struct pipeline *p)
{
    const char *folder = p->o->value[OPT_RESOLVE];

    if (folder == NULL)
        return -1;
    if ((p->shelf = shelf_new(&p->reading, folder)) != NULL) {
        p->held.shelf = p->shelf;
        return -1;
    }
    if (!p->diag.said_no_memory)
        diag_say(&p->diag, NO_MEMORY, folder, "");
    return EXIT_TROUBLE;
}

/* What --validate and --only-valid need. */
static int
open_judging(struct pipeline *p)
{
    static const enum option needs[] = { OPT_AS, OPT_SCHEMA, OPT_CATALOG, OPT_STRICT, OPT_RULES };
    const struct options *o = p->o;
    int st;

    p->only_valid = o->value[OPT_ONLY_VALID] != NULL;
    if (o->value[OPT_VALIDATE] == NULL && !p->only_valid) {
        for (size_t i = 0; i < WIRE_COUNT(needs); i++) {
            if (o->value[needs[i]] != NULL)
                return usage_error(o->command, "--%s is about --validate, which is not given", option_rows[needs[i]].name);
        }
        return -1;
    }
    if ((st = judging_begin(&p->judging, o, &p->diag, &p->reading.sink)) >= 0)
        return st;
    if (judging_share(&p->judging, &p->reading))
        return -1;
    diag_say(&p->diag, NO_MEMORY, NULL, "");
    return EXIT_TROUBLE;
}

int
pipeline_set_up(struct pipeline *p, const struct options *o)
{
    static const struct wire_write_options keying = { .compact = true };
    const char *form = o->value[OPT_DIAGNOSTICS];
    int st;

    *p = (struct pipeline){ .o = o, .target = { .fd = -1, .dir = -1 }, .ledger_target = { .fd = -1, .dir = -1 },
                            .report_target = { .fd = -1, .dir = -1 } };
    p->out.options = p->plain.options = &p->how;
    p->keying.options = &keying;
    p->dedupes = o->value[OPT_DEDUPE] != NULL;
    p->gate = &p->stage;
    diag_init(&p->diag, form == NULL || strcmp(form, "text") == 0 ? DIAG_TEXT
                        : strcmp(form, "json") == 0               ? DIAG_JSON
                                                                  : DIAG_SARIF);
    p->diag.colour = terminal_colour(STDERR_FILENO, o->value[OPT_COLOR]);
    p->diag.quiet = o->value[OPT_QUIET] != NULL;
    p->diag.verbose = o->value[OPT_VERBOSE] != NULL;
    if ((st = parse_how(p)) >= 0 || (st = pipeline_format(p, o->value[OPT_TO])) >= 0 || (st = settings_parse(&p->settings, o)) >= 0 ||
        (st = defaults_parse(&p->defaults, o)) >= 0 ||
        (st = naming_parse(&p->naming, o)) >= 0 || (st = reading_init(&p->reading, o, &p->diag)) >= 0 || (st = stage_init(&p->stage, o)) >= 0)
        return st;
    pipeline_connect(p);
    if ((st = open_judging(p)) >= 0 || (st = open_stylesheet(p)) >= 0 ||
        (st = profiling_init(&p->profiling, o, &p->diag, false)) >= 0 || (st = open_vocabularies(p)) >= 0)
        return st;
    return look_for_shelf(p);
}

int
pipeline_shut_in(struct pipeline *p, struct sandbox *s)
{
    static const enum option named[] = { OPT_STYLESHEET, OPT_PRE, OPT_SCHEMA };

    for (size_t i = 0; i < WIRE_COUNT(named); i++)
        sandbox_allow(s, p->o->value[named[i]], SANDBOX_READ);
    sandbox_allow_walk(s, p->o->value[OPT_RESOLVE]);
    if (p->reading.pre != NULL || p->sheet != NULL)
        tzset(); /* EXSLT has the local time, whose file is read now */
    sandbox_close(s, &p->diag);
    return open_shelf(p);
}

static int
set_up(struct pipeline *p, const struct options *o)
{
    int st = pipeline_set_up(p, o);

    if (st >= 0 || (st = open_outputs(p)) >= 0 || (st = open_stream(p)) >= 0 ||
        (st = batch_open(&p->batch, o, &p->target, &p->diag)) >= 0)
        return st;
    if (p->dedupes && (p->batch.seen = p->seen = seen_new()) == NULL) {
        diag_say(&p->diag, NO_MEMORY, NULL, "");
        return EXIT_TROUBLE;
    }
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
        pipeline_wrote(p, &p->ledger_target, false);
}

static bool
ends_in_json(const char *name)
{
    size_t n = strlen(name);

    return n >= 5 && strcasecmp(name + n - 5, ".json") == 0;
}

/* Faults of inputs are what it is for; where the run was cut short it would not say what the batch was like. */
static void
close_report(struct pipeline *p)
{
    struct wire_buf page = WIRE_BUF_INIT;
    bool failed_before = p->report_target.failed != 0, keep = !p->reading.stop && !interrupted();

    if (p->report == NULL)
        return;
    report_end(p->report);
    if (ends_in_json(p->o->value[OPT_REPORT]))
        report_json(&page, p->report);
    else
        report_html(&page, p->report);
    if (page.err != WIRE_OK || p->report->failed) {
        keep = false;
        pipeline_raise(p, EXIT_TROUBLE);
        if (!p->diag.said_no_memory)
            diag_say(&p->diag, NO_MEMORY, p->report_target.name, "");
    }
    if (keep)
        output_write(&p->report_target, page.p, page.n);
    output_close(&p->report_target, keep);
    if (p->report_target.failed != 0 && !failed_before)
        pipeline_wrote(p, &p->report_target, false);
    wire_buf_free(&page);
}

static void
close_stream(struct pipeline *p)
{
    enum wire_status st = WIRE_OK;

    if (output_is_apart(&p->target))
        return;
    if (p->opened && p->framing == CUT_NOT && p->to->close != NULL)
        st = p->to->close(&p->out);
    if (st == WIRE_OK)
        st = p->out.buf.err;
    if (st == WIRE_E_NOMEM && !p->diag.said_no_memory)
        diag_say(&p->diag, NO_MEMORY, p->target.name, "");
    if (st != WIRE_OK)
        pipeline_raise(p, st == WIRE_E_NOMEM ? EXIT_TROUBLE : EXIT_STORY);
    if (p->target.failed == 0 && p->out.buf.n > 0)
        pipeline_drain(p);
}

static void
finish(struct pipeline *p)
{
    /* A file is whole or not at all; in an archive each story is. */
    const int most = p->target.kind == TO_ARCHIVE ? EXIT_STORY : EXIT_GOOD;
    bool keep, good, failed_before;

    close_stream(p);
    failed_before = p->target.failed != 0;
    if ((p->target.kind == TO_FILE || p->target.kind == TO_ARCHIVE) && !interrupted() && p->target.failed == 0) {
        if (p->status > most)
            diag_say(&p->diag, OUTPUT_WITHHELD, p->target.name, "");
        else if (p->stories == 0 && p->status == EXIT_GOOD)
            diag_say(&p->diag, OUTPUT_EMPTY, p->target.name, "");
        if (p->stories == 0)
            pipeline_raise(p, EXIT_STORY);
    }
    if (!batch_close(&p->batch, &p->target))
        pipeline_raise(p, EXIT_TROUBLE);
    keep = p->status <= most && !interrupted() && (p->target.kind != TO_ARCHIVE || p->stories != 0);
    good = output_close(&p->target, keep);
    if (!good && !failed_before)
        pipeline_wrote(p, &p->target, false);
    close_ledger(p);
    close_report(p);
}

void
pipeline_tear_down(struct pipeline *p)
{
    wire_out_state(&p->out, NULL, NULL);
    wire_buf_free(&p->out.buf);
    wire_out_state(&p->plain, NULL, NULL);
    wire_buf_free(&p->plain.buf);
    stylesheet_free(p->sheet);
    wire_buf_free(&p->ledger);
    wire_buf_free(&p->said);
    holding_free(&p->held);
    shelf_free(p->shelf);
    seen_free(p->seen);
    wire_out_state(&p->keying, NULL, NULL);
    wire_buf_free(&p->keying.buf);
    stage_free(&p->stage);
    report_free(p->report);
    wire_vocabulary_free(p->vocabulary);
    profiling_free(&p->profiling);
    settings_free(&p->settings);
    settings_free(&p->defaults);
    judging_unshare(&p->reading);
    judging_end(&p->judging);
    reading_free(&p->reading);
    free(p->version);
    diag_close(&p->diag);
    if (p->diag.failed)
        pipeline_raise(p, EXIT_TROUBLE);
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
    if (p->diag.verbose && !p->diag.quiet && p->stage.passed_over + p->stage.refused != 0)
        diag_note(&p->diag, "wirecopy: %lu passed over, %lu refused", (unsigned long)p->stage.passed_over,
                  (unsigned long)p->stage.refused);
    if (p->diag.verbose && !p->diag.quiet && p->dedupes)
        diag_note(&p->diag, "wirecopy: %lu had come already", p->again);
    if (p->stage.refused != 0)
        pipeline_raise(p, EXIT_STORY);
    if (p->invalid > 0 || (p->o->value[OPT_FAIL_IF_LOSS] != NULL && p->losses > 0) ||
        (p->o->value[OPT_FAIL_IF_WARNINGS] != NULL && count[WIRE_WARNING] > 0))
        pipeline_raise(p, EXIT_STORY);
}

/* Nothing was read. */
static int
give_up(struct pipeline *p, int st)
{
    pipeline_raise(p, st);
    batch_close(&p->batch, NULL);
    output_close(&p->target, false);
    output_close(&p->ledger_target, false);
    output_close(&p->report_target, false);
    if (st == EXIT_USAGE)
        p->diag.form = DIAG_TEXT; /* nothing was read: no empty document */
    pipeline_tear_down(p);
    return p->status;
}

int
job_open(struct pipeline *p, const struct options *o)
{
    int st = set_up(p, o);

    return st < 0 ? st : give_up(p, st);
}

bool
job_read(struct pipeline *p, struct input *in, struct outcome *became)
{
    unsigned long before[3] = { p->diag.count[0], p->diag.count[1], p->diag.count[2] }, stories = p->stories, losses = p->losses,
                  invalid = p->invalid;
    int status = p->status;

    p->status = EXIT_GOOD;
    pipeline_raise(p, input_read(&p->reading, in));
    input_free(in);
    *became = (struct outcome){ .status = p->invalid != invalid ? worse(p->status, EXIT_STORY) : p->status,
                                .stories = p->stories - stories, .losses = p->losses - losses };
    for (int i = 0; i < 3; i++)
        became->count[i] = p->diag.count[i] - before[i];
    pipeline_raise(p, status);
    return !p->reading.stop && !interrupted();
}

int
job_close(struct pipeline *p)
{
    finish(p);
    sum_up(p);
    pipeline_tear_down(p);
    return p->status;
}

int
job_shut_in(struct pipeline *p, int broker)
{
    static const enum option certificates[] = { OPT_CA_FILE, OPT_CERT, OPT_CERT_KEY };
    const struct output *const outputs[] = { &p->target, &p->ledger_target, &p->report_target, &p->batch.failed };
    struct sandbox s;
    int st;

    sandbox_begin(&s, p->o);
    if (broker == 0)
        sandbox_allow_inputs(&s, p->o);
    if (s.off == NULL && stage_needs_survey(&p->stage))
        unnamed_reserve(); /* for what comes by pipes, and is read twice */
    for (size_t i = 0; i < WIRE_COUNT(outputs); i++)
        output_allow(&s, outputs[i]);
    for (size_t i = 0; i < WIRE_COUNT(certificates) && broker > 0; i++)
        sandbox_allow_renewed(&s, p->o->value[certificates[i]]);
    if (broker > 0)
        sandbox_allow_broker(&s, broker, p->threads > 1);
    st = pipeline_shut_in(p, &s);
    return st < 0 ? st : give_up(p, st);
}

/* Which version of each story is the newest, where that is asked: all inputs are looked at. -1, or the exit status. */
static int
survey(struct pipeline *p)
{
    const char *list = p->o->value[OPT_FROM_FILE];
    struct stat st;

    if (!stage_needs_survey(&p->stage))
        return -1;
    if (list != NULL && (strcmp(list, "-") == 0 || (stat(list, &st) == 0 && !S_ISREG(st.st_mode))))
        return usage_error(p->o->command, "all inputs are read twice here, and a list from a pipe cannot be; put it into a file for --from-file");
    p->stage.survey = survey_new(&p->reading, p->o, p->stage.as_of ? &p->stage.moment : NULL);
    if (p->stage.survey != NULL) {
        p->reading.put_by = survey_put_by(p->stage.survey);
        return -1;
    }
    p->reading.stop = true;
    if (!interrupted() && !p->diag.said_no_memory)
        diag_say(&p->diag, errno == ENOMEM ? NO_MEMORY : NOT_PUT_BY, NULL, errno == ENOMEM ? "" : strerror(errno));
    return EXIT_TROUBLE;
}

/* Whether what was found the first time was there the second time. What went wrong otherwise has been said. */
static void
check_survey(struct pipeline *p)
{
    const struct survey *s = p->stage.survey;

    if (s == NULL || p->shelf != NULL || p->status != EXIT_GOOD || p->reading.stop || interrupted() ||
        survey_holds(s))
        return;
    diag_say(&p->diag, BATCH_CHANGED, NULL, "");
    pipeline_raise(p, EXIT_TROUBLE);
}

int
run_convert(const struct options *o)
{
    struct pipeline p;
    int st = job_open(&p, o);

    if (st >= 0)
        return st;
    if (o->value[OPT_JOBS] == NULL)
        p.threads = walk_threads(o);
    if ((st = job_shut_in(&p, 0)) >= 0)
        return st;
    if ((st = survey(&p)) >= 0) {
        pipeline_raise(&p, st);
        return job_close(&p);
    }
    if (p.threads > 1 && parallel_pays(&p))
        pipeline_raise(&p, parallel_run(&p));
    else
        pipeline_read_in_turn(&p);
    check_survey(&p);
    return job_close(&p);
}

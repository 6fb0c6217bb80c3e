/* One input: looked at for its format, and read. */
#include "convert/walk.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <libxml/parser.h>

#include "article/str.h"
#include "convert/limits.h"
#include "convert/memory.h"
#include "convert/sandbox.h"
#include "convert/signals.h"
#include "convert/suggest.h"
#include "convert/unnamed.h"

enum {
    HEAD = 65536 /* bytes a format is told from */
};

int
worse(int a, int b)
{
    return a > b ? a : b;
}

/* --- options --- */

static int
unknown_format(const struct options *o, const char *name)
{
    struct suggestion s = suggest_for(name);

    for (size_t i = 0; wire_formats[i] != NULL; i++)
        suggest_offer(&s, wire_formats[i]->name);
    if (s.best != NULL)
        return usage_error(o->command, "no format is called '%s'; did you mean %s?", name, s.best);
    return usage_error(o->command, "no format is called '%s'; 'wirecopy formats' lists them", name);
}

/* ±hh:mm or Z. */
static bool
is_offset(const char *s)
{
    if (strcmp(s, "Z") == 0)
        return true;
    return strlen(s) == 6 && (s[0] == '+' || s[0] == '-') && s[3] == ':' && strspn(s + 1, "0123456789") == 2 &&
           strspn(s + 4, "0123456789") == 2 && (s[1] - '0') * 10 + s[2] - '0' < 24 && s[4] < '6';
}

static bool
is_encoding(const char *name)
{
    iconv_t converter = iconv_open("UTF-8", name);

    if (converter == (iconv_t)-1)
        return errno == ENOMEM;
    iconv_close(converter);
    return true;
}

int
reading_init(struct reading *r, const struct options *o, struct diagnostics *diag)
{
    const char *from = o->value[OPT_FROM];
    int st;

    *r = (struct reading){
        .encoding = o->value[OPT_ENCODING],
        .zone = o->value[OPT_TIMEZONE],
        .split = o->value[OPT_SPLIT],
        .diag = diag,
    };
    if (from != NULL && (r->from = wire_format_named(wire_str_of(from))) == NULL)
        return unknown_format(o, from);
    if (r->from != NULL && r->from->read == NULL)
        return usage_error(o->command, "%s can be written but not read", r->from->name);
    if (r->zone != NULL && !is_offset(r->zone))
        return usage_error(o->command, "--timezone cannot be '%s': it is an offset as +02:00 or -05:00, or Z", r->zone);
    if (r->encoding != NULL && !is_encoding(r->encoding))
        return usage_error(o->command, "no encoding is called '%s'; 'iconv -l' lists them", r->encoding);
    xmlInitParser();
    if (!reading_share(r, r)) {
        diag_say(diag, NO_MEMORY, NULL, "");
        return EXIT_TROUBLE;
    }
    if (o->value[OPT_PRE] != NULL && (r->pre = stylesheet_open(o->value[OPT_PRE], o, diag, &st)) == NULL)
        return st;
    return o->value[OPT_STYLESHEET] == NULL ? stylesheets_check(r->pre, NULL, o) : -1;
}

bool
reading_share(struct reading *r, const struct reading *of)
{
    bool want_ledger = of != r && of->worker->want_ledger;

    *r = *of;
    r->done = NULL;
    r->validator = NULL; /* they are one thread's */
    r->rules = NULL;
    r->head = malloc(HEAD);
    r->worker = wire_worker_new();
    r->pre = of != r && of->pre != NULL ? stylesheet_share(of->pre) : NULL;
    if (r->worker != NULL)
        r->worker->want_ledger = want_ledger;
    return r->head != NULL && r->worker != NULL && (r->pre != NULL || of->pre == NULL) && !memory_failed();
}

void
reading_shut_in(const struct reading *r, const struct options *o)
{
    struct sandbox s;

    sandbox_begin(&s, o);
    sandbox_allow_inputs(&s, o);
    sandbox_allow(&s, o->value[OPT_PRE], SANDBOX_READ);
    if (r->pre != NULL)
        tzset(); /* EXSLT has the local time, whose file is read now */
    sandbox_close(&s, r->diag);
}

void
reading_free(struct reading *r)
{
    stylesheet_free(r->pre);
    wire_worker_free(r->worker);
    free(r->head);
}

/* --- one input --- */

/* Whether nobody waits for it any more. */
static bool
is_over(const struct input *in)
{
    return interrupted() || (in->cancel != NULL && *in->cancel);
}

static long
read_more(void *ctx, void *bytes, size_t n)
{
    struct input *in = ctx;
    ssize_t got;

    if (in->held_n != 0 && in->error == 0 && !is_over(in)) {
        n = n < in->held_n ? n : in->held_n;
        memcpy(bytes, in->held, n);
        in->held += n;
        in->held_n -= n;
        in->bytes += n;
        return (long)n;
    }
    if ((in->fd < 0 || in->ended) && in->error == 0 && !is_over(in))
        return 0;
    do {
        errno = in->error != 0 ? in->error : ECANCELED; /* parsers ask again, and try again at EINTR */
        got = in->error == 0 && !is_over(in) ? read(in->fd, bytes, n) : -1;
    } while (got < 0 && try_again(in->fd, false));
    if (got < 0)
        in->error = errno;
    else
        in->bytes += (uint64_t)got;
    in->ended = got == 0; /* parsers ask again */
    errno = in->error;
    return (long)got;
}

/* The base is the name without folder and suffix: of "in/0412.xml" it is 0412. */
void
input_name(struct input *in, const char *path)
{
    const char *slash = strrchr(path, '/'), *dot;

    in->name = path;
    in->base = slash != NULL ? slash + 1 : path;
    dot = strrchr(in->base, '.');
    in->base_length = dot != NULL && dot > in->base ? (size_t)(dot - in->base) : strlen(in->base);
    if (strcmp(path, "<stdin>") == 0) {
        in->base = "stdin";
        in->base_length = 5;
    }
}

void
input_strip(struct input *in)
{
    const char *dot = memrchr(in->base, '.', in->base_length);

    if (dot != NULL && dot > in->base)
        in->base_length = (size_t)(dot - in->base);
}

void
input_of_bytes(struct input *in, const char *name, const char *bytes, size_t n)
{
    *in = (struct input){ .fd = -1, .held = bytes, .held_n = n, .is_file = true };
    input_name(in, name);
}

/* Say what went wrong with an input, unless its reader has; an exit status. */
static int
report(struct reading *r, const struct input *in, enum wire_status st, bool said)
{
    if (is_over(in))
        return EXIT_GOOD;
    if (st == WIRE_E_NOMEM) {
        r->stop = true;
        if (!r->diag->said_no_memory)
            diag_say(r->diag, NO_MEMORY, in->name, "");
        return EXIT_TROUBLE;
    }
    if (in->error != 0) {
        diag_say(r->diag, READ_FAILED, in->name, strerror(in->error));
        return EXIT_TROUBLE;
    }
    if (st == WIRE_OK || st == WIRE_STOP)
        return said ? EXIT_STORY : EXIT_GOOD;
    if (!said)
        diag_say(r->diag, st == WIRE_E_LIMIT ? INPUT_LIMIT : INPUT_BROKEN, in->name,
                 in->why == NULL && in->format != NULL ? in->format->name : "");
    return st == WIRE_E_IO ? EXIT_TROUBLE : EXIT_STORY;
}

/* Read it while it is judged, by its schema and by rules: those alone where there is no schema for it. */
static enum wire_status
read_judged(struct reading *r, const struct input *in, struct wire_source *source)
{
    bool schema = r->rules == NULL || wire_validator_has_schema(r->validator, in->format);
    const struct wire_tap *tap = NULL;
    enum wire_status st, end = WIRE_OK;

    r->verdict = (struct wire_verdict){ 0 };
    if (r->rules != NULL)
        source = wire_rules_begin(r->rules, in->format, source, &r->judging, NULL);
    if (schema)
        source = wire_validator_join(r->validator, in->format, source, &r->judging, &r->verdict, &tap);
    st = in->format->read(source, &r->sink, tap, r->worker);
    if (schema)
        end = wire_validator_part(r->validator, st);
    if (r->rules != NULL && wire_rules_end(r->rules, st, false) == WIRE_E_NOMEM)
        end = WIRE_E_NOMEM;
    if (r->rules != NULL)
        input_add_verdict(&r->verdict, wire_rules_result(r->rules), schema);
    return end == WIRE_E_NOMEM ? end : st;
}

void
input_add_verdict(struct wire_verdict *verdict, const struct wire_rules_result *rules, bool schema)
{
    if (!schema)
        verdict->stories = rules->stories;
    if (verdict->invalid < rules->invalid) /* often the same stories */
        verdict->invalid = rules->invalid;
}

/* The format is known: read it. name is for findings. */
static int
read_format(struct reading *r, struct input *in, struct wire_bytes *bytes, const char *name, const char *encoding)
{
    struct wire_source source = { .read = wire_bytes_read, .ctx = bytes, .name = name, .encoding = encoding,
                                  .zone = r->zone, .split = r->split };
    unsigned long errors = r->diag->count[WIRE_ERROR] - r->set_aside;
    enum wire_status st;

    r->begin(r->ctx, in);
    if (r->take != NULL)
        st = r->take(r->ctx, &source);
    else
        st = r->validator != NULL ? read_judged(r, in, &source) : in->format->read(&source, &r->sink, NULL, r->worker);
    if (memory_failed())
        st = WIRE_E_NOMEM;
    r->end(r->ctx, in, st);
    return report(r, in, st, r->diag->count[WIRE_ERROR] - r->set_aside > errors);
}

/* Tell the format from the first bytes, if nobody has named it, and read. */
static int
read_bytes(struct reading *r, struct input *in, struct wire_bytes *bytes, const char *name, const char *encoding)
{
    if (in->format == NULL && r->take == NULL)
        in->format = wire_format_guess(bytes->p, bytes->n < HEAD ? bytes->n : HEAD, &in->why);
    if (memory_failed())
        return report(r, in, WIRE_E_NOMEM, false);
    if (r->take != NULL || (in->format != NULL && in->format->read != NULL))
        return read_format(r, in, bytes, name, encoding);
    diag_say(r->diag, in->in_folder ? INPUT_PASSED_OVER : INPUT_UNKNOWN, in->name, "");
    return in->in_folder ? EXIT_GOOD : EXIT_STORY;
}

/* Run the stylesheet of --pre over all of it, and read what that makes. */
static int
read_made(struct reading *r, struct input *in, const struct wire_buf *given, struct wire_buf *made)
{
    struct wire_bytes bytes = { NULL, 0, NULL };
    enum wire_status st = given->err;
    char name[4096];

    if (st == WIRE_OK)
        st = stylesheet_run(r->pre, wire_buf_slice(given), in->name, r->encoding, r->diag, made);
    if (st != WIRE_OK)
        return report(r, in, st, st != WIRE_E_NOMEM);
    if (made->n == 0) {
        diag_say(r->diag, INPUT_EMPTY, in->name, "the stylesheet of --pre makes nothing of it");
        return EXIT_STORY;
    }
    bytes.p = made->p;
    bytes.n = made->n;
    snprintf(name, sizeof name, "%s (by --pre)", in->name); /* its lines are not those of the file */
    return read_bytes(r, in, &bytes, name, NULL);
}

static int
read_prepared(struct reading *r, struct input *in)
{
    struct wire_buf given = WIRE_BUF_INIT, made = WIRE_BUF_INIT;
    long n = 1;
    int status;

    while (n > 0 && given.n <= MOST_TREE && given.err == WIRE_OK) {
        if ((n = read_more(in, r->head, HEAD)) > 0)
            wire_buf_put(&given, r->head, (size_t)n);
    }
    if (n < 0) {
        status = report(r, in, WIRE_E_IO, false);
    } else if (given.n > MOST_TREE) {
        status = report(r, in, WIRE_E_LIMIT, false);
    } else if (given.n == 0 && given.err == WIRE_OK) {
        diag_say(r->diag, INPUT_EMPTY, in->name, "");
        status = EXIT_STORY;
    } else {
        status = read_made(r, in, &given, &made);
    }
    wire_buf_free(&given);
    wire_buf_free(&made);
    return status;
}

static int
read_open(struct reading *r, struct input *in)
{
    struct wire_source rest = { .read = read_more, .ctx = in };
    struct wire_bytes bytes = { r->head, 0, &rest };
    size_t head = 0;
    long n = 1;

    in->format = r->from;
    if (r->pre != NULL)
        return read_prepared(r, in);
    while (head < HEAD && n > 0 && ((in->format == NULL && r->take == NULL) || head == 0)) {
        if ((n = read_more(in, r->head + head, HEAD - head)) > 0)
            head += (size_t)n;
    }
    if (n < 0)
        return report(r, in, WIRE_E_IO, false);
    if (r->take == NULL && head == 0) {
        diag_say(r->diag, INPUT_EMPTY, in->name, "");
        return EXIT_STORY;
    }
    bytes.n = head;
    return read_bytes(r, in, &bytes, in->name, r->encoding);
}

bool
input_is_read_once(const struct input *in)
{
    return in->fd >= 0 && !in->is_file;
}

/* --- all of them --- */

static void
input_close(struct input *in)
{
    if (in->fd > STDIN_FILENO && in->spilled)
        unnamed_done(in->fd);
    else if (in->fd > STDIN_FILENO)
        close(in->fd);
    in->fd = -1;
}

int
input_read(struct reading *r, struct input *in)
{
    int status = EXIT_TROUBLE;

    in->cancel = r->cancel;
    r->diag->lines = in->lines;
    switch (in->found) {
    case FOUND_INPUT:
        status = read_open(r, in);
        break;
    case FOUND_NOTHING:
        status = report(r, in, WIRE_E_IO, false);
        break;
    case FOUND_EMPTY_FOLDER:
        diag_say(r->diag, FOLDER_EMPTY, in->name, "");
        status = EXIT_GOOD;
        break;
    case FOUND_OUTPUT:
        diag_say(r->diag, READ_FAILED, in->name, "it is the output as well");
        break;
    case FOUND_BROKEN:
        status = EXIT_GOOD;
        if (!is_over(in)) {
            diag_say(r->diag, CONTAINER_BROKEN, in->name, in->why);
            status = EXIT_STORY;
        }
        break;
    case FOUND_NO_LIBRARY:
        diag_say(r->diag, LIBRARY_MISSING, in->name, in->why);
        break;
    case FOUND_DONE:
    case FOUND_PASSED:
        status = EXIT_GOOD;
        break;
    case FOUND_NO_MEMORY:
        r->stop = true;
        diag_say(r->diag, NO_MEMORY, in->name, "");
        break;
    }
    r->diag->lines = 0;
    if (!in->spilled)
        input_close(in);
    if (r->done != NULL)
        r->done(r->ctx, in, status);
    return status;
}

void
input_free(struct input *in)
{
    input_close(in);
    free(in->own);
    free(in->own_held);
    in->own = in->own_held = NULL;
}

void
input_awaited(struct reading *r, const struct options *o)
{
    if (o->file_count == 0 && o->value[OPT_FROM_FILE] == NULL && isatty(STDIN_FILENO) == 1 && !r->diag->quiet)
        diag_note(r->diag, "wirecopy: no FILE, so a story is awaited here; end it with Ctrl-D");
}

int
input_read_all(struct reading *r, const struct options *o)
{
    struct walk walk;
    struct input in;
    int status = EXIT_GOOD;

    input_awaited(r, o);
    walk_begin(&walk, r, o);
    while (!r->stop && !interrupted() && walk_next(&walk, &in)) {
        status = worse(status, input_read(r, &in));
        input_free(&in);
    }
    walk_end(&walk);
    return status;
}

/*
 * wirecopy watch: what is put into one folder comes out of another, converted.
 *
 * Inputs are taken in small batches. Of each all stories are written under temporary names, with a report; then the
 * whole batch is made lasting and gets its names; only then the inputs move to done/ or failed/. Whatever ends us
 * before that, they are still in the inbox, and are done again: names of outputs come from the name of the input
 * alone, so what was out already is replaced by itself.
 */
#include "convert/commands.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "convert/deliver.h"
#include "convert/inbox.h"
#include "convert/limits.h"
#include "convert/memory.h"
#include "convert/outname.h"
#include "convert/pipeline.h"
#include "convert/route.h"
#include "convert/signals.h"

enum {
    BATCH_JOBS = 64,                   /* inputs committed together */
    BATCH_FILES = 512,
    BATCH_BYTES = 16 * 1024 * 1024,
    NAP_MOST = 30,                     /* seconds between tries while nothing can be written */
    SETTLE = 2                         /* seconds, unless --settle says otherwise */
};

/* An input that was read, until it moves. */
struct job {
    const struct sight *seen;
    struct place *to;  /* done or failed */
    char leaf[NAME_MAX + 1];
};

struct watch {
    struct pipeline p;
    struct inbox inbox;
    struct delivery out;
    struct routes routes;
    struct place *root, *done, *failed;
    struct place **folders;           /* of the rules */
    const struct wire_format *to;     /* of -t */
    char *version;
    struct job jobs[BATCH_JOBS];
    size_t n;
    struct wire_buf outputs, findings, report; /* of the input being read */
    unsigned long story, told, unsaid;
    const char *name;                 /* of the input being read */
    bool blocked;                     /* an output could not be written: nothing is taken until it can be */
    int said;                         /* the errno that was said of it; 0: none */
    unsigned nap;
    unsigned long good, bad;          /* inputs */
    int status;
};

/* --- the report of an input --- */

static void
hear(void *ctx, const struct wire_diag *d)
{
    struct watch *w = ctx;
    struct wire_buf *out = &w->findings;

    if (w->name == NULL)
        return;
    if (w->told++ >= MOST_WATCH_FINDINGS) {
        w->unsaid++;
        return;
    }
    wire_buf_puts(out, w->told > 1 ? ",\n    {\"id\": " : "\n    {\"id\": ");
    wire_buf_json(out, wire_str_of(d->what->id));
    wire_buf_printf(out, ", \"level\": \"%s\"", finding_level(d->what->level));
    if (d->at.line != 0)
        wire_buf_printf(out, ", \"line\": %u", d->at.line);
    if (d->at.line != 0 && d->at.col != 0)
        wire_buf_printf(out, ", \"column\": %u", d->at.col);
    if (d->uri.n != 0) {
        wire_buf_puts(out, ", \"story\": ");
        wire_buf_json(out, d->uri);
    }
    wire_buf_puts(out, ", \"text\": ");
    wire_buf_json(out, wire_str_of(d->what->text));
    if (d->detail != NULL && *d->detail != '\0') {
        wire_buf_puts(out, ", \"detail\": ");
        wire_buf_json(out, wire_str_of(d->detail));
    }
    wire_buf_putc(out, '}');
}

static void
tell_output(struct watch *w, const char *folder, const char *leaf, const struct wire_article *a)
{
    struct wire_buf *out = &w->outputs, path = WIRE_BUF_INIT;
    struct wire_str uri = wire_text_of(a, WIRE_F_URI);

    wire_buf_puts(&path, folder);
    wire_buf_puts(&path, *folder != '\0' ? "/" : "");
    wire_buf_puts(&path, leaf);
    wire_buf_puts(out, out->n != 0 ? ",\n    {\"file\": " : "\n    {\"file\": ");
    wire_buf_json(out, wire_buf_slice(&path));
    wire_buf_printf(out, ", \"story\": %lu, \"format\": \"%s\"", w->story, w->p.sheet != NULL ? "stylesheet" : w->p.to->name);
    if (uri.n != 0) {
        wire_buf_puts(out, ", \"uri\": ");
        wire_buf_json(out, uri);
    }
    wire_buf_putc(out, '}');
    if (path.err != WIRE_OK)
        out->err = path.err;
    wire_buf_free(&path);
}

static void
make_report(struct watch *w, const struct input *in, const char *outcome)
{
    struct wire_buf *out = &w->report;

    wire_buf_clear(out);
    wire_buf_puts(out, "{\n  \"file\": ");
    wire_buf_json(out, wire_str_of(w->name));
    wire_buf_printf(out, ",\n  \"outcome\": \"%s\"", outcome);
    if (in->format != NULL)
        wire_buf_printf(out, ",\n  \"format\": \"%s\"", in->format->name);
    wire_buf_printf(out, ",\n  \"bytes\": %llu,\n  \"stories\": %lu,\n  \"outputs\": [", (unsigned long long)in->bytes, w->story);
    wire_buf_str(out, wire_buf_slice(&w->outputs));
    wire_buf_puts(out, w->outputs.n != 0 ? "\n  ],\n  \"findings\": [" : "],\n  \"findings\": [");
    wire_buf_str(out, wire_buf_slice(&w->findings));
    wire_buf_puts(out, w->findings.n != 0 ? "\n  ]" : "]");
    if (w->unsaid != 0)
        wire_buf_printf(out, ",\n  \"findingsLeftOut\": %lu", w->unsaid);
    wire_buf_puts(out, "\n}\n");
    if (w->outputs.err != WIRE_OK || w->findings.err != WIRE_OK)
        out->err = WIRE_E_NOMEM;
}

/* --- a story --- */

/* Write it in a format into a folder. */
static enum wire_status
put(struct watch *w, struct wire_article *a, struct place *where, const char *folder, const struct wire_format *to, char *version)
{
    struct pipeline *p = &w->p;
    struct wire_str bytes;
    enum wire_status st;
    char leaf[NAME_MAX + 1];
    bool in;

    p->to = to;
    p->how.version = version;
    st = pipeline_put(p, a, &in);
    if (st == WIRE_OK && in) {
        bytes = wire_buf_slice(&p->out.buf);
        outname_story(leaf, w->name, w->story, to->suffix);
        if (delivery_put(&w->out, where, leaf, bytes.p, bytes.n)) {
            tell_output(w, folder, leaf, a);
        } else {
            w->blocked = true;
            st = WIRE_STOP;
        }
    }
    wire_buf_clear(&p->out.buf);
    return st;
}

static enum wire_status
follow(struct watch *w, struct wire_article *a, size_t rule)
{
    const struct route *r = &w->routes.rules[rule];
    enum wire_status st = WIRE_OK;

    if (r->target_count == 0)
        return put(w, a, w->folders[rule], r->folder, w->to, w->version);
    for (size_t i = 0; i < r->target_count && st == WIRE_OK; i++)
        st = put(w, a, w->folders[rule], r->folder, r->targets[i].to, r->targets[i].version);
    return st;
}

static enum wire_status
deliver(void *ctx, struct wire_article *a)
{
    struct watch *w = ctx;
    enum wire_status st = WIRE_OK;
    bool taken = false;

    w->story++;
    for (int otherwise = 0; otherwise < 2 && !taken; otherwise++) {
        for (size_t i = 0; i < w->routes.n && st == WIRE_OK; i++) {
            if (w->routes.rules[i].otherwise != (otherwise == 1) || !route_takes(&w->routes.rules[i], a))
                continue;
            taken = true;
            st = follow(w, a, i);
        }
    }
    return taken ? st : put(w, a, w->root, "", w->to, w->version);
}

/* --- an input --- */

/* A name that is free where an input moves to: its own, or with the time behind it, as a repeat's is. */
static void
choose_leaf(const struct watch *w, struct job *j)
{
    struct stat st;

    snprintf(j->leaf, sizeof j->leaf, "%s", j->seen->name);
    /* One called as reports are would be in the way of one. */
    if (!outname_is_report(j->leaf) && fstatat(j->to->fd, j->leaf, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return;
    do {
        struct timespec now;
        struct tm utc;
        char time[64];
        clock_gettime(CLOCK_REALTIME, &now);
        gmtime_r(&now.tv_sec, &utc);
        snprintf(time, sizeof time, ".%04d%02d%02dT%02d%02d%02d.%09ldZ", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday, utc.tm_hour,
                 utc.tm_min, utc.tm_sec, now.tv_nsec);
        outname_with(j->leaf, w->name, time);
    } while (fstatat(j->to->fd, j->leaf, &st, AT_SYMLINK_NOFOLLOW) == 0);
}

/* What is asked of inputs beyond their being read. */
static bool
is_refused(const struct watch *w, unsigned long losses, unsigned long warnings, unsigned long invalid)
{
    const struct options *o = w->p.o;

    return w->p.invalid > invalid || (o->value[OPT_FAIL_IF_LOSS] != NULL && w->p.losses > losses) ||
           (o->value[OPT_FAIL_IF_WARNINGS] != NULL && w->p.diag.count[WIRE_WARNING] > warnings);
}

/* Read an opened input with all its stories; an exit status. */
static int
read_input(struct watch *w, struct input *in)
{
    struct pipeline *p = &w->p;
    unsigned long losses = p->losses, warnings = p->diag.count[WIRE_WARNING], invalid = p->invalid, refused = p->stage.refused;
    int st;

    wire_buf_clear(&w->outputs);
    wire_buf_clear(&w->findings);
    w->story = w->told = w->unsaid = 0;
    p->status = EXIT_GOOD;
    p->stage.moment = (int64_t)time(NULL); /* embargoes end while we run */
    st = input_read(&p->reading, in);
    st = worse(st, p->status);
    return st == EXIT_GOOD && (p->stage.refused != refused || is_refused(w, losses, warnings, invalid)) ? EXIT_STORY : st;
}

/* Add an input that was read to the batch. */
static void
add_job(struct watch *w, const struct sight *seen, const struct input *in, bool good)
{
    struct job *j = &w->jobs[w->n];
    char leaf[NAME_MAX + 1];

    j->seen = seen;
    j->to = good ? w->done : w->failed;
    choose_leaf(w, j);
    make_report(w, in, good ? "done" : "failed");
    if (w->report.err != WIRE_OK) {
        w->p.reading.stop = true;
        return;
    }
    outname_with(leaf, j->leaf, OUTNAME_REPORT);
    if (delivery_put(&w->out, j->to, leaf, w->report.p, w->report.n))
        w->n++;
    else
        w->blocked = true;
}

static void
take(struct watch *w, const struct sight *seen)
{
    struct input in = { .found = FOUND_INPUT, .is_file = true };
    size_t before = w->out.n;
    size_t jobs = w->n;
    char *path = NULL;
    int st;

    in.fd = openat(w->inbox.dir, seen->name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (in.fd < 0 && errno == ENOENT)
        return; /* somebody took it back */
    if (in.fd < 0) {
        in.found = FOUND_NOTHING;
        in.error = errno;
    }
    if (asprintf(&path, "%s%s%s", w->inbox.path, w->inbox.path[strlen(w->inbox.path) - 1] == '/' ? "" : "/", seen->name) < 0) {
        if (in.fd >= 0)
            close(in.fd);
        w->p.reading.stop = true;
        return;
    }
    in.name = path;
    in.base = w->name = seen->name;
    in.base_length = strlen(seen->name);
    st = read_input(w, &in);
    if (st == EXIT_TROUBLE && !w->blocked && !interrupted()) {
        inbox_put_off(&w->inbox, seen);
        w->status = EXIT_TROUBLE;
    } else if (!w->blocked && !interrupted() && !w->p.reading.stop && !memory_failed() && inbox_is_still(&w->inbox, seen)) {
        add_job(w, seen, &in, st == EXIT_GOOD);
    }
    if (w->n == jobs)
        delivery_forget(&w->out, before);
    w->name = NULL;
    free(path);
}

/* --- a batch --- */

/* A newer file may have taken the name just before the move, and was moved in place of the one that was read: back with it. */
static void
put_back(struct watch *w, const struct job *j)
{
    char other[NAME_MAX + 1];

    if (renameat2(j->to->fd, j->leaf, w->inbox.dir, j->seen->name, RENAME_NOREPLACE) == 0 || (errno != EEXIST && errno != EINVAL))
        return;
    outname_with(other, j->seen->name, "-again");
    renameat(j->to->fd, j->leaf, w->inbox.dir, other);
}

static void
move_input(struct watch *w, const struct job *j)
{
    struct stat st;

    if (!inbox_is_still(&w->inbox, j->seen))
        return; /* another came under its name: what we gave out of the older will be replaced */
    if (!delivery_move(&w->out, w->inbox.dir, j->seen->name, j->to, j->leaf)) {
        w->blocked = errno != ENOENT;
        return;
    }
    if (fstatat(j->to->fd, j->leaf, &st, AT_SYMLINK_NOFOLLOW) == 0 && st.st_ino != j->seen->inode) {
        put_back(w, j);
        return;
    }
    if (j->to == w->done)
        w->good++;
    else
        w->bad++;
}

/* Give out what the batch has, and move its inputs. */
static void
commit(struct watch *w)
{
    if (w->n != 0 && delivery_commit(&w->out)) {
        for (size_t i = 0; i < w->n && !w->blocked; i++)
            move_input(w, &w->jobs[i]);
        if (!delivery_settle(&w->out))
            w->blocked = true;
        if (!w->blocked)
            w->said = 0;
    } else if (w->n != 0) {
        w->blocked = true;
    }
    delivery_forget(&w->out, 0);
    w->n = 0;
}

static bool
is_full(const struct watch *w)
{
    return w->n == BATCH_JOBS || w->out.n >= BATCH_FILES || w->out.weight >= BATCH_BYTES;
}

/* Take what is ready. */
static void
take_all(struct watch *w)
{
    const struct sights *ready = &w->inbox.ready;

    for (size_t i = 0; i < ready->n && !w->blocked && !w->p.reading.stop && !interrupted() && !memory_failed(); i++) {
        take(w, &ready->rows[i]);
        if (is_full(w))
            commit(w);
    }
    commit(w); /* what is whole goes out, although the next could not be written, or we are to stop */
}

/* --- running --- */

/* Nothing can be written: say so once, and let the inbox fill until it can be. */
static void
hold_back(struct watch *w)
{
    struct diagnostics *d = &w->p.diag;

    if (w->said != w->out.failed) {
        diag_say(d, w->out.failed == ENOMEM ? NO_MEMORY : WRITE_FAILED, w->out.at, strerror(w->out.failed));
        if (w->p.o->value[OPT_ONCE] == NULL)
            diag_note(d, "wirecopy: nothing more is taken out of %s until it can be written", w->inbox.path);
        w->nap = 1;
    }
    w->said = w->out.failed;
    w->status = EXIT_TROUBLE;
    if (w->p.o->value[OPT_ONCE] != NULL)
        return;
    for (unsigned i = 0; i < w->nap && !interrupted(); i++)
        nanosleep(&(struct timespec){ .tv_sec = 1 }, NULL);
    w->nap = w->nap * 2 < NAP_MOST ? w->nap * 2 : NAP_MOST;
}

/* With --once: whether there is something to wait for. What does not settle in a while is left for the next time. */
static bool
waits_once(const struct watch *w, unsigned looks)
{
    return w->inbox.more || (w->inbox.waiting.n != 0 && looks < 3);
}

static void
run(struct watch *w)
{
    bool once = w->p.o->value[OPT_ONCE] != NULL;

    for (unsigned looks = 1; !interrupted(); looks++) {
        if (!inbox_look(&w->inbox)) {
            diag_say(&w->p.diag, errno == ENOMEM ? NO_MEMORY : READ_FAILED, w->inbox.path, strerror(errno));
            w->status = EXIT_TROUBLE;
            return;
        }
        w->blocked = false;
        take_all(w);
        if (w->p.reading.stop || memory_failed()) {
            if (!w->p.diag.said_no_memory)
                diag_say(&w->p.diag, NO_MEMORY, w->inbox.path, "");
            w->status = EXIT_TROUBLE;
            return;
        }
        if (w->blocked)
            hold_back(w);
        if (w->inbox.gone || (w->blocked && (once || w->out.failed == ENOENT)) || (once && !waits_once(w, looks)))
            break;
        if (!w->blocked)
            inbox_wait(&w->inbox);
    }
    if (w->inbox.gone) {
        diag_say(&w->p.diag, READ_FAILED, w->inbox.path, "the folder is no longer there");
        w->status = EXIT_TROUBLE;
    }
}

/* --- setting up --- */

/* A folder in another one: FOLDER/NAME, or FOLDER for "". */
static struct place *
place_below(struct watch *w, const char *folder, const char *name)
{
    char *path;
    struct place *p;
    size_t n = strlen(folder);

    if (asprintf(&path, "%s%s%s", folder, *name != '\0' && n > 0 && folder[n - 1] != '/' ? "/" : "", name) < 0) {
        w->out.failed = ENOMEM;
        return NULL;
    }
    p = delivery_place(&w->out, path);
    if (p == NULL)
        diag_say(&w->p.diag, w->out.failed == ENOMEM ? NO_MEMORY : WRITE_FAILED, path, strerror(w->out.failed));
    w->out.at = "";
    free(path);
    return p;
}

static bool
is_folder(const struct place *p, int fd)
{
    struct stat a, b;

    return fstat(p->fd, &a) == 0 && fstat(fd, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

static int
open_places(struct watch *w)
{
    const struct options *o = w->p.o;
    const char *inbox = o->files[0], *outbox = o->files[1];

    w->folders = calloc(w->routes.n + 1, sizeof *w->folders);
    if (w->folders == NULL) {
        diag_say(&w->p.diag, NO_MEMORY, NULL, "");
        return EXIT_TROUBLE;
    }
    if ((w->root = place_below(w, outbox, "")) == NULL || (w->done = place_below(w, inbox, "done")) == NULL ||
        (w->failed = place_below(w, inbox, "failed")) == NULL)
        return EXIT_TROUBLE;
    for (size_t i = 0; i < w->routes.n; i++) {
        if ((w->folders[i] = place_below(w, outbox, w->routes.rules[i].folder)) == NULL)
            return EXIT_TROUBLE;
    }
    for (size_t i = 0; i <= w->routes.n; i++) {
        struct place *out = i < w->routes.n ? w->folders[i] : w->root;
        if (is_folder(out, w->inbox.dir) || is_folder(out, w->done->fd) || is_folder(out, w->failed->fd))
            return usage_error(o->command, "'%s' is where the inputs are; outputs need another folder", out->path);
    }
    return -1;
}

static int
open_inbox(struct watch *w)
{
    const struct options *o = w->p.o;
    const char *path = o->files[0];
    int64_t settle = SETTLE;
    struct stat st;
    char mark[34];

    if (o->value[OPT_SETTLE] != NULL && !wire_str_to_int(wire_str_of(o->value[OPT_SETTLE]), 3600, &settle))
        return usage_error(o->command, "--settle cannot be '%s': it is a number of seconds up to 3600", o->value[OPT_SETTLE]);
    if (!inbox_open(&w->inbox, path, o->value[OPT_POLL] != NULL, (unsigned)settle) || fstat(w->inbox.dir, &st) != 0) {
        diag_say(&w->p.diag, READ_FAILED, path, errno == EWOULDBLOCK ? "another wirecopy watches it" : strerror(errno));
        return EXIT_TROUBLE;
    }
    if (w->inbox.notify < 0 && o->value[OPT_POLL] == NULL)
        diag_note(&w->p.diag, "wirecopy: the system tells nothing of what happens in %s; looking every now and then", path);
    /* Temporary names are of this inbox: it is locked, so whoever used them before is gone. */
    snprintf(mark, sizeof mark, "%llx-%llx", (unsigned long long)st.st_dev & 0xFFFFFFFF, (unsigned long long)st.st_ino & 0xFFFFFFFFFFF);
    delivery_init(&w->out, mark);
    return -1;
}

/* Only the two folders are left, with what is in them. */
static int
shut_in(struct watch *w)
{
    struct sandbox s;

    sandbox_begin(&s, w->p.o);
    sandbox_allow_fd(&s, w->inbox.dir, SANDBOX_MOVE);
    sandbox_allow_fd(&s, w->root->fd, SANDBOX_MOVE);
    for (size_t i = 0; i < w->routes.n; i++) /* which may be links to elsewhere */
        sandbox_allow_fd(&s, w->folders[i]->fd, SANDBOX_MOVE);
    sandbox_allow_fd(&s, w->done->fd, SANDBOX_MOVE);
    sandbox_allow_fd(&s, w->failed->fd, SANDBOX_MOVE);
    return pipeline_shut_in(&w->p, &s);
}

static int
set_up(struct watch *w, const struct options *o)
{
    struct pipeline *p = &w->p;
    int st = pipeline_set_up(p, o);

    if (st >= 0)
        return st;
    if (o->file_count != 2)
        return usage_error(o->command, "name two folders: where stories come in, and where they go out");
    w->to = p->to;
    w->version = p->version;
    p->deliver = deliver;
    p->deliver_ctx = w;
    p->diag.hear = hear;
    p->diag.hear_ctx = w;
    if (o->value[OPT_ROUTE] != NULL && (st = routes_read(&w->routes, p, o->value[OPT_ROUTE])) >= 0)
        return st;
    if ((st = open_inbox(w)) >= 0 || (st = open_places(w)) >= 0)
        return st;
    return shut_in(w);
}

static void
tear_down(struct watch *w)
{
    w->p.to = w->to;
    w->p.how.version = w->version;
    delivery_free(&w->out);
    inbox_close(&w->inbox);
    routes_free(&w->routes);
    free(w->folders);
    wire_buf_free(&w->outputs);
    wire_buf_free(&w->findings);
    wire_buf_free(&w->report);
    w->p.status = EXIT_GOOD;
    pipeline_tear_down(&w->p);
    w->status = worse(w->status, w->p.status);
}

int
run_watch(const struct options *o)
{
    struct watch w = { .inbox = { .dir = -1, .notify = -1 } };
    int st = set_up(&w, o);
    bool once = o->value[OPT_ONCE] != NULL;

    if (st < 0) {
        run(&w);
        if (once)
            w.status = worse(w.status, w.bad != 0 ? EXIT_STORY : EXIT_GOOD);
        if (w.p.diag.verbose && !w.p.diag.quiet)
            diag_note(&w.p.diag, "wirecopy: %lu input%s done, %lu failed", w.good, w.good == 1 ? "" : "s", w.bad);
    } else {
        w.status = st;
        if (st == EXIT_USAGE)
            w.p.diag.form = DIAG_TEXT;
    }
    tear_down(&w);
    if (!once && st < 0 && interrupted()) {
        signals_forget(); /* to be told to stop is how a watch ends well */
        return EXIT_GOOD;
    }
    return w.status;
}

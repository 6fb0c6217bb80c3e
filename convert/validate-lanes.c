/*
 * validate -j: inputs judged by several threads, what is said the same as by one.
 *
 * Each lane takes the next input and with it a number. What is found waits in the lane until all inputs before are
 * through; from then on the lane has the outputs, and what it finds goes straight there.
 */
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/threads.h>

#include "convert/signals.h"
#include "convert/walk.h"
#include "convert/validate.h"

enum { WAITING_MOST = 1024 * 1024 }; /* bytes found ahead of its turn: then a lane waits for it */

struct event {
    struct event *next;
    struct wire_diag diag;
    bool verdict, valid; /* a verdict on diag.file, no finding */
    bool note;           /* a note: diag.detail */
    char bytes[];
};

struct crew {
    struct validation *v;    /* has the outputs */
    pthread_mutex_t walking; /* held while an input is looked for; before lock */
    struct walk walk;
    unsigned long taken;     /* inputs begun */
    pthread_mutex_t lock;    /* of all that follows */
    pthread_cond_t turns;
    unsigned long turn;      /* number of the input that has the outputs */
    bool stop;
};

struct lane {
    struct crew *crew;
    struct validation v;
    unsigned long number;    /* of its input */
    bool has_turn, lost;     /* lost: no memory even to say so */
    struct event *first, **last;
    size_t weight;
    pthread_t thread;
};

/* --- giving out: only by whose turn it is --- */

static void
give_out(struct lane *l)
{
    struct validation *v = l->crew->v;
    struct event *e;

    while ((e = l->first) != NULL) {
        l->first = e->next;
        if (e->verdict)
            validation_verdict(v, e->diag.file, e->valid);
        else if (e->note)
            diag_note(&v->diag, "%s", e->diag.detail);
        else
            diag_report(&v->diag, &e->diag);
        free(e);
    }
    l->last = &l->first;
    l->weight = 0;
    if (v->reading.stop)
        l->v.reading.stop = true;
}

static void
await_turn(struct lane *l)
{
    struct crew *c = l->crew;

    pthread_mutex_lock(&c->lock);
    while (c->turn != l->number)
        pthread_cond_wait(&c->turns, &c->lock);
    pthread_mutex_unlock(&c->lock);
    l->has_turn = true;
    give_out(l);
}

static void
end_turn(struct lane *l)
{
    struct crew *c = l->crew;

    await_turn(l);
    if (l->lost && !c->v->diag.said_no_memory)
        diag_say(&c->v->diag, NO_MEMORY, NULL, "");
    validation_add(c->v, &l->v);
    pthread_mutex_lock(&c->lock);
    c->turn++;
    c->stop |= l->v.reading.stop;
    pthread_cond_broadcast(&c->turns);
    pthread_mutex_unlock(&c->lock);
    l->has_turn = false;
}

static char *
copy(char **to, const char *p, size_t n)
{
    char *there = *to;

    if (n != 0)
        memcpy(there, p, n);
    *to += n;
    return there;
}

/* Keep it until its turn; where that has come, or too much waits, it goes out. */
static struct event *
add(struct lane *l, const struct wire_diag *d)
{
    size_t detail = strlen(d->detail) + 1, file = d->file != NULL ? strlen(d->file) + 1 : 0;
    struct event *e = malloc(sizeof *e + detail + file + d->uri.n);
    char *at;

    if (e == NULL) {
        l->v.reading.stop = l->lost = true;
        l->v.status = EXIT_TROUBLE;
        return NULL;
    }
    *e = (struct event){ .diag = *d };
    at = e->bytes;
    e->diag.detail = copy(&at, d->detail, detail);
    if (d->file != NULL)
        e->diag.file = copy(&at, d->file, file);
    e->diag.uri.p = copy(&at, d->uri.p, d->uri.n);
    *l->last = e;
    l->last = &e->next;
    l->weight += sizeof *e + detail + file + d->uri.n;
    return e;
}

static void
settle(struct lane *l)
{
    if (l->has_turn)
        give_out(l);
    else if (l->weight > WAITING_MOST)
        await_turn(l);
}

static void
on_diag(void *ctx, const struct wire_diag *d)
{
    if (add(ctx, d) != NULL)
        settle(ctx);
}

static void
on_note(void *ctx, const char *text)
{
    struct event *e = add(ctx, &(struct wire_diag){ .detail = text });

    if (e != NULL) {
        e->note = true;
        settle(ctx);
    }
}

void
lane_verdict(struct lane *l, const char *name, bool valid)
{
    struct event *e = add(l, &(struct wire_diag){ .file = name, .detail = "" });

    if (e != NULL) {
        e->verdict = true;
        e->valid = valid;
        settle(l);
    }
}

/* --- judging --- */

static bool
next_input(struct lane *l, struct input *in)
{
    struct crew *c = l->crew;
    bool found = false;

    pthread_mutex_lock(&c->walking);
    pthread_mutex_lock(&c->lock);
    found = !c->stop && !interrupted();
    pthread_mutex_unlock(&c->lock);
    found = found && walk_next(&c->walk, in);
    if (found)
        l->number = c->taken++;
    pthread_mutex_unlock(&c->walking);
    return found;
}

static void *
run_lane(void *ctx)
{
    struct lane *l = ctx;
    struct input in;

    if (xmlGetGlobalState() == NULL) /* libxml2 (2.9.14) would use it all the same; the others do the work */
        return NULL;
    while (next_input(l, &in)) {
        l->v.status = worse(l->v.status, input_read(&l->v.reading, &in));
        end_turn(l);
        input_free(&in);
    }
    return NULL;
}

static bool
open_lane(struct crew *c, struct lane *l)
{
    const struct validation *v = c->v;

    *l = (struct lane){ .crew = c, .v = { .judging = v->judging, .lane = l, .quiet = v->quiet } };
    l->last = &l->first;
    l->v.diag = (struct diagnostics){ .form = v->diag.form, .divert = on_diag, .divert_note = on_note, .divert_ctx = l };
    if (!reading_share(&l->v.reading, &v->reading))
        return false;
    l->v.reading.diag = &l->v.diag;
    validation_connect(&l->v);
    return judging_share(&v->judging, &l->v.reading);
}

static void
close_lane(struct lane *l)
{
    wire_buf_free(&l->v.whole);
    judging_unshare(&l->v.reading);
    reading_free(&l->v.reading);
    free(l->v.tally);
}

bool
lanes_pay(const struct options *o)
{
    struct stat st;

    for (size_t i = 0; i < o->file_count; i++) {
        if (stat(o->files[i], &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode))
            return false;
    }
    return walk_is_long(o);
}

int
lanes_run(struct validation *v, const struct options *o, unsigned n)
{
    struct crew c = { .v = v, .walking = PTHREAD_MUTEX_INITIALIZER, .lock = PTHREAD_MUTEX_INITIALIZER, .turns = PTHREAD_COND_INITIALIZER };
    struct lane *lanes = calloc(n, sizeof *lanes);
    sigset_t all, before;
    unsigned count = 0;

    if (lanes == NULL)
        return input_read_all(&v->reading, o);
    walk_begin(&c.walk, &v->reading, o);
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before); /* signals are left to the thread that called */
    for (; count < n; count++) {
        if (!open_lane(&c, &lanes[count]) || (count != 0 && pthread_create(&lanes[count].thread, NULL, run_lane, &lanes[count]) != 0)) {
            close_lane(&lanes[count]);
            break;
        }
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (count != 0)
        run_lane(&lanes[0]);
    for (unsigned i = 1; i < count; i++)
        pthread_join(lanes[i].thread, NULL);
    for (unsigned i = 0; i < count; i++)
        close_lane(&lanes[i]);
    walk_end(&c.walk);
    free(lanes);
    return count != 0 ? EXIT_GOOD : input_read_all(&v->reading, o);
}

/* convert -j: inputs read by several threads, the output the same as by one. */
#include "convert/parallel.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <libxml/threads.h>

#include "convert/report.h"
#include "convert/signals.h"
#include "convert/walk.h"

enum {
    RING = 64,                 /* inputs begun and not yet through */
    ENOUGH = 32,               /* of them, for whoever gives out to be woken: once for each costs more than many a story */
    BATCH_WEIGHT = 256 * 1024, /* bytes a lane gathers before it takes the lock */
    BUDGET = 4 * 1024 * 1024,  /* bytes that may wait: a lane ahead of its turn stops there */
    KICK = 10000000            /* nanoseconds between calls to a thread that may sleep in read() */
};

enum kind { DIAGNOSTIC, NOTE, ARTICLE, BYTES };

/* One thing that came of an input. Its strings stand behind it. */
struct event {
    struct event *next;
    enum kind kind;
    struct wire_diag diag;
    struct wire_article *article;
    struct wire_ledger written; /* of the article so far */
    struct seen_key key;        /* of the article, of --dedupe */
    unsigned long index;        /* of the story in its input */
    struct wire_str story, ledger;
    char bytes[];
};

struct queue {
    struct event *first, **last;
    size_t weight;
};

struct task {
    struct input in;
    struct queue queue;
    bool done, begun, stop, lost; /* lost: no memory even to say so */
    int status;
    unsigned long losses, invalid;
};

struct lane {
    struct crew *crew;
    struct task *task;
    unsigned long number;  /* of the task */
    struct pipeline p;
    struct queue queue;    /* not yet in the task's */
    bool lost;
    pthread_t thread;
};

struct crew {
    struct pipeline *p;
    pthread_mutex_t walking; /* held while an input is looked for; before lock */
    struct walk walk;
    pthread_mutex_t lock;    /* of all that follows */
    pthread_cond_t ready;    /* something came of the input whose turn it is */
    pthread_cond_t work;     /* the turn is another's, or something was taken */
    struct task ring[RING];
    unsigned long head, tail;/* numbers of the input whose turn it is, and of the next to begin */
    size_t weight;           /* of all that waits in the ring */
    bool exhausted;          /* no input is to be begun */
    unsigned at_work;        /* lanes that have not ended for want of memory before they began */
    atomic_bool cancel;      /* nobody waits any more */
    bool lanes_write;
    struct lane *lanes;
    unsigned count;
};

/* --- queues --- */

static void
queue_init(struct queue *q)
{
    *q = (struct queue){ .last = &q->first };
}

static void
queue_move(struct queue *to, struct queue *from)
{
    if (from->first == NULL)
        return;
    *to->last = from->first;
    to->last = from->last;
    to->weight += from->weight;
    queue_init(from);
}

static void
free_event(struct event *e)
{
    wire_article_free(e->article);
    free(e);
}

static void
queue_free(struct queue *q)
{
    struct event *next;

    for (struct event *e = q->first; e != NULL; e = next) {
        next = e->next;
        free_event(e);
    }
    queue_init(q);
}

/* --- a lane: in a thread of its own --- */

static bool
is_head(const struct lane *l)
{
    return l->number == l->crew->head;
}

/* Whether there is something to give out that is worth waking for: much, or what somebody waits for. */
static bool
is_due(const struct lane *l, bool done)
{
    const struct crew *c = l->crew;
    const struct task *head = &c->ring[c->head % RING];

    if (head->queue.first == NULL && !head->done)
        return false;
    return l->p.target.interactive || (!done && is_head(l)) || c->tail - c->head >= ENOUGH || c->weight > BUDGET / 8;
}

/* Wait until something was taken or the turn is another's; so that it will be, what there is is given out. */
static void
wait_for_room(struct crew *c)
{
    pthread_cond_signal(&c->ready);
    pthread_cond_wait(&c->work, &c->lock);
}

/* What was gathered goes to the task, when there is room: the input whose turn it is has to wait for itself alone. */
static void
flush(struct lane *l, bool done)
{
    struct crew *c = l->crew;
    struct task *t = l->task;

    pthread_mutex_lock(&c->lock);
    while (!c->cancel && (is_head(l) ? t->queue.weight : c->weight) > BUDGET)
        wait_for_room(c);
    c->weight += l->queue.weight;
    queue_move(&t->queue, &l->queue);
    t->done = done;
    if (is_due(l, done))
        pthread_cond_signal(&c->ready);
    pthread_mutex_unlock(&c->lock);
}

static struct event *
new_event(struct lane *l, enum kind kind, size_t n)
{
    struct event *e = malloc(sizeof *e + n);

    if (e == NULL) {
        l->lost = true;
        l->p.reading.stop = true;
        return NULL;
    }
    *e = (struct event){ .kind = kind, .index = l->p.index };
    return e;
}

static enum wire_status
add(struct lane *l, struct event *e, size_t weight)
{
    if (e == NULL)
        return WIRE_E_NOMEM;
    *l->queue.last = e;
    l->queue.last = &e->next;
    l->queue.weight += sizeof *e + weight;
    if (l->queue.weight > BATCH_WEIGHT || l->p.target.interactive)
        flush(l, false);
    return lane_is_over(l) ? WIRE_STOP : WIRE_OK;
}

bool
lane_is_over(const struct lane *l)
{
    return l->crew->cancel;
}

bool
lane_writes(const struct lane *l)
{
    return l->crew->lanes_write;
}

enum wire_status
lane_hand_over(struct lane *l, struct wire_article *a, const struct wire_ledger *written)
{
    struct event *e = new_event(l, ARTICLE, 0);
    size_t weight = a->arena->used;

    if (e == NULL) {
        wire_article_free(a);
        return WIRE_E_NOMEM;
    }
    e->article = a;
    e->written = *written;
    e->key = l->p.key;
    return add(l, e, weight);
}

/* A copy at *to, which goes on behind it. */
static struct wire_str
copy(char **to, struct wire_str s)
{
    struct wire_str there = { *to, s.n };

    if (s.n != 0)
        memcpy(*to, s.p, s.n);
    *to += s.n;
    return there;
}

enum wire_status
lane_pass(struct lane *l, bool in)
{
    struct wire_str story = wire_buf_slice(&l->p.out.buf), ledger = wire_buf_slice(&l->p.ledger);
    struct event *e = new_event(l, BYTES, story.n + ledger.n);
    char *at = e != NULL ? e->bytes : NULL;

    if (e != NULL && in)
        e->story = copy(&at, story);
    if (e != NULL)
        e->ledger = copy(&at, ledger);
    wire_buf_clear(&l->p.out.buf);
    wire_buf_clear(&l->p.ledger);
    if (l->p.ledger.err != WIRE_OK) {
        free(e);
        return pipeline_no_memory(&l->p);
    }
    return add(l, e, story.n + ledger.n);
}

static void
on_diag(void *ctx, const struct wire_diag *diag)
{
    struct lane *l = ctx;
    size_t detail = strlen(diag->detail) + 1, file = diag->file != NULL ? strlen(diag->file) + 1 : 0;
    struct event *e = new_event(l, DIAGNOSTIC, detail + file + diag->uri.n);
    char *at = e != NULL ? e->bytes : NULL;

    if (e == NULL)
        return;
    e->diag = *diag;
    e->diag.detail = copy(&at, (struct wire_str){ diag->detail, detail }).p;
    if (diag->file != NULL)
        e->diag.file = copy(&at, (struct wire_str){ diag->file, file }).p;
    e->diag.uri = copy(&at, diag->uri);
    add(l, e, detail + file + diag->uri.n);
}

static void
on_note(void *ctx, const char *text)
{
    struct lane *l = ctx;
    size_t n = strlen(text) + 1;
    struct event *e = new_event(l, NOTE, n);

    if (e == NULL)
        return;
    memcpy(e->bytes, text, n);
    add(l, e, n);
}

/* Find the next input and take its place in the ring; false when there is none. */
static bool
begin_task(struct lane *l)
{
    struct crew *c = l->crew;
    bool found = false;

    pthread_mutex_lock(&c->walking);
    pthread_mutex_lock(&c->lock);
    while (!c->cancel && !c->exhausted && c->tail - c->head == RING)
        wait_for_room(c);
    l->number = c->tail;
    found = !c->cancel && !c->exhausted;
    pthread_mutex_unlock(&c->lock);
    if (found) {
        l->task = &c->ring[l->number % RING];
        *l->task = (struct task){ 0 };
        queue_init(&l->task->queue);
        found = walk_next(&c->walk, &l->task->in);
        if (found)
            batch_look(&c->p->batch, &l->task->in);
        pthread_mutex_lock(&c->lock);
        if (found) {
            c->tail++;
        } else {
            c->exhausted = true;
            pthread_cond_signal(&c->ready);
        }
        pthread_mutex_unlock(&c->lock);
    }
    pthread_mutex_unlock(&c->walking);
    return found;
}

/* A pipe may be named twice, and who fills one may wait for us to have read another: these are read in turn. */
static void
await_turn(struct lane *l)
{
    pthread_mutex_lock(&l->crew->lock);
    while (!l->crew->cancel && !is_head(l))
        wait_for_room(l->crew);
    pthread_mutex_unlock(&l->crew->lock);
}

static void *
run_lane(void *ctx)
{
    struct lane *l = ctx;
    struct crew *c = l->crew;

    if (xmlGetGlobalState() == NULL) { /* libxml2 (2.9.14) would use it all the same; without it the others do the work */
        pthread_mutex_lock(&c->lock);
        c->at_work--;
        pthread_cond_signal(&c->ready);
        pthread_mutex_unlock(&c->lock);
        return NULL;
    }
    while (!l->p.reading.stop && begin_task(l)) {
        struct task *t = l->task;
        int status;

        if (t->in.found == FOUND_INPUT && !t->in.is_file)
            await_turn(l);
        l->p.status = EXIT_GOOD;
        l->p.inputs = l->p.losses = l->p.invalid = 0;
        status = input_read(&l->p.reading, &t->in);
        t->status = worse(status, l->p.status);
        pipeline_stand_in(&l->p, &t->in, t->status);
        t->losses = l->p.losses;
        t->invalid = l->p.invalid;
        t->begun = l->p.inputs != 0;
        t->stop = l->p.reading.stop;
        t->lost = l->lost;
        flush(l, true);
    }
    pthread_mutex_lock(&c->lock);
    c->exhausted |= l->p.reading.stop;
    pthread_cond_signal(&c->ready);
    pthread_cond_broadcast(&c->work);
    pthread_mutex_unlock(&c->lock);
    return NULL;
}

/* --- giving out: in the thread that called --- */

static enum wire_status
give_out(struct pipeline *p, struct event *e)
{
    enum wire_status st = WIRE_OK;

    p->index = e->index;
    switch (e->kind) {
    case DIAGNOSTIC:
        diag_report(&p->diag, &e->diag);
        break;
    case NOTE:
        diag_note(&p->diag, "%s", e->bytes);
        break;
    case ARTICLE:
        p->key = e->key;
        st = pipeline_write(p, e->article, &e->written);
        break;
    case BYTES:
        st = pipeline_pass(p, e->story, e->ledger);
        break;
    }
    return st;
}

/* Wait for something to come of the input whose turn it is, and take it; NULL: there is no more. */
static struct task *
take(struct crew *c, struct queue *q, bool *done)
{
    struct task *t = NULL;

    pthread_mutex_lock(&c->lock);
    while (!interrupted()) {
        struct timespec until;
        t = c->head < c->tail ? &c->ring[c->head % RING] : NULL;
        if (t != NULL ? t->queue.first != NULL || t->done : c->exhausted || c->at_work == 0)
            break;
        t = NULL;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec++; /* a signal does not end the waiting */
        pthread_cond_timedwait(&c->ready, &c->lock, &until);
    }
    if (t != NULL) {
        c->weight -= t->queue.weight;
        queue_move(q, &t->queue);
        t->queue.weight = 0;
        *done = t->done;
        pthread_cond_broadcast(&c->work);
    }
    pthread_mutex_unlock(&c->lock);
    return t;
}

/* Nothing more comes of the input: what became of it, and the turn is the next one's. */
static void
end_task(struct crew *c, struct task *t)
{
    struct pipeline *p = c->p;

    if (t->lost)
        pipeline_no_memory(p);
    pipeline_end_input(p, &t->in, t->status);
    p->losses += t->losses;
    p->invalid += t->invalid;
    p->inputs += t->begun;
    p->reading.stop |= t->stop;
    if (p->report != NULL)
        report_input(p->report, &t->in, t->status);
    input_free(&t->in);
    pthread_mutex_lock(&c->lock);
    c->head++;
    pthread_cond_broadcast(&c->work);
    pthread_mutex_unlock(&c->lock);
}

static void
give_out_all(struct crew *c)
{
    struct queue q;
    struct task *t;
    bool done = false;

    queue_init(&q);
    while (!c->p->reading.stop && (t = take(c, &q, &done)) != NULL) {
        enum wire_status st = WIRE_OK;
        c->p->input = &t->in;
        while (q.first != NULL && st == WIRE_OK) {
            struct event *e = q.first;
            if ((q.first = e->next) == NULL)
                q.last = &q.first;
            st = give_out(c->p, e);
            free_event(e);
        }
        q.weight = 0;
        if (st == WIRE_OK && done)
            end_task(c, t);
    }
    queue_free(&q);
}

/* --- the crew --- */

static bool
open_lane(struct crew *c, struct lane *l)
{
    const struct pipeline *p = c->p;

    l->crew = c;
    queue_init(&l->queue);
    l->p = (struct pipeline){ .o = p->o, .to = p->to, .how = p->how, .settings = p->settings, .defaults = p->defaults,
                              .shelf = p->shelf, .vocabulary = p->vocabulary, .profiling = p->profiling,
                              .wants_ledger = p->wants_ledger, .keeps_rows = p->keeps_rows, .gate = p->gate,
                              .judging = p->judging, .only_valid = p->only_valid,
                              .lane = l, .target = { .kind = p->target.kind, .interactive = p->target.interactive } };
    l->p.out.options = l->p.plain.options = &p->how;
    l->p.diag = (struct diagnostics){ .form = p->diag.form, .quiet = p->diag.quiet, .verbose = p->diag.verbose,
                                      .divert = on_diag, .divert_note = on_note, .divert_ctx = l };
    l->p.held.shelf = p->shelf;
    l->p.framing = p->framing;
    l->p.naming = p->naming;
    l->p.dedupes = p->dedupes;
    l->p.keying.options = p->keying.options;
    if ((l->p.errors_inline = p->errors_inline))
        l->p.diag.also = &l->p.said;
    if (!reading_share(&l->p.reading, &p->reading))
        return false;
    if (p->sheet != NULL && (l->p.sheet = stylesheet_share(p->sheet)) == NULL)
        return false;
    l->p.reading.diag = &l->p.diag;
    l->p.reading.cancel = &c->cancel;
    pipeline_connect(&l->p);
    return p->reading.validator == NULL || judging_share(&p->judging, &l->p.reading);
}

static void
close_lane(struct lane *l)
{
    queue_free(&l->queue);
    wire_out_state(&l->p.out, NULL, NULL);
    wire_buf_free(&l->p.out.buf);
    wire_out_state(&l->p.plain, NULL, NULL);
    wire_buf_free(&l->p.plain.buf);
    stylesheet_free(l->p.sheet);
    wire_buf_free(&l->p.ledger);
    wire_buf_free(&l->p.said);
    wire_out_state(&l->p.keying, NULL, NULL);
    wire_buf_free(&l->p.keying.buf);
    holding_free(&l->p.held);
    judging_unshare(&l->p.reading);
    reading_free(&l->p.reading);
}

/* As many lanes as can be had, with signals left to the thread that called. */
static void
start(struct crew *c)
{
    sigset_t all, before;

    sigfillset(&all);
    sigdelset(&all, SIGUSR1);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pthread_mutex_lock(&c->lock);
    for (unsigned i = 0; i < c->p->threads; i++) {
        struct lane *l = &c->lanes[i];
        if (!open_lane(c, l) || pthread_create(&l->thread, NULL, run_lane, l) != 0) {
            close_lane(l);
            break;
        }
        c->count++;
    }
    c->at_work = c->count;
    pthread_mutex_unlock(&c->lock);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static void
nothing(int which)
{
    (void)which; /* it has done its work: a read has come back */
}

/* End the lanes; where they are not at the end of all inputs they are called out of what they wait in. */
static void
stop(struct crew *c)
{
    struct sigaction kick, before;

    memset(&kick, 0, sizeof kick);
    kick.sa_handler = nothing;
    sigaction(SIGUSR1, &kick, &before);
    pthread_mutex_lock(&c->lock);
    c->cancel = true;
    pthread_cond_broadcast(&c->work);
    pthread_mutex_unlock(&c->lock);
    for (unsigned i = 0; i < c->count; i++) {
        struct timespec until;
        do {
            pthread_kill(c->lanes[i].thread, SIGUSR1);
            clock_gettime(CLOCK_REALTIME, &until);
            until.tv_nsec += KICK;
            if (until.tv_nsec >= 1000000000) {
                until.tv_sec++;
                until.tv_nsec -= 1000000000;
            }
        } while (pthread_timedjoin_np(c->lanes[i].thread, NULL, &until) != 0);
    }
    sigaction(SIGUSR1, &before, NULL);
    for (unsigned i = 0; i < c->count; i++)
        close_lane(&c->lanes[i]);
    for (; c->head < c->tail; c->head++) {
        queue_free(&c->ring[c->head % RING].queue);
        input_free(&c->ring[c->head % RING].in);
    }
}

bool
parallel_pays(const struct pipeline *p)
{
    const struct options *o = p->o;
    struct stat st;
    bool folder = false;

    for (size_t i = 0; i < o->file_count && !folder; i++)
        folder = stat(o->files[i], &st) == 0 && S_ISDIR(st.st_mode);
    /* A folder that takes the stories of inputs before it would be listed with some of them or without. */
    return walk_is_long(o) && !(o->file_count > 1 && folder && p->target.keep_existing);
}

int
parallel_run(struct pipeline *p)
{
    struct crew *c = calloc(1, sizeof *c);
    struct lane *lanes = calloc(p->threads, sizeof *lanes);
    bool any = false;

    if (c != NULL && lanes != NULL) {
        *c = (struct crew){ .p = p, .lanes = lanes,
                            .walking = PTHREAD_MUTEX_INITIALIZER, .lock = PTHREAD_MUTEX_INITIALIZER,
                            .ready = PTHREAD_COND_INITIALIZER, .work = PTHREAD_COND_INITIALIZER,
                            .lanes_write = p->report == NULL && !p->dedupes && (output_is_apart(&p->target) || p->to->apart || p->framing != CUT_NOT) };
        walk_begin(&c->walk, &p->reading, p->o);
        c->walk.inside.cancel = &c->cancel;
        start(c);
        any = c->count != 0;
        if (any) {
            give_out_all(c);
            stop(c);
            any = c->at_work != 0;
        }
        walk_end(&c->walk);
    }
    free(lanes);
    free(c);
    if (!any)
        pipeline_read_in_turn(p); /* without threads it goes as well */
    return EXIT_GOOD;
}

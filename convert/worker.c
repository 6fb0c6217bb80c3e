/*
 * wirecopy worker: messages of a queue in, their stories out to an exchange.
 *
 * A message is in hand from its delivery to its acknowledgement. Its stories are published while it is read, and their
 * numbers are kept until the broker confirms them; with the last one it is acknowledged. What went wrong makes it
 * a dead letter, published and confirmed in the same way before the message itself is acknowledged. Where the
 * connection is lost everything in hand is forgotten: the broker delivers it again.
 */
#include "convert/worker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "article/str.h"
#include "convert/commands.h"
#include "convert/crew.h"
#include "convert/limits.h"
#include "convert/signals.h"

enum {
    IDLE = 500,                /* milliseconds until a signal is looked for again */
    AGAIN = 1000,              /* milliseconds, doubled with each attempt */
    AGAIN_MOST = 60000,
    CONNECT_AGAIN = 200,
    CONNECT_AGAIN_MOST = 30000,
    FINISH_MOST = 20000,       /* milliseconds for confirmations after a signal */
    LINGER = 400               /* a quorum queue forgets acknowledgements still under way when the channel ends */
};

static int64_t
now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* A wait that grows with each attempt, and differs, so that a hundred workers do not come back in one moment. */
static int64_t
back_off(struct worker *w, int64_t first, int64_t most, unsigned tries)
{
    int64_t wait = first << (tries < 12 ? tries : 12);

    wait = wait < most ? wait : most;
    return wait / 2 + rand_r(&w->seed) % (wait / 2 + 1);
}

static uint64_t
hash_of(const char *s, size_t n)
{
    uint64_t h = 14695981039346656037u; /* FNV-1a */

    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)s[i]) * 1099511628211u;
    return h;
}

static bool
no_memory(struct worker *w)
{
    if (!w->p.diag.said_no_memory)
        diag_say(&w->p.diag, NO_MEMORY, w->b.queue, "");
    w->status = EXIT_TROUBLE;
    return false;
}

/* --- what is in hand --- */

static void
let_go(struct worker *w, struct hand *h)
{
    broker_forget(&w->b, &h->message);
    wire_buf_free(&h->found);
    *h = (struct hand){ 0 };
}

static void
forget_all(struct worker *w)
{
    for (int i = 0; i < w->b.prefetch; i++) {
        if (w->hands[i].state != FREE)
            let_go(w, &w->hands[i]);
    }
    w->sent_n = w->sent_from = w->open = 0;
    w->first_number = 1;
    w->strayed = false;
}

static void
name_message(const struct worker *w, const struct hand *h, char *name, size_t room)
{
    const amqp_basic_properties_t *given = &h->message.properties;
    struct wire_str id = { given->message_id.bytes, given->message_id.len };
    size_t bad;

    if ((given->_flags & AMQP_BASIC_MESSAGE_ID_FLAG) != 0 && id.n != 0 && id.n < room && wire_utf8_valid(id, &bad))
        snprintf(name, room, "%.*s", (int)id.n, id.p);
    else
        snprintf(name, room, "%s", w->b.queue);
}

/* What the queue does to a message is said, but counts for none that may just be read. */
static void
report(struct worker *w, const struct hand *h, enum program_finding what, const char *detail)
{
    char name[SHORT_MOST + 1];

    name_message(w, h, name, sizeof name);
    diag_say(&w->p.diag, what, name, detail);
    w->p.diag.count[program_findings[what].level]--;
}

/* The newest message published belongs to h: its confirmation is waited for. */
static bool
note_sent(struct worker *w, struct hand *h, const char *id, bool dead)
{
    if (w->sent_from != 0 && w->sent_n == w->sent_room) {
        memmove(w->sent, w->sent + w->sent_from, (w->sent_n - w->sent_from) * sizeof *w->sent);
        w->sent_n -= w->sent_from;
        w->first_number += w->sent_from;
        w->sent_from = 0;
    }
    if (w->sent_n == w->sent_room) {
        size_t room = w->sent_room * 2 + 1024;
        struct sent *more = realloc(w->sent, room * sizeof *more);
        if (more == NULL)
            return no_memory(w);
        w->sent = more;
        w->sent_room = room;
    }
    w->sent[w->sent_n++] = (struct sent){ .id = hash_of(id, strlen(id)), .hand = (uint32_t)(h - w->hands), .open = true, .dead = dead };
    w->open++;
    h->waiting++;
    return true;
}

/* --- the dead letter --- */

/* The diagnostics that fit, whole lines of them; the rest is counted. */
static unsigned long
bound(struct wire_buf *found)
{
    unsigned long left_off = 0;
    size_t n = found->n;

    if (n <= MOST_DIAGNOSTICS)
        return 0;
    for (n = MOST_DIAGNOSTICS; n > 0 && found->p[n - 1] != '\n';)
        n--;
    for (size_t i = n; i < found->n; i++)
        left_off += found->p[i] == '\n';
    found->n = n;
    return left_off;
}

static void
bury(struct worker *w, struct hand *h)
{
    struct letter l;
    unsigned long left_off = bound(&h->found);
    const amqp_basic_properties_t *given = &h->message.properties;
    char id[SHORT_MOST + 1] = "";

    if ((given->_flags & AMQP_BASIC_MESSAGE_ID_FLAG) != 0)
        snprintf(id, sizeof id, "%.*s", (int)given->message_id.len, (const char *)given->message_id.bytes);
    if (!letter_of_dead(&l, &h->message)) {
        no_memory(w);
        return;
    }
    letter_say(&l, "x-wirecopy-reason", wire_str_of(h->reason));
    letter_say(&l, "x-wirecopy-queue", wire_str_of(w->b.queue));
    letter_say(&l, "x-wirecopy-routing-key", wire_str_of(h->key));
    letter_say(&l, "x-wirecopy-diagnostics", wire_buf_slice(&h->found));
    letter_count(&l, "x-wirecopy-stories", h->stories);
    if (left_off != 0)
        letter_count(&l, "x-wirecopy-diagnostics-left-off", left_off);
    if (!broker_fits(&w->b, &l.properties))
        letter_lighten(&l);
    if (broker_publish(&w->b, w->b.dead, h->reason, &l.properties, h->message.body) && note_sent(w, h, id, true)) {
        h->state = BURIED;
        h->returned = false;
    }
    letter_free(&l);
}

/* --- from the reading to the acknowledgement --- */

static void
is_done(struct worker *w, struct hand *h)
{
    w->done++;
    w->dead += h->state == BURIED;
    h->state = DONE;
}

/* Acknowledge what is done: a quorum queue notes each acknowledgement on disk, so those before the oldest that is still in work are one. */
static void
acknowledge(struct worker *w)
{
    uint64_t oldest = w->strayed ? 0 : UINT64_MAX, through = 0;

    for (int i = 0; i < w->b.prefetch; i++) {
        if (w->hands[i].state != FREE && w->hands[i].state != DONE && w->hands[i].number < oldest)
            oldest = w->hands[i].number;
    }
    for (int i = 0; i < w->b.prefetch; i++) {
        if (w->hands[i].state == DONE && w->hands[i].number < oldest && w->hands[i].number > through)
            through = w->hands[i].number;
    }
    if (through != 0 && !broker_acknowledge(&w->b, through, true))
        return;
    for (int i = 0; i < w->b.prefetch; i++) {
        struct hand *h = &w->hands[i];
        if (h->state == DONE && (h->number <= through || broker_acknowledge(&w->b, h->number, false)))
            let_go(w, h);
    }
}

static void
put_off(struct worker *w, struct hand *h, enum state state)
{
    h->state = state;
    h->due = now() + back_off(w, AGAIN, AGAIN_MOST, h->tries++);
}

/* Nothing of it is under way any more: what comes next? */
static void
settle(struct worker *w, struct hand *h)
{
    if (h->waiting != 0)
        return;
    if (h->state == BURIED && (h->denied || h->returned)) {
        report(w, h, QUEUE_STUCK, w->b.dead);
        h->denied = h->returned = false;
        put_off(w, h, DEAD);
    } else if (h->state == BURIED) {
        is_done(w, h);
    } else if (h->state == READ && h->denied) {
        report(w, h, QUEUE_NOT_CONFIRMED, "");
        h->denied = h->returned = false;
        put_off(w, h, WAITING);
    } else if (h->state == READ && h->reason == NULL) {
        is_done(w, h);
    } else if (h->state == READ) {
        bury(w, h);
    }
}

static void
on_confirmation(struct worker *w, const struct event *e, bool denied)
{
    uint64_t first = w->first_number + w->sent_from;

    if (e->number < first || e->number - w->first_number >= w->sent_n)
        return;
    for (uint64_t number = e->multiple ? first : e->number; number <= e->number; number++) { /* settling may move the rows */
        struct sent *s = &w->sent[number - w->first_number];
        struct hand *h = &w->hands[s->hand];
        if (!s->open)
            continue;
        s->open = false;
        w->open--;
        h->waiting--;
        h->denied |= denied;
        settle(w, h);
        if (w->b.conn == NULL)
            return;
    }
    while (w->sent_from < w->sent_n && !w->sent[w->sent_from].open)
        w->sent_from++;
}

/* A message comes back for want of a queue, before its confirmation. It is known by its id; where two in hand have the same, the
 * same holds of both. */
static void
on_return(struct worker *w, struct event *e)
{
    const amqp_bytes_t *id = &e->message.properties.message_id;
    bool has = (e->message.properties._flags & AMQP_BASIC_MESSAGE_ID_FLAG) != 0;
    uint64_t hash = hash_of(has ? id->bytes : "", has ? id->len : 0);

    for (size_t i = w->sent_from; i < w->sent_n; i++) {
        struct hand *h = &w->hands[w->sent[i].hand];
        if (!w->sent[i].open || w->sent[i].id != hash || w->sent[i].dead != (strcmp(e->exchange, w->b.dead) == 0))
            continue;
        if (!w->sent[i].dead && !h->returned) {
            char detail[2 * SHORT_MOST + 8];
            snprintf(detail, sizeof detail, "%s %s", e->exchange, e->key);
            w->p.diag.also = &h->found;
            report(w, h, QUEUE_UNROUTABLE, detail);
            w->p.diag.also = w->now != NULL ? &w->now->found : NULL;
            h->reason = h->reason != NULL ? h->reason : "unroutable";
        }
        h->returned = true;
    }
    broker_forget(&w->b, &e->message);
}

static void
on_delivery(struct worker *w, struct event *e)
{
    int i = 0;

    while (i < w->b.prefetch && w->hands[i].state != FREE)
        i++;
    if (i == w->b.prefetch) { /* more than were asked for: left unacknowledged, it is delivered again */
        broker_forget(&w->b, &e->message);
        w->strayed = true;
        return;
    }
    w->hands[i] = (struct hand){ .state = WAITING, .number = e->number, .message = e->message, .found = WIRE_BUF_INIT };
    memcpy(w->hands[i].key, e->key, sizeof e->key);
}

/* Take one event; false: there was none in the time. */
static bool
take_event(struct worker *w, int milliseconds)
{
    struct event e;

    broker_wait(&w->b, milliseconds, &e);
    switch (e.what) {
    case NOTHING:
    case LOST:
        return false;
    case DELIVERED:
        on_delivery(w, &e);
        break;
    case RETURNED:
        on_return(w, &e);
        break;
    case CONFIRMED:
    case DENIED:
        on_confirmation(w, &e, e.what == DENIED);
        break;
    }
    return w->b.conn != NULL;
}

/* --- a story, out of the pipeline --- */

static enum wire_status
publish(struct worker *w, const struct wire_article *a, struct wire_str bytes)
{
    struct hand *h = w->now;
    struct letter l;
    char key[SHORT_MOST + 1];
    bool good;

    routing_key(&w->key, a, h->key, key);
    if (!letter_of_story(&l, &h->message, w->p.to, &w->p.how, w->p.sheet != NULL)) {
        no_memory(w);
        return WIRE_E_NOMEM;
    }
    letter_id(a, bytes, l.id);
    l.properties.message_id = amqp_of(l.id, strlen(l.id));
    l.properties._flags |= AMQP_BASIC_MESSAGE_ID_FLAG;
    if (!broker_fits(&w->b, &l.properties))
        letter_lighten(&l);
    good = broker_publish(&w->b, w->b.exchange, key, &l.properties, amqp_of(bytes.p, bytes.n)) && note_sent(w, h, l.id, false);
    if (good) {
        h->stories++;
        w->stories++;
    }
    letter_free(&l);
    return good ? WIRE_OK : WIRE_STOP;
}

static enum wire_status
deliver(void *ctx, struct wire_article *a)
{
    struct worker *w = ctx;
    enum wire_status st;
    bool in;

    while (w->open >= MOST_UNCONFIRMED && w->b.conn != NULL) /* a message of ten thousand stories must not run ahead of the broker */
        take_event(w, IDLE);
    st = pipeline_put(&w->p, a, &in);
    if (st == WIRE_OK && in)
        st = publish(w, a, wire_buf_slice(&w->p.out.buf));
    wire_buf_clear(&w->p.out.buf);
    return st;
}

/* Why a message, having been read, is a dead letter; NULL: it is none. */
static const char *
reason_of(const struct worker *w, const struct outcome *became, unsigned long stories, bool refused, bool invalid)
{
    const char *const *value = w->p.o->value;

    if (invalid)
        return "invalid";
    if (became->status != EXIT_GOOD)
        return "unreadable";
    if (refused)
        return "refused";
    if (stories == 0)
        return "no-story";
    if (became->losses != 0 && value[OPT_FAIL_IF_LOSS] != NULL)
        return "loss";
    return became->count[WIRE_WARNING] != 0 && value[OPT_FAIL_IF_WARNINGS] != NULL ? "warnings" : NULL;
}

static void
convert(struct worker *w, struct hand *h)
{
    char name[SHORT_MOST + 1];
    struct input in;
    struct outcome became;
    unsigned long refused = w->p.stage.refused, invalid = w->p.invalid;
    const char *reason;
    bool going;

    name_message(w, h, name, sizeof name);
    input_of_bytes(&in, name, h->message.body.bytes, h->message.body.len);
    wire_buf_clear(&h->found);
    h->reason = NULL;
    h->stories = 0;
    h->state = READING;
    w->now = h;
    w->p.diag.also = &h->found;
    w->p.stage.moment = (int64_t)time(NULL); /* embargoes end while we run */
    going = job_read(&w->p, &in, &became);
    w->p.diag.also = NULL;
    w->now = NULL;
    if (w->b.conn == NULL)
        return;
    if (!going || h->found.err != WIRE_OK) {
        w->status = worse(w->status, EXIT_TROUBLE);
        return;
    }
    h->state = READ;
    reason = reason_of(w, &became, h->stories, w->p.stage.refused != refused, w->p.invalid != invalid);
    if (reason != NULL) /* it may have one already: a story came back */
        h->reason = reason;
    settle(w, h);
}

/* --- the loop --- */

/* Of what can be gone on with, the oldest; or NULL, and *wait is how long there is nothing to do. */
static struct hand *
next_hand(struct worker *w, int *wait)
{
    struct hand *next = NULL;
    int64_t moment = now();

    *wait = IDLE;
    for (int i = 0; i < w->b.prefetch; i++) {
        struct hand *h = &w->hands[i];
        if (h->state != WAITING && h->state != DEAD)
            continue;
        if (h->due > moment)
            *wait = h->due - moment < *wait ? (int)(h->due - moment) : *wait;
        else if (next == NULL || h->number < next->number)
            next = h;
    }
    if (next != NULL)
        *wait = 0;
    return next;
}

/* Until the connection is lost, a signal comes or memory is out. */
static void
work(struct worker *w)
{
    while (w->b.conn != NULL && !asked_to_finish() && w->status == EXIT_GOOD) {
        int wait;
        struct hand *h = next_hand(w, &wait);

        for (bool more = take_event(w, wait); more;)
            more = take_event(w, 0);
        acknowledge(w);
        if (w->b.conn == NULL)
            break;
        if (h != NULL && h->state == WAITING)
            convert(w, h);
        else if (h != NULL && h->state == DEAD)
            bury(w, h);
    }
}

/* What was read is confirmed and acknowledged; what was not begun goes back to the queue. */
static void
finish(struct worker *w)
{
    int64_t end = now() + FINISH_MOST;

    if (!broker_cancel(&w->b))
        return;
    while (w->open != 0 && w->b.conn != NULL && now() < end)
        take_event(w, IDLE);
    acknowledge(w);
    for (end = now() + LINGER; w->b.conn != NULL && now() < end;)
        take_event(w, LINGER);
    broker_disconnect(&w->b, w->b.conn != NULL);
}

static void
rest(int64_t milliseconds)
{
    int64_t end = now() + milliseconds;

    for (int64_t left = milliseconds; left > 0 && !asked_to_finish(); left = end - now())
        nanosleep(&(struct timespec){ left / 1000, left % 1000 * 1000000 }, NULL);
}

/* Connect, however often it takes. False: it is no use, or a signal came. */
static bool
connect_again(struct worker *w)
{
    while (!asked_to_finish()) {
        if (broker_connect(&w->b)) {
            w->tries = 0;
            w->was_there = true;
            if (w->p.diag.verbose)
                diag_note(&w->p.diag, "wirecopy: connected to %s", w->b.where.host);
            return true;
        }
        if (w->b.hopeless && !w->was_there) {
            diag_say(&w->p.diag, QUEUE_CLOSED, w->b.where.host, w->b.why);
            w->status = EXIT_TROUBLE;
            return false;
        }
        diag_say(&w->p.diag, QUEUE_LOST, w->b.where.host, w->b.why);
        rest(back_off(w, CONNECT_AGAIN, CONNECT_AGAIN_MOST, w->tries++));
    }
    return false;
}

static int
run(void *ctx)
{
    struct worker *w = ctx;

    w->seed = (unsigned)getpid() ^ (unsigned)time(NULL);
    while (w->status == EXIT_GOOD && connect_again(w)) {
        forget_all(w);
        work(w);
        if (w->b.conn != NULL)
            finish(w);
        else if (!asked_to_finish())
            diag_say(&w->p.diag, QUEUE_LOST, w->b.where.host, w->b.why);
        if (asked_to_finish())
            break;
    }
    broker_disconnect(&w->b, false);
    forget_all(w);
    if (w->p.diag.verbose && !w->p.diag.quiet)
        diag_note(&w->p.diag, "wirecopy: %lu message%s done, %lu of them dead letters, %lu stor%s published", w->done,
                  w->done == 1 ? "" : "s", w->dead, w->stories, w->stories == 1 ? "y" : "ies");
    return w->status;
}

/* What stands for every story that a reader is to see: none that must not be published. */
static void
guard(struct worker *w)
{
    bool asked = w->p.o->value[OPT_PUBLISHABLE] != NULL;
    bool open = w->p.to->is_public && w->p.o->value[OPT_WITH_NON_PUBLIC] == NULL;

    w->p.stage.refuses = w->p.stage.judges = asked || open;
}

int
run_worker(const struct options *o)
{
    struct worker w = { .first_number = 1 };
    const char *pattern = o->value[OPT_KEY];
    struct options converting = *o;
    int st;

    signals_finish();
    if ((st = routing_parse(&w.key, o, OPT_KEY, pattern != NULL ? pattern : "{provider}.{language}.{type}")) >= 0)
        return st;
    converting.file_count = 0;
    if ((st = job_open(&w.p, &converting)) >= 0)
        return st;
    w.p.deliver = deliver;
    w.p.deliver_ctx = &w;
    w.p.progress.on = false;
    guard(&w);
    if ((st = broker_init(&w.b, o, &w.p.diag)) < 0 && (st = job_shut_in(&w.p, w.b.where.port)) < 0) {
        w.hands = calloc((size_t)w.b.prefetch, sizeof *w.hands);
        st = w.hands != NULL ? crew_run(w.p.threads, run, &w) : EXIT_TROUBLE;
        if (w.hands == NULL)
            no_memory(&w);
    }
    broker_free(&w.b);
    free(w.hands);
    free(w.sent);
    w.p.status = EXIT_GOOD; /* what became of each message is with the broker, and said */
    w.p.diag.verbose = false;
    job_close(&w.p);
    return st;
}

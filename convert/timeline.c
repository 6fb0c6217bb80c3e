/* wirecopy timeline: the versions of each story put by, put in order, and told. */
#include "convert/timeline.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "convert/commands.h"
#include "convert/memory.h"
#include "convert/output.h"
#include "convert/signals.h"
#include "convert/stage.h"
#include "convert/terminal.h"
#include "convert/sandbox.h"
#include "convert/unnamed.h"

enum { WORTH_A_WRITE = 1 << 18 };

const struct event_row event_rows[EVENTS] = {
    [EVENT_NEW] = { "new", "New" },
    [EVENT_UPDATE] = { "update", "Update" },
    [EVENT_LEAD] = { "lead", "New lead" },
    [EVENT_WRITETHRU] = { "writethru", "Writethru" },
    [EVENT_CORRECTION] = { "correction", "Correction" },
    [EVENT_REFILE] = { "refile", "Refile" },
    [EVENT_REPEAT] = { "repeat", "Repeat" },
    [EVENT_ADVISORY] = { "advisory", "Advisory" },
    [EVENT_EMBARGO] = { "embargo", "Embargo" },
    [EVENT_HOLD] = { "hold", "Withheld" },
    [EVENT_RELEASE] = { "release", "Released" },
    [EVENT_KILL] = { "kill", "Kill" },
    [EVENT_VOID] = { "void", "After the kill" },
};

const struct event_row standing_rows[] = {
    [WIRE_STANDS] = { "publishable", "may be published" },
    [WIRE_CANCELED] = { "canceled", "killed" },
    [WIRE_WITHHELD] = { "withheld", "withheld" },
    [WIRE_EMBARGOED] = { "embargoed", "under embargo" },
};

/* A version, and where what is kept of it stands. */
struct row {
    unsigned char story[STORY_DIGEST];
    struct wire_rank rank;
    size_t position;           /* in the batch */
    uint64_t at;               /* in the file */
    uint32_t size;
    uint8_t standing;
};

struct group {
    size_t first, n;           /* rows */
    size_t newest;
    size_t position;           /* of the one that came first */
};

struct timeline {
    struct stage stage;        /* the moment that is asked for */
    const struct teller *teller;
    struct diagnostics diag;
    struct reading reading;
    struct output target;
    struct row *rows;
    size_t n, room, position;
    struct group *groups;
    size_t group_count;
    int fd;                    /* what is kept of the versions, one after another */
    uint64_t size;             /* written there, without what waits in kept */
    struct wire_buf kept, out;
    const struct input *input;
    unsigned long index;
    bool colour;
    bool failed;               /* there is no going on: an input that cannot be read is no such case */
    int status;
};

/* --- reading --- */

static enum wire_status
fail(struct timeline *t, enum program_finding what, int error)
{
    t->reading.stop = t->failed = true;
    t->status = EXIT_TROUBLE;
    if (what != NO_MEMORY || !t->diag.said_no_memory)
        diag_say(&t->diag, what, t->input != NULL ? t->input->name : NULL, what == NO_MEMORY ? "" : strerror(error));
    return what == NO_MEMORY ? WIRE_E_NOMEM : WIRE_STOP;
}

static bool
flush_kept(struct timeline *t)
{
    for (size_t at = 0; at < t->kept.n;) {
        ssize_t put = pwrite(t->fd, t->kept.p + at, t->kept.n - at, (off_t)(t->size + at));
        if (put < 0 && errno == EINTR && !interrupted())
            continue;
        if (put < 0)
            return false;
        at += (size_t)put;
    }
    t->size += t->kept.n;
    wire_buf_clear(&t->kept);
    return true;
}

static bool
add_row(struct timeline *t, const struct row *row)
{
    if (t->n == t->room) {
        size_t room = t->room * 2 + 256;
        struct row *rows = realloc(t->rows, room * sizeof *rows);
        if (rows == NULL)
            return false;
        t->rows = rows;
        t->room = room;
    }
    t->rows[t->n++] = *row;
    return true;
}

/* Which format it is in, as convert has it: how a status is meant depends on it. Article JSON says it itself. */
static void
name_format(const struct timeline *t, struct wire_article *a)
{
    struct wire_value *source = wire_first(a, WIRE_F_SOURCE);
    struct wire_at nowhere = { 0 };

    if (source == NULL)
        source = wire_add_record(a, WIRE_F_SOURCE, nowhere);
    if (wire_get(source, WIRE_K_FORMAT) == NULL)
        wire_put_text(a, source, WIRE_K_FORMAT, wire_str_of(t->input->format->name), nowhere);
}

/* Keep a version, if it was there at the moment asked for. */
static enum wire_status
keep(struct timeline *t, struct wire_article *a)
{
    struct row row = { .position = t->position++ };
    size_t before = t->kept.n;

    wire_life_rank(a, &row.rank);
    if (t->stage.as_of && !survey_is_there(&row.rank, t->stage.moment))
        return WIRE_OK;
    if (!story_digest(a, row.story))
        memcpy(row.story, &row.position, sizeof row.position); /* by itself: no other has this number */
    name_format(t, a);
    row.standing = (uint8_t)wire_life_standing(a, t->stage.moment);
    row.at = t->size + before;
    version_pack(&t->kept, a, wire_str_of(t->input->name), t->index);
    row.size = (uint32_t)(t->kept.n - before);
    if (t->kept.err != WIRE_OK || t->kept.n - before > UINT32_MAX || !add_row(t, &row))
        return fail(t, NO_MEMORY, 0);
    if (t->kept.n >= WORTH_A_WRITE && !flush_kept(t))
        return fail(t, NOT_PUT_BY, errno);
    return WIRE_OK;
}

static enum wire_status
on_story(void *ctx, struct wire_article *a)
{
    struct timeline *t = ctx;
    enum wire_status st = WIRE_OK;

    t->index++;
    if (interrupted())
        st = WIRE_STOP;
    else if (memory_failed() || a->arena->err == WIRE_E_NOMEM)
        st = fail(t, NO_MEMORY, 0);
    else if (a->arena->err != WIRE_OK)
        diag_say(&t->diag, STORY_LIMIT, t->input->name, "");
    else
        st = keep(t, a);
    wire_article_free(a);
    return st;
}

static void
on_diagnostic(void *ctx, const struct wire_diag *diag)
{
    struct timeline *t = ctx;

    diag_report(&t->diag, diag);
}

static void
on_begin(void *ctx, const struct input *in)
{
    struct timeline *t = ctx;

    t->input = in;
    t->index = 0;
}

static void
on_end(void *ctx, const struct input *in, enum wire_status st)
{
    struct timeline *t = ctx;

    if (st == WIRE_OK && t->index == 0 && in->error == 0)
        diag_say(&t->diag, INPUT_NO_STORY, in->name, "");
    t->input = NULL;
}

/* --- in order --- */

/* The versions of a story together, in the order of its life: there a kill stands where its version has it. */
static int
by_life(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    struct wire_rank r = x->rank, s = y->rank;
    int order = memcmp(x->story, y->story, STORY_DIGEST);

    r.kill = s.kill = false;
    if (order == 0)
        order = wire_rank_compare(&r, &s);
    return order != 0 ? order : (x->position > y->position) - (x->position < y->position);
}

static const struct timeline *
of(void *ctx)
{
    return ctx;
}

/* Stories by when their first version was made, those that do not say it first; then as they came. */
static int
by_time(const void *a, const void *b, void *ctx)
{
    const struct group *x = a, *y = b;
    int64_t begun = of(ctx)->rows[x->first].rank.created, other = of(ctx)->rows[y->first].rank.created;

    if (begun != other)
        return begun < other ? -1 : 1;
    return (x->position > y->position) - (x->position < y->position);
}

static bool
put_in_order(struct timeline *t)
{
    if (t->n == 0)
        return true;
    qsort(t->rows, t->n, sizeof *t->rows, by_life);
    if ((t->groups = malloc(t->n * sizeof *t->groups)) == NULL)
        return false;
    for (size_t i = 0; i < t->n; i++) {
        const struct row *row = &t->rows[i];
        struct group *g = t->group_count != 0 ? &t->groups[t->group_count - 1] : NULL;
        int order;
        if (g == NULL || memcmp(row->story, t->rows[g->first].story, STORY_DIGEST) != 0) {
            t->groups[t->group_count++] = (struct group){ .first = i, .n = 1, .newest = i, .position = row->position };
            continue;
        }
        g->n++;
        order = wire_rank_compare(&row->rank, &t->rows[g->newest].rank);
        if (order > 0 || (order == 0 && row->position > t->rows[g->newest].position))
            g->newest = i;
        if (row->position < g->position)
            g->position = row->position;
    }
    qsort_r(t->groups, t->group_count, sizeof *t->groups, by_time, t);
    return true;
}

/* --- telling --- */

static bool
is_under_embargo(const struct version *v)
{
    return v->open || v->until.n != 0;
}

/* An embargo may be a status that holds the story back, and still is an embargo. */
static bool
is_held(const struct version *v)
{
    return wire_str_is(v->status, "withheld") && !is_under_embargo(v);
}

static enum event
event_of(const struct version *v, const struct version *before, const struct changes *c, bool killed)
{
    static const struct {
        const char *kind;
        enum event event;
    } kinds[] = { { "correction", EVENT_CORRECTION }, { "refile", EVENT_REFILE }, { "advisory", EVENT_ADVISORY } };
    bool again = before != NULL && wire_str_eq(v->version, before->version) && wire_str_eq(v->created, before->created) &&
                 !changes_any(c);

    if (again)
        return EVENT_REPEAT;
    if (v->kill)
        return EVENT_KILL;
    if (killed)
        return EVENT_VOID;
    if (is_held(v) && (before == NULL || !is_held(before)))
        return EVENT_HOLD;
    if (before != NULL && ((is_held(before) && !is_held(v)) || (is_under_embargo(before) && !is_under_embargo(v))))
        return EVENT_RELEASE;
    for (size_t i = 0; i < WIRE_COUNT(kinds); i++) {
        if (wire_str_is(v->kind, kinds[i].kind))
            return kinds[i].event;
    }
    if (v->writethru)
        return EVENT_WRITETHRU;
    if (v->lead != 0)
        return EVENT_LEAD;
    if (before == NULL)
        return EVENT_NEW;
    return is_under_embargo(v) && !is_under_embargo(before) ? EVENT_EMBARGO : EVENT_UPDATE;
}

/* A version as it was put by; bytes holds it. */
static bool
fetch(struct timeline *t, const struct row *row, struct wire_buf *bytes, struct version *v)
{
    wire_buf_clear(bytes);
    version_free(v);
    if (row->size > bytes->cap && !wire_buf_room(bytes, row->size))
        return false;
    while (bytes->n < row->size) {
        ssize_t got = pread(t->fd, bytes->p + bytes->n, row->size - bytes->n, (off_t)(row->at + bytes->n));
        if (got < 0 && errno == EINTR && !interrupted())
            continue;
        if (got <= 0)
            return false;
        bytes->n += (size_t)got;
    }
    return version_unpack(v, wire_buf_slice(bytes));
}

static bool
put_out(struct timeline *t, size_t from_size)
{
    if (t->out.err != WIRE_OK) {
        fail(t, NO_MEMORY, 0);
        return false;
    }
    if (t->out.n < from_size)
        return true;
    if (!output_write(&t->target, t->out.p, t->out.n) && !t->target.closed && !interrupted())
        fail(t, WRITE_FAILED, t->target.failed);
    wire_buf_clear(&t->out);
    return !t->failed && !t->target.closed && !interrupted();
}

/* Two versions at a time, and what the later has that the other has not. */
struct telling {
    struct wire_buf bytes[2];
    struct version v[2];
    struct changes changes;
};

static bool
tell_story(struct timeline *t, struct telling *w, const struct group *g)
{
    struct life life = { .versions = g->n, .standing = (enum wire_standing)t->rows[g->newest].standing };
    bool killed = false;

    if (!fetch(t, &t->rows[g->newest], &w->bytes[0], &w->v[0]))
        return false;
    life.uri = w->v[0].uri;
    life.headline = w->v[0].headline;
    life.version = w->v[0].version;
    t->teller->story(&t->out, &life);
    for (size_t i = 0; i < g->n; i++) {
        struct version *now = &w->v[i % 2], *before = i != 0 ? &w->v[(i + 1) % 2] : NULL;
        struct moment m = { .now = now, .before = before, .newest = g->first + i == g->newest };
        if (!fetch(t, &t->rows[g->first + i], &w->bytes[i % 2], now))
            return false;
        if (before != NULL && !changes_between(&w->changes, before, now))
            return false;
        m.changes = before != NULL ? &w->changes : NULL;
        m.event = event_of(now, before, m.changes, killed);
        killed |= now->kill;
        t->teller->version(&t->out, &m, i + 1, t->colour);
    }
    if (t->teller->story_end != NULL)
        t->teller->story_end(&t->out);
    return true;
}

static void
tell(struct timeline *t, const char *as_of)
{
    struct telling w = { .bytes = { WIRE_BUF_INIT, WIRE_BUF_INIT } };
    bool good = true;

    if (!put_in_order(t)) {
        fail(t, NO_MEMORY, 0);
        return;
    }
    if (t->teller->begin != NULL)
        t->teller->begin(&t->out, as_of, t->group_count);
    for (size_t i = 0; i < t->group_count && good; i++) {
        errno = ENOMEM;
        good = tell_story(t, &w, &t->groups[i]);
        if (!good)
            fail(t, errno == ENOMEM ? NO_MEMORY : NOT_PUT_BY, errno);
        good = good && put_out(t, WORTH_A_WRITE);
    }
    if (good && t->teller->end != NULL)
        t->teller->end(&t->out);
    if (good)
        put_out(t, 0);
    for (int i = 0; i < 2; i++) {
        wire_buf_free(&w.bytes[i]);
        version_free(&w.v[i]);
    }
    changes_free(&w.changes);
}

/* --- the command --- */

static int
set_up(struct timeline *t, const struct options *o)
{
    static const struct {
        const char *name;
        const struct teller *teller;
    } forms[] = { { "text", &teller_text }, { "json", &teller_json }, { "html", &teller_page } };
    const char *form = o->value[OPT_FORM], *diagnostics = o->value[OPT_DIAGNOSTICS];
    int st;

    diag_init(&t->diag, diagnostics == NULL || strcmp(diagnostics, "text") == 0 ? DIAG_TEXT
                        : strcmp(diagnostics, "json") == 0                      ? DIAG_JSON
                                                                                : DIAG_SARIF);
    t->diag.colour = terminal_colour(STDERR_FILENO, o->value[OPT_COLOR]);
    t->diag.verbose = o->value[OPT_VERBOSE] != NULL;
    t->diag.quiet = !t->diag.verbose;
    for (size_t i = 0; i < WIRE_COUNT(forms); i++) {
        if (strcmp(form != NULL ? form : "text", forms[i].name) == 0)
            t->teller = forms[i].teller;
    }
    if ((st = reading_init(&t->reading, o, &t->diag)) >= 0 || (st = stage_init(&t->stage, o)) >= 0)
        return st;
    t->reading.sink = (struct wire_sink){ on_story, on_diagnostic, t };
    t->reading.begin = on_begin;
    t->reading.end = on_end;
    t->reading.ctx = t;
    if (!output_open(&t->target, o->value[OPT_OUTPUT])) {
        fail(t, WRITE_FAILED, t->target.failed);
        return EXIT_TROUBLE;
    }
    if (t->target.kind == TO_FOLDER)
        return usage_error(o->command, "a timeline goes into one file: '%s' is a folder", o->value[OPT_OUTPUT]);
    t->colour = t->target.kind == TO_STREAM && terminal_colour(STDOUT_FILENO, o->value[OPT_COLOR]);
    if ((t->fd = unnamed_file()) >= 0)
        return -1;
    fail(t, NOT_PUT_BY, errno);
    return EXIT_TROUBLE;
}

static void
finish(struct timeline *t)
{
    bool failed_before = t->target.failed != 0;
    /* an input at fault keeps no other from being told, but a file appears whole or not at all */
    bool keep = t->status == EXIT_GOOD && !interrupted();

    if (t->target.kind == TO_FILE && t->status != EXIT_GOOD && !t->failed)
        diag_say(&t->diag, OUTPUT_WITHHELD, t->target.name, "");
    if (!output_close(&t->target, keep) && !failed_before && !t->target.closed)
        fail(t, WRITE_FAILED, t->target.failed);
}

static void
shut_in(struct timeline *t, const struct options *o)
{
    struct sandbox s;

    sandbox_begin(&s, o);
    sandbox_allow_inputs(&s, o);
    output_allow(&s, &t->target);
    sandbox_close(&s, &t->diag);
}

int
run_timeline(const struct options *o)
{
    struct timeline t = { .fd = -1, .kept = WIRE_BUF_INIT, .out = WIRE_BUF_INIT, .target = { .fd = -1, .dir = -1 } };
    int st = set_up(&t, o);

    if (st < 0) {
        shut_in(&t, o);
        st = input_read_all(&t.reading, o);
        t.status = worse(t.status, st);
        if (!t.failed && !interrupted() && !flush_kept(&t))
            fail(&t, NOT_PUT_BY, errno);
        if (!t.reading.stop && !interrupted())
            tell(&t, o->value[OPT_AS_OF]);
        finish(&t);
    } else {
        t.status = st;
        output_close(&t.target, false);
        if (st == EXIT_USAGE)
            t.diag.form = DIAG_TEXT; /* nothing was read: no empty document */
    }
    if (t.fd >= 0)
        close(t.fd);
    stage_free(&t.stage);
    reading_free(&t.reading);
    wire_buf_free(&t.kept);
    wire_buf_free(&t.out);
    free(t.rows);
    free(t.groups);
    diag_close(&t.diag);
    return t.status;
}

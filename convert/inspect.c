/* wirecopy inspect: what is in a story and where it stands, for a person. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "convert/commands.h"
#include "convert/input.h"
#include "convert/inspect.h"
#include "convert/memory.h"
#include "convert/output.h"
#include "convert/profile.h"
#include "convert/terminal.h"

enum { LABEL = 18, OUTLINE = 12 }; /* columns of a label; blocks of a body shown when not asked for all */

struct report {
    struct view view;
    struct wire_buf findings;  /* lines of what was reported since the last story */
    struct output target;
    struct diagnostics diag;
    struct reading reading;
    const struct input *input;
    struct profiling profiling;
    unsigned long index;
    int status;
};

/* --- rows: a label, a value as long as fits, and where it stands --- */

void
view_heading(struct view *v, const char *text)
{
    wire_buf_puts(v->out, "\n  ");
    put_style(v->out, v->colour, BOLD);
    wire_buf_puts(v->out, text);
    put_style(v->out, v->colour, PLAIN);
    wire_buf_putc(v->out, '\n');
}

static unsigned
pad(struct view *v, unsigned used, unsigned upto)
{
    for (; used < upto; used++)
        wire_buf_putc(v->out, ' ');
    return used;
}

void
view_row(struct view *v, const char *label, enum style style, struct wire_str value, struct wire_at at)
{
    char place[40] = "";
    unsigned used = 4, room;

    if (at.line != 0 && at.col != 0)
        snprintf(place, sizeof place, "%u:%u", at.line, at.col);
    else if (at.line != 0)
        snprintf(place, sizeof place, "%u", at.line);
    wire_buf_puts(v->out, "    ");
    put_style(v->out, v->colour, style);
    used += put_short(v->out, wire_str_of(label), v->full ? 0 : 34);
    put_style(v->out, v->colour, PLAIN);
    used = pad(v, used, used < 3 + LABEL ? 4 + LABEL : used + 1);
    room = v->width > used + (unsigned)strlen(place) + 12 ? v->width - used - (unsigned)strlen(place) - 2 : 10;
    used += put_short(v->out, value, v->full ? 0 : room);
    if (*place != '\0') {
        pad(v, used, v->width - (unsigned)strlen(place));
        if (v->full && used + strlen(place) >= v->width)
            wire_buf_puts(v->out, "  ");
        put_style(v->out, v->colour, DIM);
        wire_buf_puts(v->out, place);
        put_style(v->out, v->colour, PLAIN);
    }
    wire_buf_putc(v->out, '\n');
}

/* --- values on a line --- */

static void put_record(struct wire_buf *, const struct wire_value *, bool full, int depth);

static void
put_value(struct wire_buf *line, const struct wire_value *v, bool full, int depth)
{
    switch ((enum wire_kind)v->kind) {
    case WIRE_V_TEXT:
    case WIRE_V_NUMBER:
        wire_buf_str(line, v->s);
        break;
    case WIRE_V_TRUE:
        wire_buf_puts(line, "yes");
        break;
    case WIRE_V_FALSE:
        wire_buf_puts(line, "no");
        break;
    case WIRE_V_RECORD:
        put_record(line, v, full, depth + 1);
        break;
    case WIRE_V_ARTICLE:
        break;
    }
}

/* The member a person would name a record by. */
static const struct wire_value *
main_member(const struct wire_value *record)
{
    static const enum wire_key best[] = { WIRE_K_VALUE, WIRE_K_TEXT, WIRE_K_NAME, WIRE_K_LITERAL, WIRE_K_QCODE,
                                          WIRE_K_URI, WIRE_K_HREF };

    for (size_t i = 0; i < WIRE_COUNT(best); i++) {
        const struct wire_value *v = wire_get(record, best[i]);
        if (v != NULL)
            return v;
    }
    return NULL;
}

static bool
says_the_same(const struct wire_value *a, const struct wire_value *b)
{
    return a->kind == WIRE_V_TEXT && b->kind == WIRE_V_TEXT && wire_str_eq(a->s, b->s);
}

/* "role: value (key value, key value)" */
static void
put_record(struct wire_buf *line, const struct wire_value *record, bool full, int depth)
{
    const struct wire_value *best = main_member(record), *role = wire_get(record, WIRE_K_ROLE);
    const char *before = best != NULL || role != NULL ? " (" : "(";
    bool any = false, secret = !wire_is_public(record);

    if (depth > 8)
        return;
    if (role != NULL && role->s.n != 0) {
        wire_buf_str(line, role->s);
        wire_buf_puts(line, best != NULL ? ": " : "");
    }
    if (best != NULL)
        put_value(line, best, full, depth);
    for (const struct wire_value *m = record->first; m != NULL; m = m->next) {
        if (m == best || m == role || (secret && m->key == WIRE_K_PUBLIC) || (best != NULL && says_the_same(m, best)))
            continue; /* said already */
        if (m->kind == WIRE_V_RECORD && !full && best != NULL)
            continue;
        wire_buf_puts(line, any ? ", " : before);
        any = true;
        wire_buf_str(line, m->key == WIRE_K_OTHER ? m->name : wire_str_of(wire_keys[m->key]));
        wire_buf_putc(line, ' ');
        put_value(line, m, full, depth);
    }
    if (any)
        wire_buf_putc(line, ')');
}

void
view_value(struct wire_buf *line, const struct wire_value *v, bool full)
{
    put_value(line, v, full, 0);
}

static void
value_row(struct report *r, const char *label, enum style style, const struct wire_value *v)
{
    struct wire_buf *line = r->view.line;

    wire_buf_clear(line);
    view_value(line, v, r->view.full);
    if (v->lang.n != 0) {
        wire_buf_puts(line, " [");
        wire_buf_str(line, v->lang);
        wire_buf_putc(line, ']');
    }
    if (!wire_is_public(v))
        wire_buf_puts(line, " — not public");
    view_row(&r->view, label, style, wire_buf_slice(line), v->at);
}

/* --- the parts of a story --- */

static bool
is_apart(int field)
{
    return field == WIRE_F_BODIES || field == WIRE_F_ASSOCIATIONS || field == WIRE_F_EXTRA ||
           field == WIRE_F_NON_PUBLIC || field == WIRE_F_RESIDUE || field == WIRE_F_SOURCE;
}

static void
show_fields(struct report *r, const struct wire_article *a)
{
    for (int f = 0; f < WIRE_FIELD_COUNT; f++) {
        const char *label = wire_fields[f].name;
        if (is_apart(f))
            continue;
        for (const struct wire_value *v = a->fields[f].first; v != NULL; v = v->next) {
            value_row(r, label, CYAN, v);
            label = "";
        }
    }
}

static void
show_associations(struct report *r, const struct wire_article *a)
{
    if (wire_first(a, WIRE_F_ASSOCIATIONS) == NULL)
        return;
    view_heading(&r->view, "Associations");
    for (const struct wire_value *v = wire_first(a, WIRE_F_ASSOCIATIONS); v != NULL; v = v->next) {
        const struct wire_article *inner = v->article;
        struct wire_str name = wire_text_of(inner, WIRE_F_NAME), type = wire_text_of(inner, WIRE_F_TYPE);
        struct wire_str say = wire_headline(inner, true);
        char label[80];

        if (say.n == 0)
            say = wire_member(wire_first(inner, WIRE_F_DESCRIPTIONS), WIRE_K_VALUE);
        if (say.n == 0)
            say = wire_text_of(inner, WIRE_F_URI);
        if (say.n == 0)
            say = wire_member(wire_first(inner, WIRE_F_RENDITIONS), WIRE_K_HREF);
        snprintf(label, sizeof label, "%.*s%s%.*s", (int)(type.n < 30 ? type.n : 30), type.n != 0 ? type.p : "",
                 type.n != 0 && name.n != 0 ? " " : "", (int)(name.n < 30 ? name.n : 30), name.n != 0 ? name.p : "");
        view_row(&r->view, label, CYAN, say, v->at);
    }
}

static void
show_aside(struct report *r, const struct wire_article *a)
{
    static const enum wire_field aside[] = { WIRE_F_NON_PUBLIC, WIRE_F_RESIDUE, WIRE_F_EXTRA };
    static const char *const headings[] = { "Kept apart: not for publication", "Kept apart: around the story, not the story",
                                            "Kept, though not understood" };

    for (size_t i = 0; i < WIRE_COUNT(aside); i++) {
        const struct wire_value *v = wire_first(a, aside[i]);
        if (v == NULL)
            continue;
        view_heading(&r->view, headings[i]);
        for (; v != NULL; v = v->next) {
            struct wire_str where = wire_member(v, aside[i] == WIRE_F_EXTRA ? WIRE_K_NAME : WIRE_K_WHERE);
            char label[64];
            snprintf(label, sizeof label, "%.*s", (int)(where.n < 60 ? where.n : 60), where.n != 0 ? where.p : "");
            view_row(&r->view, label, MAGENTA, wire_member(v, WIRE_K_VALUE), v->at);
        }
    }
}

static void
show_skipped(struct report *r, const struct wire_article *a)
{
    struct wire_buf *line = r->view.line;
    bool any = false;

    for (const struct wire_ledger_row *row = a->ledger.first; row != NULL; row = row->next) {
        if (row->act != WIRE_SKIPPED)
            continue;
        if (!any)
            view_heading(&r->view, "Skipped");
        any = true;
        wire_buf_clear(line);
        wire_buf_str(line, row->path);
        if (row->why != NULL)
            wire_buf_printf(line, ": %s", row->why);
        {
            char times[24];
            snprintf(times, sizeof times, "%u ×", row->count);
            view_row(&r->view, times, DIM, wire_buf_slice(line), row->first);
        }
    }
}

static void
show_findings(struct report *r)
{
    if (r->findings.n == 0)
        return;
    view_heading(&r->view, "Findings");
    wire_buf_str(r->view.out, wire_buf_slice(&r->findings));
    wire_buf_clear(&r->findings);
}

static void
show_row(void *ctx, const struct wire_profile_row *row, unsigned times)
{
    struct report *r = ctx;
    char count[24];

    snprintf(count, sizeof count, "%u ×", times);
    view_row(&r->view, count, CYAN, row->text, (struct wire_at){ 0 });
    if (row->evidence.n != 0)
        view_row(&r->view, "", DIM, row->evidence, (struct wire_at){ 0 });
}

/* Which profile is for the story; where one is asked for it acts, before the story is shown. */
static void
show_profile(struct report *r, struct wire_article *a)
{
    const struct wire_profile *p = profiling_for(&r->profiling, a);
    char heading[160];

    if (p == NULL)
        return;
    snprintf(heading, sizeof heading, "Profile %.*s%s", (int)(p->name.n < 60 ? p->name.n : 60), p->name.p,
             r->profiling.on ? ": these rows acted" : " is for this story; it acts with --profile auto");
    view_heading(&r->view, heading);
    if (r->profiling.on)
        wire_profile_apply(p, a, show_row, r);
    wire_buf_putc(r->view.out, '\n');
}

static void
show_sums(struct report *r, const struct wire_ledger *l)
{
    struct wire_buf *out = r->view.out;
    size_t gone = l->placed + l->skipped;

    if (l->read == 0 && gone == 0)
        return;
    view_heading(&r->view, "Letters and digits");
    wire_buf_printf(out, "    %zu read = %zu placed + %zu skipped: ", l->read, l->placed, l->skipped);
    if (l->read == gone) {
        put_style(out, r->view.colour, GREEN);
        wire_buf_puts(out, "all accounted for");
    } else {
        put_style(out, r->view.colour, RED);
        wire_buf_printf(out, "%zu %s", l->read > gone ? l->read - gone : gone - l->read,
                        l->read > gone ? "missing" : "too many");
    }
    put_style(out, r->view.colour, PLAIN);
    wire_buf_putc(out, '\n');
}

static void
show_story(struct report *r, struct wire_article *a)
{
    struct wire_buf *out = r->view.out;
    struct wire_str headline = wire_headline(a, true);
    const struct wire_value *source = wire_first(a, WIRE_F_SOURCE);
    struct wire_str version = wire_member(source, WIRE_K_FORMAT_VERSION), encoding = wire_member(source, WIRE_K_ENCODING);

    wire_buf_putc(out, '\n');
    put_style(out, r->view.colour, BOLD);
    wire_buf_printf(out, "Story %lu", r->index);
    put_style(out, r->view.colour, PLAIN);
    if (headline.n != 0) {
        wire_buf_puts(out, "  ");
        put_short(out, headline, r->view.width - 12);
    }
    wire_buf_puts(out, "\n");
    show_profile(r, a);
    wire_buf_puts(out, "\n");
    if (version.n != 0)
        view_row(&r->view, "format version", DIM, version, (struct wire_at){ 0 });
    if (encoding.n != 0)
        view_row(&r->view, "encoding", DIM, encoding, (struct wire_at){ 0 });
    show_fields(r, a);
    view_body(&r->view, a, r->view.full ? 0 : OUTLINE);
    show_associations(r, a);
    show_aside(r, a);
    show_skipped(r, a);
    show_findings(r);
    show_sums(r, &a->ledger);
}

/* --- running --- */

static enum wire_status
stop(struct report *r, int status)
{
    r->reading.stop = true;
    r->status = worse(r->status, status);
    return status == EXIT_TROUBLE ? WIRE_E_NOMEM : WIRE_STOP;
}

static enum wire_status
flush(struct report *r)
{
    if (r->view.out->err != WIRE_OK || r->view.line->err != WIRE_OK || r->findings.err != WIRE_OK) {
        if (!r->diag.said_no_memory)
            diag_say(&r->diag, NO_MEMORY, r->input != NULL ? r->input->name : NULL, "");
        return stop(r, EXIT_TROUBLE);
    }
    if (!output_write(&r->target, r->view.out->p, r->view.out->n)) {
        wire_buf_clear(r->view.out);
        if (r->target.closed)
            return stop(r, EXIT_GOOD);
        diag_say(&r->diag, WRITE_FAILED, r->target.name, strerror(r->target.failed));
        stop(r, EXIT_TROUBLE);
        return WIRE_STOP;
    }
    wire_buf_clear(r->view.out);
    return WIRE_OK;
}

static enum wire_status
on_story(void *ctx, struct wire_article *a)
{
    struct report *r = ctx;
    enum wire_status st = WIRE_E_NOMEM;

    r->index++;
    if (a->arena->err != WIRE_E_NOMEM) {
        r->view.arena = a->arena;
        show_story(r, a);
    }
    if (!memory_failed() && a->arena->err != WIRE_E_NOMEM) /* showing takes some of the arena, too */
        st = flush(r);
    else
        r->reading.stop = true;
    wire_article_free(a);
    return st;
}

static void
on_diagnostic(void *ctx, const struct wire_diag *d)
{
    static const enum style styles[] = { [WIRE_ERROR] = RED, [WIRE_WARNING] = YELLOW, [WIRE_STYLE] = CYAN };
    struct report *r = ctx;
    struct view v = r->view;
    struct wire_buf *line = v.line;

    r->diag.count[d->what->level]++;
    v.out = &r->findings;
    wire_buf_clear(line);
    wire_buf_puts(line, d->what->text);
    if (*d->detail != '\0')
        wire_buf_printf(line, ": %s", d->detail);
    wire_buf_printf(line, " [%s]", d->what->id);
    v.full = true; /* a finding cut short helps nobody */
    view_row(&v, finding_level(d->what->level), styles[d->what->level], wire_buf_slice(line), d->at);
}

static void
on_begin(void *ctx, const struct input *in)
{
    struct report *r = ctx;
    struct wire_buf *out = r->view.out;

    if (r->input != NULL)
        wire_buf_puts(out, "\n\n");
    r->input = in;
    r->index = 0;
    put_style(out, r->view.colour, BOLD);
    put_clean(out, wire_str_of(in->name));
    put_style(out, r->view.colour, PLAIN);
    wire_buf_putc(out, '\n');
    wire_buf_clear(r->view.line);
    wire_buf_printf(r->view.line, "%s: %s", in->format->name, in->format->title);
    view_row(&r->view, "format", DIM, wire_buf_slice(r->view.line), (struct wire_at){ 0 });
    view_row(&r->view, in->why != NULL ? "guessed, because" : "as named", DIM, wire_str_of(in->why != NULL ? in->why : "with -f"),
             (struct wire_at){ 0 });
}

static void
on_end(void *ctx, const struct input *in, enum wire_status st)
{
    struct report *r = ctx;

    (void)in;
    (void)st;
    show_findings(r);
    if (r->index != 1) {
        char count[48];
        snprintf(count, sizeof count, "%lu stories in all", r->index);
        view_heading(&r->view, r->index == 0 ? "No story is in it" : count);
    }
    if (!r->reading.stop)
        flush(r);
}

int
run_inspect(const struct options *o)
{
    struct wire_buf out = WIRE_BUF_INIT, line = WIRE_BUF_INIT;
    struct report r = { .view = { .out = &out, .line = &line }, .findings = WIRE_BUF_INIT };
    int st;

    if (o->value[OPT_HTML] != NULL)
        return inspect_page(o);
    diag_init(&r.diag, DIAG_TEXT);
    r.diag.colour = terminal_colour(STDERR_FILENO, o->value[OPT_COLOR]);
    r.view.colour = terminal_colour(STDOUT_FILENO, o->value[OPT_COLOR]);
    r.view.width = terminal_width(STDOUT_FILENO);
    r.view.full = o->value[OPT_VERBOSE] != NULL;
    if ((st = reading_init(&r.reading, o, &r.diag)) < 0 && (st = profiling_init(&r.profiling, o, &r.diag, true)) < 0) {
        r.reading.worker->want_ledger = true;
        r.reading.sink = (struct wire_sink){ on_story, on_diagnostic, &r };
        r.reading.begin = on_begin;
        r.reading.end = on_end;
        r.reading.ctx = &r;
        output_open(&r.target, NULL);
        r.diag.verbose = r.view.full;
        reading_shut_in(&r.reading, o);
        st = input_read_all(&r.reading, o);
        if (!output_close(&r.target, true) && !r.target.closed) {
            if (st != EXIT_TROUBLE && r.status != EXIT_TROUBLE)
                diag_say(&r.diag, WRITE_FAILED, r.target.name, strerror(r.target.failed));
            st = EXIT_TROUBLE;
        }
    }
    reading_free(&r.reading);
    profiling_free(&r.profiling);
    wire_buf_free(&out);
    wire_buf_free(&line);
    wire_buf_free(&r.findings);
    diag_close(&r.diag);
    return worse(st, r.status);
}

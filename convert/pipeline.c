/* What a story goes through, from a reader to a writer and out. */
#include "convert/pipeline.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>

#include "article/publish.h"
#include "article/time.h"
#include "article/vocabulary.h"
#include "convert/ledger.h"
#include "convert/memory.h"
#include "convert/parallel.h"
#include "convert/report.h"
#include "convert/signals.h"
#include "convert/walk.h"
#include "newsml-g2/newsml-g2.h"

enum { DRAIN = 65536 }; /* bytes that are worth a write */

void
pipeline_raise(struct pipeline *p, int status)
{
    p->status = worse(p->status, status);
}

enum wire_status
pipeline_no_memory(struct pipeline *p)
{
    p->reading.stop = true;
    pipeline_raise(p, EXIT_TROUBLE);
    if (!p->diag.said_no_memory)
        diag_say(&p->diag, NO_MEMORY, p->input->name, "");
    return WIRE_E_NOMEM;
}

/* --- out --- */

enum wire_status
pipeline_wrote(struct pipeline *p, const struct output *to, bool good)
{
    if (good)
        return WIRE_OK;
    p->reading.stop = true;
    if (to->closed || interrupted())
        return WIRE_STOP;
    diag_say(&p->diag, to->failed == ENOMEM ? NO_MEMORY : WRITE_FAILED, to->name, strerror(to->failed));
    pipeline_raise(p, EXIT_TROUBLE);
    return WIRE_STOP;
}

enum wire_status
pipeline_drain(struct pipeline *p)
{
    enum wire_status st = pipeline_wrote(p, &p->target, output_write(&p->target, p->out.buf.p, p->out.buf.n));

    wire_buf_clear(&p->out.buf);
    return st;
}

enum { TRAILER = 10 }; /* eight bytes of a time, two of a length */

/* When the story says that it was made; 0: it does not. */
static int64_t
made_at(const struct wire_article *a)
{
    struct wire_str version = wire_text_of(a, WIRE_F_VERSION_CREATED);
    struct wire_time t;

    return version.n != 0 && wire_time_read(version, &t) ? wire_time_seconds(&t) : 0;
}

/* Behind a story goes its name, and behind that when it was made and how long the name is: whoever delivers it may have no more
 * than these bytes. */
static void
add_name(struct pipeline *p, const struct wire_article *a)
{
    struct wire_buf *out = &p->out.buf;
    uint64_t made = (uint64_t)made_at(a);
    size_t from = out->n, n;

    if (p->naming.on)
        naming_put(&p->naming, a, p->input, p->index, out);
    else
        wire_buf_put(out, p->input->base, p->input->base_length);
    n = out->n - from;
    for (int shift = 56; shift >= 0; shift -= 8)
        wire_buf_putc(out, (char)(unsigned char)(made >> shift));
    wire_buf_putc(out, (char)(unsigned char)(n >> 8));
    wire_buf_putc(out, (char)(unsigned char)n);
}

/* The name from there, which the story ends with. */
static struct wire_str
take_name(struct wire_str *story, int64_t *made)
{
    const unsigned char *end = (const unsigned char *)story->p + story->n;
    size_t n = (size_t)(end[-2] << 8 | end[-1]);
    struct wire_str name = wire_str_sub(*story, story->n - TRAILER - n, n);
    uint64_t at = 0;

    for (int i = -TRAILER; i < -2; i++)
        at = at << 8 | end[i];
    *made = (int64_t)at;
    story->n -= n + TRAILER;
    return name;
}

static enum wire_status
deliver_apart(struct pipeline *p, struct wire_str story)
{
    struct wire_str suffix = p->naming.suffix.n != 0 ? p->naming.suffix : wire_str_of(p->to->suffix);
    char base[PATH_MAX], ending[NAME_MAX];
    int64_t made;
    struct wire_str name = take_name(&story, &made);

    snprintf(base, sizeof base, "%.*s", (int)name.n, name.p);
    snprintf(ending, sizeof ending, "%.*s", (int)suffix.n, suffix.p);
    return pipeline_wrote(p, &p->target, output_story(&p->target, base, ending, story.n != 0 ? story.p : "", story.n, made));
}

/* Put into the buffer what the stylesheet makes of the story, which stands there by itself. */
static enum wire_status
style_story(struct pipeline *p, const struct wire_article *a)
{
    const struct wire_format *g2 = &wire_format_newsml_g2;
    struct wire_out *plain = &p->plain;
    enum wire_status st;

    wire_buf_clear(&plain->buf);
    plain->stories = 0;
    plain->ledger = p->out.ledger;
    plain->arena = p->out.arena;
    if ((st = g2->open(plain)) == WIRE_OK && (st = wire_out_story(plain, g2, a)) == WIRE_OK)
        st = g2->close(plain);
    if (st == WIRE_OK)
        st = plain->buf.err != WIRE_OK ? plain->buf.err : plain->err;
    p->out.body_given = plain->body_given;
    p->out.body_written = plain->body_written;
    if (st == WIRE_OK)
        st = stylesheet_run(p->sheet, wire_buf_slice(&plain->buf), p->input->name, NULL, &p->diag, &p->out.buf);
    return st;
}

/* Put one story into the buffer, with what the format has around stories. */
static enum wire_status
write_story(struct pipeline *p, const struct wire_article *a, bool alone)
{
    struct wire_out *out = &p->out;
    enum wire_status st = WIRE_OK;

    if (p->sheet != NULL)
        return style_story(p, a);
    if (alone)
        out->stories = 0;
    if ((alone || !p->opened) && p->to->open != NULL) {
        out->first_title = wire_headline(a, false);
        st = p->to->open(out);
    }
    if (st == WIRE_OK)
        st = wire_out_story(out, p->to, a);
    if (st == WIRE_OK && alone && p->to->close != NULL)
        st = p->to->close(out);
    out->first_title = WIRE_NONE;
    if (st == WIRE_OK)
        st = out->buf.err != WIRE_OK ? out->buf.err : out->err;
    return st;
}

/* What parts a document from the next in a stream: its bytes stand from there on. */
static void
frame(struct pipeline *p, size_t from)
{
    struct wire_buf *out = &p->out.buf;
    size_t n = out->n - from;

    switch (p->framing) {
    case CUT_NOT:
    case CUT_MAILBOX:
        break;
    case CUT_LINES:
    case CUT_DOCUMENTS:
        if (n != 0 && out->err == WIRE_OK && out->p[out->n - 1] != '\n')
            wire_buf_putc(out, '\n');
        break;
    case CUT_NUL:
        wire_buf_putc(out, '\0');
        break;
    case CUT_LENGTH: /* four bytes were left for it */
        n -= 4;
        for (size_t i = 0; i < 4 && out->err == WIRE_OK; i++)
            out->p[from + i] = (char)(unsigned char)(n >> (24 - 8 * i));
        break;
    }
}

/* Put it there, or say why it is not; *in whether it is. */
static enum wire_status
put_story(struct pipeline *p, struct wire_article *a, bool alone, bool *in)
{
    struct wire_out *out = &p->out;
    size_t before = out->buf.n;
    enum wire_status st;

    if (p->framing == CUT_LENGTH)
        wire_buf_put(&out->buf, "\0\0\0\0", 4);
    st = write_story(p, a, alone);
    if (st == WIRE_OK)
        frame(p, before);
    if (st == WIRE_OK && output_is_apart(&p->target))
        add_name(p, a);
    if (st == WIRE_OK && out->buf.err != WIRE_OK)
        st = out->buf.err;

    if (st == WIRE_OK && a->arena->err == WIRE_E_NOMEM)
        st = WIRE_E_NOMEM;
    *in = st == WIRE_OK;
    if (*in)
        return WIRE_OK;
    out->buf.n = before; /* nothing of it goes out */
    if (st == WIRE_E_NOMEM)
        return pipeline_no_memory(p);
    out->err = WIRE_OK;
    pipeline_raise(p, EXIT_STORY);
    if (p->sheet != NULL && st == WIRE_E_INPUT)
        return WIRE_OK; /* the stylesheet's fault was said at its place */
    diag_report(&p->diag, &(struct wire_diag){ .what = &program_findings[STORY_NOT_WRITTEN],
                                               .file = p->input->name,
                                               .uri = wire_text_of(a, WIRE_F_URI),
                                               .detail = p->to->name });
    return WIRE_OK;
}

/* A story of so many bytes is in the buffer: out with it, or let more of them gather. */
static enum wire_status
send(struct pipeline *p)
{
    enum wire_status st = WIRE_OK;

    p->opened = true;
    p->out.stories++;
    p->stories++;
    if (output_is_apart(&p->target)) {
        st = deliver_apart(p, wire_buf_slice(&p->out.buf));
        wire_buf_clear(&p->out.buf);
    } else if (p->out.buf.n >= DRAIN || p->target.interactive) {
        st = pipeline_drain(p);
    }
    return st;
}

/* --- a story --- */

/* Where it was read from, unless the source itself says (article JSON does). */
static void
put_source(struct pipeline *p, struct wire_article *a)
{
    struct wire_value *source = wire_first(a, WIRE_F_SOURCE), *file;
    struct wire_at nowhere = { 0 };

    if (source == NULL)
        source = wire_add_record(a, WIRE_F_SOURCE, nowhere);
    if (p->reading.pre != NULL && (file = wire_get(source, WIRE_K_FILE)) != NULL)
        wire_drop_member(source, file); /* it was read from what the stylesheet made */
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

/* The same on the way out: of the body that was given, all is in the output. */
static void
check_body(struct pipeline *p, const struct wire_article *a)
{
    const struct wire_out *out = &p->out;
    char detail[160];

    if (out->unwritable != 0) {
        p->losses++;
        snprintf(detail, sizeof detail, "%zu characters", out->unwritable);
        diag_report(&p->diag, &(struct wire_diag){ .what = &program_findings[NOT_IN_SET],
                                                   .file = p->input->name,
                                                   .uri = wire_text_of(a, WIRE_F_URI),
                                                   .detail = detail });
    }
    if (out->body_given == out->body_written)
        return;
    p->losses++;
    snprintf(detail, sizeof detail, "as %s, of the body %zu given, %zu written", p->to->name, out->body_given, out->body_written);
    diag_report(&p->diag, &(struct wire_diag){ .what = &program_findings[LOSS],
                                               .file = p->input->name,
                                               .uri = wire_text_of(a, WIRE_F_URI),
                                               .detail = detail });
}

static enum wire_status
drain_ledger(struct pipeline *p)
{
    if (p->ledger.err != WIRE_OK)
        return pipeline_no_memory(p);
    if (p->ledger.n < DRAIN)
        return WIRE_OK;
    if (!output_write(&p->ledger_target, p->ledger.p, p->ledger.n))
        return pipeline_wrote(p, &p->ledger_target, false);
    wire_buf_clear(&p->ledger);
    return WIRE_OK;
}

/* For the ledger: why the story does not go out. */
static enum wire_status
tell_dropped(struct pipeline *p, struct wire_article *a, struct wire_ledger *written, const char *why)
{
    if (!p->wants_ledger)
        return WIRE_OK;
    wire_ledger_count(written, a->arena, WIRE_DROPPED, WIRE_STR("story"), why, 1, (struct wire_at){ 0 });
    ledger_line(&p->ledger, p->input->name, p->index, a, written);
    if (a->arena->err == WIRE_E_NOMEM)
        return pipeline_no_memory(p);
    return p->lane != NULL ? lane_pass(p->lane, false) : drain_ledger(p);
}

enum wire_status
pipeline_put(struct pipeline *p, struct wire_article *a, bool *in)
{
    enum wire_status st;

    p->out.ledger = NULL;
    p->out.arena = a->arena;
    if (p->sheet != NULL && !p->how.with_non_public)
        wire_article_publish(a);
    st = put_story(p, a, true, in);
    if (st == WIRE_OK && *in)
        check_body(p, a);
    return st;
}

/* Whether the story has come already: then it does not go out. */
static bool
came_before(struct pipeline *p, const struct wire_article *a, enum wire_status *st)
{
    enum seen_how how = seen_add(p->seen, &p->key);

    *st = how == SEEN_NO_MEMORY ? pipeline_no_memory(p) : WIRE_OK;
    if (how == SEEN_OTHERWISE)
        diag_report(&p->diag, &(struct wire_diag){ .what = &program_findings[STORY_OTHERWISE], .file = p->input->name,
                                                   .uri = wire_text_of(a, WIRE_F_URI), .detail = "" });
    if (how != SEEN_AGAIN && p->target.given != NULL)
        batch_note_key(p->target.given, &p->key);
    p->again += how == SEEN_AGAIN;
    return how == SEEN_AGAIN;
}

enum wire_status
pipeline_write(struct pipeline *p, struct wire_article *a, struct wire_ledger *written)
{
    enum wire_status st;
    bool in;

    if (p->seen != NULL && came_before(p, a, &st))
        return tell_dropped(p, a, written, "it has come already in this run");
    if (p->seen != NULL && st != WIRE_OK)
        return st;
    p->out.ledger = p->keeps_rows ? written : NULL;
    p->out.arena = a->arena;
    if (p->keeps_rows && p->sheet != NULL)
        ledger_dropped(written, a, p->to, &p->how); /* before it is dropped */
    if (p->sheet != NULL && !p->how.with_non_public)
        wire_article_publish(a);
    st = put_story(p, a, output_is_apart(&p->target) || p->framing != CUT_NOT, &in);
    if (st == WIRE_OK && in)
        check_body(p, a);
    p->placed += in;
    if (st == WIRE_OK && in && p->lane == NULL)
        st = send(p);
    if (st == WIRE_OK && p->keeps_rows) {
        written->read = p->out.body_given;
        written->placed = p->out.body_written;
        if (p->sheet == NULL)
            ledger_dropped(written, a, p->to, &p->how);
        if (p->wants_ledger)
            ledger_line(&p->ledger, p->input->name, p->index, a, written);
        if (p->report != NULL && in)
            report_story(p->report, p->input, a, written);
        st = a->arena->err == WIRE_E_NOMEM ? pipeline_no_memory(p) : WIRE_OK;
    }
    if (st == WIRE_OK)
        st = p->lane != NULL ? lane_pass(p->lane, in) : drain_ledger(p);
    progress_step(&p->progress, p->inputs, p->stories);
    return st;
}

enum wire_status
pipeline_pass(struct pipeline *p, struct wire_str story, struct wire_str ledger)
{
    enum wire_status st = WIRE_OK;

    if (story.p != NULL) {
        wire_buf_str(&p->out.buf, story);
        st = p->out.buf.err != WIRE_OK ? pipeline_no_memory(p) : send(p);
    }
    if (st == WIRE_OK && p->wants_ledger) {
        wire_buf_str(&p->ledger, ledger);
        st = drain_ledger(p);
    }
    progress_step(&p->progress, p->inputs, p->stories);
    return st;
}

/* Whether a story goes on; where not, the reason is in *st and it is freed. */
static bool
goes_on(struct pipeline *p, struct wire_article *a, enum wire_status *st)
{
    *st = WIRE_OK;
    if (interrupted() || (p->lane != NULL && lane_is_over(p->lane))) {
        *st = WIRE_STOP;
    } else if (memory_failed() || a->arena->err == WIRE_E_NOMEM) {
        *st = pipeline_no_memory(p);
    } else if (a->arena->err != WIRE_OK) {
        diag_say(&p->diag, STORY_LIMIT, p->input->name, "");
        pipeline_raise(p, EXIT_STORY);
    } else {
        return true;
    }
    wire_article_free(a);
    return false;
}

/* It does not go out: free it. Where it is refused, the ledger says so and why. */
static enum wire_status
let_go(struct pipeline *p, struct wire_article *a, struct wire_ledger *written, const char *why)
{
    enum wire_status st = why != NULL ? tell_dropped(p, a, written, why) : WIRE_OK;

    wire_article_free(a);
    return st;
}

/* What a story is given beside what was read, and out with it. */
static enum wire_status
pass_on(struct pipeline *p, struct wire_article *a)
{
    struct wire_ledger written = { 0 };
    struct asked asked = { .a = a, .in = p->input, .index = p->index, .diag = &p->diag };
    enum wire_status st;

    if (!stage_is_newest(p->gate, &asked))
        return let_go(p, a, &written, asked.why);
    if (p->profiling.on)
        profiling_apply(&p->profiling, a, p->keeps_rows ? &written : NULL);
    if (p->vocabulary != NULL)
        wire_vocabulary_apply(p->vocabulary, a, p->keeps_rows ? &written : NULL);
    settings_apply(&p->defaults, a, p->keeps_rows ? &written : NULL);
    settings_apply(&p->settings, a, p->keeps_rows ? &written : NULL);
    if (!goes_on(p, a, &st))
        return st;
    if (!stage_may_go_out(p->gate, &asked))
        return let_go(p, a, &written, asked.why);
    if (p->deliver != NULL) {
        st = p->deliver(p->deliver_ctx, a);
        wire_article_free(a);
        return st;
    }
    if (p->dedupes && !seen_key_of(&p->keying, a, &p->key)) {
        wire_article_free(a);
        return pipeline_no_memory(p);
    }
    if (p->lane != NULL && !lane_writes(p->lane))
        return lane_hand_over(p->lane, a, &written);
    st = pipeline_write(p, a, &written);
    wire_article_free(a);
    return st;
}

/* Join what is held, and out with what is not in a package now. */
static enum wire_status
release(struct pipeline *p)
{
    struct holding *h = &p->held;
    enum wire_status st = WIRE_OK;

    if (h->n != 0 && !holding_resolve(h, &p->reading, p->input->name))
        st = pipeline_no_memory(p);
    for (size_t i = 0; i < h->n && st == WIRE_OK; i++) {
        struct wire_article *a = h->rows[i].a;
        if (a == NULL)
            continue;
        h->rows[i].a = NULL;
        p->index = h->rows[i].index;
        st = pass_on(p, a);
    }
    holding_clear(h);
    return st;
}

/* Errors were found in it, and such stories are not wanted. */
static enum wire_status
refuse(struct pipeline *p, struct wire_article *a)
{
    struct wire_ledger written = { 0 };

    diag_report(&p->diag, &(struct wire_diag){ .what = &program_findings[STORY_NOT_VALID],
                                               .file = p->input->name,
                                               .uri = wire_text_of(a, WIRE_F_URI),
                                               .detail = "" });
    p->reading.set_aside++;
    return let_go(p, a, &written, program_findings[STORY_NOT_VALID].text);
}

static enum wire_status
on_story(void *ctx, struct wire_article *a)
{
    struct pipeline *p = ctx;
    enum wire_status st;
    unsigned long index;
    bool bad;

    if (!goes_on(p, a, &st))
        return st;
    index = ++p->index;
    put_source(p, a);
    if (!goes_on(p, a, &st))
        return st;
    check_sums(p, a);
    bad = p->reading.verdict.bad;
    if (p->reading.rules != NULL)
        bad |= wire_rules_story(p->reading.rules, a);
    if (p->only_valid && bad)
        return refuse(p, a);
    if (p->shelf == NULL)
        return pass_on(p, a);
    if (!holding_add(&p->held, a, index)) {
        wire_article_free(a);
        return pipeline_no_memory(p);
    }
    if (holding_is_full(&p->held))
        st = release(p);
    p->index = index;
    return st;
}

static void
on_diagnostic(void *ctx, const struct wire_diag *diag)
{
    struct pipeline *p = ctx;

    diag_report(&p->diag, diag);
}

/* What schema and rules find is no fault of the reading: the story goes out all the same. */
static void
on_judged(void *ctx, const struct wire_diag *diag)
{
    struct pipeline *p = ctx;

    p->reading.set_aside += diag->what->level == WIRE_ERROR;
    diag_report(&p->diag, diag);
}

static void
on_begin(void *ctx, const struct input *in)
{
    struct pipeline *p = ctx;

    p->input = in;
    p->index = 0;
    p->placed = 0;
    p->inputs++;
}

static void
on_end(void *ctx, const struct input *in, enum wire_status st)
{
    struct pipeline *p = ctx;

    if (p->held.n != 0) { /* where the input broke off too: what stood before the fault comes out */
        unsigned long index = p->index;
        if (st == WIRE_STOP || st == WIRE_E_NOMEM)
            holding_clear(&p->held);
        else
            release(p);
        p->index = index;
    }
    if (p->reading.validator != NULL && st != WIRE_E_NOMEM)
        p->invalid += p->reading.verdict.invalid;
    if (st == WIRE_OK && p->index == 0 && in->error == 0)
        diag_say(&p->diag, INPUT_NO_STORY, in->name, "");
    if (p->diag.verbose && !p->diag.quiet)
        diag_note(&p->diag, "%s: %s (%s), %lu stor%s, %llu bytes", in->name, in->format->name,
                  in->why != NULL ? in->why : "as named", p->index, p->index == 1 ? "y" : "ies",
                  (unsigned long long)in->bytes);
    progress_step(&p->progress, p->inputs, p->stories);
}

static void
on_done(void *ctx, const struct input *in, int status)
{
    struct pipeline *p = ctx;

    if (p->report != NULL)
        report_input(p->report, in, status);
}

void
pipeline_connect(struct pipeline *p)
{
    p->reading.sink = (struct wire_sink){ on_story, on_diagnostic, p };
    p->reading.judging = (struct wire_sink){ .diagnostic = on_judged, .ctx = p };
    p->reading.begin = on_begin;
    p->reading.end = on_end;
    p->reading.done = on_done;
    p->reading.ctx = p;
}

void
pipeline_stand_in(struct pipeline *p, const struct input *in, int status)
{
    struct wire_buf *out = &p->out.buf;
    size_t from = out->n;
    enum wire_status st = WIRE_OK;

    if (!p->errors_inline)
        return;
    if (status != EXIT_GOOD && p->placed == 0 && in->number != 0 && !interrupted() && !p->reading.stop) {
        if (p->framing == CUT_LENGTH)
            wire_buf_put(out, "\0\0\0\0", 4);
        wire_buf_puts(out, "{\"error\":{\"file\":");
        wire_buf_json(out, wire_str_of(in->name));
        wire_buf_printf(out, ",\"document\":%lu,\"findings\":[", in->number);
        for (size_t i = 0; i < p->said.n; i++) {
            if (p->said.p[i] != '\n')
                wire_buf_putc(out, p->said.p[i]);
            else if (i + 1 < p->said.n)
                wire_buf_putc(out, ',');
        }
        wire_buf_puts(out, "]}}");
        frame(p, from);
        if (out->err != WIRE_OK || p->said.err != WIRE_OK)
            st = pipeline_no_memory(p);
        else
            st = p->lane != NULL ? lane_pass(p->lane, true) : pipeline_drain(p);
    }
    if (st != WIRE_OK)
        p->reading.stop = true;
    p->placed = 0;
    wire_buf_clear(&p->said);
}

void
pipeline_end_input(struct pipeline *p, const struct input *in, int status)
{
    bool failed_before = p->target.failed != 0;

    if (!batch_end_input(&p->batch, &p->target, in, &status)) {
        p->reading.stop = true;
        status = EXIT_TROUBLE; /* a journal that failed too: what comes after this input is not read */
    }
    if (p->reading.stop && p->target.failed != 0)
        status = EXIT_TROUBLE;
    if (p->target.failed != 0 && !failed_before) /* giving the pending stories their names did */
        pipeline_wrote(p, &p->target, false);
    pipeline_raise(p, status);
    progress_input(&p->progress, in->walked, status != EXIT_GOOD, in->found == FOUND_DONE);
    progress_step(&p->progress, p->inputs, p->stories);
}

void
pipeline_read_in_turn(struct pipeline *p)
{
    struct walk walk;
    struct input in;

    input_awaited(&p->reading, p->o);
    walk_begin(&walk, &p->reading, p->o);
    while (!p->reading.stop && !interrupted() && walk_next(&walk, &in)) {
        int before = p->status, status;
        batch_look(&p->batch, &in);
        p->status = EXIT_GOOD;
        status = input_read(&p->reading, &in);
        status = worse(status, p->status);
        pipeline_stand_in(p, &in, status);
        p->status = before;
        pipeline_end_input(p, &in, status);
        input_free(&in);
    }
    walk_end(&walk);
}

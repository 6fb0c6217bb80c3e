/* wirecopy inspect --html: a page with the source on one side and the article on the other, each part linked to its other side. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "convert/commands.h"
#include "convert/input.h"
#include "convert/inspect.h"
#include "convert/limits.h"
#include "convert/marks.h"
#include "convert/memory.h"
#include "convert/output.h"
#include "convert/page.h"
#include "convert/signals.h"


struct side {
    struct wire_buf article; /* rows of the article, to be printed after the source */
    struct wire_buf line;    /* a value is put together here */
    struct wire_buf findings;
    struct marks marks;
    struct diagnostics diag;
    struct reading reading;
    const struct input *input;
    unsigned long rows, stories;
    size_t letters, skipped;
    int status;
};

static const char style[] =
    "body{display:flex;flex-direction:column;height:100vh}"
    "header{padding:.7rem 1rem;border-bottom:1px solid var(--line)}h1{font-size:1.1rem;overflow-wrap:anywhere}"
    ".legend{display:flex;flex-wrap:wrap;gap:.2rem .5rem;font-size:.8rem;margin:.35rem 0 0}.legend span{padding:0 .45rem;border-radius:.2rem}"
    "main{flex:1;min-height:0;display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr)}"
    "main>*{overflow:auto;padding:.6rem 0}#source{border-right:1px solid var(--line);font:13px/1.5 ui-monospace,'DejaVu Sans Mono',monospace}"
    "#source div{display:block;padding:0 .6rem 0 4.2rem;text-indent:-3.6rem;white-space:pre-wrap;overflow-wrap:anywhere;min-height:1.5em}"
    "#source i{display:inline-block;width:3rem;margin-right:.6rem;text-indent:0;text-align:right;font-style:normal;color:var(--soft);user-select:none}"
    "a{color:inherit;text-decoration:none}#source a{border-radius:.15rem;box-decoration-break:clone;-webkit-box-decoration-break:clone}"
    "#article{padding:.6rem 1rem}#article h2{margin:1.2rem 0 .3rem}#article h2:first-child{margin-top:0}#article h3{margin:.9rem 0 .3rem}"
    ".row{display:grid;grid-template-columns:9.5rem minmax(0,1fr) auto;gap:.6rem;padding:.12rem .5rem;margin:2px 0;border-radius:.25rem;"
    "border-left:.25rem solid var(--c,transparent)}.row b{font-weight:600;font-size:.85rem;overflow-wrap:anywhere}"
    ".row span{white-space:pre-wrap;overflow-wrap:anywhere}.at{color:var(--soft);font-size:.8rem;font-variant-numeric:tabular-nums}a.at:hover,#source a[href]:hover{text-decoration:underline}"
    ".field{--c:#2f6db3;background:rgba(47,109,179,.16)}.body{--c:#2d7a3e;background:rgba(45,122,62,.16)}.kept{--c:#8a5a00;background:rgba(200,140,20,.2)}"
    ".skipped{--c:#777;background:rgba(128,128,128,.2);color:var(--soft)}.secret{--c:#b3261e;background:rgba(200,50,40,.18)}"
    ".on.field,.on.body,.on.kept,.on.skipped,.on.secret{background-color:transparent;box-shadow:inset 0 -2px 0 var(--c)}.on.skipped{color:inherit}"
    ":target{outline:2px solid var(--bar);outline-offset:1px;scroll-margin:3rem}"
    "@media(max-width:52rem){body{display:block;height:auto}main{display:block}main>*{overflow:visible}#source{border-right:0;border-bottom:1px solid var(--line)}"
    ".row{grid-template-columns:6.5rem minmax(0,1fr) auto;gap:.4rem}#source div{padding-left:3rem;text-indent:-2.6rem}#source i{width:2.1rem;margin-right:.5rem}}"
    "@media print{body{display:block;height:auto}main{display:block}main>*{overflow:visible}#source{border:0}.row{break-inside:avoid}}";

/* --- the article --- */

/* A row: what it is called, what it says, where it stands; and the part of the source that became it. */
static void
put_row(struct side *s, const char *label, struct wire_str value, struct wire_at at, enum fate fate)
{
    struct wire_buf *out = &s->article;

    s->rows++;
    wire_buf_printf(out, "<div class=\"row %s\" id=\"r%lu\"><b>", fate_classes[fate], s->rows);
    page_string(out, label);
    wire_buf_puts(out, "</b><span>");
    page_text(out, value);
    wire_buf_puts(out, "</span>");
    if (at.line != 0)
        marks_link(out, at);
    wire_buf_puts(out, "</div>\n");
    marks_add(&s->marks, at, fate, s->rows);
}

static void
put_heading(struct side *s, const char *text)
{
    wire_buf_puts(&s->article, "<h3>");
    page_string(&s->article, text);
    wire_buf_puts(&s->article, "</h3>\n");
}

static enum fate
fate_of(int field, const struct wire_value *v)
{
    if (field == WIRE_F_NON_PUBLIC || !wire_is_public(v))
        return FATE_SECRET;
    return field == WIRE_F_EXTRA || field == WIRE_F_RESIDUE ? FATE_KEPT : FATE_FIELD;
}

/* Where the members of a record stand belongs to its row as well. */
static void
mark_members(struct side *s, const struct wire_value *v, enum fate fate, int depth)
{
    for (const struct wire_value *m = v->first; m != NULL && depth < 16; m = m->next) {
        marks_add(&s->marks, m->at, fate, s->rows);
        if (m->kind == WIRE_V_RECORD)
            mark_members(s, m, fate, depth + 1);
    }
}

/* What is in an associated article belongs to its row. */
static void
mark_article(struct side *s, const struct wire_article *a, int depth)
{
    for (int f = 0; f < WIRE_FIELD_COUNT && depth < 16; f++) {
        for (const struct wire_value *v = a->fields[f].first; v != NULL; v = v->next) {
            marks_add(&s->marks, v->at, fate_of(f, v), s->rows);
            if (v->kind == WIRE_V_RECORD)
                mark_members(s, v, fate_of(f, v), depth + 1);
            else if (v->article != NULL)
                mark_article(s, v->article, depth + 1);
        }
    }
}

static void
put_value(struct side *s, const char *label, const struct wire_value *v, enum fate fate)
{
    wire_buf_clear(&s->line);
    view_value(&s->line, v, true);
    put_row(s, label, wire_buf_slice(&s->line), v->at, fate);
    mark_members(s, v, fate, 0);
}

static void
put_fields(struct side *s, const struct wire_article *a)
{
    static const enum wire_field aside[] = { WIRE_F_NON_PUBLIC, WIRE_F_RESIDUE, WIRE_F_EXTRA };

    for (int f = 0; f < WIRE_FIELD_COUNT; f++) {
        const char *label = wire_fields[f].name;
        bool apart = f == WIRE_F_BODIES || f == WIRE_F_ASSOCIATIONS || f == WIRE_F_SOURCE;
        for (size_t i = 0; i < WIRE_COUNT(aside); i++)
            apart |= f == (int)aside[i];
        for (const struct wire_value *v = apart ? NULL : a->fields[f].first; v != NULL; v = v->next)
            put_value(s, label, v, fate_of(f, v));
    }
}

static void
put_aside(struct side *s, const struct wire_article *a, enum wire_field field, const char *heading)
{
    if (wire_first(a, field) == NULL)
        return;
    put_heading(s, heading);
    for (const struct wire_value *v = wire_first(a, field); v != NULL; v = v->next) {
        struct wire_str where = wire_member(v, field == WIRE_F_EXTRA ? WIRE_K_NAME : WIRE_K_WHERE);
        char label[64];
        snprintf(label, sizeof label, "%.*s", (int)(where.n < 60 ? where.n : 60), where.n != 0 ? where.p : "");
        put_row(s, label, wire_member(v, WIRE_K_VALUE), v->at, fate_of((int)field, v));
        mark_members(s, v, fate_of((int)field, v), 0);
    }
}

static void
put_associations(struct side *s, const struct wire_article *a)
{
    if (wire_first(a, WIRE_F_ASSOCIATIONS) == NULL)
        return;
    put_heading(s, "Associations");
    for (const struct wire_value *v = wire_first(a, WIRE_F_ASSOCIATIONS); v != NULL; v = v->next) {
        struct wire_str type = wire_text_of(v->article, WIRE_F_TYPE), say = wire_headline(v->article, true);
        char label[64];
        if (say.n == 0)
            say = wire_text_of(v->article, WIRE_F_URI);
        if (say.n == 0)
            say = wire_member(wire_first(v->article, WIRE_F_RENDITIONS), WIRE_K_HREF);
        snprintf(label, sizeof label, "%.*s", (int)(type.n < 60 ? type.n : 60), type.n != 0 ? type.p : "association");
        put_row(s, label, say, v->at, FATE_FIELD);
        mark_article(s, v->article, 0);
    }
}

struct body {
    struct side *s;
    struct wire_arena *arena;
};

static bool
holds_blocks(const struct wire_node *n)
{
    return n->first != NULL && !wire_is_inline((enum wire_node_kind)n->first->kind);
}

/* A row a block; what stands in a block belongs to its row. */
static enum wire_status
put_block(void *ctx, const struct wire_node *n, enum wire_visit visit)
{
    struct body *b = ctx;
    enum fate fate = n->visibility != WIRE_PUBLIC ? FATE_SECRET : FATE_BODY;

    if (visit == WIRE_EXIT || n->kind == WIRE_N_ROOT)
        return WIRE_OK;
    if (wire_is_inline((enum wire_node_kind)n->kind) || holds_blocks(n))
        marks_add(&b->s->marks, n->at, fate, wire_is_inline((enum wire_node_kind)n->kind) ? b->s->rows : b->s->rows + 1);
    else
        put_row(b->s, wire_node_names[n->kind], wire_node_line(b->arena, n), n->at, fate);
    return WIRE_OK;
}

static void
put_body(struct side *s, const struct wire_article *a)
{
    struct body b = { s, a->arena };

    if (a->body == NULL || a->body->first == NULL)
        return;
    put_heading(s, "Body");
    wire_walk(a->body, WIRE_EDITORS, put_block, &b);
}

/* What the ledger has and the article has not: what was skipped has a row, the rest its colour. */
static void
put_ledger(struct side *s, const struct wire_article *a)
{
    static const enum fate fates[WIRE_LEDGER_ACTS] = { [WIRE_TOOK] = FATE_FIELD, [WIRE_KEPT] = FATE_KEPT, [WIRE_SKIPPED] = FATE_SKIPPED,
                                                       [WIRE_BODIED] = FATE_BODY, [WIRE_HELD] = FATE_SECRET };
    bool any = false;

    for (const struct wire_ledger_row *row = a->ledger.first; row != NULL; row = row->next) {
        if (row->act == WIRE_SKIPPED) {
            char times[24];
            if (!any)
                put_heading(s, "Skipped");
            any = true;
            snprintf(times, sizeof times, "%u ×", row->count);
            wire_buf_clear(&s->line);
            wire_buf_str(&s->line, row->path);
            wire_buf_printf(&s->line, "%s%s", row->why != NULL ? ": " : "", row->why != NULL ? row->why : "");
            put_row(s, times, wire_buf_slice(&s->line), row->first, FATE_SKIPPED);
        } else if (fates[row->act] != FATE_NONE) {
            marks_add(&s->marks, row->first, fates[row->act], 0);
        }
    }
}

static void
put_findings(struct side *s)
{
    if (s->findings.n == 0)
        return;
    put_heading(s, "Findings");
    wire_buf_str(&s->article, wire_buf_slice(&s->findings));
    wire_buf_clear(&s->findings);
}

static enum wire_status
on_story(void *ctx, struct wire_article *a)
{
    struct side *s = ctx;
    struct wire_str headline = wire_headline(a, true);
    bool good;

    s->stories++;
    wire_buf_printf(&s->article, "<h2>Story %lu", s->stories);
    wire_buf_puts(&s->article, headline.n != 0 ? ": " : "");
    page_text(&s->article, headline);
    wire_buf_puts(&s->article, "</h2>\n");
    put_fields(s, a);
    put_body(s, a);
    put_associations(s, a);
    put_aside(s, a, WIRE_F_NON_PUBLIC, "Kept apart: not for publication");
    put_aside(s, a, WIRE_F_RESIDUE, "Kept apart: around the story, not the story");
    put_aside(s, a, WIRE_F_EXTRA, "Kept, though not understood");
    put_ledger(s, a);
    put_findings(s);
    s->letters += a->ledger.read;
    s->skipped += a->ledger.skipped;
    good = a->arena->err == WIRE_OK && !memory_failed();
    wire_article_free(a);
    return good ? WIRE_OK : WIRE_E_NOMEM;
}

static void
on_diagnostic(void *ctx, const struct wire_diag *d)
{
    static const char *const classes[] = { [WIRE_ERROR] = "bad", [WIRE_WARNING] = "warn", [WIRE_STYLE] = "soft" };
    struct side *s = ctx;
    struct wire_buf *out = &s->findings;

    s->diag.count[d->what->level]++;
    wire_buf_printf(out, "<div class=\"row\"><b class=\"%s\">%s</b><span>%s", classes[d->what->level], finding_level(d->what->level), d->what->text);
    wire_buf_puts(out, *d->detail != '\0' ? ": " : "");
    page_string(out, d->detail);
    wire_buf_printf(out, " <code>%s</code></span>", d->what->id);
    if (d->at.line != 0)
        wire_buf_printf(out, "<a class=\"at\" href=\"#L%u\">%u</a>", d->at.line, d->at.line);
    wire_buf_puts(out, "</div>\n");
}

static void
on_begin(void *ctx, const struct input *in)
{
    struct side *s = ctx;

    s->input = in;
}

static void
on_end(void *ctx, const struct input *in, enum wire_status st)
{
    (void)ctx;
    (void)in;
    (void)st;
}

/* --- the page --- */

static void
put_page(struct wire_buf *out, struct side *s, const char *name, const struct wire_format *format, struct wire_str source)
{
    page_begin(out, name, style);
    wire_buf_puts(out, "<header><h1>");
    page_string(out, name);
    wire_buf_printf(out, "</h1><div class=\"legend\"><span>%s, %lu stor%s:</span>", format != NULL ? format->title : "in no known format", s->stories,
                    s->stories == 1 ? "y" : "ies");
    for (int f = FATE_FIELD; f < FATES; f++)
        wire_buf_printf(out, "<span class=\"%s\">%s</span>", fate_classes[f], fate_names[f]);
    wire_buf_printf(out, "<span class=\"soft\">%zu letters read, %zu skipped</span></div></header>\n<main>\n<div id=\"source\">\n", s->letters, s->skipped);
    marks_print(out, &s->marks, source);
    wire_buf_puts(out, "</div>\n<div id=\"article\">\n");
    wire_buf_str(out, wire_buf_slice(&s->article));
    wire_buf_puts(out, "</div>\n</main>\n");
    page_end(out);
}

/* All bytes of a file or of standard input; false with errno (EFBIG: more than a page can show). */
static bool
slurp(const char *path, struct wire_buf *bytes)
{
    bool standard = strcmp(path, "-") == 0;
    int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY), error = 0;

    if (fd < 0)
        return false;
    while (error == 0) {
        ssize_t n;
        if (!wire_buf_room(bytes, 65536)) {
            error = ENOMEM;
            break;
        }
        n = read(fd, bytes->p + bytes->n, 65536);
        if (n == 0)
            break;
        if (n > 0)
            bytes->n += (size_t)n;
        else if (!try_again(fd, false))
            error = errno;
        if (bytes->n > MOST_PAGE_SOURCE)
            error = EFBIG;
    }
    if (!standard)
        close(fd);
    errno = error;
    return error == 0;
}

static int
write_page(struct side *s, const struct wire_buf *page)
{
    struct output target;
    bool good;

    output_open(&target, NULL);
    good = output_write(&target, page->p, page->n);
    good = output_close(&target, true) && good;
    if (good || target.closed)
        return EXIT_GOOD;
    diag_say(&s->diag, WRITE_FAILED, target.name, strerror(target.failed));
    return EXIT_TROUBLE;
}

/* Read the one input and print its page; an exit status. */
static int
show(struct side *s, const char *path)
{
    struct wire_buf source = WIRE_BUF_INIT, page = WIRE_BUF_INIT;
    const char *name = strcmp(path, "-") == 0 ? "<stdin>" : path;
    struct input in;
    int st = EXIT_TROUBLE;

    if (!slurp(path, &source)) {
        diag_say(&s->diag, errno == ENOMEM ? NO_MEMORY : READ_FAILED, name, errno == EFBIG ? "longer than the 16 MB a page can show" : strerror(errno));
        wire_buf_free(&source);
        return EXIT_TROUBLE;
    }
    input_of_bytes(&in, name, source.n != 0 ? source.p : "", source.n);
    st = input_read(&s->reading, &in);
    put_findings(s); /* of what came after the last story */
    if (st != EXIT_TROUBLE) {
        put_page(&page, s, name, in.format, wire_buf_slice(&source));
        if (page.err != WIRE_OK || s->article.err != WIRE_OK || s->line.err != WIRE_OK || s->findings.err != WIRE_OK || s->marks.failed ||
            memory_failed()) {
            if (!s->diag.said_no_memory)
                diag_say(&s->diag, NO_MEMORY, name, "");
            st = EXIT_TROUBLE;
        } else {
            st = worse(st, write_page(s, &page));
        }
    }
    input_free(&in);
    wire_buf_free(&page);
    wire_buf_free(&source);
    return st;
}

int
inspect_page(const struct options *o)
{
    struct side s = { .article = WIRE_BUF_INIT, .line = WIRE_BUF_INIT, .findings = WIRE_BUF_INIT };
    int st;

    if (o->file_count > 1)
        return usage_error(o->command, "--html makes a page of one FILE");
    diag_init(&s.diag, DIAG_TEXT);
    s.diag.colour = terminal_colour(STDERR_FILENO, o->value[OPT_COLOR]);
    if ((st = reading_init(&s.reading, o, &s.diag)) < 0) {
        s.reading.worker->want_ledger = true;
        s.reading.sink = (struct wire_sink){ on_story, on_diagnostic, &s };
        s.reading.begin = on_begin;
        s.reading.end = on_end;
        s.reading.ctx = &s;
        reading_shut_in(&s.reading, o);
        st = show(&s, o->file_count != 0 ? o->files[0] : "-");
    }
    reading_free(&s.reading);
    marks_free(&s.marks);
    wire_buf_free(&s.article);
    wire_buf_free(&s.line);
    wire_buf_free(&s.findings);
    diag_close(&s.diag);
    return st;
}

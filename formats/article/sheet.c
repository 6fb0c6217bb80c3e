/* Copy on its way out to a wire: blocks and lines. */
#include "article/sheet.h"

#include "article/copy.h"

struct sheet {
    struct wire_arena *scratch;
    struct wire_buf text;
    enum wire_visibility visibility;
    wire_sheet_fn *put;
    void *ctx;
    bool in_run; /* the walk is among inlines that have been put */
};

static bool
is_gap(char c)
{
    return (unsigned char)c <= ' ' || c == 0x7F;
}

struct wire_str
wire_sheet_line(struct wire_arena *arena, struct wire_str s)
{
    char *out;
    size_t n = 0;

    if (s.n == 0 || (out = wire_arena_bytes(arena, s.n)) == NULL)
        return WIRE_NONE;
    for (size_t i = 0; i < s.n; i++) {
        if (!is_gap(s.p[i]))
            out[n++] = s.p[i];
        else if (n != 0 && out[n - 1] != ' ')
            out[n++] = ' ';
    }
    return wire_trim_blanks((struct wire_str){ out, n });
}

static bool
is_inline(const struct wire_node *n)
{
    return wire_is_inline((enum wire_node_kind)n->kind);
}

static enum wire_status
gather(void *ctx, const struct wire_node *n, enum wire_visit visit)
{
    struct wire_buf *text = ctx;

    if (visit == WIRE_ENTER && n->kind == WIRE_N_TEXT)
        wire_buf_str(text, n->text);
    else if (visit == WIRE_ENTER && n->kind == WIRE_N_BR)
        wire_buf_putc(text, '\n');
    return WIRE_OK;
}

void
wire_sheet_run(struct wire_buf *text, const struct wire_node *first, enum wire_visibility visibility)
{
    for (const struct wire_node *n = first; n != NULL && is_inline(n); n = n->next)
        wire_walk(n, visibility, gather, text);
}

/* Lines as they are, but for blanks behind them and control characters; no blank line first or last. */
static struct wire_str
preformatted(struct sheet *s, struct wire_str text)
{
    char *out = wire_arena_bytes(s->scratch, text.n + 1);
    size_t n = 0;

    if (out == NULL)
        return WIRE_NONE;
    for (size_t i = 0; i <= text.n; i++) {
        char c = i < text.n ? text.p[i] : '\n';
        if (c != '\n') {
            out[n++] = (char)((is_gap(c) && c != '\t') ? ' ' : c);
            continue;
        }
        while (n != 0 && is_gap(out[n - 1]) && out[n - 1] != '\n')
            n--;
        if (n != 0)
            out[n++] = '\n';
    }
    while (n != 0 && out[n - 1] == '\n')
        n--;
    return (struct wire_str){ out, n };
}

/* Each line trimmed and squeezed, empty ones out. */
static struct wire_str
lines(struct sheet *s, struct wire_str text)
{
    char *out = wire_arena_bytes(s->scratch, text.n + 1);
    size_t n = 0;

    if (out == NULL)
        return WIRE_NONE;
    while (text.n != 0) {
        const char *feed = memchr(text.p, '\n', text.n);
        size_t to = feed != NULL ? (size_t)(feed - text.p) : text.n;
        struct wire_str line = wire_sheet_line(s->scratch, wire_str_sub(text, 0, to));
        if (line.n != 0) {
            if (n != 0)
                out[n++] = '\n';
            memcpy(out + n, line.p, line.n);
            n += line.n;
        }
        text = wire_str_sub(text, feed != NULL ? to + 1 : to, text.n);
    }
    return (struct wire_str){ out, n };
}

static void
text_run(struct sheet *s, const struct wire_node *first, enum wire_sheet_kind kind)
{
    struct wire_str text;

    wire_buf_clear(&s->text);
    wire_sheet_run(&s->text, first, s->visibility);
    text = wire_buf_slice(&s->text);
    text = kind == WIRE_SHEET_LINES ? preformatted(s, text) : lines(s, text);
    if (wire_trim_blanks(text).n != 0)
        s->put(s->ctx, kind, text);
}

/* The rows of a table, cells with nothing in them too. */
static enum wire_status
rows(void *ctx, const struct wire_node *n, enum wire_visit visit)
{
    struct sheet *s = ctx;

    if (visit == WIRE_ENTER && n->kind == WIRE_N_CAPTION)
        return WIRE_STOP;
    if (visit == WIRE_ENTER && n->kind == WIRE_N_TR && s->text.n != 0)
        wire_buf_putc(&s->text, '\n');
    if (visit != WIRE_ENTER || (n->kind != WIRE_N_TD && n->kind != WIRE_N_TH))
        return WIRE_OK;
    if (n != n->parent->first)
        wire_buf_putc(&s->text, '\t');
    wire_buf_str(&s->text, wire_sheet_line(s->scratch, wire_node_line(s->scratch, n)));
    return WIRE_STOP;
}

static enum wire_status visit_block(void *ctx, const struct wire_node *, enum wire_visit);

static void
table(struct sheet *s, const struct wire_node *node)
{
    for (const struct wire_node *n = node->first; n != NULL; n = n->next) { /* broken markup has more than one, anywhere */
        if (n->kind == WIRE_N_CAPTION)
            wire_walk(n, s->visibility, visit_block, s);
    }
    wire_buf_clear(&s->text);
    wire_walk(node, s->visibility, rows, s);
    if (wire_str_trim(wire_buf_slice(&s->text)).n != 0)
        s->put(s->ctx, WIRE_SHEET_ROWS, wire_arena_str(s->scratch, wire_buf_slice(&s->text)));
}

static enum wire_sheet_kind
kind_of(const struct wire_node *n)
{
    switch ((enum wire_node_kind)n->kind) {
    case WIRE_N_H2:
    case WIRE_N_H3:
    case WIRE_N_H4:
        return WIRE_SHEET_HEADING;
    case WIRE_N_PRE:
        return WIRE_SHEET_LINES;
    case WIRE_N_LI:
        return WIRE_SHEET_ITEM;
    default: /* the first paragraph of an item is the item */
        return n->parent != NULL && n->parent->kind == WIRE_N_LI && n == n->parent->first ? WIRE_SHEET_ITEM : WIRE_SHEET_PARAGRAPH;
    }
}

static enum wire_status
visit_block(void *ctx, const struct wire_node *n, enum wire_visit visit)
{
    struct sheet *s = ctx;

    if (visit == WIRE_ENTER && is_inline(n)) {
        if (!s->in_run)
            text_run(s, n, n == n->parent->first ? kind_of(n->parent) : WIRE_SHEET_PARAGRAPH);
        s->in_run = true;
        return WIRE_STOP;
    }
    s->in_run = false;
    if (visit == WIRE_EXIT)
        return WIRE_OK;
    if (n->kind == WIRE_N_TABLE) {
        table(s, n);
        return WIRE_STOP;
    }
    if (n->kind == WIRE_N_HR)
        s->put(s->ctx, WIRE_SHEET_RULE, WIRE_NONE);
    return WIRE_OK; /* a list within an item comes after its text */
}

void
wire_sheet(const struct wire_node *body, enum wire_visibility visibility, struct wire_arena *scratch, struct wire_buf *out,
           wire_sheet_fn *put, void *ctx)
{
    struct sheet s = { .scratch = scratch, .text = WIRE_BUF_INIT, .visibility = visibility, .put = put, .ctx = ctx };

    wire_walk(body, visibility, visit_block, &s);
    if (s.text.err != WIRE_OK && out->err == WIRE_OK)
        out->err = s.text.err;
    wire_buf_free(&s.text);
}

/* ---- lines filled ---- */

/* The next word from *i on, with all behind it that bind to it. */
static struct wire_str
next_words(struct wire_str s, size_t *i, const struct wire_filling *how)
{
    size_t from = *i, to = from;

    for (;;) {
        struct wire_str last = { s.p + to, 0 }, next;
        size_t after;
        while (to < s.n && s.p[to] != ' ')
            to++;
        last.n = (size_t)(s.p + to - last.p);
        for (after = to; after < s.n && s.p[after] == ' ';)
            after++;
        *i = after;
        if (after == s.n || how->binds == NULL)
            break;
        next = wire_str_sub(s, after, s.n);
        for (next.n = 0; after + next.n < s.n && s.p[after + next.n] != ' ';)
            next.n++;
        if (!how->binds(last, next))
            break;
        to = after;
    }
    return wire_str_sub(s, from, to - from);
}

void
wire_fill_lines(struct wire_buf *b, struct wire_str lead, struct wire_str s, const struct wire_filling *how)
{
    size_t i = 0, column = wire_columns(lead);
    bool begun = false;

    wire_buf_str(b, lead);
    if (how->width == 0) {
        wire_buf_str(b, s);
        i = s.n;
    }
    while (i < s.n) {
        struct wire_str word = next_words(s, &i, how);
        size_t wide = wire_columns(word);
        if (begun && column + 1 + wide > how->width) {
            wire_buf_puts(b, how->end);
            for (size_t k = 0; k < how->indent; k++)
                wire_buf_putc(b, ' ');
            column = how->indent;
        } else if (begun) {
            wire_buf_putc(b, ' ');
            column++;
        }
        wire_buf_str(b, word);
        column += wide;
        begun = true;
    }
    wire_buf_puts(b, how->end);
}

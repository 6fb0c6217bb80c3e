/* The body: building and walking its tree. */
#include "article/node.h"

#include "article/buf.h"
#include "article/str.h"

const char *const wire_node_names[WIRE_NODE_KIND_COUNT] = {
    [WIRE_N_ROOT] = "",           [WIRE_N_P] = "p",
    [WIRE_N_H2] = "h2",           [WIRE_N_H3] = "h3",
    [WIRE_N_H4] = "h4",           [WIRE_N_UL] = "ul",
    [WIRE_N_OL] = "ol",           [WIRE_N_LI] = "li",
    [WIRE_N_TABLE] = "table",     [WIRE_N_CAPTION] = "caption",
    [WIRE_N_THEAD] = "thead",     [WIRE_N_TBODY] = "tbody",
    [WIRE_N_TR] = "tr",           [WIRE_N_TH] = "th",
    [WIRE_N_TD] = "td",           [WIRE_N_BLOCKQUOTE] = "blockquote",
    [WIRE_N_PRE] = "pre",         [WIRE_N_FIGURE] = "figure",
    [WIRE_N_FIGCAPTION] = "figcaption", [WIRE_N_HR] = "hr",
    [WIRE_N_DIV] = "div",         [WIRE_N_TEXT] = "",
    [WIRE_N_A] = "a",             [WIRE_N_EM] = "em",
    [WIRE_N_STRONG] = "strong",   [WIRE_N_SUB] = "sub",
    [WIRE_N_SUP] = "sup",         [WIRE_N_Q] = "q",
    [WIRE_N_SPAN] = "span",       [WIRE_N_ABBR] = "abbr",
    [WIRE_N_CITE] = "cite",       [WIRE_N_CODE] = "code",
    [WIRE_N_BR] = "br",           [WIRE_N_IMG] = "img",
};

struct wire_node *
wire_node_new(struct wire_arena *arena, enum wire_node_kind kind, struct wire_at at)
{
    struct wire_node *n = WIRE_NEW(arena, struct wire_node);

    if (n == NULL)
        return NULL;
    n->kind = (uint8_t)kind;
    n->ref = -1;
    n->at = at;
    return n;
}

void
wire_node_append(struct wire_node *parent, struct wire_node *n)
{
    n->parent = parent;
    n->next = NULL;
    if (parent->last != NULL)
        parent->last->next = n;
    else
        parent->first = n;
    parent->last = n;
}

void
wire_node_remove(struct wire_node *n)
{
    struct wire_node *parent = n->parent, *before = NULL;

    if (parent == NULL)
        return;
    for (struct wire_node *c = parent->first; c != n; c = c->next)
        before = c;
    if (before != NULL)
        before->next = n->next;
    else
        parent->first = n->next;
    if (parent->last == n)
        parent->last = before;
    n->parent = n->next = NULL;
}

struct wire_node *
wire_node_add(struct wire_arena *arena, struct wire_node *parent, enum wire_node_kind kind, struct wire_at at)
{
    struct wire_node *n;

    if (parent == NULL || (n = wire_node_new(arena, kind, at)) == NULL)
        return NULL;
    wire_node_append(parent, n);
    return n;
}

struct wire_node *
wire_node_add_text(struct wire_arena *arena, struct wire_node *parent, struct wire_str s, struct wire_at at)
{
    struct wire_node *n;

    if (s.n == 0 || (n = wire_node_add(arena, parent, WIRE_N_TEXT, at)) == NULL)
        return NULL;
    n->text = wire_arena_str(arena, s);
    return n;
}

static int
compare_names(struct wire_str a, struct wire_str b)
{
    int order = memcmp(a.p, b.p, a.n < b.n ? a.n : b.n);

    return order != 0 ? order : (a.n > b.n) - (a.n < b.n);
}

void
wire_node_set(struct wire_arena *arena, struct wire_node *n, const char *name, struct wire_str value)
{
    struct wire_str key = wire_str_of(name);
    struct wire_attr **at, *a;
    int order = 1;

    if (n == NULL)
        return;
    for (at = &n->attrs; *at != NULL && (order = compare_names((*at)->name, key)) < 0;)
        at = &(*at)->next;
    if (*at != NULL && order == 0) {
        (*at)->value = wire_arena_str(arena, value);
        return;
    }
    if ((a = WIRE_NEW(arena, struct wire_attr)) == NULL)
        return;
    a->name = wire_arena_str(arena, key);
    a->value = wire_arena_str(arena, value);
    if (a->name.p == NULL)
        return;
    a->next = *at;
    *at = a;
}

struct wire_str
wire_node_get(const struct wire_node *n, const char *name)
{
    for (const struct wire_attr *a = n->attrs; a != NULL; a = a->next) {
        if (wire_str_is(a->name, name))
            return a->value;
    }
    return WIRE_NONE;
}

bool
wire_node_has_class(const struct wire_node *n, const char *token)
{
    struct wire_str all = wire_node_get(n, "class");
    size_t from = 0, length = strlen(token);

    while (from < all.n) {
        const char *space = memchr(all.p + from, ' ', all.n - from);
        size_t to = space != NULL ? (size_t)(space - all.p) : all.n;
        if (to - from == length && memcmp(all.p + from, token, length) == 0)
            return true;
        from = to + 1;
    }
    return false;
}

enum wire_status
wire_walk(const struct wire_node *top, enum wire_visibility visibility, wire_visit_fn *visit, void *ctx)
{
    const struct wire_node *n = top;

    if (top == NULL)
        return WIRE_OK;
    for (;;) {
        enum wire_status st = WIRE_STOP;
        bool leaf = n->kind == WIRE_N_TEXT || n->kind == WIRE_N_BR || n->kind == WIRE_N_HR || n->kind == WIRE_N_IMG;

        if (n->visibility == WIRE_PUBLIC || visibility == WIRE_EDITORS)
            st = visit(ctx, n, WIRE_ENTER);
        if (st != WIRE_OK && st != WIRE_STOP)
            return st;
        if (st == WIRE_OK && n->first != NULL) {
            n = n->first;
            continue;
        }
        if (st == WIRE_OK && !leaf && (st = visit(ctx, n, WIRE_EXIT)) != WIRE_OK)
            return st;
        while (n != top && n->next == NULL) {
            n = n->parent;
            if ((st = visit(ctx, n, WIRE_EXIT)) != WIRE_OK)
                return st;
        }
        if (n == top)
            return WIRE_OK;
        n = n->next;
    }
}

struct line {
    struct wire_buf buf;
};

static enum wire_status
line_visit(void *ctx, const struct wire_node *n, enum wire_visit visit)
{
    struct line *line = ctx;

    if (n->kind == WIRE_N_TEXT)
        wire_buf_str(&line->buf, n->text);
    else if (!wire_is_inline(n->kind) || n->kind == WIRE_N_BR)
        wire_buf_putc(&line->buf, ' ');
    (void)visit;
    return WIRE_OK;
}

struct wire_str
wire_node_line(struct wire_arena *arena, const struct wire_node *n)
{
    struct line line = { WIRE_BUF_INIT };
    struct wire_str s;

    if (n->first != NULL && n->first == n->last && n->first->kind == WIRE_N_TEXT)
        return wire_str_collapse(arena, n->first->text); /* most paragraphs are one piece */
    wire_walk(n, WIRE_EDITORS, line_visit, &line);
    s = wire_str_collapse(arena, wire_arena_str(arena, wire_buf_slice(&line.buf)));
    if (line.buf.err != WIRE_OK && arena->err == WIRE_OK)
        arena->err = line.buf.err;
    wire_buf_free(&line.buf);
    return s;
}

static enum wire_status
weigh_visit(void *ctx, const struct wire_node *n, enum wire_visit visit)
{
    size_t *sum = ctx;

    if (visit == WIRE_ENTER && n->kind == WIRE_N_TEXT)
        *sum += wire_weight(n->text.p, n->text.n);
    return WIRE_OK;
}

bool
wire_node_begins_empty(const struct wire_node *n)
{
    const struct wire_node *first = n->first;

    return n->kind == WIRE_N_PRE && first != NULL && first->kind == WIRE_N_TEXT && first->text.n != 0 && first->text.p[0] == '\n';
}

size_t
wire_node_weight(const struct wire_node *n, enum wire_visibility visibility)
{
    size_t sum = 0;

    wire_walk(n, visibility, weigh_visit, &sum);
    return sum;
}

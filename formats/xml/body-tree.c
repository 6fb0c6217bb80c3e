/* The builder's side of the tree: where blocks may stand, and the runs of text and inline elements in them. */
#include <stdlib.h>

#include "article/str.h"
#include "xml/build.h"

/* What may stand in what ("clean fragment", What it is made of). Flow is any block that stands at the top. */
enum { FLOW = 1, ITEMS = 2, PARTS = 4, ROWS = 8, CELLS = 16, CAPTION = 32 };

static const unsigned char holds[WIRE_NODE_KIND_COUNT] = {
    [WIRE_N_ROOT] = FLOW,          [WIRE_N_DIV] = FLOW,    [WIRE_N_BLOCKQUOTE] = FLOW,
    [WIRE_N_LI] = FLOW,            [WIRE_N_TD] = FLOW,     [WIRE_N_TH] = FLOW,
    [WIRE_N_FIGURE] = FLOW | CAPTION, [WIRE_N_FIGCAPTION] = FLOW,
    [WIRE_N_UL] = ITEMS,           [WIRE_N_OL] = ITEMS,    [WIRE_N_TABLE] = PARTS,
    [WIRE_N_THEAD] = ROWS,         [WIRE_N_TBODY] = ROWS,  [WIRE_N_TR] = CELLS,
};

static const unsigned char is[WIRE_NODE_KIND_COUNT] = {
    [WIRE_N_P] = FLOW,        [WIRE_N_H2] = FLOW,    [WIRE_N_H3] = FLOW,      [WIRE_N_H4] = FLOW,
    [WIRE_N_UL] = FLOW,       [WIRE_N_OL] = FLOW,    [WIRE_N_LI] = ITEMS,     [WIRE_N_TABLE] = FLOW,
    [WIRE_N_CAPTION] = PARTS, [WIRE_N_THEAD] = PARTS, [WIRE_N_TBODY] = PARTS, [WIRE_N_TR] = ROWS,
    [WIRE_N_TH] = CELLS,      [WIRE_N_TD] = CELLS,   [WIRE_N_BLOCKQUOTE] = FLOW, [WIRE_N_PRE] = FLOW,
    [WIRE_N_FIGURE] = FLOW,   [WIRE_N_FIGCAPTION] = CAPTION, [WIRE_N_HR] = FLOW, [WIRE_N_DIV] = FLOW,
};

static bool
is_list(enum wire_node_kind k)
{
    return k == WIRE_N_UL || k == WIRE_N_OL;
}

void
wire_build_cut(struct wire_node *n, struct wire_node *before)
{
    struct wire_node *parent = n->parent;

    if (parent == NULL)
        return;
    if (before != NULL)
        before->next = n->next;
    else
        parent->first = n->next;
    if (parent->last == n)
        parent->last = before;
    n->parent = n->next = NULL;
}

/* --- blocks --- */

static void
open_block(struct wire_body *b, struct wire_node *node, struct wire_node *before, uint32_t owner, bool solid)
{
    if (b->outs == b->out_cap) {
        uint32_t cap = b->out_cap * 2 + 32;
        struct wire_out_open *more = realloc(b->out, cap * sizeof *more);
        if (more == NULL) {
            b->dead = true;
            return;
        }
        b->out = more;
        b->out_cap = cap;
    }
    b->out[b->outs++] = (struct wire_out_open){ .node = node, .before = before, .owner = owner, .solid = solid };
    if (owner != WIRE_NOBODY)
        b->open[owner].node = node;
}

void
wire_build_open_root(struct wire_body *b, struct wire_node *root, uint32_t owner)
{
    open_block(b, root, NULL, owner, true);
}

void
wire_build_push(struct wire_body *b, uint32_t owner, enum wire_node_kind kind, struct wire_attr *attrs, uint16_t flags,
                struct wire_at at)
{
    struct wire_node *parent = b->out[b->outs - 1].node, *before = parent->last;
    struct wire_node *n = wire_node_add(b->arena, parent, kind, at);

    if (n == NULL) {
        b->dead = true;
        return;
    }
    n->attrs = attrs;
    n->flags = flags;
    open_block(b, n, before, owner, false);
}

/* "An element with nothing in it goes": but not a cell, nor a figure that leads somewhere. */
static bool
stays(const struct wire_node *n)
{
    return n->kind == WIRE_N_TD || n->kind == WIRE_N_TH ||
           (n->kind == WIRE_N_FIGURE && wire_node_get(n, "data-href").n != 0);
}

void
wire_build_pop(struct wire_body *b)
{
    struct wire_out_open o = b->out[--b->outs];

    if (o.owner != WIRE_NOBODY)
        b->open[o.owner].node = NULL;
    if (b->outs == 0)
        return;
    if (o.solid || stays(o.node)) {
        b->out[b->outs - 1].solid = true;
    } else {
        b->skipped += wire_node_weight(o.node, WIRE_EDITORS);
        wire_build_cut(o.node, o.before);
    }
}

void
wire_build_pop_to(struct wire_body *b, uint32_t outs)
{
    while (b->outs > outs)
        wire_build_pop(b);
}

static size_t
attr_bytes(const struct wire_attr *a)
{
    size_t n = sizeof(struct wire_node);

    for (; a != NULL; a = a->next)
        n += a->name.n + a->value.n + 8;
    return n;
}

/* Whether something may be made once more. */
static bool
again(struct wire_body *b, const struct wire_attr *attrs)
{
    if (b->again < WIRE_AGAIN_MAX)
        b->again += attr_bytes(attrs);
    return b->again < WIRE_AGAIN_MAX;
}

/* Whether divs alone stand between this holder and a figure around it. */
static bool
in_figure(const struct wire_body *b, uint32_t h)
{
    while (b->open[h].kind == WIRE_N_DIV)
        h = b->open[h].outer;
    return b->open[h].kind == WIRE_N_FIGURE && b->again < WIRE_AGAIN_MAX;
}

/* Whether the block of this element takes a block of that kind, if need be with blocks made in between. */
static bool
adapts(const struct wire_body *b, uint32_t h, enum wire_node_kind kind)
{
    unsigned can = holds[b->open[h].kind];

    switch (is[kind]) {
    case FLOW:
        return (can & (FLOW | CELLS)) != 0 || (is_list(kind) && (can & ITEMS) != 0);
    case ITEMS:
        return (can & (FLOW | ITEMS)) != 0;
    case PARTS:
        return (can & (FLOW | PARTS)) != 0;
    case ROWS:
        return (can & (FLOW | PARTS | ROWS)) != 0;
    case CELLS:
        return (can & (FLOW | PARTS | ROWS | CELLS)) != 0;
    default: /* a caption of a figure */
        return (can & CAPTION) != 0 || ((can & FLOW) != 0 && !in_figure(b, h));
    }
}

static void
push_made(struct wire_body *b, enum wire_node_kind kind)
{
    if (!b->dead)
        wire_build_push(b, WIRE_NOBODY, kind, NULL, 0, b->open[b->opens - 1].at);
}

/* The blocks that must stand between a holder and a block of that kind. */
static void
make_between(struct wire_body *b, enum wire_node_kind kind)
{
    struct wire_node *n = b->out[b->outs - 1].node;
    unsigned can = holds[n->kind], what = is[kind];

    if (what == FLOW && (can & CELLS) != 0) {
        push_made(b, WIRE_N_TD);
    } else if (what == FLOW && (can & ITEMS) != 0) { /* a list directly in a list belongs to the item before it */
        if (n->last != NULL && n->last->kind == WIRE_N_LI)
            open_block(b, n->last, NULL, WIRE_NOBODY, true);
        else
            push_made(b, WIRE_N_LI);
    } else if (what == ITEMS && (can & FLOW) != 0) {
        push_made(b, WIRE_N_UL);
    } else if (what == CAPTION && (can & CAPTION) == 0) {
        push_made(b, WIRE_N_FIGURE);
    } else if (what == PARTS || what == ROWS || what == CELLS) {
        if ((can & FLOW) != 0)
            push_made(b, WIRE_N_TABLE);
        if (what != PARTS && (can & (FLOW | PARTS)) != 0)
            push_made(b, WIRE_N_TBODY);
        if (what == CELLS && (can & CELLS) == 0)
            push_made(b, WIRE_N_TR);
    }
}

/* Open again what was closed around a holder, from the outside in, and go to it. */
static void
reopen(struct wire_body *b, uint32_t h)
{
    uint32_t inner = WIRE_NOBODY;

    while (b->open[h].node == NULL) {
        b->open[h].inner = inner;
        inner = h;
        h = b->open[h].outer;
    }
    while (b->outs > 1 && b->out[b->outs - 1].owner != h)
        wire_build_pop(b);
    for (; inner != WIRE_NOBODY && !b->dead; inner = b->open[inner].inner) {
        struct wire_open *o = &b->open[inner];
        make_between(b, o->kind);
        if (!b->dead) /* a div is one for its attributes, and is closed for a caption only while there is room */
            wire_build_push(b, inner, o->kind, again(b, o->attrs) || o->kind == WIRE_N_DIV ? o->attrs : NULL, 0, o->at);
    }
}

/* Whether a block that was made between takes one more: neighbours share it. */
static bool
takes(const struct wire_node *made, enum wire_node_kind kind)
{
    unsigned what = is[kind];

    if (made->kind == WIRE_N_LI)
        return is_list(kind);
    return (holds[made->kind] & what) != 0;
}

void
wire_build_place(struct wire_body *b, enum wire_node_kind kind)
{
    uint32_t h = b->open[b->opens - 1].holder;

    while (b->outs > 1 && b->out[b->outs - 1].owner == WIRE_NOBODY) {
        if (takes(b->out[b->outs - 1].node, kind))
            return;
        wire_build_pop(b);
    }
    while (!adapts(b, h, kind))
        h = b->open[h].outer;
    reopen(b, h);
    if (!b->dead)
        make_between(b, kind);
}

bool
wire_build_is_between(const struct wire_body *b)
{
    const struct wire_open *top = &b->open[b->opens - 1];

    return b->out[b->outs - 1].owner == WIRE_NOBODY || (holds[b->open[top->holder].kind] & FLOW) == 0;
}

/* --- runs --- */

static bool
begin_run(struct wire_body *b, struct wire_at at)
{
    struct wire_open *top = &b->open[b->opens - 1], *by;
    struct wire_run *run = &b->run;
    struct wire_node *parent;

    run->anonymous = top->text.anonymous;
    run->self = top->text.kind == WIRE_N_ROOT;
    if (run->self) {
        reopen(b, top->holder);
        run->block = b->out[b->outs - 1].node;
        run->before = run->block->last;
        if (run->before != NULL && wire_is_inline(run->before->kind)) /* what parted them left nothing: a second run */
            run->self = false;
    }
    if (!run->self) {
        enum wire_node_kind kind = top->text.kind != WIRE_N_ROOT ? top->text.kind : WIRE_N_P;
        wire_build_place(b, kind);
        if (b->dead)
            return false;
        parent = b->out[b->outs - 1].node;
        run->before = parent->last;
        run->block = wire_node_add(b->arena, parent, kind, at);
        if (run->block == NULL) {
            b->dead = true;
            return false;
        }
        by = &b->open[top->said_by];
        if (top->text.attrs != NULL && ((by->flags & WIRE_O_MADE) == 0 || again(b, top->text.attrs)))
            run->block->attrs = top->text.attrs;
        run->block->flags = (uint16_t)(top->text.flags | top->text.level << WIRE_LEVEL_SHIFT);
        by->flags |= WIRE_O_MADE;
    }
    run->at = run->block;
    run->solid = run->worded = run->spaced = false;
    run->full = true;
    run->tail = NULL;
    run->made = run->base;
    return true;
}

bool
wire_build_run(struct wire_body *b, struct wire_at at)
{
    struct wire_run *run = &b->run;

    if (run->block == NULL && !begin_run(b, at))
        return false;
    for (; run->made < b->inls; run->made++) {
        struct wire_inline *i = &b->inl[run->made];
        i->solid = false;
        i->before = run->at->last;
        i->node = i->used && !again(b, i->attrs) ? NULL : wire_node_add(b->arena, run->at, i->kind, i->at);
        i->used = true;
        if (i->node == NULL)
            continue;
        i->node->attrs = i->attrs;
        i->node->flags = i->flags;
        run->at = i->node;
    }
    return true;
}

void
wire_build_inline(struct wire_body *b, enum wire_node_kind kind, struct wire_attr *attrs, uint16_t flags, struct wire_at at)
{
    if (b->inls == b->inl_cap) {
        uint32_t cap = b->inl_cap * 2 + 32;
        struct wire_inline *more = realloc(b->inl, cap * sizeof *more);
        if (more == NULL) {
            b->dead = true;
            return;
        }
        b->inl = more;
        b->inl_cap = cap;
    }
    b->inl[b->inls++] = (struct wire_inline){ .attrs = attrs, .at = at, .flags = flags, .kind = (uint8_t)kind };
}

/* An inline element in which only white space stands goes, and leaves it behind. */
static void
unwrap(struct wire_run *run, struct wire_inline *i)
{
    struct wire_node *n = i->node, *parent = n->parent;
    size_t count = 0;

    for (struct wire_node *c = n->first; c != NULL; c = c->next) {
        if (++count > WIRE_UNWRAP_MAX)
            return;
    }
    if (n->first == NULL) {
        wire_build_cut(n, i->before);
        return;
    }
    for (struct wire_node *c = n->first; c != NULL; c = c->next)
        c->parent = parent;
    if (i->before != NULL)
        i->before->next = n->first;
    else
        parent->first = n->first;
    parent->last = n->last;
    if (run->tail == n->first)
        run->tail_before = i->before;
}

/* End the innermost of the inline elements made in this run. */
static void
unmake(struct wire_body *b)
{
    struct wire_run *run = &b->run;
    struct wire_inline *i = &b->inl[--run->made];
    struct wire_node *parent;

    if (i->node != NULL) {
        parent = i->node->parent;
        if (!i->solid)
            unwrap(run, i);
        run->at = parent;
    }
    if (i->solid) {
        if (run->made > run->base)
            b->inl[run->made - 1].solid = true;
        else
            run->solid = true;
    }
    i->node = NULL;
}

void
wire_build_end_inline(struct wire_body *b)
{
    if (b->run.block != NULL && b->run.made == b->inls && b->run.made > b->run.base)
        unmake(b);
    b->inls--;
    if (b->run.made > b->inls)
        b->run.made = b->inls;
}

void
wire_build_trim(struct wire_body *b)
{
    struct wire_run *run = &b->run;

    if (!run->spaced)
        return;
    run->spaced = false;
    if (run->tail != NULL && --run->tail->text.n == 0) {
        wire_build_cut(run->tail, run->tail_before);
        run->tail = NULL;
    }
}

/* Pictures alone stand directly in a figure. */
static void
lift(struct wire_body *b, struct wire_node *p, struct wire_node *before)
{
    struct wire_node *figure = p->parent, *last = before, *next;

    figure->last = before;
    if (before != NULL)
        before->next = NULL;
    else
        figure->first = NULL;
    for (struct wire_node *c = p->first; c != NULL; c = next) {
        next = c->next;
        if (c->kind == WIRE_N_TEXT) {
            b->skipped += wire_weight(c->text.p, c->text.n);
            continue;
        }
        c->parent = figure;
        c->next = NULL;
        if (last != NULL)
            last->next = c;
        else
            figure->first = c;
        figure->last = last = c;
    }
}

void
wire_build_end_run(struct wire_body *b)
{
    struct wire_run *run = &b->run;
    struct wire_out_open *holder = &b->out[b->outs - 1];

    if (run->block == NULL)
        return;
    while (run->made > run->base)
        unmake(b);
    wire_build_trim(b);
    if (run->solid) {
        holder->solid = true;
        if (run->anonymous && !run->worded && run->block->kind == WIRE_N_P && holder->node->kind == WIRE_N_FIGURE)
            lift(b, run->block, run->before);
    } else if (!run->self) {
        b->skipped += wire_node_weight(run->block, WIRE_EDITORS);
        wire_build_cut(run->block, run->before);
    }
    run->block = run->at = run->tail = NULL;
    run->apart_before = run->apart_after = false;
}

/* The outline of a body: a row for each block with its first words. */
#include <stdio.h>

#include "convert/inspect.h"

struct outline {
    struct view *view;
    unsigned shown, most, passed; /* blocks shown, to be shown (0: all), passed over */
};

static bool
holds_blocks(const struct wire_node *n)
{
    return n->first != NULL && !wire_is_inline((enum wire_node_kind)n->first->kind);
}

static void
label_of(const struct wire_node *n, char *label, size_t room)
{
    static const struct {
        unsigned flag;
        const char *name;
    } flags[] = {
        { WIRE_N_IS_LEDE, "lede" },         { WIRE_N_IS_DATELINE, "dateline" }, { WIRE_N_IS_BYLINE, "byline" },
        { WIRE_N_IS_SIGNOFF, "sign-off" },  { WIRE_N_REPEATS, "repeated" },
    };
    size_t at;
    int depth = 0;

    for (const struct wire_node *up = n->parent; up != NULL && up->kind != WIRE_N_ROOT && depth < 6; up = up->parent)
        depth++;
    at = (size_t)snprintf(label, room, "%*s%s", depth, "", wire_node_names[n->kind]);
    for (size_t i = 0; i < WIRE_COUNT(flags) && at < room; i++) {
        if ((n->flags & flags[i].flag) != 0)
            at += (size_t)snprintf(label + at, room - at, " %s", flags[i].name);
    }
    if (n->visibility != WIRE_PUBLIC && at < room)
        snprintf(label + at, room - at, " not public");
}

static void
describe_table(struct wire_buf *line, const struct wire_node *table)
{
    unsigned rows = 0, cells = 0;

    for (const struct wire_node *part = table->first; part != NULL; part = part->next) {
        for (const struct wire_node *row = part->first; row != NULL; row = row->next) {
            unsigned n = 0;
            if (row->kind != WIRE_N_TR)
                continue;
            for (const struct wire_node *cell = row->first; cell != NULL; cell = cell->next)
                n++;
            rows++;
            cells = n > cells ? n : cells;
        }
    }
    wire_buf_printf(line, "%u row%s of %u: ", rows, rows == 1 ? "" : "s", cells);
}

static enum wire_status
show_block(void *ctx, const struct wire_node *n, enum wire_visit visit)
{
    struct outline *o = ctx;
    struct view *v = o->view;
    bool inner = holds_blocks(n) && n->kind != WIRE_N_TABLE;
    char label[80];

    if (visit == WIRE_EXIT || n->kind == WIRE_N_ROOT || wire_is_inline((enum wire_node_kind)n->kind))
        return WIRE_OK;
    if (o->most != 0 && o->shown >= o->most) {
        if (!inner)
            o->passed++;
        return inner ? WIRE_OK : WIRE_STOP;
    }
    label_of(n, label, sizeof label);
    wire_buf_clear(v->line);
    if (n->kind == WIRE_N_TABLE)
        describe_table(v->line, n);
    if (n->kind == WIRE_N_FIGURE)
        wire_buf_str(v->line, wire_node_get(n, "data-href"));
    if (!inner)
        wire_buf_str(v->line, wire_node_line(v->arena, n));
    if (n->kind != WIRE_N_UL && n->kind != WIRE_N_OL) /* the items speak for a list */
        view_row(v, label, GREEN, wire_buf_slice(v->line), n->at);
    if (!inner)
        o->shown++;
    return inner ? WIRE_OK : WIRE_STOP;
}

void
view_body(struct view *v, const struct wire_article *a, unsigned most)
{
    struct outline o = { .view = v, .most = most };
    char text[80];

    if (a->body == NULL || a->body->first == NULL)
        return;
    snprintf(text, sizeof text, "Body: %zu words", wire_words(wire_node_line(v->arena, a->body)));
    view_heading(v, text);
    wire_walk(a->body, WIRE_EDITORS, show_block, &o);
    if (o.passed != 0) {
        snprintf(text, sizeof text, "%u more block%s; -v shows all", o.passed, o.passed == 1 ? "" : "s");
        view_row(v, "…", DIM, wire_str_of(text), (struct wire_at){ 0 });
    }
}

/* The body of a story out of lines of copy. */
#include "article/blocks.h"

#include "article/copy.h"

static struct wire_node *
root(struct wire_blocks *b, struct wire_at at)
{
    if (b->a->body == NULL)
        b->a->body = wire_node_new(b->a->arena, WIRE_N_ROOT, at);
    return b->a->body;
}

void
wire_block_begin(struct wire_blocks *b, enum wire_node_kind kind, struct wire_at at)
{
    wire_block_end(b);
    b->kind = (uint8_t)kind;
    b->at = at;
}

/* The first run of blanks at or after i that is not one space, or s.n: most lines have none. */
static size_t
first_gap(struct wire_str s, size_t i)
{
    for (; s.n > 17 && i < s.n - 17; i += 16) {
        wire_sixteen c = wire_load(s.p + i), next = wire_load(s.p + i + 1);
        if (wire_bits((wire_sixteen)((c < ' ') | ((c == ' ') & (next <= ' ')))) != 0)
            break;
    }
    for (; i + 1 < s.n; i++) {
        if ((unsigned char)s.p[i] < ' ' || (s.p[i] == ' ' && (unsigned char)s.p[i + 1] <= ' '))
            return i;
    }
    return s.n;
}

static void
put(struct wire_blocks *b, struct wire_str s, char part)
{
    size_t from = 0;

    if (b->kind != WIRE_N_PRE)
        s = wire_trim_blanks(s);
    if (b->text.n != 0)
        wire_buf_putc(&b->text, part);
    while (s.n != 0 && (unsigned char)s.p[s.n - 1] <= ' ')
        s.n--;
    if (b->kind == WIRE_N_PRE) {
        wire_buf_str(&b->text, s);
        return;
    }
    for (size_t i = first_gap(s, 0); i + 1 < s.n; i = first_gap(s, i + 1)) {
        wire_buf_put(&b->text, s.p + from, i - from);
        wire_buf_putc(&b->text, ' ');
        while ((unsigned char)s.p[i + 1] <= ' ')
            i++;
        from = i + 1;
    }
    wire_buf_put(&b->text, s.p + from, s.n - from);
}

void
wire_block_line(struct wire_blocks *b, struct wire_str s)
{
    put(b, s, b->kind == WIRE_N_PRE ? '\n' : ' ');
}

void
wire_block_broken_line(struct wire_blocks *b, struct wire_str s)
{
    put(b, s, '\n');
}

/* Where the block goes: an item into the list before it, if nothing came between. */
static struct wire_node *
place(struct wire_blocks *b)
{
    struct wire_node *top = root(b, b->at);

    if (b->kind != WIRE_N_LI) {
        b->list = NULL;
        return wire_node_add(b->a->arena, top, (enum wire_node_kind)b->kind, b->at);
    }
    if (b->list == NULL)
        b->list = wire_node_add(b->a->arena, top, WIRE_N_UL, b->at);
    return wire_node_add(b->a->arena, b->list, WIRE_N_LI, b->at);
}

static struct wire_str
without_blank_ends(struct wire_str s)
{
    while (s.n != 0 && (s.p[s.n - 1] == '\n' || s.p[s.n - 1] == ' '))
        s.n--;
    while (s.n != 0 && s.p[0] == '\n')
        s = wire_str_sub(s, 1, s.n);
    return s;
}

void
wire_block_end(struct wire_blocks *b)
{
    struct wire_arena *arena = b->a->arena;
    struct wire_str s = without_blank_ends(wire_buf_slice(&b->text));
    struct wire_node *node;

    if (b->text.err != WIRE_OK && arena->err == WIRE_OK)
        arena->err = b->text.err;
    if (b->kind != WIRE_N_ROOT && wire_trim_blanks(s).n != 0 && (node = place(b)) != NULL) {
        while (b->kind != WIRE_N_PRE) {
            const char *feed = memchr(s.p, '\n', s.n);
            size_t n = feed != NULL ? (size_t)(feed - s.p) : s.n;
            wire_node_add_text(arena, node, wire_str_sub(s, 0, n), b->at);
            if (feed == NULL)
                break;
            wire_node_add(arena, node, WIRE_N_BR, b->at);
            s = wire_str_sub(s, n + 1, s.n);
        }
        if (b->kind == WIRE_N_PRE)
            wire_node_add_text(arena, node, s, b->at);
    }
    wire_buf_clear(&b->text);
    b->kind = WIRE_N_ROOT;
}

void
wire_block_rule(struct wire_blocks *b, struct wire_at at)
{
    wire_block_end(b);
    b->list = NULL;
    wire_node_add(b->a->arena, root(b, at), WIRE_N_HR, at);
}

void
wire_blocks_free(struct wire_blocks *b)
{
    wire_buf_free(&b->text);
}

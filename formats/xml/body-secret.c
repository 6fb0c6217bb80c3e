/* Parts of a body that are not for publication: built like the rest, in a tree of their own, and kept as text. */
#include "article/fragment.h"
#include "article/str.h"
#include "xml/build.h"
#include "xml/secret.h"

/* From here on everything goes into a tree of its own, and from there to nonPublic. */
void
wire_build_begin_frame(struct wire_body *b, struct wire_str role, struct wire_at at)
{
    struct wire_node *root = wire_node_new(b->arena, WIRE_N_ROOT, at);

    if (root == NULL) {
        b->dead = true;
        return;
    }
    b->secret = root;
    b->role = wire_arena_str(b->arena, role);
    b->kept = b->run;
    b->run = (struct wire_run){ .base = b->inls, .made = b->inls };
    wire_build_push_root(b, root, WIRE_O_FRAME, at);
}

void
wire_build_end_frame(struct wire_body *b, uint32_t me)
{
    struct wire_value *v;

    wire_build_end_run(b);
    while (b->outs > 1 && b->out[b->outs - 1].owner != me)
        wire_build_pop(b);
    b->outs--;
    wire_buf_clear(&b->scratch);
    wire_fragment_text(&b->scratch, b->secret, WIRE_EDITORS);
    if (b->scratch.err != WIRE_OK)
        b->dead = true;
    v = wire_add_non_public(b->a, wire_str_of(b->where), b->role, wire_buf_slice(&b->scratch), b->open[me].at);
    if (v != NULL)
        v->flags |= WIRE_V_PRINTED;
    b->secret = NULL;
    b->run = b->kept;
}

/* Letters of both announcements, "publication" and "Veröffentlichung", that few other words have. */
static bool
may_announce(struct wire_str s)
{
    for (size_t i = 1; i + 5 < s.n; i += 16) {
        wire_sixteen c = wire_load_some(s.p + i, s.n - i), next = wire_load_some(s.p + i + 1, s.n - i - 1);
        unsigned hits = wire_bits((wire_sixteen)(((c | 0x20) == 'l') & ((next | 0x20) == 'i')));
        for (; hits != 0; hits &= hits - 1) {
            struct wire_str at = wire_str_sub(s, i + (size_t)__builtin_ctz(hits) - 1, 6);
            if (wire_str_begins_nocase(at, "blicat") || wire_str_begins_nocase(at, "tlichu"))
                return true;
        }
    }
    return false;
}

/* What a paragraph without elements in it says. */
static bool
announces(struct wire_body *b, const struct wire_node *from)
{
    struct wire_str s;

    wire_buf_clear(&b->scratch);
    for (const struct wire_node *n = from; n != NULL;) {
        wire_buf_str(&b->scratch, n->text);
        if (n->first != NULL) {
            n = n->first;
            continue;
        }
        while (n->next == NULL && n->parent != from->parent)
            n = n->parent;
        n = n->next;
    }
    if (b->scratch.err != WIRE_OK) /* what cannot be judged is not let out */
        b->dead = true;
    s = wire_buf_slice(&b->scratch);
    return may_announce(s) && wire_secret_announced(s) < s.n;
}

/* If the element that ends here announces what is not for publication: the node it became, and the one before that. */
struct wire_node *
wire_build_announcement(struct wire_body *b, struct wire_node **before)
{
    struct wire_open *o = &b->open[b->opens - 1];
    struct wire_run *run = &b->run;
    struct wire_node *from;

    if ((o->flags & WIRE_O_MAYBE) == 0 || (o->flags & WIRE_O_BLOCK) == 0 || o->children != 0 || b->secret != NULL ||
        b->trusts_text || run->block == NULL)
        return NULL;
    from = !run->self ? run->block->first : run->before != NULL ? run->before->next : run->block->first;
    if (from == NULL || !announces(b, from))
        return NULL;
    if ((o->flags & WIRE_O_HOLDER) == 0 || o->node == NULL) {
        *before = run->before;
        return run->self ? NULL : run->block;
    }
    for (uint32_t i = b->outs; i-- > 0;) {
        if (b->out[i].node == o->node)
            *before = b->out[i].before;
    }
    return o->node;
}

/* What a node that is taken away leaves empty has nothing in it either. */
static void
empty_parents(struct wire_body *b, struct wire_node *n)
{
    while (n != NULL && n->first == NULL && n->parent != NULL) {
        struct wire_node *parent = n->parent;
        for (uint32_t i = b->outs; i-- > 0;) {
            if (b->out[i].node == n) {
                b->out[i].solid = false;
                return;
            }
        }
        wire_node_remove(n);
        n = parent;
    }
}

/* An announcement and all that follows it in the element around it is kept back. */
void
wire_build_keep_back(struct wire_body *b, struct wire_node *node, struct wire_node *before)
{
    struct wire_node *parent = node->parent;

    wire_build_end_run(b);
    for (uint32_t i = b->outs; i-- > 0 && b->out[i].node->parent == parent;) {
        if (b->out[i].before == node)
            b->out[i].before = before;
    }
    wire_build_cut(node, before);
    empty_parents(b, parent);
    wire_build_begin_frame(b, WIRE_STR("announced"), node->at);
    if (b->dead)
        return;
    wire_node_append(b->secret, node);
    b->out[b->outs - 1].solid = true;
}

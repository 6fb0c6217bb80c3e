/* The body: a tree of blocks and inlines, as fragment of XHTML as mapping.md has it. */
#ifndef WIRE_ARTICLE_NODE_H
#define WIRE_ARTICLE_NODE_H

#include "article/arena.h"

enum wire_node_kind {
    WIRE_N_ROOT,
    WIRE_N_P,
    WIRE_N_H2,
    WIRE_N_H3,
    WIRE_N_H4,
    WIRE_N_UL,
    WIRE_N_OL,
    WIRE_N_LI,
    WIRE_N_TABLE,
    WIRE_N_CAPTION,
    WIRE_N_THEAD,
    WIRE_N_TBODY,
    WIRE_N_TR,
    WIRE_N_TH,
    WIRE_N_TD,
    WIRE_N_BLOCKQUOTE,
    WIRE_N_PRE,
    WIRE_N_FIGURE,
    WIRE_N_FIGCAPTION,
    WIRE_N_HR,
    WIRE_N_DIV,
    WIRE_N_TEXT, /* inlines from here */
    WIRE_N_A,
    WIRE_N_EM,
    WIRE_N_STRONG,
    WIRE_N_SUB,
    WIRE_N_SUP,
    WIRE_N_Q,
    WIRE_N_SPAN,
    WIRE_N_ABBR,
    WIRE_N_CITE,
    WIRE_N_CODE,
    WIRE_N_BR,
    WIRE_N_IMG,
    WIRE_NODE_KIND_COUNT
};

/* The element name of each kind; "" for the root and for text. */
extern const char *const wire_node_names[WIRE_NODE_KIND_COUNT];

/* What a node is in wire terms, beside its kind. */
enum {
    WIRE_N_IS_DATELINE = 1,
    WIRE_N_IS_BYLINE = 2,
    WIRE_N_IS_SIGNOFF = 4,
    WIRE_N_IS_LEDE = 8,
    WIRE_N_REPEATS = 16 /* says again what a field of the article says */
};

struct wire_attr {
    struct wire_attr *next; /* in order of names, by byte */
    struct wire_str name, value;
};

struct wire_node {
    uint8_t kind, visibility;
    uint16_t flags;
    struct wire_node *parent, *first, *last, *next;
    struct wire_str text;     /* of WIRE_N_TEXT */
    struct wire_attr *attrs;
    int32_t ref;              /* figure: which association; entity: which of its list; else -1 */
    struct wire_at at;
};

static inline bool
wire_is_inline(enum wire_node_kind k)
{
    return k >= WIRE_N_TEXT;
}

/* A node without a place, or NULL without memory. */
struct wire_node *wire_node_new(struct wire_arena *, enum wire_node_kind, struct wire_at);

/* A node as the last child of parent; NULL without memory or with a NULL parent. */
struct wire_node *wire_node_add(struct wire_arena *, struct wire_node *parent, enum wire_node_kind, struct wire_at);

/* A text node as the last child; s is copied. An empty s adds nothing. */
struct wire_node *wire_node_add_text(struct wire_arena *, struct wire_node *parent, struct wire_str s, struct wire_at);

/* Put a node (with its children) as the last child of parent, or take it out of its parent. */
void wire_node_append(struct wire_node *parent, struct wire_node *);
void wire_node_remove(struct wire_node *);

/* Set an attribute, in its place by name; name and value are copied, an older value is replaced. */
void wire_node_set(struct wire_arena *, struct wire_node *, const char *name, struct wire_str value);

/* Whether its class attribute has that token. */
bool wire_node_has_class(const struct wire_node *, const char *token);

/* The text under a node on one line: blocks, cells and br part by a space; in the arena. */
struct wire_str wire_node_line(struct wire_arena *, const struct wire_node *);

/* Whether a pre begins with an empty line. Readers of markup drop a line feed right after its start tag: one more is due. */
bool wire_node_begins_empty(const struct wire_node *);

/* wire_weight of all text under a node that visibility lets see; 0 for NULL. */
size_t wire_node_weight(const struct wire_node *, enum wire_visibility);

#endif

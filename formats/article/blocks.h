/*
 * The body of a story out of lines of copy: paragraphs joined, lists gathered, tabular copy left as it is set.
 *
 * The reader of a format tells what a line is; this makes the tree of it, block by block.
 */
#ifndef WIRE_ARTICLE_BLOCKS_H
#define WIRE_ARTICLE_BLOCKS_H

#include "article/article.h"
#include "article/buf.h"

struct wire_blocks {
    struct wire_article *a;
    struct wire_node *list;  /* the one the next item goes into; NULL: a new one */
    struct wire_buf text;    /* of the block in hand */
    struct wire_at at;
    uint8_t kind;            /* of the block in hand: WIRE_N_P and the like; WIRE_N_ROOT: there is none */
};

/* End the block in hand and begin one: p, h2, h3, h4, li or pre. */
void wire_block_begin(struct wire_blocks *, enum wire_node_kind, struct wire_at);

/* A line of it. After the first: joined by a space, or in pre on a line of its own. Blanks at its ends go, in pre only those behind. */
void wire_block_line(struct wire_blocks *, struct wire_str);

/* The same after a line end that is meant: a br in text. */
void wire_block_broken_line(struct wire_blocks *, struct wire_str);

/* End the block in hand, if there is one; blocks without text are not made. */
void wire_block_end(struct wire_blocks *);

/* A rule between blocks. */
void wire_block_rule(struct wire_blocks *, struct wire_at);

/* Give the memory back. Without memory the article's arena remembers. */
void wire_blocks_free(struct wire_blocks *);

#endif

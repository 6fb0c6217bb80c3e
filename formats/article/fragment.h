/* The body printed: as the clean XHTML fragment and as text (fragment.md is the contract). */
#ifndef WIRE_ARTICLE_FRAGMENT_H
#define WIRE_ARTICLE_FRAGMENT_H

#include "article/buf.h"
#include "article/node.h"

/*
 * Print what is under top (a root) as a fragment of XHTML: equal trees give equal bytes.
 * Nodes for editors only are left out unless visibility is WIRE_EDITORS.
 */
void wire_fragment_xhtml(struct wire_buf *, const struct wire_node *top, enum wire_visibility);

/* Print the same as text: the words in order, blocks parted by blank lines, items and rows by lines. */
void wire_fragment_text(struct wire_buf *, const struct wire_node *top, enum wire_visibility);

#endif

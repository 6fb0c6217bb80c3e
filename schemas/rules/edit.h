/* Changes to a text, gathered while it is looked at and made all at once. */
#ifndef WIRE_RULES_EDIT_H
#define WIRE_RULES_EDIT_H

#include "article/buf.h"

/* Bytes [from, from + n) give way to others, which stand in `with`. */
struct wire_edit {
    size_t from, n;
    size_t with_from, with_n;
    size_t order; /* of those at one place the first made stands first */
};

struct wire_edits {
    struct wire_edit *edit;
    size_t n, room;
    struct wire_buf with;
    enum wire_status err;
};

void wire_edits_free(struct wire_edits *);

/* Note a change. Without memory err says so. */
void wire_edits_put(struct wire_edits *, size_t from, size_t n, struct wire_str with);

/*
 * The text with all changes made; of two that touch the same bytes the later one is left out. How many were made.
 */
size_t wire_edits_make(struct wire_edits *, struct wire_str text, struct wire_buf *out);

#endif

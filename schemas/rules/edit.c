/* Changes to a text, gathered while it is looked at and made all at once. */
#include "schemas/rules/edit.h"

#include <stdlib.h>

void
wire_edits_free(struct wire_edits *e)
{
    free(e->edit);
    wire_buf_free(&e->with);
    *e = (struct wire_edits){ 0 };
}

void
wire_edits_put(struct wire_edits *e, size_t from, size_t n, struct wire_str with)
{
    if (e->n == e->room) {
        size_t room = e->room * 2 + 16;
        struct wire_edit *more = realloc(e->edit, room * sizeof *more);
        if (more == NULL) {
            e->err = WIRE_E_NOMEM;
            return;
        }
        e->edit = more;
        e->room = room;
    }
    e->edit[e->n] = (struct wire_edit){ from, n, e->with.n, with.n, e->n };
    wire_buf_str(&e->with, with);
    if (e->with.err != WIRE_OK)
        e->err = e->with.err;
    else
        e->n++;
}

static int
by_place(const void *a, const void *b)
{
    const struct wire_edit *x = a, *y = b;

    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

size_t
wire_edits_make(struct wire_edits *e, struct wire_str text, struct wire_buf *out)
{
    size_t at = 0, made = 0;

    if (e->n != 0)
        qsort(e->edit, e->n, sizeof *e->edit, by_place);
    for (size_t i = 0; i < e->n; i++) {
        const struct wire_edit *x = &e->edit[i];
        if (x->from < at || x->from > text.n || x->n > text.n - x->from)
            continue;
        wire_buf_put(out, text.p + at, x->from - at);
        wire_buf_put(out, e->with.p + x->with_from, x->with_n);
        at = x->from + x->n;
        made++;
    }
    wire_buf_put(out, text.p + at, text.n - at);
    return made;
}

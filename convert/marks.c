/* A source with marks, printed as HTML. */
#include "convert/marks.h"

#include <stdlib.h>

#include "article/str.h"
#include "convert/page.h"

const char *const fate_classes[FATES] = { "none", "field", "body", "kept", "skipped", "secret" };
const char *const fate_names[FATES] = { "of no account", "field", "body", "kept, not understood", "skipped", "not for publication" };

void
marks_add(struct marks *m, struct wire_at at, enum fate fate, unsigned long row)
{
    if (at.line == 0)
        return;
    if (m->n == m->room) {
        struct mark *more = realloc(m->all, (m->room * 2 + 256) * sizeof *more);
        if (more == NULL) {
            m->failed = true;
            return;
        }
        m->all = more;
        m->room = m->room * 2 + 256;
    }
    m->all[m->n] = (struct mark){ at.line, at.col != 0 ? at.col : 1, fate, row, m->n };
    m->n++;
}

void
marks_free(struct marks *m)
{
    free(m->all);
    *m = (struct marks){ 0 };
}

/* By place; where a part is noted twice, first what is in the article, then what says most of the text, then what came first. */
static int
by_place(const void *a, const void *b)
{
    static const unsigned rank[FATES] = { [FATE_SECRET] = 0, [FATE_BODY] = 1, [FATE_FIELD] = 2, [FATE_KEPT] = 3, [FATE_SKIPPED] = 4, [FATE_NONE] = 5 };
    const struct mark *x = a, *y = b;

    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    if (x->col != y->col)
        return x->col < y->col ? -1 : 1;
    if ((x->row != 0) != (y->row != 0))
        return x->row != 0 ? -1 : 1;
    if (rank[x->fate] != rank[y->fate])
        return rank[x->fate] < rank[y->fate] ? -1 : 1;
    return x->number < y->number ? -1 : x->number > y->number;
}

void
marks_link(struct wire_buf *out, struct wire_at at)
{
    wire_buf_printf(out, "<a class=\"at\" href=\"#p%u-%u\">%u", at.line, at.col != 0 ? at.col : 1, at.line);
    if (at.col != 0)
        wire_buf_printf(out, ":%u", at.col);
    wire_buf_puts(out, "</a>");
}

/* --- printing --- */

struct printing {
    struct wire_buf *out;
    const struct marks *marks;
    size_t next;          /* the mark that comes next */
    const struct mark *in;/* the part that the text belongs to, or NULL */
    bool utf8;            /* else a byte is a character, shown as in ISO 8859-1 */
};

/* How many bytes the character takes that begins at p. */
static size_t
width(const struct printing *p, const char *from, const char *end)
{
    const char *at = from;

    if (!p->utf8)
        return 1;
    wire_utf8_next(&at, end);
    return (size_t)(at - from);
}

static void
put_part(struct printing *p, const char *from, const char *to)
{
    if (p->utf8) {
        page_text(p->out, (struct wire_str){ from, (size_t)(to - from) });
        return;
    }
    for (; from < to; from++) {
        char c[4];
        page_text(p->out, (struct wire_str){ c, wire_utf8_put(c, (unsigned char)*from) });
    }
}

/* Text of one part on one line. begins: it is where the part does, and so what links lead to. */
static void
put_text(struct printing *p, const char *from, const char *to, bool begins)
{
    const struct mark *m = p->in;

    for (const char *word = from; !begins; from = word) { /* the white space that a line begins with is of no part */
        word += word < to && (*word == ' ' || *word == '\t');
        if (word == from)
            break;
        wire_buf_putc(p->out, *from);
    }
    if (from == to && !begins)
        return;
    if (m == NULL) {
        put_part(p, from, to);
        return;
    }
    wire_buf_printf(p->out, "<a class=\"%s%s\"", fate_classes[m->fate], begins ? "" : " on");
    if (begins)
        wire_buf_printf(p->out, " id=\"p%u-%u\"", m->line, m->col);
    if (m->row != 0)
        wire_buf_printf(p->out, " href=\"#r%lu\"", m->row);
    wire_buf_putc(p->out, '>');
    put_part(p, from, to);
    wire_buf_puts(p->out, "</a>");
}

/* The next mark of the line, others at its place passed over; NULL: there is none on it. */
static const struct mark *
next_mark(struct printing *p, uint32_t line)
{
    const struct mark *all = p->marks->all, *m;

    while (p->next < p->marks->n && all[p->next].line < line)
        p->next++;
    if (p->next == p->marks->n || all[p->next].line != line)
        return NULL;
    m = &all[p->next++];
    while (p->next < p->marks->n && all[p->next].line == m->line && all[p->next].col == m->col)
        p->next++;
    return m;
}

static void
put_line(struct printing *p, uint32_t line, const char *from, const char *end)
{
    const struct mark *m = next_mark(p, line);
    const char *at = from;
    uint32_t col = 1;
    bool begins = false;

    wire_buf_printf(p->out, "<div><i id=\"L%u\">%u</i>", line, line);
    while (at < end || m != NULL) {
        if (m != NULL && (col >= m->col || at == end)) { /* a mark behind the end of its line counts there */
            put_text(p, from, at, begins);
            from = at;
            p->in = m;
            begins = true;
            m = next_mark(p, line);
            continue;
        }
        at += width(p, at, end);
        col++;
    }
    put_text(p, from, at, begins);
    wire_buf_puts(p->out, "</div>\n");
}

void
marks_print(struct wire_buf *out, struct marks *m, struct wire_str source)
{
    struct printing p = { .out = out, .marks = m, .utf8 = wire_utf8_valid(source, &(size_t){ 0 }) };
    const char *at = source.p, *end = source.p + source.n;
    uint32_t line = 1;

    if (m->n > 1)
        qsort(m->all, m->n, sizeof *m->all, by_place);
    if (p.utf8 && source.n >= 3 && memcmp(at, "\xEF\xBB\xBF", 3) == 0)
        at += 3;
    while (at < end) {
        const char *stop = memchr(at, '\n', (size_t)(end - at)), *last = stop != NULL ? stop : end;
        while (last > at && last[-1] == '\r')
            last--;
        put_line(&p, line++, at, last);
        at = stop != NULL ? stop + 1 : end;
    }
}

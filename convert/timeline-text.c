/* A timeline for people, in a terminal. */
#include "convert/terminal.h"
#include "convert/timeline.h"

static const enum style event_styles[EVENTS] = {
    [EVENT_CORRECTION] = YELLOW, [EVENT_EMBARGO] = MAGENTA, [EVENT_HOLD] = MAGENTA,
    [EVENT_RELEASE] = GREEN,     [EVENT_KILL] = RED,        [EVENT_VOID] = DIM,
    [EVENT_REPEAT] = DIM,
};

static void
story(struct wire_buf *b, const struct life *l)
{
    put_clean(b, l->headline.n != 0 ? l->headline : WIRE_STR("(no headline)"));
    wire_buf_puts(b, "\n  ");
    put_clean(b, l->uri.n != 0 ? l->uri : WIRE_STR("(no uri: its versions cannot be told)"));
    wire_buf_printf(b, "\n  %s, %zu version%s\n", standing_rows[l->standing].title, l->versions, l->versions == 1 ? "" : "s");
}

static void
line(struct wire_buf *b, const char *mark, struct wire_str s)
{
    wire_buf_printf(b, "        %s ", mark);
    put_clean(b, s);
    wire_buf_putc(b, '\n');
}

static void
pair(struct wire_buf *b, const char *what, struct wire_str was, struct wire_str is)
{
    wire_buf_printf(b, "        %s: ", what);
    put_clean(b, was.n != 0 ? was : WIRE_STR("none"));
    wire_buf_puts(b, " -> ");
    put_clean(b, is.n != 0 ? is : WIRE_STR("none"));
    wire_buf_putc(b, '\n');
}

/* "The mayor said [-two-] {+three+} boats": what a text has in common with the other stands once. */
static void
edited(struct wire_buf *b, struct wire_str was, struct wire_str is)
{
    size_t front, back;

    changes_ends(was, is, &front, &back);
    wire_buf_puts(b, "        ~ ");
    put_clean(b, wire_str_sub(is, 0, front));
    if (was.n > front + back) {
        wire_buf_puts(b, "[-");
        put_clean(b, wire_str_sub(was, front, was.n - front - back));
        wire_buf_puts(b, "-]");
    }
    if (is.n > front + back) {
        wire_buf_puts(b, "{+");
        put_clean(b, wire_str_sub(is, front, is.n - front - back));
        wire_buf_puts(b, "+}");
    }
    put_clean(b, wire_str_sub(is, is.n - back, back));
    wire_buf_putc(b, '\n');
}

static void
subjects(struct wire_buf *b, const char *mark, const struct wire_str *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t code = 0;
        while (code < list[i].n && list[i].p[code] != '\t')
            code++;
        wire_buf_printf(b, "        %s subject ", mark);
        put_clean(b, wire_str_sub(list[i], 0, code));
        if (code != 0 && code + 1 < list[i].n)
            wire_buf_putc(b, ' ');
        put_clean(b, wire_str_sub(list[i], code + 1, list[i].n));
        wire_buf_putc(b, '\n');
    }
}

static struct wire_str
embargo_of(const struct version *v)
{
    return v->open ? WIRE_STR("without an end") : v->until;
}

static void
changes(struct wire_buf *b, const struct moment *m)
{
    const struct changes *c = m->changes;

    if (c->headline)
        pair(b, "headline", m->before->headline, m->now->headline);
    if (c->status)
        pair(b, "status", m->before->status, m->now->status);
    if (c->embargo)
        pair(b, "embargo", embargo_of(m->before), embargo_of(m->now));
    subjects(b, "+", c->gained, c->gained_count);
    subjects(b, "-", c->dropped, c->dropped_count);
    for (size_t i = 0; i < c->n; i++) {
        const struct change *row = &c->rows[i];
        if (row->was == 0)
            line(b, "+", m->now->paragraphs[row->is - 1]);
        else if (row->is == 0)
            line(b, "-", m->before->paragraphs[row->was - 1]);
        else
            edited(b, m->before->paragraphs[row->was - 1], m->now->paragraphs[row->is - 1]);
    }
    if (c->moved != 0)
        wire_buf_printf(b, "        %zu paragraph%s moved\n", c->moved, c->moved == 1 ? "" : "s");
}

static void
version(struct wire_buf *b, const struct moment *m, size_t number, bool colour)
{
    const struct version *v = m->now;

    (void)number;
    wire_buf_puts(b, m->newest ? "  > " : "    ");
    put_clean(b, v->version.n != 0 ? v->version : WIRE_STR("-"));
    wire_buf_puts(b, "  ");
    put_clean(b, v->created.n != 0 ? v->created : WIRE_STR("(no time)"));
    wire_buf_puts(b, "  ");
    put_style(b, colour, event_styles[m->event]);
    wire_buf_puts(b, event_rows[m->event].name);
    put_style(b, colour, PLAIN);
    if (m->changes == NULL && (v->until.n != 0 || v->open)) {
        wire_buf_puts(b, v->open ? ", embargo " : ", embargo until ");
        put_clean(b, embargo_of(v));
    }
    wire_buf_puts(b, "  ");
    put_style(b, colour, DIM);
    put_clean(b, v->file);
    if (v->index != 1)
        wire_buf_printf(b, " (story %lld)", (long long)v->index);
    put_style(b, colour, PLAIN);
    wire_buf_putc(b, '\n');
    if (m->changes != NULL)
        changes(b, m);
}

static void
story_end(struct wire_buf *b)
{
    wire_buf_putc(b, '\n');
}

const struct teller teller_text = { .story = story, .version = version, .story_end = story_end };

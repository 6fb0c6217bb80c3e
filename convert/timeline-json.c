/* A timeline for machines: one story a line, as JSON. */
#include "convert/timeline.h"

static void
put_key(struct wire_buf *b, const char *key)
{
    if (b->n != 0 && b->p[b->n - 1] != '{')
        wire_buf_putc(b, ',');
    wire_buf_printf(b, "\"%s\":", key);
}

static void
put_text(struct wire_buf *b, const char *key, struct wire_str s)
{
    if (s.n == 0)
        return;
    put_key(b, key);
    wire_buf_json(b, s);
}

static void
put_list(struct wire_buf *b, const char *key, const struct wire_str *list, size_t n)
{
    if (n == 0)
        return;
    put_key(b, key);
    for (size_t i = 0; i < n; i++) {
        size_t code = 0;
        while (code < list[i].n && list[i].p[code] != '\t')
            code++;
        wire_buf_puts(b, i == 0 ? "[{" : ",{");
        put_text(b, "code", wire_str_sub(list[i], 0, code));
        put_text(b, "name", wire_str_sub(list[i], code + 1, list[i].n));
        wire_buf_putc(b, '}');
    }
    wire_buf_putc(b, ']');
}

static void
put_pair(struct wire_buf *b, const char *key, struct wire_str was, struct wire_str is)
{
    put_key(b, key);
    wire_buf_putc(b, '{');
    put_text(b, "from", was);
    put_text(b, "to", is);
    wire_buf_putc(b, '}');
}

/* Those of one kind: what came has a place in the newer version, what went one in the older. */
static void
put_paragraphs(struct wire_buf *b, const char *key, const struct moment *m, bool was, bool is)
{
    const char *mark = "[";

    for (size_t i = 0; i < m->changes->n; i++) {
        const struct change *c = &m->changes->rows[i];
        if ((c->was != 0) != was || (c->is != 0) != is)
            continue;
        if (*mark == '[')
            put_key(b, key);
        wire_buf_printf(b, "%s{\"at\":%u", mark, c->is != 0 ? c->is : c->was);
        if (was)
            put_text(b, is ? "from" : "text", m->before->paragraphs[c->was - 1]);
        if (is)
            put_text(b, was ? "to" : "text", m->now->paragraphs[c->is - 1]);
        wire_buf_putc(b, '}');
        mark = ",";
    }
    if (*mark == ',')
        wire_buf_putc(b, ']');
}

static struct wire_str
embargo_of(const struct version *v)
{
    return v->open ? WIRE_STR("open") : v->until;
}

static void
put_changes(struct wire_buf *b, const struct moment *m)
{
    const struct changes *c = m->changes;

    put_key(b, "changed");
    wire_buf_putc(b, '{');
    if (c->headline)
        put_pair(b, "headline", m->before->headline, m->now->headline);
    if (c->status)
        put_pair(b, "status", m->before->status, m->now->status);
    if (c->embargo)
        put_pair(b, "embargo", embargo_of(m->before), embargo_of(m->now));
    if (c->n + c->moved != 0) {
        put_key(b, "paragraphs");
        wire_buf_putc(b, '{');
        put_paragraphs(b, "added", m, false, true);
        put_paragraphs(b, "removed", m, true, false);
        put_paragraphs(b, "edited", m, true, true);
        if (c->moved != 0) {
            put_key(b, "moved");
            wire_buf_printf(b, "%zu", c->moved);
        }
        wire_buf_putc(b, '}');
    }
    if (c->gained_count + c->dropped_count != 0) {
        put_key(b, "subjects");
        wire_buf_putc(b, '{');
        put_list(b, "added", c->gained, c->gained_count);
        put_list(b, "removed", c->dropped, c->dropped_count);
        wire_buf_putc(b, '}');
    }
    wire_buf_putc(b, '}');
}

static void
story(struct wire_buf *b, const struct life *l)
{
    wire_buf_putc(b, '{');
    put_text(b, "uri", l->uri);
    put_text(b, "headline", l->headline);
    put_text(b, "standing", wire_str_of(standing_rows[l->standing].name));
    put_text(b, "newest", l->version);
    put_key(b, "versions");
    wire_buf_putc(b, '[');
}

static void
version(struct wire_buf *b, const struct moment *m, size_t number, bool colour)
{
    const struct version *v = m->now;

    (void)colour;
    wire_buf_puts(b, number == 1 ? "{" : ",{");
    put_text(b, "version", v->version);
    put_text(b, "created", v->created);
    put_text(b, "event", wire_str_of(event_rows[m->event].name));
    if (m->newest) {
        put_key(b, "newest");
        wire_buf_puts(b, "true");
    }
    put_text(b, "status", v->status);
    put_text(b, "embargo", embargo_of(v));
    put_text(b, "headline", v->headline);
    put_key(b, "paragraphs");
    wire_buf_printf(b, "%zu", v->paragraph_count);
    put_text(b, "file", v->file);
    put_key(b, "index");
    wire_buf_printf(b, "%lld", (long long)v->index);
    if (m->changes != NULL && changes_any(m->changes))
        put_changes(b, m);
    wire_buf_putc(b, '}');
}

static void
story_end(struct wire_buf *b)
{
    wire_buf_puts(b, "]}\n");
}

const struct teller teller_json = { .story = story, .version = version, .story_end = story_end };

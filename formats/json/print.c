/* JSON put into a buffer. What stands before a value says whether a comma is due: only a bracket asks for none. */
#include "json/print.h"

void
wire_json_item(struct wire_json_print *j, const char *name)
{
    struct wire_buf *out = j->out;

    if (j->depth == 0)
        return;
    if (out->n != 0 && out->p[out->n - 1] != '{' && out->p[out->n - 1] != '[')
        wire_buf_putc(out, ',');
    if (!j->compact) {
        wire_buf_putc(out, '\n');
        for (unsigned i = 0; i < j->depth; i++)
            wire_buf_put(out, "  ", 2);
    }
    if (name == NULL)
        return;
    wire_buf_putc(out, '"');
    wire_buf_puts(out, name);
    wire_buf_put(out, "\": ", j->compact ? 2 : 3);
}

size_t
wire_json_open_bracket(struct wire_json_print *j, const char *name, char bracket)
{
    size_t began = j->out->n;

    wire_json_item(j, name);
    wire_buf_putc(j->out, bracket);
    j->depth++;
    return began;
}

bool
wire_json_close_bracket(struct wire_json_print *j, size_t began, char bracket)
{
    struct wire_buf *out = j->out;
    char last = out->n != 0 ? out->p[out->n - 1] : '\0';

    j->depth--;
    if (last == '{' || last == '[') { /* no value ends so */
        out->n = began;
        return false;
    }
    if (!j->compact) {
        wire_buf_putc(out, '\n');
        for (unsigned i = 0; i < j->depth; i++)
            wire_buf_put(out, "  ", 2);
    }
    wire_buf_putc(out, bracket);
    return true;
}

void
wire_json_text(struct wire_json_print *j, const char *name, struct wire_str s)
{
    wire_json_item(j, name);
    wire_buf_json(j->out, s);
}

void
wire_json_raw(struct wire_json_print *j, const char *name, struct wire_str s)
{
    wire_json_item(j, name);
    wire_buf_str(j->out, s);
}

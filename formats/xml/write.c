/* Writing XML: tags, attributes and text, a line an element, into a buffer. */
#include "xml/write.h"

void
wire_tag_line(struct wire_tags *t)
{
    wire_buf_putc(&t->buf, '\n');
    for (unsigned i = 0; i < t->depth; i++)
        wire_buf_put(&t->buf, "  ", 2);
}

void
wire_tag_open(struct wire_tags *t, const char *prefix, const char *name)
{
    wire_tag_line(t);
    wire_buf_putc(&t->buf, '<');
    wire_buf_puts(&t->buf, prefix);
    wire_buf_puts(&t->buf, name);
    t->name_count = 0;
    t->depth++;
}

bool
wire_tag_fresh(struct wire_tags *t, struct wire_str name)
{
    for (unsigned i = 0; i < t->name_count; i++) {
        if (wire_str_eq(t->names[i], name))
            return false;
    }
    if (t->name_count == WIRE_TAG_MOST)
        return false;
    t->names[t->name_count++] = name;
    return true;
}

void
wire_tag_put(struct wire_tags *t, const char *prefix, struct wire_str name, struct wire_str value)
{
    wire_buf_putc(&t->buf, ' ');
    wire_buf_puts(&t->buf, prefix);
    wire_buf_str(&t->buf, name);
    wire_buf_put(&t->buf, "=\"", 2);
    wire_buf_xml_attr(&t->buf, value);
    wire_buf_putc(&t->buf, '"');
}

void
wire_tag_attr(struct wire_tags *t, const char *name, struct wire_str value)
{
    if (value.n != 0 && wire_tag_fresh(t, wire_str_of(name)))
        wire_tag_put(t, "", wire_str_of(name), value);
}

void
wire_tag_inside(struct wire_tags *t)
{
    wire_buf_putc(&t->buf, '>');
}

void
wire_tag_text(struct wire_tags *t, struct wire_str s)
{
    wire_buf_xml(&t->buf, s);
}

void
wire_tag_close(struct wire_tags *t, const char *prefix, const char *name, bool lines)
{
    t->depth--;
    if (lines)
        wire_tag_line(t);
    wire_buf_put(&t->buf, "</", 2);
    wire_buf_puts(&t->buf, prefix);
    wire_buf_puts(&t->buf, name);
    wire_buf_putc(&t->buf, '>');
}

void
wire_tag_empty(struct wire_tags *t)
{
    t->depth--;
    wire_buf_put(&t->buf, "/>", 2);
}

static bool
name_char(int32_t c, bool first)
{
    if (c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
        return true;
    if (!first && (c == '-' || c == '.' || (c >= '0' && c <= '9')))
        return true;
    return c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7 && wire_is_letter(c); /* the safe part of XML 1.0's table */
}

bool
wire_is_xml_name(struct wire_str s)
{
    const char *p = s.p, *end = s.p + s.n;
    bool first = true;

    if (s.n == 0 || s.n > 200)
        return false;
    while (p < end) {
        if (!name_char(wire_utf8_next(&p, end), first))
            return false;
        first = false;
    }
    return true;
}

bool
wire_is_xml_language(struct wire_str s)
{
    size_t part = 0, parts = 0;

    for (size_t i = 0; i <= s.n; i++) {
        char c = i < s.n ? s.p[i] : '-';
        if (c == '-') {
            if (part == 0 || part > 8)
                return false;
            part = 0;
            parts++;
        } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (parts != 0 && c >= '0' && c <= '9')) {
            part++;
        } else {
            return false;
        }
    }
    return s.n != 0;
}

/* XML as it was: what nobody understands is kept in a form that can be given back. */
#include "xml/engine.h"

static void
name_of(struct wire_buf *b, const xmlChar *name, const xmlChar *prefix)
{
    if (prefix != NULL) {
        wire_buf_puts(b, (const char *)prefix);
        wire_buf_putc(b, ':');
    }
    wire_buf_puts(b, (const char *)name);
}

static void
declare(struct wire_buf *b, const xmlChar *prefix, const xmlChar *uri)
{
    wire_buf_puts(b, prefix != NULL ? " xmlns:" : " xmlns");
    if (prefix != NULL)
        wire_buf_puts(b, (const char *)prefix);
    wire_buf_puts(b, "=\"");
    wire_buf_xml_attr(b, wire_str_of(uri != NULL ? (const char *)uri : ""));
    wire_buf_putc(b, '"');
}

static bool
declared_here(const xmlChar *prefix, int namespaces, const xmlChar **ns)
{
    for (int i = 0; i < namespaces; i++) {
        if (ns[i * 2] == prefix)
            return true;
    }
    return false;
}

void
wire_keep_start(struct wire_reading *r, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaces,
                const xmlChar **ns, int attributes, const xmlChar **attrs, bool top)
{
    struct wire_buf *b = &r->keep;

    wire_buf_putc(b, '<');
    name_of(b, name, prefix);
    for (int i = 0; i < namespaces; i++)
        declare(b, ns[i * 2], ns[i * 2 + 1]);
    /* What was declared further out is declared where the kept piece begins. */
    if (top && uri != NULL && !declared_here(prefix, namespaces, ns) &&
        (prefix != NULL || r->x.format->namespace == NULL || strcmp((const char *)uri, r->x.format->namespace) != 0))
        declare(b, prefix, uri);
    for (int i = 0; i < attributes; i++) {
        const xmlChar **a = attrs + i * 5;
        if (top && a[1] != NULL && a[2] != NULL && a[1] != prefix && strcmp((const char *)a[1], "xml") != 0 &&
            !declared_here(a[1], namespaces, ns))
            declare(b, a[1], a[2]);
        wire_buf_putc(b, ' ');
        name_of(b, a[0], a[1]);
        wire_buf_puts(b, "=\"");
        wire_buf_xml_attr(b, (struct wire_str){ (const char *)a[3], (size_t)(a[4] - a[3]) });
        wire_buf_putc(b, '"');
    }
    wire_buf_putc(b, '>');
}

void
wire_keep_text(struct wire_reading *r, const char *p, size_t n)
{
    wire_buf_xml(&r->keep, (struct wire_str){ p, n });
}

void
wire_keep_end(struct wire_reading *r, const xmlChar *name, const xmlChar *prefix)
{
    struct wire_buf *b = &r->keep;

    /* <a></a> is <a/>; the character before a tag's own > is never >, so this looks at a start tag only */
    if (b->n > 1 && b->p[b->n - 1] == '>' && b->p[b->n - 2] != '/') {
        size_t from = b->n - 1;
        while (from > 0 && b->p[from] != '<')
            from--;
        if (b->p[from + 1] != '/') {
            b->n--;
            wire_buf_puts(b, "/>");
            return;
        }
    }
    wire_buf_puts(b, "</");
    name_of(b, name, prefix);
    wire_buf_putc(b, '>');
}

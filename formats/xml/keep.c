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

static void
remember(struct wire_reading *r, const xmlChar *prefix)
{
    for (unsigned i = 0; i < r->kept_prefix_count; i++) {
        if (r->kept_prefixes[i] == prefix)
            return;
    }
    if (r->kept_prefix_count < WIRE_COUNT(r->kept_prefixes))
        r->kept_prefixes[r->kept_prefix_count++] = prefix;
}

/*
 * A prefix that was declared further out is declared in the first tag of the kept piece, which would mean
 * nothing without; past the few that are remembered, on the tag itself. True: the tag itself has to.
 */
static bool
undeclared(struct wire_reading *r, const xmlChar *prefix, const xmlChar *uri, int namespaces, const xmlChar **ns)
{
    struct wire_buf *b = &r->keep;
    size_t end = b->n, grown;

    if (prefix == NULL || uri == NULL || strcmp((const char *)prefix, "xml") == 0)
        return false;
    if (declared_here(prefix, namespaces, ns)) {
        remember(r, prefix);
        return false;
    }
    for (unsigned i = 0; i < r->kept_prefix_count; i++) {
        if (r->kept_prefixes[i] == prefix)
            return false;
    }
    if (r->kept_prefix_count == WIRE_COUNT(r->kept_prefixes))
        return true;
    remember(r, prefix);
    declare(b, prefix, uri); /* at the end, and from there to its place */
    if (b->err != WIRE_OK || (grown = b->n - end) == 0 || !wire_buf_room(b, grown))
        return false;
    memcpy(b->p + b->n, b->p + end, grown);
    memmove(b->p + r->keep_names + grown, b->p + r->keep_names, end - r->keep_names);
    memcpy(b->p + r->keep_names, b->p + b->n, grown);
    return false;
}

void
wire_keep_start(struct wire_reading *r, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaces,
                const xmlChar **ns, int attributes, const xmlChar **attrs, bool top)
{
    struct wire_buf *b = &r->keep;
    bool own = false;

    if (top) {
        r->kept_prefix_count = 0;
        r->keep_names = b->n + 1 + strlen((const char *)name) + (prefix != NULL ? strlen((const char *)prefix) + 1 : 0);
    } else {
        own = undeclared(r, prefix, uri, namespaces, ns);
    }
    wire_buf_putc(b, '<');
    name_of(b, name, prefix);
    for (int i = 0; i < namespaces; i++)
        declare(b, ns[i * 2], ns[i * 2 + 1]);
    for (int i = 0; i < namespaces; i++) {
        if (ns[i * 2] != NULL)
            remember(r, ns[i * 2]);
    }
    /* What was declared further out is declared where the kept piece begins. */
    if (top && uri != NULL && !declared_here(prefix, namespaces, ns) &&
        (prefix != NULL || r->x.format->namespace == NULL || strcmp((const char *)uri, r->x.format->namespace) != 0))
        own = true;
    if (own) {
        declare(b, prefix, uri);
        if (prefix != NULL)
            remember(r, prefix);
    }
    for (int i = 0; i < attributes; i++) {
        const xmlChar **a = attrs + i * 5;
        if (a[1] != NULL && a[1] != prefix && undeclared(r, a[1], a[2], namespaces, ns))
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

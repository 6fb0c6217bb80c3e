/* Markup held in text: libxml2's HTML parser, its events fed to the builder. */
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>

#include "article/str.h"
#include "xml/build.h"

enum {
    HTML_DEPTH_MAX = 512, /* open elements: for each end tag without a start libxml2 looks through all of them */
    HTML_ATTRS = 32
};

/* One document on its way from the parser to the builder. */
struct html {
    struct wire_body *body;
    htmlParserCtxtPtr ctxt;
    struct wire_at at; /* where its first byte is in the input */
    size_t depth;
    bool too_deep;
};

static struct wire_at
place(const struct html *h)
{
    struct wire_at at = h->at;

    if (h->ctxt->input != NULL && h->ctxt->input->line > 1) {
        at.line += (uint32_t)h->ctxt->input->line - 1;
        at.col = 0;
    }
    return at;
}

/* Attributes of HTML have no namespaces: xml:lang comes as a name. */
static struct wire_xml_attr
attribute(const char *name, const char *value)
{
    const char *colon = strchr(name, ':');
    struct wire_xml_attr a = { name, NULL, wire_str_of(value) };

    if (colon != NULL) {
        a.prefix = strncmp(name, "xml:", 4) == 0 ? "xml" : "";
        a.name = colon + 1;
    }
    return a;
}

/* "Elements are told by local name": <o:p> of Word is a p. */
static const char *
local_name(const xmlChar *name)
{
    const char *colon = strchr((const char *)name, ':');

    return colon != NULL && colon[1] != '\0' ? colon + 1 : (const char *)name;
}

static void
html_start(void *ctx, const xmlChar *name, const xmlChar **atts)
{
    struct html *h = ctx;
    struct wire_xml_attr few[HTML_ATTRS], *all = few;
    size_t count = 0, n = 0;

    if (++h->depth > HTML_DEPTH_MAX) {
        h->too_deep = true;
        xmlStopParser(h->ctxt);
        return;
    }
    while (atts != NULL && atts[2 * count] != NULL)
        count++;
    if (count > HTML_ATTRS && (all = malloc(count * sizeof *all)) == NULL) {
        h->body->dead = true;
        return;
    }
    for (; n < count; n++)
        all[n] = attribute((const char *)atts[2 * n], (const char *)atts[2 * n + 1]);
    wire_body_start(h->body, local_name(name), all, count, place(h));
    if (all != few)
        free(all);
}

static void
html_end(void *ctx, const xmlChar *name)
{
    struct html *h = ctx;

    if (h->depth != 0)
        h->depth--;
    wire_body_end(h->body, local_name(name));
}

static void
html_text(void *ctx, const xmlChar *p, int n)
{
    struct html *h = ctx;

    if (n > 0 && !h->too_deep)
        wire_body_text(h->body, (const char *)p, (size_t)n, place(h));
}

void
wire_build_html_free(void *html)
{
    if (html != NULL)
        htmlFreeParserCtxt(html);
}

static bool
is_page(struct wire_str s)
{
    s = wire_str_trim(s);
    return wire_str_begins_nocase(s, "<html") || wire_str_begins_nocase(s, "<!doctype");
}

/* The document as the parser is given it: a fragment gets a body around it; a NUL would end it. */
static void
put_document(struct wire_buf *out, struct wire_str s)
{
    bool page = is_page(s);
    size_t from;

    if (!page)
        wire_buf_puts(out, "<html><body>");
    from = out->n;
    wire_buf_str(out, s);
    for (; from < out->n; from++) {
        if (out->p[from] == '\0')
            out->p[from] = ' ';
    }
    if (!page)
        wire_buf_puts(out, "</body></html>");
}

enum wire_status
wire_body_html(struct wire_body *b, struct wire_str s, struct wire_at at)
{
    static const htmlSAXHandler sax = { .startElement = html_start,
                                        .endElement = html_end,
                                        .characters = html_text,
                                        .ignorableWhitespace = html_text,
                                        .cdataBlock = html_text };
    struct wire_buf document = WIRE_BUF_INIT;
    struct html h = { .body = b, .at = at };
    uint32_t around = b->opens;

    if (b->html == NULL && (b->html = htmlNewParserCtxt()) == NULL)
        return WIRE_E_NOMEM;
    h.ctxt = b->html;
    put_document(&document, s);
    if (document.err != WIRE_OK || document.n > INT_MAX) {
        wire_buf_free(&document);
        return document.err != WIRE_OK ? document.err : WIRE_E_LIMIT;
    }
    *h.ctxt->sax = sax;
    h.ctxt->userData = &h;
    htmlCtxtReadMemory(h.ctxt, document.p, (int)document.n, NULL, "UTF-8",
                       HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
    htmlCtxtReset(h.ctxt);
    h.ctxt->userData = h.ctxt;
    wire_buf_free(&document);
    wire_build_end_to(b, around);
    if (b->dead)
        return b->arena->err != WIRE_OK ? b->arena->err : WIRE_E_NOMEM;
    return h.too_deep ? WIRE_E_LIMIT : WIRE_OK;
}

/* Markup held in text: libxml2's HTML parser, its events fed to the builder. */
#include <ctype.h>
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <limits.h>
#include <stdlib.h>

#include "article/limits.h"
#include "article/str.h"
#include "xml/build.h"

enum {
    HTML_ATTRS = 32
};

/* One document on its way from the parser to the builder. */
struct html {
    struct wire_body *body;
    htmlParserCtxtPtr ctxt;
    struct wire_at at; /* where its first byte is in the input */
    size_t depth;
    size_t nameless; /* where a name was missed last, from 1 */
    bool too_deep, ended;
    size_t given;     /* wire_weight of the text in it: the rest of its letters are tags */
    struct wire_buf rest; /* what was not parsed, being too deep */
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

/* Text to the builder, weighed: what is left of the document's letters in the end was markup. */
static void
give(struct html *h, const char *p, size_t n, struct wire_at at)
{
    h->given += wire_weight(p, n);
    wire_body_text(h->body, p, n, at);
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

    if (++h->depth > WIRE_MOST_SOUP) {
        if (!h->too_deep)
            wire_buf_put(&h->rest, (const char *)h->ctxt->input->cur, (size_t)(h->ctxt->input->end - h->ctxt->input->cur));
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
    few[0] = (struct wire_xml_attr){ 0 }; /* gcc -O1 does not see that none are read of none */
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

    if (h->too_deep)
        return;
    if (h->depth != 0)
        h->depth--;
    wire_body_end(h->body, local_name(name));
}

static void
html_text(void *ctx, const xmlChar *p, int n)
{
    struct html *h = ctx;

    if (n > 0 && !h->too_deep)
        give(h, (const char *)p, (size_t)n, place(h));
}

/*
 * Without memory the parser stands still but goes on asking for the next character for ever, or for the name of a tag
 * that it has no room for (libxml2 2.9.14): take the rest of the input away from it. Of the name it only says that there
 * is none, again and again in one place; at the end of its input it would then wait for a '>', so it keeps the input and
 * is only told that it has ended.
 */
static void
html_error(void *ctx, xmlErrorPtr error)
{
    struct html *h = ctx;
    const xmlParserInput *in = h->ctxt->input;
    size_t there = in != NULL ? in->consumed + (size_t)(in->cur - in->base) + 1 : 0;

    if (error == NULL)
        return;
    if (error->code == XML_ERR_NO_MEMORY)
        xmlStopParser(h->ctxt);
    if (error->code != XML_ERR_NAME_REQUIRED || there == 0)
        return;
    if (there == h->nameless) {
        h->ctxt->instate = XML_PARSER_EOF;
        h->ctxt->disableSAX = 1;
    }
    h->nameless = there;
}

static void
html_ended(void *ctx)
{
    ((struct html *)ctx)->ended = true;
}

void
wire_build_html_free(void *html)
{
    if (html != NULL)
        xmlFreeParserCtxt(html);
}

/* A reference at p, given to the builder; how long it is, or 0 when it is none. */
static size_t
feed_reference(struct html *h, const char *p, const char *end)
{
    const char *semicolon = memchr(p, ';', (size_t)(end - p < 40 ? end - p : 40)), *chars = NULL;
    char name[40], utf8[4];
    unsigned long c;
    size_t n;

    if (semicolon == NULL)
        return 0;
    n = (size_t)(semicolon - p) - 1;
    memcpy(name, p + 1, n);
    name[n] = '\0';
    if (name[0] == '#') {
        c = name[1] == 'x' || name[1] == 'X' ? strtoul(name + 2, NULL, 16) : strtoul(name + 1, NULL, 10);
        if (c == 0 || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
            return 0;
        give(h, utf8, wire_utf8_put(utf8, (uint32_t)c), h->at);
        return n + 2;
    }
    chars = strcmp(name, "amp") == 0 ? "&" : strcmp(name, "lt") == 0 ? "<" : strcmp(name, "gt") == 0 ? ">" :
            strcmp(name, "quot") == 0 ? "\"" : strcmp(name, "apos") == 0 ? "'" : wire_entity(name);
    if (chars == NULL)
        return 0;
    give(h, chars, strlen(chars), h->at);
    return n + 2;
}

/* Past a tag or a comment; words do not meet over one that parts them. Scripts and styles go with what is in them. */
static const char *
pass_tag(struct html *h, const char *p, const char *end)
{
    struct wire_str rest = { p, (size_t)(end - p) };
    const char *close;
    char name[24];
    size_t n = 0, from = p[1] == '/' ? 2 : 1;

    while (n < sizeof name - 1 && from + n < rest.n && isalnum((unsigned char)p[from + n])) {
        name[n] = (char)tolower((unsigned char)p[from + n]);
        n++;
    }
    name[n] = '\0';
    if (wire_element_parts(name))
        give(h, " ", 1, h->at);
    if (from == 1 && (strcmp(name, "script") == 0 || strcmp(name, "style") == 0)) {
        size_t at = wire_str_find_nocase(rest, name[1] == 'c' ? "</script" : "</style");
        return p + at;
    }
    close = memchr(p, '>', rest.n);
    return close != NULL ? close + 1 : end;
}

/* What stands deeper than elements are followed: its text alone, so that no word is lost. */
static void
feed_rest(struct html *h)
{
    const char *p = h->rest.p, *end = p + h->rest.n, *from;
    size_t n;

    if (p == NULL || (p = memchr(p, '>', h->rest.n)) == NULL)
        return;
    for (from = ++p; p < end;) {
        bool tag = *p == '<' && p + 1 < end && (isalpha((unsigned char)p[1]) || strchr("/!?", p[1]) != NULL);
        if (!tag && *p != '&') {
            p++;
            continue;
        }
        give(h, from, (size_t)(p - from), h->at);
        from = p;
        if (tag)
            from = p = pass_tag(h, p, end);
        else if ((n = feed_reference(h, p, end)) != 0)
            from = p += n;
        else
            p++;
    }
    give(h, from, (size_t)(p - from), h->at);
}

static bool
is_page(struct wire_str s)
{
    s = wire_str_trim(s);
    return wire_str_begins_nocase(s, "<html") || wire_str_begins_nocase(s, "<!doctype");
}

/* The document as the parser is given it: a fragment gets a body before it, which stays open, since in an unclosed <style> the
 * end of it would be words; a NUL would end the document. */
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
}

/* Give the parser a document in UTF-8, whatever that says of its encoding. A conversion that fails would crash it. */
static bool
open_input(htmlParserCtxtPtr ctxt, const struct wire_buf *document)
{
    xmlParserInputBufferPtr buffer = xmlParserInputBufferCreateMem(document->p, (int)document->n, XML_CHAR_ENCODING_NONE);
    xmlParserInputPtr input = buffer != NULL ? xmlNewIOInputStream(ctxt, buffer, XML_CHAR_ENCODING_NONE) : NULL;

    if (input == NULL) {
        if (buffer != NULL)
            xmlFreeParserInputBuffer(buffer);
        return false;
    }
    buffer->readcallback = NULL; /* no more will come; making room for it needs memory, and without any libxml2 crashes */
    htmlCtxtUseOptions(ctxt, HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                 HTML_PARSE_IGNORE_ENC);
    ctxt->html = 1;
    ctxt->charset = XML_CHAR_ENCODING_UTF8;
    return inputPush(ctxt, input) >= 0;
}

/* Parse; what libxml2 says of memory without naming a parser goes to the thread's handler, which is ours meanwhile. */
static void
parse(struct html *h)
{
    xmlStructuredErrorFunc before = xmlStructuredError;
    void *before_ctx = xmlStructuredErrorContext;

    xmlSetStructuredErrorFunc(h, html_error);
    htmlParseDocument(h->ctxt);
    xmlSetStructuredErrorFunc(before_ctx, before);
}

enum wire_status
wire_body_html(struct wire_body *b, struct wire_str s, struct wire_at at)
{
    static const htmlSAXHandler sax = { .initialized = XML_SAX2_MAGIC,
                                        .serror = html_error,
                                        .startElement = html_start,
                                        .endDocument = html_ended,
                                        .endElement = html_end,
                                        .characters = html_text,
                                        .ignorableWhitespace = html_text,
                                        .cdataBlock = html_text };
    struct wire_buf document = WIRE_BUF_INIT;
    struct html h = { .body = b, .at = at };
    uint32_t around = b->opens;
    enum wire_status st;

    if (b->html == NULL && (b->html = xmlNewParserCtxt()) == NULL)
        return WIRE_E_NOMEM;
    h.ctxt = b->html;
    put_document(&document, s);
    if (document.err != WIRE_OK || document.n > INT_MAX) {
        st = document.err != WIRE_OK ? document.err : WIRE_E_LIMIT;
        wire_buf_free(&document);
        return st;
    }
    *h.ctxt->sax = sax;
    h.ctxt->userData = &h;
    if (open_input(h.ctxt, &document))
        parse(&h);
    if ((!h.ended || h.ctxt->disableSAX != 0) && !h.too_deep) /* libxml2 had no memory, and says so in no other way */
        h.rest.err = WIRE_E_NOMEM;
    htmlCtxtReset(h.ctxt);
    h.ctxt->userData = h.ctxt;
    wire_buf_free(&document);
    feed_rest(&h);
    wire_build_end_to(b, around);
    if (b->dead)
        st = b->arena->err != WIRE_OK ? b->arena->err : WIRE_E_NOMEM;
    else
        st = h.rest.err;
    wire_buf_free(&h.rest);
    if (wire_weight(s.p, s.n) > h.given)
        b->skipped += wire_weight(s.p, s.n) - h.given;
    return st;
}

/* XML as a tree, for what needs one. */
#include "convert/dom.h"

#include <stdio.h>
#include <string.h>

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "article/str.h"
#include "convert/memory.h"
#include "xml/body.h"

static void
fault(struct dom_fault *f, enum wire_status status, const xmlParserCtxt *p, const char *text, const char *name)
{
    if (f->status != WIRE_OK)
        return;
    f->status = status;
    f->at.line = p->input != NULL && p->input->line > 0 ? (uint32_t)p->input->line : 0;
    f->at.col = p->input != NULL && p->input->col > 0 ? (uint32_t)p->input->col : 0;
    snprintf(f->text, sizeof f->text, "%s%.80s", text, name);
}

static void
on_error(void *ctx, xmlErrorPtr e)
{
    xmlParserCtxtPtr p = ctx;
    struct dom_fault *f = p->_private;
    const char *message = e->message != NULL ? e->message : "";

    if (e->code == XML_ERR_NO_MEMORY)
        f->status = WIRE_E_NOMEM;
    if (e->level != XML_ERR_FATAL || f->status != WIRE_OK)
        return;
    f->status = WIRE_E_INPUT;
    f->at = (struct wire_at){ e->line > 0 ? (uint32_t)e->line : 0, e->int2 > 0 ? (uint32_t)e->int2 : 0, 0 };
    snprintf(f->text, sizeof f->text, "%.*s", (int)strcspn(message, "\n"), message);
}

/* Declare a named character in the document, as if its DTD had: by number, so that it is never markup. */
static xmlEntityPtr
declare(xmlDocPtr doc, const xmlChar *name, const char *text)
{
    const char *end = text + strlen(text);
    char content[80];
    size_t n = 0;

    while (text < end && n + 16 < sizeof content)
        n += (size_t)snprintf(content + n, sizeof content - n, "&#%d;", (int)wire_utf8_next(&text, end));
    if (doc->intSubset == NULL && xmlCreateIntSubset(doc, (const xmlChar *)"entities", NULL, NULL) == NULL)
        return NULL;
    return xmlAddDocEntity(doc, name, XML_INTERNAL_GENERAL_ENTITY, NULL, NULL, (const xmlChar *)content);
}

static xmlEntityPtr
on_get_entity(void *ctx, const xmlChar *name)
{
    xmlParserCtxtPtr p = ctx;
    xmlEntityPtr e = xmlSAX2GetEntity(ctx, name);
    const char *text = e == NULL ? wire_entity((const char *)name) : NULL;

    if (e == NULL)
        return text != NULL && p->myDoc != NULL ? declare(p->myDoc, name, text) : NULL;
    if (e->etype != XML_EXTERNAL_GENERAL_PARSED_ENTITY && e->etype != XML_EXTERNAL_GENERAL_UNPARSED_ENTITY)
        return e;
    fault(p->_private, WIRE_E_INPUT, p, "it wants an entity from outside, and nothing is fetched: ", (const char *)name);
    xmlStopParser(p);
    return NULL;
}

static xmlEntityPtr
on_get_parameter(void *ctx, const xmlChar *name)
{
    xmlEntityPtr e = xmlSAX2GetParameterEntity(ctx, name);

    return e != NULL && e->etype == XML_INTERNAL_PARAMETER_ENTITY ? e : NULL;
}

/* A reference to what only an external DTD could declare. */
static void
on_reference(void *ctx, const xmlChar *name)
{
    xmlParserCtxtPtr p = ctx;

    fault(p->_private, WIRE_E_INPUT, p, "nobody here knows the entity ", (const char *)name);
    xmlStopParser(p);
}

/* By pieces: of what stands in memory as a whole libxml2 2.9.14 says at its end, past ten million bytes, that it looks too far ahead. */
static int
on_read(void *ctx, char *to, int room)
{
    struct wire_str *left = ctx;
    size_t n = left->n < (size_t)room ? left->n : (size_t)room;

    if (n != 0)
        memcpy(to, left->p, n);
    *left = wire_str_sub(*left, n, left->n);
    return (int)n;
}

xmlDoc *
dom_parse(const char *bytes, size_t n, const char *name, const char *encoding, xmlDict *dict, struct dom_fault *f)
{
    struct wire_str left = { bytes, n };
    xmlParserCtxtPtr p = xmlNewParserCtxt();
    xmlDocPtr doc = NULL;

    *f = (struct dom_fault){ .status = WIRE_OK };
    if (p != NULL) {
        if (dict != NULL) {
            xmlDictFree(p->dict);
            p->dict = dict;
            xmlDictReference(dict);
        }
        p->_private = f;
        p->sax->serror = on_error;
        p->sax->getEntity = on_get_entity;
        p->sax->getParameterEntity = on_get_parameter;
        p->sax->reference = on_reference;
        p->sax->externalSubset = NULL;
        doc = xmlCtxtReadIO(p, on_read, NULL, &left, name, encoding, XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_NOCDATA);
        if (f->status == WIRE_OK && !p->wellFormed)
            fault(f, WIRE_E_INPUT, p, "the parser gave up", "");
        xmlFreeParserCtxt(p);
    }
    if (p == NULL || memory_failed() || (doc == NULL && f->status == WIRE_OK))
        f->status = WIRE_E_NOMEM;
    if (f->status == WIRE_OK)
        return doc;
    xmlFreeDoc(doc);
    return NULL;
}

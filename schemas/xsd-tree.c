/* RELAX NG and DTD: libxml2 holds them against a tree, so the document is read into one, within its limits. */
#include <libxml/parserInternals.h>
#include <libxml/valid.h>

#include "article/str.h"
#include "schemas/xsd.h"

struct pulled {
    struct wire_source *source;
    const struct wire_sink *sink;
    size_t n, most;
    bool limit, failed;
    struct wire_xsd_said said;
};

static int
pull(void *ctx, char *bytes, int n)
{
    struct pulled *p = ctx;
    long got = p->source->read(p->source->ctx, bytes, (size_t)n);

    p->failed = got < 0;
    p->n += got > 0 ? (size_t)got : 0;
    p->limit = p->n > p->most;
    return p->limit ? -1 : (int)got;
}

static void
on_invalid(void *ctx, xmlErrorPtr e)
{
    struct pulled *p = ctx;
    size_t n = e->message != NULL ? strcspn(e->message, "\n") : 0;
    struct wire_at at = { e->line > 0 ? (uint32_t)e->line : 0, 0, 0 };

    if (e->level >= XML_ERR_ERROR && !p->limit)
        wire_xsd_report(&wire_xsd_invalid, at, p->sink, p->source, &p->said, "%.*s", (int)n,
                        e->message != NULL ? e->message : "");
}

static bool
judge_relaxng(xmlRelaxNGPtr schema, xmlDocPtr doc, struct pulled *p)
{
    xmlRelaxNGValidCtxtPtr ctxt = xmlRelaxNGNewValidCtxt(schema);
    int result = -1;

    if (ctxt != NULL) {
        xmlRelaxNGSetValidStructuredErrors(ctxt, on_invalid, p);
        result = xmlRelaxNGValidateDoc(ctxt, doc);
        xmlRelaxNGFreeValidCtxt(ctxt);
    }
    return result == 0;
}

static bool
judge_dtd(xmlDtdPtr dtd, xmlDocPtr doc, struct pulled *p)
{
    xmlValidCtxtPtr ctxt = xmlNewValidCtxt();
    int result = 0;

    if (ctxt != NULL) {
        xmlSetStructuredErrorFunc(p, on_invalid);
        result = xmlValidateDtd(ctxt, doc, dtd);
        xmlSetStructuredErrorFunc(NULL, NULL);
        xmlFreeValidCtxt(ctxt);
    }
    return result == 1;
}

enum wire_status
wire_xsd_judge_tree(const struct wire_xsd_program *program, struct wire_source *source, const struct wire_sink *sink,
                    struct wire_verdict *verdict)
{
    const struct wire_limits *max = source->max != NULL ? source->max : &wire_limits_default;
    struct pulled p = { .source = source, .sink = sink, .most = max->story };
    xmlParserCtxtPtr parser = xmlNewParserCtxt();
    xmlDocPtr doc;
    bool valid = false;

    if (parser == NULL)
        return WIRE_E_NOMEM;
    xmlSetStructuredErrorFunc(&p, on_invalid);
    doc = xmlCtxtReadIO(parser, pull, NULL, &p, source->name, source->encoding, XML_PARSE_NONET | XML_PARSE_NOENT);
    xmlSetStructuredErrorFunc(NULL, NULL);
    xmlFreeParserCtxt(parser);
    if (p.limit)
        wire_xsd_report(&wire_xsd_limit, (struct wire_at){ 1, 1, 0 }, sink, source, &p.said, "more than %zu bytes", p.most);
    if (doc != NULL && p.said.count == 0)
        valid = program->relaxng != NULL ? judge_relaxng(program->relaxng, doc, &p) : judge_dtd(program->dtd, doc, &p);
    xmlFreeDoc(doc);
    if (!valid && p.said.count == 0 && !p.failed)
        wire_xsd_report(&wire_xsd_invalid, (struct wire_at){ 1, 1, 0 }, sink, source, &p.said, "%s", "");
    verdict->stories++;
    verdict->invalid += !valid || p.said.count != 0;
    return p.failed ? WIRE_E_IO : p.limit ? WIRE_E_LIMIT : WIRE_OK;
}

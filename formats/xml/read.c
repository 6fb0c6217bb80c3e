/* libxml2 driven over a pulled source: one context a worker, no network, no external entities, limits of our own. */
#include <errno.h>
#include <libxml/SAX2.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>

#include "article/limits.h"
#include "xml/engine.h"

const struct wire_finding wire_xml_not_well_formed = {
    "xml-not-well-formed", WIRE_ERROR, "the input stops being XML here; what follows was not read",
    "Have the sender repair the document. The stories before this place were delivered.", "XML 1.0, 2.1"
};
const struct wire_finding wire_xml_namespace = {
    "xml-namespace", WIRE_WARNING, "a namespace prefix is not declared; the name was read without it",
    "Declare the prefix with xmlns:PREFIX on the element or around it.", "Namespaces in XML 1.0, 5"
};
const struct wire_finding wire_xml_encoding = {
    "xml-encoding", WIRE_ERROR, "the bytes are not in the encoding that the document declares",
    "Declare the true encoding in the XML declaration, or give it with --encoding.", "XML 1.0, 4.3.3"
};
const struct wire_finding wire_xml_encoding_unknown = {
    "xml-encoding-unknown", WIRE_ERROR, "nobody here knows this encoding; nothing was read",
    "Give an encoding that `iconv -l` lists.", NULL
};
const struct wire_finding wire_xml_encoding_doubtful = {
    "xml-encoding-doubtful", WIRE_WARNING, "the text looks like UTF-8 that was declared as something else; it was read as declared",
    "Declare the true encoding in the XML declaration, or give it with --encoding utf-8.", "XML 1.0, 4.3.3"
};
const struct wire_finding wire_xml_limit = {
    "xml-limit", WIRE_ERROR, "the document is past a limit that keeps hostile input from eating the machine",
    "If the document is honest, raise the limit named or send it in parts.", NULL
};
const struct wire_finding wire_xml_external = {
    "xml-external", WIRE_WARNING, "an entity from outside the document was not fetched; it reads as nothing",
    "Send documents that are whole: entities from files or the network are never fetched.", "XML 1.0, 4.2.2"
};
const struct wire_finding wire_xml_not_a_time = {
    "xml-not-a-time", WIRE_WARNING, "this is no time; it was kept in extra",
    "Write times as RFC 3339 has them: 2024-05-01T10:00:00+02:00.", "RFC 3339, 5.6"
};
const struct wire_finding wire_xml_not_a_number = {
    "xml-not-a-number", WIRE_WARNING, "this is not a number in its range; it was kept in extra",
    "Write a whole number, of urgency and priority one from 1 to 9.", "NewsML-G2, urgency, priority"
};
const struct wire_finding wire_xml_io = {
    "xml-read", WIRE_ERROR, "the input could not be read to its end", "Look at the file or the sender and try again.", NULL
};

enum { DICTIONARY_MOST = 20000 }; /* names; hostile ones would fill it for good */

static void
past_limit(struct wire_reading *r, const char *what, size_t limit, const char *unit)
{
    struct wire_at at = { (uint32_t)r->parser->input->line, 0, 0 };

    if (r->err != WIRE_OK)
        return;
    wire_xml_report(&r->x, &wire_xml_limit, at, "%s more than %zu %s", what, limit, unit);
    r->reported = true;
    r->err = WIRE_E_LIMIT; /* the parser must not be stopped here: it waits for bytes or an entity */
}

/*
 * A story past its limit is not delivered, but those after it may be: for a while its
 * end is looked for. What waits to be placed in it is not in its arena and counts here.
 */
static void
check_story(struct wire_reading *r)
{
    enum wire_status st = r->x.story->arena->err;

    if (r->text.err != WIRE_OK || r->keep.err != WIRE_OK || (st != WIRE_OK && st != WIRE_E_LIMIT)) {
        if (r->err == WIRE_OK)
            r->err = WIRE_E_NOMEM;
    } else if (r->text.n > r->max->story || r->keep.n > r->max->story) {
        past_limit(r, "one element of it holds", r->max->story, "bytes");
    } else if (st == WIRE_OK) {
        r->bytes_since_limit = 0;
    } else if (r->bytes_since_limit > r->max->story / 4) {
        past_limit(r, "a story without end takes", r->max->story, "bytes");
    }
}

/* Blank lines before the XML declaration are a habit of some feeds and no XML: they go, and lines count on. */
static long
without_leading_blanks(struct wire_reading *r, char *bytes, long got)
{
    long blanks = 0;

    while (blanks < got && wire_is_space(bytes[blanks])) {
        if (bytes[blanks] == '\n' && r->parser->input != NULL)
            r->parser->input->line++;
        blanks++;
    }
    if (blanks != 0)
        memmove(bytes, bytes + blanks, (size_t)(got - blanks));
    r->begun = blanks < got;
    return got - blanks;
}

/* Bytes of the source, those before it that the parser of the document before has read. */
static long
next_bytes(struct wire_reading *r, char *bytes, size_t n)
{
    size_t left = r->rest_n - r->rest_at;

    if (left == 0)
        return r->x.source->read(r->x.source->ctx, bytes, n);
    if (n > left)
        n = left;
    memcpy(bytes, r->rest + r->rest_at, n);
    r->rest_at += n;
    return (long)n;
}

static int
pull(void *ctx, char *bytes, int n)
{
    struct wire_reading *r = ctx;
    long got;

    if (r->bytes_before != 0 && !r->begun && r->parser->input != NULL) { /* places go on counting through all documents */
        r->parser->input->line += (int)r->lines_before;
        r->parser->input->consumed += (unsigned long)r->bytes_before;
        r->bytes_before = 0;
    }

    check_story(r);
    /* Much read and nothing said, outside of the things that may be long: a start tag without end. */
    if (r->events != r->events_at_read) {
        r->events_at_read = r->events;
        r->bytes_since_event = 0;
    } else if (r->bytes_since_event > r->max->tag && r->parser->instate != XML_PARSER_CDATA_SECTION &&
               r->parser->instate != XML_PARSER_COMMENT && r->parser->instate != XML_PARSER_PI &&
               r->parser->instate != XML_PARSER_EPILOG) { /* blank, or the next document, of which that is asked again */
        past_limit(r, "a tag is", r->max->tag, "bytes");
        return 0;
    }
    if ((size_t)xmlDictSize(r->parser->dict) > r->names_before + WIRE_MOST_NAMES)
        past_limit(r, "there are", WIRE_MOST_NAMES, "different names");
    if (r->err != WIRE_OK)
        return 0;
    do {
        errno = 0;
        got = next_bytes(r, bytes, (size_t)n);
        if (got > 0 && !r->begun)
            got = without_leading_blanks(r, bytes, got);
        else
            r->begun = r->begun || got == 0;
    } while ((got < 0 && errno == EINTR) || (got == 0 && !r->begun));
    if (got < 0) {
        r->read_errno = errno != 0 ? errno : EIO;
        r->err = WIRE_E_IO;
        return -1;
    }
    r->bytes_since_event += (uint64_t)got;
    r->bytes_since_limit += (uint64_t)got;
    return (int)got;
}

static struct wire_at
error_at(const xmlError *e)
{
    return (struct wire_at){ e->line > 0 ? (uint32_t)e->line : 0, e->int2 > 0 ? (uint32_t)e->int2 : 0, 0 };
}

static const struct wire_finding *
finding_for(const xmlError *e)
{
    switch (e->code) {
    case XML_ERR_INVALID_CHAR:
    case XML_ERR_INVALID_ENCODING:
    case XML_ERR_UNKNOWN_ENCODING:
    case XML_ERR_UNSUPPORTED_ENCODING:
    case XML_I18N_CONV_FAILED:
        return &wire_xml_encoding;
    case XML_ERR_ENTITY_LOOP:
    case XML_ERR_NAME_TOO_LONG:
    case XML_ERR_INTERNAL_ERROR:
        return &wire_xml_limit;
    default:
        return &wire_xml_not_well_formed;
    }
}

/*
 * Documents one after another, as `cat` makes them of files and feeds send them: no XML, but everybody knows what is
 * meant. Where the root has ended and another document begins (the parser says so as a fault), what it has read of
 * that is set aside for the next parser. Not where a converter stands between, which has taken the bytes apart.
 */
static bool
another_begins(struct wire_reading *r, const xmlError *e)
{
    const xmlParserInput *in = r->parser->input;
    const char *cur, *from, *base;
    size_t left = r->rest_n - r->rest_at, read;
    char *rest;

    if (in == NULL || r->open_elements != 0 || r->depth != 1 || in->buf == NULL || in->buf->encoder != NULL ||
        (r->x.stories == r->stories_before && r->x.format->document->count != 0)) /* a format that takes nothing has no stories */
        return false;
    cur = (const char *)in->cur;
    base = (const char *)in->base;
    if (e->code == XML_ERR_RESERVED_XML_NAME) {
        from = memrchr(base, '<', (size_t)(cur - base));
    } else {
        from = e->code == XML_ERR_DOCUMENT_END && (cur[0] == '<' || memcmp(cur, "\xEF\xBB\xBF", 3) == 0) ? cur : NULL;
    }
    if (from == NULL)
        return false;
    read = (size_t)((const char *)in->end - from);
    if ((rest = malloc(read + left)) == NULL) {
        r->err = WIRE_E_NOMEM;
        return true;
    }
    memcpy(rest, from, read);
    if (left != 0)
        memcpy(rest + read, r->rest + r->rest_at, left);
    free(r->rest);
    r->rest = rest;
    r->rest_n = read + left;
    r->rest_at = 0;
    r->lines_before = (uint32_t)in->line - 1;
    r->bytes_before = in->consumed + (uint64_t)(from - base);
    r->again = true;
    xmlStopParser(r->parser);
    return true;
}

static void
on_error(void *ctx, xmlErrorPtr e)
{
    struct wire_reading *r = ctx;
    size_t n = e->message != NULL ? strcspn(e->message, "\n") : 0;

    if (r->again)
        return;

    if (e->code == XML_ERR_NO_MEMORY) {
        if (r->err == WIRE_OK)
            r->err = WIRE_E_NOMEM;
        return;
    }
    if (r->err != WIRE_OK)
        return;
    if (e->level == XML_ERR_FATAL && another_begins(r, e))
        return;
    if (e->level == XML_ERR_FATAL) {
        const struct wire_finding *f = finding_for(e);
        wire_xml_report(&r->x, f, error_at(e), "%.*s", (int)n, e->message != NULL ? e->message : "");
        r->err = f == &wire_xml_limit ? WIRE_E_LIMIT : WIRE_E_INPUT;
        r->reported = true;
    } else if (e->domain == XML_FROM_NAMESPACE && e->code == XML_NS_ERR_UNDEFINED_NAMESPACE) {
        wire_xml_report(&r->x, &wire_xml_namespace, error_at(e), "%.*s", (int)n, e->message != NULL ? e->message : "");
    }
}

/* --- entities: those of the document itself, the named characters, and nothing from outside --- */

static void
on_subset(void *ctx, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id)
{
    struct wire_reading *r = ctx;

    if (r->parser->myDoc == NULL)
        r->parser->myDoc = xmlNewDoc((const xmlChar *)"1.0");
    if (r->parser->myDoc != NULL)
        xmlSAX2InternalSubset(r->parser, name, public_id, system_id);
}

static void
on_entity(void *ctx, const xmlChar *name, int type, const xmlChar *public_id, const xmlChar *system_id, xmlChar *content)
{
    struct wire_reading *r = ctx;

    if (r->parser->myDoc != NULL)
        xmlSAX2EntityDecl(r->parser, name, type, public_id, system_id, content);
}

static xmlEntityPtr
characters_for(struct wire_reading *r, const xmlChar *name, const char *text)
{
    size_t n = strlen(text);

    if (n >= sizeof r->entity_text)
        return NULL;
    memcpy(r->entity_text, text, n + 1);
    r->entity = (xmlEntity){ .type = XML_ENTITY_DECL,
                             .name = name,
                             .orig = (xmlChar *)r->entity_text,
                             .content = (xmlChar *)r->entity_text,
                             .length = (int)n,
                             .etype = XML_INTERNAL_GENERAL_ENTITY };
    return &r->entity;
}

static xmlEntityPtr
on_get_entity(void *ctx, const xmlChar *name)
{
    struct wire_reading *r = ctx;
    xmlEntityPtr e = r->parser->myDoc != NULL ? xmlSAX2GetEntity(r->parser, name) : NULL;
    const char *text;

    if (e != NULL && e->etype != XML_EXTERNAL_GENERAL_PARSED_ENTITY && e->etype != XML_EXTERNAL_GENERAL_UNPARSED_ENTITY) {
        r->expanded += (uint64_t)e->length; /* asked for once a reference, those inside of entities too */
        if (r->expanded <= r->max->expansion)
            return e;
        past_limit(r, "its entities expand to", r->max->expansion, "bytes");
        return characters_for(r, name, "");
    }
    if (e != NULL) {
        wire_xml_report(&r->x, &wire_xml_external, (struct wire_at){ (uint32_t)r->parser->input->line, 0, 0 }, "&%s;",
                        (const char *)name);
        return characters_for(r, name, "");
    }
    text = wire_entity((const char *)name);
    return text != NULL ? characters_for(r, name, text) : NULL;
}

static xmlEntityPtr
on_get_parameter(void *ctx, const xmlChar *name)
{
    struct wire_reading *r = ctx;
    xmlEntityPtr e = r->parser->myDoc != NULL ? xmlSAX2GetParameterEntity(r->parser, name) : NULL;

    return e != NULL && e->etype == XML_INTERNAL_PARAMETER_ENTITY ? e : NULL;
}

static const xmlSAXHandler handlers = {
    .initialized = XML_SAX2_MAGIC,
    .startElementNs = wire_on_start,
    .endElementNs = wire_on_end,
    .characters = wire_on_text,
    .ignorableWhitespace = wire_on_text,
    .cdataBlock = wire_on_text,
    .internalSubset = on_subset,
    .entityDecl = on_entity,
    .getEntity = on_get_entity,
    .getParameterEntity = on_get_parameter,
    .serror = on_error,
};

/* --- the worker's state --- */

static void
drop_parser(struct wire_xml_state *w)
{
    if (w->parser != NULL) {
        if (w->parser->myDoc != NULL)
            xmlFreeDoc(w->parser->myDoc);
        w->parser->myDoc = NULL;
        xmlFreeParserCtxt(w->parser);
    }
    w->parser = NULL;
}

static void
free_state(void *state)
{
    struct wire_xml_state *w = state;

    drop_parser(w);
    wire_arena_free(&w->tables);
    wire_body_free(w->body);
    wire_buf_free(&w->text);
    wire_buf_free(&w->keep);
    free(w->frames);
    free(w->format_state);
    free(w);
}

static struct wire_xml_state *
state_of(struct wire_worker *worker, const struct wire_xml_format *format)
{
    struct wire_xml_state *w = worker->slot[WIRE_SLOT_XML].state;

    if (w == NULL) {
        if ((w = calloc(1, sizeof *w)) == NULL)
            return NULL;
        worker->slot[WIRE_SLOT_XML].state = w;
        worker->slot[WIRE_SLOT_XML].free = free_state;
    }
    if (w->body == NULL && (w->body = wire_body_new()) == NULL)
        return NULL;
    if (w->parser != NULL && xmlDictSize(w->parser->dict) > DICTIONARY_MOST) {
        drop_parser(w);
        memset(w->kids, 0, sizeof w->kids); /* their names were the parser's */
        memset(w->attrs, 0, sizeof w->attrs);
        memset(w->partings, 0, sizeof w->partings);
    }
    if (w->parser == NULL && (w->parser = xmlNewParserCtxt()) == NULL)
        return NULL;
    if (w->format_state_size < format->state) {
        void *more = realloc(w->format_state, format->state);
        if (more == NULL)
            return NULL;
        w->format_state = more;
        w->format_state_size = format->state;
    }
    return w;
}

/* The frame that stands for the document, below which the root element is looked for. */
static bool
begin(struct wire_reading *r)
{
    const struct wire_step *step = wire_compiled_for(r->w, r->x.format->document);

    r->frames = r->w->frames;
    r->frames_cap = r->w->frames_cap;
    r->text = r->w->text;
    r->keep = r->w->keep;
    wire_buf_clear(&r->text);
    wire_buf_clear(&r->keep);
    r->text.err = r->keep.err = WIRE_OK;
    if (step == NULL)
        return false;
    if (r->frames == NULL) {
        r->frames_cap = 32;
        if ((r->frames = malloc(r->frames_cap * sizeof *r->frames)) == NULL)
            return false;
    }
    r->frames[0] = (struct wire_frame){ .name = (const xmlChar *)"", .step = step, .mode = WIRE_M_TABLE };
    r->depth = 1;
    r->any_attrs = wire_step_kid(r->w, step, (const xmlChar *)"*");
    return true;
}

static void
run(struct wire_reading *r)
{
    xmlParserCtxtPtr p = r->parser;

    *p->sax = handlers;
    r->names_before = (size_t)xmlDictSize(p->dict);
    p->userData = r;
    p->_private = r;
    p->vctxt.userData = r; /* what xmlSAX2* calls serror with when memory ends: the parser itself, were it not for this */
    if (r->tap != NULL && r->tap->attach != NULL && (r->err = r->tap->attach(r->tap->ctx, p)) != WIRE_OK)
        return;
    /* A document there is where it has a DOCTYPE: libxml2 keeps the entities in it and hands it over. */
    xmlFreeDoc(xmlCtxtReadIO(p, pull, NULL, r, r->x.source->name, r->x.source->encoding,
                             XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_COMPACT));
    if (p->myDoc != NULL) {
        xmlFreeDoc(p->myDoc);
        p->myDoc = NULL;
    }
    if (r->err == WIRE_OK && p->errNo == XML_ERR_NO_MEMORY)
        r->err = WIRE_E_NOMEM;
}

/* The reading is over: what ended it, said once and in words. */
static void
conclude(struct wire_reading *r)
{
    struct wire_at at = { r->first_line, 1, 0 };

    if (r->err == WIRE_E_IO)
        wire_xml_report(&r->x, &wire_xml_io, (struct wire_at){ 0, 0, 0 }, "%s", strerrordesc_np(r->read_errno));
    else if (r->again || (r->err == WIRE_OK && !r->parser->wellFormed && !r->parser->disableSAX))
        r->err = WIRE_OK; /* namespace slips only */
    else if (r->err == WIRE_OK && !r->parser->wellFormed) {
        wire_xml_report(&r->x, &wire_xml_not_well_formed, at, "the parser gave up");
        r->err = WIRE_E_INPUT;
    }
    if (r->err == WIRE_OK && r->x.stories == r->stories_before && r->x.format->no_story != NULL) {
        wire_xml_report(&r->x, r->x.format->no_story, at, "%s", "");
        r->err = WIRE_E_INPUT;
    }
}

static bool
encoding_known(const char *name)
{
    xmlCharEncodingHandlerPtr handler = xmlFindCharEncodingHandler(name);

    if (handler == NULL)
        return xmlParseCharEncoding(name) == XML_CHAR_ENCODING_UTF8;
    xmlCharEncCloseFunc(handler);
    return true;
}

/* One document into r->x.header where no item says otherwise; the format's state is new. */
static void
read_document(struct wire_reading *r)
{
    const struct wire_xml_format *format = r->x.format;

    r->again = false;
    r->begun = false;
    r->doubted = false;
    r->open_elements = 0;
    r->item_depth = 0;
    r->events = r->events_at_read = 0;
    r->stories_before = r->x.stories;
    r->first_line = r->bytes_before != 0 ? r->lines_before + 1 : 1;
    if (format->state != 0)
        memset(r->x.state, 0, format->state);
    r->x.story = r->x.header;
    if (begin(r))
        run(r);
    else
        r->err = WIRE_E_NOMEM;
    conclude(r);
    r->w->frames = r->frames; /* they may have grown */
    r->w->frames_cap = r->frames_cap;
    r->w->text = r->text;
    r->w->keep = r->keep;
}

/* The worker's state into hand; false without memory. */
static bool
ready(struct wire_reading *r)
{
    if ((r->w = state_of(r->x.worker, r->x.format)) == NULL)
        return false;
    r->parser = r->w->parser;
    r->x.body = r->w->body;
    r->x.state = r->w->format_state;
    return true;
}

enum wire_status
wire_xml_read(const struct wire_xml_format *format, struct wire_source *source, const struct wire_sink *sink,
              const struct wire_tap *tap, struct wire_worker *worker)
{
    struct wire_reading r = { .x = { .source = source, .sink = sink, .worker = worker, .format = format },
                              .tap = tap,
                              .max = source->max != NULL ? source->max : &wire_limits_default };

    if (!ready(&r))
        return WIRE_E_NOMEM;
    if (source->encoding != NULL && !encoding_known(source->encoding)) {
        wire_xml_report(&r.x, &wire_xml_encoding_unknown, (struct wire_at){ 0, 0, 0 }, "\"%s\"", source->encoding);
        return WIRE_E_USAGE;
    }
    do {
        if ((r.x.header = wire_article_new(r.max->story)) == NULL) {
            r.err = WIRE_E_NOMEM;
            break;
        }
        read_document(&r);
        wire_item_abandon(&r);
        wire_article_free(r.x.header);
    } while (r.again && r.err == WIRE_OK);
    free(r.rest);
    return r.err;
}

enum wire_status
wire_xml_read_inner(const struct wire_xml_format *format, struct wire_article *outer, struct wire_source *source,
                    const struct wire_sink *sink, struct wire_worker *worker, struct wire_inner *counts)
{
    struct wire_reading r = { .x = { .source = source, .sink = sink, .worker = worker, .format = format },
                              .max = source->max != NULL ? source->max : &wire_limits_default };

    *counts = (struct wire_inner){ 0, 0, 0 };
    if (!ready(&r) || (r.x.header = wire_inner_new(outer)) == NULL)
        return WIRE_E_NOMEM;
    read_document(&r);
    free(r.rest);
    if (r.err != WIRE_OK || r.again) /* a second document would be lost */
        return r.err != WIRE_OK ? r.err : WIRE_E_INPUT;
    *counts = (struct wire_inner){ r.read_weight, r.x.kept_weight, r.x.skipped };
    wire_inner_merge(outer, r.x.header, WIRE_NONE, &counts->skipped);
    return outer->arena->err == WIRE_E_NOMEM ? WIRE_E_NOMEM : WIRE_OK;
}

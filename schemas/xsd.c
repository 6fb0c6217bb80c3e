/* The engine for XML: schemas joined to the pass that reads a document, by taking the parser's handlers between. */
#include "schemas/xsd.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>

#include "article/arena.h"
#include "article/str.h"
#include "xml/xml.h"

#define G2_NAMESPACE "http://iptc.org/std/nar/2006-10-01/"
#define NITF_NAMESPACE "http://iptc.org/std/NITF/2006-10-18/"
#define NEWSML_NAMESPACE "http://iptc.org/std/NewsML/2003-10-10/"
#define ATOM_NAMESPACE "http://www.w3.org/2005/Atom"

/* Which format a document is in, by its root element; the first that fits. NULL: any. */
static const struct family {
    const char *namespace, *root, *format;
    bool as_none;   /* its elements are judged as if they were in no namespace: NewsML 1.2 has a DTD and an XML Schema */
} families[] = {
    { G2_NAMESPACE, NULL, "newsml-g2", false },
    { NITF_NAMESPACE, NULL, "nitf", false },
    { "", "nitf", "nitf", false },
    { "", "NewsML", "newsml-1", false },
    { NEWSML_NAMESPACE, NULL, "newsml-1", true },
    { "", "rss", "rss", false },
    { ATOM_NAMESPACE, NULL, "atom", false },
};

enum { MEMOS = 512 }; /* a power of two */

/* What is known of a name, by its place in the parser's dictionary. */
struct memo {
    const xmlChar *name;
    const struct wire_table_name *known;
};

struct id {
    uint32_t hash;
    struct wire_str value;
    struct wire_at at;
};

/* An element that is open. */
struct open {
    const xmlChar *name;
    struct wire_at at;
    uint32_t text_line; /* where the first text in it stands; 0: none yet */
    const struct wire_table_within *within; /* what is said of it beside the schema; or NULL */
    uint32_t seen;      /* of its children, by their bits there */
    bool plain, marked; /* no elements may stand in it; one must */
    bool judged;        /* the schema looks at it, as it is not in anything from elsewhere */
    bool open;          /* in it stands what the schema need not know */
};

/* One thread's; everything below `document` is of the document in hand. */
struct state {
    struct wire_tap tap;
    struct wire_validator *v;
    const struct wire_source *source;
    const struct wire_sink *sink;
    struct wire_verdict *verdict;

    xmlSchemaValidCtxtPtr ctxt; /* of program; kept for the documents after */
    const struct wire_xsd_program *program;
    struct wire_buf text;       /* not yet given to the schema: libxml2 appends in square time */
    struct open *open;          /* from the root on */
    size_t open_room;
    struct id *ids;             /* a table by hash */
    size_t ids_room;
    struct wire_arena arena;    /* of their values */
    struct memo elements[MEMOS], attributes[MEMOS];
    const void *dict;           /* that the memos' names are in */

    xmlParserCtxtPtr parser;    /* document */
    xmlSAXHandler theirs, ours; /* the reader's handlers; those in their place */
    void *user;                 /* what the reader's are called with */
    xmlSAXHandlerPtr schema;    /* the schema's handlers, and what they are called with */
    void *schema_user;
    xmlSchemaSAXPlugPtr plug;
    size_t depth, ids_n;
    unsigned long before_tag;   /* errors before the last start tag */
    unsigned long counted, around; /* errors up to the last story or before it; those outside of stories */
    bool cdata, begun, dead;    /* text holds CDATA; a root was seen; no more is judged */
    const char *as_none;        /* elements of this namespace are judged as if they had none; or NULL */
    unsigned declared;          /* the version the document says it keeps to; 0: nobody asks */
    bool heard;                 /* libxml2 has said something */
    struct wire_xsd_said said;
    enum wire_status err;
};

static void
fail(struct state *s, enum wire_status st)
{
    s->dead = true;
    if (s->err == WIRE_OK)
        s->err = st;
}

/* --- errors --- */

static void
on_invalid(void *ctx, xmlErrorPtr e)
{
    struct state *s = ctx;
    struct wire_at at = s->depth != 0 ? s->open[s->depth - 1].at : (struct wire_at){ 1, 1, 0 };

    s->heard = true;
    if (s->dead)
        return;
    if (e->code == XML_SCHEMAV_INTERNAL && s->program->row == NULL && e->message != NULL &&
        strstr(e->message, "pattern") != NULL) {
        wire_xsd_report(&wire_xsd_limit, at, s->sink, s->source, &s->said,
                        "a pattern of the schema never ends on a value of <%s>",
                        s->depth != 0 ? (const char *)s->open[s->depth - 1].name : "");
        s->dead = true; /* without memory for it the program knows that, and says so */
    } else if (e->code == XML_ERR_NO_MEMORY || e->code == XML_SCHEMAV_INTERNAL) /* the latter only ever for want of memory */
        fail(s, WIRE_E_NOMEM);
    else if (e->level >= XML_ERR_ERROR && s->depth != 0 && wire_xsd_of_text(e) && s->open[s->depth - 1].text_line != 0)
        wire_xsd_say(e, (struct wire_at){ s->open[s->depth - 1].text_line, 0, at.byte }, NULL, s->sink, s->source, &s->said);
    else if (e->level >= XML_ERR_ERROR)
        wire_xsd_say(e, at, s->depth > 1 ? (const char *)s->open[s->depth - 2].name : NULL, s->sink, s->source, &s->said);
}

/* --- the document's end --- */

static void
unplug(struct state *s)
{
    if (s->plug != NULL)
        xmlSchemaSAXUnplug(s->plug);
    s->plug = NULL;
    s->schema = NULL;
}

/* The document is over: what its verdict is. */
static void
conclude(struct state *s)
{
    unplug(s);
    if (s->begun) {
        s->verdict->stories++;
        s->verdict->invalid += s->said.count != 0;
        s->verdict->schema = s->program != NULL ? s->program->row : NULL;
    }
    s->begun = false;
}

/* --- the root, and what judges it --- */

static const struct family *
family_of(const xmlChar *name, const xmlChar *uri)
{
    const char *namespace = uri != NULL ? (const char *)uri : "";

    for (size_t i = 0; i < WIRE_COUNT(families); i++) {
        if (strcmp(families[i].namespace, namespace) == 0 &&
            (families[i].root == NULL || strcmp(families[i].root, (const char *)name) == 0))
            return &families[i];
    }
    return NULL;
}

static struct wire_str
attribute(const xmlChar **attrs, int count, const char *name, size_t n)
{
    for (int i = 0; i < count; i++) {
        const xmlChar **a = attrs + i * 5;
        if (a[1] == NULL && strncmp((const char *)a[0], name, n) == 0 && a[0][n] == '\0')
            return (struct wire_str){ (const char *)a[3], (size_t)(a[4] - a[3]) };
    }
    return WIRE_NONE;
}

/* The context of that program; kept where the document before had the same. */
static bool
context_for(struct state *s, const struct wire_xsd_program *program)
{
    if (s->program == program && s->ctxt != NULL)
        return true;
    xmlSchemaFreeValidCtxt(s->ctxt);
    s->program = program;
    memset(s->elements, 0, sizeof s->elements);
    memset(s->attributes, 0, sizeof s->attributes);
    return (s->ctxt = xmlSchemaNewValidCtxt(program->schema)) != NULL;
}

static void
plug_in(struct state *s, const struct wire_schema *row)
{
    enum wire_status st;
    const struct wire_xsd_program *program = wire_validator_program(s->v, row, s->sink, &st);

    if (program == NULL) {
        s->said.count++;
        fail(s, st);
        return;
    }
    s->schema = NULL;
    s->schema_user = NULL;
    if (!context_for(s, program)) {
        fail(s, WIRE_E_NOMEM);
        return;
    }
    xmlSchemaSetValidStructuredErrors(s->ctxt, on_invalid, s);
    if ((s->plug = xmlSchemaSAXPlug(s->ctxt, &s->schema, &s->schema_user)) == NULL)
        fail(s, WIRE_E_NOMEM);
}

static void
begin_document(struct state *s, const xmlChar *name, const xmlChar *uri, const xmlChar **attrs, int count)
{
    const struct wire_schema_choice *choice = s->v->choice;
    const struct wire_schema *row = choice->as;
    const struct family *family = family_of(name, uri);
    struct wire_at at = s->open[0].at;

    s->begun = true;
    s->declared = 0;
    s->as_none = choice->file == NULL && family != NULL && family->as_none ? family->namespace : NULL;
    if (choice->file == NULL && row == NULL) {
        row = family != NULL ? wire_schema_named(family->format) : NULL;
        if (row == NULL || row->engine != &wire_xml_engine) {
            wire_xsd_report(&wire_xsd_root, at, s->sink, s->source, &s->said, "<%s>%s%s; no schema is known for it",
                            (const char *)name,
                            uri != NULL ? " of " : "", uri != NULL ? (const char *)uri : "");
            s->dead = true;
            return;
        }
        s->declared = wire_table_version(attribute(attrs, count, "standardversion", 15));
    }
    if (choice->file == NULL && uri == NULL && strcmp((const char *)name, "nitf") == 0 && strcmp(row->format, "nitf") == 0) {
        wire_xsd_report(&wire_xsd_nitf_namespace, at, s->sink, s->source, &s->said, "%s", "");
        s->dead = true;
        return;
    }
    plug_in(s, choice->file != NULL ? NULL : row);
    if (s->program != NULL && s->declared >= s->program->version)
        s->declared = 0;
}

/* --- ids, and what came later than the document says --- */

static bool
more_ids(struct state *s)
{
    size_t room = s->ids_room != 0 ? s->ids_room * 2 : 64;
    struct id *ids = calloc(room, sizeof *ids);

    if (ids == NULL)
        return false;
    for (size_t i = 0; i < s->ids_room; i++) {
        size_t at = s->ids[i].hash & (room - 1);
        if (s->ids[i].value.p == NULL)
            continue;
        while (ids[at].value.p != NULL)
            at = (at + 1) & (room - 1);
        ids[at] = s->ids[i];
    }
    free(s->ids);
    s->ids = ids;
    s->ids_room = room;
    return true;
}

static void
note_id(struct state *s, struct wire_str value)
{
    uint32_t hash = 2166136261u;
    size_t at;

    value = wire_str_trim(value);
    for (size_t i = 0; i < value.n; i++)
        hash = (hash ^ (unsigned char)value.p[i]) * 16777619u;
    if (value.n == 0 || (s->ids_n * 2 >= s->ids_room && !more_ids(s))) {
        if (value.n != 0)
            fail(s, WIRE_E_NOMEM);
        return;
    }
    for (at = hash & (s->ids_room - 1); s->ids[at].value.p != NULL; at = (at + 1) & (s->ids_room - 1)) {
        if (s->ids[at].hash == hash && wire_str_eq(s->ids[at].value, value)) {
            wire_xsd_report(&wire_xsd_id, s->open[s->depth - 1].at, s->sink, s->source, &s->said,
                            "\"%.*s\" of <%s> is that of line %u as well",
                            (int)value.n, value.p, (const char *)s->open[s->depth - 1].name, s->ids[at].at.line);
            return;
        }
    }
    value = wire_arena_str(&s->arena, value);
    if (value.p == NULL) {
        fail(s, s->arena.err);
        return;
    }
    s->ids[at] = (struct id){ hash, value, s->open[s->depth - 1].at };
    s->ids_n++;
}

/* What the schema knows of a name; the same few hundred come all the time. */
static const struct wire_table_name *
known(struct state *s, const xmlChar *name, bool attr)
{
    struct memo *m = &(attr ? s->attributes : s->elements)[((uintptr_t)name >> 3) & (MEMOS - 1)];

    if (m->name != name)
        *m = (struct memo){ name, wire_xsd_name(s->program, (const char *)name, attr) };
    return m->known;
}

static void
note_newer(struct state *s, const struct wire_table_name *n, const xmlChar *element)
{
    if (n == NULL || n->since <= s->declared)
        return;
    wire_xsd_report(&wire_xsd_newer, s->open[s->depth - 1].at, s->sink, s->source, &s->said,
                    "%s%.*s%s%s came with %u.%u; it declares %u.%u",
                    n->attr ? "" : "<", (int)n->name.n, n->name.p, n->attr ? " of <" : "", n->attr ? (const char *)element : ">",
                    n->since / 1000, n->since % 1000, s->declared / 1000, s->declared % 1000);
}

/* Whether the schema looks at an element: it stands where its table has it, or is one that may be a document. */
static bool
is_judged(const struct state *s, const struct wire_table_name *element)
{
    const struct open *parent = s->depth > 1 ? &s->open[s->depth - 2] : NULL;

    return parent == NULL || element->root || (parent->judged && !parent->open);
}

static void
look_at_names(struct state *s, const xmlChar *name, const xmlChar *uri, const xmlChar **attrs, int count)
{
    const struct wire_table_name *element;
    struct open *o = &s->open[s->depth - 1];

    if (!xmlStrEqual(uri, s->program->namespace))
        return;
    element = known(s, name, false);
    if (element == NULL && s->program->row != NULL) /* in an extension, where nobody knows what its attributes are */
        return;
    if (element != NULL) {
        o->judged = is_judged(s, element);
        o->open = element->open;
    }
    if (s->declared != 0)
        note_newer(s, element, name);
    for (int i = 0; i < count; i++) {
        const xmlChar **a = attrs + i * 5;
        const struct wire_table_name *n = a[1] == NULL ? known(s, a[0], true) : NULL;
        struct wire_str value = { (const char *)a[3], (size_t)(a[4] - a[3]) };
        if (n == NULL)
            continue;
        if (n->id)
            note_id(s, value);
        if (n->check != NULL && o->judged && !n->check(value))
            wire_xsd_say_value(value, n->value, (const char *)a[0], (const char *)name, o->at, s->sink, s->source, &s->said);
        if (s->declared != 0)
            note_newer(s, n, name);
    }
}

/* --- what is said of elements beside the schema: `once` and `plain` of its table --- */

/* An element has begun in one of which something is said. */
static void
look_at_child(struct state *s, struct open *in, const xmlChar *name, bool own)
{
    struct wire_at at = s->open[s->depth - 1].at;
    struct wire_str child = wire_str_of((const char *)name);
    unsigned i = 0;

    if (in->plain)
        wire_xsd_report(&wire_xsd_no_children, at, s->sink, s->source, &s->said, "<%s> in <%s>, by its %.*s", (const char *)name,
                        (const char *)in->name, (int)in->within->attr.n, in->within->attr.p);
    in->marked = false;
    while (own && i < in->within->n && !wire_str_eq(in->within->child[i], child))
        i++;
    if (!own || i == in->within->n)
        return;
    if ((in->seen & UINT32_C(1) << i) != 0)
        wire_xsd_report(&wire_xsd_twice, at, s->sink, s->source, &s->said, "<%s> in <%s>", (const char *)name,
                        (const char *)in->name);
    in->seen |= UINT32_C(1) << i;
}

static void
look_within(struct state *s, const xmlChar *name, const xmlChar *uri, const xmlChar **attrs, int count)
{
    bool own = xmlStrEqual(uri, s->program->namespace);
    const struct wire_table_name *known_as = own ? known(s, name, false) : NULL;
    struct open *o = &s->open[s->depth - 1];

    if (s->depth > 1 && o[-1].within != NULL)
        look_at_child(s, o - 1, name, own);
    o->within = known_as != NULL ? known_as->within : NULL;
    if (o->within != NULL && o->within->attr.n != 0) {
        struct wire_str value = wire_str_trim(attribute(attrs, count, o->within->attr.p, o->within->attr.n));
        o->plain = value.n == 0 || wire_table_has_word(o->within->plain, value);
        o->marked = value.n != 0 && wire_table_has_word(o->within->marked, value);
    }
}

static void
look_at_end(struct state *s, const struct open *o)
{
    if (o->marked)
        wire_xsd_report(&wire_xsd_missing, o->at, s->sink, s->source, &s->said, "<%s> needs an element, by its %.*s",
                        (const char *)o->name,
                        (int)o->within->attr.n, o->within->attr.p);
    for (unsigned i = 0; o->within != NULL && i < o->within->needs_n; i++) {
        uint32_t set = o->within->needs[i];
        char list[200] = "";
        if ((set & o->seen) != 0)
            continue;
        for (unsigned c = 0; c < o->within->n; c++) {
            size_t n = strlen(list);
            if ((set & UINT32_C(1) << c) != 0)
                snprintf(list + n, sizeof list - n, "%s%.*s", n != 0 ? " or " : "", (int)o->within->child[c].n,
                         o->within->child[c].p);
        }
        wire_xsd_report(&wire_xsd_missing, o->at, s->sink, s->source, &s->said, "<%s> needs %s", (const char *)o->name, list);
    }
}

/* --- between parser and reader --- */

static void
flush_text(struct state *s)
{
    if (s->text.n == 0)
        return;
    if (s->text.err != WIRE_OK)
        fail(s, WIRE_E_NOMEM);
    if (s->schema != NULL && !s->dead) {
        if (s->cdata)
            s->schema->cdataBlock(s->schema_user, (const xmlChar *)s->text.p, (int)s->text.n);
        else
            s->schema->characters(s->schema_user, (const xmlChar *)s->text.p, (int)s->text.n);
    }
    wire_buf_clear(&s->text);
}

static bool
push(struct state *s, const xmlChar *name)
{
    if (s->depth == s->open_room) {
        size_t room = s->open_room != 0 ? s->open_room * 2 : 64;
        struct open *more = realloc(s->open, room * sizeof *more);
        if (more == NULL) {
            fail(s, WIRE_E_NOMEM);
            return false;
        }
        s->open = more;
        s->open_room = room;
    }
    s->open[s->depth++] = (struct open){ .name = name, .at = wire_xml_tag_at(s->parser) };
    return true;
}

/* The namespace the schema is told. */
static const xmlChar *
schema_uri(const struct state *s, const xmlChar *uri)
{
    return s->as_none != NULL && uri != NULL && strcmp((const char *)uri, s->as_none) == 0 ? NULL : uri;
}

static void
on_start(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaces, const xmlChar **ns, int count,
         int defaulted, const xmlChar **attrs)
{
    struct state *s = ctx;
    const xmlChar *told = uri;

    s->before_tag = s->said.count;
    if (!s->dead) {
        flush_text(s);
        if (push(s, name) && s->depth == 1)
            begin_document(s, name, uri, attrs, count);
    }
    if (!s->dead) {
        told = schema_uri(s, uri);
        s->schema->startElementNs(s->schema_user, name, prefix, told, namespaces, ns, count, defaulted, attrs);
        if (!s->heard && !xmlSchemaIsValid(s->ctxt)) /* wrong, and nothing said: it had no memory, and must not be asked again */
            fail(s, WIRE_E_NOMEM);
    }
    if (!s->dead)
        look_at_names(s, name, told, attrs, count);
    if (!s->dead && s->program->within != NULL)
        look_within(s, name, told, attrs, count);
    s->theirs.startElementNs(s->user, name, prefix, uri, namespaces, ns, count, defaulted, attrs);
}

static void
on_end(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    struct state *s = ctx;

    if (!s->dead) {
        flush_text(s);
        if (!s->dead)
            s->schema->endElementNs(s->schema_user, name, prefix, schema_uri(s, uri));
        if (!s->dead && s->depth > 0)
            look_at_end(s, &s->open[s->depth - 1]);
        if (s->depth > 0)
            s->depth--;
    }
    s->theirs.endElementNs(s->user, name, prefix, uri);
}

/* The line of the first text in an element: should there be none, the schema says so at the element's end only. */
static void
note_text(struct state *s, const char *p, size_t n)
{
    const char *end = p + n, *next;
    int line = s->parser->input->line;

    while (p < end && wire_is_space(*p))
        p++;
    if (p == end)
        return;
    for (; (next = memchr(p, '\n', (size_t)(end - p))) != NULL; p = next + 1)
        line--;
    s->open[s->depth - 1].text_line = line > 0 ? (uint32_t)line : 1;
}

static void
gather(struct state *s, const xmlChar *text, int n, bool cdata)
{
    const struct wire_limits *max = s->source->max != NULL ? s->source->max : &wire_limits_default;

    if (s->dead || n <= 0 || s->depth == 0) /* without memory for a tag libxml2 still tells what is in it */
        return;
    if (s->cdata != cdata)
        flush_text(s);
    s->cdata = cdata;
    if (s->text.n + (size_t)n > max->story || s->text.n + (size_t)n > INT32_MAX) {
        wire_xsd_report(&wire_xsd_limit, s->open[s->depth - 1].at, s->sink, s->source, &s->said,
                        "the text of <%s> is more than %zu bytes",
                        (const char *)s->open[s->depth - 1].name, max->story);
        s->dead = true;
        return;
    }
    if (s->open[s->depth - 1].text_line == 0)
        note_text(s, (const char *)text, (size_t)n);
    wire_buf_put(&s->text, (const char *)text, (size_t)n);
}

static void
on_text(void *ctx, const xmlChar *text, int n)
{
    struct state *s = ctx;

    gather(s, text, n, false);
    s->theirs.characters(s->user, text, n);
}

static void
on_cdata(void *ctx, const xmlChar *text, int n)
{
    struct state *s = ctx;

    gather(s, text, n, true);
    s->theirs.cdataBlock(s->user, text, n);
}

/* What the schema has no part in goes on to the reader, as it came. */
static void
on_subset(void *s, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id)
{
    ((struct state *)s)->theirs.internalSubset(((struct state *)s)->user, name, public_id, system_id);
}

static void
on_entity(void *s, const xmlChar *name, int type, const xmlChar *public_id, const xmlChar *system_id, xmlChar *content)
{
    ((struct state *)s)->theirs.entityDecl(((struct state *)s)->user, name, type, public_id, system_id, content);
}

static xmlEntityPtr
on_get_entity(void *s, const xmlChar *name)
{
    return ((struct state *)s)->theirs.getEntity(((struct state *)s)->user, name);
}

static xmlEntityPtr
on_get_parameter(void *s, const xmlChar *name)
{
    return ((struct state *)s)->theirs.getParameterEntity(((struct state *)s)->user, name);
}

static void
on_error(void *ctx, xmlErrorPtr e)
{
    struct state *s = ctx;
    struct wire_at at = { e->line > 0 ? (uint32_t)e->line : 0, e->int2 > 0 ? (uint32_t)e->int2 : 0, 0 };

    if (e->domain == XML_FROM_NAMESPACE && e->code == XML_NS_ERR_UNDEFINED_NAMESPACE)
        wire_xsd_report(&wire_xsd_prefix, at, s->sink, s->source, &s->said, "%s%s", e->str1 != NULL ? e->str1 : "",
                        e->str1 != NULL ? ":" : "");
    s->theirs.serror(s->user, e);
}

/* The tap: called before each document's first byte, with the reader's handlers in place. */
static enum wire_status
attach(void *ctx, void *parser)
{
    struct state *s = ctx;
    xmlParserCtxtPtr p = parser;

    conclude(s);
    s->parser = p;
    s->theirs = *p->sax;
    s->user = p->userData;
    s->ours = s->theirs;
    s->ours.startElementNs = on_start;
    s->ours.endElementNs = on_end;
    s->ours.characters = s->ours.ignorableWhitespace = on_text;
    s->ours.cdataBlock = on_cdata;
    s->ours.internalSubset = on_subset;
    s->ours.entityDecl = on_entity;
    s->ours.getEntity = on_get_entity;
    s->ours.getParameterEntity = on_get_parameter;
    s->ours.serror = on_error;
    *p->sax = s->ours;
    p->userData = s;
    p->vctxt.userData = s;
    if (s->dict != p->dict) { /* names at the same place may be others now */
        memset(s->elements, 0, sizeof s->elements);
        memset(s->attributes, 0, sizeof s->attributes);
        s->dict = p->dict;
    }
    s->depth = s->ids_n = 0;
    if (s->ids_room != 0)
        memset(s->ids, 0, s->ids_room * sizeof *s->ids);
    wire_arena_free(&s->arena);
    wire_arena_init(&s->arena, 0);
    wire_buf_clear(&s->text);
    s->text.err = WIRE_OK;
    s->said = (struct wire_xsd_said){ 0 };
    s->before_tag = s->counted = s->around = 0;
    s->heard = false;
    s->dead = s->err != WIRE_OK;
    s->cdata = false;
    return s->err;
}

/* A story begins or ends, of several that may be in the document: whose are the errors? Those around it count for it too. */
static void
item(void *ctx, struct wire_at at, int begins)
{
    struct state *s = ctx;

    (void)at;
    if (begins) {
        s->around += s->before_tag - s->counted;
        s->counted = s->before_tag;
        return;
    }
    s->verdict->bad = s->around != 0 || s->said.count != s->counted || (s->dead && s->said.count != 0);
    s->counted = s->said.count;
}

/* --- the engine --- */

static void
free_state(void *state)
{
    struct state *s = state;

    unplug(s);
    xmlSchemaFreeValidCtxt(s->ctxt);
    wire_buf_free(&s->text);
    wire_arena_free(&s->arena);
    free(s->open);
    free(s->ids);
    free(s);
}

/* The state, ready to be attached to a parser; NULL without memory. */
static struct state *
ready(struct wire_validator *v, struct wire_source *source, const struct wire_sink *sink, struct wire_verdict *verdict)
{
    struct state *s = v->state[wire_xml_engine.slot];

    if (s == NULL) {
        if ((s = calloc(1, sizeof *s)) == NULL)
            return NULL;
        v->state[wire_xml_engine.slot] = s;
    }
    s->tap = (struct wire_tap){ attach, item, s };
    s->v = v;
    s->source = source;
    s->sink = sink;
    s->verdict = verdict;
    s->err = WIRE_OK;
    s->begun = false;
    return s;
}

/* A format that takes nothing: the reader's limits, entities and errors without its stories. */
static const struct wire_table nothing = { NULL, 0, NULL };
static const struct wire_xml_format no_format = { .name = "xml", .document = &nothing };

/* A reading has ended so: a document that broke off is not valid. */
static enum wire_status
end(struct state *s, enum wire_status st)
{
    if (st != WIRE_OK && st != WIRE_STOP)
        s->said.count++;
    conclude(s);
    return s->err == WIRE_E_NOMEM ? s->err : st;
}

static enum wire_status
judge(struct wire_validator *v, struct wire_source *source, const struct wire_sink *sink, struct wire_verdict *verdict)
{
    struct state *s;
    enum wire_status st;
    unsigned long before = verdict->stories;

    if (v->choice->file != NULL) {
        const struct wire_xsd_program *program = wire_validator_program(v, NULL, sink, &st);
        if (program == NULL)
            return st;
        if (program->schema == NULL)
            return wire_xsd_judge_tree(program, source, sink, verdict);
    }
    if ((s = ready(v, source, sink, verdict)) == NULL)
        return WIRE_E_NOMEM;
    st = wire_xml_read(&no_format, source, sink, &s->tap, v->worker);
    if (st != WIRE_OK && !s->begun && verdict->stories == before) { /* not even a root */
        verdict->stories++;
        verdict->invalid++;
    }
    return end(s, st);
}

/* Into the pass that converts; where a schema needs a tree of the document, ahead of it. */
static enum wire_status
join(struct wire_validator *v)
{
    struct wire_join *j = &v->join;
    struct state *s;
    enum wire_status st = WIRE_OK;

    if (v->choice->file != NULL) {
        const struct wire_xsd_program *program = wire_validator_program(v, NULL, j->sink, &st);
        if (program == NULL || program->schema == NULL)
            return st;
    }
    if ((s = ready(v, j->source, j->sink, j->verdict)) == NULL)
        return WIRE_E_NOMEM;
    j->tap = &s->tap;
    return WIRE_OK;
}

static enum wire_status
part(struct wire_validator *v, enum wire_status read)
{
    enum wire_status st;

    if (v->join.tap == NULL)
        return WIRE_OK;
    st = end(v->state[wire_xml_engine.slot], read);
    return st == WIRE_E_NOMEM ? st : WIRE_OK; /* whatever else it is, the reader says */
}

static bool
judges(const char *bytes, size_t n)
{
    char store[WIRE_ROOT_NAME];
    size_t at = n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

    while (at < n && wire_is_space(bytes[at]))
        at++;
    return (at < n && bytes[at] == '<') || wire_xml_root(bytes, n, store).n != 0;
}

static bool
compiles(const char *name, const char *bytes, size_t n)
{
    size_t dot = strlen(name);

    if (judges(bytes, n))
        return true;
    return dot >= 4 && (strcasecmp(name + dot - 4, ".dtd") == 0 || strcasecmp(name + dot - 4, ".mod") == 0);
}

const struct wire_engine wire_xml_engine = {
    .name = "XML Schema, RELAX NG and DTD",
    .slot = 1,
    .judges = judges,
    .compiles = compiles,
    .compile = wire_xsd_compile,
    .free_program = wire_xsd_free,
    .judge = judge,
    .join = join,
    .part = part,
    .free_state = free_state,
    .findings = wire_xsd_findings,
};

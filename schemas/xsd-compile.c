/* Schemas for XML compiled: our own from their tables, others' from files, with what they include; never from the network. */
#include <libxml/catalog.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlschemastypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "article/str.h"
#include "schemas/xsd.h"

enum { IDS = 64 };    /* names of attributes that are IDs: no schema has more than a few */

/* The attributes of XML itself (XML 1.0, 2.10 and 2.12; XML Base, 3; xml:id, 4), with what stands in xml:lang. */
#define XML_ATTRIBUTES(lang) \
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='http://www.w3.org/XML/1998/namespace'>" lang \
    "<xs:attribute name='space'><xs:simpleType><xs:restriction base='xs:NCName'><xs:enumeration value='default'/>" \
    "<xs:enumeration value='preserve'/></xs:restriction></xs:simpleType></xs:attribute>" \
    "<xs:attribute name='base' type='xs:anyURI'/><xs:attribute name='id' type='xs:ID'/>" \
    "</xs:schema>"

static const char xml_attributes[] = XML_ATTRIBUTES(
    "<xs:attribute name='lang'><xs:simpleType><xs:union memberTypes='xs:language'><xs:simpleType>"
    "<xs:restriction base='xs:string'><xs:enumeration value=''/></xs:restriction></xs:simpleType></xs:union></xs:simpleType>"
    "</xs:attribute>");
static const char xml_attributes_any_lang[] = XML_ATTRIBUTES("<xs:attribute name='lang' type='xs:string'/>");

#define XML_IMPORT "<xs:import namespace='http://www.w3.org/XML/1998/namespace' schemaLocation='wirecopy:xml'/>\n"
#define ODRL_IMPORT "<xs:import namespace='http://www.w3.org/ns/odrl/2/' schemaLocation='wirecopy:odrl'/>\n"

/* What is being compiled by this thread: libxml2 asks for further files without saying for whom. */
struct loading {
    xmlCatalogPtr catalog;
    struct wire_buf odrl;
    bool own;              /* a schema of ours: nothing but wirecopy: is opened */
    bool any_lang;
    unsigned derived;      /* types that the files so far make of others */
    bool too_many;
    unsigned files;
    const struct wire_sink *sink;
    const char *name;
    unsigned said;
    bool no_memory;
};

static _Thread_local struct loading *loading;

static xmlParserInputPtr
from_memory(xmlParserCtxtPtr ctxt, const char *uri, const char *text)
{
    xmlParserInputPtr in = text != NULL ? xmlNewStringInputStream(ctxt, (const xmlChar *)text) : NULL;

    if (in != NULL)
        in->filename = (char *)xmlCharStrdup(uri);
    return in;
}

/* The file a catalog or the file system has for a URI; to be freed with xmlFree. */
static xmlChar *
path_of(const struct loading *l, const char *uri, const char *id)
{
    xmlChar *found = NULL;

    if (l->catalog != NULL) {
        found = xmlACatalogResolveURI(l->catalog, (const xmlChar *)uri);
        if (found == NULL)
            found = xmlACatalogResolve(l->catalog, (const xmlChar *)id, (const xmlChar *)uri);
    }
    if (found == NULL)
        found = xmlCharStrdup(uri);
    if (found != NULL && strstr((const char *)found, "://") != NULL && strncasecmp((const char *)found, "file://", 7) != 0) {
        xmlFree(found);
        found = NULL;
    }
    return found;
}

/* Whether a schema has no more derived types than one may. A file that cannot be read is libxml2's to tell. */
static bool
counts(struct loading *l, const char *path)
{
    static const char base[] = "base=";
    FILE *file = fopen(strncmp(path, "file://", 7) == 0 ? path + 7 : path, "re");
    size_t at = 0;
    int c;

    if (file == NULL)
        return true;
    while (l->derived <= WIRE_XSD_DERIVED && (c = getc_unlocked(file)) != EOF) {
        at = c == base[at] ? at + 1 : c == base[0];
        if (at == sizeof base - 1) {
            l->derived++;
            at = 0;
        }
    }
    fclose(file);
    l->too_many = l->too_many || l->derived > WIRE_XSD_DERIVED;
    return !l->too_many;
}

/* How libxml2 opens anything by name, in the whole program: only schemas do. */
static xmlParserInputPtr
load(const char *uri, const char *id, xmlParserCtxtPtr ctxt)
{
    struct loading *l = loading;
    xmlParserInputPtr in = NULL;
    xmlChar *path;

    if (l == NULL || uri == NULL || ++l->files > WIRE_XSD_FILES)
        return NULL;
    if (strcmp(uri, "wirecopy:xml") == 0)
        return from_memory(ctxt, uri, l->any_lang ? xml_attributes_any_lang : xml_attributes);
    if (strcmp(uri, "wirecopy:odrl") == 0)
        return from_memory(ctxt, uri, l->odrl.p);
    if (l->own || (path = path_of(l, uri, id)) == NULL)
        return NULL;
    if (counts(l, (const char *)path))
        in = xmlNewInputFromFile(ctxt, (const char *)path);
    xmlFree(path);
    return in;
}

static void
begin_libxml2(void)
{
    xmlInitParser();
    xmlSchemaInitTypes();
    xmlSetExternalEntityLoader(load);
}

/* Whether XML Schema's own types are all there: libxml2 does not say that it had no memory for them. */
static bool
types_ready(void)
{
    for (xmlSchemaValType t = XML_SCHEMAS_STRING; t <= XML_SCHEMAS_ANYSIMPLETYPE; t++) {
        if (xmlSchemaGetBuiltInType(t) == NULL)
            return false;
    }
    return true;
}

/* What is wrong with a schema, said of its file. */
static void
on_schema_error(void *ctx, xmlErrorPtr e)
{
    struct loading *l = ctx;
    struct wire_source source = { .name = e->file != NULL ? e->file : l->name };
    size_t n = e->message != NULL ? strcspn(e->message, "\n") : 0;

    l->no_memory = l->no_memory || e->code == XML_ERR_NO_MEMORY;
    if (l->said++ < 20)
        wire_report(l->sink, &source, &wire_xsd_schema, (struct wire_at){ e->line > 0 ? (uint32_t)e->line : 0, 0, 0 },
                    WIRE_NONE, "%.*s",
                    (int)n, e->message != NULL ? e->message : "");
}

/*
 * Whether there is memory to compile with. libxml2 2.9.14 does not look at every allocation while it compiles a schema:
 * let one of them fail within xmlSchemaParse, and it may follow a pointer that is none (of some thirty thousand for NewsML-G2
 * some are seen to end so). It cannot be kept from that, and a compiled schema cannot be stored; but memory that is short is seen here, before it begins. Our largest schema takes 3 MB.
 */
static bool
has_memory(void)
{
    void *volatile room = malloc((size_t)8 << 20); /* volatile: else both calls are left out */

    free(room);
    return room != NULL;
}

static enum wire_status
compile_xsd(struct wire_xsd_program *p, struct loading *l, xmlSchemaParserCtxtPtr ctxt)
{
    struct wire_source source = { .name = l->name };

    if (ctxt == NULL)
        return WIRE_E_NOMEM;
    xmlSchemaSetParserStructuredErrors(ctxt, on_schema_error, l);
    if (has_memory())
        p->schema = xmlSchemaParse(ctxt);
    else
        l->no_memory = true;
    xmlSchemaFreeParserCtxt(ctxt);
    if (l->files > WIRE_XSD_FILES)
        wire_report(l->sink, &source, &wire_xsd_schema, (struct wire_at){ 0 }, WIRE_NONE, "it is made of more than %d files", WIRE_XSD_FILES);
    if (l->too_many)
        wire_report(l->sink, &source, &wire_xsd_schema, (struct wire_at){ 0 }, WIRE_NONE,
                    "it makes more than %d types of others", WIRE_XSD_DERIVED);
    return p->schema != NULL ? WIRE_OK : l->no_memory ? WIRE_E_NOMEM : WIRE_E_INPUT;
}

/* --- our own --- */

static enum wire_status
print_odrl(struct wire_buf *odrl)
{
    const struct wire_embedded *e = wire_embedded_find("odrl.table");
    static const struct wire_table_choice all = { 0, false };
    enum wire_status st = wire_table_print((struct wire_str){ e->text, e->n }, &all, NULL, odrl);

    wire_buf_putc(odrl, '\0');
    return st == WIRE_OK ? odrl->err : st;
}

/* What the first statement of a table says: its namespace (to be freed; NULL: none, or no memory), and how xml:lang is read. */
static xmlChar *
namespace_of(struct wire_str table, bool *any_lang)
{
    struct wire_str statement, what, uri = WIRE_NONE;

    wire_table_statement(&table, &statement);
    wire_table_word(&statement, &what);
    wire_table_word(&statement, &uri);
    *any_lang = wire_table_has_word(statement, wire_str_of("any-lang"));
    return wire_str_is(uri, "-") ? NULL : xmlStrndup((const xmlChar *)uri.p, (int)uri.n);
}

static enum wire_status
compile_table(struct wire_xsd_program *p, const struct wire_schema_text *text, struct loading *l)
{
    struct wire_table_choice choice = { wire_table_version(wire_str_of(text->schema->version)),
                                       text->schema->conformance != NULL };
    bool odrl = memmem(text->bytes.p, text->bytes.n, "rightsExpressionXML", 19) != NULL;
    struct wire_buf xsd = WIRE_BUF_INIT;
    enum wire_status st;

    p->version = choice.version;
    p->namespace = namespace_of(text->bytes, &l->any_lang);
    st = wire_table_names(text->bytes, &choice, &p->names, &p->names_n, &p->within);
    if (st == WIRE_OK)
        st = wire_table_print(text->bytes, &choice, odrl ? XML_IMPORT ODRL_IMPORT : XML_IMPORT, &xsd);
    if (st == WIRE_OK && odrl)
        st = print_odrl(&l->odrl);
    if (st == WIRE_OK)
        st = compile_xsd(p, l, xmlSchemaNewMemParserCtxt(xsd.p, (int)xsd.n));
    wire_buf_free(&xsd);
    return st;
}

/* --- files --- */

static bool
is_named(const char *name, const char *suffix)
{
    size_t n = strlen(name), k = strlen(suffix);

    return n >= k && strcasecmp(name + n - k, suffix) == 0;
}

static enum wire_status
compile_relaxng(struct wire_xsd_program *p, const struct wire_schema_text *text, struct loading *l)
{
    xmlDocPtr doc = xmlReadMemory(text->bytes.p, (int)text->bytes.n, text->name, NULL,
                                  XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    xmlRelaxNGParserCtxtPtr ctxt = doc != NULL ? xmlRelaxNGNewDocParserCtxt(doc) : NULL;

    if (ctxt != NULL) {
        xmlRelaxNGSetParserStructuredErrors(ctxt, on_schema_error, l);
        p->relaxng = xmlRelaxNGParse(ctxt);
        xmlRelaxNGFreeParserCtxt(ctxt);
    }
    xmlFreeDoc(doc); /* the parser took a copy */
    return p->relaxng != NULL ? WIRE_OK : WIRE_E_INPUT;
}

static enum wire_status
compile_dtd(struct wire_xsd_program *p, const struct wire_schema_text *text)
{
    xmlParserInputBufferPtr in = xmlParserInputBufferCreateMem(text->bytes.p, (int)text->bytes.n, XML_CHAR_ENCODING_NONE);

    if (in != NULL)
        p->dtd = xmlIOParseDTD(NULL, in, XML_CHAR_ENCODING_NONE);
    return p->dtd != NULL ? WIRE_OK : WIRE_E_INPUT;
}

/* Whether a node of a schema declares an attribute that is an ID; its name is to be freed. */
static xmlChar *
id_declared(xmlNodePtr node)
{
    xmlChar *name = NULL, *type, *colon;

    if (node->type != XML_ELEMENT_NODE || !xmlStrEqual(node->name, (const xmlChar *)"attribute"))
        return NULL;
    type = xmlGetNoNsProp(node, (const xmlChar *)"type");
    colon = type != NULL ? (xmlChar *)strrchr((char *)type, ':') : NULL;
    if (type != NULL && xmlStrEqual(colon != NULL ? colon + 1 : type, (const xmlChar *)"ID"))
        name = xmlGetNoNsProp(node, (const xmlChar *)"name");
    xmlFree(type);
    return name;
}

static bool
add_id(struct wire_xsd_program *p, const char *name)
{
    size_t n = strlen(name), used = 0;
    struct wire_table_name *more;

    if (wire_xsd_name(p, name, true) != NULL)
        return true;
    for (size_t i = 0; i < p->names_n; i++)
        used += p->names[i].name.n;
    if ((more = realloc(p->names, (p->names_n + 1) * sizeof *more)) == NULL)
        return false;
    p->names = more;
    memcpy(p->names_text + used, name, n);
    p->names[p->names_n++] = (struct wire_table_name){ .name = { p->names_text + used, n }, .attr = true, .id = true };
    return true;
}

/* The attributes that a schema of somebody's own declares as IDs: libxml2 does not hold them to be unique while it streams. */
static enum wire_status
find_ids(struct wire_xsd_program *p, struct wire_str text)
{
    xmlDocPtr doc = xmlReadMemory(text.p, (int)text.n, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    xmlNodePtr root = doc != NULL ? xmlDocGetRootElement(doc) : NULL, at = root;
    bool ok = (p->names_text = malloc(text.n + 1)) != NULL; /* all names together are no longer than the schema */

    if (root != NULL)
        p->namespace = xmlGetNoNsProp(root, (const xmlChar *)"targetNamespace");
    while (at != NULL && ok) {
        xmlChar *name = p->names_n < IDS ? id_declared(at) : NULL;
        if (name != NULL)
            ok = add_id(p, (const char *)name);
        xmlFree(name);
        if (at->children != NULL && at->type == XML_ELEMENT_NODE) {
            at = at->children;
            continue;
        }
        while (at != root && at->next == NULL)
            at = at->parent;
        at = at != root ? at->next : NULL;
    }
    xmlFreeDoc(doc);
    return ok ? WIRE_OK : WIRE_E_NOMEM;
}

static enum wire_status
compile_file(struct wire_xsd_program *p, const struct wire_schema_text *text, struct loading *l)
{
    bool markup = memmem(text->bytes.p, text->bytes.n, "http://relaxng.org/ns/structure/1.0", 35) != NULL;
    enum wire_status st;

    if (text->bytes.n > INT32_MAX)
        return WIRE_E_LIMIT;
    if (is_named(text->name, ".dtd") || is_named(text->name, ".mod"))
        return compile_dtd(p, text);
    if (is_named(text->name, ".rng") || (markup && !is_named(text->name, ".xsd")))
        return compile_relaxng(p, text, l);
    st = compile_xsd(p, l, xmlSchemaNewParserCtxt(text->name)); /* by name: what it includes stands beside it */
    return st == WIRE_OK ? find_ids(p, text->bytes) : st;
}

static int
by_name(const void *a, const void *b)
{
    const struct wire_table_name *x = a, *y = b;
    size_t n = x->name.n < y->name.n ? x->name.n : y->name.n;
    int order = x->attr != y->attr ? (int)x->attr - (int)y->attr : n != 0 ? memcmp(x->name.p, y->name.p, n) : 0;

    return order != 0 ? order : x->name.n < y->name.n ? -1 : x->name.n > y->name.n;
}

const struct wire_table_name *
wire_xsd_name(const struct wire_xsd_program *p, const char *name, bool attr)
{
    struct wire_table_name key = { .name = wire_str_of(name), .attr = attr };

    if (p->row == NULL) { /* a few, in the order found */
        for (size_t i = 0; i < p->names_n; i++) {
            if (by_name(&key, &p->names[i]) == 0)
                return &p->names[i];
        }
        return NULL;
    }
    return bsearch(&key, p->names, p->names_n, sizeof key, by_name);
}

enum wire_status
wire_xsd_compile(const struct wire_schema_text *text, const struct wire_sink *sink, void **program)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct wire_xsd_program *p = calloc(1, sizeof *p);
    struct loading l = { .own = text->schema != NULL, .sink = sink, .name = text->name };
    enum wire_status st = WIRE_E_NOMEM;

    pthread_once(&once, begin_libxml2);
    if (p == NULL || !types_ready()) {
        free(p);
        return st;
    }
    p->row = text->schema;
    if (!l.own && text->catalog != NULL)
        l.catalog = xmlLoadACatalog(text->catalog);
    loading = &l;
    xmlSetStructuredErrorFunc(&l, on_schema_error); /* this thread's, for what has no context of its own */
    st = l.own ? compile_table(p, text, &l) : compile_file(p, text, &l);
    xmlSetStructuredErrorFunc(NULL, NULL);
    loading = NULL;
    if (l.catalog != NULL)
        xmlFreeCatalog(l.catalog);
    wire_buf_free(&l.odrl);
    if (st == WIRE_OK && l.own)
        qsort(p->names, p->names_n, sizeof *p->names, by_name);
    if (st != WIRE_OK) {
        wire_xsd_free(p);
        p = NULL;
    }
    *program = p;
    return st;
}

void
wire_xsd_free(void *program)
{
    struct wire_xsd_program *p = program;

    if (p == NULL)
        return;
    xmlSchemaFree(p->schema);
    xmlRelaxNGFree(p->relaxng);
    xmlFreeDtd(p->dtd);
    xmlFree(p->namespace);
    free(p->names);
    free(p->within);
    free(p->names_text);
    free(p);
}

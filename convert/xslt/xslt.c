/*
 * The module for XSLT: libxslt with EXSLT, shut in.
 *
 * A stylesheet comes from the house, but houses pass stylesheets on. It reads its own files and nothing else, writes
 * nothing, asks nothing of the network, and ends: what it may do for one story is counted.
 */
#include "convert/xslt/xslt.h"
#include "convert/limits.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libexslt/exslt.h>
#include <libxml/xpath.h>
#include <libxslt/documents.h>
#include <libxslt/extensions.h>
#include <libxslt/imports.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xslt.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/xsltutils.h>

enum {
    MEMORY_PER_NODE = 4096, /* bytes a story may take more for each node it has */
    TEXT = 900              /* bytes of a message that are passed on */
};

struct xslt_sheet {
    xsltStylesheetPtr style;
};

/* One compiling or running, and what libxslt says of it bit by bit. */
struct talk {
    const struct xslt_host *host;
    xsltTransformContextPtr running; /* or NULL */
    bool placed, failed, no_memory, too_much; /* placed: what is said next is wrong at file and line */
    char file[512];
    long line;
    xmlStructuredErrorFunc structured; /* what the thread had before, and has again afterwards */
    xmlGenericErrorFunc generic;
    void *structured_ctx, *generic_ctx;
};

/*
 * libxslt hands its generic handlers no context of the thread's own, so it is found here; in the room that every thread
 * has for such from its start, since the dynamic linker ends the process where it cannot have more later.
 */
static _Thread_local struct talk *talking __attribute__((tls_model("initial-exec")));

/* --- what libxslt says --- */

/* What libraries call the limits, and we. */
static const struct { const char *theirs, *ours; } limits[] = {
    { "infinite template recursion", "templates within each other without end" },
    { "Operation limit exceeded", "instructions without end" },
};

static const char too_much[] = "more memory than any story needs";

static void
say(struct talk *t, enum xslt_saying what, const char *text)
{
    char clean[TEXT];
    size_t n;

    for (size_t i = 0; i < sizeof limits / sizeof *limits && what == XSLT_WRONG; i++) {
        if (strstr(text, limits[i].theirs) != NULL) {
            what = XSLT_LIMIT;
            text = t->too_much ? too_much : limits[i].ours; /* which is how it is made to stop */
        }
    }
    n = strlen(text);
    if (what != XSLT_MESSAGE && t->failed)
        return; /* the first fault counts; others follow from it */
    while (n != 0 && strchr("\r\n\t ", text[n - 1]) != NULL)
        n--;
    snprintf(clean, sizeof clean, "%.*s", n < TEXT ? (int)n : TEXT - 1, text);
    for (char *p = clean; *p != '\0'; p++) {
        if (*p == '\n' || *p == '\r' || *p == '\t')
            *p = ' ';
    }
    t->failed |= what != XSLT_MESSAGE;
    t->host->say(t->host->ctx, what, *t->file != '\0' ? t->file : NULL, t->line, clean);
}

/* Where the instruction that is running stands. */
static void
place(struct talk *t, const xmlNode *node)
{
    t->line = node != NULL ? xmlGetLineNo(node) : 0;
    snprintf(t->file, sizeof t->file, "%s", node != NULL && node->doc != NULL && node->doc->URL != NULL
                                                ? (const char *)node->doc->URL : "");
}

static void
stop(struct talk *t)
{
    if (t->running != NULL)
        t->running->state = XSLT_STATE_STOPPED;
}

/*
 * A fault comes as two calls, the first with its kind and place ("%s: file %s line %d element %s\n"), the second with
 * its text; an xsl:message is one call, and perhaps a line end.
 */
static void
on_text(struct talk *t, const char *fmt, va_list args)
{
    char text[2 * TEXT];

    if (strncmp(fmt, "%s: file %s", 11) == 0) {
        (void)va_arg(args, const char *);
        snprintf(t->file, sizeof t->file, "%s", va_arg(args, const char *));
        t->line = strncmp(fmt, "%s: file %s line %d", 19) == 0 ? va_arg(args, int) : 0;
        t->placed = true;
        return;
    }
    if (strncmp(fmt, "%s: element", 11) == 0 || strcmp(fmt, "%s\n") == 0) {
        t->placed = true;
        return;
    }
    vsnprintf(text, sizeof text, fmt, args);
    if (text[strspn(text, " \r\n\t")] == '\0')
        return;
    if (!t->placed && t->running != NULL && strcmp(fmt, "%s") == 0) {
        place(t, t->running->inst);
        say(t, XSLT_MESSAGE, text);
        return;
    }
    if (t->placed || t->running == NULL)
        say(t, XSLT_WRONG, text);
    t->placed = false;
}

static void
on_generic(void *ctx, const char *fmt, ...)
{
    va_list args;

    (void)ctx;
    if (talking == NULL || talking->running != NULL) /* running it has a handler of its own; what is left is the stack of a fault */
        return;
    va_start(args, fmt);
    on_text(talking, fmt, args);
    va_end(args);
}

static void
on_running(void *ctx, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    on_text(ctx, fmt, args);
    va_end(args);
}

/* What libxml2 says: of expressions, and of memory. */
static void
on_xml(void *ctx, xmlErrorPtr e)
{
    struct talk *t = ctx;
    const char *message = e->message != NULL ? e->message : "";
    bool expression = e->domain == XML_FROM_XPATH && e->str1 != NULL;
    char text[TEXT];

    if (e->code == XML_ERR_NO_MEMORY || e->code == XML_XPATH_EXPRESSION_OK + XPATH_MEMORY_ERROR) {
        t->no_memory = true;
        return;
    }
    if (e->level < XML_ERR_ERROR || t->running == NULL) /* of what cannot be compiled libxslt says the same, with its place */
        return;
    place(t, t->running->inst);
    snprintf(text, sizeof text, "%.*s%s%.300s%s", (int)strcspn(message, "\n"), message, expression ? " in '" : "",
             expression ? e->str1 : "", expression ? "'" : "");
    say(t, XSLT_WRONG, text);
    stop(t);
}

/* What libxml2 says without structure: the names of functions that there are not. */
static void
on_xml_text(void *ctx, const char *fmt, ...)
{
    static const char who[] = "xmlXPathCompOpEval: ";
    struct talk *t = ctx;
    char text[TEXT];
    va_list args;

    if (t->running == NULL)
        return;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    place(t, t->running->inst);
    say(t, XSLT_WRONG, strncmp(text, who, sizeof who - 1) == 0 ? text + sizeof who - 1 : text);
    stop(t);
}

static void
begin(struct talk *t)
{
    t->structured = xmlStructuredError;
    t->structured_ctx = xmlStructuredErrorContext;
    t->generic = xmlGenericError;
    t->generic_ctx = xmlGenericErrorContext;
    xmlSetStructuredErrorFunc(t, on_xml);
    xmlSetGenericErrorFunc(t, on_xml_text);
    talking = t;
}

static void
end(const struct talk *t)
{
    talking = NULL;
    xmlSetStructuredErrorFunc(t->structured_ctx, t->structured);
    xmlSetGenericErrorFunc(t->generic_ctx, t->generic);
}

/* --- what a stylesheet may reach --- */

static xmlDocPtr
load(const xmlChar *uri, xmlDictPtr dict, int options, void *ctx, xsltLoadType type)
{
    (void)options;
    (void)ctx;
    (void)type;
    return talking != NULL ? talking->host->load(talking->host->ctx, (const char *)uri, dict) : NULL;
}

static int
refuse(xsltSecurityPrefsPtr prefs, xsltTransformContextPtr ctxt, const char *value)
{
    struct talk *t = talking;
    char text[TEXT];

    (void)prefs;
    if (t == NULL)
        return 0;
    place(t, ctxt != NULL ? ctxt->inst : NULL);
    snprintf(text, sizeof text, "%.800s", value != NULL ? value : "");
    say(t, XSLT_FORBIDDEN, text);
    stop(t);
    return 0;
}

static int
may_read(xsltSecurityPrefsPtr prefs, xsltTransformContextPtr ctxt, const char *value)
{
    if (talking != NULL && value != NULL && talking->host->is_own(talking->host->ctx, value))
        return 1;
    return refuse(prefs, ctxt, value);
}

static xsltSecurityPrefsPtr
walls(void)
{
    xsltSecurityPrefsPtr prefs = xsltNewSecurityPrefs();

    if (prefs == NULL)
        return NULL;
    xsltSetSecurityPrefs(prefs, XSLT_SECPREF_READ_FILE, may_read);
    xsltSetSecurityPrefs(prefs, XSLT_SECPREF_WRITE_FILE, refuse);
    xsltSetSecurityPrefs(prefs, XSLT_SECPREF_CREATE_DIRECTORY, refuse);
    xsltSetSecurityPrefs(prefs, XSLT_SECPREF_READ_NETWORK, refuse);
    xsltSetSecurityPrefs(prefs, XSLT_SECPREF_WRITE_NETWORK, refuse);
    return prefs;
}

/* --- the module --- */

/* More memory was taken than a story needs: the next instruction is the last. */
static void
on_memory(void *ctx)
{
    struct talk *t = ctx;

    t->too_much = true;
    if (t->running != NULL && t->running->xpathCtxt != NULL)
        t->running->opLimit = t->running->xpathCtxt->opLimit = 1;
}

static void
start(const struct xslt_host *host)
{
    struct talk t = { .host = host };

    host->bound(MOST_XSLT_MEMORY, on_memory, &t);
    xsltInit();
    exsltCommonRegister();
    exsltFuncRegister();
    exsltStrRegister();
    exsltSetsRegister();
    exsltMathRegister();
    exsltDateRegister();
    exsltDynRegister();
    xsltSetLoaderFunc(load);
    xsltSetGenericErrorFunc(NULL, on_generic);
    host->bound(0, NULL, NULL);
}

static size_t
count_nodes(const xmlDoc *doc)
{
    const xmlNode *n = doc->children;
    size_t count = 1;

    while (n != NULL) {
        count++;
        if (n->type == XML_ELEMENT_NODE && n->children != NULL) {
            n = n->children;
            continue;
        }
        while (n != NULL && n->next == NULL)
            n = n->parent != (const xmlNode *)doc ? n->parent : NULL;
        n = n != NULL ? n->next : NULL;
    }
    return count;
}

static struct xslt_sheet *
compile(xmlDoc *doc, const struct xslt_host *host)
{
    struct talk t = { .host = host };
    struct xslt_sheet *sheet = calloc(1, sizeof *sheet);

    if (sheet == NULL) {
        xmlFreeDoc(doc);
        return NULL;
    }
    begin(&t);
    host->bound(MOST_XSLT_MEMORY, on_memory, &t);
    sheet->style = xsltParseStylesheetDoc(doc);
    host->bound(0, NULL, NULL);
    end(&t);
    if (sheet->style == NULL)
        xmlFreeDoc(doc);
    if (sheet->style != NULL && sheet->style->errors == 0 && !t.failed && !t.no_memory && !t.too_much)
        return sheet;
    if (!t.failed && !t.no_memory && !t.too_much && (sheet->style == NULL || sheet->style->errors != 0))
        say(&t, XSLT_WRONG, "it cannot be compiled");
    if (sheet->style != NULL)
        xsltFreeStylesheet(sheet->style);
    free(sheet);
    return NULL;
}

static void
release(struct xslt_sheet *sheet)
{
    if (sheet != NULL)
        xsltFreeStylesheet(sheet->style);
    free(sheet);
}

/* The first a sheet or, in their order, what it imports says. */
static const char *
method(const struct xslt_sheet *sheet)
{
    const xmlChar *said = NULL;

    XSLT_GET_IMPORT_PTR(said, sheet->style, method)
    return (const char *)said;
}

static const char *
media_type(const struct xslt_sheet *sheet)
{
    const xmlChar *said = NULL;

    XSLT_GET_IMPORT_PTR(said, sheet->style, mediaType)
    return (const char *)said;
}

static bool
has_parameter(const struct xslt_sheet *sheet, const char *name)
{
    for (xsltStylesheetPtr s = sheet->style; s != NULL; s = xsltNextImport(s)) {
        for (xsltStackElemPtr v = s->variables; v != NULL; v = v->next) {
            if (v->comp != NULL && v->comp->type == XSLT_FUNC_PARAM && xmlStrEqual(v->name, (const xmlChar *)name))
                return true;
        }
    }
    return false;
}

/* Apply and print; the result is freed here, since printing asks what the stylesheet said of it. */
static void
apply(struct talk *t, const struct xslt_sheet *sheet, xmlDoc *doc, xmlChar **bytes, int *n)
{
    xmlDocPtr result = xsltApplyStylesheetUser(sheet->style, doc, NULL, NULL, NULL, t->running);

    if (result == NULL || t->running->state != XSLT_STATE_OK)
        say(t, XSLT_WRONG, t->running->state == XSLT_STATE_STOPPED ? "the stylesheet ended itself" : "no result");
    else if (!t->failed && xsltSaveResultToString(bytes, n, result, sheet->style) != 0)
        say(t, XSLT_WRONG, "the result cannot be written in the encoding of xsl:output");
    if (result != NULL)
        xmlFreeDoc(result);
}

static enum xslt_end
run(const struct xslt_sheet *sheet, xmlDoc *doc, const char **parameters, xmlChar **bytes, int *n, const struct xslt_host *host)
{
    struct talk t = { .host = host };
    xsltSecurityPrefsPtr prefs = walls();

    *bytes = NULL;
    *n = 0;
    begin(&t);
    host->bound(MOST_XSLT_MEMORY + count_nodes(doc) * MEMORY_PER_NODE, on_memory, &t);
    t.running = prefs != NULL ? xsltNewTransformContext(sheet->style, doc) : NULL;
    if (t.running == NULL || xsltSetCtxtSecurityPrefs(prefs, t.running) != 0 || t.running->xpathCtxt == NULL) {
        t.no_memory = true;
    } else {
        xsltSetTransformErrorFunc(t.running, &t, on_running);
        t.running->opLimit = MOST_XSLT_INSTRUCTIONS;
        t.running->xpathCtxt->opLimit = MOST_XPATH_STEPS;
        t.running->maxTemplateDepth = MOST_XSLT_DEPTH;
        if (xsltQuoteUserParams(t.running, parameters) != 0)
            say(&t, XSLT_WRONG, "a parameter cannot be set");
        else
            apply(&t, sheet, doc, bytes, n);
    }
    if (t.running != NULL)
        xsltFreeTransformContext(t.running);
    t.running = NULL;
    host->bound(0, NULL, NULL);
    end(&t);
    if (prefs != NULL)
        xsltFreeSecurityPrefs(prefs);
    if (t.too_much && !t.failed)
        say(&t, XSLT_LIMIT, too_much);
    if (t.too_much)
        t.no_memory = false; /* there was some */
    if (!t.no_memory && !t.failed)
        return XSLT_DONE;
    xmlFree(*bytes);
    *bytes = NULL;
    *n = 0;
    return t.no_memory ? XSLT_NO_MEMORY : XSLT_FAILED;
}

extern const struct xslt_module wirecopy_xslt;

__attribute__((visibility("default"))) const struct xslt_module wirecopy_xslt = {
    .version = XSLT_MODULE,
    .start = start,
    .compile = compile,
    .free = release,
    .method = method,
    .media_type = media_type,
    .has_parameter = has_parameter,
    .run = run,
};

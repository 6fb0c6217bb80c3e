/* Stylesheets in XSLT: their files, and what they say. What runs them is a module, loaded with the first of them. */
#include "convert/stylesheet.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "article/str.h"
#include "convert/dom.h"
#include "convert/limits.h"
#include "convert/memory.h"
#include "convert/module.h"
#include "convert/suggest.h"
#include "convert/xslt/xslt.h"

/* A file of a stylesheet, read once. */
struct part {
    char *uri, *bytes;
    size_t n;
};

/* What the threads that use a stylesheet have in common; the first to compile fills it, the others only read. */
struct parts {
    struct part part[MOST_SHEET_FILES];
    size_t n;
    const char *const *parameters; /* NAME, VALUE, ..., NULL */
};

struct stylesheet {
    const char *path;
    const struct xslt_module *xslt;
    struct xslt_sheet *sheet;
    struct parts *parts;
    bool owns_parts, compiling, said, no_memory; /* said: why it cannot be compiled */
    struct diagnostics *diag;  /* of the call in hand */
    const char *name;          /* of the document in hand; or NULL */
};

/* --- findings --- */

static void
say_at(struct stylesheet *s, enum program_finding what, const char *file, struct wire_at at, const char *text)
{
    if (s->diag == NULL || (s->compiling && s->said))
        return;
    s->said = true;
    diag_report(s->diag, &(struct wire_diag){ .what = &program_findings[what], .file = file, .at = at, .detail = text });
}

/* What libxslt says stands in the stylesheet; where it is about a story, that one is named behind. */
static void
on_saying(void *ctx, enum xslt_saying what, const char *file, long line, const char *text)
{
    static const enum program_finding running[] = { [XSLT_WRONG] = STYLESHEET_FAILED, [XSLT_FORBIDDEN] = STYLESHEET_FORBIDDEN,
                                                    [XSLT_LIMIT] = STYLESHEET_LIMIT, [XSLT_MESSAGE] = STYLESHEET_MESSAGE };
    struct stylesheet *s = ctx;
    struct wire_at at = { line > 0 ? (uint32_t)line : 0, 0, 0 };
    char detail[1200];

    if (memory_failed())
        return;
    snprintf(detail, sizeof detail, "%s%s%s", text, s->name != NULL ? "; with " : "", s->name != NULL ? s->name : "");
    say_at(s, s->compiling ? STYLESHEET_BROKEN : running[what], file != NULL ? file : s->path, at, detail);
}

/* --- files --- */

/* The path of a URI as libxslt makes it of a relative one; NULL: it is of the network. */
static const char *
local_path(const char *uri)
{
    if (strncmp(uri, "file://localhost/", 17) == 0)
        return uri + 16;
    if (strncmp(uri, "file:///", 8) == 0)
        return uri + 7;
    return strstr(uri, "://") == NULL ? uri : NULL;
}

static const struct part *
find_part(const struct parts *parts, const char *uri)
{
    for (size_t i = 0; i < parts->n; i++) {
        if (strcmp(parts->part[i].uri, uri) == 0)
            return &parts->part[i];
    }
    return NULL;
}

/* All bytes of a file; 0 or errno. */
static int
read_file(const char *path, struct part *part)
{
    FILE *f = fopen(path, "rbe");
    struct wire_buf bytes = WIRE_BUF_INIT;
    char room[16384];
    size_t got;
    int error = 0;

    if (f == NULL)
        return errno;
    while ((got = fread(room, 1, sizeof room, f)) > 0 && bytes.n <= MOST_SHEET)
        wire_buf_put(&bytes, room, got);
    if (ferror(f))
        error = errno != 0 ? errno : EIO;
    else if (bytes.err != WIRE_OK)
        error = ENOMEM;
    else if (bytes.n > MOST_SHEET)
        error = EFBIG;
    fclose(f);
    if (error != 0)
        wire_buf_free(&bytes);
    part->bytes = bytes.p;
    part->n = bytes.n;
    return error;
}

/* Read a file and keep it; NULL: why not was said. */
static const struct part *
add_part(struct stylesheet *s, const char *uri)
{
    struct parts *parts = s->parts;
    struct part part = { NULL, NULL, 0 };
    const char *path = local_path(uri);
    int error = 0;

    if (path == NULL || parts->n == MOST_SHEET_FILES) {
        say_at(s, STYLESHEET_FORBIDDEN, s->path, (struct wire_at){ 0 },
               path == NULL ? uri : "it is made of more than 64 files, or imports itself");
        return NULL;
    }
    if ((part.uri = strdup(uri)) == NULL)
        error = ENOMEM;
    else
        error = read_file(path, &part);
    if (error == 0) {
        parts->part[parts->n] = part;
        return &parts->part[parts->n++];
    }
    free(part.uri);
    s->no_memory |= error == ENOMEM;
    if (error != ENOMEM)
        say_at(s, READ_FAILED, path, (struct wire_at){ 0 }, strerror(error));
    return NULL;
}

static bool
is_shallow(const xmlNode *top)
{
    unsigned depth = 0;

    for (const xmlNode *n = top; n != NULL;) {
        if (n->type == XML_ELEMENT_NODE && n->children != NULL) {
            if (++depth > MOST_SHEET_DEPTH)
                return false;
            n = n->children;
            continue;
        }
        while (n != top && n->next == NULL) {
            n = n->parent;
            depth--;
        }
        n = n != top ? n->next : NULL;
    }
    return true;
}

/* XSLT 2.0 and later are languages of their own, which would be read as 1.0 with holes in it. */
static bool
is_xslt_1(struct stylesheet *s, const xmlDoc *doc, const char *uri)
{
    const xmlNode *root = xmlDocGetRootElement(doc);
    xmlChar *version;
    bool good;

    if (root == NULL || root->ns == NULL || strcmp((const char *)root->ns->href, "http://www.w3.org/1999/XSL/Transform") != 0)
        return true; /* a stylesheet that is its own template; libxslt judges */
    version = xmlGetNoNsProp(root, (const xmlChar *)"version");
    good = version == NULL || strcmp((const char *)version, "1.0") == 0 || strcmp((const char *)version, "1.1") == 0;
    if (!good)
        say_at(s, STYLESHEET_VERSION, uri, (struct wire_at){ (uint32_t)xmlGetLineNo(root), 0, 0 }, (const char *)version);
    xmlFree(version);
    return good;
}

static xmlDoc *
parse_part(struct stylesheet *s, const struct part *part, xmlDict *dict)
{
    struct dom_fault fault;
    xmlDoc *doc = dom_parse(part->bytes, part->n, part->uri, NULL, dict, &fault);

    if (doc == NULL && fault.status == WIRE_E_NOMEM)
        s->no_memory = true;
    else if (doc == NULL)
        say_at(s, STYLESHEET_BROKEN, part->uri, fault.at, fault.text);
    if (doc == NULL)
        return NULL;
    if (is_xslt_1(s, doc, part->uri) && is_shallow(xmlDocGetRootElement(doc)))
        return doc;
    xmlFreeDoc(doc);
    return NULL;
}

static xmlDoc *
on_load(void *ctx, const char *uri, xmlDict *dict)
{
    struct stylesheet *s = ctx;
    const struct part *part = find_part(s->parts, uri);

    if (part == NULL && s->compiling && s->owns_parts)
        part = add_part(s, uri);
    return part != NULL ? parse_part(s, part, dict) : NULL;
}

static bool
on_is_own(void *ctx, const char *uri)
{
    const struct stylesheet *s = ctx;

    return find_part(s->parts, uri) != NULL;
}

static struct xslt_host
host_of(struct stylesheet *s)
{
    return (struct xslt_host){ on_load, on_is_own, memory_bound, on_saying, s };
}

/* --- opening --- */

/* Each "NAME=VALUE" of --param as two strings, the name a copy. */
static int
split_parameters(struct parts *parts, const struct options *o)
{
    const char **all;

    for (size_t i = 0; i < o->param_count; i++) {
        const char *equals = strchr(o->params[i], '=');
        if (equals == NULL || equals == o->params[i])
            return usage_error(o->command, "--param needs NAME=VALUE, not '%s'", o->params[i]);
        if (!wire_utf8_valid(wire_str_of(o->params[i]), &(size_t){ 0 }))
            return usage_error(o->command, "--param %s: it is not UTF-8", o->params[i]);
    }
    if ((all = calloc(2 * o->param_count + 1, sizeof *all)) == NULL)
        return EXIT_TROUBLE;
    parts->parameters = all;
    for (size_t i = 0; i < o->param_count; i++) {
        const char *equals = strchr(o->params[i], '=');
        if ((all[2 * i] = strndup(o->params[i], (size_t)(equals - o->params[i]))) == NULL)
            return EXIT_TROUBLE;
        all[2 * i + 1] = equals + 1;
    }
    return -1;
}

static bool
compile(struct stylesheet *s)
{
    struct xslt_host host = host_of(s);
    const struct part *part = find_part(s->parts, s->path);
    xmlDoc *doc;

    s->compiling = true;
    if (part == NULL)
        part = add_part(s, s->path);
    if (part != NULL && (doc = parse_part(s, part, NULL)) != NULL)
        s->sheet = s->xslt->compile(doc, &host);
    s->compiling = false;
    return s->sheet != NULL && !memory_failed();
}

struct stylesheet *
stylesheet_open(const char *path, const struct options *o, struct diagnostics *diag, int *status)
{
    struct stylesheet *s = calloc(1, sizeof *s);
    unsigned long errors = diag->count[WIRE_ERROR];
    struct xslt_host host = host_of(s);

    *status = EXIT_TROUBLE;
    if (s != NULL && (s->parts = calloc(1, sizeof *s->parts)) != NULL) {
        s->owns_parts = true;
        s->path = path;
        s->diag = diag;
        if ((*status = split_parameters(s->parts, o)) < 0) {
            *status = EXIT_TROUBLE;
            if ((s->xslt = module_load("xslt", XSLT_MODULE, diag)) != NULL)
                s->xslt->start(&host);
            if (s->xslt != NULL && !memory_failed() && compile(s)) {
                *status = -1;
                return s;
            }
        }
    }
    if (*status == EXIT_TROUBLE && diag->count[WIRE_ERROR] == errors && !diag->said_no_memory)
        diag_say(diag, NO_MEMORY, path, "");
    stylesheet_free(s);
    return NULL;
}

struct stylesheet *
stylesheet_share(const struct stylesheet *of)
{
    struct stylesheet *s = calloc(1, sizeof *s);

    if (s == NULL)
        return NULL;
    *s = (struct stylesheet){ .path = of->path, .xslt = of->xslt, .parts = of->parts };
    if (compile(s))
        return s;
    stylesheet_free(s);
    return NULL;
}

void
stylesheet_free(struct stylesheet *s)
{
    if (s == NULL)
        return;
    if (s->sheet != NULL)
        s->xslt->free(s->sheet);
    if (s->owns_parts) {
        for (size_t i = 0; i < s->parts->n; i++) {
            free(s->parts->part[i].uri);
            free(s->parts->part[i].bytes);
        }
        for (size_t i = 0; s->parts->parameters != NULL && s->parts->parameters[i] != NULL; i += 2)
            free((void *)(uintptr_t)s->parts->parameters[i]);
        free((void *)(uintptr_t)s->parts->parameters);
        free(s->parts);
    }
    free(s);
}

/* --- what it is --- */

const char *
stylesheet_suffix(const struct stylesheet *s)
{
    static const struct { const char *said, *suffix; } rows[] = {
        /* media types, which say more than methods, and then methods */
        { "text/html", "html" },        { "application/xhtml+xml", "html" }, { "application/json", "json" },
        { "text/plain", "txt" },        { "text/csv", "csv" },               { "text/markdown", "md" },
        { "application/rss+xml", "rss" }, { "application/atom+xml", "atom" }, { "html", "html" },
        { "text", "txt" },
    };
    const char *said[] = { s->xslt->media_type(s->sheet), s->xslt->method(s->sheet) };

    for (size_t which = 0; which < WIRE_COUNT(said); which++) {
        for (size_t i = 0; said[which] != NULL && i < WIRE_COUNT(rows); i++) {
            if (strcmp(rows[i].said, said[which]) == 0)
                return rows[i].suffix;
        }
    }
    return "xml";
}

int
stylesheets_check(const struct stylesheet *a, const struct stylesheet *b, const struct options *o)
{
    const struct stylesheet *any = a != NULL ? a : b;

    if (any == NULL && o->param_count != 0)
        return usage_error(o->command, "--param is for a stylesheet; name one with --stylesheet or --pre");
    for (size_t i = 0; any != NULL && any->parts->parameters[i] != NULL; i += 2) {
        const char *name = any->parts->parameters[i];
        if ((a == NULL || !a->xslt->has_parameter(a->sheet, name)) && (b == NULL || !b->xslt->has_parameter(b->sheet, name)))
            return usage_error(o->command, "--param %s: %s has no xsl:param of that name at its top", name,
                               a != NULL && b != NULL ? "neither stylesheet" : any->path);
    }
    return -1;
}

/* --- running --- */

/* The parameters it has; those of the other stylesheet would make it new variables. */
static const char **
own_parameters(const struct stylesheet *s)
{
    const char *const *all = s->parts->parameters;
    const char **own;
    size_t n = 0;

    while (all[n] != NULL)
        n += 2;
    if ((own = calloc(n + 1, sizeof *own)) == NULL)
        return NULL;
    for (size_t i = n = 0; all[i] != NULL; i += 2) {
        if (s->xslt->has_parameter(s->sheet, all[i])) {
            own[n++] = all[i];
            own[n++] = all[i + 1];
        }
    }
    return own;
}

enum wire_status
stylesheet_run(struct stylesheet *s, struct wire_str document, const char *name, const char *encoding,
               struct diagnostics *diag, struct wire_buf *out)
{
    const char **parameters = own_parameters(s);
    struct xslt_host host = host_of(s);
    enum xslt_end end = XSLT_NO_MEMORY;
    struct dom_fault fault = { .status = WIRE_E_NOMEM };
    xmlChar *bytes = NULL;
    xmlDoc *doc = NULL;
    int n = 0;

    s->diag = diag;
    s->name = name;
    if (parameters != NULL && (doc = dom_parse(document.p, document.n, name, encoding, NULL, &fault)) != NULL) {
        end = s->xslt->run(s->sheet, doc, parameters, &bytes, &n, &host);
        xmlFreeDoc(doc);
    } else if (fault.status == WIRE_E_INPUT) {
        say_at(s, INPUT_NOT_XML, name, fault.at, fault.text);
        end = XSLT_FAILED;
    }
    free(parameters);
    if (bytes != NULL)
        wire_buf_put(out, (const char *)bytes, (size_t)n);
    if (n != 0 && bytes[n - 1] != '\n')
        wire_buf_putc(out, '\n');
    xmlFree(bytes);
    if (end == XSLT_NO_MEMORY || memory_failed() || s->no_memory || out->err != WIRE_OK)
        return WIRE_E_NOMEM;
    return end == XSLT_DONE ? WIRE_OK : WIRE_E_INPUT;
}

/* The seam between the program and its module for XSLT, which alone knows libxslt. */
#ifndef WIRE_CONVERT_XSLT_XSLT_H
#define WIRE_CONVERT_XSLT_XSLT_H

#include <stdbool.h>

#include <libxml/tree.h>

enum { XSLT_MODULE = 1 }; /* what the two have agreed on; another number is another agreement */

/* What a stylesheet gives occasion to say. */
enum xslt_saying { XSLT_WRONG, XSLT_FORBIDDEN, XSLT_LIMIT, XSLT_MESSAGE };

/* What the module asks of the program. */
struct xslt_host {
    /* A file of the stylesheet, parsed with its names in the dictionary, the caller's. NULL: it cannot be, as was said. */
    xmlDoc *(*load)(void *ctx, const char *uri, xmlDict *);
    bool (*is_own)(void *ctx, const char *uri);  /* whether it is one that was loaded for the stylesheet */
    void (*bound)(size_t most, void (*over)(void *), void *of); /* calls over(of) when more memory is taken; over NULL ends it */
    void (*say)(void *ctx, enum xslt_saying, const char *file, long line, const char *text); /* file may be NULL, line 0 */
    void *ctx;
};

struct xslt_sheet;

enum xslt_end { XSLT_DONE, XSLT_FAILED, XSLT_NO_MEMORY };

struct xslt_module {
    int version; /* XSLT_MODULE; stays first */

    /* Make libxslt ready: before all else, and before there are threads; again is no harm. */
    void (*start)(const struct xslt_host *);

    /* Compile the document, which becomes the sheet's. NULL: it is no stylesheet, as was said, or memory is out. */
    struct xslt_sheet *(*compile)(xmlDoc *, const struct xslt_host *);
    void (*free)(struct xslt_sheet *); /* NULL is fine */

    /* What xsl:output says, or NULL. */
    const char *(*method)(const struct xslt_sheet *);
    const char *(*media_type)(const struct xslt_sheet *);

    /* Whether it declares a parameter of that name. */
    bool (*has_parameter)(const struct xslt_sheet *, const char *name);

    /*
     * Run it over a document, with parameters (NAME, VALUE, ..., NULL) that are strings. *bytes is the caller's, for
     * xmlFree; NULL where the result is empty. A sheet is one thread's at a time.
     */
    enum xslt_end (*run)(const struct xslt_sheet *, xmlDoc *, const char **parameters, xmlChar **bytes, int *n,
                         const struct xslt_host *);
};

#endif

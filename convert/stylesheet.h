/* Stylesheets in XSLT: the one of --stylesheet, which makes the output, and the one of --pre, which makes the input. */
#ifndef WIRE_CONVERT_STYLESHEET_H
#define WIRE_CONVERT_STYLESHEET_H

#include "article/buf.h"
#include "convert/diagnostics.h"
#include "convert/options.h"

struct stylesheet;

/*
 * Read and compile a stylesheet, which loads the module for XSLT; options has the parameters. *status is -1, or else the
 * exit status, what is wrong is said, and NULL is returned. A stylesheet is one thread's.
 */
struct stylesheet *stylesheet_open(const char *path, const struct options *, struct diagnostics *, int *status);
void stylesheet_free(struct stylesheet *); /* NULL is fine */

/*
 * The same for another thread: its files are not read again, but they are compiled again, because libxml2 notes within a
 * compiled expression which function a name means (xpath.c, op->cache), and two threads would note it at once. Whose it is
 * a copy of has to outlive it. NULL without memory.
 */
struct stylesheet *stylesheet_share(const struct stylesheet *);

/* What files of its output end in: html, txt, xml and the like, by what xsl:output says. */
const char *stylesheet_suffix(const struct stylesheet *);

/* Whether one of the stylesheets (each may be NULL) has every parameter that was given; one that none has is said. -1, or the exit status. */
int stylesheets_check(const struct stylesheet *, const struct stylesheet *, const struct options *);

/*
 * Run it over an XML document and append what it makes. name is whose document it is, for people; encoding overrides
 * what it declares, or is NULL. WIRE_OK; WIRE_E_INPUT, and why was said as an error of that name; WIRE_E_NOMEM.
 */
enum wire_status stylesheet_run(struct stylesheet *, struct wire_str document, const char *name, const char *encoding,
                                struct diagnostics *, struct wire_buf *out);

#endif

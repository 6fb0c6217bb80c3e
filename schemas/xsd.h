/*
 * Schemas for XML, run by libxml2: XML Schema in the pass that reads the document, RELAX NG and DTD over a tree of it.
 *
 * Which schema judges a document is known at its root element; until then its program is not compiled.
 */
#ifndef WIRE_SCHEMAS_XSD_H
#define WIRE_SCHEMAS_XSD_H

#include <libxml/relaxng.h>
#include <libxml/xmlschemas.h>

#include "schemas/schemas.h"
#include "schemas/table.h"

extern const struct wire_engine wire_xml_engine;

/* A schema, compiled. It never changes. */
struct wire_xsd_program {
    xmlSchemaPtr schema;             /* one of these */
    xmlRelaxNGPtr relaxng;
    xmlDtdPtr dtd;
    const struct wire_schema *row;   /* NULL: a file */
    unsigned version;                /* of the row */
    xmlChar *namespace;              /* whose elements have the IDs; NULL: no namespace */
    struct wire_table_name *names;   /* of the row's table; of a file: its attributes that are IDs */
    size_t names_n;
    struct wire_table_within *within; /* what is said of order and number beside the schema; NULL: nothing */
    char *names_text;                /* what names of a file point into */
};

enum wire_status wire_xsd_compile(const struct wire_schema_text *, const struct wire_sink *, void **program);
void wire_xsd_free(void *program);

/* The name of that kind, or NULL. */
const struct wire_table_name *wire_xsd_name(const struct wire_xsd_program *, const char *name, bool attr);

/* What has been said of an element, so that a value's fault is not said twice. */
struct wire_xsd_said {
    unsigned long count;       /* errors */
    struct wire_at at;         /* of the last */
    int code;
    char attribute[80];        /* it was about */
};

enum {
    WIRE_XSD_FINDINGS = 100,  /* said of one document */
    WIRE_XSD_DERIVED = 10000, /* types made of others: libxml2 goes along each chain of them again and again */
    WIRE_XSD_FILES = 200      /* that one schema may be made of: one that includes itself by ever new names ends */
};

/* Whether an error is of text that should not be there: it is said at the element's end, and its place is the text's. */
bool wire_xsd_of_text(const xmlError *);

/* Say an error of libxml2 in plain words, as of that place. parent: the element around it, or NULL. */
void wire_xsd_say(const xmlError *, struct wire_at, const char *parent, const struct wire_sink *, const struct wire_source *,
                  struct wire_xsd_said *);

/* Say that the value of an attribute, checked by hand, is not what the table calls `type`. */
void wire_xsd_say_value(struct wire_str value, struct wire_str type, const char *attribute, const char *element, struct wire_at,
                        const struct wire_sink *, const struct wire_source *, struct wire_xsd_said *);

/* Say a finding of our own; it counts as an error where it is one. */
void wire_xsd_report(const struct wire_finding *, struct wire_at, const struct wire_sink *, const struct wire_source *,
                     struct wire_xsd_said *, const char *fmt, ...) WIRE_PRINTF(6, 7);

/* Judge the documents of a source by RELAX NG or DTD. */
enum wire_status wire_xsd_judge_tree(const struct wire_xsd_program *, struct wire_source *, const struct wire_sink *,
                                     struct wire_verdict *);

extern const struct wire_finding *const wire_xsd_findings[];
extern const struct wire_finding wire_xsd_missing, wire_xsd_twice, wire_xsd_no_children;
extern const struct wire_finding wire_xsd_root, wire_xsd_nitf_namespace, wire_xsd_id, wire_xsd_newer, wire_xsd_limit,
wire_xsd_prefix,
    wire_xsd_invalid, wire_xsd_schema;

#endif

/*
 * JSON Schema: drafts 3, 4, 6, 7, 2019-09 and 2020-12 (json-schema.org).
 *
 * A schema is compiled once to a program that never changes and any number of threads may judge by. References go to
 * the schema itself, to the metaschemas the program carries, and to what a catalog gives; never to the network.
 */
#ifndef WIRE_SCHEMAS_JSON_SCHEMA_H
#define WIRE_SCHEMAS_JSON_SCHEMA_H

#include "schemas/json-tree.h"

enum wire_draft {
    WIRE_DRAFT_NONE,
    WIRE_DRAFT_3,
    WIRE_DRAFT_4,
    WIRE_DRAFT_6,
    WIRE_DRAFT_7,
    WIRE_DRAFT_2019,
    WIRE_DRAFT_2020
};

/* The draft that a $schema names (the fragment aside), or WIRE_DRAFT_NONE. */
enum wire_draft wire_draft_named(struct wire_str uri);

/* Where schemas come from that another refers to. */
struct wire_json_catalog {
    bool (*find)(void *ctx, struct wire_str uri, struct wire_buf *bytes); /* false: there is none */
    void *ctx;
};

/* What bounds hostile schemas and documents. */
enum {
    WIRE_JS_DEPTH = 1000,        /* schemas applied within schemas: each is a frame of the stack */
    WIRE_JS_STEPS = 20000000,    /* applied to one story: alternatives within alternatives double each time */
    WIRE_JS_SCHEMAS = 500000,    /* in one program */
    WIRE_JS_MEMORY = 512 * 1024 * 1024, /* of one program: a schema takes some hundred bytes, and more with what it says */
    WIRE_JS_MATCH = 1000000,     /* steps of one pattern on one string (PCRE2's match limit) */
    WIRE_JS_FINDINGS = 100       /* said of one story */
};

struct wire_json_program;

struct wire_json_request {
    struct wire_str bytes;         /* of the schema; or */
    struct wire_tree *tree;        /* the schema read already, lent and marked; it must outlive the program */
    const char *name;              /* for people */
    const char *version;           /* see NAME@RANGE in json-versions.c; NULL: names are as they are */
    enum wire_draft draft;         /* where $schema says none */
    const struct wire_json_catalog *catalog; /* or NULL */
    const struct wire_sink *sink;
};

/* WIRE_OK and a program, to be freed; WIRE_E_INPUT where it is no schema or refers to what is not there (findings say
 * where); WIRE_E_LIMIT; WIRE_E_NOMEM. */
enum wire_status wire_json_compile(const struct wire_json_request *, struct wire_json_program **);
void wire_json_program_free(struct wire_json_program *); /* NULL is fine */

/* What one thread judges with, from story to story. */
struct wire_json_judge;

struct wire_json_judge *wire_json_judge_new(void); /* NULL without memory */
void wire_json_judge_free(struct wire_json_judge *);

/*
 * Judge a value. Findings go to the sink as of that source, with the story's uri; with a sink that takes none the first
 * fault ends it. *valid says the verdict.
 * WIRE_OK; WIRE_E_LIMIT where a bound was met and so there is no verdict (it has been said, and *valid is false);
 * WIRE_E_NOMEM.
 */
enum wire_status wire_json_judge(struct wire_json_judge *, const struct wire_json_program *, const struct wire_tree *,
                                 bool strict, const struct wire_source *, const struct wire_sink *, bool *valid);

/* All that can be said of a story or a schema, ended by NULL. */
extern const struct wire_finding *const wire_json_schema_findings[];

#endif

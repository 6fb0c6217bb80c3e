/* Between the parts of the compiler: what refers where (json-refs.c), and what each keyword makes (json-compile.c). */
#ifndef WIRE_SCHEMAS_JSON_COMPILE_H
#define WIRE_SCHEMAS_JSON_COMPILE_H

#include "schemas/json-program.h"

enum { WIRE_JS_BUCKETS = 256 };

/* A name for a place in a resource: $anchor, $dynamicAnchor, or an id that is a fragment. */
struct wire_js_place {
    struct wire_js_place *next;
    const struct wire_js_resource *resource;
    struct wire_str name;
    struct wire_tree *tree;
};

struct wire_js_pending {
    struct wire_js_pending *next;
    struct wire_js *js;
    struct wire_tree *tree;
};

struct wire_compiler {
    const struct wire_json_request *request;
    struct wire_json_program *program;
    struct wire_arena *arena; /* the program's */
    struct wire_source source;/* for findings: the name of the schema */
    struct wire_js_resource *resources[WIRE_JS_BUCKETS];
    struct wire_js_place *places[WIRE_JS_BUCKETS];
    struct wire_js_pending *pending;
    size_t count;
    unsigned said;
    enum wire_status err;
};

/* What a keyword holds that is schemas. */
enum wire_js_shape {
    WIRE_S_NONE,
    WIRE_S_ONE,     /* a schema */
    WIRE_S_LIST,    /* an array of schemas */
    WIRE_S_ONE_OR_LIST,
    WIRE_S_MAP,     /* an object with schemas for values; what is neither object nor boolean is none */
    WIRE_S_AMONG    /* schemas among other things in an array, or one alone (draft 3: type, disallow) */
};

typedef void wire_js_keyword_fn(struct wire_compiler *, struct wire_js *, struct wire_tree *value);

struct wire_js_keyword {
    const char *name;
    uint8_t first, last; /* drafts */
    uint8_t shape;
    wire_js_keyword_fn *make; /* NULL: it says nothing of validity */
};

/* The row of a keyword in that draft, or NULL. */
const struct wire_js_keyword *wire_js_keyword_named(struct wire_str name, enum wire_draft);

/* Something is wrong with the schema: say so, and there will be no program. */
void wire_js_wrong(struct wire_compiler *, const struct wire_finding *, const struct wire_tree *at, const char *fmt, ...)
    WIRE_PRINTF(4, 5);

/* Note ids and anchors of all schemas in a document whose base URI is that. The first resource of it; NULL without memory. */
struct wire_js_resource *wire_js_register(struct wire_compiler *, struct wire_tree *top, struct wire_str uri, enum wire_draft);

/* The resource a schema stands in. */
const struct wire_js_resource *wire_js_resource_of(const struct wire_tree *);

/* Where the reference goes, or NULL: it has been said, or there is no memory. *name: the anchor it goes by, or absent. */
struct wire_tree *wire_js_resolve(struct wire_compiler *, const struct wire_tree *reference, struct wire_str *name);

/* The schema at that place, compiled sooner or later. NULL without memory. */
const struct wire_js *wire_js_at(struct wire_compiler *, struct wire_tree *);

/* Read the one value of a schema's text; NULL: it is no JSON, or there is no memory. */
struct wire_tree *wire_js_read(struct wire_compiler *, struct wire_str bytes, const char *name);

/* NAME@RANGE in a schema of ours: members for other versions go, the others lose the range (json-versions.c). */
void wire_js_only_version(struct wire_tree *, const char *version);

#endif

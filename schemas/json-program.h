/* A JSON Schema compiled: what the compiler makes and the judge runs. */
#ifndef WIRE_SCHEMAS_JSON_PROGRAM_H
#define WIRE_SCHEMAS_JSON_PROGRAM_H

#include "schemas/decimal.h"
#include "schemas/json-schema.h"
#include "schemas/pattern.h"

/* Bits of types a value may have. */
enum {
    WIRE_IS_NULL = 1 << WIRE_T_NULL,
    WIRE_IS_BOOLEAN = 1 << WIRE_T_BOOLEAN,
    WIRE_IS_NUMBER = 1 << WIRE_T_NUMBER,
    WIRE_IS_STRING = 1 << WIRE_T_STRING,
    WIRE_IS_ARRAY = 1 << WIRE_T_ARRAY,
    WIRE_IS_OBJECT = 1 << WIRE_T_OBJECT,
    WIRE_IS_INTEGER = 1 << 6,
    WIRE_IS_ANY = (1 << 6) - 1
};

struct wire_js;

/* A list of schemas; NULL, 0 where the keyword is not there. */
struct wire_js_list {
    const struct wire_js **at;
    size_t n;
};

/* Values of enum and const. */
struct wire_js_values {
    const struct wire_tree **at;
    uint64_t *hash;
    size_t n;
};

struct wire_js_number {
    struct wire_decimal min, max, over, under, multiple;
    bool has_min, has_max, has_over, has_under, has_multiple;
    bool by_double;       /* the divisor has more digits than are divided exactly */
    double divisor;
};

struct wire_js_format {
    const char *name;
    bool (*holds)(struct wire_str);
};

struct wire_js_string {
    uint64_t min, max; /* in characters */
    const struct wire_pattern *pattern;
    const struct wire_js_format *format;
};

struct wire_js_array {
    uint64_t min, max, contains_min, contains_max;
    struct wire_js_list prefix;
    const struct wire_js *items;  /* of what stands after the prefix */
    const struct wire_js *contains, *unevaluated;
    bool unique;
    bool contains_marks;          /* 2020-12: what it holds for has been looked at */
};

/* A name that the schema speaks of. */
struct wire_js_name {
    struct wire_str name;
    uint64_t hash;
    const struct wire_js *schema;       /* of properties; or NULL */
    uint32_t required;                  /* its number among the required, from 1; 0: it is not */
    const struct wire_js *then;         /* where it is there: a schema of the whole, or NULL */
    struct wire_str *needs;             /* and other names */
    size_t need_count;
};

struct wire_js_pattern {
    const struct wire_pattern *pattern;
    const struct wire_js *schema;
};

struct wire_js_object {
    uint64_t min, max;
    struct wire_js_name *names;   /* a hash table, open addressing; name.p NULL: free */
    size_t name_room, name_count; /* room: a power of two, or 0 */
    size_t required;
    struct wire_js_pattern *patterns;
    size_t pattern_count;
    const struct wire_js *additional, *property_names, *unevaluated;
    bool depends;                 /* some name has then or needs */
};

/* A part of the document with a base URI of its own. */
struct wire_js_resource {
    struct wire_js_resource *next;
    struct wire_str uri;
    struct wire_tree *root;
    enum wire_draft draft;
    struct wire_js_anchor *dynamic; /* its $dynamicAnchors, and "" for $recursiveAnchor */
};

struct wire_js_anchor {
    struct wire_js_anchor *next;
    struct wire_str name;
    const struct wire_js *schema;
};

/* One schema. */
struct wire_js {
    const struct wire_tree *source;
    const struct wire_js_resource *resource;
    uint8_t draft;
    int8_t always;           /* 1: true, all is valid; -1: false, nothing; 0: look */
    uint8_t types;           /* what `type` allows; WIRE_IS_ANY without it */
    uint8_t not_types;       /* draft 3: what `disallow` forbids */
    bool refers;             /* there is anything beyond types, values, number, string, array, object */
    struct wire_js_list type_schemas; /* draft 3: schemas in `type` */
    struct wire_js_values *values;    /* of enum or const */
    struct wire_js_values *constant;
    struct wire_js_number *number;
    struct wire_js_string *string;
    struct wire_js_array *array;
    struct wire_js_object *object;
    const struct wire_js *ref;
    const struct wire_js *dynamic;      /* where $dynamicRef or $recursiveRef goes if nobody outside says otherwise */
    struct wire_str dynamic_name;       /* p NULL: it is as $ref */
    struct wire_js_list all_of, any_of, one_of, disallow;
    const struct wire_js *not_, *if_, *then_, *else_;
};

struct wire_json_program {
    struct wire_arena arena;
    const struct wire_js *root;
    struct wire_pattern *patterns;
    const char *name;
};

const struct wire_js_format *wire_js_format_named(struct wire_str name, enum wire_draft);

/* Findings, by what they are of. */
#define WIRE_JS_FINDINGS_OF_STORIES(X) \
    X(type) X(enum) X(const) X(required) X(additional) X(unevaluated) X(pattern) X(format) X(format_strict) X(length) X(range) \
    X(multiple) X(item_count) X(unique) X(contains) X(member_count) X(member_name) X(dependent) X(any_of) X(one_of) X(not) \
    X(never) X(more) X(bound) X(loop)
#define WIRE_JS_FINDINGS_OF_SCHEMAS(X) X(keyword) X(ref) X(regex) X(large)
#define WIRE_JS_DECLARE(name) extern const struct wire_finding wire_js_##name;
WIRE_JS_FINDINGS_OF_STORIES(WIRE_JS_DECLARE)
WIRE_JS_FINDINGS_OF_SCHEMAS(WIRE_JS_DECLARE)

#endif

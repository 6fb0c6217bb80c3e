/* A JSON value in memory, each part with its place and numbers as they were written; schemas and stories alike. */
#ifndef WIRE_SCHEMAS_JSON_TREE_H
#define WIRE_SCHEMAS_JSON_TREE_H

#include "json/scan.h"

enum wire_tree_type {
    WIRE_T_NULL,
    WIRE_T_BOOLEAN,
    WIRE_T_NUMBER,
    WIRE_T_STRING,
    WIRE_T_ARRAY,
    WIRE_T_OBJECT
};

struct wire_tree {
    struct wire_tree *parent, *next, *first, *last;
    struct wire_str key; /* in an object; else absent */
    struct wire_str s;   /* of a string its text, of a number as it was written */
    uint64_t key_hash;
    struct wire_at key_at, at;
    uint32_t count;      /* of members or items */
    uint32_t index;      /* in its parent */
    uint8_t type;
    bool truth;          /* of a boolean */
    void *mark;          /* the compiler's: what was made of it */
    void *base;          /* the compiler's: the resource it stands in */
};

/* Reads values one after another. */
struct wire_tree_reader {
    struct wire_json json;
    struct wire_sink sink; /* looks for names that come twice, before the caller's hears of it */
    const struct wire_sink *outer;
    bool twice;            /* in the value being read */
};

/* False without memory or where the source's encoding is unknown; wire_tree_end is due either way. */
bool wire_tree_begin(struct wire_tree_reader *, struct wire_source *, const struct wire_sink *);

/* The next value, in the arena; NULL at the end, after an error and without memory: wire_tree_end says which. Where a
 * name stands twice in an object the last value counts, as with most programs. */
struct wire_tree *wire_tree_next(struct wire_tree_reader *, struct wire_arena *);

enum wire_status wire_tree_end(struct wire_tree_reader *);

/* A hash of a name; good enough that nobody finds collisions by accident. */
uint64_t wire_tree_hash(struct wire_str);

/* The member of that name, or NULL. By going along all of them: for the few names one asks of a schema. */
struct wire_tree *wire_tree_member(const struct wire_tree *, const char *name);
struct wire_tree *wire_tree_member_str(const struct wire_tree *, struct wire_str name);

/* The value after this one going down first, within top; NULL past the last. */
struct wire_tree *wire_tree_after(const struct wire_tree *top, struct wire_tree *);

/* Whether two values are equal as JSON Schema has it: numbers by value, objects whatever the order. */
bool wire_tree_equal(const struct wire_tree *, const struct wire_tree *);

/* Equal values have the same. */
uint64_t wire_tree_value_hash(const struct wire_tree *);

/* Where it stands, as a JSON Pointer (RFC 6901); "" is the whole. Cut at the front where it is longer than n - 1. */
void wire_tree_pointer(const struct wire_tree *, char *out, size_t n);

#endif

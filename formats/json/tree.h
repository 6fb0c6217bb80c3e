/* A value of JSON as a tree, for readers that must see all of it before they can say what a part of it means. */
#ifndef WIRE_JSON_TREE_H
#define WIRE_JSON_TREE_H

#include "json/scan.h"

struct wire_json_value {
    struct wire_json_value *parent, *first, *last, *next; /* members or items, in the order of the source */
    struct wire_str name; /* of a member, as it is written */
    struct wire_str s;    /* of a string its text, of a number its digits */
    struct wire_at at;    /* of the value */
    uint8_t kind;         /* the event that began it: WIRE_J_OBJECT, WIRE_J_ARRAY, WIRE_J_STRING ... */
};

/*
 * Read on from `event`, which began a value, to its end. Everything is in the arena; the tree is as deep as the
 * scanner allows. NULL on an error of the scanner, or when the arena failed (it says how); all of the value has been
 * read in that case too.
 */
struct wire_json_value *wire_json_tree(struct wire_json *, enum wire_json_event event, struct wire_arena *);

/* The one value that a text is; NULL where it is no JSON, or several values, or without memory (the arena says so).
 * Nothing is reported. */
struct wire_json_value *wire_json_tree_of(struct wire_str, struct wire_arena *);

/* The same without anything in it yet, and a value as the last in another: for what is read piece by piece. */
struct wire_json_value *wire_json_tree_empty(struct wire_json *, enum wire_json_event event, struct wire_arena *);
void wire_json_tree_append(struct wire_json_value *parent, struct wire_str name, struct wire_json_value *);

/* What its strings weigh. */
size_t wire_json_tree_weight(const struct wire_json_value *);

/* Print it as compact JSON. */
void wire_json_tree_print(struct wire_buf *, const struct wire_json_value *);

static inline bool
wire_json_is_text(const struct wire_json_value *v) /* a number may come as a string, and a string as a number */
{
    return v->kind == WIRE_J_STRING || v->kind == WIRE_J_NUMBER;
}

#endif

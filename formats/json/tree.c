/* Trees of JSON: made of the scanner's events, without recursion. */
#include "json/tree.h"

struct wire_json_value *
wire_json_tree_empty(struct wire_json *j, enum wire_json_event event, struct wire_arena *arena)
{
    struct wire_json_value *v = WIRE_NEW(arena, struct wire_json_value);

    if (v == NULL)
        return NULL;
    v->s = wire_arena_str(arena, j->s);
    v->at = j->at;
    v->kind = (uint8_t)event;
    return v;
}

void
wire_json_tree_append(struct wire_json_value *parent, struct wire_str name, struct wire_json_value *v)
{
    v->parent = parent;
    v->name = name;
    if (parent->last != NULL)
        parent->last->next = v;
    else
        parent->first = v;
    parent->last = v;
}

struct wire_json_value *
wire_json_tree(struct wire_json *j, enum wire_json_event event, struct wire_arena *arena)
{
    uint32_t depth = j->depth - (event == WIRE_J_OBJECT || event == WIRE_J_ARRAY ? 1 : 0);
    struct wire_json_value *top = NULL, *in = NULL, *v;
    struct wire_str name = WIRE_NONE;

    for (;; event = wire_json_next(j)) {
        if (event == WIRE_J_ERROR || event == WIRE_J_END)
            return NULL;
        if (event == WIRE_J_KEY) {
            name = wire_arena_str(arena, j->s);
            continue;
        }
        if (event == WIRE_J_OBJECT_END || event == WIRE_J_ARRAY_END) {
            in = in != NULL ? in->parent : NULL;
        } else if ((v = wire_json_tree_empty(j, event, arena)) != NULL) {
            if (in != NULL)
                wire_json_tree_append(in, name, v);
            if (top == NULL)
                top = v;
            if (event == WIRE_J_OBJECT || event == WIRE_J_ARRAY)
                in = v;
        }
        if (arena->err != WIRE_OK)
            in = NULL; /* on to the end without it */
        if (j->depth == depth)
            return arena->err == WIRE_OK ? top : NULL;
    }
}

struct wire_json_value *
wire_json_tree_of(struct wire_str text, struct wire_arena *arena)
{
    static const struct wire_sink silent = { NULL, NULL, NULL };
    struct wire_bytes bytes = { text.p, text.n, NULL };
    struct wire_source source = { .read = wire_bytes_read, .ctx = &bytes };
    struct wire_json_value *v = NULL;
    struct wire_json j;

    if (wire_json_begin(&j, &source, &silent)) {
        v = wire_json_tree(&j, wire_json_next(&j), arena);
        if (wire_json_next(&j) != WIRE_J_END)
            v = NULL;
    }
    if (j.err == WIRE_E_NOMEM && arena->err == WIRE_OK)
        arena->err = WIRE_E_NOMEM; /* it is no JSON, or nobody knows: that is not the same */
    wire_json_finish(&j);
    return v;
}

/* The value after v in the order of the source, below top, or NULL; brackets that end before it go to `closing`. */
static const struct wire_json_value *
next_value(const struct wire_json_value *top, const struct wire_json_value *v, struct wire_buf *closing)
{
    if (v->first != NULL)
        return v->first;
    while (v != top && v->next == NULL) {
        v = v->parent;
        if (closing != NULL)
            wire_buf_putc(closing, v->kind == WIRE_J_OBJECT ? '}' : ']');
    }
    return v != top ? v->next : NULL;
}

size_t
wire_json_tree_weight(const struct wire_json_value *top)
{
    size_t sum = 0;

    for (const struct wire_json_value *v = top; v != NULL; v = next_value(top, v, NULL)) {
        if (v->kind == WIRE_J_STRING)
            sum += wire_weight(v->s.p, v->s.n);
    }
    return sum;
}

void
wire_json_tree_print(struct wire_buf *out, const struct wire_json_value *top)
{
    for (const struct wire_json_value *v = top; v != NULL; v = next_value(top, v, out)) {
        if (v != top && v->parent->first != v)
            wire_buf_putc(out, ',');
        if (v != top && v->parent->kind == WIRE_J_OBJECT) {
            wire_buf_json(out, v->name);
            wire_buf_putc(out, ':');
        }
        if (v->kind == WIRE_J_STRING)
            wire_buf_json(out, v->s);
        else if (v->kind == WIRE_J_NUMBER)
            wire_buf_str(out, v->s);
        else if (v->kind == WIRE_J_OBJECT)
            wire_buf_puts(out, v->first != NULL ? "{" : "{}");
        else if (v->kind == WIRE_J_ARRAY)
            wire_buf_puts(out, v->first != NULL ? "[" : "[]");
        else
            wire_buf_puts(out, v->kind == WIRE_J_TRUE ? "true" : v->kind == WIRE_J_FALSE ? "false" : "null");
    }
}

/* JSON Schema: values, types and names as findings put them. */
#include <stdio.h>

#include "article/str.h"
#include "schemas/json-judge.h"

const char *
wire_js_where(const struct wire_tree *v, char *out, size_t n)
{
    wire_tree_pointer(v, out, n);
    if (*out == '\0')
        snprintf(out, n, "the whole");
    return out;
}

const char *
wire_js_type_name(const struct wire_tree *v)
{
    static const char *const names[] = {
        [WIRE_T_NULL] = "null", [WIRE_T_BOOLEAN] = "true or false", [WIRE_T_NUMBER] = "a number",
        [WIRE_T_STRING] = "a text", [WIRE_T_ARRAY] = "a list", [WIRE_T_OBJECT] = "an object",
    };

    return v->type == WIRE_T_BOOLEAN ? (v->truth ? "true" : "false") : names[v->type];
}

void
wire_js_list_types(unsigned types, char *out, size_t n)
{
    static const struct { unsigned bit; const char *name; } rows[] = {
        { WIRE_IS_OBJECT, "an object" }, { WIRE_IS_ARRAY, "a list" }, { WIRE_IS_STRING, "a text" },
        { WIRE_IS_NUMBER, "a number" },
        { WIRE_IS_INTEGER, "a whole number" }, { WIRE_IS_BOOLEAN, "true or false" }, { WIRE_IS_NULL, "null" },
    };
    size_t at = 0;

    *out = '\0';
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        if ((types & rows[i].bit) != 0 && at + 24 < n)
            at += (size_t)snprintf(out + at, n - at, "%s%s", at != 0 ? " or " : "", rows[i].name);
    }
}

/* As much of the value as tells it from others; how many bytes. */
static size_t
put_value(const struct wire_tree *v, char *out, size_t n)
{
    int put;

    if (v->type == WIRE_T_STRING)
        put = snprintf(out, n, "\"%.*s\"%s", (int)(v->s.n < 40 ? v->s.n : 40), v->s.n != 0 ? v->s.p : "",
                       v->s.n > 40 ? "..." : "");
    else if (v->type == WIRE_T_NUMBER)
        put = snprintf(out, n, "%.*s", (int)(v->s.n < 40 ? v->s.n : 40), v->s.p);
    else
        put = snprintf(out, n, "%s", wire_js_type_name(v));
    return (size_t)put < n ? (size_t)put : n - 1;
}

void
wire_js_list_values(const struct wire_js_values *values, char *out, size_t n)
{
    size_t at = 0;

    *out = '\0';
    for (size_t i = 0; i < values->n; i++) {
        if (at + 60 > n) {
            snprintf(out + at, n - at, " ...");
            return;
        }
        if (i != 0)
            at += (size_t)snprintf(out + at, n - at, "%s", i + 1 == values->n ? " or " : ", ");
        at += put_value(values->at[i], out + at, n - at);
    }
}

/* --- names nearly right --- */

enum { NAME_MOST = 40 }; /* longer names are not compared: it takes square time */

/* Edits from one to the other (Levenshtein), case aside. */
static unsigned
edits(struct wire_str a, struct wire_str b)
{
    unsigned row[NAME_MOST + 1];

    for (size_t i = 0; i <= b.n; i++)
        row[i] = (unsigned)i;
    for (size_t i = 1; i <= a.n; i++) {
        unsigned before = row[0];
        row[0] = (unsigned)i;
        for (size_t k = 1; k <= b.n; k++) {
            unsigned best = before + ((a.p[i - 1] | 0x20) != (b.p[k - 1] | 0x20));
            before = row[k];
            if (row[k] + 1 < best)
                best = row[k] + 1;
            if (row[k - 1] + 1 < best)
                best = row[k - 1] + 1;
            row[k] = best;
        }
    }
    return row[b.n];
}

struct wire_str
wire_js_nearest(const struct wire_js_object *o, struct wire_str name)
{
    struct wire_str best = WIRE_NONE;
    unsigned least = name.n < 4 ? 2 : 3; /* fewer edits than that */

    if (name.n == 0 || name.n > NAME_MOST)
        return WIRE_NONE;
    for (size_t i = 0; i < o->name_room; i++) {
        const struct wire_js_name *n = &o->names[i];
        unsigned far;
        if (n->schema == NULL || n->name.n > NAME_MOST || (far = edits(name, n->name)) >= least)
            continue;
        if (far > 1 && (name.p[0] | 0x20) != (n->name.p[0] | 0x20))
            continue; /* few miss the first letter and another one */
        least = far;
        best = n->name;
    }
    return best;
}

/* JSON Schema: what only the value itself decides. */
#include <math.h>
#include <stdlib.h>

#include "article/str.h"
#include "schemas/json-judge.h"

bool
wire_js_is_type(const struct wire_tree *v, unsigned types, enum wire_draft draft)
{
    if ((types & 1u << v->type) != 0)
        return true;
    if (v->type != WIRE_T_NUMBER || (types & WIRE_IS_INTEGER) == 0)
        return false;
    if (draft >= WIRE_DRAFT_6)
        return wire_decimal_is_whole(wire_decimal(v->s));
    for (size_t i = 0; i < v->s.n; i++) { /* before draft 6 it is how the number is written */
        if (v->s.p[i] == '.' || (v->s.p[i] | 0x20) == 'e')
            return false;
    }
    return true;
}

static bool
judge_type(struct wire_json_judge *j, const struct wire_js *js, const struct wire_tree *v)
{
    char types[80];

    if (j->quiet != 0)
        return wire_js_fault(j, &wire_js_type, v, v->at, "%s", "");
    wire_js_list_types(js->types, types, sizeof types);
    return wire_js_fault(j, &wire_js_type, v, v->at, "is %s, and %s is asked for",
                         wire_js_type_name(v), types);
}

static bool
is_among(const struct wire_js_values *values, const struct wire_tree *v)
{
    uint64_t hash = wire_tree_value_hash(v);

    for (size_t i = 0; i < values->n; i++) {
        if (values->hash[i] == hash && wire_tree_equal(values->at[i], v))
            return true;
    }
    return false;
}

static bool
judge_values(struct wire_json_judge *j, const struct wire_finding *what, const struct wire_js_values *values,
             const struct wire_tree *v)
{
    char list[160], own[80];

    if (is_among(values, v))
        return true;
    if (j->quiet != 0)
        return wire_js_fault(j, what, v, v->at, "%s", "");
    wire_js_list_values(values, list, sizeof list);
    wire_js_list_values(&(struct wire_js_values){ .at = &v, .n = 1 }, own, sizeof own);
    return wire_js_fault(j, what, v, v->at, "is %s; it must be %s", own, list);
}

/* The keyword that set the bound is the one of the two whose value is a number, or else minimum or maximum alone. */
static bool
bound(struct wire_json_judge *j, const struct wire_js *js, const struct wire_tree *v, const char *must, const char *keyword,
      const char *or)
{
    const struct wire_tree *by = wire_tree_member(js->source, keyword);

    if (j->quiet != 0)
        return wire_js_fault(j, &wire_js_range, v, v->at, "%s", "");
    if (by == NULL || by->type != WIRE_T_NUMBER)
        by = wire_tree_member(js->source, or);
    return wire_js_fault(j, &wire_js_range, v, v->at, "is %.*s; it must be %s %.*s",
                         (int)(v->s.n < 40 ? v->s.n : 40), v->s.p, must, by != NULL ? (int)(by->s.n < 40 ? by->s.n : 40) : 0,
                         by != NULL ? by->s.p : "");
}

static bool
is_multiple(const struct wire_js_number *n, const struct wire_tree *v)
{
    char text[400];
    double x;

    if (!n->by_double)
        return wire_decimal_divides(n->multiple, wire_decimal(v->s));
    if (v->s.n >= sizeof text)
        return false;
    memcpy(text, v->s.p, v->s.n);
    text[v->s.n] = '\0';
    x = strtod(text, NULL) / n->divisor;
    return isfinite(x) && floor(x) == x;
}

static bool
judge_number(struct wire_json_judge *j, const struct wire_js *js, const struct wire_tree *v)
{
    const struct wire_js_number *n = js->number;
    struct wire_decimal d = wire_decimal(v->s);
    bool good = true;

    if (n->has_min && wire_decimal_compare(d, n->min) < 0)
        good = bound(j, js, v, "at least", "minimum", "minimum");
    if (n->has_max && wire_decimal_compare(d, n->max) > 0)
        good = bound(j, js, v, "at most", "maximum", "maximum");
    if (n->has_over && wire_decimal_compare(d, n->over) <= 0)
        good = bound(j, js, v, "more than", "exclusiveMinimum", "minimum");
    if (n->has_under && wire_decimal_compare(d, n->under) >= 0)
        good = bound(j, js, v, "less than", "exclusiveMaximum", "maximum");
    if (n->has_multiple && !is_multiple(n, v))
        good = wire_js_fault(j, &wire_js_multiple, v, v->at, "is %.*s",
                             (int)(v->s.n < 40 ? v->s.n : 40), v->s.p);
    return good;
}

static uint64_t
characters(struct wire_str s)
{
    uint64_t n = 0;

    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return n;
}

static bool
judge_length(struct wire_json_judge *j, const struct wire_js_string *s, const struct wire_tree *v)
{
    uint64_t n = characters(v->s);

    if (n >= s->min && n <= s->max)
        return true;
    return wire_js_fault(j, &wire_js_length, v, v->at, "has %llu characters; it must have at %s %llu", (unsigned long long)n,
                         n < s->min ? "least" : "most",
                         (unsigned long long)(n < s->min ? s->min : s->max));
}

static bool
judge_format(struct wire_json_judge *j, const struct wire_js_format *format, const struct wire_tree *v)
{

    if (format->holds(v->s) || (!j->strict && j->quiet != 0))
        return true;
    wire_js_fault(j, j->strict ? &wire_js_format_strict : &wire_js_format, v, v->at, "is \"%.*s\", which is no %s",
                  (int)(v->s.n < 60 ? v->s.n : 60), v->s.n != 0 ? v->s.p : "", format->name);
    return !j->strict;
}

static bool
judge_string(struct wire_json_judge *j, const struct wire_js_string *s, const struct wire_tree *v)
{
    bool good = true;
    int matches;

    if (s->min != 0 || s->max != UINT64_MAX)
        good = judge_length(j, s, v);
    if (s->pattern != NULL) {
        matches = wire_pattern_match(&j->matcher, s->pattern, v->s);
        j->steps += v->s.n / 16;
        if (matches < 0)
            return wire_js_no_match(j, v, matches);
        if (matches == 0)
            good = wire_js_fault(j, &wire_js_pattern, v, v->at, "is \"%.*s\"; the pattern is %.*s",
                                 (int)(v->s.n < 60 ? v->s.n : 60), v->s.n != 0 ? v->s.p : "",
                                 (int)(s->pattern->text.n < 100 ? s->pattern->text.n : 100),
                                 s->pattern->text.n != 0 ? s->pattern->text.p : "");
    }
    if (s->format != NULL)
        good &= judge_format(j, s->format, v);
    return good;
}

bool
wire_js_judge_value(struct wire_json_judge *j, const struct wire_js *js, const struct wire_tree *v)
{
    bool good = true;

    if (js->types != WIRE_IS_ANY && js->type_schemas.n == 0 && !wire_js_is_type(v, js->types, js->draft))
        return judge_type(j, js, v);
    if (js->values != NULL)
        good = judge_values(j, &wire_js_enum, js->values, v);
    if (js->constant != NULL)
        good &= judge_values(j, &wire_js_const, js->constant, v);
    if (v->type == WIRE_T_NUMBER && js->number != NULL)
        good &= judge_number(j, js, v);
    if (v->type == WIRE_T_STRING && js->string != NULL)
        good &= judge_string(j, js->string, v);
    return good;
}

/* --- uniqueItems --- */

struct item {
    uint64_t hash;
    const struct wire_tree *v;
};

static int
by_hash(const void *a, const void *b)
{
    const struct item *x = a, *y = b;

    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->v->index > y->v->index) - (x->v->index < y->v->index);
}

bool
wire_js_judge_unique(struct wire_json_judge *j, const struct wire_tree *array)
{
    struct item *items;
    size_t n = 0;
    bool good = true;

    if (array->count < 2)
        return true;
    if ((items = malloc(array->count * sizeof *items)) == NULL) {
        j->err = WIRE_E_NOMEM;
        return false;
    }
    for (const struct wire_tree *t = array->first; t != NULL; t = t->next)
        items[n++] = (struct item){ wire_tree_value_hash(t), t };
    qsort(items, n, sizeof *items, by_hash);
    /* Whose hashes are the same are the same, unless somebody means it: then only neighbours are held together. */
    for (size_t i = 1; i < n && good; i++) {
        if (items[i].hash == items[i - 1].hash && wire_tree_equal(items[i].v, items[i - 1].v))
            good = wire_js_fault(j, &wire_js_unique, items[i].v, items[i].v->at, "is the same as item %u", items[i - 1].v->index);
    }
    free(items);
    return good;
}

/* JSON Schema: what each keyword of each draft makes of a schema. */
#include <stdlib.h>

#include "article/str.h"
#include "schemas/json-compile.h"

/* --- parts a schema has only where a keyword asks for them; NULL without memory --- */

static struct wire_js_number *
number_of(struct wire_compiler *c, struct wire_js *js)
{
    if (js->number == NULL)
        js->number = WIRE_NEW(c->arena, struct wire_js_number);
    return js->number;
}

static struct wire_js_string *
string_of(struct wire_compiler *c, struct wire_js *js)
{
    if (js->string == NULL && (js->string = WIRE_NEW(c->arena, struct wire_js_string)) != NULL)
        js->string->max = UINT64_MAX;
    return js->string;
}

static struct wire_js_array *
array_of(struct wire_compiler *c, struct wire_js *js)
{
    if (js->array == NULL && (js->array = WIRE_NEW(c->arena, struct wire_js_array)) != NULL) {
        js->array->max = js->array->contains_max = UINT64_MAX;
        js->array->contains_min = 1;
    }
    return js->array;
}

static struct wire_js_object *
object_of(struct wire_compiler *c, struct wire_js *js)
{
    if (js->object == NULL && (js->object = WIRE_NEW(c->arena, struct wire_js_object)) != NULL)
        js->object->max = UINT64_MAX;
    return js->object;
}

/* --- what values may be --- */

static void
must_be(struct wire_compiler *c, const struct wire_tree *value, const char *what)
{
    wire_js_wrong(c, &wire_js_keyword, value, "\"%.*s\" must be %s", (int)(value->key.n < 60 ? value->key.n : 60),
                  value->key.n != 0 ? value->key.p : "", what);
}

static bool
is_string(struct wire_compiler *c, const struct wire_tree *value)
{
    if (value->type != WIRE_T_STRING)
        must_be(c, value, "a string");
    return value->type == WIRE_T_STRING;
}

static bool
is_number(struct wire_compiler *c, const struct wire_tree *value)
{
    if (value->type != WIRE_T_NUMBER)
        must_be(c, value, "a number");
    return value->type == WIRE_T_NUMBER;
}

static bool
is_boolean(struct wire_compiler *c, const struct wire_tree *value)
{
    if (value->type != WIRE_T_BOOLEAN)
        must_be(c, value, "true or false");
    return value->type == WIRE_T_BOOLEAN;
}

static bool
is_object(struct wire_compiler *c, const struct wire_tree *value)
{
    if (value->type != WIRE_T_OBJECT)
        must_be(c, value, "an object");
    return value->type == WIRE_T_OBJECT;
}

/* A whole number of things; past 2^63 there are never so many. */
static void
count(struct wire_compiler *c, const struct wire_tree *value, uint64_t *out)
{
    struct wire_decimal d;

    if (value->type != WIRE_T_NUMBER || !wire_decimal_is_whole(d = wire_decimal(value->s)) || (d.negative && d.digits != 0))
        must_be(c, value, "a whole number that is not negative");
    else if (!wire_decimal_count(d, INT64_MAX, out))
        *out = INT64_MAX;
}

/* Schemas of an array, or of one alone. */
static void
list_of(struct wire_compiler *c, const struct wire_tree *value, struct wire_js_list *out)
{
    size_t n = value->type == WIRE_T_ARRAY ? value->count : 1;
    struct wire_tree *t = value->type == WIRE_T_ARRAY ? value->first : (struct wire_tree *)value;

    if (n == 0)
        return;
    if ((out->at = wire_arena_zero(c->arena, n * sizeof *out->at)) == NULL)
        return;
    for (out->n = 0; out->n < n; out->n++, t = t->next)
        out->at[out->n] = wire_js_at(c, t);
}

/* --- any value --- */

static unsigned
type_named(struct wire_str s)
{
    static const struct { const char *name; unsigned bits; } types[] = {
        { "null", WIRE_IS_NULL }, { "boolean", WIRE_IS_BOOLEAN }, { "number", WIRE_IS_NUMBER }, { "string", WIRE_IS_STRING },
        { "array", WIRE_IS_ARRAY }, { "object", WIRE_IS_OBJECT }, { "integer", WIRE_IS_INTEGER },
    };

    for (size_t i = 0; i < WIRE_COUNT(types); i++) {
        if (wire_str_is(s, types[i].name))
            return types[i].bits;
    }
    return 0;
}

/* Names of types, and in draft 3 schemas among them; any other name means any type there. */
static unsigned
types_of(struct wire_compiler *c, const struct wire_js *js, struct wire_tree *value, struct wire_js_list *schemas)
{
    bool several = value->type == WIRE_T_ARRAY, old = js->draft == WIRE_DRAFT_3;
    size_t n = several ? value->count : 1;
    struct wire_tree *t = several ? value->first : value;
    unsigned bits = 0;

    for (; n-- != 0; t = t->next) {
        unsigned bit = t->type == WIRE_T_STRING ? type_named(t->s) : 0;
        if (old && t->type == WIRE_T_OBJECT) {
            if (schemas->at == NULL)
                schemas->at = wire_arena_zero(c->arena, (n + 1) * sizeof *schemas->at);
            if (schemas->at != NULL)
                schemas->at[schemas->n++] = wire_js_at(c, t);
        } else if (bit == 0 && old && t->type == WIRE_T_STRING) {
            bits |= WIRE_IS_ANY;
        } else if (bit == 0) {
            must_be(c, value, "one of null, boolean, number, integer, string, array, object, or an array of these");
            return WIRE_IS_ANY;
        }
        bits |= bit;
    }
    return bits;
}

static void
make_type(struct wire_compiler *c, struct wire_js *js, struct wire_tree *value)
{
    js->types = (uint8_t)types_of(c, js, value, &js->type_schemas);
    js->refers |= js->type_schemas.n != 0;
}

static void
make_disallow(struct wire_compiler *c, struct wire_js *js, struct wire_tree *value)
{
    js->not_types = (uint8_t)types_of(c, js, value, &js->disallow);
    js->refers = true;
}

static struct wire_js_values *
values_of(struct wire_compiler *c, const struct wire_tree *first, size_t n)
{
    struct wire_js_values *v = WIRE_NEW(c->arena, struct wire_js_values);

    if (v == NULL || (v->at = wire_arena_zero(c->arena, (n + 1) * sizeof *v->at)) == NULL ||
        (v->hash = wire_arena_zero(c->arena, (n + 1) * sizeof *v->hash)) == NULL)
        return NULL;
    for (; v->n < n; v->n++, first = first->next) {
        v->at[v->n] = first;
        v->hash[v->n] = wire_tree_value_hash(first);
    }
    return v;
}

static void
make_enum(struct wire_compiler *c, struct wire_js *js, struct wire_tree *value)
{
    if (value->type != WIRE_T_ARRAY)
        must_be(c, value, "an array");
    else
        js->values = values_of(c, value->first, value->count);
}

static void
make_const(struct wire_compiler *c, struct wire_js *js, struct wire_tree *value)
{
    js->constant = values_of(c, value, 1);
}

/* --- numbers --- */

/* Until draft 4 exclusiveMinimum says of minimum whether it is itself allowed. */
static bool
is_exclusive(const struct wire_js *js, const struct wire_tree *value, const char *name)
{
    const struct wire_tree *m = js->draft <= WIRE_DRAFT_4 ? wire_tree_member(value->parent, name) : NULL;

    return m != NULL && m->truth;
}

static void
make_minimum(struct wire_compiler *c, struct wire_js *js, struct wire_tree *value)
{
    struct wire_js_number *n = number_of(c, js);
    bool over = is_exclusive(js, value, "exclusiveMinimum");

    if (!is_number(c, value) || n == NULL)
        return;
    *(over ? &n->over : &n->min) = wire_decimal(value->s);
    *(over ? &n->has_over : &n->has_min) = true;
}

static void
make_maximum(struct wire_compiler *c, struct wire_js *js, struct wire_tree *value)
{
    struct wire_js_number *n = number_of(c, js);
    bool under = is_exclusive(js, value, "exclusiveMaximum");

    if (!is_number(c, value) || n == NULL)
        return;
    *(under ? &n->under : &n->max) = wire_decimal(value->s);
    *(under ? &n->has_under : &n->has_max) = true;
}

static void
make_over(struct wire_compiler *c, struct wire_js *js, struct wire_tree *value)
{
    struct wire_js_number *n = number_of(c, js);

    if (js->draft <= WIRE_DRAFT_4) {
        is_boolean(c, value);
    } else if (is_number(c, value) && n != NULL) {
        n->over = wire_decimal(value->s);
        n->has_over = true;
    }
}

static void
make_under(struct wire_compiler *c, struct wire_js *js, struct wire_tree *value)
{
    struct wire_js_number *n = number_of(c, js);

    if (js->draft <= WIRE_DRAFT_4) {
        is_boolean(c, value);
    } else if (is_number(c, value) && n != NULL) {
        n->under = wire_decimal(value->s);
        n->has_under = true;
    }
}

static void
make_multiple(struct wire_compiler *c, struct wire_js *js, struct wire_tree *value)
{
    struct wire_js_number *n = number_of(c, js);
    struct wire_decimal d;
    char *text;

    if (!is_number(c, value) || n == NULL)
        return;
    d = wire_decimal(value->s);
    if (d.digits == 0 || d.negative) {
        must_be(c, value, "a number above 0");
        return;
    }
    n->multiple = d;
    n->has_multiple = true;
    n->by_double = d.digits > WIRE_DECIMAL_DIVISOR;
    if (n->by_double && (text = wire_arena_cstr(c->arena, value->s)) != NULL)
        n->divisor = strtod(text, NULL);
}

/* --- strings --- */

static void
make_min_length(struct wire_compiler *c, struct wire_js *js, struct wire_tree *value)
{
    struct wire_js_string *s = string_of(c, js);

    if (s != NULL)
        count(c, value, &s->min);
}

static void
make_max_length(struct wire_compiler *c, struct wire_js *js, struct wire_tree *value)
{
    struct wire_js_string *s = string_of(c, js);

    if (s != NULL)
        count(c, value, &s->max);
}

/* The pattern, compiled once a program; NULL: it has been said, or there is no memory. */
static const struct wire_pattern *
pattern_of(struct wire_compiler *c, const struct wire_tree *at, struct wire_str text)
{
    enum { FEW = 64 }; /* are looked through; past them a pattern may be compiled twice */
    struct wire_pattern *p = c->program->patterns;
    char why[120];

    for (int i = 0; p != NULL && i < FEW; i++, p = p->next) {
        if (wire_str_eq(p->text, text))
            return p;
    }
    if ((p = WIRE_NEW(c->arena, struct wire_pattern)) == NULL)
        return NULL;
    if (!wire_pattern_compile(p, text, why, sizeof why)) {
        if (*why == '\0')
            c->err = WIRE_E_NOMEM;
        else
            wire_js_wrong(c, &wire_js_regex, at, "%.*s: %s", (int)(text.n < 100 ? text.n : 100), text.n != 0 ? text.p : "", why);
        return NULL;
    }
    p->next = c->program->patterns;
    c->program->patterns = p;
    return p;
}

static void
make_pattern(struct wire_compiler *c, struct wire_js *js, struct wire_tree *value)
{
    struct wire_js_string *s = string_of(c, js);

    if (is_string(c, value) && s != NULL)
        s->pattern = pattern_of(c, value, value->s);
}

static void
make_format(struct wire_compiler *c, struct wire_js *js, struct wire_tree *value)
{
    struct wire_js_string *s = string_of(c, js);

    if (is_string(c, value) && s != NULL)
        s->format = wire_js_format_named(value->s, js->resource->draft);
}

/* --- arrays --- */

static void
make_items(struct wire_compiler *c, struct wire_js *js, struct wire_tree *value)
{
    struct wire_js_array *a = array_of(c, js);

    if (a == NULL)
        return;
    if (value->type != WIRE_T_ARRAY)
        a->items = wire_js_at(c, value);
    else if (js->draft >= WIRE_DRAFT_2020)
        must_be(c, value, "a schema; schemas one after another are prefixItems in this draft");
    else
        list_of(c, value, &a->prefix);
}

/* Speaks of what stands after the schemas of items, where those are several. */
static void
make_additional_items(struct wire_compiler *c, struct wire_js *js, struct wire_tree *value)
{
    const struct wire_tree *items = wire_tree_member(value->parent, "items");
    struct wire_js_array *a = array_of(c, js);

    if (a != NULL && items != NULL && items->type == WIRE_T_ARRAY)
        a->items = wire_js_at(c, value);
}

static void
make_prefix(struct wire_compiler *c, struct wire_js *js, struct wire_tree *value)
{
    struct wire_js_array *a = array_of(c, js);

    if (value->type != WIRE_T_ARRAY)
        must_be(c, value, "an array of schemas");
    else if (a != NULL)
        list_of(c, value, &a->prefix);
}

static void
make_contains(struct wire_compiler *c, struct wire_js *js, struct wire_tree *value)
{
    struct wire_js_array *a = array_of(c, js);

    if (a == NULL)
        return;
    a->contains = wire_js_at(c, value);
    a->contains_marks = js->draft >= WIRE_DRAFT_2020;
}

#define COUNT(name, part, of, member)                                                       \
    static void name(struct wire_compiler *c, struct wire_js *js, struct wire_tree *value) \
    {                                                                                       \
        struct part *p = of(c, js);                                                         \
        if (p != NULL)                                                                      \
            count(c, value, &p->member);                                                    \
    }
COUNT(make_min_contains, wire_js_array, array_of, contains_min)
COUNT(make_max_contains, wire_js_array, array_of, contains_max)
COUNT(make_min_items, wire_js_array, array_of, min)
COUNT(make_max_items, wire_js_array, array_of, max)
COUNT(make_min_properties, wire_js_object, object_of, min)
COUNT(make_max_properties, wire_js_object, object_of, max)

static void
make_unique(struct wire_compiler *c, struct wire_js *js, struct wire_tree *value)
{
    struct wire_js_array *a = array_of(c, js);

    if (is_boolean(c, value) && a != NULL)
        a->unique = value->truth;
}

static void
make_unevaluated_items(struct wire_compiler *c, struct wire_js *js, struct wire_tree *value)
{
    struct wire_js_array *a = array_of(c, js);

    if (a != NULL)
        a->unevaluated = wire_js_at(c, value);
}

/* --- objects --- */

/* The place of a name in the table, taken now where it is new. The table has room for twice the names there can be. */
static struct wire_js_name *
name_in(struct wire_js_object *o, struct wire_str name)
{
    uint64_t hash = wire_tree_hash(name);
    size_t i = hash & (o->name_room - 1);

    while (o->names[i].name.p != NULL && (o->names[i].hash != hash || !wire_str_eq(o->names[i].name, name)))
        i = (i + 1) & (o->name_room - 1);
    if (o->names[i].name.p == NULL) {
        o->names[i].name = name;
        o->names[i].hash = hash;
        o->name_count++;
    }
    return &o->names[i];
}

/* The object of a schema with a table for all names its keywords can bring; NULL without memory. */
static struct wire_js_object *
named_object(struct wire_compiler *c, struct wire_js *js, const struct wire_tree *schema)
{
    static const char *const bring[] = { "properties", "required", "dependencies", "dependentRequired", "dependentSchemas" };
    struct wire_js_object *o = object_of(c, js);
    size_t n = 0, room = 8;

    if (o == NULL || o->names != NULL)
        return o;
    for (size_t i = 0; i < WIRE_COUNT(bring); i++) {
        const struct wire_tree *m = wire_tree_member(schema, bring[i]);
        n += m != NULL ? m->count : 0;
    }
    while (room < n * 2)
        room *= 2;
    if ((o->names = wire_arena_zero(c->arena, room * sizeof *o->names)) == NULL)
        return NULL;
    o->name_room = room;
    return o;
}

static void
make_properties(struct wire_compiler *c, struct wire_js *js, struct wire_tree *value)
{
    struct wire_js_object *o = named_object(c, js, value->parent);

    if (!is_object(c, value) || o == NULL)
        return;
    for (struct wire_tree *m = value->first; m != NULL; m = m->next) {
        const struct wire_tree *required = js->draft == WIRE_DRAFT_3 ? wire_tree_member(m, "required") : NULL;
        struct wire_js_name *name = name_in(o, m->key);
        name->schema = wire_js_at(c, m);
        if (required != NULL && required->truth && name->required == 0)
            name->required = (uint32_t)++o->required;
    }
}

static void
make_required(struct wire_compiler *c, struct wire_js *js, struct wire_tree *value)
{
    struct wire_js_object *o;

    if (value->type != WIRE_T_ARRAY) {
        must_be(c, value, "an array of names");
        return;
    }
    if ((o = named_object(c, js, value->parent)) == NULL)
        return;
    for (struct wire_tree *t = value->first; t != NULL; t = t->next) {
        struct wire_js_name *name;
        if (t->type != WIRE_T_STRING) {
            must_be(c, value, "an array of names");
            return;
        }
        name = name_in(o, t->s);
        if (name->required == 0)
            name->required = (uint32_t)++o->required;
    }
}

static void
make_patterns(struct wire_compiler *c, struct wire_js *js, struct wire_tree *value)
{
    struct wire_js_object *o = object_of(c, js);

    if (!is_object(c, value) || o == NULL ||
        (o->patterns = wire_arena_zero(c->arena, (value->count + 1) * sizeof *o->patterns)) == NULL)
        return;
    for (struct wire_tree *m = value->first; m != NULL; m = m->next) {
        const struct wire_pattern *p = pattern_of(c, m, m->key);
        if (p != NULL)
            o->patterns[o->pattern_count++] = (struct wire_js_pattern){ p, wire_js_at(c, m) };
    }
}

static void
make_additional(struct wire_compiler *c, struct wire_js *js, struct wire_tree *value)
{
    struct wire_js_object *o = object_of(c, js);

    if (o != NULL)
        o->additional = wire_js_at(c, value);
}

static void
make_property_names(struct wire_compiler *c, struct wire_js *js, struct wire_tree *value)
{
    struct wire_js_object *o = object_of(c, js);

    if (o != NULL)
        o->property_names = wire_js_at(c, value);
}

static void
make_unevaluated_properties(struct wire_compiler *c, struct wire_js *js, struct wire_tree *value)
{
    struct wire_js_object *o = object_of(c, js);

    if (o != NULL)
        o->unevaluated = wire_js_at(c, value);
}

/* Names that must be there with that one: an array, or in draft 3 one alone. */
static void
take_needs(struct wire_compiler *c, struct wire_js_name *name, struct wire_tree *value)
{
    struct wire_tree *t = value->type == WIRE_T_ARRAY ? value->first : value;
    size_t n = value->type == WIRE_T_ARRAY ? value->count : 1;

    if ((name->needs = wire_arena_zero(c->arena, (n + 1) * sizeof *name->needs)) == NULL)
        return;
    for (; n-- != 0; t = t->next) {
        if (t->type != WIRE_T_STRING) {
            must_be(c, value, "names");
            return;
        }
        name->needs[name->need_count++] = t->s;
    }
}

static void
make_dependencies(struct wire_compiler *c, struct wire_js *js, struct wire_tree *value)
{
    struct wire_js_object *o = named_object(c, js, value->parent);

    if (!is_object(c, value) || o == NULL)
        return;
    o->depends = true;
    for (struct wire_tree *m = value->first; m != NULL; m = m->next) {
        struct wire_js_name *name = name_in(o, m->key);
        if (m->type == WIRE_T_ARRAY || m->type == WIRE_T_STRING)
            take_needs(c, name, m);
        else
            name->then = wire_js_at(c, m);
    }
}

/* --- schemas together --- */

static void
make_all_of(struct wire_compiler *c, struct wire_js *js, struct wire_tree *value)
{
    if (value->type != WIRE_T_ARRAY && js->draft > WIRE_DRAFT_3)
        must_be(c, value, "an array of schemas");
    else
        list_of(c, value, &js->all_of);
    js->refers = true;
}

static void
make_any_of(struct wire_compiler *c, struct wire_js *js, struct wire_tree *value)
{
    if (value->type != WIRE_T_ARRAY)
        must_be(c, value, "an array of schemas");
    else
        list_of(c, value, &js->any_of);
    js->refers = true;
}

static void
make_one_of(struct wire_compiler *c, struct wire_js *js, struct wire_tree *value)
{
    if (value->type != WIRE_T_ARRAY)
        must_be(c, value, "an array of schemas");
    else
        list_of(c, value, &js->one_of);
    js->refers = true;
}

#define APPLY(name, member)                                                                 \
    static void name(struct wire_compiler *c, struct wire_js *js, struct wire_tree *value) \
    {                                                                                       \
        js->member = wire_js_at(c, value);                                                  \
        js->refers = true;                                                                  \
    }
APPLY(make_not, not_)
APPLY(make_if, if_)
APPLY(make_then, then_)
APPLY(make_else, else_)

static void
make_ref(struct wire_compiler *c, struct wire_js *js, struct wire_tree *value)
{
    struct wire_str name;
    struct wire_tree *to;

    if (is_string(c, value) && (to = wire_js_resolve(c, value, &name)) != NULL)
        js->ref = wire_js_at(c, to);
    js->refers = true;
}

/* Where the place it goes to is a $dynamicAnchor, one of that name further out takes its part (2020-12 core, 8.2.3.2). */
static void
make_dynamic_ref(struct wire_compiler *c, struct wire_js *js, struct wire_tree *value)
{
    const struct wire_tree *anchor;
    struct wire_str name;
    struct wire_tree *to;

    js->refers = true;
    if (!is_string(c, value) || (to = wire_js_resolve(c, value, &name)) == NULL)
        return;
    js->dynamic = wire_js_at(c, to);
    anchor = wire_tree_member(to, "$dynamicAnchor");
    if (name.p != NULL && anchor != NULL && anchor->type == WIRE_T_STRING && wire_str_eq(anchor->s, name))
        js->dynamic_name = name;
}

static void
make_recursive_ref(struct wire_compiler *c, struct wire_js *js, struct wire_tree *value)
{
    const struct wire_tree *anchor;
    struct wire_str name;
    struct wire_tree *to;

    js->refers = true;
    if (!is_string(c, value) || (to = wire_js_resolve(c, value, &name)) == NULL)
        return;
    js->dynamic = wire_js_at(c, to);
    anchor = wire_tree_member(to, "$recursiveAnchor");
    if (anchor != NULL && anchor->truth)
        js->dynamic_name = WIRE_STR("");
}

enum { D3 = WIRE_DRAFT_3, D4 = WIRE_DRAFT_4, D6 = WIRE_DRAFT_6, D7 = WIRE_DRAFT_7, D19 = WIRE_DRAFT_2019, D20 = WIRE_DRAFT_2020 };

/* In the order of their names: see wire_js_keyword_named. */
static const struct wire_js_keyword keywords[] = {
    { "$defs", D19, D20, WIRE_S_MAP, NULL },
    { "$dynamicRef", D20, D20, WIRE_S_NONE, make_dynamic_ref },
    { "$recursiveRef", D19, D19, WIRE_S_NONE, make_recursive_ref },
    { "$ref", D3, D20, WIRE_S_NONE, make_ref },
    { "additionalItems", D3, D19, WIRE_S_ONE, make_additional_items },
    { "additionalProperties", D3, D20, WIRE_S_ONE, make_additional },
    { "allOf", D4, D20, WIRE_S_LIST, make_all_of },
    { "anyOf", D4, D20, WIRE_S_LIST, make_any_of },
    { "const", D6, D20, WIRE_S_NONE, make_const },
    { "contains", D6, D20, WIRE_S_ONE, make_contains },
    { "contentSchema", D19, D20, WIRE_S_ONE, NULL },
    { "definitions", D3, D20, WIRE_S_MAP, NULL },
    { "dependencies", D3, D7, WIRE_S_MAP, make_dependencies },
    { "dependentRequired", D19, D20, WIRE_S_NONE, make_dependencies },
    { "dependentSchemas", D19, D20, WIRE_S_MAP, make_dependencies },
    { "disallow", D3, D3, WIRE_S_AMONG, make_disallow },
    { "divisibleBy", D3, D3, WIRE_S_NONE, make_multiple },
    { "else", D7, D20, WIRE_S_ONE, make_else },
    { "enum", D3, D20, WIRE_S_NONE, make_enum },
    { "exclusiveMaximum", D3, D20, WIRE_S_NONE, make_under },
    { "exclusiveMinimum", D3, D20, WIRE_S_NONE, make_over },
    { "extends", D3, D3, WIRE_S_ONE_OR_LIST, make_all_of },
    { "format", D3, D20, WIRE_S_NONE, make_format },
    { "if", D7, D20, WIRE_S_ONE, make_if },
    { "items", D3, D20, WIRE_S_ONE_OR_LIST, make_items },
    { "maxContains", D19, D20, WIRE_S_NONE, make_max_contains },
    { "maxItems", D3, D20, WIRE_S_NONE, make_max_items },
    { "maxLength", D3, D20, WIRE_S_NONE, make_max_length },
    { "maxProperties", D4, D20, WIRE_S_NONE, make_max_properties },
    { "maximum", D3, D20, WIRE_S_NONE, make_maximum },
    { "minContains", D19, D20, WIRE_S_NONE, make_min_contains },
    { "minItems", D3, D20, WIRE_S_NONE, make_min_items },
    { "minLength", D3, D20, WIRE_S_NONE, make_min_length },
    { "minProperties", D4, D20, WIRE_S_NONE, make_min_properties },
    { "minimum", D3, D20, WIRE_S_NONE, make_minimum },
    { "multipleOf", D4, D20, WIRE_S_NONE, make_multiple },
    { "not", D4, D20, WIRE_S_ONE, make_not },
    { "oneOf", D4, D20, WIRE_S_LIST, make_one_of },
    { "pattern", D3, D20, WIRE_S_NONE, make_pattern },
    { "patternProperties", D3, D20, WIRE_S_MAP, make_patterns },
    { "prefixItems", D20, D20, WIRE_S_LIST, make_prefix },
    { "properties", D3, D20, WIRE_S_MAP, make_properties },
    { "propertyNames", D6, D20, WIRE_S_ONE, make_property_names },
    { "required", D4, D20, WIRE_S_NONE, make_required },
    { "then", D7, D20, WIRE_S_ONE, make_then },
    { "type", D3, D20, WIRE_S_AMONG, make_type },
    { "unevaluatedItems", D19, D20, WIRE_S_ONE, make_unevaluated_items },
    { "unevaluatedProperties", D19, D20, WIRE_S_ONE, make_unevaluated_properties },
    { "uniqueItems", D3, D20, WIRE_S_NONE, make_unique },
};

static int
compare(struct wire_str name, const char *keyword)
{
    size_t i = 0;

    while (i < name.n && keyword[i] != '\0' && name.p[i] == keyword[i])
        i++;
    return (i < name.n ? (unsigned char)name.p[i] : 0) - (unsigned char)keyword[i];
}

const struct wire_js_keyword *
wire_js_keyword_named(struct wire_str name, enum wire_draft draft)
{
    size_t low = 0, high = WIRE_COUNT(keywords);

    while (low < high) {
        size_t at = (low + high) / 2;
        int order = compare(name, keywords[at].name);
        if (order == 0)
            return keywords[at].first <= (uint8_t)draft && (uint8_t)draft <= keywords[at].last ? &keywords[at] : NULL;
        if (order < 0)
            high = at;
        else
            low = at + 1;
    }
    return NULL;
}

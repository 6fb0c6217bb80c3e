/* JSON Schema: a program applied to a value. */
#include "schemas/json-judge.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "article/str.h"

/*
 * Schemas are applied within schemas, by recursion: WIRE_JS_DEPTH bounds it, and with it the stack. What is tried
 * without saying so (alternatives, not, if) is tried quietly; the faults of the best alternative are said by a second run.
 */
static bool apply(struct wire_json_judge *, const struct wire_js *, const struct wire_tree *, size_t marks,
                  const struct wire_js_frame *up);

bool
wire_js_give_up(struct wire_json_judge *j, const struct wire_finding *what, const struct wire_tree *v, const char *detail)
{
    char where[200];


    if (j->err != WIRE_OK)
        return false;
    j->err = WIRE_E_LIMIT;
    wire_report(j->sink, j->source, what, v->at, j->uri, "%s, at %s", detail, wire_js_where(v, where, sizeof where));
    return false;
}

bool
wire_js_no_match(struct wire_json_judge *j, const struct wire_tree *v, int matches)
{
    if (matches == -1)
        return wire_js_give_up(j, &wire_js_bound, v, "a pattern");
    j->err = WIRE_E_NOMEM;
    return false;
}

static uint32_t
depth_of(const struct wire_tree *v)
{
    uint32_t n = 0;

    for (; v->parent != NULL; v = v->parent)
        n++;
    return n;
}

bool
wire_js_fault(struct wire_json_judge *j, const struct wire_finding *what, const struct wire_tree *v, struct wire_at at,
              const char *fmt, ...)
{
    char where[200], detail[400];
    va_list args;

    if (j->err != WIRE_OK)
        return false;
    if (j->quiet != 0) { /* a value that is not the one asked for tells alternatives apart, more than what is below */
        j->deepest = depth_of(v) * 2 + (what != &wire_js_enum && what != &wire_js_const);
        return false;
    }
    if (j->said++ >= WIRE_JS_FINDINGS) {
        if (j->said == WIRE_JS_FINDINGS + 1)
            wire_report(j->sink, j->source, &wire_js_more, v->at, j->uri, "%s", "");
        return false;
    }
    va_start(args, fmt);
    vsnprintf(detail, sizeof detail, fmt, args);
    va_end(args);
    wire_report(j->sink, j->source, what, at, j->uri, "%s%s%s", wire_js_where(v, where, sizeof where),
                *detail != '\0' ? " " : "", detail);
    return false;
}

/* --- marks: which members or items of a value some schema has looked at --- */

static size_t
words_for(const struct wire_tree *v)
{
    return v->count / 64 + 1;
}

/* A bit set for the children of v, all off, on top of the stack; WIRE_JS_NO_MARKS without memory. */
static size_t
push_marks(struct wire_json_judge *j, const struct wire_tree *v)
{
    size_t n = words_for(v), at = j->mark_count;

    if (n > j->mark_room - at) {
        size_t room = (at + n) * 2 + 64;
        uint64_t *more = realloc(j->marks, room * sizeof *more);
        if (more == NULL) {
            j->err = WIRE_E_NOMEM;
            return WIRE_JS_NO_MARKS;
        }
        j->marks = more;
        j->mark_room = room;
    }
    memset(j->marks + at, 0, n * sizeof *j->marks);
    j->mark_count += n;
    return at;
}

/* Take it off again, and where `to` is given add its marks there. */
static void
pop_marks(struct wire_json_judge *j, const struct wire_tree *v, size_t at, size_t to)
{
    for (size_t i = 0; to != WIRE_JS_NO_MARKS && i < words_for(v); i++)
        j->marks[to + i] |= j->marks[at + i];
    j->mark_count = at;
}

static inline void
mark(struct wire_json_judge *j, size_t marks, const struct wire_tree *child)
{
    if (marks != WIRE_JS_NO_MARKS)
        j->marks[marks + child->index / 64] |= (uint64_t)1 << child->index % 64;
}

static bool
is_marked(const struct wire_json_judge *j, size_t marks, const struct wire_tree *child)
{
    return (j->marks[marks + child->index / 64] >> child->index % 64 & 1) != 0;
}

/* --- trials --- */

/* Whether it holds, saying nothing; its marks are added only where it does. */
static bool
holds(struct wire_json_judge *j, const struct wire_js *js, const struct wire_tree *v, size_t marks,
      const struct wire_js_frame *up)
{
    size_t own = marks;
    bool good;

    if (marks != WIRE_JS_NO_MARKS && (own = push_marks(j, v)) == WIRE_JS_NO_MARKS)
        return false;
    j->quiet++;
    good = apply(j, js, v, own, up);
    j->quiet--;
    if (own != WIRE_JS_NO_MARKS)
        pop_marks(j, v, own, good ? marks : WIRE_JS_NO_MARKS);
    return good;
}

/* Which of the alternatives the value was meant to fit: the one that fails furthest in, if it is one alone; or -1. */
static long
meant(struct wire_json_judge *j, const struct wire_js_list *list, const struct wire_tree *v, const struct wire_js_frame *up)
{
    uint32_t own = depth_of(v) * 2 + 1, most = own;
    long best = -1;

    for (size_t i = 0; i < list->n; i++) {
        j->deepest = own;
        if (!holds(j, list->at[i], v, WIRE_JS_NO_MARKS, up) && j->deepest >= most) {
            best = j->deepest > most || list->n == 1 ? (long)i : -1;
            most = j->deepest;
        }
    }
    return best;
}

/* The names that alternatives ask for one of, where they ask for nothing else: "value or address". */
static bool
only_required(const struct wire_js_list *list, char *out, size_t n)
{
    size_t at = 0;

    *out = '\0';
    for (size_t i = 0; i < list->n; i++) {
        const struct wire_tree *s = list->at[i]->source, *required = wire_tree_member(s, "required");
        if (s->count != 1 || required == NULL || required->count == 0 || required->first->type != WIRE_T_STRING || at + 60 > n)
            return false;
        at += (size_t)snprintf(out + at, n - at, "%s\"%.*s\"", i != 0 ? " or " : "",
                               (int)(required->first->s.n < 40 ? required->first->s.n : 40),
                               required->first->s.p);
    }
    return true;
}

static bool
fits_none(struct wire_json_judge *j, const struct wire_finding *what, const struct wire_js_list *list, const struct wire_tree *v,
          const struct wire_js_frame *up)
{
    char names[200];
    long best;

    if (j->quiet != 0)
        return wire_js_fault(j, what, v, v->at, "%s", "");
    if (only_required(list, names, sizeof names))
        return wire_js_fault(j, what, v, v->at, "has no %s", names);
    best = meant(j, list, v, up);
    if (j->err != WIRE_OK)
        return false;
    if (best >= 0)
        return apply(j, list->at[best], v, WIRE_JS_NO_MARKS, up);
    return wire_js_fault(j, what, v, v->at, "fits none of %zu", list->n);
}

static bool
judge_any_of(struct wire_json_judge *j, const struct wire_js_list *list, const struct wire_tree *v, size_t marks,
             const struct wire_js_frame *up)
{
    bool good = false;

    for (size_t i = 0; i < list->n && (!good || marks != WIRE_JS_NO_MARKS); i++) /* all of them where marks are asked for */
        good |= holds(j, list->at[i], v, marks, up);
    return good || fits_none(j, &wire_js_any_of, list, v, up);
}

static bool
judge_one_of(struct wire_json_judge *j, const struct wire_js_list *list, const struct wire_tree *v, size_t marks,
             const struct wire_js_frame *up)
{
    char names[200];
    size_t good = 0, first = 0;

    for (size_t i = 0; i < list->n && good < 2; i++) {
        if (holds(j, list->at[i], v, marks, up) && good++ == 0)
            first = i;
    }
    if (good == 1)
        return true;
    if (good == 0)
        return fits_none(j, &wire_js_one_of, list, v, up);
    if (j->quiet == 0 && only_required(list, names, sizeof names))
        return wire_js_fault(j, &wire_js_one_of, v, v->at, "has more than one of %s", names);
    return wire_js_fault(j, &wire_js_one_of, v, v->at, "fits number %zu and another one",
                         first + 1);
}

/* type and disallow of draft 3, with schemas among the names. */
static bool
judge_old_types(struct wire_json_judge *j, const struct wire_js *js, const struct wire_tree *v, const struct wire_js_frame *up)
{
    bool good = js->type_schemas.n == 0 || wire_js_is_type(v, js->types, js->draft), bad;

    for (size_t i = 0; i < js->type_schemas.n && !good; i++)
        good = holds(j, js->type_schemas.at[i], v, WIRE_JS_NO_MARKS, up);
    if (!good)
        return fits_none(j, &wire_js_any_of, &js->type_schemas, v, up);
    bad = js->not_types != 0 && wire_js_is_type(v, js->not_types, js->draft);
    for (size_t i = 0; i < js->disallow.n && !bad; i++)
        bad = holds(j, js->disallow.at[i], v, WIRE_JS_NO_MARKS, up);
    return !bad || wire_js_fault(j, &wire_js_not, v, v->at, "%s", "");
}

/* --- references --- */

/* The outermost resource in the dynamic scope that has an anchor of that name says what is meant. */
static const struct wire_js *
dynamic_target(const struct wire_js *js, const struct wire_js_frame *frame)
{
    const struct wire_js *found = js->dynamic;

    for (; frame != NULL; frame = frame->up) {
        if (frame->up != NULL && frame->up->js->resource == frame->js->resource)
            continue;
        for (const struct wire_js_anchor *a = frame->js->resource->dynamic; a != NULL; a = a->next) {
            if (wire_str_eq(a->name, js->dynamic_name))
                found = a->schema;
        }
    }
    return found;
}

static bool
refer(struct wire_json_judge *j, const struct wire_js *to, const struct wire_tree *v, size_t marks,
      const struct wire_js_frame *frame)
{
    for (const struct wire_js_frame *f = frame; f != NULL && f->value == v; f = f->up) {
        if (f->js == to)
            return wire_js_give_up(j, &wire_js_loop, v, "a reference without end");
    }
    return apply(j, to, v, marks, frame);
}

/* Schemas for the value itself. */
static bool
judge_in_place(struct wire_json_judge *j, const struct wire_js *js, const struct wire_tree *v, size_t marks,
               const struct wire_js_frame *frame)
{
    bool good = true;
    const struct wire_js *branch;

    if (js->ref != NULL)
        good = refer(j, js->ref, v, marks, frame);
    if (js->dynamic != NULL && (good || j->quiet == 0))
        good &= refer(j, js->dynamic_name.p != NULL ? dynamic_target(js, frame) : js->dynamic, v, marks, frame);
    for (size_t i = 0; i < js->all_of.n && (good || j->quiet == 0); i++)
        good &= apply(j, js->all_of.at[i], v, marks, frame);
    if (js->any_of.n != 0 && (good || j->quiet == 0))
        good &= judge_any_of(j, &js->any_of, v, marks, frame);
    if (js->one_of.n != 0 && (good || j->quiet == 0))
        good &= judge_one_of(j, &js->one_of, v, marks, frame);
    if ((js->type_schemas.n != 0 || js->not_types != 0 || js->disallow.n != 0) && (good || j->quiet == 0))
        good &= judge_old_types(j, js, v, frame);
    if (js->not_ != NULL && (good || j->quiet == 0) && holds(j, js->not_, v, WIRE_JS_NO_MARKS, frame))
        good = wire_js_fault(j, &wire_js_not, v, v->at, "%s", "");
    if (js->if_ != NULL && (good || j->quiet == 0)) {
        branch = holds(j, js->if_, v, marks, frame) ? js->then_ : js->else_;
        if (branch != NULL)
            good &= apply(j, branch, v, marks, frame);
    }
    return good;
}

/* --- arrays --- */

/* A name near that one among those that the schema, or one it is made of, has members for; or absent. */
static struct wire_str
nearest(const struct wire_js *js, struct wire_str name)
{
    struct wire_str near = WIRE_NONE;

    if (js->object != NULL)
        near = wire_js_nearest(js->object, name);
    if (near.p == NULL && js->ref != NULL && js->ref->object != NULL)
        near = wire_js_nearest(js->ref->object, name);
    for (size_t i = 0; near.p == NULL && i < js->all_of.n; i++) {
        const struct wire_js *part = js->all_of.at[i]->ref != NULL ? js->all_of.at[i]->ref : js->all_of.at[i];
        if (part->object != NULL)
            near = wire_js_nearest(part->object, name);
    }
    return near;
}

/* Nothing may stand there: perhaps the name is only mistaken. */
static bool
say_never(struct wire_json_judge *j, const struct wire_tree *child, const struct wire_js *js, const struct wire_finding *what)
{
    struct wire_at at = child->key.p != NULL ? child->key_at : child->at;
    struct wire_str near = j->quiet == 0 && child->key.p != NULL ? nearest(js, child->key) : WIRE_NONE;

    if (near.p == NULL)
        return wire_js_fault(j, what, child, at, "%s", "");
    return wire_js_fault(j, what, child, at, "(did you mean \"%.*s\"?)", (int)near.n, near.p);
}

/* A schema for an item or member. Where it is false, that says more of the whole than of the part. */
static bool
apply_to_child(struct wire_json_judge *j, const struct wire_js *js, const struct wire_tree *child,
               const struct wire_js_frame *frame,
               const struct wire_finding *what)
{
    if (js->always < 0)
        return say_never(j, child, frame->js, what);
    return apply(j, js, child, WIRE_JS_NO_MARKS, frame);
}

static bool
judge_contains(struct wire_json_judge *j, const struct wire_js_array *a, const struct wire_tree *v, size_t marks,
               const struct wire_js_frame *frame)
{
    uint64_t n = 0;

    for (const struct wire_tree *t = v->first; t != NULL; t = t->next) {
        if (!holds(j, a->contains, t, WIRE_JS_NO_MARKS, frame))
            continue;
        n++;
        if (a->contains_marks)
            mark(j, marks, t);
        if (n >= a->contains_min && a->contains_max == UINT64_MAX && (marks == WIRE_JS_NO_MARKS || !a->contains_marks))
            break;
    }
    if (n >= a->contains_min && n <= a->contains_max)
        return true;
    return wire_js_fault(j, &wire_js_contains, v, v->at, "has %llu; there must be at %s %llu",
                         (unsigned long long)n, n < a->contains_min ? "least" : "most",
                         (unsigned long long)(n < a->contains_min ? a->contains_min : a->contains_max));
}

static bool
judge_count(struct wire_json_judge *j, const struct wire_finding *what, const struct wire_tree *v, uint64_t min, uint64_t max)
{

    if (v->count >= min && v->count <= max)
        return true;
    return wire_js_fault(j, what, v, v->at, "has %u; there must be at %s %llu", v->count,
                         v->count < min ? "least" : "most", (unsigned long long)(v->count < min ? min : max));
}

static bool
judge_array(struct wire_json_judge *j, const struct wire_js_array *a, const struct wire_tree *v, size_t marks,
            const struct wire_js_frame *frame)
{
    bool good = judge_count(j, &wire_js_item_count, v, a->min, a->max);

    for (const struct wire_tree *t = v->first; t != NULL && (good || j->quiet == 0) && j->err == WIRE_OK; t = t->next) {
        const struct wire_js *js = t->index < a->prefix.n ? a->prefix.at[t->index] : a->items;
        if (js == NULL)
            break;
        mark(j, marks, t);
        good &= apply_to_child(j, js, t, frame, &wire_js_additional);
    }
    if (a->unique && (good || j->quiet == 0))
        good &= wire_js_judge_unique(j, v);
    if (a->contains != NULL && (good || j->quiet == 0))
        good &= judge_contains(j, a, v, marks, frame);
    return good;
}

/* --- objects --- */

static const struct wire_js_name *
name_of(const struct wire_js_object *o, const struct wire_tree *member)
{
    size_t i = member->key_hash & (o->name_room - 1);

    for (; o->name_count != 0 && o->names[i].name.p != NULL; i = (i + 1) & (o->name_room - 1)) {
        if (o->names[i].hash == member->key_hash && wire_str_eq(o->names[i].name, member->key))
            return &o->names[i];
    }
    return NULL;
}

static bool
judge_member_name(struct wire_json_judge *j, const struct wire_js *js, const struct wire_tree *m,
                  const struct wire_js_frame *frame)
{
    struct wire_tree name = { .parent = m->parent, .key = m->key, .key_hash = m->key_hash, .s = m->key, .at = m->key_at,
                              .key_at = m->key_at, .index = m->index, .type = WIRE_T_STRING };

    return holds(j, js, &name, WIRE_JS_NO_MARKS, frame) ||
           wire_js_fault(j, &wire_js_member_name, m, m->key_at, "%s", "");
}

static bool
judge_member(struct wire_json_judge *j, const struct wire_js_object *o, const struct wire_js_name *name,
             const struct wire_tree *m,
             size_t marks, const struct wire_js_frame *frame)
{
    bool known = name != NULL && name->schema != NULL, good = true;

    if (known)
        good = apply_to_child(j, name->schema, m, frame, &wire_js_additional);
    for (size_t i = 0; i < o->pattern_count && (good || j->quiet == 0); i++) {
        int matches = wire_pattern_match(&j->matcher, o->patterns[i].pattern, m->key);
        if (matches < 0)
            return wire_js_no_match(j, m, matches);
        if (matches == 0)
            continue;
        known = true;
        good &= apply_to_child(j, o->patterns[i].schema, m, frame, &wire_js_additional);
    }
    if (!known && o->additional != NULL) {
        known = true;
        good &= apply_to_child(j, o->additional, m, frame, &wire_js_additional);
    }
    if (known)
        mark(j, marks, m);
    if (o->property_names != NULL && (good || j->quiet == 0))
        good &= judge_member_name(j, o->property_names, m, frame);
    return good;
}

static bool
say_missing(struct wire_json_judge *j, const struct wire_js_object *o, const struct wire_tree *v)
{

    if (j->quiet != 0)
        return wire_js_fault(j, &wire_js_required, v, v->at, "%s", "");
    for (uint32_t n = 1; n <= o->required; n++) { /* in the order of the schema */
        for (size_t i = 0; i < o->name_room; i++) {
            const struct wire_js_name *name = &o->names[i];
            if (name->required == n && wire_tree_member_str(v, name->name) == NULL)
                wire_js_fault(j, &wire_js_required, v, v->at, "has no \"%.*s\"",
                              (int)(name->name.n < 100 ? name->name.n : 100), name->name.p);
        }
    }
    return false;
}

static bool
judge_dependents(struct wire_json_judge *j, const struct wire_js_object *o, const struct wire_tree *v, size_t marks,
                 const struct wire_js_frame *frame)
{
    bool good = true;

    for (const struct wire_tree *m = v->first; m != NULL && (good || j->quiet == 0); m = m->next) {
        const struct wire_js_name *name = name_of(o, m);
        if (name == NULL)
            continue;
        if (name->then != NULL)
            good &= apply(j, name->then, v, marks, frame);
        for (size_t i = 0; i < name->need_count; i++) {
            if (wire_tree_member_str(v, name->needs[i]) == NULL)
                good = wire_js_fault(j, &wire_js_dependent, m, m->key_at, "needs \"%.*s\" beside it",
                                     (int)(name->needs[i].n < 100 ? name->needs[i].n : 100), name->needs[i].p);
        }
        j->steps += name->need_count;
    }
    return good;
}

static bool
judge_object(struct wire_json_judge *j, const struct wire_js_object *o, const struct wire_tree *v, size_t marks,
             const struct wire_js_frame *frame)
{
    bool good = judge_count(j, &wire_js_member_count, v, o->min, o->max);
    size_t required = 0;

    for (const struct wire_tree *m = v->first; m != NULL && (good || j->quiet == 0) && j->err == WIRE_OK; m = m->next) {
        const struct wire_js_name *name = o->name_count != 0 ? name_of(o, m) : NULL;
        required += name != NULL && name->required != 0;
        good &= judge_member(j, o, name, m, marks, frame);
    }
    if (required < o->required && (good || j->quiet == 0))
        good = say_missing(j, o, v);
    if (o->depends && (good || j->quiet == 0))
        good &= judge_dependents(j, o, v, marks, frame);
    return good;
}

/* --- one schema --- */

/* What no other part of the schema has looked at. */
static bool
judge_unevaluated(struct wire_json_judge *j, const struct wire_js *js, const struct wire_tree *v, size_t marks,
                  const struct wire_js_frame *frame)
{
    const struct wire_js *by = v->type == WIRE_T_OBJECT ? js->object->unevaluated : js->array->unevaluated;
    bool good = true;

    for (const struct wire_tree *t = v->first; t != NULL && (good || j->quiet == 0) && j->err == WIRE_OK; t = t->next) {
        if (is_marked(j, marks, t))
            continue;
        mark(j, marks, t);
        good &= apply_to_child(j, by, t, frame, &wire_js_unevaluated);
    }
    return good;
}

static bool
has_unevaluated(const struct wire_js *js, const struct wire_tree *v)
{
    return (v->type == WIRE_T_OBJECT && js->object != NULL && js->object->unevaluated != NULL) ||
           (v->type == WIRE_T_ARRAY && js->array != NULL && js->array->unevaluated != NULL);
}

static bool
judge_all(struct wire_json_judge *j, const struct wire_js *js, const struct wire_tree *v, size_t marks,
          const struct wire_js_frame *frame)
{
    bool good = wire_js_judge_value(j, js, v);

    if (js->refers && (good || j->quiet == 0))
        good &= judge_in_place(j, js, v, marks, frame);
    if (v->type == WIRE_T_ARRAY && js->array != NULL && (good || j->quiet == 0))
        good &= judge_array(j, js->array, v, marks, frame);
    if (v->type == WIRE_T_OBJECT && js->object != NULL && (good || j->quiet == 0))
        good &= judge_object(j, js->object, v, marks, frame);
    return good;
}

static bool
apply(struct wire_json_judge *j, const struct wire_js *js, const struct wire_tree *v, size_t marks,
      const struct wire_js_frame *up)
{
    struct wire_js_frame frame = { up, js, v };
    size_t own;
    bool good;

    if (js->always != 0)
        return js->always > 0 || wire_js_fault(j, &wire_js_never, v, v->at, "%s", "");
    if (++j->steps > WIRE_JS_STEPS || j->depth >= WIRE_JS_DEPTH)
        return wire_js_give_up(j, &wire_js_bound, v, j->depth >= WIRE_JS_DEPTH ? "schemas in schemas" : "schemas tried");
    if (j->err != WIRE_OK)
        return false;
    j->depth++;
    if (!has_unevaluated(js, v)) {
        good = judge_all(j, js, v, marks, &frame);
    } else if ((own = push_marks(j, v)) != WIRE_JS_NO_MARKS) {
        good = judge_all(j, js, v, own, &frame);
        if (good || j->quiet == 0)
            good &= judge_unevaluated(j, js, v, own, &frame);
        pop_marks(j, v, own, marks);
    } else {
        good = false;
    }
    j->depth--;
    return good && j->err == WIRE_OK;
}

/* --- the judge --- */

struct wire_json_judge *
wire_json_judge_new(void)
{
    struct wire_json_judge *j = calloc(1, sizeof *j);

    if (j != NULL && wire_matcher_init(&j->matcher))
        return j;
    wire_json_judge_free(j);
    return NULL;
}

void
wire_json_judge_free(struct wire_json_judge *j)
{
    if (j == NULL)
        return;
    wire_matcher_free(&j->matcher);
    free(j->marks);
    free(j);
}

enum wire_status
wire_json_judge(struct wire_json_judge *j, const struct wire_json_program *program, const struct wire_tree *v, bool strict,
                const struct wire_source *source, const struct wire_sink *sink, bool *valid)
{
    const struct wire_tree *uri = wire_tree_member(v, "uri");

    *j = (struct wire_json_judge){ .matcher = j->matcher, .source = source, .sink = sink, .strict = strict, .marks = j->marks,
                                   .mark_room = j->mark_room, .quiet = sink->diagnostic == NULL };
    j->uri = uri != NULL && uri->type == WIRE_T_STRING ? uri->s : WIRE_NONE;
    *valid = apply(j, program->root, v, WIRE_JS_NO_MARKS, NULL);
    return j->err;
}

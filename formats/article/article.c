/* The article: making it, filling it, asking it. */
#include "article/article.h"

#include <stdlib.h>

struct wire_article *
wire_article_new(size_t max)
{
    struct wire_article *a = calloc(1, sizeof *a);

    if (a == NULL)
        return NULL;
    wire_arena_init(&a->own, max);
    a->arena = &a->own;
    return a;
}

void
wire_article_free(struct wire_article *a)
{
    if (a == NULL || a->parent != NULL)
        return;
    wire_arena_free(&a->own);
    free(a);
}

static void
append(struct wire_list *list, struct wire_value *v)
{
    if (list->last != NULL)
        list->last->next = v;
    else
        list->first = v;
    list->last = v;
}

static inline struct wire_value *
make(struct wire_article *a, enum wire_kind kind, struct wire_at at)
{
    struct wire_value *v = WIRE_NEW(a->arena, struct wire_value);

    if (v == NULL)
        return NULL;
    v->kind = (uint8_t)kind;
    v->at = at;
    return v;
}

static inline struct wire_value *
make_text(struct wire_article *a, struct wire_str s, struct wire_at at)
{
    struct wire_value *v;
    char *p;

    if (s.n == 0 || (v = make(a, WIRE_V_TEXT, at)) == NULL || (p = wire_arena_bytes(a->arena, s.n)) == NULL)
        return NULL;
    wire_copy(p, s.p, s.n);
    v->s = (struct wire_str){ p, s.n };
    return v;
}

static struct wire_value *
make_number(struct wire_article *a, int64_t n, struct wire_at at)
{
    char digits[24], *p = digits + sizeof digits;
    uint64_t rest = n < 0 ? -(uint64_t)n : (uint64_t)n;
    struct wire_value *v;

    do
        *--p = (char)('0' + rest % 10);
    while ((rest /= 10) != 0);
    if (n < 0)
        *--p = '-';
    if ((v = make_text(a, (struct wire_str){ p, (size_t)(digits + sizeof digits - p) }, at)) != NULL)
        v->kind = WIRE_V_NUMBER;
    return v;
}

struct wire_article *
wire_article_associate(struct wire_article *parent, struct wire_at at)
{
    struct wire_value *v = make(parent, WIRE_V_ARTICLE, at);
    struct wire_article *a = WIRE_NEW(parent->arena, struct wire_article);

    if (v == NULL || a == NULL)
        return NULL;
    a->arena = parent->arena;
    a->parent = parent;
    v->article = a;
    append(&parent->fields[WIRE_F_ASSOCIATIONS], v);
    return a;
}

struct wire_value *
wire_add_text(struct wire_article *a, enum wire_field f, struct wire_str s, struct wire_at at)
{
    struct wire_value *v = make_text(a, s, at);

    if (v != NULL)
        append(&a->fields[f], v);
    return v;
}

struct wire_value *
wire_add_number(struct wire_article *a, enum wire_field f, int64_t n, struct wire_at at)
{
    struct wire_value *v = make_number(a, n, at);

    if (v != NULL)
        append(&a->fields[f], v);
    return v;
}

struct wire_value *
wire_add_record(struct wire_article *a, enum wire_field f, struct wire_at at)
{
    struct wire_value *v = make(a, WIRE_V_RECORD, at);

    if (v != NULL)
        append(&a->fields[f], v);
    return v;
}

/* Members stand in the order of their keys, those of one key in the order they came. */
static struct wire_value *
member(struct wire_value *record, enum wire_key key, struct wire_value *v)
{
    struct wire_value **at;

    if (v == NULL)
        return NULL;
    v->key = (uint8_t)key;
    if (record->last == NULL || record->last->key <= key) {
        if (record->last != NULL)
            record->last->next = v;
        else
            record->first = v;
        record->last = v;
        return v;
    }
    for (at = &record->first; (*at)->key <= key;)
        at = &(*at)->next;
    v->next = *at;
    *at = v;
    return v;
}

struct wire_value *
wire_put_text(struct wire_article *a, struct wire_value *record, enum wire_key key, struct wire_str s, struct wire_at at)
{
    return record != NULL ? member(record, key, make_text(a, s, at)) : NULL;
}

struct wire_value *
wire_put_number(struct wire_article *a, struct wire_value *record, enum wire_key key, int64_t n, struct wire_at at)
{
    return record != NULL ? member(record, key, make_number(a, n, at)) : NULL;
}

struct wire_value *
wire_put_bool(struct wire_article *a, struct wire_value *record, enum wire_key key, bool yes)
{
    return record != NULL ? member(record, key, make(a, yes ? WIRE_V_TRUE : WIRE_V_FALSE, record->at)) : NULL;
}

struct wire_value *
wire_put_record(struct wire_article *a, struct wire_value *record, enum wire_key key, struct wire_at at)
{
    return record != NULL ? member(record, key, make(a, WIRE_V_RECORD, at)) : NULL;
}

struct wire_value *
wire_put_other(struct wire_article *a, struct wire_value *record, struct wire_str name, struct wire_str s,
               struct wire_at at)
{
    struct wire_value *v = wire_put_text(a, record, WIRE_K_OTHER, s, at);

    if (v != NULL)
        v->name = wire_arena_str(a->arena, name);
    return v;
}

static void
unlink_value(struct wire_value **first, struct wire_value **last, const struct wire_value *v)
{
    struct wire_value *before = NULL;

    for (struct wire_value *x = *first; x != NULL; before = x, x = x->next) {
        if (x != v)
            continue;
        if (before != NULL)
            before->next = x->next;
        else
            *first = x->next;
        if (*last == x)
            *last = before;
        x->next = NULL;
        return;
    }
}

void
wire_drop(struct wire_list *list, const struct wire_value *v)
{
    unlink_value(&list->first, &list->last, v);
}

void
wire_drop_member(struct wire_value *record, const struct wire_value *v)
{
    unlink_value(&record->first, &record->last, v);
}

/* An entry of up to three texts, the last of which is what it is about: without it there is none. */
static struct wire_value *
entry(struct wire_article *a, enum wire_field f, enum wire_key k1, struct wire_str s1, enum wire_key k2,
      struct wire_str s2, struct wire_str value, struct wire_at at)
{
    struct wire_value *record;

    if (value.n == 0 || (record = wire_add_record(a, f, at)) == NULL)
        return NULL;
    wire_put_text(a, record, k1, s1, at);
    wire_put_text(a, record, k2, s2, at);
    wire_put_text(a, record, WIRE_K_VALUE, value, at);
    return record;
}

struct wire_value *
wire_add_extra(struct wire_article *a, struct wire_str name, struct wire_str path, struct wire_str value, struct wire_at at)
{
    return entry(a, WIRE_F_EXTRA, WIRE_K_NAME, name, WIRE_K_PATH, path, value, at);
}

struct wire_value *
wire_add_non_public(struct wire_article *a, struct wire_str where, struct wire_str role, struct wire_str value,
                    struct wire_at at)
{
    struct wire_value *v = entry(a, WIRE_F_NON_PUBLIC, WIRE_K_ROLE, role, WIRE_K_WHERE, where, value, at);

    if (v != NULL)
        v->flags |= WIRE_V_SECRET;
    return v;
}

struct wire_value *
wire_add_residue(struct wire_article *a, struct wire_str where, struct wire_str value, struct wire_at at)
{
    return entry(a, WIRE_F_RESIDUE, WIRE_K_WHERE, where, WIRE_K_NONE, WIRE_NONE, value, at);
}

struct wire_value *
wire_get(const struct wire_value *record, enum wire_key key)
{
    struct wire_value *v = record != NULL ? record->first : NULL;

    while (v != NULL && v->key < key)
        v = v->next;
    return v != NULL && v->key == key ? v : NULL;
}

struct wire_str
wire_text_of(const struct wire_article *a, enum wire_field f)
{
    return a->fields[f].first != NULL ? a->fields[f].first->s : WIRE_NONE;
}

struct wire_str
wire_member(const struct wire_value *record, enum wire_key key)
{
    const struct wire_value *v = wire_get(record, key);

    return v != NULL ? v->s : WIRE_NONE;
}

struct wire_str
wire_headline(const struct wire_article *a, bool with_secret)
{
    struct wire_str first = WIRE_NONE;

    for (const struct wire_value *v = wire_first(a, WIRE_F_HEADLINES); v != NULL; v = v->next) {
        if (!wire_is_public(v) && !with_secret)
            continue;
        if (wire_str_is(wire_member(v, WIRE_K_ROLE), "main"))
            return wire_member(v, WIRE_K_VALUE);
        if (first.p == NULL)
            first = wire_member(v, WIRE_K_VALUE);
    }
    return first;
}

size_t
wire_values_weight(const struct wire_value *v)
{
    size_t sum = 0;

    for (; v != NULL; v = v->next) {
        if (v->kind == WIRE_V_RECORD) {
            sum += wire_values_weight(v->first); /* as deep as the source, which is bounded */
            if ((v->flags & WIRE_V_PRINTED) != 0)
                sum += wire_weight(wire_member(v, WIRE_K_VALUE).p, wire_member(v, WIRE_K_VALUE).n);
        } else if ((v->flags & WIRE_V_PRINTED) != 0) {
            sum += wire_weight(v->s.p, v->s.n);
        }
    }
    return sum;
}

size_t
wire_article_weight(const struct wire_article *a)
{
    size_t sum = a->body != NULL ? wire_node_weight(a->body, WIRE_EDITORS) : 0;

    for (int f = 0; f < WIRE_FIELD_COUNT; f++) {
        if (f != WIRE_F_ASSOCIATIONS)
            sum += wire_values_weight(a->fields[f].first);
    }
    for (const struct wire_value *v = a->fields[WIRE_F_ASSOCIATIONS].first; v != NULL; v = v->next)
        sum += wire_article_weight(v->article);
    return sum;
}

/* A JSON value in memory, each part with its place and numbers as they were written. */
#include "schemas/json-tree.h"

#include <stdio.h>
#include <stdlib.h>

#include "article/str.h"
#include "schemas/decimal.h"

uint64_t
wire_tree_hash(struct wire_str s)
{
    uint64_t h = s.n * 0x9E3779B97F4A7C15u + 1, w;

    for (; s.n >= 8; s.p += 8, s.n -= 8) {
        memcpy(&w, s.p, 8);
        h = (h ^ w) * 0xFF51AFD7ED558CCDu;
        h ^= h >> 32;
    }
    w = 0;
    if (s.n != 0)
        memcpy(&w, s.p, s.n);
    h = (h ^ w) * 0xC4CEB9FE1A85EC53u;
    return h ^ h >> 29;
}

/* --- reading --- */

static void
on_diagnostic(void *ctx, const struct wire_diag *diag)
{
    struct wire_tree_reader *r = ctx;

    r->twice |= diag->what == &wire_json_twice;
    if (r->outer->diagnostic != NULL)
        r->outer->diagnostic(r->outer->ctx, diag);
}

bool
wire_tree_begin(struct wire_tree_reader *r, struct wire_source *source, const struct wire_sink *sink)
{
    r->outer = sink;
    r->sink = (struct wire_sink){ .diagnostic = on_diagnostic, .ctx = r };
    r->twice = false;
    return wire_json_begin(&r->json, source, &r->sink);
}

enum wire_status
wire_tree_end(struct wire_tree_reader *r)
{
    return wire_json_finish(&r->json);
}

static struct wire_tree *
add(struct wire_arena *arena, struct wire_tree *parent, const struct wire_tree *key)
{
    struct wire_tree *t = WIRE_NEW(arena, struct wire_tree);

    if (t == NULL)
        return NULL;
    t->parent = parent;
    t->key = key->key;
    t->key_hash = key->key_hash;
    t->key_at = key->key_at;
    if (parent == NULL)
        return t;
    if (parent->last != NULL)
        parent->last->next = t;
    else
        parent->first = t;
    parent->last = t;
    t->index = parent->count++;
    return t;
}

static int
by_name(const void *a, const void *b)
{
    const struct wire_tree *x = *(struct wire_tree *const *)a, *y = *(struct wire_tree *const *)b;
    int order = (x->key_hash > y->key_hash) - (x->key_hash < y->key_hash);

    if (order == 0)
        order = (x->key.n > y->key.n) - (x->key.n < y->key.n);
    if (order == 0 && x->key.n != 0)
        order = memcmp(x->key.p, y->key.p, x->key.n);
    return order != 0 ? order : (x->index > y->index) - (x->index < y->index);
}

static bool
same_name(const struct wire_tree *a, const struct wire_tree *b)
{
    return a->key_hash == b->key_hash && wire_str_eq(a->key, b->key);
}

/* Members by hash and name, in the arena; NULL without memory. */
static struct wire_tree **
sorted(struct wire_arena *arena, const struct wire_tree *object)
{
    struct wire_tree **all = wire_arena_zero(arena, object->count * sizeof *all);
    size_t n = 0;

    if (all == NULL)
        return NULL;
    for (struct wire_tree *t = object->first; t != NULL; t = t->next)
        all[n++] = t;
    qsort(all, n, sizeof *all, by_name);
    return all;
}

/* Of members of one name only the last stays. False without memory. */
static bool
drop_earlier(struct wire_arena *arena, struct wire_tree *object)
{
    struct wire_tree **all = sorted(arena, object), **to = &object->first, *last = NULL;
    uint32_t index = 0;

    if (all == NULL)
        return false;
    for (size_t i = 1; i < object->count; i++) {
        if (same_name(all[i - 1], all[i]))
            all[i - 1]->index = UINT32_MAX;
    }
    for (struct wire_tree *t = object->first; t != NULL; t = t->next) {
        if (t->index == UINT32_MAX)
            continue;
        *to = t;
        to = &t->next;
        last = t;
        t->index = index++;
    }
    *to = NULL;
    object->last = last;
    object->count = index;
    return true;
}

static bool
settle(struct wire_arena *arena, struct wire_tree *top)
{
    for (struct wire_tree *t = top; t != NULL; t = wire_tree_after(top, t)) {
        if (t->type == WIRE_T_OBJECT && t->count > 1 && !drop_earlier(arena, t))
            return false;
    }
    return true;
}

static void
fill(struct wire_arena *arena, struct wire_tree *t, enum wire_json_event event, const struct wire_json *j)
{
    static const uint8_t types[] = {
        [WIRE_J_OBJECT] = WIRE_T_OBJECT, [WIRE_J_ARRAY] = WIRE_T_ARRAY, [WIRE_J_STRING] = WIRE_T_STRING,
        [WIRE_J_NUMBER] = WIRE_T_NUMBER, [WIRE_J_TRUE] = WIRE_T_BOOLEAN, [WIRE_J_FALSE] = WIRE_T_BOOLEAN,
        [WIRE_J_NULL] = WIRE_T_NULL,
    };

    t->type = types[event];
    t->truth = event == WIRE_J_TRUE;
    t->at = j->at;
    if (event == WIRE_J_STRING || event == WIRE_J_NUMBER)
        t->s = wire_arena_str(arena, j->s);
}

struct wire_tree *
wire_tree_next(struct wire_tree_reader *r, struct wire_arena *arena)
{
    struct wire_json *j = &r->json;
    struct wire_tree *top = NULL, *open = NULL, *t, key = { 0 };
    enum wire_json_event event;

    r->twice = false;
    while ((event = wire_json_next(j)) != WIRE_J_END && event != WIRE_J_ERROR) {
        if (event == WIRE_J_KEY) {
            key.key = wire_arena_str(arena, j->s);
            key.key_hash = wire_tree_hash(j->s);
            key.key_at = j->at;
            continue;
        }
        if (event == WIRE_J_OBJECT_END || event == WIRE_J_ARRAY_END) {
            open = open->parent;
        } else {
            if ((t = add(arena, open, &key)) == NULL)
                break;
            fill(arena, t, event, j);
            key.key = WIRE_NONE;
            if (top == NULL)
                top = t;
            if (t->type >= WIRE_T_ARRAY)
                open = t;
        }
        if (open == NULL)
            break;
    }
    if (arena->err == WIRE_OK && r->twice && top != NULL && open == NULL)
        settle(arena, top);
    if (arena->err != WIRE_OK && j->err == WIRE_OK)
        wire_json_fail(j, arena->err, arena->err == WIRE_E_LIMIT ? &wire_json_limit : NULL, j->at, "%s",
                       "it takes more memory than a story may");
    return j->err == WIRE_OK ? top : NULL;
}

/* --- looking around --- */

struct wire_tree *
wire_tree_member_str(const struct wire_tree *t, struct wire_str name)
{
    struct wire_tree *m = t->type == WIRE_T_OBJECT ? t->first : NULL;

    while (m != NULL && !wire_str_eq(m->key, name))
        m = m->next;
    return m;
}

struct wire_tree *
wire_tree_member(const struct wire_tree *t, const char *name)
{
    return wire_tree_member_str(t, wire_str_of(name));
}

struct wire_tree *
wire_tree_after(const struct wire_tree *top, struct wire_tree *t)
{
    if (t->first != NULL)
        return t->first;
    while (t != top && t->next == NULL)
        t = t->parent;
    return t != top ? t->next : NULL;
}

void
wire_tree_pointer(const struct wire_tree *t, char *out, size_t n)
{
    char *at = out + n - 1;
    char number[12];

    *at = '\0';
    for (; t->parent != NULL; t = t->parent) {
        struct wire_str s = t->key;
        if (s.p == NULL)
            s = (struct wire_str){ number, (size_t)snprintf(number, sizeof number, "%u", t->index) };
        for (size_t i = s.n; i-- != 0;) {
            if (at - out < 8)
                break;
            if (s.p[i] == '~' || s.p[i] == '/')
                *--at = s.p[i] == '~' ? '0' : '1';
            *--at = s.p[i] == '/' ? '~' : s.p[i];
        }
        if (at - out < 8) {
            while (((unsigned char)*at & 0xC0) == 0x80) /* not within a character */
                at++;
            at -= 3;
            memcpy(at, "...", 3);
            break;
        }
        *--at = '/';
    }
    memmove(out, at, (size_t)(out + n - at));
}

/* --- equality. The depth of what is read is bounded (wire_limits), and so are these. --- */

static uint64_t
mix(uint64_t h, uint64_t w)
{
    h = (h ^ w) * 0x9FB21C651E98DF25u;
    return h ^ h >> 35;
}

uint64_t
wire_tree_value_hash(const struct wire_tree *t)
{
    uint64_t h = t->type + 1u;

    switch ((enum wire_tree_type)t->type) {
    case WIRE_T_NULL:
        break;
    case WIRE_T_BOOLEAN:
        h = mix(h, t->truth);
        break;
    case WIRE_T_NUMBER:
        h = mix(h, wire_decimal_hash(wire_decimal(t->s)));
        break;
    case WIRE_T_STRING:
        h = mix(h, wire_tree_hash(t->s));
        break;
    case WIRE_T_ARRAY:
        for (const struct wire_tree *c = t->first; c != NULL; c = c->next)
            h = mix(h, wire_tree_value_hash(c));
        break;
    case WIRE_T_OBJECT:
        for (const struct wire_tree *c = t->first; c != NULL; c = c->next)
            h += mix(mix(7, c->key_hash), wire_tree_value_hash(c)); /* whatever the order */
        break;
    }
    return h;
}

/* Pairwise, where the members of both stand in the same order. */
static bool
equal_in_order(const struct wire_tree *a, const struct wire_tree *b)
{
    const struct wire_tree *y = b->first;

    for (const struct wire_tree *x = a->first; x != NULL; x = x->next, y = y->next) {
        if (!same_name(x, y) || !wire_tree_equal(x, y))
            return false;
    }
    return true;
}

static bool
equal_by_search(const struct wire_tree *a, const struct wire_tree *b)
{
    for (const struct wire_tree *x = a->first; x != NULL; x = x->next) {
        const struct wire_tree *y = b->first;
        while (y != NULL && !same_name(x, y))
            y = y->next;
        if (y == NULL || !wire_tree_equal(x, y))
            return false;
    }
    return true;
}

static bool
equal_objects(const struct wire_tree *a, const struct wire_tree *b)
{
    enum { FEW = 32 }; /* are looked for one by one; of more that is square time */
    const struct wire_tree *y = b->first;
    struct wire_arena scratch;
    struct wire_tree **all_a, **all_b;
    bool same = true;

    for (const struct wire_tree *x = a->first; same && x != NULL; x = x->next, y = y->next)
        same = same_name(x, y);
    if (same)
        return equal_in_order(a, b);
    if (a->count <= FEW)
        return equal_by_search(a, b);
    wire_arena_init(&scratch, 0);
    all_a = sorted(&scratch, a);
    all_b = sorted(&scratch, b);
    same = all_a != NULL && all_b != NULL;
    for (size_t i = 0; same && i < a->count; i++)
        same = same_name(all_a[i], all_b[i]) && wire_tree_equal(all_a[i], all_b[i]);
    if (all_a == NULL || all_b == NULL)
        same = equal_by_search(a, b); /* without memory slowly */
    wire_arena_free(&scratch);
    return same;
}

bool
wire_tree_equal(const struct wire_tree *a, const struct wire_tree *b)
{
    const struct wire_tree *y = b->first;

    if (a->type != b->type || a->count != b->count)
        return false;
    switch ((enum wire_tree_type)a->type) {
    case WIRE_T_NULL:
        return true;
    case WIRE_T_BOOLEAN:
        return a->truth == b->truth;
    case WIRE_T_NUMBER:
        return wire_decimal_compare(wire_decimal(a->s), wire_decimal(b->s)) == 0;
    case WIRE_T_STRING:
        return wire_str_eq(a->s, b->s);
    case WIRE_T_ARRAY:
        for (const struct wire_tree *x = a->first; x != NULL; x = x->next, y = y->next) {
            if (!wire_tree_equal(x, y))
                return false;
        }
        return true;
    case WIRE_T_OBJECT:
        return equal_objects(a, b);
    }
    return false;
}

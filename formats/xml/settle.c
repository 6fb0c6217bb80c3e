/* Several values where one belongs: which is the story's, and where the others go. */
#include "article/lang.h"
#include "xml/engine.h"

struct wire_value *
wire_pick(const struct wire_value *first, struct wire_str lang, enum wire_key key)
{
    const struct wire_value *best = NULL;
    int most = 0;

    for (const struct wire_value *v = first; v != NULL; v = v->next) {
        int match;
        if (key != WIRE_K_NONE && v->key != key)
            continue;
        match = wire_lang_match(v->lang, lang);
        if (match > most) {
            most = match;
            best = v;
        }
    }
    return (struct wire_value *)best;
}

/* Every name of a record, with its language and role: {value, lang, role}. */
static void
name_entry(struct wire_article *a, struct wire_value *record, const struct wire_value *name, bool picked)
{
    struct wire_value *entry = wire_put_record(a, record, WIRE_K_NAMES, name->at), *v;

    if (entry == NULL)
        return;
    v = wire_put_text(a, entry, WIRE_K_VALUE, name->s, name->at);
    if (v != NULL && !picked)
        v->flags |= name->flags & WIRE_V_PRINTED; /* the picked one counts where it stands as name */
    wire_put_text(a, entry, WIRE_K_ROLE, name->name, name->at);
    wire_put_text(a, entry, WIRE_K_LANG, name->lang, name->at);
    for (const struct wire_value *m = name->first; m != NULL; m = m->next) /* its other attributes */
        wire_put_other(a, entry, m->name, m->s, m->at);
}

static void move_to_extra(struct wire_article *, const struct wire_value *, struct wire_str path);

/* A member for one value that stands several times (a link's title by language): one is picked, the others go to extra. */
static void
settle_members(struct wire_article *a, struct wire_value *record, struct wire_str lang)
{
    struct wire_value *next;

    for (struct wire_value *v = record->first; v != NULL; v = next) {
        struct wire_value *picked, *same, *after;
        next = v->next;
        if (next == NULL || next->key != v->key || v->key == WIRE_K_NAME || v->key == WIRE_K_OTHER || wire_key_is_list(v->key))
            continue;
        picked = wire_pick(v, lang, (enum wire_key)v->key);
        for (same = v; same != NULL && same->key == picked->key; same = after) {
            after = same->next;
            if (same == picked)
                continue;
            wire_drop_member(record, same);
            move_to_extra(a, same, wire_str_of(wire_keys[picked->key]));
        }
        next = same;
    }
}

/* Names by role and language: all of them into `names`, and the one that is picked stays. */
static void
settle_names(struct wire_article *a, struct wire_value *record, struct wire_str lang)
{
    struct wire_value *name = wire_get(record, WIRE_K_NAME), *picked, *v, *next;

    if (name == NULL || (name->name.n == 0 && name->first == NULL && (name->next == NULL || name->next->key != WIRE_K_NAME)))
        return;
    picked = wire_pick(name, lang, WIRE_K_NAME);
    for (v = name; v != NULL && v->key == WIRE_K_NAME; v = v->next)
        name_entry(a, record, v, v == picked);
    for (v = name; v != NULL && v->key == WIRE_K_NAME; v = next) {
        next = v->next;
        if (v != picked)
            wire_drop_member(record, v);
    }
    picked->name = WIRE_NONE;
    picked->first = picked->last = NULL;
}

/* A language that is the story's own, or only inherited from its root element, goes without saying. */
static inline void
quiet(struct wire_value *v, struct wire_str lang, struct wire_str inherited)
{
    if (v->lang.n != 0 && (wire_str_eq(v->lang, lang) || wire_str_eq(v->lang, inherited)))
        v->lang = WIRE_NONE;
}

static void
settle_record(struct wire_article *a, struct wire_value *record, struct wire_str lang, struct wire_str inherited)
{
    struct wire_value *v;
    bool twice = false, named = false;

    for (v = record->first; v != NULL; v = v->next) {
        if (v->kind == WIRE_V_RECORD)
            settle_record(a, v, lang, inherited); /* as deep as the source, which is bounded */
        twice |= v->next != NULL && v->next->key == v->key;
        named |= v->key == WIRE_K_NAME && (v->name.n != 0 || v->first != NULL);
    }
    if (twice)
        settle_members(a, record, lang);
    if (twice || named)
        settle_names(a, record, lang);
    for (v = record->first; v != NULL; v = v->next)
        quiet(v, lang, inherited);
}

void
wire_flatten(struct wire_article *a, const struct wire_value *record, struct wire_str path)
{
    for (const struct wire_value *m = record->first; m != NULL; m = m->next) {
        struct wire_str name = m->key == WIRE_K_OTHER ? m->name : wire_str_of(wire_keys[m->key]), below;
        struct wire_value *extra;
        below = wire_arena_printf(a->arena, "%.*s/%.*s", (int)path.n, path.n != 0 ? path.p : "", (int)name.n, name.p);
        if (m->kind == WIRE_V_RECORD) {
            wire_flatten(a, m, below);
            continue;
        }
        extra = wire_add_extra(a, name, below, m->s, m->at);
        if (extra != NULL)
            extra->flags |= (m->flags | record->flags) & (WIRE_V_PRINTED | WIRE_V_SECRET);
    }
}

/* A value that is not the one goes to extra. */
static void
move_to_extra(struct wire_article *a, const struct wire_value *v, struct wire_str path)
{
    const char *slash = path.n != 0 ? memrchr(path.p, '/', path.n) : NULL;
    struct wire_value *extra;

    if (v->kind == WIRE_V_RECORD) {
        wire_flatten(a, v, path);
        return;
    }
    extra = wire_add_extra(a, slash != NULL ? wire_str_sub(path, (size_t)(slash + 1 - path.p), path.n) : path, path, v->s, v->at);
    if (extra != NULL) {
        extra->flags |= v->flags & (WIRE_V_PRINTED | WIRE_V_SECRET);
        extra->lang = v->lang;
    }
}

static void
settle_one(struct wire_article *a, enum wire_field f, struct wire_str lang)
{
    struct wire_list *list = &a->fields[f];
    struct wire_value *picked = wire_pick(list->first, lang, WIRE_K_NONE), *next;

    for (struct wire_value *v = list->first; v != NULL; v = next) {
        next = v->next;
        if (v == picked)
            continue;
        wire_drop(list, v);
        move_to_extra(a, v, v->name.n != 0 ? v->name : wire_str_of(wire_fields[f].name));
    }
}

struct wire_article *
wire_inner_new(struct wire_article *outer)
{
    struct wire_article *a = WIRE_NEW(outer->arena, struct wire_article);

    if (a != NULL) {
        a->arena = outer->arena;
        a->parent = outer;
    }
    return a;
}

static void
move_list(struct wire_list *to, struct wire_list *from)
{
    if (from->first == NULL)
        return;
    if (to->last != NULL)
        to->last->next = from->first;
    else
        to->first = from->first;
    to->last = from->last;
    *from = (struct wire_list){ NULL, NULL };
}

static bool
said_already(const struct wire_list *list, const struct wire_value *v)
{
    unsigned looked = 0;

    for (const struct wire_value *x = list->first; x != NULL && looked++ < 64; x = x->next) {
        struct wire_str a = x->kind == WIRE_V_RECORD ? wire_member(x, WIRE_K_VALUE) : x->s;
        struct wire_str b = v->kind == WIRE_V_RECORD ? wire_member(v, WIRE_K_VALUE) : v->s;
        if (a.n != 0 && wire_str_eq(a, b))
            return true;
    }
    return false;
}

void
wire_inner_merge(struct wire_article *outer, struct wire_article *inner, struct wire_str inherited, size_t *skipped)
{
    wire_xml_settle(inner, inherited);
    if (outer->body == NULL)
        outer->body = inner->body;
    for (int f = 0; f < WIRE_FIELD_COUNT; f++) {
        struct wire_list *to = &outer->fields[f], *from = &inner->fields[f];
        bool adds = f == WIRE_F_RENDITIONS || f == WIRE_F_EXTRA || f == WIRE_F_NON_PUBLIC || f == WIRE_F_ASSOCIATIONS ||
                    f == WIRE_F_RESIDUE;
        if (adds || (to->first == NULL && f != WIRE_F_URI && f != WIRE_F_TYPE)) {
            move_list(to, from);
            continue;
        }
        for (struct wire_value *v = from->first; v != NULL; v = v->next) {
            if (!said_already(to, v))
                move_to_extra(outer, v, wire_str_of(wire_fields[f].name));
            else if (v->kind == WIRE_V_TEXT && (v->flags & WIRE_V_PRINTED) != 0)
                *skipped += wire_weight(v->s.p, v->s.n);
            else if (v->kind == WIRE_V_RECORD)
                *skipped += wire_weight(wire_member(v, WIRE_K_VALUE).p, wire_member(v, WIRE_K_VALUE).n);
        }
    }
}

void
wire_xml_settle(struct wire_article *a, struct wire_str inherited)
{
    struct wire_str lang = wire_text_of(a, WIRE_F_LANGUAGE);

    for (const struct wire_article *outer = a->parent; lang.n == 0 && outer != NULL; outer = outer->parent)
        lang = wire_text_of(outer, WIRE_F_LANGUAGE);
    for (int f = 0; f < WIRE_FIELD_COUNT; f++) {
        struct wire_list *list = &a->fields[f];
        if (list->first == NULL)
            continue;
        if (!wire_shape_is_list(wire_fields[f].shape) && list->first != list->last)
            settle_one(a, (enum wire_field)f, lang);
        for (struct wire_value *v = list->first; v != NULL; v = v->next) {
            if (v->kind == WIRE_V_RECORD)
                settle_record(a, v, lang, inherited);
            quiet(v, lang, inherited);
        }
    }
}

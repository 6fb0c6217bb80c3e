/* Properties: what our own writer says in them, and those of others. */
#include "newsml-1/room.h"

/* A property's members: its value, what kind that is, and properties in it. */
static struct wire_str
kind_of(const struct wire_value *p)
{
    return wire_member(p, WIRE_K_KIND);
}

static bool
has_kind(const struct wire_value *p, const char *kind)
{
    return wire_str_find_nocase(kind_of(p), kind) < kind_of(p).n;
}

static bool
is_property(const struct wire_value *m)
{
    return m->key == WIRE_K_OTHER && m->kind == WIRE_V_RECORD;
}

static bool
has_members(const struct wire_value *p)
{
    for (const struct wire_value *m = p->first; m != NULL; m = m->next) {
        if (is_property(m) && !wire_str_begins(m->name, ":"))
            return true;
    }
    return false;
}

static void
mark(struct wire_value *v, const struct wire_value *p)
{
    for (const struct wire_value *m = p->first; v != NULL && m != NULL; m = m->next) {
        if (is_property(m) && wire_str_is(m->name, NM1_LANG))
            v->lang = wire_member(m, WIRE_K_VALUE);
        else if (is_property(m) && wire_str_is(m->name, NM1_SECRET))
            v->flags |= WIRE_V_SECRET;
    }
}

static void
set_kind(struct wire_value *v, const struct wire_value *p)
{
    if (v == NULL)
        return;
    if (has_kind(p, NM1_NUMBER) && wire_str_is_number(v->s))
        v->kind = WIRE_V_NUMBER;
    else if (has_kind(p, NM1_BOOLEAN))
        v->kind = wire_str_is(v->s, "true") ? WIRE_V_TRUE : WIRE_V_FALSE;
}

static void
fill(struct wire_article *a, struct wire_value *record, const struct wire_value *p);

/* One member: by the key's name, or under a name of its own. */
static void
member(struct wire_article *a, struct wire_value *record, const struct wire_value *p)
{
    bool other = wire_str_begins(p->name, NM1_OTHER), nested = has_members(p);
    struct wire_str name = other ? wire_str_sub(p->name, strlen(NM1_OTHER), p->name.n) : p->name;
    enum wire_key key = other ? WIRE_K_OTHER : wire_key_named(name);
    struct wire_value *v;

    if (key == WIRE_K_NONE || (key == WIRE_K_OTHER && (!other || name.n == 0)) || (nested && !other && !wire_key_is_list(key)))
        return;
    if (nested) {
        v = wire_put_record(a, record, key, p->at);
        if (v != NULL && other)
            v->name = name;
        fill(a, v, p);
    } else {
        struct wire_str s = wire_member(p, WIRE_K_VALUE);
        v = other ? wire_put_other(a, record, name, s, p->at) : wire_put_text(a, record, key, s, p->at);
        set_kind(v, p);
    }
    if (v != NULL && other && has_kind(p, NM1_LIST))
        v->flags |= WIRE_V_LIST;
    mark(v, p);
}

static void
fill(struct wire_article *a, struct wire_value *record, const struct wire_value *p)
{
    for (const struct wire_value *m = p->first; record != NULL && m != NULL; m = m->next) { /* as deep as the source */
        if (is_property(m) && !wire_str_begins(m->name, ":"))
            member(a, record, m);
    }
}

/* What a field says in properties of our own, into `own`; which fields are spoken of at all, into `spoken`. */
static void
field(struct wire_article *own, wire_field_set *spoken, const struct wire_value *p)
{
    enum wire_field f = wire_field_named(p->name);
    enum wire_shape shape;
    struct wire_str s = wire_member(p, WIRE_K_VALUE);
    struct wire_value *v = NULL;

    if (f == WIRE_FIELD_COUNT || f == WIRE_F_ASSOCIATIONS || f == WIRE_F_SOURCE)
        return;
    shape = wire_fields[f].shape;
    *spoken |= WIRE_FIELD(f);
    if (has_kind(p, NM1_NONE))
        return;
    if (shape == WIRE_RECORDS || shape == WIRE_ONE_RECORD) {
        fill(own, v = wire_add_record(own, f, p->at), p);
    } else if (shape != WIRE_ONE_NUMBER) {
        v = wire_add_text(own, f, s, p->at);
    } else if (wire_str_is_number(s) && (v = wire_add_text(own, f, s, p->at)) != NULL) {
        v->kind = WIRE_V_NUMBER;
    }
    mark(v, p);
}

/* A property that is not ours: its value under its name, and what else it says beside it. */
static void
keep(struct wire_article *a, struct wire_value *p)
{
    struct wire_value *value = wire_get(p, WIRE_K_VALUE), *where = wire_get(p, WIRE_K_PATH), *kind = wire_get(p, WIRE_K_KIND);
    struct wire_str path = where != NULL ? where->s : WIRE_STR("Property");

    if (value != NULL) {
        wire_add_extra(a, p->name, path, wire_str_collapse(a->arena, value->s), p->at);
        wire_drop_member(p, value);
    }
    if (where != NULL)
        wire_drop_member(p, where);
    if (kind != NULL) {
        wire_add_extra(a, WIRE_STR("AllowedValues"), wire_arena_join(a->arena, path, WIRE_STR("/@"), WIRE_STR("AllowedValues")), kind->s, p->at);
        wire_drop_member(p, kind);
    }
    wire_flatten(a, p, wire_arena_join(a->arena, path, WIRE_STR("/"), p->name));
}

void
wire_nm1_own(struct wire_xml *x, struct wire_article *to, struct wire_list *properties)
{
    struct wire_article *own = WIRE_NEW(to->arena, struct wire_article);
    struct wire_list list = *properties;
    wire_field_set spoken = 0;

    *properties = (struct wire_list){ NULL, NULL };
    if (own == NULL)
        return;
    own->arena = to->arena;
    for (struct wire_value *p = list.first; p != NULL; p = p->next) {
        if (wire_str_is(wire_member(p, WIRE_K_PATH), NM1_OWN))
            field(own, &spoken, p);
        else if (p->first != NULL)
            keep(to, p);
    }
    for (int f = 0; f < WIRE_FIELD_COUNT; f++) {
        if (!wire_field_in(spoken, f))
            continue;
        x->skipped += wire_values_weight(to->fields[f].first); /* which is said again here, in full */
        to->fields[f] = own->fields[f];
    }
}

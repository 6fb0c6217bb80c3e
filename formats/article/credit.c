/* Credits: one entry for each person and role. */
#include "article/copy.h"
#include "article/signoff.h"

static struct wire_value *
find(const struct wire_article *a, const char *role, struct wire_str name)
{
    for (struct wire_value *v = wire_first(a, WIRE_F_CREDITS); v != NULL; v = v->next) {
        if (wire_str_is(wire_member(v, WIRE_K_ROLE), role) && wire_same_fold(wire_member(v, WIRE_K_NAME), name))
            return v;
    }
    return NULL;
}

static int
put(struct wire_article *a, struct wire_value *credit, enum wire_key key, struct wire_str s, struct wire_at at,
    uint8_t flags, int what)
{
    struct wire_value *v;

    if (s.n == 0 || wire_get(credit, key) != NULL || (v = wire_put_text(a, credit, key, s, at)) == NULL)
        return 0;
    v->flags |= flags;
    return what;
}

int
wire_credit_add(struct wire_article *a, const char *role, struct wire_str name, struct wire_str place,
                struct wire_str contact, struct wire_at at, uint8_t flags)
{
    struct wire_value *credit = find(a, role, name);
    int what = 0;

    if (credit == NULL) {
        if (name.n == 0 || (credit = wire_add_record(a, WIRE_F_CREDITS, at)) == NULL)
            return 0;
        wire_put_text(a, credit, WIRE_K_ROLE, wire_str_of(role), at);
        what |= put(a, credit, WIRE_K_NAME, name, at, flags, WIRE_CREDIT_NAME);
    }
    what |= put(a, credit, WIRE_K_PLACE, place, at, flags, WIRE_CREDIT_PLACE);
    what |= put(a, credit, WIRE_K_CONTACT, contact, at, flags, WIRE_CREDIT_CONTACT);
    return what;
}

void
wire_credit_drop_place(struct wire_article *a)
{
    struct wire_value *by = wire_first(a, WIRE_F_BY), *dateline = wire_first(a, WIRE_F_DATELINE), *next;
    struct wire_str place = dateline != NULL ? wire_member(dateline, WIRE_K_PLACE) : WIRE_NONE;

    if (place.n == 0 && dateline != NULL)
        place = wire_member(dateline, WIRE_K_TEXT); /* a dateline that is but a place */
    for (struct wire_value *v = wire_first(a, WIRE_F_CREDITS); by != NULL && place.n != 0 && v != NULL; v = next) {
        next = v->next;
        if (v->at.line == by->at.line && wire_same_fold(wire_member(v, WIRE_K_NAME), place))
            wire_drop(&a->fields[WIRE_F_CREDITS], v);
    }
}

/*
 * What the reader of ninjs kept though the article has no field for it, and ninjs has a place for: given back where it
 * stood (mapping.md, ninjs). Of what a vendor adds nothing is: the schemas take no names of others.
 */
#include "ninjs/write.h"

#include <stdio.h>

#include "ninjs/read.h"

/* Lists whose entries may have it, by their names of all versions. */
static const struct {
    enum wire_field field;
    const char *names[2];
} lists[] = { { WIRE_F_PEOPLE, { "people", "person" } },
              { WIRE_F_ORGANISATIONS, { "organisations", "organisation" } },
              { WIRE_F_PLACES, { "places", "place" } },
              { WIRE_F_INFO_SOURCES, { "infosources", "infosource" } } };

static bool
of_ninjs(const struct wire_article *a)
{
    while (a->parent != NULL)
        a = a->parent;
    return wire_str_is(wire_member(wire_first(a, WIRE_F_SOURCE), WIRE_K_FORMAT), "ninjs");
}

/* people/0/contactInfo: the field, the number and the name. */
static bool
read_path(struct wire_str path, struct ninjs_kept *k)
{
    const char *one = path.n != 0 ? memchr(path.p, '/', path.n) : NULL, *two;
    struct wire_str list, number;
    int64_t n;

    if (one == NULL || (two = memchr(one + 1, '/', (size_t)(path.p + path.n - one - 1))) == NULL)
        return false;
    list = (struct wire_str){ path.p, (size_t)(one - path.p) };
    number = (struct wire_str){ one + 1, (size_t)(two - one - 1) };
    k->name = wire_str_sub(path, (size_t)(two + 1 - path.p), path.n);
    if (!wire_str_to_int(number, UINT32_MAX, &n))
        return false;
    k->number = (uint32_t)n;
    for (size_t i = 0; i < WIRE_COUNT(lists); i++) {
        k->field = lists[i].field;
        if (wire_str_is_nocase(list, lists[i].names[0]) || wire_str_is_nocase(list, lists[i].names[1]))
            return true;
    }
    return false;
}

void
wire_ninjs_find_kept(struct ninjs *w)
{
    wire_buf_clear(&w->kept);
    if (!of_ninjs(w->a))
        return;
    for (const struct wire_value *v = wire_first(w->a, WIRE_F_EXTRA); v != NULL; v = v->next) {
        struct ninjs_kept k = { .v = v };
        if (wire_ninjs_shows(w, v) && read_path(wire_member(v, WIRE_K_PATH), &k))
            wire_buf_put(&w->kept, (const char *)&k, sizeof k);
    }
}

/* --- one value --- */

static bool
is_position(const struct wire_json_value *v)
{
    unsigned numbers = 0;

    for (const struct wire_json_value *e = v->first; e != NULL; e = e->next, numbers++) {
        if (e->kind != WIRE_J_NUMBER)
            return false;
    }
    return v->kind == WIRE_J_ARRAY && numbers >= 2;
}

/* Arrays of positions, in one another as deep as the geometry says; each of the innermost has so many at least. */
static bool
are_positions(const struct wire_json_value *v, unsigned deep, unsigned least)
{
    unsigned entries = 0;

    if (deep == 0)
        return is_position(v);
    for (const struct wire_json_value *e = v->first; e != NULL; e = e->next, entries++) {
        if (!are_positions(e, deep - 1, least))
            return false;
    }
    return v->kind == WIRE_J_ARRAY && (deep > 1 || entries >= least);
}

/* A geometry of RFC 7946 (3.1), with nothing else in it. */
static bool
is_geometry(const struct wire_json_value *v)
{
    static const struct {
        const char *type;
        unsigned deep, least;
    } kinds[] = { { "Point", 0, 0 },           { "MultiPoint", 1, 0 }, { "LineString", 1, 2 },
                  { "MultiLineString", 2, 2 }, { "Polygon", 2, 4 },    { "MultiPolygon", 3, 4 } };
    const struct wire_json_value *type = v->first, *coordinates = v->last;

    if (v->kind != WIRE_J_OBJECT || type == NULL || type->next != coordinates)
        return false;
    if (!wire_str_is(type->name, "type")) {
        type = v->last;
        coordinates = v->first;
    }
    if (!wire_str_is(type->name, "type") || type->kind != WIRE_J_STRING || !wire_str_is(coordinates->name, "coordinates"))
        return false;
    for (size_t i = 0; i < WIRE_COUNT(kinds); i++) {
        if (wire_str_is(type->s, kinds[i].type))
            return are_positions(coordinates, kinds[i].deep, kinds[i].least);
    }
    return false;
}

static bool
put_geometry(struct ninjs *w, const struct ninjs_kept *k, const struct wire_json_value *v)
{
    static const struct ninjs_name names = { { "geometry_geojson", "geojson", "geoJSON" } };
    char name[80];

    if (v->kind != WIRE_J_OBJECT || (w->version != NINJS_1 && !is_geometry(v)))
        return false;
    snprintf(name, sizeof name, "%s", names.v[w->version]);
    if (w->version == NINJS_1 && wire_str_begins_nocase(k->name, "geometry_") && k->name.n > 9)
        wire_ninjs_map_name(&(struct ninjs_map){ .count = 0 }, "geometry_", wire_str_sub(k->name, 9, k->name.n), name);
    wire_json_item(&w->j, name);
    wire_json_tree_print(w->j.out, v);
    return true;
}

static bool
put_one(struct ninjs *w, const struct ninjs_kept *k, const struct wire_json_value *v, struct wire_article *apart)
{
    bool place = k->field == WIRE_F_PLACES &&
                 (wire_str_is_nocase(k->name, "geojson") || wire_str_begins_nocase(k->name, "geometry_"));
    struct ninjs_details d = { .a = apart, .scratch = &w->scratch };
    struct wire_value *record;

    if (place)
        return put_geometry(w, k, v);
    if (!wire_str_is_nocase(k->name, "contactinfo"))
        return false;
    record = wire_add_record(apart, WIRE_F_EVENT_DETAILS, k->v->at);
    if (record != NULL)
        ninjs_details_member(&d, record, WIRE_STR("contactInfo"), v);
    return wire_ninjs_contacts(w, record);
}

void
wire_ninjs_put_kept(struct ninjs *w, enum wire_field f, uint32_t number)
{
    struct ninjs_kept *all = (void *)w->kept.p; /* memory of realloc: aligned for anything */
    size_t count = w->kept.n / sizeof *all;

    while (w->kept_at < count && (all[w->kept_at].field != f || all[w->kept_at].number < number))
        w->kept_at++;
    for (; w->kept_at < count && all[w->kept_at].field == f && all[w->kept_at].number == number; w->kept_at++) {
        struct ninjs_kept *k = &all[w->kept_at];
        struct wire_article *apart = wire_article_new(0);
        const struct wire_json_value *v;
        if (apart == NULL) {
            w->j.out->err = WIRE_E_NOMEM;
            return;
        }
        k->done = true;
        v = wire_json_tree_of(wire_member(k->v, WIRE_K_VALUE), apart->arena);
        if (v == NULL || !put_one(w, k, v, apart))
            wire_ninjs_note(w, WIRE_DROPPED, "extra", "this version has no place for it", k->v->at);
        if (apart->arena->err == WIRE_E_NOMEM)
            w->j.out->err = WIRE_E_NOMEM;
        wire_article_free(apart);
    }
}

/* --- what stands in the item itself --- */

void
wire_ninjs_put_item_kept(struct ninjs *w)
{
    static const struct {
        struct ninjs_name name;
        bool number;
    } rows[NINJS_ITEM_KEPT] = { { { { "profile", "profile", "profile" } }, false },
                 { { { "mimetype", NULL, NULL } }, false },
                 { { { "charcount", NULL, NULL } }, true } };

    memset(w->item_kept, 0, sizeof w->item_kept);
    if (!of_ninjs(w->a))
        return;
    for (const struct wire_value *v = wire_first(w->a, WIRE_F_EXTRA); v != NULL; v = v->next) {
        for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
            const char *name = rows[i].name.v[w->version];
            if (name == NULL || w->item_kept[i] != NULL || !wire_ninjs_shows(w, v) ||
                !wire_str_is_nocase(wire_member(v, WIRE_K_PATH), name))
                continue;
            w->item_kept[i] = v;
            if (rows[i].number)
                wire_ninjs_whole(w, name, wire_member(v, WIRE_K_VALUE), 0, INT64_MAX / 16);
            else
                wire_ninjs_text(w, name, wire_member(v, WIRE_K_VALUE));
        }
    }
}

void
wire_ninjs_not_given(const struct ninjs *w)
{
    const struct ninjs_kept *k = (const void *)w->kept.p, *end = k + w->kept.n / sizeof *k;

    for (const struct wire_value *v = wire_first(w->a, WIRE_F_EXTRA); w->out->ledger != NULL && v != NULL; v = v->next) {
        bool given = false;
        if (k < end && k->v == v) /* they are in the order of extra */
            given = k++->done;
        for (size_t i = 0; i < NINJS_ITEM_KEPT; i++)
            given |= w->item_kept[i] == v;
        if (!given && wire_ninjs_shows(w, v))
            wire_ninjs_note(w, WIRE_DROPPED, "extra", "kept by the reader, and ninjs has no place for it", v->at);
    }
}

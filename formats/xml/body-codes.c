/* Codes in NITF bodies that the fragment has no attribute for: they go to the entity around them, or to extra. */
#include <string.h>

#include "article/str.h"
#include "xml/build.h"
#include "xml/secret.h"

/* Attributes that say something of the copy, by element, beside those that stay on it (NITF 3.6; fragment: NITF). */
static const struct {
    const char *element, *attrs;
} said[] = {
    { "bq", " quote-source " },
    { "city", " city-code code-source " },
    { "classifier", " type " },
    { "country", " iso-cc " },
    { "delivery.office", " office-code code-source " },
    { "delivery.point", " point-code code-source " },
    { "event", " start-date end-date " },
    { "keyword", " key " },
    { "lang", " idsrc value " },
    { "nitf-col", " data-format data-type idsrc occurrences value " },
    { "nitf-colgroup", " idsrc occurrences value " },
    { "nitf-table-metadata", " column-count idsrc row-count status subclass value " },
    { "num", " decimal-ch thousands-ch " },
    { "p", " optional-text summary " },
    { "person", " gender " },
    { "postcode", " code-source " },
    { "region", " region-code code-source " },
    { "state", " state-code code-source " },
    { "sublocation", " location-code code-source " },
    { "table-reference", " idref " },
    { "td", " axes axis " },
    { "th", " axes axis " },
    { "tobject", " tobject.type " },
    { "tobject.property", " tobject.property.type " },
    { "tobject.subject", " tobject.subject.code tobject.subject.detail tobject.subject.ipr tobject.subject.matter "
                         "tobject.subject.refnum tobject.subject.type " },
};

static struct wire_value *
keep(struct wire_body *b, struct wire_str name, struct wire_str path, struct wire_str value, struct wire_at at)
{
    struct wire_value *v = wire_add_extra(b->a, name, path, wire_str_collapse(b->arena, value), at);

    if (v != NULL && b->secret != NULL)
        v->flags |= WIRE_V_SECRET;
    return v;
}

void
wire_build_keep_codes(struct wire_body *b, const char *element, const struct wire_xml_attr *attrs, size_t count, struct wire_at at)
{
    const char *known = NULL;

    if (b->secret != NULL && b->open[b->opens - 1].row->act == WIRE_ACT_ENTITY) /* kept as text, without its span */
        known = " code-source date guide idsrc location-code norm phonetic unit units value ";
    for (size_t i = 0; i < WIRE_COUNT(said) && known == NULL; i++) {
        if (element[0] == said[i].element[0] && strcmp(element, said[i].element) == 0)
            known = said[i].attrs;
    }
    for (size_t i = 0; i < count && known != NULL; i++) {
        size_t n = strlen(attrs[i].name);
        for (const char *p = known; attrs[i].prefix == NULL && attrs[i].value.n != 0 && (p = strstr(p, attrs[i].name)) != NULL; p++) {
            if (p[-1] != ' ' || p[n] != ' ')
                continue;
            keep(b, wire_str_of(attrs[i].name), wire_arena_printf(b->arena, "body.content/%s/@%s", element, attrs[i].name), attrs[i].value, at);
            break;
        }
    }
}

/* An entity that has a code keeps the others beside it: from there they go into the list of what it is. */
static void
keep_alt_code(struct wire_body *b, const char *around, const struct wire_xml_attr *attrs, size_t count, struct wire_at at)
{
    keep(b, wire_str_collapse(b->arena, wire_build_value(attrs, count, "idsrc")),
         wire_arena_printf(b->arena, "body.content/%s/alt-code", around), wire_build_value(attrs, count, "value"), at);
}

void
wire_build_alt_code(struct wire_body *b, const struct wire_xml_attr *attrs, size_t count)
{
    uint32_t i = b->opens - 2, inl = b->inls;
    struct wire_open *around;
    struct wire_inline *to;

    for (; i > 0 && (b->open[i].row->act == WIRE_ACT_NONE || b->open[i].row->act == WIRE_ACT_APART); i--) {
        if (b->open[i].flags & WIRE_O_FRAME)
            return;
    }
    around = &b->open[i];
    if (around->row->act != WIRE_ACT_ENTITY || inl == 0 || (around->flags & WIRE_O_CODES) != 0) {
        keep_alt_code(b, around->row->act == WIRE_ACT_ENTITY ? around->row->name : "*", attrs, count, around->at);
        return;
    }
    around->flags |= WIRE_O_CODES;
    to = &b->inl[inl - 1];
    to->attrs = wire_build_codes(b, attrs, count, to->attrs);
    if (to->node != NULL && b->run.made == inl)
        to->node->attrs = to->attrs;
}

bool
wire_build_is_advice(const char *element, const struct wire_xml_attr *attrs, size_t count)
{
    return (strcmp(element, "note") == 0 || strcmp(element, "tagline") == 0) &&
           wire_secret_advice(wire_build_value(attrs, count, "type"));
}

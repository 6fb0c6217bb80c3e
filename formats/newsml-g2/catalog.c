/* Qcodes and the schemes behind their aliases (NewsML-G2, catalog, scheme; NAR, QCode). */
#include "article/limits.h"
#include "newsml-g2/g2.h"
#include "newsml-g2/schemes.h"
#include "newsml-g2/write.h"

struct wire_str
g2_local(struct wire_str code)
{
    const char *colon;

    code = wire_str_trim(code);
    colon = code.n != 0 ? memchr(code.p, ':', code.n) : NULL;
    if (colon == NULL)
        return code;
    if (wire_str_begins(wire_str_sub(code, (size_t)(colon - code.p), 3), "://")) { /* a URI: its last step */
        size_t i = code.n;
        while (i > 0 && code.p[i - 1] != '/' && code.p[i - 1] != '#' && code.p[i - 1] != ':')
            i--;
        return wire_str_sub(code, i, code.n);
    }
    return wire_str_sub(code, (size_t)(colon + 1 - code.p), code.n);
}

static struct wire_str
declared(const struct g2_scheme *list, struct wire_str alias)
{
    for (; list != NULL; list = list->next) {
        if (wire_str_eq(list->alias, alias))
            return list->uri;
    }
    return WIRE_NONE;
}

struct wire_str
g2_known_uri(struct wire_str alias)
{
    size_t low = 0, high = g2_known_scheme_count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        struct wire_str have = g2_known_schemes[mid].alias;
        int order = alias.n != 0 ? (unsigned char)alias.p[0] - (unsigned char)have.p[0] : -1; /* most differ there */
        if (order == 0)
            order = memcmp(alias.p, have.p, alias.n < have.n ? alias.n : have.n);
        if (order == 0)
            order = (alias.n > have.n) - (alias.n < have.n);
        if (order == 0)
            return g2_known_schemes[mid].uri;
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return WIRE_NONE;
}

struct wire_str
g2_scheme_uri(const struct g2_state *state, struct wire_str alias)
{
    struct wire_str uri;

    if (state->item.schemes == NULL && state->message_schemes == NULL) /* most documents declare none of their own */
        return g2_known_uri(alias);
    uri = declared(state->item.schemes, alias);

    if (uri.n == 0)
        uri = declared(state->message_schemes, alias);
    return uri.n != 0 ? uri : g2_known_uri(alias);
}

/* <catalogRef href>: not fetched. An alias that none of the known catalogs has may be in one of these. */
void
g2_take_catalog_ref(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct g2_state *state = x->state;
    bool iptc = wire_str_find_nocase(s, "iptc.org/std/catalog/") < s.n;

    (void)row;
    if (x->story == x->header)
        state->message_remote |= !iptc;
    else
        state->item.remote_catalog |= !iptc;
    wire_add_extra(x->story, WIRE_STR("catalogRef"), WIRE_STR("catalogRef/@href"), wire_str_collapse(x->story->arena, s), at);
}

/* <catalog><scheme alias uri>: this is what an alias means in this item (or message). */
void
g2_begin_scheme(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct g2_state *state = x->state;
    struct g2_scheme *scheme = WIRE_NEW(x->story->arena, struct g2_scheme), **list;

    (void)row, (void)s;
    if (scheme == NULL)
        return;
    scheme->alias = wire_arena_str(x->story->arena, wire_str_trim(wire_xml_attribute(x, "alias")));
    scheme->uri = wire_arena_str(x->story->arena, wire_str_trim(wire_xml_attribute(x, "uri")));
    list = x->story == x->header ? &state->message_schemes : &state->item.schemes;
    if (state->scheme_count++ < WIRE_MOST_SCHEMES) {
        scheme->next = *list;
        *list = scheme;
    }
    if (!wire_str_begins(scheme->uri, G2_OWN_NAMESPACE)) /* those our own writer declares it declares again */
        wire_add_extra(x->story, scheme->alias, WIRE_STR("catalog/scheme"), scheme->uri, at);
}

/* A qcode stays as it is; where its scheme is known, the concept's URI stands beside it. */
void
g2_take_qcode(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct g2_state *state = x->state;
    struct wire_arena *arena = x->story->arena;
    struct wire_value *record = wire_xml_record(x);
    struct wire_str code = wire_str_collapse(arena, s), alias, uri;
    const char *colon;

    if (code.n == 0 || wire_str_is(code, G2_ROLE_ALIAS ":unknown")) /* our own writer, where a version demands a code */
        return;
    wire_put_text(x->story, record, WIRE_K_QCODE, code, at);
    colon = memchr(code.p, ':', code.n);
    if (colon == NULL) {
        wire_xml_report(x, &g2_qcode_form, at, "\"%.*s\"", (int)(code.n < 80 ? code.n : 80), code.p);
        return;
    }
    if (row->field == WIRE_F_COPYRIGHT_HOLDER || state->item.bare || wire_xml_attribute(x, "bare").n != 0 || wire_xml_attribute(x, "uri").n != 0)
        return;
    alias = wire_str_sub(code, 0, (size_t)(colon - code.p));
    uri = g2_scheme_uri(state, alias);
    if (wire_str_begins(uri, G2_OWN_NAMESPACE)) /* an alias that nobody knew when it was written: nobody does now */
        return;
    if (uri.n != 0) {
        uri = wire_arena_join(arena, uri, wire_str_sub(code, alias.n + 1, code.n), WIRE_NONE);
        wire_put_text(x->story, record, WIRE_K_URI, uri, at);
    } else if (!state->item.remote_catalog && !state->message_remote && !state->item.alias_reported) {
        state->item.alias_reported = true; /* once a story: a house's own alias comes in crowds */
        wire_xml_report(x, &g2_qcode_no_scheme, at, "\"%.*s\"", (int)(alias.n < 80 ? alias.n : 80), alias.p);
    }
}

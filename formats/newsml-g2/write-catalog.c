/* What the aliases of a story's qcodes mean: the catalogs it had, IPTC's, our own (NewsML-G2, catalogRef, catalog). */
#include <stdlib.h>

#include "article/limits.h"
#include "newsml-g2/schemes.h"
#include "newsml-g2/write.h"

#define IPTC_CATALOG "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"

/* An alias that nobody declares gets a scheme that says so, and readers of ours take it as none. */
#define UNKNOWN_URI G2_OWN_NAMESPACE "unknown:"


static bool
add(struct g2_writer *w, struct g2_declared **list, size_t *count, size_t *room, struct wire_str alias, struct wire_str uri)
{
    if (*count == WIRE_MOST_SCHEMES)
        return false;
    if (*count == *room) {
        size_t more = *room != 0 ? *room * 2 : 16;
        struct g2_declared *bigger = realloc(*list, more * sizeof **list);
        if (bigger == NULL) {
            g2_fail(w, WIRE_E_NOMEM);
            return false;
        }
        *list = bigger;
        *room = more;
    }
    (*list)[(*count)++] = (struct g2_declared){ alias, uri };
    return true;
}

static const struct g2_declared *
find(const struct g2_declared *list, size_t count, struct wire_str alias)
{
    for (size_t i = 0; i < count; i++) {
        if (wire_str_eq(list[i].alias, alias))
            return &list[i];
    }
    return NULL;
}

static bool
is_iptc(struct wire_str href)
{
    return wire_str_find_nocase(href, "iptc.org/std/catalog/") < href.n;
}

void
g2_catalogs_begin(struct g2_writer *w)
{
    w->scheme_count = w->unknown_count = 0;
    w->role_alias = w->constraint_alias = w->iptc_alias = w->remote_catalog = w->iptc_catalog = false;
    for (const struct wire_value *v = wire_first(w->story, WIRE_F_EXTRA); v != NULL; v = v->next) {
        struct wire_str path = wire_member(v, WIRE_K_PATH), value = wire_member(v, WIRE_K_VALUE);
        if (wire_str_is(path, "catalogRef/@href") && g2_uri_valid(value)) {
            w->remote_catalog |= !is_iptc(value);
            w->iptc_catalog |= is_iptc(value);
            g2_gave(w, v);
        } else if (wire_str_is(path, "catalog/scheme") && wire_is_xml_name(wire_member(v, WIRE_K_NAME)) && g2_uri_valid(value) &&
                   !wire_str_begins(value, G2_OWN_NAMESPACE) &&
                   find(w->schemes, w->scheme_count, wire_member(v, WIRE_K_NAME)) == NULL) {
            add(w, &w->schemes, &w->scheme_count, &w->scheme_room, wire_member(v, WIRE_K_NAME), value);
            g2_gave(w, v);
        }
    }
}

struct wire_str
g2_alias_uri(struct g2_writer *w, struct wire_str alias)
{
    const struct g2_declared *d = find(w->schemes, w->scheme_count, alias);

    return d != NULL ? d->uri : g2_known_uri(alias);
}

bool
g2_alias(struct g2_writer *w, struct wire_str alias)
{
    if (find(w->schemes, w->scheme_count, alias) != NULL)
        return true;
    if (wire_str_is(alias, G2_ROLE_ALIAS)) {
        w->role_alias = true;
        return true;
    }
    if (wire_str_is(alias, G2_CONSTRAINT_ALIAS)) {
        w->constraint_alias = true;
        return true;
    }
    if (g2_known_uri(alias).n != 0) {
        w->iptc_alias = true;
        return true;
    }
    if (w->remote_catalog || find(w->unknown, w->unknown_count, alias) != NULL)
        return true;
    if (!wire_is_xml_name(alias) || !add(w, &w->unknown, &w->unknown_count, &w->unknown_room, alias, WIRE_NONE))
        return false;
    g2_count(w, WIRE_SUPPLIED, "catalog/scheme", "an alias of qcodes that no catalog of the story declares", (struct wire_at){ 0, 0, 0 });
    return true;
}

static void
scheme(struct wire_buf *b, struct wire_str alias, const char *before, struct wire_str uri, const char *after)
{
    wire_buf_puts(b, "\n    <scheme alias=\"");
    wire_buf_xml_attr(b, alias);
    wire_buf_puts(b, "\" uri=\"");
    wire_buf_puts(b, before);
    wire_buf_xml_attr(b, uri);
    wire_buf_puts(b, after);
    wire_buf_puts(b, "\"/>");
}

static void
reference(struct wire_buf *b, struct wire_str href)
{
    wire_buf_puts(b, "\n  <catalogRef href=\"");
    wire_buf_xml_attr(b, href);
    wire_buf_puts(b, "\"/>");
}

static bool
said_before(const struct g2_writer *w, const struct wire_value *upto)
{
    unsigned looked = 0;

    for (const struct wire_value *v = wire_first(w->story, WIRE_F_EXTRA); v != upto && looked++ < 64; v = v->next) {
        if (wire_str_is(wire_member(v, WIRE_K_PATH), "catalogRef/@href") &&
            wire_str_eq(wire_member(v, WIRE_K_VALUE), wire_member(upto, WIRE_K_VALUE)))
            return true;
    }
    return false;
}

void
g2_catalogs(struct g2_writer *w, struct wire_buf *b)
{
    for (const struct wire_value *v = wire_first(w->story, WIRE_F_EXTRA); v != NULL; v = v->next) {
        if (wire_str_is(wire_member(v, WIRE_K_PATH), "catalogRef/@href") && g2_uri_valid(wire_member(v, WIRE_K_VALUE)) &&
            !said_before(w, v))
            reference(b, wire_member(v, WIRE_K_VALUE));
    }
    if (w->iptc_alias && !w->iptc_catalog)
        reference(b, WIRE_STR(IPTC_CATALOG));
    if (w->scheme_count + w->unknown_count == 0 && !w->role_alias && !w->constraint_alias)
        return;
    wire_buf_puts(b, "\n  <catalog>");
    for (size_t i = 0; i < w->scheme_count; i++)
        scheme(b, w->schemes[i].alias, "", w->schemes[i].uri, "");
    for (size_t i = 0; i < w->unknown_count; i++)
        scheme(b, w->unknown[i].alias, UNKNOWN_URI, w->unknown[i].alias, ":");
    if (w->role_alias)
        scheme(b, WIRE_STR(G2_ROLE_ALIAS), "", WIRE_STR(G2_ROLE_URI), "");
    if (w->constraint_alias)
        scheme(b, WIRE_STR(G2_CONSTRAINT_ALIAS), "", WIRE_STR(G2_CONSTRAINT_URI), "");
    wire_buf_puts(b, "\n  </catalog>");
}

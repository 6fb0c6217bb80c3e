/* contentSet, partMeta and groupSet: the body, the files, the parts, the packages. */
#include <stdio.h>

#include "article/fragment.h"
#include "article/limits.h"
#include "newsml-g2/g2.h"
#include "newsml-g2/write.h"
#include "xml/nitf.h"
#include "xml/write-nitf.h"

#define XHTML_NAMESPACE "http://www.w3.org/1999/xhtml"
#define BIT(key) ((uint64_t)1 << (key))

/* Names of renditions that IPTC's rnd has; any other is ours. */
static const char *
rendition_alias(struct wire_str name)
{
    static const char *const iptc[] = { "highRes", "lowRes", "preview", "thumbnail", "web", "print", "sidecar" };

    for (size_t i = 0; i < WIRE_COUNT(iptc); i++) {
        if (wire_str_is(name, iptc[i]))
            return "rnd";
    }
    return NULL;
}

bool
g2_is_poi(const struct wire_value *v)
{
    return v->key == WIRE_K_OTHER && v->kind == WIRE_V_RECORD && wire_str_is(v->name, "poi");
}

/* The point of a picture that has to be seen, as ninjs has it: a record of two numbers. */
static void
point_of_interest(struct g2_writer *w, const struct wire_value *rendition)
{
    const struct wire_value *poi = rendition->first;

    while (poi != NULL && !g2_is_poi(poi))
        poi = poi->next;
    for (const struct wire_value *v = poi != NULL ? poi->first : NULL; v != NULL; v = v->next) {
        if (v->key == WIRE_K_OTHER && v->kind == WIRE_V_NUMBER && v->name.n == 1 && (v->name.p[0] == 'x' || v->name.p[0] == 'y'))
            g2_own(w, v->name.p[0] == 'x' ? "poix" : "poiy", v->s);
    }
}

/* The end of an element that holds nothing but what was kept of it as XML. */
static void
rest_of(struct g2_writer *w, const struct wire_value *record, enum g2_word word)
{
    size_t before = w->tags.buf.n;

    g2_rest(w, record, true);
    if (w->tags.buf.n != before) {
        g2_close(w, word, true);
        return;
    }
    w->tags.buf.n -= w->tags.buf.n != 0; /* the > */
    g2_empty(w);
}

void
g2_rendition(struct g2_writer *w, const struct wire_value *v)
{
    bool nowhere = wire_get(v, WIRE_K_HREF) == NULL && wire_get(v, WIRE_K_URI) == NULL; /* in G2 it may yet come */
    bool data = wire_get(v, WIRE_K_VALUE) != NULL || (nowhere && !w->of_g2);
    enum g2_word word = data ? G2_INLINE_DATA : G2_REMOTE_CONTENT;
    struct wire_str name = wire_member(v, WIRE_K_NAME), href = wire_member(v, WIRE_K_HREF), uri = wire_member(v, WIRE_K_URI);
    bool by_id = !wire_str_eq(href, uri) || data; /* an id that is no address but its own */

    g2_open(w, word);
    g2_code(w, "rendition", rendition_alias(name), name);
    if (by_id) {
        g2_attr(w, "href", href);
        g2_attr(w, "residref", uri);
    } else {
        g2_attr(w, "residref", uri); /* a reader takes it for the address as well */
    }
    point_of_interest(w, v);
    g2_members(w, v, BIT(WIRE_K_NAME) | BIT(WIRE_K_HREF) | BIT(WIRE_K_URI) | BIT(WIRE_K_VALUE));
    if (data && w->story->body == NULL)
        g2_own(w, "apart", WIRE_STR("true")); /* or the first text among these would be read as the body */
    g2_inside(w);
    if (!data) {
        rest_of(w, v, word);
        return;
    }
    g2_text(w, wire_member(v, WIRE_K_VALUE));
    g2_close(w, word, false);
    g2_none(w, v);
}

static void
title(struct g2_writer *w, const struct wire_article *a)
{
    struct wire_buf *b = &w->tags.buf;
    struct wire_str s = wire_text_of(a, WIRE_F_TITLE);

    wire_buf_puts(b, s.n != 0 ? "<head><title>" : "<head><title/>");
    if (s.n != 0) {
        wire_buf_xml(b, s);
        wire_buf_puts(b, "</title>");
    }
    wire_buf_puts(b, "</head>\n<body>\n");
}

/* The body as a document of NITF 3.6; its figures say nothing but themselves, for the files are beside it. */
static void
nitf_body(struct g2_writer *w, const struct wire_article *a)
{
    struct wire_nitf_print p = { .out = w->out, .own = true };
    struct wire_buf *b = &w->tags.buf;
    size_t from;

    wire_buf_puts(b, "\n<nitf xmlns=\"" WIRE_NITF_NAMESPACE "\" version=\"-//IPTC//DTD NITF 3.6//EN\">\n");
    title(w, a);
    wire_buf_puts(b, "<body.content>");
    from = b->n;
    wire_nitf_print(&p, b, a->body, WIRE_PUBLIC);
    w->own |= p.own_used;
    if (b->err == WIRE_OK)
        wire_out_body(w->out, wire_node_weight(a->body, WIRE_PUBLIC), wire_weight_markup(b->p + from, b->n - from) - p.beside);
    wire_buf_puts(b, "\n</body.content>\n</body>\n</nitf>");
}

static void
body(struct g2_writer *w, const struct wire_article *a)
{
    struct wire_buf *b = &w->tags.buf;
    size_t from;

    g2_open(w, G2_INLINE_XML);
    g2_attr(w, "contenttype", w->nitf ? WIRE_STR("application/nitf+xml") : WIRE_STR("application/xhtml+xml"));
    g2_attr(w, "wordcount", wire_member(wire_first(a, WIRE_F_BODIES), WIRE_K_WORD_COUNT));
    g2_inside(w);
    if (w->nitf) {
        nitf_body(w, a);
        g2_close(w, G2_INLINE_XML, true);
        return;
    }
    wire_buf_puts(b, "\n<html xmlns=\"" XHTML_NAMESPACE "\">\n");
    title(w, a);
    from = b->n;
    wire_fragment_xhtml(b, a->body, WIRE_PUBLIC);
    if (b->err == WIRE_OK)
        wire_out_body(w->out, wire_node_weight(a->body, WIRE_PUBLIC), wire_weight_markup(b->p + from, b->n - from));
    wire_buf_puts(b, "\n</body>\n</html>");
    g2_close(w, G2_INLINE_XML, true);
}

/* Content in XML of another kind (SportsML, EventsML) stood in an inlineXML of its own; it has to be one element. */
static void
other_content(struct g2_writer *w, const struct wire_article *a)
{
    if (!w->from_g2)
        return;
    for (const struct wire_value *v = wire_first(a, WIRE_F_EXTRA); v != NULL; v = v->next) {
        struct wire_str value = wire_member(v, WIRE_K_VALUE);
        const char *end = value.n > 4 && value.p[0] == '<' ? memchr(value.p, '>', value.n) : NULL;
        size_t n = 1;
        if (!wire_str_is(wire_member(v, WIRE_K_PATH), "contentSet/inlineXML") || end == NULL || (v->flags & WIRE_V_SECRET) != 0)
            continue;
        while (n < value.n && !wire_is_space(value.p[n]) && value.p[n] != '>' && value.p[n] != '/')
            n++;
        if ((memchr(value.p, ':', n) != NULL && wire_str_find_nocase(wire_str_sub(value, 0, (size_t)(end - value.p)), "xmlns") >= (size_t)(end - value.p)) ||
            value.n < n + 4 || memcmp(value.p + value.n - n, value.p + 1, n - 1) != 0)
            continue;
        g2_open(w, G2_INLINE_XML);
        g2_inside(w);
        wire_buf_str(&w->tags.buf, value);
        g2_close(w, G2_INLINE_XML, false);
        g2_gave(w, v);
    }
}

/* A field that is itself not for publication is marked at its own place, and a reader of ours holds its text back again. */
static bool
said_elsewhere(const struct wire_article *a, const struct wire_value *held)
{
    struct wire_str value = wire_member(held, WIRE_K_VALUE);

    for (int f = 0; f < WIRE_FIELD_COUNT; f++) {
        unsigned looked = 0;
        if (f == WIRE_F_NON_PUBLIC || f == WIRE_F_EXTRA || f == WIRE_F_RESIDUE)
            continue;
        for (const struct wire_value *v = a->fields[f].first; v != NULL && looked++ < 256; v = v->next) {
            if ((v->flags & WIRE_V_SECRET) == 0)
                continue;
            if (v->kind == WIRE_V_TEXT ? wire_str_eq(v->s, value)
                                       : wire_str_eq(wire_member(v, WIRE_K_VALUE), value) || wire_str_eq(wire_member(v, WIRE_K_NAME), value))
                return true;
        }
    }
    return false;
}

/* Content not for publication, marked as such: a rendition whose code says it, with where it stood and what it was. */
static void
put_non_public(struct g2_writer *w, const struct wire_value *v)
{
    g2_open(w, G2_INLINE_DATA);
    g2_attr(w, "rendition", WIRE_STR(G2_CONSTRAINT_ALIAS ":nonpublic"));
    g2_attr(w, "contenttype", WIRE_STR("text/plain"));
    g2_own(w, "where", wire_member(v, WIRE_K_WHERE));
    g2_own(w, "role", wire_member(v, WIRE_K_ROLE));
    g2_inside(w);
    g2_text(w, wire_member(v, WIRE_K_VALUE));
    g2_close(w, G2_INLINE_DATA, false);
}

void
g2_non_public(struct g2_writer *w, const struct wire_article *a, bool own)
{
    bool outer = w->everything_own;

    w->everything_own = outer || own;
    for (const struct wire_value *v = wire_first(a, WIRE_F_NON_PUBLIC); v != NULL; v = v->next) {
        if (v->kind == WIRE_V_RECORD && !said_elsewhere(a, v))
            put_non_public(w, v);
    }
    w->everything_own = outer;
}

void
g2_content(struct g2_writer *w, const struct wire_article *a)
{
    size_t before = w->tags.buf.n, inside;

    g2_line(w);
    wire_buf_puts(&w->tags.buf, "<contentSet>");
    inside = w->tags.buf.n;
    w->tags.depth++;
    if (a->body != NULL && a->body->first != NULL)
        body(w, a);
    else if (wire_get(wire_first(a, WIRE_F_BODIES), WIRE_K_WORD_COUNT) != NULL)
        g2_count(w, WIRE_DROPPED, "bodies", "words are counted of a body", wire_first(a, WIRE_F_BODIES)->at);
    other_content(w, a);
    for (const struct wire_value *v = wire_first(a, WIRE_F_RENDITIONS); v != NULL; v = v->next) {
        if (v->kind == WIRE_V_RECORD)
            g2_rendition(w, v);
    }
    g2_non_public(w, a, false);
    w->tags.depth--;
    if (w->tags.buf.n == inside) {
        w->tags.buf.n = before;
        return;
    }
    g2_line(w);
    wire_buf_puts(&w->tags.buf, "</contentSet>");
}

/* What is said of a part and has no attribute there; where a reader would take it for the usual, that it is nothing. */
static void
part_attributes(struct g2_writer *w, const struct wire_article *part, const char *usual_rel)
{
    struct wire_str rel = wire_text_of(part, WIRE_F_REL);

    if (rel.n == 0 ? *usual_rel != '\0' : !wire_str_is(rel, usual_rel))
        g2_own(w, "partrel", rel.n != 0 ? rel : WIRE_STR(G2_NO_REL));
}

static void
renditions(struct g2_writer *w, const struct wire_article *part)
{
    for (const struct wire_value *v = wire_first(part, WIRE_F_RENDITIONS); v != NULL; v = v->next) {
        if (v->kind == WIRE_V_RECORD)
            g2_rendition(w, v);
    }
}


static void part_meta(struct g2_writer *, const struct wire_article *part, unsigned depth);

/* A whole article that is part of another: what G2 has no place for in a part or a reference stands in our own namespace. */
static void
whole_article(struct g2_writer *w, const struct wire_article *part, unsigned depth)
{
    static const enum wire_field nowhere[] = { WIRE_F_GROUPS, WIRE_F_HISTORY, WIRE_F_RESIDUE };
    const struct wire_value *parts = wire_first(part, WIRE_F_ASSOCIATIONS);
    bool outer = w->everything_own;
    char path[64];

    w->everything_own = true;
    g2_rights(w, part);
    if (part->body != NULL && part->body->first != NULL)
        body(w, part);
    g2_non_public(w, part, true);
    for (const struct wire_value *v = parts; v != NULL && depth < WIRE_MOST_PARTS; v = v->next)
        part_meta(w, v->article, depth + 1);
    w->everything_own = outer;
    if (parts != NULL && depth >= WIRE_MOST_PARTS)
        g2_count(w, WIRE_DROPPED, "associations", "articles within articles, deeper than are written", parts->at);
    for (size_t i = 0; i < WIRE_COUNT(nowhere); i++) {
        snprintf(path, sizeof path, "associations.%s", wire_fields[nowhere[i]].name);
        if (wire_first(part, nowhere[i]) != NULL)
            g2_count(w, WIRE_DROPPED, path, "of a part there is no place for it", wire_first(part, nowhere[i])->at);
    }
}

/* What an article associated with a news item says of itself: the metadata of a part of the content. */
static void
part_meta(struct g2_writer *w, const struct wire_article *part, unsigned depth)
{
    bool outer = w->everything_own;
    struct wire_str name = wire_text_of(part, WIRE_F_NAME), language = wire_text_of(part, WIRE_F_LANGUAGE);
    size_t before;

    g2_open(w, G2_PART_META);
    g2_lang(w, language);
    if (name.n != 0 && g2_valid(w, G2_ID, name))
        g2_attr_as_is(w, "partid", name);
    else
        g2_own(w, "partname", name);
    part_attributes(w, part, "part");
    g2_own(w, "uri", wire_text_of(part, WIRE_F_URI));
    g2_own(w, "version", wire_text_of(part, WIRE_F_VERSION));
    g2_kept_attrs(w, part, "partMeta");
    g2_inside(w);
    before = w->tags.buf.n;
    g2_kept(w, part, "partMeta/icon", false);
    g2_kept(w, part, "partMeta/timeDelim", false);
    g2_kept(w, part, "partMeta/regionDelim", false);
    g2_kept(w, part, "partMeta/role", false);
    g2_part_fields(w, part, false);
    w->everything_own = true;
    renditions(w, part);
    w->everything_own = outer;
    whole_article(w, part, depth);
    if (w->tags.buf.n != before) {
        g2_close(w, G2_PART_META, true);
        return;
    }
    w->tags.buf.n -= w->tags.buf.n != 0;
    g2_empty(w);
}

/* The first of a package's items: before them stand what describes parts of it, in a group of none. */
static const struct wire_value *
first_item(const struct wire_article *a)
{
    const struct wire_value *v = wire_first(a, WIRE_F_ASSOCIATIONS), *group = wire_first(a, WIRE_F_GROUPS);

    while (v != NULL && wire_str_is(wire_text_of(v->article, WIRE_F_REL), "part") && group != NULL &&
           !wire_str_is(wire_member(group, WIRE_K_ROLE), "part"))
        v = v->next;
    return v;
}

void
g2_parts(struct g2_writer *w, const struct wire_article *a)
{
    const struct wire_value *end = w->kind == G2_PACKAGE_ITEM ? first_item(a) : NULL;

    for (const struct wire_value *v = wire_first(a, WIRE_F_ASSOCIATIONS); v != end; v = v->next)
        part_meta(w, v->article, 1);
}

/* An item of a package: a reference with what is known of its target as hints. */
static void
item_ref(struct g2_writer *w, const struct wire_article *part, const char *group_role, const struct wire_value *entry)
{
    struct wire_str uri = wire_text_of(part, WIRE_F_URI);
    size_t before;

    g2_open(w, G2_ITEM_REF);
    g2_attr(w, "residref", uri.n != 0 ? uri : wire_member(entry, WIRE_K_URI));
    g2_attr(w, "href", wire_member(entry, WIRE_K_HREF));
    g2_attr(w, "version", wire_text_of(part, WIRE_F_VERSION));
    g2_own(w, "partname", wire_text_of(part, WIRE_F_NAME));
    part_attributes(w, part, group_role);
    g2_kept_attrs(w, part, "groupSet/group/itemRef");
    g2_inside(w);
    before = w->tags.buf.n;
    g2_part_fields(w, part, true);
    renditions(w, part);
    whole_article(w, part, 0);
    g2_kept_foreign(w, part, "groupSet/group/itemRef");
    if (w->tags.buf.n != before) {
        g2_close(w, G2_ITEM_REF, true);
        return;
    }
    w->tags.buf.n -= w->tags.buf.n != 0;
    g2_empty(w);
}

/* Modes of pgrmod; another is written as it is if it is a code, else as ours. */
static void
group_tag(struct g2_writer *w, struct wire_str id, struct wire_str role, struct wire_str mode,
          const struct wire_value *group)
{
    static const char *const modes[] = { "bag", "seq", "alt" };
    const char *alias = NULL;

    for (size_t i = 0; i < WIRE_COUNT(modes); i++)
        alias = wire_str_is(mode, modes[i]) ? "pgrmod" : alias;
    g2_open(w, G2_GROUP);
    if (g2_valid(w, G2_ID, id)) /* which takes it */
        g2_attr_as_is(w, "id", id);
    if (role.n != 0 || w->minor < 20)
        g2_code(w, "role", NULL, role.n != 0 ? role : WIRE_STR("unknown"));
    if (mode.n != 0)
        g2_code(w, "mode", alias, mode);
    if (group != NULL)
        g2_members(w, group, BIT(WIRE_K_ID) | BIT(WIRE_K_ROLE) | BIT(WIRE_K_MODE) | BIT(WIRE_K_ITEMS));
    g2_inside(w);
}

enum { ID_ROOM = 240 };

/* An id of a group: the source's where it may be one, and apart from those of other stories of the message. */
static struct wire_str
group_id(struct g2_writer *w, struct wire_str id, unsigned number, char store[ID_ROOM])
{
    bool named = id.n != 0 && wire_is_xml_name(id);
    int n = named ? snprintf(store, ID_ROOM, "%.*s", (int)id.n, id.p) : snprintf(store, ID_ROOM, "group%u", number);

    if (w->id_suffix != 0)
        n += snprintf(store + n, (size_t)(ID_ROOM - n), "-%u", w->id_suffix);
    return (struct wire_str){ store, (size_t)n };
}

/* Before the first group: whether any id of this tree has been taken by an earlier story. */
static void
part_ids(struct g2_writer *w, const struct wire_article *a)
{
    char store[ID_ROOM];
    unsigned number = 1;
    bool taken = false;

    w->id_suffix = 0;
    for (const struct wire_value *v = wire_first(a, WIRE_F_GROUPS); v != NULL; v = v->next)
        taken |= g2_id_taken(w, group_id(w, wire_member(v, WIRE_K_ID), number++, store));
    taken |= g2_id_taken(w, group_id(w, WIRE_NONE, 1, store));
    if (taken)
        w->id_suffix = w->items + 1;
}

static void
put_group_set(struct g2_writer *w, struct wire_str root)
{
    g2_line(w);
    wire_buf_puts(&w->tags.buf, "<groupSet root=\"");
    wire_buf_xml_attr(&w->tags.buf, root);
    wire_buf_puts(&w->tags.buf, "\">");
    w->tags.depth++;
}

/* One list of items: they are in one group, whose role is what they are to the package. */
static void
one_group(struct g2_writer *w, const struct wire_article *a)
{
    const struct wire_value *v = first_item(a), *kept = g2_kept_find(a, "groupSet/@root");
    struct wire_str role = wire_text_of(v->article, WIRE_F_REL);
    struct wire_str id = kept != NULL ? wire_member(kept, WIRE_K_VALUE) : WIRE_NONE;
    char store[ID_ROOM], rel[200];
    size_t n = role.n < sizeof rel - 1 ? role.n : 0;

    if (n != 0)
        memcpy(rel, role.p, n);
    rel[n] = '\0';
    id = group_id(w, id, 1, store);
    put_group_set(w, id);
    group_tag(w, id, n != 0 ? role : WIRE_NONE, WIRE_NONE, NULL);
    for (; v != NULL; v = v->next)
        item_ref(w, v->article, rel, NULL);
    g2_close(w, G2_GROUP, true);
}

/* The tree as it was: groups in order, the items of each in the order of the associations. */
static void
group_tree(struct g2_writer *w, const struct wire_article *a)
{
    const struct wire_value *part = first_item(a), *kept = g2_kept_find(a, "groupSet/@root");
    const struct wire_value *group = wire_first(a, WIRE_F_GROUPS);
    struct wire_str root = kept != NULL ? wire_member(kept, WIRE_K_VALUE) : wire_member(group, WIRE_K_ID);
    char store[ID_ROOM];
    unsigned number = 1;

    put_group_set(w, group_id(w, root, 1, store));
    for (; group != NULL; group = group->next, number++) {
        struct wire_str role = wire_member(group, WIRE_K_ROLE);
        char rel[200];
        size_t n = role.n < sizeof rel - 1 ? role.n : 0;
        if (n != 0)
            memcpy(rel, role.p, n);
        rel[n] = '\0';
        group_tag(w, group_id(w, wire_member(group, WIRE_K_ID), number, store), role, wire_member(group, WIRE_K_MODE), group);
        for (const struct wire_value *m = wire_get(group, WIRE_K_ITEMS); m != NULL && m->key == WIRE_K_ITEMS; m = m->next) {
            if (wire_get(m, WIRE_K_ID) != NULL) {
                char to[ID_ROOM];
                g2_open(w, G2_GROUP_REF);
                g2_attr_as_is(w, "idref", group_id(w, wire_member(m, WIRE_K_ID), 1, to));
                g2_empty(w);
            } else if (part != NULL) {
                item_ref(w, part->article, rel, m);
                part = part->next;
            }
        }
        g2_rest(w, group, true);
        g2_close(w, G2_GROUP, true);
    }
    if (part != NULL)
        g2_count(w, WIRE_DROPPED, "associations", "an item that stands in no group", (struct wire_at){ 0, 0, 0 });
}

void
g2_groups(struct g2_writer *w, const struct wire_article *a)
{
    part_ids(w, a);
    if (wire_first(a, WIRE_F_GROUPS) != NULL)
        group_tree(w, a);
    else if (wire_first(a, WIRE_F_ASSOCIATIONS) != NULL)
        one_group(w, a);
    else
        return;
    w->tags.depth--;
    g2_line(w);
    wire_buf_puts(&w->tags.buf, "</groupSet>");
}

/*
 * Writing NewsML-G2: one story as an item, several as a newsMessage.
 *
 * The first story is kept back until a second comes or the output is closed, as only
 * then it is known whether a message is needed around it; a story with a time of
 * transmission or a priority needs one in any case, for only its header says these.
 */
#include <stdio.h>
#include <stdlib.h>

#include "article/supply.h"
#include "newsml-g2/write.h"

static const char *const roots[] = { [G2_NEWS_ITEM] = "newsItem",         [G2_PACKAGE_ITEM] = "packageItem",
                                     [G2_CONCEPT_ITEM] = "conceptItem",   [G2_KNOWLEDGE_ITEM] = "knowledgeItem",
                                     [G2_PLANNING_ITEM] = "planningItem", [G2_CATALOG_ITEM] = "catalogItem" };

static void
free_writer(void *state)
{
    struct g2_writer *w = state;

    wire_buf_free(&w->held);
    wire_buf_free(&w->item);
    wire_buf_free(&w->tags.buf);
    wire_buf_free(&w->header);
    wire_buf_free(&w->header_sent);
    free(w->ids);
    free(w->schemes);
    free(w->unknown);
    free(w->given);
    free(w);
}

/* "2.30" is 30; 0 where there is no such version, or none this writer knows. */
static unsigned
minor_of(struct wire_str version)
{
    int64_t n;

    if (version.p == NULL)
        return G2_NEWEST;
    if (!wire_str_begins(version, "2.") || !wire_str_to_int(wire_str_sub(version, 2, version.n), 99, &n))
        return 0;
    return n >= G2_OLDEST && n <= G2_NEWEST ? (unsigned)n : 0;
}

enum wire_status
g2_write_open(struct wire_out *out)
{
    unsigned minor = minor_of(wire_str_of(out->options->version));
    struct g2_writer *w;
    bool nitf = out->options->body != NULL && strcmp(out->options->body, "nitf") == 0;

    if (minor == 0 || (out->options->body != NULL && !nitf && strcmp(out->options->body, "xhtml") != 0))
        return WIRE_E_USAGE;
    if ((w = calloc(1, sizeof *w)) == NULL)
        return WIRE_E_NOMEM;
    wire_out_state(out, w, free_writer);
    w->minor = minor;
    w->nitf = nitf;
    return WIRE_OK;
}

/* --- which item a story becomes --- */

/* What was kept of a concept, a plan or a catalog may be given back only to a version that knows it. */
static bool
gives_back(struct g2_writer *w, const struct wire_article *a)
{
    const struct wire_value *source = wire_first(a, WIRE_F_SOURCE);
    struct wire_str version = wire_member(source, WIRE_K_FORMAT_VERSION);
    int64_t n;

    w->of_g2 = wire_str_is(wire_member(source, WIRE_K_FORMAT), "newsml-g2");
    return w->of_g2 && wire_str_begins(version, "2.") &&
           wire_str_to_int(wire_str_sub(version, 2, version.n), 99, &n) && (unsigned)n <= w->minor;
}

/* Of what kind an item is that defines something: a scheme with an alias is one of a catalog, and knowledge is many concepts,
 * a scheme without, or what its class says in so many words. */
static enum g2_item
component_kind(const struct wire_article *a, unsigned minor)
{
    enum { CATALOG_ITEM_SINCE = 15 };
    const struct wire_value *concept = wire_first(a, WIRE_F_CONCEPTS), *catalog = wire_first(a, WIRE_F_CATALOG);
    struct wire_str said = wire_member(g2_kept_find(a, "itemMeta/itemClass"), WIRE_K_VALUE);
    bool knowledge = wire_str_is(said, "scheme") || wire_str_is(said, "knowledge");

    if (concept == NULL && g2_is_catalog(catalog))
        return minor < CATALOG_ITEM_SINCE ? G2_NEWS_ITEM : G2_CATALOG_ITEM;
    if (concept == NULL)
        return G2_KNOWLEDGE_ITEM;
    return knowledge || catalog != NULL || concept->next != NULL ? G2_KNOWLEDGE_ITEM : G2_CONCEPT_ITEM;
}

/* Knowledge may describe parts of itself; any other item with associations is news or a package. */
static bool
only_parts(const struct g2_writer *w, const struct wire_article *a)
{
    const struct wire_value *part = wire_first(a, WIRE_F_ASSOCIATIONS);
    bool component = w->of_g2 && wire_str_is(wire_text_of(a, WIRE_F_TYPE), "component");

    while (part != NULL && component && wire_str_is(wire_text_of(part->article, WIRE_F_REL), "part") && part->article->body == NULL)
        part = part->next;
    return part == NULL;
}

static enum g2_item
item_kind(struct g2_writer *w, const struct wire_article *a)
{
    const struct wire_value *part = wire_first(a, WIRE_F_ASSOCIATIONS);
    bool empty = (a->body == NULL || a->body->first == NULL) && wire_first(a, WIRE_F_RENDITIONS) == NULL;

    if (empty && only_parts(w, a) && wire_first(a, WIRE_F_GROUPS) == NULL) {
        if (wire_first(a, WIRE_F_EVENT_DETAILS) != NULL)
            return G2_CONCEPT_ITEM;
        if (part == NULL && (wire_first(a, WIRE_F_CONCEPTS) != NULL || wire_first(a, WIRE_F_CATALOG) != NULL))
            return component_kind(a, w->minor);
        if (w->of_g2 && wire_str_is(wire_text_of(a, WIRE_F_TYPE), "component")) /* that defines nothing */
            return G2_KNOWLEDGE_ITEM;
        if (w->of_g2 && wire_str_is(wire_text_of(a, WIRE_F_TYPE), "composite") && part == NULL) /* a package of nothing */
            return G2_PACKAGE_ITEM;
        if (wire_first(a, WIRE_F_PLANNED_COVERAGE) != NULL || (w->of_g2 && wire_str_is(wire_text_of(a, WIRE_F_TYPE), "planning")))
            return G2_PLANNING_ITEM;
    }
    if (wire_first(a, WIRE_F_GROUPS) != NULL && empty)
        return G2_PACKAGE_ITEM;
    for (; part != NULL && empty; part = part->next)
        empty = !wire_str_is(wire_text_of(part->article, WIRE_F_REL), "part") && part->article->body == NULL;
    return empty && wire_first(a, WIRE_F_ASSOCIATIONS) != NULL ? G2_PACKAGE_ITEM : G2_NEWS_ITEM;
}

/* --- the item --- */

/* An item without a uri gets one from its headline and body (design: nothing invented). */
static void
put_guid(struct g2_writer *w, const struct wire_article *a)
{
    struct wire_str uri = wire_text_of(a, WIRE_F_URI);

    wire_buf_puts(&w->item, " guid=\"");
    if (uri.n != 0) {
        wire_buf_xml_attr(&w->item, uri);
    } else {
        wire_supply_uri(&w->item, a);
        g2_count(w, WIRE_SUPPLIED, "uri", "NewsML-G2 demands a guid", (struct wire_at){ 0, 0, 0 });
    }
    wire_buf_putc(&w->item, '"');
}

static void
root(struct g2_writer *w, const struct wire_article *a)
{
    struct wire_buf *b = &w->item;
    struct wire_str version = wire_text_of(a, WIRE_F_VERSION), language = wire_text_of(a, WIRE_F_LANGUAGE);

    wire_buf_putc(b, '<');
    wire_buf_puts(b, roots[w->kind]);
    wire_buf_puts(b, " xmlns=\"" G2_WRITER_NAMESPACE "\"");
    if (version.n != 0 && !g2_valid(w, G2_POSITIVE, version))
        w->own = true;
    w->own |= w->bare_used;
    if (w->own)
        wire_buf_puts(b, " xmlns:wirecopy=\"" G2_OWN_NAMESPACE "\"");
    put_guid(w, a);
    if (version.n != 0) {
        wire_buf_puts(b, g2_valid(w, G2_POSITIVE, version) ? " version=\"" : " " G2_OWN_PREFIX "version=\"");
        wire_buf_xml_attr(b, version);
        wire_buf_putc(b, '"');
    }
    if (w->bare_used)
        wire_buf_puts(b, " " G2_OWN_PREFIX "codes=\"bare\"");
    wire_buf_printf(b, " standard=\"NewsML-G2\" standardversion=\"2.%u\" conformance=\"power\"", w->minor);
    if (g2_valid(w, G2_LANG, language)) {
        wire_buf_puts(b, " xml:lang=\"");
        wire_buf_xml_attr(b, language);
        wire_buf_putc(b, '"');
    }
    wire_buf_putc(b, '>');
}

static void
inside(struct g2_writer *w, const struct wire_article *a)
{
    g2_history(w, a);
    g2_kept(w, a, "pubHistory", false);
    g2_rights(w, a);
    g2_kept(w, a, "rightsInfo", false);
    g2_item_meta(w, a);
    g2_content_meta(w, a);
    g2_parts(w, a);
    g2_kept(w, a, "assert", false);
    g2_kept(w, a, "inlineRef", false);
    g2_kept(w, a, "derivedFrom", false);
    g2_kept(w, a, "derivedFromValue", false);
    switch (w->kind) {
    case G2_NEWS_ITEM:
        g2_content(w, a);
        break;
    case G2_PACKAGE_ITEM:
        g2_groups(w, a);
        break;
    case G2_CONCEPT_ITEM:
        g2_concept_item(w, a);
        break;
    case G2_KNOWLEDGE_ITEM:
        g2_knowledge(w, a);
        break;
    case G2_PLANNING_ITEM:
        g2_planned_coverage(w, a);
        break;
    case G2_CATALOG_ITEM:
        g2_catalog_container(w, a);
        break;
    }
}

/* Whether no code of a story has its URI beside it. */
static bool
is_bare(const struct wire_article *a)
{
    for (int f = 0; f < WIRE_FIELD_COUNT; f++) {
        for (const struct wire_value *v = a->fields[f].first; v != NULL; v = v->next) {
            if (v->kind == WIRE_V_ARTICLE ? !is_bare(v->article) /* as deep as a reader lets articles be */
                                          : wire_get(v, WIRE_K_QCODE) != NULL && wire_get(v, WIRE_K_URI) != NULL)
                return false;
        }
    }
    return true;
}

/* The whole item into w->item: its inside first, as only that tells which aliases and namespaces the root has to declare. */
static enum wire_status
build(struct g2_writer *w, const struct wire_article *a)
{
    wire_buf_clear(&w->item);
    wire_buf_clear(&w->tags.buf);
    w->item.err = w->tags.buf.err = w->err = WIRE_OK;
    w->story = a;
    w->own = false;
    w->tags.depth = 1;
    w->from_g2 = gives_back(w, a);
    w->bare = !w->of_g2 && is_bare(a);
    w->bare_used = false;
    g2_catalogs_begin(w);
    w->kind = item_kind(w, a);
    inside(w, a);
    root(w, a);
    g2_catalogs(w, &w->item);
    wire_buf_str(&w->item, wire_buf_slice(&w->tags.buf));
    wire_buf_puts(&w->item, "\n</");
    wire_buf_puts(&w->item, roots[w->kind]);
    wire_buf_puts(&w->item, ">\n");
    g2_fail(w, w->tags.buf.err);
    g2_fail(w, w->item.err);
    return w->err;
}

/* The header is that of the first story: of others it may say the same. */
static bool
header_says(const struct g2_writer *w, struct wire_str value)
{
    struct wire_str header = wire_buf_slice(&w->header);

    return value.n != 0 && header.n != 0 && memmem(header.p, header.n, value.p, value.n) != NULL;
}

/* What every item says of itself anew, whatever was kept of it. */
static void
gave_envelope(struct g2_writer *w, const struct wire_article *a)
{
    static const char *const paths[] = { "@conformance", "contentSet/inlineXML/@contenttype", "groupSet/@root", "itemMeta/itemClass" };

    for (const struct wire_value *v = wire_first(a, WIRE_F_EXTRA); v != NULL; v = v->next) {
        for (size_t i = 0; i < WIRE_COUNT(paths); i++) {
            if (wire_str_is(wire_member(v, WIRE_K_PATH), paths[i]))
                g2_gave(w, v);
        }
        if (wire_str_begins(wire_member(v, WIRE_K_PATH), "newsMessage/header/") && header_says(w, wire_member(v, WIRE_K_VALUE)))
            g2_gave(w, v);
    }
}

/* --- the message --- */

/* Header elements whose text a reader kept: sender, transmitId, origin ... in the order of the schema. */
static void
header_kept(struct g2_writer *w, const struct wire_article *a, const char *name)
{
    char path[64];

    snprintf(path, sizeof path, "newsMessage/header/%s", name);
    for (const struct wire_value *v = wire_first(a, WIRE_F_EXTRA); w->from_g2 && v != NULL; v = v->next) {
        struct wire_str value = wire_member(v, WIRE_K_VALUE);
        if (!wire_str_is(wire_member(v, WIRE_K_PATH), path) || value.n == 0 || value.p[0] == '<')
            continue;
        wire_buf_printf(&w->header, "    <%s>", name);
        wire_buf_xml(&w->header, value);
        wire_buf_printf(&w->header, "</%s>\n", name);
        g2_gave(w, v);
    }
}

/* The header is made with the first story: what that says of its transmission. */
static enum wire_status
make_header(struct g2_writer *w, const struct wire_article *a)
{
    struct wire_buf *b = &w->header;
    struct wire_str sent = wire_text_of(a, WIRE_F_SENT), priority = wire_text_of(a, WIRE_F_PRIORITY);
    bool has_sent = g2_valid(w, G2_DATE_TIME, sent), has_priority = g2_valid(w, G2_ONE_TO_NINE, priority);

    wire_buf_clear(b);
    wire_buf_clear(&w->header_sent);
    w->header_wanted = has_sent || has_priority;
    wire_buf_puts(b, "  <header>\n    <sent");
    if (!has_sent)
        wire_buf_puts(b, " xmlns:wirecopy=\"" G2_OWN_NAMESPACE "\" " G2_OWN_PREFIX "supplied=\"true\"");
    wire_buf_putc(b, '>');
    wire_buf_xml(b, has_sent ? sent : g2_nearest_time(w, a));
    wire_buf_puts(b, "</sent>\n");
    header_kept(w, a, "sender");
    header_kept(w, a, "transmitId");
    if (has_priority)
        wire_buf_printf(b, "    <priority>%.*s</priority>\n", (int)priority.n, priority.p);
    header_kept(w, a, "origin");
    header_kept(w, a, "destination");
    header_kept(w, a, "channel");
    wire_buf_puts(b, "  </header>\n");
    if (has_sent)
        wire_buf_str(&w->header_sent, sent);
    w->header_priority = has_priority ? priority.p[0] : 0;
    return b->err != WIRE_OK ? b->err : w->header_sent.err;
}

static void
absent(struct g2_writer *w, enum g2_word word)
{
    g2_open(w, word);
    g2_own(w, "absent", WIRE_STR("true"));
    g2_empty(w);
}

/* A story whose message will say another time or priority than its own has its own with it. */
void
g2_header_own(struct g2_writer *w, const struct wire_article *a)
{
    const struct wire_value *sent = wire_first(a, WIRE_F_SENT), *priority = wire_first(a, WIRE_F_PRIORITY);
    bool first = !w->begun;

    w->everything_own = true;
    if (sent != NULL && (first ? !g2_valid(w, G2_DATE_TIME, sent->s) : !wire_str_eq(sent->s, wire_buf_slice(&w->header_sent))))
        g2_plain(w, G2_SENT, sent);
    if (priority != NULL && priority->s.n != 0 &&
        (first ? !g2_valid(w, G2_ONE_TO_NINE, priority->s) : w->header_priority != priority->s.p[0]))
        g2_plain(w, G2_PRIORITY, priority);
    if (sent == NULL && w->header_sent.n != 0 && !first)
        absent(w, G2_SENT);
    if (priority == NULL && w->header_priority != 0 && !first)
        absent(w, G2_PRIORITY);
    w->everything_own = false;
}

/* The story has been built: what of it has not gone out is told. */
static void
finish(struct g2_writer *w, const struct wire_article *a)
{
    if (w->out->ledger != NULL)
        gave_envelope(w, a);
    g2_not_given(w, a);
}

static void
begin_message(struct g2_writer *w)
{
    struct wire_buf *b = &w->out->buf;

    wire_buf_puts(b, WIRE_XML_DECLARATION "<newsMessage xmlns=\"" G2_WRITER_NAMESPACE "\">\n");
    wire_buf_str(b, wire_buf_slice(&w->header));
    wire_buf_puts(b, "  <itemSet>\n");
    wire_buf_str(b, wire_buf_slice(&w->held));
    wire_buf_free(&w->held);
    w->message = true;
}

enum wire_status
g2_write_story(struct wire_out *out, const struct wire_article *a)
{
    struct g2_writer *w = out->state;
    enum wire_status st;

    if (w == NULL)
        return WIRE_E_USAGE;
    w->out = out;
    if ((st = build(w, a)) != WIRE_OK)
        return st;
    w->items++;
    if (!w->begun) {
        if ((st = make_header(w, a)) != WIRE_OK)
            return st;
        finish(w, a);
        wire_buf_str(&w->held, wire_buf_slice(&w->item));
        if ((st = w->held.err) == WIRE_OK)
            w->begun = true;
        else
            wire_buf_free(&w->held);
        return st;
    }
    finish(w, a);
    if (!w->message)
        begin_message(w);
    wire_buf_str(&out->buf, wire_buf_slice(&w->item));
    return out->buf.err;
}

enum wire_status
g2_write_close(struct wire_out *out)
{
    struct g2_writer *w = out->state;

    if (w == NULL)
        return WIRE_OK;
    w->out = out;
    if (!w->message && w->begun && w->header_wanted)
        begin_message(w);
    if (w->message) {
        wire_buf_puts(&out->buf, "  </itemSet>\n</newsMessage>\n");
    } else if (w->begun) {
        wire_buf_puts(&out->buf, WIRE_XML_DECLARATION);
        wire_buf_str(&out->buf, wire_buf_slice(&w->held));
    }
    wire_out_state(out, NULL, NULL);
    return out->buf.err;
}

/* Reading feeds: entries of RSS, Atom, WordPress exports and Ritzau as stories. */
#include "article/limits.h"
#include "feed/room.h"
#include "feed/write.h"

#include "article/fragment.h"
#include "article/practice.h"
#include "article/str.h"
#include "article/supply.h"
#include "xml/secret.h"


static const struct wire_finding feed_no_entry = {
    "feed-no-entry", WIRE_ERROR, "there is no entry in this feed", "A story is an item of RSS or an entry of Atom.", "RSS 2.0; RFC 4287, 4.1.2"
};
static const struct wire_finding feed_no_id = {
    "feed-no-id", WIRE_WARNING, "an entry without an id; the story has no uri",
    "Give every item a guid, every entry an id, that stays the same for all time.", "RSS 2.0, guid; RFC 4287, 4.2.6"
};

static const struct wire_finding *const findings[] = { WIRE_XML_FINDINGS, &feed_no_entry, &feed_no_id, NULL };

/* --- the feed --- */

static struct wire_str
of_feed(struct wire_xml *x, struct wire_str s)
{
    return wire_arena_str(x->header->arena, wire_str_collapse(x->header->arena, s));
}

void
wire_feed_take_feed_title(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct feed_state *state = x->state;

    (void)row, (void)at;
    state->title = of_feed(x, s);
}

void
wire_feed_take_feed_language(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct feed_state *state = x->state;

    (void)row, (void)at;
    state->language = of_feed(x, s);
}

void
wire_feed_take_feed_rights(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct feed_state *state = x->state;

    (void)row, (void)at;
    state->rights = of_feed(x, s);
}

/* RFC 4287, 4.2.1: of every entry that names none. */
void
wire_feed_take_feed_author(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct feed_state *state = x->state;

    (void)row, (void)at;
    if (state->author.n == 0)
        state->author = of_feed(x, s);
}

void
wire_feed_take_version(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct feed_state *state = x->state;

    (void)row, (void)at;
    state->version = of_feed(x, s);
}

/* --- a story --- */

static void
begin(struct wire_xml *x, const char *element)
{
    struct feed_state *state = x->state;

    (void)element;
    memset(&state->item, 0, sizeof state->item);
}

/* What the feed says of all its stories and this one does not. */
static void
complete(struct wire_xml *x)
{
    struct feed_state *state = x->state;
    struct wire_article *a = x->story;
    struct wire_row language = { .attr = "lang", .field = WIRE_F_LANGUAGE };
    struct wire_at none = { 0, 0, 0 };

    if (wire_first(a, WIRE_F_LANGUAGE) == NULL)
        wire_take_language(x, &language, wire_xml_lang(x).n != 0 ? wire_xml_lang(x) : state->language, none);
    if (wire_first(a, WIRE_F_COPYRIGHT_NOTICE) == NULL)
        wire_add_text(a, WIRE_F_COPYRIGHT_NOTICE, state->rights, none);
    if (wire_first(a, WIRE_F_BY) == NULL)
        wire_add_text(a, WIRE_F_BY, state->author, none);
    if (wire_first(a, WIRE_F_PROVIDER) == NULL && state->title.n != 0)
        wire_put_text(a, wire_add_record(a, WIRE_F_PROVIDER, none), WIRE_K_NAME, state->title, none);
    if (state->version.n != 0)
        wire_put_text(a, wire_add_record(a, WIRE_F_SOURCE, none), WIRE_K_FORMAT_VERSION, state->version, none);
}

/* Whether a summary is the story itself: HTML with blocks in it, and no content beside it. */
static bool
is_story(const struct feed_copy *copy)
{
    static const char *const blocks[] = { "<p>", "<p ", "<div", "<table", "<ul", "<ol", "<blockquote" };

    for (size_t i = 0; i < WIRE_COUNT(blocks); i++) {
        if (wire_str_find_nocase(copy->s, blocks[i]) < copy->s.n)
            return true;
    }
    return false;
}

/* A picture in the text is one of the story's as well, unless it is among them; the node says which. */
static void
find_picture(struct wire_article *a, struct wire_node *n)
{
    const struct wire_attr *attr = n->attrs;
    struct wire_article *picture;
    int32_t ref = 0;

    while (attr != NULL && !wire_str_is(attr->name, "src"))
        attr = attr->next;
    if (attr == NULL || n->ref >= 0)
        return;
    for (const struct wire_value *v = wire_first(a, WIRE_F_ASSOCIATIONS); v != NULL; v = v->next, ref++) {
        if (wire_str_eq(wire_member(wire_first(v->article, WIRE_F_RENDITIONS), WIRE_K_HREF), attr->value)) {
            n->ref = ref;
            return;
        }
    }
    if (ref < WIRE_MOST_PICTURES && (picture = wire_article_associate(a, n->at)) != NULL) {
        wire_add_text(picture, WIRE_F_REL, WIRE_STR("inline"), n->at);
        wire_add_text(picture, WIRE_F_TYPE, WIRE_STR("picture"), n->at);
        wire_put_text(picture, wire_add_record(picture, WIRE_F_RENDITIONS, n->at), WIRE_K_HREF, attr->value, n->at);
        n->ref = ref;
    }
}

static void
find_pictures(struct wire_article *a)
{
    struct wire_node *n = a->body;

    while (n != NULL) {
        if (n->kind == WIRE_N_IMG)
            find_picture(a, n);
        if (n->first != NULL) {
            n = n->first;
            continue;
        }
        while (n != NULL && n->next == NULL)
            n = n->parent;
        n = n != NULL ? n->next : NULL;
    }
}

static void
end(struct wire_xml *x)
{
    struct feed_state *state = x->state;
    struct wire_article *a = x->story;
    struct wire_at none = { 0, 0, 0 };
    struct feed_copy *text = &state->item.description;

    if (state->item.content.s.n != 0)
        wire_feed_to_body(x, a, &state->item.content);
    else if (!state->item.in_body && is_story(text)) {
        wire_feed_to_body(x, a, text);
        text->s = WIRE_NONE;
    }
    if (text->s.n != 0)
        wire_feed_entry(x, WIRE_F_DESCRIPTIONS, NULL, text->s, text->at);
    if (state->item.excerpt.s.n != 0)
        wire_feed_entry(x, WIRE_F_DESCRIPTIONS, "abstract", state->item.excerpt.s, state->item.excerpt.at);
    find_pictures(a);
    if (wire_first(a, WIRE_F_TYPE) == NULL)
        wire_add_text(a, WIRE_F_TYPE, state->item.attachment && a->body == NULL ? WIRE_STR("picture") : WIRE_STR("text"), none);
    wire_practice(a);
    if (wire_first(a, WIRE_F_URI) == NULL)
        wire_xml_report(x, &feed_no_id, none, "%s", "");
}

/* The prefixes by which rows know elements, and the namespaces these stand for. */
static const char *
prefix_of(struct wire_xml *x, const char *prefix, const char *namespace, bool root)
{
    static const struct { const char *namespace, *prefix; } known[] = {
        { "http://purl.org/dc/elements/1.", "dc" },
        { "http://purl.org/dc/terms/", "dcterms" },
        { "http://purl.org/rss/1.0/modules/content", "content" },
        { "http://search.yahoo.com/mrss", "media" },
        { "http://www.itunes.com/", "itunes" },
        { "http://www.w3.org/2007/app", "app" },
        { "http://www.w3.org/2005/Atom", "atom" },
        { "http://purl.org/rss/1.0/", NULL },
        { "http://www.w3.org/1999/02/22-rdf-syntax-ns#", NULL },
        { "http://www.w3.org/1999/xhtml", NULL },
    };
    struct feed_state *state = x->state;

    if (root)
        state->atom = namespace != NULL && strcmp(namespace, "http://www.w3.org/2005/Atom") == 0;
    if (namespace != NULL && strncmp(namespace, "http://wordpress.org/export/", 28) == 0)
        state->wordpress = true;
    if (namespace != NULL && strncmp(namespace, "http://wordpress.org/export/", 28) == 0)
        return strstr(namespace, "excerpt") != NULL ? "excerpt" : "wp";
    for (size_t i = 0; namespace != NULL && i < WIRE_COUNT(known); i++) {
        if (strncmp(namespace, known[i].namespace, strlen(known[i].namespace)) == 0)
            return state->atom && known[i].prefix != NULL && strcmp(known[i].prefix, "atom") == 0 ? NULL : known[i].prefix;
    }
    return prefix;
}

static const struct wire_xml_format feeds = {
    .name = "rss",
    .document = &wire_feed_document,
    .begin = begin,
    .complete = complete,
    .end = end,
    .no_story = &feed_no_entry,
    .state = sizeof(struct feed_state),
    .prefix = prefix_of,
};

static const struct wire_xml_format atoms = {
    .name = "atom",
    .document = &wire_feed_document,
    .begin = begin,
    .complete = complete,
    .end = end,
    .no_story = &feed_no_entry,
    .namespace = "http://www.w3.org/2005/Atom",
    .state = sizeof(struct feed_state),
    .prefix = prefix_of,
};

static enum wire_status
read_rss(struct wire_source *source, const struct wire_sink *sink, const struct wire_tap *tap, struct wire_worker *worker)
{
    return wire_xml_read(&feeds, source, sink, tap, worker);
}

static enum wire_status
read_atom(struct wire_source *source, const struct wire_sink *sink, const struct wire_tap *tap, struct wire_worker *worker)
{
    return wire_xml_read(&atoms, source, sink, tap, worker);
}

static int
sniff_rss(const char *bytes, size_t n, const char **why)
{
    static const char *const ritzau[] = { "RBNews", "ListOfRBNews", "XMLNewsQueuedResponse" };
    char store[WIRE_ROOT_NAME];
    struct wire_str root = wire_xml_root(bytes, n, store);

    *why = "its root is rss";
    if (wire_str_is(root, "rss"))
        return 95;
    *why = "it is RDF with the items of RSS 1.0";
    if (wire_str_is(root, "RDF") && memmem(bytes, n, "http://purl.org/rss/1.0/", 24) != NULL)
        return 95;
    *why = "its root is one of Ritzau's service";
    for (size_t i = 0; i < WIRE_COUNT(ritzau); i++) {
        if (wire_str_is(root, ritzau[i]))
            return 90;
    }
    return 0;
}

static int
sniff_atom(const char *bytes, size_t n, const char **why)
{
    char store[WIRE_ROOT_NAME];
    struct wire_str root = wire_xml_root(bytes, n, store);
    bool ours = memmem(bytes, n, "http://www.w3.org/2005/Atom", 27) != NULL;

    if (!wire_str_is(root, "feed") && !(wire_str_is(root, "entry") && ours))
        return 0;
    *why = ours ? "its root is a feed or an entry of Atom" : "its root is a feed";
    return ours ? 95 : 40;
}

#define BIT(field) WIRE_FIELD(WIRE_F_##field)
#define HOLDS                                                                                                      \
    (BIT(URI) | BIT(LANGUAGE) | BIT(VERSION_CREATED) | BIT(CONTENT_CREATED) | BIT(CONTENT_MODIFIED) | BIT(EMBARGOED_UNTIL) |  \
     BIT(PROVIDER) | BIT(HEADLINES) | BIT(TITLE) | BIT(BY) | BIT(DESCRIPTIONS) | BIT(SUBJECTS) | BIT(KEYWORDS) |              \
     BIT(COPYRIGHT_NOTICE) | BIT(LINKS) | BIT(BODIES) | BIT(RENDITIONS) | BIT(ASSOCIATIONS) | BIT(PUB_STATUS) | BIT(TYPE) |    \
     BIT(REL) | BIT(FIRST_CREATED))

const struct wire_format wire_format_rss = {
    .name = "rss",
    .title = "RSS 2.0 and 1.0, WordPress exports",
    .suffix = "rss",
    .versions = "2.0",
    .sniff = sniff_rss,
    .read = read_rss,
    .story = wire_rss_write,
    .close = wire_rss_close,
    .is_public = true,
    .holds = HOLDS,
    .findings = findings,
};

const struct wire_format wire_format_atom = {
    .name = "atom",
    .title = "Atom 1.0: a feed",
    .suffix = "atom",
    .versions = "1.0",
    .sniff = sniff_atom,
    .read = read_atom,
    .story = wire_atom_write,
    .close = wire_atom_close,
    .is_public = true,
    .holds = HOLDS,
    .findings = findings,
};

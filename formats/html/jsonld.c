/* The story for machines: schema.org in JSON-LD, a data block that no browser runs. */
#include "html/page.h"

#include "article/str.h"

enum { NESTED = 6 }; /* articles within articles in the data block */

struct ld {
    struct wire_html *h;
    struct wire_buf *b;
    bool comma; /* before the next member or entry */
};

/* An array that is only there when it has an entry. */
struct list {
    const char *key;
    bool open;
};

/* A string without <: neither </script> nor <!-- can end or bend the block. */
static void
string(struct ld *ld, struct wire_str s)
{
    size_t from = ld->b->n, angles = 0, to, i;

    wire_buf_json(ld->b, s);
    if (s.n == 0 || memchr(s.p, '<', s.n) == NULL)
        return;
    for (i = from; i < ld->b->n; i++)
        angles += ld->b->p[i] == '<';
    if (ld->b->err != WIRE_OK || !wire_buf_room(ld->b, angles * 5))
        return;
    i = ld->b->n;
    to = ld->b->n += angles * 5;
    while (i > from) {
        char c = ld->b->p[--i];
        if (c == '<') {
            to -= 6;
            memcpy(ld->b->p + to, "\\u003c", 6);
        } else {
            ld->b->p[--to] = c;
        }
    }
}

static void
comma(struct ld *ld)
{
    if (ld->comma)
        wire_buf_putc(ld->b, ',');
    ld->comma = true;
}

static void
key(struct ld *ld, const char *name)
{
    comma(ld);
    wire_buf_putc(ld->b, '"');
    wire_buf_puts(ld->b, name);
    wire_buf_put(ld->b, "\":", 2);
}

static void
open(struct ld *ld, char bracket)
{
    wire_buf_putc(ld->b, bracket);
    ld->comma = false;
}

static void
close(struct ld *ld, char bracket)
{
    wire_buf_putc(ld->b, bracket);
    ld->comma = true;
}

static void
put(struct ld *ld, const char *name, struct wire_str s)
{
    if (s.n == 0)
        return;
    key(ld, name);
    string(ld, s);
}

static void
put_time(struct ld *ld, const char *name, struct wire_str s)
{
    char iso[48];

    if (wire_html_datetime(s, iso))
        put(ld, name, wire_str_of(iso));
}

/* Before an entry of the list. */
static void
entry(struct ld *ld, struct list *list)
{
    if (!list->open) {
        key(ld, list->key);
        open(ld, '[');
        list->open = true;
    }
    comma(ld);
}

static void
end(struct ld *ld, const struct list *list)
{
    if (list->open)
        close(ld, ']');
}

/* An object with a type; its members follow, then close(). */
static void
object(struct ld *ld, const char *type)
{
    open(ld, '{');
    if (type != NULL)
        put(ld, "@type", wire_str_of(type));
}

static const struct wire_value *
first(const struct ld *ld, const struct wire_article *a, enum wire_field f)
{
    return wire_html_first(ld->h, a, f);
}

static struct wire_str
member(const struct ld *ld, const struct wire_value *v, enum wire_key k)
{
    return wire_html_member(ld->h, v, k);
}

static void
named(struct ld *ld, const char *name, const char *type, struct wire_str text)
{
    if (text.n == 0)
        return;
    key(ld, name);
    object(ld, type);
    put(ld, "name", text);
    close(ld, '}');
}

/* --- people and organisations --- */

static const char *
property_of(struct wire_str role)
{
    static const struct {
        const char *role, *property;
    } rows[] = { { "reporter", "author" },   { "writer", "author" },     { "photographer", "author" }, { "graphics", "author" },
                 { "editor", "editor" },     { "translator", "translator" }, { "producer", "producer" },
                 { "creator", "creator" } };

    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        if (wire_str_is(role, rows[i].role))
            return rows[i].property;
    }
    return "contributor";
}

bool
wire_html_is_credited(const struct wire_html *h, const struct wire_article *a, const struct wire_value *credit, const char *property)
{
    enum { LOOKED_AT = 32 }; /* of those before it, so that thousands take no time */
    struct wire_str name = wire_html_member(h, credit, WIRE_K_NAME);
    unsigned left = LOOKED_AT;

    if (name.n == 0 || strcmp(property_of(wire_html_member(h, credit, WIRE_K_ROLE)), property) != 0)
        return false;
    WIRE_HTML_EACH (v, h, a, WIRE_F_CREDITS) {
        if (v == credit || left-- == 0)
            break;
        if (wire_str_eq(wire_html_member(h, v, WIRE_K_NAME), name) &&
            strcmp(property_of(wire_html_member(h, v, WIRE_K_ROLE)), property) == 0)
            return false;
    }
    return true;
}

static void
credits(struct ld *ld, const struct wire_article *a)
{
    static const char *const properties[] = { "author", "creator", "editor", "translator", "producer", "contributor" };
    bool authors = false;

    for (size_t p = 0; p < WIRE_COUNT(properties); p++) {
        struct list list = { properties[p], false };
        WIRE_HTML_EACH (v, ld->h, a, WIRE_F_CREDITS) {
            if (!wire_html_is_credited(ld->h, a, v, properties[p]))
                continue;
            entry(ld, &list);
            object(ld, "Person");
            put(ld, "name", member(ld, v, WIRE_K_NAME));
            put(ld, "jobTitle", member(ld, v, WIRE_K_JOBTITLE));
            close(ld, '}');
            authors = authors || p == 0;
        }
        end(ld, &list);
    }
    if (!authors)
        named(ld, "author", "Person", wire_html_text(ld->h, a, WIRE_F_BY));
}

/* A coded thing: {@type, @id, name, identifier}; as one member, or as entries of a list. */
static void
thing(struct ld *ld, const char *type, const struct wire_value *v)
{
    struct wire_str uri = member(ld, v, WIRE_K_URI), code = member(ld, v, WIRE_K_QCODE);

    object(ld, type);
    if (wire_html_is_uri(uri))
        put(ld, "@id", uri);
    put(ld, "name", wire_html_name(ld->h, v));
    put(ld, "identifier", code);
    close(ld, '}');
}

static void
things(struct ld *ld, const struct wire_article *a, struct list *list, enum wire_field f, const char *type)
{
    WIRE_HTML_EACH (v, ld->h, a, f) {
        if (wire_html_name_or_code(ld->h, v).n == 0)
            continue;
        entry(ld, list);
        thing(ld, type, v);
    }
}

static void
subjects(struct ld *ld, const struct wire_article *a)
{
    static const struct {
        enum wire_field field;
        const char *type;
    } rows[] = { { WIRE_F_PEOPLE, "Person" }, { WIRE_F_ORGANISATIONS, "Organization" }, { WIRE_F_PLACES, "Place" },
                 { WIRE_F_EVENTS, "Event" },  { WIRE_F_OBJECTS, "Thing" } };
    struct list about = { "about", false }, mentions = { "mentions", false }, keywords = { "keywords", false };
    struct list genres = { "genre", false };

    things(ld, a, &about, WIRE_F_SUBJECTS, "Thing");
    end(ld, &about);
    for (size_t i = 0; i < WIRE_COUNT(rows); i++)
        things(ld, a, &mentions, rows[i].field, rows[i].type);
    end(ld, &mentions);
    WIRE_HTML_EACH (v, ld->h, a, WIRE_F_KEYWORDS) {
        entry(ld, &keywords);
        string(ld, v->s);
    }
    end(ld, &keywords);
    WIRE_HTML_EACH (v, ld->h, a, WIRE_F_GENRES) {
        if (wire_html_name_or_code(ld->h, v).n == 0)
            continue;
        entry(ld, &genres);
        string(ld, wire_html_name_or_code(ld->h, v));
    }
    end(ld, &genres);
}

/* --- what it is --- */

static void
identity(struct ld *ld, const struct wire_article *a)
{
    struct wire_str uri = wire_html_text(ld->h, a, WIRE_F_URI);
    struct list ids = { "identifier", false };

    if (wire_html_is_uri(uri))
        put(ld, "@id", uri);
    if (uri.n != 0) {
        entry(ld, &ids);
        string(ld, uri);
    }
    WIRE_HTML_EACH (v, ld->h, a, WIRE_F_ALT_IDS) {
        if (member(ld, v, WIRE_K_VALUE).n == 0)
            continue;
        entry(ld, &ids);
        object(ld, "PropertyValue");
        put(ld, "propertyID", member(ld, v, WIRE_K_ROLE));
        put(ld, "value", member(ld, v, WIRE_K_VALUE));
        close(ld, '}');
    }
    end(ld, &ids);
    put(ld, "version", wire_html_text(ld->h, a, WIRE_F_VERSION));
    put(ld, "url", wire_html_canonical(ld->h, a));
    put(ld, "inLanguage", wire_html_text(ld->h, a, WIRE_F_LANGUAGE));
    put(ld, "creativeWorkStatus", wire_html_text(ld->h, a, WIRE_F_PUB_STATUS));
}

/* The values of a list of {role, value} as strings: those of the role, or those of any other. */
static void
values(struct ld *ld, struct list *list, const struct wire_value *v, const char *role, bool of_role, struct wire_str but)
{
    for (; v != NULL; v = wire_html_shown(ld->h, v->next)) {
        struct wire_str s = member(ld, v, WIRE_K_VALUE);
        if (s.n == 0 || wire_str_eq(s, but) || wire_str_is(member(ld, v, WIRE_K_ROLE), role) != of_role)
            continue;
        entry(ld, list);
        string(ld, s);
    }
    end(ld, list);
}

static void
titles(struct ld *ld, const struct wire_article *a, bool is_media)
{
    struct wire_str headline = wire_headline(a, ld->h->all), title = wire_html_text(ld->h, a, WIRE_F_TITLE);
    const struct wire_value *about = first(ld, a, WIRE_F_DESCRIPTIONS);
    struct list others = { "alternativeHeadline", false }, texts = { "description", false }, captions = { "caption", false };

    put(ld, "headline", headline.n != 0 ? headline : title);
    values(ld, &others, first(ld, a, WIRE_F_HEADLINES), "", false, headline);
    if (headline.n != 0)
        put(ld, "name", title);
    put(ld, "alternateName", wire_html_text(ld->h, a, WIRE_F_SLUGLINE));
    if (is_media) /* only these have captions */
        values(ld, &captions, about, "caption", true, WIRE_NONE);
    values(ld, &texts, about, is_media ? "caption" : "", false, WIRE_NONE);
}

static void
times_and_places(struct ld *ld, const struct wire_article *a)
{
    struct wire_str changed = wire_html_text(ld->h, a, WIRE_F_VERSION_CREATED);
    const struct wire_value *dateline = first(ld, a, WIRE_F_DATELINE);
    struct wire_str place = wire_html_name(ld->h, first(ld, a, WIRE_F_LOCATED));

    if (changed.n == 0)
        changed = wire_html_text(ld->h, a, WIRE_F_CONTENT_MODIFIED);
    put_time(ld, "dateCreated", wire_html_text(ld->h, a, WIRE_F_CONTENT_CREATED));
    put_time(ld, "datePublished", wire_html_text(ld->h, a, WIRE_F_FIRST_CREATED));
    put_time(ld, "dateModified", changed);
    put_time(ld, "expires", wire_html_text(ld->h, a, WIRE_F_EXPIRES));
    put(ld, "dateline", member(ld, dateline, WIRE_K_TEXT));
    if (place.n == 0)
        place = member(ld, dateline, WIRE_K_PLACE);
    named(ld, "locationCreated", "Place", place);
}

static void
rights(struct ld *ld, const struct wire_article *a)
{
    const struct wire_value *provider = first(ld, a, WIRE_F_PROVIDER), *made = first(ld, a, WIRE_F_DIGITAL_SOURCE_TYPE);
    struct list sources = { "sourceOrganization", false }, sets = { "isPartOf", false };
    struct wire_str terms = wire_html_text(ld->h, a, WIRE_F_USAGE_TERMS);

    if (wire_html_name_or_code(ld->h, provider).n != 0) {
        key(ld, "publisher");
        thing(ld, "NewsMediaOrganization", provider);
    }
    things(ld, a, &sources, WIRE_F_INFO_SOURCES, "Organization");
    end(ld, &sources);
    things(ld, a, &sets, WIRE_F_MEMBER_OF, "CreativeWork");
    end(ld, &sets);
    put(ld, "creditText", wire_html_text(ld->h, a, WIRE_F_CREDITLINE));
    named(ld, "copyrightHolder", "Organization", wire_html_text(ld->h, a, WIRE_F_COPYRIGHT_HOLDER));
    put(ld, "copyrightNotice", wire_html_text(ld->h, a, WIRE_F_COPYRIGHT_NOTICE));
    if (terms.n != 0) {
        key(ld, "usageInfo");
        object(ld, "CreativeWork");
        put(ld, "text", terms);
        close(ld, '}');
    }
    put(ld, "digitalSourceType", member(ld, made, WIRE_K_URI));
    if (member(ld, made, WIRE_K_URI).n == 0)
        put(ld, "digitalSourceType", wire_html_name_or_code(ld->h, made));
}

static void
links(struct ld *ld, const struct wire_article *a)
{
    static const char *const based[] = { "derivedFrom", "isDerivedFrom", "isTranslationOf", "isAdaptationOf" };

    for (int sources = 1; sources >= 0; sources--) {
        struct list list = { sources ? "isBasedOn" : "citation", false };
        WIRE_HTML_EACH (v, ld->h, a, WIRE_F_LINKS) {
            struct wire_str uri = member(ld, v, WIRE_K_URI), href = member(ld, v, WIRE_K_HREF);
            bool is_source = false;
            for (size_t i = 0; i < WIRE_COUNT(based); i++)
                is_source = is_source || wire_str_is_nocase(member(ld, v, WIRE_K_REL), based[i]);
            if (is_source != (sources != 0) || (uri.n == 0 && href.n == 0))
                continue;
            entry(ld, &list);
            object(ld, "CreativeWork");
            if (wire_html_is_uri(uri))
                put(ld, "@id", uri);
            put(ld, "name", member(ld, v, WIRE_K_TITLE));
            if (wire_html_url_ok(href, WIRE_URL_WEB))
                put(ld, "url", href);
            put(ld, "encodingFormat", member(ld, v, WIRE_K_CONTENT_TYPE));
            put(ld, "version", member(ld, v, WIRE_K_VERSION));
            close(ld, '}');
        }
        end(ld, &list);
    }
}

/* --- media --- */

static void
number(struct ld *ld, const char *name, struct wire_str s)
{
    if (!wire_str_is_number(s))
        return;
    key(ld, name);
    wire_buf_str(ld->b, s);
}

static void
file_members(struct ld *ld, const struct wire_value *r)
{
    struct wire_str href = member(ld, r, WIRE_K_HREF), duration = member(ld, r, WIRE_K_DURATION);

    if (wire_html_url_ok(href, WIRE_URL_FETCH))
        put(ld, "contentUrl", href);
    else if (wire_html_is_uri(href))
        put(ld, "@id", href);
    put(ld, "encodingFormat", member(ld, r, WIRE_K_CONTENT_TYPE));
    number(ld, "width", member(ld, r, WIRE_K_WIDTH));
    number(ld, "height", member(ld, r, WIRE_K_HEIGHT));
    put(ld, "contentSize", member(ld, r, WIRE_K_SIZE_IN_BYTES));
    if (wire_str_begins(duration, "P"))
        put(ld, "duration", duration);
}

/* The files of a story: what stands for it are its own members, all of them are its encodings. */
static void
renditions(struct ld *ld, const struct wire_article *a, bool is_media)
{
    struct list list = { is_media ? "encoding" : "associatedMedia", false };
    enum wire_html_media media = wire_html_media(ld->h, a);
    const struct wire_value *best = media != WIRE_M_NONE ? wire_html_rendition(ld->h, a, media) : NULL;

    if (is_media && best != NULL)
        file_members(ld, best);
    WIRE_HTML_EACH (r, ld->h, a, WIRE_F_RENDITIONS) {
        if (member(ld, r, WIRE_K_HREF).n == 0) {
            if (ld->h->out->ledger != NULL)
                wire_ledger_count(ld->h->out->ledger, ld->h->out->arena, WIRE_DROPPED, WIRE_STR("renditions.value"),
                                  "a page carries no data of a file inside", 1, r->at);
            continue;
        }
        if (is_media && r == best)
            continue;
        entry(ld, &list);
        object(ld, "MediaObject");
        put(ld, "name", member(ld, r, WIRE_K_NAME));
        file_members(ld, r);
        close(ld, '}');
    }
    end(ld, &list);
}

static const char *
type_of(struct ld *ld, const struct wire_article *a)
{
    static const struct {
        const char *type, *schema;
    } rows[] = { { "picture", "ImageObject" }, { "graphic", "ImageObject" }, { "audio", "AudioObject" },
                 { "video", "VideoObject" },   { "text", "NewsArticle" },    { "composite", "NewsArticle" },
                 { "event", "CreativeWork" },  { "planning", "CreativeWork" }, { "component", "CreativeWork" } };
    struct wire_str type = wire_text_of(a, WIRE_F_TYPE);

    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        if (wire_str_is(type, rows[i].type))
            return rows[i].schema;
    }
    if (a->body == NULL || a->body->first == NULL) {
        static const char *const by_media[] = { "NewsArticle", "ImageObject", "VideoObject", "AudioObject" };
        return by_media[wire_html_media(ld->h, a)];
    }
    return "NewsArticle";
}

static void members(struct ld *, const struct wire_article *, int);

/* Associated articles by what they are: image, video, audio, or another part. */
static void
associations(struct ld *ld, const struct wire_article *a, int depth)
{
    static const char *const keys[] = { "image", "video", "audio", "hasPart" };
    static const char *const types[] = { "ImageObject", "VideoObject", "AudioObject", NULL };

    if (depth >= NESTED || wire_first(a, WIRE_F_ASSOCIATIONS) == NULL)
        return;
    for (size_t k = 0; k < WIRE_COUNT(keys); k++) {
        struct list list = { keys[k], false };
        WIRE_HTML_EACH (v, ld->h, a, WIRE_F_ASSOCIATIONS) {
            const char *type = v->article != NULL ? type_of(ld, v->article) : "";
            size_t mine = 0;
            while (types[mine] != NULL && strcmp(types[mine], type) != 0)
                mine++;
            if (v->article == NULL || mine != k)
                continue;
            entry(ld, &list);
            object(ld, type);
            members(ld, v->article, depth + 1);
            close(ld, '}');
        }
        end(ld, &list);
    }
}

static void
members(struct ld *ld, const struct wire_article *a, int depth)
{
    const char *type = type_of(ld, a);
    bool is_media = strcmp(type, "NewsArticle") != 0 && strcmp(type, "CreativeWork") != 0;

    identity(ld, a);
    titles(ld, a, is_media);
    times_and_places(ld, a);
    credits(ld, a);
    rights(ld, a);
    subjects(ld, a);
    links(ld, a);
    number(ld, "wordCount", member(ld, first(ld, a, WIRE_F_BODIES), WIRE_K_WORD_COUNT));
    renditions(ld, a, is_media);
    associations(ld, a, depth);
}

void
wire_html_jsonld(struct wire_html *h, const struct wire_article *a)
{
    struct ld ld = { .h = h, .b = h->b };

    wire_buf_puts(h->b, "<script type=\"application/ld+json\">");
    open(&ld, '{');
    put(&ld, "@context", WIRE_STR("https://schema.org"));
    put(&ld, "@type", wire_str_of(type_of(&ld, a)));
    members(&ld, a, 0);
    close(&ld, '}');
    wire_buf_puts(h->b, "</script>\n");
}

/* Writing feeds: RSS 2.0 (rssboard.org) with the modules dc, content and media, and Atom 1.0 (RFC 4287). */
#include "feed/write.h"

#include <stdio.h>

#include "article/fragment.h"
#include "article/supply.h"
#include "article/time.h"

/* A story being written. */
struct feed {
    struct wire_out *out;
    const struct wire_article *a;
    bool secret;             /* what is not for publication goes out too */
    struct wire_tags tags;
    struct wire_buf scratch; /* a body, or an id */
};

static bool
shows(const struct feed *f, const struct wire_value *v)
{
    return f->secret || wire_is_public(v);
}

static struct wire_str
text_of(const struct feed *f, enum wire_field field)
{
    const struct wire_value *v = wire_first(f->a, field);

    return v != NULL && v->kind == WIRE_V_TEXT && shows(f, v) ? v->s : WIRE_NONE;
}

static struct wire_str
member(const struct feed *f, const struct wire_value *record, enum wire_key key)
{
    const struct wire_value *v = wire_get(record, key);

    return v != NULL && shows(f, record) && shows(f, v) ? v->s : WIRE_NONE;
}

static void
element(struct feed *f, const char *prefix, const char *name, struct wire_str text)
{
    if (text.n == 0)
        return;
    wire_tag_open(&f->tags, prefix, name);
    wire_tag_inside(&f->tags);
    wire_tag_text(&f->tags, text);
    wire_tag_close(&f->tags, prefix, name, false);
}

static void
note(struct feed *f, enum wire_ledger_act act, const char *path, const char *why)
{
    if (f->out->ledger != NULL)
        wire_ledger_count(f->out->ledger, f->out->arena, act, wire_str_of(path), why, 1, (struct wire_at){ 0, 0, 0 });
}

static struct wire_str
headline(const struct feed *f)
{
    struct wire_str s = wire_headline(f->a, !f->secret);

    return s.n != 0 ? s : text_of(f, WIRE_F_TITLE);
}

static struct wire_str
uri_of(struct feed *f)
{
    struct wire_str uri = text_of(f, WIRE_F_URI);

    if (uri.n != 0)
        return uri;
    wire_buf_clear(&f->scratch);
    wire_supply_uri(&f->scratch, f->a);
    note(f, WIRE_SUPPLIED, "uri", "a feed demands one");
    return wire_buf_slice(&f->scratch);
}

static struct wire_str
page_of(const struct feed *f)
{
    static const char *const rels[] = { "canonical", "alternate", "webPage", "permalink" };

    for (const struct wire_value *v = wire_first(f->a, WIRE_F_LINKS); v != NULL; v = v->next) {
        struct wire_str href = member(f, v, WIRE_K_HREF);
        for (size_t i = 0; i < WIRE_COUNT(rels) && href.n != 0; i++) {
            if (wire_str_is(member(f, v, WIRE_K_REL), rels[i]) &&
                (wire_str_begins(href, "http://") || wire_str_begins(href, "https://")))
                return href;
        }
    }
    return WIRE_NONE;
}

static struct wire_str
name_of(const struct feed *f, const struct wire_value *record)
{
    static const enum wire_key keys[] = { WIRE_K_NAME, WIRE_K_LITERAL, WIRE_K_QCODE, WIRE_K_URI };
    struct wire_str s = WIRE_NONE;

    for (size_t i = 0; i < WIRE_COUNT(keys) && s.n == 0; i++)
        s = member(f, record, keys[i]);
    return s;
}

static const struct wire_value *
summary_of(const struct feed *f)
{
    for (const struct wire_value *v = wire_first(f->a, WIRE_F_DESCRIPTIONS); v != NULL; v = v->next) {
        if (member(f, v, WIRE_K_VALUE).n != 0 && !wire_str_is(member(f, v, WIRE_K_ROLE), "caption"))
            return v;
    }
    return NULL;
}

/* The body as the clean fragment; it is told of where it goes. */
static void
body(struct feed *f, bool in_cdata)
{
    enum wire_visibility visibility = f->secret ? WIRE_EDITORS : WIRE_PUBLIC;
    struct wire_str rest;

    wire_buf_clear(&f->scratch);
    wire_fragment_xhtml(&f->scratch, f->a->body, visibility);
    rest = wire_buf_slice(&f->scratch);
    wire_out_body(f->out, wire_node_weight(f->a->body, visibility), wire_weight_markup(rest.p, rest.n));
    while (in_cdata && rest.n != 0) { /* the end of a section cannot stand in one: it is parted over two */
        const char *end = memmem(rest.p, rest.n, "]]>", 3);
        size_t n = end != NULL ? (size_t)(end - rest.p) + 2 : rest.n;
        wire_buf_put(&f->tags.buf, rest.p, n);
        if (end != NULL)
            wire_buf_puts(&f->tags.buf, "]]><![CDATA[");
        rest = wire_str_sub(rest, n, rest.n);
    }
    wire_buf_str(&f->tags.buf, rest);
}

/* What of a list stays behind: all but those that go out. */
static void
left_out(struct feed *f, enum wire_field field, const struct wire_value *out, bool any, const char *why)
{
    if (f->out->ledger == NULL)
        return;
    for (const struct wire_value *v = wire_first(f->a, field); v != NULL; v = v->next) {
        if (any || v != out)
            wire_ledger_count(f->out->ledger, f->out->arena, WIRE_DROPPED, wire_str_of(wire_fields[field].name), why, 1, v->at);
    }
}

static enum wire_status
find_picture(void *ctx, const struct wire_node *n, enum wire_visit visit)
{
    (void)visit;
    *(bool *)ctx |= n->kind == WIRE_N_IMG;
    return WIRE_OK;
}

static void
tell_what_stays(struct feed *f)
{
    struct wire_str page = page_of(f), main = headline(f);
    bool pictured = false;
    const struct wire_value *link = wire_first(f->a, WIRE_F_LINKS), *head = wire_first(f->a, WIRE_F_HEADLINES);

    if (f->out->ledger == NULL)
        return;
    while (link != NULL && !wire_str_eq(member(f, link, WIRE_K_HREF), page))
        link = link->next;
    while (head != NULL && !wire_str_eq(member(f, head, WIRE_K_VALUE), main))
        head = head->next;
    left_out(f, WIRE_F_LINKS, page.n != 0 ? link : NULL, false, "only the page with the story has a place in a feed");
    left_out(f, WIRE_F_HEADLINES, head, false, "an entry has one title");
    left_out(f, WIRE_F_DESCRIPTIONS, summary_of(f), false, "an entry has one summary");
    left_out(f, WIRE_F_TITLE, NULL, true, "an entry has one title: the headline, where there is one");
    if (wire_first(f->a, WIRE_F_TYPE) == NULL)
        note(f, WIRE_SUPPLIED, "type", "an entry is a text");
    else if (!wire_str_is(text_of(f, WIRE_F_TYPE), "text"))
        left_out(f, WIRE_F_TYPE, NULL, true, "entries have no type");
    if (head == NULL && main.n != 0)
        note(f, WIRE_MOVED, "headlines", "the title of the story is that of the entry");
    if (head == NULL && main.n != 0)
        note(f, WIRE_MOVED, "title", "it is that of the entry");
    if (f->a->body != NULL)
        wire_walk(f->a->body, WIRE_PUBLIC, find_picture, &pictured);
    if (pictured)
        note(f, WIRE_MOVED, "associations", "a picture in the text is to a reader one of the story's as well");
    if (wire_first(f->a, WIRE_F_PROVIDER) == NULL && f->out->stories != 0)
        note(f, WIRE_SUPPLIED, "provider", "that of the first story is the feed's");
    if (wire_first(f->a, WIRE_F_RENDITIONS) != NULL)
        note(f, WIRE_MOVED, "renditions", "files of an entry are articles associated with it to a reader");
    if (wire_first(f->a, WIRE_F_RENDITIONS) != NULL || wire_first(f->a, WIRE_F_ASSOCIATIONS) != NULL)
        note(f, WIRE_DROPPED, "associations", "of what belongs to an entry only files, their title, caption and credit have a place");
    if (wire_member(summary_of(f), WIRE_K_ROLE).n != 0)
        note(f, WIRE_DROPPED, "descriptions.role", "a summary has no role");
    if (wire_first(f->a, WIRE_F_BODIES) != NULL)
        note(f, WIRE_DROPPED, "bodies.wordCount", "the source's count of words has no place");
    left_out(f, WIRE_F_SUBJECTS, NULL, true, "a category has a name, a code and a scheme, and nothing else");
    left_out(f, WIRE_F_PROVIDER, NULL, true, "a publisher has a name");
}

/* --- RSS --- */

/* RFC 822, 5, with the year in four digits; false where the time does not say as much. */
static bool
rfc822(struct wire_str s, char out[64])
{
    static const char days[] = "ThuFriSatSunMonTueWed", months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    struct wire_time t;
    int64_t day;
    int offset;

    if (!wire_time_read(s, &t) || t.hour < 0 || t.second < 0 || !t.has_offset || t.fraction.n != 0 || t.year < 1000)
        return false;
    offset = t.offset < 0 ? -t.offset : t.offset;
    day = (wire_time_seconds(&t) + t.offset * 60) / 86400;
    if ((wire_time_seconds(&t) + t.offset * 60) % 86400 < 0)
        day--;
    day = ((day % 7) + 7) % 7;
    snprintf(out, 64, "%.3s, %02d %.3s %04d %02d:%02d:%02d %s%02d%02d", days + day * 3, t.day, months + (t.month - 1) * 3, t.year, t.hour,
             t.minute, t.second, t.offset < 0 ? "-" : "+", offset / 60, offset % 60);
    if (t.zulu)
        memcpy(out + 26, "GMT", 4);
    return true;
}

static void
rss_categories(struct feed *f)
{
    for (const struct wire_value *v = wire_first(f->a, WIRE_F_SUBJECTS); v != NULL; v = v->next) {
        struct wire_str name = name_of(f, v), scheme = member(f, v, WIRE_K_SCHEME), uri = member(f, v, WIRE_K_URI);
        if (name.n == 0)
            continue;
        wire_tag_open(&f->tags, "", "category");
        wire_tag_attr(&f->tags, "domain", scheme.n != 0 ? scheme : uri.n != 0 ? uri : WIRE_STR("subject"));
        wire_tag_inside(&f->tags);
        wire_tag_text(&f->tags, name);
        wire_tag_close(&f->tags, "", "category", false);
    }
    for (const struct wire_value *v = wire_first(f->a, WIRE_F_KEYWORDS); v != NULL; v = v->next) {
        if (shows(f, v))
            element(f, "", "category", v->s);
    }
    if (text_of(f, WIRE_F_PUB_STATUS).n != 0) {
        wire_tag_open(&f->tags, "", "category");
        wire_tag_attr(&f->tags, "domain", WIRE_STR(FEED_STATUS));
        wire_tag_inside(&f->tags);
        wire_tag_text(&f->tags, text_of(f, WIRE_F_PUB_STATUS));
        wire_tag_close(&f->tags, "", "category", false);
    }
}

/* A file of the story, or of an article that belongs to it, with what is said of that. */
static void
rss_file(struct feed *f, const struct wire_value *file, const struct wire_article *of)
{
    static const struct { const char *type, *medium; } media[] = {
        { "picture", "image" }, { "graphic", "image" }, { "video", "video" }, { "audio", "audio" },
    };
    struct wire_str href = member(f, file, WIRE_K_HREF), type = wire_text_of(of, WIRE_F_TYPE), caption = WIRE_NONE;
    size_t inside;

    if (href.n == 0)
        return;
    wire_tag_open(&f->tags, "media:", "content");
    wire_tag_attr(&f->tags, "url", href);
    wire_tag_attr(&f->tags, "type", member(f, file, WIRE_K_CONTENT_TYPE));
    for (size_t i = 0; i < WIRE_COUNT(media); i++) {
        if (wire_str_is(type, media[i].type))
            wire_tag_attr(&f->tags, "medium", wire_str_of(media[i].medium));
    }
    wire_tag_attr(&f->tags, "fileSize", member(f, file, WIRE_K_SIZE_IN_BYTES));
    wire_tag_attr(&f->tags, "duration", member(f, file, WIRE_K_DURATION));
    wire_tag_attr(&f->tags, "width", member(f, file, WIRE_K_WIDTH));
    wire_tag_attr(&f->tags, "height", member(f, file, WIRE_K_HEIGHT));
    wire_tag_inside(&f->tags);
    inside = f->tags.buf.n;
    if (of != f->a) {
        const struct wire_article *story = f->a;
        for (const struct wire_value *v = wire_first(of, WIRE_F_DESCRIPTIONS); v != NULL && caption.n == 0; v = v->next)
            caption = member(f, v, WIRE_K_VALUE);
        f->a = of;
        element(f, "media:", "title", headline(f));
        element(f, "media:", "description", caption);
        element(f, "media:", "credit", text_of(f, WIRE_F_CREDITLINE));
        element(f, "media:", "copyright", text_of(f, WIRE_F_COPYRIGHT_NOTICE));
        f->a = story;
    }
    if (f->tags.buf.n != inside) {
        wire_tag_close(&f->tags, "media:", "content", true);
        return;
    }
    f->tags.buf.n -= f->tags.buf.n != 0; /* the > */
    wire_tag_empty(&f->tags);
}

static void
files(struct feed *f, void (*put)(struct feed *, const struct wire_value *, const struct wire_article *))
{
    for (const struct wire_value *v = wire_first(f->a, WIRE_F_RENDITIONS); v != NULL; v = v->next)
        put(f, v, f->a);
    for (const struct wire_value *v = wire_first(f->a, WIRE_F_ASSOCIATIONS); v != NULL; v = v->next) {
        if (v->article == NULL || !shows(f, v))
            continue;
        for (const struct wire_value *r = wire_first(v->article, WIRE_F_RENDITIONS); r != NULL; r = r->next)
            put(f, r, v->article);
    }
}

static void
rss_story(struct feed *f)
{
    struct wire_str title = headline(f), summary = member(f, summary_of(f), WIRE_K_VALUE), created = text_of(f, WIRE_F_VERSION_CREATED);
    char date[64];

    wire_tag_open(&f->tags, "", "item");
    wire_tag_inside(&f->tags);
    element(f, "", "title", title);
    if (title.n == 0 && summary.n == 0) /* one of the two has to be there */
        element(f, "", "title", WIRE_STR("-"));
    element(f, "", "link", page_of(f));
    wire_tag_open(&f->tags, "", "guid");
    wire_tag_attr(&f->tags, "isPermaLink", WIRE_STR("false"));
    wire_tag_inside(&f->tags);
    wire_tag_text(&f->tags, uri_of(f));
    wire_tag_close(&f->tags, "", "guid", false);
    if (rfc822(created, date))
        element(f, "", "pubDate", wire_str_of(date));
    else
        element(f, "dc:", "date", created);
    element(f, "dcterms:", "available", text_of(f, WIRE_F_EMBARGOED_UNTIL));
    element(f, "dcterms:", "modified", text_of(f, WIRE_F_CONTENT_MODIFIED));
    element(f, "dcterms:", "created", text_of(f, WIRE_F_CONTENT_CREATED));
    element(f, "dc:", "creator", text_of(f, WIRE_F_BY));
    element(f, "dc:", "publisher", name_of(f, wire_first(f->a, WIRE_F_PROVIDER)));
    element(f, "dc:", "language", text_of(f, WIRE_F_LANGUAGE));
    element(f, "dc:", "rights", text_of(f, WIRE_F_COPYRIGHT_NOTICE));
    rss_categories(f);
    element(f, "", "description", summary);
    if (f->a->body != NULL && f->a->body->first != NULL) {
        wire_tag_open(&f->tags, "content:", "encoded");
        wire_tag_inside(&f->tags);
        wire_buf_puts(&f->tags.buf, "<![CDATA[");
        body(f, true);
        wire_buf_puts(&f->tags.buf, "]]>");
        wire_tag_close(&f->tags, "content:", "encoded", false);
    }
    files(f, rss_file);
    wire_tag_close(&f->tags, "", "item", true);
    left_out(f, WIRE_F_FIRST_CREATED, NULL, true, "RSS has one time of a story");
}

/* The channel is that of the first story: title, link and description have to be there. */
static void
rss_head(struct feed *f)
{
    struct wire_str title = name_of(f, wire_first(f->a, WIRE_F_PROVIDER)), page = page_of(f);
    size_t host = wire_str_begins(page, "https") ? 8 : 7;

    wire_buf_puts(&f->tags.buf, WIRE_XML_DECLARATION
                  "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\""
                  " xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\""
                  " xmlns:media=\"http://search.yahoo.com/mrss/\">");
    f->tags.depth = 1;
    wire_tag_open(&f->tags, "", "channel");
    wire_tag_inside(&f->tags);
    if (title.n == 0)
        title = WIRE_STR(WIRE_SUPPLIED_LITERAL);
    while (host < page.n && page.p[host] != '/')
        host++;
    element(f, "", "title", title);
    element(f, "", "link", page.n != 0 ? wire_str_sub(page, 0, host) : WIRE_STR(FEED_SUPPLIED));
    element(f, "", "description", title);
    note(f, WIRE_SUPPLIED, "provider", "title, link and description of the channel, which RSS demands, are made from the first story");
}

/* --- Atom --- */

static bool
is_atom_time(struct wire_str s)
{
    struct wire_time t;

    return wire_time_read(s, &t) && t.hour >= 0 && t.second >= 0 && t.has_offset;
}

/* updated has to be there, with its offset (RFC 4287, 3.3): the nearest time of the story that is such a one. */
static struct wire_str
updated(struct feed *f)
{
    static const enum wire_field fields[] = { WIRE_F_VERSION_CREATED, WIRE_F_CONTENT_MODIFIED, WIRE_F_CONTENT_CREATED, WIRE_F_FIRST_CREATED,
                                              WIRE_F_SENT };

    for (size_t i = 0; i < WIRE_COUNT(fields); i++) {
        if (is_atom_time(text_of(f, fields[i]))) {
            if (i != 0)
                note(f, WIRE_SUPPLIED, "versionCreated", "Atom demands a time with its offset: the nearest one");
            return text_of(f, fields[i]);
        }
    }
    note(f, WIRE_SUPPLIED, "versionCreated", "Atom demands a time with its offset");
    return WIRE_STR(WIRE_SUPPLIED_TIME);
}

static void
atom_author(struct feed *f)
{
    struct wire_str by = text_of(f, WIRE_F_BY);

    if (by.n == 0)
        note(f, WIRE_SUPPLIED, "by", "Atom demands an author");
    wire_tag_open(&f->tags, "", "author");
    wire_tag_inside(&f->tags);
    element(f, "", "name", by.n != 0 ? by : WIRE_STR(WIRE_SUPPLIED_LITERAL));
    wire_tag_close(&f->tags, "", "author", true);
}

static void
atom_file(struct feed *f, const struct wire_value *file, const struct wire_article *of)
{
    struct wire_str title = wire_text_of(of, WIRE_F_TITLE);

    if (member(f, file, WIRE_K_HREF).n == 0)
        return;
    wire_tag_open(&f->tags, "", "link");
    wire_tag_attr(&f->tags, "rel", WIRE_STR("enclosure"));
    wire_tag_attr(&f->tags, "href", member(f, file, WIRE_K_HREF));
    wire_tag_attr(&f->tags, "type", member(f, file, WIRE_K_CONTENT_TYPE));
    wire_tag_attr(&f->tags, "length", member(f, file, WIRE_K_SIZE_IN_BYTES));
    wire_tag_attr(&f->tags, "title", of != f->a ? title : WIRE_NONE);
    wire_tag_empty(&f->tags);
}

static void
atom_categories(struct feed *f)
{
    for (const struct wire_value *v = wire_first(f->a, WIRE_F_SUBJECTS); v != NULL; v = v->next) {
        struct wire_str name = name_of(f, v), code = member(f, v, WIRE_K_LITERAL), scheme = member(f, v, WIRE_K_SCHEME);
        if (code.n == 0)
            code = member(f, v, WIRE_K_QCODE);
        if (name.n == 0)
            continue;
        wire_tag_open(&f->tags, "", "category");
        wire_tag_attr(&f->tags, "term", code.n != 0 ? code : name);
        wire_tag_attr(&f->tags, "scheme", scheme.n != 0 ? scheme : WIRE_STR(FEED_SUBJECT));
        wire_tag_attr(&f->tags, "label", name);
        wire_tag_empty(&f->tags);
    }
    for (const struct wire_value *v = wire_first(f->a, WIRE_F_KEYWORDS); v != NULL; v = v->next) {
        if (!shows(f, v))
            continue;
        wire_tag_open(&f->tags, "", "category");
        wire_tag_attr(&f->tags, "term", v->s);
        wire_tag_empty(&f->tags);
    }
    if (text_of(f, WIRE_F_PUB_STATUS).n != 0) {
        wire_tag_open(&f->tags, "", "category");
        wire_tag_attr(&f->tags, "term", text_of(f, WIRE_F_PUB_STATUS));
        wire_tag_attr(&f->tags, "scheme", WIRE_STR(FEED_STATUS));
        wire_tag_empty(&f->tags);
    }
}

static void
atom_story(struct feed *f)
{
    struct wire_str title = headline(f), page = page_of(f), first = text_of(f, WIRE_F_FIRST_CREATED);

    wire_tag_open(&f->tags, "", "entry");
    wire_tag_attr(&f->tags, "xml:lang", text_of(f, WIRE_F_LANGUAGE));
    wire_tag_inside(&f->tags);
    element(f, "", "id", uri_of(f));
    element(f, "", "title", title.n != 0 ? title : WIRE_STR("-"));
    element(f, "", "updated", updated(f));
    if (!is_atom_time(text_of(f, WIRE_F_VERSION_CREATED)))
        element(f, "dc:", "date", text_of(f, WIRE_F_VERSION_CREATED));
    if (is_atom_time(first))
        element(f, "", "published", first);
    else
        left_out(f, WIRE_F_FIRST_CREATED, NULL, true, "Atom's times have a time of day and an offset");
    element(f, "dcterms:", "available", text_of(f, WIRE_F_EMBARGOED_UNTIL));
    element(f, "dcterms:", "modified", text_of(f, WIRE_F_CONTENT_MODIFIED));
    element(f, "dcterms:", "created", text_of(f, WIRE_F_CONTENT_CREATED));
    element(f, "dc:", "publisher", name_of(f, wire_first(f->a, WIRE_F_PROVIDER)));
    atom_author(f);
    if (page.n != 0) {
        wire_tag_open(&f->tags, "", "link");
        wire_tag_attr(&f->tags, "href", page);
        wire_tag_empty(&f->tags);
    }
    files(f, atom_file);
    atom_categories(f);
    element(f, "", "summary", member(f, summary_of(f), WIRE_K_VALUE));
    element(f, "", "rights", text_of(f, WIRE_F_COPYRIGHT_NOTICE));
    wire_tag_open(&f->tags, "", "content"); /* an entry without a link has to have one (RFC 4287, 4.1.2) */
    wire_tag_attr(&f->tags, "type", WIRE_STR("xhtml"));
    wire_tag_inside(&f->tags);
    wire_buf_puts(&f->tags.buf, "<div xmlns=\"http://www.w3.org/1999/xhtml\">");
    if (f->a->body != NULL && f->a->body->first != NULL)
        body(f, false);
    wire_buf_puts(&f->tags.buf, "</div>");
    wire_tag_close(&f->tags, "", "content", false);
    wire_tag_close(&f->tags, "", "entry", true);
}

static void
atom_head(struct feed *f)
{
    struct wire_str title = name_of(f, wire_first(f->a, WIRE_F_PROVIDER));

    wire_buf_puts(&f->tags.buf, WIRE_XML_DECLARATION
                  "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                  " xmlns:dcterms=\"http://purl.org/dc/terms/\">");
    f->tags.depth = 1;
    element(f, "", "title", title.n != 0 ? title : WIRE_STR(WIRE_SUPPLIED_LITERAL));
    wire_tag_open(&f->tags, "", "id");
    wire_tag_inside(&f->tags);
    wire_tag_text(&f->tags, WIRE_STR(FEED_SUPPLIED ":"));
    wire_supply_uri(&f->tags.buf, f->a);
    wire_tag_close(&f->tags, "", "id", false);
    element(f, "", "updated", updated(f));
    note(f, WIRE_SUPPLIED, "provider", "title, id and time of the feed, which Atom demands, are made from the first story");
}

/* --- both --- */

static enum wire_status
write_story(struct wire_out *out, const struct wire_article *a, void (*head)(struct feed *), void (*story)(struct feed *))
{
    struct feed f = { .out = out, .a = a, .secret = out->options->with_non_public, .tags = { .buf = WIRE_BUF_INIT, .depth = 2 },
                      .scratch = WIRE_BUF_INIT };

    if (out->stories == 0)
        head(&f);
    story(&f);
    tell_what_stays(&f);
    wire_buf_str(&out->buf, wire_buf_slice(&f.tags.buf));
    if (out->buf.err == WIRE_OK)
        out->buf.err = f.tags.buf.err != WIRE_OK ? f.tags.buf.err : f.scratch.err;
    wire_buf_free(&f.tags.buf);
    wire_buf_free(&f.scratch);
    return out->buf.err;
}

static enum wire_status
close_feed(struct wire_out *out, const char *end)
{
    if (out->stories != 0 || out->buf.n != 0)
        wire_buf_puts(&out->buf, end);
    return out->buf.err;
}

enum wire_status
wire_rss_write(struct wire_out *out, const struct wire_article *a)
{
    return write_story(out, a, rss_head, rss_story);
}

enum wire_status
wire_rss_close(struct wire_out *out)
{
    return close_feed(out, "\n  </channel>\n</rss>\n");
}

enum wire_status
wire_atom_write(struct wire_out *out, const struct wire_article *a)
{
    return write_story(out, a, atom_head, atom_story);
}

enum wire_status
wire_atom_close(struct wire_out *out)
{
    return close_feed(out, "\n</feed>\n");
}

/* The HTML page: begun with the first story, which gives it title, language and what is shared of it. */
#include "html/html.h"

#include "article/str.h"
#include "html/page.h"

static void
meta(struct wire_buf *b, const char *attr, const char *name, struct wire_str content)
{
    if (content.n == 0)
        return;
    wire_buf_puts(b, "<meta");
    wire_html_attr(b, attr, wire_str_of(name));
    wire_html_attr(b, "content", content);
    wire_buf_puts(b, ">\n");
}

static void
meta_time(struct wire_buf *b, const char *name, struct wire_str s)
{
    char iso[48];

    if (wire_html_datetime(s, iso))
        meta(b, "property", name, wire_str_of(iso));
}

/* og:locale is de_DE; a language without a country is none. */
static void
meta_locale(struct wire_buf *b, struct wire_str lang)
{
    char locale[6];

    if (lang.n != 5 || (lang.p[2] != '-' && lang.p[2] != '_'))
        return;
    memcpy(locale, lang.p, 5);
    locale[2] = '_';
    meta(b, "property", "og:locale", (struct wire_str){ locale, 5 });
}

/* The picture for sharing: the story's own, else that of the first association with one. */
static const struct wire_article *
picture_of(const struct wire_html *h, const struct wire_article *a)
{
    const struct wire_value *r = wire_html_rendition(h, a, WIRE_M_IMAGE);

    if (r != NULL && wire_html_url_ok(wire_html_member(h, r, WIRE_K_HREF), WIRE_URL_WEB))
        return a;
    WIRE_HTML_EACH (v, h, a, WIRE_F_ASSOCIATIONS) {
        r = v->article != NULL ? wire_html_rendition(h, v->article, WIRE_M_IMAGE) : NULL;
        if (r != NULL && wire_html_url_ok(wire_html_member(h, r, WIRE_K_HREF), WIRE_URL_WEB))
            return v->article;
    }
    return NULL;
}

/* Who it is by: each by name, without the "By" of the line that they stand in; else that line. */
static void
meta_authors(struct wire_html *h, const struct wire_article *a)
{
    bool named = false;

    WIRE_HTML_EACH (v, h, a, WIRE_F_CREDITS) {
        if (!wire_html_is_credited(h, a, v, "author"))
            continue;
        meta(h->b, "name", "author", wire_html_member(h, v, WIRE_K_NAME));
        named = true;
    }
    if (!named)
        meta(h->b, "name", "author", wire_html_text(h, a, WIRE_F_BY));
}

static void
share(struct wire_html *h, const struct wire_article *a, struct wire_str title)
{
    const struct wire_value *about = wire_html_description(h, a, false);
    const struct wire_article *picture = picture_of(h, a);
    struct wire_str summary, changed = wire_html_text(h, a, WIRE_F_VERSION_CREATED);

    if (about == NULL)
        about = wire_html_description(h, a, true);
    summary = wire_html_member(h, about, WIRE_K_VALUE);
    meta(h->b, "name", "description", summary);
    meta_authors(h, a);
    meta(h->b, "property", "og:type", WIRE_STR("article"));
    meta(h->b, "property", "og:title", title);
    meta(h->b, "property", "og:description", summary);
    meta(h->b, "property", "og:url", wire_html_canonical(h, a));
    meta(h->b, "property", "og:site_name", wire_html_name(h, wire_html_first(h, a, WIRE_F_PROVIDER)));
    meta_locale(h->b, h->lang);
    if (picture != NULL) {
        const struct wire_value *r = wire_html_rendition(h, picture, WIRE_M_IMAGE);
        meta(h->b, "property", "og:image", wire_html_member(h, r, WIRE_K_HREF));
        meta(h->b, "property", "og:image:width", wire_html_member(h, r, WIRE_K_WIDTH));
        meta(h->b, "property", "og:image:height", wire_html_member(h, r, WIRE_K_HEIGHT));
        meta(h->b, "property", "og:image:alt", wire_html_title(h, picture));
    }
    meta_time(h->b, "article:published_time", wire_html_text(h, a, WIRE_F_FIRST_CREATED));
    meta_time(h->b, "article:modified_time", changed.n != 0 ? changed : wire_html_text(h, a, WIRE_F_CONTENT_MODIFIED));
    meta_time(h->b, "article:expiration_time", wire_html_text(h, a, WIRE_F_EXPIRES));
    WIRE_HTML_EACH (v, h, a, WIRE_F_KEYWORDS)
        meta(h->b, "property", "article:tag", v->s);
    meta(h->b, "name", "twitter:card", picture != NULL ? WIRE_STR("summary_large_image") : WIRE_STR("summary"));
}

/* Whether search engines must leave it alone. */
static bool
is_held_back(const struct wire_article *a)
{
    struct wire_str status = wire_text_of(a, WIRE_F_PUB_STATUS);

    return wire_str_is(status, "withheld") || wire_str_is(status, "canceled") || wire_first(a, WIRE_F_EMBARGOED_UNTIL) != NULL ||
           wire_first(a, WIRE_F_EMBARGO) != NULL;
}

static void
page_head(struct wire_html *h, const struct wire_article *a)
{
    struct wire_str title = wire_html_title(h, a), canonical = wire_html_canonical(h, a);

    if (title.n == 0)
        title = wire_html_text(h, a, WIRE_F_URI);
    if (title.n == 0)
        title = WIRE_STR("Untitled"); /* HTML demands one */
    wire_buf_puts(h->b, "<!DOCTYPE html>\n<html lang=\"");
    wire_buf_xml_attr(h->b, h->lang); /* an empty one says that it is not known */
    wire_buf_puts(h->b, wire_html_dir(h->lang)[0] == 'r' ? "\" dir=\"rtl\"" : "\" dir=\"ltr\"");
    wire_buf_puts(h->b, ">\n<head>\n<meta charset=\"utf-8\">\n<title>");
    wire_buf_xml(h->b, title);
    wire_buf_puts(h->b, "</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                        "<meta name=\"color-scheme\" content=\"light dark\">\n");
    if (is_held_back(a))
        meta(h->b, "name", "robots", WIRE_STR("noindex"));
    share(h, a, title);
    if (canonical.n != 0) {
        wire_buf_puts(h->b, "<link rel=\"canonical\"");
        wire_html_url(h->b, "href", canonical);
        wire_buf_puts(h->b, ">\n");
    }
    wire_buf_puts(h->b, "<style>\n");
    wire_buf_puts(h->b, wire_html_style);
    wire_buf_puts(h->b, "</style>\n</head>\n<body>\n<main>\n");
}

static enum wire_status
write_story(struct wire_out *out, const struct wire_article *a)
{
    struct wire_html h = { .out = out, .b = &out->buf, .all = out->options->with_non_public, .top = a };

    h.lang = wire_text_of(a, WIRE_F_LANGUAGE);
    h.words = wire_html_words_for(h.lang);
    if (out->stories == 0 && !out->options->fragment) /* only now title and language are known */
        page_head(&h, a);
    wire_html_article(&h, a, 1);
    wire_out_body(out, wire_node_weight(a->body, h.all ? WIRE_EDITORS : WIRE_PUBLIC), h.body_written);
    if (out->ledger != NULL && wire_first(a, WIRE_F_VERSION_CREATED) != NULL && wire_first(a, WIRE_F_CONTENT_MODIFIED) != NULL)
        wire_ledger_count(out->ledger, out->arena, WIRE_DROPPED, WIRE_STR("contentModified"),
                          "dateModified says versionCreated", 1, wire_first(a, WIRE_F_CONTENT_MODIFIED)->at);
    return out->buf.err;
}

static enum wire_status
close_page(struct wire_out *out)
{
    bool begun = out->stories != 0 || out->buf.n != 0; /* of no story there is no page */

    if (begun && !out->options->fragment)
        wire_buf_puts(&out->buf, "</main>\n</body>\n</html>\n");
    return out->buf.err;
}

#define HOLDS(field) WIRE_FIELD(WIRE_F_##field)

const struct wire_format wire_format_html = {
    .name = "html",
    .title = "HTML: a page with schema.org NewsArticle",
    .suffix = "html",
    .versions = "5",
    .story = write_story,
    .close = close_page,
    .holds = HOLDS(URI) | HOLDS(NAME) | HOLDS(REL) | HOLDS(VERSION) | HOLDS(TYPE) | HOLDS(PUB_STATUS) | HOLDS(LANGUAGE) |
             HOLDS(VERSION_CREATED) | HOLDS(FIRST_CREATED) | HOLDS(CONTENT_CREATED) | HOLDS(CONTENT_MODIFIED) |
             HOLDS(EMBARGOED_UNTIL) | HOLDS(EMBARGO) | HOLDS(EXPIRES) | HOLDS(PROVIDER) | HOLDS(HEADLINES) | HOLDS(TITLE) |
             HOLDS(SLUGLINE) | HOLDS(BY) | HOLDS(DATELINE) | HOLDS(LOCATED) | HOLDS(CREDITLINE) | HOLDS(CREDITS) |
             HOLDS(DESCRIPTIONS) | HOLDS(SUBJECTS) | HOLDS(KEYWORDS) | HOLDS(GENRES) | HOLDS(PEOPLE) | HOLDS(ORGANISATIONS) |
             HOLDS(PLACES) | HOLDS(EVENTS) | HOLDS(OBJECTS) | HOLDS(MEMBER_OF) | HOLDS(INFO_SOURCES) | HOLDS(ALT_IDS) |
             HOLDS(COPYRIGHT_HOLDER) | HOLDS(COPYRIGHT_NOTICE) | HOLDS(USAGE_TERMS) | HOLDS(LINKS) | HOLDS(BODIES) |
             HOLDS(RENDITIONS) | HOLDS(ASSOCIATIONS) | HOLDS(DIGITAL_SOURCE_TYPE) | HOLDS(RIGHTS) | HOLDS(GROUPS) |
             HOLDS(EVENT_DETAILS) | HOLDS(PLANNED_COVERAGE) | HOLDS(CONCEPTS) | HOLDS(CATALOG),
    .is_public = true,
};

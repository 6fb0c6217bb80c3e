/* Pictures, film and sound: which file a page shows of a story, and the figure around it. */
#include "html/page.h"

#include "article/str.h"

/* What browsers show; a TIFF or an EPS is a file to them. */
static const struct {
    const char *type, *suffix;
    enum wire_html_media media;
} kinds[] = {
    { "image/jpeg", ".jpg", WIRE_M_IMAGE },       { "image/jpg", ".jpeg", WIRE_M_IMAGE },
    { "image/png", ".png", WIRE_M_IMAGE },        { "image/gif", ".gif", WIRE_M_IMAGE },
    { "image/webp", ".webp", WIRE_M_IMAGE },      { "image/avif", ".avif", WIRE_M_IMAGE },
    { "image/svg+xml", ".svg", WIRE_M_IMAGE },    { "image/pjpeg", ".jpe", WIRE_M_IMAGE },
    { "video/mp4", ".mp4", WIRE_M_VIDEO },        { "video/webm", ".webm", WIRE_M_VIDEO },
    { "video/ogg", ".ogv", WIRE_M_VIDEO },        { "video/quicktime", ".mov", WIRE_M_VIDEO },
    { "video/mpeg", ".mpg", WIRE_M_VIDEO },       { "audio/mpeg", ".mp3", WIRE_M_AUDIO },
    { "audio/mp4", ".m4a", WIRE_M_AUDIO },        { "audio/ogg", ".ogg", WIRE_M_AUDIO },
    { "audio/wav", ".wav", WIRE_M_AUDIO },        { "audio/aac", ".aac", WIRE_M_AUDIO },
    { "audio/flac", ".flac", WIRE_M_AUDIO },      { "audio/webm", ".weba", WIRE_M_AUDIO },
    { "video/x-m4v", ".m4v", WIRE_M_VIDEO },      { "audio/x-mpeg", ".mpga", WIRE_M_AUDIO },
};

/* An address without its query, for its suffix. */
static struct wire_str
path_of(struct wire_str href)
{
    size_t n = 0;

    while (n < href.n && href.p[n] != '?' && href.p[n] != '#')
        n++;
    return wire_str_sub(href, 0, n);
}

static bool
ends_nocase(struct wire_str s, const char *suffix)
{
    size_t n = strlen(suffix);

    return n <= s.n && wire_str_is_nocase(wire_str_sub(s, s.n - n, n), suffix);
}

enum wire_html_media
wire_html_rendition_kind(const struct wire_html *h, const struct wire_article *a, const struct wire_value *r)
{
    struct wire_str href = wire_html_member(h, r, WIRE_K_HREF), type = wire_html_member(h, r, WIRE_K_CONTENT_TYPE);
    struct wire_str story = wire_text_of(a, WIRE_F_TYPE), path = path_of(href);

    if (!wire_html_url_ok(href, WIRE_URL_FETCH))
        return WIRE_M_NONE;
    for (size_t i = 0; i < WIRE_COUNT(kinds); i++) {
        if (type.n != 0 ? wire_str_begins_nocase(type, kinds[i].type) : ends_nocase(path, kinds[i].suffix))
            return kinds[i].media;
    }
    if (type.n != 0)
        return WIRE_M_NONE;
    if (wire_str_is(story, "picture") || wire_str_is(story, "graphic"))
        return WIRE_M_IMAGE;
    return wire_str_is(story, "video") ? WIRE_M_VIDEO : wire_str_is(story, "audio") ? WIRE_M_AUDIO : WIRE_M_NONE;
}

static int64_t
number_of(const struct wire_html *h, const struct wire_value *r, enum wire_key key)
{
    int64_t n = 0;

    return wire_str_to_int(wire_html_member(h, r, key), 1000000, &n) ? n : 0;
}

/* How well a picture suits a page: wide, but no wider than a screen; where nothing is said, by the name. */
static int64_t
suits(const struct wire_html *h, const struct wire_value *r)
{
    enum { SCREEN = 2048, SMALL = 1, SOME = 700 };
    int64_t width = number_of(h, r, WIRE_K_WIDTH);
    struct wire_str name = wire_html_member(h, r, WIRE_K_NAME);

    if (width > SCREEN)
        return SCREEN - (width > 16 * SCREEN ? SCREEN - SMALL : (width - SCREEN) / 16);
    if (width > 0)
        return width;
    return wire_str_find_nocase(name, "thumb") < name.n || wire_str_find_nocase(name, "icon") < name.n ? SMALL : SOME;
}

const struct wire_value *
wire_html_rendition(const struct wire_html *h, const struct wire_article *a, enum wire_html_media media)
{
    const struct wire_value *best = NULL;
    int64_t most = 0;

    WIRE_HTML_EACH (r, h, a, WIRE_F_RENDITIONS) {
        if (wire_html_rendition_kind(h, a, r) != media)
            continue;
        if (best == NULL || suits(h, r) > most) {
            best = r;
            most = suits(h, r);
        }
    }
    return best;
}

enum wire_html_media
wire_html_media(const struct wire_html *h, const struct wire_article *a)
{
    bool some[WIRE_M_AUDIO + 1] = { false };

    WIRE_HTML_EACH (r, h, a, WIRE_F_RENDITIONS)
        some[wire_html_rendition_kind(h, a, r)] = true;
    return some[WIRE_M_VIDEO] ? WIRE_M_VIDEO : some[WIRE_M_AUDIO] ? WIRE_M_AUDIO : some[WIRE_M_IMAGE] ? WIRE_M_IMAGE : WIRE_M_NONE;
}

static void
size_attr(struct wire_html *h, const struct wire_value *r, const char *name, enum wire_key key)
{
    if (number_of(h, r, key) > 0)
        wire_html_attr(h->b, name, wire_str_trim(wire_html_member(h, r, key)));
}

static void
image(struct wire_html *h, const struct wire_article *a, bool eager)
{
    const struct wire_value *r = wire_html_rendition(h, a, WIRE_M_IMAGE);
    const struct wire_value *caption = wire_html_description(h, a, true);
    struct wire_str alt = wire_html_title(h, a);

    wire_buf_puts(h->b, "<img");
    wire_html_url(h->b, "src", wire_html_member(h, r, WIRE_K_HREF));
    if (alt.n == 0)
        alt = wire_html_member(h, caption, WIRE_K_VALUE);
    wire_buf_puts(h->b, " alt=\"");
    wire_buf_xml_attr(h->b, alt);
    wire_buf_putc(h->b, '"');
    size_attr(h, r, "width", WIRE_K_WIDTH);
    size_attr(h, r, "height", WIRE_K_HEIGHT);
    wire_buf_puts(h->b, eager ? ">" : " loading=\"lazy\">");
}

/* A player with all files of its kind, the browser takes the first it can play. */
static void
player(struct wire_html *h, const struct wire_article *a, enum wire_html_media media)
{
    const struct wire_value *poster = wire_html_rendition(h, a, WIRE_M_IMAGE);

    wire_buf_puts(h->b, media == WIRE_M_VIDEO ? "<video controls preload=\"none\"" : "<audio controls preload=\"none\"");
    if (media == WIRE_M_VIDEO && poster != NULL)
        wire_html_url(h->b, "poster", wire_html_member(h, poster, WIRE_K_HREF));
    wire_html_attr(h->b, "aria-label", wire_html_title(h, a));
    wire_buf_putc(h->b, '>');
    WIRE_HTML_EACH (r, h, a, WIRE_F_RENDITIONS) {
        if (wire_html_rendition_kind(h, a, r) != media)
            continue;
        wire_buf_puts(h->b, "<source");
        wire_html_url(h->b, "src", wire_html_member(h, r, WIRE_K_HREF));
        wire_html_attr(h->b, "type", wire_html_member(h, r, WIRE_K_CONTENT_TYPE));
        wire_buf_putc(h->b, '>');
    }
    wire_buf_puts(h->b, media == WIRE_M_VIDEO ? "</video>" : "</audio>");
}

bool
wire_html_player(struct wire_html *h, const struct wire_article *a, bool eager)
{
    enum wire_html_media media = wire_html_media(h, a);

    if (media == WIRE_M_IMAGE)
        image(h, a, eager);
    else if (media != WIRE_M_NONE)
        player(h, a, media);
    return media != WIRE_M_NONE;
}

void
wire_html_figure(struct wire_html *h, const struct wire_article *a, const char *class_name, bool eager)
{
    const struct wire_value *caption = wire_html_description(h, a, true);
    struct wire_str text = wire_html_member(h, caption, WIRE_K_VALUE), credit = wire_html_text(h, a, WIRE_F_CREDITLINE);

    if (text.n == 0)
        text = wire_html_title(h, a);
    if (credit.n == 0)
        credit = wire_html_text(h, a, WIRE_F_BY);
    if (credit.n == 0)
        credit = wire_html_text(h, a, WIRE_F_COPYRIGHT_NOTICE);
    wire_html_tag(h->b, "figure", class_name);
    wire_html_lang(h, wire_text_of(a, WIRE_F_LANGUAGE));
    wire_buf_putc(h->b, '>');
    wire_html_player(h, a, eager);
    if (text.n != 0 || credit.n != 0) {
        wire_buf_puts(h->b, "\n<figcaption>");
        wire_buf_xml(h->b, text);
        if (credit.n != 0) {
            wire_buf_puts(h->b, text.n != 0 ? " <span class=\"w-credit\">" : "<span class=\"w-credit\">");
            wire_buf_xml(h->b, credit);
            wire_buf_puts(h->b, "</span>");
        }
        wire_buf_puts(h->b, "</figcaption>");
    }
    wire_buf_puts(h->b, "</figure>\n");
}

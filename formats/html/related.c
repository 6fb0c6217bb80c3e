/* What belongs to a story: the parts of a package, links, files. */
#include "html/story.h"

/* Names of things (urn:, tag:) are links to nobody. */
static bool
can_follow(struct wire_str href)
{
    return wire_html_url_ok(href, WIRE_URL_LINK) && !wire_str_begins_nocase(href, "urn:") &&
           !wire_str_begins_nocase(href, "tag:");
}

static void
anchor(struct story *s, struct wire_str href, struct wire_str text, struct wire_str lang)
{
    bool linked = can_follow(href);

    if (linked) {
        wire_buf_puts(s->b, "<a");
        wire_html_url(s->b, "href", href);
    } else {
        wire_buf_puts(s->b, "<span");
    }
    wire_html_lang(s->h, lang);
    wire_buf_putc(s->b, '>');
    wire_buf_xml(s->b, text.n != 0 ? text : href);
    wire_buf_puts(s->b, linked ? "</a>" : "</span>");
}

/* Whether a code reads as a word: "sidebar", not "sidebars_0". */
static bool
is_word(struct wire_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] < 'A' || s.p[i] == '_')
            return false;
    }
    return s.n != 0;
}

/* A part of a package of which only the reference is here. */
static void
reference(struct story *s, const struct wire_article *part, bool with_rel)
{
    struct wire_str text = wire_html_title(s->h, part), href = wire_html_canonical(s->h, part);
    const struct wire_value *about = wire_html_description(s->h, part, false);

    if (about == NULL)
        about = wire_html_description(s->h, part, true);
    if (href.n == 0)
        href = wire_html_text(s->h, part, WIRE_F_URI);
    if (text.n == 0)
        text = wire_html_text(s->h, part, WIRE_F_NAME);
    if (text.n == 0 && href.n == 0)
        return;
    wire_buf_puts(s->b, "<li>");
    anchor(s, href, text, wire_text_of(part, WIRE_F_LANGUAGE));
    if (with_rel && is_word(wire_html_text(s->h, part, WIRE_F_REL))) {
        wire_buf_puts(s->b, " <small>");
        wire_buf_xml(s->b, wire_html_text(s->h, part, WIRE_F_REL));
        wire_buf_puts(s->b, "</small>");
    }
    wire_html_paragraph(s, "w-about", wire_html_member(s->h, about, WIRE_K_VALUE), WIRE_NONE);
    wire_buf_puts(s->b, "</li>\n");
}

static bool
rels_differ(const struct wire_article *a)
{
    const struct wire_value *first = wire_first(a, WIRE_F_ASSOCIATIONS);

    for (const struct wire_value *v = first; v != NULL; v = v->next) {
        if (v->article != NULL && first->article != NULL &&
            !wire_str_eq(wire_text_of(v->article, WIRE_F_REL), wire_text_of(first->article, WIRE_F_REL)))
            return true;
    }
    return false;
}

void
wire_html_parts(struct story *s)
{
    struct story_mark section = story_begin(s->b, "<section class=\"w-parts\">\n"), list;
    bool with_rel = rels_differ(s->a);
    unsigned i = 0;

    wire_html_label(s, WIRE_W_PACKAGE);
    section.inner = s->b->n;
    wire_html_groups(s);
    list = story_begin(s->b, "<ul class=\"w-list\">\n");
    for (const struct wire_value *v = wire_first(s->a, WIRE_F_ASSOCIATIONS); v != NULL; v = v->next, i++) {
        if (v->article != NULL && wire_html_shown(s->h, v) == v && !story_has_body(v->article) && !story_is_placed(s, i) &&
            !wire_html_is_figure(s, v->article))
            reference(s, v->article, with_rel);
    }
    story_end(s->b, list, "</ul>\n");
    WIRE_HTML_EACH (v, s->h, s->a, WIRE_F_ASSOCIATIONS) {
        if (v->article != NULL && story_has_body(v->article))
            wire_html_article(s->h, v->article, s->below);
    }
    story_end(s->b, section, "</section>\n");
}

/* Where a file goes by no name: the last part of its address. */
static struct wire_str
file_name(struct wire_str href)
{
    size_t from = href.n;

    while (from > 0 && href.p[from - 1] != '/')
        from--;
    return from < href.n ? wire_str_sub(href, from, href.n) : href;
}

/* Renditions no page can show, but a reader can fetch. */
static void
files(struct story *s)
{
    WIRE_HTML_EACH (r, s->h, s->a, WIRE_F_RENDITIONS) {
        struct wire_str href = wire_html_member(s->h, r, WIRE_K_HREF), type = wire_html_member(s->h, r, WIRE_K_CONTENT_TYPE);
        struct wire_str name = wire_html_member(s->h, r, WIRE_K_TITLE);
        if (!wire_html_url_ok(href, WIRE_URL_FETCH) || wire_html_rendition_kind(s->h, s->a, r) != WIRE_M_NONE)
            continue;
        wire_buf_puts(s->b, "<li>");
        anchor(s, href, name.n != 0 ? name : file_name(href), WIRE_NONE);
        if (type.n != 0) {
            wire_buf_puts(s->b, " <small>");
            wire_buf_xml(s->b, type);
            wire_buf_puts(s->b, "</small>");
        }
        wire_buf_puts(s->b, "</li>\n");
    }
}

/* A link is shown when a reader can follow it; the rest is in the data block. */
void
wire_html_links(struct story *s)
{
    struct story_mark section = story_begin(s->b, "<section class=\"w-related\">\n"), list;

    wire_html_label(s, WIRE_W_RELATED);
    section.inner = s->b->n;
    list = story_begin(s->b, "<ul class=\"w-list\">\n");
    WIRE_HTML_EACH (v, s->h, s->a, WIRE_F_LINKS) {
        struct wire_str href = wire_html_member(s->h, v, WIRE_K_HREF), title = wire_html_member(s->h, v, WIRE_K_TITLE);
        if (href.n == 0)
            href = wire_html_member(s->h, v, WIRE_K_URI);
        if (!can_follow(href))
            continue;
        wire_buf_puts(s->b, "<li>");
        anchor(s, href, title, v->lang);
        wire_buf_puts(s->b, "</li>\n");
    }
    files(s);
    story_end(s->b, list, "</ul>\n");
    story_end(s->b, section, "</section>\n");
}

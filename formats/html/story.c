/* One story as an <article>: notices, header, media, body, what belongs to it, footer. */
#include "html/story.h"
#include "article/limits.h"


void
wire_html_paragraph(struct story *s, const char *class_name, struct wire_str text, struct wire_str lang)
{
    if (text.n == 0)
        return;
    wire_html_tag(s->b, "p", class_name);
    wire_html_lang(s->h, lang);
    wire_buf_putc(s->b, '>');
    wire_buf_xml(s->b, text);
    wire_buf_puts(s->b, "</p>\n");
}

/* Headings end at six. */
static const char *
heading_tag(int level)
{
    static const char *const tags[] = { "h1", "h2", "h3", "h4", "h5", "h6" };

    return tags[level > 6 ? 5 : level - 1];
}

static void
close_heading(struct story *s, int level)
{
    wire_buf_puts(s->b, "</");
    wire_buf_puts(s->b, heading_tag(level));
    wire_buf_puts(s->b, ">\n");
}

void
wire_html_heading(struct story *s, int level, const char *class_name, struct wire_str text)
{
    wire_html_tag(s->b, heading_tag(level), class_name);
    wire_buf_putc(s->b, '>');
    wire_buf_xml(s->b, text);
    close_heading(s, level);
}

void
wire_html_label(struct story *s, enum wire_html_word word)
{
    wire_html_tag(s->b, heading_tag(s->below), "w-label");
    wire_buf_putc(s->b, '>');
    wire_html_say(s->h, word);
    close_heading(s, s->below);
}

/* --- notices --- */

static void
notice(struct story *s, const char *class_name, enum wire_html_word what, enum wire_html_word why)
{
    wire_html_tag(s->b, "div", class_name);
    wire_buf_puts(s->b, " role=\"note\"><p><strong>");
    wire_html_say(s->h, what);
    wire_buf_puts(s->b, "</strong> ");
    wire_html_say(s->h, why);
    wire_buf_puts(s->b, "</p></div>\n");
}

static void
notices(struct story *s)
{
    struct wire_str status = wire_text_of(s->a, WIRE_F_PUB_STATUS), until = wire_text_of(s->a, WIRE_F_EMBARGOED_UNTIL);
    const struct wire_value *embargo = wire_first(s->a, WIRE_F_EMBARGO);

    if (wire_str_is(status, "canceled"))
        notice(s, "w-notice w-killed", WIRE_W_KILLED, WIRE_W_KILLED_WHY);
    if (wire_str_is(status, "withheld"))
        notice(s, "w-notice w-withheld", WIRE_W_WITHHELD, WIRE_W_WITHHELD_WHY);
    if (until.n == 0)
        until = wire_member(embargo, WIRE_K_UNTIL);
    if (until.n == 0 && embargo == NULL)
        return;
    wire_buf_puts(s->b, "<div class=\"w-notice w-embargo\" role=\"note\"><p><strong>");
    wire_html_say(s->h, until.n != 0 ? WIRE_W_EMBARGO : WIRE_W_EMBARGO_OPEN);
    wire_buf_puts(s->b, "</strong> ");
    wire_html_time(s->h, until, WIRE_NONE);
    wire_buf_puts(s->b, "</p></div>\n");
}

/* --- media --- */

bool
wire_html_is_figure(const struct story *s, const struct wire_article *part)
{
    return !story_has_body(part) && wire_html_media(s->h, part) != WIRE_M_NONE;
}

static void
lead_media(struct story *s)
{
    unsigned i = 0;

    if (s->has_figure)
        wire_html_figure(s->h, s->a, "w-figure", true);
    for (const struct wire_value *v = wire_first(s->a, WIRE_F_ASSOCIATIONS); v != NULL && !s->has_figure; v = v->next, i++) {
        if (v->article == NULL || wire_html_shown(s->h, v) != v || story_is_placed(s, i) || !wire_html_is_figure(s, v->article))
            continue;
        s->lead_media = v;
        wire_html_figure(s->h, v->article, "w-figure", true);
        return;
    }
}

static void
gallery(struct story *s)
{
    struct story_mark m = story_begin(s->b, "<div class=\"w-gallery\">\n");
    unsigned i = 0;

    for (const struct wire_value *v = wire_first(s->a, WIRE_F_ASSOCIATIONS); v != NULL; v = v->next, i++) {
        if (v->article != NULL && wire_html_shown(s->h, v) == v && !story_is_placed(s, i) && v != s->lead_media &&
            wire_html_is_figure(s, v->article))
            wire_html_figure(s->h, v->article, "w-figure", false);
    }
    story_end(s->b, m, "</div>\n");
}

/* --- body --- */

static void
body(struct story *s)
{
    struct wire_html_part part = { s->a, NULL, NULL, NULL, s->below - 1 };
    struct story_mark m;

    if (s->a->body == NULL)
        return;
    part.from = s->lead.until != NULL ? s->lead.until->next : s->a->body->first;
    m = story_begin(s->b, s->is_part ? "<div class=\"w-body\">\n" : "<div class=\"w-body\" itemprop=\"articleBody\">\n");
    wire_html_body(s->h, &part);
    story_end(s->b, m, "</div>\n");
}

/* --- all of it --- */

static void
open_article(struct story *s, struct wire_str outer)
{
    struct wire_str uri = wire_html_text(s->h, s->a, WIRE_F_URI);
    bool killed = wire_str_is(wire_text_of(s->a, WIRE_F_PUB_STATUS), "canceled");

    wire_buf_puts(s->b, s->is_part ? "<article class=\"w-part" : "<article class=\"w-story");
    wire_buf_puts(s->b, killed ? " w-off\"" : "\"");
    if (s->h->lang.n != 0 && (!s->is_part || !wire_str_eq(s->h->lang, outer))) {
        wire_html_attr(s->b, "lang", s->h->lang);
        wire_html_attr(s->b, "dir", wire_str_of(wire_html_dir(s->h->lang)));
    }
    if (!s->is_part) {
        wire_buf_puts(s->b, " itemscope itemtype=\"https://schema.org/NewsArticle\"");
        if (wire_html_is_uri(uri))
            wire_html_attr(s->b, "itemid", uri);
    }
    wire_buf_puts(s->b, ">\n");
}

void
wire_html_article(struct wire_html *h, const struct wire_article *a, int level)
{
    struct wire_str outer = h->lang;
    const struct wire_html_words *outer_words = h->words;
    struct story s = { .h = h, .b = h->b, .a = a, .is_part = h->depth > 0, .level = level };

    if (h->depth > WIRE_MOST_PARTS) {
        if (h->out->ledger != NULL)
            wire_ledger_count(h->out->ledger, h->out->arena, WIRE_DROPPED, WIRE_STR("associations"),
                              "articles within articles, too deep for a page", 1, (struct wire_at){ 0, 0, 0 });
        return;
    }
    if (wire_text_of(a, WIRE_F_LANGUAGE).n != 0 || !s.is_part) {
        h->lang = wire_text_of(a, WIRE_F_LANGUAGE);
        h->words = wire_html_words_for(h->lang);
    }
    s.title = wire_html_title(h, a);
    s.below = s.title.n != 0 ? level + 1 : level;
    s.has_figure = wire_html_media(h, a) != WIRE_M_NONE;
    s.placed = wire_html_placed(h, a);
    wire_html_lead_read(&s.lead, a, s.title, h->all ? WIRE_EDITORS : WIRE_PUBLIC);
    h->depth++;
    open_article(&s, outer);
    notices(&s);
    wire_html_header(&s);
    lead_media(&s);
    body(&s);
    gallery(&s);
    wire_html_facts(&s);
    wire_html_parts(&s);
    wire_html_links(&s);
    wire_html_footer(&s);
    if (h->all)
        wire_html_not_public(h, a, s.below);
    if (!s.is_part)
        wire_html_jsonld(h, a);
    wire_buf_puts(h->b, "</article>\n");
    h->depth--;
    if (s.lead.text.err != WIRE_OK || s.lead.probe.err != WIRE_OK)
        h->b->err = WIRE_E_NOMEM;
    wire_html_lead_free(&s.lead);
    h->lang = outer;
    h->words = outer_words;
}

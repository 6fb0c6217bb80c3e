/* What stands above the text: slug line, headlines, standfirst, byline, place and dates. */
#include "html/story.h"

/* Headlines above or below the main one; forms of it for other uses (short, seo) are data, not text of the page. */
static void
other_headlines(struct story *s, bool above)
{
    static const char *const over[] = { "kicker", "overline", "eyebrow", "topic", "roofline", NULL };
    static const char *const under[] = { "sub", "subhead", "subheadline", "subtitle", "deck", "secondary", NULL };

    WIRE_HTML_EACH (v, s->h, s->a, WIRE_F_HEADLINES) {
        struct wire_str role = wire_html_member(s->h, v, WIRE_K_ROLE), text = wire_html_member(s->h, v, WIRE_K_VALUE);
        bool wanted = above ? story_is_role(role, over) : role.n == 0 || story_is_role(role, under);
        if (wanted && !wire_str_eq(text, s->title) && !wire_html_lead_is(&s->lead, text))
            wire_html_paragraph(s, above ? "w-kicker" : "w-subhead", text, v->lang);
    }
}

static void
kicker(struct story *s)
{
    struct wire_str slug = wire_html_text(s->h, s->a, WIRE_F_SLUGLINE);

    if (!s->lead.slug && !wire_str_eq(slug, s->title) && !wire_html_lead_is(&s->lead, slug))
        wire_html_paragraph(s, "w-slug", slug, WIRE_NONE);
    other_headlines(s, true);
}

/* The headline: the body's own where it has one, so that nobody reads it twice. */
static void
headline(struct story *s)
{
    if (s->lead.until != NULL) {
        struct wire_html_part part = { s->a, s->a->body->first, s->lead.until, s->lead.headline, s->level };
        wire_html_tag(s->b, "div", "w-lead");
        wire_buf_puts(s->b, s->is_part ? ">\n" : " itemprop=\"articleBody\">\n");
        wire_html_body(s->h, &part);
        wire_buf_puts(s->b, "</div>\n");
    } else if (s->title.n != 0) {
        wire_html_heading(s, s->level, "w-headline", s->title);
    }
}

static void
standfirst(struct story *s)
{
    const struct wire_value *v = wire_html_description(s->h, s->a, false);
    const struct wire_value *caption = wire_html_description(s->h, s->a, true);
    struct wire_str text;

    if (v == NULL && !story_has_body(s->a))
        v = caption; /* of a picture that cannot be shown */
    text = wire_html_member(s->h, v, WIRE_K_VALUE);
    if (s->has_figure && story_has(wire_html_member(s->h, caption, WIRE_K_VALUE), text))
        return; /* the figure says it */
    if (story_has(text, s->title) && text.n < 2 * s->title.n)
        return; /* slug line and headline once more */
    if (text.n != 0 && !wire_str_eq(text, s->title) && !wire_html_lead_has(&s->lead, text))
        wire_html_paragraph(s, "w-standfirst", text, v->lang);
}

static void
byline(struct story *s)
{
    struct wire_str by = wire_html_text(s->h, s->a, WIRE_F_BY);

    if (!s->lead.byline && !wire_html_lead_is(&s->lead, by))
        wire_html_paragraph(s, "w-byline", by, WIRE_NONE);
}

/* A time after a word; of the same day as another one only the time of day. */
static void
said_time(struct story *s, struct story_mark line, enum wire_html_word word, struct wire_str time, struct wire_str other)
{
    story_piece(s, line);
    wire_buf_puts(s->b, "<span>");
    if (word != WIRE_W_COUNT) {
        wire_html_say(s->h, word);
        wire_buf_putc(s->b, ' ');
    }
    wire_html_time(s->h, time, other);
    wire_buf_puts(s->b, "</span>");
}

/* A dateline without the dash that parts it from the text it stands before; one that begins with a date is none. */
static struct wire_str
undashed(struct wire_str s)
{
    static const char *const dashes[] = { "-", "–", "—" };

    s = wire_str_trim(s);
    if (s.n != 0 && s.p[0] >= '0' && s.p[0] <= '9')
        return WIRE_NONE;
    for (size_t i = 0; i < WIRE_COUNT(dashes); i++) {
        if (wire_str_ends(s, dashes[i]))
            return wire_str_trim(wire_str_sub(s, 0, s.n - strlen(dashes[i])));
    }
    return s;
}

static void
place_and_dates(struct story *s)
{
    struct wire_str dateline = undashed(wire_html_member(s->h, wire_html_first(s->h, s->a, WIRE_F_DATELINE), WIRE_K_TEXT));
    struct wire_str place = wire_html_member(s->h, wire_html_first(s->h, s->a, WIRE_F_LOCATED), WIRE_K_NAME);
    struct wire_str first = wire_html_text(s->h, s->a, WIRE_F_FIRST_CREATED);
    struct wire_str now = wire_html_text(s->h, s->a, WIRE_F_VERSION_CREATED);
    struct story_mark line = story_begin(s->b, "<p class=\"w-dates\">");

    if (dateline.n != 0)
        place = s->lead.dateline ? WIRE_NONE : dateline;
    if (place.n != 0 && !wire_html_lead_has(&s->lead, place)) {
        wire_buf_puts(s->b, "<span class=\"w-place\">");
        wire_buf_xml(s->b, place);
        wire_buf_puts(s->b, "</span>");
    }
    if (now.n == 0)
        now = wire_html_text(s->h, s->a, WIRE_F_CONTENT_MODIFIED);
    if (first.n == 0 && now.n == 0)
        now = wire_html_text(s->h, s->a, WIRE_F_CONTENT_CREATED);
    if (!s->lead.time && first.n != 0)
        said_time(s, line, WIRE_W_PUBLISHED, first, WIRE_NONE);
    if (!s->lead.time && now.n != 0 && !wire_str_eq(first, now))
        said_time(s, line, first.n != 0 ? WIRE_W_UPDATED : WIRE_W_COUNT, now, first);
    story_end(s->b, line, "</p>\n");
}

void
wire_html_header(struct story *s)
{
    struct story_mark m = story_begin(s->b, "<header class=\"w-header\">\n");

    kicker(s);
    headline(s);
    other_headlines(s, false);
    standfirst(s);
    byline(s);
    place_and_dates(s);
    story_end(s->b, m, "</header>\n");
}

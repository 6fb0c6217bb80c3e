/* What stands below the text: credits, topics, rights; and, if asked for, what is not for publication. */
#include "html/story.h"

/* Whether a credit is of a kind readers see; a creator or a contributor may be a login of the desk. */
static bool
is_printed_role(struct wire_str role)
{
    static const char *const roles[] = { "reporter", "additional-reporter", "writer",     "editor",   "compiler",
                                         "photographer", "graphics",        "translator", "producer", NULL };

    return story_is_role(role, roles);
}

/* People the reader has not met in byline or sign-off. */
static void
credits(struct story *s)
{
    struct wire_str by = wire_html_text(s->h, s->a, WIRE_F_BY);
    struct story_mark m = story_begin(s->b, "<p class=\"w-credits\">");

    WIRE_HTML_EACH (v, s->h, s->a, WIRE_F_CREDITS) {
        struct wire_str name = wire_html_member(s->h, v, WIRE_K_NAME), role = wire_html_member(s->h, v, WIRE_K_ROLE);
        if (name.n == 0 || s->lead.signoff || !is_printed_role(role) || story_has(by, name) || wire_html_lead_has(&s->lead, name))
            continue;
        story_piece(s, m);
        wire_buf_xml(s->b, name);
        wire_buf_puts(s->b, " <small lang=\"en\" dir=\"ltr\">");
        wire_buf_xml(s->b, role);
        wire_buf_puts(s->b, "</small>");
    }
    story_end(s->b, m, "</p>\n");
}

/* Credits of pictures that stand in the body, where a figure holds nothing but the body's own words. */
static void
picture_credits(struct story *s)
{
    struct story_mark m = story_begin(s->b, "<p class=\"w-credits\">");
    unsigned i = 0;

    wire_html_say(s->h, WIRE_W_PICTURES);
    wire_buf_puts(s->b, ": ");
    m.inner = s->b->n;
    for (const struct wire_value *v = wire_first(s->a, WIRE_F_ASSOCIATIONS); v != NULL; v = v->next, i++) {
        struct wire_str credit = WIRE_NONE;
        if (v->article != NULL && wire_html_shown(s->h, v) == v && story_is_placed(s, i))
            credit = wire_html_text(s->h, v->article, WIRE_F_CREDITLINE);
        if (credit.n == 0)
            continue;
        story_piece(s, m);
        wire_buf_xml(s->b, credit);
    }
    story_end(s->b, m, "</p>\n");
}

struct tags {
    struct wire_str seen[48]; /* more than these nobody reads; the data block has them all */
    unsigned n;
};

static void
tag(struct story *s, struct tags *tags, struct wire_str text, struct wire_str lang)
{
    if (text.n == 0 || tags->n == WIRE_COUNT(tags->seen))
        return;
    for (unsigned i = 0; i < tags->n; i++) {
        if (wire_str_eq(tags->seen[i], text))
            return;
    }
    tags->seen[tags->n++] = text;
    wire_buf_puts(s->b, "<li");
    wire_html_lang(s->h, lang);
    wire_buf_putc(s->b, '>');
    wire_buf_xml(s->b, text);
    wire_buf_puts(s->b, "</li>\n");
}

static void
topics(struct story *s)
{
    static const enum wire_field fields[] = { WIRE_F_SUBJECTS,      WIRE_F_KEYWORDS, WIRE_F_PEOPLE,
                                              WIRE_F_ORGANISATIONS, WIRE_F_PLACES,   WIRE_F_EVENTS };
    struct tags tags = { .n = 0 };
    struct story_mark section = story_begin(s->b, "<section class=\"w-topics\">\n"), list;

    wire_html_label(s, WIRE_W_TOPICS);
    section.inner = s->b->n;
    list = story_begin(s->b, "<ul class=\"w-tags\">\n");
    for (size_t f = 0; f < WIRE_COUNT(fields); f++) {
        WIRE_HTML_EACH (v, s->h, s->a, fields[f])
            tag(s, &tags, v->kind == WIRE_V_RECORD ? wire_html_member(s->h, v, WIRE_K_NAME) : v->s, v->lang);
    }
    story_end(s->b, list, "</ul>\n");
    story_end(s->b, section, "</section>\n");
}

static void
rights(struct story *s)
{
    struct wire_str notice_text = wire_html_text(s->h, s->a, WIRE_F_COPYRIGHT_NOTICE);
    struct wire_str holder = wire_html_text(s->h, s->a, WIRE_F_COPYRIGHT_HOLDER);
    struct wire_str terms = wire_html_text(s->h, s->a, WIRE_F_USAGE_TERMS);

    if (notice_text.n != 0) {
        wire_html_paragraph(s, "w-rights", notice_text, WIRE_NONE);
    } else if (holder.n != 0) {
        wire_buf_puts(s->b, "<p class=\"w-rights\">© ");
        wire_buf_xml(s->b, holder);
        wire_buf_puts(s->b, "</p>\n");
    }
    wire_html_paragraph(s, "w-rights", terms, WIRE_NONE);
    WIRE_HTML_EACH (v, s->h, s->a, WIRE_F_RIGHTS) { /* in every language */
        struct wire_str said = wire_html_member(s->h, v, WIRE_K_VALUE), lang = wire_html_member(s->h, v, WIRE_K_LANG);
        if (said.n == 0)
            said = wire_html_name(s->h, v);
        if (!wire_str_eq(said, notice_text) && !wire_str_eq(said, holder) && !wire_str_eq(said, terms))
            wire_html_paragraph(s, "w-rights", said, v->lang.n != 0 ? v->lang : lang);
    }
}

void
wire_html_footer(struct story *s)
{
    struct story_mark m = story_begin(s->b, "<footer class=\"w-footer\">\n");
    struct wire_str credit = wire_html_text(s->h, s->a, WIRE_F_CREDITLINE);
    struct wire_str provider = wire_html_name(s->h, wire_html_first(s->h, s->a, WIRE_F_PROVIDER));

    credits(s);
    picture_credits(s);
    if (!s->has_figure) /* a figure has said it */
        wire_html_paragraph(s, "w-credits", credit.n != 0 ? credit : provider, WIRE_NONE);
    if (!s->is_part)
        topics(s);
    rights(s);
    story_end(s->b, m, "</footer>\n");
}

void
wire_html_not_public(struct wire_html *h, const struct wire_article *a, int level)
{
    static const enum wire_field fields[] = { WIRE_F_ED_NOTES, WIRE_F_NON_PUBLIC, WIRE_F_RESIDUE };
    struct story s = { .h = h, .b = h->b, .a = a, .level = level, .below = level };
    struct story_mark m = story_begin(h->b, "<section class=\"w-notice w-secret\">\n");

    wire_html_label(&s, WIRE_W_NOT_PUBLIC);
    m.inner = h->b->n;
    for (size_t f = 0; f < WIRE_COUNT(fields); f++) {
        for (const struct wire_value *v = wire_first(a, fields[f]); v != NULL; v = v->next)
            wire_html_paragraph(&s, "w-about", wire_member(v, WIRE_K_VALUE), v->lang);
    }
    story_end(h->b, m, "</section>\n");
}

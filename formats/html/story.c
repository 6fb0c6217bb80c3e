/* One story as an <article>: notices, header, media, body, what belongs to it, footer. */
#include "html/page.h"

#include "article/str.h"

enum { DEEPEST = 24 }; /* articles within articles: each is a level of recursion here */

struct story {
    struct wire_html *h;
    struct wire_buf *b;
    const struct wire_article *a;
    bool is_part;           /* of another */
    int level;              /* of its heading */
    int below;              /* of the headings below that, where there is one */
    struct wire_str title;
    uint64_t placed;        /* associations that the body shows itself */
    const struct wire_value *lead_media;
    bool has_figure;        /* of its own */
    struct wire_html_lead lead;
};

/* An element that is only there when something is in it: begin gives where it began. */
struct mark {
    size_t outer, inner;
};

static struct mark
begin(struct wire_buf *b, const char *tag)
{
    struct mark m = { b->n, 0 };

    wire_buf_puts(b, tag);
    m.inner = b->n;
    return m;
}

static bool
end(struct wire_buf *b, struct mark m, const char *tag)
{
    if (b->n == m.inner) {
        b->n = m.outer;
        return false;
    }
    wire_buf_puts(b, tag);
    return true;
}

static void
paragraph(struct story *s, const char *class_name, struct wire_str text, struct wire_str lang)
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

static void
label(struct story *s, enum wire_html_word word)
{
    wire_html_tag(s->b, heading_tag(s->below), "w-label");
    wire_buf_putc(s->b, '>');
    wire_html_say(s->h, word);
    close_heading(s, s->below);
}

static bool
has_body(const struct wire_article *a)
{
    return a->body != NULL && a->body->first != NULL;
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

/* --- header --- */

static bool
is_role(struct wire_str role, const char *const *roles)
{
    for (; *roles != NULL; roles++) {
        if (wire_str_is_nocase(role, *roles))
            return true;
    }
    return false;
}

/* Headlines above or below the main one; forms of it for other uses (short, seo) are data, not text of the page. */
static void
other_headlines(struct story *s, bool above)
{
    static const char *const over[] = { "kicker", "overline", "eyebrow", "topic", "roofline", NULL };
    static const char *const under[] = { "sub", "subhead", "subheadline", "subtitle", "deck", "secondary", NULL };

    for (const struct wire_value *v = wire_html_first(s->h, s->a, WIRE_F_HEADLINES); v != NULL; v = wire_html_shown(s->h, v->next)) {
        struct wire_str role = wire_html_member(s->h, v, WIRE_K_ROLE), text = wire_html_member(s->h, v, WIRE_K_VALUE);
        bool wanted = above ? is_role(role, over) : role.n == 0 || is_role(role, under);
        if (wanted && !wire_str_eq(text, s->title) && !wire_html_lead_is(&s->lead, text))
            paragraph(s, above ? "w-kicker" : "w-subhead", text, v->lang);
    }
}

static void
kicker(struct story *s)
{
    struct wire_str slug = wire_html_text(s->h, s->a, WIRE_F_SLUGLINE);

    if (!s->lead.slug && !wire_str_eq(slug, s->title) && !wire_html_lead_is(&s->lead, slug))
        paragraph(s, "w-slug", slug, WIRE_NONE);
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
        wire_html_tag(s->b, heading_tag(s->level), "w-headline");
        wire_buf_putc(s->b, '>');
        wire_buf_xml(s->b, s->title);
        close_heading(s, s->level);
    }
}

static bool
has(struct wire_str all, struct wire_str part)
{
    return all.n != 0 && part.n != 0 && memmem(all.p, all.n, part.p, part.n) != NULL;
}

static void
standfirst(struct story *s)
{
    const struct wire_value *v = wire_html_description(s->h, s->a, false);
    const struct wire_value *caption = wire_html_description(s->h, s->a, true);
    struct wire_str text;

    if (v == NULL && !has_body(s->a))
        v = caption; /* of a picture that cannot be shown */
    text = wire_html_member(s->h, v, WIRE_K_VALUE);
    if (s->has_figure && has(wire_html_member(s->h, caption, WIRE_K_VALUE), text))
        return; /* the figure says it */
    if (has(text, s->title) && text.n < 2 * s->title.n)
        return; /* slug line and headline once more */
    if (text.n != 0 && !wire_str_eq(text, s->title) && !wire_html_lead_has(&s->lead, text))
        paragraph(s, "w-standfirst", text, v->lang);
}

static void
byline(struct story *s)
{
    struct wire_str by = wire_html_text(s->h, s->a, WIRE_F_BY);

    if (!s->lead.byline && !wire_html_lead_is(&s->lead, by))
        paragraph(s, "w-byline", by, WIRE_NONE);
}

/* A piece of the line under the byline; all but the first after a dot, which a screen reader need not read. */
static void
piece(struct story *s, struct mark line)
{
    if (s->b->n != line.inner)
        wire_buf_puts(s->b, " <span aria-hidden=\"true\">·</span> ");
}

/* A time after a word; of the same day as another one only the time of day. */
static void
said_time(struct story *s, struct mark line, enum wire_html_word word, struct wire_str time, struct wire_str other)
{
    piece(s, line);
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
    struct mark line = begin(s->b, "<p class=\"w-dates\">");

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
    end(s->b, line, "</p>\n");
}

static void
header(struct story *s)
{
    struct mark m = begin(s->b, "<header class=\"w-header\">\n");

    kicker(s);
    headline(s);
    other_headlines(s, false);
    standfirst(s);
    byline(s);
    place_and_dates(s);
    end(s->b, m, "</header>\n");
}

/* --- media --- */

static bool
is_placed(const struct story *s, unsigned i)
{
    return i < 64 && (s->placed >> i & 1) != 0;
}

/* Whether an associated article is shown as a figure, not as an article or an entry of a list. */
static bool
is_figure(const struct story *s, const struct wire_article *part)
{
    return !has_body(part) && wire_html_media(s->h, part) != WIRE_M_NONE;
}

static void
lead_media(struct story *s)
{
    unsigned i = 0;

    if (s->has_figure)
        wire_html_figure(s->h, s->a, "w-figure", true);
    for (const struct wire_value *v = wire_first(s->a, WIRE_F_ASSOCIATIONS); v != NULL && !s->has_figure; v = v->next, i++) {
        if (v->article == NULL || wire_html_shown(s->h, v) != v || is_placed(s, i) || !is_figure(s, v->article))
            continue;
        s->lead_media = v;
        wire_html_figure(s->h, v->article, "w-figure", true);
        return;
    }
}

static void
gallery(struct story *s)
{
    struct mark m = begin(s->b, "<div class=\"w-gallery\">\n");
    unsigned i = 0;

    for (const struct wire_value *v = wire_first(s->a, WIRE_F_ASSOCIATIONS); v != NULL; v = v->next, i++) {
        if (v->article != NULL && wire_html_shown(s->h, v) == v && !is_placed(s, i) && v != s->lead_media &&
            is_figure(s, v->article))
            wire_html_figure(s->h, v->article, "w-figure", false);
    }
    end(s->b, m, "</div>\n");
}

/* --- body --- */

static void
body(struct story *s)
{
    struct wire_html_part part = { s->a, NULL, NULL, NULL, s->below - 1 };
    struct mark m;

    if (s->a->body == NULL)
        return;
    part.from = s->lead.until != NULL ? s->lead.until->next : s->a->body->first;
    m = begin(s->b, s->is_part ? "<div class=\"w-body\">\n" : "<div class=\"w-body\" itemprop=\"articleBody\">\n");
    wire_html_body(s->h, &part);
    end(s->b, m, "</div>\n");
}

/* --- what belongs to it --- */

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
    paragraph(s, "w-about", wire_html_member(s->h, about, WIRE_K_VALUE), WIRE_NONE);
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

static void
parts(struct story *s)
{
    struct mark section = begin(s->b, "<section class=\"w-parts\">\n"), list;
    bool with_rel = rels_differ(s->a);
    unsigned i = 0;

    label(s, WIRE_W_PACKAGE);
    section.inner = s->b->n;
    list = begin(s->b, "<ul class=\"w-list\">\n");
    for (const struct wire_value *v = wire_first(s->a, WIRE_F_ASSOCIATIONS); v != NULL; v = v->next, i++) {
        if (v->article != NULL && wire_html_shown(s->h, v) == v && !has_body(v->article) && !is_placed(s, i) &&
            !is_figure(s, v->article))
            reference(s, v->article, with_rel);
    }
    end(s->b, list, "</ul>\n");
    for (const struct wire_value *v = wire_html_first(s->h, s->a, WIRE_F_ASSOCIATIONS); v != NULL; v = wire_html_shown(s->h, v->next)) {
        if (v->article != NULL && has_body(v->article))
            wire_html_article(s->h, v->article, s->below);
    }
    end(s->b, section, "</section>\n");
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
    for (const struct wire_value *r = wire_html_first(s->h, s->a, WIRE_F_RENDITIONS); r != NULL; r = wire_html_shown(s->h, r->next)) {
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
static void
links(struct story *s)
{
    struct mark section = begin(s->b, "<section class=\"w-related\">\n"), list;

    label(s, WIRE_W_RELATED);
    section.inner = s->b->n;
    list = begin(s->b, "<ul class=\"w-list\">\n");
    for (const struct wire_value *v = wire_html_first(s->h, s->a, WIRE_F_LINKS); v != NULL; v = wire_html_shown(s->h, v->next)) {
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
    end(s->b, list, "</ul>\n");
    end(s->b, section, "</section>\n");
}

/* --- footer --- */

/* Whether a credit is of a kind readers see; a creator or a contributor may be a login of the desk. */
static bool
is_printed_role(struct wire_str role)
{
    static const char *const roles[] = { "reporter", "additional-reporter", "writer",     "editor",   "compiler",
                                         "photographer", "graphics",        "translator", "producer", NULL };

    return is_role(role, roles);
}

/* People the reader has not met in byline or sign-off. */
static void
credits(struct story *s)
{
    struct wire_str by = wire_html_text(s->h, s->a, WIRE_F_BY);
    struct mark m = begin(s->b, "<p class=\"w-credits\">");

    for (const struct wire_value *v = wire_html_first(s->h, s->a, WIRE_F_CREDITS); v != NULL; v = wire_html_shown(s->h, v->next)) {
        struct wire_str name = wire_html_member(s->h, v, WIRE_K_NAME), role = wire_html_member(s->h, v, WIRE_K_ROLE);
        if (name.n == 0 || s->lead.signoff || !is_printed_role(role) || has(by, name) || wire_html_lead_has(&s->lead, name))
            continue;
        piece(s, m);
        wire_buf_xml(s->b, name);
        wire_buf_puts(s->b, " <small lang=\"en\" dir=\"ltr\">");
        wire_buf_xml(s->b, role);
        wire_buf_puts(s->b, "</small>");
    }
    end(s->b, m, "</p>\n");
}

/* Credits of pictures that stand in the body, where a figure holds nothing but the body's own words. */
static void
picture_credits(struct story *s)
{
    struct mark m = begin(s->b, "<p class=\"w-credits\">");
    unsigned i = 0;

    wire_html_say(s->h, WIRE_W_PICTURES);
    wire_buf_puts(s->b, ": ");
    m.inner = s->b->n;
    for (const struct wire_value *v = wire_first(s->a, WIRE_F_ASSOCIATIONS); v != NULL; v = v->next, i++) {
        struct wire_str credit = WIRE_NONE;
        if (v->article != NULL && wire_html_shown(s->h, v) == v && is_placed(s, i))
            credit = wire_html_text(s->h, v->article, WIRE_F_CREDITLINE);
        if (credit.n == 0)
            continue;
        piece(s, m);
        wire_buf_xml(s->b, credit);
    }
    end(s->b, m, "</p>\n");
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
    struct mark section = begin(s->b, "<section class=\"w-topics\">\n"), list;

    label(s, WIRE_W_TOPICS);
    section.inner = s->b->n;
    list = begin(s->b, "<ul class=\"w-tags\">\n");
    for (size_t f = 0; f < WIRE_COUNT(fields); f++) {
        for (const struct wire_value *v = wire_html_first(s->h, s->a, fields[f]); v != NULL; v = wire_html_shown(s->h, v->next))
            tag(s, &tags, v->kind == WIRE_V_RECORD ? wire_html_member(s->h, v, WIRE_K_NAME) : v->s, v->lang);
    }
    end(s->b, list, "</ul>\n");
    end(s->b, section, "</section>\n");
}

static void
rights(struct story *s)
{
    struct wire_str notice_text = wire_html_text(s->h, s->a, WIRE_F_COPYRIGHT_NOTICE);
    struct wire_str holder = wire_html_text(s->h, s->a, WIRE_F_COPYRIGHT_HOLDER);
    struct wire_str terms = wire_html_text(s->h, s->a, WIRE_F_USAGE_TERMS);

    if (notice_text.n != 0) {
        paragraph(s, "w-rights", notice_text, WIRE_NONE);
    } else if (holder.n != 0) {
        wire_buf_puts(s->b, "<p class=\"w-rights\">© ");
        wire_buf_xml(s->b, holder);
        wire_buf_puts(s->b, "</p>\n");
    }
    paragraph(s, "w-rights", terms, WIRE_NONE);
}

static void
footer(struct story *s)
{
    struct mark m = begin(s->b, "<footer class=\"w-footer\">\n");
    struct wire_str credit = wire_html_text(s->h, s->a, WIRE_F_CREDITLINE);
    struct wire_str provider = wire_html_name(s->h, wire_html_first(s->h, s->a, WIRE_F_PROVIDER));

    credits(s);
    picture_credits(s);
    if (!s->has_figure) /* a figure has said it */
        paragraph(s, "w-credits", credit.n != 0 ? credit : provider, WIRE_NONE);
    if (!s->is_part)
        topics(s);
    rights(s);
    end(s->b, m, "</footer>\n");
}

/* --- what is not for publication --- */

void
wire_html_not_public(struct wire_html *h, const struct wire_article *a, int level)
{
    static const enum wire_field fields[] = { WIRE_F_ED_NOTES, WIRE_F_NON_PUBLIC, WIRE_F_RESIDUE };
    struct story s = { .h = h, .b = h->b, .a = a, .level = level, .below = level };
    struct mark m = begin(h->b, "<section class=\"w-notice w-secret\">\n");

    label(&s, WIRE_W_NOT_PUBLIC);
    m.inner = h->b->n;
    for (size_t f = 0; f < WIRE_COUNT(fields); f++) {
        for (const struct wire_value *v = wire_first(a, fields[f]); v != NULL; v = v->next)
            paragraph(&s, "w-about", wire_member(v, WIRE_K_VALUE), v->lang);
    }
    end(h->b, m, "</section>\n");
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

    if (h->depth > DEEPEST) {
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
    header(&s);
    lead_media(&s);
    body(&s);
    gallery(&s);
    parts(&s);
    links(&s);
    footer(&s);
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

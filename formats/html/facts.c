/* What a story says that is no copy: an event, a plan, concepts, schemes; and how a package is put together. */
#include "article/facts.h"
#include "html/story.h"

enum { LEVELS = 24 }; /* of lists in lists; what is deeper stands at the last */

struct list {
    struct story *s;
    unsigned open;    /* lists; an item is open in each */
    struct wire_buf label;
};

static void
close_to(struct list *l, unsigned level)
{
    while (l->open > level) {
        wire_buf_puts(l->s->b, "</li>\n</ul>\n");
        l->open--;
    }
}

/* The next item at a level, from 0. */
static void
item(struct list *l, unsigned level)
{
    level = level < LEVELS ? level : LEVELS - 1;
    if (level >= l->open) {
        wire_buf_puts(l->s->b, l->open == 0 ? "<ul class=\"w-list\">\n" : "\n<ul>\n");
        l->open++;
    } else {
        close_to(l, level + 1);
        wire_buf_puts(l->s->b, "</li>\n");
    }
    wire_buf_puts(l->s->b, "<li>");
}

static void
fact(void *ctx, const struct wire_fact *f)
{
    struct list *l = ctx;
    struct wire_buf *b = l->s->b;

    item(l, f->level);
    wire_buf_puts(b, "<small lang=\"en\" dir=\"ltr\">");
    wire_buf_clear(&l->label);
    wire_fact_label(&l->label, f->label);
    wire_buf_xml(b, wire_buf_slice(&l->label)); /* a story may name its members as it likes */
    wire_buf_puts(b, "</small>");
    if (f->text.n == 0)
        return;
    if (wire_html_url_ok(f->text, WIRE_URL_WEB)) {
        wire_buf_puts(b, " <a");
        wire_html_url(b, "href", f->text);
    } else {
        wire_buf_puts(b, " <span");
        wire_html_lang(l->s->h, f->lang);
    }
    wire_buf_putc(b, '>');
    wire_buf_xml(b, f->text);
    wire_buf_puts(b, wire_html_url_ok(f->text, WIRE_URL_WEB) ? "</a>" : "</span>");
}

void
wire_html_facts(struct story *s)
{
    struct story_mark section = story_begin(s->b, "<section class=\"w-related\">\n");
    struct list l = { s, 0, WIRE_BUF_INIT };

    wire_facts(s->a, s->h->all, fact, &l);
    close_to(&l, 0);
    if (l.label.err != WIRE_OK)
        s->b->err = l.label.err;
    wire_buf_free(&l.label);
    story_end(s->b, section, "</section>\n");
}

/* --- the groups of a package --- */

enum { ENTRIES = 2000 }; /* shown of one package, and looked through for each: a group may be named as often as it likes */

static const struct wire_value *
group_of(const struct wire_article *a, struct wire_str id)
{
    unsigned looked = 0;

    for (const struct wire_value *g = wire_first(a, WIRE_F_GROUPS); id.n != 0 && g != NULL && looked++ < ENTRIES; g = g->next) {
        if (wire_str_eq(wire_member(g, WIRE_K_ID), id))
            return g;
    }
    return NULL;
}

static bool
is_within(const struct wire_article *a, struct wire_str id)
{
    unsigned looked = 0;

    for (const struct wire_value *g = wire_first(a, WIRE_F_GROUPS); id.n != 0 && g != NULL; g = g->next) {
        for (const struct wire_value *e = wire_get(g, WIRE_K_ITEMS); e != NULL && e->key == WIRE_K_ITEMS && looked++ < ENTRIES; e = e->next) {
            if (wire_str_eq(wire_member(e, WIRE_K_ID), id))
                return true;
        }
    }
    return false;
}

/* What an item of a group is called: the title of the article it names, else its name there. */
static struct wire_str
title_of(struct story *s, const struct wire_value *entry)
{
    struct wire_str uri = wire_html_member(s->h, entry, WIRE_K_URI), href = wire_html_member(s->h, entry, WIRE_K_HREF), title;
    unsigned looked = 0;

    WIRE_HTML_EACH (v, s->h, s->a, WIRE_F_ASSOCIATIONS) {
        if (looked++ == ENTRIES)
            break;
        if (v->article == NULL || uri.n == 0 || !wire_str_eq(wire_html_text(s->h, v->article, WIRE_F_URI), uri))
            continue;
        title = wire_html_title(s->h, v->article);
        return title.n != 0 ? title : uri;
    }
    return href.n != 0 ? href : uri;
}

static void
group(struct list *l, const struct wire_value *g, unsigned level, unsigned *left)
{
    struct story *s = l->s;
    struct wire_str role = wire_html_member(s->h, g, WIRE_K_ROLE), mode = wire_html_member(s->h, g, WIRE_K_MODE);

    if (*left == 0 || level >= LEVELS)
        return;
    --*left;
    item(l, level);
    wire_buf_xml(s->b, role.n != 0 ? role : wire_html_member(s->h, g, WIRE_K_ID));
    if (mode.n != 0) {
        wire_buf_puts(s->b, " <small>");
        wire_buf_xml(s->b, mode);
        wire_buf_puts(s->b, "</small>");
    }
    for (const struct wire_value *e = wire_get(g, WIRE_K_ITEMS); e != NULL && e->key == WIRE_K_ITEMS && *left != 0; e = e->next) {
        const struct wire_value *inner = group_of(s->a, wire_member(e, WIRE_K_ID));
        struct wire_str title = inner == NULL ? title_of(s, e) : WIRE_NONE;
        if (inner != NULL) {
            group(l, inner, level + 1, left); /* at most LEVELS deep */
            continue;
        }
        if (title.n == 0)
            continue;
        --*left;
        item(l, level + 1);
        wire_buf_xml(s->b, title);
    }
}

void
wire_html_groups(struct story *s)
{
    struct list l = { s, 0, WIRE_BUF_INIT };
    unsigned left = ENTRIES;

    WIRE_HTML_EACH (g, s->h, s->a, WIRE_F_GROUPS) {
        if (left != 0 && !is_within(s->a, wire_member(g, WIRE_K_ID)))
            group(&l, g, 0, &left);
    }
    close_to(&l, 0);
}

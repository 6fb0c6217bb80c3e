/* A story while its article element is being written, and what the parts of that share. */
#ifndef WIRE_HTML_STORY_H
#define WIRE_HTML_STORY_H

#include "article/str.h"
#include "html/page.h"

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
struct story_mark {
    size_t outer, inner;
};

static inline struct story_mark
story_begin(struct wire_buf *b, const char *tag)
{
    struct story_mark m = { b->n, 0 };

    wire_buf_puts(b, tag);
    m.inner = b->n;
    return m;
}

static inline bool
story_end(struct wire_buf *b, struct story_mark m, const char *tag)
{
    if (b->n == m.inner) {
        b->n = m.outer;
        return false;
    }
    wire_buf_puts(b, tag);
    return true;
}

static inline bool
story_has_body(const struct wire_article *a)
{
    return a->body != NULL && a->body->first != NULL;
}

static inline bool
story_is_role(struct wire_str role, const char *const *roles)
{
    for (; *roles != NULL; roles++) {
        if (wire_str_is_nocase(role, *roles))
            return true;
    }
    return false;
}

static inline bool
story_has(struct wire_str all, struct wire_str part)
{
    return all.n != 0 && part.n != 0 && memmem(all.p, all.n, part.p, part.n) != NULL;
}

/* A piece of the line under the byline; all but the first after a dot, which a screen reader need not read. */
static inline void
story_piece(struct story *s, struct story_mark line)
{
    if (s->b->n != line.inner)
        wire_buf_puts(s->b, " <span aria-hidden=\"true\">·</span> ");
}

static inline bool
story_is_placed(const struct story *s, unsigned i)
{
    return i < 64 && (s->placed >> i & 1) != 0;
}

/* <p class="...">, when there is a text; a heading (they end at six); that of a section, in the page's own words. */
void wire_html_paragraph(struct story *, const char *class_name, struct wire_str text, struct wire_str lang);
void wire_html_heading(struct story *, int level, const char *class_name, struct wire_str text);
void wire_html_label(struct story *, enum wire_html_word);

/* Whether an associated article is shown as a figure, not as an article or an entry of a list. */
bool wire_html_is_figure(const struct story *, const struct wire_article *part);

/* The parts, in the order in which they stand. */
void wire_html_header(struct story *);
void wire_html_facts(struct story *);
void wire_html_groups(struct story *);
void wire_html_parts(struct story *);
void wire_html_links(struct story *);
void wire_html_footer(struct story *);

#endif

/*
 * What the body says first. Bodies of some agencies begin with a header of their own
 * that says headline, byline and slug again; the page then leaves out its own.
 */
#include "html/page.h"

#include "article/str.h"

enum {
    LEAD_BLOCKS = 28,  /* what a header may take, with its lists of topics and the first paragraphs */
    LEAD_BYTES = 4096, /* a long pre is no header */
    HEADLINE_WITHIN = 8 /* of a headline in no header */
};

/* s without white space, no-break spaces among it. */
static void
squeeze(struct wire_buf *b, struct wire_str s)
{
    char *to;

    if (s.n == 0 || !wire_buf_room(b, s.n))
        return;
    to = b->p + b->n;
    for (size_t i = 0; i < s.n; i++) { /* where words end cannot be foretold: every byte is written, and most count */
        if (s.p[i] == '\xC2' && i + 1 < s.n && s.p[i + 1] == '\xA0') {
            i++;
            continue;
        }
        *to = s.p[i];
        to += !wire_is_space(s.p[i]);
    }
    b->n = (size_t)(to - b->p);
}

static bool
is_text_block(enum wire_node_kind k)
{
    static const bool yes[WIRE_NODE_KIND_COUNT] = {
        [WIRE_N_P] = true,  [WIRE_N_H2] = true, [WIRE_N_H3] = true,      [WIRE_N_H4] = true,         [WIRE_N_LI] = true,
        [WIRE_N_TH] = true, [WIRE_N_TD] = true, [WIRE_N_CAPTION] = true, [WIRE_N_FIGCAPTION] = true, [WIRE_N_PRE] = true,
    };

    return yes[k];
}

/* Whether a block can stand as the page's headline: a heading near the top, or a paragraph that begins or is in a header. */
static bool
can_be_headline(const struct wire_html_lead *lead, const struct wire_node *n)
{
    bool header = false;

    if (n->kind < WIRE_N_P || n->kind > WIRE_N_H4)
        return false;
    for (const struct wire_node *up = n->parent; up != NULL && up->kind != WIRE_N_ROOT; up = up->parent) {
        if (up->kind != WIRE_N_DIV)
            return false;
        header = header || wire_node_has_class(up, "header");
    }
    if (header || (n->flags & WIRE_N_REPEATS) != 0)
        return true;
    return n->kind == WIRE_N_P ? lead->blocks == 0 : lead->blocks < HEADLINE_WITHIN;
}

static void
end_block(struct wire_html_lead *lead, const struct wire_node *n)
{
    size_t length = lead->text.n - lead->from;
    bool says = lead->probe.n != 0 && length == lead->probe.n && memcmp(lead->text.p + lead->from, lead->probe.p, length) == 0;

    if (length == 0)
        return;
    if (lead->headline == NULL && says && can_be_headline(lead, n))
        lead->headline = n;
    wire_buf_putc(&lead->text, '\n');
    lead->from = lead->text.n;
    lead->blocks++;
}

static void
note_flags(struct wire_html_lead *lead, const struct wire_node *n)
{
    struct wire_str at;

    lead->byline |= (n->flags & WIRE_N_IS_BYLINE) != 0;
    lead->dateline |= (n->flags & WIRE_N_IS_DATELINE) != 0;
    if (n->attrs == NULL)
        return;
    lead->byline |= wire_node_has_class(n, "byline");
    lead->dateline |= wire_node_has_class(n, "dateline");
    lead->slug |= wire_node_has_class(n, "slugline");
    at = wire_node_get(n, "data-datetime");
    if (at.n != 0 && (wire_str_eq(at, wire_text_of(lead->article, WIRE_F_VERSION_CREATED)) ||
                      wire_str_eq(at, wire_text_of(lead->article, WIRE_F_FIRST_CREATED))))
        lead->time = true;
}

static enum wire_status
read_visit(void *ctx, const struct wire_node *n, enum wire_visit visit)
{
    struct wire_html_lead *lead = ctx;

    if (visit == WIRE_ENTER) {
        note_flags(lead, n);
        if (n->kind == WIRE_N_TEXT)
            squeeze(&lead->text, n->text);
    } else if (is_text_block(n->kind)) {
        end_block(lead, n);
    }
    return lead->blocks >= LEAD_BLOCKS || lead->text.n > LEAD_BYTES ? WIRE_E_LIMIT : WIRE_OK;
}

/* Whether the body ends with a sign-off: the last blocks, and what stands in them. */
static bool
signed_off(const struct wire_node *n)
{
    for (; n != NULL; n = n->last) {
        if ((n->flags & WIRE_N_IS_SIGNOFF) != 0)
            return true;
    }
    return false;
}

void
wire_html_lead_read(struct wire_html_lead *lead, const struct wire_article *a, struct wire_str headline,
                    enum wire_visibility visibility)
{
    *lead = (struct wire_html_lead){ .text = WIRE_BUF_INIT, .probe = WIRE_BUF_INIT, .article = a };
    if (a->body == NULL)
        return;
    wire_buf_putc(&lead->text, '\n');
    lead->from = 1;
    squeeze(&lead->probe, headline);
    wire_walk(a->body, visibility, read_visit, lead);
    lead->signoff = signed_off(a->body);
    if (lead->headline == NULL)
        return;
    for (lead->until = lead->headline; lead->until->parent != a->body && lead->until->parent != NULL;)
        lead->until = lead->until->parent;
}

void
wire_html_lead_free(struct wire_html_lead *lead)
{
    wire_buf_free(&lead->text);
    wire_buf_free(&lead->probe);
}

static bool
find(struct wire_html_lead *lead, struct wire_str s, bool whole)
{
    wire_buf_clear(&lead->probe);
    if (whole)
        wire_buf_putc(&lead->probe, '\n');
    squeeze(&lead->probe, s);
    if (whole)
        wire_buf_putc(&lead->probe, '\n');
    return lead->probe.n > (whole ? 2u : 0u) && lead->text.n != 0 && lead->probe.err == WIRE_OK &&
           memmem(lead->text.p, lead->text.n, lead->probe.p, lead->probe.n) != NULL;
}

bool
wire_html_lead_is(struct wire_html_lead *lead, struct wire_str s)
{
    return find(lead, s, true);
}

bool
wire_html_lead_has(struct wire_html_lead *lead, struct wire_str s)
{
    return find(lead, s, false);
}

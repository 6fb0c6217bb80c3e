/* The body printed: as the clean XHTML fragment and as text, one walk each. */
#include "article/fragment.h"

#define TAGS(name) { "<" name ">", "</" name ">", sizeof("<" name) - 1, sizeof("</" name ">") - 1 }
#define LONE(name) { "<" name "/>", "", sizeof("<" name) - 1, 0 }

/* The tags of each kind: how long the opening one is up to its attributes, and the closing one. */
static const struct {
    const char *open, *close;
    unsigned char opened, closed;
} tags[] = {
    [WIRE_N_ROOT] = { "", "", 0, 0 },
    [WIRE_N_P] = TAGS("p"),
    [WIRE_N_H2] = TAGS("h2"),
    [WIRE_N_H3] = TAGS("h3"),
    [WIRE_N_H4] = TAGS("h4"),
    [WIRE_N_UL] = TAGS("ul"),
    [WIRE_N_OL] = TAGS("ol"),
    [WIRE_N_LI] = TAGS("li"),
    [WIRE_N_TABLE] = TAGS("table"),
    [WIRE_N_CAPTION] = TAGS("caption"),
    [WIRE_N_THEAD] = TAGS("thead"),
    [WIRE_N_TBODY] = TAGS("tbody"),
    [WIRE_N_TR] = TAGS("tr"),
    [WIRE_N_TH] = TAGS("th"),
    [WIRE_N_TD] = TAGS("td"),
    [WIRE_N_BLOCKQUOTE] = TAGS("blockquote"),
    [WIRE_N_PRE] = TAGS("pre"),
    [WIRE_N_FIGURE] = TAGS("figure"),
    [WIRE_N_FIGCAPTION] = TAGS("figcaption"),
    [WIRE_N_HR] = LONE("hr"),
    [WIRE_N_DIV] = TAGS("div"),
    [WIRE_N_TEXT] = { "", "", 0, 0 },
    [WIRE_N_A] = TAGS("a"),
    [WIRE_N_EM] = TAGS("em"),
    [WIRE_N_STRONG] = TAGS("strong"),
    [WIRE_N_SUB] = TAGS("sub"),
    [WIRE_N_SUP] = TAGS("sup"),
    [WIRE_N_Q] = TAGS("q"),
    [WIRE_N_SPAN] = TAGS("span"),
    [WIRE_N_ABBR] = TAGS("abbr"),
    [WIRE_N_CITE] = TAGS("cite"),
    [WIRE_N_CODE] = TAGS("code"),
    [WIRE_N_BR] = LONE("br"),
    [WIRE_N_IMG] = LONE("img"),
};
_Static_assert(WIRE_COUNT(tags) == WIRE_NODE_KIND_COUNT, "tags for every kind of node");

struct xhtml {
    struct wire_buf *out;
    const struct wire_node *top;
    bool begun; /* something stands at the top: the next element there gets a line of its own */
};

static void
put_attributes(struct wire_buf *out, const struct wire_attr *a)
{
    for (; a != NULL; a = a->next) {
        wire_buf_putc(out, ' ');
        wire_buf_str(out, a->name);
        wire_buf_put(out, "=\"", 2);
        wire_buf_xml_attr(out, a->value);
        wire_buf_putc(out, '"');
    }
}

static enum wire_status
xhtml_visit(void *ctx, const struct wire_node *n, enum wire_visit visit)
{
    struct xhtml *x = ctx;

    if (n == x->top)
        return WIRE_OK;
    if (visit == WIRE_EXIT) {
        wire_buf_put(x->out, tags[n->kind].close, tags[n->kind].closed);
        return WIRE_OK;
    }
    if (n->parent == x->top) {
        if (x->begun)
            wire_buf_putc(x->out, '\n');
        x->begun = true;
    }
    if (n->kind == WIRE_N_TEXT) {
        wire_buf_xml(x->out, n->text);
        return WIRE_OK;
    }
    wire_buf_put(x->out, tags[n->kind].open, tags[n->kind].opened);
    if (n->attrs != NULL)
        put_attributes(x->out, n->attrs);
    wire_buf_puts(x->out, tags[n->kind].open + tags[n->kind].opened);
    if (wire_node_begins_empty(n))
        wire_buf_putc(x->out, '\n');
    return WIRE_OK;
}

void
wire_fragment_xhtml(struct wire_buf *out, const struct wire_node *top, enum wire_visibility visibility)
{
    struct xhtml x = { out, top, false };

    wire_walk(top, visibility, xhtml_visit, &x);
}

enum { LINE = 1, BLANK = 2 }; /* how many line feeds part what follows */

/* The text so far, and what has to stand before the next piece of it. */
struct text {
    struct wire_buf *out;
    const struct wire_node *top;
    size_t start;     /* where in the buffer the text begins */
    unsigned parted;  /* LINE or BLANK by the blocks around */
    unsigned soft;    /* BLANK between paragraphs of one item or cell; ends with it */
    unsigned breaks;  /* br since the last text of this block */
    unsigned tabs;    /* cells since the last text of this row */
    bool item;        /* in front of the first text of an item */
    bool fresh;       /* at the beginning of an item or a cell, where a paragraph parts nothing */
    bool row;         /* a cell of this row has begun */
    bool pre;
};

/* White space at the end of a line goes. */
static void
end_line(struct text *t)
{
    struct wire_buf *out = t->out;

    while (out->n > t->start && (out->p[out->n - 1] == ' ' || out->p[out->n - 1] == '\t'))
        out->n--;
}

/* So do empty lines at its end: a pre may have some. */
static void
end_text(struct text *t)
{
    end_line(t);
    while (t->out->n > t->start && t->out->p[t->out->n - 1] == '\n') {
        t->out->n--;
        end_line(t);
    }
}

static void
put_lead(struct text *t)
{
    unsigned feeds = t->parted > t->soft ? t->parted : t->soft;

    if (feeds != 0) {
        end_text(t);
    } else if (t->tabs == 0 && t->breaks != 0) {
        feeds = t->breaks;
        end_line(t);
    }
    if (t->out->n == t->start)
        feeds = 0;
    while (feeds-- != 0)
        wire_buf_putc(t->out, '\n');
    while (t->tabs != 0) {
        wire_buf_putc(t->out, '\t');
        t->tabs--;
    }
    if (t->item)
        wire_buf_put(t->out, "- ", 2);
    t->parted = t->soft = t->breaks = 0;
    t->item = t->fresh = false;
}

/* Preformatted text as it is, but for white space at the ends of its lines. */
static void
put_lines(struct text *t, struct wire_str s)
{
    while (s.n != 0) {
        const char *feed = memchr(s.p, '\n', s.n);
        size_t n = feed != NULL ? (size_t)(feed - s.p) : s.n;

        wire_buf_put(t->out, s.p, n);
        if (feed == NULL)
            return;
        end_line(t);
        if (t->out->n != t->start)
            wire_buf_putc(t->out, '\n');
        s.p += n + 1;
        s.n -= n + 1;
    }
}

/* The item or cell a block stands in, div and figure aside; else NULL. Looks up a few levels only. */
static const struct wire_node *
holder(const struct text *t, const struct wire_node *n)
{
    enum { LEVELS = 64 }; /* deeper is an attack: looking up from every level is square time */

    for (int i = 0; i < LEVELS && n != t->top && (n = n->parent) != NULL && n != t->top; i++) {
        if (n->kind == WIRE_N_LI || n->kind == WIRE_N_TD || n->kind == WIRE_N_TH)
            return n;
        if (n->kind != WIRE_N_DIV && n->kind != WIRE_N_FIGURE)
            return NULL;
    }
    return NULL;
}

static void
part(struct text *t, unsigned how)
{
    if (t->parted < how)
        t->parted = how;
    t->breaks = 0;
}

/* A cell: a tab before it if it is not the first of its row. */
static void
visit_cell(struct text *t, enum wire_visit visit)
{
    t->breaks = t->soft = 0;
    if (visit == WIRE_ENTER) {
        t->tabs += t->row;
        t->row = t->fresh = true;
    } else {
        t->fresh = false;
    }
}

static void
visit_block(struct text *t, const struct wire_node *n, enum wire_visit visit)
{
    const struct wire_node *in;

    switch ((enum wire_node_kind)n->kind) {
    case WIRE_N_P:
        in = n->parent == t->top ? NULL : holder(t, n);
        if (in == NULL)
            part(t, BLANK);
        else if (!t->fresh)
            t->soft = BLANK;
        break;
    case WIRE_N_UL:
    case WIRE_N_OL:
        in = holder(t, n);
        part(t, in != NULL && in->kind == WIRE_N_LI ? LINE : BLANK);
        break;
    case WIRE_N_LI:
        part(t, LINE);
        t->soft = 0;
        t->item = t->fresh = visit == WIRE_ENTER;
        break;
    case WIRE_N_TR:
        part(t, LINE);
        t->tabs = 0;
        t->row = visit == WIRE_EXIT; /* a row inside a cell is over: the cell goes on in its row */
        break;
    case WIRE_N_TD:
    case WIRE_N_TH:
        visit_cell(t, visit);
        break;
    case WIRE_N_PRE:
        t->pre = visit == WIRE_ENTER;
        part(t, BLANK);
        break;
    case WIRE_N_FIGURE:
    case WIRE_N_HR: /* print nothing, but words do not meet over them */
        part(t, holder(t, n) != NULL ? LINE : BLANK);
        break;
    case WIRE_N_ROOT:
    case WIRE_N_DIV:
    case WIRE_N_THEAD:
    case WIRE_N_TBODY:
        break;
    default:
        part(t, BLANK);
        break;
    }
}

/* Text of a line: a space at its beginning, or after another, was beside a picture. */
static void
put_words(struct text *t, struct wire_str s)
{
    const struct wire_buf *out = t->out;

    if (s.p[0] == ' ' && (out->n == t->start || strchr(" \n\t", out->p[out->n - 1]) != NULL)) {
        s.p++;
        s.n--;
    }
    wire_buf_str(t->out, s);
}

static enum wire_status
text_visit(void *ctx, const struct wire_node *n, enum wire_visit visit)
{
    struct text *t = ctx;

    if (n == t->top)
        return WIRE_OK;
    if (n->kind == WIRE_N_TEXT && n->text.n != 0) {
        put_lead(t);
        if (t->pre)
            put_lines(t, n->text);
        else
            put_words(t, n->text);
    } else if (n->kind == WIRE_N_BR) {
        t->breaks++;
    } else if (!wire_is_inline(n->kind)) {
        visit_block(t, n, visit);
    }
    return WIRE_OK;
}

void
wire_fragment_text(struct wire_buf *out, const struct wire_node *top, enum wire_visibility visibility)
{
    struct text t = { .out = out, .top = top, .start = out->n };

    wire_walk(top, visibility, text_visit, &t);
    end_text(&t);
}

/* The body as HTML: elements, headings below the page's own, attributes looked at once more. */
#include "html/page.h"

#include "article/str.h"

struct body {
    struct wire_html *h;
    struct wire_buf *b;
    const struct wire_html_part *part;
    const struct wire_node *link; /* the a that is open: HTML has none in another */
    int rank[4], depth;           /* source ranks of the headings that are above what follows */
    int level;                    /* of the heading that is open */
};

enum how { PLAIN, HEADING, WRAPPED, CELL, LINK, IMAGE, FIGURE, SPAN };

static const struct row {
    const char *tag;
    enum how how;
    bool own_line;
    bool leaf;
} rows[] = {
    [WIRE_N_ROOT] = { "", PLAIN, false, false },
    [WIRE_N_P] = { "p", PLAIN, true, false },
    [WIRE_N_H2] = { "", HEADING, true, false },
    [WIRE_N_H3] = { "", HEADING, true, false },
    [WIRE_N_H4] = { "", HEADING, true, false },
    [WIRE_N_UL] = { "ul", PLAIN, true, false },
    [WIRE_N_OL] = { "ol", PLAIN, true, false },
    [WIRE_N_LI] = { "li", PLAIN, true, false },
    [WIRE_N_TABLE] = { "table", WRAPPED, true, false },
    [WIRE_N_CAPTION] = { "caption", PLAIN, true, false },
    [WIRE_N_THEAD] = { "thead", PLAIN, true, false },
    [WIRE_N_TBODY] = { "tbody", PLAIN, true, false },
    [WIRE_N_TR] = { "tr", PLAIN, true, false },
    [WIRE_N_TH] = { "th", CELL, false, false },
    [WIRE_N_TD] = { "td", PLAIN, false, false },
    [WIRE_N_BLOCKQUOTE] = { "blockquote", PLAIN, true, false },
    [WIRE_N_PRE] = { "pre", PLAIN, true, false },
    [WIRE_N_FIGURE] = { "figure", FIGURE, true, false },
    [WIRE_N_FIGCAPTION] = { "figcaption", PLAIN, true, false },
    [WIRE_N_HR] = { "hr", PLAIN, true, true },
    [WIRE_N_DIV] = { "div", PLAIN, true, false },
    [WIRE_N_TEXT] = { "", PLAIN, false, true },
    [WIRE_N_A] = { "a", LINK, false, false },
    [WIRE_N_EM] = { "em", PLAIN, false, false },
    [WIRE_N_STRONG] = { "strong", PLAIN, false, false },
    [WIRE_N_SUB] = { "sub", PLAIN, false, false },
    [WIRE_N_SUP] = { "sup", PLAIN, false, false },
    [WIRE_N_Q] = { "q", PLAIN, false, false },
    [WIRE_N_SPAN] = { "span", SPAN, false, false },
    [WIRE_N_ABBR] = { "abbr", PLAIN, false, false },
    [WIRE_N_CITE] = { "cite", PLAIN, false, false },
    [WIRE_N_CODE] = { "code", PLAIN, false, false },
    [WIRE_N_BR] = { "br", PLAIN, false, true },
    [WIRE_N_IMG] = { "img", IMAGE, false, true },
};
_Static_assert(WIRE_COUNT(rows) == WIRE_NODE_KIND_COUNT, "a row for every kind of node");

/* --- attributes --- */

#define BIT(kind) (UINT64_C(1) << (kind))
#define ANY (~UINT64_C(0))

enum value { TEXT, URL, NUMBER, DIRECTION, SCOPE };

static const struct attr_row {
    const char *name;
    uint64_t kinds;
    enum value value;
} attr_rows[] = {
    { "cite", BIT(WIRE_N_BLOCKQUOTE) | BIT(WIRE_N_Q), URL },
    { "class", ANY, TEXT },
    { "colspan", BIT(WIRE_N_TH) | BIT(WIRE_N_TD), NUMBER },
    { "dir", ANY, DIRECTION },
    { "height", BIT(WIRE_N_IMG), NUMBER },
    { "href", BIT(WIRE_N_A), URL },
    { "lang", ANY, TEXT },
    { "rowspan", BIT(WIRE_N_TH) | BIT(WIRE_N_TD), NUMBER },
    { "scope", BIT(WIRE_N_TH), SCOPE },
    { "src", BIT(WIRE_N_IMG), URL },
    { "start", BIT(WIRE_N_OL), NUMBER },
    { "title", ANY, TEXT },
    { "value", BIT(WIRE_N_LI), NUMBER },
    { "width", BIT(WIRE_N_IMG), NUMBER },
};

/* A name that HTML can have after data-; one from tag soup can be anything. */
static bool
is_data(struct wire_str name)
{
    if (name.n < 6 || memcmp(name.p, "data-", 5) != 0)
        return false;
    for (size_t i = 5; i < name.n; i++) {
        char c = name.p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.'))
            return false;
    }
    return true;
}

static bool
is_one_of(struct wire_str s, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (wire_str_is(s, *words))
            return true;
    }
    return false;
}

static void
put_attr(struct wire_buf *b, const struct attr_row *row, struct wire_str value)
{
    static const char *const directions[] = { "ltr", "rtl", "auto", NULL };
    static const char *const scopes[] = { "row", "col", "rowgroup", "colgroup", NULL };
    int64_t number;

    switch (row->value) {
    case URL:
        if (wire_html_url_ok(value, row->kinds == BIT(WIRE_N_IMG) ? WIRE_URL_FETCH : WIRE_URL_LINK))
            wire_html_url(b, row->name, value);
        return;
    case NUMBER:
        if (!wire_str_to_int(value, 1000000, &number))
            return;
        break;
    case DIRECTION:
        if (!is_one_of(value, directions))
            return;
        break;
    case SCOPE:
        if (!is_one_of(value, scopes))
            return;
        break;
    case TEXT:
        break;
    }
    wire_html_attr(b, row->name, value);
}

static void
put_named(struct wire_buf *b, struct wire_str name, struct wire_str value)
{
    wire_buf_putc(b, ' ');
    wire_buf_str(b, name);
    wire_buf_put(b, "=\"", 2);
    wire_buf_xml_attr(b, value);
    wire_buf_putc(b, '"');
}

static void
put_attrs(struct wire_buf *b, const struct wire_node *n)
{
    for (const struct wire_attr *a = n->attrs; a != NULL; a = a->next) {
        if (is_data(a->name)) {
            if (!wire_str_is(a->name, "data-href")) /* that one is the target, which becomes an element */
                put_named(b, a->name, a->value);
            continue;
        }
        for (size_t i = 0; i < WIRE_COUNT(attr_rows); i++) {
            if (!wire_str_is(a->name, attr_rows[i].name))
                continue;
            if ((attr_rows[i].kinds & BIT(n->kind)) != 0)
                put_attr(b, &attr_rows[i], a->value);
            break;
        }
    }
}

/* --- elements --- */

static void
open_tag(struct wire_buf *b, const char *tag, const struct wire_node *n)
{
    wire_buf_putc(b, '<');
    wire_buf_puts(b, tag);
    if (n->attrs != NULL)
        put_attrs(b, n);
    wire_buf_putc(b, '>');
}

static void
close_tag(struct wire_buf *b, const char *tag)
{
    wire_buf_put(b, "</", 2);
    wire_buf_puts(b, tag);
    wire_buf_putc(b, '>');
}

static struct wire_str
first_class(const struct wire_node *n)
{
    struct wire_str all = wire_node_get(n, "class");
    const char *space = all.n != 0 ? memchr(all.p, ' ', all.n) : NULL;

    return space != NULL ? wire_str_sub(all, 0, (size_t)(space - all.p)) : all;
}

/* The element that fragment.md made a span of: its name is the first class. */
static const char *
span_tag(const struct wire_node *n)
{
    static const char *const names[] = { "u", "s", "ins", "del", "mark", "small", "var", "dfn", "ruby" };
    struct wire_str class = first_class(n);
    char when[48];

    for (size_t i = 0; i < WIRE_COUNT(names); i++) {
        if (wire_str_is(class, names[i]))
            return names[i];
    }
    if (wire_str_is(class, "time") && wire_html_datetime(wire_node_get(n, "data-datetime"), when))
        return "time";
    if (n->parent != NULL && n->parent->kind == WIRE_N_SPAN && wire_str_is(first_class(n->parent), "ruby")) {
        if (wire_str_is(class, "rt") || wire_str_is(class, "rp"))
            return wire_str_is(class, "rt") ? "rt" : "rp";
    }
    return "span";
}

/* A header cell says which way it reads; where the source does not, its place does. */
static void
header_cell(struct wire_buf *b, const struct wire_node *n)
{
    const struct wire_node *row = n->parent, *group = row != NULL ? row->parent : NULL;
    bool of_row = row != NULL && row->first == n && row->last->kind == WIRE_N_TD && group != NULL && group->kind != WIRE_N_THEAD;

    wire_buf_puts(b, "<th");
    put_attrs(b, n);
    if (wire_node_get(n, "scope").n == 0)
        wire_buf_puts(b, of_row ? " scope=\"row\"" : " scope=\"col\"");
    wire_buf_putc(b, '>');
}

static void
span(struct body *body, const struct wire_node *n, enum wire_visit visit)
{
    const char *tag = span_tag(n);
    char when[48];

    if (visit == WIRE_EXIT) {
        close_tag(body->b, tag);
        return;
    }
    wire_buf_putc(body->b, '<');
    wire_buf_puts(body->b, tag);
    put_attrs(body->b, n);
    if (strcmp(tag, "time") == 0 && wire_html_datetime(wire_node_get(n, "data-datetime"), when))
        wire_html_attr(body->b, "datetime", wire_str_of(when));
    wire_buf_putc(body->b, '>');
}

/* A heading stands one below the nearest one of higher rank before it, so none is ever left out. */
static void
heading(struct body *body, const struct wire_node *n, enum wire_visit visit)
{
    char tag[3] = "h1";

    if (visit == WIRE_ENTER && n == body->part->headline) {
        body->level = body->part->level;
    } else if (visit == WIRE_ENTER) {
        while (body->depth > 0 && body->rank[body->depth - 1] >= n->kind)
            body->depth--;
        body->rank[body->depth++] = n->kind;
        body->level = body->part->level + body->depth;
    }
    tag[1] = (char)('0' + (body->level > 6 ? 6 : body->level));
    if (visit == WIRE_ENTER)
        open_tag(body->b, tag, n);
    else
        close_tag(body->b, tag);
}

static void
link_tag(struct body *body, const struct wire_node *n, enum wire_visit visit)
{
    if (visit == WIRE_ENTER && body->link == NULL && wire_html_url_ok(wire_node_get(n, "href"), WIRE_URL_LINK)) {
        body->link = n;
        open_tag(body->b, "a", n);
    } else if (visit == WIRE_EXIT && body->link == n) {
        body->link = NULL;
        close_tag(body->b, "a");
    }
}

static void
image(struct body *body, const struct wire_node *n)
{
    if (!wire_html_url_ok(wire_node_get(n, "src"), WIRE_URL_FETCH))
        return;
    wire_buf_puts(body->b, "<img");
    put_attrs(body->b, n);
    put_named(body->b, WIRE_STR("alt"), wire_node_get(n, "alt"));
    wire_buf_puts(body->b, " loading=\"lazy\">");
}

static enum wire_status
find_image(void *ctx, const struct wire_node *n, enum wire_visit visit)
{
    (void)ctx, (void)visit;
    return n->kind == WIRE_N_IMG && wire_html_url_ok(wire_node_get(n, "src"), WIRE_URL_FETCH) ? WIRE_E_LIMIT : WIRE_OK;
}

/* The article a figure stands for, when its picture, film or sound can be shown there, else NULL. */
static const struct wire_article *
figure_article(const struct wire_html *h, const struct wire_article *a, const struct wire_node *n)
{
    const struct wire_value *v = wire_first(a, WIRE_F_ASSOCIATIONS);

    if ((n->kind != WIRE_N_FIGURE && n->kind != WIRE_N_IMG) || n->ref < 0 || n->ref > 63)
        return NULL;
    for (int32_t i = 0; v != NULL && i < n->ref; i++)
        v = v->next;
    if (v == NULL || v->article == NULL || (!h->all && !wire_is_public(v)))
        return NULL;
    return v->article;
}

/* The target of a figure that was a player or a frame: words of the body are what the source says, so the link has none. */
static void
target(struct body *body, const struct wire_node *n, struct wire_str href)
{
    bool film = wire_node_has_class(n, "video"), sound = wire_node_has_class(n, "audio");
    enum wire_html_word word = film ? WIRE_W_VIDEO : sound ? WIRE_W_AUDIO : WIRE_W_FILE;

    if ((film || sound) && wire_html_url_ok(href, WIRE_URL_FETCH)) {
        wire_buf_puts(body->b, film ? "<video controls preload=\"none\"" : "<audio controls preload=\"none\"");
        wire_html_url(body->b, "src", href);
        wire_buf_puts(body->b, film ? "></video>" : "></audio>");
    } else if (wire_html_url_ok(href, WIRE_URL_LINK)) {
        wire_buf_puts(body->b, "<a class=\"w-target\"");
        wire_html_url(body->b, "href", href);
        wire_html_attr(body->b, "aria-label", wire_html_word(body->h, word));
        wire_buf_puts(body->b, "></a>");
    }
}

static void
figure(struct body *body, const struct wire_node *n, enum wire_visit visit)
{
    const struct wire_article *shown;
    struct wire_str href;

    if (visit == WIRE_EXIT) {
        close_tag(body->b, "figure");
        return;
    }
    open_tag(body->b, "figure", n);
    if (wire_walk(n, WIRE_PUBLIC, find_image, NULL) != WIRE_OK)
        return;
    href = wire_node_get(n, "data-href");
    shown = figure_article(body->h, body->part->article, n);
    if (shown != NULL && wire_html_player(body->h, shown, false))
        return;
    if (href.n != 0)
        target(body, n, href);
}

static void
element(struct body *body, const struct wire_node *n, enum wire_visit visit)
{
    const struct row *row = &rows[n->kind];

    switch (row->how) {
    case HEADING:
        heading(body, n, visit);
        break;
    case LINK:
        link_tag(body, n, visit);
        break;
    case IMAGE:
        image(body, n);
        break;
    case FIGURE:
        figure(body, n, visit);
        break;
    case SPAN:
        span(body, n, visit);
        break;
    case CELL:
        if (visit == WIRE_ENTER)
            header_cell(body->b, n);
        else
            close_tag(body->b, row->tag);
        break;
    case WRAPPED: /* so that a wide table moves by itself on a telephone */
        if (visit == WIRE_ENTER)
            wire_buf_puts(body->b, "<div class=\"w-scroll\">");
        /* fall through */
    case PLAIN:
        if (n == body->part->headline)
            heading(body, n, visit);
        else if (visit == WIRE_ENTER)
            open_tag(body->b, row->tag, n);
        else
            close_tag(body->b, row->tag);
        break;
    }
    if (row->how == WRAPPED && visit == WIRE_EXIT)
        wire_buf_puts(body->b, "</div>");
    if (visit == WIRE_ENTER && wire_node_begins_empty(n))
        wire_buf_putc(body->b, '\n');
}

static enum wire_status
visit_node(void *ctx, const struct wire_node *n, enum wire_visit visit)
{
    struct body *body = ctx;

    if (n->kind == WIRE_N_TEXT) {
        size_t from = body->b->n;
        wire_buf_xml(body->b, n->text);
        if (body->part->article == body->h->top && body->b->err == WIRE_OK)
            body->h->body_written += wire_weight_markup(body->b->p + from, body->b->n - from);
    } else if (n->kind != WIRE_N_ROOT) {
        element(body, n, visit);
        if (rows[n->kind].own_line && (visit == WIRE_EXIT || rows[n->kind].leaf))
            wire_buf_putc(body->b, '\n');
    }
    return body->b->err;
}

void
wire_html_body(struct wire_html *h, const struct wire_html_part *part)
{
    struct body body = { .h = h, .b = h->b, .part = part };

    for (const struct wire_node *n = part->from; n != NULL; n = n->next) {
        wire_walk(n, h->all ? WIRE_EDITORS : WIRE_PUBLIC, visit_node, &body);
        if (n == part->until)
            break;
    }
}

struct placed {
    const struct wire_html *h;
    const struct wire_article *a;
    uint64_t bits;
};

static enum wire_status
placed_visit(void *ctx, const struct wire_node *n, enum wire_visit visit)
{
    struct placed *placed = ctx;
    const struct wire_article *shown;

    if (visit != WIRE_ENTER)
        return WIRE_OK;
    shown = figure_article(placed->h, placed->a, n);
    if (shown != NULL && (n->first != NULL || wire_html_media(placed->h, shown) != WIRE_M_NONE))
        placed->bits |= UINT64_C(1) << n->ref;
    return WIRE_OK;
}

uint64_t
wire_html_placed(const struct wire_html *h, const struct wire_article *a)
{
    struct placed placed = { h, a, 0 };

    if (a->body != NULL && wire_first(a, WIRE_F_ASSOCIATIONS) != NULL)
        wire_walk(a->body, h->all ? WIRE_EDITORS : WIRE_PUBLIC, placed_visit, &placed);
    return placed.bits;
}

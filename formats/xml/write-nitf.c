/* The body printed as NITF (NITF 3.6): one walk over the tree, each node by the place it stands in. */
#include "xml/print-nitf.h"

#include <stdlib.h>

/* Entities by the first class of their span; what they hold is text. */
static const struct {
    struct tag tag;
    const char *attrs; /* of their codes: those that NITF has for them */
} entities[] = {
    { TAG("person", PLAIN, NULL, "person"), " value idsrc " },
    { TAG("org", PLAIN, NULL, "org"), " value idsrc " },
    { TAG("location", PLAIN, NULL, "location"), " location-code code-source " },
    { TAG("event", PLAIN, NULL, "event"), " value idsrc " },
    { TAG("money", PLAIN, NULL, "money"), " unit date " },
    { TAG("num", NUM, NULL, "num"), " units " },
    { TAG("chron", PLAIN, NULL, "chron"), " norm " },
    { { "function", PLAIN, NULL, "function", true, "</function>" }, " value idsrc " },
    { TAG("object.title", PLAIN, NULL, "object-title"), " value idsrc " },
    { TAG("virtloc", PLAIN, NULL, "virtloc"), " value idsrc " },
    { TAG("classifier", PLAIN, NULL, "classifier"), " value idsrc " },
    { TAG("pronounce", INLINE, NULL, "pronounce"), " guide phonetic " },
    { { "copyrite", PLAIN, NULL, "copyrite", true, "</copyrite>" }, "" },
};

/* Attributes of the tree that NITF has by another name or by the same. */
static const struct {
    const char *element, *attr, *nitf;
} natives[] = {
    { "a", "href", "href" },        { "a", "title", "title" },          { "q", "data-quote-source", "quote-source" },
    { "th", "colspan", "colspan" }, { "th", "rowspan", "rowspan" },     { "td", "colspan", "colspan" },
    { "td", "rowspan", "rowspan" }, { "bq", "data-quote-source", "quote-source" },
};

void
wire_print_lost(struct print *s, const struct wire_node *n, const char *why)
{
    struct wire_out *out = s->p->out;

    if (out != NULL && out->ledger != NULL)
        wire_ledger_count(out->ledger, out->arena, WIRE_DROPPED, WIRE_STR("bodies"), why, 1, n->at);
}

void
wire_print_attr(struct print *s, const char *name, struct wire_str value)
{
    wire_buf_putc(s->b, ' ');
    wire_buf_puts(s->b, name);
    wire_buf_put(s->b, "=\"", 2);
    wire_buf_xml_attr(s->b, value);
    wire_buf_putc(s->b, '"');
}

/* Of our own namespace; false where none may stand. */
bool
wire_print_own(struct print *s, struct wire_str name, struct wire_str value)
{
    if (!s->p->own)
        return false;
    s->p->own_used = true;
    wire_buf_puts(s->b, " " OWN);
    wire_buf_str(s->b, name);
    wire_buf_put(s->b, "=\"", 2);
    wire_buf_xml_attr(s->b, value);
    wire_buf_putc(s->b, '"');
    return true;
}

struct wire_str
wire_first_class(struct wire_str class)
{
    size_t n = 0;

    while (n < class.n && class.p[n] != ' ')
        n++;
    return wire_str_sub(class, 0, n);
}

struct wire_str
wire_after_class(struct wire_str class, struct wire_str token)
{
    return wire_str_sub(class, token.n + 1, class.n);
}

/* The class of the node as the element may have it; what readers would not make of that is said in our own. */
static void
put_class(struct print *s, const struct tag *t, const struct wire_node *n)
{
    struct wire_str class = wire_node_get(n, "class"), token = wire_first_class(class), rest = class;
    bool said = t->implied == NULL || wire_str_is(token, t->implied);

    if (said && t->implied != NULL)
        rest = wire_after_class(class, token);
    if (!t->no_class && rest.n != 0)
        wire_print_attr(s, "class", rest);
    if (said && (rest.n == 0 || !t->no_class))
        return;
    if (!wire_print_own(s, WIRE_STR("class"), class))
        wire_print_lost(s, n, "a class that NITF has no place for");
}

static const char *
native_name(const struct tag *t, const struct wire_attr *a)
{
    for (size_t i = 0; i < WIRE_COUNT(natives); i++) {
        if (wire_str_is(a->name, natives[i].attr) && strcmp(t->name, natives[i].element) == 0)
            return natives[i].nitf;
    }
    return NULL;
}

/* "data-value" of an entity that has a value, as its name in a list of names. */
static bool
is_code(const char *codes, const struct wire_attr *a)
{
    size_t n = a->name.n > 5 && wire_str_begins(a->name, "data-") ? a->name.n - 5 : 0;
    const char *at = codes;

    while (n != 0 && (at = memmem(at, strlen(at), a->name.p + 5, n)) != NULL) {
        if (at[-1] == ' ' && at[n] == ' ')
            return true;
        at++;
    }
    return false;
}

static void
put_attrs(struct print *s, const struct tag *t, const struct wire_node *n, const char *codes)
{
    for (const struct wire_attr *a = n->attrs; a != NULL; a = a->next) {
        const char *native = native_name(t, a);
        if (wire_str_is(a->name, "class"))
            continue;
        if (wire_str_is(a->name, "lang") && wire_is_xml_language(a->value)) {
            wire_print_attr(s, "xml:lang", a->value);
        } else if (native != NULL) {
            wire_print_attr(s, native, a->value);
        } else if (codes != NULL && is_code(codes, a)) {
            wire_buf_putc(s->b, ' ');
            wire_buf_str(s->b, wire_str_sub(a->name, 5, a->name.n));
            wire_buf_put(s->b, "=\"", 2);
            wire_buf_xml_attr(s->b, a->value);
            wire_buf_putc(s->b, '"');
        } else if (!wire_print_own(s, a->name, a->value)) {
            wire_print_lost(s, n, "an attribute that NITF has no place for");
        }
    }
    if (n->kind == WIRE_N_OL && wire_node_get(n, "start").n != 0)
        wire_print_attr(s, "seqnum", wire_node_get(n, "start"));
}

/* --- frames --- */

struct frame *
wire_print_top(struct print *s)
{
    return &s->frames[s->depth - 1];
}

/* An array that grows: trees are as deep as their source. */
struct frame *
wire_print_push(struct print *s, enum place place, const char *close, const char *outer)
{
    struct frame *f;

    if (s->depth == s->cap) {
        size_t cap = s->cap * 2 + 32;
        struct frame *more = realloc(s->frames, cap * sizeof *more);
        if (more == NULL) {
            s->b->err = WIRE_E_NOMEM;
            return NULL;
        }
        s->frames = more;
        s->cap = cap;
    }
    f = &s->frames[s->depth++];
    *f = (struct frame){ .place = (uint8_t)place, .close = { close, outer } };
    return f;
}

static bool
breaks_lines(enum place place)
{
    return place != FLOW && place != INLINE && place != NUM && place != PLAIN;
}

void
wire_print_line(struct print *s)
{
    if (breaks_lines((enum place)wire_print_top(s)->place))
        wire_buf_putc(s->b, '\n');
}

/* A start tag with all the node says, and the frame for what is in it. */
void
wire_print_open(struct print *s, const struct tag *t, const struct wire_node *n, const char *codes)
{
    if (!wire_is_inline(n->kind))
        wire_print_line(s);
    wire_buf_putc(s->b, '<');
    wire_buf_puts(s->b, t->name);
    if (t->as != NULL && !wire_print_own(s, WIRE_STR("as"), wire_str_of(t->as)) && t->as[0] != '\0')
        wire_print_lost(s, n, "an element that NITF has not; its text is there");
    if (n->attrs != NULL || t->implied != NULL) {
        put_class(s, t, n);
        put_attrs(s, t, n, codes);
    }
    wire_buf_putc(s->b, '>');
    wire_print_push(s, t->place, t->close, NULL);
}

/* Where only blocks may stand, text gets a paragraph that is none to our own readers. */
static void
begin_run(struct print *s)
{
    struct frame *f = wire_print_top(s);

    if (f->place == QUOTE && !f->box) {
        wire_buf_puts(s->b, "\n<block>");
        f->box = f->boxed = true;
    }
    if (f->run || (f->place != TOP && f->place != BLOCK && f->place != QUOTE))
        return;
    wire_buf_puts(s->b, "\n<p");
    wire_print_own(s, WIRE_STR("as"), WIRE_STR(""));
    wire_buf_putc(s->b, '>');
    f->run = true;
}

static void
end_run(struct print *s)
{
    struct frame *f = wire_print_top(s);

    if (f->run)
        wire_buf_puts(s->b, "</p>");
    f->run = false;
}

static void
pop(struct print *s)
{
    struct frame *f = wire_print_top(s);
    bool lines = breaks_lines((enum place)f->place);

    end_run(s);
    if (f->box)
        wire_buf_puts(s->b, "\n</block>");
    for (int i = 0; i < CLOSERS; i++) {
        if (f->close[i] == NULL)
            continue;
        if (lines)
            wire_buf_putc(s->b, '\n');
        wire_buf_puts(s->b, f->close[i]);
    }
    s->depth--;
}

/* --- inline --- */

/* Whether there is nothing but text in it. */
static bool
is_text(const struct wire_node *n)
{
    for (const struct wire_node *c = n->first; c != NULL; c = c->next) {
        if (c->kind != WIRE_N_TEXT)
            return false;
    }
    return true;
}

static bool
is_span(const struct wire_node *n, const char *class)
{
    return n->kind == WIRE_N_SPAN && wire_str_is(wire_first_class(wire_node_get(n, "class")), class);
}

/* "1/2": what stands before and after the only slash. */
static bool
is_fraction(const struct wire_node *n, struct wire_str *above, struct wire_str *below)
{
    struct wire_str s = n->first != NULL && n->first == n->last && n->first->kind == WIRE_N_TEXT ? n->first->text : WIRE_NONE;
    const char *slash = s.n != 0 ? memchr(s.p, '/', s.n) : NULL;
    size_t at = slash != NULL ? (size_t)(slash - s.p) : 0;

    if (!is_span(n, "frac") || at == 0 || at + 1 == s.n || memchr(slash + 1, '/', s.n - at - 1) != NULL || wire_is_space(s.p[at - 1]) ||
        wire_is_space(s.p[at + 1]))
        return false;
    *above = wire_str_sub(s, 0, at);
    *below = wire_str_sub(s, at + 1, s.n);
    return true;
}

/* What may stand in num beside text. */
static bool
is_of_num(const struct wire_node *n)
{
    struct wire_str above, below;

    return ((n->kind == WIRE_N_SUB || n->kind == WIRE_N_SUP) && is_text(n)) || is_fraction(n, &above, &below);
}

static bool
is_number(const struct wire_node *n)
{
    for (const struct wire_node *c = n->first; c != NULL; c = c->next) {
        if (c->kind != WIRE_N_TEXT && !is_of_num(c))
            return false;
    }
    return true;
}

/* sub, sup and fractions stand in num alone (NITF 3.6); outside of one they get one that is none to our own readers. */
static bool
of_num(struct print *s, const struct wire_node *n)
{
    static const struct tag sub = TAG("sub", PLAIN, NULL, NULL), sup = TAG("sup", PLAIN, NULL, NULL);
    static const struct tag frac = TAG("frac", PLAIN, NULL, "frac");
    struct wire_str above, below;
    bool wrap = wire_print_top(s)->place != NUM;

    if (!is_of_num(n))
        return false;
    if (wrap) {
        wire_buf_puts(s->b, "<num");
        wire_print_own(s, WIRE_STR("as"), WIRE_STR(""));
        wire_buf_putc(s->b, '>');
    }
    if (is_fraction(n, &above, &below)) {
        wire_print_open(s, &frac, n, NULL);
        wire_buf_puts(s->b, "<numer>");
        wire_buf_xml(s->b, above);
        wire_buf_puts(s->b, "</numer><frac-sep>/</frac-sep><denom>");
        wire_buf_xml(s->b, below);
        wire_buf_puts(s->b, "</denom>");
    } else {
        wire_print_open(s, n->kind == WIRE_N_SUB ? &sub : &sup, n, NULL);
        for (const struct wire_node *c = n->first; c != NULL; c = c->next)
            wire_buf_xml(s->b, c->text);
    }
    pop(s);
    if (wrap)
        wire_buf_puts(s->b, "</num>");
    return true;
}

/* A span: an entity where its class says one and it holds what that may, else lang, which says nothing of its text. */
static void
span(struct print *s, const struct wire_node *n)
{
    static const struct tag lang = TAG("lang", INLINE, NULL, NULL);
    struct wire_str token = wire_first_class(wire_node_get(n, "class"));

    for (size_t i = 0; i < WIRE_COUNT(entities); i++) {
        const struct tag *t = &entities[i].tag;
        if (wire_str_is(token, t->implied) && (t->place == INLINE || (t->place == NUM ? is_number(n) : is_text(n)))) {
            wire_print_open(s, t, n, entities[i].attrs);
            return;
        }
    }
    wire_print_open(s, &lang, n, NULL);
}

/* NITF has no picture within a line: one of XHTML stands there, as elements of other namespaces may. */
static void
image(struct print *s, const struct wire_node *n)
{
    if (!s->p->own) {
        wire_print_lost(s, n, "a picture within a line");
        return;
    }
    wire_buf_puts(s->b, "<img xmlns=\"" XHTML_NAMESPACE "\"");
    for (const struct wire_attr *a = n->attrs; a != NULL; a = a->next) {
        wire_buf_putc(s->b, ' ');
        wire_buf_puts(s->b, wire_str_is(a->name, "lang") ? "xml:" : "");
        wire_buf_str(s->b, a->name);
        wire_buf_put(s->b, "=\"", 2);
        wire_buf_xml_attr(s->b, a->value);
        wire_buf_putc(s->b, '"');
    }
    wire_buf_puts(s->b, "/>");
}

static enum wire_status
enter_inline(struct print *s, const struct wire_node *n)
{
    static const struct tag tags[WIRE_NODE_KIND_COUNT] = {
        [WIRE_N_A] = TAG("a", INLINE, NULL, NULL),          [WIRE_N_EM] = TAG("em", INLINE, NULL, NULL),
        [WIRE_N_STRONG] = TAG("em", INLINE, "strong", NULL), [WIRE_N_SUB] = TAG("em", INLINE, "sub", NULL),
        [WIRE_N_SUP] = TAG("em", INLINE, "sup", NULL),       [WIRE_N_Q] = TAG("q", INLINE, NULL, NULL),
        [WIRE_N_ABBR] = TAG("lang", INLINE, "abbr", NULL),   [WIRE_N_CITE] = TAG("em", INLINE, "cite", NULL),
        [WIRE_N_CODE] = TAG("lang", INLINE, "code", NULL),
    };

    begin_run(s);
    if (wire_print_top(s)->place == PLAIN) { /* pre */
        if (n->kind == WIRE_N_BR)
            wire_buf_putc(s->b, '\n');
        else
            wire_print_lost(s, n, "markup in preformatted text");
        if (n->kind == WIRE_N_BR || n->kind == WIRE_N_IMG)
            return WIRE_OK;
        wire_print_push(s, PLAIN, NULL, NULL);
        return WIRE_OK;
    }
    if (n->kind == WIRE_N_BR) {
        wire_buf_puts(s->b, "<br/>");
    } else if (n->kind == WIRE_N_IMG) {
        image(s, n);
    } else if (of_num(s, n)) {
        return WIRE_STOP;
    } else if (n->kind == WIRE_N_SPAN) {
        span(s, n);
    } else {
        wire_print_open(s, &tags[n->kind], n, NULL);
    }
    return WIRE_OK;
}

/* --- blocks --- */

/* An element that NITF has not, or not here: a block where one may stand, else a note, which may hold all that a body may. */
void
wire_print_container(struct print *s, const struct wire_node *n, const char *as)
{
    enum place place = (enum place)wire_print_top(s)->place;
    const struct tag block = TAG("block", BLOCK, as, NULL), note = TAG("note", TOP, as, NULL);

    if (place == TOP) {
        wire_print_open(s, &block, n, NULL);
    } else if (!s->p->own) { /* a note would say that it is one */
        wire_print_lost(s, n, "an element that NITF has not; its text is there");
        wire_print_push(s, place == FLOW || place == INLINE ? FLOW : BLOCK, NULL, NULL);
    } else {
        wire_print_open(s, &note, n, NULL);
        /* text stands in a caption itself, not in a paragraph as in a body */
        wire_buf_puts(s->b, n->kind == WIRE_N_FIGCAPTION ? "<body.content wirecopy:as=\"\">" : "<body.content>");
        wire_print_top(s)->close[0] = "</body.content>";
        wire_print_top(s)->close[1] = "</note>";
    }
}

/* A div is a block of that class; footnotes and notes have elements of their own. */
static void
box(struct print *s, const struct wire_node *n)
{
    static const struct tag fn = TAG("fn", TOP, NULL, "fn"), note = TAG("note", TOP, NULL, "note");
    struct wire_str token = wire_first_class(wire_node_get(n, "class"));
    bool is_fn = wire_str_is(token, "fn");

    if (!is_fn && !wire_str_is(token, "note")) {
        wire_print_container(s, n, wire_print_top(s)->place == TOP ? NULL : "div");
        return;
    }
    wire_print_open(s, is_fn ? &fn : &note, n, NULL);
    wire_buf_puts(s->b, "<body.content>");
    wire_print_top(s)->close[0] = "</body.content>";
    wire_print_top(s)->close[1] = is_fn ? "</fn>" : "</note>";
}

static void
paragraph(struct print *s, const struct wire_node *n)
{
    static const struct tag p = TAG("p", INLINE, NULL, NULL), lede = TAG("p lede=\"true\"", INLINE, NULL, "lede");
    bool is_lede = wire_str_is(wire_first_class(wire_node_get(n, "class")), "lede");
    struct tag t = is_lede ? lede : p;

    t.close = "</p>";
    wire_print_open(s, &t, n, NULL);
}

/* The credit of a quotation stands after its block. */
static bool
credit(struct print *s, const struct wire_node *n)
{
    static const struct tag t = TAG("credit", INLINE, NULL, "credit");
    struct frame *f = wire_print_top(s);

    if (f->place != QUOTE || !f->box || !wire_str_is(wire_first_class(wire_node_get(n, "class")), "credit"))
        return false;
    end_run(s);
    wire_buf_puts(s->b, "\n</block>");
    f->box = false;
    wire_print_open(s, &t, n, NULL);
    return true;
}

/* A list of terms as NITF has it: each item says which it is, and a term is text. */
static bool
is_terms(const struct wire_node *n)
{
    if (!wire_str_is(wire_first_class(wire_node_get(n, "class")), "dl"))
        return false;
    for (const struct wire_node *c = n->first; c != NULL; c = c->next) {
        struct wire_str token = wire_first_class(wire_node_get(c, "class"));
        bool dt = wire_str_is(token, "dt");
        if (c->kind != WIRE_N_LI || (!dt && !wire_str_is(token, "dd")))
            return false;
        for (const struct wire_node *in = c->first; dt && in != NULL; in = in->next) {
            if (!wire_is_inline(in->kind))
                return false;
        }
    }
    return n->first != NULL;
}

static void
list(struct print *s, const struct wire_node *n)
{
    static const struct tag dl = TAG("dl", TERMS, NULL, "dl"), ul = TAG("ul", LIST, NULL, NULL), ol = TAG("ol", LIST, NULL, NULL);

    wire_print_open(s, n->kind == WIRE_N_OL ? &ol : is_terms(n) ? &dl : &ul, n, NULL);
}

static void
item(struct print *s, const struct wire_node *n)
{
    static const struct tag dt = TAG("dt", INLINE, NULL, "dt"), dd = TAG("dd", TOP, NULL, "dd"), li = TAG("li", FLOW, NULL, NULL);
    bool terms = wire_print_top(s)->place == TERMS;

    wire_print_open(s, !terms ? &li : wire_str_is(wire_first_class(wire_node_get(n, "class")), "dt") ? &dt : &dd, n, NULL);
}

/* --- tables: caption?, thead?, tfoot?, then one tbody or rows --- */

static bool
has_rows(const struct wire_node *group)
{
    for (const struct wire_node *c = group->first; c != NULL; c = c->next) {
        if (c->kind == WIRE_N_TR && c->first != NULL)
            return true;
    }
    return false;
}

/* tbody is the last of a table, and there is one: where more comes after it, rows stand in the table by themselves. The
 * foot comes before it. */
static void
table(struct print *s, const struct wire_node *n)
{
    static const struct tag t = TAG("table", TABLE, NULL, NULL);
    const struct wire_node *foot = NULL;
    bool body = false, loose = false;

    wire_print_open(s, &t, n, NULL);
    for (const struct wire_node *c = n->first; c != NULL; c = c->next) {
        bool rows = has_rows(c);
        loose |= body && (c->kind == WIRE_N_CAPTION || rows);
        if (c->kind != WIRE_N_TBODY || !rows)
            continue;
        if (foot == NULL && !body && wire_str_is(wire_first_class(wire_node_get(c, "class")), "tfoot"))
            foot = c;
        else
            body = true;
    }
    wire_print_top(s)->loose = loose;
    wire_print_top(s)->foot = body ? foot : NULL;
}

static enum wire_status
row_group(struct print *s, const struct wire_node *n)
{
    static const struct tag head = TAG("thead", ROWS, NULL, NULL), body = TAG("tbody", ROWS, NULL, NULL),
                            foot = TAG("tfoot", ROWS, NULL, "tfoot");
    struct frame *f = wire_print_top(s);
    bool is_head = n->kind == WIRE_N_THEAD, footed = f->foot == n && !f->begun;
    bool bare = f->begun || (is_head ? f->headed : f->loose && !footed);

    if (!has_rows(n))
        return WIRE_STOP;
    f->begun |= bare || !(is_head || footed);
    f->headed = true;
    if (bare) {
        wire_print_lost(s, n, "which rows of a table go together");
        wire_print_push(s, ROWS, NULL, NULL);
    } else {
        wire_print_open(s, is_head ? &head : footed ? &foot : &body, n, NULL);
    }
    return WIRE_OK;
}

static void
caption(struct print *s, const struct wire_node *n)
{
    static const struct tag t = TAG("caption", FLOW, NULL, NULL);

    if (n->parent->first == n) {
        wire_print_open(s, &t, n, NULL);
        return;
    }
    wire_print_lost(s, n, "that a caption within a table is one");
    wire_print_top(s)->begun = true;
    wire_buf_puts(s->b, "\n<tr><td>");
    wire_print_push(s, FLOW, "</td>", "</tr>");
}

static enum wire_status
cells(struct print *s, const struct wire_node *n)
{
    static const struct tag tr = TAG("tr", ROW, NULL, NULL), th = TAG("th", FLOW, NULL, NULL), td = TAG("td", FLOW, NULL, NULL);

    if (n->kind == WIRE_N_TR && n->first == NULL)
        return WIRE_STOP;
    wire_print_open(s, n->kind == WIRE_N_TR ? &tr : n->kind == WIRE_N_TH ? &th : &td, n, NULL);
    return WIRE_OK;
}

/* --- the walk --- */

static enum wire_status
enter_block(struct print *s, const struct wire_node *n)
{
    static const struct tag headings[] = { TAG("hl2", INLINE, NULL, NULL), TAG("hl2", INLINE, "h3", NULL), TAG("hl2", INLINE, "h4", NULL) };
    static const struct tag pre = TAG("pre", PLAIN, NULL, NULL), bq = TAG("bq", QUOTE, NULL, NULL);

    end_run(s);
    if (n->kind == WIRE_N_P && credit(s, n))
        return WIRE_OK;
    if (wire_print_top(s)->place == QUOTE && !wire_print_top(s)->box) {
        wire_buf_puts(s->b, "\n<block>");
        wire_print_top(s)->box = wire_print_top(s)->boxed = true;
    }
    switch ((enum wire_node_kind)n->kind) {
    case WIRE_N_P:
        paragraph(s, n);
        break;
    case WIRE_N_H2:
    case WIRE_N_H3:
    case WIRE_N_H4:
        wire_print_open(s, &headings[n->kind - WIRE_N_H2], n, NULL);
        break;
    case WIRE_N_UL:
    case WIRE_N_OL:
        if (n->first == NULL)
            return WIRE_STOP;
        list(s, n);
        break;
    case WIRE_N_LI:
        item(s, n);
        break;
    case WIRE_N_TABLE:
        table(s, n);
        break;
    case WIRE_N_CAPTION:
        caption(s, n);
        break;
    case WIRE_N_THEAD:
    case WIRE_N_TBODY:
        return row_group(s, n);
    case WIRE_N_TR:
    case WIRE_N_TH:
    case WIRE_N_TD:
        return cells(s, n);
    case WIRE_N_BLOCKQUOTE:
        wire_print_open(s, &bq, n, NULL);
        break;
    case WIRE_N_PRE:
        wire_print_open(s, &pre, n, NULL);
        if (wire_node_begins_empty(n))
            wire_buf_putc(s->b, '\n');
        break;
    case WIRE_N_FIGURE:
        wire_print_figure(s, n);
        break;
    case WIRE_N_FIGCAPTION:
        wire_print_figcaption(s, n);
        break;
    case WIRE_N_HR:
        wire_print_line(s);
        wire_buf_puts(s->b, "<hr/>");
        break;
    default:
        box(s, n);
        break;
    }
    return WIRE_OK;
}

static enum wire_status
visit(void *ctx, const struct wire_node *n, enum wire_visit way)
{
    struct print *s = ctx;

    if (s->b->err != WIRE_OK)
        return s->b->err;
    if (n == s->top)
        return WIRE_OK;
    if (way == WIRE_EXIT) {
        if (wire_print_top(s)->place == MEDIA)
            wire_print_producer(s, wire_print_top(s)->part);
        pop(s);
        return WIRE_OK;
    }
    if (wire_print_top(s)->place == MEDIA && n->kind == WIRE_N_IMG)
        return WIRE_OK; /* it is a reference by now */
    if (n->kind == WIRE_N_TEXT) {
        begin_run(s);
        wire_buf_xml(s->b, n->text);
        return WIRE_OK;
    }
    return wire_is_inline(n->kind) ? enter_inline(s, n) : enter_block(s, n);
}

void
wire_nitf_print(struct wire_nitf_print *p, struct wire_buf *b, const struct wire_node *root, enum wire_visibility visibility)
{
    struct print s = { .p = p, .b = b, .top = root };

    if (root == NULL || wire_print_push(&s, TOP, NULL, NULL) == NULL)
        return;
    wire_walk(root, visibility, visit, &s);
    if (b->err == WIRE_OK)
        end_run(&s);
    free(s.frames);
}

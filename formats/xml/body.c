/* Body markup into the body tree: what each element of the source opens and closes. */
#include <stdlib.h>

#include "article/str.h"
#include "xml/build.h"

static const struct wire_element unknown = { "", WIRE_ACT_NONE, WIRE_N_ROOT, 0, 0 };

/* --- names --- */

static uint32_t
hash_name(const char *name)
{
    uint32_t h = 2166136261U; /* FNV-1a */

    for (; *name != '\0'; name++)
        h = (h ^ (unsigned char)*name) * 16777619U;
    return h ^ h >> 15;
}

enum { NO_ROW = 255 };

static void
fill_table(struct wire_body *b)
{
    memset(b->table, NO_ROW, sizeof b->table);
    for (size_t i = 0; i < wire_element_count; i++) {
        size_t at = hash_name(wire_elements[i].name) % sizeof b->table;
        while (b->table[at] != NO_ROW)
            at = (at + 1) % sizeof b->table;
        b->table[at] = (uint8_t)i;
    }
}

static const struct wire_element *
row_of(const struct wire_body *b, const char *name, uint32_t hash)
{
    for (size_t at = hash % sizeof b->table; b->table[at] != NO_ROW; at = (at + 1) % sizeof b->table) {
        const struct wire_element *e = &wire_elements[b->table[at]];
        if (strcmp(e->name, name) == 0)
            return e;
    }
    return &unknown;
}

/* --- what is open in the source --- */

static struct wire_open *
top(struct wire_body *b)
{
    return &b->open[b->opens - 1];
}

/* An element that is as the one around it until something is said of it. */
static struct wire_open *
push(struct wire_body *b, const struct wire_element *row, uint32_t hash, struct wire_at at)
{
    struct wire_open *o;

    if (b->opens == b->open_cap) {
        uint32_t cap = b->open_cap * 2 + 64;
        struct wire_open *more = realloc(b->open, cap * sizeof *more);
        if (more == NULL) {
            b->dead = true;
            return NULL;
        }
        b->open = more;
        b->open_cap = cap;
    }
    o = &b->open[b->opens++];
    wire_clear(o, sizeof *o);
    o->row = row;
    o->hash = hash;
    o->at = at;
    if (b->opens > 1) {
        o->holder = o[-1].holder;
        o->said_by = o[-1].said_by;
        o->text = o[-1].text;
    }
    return o;
}

/* A holder without an element: the body itself, or a part kept back. */
void
wire_build_push_root(struct wire_body *b, struct wire_node *root, uint16_t flags, struct wire_at at)
{
    struct wire_open *o = push(b, &unknown, 0, at);
    uint32_t me = b->opens - 1;

    if (o == NULL)
        return;
    o->flags = (uint16_t)(WIRE_O_HOLDER | flags);
    o->kind = WIRE_N_ROOT;
    o->holder = o->outer = o->said_by = me;
    o->text = (struct wire_template){ .kind = WIRE_N_P, .anonymous = true };
    wire_build_open_root(b, root, me);
}

/* Text in a heading, a caption or a pre stays one, however many blocks part it. */
static bool
is_kept(const struct wire_template *t)
{
    return t->kind != WIRE_N_P && t->kind != WIRE_N_ROOT;
}

/* Text directly in a container: a paragraph of its own. */
static void
text_in_container(struct wire_open *o)
{
    if (!is_kept(&o->text))
        o->text = (struct wire_template){ .kind = WIRE_N_P, .anonymous = true };
}

static void
text_in_block(struct wire_body *b, enum wire_node_kind kind, unsigned level, const struct wire_made *made)
{
    struct wire_open *o = top(b);

    o->said_by = b->opens - 1;
    o->text = (struct wire_template){ .kind = (uint8_t)kind, .level = (uint8_t)level, .flags = made->flags,
                                      .attrs = made->attrs };
}

/* --- starts --- */

static void
begin_block(struct wire_body *b)
{
    wire_build_end_run(b);
    top(b)->flags |= WIRE_O_BLOCK;
}

/* An element that becomes a block which holds others. */
static void
start_holder(struct wire_body *b, enum wire_node_kind kind, const struct wire_made *made)
{
    uint32_t me = b->opens - 1, i;
    struct wire_open *o = &b->open[me];

    begin_block(b);
    b->opens--; /* where it may stand is asked of the element around it */
    wire_build_place(b, kind);
    b->opens++;
    if (b->dead)
        return;
    for (i = b->outs - 1; b->out[i].owner == WIRE_NOBODY;)
        i--;
    o->outer = b->out[i].owner;
    o->holder = me;
    o->flags |= WIRE_O_HOLDER;
    o->kind = (uint8_t)kind;
    o->attrs = made->attrs;
    if (kind == WIRE_N_LI || kind == WIRE_N_TD || kind == WIRE_N_TH || kind == WIRE_N_FIGCAPTION) {
        o->text = (struct wire_template){ .kind = WIRE_N_ROOT };
        o->said_by = me;
    } else if (kind == WIRE_N_BLOCKQUOTE) {
        o->text = (struct wire_template){ .kind = WIRE_N_P, .anonymous = true };
    } else {
        text_in_container(o);
    }
    wire_build_push(b, me, kind, made->attrs, 0, o->at);
}

static void
start_part(struct wire_body *b)
{
    begin_block(b);
    text_in_container(top(b));
}

/* A div, where one may stand and says something. */
static void
start_box(struct wire_body *b, const struct wire_made *made)
{
    uint8_t around = b->open[top(b)->holder].kind;
    bool says = false;

    for (const struct wire_attr *a = made->attrs; a != NULL; a = a->next)
        says |= wire_str_is(a->name, "class") || wire_str_is(a->name, "role");
    if (says && top(b)->text.kind != WIRE_N_CAPTION && around != WIRE_N_UL && around != WIRE_N_OL &&
        around != WIRE_N_TABLE && around != WIRE_N_THEAD && around != WIRE_N_TBODY && around != WIRE_N_TR)
        start_holder(b, WIRE_N_DIV, made);
    else
        start_part(b);
}

static void
start_paragraph(struct wire_body *b, const struct wire_made *made)
{
    begin_block(b);
    if (!is_kept(&top(b)->text))
        text_in_block(b, WIRE_N_P, 0, made);
}

static void
start_caption(struct wire_body *b, const struct wire_made *made)
{
    uint8_t around = b->open[top(b)->holder].kind;

    begin_block(b);
    if (around == WIRE_N_TABLE || around == WIRE_N_THEAD || around == WIRE_N_TBODY || around == WIRE_N_TR)
        text_in_block(b, WIRE_N_CAPTION, 0, made);
    else
        start_paragraph(b, made);
}

static void
start_inline(struct wire_body *b, enum wire_node_kind kind, const struct wire_made *made)
{
    wire_build_inline(b, kind, made->attrs, made->flags, top(b)->at);
    if (!b->dead)
        top(b)->flags |= WIRE_O_INLINE;
}

static void
start_apart(struct wire_body *b)
{
    b->run.apart_before = true;
    top(b)->flags |= WIRE_O_APART;
}

static void
add_break(struct wire_body *b, struct wire_at at)
{
    struct wire_run *run = &b->run;

    wire_build_trim(b);
    if ((run->block == NULL && wire_build_is_between(b)) || !wire_build_run(b, at))
        return;
    wire_node_add(b->arena, run->at, WIRE_N_BR, at);
    run->full = true;
    run->tail = NULL;
    run->apart_before = run->apart_after = false;
}

static struct wire_str
alternate(struct wire_body *b, struct wire_str s)
{
    s = wire_str_collapse(b->arena, s);
    return s.n != 0 ? s : WIRE_STR("");
}

static bool
has(const struct wire_attr *a, const char *name)
{
    while (a != NULL && !wire_str_is(a->name, name))
        a = a->next;
    return a != NULL;
}

static void
add_picture(struct wire_body *b, const struct wire_made *made, struct wire_str alt, struct wire_at at)
{
    struct wire_run *run = &b->run;
    struct wire_node *img;

    if (!has(made->attrs, "src") || !wire_build_run(b, at))
        return;
    img = wire_node_add(b->arena, run->at, WIRE_N_IMG, at);
    if (img == NULL)
        return;
    img->attrs = made->attrs;
    wire_node_set(b->arena, img, "alt", alternate(b, alt));
    run->full = run->spaced = false;
    run->tail = NULL;
    if (run->made > run->base)
        b->inl[run->made - 1].solid = true;
    else
        run->solid = true;
}

static void
add_rule(struct wire_body *b, struct wire_at at)
{
    wire_build_end_run(b);
    wire_build_place(b, WIRE_N_HR);
    if (!b->dead && wire_node_add(b->arena, b->out[b->outs - 1].node, WIRE_N_HR, at) != NULL)
        b->out[b->outs - 1].solid = true;
}

/* The figure around here, or NULL. */
static struct wire_node *
figure_around(const struct wire_body *b)
{
    uint32_t h = b->open[b->opens - 1].holder;

    for (int i = 0; i < WIRE_NAME_SEARCH && b->open[h].kind != WIRE_N_FIGURE && b->open[h].outer != h; i++)
        h = b->open[h].outer;
    return b->open[h].kind == WIRE_N_FIGURE ? b->open[h].node : NULL;
}

static void
set_target(struct wire_body *b, struct wire_node *figure, struct wire_str url)
{
    url = wire_build_url(b->arena, url);
    if (figure != NULL && url.n != 0 && wire_node_get(figure, "data-href").n == 0)
        wire_node_set(b->arena, figure, "data-href", url);
}

/* Video and the like: a figure, or what the figure around it shows. */
static void
start_embed(struct wire_body *b, const struct wire_made *made, const struct wire_xml_attr *attrs, size_t count)
{
    const char *name = top(b)->row->name;
    struct wire_str url = wire_build_value(attrs, count, strcmp(name, "object") == 0 ? "data" : "src");
    struct wire_node *figure = figure_around(b);

    if (figure == NULL) {
        start_holder(b, WIRE_N_FIGURE, made);
        if (!b->dead)
            set_target(b, top(b)->node, url);
        return;
    }
    if (wire_node_get(figure, "data-href").n == 0) {
        wire_build_add_class(b, figure, wire_str_of(name));
        set_target(b, figure, url);
    }
    start_part(b);
}

/* --- NITF --- */

static void
start_media(struct wire_body *b, const struct wire_made *made, struct wire_str type)
{
    type = wire_str_trim(type);
    start_holder(b, WIRE_N_FIGURE, made);
    if (wire_str_is_nocase(type, "image") || wire_str_is_nocase(type, "photo") || wire_str_is_nocase(type, "graphic"))
        top(b)->flags |= WIRE_O_IMAGE;
    else if (type.n != 0)
        top(b)->flags |= WIRE_O_OTHER;
}

/* The first reference with a target is the picture, or what the figure leads to (NITF 3.6, media-reference). */
static void
add_reference(struct wire_body *b, const struct wire_xml_attr *attrs, size_t count, struct wire_at at)
{
    struct wire_open *media = top(b);
    struct wire_str url = wire_build_value(attrs, count, "source");
    struct wire_str type = wire_str_trim(wire_build_value(attrs, count, "mime-type"));
    struct wire_made made;
    struct wire_node *img;

    if (url.n == 0)
        url = wire_build_value(attrs, count, "data-location");
    url = wire_build_url(b->arena, url);
    if (media->node == NULL || url.n == 0 || (media->flags & WIRE_O_MADE) != 0)
        return;
    media->flags |= WIRE_O_MADE;
    if ((media->flags & WIRE_O_IMAGE) == 0 && !wire_str_begins_nocase(type, "image/") &&
        ((media->flags & WIRE_O_OTHER) != 0 || type.n != 0)) {
        set_target(b, media->node, url);
        return;
    }
    wire_build_end_run(b);
    while (b->outs > 1 && b->out[b->outs - 1].node != media->node)
        wire_build_pop(b);
    made = wire_build_attrs(b, &unknown, WIRE_N_IMG, attrs, count);
    if ((img = wire_node_new(b->arena, WIRE_N_IMG, at)) == NULL)
        return;
    img->parent = media->node;
    img->next = media->node->first;
    media->node->first = img;
    if (media->node->last == NULL)
        media->node->last = img;
    img->attrs = made.attrs;
    wire_node_set(b->arena, img, "src", url);
    wire_node_set(b->arena, img, "alt", alternate(b, wire_build_value(attrs, count, "alternate-text")));
    b->out[b->outs - 1].solid = true;
}

static void
start_denominator(struct wire_body *b, struct wire_at at)
{
    if (b->opens > 1 && (top(b)[-1].flags & WIRE_O_FRAC_SEP) == 0)
        wire_build_text(b, "/", 1, at);
    start_apart(b);
}

static void
start_text_element(struct wire_body *b)
{
    const struct wire_element *row = top(b)->row;

    if ((row->act == WIRE_ACT_P && row->name[1] == '\0') || row->act == WIRE_ACT_HEADING || row->act == WIRE_ACT_PRE) {
        b->in_text++;
        top(b)->flags |= WIRE_O_TEXT;
    }
}

static void
dispatch_nitf(struct wire_body *b, const struct wire_element *row, const struct wire_made *made,
              const struct wire_xml_attr *attrs, size_t count, struct wire_at at)
{
    switch ((enum wire_act)row->act) {
    case WIRE_ACT_MEDIA:
        start_media(b, made, wire_build_value(attrs, count, "media-type"));
        break;
    case WIRE_ACT_EITHER:
        if (b->in_text != 0) {
            start_apart(b);
            start_inline(b, WIRE_N_SPAN, made);
        } else {
            start_paragraph(b, made);
        }
        break;
    case WIRE_ACT_OPTION:
        if (b->in_text != 0)
            start_apart(b);
        else
            start_part(b);
        break;
    case WIRE_ACT_ENTITY:
        start_inline(b, WIRE_N_SPAN, made);
        if (made->codes && !b->dead)
            top(b)->flags |= WIRE_O_CODES;
        break;
    case WIRE_ACT_ALT_CODE:
        wire_build_alt_code(b, attrs, count);
        break;
    case WIRE_ACT_APART:
        start_apart(b);
        break;
    case WIRE_ACT_FRAC_SEP:
        top(b)->solid_at = b->written;
        if (b->opens > 1)
            top(b)[-1].flags |= WIRE_O_FRAC_SEP;
        break;
    case WIRE_ACT_FRAC_DEN:
        start_denominator(b, at);
        break;
    default:
        break;
    }
}

static void
dispatch(struct wire_body *b, const struct wire_element *row, const struct wire_xml_attr *attrs, size_t count,
         struct wire_at at)
{
    struct wire_made made = { NULL, 0, false };
    enum wire_node_kind kind = row->kind;

    if (row->act == WIRE_ACT_NONE)
        return;
    if (row->act == WIRE_ACT_EITHER && b->in_text != 0)
        kind = WIRE_N_SPAN;
    if (count != 0 || (row->flags & WIRE_E_NAMED) != 0)
        made = wire_build_attrs(b, row, kind, attrs, count);
    switch ((enum wire_act)row->act) {
    case WIRE_ACT_P:
        start_paragraph(b, &made);
        break;
    case WIRE_ACT_HEADING:
        begin_block(b);
        text_in_block(b, kind, row->level, &made);
        break;
    case WIRE_ACT_PRE:
        begin_block(b);
        text_in_block(b, kind, 0, &made);
        b->pre_begins = true;
        b->pre_cr = false;
        break;
    case WIRE_ACT_CAPTION:
        start_caption(b, &made);
        break;
    case WIRE_ACT_HOLDER:
        start_holder(b, kind, &made);
        break;
    case WIRE_ACT_BOX:
        start_box(b, &made);
        break;
    case WIRE_ACT_PART:
    case WIRE_ACT_MEDIA_REF:
        start_part(b);
        break;
    case WIRE_ACT_HR:
        add_rule(b, at);
        break;
    case WIRE_ACT_BR:
        add_break(b, at);
        break;
    case WIRE_ACT_IMG:
        add_picture(b, &made, wire_build_value(attrs, count, "alt"), at);
        break;
    case WIRE_ACT_A:
        if (has(made.attrs, "href"))
            start_inline(b, kind, &made);
        break;
    case WIRE_ACT_INLINE:
        start_inline(b, kind, &made);
        break;
    case WIRE_ACT_SPAN:
        if (made.attrs != NULL)
            start_inline(b, kind, &made);
        break;
    case WIRE_ACT_EMBED:
        start_embed(b, &made, attrs, count);
        break;
    case WIRE_ACT_SOURCE:
        if (b->opens > 1 && top(b)[-1].row->act == WIRE_ACT_EMBED)
            set_target(b, figure_around(b), wire_build_value(attrs, count, "src"));
        break;
    default:
        dispatch_nitf(b, row, &made, attrs, count, at);
        break;
    }
}

/* What an element stands for that one of our own writers has marked, or its own row. */
static const struct wire_element *
stands_for(const struct wire_element *row, const struct wire_xml_attr *attrs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char name[sizeof row->name];
        const struct wire_element *as;
        if (attrs[i].prefix == NULL || strcmp(attrs[i].name, "as") != 0 || strcmp(attrs[i].prefix, WIRE_OWN_PREFIX) != 0)
            continue;
        if (attrs[i].value.n == 0 || attrs[i].value.n >= sizeof name)
            return &unknown;
        memcpy(name, attrs[i].value.p, attrs[i].value.n);
        name[attrs[i].value.n] = '\0';
        as = wire_element_named(name);
        return as != NULL ? as : &unknown;
    }
    return row;
}

struct wire_node *
wire_body_figure(const struct wire_body *b)
{
    const struct wire_open *o = b->opens != 0 && !b->dead ? &b->open[b->opens - 1] : NULL;

    return o != NULL && (o->flags & WIRE_O_HOLDER) != 0 && o->kind == WIRE_N_FIGURE ? o->node : NULL;
}

void
wire_body_start(struct wire_body *b, const char *name, const struct wire_xml_attr *attrs, size_t count, struct wire_at at)
{
    uint32_t hash = hash_name(name);
    const struct wire_element *row = stands_for(row_of(b, name, hash), attrs, count);
    struct wire_str mark = WIRE_NONE;
    struct wire_node *told;

    if (b->dead || b->opens == 0)
        return;
    if (b->skip != 0 || row->act == WIRE_ACT_SKIP || (row->act == WIRE_ACT_MEDIA_REF && top(b)->row->act == WIRE_ACT_MEDIA)) {
        if (b->skip++ == 0 && row->act == WIRE_ACT_MEDIA_REF && wire_build_secret(attrs, count).n == 0)
            add_reference(b, attrs, count, at);
        return;
    }
    b->pre_begins = false;
    top(b)->children++;
    if ((told = top(b)->told) != NULL) {
        top(b)->told = NULL;
        wire_build_keep_back(b, told, top(b)->told_after);
    }
    if (count != 0 && b->secret == NULL && !b->dead)
        mark = wire_build_is_advice(row->name, attrs, count) ? WIRE_STR("npa") : wire_build_secret(attrs, count);
    if (mark.n != 0) {
        if ((row->flags & WIRE_E_PARTS) != 0)
            wire_build_end_run(b);
        wire_build_begin_frame(b, mark, at);
    }
    if (b->dead || push(b, row, hash, at) == NULL)
        return;
    if (mark.n != 0)
        top(b)->flags |= WIRE_O_PAIRED;
    start_text_element(b);
    dispatch(b, row, attrs, count, at);
    if (count != 0)
        wire_build_keep_codes(b, name, attrs, count, at);
    if (b->arena->err != WIRE_OK)
        b->dead = true;
}

void
wire_body_text(struct wire_body *b, const char *p, size_t n, struct wire_at at)
{
    if (b->dead || n == 0 || b->opens == 0)
        return;
    if (b->skip != 0) {
        b->skipped += wire_weight(p, n);
        return;
    }
    wire_build_text(b, p, n, at);
}

/* --- ends --- */

/* End the innermost element. */
static void
pop(struct wire_body *b)
{
    uint32_t me = b->opens - 1;
    struct wire_open *o = &b->open[me];
    struct wire_node *before = NULL, *told = wire_build_announcement(b, &before);
    uint16_t flags = o->flags;

    if (o->row->act == WIRE_ACT_FRAC_SEP && b->written == o->solid_at)
        wire_build_text(b, "/", 1, o->at);
    if ((flags & (WIRE_O_BLOCK | WIRE_O_HOLDER)) != 0)
        wire_build_end_run(b);
    if ((flags & WIRE_O_INLINE) != 0)
        wire_build_end_inline(b);
    if ((flags & WIRE_O_APART) != 0)
        b->run.apart_after = true;
    if ((flags & WIRE_O_TEXT) != 0)
        b->in_text--;
    if ((flags & WIRE_O_FRAME) != 0) {
        wire_build_end_frame(b, me);
    } else if ((flags & WIRE_O_HOLDER) != 0 && o->node != NULL) {
        while (b->outs > 1 && o->node != NULL)
            wire_build_pop(b);
    }
    b->opens--;
    if ((flags & WIRE_O_PAIRED) != 0 && !b->dead)
        pop(b);
    if (told != NULL && told->parent != NULL && !b->dead) {
        if (top(b)->children > 1) {
            wire_build_keep_back(b, told, before);
        } else {
            top(b)->told = told;
            top(b)->told_after = before;
        }
    }
}

void
wire_build_end_to(struct wire_body *b, uint32_t opens)
{
    b->skip = 0;
    while (b->opens > opens && !b->dead)
        pop(b);
}

void
wire_body_end(struct wire_body *b, const char *name)
{
    uint32_t hash = hash_name(name), i;

    if (b->dead || b->opens == 0)
        return;
    if (b->skip != 0) {
        b->skip--;
        return;
    }
    b->pre_begins = false;
    for (i = b->opens - 1; i > 0 && b->opens - i <= WIRE_NAME_SEARCH; i--) {
        if (b->open[i].hash == hash)
            break;
    }
    if (i == 0 || b->open[i].hash != hash) /* it began nowhere: HTML passes such an end over */
        return;
    do
        pop(b);
    while (b->opens > i && !b->dead && (b->opens != i + 1 || (top(b)->flags & WIRE_O_FRAME) == 0)); /* that is a new one */
}

/* --- a whole body --- */

/* The node after n in the order of the document. */
static struct wire_node *
next_node(struct wire_node *n)
{
    if (n->first != NULL)
        return n->first;
    while (n != NULL && n->next == NULL)
        n = n->parent;
    return n != NULL ? n->next : NULL;
}

/* The levels that headings have in their source from a node on, a bit each. */
static unsigned
levels_from(struct wire_node *n)
{
    unsigned used = 0;

    for (; n != NULL; n = next_node(n))
        used |= 1U << (n->flags >> WIRE_LEVEL_SHIFT);
    return used & ~1U;
}

/*
 * "The highest level the body uses is h2, the next one used h3, all others h4." A body may come in thousands of parts: what was
 * ranked before is only ranked again where a part has a level that none before it had.
 */
static void
rank_headings(struct wire_article *a, struct wire_node *part)
{
    uint8_t kinds[16] = { 0 };
    uint8_t kind = WIRE_N_H2;
    unsigned used = levels_from(part);

    if (used == 0)
        return;
    if ((used & ~(unsigned)a->heading_levels) != 0) {
        part = a->body;
        a->heading_levels = (uint16_t)levels_from(part);
    }
    for (unsigned level = 1; level < 16; level++) {
        if ((a->heading_levels & 1U << level) == 0)
            continue;
        kinds[level] = kind;
        kind = kind == WIRE_N_H4 ? WIRE_N_H4 : (uint8_t)(kind + 1);
    }
    for (struct wire_node *n = part; n != NULL; n = next_node(n)) {
        if (n->flags >> WIRE_LEVEL_SHIFT != 0)
            n->kind = kinds[n->flags >> WIRE_LEVEL_SHIFT];
    }
}

struct wire_body *
wire_body_new(void)
{
    struct wire_body *b = calloc(1, sizeof *b);

    if (b != NULL)
        fill_table(b);
    return b;
}

void
wire_body_free(struct wire_body *b)
{
    if (b == NULL)
        return;
    wire_build_html_free(b->html);
    wire_buf_free(&b->scratch);
    free(b->open);
    free(b->out);
    free(b->inl);
    free(b);
}

void
wire_body_trust_text(struct wire_body *b)
{
    b->trusts_text = true;
}

void
wire_body_begin(struct wire_body *b, struct wire_article *a, const char *where)
{
    b->a = a;
    b->arena = a->arena;
    b->where = where;
    b->opens = b->outs = b->inls = b->in_text = b->skip = 0;
    b->run = b->kept = (struct wire_run){ 0 };
    b->secret = NULL;
    b->skipped = b->written = b->again = 0;
    b->dead = b->pre_begins = b->pre_cr = false;
    b->scratch.err = WIRE_OK;
    if (a->body == NULL) {
        a->body = wire_node_new(a->arena, WIRE_N_ROOT, (struct wire_at){ 0 });
        a->heading_levels = 0;
    }
    b->before = a->body != NULL ? a->body->last : NULL;
    if (a->body == NULL)
        b->dead = true;
    else
        wire_build_push_root(b, a->body, 0, (struct wire_at){ 0 });
}

void
wire_body_withhold(struct wire_body *b, struct wire_str role, struct wire_at at)
{
    if (!b->dead && b->opens != 0 && b->secret == NULL)
        wire_build_begin_frame(b, role, at);
}

enum wire_status
wire_body_finish(struct wire_body *b, size_t *skipped)
{
    if (b->opens > 0)
        wire_build_end_to(b, 1);
    if (!b->dead) {
        wire_build_end_run(b);
        wire_build_pop_to(b, 1);
    }
    if (b->a->body != NULL && b->a->body->first == NULL)
        b->a->body = NULL; /* nothing came: there is no body */
    if (b->a->body != NULL)
        rank_headings(b->a, b->before != NULL ? b->before->next : b->a->body->first);
    b->opens = 0;
    *skipped = b->skipped;
    if (b->arena->err != WIRE_OK)
        return b->arena->err;
    return b->dead ? WIRE_E_NOMEM : WIRE_OK;
}

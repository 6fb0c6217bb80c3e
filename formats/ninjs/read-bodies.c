/* The body of a ninjs item: which of its forms it is made of, and how (mapping.md, ninjs). */
#include "article/limits.h"
#include "ninjs/read.h"

#include "article/fragment.h"
#include "xml/fragment.h"
#include "xml/nitf.h"

const struct wire_finding ninjs_body_not_xml = {
    "ninjs-body-not-xml", WIRE_WARNING, "a body that should be NITF is no XML; it was kept in extra",
    "Have the sender repair the document in the body.", "ninjs 3.1, bodies"
};

/* In the order in which they are taken; of the last nothing is taken. */
enum form { HTML, NITF, PLAIN, UNNAMED, OTHER };

struct body {
    const struct wire_json_value *entry, *value, *role, *type, *count; /* entry: of `bodies`, else NULL */
    enum form form;
    unsigned number;
    bool used, odd; /* odd: not even that, it is kept as it is */
};

/* --- which form it is --- */

static bool
is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* A tag of a block: then it is HTML, though it be called plain. */
static bool
has_block_tag(struct wire_str s)
{
    static const char *const blocks[] = { "p",  "br", "div", "table", "tr", "td", "th", "ul", "ol",        "li",
                                          "h1", "h2", "h3",  "h4",    "h5", "h6", "hr", "blockquote" };
    const char *p = s.p, *end = s.p + s.n;

    while (p < end && (p = memchr(p, '<', (size_t)(end - p))) != NULL) {
        struct wire_str name;
        const char *stop;
        p++;
        if (p < end && *p == '/')
            p++;
        for (stop = p; stop < end && is_name_char(*stop);)
            stop++;
        name = (struct wire_str){ p, (size_t)(stop - p) };
        for (size_t i = 0; i < WIRE_COUNT(blocks); i++) {
            if (!wire_str_is_nocase(name, blocks[i]))
                continue;
            while (stop < end && *stop != '<' && *stop != '>')
                stop++;
            if (stop < end && *stop == '>')
                return true;
        }
    }
    return false;
}

/* Whether the root of a document is nitf, after a declaration, comments and a DOCTYPE. */
static bool
is_nitf(struct wire_str s)
{
    for (;;) {
        const char *close;
        s = wire_str_trim(s);
        if (s.n < 6 || s.p[0] != '<')
            return false;
        if (s.p[1] != '?' && s.p[1] != '!')
            return wire_str_begins(s, "<nitf") && (wire_is_space(s.p[5]) || s.p[5] == '>');
        if ((close = memchr(s.p, '>', s.n)) == NULL)
            return false;
        s = wire_str_sub(s, (size_t)(close + 1 - s.p), s.n);
    }
}

static enum form
form_of(struct wire_str stated, bool by_type, struct wire_str value)
{
    if (is_nitf(value))
        return NITF;
    if (wire_str_find_nocase(stated, "html") < stated.n)
        return HTML;
    if (stated.n == 0 || wire_str_is_nocase(stated, "text") || wire_str_is_nocase(stated, "plain") ||
        wire_str_begins_nocase(stated, "text/plain"))
        return has_block_tag(value) ? HTML : PLAIN;
    return by_type ? OTHER : UNNAMED;
}

/* --- where they stand --- */

struct place {
    struct ninjs_path list, here;
    const struct ninjs_path *outer;
};

/* Until leave_body the path is that of the body. */
static void
enter_body(struct ninjs_reading *r, const struct body *b, struct place *p)
{
    const struct wire_json_value *list = r->item->plural[NINJS_BODIES];

    *p = (struct place){ .list = { .outer = r->path }, .here = { .entry = b->number }, .outer = r->path };
    p->here.outer = &p->list;
    p->list.name = b->entry != NULL ? list->name : b->value->name;
    r->path = b->entry != NULL && list->kind == WIRE_J_ARRAY ? &p->here : &p->list;
}

static void
leave_body(struct ninjs_reading *r, const struct place *p)
{
    r->path = p->outer;
}

static void
keep_body(struct ninjs_reading *r, const struct body *b, const char *why)
{
    struct place place;

    enter_body(r, b, &place);
    ninjs_keep(r, b->entry != NULL ? b->entry : b->value, why);
    leave_body(r, &place);
}

/* --- gathering --- */

static void
add_body(struct ninjs_reading *r, struct body *all, unsigned *count, struct body b, struct wire_str stated)
{
    if (b.value == NULL || b.value->kind != WIRE_J_STRING)
        b.odd = true;
    else
        b.form = form_of(stated, ninjs_line(r, b.type).n != 0, b.value->s);
    if (*count < WIRE_MOST_NINJS_BODIES)
        all[(*count)++] = b;
    else
        keep_body(r, &b, "more bodies than anybody looks at");
}

static unsigned
gather(struct ninjs_reading *r, struct body *all)
{
    const struct wire_json_value *list = r->item->plural[NINJS_BODIES];
    unsigned count = 0, number = 0;

    for (const struct wire_json_value *e = list != NULL ? ninjs_first_entry(list) : NULL; e != NULL;
         e = ninjs_next_entry(list, e), number++) {
        struct body b = { .entry = e, .number = number };
        struct wire_str stated;
        if (e->kind == WIRE_J_OBJECT) {
            b.value = ninjs_find(e, "value");
            b.role = ninjs_find(e, "role");
            b.type = ninjs_find(e, "contenttype");
            b.count = ninjs_find(e, "wordcount");
        } else {
            b.value = e;
        }
        stated = ninjs_line(r, b.type);
        add_body(r, all, &count, b, stated.n != 0 ? stated : ninjs_line(r, b.role));
    }
    for (const struct ninjs_named *n = r->item->named[NINJS_BODIES].first; n != NULL; n = n->next) {
        struct body b = { .value = n->value, .count = r->item->word_count };
        add_body(r, all, &count, b, wire_str_sub(n->value->name, sizeof "body_" - 1, n->value->name.n));
    }
    return count;
}

/* --- building --- */

/* What an HTML page calls itself. */
static void
take_title(struct ninjs_reading *r, struct wire_str html, struct wire_at at)
{
    static const char *const heads[] = { "<!doctype", "<html", "<head", "<title", "<meta", "<?xml" };
    struct wire_str s = wire_str_trim(html);
    struct wire_article apart = { .arena = &r->tree };
    size_t from, n, skipped;
    bool page = false;

    for (size_t i = 0; i < WIRE_COUNT(heads); i++)
        page |= wire_str_begins_nocase(s, heads[i]);
    if (!page || wire_first(r->a, WIRE_F_TITLE) != NULL || (from = wire_str_find_nocase(s, "<title")) == s.n)
        return;
    s = wire_str_sub(s, from, s.n);
    from = s.n != 0 && memchr(s.p, '>', s.n) != NULL ? (size_t)((const char *)memchr(s.p, '>', s.n) - s.p) + 1 : s.n;
    s = wire_str_sub(s, from, s.n);
    if ((n = wire_str_find_nocase(s, "</title")) == s.n)
        return;
    wire_body_begin(r->state->body, &apart, "title");
    if (wire_body_html(r->state->body, wire_str_sub(s, 0, n), at) == WIRE_E_NOMEM ||
        wire_body_finish(r->state->body, &skipped) == WIRE_E_NOMEM)
        ninjs_failed(r, WIRE_E_NOMEM);
    if (apart.body != NULL)
        wire_add_text(r->a, WIRE_F_TITLE, wire_node_line(&r->tree, apart.body), at); /* its words are counted as the page's head */
}

/* Errors inside a body are no errors of the document around it: they are told as one warning. */
struct inner_sink {
    struct ninjs_reading *r;
    struct wire_at at;
};

static void
inner_diagnostic(void *ctx, const struct wire_diag *diag)
{
    struct inner_sink *inner = ctx;
    struct wire_str detail = wire_str_of(diag->detail);

    if (diag->what->level == WIRE_ERROR)
        ninjs_report(inner->r, &ninjs_body_not_xml, inner->at, detail);
    else
        ninjs_report(inner->r, diag->what, inner->at, detail);
}

static enum wire_status
build_nitf(struct ninjs_reading *r, const struct wire_json_value *v, size_t *read)
{
    struct inner_sink inner = { r, v->at };
    struct wire_sink sink = { .diagnostic = inner_diagnostic, .ctx = &inner };
    struct wire_bytes bytes = { .p = v->s.p, .n = v->s.n };
    struct wire_source source = { .read = wire_bytes_read, .ctx = &bytes, .name = r->source->name, .encoding = "UTF-8",
                                  .zone = r->source->zone, .max = r->source->max };
    struct wire_inner counts = { 0 };
    enum wire_status st = wire_nitf_inner(r->a, &source, &sink, r->worker, &counts);

    *read = counts.read;
    r->kept += counts.kept;
    r->skipped += counts.skipped;
    return st;
}

/* HTML has no XML declaration: its parser would take what follows for text. */
static struct wire_str
without_declaration(struct wire_str s)
{
    struct wire_str trimmed = wire_str_trim(s);
    const char *close = wire_str_begins(trimmed, "<?xml") ? memmem(trimmed.p, trimmed.n, "?>", 2) : NULL;

    return close != NULL ? wire_str_sub(trimmed, (size_t)(close + 2 - trimmed.p), trimmed.n) : s;
}

static enum wire_status
build(struct ninjs_reading *r, const struct wire_json_value *v, enum form form, size_t *read)
{
    struct wire_body *body = r->state->body;
    size_t skipped = 0;
    enum wire_status st;

    *read = 0;
    if (form == NITF)
        return build_nitf(r, v, read);
    if (form == HTML || (form == UNNAMED && wire_text_is_markup(v->s))) {
        st = wire_body_fragment(body, r->a, without_declaration(v->s), "bodies", v->at, read, &skipped);
        take_title(r, v->s, v->at);
    } else {
        wire_body_begin(body, r->a, "bodies");
        wire_body_plain(body, v->s, v->at);
        st = wire_body_finish(body, &skipped);
        *read = wire_weight(v->s.p, v->s.n);
    }
    r->skipped += skipped;
    return st;
}

/* Lists as they were: a NITF document fills many fields, and one that is not the body must not. */
static void
put_back(struct wire_article *a, const struct wire_list held[static WIRE_FIELD_COUNT])
{
    memcpy(a->fields, held, sizeof a->fields);
    for (int f = 0; f < WIRE_FIELD_COUNT; f++) {
        if (held[f].last != NULL)
            held[f].last->next = NULL;
    }
}

/* Whether the body has been made of this form. One without a word is put aside: a picture alone is better than nothing.
 * Not so a NITF document, which says more than its body: that is kept as it is. */
static bool
try_body(struct ninjs_reading *r, struct body *b, struct wire_node **wordless, struct body **wordless_of)
{
    struct wire_article *a = r->a;
    size_t read, kept = r->kept, skipped = r->skipped, weight = wire_weight(b->value->s.p, b->value->s.n);
    struct wire_list held[WIRE_FIELD_COUNT];
    enum wire_status st;

    memcpy(held, a->fields, sizeof held);
    a->body = NULL;
    st = build(r, b->value, b->form, &read);
    if (st == WIRE_E_NOMEM)
        ninjs_failed(r, st);
    if (st == WIRE_OK && (wire_node_weight(a->body, WIRE_EDITORS) != 0 ||
                          a->fields[WIRE_F_NON_PUBLIC].last != held[WIRE_F_NON_PUBLIC].last)) {
        r->read += read - weight;
        b->used = true;
        return true;
    }
    if (st == WIRE_OK && a->body != NULL && b->form != NITF && *wordless == NULL) {
        *wordless = a->body;
        *wordless_of = b;
    }
    a->body = NULL;
    put_back(a, held);
    r->kept = kept;
    r->skipped = skipped;
    return false;
}

static bool
choose(struct ninjs_reading *r, struct body *all, unsigned count)
{
    struct wire_node *wordless = NULL;
    struct body *of = NULL;

    for (int form = HTML; form < OTHER; form++) {
        for (unsigned i = 0; i < count; i++) {
            if (!all[i].odd && (int)all[i].form == form && all[i].value->s.n != 0 && try_body(r, &all[i], &wordless, &of))
                return true;
        }
    }
    r->a->body = wordless;
    if (of != NULL) {
        r->skipped += wire_weight(of->value->s.p, of->value->s.n); /* tags alone */
        of->used = true;
    }
    return of != NULL;
}

/* --- what is left --- */

/* As wire_weight counts. */
static inline bool
weighs(char c)
{
    return (unsigned char)c >= 0x80 || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* The bytes that carry words are the same and in the same order. */
static bool
same_words(struct wire_str a, struct wire_str b)
{
    const char *p = a.p, *p_end = a.p + a.n, *q = b.p, *q_end = b.p + b.n;

    for (;;) {
        while (p < p_end && !weighs(*p))
            p++;
        while (q < q_end && !weighs(*q))
            q++;
        if (p == p_end || q == q_end)
            return p == p_end && q == q_end;
        if (*p++ != *q++)
            return false;
    }
}

/* A plain form that says what the body says, word for word. */
static bool
says_again(struct ninjs_reading *r, const struct body *b)
{
    if (r->a->body == NULL || b->odd || b->form != PLAIN ||
        wire_weight(b->value->s.p, b->value->s.n) != wire_node_weight(r->a->body, WIRE_EDITORS))
        return false;
    wire_buf_clear(&r->scratch);
    wire_fragment_text(&r->scratch, r->a->body, WIRE_EDITORS);
    return same_words(wire_buf_slice(&r->scratch), b->value->s);
}

/* What stands beside the value of the form that was taken. */
static void
settle_used(struct ninjs_reading *r, const struct body *b)
{
    struct ninjs_path here = { .outer = r->path };
    const struct ninjs_path *outer = r->path;
    int64_t n;

    if (b->count != NULL && wire_json_is_text(b->count) && wire_str_to_int(b->count->s, INT64_MAX / 16, &n))
        ninjs_took(r, wire_put_number(r->a, wire_add_record(r->a, WIRE_F_BODIES, b->count->at), WIRE_K_WORD_COUNT, n, b->count->at),
                   b->count);
    if (b->count == r->item->word_count && wire_first(r->a, WIRE_F_BODIES) != NULL)
        r->item->word_count = NULL;
    r->path = &here;
    for (const struct wire_json_value *m = b->entry != NULL && b->entry != b->value ? b->entry->first : NULL; m != NULL; m = m->next) {
        here.name = m->name;
        if (m == b->type || (m == b->role && b->form != UNNAMED) || (m == b->role && wire_str_is(m->s, "main")))
            ninjs_skip(r, m, "says which form it is");
        else if (m != b->value && (m != b->count || wire_first(r->a, WIRE_F_BODIES) == NULL))
            ninjs_keep(r, m, "nobody here knows this name");
    }
    r->path = outer;
}

static void
settle(struct ninjs_reading *r, const struct body *b)
{
    static const char again[] = "says again what the body says";
    const struct wire_json_value *all = b->entry != NULL ? b->entry : b->value;
    struct place place;

    enter_body(r, b, &place);
    if (b->used) {
        ninjs_count(r, WIRE_BODIED, NULL, b->value->at);
        settle_used(r, b);
    } else if (says_again(r, b)) {
        ninjs_skip(r, all, again);
    } else if (b->odd && b->entry == NULL) {
        ninjs_keep_kind(r, all);
    } else {
        ninjs_keep(r, all, "another form of the body");
    }
    leave_body(r, &place);
}

void
ninjs_settle_bodies(struct ninjs_reading *r)
{
    struct ninjs_path here = { .outer = r->path };
    const struct ninjs_path *outer = r->path;
    struct body all[WIRE_MOST_NINJS_BODIES];
    unsigned count;

    if (r->item->plural[NINJS_BODIES] == NULL && r->item->named[NINJS_BODIES].first == NULL && r->item->word_count == NULL)
        return;
    count = gather(r, all);
    choose(r, all, count);
    for (unsigned i = 0; i < count; i++)
        settle(r, &all[i]);
    if (r->item->word_count == NULL)
        return;
    here.name = r->item->word_count->name;
    r->path = &here;
    ninjs_keep(r, r->item->word_count, "no body of which it could speak");
    r->path = outer;
}

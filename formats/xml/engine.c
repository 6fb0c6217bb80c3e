/* SAX2 events against a table: frames, records, text, and what is kept or skipped. */
#include "xml/engine.h"

#include <stdlib.h>
#include <strings.h>

#include "article/lang.h"
#include "article/limits.h"
#include "xml/secret.h"

/* The nearest `<` before cur, or cur; and how many lines end between. Backwards, sixteen bytes at once: tags are short. */
static const char *
tag_begin(const char *base, const char *cur, uint32_t *lines)
{
    const char *p = cur;

    while (p - base >= 16) {
        wire_sixteen c = wire_load(p -= 16);
        unsigned begins = wire_bits((wire_sixteen)(c == '<')), feeds = wire_bits((wire_sixteen)(c == '\n')), at;
        at = begins != 0 ? 31 - (unsigned)__builtin_clz(begins) : 0;
        for (feeds >>= at; feeds != 0; feeds &= feeds - 1)
            ++*lines;
        if (begins != 0)
            return p + at;
    }
    while (p > base) {
        if (*--p == '<')
            return p;
        *lines += *p == '\n';
    }
    *lines = 0;
    return cur;
}

/*
 * Where the tag in hand begins. libxml2 speaks up at the end of a start tag; no raw
 * `<` can stand inside one, so the nearest before the cursor is where it began.
 */
struct wire_at
wire_xml_tag_at(const void *parser)
{
    const xmlParserInput *in = ((const xmlParserCtxt *)parser)->input;
    const char *base, *cur, *lt, *line;
    struct wire_at at = { 0, 0, 0 };
    uint32_t lines = 0;

    if (in == NULL)
        return at;
    base = (const char *)in->base;
    cur = (const char *)in->cur;
    lt = tag_begin(base, cur, &lines);
    at.line = (uint32_t)in->line - lines;
    at.byte = in->consumed + (uint64_t)(lt - base);
    if (lines == 0) {
        at.col = (uint32_t)in->col > (uint32_t)(cur - lt) ? (uint32_t)in->col - (uint32_t)(cur - lt) : 1;
    } else {
        line = lt > base ? memrchr(base, '\n', (size_t)(lt - base)) : NULL;
        at.col = line != NULL ? (uint32_t)(lt - line) : (uint32_t)(lt - base) + 1;
    }
    return at;
}

uint64_t
wire_parsed(const struct wire_reading *r)
{
    const xmlParserInput *in = r->parser->input;

    return in != NULL ? in->consumed + (uint64_t)(in->cur - in->base) : 0;
}

static struct wire_frame *
push(struct wire_reading *r, const xmlChar *name, const struct wire_step *step, enum wire_mode mode)
{
    struct wire_frame *f, *outer;

    if (r->depth == r->frames_cap) {
        size_t cap = r->frames_cap != 0 ? r->frames_cap * 2 : 32;
        struct wire_frame *more = realloc(r->frames, cap * sizeof *more);
        if (more == NULL) {
            wire_xml_fail(&r->x, WIRE_E_NOMEM);
            return NULL;
        }
        r->frames = more;
        r->frames_cap = cap;
    }
    outer = wire_top(r);
    f = &r->frames[r->depth++];
    wire_clear(f, sizeof *f);
    f->name = name;
    f->step = step;
    f->row = step != NULL ? step->row : NULL;
    if (outer != NULL) {
        f->record = outer->record;
        f->lang = outer->lang;
        f->secret = outer->secret;
    }
    f->text_from = r->text.n;
    f->keep_from = r->keep.n;
    f->at = wire_xml_tag_at(r->parser);
    f->mode = (uint8_t)mode;
    return f;
}

static struct wire_str
attr_value(const xmlChar **a)
{
    return (struct wire_str){ (const char *)a[3], (size_t)(a[4] - a[3]) };
}

static inline bool
is_xml_lang(const xmlChar **a)
{
    return a[1] != NULL && wire_name_is(a[1], "xml") && wire_name_is(a[0], "lang");
}

/* An attribute of a name stays with it, though the name itself is no record yet. */
static void
keep_with_name(struct wire_reading *r, struct wire_frame *f, struct wire_str name, struct wire_str value)
{
    if (f->said == NULL && (f->said = WIRE_NEW(r->x.story->arena, struct wire_value)) != NULL)
        f->said->kind = WIRE_V_RECORD;
    wire_put_other(r->x.story, f->said, name, value, f->at);
}

/* An attribute no row speaks of: a member of the record it stands on, else into extra. */
static void
keep_attr(struct wire_reading *r, struct wire_frame *f, const xmlChar **a)
{
    struct wire_article *story = r->x.story;
    struct wire_str name = wire_str_of((const char *)a[0]), value = wire_str_collapse(story->arena, attr_value(a)), path;

    if (value.n == 0)
        return;
    wire_count_row(r, WIRE_KEPT, NULL, f->at, a[0]);
    if (f->own_record && f->record != NULL) {
        wire_put_other(story, f->record, name, value, f->at);
        return;
    }
    if (f->row != NULL && f->row->act == WIRE_TAKE && f->row->key == WIRE_K_NAME) {
        keep_with_name(r, f, name, value);
        return;
    }
    path = wire_xml_path(&r->x);
    path = wire_arena_join(story->arena, path, path.n != 0 ? WIRE_STR("/@") : WIRE_STR("@"), name);
    wire_add_extra(story, name, path, value, f->at);
}

static void
attributes(struct wire_reading *r, struct wire_frame *f)
{
    uint64_t special = 0; /* those that change how the others are read, of the first 64 */

    for (int i = 0; i < r->attr_count; i++) {
        const xmlChar **a = r->attrs + i * 5;
        const struct wire_step *s = wire_step_attr(r->w, r->any_attrs, a[0]);
        if (is_xml_lang(a)) {
            if (!wire_str_eq(attr_value(a), f->lang)) /* most say again what is in force */
                f->lang = wire_lang_normal(r->x.story->arena, attr_value(a));
        } else if (s != NULL) {
            s->row->take(&r->x, s->row, attr_value(a), f->at);
            if (r->x.declined) { /* it is like any other */
                r->x.declined = false;
                continue;
            }
        } else {
            continue;
        }
        special |= i < 64 ? (uint64_t)1 << i : 0;
    }
    for (int i = 0; i < r->attr_count; i++) {
        const xmlChar **a = r->attrs + i * 5;
        const struct wire_step *s = wire_step_attr(r->w, f->step, a[0]);
        if (s != NULL && s->row->act == WIRE_TAKE) {
            wire_count_row(r, WIRE_TOOK, NULL, f->at, a[0]);
            s->row->take(&r->x, s->row, attr_value(a), f->at);
        } else if (s != NULL) {
            wire_count_row(r, WIRE_SKIPPED, s->row->why, f->at, a[0]);
        } else if (i < 64 ? (special >> i & 1) == 0 : !is_xml_lang(a) && wire_step_attr(r->w, r->any_attrs, a[0]) == NULL) {
            if (a[1] == NULL || !wire_name_is(a[1], "xsi"))
                keep_attr(r, f, a);
        }
    }
}

static void
open_record(struct wire_reading *r, struct wire_frame *f)
{
    struct wire_article *story = r->x.story;
    const struct wire_row *row = f->row;

    f->own_record = true;
    f->before = row->key != 0 ? NULL : story->fields[row->field].last;
    if (row->key != 0 && f->record != NULL)
        f->record = wire_put_record(story, f->record, (enum wire_key)row->key, f->at);
    else
        f->record = wire_add_record(story, (enum wire_field)row->field, f->at);
    if (f->record != NULL && row->key == WIRE_K_OTHER) {
        f->record->name = wire_str_of(row->why); /* the key's name; static */
        f->record->flags |= WIRE_V_LIST;
    }
}

/* A row's element begins. */
static void
open_row(struct wire_reading *r, const xmlChar *name, const struct wire_step *step)
{
    static const uint8_t modes[] = { [WIRE_PASS] = WIRE_M_TABLE, [WIRE_FIRST] = WIRE_M_TABLE, [WIRE_TAKE] = WIRE_M_TEXT, [WIRE_RECORD] = WIRE_M_TABLE,
                                     [WIRE_PART] = WIRE_M_TABLE, [WIRE_ITEM] = WIRE_M_TABLE, [WIRE_KEEP] = WIRE_M_KEEP,
                                     [WIRE_SKIP] = WIRE_M_SKIP,  [WIRE_BODY] = WIRE_M_DEFER };
    enum wire_row_act act = step->row != NULL ? step->row->act : WIRE_PASS;
    struct wire_frame *f = push(r, name, step, (enum wire_mode)modes[act]);

    if (f == NULL)
        return;
    if (step->row != NULL && step->row->sub != NULL && !wire_step_open(r->w, step)) {
        wire_xml_fail(&r->x, WIRE_E_NOMEM);
        return;
    }
    switch (act) {
    case WIRE_ITEM:
        wire_item_begin(r, f);
        if (r->err != WIRE_OK)
            return;
        break;
    case WIRE_RECORD:
        open_record(r, f);
        if (f->row->text != 0)
            f->mode = WIRE_M_TEXT;
        break;
    case WIRE_PART:
        f->outer = r->x.story;
        f->record = NULL;
        r->x.story = wire_article_associate(f->outer, f->at);
        if (r->x.story == NULL) {
            r->x.story = f->outer;
            f->outer = NULL;
        }
        break;
    case WIRE_SKIP:
        wire_count_row(r, WIRE_SKIPPED, step->row->why, f->at, NULL);
        return;
    case WIRE_PASS:
    case WIRE_FIRST:
    case WIRE_TAKE:
    case WIRE_KEEP:
    case WIRE_BODY:
        break;
    }
    if (step->row != NULL && step->row->begin != NULL)
        step->row->begin(&r->x, step->row, WIRE_NONE, f->at);
    if (act != WIRE_KEEP)
        attributes(r, f);
    if (act == WIRE_ITEM)
        r->x.item_lang = f->lang;
    wire_count_row(r, act == WIRE_KEEP ? WIRE_KEPT : act == WIRE_BODY ? WIRE_BODIED : WIRE_TOOK, NULL, f->at, NULL);
}

static void
to_body(struct wire_reading *r, struct wire_frame *f, const xmlChar *name)
{
    enum { MOST = 64 };
    struct wire_xml_attr few[MOST], *all = few;
    int n = r->attr_count;

    few[0].name = NULL; /* the rest is not worth its zeros */
    f->below++;
    if (f->head == 0 && f->below == 2 && wire_name_is(name, "head"))
        f->head = 1;
    if (f->head != 0) {
        if (f->below == 3 && f->head == 1 && wire_name_is(name, "title")) {
            f->head = 2;
            f->text_from = r->text.n;
        }
        return;
    }
    r->body_at = wire_xml_tag_at(r->parser);
    if ((r->media_count != 0 || (name[0] == 'm' && strncmp((const char *)name, "media", 5) == 0)) &&
        !wire_media_start(r, name, f->below, r->body_at))
        return;
    if (n > MOST && (all = malloc((size_t)n * sizeof *all)) == NULL) {
        wire_xml_fail(&r->x, WIRE_E_NOMEM);
        return;
    }
    for (int i = 0; i < n; i++)
        all[i] = (struct wire_xml_attr){ .name = (const char *)r->attrs[i * 5],
                                         .prefix = (const char *)r->attrs[i * 5 + 1],
                                         .value = attr_value(r->attrs + i * 5) };
    wire_body_start(r->x.body, (const char *)name, all, (size_t)n, r->body_at);
    if (all != few)
        free(all);
    if (r->media_count != 0)
        wire_media_begun(r, f->below);
}

/* What stood before the first child of a deferred element goes where the child goes. */
static void
decided(struct wire_reading *r, struct wire_frame *f, const xmlChar *child)
{
    const struct wire_table *table = NULL;
    struct wire_str before = { r->text.p + f->text_from, r->text.n - f->text_from };
    size_t depth = r->depth;

    switch (f->decide != NULL ? f->decide(&r->x, (const char *)child, &table) : WIRE_IN_KEPT) {
    case WIRE_IN_BODY:
        f = &r->frames[depth - 1];
        f->mode = WIRE_M_BODY;
        r->body_at = f->at;
        if (wire_str_trim(before).n != 0)
            wire_body_text(r->x.body, before.p, before.n, f->at);
        break;
    case WIRE_IN_TABLE: /* a document within the story, read into an article of its own first */
        f->mode = WIRE_M_TABLE;
        f->step = wire_compiled_for(r->w, table);
        f->outer = r->x.story;
        f->record = NULL;
        r->x.story = wire_inner_new(f->outer);
        if (f->step == NULL || r->x.story == NULL) {
            r->x.story = f->outer;
            wire_xml_fail(&r->x, WIRE_E_NOMEM);
        }
        return; /* its text so far stays its own text */
    case WIRE_IN_KEPT:
    case WIRE_IN_TEXT:
        f->mode = WIRE_M_KEEP;
        f->markup = true;
        f->keep_from = r->keep.n;
        if (wire_str_trim(before).n != 0)
            wire_keep_text(r, before.p, before.n);
        return;
    }
    r->text.n = f->text_from;
}

/* Whether an element of that name parts words, which is remembered by the name's place in the dictionary. */
static bool
parts_words(struct wire_reading *r, const xmlChar *name)
{
    struct wire_parting *p = &r->w->partings[((uint64_t)(uintptr_t)name * 0x9E3779B97F4A7C15u) >> 58];

    if (p->name != name)
        *p = (struct wire_parting){ name, wire_element_parts((const char *)name) };
    return p->parts;
}

static bool
stands_apart(struct wire_reading *r, const struct wire_frame *f, const xmlChar *name)
{
    if (f->row != NULL && f->row->act == WIRE_TAKE && f->row->text == 1)
        return true;
    return parts_words(r, name);
}

/* Inside something that is read as one piece, a part that is not for publication makes all of it so. */
static void
notice_secret(struct wire_reading *r, struct wire_frame *f)
{
    for (int i = 0; i < r->attr_count; i++) {
        const xmlChar **a = r->attrs + i * 5;
        bool constraint = a[0][0] == 'p' && strncmp((const char *)a[0], "pubconstraint", 13) == 0;
        if ((constraint && wire_secret_code(attr_value(a))) || (wire_name_is(a[0], "class") && wire_secret_class(attr_value(a))))
            f->secret = true;
    }
}

/* What the table of a record says of elements it has no row for; NULL: nothing. */
static const char *
rest_of(const struct wire_frame *f)
{
    return f != NULL && f->own_record && f->row->sub != NULL ? f->row->sub->rest : NULL;
}

/* Attributes of an element within a text: what it is a code of is said in extra, how it looks is not. */
static void
keep_codes(struct wire_reading *r, const xmlChar *name)
{
    static const char *const looks[] = { "id", "class", "style", "align", "dir", "target", "border", "cellpadding", "cellspacing", "char",
                                         "charoff", "cols", "colspan", "frame", "height", "noflow", "nowrap", "rowspan", "rules",
                                         "shape", "span", "valign", "width" };
    struct wire_arena *arena = r->x.story->arena;
    struct wire_str path = WIRE_NONE;

    for (int i = 0; i < r->attr_count; i++) {
        const xmlChar **a = r->attrs + i * 5;
        struct wire_value *v;
        bool look = a[1] != NULL && (wire_name_is(a[1], "xml") || wire_name_is(a[1], "xsi"));
        for (size_t l = 0; l < WIRE_COUNT(looks) && !look; l++)
            look = wire_name_is(a[0], looks[l]);
        if (look || attr_value(a).n == 0)
            continue;
        if (path.n == 0)
            path = wire_arena_join(arena, wire_xml_path(&r->x), WIRE_STR("/"), wire_str_of((const char *)name));
        v = wire_add_extra(r->x.story, wire_str_of((const char *)a[0]),
                           wire_arena_join(arena, path, WIRE_STR("/@"), wire_str_of((const char *)a[0])),
                           wire_str_collapse(arena, attr_value(a)), wire_xml_tag_at(r->parser));
        if (v != NULL && wire_xml_is_secret(&r->x))
            v->flags |= WIRE_V_SECRET;
        wire_count_row(r, WIRE_KEPT, NULL, wire_xml_tag_at(r->parser), a[0]);
    }
}

/* A child of an element whose text is wanted: it adds its own, parted where it parts words. True: its XML is wanted too. */
static bool
text_child(struct wire_reading *r, struct wire_frame *f, const xmlChar *name)
{
    bool kept = rest_of(f) != NULL || /* of a record, or of a field beside which it goes to extra */
                (f->row != NULL && f->row->act == WIRE_TAKE && f->row->text == 2);

    f->below++;
    if (kept && !f->markup) {
        f->markup = true;
        f->keep_from = r->keep.n;
        wire_keep_text(r, r->text.p + f->text_from, r->text.n - f->text_from);
    }
    if (stands_apart(r, f, name))
        wire_buf_putc(&r->text, ' ');
    notice_secret(r, f);
    if (!kept)
        keep_codes(r, name);
    return kept;
}

/* The name by which rows know an element, in the parser's dictionary. */
static const xmlChar *
name_in_rows(struct wire_reading *r, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    const char *known;
    const xmlChar *qualified;

    if (r->x.format->prefix == NULL || (prefix == NULL && uri == NULL) ||
        (known = r->x.format->prefix(&r->x, (const char *)prefix, (const char *)uri, r->depth == 1)) == NULL)
        return name;
    qualified = xmlDictQLookup(r->parser->dict, (const xmlChar *)known, name);
    return qualified != NULL ? qualified : name;
}

/* Of the elements with that row, whether this is the first of the story. */
static bool
is_first(struct wire_reading *r, const struct wire_row *row)
{
    for (unsigned i = 0; i < r->first_count; i++) {
        if (r->firsts[i] == row)
            return false;
    }
    if (r->first_count < WIRE_FIRSTS_MOST)
        r->firsts[r->first_count++] = row;
    return true;
}

void
wire_on_start(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaces,
              const xmlChar **ns, int attr_count, int defaulted, const xmlChar **attrs)
{
    struct wire_reading *r = ctx;
    struct wire_frame *f = wire_top(r);
    const struct wire_step *step;

    (void)defaulted;
    r->events++;
    if (r->err != WIRE_OK)
        return;
    if (++r->open_elements > r->max->depth) {
        wire_xml_report(&r->x, &wire_xml_limit, wire_xml_tag_at(r->parser), "more than %u elements open in each other", r->max->depth);
        r->reported = true;
        wire_xml_fail(&r->x, WIRE_E_LIMIT);
        return;
    }
    r->attrs = attrs;
    r->attr_count = attr_count;
    if (f != NULL && f->mode == WIRE_M_DEFER) {
        decided(r, f, name);
        f = wire_top(r);
    }
    switch (f->mode) {
    case WIRE_M_SKIP:
        f->below++;
        break;
    case WIRE_M_BODY:
        to_body(r, f, name);
        break;
    case WIRE_M_KEEP:
        f->below++;
        f->markup = true;
        notice_secret(r, f);
        wire_keep_start(r, name, prefix, uri, namespaces, ns, attr_count, attrs, f->below == 1 && f->row != NULL && f->row->act == WIRE_BODY);
        break;
    default:
        step = f->own_record && f->members++ >= WIRE_MOST_MEMBERS ? NULL : wire_step_kid(r->w, f->step, name_in_rows(r, name, prefix, uri));
        if (step != NULL && step->row != NULL && step->row->act == WIRE_FIRST && !is_first(r, step->row))
            step = NULL;
        if (step != NULL && (step->row == NULL || step->row->act != WIRE_KEEP)) {
            if (f->mode == WIRE_M_TEXT && stands_apart(r, f, name))
                wire_buf_putc(&r->text, ' ');
            open_row(r, name, step);
        } else if (f->mode == WIRE_M_TEXT) {
            if (text_child(r, f, name))
                wire_keep_start(r, name, prefix, uri, namespaces, ns, attr_count, attrs, f->below == 1);
        } else if (r->depth == 1) { /* a root that is not ours */
            push(r, name, NULL, WIRE_M_SKIP);
        } else if ((f = push(r, name, step, WIRE_M_KEEP)) != NULL) {
            f->markup = attr_count != 0;
            notice_secret(r, f);
            wire_keep_start(r, name, prefix, uri, namespaces, ns, attr_count, attrs, true);
            wire_count_row(r, WIRE_KEPT, NULL, f->at, NULL);
        }
        break;
    }
    if (r->x.story->arena->err == WIRE_E_NOMEM)
        wire_xml_fail(&r->x, WIRE_E_NOMEM);
}

/* A declared encoding of one byte a character, and text that reads like UTF-8 taken apart by it: that is said, not mended. */
static void
doubt_encoding(struct wire_reading *r, struct wire_frame *f, const char *p, size_t n)
{
    const char *name = wire_declared_encoding(r);

    if (name == NULL || strncasecmp(name, "utf", 3) == 0) {
        r->doubted = true;
        return;
    }
    if (memchr(p, 0xC3, n) == NULL || /* most texts are done here, at once */
        (memmem(p, n, "\xC3\x83\xC2", 3) == NULL && memmem(p, n, "\xC3\xA2\xE2\x82\xAC", 5) == NULL))
        return;
    r->doubted = true;
    wire_xml_report(&r->x, &wire_xml_encoding_doubtful, f->at, "declared as %s", name);
}

void
wire_on_text(void *ctx, const xmlChar *text, int length)
{
    struct wire_reading *r = ctx;
    struct wire_frame *f = wire_top(r);
    const char *p = (const char *)text;
    size_t n = (size_t)length, weight;

    r->events++;
    if (r->err != WIRE_OK || f == NULL)
        return;
    if (f->mode == WIRE_M_TABLE && wire_is_blank(p, n)) /* the indentation of most feeds */
        return;
    weight = wire_weight(p, n);
    r->read_weight += weight;
    if (!r->doubted && weight != 0)
        doubt_encoding(r, f, p, n);
    switch (f->mode) {
    case WIRE_M_SKIP:
        r->x.skipped += weight;
        break;
    case WIRE_M_BODY:
        if (r->media_count != 0 && !wire_media_text(r, p, n))
            r->x.skipped += weight;
        else if (f->head == 0)
            wire_body_text(r->x.body, p, n, r->body_at);
        else if (f->head == 2)
            wire_buf_put(&r->text, p, n);
        else
            r->x.skipped += weight;
        break;
    case WIRE_M_KEEP:
        wire_keep_text(r, p, n);
        wire_buf_put(&r->text, p, n);
        break;
    default:
        wire_buf_put(&r->text, p, n);
        if (f->mode == WIRE_M_TEXT && f->markup)
            wire_keep_text(r, p, n);
        break;
    }
    if (r->text.err != WIRE_OK || r->keep.err != WIRE_OK)
        wire_xml_fail(&r->x, WIRE_E_NOMEM);
}

/* <title> of an XHTML head: the story's title, where the envelope gave none. */
static void
head_title(struct wire_reading *r, struct wire_frame *f)
{
    struct wire_article *story = r->x.story;
    struct wire_str raw = { r->text.p + f->text_from, r->text.n - f->text_from };
    struct wire_value *v = NULL;

    if (wire_first(story, WIRE_F_TITLE) == NULL)
        v = wire_add_text(story, WIRE_F_TITLE, wire_str_collapse(story->arena, raw), f->at);
    if (v != NULL)
        v->flags |= WIRE_V_PRINTED;
    else
        r->x.skipped += wire_weight(raw.p, raw.n);
    r->text.n = f->text_from;
    f->head = 1;
}

/* An element without a frame ends inside f. */
static void
end_below(struct wire_reading *r, struct wire_frame *f, const xmlChar *name, const xmlChar *prefix)
{
    switch (f->mode) {
    case WIRE_M_KEEP:
        wire_keep_end(r, name, prefix);
        break;
    case WIRE_M_TEXT:
        if (stands_apart(r, f, name))
            wire_buf_putc(&r->text, ' ');
        if (f->markup)
            wire_keep_end(r, name, prefix);
        break;
    case WIRE_M_BODY:
        if (r->media_count != 0 && !wire_media_end(r, f->below))
            break;
        if (f->head == 0)
            wire_body_end(r->x.body, (const char *)name);
        else if (f->head == 2 && f->below == 3)
            head_title(r, f);
        else if (f->below == 2)
            f->head = 0;
        break;
    default:
        break;
    }
    f->below--;
}

static void
end_kept(struct wire_reading *r, struct wire_frame *f, const xmlChar *name, const xmlChar *prefix)
{
    struct wire_article *story = r->x.story;
    struct wire_str plain = { r->text.p + f->text_from, r->text.n - f->text_from }, value;
    const char *rest = r->depth >= 2 && !f->secret ? rest_of(&r->frames[r->depth - 2]) : NULL;
    struct wire_value *v;

    if (f->row == NULL || f->row->act != WIRE_BODY)
        wire_keep_end(r, name, prefix);
    if (rest != NULL && f->record != NULL) {
        value = (struct wire_str){ r->keep.p + f->keep_from, r->keep.n - f->keep_from };
        v = wire_put_other(story, f->record, wire_str_of(rest), value, f->at);
        if (v != NULL)
            v->flags |= WIRE_V_LIST;
        r->x.kept_weight += wire_weight(plain.p, plain.n);
        r->keep.n = f->keep_from;
        return;
    }
    value = f->markup ? (struct wire_str){ r->keep.p + f->keep_from, r->keep.n - f->keep_from }
                      : wire_str_collapse(story->arena, plain); /* nothing but text: the text is enough */
    if (f->secret)
        v = wire_add_non_public(story, wire_xml_path(&r->x), WIRE_NONE, value, f->at);
    else
        v = wire_add_extra(story, wire_str_of((const char *)name), wire_xml_path(&r->x), value, f->at);
    if (v != NULL && !f->markup)
        v->flags |= WIRE_V_PRINTED;
    else
        r->x.kept_weight += wire_weight(plain.p, plain.n);
    r->keep.n = f->keep_from;
}

/* The text a frame gathered goes where its row says. */
static void
end_text(struct wire_reading *r, struct wire_frame *f)
{
    struct wire_article *story = r->x.story;
    struct wire_str raw = { r->text.p + f->text_from, r->text.n - f->text_from };
    enum wire_row_act act = f->row != NULL ? f->row->act : WIRE_PASS;
    struct wire_value *v;

    if (act == WIRE_TAKE || (act == WIRE_BODY && f->mode == WIRE_M_DEFER)) {
        f->row->take(&r->x, f->row, raw, f->at);
    } else if (wire_str_trim(raw).n != 0 && !f->stays) {
        struct wire_str s = act == WIRE_RECORD && f->row->text < 0 ? raw : wire_str_collapse(story->arena, raw);
        if (act == WIRE_RECORD && f->row->text != 0)
            v = wire_put_text(story, f->record, (enum wire_key)abs(f->row->text), s, f->at);
        else
            v = wire_add_extra(story, wire_str_of((const char *)f->name), wire_xml_path(&r->x), s, f->at);
        if (v != NULL)
            v->flags |= WIRE_V_PRINTED;
    }
    if (f->markup && act == WIRE_TAKE) { /* the words are a field; what stands around them is kept */
        if (!f->secret)
            wire_add_extra(story, WIRE_STR(WIRE_MARKUP), wire_xml_path(&r->x),
                           (struct wire_str){ r->keep.p + f->keep_from, r->keep.n - f->keep_from }, f->at);
        r->keep.n = f->keep_from;
    } else if (f->markup) {
        struct wire_str inside = { r->keep.p + f->keep_from, r->keep.n - f->keep_from };
        wire_put_other(story, f->record, WIRE_STR(WIRE_MARKUP), wire_str_trim(inside), f->at); /* as secret as its record */
        r->keep.n = f->keep_from;
    }
    if (f->secret && act != WIRE_BODY && f->row != NULL && f->row->field != WIRE_F_ED_NOTES && wire_str_trim(raw).n != 0)
        wire_add_non_public(story, wire_xml_path(&r->x), WIRE_NONE, wire_str_collapse(story->arena, raw), f->at);
    if (f->stays)
        wire_buf_putc(&r->text, ' ');
    else
        r->text.n = f->text_from;
}

/* An empty record goes: it is the last of its list, unless its end has moved things. */
static void
drop_last(struct wire_list *list, struct wire_value *record, struct wire_value *before)
{
    if (list->last != record || (before != NULL ? before->next : list->first) != record) {
        wire_drop(list, record);
        return;
    }
    if (before != NULL)
        before->next = NULL;
    else
        list->first = NULL;
    list->last = before;
}

static void
end_record(struct wire_reading *r, struct wire_frame *f)
{
    struct wire_frame *outer = r->depth >= 2 ? &r->frames[r->depth - 2] : NULL;

    if (f->record == NULL)
        return;
    if (f->row->take != NULL)
        f->row->take(&r->x, f->row, WIRE_NONE, f->at);
    if (f->secret)
        f->record->flags |= WIRE_V_SECRET;
    f->record->lang = f->lang;
    if (f->record->first != NULL || (rest_of(f) != NULL && f->row->key != 0))
        return;
    if (f->row->key != 0 && outer != NULL && outer->record != NULL)
        wire_drop_member(outer->record, f->record);
    else
        drop_last(&r->x.story->fields[f->row->field], f->record, f->before);
}

void
wire_on_end(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    struct wire_reading *r = ctx;
    struct wire_frame *f = wire_top(r);
    const struct wire_table *none = NULL;
    size_t skipped = 0;

    (void)uri;
    r->events++;
    if (r->err != WIRE_OK || f == NULL)
        return;
    r->open_elements--;
    if (f->below != 0) {
        end_below(r, f, name, prefix);
        return;
    }
    if (f->mode == WIRE_M_DEFER && f->decide != NULL)
        f->decide(&r->x, NULL, &none);
    switch (f->mode) {
    case WIRE_M_KEEP:
        end_kept(r, f, name, prefix);
        r->text.n = f->text_from;
        break;
    case WIRE_M_BODY:
        if (wire_body_finish(r->x.body, &skipped) == WIRE_E_NOMEM)
            wire_xml_fail(&r->x, WIRE_E_NOMEM);
        r->x.skipped += skipped;
        break;
    case WIRE_M_SKIP:
        break;
    default:
        end_text(r, f);
        break;
    }
    if (f->own_record)
        end_record(r, f);
    if (f->row != NULL && f->row->act == WIRE_ITEM) {
        wire_item_end(r, f);
    } else if (f->outer != NULL) {
        if (f->row->act == WIRE_BODY) /* an inner document */
            wire_inner_merge(f->outer, r->x.story, r->x.item_lang, &r->x.skipped);
        else if (f->row->take != NULL)
            f->row->take(&r->x, f->row, WIRE_NONE, f->at);
        r->x.story = f->outer;
    }
    r->depth--;
    if (r->x.story->arena->err == WIRE_E_NOMEM)
        wire_xml_fail(&r->x, WIRE_E_NOMEM);
}

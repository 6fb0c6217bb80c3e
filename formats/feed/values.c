/* The values of an entry: text that may be markup, people, categories, links, files, status. */
#include "feed/room.h"
#include "feed/write.h"

#include "article/str.h"
#include "article/supply.h"

static struct wire_value *
printed(struct wire_value *v)
{
    if (v != NULL)
        v->flags |= WIRE_V_PRINTED;
    return v;
}

/* --- text that may be markup --- */

/* WordPress keeps what its editor saw: a blank line begins a paragraph, unless the text has paragraphs of its own. */
static struct wire_str
with_paragraphs(struct wire_xml *x, struct wire_str s)
{
    struct wire_buf out = WIRE_BUF_INIT;
    size_t i = 0;

    if (wire_str_find_nocase(s, "<p>") < s.n || wire_str_find_nocase(s, "<p ") < s.n || wire_str_find_nocase(s, "<pre") < s.n)
        return s;
    wire_buf_puts(&out, "<p>");
    while (i < s.n) {
        const char *feed = memchr(s.p + i, '\n', s.n - i);
        size_t to = feed != NULL ? (size_t)(feed - s.p) + 1 : s.n, next = to;
        wire_buf_put(&out, s.p + i, to - i);
        while (next < s.n && wire_is_space(s.p[next]))
            next++;
        if (next > to && memchr(s.p + to, '\n', next - to) != NULL) {
            wire_buf_puts(&out, "<p>");
            to = next;
        }
        i = to;
    }
    if (out.err != WIRE_OK)
        wire_xml_fail(x, WIRE_E_NOMEM);
    else
        s = wire_arena_str(x->story->arena, wire_buf_slice(&out));
    wire_buf_free(&out);
    return s;
}

void
wire_feed_to_body(struct wire_xml *x, struct wire_article *a, const struct feed_copy *copy)
{
    size_t skipped = 0;
    struct wire_str s = copy->s;

    wire_body_begin(x->body, a, "content");
    if (!copy->plain && (wire_text_is_markup(s) || memchr(s.p, '&', s.n) != NULL)) {
        if (((struct feed_state *)x->state)->wordpress)
            s = with_paragraphs(x, s);
        if (wire_body_html(x->body, s, copy->at) == WIRE_E_NOMEM)
            wire_xml_fail(x, WIRE_E_NOMEM);
    } else {
        wire_body_plain(x->body, copy->s, copy->at);
    }
    if (wire_body_finish(x->body, &skipped) == WIRE_E_NOMEM)
        wire_xml_fail(x, WIRE_E_NOMEM);
    x->skipped += skipped - (wire_weight(s.p, s.n) - wire_weight(copy->s.p, copy->s.n)); /* tags that were put in are none of the source */
}

/* On one line, its markup taken away (feeds escape HTML in titles and summaries). */
static struct wire_str
line_of(struct wire_xml *x, struct wire_str s, struct wire_at at)
{
    struct feed_copy copy = { s, at, false };
    struct wire_article *inner;
    struct wire_str line;

    if (!wire_text_is_markup(s))
        return wire_str_collapse(x->story->arena, s);
    if ((inner = WIRE_NEW(x->story->arena, struct wire_article)) == NULL)
        return WIRE_NONE;
    inner->arena = x->story->arena;
    inner->parent = x->story;
    wire_feed_to_body(x, inner, &copy);
    line = inner->body != NULL ? wire_str_collapse(x->story->arena, wire_node_line(x->story->arena, inner->body)) : WIRE_NONE;
    x->kept_weight += inner->body != NULL ? wire_node_weight(inner->body, WIRE_EDITORS) - wire_weight(line.p, line.n) : 0;
    return line;
}

static struct feed_copy
hold(struct wire_xml *x, struct wire_str s, struct wire_at at)
{
    return (struct feed_copy){ wire_arena_str(x->story->arena, wire_str_trim(s)), at, false };
}

/* {role, value} of a field, the value a line. */
void
wire_feed_entry(struct wire_xml *x, enum wire_field f, const char *role, struct wire_str s, struct wire_at at)
{
    struct wire_value *record;

    s = line_of(x, s, at);
    if (s.n == 0 || (record = wire_add_record(x->story, f, at)) == NULL)
        return;
    if (role != NULL)
        wire_put_text(x->story, record, WIRE_K_ROLE, wire_str_of(role), at);
    wire_put_text(x->story, record, WIRE_K_VALUE, s, at);
    printed(record);
}

void
wire_feed_take_title(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    bool main = wire_first(x->story, WIRE_F_HEADLINES) == NULL && row->key != WIRE_K_ROLE;

    if (wire_str_is(wire_str_trim(s), "-")) /* how our own writers say that there is none */
        return;
    wire_feed_entry(x, WIRE_F_HEADLINES, main ? "main" : "sub", s, at);
}

/* Caption of a file. */
void
wire_feed_take_name(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row;
    wire_feed_entry(x, WIRE_F_DESCRIPTIONS, "caption", s, at);
}

/* A second one (dc:description) is kept, here and below. */
void
wire_feed_take_description(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct feed_state *state = x->state;

    (void)row;
    if (state->item.description.s.n == 0)
        state->item.description = hold(x, s, at);
    else
        wire_xml_keep(x, wire_str_trim(s), at);
}

void
wire_feed_take_excerpt(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct feed_state *state = x->state;

    (void)row;
    if (state->item.excerpt.s.n == 0)
        state->item.excerpt = hold(x, s, at);
    else
        wire_xml_keep(x, wire_str_trim(s), at);
}

void
wire_feed_take_content(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct feed_state *state = x->state;

    (void)row;
    if (state->item.content.s.n == 0 && !state->item.in_body)
        state->item.content = hold(x, s, at);
    else
        wire_xml_keep(x, wire_str_trim(s), at);
}

/* RFC 4287, 4.1.3: XHTML in one div, HTML or text escaped, or a file elsewhere. */
static enum wire_xml_inside
decide(struct wire_xml *x, const char *child, const struct wire_table **table)
{
    struct feed_state *state = x->state;

    (void)table;
    if (child == NULL)
        return WIRE_IN_TEXT;
    if (state->item.in_body || state->item.content.s.n != 0 || !wire_element_parts(child))
        return WIRE_IN_KEPT;
    state->item.in_body = true;
    wire_body_begin(x->body, x->story, "content");
    return WIRE_IN_BODY;
}

void
wire_feed_begin_atom_content(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct feed_state *state = x->state;

    (void)row, (void)s, (void)at;
    s = wire_xml_attribute(x, "type");
    state->item.content.plain = s.n == 0 || wire_str_is(s, "text") || wire_str_is(s, "text/plain");
    wire_xml_defer(x, decide);
}

void
wire_feed_take_atom_content(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct feed_state *state = x->state;
    bool plain = state->item.content.plain;

    if (wire_str_trim(s).n == 0)
        return;
    wire_feed_take_content(x, row, s, at);
    state->item.content.plain = plain;
}

/* --- values --- */

/* What our own writers had to supply is nothing that the source says. */
static bool
is_supplied(struct wire_xml *x, const struct wire_row *row, struct wire_str s)
{
    s = wire_str_trim(s);
    if (!(row->field == WIRE_F_URI ? wire_is_supplied_uri(s) : wire_str_is(s, WIRE_SUPPLIED_TIME)))
        return false;
    if (row->attr == NULL)
        x->skipped += wire_weight(s.p, s.n);
    return true;
}

void
wire_feed_take_id(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    if (!is_supplied(x, row, s))
        wire_take_text(x, row, s, at);
}

void
wire_feed_take_updated(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    if (!is_supplied(x, row, s))
        wire_take_time(x, row, s, at);
}

/* Several are one byline. */
void
wire_feed_take_creator(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_value *v = wire_first(x->story, WIRE_F_BY);

    (void)row;
    s = line_of(x, s, at);
    if (wire_str_is(s, WIRE_SUPPLIED_LITERAL))
        x->skipped += wire_weight(s.p, s.n);
    else if (v == NULL)
        printed(wire_add_text(x->story, WIRE_F_BY, s, at));
    else if (s.n != 0)
        v->s = wire_arena_join(x->story->arena, v->s, WIRE_STR(", "), s);
}

/* RSS 2.0: an address, with the name in brackets where there is one. */
void
wire_feed_take_author(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    const char *open;

    s = wire_str_trim(s);
    open = s.n != 0 ? memchr(s.p, '(', s.n) : NULL;
    if (s.n == 0 || memchr(s.p, '@', s.n) == NULL) {
        wire_feed_take_creator(x, row, s, at);
        return;
    }
    if (open != NULL && s.p[s.n - 1] == ')') {
        wire_feed_take_creator(x, row, (struct wire_str){ open + 1, (size_t)(s.p + s.n - 1 - (open + 1)) }, at);
        s = wire_str_trim((struct wire_str){ s.p, (size_t)(open - s.p) });
    }
    wire_feed_take_contact(x, row, s, at);
}

/* Addresses and telephone numbers of people are for the desk; so is what readers sent, with theirs. */
void
wire_feed_take_contact(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row;
    printed(wire_add_non_public(x->story, wire_xml_path(x), WIRE_STR("contact"), wire_str_collapse(x->story->arena, s), at));
}

void
wire_feed_take_desk_note(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_value *note;

    (void)row;
    s = line_of(x, s, at);
    if (s.n == 0 || (note = printed(wire_add_record(x->story, WIRE_F_ED_NOTES, at))) == NULL)
        return;
    wire_put_text(x->story, note, WIRE_K_VALUE, s, at);
    wire_put_bool(x->story, note, WIRE_K_PUBLIC, false);
    note->flags |= WIRE_V_SECRET;
}

void
wire_feed_take_contributor(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_value *credit;

    (void)row;
    s = wire_str_collapse(x->story->arena, s);
    if (s.n == 0 || (credit = wire_add_record(x->story, WIRE_F_CREDITS, at)) == NULL)
        return;
    wire_put_text(x->story, credit, WIRE_K_ROLE, WIRE_STR("contributor"), at);
    printed(wire_put_text(x->story, credit, WIRE_K_NAME, s, at));
}

/* A list parted by commas. */
void
wire_feed_take_keywords(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row;
    while (s.n != 0) {
        const char *comma = memchr(s.p, ',', s.n);
        size_t n = comma != NULL ? (size_t)(comma - s.p) : s.n;
        struct wire_str word = wire_str_collapse(x->story->arena, wire_str_sub(s, 0, n));
        if (word.n != 0)
            printed(wire_add_text(x->story, WIRE_F_KEYWORDS, word, at));
        s = wire_str_sub(s, comma != NULL ? n + 1 : n, s.n);
    }
}

/* What stands in a record of the field: the name of a party, the number of a subject, an attribute of a file. */
void
wire_feed_take_code(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_value *record = NULL, *v;
    int64_t n;

    s = wire_str_collapse(x->story->arena, s);
    if (s.n == 0)
        return;
    if (row->field == WIRE_F_RENDITIONS)
        record = wire_first(x->story, WIRE_F_RENDITIONS);
    if (record == NULL && (record = wire_add_record(x->story, (enum wire_field)row->field, at)) == NULL)
        return;
    if (row->field == WIRE_F_SUBJECTS && s.n == 8 && wire_str_to_int(s, 99999999, &n))
        s = wire_arena_join(x->story->arena, WIRE_STR("subj:"), s, WIRE_NONE);
    if (row->key == WIRE_K_SIZE_IN_BYTES || row->key == WIRE_K_WIDTH || row->key == WIRE_K_HEIGHT) {
        if (wire_str_to_int(s, INT64_MAX / 16, &n))
            wire_put_number(x->story, record, (enum wire_key)row->key, n, at);
        else
            wire_xml_keep_of(x, row, s, at);
        return;
    }
    v = wire_put_text(x->story, record, row->field == WIRE_F_SUBJECTS ? WIRE_K_QCODE : row->key != 0 ? (enum wire_key)row->key : WIRE_K_NAME,
                      s, at);
    if (row->attr == NULL)
        printed(v);
    if (v != NULL && row->field == WIRE_F_SUBJECTS) {
        v->flags &= (uint8_t)~WIRE_V_PRINTED; /* with its scheme it weighs more than the source said */
        x->kept_weight += 8;
    }
}

/* --- categories, links, sources --- */

void
wire_feed_begin_category(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct feed_state *state = x->state;

    (void)row, (void)s, (void)at;
    state->item.domain = wire_arena_str(x->story->arena, wire_str_trim(wire_xml_attribute(x, "domain")));
    state->item.nicename = wire_arena_str(x->story->arena, wire_str_trim(wire_xml_attribute(x, "nicename")));
}

static struct wire_value *
subject(struct wire_xml *x, struct wire_str code, struct wire_str scheme, struct wire_str name, struct wire_at at)
{
    struct wire_value *record = wire_add_record(x->story, WIRE_F_SUBJECTS, at);

    wire_put_text(x->story, record, WIRE_K_LITERAL, code, at);
    wire_put_text(x->story, record, WIRE_K_SCHEME, scheme, at);
    return wire_put_text(x->story, record, WIRE_K_NAME, name, at);
}

/* How our own writers say the status. */
static bool
is_status(struct wire_xml *x, struct wire_str scheme, struct wire_str value, struct wire_at at)
{
    if (!wire_str_is(scheme, FEED_STATUS) || wire_first(x->story, WIRE_F_PUB_STATUS) != NULL)
        return false;
    wire_add_text(x->story, WIRE_F_PUB_STATUS, value, at);
    return true;
}

/* A category of a scheme is a subject; a word of the author's own (WordPress calls it a post_tag) is a keyword. */
void
wire_feed_take_category(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct feed_state *state = x->state;
    struct wire_str domain = state->item.domain, code = state->item.nicename;

    (void)row;
    s = line_of(x, s, at);
    if (s.n == 0)
        return;
    if (is_status(x, domain, s, at))
        printed(wire_first(x->story, WIRE_F_PUB_STATUS));
    else if (domain.n == 0 || wire_str_is(domain, "post_tag") || wire_str_is(domain, "tag"))
        printed(wire_add_text(x->story, WIRE_F_KEYWORDS, s, at));
    else
        printed(subject(x, code.n != 0 ? code : s, domain, s, at));
}

void
wire_feed_begin_atom_category(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_str term = wire_str_trim(wire_xml_attribute(x, "term")), scheme = wire_str_trim(wire_xml_attribute(x, "scheme")),
                    label = wire_str_trim(wire_xml_attribute(x, "label"));

    (void)row, (void)s;
    if (is_status(x, scheme, term, at))
        return;
    if (wire_str_is(scheme, FEED_SUBJECT))
        subject(x, wire_str_eq(term, label) ? WIRE_NONE : term, WIRE_NONE, label, at);
    else if (scheme.n != 0)
        subject(x, term, scheme, label.n != 0 ? label : term, at);
    else
        wire_add_text(x->story, WIRE_F_KEYWORDS, label.n != 0 ? label : term, at);
}

void
wire_feed_take_section(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row;
    s = wire_str_collapse(x->story->arena, s);
    if (s.n != 0)
        printed(subject(x, WIRE_NONE, WIRE_STR("section"), s, at));
}

static struct wire_value *
link_to(struct wire_xml *x, const char *rel, struct wire_str href, struct wire_at at)
{
    struct wire_value *record;

    href = wire_str_collapse(x->story->arena, href);
    if (href.n == 0 || (record = wire_add_record(x->story, WIRE_F_LINKS, at)) == NULL)
        return NULL;
    wire_put_text(x->story, record, WIRE_K_REL, wire_str_of(rel), at);
    wire_put_text(x->story, record, WIRE_K_URI, href, at);
    return wire_put_text(x->story, record, WIRE_K_HREF, href, at);
}

/* The address of the page with the story. */
void
wire_feed_take_link(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row;
    printed(link_to(x, "canonical", s, at));
}

void
wire_feed_take_comments(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row;
    printed(link_to(x, "comments", s, at));
}

/* A file of a story as an article of its own, of the type that its media type says. */
static void
set_type(struct wire_article *file)
{
    static const struct { const char *begins, *type; } types[] = {
        { "image/", "picture" }, { "video/", "video" }, { "audio/", "audio" },
    };
    struct wire_value *said = wire_first(file, WIRE_F_TYPE);
    struct wire_str media = wire_member(wire_first(file, WIRE_F_RENDITIONS), WIRE_K_CONTENT_TYPE);
    const char *type = NULL;

    if (said != NULL && wire_str_is(said->s, "image"))
        type = "picture";
    else if (said != NULL && (wire_str_is(said->s, "video") || wire_str_is(said->s, "audio")))
        return;
    for (size_t i = 0; i < WIRE_COUNT(types) && type == NULL; i++)
        type = wire_str_begins(media, types[i].begins) ? types[i].type : NULL;
    if (said != NULL)
        wire_drop(&file->fields[WIRE_F_TYPE], said);
    if (type != NULL)
        wire_add_text(file, WIRE_F_TYPE, wire_str_of(type), (struct wire_at){ 0, 0, 0 });
}

void
wire_feed_end_media(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    const char *step = row->path, *slash;

    (void)s;
    while ((slash = strpbrk(step, "/:")) != NULL)
        step = slash + 1;
    wire_xml_settle(x->story, x->item_lang);
    set_type(x->story);
    wire_add_text(x->story, WIRE_F_REL, strcmp(step, "content") == 0 ? WIRE_STR("media") : wire_str_of(step), at);
}

/* RFC 4287, 4.2.7: without rel it is the page with the story. */
void
wire_feed_begin_atom_link(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_str rel = wire_str_trim(wire_xml_attribute(x, "rel")), href = wire_xml_attribute(x, "href"),
                    type = wire_str_trim(wire_xml_attribute(x, "type"));
    struct wire_value *record;
    int64_t n;

    (void)row, (void)s;
    if (rel.n == 0 || wire_str_is(rel, "alternate"))
        rel = WIRE_STR("canonical");
    if (wire_str_is(rel, "enclosure")) {
        struct wire_article *story = x->story, *file = wire_article_associate(story, at);
        if (file == NULL)
            return;
        record = wire_add_record(file, WIRE_F_RENDITIONS, at);
        wire_put_text(file, record, WIRE_K_HREF, wire_str_collapse(file->arena, href), at);
        wire_put_text(file, record, WIRE_K_CONTENT_TYPE, type, at);
        if (wire_str_to_int(wire_str_trim(wire_xml_attribute(x, "length")), INT64_MAX / 16, &n))
            wire_put_number(file, record, WIRE_K_SIZE_IN_BYTES, n, at);
        wire_add_text(file, WIRE_F_TITLE, wire_str_collapse(file->arena, wire_xml_attribute(x, "title")), at);
        wire_add_text(file, WIRE_F_REL, WIRE_STR("enclosure"), at);
        set_type(file);
        return;
    }
    href = wire_str_collapse(x->story->arena, href);
    if (href.n == 0 || (record = wire_add_record(x->story, WIRE_F_LINKS, at)) == NULL)
        return;
    wire_put_text(x->story, record, WIRE_K_REL, rel, at);
    wire_put_text(x->story, record, WIRE_K_URI, href, at);
    wire_put_text(x->story, record, WIRE_K_HREF, href, at);
    wire_put_text(x->story, record, WIRE_K_CONTENT_TYPE, type, at);
    wire_put_text(x->story, record, WIRE_K_TITLE, wire_str_collapse(x->story->arena, wire_xml_attribute(x, "title")), at);
}

void
wire_feed_begin_source(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct feed_state *state = x->state;

    (void)row, (void)s, (void)at;
    state->item.name = wire_arena_str(x->story->arena, wire_str_trim(wire_xml_attribute(x, "url")));
}

void
wire_feed_take_source(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct feed_state *state = x->state;
    struct wire_value *record;

    (void)row;
    s = line_of(x, s, at);
    if ((s.n == 0 && state->item.name.n == 0) || (record = wire_add_record(x->story, WIRE_F_INFO_SOURCES, at)) == NULL)
        return;
    printed(wire_put_text(x->story, record, WIRE_K_NAME, s, at));
    wire_put_text(x->story, record, WIRE_K_URI, state->item.name, at);
    state->item.name = WIRE_NONE;
}

/* --- status --- */

static void
status(struct wire_xml *x, const char *value, struct wire_at at)
{
    if (wire_first(x->story, WIRE_F_PUB_STATUS) == NULL)
        wire_add_text(x->story, WIRE_F_PUB_STATUS, wire_str_of(value), at);
}

void
wire_feed_take_wp_status(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    static const struct { const char *said, *means; } words[] = {
        { "publish", "usable" }, { "draft", "withheld" }, { "pending", "withheld" }, { "private", "withheld" },
        { "future", "withheld" }, { "auto-draft", "withheld" }, { "trash", "canceled" },
    };

    (void)row;
    s = wire_str_trim(s);
    for (size_t i = 0; i < WIRE_COUNT(words); i++) {
        if (wire_str_is(s, words[i].said)) {
            status(x, words[i].means, at);
            x->kept_weight += wire_weight(s.p, s.n);
            return;
        }
    }
    wire_xml_keep(x, s, at);
}

/* A post that asks for a password is not for everybody; nor is the password. */
void
wire_feed_take_wp_password(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row;
    s = wire_str_trim(s);
    if (s.n == 0)
        return;
    status(x, "withheld", at);
    printed(wire_add_non_public(x->story, wire_xml_path(x), WIRE_STR("password"), s, at));
}

void
wire_feed_take_wp_file(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row;
    s = wire_str_collapse(x->story->arena, s);
    if (s.n != 0)
        printed(wire_put_text(x->story, wire_add_record(x->story, WIRE_F_RENDITIONS, at), WIRE_K_HREF, s, at));
}

void
wire_feed_take_wp_type(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct feed_state *state = x->state;

    (void)row;
    state->item.attachment = wire_str_is(wire_str_trim(s), "attachment");
    wire_xml_keep(x, wire_str_trim(s), at);
}

static bool
is_true(struct wire_xml *x, struct wire_str s)
{
    s = wire_str_trim(s);
    x->skipped += wire_weight(s.p, s.n); /* a switch, no word */
    return wire_str_is_nocase(s, "true") || wire_str_is_nocase(s, "yes") || wire_str_is(s, "1");
}

void
wire_feed_take_draft(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row;
    if (is_true(x, s))
        status(x, "withheld", at);
}

void
wire_feed_take_canceled(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row;
    if (is_true(x, s))
        status(x, "canceled", at);
}

void
wire_feed_take_correction(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row;
    if (is_true(x, s))
        wire_put_text(x->story, wire_add_record(x->story, WIRE_F_TAKE, at), WIRE_K_KIND, WIRE_STR("correction"), at);
}

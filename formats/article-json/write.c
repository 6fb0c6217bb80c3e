/* The article JSON: a walk over the table of fields (mapping.md, Article JSON). */
#include "article-json/article-json.h"

#include "article/fragment.h"
#include "json/scan.h"

struct json {
    struct wire_buf *out;
    bool compact;
    int depth;
    struct wire_buf text; /* a body before it is escaped */
    size_t body_given, body_written; /* what the bodies weigh, and what went out of them */
};

static void
line(struct json *j)
{
    if (j->compact)
        return;
    wire_buf_putc(j->out, '\n');
    for (int i = 0; i < j->depth; i++)
        wire_buf_put(j->out, "  ", 2);
}

static void
open(struct json *j, char bracket)
{
    wire_buf_putc(j->out, bracket);
    j->depth++;
}

static void
close(struct json *j, char bracket)
{
    j->depth--;
    line(j);
    wire_buf_putc(j->out, bracket);
}

/* A key and its colon, after a comma where something stands before it. */
static void
key(struct json *j, bool *first, struct wire_str name)
{
    if (!*first)
        wire_buf_putc(j->out, ',');
    *first = false;
    line(j);
    wire_buf_json(j->out, name);
    wire_buf_put(j->out, ": ", j->compact ? 1 : 2);
}

/* The same for a name of the tables: a copy of fixed size, of which the name's length counts. */
static inline void
known_key(struct json *j, bool *first, const struct wire_quoted *name)
{
    struct wire_buf *b = j->out;

    if (!*first)
        wire_buf_putc(b, ',');
    *first = false;
    line(j);
    if (b->cap - b->n < sizeof name->text && !wire_buf_room(b, sizeof name->text))
        return;
    memcpy(b->p + b->n, name->text, sizeof name->text);
    b->n += name->n;
    if (!j->compact)
        wire_buf_putc(b, ' ');
}

/* A member of a name of its own. Where a key has that name already it gets an @ before it, as the attribute it mostly was. */
static void
other_key(struct json *j, bool *first, struct wire_str name)
{
    char marked[32] = "@";

    if (wire_key_named(name) != WIRE_K_OTHER && name.n < sizeof marked - 1) {
        memcpy(marked + 1, name.p, name.n);
        name = (struct wire_str){ marked, name.n + 1 };
    }
    key(j, first, name);
}

static void article(struct json *, const struct wire_article *);
static void record(struct json *, const struct wire_value *);

static void
value(struct json *j, const struct wire_value *v)
{
    switch ((enum wire_kind)v->kind) {
    case WIRE_V_TEXT:
        wire_buf_json(j->out, v->s);
        break;
    case WIRE_V_NUMBER:
        wire_buf_str(j->out, v->s);
        break;
    case WIRE_V_TRUE:
        wire_buf_puts(j->out, "true");
        break;
    case WIRE_V_FALSE:
        wire_buf_puts(j->out, "false");
        break;
    case WIRE_V_RECORD:
        record(j, v);
        break;
    case WIRE_V_ARTICLE:
        article(j, v->article);
        break;
    }
}

/* The values from v on that belong to one array: all of a field, or those of one key; where the next ones begin. */
static const struct wire_value *
array(struct json *j, const struct wire_value *v, bool of_key)
{
    const struct wire_value *head = v;
    bool first = true;

    open(j, '[');
    for (; v != NULL && (!of_key || (v->key == head->key && wire_str_eq(v->name, head->name))); v = v->next) {
        if (!first)
            wire_buf_putc(j->out, ',');
        first = false;
        line(j);
        value(j, v);
    }
    close(j, ']');
    return v;
}

static void
members(struct json *j, bool *first, const struct wire_value *v)
{
    while (v != NULL) {
        bool list = wire_key_is_list(v->key) || (v->flags & WIRE_V_LIST) != 0;
        if (v->key == WIRE_K_OTHER)
            other_key(j, first, v->name);
        else
            known_key(j, first, &wire_keys_quoted[v->key]);
        if (list) {
            v = array(j, v, true);
        } else {
            value(j, v);
            v = v->next;
        }
    }
}

static void
record(struct json *j, const struct wire_value *v)
{
    bool first = true, secret = (v->flags & WIRE_V_SECRET) != 0;

    for (const struct wire_value *m = v->first; m != NULL; m = m->next) /* one member that is secret makes all of it so */
        secret |= m->kind == WIRE_V_TEXT && (m->flags & WIRE_V_SECRET) != 0;
    open(j, '{');
    members(j, &first, v->first);
    if (v->lang.n != 0 && wire_get(v, WIRE_K_LANG) == NULL) {
        known_key(j, &first, &wire_keys_quoted[WIRE_K_LANG]);
        wire_buf_json(j->out, v->lang);
    }
    if (secret && wire_get(v, WIRE_K_PUBLIC) == NULL && wire_get(v, WIRE_K_WHERE) == NULL) {
        known_key(j, &first, &wire_keys_quoted[WIRE_K_PUBLIC]);
        wire_buf_puts(j->out, "false");
    }
    close(j, '}');
}

/* One form of the body: what the source says of it, its media type, and the text. */
static void
body(struct json *j, const struct wire_article *a, const char *type,
     void (*print)(struct wire_buf *, const struct wire_node *, enum wire_visibility), bool markup)
{
    const struct wire_value *said = wire_first(a, WIRE_F_BODIES);
    const struct wire_value *count = wire_get(said, WIRE_K_WORD_COUNT);
    bool first = true;

    wire_buf_clear(&j->text);
    print(&j->text, a->body, WIRE_PUBLIC);
    j->body_written += markup ? wire_weight_markup(j->text.p, j->text.n) : wire_weight(j->text.p, j->text.n);
    open(j, '{');
    known_key(j, &first, &wire_keys_quoted[WIRE_K_ROLE]);
    wire_buf_put(j->out, "\"main\"", 6);
    known_key(j, &first, &wire_keys_quoted[WIRE_K_CONTENT_TYPE]);
    wire_buf_json(j->out, wire_str_of(type));
    if (count != NULL) {
        known_key(j, &first, &wire_keys_quoted[WIRE_K_WORD_COUNT]);
        value(j, count);
    }
    known_key(j, &first, &wire_keys_quoted[WIRE_K_VALUE]);
    wire_buf_json(j->out, wire_buf_slice(&j->text));
    close(j, '}');
    if (j->text.err != WIRE_OK)
        j->out->err = j->text.err;
}

/* A flash is a headline; its header counts words all the same. */
static void
count_alone(struct json *j, bool *first, const struct wire_value *count)
{
    bool inner = true;

    if (count == NULL)
        return;
    known_key(j, first, &wire_fields_quoted[WIRE_F_BODIES]);
    open(j, '[');
    line(j);
    open(j, '{');
    known_key(j, &inner, &wire_keys_quoted[WIRE_K_ROLE]);
    wire_buf_put(j->out, "\"main\"", 6);
    known_key(j, &inner, &wire_keys_quoted[WIRE_K_WORD_COUNT]);
    value(j, count);
    close(j, '}');
    close(j, ']');
}

static void
bodies(struct json *j, bool *first, const struct wire_article *a)
{
    if (a->body == NULL || a->body->first == NULL) {
        count_alone(j, first, wire_get(wire_first(a, WIRE_F_BODIES), WIRE_K_WORD_COUNT));
        return;
    }
    known_key(j, first, &wire_fields_quoted[WIRE_F_BODIES]);
    j->body_given += 2 * wire_node_weight(a->body, WIRE_PUBLIC);
    open(j, '[');
    line(j);
    body(j, a, "application/xhtml+xml", wire_fragment_xhtml, true);
    wire_buf_putc(j->out, ',');
    line(j);
    body(j, a, "text/plain", wire_fragment_text, false);
    close(j, ']');
}

static void
article(struct json *j, const struct wire_article *a)
{
    bool first = true;

    open(j, '{');
    for (int f = 0; f < WIRE_FIELD_COUNT; f++) {
        const struct wire_value *v = a->fields[f].first;
        if (f == WIRE_F_BODIES) {
            bodies(j, &first, a);
            continue;
        }
        if (v == NULL)
            continue;
        known_key(j, &first, &wire_fields_quoted[f]);
        if (wire_shape_is_list(wire_fields[f].shape))
            array(j, v, false);
        else
            value(j, v);
    }
    close(j, '}');
}

static void
story(struct json *j, const struct wire_article *a)
{
    enum { USUAL = 16 * 1024 };

    if (a->body != NULL)
        wire_buf_room(&j->text, USUAL);
    article(j, a);
    wire_buf_free(&j->text);
    wire_buf_putc(j->out, '\n');
}

void
wire_article_json(struct wire_buf *out, const struct wire_article *a, bool compact)
{
    struct json j = { .out = out, .compact = compact };

    story(&j, a);
}

static enum wire_status
write_story(struct wire_out *out, const struct wire_article *a)
{
    struct json j = { .out = &out->buf, .compact = out->options->compact };

    story(&j, a);
    wire_out_body(out, j.body_given, j.body_written);
    return out->buf.err;
}

static const struct wire_finding *const findings[] = { WIRE_JSON_FINDINGS,
                                                       &wire_article_json_unknown,
                                                       &wire_article_json_kind,
                                                       &wire_article_json_no_story,
                                                       &wire_article_json_body_differs,
                                                       &wire_article_json_limit,
                                                       NULL };

const struct wire_format wire_format_article_json = {
    .name = "json",
    .title = "Article JSON: all of the article",
    .suffix = "json",
    .versions = "1",
    .sniff = wire_article_json_sniff,
    .read = wire_article_json_read,
    .story = write_story,
    .apart = true,
    .findings = findings,
    .holds = ~(wire_field_set)0,
};

/* The entities that a NITF body marks up, as lists of the article. */
#include "xml/nitf.h"

/* By the first class of their span (the clean fragment). */
static const struct {
    const char *class;
    enum wire_field field;
} kinds[] = { { "person", WIRE_F_PEOPLE },   { "org", WIRE_F_ORGANISATIONS },   { "location", WIRE_F_PLACES },
              { "event", WIRE_F_EVENTS },    { "object-title", WIRE_F_OBJECTS } };

struct gather {
    struct wire_article *a;
    struct wire_value *before, *code; /* in extra: the next of the codes besides the first, as the body kept them */
    unsigned budget, looks; /* comparisons left, of entities and of their codes: each stands once, in linear time */
};

enum { COMPARISONS = 200000 };

static enum wire_field
field_of(const struct wire_node *n)
{
    struct wire_str class = wire_node_get(n, "class");
    size_t end = 0;

    while (end < class.n && class.p[end] != ' ')
        end++;
    class.n = end;
    for (size_t i = 0; i < WIRE_COUNT(kinds); i++) {
        if (wire_str_is(class, kinds[i].class))
            return kinds[i].field;
    }
    return WIRE_FIELD_COUNT;
}

/* One that has a code is known by it, one without by its name. */
static bool
is_same(const struct wire_value *v, struct wire_str name, struct wire_str code)
{
    struct wire_str other = wire_member(v, WIRE_K_LITERAL);

    if (code.n != 0 && other.n != 0)
        return wire_str_eq(code, other);
    return wire_str_eq(name, wire_member(v, WIRE_K_NAME));
}

/* The next code that the body kept of the entity at this place; codes stand in extra in the order of their entities. */
static bool
has_code(struct gather *g, struct wire_at at)
{
    for (; g->code != NULL; g->before = g->code, g->code = g->code->next) {
        struct wire_str path = wire_member(g->code, WIRE_K_PATH);
        if (!wire_str_begins(path, "body.content/") || !wire_str_ends(path, "/alt-code"))
            continue;
        if (g->code->at.byte >= at.byte)
            return g->code->at.byte == at.byte && g->code->at.line == at.line;
    }
    return false;
}

/* The record has, or may have, that code: then the body's stays in extra. */
static bool
is_known(struct gather *g, const struct wire_value *v, enum wire_key key, struct wire_str value)
{
    for (const struct wire_value *m = v->first; m != NULL; m = m->next) {
        if (g->looks == 0)
            return true;
        g->looks--;
        if (m->kind == WIRE_V_RECORD && m->key == (uint8_t)key &&
            wire_str_eq(key == WIRE_K_SYMBOLS && m->first != NULL ? m->first->s : wire_member(m, WIRE_K_LITERAL), value))
            return true;
    }
    return false;
}

/* Codes besides the first, out of extra: of an organisation a symbol, of others the same thing elsewhere. */
static void
take_codes(struct gather *g, const struct wire_node *n, struct wire_value *v, enum wire_field f)
{
    enum wire_key key = f == WIRE_F_ORGANISATIONS ? WIRE_K_SYMBOLS : WIRE_K_SAME_AS;

    while (v->kind == WIRE_V_RECORD && has_code(g, n->at)) {
        struct wire_value *kept = g->code, *code = NULL;
        struct wire_str value = wire_member(kept, WIRE_K_VALUE), scheme = wire_member(kept, WIRE_K_NAME);
        g->code = kept->next;
        if (!is_known(g, v, key, value))
            code = wire_put_record(g->a, v, key, kept->at);
        if (code == NULL) {
            g->before = kept;
            continue;
        }
        if (key == WIRE_K_SYMBOLS) {
            wire_put_other(g->a, code, WIRE_STR("ticker"), value, kept->at);
            wire_put_other(g->a, code, WIRE_STR("exchange"), scheme, kept->at);
        } else {
            wire_put_text(g->a, code, WIRE_K_LITERAL, value, kept->at);
            wire_put_text(g->a, code, WIRE_K_SCHEME, scheme, kept->at);
        }
        *(g->before != NULL ? &g->before->next : &g->a->fields[WIRE_F_EXTRA].first) = kept->next;
        if (kept->next == NULL)
            g->a->fields[WIRE_F_EXTRA].last = g->before;
    }
}

static enum wire_status
visit(void *ctx, const struct wire_node *node, enum wire_visit way)
{
    struct gather *g = ctx;
    struct wire_node *n = (struct wire_node *)node; /* the tree is ours: walked const, referred here */
    struct wire_str name, code, scheme;
    struct wire_value *v;
    enum wire_field f;
    int32_t index = 0;

    if (way != WIRE_ENTER || n->kind != WIRE_N_SPAN || (f = field_of(n)) == WIRE_FIELD_COUNT)
        return WIRE_OK;
    name = wire_node_line(g->a->arena, n);
    code = wire_node_get(n, f == WIRE_F_PLACES ? "data-location-code" : "data-value");
    scheme = wire_node_get(n, f == WIRE_F_PLACES ? "data-code-source" : "data-idsrc");
    for (v = wire_first(g->a, f); v != NULL && g->budget != 0; v = v->next, index++, g->budget--) {
        if (is_same(v, name, code)) {
            n->ref = index;
            take_codes(g, n, v, f);
            return WIRE_OK;
        }
    }
    if (g->budget == 0 || name.n == 0 || (v = wire_add_record(g->a, f, n->at)) == NULL)
        return WIRE_OK;
    wire_put_text(g->a, v, WIRE_K_NAME, name, n->at);
    wire_put_text(g->a, v, WIRE_K_LITERAL, code, n->at);
    if (code.n != 0)
        wire_put_text(g->a, v, WIRE_K_SCHEME, scheme, n->at);
    n->ref = index;
    take_codes(g, n, v, f);
    return WIRE_OK;
}

void
wire_nitf_entities(struct wire_article *a)
{
    struct gather g = { a, NULL, wire_first(a, WIRE_F_EXTRA), COMPARISONS, COMPARISONS };

    if (a->body != NULL)
        wire_walk(a->body, WIRE_PUBLIC, visit, &g);
}

static enum wire_status
find(void *ctx, const struct wire_node *n, enum wire_visit way)
{
    (void)ctx;
    return way == WIRE_ENTER && n->kind == WIRE_N_SPAN && field_of(n) != WIRE_FIELD_COUNT ? WIRE_E_LIMIT : WIRE_OK;
}

bool
wire_nitf_has_entities(const struct wire_node *body)
{
    return wire_walk(body, WIRE_PUBLIC, find, NULL) == WIRE_E_LIMIT;
}

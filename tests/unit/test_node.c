/* The body tree: building, attributes, and the walk. */
#include "unit.h"

#include "article/buf.h"
#include "article/node.h"
#include "article/str.h"

static const struct wire_at nowhere;

static void
test_names(void **state)
{
    (void)state;
    for (size_t k = 0; k < WIRE_NODE_KIND_COUNT; k++) {
        bool nameless = k == WIRE_N_ROOT || k == WIRE_N_TEXT;
        UNIT_CHECK(k, wire_node_names[k] != NULL && (wire_node_names[k][0] == '\0') == nameless);
        for (size_t other = 0; other < k && !nameless; other++)
            UNIT_CHECK(k, strcmp(wire_node_names[k], wire_node_names[other]) != 0);
    }
    assert_true(wire_is_inline(WIRE_N_TEXT));
    assert_true(wire_is_inline(WIRE_N_IMG));
    assert_false(wire_is_inline(WIRE_N_DIV));
}

/* Trees as text: (p "a" (em "b")), with ! before what is for editors only. */
static struct wire_node *
build(struct wire_arena *a, struct wire_node *parent, const char **text)
{
    struct wire_node *n = NULL;

    while (**text != '\0' && **text != ')') {
        if (**text == '"') {
            const char *end = strchr(*text + 1, '"');
            wire_node_add_text(a, parent, (struct wire_str){ *text + 1, (size_t)(end - *text - 1) }, nowhere);
            *text = end + 1;
        } else if (**text == '(' || **text == '!') {
            bool secret = **text == '!';
            size_t length = strcspn(*text += 1 + secret, " )");
            int kind = 0;
            while (strlen(wire_node_names[kind]) != length || strncmp(wire_node_names[kind], *text, length) != 0)
                kind++;
            *text += length;
            n = wire_node_add(a, parent, (enum wire_node_kind)kind, nowhere);
            n->visibility = secret ? WIRE_EDITORS : WIRE_PUBLIC;
            build(a, n, text);
            ++*text;
        } else {
            ++*text;
        }
    }
    return parent;
}

static struct wire_node *
tree(struct wire_arena *a, const char *text)
{
    return build(a, wire_node_new(a, WIRE_N_ROOT, nowhere), &text);
}

struct trace {
    struct wire_buf out;
    const char *stop_at; /* a WIRE_STOP on entering this element */
    const char *end_at;  /* an error on entering this one */
    const char *end_out; /* or on leaving it */
};

static enum wire_status
trace(void *ctx, const struct wire_node *n, enum wire_visit visit)
{
    struct trace *t = ctx;
    const char *name = wire_node_names[n->kind];

    if (n->kind == WIRE_N_TEXT)
        wire_buf_printf(&t->out, "'%.*s' ", (int)n->text.n, n->text.p);
    else
        wire_buf_printf(&t->out, "%s%s ", visit == WIRE_ENTER ? "+" : "-", n->kind == WIRE_N_ROOT ? "root" : name);
    if (visit == WIRE_ENTER && t->stop_at != NULL && strcmp(name, t->stop_at) == 0)
        return WIRE_STOP;
    if (visit == WIRE_ENTER && t->end_at != NULL && strcmp(name, t->end_at) == 0)
        return WIRE_E_IO;
    if (visit == WIRE_EXIT && t->end_out != NULL && strcmp(name, t->end_out) == 0)
        return WIRE_E_LIMIT;
    return WIRE_OK;
}

static void
test_walk(void **state)
{
    static const struct {
        const char *tree;
        enum wire_visibility visibility;
        const char *stop_at, *end_at, *end_out;
        enum wire_status status;
        const char *events;
    } rows[] = {
        { "", WIRE_PUBLIC, NULL, NULL, NULL, WIRE_OK, "+root -root " },
        { "(p \"a\" (em \"b\"))(p \"c\")", WIRE_PUBLIC, NULL, NULL, NULL, WIRE_OK,
          "+root +p 'a' +em 'b' -em -p +p 'c' -p -root " },
        /* a text, br, hr or img is only entered; an empty element is left as well */
        { "(p (br)(img))(hr)(p)(ul (li))", WIRE_PUBLIC, NULL, NULL, NULL, WIRE_OK,
          "+root +p +br +img -p +hr +p -p +ul +li -li -ul -root " },
        { "(p \"a\")!(p \"b\")(p \"c\")", WIRE_PUBLIC, NULL, NULL, NULL, WIRE_OK, "+root +p 'a' -p +p 'c' -p -root " },
        { "(p \"a\")!(p \"b\")(p \"c\")", WIRE_EDITORS, NULL, NULL, NULL, WIRE_OK,
          "+root +p 'a' -p +p 'b' -p +p 'c' -p -root " },
        { "!(div (p \"a\"))", WIRE_PUBLIC, NULL, NULL, NULL, WIRE_OK, "+root -root " },
        { "(div !(p \"a\"))", WIRE_PUBLIC, NULL, NULL, NULL, WIRE_OK, "+root +div -div -root " },
        /* WIRE_STOP passes over the children and the exit */
        { "(div (p \"a\"))(p \"b\")", WIRE_PUBLIC, "div", NULL, NULL, WIRE_OK, "+root +div +p 'b' -p -root " },
        { "(div (p \"a\"))", WIRE_PUBLIC, "div", NULL, NULL, WIRE_OK, "+root +div -root " },
        { "(p \"a\" (em \"b\") \"c\")", WIRE_PUBLIC, "em", NULL, NULL, WIRE_OK, "+root +p 'a' +em 'c' -p -root " },
        { "(p (br)\"a\")", WIRE_PUBLIC, "br", NULL, NULL, WIRE_OK, "+root +p +br 'a' -p -root " },
        /* anything else ends the walk */
        { "(p \"a\")(ul)(p)", WIRE_PUBLIC, NULL, "ul", NULL, WIRE_E_IO, "+root +p 'a' -p +ul " },
        { "(p \"a\")(ul (li))(p)", WIRE_PUBLIC, NULL, NULL, "ul", WIRE_E_LIMIT, "+root +p 'a' -p +ul +li -li -ul " },
    };
    struct wire_arena a;

    (void)state;
    wire_arena_init(&a, 0);
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        struct trace t = { WIRE_BUF_INIT, rows[i].stop_at, rows[i].end_at, rows[i].end_out };
        enum wire_status st = wire_walk(tree(&a, rows[i].tree), rows[i].visibility, trace, &t);
        UNIT_TEXT(i, wire_buf_slice(&t.out), rows[i].events);
        UNIT_CHECK(i, st == rows[i].status);
        wire_buf_free(&t.out);
    }
    assert_int_equal(wire_walk(NULL, WIRE_PUBLIC, trace, NULL), WIRE_OK);
    wire_arena_free(&a);
}

static void
test_walk_of_a_part(void **state)
{
    struct wire_arena a;
    struct trace t = { WIRE_BUF_INIT, NULL, NULL, NULL };
    struct wire_node *root;

    (void)state;
    wire_arena_init(&a, 0);
    root = tree(&a, "(p \"a\")(p \"b\")(p \"c\")");
    assert_int_equal(wire_walk(root->first->next, WIRE_PUBLIC, trace, &t), WIRE_OK);
    UNIT_TEXT(0, wire_buf_slice(&t.out), "+p 'b' -p ");
    wire_buf_clear(&t.out);
    assert_int_equal(wire_walk(root->last->first, WIRE_PUBLIC, trace, &t), WIRE_OK);
    UNIT_TEXT(1, wire_buf_slice(&t.out), "'c' ");
    wire_buf_free(&t.out);
    wire_arena_free(&a);
}

static enum wire_status
count(void *ctx, const struct wire_node *n, enum wire_visit visit)
{
    (void)n;
    *(long *)ctx += visit == WIRE_ENTER ? 1 : -1;
    return WIRE_OK;
}

static void
test_walk_deep(void **state)
{
    struct wire_arena a;
    struct wire_node *root, *n;
    long balance = 0;

    (void)state;
    wire_arena_init(&a, 0);
    n = root = wire_node_new(&a, WIRE_N_ROOT, nowhere);
    for (int i = 0; i < 1000000; i++) /* no recursion: a million levels do no harm */
        n = wire_node_add(&a, n, WIRE_N_DIV, nowhere);
    assert_int_equal(wire_walk(root, WIRE_PUBLIC, count, &balance), WIRE_OK);
    assert_int_equal(balance, 0);
    wire_arena_free(&a);
}

static void
test_attributes(void **state)
{
    struct wire_arena a;
    struct wire_node *n;
    const char *order[] = { "class", "data-a", "data-ab", "href", "title" };
    const struct wire_attr *at;

    (void)state;
    wire_arena_init(&a, 0);
    n = wire_node_new(&a, WIRE_N_A, nowhere);
    wire_node_set(&a, n, "title", WIRE_STR("t"));
    wire_node_set(&a, n, "data-ab", WIRE_STR("2"));
    wire_node_set(&a, n, "href", WIRE_STR("h"));
    wire_node_set(&a, n, "data-a", WIRE_STR("1"));
    wire_node_set(&a, n, "class", WIRE_STR("one two-three four"));
    wire_node_set(&a, n, "href", WIRE_STR("replaced"));
    at = n->attrs;
    for (size_t i = 0; i < WIRE_COUNT(order); i++, at = at->next)
        UNIT_TEXT(i, at->name, order[i]);
    assert_null(at);
    UNIT_TEXT(0, wire_node_get(n, "href"), "replaced");
    assert_null(wire_node_get(n, "id").p);
    assert_true(wire_node_has_class(n, "one"));
    assert_true(wire_node_has_class(n, "two-three"));
    assert_true(wire_node_has_class(n, "four"));
    assert_false(wire_node_has_class(n, "two"));
    assert_false(wire_node_has_class(n, "fou"));
    assert_false(wire_node_has_class(wire_node_new(&a, WIRE_N_P, nowhere), "one"));
    wire_node_set(&a, NULL, "x", WIRE_STR("y"));
    wire_arena_free(&a);
}

static void
test_remove_and_append(void **state)
{
    struct wire_arena a;
    struct wire_node *root, *first, *last;
    struct trace t = { WIRE_BUF_INIT, NULL, NULL, NULL };

    (void)state;
    wire_arena_init(&a, 0);
    root = tree(&a, "(p \"a\")(h2 \"b\")(ul (li \"c\"))");
    first = root->first;
    last = root->last;
    wire_node_remove(last);
    wire_node_remove(first);
    assert_ptr_equal(root->first, root->last);
    wire_node_append(root, last);
    wire_node_append(root, first);
    wire_node_remove(root); /* without a parent nothing happens */
    wire_walk(root, WIRE_PUBLIC, trace, &t);
    UNIT_TEXT(0, wire_buf_slice(&t.out), "+root +h2 'b' -h2 +ul +li 'c' -li -ul +p 'a' -p -root ");
    wire_buf_free(&t.out);
    assert_null(wire_node_add(&a, NULL, WIRE_N_P, nowhere));
    assert_null(wire_node_add_text(&a, root, WIRE_STR(""), nowhere));
    assert_null(wire_node_add_text(&a, root, WIRE_NONE, nowhere));
    assert_int_equal(wire_node_new(&a, WIRE_N_P, nowhere)->ref, -1);
    wire_arena_free(&a);
}

static void
test_line_and_weight(void **state)
{
    static const struct { const char *tree, *line; size_t weight; } rows[] = {
        { "(p \"a\")(p \"b\")", "a b", 2 },
        { "(p \"19\" (sup \"th\"))", "19th", 4 },
        { "(p \"a\" (br) \"b\")", "a b", 2 },
        { "(table (tbody (tr (td \"a\")(td \"b\"))))", "a b", 2 },
        { "(p \"a \" (em \" b\"))", "a b", 2 },
        { "(p \"a\")!(p \"b\")", "a b", 2 },
        { "", "", 0 },
    };
    struct wire_arena a;

    (void)state;
    wire_arena_init(&a, 0);
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        struct wire_node *root = tree(&a, rows[i].tree);
        UNIT_TEXT(i, wire_node_line(&a, root), rows[i].line);
        UNIT_CHECK(i, wire_node_weight(root, WIRE_EDITORS) == rows[i].weight);
    }
    wire_arena_free(&a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),          cmocka_unit_test(test_walk),
        cmocka_unit_test(test_walk_of_a_part), cmocka_unit_test(test_walk_deep),
        cmocka_unit_test(test_attributes),     cmocka_unit_test(test_remove_and_append),
        cmocka_unit_test(test_line_and_weight),
    };

    return UNIT_RUN(tests);
}

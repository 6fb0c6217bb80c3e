/* The article: its tables complete, records in order, dropping, asking, no memory. */
#include "unit.h"

#include "article/article.h"

static const struct wire_at nowhere;

static void
test_field_table(void **state)
{
    (void)state;
    for (size_t f = 0; f < WIRE_FIELD_COUNT; f++) {
        const struct wire_field_row *row = &wire_fields[f];
        UNIT_CHECK(f, row->name != NULL && row->name[0] != '\0');
        UNIT_CHECK(f, row->about != NULL && row->about[0] != '\0');
        UNIT_CHECK(f, wire_field_named(wire_str_of(row->name)) == (enum wire_field)f); /* so names are unique */
    }
    assert_int_equal(wire_field_named(WIRE_STR("nosuch")), WIRE_FIELD_COUNT);
    assert_int_equal(wire_field_named(WIRE_STR("")), WIRE_FIELD_COUNT);
    assert_int_equal(wire_field_named(WIRE_NONE), WIRE_FIELD_COUNT);
}

static void
test_key_table(void **state)
{
    (void)state;
    for (size_t k = WIRE_K_NONE + 1; k < WIRE_K_OTHER; k++) {
        UNIT_CHECK(k, wire_keys[k] != NULL && wire_keys[k][0] != '\0');
        UNIT_CHECK(k, wire_key_named(wire_str_of(wire_keys[k])) == (enum wire_key)k);
    }
    assert_int_equal(wire_key_named(WIRE_STR("nosuch")), WIRE_K_OTHER);
    assert_int_equal(wire_key_named(WIRE_STR("")), WIRE_K_OTHER);
}

static void
test_members_in_order(void **state)
{
    static const enum wire_key put[] = { WIRE_K_VALUE,  WIRE_K_ROLE,    WIRE_K_BROADER, WIRE_K_NAME,
                                         WIRE_K_BROADER, WIRE_K_ENCODING, WIRE_K_REL,     WIRE_K_BROADER };
    struct wire_article *a = wire_article_new(0);
    struct wire_value *r = wire_add_record(a, WIRE_F_SUBJECTS, nowhere);
    int last = -1, broader = 0;

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(put); i++)
        assert_non_null(wire_put_number(a, r, put[i], (int64_t)i, nowhere));
    wire_put_other(a, r, WIRE_STR("charCount"), WIRE_STR("9"), nowhere);
    for (const struct wire_value *v = r->first; v != NULL; v = v->next) {
        assert_true(v->key >= last);
        if (v->key == WIRE_K_BROADER) /* those of one key stay in the order they came: 2, 4, 7 */
            assert_int_equal(v->s.p[0], "247"[broader++]);
        last = v->key;
    }
    assert_int_equal(broader, 3);
    assert_ptr_equal(r->last, wire_get(r, WIRE_K_OTHER));
    UNIT_TEXT(0, wire_get(r, WIRE_K_OTHER)->name, "charCount");
    UNIT_TEXT(1, wire_member(r, WIRE_K_ROLE), "1");
    assert_null(wire_get(r, WIRE_K_URI));
    assert_null(wire_get(NULL, WIRE_K_URI));
    assert_null(wire_member(NULL, WIRE_K_URI).p);
    assert_null(wire_put_text(a, NULL, WIRE_K_URI, WIRE_STR("x"), nowhere));
    wire_article_free(a);
}

static void
test_drop(void **state)
{
    struct wire_article *a = wire_article_new(0);
    struct wire_list *list = &a->fields[WIRE_F_KEYWORDS];
    struct wire_value *v[4];

    (void)state;
    for (int i = 0; i < 4; i++)
        v[i] = wire_add_text(a, WIRE_F_KEYWORDS, wire_str_of(&"0123"[i]), nowhere);
    wire_drop(list, v[3]); /* the last */
    assert_ptr_equal(list->last, v[2]);
    assert_null(v[2]->next);
    wire_drop(list, v[0]); /* the first */
    assert_ptr_equal(list->first, v[1]);
    wire_drop(list, v[0]); /* one that is not there */
    wire_drop(list, NULL);
    assert_ptr_equal(list->first, v[1]);
    wire_drop(list, v[1]);
    wire_drop(list, v[2]);
    assert_null(list->first);
    assert_null(list->last);
    assert_non_null(wire_add_text(a, WIRE_F_KEYWORDS, WIRE_STR("new"), nowhere));
    assert_ptr_equal(list->first, list->last);
    v[0] = wire_add_record(a, WIRE_F_SUBJECTS, nowhere);
    v[1] = wire_put_text(a, v[0], WIRE_K_ROLE, WIRE_STR("r"), nowhere);
    v[2] = wire_put_text(a, v[0], WIRE_K_NAME, WIRE_STR("n"), nowhere);
    wire_drop_member(v[0], v[2]);
    assert_ptr_equal(v[0]->last, v[1]);
    wire_drop_member(v[0], v[1]);
    assert_null(v[0]->first);
    assert_null(v[0]->last);
    wire_article_free(a);
}

static void
test_absent_and_empty_do_nothing(void **state)
{
    struct wire_article *a = wire_article_new(0);

    (void)state;
    assert_null(wire_add_text(a, WIRE_F_TITLE, WIRE_NONE, nowhere));
    assert_null(wire_add_text(a, WIRE_F_TITLE, WIRE_STR(""), nowhere));
    assert_null(wire_add_extra(a, WIRE_STR("n"), WIRE_STR("p"), WIRE_STR(""), nowhere));
    assert_null(wire_add_residue(a, WIRE_STR("n"), WIRE_NONE, nowhere));
    for (int f = 0; f < WIRE_FIELD_COUNT; f++)
        assert_null(a->fields[f].first);
    assert_null(wire_text_of(a, WIRE_F_TITLE).p);
    wire_article_free(a);
    wire_article_free(NULL);
}

static void
test_entries(void **state)
{
    struct wire_article *a = wire_article_new(0);
    struct wire_value *v;
    struct wire_at at = { 3, 7, 99 };

    (void)state;
    v = wire_add_non_public(a, WIRE_STR("body"), WIRE_STR("contact"), WIRE_STR("call the desk"), at);
    assert_false(wire_is_public(v));
    UNIT_TEXT(0, wire_member(v, WIRE_K_WHERE), "body");
    UNIT_TEXT(1, wire_member(v, WIRE_K_ROLE), "contact");
    UNIT_TEXT(2, wire_member(v, WIRE_K_VALUE), "call the desk");
    assert_int_equal(v->at.line, 3);
    v = wire_add_extra(a, WIRE_STR("n"), WIRE_STR("a/b"), WIRE_STR("v"), at);
    assert_true(wire_is_public(v));
    UNIT_TEXT(3, wire_member(v, WIRE_K_PATH), "a/b");
    v = wire_add_residue(a, WIRE_STR("head"), WIRE_STR("menu"), at);
    UNIT_TEXT(4, wire_member(v, WIRE_K_WHERE), "head");
    v = wire_add_number(a, WIRE_F_URGENCY, INT64_MIN, at);
    UNIT_TEXT(5, v->s, "-9223372036854775808");
    assert_int_equal(v->kind, WIRE_V_NUMBER);
    wire_article_free(a);
}

static void
test_headline(void **state)
{
    struct wire_article *a = wire_article_new(0);
    struct wire_value *v;

    (void)state;
    assert_null(wire_headline(a, true).p);
    v = wire_add_record(a, WIRE_F_HEADLINES, nowhere);
    v->flags |= WIRE_V_SECRET;
    wire_put_text(a, v, WIRE_K_VALUE, WIRE_STR("for the desk"), nowhere);
    assert_null(wire_headline(a, false).p);
    UNIT_TEXT(0, wire_headline(a, true), "for the desk");
    v = wire_add_record(a, WIRE_F_HEADLINES, nowhere);
    wire_put_text(a, v, WIRE_K_ROLE, WIRE_STR("sub"), nowhere);
    wire_put_text(a, v, WIRE_K_VALUE, WIRE_STR("second"), nowhere);
    UNIT_TEXT(1, wire_headline(a, false), "second");
    v = wire_add_record(a, WIRE_F_HEADLINES, nowhere);
    wire_put_text(a, v, WIRE_K_ROLE, WIRE_STR("main"), nowhere);
    wire_put_text(a, v, WIRE_K_VALUE, WIRE_STR("third"), nowhere);
    UNIT_TEXT(2, wire_headline(a, false), "third");
    wire_article_free(a);
}

static void
test_associations(void **state)
{
    struct wire_article *a = wire_article_new(0), *b, *c;

    (void)state;
    b = wire_article_associate(a, nowhere);
    c = wire_article_associate(b, nowhere);
    assert_ptr_equal(c->parent, b);
    assert_ptr_equal(c->arena, &a->own);
    assert_ptr_equal(wire_first(a, WIRE_F_ASSOCIATIONS)->article, b);
    assert_non_null(wire_add_text(c, WIRE_F_TITLE, WIRE_STR("inner"), nowhere));
    wire_article_free(c); /* goes with its parent, not before */
    UNIT_TEXT(0, wire_text_of(c, WIRE_F_TITLE), "inner");
    wire_article_free(a);
}

/* Everything there is to do with an article; the same calls whatever fails. */
static void
fill(struct wire_article *a)
{
    struct wire_value *r = wire_add_record(a, WIRE_F_SUBJECTS, nowhere);
    struct wire_article *b = wire_article_associate(a, nowhere);
    char big[20000];

    memset(big, 'x', sizeof big);
    for (int i = 0; i < 8; i++)
        wire_put_text(a, r, WIRE_K_NAME, (struct wire_str){ big, sizeof big }, nowhere);
    wire_put_bool(a, r, WIRE_K_PUBLIC, false);
    wire_put_other(a, r, WIRE_STR("own"), (struct wire_str){ big, sizeof big }, nowhere);
    wire_put_text(a, wire_put_record(a, r, WIRE_K_BROADER, nowhere), WIRE_K_QCODE, WIRE_STR("a:b"), nowhere);
    wire_add_text(a, WIRE_F_TITLE, (struct wire_str){ big, sizeof big }, nowhere);
    wire_add_extra(a, WIRE_STR("n"), WIRE_STR("p"), (struct wire_str){ big, sizeof big }, nowhere);
    wire_add_non_public(a, WIRE_STR("n"), WIRE_STR("p"), (struct wire_str){ big, sizeof big }, nowhere);
    wire_add_residue(a, WIRE_STR("n"), (struct wire_str){ big, sizeof big }, nowhere);
    if (b != NULL)
        wire_add_number(b, WIRE_F_URGENCY, 1, nowhere);
}

static void
test_no_memory(void **state)
{
    long n;

    (void)state;
    for (n = 1;; n++) {
        struct wire_article *a;
        unit_fail_alloc(n, false);
        a = wire_article_new(0);
        if (a != NULL)
            fill(a);
        if (unit_allocs() < n) {
            assert_int_equal(a->arena->err, WIRE_OK);
            wire_article_free(a);
            break;
        }
        assert_true(a == NULL || a->arena->err == WIRE_E_NOMEM);
        wire_article_free(a);
    }
    unit_fail_alloc(0, false);
    assert_true(n > 3);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_field_table),  cmocka_unit_test(test_key_table),
        cmocka_unit_test(test_members_in_order), cmocka_unit_test(test_drop),
        cmocka_unit_test(test_absent_and_empty_do_nothing), cmocka_unit_test(test_entries),
        cmocka_unit_test(test_headline),     cmocka_unit_test(test_associations),
        cmocka_unit_test(test_no_memory),
    };

    return UNIT_RUN(tests);
}

/* Vendor profiles: rows that act on an article, and texts that are no profiles. */
#include "unit.h"

#include "article/profile.h"

static struct wire_article *
story(void)
{
    struct wire_article *a = wire_article_new(0);
    struct wire_at at = { 7, 3, 0 };
    struct wire_value *provider;

    assert_non_null(a);
    wire_add_text(a, WIRE_F_TITLE, WIRE_STR("A title"), at);
    wire_add_text(a, WIRE_F_VERSION_CREATED, WIRE_STR("2024-07-01T12:00:00"), at);
    wire_add_text(a, WIRE_F_FIRST_CREATED, WIRE_STR("2024-07-01"), at);
    provider = wire_add_record(a, WIRE_F_PROVIDER, at);
    wire_put_text(a, provider, WIRE_K_LITERAL, WIRE_STR("tern"), at);
    wire_add_extra(a, WIRE_STR("kw"), WIRE_STR("head/kw"), WIRE_STR("sea"), at);
    wire_add_extra(a, WIRE_STR("kw"), WIRE_STR("head/kw"), WIRE_STR("wind"), at);
    wire_add_extra(a, WIRE_STR("h"), WIRE_STR("head"), WIRE_STR("<H a='1'><Sent>2024-01-02 03:04:05</Sent><x/></H>"), at);
    return a;
}

static struct wire_profiles *
profiles(const char *rows)
{
    struct wire_profile_fault fault;
    char text[1000];
    struct wire_profiles *all;
    int n = snprintf(text, sizeof text, "profile tern\n for provider.literal = te*\n%s\n", rows);

    all = wire_profiles_read(text, (size_t)n, &fault);
    assert_non_null(all);
    return all;
}

static void
count(void *ctx, const struct wire_profile_row *row, unsigned times)
{
    unsigned *sum = ctx;

    (void)row;
    *sum += times;
}

/* Run rows over the story; how often they acted. */
static unsigned
act(const char *rows, struct wire_article **a)
{
    struct wire_profiles *all = profiles(rows);
    unsigned sum = 0;

    *a = story();
    assert_ptr_equal(wire_profile_for(all, *a), all->first);
    wire_profile_apply(all->first, *a, count, &sum);
    wire_profiles_free(all);
    return sum;
}

#define IS(str, literal) assert_true(wire_str_is((str), literal))

static void
test_rows(void **state)
{
    struct wire_article *a;

    (void)state;
    assert_int_equal(act("take extra:head/kw -> keywords", &a), 2);
    IS(wire_first(a, WIRE_F_KEYWORDS)->s, "sea");
    IS(wire_first(a, WIRE_F_KEYWORDS)->next->s, "wind");
    assert_int_equal(wire_first(a, WIRE_F_KEYWORDS)->at.line, 7);
    IS(wire_member(wire_first(a, WIRE_F_EXTRA), WIRE_K_PATH), "head");
    wire_article_free(a);

    assert_int_equal(act("take extra:head/kw -> title", &a), 0); /* there is one */
    IS(wire_text_of(a, WIRE_F_TITLE), "A title");
    wire_article_free(a);

    assert_int_equal(act("take extra:head//Sent -> sent\nzone +01:00 eu", &a), 3);
    IS(wire_text_of(a, WIRE_F_SENT), "2024-01-02T03:04:05+01:00");
    IS(wire_text_of(a, WIRE_F_VERSION_CREATED), "2024-07-01T12:00:00+02:00");
    IS(wire_text_of(a, WIRE_F_FIRST_CREATED), "2024-07-01"); /* a day has no zone */
    wire_article_free(a);

    assert_int_equal(act("take title -> sent", &a), 0); /* it is no time */
    IS(wire_text_of(a, WIRE_F_TITLE), "A title");
    wire_article_free(a);

    assert_int_equal(act("take provider.literal -> provider.name", &a), 1);
    IS(wire_member(wire_first(a, WIRE_F_PROVIDER), WIRE_K_NAME), "tern");
    assert_null(wire_get(wire_first(a, WIRE_F_PROVIDER), WIRE_K_LITERAL));
    wire_article_free(a);

    assert_int_equal(act("name provider : tern = Tern Press\nset provider.name = Other", &a), 1);
    IS(wire_member(wire_first(a, WIRE_F_PROVIDER), WIRE_K_NAME), "Tern Press");
    wire_article_free(a);

    assert_int_equal(act("value title : A t* = Another\nvalue title : B = C", &a), 1);
    IS(wire_text_of(a, WIRE_F_TITLE), "Another");
    wire_article_free(a);

    assert_int_equal(act("secret title\nsecret extra:head/kw = w*", &a), 2);
    assert_null(wire_first(a, WIRE_F_TITLE));
    IS(wire_member(wire_first(a, WIRE_F_NON_PUBLIC), WIRE_K_VALUE), "A title");
    IS(wire_member(wire_first(a, WIRE_F_NON_PUBLIC)->next, WIRE_K_VALUE), "wind");
    wire_article_free(a);

    assert_int_equal(act("set urgency = 11\nset priority = 4", &a), 1); /* there is no such urgency */
    assert_null(wire_first(a, WIRE_F_URGENCY));
    wire_article_free(a);
}

/* The library's own are right; and whatever byte of them is lost or spoilt, reading ends with a word or without one. */
static void
test_spoilt(void **state)
{
    struct wire_str own = wire_profiles_own();
    struct wire_profile_fault fault;
    struct wire_profiles *all = wire_profiles_read(own.p, own.n, &fault);
    struct wire_article *a = story();
    char *copy = malloc(own.n);

    (void)state;
    assert_non_null(all);
    assert_non_null(wire_profile_named(all, WIRE_STR("stt")));
    assert_null(wire_profile_named(all, WIRE_STR("nobody")));
    wire_profiles_free(all);
    assert_non_null(copy);
    for (size_t i = 0; i < own.n; i += 7) {
        memcpy(copy, own.p, own.n);
        copy[i] = (char)("\n =:[/*\xFF"[i % 8]);
        all = wire_profiles_read(copy, i % 3 == 0 ? i : own.n, &fault);
        assert_true(all != NULL || (fault.line != 0 && fault.col != 0 && fault.text[0] != '\0'));
        for (struct wire_profile *p = all != NULL ? all->first : NULL; p != NULL && i % 5 == 0; p = p->next)
            wire_profile_apply(p, a, NULL, NULL);
        wire_profiles_free(all);
    }
    free(copy);
    wire_article_free(a);
}

static void
test_no_memory(void **state)
{
    struct wire_str own = wire_profiles_own();
    struct wire_profile_fault fault;
    long all;

    (void)state;
    unit_fail_alloc(0, false);
    wire_profiles_free(wire_profiles_read(own.p, own.n, &fault));
    all = unit_allocs();
    assert_true(all > 1);
    for (long n = 1; n <= all; n++) {
        unit_fail_alloc(n, false);
        assert_null(wire_profiles_read(own.p, own.n, &fault));
        assert_int_equal(fault.line, 0);
    }
    unit_fail_alloc(0, false);
}

int
main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_rows), cmocka_unit_test(test_spoilt),
                                        cmocka_unit_test(test_no_memory) };

    return UNIT_RUN(tests);
}

/* The arena: alignment, growth, its limit and one past it, and no memory. */
#include "unit.h"

#include "article/arena.h"

enum { FIRST = 32 * 1024 }; /* what the first chunk holds */

static void
test_empty(void **state)
{
    struct wire_arena a;

    (void)state;
    wire_arena_init(&a, 0);
    assert_int_equal(a.used, 0);
    wire_arena_free(&a);
    wire_arena_free(&a);
    assert_int_equal(a.err, WIRE_OK);
}

static void
test_zeroed_and_aligned(void **state)
{
    struct wire_arena a;

    (void)state;
    wire_arena_init(&a, 0);
    for (size_t n = 0; n < 300; n++) {
        char *odd = wire_arena_bytes(&a, n % 7);
        char *p = wire_arena_zero(&a, n);
        assert_non_null(odd);
        assert_non_null(p);
        UNIT_CHECK(n, (uintptr_t)p % _Alignof(max_align_t) == 0);
        for (size_t i = 0; i < n; i++)
            UNIT_CHECK(n, p[i] == 0);
        memset(p, 0xAA, n);
        memset(odd, 0xAA, n % 7);
    }
    wire_arena_free(&a);
}

static void
test_growth(void **state)
{
    static const size_t sizes[] = { 1, FIRST - 1, FIRST, FIRST + 1, 1024 * 1024 + 1, 5 * 1024 * 1024, 1, 3 };
    struct wire_arena a;
    char *blocks[WIRE_COUNT(sizes)];

    (void)state;
    wire_arena_init(&a, 0);
    for (size_t i = 0; i < WIRE_COUNT(sizes); i++) {
        blocks[i] = wire_arena_bytes(&a, sizes[i]);
        assert_non_null(blocks[i]);
        memset(blocks[i], (int)('a' + i), sizes[i]);
    }
    for (size_t i = 0; i < WIRE_COUNT(sizes); i++) { /* nothing lies over anything else */
        UNIT_CHECK(i, blocks[i][0] == (char)('a' + i));
        UNIT_CHECK(i, blocks[i][sizes[i] - 1] == (char)('a' + i));
    }
    assert_true(a.used >= 6 * 1024 * 1024);
    wire_arena_free(&a);
    assert_int_equal(a.used, 0);
}

static void
test_limit(void **state)
{
    struct wire_arena a;

    (void)state;
    wire_arena_init(&a, FIRST);
    assert_non_null(wire_arena_bytes(&a, FIRST));
    assert_int_equal(a.err, WIRE_OK);
    assert_null(wire_arena_bytes(&a, 1)); /* one past */
    assert_int_equal(a.err, WIRE_E_LIMIT);
    assert_null(wire_arena_bytes(&a, FIRST)); /* and it stays so */
    assert_null(wire_arena_zero(&a, 1));
    assert_true(a.used <= FIRST);
    wire_arena_free(&a);
    assert_int_equal(a.err, WIRE_OK); /* freed, it is as new, limit included */
    assert_non_null(wire_arena_bytes(&a, FIRST));
    assert_null(wire_arena_bytes(&a, 1));
    wire_arena_free(&a);
}

static void
test_absurd_sizes(void **state)
{
    static const size_t sizes[] = { SIZE_MAX, SIZE_MAX - 1, SIZE_MAX - 15, SIZE_MAX - 16, SIZE_MAX / 2 + 1 };
    struct wire_arena a;

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(sizes); i++) {
        wire_arena_init(&a, 0);
        assert_non_null(wire_arena_bytes(&a, 5));
        UNIT_CHECK(i, wire_arena_zero(&a, sizes[i]) == NULL);
        UNIT_CHECK(i, a.err == WIRE_E_LIMIT);
        wire_arena_free(&a);
        assert_non_null(wire_arena_bytes(&a, 5));
        UNIT_CHECK(i, wire_arena_bytes(&a, sizes[i]) == NULL);
        UNIT_CHECK(i, a.err == WIRE_E_LIMIT);
        wire_arena_free(&a);
    }
}

static void
test_no_memory(void **state)
{
    struct wire_arena a;
    long n;

    (void)state;
    for (n = 1; n < 10; n++) {
        size_t made = 0;
        wire_arena_init(&a, 0);
        unit_fail_alloc(n, false);
        while (a.err == WIRE_OK && unit_allocs() < 4)
            made += wire_arena_zero(&a, 1000) != NULL;
        unit_fail_alloc(0, false);
        if (a.err == WIRE_OK) /* the failing one was never asked for */
            break;
        assert_int_equal(a.err, WIRE_E_NOMEM);
        assert_true(made >= (size_t)(n - 1) * 32);
        assert_null(wire_arena_bytes(&a, 1000)); /* it sticks though memory is back */
        wire_arena_free(&a);
    }
    assert_int_equal(n, 5);
    wire_arena_free(&a);
}

static void
test_strings(void **state)
{
    struct wire_arena a;
    struct wire_str s, absent = WIRE_NONE;
    char *c;

    (void)state;
    wire_arena_init(&a, 0);
    s = wire_arena_str(&a, WIRE_STR("kept"));
    UNIT_TEXT(0, s, "kept");
    assert_null(wire_arena_str(&a, absent).p);
    s = wire_arena_str(&a, WIRE_STR(""));
    assert_non_null(s.p); /* empty is not absent */
    assert_int_equal(s.n, 0);
    c = wire_arena_cstr(&a, WIRE_STR("ended"));
    assert_string_equal(c, "ended");
    assert_null(wire_arena_cstr(&a, absent));
    s = wire_arena_printf(&a, "%s-%d", "x", 42);
    UNIT_TEXT(1, s, "x-42");
    unit_fail_alloc(1, true);
    assert_null(wire_arena_printf(&a, "%0100000d", 1).p);
    unit_fail_alloc(0, false);
    assert_int_equal(a.err, WIRE_E_NOMEM);
    wire_arena_free(&a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty),         cmocka_unit_test(test_zeroed_and_aligned),
        cmocka_unit_test(test_growth),        cmocka_unit_test(test_limit),
        cmocka_unit_test(test_absurd_sizes),  cmocka_unit_test(test_no_memory),
        cmocka_unit_test(test_strings),
    };

    return UNIT_RUN(tests);
}

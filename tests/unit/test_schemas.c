/* What schemas stand on: numbers compared exactly, URI references joined, ranges of versions, patterns, places. */
#include "unit.h"

#include "article/str.h"
#include "schemas/decimal.h"
#include "schemas/json-tree.h"
#include "schemas/pattern.h"
#include "schemas/schemas.h"
#include "schemas/uri.h"

static void
test_compare(void **state)
{
    static const struct { const char *a, *b; int order; } rows[] = {
        { "0", "-0.0", 0 }, { "0", "0e99", 0 }, { "1", "1.0", 0 }, { "100", "1e2", 0 }, { "0.05", "5e-2", 0 }, { "12.50", "125E-1", 0 },
        { "1", "2", -1 }, { "-1", "-2", 1 }, { "-1", "1", -1 }, { "9", "10", -1 }, { "0.1", "0.10000000000000000000001", -1 },
        { "18446744073709551616", "18446744073709551615", 1 }, { "1e1000", "9e999", 1 }, { "-1e400", "0", -1 },
        { "1e99999999999999999999", "1e99999999999999999998", 0 }, { "1e-99999999999999999999", "1", -1 }, { "120.034", "120.0340", 0 },
    };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        struct wire_str a = unit_tight(rows[i].a, strlen(rows[i].a)), b = unit_tight(rows[i].b, strlen(rows[i].b));
        int order = wire_decimal_compare(wire_decimal(a), wire_decimal(b)), back = wire_decimal_compare(wire_decimal(b), wire_decimal(a));
        UNIT_CHECK(i, (order > 0) - (order < 0) == rows[i].order);
        UNIT_CHECK(i, (back > 0) - (back < 0) == -rows[i].order);
        UNIT_CHECK(i, rows[i].order != 0 || wire_decimal_hash(wire_decimal(a)) == wire_decimal_hash(wire_decimal(b)));
        unit_loosen(a);
        unit_loosen(b);
    }
}

static void
test_divide(void **state)
{
    static const struct { const char *by, *n; bool divides; } rows[] = {
        { "0.01", "19.99", true }, { "0.01", "0.001", false }, { "3", "9", true }, { "3", "10", false }, { "7", "0", true },
        { "0.0001", "0.0075", true }, { "2.5", "1e300", true }, { "7", "1e300", false }, { "999999999999999999", "1999999999999999998", true },
        { "1e3", "1500", false }, { "1.5e3", "4500", true }, { "0.1", "-0.3", true }, { "20", "1e1", false },
    };
    uint64_t n = 0;

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(rows); i++)
        UNIT_CHECK(i, wire_decimal_divides(wire_decimal(wire_str_of(rows[i].by)), wire_decimal(wire_str_of(rows[i].n))) == rows[i].divides);
    assert_true(wire_decimal_count(wire_decimal(WIRE_STR("2.50e1")), 100, &n) && n == 25);
    assert_false(wire_decimal_count(wire_decimal(WIRE_STR("101")), 100, &n));
    assert_false(wire_decimal_count(wire_decimal(WIRE_STR("0.5")), 100, &n));
    assert_false(wire_decimal_count(wire_decimal(WIRE_STR("-1")), 100, &n));
    assert_false(wire_decimal_count(wire_decimal(WIRE_STR("1e400")), UINT64_MAX, &n));
}

/* The examples of RFC 3986, 5.4. */
static void
test_join(void **state)
{
    static const struct { const char *reference, *want; } rows[] = {
        { "g:h", "g:h" }, { "g", "http://a/b/c/g" }, { "./g", "http://a/b/c/g" }, { "g/", "http://a/b/c/g/" }, { "/g", "http://a/g" },
        { "//g", "http://g" }, { "?y", "http://a/b/c/d;p?y" }, { "g?y", "http://a/b/c/g?y" }, { "#s", "http://a/b/c/d;p?q#s" },
        { "g#s", "http://a/b/c/g#s" }, { ";x", "http://a/b/c/;x" }, { "", "http://a/b/c/d;p?q" }, { ".", "http://a/b/c/" },
        { "..", "http://a/b/" }, { "../g", "http://a/b/g" }, { "../..", "http://a/" }, { "../../g", "http://a/g" },
        { "../../../g", "http://a/g" }, { "/./g", "http://a/g" }, { "/../g", "http://a/g" }, { "g.", "http://a/b/c/g." },
        { "..g", "http://a/b/c/..g" }, { "./../g", "http://a/b/g" }, { "g/./h", "http://a/b/c/g/h" }, { "g/../h", "http://a/b/c/h" },
        { "g?y/../x", "http://a/b/c/g?y/../x" },
    };
    struct wire_arena arena;

    (void)state;
    wire_arena_init(&arena, 0);
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        struct wire_str reference = unit_tight(rows[i].reference, strlen(rows[i].reference));
        UNIT_TEXT(i, wire_uri_join(&arena, WIRE_STR("http://a/b/c/d;p?q"), reference), rows[i].want);
        unit_loosen(reference);
    }
    UNIT_TEXT(0, wire_uri_join(&arena, WIRE_STR(""), WIRE_STR("other.json#x")), "other.json#x");
    UNIT_TEXT(1, wire_uri_join(&arena, WIRE_STR("http://a"), WIRE_STR("b")), "http://a/b");
    wire_arena_free(&arena);
}

static void
test_match(void **state)
{
    static const struct { const char *pattern, *text; int want; } rows[] = {
        { "^body_[a-z]+", "body_text", 1 }, { "^body_[a-z]+", "abody_text", 0 }, { "^ab?c", "ac", 1 }, { "^ab*", "a", 1 },
        { "^a{0}b", "b", 1 }, { "a$", "a\n", 0 }, { "^(?:a|b)c", "bc", 1 }, { "\\u00e9", "é", 1 }, { "[\\s]x", "\xC2\xA0x", 1 },
        { "^.$", "\xE2\x80\xA8", 0 }, { "^.$", "💩", 1 }, { "\\w", "é", 0 }, { "[^]", "\n", 1 }, { "[]", "a", 0 }, { "(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", -1 },
    };
    struct wire_matcher matcher = { 0 };
    char why[100];

    (void)state;
    assert_true(wire_matcher_init(&matcher));
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        struct wire_pattern p = { 0 };
        UNIT_CHECK(i, wire_pattern_compile(&p, wire_str_of(rows[i].pattern), why, sizeof why));
        UNIT_CHECK(i, wire_pattern_match(&matcher, &p, wire_str_of(rows[i].text)) == rows[i].want);
        wire_pattern_free(&p);
    }
    wire_matcher_free(&matcher);
}

static void
test_named(void **state)
{
    (void)state;
    assert_string_equal(wire_schema_named("ninjs")->version, "3.1");
    assert_string_equal(wire_schema_named("NINJS@1.0")->version, "1.0");
    assert_null(wire_schema_named("ninjs@1"));
    assert_null(wire_schema_named("ninjs@3.1/core"));
    assert_null(wire_schema_named("ninjs@"));
    assert_null(wire_schema_named(""));
    for (size_t i = 0; wire_schemas[i].format != NULL; i++) {
        UNIT_CHECK(i, wire_embedded_find(wire_schemas[i].text) != NULL);
        UNIT_CHECK(i, wire_schemas[i].engine != NULL);
    }
}

static void
test_pointer(void **state)
{
    struct wire_tree top = { .type = WIRE_T_OBJECT }, a = { .parent = &top, .key = WIRE_STR("a/b~é") }, one = { .parent = &a, .index = 12 };
    char out[64];

    (void)state;
    wire_tree_pointer(&top, out, sizeof out);
    assert_string_equal(out, "");
    wire_tree_pointer(&one, out, sizeof out);
    assert_string_equal(out, "/a~1b~0é/12");
    for (size_t n = 12; n < sizeof out; n++) { /* cut in front, not within a character */
        wire_tree_pointer(&one, out, n);
        assert_true(strlen(out) < n && wire_utf8_valid(wire_str_of(out), &(size_t){ 0 }));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_compare), cmocka_unit_test(test_divide), cmocka_unit_test(test_join),
        cmocka_unit_test(test_match),   cmocka_unit_test(test_named),  cmocka_unit_test(test_pointer),
    };

    return UNIT_RUN(tests);
}

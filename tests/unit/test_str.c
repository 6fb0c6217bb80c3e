/* Slices: comparing, trimming, numbers, UTF-8 at its edges, words and weight. */
#include "unit.h"

#include "article/str.h"

static struct wire_str
s(const char *c)
{
    return wire_str_of(c);
}

static void
test_compare(void **state)
{
    struct wire_str none = WIRE_NONE;

    (void)state;
    assert_true(wire_str_eq(none, s("")));
    assert_true(wire_str_is(s("a"), "a"));
    assert_false(wire_str_is(s("ab"), "a"));
    assert_false(wire_str_is(s("a"), "ab"));
    assert_false(wire_str_is(none, "")); /* absent is not even the empty text */
    assert_true(wire_str_is(s(""), ""));
    assert_true(wire_str_is_nocase(s("UtF-8"), "uTf-8"));
    assert_false(wire_str_is_nocase(s("É"), "é")); /* ASCII only */
    assert_false(wire_str_is_nocase(s("@"), "`")); /* the neighbours of the letters are no letters */
    assert_false(wire_str_is_nocase(s("["), "{"));
    assert_true(wire_str_begins(s("urgent"), "urg"));
    assert_false(wire_str_begins(s("ur"), "urg"));
    assert_true(wire_str_begins(none, ""));
    assert_false(wire_str_begins(none, "a"));
    assert_true(wire_str_begins_nocase(s("URGENT"), "urg"));
    assert_true(wire_str_begins_nocase(none, ""));
    assert_true(wire_str_ends(s("story.xml"), ".xml"));
    assert_false(wire_str_ends(s("xml"), ".xml"));
    assert_true(wire_str_ends(none, ""));
    assert_int_equal(wire_str_find_nocase(s("an Embargo"), "EMBARGO"), 3);
    assert_int_equal(wire_str_find_nocase(s("embarg"), "embargo"), 6);
    assert_int_equal(wire_str_find_nocase(none, "x"), 0);
    assert_int_equal(wire_str_find_nocase(s("aaab"), "aab"), 1);
}

static void
test_sub_and_trim(void **state)
{
    static const struct { const char *in, *out; } rows[] = {
        { "", "" }, { " ", "" }, { "\t\r\n ", "" }, { "a", "a" }, { " a b ", "a b" }, { "\n\na", "a" },
        { "\xC2\xA0" "a", "\xC2\xA0" "a" }, /* a no-break space is not white space of XML */
        { "\fa\v", "\fa\v" },
    };
    struct wire_str none = WIRE_NONE;

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(rows); i++)
        UNIT_TEXT(i, wire_str_trim(s(rows[i].in)), rows[i].out);
    assert_null(wire_str_trim(none).p);
    UNIT_TEXT(0, wire_str_sub(s("abc"), 1, 1), "b");
    UNIT_TEXT(1, wire_str_sub(s("abc"), 1, SIZE_MAX), "bc");
    UNIT_TEXT(2, wire_str_sub(s("abc"), 3, 1), "");
    UNIT_TEXT(3, wire_str_sub(s("abc"), SIZE_MAX, SIZE_MAX), "");
    assert_null(wire_str_sub(none, 1, 1).p);
}

static void
test_collapse(void **state)
{
    static const struct { const char *in, *out; } rows[] = {
        { "a", "a" },          { "a b", "a b" },       { "a  b", "a b" },      { " a\n b ", "a b" },
        { "a\tb", "a b" },     { "a\r\nb", "a b" },    { "a \n", "a" },        { "a\n\n\n\tb  c", "a b c" },
        { "a\xC2\xA0\xC2\xA0" "b", "a\xC2\xA0\xC2\xA0" "b" },
    };
    struct wire_arena a;

    (void)state;
    wire_arena_init(&a, 0);
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        struct wire_str tight = unit_tight(rows[i].in, strlen(rows[i].in));
        UNIT_TEXT(i, wire_str_collapse(&a, tight), rows[i].out);
        UNIT_CHECK(i, memcmp(tight.p, rows[i].in, tight.n) == 0); /* the source is not touched */
        unit_loosen(tight);
    }
    assert_null(wire_str_collapse(&a, s("")).p);
    assert_null(wire_str_collapse(&a, s(" \n ")).p);
    wire_arena_free(&a);
    unit_fail_alloc(1, true);
    assert_null(wire_str_collapse(&a, s("a  b")).p);
    unit_fail_alloc(0, false);
    assert_int_equal(a.err, WIRE_E_NOMEM);
    wire_arena_free(&a);
}

static void
test_to_int(void **state)
{
    static const struct { const char *in; int64_t max, want; } rows[] = { /* want -1: no number */
        { "0", 9, 0 },      { "9", 9, 9 },       { "10", 9, -1 },    { " 7 ", 9, 7 },    { "007", 9, 7 },
        { "", 9, -1 },      { " ", 9, -1 },      { "-1", 9, -1 },    { "+1", 9, -1 },    { "1.0", 9, -1 },
        { "1 2", 99, -1 },  { "1a", 99, -1 },    { "0x1", 99, -1 },  { "0", 0, 0 },      { "1", 0, -1 },
        { "9223372036854775807", INT64_MAX, INT64_MAX },
        { "9223372036854775808", INT64_MAX, -1 },
        { "99999999999999999999999999", INT64_MAX, -1 },
    };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        int64_t n = -1;
        bool is = wire_str_to_int(s(rows[i].in), rows[i].max, &n);
        UNIT_CHECK(i, is == (rows[i].want >= 0));
        UNIT_CHECK(i, n == rows[i].want);
    }
}

static void
test_is_number(void **state)
{
    static const char *yes[] = { "0", "-0", "1", "10", "-1", "1.5", "0.5", "1e5", "1E+5", "1e-5", "0.0e0",
                                 "123456789012345678901234567890" };
    static const char *no[] = { "", "-", "01", "-01", ".5", "1.", "1.e5", "e5", "1e", "1e+", "+1", "1 ", " 1", "0x1",
                                "NaN", "Infinity", "1,5", "--1", "1.5.5" };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(yes); i++)
        UNIT_CHECK(i, wire_str_is_number(s(yes[i])));
    for (size_t i = 0; i < WIRE_COUNT(no); i++)
        UNIT_CHECK(i, !wire_str_is_number(s(no[i])));
}

static void
test_utf8_decode(void **state)
{
    static const struct { const char *bytes; int32_t want; size_t moved; } rows[] = {
        { "\x7F", 0x7F, 1 },                 { "\xC2\x80", 0x80, 2 },            { "\xDF\xBF", 0x7FF, 2 },
        { "\xE0\xA0\x80", 0x800, 3 },        { "\xED\x9F\xBF", 0xD7FF, 3 },      { "\xEE\x80\x80", 0xE000, 3 },
        { "\xEF\xBF\xBF", 0xFFFF, 3 },       { "\xF0\x90\x80\x80", 0x10000, 4 }, { "\xF4\x8F\xBF\xBF", 0x10FFFF, 4 },
        /* not UTF-8: a lone continuation, overlong, surrogates, past the end of Unicode, cut short */
        { "\x80", -1, 1 },                   { "\xBF", -1, 1 },                  { "\xC0\x80", -1, 1 },
        { "\xC1\xBF", -1, 1 },               { "\xE0\x9F\xBF", -1, 1 },          { "\xED\xA0\x80", -1, 1 },
        { "\xED\xBF\xBF", -1, 1 },           { "\xF0\x8F\xBF\xBF", -1, 1 },      { "\xF4\x90\x80\x80", -1, 1 },
        { "\xF5\x80\x80\x80", -1, 1 },       { "\xFE", -1, 1 },                  { "\xFF", -1, 1 },
        { "\xC2", -1, 1 },                   { "\xE0\xA0", -1, 1 },              { "\xF0\x90\x80", -1, 1 },
        { "\xC2" "a", -1, 1 },               { "\xE2\x82" "a", -1, 1 },          { "\xF0\x9F\x98" "a", -1, 1 },
    };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        struct wire_str tight = unit_tight(rows[i].bytes, strlen(rows[i].bytes));
        const char *p = tight.p;
        UNIT_CHECK(i, wire_utf8_next(&p, tight.p + tight.n) == rows[i].want);
        UNIT_CHECK(i, (size_t)(p - tight.p) == rows[i].moved);
        UNIT_CHECK(i, wire_utf8_valid(tight, NULL) == (rows[i].want >= 0));
        unit_loosen(tight);
    }
}

static void
test_utf8_every_code_point(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        char out[4];
        size_t n = wire_utf8_put(out, c);
        const char *p = out;
        bool surrogate = c >= 0xD800 && c <= 0xDFFF;
        int32_t back = wire_utf8_next(&p, out + n);
        if (back != (surrogate ? -1 : (int32_t)c) || (!surrogate && p != out + n))
            fail_msg("U+%04X comes back as %d", c, (int)back);
    }
}

static void
test_utf8_where(void **state)
{
    size_t bad = 99;

    (void)state;
    assert_true(wire_utf8_valid(s("gr\xC3\xBC\xC3\x9F"), &bad));
    assert_false(wire_utf8_valid(s("gr\xC3\xBC\xDF" "e"), &bad));
    assert_int_equal(bad, 4);
    assert_true(wire_utf8_valid(s(""), NULL));
    assert_false(wire_utf8_valid(s("abc\xE2\x82"), &bad));
    assert_int_equal(bad, 3);
}

static void
test_letters(void **state)
{
    static const uint32_t upper[] = { 'A', 'Z', 0xC0, 0xD6, 0xD8, 0xDE, 0x141, 0x130, 0x391, 0x416, 0x1E9E };
    static const uint32_t lower[] = { 'a', 'z', 0xDF, 0xE0, 0xF6, 0xF8, 0xFF, 0x142, 0x131, 0x3B1, 0x436 };
    static const uint32_t neither[] = { '@', '[', '`', '{', '0', '_', 0xD7, 0xF7, 0xA0, 0x2014, 0x201C, 0xFFFD };
    static const uint32_t letters[] = { 0x5D0, 0x627, 0x905, 0x4E00, 0x3042, 0x30A2, 0xAC00, 0xE01 };
    static const uint32_t digits[] = { '0', '9', 0x660, 0x966 };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(upper); i++)
        UNIT_CHECK(i, wire_is_upper((int32_t)upper[i]) && wire_is_letter((int32_t)upper[i]) &&
                          !wire_is_lower((int32_t)upper[i]));
    for (size_t i = 0; i < WIRE_COUNT(lower); i++)
        UNIT_CHECK(i, wire_is_lower((int32_t)lower[i]) && wire_is_letter((int32_t)lower[i]) &&
                          !wire_is_upper((int32_t)lower[i]));
    for (size_t i = 0; i < WIRE_COUNT(neither); i++)
        UNIT_CHECK(i, !wire_is_letter((int32_t)neither[i]) && !wire_is_upper((int32_t)neither[i]) &&
                          !wire_is_lower((int32_t)neither[i]));
    for (size_t i = 0; i < WIRE_COUNT(letters); i++)
        UNIT_CHECK(i, wire_is_letter((int32_t)letters[i]) && wire_is_alnum((int32_t)letters[i]));
    for (size_t i = 0; i < WIRE_COUNT(digits); i++)
        UNIT_CHECK(i, wire_is_alnum((int32_t)digits[i]) && !wire_is_letter((int32_t)digits[i]));
    assert_false(wire_is_letter(-1));
    assert_false(wire_is_alnum(-1));
}

static void
test_weight(void **state)
{
    static const char text[] = "Z\xC3\xBCrich, 3 May \xE2\x80\x94 \"R&D\" rose 4.5 % [@`{/:] \xE6\x97\xA5\xE6\x9C\xAC.";
    size_t n = sizeof text - 1, whole = wire_weight(text, n);

    (void)state;
    assert_int_equal(wire_weight("azAZ09", 6), 6);
    assert_int_equal(wire_weight("@[`{/:_ \n-", 10), 0);
    assert_int_equal(wire_weight("\x80\xFF", 2), 2);
    assert_int_equal(wire_weight(text, 0), 0);
    for (size_t i = 0; i <= n; i++) { /* however it is cut in three, the sum is the same */
        for (size_t j = i; j <= n; j++)
            assert_int_equal(wire_weight(text, i) + wire_weight(text + i, j - i) + wire_weight(text + j, n - j), whole);
    }
}

static void
test_words(void **state)
{
    static const struct { const char *text; size_t want; } rows[] = {
        { "", 0 },            { " ", 0 },          { "one", 1 },        { "one two", 2 },   { "one, two.", 2 },
        { "it's", 2 },        { "a-b", 2 },        { "4.5", 2 },        { "snake_case", 1 },
        { "____", 0 },        { "_ _ _", 0 },      { "_a_", 1 },        { "a____b", 1 },
        { "Z\xC3\xBCrich", 1 }, { "\xE2\x80\x94", 0 }, { "\xE6\x97\xA5\xE6\x9C\xAC", 1 },
        { "a\xC2\xA0" "b", 2 }, { "a\xFF" "b", 2 },
    };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(rows); i++)
        UNIT_CHECK(i, wire_words(s(rows[i].text)) == rows[i].want);
}

static void
test_weight_markup(void **state)
{
    static const struct {
        const char *markup, *text;
    } rows[] = {
        { "", "" },
        { "plain", "plain" },
        { "<p class=\"lede\">one <em>two</em>, three</p>", "one two, three" },
        { "<p>a &amp; b &lt; c&#13;</p>", "a & b < c" },
        { "<br/>&gt;<img alt=\"not this\"/>", ">" },
        { "x <unclosed", "x " },
        { "x &unclosed", "x " },
    };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(rows); i++)
        assert_int_equal(wire_weight_markup(rows[i].markup, strlen(rows[i].markup)), wire_weight(rows[i].text, strlen(rows[i].text)));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_compare),     cmocka_unit_test(test_sub_and_trim),
        cmocka_unit_test(test_collapse),    cmocka_unit_test(test_to_int),
        cmocka_unit_test(test_is_number),   cmocka_unit_test(test_utf8_decode),
        cmocka_unit_test(test_utf8_every_code_point), cmocka_unit_test(test_utf8_where),
        cmocka_unit_test(test_letters),     cmocka_unit_test(test_weight),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_weight_markup),
    };

    return UNIT_RUN(tests);
}

/* Language tags: the case of BCP 47, and which of several suits. */
#include "unit.h"

#include "article/lang.h"

static void
test_case(void **state)
{
    static const struct { const char *in, *out; } rows[] = {
        { "en", "en" },           { "EN", "en" },                   { "en-gb", "en-GB" },    { "EN_gb", "en-GB" },
        { "zh-hant-tw", "zh-Hant-TW" }, { "ZH-HANS", "zh-Hans" },   { "sr-latn-rs", "sr-Latn-RS" },
        { "es-419", "es-419" },   { "de-ch-1996", "de-CH-1996" },   { " fr ", "fr" },        { "ast", "ast" },
        { "i-klingon", "i-klingon" }, { "x-whatever", "x-whatever" }, { "de-", "de-" },      { "-", "-" },
    };
    struct wire_arena a;

    (void)state;
    wire_arena_init(&a, 0);
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        struct wire_str tight = unit_tight(rows[i].in, strlen(rows[i].in));
        UNIT_TEXT(i, wire_lang_normal(&a, tight), rows[i].out);
        unit_loosen(tight);
    }
    assert_null(wire_lang_normal(&a, WIRE_STR("")).p);
    assert_null(wire_lang_normal(&a, WIRE_STR("  ")).p);
    assert_null(wire_lang_normal(&a, WIRE_NONE).p);
    wire_arena_free(&a);
    unit_fail_alloc(1, true);
    assert_null(wire_lang_normal(&a, WIRE_STR("en")).p);
    unit_fail_alloc(0, false);
    wire_arena_free(&a);
}

static void
test_match(void **state)
{
    static const struct { const char *tag, *wanted; int want; } rows[] = {
        { "en-GB", "en-GB", 3 }, { "en-GB", "en-US", 2 }, { "en", "en-US", 2 },  { "en-GB", "en", 2 },
        { "de", "en", 1 },       { "de-AT", "en-AT", 1 }, { NULL, "en", 1 },     { "en", NULL, 1 },
        { NULL, NULL, 1 },       { "e", "en", 1 },        { "eng", "en", 1 },
    };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(rows); i++)
        UNIT_CHECK(i, wire_lang_match(wire_str_of(rows[i].tag), wire_str_of(rows[i].wanted)) == rows[i].want);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_case),
        cmocka_unit_test(test_match),
    };

    return UNIT_RUN(tests);
}

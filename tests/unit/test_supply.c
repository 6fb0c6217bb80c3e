/* Ids made from content, and what is a URI. */
#include "unit.h"

#include "article/sha256.h"
#include "article/supply.h"

static void
test_sha256(void **state)
{
    /* FIPS 180-4 and its examples; lengths around the end of a block */
    static const struct { const char *text; unsigned times; const char *hex; } rows[] = {
        { "", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
        { "abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
        { "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
        { "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu", 1,
          "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1" },
        { "a", 1000000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0" },
        { "a", 55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318" },
        { "a", 56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a" },
        { "a", 64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb" },
    };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        struct wire_sha256 sha;
        char hex[WIRE_SHA256_HEX];
        wire_sha256_begin(&sha);
        for (unsigned k = 0; k < rows[i].times; k++)
            wire_sha256_add(&sha, rows[i].text, strlen(rows[i].text));
        wire_sha256_end(&sha, hex);
        UNIT_TEXT(i, ((struct wire_str){ hex, sizeof hex }), rows[i].hex);
    }
}

static void
test_uri(void **state)
{
    static const struct { const char *text; bool is; } rows[] = {
        { "http://a.example/b?c=d#e", true }, { "urn:newsml:x.example:20250101:a", true }, { "tag:x.example,2025:a", true },
        { "mailto:a@b.example", true },       { "http://a.example:80/", true },            { "http://u:p@a.example:80/", true },
        { "a:", true },                       { "http://a.example/%20", true },            { "x+y-z.1:q", true },
        { "", false },                        { "a", false },                              { "/a/b", false },
        { "./a.jpg", false },                 { ":a", false },                             { "1a:b", false },
        { "http://a b", false },              { "http://a.example/\xC3\xA9", false },      { "http://a:b/", false },
        { "urn:a%2", false },                 { "urn:a%GG", false },                       { "urn:a#b#c", false },
        { "urn:<a>", false },                 { "tag_reuters.com_2014", false },           { "http://[::1]/", false },
        { "http://a@b@c/", false },
    };
    size_t i;

    (void)state;
    for (i = 0; i < WIRE_COUNT(rows); i++) {
        struct wire_str tight = unit_tight(rows[i].text, strlen(rows[i].text));
        UNIT_CHECK(i, wire_is_uri(tight) == rows[i].is);
        unit_loosen(tight);
    }
    assert_false(wire_is_uri((struct wire_str){ "urn:a\0b", 7 }));
    assert_false(wire_is_uri((struct wire_str){ "u\0rn:a", 6 }));
    assert_false(wire_is_uri(WIRE_NONE));
}

static void
test_supply(void **state)
{
    static const struct wire_at nowhere = { 0, 0, 0 };
    struct wire_article *a = wire_article_new(0), *b = wire_article_new(0);
    struct wire_buf out = WIRE_BUF_INIT, other = WIRE_BUF_INIT;
    struct wire_value *v;

    (void)state;
    assert_non_null(a);
    assert_non_null(b);
    v = wire_add_record(a, WIRE_F_HEADLINES, nowhere);
    wire_put_text(a, v, WIRE_K_VALUE, WIRE_STR("abc"), nowhere);
    wire_supply_uri(&out, a); /* SHA-256 of "abc\n" */
    UNIT_TEXT(0, wire_buf_slice(&out), "urn:x-wirecopy:sha256:edeaaff3f1774ad2888673770c6d64097e391bc362d7d6fb34982ddf0efd18cb");
    assert_true(wire_is_supplied_uri(wire_buf_slice(&out)));
    assert_false(wire_is_supplied_uri(WIRE_STR("urn:x:1")));
    v = wire_add_record(b, WIRE_F_RENDITIONS, nowhere);
    wire_put_text(b, v, WIRE_K_HREF, WIRE_STR("a.jpg"), nowhere);
    wire_supply_uri(&other, b);
    v->flags |= WIRE_V_SECRET;
    wire_buf_clear(&out);
    wire_supply_uri(&out, b);
    assert_int_equal(out.n, other.n);
    assert_memory_not_equal(out.p, other.p, out.n); /* what is not public does not go into it */
    wire_buf_free(&out);
    wire_buf_free(&other);
    wire_article_free(a);
    wire_article_free(b);
}

int
main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_sha256), cmocka_unit_test(test_uri), cmocka_unit_test(test_supply) };

    return UNIT_RUN(tests);
}

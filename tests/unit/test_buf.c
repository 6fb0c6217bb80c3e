/* The buffer: growth, an error that sticks, and the escapes of XML and JSON. */
#include "unit.h"

#include "article/buf.h"
#include "article/str.h"

static void
test_growth(void **state)
{
    struct wire_buf b = WIRE_BUF_INIT;

    (void)state;
    assert_int_equal(wire_buf_slice(&b).n, 0);
    assert_non_null(wire_buf_slice(&b).p);
    for (int i = 0; i < 100000; i++)
        wire_buf_putc(&b, (char)('a' + i % 26));
    assert_int_equal(b.n, 100000);
    for (size_t i = 0; i < b.n; i++)
        assert_int_equal(b.p[i], 'a' + (int)(i % 26));
    wire_buf_clear(&b);
    assert_int_equal(b.n, 0);
    wire_buf_puts(&b, "ab");
    wire_buf_str(&b, WIRE_STR("cd"));
    wire_buf_str(&b, WIRE_NONE);
    wire_buf_put(&b, NULL, 0);
    wire_buf_printf(&b, "%s%05d", "-", 42);
    UNIT_TEXT(0, wire_buf_slice(&b), "abcd-00042");
    wire_buf_free(&b);
    wire_buf_free(&b);
}

static void
test_error_sticks(void **state)
{
    struct wire_buf b = WIRE_BUF_INIT;

    (void)state;
    wire_buf_puts(&b, "before");
    unit_fail_alloc(1, false);
    assert_false(wire_buf_room(&b, 100000));
    unit_fail_alloc(0, false);
    assert_int_equal(b.err, WIRE_E_NOMEM);
    assert_false(wire_buf_room(&b, 100000)); /* though there is memory again */
    UNIT_TEXT(0, wire_buf_slice(&b), "before");
    wire_buf_clear(&b);
    assert_int_equal(b.err, WIRE_E_NOMEM);
    wire_buf_free(&b);
    assert_int_equal(b.err, WIRE_OK);
    assert_false(wire_buf_room(&b, SIZE_MAX));
    assert_int_equal(b.err, WIRE_E_NOMEM);
    wire_buf_free(&b);
}

struct escape { const char *in; size_t n; const char *out; };

static void
check(const struct escape *rows, size_t count, void (*put)(struct wire_buf *, struct wire_str))
{
    for (size_t i = 0; i < count; i++) {
        struct wire_buf b = WIRE_BUF_INIT;
        struct wire_str tight = unit_tight(rows[i].in, rows[i].n);
        put(&b, tight);
        UNIT_TEXT(i, wire_buf_slice(&b), rows[i].out);
        unit_loosen(tight);
        wire_buf_free(&b);
    }
}

#define ROW(in, out) { in, sizeof(in) - 1, out }

static void
test_xml(void **state)
{
    static const struct escape text[] = {
        ROW("", ""),              ROW("plain", "plain"),
        ROW("a & b", "a &amp; b"), ROW("<p>", "&lt;p&gt;"), ROW("]]>", "]]&gt;"), ROW("\"'", "\"'"),
        ROW("a\rb", "a&#13;b"),   ROW("a\tb\nc", "a\tb\nc"),
        ROW("a\0b", "ab"),        ROW("\x01\x08\x0B\x0C\x0E\x1F", ""), /* not allowed in XML 1.0 */
        ROW("\x7F", "\x7F"),      ROW("gr\xC3\xBC\xC3\x9F", "gr\xC3\xBC\xC3\x9F"),
        ROW("&&", "&amp;&amp;"),
    };
    static const struct escape attribute[] = {
        ROW("\"a\"", "&quot;a&quot;"), ROW("'", "'"), ROW("a<b&c>d", "a&lt;b&amp;c&gt;d"), ROW("", ""),
        ROW("a\tb\nc\rd", "a&#9;b&#10;c&#13;d"), /* else a parser makes spaces of them */
    };

    (void)state;
    check(text, WIRE_COUNT(text), wire_buf_xml);
    check(attribute, WIRE_COUNT(attribute), wire_buf_xml_attr);
}

static void
test_json(void **state)
{
    static const struct escape rows[] = {
        ROW("", "\"\""),
        ROW("plain", "\"plain\""),
        ROW("\"\\/", "\"\\\"\\\\/\""),
        ROW("\b\t\n\f\r", "\"\\b\\t\\n\\f\\r\""),
        ROW("\0\x01\x0B\x1F\x7F", "\"\\u0000\\u0001\\u000b\\u001f\\u007f\""),
        ROW("\xE2\x82\xAC\xF0\x9F\x98\x80", "\"\xE2\x82\xAC\xF0\x9F\x98\x80\""),
        ROW("a\xFF" "b", "\"a\xEF\xBF\xBD" "b\""),           /* no UTF-8: U+FFFD */
        ROW("\xC3", "\"\xEF\xBF\xBD\""),
        ROW("\xED\xA0\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""),
        ROW("\xE2\x82", "\"\xEF\xBF\xBD\xEF\xBF\xBD\""),
    };

    (void)state;
    check(rows, WIRE_COUNT(rows), wire_buf_json);
}

static void
test_escapes_without_memory(void **state)
{
    static void (*const puts[])(struct wire_buf *, struct wire_str) = { wire_buf_xml, wire_buf_xml_attr, wire_buf_json };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(puts); i++) {
        struct wire_buf b = WIRE_BUF_INIT;
        unit_fail_alloc(1, true);
        puts[i](&b, WIRE_STR("a & \"b\" \n"));
        wire_buf_printf(&b, "%d", 1);
        unit_fail_alloc(0, false);
        UNIT_CHECK(i, b.err == WIRE_E_NOMEM && b.n == 0);
        wire_buf_free(&b);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_growth), cmocka_unit_test(test_error_sticks), cmocka_unit_test(test_xml),
        cmocka_unit_test(test_json),   cmocka_unit_test(test_escapes_without_memory),
    };

    return UNIT_RUN(tests);
}

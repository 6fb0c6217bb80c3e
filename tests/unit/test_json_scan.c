/* The scanner of JSON: what it takes, what it refuses and where, in pieces of any size, without memory. */
#include "unit.h"

#include <errno.h>

#include "article/str.h"
#include "json/scan.h"

/* Bytes given in pieces; after all of them the end, or an error. */
struct pieces {
    const char *p;
    size_t n, step;
    int error;
};

static long
give(void *ctx, void *bytes, size_t n)
{
    struct pieces *from = ctx;

    if (n > from->step)
        n = from->step;
    if (n > from->n)
        n = from->n;
    if (n == 0 && from->error != 0) {
        errno = from->error;
        return -1;
    }
    memcpy(bytes, from->p, n);
    from->p += n;
    from->n -= n;
    return (long)n;
}

struct seen {
    char id[64]; /* the first finding */
    unsigned findings;
    struct wire_at at;
};

static void
see(void *ctx, const struct wire_diag *d)
{
    struct seen *seen = ctx;

    if (seen->findings++ == 0) {
        snprintf(seen->id, sizeof seen->id, "%s", d->what->id);
        seen->at = d->at;
    }
}

/* Scan all of it and print every value again, a space after each. */
static enum wire_status
scan(const char *p, size_t n, size_t step, const struct wire_limits *max, struct wire_buf *out, struct seen *seen)
{
    struct pieces from = { p, n, step, 0 };
    struct wire_source source = { .read = give, .ctx = &from, .name = "test", .max = max };
    struct wire_sink sink = { NULL, see, seen };
    enum wire_json_event event;
    struct wire_json j;
    size_t weight = 0;

    *seen = (struct seen){ .findings = 0 };
    if (wire_json_begin(&j, &source, &sink)) {
        while ((event = wire_json_next(&j)) != WIRE_J_END && event != WIRE_J_ERROR) {
            if (!wire_json_copy(&j, event, out, &weight))
                break;
            wire_buf_putc(out, ' ');
        }
    }
    return wire_json_finish(&j);
}

struct row { const char *in; size_t n; const char *out; };
#define ROW(in, out) { in, sizeof(in) - 1, out }

static void
check_rows(const struct row *rows, size_t count, bool good)
{
    static const size_t steps[] = { 1, 2, 3, 7, 100000 };

    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < WIRE_COUNT(steps); k++) {
            struct wire_buf out = WIRE_BUF_INIT;
            struct seen seen;
            enum wire_status st = scan(rows[i].in, rows[i].n, steps[k], NULL, &out, &seen);
            UNIT_CHECK(i, st == (good ? WIRE_OK : WIRE_E_INPUT));
            if (good) {
                UNIT_TEXT(i, wire_buf_slice(&out), rows[i].out);
            } else {
                UNIT_TEXT(i, wire_str_of(seen.id), rows[i].out);
                UNIT_CHECK(i, seen.findings == 1);
            }
            wire_buf_free(&out);
        }
    }
}

static void
test_takes(void **state)
{
    static const struct row rows[] = {
        ROW("", ""),
        ROW(" \t\r\n", ""),
        ROW("{}", "{} "),
        ROW("[ ]", "[] "),
        ROW(" { \"a\" : [ 1 , -0.5e+10 , true , false , null , \"x\" ] } ", "{\"a\":[1,-0.5e+10,true,false,null,\"x\"]} "),
        ROW("1 2\n\"a\"", "1 2 \"a\" "),
        ROW("{}{}[][]", "{} {} [] [] "),
        ROW("\x1E{}\n\x1E[1]\n", "{} [1] "),
        ROW("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\\"\\\\/\\b\\f\\n\\r\\t\" "),
        ROW("\"\\u0041\\u00e9\\u20AC\\uD83D\\uDE00\"", "\"A\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\" "),
        ROW("\"gr\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80\"", "\"gr\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80\" "),
        ROW("\xEF\xBB\xBF[0]", "[0] "),
        ROW("12345678901234567890.000000000000001", "12345678901234567890.000000000000001 "),
        ROW("{\"\":{\"\":[[]]}}", "{\"\":{\"\":[[]]}} "),
        /* RFC 4627, 3: UTF-16 and UTF-32, with and without a byte order mark */
        ROW("[\0\"\0\xE9\0\"\0]\0", "[\"\xC3\xA9\"] "),
        ROW("\0[\0\"\0\xE9\0\"\0]", "[\"\xC3\xA9\"] "),
        ROW("\xFF\xFE[\0001\0]\0", "[1] "),
        ROW("\xFE\xFF\0[\0001\0]", "[1] "),
        ROW("[\0\0\0001\0\0\0]\0\0\0", "[1] "),
        ROW("\0\0\xFE\xFF\0\0\0[\0\0\0001\0\0\0]", "[1] "),
    };

    (void)state;
    check_rows(rows, WIRE_COUNT(rows), true);
}

static void
test_refuses(void **state)
{
    static const struct row rows[] = {
#define BAD(in) { in, sizeof(in) - 1, "json-not-well-formed" }
        BAD("{"), BAD("["), BAD("]"), BAD("}"), BAD("{]"), BAD("[}"), BAD("[1,]"), BAD("{\"a\":1,}"), BAD("[,1]"), BAD("[1 2]"),
        BAD("{\"a\"}"), BAD("{\"a\" 1}"), BAD("{a:1}"), BAD("{1:1}"), BAD("{'a':1}"), BAD("['a']"), BAD("{} ,{}"), BAD("{}x"),
        BAD("01"), BAD("-"), BAD("+1"), BAD("1."), BAD(".5"), BAD("1e"), BAD("1e+"), BAD("0x10"), BAD("NaN"), BAD("Infinity"),
        BAD("[1.2.3]"), BAD("--1"), BAD("tru"), BAD("True"), BAD("nulL"), BAD("truefalse"), BAD("[1true]"), BAD("1\"a\""),
        BAD("\"a"), BAD("\"\\"), BAD("\"\\x41\""), BAD("\"\\u12\""), BAD("\"\\u12G4\""), BAD("\"\\u\""), BAD("\"a\tb\""),
        BAD("\"a\nb\""), BAD("\"a\0b\""), BAD("[1]\0"), BAD("/* x */ 1"), BAD("[1] // x"), BAD("{\"a\":}"), BAD("{,}"), BAD("[\x1E]"),
        BAD("\v1"), BAD("\xC2\xA0" "1"), BAD("\"a\" :"),
        ROW("\"\xFF\"", "json-encoding"), ROW("\"\xC3\"", "json-encoding"), ROW("\"\xED\xA0\x80\"", "json-encoding"),
        ROW("\"\xC0\x80\"", "json-encoding"), ROW("\"\xF4\x90\x80\x80\"", "json-encoding"), ROW("{\"\xE2\x82\":1}", "json-encoding"),
        ROW("[\0\"\0\x00\xD8\"\0]\0", "json-encoding"), /* half a pair in UTF-16 */
    };

    (void)state;
    check_rows(rows, WIRE_COUNT(rows), false);
}

static void
test_replaces(void **state)
{
    static const struct row rows[] = {
        ROW("\"a\\u0000b\"", "\"a\xEF\xBF\xBD" "b\" "),
        ROW("\"\\uD800\"", "\"\xEF\xBF\xBD\" "),
        ROW("\"\\uDC00\\uD800\"", "\"\xEF\xBF\xBD\xEF\xBF\xBD\" "),
        ROW("\"\\uD800\\u0041\"", "\"\xEF\xBF\xBD" "A\" "),
        ROW("\"\\uD800x\"", "\"\xEF\xBF\xBDx\" "),
    };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        struct wire_buf out = WIRE_BUF_INIT;
        struct seen seen;
        UNIT_CHECK(i, scan(rows[i].in, rows[i].n, 1, NULL, &out, &seen) == WIRE_OK);
        UNIT_TEXT(i, wire_buf_slice(&out), rows[i].out);
        UNIT_TEXT(i, wire_str_of(seen.id), "json-replaced");
        UNIT_CHECK(i, seen.findings == 1); /* once a value */
        wire_buf_free(&out);
    }
}

static void
test_places(void **state)
{
    static const struct { const char *in; uint32_t line, col; uint64_t byte; } rows[] = {
        { "x", 1, 1, 0 },  { "\n\n  x", 3, 3, 4 }, { "{\n \"a\": 1,\n \"a\": x}", 3, 7, 17 }, { "[1,\r\n2 3]", 2, 3, 7 },
        { "\"ab\x01\"", 1, 4, 3 }, { "[\"a\\q\"]", 1, 4, 3 }, { "[01]", 1, 2, 1 }, { "{\"a\":1", 1, 7, 6 },
        { "\xEF\xBB\xBFx", 1, 1, 3 },
    };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        for (size_t step = 1; step < 30; step++) {
            struct wire_buf out = WIRE_BUF_INIT;
            struct seen seen;
            UNIT_CHECK(i, scan(rows[i].in, strlen(rows[i].in), step, NULL, &out, &seen) == WIRE_E_INPUT);
            UNIT_CHECK(i, seen.at.line == rows[i].line && seen.at.col == rows[i].col && seen.at.byte == rows[i].byte);
            wire_buf_free(&out);
        }
    }
}

static void
test_twice(void **state)
{
    static const struct row rows[] = {
        ROW("{\"a\":1,\"a\":2}", "json-name-twice"),
        ROW("{\"a\":{\"b\":1,\"c\":1,\"b\":2}}", "json-name-twice"),
        ROW("{\"a\":1,\"\\u0061\":2}", "json-name-twice"),
        ROW("{\"a\":{\"a\":1},\"b\":{\"a\":1}}", ""),
        ROW("[{\"a\":1},{\"a\":1}]", ""),
        ROW("{\"a\":1,\"A\":2}", ""),
        ROW("{\"\":1,\"\":2}", "json-name-twice"),
    };
    struct wire_buf many = WIRE_BUF_INIT, out = WIRE_BUF_INIT;
    struct seen seen;

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        UNIT_CHECK(i, scan(rows[i].in, rows[i].n, 3, NULL, &out, &seen) == WIRE_OK);
        UNIT_TEXT(i, wire_str_of(seen.id), rows[i].out);
        wire_buf_clear(&out);
    }
    for (unsigned twice = 0; twice < 2; twice++) { /* so many that they are sorted */
        wire_buf_clear(&many);
        wire_buf_putc(&many, '{');
        for (unsigned i = 0; i < 1000; i++)
            wire_buf_printf(&many, "\"n%u\":{\"n1\":%u},", i, i);
        wire_buf_printf(&many, "\"%s\":0}", twice ? "n500" : "n");
        assert_int_equal(scan(many.p, many.n, 1000, NULL, &out, &seen), WIRE_OK);
        UNIT_TEXT(twice, wire_str_of(seen.id), twice ? "json-name-twice" : "");
        wire_buf_clear(&out);
    }
    wire_buf_free(&many);
    wire_buf_free(&out);
}

static void
test_limits(void **state)
{
    struct wire_limits max = wire_limits_default;
    struct wire_buf out = WIRE_BUF_INIT;
    struct seen seen;

    (void)state;
    max.depth = 5;
    assert_int_equal(scan("[[[[[1]]]]]", 11, 2, &max, &out, &seen), WIRE_OK);
    assert_int_equal(scan("[[[[[[1]]]]]]", 13, 2, &max, &out, &seen), WIRE_E_LIMIT);
    assert_string_equal(seen.id, "json-limit");
    max.story = 100;
    for (int past = 0; past < 2; past++) { /* cut by pieces, so that it has to be put together */
        char text[200] = "\"";
        memset(text + 1, 'a', (size_t)(100 + past));
        text[101 + past] = '"';
        assert_int_equal(scan(text, strlen(text), 1, &max, &out, &seen), past ? WIRE_E_LIMIT : WIRE_OK);
    }
    wire_buf_free(&out);
}

/* Around the size of the room every token is cut somewhere. */
static void
test_long(void **state)
{
    struct wire_buf in = WIRE_BUF_INIT, out = WIRE_BUF_INIT;
    struct seen seen;

    (void)state;
    for (size_t pad = WIRE_JSON_ROOM - 60; pad < WIRE_JSON_ROOM + 3; pad++) {
        static const char value[] = "{\"na\\u00e9me\":[\"gr\xC3\xBC\xE2\x82\xAC \\uD83D\\uDE00\",-12.5e-7,true]}";
        wire_buf_clear(&in);
        wire_buf_clear(&out);
        for (size_t i = 0; i < pad; i++)
            wire_buf_putc(&in, ' ');
        wire_buf_puts(&in, value);
        assert_int_equal(scan(in.p, in.n, SIZE_MAX, NULL, &out, &seen), WIRE_OK);
        UNIT_TEXT(pad, wire_buf_slice(&out), "{\"na\xC3\xA9me\":[\"gr\xC3\xBC\xE2\x82\xAC \xF0\x9F\x98\x80\",-12.5e-7,true]} ");
    }
    wire_buf_free(&in);
    wire_buf_free(&out);
}

static const char sample[] = "{\"a\":[1,2.5,{\"b\\n\":\"gr\xC3\xBC\\u00DF\"}],\"c\":true,\"d\":null,\"e\":\"\"}";

static void
test_cut(void **state)
{
    (void)state;
    for (size_t n = 1; n < sizeof sample - 1; n++) {
        struct wire_buf out = WIRE_BUF_INIT;
        struct wire_str tight = unit_tight(sample, n);
        struct seen seen;
        UNIT_CHECK(n, scan(tight.p, tight.n, 5, NULL, &out, &seen) == WIRE_E_INPUT);
        UNIT_CHECK(n, seen.findings == 1);
        unit_loosen(tight);
        wire_buf_free(&out);
    }
}

static void
test_failures(void **state)
{
    struct pieces from = { "[1,2,", 5, 1, EIO };
    struct wire_source source = { .read = give, .ctx = &from, .name = "test" };
    struct seen seen = { .findings = 0 };
    struct wire_sink sink = { NULL, see, &seen };
    struct wire_json j;

    (void)state;
    assert_true(wire_json_begin(&j, &source, &sink));
    while (wire_json_next(&j) != WIRE_J_ERROR)
        ;
    assert_int_equal(wire_json_next(&j), WIRE_J_ERROR);
    assert_int_equal(wire_json_finish(&j), WIRE_E_IO);
    assert_string_equal(seen.id, "json-read");
    from = (struct pieces){ "[1]", 3, 1, 0 };
    source.encoding = "no-such-encoding";
    assert_false(wire_json_begin(&j, &source, &sink));
    assert_int_equal(wire_json_finish(&j), WIRE_E_INPUT);
    for (long n = 1;; n++) {
        struct wire_buf out = WIRE_BUF_INIT;
        enum wire_status st;
        bool reached;
        unit_fail_alloc(n, true);
        st = scan(sample, sizeof sample - 1, 3, NULL, &out, &seen);
        reached = unit_allocs() >= n;
        unit_fail_alloc(0, false);
        wire_buf_free(&out);
        if (!reached) {
            assert_int_equal(st, WIRE_OK);
            assert_true(n > 3);
            break;
        }
        UNIT_CHECK(n, st == WIRE_E_NOMEM || st == WIRE_OK); /* OK where it was the copy that failed */
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_takes), cmocka_unit_test(test_refuses),  cmocka_unit_test(test_replaces),
        cmocka_unit_test(test_places), cmocka_unit_test(test_twice),   cmocka_unit_test(test_limits),
        cmocka_unit_test(test_long),  cmocka_unit_test(test_cut),      cmocka_unit_test(test_failures),
    };

    return UNIT_RUN(tests);
}

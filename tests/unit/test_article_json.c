/* The article JSON: what was printed reads back the same, and what others write is kept. */
#include "unit.h"

#include "article-json/article-json.h"
#include "article/str.h"

struct run {
    struct wire_buf out;
    bool compact;
    char ids[400];    /* of the findings, each with a space after it */
    unsigned stories;
    bool balanced;    /* read == placed + skipped, of every story */
    struct wire_article *last;
    enum wire_status stop;
};

static enum wire_status
take(void *ctx, struct wire_article *a)
{
    struct run *r = ctx;

    r->stories++;
    r->balanced &= a->ledger.read == a->ledger.placed + a->ledger.skipped;
    wire_article_json(&r->out, a, r->compact);
    wire_article_free(r->last);
    r->last = a;
    return r->stop;
}

static void
see(void *ctx, const struct wire_diag *d)
{
    struct run *r = ctx;
    size_t n = strlen(r->ids);

    snprintf(r->ids + n, sizeof r->ids - n, "%s ", d->what->id);
}

static enum wire_status
read_text(struct run *r, const char *p, size_t n, bool compact, const struct wire_limits *max)
{
    struct wire_bytes bytes = { p, n, NULL };
    struct wire_source source = { .read = wire_bytes_read, .ctx = &bytes, .name = "test", .max = max };
    struct wire_sink sink = { take, see, r };
    struct wire_worker worker = { .want_ledger = true };

    *r = (struct run){ .out = WIRE_BUF_INIT, .compact = compact, .balanced = true, .stop = r->stop };
    return wire_article_json_read(&source, &sink, NULL, &worker);
}

static void
done(struct run *r)
{
    wire_article_free(r->last);
    wire_buf_free(&r->out);
    *r = (struct run){ .stories = 0 };
}

/* Every shape, kind and flag there is, as it is printed. */
static const char full[] =
    "{\"uri\":\"urn:x:1\",\"version\":\"2\",\"type\":\"text\",\"urgency\":4,\"language\":\"en\","
    "\"provider\":{\"id\":\"7\",\"name\":\"Meridian\",\"qcode\":\"p:m\",\"@id\":\"8\"},"
    "\"headlines\":[{\"role\":\"main\",\"value\":\"Kites \\\"up\\\"\"},{\"role\":\"sub\",\"value\":\"Drachen\",\"lang\":\"de\"}],"
    "\"edNotes\":[{\"role\":\"note\",\"public\":false,\"value\":\"For the desk.\"},{\"public\":true,\"value\":\"For all.\"}],"
    "\"subjects\":[{\"name\":\"Wind\",\"rank\":3,\"names\":[{\"lang\":\"en\",\"value\":\"Wind\"},{\"role\":\"short\",\"value\":\"W\"}],"
    "\"broader\":[{\"name\":\"Weather\",\"sameAs\":[{\"uri\":\"urn:x:w\"}]}],\"facet\":{\"name\":\"f\"},\"note\":[\"a\",\"b\"]},"
    "{\"name\":\"Hidden\",\"public\":false}],"
    "\"keywords\":[\"kite\",\"wind\"],"
    "\"rights\":[{\"role\":\"usageTerms\",\"lang\":\"de\",\"value\":\"Nur online\"}],"
    "\"bodies\":[{\"role\":\"main\",\"contentType\":\"application/xhtml+xml\",\"wordCount\":12,\"value\":"
    "\"<p class=\\\"lede\\\">One &amp; two <a href=\\\"http://x.example/?a=1&amp;b=2\\\">three</a>.<br/>Four</p>\\n"
    "<table><tbody><tr><td>a</td><td></td></tr></tbody></table>\\n<pre>x  y\\n z</pre>\"},"
    "{\"role\":\"main\",\"contentType\":\"text/plain\",\"wordCount\":12,\"value\":\"One & two three.\\nFour\\n\\na\\n\\nx  y\\n z\"}],"
    "\"associations\":[{\"uri\":\"urn:x:2\",\"name\":\"pic\",\"rel\":\"main\",\"type\":\"picture\","
    "\"associations\":[{\"uri\":\"urn:x:3\"}]}],"
    "\"take\":{\"number\":2,\"writethru\":true},"
    "\"extra\":[{\"name\":\"a\",\"path\":\"b/a\",\"value\":\"c\"}],"
    "\"nonPublic\":[{\"role\":\"closingline\",\"where\":\"body\",\"value\":\"desk@x.example\"}],"
    "\"source\":{\"format\":\"newsml-g2\",\"file\":\"a.xml\",\"index\":1}}\n";

static void
test_identity(void **state)
{
    struct run first = { .stories = 0 }, again = { .stories = 0 };

    (void)state;
    assert_int_equal(read_text(&first, full, sizeof full - 1, true, NULL), WIRE_OK);
    UNIT_TEXT(0, wire_buf_slice(&first.out), full);
    assert_string_equal(first.ids, "");
    assert_true(first.balanced);
    done(&first);
    assert_int_equal(read_text(&first, full, sizeof full - 1, false, NULL), WIRE_OK);
    assert_int_equal(read_text(&again, first.out.p, first.out.n, false, NULL), WIRE_OK);
    assert_int_equal(first.out.n, again.out.n);
    assert_memory_equal(first.out.p, again.out.p, first.out.n);
    done(&first);
    done(&again);
}

static void
test_secrets(void **state)
{
    static const char hidden[] = "{\"by\":\"Ann Lee\",\"located\":{\"name\":\"Oslo\"},\"keywords\":[\"a\",\"b\"],"
                                 "\"nonPublic\":[{\"where\":\"by\",\"value\":\"Ann Lee\"},{\"where\":\"x\",\"value\":\"b\"}]}";
    struct run r = { .stories = 0 };
    const struct wire_value *v;

    (void)state;
    assert_int_equal(read_text(&r, full, sizeof full - 1, true, NULL), WIRE_OK);
    v = wire_first(r.last, WIRE_F_ED_NOTES);
    assert_false(wire_is_public(v));
    assert_true(wire_is_public(v->next));
    v = wire_first(r.last, WIRE_F_SUBJECTS);
    assert_true(wire_is_public(v));
    assert_false(wire_is_public(v->next));
    assert_false(wire_is_public(wire_first(r.last, WIRE_F_NON_PUBLIC)));
    assert_int_equal(r.last->body->first->at.line, 1);
    UNIT_TEXT(0, wire_first(r.last, WIRE_F_HEADLINES)->next->lang, "de");
    done(&r);
    /* a plain text that stands in nonPublic as well; one of the members of a record */
    assert_int_equal(read_text(&r, hidden, sizeof hidden - 1, true, NULL), WIRE_OK);
    assert_false(wire_is_public(wire_first(r.last, WIRE_F_BY)));
    assert_true(wire_is_public(wire_first(r.last, WIRE_F_KEYWORDS)));
    assert_false(wire_is_public(wire_first(r.last, WIRE_F_KEYWORDS)->next));
    v = wire_get(wire_first(r.last, WIRE_F_LOCATED), WIRE_K_NAME);
    ((struct wire_value *)(uintptr_t)v)->flags |= WIRE_V_SECRET;
    wire_buf_clear(&r.out);
    wire_article_json(&r.out, r.last, true);
    assert_non_null(memmem(r.out.p, r.out.n, "{\"name\":\"Oslo\",\"public\":false}", 30));
    done(&r);
}

static void
test_others(void **state)
{
    static const struct { const char *in, *out, *ids; } rows[] = {
        { "{}", "{\n}\n", "" },
        { "{\"uri\":null,\"keywords\":[],\"title\":\"\"}", NULL, "" },
        { "{\"headlines\":[{\"value\":\"a\",\"role\":\"main\"}]}", "{\"headlines\":[{\"role\":\"main\",\"value\":\"a\"}]}\n", "" },
        { "{\"headlines\":{\"value\":\"a\"}}", "{\"headlines\":[{\"value\":\"a\"}]}\n", "" },
        { "{\"headlines\":[{\"lang\":\"de\",\"value\":\"a\"}]}", NULL, "" },
        { "{\"keywords\":\"a\"}", "{\"keywords\":[\"a\"]}\n", "" },
        { "{\"version\":3}", "{\"version\":\"3\"}\n", "" },
        { "{\"urgency\":\"4\"}", "{\"urgency\":4}\n", "" },
        { "{\"urgency\":10}", "{\"extra\":[{\"name\":\"urgency\",\"path\":\"urgency\",\"value\":\"10\"}]}\n", "json-field-kind " },
        { "{\"by\":[\"a\",{\"b\":null}],\"title\":true}",
          "{\"extra\":[{\"name\":\"by\",\"path\":\"by\",\"value\":\"[\\\"a\\\",{\\\"b\\\":null}]\"},"
          "{\"name\":\"title\",\"path\":\"title\",\"value\":\"true\"}]}\n",
          "json-field-kind " },
        { "{\"by\":\"a\",\"by\":\"b\"}", "{\"by\":\"a\",\"extra\":[{\"name\":\"by\",\"path\":\"by\",\"value\":\"b\"}]}\n",
          "json-field-kind json-name-twice " },
        { "{\"mine\":{\"a\":[1]}}", "{\"extra\":[{\"name\":\"mine\",\"path\":\"mine\",\"value\":\"{\\\"a\\\":[1]}\"}]}\n",
          "json-field-unknown " },
        { "{\"located\":{\"name\":[\"a\",\"b\"],\"x\":[[1,\"c\"]]}}",
          "{\"located\":{\"@name\":[\"a\",\"b\"],\"x\":[\"[1,\\\"c\\\"]\"]}}\n", "" },
        { "{\"located\":{\"name\":\"a\",\"name\":\"b\"}}", "{\"located\":{\"name\":\"a\",\"@name\":\"b\"}}\n", "json-name-twice " },
        { "{\"bodies\":[{\"value\":\"One.\\n\\nTwo.\"}]}",
          "{\"bodies\":[{\"role\":\"main\",\"contentType\":\"application/xhtml+xml\",\"value\":\"<p>One.</p>\\n<p>Two.</p>\"},"
          "{\"role\":\"main\",\"contentType\":\"text/plain\",\"value\":\"One.\\n\\nTwo.\"}]}\n", "" },
        { "{\"bodies\":{\"value\":\"<P>A<script>x()</script> <b onclick='x()'>b</b>\",\"contentType\":\"text/html\"}}",
          "{\"bodies\":[{\"role\":\"main\",\"contentType\":\"application/xhtml+xml\",\"value\":\"<p>A <strong>b</strong></p>\"},"
          "{\"role\":\"main\",\"contentType\":\"text/plain\",\"value\":\"A b\"}]}\n", "" },
        { "{\"bodies\":[{\"contentType\":\"application/xhtml+xml\",\"value\":\"<p>A</p>\"},{\"contentType\":\"text/plain\",\"value\":\"B C\"}]}",
          "{\"bodies\":[{\"role\":\"main\",\"contentType\":\"application/xhtml+xml\",\"value\":\"<p>A</p>\"},"
          "{\"role\":\"main\",\"contentType\":\"text/plain\",\"value\":\"A\"}],"
          "\"extra\":[{\"name\":\"text/plain\",\"path\":\"bodies\",\"value\":\"B C\"}]}\n", "json-body-differs " },
        { "[{\"uri\":\"a\"},{\"uri\":\"b\"}]{\"uri\":\"c\"}", "{\"uri\":\"a\"}\n{\"uri\":\"b\"}\n{\"uri\":\"c\"}\n", "" },
        { "[1,{\"uri\":\"b\"},[{\"uri\":\"no\"}]]", "{\"uri\":\"b\"}\n", "json-no-story json-no-story " },
        { "{\"uri\":\"a\"}\n{\"uri\":", "{\"uri\":\"a\"}\n", "json-not-well-formed " },
    };
    struct run r = { .stories = 0 };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        read_text(&r, rows[i].in, strlen(rows[i].in), i != 0, NULL);
        UNIT_TEXT(i, wire_str_of(r.ids), rows[i].ids);
        if (rows[i].out != NULL)
            UNIT_TEXT(i, wire_buf_slice(&r.out), rows[i].out);
        UNIT_CHECK(i, r.balanced);
        done(&r);
    }
}

/* What a fragment may look like that is not ours; none of it may be more than a warning, or be lost. */
static void
test_fragments(void **state)
{
    static const struct { const char *in, *out; } rows[] = {
        { "<p>a", "<p>a</p>" }, { "a<br>b", "<p>a<br/>b</p>" }, { "<p>a</div>b</p>", NULL }, { "<p>&#233;&nbsp;&unknown;</p>", NULL },
        { "<p a=b>c</p>", "<p>c</p>" }, { "<p>a < b</p>", NULL }, { "<!-- x --><p>a</p>", "<p>a</p>" }, { "<p", NULL },
        { "<p lang='de'>a</p>", "<p lang=\\\"de\\\">a</p>" }, { "<a href=\\\"javascript:x()\\\">a</a>", "<p>a</p>" },
        { "<p title=\\\"a &lt; &quot;b&quot;\\\">c</p>", "<p title=\\\"a &lt; &quot;b&quot;\\\">c</p>" },
        { "<p class=\\\"nonpublic\\\">hidden</p><p>shown</p>", "<p>shown</p>" },
    };
    struct run r = { .stories = 0 };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        char in[400], want[300];
        snprintf(in, sizeof in, "{\"bodies\":[{\"contentType\":\"application/xhtml+xml\",\"value\":\"%s\"}]}", rows[i].in);
        UNIT_CHECK(i, read_text(&r, in, strlen(in), true, NULL) == WIRE_OK);
        UNIT_CHECK(i, r.stories == 1 && r.balanced);
        snprintf(want, sizeof want, "\"value\":\"%s\"}", rows[i].out != NULL ? rows[i].out : "");
        if (rows[i].out != NULL && memmem(r.out.p, r.out.n, want, strlen(want)) == NULL)
            fail_msg("row %zu: %.*s", i, (int)r.out.n, r.out.p);
        done(&r);
    }
}

static void
test_cut_and_damaged(void **state)
{
    uint32_t random = 1;
    struct run r = { .stories = 0 };

    (void)state;
    for (size_t n = 1; n < sizeof full - 2; n++) {
        struct wire_str tight = unit_tight(full, n);
        UNIT_CHECK(n, read_text(&r, tight.p, tight.n, true, NULL) == WIRE_E_INPUT);
        UNIT_CHECK(n, r.stories == 0);
        unit_loosen(tight);
        done(&r);
    }
    for (unsigned turn = 0; turn < 3000; turn++) {
        char bytes[sizeof full];
        struct wire_str tight;
        memcpy(bytes, full, sizeof full);
        for (unsigned k = 0; k <= turn % 4; k++) {
            static const char likely[] = "\"\\{}[]:,<>&;/ \0\x80\xFFu0";
            random = random * 1664525 + 1013904223;
            bytes[(random >> 8) % (sizeof full - 1)] = (random & 1) != 0 ? likely[(random >> 20) % sizeof likely] : (char)(random >> 24);
        }
        tight = unit_tight(bytes, sizeof full - 1);
        read_text(&r, tight.p, tight.n, true, NULL);
        UNIT_CHECK(turn, r.balanced);
        unit_loosen(tight);
        done(&r);
    }
}

static void
test_limits_and_memory(void **state)
{
    struct wire_limits max = wire_limits_default;
    struct run r = { .stories = 0 };
    struct wire_buf many = WIRE_BUF_INIT;

    (void)state;
    unit_count_libxml2();
    max.story = 100000;
    wire_buf_puts(&many, "{\"uri\":\"a\",\"keywords\":[");
    for (unsigned i = 0; i < 5000; i++)
        wire_buf_puts(&many, "\"word\",");
    wire_buf_puts(&many, "\"word\"]}{\"uri\":\"b\"}");
    assert_int_equal(read_text(&r, many.p, many.n, true, &max), WIRE_OK);
    UNIT_TEXT(0, wire_buf_slice(&r.out), "{\"uri\":\"b\"}\n");
    assert_string_equal(r.ids, "json-story-limit ");
    done(&r);
    r.stop = WIRE_STOP;
    assert_int_equal(read_text(&r, "{}{}", 4, true, NULL), WIRE_STOP);
    assert_int_equal(r.stories, 1);
    r.stop = WIRE_OK;
    done(&r);
    for (long n = 1;; n++) {
        enum wire_status st;
        bool reached;
        unit_fail_alloc(n, true);
        st = read_text(&r, full, sizeof full - 1, true, NULL);
        reached = unit_allocs() >= n;
        unit_fail_alloc(0, false);
        UNIT_CHECK(n, !reached || st == WIRE_E_NOMEM || r.out.err == WIRE_E_NOMEM);
        done(&r);
        if (!reached)
            break;
    }
    wire_buf_free(&many);
}

/* Lists made long to be searched long: members out of order, names twice, deep nesting. */
static void
test_long_lists(void **state)
{
    static const struct { const char *before, *each, *after; } rows[] = {
        { "{\"located\":{\"x\":1", ",\"name\":\"a\"", "}}" },
        { "{\"located\":{\"x\":1,\"broader\":[0", ",1", "]}}" },
        { "{\"located\":{\"x\":1", ",\"broader\":[1]", "}}" },
        { "{\"uri\":\"a\"", ",\"uri\":\"a\"", "}" },
        { "{\"bodies\":[{}", ",{\"value\":\"a\"}", "]}" },
    };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        struct wire_buf in = WIRE_BUF_INIT;
        struct run r = { .stories = 0 };
        wire_buf_puts(&in, rows[i].before);
        for (unsigned k = 0; k < 50000; k++)
            wire_buf_puts(&in, rows[i].each);
        wire_buf_puts(&in, rows[i].after);
        UNIT_CHECK(i, read_text(&r, in.p, in.n, true, NULL) == WIRE_OK);
        UNIT_CHECK(i, r.stories == 1 && r.balanced);
        done(&r);
        wire_buf_free(&in);
    }
}

static void
test_sniff(void **state)
{
    static const struct { const char *in; bool is; } rows[] = {
        { "{\"uri\":\"a\"}", true }, { " [ {\"a\":1}", true }, { "\xEF\xBB\xBF{\n\"extra\":[]", true }, { "{}", true }, { "{", true },
        { "", false }, { "[1]", false }, { "<a/>", false }, { "{x", false }, { "{1}", false }, { "text", false },
    };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        const char *why = "";
        struct wire_str tight = unit_tight(rows[i].in, strlen(rows[i].in));
        UNIT_CHECK(i, (wire_article_json_sniff(tight.p, tight.n, &why) > 0) == rows[i].is);
        unit_loosen(tight);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_identity),        cmocka_unit_test(test_secrets),           cmocka_unit_test(test_others),
        cmocka_unit_test(test_fragments),       cmocka_unit_test(test_cut_and_damaged),   cmocka_unit_test(test_long_lists),
        cmocka_unit_test(test_sniff),           cmocka_unit_test(test_limits_and_memory),
    };

    return UNIT_RUN(tests);
}

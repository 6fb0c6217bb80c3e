/* NITF read, written and read again: the same body and the same fields; several documents; what is not public. */
#include "unit.h"

#include "article-json/article-json.h"
#include "article/fragment.h"
#include "nitf/nitf.h"
#include "wirecopy.h"

enum { MOST = 4 };

struct stories {
    struct wire_article *a[MOST];
    size_t count;
};

static enum wire_status
take(void *ctx, struct wire_article *a)
{
    struct stories *s = ctx;

    assert_true(s->count < MOST);
    s->a[s->count++] = a;
    return WIRE_OK;
}

static struct stories
read_nitf(const char *bytes, size_t n)
{
    struct stories s = { .count = 0 };
    struct wire_bytes b = { bytes, n, NULL };
    struct wire_source source = { .read = wire_bytes_read, .ctx = &b, .name = "test" };
    struct wire_sink sink = { .story = take, .ctx = &s };
    struct wire_worker *w = wire_worker_new();

    assert_non_null(w);
    assert_int_equal(wire_format_nitf.read(&source, &sink, NULL, w), WIRE_OK);
    wire_worker_free(w);
    return s;
}

static void
drop(struct stories *s)
{
    for (size_t i = 0; i < s->count; i++)
        wire_article_free(s->a[i]);
}

static char *
written(const struct wire_article *a, const char *version)
{
    struct wire_write_options how = { .version = version };
    char *bytes;
    size_t n;

    assert_int_equal(wire_write_memory(&wire_format_nitf, &how, a, &bytes, &n), WIRE_OK);
    return bytes;
}

static void
body_of(const struct wire_article *a, struct wire_buf *b)
{
    wire_buf_clear(b);
    if (a->body != NULL)
        wire_fragment_xhtml(b, a->body, WIRE_PUBLIC);
    wire_buf_putc(b, '\0');
    assert_int_equal(b->err, WIRE_OK);
}

#define STORY(head, body) "<nitf><head><docdata><doc-id id-string=\"x\"/>" head "</docdata></head><body>" body "</body></nitf>"

/* Markup of bodies, and pieces of the NITF that is written of each. */
static const struct {
    const char *body, *want;
} bodies[] = {
    { "<p lede=\"true\" class=\"a\">One.</p>", "<p lede=\"true\" class=\"a\">One.</p>" },
    { "<hl2>A</hl2><p>x</p>", "<hl2>A</hl2>" },
    { "<p>By <person idsrc=\"i\" value=\"v\">A B</person> of <org>C</org></p>", "<person idsrc=\"i\" value=\"v\">A B</person>" },
    { "<p>H<num><sub>2</sub></num>O and <num units=\"m\">1<frac><numer>1</numer><denom>2</denom></frac></num></p>",
      "<frac><numer>1</numer><frac-sep>/</frac-sep><denom>2</denom></frac>" },
    { "<p><person>A <em>B</em></person></p>", "<lang class=\"person\">A <em>B</em></lang>" },
    { "<ul><li>a<ol><li>b</li></ol></li></ul>", "<ol>" },
    { "<dl><dt>a</dt><dd><p>b</p></dd><dd>c</dd></dl>", "<dt>a</dt>" },
    { "<table><caption>c</caption><tr><th>a</th><td colspan=\"2\">b<p>d</p></td></tr></table>", "<td colspan=\"2\">" },
    { "<table><tr><td>a</td></tr><caption>late</caption></table>", "<table>" },
    { "<bq><block><p>a</p></block><credit>b</credit></bq>", "<credit>b</credit>" },
    { "<bq><block><p>a</p></block><credit>b</credit><block><p>c</p></block></bq>", "<credit>b</credit>" },
    { "<fn><body.content><p>a</p></body.content></fn><note noteclass=\"end\"><body.content><p>b</p></body.content></note>",
      "<fn><body.content>" },
    { "<block class=\"a\"><p>x</p></block>", "<block class=\"a\">" },
    { "<ul><li><note class=\"k\"><body.content><block class=\"in\"><p>x</p></block></body.content></note></li></ul>", "<note" },
    { "<pre>\n\n  a\n   b</pre>", "   b</pre>" },
    { "<hr/><p>a<br/>b <a href=\"http://e.example/\" title=\"t\">c</a> <q quote-source=\"w\">d</q></p>", "<q quote-source=\"w\">d</q>" },
    { "<p xml:lang=\"fr\">a <lang xml:lang=\"de\">b</lang></p>", "<p xml:lang=\"fr\">" },
    { "<media media-type=\"image\"><media-reference source=\"a.jpg\" width=\"2\" height=\"1\" alternate-text=\"t\"/>"
      "<media-caption>c <person>P</person></media-caption><media-producer>AP/X</media-producer></media>",
      "<media-producer>AP/X</media-producer>" },
    { "<media media-type=\"video\"><media-reference source=\"a.mp4\" mime-type=\"video/mp4\"/></media>", "media-type=\"video\"" },
    { "<media media-type=\"image\"><media-reference source=\"a.jpg\"/><media-caption>c<media media-type=\"audio\">"
      "<media-reference source=\"b.mp3\"/></media></media-caption></media>", "b.mp3" },
    { "<block xmlns:wirecopy=\"urn:x-wirecopy:\" wirecopy:as=\"figure\"><p>a</p><note wirecopy:as=\"figcaption\">"
      "<body.content wirecopy:as=\"\">b <em>c</em></body.content></note></block>", "<body.content wirecopy:as=\"\">" },
};

static void
test_bodies(void **state)
{
    struct wire_buf first = WIRE_BUF_INIT, second = WIRE_BUF_INIT;

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(bodies); i++) {
        char source[2048], *out;
        struct stories once, twice;
        snprintf(source, sizeof source, STORY("", "<body.content>%s</body.content>"), bodies[i].body);
        once = read_nitf(source, strlen(source));
        UNIT_CHECK(i, once.count == 1 && once.a[0]->body != NULL);
        body_of(once.a[0], &first);
        out = written(once.a[0], NULL);
        if (strstr(out, bodies[i].want) == NULL)
            fail_msg("row %zu: no %s in %s", i, bodies[i].want, out);
        twice = read_nitf(out, strlen(out));
        UNIT_CHECK(i, twice.count == 1);
        body_of(twice.a[0], &second);
        if (i != 8) /* where a caption stood among the rows is lost, and the ledger says so */
            assert_string_equal(first.p, second.p);
        UNIT_CHECK(i, wire_node_weight(once.a[0]->body, WIRE_PUBLIC) == wire_node_weight(twice.a[0]->body, WIRE_PUBLIC));
        free(out);
        drop(&once);
        drop(&twice);
    }
    wire_buf_free(&first);
    wire_buf_free(&second);
}

static void
test_fields(void **state)
{
    static const char source[] =
        STORY("<du-key key=\"S\" version=\"2\"/><ed-msg info=\"Not for publication: call 1\"/><ed-msg info=\"Open\"/>"
              "<key-list><keyword key=\"k\">text</keyword></key-list>",
              "<body.head><hedline><hl1>A</hl1><hl2>B</hl2></hedline><byline>By<person>C D</person><byttl>Desk</byttl></byline>"
              "<dateline><location><city>Port</city></location> - <story.date>20250708</story.date></dateline></body.head>"
              "<body.content><p>x</p></body.content>");
    struct stories s = read_nitf(source, sizeof source - 1), again;
    const struct wire_value *note = wire_first(s.a[0], WIRE_F_ED_NOTES);
    char *out;

    (void)state;
    UNIT_TEXT(0, wire_text_of(s.a[0], WIRE_F_SLUGLINE), "S");
    UNIT_TEXT(1, wire_text_of(s.a[0], WIRE_F_BY), "By C D, Desk");
    UNIT_TEXT(2, wire_text_of(s.a[0], WIRE_F_KEYWORDS), "k");
    UNIT_TEXT(3, wire_member(wire_first(s.a[0], WIRE_F_DATELINE), WIRE_K_TEXT), "Port -");
    UNIT_TEXT(4, wire_member(wire_first(s.a[0], WIRE_F_DATELINE), WIRE_K_DATE), "2025-07-08");
    assert_false(wire_is_public(note));
    assert_true(wire_is_public(note->next));
    out = written(s.a[0], NULL);
    again = read_nitf(out, strlen(out));
    assert_int_equal(again.count, 1);
    note = wire_first(again.a[0], WIRE_F_ED_NOTES);
    assert_false(wire_is_public(note));
    UNIT_TEXT(5, wire_member(note->next, WIRE_K_VALUE), "Open");
    UNIT_TEXT(6, wire_text_of(again.a[0], WIRE_F_BY), "By C D, Desk");
    free(out);
    out = written(s.a[0], "3.4");
    assert_null(strstr(out, "xmlns"));
    assert_null(strstr(out, "Not for publication"));
    assert_non_null(strstr(out, "DTD NITF 3.4"));
    free(out);
    drop(&again);
    drop(&s);
}

/* A place marked in a byline is nobody's name; read again it is the same. */
static void
test_bylines(void **state)
{
    static const struct {
        const char *byline, *by, *name, *place;
    } rows[] = {
        { "By <person>Ann Lee</person> in <location>Lorn</location>", "By Ann Lee in Lorn", "Ann Lee", "Lorn" },
        { "<person>Ann Lee</person><location>Lorn</location><byttl>Chief</byttl>", "Ann Lee Lorn, Chief", "Ann Lee", "Lorn" },
        { "By Ann Lee <location><city>Lorn</city>, <country>Vell</country></location>", "By Ann Lee Lorn, Vell", "Ann Lee", "Lorn" },
        { "By Ann Lorn", "By Ann Lorn", "Ann Lorn", NULL },
    };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        char source[1024], *out;
        struct stories once, twice;
        snprintf(source, sizeof source, STORY("", "<body.head><byline>%s</byline></body.head>"), rows[i].byline);
        once = read_nitf(source, strlen(source));
        out = written(once.a[0], NULL);
        twice = read_nitf(out, strlen(out));
        for (size_t k = 0; k < 2; k++) {
            const struct wire_article *a = k == 0 ? once.a[0] : twice.a[0];
            const struct wire_value *credit = wire_first(a, WIRE_F_CREDITS);
            UNIT_TEXT(i, wire_text_of(a, WIRE_F_BY), rows[i].by);
            UNIT_TEXT(i, wire_member(credit, WIRE_K_NAME), rows[i].name);
            if (rows[i].place != NULL)
                UNIT_TEXT(i, wire_member(credit, WIRE_K_PLACE), rows[i].place);
            UNIT_CHECK(i, credit->next == NULL);
        }
        free(out);
        drop(&once);
        drop(&twice);
    }
}

static void
test_place_alone(void **state)
{
    static const char source[] = STORY("", "<body.head><byline><location>Lorn</location></byline></body.head>");
    struct stories s = read_nitf(source, sizeof source - 1);

    (void)state;
    UNIT_TEXT(0, wire_text_of(s.a[0], WIRE_F_BY), "Lorn");
    assert_null(wire_first(s.a[0], WIRE_F_CREDITS));
    drop(&s);
}

static void
test_documents(void **state)
{
    static const char source[] = "\n<?xml version=\"1.0\"?>\n" STORY("", "<body.content><p>a</p></body.content>")
        "\n\n<?xml version=\"1.0\"?>\n" STORY("", "<body.content>\n<p>b</p></body.content>") STORY("", "");
    struct stories s = read_nitf(source, sizeof source - 1);

    (void)state;
    assert_int_equal(s.count, 3);
    assert_int_equal(s.a[1]->body->first->at.line, 7); /* lines go on counting */
    UNIT_TEXT(0, wire_member(wire_first(s.a[2], WIRE_F_SOURCE), WIRE_K_INDEX), "3");
    drop(&s);
}

/* Codes besides the first, of what the body marks up: in the lists, each once, and back. */
static void
test_codes(void **state)
{
    static const char source[] =
        STORY("<identified-content><org idsrc=\"X\" value=\"T\">Tern<alt-code idsrc=\"Y\" value=\"U\"/></org></identified-content>",
              "<body.content><p><org idsrc=\"X\" value=\"T\">Tern<alt-code idsrc=\"Y\" value=\"U\"/><alt-code idsrc=\"Z\" value=\"V\"/></org>"
              " <person>Jo<alt-code idsrc=\"p\" value=\"1\"/><alt-code idsrc=\"q\" value=\"2\"/></person></p></body.content>");
    struct wire_buf first = WIRE_BUF_INIT, second = WIRE_BUF_INIT;
    struct stories once = read_nitf(source, strlen(source)), twice;
    char *out;

    (void)state;
    assert_int_equal(once.count, 1);
    wire_article_json(&first, once.a[0], true);
    assert_non_null(strstr(first.p, "\"symbols\":[{\"ticker\":\"U\",\"exchange\":\"Y\"},{\"ticker\":\"V\",\"exchange\":\"Z\"}]"));
    assert_non_null(strstr(first.p, "\"sameAs\":[{\"literal\":\"2\",\"scheme\":\"q\"}]"));
    assert_non_null(strstr(first.p, "\"extra\":[{\"name\":\"Y\",\"path\":\"body.content/org/alt-code\",\"value\":\"U\"}]"));
    assert_true(once.a[0]->ledger.read == once.a[0]->ledger.placed + once.a[0]->ledger.skipped);
    out = written(once.a[0], NULL);
    twice = read_nitf(out, strlen(out));
    assert_int_equal(twice.count, 1);
    wire_article_json(&second, twice.a[0], true);
    assert_non_null(strstr(second.p, "\"symbols\":[{\"ticker\":\"U\",\"exchange\":\"Y\"},{\"ticker\":\"V\",\"exchange\":\"Z\"}]"));
    assert_non_null(strstr(second.p, "\"sameAs\":[{\"literal\":\"2\",\"scheme\":\"q\"}]"));
    free(out);
    drop(&once);
    drop(&twice);
    wire_buf_free(&first);
    wire_buf_free(&second);
}

int
main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_bodies), cmocka_unit_test(test_fields),
                                        cmocka_unit_test(test_bylines), cmocka_unit_test(test_place_alone),
                                        cmocka_unit_test(test_documents), cmocka_unit_test(test_codes) };

    wire_init();
    return UNIT_RUN(tests);
}

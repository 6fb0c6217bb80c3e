/* NewsML 1: where fields stand in an item, what is its body, and that it comes back the same when written. */
#include "unit.h"

#include "article/fragment.h"
#include "newsml-1/newsml-1.h"
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
read_newsml(const char *bytes, size_t n)
{
    struct stories s = { .count = 0 };
    struct wire_bytes b = { bytes, n, NULL };
    struct wire_source source = { .read = wire_bytes_read, .ctx = &b, .name = "test" };
    struct wire_sink sink = { .story = take, .ctx = &s };
    struct wire_worker *w = wire_worker_new();

    assert_non_null(w);
    assert_int_equal(wire_format_newsml_1.read(&source, &sink, NULL, w), WIRE_OK);
    wire_worker_free(w);
    return s;
}

static void
drop(struct stories *s)
{
    for (size_t i = 0; i < s->count; i++)
        wire_article_free(s->a[i]);
}

#define ITEM(management, component)                                                                                \
    "<NewsML><NewsEnvelope><DateAndTime>20240102T030405Z</DateAndTime><Priority FormalName=\"4\"/></NewsEnvelope>"      \
    "<NewsItem><Identification><NewsIdentifier><ProviderId>p.example</ProviderId><DateId>20240102</DateId>"             \
    "<NewsItemId>i1</NewsItemId><RevisionId PreviousRevision=\"1\" Update=\"N\">2</RevisionId>"                         \
    "<PublicIdentifier>urn:newsml:p.example:20240102:i1:2</PublicIdentifier></NewsIdentifier></Identification>"         \
    "<NewsManagement><NewsItemType FormalName=\"News\"/><FirstCreated>20240102T010000Z</FirstCreated>"                  \
    "<ThisRevisionCreated>20240102T020000+0100</ThisRevisionCreated>" management "</NewsManagement>" component            \
    "</NewsItem></NewsML>"
#define TEXT(lines, content) "<NewsComponent><NewsLines>" lines "</NewsLines><ContentItem>" content "</ContentItem></NewsComponent>"
#define DATA(inside) "<MediaType FormalName=\"Text\"/><DataContent>" inside "</DataContent>"
#define BODY DATA("<p>One two.</p>")

/* A piece of an item, and one field that it gives; want NULL: it gives none. */
static const struct {
    const char *source;
    enum wire_field field;
    enum wire_key key; /* 0: the field's own text */
    const char *want;
} rows[] = {
    { ITEM("", TEXT("", BODY)), WIRE_F_URI, 0, "urn:newsml:p.example:20240102:i1:2" },
    { ITEM("", TEXT("", BODY)), WIRE_F_VERSION, 0, "2" },
    { ITEM("", TEXT("", BODY)), WIRE_F_SENT, 0, "2024-01-02T03:04:05Z" },
    { ITEM("", TEXT("", BODY)), WIRE_F_PRIORITY, 0, "4" },
    { ITEM("", TEXT("", BODY)), WIRE_F_FIRST_CREATED, 0, "2024-01-02T01:00:00Z" },
    { ITEM("", TEXT("", BODY)), WIRE_F_VERSION_CREATED, 0, "2024-01-02T02:00:00+01:00" },
    { ITEM("", TEXT("", BODY)), WIRE_F_PUB_STATUS, 0, NULL },
    { ITEM("<Status FormalName=\"Usable\"/>", TEXT("", BODY)), WIRE_F_PUB_STATUS, 0, "usable" },
    { ITEM("<Status FormalName=\"Embargoed\"/>", TEXT("", BODY)), WIRE_F_PUB_STATUS, 0, "withheld" },
    { ITEM("<Status FormalName=\"Canceled\"/>", TEXT("", BODY)), WIRE_F_PUB_STATUS, 0, "canceled" },
    { ITEM("<Status FormalName=\"Embargoed\"/><StatusWillChange><FutureStatus FormalName=\"Usable\"/>"
           "<DateAndTime>20240103T000000Z</DateAndTime></StatusWillChange>", TEXT("", BODY)),
      WIRE_F_EMBARGOED_UNTIL, 0, "2024-01-03T00:00:00Z" },
    { ITEM("<Status FormalName=\"Usable\"/><StatusWillChange><FutureStatus FormalName=\"Canceled\"/>"
           "<DateAndTime>20240103T000000Z</DateAndTime></StatusWillChange>", TEXT("", BODY)),
      WIRE_F_EMBARGOED_UNTIL, 0, NULL },
    { ITEM("<Urgency FormalName=\"9\"/>", TEXT("", BODY)), WIRE_F_URGENCY, 0, "9" },
    { ITEM("<Urgency FormalName=\"0\"/>", TEXT("", BODY)), WIRE_F_URGENCY, 0, NULL },
    { ITEM("<Urgency FormalName=\"10\"/>", TEXT("", BODY)), WIRE_F_URGENCY, 0, NULL },
    { ITEM("", TEXT("<HeadLine>A head</HeadLine>", BODY)), WIRE_F_HEADLINES, WIRE_K_VALUE, "A head" },
    { ITEM("", TEXT("<ByLine>By Ann Lee</ByLine>", BODY)), WIRE_F_BY, 0, "By Ann Lee" },
    { ITEM("", TEXT("<CreditLine>PX</CreditLine>", BODY)), WIRE_F_CREDITLINE, 0, "PX" },
    { ITEM("", TEXT("<CopyrightLine>(c) PX</CopyrightLine>", BODY)), WIRE_F_COPYRIGHT_NOTICE, 0, "(c) PX" },
    { ITEM("", TEXT("<SlugLine>sl-ug</SlugLine>", BODY)), WIRE_F_SLUGLINE, 0, "sl-ug" },
    { ITEM("", TEXT("<KeywordLine>kw</KeywordLine>", BODY)), WIRE_F_KEYWORDS, 0, "kw" },
};

static void
test_fields(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        struct stories s = read_newsml(rows[i].source, strlen(rows[i].source));
        const struct wire_value *v;
        UNIT_CHECK(i, s.count == 1);
        v = wire_first(s.a[0], rows[i].field);
        if (rows[i].want == NULL)
            UNIT_CHECK(i, v == NULL);
        else
            UNIT_TEXT(i, rows[i].key != 0 ? wire_member(v, rows[i].key) : wire_text_of(s.a[0], rows[i].field), rows[i].want);
        drop(&s);
    }
}

/* What may stand as content, and the body it gives; the same again when it has been written. */
static const struct {
    const char *content, *want;
} bodies[] = {
    { BODY, "<p>One two.</p>" },
    { DATA("<![CDATA[<p>One <b>two</b></p>]]>"), "<p>One <strong>two</strong></p>" },
    { DATA("One two"), "<p>One two</p>" },
    { DATA("<nitf><body><body.content><p>One</p><p>two</p></body.content></body></nitf>"), "<p>One</p>\n<p>two</p>" },
    { DATA("<html><body><h1>A</h1><p>b</p></body></html>"), "<h2>A</h2>\n<p>b</p>" },
};

static void
body_of(const struct wire_article *a, struct wire_buf *b)
{
    wire_buf_clear(b);
    if (a->body != NULL)
        wire_fragment_xhtml(b, a->body, WIRE_PUBLIC);
    wire_buf_putc(b, '\0');
    assert_int_equal(b->err, WIRE_OK);
}

static void
test_bodies(void **state)
{
    struct wire_buf b = WIRE_BUF_INIT;

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(bodies); i++) {
        struct wire_write_options how = { .version = NULL };
        char source[4096], *out;
        size_t n;
        struct stories once, twice;
        snprintf(source, sizeof source, ITEM("", TEXT("", "%s")), bodies[i].content);
        once = read_newsml(source, strlen(source));
        UNIT_CHECK(i, once.count == 1);
        body_of(once.a[0], &b);
        assert_string_equal(b.p, bodies[i].want);
        assert_int_equal(wire_write_memory(&wire_format_newsml_1, &how, once.a[0], &out, &n), WIRE_OK);
        twice = read_newsml(out, n);
        UNIT_CHECK(i, twice.count == 1);
        body_of(twice.a[0], &b);
        assert_string_equal(b.p, bodies[i].want);
        UNIT_TEXT(i, wire_text_of(twice.a[0], WIRE_F_URI), "urn:newsml:p.example:20240102:i1:2");
        free(out);
        drop(&once);
        drop(&twice);
    }
    wire_buf_free(&b);
}

int
main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_fields), cmocka_unit_test(test_bodies) };

    wire_init();
    return UNIT_RUN(tests);
}

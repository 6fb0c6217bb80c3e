/* The NewsML-G2 writer: what it says where, what it reads back as, and that nothing invalid or half comes out. */
#include "unit.h"

#include "article-json/article-json.h"
#include "newsml-g2/newsml-g2.h"

static const struct wire_at nowhere = { 0, 0, 0 };

/* --- building --- */

static struct wire_str
str(const char *s)
{
    return wire_str_of(s);
}

static struct wire_value *
record(struct wire_article *a, enum wire_field f, enum wire_key k1, const char *s1, enum wire_key k2, const char *s2)
{
    struct wire_value *v = wire_add_record(a, f, nowhere);

    wire_put_text(a, v, k1, str(s1), nowhere);
    wire_put_text(a, v, k2, str(s2), nowhere);
    return v;
}

static void
text(struct wire_article *a, enum wire_field f, const char *s)
{
    wire_add_text(a, f, str(s), nowhere);
}

static struct wire_article *
article(void)
{
    struct wire_article *a = wire_article_new(0);
    struct wire_node *p;

    assert_non_null(a);
    text(a, WIRE_F_TYPE, "text");
    record(a, WIRE_F_HEADLINES, WIRE_K_ROLE, "main", WIRE_K_VALUE, "Fish & chips < 5");
    a->body = wire_node_new(a->arena, WIRE_N_ROOT, nowhere);
    p = wire_node_add(a->arena, a->body, WIRE_N_P, nowhere);
    wire_node_add_text(a->arena, p, str("A ferry sank."), nowhere);
    return a;
}

/* --- writing and reading --- */

struct output {
    struct wire_write_options options;
    struct wire_out out;
    struct wire_ledger ledger;
};

static enum wire_status
write_stories(struct output *o, const char *version, struct wire_article *const *stories, size_t count, bool ledger)
{
    const struct wire_format *f = &wire_format_newsml_g2;
    enum wire_status st;

    *o = (struct output){ .options = { .version = version } };
    o->out = (struct wire_out){ .options = &o->options, .ledger = ledger ? &o->ledger : NULL };
    st = f->open(&o->out);
    for (size_t i = 0; i < count && st == WIRE_OK; i++) {
        o->out.arena = stories[i]->arena;
        st = f->story(&o->out, stories[i]);
        o->out.stories++;
    }
    if (st == WIRE_OK)
        st = f->close(&o->out);
    wire_out_state(&o->out, NULL, NULL);
    return st;
}

static enum wire_status
write_all(struct output *o, const char *version, struct wire_article *const *stories, size_t count)
{
    return write_stories(o, version, stories, count, true);
}

/* What was written, as a C string that is the caller's. */
static char *
written(const char *version, struct wire_article *const *stories, size_t count)
{
    struct output o;
    char *s;

    assert_int_equal(write_all(&o, version, stories, count), WIRE_OK);
    s = strndup(o.out.buf.n != 0 ? o.out.buf.p : "", o.out.buf.n);
    assert_non_null(s);
    wire_buf_free(&o.out.buf);
    return s;
}

enum { MOST = 8 };

struct read {
    struct wire_article *stories[MOST];
    size_t count;
};

static enum wire_status
take(void *ctx, struct wire_article *a)
{
    struct read *r = ctx;

    assert_true(r->count < MOST);
    r->stories[r->count++] = a;
    return WIRE_OK;
}

static enum wire_status
read_all(struct read *r, const char *bytes, size_t n)
{
    struct wire_bytes b = { bytes, n, NULL };
    struct wire_source source = { .read = wire_bytes_read, .ctx = &b, .name = "test" };
    struct wire_sink sink = { .story = take, .ctx = r };
    struct wire_worker *w = wire_worker_new();
    enum wire_status st;

    *r = (struct read){ .count = 0 };
    assert_non_null(w);
    st = wire_format_newsml_g2.read(&source, &sink, NULL, w);
    wire_worker_free(w);
    return st;
}

static void
free_all(struct read *r)
{
    for (size_t i = 0; i < r->count; i++)
        wire_article_free(r->stories[i]);
}

/* Without what it was read from, and what nobody understood of it. */
static void
strip(struct wire_article *a)
{
    a->fields[WIRE_F_SOURCE] = a->fields[WIRE_F_EXTRA] = (struct wire_list){ NULL, NULL };
    for (const struct wire_value *v = wire_first(a, WIRE_F_ASSOCIATIONS); v != NULL; v = v->next)
        strip(v->article);
}

static char *
json(struct wire_article *a)
{
    struct wire_buf b = WIRE_BUF_INIT;
    char *s;

    strip(a);
    wire_article_json(&b, a, false);
    assert_int_equal(b.err, WIRE_OK);
    s = strndup(b.p, b.n);
    wire_buf_free(&b);
    return s;
}

/* Writes the stories, reads them back, and holds them equal. */
static void
check_back(const char *version, struct wire_article *const *stories, size_t count)
{
    char *out = written(version, stories, count);
    struct read back;

    assert_int_equal(read_all(&back, out, strlen(out)), WIRE_OK);
    assert_int_equal(back.count, count);
    for (size_t i = 0; i < count; i++) {
        char *want = json(stories[i]), *got = json(back.stories[i]);
        assert_string_equal(got, want);
        free(want);
        free(got);
    }
    free_all(&back);
    free(out);
}

/* --- tests --- */

static void
test_places(void **state)
{
    static const struct {
        enum wire_field field;
        enum wire_key k1;
        const char *s1;
        enum wire_key k2;
        const char *s2, *want;
    } rows[] = {
        { WIRE_F_URI, 0, "urn:x:1", 0, NULL, "guid=\"urn:x:1\"" },
        { WIRE_F_VERSION, 0, "3", 0, NULL, " version=\"3\"" },
        { WIRE_F_VERSION, 0, "3.1", 0, NULL, " wirecopy:version=\"3.1\"" },
        { WIRE_F_LANGUAGE, 0, "de", 0, NULL, "<language tag=\"de\"/>" },
        { WIRE_F_PUB_STATUS, 0, "canceled", 0, NULL, "<pubStatus qcode=\"stat:canceled\"/>" },
        { WIRE_F_URGENCY, 0, "4", 0, NULL, "<urgency>4</urgency>" },
        { WIRE_F_URGENCY, 0, "0", 0, NULL, "<wirecopy:urgency>0</wirecopy:urgency>" },
        { WIRE_F_VERSION_CREATED, 0, "2024-05-01T10:00:00+02:00", 0, NULL, "<versionCreated>2024-05-01T10:00:00+02:00<" },
        { WIRE_F_FIRST_CREATED, 0, "2024-05-01", 0, NULL, "<wirecopy:firstCreated>2024-05-01<" },
        { WIRE_F_CONTENT_CREATED, 0, "2024-05", 0, NULL, "<contentCreated>2024-05<" },
        { WIRE_F_CONTENT_CREATED, 0, "2023-02-29", 0, NULL, "<wirecopy:contentCreated>2023-02-29<" },
        { WIRE_F_SLUGLINE, 0, "A/B", 0, NULL, "<slugline>A/B</slugline>" },
        { WIRE_F_KEYWORDS, 0, "ships", 0, NULL, "<keyword>ships</keyword>" },
        { WIRE_F_SUBJECTS, WIRE_K_QCODE, "medtop:01000000", WIRE_K_NAME, "art", "<subject qcode=\"medtop:01000000\">" },
        { WIRE_F_SUBJECTS, WIRE_K_QCODE, "nocolon", WIRE_K_NAME, "art", "<subject literal=\"nocolon\">" },
        { WIRE_F_SUBJECTS, WIRE_K_URI, "http://a:b/", WIRE_K_NAME, "art", "<subject wirecopy:uri=\"http://a:b/\">" },
        { WIRE_F_SUBJECTS, WIRE_K_LITERAL, "x", WIRE_K_RELEVANCE, "101", " wirecopy:relevance=\"101\"" },
        { WIRE_F_PEOPLE, WIRE_K_NAME, "Ann", 0, NULL, "wirecopy:list=\"people\" type=\"cpnat:person\"" },
        { WIRE_F_CREDITS, WIRE_K_ROLE, "reporter", WIRE_K_NAME, "Ann", "<creator role=\"wirerole:reporter\">" },
        { WIRE_F_CREDITS, WIRE_K_ROLE, "editor", WIRE_K_PLACE, "Rome", "<contributor role=\"wirerole:editor\" wirecopy:place=\"Rome\"" },
        { WIRE_F_DESCRIPTIONS, WIRE_K_ROLE, "caption", WIRE_K_VALUE, "A boat", "<description role=\"drol:caption\">A boat<" },
        { WIRE_F_HEADLINES, WIRE_K_ROLE, "for the web", WIRE_K_VALUE, "B", "<headline wirecopy:role=\"for the web\">B<" },
        { WIRE_F_ED_NOTES, WIRE_K_ROLE, "update", WIRE_K_VALUE, "Adds", "<edNote role=\"wirerole:update\">Adds<" },
        { WIRE_F_LINKS, WIRE_K_REL, "seeAlso", WIRE_K_URI, "http://x.example/", "<link rel=\"irel:seeAlso\" href=\"http://x.example/\"/>" },
        { WIRE_F_LINKS, WIRE_K_REL, "other", WIRE_K_URI, "urn:x:2", "<link rel=\"wirerole:other\" residref=\"urn:x:2\"/>" },
        { WIRE_F_ALT_IDS, WIRE_K_ROLE, "n", WIRE_K_VALUE, "7", "<altId type=\"wirerole:n\">7<" },
        { WIRE_F_RENDITIONS, WIRE_K_HREF, "a.jpg", WIRE_K_WIDTH, "10", "<remoteContent href=\"a.jpg\" width=\"10\"/>" },
        { WIRE_F_COPYRIGHT_NOTICE, 0, "(c) X", 0, NULL, "<copyrightNotice>(c) X<" },
        { WIRE_F_COPYRIGHT_HOLDER, 0, "X", 0, NULL, "<copyrightHolder literal=\"X\"/>" },
        { WIRE_F_SENT, 0, "2024-05-01T10:00:00Z", 0, NULL, "<sent>2024-05-01T10:00:00Z</sent>" },
        { WIRE_F_PRIORITY, 0, "2", 0, NULL, "<priority>2</priority>" },
        { WIRE_F_TAKE, WIRE_K_KIND, "update", WIRE_K_LEAD, "1", "<wirecopy:take lead=\"1\" kind=\"update\"" },
    };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        struct wire_article *a = article();
        char *out;
        if (rows[i].k1 == 0)
            text(a, rows[i].field, rows[i].s1);
        else
            record(a, rows[i].field, rows[i].k1, rows[i].s1, rows[i].k2 != 0 ? rows[i].k2 : WIRE_K_TITLE, rows[i].s2);
        out = written(NULL, &a, 1);
        if (rows[i].field != WIRE_F_TAKE ? strstr(out, rows[i].want) == NULL : strstr(out, "<wirecopy:take wirecopy:lead=\"1\"") == NULL)
            fail_msg("row %zu: %s is not in\n%s", i, rows[i].want, out);
        free(out);
        wire_article_free(a);
    }
}

static void
test_supplied(void **state)
{
    struct wire_article *a = article();
    struct output o;
    struct read back;
    unsigned supplied = 0;

    (void)state;
    assert_int_equal(write_all(&o, NULL, &a, 1), WIRE_OK);
    for (const struct wire_ledger_row *row = o.ledger.first; row != NULL; row = row->next)
        supplied += row->act == WIRE_SUPPLIED;
    assert_int_equal(supplied, 3); /* guid, provider, versionCreated */
    assert_int_equal(read_all(&back, o.out.buf.p, o.out.buf.n), WIRE_OK);
    assert_int_equal(back.count, 1);
    assert_null(wire_first(back.stories[0], WIRE_F_URI));
    assert_null(wire_first(back.stories[0], WIRE_F_PROVIDER));
    assert_null(wire_first(back.stories[0], WIRE_F_VERSION_CREATED));
    wire_buf_free(&o.out.buf);
    free_all(&back);

    text(a, WIRE_F_FIRST_CREATED, "2020-01-02T03:04:05Z"); /* the nearest other time, and still none of its own */
    check_back(NULL, &a, 1);
    wire_article_free(a);
}

static void
test_versions(void **state)
{
    static const struct {
        const char *version;
        enum wire_status want;
    } rows[] = { { NULL, WIRE_OK },     { "2.35", WIRE_OK },       { "2.9", WIRE_OK },        { "2.36", WIRE_E_USAGE },
                 { "2.8", WIRE_E_USAGE }, { "3.0", WIRE_E_USAGE }, { "2.", WIRE_E_USAGE },    { "", WIRE_E_USAGE } };
    struct wire_article *a = article();
    char *out;

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        struct output o;
        UNIT_CHECK(i, write_all(&o, rows[i].version, &a, 1) == rows[i].want);
        wire_buf_free(&o.out.buf);
    }
    text(a, WIRE_F_EXPIRES, "2024-05-01T10:00:00Z"); /* came with 2.17 */
    out = written("2.16", &a, 1);
    assert_non_null(strstr(out, "standardversion=\"2.16\""));
    assert_non_null(strstr(out, "<wirecopy:expires>2024-05-01T10:00:00Z<"));
    free(out);
    check_back("2.16", &a, 1);
    wire_article_free(a);
}

/* What is not for publication is carried, marked, and is not for publication when read. */
static void
test_non_public(void **state)
{
    struct wire_article *a = article();
    struct wire_value *note = record(a, WIRE_F_ED_NOTES, WIRE_K_ROLE, "x", WIRE_K_VALUE, "Call the desk");
    char *out;

    (void)state;
    wire_put_bool(a, note, WIRE_K_PUBLIC, false);
    note->flags |= WIRE_V_SECRET;
    wire_add_non_public(a, str("contentSet/inlineXML"), str("contacts"), str("Ann <ann@example.org>\n555 0100"), nowhere);
    out = written("2.12", &a, 1); /* which has no pubconstraint */
    assert_non_null(strstr(out, "wirecopy:pubconstraint=\"wirepub:nonpublic\""));
    free(out);
    out = written(NULL, &a, 1);
    assert_non_null(strstr(out, "<edNote pubconstraint=\"wirepub:nonpublic\""));
    assert_non_null(strstr(out, "<inlineData rendition=\"wirepub:nonpublic\""));
    assert_non_null(strstr(out, "uri=\"urn:x-wirecopy:pubconstraint:\""));
    free(out);
    check_back(NULL, &a, 1);
    check_back("2.12", &a, 1);
    wire_article_free(a);
}

static void
test_unknown_alias(void **state)
{
    struct wire_article *a = article();
    char *out;

    (void)state;
    record(a, WIRE_F_SUBJECTS, WIRE_K_QCODE, "house:1", WIRE_K_NAME, "one");
    record(a, WIRE_F_SUBJECTS, WIRE_K_QCODE, "9x:1", WIRE_K_NAME, "no alias can begin with a digit");
    out = written(NULL, &a, 1);
    assert_non_null(strstr(out, "<scheme alias=\"house\" uri=\"urn:x-wirecopy:unknown:house:\"/>"));
    assert_non_null(strstr(out, "<subject literal=\"9x:1\">"));
    free(out);
    wire_add_extra(a, str("house"), str("catalog/scheme"), str("http://house.example/"), nowhere);
    out = written(NULL, &a, 1);
    assert_non_null(strstr(out, "<scheme alias=\"house\" uri=\"http://house.example/\"/>"));
    free(out);
    wire_article_free(a);
}

static void
test_message(void **state)
{
    struct wire_article *a[3] = { article(), article(), article() };
    char *out;

    (void)state;
    text(a[0], WIRE_F_URI, "urn:x:0");
    text(a[1], WIRE_F_URI, "urn:x:1");
    text(a[2], WIRE_F_URI, "urn:x:2");
    text(a[1], WIRE_F_SENT, "2024-05-01T10:00:00Z"); /* not what the header of the message says */
    out = written(NULL, a, 1);
    assert_null(strstr(out, "<newsMessage"));
    free(out);
    out = written(NULL, a, 3);
    assert_non_null(strstr(out, "<newsMessage"));
    assert_non_null(strstr(out, "</newsMessage>\n"));
    free(out);
    check_back(NULL, a, 3);
    out = written(NULL, NULL, 0); /* no story: nothing */
    assert_string_equal(out, "");
    free(out);
    for (size_t i = 0; i < 3; i++)
        wire_article_free(a[i]);
}

static void
test_parts(void **state)
{
    struct wire_article *a = article(), *part = wire_article_associate(a, nowhere);

    (void)state;
    text(part, WIRE_F_NAME, "the 1st");
    text(part, WIRE_F_REL, "mainImage");
    text(part, WIRE_F_URI, "urn:x:p");
    text(part, WIRE_F_TYPE, "picture");
    record(part, WIRE_F_HEADLINES, WIRE_K_ROLE, "main", WIRE_K_VALUE, "A boat");
    record(part, WIRE_F_RENDITIONS, WIRE_K_NAME, "web", WIRE_K_HREF, "a.jpg");
    record(part, WIRE_F_RENDITIONS, WIRE_K_VALUE, "R0lGODlhAQABAAAAACw=", WIRE_K_ENCODING, "base64"); /* the file itself */
    check_back(NULL, &a, 1);
    check_back("2.9", &a, 1);
    wire_article_free(a);
}

/* Every sample: written and read again it is the same, in the newest version and in an old one, in which catalog items are young. */
static void
test_samples(void **state)
{
    static const char *const names[] = { "harbour-bridge", "evening-package", "ferry-video", "lighthouse-nitf", "night-message",
                                         "open-embargo", "person-concept", "regatta-picture", "summit-event", "summit-planning",
                                         "desks-knowledge", "topics-knowledge", "house-catalog" };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(names); i++) {
        static char bytes[1 << 20];
        char path[128];
        struct read first;
        size_t n;
        FILE *f;
        snprintf(path, sizeof path, "samples/newsml-g2/%s.xml", names[i]);
        if ((f = fopen(path, "r")) == NULL)
            fail_msg("%s cannot be opened", path);
        n = fread(bytes, 1, sizeof bytes, f);
        fclose(f);
        assert_int_equal(read_all(&first, bytes, n), WIRE_OK);
        check_back(NULL, first.stories, first.count);
        free_all(&first);
        assert_int_equal(read_all(&first, bytes, n), WIRE_OK);
        check_back(strcmp(names[i], "house-catalog") == 0 ? "2.15" : "2.12", first.stories, first.count);
        free_all(&first);
    }
}

static void
test_memory(void **state)
{
    struct wire_article *a[2] = { article(), article() };

    (void)state;
    for (int i = 0; i < 2; i++) {
        record(a[i], WIRE_F_SUBJECTS, WIRE_K_QCODE, "house:1", WIRE_K_TYPE, "kind:1");
        wire_add_extra(a[i], str("alias"), str("catalog/scheme"), str("http://x.example/"), nowhere);
        wire_article_associate(a[i], nowhere);
    }
    for (int after = 0; after < 2; after++) {
        for (long n = 1;; n++) {
            struct output o;
            enum wire_status st;
            unit_fail_alloc(n, after != 0);
            st = write_stories(&o, NULL, a, 2, false);
            if (unit_allocs() < n) {
                unit_fail_alloc(0, false);
                assert_int_equal(st, WIRE_OK);
                wire_buf_free(&o.out.buf);
                break;
            }
            unit_fail_alloc(0, false);
            assert_int_equal(st, WIRE_E_NOMEM);
            wire_buf_free(&o.out.buf);
        }
    }
    for (int i = 0; i < 2; i++)
        wire_article_free(a[i]);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places),        cmocka_unit_test(test_supplied), cmocka_unit_test(test_versions),
        cmocka_unit_test(test_non_public),    cmocka_unit_test(test_unknown_alias), cmocka_unit_test(test_message),
        cmocka_unit_test(test_parts),         cmocka_unit_test(test_samples),  cmocka_unit_test(test_memory),
    };

    return UNIT_RUN(tests);
}

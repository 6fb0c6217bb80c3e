/* The text writer: what stands where, how lines break, and that what was written is written the same again. */
#include "unit.h"

#include "text/text.h"

static const struct wire_at nowhere = { 0, 0, 0 };

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

static struct wire_node *
add(struct wire_article *a, struct wire_node *parent, enum wire_node_kind kind, const char *words)
{
    struct wire_node *n = wire_node_add(a->arena, parent, kind, nowhere);

    if (words != NULL)
        wire_node_add_text(a->arena, n, str(words), nowhere);
    return n;
}

static struct wire_article *
article(void)
{
    struct wire_article *a = wire_article_new(0);

    assert_non_null(a);
    a->body = wire_node_new(a->arena, WIRE_N_ROOT, nowhere);
    return a;
}

static enum wire_status
write_all(struct wire_buf *to, const struct wire_write_options *options, struct wire_article *const *stories, size_t count)
{
    struct wire_out out = { .options = options };
    enum wire_status st = WIRE_OK;

    for (size_t i = 0; i < count && st == WIRE_OK; i++) {
        st = wire_format_text.story(&out, stories[i]);
        out.stories++;
    }
    *to = out.buf;
    return st;
}

static char *
written(const struct wire_write_options *options, struct wire_article *const *stories, size_t count)
{
    struct wire_buf b;
    char *s;

    assert_int_equal(write_all(&b, options, stories, count), WIRE_OK);
    s = strndup(b.n != 0 ? b.p : "", b.n);
    wire_buf_free(&b);
    return s;
}

static const struct wire_write_options usual = { .width = 0 };

enum { MOST = 16 };

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

static void
read_all(struct read *r, const char *bytes, size_t n)
{
    struct wire_bytes b = { bytes, n, NULL };
    struct wire_source source = { .read = wire_bytes_read, .ctx = &b, .name = "test" };
    struct wire_sink sink = { .story = take, .ctx = r };
    struct wire_worker *w = wire_worker_new();

    *r = (struct read){ .count = 0 };
    assert_non_null(w);
    assert_int_equal(wire_format_text.read(&source, &sink, NULL, w), WIRE_OK);
    wire_worker_free(w);
}

static void
free_all(struct read *r)
{
    for (size_t i = 0; i < r->count; i++)
        wire_article_free(r->stories[i]);
}

/* --- tests --- */

static void
test_story(void **state)
{
    static const char want[] = "BAY-BRIDGE/\n"
                               "\n"
                               "Bridge opens & closes\n"
                               "\n"
                               "The second deck says more\n"
                               "\n"
                               "By Ann Lee\n"
                               "\n"
                               "Eds: Adds quotes\n"
                               "\n"
                               "Caption: A boat under the bridge.\n"
                               "\n"
                               "KESTREL BAY (MNA) - One paragraph.\n"
                               "\n"
                               "A HEADING\n"
                               "\n"
                               "- first\n"
                               "- second\n"
                               "\n"
                               "Team   Points\n"
                               "Rovers   12\n"
                               "\n"
                               "(Additional reporting by Cy Diaz in Rome; Editing by Di Evans)\n"
                               "\n"
                               "Keywords: ships, bays\n";
    struct wire_article *a = article();
    struct wire_node *list;
    struct wire_value *credit;
    char *got;

    (void)state;
    wire_add_text(a, WIRE_F_SLUGLINE, str("BAY-BRIDGE/"), nowhere);
    record(a, WIRE_F_HEADLINES, WIRE_K_ROLE, "main", WIRE_K_VALUE, "Bridge opens  & closes");
    record(a, WIRE_F_HEADLINES, WIRE_K_ROLE, "sub", WIRE_K_VALUE, "The second deck says more");
    wire_add_text(a, WIRE_F_BY, str("Ann Lee"), nowhere);
    record(a, WIRE_F_ED_NOTES, WIRE_K_ROLE, "update", WIRE_K_VALUE, "Eds: Adds quotes");
    record(a, WIRE_F_DESCRIPTIONS, WIRE_K_ROLE, "caption", WIRE_K_VALUE, "A boat under the bridge.");
    record(a, WIRE_F_DATELINE, WIRE_K_TEXT, "KESTREL BAY (MNA)", WIRE_K_PLACE, "KESTREL BAY");
    record(a, WIRE_F_CREDITS, WIRE_K_ROLE, "reporter", WIRE_K_NAME, "Ann Lee");
    credit = record(a, WIRE_F_CREDITS, WIRE_K_ROLE, "additional-reporter", WIRE_K_NAME, "Cy Diaz");
    wire_put_text(a, credit, WIRE_K_PLACE, str("Rome"), nowhere);
    record(a, WIRE_F_CREDITS, WIRE_K_ROLE, "editor", WIRE_K_NAME, "Di Evans");
    wire_add_text(a, WIRE_F_KEYWORDS, str("ships"), nowhere);
    wire_add_text(a, WIRE_F_KEYWORDS, str("bays"), nowhere);
    add(a, a->body, WIRE_N_P, "One paragraph.");
    add(a, a->body, WIRE_N_H2, "A HEADING");
    list = add(a, a->body, WIRE_N_UL, NULL);
    add(a, list, WIRE_N_LI, "first");
    add(a, list, WIRE_N_LI, "second");
    add(a, a->body, WIRE_N_PRE, "Team\tPoints\nRovers   12");
    got = written(&usual, &a, 1);
    for (char *tab = got; (tab = strchr(tab, '\t')) != NULL;)
        memcpy(tab, " ", 1);
    assert_non_null(strstr(got, "Team Points\n")); /* agate as it is, its tab with it */
    got[strstr(got, "Team Points") - got] = '\0';
    assert_memory_equal(got, want, strlen(got));
    free(got);
    got = written(&usual, &a, 1);
    assert_string_equal(strstr(got, "Rovers"), strstr(want, "Rovers"));
    free(got);
    wire_article_free(a);
}

/* Words are never broken, and no line begins or ends so that a reader would see a new paragraph there. */
static void
test_lines(void **state)
{
    static const struct {
        const char *paragraph, *want;
    } rows[] = {
        { "one two three four five six", "one two three four\nfive six\n" },
        { "averyverylongwordthatfitsnowhere and more", "averyverylongwordthatfitsnowhere\nand more\n" },
        { "\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4 \xC3\xB6\xC3\xB6\xC3\xB6\xC3\xB6 \xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBC aaaa bbbb", "\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4 \xC3\xB6\xC3\xB6\xC3\xB6\xC3\xB6 \xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBC aaaa\nbbbb\n" },
        { "the sum of money was - small", "the sum of money\nwas - small\n" },
        { "they said it twenty (20) times", "they said it\ntwenty (20) times\n" },
        { "it had to stop now. A longwordafterwards", "it had to stop now.\nA longwordafterwards\n" },
        { "in no\xC2\xA0" "break spaces it binds", "in no\xC2\xA0" "break spaces\nit binds\n" },
        { "   ", "" },
    };
    struct wire_write_options narrow = { .width = 20 };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        struct wire_article *a = article();
        char *got;
        add(a, a->body, WIRE_N_P, rows[i].paragraph);
        got = written(&narrow, &a, 1);
        if (strcmp(got, rows[i].want) != 0)
            fail_msg("row %zu: got\n%swant\n%s", i, got, rows[i].want);
        free(got);
        wire_article_free(a);
    }
}

static void
test_tables(void **state)
{
    struct wire_article *a = article();
    struct wire_node *table = add(a, a->body, WIRE_N_TABLE, NULL), *section = add(a, table, WIRE_N_TBODY, NULL), *row;
    char *got;

    (void)state;
    for (int i = 0; i < 3; i++) {
        row = add(a, section, WIRE_N_TR, NULL);
        add(a, row, WIRE_N_TD, i == 1 ? "Wanderers" : "Rovers");
        add(a, row, WIRE_N_TD, i == 1 ? NULL : "2");
        add(a, row, WIRE_N_TD, "10");
    }
    got = written(&usual, &a, 1);
    assert_string_equal(got, "Rovers      2   10\nWanderers       10\nRovers      2   10\n");
    free(got);
    row = add(a, section, WIRE_N_TR, NULL); /* a row of one cell: no columns */
    add(a, row, WIRE_N_TD, "Abandoned");
    got = written(&usual, &a, 1);
    assert_string_equal(got, "Rovers | 2 | 10\n\nWanderers | 10\n\nRovers | 2 | 10\n\nAbandoned\n");
    free(got);
    wire_article_free(a);
}

static void
test_secrets(void **state)
{
    struct wire_article *a = article();
    struct wire_write_options archive = { .with_non_public = true };
    struct wire_value *v;
    char *got;

    (void)state;
    assert_true(wire_format_text.is_public);
    add(a, a->body, WIRE_N_P, "Public words.");
    add(a, a->body, WIRE_N_P, "SECRET body")->visibility = WIRE_EDITORS;
    record(a, WIRE_F_HEADLINES, WIRE_K_ROLE, "main", WIRE_K_VALUE, "SECRET headline")->flags |= WIRE_V_SECRET;
    record(a, WIRE_F_CREDITS, WIRE_K_ROLE, "editor", WIRE_K_NAME, "SECRET editor")->flags |= WIRE_V_SECRET;
    wire_add_text(a, WIRE_F_SLUGLINE, str("SECRET/SLUG"), nowhere)->flags |= WIRE_V_SECRET;
    wire_add_text(a, WIRE_F_BY, str("SECRET by"), nowhere)->flags |= WIRE_V_SECRET;
    wire_add_text(a, WIRE_F_KEYWORDS, str("SECRET"), nowhere)->flags |= WIRE_V_SECRET;
    v = record(a, WIRE_F_ED_NOTES, WIRE_K_ROLE, "x", WIRE_K_VALUE, "SECRET note");
    wire_put_bool(a, v, WIRE_K_PUBLIC, false);
    wire_add_non_public(a, str("text"), str("contact"), str("SECRET contact"), nowhere);
    got = written(&usual, &a, 1);
    assert_string_equal(got, "Public words.\n");
    free(got);
    got = written(&archive, &a, 1);
    assert_non_null(strstr(got, "Eds: SECRET note\n"));
    free(got);
    wire_article_free(a);
}

/* Several stories are parted by a form feed; one in the words of a story parts nothing. */
static void
test_stories(void **state)
{
    struct wire_article *a[2] = { article(), article() };
    struct read back;
    char *got;

    (void)state;
    add(a[0], a[0]->body, WIRE_N_P, "The first\fstory\x03 is here.");
    add(a[1], a[1]->body, WIRE_N_P, "The second story is here.");
    got = written(&usual, a, 2);
    assert_string_equal(got, "The first story is here.\n\f\nThe second story is here.\n");
    read_all(&back, got, strlen(got));
    assert_int_equal(back.count, 2);
    free_all(&back);
    free(got);
    wire_article_free(a[0]);
    wire_article_free(a[1]);
}

/* Every sample, and at several widths: what was written, read and written again is the same. */
static void
test_again(void **state)
{
    static const char *const names[] = { "afp-french", "agate-results", "ansa-italian", "ap-byline", "dpa-german", "kill-notice",
                                         "multi-story", "press-release" };
    static const unsigned widths[] = { 0, 60, 66, 80 };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(names) * WIRE_COUNT(widths); i++) {
        static char bytes[1 << 16];
        struct wire_write_options options = { .width = widths[i % WIRE_COUNT(widths)] };
        struct read first, second;
        char path[128], *one, *two;
        size_t n;
        FILE *f;
        snprintf(path, sizeof path, "samples/text/%s.txt", names[i / WIRE_COUNT(widths)]);
        if ((f = fopen(path, "r")) == NULL)
            fail_msg("%s cannot be opened", path);
        n = fread(bytes, 1, sizeof bytes, f);
        fclose(f);
        read_all(&first, bytes, n);
        one = written(&options, first.stories, first.count);
        read_all(&second, one, strlen(one));
        two = written(&options, second.stories, second.count);
        if (strcmp(one, two) != 0)
            fail_msg("%s at %u:\n%s---\n%s", path, options.width, one, two);
        free(one);
        free(two);
        free_all(&first);
        free_all(&second);
    }
}

static void
test_memory(void **state)
{
    struct wire_article *a = article();

    (void)state;
    record(a, WIRE_F_HEADLINES, WIRE_K_ROLE, "main", WIRE_K_VALUE, "A  headline");
    record(a, WIRE_F_CREDITS, WIRE_K_ROLE, "editor", WIRE_K_NAME, "Di Evans");
    wire_add_text(a, WIRE_F_KEYWORDS, str("ships"), nowhere);
    add(a, a->body, WIRE_N_P, "One  paragraph.");
    for (int after = 0; after < 2; after++) {
        for (long n = 1;; n++) {
            struct wire_buf b;
            enum wire_status st;
            bool all;
            unit_fail_alloc(n, after != 0);
            st = write_all(&b, &usual, &a, 1);
            all = unit_allocs() < n;
            unit_fail_alloc(0, false);
            wire_buf_free(&b);
            if (all) {
                assert_int_equal(st, WIRE_OK);
                break;
            }
            assert_int_equal(st, WIRE_E_NOMEM);
        }
    }
    wire_article_free(a);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_story),   cmocka_unit_test(test_lines), cmocka_unit_test(test_tables), cmocka_unit_test(test_secrets),
        cmocka_unit_test(test_stories), cmocka_unit_test(test_again), cmocka_unit_test(test_memory),
    };

    return UNIT_RUN(tests);
}

/* The seams: byte sources, reports, workers, the ledger, and the tables of formats and findings. */
#include "unit.h"

#include "article/format.h"
#include "formats.h"

static void
test_bytes(void **state)
{
    struct wire_bytes rest = { .p = "world", .n = 5 };
    struct wire_source after = { .read = wire_bytes_read, .ctx = &rest };
    struct wire_bytes first = { .p = "hello ", .n = 6, .rest = &after };
    char got[32] = "";
    size_t n = 0;
    long step;

    (void)state;
    while ((step = wire_bytes_read(&first, got + n, 4)) > 0)
        n += (size_t)step;
    assert_int_equal(step, 0);
    assert_string_equal(got, "hello world");
    assert_int_equal(wire_bytes_read(&first, got, sizeof got), 0); /* the end stays the end */
    first = (struct wire_bytes){ .p = "x", .n = 1 };
    assert_int_equal(wire_bytes_read(&first, got, sizeof got), 1);
    assert_int_equal(wire_bytes_read(&first, got, sizeof got), 0);
}

struct heard {
    int reports;
    char detail[1024], file[64];
    struct wire_at at;
    const struct wire_finding *what;
};

static void
hear(void *ctx, const struct wire_diag *d)
{
    struct heard *h = ctx;

    h->reports++;
    snprintf(h->detail, sizeof h->detail, "%s", d->detail);
    snprintf(h->file, sizeof h->file, "%s", d->file != NULL ? d->file : "(none)");
    h->at = d->at;
    h->what = d->what;
}

static const struct wire_finding sample = { "test-sample", WIRE_WARNING, "a sample", "nothing", NULL };

static void
test_report(void **state)
{
    struct heard h = { 0 };
    struct wire_sink sink = { NULL, hear, &h };
    struct wire_source source = { .name = "a.xml" };
    struct wire_at at = { 9, 14, 200 };

    (void)state;
    wire_report(&sink, &source, &sample, at, WIRE_NONE, "%d of %s", 3, "four");
    assert_int_equal(h.reports, 1);
    assert_string_equal(h.detail, "3 of four");
    assert_string_equal(h.file, "a.xml");
    assert_int_equal(h.at.line, 9);
    assert_ptr_equal(h.what, &sample);
    wire_report(&sink, NULL, &sample, at, WIRE_NONE, "%s", "");
    assert_string_equal(h.detail, "");
    assert_string_equal(h.file, "(none)");
    sink.diagnostic = NULL;
    wire_report(&sink, &source, &sample, at, WIRE_NONE, "%s", "nobody listens");
    assert_int_equal(h.reports, 2);
}

static void
test_report_is_cut_between_characters(void **state)
{
    static const char *const characters[] = { "x", "\xC3\xBC", "\xE2\x82\xAC", "\xF0\x9F\x98\x80" };
    struct heard h = { 0 };
    struct wire_sink sink = { NULL, hear, &h };

    (void)state;
    for (size_t c = 0; c < WIRE_COUNT(characters); c++) {
        for (int before = 380; before < 420; before++) { /* the cut falls on every byte of the character */
            char text[600];
            snprintf(text, sizeof text, "%.*s%s%s%s", before,
                     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                     "aaaaaaaaaaaaaaaaaaaaaaaaa",
                     characters[c], characters[c], characters[c]);
            wire_report(&sink, NULL, &sample, (struct wire_at){ 0 }, WIRE_NONE, "%s", text);
            UNIT_CHECK(c, wire_utf8_valid(wire_str_of(h.detail), NULL));
            UNIT_CHECK(c, strncmp(h.detail, text, strlen(h.detail)) == 0);
            UNIT_CHECK(c, strlen(h.detail) >= 380); /* and nothing before it is lost */
        }
    }
    /* bytes that were no UTF-8 to begin with must not be eaten up to the start */
    wire_report(&sink, NULL, &sample, (struct wire_at){ 0 }, WIRE_NONE, "%s", "bad \xFF byte, then \xC3\xBC");
    assert_true(strlen(h.detail) >= strlen("bad \xFF byte, then "));
}

static int freed;

static void
free_slot(void *state)
{
    freed += *(int *)state;
}

static void
test_worker(void **state)
{
    struct wire_worker *w = wire_worker_new();
    int one = 1, ten = 10;

    (void)state;
    assert_non_null(w);
    w->slot[0].state = &one;
    w->slot[0].free = free_slot;
    w->slot[WIRE_WORKER_SLOTS - 1].state = &ten;
    w->slot[WIRE_WORKER_SLOTS - 1].free = free_slot;
    wire_worker_free(w);
    assert_int_equal(freed, 11);
    wire_worker_free(NULL);
    unit_fail_alloc(1, true);
    w = wire_worker_new();
    unit_fail_alloc(0, false);
    assert_null(w);
}

static void
test_ledger(void **state)
{
    struct wire_arena a;
    struct wire_ledger l = { 0 };
    struct wire_at first = { 5, 1, 50 }, second = { 6, 1, 60 };
    static const char why[] = "layout";

    (void)state;
    for (size_t i = 0; i < WIRE_LEDGER_ACTS; i++)
        UNIT_CHECK(i, wire_ledger_acts[i] != NULL && wire_ledger_acts[i][0] != '\0');
    wire_arena_init(&a, 0);
    wire_ledger_count(&l, &a, WIRE_KEPT, WIRE_STR("a/b"), NULL, 1, first);
    wire_ledger_count(&l, &a, WIRE_KEPT, WIRE_STR("a/b"), NULL, 2, second);
    wire_ledger_count(&l, &a, WIRE_SKIPPED, WIRE_STR("a/b"), why, 1, second);
    wire_ledger_count(&l, &a, WIRE_KEPT, WIRE_STR("a/c"), NULL, 1, second);
    assert_int_equal(l.first->count, 3);
    assert_int_equal(l.first->first.line, 5); /* the first place seen */
    assert_string_equal(l.first->next->why, "layout");
    UNIT_TEXT(0, l.first->next->next->path, "a/c");
    assert_ptr_equal(l.first->next->next, l.last);
    wire_arena_free(&a);
    l = (struct wire_ledger){ 0 };
    unit_fail_alloc(1, true);
    wire_ledger_count(&l, &a, WIRE_KEPT, WIRE_STR("a/b"), NULL, 1, first);
    unit_fail_alloc(0, false);
    assert_null(l.first);
    wire_arena_free(&a);
}

static void
test_formats(void **state)
{
    size_t n = 0;

    (void)state;
    for (; wire_formats[n] != NULL; n++) {
        const struct wire_format *f = wire_formats[n];
        UNIT_CHECK(n, f->name != NULL && f->name[0] != '\0');
        UNIT_CHECK(n, f->title != NULL && f->title[0] != '\0');
        UNIT_CHECK(n, f->suffix != NULL && f->suffix[0] != '.');
        UNIT_CHECK(n, f->versions != NULL);
        UNIT_CHECK(n, f->read != NULL || f->story != NULL);       /* it does something */
        UNIT_CHECK(n, f->read == NULL || f->sniff != NULL);       /* what can be read can be told */
        UNIT_CHECK(n, f->story == NULL || f->holds != 0);         /* a writer says what it holds */
        UNIT_CHECK(n, wire_format_named(wire_str_of(f->name)) == f); /* names are unique */
    }
    assert_true(n > 0);
    assert_null(wire_format_named(WIRE_STR("nosuch")));
    assert_null(wire_format_named(WIRE_STR("")));
    assert_null(wire_format_named(WIRE_NONE));
}

static void
test_sniffing_never_reads_past_the_end(void **state)
{
    static const char head[] = "\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\">";

    (void)state;
    for (size_t n = 0; n < sizeof head; n++) {
        struct wire_str tight = unit_tight(head, n);
        const char *why = NULL;
        wire_format_guess(tight.p, tight.n, &why);
        assert_non_null(why);
        unit_loosen(tight);
    }
}

static void
test_findings(void **state)
{
    (void)state;
    for (size_t f = 0; wire_formats[f] != NULL; f++) {
        const struct wire_finding *const *row = wire_formats[f]->findings;
        for (; row != NULL && *row != NULL; row++) {
            const struct wire_finding *w = *row;
            if (w->id == NULL || w->text == NULL || w->remedy == NULL || w->text[0] == '\0' || w->remedy[0] == '\0')
                fail_msg("%s: a finding is not complete: %s", wire_formats[f]->name, w->id != NULL ? w->id : "(no id)");
            if (strspn(w->id, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(w->id) || strchr(w->id, '-') == NULL)
                fail_msg("%s is no id: small letters, digits, parts joined by -", w->id);
            if (w->text[strlen(w->text) - 1] == '.')
                fail_msg("%s: its sentence ends with a full stop", w->id);
            if (w->level != WIRE_ERROR && w->level != WIRE_WARNING && w->level != WIRE_STYLE)
                fail_msg("%s: no such level", w->id);
            if (wire_finding_named(wire_str_of(w->id)) != w) /* formats may share a row, not an id */
                fail_msg("%s: two rows have this id", w->id);
        }
    }
    assert_null(wire_finding_named(WIRE_STR("no-such-finding")));
    assert_null(wire_finding_named(WIRE_NONE));
}

/* Writers that print all of the body, some of it, and nothing. */
static enum wire_status
all_of_it(struct wire_out *out, const struct wire_article *a)
{
    size_t weight = wire_node_weight(a->body, WIRE_PUBLIC);

    wire_out_body(out, weight, weight);
    return WIRE_OK;
}

static enum wire_status
some_of_it(struct wire_out *out, const struct wire_article *a)
{
    wire_out_body(out, wire_node_weight(a->body, WIRE_PUBLIC), 3);
    return WIRE_OK;
}

static enum wire_status
nothing(struct wire_out *out, const struct wire_article *a)
{
    (void)out;
    (void)a;
    return WIRE_OK;
}

static void
test_body_sums(void **state)
{
    static const struct wire_format formats[] = { { .story = all_of_it }, { .story = some_of_it }, { .story = nothing } };
    static const size_t written[] = { 4, 3, 0 };
    struct wire_article *a = wire_article_new(0);
    struct wire_write_options options = { 0 };
    struct wire_out out = { .options = &options };

    (void)state;
    assert_non_null(a);
    assert_int_equal(wire_out_story(&out, &formats[2], a), WIRE_OK);
    assert_int_equal(out.body_given, 0); /* no body, nothing to tell */
    a->body = wire_node_new(a->arena, WIRE_N_ROOT, (struct wire_at){ 0, 0, 0 });
    wire_node_add_text(a->arena, wire_node_add(a->arena, a->body, WIRE_N_P, (struct wire_at){ 0, 0, 0 }), WIRE_STR("a & bcd."),
                       (struct wire_at){ 0, 0, 0 });
    for (size_t i = 0; i < WIRE_COUNT(formats); i++) {
        assert_int_equal(wire_out_story(&out, &formats[i], a), WIRE_OK);
        assert_int_equal(out.body_given, 4);
        assert_int_equal(out.body_written, written[i]);
    }
    wire_article_free(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bytes),    cmocka_unit_test(test_report),
        cmocka_unit_test(test_body_sums),
        cmocka_unit_test(test_report_is_cut_between_characters),
        cmocka_unit_test(test_worker),   cmocka_unit_test(test_ledger),
        cmocka_unit_test(test_formats),  cmocka_unit_test(test_sniffing_never_reads_past_the_end),
        cmocka_unit_test(test_findings),
    };

    return UNIT_RUN(tests);
}

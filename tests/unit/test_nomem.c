/*
 * Every sample through every reader and writer with every allocation failing in turn, in one process:
 * fast, and under a sanitizer it sees what leaks. tests/failing.t does the same to the program from outside.
 * Run in the project's folder.
 */
#include "unit.h"

#include <glob.h>
#include <libxml/parser.h>
#include <stdio.h>

#include "formats.h"

struct outcome {
    struct wire_out out;
    enum wire_status read, opened, closed;
    int errors, stories;
    const struct wire_format *to;
};

static enum wire_status
take(void *ctx, struct wire_article *a)
{
    struct outcome *o = ctx;
    enum wire_status st = a->arena->err;

    if (st == WIRE_OK)
        st = o->to->story(&o->out, a);
    o->stories++;
    o->out.stories++;
    wire_article_free(a);
    return st;
}

static void
hear(void *ctx, const struct wire_diag *d)
{
    struct outcome *o = ctx;

    o->errors += d->what->level == WIRE_ERROR;
}

static struct outcome
convert(const struct wire_format *from, const struct wire_format *to, struct wire_str bytes)
{
    static const struct wire_write_options options = { .compact = true };
    struct outcome o = { .to = to, .out = { .options = &options } };
    struct wire_sink sink = { take, hear, &o };
    struct wire_bytes ctx = { .p = bytes.p, .n = bytes.n };
    struct wire_source source = { .read = wire_bytes_read, .ctx = &ctx, .name = "sample" };
    struct wire_worker *worker = wire_worker_new();

    if (worker == NULL) {
        o.read = WIRE_E_NOMEM;
        return o;
    }
    if (to->open != NULL)
        o.opened = to->open(&o.out);
    o.read = from->read(&source, &sink, NULL, worker);
    if (to->close != NULL)
        o.closed = to->close(&o.out);
    wire_out_state(&o.out, NULL, NULL);
    wire_worker_free(worker);
    return o;
}

static bool
admits(const struct outcome *o)
{
    return o->read != WIRE_OK || o->opened != WIRE_OK || o->closed != WIRE_OK || o->errors != 0 || o->out.err != WIRE_OK || o->out.buf.err != WIRE_OK;
}

static struct wire_str
load(const char *path)
{
    static char room[256 * 1024];
    FILE *f = fopen(path, "rb");
    size_t n;

    assert_non_null(f);
    n = fread(room, 1, sizeof room, f);
    fclose(f);
    assert_true(n > 0 && n < sizeof room);
    return (struct wire_str){ room, n };
}

/* Fail each allocation of one conversion. Where libxml2's count as well, a failure may go unnoticed here:
 * libxml2 loses some, and the program sees to that from outside the library. */
static void
sweep(const char *path, const struct wire_format *from, const struct wire_format *to, bool must_admit)
{
    struct wire_str bytes = load(path);
    struct outcome whole, o;
    long most;

    unit_fail_alloc(0, false);
    whole = convert(from, to, bytes);
    most = unit_allocs();
    assert_int_equal(whole.read, WIRE_OK);
    /* Where nothing is left for good libxml2's HTML parser never ends (tests/torture/known): not that as well. */
    for (int after = 0; after < (must_admit ? 2 : 1); after++) {
        for (long n = 1; n <= most; n++) {
            unit_fail_alloc(n, after != 0);
            o = convert(from, to, bytes);
            unit_fail_alloc(0, false);
            if (must_admit && !admits(&o) &&
                (o.out.buf.n != whole.out.buf.n || memcmp(o.out.buf.p, whole.out.buf.p, o.out.buf.n) != 0))
                fail_msg("%s to %s: allocation %ld%s fails, and nobody says so", path, to->name, n, after ? " on" : "");
            wire_buf_free(&o.out.buf);
        }
    }
    wire_buf_free(&whole.out.buf);
}

static void
all_samples(bool must_admit)
{
    glob_t found;
    size_t tried = 0;

    assert_int_equal(glob("samples/*/*.*", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        const char *slash = strchr(found.gl_pathv[i], '/') + 1;
        const struct wire_format *from = wire_format_named((struct wire_str){ slash, strcspn(slash, "/") });
        if (from == NULL || from->read == NULL)
            continue;
        for (size_t f = 0; wire_formats[f] != NULL; f++) {
            /* libxml2's allocations are those of reading: one output is enough for them */
            if (wire_formats[f]->story != NULL && (must_admit || wire_formats[f] == wire_format_named(WIRE_STR("json"))))
                sweep(found.gl_pathv[i], from, wire_formats[f], must_admit);
        }
        tried++;
    }
    globfree(&found);
    if (tried == 0)
        fail_msg("no sample could be read: run this in the project's folder");
}

static void
test_our_allocations(void **state)
{
    (void)state;
    all_samples(true);
}

static void
test_with_those_of_libxml2(void **state)
{
    (void)state;
    unit_count_libxml2();
    all_samples(false);
}

static void
say_nothing(void *ctx, const char *fmt, ...)
{
    (void)ctx, (void)fmt;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_our_allocations),
        cmocka_unit_test(test_with_those_of_libxml2),
    };

    xmlInitParser();
    xmlSetGenericErrorFunc(NULL, say_nothing); /* libxml2's own words on lost memory */
    return UNIT_RUN(tests);
}

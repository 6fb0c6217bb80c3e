/* Times: the forms that are read, the one that is written, and what is no time. */
#include "unit.h"

#include "article/time.h"

static void
test_forms(void **state)
{
    static const struct { const char *in, *out; } rows[] = { /* out NULL: no time */
        /* RFC 3339 and the extended form: as they are */
        { "2014-08-29T13:50:06+02:00", "2014-08-29T13:50:06+02:00" },
        { "2014-08-29T13:50:06Z", "2014-08-29T13:50:06Z" },
        { "2014-08-29T13:50:06+00:00", "2014-08-29T13:50:06+00:00" }, /* the source's own way of saying it */
        { "2014-08-29t13:50:06z", "2014-08-29T13:50:06Z" },
        { "2014-08-29 13:50:06Z", "2014-08-29T13:50:06Z" },
        { "2014-08-29T13:50:06-09:30", "2014-08-29T13:50:06-09:30" },
        { " 2014-08-29T13:50:06Z\n", "2014-08-29T13:50:06Z" },
        /* as far as it goes */
        { "2014", "2014" },
        { "2014-08", "2014-08" },
        { "2014-08-29", "2014-08-29" },
        { "2014-08-29T13:50", "2014-08-29T13:50:00" },
        { "2014-08-29T13:50:06", "2014-08-29T13:50:06" }, /* without an offset it stays without */
        /* zeros at the end of a fraction go */
        { "2014-08-29T13:50:06.250Z", "2014-08-29T13:50:06.25Z" },
        { "2014-08-29T13:50:06.000Z", "2014-08-29T13:50:06Z" },
        { "2014-08-29T13:50:06.0700+01:00", "2014-08-29T13:50:06.07+01:00" },
        /* basic */
        { "20140829", "2014-08-29" },
        { "20140829T135006Z", "2014-08-29T13:50:06Z" },
        { "20140829T135006+0200", "2014-08-29T13:50:06+02:00" },
        { "20140829T135006", "2014-08-29T13:50:06" },
        { "20140829T1350+02", "2014-08-29T13:50:00+02:00" },
        /* mail */
        { "Fri, 29 Aug 2014 13:50:06 GMT", "2014-08-29T13:50:06Z" },
        { "Fri, 29 Aug 2014 13:50:06 +0200", "2014-08-29T13:50:06+02:00" },
        { "29 Aug 2014 13:50 EST", "2014-08-29T13:50:00-05:00" },
        { "2 Sep 99 01:02:03 GMT", "1999-09-02T01:02:03Z" },
        { "2 Sep 49 01:02:03 GMT", "2049-09-02T01:02:03Z" },
        /* the ends of the calendar and of the clock, and one past them */
        { "2016-02-29", "2016-02-29" },
        { "2015-02-29", NULL },
        { "2000-02-29", "2000-02-29" },
        { "1900-02-29", NULL },
        { "2014-04-30", "2014-04-30" },
        { "2014-04-31", NULL },
        { "2014-12-31", "2014-12-31" },
        { "2014-13-01", NULL },
        { "2014-00-01", NULL },
        { "2014-01-00", NULL },
        { "0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z" },
        { "0000-01-01", NULL },
        { "9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z" },
        { "2014-08-29T23:59:60Z", "2014-08-29T23:59:60Z" }, /* a leap second */
        { "2014-08-29T23:59:61Z", NULL },
        { "2014-08-29T24:00:00Z", NULL },
        { "2014-08-29T23:60:00Z", NULL },
        { "2014-08-29T13:50:06+23:59", "2014-08-29T13:50:06+23:59" },
        { "2014-08-29T13:50:06+24:00", NULL },
        { "2014-08-29T13:50:06+02:60", NULL },
        /* no times */
        { "", NULL },
        { " ", NULL },
        { "YYYYMMDD", NULL },
        { "201408", NULL },
        { "2014-8-29", NULL },
        { "2014-08-29T", NULL },
        { "2014-08-29T13", NULL },
        { "2014-08-29T13:50:06Zulu", NULL },
        { "2014-08-29T13:50:06 GMT+2", NULL },
        { "2014-08-29T13:50:06+2", NULL },
        { "Friday", NULL },
        { "Fri, 29 Augustus", NULL },
        { "32 Aug 2014 10:00 GMT", NULL },
        { "29 Aux 2014 10:00 GMT", NULL },
        { "29 Aug 2014 10:00 XYZ", NULL },
        { "12345678901234567890123456789012345678901234567890123456789012345", NULL },
    };
    struct wire_arena a;

    (void)state;
    wire_arena_init(&a, 0);
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        struct wire_str tight = unit_tight(rows[i].in, strlen(rows[i].in)), out = wire_time_normal(&a, tight, NULL);
        if (rows[i].out == NULL && out.p != NULL)
            fail_msg("row %zu: \"%s\" is no time, but reads as %.*s", i, rows[i].in, (int)out.n, out.p);
        if (rows[i].out != NULL)
            UNIT_TEXT(i, out, rows[i].out);
        unit_loosen(tight);
    }
    wire_arena_free(&a);
}

static void
test_zone(void **state)
{
    struct wire_arena a;

    (void)state;
    wire_arena_init(&a, 0);
    UNIT_TEXT(0, wire_time_normal(&a, WIRE_STR("2014-08-29T13:50:06"), "+02:00"), "2014-08-29T13:50:06+02:00");
    UNIT_TEXT(1, wire_time_normal(&a, WIRE_STR("2014-08-29T13:50:06Z"), "+02:00"), "2014-08-29T13:50:06Z");
    UNIT_TEXT(2, wire_time_normal(&a, WIRE_STR("2014-08-29"), "+02:00"), "2014-08-29");
    UNIT_TEXT(3, wire_time_normal(&a, WIRE_STR("2014-08-29T13:50:06"), "Z"), "2014-08-29T13:50:06Z");
    UNIT_TEXT(4, wire_time_normal(&a, WIRE_STR("2014-08-29T13:50:06"), "-03:30"), "2014-08-29T13:50:06-03:30");
    wire_arena_free(&a);
}

static void
test_every_minute_of_offset(void **state)
{
    struct wire_arena a;

    (void)state;
    wire_arena_init(&a, 0);
    for (int m = -24 * 60 + 1; m < 24 * 60; m++) {
        struct wire_time t, back;
        struct wire_str text;
        assert_true(wire_time_read(WIRE_STR("2014-08-29T13:50:06Z"), &t));
        t.zulu = false;
        t.offset = m;
        text = wire_time_write(&a, &t);
        assert_true(wire_time_read(text, &back));
        assert_int_equal(back.offset, m);
        assert_int_equal(wire_time_seconds(&back), 1409320206 - m * 60);
    }
    wire_arena_free(&a);
}

static void
test_seconds(void **state)
{
    static const struct { const char *in; int64_t want; } rows[] = {
        { "1970-01-01T00:00:00Z", 0 },
        { "1970-01-01", 0 },
        { "1970", 0 },
        { "1969-12-31T23:59:59Z", -1 },
        { "2000-03-01T00:00:00Z", 951868800 },
        { "2014-08-29T13:50:06+02:00", 1409313006 },
        { "2014-08-29T13:50:06", 1409320206 },
        { "0001-01-01T00:00:00Z", -62135596800 },
        { "9999-12-31T23:59:59Z", 253402300799 },
    };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        struct wire_time t;
        assert_true(wire_time_read(wire_str_of(rows[i].in), &t));
        if (wire_time_seconds(&t) != rows[i].want)
            fail_msg("row %zu: %s is %lld, want %lld", i, rows[i].in, (long long)wire_time_seconds(&t),
                     (long long)rows[i].want);
    }
}

static void
test_every_day(void **state)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    int64_t before = 0;

    (void)state;
    for (int y = 1895; y <= 2105; y++) { /* each day that exists is one after the last; the others do not read */
        bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
        for (int m = 1; m <= 12; m++) {
            for (int d = 1; d <= 32; d++) {
                char text[40];
                struct wire_time t;
                bool is = d <= days[m - 1] + (m == 2 && leap);
                snprintf(text, sizeof text, "%04d-%02d-%02d", y, m, d);
                assert_int_equal(wire_time_read(wire_str_of(text), &t), is);
                if (is && before != 0)
                    assert_int_equal(wire_time_seconds(&t) - before, 86400);
                if (is)
                    before = wire_time_seconds(&t);
            }
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms),   cmocka_unit_test(test_zone), cmocka_unit_test(test_every_minute_of_offset),
        cmocka_unit_test(test_seconds), cmocka_unit_test(test_every_day),
    };

    return UNIT_RUN(tests);
}

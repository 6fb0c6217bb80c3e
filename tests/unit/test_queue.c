/* Of the worker: routing keys of stories, and what stands on the messages that go out. */
#include "unit.h"

#include "convert/letter.h"
#include "convert/routing.h"

/* --- what the parser of patterns takes from the program --- */

const struct option_row option_rows[OPTIONS] = { [OPT_KEY] = { .name = "key" } };

static char complaint[400];

int
usage_error(const struct command_row *command, const char *fmt, ...)
{
    va_list args;

    (void)command;
    va_start(args, fmt);
    vsnprintf(complaint, sizeof complaint, fmt, args);
    va_end(args);
    return EXIT_USAGE;
}

static const struct wire_at nowhere;

static struct wire_article *
story(const char *uri, const char *version)
{
    struct wire_article *a = wire_article_new(1 << 20);

    assert_non_null(a);
    wire_add_text(a, WIRE_F_URI, wire_str_of(uri), nowhere);
    wire_add_text(a, WIRE_F_VERSION, wire_str_of(version), nowhere);
    return a;
}

/* --- routing keys --- */

static void
test_patterns(void **state)
{
    static const struct { const char *pattern, *complaint; } rows[] = {
        { "", NULL },
        { "plain", NULL },
        { "{provider}.{language}.{type}", NULL },
        { "{provider.name|none}{key}", NULL },
        { "{key|}", NULL },
        { "{provider", "braces" },
        { "provider}", "braces" },
        { "{", "braces" },
        { "{a{b}}", "braces" },
        { "{}", "no field" },
        { "{colour}", "no field" },
        { "{|x}", "no field" },
        { "{key.name}", "no field" },
        { "{provider.}", "no such member" },
        { "{provider.colour}", "no such member" },
        { "{located.broader}", "no such member" },
    };
    struct options o = { 0 };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        struct key_pattern p;
        int st;
        complaint[0] = '\0';
        st = routing_parse(&p, &o, OPT_KEY, rows[i].pattern);
        UNIT_CHECK(i, st == (rows[i].complaint == NULL ? -1 : EXIT_USAGE));
        UNIT_CHECK(i, rows[i].complaint == NULL ? *complaint == '\0' : strstr(complaint, rows[i].complaint) != NULL);
    }
}

static void
test_too_many_parts(void **state)
{
    struct options o = { 0 };
    struct key_pattern p;
    char pattern[6 * (WIRE_COUNT(p.part) + 1) + 1] = "";

    (void)state;
    for (size_t i = 0; i + 1 < WIRE_COUNT(p.part); i++)
        strcat(pattern, "{key}");
    assert_int_equal(routing_parse(&p, &o, OPT_KEY, pattern), -1);
    strcat(pattern, "{key}");
    assert_int_equal(routing_parse(&p, &o, OPT_KEY, pattern), EXIT_USAGE);
    assert_non_null(strstr(complaint, "more parts"));
}

static void
test_keys(void **state)
{
    static const struct { const char *pattern, *came_with, *key; } rows[] = {
        { "a.b", "", "a.b" },
        { "{provider}.{language}", "", "Meridian-Newswire.en-GB" },
        { "{provider.qcode}", "", "mnw:1-2" },
        { "{type}", "", "unknown" },
        { "{type|text}", "", "text" },
        { "{type|}.x", "", ".x" },
        { "{provider.uri|none}", "", "none" },
        { "{slugline}", "", "a-b-c-d-e-f" },
        { "{key}", "in.sport", "in.sport" },
        { "{key|none}", "", "none" },
        { "{keywords}", "", "open" },           /* the first is not for publication */
        { "{edNotes}", "", "unknown" },          /* nor is the only one */
        { "{urgency}{urgency}", "", "44" },
        { "{services.name}", "", "unknown" },      /* a member that is not */
        { "{services}", "", "d-1" },
    };
    struct wire_article *a = story("urn:x:1", "1");
    struct wire_value *v;

    (void)state;
    v = wire_add_record(a, WIRE_F_PROVIDER, nowhere);
    wire_put_text(a, v, WIRE_K_QCODE, WIRE_STR("mnw:1.2"), nowhere);
    wire_put_text(a, v, WIRE_K_NAME, WIRE_STR("Meridian Newswire"), nowhere);
    wire_add_text(a, WIRE_F_LANGUAGE, WIRE_STR("en-GB"), nowhere);
    wire_add_text(a, WIRE_F_SLUGLINE, WIRE_STR("a.b*c#d\te f"), nowhere);
    wire_add_text(a, WIRE_F_KEYWORDS, WIRE_STR("source"), nowhere)->flags |= WIRE_V_SECRET;
    wire_add_text(a, WIRE_F_KEYWORDS, WIRE_STR("open"), nowhere);
    wire_add_text(a, WIRE_F_ED_NOTES, WIRE_STR("call the desk"), nowhere)->flags |= WIRE_V_SECRET;
    v = wire_add_record(a, WIRE_F_SERVICES, nowhere);
    wire_put_text(a, v, WIRE_K_NAME, WIRE_STR("night desk"), nowhere)->flags |= WIRE_V_SECRET;
    wire_put_text(a, v, WIRE_K_QCODE, WIRE_STR("d-1"), nowhere);
    wire_add_number(a, WIRE_F_URGENCY, 4, nowhere);
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        struct options o = { 0 };
        struct key_pattern p;
        char key[SHORT_MOST + 1];
        UNIT_CHECK(i, routing_parse(&p, &o, OPT_KEY, rows[i].pattern) == -1);
        routing_key(&p, a, rows[i].came_with, key);
        UNIT_TEXT(i, wire_str_of(key), rows[i].key);
    }
    wire_article_free(a);
}

/* AMQP has no longer keys, and half a character is none: of 2, 3 and 4 bytes, at every place of the cut. */
static void
test_long_keys(void **state)
{
    static const char *const letters[] = { "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x8E\x83" };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(letters) * 4; i++) {
        const char *letter = letters[i / 4];
        size_t n = strlen(letter), before = i % 4, whole = (SHORT_MOST - before) / n;
        struct wire_article *a = story("urn:x:1", "1");
        struct options o = { 0 };
        struct key_pattern p;
        char long_one[2000] = "", key[SHORT_MOST + 1];
        for (size_t k = 0; k < before; k++)
            strcat(long_one, "x");
        for (size_t k = 0; k < 300; k++)
            strcat(long_one, letter);
        wire_add_text(a, WIRE_F_SLUGLINE, wire_str_of(long_one), nowhere);
        assert_int_equal(routing_parse(&p, &o, OPT_KEY, "{slugline}.{slugline}"), -1);
        routing_key(&p, a, "", key);
        long_one[before + whole * n] = '\0';
        if (before + whole * n < SHORT_MOST)
            UNIT_TEXT(i, wire_str_of(key), long_one);
        else
            UNIT_CHECK(i, strlen(key) == SHORT_MOST);
        wire_article_free(a);
    }
}

/* --- ids --- */

static void
test_ids(void **state)
{
    static const char sum[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"; /* of "abc" */
    static char long_uri[400], just[SHORT_MOST + 1], want[400];
    struct { const char *uri, *version, *id; } rows[] = {
        { "urn:x:1", "3", "urn:x:1;v=3" },
        { "urn:x:1", "", "urn:x:1;sha256=%s" },
        { "", "3", "sha256=%s" },
        { "", "", "sha256=%s" },
        { just, "3", NULL },
        { long_uri, "3", "sha256=%s" },
    };

    (void)state;
    memset(long_uri, 'u', 300);
    memset(just, 'u', SHORT_MOST - 4);
    snprintf(want, sizeof want, "%.*s;v=3", SHORT_MOST, just);
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        struct wire_article *a = story(rows[i].uri, rows[i].version);
        char id[SHORT_MOST + 1], expected[400];
        letter_id(a, WIRE_STR("abc"), id);
        if (rows[i].id == NULL)
            snprintf(expected, sizeof expected, "%s", want);
        else if (strchr(rows[i].id, '%') != NULL)
            snprintf(expected, sizeof expected, "%.*s%s", (int)strcspn(rows[i].id, "%"), rows[i].id, sum);
        else
            snprintf(expected, sizeof expected, "%s", rows[i].id);
        UNIT_TEXT(i, wire_str_of(id), expected);
        UNIT_CHECK(i, strlen(id) <= SHORT_MOST);
        wire_article_free(a);
    }
}

/* --- letters --- */

static amqp_bytes_t
bytes(const char *s)
{
    return amqp_of(s, strlen(s));
}

static amqp_table_entry_t
header(const char *key, const char *value)
{
    return (amqp_table_entry_t){ .key = bytes(key), .value = { .kind = AMQP_FIELD_KIND_UTF8, .value.bytes = bytes(value) } };
}

/* A message with all that may stand on one; rows are lent to it. */
static amqp_message_t
message(amqp_table_entry_t *rows, int n)
{
    amqp_message_t m = { 0 };
    amqp_basic_properties_t *p = &m.properties;

    p->_flags = AMQP_BASIC_CONTENT_TYPE_FLAG | AMQP_BASIC_CONTENT_ENCODING_FLAG | AMQP_BASIC_HEADERS_FLAG | AMQP_BASIC_DELIVERY_MODE_FLAG |
                AMQP_BASIC_PRIORITY_FLAG | AMQP_BASIC_REPLY_TO_FLAG | AMQP_BASIC_EXPIRATION_FLAG | AMQP_BASIC_MESSAGE_ID_FLAG |
                AMQP_BASIC_TIMESTAMP_FLAG | AMQP_BASIC_TYPE_FLAG | AMQP_BASIC_USER_ID_FLAG | AMQP_BASIC_APP_ID_FLAG;
    p->content_type = bytes("text/xml");
    p->content_encoding = bytes("gzip");
    p->delivery_mode = AMQP_DELIVERY_NONPERSISTENT;
    p->priority = 7;
    p->reply_to = bytes("desk");
    p->expiration = bytes("1000");
    p->message_id = bytes("m-1");
    p->timestamp = 1700000000;
    p->type = bytes("story");
    p->user_id = bytes("guest");
    p->app_id = bytes("desk-7");
    p->headers = (amqp_table_t){ n, rows };
    return m;
}

#define IS(bytes_, text_) UNIT_TEXT(0, ((struct wire_str){ (bytes_).bytes, (bytes_).len }), text_)

static void
test_story(void **state)
{
    amqp_table_entry_t rows[] = { header("x-house", "abc"), header("CC", "a"), header("BCC", "a"), header("x-death", "a"),
        header("x-delivery-count", "3"), header("x-first-death-queue", "a"), header("x-last-death-reason", "a"),
        header("x-wirecopy-reason", "old"), header("x-wire", "b") };
    amqp_message_t from = message(rows, WIRE_COUNT(rows));
    const struct wire_format *json = &(struct wire_format){ .name = "json", .suffix = "json" };
    struct wire_write_options how = { 0 };
    const amqp_basic_properties_t *p;
    struct letter l;

    (void)state;
    assert_true(letter_of_story(&l, &from, json, &how, false));
    p = &l.properties;
    assert_int_equal(p->_flags & (AMQP_BASIC_EXPIRATION_FLAG | AMQP_BASIC_USER_ID_FLAG | AMQP_BASIC_MESSAGE_ID_FLAG), 0);
    IS(p->content_type, "application/json");
    IS(p->content_encoding, "utf-8");
    IS(p->correlation_id, "m-1");
    IS(p->reply_to, "desk");
    IS(p->type, "story");
    IS(p->app_id, "desk-7");
    assert_int_equal(p->delivery_mode, AMQP_DELIVERY_PERSISTENT);
    assert_int_equal(p->priority, 7);
    assert_int_equal(p->timestamp, 1700000000);
    assert_int_equal(p->headers.num_entries, 3);
    IS(p->headers.entries[0].key, "x-house");
    IS(p->headers.entries[1].key, "x-wire");
    IS(p->headers.entries[2].key, "x-wirecopy-format");
    IS(p->headers.entries[2].value.value.bytes, "json");
    letter_free(&l);

    from.properties._flags |= AMQP_BASIC_CORRELATION_ID_FLAG;
    from.properties.correlation_id = bytes("c-1");
    assert_true(letter_of_story(&l, &from, json, &how, false));
    IS(l.properties.correlation_id, "c-1"); /* one that is there stays */
    letter_free(&l);
}

static void
test_types(void **state)
{
    static const struct { const char *name, *suffix, *encoding; bool styled; const char *type, *is; } rows[] = {
        { "ninjs", "json", NULL, false, "application/json", "utf-8" },
        { "newsml-g2", "xml", NULL, false, "application/vnd.iptc.g2.newsmessage+xml", "utf-8" },
        { "nitf", "xml", NULL, false, "text/vnd.IPTC.NITF", "utf-8" },
        { "iptc7901", "txt", "iso-8859-1", false, "text/plain", "iso-8859-1" },
        { "text", "txt", NULL, false, "text/plain", "utf-8" },
        { "newsml-g2", "html", NULL, true, "text/html", NULL },
        { "newsml-g2", "xml", NULL, true, "application/xml", NULL },
        { "newsml-g2", "csv", NULL, true, "text/csv", NULL },
        { "newsml-g2", "txt", NULL, true, "text/plain", NULL },
    };
    amqp_message_t from = { 0 };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        struct wire_format format = { .name = rows[i].name, .suffix = rows[i].suffix };
        struct wire_write_options how = { .encoding = rows[i].encoding };
        struct letter l;
        bool has;
        UNIT_CHECK(i, letter_of_story(&l, &from, &format, &how, rows[i].styled));
        UNIT_TEXT(i, ((struct wire_str){ l.properties.content_type.bytes, l.properties.content_type.len }), rows[i].type);
        has = (l.properties._flags & AMQP_BASIC_CONTENT_ENCODING_FLAG) != 0;
        UNIT_CHECK(i, has == (rows[i].is != NULL));
        if (has)
            UNIT_TEXT(i, ((struct wire_str){ l.properties.content_encoding.bytes, l.properties.content_encoding.len }), rows[i].is);
        UNIT_CHECK(i, (l.properties._flags & AMQP_BASIC_CORRELATION_ID_FLAG) == 0); /* there is nothing to refer to */
        letter_free(&l);
    }
}

/* A dead letter is the message as it came, but for what would let it vanish. */
static void
test_dead(void **state)
{
    amqp_table_entry_t rows[] = { header("x-house", "abc"), header("x-wirecopy-queue", "old") };
    amqp_message_t from = message(rows, WIRE_COUNT(rows));
    struct letter l;

    (void)state;
    assert_true(letter_of_dead(&l, &from));
    IS(l.properties.content_type, "text/xml");
    IS(l.properties.content_encoding, "gzip");
    IS(l.properties.message_id, "m-1");
    assert_int_equal(l.properties._flags & (AMQP_BASIC_EXPIRATION_FLAG | AMQP_BASIC_USER_ID_FLAG), 0);
    for (int i = 0; i < OWN_HEADERS + 3; i++) /* past its room they are left off, not written past it */
        letter_say(&l, "x-wirecopy-reason", WIRE_STR("unreadable"));
    assert_int_equal(l.properties.headers.num_entries, 1 + OWN_HEADERS);
    letter_free(&l);

    assert_true(letter_of_dead(&l, &from));
    letter_say(&l, "x-wirecopy-reason", WIRE_STR("unreadable"));
    letter_count(&l, "x-wirecopy-stories", 12);
    letter_lighten(&l);
    assert_int_equal(l.properties.headers.num_entries, 3);
    IS(l.rows[0].key, "x-wirecopy-reason");
    assert_int_equal(l.rows[1].value.value.i64, 12);
    IS(l.rows[2].key, "x-wirecopy-headers-left-off");
    assert_int_equal(l.rows[2].value.value.i64, 1);
    letter_free(&l);
}

static void
test_no_memory(void **state)
{
    amqp_message_t from = { 0 };
    struct wire_write_options how = { 0 };
    struct letter l;

    (void)state;
    unit_fail_alloc(1, false);
    assert_false(letter_of_dead(&l, &from));
    letter_free(&l);
    unit_fail_alloc(1, false);
    assert_false(letter_of_story(&l, &from, &(struct wire_format){ .name = "json", .suffix = "json" }, &how, false));
    letter_free(&l);
    unit_fail_alloc(0, false);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_patterns), cmocka_unit_test(test_too_many_parts), cmocka_unit_test(test_keys),
        cmocka_unit_test(test_long_keys), cmocka_unit_test(test_ids), cmocka_unit_test(test_story),
        cmocka_unit_test(test_types), cmocka_unit_test(test_dead), cmocka_unit_test(test_no_memory),
    };

    return UNIT_RUN(tests);
}

/* ANPA 1312 and IPTC 7901: what lines mean, messages cut from streams, damage, character sets, second trips. */
#include "unit.h"

#include "anpa/anpa.h"
#include "anpa/room.h"
#include "article-json/article-json.h"
#include "article/sheet.h"
#include "iptc7901/iptc7901.h"
#include "iptc7901/room.h"

#define ANPA_FRAME(text) "\x16\x16\x01" "a0123\x1f" "asian\r\nr i\x13\x11 BC-Quay   03-14 0010\r\n\x02" text "\x03" "AP-WF-03-14-09 1502GMT<\r\n\x04"
#define IPTC_FRAME(text) "\x01" "eca0124 3 i 93  dpa 1888\r\n\r\nOrrin/quay/\r\n\x02" text "\r\n\x03" "212101 GMT Nov 18\r\n\x04"

/* ---- reading into JSON ---- */

struct reading {
    struct wire_buf json, findings;
    size_t stories;
    size_t chunk; /* bytes a read gives at most */
    const char *p;
    size_t left;
};

static enum wire_status
on_story(void *ctx, struct wire_article *a)
{
    static const struct wire_write_options compact = { .compact = true };
    struct reading *r = ctx;
    struct wire_out out = { .options = &compact };
    enum wire_status st = wire_format_article_json.story(&out, a);

    wire_buf_str(&r->json, wire_buf_slice(&out.buf));
    wire_buf_free(&out.buf);
    r->stories++;
    assert_int_equal(a->ledger.read, a->ledger.placed + a->ledger.skipped);
    wire_article_free(a);
    return st;
}

static void
on_diagnostic(void *ctx, const struct wire_diag *d)
{
    struct reading *r = ctx;

    wire_buf_printf(&r->findings, "%u:%u:%u %s %s\n", d->at.line, d->at.col, (unsigned)d->at.byte, d->what->id, d->detail);
}

static long
on_read(void *ctx, void *bytes, size_t n)
{
    struct reading *r = ctx;

    n = n < r->chunk ? n : r->chunk;
    n = n < r->left ? n : r->left;
    memcpy(bytes, r->p, n);
    r->p += n;
    r->left -= n;
    return (long)n;
}

static enum wire_status
read_all(struct reading *r, const struct wire_format *f, const char *bytes, size_t n, size_t chunk, const char *encoding)
{
    struct wire_source source = { .read = on_read, .ctx = r, .name = "-", .encoding = encoding };
    struct wire_sink sink = { on_story, on_diagnostic, r };

    *r = (struct reading){ .json = WIRE_BUF_INIT, .findings = WIRE_BUF_INIT, .chunk = chunk, .p = bytes, .left = n };
    return f->read(&source, &sink, NULL, NULL);
}

static void
free_reading(struct reading *r)
{
    wire_buf_free(&r->json);
    wire_buf_free(&r->findings);
}

static bool
says(const struct wire_buf *b, const char *words)
{
    return b->n != 0 && memmem(b->p, b->n, words, strlen(words)) != NULL;
}

/* ---- the header of ANPA ---- */

static const struct {
    const char *line;
    const char *keyword, *version, *date, *count;
    char priority, category;
    bool tabular, good;
} anpa_headers[] = {
    { "r a\x13\x11 BC-US--Ethanol-LosingGra 1stLd-Writethru   11-13 1693", "BC-US--Ethanol-LosingGra", "1stLd-Writethru", "11-13", "1693", 'r', 'a', false, true },
    { "bw\x14\x12" "BC-X", "BC-X", "", "", "", 'b', 'w', true, true },
    { "u i\x13\x11 BC-X 2nd Ld 1-2 7\r", "BC-X", "2nd Ld", "1-2", "7", 'u', 'i', false, true },
    { "u i\x13\x11 BC-X ADV12 0099", "BC-X", "ADV12", "", "0099", 'u', 'i', false, true },
    { "\x13\x11 BC-X", "", "", "", "", '\0', '\0', false, false },
    { "i\x13\x11 BC-X", "", "", "", "", '\0', '\0', false, false },
    { "r a BC-X 11-13 1693", "BC-X", "", "11-13", "1693", 'r', 'a', false, true }, /* its codes were lost */
    { "r a BC-X 1693", "", "", "", "", '\0', '\0', false, false },
    { "Red a house 11-13 1693", "", "", "", "", '\0', '\0', false, false },
    { "", "", "", "", "", '\0', '\0', false, false },
};

static void
test_anpa_header(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(anpa_headers); i++) {
        struct wire_str tight = unit_tight(anpa_headers[i].line, strlen(anpa_headers[i].line));
        struct wire_message_line line = { .s = tight, .text = wire_line_trim(tight) };
        struct wire_anpa_header h;
        bool good = wire_anpa_header_read(&line, 1, &h);
        UNIT_CHECK(i, good == anpa_headers[i].good);
        if (good) {
            UNIT_TEXT(i, h.keyword, anpa_headers[i].keyword);
            UNIT_TEXT(i, h.version, anpa_headers[i].version);
            UNIT_TEXT(i, h.date, anpa_headers[i].date);
            UNIT_TEXT(i, h.count, anpa_headers[i].count);
            UNIT_CHECK(i, h.priority == anpa_headers[i].priority && h.category == anpa_headers[i].category);
            UNIT_CHECK(i, h.tabular == anpa_headers[i].tabular);
        }
        unit_loosen(tight);
    }
}

static const struct { const char *line; int label; } anpa_notes[] = {
    { "Eds: x", 5 }, { "Ed.: x", 5 }, { "(Eds: x)", 5 }, { "EDITOR'S NOTE \xE2\x80\x94 x", 18 }, { "Editors\xE2\x80\x99 note: x", 17 },
    { "Edward: x", -1 }, { "Eds x", -1 }, { "Editors note: x", -1 }, { "", -1 },
};

static void
test_anpa_notes(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(anpa_notes); i++) {
        struct wire_str s = unit_tight(anpa_notes[i].line, strlen(anpa_notes[i].line));
        size_t label = 0;
        UNIT_CHECK(i, wire_anpa_is_note(s, &label) == (anpa_notes[i].label >= 0));
        UNIT_CHECK(i, anpa_notes[i].label < 0 || label == (size_t)anpa_notes[i].label);
        unit_loosen(s);
    }
}

/* ---- lines of 7901 ---- */

static const struct { const char *line; bool good, alone; const char *source, *number, *category, *rest; } iptc_headers[] = {
    { "\x01" "eca0124 3 i 93  dpa 1888\r", true, true, "eca", "0124", "i", "dpa 1888" },
    { "eca0124 3 rs 93", true, true, "eca", "0124", "rs", "" },
    { "0124 3 i 93 x", true, false, "", "0124", "i", "x" },
    { "ZCZC eca0124 3 i 93 x", true, true, "eca", "0124", "i", "x" },
    { "eca0124 3 abcd 93", false, false, "", "", "", "" },
    { "eca0124 33 i 93", false, false, "", "", "", "" },
    { "eca 3 i 93", false, false, "", "", "", "" },
    { "eca0124 3 i 93rd", false, false, "", "", "", "" },
    { "", false, false, "", "", "", "" },
};

static const struct { const char *line, *want; } stamps[] = {
    { "212101 GMT Nov 18", "2018-11-21T21:01:00Z" }, { "121745 Okt 18", "2018-10-12T17:45:00" }, { "  121745 UTC F\xC3\xA9v. 99", "1999-02-12T17:45:00Z" },
    { "121745 MESZ M\xC3\xA4r 69", "2069-03-12T17:45:00" }, { "011200 GMT ene 20", "2020-01-01T12:00:00Z" }, { "121745", NULL }, { "1217 GMT Nov 18", NULL },
    { "121745 GMT Nov 1", NULL }, { "321745 GMT Nov 18", NULL }, { "", NULL },
};

static const struct { const char *line; bool closing; } closings[] = {
    { "dpa grj rmo", true }, { "dpa ra yyzz s5", true }, { "(SDA/sj)", true }, { "(ats\\/abc)", true }, { "nc pr jp", true },
    { "dpa", false }, { "dpa Grj", false }, { "(SDA)", false }, { "he went away.", false }, { "x y", false }, { "", false },
};

static const struct { const char *line, *next; bool hides; } hiding[] = {
    { "# Notebook", "", true }, { "# dpa-Notizblock", "", true }, { "#Notebook x", "", true }, { "# Notebooks", "", false }, { "## Notebook", "", false },
    { "* * * *", "The following is not for publication", true }, { "****", "x", false }, { "* * *", "not for publication", false },
    { "Nicht zur Ver\xC3\xB6" "ffentlichung", "", true }, { "He said that the long memo which the harbour master had sent him was not for publication", "", false },
};

static void
test_7901_lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(iptc_headers); i++) {
        struct wire_7901_header h;
        bool good = wire_7901_header_read(wire_str_of(iptc_headers[i].line), false, &h);
        UNIT_CHECK(i, good == iptc_headers[i].good);
        UNIT_CHECK(i, wire_7901_header_read(wire_str_of(iptc_headers[i].line), true, &h) == iptc_headers[i].alone);
        if (!good)
            continue;
        UNIT_TEXT(i, h.source, iptc_headers[i].source);
        UNIT_TEXT(i, h.number, iptc_headers[i].number);
        UNIT_TEXT(i, h.category, iptc_headers[i].category);
        UNIT_TEXT(i, h.rest, iptc_headers[i].rest);
    }
    for (size_t i = 0; i < WIRE_COUNT(stamps); i++) {
        struct wire_str s = unit_tight(stamps[i].line, strlen(stamps[i].line)), got = WIRE_NONE;
        struct wire_arena arena;
        struct wire_time t;
        size_t end;
        wire_arena_init(&arena, 0);
        if (wire_7901_stamp_read(s, &t, &end))
            got = wire_time_normal(&arena, wire_time_write(&arena, &t), NULL);
        UNIT_TEXT(i, got, stamps[i].want != NULL ? stamps[i].want : "");
        wire_arena_free(&arena);
        unit_loosen(s);
    }
    for (size_t i = 0; i < WIRE_COUNT(closings); i++) {
        struct wire_str s = unit_tight(closings[i].line, strlen(closings[i].line));
        UNIT_CHECK(i, wire_7901_is_closing(s) == closings[i].closing);
        unit_loosen(s);
    }
    for (size_t i = 0; i < WIRE_COUNT(hiding); i++)
        UNIT_CHECK(i, wire_7901_hides(wire_str_of(hiding[i].line), wire_str_of(hiding[i].next), true) == hiding[i].hides);
}

/* ---- messages ---- */

static const struct {
    const struct wire_format *format;
    const char *bytes;
    size_t stories;
    const char *says, *finds;
} messages[] = {
    { &wire_format_anpa, ANPA_FRAME("^BC-Quay,10<\r\n^``Fire''<\r\n\t   ORRIN (AP) _ It burnt 7{ hours.\r\n"), 1,
      "\"value\":\"\xE2\x80\x9C" "Fire\xE2\x80\x9D\"", NULL },
    { &wire_format_anpa, ANPA_FRAME("^BC-Quay,10<\r\n^Fire<\r\n\t   ORRIN (AP) _ It burnt 7{ hours.\r\n"), 1,
      "<p>ORRIN (AP) \xE2\x80\x94 It burnt 7\xC2\xBD hours.</p>", NULL },
    { &wire_format_anpa, ANPA_FRAME("^BC-Quay,10<\r\n^By A B=\r\n^AP Writer=\r\n^Fire<\r\n"), 1, "\"by\":\"By A B, AP Writer\"", NULL },
    { &wire_format_anpa, ANPA_FRAME("^BC-Quay,10<\r\n\t   A b\r\nc d\r\n\x08x;1\r\n\x08y;2\r\n^Head<\r\n\t   - item\r\n___\r\nEND\r\n"), 1,
      "<p>A b c d</p>\\n<pre>x;1\\ny;2</pre>\\n<h2>Head</h2>\\n<ul><li>item</li></ul>\\n<hr/>", NULL },
    { &wire_format_anpa, ANPA_FRAME("^BC-Quay,10<\r\n\t   A.\r\n") "\r\nab" ANPA_FRAME("^BC-Quay,10<\r\n\t   B.\r\n"), 2, "<p>B.</p>", "message-stray 4 bytes" },
    { &wire_format_anpa, "\x16\x16\x01" "a0001\r\nr a\x13\x11 X\r\n\x02X\r\n\t   A.\r\n\x01" "a0004\r\nr a\x13\x11 X\r\n\x02X\r\n\t   B.\r\n\x03\x04", 2,
      "a0004", "1:3:2 message-damaged no end of text (ETX) before the next message begins" },
    { &wire_format_anpa, "\x01" "a0001\r\nr a\x13\x11 X\r\n\x02X\r\n\t   A.\r\n\x03\x04\x01" "a0004\r\nr a\x13\x11 X\r\n\x02X\r\n\t   B.\r\n\x03\x04", 2,
      "a0004", "message-gap a0002 to a0003" },
    { &wire_format_anpa, "\x01" "a0001\r\nr a\x13\x11 X\r\n\x02X\r\n\t   A.\r\n\x03stamp\na0002\r\nr a\x13\x11 X\r\n\x02X\r\n\t   B.\r\n\x03\x04", 2,
      "a0002", "no start of heading (SOH)" },
    { &wire_format_anpa, "\x01??\r\n\x02X\r\n\t   A.\r\n\x03\x04", 1, "<p>A.</p>", "its header cannot be read" },
    { &wire_format_anpa, ANPA_FRAME("^BC-Quay,10<\r\n\t   A \x1A b.\r\n"), 1, "<p>A b.</p>", "characters of it were lost" },
    { &wire_format_anpa, ANPA_FRAME("^BC-Quay,10<\r\n\t   Public.\r\n^NOT FOR PUBLICATION<\r\nCall.\r\n"), 1, "\"value\":\"NOT FOR PUBLICATION\\nCall.\"", NULL },
    { &wire_format_anpa, "\x01" "a0000\x1f-----\r\nR A\x13\x11 unknown 0001\r\n\x02^unknown,1<\r\n\t   A.\r\n\x03UNKNOWN-WF-01-01-09 0000GMT<\r\n\x04", 1,
      "{\"type\":\"text\",\"sent\":\"2009-01-01T00:00:00Z\",\"bodies\"", NULL }, /* all supplied, all absent */
    { &wire_format_iptc7901, IPTC_FRAME("2ND LEAD\r\nFire\r\nBy A B =\r\n\r\nOrrin (dpa) - One\r\ntwo.\r\n\r\ndpa a b\r\n"), 1, "\"by\":\"By A B\"", NULL },
    { &wire_format_iptc7901, IPTC_FRAME("Fire =\r\n\r\nOrrin (dpa) - A.\r\n\r\ndpa grj rmo\r\n"), 1, "\"role\":\"closingline\"", NULL },
    { &wire_format_iptc7901, IPTC_FRAME("Fire =\r\n\r\nOrrin (dpa) - A.\r\n\r\n# Notebook\r\n\r\n## Note to editors\r\n- One\r\n  two\r\n- Three\r\n\r\nx\r\n"), 1,
      "\"edNotes\":[{\"public\":false,\"value\":\"One two\"},{\"public\":false,\"value\":\"Three\"}]", NULL },
    { &wire_format_iptc7901, IPTC_FRAME("Fire =\r\n\r\nA        1   2\r\nB        3   4\r\n\r\n1. a\r\n2. b\r\n"), 1, "<pre>A        1   2\\nB        3   4</pre>\\n<p>1. a<br/>2. b</p>", NULL },
    { &wire_format_iptc7901, "eca0001 4 i 9  x\n\nA/\n\nHead =\n\nOne.\n\n011200 GMT Jan 20\n\neca0003 4 i 9  x\n\nB/\n\nHead =\n\nTwo.\n\n011300 GMT Jan 20\n", 2,
      "<p>Two.</p>", "11:1:55 message-gap eca0002" },
    { &wire_format_iptc7901, "ZCZC eca0001 4 i 9  x\nA/\nHead =\n\nOne.\n011200 GMT Jan 20\nNNNN\nZCZC\neca0002 4 i 9  x\nB/\nHead =\n\nTwo.\nNNNN\n", 2, "<p>Two.</p>", NULL },
    { &wire_format_iptc7901, "nothing of the kind\n", 0, NULL, "message-none" },
    { &wire_format_anpa, "\x04\x04\r\n", 0, NULL, "message-none" },
};

/* However the bytes come, the stories are the same. */
static void
test_messages(void **state)
{
    static const size_t chunks[] = { 1, 7, 1 << 20 };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(messages); i++) {
        struct wire_str bytes = unit_tight(messages[i].bytes, strlen(messages[i].bytes));
        for (size_t k = 0; k < WIRE_COUNT(chunks); k++) {
            struct reading r;
            enum wire_status st = read_all(&r, messages[i].format, bytes.p, bytes.n, chunks[k], NULL);
            UNIT_CHECK(i, st == (messages[i].stories != 0 ? WIRE_OK : WIRE_E_INPUT));
            UNIT_CHECK(i, r.stories == messages[i].stories);
            if (messages[i].says != NULL && !says(&r.json, messages[i].says))
                fail_msg("row %zu: not said: %s\n%.*s", i, messages[i].says, (int)r.json.n, r.json.p);
            if (messages[i].finds != NULL ? !says(&r.findings, messages[i].finds) : r.findings.n != 0)
                fail_msg("row %zu: findings: %.*s", i, (int)r.findings.n, r.findings.n != 0 ? r.findings.p : "");
            free_reading(&r);
        }
        unit_loosen(bytes);
    }
}

/* Columns and bytes are the source's, whatever it is encoded in. */
static void
test_places(void **state)
{
    static const char latin[] = "\x01" "eca0001 4 i 9  x\r\n\r\n\xC4\xC4/\r\n\x02\xD6\xD6 =\r\n\r\n  \xDC.\r\n\r\n\x03\x04";
    struct reading r;

    (void)state;
    assert_int_equal(read_all(&r, &wire_format_iptc7901, latin, sizeof latin - 1, 100, NULL), WIRE_OK);
    assert_true(says(&r.json, "\"slugline\":\"\xC3\x84\xC3\x84\""));
    assert_true(says(&r.json, "\"encoding\":\"windows-1252\""));
    assert_true(says(&r.json, "<p>\xC3\x9C.</p>"));
    free_reading(&r);
    assert_int_equal(read_all(&r, &wire_format_iptc7901, latin, sizeof latin - 1, 100, "no-such-set"), WIRE_E_USAGE);
    assert_true(says(&r.findings, "message-encoding"));
    free_reading(&r);
}

/* A message past the limit is dropped up to the next SOH; a limit is sharp. */
static void
test_limit(void **state)
{
    struct wire_limits limits = wire_limits_default;
    static const char head[] = "\x01" "eca0001 4 i 9  x\r\n\r\nA/\r\n\x02Head =\r\n\r\n";
    struct wire_buf bytes = WIRE_BUF_INIT;

    (void)state;
    for (size_t more = 0; more < 2; more++) {
        struct reading r = { .chunk = 4096 };
        struct wire_source source = { .read = on_read, .ctx = &r, .name = "-", .max = &limits };
        struct wire_sink sink = { on_story, on_diagnostic, &r };
        wire_buf_clear(&bytes);
        wire_buf_puts(&bytes, head);
        while (bytes.n < 300000 - 1 + more)
            wire_buf_puts(&bytes, bytes.n % 60 == 0 ? "\n" : "x");
        wire_buf_putc(&bytes, WIRE_EOT);
        wire_buf_puts(&bytes, IPTC_FRAME("Fire =\r\n\r\nA.\r\n"));
        limits.text = 300000;
        r.p = bytes.p;
        r.left = bytes.n;
        assert_int_equal(wire_format_iptc7901.read(&source, &sink, NULL, NULL), WIRE_OK);
        assert_true(r.stories >= 1 && says(&r.json, "<p>A.</p>"));
        free_reading(&r);
        r = (struct reading){ .chunk = 4096, .p = bytes.p, .left = bytes.n };
        limits.text = 1000;
        assert_int_equal(wire_format_iptc7901.read(&source, &sink, NULL, NULL), WIRE_OK);
        assert_int_equal(r.stories, 1);
        assert_true(says(&r.findings, "1:1:0 message-too-long"));
        free_reading(&r);
    }
    wire_buf_free(&bytes);
}

/* ---- character sets ---- */

static const struct { const char *set, *text, *want; size_t moved, lost; } sets[] = {
    { NULL, "Caf\xC3\xA9", "Caf\xC3\xA9", 0, 0 },
    { "ascii", "Caf\xC3\xA9 \xE2\x80\x94 \xC5\x92uvre \xC3\x9F \xE2\x82\xAC", "Cafe -- OEuvre ss EUR", 5, 0 },
    { "iso-8859-1", "Caf\xC3\xA9 \xC5\x81", "Caf\xE9 L", 1, 0 },
    { "windows-1252", "\xE2\x80\x9Cx\xE2\x80\x9D", "\x93x\x94", 0, 0 },
    { "ISO_6937", "Caf\xC3\xA9", "Caf\xC2" "e", 0, 0 },
    { "ascii", "\xE6\x97\xA5 a\xCC\x81", "? a", 1, 1 },
};

static void
test_sets(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(sets); i++) {
        struct wire_buf b = WIRE_BUF_INIT;
        size_t moved = 0, lost = 0;
        wire_buf_puts(&b, "\xC3\xA9"); /* what stands before is left alone */
        wire_buf_puts(&b, sets[i].text);
        UNIT_CHECK(i, wire_encode(&b, 2, sets[i].set, &moved, &lost) == WIRE_OK);
        UNIT_TEXT(i, wire_str_sub(wire_buf_slice(&b), 2, b.n), sets[i].want);
        UNIT_CHECK(i, moved == sets[i].moved && lost == sets[i].lost);
        wire_buf_free(&b);
    }
    assert_int_equal(wire_encode_check("utf-16"), WIRE_E_USAGE);
    assert_int_equal(wire_encode_check("no-such-set"), WIRE_E_USAGE);
    assert_int_equal(wire_encode_check("ascii//TRANSLIT"), WIRE_E_USAGE);
    assert_int_equal(wire_encode_check("utf-8"), WIRE_OK);
}

/* ---- writing ---- */

struct again {
    const struct wire_format *to;
    const struct wire_write_options *options;
    struct wire_buf bytes;
};

static enum wire_status
write_again(void *ctx, struct wire_article *a)
{
    struct again *w = ctx;
    struct wire_out out = { .options = w->options };
    enum wire_status st = w->to->open(&out);

    if (st == WIRE_OK)
        st = wire_out_story(&out, w->to, a);
    if (st == WIRE_OK)
        assert_int_equal(out.body_given, out.body_written);
    wire_buf_str(&w->bytes, wire_buf_slice(&out.buf));
    wire_buf_free(&out.buf);
    wire_article_free(a);
    return st;
}

static void
convert(struct again *w, const struct wire_format *from, struct wire_str bytes)
{
    struct wire_bytes in = { bytes.p, bytes.n, NULL };
    struct wire_source source = { .read = wire_bytes_read, .ctx = &in, .name = "-" };
    struct wire_sink sink = { write_again, NULL, w };
    struct wire_worker *worker = wire_worker_new();

    assert_non_null(worker);
    w->bytes = WIRE_BUF_INIT;
    assert_int_equal(from->read(&source, &sink, NULL, worker), WIRE_OK);
    wire_worker_free(worker);
}

/* Stories in article JSON that each format would read as something else, were they set as they are. */
static const char *const hard[] = {
    "{\"bodies\":[{\"contentType\":\"application/xhtml+xml\",\"value\":\"<h2>First</h2><p>END</p><p>{a} _ b =</p><p>a &lt;</p><p>b &lt;</p>\"}]}",
    "{\"headlines\":[{\"role\":\"main\",\"value\":\"Eds: a note?\"}],\"descriptions\":[{\"role\":\"abstract\",\"value\":\"AP Photo of it\"}],"
    "\"edNotes\":[{\"public\":true,\"value\":\"See (this)\"},{\"public\":false,\"value\":\"Secret note\"}],\"bodies\":[{\"value\":\"One.\"}]}",
    "{\"headlines\":[{\"role\":\"main\",\"value\":\"By the numbers =\"}],\"slugline\":\"a, b/c*\",\"take\":{\"lead\":12,\"writethru\":true,\"kind\":\"refile\"},"
    "\"by\":\"Ann Lee\",\"bodies\":[{\"contentType\":\"application/xhtml+xml\",\"value\":\"<p># Notebook</p><p>more to come</p>\"}]}",
    "{\"headlines\":[{\"role\":\"main\",\"value\":\"By the numbers\"}],\"take\":{\"kind\":\"kill\",\"number\":3},\"bodies\":[{\"contentType\":"
    "\"application/xhtml+xml\",\"value\":\"<ul><li>one</li><li>two # three * four - five six seven eight nine ten eleven twelve thirteen</li></ul>"
    "<table><tr><td>a</td><td/><td>c</td></tr><tr><td>1</td><td>2</td><td>3</td></tr></table><pre>x   1\\n\\ny   2</pre><p>a<br/>b</p>\"}]}",
    "{\"nonPublic\":[{\"where\":\"x\",\"value\":\"Call 5550199\"},{\"where\":\"y\",\"value\":\"dpa ab cd\"}],\"keywords\":[\"a\",\"b\"],\"priority\":9,"
    "\"versionCreated\":\"2020-01-01T00:30:00+02:00\",\"provider\":{\"name\":\"Meridian\"},\"bodies\":[{\"value\":\"Public text.\"}]}",
    "{\"headlines\":[{\"role\":\"main\",\"value\":\"\\u201cOnly\\u201d a headline\"},{\"role\":\"sub\",\"value\":\"A deck\"}]}",
};

static void
test_second_trip(void **state)
{
    static const struct wire_write_options how[] = { { .width = 0 }, { .width = 40 }, { .encoding = "ascii" }, { .with_non_public = true } };
    static const struct wire_format *const formats[] = { &wire_format_anpa, &wire_format_iptc7901 };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(hard); i++) {
        for (size_t k = 0; k < 2 * WIRE_COUNT(how); k++) {
            struct again one = { formats[k % 2], &how[k / 2], WIRE_BUF_INIT }, two = one, three = one;
            convert(&one, &wire_format_article_json, wire_str_of(hard[i]));
            convert(&two, one.to, wire_buf_slice(&one.bytes));
            convert(&three, one.to, wire_buf_slice(&two.bytes));
            if (!wire_str_eq(wire_buf_slice(&two.bytes), wire_buf_slice(&three.bytes)))
                fail_msg("story %zu, way %zu:\n%.*s\nthen\n%.*s", i, k, (int)two.bytes.n, two.bytes.p, (int)three.bytes.n, three.bytes.p);
            if (k / 2 != 3 && k % 2 == 0)
                assert_false(says(&one.bytes, "Secret") || says(&one.bytes, "5550199"));
            wire_buf_free(&one.bytes);
            wire_buf_free(&two.bytes);
            wire_buf_free(&three.bytes);
        }
    }
}

/* ---- without memory ---- */

static void
test_no_memory(void **state)
{
    static const char anpa[] = ANPA_FRAME("^BC-Quay, 2nd Ld,10<\r\n^``Fire''<\r\n^By A B=\r\n^C=\r\n\t   ORRIN (AP) _ It burnt.\r\n\x08" "a;b\r\nEND\r\n");
    static const char iptc[] = IPTC_FRAME("2ND LEAD\r\nFire\r\nBy A B =\r\n\r\nOrrin (dpa) - One.\r\n\r\n# Notebook\r\n\r\n## Note to editors\r\n- x\r\n");
    static const struct wire_write_options ascii = { .encoding = "iso-8859-1" };

    (void)state;
    for (int which = 0; which < 2; which++) {
        const struct wire_format *f = which == 0 ? &wire_format_anpa : &wire_format_iptc7901;
        for (long n = 1;; n++) {
            struct wire_bytes in = { which == 0 ? anpa : iptc, (which == 0 ? sizeof anpa : sizeof iptc) - 1, NULL };
            struct wire_source source = { .read = wire_bytes_read, .ctx = &in, .name = "-" };
            struct again w = { f, &ascii, WIRE_BUF_INIT };
            struct wire_sink sink = { write_again, NULL, &w };
            enum wire_status st;
            long made;
            unit_fail_alloc(n, false);
            st = f->read(&source, &sink, NULL, NULL);
            made = unit_allocs();
            unit_fail_alloc(0, false);
            wire_buf_free(&w.bytes);
            assert_true(st == WIRE_OK || st == WIRE_E_NOMEM || st == WIRE_E_USAGE);
            if (made < n) {
                assert_int_equal(st, WIRE_OK);
                break;
            }
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_anpa_header), cmocka_unit_test(test_anpa_notes), cmocka_unit_test(test_7901_lines),
        cmocka_unit_test(test_messages),    cmocka_unit_test(test_places),     cmocka_unit_test(test_limit),
        cmocka_unit_test(test_sets),        cmocka_unit_test(test_second_trip), cmocka_unit_test(test_no_memory),
    };

    return UNIT_RUN(tests);
}

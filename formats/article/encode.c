/* The character sets of receivers: what a set lacks is written with what it has. */
#include "article/sheet.h"

#include <errno.h>
#include <iconv.h>
#include <strings.h>

/* Letters that do not come apart into a plain one and an accent, and marks. Latin letters with accents are in `plain`. */
static const struct spelling {
    uint32_t c;
    const char *ascii;
} spellings[] = {
    { 0xA0, " " },     { 0xA1, "!" },     { 0xA2, "c" },     { 0xA3, "GBP" },   { 0xA5, "JPY" },   { 0xA7, "par. " }, { 0xB0, " deg" },
    { 0xB2, "2" },     { 0xB3, "3" },     { 0xB5, "u" },     { 0xBC, " 1/4" },  { 0xBD, " 1/2" },  { 0xBE, " 3/4" },  { 0xA9, "(c)" },   { 0xAB, "\"" },    { 0xAD, "" },      { 0xAE, "(R)" },   { 0xB4, "'" },
    { 0xB7, "-" },     { 0xBB, "\"" },    { 0xBF, "?" },     { 0xC6, "AE" },    { 0xD0, "D" },     { 0xD7, "x" },     { 0xD8, "O" },
    { 0xDE, "Th" },    { 0xDF, "ss" },    { 0xE6, "ae" },    { 0xF0, "d" },     { 0xF8, "o" },     { 0xFE, "th" },    { 0x110, "D" },
    { 0x111, "d" },    { 0x126, "H" },    { 0x127, "h" },    { 0x131, "i" },    { 0x141, "L" },    { 0x142, "l" },    { 0x152, "OE" },
    { 0x153, "oe" },   { 0x1E9E, "SS" },  { 0x2002, " " },   { 0x2003, " " },   { 0x2009, " " },   { 0x200B, "" },    { 0x2010, "-" },
    { 0x2011, "-" },   { 0x2012, "-" },   { 0x2013, "-" },   { 0x2014, "--" },  { 0x2015, "--" },  { 0x2018, "'" },   { 0x2019, "'" },
    { 0x201A, "'" },   { 0x201B, "'" },   { 0x201C, "\"" },  { 0x201D, "\"" },  { 0x201E, "\"" },  { 0x2020, "*" },   { 0x2022, "-" },
    { 0x2026, "..." }, { 0x202F, " " },   { 0x2032, "'" },   { 0x2033, "\"" },  { 0x2039, "'" },   { 0x203A, "'" },   { 0x20AC, "EUR" },
    { 0x2122, "(TM)" },{ 0x2212, "-" },   { 0xFEFF, "" },
};

/* U+00C0 to U+017F without their accents; '\0': it has none to lose, or is in `spellings`. */
static const char plain[] = "AAAAAA\0CEEEEIIII\0NOOOOO\0\0UUUUY\0\0aaaaaa\0ceeeeiiii\0nooooo\0\0uuuuy\0y"
                            "AaAaAaCcCcCcCcDd\0\0EeEeEeEeEeGgGgGgGgHh\0\0IiIiIiIiI\0\0\0JjKkkLlLlLlLl\0\0NnNnNn\0Nn"
                            "OoOoOo\0\0RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

static const char *
spelled(uint32_t c, char one[2])
{
    for (size_t i = 0; i < WIRE_COUNT(spellings); i++) {
        if (spellings[i].c == c)
            return spellings[i].ascii;
    }
    if (c >= 0xC0 && c < 0xC0 + sizeof plain - 1 && plain[c - 0xC0] != '\0') {
        one[0] = plain[c - 0xC0];
        one[1] = '\0';
        return one;
    }
    return NULL;
}

static bool
is_utf8(const char *name)
{
    return name == NULL || strcasecmp(name, "UTF-8") == 0 || strcasecmp(name, "UTF8") == 0;
}

/* A set in which every character of ASCII is its own byte: the marks of a wire must stay what they are. */
static enum wire_status
open_set(const char *name, iconv_t *cd)
{
    char ascii[0x7F], out[0x100], *in = ascii, *to = out;
    size_t left = sizeof ascii, room = sizeof out;

    if ((*cd = iconv_open(name, "UTF-8")) == (iconv_t)-1)
        return errno == ENOMEM ? WIRE_E_NOMEM : WIRE_E_USAGE;
    for (size_t i = 0; i < sizeof ascii; i++)
        ascii[i] = (char)(i + 1);
    if (strchr(name, '/') == NULL && iconv(*cd, &in, &left, &to, &room) == 0 && sizeof out - room == sizeof ascii &&
        memcmp(out, ascii, sizeof ascii) == 0)
        return WIRE_OK;
    iconv_close(*cd);
    return WIRE_E_USAGE;
}

enum wire_status
wire_encode_check(const char *name)
{
    iconv_t cd;
    enum wire_status st;

    if (is_utf8(name))
        return WIRE_OK;
    if ((st = open_set(name, &cd)) == WIRE_OK)
        iconv_close(cd);
    return st;
}

/* One character beyond ASCII. */
static void
put(struct wire_buf *out, iconv_t cd, const char *p, size_t n, size_t *moved, size_t *lost)
{
    char bytes[16], *in = (char *)p, *to = bytes, one[2];
    size_t left = n, room = sizeof bytes;
    const char *next = p, *ascii;
    uint32_t c;

    if (iconv(cd, &in, &left, &to, &room) == 0 && left == 0 && room < sizeof bytes) {
        wire_buf_put(out, bytes, sizeof bytes - room);
        return;
    }
    iconv(cd, NULL, NULL, NULL, NULL);
    c = (uint32_t)wire_utf8_next(&next, p + n);
    if ((ascii = spelled(c, one)) != NULL) {
        ++*moved;
        wire_buf_puts(out, ascii);
    } else if (c < 0x300 || c > 0x36F) { /* an accent that stands alone goes */
        ++*lost;
        wire_buf_putc(out, '?');
    } else {
        ++*moved;
    }
}

enum wire_status
wire_encode(struct wire_buf *b, size_t from, const char *name, size_t *moved, size_t *lost)
{
    struct wire_buf out = WIRE_BUF_INIT;
    const char *p = b->p + from, *end = b->p + b->n, *plain_from = p;
    enum wire_status st;
    iconv_t cd;

    if (is_utf8(name) || b->n == from)
        return WIRE_OK;
    if ((st = open_set(name, &cd)) != WIRE_OK)
        return st;
    while (p < end) {
        const char *next = p + 1;
        if ((unsigned char)*p < 0x80) {
            p++;
            continue;
        }
        wire_buf_put(&out, plain_from, (size_t)(p - plain_from));
        next = p;
        wire_utf8_next(&next, end);
        put(&out, cd, p, (size_t)(next - p), moved, lost);
        p = plain_from = next;
    }
    wire_buf_put(&out, plain_from, (size_t)(p - plain_from));
    iconv_close(cd);
    b->n = from;
    wire_buf_str(b, wire_buf_slice(&out));
    if (out.err != WIRE_OK && b->err == WIRE_OK)
        b->err = out.err;
    wire_buf_free(&out);
    return b->err;
}

enum wire_status
wire_encode_story(struct wire_out *out, size_t start)
{
    size_t moved = 0, lost = 0;
    enum wire_status st = wire_encode(&out->buf, start, out->options->encoding, &moved, &lost);
    struct wire_at nowhere = { 0, 0, 0 };

    if (out->ledger != NULL && moved != 0)
        wire_ledger_count(out->ledger, out->arena, WIRE_MOVED, WIRE_STR("bodies"), "characters the set has not, with letters it has",
                          (uint32_t)moved, nowhere);
    if (out->ledger != NULL && lost != 0)
        wire_ledger_count(out->ledger, out->arena, WIRE_DROPPED, WIRE_STR("bodies"), "characters the set has not, as question marks",
                          (uint32_t)lost, nowhere);
    out->unwritable += lost;
    return st;
}

/* Bytes of text into UTF-8. */
#include "article/decode.h"

#include <errno.h>
#include <iconv.h>
#include <strings.h>

/* Windows-1252, 0x80 to 0x9F; 0: undefined there, the control of Latin-1. */
static const uint16_t windows[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
};

static void
put(struct wire_buf *buf, uint32_t c)
{
    char bytes[4];

    wire_buf_put(buf, bytes, wire_utf8_put(bytes, c));
}

static void
from_windows(struct wire_str raw, struct wire_buf *buf)
{
    size_t from = 0;

    for (size_t i = 0; i < raw.n; i++) {
        unsigned char c = (unsigned char)raw.p[i];
        if (c < 0x80)
            continue;
        wire_buf_put(buf, raw.p + from, i - from);
        put(buf, c < 0xA0 && windows[c - 0x80] != 0 ? windows[c - 0x80] : c);
        from = i + 1;
    }
    wire_buf_put(buf, raw.p + from, raw.n - from);
}

static void
from_utf16(struct wire_str raw, bool big, struct wire_buf *buf)
{
    for (size_t i = 0; i + 1 < raw.n; i += 2) {
        uint32_t a = (unsigned char)raw.p[i], b = (unsigned char)raw.p[i + 1], c = big ? a << 8 | b : b << 8 | a;
        if (c >= 0xD800 && c < 0xDC00 && i + 3 < raw.n) {
            uint32_t d = (unsigned char)raw.p[i + 2], e = (unsigned char)raw.p[i + 3], low = big ? d << 8 | e : e << 8 | d;
            if (low >= 0xDC00 && low < 0xE000) {
                put(buf, 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00));
                i += 2;
                continue;
            }
        }
        put(buf, c >= 0xD800 && c < 0xE000 ? 0xFFFD : c);
    }
}

/* Without a mark: every other byte zero is UTF-16. 1 little, 2 big end first, 0 neither. */
static int
looks_utf16(struct wire_str raw)
{
    size_t zeros[2] = { 0, 0 }, n = raw.n < 512 ? raw.n : 512;

    if (n < 8 || raw.n % 2 != 0 || memchr(raw.p, '\0', n) == NULL)
        return 0;
    for (size_t i = 0; i < n; i++)
        zeros[i & 1] += raw.p[i] == '\0';
    return zeros[1] * 3 > n && zeros[0] * 8 < n ? 1 : zeros[0] * 3 > n && zeros[1] * 8 < n ? 2 : 0;
}

static enum wire_status
from_named(struct wire_str raw, const char *said, struct wire_buf *buf)
{
    iconv_t cd = iconv_open("UTF-8", said);
    char *in = (char *)raw.p, out[4096];
    size_t left = raw.n;

    if (cd == (iconv_t)-1)
        return errno == ENOMEM ? WIRE_E_NOMEM : WIRE_E_USAGE;
    while (left != 0 && buf->err == WIRE_OK) {
        char *to = out;
        size_t room = sizeof out, done = iconv(cd, &in, &left, &to, &room);
        wire_buf_put(buf, out, sizeof out - room);
        if (done != (size_t)-1 || errno == E2BIG)
            continue;
        put(buf, 0xFFFD); /* a byte that is none of that encoding */
        in++;
        left--;
    }
    iconv_close(cd);
    return buf->err;
}

static struct wire_str
without_mark(struct wire_str s)
{
    return wire_str_begins(s, "\xEF\xBB\xBF") ? wire_str_sub(s, 3, s.n) : s;
}

static enum wire_status
decode(struct wire_str raw, const char *said, struct wire_buf *buf, struct wire_str *text, const char **name)
{
    int half = 0;

    *text = without_mark(raw);
    *name = "UTF-8";
    wire_buf_clear(buf);
    if (said != NULL && (strcasecmp(said, "windows-1252") == 0 || strcasecmp(said, "cp1252") == 0)) { /* iconv loads a file for it */
        from_windows(raw, buf);
        *name = said;
        *text = wire_buf_slice(buf);
        return buf->err;
    }
    if (said != NULL && strcasecmp(said, "UTF-8") != 0 && strcasecmp(said, "UTF8") != 0) {
        enum wire_status st = from_named(raw, said, buf);
        *name = said;
        *text = without_mark(wire_buf_slice(buf));
        return st;
    }
    if (wire_str_begins(raw, "\xFF\xFE") || wire_str_begins(raw, "\xFE\xFF")) {
        half = (unsigned char)raw.p[0] == 0xFF ? 1 : 2;
        raw = wire_str_sub(raw, 2, raw.n);
    } else if (wire_utf8_valid(*text, NULL) && (half = looks_utf16(raw)) == 0) {
        return WIRE_OK;
    } else if (half == 0) {
        half = looks_utf16(raw);
    }
    if (half != 0)
        from_utf16(raw, half == 2, buf);
    else
        from_windows(*text, buf);
    *name = half == 0 ? "windows-1252" : half == 1 ? "UTF-16LE" : "UTF-16BE";
    *text = wire_buf_slice(buf);
    return buf->err;
}

/* U+FFFE or U+FFFF from p on, or NULL. */
static const char *
noncharacter(const char *p, const char *end)
{
    while (end - p >= 3 && (p = memchr(p, 0xEF, (size_t)(end - p) - 2)) != NULL) {
        if ((unsigned char)p[1] == 0xBF && (unsigned char)p[2] >= 0xBE)
            return p;
        p++;
    }
    return NULL;
}

/* What XML does not allow (XML 1.0, 2.2) gone from buf: zeros are blanks, and what is no character is the sign for that. */
static void
make_characters(struct wire_buf *buf)
{
    char *end = buf->p + buf->n, *p;

    for (p = buf->p; p < end && (p = memchr(p, '\0', (size_t)(end - p))) != NULL;)
        *p++ = ' ';
    for (const char *odd = buf->p; (odd = noncharacter(odd, end)) != NULL; odd += 3)
        memcpy(buf->p + (odd - buf->p), "\xEF\xBF\xBD", 3);
}

enum wire_status
wire_decode(struct wire_str raw, const char *said, struct wire_buf *buf, struct wire_str *text, const char **name)
{
    enum wire_status st = decode(raw, said, buf, text, name);
    size_t n = text->n;

    if (st != WIRE_OK || n == 0 || (memchr(text->p, '\0', n) == NULL && noncharacter(text->p, text->p + n) == NULL))
        return st;
    if (buf->n == 0) /* it is raw itself */
        wire_buf_str(buf, *text);
    if (buf->err != WIRE_OK)
        return buf->err;
    make_characters(buf);
    *text = (struct wire_str){ buf->p + buf->n - n, n }; /* it may have had a byte order mark before it */
    return WIRE_OK;
}

static int
sextet(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

struct wire_str
wire_base64(struct wire_arena *arena, struct wire_str s)
{
    char *out = wire_arena_bytes(arena, s.n / 4 * 3 + 3);
    size_t n = 0, letters = 0, pads = 0;
    uint32_t bits = 0;

    for (size_t i = 0; out != NULL && i < s.n; i++) {
        int value = sextet(s.p[i]);
        if (wire_is_space(s.p[i]))
            continue;
        if (value < 0 ? s.p[i] != '=' || ++pads > 2 : pads != 0)
            return WIRE_NONE;
        bits = bits << 6 | (uint32_t)(value < 0 ? 0 : value);
        if (++letters % 4 != 0)
            continue;
        out[n++] = (char)(bits >> 16 & 0xFF);
        out[n++] = (char)(bits >> 8 & 0xFF);
        out[n++] = (char)(bits & 0xFF);
    }
    if (out == NULL || letters % 4 != 0 || n <= pads)
        return WIRE_NONE;
    return (struct wire_str){ out, n - pads };
}

/* Bytes that grow, and the escapes of the formats written with them. */
#include "article/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "article/str.h"

bool
wire_buf_room(struct wire_buf *b, size_t n)
{
    size_t cap = b->cap * 2 + 512;
    char *p;

    if (b->err != WIRE_OK)
        return false;
    if (n <= b->cap - b->n)
        return true;
    if (n > SIZE_MAX / 2 - b->n) {
        b->err = WIRE_E_NOMEM;
        return false;
    }
    if (cap < b->n + n)
        cap = b->n + n;
    if ((p = realloc(b->p, cap)) == NULL) {
        b->err = WIRE_E_NOMEM;
        return false;
    }
    b->p = p;
    b->cap = cap;
    return true;
}

void
wire_buf_printf(struct wire_buf *b, const char *fmt, ...)
{
    va_list args;
    int n;

    va_start(args, fmt);
    n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    if (n < 0 || !wire_buf_room(b, (size_t)n + 1))
        return;
    va_start(args, fmt);
    vsnprintf(b->p + b->n, (size_t)n + 1, fmt, args);
    va_end(args);
    b->n += (size_t)n;
}

/* 0: as it is; 1: special in text and attributes; 2: in attributes only; 3: not allowed in XML 1.0. */
static const unsigned char xml_special[256] = {
    [0] = 3,    [1] = 3,    [2] = 3,    [3] = 3,    [4] = 3,    [5] = 3,    [6] = 3,    [7] = 3,   [8] = 3,
    [11] = 3,   [12] = 3,   [14] = 3,   [15] = 3,   [16] = 3,   [17] = 3,   [18] = 3,   [19] = 3,  [20] = 3,
    [21] = 3,   [22] = 3,   [23] = 3,   [24] = 3,   [25] = 3,   [26] = 3,   [27] = 3,   [28] = 3,  [29] = 3,
    [30] = 3,   [31] = 3,   ['&'] = 1,  ['<'] = 1,  ['>'] = 1,  ['"'] = 2,  ['\r'] = 1,
};

static void
escape(struct wire_buf *b, struct wire_str s, int upto)
{
    size_t from = 0;

    for (size_t i = 0; i < s.n; i++) {
        int special = xml_special[(unsigned char)s.p[i]];
        if (special == 0 || (special == 2 && upto < 2))
            continue;
        wire_buf_put(b, s.p + from, i - from);
        from = i + 1;
        switch (s.p[i]) {
        case '&':
            wire_buf_put(b, "&amp;", 5);
            break;
        case '<':
            wire_buf_put(b, "&lt;", 4);
            break;
        case '>':
            wire_buf_put(b, "&gt;", 4);
            break;
        case '"':
            wire_buf_put(b, "&quot;", 6);
            break;
        case '\r':
            wire_buf_put(b, "&#13;", 5);
            break;
        default:
            break;
        }
    }
    wire_buf_put(b, s.p + from, s.n - from);
}

void
wire_buf_xml(struct wire_buf *b, struct wire_str s)
{
    if (s.n != 0)
        escape(b, s, 1);
}

void
wire_buf_xml_attr(struct wire_buf *b, struct wire_str s)
{
    if (s.n != 0)
        escape(b, s, 2);
}

static void
json_control(struct wire_buf *b, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";
    static const char shorts[] = "btn?fr";
    char out[6] = { '\\', 'u', '0', '0', hex[c >> 4], hex[c & 15] };

    if (c >= 8 && c <= 13 && c != 11) {
        out[1] = shorts[c - 8];
        wire_buf_put(b, out, 2);
    } else if (c == '"' || c == '\\') {
        out[1] = (char)c;
        wire_buf_put(b, out, 2);
    } else {
        wire_buf_put(b, out, 6);
    }
}

/* Where the first byte from p on is that does not stand in a JSON string as it is, or that begins a character
 * beyond ASCII; eight are looked at at once. */
static const char *
past_plain(const char *p, const char *end)
{
    const uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;

    while (end - p >= 8) {
        uint64_t w, quote, slash, del, found;
        memcpy(&w, p, 8);
        quote = w ^ (ones * '"');
        slash = w ^ (ones * '\\');
        del = w ^ (ones * 0x7F);
        found = (w | ((quote - ones) & ~quote) | ((slash - ones) & ~slash) | ((del - ones) & ~del) | ((w - ones * 0x20) & ~w)) &
                highs;
        if (found != 0) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
            return p + __builtin_ctzll(found) / 8; /* a borrow only spoils what stands after the first found */
#else
            break;
#endif
        }
        p += 8;
    }
    while (p < end && (unsigned char)*p >= 0x20 && (unsigned char)*p < 0x7F && *p != '"' && *p != '\\')
        p++;
    return p;
}

void
wire_buf_json(struct wire_buf *b, struct wire_str s)
{
    const char *p = s.p, *end = p + s.n, *from = p;

    wire_buf_putc(b, '"');
    while ((p = past_plain(p, end)) < end) {
        const char *before = p;
        if ((unsigned char)*p < 0x80) {
            wire_buf_put(b, from, (size_t)(p - from));
            json_control(b, (unsigned char)*p);
            from = ++p;
            continue;
        }
        if (wire_utf8_next(&p, end) < 0) {
            wire_buf_put(b, from, (size_t)(before - from));
            wire_buf_put(b, "\xEF\xBF\xBD", 3);
            from = p;
        }
    }
    wire_buf_put(b, from, (size_t)(end - from));
    wire_buf_putc(b, '"');
}

void
wire_buf_free(struct wire_buf *b)
{
    free(b->p);
    *b = WIRE_BUF_INIT;
}

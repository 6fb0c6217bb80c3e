/* Bytes that grow, and the escapes of the formats written with them. */
#include "article/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "article/sixteen.h"
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

/* What stands in XML for a character that does not stand there as it is; "": nothing, it is not allowed (XML 1.0, 2.2). */
static struct wire_str
xml_escaped(char c)
{
    switch (c) {
    case '&':
        return WIRE_STR("&amp;");
    case '<':
        return WIRE_STR("&lt;");
    case '>':
        return WIRE_STR("&gt;");
    case '"':
        return WIRE_STR("&quot;");
    case '\r':
        return WIRE_STR("&#13;");
    case '\n': /* in attributes, where a parser would make a space of it */
        return WIRE_STR("&#10;");
    case '\t':
        return WIRE_STR("&#9;");
    default:
        return WIRE_STR("");
    }
}

/* U+FFFE and U+FFFF, which XML does not allow, begin with this byte; so do some others. */
enum { NONCHARACTERS = 0xEF };

static inline bool
is_noncharacter(const char *at, const char *end)
{
    return end - at >= 3 && at[1] == '\xBF' && (at[2] == '\xBE' || at[2] == '\xBF');
}

/* Bits of the bytes that do not stand in XML as they are: in attributes a " neither. */
static inline unsigned
xml_special(wire_sixteen c, bool attribute)
{
    wire_sixteen special = (wire_sixteen)((c == '&') | (c == '<') | (c == '>') | ((c < ' ') & (c != '\t') & (c != '\n')) |
                                          (c == NONCHARACTERS));

    if (attribute)
        special |= (wire_sixteen)((c == '"') | (c == '\n') | (c == '\t'));
    return wire_bits(special);
}

enum { SLACK = 16 }; /* room for sixteen bytes of which none may count: they are written down before they are looked at */

/* Room for what is left of a text and the slack behind out; where out is then, or NULL. */
static inline char *
go_on(struct wire_buf *b, char *out, size_t left)
{
    b->n = (size_t)(out - b->p);
    if (b->cap - b->n < left + SLACK + 2 && !wire_buf_room(b, left + SLACK + 2))
        return NULL;
    return b->p + b->n;
}

static inline void
escape(struct wire_buf *b, struct wire_str s, bool attribute)
{
    const char *p = s.p, *end = p + s.n;
    char *out;

    if (b->cap - b->n < s.n + SLACK && !wire_buf_room(b, s.n + SLACK))
        return;
    out = b->p + b->n;
    while (p < end) {
        size_t left = (size_t)(end - p), step = left < 16 ? left : 16;
        wire_sixteen c = wire_load_some(p, left);
        unsigned special = xml_special(c, attribute) & (0xFFFFU >> (16 - step));
        memcpy(out, &c, sizeof c);
        if (special == 0) {
            out += step;
            p += step;
            continue;
        }
        out += __builtin_ctz(special);
        p += __builtin_ctz(special);
        if (*p == (char)NONCHARACTERS && !is_noncharacter(p, end)) {
            *out++ = *p++;
            continue;
        }
        b->n = (size_t)(out - b->p);
        wire_buf_str(b, xml_escaped(*p));
        p += *p == (char)NONCHARACTERS ? 3 : 1;
        if ((out = go_on(b, b->p + b->n, (size_t)(end - p))) == NULL)
            return;
    }
    b->n = (size_t)(out - b->p);
}

void
wire_buf_xml(struct wire_buf *b, struct wire_str s)
{
    if (s.n != 0)
        escape(b, s, false);
}

void
wire_buf_xml_attr(struct wire_buf *b, struct wire_str s)
{
    if (s.n != 0)
        escape(b, s, true);
}

static inline void
json_control(struct wire_buf *b, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";
    static const char shorts[128] = { ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r', ['"'] = '"', ['\\'] = '\\' };

    wire_buf_putc(b, '\\');
    if (shorts[c] != '\0')
        wire_buf_putc(b, shorts[c]);
    else
        wire_buf_put(b, (char[]){ 'u', '0', '0', hex[c >> 4], hex[c & 15] }, 5);
}

typedef signed char signed_sixteen __attribute__((vector_size(16))); /* as which what is beyond ASCII is below zero */

/* Bits of the bytes that do not stand in a JSON string as they are, or that need a closer look. DEL is escaped too. */
static inline unsigned
json_special(wire_sixteen c)
{
    return wire_bits((wire_sixteen)(((signed_sixteen)c < 0x20) | (c == '"') | (c == '\\') | (c == 0x7F)));
}

/* How many bytes, from the first on, stand in a JSON string as they are, those beyond ASCII with them. */
static inline size_t
json_plain(wire_sixteen c)
{
    unsigned special = json_special(c) & ~wire_bits(c), plain = (unsigned)__builtin_ctz(special | 1U << 16), whole = wire_whole_utf8(c);

    return whole < plain ? whole : plain;
}

/* One character that is escaped, or that needs a closer look; where the next begins. */
static const char *
json_character(struct wire_buf *b, const char *p, const char *end)
{
    const char *from = p;

    if ((unsigned char)*p < 0x80) {
        json_control(b, (unsigned char)*p);
        return p + 1;
    }
    if (wire_utf8_next(&p, end) < 0)
        wire_buf_put(b, "\xEF\xBF\xBD", 3);
    else
        wire_buf_put(b, from, (size_t)(p - from));
    return p;
}

void
wire_buf_json(struct wire_buf *b, struct wire_str s)
{
    const char *p = s.p, *end = p + s.n;
    char *out = go_on(b, b->p + b->n, s.n + 1);

    if (out == NULL)
        return;
    *out++ = '"';
    while (p < end) {
        size_t left, plain;
        unsigned special;
        wire_sixteen c;
        for (special = 0; (left = (size_t)(end - p)) >= 16; p += 16, out += 16) { /* most of it */
            c = wire_load(p);
            memcpy(out, &c, sizeof c);
            if ((special = json_special(c)) != 0)
                break;
        }
        if (left < 16) {
            c = wire_load_some(p, left);
            memcpy(out, &c, sizeof c);
            if ((special = json_special(c) & ((1U << left) - 1)) == 0) {
                out += left;
                break;
            }
        }
        plain = (size_t)__builtin_ctz(special);
        if ((unsigned char)p[plain] >= 0x80)
            plain = json_plain(c);
        out += plain;
        p += plain;
        if (plain == 16 || p == end || ((unsigned char)*p >= 0x80 && plain != 0))
            continue;
        b->n = (size_t)(out - b->p);
        p = json_character(b, p, end);
        if ((out = go_on(b, b->p + b->n, (size_t)(end - p))) == NULL)
            return;
    }
    *out++ = '"';
    b->n = (size_t)(out - b->p);
}

void
wire_buf_free(struct wire_buf *b)
{
    free(b->p);
    *b = WIRE_BUF_INIT;
}

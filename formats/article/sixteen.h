/* Sixteen bytes at once: GCC's vectors, which it lowers to whatever the machine has. */
#ifndef WIRE_ARTICLE_SIXTEEN_H
#define WIRE_ARTICLE_SIXTEEN_H

#include <stdint.h>
#include <string.h>

typedef uint8_t wire_sixteen __attribute__((vector_size(16)));

static inline wire_sixteen
wire_load(const char *p)
{
    wire_sixteen v;

    memcpy(&v, p, sizeof v);
    return v;
}

/* n bytes, at most 16, and zeros after them; nothing behind them is read. */
static inline wire_sixteen
wire_load_some(const char *p, size_t n)
{
    typedef uint64_t halves __attribute__((vector_size(16))); /* put together in a register: by way of memory it would be waited for */

    if (n >= 16)
        return wire_load(p);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    if (n >= 8) {
        uint64_t first, last;
        memcpy(&first, p, 8);
        memcpy(&last, p + n - 8, 8);
        return (wire_sixteen)(halves){ first, last >> 8 >> 8 * (15 - n) };
    }
    if (n >= 4) {
        uint32_t first, last;
        memcpy(&first, p, 4);
        memcpy(&last, p + n - 4, 4);
        return (wire_sixteen)(halves){ first | (uint64_t)last << 8 * (n - 4), 0 };
    }
    if (n != 0) { /* the first, the middle and the last may be the same byte */
        return (wire_sixteen)(halves){ (uint64_t)(uint8_t)p[0] | (uint64_t)(uint8_t)p[n >> 1] << 8 * (n >> 1) |
                                           (uint64_t)(uint8_t)p[n - 1] << 8 * (n - 1), 0 };
    }
    return (wire_sixteen){ 0 };
#else
    wire_sixteen v = { 0 };
    memcpy(&v, p, n);
    return v;
#endif
}

/* memcpy for what is mostly short: in pieces that may overlap, without a call. */
static inline void
wire_copy(char *to, const char *from, size_t n)
{
    if (n > 32) {
        memcpy(to, from, n);
    } else if (n >= 16) {
        wire_sixteen first = wire_load(from), last = wire_load(from + n - 16);
        memcpy(to, &first, 16);
        memcpy(to + n - 16, &last, 16);
    } else if (n >= 8) {
        uint64_t first, last;
        memcpy(&first, from, 8);
        memcpy(&last, from + n - 8, 8);
        memcpy(to, &first, 8);
        memcpy(to + n - 8, &last, 8);
    } else if (n >= 4) {
        uint32_t first, last;
        memcpy(&first, from, 4);
        memcpy(&last, from + n - 4, 4);
        memcpy(to, &first, 4);
        memcpy(to + n - 4, &last, 4);
    } else if (n != 0) {
        to[0] = from[0];
        to[n >> 1] = from[n >> 1];
        to[n - 1] = from[n - 1];
    }
}

/* 0xFF for each of the last n bytes of sixteen. */
static inline wire_sixteen
wire_last(size_t n)
{
    static const uint8_t bytes[32] = { [16 ... 31] = 0xFF };
    wire_sixteen v;

    memcpy(&v, bytes + n, sizeof v);
    return v;
}

/* Bit i of the result is the highest bit of byte i: what a comparison has found. */
static inline unsigned
wire_bits(wire_sixteen v)
{
#ifdef __SSE2__
    typedef char signs __attribute__((vector_size(16)));
    return (unsigned)__builtin_ia32_pmovmskb128((signs)v);
#else
    unsigned bits = 0;

    for (unsigned i = 0; i < 16; i++)
        bits |= (unsigned)(v[i] >> 7) << i;
    return bits;
#endif
}

/* All bytes added up. */
static inline unsigned
wire_sum(wire_sixteen v)
{
#ifdef __SSE2__
    typedef char signs __attribute__((vector_size(16)));
    typedef long long two __attribute__((vector_size(16)));
    two sums = (two)__builtin_ia32_psadbw128((signs)v, (signs){ 0 });

    return (unsigned)(sums[0] + sums[1]);
#else
    unsigned sum = 0;

    for (unsigned i = 0; i < 16; i++)
        sum += v[i];
    return sum;
#endif
}

/*
 * Zeros over a small object of constant size, a multiple of eight: stores and nothing else. What GCC makes
 * of memset above 64 bytes, `rep stos`, takes longer to begin than to do.
 */
static inline void
wire_clear(void *object, size_t n)
{
    char *p = object;
    wire_sixteen none = { 0 };
    size_t i;

#pragma GCC unroll 16
    for (i = 0; i + 16 <= n; i += 16)
        memcpy(p + i, &none, 16);
    if (i < n)
        memcpy(p + i, &none, 8);
}

/* 0xFF for each byte that is XML white space. */
static inline wire_sixteen
wire_spaces(wire_sixteen c)
{
    return (wire_sixteen)((c == ' ') | (c == '\n') | (c == '\t') | (c == '\r'));
}

/*
 * How many of the bytes, from the first on, are whole characters of UTF-8 (RFC 3629, 4). Where a byte
 * needs a closer look, and where a character goes on past the sixteen, fewer are.
 */
static inline unsigned
wire_whole_utf8(wire_sixteen c)
{
    unsigned high = wire_bits(c), two, three, four, more, leads, want, wrong, at;

    if (high == 0)
        return 16;
    two = wire_bits((wire_sixteen)(c - 0xC2 < 0x1E));
    three = wire_bits((wire_sixteen)((c - 0xE1 < 0x0C) | (c - 0xEE < 2)));
    four = wire_bits((wire_sixteen)(c - 0xF1 < 3));
    more = wire_bits((wire_sixteen)((c & 0xC0) == 0x80));
    leads = two | three | four;
    want = leads << 1 | (three | four) << 2 | four << 3;
    wrong = (want ^ more) | (high & ~(leads | more));
    if (wrong == 0)
        return 16;
    at = (unsigned)__builtin_ctz(wrong);
    return (want >> at & 1) == 0 ? at : 31 - (unsigned)__builtin_clz(leads & ((1U << at) - 1)); /* back to where it begins */
}

#endif

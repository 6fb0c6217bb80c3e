/* Numbers of JSON by their text: compared and divided exactly, whatever their size. */
#include "schemas/decimal.h"

/* Past this, exponents are all the same: no number of a story means it. */
static const int64_t far = 1000000000000000;

static int64_t
exponent_of(const char *p, const char *end)
{
    bool minus = p < end && *p == '-';
    int64_t n = 0;

    if (p < end && (*p == '-' || *p == '+'))
        p++;
    for (; p < end; p++) {
        if (n < far)
            n = n * 10 + (*p - '0');
    }
    if (n > far)
        n = far;
    return minus ? -n : n;
}

struct wire_decimal
wire_decimal(struct wire_str s)
{
    struct wire_decimal d = { .negative = s.n != 0 && s.p[0] == '-' };
    const char *p = s.p + d.negative, *end = s.p + s.n, *point = NULL, *e = p;

    while (e < end && *e != 'e' && *e != 'E') {
        if (*e == '.')
            point = e;
        e++;
    }
    if (e < end)
        d.exponent = exponent_of(e + 1, end);
    if (point == NULL)
        point = e;
    d.exponent += point - p;
    while (p < e && (*p == '0' || *p == '.')) {
        d.exponent -= *p == '0';
        p++;
    }
    while (e > p && (e[-1] == '0' || e[-1] == '.'))
        e--;
    d.p = p;
    d.end = e;
    d.digits = (size_t)(e - p);
    if (point > p && point < e)
        d.digits--;
    if (d.digits == 0)
        return (struct wire_decimal){ .p = p, .end = p };
    return d;
}

static int
compare_digits(struct wire_decimal a, struct wire_decimal b)
{
    while (a.p < a.end && b.p < b.end) {
        if (*a.p == '.')
            a.p++;
        if (*b.p == '.')
            b.p++;
        if (*a.p != *b.p)
            return *a.p < *b.p ? -1 : 1;
        a.p++;
        b.p++;
    }
    return (a.p < a.end) - (b.p < b.end);
}

int
wire_decimal_compare(struct wire_decimal a, struct wire_decimal b)
{
    int order;

    if (a.digits == 0 || b.digits == 0 || a.negative != b.negative) {
        int x = a.digits == 0 ? 0 : a.negative ? -1 : 1, y = b.digits == 0 ? 0 : b.negative ? -1 : 1;
        return x - y;
    }
    order = a.exponent != b.exponent ? (a.exponent < b.exponent ? -1 : 1) : compare_digits(a, b);
    return a.negative ? -order : order;
}

bool
wire_decimal_is_whole(struct wire_decimal d)
{
    return d.digits == 0 || d.exponent >= (int64_t)d.digits;
}

bool
wire_decimal_count(struct wire_decimal d, uint64_t max, uint64_t *out)
{
    uint64_t n = 0;

    if (!wire_decimal_is_whole(d) || (d.negative && d.digits != 0) || d.exponent > 19)
        return false;
    for (const char *p = d.p; p < d.end; p++) {
        if (*p != '.')
            n = n * 10 + (uint64_t)(*p - '0');
    }
    for (int64_t i = (int64_t)d.digits; i < d.exponent; i++)
        n *= 10;
    if (n > max)
        return false;
    *out = n;
    return true;
}

static uint64_t
times(uint64_t a, uint64_t b, uint64_t m)
{
    return (uint64_t)((unsigned __int128)a * b % m);
}

/* a = X·10^i and b = M·10^j in whole numbers that do not end in 0: M must divide X·10^(i-j), and where i < j nothing does. */
bool
wire_decimal_divides(struct wire_decimal b, struct wire_decimal a)
{
    uint64_t m = 0, x = 0, ten;
    int64_t shift = (a.exponent - (int64_t)a.digits) - (b.exponent - (int64_t)b.digits);

    if (a.digits == 0)
        return true;
    if (shift < 0)
        return false;
    for (const char *p = b.p; p < b.end; p++) {
        if (*p != '.')
            m = m * 10 + (uint64_t)(*p - '0');
    }
    for (const char *p = a.p; p < a.end; p++) {
        if (*p != '.')
            x = (uint64_t)(((unsigned __int128)x * 10 + (unsigned)(*p - '0')) % m);
    }
    for (ten = 10 % m; shift != 0; shift >>= 1, ten = times(ten, ten, m)) {
        if ((shift & 1) != 0)
            x = times(x, ten, m);
    }
    return x == 0;
}

uint64_t
wire_decimal_hash(struct wire_decimal d)
{
    uint64_t h = d.negative + 1u;

    if (d.digits == 0)
        return 0;
    h = h * 31 + (uint64_t)d.exponent;
    for (const char *p = d.p; p < d.end; p++) {
        if (*p != '.')
            h = (h ^ (unsigned char)*p) * 0x100000001B3u;
    }
    return h;
}

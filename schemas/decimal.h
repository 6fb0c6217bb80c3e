/* Numbers of JSON by their text: compared and divided exactly, whatever their size. */
#ifndef WIRE_SCHEMAS_DECIMAL_H
#define WIRE_SCHEMAS_DECIMAL_H

#include "article/base.h"

/* The number 0.D × 10^exponent, D the digits in [p, end), a point among them passed over; the first and the last are not
 * 0. Zero has none. Lent from the text. */
struct wire_decimal {
    const char *p, *end;
    int64_t exponent;
    size_t digits;
    bool negative;
};

/* What JSON wrote (wire_str_is_number holds). An exponent past 10^15 counts as that. */
struct wire_decimal wire_decimal(struct wire_str);

/* < 0, 0 or > 0 */
int wire_decimal_compare(struct wire_decimal, struct wire_decimal);

bool wire_decimal_is_whole(struct wire_decimal);

/* The number where it is whole, not negative and at most max; else false. */
bool wire_decimal_count(struct wire_decimal, uint64_t max, uint64_t *);

/* Whether a is a whole multiple of b, which is not zero and has at most WIRE_DECIMAL_DIVISOR digits. */
enum { WIRE_DECIMAL_DIVISOR = 18 };
bool wire_decimal_divides(struct wire_decimal b, struct wire_decimal a);

uint64_t wire_decimal_hash(struct wire_decimal);

#endif

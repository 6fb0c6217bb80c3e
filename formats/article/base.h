/* What everything else is made of: status, slices of text, positions, limits. */
#ifndef WIRE_ARTICLE_BASE_H
#define WIRE_ARTICLE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "wirecopy.h"

#define WIRE_COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* A literal as a slice; WIRE_STR(NULL) does not exist, an absent slice is WIRE_NONE. */
#define WIRE_STR(literal) ((struct wire_str){ "" literal "", sizeof(literal) - 1 })
#define WIRE_NONE ((struct wire_str){ NULL, 0 })

#if defined(__GNUC__)
#define WIRE_PRINTF(at, rest) __attribute__((format(printf, at, rest)))
#else
#define WIRE_PRINTF(at, rest)
#endif

/*
 * What an input may cost. Each is a bound on what one hostile document can make
 * us do, and each is tested at the limit and one past it.
 */
struct wire_limits {
    uint32_t depth;     /* open elements or brackets: deep nesting eats stacks and trees */
    size_t tag;         /* bytes of one start tag: duplicate attributes are looked for in square time */
    size_t story;       /* bytes of memory one article may take */
    size_t text;        /* bytes of one plain text document, which is read whole */
    uint64_t expansion; /* bytes that entities of one document may expand to */
};

/* The limits used where a source names none. */
extern const struct wire_limits wire_limits_default;

#endif

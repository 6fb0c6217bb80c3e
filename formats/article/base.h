/* What everything else is made of, beside the status, slices, positions and limits of wirecopy.h. */
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


#endif

/*
 * wirecopy: newswire formats in, one article, publishing formats out.
 *
 * This header is the library's whole face. Everything in it begins with wire_
 * or WIRE_; all text is UTF-8; slices are not ended by NUL and live as long as
 * the article they come from.
 */
#ifndef WIRECOPY_H
#define WIRECOPY_H

#include <stddef.h>
#include <stdint.h>

#define WIRE_VERSION "0.1"

#ifdef __cplusplus
extern "C" {
#endif

/* How something went. The first failure sticks to the arena, the output or the worker it happened in. */
enum wire_status {
    WIRE_OK = 0,
    WIRE_STOP,     /* a callback asked to stop; not a failure */
    WIRE_E_NOMEM,  /* no memory */
    WIRE_E_INPUT,  /* the input is not what it says it is; a diagnostic says where */
    WIRE_E_LIMIT,  /* the input is past a limit of struct wire_limits */
    WIRE_E_IO,     /* reading or writing failed; errno says why */
    WIRE_E_USAGE   /* the call makes no sense: unknown format, a writer that is none */
};

/* A slice of UTF-8. p is NULL where the text is absent, and then n is 0. */
struct wire_str {
    const char *p;
    size_t n;
};

/* A place in an input: line and column count from 1 (0: unknown), byte from 0. */
struct wire_at {
    uint32_t line, col;
    uint64_t byte;
};

#ifdef __cplusplus
}
#endif

#endif

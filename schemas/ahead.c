/* A source that shows its reader nothing that has not been judged. */
#include "schemas/ahead.h"

#include <errno.h>

enum { MOVE = 64 * 1024 }; /* bytes given out before those behind them are moved up */

/* For the engine: bytes of the input, which are kept for the reader. */
static long
pull(void *ctx, void *bytes, size_t n)
{
    struct wire_ahead *a = ctx;
    long got = a->of->read(a->of->ctx, bytes, n);

    if (got > 0)
        wire_buf_put(&a->bytes, bytes, (size_t)got);
    if (a->bytes.err == WIRE_OK)
        return got;
    errno = ENOMEM;
    return -1;
}

/* For the reader: what has been judged, and where no more is, what is left. */
static long
give(void *ctx, void *bytes, size_t n)
{
    struct wire_ahead *a = ctx;
    size_t most;

    while (a->given == a->good && !a->over)
        a->step(a, a->ctx);
    if (a->bytes.err != WIRE_OK) {
        errno = ENOMEM;
        return -1;
    }
    most = (a->over ? a->bytes.n : a->good) - a->given;
    if (most == 0)
        return a->of->read(a->of->ctx, bytes, n);
    if (n > most)
        n = most;
    memcpy(bytes, a->bytes.p + a->given, n);
    a->given += n;
    if (a->given == a->bytes.n || a->given > MOVE) {
        memmove(a->bytes.p, a->bytes.p + a->given, a->bytes.n - a->given);
        a->bytes.n -= a->given;
        a->good -= a->good < a->given ? a->good : a->given;
        a->before += a->given;
        a->given = 0;
    }
    return (long)n;
}

void
wire_ahead_begin(struct wire_ahead *a, struct wire_source *of, void (*step)(struct wire_ahead *, void *), void *ctx)
{
    *a = (struct wire_ahead){ .source = *of, .judged = *of, .of = of, .bytes = WIRE_BUF_INIT, .step = step, .ctx = ctx };
    a->source.read = give;
    a->judged.read = pull;
    a->source.ctx = a->judged.ctx = a;
}

void
wire_ahead_end(struct wire_ahead *a)
{
    wire_buf_free(&a->bytes);
}

void
wire_ahead_allow(struct wire_ahead *a, uint64_t byte)
{
    if (byte > a->before + a->good && byte <= a->before + a->bytes.n)
        a->good = (size_t)(byte - a->before);
}

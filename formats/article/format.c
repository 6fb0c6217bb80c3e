/* The small machinery of the seams: byte sources, reports, workers. */
#include "article/format.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

long
wire_bytes_read(void *ctx, void *bytes, size_t n)
{
    struct wire_bytes *b = ctx;

    if (b->n == 0)
        return b->rest != NULL ? b->rest->read(b->rest->ctx, bytes, n) : 0;
    if (n > b->n)
        n = b->n;
    memcpy(bytes, b->p, n);
    b->p += n;
    b->n -= n;
    return (long)n;
}

void
wire_report(const struct wire_sink *sink, const struct wire_source *source, const struct wire_finding *what,
            struct wire_at at, struct wire_str uri, const char *fmt, ...)
{
    char detail[400];
    va_list args;

    if (sink->diagnostic == NULL)
        return;
    va_start(args, fmt);
    vsnprintf(detail, sizeof detail, fmt, args);
    va_end(args);
    for (char *p = detail + strlen(detail); p > detail && ((unsigned char)p[-1] & 0xC0) == 0x80;) {
        if (wire_utf8_valid(wire_str_of(detail), NULL)) /* cut in the middle of a character? */
            break;
        *--p = '\0';
        if (p > detail && ((unsigned char)p[-1] & 0xC0) == 0xC0)
            *--p = '\0';
    }
    sink->diagnostic(sink->ctx, &(struct wire_diag){ .what = what,
                                                     .file = source != NULL ? source->name : NULL,
                                                     .at = at,
                                                     .uri = uri,
                                                     .detail = detail });
}

struct wire_worker *
wire_worker_new(void)
{
    return calloc(1, sizeof(struct wire_worker));
}

void
wire_worker_free(struct wire_worker *w)
{
    if (w == NULL)
        return;
    for (size_t i = 0; i < WIRE_WORKER_SLOTS; i++) {
        if (w->slot[i].free != NULL)
            w->slot[i].free(w->slot[i].state);
    }
    free(w);
}

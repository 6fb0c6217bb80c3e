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

/* A text that was cut may end in the middle of a character: that one goes. */
static void
end_between_characters(char *text)
{
    size_t n = strlen(text), from = n;

    while (from > 0 && n - from < 3 && ((unsigned char)text[from - 1] & 0xC0) == 0x80)
        from--;
    if (from > 0 && (unsigned char)text[from - 1] >= 0xC0 && !wire_utf8_valid(wire_str_of(text + from - 1), NULL))
        text[from - 1] = '\0';
}

void
wire_report(const struct wire_sink *sink, const struct wire_source *source, const struct wire_finding *what,
            struct wire_at at, struct wire_str uri, const char *fmt, ...)
{
    char detail[400];
    va_list args;
    int length;

    if (sink->diagnostic == NULL)
        return;
    va_start(args, fmt);
    length = vsnprintf(detail, sizeof detail, fmt, args);
    va_end(args);
    if (length >= (int)sizeof detail)
        end_between_characters(detail);
    sink->diagnostic(sink->ctx, &(struct wire_diag){ .what = what,
                                                     .file = source != NULL ? source->name : NULL,
                                                     .at = at,
                                                     .uri = uri,
                                                     .detail = detail });
}

void
wire_out_state(struct wire_out *out, void *state, void (*free_state)(void *))
{
    if (out->state != NULL && out->free_state != NULL)
        out->free_state(out->state);
    out->state = state;
    out->free_state = free_state;
}

void
wire_out_body(struct wire_out *out, size_t given, size_t written)
{
    out->body_given += given;
    out->body_written += written;
    out->body_told = true;
}

enum wire_status
wire_out_story(struct wire_out *out, const struct wire_format *format, const struct wire_article *a)
{
    enum wire_status st;

    out->body_given = out->body_written = out->unwritable = 0;
    out->body_told = false;
    st = format->story(out, a);
    if (!out->body_told)
        out->body_given = wire_node_weight(a->body, WIRE_PUBLIC);
    return st;
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

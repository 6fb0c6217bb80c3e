/* Bytes that grow, with an error that sticks: write straight down, check once. */
#ifndef WIRE_ARTICLE_BUF_H
#define WIRE_ARTICLE_BUF_H

#include <string.h>

#include "article/base.h"

struct wire_buf {
    char *p;
    size_t n, cap;
    enum wire_status err; /* WIRE_E_NOMEM: what was put since is not in it */
};

#define WIRE_BUF_INIT ((struct wire_buf){ NULL, 0, 0, WIRE_OK })

/* Room for n more bytes; false without memory. */
bool wire_buf_room(struct wire_buf *, size_t n);

static inline void
wire_buf_put(struct wire_buf *b, const char *p, size_t n)
{
    if (n > b->cap - b->n && !wire_buf_room(b, n))
        return;
    if (n != 0)
        memcpy(b->p + b->n, p, n);
    b->n += n;
}

static inline void
wire_buf_putc(struct wire_buf *b, char c)
{
    if (b->n < b->cap || wire_buf_room(b, 1))
        b->p[b->n++] = c;
}

static inline void
wire_buf_puts(struct wire_buf *b, const char *cstring)
{
    wire_buf_put(b, cstring, strlen(cstring));
}

static inline void
wire_buf_str(struct wire_buf *b, struct wire_str s)
{
    wire_buf_put(b, s.p, s.n);
}

void wire_buf_printf(struct wire_buf *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Text of XML or HTML: & < > escaped, in an attribute " as well; characters XML 1.0 does not allow left out. */
void wire_buf_xml(struct wire_buf *, struct wire_str);
void wire_buf_xml_attr(struct wire_buf *, struct wire_str);

/* A JSON string, quotes included (RFC 8259, 7). Bytes that are no UTF-8 become U+FFFD. */
void wire_buf_json(struct wire_buf *, struct wire_str);

/* Forget the bytes, keep the room and the error. */
static inline void
wire_buf_clear(struct wire_buf *b)
{
    b->n = 0;
}

void wire_buf_free(struct wire_buf *);

static inline struct wire_str
wire_buf_slice(const struct wire_buf *b)
{
    return (struct wire_str){ b->n != 0 ? b->p : "", b->n };
}

#endif

/*
 * A source that shows its reader nothing that has not been judged: how a story is judged in the pass that converts it
 * where an engine cannot join the reader itself.
 *
 * The engine pulls from wire_ahead_pull, and says how far it has come; the reader's source gives out no more than that.
 */
#ifndef WIRE_SCHEMAS_AHEAD_H
#define WIRE_SCHEMAS_AHEAD_H

#include "article/buf.h"
#include "article/format.h"

struct wire_ahead {
    struct wire_source source;  /* the reader's */
    struct wire_source judged;  /* the engine's */
    struct wire_source *of;     /* the input */
    struct wire_buf bytes;      /* that the engine has pulled and the reader not yet had */
    size_t given, good;         /* of bytes: the reader has had so many, and may have so many */
    uint64_t before;            /* bytes of the input before them */
    bool over;                  /* no more is judged: the rest goes on as it is */
    /* Judge the next story. It sets good by wire_ahead_allow, or over. */
    void (*step)(struct wire_ahead *, void *ctx);
    void *ctx;
};

/* Put it before a source, which is borrowed, as is ctx. */
void wire_ahead_begin(struct wire_ahead *, struct wire_source *of, void (*step)(struct wire_ahead *, void *), void *ctx);
void wire_ahead_end(struct wire_ahead *);

/* The reader may have the input's bytes up to there. */
void wire_ahead_allow(struct wire_ahead *, uint64_t byte);

#endif

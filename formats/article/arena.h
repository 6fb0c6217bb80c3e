/* One story's memory: everything is carved from it and all of it is freed at once. */
#ifndef WIRE_ARTICLE_ARENA_H
#define WIRE_ARTICLE_ARENA_H

#include "article/base.h"
#include "article/sixteen.h"

struct wire_chunk;

struct wire_arena {
    struct wire_chunk *chunks; /* newest first */
    char *at, *end;            /* what is left of the newest */
    size_t used, max;          /* bytes asked of malloc; 0: no bound */
    enum wire_status err;      /* WIRE_E_NOMEM or WIRE_E_LIMIT, the first that happened */
};

/* An empty arena that may take up to max bytes (0: no bound). Nothing is allocated yet. */
void wire_arena_init(struct wire_arena *, size_t max);

/* Take over all that another arena has, which is then empty. False, and nothing done, where that is more than may be. */
bool wire_arena_adopt(struct wire_arena *, struct wire_arena *other);

/* Give everything back. The arena is then empty, with its error cleared. */
void wire_arena_free(struct wire_arena *);

/* n zeroed bytes aligned for any object, or NULL; then err says why, here and for good. */
void *wire_arena_zero_slow(struct wire_arena *, size_t n);

/* Inline, so that the size of an object is known where it is zeroed. */
static inline void *
wire_arena_zero(struct wire_arena *arena, size_t n)
{
    size_t pad = (size_t)(-(uintptr_t)arena->at & (_Alignof(max_align_t) - 1)), left = (size_t)(arena->end - arena->at);
    char *p = arena->at;

    if (p == NULL || left < pad || left - pad < n)
        return wire_arena_zero_slow(arena, n);
    arena->at = p + pad + n;
    if (__builtin_constant_p(n) && n <= 256 && n % 8 == 0)
        wire_clear(p + pad, n);
    else
        memset(p + pad, 0, n);
    return p + pad;
}

/* n bytes, not zeroed and not aligned, or NULL as above. */
char *wire_arena_bytes_slow(struct wire_arena *, size_t n);

static inline char *
wire_arena_bytes(struct wire_arena *arena, size_t n)
{
    char *p = arena->at;

    if (p == NULL || n > (size_t)(arena->end - p))
        return wire_arena_bytes_slow(arena, n);
    arena->at = p + n;
    return p;
}

/* A copy of s in the arena; absent stays absent, and is what comes back without memory. */
struct wire_str wire_arena_str(struct wire_arena *, struct wire_str s);

/* The same as a C string (with a NUL after it), or NULL. */
char *wire_arena_cstr(struct wire_arena *, struct wire_str s);

/* a, b and c one after another, in the arena; absent ones add nothing. Absent without memory. */
struct wire_str wire_arena_join(struct wire_arena *, struct wire_str a, struct wire_str b, struct wire_str c);

/* A formatted string in the arena, or absent without memory. */
struct wire_str wire_arena_printf(struct wire_arena *, const char *fmt, ...) WIRE_PRINTF(2, 3);

#define WIRE_NEW(arena, type) ((type *)wire_arena_zero((arena), sizeof(type)))

#endif

/* One story's memory: a list of chunks, each twice the last, up to a bound. */
#include "article/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "article/limits.h"

enum {
    FIRST_CHUNK = 32 * 1024, /* a text story fits; below malloc's mmap threshold, so it is cheap to reuse */
    LARGEST_CHUNK = 1024 * 1024,
    ALIGN = _Alignof(max_align_t)
};

const struct wire_limits wire_limits_default = {
    .depth = WIRE_MOST_DEPTH,
    .tag = WIRE_MOST_TAG,
    .story = WIRE_MOST_STORY,
    .text = WIRE_MOST_TEXT,
    .expansion = WIRE_MOST_EXPANSION,
};

struct wire_chunk {
    struct wire_chunk *next;
    size_t size;
    _Alignas(max_align_t) char bytes[];
};

void
wire_arena_init(struct wire_arena *arena, size_t max)
{
    *arena = (struct wire_arena){ .max = max };
}

void
wire_arena_free(struct wire_arena *arena)
{
    struct wire_chunk *c = arena->chunks;

    while (c != NULL) {
        struct wire_chunk *next = c->next;
        free(c);
        c = next;
    }
    wire_arena_init(arena, arena->max);
}

bool
wire_arena_adopt(struct wire_arena *arena, struct wire_arena *other)
{
    struct wire_chunk **end = &arena->chunks;

    if (arena->err != WIRE_OK || other->err != WIRE_OK || (arena->max != 0 && other->used > arena->max - arena->used))
        return false;
    while (*end != NULL) /* behind all: what is left of the newest stays in use */
        end = &(*end)->next;
    *end = other->chunks;
    arena->used += other->used;
    wire_arena_init(other, other->max);
    return true;
}

static bool
grow(struct wire_arena *arena, size_t n)
{
    size_t size = arena->chunks != NULL ? arena->chunks->size * 2 : FIRST_CHUNK;
    struct wire_chunk *c;

    if (arena->err != WIRE_OK)
        return false;
    if (size > LARGEST_CHUNK)
        size = LARGEST_CHUNK;
    if (size < n)
        size = n;
    if (size > SIZE_MAX / 2 || (arena->max != 0 && size > arena->max - arena->used)) {
        arena->err = WIRE_E_LIMIT;
        return false;
    }
    c = malloc(sizeof *c + size);
    if (c == NULL) {
        arena->err = WIRE_E_NOMEM;
        return false;
    }
    c->next = arena->chunks;
    c->size = size;
    arena->chunks = c;
    arena->used += size;
    arena->at = c->bytes;
    arena->end = c->bytes + size;
    return true;
}

/* More than is left of the newest chunk: another. */
char *
wire_arena_bytes_slow(struct wire_arena *arena, size_t n)
{
    char *p;

    if (!grow(arena, n != 0 ? n : 1))
        return NULL;
    p = arena->at;
    arena->at += n;
    return p;
}

void *
wire_arena_zero_slow(struct wire_arena *arena, size_t n)
{
    char *p = wire_arena_bytes_slow(arena, n); /* a chunk is aligned where it begins */

    return p != NULL ? memset(p, 0, n) : NULL;
}

struct wire_str
wire_arena_str(struct wire_arena *arena, struct wire_str s)
{
    char *p;

    if (s.p == NULL || (p = wire_arena_bytes(arena, s.n)) == NULL)
        return WIRE_NONE;
    memcpy(p, s.p, s.n);
    return (struct wire_str){ p, s.n };
}

char *
wire_arena_cstr(struct wire_arena *arena, struct wire_str s)
{
    char *p;

    if (s.p == NULL || s.n == SIZE_MAX || (p = wire_arena_bytes(arena, s.n + 1)) == NULL)
        return NULL;
    memcpy(p, s.p, s.n);
    p[s.n] = '\0';
    return p;
}

struct wire_str
wire_arena_join(struct wire_arena *arena, struct wire_str a, struct wire_str b, struct wire_str c)
{
    char *p = wire_arena_bytes(arena, a.n + b.n + c.n);

    if (p == NULL)
        return WIRE_NONE;
    if (a.n != 0)
        memcpy(p, a.p, a.n);
    if (b.n != 0)
        memcpy(p + a.n, b.p, b.n);
    if (c.n != 0)
        memcpy(p + a.n + b.n, c.p, c.n);
    return (struct wire_str){ p, a.n + b.n + c.n };
}

struct wire_str
wire_arena_printf(struct wire_arena *arena, const char *fmt, ...)
{
    va_list args;
    char *p;
    int n;

    va_start(args, fmt);
    n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    if (n < 0 || (p = wire_arena_bytes(arena, (size_t)n + 1)) == NULL)
        return WIRE_NONE;
    va_start(args, fmt);
    vsnprintf(p, (size_t)n + 1, fmt, args);
    va_end(args);
    return (struct wire_str){ p, (size_t)n };
}

/* Counting things by name in bounded memory. */
#include "convert/census.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
census_init(struct census *c, size_t most)
{
    *c = (struct census){ .most = most };
}

void
census_free(struct census *c)
{
    for (size_t i = 0; i < c->n; i++) {
        free(c->rows[i].key);
        free(c->rows[i].example);
    }
    free(c->rows);
    free(c->slots);
    *c = (struct census){ 0 };
}

static uint64_t
hash(struct wire_str s)
{
    uint64_t h = 14695981039346656037u; /* FNV-1a */

    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
    return h ^ h >> 29;
}

/* Where the name is, or would be: slots are twice the room, a power of two. */
static uint32_t *
slot(const struct census *c, struct wire_str name)
{
    size_t mask = c->room * 2 - 1, i = (size_t)hash(name) & mask;

    for (; c->slots[i] != 0; i = (i + 1) & mask) {
        const char *key = c->rows[c->slots[i] - 1].key;
        if (strlen(key) == name.n && memcmp(key, name.p, name.n) == 0)
            break;
    }
    return &c->slots[i];
}

static bool
grow(struct census *c)
{
    size_t room = c->room != 0 ? c->room * 2 : 16;
    struct census_row *rows = realloc(c->rows, room * sizeof *rows);
    uint32_t *slots = calloc(room * 2, sizeof *slots);

    if (rows != NULL)
        c->rows = rows;
    if (rows == NULL || slots == NULL) {
        free(slots);
        return false;
    }
    free(c->slots);
    c->slots = slots;
    c->room = room;
    for (size_t i = 0; i < c->n; i++)
        *slot(c, (struct wire_str){ c->rows[i].key, strlen(c->rows[i].key) }) = (uint32_t)i + 1;
    return true;
}

/* As much of a text as is kept: characters are not cut, and nothing of it ends a C string. */
static struct wire_str
kept(struct wire_str s, size_t most)
{
    const char *nul = s.n != 0 ? memchr(s.p, '\0', s.n) : NULL;

    if (nul != NULL)
        s.n = (size_t)(nul - s.p);
    if (s.n > most) {
        for (s.n = most; s.n > 0 && ((unsigned char)s.p[s.n] & 0xC0) == 0x80;)
            s.n--;
    }
    return s;
}

struct census_row *
census_add(struct census *c, struct wire_str name, unsigned long n)
{
    uint32_t *at;
    struct census_row *row;

    name = kept(name, CENSUS_KEY);
    c->total += n;
    if (c->n == c->room && c->n < c->most && !grow(c))
        c->failed = true;
    at = c->room != 0 ? slot(c, name) : NULL;
    if (at != NULL && *at != 0) {
        row = &c->rows[*at - 1];
        row->count += n;
        return row;
    }
    if (at == NULL || c->n >= c->most || c->n == c->room) {
        c->others += n;
        return NULL;
    }
    row = &c->rows[c->n];
    *row = (struct census_row){ .key = strndup(name.n != 0 ? name.p : "", name.n), .count = n, .number = c->n };
    if (row->key == NULL) {
        c->failed = true;
        c->others += n;
        return NULL;
    }
    *at = (uint32_t)++c->n;
    return row;
}

void
census_example(struct census *c, struct census_row *row, const char *fmt, ...)
{
    char text[CENSUS_EXAMPLE + 64];
    struct wire_str s;
    va_list args;

    if (row == NULL || row->example != NULL)
        return;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    s = kept((struct wire_str){ text, strlen(text) }, CENSUS_EXAMPLE);
    if ((row->example = strndup(s.p, s.n)) == NULL)
        c->failed = true;
}

static int
by_count(const void *a, const void *b)
{
    const struct census_row *x = a, *y = b;

    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return strcmp(x->key, y->key);
}

void
census_sort(struct census *c)
{
    if (c->n > 1)
        qsort(c->rows, c->n, sizeof *c->rows, by_count);
}

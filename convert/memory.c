/* libxml2 goes on where memory is out and says nothing; this notes it. */
#include "convert/memory.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/xmlmemory.h>

enum {
    LARGE = 65536,  /* pieces from here on are refused past a bound; libraries look whether they got those */
    SPARE = 1 << 18 /* kept back under a bound, for the small ones of libraries that do not look, until they have stopped */
};

/* libxml2 gives its hooks no context, so this is where it can be noted. */
static _Thread_local bool failed;
static _Thread_local struct {
    size_t left;
    void (*over)(void *);
    void *ctx, *spare;
} bound;

static void *
noted(void *p)
{
    if (p == NULL)
        failed = true;
    return p;
}

/* Whether so much may be had of what is bounded. */
static bool
allowed(size_t n)
{
    if (bound.over == NULL)
        return true;
    if (n <= bound.left) {
        bound.left -= n;
        return true;
    }
    bound.left = 0;
    bound.over(bound.ctx);
    return n < LARGE;
}

/* Memory is out: where there is some to spare it is given back, and true means to try again. */
static bool
spared(size_t n)
{
    if (bound.spare == NULL || n >= LARGE)
        return false;
    failed = true;
    free(bound.spare);
    bound.spare = NULL;
    bound.over(bound.ctx);
    return true;
}

static void *
take(size_t n)
{
    void *p = NULL;

    if (!allowed(n))
        return NULL;
    do
        p = malloc(n != 0 ? n : 1);
    while (p == NULL && spared(n));
    return noted(p);
}

static void *
again(void *old, size_t n)
{
    void *p = NULL;

    if (!allowed(n))
        return NULL;
    do
        p = realloc(old, n != 0 ? n : 1);
    while (p == NULL && spared(n));
    return noted(p);
}

static char *
copy(const char *s)
{
    size_t n = strlen(s) + 1;
    char *p = take(n);

    return p != NULL ? memcpy(p, s, n) : NULL;
}

bool
memory_watch(void)
{
    return xmlMemSetup(free, take, again, copy) == 0;
}

void
memory_bound(size_t most, void (*over)(void *), void *ctx)
{
    free(bound.spare);
    bound.spare = over != NULL ? noted(malloc(SPARE)) : NULL;
    bound.left = most;
    bound.over = over;
    bound.ctx = ctx;
}

bool
memory_failed(void)
{
    return failed;
}

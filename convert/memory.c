/* libxml2 goes on where memory is out and says nothing; this notes it. */
#include "convert/memory.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/xmlmemory.h>

enum { LARGE = 65536 }; /* past a bound these are refused; libraries look whether they got them */

/* libxml2 gives its hooks no context, so this is where it can be noted. */
static _Thread_local bool failed;
static _Thread_local struct {
    size_t left;
    void (*over)(void *);
    void *ctx;
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

static void *
take(size_t n)
{
    return allowed(n) ? noted(malloc(n != 0 ? n : 1)) : NULL;
}

static void *
again(void *p, size_t n)
{
    return allowed(n) ? noted(realloc(p, n != 0 ? n : 1)) : NULL;
}

static char *
copy(const char *s)
{
    return noted(strdup(s));
}

bool
memory_watch(void)
{
    return xmlMemSetup(free, take, again, copy) == 0;
}

void
memory_bound(size_t most, void (*over)(void *), void *ctx)
{
    bound.left = most;
    bound.over = over;
    bound.ctx = ctx;
}

bool
memory_failed(void)
{
    return failed;
}

/* libxml2 goes on where memory is out and says nothing; this notes it. */
#include "convert/memory.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/xmlmemory.h>

/* libxml2 gives its hooks no context, so this is where it can be noted. */
static _Thread_local bool failed;

static void *
noted(void *p)
{
    if (p == NULL)
        failed = true;
    return p;
}

static void *
take(size_t n)
{
    return noted(malloc(n != 0 ? n : 1));
}

static void *
again(void *p, size_t n)
{
    return noted(realloc(p, n != 0 ? n : 1));
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

bool
memory_failed(void)
{
    return failed;
}

/* Allocations of the library under test, counted and made to fail (the linker wraps them). */
#include "unit.h"

#include <libxml/xmlmemory.h>

void *__real_malloc(size_t);
void *__real_calloc(size_t, size_t);
void *__real_realloc(void *, size_t);
void *__wrap_malloc(size_t);
void *__wrap_calloc(size_t, size_t);
void *__wrap_realloc(void *, size_t);

static long count, fail_at;
static bool fail_after;

static bool
fails(void)
{
    count++;
    return fail_at != 0 && (count == fail_at || (fail_after && count > fail_at));
}

void *
__wrap_malloc(size_t n)
{
    return fails() ? NULL : __real_malloc(n);
}

void *
__wrap_calloc(size_t n, size_t size)
{
    return fails() ? NULL : __real_calloc(n, size);
}

void *
__wrap_realloc(void *p, size_t n)
{
    return fails() ? NULL : __real_realloc(p, n);
}

static char *
copy(const char *s)
{
    char *p = __wrap_malloc(strlen(s) + 1);

    return p != NULL ? strcpy(p, s) : NULL;
}

void
unit_fail_alloc(long n, bool after)
{
    count = 0;
    fail_at = n;
    fail_after = after;
}

long
unit_allocs(void)
{
    return count;
}

void
unit_count_libxml2(void)
{
    assert_int_equal(xmlMemSetup(free, __wrap_malloc, __wrap_realloc, copy), 0);
}

struct wire_str
unit_tight(const char *p, size_t n)
{
    char *own = __real_malloc(n != 0 ? n : 1);

    assert_non_null(own);
    if (n != 0)
        memcpy(own, p, n);
    return (struct wire_str){ own, n };
}

void
unit_loosen(struct wire_str s)
{
    free((char *)(uintptr_t)s.p);
}

/*
 * One text for several versions of a standard: what a version brought or took away stands beside what it changed.
 *
 * In a schema of ours a member may be called NAME@RANGE. RANGE is FROM-TO, FROM- or -TO, in versions that go up to and
 * include both. For a version within it the member is called NAME; for any other it is not there.
 */
#include <stdlib.h>

#include "article/str.h"
#include "schemas/json-compile.h"

/* MAJOR.MINOR as one number; 0 where there is none. */
static unsigned long
number_of(const char *p, char **end)
{
    unsigned long major = strtoul(p, end, 10), minor = 0;

    if (*end == p)
        return 0;
    if (**end == '.')
        minor = strtoul(*end + 1, end, 10);
    return major * 1000 + minor;
}

/* The range is one of our own and well-formed. */
static bool
holds(struct wire_str range, unsigned long version)
{
    char text[24] = "", *end = text;
    unsigned long from = 0, to;

    if (range.n >= sizeof text)
        return false;
    memcpy(text, range.p, range.n);
    if (*text != '-') /* strtoul would take it for a sign */
        from = number_of(text, &end);
    if (*end != '-')
        return from == version;
    to = number_of(end + 1, &end);
    return version >= from && (to == 0 || version <= to);
}

/* Whether the member stays; its name loses the range. */
static bool
stays(struct wire_tree *m, unsigned long version)
{
    const char *at = m->key.n != 0 ? memrchr(m->key.p, '@', m->key.n) : NULL;
    size_t n = at != NULL ? (size_t)(at - m->key.p) : 0;

    if (at == NULL)
        return true;
    if (!holds(wire_str_sub(m->key, n + 1, SIZE_MAX), version))
        return false;
    m->key.n = n;
    m->key_hash = wire_tree_hash(m->key);
    return true;
}

static void
prune(struct wire_tree *object, unsigned long version)
{
    struct wire_tree **to = &object->first, *last = NULL;
    uint32_t index = 0;

    for (struct wire_tree *m = object->first; m != NULL; m = m->next) {
        if (!stays(m, version))
            continue;
        *to = last = m;
        to = &m->next;
        m->index = index++;
    }
    *to = NULL;
    object->last = last;
    object->count = index;
}

void
wire_js_only_version(struct wire_tree *top, const char *version)
{
    char *end;
    unsigned long number = number_of(version, &end);

    for (struct wire_tree *t = top; t != NULL; t = wire_tree_after(top, t)) {
        if (t->type == WIRE_T_OBJECT && t->count != 0)
            prune(t, number);
    }
}

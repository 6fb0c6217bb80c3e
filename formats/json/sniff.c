/* A look at the first bytes of JSON. */
#include "json/sniff.h"

#include "article/str.h"

static const char *
past_space(const char *p, const char *end)
{
    while (p < end && wire_is_space((unsigned char)*p))
        p++;
    return p;
}

bool
wire_json_is_object(const char *bytes, size_t n)
{
    const char *p = bytes, *end = bytes + n;

    if (n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        p += 3;
    while (p < end && (wire_is_space((unsigned char)*p) || *p == '[' || *p == 0x1E))
        p++;
    if (p == end || *p != '{')
        return false;
    p = past_space(p + 1, end);
    return p == end || *p == '"' || *p == '}';
}

const char *
wire_json_member(const char *bytes, size_t n, const char *name)
{
    const char *p = bytes, *end = bytes + n;
    size_t length = strlen(name);

    while ((p = memmem(p, (size_t)(end - p), name, length)) != NULL) {
        const char *after = p + length;
        if (after < end && *after == '"' && p > bytes && (p[-1] == '"' || p[-1] == '$')) {
            after = past_space(after + 1, end);
            if (after < end && *after == ':')
                return past_space(after + 1, end);
        }
        p += length;
    }
    return NULL;
}

bool
wire_json_has_any(const char *bytes, size_t n, const char *const names[])
{
    for (; *names != NULL; names++) {
        if (wire_json_member(bytes, n, *names) != NULL)
            return true;
    }
    return false;
}

/* A look at the first bytes of JSON. */
#include "json/sniff.h"

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

/* The quotation mark that ends a string, or end. */
static const char *
string_end(const char *p, const char *end)
{
    while (p < end && (p = memchr(p, '"', (size_t)(end - p))) != NULL) {
        size_t slashes = 0;
        while (p[-1 - (ptrdiff_t)slashes] == '\\') /* a quotation mark stands before them */
            slashes++;
        if (slashes % 2 == 0)
            return p;
        p++;
    }
    return end;
}

void
wire_json_look(const char *bytes, size_t n, wire_json_look_fn *look, void *ctx)
{
    const char *p = bytes, *end = bytes + n;

    while (p < end && (p = memchr(p, '"', (size_t)(end - p))) != NULL) {
        const char *close = string_end(p + 1, end), *after;
        if (close == end)
            return;
        after = past_space(close + 1, end);
        if (after < end && *after == ':') {
            after = past_space(after + 1, end);
            look(ctx, (struct wire_str){ p + 1, (size_t)(close - p - 1) }, after < end ? *after : '\0');
        }
        p = close + 1;
    }
}

bool
wire_json_listed(struct wire_str name, const char *const names[])
{
    for (; *names != NULL; names++) {
        if (wire_str_is(name, *names))
            return true;
    }
    return false;
}

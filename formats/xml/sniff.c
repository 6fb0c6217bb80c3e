/* The name of a document's root element, found without parsing it. */
#include "xml/xml.h"

/* Past a construct that begins with `open` at p: where its `close` ends, or end. */
static const char *
past(const char *p, const char *end, const char *close)
{
    const char *found = memmem(p, (size_t)(end - p), close, strlen(close));

    return found != NULL ? found + strlen(close) : end;
}

/* A document type may hold brackets and declarations of its own. */
static const char *
past_doctype(const char *p, const char *end)
{
    for (; p < end && *p != '>'; p++) {
        if (*p == '[') {
            p = memchr(p, ']', (size_t)(end - p));
            if (p == NULL)
                return end;
        }
    }
    return p < end ? p + 1 : end;
}

static struct wire_str
root_of(const char *p, const char *end)
{
    const char *name, *colon;
    size_t n;

    for (;;) {
        while (p < end && wire_is_space(*p))
            p++;
        if (end - p < 2 || *p != '<')
            return WIRE_NONE;
        if (p[1] == '?')
            p = past(p, end, "?>");
        else if (p[1] == '!' && end - p > 3 && p[2] == '-')
            p = past(p, end, "-->");
        else if (p[1] == '!')
            p = past_doctype(p, end);
        else
            break;
    }
    name = ++p;
    while (p < end && !wire_is_space(*p) && *p != '>' && *p != '/' && *p != '<')
        p++;
    n = (size_t)(p - name);
    colon = memchr(name, ':', n);
    if (colon != NULL) {
        n -= (size_t)(colon + 1 - name);
        name = colon + 1;
    }
    return (struct wire_str){ n != 0 ? name : NULL, n };
}

/* UTF-16 with the characters beyond ASCII left out: names of roots have none. */
static size_t
narrow(char *out, size_t room, const char *bytes, size_t n, size_t low)
{
    size_t k = 0;

    for (size_t i = 0; i + 1 < n && k < room; i += 2) {
        if (bytes[i + 1 - low] == 0 && (unsigned char)bytes[i + low] < 0x80)
            out[k++] = bytes[i + low];
    }
    return k;
}

struct wire_str
wire_xml_root(const char *bytes, size_t n, char store[WIRE_ROOT_NAME])
{
    enum { LOOKED_AT = 8192 };
    char copy[LOOKED_AT];
    struct wire_str s = { bytes, n }, root;

    if (wire_str_begins(s, "\xEF\xBB\xBF"))
        s = wire_str_sub(s, 3, n);
    if (s.n >= 4 && (memcmp(s.p, "\xFF\xFE", 2) == 0 || memcmp(s.p, "<\0", 2) == 0))
        s = (struct wire_str){ copy, narrow(copy, sizeof copy, s.p, s.n, 0) };
    else if (s.n >= 4 && (memcmp(s.p, "\xFE\xFF", 2) == 0 || memcmp(s.p, "\0<", 2) == 0))
        s = (struct wire_str){ copy, narrow(copy, sizeof copy, s.p, s.n, 1) };
    root = s.n != 0 ? root_of(s.p, s.p + s.n) : WIRE_NONE;
    if (root.n == 0 || root.n > WIRE_ROOT_NAME)
        return WIRE_NONE;
    memcpy(store, root.p, root.n);
    return (struct wire_str){ store, root.n };
}

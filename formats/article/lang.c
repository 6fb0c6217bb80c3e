/* Language tags in the case of BCP 47 (RFC 5646, 2.1.1), and which of several is the story's. */
#include "article/lang.h"

static char
small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static char
capital(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

struct wire_str
wire_lang_normal(struct wire_arena *arena, struct wire_str tag)
{
    char *out;
    size_t from = 0;

    tag = wire_str_trim(tag);
    if (tag.n == 0 || (out = wire_arena_bytes(arena, tag.n)) == NULL)
        return WIRE_NONE;
    for (size_t i = 0; i <= tag.n; i++) {
        if (i < tag.n && tag.p[i] != '-' && tag.p[i] != '_')
            continue;
        for (size_t j = from; j < i; j++) { /* a script is Titled, a region in CAPITALS, the rest small */
            bool up = from != 0 && (i - from == 2 || (i - from == 4 && j == from));
            out[j] = up ? capital(tag.p[j]) : small(tag.p[j]);
        }
        if (i < tag.n)
            out[i] = '-';
        from = i + 1;
    }
    return (struct wire_str){ out, tag.n };
}

static size_t
primary(struct wire_str tag)
{
    const char *dash = tag.n != 0 ? memchr(tag.p, '-', tag.n) : NULL;

    return dash != NULL ? (size_t)(dash - tag.p) : tag.n;
}

int
wire_lang_match(struct wire_str tag, struct wire_str wanted)
{
    if (tag.n == 0 || wanted.n == 0)
        return 1;
    if (wire_str_eq(tag, wanted))
        return 3;
    return primary(tag) == primary(wanted) && memcmp(tag.p, wanted.p, primary(tag)) == 0 ? 2 : 1;
}

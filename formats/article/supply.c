/* Ids for stories without one, and what is a URI. */
#include "article/supply.h"

#include "article/fragment.h"
#include "article/sha256.h"

static void
add_line(struct wire_sha256 *sha, struct wire_str s)
{
    wire_sha256_add(sha, "\n", 1);
    wire_sha256_add(sha, s.p, s.n);
}

void
wire_supply_uri(struct wire_buf *out, const struct wire_article *a)
{
    struct wire_str headline = wire_headline(a, false);
    struct wire_sha256 sha;
    size_t from, text;

    wire_buf_puts(out, WIRE_SUPPLIED_URI);
    from = out->n;
    if (a->body != NULL)
        wire_fragment_text(out, a->body, WIRE_PUBLIC); /* a while in the buffer */
    text = out->n - from;
    wire_sha256_begin(&sha);
    wire_sha256_add(&sha, headline.p, headline.n);
    wire_sha256_add(&sha, "\n", 1);
    if (text != 0)
        wire_sha256_add(&sha, out->p + from, text);
    if (headline.n == 0 && text == 0) {
        for (const struct wire_value *v = wire_first(a, WIRE_F_DESCRIPTIONS); v != NULL; v = v->next) {
            if (wire_is_public(v))
                add_line(&sha, wire_member(v, WIRE_K_VALUE));
        }
        for (const struct wire_value *v = wire_first(a, WIRE_F_RENDITIONS); v != NULL; v = v->next) {
            if (wire_is_public(v))
                add_line(&sha, wire_member(v, WIRE_K_HREF));
        }
    }
    out->n = from;
    if (wire_buf_room(out, WIRE_SHA256_HEX)) {
        wire_sha256_end(&sha, out->p + out->n);
        out->n += WIRE_SHA256_HEX;
    }
}

bool
wire_is_supplied_uri(struct wire_str uri)
{
    return wire_str_begins(uri, WIRE_SUPPLIED_URI);
}

static bool
is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool
is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* RFC 3986, 3.2: a port is digits; brackets (IP literals) nobody uses in news. */
static bool
is_authority(struct wire_str s)
{
    const char *at = s.n != 0 ? memrchr(s.p, '@', s.n) : NULL, *colon;

    if (at != NULL) {
        if (memchr(s.p, '@', (size_t)(at - s.p)) != NULL)
            return false;
        s = wire_str_sub(s, (size_t)(at + 1 - s.p), s.n);
    }
    colon = s.n != 0 ? memchr(s.p, ':', s.n) : NULL;
    for (const char *p = colon; p != NULL && ++p < s.p + s.n;) {
        if (*p < '0' || *p > '9')
            return false;
    }
    return true;
}

bool
wire_is_uri(struct wire_str s)
{
    size_t i = 0, from;
    bool fragment = false;

    while (i < s.n && (is_alpha(s.p[i]) || (i != 0 && ((s.p[i] >= '0' && s.p[i] <= '9') || strchr("+-.", s.p[i]) != NULL)) ) &&
           s.p[i] != '\0')
        i++;
    if (i == 0 || i == s.n || s.p[i] != ':')
        return false;
    from = ++i;
    for (; i < s.n; i++) {
        char c = s.p[i];
        if (c == '%' && (s.n - i < 3 || !is_hex(s.p[i + 1]) || !is_hex(s.p[i + 2])))
            return false;
        if (c == '#' && fragment)
            return false;
        fragment |= c == '#';
        if (c == '\0' || (!is_alpha(c) && !(c >= '0' && c <= '9') && strchr("-._~:/?#@!$&'()*+,;=%", c) == NULL))
            return false;
    }
    if (s.n - from >= 2 && s.p[from] == '/' && s.p[from + 1] == '/') {
        size_t end = from + 2;
        while (end < s.n && strchr("/?#", s.p[end]) == NULL)
            end++;
        return is_authority(wire_str_sub(s, from + 2, end - from - 2));
    }
    return true;
}

/* URI references (RFC 3986): joined with a base, and whether a text is one. */
#include "schemas/uri.h"

#include "article/str.h"

static struct wire_str
part(const char *p, const char *end)
{
    return (struct wire_str){ p, (size_t)(end - p) };
}

/* The first byte that is one of the four, or the end. */
static const char *
upto(const char *p, const char *end, const char stops[4])
{
    while (p < end && *p != stops[0] && *p != stops[1] && *p != stops[2] && *p != stops[3])
        p++;
    return p;
}

struct wire_uri
wire_uri_split(struct wire_str s)
{
    struct wire_uri u = { 0 };
    const char *p = s.n != 0 ? s.p : "", *end = p + s.n, *to = upto(p, end, (const char[4]){ ':', '/', '?', '#' });

    if (to < end && *to == ':' && to > p) {
        u.scheme = part(p, to);
        p = to + 1;
    }
    if (end - p >= 2 && p[0] == '/' && p[1] == '/') {
        to = upto(p + 2, end, (const char[4]){ '/', '?', '#', '#' });
        u.authority = part(p + 2, to);
        p = to;
    }
    to = upto(p, end, (const char[4]){ '?', '#', '#', '#' });
    u.path = part(p, to);
    if (to < end && *to == '?') {
        p = to + 1;
        to = upto(p, end, (const char[4]){ '#', '#', '#', '#' });
        u.query = part(p, to);
    }
    if (to < end)
        u.fragment = part(to + 1, end);
    return u;
}

/* Without . and .. (5.2.4), at *to, which moves behind it. */
static void
put_path(char **to, struct wire_str directory, struct wire_str rest)
{
    char *begin = *to, *out = begin, *from, *end;

    if (directory.n != 0)
        memcpy(out, directory.p, directory.n);
    if (rest.n != 0)
        memcpy(out + directory.n, rest.p, rest.n);
    end = out + directory.n + rest.n;
    for (from = begin; from < end;) { /* out never overtakes from */
        char *next = from + (*from == '/');
        struct wire_str segment;
        while (next < end && *next != '/')
            next++;
        segment = part(from + (*from == '/'), next);
        if (wire_str_is(segment, "..") || wire_str_is(segment, ".")) {
            bool last = next == end;
            if (segment.n == 2) {
                while (out > begin && *--out != '/')
                    ;
            }
            if (last && (out > begin || *begin == '/'))
                *out++ = '/';
        } else {
            memmove(out, from, (size_t)(next - from));
            out += next - from;
        }
        from = next;
    }
    *to = out;
}

static void
put(char **to, const char *before, struct wire_str s, const char *after)
{
    if (s.p == NULL)
        return;
    *to = stpcpy(*to, before);
    if (s.n != 0)
        memcpy(*to, s.p, s.n);
    *to = stpcpy(*to + s.n, after);
}

struct wire_str
wire_uri_join(struct wire_arena *arena, struct wire_str base, struct wire_str reference)
{
    struct wire_uri b = wire_uri_split(base), r = wire_uri_split(reference);
    char *bytes = wire_arena_bytes(arena, base.n + reference.n + 16), *to = bytes;
    struct wire_str directory = WIRE_NONE;

    if (bytes == NULL)
        return WIRE_NONE;
    if (r.scheme.p == NULL) {
        r.scheme = b.scheme;
        if (r.authority.p == NULL) {
            r.authority = b.authority;
            if (r.path.n == 0) {
                r.path = b.path;
                if (r.query.p == NULL)
                    r.query = b.query;
            } else if (r.path.p[0] != '/') {
                directory = b.path;
                while (directory.n != 0 && directory.p[directory.n - 1] != '/')
                    directory.n--;
                if (b.authority.p != NULL && b.path.n == 0)
                    directory = WIRE_STR("/");
            }
        }
    }
    put(&to, "", r.scheme, ":");
    put(&to, "//", r.authority, "");
    put_path(&to, directory, r.path);
    put(&to, "?", r.query, "");
    put(&to, "#", r.fragment, "");
    return part(bytes, to);
}

static int
hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

struct wire_str
wire_uri_decode(struct wire_arena *arena, struct wire_str s)
{
    char *bytes = wire_arena_bytes(arena, s.n + 1), *to = bytes;

    if (bytes == NULL)
        return WIRE_NONE;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '%' && i + 2 < s.n && hex(s.p[i + 1]) >= 0 && hex(s.p[i + 2]) >= 0) {
            *to++ = (char)(hex(s.p[i + 1]) << 4 | hex(s.p[i + 2]));
            i += 2;
        } else {
            *to++ = s.p[i];
        }
    }
    return part(bytes, to);
}

static bool
is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Unreserved and sub-delims (2.2, 2.3). */
static const bool plain[256] = {
    ['a' ... 'z'] = true, ['A' ... 'Z'] = true, ['0' ... '9'] = true, ['-'] = true, ['.'] = true, ['_'] = true, ['~'] = true,
    ['!'] = true, ['$'] = true, ['&'] = true, ['\''] = true, ['('] = true, [')'] = true, ['*'] = true, ['+'] = true,
    [','] = true, [';'] = true, ['='] = true,
};

/* Those, %XX, and what is in more. */
static bool
is_made_of(struct wire_str s, const char *more, bool international)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (plain[c] || (international && c >= 0x80))
            continue;
        if (c == '%' ? i + 2 >= s.n || hex(s.p[i + 1]) < 0 || hex(s.p[i + 2]) < 0 :
            c == '\0' || c >= 0x80 || strchr(more, c) == NULL)
            return false;
    }
    return true;
}

static bool
is_authority(struct wire_str s, bool international)
{
    const char *at = s.n != 0 ? memrchr(s.p, '@', s.n) : NULL, *bracket;

    if (at != NULL) {
        if (!is_made_of(part(s.p, at), ":", international))
            return false;
        s = part(at + 1, s.p + s.n);
    }
    if (s.n == 0 || s.p[0] != '[')
        return is_made_of(s, ":", international);
    bracket = memchr(s.p, ']', s.n);
    if (bracket == NULL)
        return false;
    for (const char *p = s.p + 1; p < bracket; p++) {
        if (hex(*p) < 0 && *p != ':' && *p != '.')
            return false;
    }
    for (const char *p = bracket + 1; p < s.p + s.n; p++) {
        if (p == bracket + 1 ? *p != ':' : !is_digit(*p))
            return false;
    }
    return bracket > s.p + 1;
}

bool
wire_uri_is(struct wire_str s, bool relative_too, bool international)
{
    struct wire_uri u = wire_uri_split(s);

    if (u.scheme.p == NULL && !relative_too)
        return false;
    for (size_t i = 0; i < u.scheme.n; i++) {
        char c = u.scheme.p[i];
        if (!is_alpha(c) && (i == 0 || (!is_digit(c) && c != '+' && c != '-' && c != '.')))
            return false;
    }
    return is_authority(u.authority, international) && is_made_of(u.path, ":@/", international) &&
           is_made_of(u.query, ":@/?", international) && is_made_of(u.fragment, ":@/?", international);
}

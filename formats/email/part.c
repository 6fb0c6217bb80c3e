/* The parts of a message, and their bytes. */
#include "room.h"

#include <stdlib.h>

#include "article/decode.h"

/* A part still to be looked at. */
struct entity {
    struct wire_str bytes;
    unsigned depth, group;
    bool digest;           /* of one: messages where nothing is said */
};

struct taking {
    struct wire_arena *arena;
    struct wire_email_parts *out;
    struct wire_str message;
    struct entity *waiting; /* the next one last */
    size_t n, room, all;
    unsigned groups;
    bool cut;
    size_t seen;            /* of the message, up to which lines were counted */
    uint32_t lines;
};

static struct wire_at
place(struct taking *t, const char *p)
{
    size_t to = (size_t)(p - t->message.p);

    for (const char *lf; t->seen < to && (lf = memchr(t->message.p + t->seen, '\n', to - t->seen)) != NULL;) {
        t->lines++;
        t->seen = (size_t)(lf - t->message.p) + 1;
    }
    return (struct wire_at){ t->lines + 1, 1, to };
}

static bool
push(struct taking *t, struct entity e)
{
    if (t->n == t->room) {
        size_t room = t->room * 2 + 16;
        struct entity *more = realloc(t->waiting, room * sizeof *more);
        if (more == NULL)
            return false;
        t->waiting = more;
        t->room = room;
    }
    t->waiting[t->n++] = e;
    return true;
}

/* The delimiter line at or after i (RFC 2046, 5.1.1): its offset, or s.n. *next: behind the line; *last: it ends them all. */
static size_t
delimiter(struct wire_str s, size_t i, struct wire_str mark, size_t *next, bool *last)
{
    while (i < s.n) {
        const char *found = memmem(s.p + i, s.n - i, mark.p, mark.n), *lf;
        size_t at, end;
        if (found == NULL)
            break;
        at = (size_t)(found - s.p);
        lf = memchr(found, '\n', s.n - at);
        end = lf != NULL ? (size_t)(lf - s.p) : s.n;
        i = at + mark.n;
        *last = wire_str_begins(wire_str_sub(s, i, s.n), "--");
        if ((at == 0 || s.p[at - 1] == '\n') && wire_is_blank(s.p + i + (*last ? 2 : 0), end - i - (*last ? 2 : 0))) {
            *next = lf != NULL ? end + 1 : s.n;
            return at;
        }
    }
    *next = s.n;
    return s.n;
}

/* The parts between the delimiters of a multipart, to be looked at in their order. */
static bool
push_parts(struct taking *t, struct wire_str body, struct wire_str boundary, struct entity like)
{
    struct wire_str mark = wire_arena_join(t->arena, WIRE_STR("--"), boundary, WIRE_NONE);
    size_t from, next, first = t->n;
    bool last = false;

    if (mark.n == 0)
        return false;
    if (delimiter(body, 0, mark, &from, &last) == body.n)
        last = true; /* it has no parts */
    while (!last && from < body.n) {
        size_t end = delimiter(body, from, mark, &next, &last), to = end;
        if (end == body.n) {
            last = true;
            t->cut = true;
        }
        if (to > from && body.p[to - 1] == '\n') /* the end of the line before belongs to the delimiter */
            to -= to > from + 1 && body.p[to - 2] == '\r' ? 2 : 1;
        like.bytes = wire_str_sub(body, from, to - from);
        if (t->all++ >= WIRE_EMAIL_PARTS)
            t->out->left++;
        else if (!push(t, like))
            return false;
        from = next;
    }
    for (size_t i = first, j = t->n; i + 1 < j; i++, j--) { /* the first of them comes next */
        struct entity e = t->waiting[i];
        t->waiting[i] = t->waiting[j - 1];
        t->waiting[j - 1] = e;
    }
    return true;
}

static bool
add_part(struct taking *t, struct wire_email_part part)
{
    struct wire_email_parts *o = t->out;

    if ((o->n & (o->n - 1)) == 0) { /* room for the next power of two */
        struct wire_email_part *more = realloc(o->all, (o->n != 0 ? o->n * 2 : 1) * sizeof *more);
        if (more == NULL)
            return false;
        o->all = more;
    }
    o->all[o->n++] = part;
    return true;
}

static bool
take(struct taking *t, struct entity e)
{
    size_t end = wire_email_headers_end(e.bytes);
    struct wire_email_part part = { .headers = wire_str_sub(e.bytes, 0, end), .body = wire_str_sub(e.bytes, end, e.bytes.n), .group = e.group };
    struct wire_str said, boundary;

    if (e.depth != 0 && e.bytes.n != 0 && (e.bytes.p[0] == '\n' || e.bytes.p[0] == '\r')) { /* a part without headers */
        part.headers = wire_str_sub(e.bytes, 0, 0);
        part.body = e.bytes;
    }
    said = wire_email_field(part.headers, "Content-Type");
    part.type = wire_email_token(said);
    if (memchr(part.type.p != NULL ? part.type.p : "", '/', part.type.n) == NULL)
        part.type = e.digest ? WIRE_STR("message/rfc822") : WIRE_STR("text/plain"); /* RFC 2045, 5.2; RFC 2046, 5.1.5 */
    if (!wire_str_begins_nocase(part.type, "multipart/")) {
        part.at = place(t, part.body.p);
        return add_part(t, part);
    }
    if (e.depth == WIRE_EMAIL_LEVELS || (boundary = wire_email_parameter(t->arena, said, "boundary")).n == 0) {
        t->out->left++;
        part.at = place(t, part.body.p);
        return add_part(t, part);
    }
    if (e.group == 0 && t->groups < WIRE_EMAIL_PARTS && wire_str_is_nocase(part.type, "multipart/alternative"))
        e.group = ++t->groups;
    e.digest = wire_str_is_nocase(part.type, "multipart/digest");
    e.depth++;
    return push_parts(t, part.body, boundary, e);
}

bool
wire_email_take_apart(struct wire_arena *arena, struct wire_str message, struct wire_email_parts *out)
{
    struct taking t = { .arena = arena, .out = out, .message = message };
    bool good = push(&t, (struct entity){ .bytes = message });

    *out = (struct wire_email_parts){ .all = NULL };
    while (good && t.n != 0)
        good = take(&t, t.waiting[--t.n]);
    if (t.cut)
        out->cut = place(&t, message.p + message.n);
    free(t.waiting);
    return good && arena->err == WIRE_OK;
}

void
wire_email_parts_free(struct wire_email_parts *parts)
{
    free(parts->all);
}

/* --- transfer encodings --- */

static int
hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

void
wire_email_unquote(struct wire_str s, bool in_header, struct wire_buf *out)
{
    for (size_t i = 0; i < s.n; i++) {
        size_t blanks = i + 1;
        if (s.p[i] == '_' && in_header) {
            wire_buf_putc(out, ' ');
            continue;
        }
        if (s.p[i] != '=') {
            wire_buf_putc(out, s.p[i]);
            continue;
        }
        if (i + 2 < s.n && hex(s.p[i + 1]) >= 0 && hex(s.p[i + 2]) >= 0) {
            wire_buf_putc(out, (char)(hex(s.p[i + 1]) << 4 | hex(s.p[i + 2])));
            i += 2;
            continue;
        }
        while (blanks < s.n && (s.p[blanks] == ' ' || s.p[blanks] == '\t' || s.p[blanks] == '\r'))
            blanks++;
        if (blanks == s.n || s.p[blanks] == '\n')
            i = blanks; /* a soft break */
        else
            wire_buf_putc(out, '='); /* it is none of theirs, and nothing is lost */
    }
}

void
wire_email_decode(struct wire_arena *arena, const struct wire_email_part *part, struct wire_buf *out)
{
    struct wire_str how = wire_email_token(wire_email_field(part->headers, "Content-Transfer-Encoding")), bytes;

    if (wire_str_is_nocase(how, "quoted-printable")) {
        wire_email_unquote(part->body, false, out);
    } else if (wire_str_is_nocase(how, "base64")) {
        bytes = wire_base64(arena, part->body);
        wire_buf_str(out, bytes.n != 0 || part->body.n == 0 ? bytes : part->body);
    } else {
        wire_buf_str(out, part->body);
    }
}

void
wire_email_unflow(struct wire_str s, bool delsp, struct wire_buf *out)
{
    size_t i = 0;

    while (i < s.n) {
        const char *lf = memchr(s.p + i, '\n', s.n - i);
        size_t next = lf != NULL ? (size_t)(lf - s.p) + 1 : s.n, end = lf != NULL ? next - 1 : s.n;
        struct wire_str line;
        if (end > i && s.p[end - 1] == '\r')
            end--;
        line = wire_str_sub(s, i, end - i);
        i = next;
        if (line.n != 0 && line.p[0] == ' ')
            line = wire_str_sub(line, 1, line.n); /* stuffed */
        if (line.n == 0 || line.p[line.n - 1] != ' ' || wire_str_is(line, "-- ") || i == s.n) {
            wire_buf_str(out, line);
            wire_buf_putc(out, '\n');
            continue;
        }
        wire_buf_put(out, line.p, line.n - delsp);
    }
}

void
wire_email_base64(struct wire_str s, struct wire_buf *out)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    for (size_t i = 0; i < s.n; i += 3) {
        size_t n = s.n - i < 3 ? s.n - i : 3;
        uint32_t bits = 0;
        for (size_t k = 0; k < 3; k++)
            bits = bits << 8 | (k < n ? (unsigned char)s.p[i + k] : 0);
        for (size_t k = 0; k < 4; k++)
            wire_buf_putc(out, k <= n ? digits[bits >> (18 - 6 * k) & 63] : '=');
    }
}

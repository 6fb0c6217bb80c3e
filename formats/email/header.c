/* Headers of messages: finding them, and their text. */
#include "room.h"

#include "article/decode.h"

enum { NAME_MOST = 76, WORD_MOST = 4096 };

/* The line at i without its end; *next: behind that. */
static struct wire_str
line_at(struct wire_str s, size_t i, size_t *next)
{
    const char *lf = i < s.n ? memchr(s.p + i, '\n', s.n - i) : NULL;
    size_t end = lf != NULL ? (size_t)(lf - s.p) : s.n;

    *next = lf != NULL ? end + 1 : s.n;
    if (end > i && s.p[end - 1] == '\r')
        end--;
    return wire_str_sub(s, i, end - i);
}

/* The length of the name that a header line begins with, or 0 (RFC 5322, 3.6.8: printable and no colon). */
static size_t
name_length(struct wire_str line)
{
    size_t n = 0;

    while (n < line.n && n < NAME_MOST && line.p[n] > ' ' && line.p[n] < 127 && line.p[n] != ':')
        n++;
    return n > 0 && n < line.n && line.p[n] == ':' ? n : 0;
}

static bool
goes_on(struct wire_str s, size_t i)
{
    return i < s.n && (s.p[i] == ' ' || s.p[i] == '\t');
}

bool
wire_email_next(struct wire_str s, size_t *i, struct wire_email_header *h)
{
    while (*i < s.n) {
        size_t next, n;
        struct wire_str line = line_at(s, *i, &next);
        if ((n = name_length(line)) != 0) {
            size_t from = *i + n + 1;
            h->name = wire_str_sub(line, 0, n);
            while (goes_on(s, next))
                line_at(s, next, &next);
            h->value = wire_str_sub(s, from, next - from);
            *i = next;
            return true;
        }
        *i = next;
    }
    return false;
}

size_t
wire_email_headers_end(struct wire_str s)
{
    size_t i = 0, next;
    bool any = false;

    for (; i < s.n; i = next) {
        struct wire_str line = line_at(s, i, &next);
        if (wire_is_blank(line.p, line.n)) {
            if (any)
                return next;
        } else if (name_length(line) != 0) {
            any = true;
        } else if (!(any && goes_on(s, i)) && !(!any && wire_str_begins(line, "From "))) {
            return i; /* the line a mailbox has before a message may stand first */
        }
    }
    return s.n;
}

struct wire_str
wire_email_field(struct wire_str headers, const char *name)
{
    struct wire_email_header h;

    for (size_t i = 0; wire_email_next(headers, &i, &h);) {
        if (wire_str_is_nocase(h.name, name))
            return h.value;
    }
    return WIRE_NONE;
}

/* --- encoded words --- */

/* The bytes in UTF-8. Where a sender wrote UTF-8 into a word of another set, it is that. */
static void
put_decoded(struct wire_buf *out, struct wire_str bytes, const char *charset)
{
    struct wire_buf buf = WIRE_BUF_INIT;
    struct wire_str text = WIRE_NONE;
    const char *name;
    enum wire_status st = wire_decode(bytes, charset, &buf, &text, &name);

    if (st == WIRE_E_USAGE)
        st = wire_decode(bytes, NULL, &buf, &text, &name);
    if (st == WIRE_OK)
        wire_buf_str(out, text);
    else
        out->err = st;
    wire_buf_free(&buf);
}

static bool
is_ascii(struct wire_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] >= 0x80)
            return false;
    }
    return true;
}

/* The encoded word =?set?Q?text?= that s begins with, decoded into out; its length, or 0: there is none. */
static size_t
encoded_word(struct wire_arena *arena, struct wire_str s, struct wire_buf *out)
{
    const char *set_end, *end;
    struct wire_str set, text;
    struct wire_buf bytes = WIRE_BUF_INIT;
    size_t n, ignored;
    char how, name[64];

    s = wire_str_sub(s, 0, WORD_MOST);
    if (!wire_str_begins(s, "=?") || (set_end = memchr(s.p + 2, '?', s.n - 2)) == NULL)
        return 0;
    set = wire_str_sub(s, 2, (size_t)(set_end - s.p) - 2);
    n = (size_t)(set_end - s.p);
    if (set.n == 0 || set.n >= sizeof name || n + 3 >= s.n || s.p[n + 2] != '?')
        return 0;
    how = s.p[n + 1];
    text = wire_str_sub(s, n + 3, s.n);
    if (strchr("QqBb", how) == NULL || (end = memmem(text.p, text.n, "?=", 2)) == NULL)
        return 0;
    text.n = (size_t)(end - text.p);
    memcpy(name, set.p, set.n);
    name[set.n] = '\0';
    name[strcspn(name, "*")] = '\0'; /* with its language (RFC 2231, 5) */
    if (how == 'Q' || how == 'q')
        wire_email_unquote(text, true, &bytes);
    else
        wire_buf_str(&bytes, wire_base64(arena, text));
    put_decoded(out, wire_buf_slice(&bytes), !is_ascii(text) && wire_utf8_valid(wire_buf_slice(&bytes), &ignored) ? "UTF-8" : name);
    if (bytes.err != WIRE_OK)
        out->err = bytes.err;
    wire_buf_free(&bytes);
    return (size_t)(end + 2 - s.p);
}

struct wire_str
wire_email_text(struct wire_arena *arena, struct wire_str value)
{
    struct wire_buf raw = WIRE_BUF_INIT, out = WIRE_BUF_INIT;
    struct wire_str s = wire_str_trim(value), line = WIRE_NONE;
    bool after_word = false;

    put_decoded(&raw, s, NULL);
    s = wire_buf_slice(&raw);
    for (size_t i = 0; i < s.n;) {
        size_t n = s.p[i] == '=' ? encoded_word(arena, wire_str_sub(s, i, s.n), &out) : 0, blanks = 0;
        if (n == 0) {
            wire_buf_putc(&out, s.p[i++]);
            after_word = false;
            continue;
        }
        i += n;
        while (i + blanks < s.n && wire_is_space(s.p[i + blanks]))
            blanks++;
        after_word = i + blanks + 1 < s.n && s.p[i + blanks] == '=' && s.p[i + blanks + 1] == '?';
        i += after_word ? blanks : 0; /* between two of them white space is none (RFC 2047, 6.2) */
    }
    if (raw.err == WIRE_OK && out.err == WIRE_OK)
        line = wire_arena_str(arena, wire_str_collapse(arena, wire_buf_slice(&out)));
    else
        arena->err = WIRE_E_NOMEM;
    wire_buf_free(&raw);
    wire_buf_free(&out);
    return line;
}

/* --- parameters --- */

struct wire_str
wire_email_token(struct wire_str value)
{
    const char *semicolon = value.n != 0 ? memchr(value.p, ';', value.n) : NULL;

    return wire_str_trim(wire_str_sub(value, 0, semicolon != NULL ? (size_t)(semicolon - value.p) : value.n));
}

/* The next parameter behind *i: its name, and its value without quotes, in the arena. */
static bool
next_parameter(struct wire_arena *arena, struct wire_str s, size_t *i, struct wire_str *name, struct wire_str *value)
{
    size_t from;
    char *out;

    while (*i < s.n && s.p[*i] != ';')
        ++*i;
    while (*i < s.n && (s.p[*i] == ';' || wire_is_space(s.p[*i])))
        ++*i;
    for (from = *i; *i < s.n && s.p[*i] != '=' && s.p[*i] != ';';)
        ++*i;
    *name = wire_str_trim(wire_str_sub(s, from, *i - from));
    *value = WIRE_NONE;
    if (name->n == 0 && *i >= s.n)
        return false;
    if (*i >= s.n || s.p[*i] != '=')
        return true;
    for (++*i; *i < s.n && wire_is_space(s.p[*i]);)
        ++*i;
    from = *i;
    if (*i >= s.n || s.p[*i] != '"') {
        while (*i < s.n && s.p[*i] != ';')
            ++*i;
        *value = wire_str_trim(wire_str_sub(s, from, *i - from));
        return true;
    }
    if ((out = wire_arena_bytes(arena, s.n - from)) == NULL)
        return false;
    *value = (struct wire_str){ out, 0 };
    for (++*i; *i < s.n && s.p[*i] != '"'; ++*i) {
        if (s.p[*i] == '\\' && *i + 1 < s.n)
            ++*i;
        if (s.p[*i] != '\r' && s.p[*i] != '\n')
            out[value->n++] = s.p[*i];
    }
    return true;
}

/* %41 and the like (RFC 2231, 4). */
static void
put_percent(struct wire_buf *out, struct wire_str s)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < s.n; i++) {
        const char *high = i + 2 < s.n && s.p[i] == '%' ? memchr(digits, s.p[i + 1] | 0x20, 16) : NULL;
        const char *low = high != NULL ? memchr(digits, s.p[i + 2] | 0x20, 16) : NULL;
        if (low == NULL) {
            wire_buf_putc(out, s.p[i]);
            continue;
        }
        wire_buf_putc(out, (char)((high - digits) << 4 | (low - digits)));
        i += 2;
    }
}

struct wire_str
wire_email_parameter(struct wire_arena *arena, struct wire_str value, const char *name)
{
    struct wire_buf bytes = WIRE_BUF_INIT, text = WIRE_BUF_INIT;
    struct wire_str found, v, plain = WIRE_NONE;
    char set[64] = "";
    size_t i = 0, length = strlen(name);

    while (next_parameter(arena, value, &i, &found, &v)) {
        struct wire_str rest = wire_str_sub(found, length, found.n);
        bool coded = rest.n != 0 && rest.p[rest.n - 1] == '*';
        const char *quote;
        if (!wire_str_begins_nocase(found, name) || (rest.n != 0 && rest.p[0] != '*') || v.n == 0)
            continue;
        if (rest.n == 0) {
            plain = plain.n == 0 ? v : plain;
            continue;
        }
        if (coded && bytes.n == 0 && set[0] == '\0' && (quote = memchr(v.p, '\'', v.n)) != NULL) { /* set'language'text */
            size_t n = (size_t)(quote - v.p);
            memcpy(set, v.p, n < sizeof set ? n : 0);
            set[n < sizeof set ? n : 0] = '\0';
            v = wire_str_sub(v, n + 1, v.n);
            if (v.n != 0 && (quote = memchr(v.p, '\'', v.n)) != NULL)
                v = wire_str_sub(v, (size_t)(quote - v.p) + 1, v.n);
        }
        if (coded)
            put_percent(&bytes, v);
        else
            wire_buf_str(&bytes, v);
    }
    if (bytes.n != 0) {
        put_decoded(&text, wire_buf_slice(&bytes), set[0] != '\0' ? set : NULL);
        plain = wire_arena_str(arena, wire_buf_slice(&text));
    } else if (plain.n != 0) {
        plain = wire_email_text(arena, plain); /* many encode words in it, though they should not */
    }
    if (bytes.err != WIRE_OK || text.err != WIRE_OK)
        arena->err = WIRE_E_NOMEM;
    wire_buf_free(&bytes);
    wire_buf_free(&text);
    return plain;
}

struct wire_str
wire_email_id(struct wire_str value)
{
    const char *open, *close;

    value = wire_str_trim(value);
    open = value.n != 0 ? memchr(value.p, '<', value.n) : NULL;
    if (open != NULL && (close = memchr(open, '>', value.n - (size_t)(open - value.p))) != NULL)
        return wire_str_trim((struct wire_str){ open + 1, (size_t)(close - open) - 1 });
    for (size_t i = 0; i < value.n; i++) {
        if (wire_is_space(value.p[i]))
            return wire_str_sub(value, 0, i);
    }
    return value;
}

struct wire_str
wire_email_uncommented(struct wire_arena *arena, struct wire_str value)
{
    char *out = wire_arena_bytes(arena, value.n != 0 ? value.n : 1);
    size_t n = 0, depth = 0;

    if (out == NULL)
        return WIRE_NONE;
    for (size_t i = 0; i < value.n; i++) {
        if (value.p[i] == '(')
            depth++;
        else if (value.p[i] == ')' && depth != 0)
            depth--;
        else if (depth == 0)
            out[n++] = value.p[i];
    }
    return wire_str_collapse(arena, (struct wire_str){ out, n });
}

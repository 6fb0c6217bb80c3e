/* The strings of a source, each with its place: tags and texts of XML, strings of JSON, lines of text. */
#include "schemas/rules/source.h"

#include <stdio.h>
#include <stdlib.h>

#include "article/decode.h"

enum { DEPTH_MOST = 1024 }; /* open elements or brackets; readers bound them too, and end long before */

struct scan {
    struct wire_check *c;
    wire_spot_fn *give;
    const char *text, *p, *end;
    const char *counted;             /* places are known up to here */
    uint32_t line, col;
    struct wire_str open[DEPTH_MOST];
    char bracket[DEPTH_MOST];        /* of JSON */
    size_t depth;
};

/* Where p is; it never goes back. */
static struct wire_at
at(struct scan *s, const char *p)
{
    for (; s->counted < p; s->counted++) {
        if (*s->counted == '\n') {
            s->line++;
            s->col = 1;
        } else if ((*s->counted & 0xC0) != 0x80) {
            s->col++;
        }
    }
    return (struct wire_at){ s->line, s->col, (uint64_t)(p - s->text) };
}

static struct wire_str
between(const char *from, const char *to)
{
    return (struct wire_str){ from, (size_t)(to - from) };
}

static void
give(struct scan *s, enum wire_spot_kind kind, struct wire_str name, const char *from, const char *to)
{
    struct wire_spot spot = { .kind = kind, .name = name, .raw = between(from, to), .at = at(s, from), .from = (size_t)(from - s->text) };

    if (s->depth > 0)
        spot.element = s->open[s->depth - 1];
    if (s->depth > 1)
        spot.parent = s->open[s->depth - 2];
    s->give(s->c, &spot);
}

/* --- XML --- */

/* Behind the next `what`, or the end. */
static const char *
past(const char *p, const char *end, const char *what)
{
    const char *found = (size_t)(end - p) > 0 ? memmem(p, (size_t)(end - p), what, strlen(what)) : NULL;

    return found != NULL ? found + strlen(what) : end;
}

static bool
stands(const struct scan *s, const char *what)
{
    size_t n = strlen(what);

    return (size_t)(s->end - s->p) >= n && memcmp(s->p, what, n) == 0;
}

/* Behind a declaration of the document's type, its internal subset and what is quoted in it included. */
static const char *
past_doctype(const char *p, const char *end)
{
    int depth = 0;

    for (; p < end; p++) {
        if (*p == '"' || *p == '\'') {
            if ((p = memchr(p + 1, *p, (size_t)(end - p - 1))) == NULL)
                return end;
        } else if (*p == '<' || *p == '[') {
            if (*p == '<' && end - p > 3 && memcmp(p, "<!--", 4) == 0) {
                p = past(p, end, "-->") - 1;
                continue;
            }
            depth++;
        } else if (*p == '>' || *p == ']') {
            if (--depth == 0)
                return p + 1;
        }
    }
    return end;
}

static const char *
past_name(const char *p, const char *end)
{
    while (p < end && !wire_is_space((unsigned char)*p) && *p != '>' && *p != '/' && *p != '=')
        p++;
    return p;
}

static struct wire_str
local(struct wire_str name)
{
    const char *colon = name.n != 0 ? memchr(name.p, ':', name.n) : NULL;

    return colon != NULL ? between(colon + 1, name.p + name.n) : name;
}

/* The end of a tag, quotes heeded: its >, or NULL. */
static const char *
tag_end(const char *p, const char *end)
{
    for (; p < end; p++) {
        if (*p == '>')
            return p;
        if ((*p == '"' || *p == '\'') && (p = memchr(p + 1, *p, (size_t)(end - p - 1))) == NULL)
            return NULL;
    }
    return NULL;
}

static void
attributes(struct scan *s, const char *p, const char *end, struct wire_at tag_at)
{
    while (p < end) {
        const char *name, *value;
        struct wire_spot spot = { .kind = WIRE_SPOT_ATTRIBUTE, .tag_at = tag_at };
        while (p < end && (wire_is_space((unsigned char)*p) || *p == '/'))
            p++;
        name = p;
        p = past_name(p, end);
        spot.name = between(name, p);
        while (p < end && (wire_is_space((unsigned char)*p) || *p == '='))
            p++;
        if (p >= end || (*p != '"' && *p != '\'') || spot.name.n == 0)
            return;
        value = p + 1;
        if ((p = memchr(value, *p, (size_t)(end - value))) == NULL)
            return;
        spot.raw = between(value, p++);
        spot.at = at(s, value);
        spot.from = (size_t)(value - s->text);
        spot.element = s->open[s->depth - 1];
        if (s->depth > 1)
            spot.parent = s->open[s->depth - 2];
        s->give(s->c, &spot);
    }
}

/* A start tag at p; false: it has no end, or is one too many. */
static bool
start_tag(struct scan *s)
{
    const char *name = s->p + 1, *name_end = past_name(name, s->end), *end = tag_end(name_end, s->end);
    struct wire_spot spot = { .kind = WIRE_SPOT_ELEMENT };

    if (end == NULL || s->depth == DEPTH_MOST)
        return false;
    spot.name = between(name, name_end);
    spot.raw = between(s->p, end + 1);
    spot.at = at(s, s->p);
    spot.from = (size_t)(s->p - s->text);
    spot.after = (size_t)(end + 1 - s->text);
    spot.empty = end[-1] == '/';
    if (s->depth > 0)
        spot.parent = s->open[s->depth - 1];
    s->open[s->depth++] = spot.element = local(spot.name);
    s->give(s->c, &spot);
    attributes(s, name_end, end, spot.at);
    if (spot.empty)
        s->depth--;
    s->p = end + 1;
    return true;
}

static void
scan_xml(struct scan *s)
{
    while (s->p < s->end) {
        const char *lt = memchr(s->p, '<', (size_t)(s->end - s->p)), *from;
        if (lt == NULL)
            lt = s->end;
        if (lt > s->p && s->depth > 0 && !wire_is_blank(s->p, (size_t)(lt - s->p)))
            give(s, WIRE_SPOT_TEXT, WIRE_NONE, s->p, lt);
        s->p = lt;
        if (stands(s, "<!--")) {
            s->p = past(s->p + 4, s->end, "-->");
        } else if (stands(s, "<![CDATA[")) {
            from = s->p + 9;
            s->p = past(from, s->end, "]]>");
            give(s, WIRE_SPOT_CDATA, WIRE_NONE, from, s->p - from >= 3 ? s->p - 3 : s->p);
        } else if (stands(s, "<?")) {
            s->p = past(s->p, s->end, "?>");
        } else if (stands(s, "<!")) {
            s->p = past_doctype(s->p, s->end);
            s->c->memory->doctype = true;
        } else if (stands(s, "</")) {
            s->depth -= s->depth > 0;
            s->p = past(s->p, s->end, ">");
        } else if (s->p < s->end && !start_tag(s)) {
            return;
        }
    }
}

/* --- JSON --- */

static const char *
past_string(const char *p, const char *end)
{
    for (p++; p < end && *p != '"'; p++) {
        if (*p == '\\' && p + 1 < end)
            p++;
    }
    return p < end ? p : NULL;
}

/* A string at p: a name, which *key then is, or a value. */
static bool
string(struct scan *s, struct wire_str *key)
{
    const char *from = s->p + 1, *to = past_string(s->p, s->end), *p;

    if (to == NULL)
        return false;
    for (p = to + 1; p < s->end && wire_is_space((unsigned char)*p);)
        p++;
    if (p < s->end && *p == ':' && s->depth > 0 && s->bracket[s->depth - 1] == '{') {
        *key = between(from, to);
        s->p = p + 1;
        return true;
    }
    give(s, WIRE_SPOT_STRING, *key, from, to);
    s->p = to + 1;
    return true;
}

static void
scan_json(struct scan *s)
{
    struct wire_str key = WIRE_NONE;

    while (s->p < s->end) {
        const char *from = s->p;
        if (*s->p == '"') {
            if (!string(s, &key))
                return;
        } else if (*s->p == '{' || *s->p == '[') {
            if (s->depth == DEPTH_MOST)
                return;
            s->bracket[s->depth] = *s->p++;
            s->open[s->depth++] = key;
        } else if (*s->p == '}' || *s->p == ']') {
            s->depth -= s->depth > 0;
            key = s->depth > 0 ? s->open[s->depth] : WIRE_NONE;
            s->p++;
        } else if (*s->p >= '0' && *s->p <= '9') {
            while (s->p < s->end && *s->p >= '0' && *s->p <= '9')
                s->p++;
            give(s, WIRE_SPOT_NUMBER, key, from, s->p);
        } else {
            s->p++;
        }
    }
}

/* --- text --- */

static void
scan_lines(struct scan *s)
{
    while (s->p < s->end) {
        const char *end = memchr(s->p, '\n', (size_t)(s->end - s->p));
        if (end == NULL)
            end = s->end;
        if (end > s->p)
            give(s, WIRE_SPOT_PLAIN, WIRE_NONE, s->p, end);
        s->p = end < s->end ? end + 1 : end;
    }
}

/* --- the source in UTF-8 --- */

struct wire_str
wire_source_declared(struct wire_str bytes)
{
    struct wire_str head = wire_str_sub(bytes, 0, 200), name;
    size_t n;

    if (wire_str_begins(head, "\xEF\xBB\xBF"))
        head = wire_str_sub(head, 3, SIZE_MAX);
    if (!wire_str_begins(head, "<?xml"))
        return WIRE_NONE;
    head.n = (size_t)(past(head.p, head.p + head.n, "?>") - head.p);
    n = wire_str_find_nocase(head, "encoding");
    name = wire_str_sub(head, n + 8, SIZE_MAX);
    for (n = 0; n < name.n && (wire_is_space((unsigned char)name.p[n]) || name.p[n] == '=');)
        n++;
    name = wire_str_sub(name, n, SIZE_MAX);
    if (name.n < 2 || (name.p[0] != '"' && name.p[0] != '\''))
        return WIRE_NONE;
    for (n = 1; n < name.n && name.p[n] != name.p[0];)
        n++;
    return n < name.n ? wire_str_sub(name, 1, n - 1) : WIRE_NONE;
}

bool
wire_source_text(const struct wire_rules_input *in, struct wire_buf *buf, struct wire_str *text, char *name, size_t room)
{
    struct wire_str declared = wire_source_declared(in->bytes);
    const char *found = "";
    enum wire_status st;

    *name = '\0';
    if (in->source->encoding != NULL)
        snprintf(name, room, "%s", in->source->encoding);
    else if (declared.n != 0 && declared.n < room)
        snprintf(name, room, "%.*s", (int)declared.n, declared.p);
    if (strcasecmp(name, "utf-8") == 0) /* then what is no UTF-8 is no text in any encoding: see whether it is */
        *name = '\0';
    st = wire_decode(in->bytes, *name != '\0' ? name : NULL, buf, text, &found);
    if (st != WIRE_OK) {
        buf->err = st == WIRE_E_NOMEM ? WIRE_E_NOMEM : buf->err;
        return false;
    }
    if (found != NULL && found != name)
        snprintf(name, room, "%s", found);
    return true;
}

enum wire_status
wire_source_spots(struct wire_check *c, wire_spot_fn *spot)
{
    struct scan *s = calloc(1, sizeof *s);
    struct wire_buf buf = WIRE_BUF_INIT;
    char name[64];
    enum wire_status st;

    if (s == NULL)
        return WIRE_E_NOMEM;
    if (wire_source_text(c->in, &buf, &c->text, name, sizeof name)) {
        *s = (struct scan){ .c = c, .give = spot, .text = c->text.p, .p = c->text.p, .end = c->text.p + c->text.n, .line = 1, .col = 1 };
        if (wire_str_begins(c->text, "\xEF\xBB\xBF"))
            s->counted = s->p += 3;
        else
            s->counted = s->p;
        if ((c->format & (WIRE_RULE_TEXT | WIRE_RULE_WIRES)) != 0)
            scan_lines(s);
        else if ((c->format & (WIRE_RULE_NINJS | WIRE_RULE_JSON)) != 0)
            scan_json(s);
        else
            scan_xml(s);
        spot(c, &(struct wire_spot){ .kind = WIRE_SPOT_END, .at = at(s, s->p) });
    }
    st = buf.err;
    wire_buf_free(&buf);
    free(s);
    c->text = WIRE_NONE;
    return st;
}

/* The clean fragment back into a tree: a scanner of just what fragment.md prints, and the way round for all else. */
#include "xml/fragment.h"

#include "article/buf.h"
#include "article/str.h"

enum {
    DEPTH = 128, /* what is past these is nothing that we print, and goes the other way */
    ATTRIBUTES = 64,
    NAMES_ROOM = 2048,
    VALUES_ROOM = 64 * 1024
};

struct clean {
    struct wire_body *body;
    struct wire_at at;
    const char *p, *end;
    struct wire_str open[DEPTH]; /* names, in the text */
    unsigned depth;
    size_t weight;
    struct wire_xml_attr attrs[ATTRIBUTES];
    unsigned attr_count;
    char names[NAMES_ROOM]; /* of the tag in hand, each ended by NUL */
    size_t names_n;
    struct wire_buf values; /* of the tag in hand, where a reference stood in one */
};

static bool
is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

static void
text(struct clean *c, const char *p, size_t n)
{
    if (n == 0)
        return;
    c->weight += wire_weight(p, n);
    wire_body_text(c->body, p, n, c->at);
}

/* The characters a reference at p (&amp; &#160; &nbsp;) stands for, into out; 0: it is none. p moves behind it. */
static size_t
reference(const char **p, const char *end, char out[8])
{
    static const struct { const char *name; char c; } own[] = {
        { "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' }, { "apos", '\'' },
    };
    char name[16];
    size_t n = 0;
    const char *q = *p + 1, *found;
    uint32_t c = 0;

    while (q < end && n < sizeof name - 1 && (is_name(*q) || (*q == '#' && n == 0)))
        name[n++] = *q++;
    name[n] = '\0';
    if (n == 0 || q == end || *q != ';')
        return 0;
    *p = q + 1;
    for (size_t i = 0; i < WIRE_COUNT(own); i++) {
        if (strcmp(name, own[i].name) == 0) {
            out[0] = own[i].c;
            return 1;
        }
    }
    if (name[0] != '#') {
        found = wire_entity(name);
        n = found != NULL ? strlen(found) : 0;
        if (n <= 8 && n != 0)
            memcpy(out, found, n);
        return n <= 8 ? n : 0;
    }
    for (size_t i = 1; i < n; i++) {
        char d = name[i];
        if (d < '0' || d > '9' || c > 0x10FFFF)
            return 0;
        c = c * 10 + (uint32_t)(d - '0');
    }
    if (n == 1 || c == 0 || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000))
        return 0;
    return wire_utf8_put(out, c);
}

/* A name at p into the room for names, ended by NUL; NULL where there is none. */
static char *
name(struct clean *c)
{
    const char *from = c->p;
    char *out = c->names + c->names_n;
    size_t n;

    while (c->p < c->end && (is_name(*c->p) || *c->p == ':'))
        c->p++;
    n = (size_t)(c->p - from);
    if (n == 0 || n >= NAMES_ROOM - c->names_n)
        return NULL;
    memcpy(out, from, n);
    out[n] = '\0';
    c->names_n += n + 1;
    return out;
}

/* ="value" at p. Where references stand in it, it is put together in `values`, which gets all its room at once. */
static bool
attribute_value(struct clean *c, struct wire_str *out)
{
    const char *from;
    size_t begun = c->values.n;
    bool changed = false;

    if (c->end - c->p < 2 || c->p[0] != '=' || c->p[1] != '"')
        return false;
    from = c->p += 2;
    while (c->p < c->end && *c->p != '"') {
        char made[8];
        size_t n;
        if (*c->p == '<')
            return false;
        if (*c->p != '&') {
            c->p++;
            continue;
        }
        if ((size_t)(c->p - from) + 8 > VALUES_ROOM - c->values.n || !wire_buf_room(&c->values, VALUES_ROOM - c->values.n))
            return false;
        wire_buf_put(&c->values, from, (size_t)(c->p - from));
        if ((n = reference(&c->p, c->end, made)) == 0)
            return false;
        wire_buf_put(&c->values, made, n);
        from = c->p;
        changed = true;
    }
    if (c->p == c->end)
        return false;
    if (!changed) {
        *out = (struct wire_str){ from, (size_t)(c->p - from) };
    } else {
        if ((size_t)(c->p - from) > VALUES_ROOM - c->values.n)
            return false;
        wire_buf_put(&c->values, from, (size_t)(c->p - from));
        *out = (struct wire_str){ c->values.p + begun, c->values.n - begun };
    }
    c->p++;
    return true;
}

static bool
attributes(struct clean *c)
{
    while (c->p < c->end && *c->p == ' ') {
        struct wire_xml_attr *a = &c->attrs[c->attr_count];
        char *whole, *colon;
        c->p++;
        if (c->attr_count == ATTRIBUTES || (whole = name(c)) == NULL || !attribute_value(c, &a->value))
            return false;
        colon = strchr(whole, ':');
        a->prefix = colon != NULL ? whole : NULL;
        a->name = colon != NULL ? colon + 1 : whole;
        if (colon != NULL)
            *colon = '\0';
        c->attr_count++;
    }
    return true;
}

static bool
start_tag(struct clean *c)
{
    const char *from = ++c->p;
    char *element;
    bool empty;

    c->names_n = 0;
    c->attr_count = 0;
    wire_buf_clear(&c->values);
    if ((element = name(c)) == NULL || strchr(element, ':') != NULL || c->depth == DEPTH)
        return false;
    c->open[c->depth] = (struct wire_str){ from, strlen(element) };
    if (!attributes(c))
        return false;
    empty = c->p < c->end && *c->p == '/';
    c->p += empty;
    if (c->p == c->end || *c->p != '>')
        return false;
    c->p++;
    wire_body_start(c->body, element, c->attrs, c->attr_count, c->at);
    if (empty)
        wire_body_end(c->body, element);
    else
        c->depth++;
    return true;
}

static bool
end_tag(struct clean *c)
{
    const char *from = c->p += 2;
    char *element;

    c->names_n = 0;
    if ((element = name(c)) == NULL || c->depth == 0 || c->p == c->end || *c->p != '>')
        return false;
    if (!wire_str_eq(c->open[c->depth - 1], (struct wire_str){ from, strlen(element) }))
        return false;
    c->p++;
    c->depth--;
    wire_body_end(c->body, element);
    return true;
}

/* False where it is not what fragment.md prints; some of it may have been given to the builder then. */
static bool
scan(struct clean *c)
{
    while (c->p < c->end) {
        const char *from = c->p;
        char made[8];
        size_t n;
        while (c->p < c->end && *c->p != '<' && *c->p != '&')
            c->p++;
        text(c, from, (size_t)(c->p - from));
        if (c->p == c->end)
            break;
        if (*c->p == '&') {
            if ((n = reference(&c->p, c->end, made)) == 0)
                return false;
            text(c, made, n);
        } else if (!(c->end - c->p > 1 && c->p[1] == '/' ? end_tag(c) : start_tag(c))) {
            return false;
        }
    }
    return c->depth == 0;
}

static size_t
weight_of(const struct wire_article *a)
{
    size_t sum = a->body != NULL ? wire_node_weight(a->body, WIRE_EDITORS) : 0;

    for (const struct wire_value *v = wire_first(a, WIRE_F_NON_PUBLIC); v != NULL; v = v->next)
        sum += wire_weight(wire_member(v, WIRE_K_VALUE).p, wire_member(v, WIRE_K_VALUE).n);
    return sum;
}

enum wire_status
wire_body_fragment(struct wire_body *body, struct wire_article *a, struct wire_str html, const char *where, struct wire_at at,
                   size_t *read, size_t *skipped)
{
    struct clean c;
    struct wire_list held = a->fields[WIRE_F_NON_PUBLIC];
    size_t left = 0, before;
    enum wire_status st, finished;
    bool clean;

    c.body = body;
    c.at = at;
    c.p = html.p;
    c.end = html.p + html.n;
    c.depth = 0;
    c.weight = 0;
    c.values = WIRE_BUF_INIT;
    wire_body_begin(body, a, where);
    clean = scan(&c);
    st = c.values.err;
    wire_buf_free(&c.values);
    while (c.depth > 0) {
        struct wire_str open = c.open[--c.depth];
        char element[NAMES_ROOM];
        memcpy(element, open.p, open.n);
        element[open.n] = '\0';
        wire_body_end(body, element);
    }
    finished = wire_body_finish(body, &left);
    if (finished != WIRE_OK || st != WIRE_OK)
        return finished != WIRE_OK ? finished : st;
    if (clean) {
        *read += c.weight;
        *skipped += left;
        return WIRE_OK;
    }
    a->body = NULL; /* once more, as HTML; what was made stays in the arena, unused */
    a->fields[WIRE_F_NON_PUBLIC] = held;
    if (held.last != NULL)
        held.last->next = NULL;
    before = weight_of(a);
    wire_body_begin(body, a, where);
    st = wire_body_html(body, html, at);
    left = 0;
    if (st == WIRE_OK)
        st = wire_body_finish(body, &left);
    *read += weight_of(a) - before + left; /* the HTML parser has resolved what the text says in references */
    *skipped += left;
    return st;
}

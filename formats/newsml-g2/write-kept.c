/* What a reader of NewsML-G2 kept though nobody understood it, given back where it stood. */
#include <stdio.h>
#include <stdlib.h>

#include "newsml-g2/write.h"
#include "xml/xml.h"

/* XML as it was kept begins with the tag of the element it was kept from. */
struct wire_str
g2_kept_name(struct wire_str value)
{
    struct wire_str tag = wire_str_sub(value, 1, value.n);
    const char *colon;
    size_t n = 0;

    if (value.n < 4 || value.p[0] != '<' || value.p[value.n - 1] != '>')
        return WIRE_NONE;
    while (n < tag.n && !wire_is_space(tag.p[n]) && tag.p[n] != '>' && tag.p[n] != '/')
        n++;
    tag = wire_str_sub(tag, 0, n);
    if ((colon = memchr(tag.p, ':', tag.n)) != NULL)
        tag = wire_str_sub(tag, (size_t)(colon + 1 - tag.p), tag.n);
    return tag;
}

/* In a second item of a message an id may have been taken by the first. */
bool
g2_may_clash(const struct g2_writer *w, struct wire_str value)
{
    return (w->message || w->held.n != 0) && wire_str_find_nocase(value, " id=\"") < value.n;
}

static void
put_text(struct g2_writer *w, struct wire_str name, struct wire_str lang, struct wire_str value)
{
    g2_line(w);
    wire_buf_putc(&w->tags.buf, '<');
    wire_buf_str(&w->tags.buf, name);
    if (lang.n != 0 && g2_valid(w, G2_LANG, lang)) {
        wire_buf_puts(&w->tags.buf, " xml:lang=\"");
        wire_buf_xml_attr(&w->tags.buf, lang);
        wire_buf_putc(&w->tags.buf, '"');
    }
    wire_buf_putc(&w->tags.buf, '>');
    wire_buf_xml(&w->tags.buf, value);
    wire_buf_put(&w->tags.buf, "</", 2);
    wire_buf_str(&w->tags.buf, name);
    wire_buf_putc(&w->tags.buf, '>');
}

static struct wire_str
last_step(struct wire_str path)
{
    const char *slash = path.n != 0 ? memrchr(path.p, '/', path.n) : NULL;

    return slash != NULL ? wire_str_sub(path, (size_t)(slash + 1 - path.p), path.n) : path;
}

/* A value that names a type of XML Schema by a prefix: kept XML declares the prefixes of its names, not of its values. */
void
g2_kept_element(struct g2_writer *w, struct wire_str value)
{
    static const char *const prefixes[] = { "xs", "xsd" };
    char said[40], declared[24];

    g2_line(w);
    for (size_t i = 0; i < WIRE_COUNT(prefixes); i++) {
        size_t n = 1;
        snprintf(said, sizeof said, "valuedatatype=\"%s:", prefixes[i]);
        snprintf(declared, sizeof declared, " xmlns:%s=", prefixes[i]);
        if (wire_str_find_nocase(value, said) == value.n || wire_str_find_nocase(value, declared) < value.n)
            continue;
        while (n < value.n && !wire_is_space(value.p[n]) && value.p[n] != '>' && value.p[n] != '/')
            n++;
        wire_buf_str(&w->tags.buf, wire_str_sub(value, 0, n));
        wire_buf_puts(&w->tags.buf, declared);
        wire_buf_puts(&w->tags.buf, "\"http://www.w3.org/2001/XMLSchema\"");
        value = wire_str_sub(value, n, value.n);
    }
    wire_buf_str(&w->tags.buf, value);
}

/* Where in the table of values that were given back this one is, or would be. */
static size_t
place_of(const struct g2_writer *w, const struct wire_value *v)
{
    size_t i = ((uintptr_t)v >> 4) * 0x9E3779B1u & (w->given_room - 1);

    while (w->given[i] != NULL && w->given[i] != v)
        i = (i + 1) & (w->given_room - 1);
    return i;
}

void
g2_gave(struct g2_writer *w, const struct wire_value *v)
{
    enum { LEAST = 64 };

    if (w->out->ledger == NULL)
        return;
    if (w->given_count * 2 >= w->given_room) {
        const struct wire_value **old = w->given;
        size_t room = w->given_room, more = room != 0 ? room * 2 : LEAST;
        const struct wire_value **new = calloc(more, sizeof *new);
        if (new == NULL) {
            g2_fail(w, WIRE_E_NOMEM);
            return;
        }
        w->given = new;
        w->given_room = more;
        for (size_t i = 0; i < room; i++) {
            if (old[i] != NULL)
                w->given[place_of(w, old[i])] = old[i];
        }
        free(old);
    }
    w->given_count += w->given[place_of(w, v)] == NULL;
    w->given[place_of(w, v)] = v;
}

static void
count_not_given(struct g2_writer *w, const struct wire_article *a, const char *path)
{
    for (const struct wire_value *v = wire_first(a, WIRE_F_EXTRA); v != NULL; v = v->next) {
        if (w->given_room == 0 || w->given[place_of(w, v)] == NULL)
            wire_ledger_count(w->out->ledger, w->out->arena, WIRE_DROPPED, wire_str_of(path),
                              "kept by the reader, and nothing that can be given back here", 1, v->at);
    }
}

void
g2_not_given(struct g2_writer *w, const struct wire_article *a)
{
    if (w->out->ledger != NULL) {
        count_not_given(w, a, "extra");
        for (const struct wire_value *v = wire_first(a, WIRE_F_ASSOCIATIONS); v != NULL; v = v->next) {
            if (v->article != NULL)
                count_not_given(w, v->article, "associations.extra");
        }
    }
    if (w->given_count != 0)
        memset(w->given, 0, w->given_room * sizeof *w->given);
    w->given_count = 0;
}

void
g2_kept(struct g2_writer *w, const struct wire_article *a, const char *path, bool text)
{
    struct wire_str wanted = wire_str_of(path), name = last_step(wanted);

    if (!w->from_g2)
        return;
    for (const struct wire_value *v = wire_first(a, WIRE_F_EXTRA); v != NULL; v = v->next) {
        struct wire_str value = wire_member(v, WIRE_K_VALUE);
        if (!wire_str_eq(wire_member(v, WIRE_K_PATH), wanted) || (v->flags & WIRE_V_SECRET) != 0)
            continue;
        if (wire_str_eq(g2_kept_name(value), name) && !g2_may_clash(w, value)) {
            g2_kept_element(w, value);
        } else if (text && value.n != 0 && value.p[0] != '<') {
            put_text(w, name, v->lang, value);
        } else {
            continue;
        }
        g2_gave(w, v);
    }
}

/* Whether the words of a markup are those of the text, white space aside. */
static bool
says(struct wire_str markup, struct wire_str text)
{
    static const struct {
        const char *name;
        char c;
    } named[] = { { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' } };
    size_t at = 0;

    for (size_t i = 0; i < markup.n; i++) {
        char c = markup.p[i];
        if (c == '<') {
            while (i < markup.n && markup.p[i] != '>')
                i++;
            continue;
        }
        for (size_t k = 0; c == '&' && k < WIRE_COUNT(named); k++) {
            if (!wire_str_begins(wire_str_sub(markup, i, markup.n), named[k].name))
                continue;
            c = named[k].c;
            i += strlen(named[k].name) - 1;
            break;
        }
        if (wire_is_space(c))
            continue;
        while (at < text.n && wire_is_space(text.p[at]))
            at++;
        if (at == text.n || text.p[at++] != c)
            return false;
    }
    while (at < text.n && wire_is_space(text.p[at]))
        at++;
    return at == text.n;
}

void
g2_kept_markup(struct g2_writer *w, const struct wire_article *a, const char *path, struct wire_str text)
{
    for (const struct wire_value *v = w->from_g2 ? wire_first(a, WIRE_F_EXTRA) : NULL; v != NULL; v = v->next) {
        struct wire_str value = wire_member(v, WIRE_K_VALUE);
        if (!wire_str_is(wire_member(v, WIRE_K_NAME), WIRE_MARKUP) || !wire_str_is(wire_member(v, WIRE_K_PATH), path) ||
            (v->flags & WIRE_V_SECRET) != 0 || g2_may_clash(w, value) || !says(value, text))
            continue;
        wire_buf_str(&w->tags.buf, value);
        g2_gave(w, v);
        return;
    }
    g2_text(w, text);
}

void
g2_kept_attrs(struct g2_writer *w, const struct wire_article *a, const char *path)
{
    size_t n = strlen(path);

    if (!w->of_g2) /* of any version: an attribute is written only where it is known and valid */
        return;
    for (const struct wire_value *v = wire_first(a, WIRE_F_EXTRA); v != NULL; v = v->next) {
        struct wire_str at = wire_member(v, WIRE_K_PATH);
        if (at.n > n + 2 && memcmp(at.p, path, n) == 0 && at.p[n] == '/' && at.p[n + 1] == '@') {
            size_t before = w->tags.buf.n;
            g2_other_attr(w, wire_str_sub(at, n + 2, at.n), wire_member(v, WIRE_K_VALUE));
            if (w->tags.buf.n != before)
                g2_gave(w, v);
        }
    }
}

const struct wire_value *
g2_kept_find(const struct wire_article *a, const char *path)
{
    for (const struct wire_value *v = wire_first(a, WIRE_F_EXTRA); v != NULL; v = v->next) {
        if (wire_str_is(wire_member(v, WIRE_K_PATH), path))
            return v;
    }
    return NULL;
}

/* Whether the kept element is of a namespace of its own: those the wildcards of G2 (##other) let stand anywhere. */
bool
g2_is_foreign(struct wire_str value)
{
    const char *end = value.n > 4 && value.p[0] == '<' ? memchr(value.p, '>', value.n) : NULL;
    struct wire_str tag = end != NULL ? wire_str_sub(value, 0, (size_t)(end - value.p)) : WIRE_NONE;
    size_t space = 0;

    while (space < tag.n && !wire_is_space(tag.p[space]))
        space++;
    if (tag.n == 0 || value.p[value.n - 1] != '>' || wire_str_find_nocase(tag, G2_WRITER_NAMESPACE) < tag.n)
        return false;
    return memchr(tag.p, ':', space) != NULL || wire_str_find_nocase(tag, " xmlns=\"") < tag.n;
}

void
g2_kept_foreign(struct g2_writer *w, const struct wire_article *a, const char *parent)
{
    size_t n = strlen(parent);

    if (!w->from_g2)
        return;
    for (const struct wire_value *v = wire_first(a, WIRE_F_EXTRA); v != NULL; v = v->next) {
        struct wire_str at = wire_member(v, WIRE_K_PATH), value = wire_member(v, WIRE_K_VALUE);
        if (at.n < n + 2 || memcmp(at.p, parent, n) != 0 || at.p[n] != '/' || memchr(at.p + n + 1, '/', at.n - n - 1) != NULL ||
            !g2_is_foreign(value) || (v->flags & WIRE_V_SECRET) != 0 || g2_may_clash(w, value))
            continue;
        g2_line(w);
        wire_buf_str(&w->tags.buf, value);
        g2_gave(w, v);
    }
}

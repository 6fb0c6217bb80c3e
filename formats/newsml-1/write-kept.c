/* What the reader of NewsML 1 kept though no field is for it, given back where it stood. It stands in our own properties as
 * well, which is where our own reader takes it from. */
#include "newsml-1/write.h"

enum { DEEP = 32, ATTRS = 16 };

static size_t
name_end(struct wire_str s, size_t i)
{
    while (i < s.n && strchr(" \t\r\n/>=<\"'&", s.p[i]) == NULL)
        i++;
    return i;
}

/* Only the references that XML has without a DTD. */
static bool
is_text(struct wire_str s)
{
    static const char *const known[] = { "&amp;", "&lt;", "&gt;", "&quot;", "&apos;" };
    const char *p = s.p, *end = s.p + s.n;

    while (p < end && (p = memchr(p, '&', (size_t)(end - p))) != NULL) {
        bool found = false;
        for (size_t i = 0; i < WIRE_COUNT(known); i++)
            found |= wire_str_begins((struct wire_str){ p, (size_t)(end - p) }, known[i]);
        if (!found)
            return false;
        p++;
    }
    return true;
}

/* The attributes of a start tag from i on: where it ends, behind its > or />; 0: they are none. */
static size_t
attrs_end(struct wire_str s, size_t i, bool *empty)
{
    struct wire_str names[ATTRS];
    size_t count = 0;

    while (i < s.n) {
        struct wire_str name;
        const char *close;
        size_t from;
        while (i < s.n && wire_is_space(s.p[i]))
            i++;
        if (wire_str_begins(wire_str_sub(s, i, 2), "/>") || (i < s.n && s.p[i] == '>')) {
            *empty = s.p[i] == '/';
            return i + (*empty ? 2 : 1);
        }
        from = i;
        i = name_end(s, i);
        name = wire_str_sub(s, from, i - from);
        if (count == ATTRS || (!wire_is_xml_name(name) && !wire_str_is(name, "xml:lang")) || i + 2 >= s.n || s.p[i] != '=' || s.p[i + 1] != '"')
            return 0;
        for (size_t k = 0; k < count; k++) {
            if (wire_str_eq(names[k], name))
                return 0;
        }
        names[count++] = name;
        i += 2;
        if ((close = memchr(s.p + i, '"', s.n - i)) == NULL)
            return 0;
        name = wire_str_sub(s, i, (size_t)(close - s.p) - i);
        if (!is_text(name) || memchr(name.n != 0 ? name.p : "", '<', name.n) != NULL)
            return 0;
        i += name.n + 1;
    }
    return 0;
}

/* One element of that name, in no namespace, as a reader of ours prints what it keeps: an article may come from anywhere. */
static bool
is_element(struct wire_str s, const char *name)
{
    struct wire_str open[DEEP];
    size_t depth = 0, i = 0;

    do {
        const char *tag = memchr(s.n > i ? s.p + i : "", '<', s.n - i);
        size_t at = tag != NULL ? (size_t)(tag - s.p) : s.n, end;
        bool closes = at + 1 < s.n && s.p[at + 1] == '/', empty = false;
        struct wire_str word;
        if (tag == NULL || (depth == 0 && at != 0) || !is_text(wire_str_sub(s, i, at - i)))
            return false;
        end = name_end(s, at + 1 + closes);
        word = wire_str_sub(s, at + 1 + closes, end - at - 1 - closes);
        if (closes) {
            if (depth == 0 || !wire_str_eq(open[depth - 1], word) || end >= s.n || s.p[end] != '>')
                return false;
            depth--;
            i = end + 1;
            continue;
        }
        if (!wire_is_xml_name(word) || (depth == 0 && !wire_str_is(word, name)) || (i = attrs_end(s, end, &empty)) == 0)
            return false;
        if (!empty && depth == DEEP)
            return false;
        if (!empty)
            open[depth++] = word;
    } while (depth != 0);
    return i == s.n;
}

/* What is said of components counts for the story whichever of them said it. */
static bool
stands_at(const struct wire_value *v, const char *path)
{
    struct wire_str at = wire_member(v, WIRE_K_PATH);
    size_t n = strlen(path);

    return wire_str_ends(at, path) && (at.n == n || (at.p[at.n - n - 1] == '/' && wire_str_begins(at, "NewsComponent/")));
}

bool
wire_nm1_kept(struct nm1_writer *w, const struct wire_article *a, const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;
    size_t before = w->tags.buf.n;

    for (const struct wire_value *v = w->of_newsml_1 ? wire_first(a, WIRE_F_EXTRA) : NULL; v != NULL; v = v->next) {
        struct wire_str value = wire_member(v, WIRE_K_VALUE);
        if (!stands_at(v, path) || !wire_is_public(v) || value.n == 0)
            continue;
        if (value.p[0] != '<') {
            wire_nm1_text(w, name, value);
        } else if (is_element(value, name)) {
            wire_tag_line(&w->tags);
            wire_buf_str(&w->tags.buf, value);
        }
    }
    return w->tags.buf.n != before;
}

void
wire_nm1_kept_one(struct nm1_writer *w, const struct wire_article *a, const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;

    for (const struct wire_value *v = w->of_newsml_1 ? wire_first(a, WIRE_F_EXTRA) : NULL; v != NULL; v = v->next) {
        struct wire_str value = wire_member(v, WIRE_K_VALUE);
        if (!stands_at(v, path) || !wire_is_public(v) || value.n == 0 || value.p[0] == '<')
            continue;
        wire_nm1_text(w, name, value);
        return;
    }
}

/* What an item of updates alone says in elements of its own. */
static bool
is_of_update(const struct wire_value *v)
{
    static const char *const paths[] = { "Identification/NewsIdentifier/ProviderId",
                                         "Identification/NewsIdentifier/DateId",
                                         "Identification/NewsIdentifier/NewsItemId",
                                         "Identification/NewsIdentifier/RevisionId/@PreviousRevision",
                                         "Identification/NewsIdentifier/RevisionId/@Update" };
    static const char *const elements[] = { "NewsManagement/NewsItemType", "NewsManagement/Instruction", "Update" };
    struct wire_str path = wire_member(v, WIRE_K_PATH), value = wire_member(v, WIRE_K_VALUE);

    for (size_t i = 0; i < WIRE_COUNT(paths); i++) {
        if (wire_str_is(path, paths[i]))
            return wire_is_public(v);
    }
    for (size_t i = 0; i < WIRE_COUNT(elements); i++) {
        const char *slash = strrchr(elements[i], '/');
        if (wire_str_is(path, elements[i]))
            return wire_is_public(v) && is_element(value, slash != NULL ? slash + 1 : elements[i]);
    }
    return false;
}

bool
wire_nm1_update(struct nm1_writer *w, const struct wire_article *a)
{
    size_t before = w->tags.buf.n;
    bool some = false;

    w->update = w->of_newsml_1 && a->body == NULL && wire_first(a, WIRE_F_ASSOCIATIONS) == NULL && wire_first(a, WIRE_F_RENDITIONS) == NULL;
    for (const struct wire_value *v = wire_first(a, WIRE_F_EXTRA); w->update && v != NULL; v = v->next) {
        w->update = is_of_update(v);
        some |= wire_str_is(wire_member(v, WIRE_K_PATH), "Update");
    }
    w->update &= some;
    if (!w->update)
        return false;
    wire_nm1_own_properties(w, a, true);
    w->update = false;
    if (w->tags.buf.n == before)
        return wire_nm1_kept(w, a, "Update");
    if (w->tags.buf.err == WIRE_OK)
        w->tags.buf.n = before; /* there is more to say than such an item can */
    return false;
}

/* Attributes of body markup: which stay, in what form ("clean fragment", Attributes). */
#include "article/lang.h"
#include "article/limits.h"
#include "xml/build.h"
#include "xml/secret.h"

/* Codes of NITF's entities, and what they are called in the fragment. */
static const struct {
    const char *name, *data;
} codes[] = {
    { "value", "data-value" },
    { "idsrc", "data-idsrc" },
    { "location-code", "data-location-code" },
    { "code-source", "data-code-source" },
    { "unit", "data-unit" },
    { "date", "data-date" },
    { "norm", "data-norm" },
    { "guide", "data-guide" },
    { "phonetic", "data-phonetic" },
    { "units", "data-units" },
};

/* A list of attributes being made, unsorted. */
struct made_list {
    struct wire_arena *arena;
    struct wire_attr *first, **end;
    size_t count;
};

static void
add(struct made_list *l, struct wire_str name, struct wire_str value)
{
    struct wire_attr *a;

    if (value.n == 0 || name.n == 0 || (a = WIRE_NEW(l->arena, struct wire_attr)) == NULL)
        return;
    a->name = name;
    a->value = value;
    *l->end = a;
    l->end = &a->next;
    l->count++;
}

static int
compare(struct wire_str a, struct wire_str b)
{
    int order = memcmp(a.p, b.p, a.n < b.n ? a.n : b.n);

    return order != 0 ? order : (a.n > b.n) - (a.n < b.n);
}

static struct wire_attr *
merge(struct wire_attr *a, struct wire_attr *b)
{
    struct wire_attr *first = NULL, **end = &first;

    while (a != NULL && b != NULL) {
        struct wire_attr **less = compare(a->name, b->name) <= 0 ? &a : &b;
        *end = *less;
        end = &(*less)->next;
        *less = *end;
    }
    *end = a != NULL ? a : b;
    return first;
}

/* Sort by name; of two of one name the first stays. Merging from below: a tag may have thousands. */
static struct wire_attr *
sorted(struct wire_attr *list)
{
    struct wire_attr *runs[32] = { NULL }, *all = NULL;

    if (list == NULL || list->next == NULL)
        return list;
    if (list->next->next == NULL && !wire_str_eq(list->name, list->next->name)) { /* two, as most that have more than one */
        struct wire_attr *second = list->next;
        if (compare(list->name, second->name) < 0)
            return list;
        second->next = list;
        list->next = NULL;
        return second;
    }
    while (list != NULL) {
        struct wire_attr *one = list;
        size_t i = 0;
        list = list->next;
        one->next = NULL;
        for (; i < WIRE_COUNT(runs) - 1 && runs[i] != NULL; i++) {
            one = merge(runs[i], one);
            runs[i] = NULL;
        }
        runs[i] = runs[i] != NULL ? merge(runs[i], one) : one;
    }
    for (size_t i = 0; i < WIRE_COUNT(runs); i++)
        all = merge(runs[i], all);
    for (struct wire_attr *a = all; a != NULL && a->next != NULL;) {
        if (wire_str_eq(a->name, a->next->name))
            a->next = a->next->next;
        else
            a = a->next;
    }
    return all;
}

/* --- values --- */

static struct wire_str
text(struct wire_arena *arena, struct wire_str s)
{
    struct wire_str line = wire_str_collapse(arena, s);

    return line.p == s.p || (line.p >= s.p && line.p < s.p + s.n) ? wire_arena_str(arena, line) : line;
}

static struct wire_str
small(struct wire_arena *arena, struct wire_str s)
{
    char *p = wire_arena_bytes(arena, s.n);

    if (p == NULL)
        return WIRE_NONE;
    for (size_t i = 0; i < s.n; i++)
        p[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] - 'A' + 'a') : s.p[i];
    return (struct wire_str){ p, s.n };
}

/* A whole number of at least `least`, as it is written. */
static struct wire_str
whole(struct wire_arena *arena, struct wire_str s, unsigned least)
{
    unsigned value = 0;

    s = wire_str_trim(s);
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return WIRE_NONE;
        if (value < 100)
            value = value * 10 + (unsigned)(s.p[i] - '0');
    }
    return s.n != 0 && value >= least ? wire_arena_str(arena, s) : WIRE_NONE;
}

/* One of a few words, in small letters. */
static struct wire_str
one_of(struct wire_str s, const char *const *words, size_t count)
{
    s = wire_str_trim(s);
    for (size_t i = 0; i < count; i++) {
        if (wire_str_is_nocase(s, words[i]))
            return wire_str_of(words[i]);
    }
    return WIRE_NONE;
}

/* White space and control characters, of Unicode too: none of them ends or begins a link. */
static bool
is_blank(int32_t c)
{
    return (c >= 0 && c <= ' ') || (c >= 0x7F && c <= 0xA0) || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

static struct wire_str
trim_blank(struct wire_str s)
{
    const char *p = s.p, *end = s.p + s.n, *from = NULL, *to = NULL;

    if (s.n != 0 && *p > ' ' && *p < 0x7F && end[-1] > ' ' && end[-1] < 0x7F)
        return s;
    while (p < end) {
        const char *before = p;
        if (is_blank(wire_utf8_next(&p, end)))
            continue;
        from = from == NULL ? before : from;
        to = p;
    }
    return from != NULL ? (struct wire_str){ from, (size_t)(to - from) } : WIRE_NONE;
}

/* Relative, or of a scheme that does nothing but lead somewhere. Browsers skip white space and controls in a scheme. */
static bool
is_safe(struct wire_str url)
{
    static const char *const schemes[] = { "http", "https", "ftp", "mailto", "tel", "urn", "tag" };
    char scheme[8];
    size_t n = 0;

    for (size_t i = 0; i < url.n && url.p[i] != '/' && url.p[i] != '?' && url.p[i] != '#'; i++) {
        if (url.p[i] == ':') {
            struct wire_str s = { scheme, n };
            return one_of(s, schemes, WIRE_COUNT(schemes)).n != 0;
        }
        if ((unsigned char)url.p[i] <= ' ')
            continue;
        if (n < sizeof scheme)
            scheme[n++] = url.p[i];
    }
    return true;
}

struct wire_str
wire_build_url(struct wire_arena *arena, struct wire_str s)
{
    struct wire_str url = trim_blank(s);
    char *p;
    size_t n = 0;

    if (url.n == 0 || !is_safe(url) || (p = wire_arena_bytes(arena, url.n)) == NULL)
        return WIRE_NONE;
    for (size_t i = 0; i < url.n; i++) { /* tabs and line ends are no part of a link (URL living standard, 4.4) */
        if ((unsigned char)url.p[i] >= ' ')
            p[n++] = url.p[i];
    }
    return (struct wire_str){ p, n };
}

/* --- class --- */

struct classes {
    char *p;
    size_t n, count;
    uint16_t flags;
};

static bool
has_token(const struct classes *c, struct wire_str token)
{
    for (size_t from = 0; from < c->n;) {
        const char *space = memchr(c->p + from, ' ', c->n - from);
        size_t to = space != NULL ? (size_t)(space - c->p) : c->n;
        if (wire_str_eq((struct wire_str){ c->p + from, to - from }, token))
            return true;
        from = to + 1;
    }
    return false;
}

static void
add_token(struct classes *c, struct wire_str token)
{
    if (token.n == 0 || c->count == WIRE_MOST_CLASSES || has_token(c, token))
        return;
    if (c->n != 0)
        c->p[c->n++] = ' ';
    memcpy(c->p + c->n, token.p, token.n);
    c->n += token.n;
    c->count++;
    if (wire_str_is(token, "dateline"))
        c->flags |= WIRE_N_IS_DATELINE;
    else if (wire_str_is(token, "byline"))
        c->flags |= WIRE_N_IS_BYLINE;
    else if (wire_str_is(token, "lede"))
        c->flags |= WIRE_N_IS_LEDE;
}

static bool
is_token(struct wire_str s)
{
    for (const char *p = s.p, *end = s.p + s.n; p < end;) {
        int32_t c = wire_utf8_next(&p, end);
        if (c != '-' && c != '_' && !wire_is_alnum(c))
            return false;
    }
    return true;
}

static void
add_tokens(struct classes *c, struct wire_str s)
{
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        struct wire_str token;
        while (i < s.n && !wire_is_space((unsigned char)s.p[i]))
            i++;
        token = wire_str_sub(s, from, i - from);
        if (token.n != 0 && is_token(token))
            add_token(c, token);
        i++;
    }
}

static bool
is_own(const struct wire_xml_attr *a)
{
    return a->prefix != NULL && strcmp(a->prefix, WIRE_OWN_PREFIX) == 0;
}

struct wire_str
wire_build_value(const struct wire_xml_attr *attrs, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (attrs[i].prefix == NULL && strcmp(attrs[i].name, name) == 0)
            return attrs[i].value;
    }
    return WIRE_NONE;
}

/* The class that an element's name gives: "object-title" of object.title. */
static size_t
name_class(const struct wire_element *e, char out[20])
{
    const char *name = strcmp(e->name, "strike") == 0 ? "s" : e->name;
    size_t n = strlen(name);

    for (size_t i = 0; i < n; i++)
        out[i] = name[i] == '.' ? '-' : name[i];
    return n;
}

/* All its classes, where one of our own writers has said them. */
static const struct wire_xml_attr *
own_class(const struct wire_xml_attr *attrs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (is_own(&attrs[i]) && strcmp(attrs[i].name, "class") == 0)
            return &attrs[i];
    }
    return NULL;
}

/* Its class attribute: what this element gives, then what the source says. */
static struct wire_str
class_of(struct wire_arena *arena, const struct wire_element *e, const struct wire_xml_attr *attrs, size_t count,
         uint16_t *flags)
{
    struct wire_str own = wire_build_value(attrs, count, "class"), second = WIRE_NONE;
    struct classes c = { NULL, 0, 0, 0 };
    char name[20];
    const struct wire_xml_attr *all = own_class(attrs, count);
    size_t n = 0;
    bool lede = false;

    if (all != NULL)
        own = all->value;
    else if ((e->flags & WIRE_E_NAMED) != 0)
        n = name_class(e, name);
    if (all != NULL)
        second = WIRE_NONE;
    else if (e->act == WIRE_ACT_MEDIA)
        second = wire_build_value(attrs, count, "media-type");
    else if (strcmp(e->name, "note") == 0)
        second = wire_build_value(attrs, count, "noteclass");
    else if (strcmp(e->name, "p") == 0)
        lede = wire_str_is_nocase(wire_str_trim(wire_build_value(attrs, count, "lede")), "true") ||
               wire_str_is_nocase(wire_str_trim(wire_build_value(attrs, count, "lead")), "true");
    if (own.n + second.n + n == 0 && !lede)
        return WIRE_NONE;
    if ((c.p = wire_arena_bytes(arena, own.n + second.n + n + 8)) == NULL)
        return WIRE_NONE;
    if (lede)
        add_token(&c, WIRE_STR("lede"));
    add_token(&c, (struct wire_str){ name, n });
    add_tokens(&c, second);
    add_tokens(&c, own);
    *flags = c.flags;
    return (struct wire_str){ c.n != 0 ? c.p : NULL, c.n };
}

/* --- all of them --- */

/* data-* of the source, the name in small letters; of other characters than an attribute name of HTML has, it goes. */
static void
add_data(struct made_list *l, const struct wire_xml_attr *a)
{
    struct wire_str name = small(l->arena, wire_str_of(a->name));

    if (name.n < 6 || name.p[5] < 'a' || name.p[5] > 'z')
        return;
    for (size_t i = 6; i < name.n; i++) {
        char c = name.p[i];
        if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-')
            return;
    }
    add(l, name, wire_str_is(name, "data-href") ? wire_build_url(l->arena, a->value) : text(l->arena, a->value));
}

/* Attributes that stand on some elements only. */
static void
add_own(struct made_list *l, enum wire_node_kind kind, const struct wire_xml_attr *a)
{
    static const char *const scopes[] = { "row", "col", "rowgroup", "colgroup" };
    struct wire_str name = wire_str_of(a->name), value = WIRE_NONE;
    bool cell = kind == WIRE_N_TD || kind == WIRE_N_TH;

    if ((kind == WIRE_N_BLOCKQUOTE || kind == WIRE_N_Q) && wire_str_is(name, "cite"))
        value = wire_build_url(l->arena, a->value);
    else if (kind == WIRE_N_OL && wire_str_is(name, "start"))
        value = whole(l->arena, a->value, 0);
    else if (kind == WIRE_N_LI && wire_str_is(name, "value"))
        value = whole(l->arena, a->value, 0);
    else if (kind == WIRE_N_DIV && wire_str_is(name, "role"))
        value = text(l->arena, a->value);
    else if (cell && (wire_str_is(name, "colspan") || wire_str_is(name, "rowspan")))
        value = whole(l->arena, a->value, 2);
    else if (kind == WIRE_N_TH && wire_str_is(name, "scope"))
        value = one_of(a->value, scopes, WIRE_COUNT(scopes));
    else if (kind == WIRE_N_A && wire_str_is(name, "href"))
        value = wire_build_url(l->arena, a->value);
    else if (kind == WIRE_N_IMG && wire_str_is(name, "src"))
        value = wire_build_url(l->arena, a->value);
    else if (kind == WIRE_N_IMG && (wire_str_is(name, "width") || wire_str_is(name, "height")))
        value = whole(l->arena, a->value, 0);
    if (value.n != 0)
        add(l, wire_arena_str(l->arena, name), value);
}

static void
add_any(struct made_list *l, const struct wire_element *e, enum wire_node_kind kind, const struct wire_xml_attr *a)
{
    static const char *const dirs[] = { "ltr", "rtl", "auto" };

    switch (a->name[0]) {
    case 'd':
    case 'D':
        if (strcmp(a->name, "dir") == 0)
            add(l, WIRE_STR("dir"), one_of(a->value, dirs, WIRE_COUNT(dirs)));
        else if (strncasecmp(a->name, "data-", 5) == 0)
            add_data(l, a);
        else if (strcmp(a->name, "datetime") == 0 && strcmp(e->name, "time") == 0)
            add(l, WIRE_STR("data-datetime"), text(l->arena, a->value));
        break;
    case 't':
        if (strcmp(a->name, "title") == 0)
            add(l, WIRE_STR("title"), text(l->arena, a->value));
        break;
    case 'q':
        if (kind == WIRE_N_Q && strcmp(a->name, "quote-source") == 0)
            add(l, WIRE_STR("data-quote-source"), text(l->arena, a->value));
        break;
    default:
        add_own(l, kind, a);
        break;
    }
}

static struct wire_str
language(struct wire_arena *arena, const struct wire_element *e, const struct wire_xml_attr *attrs, size_t count)
{
    struct wire_str plain = wire_build_value(attrs, count, "lang");

    for (size_t i = 0; i < count; i++) {
        if (attrs[i].prefix != NULL && strcmp(attrs[i].prefix, "xml") == 0 && strcmp(attrs[i].name, "lang") == 0 &&
            wire_str_trim(attrs[i].value).n != 0)
            plain = attrs[i].value;
    }
    if (plain.n == 0 && strcmp(e->name, "lang") == 0) /* NITF 3.6, lang/@iso */
        plain = wire_build_value(attrs, count, "iso");
    return wire_lang_normal(arena, text(arena, plain));
}

static void
add_codes(struct made_list *l, const struct wire_xml_attr *attrs, size_t count)
{
    for (size_t c = 0; c < WIRE_COUNT(codes); c++) {
        struct wire_str value = wire_build_value(attrs, count, codes[c].name);
        if (value.n != 0)
            add(l, wire_str_of(codes[c].data), text(l->arena, value));
    }
}

struct wire_attr *
wire_build_codes(struct wire_body *b, const struct wire_xml_attr *attrs, size_t count, struct wire_attr *more)
{
    struct made_list l = { b->arena, NULL, &l.first, 0 };

    add_codes(&l, attrs, count);
    return l.first != NULL ? merge(sorted(l.first), more) : more;
}

struct wire_made
wire_build_attrs(struct wire_body *b, const struct wire_element *e, enum wire_node_kind kind,
                 const struct wire_xml_attr *attrs, size_t count)
{
    struct wire_made made = { NULL, 0, false };
    struct made_list l = { b->arena, NULL, &l.first, 0 };

    if (count == 0 && (e->flags & WIRE_E_NAMED) == 0)
        return made;
    add(&l, WIRE_STR("class"), class_of(b->arena, e, attrs, count, &made.flags));
    if (count != 0)
        add(&l, WIRE_STR("lang"), language(b->arena, e, attrs, count));
    if (e->act == WIRE_ACT_ENTITY) {
        size_t before = l.count;
        add_codes(&l, attrs, count);
        made.codes = l.count != before;
    }
    for (size_t i = 0; i < count; i++) {
        if ((attrs[i].prefix == NULL || is_own(&attrs[i])) && attrs[i].value.n != 0)
            add_any(&l, e, kind, &attrs[i]);
    }
    if (kind != WIRE_N_P && kind != WIRE_N_SPAN)
        made.flags = 0;
    else if (kind == WIRE_N_SPAN)
        made.flags &= (uint16_t)~WIRE_N_IS_LEDE;
    made.attrs = l.count > 1 ? sorted(l.first) : l.first;
    return made;
}

void
wire_build_add_class(struct wire_body *b, struct wire_node *n, struct wire_str first)
{
    struct wire_str own = wire_node_get(n, "class");
    struct classes c = { wire_arena_bytes(b->arena, own.n + first.n + 1), 0, 0, 0 };

    if (c.p == NULL)
        return;
    add_token(&c, first);
    add_tokens(&c, own);
    wire_node_set(b->arena, n, "class", (struct wire_str){ c.p, c.n });
}

/* The first token of a list that says so: a class, or the local part of a code. */
static struct wire_str
secret_token(struct wire_str s, char separators, bool is_class)
{
    for (size_t i = 0; i < s.n;) {
        size_t from = i, local;
        struct wire_str token;
        while (i < s.n && !wire_is_space((unsigned char)s.p[i]))
            i++;
        for (local = from; local < i && separators == ':' && s.p[local] != ':';)
            local++;
        token = wire_str_sub(s, local < i && separators == ':' ? local + 1 : from, i);
        token.n = (size_t)(s.p + i - token.p);
        for (size_t j = token.n; separators == '/' && j > 0; j--) {
            if (strchr("/#:", token.p[j - 1]) != NULL) {
                token = wire_str_sub(token, j, token.n);
                break;
            }
        }
        if (token.n != 0 && (is_class ? wire_secret_class(token) : wire_secret_code(token)))
            return token;
        i++;
    }
    return WIRE_NONE;
}

struct wire_str
wire_build_secret(const struct wire_xml_attr *attrs, size_t count)
{
    struct wire_str found = WIRE_NONE;

    for (size_t i = 0; i < count && found.n == 0; i++) {
        const char *name = attrs[i].name;
        if (name[0] == 'c' && strcmp(name, "class") == 0)
            found = secret_token(attrs[i].value, ' ', true);
        else if (name[0] == 'p' && strcmp(name, "pubconstraint") == 0)
            found = secret_token(attrs[i].value, ':', false);
        else if (name[0] == 'p' && strcmp(name, "pubconstrainturi") == 0)
            found = secret_token(attrs[i].value, '/', false);
    }
    return found;
}

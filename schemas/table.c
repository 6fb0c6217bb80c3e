/* Tables of schemas, printed as XML Schema; the language is told in table.h. */
#include "schemas/table.h"

#include <stdlib.h>

#include "article/str.h"

enum {
    NAMES = 4096,  /* room for names, a power of two */
    DEPTH = 32     /* of brackets */
};

enum kind { VALUE = 1, ELEMENT, USED_ELEMENT, USED_ATTRIBUTE };

struct name {
    struct wire_str s, type; /* of an element: what it is */
    enum kind kind;
    bool root;               /* of an element: a document may be one */
    bool id;                 /* of an attribute: xs:ID everywhere */
    unsigned since;          /* of one used: the first version */
};

struct group {
    size_t start, body; /* in the output: where it begins, and what is in it */
    bool choice;
};

struct printer {
    struct wire_buf *out;
    const struct wire_table_choice *choice;
    const char *prefix;      /* of what the table declares: none where it has no namespace */
    struct name *names;
    size_t count;
    struct wire_str bad; /* what could not be understood; the first */
    struct group open[DEPTH];
    unsigned depth;
};

static void
refuse(struct printer *p, struct wire_str what)
{
    if (p->bad.p == NULL)
        p->bad = what;
}

/* --- statements and words --- */

bool
wire_table_statement(struct wire_str *rest, struct wire_str *statement)
{
    const char *at = rest->p, *end = rest->p + rest->n, *from;

    while (at < end && (*at == '\n' || *at == '#')) {
        const char *line = memchr(at, '\n', (size_t)(end - at));
        at = line != NULL ? line + 1 : end;
    }
    from = at;
    while (at < end && (at == from || *at == ' ')) {
        const char *line = memchr(at, '\n', (size_t)(end - at));
        at = line != NULL ? line + 1 : end;
    }
    *statement = (struct wire_str){ from, (size_t)(at - from) };
    *rest = (struct wire_str){ at, (size_t)(end - at) };
    return statement->n != 0;
}

bool
wire_table_word(struct wire_str *rest, struct wire_str *word)
{
    size_t from = 0, to;

    while (from < rest->n && (rest->p[from] == ' ' || rest->p[from] == '\n'))
        from++;
    to = from;
    if (from < rest->n && rest->p[from] == '\'') {
        for (to = ++from; to < rest->n && rest->p[to] != '\''; to++)
            continue;
        *word = wire_str_sub(*rest, from, to - from);
        *rest = wire_str_sub(*rest, to + 1, SIZE_MAX);
        return true;
    }
    while (to < rest->n && rest->p[to] != ' ' && rest->p[to] != '\n')
        to++;
    *word = wire_str_sub(*rest, from, to - from);
    *rest = wire_str_sub(*rest, to, SIZE_MAX);
    return word->n != 0;
}

unsigned
wire_table_version(struct wire_str s)
{
    unsigned part[2] = { 0, 0 }, at = 0;

    if (s.n == 0 || s.n > 7)
        return 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '.' && at == 0)
            at = 1;
        else if (s.p[i] >= '0' && s.p[i] <= '9')
            part[at] = part[at] * 10 + (unsigned)(s.p[i] - '0');
        else
            return 0;
    }
    return part[1] < 1000 ? part[0] * 1000 + part[1] : 0;
}

static bool
range_holds(const struct wire_table_choice *choice, struct wire_str range)
{
    const char *dots = memmem(range.p, range.n, "..", 2);
    size_t until = dots != NULL ? (size_t)(dots - range.p) : range.n;
    unsigned since = wire_table_version(wire_str_sub(range, 0, until));
    unsigned last = dots != NULL ? wire_table_version(wire_str_sub(range, until + 2, SIZE_MAX)) : 0;

    return (since == 0 || choice->version == 0 || choice->version >= since) &&
           (last == 0 || (choice->version != 0 && choice->version <= last));
}

/* Whether the word holds in the schema wanted; its tag is cut off. */
static bool
holds(const struct printer *p, struct wire_str *word)
{
    size_t open = word->n;
    struct wire_str tag;
    bool all = true;

    if (word->n == 0 || word->p[word->n - 1] != ']')
        return true;
    while (open > 0 && word->p[open - 1] != '[')
        open--;
    tag = wire_str_sub(*word, open, word->n - open - 1);
    *word = wire_str_sub(*word, 0, open - 1);
    while (tag.n != 0) {
        const char *comma = memchr(tag.p, ',', tag.n);
        size_t n = comma != NULL ? (size_t)(comma - tag.p) : tag.n;
        struct wire_str one = wire_str_sub(tag, 0, n);

        if (wire_str_is(one, "power"))
            all = all && !p->choice->core;
        else if (wire_str_is(one, "core"))
            all = all && p->choice->core;
        else
            all = all && range_holds(p->choice, one);
        tag = wire_str_sub(tag, n + (comma != NULL), SIZE_MAX);
    }
    return all;
}

/* --- names --- */

static struct name *
find(struct printer *p, enum kind kind, struct wire_str s)
{
    uint32_t h = 2166136261u + kind;

    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 16777619u;
    for (h &= NAMES - 1; p->names[h].kind != 0; h = (h + 1) & (NAMES - 1)) {
        if (p->names[h].kind == kind && wire_str_eq(p->names[h].s, s))
            break;
    }
    return &p->names[h];
}

static struct name *
add(struct printer *p, enum kind kind, struct wire_str s)
{
    struct name *n = find(p, kind, s);

    if (p->count >= NAMES / 2) {
        refuse(p, s);
        return n;
    }
    p->count += n->kind == 0;
    n->kind = kind;
    n->s = s;
    return n;
}

static void
declare_elements(struct printer *p, struct wire_str words)
{
    struct wire_str rest = words, word, type = WIRE_NONE;
    bool root = false;

    while (wire_table_word(&rest, &word)) {
        if (word.p[0] == ':')
            type = wire_str_sub(word, 1, SIZE_MAX);
        else if (type.p != NULL)
            root = root || (holds(p, &word) && wire_str_is(word, "root"));
    }
    if (type.p == NULL)
        refuse(p, words);
    while (wire_table_word(&words, &word) && word.p[0] != ':') {
        struct name *n = add(p, ELEMENT, word);
        n->type = type;
        n->root = root;
    }
}

static void
declare(struct printer *p, struct wire_str table)
{
    struct wire_str statement, what, name;

    while (wire_table_statement(&table, &statement)) {
        wire_table_word(&statement, &what);
        if (wire_str_is(what, "element"))
            declare_elements(p, statement);
        else if (wire_str_is(what, "value") && wire_table_word(&statement, &name))
            add(p, VALUE, name);
    }
}

/* --- what is printed --- */

static void
put(struct printer *p, const char *s)
{
    wire_buf_puts(p->out, s);
}

static void
put_attr(struct printer *p, const char *name, struct wire_str s)
{
    wire_buf_printf(p->out, " %s=\"", name);
    wire_buf_xml_attr(p->out, s);
    put(p, "\"");
}

/* Something the table declares, referred to in an attribute that is ended. */
static void
put_ref(struct printer *p, const char *attr, struct wire_str s)
{
    wire_buf_printf(p->out, " %s=\"%s", attr, p->prefix);
    wire_buf_xml_attr(p->out, s);
    put(p, "\"");
}

/* A value of ours or of XML Schema itself. */
static void
put_value(struct printer *p, struct wire_str s)
{
    bool own = find(p, VALUE, s)->kind != 0;

    put(p, own ? p->prefix : "xs:");
    put(p, own ? "v-" : "");
    wire_buf_xml_attr(p->out, s);
}

static void
print_facets(struct printer *p, struct wire_str words)
{
    static const struct { const char *word, *facet; } facets[] = {
        { "min", "minInclusive" }, { "max", "maxInclusive" }, { "length", "length" },
        { "min-length", "minLength" }, { "pattern", "pattern" },
    };
    struct wire_str word, value;

    while (wire_table_word(&words, &word)) {
        const char *facet = NULL;
        for (size_t i = 0; i < WIRE_COUNT(facets); i++) {
            if (wire_str_is(word, facets[i].word))
                facet = facets[i].facet;
        }
        if (wire_str_is(word, "one-of"))
            break;
        if (facet == NULL || !wire_table_word(&words, &value)) {
            refuse(p, word);
            return;
        }
        wire_buf_printf(p->out, "<xs:%s", facet);
        put_attr(p, "value", value);
        put(p, "/>");
    }
    while (wire_table_word(&words, &value)) {
        put(p, "<xs:enumeration");
        put_attr(p, "value", value);
        put(p, "/>");
    }
}

static void
print_value(struct printer *p, struct wire_str words)
{
    struct wire_str name, base, word;

    wire_table_word(&words, &name);
    wire_table_word(&words, &base);
    put(p, "<xs:simpleType name=\"v-");
    wire_buf_xml_attr(p->out, name);
    put(p, "\">");
    if (wire_str_is(base, "union")) {
        put(p, "<xs:union memberTypes=\"");
        while (wire_table_word(&words, &word)) {
            put_value(p, word);
            put(p, " ");
        }
        put(p, "\"/>");
    } else if (wire_str_is(base, "list")) {
        wire_table_word(&words, &word);
        put(p, "<xs:restriction><xs:simpleType><xs:list itemType=\"");
        put_value(p, word);
        put(p, "\"/></xs:simpleType>");
        print_facets(p, words);
        put(p, "</xs:restriction>");
    } else {
        put(p, "<xs:restriction base=\"");
        put_value(p, base);
        put(p, "\">");
        print_facets(p, words);
        put(p, "</xs:restriction>");
    }
    put(p, "</xs:simpleType>\n");
}

/* <WHICH>: namespaces, and how closely what is from there is looked at. */
static void
print_wildcard(struct printer *p, const char *element, struct wire_str which)
{
    char last = which.n > 2 ? which.p[which.n - 2] : '\0';

    which = wire_str_sub(which, 1, which.n - 2 - (last == '!' || last == '?'));
    wire_buf_printf(p->out, "<xs:%s namespace=\"", element);
    if (wire_str_is(which, "other") || wire_str_is(which, "any") || wire_str_is(which, "local"))
        put(p, "##");
    wire_buf_xml_attr(p->out, which);
    wire_buf_printf(p->out, "\" processContents=\"%s\"", last == '!' ? "strict" : last == '?' ? "skip" : "lax");
}

/* NAME:VALUE and what is behind it. */
static void
print_attribute(struct printer *p, struct wire_str word)
{
    size_t name = wire_str_begins(word, "xml:") ? 4 : 0, end;

    while (name < word.n && word.p[name] != ':')
        name++;
    for (end = name + 1; end < word.n && strchr("!=~", word.p[end]) == NULL;)
        end++;
    if (end > word.n) {
        refuse(p, word);
        return;
    }
    put(p, "<xs:attribute");
    put_attr(p, wire_str_begins(word, "xml:") ? "ref" : "name", wire_str_sub(word, 0, name));
    if (!wire_str_begins(word, "xml:")) {
        put(p, " type=\"");
        put_value(p, wire_str_sub(word, name + 1, end - name - 1));
        put(p, "\"");
    }
    if (end < word.n && word.p[end] == '!') {
        put(p, " use=\"required\"");
        end++;
    }
    if (end < word.n)
        put_attr(p, word.p[end] == '=' ? "fixed" : "default", wire_str_sub(word, end + 1, SIZE_MAX));
    put(p, "/>");
}

static void
print_attributes(struct printer *p, struct wire_str words)
{
    struct wire_str word;

    while (wire_table_word(&words, &word)) {
        if ((word.p[0] != '@' && word.p[0] != '+') || !holds(p, &word))
            continue;
        if (word.p[0] == '+') {
            put(p, "<xs:attributeGroup");
            put_ref(p, "ref", wire_str_sub(word, 1, SIZE_MAX));
            put(p, "/>");
        } else if (wire_str_begins(word, "@<")) {
            continue;
        } else {
            print_attribute(p, wire_str_sub(word, 1, SIZE_MAX));
        }
    }
}

/* Attributes of other namespaces stand behind the others. */
static void
print_any_attribute(struct printer *p, struct wire_str words)
{
    struct wire_str word;

    while (wire_table_word(&words, &word)) {
        if (wire_str_begins(word, "@<") && holds(p, &word)) {
            print_wildcard(p, "anyAttribute", wire_str_sub(word, 1, SIZE_MAX));
            put(p, "/>");
        }
    }
}

/* How often: cut off the word's end. */
static struct wire_str
cut_times(struct wire_str *word)
{
    struct wire_str whole = *word;
    size_t n = whole.n;

    if (n != 0 && strchr("?*+", whole.p[n - 1]) != NULL) {
        n--;
    } else if (n != 0 && whole.p[n - 1] == '}') {
        while (n > 0 && whole.p[--n] != '{')
            continue;
    }
    *word = wire_str_sub(whole, 0, n);
    return wire_str_sub(whole, n, SIZE_MAX);
}

static void
print_times(struct printer *p, struct wire_str times)
{
    const char *s = times.p;

    if (times.n == 0)
        return;
    if (*s == '{') {
        const char *comma = memchr(s, ',', times.n);
        size_t least = comma != NULL ? (size_t)(comma - s) - 1 : times.n - 2;
        struct wire_str most = comma != NULL ? wire_str_sub(times, least + 2, times.n - least - 3) : wire_str_sub(times, 1, least);

        put_attr(p, "minOccurs", wire_str_sub(times, 1, least));
        put_attr(p, "maxOccurs", most.n != 0 ? most : wire_str_of("unbounded"));
        return;
    }
    if (*s != '+')
        put(p, " minOccurs=\"0\"");
    if (*s != '?')
        put(p, " maxOccurs=\"unbounded\"");
}

/* The word that closes the bracket just opened, and whether there are alternatives in it. */
static struct wire_str
closing(struct wire_str words, bool *choice, struct wire_str *behind)
{
    struct wire_str word = WIRE_NONE;
    unsigned depth = 1;

    *choice = false;
    while (depth != 0 && wire_table_word(&words, &word)) {
        depth += word.n == 1 && word.p[0] == '(';
        depth -= word.p[0] == ')';
        *choice = *choice || (depth == 1 && word.n == 1 && word.p[0] == '|');
    }
    *behind = words;
    return depth == 0 ? word : WIRE_NONE;
}

static void
open_group(struct printer *p, struct wire_str *words)
{
    struct wire_str behind, close, times;
    struct group *g = &p->open[p->depth];

    close = closing(*words, &g->choice, &behind);
    if (close.p == NULL || p->depth + 1 >= DEPTH) {
        refuse(p, *words);
        *words = WIRE_NONE;
        return;
    }
    if (!holds(p, &close)) {
        *words = behind;
        return;
    }
    times = wire_str_sub(close, 1, SIZE_MAX);
    g->start = p->out->n;
    put(p, g->choice ? "<xs:choice" : "<xs:sequence");
    print_times(p, times);
    put(p, ">");
    g->body = p->out->n;
    p->depth++;
}

/* A bracket with nothing in it in this version is none. */
static void
close_group(struct printer *p)
{
    struct group *g;

    if (p->depth == 0)
        return;
    g = &p->open[--p->depth];
    if (p->out->n == g->body)
        p->out->n = g->start;
    else
        put(p, g->choice ? "</xs:choice>" : "</xs:sequence>");
}

static void
print_element(struct printer *p, struct wire_str word, struct wire_str times)
{
    const char *colon = memchr(word.p, ':', word.n);
    struct wire_str name = wire_str_sub(word, 0, colon != NULL ? (size_t)(colon - word.p) : word.n), type;
    const struct name *n = find(p, ELEMENT, name);

    type = colon != NULL ? wire_str_sub(word, name.n + 1, SIZE_MAX) : n->type;
    if (type.p == NULL)
        refuse(p, word);
    put(p, "<xs:element");
    if (colon == NULL && n->root) {
        put_ref(p, "ref", name);
    } else {
        put_ref(p, "type", type);
        put_attr(p, "name", name);
    }
    print_times(p, times);
    put(p, "/>");
}

static void
print_particle(struct printer *p, struct wire_str word)
{
    struct wire_str times = cut_times(&word);

    if (word.p[0] == '&') {
        put(p, "<xs:group");
        put_ref(p, "ref", wire_str_sub(word, 1, SIZE_MAX));
        print_times(p, times);
        put(p, "/>");
    } else if (word.p[0] == '<') {
        print_wildcard(p, "any", word);
        print_times(p, times);
        put(p, "/>");
    } else {
        print_element(p, word, times);
    }
}

static void
print_model(struct printer *p, struct wire_str words)
{
    struct wire_str word;

    put(p, "<xs:sequence>");
    while (wire_table_word(&words, &word)) {
        if (word.p[0] == '@' || word.p[0] == '+' || (word.n == 1 && word.p[0] == '|'))
            continue;
        if (word.n == 1 && word.p[0] == '(')
            open_group(p, &words);
        else if (word.p[0] == ')')
            close_group(p);
        else if (holds(p, &word))
            print_particle(p, word);
    }
    if (p->depth != 0)
        refuse(p, word);
    p->depth = 0;
    put(p, "</xs:sequence>");
}

/* The words of the statement's first line that say the kind; the others are left in words. */
static struct wire_str
kind_of(struct printer *p, struct wire_str *words)
{
    const char *line = memchr(words->p, '\n', words->n);
    size_t n = line != NULL ? (size_t)(line - words->p) : words->n;
    struct wire_str first = wire_str_sub(*words, 0, n), word, kind = WIRE_NONE;

    *words = wire_str_sub(*words, n, SIZE_MAX);
    while (wire_table_word(&first, &word)) {
        if (holds(p, &word) && kind.p == NULL)
            kind = word;
    }
    return kind;
}

static void
print_type(struct printer *p, struct wire_str words)
{
    struct wire_str name, kind;

    wire_table_word(&words, &name);
    kind = kind_of(p, &words);
    put(p, "<xs:complexType");
    put_attr(p, "name", name);
    if (kind.n != 0 && kind.p[0] == '=') {
        put(p, "><xs:simpleContent><xs:extension base=\"");
        put_value(p, wire_str_sub(kind, 1, SIZE_MAX));
        put(p, "\">");
    } else {
        put(p, kind.p != NULL ? " mixed=\"true\">" : ">");
        if (wire_str_is(kind, "anything"))
            words = wire_str_of("<any>* @<any>");
        print_model(p, words);
    }
    print_attributes(p, words);
    print_any_attribute(p, words);
    put(p, kind.n != 0 && kind.p[0] == '=' ? "</xs:extension></xs:simpleContent></xs:complexType>\n" : "</xs:complexType>\n");
}

static void
print_named(struct printer *p, const char *element, struct wire_str words, void (*body)(struct printer *, struct wire_str))
{
    struct wire_str name;

    wire_table_word(&words, &name);
    wire_buf_printf(p->out, "<xs:%s", element);
    put_attr(p, "name", name);
    put(p, ">");
    body(p, words);
    wire_buf_printf(p->out, "</xs:%s>\n", element);
}

static void
print_set(struct printer *p, struct wire_str words)
{
    print_attributes(p, words);
    print_any_attribute(p, words);
}

static void
print_roots(struct printer *p, struct wire_str words)
{
    struct wire_str word;

    while (wire_table_word(&words, &word) && word.p[0] != ':') {
        const struct name *n = find(p, ELEMENT, word);
        if (!n->root)
            continue;
        put(p, "<xs:element");
        put_attr(p, "name", n->s);
        put_ref(p, "type", n->type);
        put(p, "/>\n");
    }
}

static void
print_statement(struct printer *p, struct wire_str what, struct wire_str words)
{
    if (wire_str_is(what, "value"))
        print_value(p, words);
    else if (wire_str_is(what, "set"))
        print_named(p, "attributeGroup", words, print_set);
    else if (wire_str_is(what, "part"))
        print_named(p, "group", words, print_model);
    else if (wire_str_is(what, "type"))
        print_type(p, words);
    else if (wire_str_is(what, "element"))
        print_roots(p, words);
    else if (!wire_str_is(what, "once") && !wire_str_is(what, "plain"))
        refuse(p, what);
}

static void
print_table(struct printer *p, struct wire_str table, const char *imports)
{
    struct wire_str statement, what, uri = WIRE_NONE, word;

    wire_table_statement(&table, &statement);
    wire_table_word(&statement, &what);
    if (!wire_str_is(what, "namespace") || !wire_table_word(&statement, &uri))
        refuse(p, what);
    put(p, "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"");
    p->prefix = wire_str_is(uri, "-") ? "" : "t:";
    if (*p->prefix != '\0') {
        put_attr(p, "targetNamespace", uri);
        put_attr(p, "xmlns:t", uri);
    }
    put(p, wire_table_word(&statement, &word) && wire_str_is(word, "unqualified") ? ">\n" : " elementFormDefault=\"qualified\">\n");
    if (imports != NULL)
        put(p, imports);
    while (wire_table_statement(&table, &statement)) {
        wire_table_word(&statement, &what);
        print_statement(p, what, statement);
    }
    put(p, "</xs:schema>\n");
}

enum wire_status
wire_table_print(struct wire_str table, const struct wire_table_choice *choice, const char *imports, struct wire_buf *out)
{
    struct printer p = { .out = out, .choice = choice };

    if ((p.names = calloc(NAMES, sizeof *p.names)) == NULL)
        return WIRE_E_NOMEM;
    declare(&p, table);
    print_table(&p, table, imports);
    free(p.names);
    if (out->err != WIRE_OK)
        return WIRE_E_NOMEM;
    if (p.bad.p != NULL)
        wire_buf_str(out, p.bad);
    return p.bad.p == NULL ? WIRE_OK : WIRE_E_INPUT;
}

/* --- what names there are --- */

static unsigned
since(struct wire_str word)
{
    const char *tag = word.n != 0 && word.p[word.n - 1] == ']' ? memrchr(word.p, '[', word.n) : NULL;
    size_t n = 0;

    if (tag == NULL)
        return 0;
    tag++;
    while ((tag[n] >= '0' && tag[n] <= '9') || (tag[n] == '.' && tag[n + 1] != '.'))
        n++;
    return wire_table_version((struct wire_str){ tag, n });
}

static void
use(struct printer *p, struct wire_str word)
{
    enum kind kind = word.p[0] == '@' ? USED_ATTRIBUTE : USED_ELEMENT;
    size_t n = 0;
    struct name *name;
    bool known, id;

    if (memchr("+&<|()", word.p[0], 6) != NULL || wire_str_begins(word, "@<") || wire_str_begins(word, "@xml:"))
        return;
    while (n < word.n && strchr(kind == USED_ATTRIBUTE ? ":" : ":?*+{[", word.p[n]) == NULL)
        n++;
    id = wire_str_begins(wire_str_sub(word, n, SIZE_MAX), ":ID") && (word.n == n + 3 || strchr("![", word.p[n + 3]) != NULL);
    known = find(p, kind, wire_str_sub(word, kind == USED_ATTRIBUTE, n - (kind == USED_ATTRIBUTE)))->kind != 0;
    name = add(p, kind, wire_str_sub(word, kind == USED_ATTRIBUTE, n - (kind == USED_ATTRIBUTE)));
    name->since = known && name->since < since(word) ? name->since : since(word);
    name->id = id && (!known || name->id);
}

static const struct wire_table_within *
find_within(const struct wire_table_within *all, struct wire_str name)
{
    for (; all != NULL && all->name.p != NULL; all++) {
        if (wire_str_eq(all->name, name))
            return all;
    }
    return NULL;
}

enum wire_status
wire_table_names(struct wire_str table, struct wire_table_name **names, size_t *count, struct wire_table_within **within)
{
    static const struct wire_table_choice any = { 0, false };
    struct printer p = { .choice = &any, .names = calloc(NAMES, sizeof(struct name)) };
    struct wire_str rest = table, statement, what, word;
    enum wire_status st;

    *count = 0;
    *names = NULL;
    while (p.names != NULL && wire_table_statement(&rest, &statement)) {
        wire_table_word(&statement, &what);
        while (wire_str_is(what, "element") && wire_table_word(&statement, &word) && word.p[0] != ':')
            add(&p, USED_ELEMENT, word); /* roots stand in no model */
        if (!wire_str_is(what, "set") && !wire_str_is(what, "part") && !wire_str_is(what, "type"))
            continue;
        wire_table_word(&statement, &word);
        if (wire_str_is(what, "type"))
            kind_of(&p, &statement);
        while (wire_table_word(&statement, &word))
            use(&p, word);
    }
    st = wire_table_withins(table, within);
    if (st == WIRE_OK && p.names != NULL && p.bad.p == NULL && (*names = calloc(p.count + 1, sizeof **names)) != NULL) {
        for (size_t i = 0; i < NAMES; i++) {
            const struct name *n = &p.names[i];
            if (n->kind != 0)
                (*names)[(*count)++] = (struct wire_table_name){ n->s, n->kind == USED_ATTRIBUTE ? NULL : find_within(*within, n->s),
                                                                 n->kind == USED_ATTRIBUTE, n->id, n->since };
        }
    }
    free(p.names);
    return *names != NULL ? WIRE_OK : st != WIRE_OK ? st : p.bad.p != NULL ? WIRE_E_LIMIT : WIRE_E_NOMEM;
}

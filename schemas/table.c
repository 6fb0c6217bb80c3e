/* Tables of schemas, printed as XML Schema; the language is told in table.h. */
#include <stdlib.h>

#include "article/str.h"
#include "schemas/table-room.h"

enum { DEPTH = 32 }; /* of brackets */

struct group {
    size_t start, body; /* in the output: where it begins, and what is in it */
    bool choice;
};

struct printer {
    struct wire_buf *out;
    const struct wire_table_choice *choice;
    const char *prefix;      /* of what the table declares: none where it has no namespace */
    struct wire_names names;
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

/* --- what is printed --- */

static void
put(struct printer *p, const char *s)
{
    wire_buf_puts(p->out, s);
}

static void
put_attr(struct printer *p, const char *name, struct wire_str s)
{
    put(p, " ");
    put(p, name);
    put(p, "=\"");
    wire_buf_xml_attr(p->out, s);
    put(p, "\"");
}

/* Something the table declares, referred to in an attribute that is ended. */
static void
put_ref(struct printer *p, const char *attr, struct wire_str s)
{
    put(p, " ");
    put(p, attr);
    put(p, "=\"");
    put(p, p->prefix);
    wire_buf_xml_attr(p->out, s);
    put(p, "\"");
}

/* A value of ours or of XML Schema itself. */
static void
put_value(struct printer *p, struct wire_str s)
{
    bool own = wire_named_find(&p->names, WIRE_N_VALUE, s)->kind != 0;

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
        put(p, "<xs:");
        put(p, facet);
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
    put(p, "<xs:");
    put(p, element);
    put(p, " namespace=\"");
    if (wire_str_is(which, "other") || wire_str_is(which, "any") || wire_str_is(which, "local"))
        put(p, "##");
    wire_buf_xml_attr(p->out, which);
    put(p, "\" processContents=");
    put(p, last == '!' ? "\"strict\"" : last == '?' ? "\"skip\"" : "\"lax\"");
}

/* NAME:VALUE and what is behind it. */
static void
print_attribute(struct printer *p, struct wire_str word)
{
    struct wire_str value;
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
        value = wire_named_find(&p->names, WIRE_N_ATTRIBUTE, wire_str_sub(word, 0, name))->type;
        put(p, " type=\"");
        put_value(p, wire_checked(value) != NULL ? wire_str_of("string") : wire_str_sub(word, name + 1, end - name - 1));
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
        if ((word.p[0] != '@' && word.p[0] != '+') || !wire_table_holds(p->choice, &word))
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
        if (wire_str_begins(word, "@<") && wire_table_holds(p->choice, &word)) {
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
        struct wire_str most = comma != NULL ? wire_str_sub(times, least + 2, times.n - least - 3)
                                             : wire_str_sub(times, 1, least);

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
    if (!wire_table_holds(p->choice, &close)) {
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
    const struct wire_named *n = wire_named_find(&p->names, WIRE_N_ELEMENT, name);

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
        else if (wire_table_holds(p->choice, &word))
            print_particle(p, word);
    }
    if (p->depth != 0)
        refuse(p, word);
    p->depth = 0;
    put(p, "</xs:sequence>");
}

static void
print_type(struct printer *p, struct wire_str words)
{
    struct wire_str name, kind;

    wire_table_word(&words, &name);
    kind = wire_table_kind(p->choice, &words);
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
    put(p, "<xs:");
    put(p, element);
    put_attr(p, "name", name);
    put(p, ">");
    body(p, words);
    put(p, "</xs:");
    put(p, element);
    put(p, ">\n");
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
        const struct wire_named *n = wire_named_find(&p->names, WIRE_N_ELEMENT, word);
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
    put(p, wire_table_word(&statement, &word) && wire_str_is(word, "unqualified")
               ? ">\n" : " elementFormDefault=\"qualified\">\n");
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
    enum wire_status st;

    st = wire_names_declare(&p.names, table, choice);
    p.bad = p.names.bad;
    if (st == WIRE_OK)
        print_table(&p, table, imports);
    wire_names_free(&p.names);
    if (st != WIRE_OK)
        return st;
    if (out->err != WIRE_OK)
        return WIRE_E_NOMEM;
    if (p.bad.p != NULL)
        wire_buf_str(out, p.bad);
    return p.bad.p == NULL ? WIRE_OK : WIRE_E_INPUT;
}

/* What can be said of a document by a schema for XML, and libxml2's messages made into that. */
#include <libxml/xmlerror.h>
#include <stdarg.h>
#include <stdio.h>

#include "article/buf.h"
#include "article/str.h"
#include "schemas/xsd.h"

#define XSD "XML Schema Part 1, "
#define STR(s) (int)(s).n, (s).n != 0 ? (s).p : ""
#define XSD2 "XML Schema Part 2, "

static const struct wire_finding unexpected = {
    "xsd-element-unexpected", WIRE_ERROR, "an element stands where it may not",
    "Move it to where it belongs (order counts), mend its name, or take it out. It may be of another version of the standard: "
    "--as names one.",
    XSD "3.4.4, cvc-complex-type"
};
const struct wire_finding wire_xsd_missing = {
    "xsd-element-missing", WIRE_ERROR, "an element ends before all that it must hold is there", "Put the element named into it.",
    XSD "3.4.4, cvc-complex-type"
};
const struct wire_finding wire_xsd_twice = {
    "xsd-element-twice", WIRE_ERROR, "an element stands twice where it may stand once",
    "Leave one of them; readers differ in which they take.", NULL
};
static const struct wire_finding undeclared = {
    "xsd-element-undeclared", WIRE_ERROR, "only elements that a schema knows may stand here",
    "Take it out, or judge by a schema that knows it: --schema takes a file that imports both.", XSD "3.10.4, cvc-wildcard"
};
static const struct wire_finding attribute_unexpected = {
    "xsd-attribute-unexpected", WIRE_ERROR, "an element has an attribute that it may not have",
    "Mend its name (case counts) or take it out. It may be of another version of the standard: --as names one.",
    XSD "3.4.4, cvc-complex-type"
};
static const struct wire_finding attribute_missing = {
    "xsd-attribute-missing", WIRE_ERROR, "an element lacks an attribute that it must have", "Give it the attribute named.",
    XSD "3.4.4, cvc-complex-type"
};
static const struct wire_finding value = {
    "xsd-value", WIRE_ERROR, "a value is not of the form asked for", "Write it as the message says; blanks and case count.",
    XSD2 "4.1.4, cvc-datatype-valid"
};
static const struct wire_finding fixed = {
    "xsd-value-fixed", WIRE_ERROR, "a value is not the only one allowed", "Write the value named, or leave the attribute out.",
    XSD "3.2.4, cvc-au"
};
static const struct wire_finding text = {
    "xsd-text-unexpected", WIRE_ERROR, "text stands where only elements may, or nothing",
    "Put the text into an element that takes text; often a tag was closed too early.", XSD "3.4.4, cvc-complex-type"
};
const struct wire_finding wire_xsd_no_children = {
    "xsd-children-unexpected", WIRE_ERROR, "elements stand in one that takes text alone, or nothing",
    "Take the tags out; what they hold may be written as plain text.", XSD "3.4.4, cvc-complex-type"
};
const struct wire_finding wire_xsd_root = {
    "xsd-root", WIRE_ERROR, "no document of this kind begins with that element",
    "See that it is the document that was meant, and that its namespace is written exactly. --as and --schema "
    "name another schema.",
    XSD "3.3.4, cvc-elt"
};
const struct wire_finding wire_xsd_nitf_namespace = {
    "xsd-nitf-namespace", WIRE_ERROR, "this NITF is in no namespace, so its schema does not know a single element of it",
    "Write <nitf xmlns=\"http://iptc.org/std/NITF/2006-10-18/\">; documents made for NITF's DTD lack it.", "NITF 3.6, nitf"
};
const struct wire_finding wire_xsd_id = {
    "xsd-id-twice", WIRE_ERROR, "two elements have the same id, so that nothing can refer to one of them",
    "Give each its own; ids are unique in a document.", XSD2 "3.3.8, ID"
};
const struct wire_finding wire_xsd_newer = {
    "xsd-newer", WIRE_WARNING, "the document uses something newer than the version it declares",
    "Declare the version that brought it, or leave it out: who reads by the version declared may refuse it.",
    "NewsML-G2, standardversion"
};
const struct wire_finding wire_xsd_limit = {
    "xsd-limit", WIRE_ERROR,
    "the document is past a limit that keeps hostile input from eating the machine; it was not judged to its end",
    "If the document is honest, send it in parts.", NULL
};
const struct wire_finding wire_xsd_prefix = {
    "xsd-prefix", WIRE_ERROR, "a namespace prefix is not declared, so nobody can tell what the name means",
    "Declare the prefix with xmlns:PREFIX on the element or around it.", "Namespaces in XML 1.0, 5"
};
const struct wire_finding wire_xsd_invalid = {
    "xml-invalid", WIRE_ERROR, "the document does not keep to its schema here", "See the message, which is the schema's own.",
    NULL
};
const struct wire_finding wire_xsd_schema = {
    "xml-schema", WIRE_ERROR, "the schema itself is wrong here",
    "Mend the schema, or give with --catalog the files it refers to.", NULL
};

static const struct wire_finding more = {
    "xsd-more", WIRE_ERROR, "there is more wrong with this document than is said here",
    "Mend what was said first; much of the rest often has the same cause.", NULL
};

const struct wire_finding *const wire_xsd_findings[] = {
    &unexpected, &wire_xsd_missing, &wire_xsd_twice, &undeclared, &attribute_unexpected, &attribute_missing, &value, &fixed,
    &text, &wire_xsd_no_children,
    &wire_xsd_root, &wire_xsd_nitf_namespace, &wire_xsd_id, &wire_xsd_newer, &wire_xsd_limit, &wire_xsd_prefix, &wire_xsd_invalid,
    &wire_xsd_schema, &more, NULL
};

/* --- values, in words --- */

static const struct { const char *type, *words; } types[] = {
    { "v-qcode", "a qcode: an alias, a colon and a code, without blanks, such as subj:01000000" },
    { "v-qcodes", "qcodes parted by blanks, such as subj:01000000 subj:02000000" },
    { "v-uris", "URIs parted by blanks" },
    { "v-line", "text in one line" },
    { "v-direction", "ltr or rtl" },
    { "v-direction-string", "ltr or rtl" },
    { "v-percent", "a whole number from 0 to 100" },
    { "v-one-to-nine", "a whole number from 1 to 9" },
    { "v-day-or-time", "a date or a time: 2024-05-01 or 2024-05-01T10:00:00Z" },
    { "v-day-or-less", "a time, date, month or year: 2024-05-01T10:00:00Z, 2024-05-01, 2024-05 or 2024" },
    { "v-part-of-date", "a time, a date or a part of one, such as 2024-05-01T10:00:00Z or 2024-05" },
    { "v-time-or-nothing", "a time such as 2024-05-01T10:00:00Z, or nothing" },
    { "v-standardversion", "a version such as 2.35" },
    { "v-time", "a time with its offset: 2024-05-01T10:00:00Z, without blanks around it" },
    { "v-wire-time", "a time of this form: Wed, 01 May 2024 10:00:00 GMT" },
    { "v-email", "an address for mail such as desk@example.com" },
    { "v-language-tag", "a language tag such as en or pt-BR" },
    { "v-media-type", "a media type such as image/jpeg" },
    { "v-any-type", "text, html, xhtml or a media type such as image/jpeg" },
    { "v-rel", "a name such as alternate, or a URI" },
    { "xs:dateTime", "a time: 2024-05-01T10:00:00Z, without blanks around it" },
    { "xs:date", "a date: 2024-05-01" },
    { "xs:boolean", "true or false" },
    { "xs:anyURI", "a URI such as https://example.com/a" },
    { "xs:integer", "a whole number" },
    { "xs:positiveInteger", "a whole number from 1 on" },
    { "xs:nonNegativeInteger", "a whole number from 0 on" },
    { "xs:decimal", "a number such as 12.5" },
    { "xs:NMTOKEN", "one word of letters, digits and .-_:" },
    { "xs:ID", "a name that begins with a letter or _, without blanks or colons, used once in the document" },
    { "xs:IDREF", "the id of an element" },
    { "xs:IDREFS", "ids of elements, parted by blanks" },
    { "xs:language", "a language tag such as en or pt-BR" },
    { "xs:QName", "a name whose prefix, if it has one, is declared" },
    { "xs:NCName", "a name without colon" },
};

/* The same by how their patterns begin, which is all that libxml2 names where one fails. */
static const struct { const char *pattern, *type; } patterns[] = {
    { "[^\\s:]+:[^\\s]+", "v-qcode" }, { "[\\S ]*", "v-line" }, { "[0-9]+\\.[0-9]+", "v-standardversion" },
    { ".+(Z|", "v-time" }, { "\\s*((Mon|", "v-wire-time" }, { ".+@", "v-email" }, { "[\\s\\S]+@", "v-email" },
    { "[A-Za-z]{1,8}", "v-language-tag" }, { "\\s*[A-Za-z]{1,8}", "v-language-tag" }, { ".+/.+", "v-media-type" },
    { "\\s*.+/.+", "v-media-type" }, { "[^:/?#", "v-rel" },
};

static const char *
words_for(struct wire_str type)
{
    for (size_t i = 0; i < WIRE_COUNT(types); i++) {
        if (wire_str_is(type, types[i].type))
            return types[i].words;
    }
    return NULL;
}

/* --- libxml2's messages --- */

/* The message without the namespaces in braces, in a bounded room; one line. */
static struct wire_str
plain(const char *message, char *room, size_t n)
{
    size_t to = 0, brace = 0;

    for (; *message != '\0' && *message != '\n' && to + 1 < n; message++) {
        if (*message == '{' && strncmp(message, "{http", 5) == 0)
            brace = 1;
        if (brace == 0)
            room[to++] = *message;
        else if (*message == '}')
            brace = 0;
    }
    room[to] = '\0';
    return (struct wire_str){ room, to };
}

/* What stands in quotes behind `before`, or absent. */
static struct wire_str
quoted(struct wire_str s, const char *before)
{
    const char *from = memmem(s.p, s.n, before, strlen(before)), *to;

    if (from == NULL)
        return WIRE_NONE;
    from += strlen(before);
    to = memchr(from, '\'', (size_t)(s.p + s.n - from));
    return (struct wire_str){ from, to != NULL ? (size_t)(to - from) : (size_t)(s.p + s.n - from) };
}

/* The list in "Expected is ( a )." or "Expected is one of ( a, b, * ).", in words. */
static struct wire_str
expected(struct wire_str s)
{
    const char *from = memmem(s.p, s.n, "( ", 2), *to = from != NULL ? memmem(from, (size_t)(s.p + s.n - from), " )", 2) : NULL;

    if (from == NULL)
        return WIRE_NONE;
    from += 2;
    return (struct wire_str){ from, to != NULL && to > from ? (size_t)(to - from) : (size_t)(s.p + s.n - from) };
}

/* libxml2 names ten elements at most, and says nothing of the others. */
static const char *
others(struct wire_str list)
{
    unsigned commas = 0;

    for (size_t i = 0; i < list.n; i++)
        commas += list.p[i] == ',';
    return commas >= 9 ? ", or some others" : "";
}

struct message {
    struct wire_str all, element, attribute, rest;
    const char *parent;
    int code;
};

typedef const struct wire_finding *say_fn(const struct message *, struct wire_buf *detail);

static const struct wire_finding *
say_unexpected(const struct message *m, struct wire_buf *d)
{
    struct wire_str want = expected(m->rest);

    wire_buf_printf(d, "<%.*s>", STR(m->element));
    if (m->parent != NULL)
        wire_buf_printf(d, " in <%s>", m->parent);
    if (wire_str_is(want, "*"))
        wire_buf_puts(d, "; only elements of another namespace may stand here");
    else if (want.n != 0)
        wire_buf_printf(d, "; %s here: %.*s%s", memchr(want.p, ',', want.n) != NULL ? "one of these may stand" : "expected",
                        STR(want),
                        others(want));
    else
        wire_buf_puts(d, "; none of that name may stand here");
    return &unexpected;
}

static const struct wire_finding *
say_missing(const struct message *m, struct wire_buf *d)
{
    struct wire_str want = expected(m->rest);

    wire_buf_printf(d, "<%.*s> needs %s%.*s", STR(m->element),
                    want.n != 0 && memchr(want.p, ',', want.n) != NULL ? "one of: " : "", STR(want));
    return &wire_xsd_missing;
}

static const struct wire_finding *
say_root(const struct message *m, struct wire_buf *d)
{
    wire_buf_printf(d, "<%.*s>", STR(m->element));
    return &wire_xsd_root;
}

static const struct wire_finding *
say_undeclared(const struct message *m, struct wire_buf *d)
{
    wire_buf_printf(d, "<%.*s>", STR(m->element));
    if (m->parent != NULL)
        wire_buf_printf(d, " in <%s>", m->parent);
    return &undeclared;
}

static const struct wire_finding *
say_attribute_unexpected(const struct message *m, struct wire_buf *d)
{
    wire_buf_printf(d, "%.*s of <%.*s>", STR(m->attribute), STR(m->element));
    return &attribute_unexpected;
}

static const struct wire_finding *
say_attribute_missing(const struct message *m, struct wire_buf *d)
{
    struct wire_str name = quoted(m->rest, "The attribute '");

    wire_buf_printf(d, "<%.*s> needs %.*s=\"...\"", STR(m->element), STR(name));
    return &attribute_missing;
}

static const struct wire_finding *
say_text(const struct message *m, struct wire_buf *d)
{
    wire_buf_printf(d, "in <%.*s>", STR(m->element));
    return &text;
}

static const struct wire_finding *
say_no_children(const struct message *m, struct wire_buf *d)
{
    wire_buf_printf(d, "in <%.*s>", STR(m->element));
    return &wire_xsd_no_children;
}

/* Of what: an attribute, or the text of an element. */
static void
put_owner(const struct message *m, struct wire_buf *d)
{
    if (m->attribute.n != 0)
        wire_buf_printf(d, "%.*s of <%.*s>", STR(m->attribute), STR(m->element));
    else
        wire_buf_printf(d, "the text of <%.*s>", STR(m->element));
}

static const struct wire_finding *
say_fixed(const struct message *m, struct wire_buf *d)
{
    put_owner(m, d);
    wire_buf_printf(d, ": %.*s", STR(m->rest));
    return &fixed;
}

static const struct wire_finding *
say_value(const struct message *m, struct wire_buf *d)
{
    struct wire_str bad = quoted(m->rest, m->rest.n != 0 && m->rest.p[0] == '[' ? "The value '" : "'"), type, set;
    const char *words;

    type = quoted(m->rest, "type '");
    set = quoted(m->rest, "pattern '");
    words = words_for(type);
    for (size_t i = 0; words == NULL && i < WIRE_COUNT(patterns); i++) {
        if (wire_str_begins(set, patterns[i].pattern))
            words = words_for(wire_str_of(patterns[i].type));
    }
    put_owner(m, d);
    if (words != NULL) {
        wire_buf_printf(d, ": \"%.*s\" is not %s", STR(bad), words);
    } else if (wire_str_begins(m->rest, "[facet 'enumeration']")) {
        struct wire_str list = WIRE_NONE;
        const char *from = memmem(m->rest.p, m->rest.n, "{'", 2), *to = from != NULL ? memrchr(m->rest.p, '}', m->rest.n) : NULL;
        if (from != NULL)
            list = (struct wire_str){ from + 1, to != NULL ? (size_t)(to - from) - 1 : 0 };
        wire_buf_printf(d, ": \"%.*s\" is none of %.*s", STR(bad), STR(list));
    } else if (wire_str_begins(m->rest, "[facet '")) {
        const char *behind = memmem(m->rest.p, m->rest.n, "] ", 2);
        size_t from = behind != NULL ? (size_t)(behind + 2 - m->rest.p) : 0;
        wire_buf_printf(d, ": %.*s", STR(wire_str_sub(m->rest, from, SIZE_MAX)));
    } else {
        wire_buf_printf(d, ": %.*s", STR(m->rest));
    }
    return &value;
}

static const struct { const char *says; say_fn *say; } manners[] = {
    { "This element is not expected", say_unexpected },
    { "Missing child element", say_missing },
    { "No matching global declaration", say_root },
    { "No matching global element declaration", say_undeclared },
    { "is not allowed.", say_attribute_unexpected },
    { "is required but missing", say_attribute_missing },
    { "Character content", say_text },
    { "Element content is not allowed", say_no_children },
    { "fixed value", say_fixed },
    { "is not a valid value", say_value },
    { "[facet '", say_value },
};

static const struct wire_finding *
translate(const struct message *m, struct wire_buf *d)
{
    for (size_t i = 0; i < WIRE_COUNT(manners); i++) {
        if (m->rest.n != 0 && memmem(m->rest.p, m->rest.n, manners[i].says, strlen(manners[i].says)) != NULL &&
            (manners[i].say != say_attribute_unexpected || wire_str_begins(m->rest, "The attribute")))
            return manners[i].say(m, d);
    }
    wire_buf_str(d, m->all);
    return &wire_xsd_invalid;
}

static struct message
taken_apart(struct wire_str s, const char *parent, int code)
{
    struct message m = { .all = s, .rest = s, .parent = parent, .code = code };
    const char *colon;

    m.element = quoted(s, "Element '");
    m.attribute = quoted(s, "attribute '");
    if (wire_str_begins(s, "Element '")) {
        size_t head = 9 + m.element.n + 1;
        const char *after = wire_str_begins(wire_str_sub(s, head, SIZE_MAX), ", attribute '")
            ? m.attribute.p + m.attribute.n + 1 : s.p + head;
        colon = after < s.p + s.n && *after == ':' ? after : NULL;
        if (after == s.p + head)
            m.attribute = WIRE_NONE;
        if (colon != NULL && colon + 2 <= s.p + s.n)
            m.rest = (struct wire_str){ colon + 2, (size_t)(s.p + s.n - colon - 2) };
    }
    return m;
}

bool
wire_xsd_of_text(const xmlError *e)
{
    return e->message != NULL && strstr(e->message, ": Character content") != NULL;
}

/* A facet's fault is followed by one of the whole value. */
static bool
said_already(const struct message *m, struct wire_at at, const struct wire_xsd_said *said)
{
    return said->count != 0 && said->at.byte == at.byte && said->code >= XML_SCHEMAV_CVC_LENGTH_VALID &&
           said->code <= XML_SCHEMAV_CVC_ENUMERATION_VALID && m->code <= XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_3 &&
           m->code >= XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1 && wire_str_is(m->attribute, said->attribute);
}

void
wire_xsd_report(const struct wire_finding *what, struct wire_at at, const struct wire_sink *sink,
                const struct wire_source *source,
                struct wire_xsd_said *said, const char *fmt, ...)
{
    char detail[600];
    va_list args;

    va_start(args, fmt);
    vsnprintf(detail, sizeof detail, fmt, args);
    va_end(args);
    if (what->level == WIRE_ERROR)
        said->count++;
    if (said->count <= WIRE_XSD_FINDINGS)
        wire_report(sink, source, what, at, WIRE_NONE, "%s", detail);
    else if (said->count == WIRE_XSD_FINDINGS + 1 && what->level == WIRE_ERROR)
        wire_report(sink, source, &more, at, WIRE_NONE, "%s", "");
}

void
wire_xsd_say_value(struct wire_str bad, struct wire_str type, const char *attribute, const char *element, struct wire_at at,
                   const struct wire_sink *sink, const struct wire_source *source, struct wire_xsd_said *said)
{
    char name[40];
    const char *words;

    snprintf(name, sizeof name, "v-%.*s", (int)(type.n < 30 ? type.n : 30), type.p);
    words = words_for(wire_str_of(name));
    wire_xsd_report(&value, at, sink, source, said, "%s of <%s>: \"%.*s\" is not %s", attribute, element,
                    (int)(bad.n < 200 ? bad.n : 200), bad.n != 0 ? bad.p : "", words != NULL ? words : name + 2);
}

void
wire_xsd_say(const xmlError *e, struct wire_at at, const char *parent, const struct wire_sink *sink,
             const struct wire_source *source,
             struct wire_xsd_said *said)
{
    char room[1600];
    struct message m = taken_apart(plain(e->message != NULL ? e->message : "", room, sizeof room), parent, e->code);
    struct wire_buf detail = WIRE_BUF_INIT;
    const struct wire_finding *what;
    size_t n;

    if (said_already(&m, at, said))
        return;
    what = translate(&m, &detail);
    wire_xsd_report(what, at, sink, source, said, "%.*s", (int)detail.n, detail.n != 0 ? detail.p : "");
    wire_buf_free(&detail);
    said->at = at;
    said->code = e->code;
    n = m.attribute.n < sizeof said->attribute ? m.attribute.n : sizeof said->attribute - 1;
    if (n != 0)
        memcpy(said->attribute, m.attribute.p, n);
    said->attribute[n] = '\0';
}

/* Rules on how values are written in the source: languages, times, codes and their catalogs, what is out of use. */
#include <stdio.h>

#include "article/lang.h"
#include "article/time.h"
#include "newsml-g2/schemes.h"
#include "schemas/rules/check.h"

/* --- languages --- */

static bool
names_language(const struct wire_check *c, const struct wire_spot *s)
{
    if (s->kind == WIRE_SPOT_ATTRIBUTE)
        return wire_str_is(s->name, "xml:lang") ||
               (c->format == WIRE_RULE_G2 && wire_str_is(s->name, "tag") && wire_str_is(s->element, "language"));
    return s->kind == WIRE_SPOT_STRING && c->format == WIRE_RULE_NINJS &&
           (wire_str_is(s->name, "language") || wire_str_is(s->name, "lang"));
}

/* Subtags of letters and digits, the first two or three letters or x or i (RFC 5646, 2.1). */
static bool
is_tag(struct wire_str s)
{
    size_t n = 0, primary = 0;
    bool first = true;

    for (size_t i = 0; i <= s.n; i++) {
        char c = i < s.n ? s.p[i] : '-';
        bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
        if (c != '-' && !letter && (first || c < '0' || c > '9'))
            return false;
        if (c != '-') {
            n++;
            continue;
        }
        if (n == 0 || n > 8)
            return false;
        primary = first ? n : primary;
        first = false;
        n = 0;
    }
    return primary == 2 || primary == 3 || (primary == 1 && s.n > 1 && ((s.p[0] | 0x20) == 'x' || (s.p[0] | 0x20) == 'i'));
}

static void
language_tag(struct wire_check *c, const struct wire_rule *r, const struct wire_spot *s)
{
    struct wire_str normal;

    if (!names_language(c, s) || s->raw.n == 0 || is_tag(s->raw))
        return;
    normal = wire_lang_normal(&c->arena, s->raw);
    if (is_tag(normal))
        wire_mend(c, r, s->at, s->from, s->raw.n, normal);
    wire_broken(c, r, s->at, "%.*s", WIRE_SHOWN(s->raw));
}

static void
language_case(struct wire_check *c, const struct wire_rule *r, const struct wire_spot *s)
{
    struct wire_str normal;

    if (!names_language(c, s) || s->raw.n == 0 || !is_tag(s->raw))
        return;
    normal = wire_lang_normal(&c->arena, s->raw);
    if (normal.n == 0 || wire_str_eq(normal, s->raw))
        return;
    wire_mend(c, r, s->at, s->from, s->raw.n, normal);
    wire_broken(c, r, s->at, "%.*s for %.*s", WIRE_SHOWN(s->raw), WIRE_SHOWN(normal));
}

/* --- times --- */

/* Elements of NewsML-G2 and names of ninjs (in small letters) whose text is a time. */
static const struct wire_str times[] = {
    { "versioncreated", 14 }, { "firstcreated", 12 }, { "contentcreated", 14 }, { "contentmodified", 15 }, { "embargoed", 9 },
    { "sent", 4 }, { "expires", 7 },
};

static bool
is_time(const struct wire_check *c, const struct wire_spot *s)
{
    struct wire_str name = s->kind == WIRE_SPOT_TEXT ? s->element : s->name;

    if (s->kind != (c->format == WIRE_RULE_NINJS ? WIRE_SPOT_STRING : WIRE_SPOT_TEXT))
        return false;
    for (size_t i = 0; i < WIRE_COUNT(times); i++) {
        if (name.n == times[i].n && wire_str_is_nocase(name, times[i].p))
            return true;
    }
    return false;
}

/* XML Schema 1.0 part 2, 3.2.7, and RFC 3339: 2025-03-12T14:20:05.5+01:00, from the year on as far as it goes. */
static bool
is_extended(struct wire_str s)
{
    static const char form[] = "dddd-dd-ddTdd:dd:dd";
    size_t n = 0;

    while (n < s.n && n < sizeof form - 1 && (form[n] == 'd' ? s.p[n] >= '0' && s.p[n] <= '9' : s.p[n] == form[n]))
        n++;
    if (n == s.n)
        return n == 4 || n == 7 || n == 10 || n == 19;
    if (n == 10 && (s.p[n] == 'Z' || s.p[n] == '+' || s.p[n] == '-'))
        return true; /* a date may have an offset */
    if (n != 19)
        return false;
    if (s.p[n] == '.') {
        size_t from = ++n;
        while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
            n++;
        if (n == from)
            return false;
    }
    s = wire_str_sub(s, n, SIZE_MAX);
    if (s.n == 0 || wire_str_is(s, "Z"))
        return true;
    return s.n == 6 && (s.p[0] == '+' || s.p[0] == '-') && s.p[3] == ':';
}

static void
time_form(struct wire_check *c, const struct wire_rule *r, const struct wire_spot *s)
{
    struct wire_str value = wire_str_trim(s->raw);
    struct wire_time time;

    if (!is_time(c, s) || value.n == 0 || is_extended(value) || !wire_time_read(value, &time))
        return;
    wire_mend(c, r, s->at, s->from + (size_t)(value.p - s->raw.p), value.n, wire_time_write(&c->arena, &time));
    wire_broken(c, r, s->at, "%.*s", WIRE_SHOWN(value));
}

static void
time_no_offset(struct wire_check *c, const struct wire_rule *r, const struct wire_spot *s)
{
    struct wire_str value = wire_str_trim(s->raw);
    struct wire_time time;

    if (is_time(c, s) && value.n > 10 && wire_time_read(value, &time) && time.hour >= 0 && !time.has_offset)
        wire_broken(c, r, s->at, "%.*s", WIRE_SHOWN(value));
}

/* --- catalogs and codes of NewsML-G2 --- */

/* The name of an item, or NULL: the element is none. */
static const char *
item_name(struct wire_str element)
{
    static const char *const items[] = { "newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem" };

    for (size_t i = 0; i < WIRE_COUNT(items); i++) {
        if (wire_str_is(element, items[i]))
            return items[i];
    }
    return NULL;
}

static bool
is_qcode(struct wire_str attribute)
{
    static const char *const names[] = { "qcode", "role", "rel", "type", "rendition", "pubconstraint", "how", "why" };

    for (size_t i = 0; i < WIRE_COUNT(names); i++) {
        if (wire_str_is(attribute, names[i]))
            return true;
    }
    return false;
}

static bool
is_declared(const struct wire_memory *m, struct wire_str alias)
{
    for (size_t i = 0; i < m->aliases; i++) {
        if (wire_str_eq(m->lists->alias[i], alias))
            return true;
    }
    return false;
}

static void
declare(struct wire_memory *m, struct wire_str alias)
{
    struct wire_str kept = m->aliases < WIRE_COUNT(m->lists->alias) ? wire_names_put(&m->alias_names, alias) : WIRE_NONE;

    if (kept.p != NULL)
        m->lists->alias[m->aliases++] = kept;
    else
        m->alias_more = true;
}

/* The prefix of an element's name, colon included: "nar:" or "". */
static struct wire_str
prefix_of(struct wire_str name)
{
    const char *colon = memchr(name.p, ':', name.n);

    return colon != NULL ? wire_str_sub(name, 0, (size_t)(colon - name.p) + 1) : WIRE_STR("");
}

#define IPTC_CATALOG "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"

static void
take_back(struct wire_memory *m, const struct wire_spot *s)
{
    struct wire_str prefix = prefix_of(s->name);

    m->alias_names.n = m->message.names;
    m->aliases = m->message.aliases; /* what the message declares is declared for all items in it */
    m->iptc = m->message.iptc;
    m->foreign = m->message.foreign;
    m->alias_more = m->said_alias = false;
    m->after_root = s->after;
    snprintf(m->prefix, sizeof m->prefix, "%.*s", (int)(prefix.n < sizeof m->prefix ? prefix.n : 0), prefix.n != 0 ? prefix.p : "");
}

static void
alias_undeclared(struct wire_check *c, const struct wire_rule *r, const struct wire_spot *s)
{
    struct wire_memory *m = c->memory;
    struct wire_str alias, with;
    bool known;

    if (s->kind == WIRE_SPOT_ELEMENT && item_name(s->element) != NULL)
        take_back(m, s);
    if (s->kind != WIRE_SPOT_ATTRIBUTE)
        return;
    if (wire_str_is(s->element, "scheme") && wire_str_is(s->name, "alias"))
        declare(m, s->raw);
    if (wire_str_is(s->element, "catalogRef") && wire_str_is(s->name, "href")) {
        if (wire_str_find_nocase(s->raw, "iptc.org/std/catalog/") != s->raw.n)
            m->iptc = true;
        else
            m->foreign = true;
    }
    if (m->after_root == 0) { /* before any item */
        m->message.aliases = m->aliases;
        m->message.names = m->alias_names.n;
        m->message.iptc = m->iptc;
        m->message.foreign = m->foreign;
        return;
    }
    if (m->alias_more || m->foreign || !is_qcode(s->name) || s->raw.n == 0 || memchr(s->raw.p, ':', s->raw.n) == NULL ||
        wire_str_find_nocase(s->raw, "://") != s->raw.n)
        return;
    alias = wire_str_sub(s->raw, 0, (size_t)((const char *)memchr(s->raw.p, ':', s->raw.n) - s->raw.p));
    known = g2_known_uri(alias).p != NULL;
    if (is_declared(m, alias) || (known && m->iptc))
        return;
    declare(m, alias); /* once is enough */
    if (known && !m->said_alias) {
        m->said_alias = true;
        with = wire_arena_printf(&c->arena, "<%scatalogRef href=\"" IPTC_CATALOG "\"/>", m->prefix);
        wire_mend(c, r, s->at, m->after_root, 0, with);
    }
    wire_broken(c, r, s->at, "%.*s", WIRE_SHOWN(s->raw));
}

/* --- mandatory vocabularies --- */

/* The codes of a property that takes them from one vocabulary of IPTC alone. */
struct mandatory {
    const char *element;
    const char *scheme;      /* its URI ends with it */
    const char *const *codes;
};

static const char *const statuses[] = { "usable", "withheld", "canceled", NULL };

static const struct mandatory mandatories[] = {
    { "pubStatus", "/pubstatusg2/", statuses },
};

static void
vocabulary(struct wire_check *c, const struct wire_rule *r, const struct wire_spot *s)
{
    struct wire_str code = s->raw, scheme;
    const char *colon = code.n != 0 ? memchr(code.p, ':', code.n) : NULL;

    if (s->kind != WIRE_SPOT_ATTRIBUTE || !wire_str_is(s->name, "qcode") || colon == NULL)
        return;
    for (size_t i = 0; i < WIRE_COUNT(mandatories); i++) {
        const struct mandatory *m = &mandatories[i];
        if (!wire_str_is(s->element, m->element))
            continue;
        scheme = g2_known_uri(wire_str_sub(code, 0, (size_t)(colon - code.p)));
        code = wire_str_sub(code, (size_t)(colon - code.p) + 1, SIZE_MAX);
        for (const char *const *right = m->codes; *right != NULL; right++) {
            if (wire_str_is(code, *right) && (scheme.p == NULL || wire_str_ends(scheme, m->scheme)))
                return;
        }
        wire_broken(c, r, s->at, "%.*s", WIRE_SHOWN(s->raw));
        return;
    }
}

/* An item class of IPTC that stands on an item of another kind: a newsItem of the nature of a concept. */
static void
item_class(struct wire_check *c, const struct wire_rule *r, const struct wire_spot *s)
{
    static const struct { const char *item, *scheme; } kinds[] = {
        { "newsItem", "/ninature/" }, { "packageItem", "/ninature/" }, { "conceptItem", "/cinature/" },
        { "knowledgeItem", "/cinature/" }, { "planningItem", "/plinature/" },
    };
    struct wire_memory *m = c->memory;
    const char *colon = s->raw.n != 0 ? memchr(s->raw.p, ':', s->raw.n) : NULL;
    struct wire_str scheme;

    if (s->kind == WIRE_SPOT_ELEMENT && item_name(s->element) != NULL)
        m->item = item_name(s->element);
    if (s->kind != WIRE_SPOT_ATTRIBUTE || !wire_str_is(s->element, "itemClass") || !wire_str_is(s->name, "qcode") || colon == NULL ||
        !wire_str_is(s->parent, "itemMeta"))
        return;
    scheme = g2_known_uri(wire_str_sub(s->raw, 0, (size_t)(colon - s->raw.p)));
    for (size_t i = 0; i < WIRE_COUNT(kinds); i++) {
        if (m->item != NULL && strcmp(m->item, kinds[i].item) == 0 && scheme.p != NULL && !wire_str_ends(scheme, kinds[i].scheme))
            wire_broken(c, r, s->at, "%.*s in %s", WIRE_SHOWN(s->raw), m->item);
    }
}

/* --- what is out of use --- */

struct deprecated {
    const char *element, *attribute; /* the attribute NULL: the element itself */
    const char *parent;              /* or NULL: any */
    int version;                     /* out of use from 2.version on */
    const char *instead;
};

/* NewsML-G2 2.35, XML Schema, documentation of these. */
static const struct deprecated deprecated[] = {
    { "facet", NULL, NULL, 9, "related" },
    { "link", "guidref", NULL, 2, "residref" },
    { "link", "hreftype", NULL, 2, "contenttype" },
    { "itemRef", "guidref", NULL, 2, "residref" },
    { "itemRef", "hreftype", NULL, 2, "contenttype" },
    { "name", NULL, "scheme", 15, "schemeName" },
    { "definition", NULL, "scheme", 15, "schemeDefinition" },
    { "note", NULL, "scheme", 15, "schemeNote" },
    { "sameAs", NULL, "scheme", 24, "sameAsScheme" },
    { "confirmation", NULL, "dates", 24, "confirmationstatus on start, end or duration" },
    { "subject", "derivedfrom", NULL, 12, "the element derivedFrom" },
    { "genre", "derivedfrom", NULL, 12, "the element derivedFrom" },
    { "hasInstrument", NULL, "organisationDetails", 31, "hasInstrument beside organisationDetails" },
};

/* "2.24" is 24; 0 where it is none. */
static int
minor_of(struct wire_str version)
{
    int64_t n;

    return wire_str_begins(version, "2.") && wire_str_to_int(wire_str_sub(version, 2, SIZE_MAX), 1000, &n) ? (int)n : 0;
}

static void
out_of_use(struct wire_check *c, const struct wire_rule *r, const struct wire_spot *s)
{
    struct wire_memory *m = c->memory;

    if (s->kind == WIRE_SPOT_ATTRIBUTE && wire_str_is(s->name, "standardversion"))
        m->minor = minor_of(s->raw);
    if (s->kind != WIRE_SPOT_ELEMENT && s->kind != WIRE_SPOT_ATTRIBUTE)
        return;
    for (size_t i = 0; i < WIRE_COUNT(deprecated); i++) {
        const struct deprecated *d = &deprecated[i];
        if ((d->attribute == NULL) == (s->kind == WIRE_SPOT_ELEMENT) && m->minor >= d->version && wire_str_is(s->element, d->element) &&
            (d->attribute == NULL || wire_str_is(s->name, d->attribute)) && (d->parent == NULL || wire_str_is(s->parent, d->parent)))
            wire_broken(c, r, s->at, "%s; in its place is %s", d->attribute != NULL ? d->attribute : d->element, d->instead);
    }
}

/* --- groups of packages --- */

static void
settle_groups(struct wire_check *c, const struct wire_rule *r)
{
    struct wire_memory *m = c->memory;

    for (size_t i = 0; i < m->refs && !m->id_more; i++) {
        size_t k = 0;
        while (k < m->ids && !wire_str_eq(m->lists->id[k], m->lists->ref[i].id))
            k++;
        if (k == m->ids)
            wire_broken(c, r, m->lists->ref[i].at, "%.*s", WIRE_SHOWN(m->lists->ref[i].id));
    }
    m->ids = m->refs = m->group_names.n = 0;
    m->id_more = false;
}

static void
note_group(struct wire_memory *m, struct wire_str id)
{
    struct wire_str kept = m->ids < WIRE_COUNT(m->lists->id) ? wire_names_put(&m->group_names, id) : WIRE_NONE;

    m->id_more |= kept.p == NULL;
    if (kept.p != NULL)
        m->lists->id[m->ids++] = kept;
}

static void
group_reference(struct wire_check *c, const struct wire_rule *r, const struct wire_spot *s)
{
    struct wire_memory *m = c->memory;

    if (s->kind == WIRE_SPOT_END || (s->kind == WIRE_SPOT_ELEMENT && item_name(s->element) != NULL))
        settle_groups(c, r);
    if (s->kind != WIRE_SPOT_ATTRIBUTE)
        return;
    if (wire_str_is(s->element, "group") && wire_str_is(s->name, "id"))
        note_group(m, s->raw);
    if (((wire_str_is(s->element, "groupRef") && wire_str_is(s->name, "idref")) ||
         (wire_str_is(s->element, "groupSet") && wire_str_is(s->name, "root"))) &&
        m->refs < WIRE_COUNT(m->lists->ref)) {
        struct wire_str id = wire_names_put(&m->group_names, s->raw);
        m->id_more |= id.p == NULL;
        m->lists->ref[m->refs].id = id;
        m->lists->ref[m->refs++].at = s->at;
    }
}

/* --- namespaces --- */

static void
inline_namespace(struct wire_check *c, const struct wire_rule *r, const struct wire_spot *s)
{
    static const struct { const char *root, *declaration; } inner[] = {
        { "html", " xmlns=\"http://www.w3.org/1999/xhtml\"" },
        { "nitf", " xmlns=\"http://iptc.org/std/NITF/2006-10-18/\"" },
    };
    struct wire_memory *m = c->memory;
    bool within;

    if (s->kind != WIRE_SPOT_ELEMENT)
        return;
    within = wire_str_is(s->parent, "inlineXML");
    if (wire_str_is(s->element, "inlineXML"))
        m->inline_prefixed = s->name.n != s->element.n;
    if ((within && m->inline_prefixed) || (!within && (s->parent.n != 0 || m->doctype || c->format != WIRE_RULE_NITF)))
        return;
    for (size_t i = 0; i < WIRE_COUNT(inner); i++) {
        if (!wire_str_is(s->name, inner[i].root) || wire_str_find_nocase(s->raw, "xmlns") != s->raw.n)
            continue;
        wire_mend(c, r, s->at, s->from + 1 + s->name.n, 0, wire_str_of(inner[i].declaration));
        if (within) /* of a whole document the schema says so */
            wire_broken(c, r, s->at, "%.*s", WIRE_SHOWN(s->name));
    }
}

const struct wire_rule wire_rules_source[] = {
    { { "language-tag", WIRE_WARNING, "the name of a language is no tag of BCP 47",
        "Write de or en-GB, with a hyphen. --fix turns underscores into hyphens.",
        "RFC 5646, 2.1; XML 1.0, 2.12, xml:lang; NewsML-G2, language; ninjs, language" },
      WIRE_RULE_MARKED, NULL, language_tag, true, "xml:lang=\"en-GB\"", "xml:lang=\"en_GB\"" },
    { { "language-case", WIRE_STYLE, "a language tag is not in the letters everybody uses",
        "Languages are in small letters, regions in capitals, scripts with one: zh-Hant-TW. --fix does it.",
        "RFC 5646, 2.1.1" },
      WIRE_RULE_MARKED, NULL, language_case, true, "xml:lang=\"en-GB\"", "xml:lang=\"EN-gb\"" },
    { { "time-form", WIRE_WARNING, "a time is written in another form than the standard's",
        "Write 2025-03-12T14:20:05+01:00. --fix does it where there is one reading.",
        "XML Schema 1.0 part 2, 3.2.7, dateTime; RFC 3339 for ninjs" },
      WIRE_RULE_G2 | WIRE_RULE_NINJS, NULL, time_form, true, "2025-03-12T14:20:05+01:00", "20250312T142005+0100" },
    { { "time-no-offset", WIRE_WARNING, "a time of day has no offset, so that nobody abroad can tell when it is",
        "Add the offset, or Z: 2025-03-12T14:20:05+01:00.",
        "NewsML-G2 Guidelines, dates and times: a time has a time zone; RFC 3339, 4.4 for ninjs" },
      WIRE_RULE_G2 | WIRE_RULE_NINJS, NULL, time_no_offset, false, "2025-03-12T14:20:05+01:00", "2025-03-12T14:20:05<" },
    { { "alias-undeclared", WIRE_WARNING, "no catalog of this item declares the alias of a code",
        "Refer to the catalog that has it (catalogRef), or declare it in the item (catalog). --fix refers to IPTC's where the alias is one of IPTC's.",
        "NewsML-G2 Guidelines, QCodes and catalogs: an alias means nothing without its catalog" },
      WIRE_RULE_G2, NULL, alias_undeclared, true,
      "<catalogRef href=\"http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml\"/>", "<subject qcode=\"medtop:04000000\"/>" },
    { { "vocabulary-status", WIRE_WARNING, "a publishing status is not of the vocabulary that everybody must use",
        "It is stat:usable, stat:withheld or stat:canceled.",
        "NewsML-G2 Guidelines, pubStatus: the mandatory scheme http://cv.iptc.org/newscodes/pubstatusg2/" },
      WIRE_RULE_G2, NULL, vocabulary, false, "<pubStatus qcode=\"stat:usable\"/>", "<pubStatus qcode=\"stat:embargoed\"/>" },
    { { "item-class", WIRE_WARNING, "the nature of an item is one of another kind of items",
        "A newsItem or packageItem takes it from ninature, a concept from cinature, a plan from plinature.",
        "NewsML-G2 Guidelines, itemClass: the mandatory schemes of each kind of items" },
      WIRE_RULE_G2, NULL, item_class, false, "<itemClass qcode=\"ninat:text\"/>", "<itemClass qcode=\"cinat:concept\"/>" },
    { { "out-of-use", WIRE_WARNING, "this is out of use in the version that the document declares",
        "Write what has taken its place; the detail says what that is.",
        "NewsML-G2 2.35, XML Schema: documentation of what is deprecated" },
      WIRE_RULE_G2, NULL, out_of_use, false, "residref=\"urn:", "guidref=\"urn:" },
    { { "group-reference", WIRE_WARNING, "a package refers to a group that is not in it",
        "Give the group that id, or refer to one that is there.",
        "NewsML-G2 Guidelines, groupSet/@root and groupRef/@idref" },
      WIRE_RULE_G2, NULL, group_reference, false, "<group id=\"main\"", "<groupRef idref=\"sports\"/>" },
    { { "inline-namespace", WIRE_WARNING, "XHTML or NITF stands in no namespace, or in that of the standard around it",
        "Declare it on the root: programs that go by namespaces do not find the text. --fix does it.",
        "NewsML-G2 Guidelines, inlineXML: content of another language is in its namespace; NITF 3.6, XML Schema" },
      WIRE_RULE_G2 | WIRE_RULE_NITF, NULL, inline_namespace, true,
      "<html xmlns=\"http://www.w3.org/1999/xhtml\">", "<html>" },
    { .formats = 0 },
};

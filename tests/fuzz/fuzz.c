/*
 * A target under libFuzzer or AFL++: the program's name is the target's.
 *
 * Bytes changed at random seldom get past a parser, so that markup is changed as markup: elements doubled, moved,
 * wrapped, taken out, names and values swapped for others that some table has a row for, text for wire copy.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/target.h"

enum { TAGS_MOST = 2000 };

struct tag {
    size_t from, to;       /* of <...> */
    size_t name, name_n;
    size_t mate;           /* of a start tag: the index of its end tag; 0: none */
    char kind;             /* '<' start, '/' end, 'e' empty, '!' other */
};

struct doc {
    const uint8_t *p;
    size_t n, count;
    struct tag tag[TAGS_MOST];
};

static const struct target *target;

static const char *const names[] = {
    "newsItem", "packageItem", "newsMessage", "conceptItem", "planningItem", "itemMeta", "contentMeta", "contentSet", "inlineXML",
    "inlineData", "remoteContent", "partMeta", "assert", "inlineRef", "headline", "dateline", "by", "creditline", "slugline",
    "subject", "name", "located", "infoSource", "creator", "contributor", "rightsInfo", "usageTerms", "edNote", "signal", "role",
    "embargoed", "pubStatus", "versionCreated", "groupSet", "group", "itemRef", "catalogRef", "catalog", "scheme", "hopHistory",
    "html", "head", "body", "p", "div", "section", "span", "em", "strong", "a", "img", "figure", "figcaption", "table", "tr", "td",
    "th", "ul", "ol", "li", "dl", "dt", "dd", "pre", "br", "hr", "blockquote", "h1", "h3", "script", "video", "audio",
    "nitf", "tobject", "docdata", "doc-id", "urgency", "date.issue", "date.release", "ed-msg", "du-key", "key-list", "keyword",
    "body.head", "hedline", "hl1", "hl2", "note", "byline", "byttl", "distributor", "abstract", "body.content", "block", "media",
    "media-reference", "media-caption", "media-producer", "nitf-table", "bq", "credit", "fn", "person", "org", "location", "city",
    "country", "event", "chron", "num", "money", "frac", "frac-num", "frac-den", "frac-sep", "body.end", "tagline", "bibliography",
    "NewsML", "NewsEnvelope", "NewsItem", "Identification", "NewsManagement", "NewsComponent", "NewsLines", "HeadLine", "SubHeadLine",
    "ByLine", "DateLine", "CreditLine", "NewsLine", "NewsLineType", "NewsLineText", "AdministrativeMetadata", "RightsMetadata",
    "DescriptiveMetadata", "ContentItem", "DataContent", "TopicSet", "Topic", "Role", "MediaType", "Format", "Status", "Update",
    "rss", "channel", "item", "title", "description", "link", "guid", "pubDate", "category", "content:encoded", "dc:creator",
    "media:content", "media:thumbnail", "feed", "entry", "content", "summary", "author", "updated", "id", "wirecopy:as",
};
static const char *const attributes[] = {
    "pubconstraint=\"nar:nonpublic\"", "class=\"np-nonpublic\"", "class=\"byline dateline\"", "role=\"drol:summary\"", "xml:lang=\"fr\"",
    "qcode=\"medtop:04000000\"", "qcode=\"a:b:c\"", "literal=\"x\"", "uri=\"http://example.com/a\"", "rendition=\"rnd:web\"",
    "contenttype=\"application/xhtml+xml\"", "contenttype=\"text/plain\"", "encoding=\"base64\"", "FormalName=\"Photo\"", "Duid=\"d1\"",
    "Euid=\"e\"", "type=\"npa\"", "norm=\"20240501T101500+0200\"", "lede=\"true\"", "media-type=\"video\"", "source=\"a.jpg\"", "href=\"b.htm\"",
    "xml:space=\"preserve\"", "dir=\"rtl\"", "colspan=\"999\"", "isPermaLink=\"false\"", "xmlns=\"http://www.w3.org/1999/xhtml\"",
    "xmlns:x=\"urn:x\"", "id=\"i1\"", "idref=\"i1\"", "residref=\"tag:x\"", "creator=\"a:b\"", "confidence=\"100\"", "type=\"xhtml\"",
};
static const char *const texts[] = {
    "LONDON, May 1 (Reuters) - ", "BERLIN (dpa) - ", "PARIS -- ", "By Ann Lee and Bo Ray", "(Reporting by A B; Editing by C D)", "(END)", "###",
    "Not for publication: call 555", "not for publication", "EMBARGOED until 0600 GMT", "&nbsp;", "&amp;#38;", "&lt;p&gt;a&lt;/p&gt;",
    "<![CDATA[<p>x & y<br>z]]>", "<!-- c -->", "2024-05-01T10:00:00+02:00", "20240501T101500Z", "0001-01-01T00:00:00Z", "2024-02-30", "usable",
    "stat:canceled", "medtop:1", "tag:x,2024:1", "\xC3\xA9\xE2\x80\x94\xF0\x9F\x98\x80", "\xE2\x80\xAE abc", " ", "\n\n", "\t", "-1", "9999999999999999999",
    "1/2", "a\xCC\x88", "\xEF\xBB\xBF", "&#x85;", "&#xFFFD;", "\r", "mehr", "\xEF\xBF\xBC",
};

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static size_t
name_length(const uint8_t *p, size_t n)
{
    size_t i = 0;

    while (i < n && p[i] > ' ' && p[i] != '>' && p[i] != '/' && p[i] != '<')
        i++;
    return i;
}

static void
find_tags(struct doc *d, const uint8_t *p, size_t n)
{
    size_t open[TAGS_MOST], opens = 0;

    d->p = p;
    d->n = n;
    d->count = 1; /* index 0 stands for none */
    for (size_t i = 0; i < n && d->count < TAGS_MOST; i++) {
        struct tag *t = &d->tag[d->count];
        const uint8_t *end;
        if (p[i] != '<' || (end = memchr(p + i, '>', n - i)) == NULL)
            continue;
        *t = (struct tag){ .from = i, .to = (size_t)(end - p) + 1, .kind = '<' };
        t->name = i + 1 + (p[i + 1] == '/');
        t->name_n = name_length(p + t->name, n - t->name);
        t->kind = p[i + 1] == '/' ? '/' : p[i + 1] == '!' || p[i + 1] == '?' ? '!' : end[-1] == '/' ? 'e' : '<';
        if (t->kind == '<') {
            open[opens++] = d->count;
        } else if (t->kind == '/' && opens != 0) {
            d->tag[open[--opens]].mate = d->count;
        }
        d->count++;
        i = t->to - 1;
    }
}

static unsigned seed;

static size_t
any(size_t n)
{
    seed = seed * 1664525u + 1013904223u;
    return n != 0 ? (seed >> 8) % n : 0;
}

/* One of the tags with an element of its own, or NULL. */
static const struct tag *
any_element(const struct doc *d)
{
    for (int tries = 0; tries < 8 && d->count > 1; tries++) {
        const struct tag *t = &d->tag[1 + any(d->count - 1)];
        if (t->kind == 'e' || (t->kind == '<' && t->mate != 0))
            return t;
    }
    return NULL;
}

static size_t
element_end(const struct doc *d, const struct tag *t)
{
    return t->mate != 0 ? d->tag[t->mate].to : t->to;
}

/* data with [from, to) replaced by what is given, if that fits; its new size, or 0. */
static size_t
splice(uint8_t *data, size_t n, size_t most, size_t from, size_t to, const void *by, size_t by_n)
{
    if (n - (to - from) + by_n > most)
        return 0;
    memmove(data + from + by_n, data + to, n - to);
    if (by_n != 0)
        memcpy(data + from, by, by_n);
    return n - (to - from) + by_n;
}

static size_t
rename_element(const struct doc *d, uint8_t *data, size_t most)
{
    const struct tag *t = any_element(d);
    const char *name = names[any(COUNT(names))];
    size_t n = d->n;

    if (t == NULL)
        return 0;
    if (t->mate != 0) {
        const struct tag *m = &d->tag[t->mate];
        n = splice(data, n, most, m->name, m->name + m->name_n, name, strlen(name));
    }
    return n != 0 ? splice(data, n, most, t->name, t->name + t->name_n, name, strlen(name)) : 0;
}

/* An element of `from` put in front of a tag, or behind one, of d. */
static size_t
graft(const struct doc *d, const struct doc *from, uint8_t *data, size_t most)
{
    const struct tag *t = any_element(from), *where = d->count > 1 ? &d->tag[1 + any(d->count - 1)] : NULL;
    size_t at, n;
    uint8_t *copy;

    if (t == NULL || where == NULL)
        return 0;
    at = any(2) != 0 ? where->to : where->from;
    n = element_end(from, t) - t->from;
    if ((copy = malloc(n)) == NULL)
        return 0;
    memcpy(copy, from->p + t->from, n);
    n = splice(data, d->n, most, at, at, copy, n);
    free(copy);
    return n;
}

static size_t
remove_element(const struct doc *d, uint8_t *data, size_t most)
{
    const struct tag *t = any_element(d);

    if (t == NULL)
        return 0;
    if (t->mate != 0 && any(2) != 0) { /* its tags only */
        const struct tag *m = &d->tag[t->mate];
        size_t n = splice(data, d->n, most, m->from, m->to, "", 0);
        return n != 0 ? splice(data, n, most, t->from, t->to, "", 0) : 0;
    }
    return splice(data, d->n, most, t->from, element_end(d, t), "", 0);
}

static size_t
wrap_element(const struct doc *d, uint8_t *data, size_t most)
{
    const struct tag *t = any_element(d);
    const char *name = names[any(COUNT(names))];
    char tag[80];
    size_t n;

    if (t == NULL)
        return 0;
    n = splice(data, d->n, most, element_end(d, t), element_end(d, t), tag, (size_t)snprintf(tag, sizeof tag, "</%s>", name));
    return n != 0 ? splice(data, n, most, t->from, t->from, tag, (size_t)snprintf(tag, sizeof tag, "<%s>", name)) : 0;
}

static size_t
add_attribute(const struct doc *d, uint8_t *data, size_t most)
{
    const struct tag *t = any_element(d);
    char text[80];
    size_t at;

    if (t == NULL)
        return 0;
    at = t->name + t->name_n;
    return splice(data, d->n, most, at, at, text, (size_t)snprintf(text, sizeof text, " %s", attributes[any(COUNT(attributes))]));
}

/* What stands between two quotes, or between two tags, becomes some other thing. */
static size_t
change_text(const struct doc *d, uint8_t *data, size_t most)
{
    const char *text = texts[any(COUNT(texts))];
    size_t from, to, at;

    if (d->n == 0)
        return 0;
    at = any(d->n);
    if (any(3) == 0) {
        const uint8_t *quote = memchr(data + at, '"', d->n - at), *end;
        if (quote == NULL || (end = memchr(quote + 1, '"', (size_t)(data + d->n - quote - 1))) == NULL)
            return 0;
        from = (size_t)(quote + 1 - data);
        to = (size_t)(end - data);
        return strpbrk(text, "<\"") != NULL ? 0 : splice(data, d->n, most, from, to, text, strlen(text));
    }
    if (d->count > 1) {
        at = d->tag[1 + any(d->count - 1)].to;
        from = to = at;
        while (to < d->n && data[to] != '<')
            to++;
        if (any(2) != 0)
            to = from;
    } else {
        from = to = at;
    }
    return splice(data, d->n, most, from, to, text, strlen(text));
}

size_t LLVMFuzzerMutate(uint8_t *, size_t, size_t);
size_t LLVMFuzzerCustomMutator(uint8_t *, size_t, size_t, unsigned);
size_t LLVMFuzzerCustomCrossOver(const uint8_t *, size_t, const uint8_t *, size_t, uint8_t *, size_t, unsigned);
int LLVMFuzzerInitialize(int *, char ***);
int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

#ifndef FUZZ_PLAIN /* AFL++ has mutators of its own */
size_t
LLVMFuzzerCustomMutator(uint8_t *data, size_t n, size_t most, unsigned given)
{
    static struct doc d;
    size_t changed = 0;

    seed = given;
    if (any(4) == 0)
        return LLVMFuzzerMutate(data, n, most);
    for (size_t rounds = 1 + any(4); rounds-- > 0;) {
        find_tags(&d, data, n);
        if (d.count <= 2) { /* no markup: text of the wire into text, one time in two */
            changed = any(2) != 0 ? change_text(&d, data, most) : 0;
        } else {
            switch (any(6)) {
            case 0: changed = rename_element(&d, data, most); break;
            case 1: changed = graft(&d, &d, data, most); break;
            case 2: changed = remove_element(&d, data, most); break;
            case 3: changed = wrap_element(&d, data, most); break;
            case 4: changed = add_attribute(&d, data, most); break;
            default: changed = change_text(&d, data, most); break;
            }
        }
        n = changed != 0 ? changed : LLVMFuzzerMutate(data, n, most);
    }
    return n;
}

size_t
LLVMFuzzerCustomCrossOver(const uint8_t *a, size_t n, const uint8_t *b, size_t m, uint8_t *out, size_t most, unsigned given)
{
    static struct doc d, from;

    seed = given;
    if (n > most)
        return 0;
    memcpy(out, a, n);
    find_tags(&d, out, n);
    find_tags(&from, b, m);
    return graft(&d, &from, out, most);
}
#endif

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
    const char *slash = strrchr((*argv)[0], '/');

    (void)argc;
    target = target_named(slash != NULL ? slash + 1 : (*argv)[0]);
    if (target == NULL) {
        fprintf(stderr, "%s: no such target\n", (*argv)[0]);
        exit(2);
    }
    return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    target->run(target, data, n);
    return 0;
}

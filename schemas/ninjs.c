/* Which schema a story in JSON is for. */
#include "schemas/ninjs.h"

#include <stdio.h>

#include "article/str.h"

/* Names that tell one form from the others. */
static const struct {
    const char *name;
    char form; /* 1, 2, 3: ninjs of that major; a: the article */
} telling[] = {
    { "$standard", '1' }, { "headline", '1' }, { "byline", '1' }, { "person", '1' }, { "organisation", '1' }, { "place", '1' },
    { "subject", '1' }, { "event", '1' }, { "object", '1' }, { "infosource", '1' }, { "mimetype", '1' }, { "genre", '1' },
    { "trustindicator", '1' }, { "charcount", '1' }, { "wordcount", '1' },
    { "versioncreated", '2' }, { "firstcreated", '2' }, { "contentcreated", '2' }, { "embargoed", '2' }, { "pubstatus", '2' },
    { "representationtype", '2' }, { "copyrightholder", '2' }, { "copyrightnotice", '2' }, { "usageterms", '2' },
    { "ednote", '2' },
    { "infosources", '2' }, { "altids", '2' }, { "trustindicators", '2' }, { "rightsinfo", '2' }, { "digitalsourcetype", '2' },
    { "versionCreated", '3' }, { "firstCreated", '3' }, { "contentCreated", '3' }, { "embargoedUntil", '3' },
    { "pubStatus", '3' },
    { "representationType", '3' }, { "copyrightHolder", '3' }, { "copyrightNotice", '3' }, { "usageTerms", '3' },
    { "edNote", '3' },
    { "infoSources", '3' }, { "altIds", '3' }, { "trustIndicators", '3' }, { "rightsInfo", '3' }, { "digitalSourceType", '3' },
    { "eventDetails", '3' }, { "plannedCoverage", '3' },
    { "nonPublic", 'a' }, { "residue", 'a' }, { "edNotes", 'a' }, { "credits", 'a' }, { "provider", 'a' }, { "extra", 'a' },
    { "dateline", 'a' }, { "take", 'a' }, { "source", 'a' },
};

static char
form_of_name(const struct wire_tree *m)
{
    for (size_t i = 0; i < WIRE_COUNT(telling); i++) {
        if (wire_str_is(m->key, telling[i].name))
            return telling[i].form;
    }
    if (wire_str_begins(m->key, "body_") || wire_str_begins(m->key, "description_") || wire_str_begins(m->key, "headline_"))
        return '1';
    if ((wire_str_is(m->key, "renditions") || wire_str_is(m->key, "associations")) && m->type == WIRE_T_OBJECT)
        return '1';
    return '\0';
}

/* By its names. 1 and 2 share the longer ones in small letters; what only 1 has decides between them. */
static char
form_of(const struct wire_tree *story)
{
    unsigned ones = 0, small = 0, large = 0, ours = 0;

    for (const struct wire_tree *m = story->first; m != NULL; m = m->next) {
        char form = form_of_name(m);
        ones += form == '1';
        small += form == '2';
        large += form == '3';
        ours += form == 'a';
    }
    if (ours != 0 && ones == 0 && small == 0)
        return 'a';
    if (ones != 0 && ones >= large)
        return '1';
    return small > large ? '2' : '3';
}

/* The newest row of that form: rows of one format stand newest first. */
static const struct wire_schema *
newest(char form)
{
    for (const struct wire_schema *s = wire_schemas; s->format != NULL; s++) {
        if (form == 'a' ? strcmp(s->format, "json") == 0 : strcmp(s->format, "ninjs") == 0 && s->version[0] == form)
            return s;
    }
    return NULL;
}

static const struct wire_schema *
named_by(const struct wire_tree *story)
{
    const struct wire_tree *standard = wire_tree_member(story, "standard"), *version;
    char name[32];

    if (standard == NULL)
        standard = wire_tree_member(story, "$standard");
    version = standard != NULL ? wire_tree_member(standard, "version") : NULL;
    if (version == NULL || version->type != WIRE_T_STRING || version->s.n > 8)
        return NULL;
    snprintf(name, sizeof name, "ninjs@%.*s", (int)version->s.n, version->s.n != 0 ? version->s.p : "");
    return wire_schema_named(name);
}

const struct wire_schema *
wire_json_story_schema(const struct wire_tree *story, const struct wire_schema **named)
{
    *named = named_by(story);
    return newest(*named != NULL ? (*named)->version[0] : form_of(story));
}

/* --- several stories in one value --- */

/* Names count without regard to case, as ninjs is read. */
static struct wire_tree *
find(const struct wire_tree *object, const char *name)
{
    struct wire_tree *m = object->type == WIRE_T_OBJECT ? object->first : NULL;

    while (m != NULL && !wire_str_is_nocase(m->key, name))
        m = m->next;
    return m;
}

static bool
has_id(const struct wire_tree *v)
{
    return find(v, "uri") != NULL || find(v, "guid") != NULL;
}

/* What the reader of ninjs takes for an item (formats/ninjs/read.c). */
static bool
is_item(const struct wire_tree *v)
{
    static const char *const names[] = { "headline", "headlines", "bodies", "versioncreated", "body_text", "body_html",
                                         "body_xhtml", "eventdetails", "description_text", "descriptions" };
    bool one = has_id(v);

    for (size_t i = 0; i < WIRE_COUNT(names) && !one; i++)
        one = find(v, names[i]) != NULL;
    return one;
}

static bool
is_list(const struct wire_tree *v)
{
    const struct wire_tree *entry = v != NULL && v->type == WIRE_T_ARRAY ? v->first : NULL;

    for (const struct wire_tree *t = entry; t != NULL; t = t->next) {
        if (t->type != WIRE_T_OBJECT)
            return false;
    }
    return entry != NULL;
}

static const struct wire_tree *
items_of(const struct wire_tree *v)
{
    const struct wire_tree *items = find(v, "items");

    return items != NULL ? items : find(v, "item");
}

const struct wire_tree *
wire_json_stories(const struct wire_tree *value)
{
    const struct wire_tree *data = find(value, "data"), *holder = value;

    if (is_list(value))
        return value->first;
    if (is_item(value))
        return NULL;
    if (!is_list(items_of(value)) && data != NULL && !is_item(data))
        holder = data;
    return is_list(items_of(holder)) ? items_of(holder)->first : NULL;
}

const struct wire_tree *
wire_json_story_in(const struct wire_tree *entry)
{
    const struct wire_tree *item = is_item(entry) ? NULL : items_of(entry), *data = find(entry, "data");

    if (item != NULL && is_item(item))
        return item;
    return item == NULL && !is_item(entry) && data != NULL && is_item(data) ? data : entry;
}

/* The table of fields and keys: their names in the article JSON, their shapes, a line for the manual. */
#include "article/article.h"

/* clang-format off: each list is said once, and makes two tables */
#define FIELDS(X)                                                                                                  \
    X(URI, "uri", ONE_TEXT, "the story's global id")                                                               \
    X(NAME, "name", ONE_TEXT, "of an associated article: the name it goes by")                                     \
    X(REL, "rel", ONE_TEXT, "of an associated article: its group or role")                                         \
    X(VERSION, "version", ONE_TEXT, "the version of the story")                                                    \
    X(TYPE, "type", ONE_TEXT, "text, picture, graphic, audio, video, composite, event, planning or component")     \
    X(PUB_STATUS, "pubStatus", ONE_TEXT, "usable, withheld or canceled")                                           \
    X(URGENCY, "urgency", ONE_NUMBER, "1 (most) to 9")                                                             \
    X(PRIORITY, "priority", ONE_NUMBER, "of the transmission, 1 (most) to 9")                                      \
    X(LANGUAGE, "language", ONE_TEXT, "BCP 47 tag of the story")                                                   \
    X(VERSION_CREATED, "versionCreated", ONE_TEXT, "when this version was made")                                   \
    X(FIRST_CREATED, "firstCreated", ONE_TEXT, "when the first version was made")                                  \
    X(CONTENT_CREATED, "contentCreated", ONE_TEXT, "when the content was made")                                    \
    X(CONTENT_MODIFIED, "contentModified", ONE_TEXT, "when the content was last changed")                          \
    X(EMBARGOED_UNTIL, "embargoedUntil", ONE_TEXT, "not to be published before")                                   \
    X(EXPIRES, "expires", ONE_TEXT, "not to be used after")                                                        \
    X(SENT, "sent", ONE_TEXT, "when the transmission was sent")                                                    \
    X(PROVIDER, "provider", ONE_RECORD, "who distributes the story")                                               \
    X(HEADLINES, "headlines", RECORDS, "headlines with their roles; one is main")                                  \
    X(TITLE, "title", ONE_TEXT, "a title for the desk")                                                            \
    X(SLUGLINE, "slugline", ONE_TEXT, "the story's slug")                                                          \
    X(BY, "by", ONE_TEXT, "the byline as printed")                                                                 \
    X(DATELINE, "dateline", ONE_RECORD, "the dateline as printed, with its parts")                                 \
    X(LOCATED, "located", ONE_RECORD, "where the content was made")                                                \
    X(CREDITLINE, "creditline", ONE_TEXT, "the credit line")                                                       \
    X(CREDITS, "credits", RECORDS, "the people who made the story")                                                \
    X(DESCRIPTIONS, "descriptions", RECORDS, "abstracts, captions, teasers")                                       \
    X(ED_NOTES, "edNotes", RECORDS, "editor's notes; public is false where constrained")                           \
    X(SUBJECTS, "subjects", RECORDS, "what the story is about")                                                    \
    X(KEYWORDS, "keywords", TEXTS, "free keywords")                                                                \
    X(GENRES, "genres", RECORDS, "kinds of story")                                                                 \
    X(PEOPLE, "people", RECORDS, "persons in the story")                                                           \
    X(ORGANISATIONS, "organisations", RECORDS, "organisations in the story")                                       \
    X(PLACES, "places", RECORDS, "places in the story")                                                            \
    X(EVENTS, "events", RECORDS, "events in the story")                                                            \
    X(OBJECTS, "objects", RECORDS, "objects in the story")                                                         \
    X(SERVICES, "services", RECORDS, "the services it goes to")                                                    \
    X(SIGNALS, "signals", RECORDS, "instructions to the receiving system")                                         \
    X(MEMBER_OF, "memberOf", RECORDS, "sets it belongs to")                                                        \
    X(INFO_SOURCES, "infoSources", RECORDS, "where the information comes from")                                    \
    X(ALT_IDS, "altIds", RECORDS, "other ids")                                                                     \
    X(COPYRIGHT_HOLDER, "copyrightHolder", ONE_TEXT, "who holds the copyright")                                    \
    X(COPYRIGHT_NOTICE, "copyrightNotice", ONE_TEXT, "the copyright line")                                         \
    X(USAGE_TERMS, "usageTerms", ONE_TEXT, "what may be done with it")                                             \
    X(RIGHTS, "rights", RECORDS, "all rights statements with their languages, when there is more than one")        \
    X(LINKS, "links", RECORDS, "links to other things")                                                            \
    X(BODIES, "bodies", RECORDS, "the body, as XHTML and as plain text")                                           \
    X(RENDITIONS, "renditions", RECORDS, "files of the content")                                                   \
    X(ASSOCIATIONS, "associations", ARTICLES, "articles within this one")                                          \
    X(GROUPS, "groups", RECORDS, "the tree of a package")                                                          \
    X(HISTORY, "history", ONE_RECORD, "how it came about")                                                         \
    X(TAKE, "take", ONE_RECORD, "wire versioning: lead, writethru, number, kind")                                  \
    X(EMBARGO, "embargo", ONE_RECORD, "the embargo, with or without a set end")                                    \
    X(DIGITAL_SOURCE_TYPE, "digitalSourceType", ONE_RECORD, "what was made by a machine")                          \
    X(TRUST_INDICATORS, "trustIndicators", RECORDS, "links to statements of trust")                                \
    X(RIGHTS_INFO, "rightsInfo", ONE_RECORD, "rights in a form for machines")                                      \
    X(REPRESENTATION_TYPE, "representationType", ONE_TEXT, "complete or incomplete")                               \
    X(EVENT_DETAILS, "eventDetails", ONE_RECORD, "of an event")                                                    \
    X(PLANNED_COVERAGE, "plannedCoverage", RECORDS, "of a planning item")                                          \
    X(CONCEPTS, "concepts", RECORDS, "what a concept or knowledge item defines")                                   \
    X(CATALOG, "catalog", ONE_RECORD, "the schemes of codes that a knowledge or catalog item describes")           \
    X(EXTRA, "extra", RECORDS, "kept though not understood")                                                       \
    X(NON_PUBLIC, "nonPublic", RECORDS, "content not for publication")                                             \
    X(RESIDUE, "residue", RECORDS, "text around the story that is not the story")                                  \
    X(SOURCE, "source", ONE_RECORD, "what it was read from")
#define KEYS(X)                                                                                                    \
    X(ROLE, "role", "its part: main, caption, editor")                                                             \
    X(REL, "rel", "how it is related")                                                                             \
    X(ID, "id", "of an entry of this article, for others to name it by")                                           \
    X(NAME, "name", "its name, in the language of the story where there is one")                                   \
    X(QCODE, "qcode", "its code, as scheme:code")                                                                  \
    X(URI, "uri", "its uri")                                                                                       \
    X(LITERAL, "literal", "its code where that is of no known scheme")                                             \
    X(TYPE, "type", "what kind of thing it is")                                                                    \
    X(SCHEME, "scheme", "which list a literal is from")                                                            \
    X(WHERE, "where", "the place in the source it was found at")                                                   \
    X(PATH, "path", "the path of elements or keys in the source")                                                  \
    X(TEXT, "text", "as printed")                                                                                  \
    X(PLACE, "place", "a place as printed")                                                                        \
    X(AREA, "area", "a state, province or region")                                                                 \
    X(COUNTRY, "country", "a country")                                                                             \
    X(DATE, "date", "a date as printed")                                                                           \
    X(AGENCY, "agency", "the agency named")                                                                        \
    X(JOBTITLE, "jobtitle", "what a person does")                                                                  \
    X(CONTACT, "contact", "an address, number or account")                                                         \
    X(HREF, "href", "where to fetch it")                                                                           \
    X(VERSION, "version", "the version of the thing named")                                                        \
    X(CONTENT_TYPE, "contentType", "its media type")                                                               \
    X(TITLE, "title", "its title")                                                                                 \
    X(WIDTH, "width", "in pixels")                                                                                 \
    X(HEIGHT, "height", "in pixels")                                                                               \
    X(SIZE_IN_BYTES, "sizeInBytes", "its size")                                                                    \
    X(DURATION, "duration", "how long it runs")                                                                    \
    X(RELEVANCE, "relevance", "how much the story is about it, 0 to 100")                                          \
    X(CONFIDENCE, "confidence", "how sure whoever coded it was, 0 to 100")                                         \
    X(RANK, "rank", "its place among its like, 1 first")                                                           \
    X(NUMBER, "number", "which update, lead or take it is")                                                        \
    X(LEAD, "lead", "which lead it is")                                                                            \
    X(WRITETHRU, "writethru", "whether it stands by itself in place of what went before")                          \
    X(KIND, "kind", "update, correction, kill and the like")                                                       \
    X(UNTIL, "until", "till when")                                                                                 \
    X(OPEN, "open", "true: without a set end")                                                                     \
    X(MODE, "mode", "how it is to be shown")                                                                       \
    X(PUBLIC, "public", "false: not for publication")                                                              \
    X(LANG, "lang", "BCP 47 tag of this value")                                                                    \
    X(WORD_COUNT, "wordCount", "its words")                                                                        \
    X(VALUE, "value", "the text itself")                                                                           \
    X(FORMAT, "format", "the format it was read from")                                                             \
    X(FORMAT_VERSION, "formatVersion", "the version of that format")                                               \
    X(FILE, "file", "the name of the input")                                                                       \
    X(INDEX, "index", "which story of its input it is")                                                            \
    X(ENCODING, "encoding", "the encoding of the input")                                                           \
    X(NAMES, "names", "every name, with language and role")                                                        \
    X(BROADER, "broader", "what it is a part or kind of")                                                          \
    X(SAME_AS, "sameAs", "the same thing in other lists")                                                          \
    X(SYMBOLS, "symbols", "ticker symbols and the like")                                                           \
    X(ITEMS, "items", "what is in it, in order")                                                                   \
    X(HOPS, "hops", "who handled it, in order")                                                                    \
    X(ACTIONS, "actions", "what was done to it")                                                                   \
    X(GENERATOR, "generator", "the program that made it")                                                          \
    X(VERSION_NOTES, "versionNotes", "what changed")
/* clang-format on */

#define ROW(field, name, shape, about) [WIRE_F_##field] = { name, WIRE_##shape, about },
#define QUOTED_FIELD(field, name, shape, about) [WIRE_F_##field] = { sizeof(name) + 2, "\"" name "\":" },
#define NAME(key, name, about) [WIRE_K_##key] = name,
#define ABOUT(key, name, about) [WIRE_K_##key] = about,
#define QUOTED_KEY(key, name, about) [WIRE_K_##key] = { sizeof(name) + 2, "\"" name "\":" },

const struct wire_field_row wire_fields[WIRE_FIELD_COUNT] = { FIELDS(ROW) };
const struct wire_quoted wire_fields_quoted[WIRE_FIELD_COUNT] = { FIELDS(QUOTED_FIELD) };
const char *const wire_keys[WIRE_KEY_COUNT] = { [WIRE_K_NONE] = "", KEYS(NAME)[WIRE_K_OTHER] = "" };
const char *const wire_key_abouts[WIRE_KEY_COUNT] = { [WIRE_K_NONE] = "", KEYS(ABOUT)[WIRE_K_OTHER] = "" };
const struct wire_quoted wire_keys_quoted[WIRE_KEY_COUNT] = { KEYS(QUOTED_KEY) };

enum wire_field
wire_field_named(struct wire_str name)
{
    int f = 0;

    while (f < WIRE_FIELD_COUNT && !wire_str_is(name, wire_fields[f].name))
        f++;
    return (enum wire_field)f;
}

enum wire_key
wire_key_named(struct wire_str name)
{
    int k = WIRE_K_NONE + 1;

    while (k < WIRE_K_OTHER && (wire_keys_quoted[k].n != name.n + 3 || memcmp(wire_keys[k], name.p, name.n) != 0))
        k++;
    return (enum wire_key)k;
}

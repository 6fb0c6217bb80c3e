/*
 * The article: what every reader fills and every writer prints.
 *
 * Its fields are lists of values. A value is a text, a number, a truth, a record
 * of further values by key, or a whole article. Which fields and keys there are is
 * one table (fields.c), which the JSON reader and writer, the ledger and the manual
 * all walk. The body is a tree of nodes (node.h).
 */
#ifndef WIRE_ARTICLE_ARTICLE_H
#define WIRE_ARTICLE_ARTICLE_H

#include "article/arena.h"
#include "article/ledger.h"
#include "article/node.h"
#include "article/str.h"

/* The fields, in the order in which they are printed. */
enum wire_field {
    WIRE_F_URI,
    WIRE_F_NAME, /* of an associated article: what it goes by, and its part */
    WIRE_F_REL,
    WIRE_F_VERSION,
    WIRE_F_TYPE,
    WIRE_F_PUB_STATUS,
    WIRE_F_URGENCY,
    WIRE_F_PRIORITY,
    WIRE_F_LANGUAGE,
    WIRE_F_VERSION_CREATED,
    WIRE_F_FIRST_CREATED,
    WIRE_F_CONTENT_CREATED,
    WIRE_F_CONTENT_MODIFIED,
    WIRE_F_EMBARGOED_UNTIL,
    WIRE_F_EXPIRES,
    WIRE_F_SENT,
    WIRE_F_PROVIDER,
    WIRE_F_HEADLINES,
    WIRE_F_TITLE,
    WIRE_F_SLUGLINE,
    WIRE_F_BY,
    WIRE_F_DATELINE,
    WIRE_F_LOCATED,
    WIRE_F_CREDITLINE,
    WIRE_F_CREDITS,
    WIRE_F_DESCRIPTIONS,
    WIRE_F_ED_NOTES,
    WIRE_F_SUBJECTS,
    WIRE_F_KEYWORDS,
    WIRE_F_GENRES,
    WIRE_F_PEOPLE,
    WIRE_F_ORGANISATIONS,
    WIRE_F_PLACES,
    WIRE_F_EVENTS,
    WIRE_F_OBJECTS,
    WIRE_F_SERVICES,
    WIRE_F_SIGNALS,
    WIRE_F_MEMBER_OF,
    WIRE_F_INFO_SOURCES,
    WIRE_F_ALT_IDS,
    WIRE_F_COPYRIGHT_HOLDER,
    WIRE_F_COPYRIGHT_NOTICE,
    WIRE_F_USAGE_TERMS,
    WIRE_F_RIGHTS,
    WIRE_F_LINKS,
    WIRE_F_BODIES, /* holds only what the tree does not: wordCount and the like; the text is the body tree */
    WIRE_F_RENDITIONS,
    WIRE_F_ASSOCIATIONS,
    WIRE_F_GROUPS,
    WIRE_F_HISTORY,
    WIRE_F_TAKE,
    WIRE_F_EMBARGO,
    WIRE_F_DIGITAL_SOURCE_TYPE,
    WIRE_F_TRUST_INDICATORS,
    WIRE_F_RIGHTS_INFO,
    WIRE_F_REPRESENTATION_TYPE,
    WIRE_F_EVENT_DETAILS,
    WIRE_F_PLANNED_COVERAGE,
    WIRE_F_CONCEPTS,
    WIRE_F_CATALOG,
    WIRE_F_EXTRA,
    WIRE_F_NON_PUBLIC,
    WIRE_F_RESIDUE,
    WIRE_F_SOURCE,
    WIRE_FIELD_COUNT
};

/* A set of fields. */
typedef unsigned __int128 wire_field_set;
#define WIRE_FIELD(f) ((wire_field_set)1 << (f))
_Static_assert(WIRE_FIELD_COUNT <= 128, "a bit for each field");

static inline bool
wire_field_in(wire_field_set set, int f)
{
    return (set >> f & 1) != 0;
}

/* The keys of records, in the order in which a record keeps and prints them. */
enum wire_key {
    WIRE_K_NONE,
    WIRE_K_ROLE,
    WIRE_K_REL,
    WIRE_K_ID,
    WIRE_K_NAME,
    WIRE_K_QCODE,
    WIRE_K_URI,
    WIRE_K_LITERAL,
    WIRE_K_TYPE,
    WIRE_K_SCHEME,
    WIRE_K_WHERE,
    WIRE_K_PATH,
    WIRE_K_TEXT,
    WIRE_K_PLACE,
    WIRE_K_AREA,
    WIRE_K_COUNTRY,
    WIRE_K_DATE,
    WIRE_K_AGENCY,
    WIRE_K_JOBTITLE,
    WIRE_K_CONTACT,
    WIRE_K_HREF,
    WIRE_K_VERSION,
    WIRE_K_CONTENT_TYPE,
    WIRE_K_TITLE,
    WIRE_K_WIDTH,
    WIRE_K_HEIGHT,
    WIRE_K_SIZE_IN_BYTES,
    WIRE_K_DURATION,
    WIRE_K_RELEVANCE,
    WIRE_K_CONFIDENCE,
    WIRE_K_RANK,
    WIRE_K_NUMBER,
    WIRE_K_LEAD,
    WIRE_K_WRITETHRU,
    WIRE_K_KIND,
    WIRE_K_UNTIL,
    WIRE_K_OPEN,
    WIRE_K_MODE,
    WIRE_K_PUBLIC,
    WIRE_K_LANG,
    WIRE_K_WORD_COUNT,
    WIRE_K_VALUE,
    WIRE_K_FORMAT,
    WIRE_K_FORMAT_VERSION,
    WIRE_K_FILE,
    WIRE_K_INDEX,
    WIRE_K_ENCODING,
    WIRE_K_NAMES,        /* lists from here: every name by language and role, when there is more than one */
    WIRE_K_BROADER,
    WIRE_K_SAME_AS,
    WIRE_K_SYMBOLS,
    WIRE_K_ITEMS,
    WIRE_K_HOPS,
    WIRE_K_ACTIONS,
    WIRE_K_GENERATOR,
    WIRE_K_VERSION_NOTES,
    WIRE_K_OTHER,        /* a key of a name of its own: value.name */
    WIRE_KEY_COUNT
};

enum {
    WIRE_V_PRINTED = 1, /* its text was character data of the source: it counts in conservation */
    WIRE_V_SECRET = 2,  /* not for publication: json and exchange formats only */
    WIRE_V_SUPPLIED = 4,/* not of the source: made by rule because an output demands it, or said by the user */
    WIRE_V_LIST = 8     /* of a key WIRE_K_OTHER: prints as an array even when alone */
};

struct wire_value {
    struct wire_value *next;         /* the next value of the field, or the next member of the record */
    uint8_t kind, flags;
    uint8_t key;                     /* in a record: enum wire_key */
    struct wire_str s;               /* of a text; of a number: as it is printed in JSON */
    struct wire_value *first, *last; /* of a record: its members, in the order of enum wire_key */
    struct wire_str lang;            /* BCP 47, where the source gives this value one of its own */
    struct wire_str name;            /* of WIRE_K_OTHER: the key */
    struct wire_at at;
    struct wire_article *article;    /* of WIRE_V_ARTICLE */
};

struct wire_list {
    struct wire_value *first, *last;
};

struct wire_article {
    struct wire_arena *arena;     /* its own, or that of the article it is associated with */
    struct wire_article *parent;  /* of an associated article */
    struct wire_list fields[WIRE_FIELD_COUNT];
    struct wire_node *body;       /* the root of the tree, or NULL: no body */
    uint16_t heading_levels;      /* that headings of the body have in their source, a bit each, as far as they were ranked */
    struct wire_ledger ledger;
    uint64_t end;                 /* bytes of the source, as UTF-8, up to where the story ends; 0: its reader does not say */
    struct wire_arena own;
};

/* An empty article with an arena of at most max bytes, or NULL without memory. */
struct wire_article *wire_article_new(size_t max);

/* An empty article inside `parent`, added to its associations with rel and name; NULL without memory. */
struct wire_article *wire_article_associate(struct wire_article *parent, struct wire_at);

/* --- filling. All copy what they are given, do nothing with an absent or empty text, and are
 *     silent without memory (the arena remembers). They return the value or NULL. --- */

struct wire_value *wire_add_text(struct wire_article *, enum wire_field, struct wire_str, struct wire_at);
struct wire_value *wire_add_number(struct wire_article *, enum wire_field, int64_t, struct wire_at);
struct wire_value *wire_add_record(struct wire_article *, enum wire_field, struct wire_at);

/* Members of a record; a NULL record does nothing. Keys past WIRE_K_NAMES are lists and may be added again. */
struct wire_value *wire_put_text(struct wire_article *, struct wire_value *, enum wire_key, struct wire_str, struct wire_at);
struct wire_value *wire_put_number(struct wire_article *, struct wire_value *, enum wire_key, int64_t, struct wire_at);
struct wire_value *wire_put_bool(struct wire_article *, struct wire_value *, enum wire_key, bool);
struct wire_value *wire_put_record(struct wire_article *, struct wire_value *, enum wire_key, struct wire_at);
/* A member of a name of its own; s as a text. */
struct wire_value *wire_put_other(struct wire_article *, struct wire_value *, struct wire_str name, struct wire_str s,
                                  struct wire_at);

/* Take the value out of the field (it stays in the arena). */
void wire_drop(struct wire_list *, const struct wire_value *);
void wire_drop_member(struct wire_value *record, const struct wire_value *);

/* Entries that come up everywhere: {name, path, value}, {where, role, value}, {where, value}. */
struct wire_value *wire_add_extra(struct wire_article *, struct wire_str name, struct wire_str path, struct wire_str value,
                                  struct wire_at);
struct wire_value *wire_add_non_public(struct wire_article *, struct wire_str where, struct wire_str role, struct wire_str value,
                                       struct wire_at);
struct wire_value *wire_add_residue(struct wire_article *, struct wire_str where, struct wire_str value, struct wire_at);

/* --- asking --- */

static inline struct wire_value *
wire_first(const struct wire_article *a, enum wire_field f)
{
    return a->fields[f].first;
}

/* The member of a record with that key (the first of a list), or NULL; a NULL record has none. */
struct wire_value *wire_get(const struct wire_value *record, enum wire_key);

/* Its text, or absent. */
struct wire_str wire_text_of(const struct wire_article *, enum wire_field);
struct wire_str wire_member(const struct wire_value *record, enum wire_key);

/* wire_weight of what of the source's character data stands in an article, and in what is associated with it: the body,
 * and the values flagged WIRE_V_PRINTED. */
size_t wire_article_weight(const struct wire_article *);

/* The same of a list of values, and of what is in them. */
size_t wire_values_weight(const struct wire_value *);

/* Whether a value may go into a public output. */
static inline bool
wire_is_public(const struct wire_value *v)
{
    return (v->flags & WIRE_V_SECRET) == 0;
}

/* --- the table --- */

enum wire_shape {
    WIRE_ONE_TEXT,
    WIRE_ONE_NUMBER,
    WIRE_ONE_RECORD,
    WIRE_TEXTS,
    WIRE_RECORDS,
    WIRE_ARTICLES
};

struct wire_field_row {
    const char *name;  /* in the article JSON */
    enum wire_shape shape;
    const char *about; /* one line for the manual */
};

extern const struct wire_field_row wire_fields[WIRE_FIELD_COUNT];
extern const char *const wire_keys[WIRE_KEY_COUNT], *const wire_key_abouts[WIRE_KEY_COUNT]; /* names; a line each */

/* The names as JSON has them, quotes and colon included. All of text can be read and copied at once. */
struct wire_quoted {
    uint8_t n;
    char text[31];
};

extern const struct wire_quoted wire_fields_quoted[WIRE_FIELD_COUNT], wire_keys_quoted[WIRE_KEY_COUNT];

static inline bool
wire_shape_is_list(enum wire_shape s)
{
    return s >= WIRE_TEXTS;
}

static inline bool
wire_key_is_list(enum wire_key k)
{
    return k >= WIRE_K_NAMES && k < WIRE_K_OTHER;
}

/* The field or key of that name, or WIRE_FIELD_COUNT, WIRE_K_OTHER. */
enum wire_field wire_field_named(struct wire_str);
enum wire_key wire_key_named(struct wire_str);

#endif

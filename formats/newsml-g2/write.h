/* Inside the NewsML-G2 writer: its state, the words of the standard it knows, and what its parts share. */
#ifndef WIRE_NEWSML_G2_WRITE_H
#define WIRE_NEWSML_G2_WRITE_H

#include "article/format.h"
#include "xml/write.h"

#define G2_WRITER_NAMESPACE "http://iptc.org/std/nar/2006-10-01/"
/* What G2 has no place for stands in attributes and elements of this namespace, where its wildcards
 * (##other) are; readers of ours know the local names, readers of others pass over them. */
#define G2_OWN_NAMESPACE "urn:x-wirecopy:"
#define G2_OWN_PREFIX "wirecopy:"
#define G2_ROLE_ALIAS "wirerole"
#define G2_ROLE_URI "urn:x-wirecopy:role:"
#define G2_CONSTRAINT_ALIAS "wirepub"
#define G2_CONSTRAINT_URI "urn:x-wirecopy:pubconstraint:"

enum { G2_OLDEST = 9, G2_NEWEST = 35 }; /* 2.9 is the first of which one schema has all items */

/* What the value of an attribute or element has to be (NewsML-G2 schemas, datatypes). */
enum g2_kind {
    G2_STRING,
    G2_NORMAL, /* one line */
    G2_QCODE,
    G2_QCODES,
    G2_URI,
    G2_URIS,
    G2_WHOLE,
    G2_POSITIVE,
    G2_DECIMAL,
    G2_PERCENT,
    G2_ONE_TO_NINE,
    G2_TIME,      /* a date, with or without a time */
    G2_DATE_TIME,
    G2_TRUNCATED, /* a date, a time, a month or a year */
    G2_DURATION,  /* whole before 2.14 */
    G2_STAMP,     /* of a hop: with a time before 2.28 */
    G2_BOOL,
    G2_ID,
    G2_TOKENS,
    G2_DIR,
    G2_SCAN,
    G2_LANG
};

/* Attributes that go together, and what may stand inside: which an element may have. */
#define G2_POWER       ((uint64_t)1 << 0) /* commonPowerAttributes */
#define G2_I18N        ((uint64_t)1 << 1) /* xml:lang, dir */
#define G2_CODE        ((uint64_t)1 << 2) /* qcode, uri */
#define G2_FLEX        ((uint64_t)1 << 3) /* literal, type */
#define G2_ROLE        ((uint64_t)1 << 4)
#define G2_RANK        ((uint64_t)1 << 5)
#define G2_QUANT       ((uint64_t)1 << 6) /* confidence, relevance, derivedfrom */
#define G2_REL         ((uint64_t)1 << 7)
#define G2_VALID       ((uint64_t)1 << 8) /* validfrom, validto */
#define G2_VALUE       ((uint64_t)1 << 9)
#define G2_JOB         ((uint64_t)1 << 10)
#define G2_TARGET      ((uint64_t)1 << 11) /* href, residref ... */
#define G2_TYPED       ((uint64_t)1 << 12) /* contenttype, format */
#define G2_SIZED       ((uint64_t)1 << 13) /* width, height ... */
#define G2_ENCODED     ((uint64_t)1 << 14)
#define G2_SEVERITY    ((uint64_t)1 << 15)
#define G2_MEDIA       ((uint64_t)1 << 16)
#define G2_ALT_ID      ((uint64_t)1 << 17)
#define G2_VERSIONED   ((uint64_t)1 << 18)
#define G2_HOP         ((uint64_t)1 << 19)
#define G2_ACTION      ((uint64_t)1 << 20)
#define G2_NOTICE      ((uint64_t)1 << 21)
#define G2_PART        ((uint64_t)1 << 22)
#define G2_NAMED       ((uint64_t)1 << 23) /* part of a name */
#define G2_LABEL_QUANT ((uint64_t)1 << 24) /* confidence, relevance since 2.27 */
#define G2_SEPARATOR   ((uint64_t)1 << 25) /* of a slugline */
#define G2_GROUPING    ((uint64_t)1 << 26) /* mode */
#define G2_RESOURCE    ((uint64_t)1 << 27) /* version, size, title ... of what is elsewhere */
#define G2_NAMES       ((uint64_t)1 << 28)
#define G2_DEFINES     ((uint64_t)1 << 29) /* definition, note, facet; sameAs, broader, narrower, related */
#define G2_RELATES     ((uint64_t)1 << 30) /* facet, sameAs, related */
#define G2_FACETS      ((uint64_t)1 << 31) /* mainConcept, facetConcept */
#define G2_PARTIES     ((uint64_t)1 << 32) /* personDetails, organisationDetails */
#define G2_PLACES      ((uint64_t)1 << 33) /* geoAreaDetails, POIDetails */
#define G2_BAG         ((uint64_t)1 << 34)
#define G2_RELATED_TO  ((uint64_t)1 << 35) /* related, and no other relation */
#define G2_CHANGED     ((uint64_t)1 << 36) /* of the common power attributes who changed it when, how and why */
#define G2_LABEL       ((uint64_t)1 << 37) /* literal, type since 2.27 */
#define G2_SCOPED      ((uint64_t)1 << 39) /* scope, aspect */
#define G2_VALUE_WITHIN ((uint64_t)1 << 40) /* as G2_VALUE, of a relation in another */
#define G2_WORD_QUANT  ((uint64_t)1 << 38) /* confidence, relevance of a keyword */

enum g2_word {
    G2_NONE,
    G2_ITEM_CLASS,
    G2_PROVIDER,
    G2_VERSION_CREATED,
    G2_FIRST_CREATED,
    G2_EMBARGOED,
    G2_PUB_STATUS,
    G2_GENERATOR,
    G2_SERVICE,
    G2_TITLE,
    G2_ED_NOTE,
    G2_MEMBER_OF,
    G2_SIGNAL,
    G2_EXPIRES,
    G2_LINK,
    G2_SENT,
    G2_PRIORITY,
    G2_URGENCY,
    G2_CONTENT_CREATED,
    G2_CONTENT_MODIFIED,
    G2_DIGITAL_SOURCE_TYPE,
    G2_LOCATED,
    G2_INFO_SOURCE,
    G2_CREATOR,
    G2_CONTRIBUTOR,
    G2_ALT_IDENT,
    G2_LANGUAGE,
    G2_GENRE,
    G2_KEYWORD,
    G2_SUBJECT,
    G2_SLUGLINE,
    G2_HEADLINE,
    G2_DATELINE,
    G2_BY,
    G2_CREDITLINE,
    G2_DESCRIPTION,
    G2_TAKE,
    G2_COPYRIGHT_HOLDER,
    G2_COPYRIGHT_NOTICE,
    G2_USAGE_TERMS,
    G2_NAME,
    G2_DEFINITION,
    G2_NOTE,
    G2_FACET,
    G2_SAME_AS,
    G2_BROADER,
    G2_NARROWER,
    G2_RELATED,
    G2_RELATED_WITHIN, /* in another relation */
    G2_MAIN_CONCEPT,
    G2_FACET_CONCEPT,
    G2_HOP_HISTORY,
    G2_A_HOP,
    G2_PARTY,
    G2_AN_ACTION,
    G2_PART_META,
    G2_INLINE_XML,
    G2_INLINE_DATA,
    G2_REMOTE_CONTENT,
    G2_GROUP,
    G2_GROUP_REF,
    G2_ITEM_REF,
    G2_ITEM_META,
    G2_CONTENT_META,
    G2_RIGHTS_INFO,
    G2_WORD_COUNT
};

struct g2_element {
    const char *name;
    unsigned since;   /* minor of the version that brought it; older ones get it in our own namespace */
    uint64_t has;
    unsigned code_since; /* of an element that once needed a qcode: from when it does not; 0: never did */
};
extern const struct g2_element g2_elements[G2_WORD_COUNT];

struct g2_declared {
    struct wire_str alias, uri;
};

/* What kind of item a story becomes. */
enum g2_item { G2_NEWS_ITEM, G2_PACKAGE_ITEM, G2_CONCEPT_ITEM, G2_KNOWLEDGE_ITEM, G2_PLANNING_ITEM, G2_CATALOG_ITEM };

/* One output's state, from open to close. */
struct g2_writer {
    struct wire_out *out;
    unsigned minor;              /* 35 is 2.35 */
    bool nitf;                   /* bodies go as NITF */
    unsigned items;              /* built so far */
    bool begun;                  /* the first story has been built */
    bool message;                /* <newsMessage> has been written */
    struct wire_buf held;        /* the first story, until it is known whether a second comes */
    struct wire_buf item;        /* the story in hand, catalogs and root tag included */
    struct wire_tags tags;       /* its inside */
    struct wire_buf header;      /* the header of the message, made with the first story */
    struct wire_buf header_sent; /* the time of transmission it says */
    char header_priority;        /* and the priority; 0: none */
    bool header_wanted;          /* it says something of its own */
    uint64_t *ids;               /* hashes of the ids of this document, open addressing */
    size_t id_count, id_room;

    /* of the story in hand */
    const struct wire_article *story;
    const struct wire_value *event; /* eventDetails of the concept in hand that the story says, not the concept; or NULL */
    enum g2_item kind;
    bool of_g2;                  /* it was read from NewsML-G2 */
    bool from_g2;                /* and of no later version than is written: what was kept may be given back */
    bool own;                    /* our own namespace is used */
    bool bare, bare_used;        /* no code of the story has its URI beside it, and a reader would make one; and that is so */
    bool role_alias, constraint_alias, iptc_alias;
    bool remote_catalog, iptc_catalog;
    struct g2_declared *schemes; /* that the story declares */
    size_t scheme_count, scheme_room;
    struct g2_declared *unknown; /* aliases that nobody declares */
    size_t unknown_count, unknown_room;
    const struct wire_value **given; /* of extra, what has gone out: by address, open addressing; where there is a ledger */
    size_t given_count, given_room;
    unsigned id_suffix;          /* of the groups in hand, whose ids an earlier story has taken; 0: none */
    bool everything_own;         /* while an element is written that has no place in this version */
    unsigned relations;          /* that are open around the element in hand, of those in write-details.c */
    bool no_role;                /* while a record's role only says what the record is */
    const char *entity_list, *entity_type; /* while one of people, places ... is written as a subject */
    const char *parent;                    /* the path of the metadata in hand, where attributes may have been kept */
    wire_field_set elsewhere;              /* fields that are written elsewhere in the element in hand */
    const struct wire_article *of;         /* whose fields are being put there */
    const struct wire_value *headlines;    /* of the article in hand */
    /* of the start tag in hand */
    enum g2_word word;
    enum wire_status err;
};

/* --- write-tag.c: tags and attributes, valid or else in our own namespace --- */

/* Whether that version has the element; else it is written in our own namespace, at the end of its parent. */
bool g2_has(const struct g2_writer *, enum g2_word);

void g2_line(struct g2_writer *);
void g2_open(struct g2_writer *, enum g2_word);
void g2_attr(struct g2_writer *, const char *name, struct wire_str value);
void g2_other_attr(struct g2_writer *, struct wire_str name, struct wire_str value); /* the same for a name of the story */
/* A local code as a qcode of the alias, or of our own scheme where alias is NULL. */
void g2_code(struct g2_writer *, const char *name, const char *alias, struct wire_str local);
void g2_attr_as_is(struct g2_writer *, const char *name, struct wire_str value); /* known to be valid */
/* In our own namespace whatever the name. */
void g2_own(struct g2_writer *, const char *name, struct wire_str value);
void g2_lang(struct g2_writer *, struct wire_str lang);
void g2_secret(struct g2_writer *); /* pubconstraint: not for publication */
void g2_inside(struct g2_writer *); /* > */
void g2_text(struct g2_writer *, struct wire_str);
void g2_close(struct g2_writer *, enum g2_word, bool lines);
void g2_empty(struct g2_writer *);  /* /> */

void g2_count(struct g2_writer *, enum wire_ledger_act, const char *path, const char *why, struct wire_at);

/* --- write-valid.c: whether a value is what the schema asks for --- */

bool g2_valid(struct g2_writer *, enum g2_kind, struct wire_str); /* notes the alias of a qcode, the id of an ID */
bool g2_uri_valid(struct wire_str);     /* RFC 3986, relative ones too, as far as validators look */
bool g2_id_taken(const struct g2_writer *, struct wire_str id);
void g2_fail(struct g2_writer *, enum wire_status);

/* --- write-catalog.c: what the aliases of a story mean --- */

void g2_catalogs_begin(struct g2_writer *);                  /* what the story declares */
bool g2_alias(struct g2_writer *, struct wire_str alias);    /* note that it is used; false: it can be no alias */
struct wire_str g2_alias_uri(struct g2_writer *, struct wire_str alias); /* of its scheme, or absent */
void g2_catalogs(struct g2_writer *, struct wire_buf *);     /* write <catalogRef>, <catalog> */

/* --- write-concept.c --- */

void g2_concept(struct g2_writer *, enum g2_word, const struct wire_value *);
void g2_labelled(struct g2_writer *, enum g2_word, const struct wire_value *, enum wire_key text); /* a text with attributes */
void g2_plain(struct g2_writer *, enum g2_word, const struct wire_value *);
void g2_members(struct g2_writer *, const struct wire_value *record, uint64_t but); /* as attributes; but: bits of keys */

bool g2_says_the_same(struct g2_writer *, struct wire_str qcode, struct wire_str uri); /* what a catalog makes of the qcode */

/* The elements a record keeps as XML, in their order; any: whatever they are, else those of other namespaces alone. */
void g2_rest(struct g2_writer *, const struct wire_value *record, bool any);
void g2_none(struct g2_writer *, const struct wire_value *record); /* there is no place for them: they are told */
/* A text with the markup that was kept of it. */
void g2_marked(struct g2_writer *, const struct wire_value *record, struct wire_str text);

/* --- write-details.c: newsCoverageSet --- */

/* --- write-defines.c: what concept, knowledge and catalog items define --- */

bool g2_is_catalog(const struct wire_value *catalog); /* it declares aliases: it is more than what is said of one scheme */
void g2_concept_item(struct g2_writer *, const struct wire_article *);
void g2_knowledge(struct g2_writer *, const struct wire_article *);
void g2_catalog_container(struct g2_writer *, const struct wire_article *);

void g2_detail_own(struct g2_writer *, const char *name, const struct wire_value *); /* a record in our own namespace */
void g2_planned_coverage(struct g2_writer *, const struct wire_article *);

/* --- write-meta.c --- */

void g2_item_meta(struct g2_writer *, const struct wire_article *);
void g2_content_meta(struct g2_writer *, const struct wire_article *);
void g2_rights(struct g2_writer *, const struct wire_article *);
void g2_history(struct g2_writer *, const struct wire_article *);
void g2_link(struct g2_writer *, const struct wire_value *);
void g2_part_fields(struct g2_writer *, const struct wire_article *, bool reference); /* of partMeta, or hints of itemRef */

/* --- write-content.c --- */

void g2_content(struct g2_writer *, const struct wire_article *);
void g2_non_public(struct g2_writer *, const struct wire_article *, bool own); /* own: in our own namespace, where there is no content */
bool g2_is_poi(const struct wire_value *member); /* of a rendition: its point of interest, which goes out by itself */
void g2_rendition(struct g2_writer *, const struct wire_value *);
void g2_parts(struct g2_writer *, const struct wire_article *);
void g2_groups(struct g2_writer *, const struct wire_article *);

/* --- write-kept.c: what a reader of G2 kept, given back where it stood --- */

/* A value of extra has gone out; and when all has: of the rest the ledger is told. */
void g2_gave(struct g2_writer *, const struct wire_value *);
void g2_not_given(struct g2_writer *, const struct wire_article *);

void g2_kept(struct g2_writer *, const struct wire_article *, const char *path, bool text);
void g2_kept_attrs(struct g2_writer *, const struct wire_article *, const char *path);
void g2_kept_markup(struct g2_writer *, const struct wire_article *, const char *path, struct wire_str text); /* the text, as it stood */
void g2_kept_foreign(struct g2_writer *, const struct wire_article *, const char *parent); /* of other namespaces */
bool g2_is_foreign(struct wire_str element); /* as it was kept: of a namespace of its own */
struct wire_str g2_kept_name(struct wire_str element); /* as it was kept: its local name, or absent where it is no element */
void g2_kept_element(struct g2_writer *, struct wire_str element); /* on a line of its own */
bool g2_may_clash(const struct g2_writer *, struct wire_str element); /* its ids with those of another story */
const struct wire_value *g2_kept_find(const struct wire_article *, const char *path);

/* --- write.c --- */

struct wire_str g2_nearest_time(struct g2_writer *, const struct wire_article *);
void g2_header_own(struct g2_writer *, const struct wire_article *); /* sent and priority, where the header says others */

enum wire_status g2_write_open(struct wire_out *), g2_write_story(struct wire_out *, const struct wire_article *),
    g2_write_close(struct wire_out *);

/* All but what has no place in G2 and none in our own namespace either. */
#define G2_WRITE_HOLDS                                                                                              \
    (~(WIRE_FIELD(WIRE_F_RESIDUE) | WIRE_FIELD(WIRE_F_SOURCE)))

#endif

/*
 * What the XML formats share: a table says what becomes of each element and attribute,
 * this room runs it over libxml2's SAX2 events, in one pass.
 */
#ifndef WIRE_XML_XML_H
#define WIRE_XML_XML_H

#include "article/format.h"
#include "xml/body.h"

struct wire_xml;

enum wire_row_act {
    WIRE_PASS,   /* a container: its children have rows of their own */
    WIRE_FIRST,  /* the same for the first of the story; those after it are kept as a whole, as what has no row is */
    WIRE_TAKE,   /* its text, or the attribute's value, goes to `take` */
    WIRE_RECORD, /* it is a record of field or key; its text, if any, goes to the key `text` */
    WIRE_PART,   /* it is an article associated with the story; its rows fill that one */
    WIRE_ITEM,   /* it is a story */
    WIRE_KEEP,   /* into extra, as XML where it has any inside */
    WIRE_SKIP,   /* nothing, and `why` says why */
    WIRE_BODY    /* body markup: `take` has set up where it goes, see wire_xml_body */
};

struct wire_row;

/* s is the text (raw) or value; the record in force, language and place are asked of x. */
typedef void wire_take_fn(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at);

/* One row of a format's table. Rows without a path speak of the element the table hangs on. */
struct wire_row {
    const char *path; /* names parted by slashes, below where the table hangs */
    const char *attr; /* local name of an attribute; NULL: the element */
    enum wire_row_act act;
    int field;        /* enum wire_field, used where no record is open or act is RECORD without key */
    int key;          /* enum wire_key in the record in force; 0: field */
    int text;         /* TAKE: 1 if every element in it stands apart by a space, 2 if markup in it is kept in extra. RECORD: the key its own text goes to; negative: with its lines as they are; 0: there should be none */
    wire_take_fn *take;    /* TAKE: what to do; RECORD, PART, ITEM: called at its end, s empty; may be NULL there */
    wire_take_fn *begin;   /* called at the start tag, before the attributes; may be NULL */
    const char *why;       /* SKIP: the reason */
    const struct wire_table *sub; /* rows that hold below it, beside those with its path */
};

struct wire_table {
    const struct wire_row *rows;
    size_t count;
    /* Of a record on which the table hangs: the member that an element without a row becomes, as XML, and the record stays
     * though it be empty; where it has a text, such elements in that are WIRE_MARKUP, all of its inside as XML. NULL: such
     * an element goes to extra, such a record goes, and of a text the words alone count. */
    const char *rest;
};

#define WIRE_MARKUP "markup"

#define WIRE_TABLE(rows) { (rows), WIRE_COUNT(rows), NULL }
#define WIRE_TABLE_REST(rows, rest) { (rows), WIRE_COUNT(rows), (rest) }

/* What a format gives to the engine. */
struct wire_xml_format {
    const char *name;                  /* for source.format and findings */
    const struct wire_table *document; /* rows from the root element on */
    void (*begin)(struct wire_xml *x, const char *element); /* a story begins: x->story is new and empty */
    void (*complete)(struct wire_xml *x); /* all of it has been read; several values may stand where one belongs */
    void (*end)(struct wire_xml *x);      /* it is settled; may set fields, report, or leave it */
    const struct wire_finding *no_story; /* reported when the document had none */
    const char *namespace;               /* what an unprefixed name means when markup is kept as XML */
    size_t state;                        /* bytes at x->state, zeroed for each document */
    /* Where elements of several namespaces share names, rows know them as prefix:name. What an element's prefix is called
     * in the rows, given the document's own (or NULL), its namespace (or NULL) and whether it is the root; NULL: it goes
     * without. May be NULL. */
    const char *(*prefix)(struct wire_xml *x, const char *prefix, const char *namespace, bool root);
    bool media_apart;                    /* a media of an NITF body is an article associated with the story */
};

/* What take functions may look at. */
struct wire_xml {
    struct wire_source *source;
    const struct wire_sink *sink;
    struct wire_worker *worker;
    struct wire_article *story;  /* being filled; of an associated article while a PART is open */
    struct wire_article *header; /* what stands outside the items; its fields go to every one */
    const struct wire_xml_format *format;
    void *state;                 /* the format's own */
    struct wire_body *body;
    struct wire_str item_lang;   /* of the story's root element; absent where it says none */
    unsigned stories;            /* begun so far */
    wire_field_set not_inherited; /* fields that this story says to have none of, whatever the header says */
    bool declined;               /* by the row of any element's attribute: this one is kept as others are */
    size_t skipped;              /* wire_weight of character data left out by rule, of this story */
    size_t kept_weight;          /* wire_weight of character data in values that hold XML */
};

/* Read a document with a format's table. The wire_read_fn of every XML format is one call of this. */
enum wire_status wire_xml_read(const struct wire_xml_format *, struct wire_source *, const struct wire_sink *,
                               const struct wire_tap *, struct wire_worker *);

/*
 * Read a document that stands as text within a document of another kind: it fills the fields that outer has
 * nothing for (mapping.md, Stories), in outer's arena. No story is given out and a table's ITEM rows are none;
 * where the status is not WIRE_OK outer is as it was.
 */
struct wire_inner {
    size_t read, kept, skipped; /* wire_weight of its character data: all; in values that hold XML; left out by rule */
};
enum wire_status wire_xml_read_inner(const struct wire_xml_format *, struct wire_article *outer, struct wire_source *,
                                     const struct wire_sink *, struct wire_worker *, struct wire_inner *);

/* Where the start tag begins that a libxml2 parser is speaking of; from its startElementNs only. For taps. */
struct wire_at wire_xml_tag_at(const void *parser);

/* The local name of the root element in the first bytes of an XML document (UTF-8 or UTF-16), or absent: no XML.
 * It stands in store. For sniffing. */
enum { WIRE_ROOT_NAME = 64 };
struct wire_str wire_xml_root(const char *bytes, size_t n, char store[WIRE_ROOT_NAME]);

/* --- for take functions --- */

/* The record in force: that of the innermost RECORD element open, or NULL. */
struct wire_value *wire_xml_record(const struct wire_xml *);
/* Of the element in hand, a TAKE row's with the key WIRE_K_NAME: its attributes without rows, as a record's members; or NULL. */
struct wire_value *wire_xml_said(const struct wire_xml *);
void wire_xml_set_record(struct wire_xml *, struct wire_value *); /* for the element in hand and all in it */

/* The language in force (BCP 47) or absent; whether this element stands in something not for publication. */
struct wire_str wire_xml_lang(const struct wire_xml *);
bool wire_xml_is_secret(const struct wire_xml *);
void wire_xml_set_secret(struct wire_xml *); /* this element and all in it */

/* From the `take` of a row below a text: the text of this element is its parent's as well. */
void wire_xml_stay(struct wire_xml *);
/* The same for one in an element that is only passed: both are text of what is around that. */
void wire_xml_stay_around(struct wire_xml *);

/* An attribute of the element whose start tag is being read, by local name; absent when there is none. */
struct wire_str wire_xml_attribute(const struct wire_xml *, const char *name);

/* The path of the element in hand, below the item, in the arena: "contentMeta/subject/name". */
struct wire_str wire_xml_path(const struct wire_xml *);

/* Put a value that could not be understood into extra. */
void wire_xml_keep(struct wire_xml *, struct wire_str s, struct wire_at);
/* The same of what a row takes: an attribute's value is no character data. */
void wire_xml_keep_of(struct wire_xml *, const struct wire_row *, struct wire_str s, struct wire_at);

/* Character data that was read in another form of what it says, as base64: its own wire_weight no longer counts, but now. */
void wire_xml_read_as(struct wire_xml *, struct wire_str was, struct wire_str now);

/* Report a finding about the story in hand. */
void wire_xml_report(struct wire_xml *, const struct wire_finding *, struct wire_at, const char *fmt, ...) WIRE_PRINTF(4, 5);

/* The first failure, of memory or limits; the reading ends. */
void wire_xml_fail(struct wire_xml *, enum wire_status);

/* Takes that every format needs. Text goes to the record's key or to the field, collapsed; the language in
 * force goes with it. What is no time, number or tag goes to extra with a finding. */
wire_take_fn wire_take_text, wire_take_time, wire_take_one_to_nine, wire_take_whole, wire_take_number, wire_take_language,
    wire_take_flag;

/*
 * From `begin` of a row: everything inside this element is body markup of the story
 * (given to x->body), until its end, when `done` is called with the element still open.
 */
enum wire_xml_inside {
    WIRE_IN_BODY,  /* to x->body */
    WIRE_IN_KEPT,  /* kept as XML, into extra */
    WIRE_IN_TABLE, /* read on with a table of another kind */
    WIRE_IN_TEXT   /* text, in case it is markup in disguise */
};

/* Which of these it is can hang on the first child element: asked with its name, NULL at the end without any.
 * For WIRE_IN_TABLE *table is set. Given as `decide` to wire_xml_defer in the `begin` of a row. */
typedef enum wire_xml_inside wire_decide_fn(struct wire_xml *, const char *child, const struct wire_table **table);
void wire_xml_defer(struct wire_xml *, wire_decide_fn *decide);

/* From the `begin` of a BODY row, after wire_body_begin: everything inside is body, there is nothing to decide. */
void wire_xml_body(struct wire_xml *);

/* Character data as (a further part of) the story's body: HTML where a tag stands in it, else plain text; where is as
 * for wire_body_begin. And what a plain text announces as not for publication: it is held back, the rest comes back. */
void wire_xml_body_text(struct wire_xml *, const char *where, struct wire_str text, struct wire_at);
struct wire_str wire_xml_part_announced(struct wire_xml *, struct wire_str text, struct wire_at);

/* Findings of this room, for the tables of the formats that use it. */
#define WIRE_XML_FINDINGS                                                                                          \
    &wire_xml_not_well_formed, &wire_xml_namespace, &wire_xml_encoding, &wire_xml_limit, &wire_xml_external,          \
        &wire_xml_not_a_time, &wire_xml_not_a_number, &wire_xml_io, &wire_xml_encoding_unknown, &wire_xml_encoding_doubtful
extern const struct wire_finding wire_xml_not_well_formed, wire_xml_namespace, wire_xml_encoding, wire_xml_limit,
    wire_xml_external, wire_xml_not_a_time, wire_xml_not_a_number, wire_xml_io, wire_xml_encoding_unknown,
    wire_xml_encoding_doubtful;

/* What is left of a record goes to extra, a member an entry; the record itself is the caller's to drop. */
void wire_flatten(struct wire_article *, const struct wire_value *record, struct wire_str path);

/* An inner article fills what its outer one says nothing of, and no more but renditions, associations and what was kept:
 * the rest goes to the outer one's extra where that says it otherwise. *skipped grows by what both say. */
void wire_inner_merge(struct wire_article *outer, struct wire_article *inner, struct wire_str inherited, size_t *skipped);

/* What `header` says is said of the story as well; the words of these copies count where the header stands. Past a few
 * hundred values only the first story gets them. */
void wire_xml_inherit(struct wire_article *to, const struct wire_article *header, bool first, wire_field_set but);

/* Of values repeated by language: the story's language, else the same primary language, else the first. */
struct wire_value *wire_pick(const struct wire_value *first, struct wire_str lang, enum wire_key key);

/*
 * After the last event of a story: where a field for one value has several, one is picked by the story's
 * language and the rest go to extra; the same for names of records, all of which then stand in `names`.
 * A value in the story's language, or in the one inherited from the story's root element, says no language.
 */
void wire_xml_settle(struct wire_article *, struct wire_str inherited);

#endif

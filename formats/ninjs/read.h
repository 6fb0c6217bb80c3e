/* Inside formats/ninjs: the reader's state and what its parts share. */
#ifndef WIRE_NINJS_READ_H
#define WIRE_NINJS_READ_H

#include "json/tree.h"
#include "ninjs/ninjs.h"
#include "xml/body.h"

struct ninjs_reading;
struct ninjs_row;

/* What becomes of a value. record is what it belongs to, NULL where that is the article. */
typedef void ninjs_take_fn(struct ninjs_reading *, const struct ninjs_row *, struct wire_value *record,
                           const struct wire_json_value *);

enum ninjs_act { NINJS_TAKE, NINJS_KEEP, NINJS_SKIP };

/* One row of a table: a name below where the table hangs. */
struct ninjs_row {
    const char *name;         /* in small letters and without $: case counts for nothing (mapping.md, ninjs) */
    enum ninjs_act act;
    int field;                /* enum wire_field, where there is no record */
    int key;                  /* enum wire_key of the record */
    ninjs_take_fn *take;
    const char *as;           /* WIRE_K_OTHER: under this name; SKIP: why; of a maker: the role */
};

/* Rows are taken in their own order, whatever the order of the source: of two for one field the first wins. */
struct ninjs_table {
    const struct ninjs_row *rows;
    size_t count;
    unsigned index;           /* of its hash among a worker's */
    ninjs_take_fn *other;     /* names without a row; NULL: they are kept */
};

enum { NINJS_ROWS_MAX = 96, NINJS_TABLES = 10, NINJS_HASHED = 256 };

/* What a worker keeps between documents. */
struct ninjs_state {
    struct wire_body *body;
    bool hashed[NINJS_TABLES];
    uint8_t slots[NINJS_TABLES][NINJS_HASHED]; /* row and 1, by hash of the name */
};

/* Where a value stands: for extra from the story or association on, for the ledger from the story on. */
struct ninjs_path {
    const struct ninjs_path *outer;
    struct wire_str name;     /* absent: an entry of the array around it */
    unsigned entry;
    bool article;             /* an associated article begins below */
};

/* Values gathered until the whole item has been seen. */
struct ninjs_named {
    struct ninjs_named *next;
    const struct wire_json_value *value;
};
struct ninjs_gathered {
    struct ninjs_named *first, *last;
};
enum ninjs_text { NINJS_HEADLINES, NINJS_DESCRIPTIONS, NINJS_BODIES, NINJS_TEXTS };

/* One item: the story or an association. */
struct ninjs_item {
    struct ninjs_item *outer;
    const struct wire_json_value *node;
    const struct wire_json_value *plural[NINJS_TEXTS]; /* headlines, descriptions, bodies */
    struct ninjs_gathered named[NINJS_TEXTS];          /* headline, headline_X ... */
    const struct wire_json_value *word_count;
    bool has_event, has_plan;
};

enum {
    NINJS_ITEMS_DEEP = 24,    /* associations in one another; deeper ones are kept as JSON */
    NINJS_DETAILS_DEEP = 24,  /* objects in one another, of details; the same */
    NINJS_SEEN = 64           /* entries looked at for one that says the same in another form: hostile input has crowds */
};

struct ninjs_reading {
    struct wire_json j;
    struct wire_worker *worker;
    const struct wire_sink *sink;
    struct wire_source *source;
    struct ninjs_state *state;
    struct wire_arena tree;         /* of the value in hand; freed with it */
    struct wire_article *story, *a; /* the outermost one, and the one being filled */
    struct ninjs_item *item;
    const struct ninjs_path *path;  /* of the value in hand */
    struct wire_buf scratch;
    size_t read, kept, skipped;     /* wire_weight of strings: all; in another form or in JSON; left out by rule */
    unsigned stories, deep;
    bool own;                       /* written by wirecopy: the order of members tells what ninjs cannot (ninjs.h) */
    bool said_kind;                 /* once a story */
    enum wire_status err;           /* that ends the reading: of the sink, or no memory */
};

/* --- read.c --- */

/* Take the members of an object as the table says. */
void ninjs_members(struct ninjs_reading *, const struct ninjs_table *, struct wire_value *record, const struct wire_json_value *);

/* Fill an article from an item; r->a is the article meanwhile. */
void ninjs_read_item(struct ninjs_reading *, struct wire_article *, const struct wire_json_value *);

/* --- read-values.c --- */

/* A string or number on one line, in the tree's arena where it had to be changed; absent where it is neither. */
struct wire_str ninjs_line(struct ninjs_reading *, const struct wire_json_value *);

/* Into extra as it is: a string as its text, anything else as JSON. Nulls and empty brackets say nothing. */
void ninjs_keep(struct ninjs_reading *, const struct wire_json_value *, const char *why);
/* The same, and say that it is not the kind of value that belongs there. */
void ninjs_keep_kind(struct ninjs_reading *, const struct wire_json_value *);
/* Not content, and why. */
void ninjs_skip(struct ninjs_reading *, const struct wire_json_value *, const char *why);
/* The value was made of this: what it weighs is placed. value may be NULL. */
void ninjs_took(struct ninjs_reading *, struct wire_value *, const struct wire_json_value *);

/* The members of one name that an object has; the last one counts. NULL: none. */
const struct wire_json_value *ninjs_find(const struct wire_json_value *object, const char *name);
/* A name in small letters and without $ against one that is so. */
bool ninjs_name_is(struct wire_str name, const char *wanted);

/* Walk the entries of an array, or the one value that stands where an array belongs. */
const struct wire_json_value *ninjs_first_entry(const struct wire_json_value *);
const struct wire_json_value *ninjs_next_entry(const struct wire_json_value *list, const struct wire_json_value *entry);

/* "http://cv.example/role/main", "role:main" and "main" are main. */
struct wire_str ninjs_local(struct wire_str role);

void ninjs_report(struct ninjs_reading *, const struct wire_finding *, struct wire_at, struct wire_str detail);
bool ninjs_failed(struct ninjs_reading *, enum wire_status);
void ninjs_count(struct ninjs_reading *, enum wire_ledger_act, const char *why, struct wire_at);

ninjs_take_fn ninjs_take_text, ninjs_take_time, ninjs_take_nine, ninjs_take_language, ninjs_take_status, ninjs_take_type,
    ninjs_take_uri, ninjs_take_guid, ninjs_take_note, ninjs_take_located, ninjs_take_words, ninjs_take_representation,
    ninjs_take_part;

/* read-lists.c */
ninjs_take_fn ninjs_take_concepts, ninjs_take_source, ninjs_take_authors, ninjs_take_maker, ninjs_take_alt_ids, ninjs_take_renditions,
    ninjs_take_trust, ninjs_take_associations, ninjs_take_one_concept;

/* read-vendors.c */
ninjs_take_fn ninjs_take_within, ninjs_take_dateline, ninjs_take_party, ninjs_take_sentences, ninjs_take_embargo,
    ninjs_take_priority_letter, ninjs_take_rels, ninjs_take_links, ninjs_take_jobtitle, ninjs_take_bylines;

/* read-details.c */
struct ninjs_details {
    struct wire_article *a;
    struct wire_buf *scratch;
    size_t kept;              /* wire_weight of strings in values that are JSON */
    unsigned deep;
};

/* A value as a member of that name, objects as records; NULL as record does nothing. */
void ninjs_details_member(struct ninjs_details *, struct wire_value *record, struct wire_str name, const struct wire_json_value *);

ninjs_take_fn ninjs_take_details, ninjs_take_standard;

/* read-texts.c: headlines and descriptions, once all of the item has been seen. */
ninjs_take_fn ninjs_gather_plural, ninjs_gather_named, ninjs_take_word_count;
void ninjs_settle_texts(struct ninjs_reading *);

/* read-bodies.c */
void ninjs_settle_bodies(struct ninjs_reading *);

extern const struct ninjs_table ninjs_item_table; /* read-table.c */

extern const struct wire_finding ninjs_no_story, ninjs_no_uri, ninjs_kind, ninjs_not_a_time, ninjs_not_a_number, ninjs_limit,
    ninjs_body_not_xml, ninjs_around;

enum wire_status ninjs_read(struct wire_source *, const struct wire_sink *, const struct wire_tap *, struct wire_worker *);
int ninjs_sniff(const char *bytes, size_t n, const char **why);

#endif

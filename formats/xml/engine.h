/* Inside formats/xml: the state of one reading, its frames, its compiled tables. */
#ifndef WIRE_XML_ENGINE_H
#define WIRE_XML_ENGINE_H

#include <libxml/parser.h>

#include "xml/xml.h"

/* A table compiled: its rows as steps from name to name. */
struct wire_step {
    struct wire_str name; /* of the row, static */
    const struct wire_row *row;
    struct wire_step *kids, *last_kid, *next; /* children; siblings */
    struct wire_step *attrs;
    const struct wire_step *sub; /* the root of a table that hangs here; NULL until it is first needed */
};

/*
 * Where a step from `at` by `name` led, be it nowhere: feeds take the same few hundred steps all the time.
 * Names are pointers of the parser's dictionary, so that a step taken before is two comparisons.
 */
struct wire_memo {
    const struct wire_step *at, *found;
    const xmlChar *name;
};

enum { WIRE_MEMOS = 256 };

/* Whether an element parts words, by its name in the parser's dictionary. */
struct wire_parting {
    const xmlChar *name;
    bool parts;
};

enum { WIRE_PARTINGS = 64 }; /* as many as six bits of a hash tell apart */

struct wire_compiled {
    struct wire_compiled *next;
    const struct wire_table *table;
    struct wire_step root;
};

/* Members of one record: they are kept in order by walking them, so that a million would take for ever. */

enum wire_mode {
    WIRE_M_TABLE, /* rows decide; own text is an exception */
    WIRE_M_TEXT,  /* text is wanted; children without rows add theirs */
    WIRE_M_SKIP,
    WIRE_M_KEEP,
    WIRE_M_DEFER, /* waiting for the first child to decide */
    WIRE_M_BODY
};

/* One open element that has a row, or that begins something kept or skipped. */
struct wire_frame {
    const xmlChar *name;
    const struct wire_step *step;
    const struct wire_row *row;
    struct wire_value *record;   /* in force */
    struct wire_value *said;     /* of a text that is a name: the attributes no row speaks of, or NULL */
    struct wire_value *before;   /* own_record: what stood last in its list */
    uint32_t members;            /* own_record: elements in it that became members */
    struct wire_article *outer;  /* PART and inner documents: the article to go back to */
    wire_decide_fn *decide;
    struct wire_str lang;
    size_t text_from, keep_from; /* where its text and its XML begin in text and keep */
    uint32_t below;              /* open elements in it without frames of their own */
    struct wire_at at;
    uint8_t mode;
    bool secret, own_record, markup; /* markup: KEEP had attributes or children */
    bool stays;                  /* TAKE: its text is also its parent's */
    uint8_t head;                /* BODY: how far into html/head/title */
};

/* A media of an NITF body, open: see media.c. */
struct wire_media_open {
    struct wire_article *part;   /* that it becomes, or NULL: the story itself */
    struct wire_node *figure;    /* that shows it, or NULL */
    uint32_t depth;              /* elements open in the body, itself included */
    uint32_t said_at;            /* the same of the child whose text is being gathered; 0: none */
    size_t text_from;
    uint8_t says;                /* what that child is */
    bool outside;                /* it is no part of the body */
    bool produced;               /* a media-producer has been read */
    bool plain;                  /* our own writer: a figure of the body and nothing else */
    int32_t refers;              /* to an associated article that stands elsewhere; -1: none */
    struct wire_str coding;      /* of a media-object */
};

enum { WIRE_FIRSTS_MOST = 4 }; /* elements of one story of which the first alone is read: a table has few such rows */

enum { WIRE_MEDIA_MOST = 4 }; /* of media in captions of media; those further in are read as references only */

struct wire_reading {
    struct wire_xml x; /* first: what take functions see */
    const struct wire_tap *tap;
    struct wire_xml_state *w;
    xmlParserCtxtPtr parser;
    struct wire_frame *frames;
    size_t depth, frames_cap;   /* frames in use */
    size_t item_depth;          /* frames open when the story began */
    uint32_t open_elements;
    size_t read_weight;         /* character data of this story */
    const struct wire_row *firsts[WIRE_FIRSTS_MOST]; /* FIRST rows met in this story */
    unsigned first_count;
    struct wire_buf text, keep;
    size_t keep_names;          /* where the declarations of the kept piece in hand go: behind the name of its first tag */
    const xmlChar *kept_prefixes[8]; /* declared in it, interned */
    unsigned kept_prefix_count;
    struct wire_str pending_role; /* of a name whose start tag has been read */
    const struct wire_step *any_attrs;
    const xmlChar **attrs;      /* of the start tag in hand, libxml2's fives */
    int attr_count;
    uint64_t events, events_at_read, bytes_since_event;
    uint64_t bytes_since_limit; /* read since the story went past its limit */
    uint64_t expanded;          /* bytes that entities have come to */
    const struct wire_limits *max;
    enum wire_status err;
    bool begun;                 /* something but blanks has been read */
    bool doubted;               /* the declared encoding has been looked at, or told of */
    bool reported;              /* err has been told of in words */
    xmlEntity entity;           /* what a named character is answered with */
    char entity_text[16];
    struct wire_media_open media[WIRE_MEDIA_MOST];
    unsigned media_count;       /* open */
    int32_t media_parts;        /* of this story, so far */
    bool again;                 /* another document follows this one in the input */
    char *rest;                 /* its bytes that the parser had read already */
    size_t rest_n, rest_at;
    uint32_t lines_before;      /* in the documents before */
    uint64_t bytes_before;
    unsigned stories_before;
    uint32_t first_line;        /* of the document in hand */
    size_t names_before;        /* in the parser's dictionary, from other documents */
    struct wire_at body_at;     /* of the last start tag that went to the body: its text has this place */
    int read_errno;
};

/* What a worker keeps between documents. */
struct wire_xml_state {
    xmlParserCtxtPtr parser;
    struct wire_arena tables; /* compiled tables */
    struct wire_compiled *compiled;
    struct wire_memo kids[WIRE_MEMOS], attrs[WIRE_MEMOS]; /* by hash of step and name; a newer one overwrites */
    struct wire_parting partings[WIRE_PARTINGS]; /* by name; the same */
    struct wire_body *body;
    struct wire_frame *frames;
    size_t frames_cap;
    struct wire_buf text, keep;
    void *format_state;
    size_t format_state_size;
};

/* table.c */
const struct wire_step *wire_compiled_for(struct wire_xml_state *, const struct wire_table *);
const struct wire_step *wire_find_kid(struct wire_memo *, const struct wire_step *, const xmlChar *name); /* and remember it */
const struct wire_step *wire_find_attr(struct wire_memo *, const struct wire_step *, const xmlChar *name);
bool wire_step_open(struct wire_xml_state *, const struct wire_step *); /* its rows are needed; false without memory */

static inline struct wire_memo *
wire_memo_for(struct wire_memo *memos, const struct wire_step *at, const xmlChar *name)
{
    _Static_assert(WIRE_MEMOS == 1 << (64 - 56), "as many as eight bits of a hash tell apart");
    uint64_t hash = ((uint64_t)(uintptr_t)at * 31 + (uintptr_t)name) * 0x9E3779B97F4A7C15u;

    return &memos[hash >> 56];
}

/* The step below `at` for an element, or an attribute, of that name; NULL: it has no row. */
static inline const struct wire_step *
wire_step_kid(struct wire_xml_state *w, const struct wire_step *at, const xmlChar *name)
{
    struct wire_memo *memo = wire_memo_for(w->kids, at, name);

    return memo->at == at && memo->name == name ? memo->found : wire_find_kid(memo, at, name);
}

static inline const struct wire_step *
wire_step_attr(struct wire_xml_state *w, const struct wire_step *at, const xmlChar *name)
{
    struct wire_memo *memo = wire_memo_for(w->attrs, at, name);

    return memo->at == at && memo->name == name ? memo->found : wire_find_attr(memo, at, name);
}

/* engine.c: SAX2 handlers; ctx is a struct wire_reading. */
void wire_on_start(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaces,
                   const xmlChar **ns, int attributes, int defaulted, const xmlChar **attrs);
void wire_on_end(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri);
void wire_on_text(void *ctx, const xmlChar *text, int n);

/* item.c */
void wire_item_begin(struct wire_reading *, struct wire_frame *);
void wire_item_end(struct wire_reading *, struct wire_frame *);
void wire_item_abandon(struct wire_reading *);
void wire_count_wanted_row(struct wire_reading *, enum wire_ledger_act, const char *why, struct wire_at, const xmlChar *attr);

/* For the ledger: the element in hand or one of its attributes. */
static inline void
wire_count_row(struct wire_reading *r, enum wire_ledger_act act, const char *why, struct wire_at at, const xmlChar *attr)
{
    if (r->x.worker->want_ledger)
        wire_count_wanted_row(r, act, why, at, attr);
}

/* settle.c: an article for a document within a document. */
struct wire_article *wire_inner_new(struct wire_article *outer);

/* media.c: what a media of an NITF body says of itself beside what the body shows. Of its elements and those in it;
 * depth counts the elements open in the body. False: the body has nothing of it. */
bool wire_media_start(struct wire_reading *, const xmlChar *name, uint32_t depth, struct wire_at);
void wire_media_begun(struct wire_reading *, uint32_t depth); /* the body has been told of the element */
bool wire_media_end(struct wire_reading *, uint32_t depth);
bool wire_media_text(struct wire_reading *, const char *p, size_t n);

/* keep.c: XML as it was, for what nobody understands. */
void wire_keep_start(struct wire_reading *, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaces,
                     const xmlChar **ns, int attributes, const xmlChar **attrs, bool top);
void wire_keep_text(struct wire_reading *, const char *p, size_t n);
void wire_keep_end(struct wire_reading *, const xmlChar *name, const xmlChar *prefix);

/* Bytes of the source, as UTF-8, up to where the parser is; within its events. */
uint64_t wire_parsed(const struct wire_reading *);

/* The encoding the document declares, or NULL. libxml2 keeps UTF-8 and the others in different places. */
static inline const char *
wire_declared_encoding(const struct wire_reading *r)
{
    if (r->parser->input != NULL && r->parser->input->encoding != NULL)
        return (const char *)r->parser->input->encoding;
    return (const char *)r->parser->encoding;
}

/* Names are mostly told apart by their first byte. */
static inline bool
wire_name_is(const xmlChar *name, const char *want)
{
    return name[0] == (xmlChar)want[0] && strcmp((const char *)name, want) == 0;
}

static inline struct wire_frame *
wire_top(struct wire_reading *r)
{
    return r->depth != 0 ? &r->frames[r->depth - 1] : NULL;
}

#endif

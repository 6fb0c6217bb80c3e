/* Inside formats/newsml-1: the reader's state and what its parts share. */
#ifndef WIRE_NEWSML_1_ROOM_H
#define WIRE_NEWSML_1_ROOM_H

#include "xml/xml.h"

/*
 * What NewsML 1 has no place for stands in one Metadata element of this type, as properties that may hold properties: each
 * by the name it has in article JSON (a member of a name of its own with NM1_OTHER before it). A field said there is
 * said in full, and a reader of ours takes it in place of what NewsML's own elements say. Others pass over it.
 */
#define NM1_OWN "x-wirecopy"
#define NM1_OTHER "."
#define NM1_LANG ":lang"     /* of the value around it */
#define NM1_SECRET ":secret" /* the value around it is not for publication */
#define NM1_NUMBER "number"  /* AllowedValues: what kind of value it is */
#define NM1_BOOLEAN "boolean"
#define NM1_LIST "list"      /* a record or text that is one of a list under a name of its own */
#define NM1_NONE "none"      /* the story has nothing in this field, whatever the envelope says */

#define NM1_SUBJECTS "http://cv.iptc.org/newscodes/subjectcode/" /* the scheme of the alias subj */

enum nm1_kind { NM1_ITEM, NM1_NESTED, NM1_COMPONENT, NM1_REFERENCE, NM1_CONTENT };

/*
 * A NewsItem, NewsComponent, NewsItemRef or ContentItem, as an article of its own while it is read: which of them is
 * the story's text is only known when all have been seen. In the article of a component HEADLINES have roles main and
 * sub, TITLE is the ByLineTitle, and properties wait in RIGHTS_INFO.
 */
struct nm1_part {
    struct nm1_part *next, *parent; /* in the order of the document; the part around it, or NULL */
    struct nm1_part *first, *last, *beside; /* parts in it; the next one in the same */
    struct nm1_part *inner;         /* of an associated component: the component in it that has its text */
    struct wire_article *article;
    struct wire_value *value;       /* by which it stands among the associations of its parent */
    struct nm1_occurrence *occurrences, *last_occurrence;
    struct wire_str role, media, mime, format; /* media, mime, format: of a content */
    struct wire_str lang;           /* in force on it */
    struct wire_str future, change; /* of an item: FutureStatus, and when */
    struct wire_str name_label;
    struct wire_value *rendition;   /* of a content: what is said of it as a file */
    struct wire_str word_count;
    struct wire_at at;
    uint8_t kind;
    bool embargoed;                 /* of an item: its status said so */
    bool equivalents;               /* its contents are alternatives */
    bool headed;                    /* a component with a HeadLine */
    bool text, markup, nitf;        /* a content that is text; in elements; in NITF */
    bool base64;                    /* a content whose data are so */
    bool worded;                    /* it has words */
    bool chain;                     /* the main component, or one around it */
    bool gone;                      /* all of it is part of another article */
    bool body;                      /* of a content: its text is body of the story */
    bool taken;                     /* of a content: nothing is left of it to place */
};

/* TopicOccurrence: a topic that the component is about. */
struct nm1_occurrence {
    struct nm1_occurrence *next;
    struct wire_str topic;
    struct wire_at at;
};

/* A text of a topic: one of its formal names with the scheme, or a description with its variant and language. */
struct nm1_label {
    struct nm1_label *next;
    struct wire_str text, of, lang;
    struct wire_at at;
};

struct nm1_topic {
    struct nm1_topic *next;
    struct wire_str duid, type;
    struct nm1_label *names, *last_name, *descriptions, *last_description;
    bool used;
};

struct nm1_topics {
    struct nm1_topic *first, *last;
    unsigned count; /* of topics, or of names where they have several */
};

struct nm1_state {
    struct {
        struct nm1_part *first, *last; /* all of them */
        struct nm1_part *open;         /* the innermost */
        struct nm1_topics topics;
        struct wire_list properties;   /* of the story, until its end */
        bool uri_supplied;
    } item;
    struct wire_article *envelope;     /* what the NewsEnvelope says, or NULL */
    struct nm1_topics topics;          /* of the whole document, in the header's arena */
    struct nm1_topic *topic;           /* open */
    struct wire_str formal, scheme;    /* of the controlled value whose text comes next */
    struct wire_str variant;           /* of the Description whose text comes next */
    struct wire_str line_type;         /* of the NewsLine in hand */
    unsigned line_texts;               /* NewsLineTexts of it so far */
    struct wire_str metadata;          /* MetadataType of the Metadata in hand */
};

extern const struct wire_table wire_nm1_document;

/* table.c's rows call these. */
wire_take_fn wire_nm1_begin_formal, wire_nm1_take_version, wire_nm1_begin_envelope, wire_nm1_take_service, wire_nm1_take_priority, wire_nm1_take_public_id,
    wire_nm1_take_name_label, wire_nm1_take_status, wire_nm1_take_future, wire_nm1_take_change, wire_nm1_take_urgency, wire_nm1_end_link, wire_nm1_begin_nested,
    wire_nm1_begin_component, wire_nm1_end_part, wire_nm1_begin_reference, wire_nm1_take_equivalents, wire_nm1_take_essential, wire_nm1_take_role,
    wire_nm1_begin_headline, wire_nm1_take_headline, wire_nm1_take_dateline, wire_nm1_begin_news_line, wire_nm1_take_line_type, wire_nm1_take_line_text,
    wire_nm1_take_party, wire_nm1_take_language, wire_nm1_take_genre, wire_nm1_take_subject, wire_nm1_begin_occurrence, wire_nm1_begin_metadata,
    wire_nm1_take_metadata_type, wire_nm1_begin_property, wire_nm1_take_value, wire_nm1_begin_content, wire_nm1_take_media, wire_nm1_take_mime, wire_nm1_take_format,
    wire_nm1_take_size, wire_nm1_begin_characteristic, wire_nm1_begin_data, wire_nm1_take_data, wire_nm1_begin_encoding, wire_nm1_take_encoded, wire_nm1_begin_topic,
    wire_nm1_take_topic_type, wire_nm1_take_topic_name, wire_nm1_begin_description, wire_nm1_take_description, wire_nm1_take_href;

/* The innermost part open, or NULL. */
static inline struct nm1_part *
wire_nm1_here(const struct wire_xml *x)
{
    return ((struct nm1_state *)x->state)->item.open;
}

/* The controlled value in hand: @FormalName, else its text; where both say something the text is kept, and is none from then on. */
struct wire_str wire_nm1_formal(struct wire_xml *, struct wire_str *text, struct wire_at);

/* A part begins whose article is x->story; NULL without memory. */
struct nm1_part *wire_nm1_part_new(struct wire_xml *, enum nm1_kind, struct wire_at);

/* usable, withheld or canceled, or NULL. */
const char *wire_nm1_status(struct wire_str);

/* settle.c: all parts of the item become one story with what is associated with it. */
void wire_nm1_settle(struct wire_xml *);
bool wire_nm1_rendition_role(struct wire_str); /* of a component that is but a form of a picture */

/* fields.c: what the components of a chain (inside out) say becomes fields of an article. */
void wire_nm1_fields(struct wire_article *to, struct nm1_part **chain, size_t n);
void wire_nm1_to_extra(struct wire_article *, struct wire_value *, struct wire_str path);
void wire_nm1_rest_to_extra(struct wire_article *to, struct wire_article *from);

/* topics.c: names of subjects, and what the chain is about, out of TopicSets; what is not asked for is kept. */
void wire_nm1_topics(struct wire_xml *, struct nm1_part **chain, size_t n);

/* own.c: properties: what our own writer said takes the place of what was read, the others go to extra. */
void wire_nm1_own(struct wire_xml *, struct wire_article *to, struct wire_list *properties);

enum wire_status wire_nm1_write_open(struct wire_out *), wire_nm1_write_story(struct wire_out *, const struct wire_article *),
    wire_nm1_write_close(struct wire_out *);

extern const struct wire_finding wire_nm1_no_item, wire_nm1_no_id, wire_nm1_status_unknown;

#endif

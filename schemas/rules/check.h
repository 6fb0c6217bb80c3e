/* What a rule works with: the story or the string in hand, and a way to say what is wrong with it. */
#ifndef WIRE_RULES_CHECK_H
#define WIRE_RULES_CHECK_H

#include "article/article.h"
#include "schemas/rules/rules.h"

/* A text block of the public body, on one line. */
struct wire_line {
    struct wire_line *next;
    struct wire_str text;
    const struct wire_node *node;
};

/* The story, and each article associated with one of these. */
struct wire_part {
    struct wire_part *next;
    const struct wire_article *article;
};

/* Where a string of the source stands. */
enum wire_spot_kind {
    WIRE_SPOT_ELEMENT,   /* a start tag: raw is all of it */
    WIRE_SPOT_ATTRIBUTE, /* raw is what stands between the quotes */
    WIRE_SPOT_TEXT,      /* of XML: between two tags */
    WIRE_SPOT_CDATA,
    WIRE_SPOT_STRING,    /* of JSON: between the quotes */
    WIRE_SPOT_NUMBER,
    WIRE_SPOT_PLAIN,     /* a document of text */
    WIRE_SPOT_END        /* of the source: nothing more comes */
};

struct wire_spot {
    enum wire_spot_kind kind;
    struct wire_str element; /* local name of the element it is in or of; JSON: the name of the object's member it is in */
    struct wire_str parent;  /* and of the one around that */
    struct wire_str name;    /* of an attribute as written; of a JSON member */
    struct wire_str raw;     /* as it stands in the source */
    struct wire_at at;       /* where raw begins; of an element its < */
    struct wire_at tag_at;   /* of an attribute: where the tag begins that it is in */
    size_t from;             /* of raw, in the source in UTF-8 */
    size_t after;            /* of an element: where its tag ends */
    bool empty;              /* of an element: it ends with its tag */
    bool plain;              /* no character in it is one that a rule on characters may be about */
};

enum { WIRE_NAMES_ROOM = 16384 };

/* Copies of names, as many as there is room for. */
struct wire_names {
    size_t n;
    char *bytes; /* WIRE_NAMES_ROOM of them, of another's */
};

/* A name kept there; absent where there is no more room. */
struct wire_str wire_names_put(struct wire_names *, struct wire_str);

/*
 * What the rules on the source remember from string to string. Lists are bounded: no real document comes near. Of an input
 * they say how much of them there is, so that none of them need be cleared before the next one.
 */
struct wire_lists {
    char alias_names[WIRE_NAMES_ROOM], group_names[WIRE_NAMES_ROOM], identifier_names[WIRE_NAMES_ROOM];
    struct wire_str alias[64];     /* that the item in hand declares, or that were spoken of */
    struct wire_str id[256];       /* of groups */
    struct { struct wire_str id; struct wire_at at; } ref[256];
    struct { struct wire_at at; size_t words; } count[64]; /* figures that are wrong, and what is right */
};

struct wire_memory {
    struct wire_lists *lists;
    struct wire_names alias_names;
    size_t aliases;
    bool alias_more;               /* than there is room for: then nothing is said */
    bool iptc, foreign;            /* it refers to IPTC's catalog; to another */
    struct { size_t aliases, names; bool iptc, foreign; } message; /* the same before any item */
    bool said_alias;
    size_t after_root;             /* where the tag of the item ends; 0: none yet */
    char prefix[32];               /* of its name, colon included */
    const char *item;              /* and the name; or NULL */
    int minor;                     /* of the version of NewsML-G2; 0: not known */
    struct wire_names group_names;
    size_t ids;
    bool id_more;                  /* than there is room for */
    size_t refs;
    struct wire_names identifier_names;
    struct wire_str identifier[4]; /* of NewsML 1: provider, date, item, revision */
    bool doctype, inline_prefixed;
    size_t counts;
};

struct wire_check {
    const struct wire_rules *rules;
    const struct wire_source *source; /* for its name and encoding */
    const struct wire_sink *sink;
    const struct wire_format *read_as;
    unsigned format;          /* its WIRE_RULE_x */
    struct wire_arena arena;  /* of the story in hand */
    struct wire_str uri;      /* of the story in hand */
    struct wire_line *lines;  /* of its public body */
    size_t words;             /* in them */
    size_t words_least;       /* without those that repeat fields: byline, dateline, header, footer */
    struct wire_part *parts;
    bool wrong;               /* it has an error */
    struct wire_str text;     /* the source in UTF-8, or what is kept of it */
    size_t text_from;         /* where that begins */
    struct wire_edits *edits; /* or NULL */
    struct wire_memory *memory;
    enum wire_status err;
};

/* Say that a rule is broken there; fmt gives the detail and may be "". */
void wire_broken(struct wire_check *, const struct wire_rule *, struct wire_at, const char *fmt, ...) WIRE_PRINTF(4, 5);

/* Say any other finding. */
void wire_say(struct wire_check *, const struct wire_finding *, struct wire_at, const char *fmt, ...) WIRE_PRINTF(4, 5);

/* Say what is mended there, and mend it: [from, from + n) of the source gives way to `with`. False: nobody asked for it. */
bool wire_mend(struct wire_check *, const struct wire_rule *, struct wire_at, size_t from, size_t n, struct wire_str with);

/* Give the rule of that id (case aside) a level of enum wire_level, or -1: it is off. False: there is none. While a set
 * is made. */
bool wire_rules_set_level(struct wire_rules *, struct wire_str id, int level);

/* Where a story begins, as far as it says: at its uri, else at the first thing known of it. */
struct wire_at wire_story_at(const struct wire_article *);

/* A value for a detail: short, on one line. */
struct wire_str wire_shown(struct wire_str);
#define WIRE_SHOWN(s) (int)wire_shown(s).n, wire_shown(s).n != 0 ? (s).p : ""

/* Whether no rule on single characters has anything to look at in it. */
bool wire_spot_is_plain(const struct wire_spot *);

/* The tables, each ended by a row without id. */
extern const struct wire_rule wire_rules_content[], wire_rules_guidelines[], wire_rules_characters[], wire_rules_source[],
    wire_rules_older[];

#endif

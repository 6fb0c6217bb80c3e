/* Inside the text reader: lines, blocks, and what each block is. */
#ifndef WIRE_TEXT_ROOM_H
#define WIRE_TEXT_ROOM_H

#include "article/format.h"

/* Attack: a text of nothing but line ends. So many lines one story may have. */

/* A line that carries something; blank ones are only counted. */
struct text_line {
    uint32_t from, n;   /* in the text, without blanks at its ends */
    uint32_t number;    /* from 1 */
    uint16_t indent;    /* columns before it */
    uint8_t after_blank;
    uint8_t tabular;    /* set in columns */
};

enum text_label {
    TEXT_UNKNOWN,
    TEXT_HEADLINE,
    TEXT_SUBHEAD, /* a second headline, a deck */
    TEXT_SLUG,
    TEXT_NOTE,
    TEXT_BYLINE,
    TEXT_CAPTION, /* with or without its credit */
    TEXT_PHOTO_CREDIT,
    TEXT_BULLET,
    TEXT_BODY,
    TEXT_PRE,
    TEXT_CROSSHEAD,
    TEXT_SIGNOFF,
    TEXT_CONTACT,
    TEXT_KEYWORDS,
    TEXT_COPYRIGHT,
    TEXT_NON_PUBLIC,
    TEXT_RULE,    /* marks only: no words */
    TEXT_RESIDUE
};

/* One paragraph, one line that stands alone, or a table. */
struct text_block {
    struct wire_str s;     /* one line, or for a table lines as printed */
    uint32_t first, count; /* lines */
    uint8_t label;
    uint8_t pre;
    uint8_t after_blank;
    uint8_t unsigned_;     /* it was looked at and has no sign-off */
    const char *where;     /* of residue and the like: what it is; static */
};

/* noise.c: the furniture of web pages. */
enum text_noise {
    NOISE_NONE,
    NOISE_LINE,    /* share buttons, adverts: alone wherever they stand */
    NOISE_SECTION, /* the heading of other things: "Related stories" */
    NOISE_NAV,     /* words of a menu; only where a menu can be */
    NOISE_STRONG   /* nothing of a story comes after it: comments, page foot */
};

/* The rows of the table by the letter they begin with; made once a worker. */
enum { TEXT_NOISE_ROWS = 512 };
struct text_noise_index {
    uint16_t first[256], next[TEXT_NOISE_ROWS];
};
void text_noise_index(struct text_noise_index *);
enum text_noise text_noise(const struct text_noise_index *, struct wire_str line);

struct text_story {
    struct wire_str text;
    struct wire_arena *scratch; /* joined lines; lives until the article is filled */
    struct text_line *lines;
    size_t line_count;
    struct text_block *blocks;
    size_t block_count, block_cap;
    enum wire_status err;
    bool wrapped;               /* lines are broken at a width */
    size_t width;
    bool sentences;             /* and each sentence that ends a line ends a paragraph */
    uint16_t indent;            /* of first lines, where paragraphs have one */
    bool page;                  /* there is something of a web page around it */
    size_t body;                /* the block the body begins with */
    bool has_dateline;
    unsigned inserts;
    const struct text_noise_index *noise;
};

/* lines.c: cut the text into lines. WIRE_E_NOMEM, WIRE_E_LIMIT. */
enum wire_status text_lines(struct text_story *);

/* layout.c: lines into blocks. */
void text_blocks(struct text_story *);
bool text_insert(struct text_story *, size_t at, size_t n); /* n empty blocks before block `at`; so often a story and no more */

/* mark.c: what each block is. */
void text_mark(struct text_story *);

/* fill.c: blocks into the article. */
void text_fill(struct text_story *, struct wire_article *, bool want_ledger);

struct wire_at text_at(const struct text_story *, const struct text_block *);

/* ---- shape.c: what a line is by itself ---- */

bool text_is_rule(struct wire_str);          /* ___, * * *, =====: no word in it */
bool text_is_note(struct wire_str);          /* (Corrects ...), Eds: ..., Editor's note: ... */
bool text_is_note_bracket(struct wire_str);  /* only those in brackets */
bool text_is_contact(struct wire_str);       /* ((...)) */
bool text_is_keywords(struct wire_str);
bool text_is_copyright(struct wire_str);
bool text_is_time(struct wire_str);          /* Published 3:04 PM ..., 5 min read */
const char *text_end_mark(struct wire_str);  /* Enditem, ==Kyodo, hh/ph/ts: what it is, or NULL */
size_t text_tail_mark(struct wire_str);      /* where an end mark after the last sentence begins, or s.n */
size_t text_tail_agency(struct wire_str);    /* the same of an agency that signs: "(ANI)", "PTI SKL SKL" */
bool text_is_bullet(struct wire_str);
#define TEXT_SLUG_LABEL "Slug: "
bool text_is_slug(struct wire_str);
bool text_is_filing(struct wire_str);        /* a line of a filing header or stamp */
bool text_is_version(struct wire_str);       /* 1ST LEAD, REFILE: a line that says only the version */
bool text_is_crosshead(struct wire_str);
bool text_is_contacts_heading(struct wire_str);
bool text_is_source_line(struct wire_str);   /* SOURCE Acme */
bool text_is_shared_source(struct wire_str); /* Le Monde avec AFP */
bool text_not_for_publication(struct wire_str);
struct wire_str text_unbracket(struct wire_str);

/* picture.c: a line with or as the credit of a picture. The caption may be empty. */
struct text_picture {
    struct wire_str caption, credit;
    struct wire_str between; /* label and brackets: "Photo by" */
};
bool text_picture(struct wire_str line, struct text_picture *);
bool text_is_caption_start(struct wire_str); /* FILE PHOTO: ... */

#endif

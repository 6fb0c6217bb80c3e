/* Inside the printer of NITF bodies (write-nitf.h): places, tags and frames. */
#ifndef WIRE_XML_PRINT_NITF_H
#define WIRE_XML_PRINT_NITF_H

#include "xml/body.h"
#include "xml/write-nitf.h"
#include "xml/write.h"

#define OWN WIRE_OWN_PREFIX ":"
#define XHTML_NAMESPACE "http://www.w3.org/1999/xhtml"

/* What may stand in a place (the content models of NITF 3.6). */
enum place {
    TOP,    /* body.content: blocks, and what blocks hold */
    BLOCK,  /* block: what blocks hold, but no block */
    QUOTE,  /* bq: blocks alone, and credits between them */
    FLOW,   /* li, td, caption ...: text, and what blocks hold */
    INLINE, /* p, em ...: text with its entities */
    NUM,    /* num: text, fractions, sub and sup */
    PLAIN,  /* text alone */
    LIST,
    TERMS,  /* dl */
    TABLE,
    ROWS,
    ROW,
    MEDIA
};

enum { CLOSERS = 2 };

struct frame {
    const char *close[CLOSERS]; /* end tags, the innermost first; NULL: none */
    uint8_t place;
    bool run;                   /* a paragraph has been made for text that stands directly in it */
    bool box;                   /* of QUOTE: its block is open */
    bool boxed;                 /* and there has been one, after which a credit may stand */
    bool loose;                 /* of TABLE: its groups of rows cannot be told apart */
    bool headed, begun;         /* of TABLE: a group of rows stands in it; rows, or its tbody */
    const struct wire_node *foot;    /* of TABLE: the group of rows that is its foot, or NULL */
    const struct wire_article *part; /* of MEDIA */
};

struct print {
    struct wire_nitf_print *p;
    struct wire_buf *b;
    const struct wire_node *top;
    struct frame *frames;
    size_t depth, cap;
};

/* An element: its name, what stands in it, the class its name says to readers, and whether it may have a class. */
struct tag {
    const char *name;
    enum place place;
    const char *as;      /* what it stands for, or NULL: itself; "": nothing */
    const char *implied; /* first class of the node that the element says by itself */
    bool no_class;
    const char *close;   /* its end tag */
};
#define TAG(name, place, as, implied) { name, place, as, implied, false, "</" name ">" }

void wire_print_lost(struct print *, const struct wire_node *, const char *why); /* the ledger gets it */
void wire_print_attr(struct print *, const char *name, struct wire_str value);
/* Of our own namespace; false where none may stand. */
bool wire_print_own(struct print *, struct wire_str name, struct wire_str value);

/* The first class of a list, and what is behind it. */
struct wire_str wire_first_class(struct wire_str);
struct wire_str wire_after_class(struct wire_str all, struct wire_str first);

struct frame *wire_print_top(struct print *);
struct frame *wire_print_push(struct print *, enum place, const char *close, const char *outer); /* NULL without memory */
void wire_print_line(struct print *); /* a line end, where one is no text */
/* A start tag with all the node says, and the frame for what is in it. */
void wire_print_open(struct print *, const struct tag *, const struct wire_node *, const char *codes);
/* An element that NITF has not, or not here. */
void wire_print_container(struct print *, const struct wire_node *, const char *as);

/* write-nitf-media.c */
void wire_print_figure(struct print *, const struct wire_node *);
void wire_print_figcaption(struct print *, const struct wire_node *);
void wire_print_producer(struct print *, const struct wire_article *part); /* before the end of a media */

#endif

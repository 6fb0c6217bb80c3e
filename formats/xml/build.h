/*
 * Inside the builder of body trees (body.h): what is open in the source, what is
 * open in the tree, and the run of text that is being written.
 *
 * Blocks of text are made late: a paragraph is a template until something stands in
 * it, so an empty one is never made, and one that a block has ended goes on in
 * another by itself. Blocks that hold blocks are made at once and taken out at their
 * end if nothing came. Inline elements are made in each run in which they hold
 * something, and taken out again where it was only white space.
 */
#ifndef WIRE_XML_BUILD_H
#define WIRE_XML_BUILD_H

#include "article/buf.h"
#include "xml/body.h"
#include "xml/elements.h"

enum {
    /*
     * Bytes that elements made again (an inline element in each of the blocks it stands
     * around, a paragraph after each block that ends it) may take in one body: 200 KB of
     * attributes around 100 000 paragraphs would be 20 GB. Past it they are not made.
     */
    WIRE_AGAIN_MAX = 4 * 1024 * 1024,
    WIRE_UNWRAP_MAX = 256,   /* children that leave an empty element: deep nesting would move them at each level */
    WIRE_NAME_SEARCH = 64,   /* how far up an end tag without a start looks for one */
    WIRE_LEVEL_SHIFT = 12    /* where a heading keeps the level of its source among its flags, for later parts */
};

#define WIRE_NOBODY UINT32_MAX /* the owner of what no element of the source stands for */

/* What a run of text makes when it begins. SELF: it stands in the holder itself. */
struct wire_template {
    uint8_t kind;  /* enum wire_node_kind; WIRE_N_ROOT: SELF */
    uint8_t level; /* of a heading */
    bool anonymous;
    uint16_t flags;
    struct wire_attr *attrs;
};

/* An element open in the source. */
struct wire_open {
    const struct wire_element *row; /* never NULL */
    uint32_t hash;                  /* of the name, to match its end */
    uint32_t holder;                /* index of the innermost element that holds blocks: itself, if it does */
    uint32_t outer;                 /* of a holder: the holder it was put in */
    uint32_t inner;                 /* used while holders are opened again */
    uint32_t children;
    uint32_t said_by;               /* index of the element that the template below comes from */
    struct wire_template text;      /* for text directly in it */
    struct wire_node *node;         /* of a holder: where it is open in the tree; NULL when it was parted */
    struct wire_attr *attrs;        /* of a holder */
    struct wire_node *told, *told_after; /* a first child that announced what is not for publication, and what is before it */
    struct wire_at at;
    size_t solid_at;                /* of frac-sep: what had been written before */
    uint8_t kind;                   /* of a holder */
    uint16_t flags;
};

enum {
    WIRE_O_HOLDER = 1,
    WIRE_O_INLINE = 2,   /* has an entry among the inlines */
    WIRE_O_SKIP = 4,
    WIRE_O_TEXT = 8,     /* counted in in_text */
    WIRE_O_FRAME = 16,   /* around what is not for publication */
    WIRE_O_PAIRED = 32,  /* stands in a frame of its own that ends with it */
    WIRE_O_MAYBE = 64,   /* its text may announce something */
    WIRE_O_MADE = 128,   /* its block of text has been made once */
    WIRE_O_FRAC_SEP = 256,
    WIRE_O_APART = 512,  /* parts words at its end */
    WIRE_O_BLOCK = 1024, /* ends a run of text at its end */
    WIRE_O_CODES = 2048, /* an entity that has codes of its own */
    WIRE_O_IMAGE = 4096, /* media of a type that is an image */
    WIRE_O_OTHER = 8192  /* media of another type */
};

/* A block open in the tree. */
struct wire_out_open {
    struct wire_node *node, *before; /* before: the node in front of it, to take it out */
    uint32_t owner;                  /* index of the element of the source, or WIRE_NOBODY */
    bool solid;                      /* something stands in it */
};

/* An inline element open in the source. */
struct wire_inline {
    struct wire_node *node, *before; /* in this run; NULL before it is made, or past WIRE_AGAIN_MAX */
    struct wire_attr *attrs;
    struct wire_at at;
    uint16_t flags;
    uint8_t kind;
    bool solid, used; /* used: made in a run before */
};

/* The run of text that is being written. */
struct wire_run {
    struct wire_node *block;  /* the text block; NULL: no run */
    struct wire_node *before; /* what stands in front of it, or in the holder in front of the run */
    struct wire_node *at;     /* the innermost element: where text goes */
    struct wire_node *tail, *tail_before; /* the last text, and what is in front of it */
    uint32_t base, made;      /* inlines below base are not of this run; those up to made are made */
    bool self;                /* the block is a holder that has text directly */
    bool anonymous;
    bool solid, worded;       /* something stands in it; and that is not only pictures */
    bool full;                /* the last thing is a space, or the beginning, or br: no space here */
    bool spaced;              /* the last character of tail is a space that may have to go */
    bool apart_before, apart_after;
};

struct wire_body {
    struct wire_article *a;
    struct wire_arena *arena;
    const char *where;
    struct wire_open *open;
    struct wire_out_open *out;
    struct wire_inline *inl;
    uint32_t opens, open_cap, outs, out_cap, inls, inl_cap;
    struct wire_run run, kept; /* kept: of what is around a part not for publication */
    struct wire_node *before;  /* the last node that the body had already, or NULL */
    struct wire_node *secret;  /* the root of that part, or NULL */
    struct wire_str role;      /* of it */
    uint32_t in_text;          /* open elements that are text blocks in the source */
    uint32_t skip;             /* open elements that are left out */
    size_t skipped, written, again;
    bool dead;                 /* no memory: events pass by */
    bool trusts_text;          /* see wire_body_trust_text */
    bool pre_begins, pre_cr;   /* a line feed after the start tag goes; a CR came last */
    uint8_t table[512];        /* row of each name by hash, 255: none */
    struct wire_buf scratch;
    void *html;                /* libxml2's HTML parser */
};

/* --- body.c --- */

/* End elements until that many are open. */
void wire_build_end_to(struct wire_body *, uint32_t opens);

/* Open a holder without an element: the body itself, or a part kept back. */
void wire_build_push_root(struct wire_body *, struct wire_node *root, uint16_t flags, struct wire_at);

/* --- body-secret.c: what is not for publication --- */

/* From here on everything goes into a tree of its own; at the end of it, to nonPublic under that role. */
void wire_build_begin_frame(struct wire_body *, struct wire_str role, struct wire_at);
void wire_build_end_frame(struct wire_body *, uint32_t frame);
/* If the element that ends here announces such a part: the node it became, and the one before that; else NULL. */
struct wire_node *wire_build_announcement(struct wire_body *, struct wire_node **before);
/* Keep an announcement back, with all that follows it in the element around it. */
void wire_build_keep_back(struct wire_body *, struct wire_node *, struct wire_node *before);

/* --- body-tree.c: blocks and runs --- */

/* Make a holder of that kind the innermost block, wherever it may stand. owner may be WIRE_NOBODY. */
void wire_build_push(struct wire_body *, uint32_t owner, enum wire_node_kind, struct wire_attr *, uint16_t flags,
                     struct wire_at);
/* The root of the body, or of a part kept back. */
void wire_build_open_root(struct wire_body *, struct wire_node *, uint32_t owner);
/* Go to where a block of that kind may stand: blocks are closed and made as it needs. */
void wire_build_place(struct wire_body *, enum wire_node_kind);
/* Close the innermost block; take it out if nothing is in it. */
void wire_build_pop(struct wire_body *);
/* Close blocks until that many are open. */
void wire_build_pop_to(struct wire_body *, uint32_t outs);

void wire_build_end_run(struct wire_body *);
/* Begin a run if there is none, and make the inline elements that are open. False without memory. */
bool wire_build_run(struct wire_body *, struct wire_at);
void wire_build_inline(struct wire_body *, enum wire_node_kind, struct wire_attr *, uint16_t flags, struct wire_at);
void wire_build_end_inline(struct wire_body *);
/* Whether text here would stand in a block that holds no text, so that white space is dropped. */
bool wire_build_is_between(const struct wire_body *);
void wire_build_trim(struct wire_body *);
/* Take a node out that has `before` in front of it. */
void wire_build_cut(struct wire_node *, struct wire_node *before);

/* --- body-chars.c: text --- */

void wire_build_text(struct wire_body *, const char *p, size_t n, struct wire_at);

/* --- body-attrs.c --- */

struct wire_made {
    struct wire_attr *attrs;
    uint16_t flags;   /* WIRE_N_IS_* that its classes say */
    bool codes;       /* codes of an entity are among them */
};

/* The attributes of an element as the fragment has them. kind is what it becomes. */
struct wire_made wire_build_attrs(struct wire_body *, const struct wire_element *, enum wire_node_kind,
                                  const struct wire_xml_attr *, size_t count);
/* What marks an element as not for publication: a class token or the local part of a code; else absent. */
struct wire_str wire_build_secret(const struct wire_xml_attr *, size_t count);
struct wire_str wire_build_value(const struct wire_xml_attr *, size_t count, const char *name);
/* A link as it is kept, in the arena; absent when it is not. */
struct wire_str wire_build_url(struct wire_arena *, struct wire_str);
/* Put a class in front of those a node has. */
void wire_build_add_class(struct wire_body *, struct wire_node *, struct wire_str);
/* The codes of an alt-code, together with the attributes there are. */
struct wire_attr *wire_build_codes(struct wire_body *, const struct wire_xml_attr *, size_t count, struct wire_attr *more);

/* --- body-codes.c --- */

/* Attributes of a NITF element that say something and have no place in the fragment go to extra, as body.content/NAME/@ATTRIBUTE. */
void wire_build_keep_codes(struct wire_body *, const char *element, const struct wire_xml_attr *, size_t count, struct wire_at);
/* An alt-code is open: the entity around it gets its codes, or where it has some, or is none, extra does. */
void wire_build_alt_code(struct wire_body *, const struct wire_xml_attr *, size_t count);
/* A note or tagline that is a "non-publishable advisory" (NITF 3.6, note/@type, tagline/@type). */
bool wire_build_is_advice(const char *element, const struct wire_xml_attr *, size_t count);

/* --- body-html.c --- */

void wire_build_html_free(void *);

#endif

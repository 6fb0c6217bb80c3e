/* Inside the NITF writer: its state, and what its parts share. */
#ifndef WIRE_NITF_WRITE_H
#define WIRE_NITF_WRITE_H

#include "nitf/room.h"
#include "xml/write-nitf.h"
#include "xml/write.h"

enum { NITF_OLDEST = 2, NITF_NEWEST = 6 }; /* 3.2 is the first whose DTD has all that is written here */

struct wire_nitf_writer {
    struct wire_out *out;
    unsigned minor;         /* 6 is 3.6; older ones have a DTD and no namespaces, and so nothing of our own */
    struct wire_tags tags;  /* the story in hand */
    struct wire_buf body;   /* what stands in its body.content */
    const struct wire_article *a;
    bool of_nitf;           /* it was read from NITF: what was kept has a place */
    bool own_used;
    const struct wire_article **parts; /* the associated articles of which the body's media say all; NULL: another */
    size_t part_count;
    wire_field_set own;     /* fields that have to be said in full in our own namespace */
};


/* --- write-head.c, write-body.c: NITF's own elements; each notes the fields that they do not say in full --- */

void wire_nitf_head(struct wire_nitf_writer *);
void wire_nitf_body_head(struct wire_nitf_writer *);
void wire_nitf_body_content(struct wire_nitf_writer *); /* into w->body */
void wire_nitf_body_end(struct wire_nitf_writer *);

/* Note that a field is not said in full. */
void wire_nitf_inexact(struct wire_nitf_writer *, enum wire_field);
/* A field's text, absent where it is not public. */
struct wire_str wire_nitf_text(const struct wire_nitf_writer *, enum wire_field);
/* Whether a record has no members but those of the bits, and no language of its own. */
bool wire_nitf_only(const struct wire_value *record, uint64_t keys);

/* Whether a status of embargoed says all of its embargo: it is held, and has no set end. */
bool wire_nitf_says_embargoed(const struct wire_nitf_writer *);
void wire_nitf_count(struct wire_nitf_writer *, enum wire_ledger_act, const char *path, const char *why, struct wire_at);

/* --- write-own.c: the element of our own namespace --- */

void wire_nitf_own_element(struct wire_nitf_writer *);

/* --- write-kept.c: what the reader kept and NITF has a place for --- */

/* Elements of that name below head, its docdata or body.head, made of the attributes kept of them. */
void wire_nitf_kept(struct wire_nitf_writer *, const char *name);
/* Attributes kept of an element that is written in any case: its start tag is open. */
void wire_nitf_kept_attrs(struct wire_nitf_writer *, const char *name);
/* The text kept of an element, as an element; its end in the path. */
void wire_nitf_kept_text(struct wire_nitf_writer *, const char *path, const char *name);
bool wire_nitf_has_kept(const struct wire_nitf_writer *, const char *name);
void wire_nitf_not_given(struct wire_nitf_writer *); /* the ledger gets the rest */

bool wire_nitf_is_token(struct wire_str); /* NMTOKEN */

#endif

/* Inside the room of NITF: what its reader and its writer share. */
#ifndef WIRE_NITF_ROOM_H
#define WIRE_NITF_ROOM_H

#include "article/format.h"
#include "xml/xml.h"

/*
 * What NITF has no place for stands in one element of our own namespace at the end of head, where the schema's
 * wildcard is: <wirecopy:article>. Its attributes are the fields of one text, its children the entries of the others,
 * each by the name it has in article JSON; a field said there is said in full, and a reader of ours takes it in place of
 * what it found in NITF's own elements. Readers of others pass over it.
 */
#define NITF_OWN_PREFIX WIRE_OWN_PREFIX ":"

/* Rows of that element (own.c). */
extern const struct wire_table wire_nitf_own;

/* The reader's state of one document. */
struct wire_nitf_state {
    bool listed;              /* it has all the entities that are listed: those in the body add none */
    struct wire_article *own; /* what that element says, or NULL */
};

/* The story is read: what the own element said takes the place of what NITF's elements said. */
void wire_nitf_merge_own(struct wire_xml *, struct wire_article *own);

/* All but what has no place in NITF and none in our own namespace either. */
#define WIRE_NITF_HOLDS (~(WIRE_FIELD(WIRE_F_RESIDUE) | WIRE_FIELD(WIRE_F_SOURCE)))

enum wire_status wire_nitf_write_open(struct wire_out *), wire_nitf_write_story(struct wire_out *, const struct wire_article *),
    wire_nitf_write_close(struct wire_out *);

#endif

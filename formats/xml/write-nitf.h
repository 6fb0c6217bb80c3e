/* The body printed as NITF: for NITF itself and for NITF within another format. */
#ifndef WIRE_XML_WRITE_NITF_H
#define WIRE_XML_WRITE_NITF_H

#include "article/format.h"

struct wire_nitf_print {
    struct wire_out *out;         /* whose ledger is told what NITF cannot say; nothing is written to it */
    /* Articles that figures refer to and their media are to tell; NULL one: its figure stands alone. Or none at all. */
    const struct wire_article *const *parts;
    size_t part_count;
    bool own;                     /* attributes of our own namespace, and elements of others, may stand in it */
    bool own_used;                /* set when one was written: the prefix has to be declared around it */
    size_t beside;                /* set: weight of text among the bytes that is not of the body (producers of media) */
};

/*
 * What stands in body.content, in markup of NITF 3.6: the tree's blocks and inlines, its entities, tables and lists;
 * figures become media, with what the article that a figure refers to says of its files and its producer. Where own is
 * allowed a reader of ours makes the same tree of it; else the ledger has what is not said. The body's words are there
 * in any case. Names have no prefix. Failures stick in the buffer.
 */
void wire_nitf_print(struct wire_nitf_print *, struct wire_buf *, const struct wire_node *top, enum wire_visibility);

/* Whether the media that a figure becomes says all there is to say of the article it refers to. */
bool wire_nitf_media_tells(const struct wire_node *figure, const struct wire_article *part);

/* The media of a story's own files, which are no part of its body: a picture item, where own is allowed. */
void wire_nitf_print_files(struct wire_nitf_print *, struct wire_buf *, const struct wire_article *);

#endif

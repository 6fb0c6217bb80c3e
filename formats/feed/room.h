/* Inside formats/feed: the reader's state and what its parts share. */
#ifndef WIRE_FEED_ROOM_H
#define WIRE_FEED_ROOM_H

#include "feed/feed.h"
#include "xml/xml.h"

/* Text that may turn out to be the body, as it came. */
struct feed_copy {
    struct wire_str s;
    struct wire_at at;
    bool plain; /* the source says that there is no markup in it */
};

struct feed_state {
    struct wire_str title, language, rights, author; /* of the feed, in the header's arena */
    struct wire_str version;
    bool wordpress;                          /* an export of it: its text has paragraphs without tags */
    bool atom;                               /* the root is Atom's: its elements go without prefix */
    struct {
        struct feed_copy content, description, excerpt;
        struct wire_str domain, nicename;    /* of the category whose text comes next */
        struct wire_str name;                /* of the source whose text comes next: where it is */
        bool in_body;                        /* the content has gone to the body as it was read */
        bool attachment;                     /* the story is a file, of a WordPress export */
    } item;
};

extern const struct wire_table wire_feed_document;

/* Make the body of an article of text that was held. */
void wire_feed_to_body(struct wire_xml *, struct wire_article *, const struct feed_copy *);

/* {role, value} of a field, the value a line without markup; no role: NULL. */
void wire_feed_entry(struct wire_xml *, enum wire_field, const char *role, struct wire_str, struct wire_at);

/* rows.c's rows call these. */
wire_take_fn wire_feed_take_title, wire_feed_take_link, wire_feed_take_comments, wire_feed_take_creator, wire_feed_take_author, wire_feed_take_category,
    wire_feed_begin_category, wire_feed_take_description, wire_feed_take_content, wire_feed_take_excerpt, wire_feed_take_source, wire_feed_begin_source,
    wire_feed_take_feed_title, wire_feed_take_feed_language, wire_feed_take_feed_rights, wire_feed_take_feed_author,
    wire_feed_take_version, wire_feed_take_contact, wire_feed_take_contributor,
    wire_feed_take_keywords, wire_feed_begin_atom_category, wire_feed_begin_atom_link, wire_feed_begin_atom_content, wire_feed_take_atom_content,
    wire_feed_take_wp_status, wire_feed_take_wp_password, wire_feed_take_wp_file, wire_feed_take_wp_type, wire_feed_end_media,
    wire_feed_take_draft, wire_feed_take_canceled, wire_feed_take_correction, wire_feed_take_section, wire_feed_take_desk_note, wire_feed_take_code, wire_feed_take_name,
    wire_feed_take_id, wire_feed_take_updated;

#endif

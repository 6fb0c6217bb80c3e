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

extern const struct wire_table feed_document;

/* rows.c's rows call these. */
wire_take_fn feed_take_title, feed_take_link, feed_take_comments, feed_take_creator, feed_take_author, feed_take_category,
    feed_begin_category, feed_take_description, feed_take_content, feed_take_excerpt, feed_take_source, feed_begin_source,
    feed_take_feed_title, feed_take_feed_language, feed_take_feed_rights, feed_take_feed_author,
    feed_take_version, feed_take_contact, feed_take_contributor,
    feed_take_keywords, feed_begin_atom_category, feed_begin_atom_link, feed_begin_atom_content, feed_take_atom_content,
    feed_take_wp_status, feed_take_wp_password, feed_take_wp_file, feed_take_wp_type, feed_end_media,
    feed_take_draft, feed_take_canceled, feed_take_correction, feed_take_section, feed_take_desk_note, feed_take_code, feed_take_name,
    feed_take_id, feed_take_updated;

#endif

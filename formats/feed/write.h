/* Inside formats/feed: the writers. */
#ifndef WIRE_FEED_WRITE_H
#define WIRE_FEED_WRITE_H

#include "article/format.h"
#include "xml/write.h"

#define FEED_SUPPLIED "urn:x-wirecopy:feed"        /* where a feed is that nobody gave an address */
#define FEED_STATUS "urn:x-wirecopy:pubStatus"     /* the scheme of a category that says the status */
#define FEED_SUBJECT "urn:x-wirecopy:subject"      /* of one that is a subject of no scheme */

enum wire_status wire_rss_write(struct wire_out *, const struct wire_article *), wire_rss_close(struct wire_out *),
    wire_atom_write(struct wire_out *, const struct wire_article *), wire_atom_close(struct wire_out *);

#endif

/* Inside formats/feed: the writers. */
#ifndef WIRE_FEED_WRITE_H
#define WIRE_FEED_WRITE_H

#include "article/format.h"
#include "xml/write.h"

#define FEED_SUPPLIED "urn:x-wirecopy:feed"        /* where a feed is that nobody gave an address */
#define FEED_STATUS "urn:x-wirecopy:pubStatus"     /* the scheme of a category that says the status */
#define FEED_SUBJECT "urn:x-wirecopy:subject"      /* of one that is a subject of no scheme */

enum wire_status rss_write(struct wire_out *, const struct wire_article *), rss_close(struct wire_out *),
    atom_write(struct wire_out *, const struct wire_article *), atom_close(struct wire_out *);

#endif

/* Inside the IPTC 7901 room: the header, the stamp and the lines that hide, which reader and writer share. */
#ifndef WIRE_IPTC7901_ROOM_H
#define WIRE_IPTC7901_ROOM_H

#include "article/message.h"
#include "article/time.h"

/* "eca0124 3 i 93  dpa 1888" */
struct wire_7901_header {
    struct wire_str source, number, category, count, rest;
    char priority;
    size_t from; /* where it begins in its line: after SOH */
};

/* Read it out of a line; false where the line is none. alone: without marks around it, so it must be beyond doubt. */
bool wire_7901_header_read(struct wire_str line, bool alone, struct wire_7901_header *);

/* "212101 GMT Nov 18" at the beginning of a line, month in any of the agencies' languages; *end: what follows it. */
bool wire_7901_stamp_read(struct wire_str line, struct wire_time *, size_t *end);

/* Whether a line begins what is not for publication: the notebook, or the announcement of it. next: the line after it;
 * begins: a block begins with the line. */
bool wire_7901_hides(struct wire_str line, struct wire_str next, bool begins);

/* Whether a line that ends the text is one of initials: "dpa grj rmo", "(SDA/sj)". */
bool wire_7901_is_closing(struct wire_str line);

/* "By ", "Von ", "Par " ... at the head of a line. */
bool wire_7901_is_by(struct wire_str line);

/* "## Note to editors", in English or German. */
bool wire_7901_is_notes(struct wire_str line);

/* What the writer supplies where a story lacks it, and the reader takes for absent. */
#define WIRE_7901_NO_SOURCE "unknown"
#define WIRE_7901_NO_NUMBER "0000"
#define WIRE_7901_NO_PRIORITY '0'
#define WIRE_7901_NO_CATEGORY "xxx"

enum { WIRE_7901_CATEGORY = 3 }; /* letters at most */

/* read.c, write.c */
enum wire_status wire_7901_read(struct wire_source *, const struct wire_sink *, const struct wire_tap *, struct wire_worker *);
enum wire_status wire_7901_open(struct wire_out *);
enum wire_status wire_7901_story(struct wire_out *, const struct wire_article *);

#endif

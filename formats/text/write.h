/* Inside the text room: the writer. */
#ifndef WIRE_TEXT_WRITE_H
#define WIRE_TEXT_WRITE_H

#include "article/format.h"

enum wire_status text_write_story(struct wire_out *, const struct wire_article *);

/* What copy can say. */
#define TEXT_FIELD(f) ((uint64_t)1 << (f))
#define TEXT_WRITE_HOLDS                                                                                           \
    (TEXT_FIELD(WIRE_F_HEADLINES) | TEXT_FIELD(WIRE_F_SLUGLINE) | TEXT_FIELD(WIRE_F_BY) | TEXT_FIELD(WIRE_F_DATELINE) | \
     TEXT_FIELD(WIRE_F_CREDITS) | TEXT_FIELD(WIRE_F_DESCRIPTIONS) | TEXT_FIELD(WIRE_F_ED_NOTES) |                     \
     TEXT_FIELD(WIRE_F_KEYWORDS) | TEXT_FIELD(WIRE_F_COPYRIGHT_NOTICE) | TEXT_FIELD(WIRE_F_BODIES) |                  \
     TEXT_FIELD(WIRE_F_EVENT_DETAILS) | TEXT_FIELD(WIRE_F_PLANNED_COVERAGE) | TEXT_FIELD(WIRE_F_CONCEPTS) |           \
     TEXT_FIELD(WIRE_F_CATALOG))

#endif

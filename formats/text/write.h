/* Inside the text room: the writer. */
#ifndef WIRE_TEXT_WRITE_H
#define WIRE_TEXT_WRITE_H

#include "article/format.h"

enum wire_status text_write_story(struct wire_out *, const struct wire_article *);

/* What copy can say. */
#define TEXT_WRITE_HOLDS                                                                                           \
    (WIRE_FIELD(WIRE_F_HEADLINES) | WIRE_FIELD(WIRE_F_SLUGLINE) | WIRE_FIELD(WIRE_F_BY) | WIRE_FIELD(WIRE_F_DATELINE) | \
     WIRE_FIELD(WIRE_F_CREDITS) | WIRE_FIELD(WIRE_F_DESCRIPTIONS) | WIRE_FIELD(WIRE_F_ED_NOTES) |                     \
     WIRE_FIELD(WIRE_F_KEYWORDS) | WIRE_FIELD(WIRE_F_COPYRIGHT_NOTICE) | WIRE_FIELD(WIRE_F_BODIES) |                  \
     WIRE_FIELD(WIRE_F_EVENT_DETAILS) | WIRE_FIELD(WIRE_F_PLANNED_COVERAGE) | WIRE_FIELD(WIRE_F_CONCEPTS) |           \
     WIRE_FIELD(WIRE_F_CATALOG))

#endif

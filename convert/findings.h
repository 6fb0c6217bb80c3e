/* What the program itself reports, beside what the formats do; and all findings there are. */
#ifndef WIRE_CONVERT_FINDINGS_H
#define WIRE_CONVERT_FINDINGS_H

#include "article/base.h"

enum program_finding {
    INPUT_EMPTY,
    INPUT_UNKNOWN,
    INPUT_PASSED_OVER,
    INPUT_NO_STORY,
    INPUT_BROKEN,
    INPUT_LIMIT,
    INPUT_NOT_XML,
    READ_FAILED,
    FOLDER_EMPTY,
    CONTAINER_BROKEN,
    LIBRARY_MISSING,
    LOSS,
    NOT_IN_SET,
    STORY_NOT_WRITTEN,
    STORY_LIMIT,
    STORY_CANCELED,
    STORY_WITHHELD,
    STORY_EMBARGOED,
    STORY_SUPERSEDED,
    STORY_OTHERWISE,
    BATCH_CHANGED,
    NOT_PUT_BY,
    STORY_NOT_VALID,
    ITEM_MISSING,
    STYLESHEET_BROKEN,
    STYLESHEET_VERSION,
    STYLESHEET_FAILED,
    STYLESHEET_FORBIDDEN,
    STYLESHEET_LIMIT,
    STYLESHEET_MESSAGE,
    MODULE_MISSING,
    PROFILE_BROKEN,
    OUTPUT_WITHHELD,
    OUTPUT_EMPTY,
    WRITE_FAILED,
    NO_MEMORY,
    QUEUE_LIBRARY,
    QUEUE_LOST,
    QUEUE_CLOSED,
    QUEUE_UNROUTABLE,
    QUEUE_NOT_CONFIRMED,
    QUEUE_STUCK,
    PROGRAM_FINDINGS
};

extern const struct wire_finding program_findings[PROGRAM_FINDINGS];

/* All rows, of the program and of every format, each once, sorted by id; free() it. NULL without memory. */
const struct wire_finding **findings_all(size_t *count);

/* The row of that id, or NULL. */
const struct wire_finding *finding_named(const char *id);

/* "error", "warning", "style" */
const char *finding_level(enum wire_level);

#endif

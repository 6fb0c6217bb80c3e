/* Inside formats/ninjs: the kinds of values ninjs is strict about. */
#ifndef WIRE_NINJS_VALUES_H
#define WIRE_NINJS_VALUES_H

#include "ninjs/write.h"

/* A time as `date-time` of JSON Schema has it (RFC 3339, 5.6): a day, a time of day and an offset. False, and nothing
 * put, where one of these is missing; a year or a date alone is what is_up_to takes as well (truncatedDateTimeType). */
bool wire_ninjs_time(struct ninjs *, const char *name, struct wire_str);
bool wire_ninjs_is_up_to(struct wire_str);

/* Whether a text is in a list ended by NULL. */
bool wire_ninjs_is_one_of(struct wire_str, const char *const list[]);
extern const char *const wire_ninjs_statuses[], *const wire_ninjs_types[];

#endif

/* Times with the offset their source gave them: RFC 3339 out, many forms in. */
#ifndef WIRE_ARTICLE_TIME_H
#define WIRE_ARTICLE_TIME_H

#include "article/str.h"

/* A time as far as its source says: month, day, hour are -1 where it does not. */
struct wire_time {
    int year, month, day;
    int hour, minute, second;
    struct wire_str fraction; /* digits after the point, without trailing zeros */
    bool has_offset;
    int offset;               /* minutes east of UTC */
    bool zulu;                /* written as Z */
};

/*
 * Read a time: RFC 3339 and ISO 8601 (extended and basic: 2014-08-29T13:50:06+02:00,
 * 20140829T135006Z, 20140829T135006+0200, 2014-08-29, 2014-08, 2014), RFC 822 and 5322
 * (Fri, 29 Aug 2014 13:50:06 GMT). False when it is none of these or no such day exists.
 */
bool wire_time_read(struct wire_str, struct wire_time *);

/* Write it as RFC 3339, with its own offset or none, or only as far as it goes; in the arena. */
struct wire_str wire_time_write(struct wire_arena *, const struct wire_time *);

/* Both in one: the normal form of a time as text, absent when it is none. zone ("+02:00", may be
 * NULL) is given to a time of day without an offset. */
struct wire_str wire_time_normal(struct wire_arena *, struct wire_str, const char *zone);

/* Seconds since 1970-01-01T00:00:00Z; a missing offset counts as UTC, missing parts as the first. */
int64_t wire_time_seconds(const struct wire_time *);

/* The month that a word begins as, in the languages of the agencies, from 1, or 0: "Oktober" and "okt" are 10. */
int wire_month_named(struct wire_str);

/* The same moment with an offset of nothing, written Z; false where the time has no offset or no time of day. */
bool wire_time_to_utc(struct wire_time *);

#endif

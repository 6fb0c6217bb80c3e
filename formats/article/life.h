/* The life of a story: whether it may be published, which version of it is the newest. */
#ifndef WIRE_ARTICLE_LIFE_H
#define WIRE_ARTICLE_LIFE_H

#include "article/article.h"

enum wire_standing { WIRE_STANDS, WIRE_CANCELED, WIRE_WITHHELD, WIRE_EMBARGOED };

/*
 * Whether a story may be published at a moment (seconds since 1970 UTC). A kill is one for ever. Withheld lasts until
 * another version says otherwise, an embargo until its end; one without an end, or with one that cannot be read, lasts.
 * A time without offset may be meant anywhere: that embargo is over when it is so everywhere (12 hours after UTC).
 * Rule: IPTC pubStatus NewsCodes (canceled, withheld); NewsML-G2, embargoed; NewsML 1, StatusWillChange.
 */
enum wire_standing wire_life_standing(const struct wire_article *, int64_t moment);

/*
 * What it is in the life of its story: the kind of its take ("correction", "refile", "update" ...), else what a signal says;
 * or absent.
 */
struct wire_str wire_life_kind(const struct wire_article *);

/* When its embargo ends as it is written, or absent: there is none, or none with an end. */
struct wire_str wire_life_embargo(const struct wire_article *);

/* Whether it says that what was sent under its uri must not be used. */
bool wire_life_is_kill(const struct wire_article *);

/*
 * What all versions of a story are called: its uri, without the revision where the uri of each version has its own
 * (RFC 3085: urn:newsml:provider:date:item:revision). Absent: it has no uri, and nobody knows its other versions.
 */
struct wire_str wire_life_uri(const struct wire_article *);

/* Which version of it this is, or absent; in NITF that is with its key for updates (du-key/@version), which extra has. */
struct wire_str wire_life_version(const struct wire_article *);

enum { WIRE_RANK_VERSION = 32 };

/* What decides which of two versions is newer. */
struct wire_rank {
    bool kill;
    char version[WIRE_RANK_VERSION]; /* so made that bytes compare as numbers do: 9 before 10, 1.9 before 1.10 */
    int64_t created;                 /* microseconds since 1970 UTC; INT64_MIN: nobody says */
};

/*
 * A story that says no version is of version 1 (NewsML-G2, @version). Its time is when the version was created, else
 * when it was sent; a time without offset counts as UTC.
 */
void wire_life_rank(const struct wire_article *, struct wire_rank *);

/*
 * Below, at or above 0 as a is older than b, no older or younger, or newer. A kill is newer than all that is no kill,
 * however late that is sent: what was killed stays so. Then the version decides, then the time.
 */
int wire_rank_compare(const struct wire_rank *a, const struct wire_rank *b);

/* Seconds since 1970 UTC of a time as articles have it; false: it is none. */
bool wire_life_moment(struct wire_str time, int64_t *seconds);

#endif

/*
 * wirecopy timeline: the versions of each story, in the order of its life, and what changed in each.
 *
 * Of a version its headline, subjects and paragraphs are put by in a file without a name, in the order in which they come;
 * in memory stay about 100 bytes a version. At the end the stories are told one after another, each version held against
 * the one before it, by one of the tellers.
 */
#ifndef WIRE_CONVERT_TIMELINE_H
#define WIRE_CONVERT_TIMELINE_H

#include "article/buf.h"
#include "article/life.h"
#include "convert/changes.h"

/* What a version is in the life of its story. */
enum event {
    EVENT_NEW,        /* the first there is */
    EVENT_UPDATE,
    EVENT_LEAD,       /* a new beginning: "2nd Ld" */
    EVENT_WRITETHRU,  /* the whole story again */
    EVENT_CORRECTION,
    EVENT_REFILE,     /* a slip put right */
    EVENT_REPEAT,     /* sent once more, nothing changed */
    EVENT_ADVISORY,   /* to editors */
    EVENT_EMBARGO,    /* put under one */
    EVENT_HOLD,       /* withheld */
    EVENT_RELEASE,    /* withheld or embargoed no more */
    EVENT_KILL,
    EVENT_VOID,       /* after the kill: it counts for nothing */
    EVENTS
};

struct event_row {
    const char *name;  /* for machines */
    const char *title; /* for people */
};

extern const struct event_row event_rows[EVENTS];
extern const struct event_row standing_rows[]; /* by enum wire_standing */

/* A story, when it is told. */
struct life {
    struct wire_str uri;       /* of its newest version, without a revision; absent: none */
    struct wire_str headline, version; /* of its newest version */
    enum wire_standing standing;
    size_t versions;
};

/* One of its versions. changes NULL: it is the first. */
struct moment {
    const struct version *now, *before;
    const struct changes *changes;
    enum event event;
    bool newest;               /* the one that counts */
};

/* How stories are told. Each puts what it has to say behind what is in the buffer; NULL: nothing. */
struct teller {
    void (*begin)(struct wire_buf *, const char *as_of, size_t stories);
    void (*story)(struct wire_buf *, const struct life *);
    void (*version)(struct wire_buf *, const struct moment *, size_t number, bool colour);
    void (*story_end)(struct wire_buf *);
    void (*end)(struct wire_buf *);
};

extern const struct teller teller_text, teller_json, teller_page;

/* --- what is kept of a version: kept.c --- */

/* Put it behind what is in the buffer. */
void version_pack(struct wire_buf *, const struct wire_article *, struct wire_str file, unsigned long index);

/* Unpack what stands in bytes, in which all strings then are; lists are malloced. False without memory. */
bool version_unpack(struct version *, struct wire_str bytes);
void version_free(struct version *);

#endif

/* What changed from one version of a story to the next. */
#ifndef WIRE_CONVERT_CHANGES_H
#define WIRE_CONVERT_CHANGES_H

#include "article/base.h"

/* What is told of a version. All strings stand in bytes that whoever made it keeps. */
struct version {
    struct wire_str uri, version, created, status, until, headline, file, kind;
    bool open;                        /* an embargo without an end */
    bool kill, writethru;
    int64_t index, lead, number;      /* in its file; of the take */
    struct wire_str *subjects;        /* code and name: "medtop:1 TAB Sea" */
    struct wire_str *paragraphs;
    size_t subject_count, paragraph_count;
};

/* A paragraph that came, went or is in other words; places count from 1, 0: in none. */
struct change {
    uint32_t was, is;                 /* its place in the older version, and in the newer */
};

struct changes {
    struct change *rows;              /* in the order of the newer version, what went before what came there */
    size_t n, room;
    size_t added, removed, edited, moved;
    struct wire_str *gained, *dropped; /* subjects; the second stands behind the first */
    size_t gained_count, dropped_count, subject_room;
    bool headline, status, embargo;
    void *work;
    size_t work_size;
};

/* Compare. What was in it before is gone. False without memory. */
bool changes_between(struct changes *, const struct version *older, const struct version *newer);
void changes_free(struct changes *);

static inline bool
changes_any(const struct changes *c)
{
    return c->n + c->moved + c->gained_count + c->dropped_count != 0 || c->headline || c->status || c->embargo;
}

/* How many bytes two texts have in common at their beginnings and their ends, to the word. */
void changes_ends(struct wire_str was, struct wire_str is, size_t *front, size_t *back);

#endif

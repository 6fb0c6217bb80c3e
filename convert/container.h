/* What holds several inputs in one file: an archive, a mailbox, or a stream of documents. */
#ifndef WIRE_CONVERT_CONTAINER_H
#define WIRE_CONVERT_CONTAINER_H

#include <stdatomic.h>

#include "convert/archive.h"
#include "convert/cut.h"
#include "convert/libarchive.h"
#include "convert/limits.h"

struct input;
struct container;

struct containers {
    struct container *open[MOST_CONTAINERS]; /* the innermost last */
    size_t depth;
    struct libarchive lib;
    struct allowance allowance;              /* of the outermost archive */
    bool stdin_seen;                         /* standard input was looked at: a second time it is not */
    enum cutting cutting;                    /* of --stream */
    bool mailboxes;                          /* what begins like one is cut into its messages */
    bool (*wanted)(void *ctx, const struct input *); /* whether a member is read, by its name; or NULL: all are */
    void *wanted_ctx;
    const atomic_bool *cancel;               /* when true nothing more is read; or NULL */
};

/*
 * If the input just opened is a container, go into it: it is then no input itself. True and found as it was: it is one to be
 * read. False: its inputs follow. What is wrong with it, or no memory, is in it.
 */
bool containers_enter(struct containers *, struct input *);

/* The next input in the innermost; false when that is at its end, and left. One whose found is FOUND_PASSED is none to be read. */
bool containers_next(struct containers *, struct input *);
void containers_end(struct containers *);

#endif

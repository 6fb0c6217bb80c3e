/*
 * Files that appear whole in their folders, many of them made lasting together.
 *
 * Each is written under a temporary name; a commit makes the bytes of all of them lasting, gives them their
 * names, and makes the names lasting. A file of that name is replaced. Until then, and after a fault, nothing
 * can be seen of them.
 */
#ifndef WIRE_CONVERT_DELIVER_H
#define WIRE_CONVERT_DELIVER_H

#include <sys/stat.h>

#include "article/base.h"

/* A folder that files go to. */
struct place {
    struct place *next;
    char *path;             /* for people, and below where */
    int fd;
    dev_t device;
    bool named;             /* files were named in it since it was last made lasting */
};

struct delivery {
    struct place *places;   /* all that were opened */
    struct delivered {
        struct place *where;
        char *temp, *leaf;
        int fd;             /* of the first few, which are made lasting one by one; else -1 */
    } *files;
    size_t n, room;
    size_t weight;          /* bytes that wait for the commit */
    unsigned long serial;
    char mark[40];          /* how temporary names begin: of one delivery only, run after run */
    int failed;             /* errno of the newest failure */
    const char *at;         /* where it was, for people; lives as long as the delivery */
};

/* mark: what tells this delivery from all others that may be at work; it is the same in every run. */
void delivery_init(struct delivery *, const char *mark);

/* What was not committed goes; the places are closed. */
void delivery_free(struct delivery *);

/* The folder of that path, made where it is missing, with the folders above it; what an earlier run left
 * half-written in it is taken away. The same place for the same path. NULL: it cannot be, failed says why. */
struct place *delivery_place(struct delivery *, const char *path);

/* Write a file that is to appear there as leaf. False: it cannot be, and nothing of it is left. */
bool delivery_put(struct delivery *, struct place *, const char *leaf, const char *p, size_t n);

/* All that was put appears and lasts. False: some may have appeared, the rest never will; put them all again. */
bool delivery_commit(struct delivery *);

/* Forget all but the first n files put. */
void delivery_forget(struct delivery *, size_t n);

/* Move a file to another place. False: it is where it was. It lasts from the next delivery_settle on. */
bool delivery_move(struct delivery *, int from, const char *name, struct place *to, const char *leaf);

/* The names given in all places last. */
bool delivery_settle(struct delivery *);

#endif

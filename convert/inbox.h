/*
 * A folder that others put files into: which of them are whole.
 *
 * A file is taken for whole when it was moved in or closed after writing (inotify tells), when nobody has it open
 * for writing (a lease tells, where the system grants one), or when it stays as it is for the time to settle. An
 * empty file has to settle in any case: some senders make a file first and fill it later.
 */
#ifndef WIRE_CONVERT_INBOX_H
#define WIRE_CONVERT_INBOX_H

#include <sys/stat.h>
#include <time.h>

#include "article/base.h"

/* A file as it was seen. */
struct sight {
    char *name;
    off_t size;
    ino_t inode;
    struct timespec changed, modified;
    time_t due;       /* not taken up again before that; or 0 */
};

struct sights {
    struct sight *rows;
    size_t n, room;
};

struct inbox {
    const char *path;
    int dir;
    int notify;            /* inotify; -1: looked at every now and then */
    bool polls;            /* a network file system: what others do is not told, and clocks differ */
    unsigned settle;       /* seconds */
    struct sights ready;   /* whole, in the order of their times, to be taken up */
    struct sights waiting; /* not known to be whole at the last look, sorted by name */
    struct sights told;    /* names that inotify told of since, sorted at the next look */
    struct sights refused; /* put off */
    bool more;             /* there is more than one look takes up */
    bool gone;             /* the folder itself was removed, or moved away */
    time_t next;           /* when it is to be looked at again whatever is told */
};

/* False with errno: it cannot be watched. EWOULDBLOCK: another process watches it. Close it either way. */
bool inbox_open(struct inbox *, const char *path, bool polls, unsigned settle);
void inbox_close(struct inbox *);

/* Look for whole files. False with errno: it cannot be read. */
bool inbox_look(struct inbox *);

/* Wait until it is worth looking again, or a signal comes. */
void inbox_wait(struct inbox *);

/* It is not to be taken up for a while. */
void inbox_put_off(struct inbox *, const struct sight *);

/* Whether a file is still what was seen. */
bool inbox_is_still(const struct inbox *, const struct sight *);

/* Whether a name is one of those that writers give to files not finished yet. */
bool inbox_is_temporary(const char *name);

#endif

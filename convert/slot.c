/* Who writes into a folder, and what killed runs left there. */
#include "convert/slot.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    SLOTS = 4096, /* runs at work in a folder at once */
    BEYOND = 8,   /* slots looked at behind the one taken: of runs that were not alone when they were killed */
    TRIES = 100
};

static void
name_slot(struct slot *s, unsigned number)
{
    s->number = number;
    snprintf(s->name, sizeof s->name, ".wirecopy-%u.tmp", number);
}

void
slot_name(char name[SLOT_NAME], const struct slot *s, unsigned long number)
{
    snprintf(name, SLOT_NAME, ".wirecopy-%u-%lu.tmp", s->number, number);
}

/* Whether the open file is still called so: who had it before may have given it its name, or swept it away. */
static bool
is_called(int dir, const char *name, int fd)
{
    struct stat is, named;

    return fstat(fd, &is) == 0 && fstatat(dir, name, &named, AT_SYMLINK_NOFOLLOW) == 0 && is.st_dev == named.st_dev && is.st_ino == named.st_ino;
}

/* Lock the file of a run that is no more; -1: it is alive, or this is nobody's we know. errno is ENOENT where there is none. */
static int
lock_dead(int dir, const struct slot *s)
{
    const int how = O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
    int fd = openat(dir, s->name, O_WRONLY | how);

    if (fd < 0 && errno == EACCES)
        fd = openat(dir, s->name, O_RDONLY | how); /* it was to be a file that nobody may write */
    if (fd < 0)
        return -1;
    if (flock(fd, LOCK_EX | LOCK_NB) == 0 && is_called(dir, s->name, fd))
        return fd;
    close(fd);
    errno = EWOULDBLOCK;
    return -1;
}

/* Remove what is called after the slot, and then the slot; nobody else does while its file is locked. */
static void
sweep(int dir, const struct slot *s)
{
    int fd = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *all = fd >= 0 ? fdopendir(fd) : NULL;
    char prefix[SLOT_NAME];
    struct dirent *entry;
    size_t n;

    if (all == NULL) {
        if (fd >= 0)
            close(fd);
        return; /* the slot stays, so that another run sweeps it */
    }
    snprintf(prefix, sizeof prefix, ".wirecopy-%u-", s->number);
    n = strlen(prefix);
    while ((entry = readdir(all)) != NULL) {
        if (strncmp(entry->d_name, prefix, n) == 0)
            unlinkat(dir, entry->d_name, 0);
    }
    closedir(all);
    unlinkat(dir, s->name, 0);
}

/* Make the slot's file and lock it. False where it is another's; errno is EEXIST then. */
static bool
make(struct slot *s, int dir)
{
    s->fd = openat(dir, s->name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (s->fd < 0)
        return false;
    /* A file system without locks has none for others either: what is there is left alone. */
    if ((flock(s->fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) && is_called(dir, s->name, s->fd))
        return true;
    close(s->fd); /* somebody took it for a dead one's, and sweeps it away */
    errno = EEXIST;
    return false;
}

bool
slot_take(struct slot *s, int dir)
{
    unsigned number = 0;

    for (int tries = 0; number < SLOTS && tries < TRIES + SLOTS; tries++) {
        int dead;
        name_slot(s, number);
        if (make(s, dir))
            break;
        if (errno != EEXIST)
            return false;
        if ((dead = lock_dead(dir, s)) >= 0) {
            sweep(dir, s);
            close(dead);
        }
        number += dead < 0 && errno != ENOENT;
    }
    if (number == SLOTS || s->fd < 0) {
        errno = EEXIST;
        return false;
    }
    for (unsigned i = 1; i <= BEYOND; i++) {
        struct slot other;
        int dead;
        name_slot(&other, number + i);
        if ((dead = lock_dead(dir, &other)) >= 0) {
            sweep(dir, &other);
            close(dead);
        }
    }
    return true;
}

/* A folder that others put files into: which of them are whole. */
#include "convert/inbox.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "convert/limits.h"
#include "convert/signals.h"

enum {
    SAFETY = 30,     /* seconds after which it is looked at although nothing was told */
    PUT_OFF = 60,    /* seconds that a file is left alone that could not be read */
    TOLD_MOST = 8192 /* names remembered of what was told: for more, the look finds out by itself */
};

/* --- rows --- */

static void
clear(struct sights *list)
{
    for (size_t i = 0; i < list->n; i++)
        free(list->rows[i].name);
    list->n = 0;
}

static void
empty(struct sights *list)
{
    clear(list);
    free(list->rows);
    *list = (struct sights){ 0 };
}

/* A row more, with a name of its own; NULL without memory. */
static struct sight *
add(struct sights *list, const char *name)
{
    if (list->n == list->room) {
        struct sight *more = realloc(list->rows, (list->room * 2 + 64) * sizeof *more);
        if (more == NULL)
            return NULL;
        list->rows = more;
        list->room = list->room * 2 + 64;
    }
    list->rows[list->n] = (struct sight){ .name = strdup(name) };
    return list->rows[list->n].name != NULL ? &list->rows[list->n++] : NULL;
}

static int
by_name(const void *a, const void *b)
{
    return strcmp(((const struct sight *)a)->name, ((const struct sight *)b)->name);
}

/* The older first, so that the newest version of a story goes out last. */
static int
by_time(const void *a, const void *b)
{
    const struct sight *x = a, *y = b;

    if (x->modified.tv_sec != y->modified.tv_sec)
        return x->modified.tv_sec < y->modified.tv_sec ? -1 : 1;
    if (x->modified.tv_nsec != y->modified.tv_nsec)
        return x->modified.tv_nsec < y->modified.tv_nsec ? -1 : 1;
    return strcmp(x->name, y->name);
}

static void
sort(struct sights *list, int (*order)(const void *, const void *))
{
    if (list->n > 1)
        qsort(list->rows, list->n, sizeof *list->rows, order);
}

static struct sight *
find(const struct sights *sorted, const char *name)
{
    struct sight key = { .name = (char *)(uintptr_t)name };

    return sorted->n != 0 ? bsearch(&key, sorted->rows, sorted->n, sizeof *sorted->rows, by_name) : NULL;
}

static void
fill(struct sight *s, const struct stat *st)
{
    s->size = st->st_size;
    s->inode = st->st_ino;
    s->changed = st->st_ctim;
    s->modified = st->st_mtim;
}

static bool
is_same(const struct sight *s, const struct stat *st)
{
    return s->size == st->st_size && s->inode == st->st_ino && s->modified.tv_sec == st->st_mtim.tv_sec &&
           s->modified.tv_nsec == st->st_mtim.tv_nsec;
}

/* --- names --- */

bool
inbox_is_temporary(const char *name)
{
    static const char *const endings[] = { "~",           ".tmp", ".temp", ".part",       ".partial", ".filepart", ".crdownload",
                                           ".inprogress", ".swp", ".swx",  ".writing",    ".upload",  ".uploading", ".lock" };
    size_t n = strlen(name);

    if (name[0] == '.' || name[0] == '#')
        return true;
    for (size_t i = 0; i < WIRE_COUNT(endings); i++) {
        size_t m = strlen(endings[i]);
        if (n > m && strcasecmp(name + n - m, endings[i]) == 0)
            return true;
    }
    return false;
}

/* --- opening --- */

bool
inbox_open(struct inbox *in, const char *path, bool polls, unsigned settle)
{
    *in = (struct inbox){ .path = path, .dir = -1, .notify = -1, .polls = polls, .settle = settle };
    in->dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (in->dir < 0)
        return false;
    /* Two that take files out of one folder would take the same ones. Where a file system knows no locks, nobody can tell. */
    if (flock(in->dir, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        return false;
    if (polls)
        return true;
    signal(SIGIO, SIG_IGN); /* of leases */
    in->notify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (in->notify >= 0 && inotify_add_watch(in->notify, path, IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_ATTRIB | IN_DELETE_SELF |
                                                                   IN_MOVE_SELF | IN_ONLYDIR) < 0) {
        close(in->notify);
        in->notify = -1;
    }
    return true;
}

void
inbox_close(struct inbox *in)
{
    if (in->notify >= 0)
        close(in->notify);
    if (in->dir >= 0)
        close(in->dir);
    empty(&in->ready);
    empty(&in->waiting);
    empty(&in->told);
    empty(&in->refused);
}

/* --- looking --- */

/* Whether somebody has it open for writing: 1, 0, or -1 where the system does not say. */
static int
is_being_written(const struct inbox *in, const char *name)
{
    int fd = openat(in->dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC), answer = -1;

    if (fd < 0)
        return -1;
    if (fcntl(fd, F_SETLEASE, F_RDLCK) == 0) {
        fcntl(fd, F_SETLEASE, F_UNLCK);
        answer = 0;
    } else if (errno == EAGAIN) {
        answer = 1;
    }
    close(fd);
    return answer;
}

static bool
is_whole(const struct inbox *in, const char *name, const struct stat *st, const struct timespec *now)
{
    const struct sight *before = find(&in->waiting, name);
    bool settled = before != NULL && is_same(before, st) && now->tv_sec - before->due >= (time_t)in->settle;
    bool told = find(&in->told, name) != NULL;
    int written;

    if (in->polls || st->st_size == 0)
        return settled;
    written = is_being_written(in, name);
    return written == 0 || (written < 0 && (told || settled || now->tv_sec - st->st_ctim.tv_sec > (time_t)in->settle));
}

/* Take up one name of the folder. False without memory. */
static bool
take_up(struct inbox *in, struct sights *waiting, const char *name, const struct timespec *now)
{
    const struct sight *before, *refused = find(&in->refused, name);
    struct stat st;
    struct sight *s;

    if (inbox_is_temporary(name) || fstatat(in->dir, name, &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(st.st_mode))
        return true;
    if (refused != NULL && is_same(refused, &st) && refused->due > now->tv_sec)
        return true;
    if (is_whole(in, name, &st, now)) {
        if ((s = add(&in->ready, name)) == NULL)
            return false;
        fill(s, &st);
        return true;
    }
    before = find(&in->waiting, name);
    if ((s = add(waiting, name)) == NULL)
        return false;
    fill(s, &st);
    s->due = before != NULL && is_same(before, &st) ? before->due : now->tv_sec; /* since when it is as it is */
    return true;
}

/* What was put off long enough is like any other. */
static void
readmit(struct inbox *in, time_t now)
{
    size_t kept = 0;

    for (size_t i = 0; i < in->refused.n; i++) {
        if (in->refused.rows[i].due > now)
            in->refused.rows[kept++] = in->refused.rows[i];
        else
            free(in->refused.rows[i].name);
    }
    in->refused.n = kept;
    sort(&in->refused, by_name);
}

bool
inbox_look(struct inbox *in)
{
    int fd = openat(in->dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), error = 0;
    DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
    struct sights waiting = { 0 };
    struct dirent *entry;
    struct timespec now;

    if (dir == NULL) {
        error = errno;
        if (fd >= 0)
            close(fd);
        errno = error;
        return false;
    }
    clock_gettime(CLOCK_REALTIME, &now);
    clear(&in->ready);
    sort(&in->told, by_name);
    readmit(in, now.tv_sec);
    in->more = false;
    while (error == 0 && (errno = 0, entry = readdir(dir)) != NULL) {
        if (in->ready.n + waiting.n == MOST_INBOX) {
            in->more = true;
            break;
        }
        if (!take_up(in, &waiting, entry->d_name, &now))
            error = ENOMEM;
    }
    if (error == 0 && !in->more)
        error = errno;
    closedir(dir);
    sort(&in->ready, by_time);
    sort(&waiting, by_name);
    empty(&in->waiting);
    in->waiting = waiting;
    clear(&in->told);
    in->next = now.tv_sec + (in->waiting.n != 0 || in->notify < 0 ? (in->settle != 0 ? (time_t)in->settle : 1) : SAFETY);
    errno = error;
    return error == 0;
}

/* --- waiting --- */

/* What inotify has to tell; true: it is worth looking. */
static bool
listen(struct inbox *in)
{
    char room[16384] __attribute__((aligned(__alignof__(struct inotify_event))));
    bool worth = false;
    ssize_t n;

    while ((n = read(in->notify, room, sizeof room)) > 0) {
        for (ssize_t at = 0; at < n;) {
            const struct inotify_event *e = (const struct inotify_event *)(const void *)(room + at);
            at += (ssize_t)sizeof *e + e->len;
            if ((e->mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_IGNORED)) != 0)
                in->gone = worth = true;
            else if ((e->mask & IN_Q_OVERFLOW) != 0)
                worth = true;
            if (e->len == 0 || inbox_is_temporary(e->name) || (e->mask & IN_ISDIR) != 0)
                continue;
            worth = true;
            if ((e->mask & (IN_CLOSE_WRITE | IN_MOVED_TO)) != 0 && in->told.n < TOLD_MOST)
                add(&in->told, e->name);
        }
    }
    return worth;
}

void
inbox_wait(struct inbox *in)
{
    struct pollfd fd = { .fd = in->notify, .events = POLLIN };
    sigset_t ending, before;

    /* A signal that comes between the question and the sleep is to end the sleep: it is let through only in it. */
    sigemptyset(&ending);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &ending, &before);
    while (!interrupted() && !in->more && !in->gone) {
        struct timespec now, sleep = { .tv_sec = 1 };
        clock_gettime(CLOCK_REALTIME, &now);
        if (now.tv_sec >= in->next || now.tv_sec + 2 * SAFETY < in->next) /* or the clock was set */
            break;
        sleep.tv_sec = in->next - now.tv_sec;
        if (ppoll(&fd, in->notify >= 0 ? 1 : 0, &sleep, &before) > 0 && listen(in))
            break;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/* --- of single files --- */

void
inbox_put_off(struct inbox *in, const struct sight *s)
{
    struct sight *old, *row;
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    sort(&in->refused, by_name);
    old = find(&in->refused, s->name);
    row = old != NULL ? old : add(&in->refused, s->name);
    if (row != NULL) {
        char *name = row->name;
        *row = *s;
        row->name = name;
        row->due = now.tv_sec + PUT_OFF;
    }
}

bool
inbox_is_still(const struct inbox *in, const struct sight *s)
{
    struct stat st;

    return fstatat(in->dir, s->name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode) && is_same(s, &st);
}

/* Files that appear whole in their folders, many of them made lasting together. */
#include "convert/deliver.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FEW = 4 }; /* up to here an fsync each is cheaper than the whole file system's */

static bool
fail(struct delivery *d, const char *at)
{
    d->failed = errno != 0 ? errno : EIO;
    d->at = at;
    return false;
}

void
delivery_init(struct delivery *d, const char *mark)
{
    *d = (struct delivery){ .at = "" };
    snprintf(d->mark, sizeof d->mark, ".wirecopy-%s-", mark);
}

void
delivery_free(struct delivery *d)
{
    struct place *next;

    delivery_forget(d, 0);
    for (struct place *p = d->places; p != NULL; p = next) {
        next = p->next;
        close(p->fd);
        free(p->path);
        free(p);
    }
    free(d->files);
    *d = (struct delivery){ .at = "" };
}

/* --- places --- */

/* Make a folder and those above it, and make the names of new ones lasting. */
static bool
make_folders(char *path)
{
    struct stat st;

    for (char *slash = path + 1;; slash++) {
        char *parent_end, was;
        slash += strcspn(slash, "/");
        was = *slash;
        *slash = '\0';
        if (stat(path, &st) != 0) {
            int fd;
            if (mkdir(path, 0777) != 0 && errno != EEXIST)
                return false;
            parent_end = strrchr(path, '/');
            if (parent_end != NULL && parent_end != path)
                *parent_end = '\0';
            fd = open(parent_end == NULL ? "." : parent_end == path ? "/" : path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
            if (parent_end != NULL)
                *parent_end = '/';
            if (fd < 0)
                return false;
            if (fsync(fd) != 0) {
                close(fd);
                return false;
            }
            close(fd);
        }
        *slash = was;
        if (was == '\0')
            return true;
    }
}

/* What an earlier run left half-written goes. */
static bool
sweep(const struct delivery *d, int folder)
{
    int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
    struct dirent *entry;
    size_t n = strlen(d->mark);

    if (dir == NULL) {
        if (fd >= 0)
            close(fd);
        return false;
    }
    while ((entry = readdir(dir)) != NULL) {
        if (strncmp(entry->d_name, d->mark, n) == 0)
            unlinkat(folder, entry->d_name, 0);
    }
    closedir(dir);
    return true;
}

static bool
open_place(struct delivery *d, struct place *p)
{
    struct stat st;

    if (!make_folders(p->path) || (p->fd = open(p->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) < 0)
        return false;
    if (fstat(p->fd, &st) == 0 && sweep(d, p->fd)) {
        p->device = st.st_dev;
        return true;
    }
    close(p->fd);
    return false;
}

struct place *
delivery_place(struct delivery *d, const char *path)
{
    struct place *p;

    for (p = d->places; p != NULL; p = p->next) {
        if (strcmp(p->path, path) == 0)
            return p;
    }
    errno = ENOMEM;
    p = calloc(1, sizeof *p);
    if (p != NULL && (p->path = strdup(path)) != NULL && open_place(d, p)) {
        p->next = d->places;
        d->places = p;
        return p;
    }
    fail(d, path);
    if (p != NULL)
        free(p->path);
    free(p);
    return NULL;
}

/* --- files --- */

static bool
write_all(int fd, const char *p, size_t n)
{
    while (n > 0) {
        ssize_t put = write(fd, p, n);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        p += put;
        n -= (size_t)put;
    }
    return true;
}

static bool
has_room(struct delivery *d)
{
    struct delivered *more;

    if (d->n < d->room)
        return true;
    more = realloc(d->files, (d->room * 2 + 64) * sizeof *more);
    if (more == NULL)
        return false;
    d->files = more;
    d->room = d->room * 2 + 64;
    return true;
}

bool
delivery_put(struct delivery *d, struct place *where, const char *leaf, const char *p, size_t n)
{
    struct delivered f = { .where = where, .fd = -1 };
    bool good = false;

    errno = ENOMEM;
    if (has_room(d) && (f.leaf = strdup(leaf)) != NULL && asprintf(&f.temp, "%s%lu.tmp", d->mark, d->serial++) >= 0) {
        f.fd = openat(where->fd, f.temp, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
        good = f.fd >= 0 && write_all(f.fd, p, n);
    }
    if (!good)
        fail(d, where->path);
    if (f.fd >= 0 && (!good || d->n >= FEW)) {
        if (close(f.fd) != 0 && good)
            good = fail(d, where->path);
        if (!good)
            unlinkat(where->fd, f.temp, 0);
        f.fd = -1;
    }
    if (good) {
        d->files[d->n++] = f;
        d->weight += n;
        return true;
    }
    free(f.temp);
    free(f.leaf);
    return false;
}

void
delivery_forget(struct delivery *d, size_t n)
{
    while (d->n > n) {
        struct delivered *f = &d->files[--d->n];
        if (f->fd >= 0)
            close(f->fd);
        if (f->temp != NULL)
            unlinkat(f->where->fd, f->temp, 0);
        free(f->temp);
        free(f->leaf);
    }
    if (d->n == 0)
        d->weight = 0;
}

/* The bytes of every file last. */
static bool
make_lasting(struct delivery *d)
{
    if (d->n > FEW) {
        for (struct place *p = d->places; p != NULL; p = p->next) {
            struct place *before = d->places;
            while (before != p && before->device != p->device)
                before = before->next;
            if (before == p && syncfs(p->fd) != 0) /* once a file system */
                return fail(d, p->path);
        }
        return true;
    }
    for (size_t i = 0; i < d->n; i++) {
        if (fsync(d->files[i].fd) != 0)
            return fail(d, d->files[i].where->path);
    }
    return true;
}

bool
delivery_commit(struct delivery *d)
{
    bool good = d->n == 0 || make_lasting(d);

    for (size_t i = 0; i < d->n; i++) {
        struct delivered *f = &d->files[i];
        if (f->fd >= 0 && close(f->fd) != 0)
            good = fail(d, f->where->path);
        f->fd = -1;
        if (good && renameat(f->where->fd, f->temp, f->where->fd, f->leaf) != 0)
            good = fail(d, f->where->path);
        if (!good)
            continue; /* its temporary file goes below */
        f->where->named = true;
        free(f->temp);
        f->temp = NULL;
    }
    delivery_forget(d, 0);
    return delivery_settle(d) && good;
}

bool
delivery_move(struct delivery *d, int from, const char *name, struct place *to, const char *leaf)
{
    if (renameat(from, name, to->fd, leaf) != 0)
        return fail(d, to->path);
    to->named = true;
    return true;
}

bool
delivery_settle(struct delivery *d)
{
    bool good = true;

    for (struct place *p = d->places; p != NULL; p = p->next) {
        if (p->named && fsync(p->fd) != 0)
            good = fail(d, p->path);
        else
            p->named = false;
    }
    return good;
}

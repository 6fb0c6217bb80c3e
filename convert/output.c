/* Where the stories go: a stream, a file that appears whole or not at all, or a folder of such files. */
#include "convert/output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "convert/pack.h"
#include "convert/sandbox.h"
#include "convert/signals.h"

enum { FEW = 4 }; /* up to here an fsync each is cheaper than the whole file system's */

static bool
fail(struct output *o)
{
    if (o->failed == 0)
        o->failed = errno != 0 ? errno : EIO;
    return false;
}

static bool
write_all(int fd, const char *p, size_t n)
{
    while (n > 0) {
        ssize_t put = write(fd, p, n);
        if (put < 0 && !interrupted() && try_again(fd, true))
            continue;
        if (put < 0)
            return false;
        p += put;
        n -= (size_t)put;
    }
    return true;
}

/* How much of a name is folders. */
static int
folders_of(const char *name)
{
    const char *slash = strrchr(name, '/');

    return slash != NULL ? (int)(slash - name) + 1 : 0;
}

/* A new file under a name nobody has, in the folder; *temp is its name. -1: it cannot be. */
static int
open_temporary(struct output *o, char **temp)
{
    char name[SLOT_NAME];
    int fd;

    slot_name(name, &o->slot, o->serial++);
    errno = ENOMEM;
    if ((*temp = strdup(name)) == NULL)
        return -1;
    fd = openat(o->dir, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0 && errno == EEXIST && unlinkat(o->dir, name, 0) == 0) /* the slot is ours: somebody left it without its own */
        fd = openat(o->dir, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd >= 0)
        return fd;
    free(*temp);
    *temp = NULL;
    return -1;
}

/* The temporary file of TO_FILE is that of its slot. */
static bool
open_slot(struct output *o)
{
    if (!slot_take(&o->slot, o->dir))
        return fail(o);
    errno = ENOMEM;
    if ((o->temp = strdup(o->slot.name)) != NULL) {
        o->fd = o->slot.fd;
        return true;
    }
    fail(o);
    unlinkat(o->dir, o->slot.name, 0);
    close(o->slot.fd);
    return false;
}

/* The folder of o->path, and its leaf. */
static bool
open_parent(struct output *o)
{
    char *slash = strrchr(o->path, '/');

    if (slash == NULL) {
        o->leaf = o->path;
        o->dir = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    } else {
        o->leaf = slash + 1;
        *slash = '\0';
        o->dir = open(slash == o->path ? "/" : o->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    }
    return o->dir >= 0 || fail(o);
}

static bool
open_file(struct output *o, const char *where)
{
    struct stat st;
    bool exists = stat(where, &st) == 0;

    if (!exists && errno != ENOENT)
        return fail(o);
    if (exists && !S_ISREG(st.st_mode)) { /* a device or a pipe is written to, not replaced */
        o->kind = TO_STREAM;
        o->fd = open(where, O_WRONLY | O_CLOEXEC);
        return o->fd >= 0 || fail(o);
    }
    o->kind = TO_FILE;
    o->path = exists ? realpath(where, NULL) : strdup(where); /* a link stays; what it points to is replaced */
    if (o->path == NULL || !open_parent(o) || !open_slot(o))
        return fail(o);
    if (exists && fchmod(o->fd, st.st_mode & 07777) != 0)
        return fail(o);
    return true;
}

static bool
open_folder(struct output *o, const char *where)
{
    o->kind = TO_FOLDER;
    if (mkdir(where, 0777) != 0 && errno != EEXIST)
        return fail(o);
    o->dir = open(where, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (o->dir < 0 || fstat(o->dir, &o->folder) != 0 || !slot_take(&o->slot, o->dir))
        return fail(o);
    o->holds = true;
    return true;
}

bool
output_open(struct output *o, const char *where)
{
    struct stat st;
    size_t n;

    *o = (struct output){ .fd = -1, .dir = -1 };
    if (where == NULL || strcmp(where, "-") == 0) {
        o->name = "standard output";
        o->fd = STDOUT_FILENO;
        o->interactive = isatty(o->fd) == 1;
        return true;
    }
    o->name = where;
    n = strlen(where);
    if ((n > 0 && where[n - 1] == '/') || (stat(where, &st) == 0 && S_ISDIR(st.st_mode)))
        return open_folder(o, where);
    return open_file(o, where);
}

void
output_allow(struct sandbox *s, const struct output *o)
{
    if (o->kind != TO_STREAM)
        sandbox_allow_fd(s, o->dir, o->kind != TO_FOLDER ? SANDBOX_PUT : o->deep ? SANDBOX_GROW : SANDBOX_WRITE);
}

bool
output_pack(struct output *o, const char *as, const char **why)
{
    if ((o->pack = pack_open(as, o->fd, why)) == NULL)
        return false;
    o->kind = TO_ARCHIVE;
    return true;
}

bool
output_write(struct output *o, const char *p, size_t n)
{
    if (o->failed != 0 || o->closed)
        return false;
    if (write_all(o->fd, p, n))
        return true;
    if (errno == EPIPE && o->kind == TO_STREAM) {
        o->closed = true;
        return false;
    }
    return fail(o);
}

/* --- a folder --- */

static uint64_t
hash(const char *name)
{
    uint64_t h = 14695981039346656037u; /* FNV-1a */

    for (; *name != '\0'; name++)
        h = (h ^ (unsigned char)*name) * 1099511628211u;
    return h != 0 ? h : 1;
}

/* Where the hash is or would be. Two names of one hash only make a name be passed over. */
static uint64_t *
slot(uint64_t *table, size_t room, uint64_t h)
{
    size_t i = (size_t)h & (room - 1);

    while (table[i] != 0 && table[i] != h)
        i = (i + 1) & (room - 1);
    return &table[i];
}

static bool
grow_taken(struct output *o)
{
    size_t room = o->taken_room != 0 ? o->taken_room * 2 : 256;
    uint64_t *table = calloc(room, sizeof *table);

    if (table == NULL)
        return false;
    for (size_t i = 0; i < o->taken_room; i++) {
        if (o->taken[i] != 0)
            *slot(table, room, o->taken[i]) = o->taken[i];
    }
    free(o->taken);
    o->taken = table;
    o->taken_room = room;
    return true;
}

/* Take the name for this run; false when it is taken. */
static bool
take_name(struct output *o, const char *leaf)
{
    uint64_t h = hash(leaf), *at = slot(o->taken, o->taken_room, h);
    struct stat st;

    if (*at != 0)
        return false;
    *at = h;
    o->taken_count++;
    return !o->keep_existing || fstatat(o->dir, leaf, &st, AT_SYMLINK_NOFOLLOW) != 0;
}

bool
output_take(struct output *o, const char *leaf)
{
    if (o->taken_count * 2 >= o->taken_room && !grow_taken(o))
        return false;
    take_name(o, leaf);
    return true;
}

static void
tell_name(struct wire_buf *out, const char *name)
{
    wire_buf_putc(out, ' ');
    for (; *name != '\0'; name++) {
        unsigned char c = (unsigned char)*name;
        if (c <= ' ' || c == '%' || c == 0x7F)
            wire_buf_printf(out, "%%%02x", c);
        else
            wire_buf_putc(out, *name);
    }
}

/* How much of base a name may have: file systems end at 255 bytes, and characters are not cut. */
static int
fitting(const char *base, size_t rest)
{
    size_t n = strlen(base), most = (size_t)folders_of(base) + NAME_MAX - rest;

    if (n <= most)
        return (int)n;
    while (most > 0 && ((unsigned char)base[most] & 0xC0) == 0x80)
        most--;
    return (int)most;
}

static struct counted *
place_of(struct counted *table, size_t room, uint64_t base)
{
    size_t i = (size_t)base & (room - 1);

    while (table[i].base != 0 && table[i].base != base)
        i = (i + 1) & (room - 1);
    return &table[i];
}

/* Of a base whose first name is taken: ten thousand stories of one are not to be counted anew each time. NULL without memory. */
static struct counted *
count_base(struct output *o, uint64_t base)
{
    struct counted *at;

    if (o->counted_count * 2 >= o->counted_room) {
        size_t room = o->counted_room != 0 ? o->counted_room * 2 : 64;
        struct counted *table = calloc(room, sizeof *table);
        if (table == NULL)
            return NULL;
        for (size_t i = 0; i < o->counted_room; i++) {
            if (o->counted[i].base != 0)
                *place_of(table, room, o->counted[i].base) = o->counted[i];
        }
        free(o->counted);
        o->counted = table;
        o->counted_room = room;
    }
    at = place_of(o->counted, o->counted_room, base);
    if (at->base == 0) {
        *at = (struct counted){ base, 1 };
        o->counted_count++;
    }
    return at;
}

static char *
name_story(struct output *o, const char *base, const char *suffix)
{
    struct counted *count = NULL;

    for (unsigned long i = 1;; i = ++count->number) {
        char number[24] = "", *leaf;
        if (o->taken_count * 2 >= o->taken_room && !grow_taken(o))
            return NULL;
        if (i > 1)
            snprintf(number, sizeof number, "-%lu", i);
        if (asprintf(&leaf, "%.*s%s.%s", fitting(base, strlen(suffix) + strlen(number) + 1), base, number, suffix) < 0)
            return NULL;
        if (take_name(o, leaf))
            return leaf;
        free(leaf);
        if (count == NULL && (count = count_base(o, hash(base))) == NULL)
            return NULL;
    }
}

/* Make the folders of a name, as far as they are not there. */
static bool
make_folders(struct output *o, char *leaf)
{
    int n = folders_of(leaf);

    if (n == 0 || (o->made != NULL && strncmp(o->made, leaf, (size_t)n) == 0 && o->made[n] == '\0'))
        return true;
    for (char *slash = strchr(leaf, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        bool good;
        *slash = '\0';
        good = mkdirat(o->dir, leaf, 0777) == 0 || errno == EEXIST;
        *slash = '/';
        if (!good)
            return false;
    }
    free(o->made);
    errno = ENOMEM;
    return (o->made = strndup(leaf, (size_t)n)) != NULL;
}

static bool
make_lasting(struct output *o)
{
    if (o->pending > FEW)
        return syncfs(o->dir) == 0;
    for (size_t i = 0; i < o->pending; i++) {
        if (fsync(o->batch[i].fd) != 0)
            return false;
    }
    return true;
}

/* Give the pending files their names, once their bytes are sure to last. */
bool
output_settle(struct output *o)
{
    bool good = o->pending == 0 || make_lasting(o) || fail(o);
    bool named = false;

    for (size_t i = 0; i < o->pending; i++) {
        struct pending *p = &o->batch[i];
        if (p->fd >= 0 && close(p->fd) != 0)
            good = fail(o);
        if (good && renameat(o->dir, p->temp, o->dir, p->leaf) != 0)
            good = fail(o);
        else if (good)
            named = true;
        if (!good)
            unlinkat(o->dir, p->temp, 0);
        free(p->temp);
        free(p->leaf);
    }
    o->pending = 0;
    if (named && (o->deep ? syncfs(o->dir) : fsync(o->dir)) != 0) /* one for all folders that a batch has names in */
        good = fail(o);
    return good;
}

/* A file of an archive. */
static bool
pack_story(struct output *o, const char *base, const char *suffix, const char *p, size_t n, int64_t changed)
{
    char *name;
    bool good;

    errno = ENOMEM;
    if ((name = name_story(o, base, suffix)) == NULL)
        return fail(o);
    good = pack_add(o->pack, name, changed, p, n);
    if (!good && errno == EPIPE && o->temp == NULL)
        o->closed = true;
    else if (!good)
        fail(o);
    free(name);
    return good;
}

bool
output_story(struct output *o, const char *base, const char *suffix, const char *p, size_t n, int64_t changed)
{
    struct pending *next;
    bool good;

    if (o->kind == TO_ARCHIVE)
        return o->failed == 0 && !o->closed && pack_story(o, base, suffix, p, n, changed);
    if (o->failed != 0 || (o->pending == BATCH && !output_settle(o)))
        return false;
    errno = ENOMEM;
    if (o->batch == NULL && (o->batch = malloc(BATCH * sizeof *o->batch)) == NULL)
        return fail(o);
    next = &o->batch[o->pending];
    if ((next->leaf = name_story(o, base, suffix)) == NULL)
        return fail(o);
    if (!make_folders(o, next->leaf) || (next->fd = open_temporary(o, &next->temp)) < 0) {
        fail(o);
        free(next->leaf);
        return false;
    }
    good = write_all(next->fd, p, n) || fail(o);
    if (!good || o->pending >= FEW) {
        if (close(next->fd) != 0)
            good = fail(o);
        next->fd = -1;
    }
    if (good) {
        if (o->given != NULL)
            tell_name(o->given, next->leaf);
        o->pending++;
        return true;
    }
    unlinkat(o->dir, next->temp, 0);
    free(next->temp);
    free(next->leaf);
    return false;
}

/* --- the end --- */

static bool
close_file(struct output *o, bool keep)
{
    bool good = o->failed == 0;
    int lock = -1;

    if (o->fd >= 0) {
        if (keep && good && (fsync(o->fd) != 0 || (lock = fcntl(o->fd, F_DUPFD_CLOEXEC, 0)) < 0))
            good = fail(o);
        if (close(o->fd) != 0) /* tells of late failures; the slot is ours until its file has its name */
            good = fail(o);
    }
    if (o->temp != NULL) {
        if (keep && good && renameat(o->dir, o->temp, o->dir, o->leaf) == 0) {
            if (fsync(o->dir) != 0)
                good = fail(o);
        } else {
            if (keep && good)
                good = fail(o);
            unlinkat(o->dir, o->temp, 0);
        }
    }
    if (lock >= 0)
        close(lock);
    return good;
}

bool
output_close(struct output *o, bool keep)
{
    bool good = o->failed == 0;

    switch (o->kind) {
    case TO_STREAM:
        /* Network file systems say only now that the disk was full; EBADF is only of a closed standard output unused. */
        if (o->fd >= 0 && close(o->fd) != 0 && errno != EBADF)
            good = fail(o);
        break;
    case TO_ARCHIVE:
        if (!pack_close(o->pack, keep && good && !o->closed) && keep && good && !(errno == EPIPE && o->temp == NULL))
            fail(o);
        good = o->temp != NULL ? close_file(o, keep) : (o->failed == 0 && close(o->fd) == 0) || fail(o);
        break;
    case TO_FILE:
        good = close_file(o, keep);
        break;
    case TO_FOLDER:
        good = output_settle(o) && good;
        if (o->holds) {
            unlinkat(o->dir, o->slot.name, 0);
            close(o->slot.fd);
        }
        break;
    }
    if (o->dir >= 0)
        close(o->dir);
    free(o->temp);
    free(o->path);
    free(o->batch);
    free(o->made);
    free(o->taken);
    free(o->counted);
    return good;
}

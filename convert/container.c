/* What holds several inputs in one file. */
#include "convert/container.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "convert/input.h"
#include "convert/limits.h"
#include "convert/signals.h"
#include "convert/unnamed.h"

enum { HELD = 512 * 1024 }; /* bytes of a member in memory: what is longer waits in a file without a name */

struct container {
    struct containers *all;
    char *name;              /* for people, and what is before the names of its members */
    size_t root;             /* how much of that is not to be seen in names below an output folder */
    char *held;              /* its first bytes, or all; free'd with it */
    size_t held_n, held_at;
    int fd;                  /* and the rest; -1: none */
    size_t operand;
    uint64_t stamp;
    bool named;              /* an operand: what is in it was not named by itself */
    struct unpacking *unpacking;
    struct unpacking *member;/* a stream within an archive: the archive, whose member in hand is read */
    struct cut cut;          /* of a stream */
    bool is_stream;
    bool ended;              /* its fault has been said, and there is nothing behind it */
};

static void
close_container(struct container *c)
{
    if (c->is_stream)
        cut_end(&c->cut);
    unpack_close(c->unpacking);
    if (c->fd > STDIN_FILENO)
        close(c->fd);
    free(c->held);
    free(c->name);
    free(c);
}

static void
leave(struct containers *all)
{
    close_container(all->open[--all->depth]);
    if (all->depth == 0)
        all->allowance.left = 0;
}

void
containers_end(struct containers *all)
{
    while (all->depth > 0)
        leave(all);
    libarchive_close(&all->lib);
}

static bool
is_over(const struct containers *all)
{
    return interrupted() || (all->cancel != NULL && *all->cancel);
}

static ssize_t
read_fd(const struct containers *all, int fd, void *bytes, size_t n)
{
    ssize_t got;

    do {
        errno = ECANCELED;
        got = !is_over(all) ? read(fd, bytes, n) : -1;
    } while (got < 0 && try_again(fd, false));
    return got;
}

/* What a stream is cut from. */
static ssize_t
read_stream(void *ctx, void *bytes, size_t n, const char **why)
{
    struct container *c = ctx;

    *why = NULL;
    if (c->member != NULL)
        return unpack_read(c->member, bytes, n, &c->all->allowance, why);
    if (c->held_at < c->held_n) {
        n = n < c->held_n - c->held_at ? n : c->held_n - c->held_at;
        memcpy(bytes, c->held + c->held_at, n);
        c->held_at += n;
        return (ssize_t)n;
    }
    return c->fd >= 0 ? read_fd(c->all, c->fd, bytes, n) : 0;
}

/* --- going in --- */

static void
no_memory(struct input *in)
{
    in->found = FOUND_NO_MEMORY;
}

/* The first bytes of an input, without taking them from it where it is a file. False: its reader will say why. */
static bool
look(struct containers *all, struct input *in, unsigned char *head, size_t *n)
{
    ssize_t got;

    *n = in->held_n < ARCHIVE_HEAD ? in->held_n : ARCHIVE_HEAD;
    if (in->held_n != 0) {
        memcpy(head, in->held, *n);
        return true;
    }
    if (in->is_file) {
        got = in->fd >= 0 ? pread(in->fd, head, ARCHIVE_HEAD, 0) : 0;
        *n = got > 0 ? (size_t)got : 0;
        return got >= 0;
    }
    if (in->fd != STDIN_FILENO || all->stdin_seen) /* a pipe is read when its turn comes, and only what was not read before it */
        return false;
    all->stdin_seen = true;
    got = read_fd(all, in->fd, head, ARCHIVE_HEAD);
    if (got <= 0)
        return false;
    if ((in->own_held = malloc((size_t)got)) == NULL) {
        no_memory(in);
        return false;
    }
    memcpy(in->own_held, head, (size_t)got);
    in->held = in->own_held;
    in->held_n = *n = (size_t)got;
    return true;
}

/* The input becomes a container: it gives its bytes up. */
static struct container *
become(struct containers *all, struct input *in, bool is_stream)
{
    struct container *c = calloc(1, sizeof *c);
    char *name = in->own != NULL ? in->own : strdup(in->name);

    if (c == NULL || name == NULL) {
        if (name != in->own)
            free(name);
        free(c);
        no_memory(in);
        return NULL;
    }
    *c = (struct container){ .all = all, .name = name, .root = in->root, .held = in->own_held, .held_n = in->held_n,
                             .fd = in->fd, .is_stream = is_stream, .named = !in->in_folder, .operand = in->operand, .stamp = in->stamp };
    if (!is_stream && !in->in_folder && all->depth == 0)
        c->root = strlen(name) + 1;
    in->own = in->own_held = NULL;
    in->fd = -1;
    all->open[all->depth++] = c;
    return c;
}

static bool
enter_archive(struct containers *all, struct input *in)
{
    struct container *c;
    struct stat st;
    const char *why = "";

    if (!libarchive_open(&all->lib, &why)) {
        in->found = FOUND_NO_LIBRARY;
        in->why = why;
        return true;
    }
    if ((c = become(all, in, false)) == NULL)
        return true;
    if (all->depth == 1)
        all->allowance.left = archive_allows(c->fd >= 0 && fstat(c->fd, &st) == 0 && S_ISREG(st.st_mode) ? (uint64_t)st.st_size : c->held_n);
    c->unpacking = unpack_open(&all->lib, c->held, c->held_n, c->fd, &all->allowance);
    if (c->unpacking != NULL)
        return false;
    leave(all);
    no_memory(in);
    in->name = "an archive";
    return true;
}

bool
containers_enter(struct containers *all, struct input *in)
{
    unsigned char head[ARCHIVE_HEAD];
    enum cutting cutting = all->cutting;
    struct container *c;
    size_t n = 0;
    bool seen;

    if (in->found != FOUND_INPUT || in->number != 0 || all->depth == MOST_CONTAINERS)
        return true;
    seen = look(all, in, head, &n);
    if (seen && archive_is(head, n))
        return enter_archive(all, in);
    if (seen && cutting == CUT_NOT && all->mailboxes && cut_is_mailbox((const char *)head, n))
        cutting = CUT_MAILBOX;
    if (in->found != FOUND_INPUT || cutting == CUT_NOT)
        return true;
    if ((c = become(all, in, true)) == NULL)
        return true;
    cut_begin(&c->cut, cutting, read_stream, c);
    return false;
}

/* --- members --- */

/* Move what is held into a file without a name, to be followed by more. */
static bool
spill(struct input *in, size_t n)
{
    if (in->fd < 0 && (in->fd = unnamed_file()) < 0)
        return false;
    for (const char *p = in->own_held; n > 0;) {
        ssize_t put = write(in->fd, p, n);
        if (put < 0 && errno == EINTR && !interrupted())
            continue;
        if (put < 0)
            return false;
        p += put;
        n -= (size_t)put;
    }
    return true;
}

/* All of a member, into memory or, where it is long, a file. False: *why is what is wrong, or NULL: errno is. */
static bool
unpack(struct containers *all, struct container *c, struct input *in, const char **why)
{
    size_t n = 0, room = 0;
    ssize_t got = 1;

    *why = NULL;
    while (got > 0) {
        if (n == HELD) {
            if (!spill(in, n))
                return false;
            n = 0;
        }
        if (n == room) {
            char *more = realloc(in->own_held, room = room != 0 ? room * 4 : HELD / 64);
            if (more == NULL) {
                no_memory(in);
                return true;
            }
            in->own_held = more;
        }
        errno = ECANCELED;
        if ((got = !is_over(all) ? unpack_read(c->unpacking, in->own_held + n, room - n, &all->allowance, why) : -1) > 0)
            n += (size_t)got;
    }
    if (got < 0)
        return false;
    if (in->fd < 0) {
        in->held = in->own_held;
        in->held_n = in->own_n = n;
        return true;
    }
    in->spilled = true;
    return spill(in, n) && lseek(in->fd, 0, SEEK_SET) == 0;
}

static void
say_broken(struct input *in, const char *why)
{
    in->found = FOUND_BROKEN;
    if (in->fd > STDIN_FILENO)
        unnamed_done(in->fd);
    in->fd = -1;
    in->held_n = in->own_n = 0;
    in->spilled = false;
    free(in->own_held);
    in->own_held = strdup(why != NULL ? why : strerror(errno)); /* it is the archive's, and lanes go on without it */
    in->why = in->own_held != NULL ? in->own_held : "";
}

/* Whether a member is left aside as it would be in a folder: its name, or a folder's of it, begins with a dot. */
static bool
is_hidden(const char *name)
{
    for (const char *p = name; *p != '\0'; p++) {
        if (*p == '.' && (p == name || p[-1] == '/') && p[1] != '/' && p[1] != '\0' && !(p[1] == '.' && (p[2] == '/' || p[2] == '\0')))
            return true;
    }
    return false;
}

/* A stream within an archive: it is cut as it is unpacked. */
static void
enter_member(struct containers *all, struct container *archive, struct input *in)
{
    struct container *c = become(all, in, true);

    if (c == NULL)
        return;
    c->member = archive->unpacking;
    cut_begin(&c->cut, all->cutting, read_stream, c);
    in->found = FOUND_PASSED;
}

static bool
next_member(struct containers *all, struct container *c, struct input *in)
{
    const char *name = "", *why;
    enum unpacked found = c->ended ? UNPACKED_END : unpack_next(c->unpacking, &name);

    if (found == UNPACKED_END) {
        leave(all);
        return false;
    }
    *in = (struct input){ .fd = -1, .in_folder = true, .is_file = true, .root = c->root, .operand = c->operand, .stamp = c->stamp };
    if (found == UNPACKED_BROKEN || *name == '\0')
        in->own = strdup(c->name);
    else if (asprintf(&in->own, "%s/%s", c->name, name) < 0)
        in->own = NULL;
    if (in->own == NULL) {
        no_memory(in);
        in->name = "an archive";
        return true;
    }
    input_name(in, in->own);
    if (*name == '\0') { /* a file that was packed alone is the file, as far as it was named so */
        in->in_folder = !c->named;
        input_strip(in);
    }
    if (in->root > strlen(in->own))
        in->root = (size_t)(in->base - in->own);
    if (found == UNPACKED_BROKEN) {
        say_broken(in, name);
        c->ended = true;
    } else if (found == UNPACKED_LINK || is_hidden(name) || (all->wanted != NULL && !all->wanted(all->wanted_ctx, in))) {
        in->found = FOUND_PASSED;
    } else if (all->cutting != CUT_NOT) {
        enter_member(all, c, in);
    } else if (!unpack(all, c, in, &why)) {
        say_broken(in, why);
        c->ended = unpack_is_over(c->unpacking);
    }
    return true;
}

static bool
next_document(struct containers *all, struct container *c, struct input *in)
{
    const char *why;
    enum cut_found found;

    *in = (struct input){ .fd = -1, .in_folder = true, .is_file = true, .root = c->root, .operand = c->operand, .stamp = c->stamp };
    found = cut_next(&c->cut, &in->own_held, &in->held_n, &in->lines, &why);
    if (found == CUT_END) {
        leave(all);
        return false;
    }
    in->held = in->own_held;
    in->own_n = in->held_n;
    in->number = c->cut.number;
    in->own = strdup(c->name);
    in->in_folder = !c->named;
    if (found == CUT_NO_MEMORY || in->own == NULL) {
        no_memory(in);
        in->name = "a stream";
        return true;
    }
    input_name(in, in->own);
    if (found == CUT_BROKEN)
        say_broken(in, why);
    return true;
}

bool
containers_next(struct containers *all, struct input *in)
{
    struct container *c = all->open[all->depth - 1];

    return c->is_stream ? next_document(all, c, in) : next_member(all, c, in);
}

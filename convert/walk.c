/* Inputs found one after another. */
#include "convert/walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "article/str.h"
#include "convert/signals.h"

/* --- names wanted --- */

/* A pattern with a slash is held against the path below the operand, one without against the last name of it. */
static bool
matches(const char *glob, const char *path)
{
    const char *slash = strrchr(path, '/');

    if (strchr(glob, '/') == NULL && slash != NULL)
        path = slash + 1;
    return fnmatch(glob, path, 0) == 0;
}

/* Whether the patterns let a file be read, or a folder be gone into. */
static bool
pattern_wants(const struct walk *w, const char *path, size_t root, bool folder)
{
    bool included = true, asked = false;

    for (size_t i = 0; i < w->pattern_count; i++) {
        const struct pattern *p = &w->patterns[i];
        bool hit = (!p->exclude && folder) || matches(p->glob, path + root);
        if (p->exclude && hit)
            return false;
        if (!p->exclude) {
            included = asked ? included || hit : hit;
            asked = true;
        }
    }
    return included;
}

/* The same of a member of an archive, whose folders nobody goes into one by one. */
static bool
member_wanted(void *ctx, const struct input *in)
{
    const struct walk *w = ctx;
    char path[4096];

    if (w->pattern_count == 0)
        return true;
    snprintf(path, sizeof path, "%s", in->name);
    for (char *slash = strchr(path + in->root, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        bool goes;
        *slash = '\0';
        goes = pattern_wants(w, path, in->root, true);
        *slash = '/';
        if (!goes)
            return false;
    }
    return pattern_wants(w, in->name, in->root, false);
}

/* --- folders --- */

struct folder {
    char **name; /* the paths in it, sorted */
    size_t n, room, at;
    size_t root; /* how much of them is the operand */
};

static int
by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool
add_name(struct folder *names, const char *folder, const char *leaf)
{
    size_t n = strlen(folder);

    if (names->n == names->room) {
        size_t room = names->room * 2 + 64;
        char **more = realloc(names->name, room * sizeof *more);
        if (more == NULL)
            return false;
        names->name = more;
        names->room = room;
    }
    if (asprintf(&names->name[names->n], "%s%s%s", folder, n > 0 && folder[n - 1] == '/' ? "" : "/", leaf) < 0)
        return false;
    names->n++;
    return true;
}

/* The paths in a folder, sorted by byte, those with a leading dot left out. False with errno set. */
static bool
list_folder(const char *path, struct folder *names)
{
    DIR *dir = opendir(path);
    struct dirent *entry;
    int error = 0;

    if (dir == NULL)
        return false;
    while (error == 0 && (errno = 0, entry = readdir(dir)) != NULL) {
        if (entry->d_name[0] != '.' && !add_name(names, path, entry->d_name))
            error = ENOMEM;
    }
    if (error == 0)
        error = errno;
    closedir(dir);
    if (names->n > 0)
        qsort(names->name, names->n, sizeof *names->name, by_bytes);
    errno = error;
    return error == 0;
}

static bool
is_output(const struct walk *w, const struct stat *st)
{
    return w->output != NULL && st->st_dev == w->output->st_dev && st->st_ino == w->output->st_ino;
}

/* Whether what stands in a folder is to be read: files, links to files, folders. Links to folders could go round in circles. */
static bool
wanted(const struct walk *w, const char *path, size_t root)
{
    struct stat st;

    if (lstat(path, &st) != 0)
        return pattern_wants(w, path, root, false); /* let reading it say why not */
    if (S_ISDIR(st.st_mode))
        return !is_output(w, &st) && pattern_wants(w, path, root, true);
    if (S_ISLNK(st.st_mode) && walk_is_folder(path))
        return false;
    return (S_ISREG(st.st_mode) || S_ISLNK(st.st_mode)) && pattern_wants(w, path, root, false);
}

static void
leave_folder(struct walk *w)
{
    struct folder *f = &w->folders[--w->depth];

    while (f->at < f->n)
        free(f->name[f->at++]);
    free(f->name);
}

/* List a folder, to go on within it unless it is empty. False with errno set. */
static bool
open_folder(struct walk *w, const char *path, size_t root)
{
    int error;

    if (w->depth == w->room) {
        size_t room = w->room * 2 + 8;
        struct folder *more = realloc(w->folders, room * sizeof *more);
        if (more == NULL)
            return false;
        w->folders = more;
        w->room = room;
    }
    w->folders[w->depth] = (struct folder){ .root = root };
    if (list_folder(path, &w->folders[w->depth++]))
        return true;
    error = errno;
    leave_folder(w);
    errno = error;
    return false;
}

/* False: there is something to say of the folder instead. */
static bool
enter_folder(struct walk *w, struct input *in)
{
    if (!open_folder(w, in->name, in->in_folder ? in->root : strlen(in->name) + (in->name[strlen(in->name) - 1] != '/'))) {
        in->found = errno == ENOMEM ? FOUND_NO_MEMORY : FOUND_NOTHING;
        in->error = errno;
        return false;
    }
    if (w->folders[w->depth - 1].n != 0)
        return true;
    in->found = FOUND_EMPTY_FOLDER;
    leave_folder(w);
    return false;
}

bool
walk_is_folder(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

void
walk_links(const char *folder, void (*link)(void *, const char *), void *ctx)
{
    struct walk w = { .operand_count = 0 };

    open_folder(&w, folder, 0);
    while (w.depth > 0) {
        struct folder *f = &w.folders[w.depth - 1];
        struct stat st;
        char *path;
        if (f->at == f->n) {
            leave_folder(&w);
            continue;
        }
        path = f->name[f->at++];
        st.st_mode = 0;
        lstat(path, &st);
        if (S_ISDIR(st.st_mode))
            open_folder(&w, path, 0);
        else if (S_ISLNK(st.st_mode) && !walk_is_folder(path))
            link(ctx, path);
        free(path);
    }
    free(w.folders);
}

/* --- lists --- */

static ssize_t
read_list(void *ctx, void *bytes, size_t n, const char **why)
{
    const struct list *l = ctx;
    ssize_t got;

    *why = NULL;
    do
        got = read(l->fd, bytes, n);
    while (got < 0 && !interrupted() && try_again(l->fd, false));
    return got;
}

/* The next name of the list; NULL: there is none, or what keeps it from being had is in the input. */
static char *
next_name(struct walk *w, struct input *in)
{
    struct list *l = &w->list;
    const char *why;
    char *name = NULL;
    size_t n;
    uint32_t line;
    enum cut_found found = cut_next(&l->cut, &name, &n, &line, &why);

    if (found == CUT_DOCUMENT) {
        name[n] = '\0';
        return name;
    }
    l->done = true;
    if (found == CUT_END)
        return NULL;
    in->found = found == CUT_NO_MEMORY ? FOUND_NO_MEMORY : FOUND_NOTHING;
    in->error = errno;
    in->name = l->name;
    return NULL;
}

static void
begin_list(struct list *l, const struct options *o)
{
    *l = (struct list){ .name = o->value[OPT_FROM_FILE], .fd = -1, .done = true };
    if (l->name == NULL)
        return;
    l->fd = strcmp(l->name, "-") == 0 ? STDIN_FILENO : open(l->name, O_RDONLY | O_CLOEXEC);
    l->done = false;
    if (strcmp(l->name, "-") == 0)
        l->name = "<stdin>";
    cut_begin(&l->cut, o->value[OPT_NULL] != NULL ? CUT_NUL : CUT_LINES, read_list, l);
}

/* --- inputs --- */

/* The copy that was put by of what has that name, from its beginning, or -1. A pipe whose writer has gone must not even be opened. */
static int
open_copy(struct walk *w, const char *path, bool standard)
{
    struct stat st;
    int fd;

    if (w->put_by == NULL || w->pipes == w->put_by->n)
        return -1;
    if (!standard && (stat(path, &st) != 0 || S_ISREG(st.st_mode) || S_ISDIR(st.st_mode)))
        return -1;
    fd = fcntl(w->put_by->fds[w->pipes++], F_DUPFD_CLOEXEC, 3);
    return fd >= 0 && lseek(fd, 0, SEEK_SET) == 0 ? fd : -1;
}

/* Open what has that name; true: it is a folder. */
static bool
open_input(struct walk *w, struct input *in, const char *path, bool standard)
{
    struct stat st = { 0 };

    input_name(in, path);
    if (!in->in_folder)
        in->root = (size_t)(in->base - in->name);
    if (standard) {
        input_name(in, "<stdin>");
        in->root = 0;
    }
    in->fd = open_copy(w, path, standard);
    standard = standard && in->fd < 0;
    if (in->fd < 0)
        in->fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (in->fd < 0 || fstat(in->fd, &st) != 0) {
        in->found = FOUND_NOTHING;
        in->error = errno;
    } else if (S_ISDIR(st.st_mode) && !standard) {
        close(in->fd);
        in->fd = -1;
        return true;
    } else if (S_ISREG(st.st_mode) && is_output(w, &st)) {
        in->found = FOUND_OUTPUT;
    }
    in->is_file = S_ISREG(st.st_mode) && !standard;
    if (in->is_file)
        in->stamp = ((uint64_t)st.st_size * 1000003u + (uint64_t)st.st_mtim.tv_sec) * 1000003u + (uint64_t)st.st_mtim.tv_nsec;
    return false;
}

void
input_of_file(struct input *in, const char *path)
{
    struct walk none = { 0 };

    *in = (struct input){ .fd = -1 };
    if (!open_input(&none, in, path, false))
        return;
    in->found = FOUND_NOTHING;
    in->error = EISDIR;
}

void
walk_begin(struct walk *w, const struct reading *r, const struct options *o)
{
    static char *const standard[] = { "-" };
    bool alone = o->file_count == 0 && o->value[OPT_FROM_FILE] == NULL;

    *w = (struct walk){ .operands = alone ? standard : o->files,
                        .operand_count = alone ? 1 : o->file_count,
                        .opens = true,
                        .patterns = o->patterns,
                        .pattern_count = o->pattern_count,
                        .output = r->output,
                        .put_by = r->put_by };
    w->inside.cutting = cut_named(o->value[OPT_STREAM]);
    w->inside.mailboxes = o->value[OPT_FROM] == NULL || strcmp(o->value[OPT_FROM], "email") == 0;
    w->inside.cancel = r->cancel;
    w->inside.wanted = member_wanted;
    w->inside.wanted_ctx = w;
    begin_list(&w->list, o);
}

void
walk_files(struct walk *w, char *const *paths, size_t n)
{
    *w = (struct walk){ .operands = paths, .operand_count = n, .list = { .done = true } };
}

void
walk_end(struct walk *w)
{
    containers_end(&w->inside);
    while (w->depth > 0)
        leave_folder(w);
    free(w->folders);
    if (w->list.name != NULL)
        cut_end(&w->list.cut);
    if (w->list.name != NULL && w->list.fd > STDIN_FILENO)
        close(w->list.fd);
}

/* Find the next input outside of archives and streams. False after the last; *folder: it is one. */
static bool
next_file(struct walk *w, struct input *in, bool *folder)
{
    for (;;) {
        struct folder *f = w->depth > 0 ? &w->folders[w->depth - 1] : NULL;
        *in = (struct input){ .fd = -1, .in_folder = f != NULL, .root = f != NULL ? f->root : 0, .operand = w->operand };
        *folder = false;
        if (f != NULL && f->at == f->n) {
            leave_folder(w);
        } else if (f != NULL && !wanted(w, in->own = f->name[f->at++], f->root)) {
            input_free(in);
        } else if (f != NULL) {
            *folder = open_input(w, in, in->own, false);
            return true;
        } else if (w->at < w->operand_count) {
            const char *path = w->operands[w->at++];
            in->operand = w->operand = w->at;
            *folder = open_input(w, in, path, strcmp(path, "-") == 0);
            return true;
        } else if (w->list.done) {
            return false;
        } else if ((in->own = next_name(w, in)) != NULL) {
            in->operand = w->operand = w->operand_count + w->list.cut.number;
            *folder = open_input(w, in, in->own, false);
            return true;
        } else if (in->found != FOUND_INPUT) {
            return true;
        }
    }
}

/*
 * How much of all operands has been come to, from 0 to 1: a folder counts as one operand, what is in it as equal parts of
 * it. An archive or stream counts when it is through; of a list nobody knows how long it is.
 */
static double
walked(const struct walk *w)
{
    double inner = w->inside.depth > 0 ? 0 : 1;

    if (!w->list.done || w->operand_count == 0)
        return 0;
    for (size_t i = w->depth; i > 0; i--) {
        const struct folder *f = &w->folders[i - 1];
        inner = ((double)f->at - 1 + inner) / (double)f->n;
    }
    return ((double)w->at - 1 + inner) / (double)w->operand_count;
}

static bool
find_next(struct walk *w, struct input *in)
{
    bool folder;

    for (;;) {
        if (w->inside.depth > 0) {
            if (!containers_next(&w->inside, in))
                continue;
        } else if (!next_file(w, in, &folder)) {
            return false;
        } else if (in->found == FOUND_INPUT && w->on_pipe != NULL && input_is_read_once(in)) {
            w->on_pipe(w->on_pipe_ctx, in);
        } else if (folder) {
            if (!enter_folder(w, in))
                return true;
            input_free(in);
            continue;
        }
        if (in->found != FOUND_PASSED && (!w->opens || containers_enter(&w->inside, in)))
            return true;
        input_free(in);
    }
}

bool
walk_next(struct walk *w, struct input *in)
{
    bool found = find_next(w, in);

    in->walked = walked(w);
    return found;
}

/* Whether the file begins as an archive does. */
static bool
is_archive(const char *path)
{
    unsigned char head[ARCHIVE_HEAD];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    ssize_t got = fd >= 0 ? pread(fd, head, sizeof head, 0) : -1;

    if (fd >= 0)
        close(fd);
    return got > 0 && archive_is(head, (size_t)got);
}

bool
walk_may_unpack(const struct options *o)
{
    enum { LOOKED_AT = 64 };
    struct stat st;

    if (o->file_count > LOOKED_AT || o->value[OPT_FROM_FILE] != NULL)
        return true;
    for (size_t i = 0; i < o->file_count; i++) {
        if (stat(o->files[i], &st) == 0 && (S_ISDIR(st.st_mode) || (S_ISREG(st.st_mode) && is_archive(o->files[i]))))
            return true;
    }
    return false;
}

bool
walk_is_long(const struct options *o)
{
    struct stat st;

    if (o->file_count > 1 || o->value[OPT_FROM_FILE] != NULL || o->value[OPT_STREAM] != NULL)
        return true;
    return o->file_count == 1 && stat(o->files[0], &st) == 0 && (S_ISDIR(st.st_mode) || is_archive(o->files[0]));
}

unsigned
walk_threads(const struct options *o)
{
    enum {
        MANY = 16,   /* fewer files are read before a second thread is at work */
        USUALLY = 8, /* with more, giving out in order is what they wait for */
    };
    cpu_set_t ours;
    int processors;

    if (o->value[OPT_STREAM] != NULL || (o->file_count < MANY && !walk_may_unpack(o)) ||
        sched_getaffinity(0, sizeof ours, &ours) != 0)
        return 1;
    processors = CPU_COUNT(&ours);
    return processors > USUALLY ? USUALLY : (unsigned)processors;
}

static bool
is_that(const char *path, const struct stat *folder)
{
    struct stat st;

    return stat(path, &st) == 0 && st.st_dev == folder->st_dev && st.st_ino == folder->st_ino;
}

bool
walk_lies_in(const char *path, const struct stat *folder, bool deep)
{
    char *there = deep ? realpath(path, NULL) : strdup(path), *slash;
    bool in = is_that(path, folder);

    if (there == NULL)
        return in;
    if (!in && strchr(there, '/') == NULL)
        in = is_that(".", folder);
    while (!in && (slash = strrchr(there, '/')) != NULL) {
        slash[slash == there] = '\0';
        in = is_that(there, folder);
        if (!deep || slash == there)
            break;
    }
    free(there);
    return in;
}

bool
walk_list_is_in(const struct options *o, const struct stat *folder, bool deep)
{
    struct walk w = { .operand_count = 0 };
    struct input in = { .found = FOUND_INPUT };
    struct stat st;
    char *path;
    bool within = false;

    if (o->value[OPT_FROM_FILE] == NULL)
        return false;
    begin_list(&w.list, o);
    if (w.list.fd <= STDIN_FILENO || fstat(w.list.fd, &st) != 0 || !S_ISREG(st.st_mode))
        within = w.list.fd >= 0;
    while (!within && w.list.fd > STDIN_FILENO && (path = next_name(&w, &in)) != NULL) {
        within = walk_lies_in(path, folder, deep);
        free(path);
    }
    walk_end(&w);
    return within;
}

/* Inputs: opened, looked at for their format, and read; folders file by file. */
#include "convert/input.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <libxml/parser.h>

#include "article/str.h"
#include "convert/memory.h"
#include "convert/signals.h"
#include "convert/suggest.h"

enum { HEAD = 65536 }; /* bytes a format is told from */

int
worse(int a, int b)
{
    return a > b ? a : b;
}

/* --- options --- */

static int
unknown_format(const struct options *o, const char *name)
{
    struct suggestion s = suggest_for(name);

    for (size_t i = 0; wire_formats[i] != NULL; i++)
        suggest_offer(&s, wire_formats[i]->name);
    if (s.best != NULL)
        return usage_error(o->command, "no format is called '%s'; did you mean %s?", name, s.best);
    return usage_error(o->command, "no format is called '%s'; 'wirecopy formats' lists them", name);
}

/* ±hh:mm or Z. */
static bool
is_offset(const char *s)
{
    if (strcmp(s, "Z") == 0)
        return true;
    return strlen(s) == 6 && (s[0] == '+' || s[0] == '-') && s[3] == ':' && strspn(s + 1, "0123456789") == 2 &&
           strspn(s + 4, "0123456789") == 2 && (s[1] - '0') * 10 + s[2] - '0' < 24 && s[4] < '6';
}

static bool
is_encoding(const char *name)
{
    iconv_t converter = iconv_open("UTF-8", name);

    if (converter == (iconv_t)-1)
        return errno == ENOMEM;
    iconv_close(converter);
    return true;
}

int
reading_init(struct reading *r, const struct options *o, struct diagnostics *diag)
{
    const char *from = o->value[OPT_FROM];

    *r = (struct reading){
        .encoding = o->value[OPT_ENCODING],
        .zone = o->value[OPT_TIMEZONE],
        .split = o->value[OPT_SPLIT],
        .diag = diag,
    };
    if (from != NULL && (r->from = wire_format_named(wire_str_of(from))) == NULL)
        return unknown_format(o, from);
    if (r->from != NULL && r->from->read == NULL)
        return usage_error(o->command, "%s can be written but not read", r->from->name);
    if (r->zone != NULL && !is_offset(r->zone))
        return usage_error(o->command, "--timezone cannot be '%s': it is an offset as +02:00 or -05:00, or Z", r->zone);
    if (r->encoding != NULL && !is_encoding(r->encoding))
        return usage_error(o->command, "no encoding is called '%s'; 'iconv -l' lists them", r->encoding);
    xmlInitParser();
    r->head = malloc(HEAD);
    r->worker = wire_worker_new();
    if (r->head != NULL && r->worker != NULL && !memory_failed())
        return -1;
    diag_say(diag, NO_MEMORY, NULL, "");
    return EXIT_TROUBLE;
}

void
reading_free(struct reading *r)
{
    wire_worker_free(r->worker);
    free(r->head);
}

/* --- one input --- */

static long
read_more(void *ctx, void *bytes, size_t n)
{
    struct input *in = ctx;
    ssize_t got;

    do {
        errno = in->error != 0 ? in->error : ECANCELED; /* parsers ask again, and try again at EINTR */
        got = in->error == 0 && !interrupted() ? read(in->fd, bytes, n) : -1;
    } while (got < 0 && errno == EINTR);
    if (got < 0)
        in->error = errno;
    else
        in->bytes += (uint64_t)got;
    errno = in->error;
    return (long)got;
}

/* The name without folder and suffix: "in/0412.xml" is 0412. */
static void
name_input(struct input *in, const char *path)
{
    const char *slash = strrchr(path, '/'), *dot;

    in->name = path;
    in->base = slash != NULL ? slash + 1 : path;
    dot = strrchr(in->base, '.');
    in->base_length = dot != NULL && dot > in->base ? (size_t)(dot - in->base) : strlen(in->base);
    if (strcmp(path, "-") == 0) {
        in->name = "<stdin>";
        in->base = "stdin";
        in->base_length = 5;
    }
}

/* Say what went wrong with an input, unless its reader has; an exit status. */
static int
report(struct reading *r, const struct input *in, enum wire_status st, bool said)
{
    if (interrupted())
        return EXIT_GOOD;
    if (st == WIRE_E_NOMEM) {
        r->stop = true;
        if (!r->diag->said_no_memory)
            diag_say(r->diag, NO_MEMORY, in->name, "");
        return EXIT_TROUBLE;
    }
    if (in->error != 0) {
        diag_say(r->diag, READ_FAILED, in->name, strerror(in->error));
        return EXIT_TROUBLE;
    }
    if (st == WIRE_OK || st == WIRE_STOP)
        return said ? EXIT_STORY : EXIT_GOOD;
    if (!said)
        diag_say(r->diag, st == WIRE_E_LIMIT ? INPUT_LIMIT : INPUT_BROKEN, in->name,
                 in->why == NULL ? in->format->name : "");
    return st == WIRE_E_IO ? EXIT_TROUBLE : EXIT_STORY;
}

/* The format is known: read it. */
static int
read_format(struct reading *r, struct input *in, size_t head)
{
    struct wire_source rest = { .read = read_more, .ctx = in };
    struct wire_bytes bytes = { r->head, head, &rest };
    struct wire_source source = { .read = wire_bytes_read, .ctx = &bytes, .name = in->name, .encoding = r->encoding,
                                  .zone = r->zone, .split = r->split };
    unsigned long errors = r->diag->count[WIRE_ERROR];
    enum wire_status st;

    r->begin(r->ctx, in);
    st = in->format->read(&source, &r->sink, NULL, r->worker);
    if (memory_failed())
        st = WIRE_E_NOMEM;
    r->end(r->ctx, in, st);
    return report(r, in, st, r->diag->count[WIRE_ERROR] > errors);
}

static int
read_open(struct reading *r, struct input *in)
{
    size_t head = 0;
    long n = 1;
    const char *why = NULL;

    in->format = r->from;
    while (head < HEAD && n > 0 && (in->format == NULL || head == 0)) {
        if ((n = read_more(in, r->head + head, HEAD - head)) > 0)
            head += (size_t)n;
    }
    if (n < 0)
        return report(r, in, WIRE_E_IO, false);
    if (head == 0) {
        diag_say(r->diag, INPUT_EMPTY, in->name, "");
        return EXIT_STORY;
    }
    if (in->format == NULL) {
        in->format = wire_format_guess(r->head, head, &why);
        in->why = why;
    }
    if (memory_failed())
        return report(r, in, WIRE_E_NOMEM, false);
    if (in->format != NULL && in->format->read != NULL)
        return read_format(r, in, head);
    diag_say(r->diag, in->in_folder ? INPUT_PASSED_OVER : INPUT_UNKNOWN, in->name, "");
    return in->in_folder ? EXIT_GOOD : EXIT_STORY;
}

/* --- folders --- */

static int read_path(struct reading *, const char *path, bool in_folder);

static int
by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

struct names {
    char **name;
    size_t n, room;
};

static bool
add_name(struct names *names, const char *folder, const char *leaf)
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
list_folder(const char *path, struct names *names)
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
is_output(const struct reading *r, const struct stat *st)
{
    return r->output != NULL && st->st_dev == r->output->st_dev && st->st_ino == r->output->st_ino;
}

/* Whether what stands in a folder is to be read: files, links to files, folders. Links to folders could go round in circles. */
static bool
wanted(const struct reading *r, const char *path)
{
    struct stat st;

    if (lstat(path, &st) != 0)
        return true; /* let reading it say why not */
    if (S_ISDIR(st.st_mode))
        return !is_output(r, &st);
    if (S_ISLNK(st.st_mode) && stat(path, &st) == 0 && S_ISDIR(st.st_mode))
        return false;
    return S_ISREG(st.st_mode) || S_ISLNK(st.st_mode);
}

static int
read_folder(struct reading *r, const char *path)
{
    struct names names = { 0 };
    int status = EXIT_GOOD;

    if (!list_folder(path, &names)) {
        r->stop = errno == ENOMEM;
        if (r->stop)
            diag_say(r->diag, NO_MEMORY, path, "");
        else
            diag_say(r->diag, READ_FAILED, path, strerror(errno));
        status = EXIT_TROUBLE;
    } else if (names.n == 0) {
        diag_say(r->diag, FOLDER_EMPTY, path, "");
    }
    for (size_t i = 0; i < names.n; i++) {
        if (!r->stop && wanted(r, names.name[i]))
            status = worse(status, read_path(r, names.name[i], true));
        free(names.name[i]);
    }
    free(names.name);
    return status;
}

static int
read_path(struct reading *r, const char *path, bool in_folder)
{
    struct input in = { .in_folder = in_folder, .fd = STDIN_FILENO };
    bool standard = !in_folder && strcmp(path, "-") == 0;
    struct stat st = { 0 };
    int status;

    if (r->stop || interrupted())
        return EXIT_GOOD;
    name_input(&in, path);
    if (!standard)
        in.fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (in.fd < 0 || fstat(in.fd, &st) != 0) {
        in.error = errno;
        status = report(r, &in, WIRE_E_IO, false);
    } else if (S_ISDIR(st.st_mode) && !standard) {
        close(in.fd);
        return read_folder(r, path);
    } else if (S_ISREG(st.st_mode) && is_output(r, &st)) {
        diag_say(r->diag, READ_FAILED, in.name, "it is the output as well");
        status = EXIT_TROUBLE;
    } else {
        status = read_open(r, &in);
    }
    if (in.fd >= 0 && !standard)
        close(in.fd);
    return status;
}

int
input_read(struct reading *r, const char *path)
{
    return read_path(r, path, false);
}

int
input_read_all(struct reading *r, const struct options *o)
{
    int status = EXIT_GOOD;

    if (o->file_count == 0) {
        if (isatty(STDIN_FILENO) == 1 && !r->diag->quiet)
            diag_note(r->diag, "wirecopy: no FILE, so a story is awaited here; end it with Ctrl-D");
        return input_read(r, "-");
    }
    for (size_t i = 0; i < o->file_count; i++)
        status = worse(status, input_read(r, o->files[i]));
    return status;
}

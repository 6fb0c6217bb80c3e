/* What a long run keeps beside its stories. */
#include "convert/batch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <unistd.h>

#include "convert/signals.h"

enum { LINES_MOST = 256 * 1024 }; /* bytes of the journal that wait */

#define TITLE "wirecopy journal 1"

struct passed {
    uint64_t key;    /* 0: none */
    size_t names, n; /* in batch.old */
    int status;
};

static uint64_t
add_hash(uint64_t h, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;

    for (size_t i = 0; i < n; i++)
        h = (h ^ p[i]) * 1099511628211u; /* FNV-1a */
    return h;
}

static uint64_t
hash_of(const void *bytes, size_t n)
{
    uint64_t h = add_hash(14695981039346656037u, bytes, n);

    return h != 0 ? h : 1;
}

/* An input's key: what it is called, its place in a stream, and the size and time of its file. */
static uint64_t
key_of(const struct input *in)
{
    const uint64_t more[] = { in->number, in->stamp, in->operand };
    uint64_t h = add_hash(hash_of(in->name, strlen(in->name)), more, sizeof more);

    return h != 0 ? h : 1;
}

/* --- the table of what is through --- */

static struct passed *
place(struct passed *rows, size_t room, uint64_t key)
{
    size_t i = (size_t)key & (room - 1);

    while (rows[i].key != 0 && rows[i].key != key)
        i = (i + 1) & (room - 1);
    return &rows[i];
}

static bool
remember(struct batch *b, struct passed row)
{
    if (b->passed_n * 2 >= b->passed_room) {
        size_t room = b->passed_room != 0 ? b->passed_room * 2 : 1024;
        struct passed *more = calloc(room, sizeof *more);
        if (more == NULL)
            return false;
        for (size_t i = 0; i < b->passed_room; i++) {
            if (b->passed[i].key != 0)
                *place(more, room, b->passed[i].key) = b->passed[i];
        }
        free(b->passed);
        b->passed = more;
        b->passed_room = room;
    }
    b->passed_n++;
    *place(b->passed, b->passed_room, row.key) = row;
    return true;
}

/* --- lines: CHECKSUM KEY STATUS NAME... or CHECKSUM TITLE --- */

enum { SUM = 16 };

static bool
hexadecimal(const char *p, uint64_t *value)
{
    *value = 0;
    for (int i = 0; i < SUM; i++) {
        const char *digits = "0123456789abcdef", *at = p[i] != '\0' ? strchr(digits, p[i]) : NULL;
        if (at == NULL)
            return false;
        *value = *value << 4 | (uint64_t)(at - digits);
    }
    return true;
}

static void
put_line(struct wire_buf *out, const char *text, size_t n)
{
    wire_buf_printf(out, "%016llx %.*s\n", (unsigned long long)hash_of(text, n), (int)n, text);
}

/* Whether the line of n bytes, its end not counted, is whole; *text is what stands behind its checksum. */
static bool
is_whole(const char *line, size_t n, const char **text, size_t *text_n)
{
    uint64_t sum;

    if (n <= SUM + 1 || !hexadecimal(line, &sum) || line[SUM] != ' ')
        return false;
    *text = line + SUM + 1;
    *text_n = n - SUM - 1;
    return hash_of(*text, *text_n) == sum;
}

/* A name as output.given has it, as it was. */
static size_t
unescape(char *out, const char *p, size_t n)
{
    size_t put = 0;

    for (size_t i = 0; i < n; i++) {
        unsigned value;
        if (p[i] == '%' && n - i > 2 && sscanf(p + i + 1, "%2x", &value) == 1) {
            out[put++] = (char)value;
            i += 2;
        } else {
            out[put++] = p[i];
        }
    }
    out[put] = '\0';
    return put;
}

/* --- opening --- */

/* What of the options makes another run of it: what is written, and how; not how it is told. */
static uint64_t
run_of(const struct options *o)
{
    static const enum option told[] = { OPT_JOBS, OPT_DIAGNOSTICS, OPT_COLOR, OPT_QUIET, OPT_VERBOSE, OPT_RESUME, OPT_FAILED,
                                       OPT_NO_SANDBOX };
    uint64_t h = hash_of("", 0);

    for (int i = 0; i < OPTIONS; i++) {
        bool counts = o->value[i] != NULL;
        for (size_t j = 0; j < WIRE_COUNT(told); j++)
            counts &= told[j] != (enum option)i;
        if (counts) {
            h = add_hash(h, option_rows[i].name, strlen(option_rows[i].name) + 1);
            h = add_hash(h, o->value[i], strlen(o->value[i]) + 1);
        }
    }
    for (size_t i = 0; i < o->set_count; i++)
        h = add_hash(h, o->sets[i], strlen(o->sets[i]) + 1);
    return h;
}

static int
trouble(struct batch *b, const char *why)
{
    diag_say(b->diag, WRITE_FAILED, b->journal, why);
    return EXIT_TROUBLE;
}

/* One whole line; -1, or the exit status. */
static int
take_line(struct batch *b, const struct options *o, const char *text, size_t n)
{
    char title[80];
    struct passed row = { .n = n };
    size_t t = sizeof TITLE - 1;

    if (n > t && memcmp(text, TITLE, t) == 0) {
        snprintf(title, sizeof title, TITLE " %016llx ", (unsigned long long)run_of(o));
        if (n < strlen(title) || memcmp(text, title, strlen(title)) != 0)
            return usage_error(o->command, "the journal %s is of a run with other options; name another one", b->journal);
        return -1;
    }
    if (n < SUM + 2 || !hexadecimal(text, &row.key))
        return -1;
    row.status = text[SUM + 1] - '0';
    row.names = (size_t)(text - b->old) + SUM + 2;
    row.n = n - SUM - 2;
    return remember(b, row) ? -1 : (diag_say(b->diag, NO_MEMORY, b->journal, ""), EXIT_TROUBLE);
}

/* Take the journal's lines; what was torn from its end is cut off. -1, or the exit status. */
static int
take_journal(struct batch *b, const struct options *o)
{
    struct stat st;
    size_t good = 0;
    int status = -1;

    if (fstat(b->fd, &st) != 0 || !S_ISREG(st.st_mode))
        return trouble(b, "it is no file");
    if (st.st_size > 0) {
        b->old_n = (size_t)st.st_size;
        b->old = mmap(NULL, b->old_n, PROT_READ, MAP_PRIVATE, b->fd, 0);
        if (b->old == MAP_FAILED) {
            b->old = NULL;
            return trouble(b, strerror(errno));
        }
    }
    for (size_t at = 0; at < b->old_n && status < 0;) {
        const char *end = memchr(b->old + at, '\n', b->old_n - at), *text;
        size_t n = end != NULL ? (size_t)(end - b->old) - at : b->old_n - at, text_n;
        bool whole = end != NULL && is_whole(b->old + at, n, &text, &text_n);
        if (at == 0 && end != NULL && (!whole || memcmp(text, TITLE, sizeof TITLE - 1 < text_n ? sizeof TITLE - 1 : text_n) != 0))
            return trouble(b, "it is no journal, and is left as it is");
        if (whole)
            status = take_line(b, o, text, text_n);
        at += n + 1;
        if (whole)
            good = at;
    }
    if (status < 0 && ftruncate(b->fd, (off_t)good) != 0)
        return trouble(b, strerror(errno));
    return status;
}

static int
open_journal(struct batch *b, const struct options *o, const struct output *target)
{
    char title[80];
    int status;

    if (target->kind != TO_FOLDER)
        return usage_error(o->command, "--resume needs a folder for the stories: -o DIR/");
    if (target->keep_existing)
        return usage_error(o->command, "with --resume the inputs cannot lie in the folder of the stories, nor be listed through a pipe");
    b->fd = open(b->journal, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (b->fd < 0)
        return trouble(b, strerror(errno));
    if (flock(b->fd, LOCK_EX | LOCK_NB) != 0)
        return trouble(b, errno == EWOULDBLOCK ? "another run is at work with it" : strerror(errno));
    if ((status = take_journal(b, o)) >= 0)
        return status;
    snprintf(title, sizeof title, TITLE " %016llx %ld", (unsigned long long)run_of(o), (long)getpid());
    put_line(&b->lines, title, strlen(title));
    return batch_settle(b, NULL) ? -1 : EXIT_TROUBLE;
}

int
batch_open(struct batch *b, const struct options *o, struct output *target, struct diagnostics *diag)
{
    const char *failed = o->value[OPT_FAILED];
    int status = -1;

    *b = (struct batch){ .journal = o->value[OPT_RESUME], .fd = -1, .diag = diag, .failed = { .fd = -1, .dir = -1 },
                         .lines = WIRE_BUF_INIT, .given = WIRE_BUF_INIT, .said = WIRE_BUF_INIT };
    if (b->journal != NULL && o->value[OPT_LEDGER] != NULL)
        return usage_error(o->command, "a ledger is of a whole run: --ledger and --resume cannot go together");
    if (b->journal != NULL && (status = open_journal(b, o, target)) >= 0)
        return status;
    if (b->journal != NULL)
        target->given = &b->given;
    if (failed == NULL)
        return -1;
    if (mkdir(failed, 0777) == 0 || errno == EEXIST)
        b->keeps_failed = output_open(&b->failed, failed) && b->failed.kind == TO_FOLDER;
    if (!b->keeps_failed) {
        diag_say(diag, WRITE_FAILED, failed, strerror(b->failed.failed != 0 ? b->failed.failed : errno));
        return EXIT_TROUBLE;
    }
    b->failed.keep_existing = true;
    diag->also = &b->said;
    return -1;
}

/* --- inputs --- */

static bool
no_memory(struct batch *b)
{
    if (!b->diag->said_no_memory)
        diag_say(b->diag, NO_MEMORY, b->journal, "");
    return false;
}

void
batch_look(const struct batch *b, struct input *in)
{
    const struct passed *row;

    if (b->passed_room == 0 || in->found != FOUND_INPUT)
        return;
    row = place(b->passed, b->passed_room, key_of(in));
    if (row->key == 0)
        return;
    in->found = FOUND_DONE;
    in->passed = row;
}

/* Among names, in which a percent sign is before two digits, a key begins as no name can. */
#define KEY_MARK "%="
enum { KEY_WORDS = 3, WORD_DIGITS = 16 };

void
batch_note_key(struct wire_buf *given, const struct seen_key *key)
{
    wire_buf_puts(given, " " KEY_MARK);
    wire_buf_printf(given, "%016llx%016llx%016llx", (unsigned long long)key->content[0],
                    (unsigned long long)key->content[1], (unsigned long long)key->version);
}

/* False without memory. */
static bool
take_key(const struct batch *b, const char *digits, size_t n)
{
    uint64_t word[KEY_WORDS];

    for (size_t i = 0; i < KEY_WORDS; i++) {
        if (n != KEY_WORDS * WORD_DIGITS || !hexadecimal(digits + i * WORD_DIGITS, &word[i]))
            return true;
    }
    return b->seen == NULL || seen_add(b->seen, &(struct seen_key){ { word[0], word[1] }, word[2] }) != SEEN_NO_MEMORY;
}

/* The names that the stories of an input have from the run before are taken in this one as well, and have come. */
static bool
take_names(const struct batch *b, struct output *target, const struct passed *row)
{
    const char *p = b->old + row->names, *end = p + row->n;
    const size_t mark = sizeof KEY_MARK - 1;
    char name[4096];

    while (p < end) {
        const char *space = memchr(p, ' ', (size_t)(end - p));
        size_t n = space != NULL ? (size_t)(space - p) : (size_t)(end - p);
        if (n > mark && memcmp(p, KEY_MARK, mark) == 0) {
            if (!take_key(b, p + mark, n - mark))
                return false;
        } else if (n > 0 && n < sizeof name) {
            unescape(name, p, n);
            if (!output_take(target, name))
                return false;
        }
        p += n + 1;
    }
    return true;
}

static bool
keep_bytes(struct batch *b, const char *base, const char *suffix, const char *p, size_t n)
{
    if (output_story(&b->failed, base, suffix, p, n, 0))
        return true;
    diag_say(b->diag, b->failed.failed == ENOMEM ? NO_MEMORY : WRITE_FAILED, b->failed.name, strerror(b->failed.failed));
    return false;
}

/* The document itself: what is in memory or in a file; a pipe has gone. */
static bool
keep_document(struct batch *b, const struct input *in, const char *base, const char *suffix)
{
    int fd = in->spilled ? in->fd : in->is_file && in->own_held == NULL ? open(in->name, O_RDONLY | O_CLOEXEC) : -1;
    struct stat st;
    char *p = MAP_FAILED;
    bool good = true;

    if (in->own_held != NULL && !in->spilled && in->is_file)
        good = keep_bytes(b, base, suffix, in->own_held, in->own_n);
    else if (fd >= 0 && fstat(fd, &st) == 0 && st.st_size > 0)
        p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (p != MAP_FAILED) {
        good = keep_bytes(b, base, suffix, p, (size_t)st.st_size);
        munmap(p, (size_t)st.st_size);
    }
    if (fd >= 0 && !in->spilled)
        close(fd);
    return good;
}

static bool
keep_failed(struct batch *b, const struct input *in)
{
    char base[4096], whole[4200];
    const char *suffix = in->base + in->base_length + (in->base[in->base_length] == '.');

    snprintf(base, sizeof base, "%.*s", (int)in->base_length, in->base);
    snprintf(whole, sizeof whole, "%s%s%s", base, *suffix != '\0' && in->number == 0 ? "." : "", in->number == 0 ? suffix : "");
    if (*suffix == '\0' || in->number != 0)
        suffix = "document";
    return keep_document(b, in, base, suffix) &&
           keep_bytes(b, whole, "findings.jsonl", b->said.n != 0 ? b->said.p : "", b->said.n);
}

bool
batch_end_input(struct batch *b, struct output *target, const struct input *in, int *status)
{
    struct wire_buf line = WIRE_BUF_INIT;
    bool good = true;

    if (in->found == FOUND_DONE) {
        const struct passed *row = in->passed;
        *status = worse(*status, row->status);
        return take_names(b, target, row) || no_memory(b);
    }
    if (b->keeps_failed && *status != EXIT_GOOD && !interrupted())
        good = keep_failed(b, in);
    wire_buf_clear(&b->said);
    if (!good || b->journal == NULL || interrupted() || *status > EXIT_STORY || in->found != FOUND_INPUT) {
        wire_buf_clear(&b->given);
        return good;
    }
    wire_buf_printf(&line, "%016llx %d", (unsigned long long)key_of(in), *status);
    wire_buf_str(&line, wire_buf_slice(&b->given));
    wire_buf_clear(&b->given);
    if (line.err == WIRE_OK)
        put_line(&b->lines, line.p, line.n);
    good = line.err == WIRE_OK && b->lines.err == WIRE_OK;
    wire_buf_free(&line);
    if (!good)
        return no_memory(b);
    return (target->pending < BATCH / 2 && b->lines.n < LINES_MOST) || batch_settle(b, target);
}

/* --- the end --- */

static bool
write_lines(struct batch *b)
{
    const char *p = b->lines.p;
    size_t n = b->lines.n;

    while (n > 0) {
        ssize_t put = write(b->fd, p, n);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        p += put;
        n -= (size_t)put;
    }
    wire_buf_clear(&b->lines);
    return fdatasync(b->fd) == 0;
}

bool
batch_settle(struct batch *b, struct output *target)
{
    if (target != NULL && (target->failed != 0 || !output_settle(target)))
        return false; /* said by who looks after it */
    if (b->keeps_failed && !output_settle(&b->failed)) {
        diag_say(b->diag, WRITE_FAILED, b->failed.name, strerror(b->failed.failed));
        return false;
    }
    if (b->journal == NULL || b->lines.n == 0 || write_lines(b))
        return true;
    trouble(b, strerror(errno));
    return false;
}

bool
batch_close(struct batch *b, struct output *target)
{
    bool good = true;

    if (b->diag == NULL) /* it was never opened */
        return true;
    if (b->journal != NULL || b->keeps_failed)
        good = batch_settle(b, target);
    if (b->keeps_failed)
        b->diag->also = NULL;
    if (b->keeps_failed)
        good &= output_close(&b->failed, true);
    if (b->fd >= 0 && close(b->fd) != 0) {
        trouble(b, strerror(errno));
        good = false;
    }
    if (b->old != NULL)
        munmap(b->old, b->old_n);
    free(b->passed);
    wire_buf_free(&b->lines);
    wire_buf_free(&b->given);
    wire_buf_free(&b->said);
    return good;
}

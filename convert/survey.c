/* Which version of each story of a batch is the newest. */
#include "convert/survey.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "article/sha256.h"
#include "convert/memory.h"
#include "convert/resolve.h"
#include "convert/signals.h"
#include "convert/unnamed.h"
#include "convert/walk.h"

/* A story, and where its newest version stands. */
struct row {
    unsigned char story[STORY_DIGEST];
    struct wire_rank rank;
    uint64_t input;
    unsigned long index;
};

struct survey {
    struct row *rows;
    size_t n, room;
    uint32_t *places;        /* by story: row + 1, open addressing; a power of two */
    size_t place_count;
    struct put_by put_by;
    const struct input *in;  /* being read */
    unsigned long index;
    const int64_t *only;
    bool failed;
    bool incomplete;         /* some input could not be read to its end */
    int error;               /* errno of a failure to put by */
    atomic_size_t met;
};

/* Which input it is, in either reading: that name, of that operand, and where it is a document of a stream, its place. */
static uint64_t
number_of(const struct input *in)
{
    uint64_t hash = 14695981039346656037u ^ in->operand ^ (uint64_t)in->number << 32; /* FNV-1a */

    for (const char *p = in->name; *p != '\0'; p++)
        hash = (hash ^ (unsigned char)*p) * 1099511628211u;
    return hash;
}

bool
story_digest(const struct wire_article *a, unsigned char out[STORY_DIGEST])
{
    static const char digits[] = "0123456789abcdef";
    struct wire_str uri = wire_life_uri(a);
    struct wire_sha256 sha;
    char hex[WIRE_SHA256_HEX];

    if (uri.n == 0)
        return false;
    wire_sha256_begin(&sha);
    wire_sha256_add(&sha, uri.p, uri.n);
    wire_sha256_end(&sha, hex);
    for (size_t i = 0; i < STORY_DIGEST; i++)
        out[i] = (unsigned char)(((size_t)(strchr(digits, hex[2 * i]) - digits) << 4) | (size_t)(strchr(digits, hex[2 * i + 1]) - digits));
    return true;
}

/* Where in the table the story is, or would be. */
static size_t
place_of(const struct survey *s, const unsigned char story[STORY_DIGEST])
{
    size_t at;

    memcpy(&at, story, sizeof at);
    for (at &= s->place_count - 1; s->places[at] != 0; at = (at + 1) & (s->place_count - 1)) {
        if (memcmp(s->rows[s->places[at] - 1].story, story, STORY_DIGEST) == 0)
            break;
    }
    return at;
}

/* Room for one more row, and a table at most half full. */
static bool
make_room(struct survey *s)
{
    size_t count = s->place_count != 0 ? s->place_count * 2 : 1024;
    uint32_t *places;

    if (s->n == s->room) {
        size_t room = s->room * 2 + 256;
        struct row *rows = realloc(s->rows, room * sizeof *rows);
        if (rows == NULL)
            return false;
        s->rows = rows;
        s->room = room;
    }
    if (s->n * 2 < s->place_count)
        return true;
    if (s->n >= UINT32_MAX / 4 || (places = calloc(count, sizeof *places)) == NULL)
        return false;
    free(s->places);
    s->places = places;
    s->place_count = count;
    for (size_t i = 0; i < s->n; i++)
        s->places[place_of(s, s->rows[i].story)] = (uint32_t)i + 1;
    return true;
}

bool
survey_is_there(const struct wire_rank *rank, int64_t second)
{
    return rank->created == INT64_MIN || rank->created <= second * 1000000 + 999999;
}

static enum wire_status
enter(struct survey *s, const struct wire_article *a)
{
    struct row row = { .index = ++s->index };
    size_t at;

    if (!story_digest(a, row.story))
        return WIRE_OK;
    wire_life_rank(a, &row.rank);
    if (s->only != NULL && !survey_is_there(&row.rank, *s->only))
        return WIRE_OK;
    row.input = number_of(s->in);
    if (!make_room(s)) {
        s->failed = true;
        return WIRE_E_NOMEM;
    }
    at = place_of(s, row.story);
    if (s->places[at] == 0) {
        s->rows[s->n++] = row;
        s->places[at] = (uint32_t)s->n;
    } else if (wire_rank_compare(&row.rank, &s->rows[s->places[at] - 1].rank) >= 0) {
        s->rows[s->places[at] - 1] = row;
    }
    return WIRE_OK;
}

static enum wire_status
on_story(void *ctx, struct wire_article *a)
{
    struct survey *s = ctx;
    enum wire_status st = enter(s, a);

    wire_article_free(a);
    return st;
}

/* --- what cannot be read twice --- */

/* All bytes of one into the other; false with errno set. */
static bool
copy_all(int to, int from)
{
    char bytes[65536];
    ssize_t got;

    while ((got = read(from, bytes, sizeof bytes)) != 0) {
        if (got < 0 && !interrupted() && try_again(from, false))
            continue;
        if (got < 0)
            return false;
        for (ssize_t at = 0, put; at < got; at += put) {
            put = write(to, bytes + at, (size_t)(got - at));
            if (put < 0 && errno == EINTR && !interrupted())
                put = 0;
            if (put < 0)
                return false;
        }
    }
    return lseek(to, 0, SEEK_SET) == 0;
}

/* Read from a copy in its place, which stays. */
static bool
put_by(struct survey *s, struct input *in)
{
    struct put_by *p = &s->put_by;
    int *fds = realloc(p->fds, (p->n + 1) * sizeof *fds);
    int fd;

    if (fds == NULL || (fd = unnamed_file()) < 0) {
        p->fds = fds != NULL ? fds : p->fds;
        return false;
    }
    p->fds = fds;
    p->fds[p->n++] = fd;
    if (!copy_all(fd, in->fd))
        return false;
    if (in->fd > STDIN_FILENO)
        close(in->fd);
    in->fd = fcntl(fd, F_DUPFD_CLOEXEC, 3);
    in->is_file = true;
    return in->fd >= 0;
}

static void
on_pipe(void *ctx, struct input *in)
{
    struct survey *s = ctx;

    if (put_by(s, in))
        return;
    s->failed = true;
    s->error = errno;
}

/* --- the survey --- */

static void
read_all(struct survey *s, struct reading *r, const struct options *o)
{
    struct walk walk;
    struct input in;

    walk_begin(&walk, r, o);
    walk.on_pipe = on_pipe;
    walk.on_pipe_ctx = s;
    while (!s->failed && !r->stop && !interrupted() && walk_next(&walk, &in)) {
        s->in = &in;
        s->index = 0;
        if (!s->failed)
            s->incomplete |= input_read(r, &in) == EXIT_TROUBLE;
        input_free(&in);
    }
    walk_end(&walk);
    s->failed |= r->stop;
}

struct survey *
survey_new(const struct reading *of, const struct options *o, const int64_t *only)
{
    struct survey *s = calloc(1, sizeof *s);
    struct diagnostics mute;
    struct reading r;
    int error;

    errno = ENOMEM;
    if (s == NULL || !reading_apart(&r, &mute, of, (struct wire_sink){ on_story, ignore_finding, s })) {
        free(s);
        return NULL;
    }
    r.from = of->from;
    s->only = only;
    read_all(s, &r, o);
    reading_free(&r);
    s->only = NULL;
    if (!s->failed && !memory_failed())
        return s;
    error = s->error != 0 ? s->error : ENOMEM;
    survey_free(s);
    errno = error;
    return NULL;
}

void
survey_free(struct survey *s)
{
    if (s == NULL)
        return;
    for (size_t i = 0; i < s->put_by.n; i++)
        close(s->put_by.fds[i]);
    free(s->put_by.fds);
    free(s->rows);
    free(s->places);
    free(s);
}

bool
survey_is_newest(struct survey *s, const struct input *in, unsigned long index, const struct wire_article *a)
{
    unsigned char story[STORY_DIGEST];
    const struct row *row;
    struct wire_rank rank;
    size_t at;

    if (!story_digest(a, story) || s->place_count == 0)
        return true;
    at = place_of(s, story);
    if (s->places[at] == 0)
        return true;
    row = &s->rows[s->places[at] - 1];
    if (row->index == index && row->input == number_of(in)) {
        s->met++;
        return true;
    }
    wire_life_rank(a, &rank);
    return wire_rank_compare(&rank, &row->rank) > 0;
}

bool
survey_holds(const struct survey *s)
{
    return !s->incomplete && s->met >= s->n;
}

const struct put_by *
survey_put_by(const struct survey *s)
{
    return &s->put_by;
}

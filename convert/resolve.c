/* --resolve DIR: a package joined with its items, of the same input or of the files in a folder. */
#include "convert/resolve.h"

#include "convert/limits.h"
#include "convert/walk.h"

#include <stdlib.h>
#include <string.h>

#include "article-json/article-json.h"
#include "article/join.h"
#include "convert/memory.h"


enum { WAITING, IN_HAND, DONE };

/* --- versions --- */

/* By byte, as strcmp. */
static int
compare(struct wire_str a, struct wire_str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n != 0 ? memcmp(a.p, b.p, n) : 0;

    return order != 0 ? order : (a.n > b.n) - (a.n < b.n);
}

/* Whether a is a later version than b: numbers by their value, others by their bytes. */
static bool
is_later(struct wire_str a, struct wire_str b)
{
    int64_t x, y;

    if (wire_str_to_int(a, INT64_MAX, &x) && wire_str_to_int(b, INT64_MAX, &y))
        return x > y;
    return compare(a, b) > 0;
}

/* --- the shelf --- */

struct entry {
    char *uri, *version; /* one piece of memory */
    size_t path;         /* number of the file */
    unsigned long index;
};

struct shelf {
    struct entry *entries; /* by uri, the latest version first */
    size_t n, room;
    char **paths;
    size_t path_count, path_room;
    bool failed;
    unsigned long index;   /* of the story in the file being read */
};

static bool
more_room(void **rows, size_t *room, size_t size)
{
    size_t wanted = *room * 2 + 64;
    void *more = wanted <= SIZE_MAX / size ? realloc(*rows, wanted * size) : NULL;

    if (more == NULL)
        return false;
    *rows = more;
    *room = wanted;
    return true;
}

/* A story of a file: only what it is called is kept. */
static enum wire_status
shelve(void *ctx, struct wire_article *a)
{
    struct shelf *s = ctx;
    struct wire_str uri = wire_text_of(a, WIRE_F_URI), version = wire_text_of(a, WIRE_F_VERSION);
    struct entry *e;
    char *p;

    s->index++;
    if (uri.n == 0 || s->n == MOST_SHELF) {
        wire_article_free(a);
        return WIRE_OK;
    }
    if ((s->n == s->room && !more_room((void **)&s->entries, &s->room, sizeof *s->entries)) ||
        (p = malloc(uri.n + version.n + 2)) == NULL) {
        wire_article_free(a);
        s->failed = true;
        return WIRE_E_NOMEM;
    }
    e = &s->entries[s->n++];
    *e = (struct entry){ .uri = p, .version = p + uri.n + 1, .path = s->path_count - 1, .index = s->index };
    memcpy(e->uri, uri.p, uri.n);
    e->uri[uri.n] = '\0';
    if (version.n != 0)
        memcpy(e->version, version.p, version.n);
    e->version[version.n] = '\0';
    wire_article_free(a);
    return WIRE_OK;
}

void
ignore_finding(void *ctx, const struct wire_diag *d)
{
    (void)ctx;
    (void)d;
}

static void
ignore_note(void *ctx, const char *note)
{
    (void)ctx;
    (void)note;
}

static void
ignore_begin(void *ctx, const struct input *in)
{
    (void)ctx;
    (void)in;
}

static void
ignore_end(void *ctx, const struct input *in, enum wire_status st)
{
    (void)ctx;
    (void)in;
    (void)st;
}

bool
reading_apart(struct reading *r, struct diagnostics *mute, const struct reading *of, struct wire_sink sink)
{
    *mute = (struct diagnostics){ .quiet = true, .divert = ignore_finding, .divert_note = ignore_note };
    if (!reading_share(r, of)) {
        reading_free(r);
        return false;
    }
    r->worker->want_ledger = false;
    r->from = NULL;
    r->diag = mute;
    r->sink = sink;
    r->begin = ignore_begin;
    r->end = ignore_end;
    r->stop = false;
    return true;
}

static int
by_uri(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    struct wire_str v = wire_str_of(x->version), w = wire_str_of(y->version);
    int order = strcmp(x->uri, y->uri);

    if (order != 0)
        return order;
    if (is_later(v, w) != is_later(w, v))
        return is_later(v, w) ? -1 : 1;
    if (x->path != y->path)
        return x->path < y->path ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

struct shelf *
shelf_new(const struct reading *of, const char *folder)
{
    struct shelf *s = calloc(1, sizeof *s);
    struct diagnostics mute;
    struct reading r;
    struct walk walk;
    struct input in;
    char *operands[] = { (char *)(uintptr_t)folder };

    if (s == NULL || !reading_apart(&r, &mute, of, (struct wire_sink){ shelve, ignore_finding, s })) {
        free(s);
        return NULL;
    }
    walk_files(&walk, operands, 1); /* what is in an archive is not found again by its name */
    while (!s->failed && !r.stop && walk_next(&walk, &in)) {
        s->index = 0;
        s->failed = s->path_count == s->path_room && !more_room((void **)&s->paths, &s->path_room, sizeof *s->paths);
        if (!s->failed) {
            s->paths[s->path_count++] = strdup(in.name);
            s->failed = s->paths[s->path_count - 1] == NULL;
        }
        input_read(&r, &in);
        input_free(&in);
    }
    walk_end(&walk);
    s->failed |= r.stop;
    reading_free(&r);
    if (s->failed) {
        shelf_free(s);
        return NULL;
    }
    if (s->n > 1)
        qsort(s->entries, s->n, sizeof *s->entries, by_uri);
    return s;
}

void
shelf_free(struct shelf *s)
{
    if (s == NULL)
        return;
    for (size_t i = 0; i < s->n; i++)
        free(s->entries[i].uri);
    for (size_t i = 0; i < s->path_count; i++)
        free(s->paths[i]);
    free(s->entries);
    free(s->paths);
    free(s);
}

/* The story of that uri and version, or its latest version; NULL: there is none. */
static const struct entry *
on_shelf(const struct shelf *s, struct wire_str uri, struct wire_str version)
{
    size_t low = 0, high = s->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare(wire_str_of(s->entries[middle].uri), uri) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (size_t i = low; version.n != 0 && i < s->n && wire_str_is(uri, s->entries[i].uri); i++) {
        if (wire_str_is(version, s->entries[i].version))
            return &s->entries[i];
    }
    return low < s->n && wire_str_is(uri, s->entries[low].uri) ? &s->entries[low] : NULL;
}

/* --- what is held --- */

static size_t
hash_of(struct wire_str s)
{
    uint64_t hash = 14695981039346656037u; /* FNV-1a */

    for (size_t i = 0; i < s.n; i++)
        hash = (hash ^ (unsigned char)s.p[i]) * 1099511628211u;
    return (size_t)(hash ^ hash >> 32);
}

bool
holding_add(struct holding *h, struct wire_article *a, unsigned long index)
{
    if (h->n == h->room && !more_room((void **)&h->rows, &h->room, sizeof *h->rows))
        return false;
    h->rows[h->n++] = (struct held){ .a = a, .index = index };
    h->weight += a->arena->used;
    return true;
}

/* The table by uri; rows of one uri stand in it in their order. */
static bool
index_rows(struct holding *h)
{
    size_t count = 64;

    while (count < h->n * 2)
        count *= 2;
    free(h->places);
    h->place_count = count;
    if ((h->places = calloc(count, sizeof *h->places)) == NULL)
        return false;
    for (size_t i = 0; i < h->n; i++) {
        struct wire_str uri = wire_text_of(h->rows[i].a, WIRE_F_URI);
        size_t at = hash_of(uri) & (count - 1);
        while (h->places[at] != 0)
            at = (at + 1) & (count - 1);
        if (uri.n != 0)
            h->places[at] = i + 1;
    }
    return true;
}

/* The article of a row, where it is now. */
static struct wire_article *
of_row(const struct held *row)
{
    return row->a != NULL ? row->a : row->part;
}

/* The row of that uri and version, or the one of its latest version; NULL: none. */
static struct held *
among_held(const struct holding *h, struct wire_str uri, struct wire_str version)
{
    struct held *best = NULL;

    for (size_t at = hash_of(uri) & (h->place_count - 1); h->places[at] != 0; at = (at + 1) & (h->place_count - 1)) {
        struct held *row = &h->rows[h->places[at] - 1];
        struct wire_str v = wire_text_of(of_row(row), WIRE_F_VERSION);
        if (!wire_str_eq(wire_text_of(of_row(row), WIRE_F_URI), uri))
            continue;
        if (version.n != 0 && wire_str_eq(v, version))
            return row;
        if (best == NULL || is_later(v, wire_text_of(of_row(best), WIRE_F_VERSION)))
            best = row;
    }
    return best;
}

/* --- joining --- */

/* One run over what is held. */
struct job {
    struct holding *h;
    const struct reading *of;
    const char *file;          /* the input */
    unsigned fetched;
    bool failed;
    struct wire_article *got;  /* what a reader gave */
    unsigned long index, wanted;
};

static enum wire_status
take_wanted(void *ctx, struct wire_article *a)
{
    struct job *job = ctx;

    if (++job->index < job->wanted) {
        wire_article_free(a);
        return WIRE_OK;
    }
    job->got = a;
    return WIRE_STOP;
}

static struct wire_article *
fetch(struct job *job, const struct entry *e)
{
    struct holding *h = job->h;
    struct input in;

    if (job->fetched++ >= MOST_FETCHED)
        return NULL;
    h->reading.sink = (struct wire_sink){ take_wanted, ignore_finding, job };
    job->got = NULL;
    job->index = 0;
    job->wanted = e->index;
    input_of_file(&in, h->shelf->paths[e->path]);
    input_read(&h->reading, &in);
    input_free(&in);
    job->failed |= h->reading.stop;
    return job->got;
}

/* Another of an article that stands in a package already: written as article JSON, which has all of it, and read. */
static struct wire_article *
another(struct job *job, const struct wire_article *a)
{
    struct wire_sink sink = { take_wanted, ignore_finding, job };
    struct wire_buf json = WIRE_BUF_INIT;

    wire_article_json(&json, a, true);
    job->got = NULL;
    job->index = 0;
    job->wanted = 1;
    if (json.err != WIRE_OK || wire_read_memory(job->h->reading.worker, &wire_format_article_json, json.p, json.n, NULL, &sink) == WIRE_E_NOMEM)
        job->failed = true;
    wire_buf_free(&json);
    return job->got;
}

static void resolve(struct job *, struct wire_article *, unsigned depth);

/* The item that a part refers to, its own items joined; NULL: there is none. */
static struct wire_article *
find_whole(struct job *job, struct wire_article *part, unsigned depth, struct held **row)
{
    struct wire_str uri = wire_text_of(part, WIRE_F_URI), version = wire_text_of(part, WIRE_F_VERSION);
    const struct entry *e;
    struct wire_article *whole = NULL;

    *row = among_held(job->h, uri, version);
    if (*row != NULL && (*row)->state == IN_HAND)
        return NULL; /* a package that is in itself */
    if (*row != NULL && (*row)->a == NULL)
        return another(job, (*row)->part);
    if (*row != NULL) {
        if ((*row)->state == WAITING) {
            (*row)->state = IN_HAND;
            resolve(job, (*row)->a, depth + 1);
            (*row)->state = DONE;
        }
        return (*row)->a;
    }
    for (const struct wire_article *up = part->parent; up != NULL; up = up->parent) {
        if (wire_str_eq(wire_text_of(up, WIRE_F_URI), uri))
            return NULL;
    }
    if ((e = on_shelf(job->h->shelf, uri, version)) != NULL)
        whole = fetch(job, e);
    return whole;
}

static void
report_missing(struct job *job, const struct wire_article *part)
{
    const struct wire_value *uri = wire_first(part, WIRE_F_URI);
    const struct wire_article *top = part;
    char detail[300];

    while (top->parent != NULL)
        top = top->parent;
    snprintf(detail, sizeof detail, "%.*s", (int)(uri->s.n < 250 ? uri->s.n : 250), uri->s.p);
    diag_report(job->of->diag, &(struct wire_diag){ .what = &program_findings[ITEM_MISSING],
                                                    .file = job->file,
                                                    .at = uri->at,
                                                    .uri = wire_text_of(top, WIRE_F_URI),
                                                    .detail = detail });
}

/* Join one part with its item, if it only refers to one. */
static void
join_part(struct job *job, struct wire_article *part, unsigned depth)
{
    struct wire_article *whole;
    struct held *row = NULL;

    if (wire_text_of(part, WIRE_F_URI).n == 0 || part->body != NULL || wire_first(part, WIRE_F_RENDITIONS) != NULL)
        return;
    whole = depth < MOST_RESOLVED_DEPTH ? find_whole(job, part, depth, &row) : NULL;
    if (job->failed)
        return;
    if (whole == NULL) {
        report_missing(job, part);
        return;
    }
    if (!wire_article_join(part, whole)) {
        report_missing(job, part);
        if (row == NULL || row->a != whole)
            wire_article_free(whole);
        return;
    }
    if (row != NULL && row->a == whole) {
        row->a = NULL;
        row->part = part;
    } else if (row == NULL) {
        resolve(job, part, depth + 1); /* one of the folder may be a package itself */
    }
}

static void
resolve(struct job *job, struct wire_article *a, unsigned depth)
{
    for (struct wire_value *v = wire_first(a, WIRE_F_ASSOCIATIONS); v != NULL && !job->failed; v = v->next) {
        if (v->article != NULL && depth <= MOST_RESOLVED_DEPTH)
            join_part(job, v->article, depth);
    }
}

bool
holding_resolve(struct holding *h, const struct reading *of, const char *file)
{
    struct job job = { .h = h, .of = of, .file = file };

    if (!h->reads)
        h->reads = reading_apart(&h->reading, &h->mute, of, (struct wire_sink){ 0 });
    if (!h->reads || !index_rows(h))
        return false;
    for (size_t i = 0; i < h->n && !job.failed; i++) {
        struct held *row = &h->rows[i];
        if (row->state != WAITING || row->a == NULL)
            continue;
        row->state = IN_HAND;
        resolve(&job, row->a, 0);
        row->state = DONE;
    }
    return !job.failed && !memory_failed();
}

void
holding_clear(struct holding *h)
{
    for (size_t i = 0; i < h->n; i++)
        wire_article_free(h->rows[i].a);
    h->n = h->weight = 0;
}

void
holding_free(struct holding *h)
{
    holding_clear(h);
    if (h->reads)
        reading_free(&h->reading);
    free(h->rows);
    free(h->places);
    *h = (struct holding){ 0 };
}

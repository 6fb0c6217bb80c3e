/* Stories into an archive. */
#include "convert/pack.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "article/base.h"
#include "convert/libarchive.h"
#include "convert/signals.h"

enum { GATHERED = 64 * 1024 };

struct pack {
    struct libarchive lib;
    struct archive *archive;
    struct archive_entry *entry;
    bool broken;
    int lost;            /* errno where bytes could not be written, or were not wanted: what comes goes nowhere; or 0 */
    bool zip;
    int64_t changed;     /* of a zip: the time of the entry whose header comes next; -1: what comes is none */
    bool ends;           /* of a zip: what comes is the list of all entries at its end */
    int fd;              /* where it goes, */
    size_t n;            /* and what has not gone there yet */
    unsigned char gathered[GATHERED];
};

enum packing { PLAIN, GZIP, BZIP2, XZ, ZSTD, ZIP };

static const struct {
    const char *ending;
    enum packing packing;
} endings[] = {
    { ".tar", PLAIN },     { ".tar.gz", GZIP }, { ".tgz", GZIP },      { ".tar.bz2", BZIP2 },
    { ".tar.xz", XZ },     { ".txz", XZ },      { ".tar.zst", ZSTD },  { ".zip", ZIP },
};

/* The row of an ending, or the count of them. */
static size_t
row_of(const char *name)
{
    size_t n = strlen(name), row = 0;

    for (; row < WIRE_COUNT(endings); row++) {
        size_t m = strlen(endings[row].ending);
        if (n > m && strcmp(name + n - m, endings[row].ending) == 0)
            break;
    }
    return row;
}

bool
pack_is(const char *name)
{
    return row_of(name) < WIRE_COUNT(endings);
}

/* Nothing in it is of this machine or moment: the same stories make the same bytes. */
static int
set_form(const struct libarchive *l, struct archive *a, enum packing packing)
{
    if ((packing == ZIP ? l->archive_write_set_format_zip : l->archive_write_set_format_pax_restricted)(a) != ARCHIVE_OK)
        return ARCHIVE_FATAL;
    switch (packing) {
    case GZIP:
        return l->archive_write_add_filter_gzip(a) == ARCHIVE_OK ? l->archive_write_set_options(a, "gzip:!timestamp") : ARCHIVE_FATAL;
    case BZIP2:
        return l->archive_write_add_filter_bzip2(a);
    case XZ:
        return l->archive_write_add_filter_xz(a);
    case ZSTD:
        return l->archive_write_add_filter_zstd(a);
    case PLAIN:
    case ZIP:
        break;
    }
    return ARCHIVE_OK;
}

/* --- zip: libarchive writes its times as local ones, and these differ from place to place; UTC takes their place --- */

enum { LOCAL_HEADER = 30, LOCAL_TIME = 10, LISTED_HEADER = 46, LISTED_TIME = 12, LISTED_LENGTHS = 28, EXTRA_TIME = 0x5455 };

static unsigned
read_16(const unsigned char *p)
{
    return (unsigned)p[0] | (unsigned)p[1] << 8;
}

/* In the form of MS-DOS, which begins with 1980. */
static void
put_time(unsigned char *to, int64_t changed)
{
    time_t t = (time_t)(int32_t)changed;
    struct tm utc;
    unsigned long dos = 0x00210000;

    if (gmtime_r(&t, &utc) != NULL && utc.tm_year >= 80)
        dos = (unsigned long)(utc.tm_year - 80) << 25 | (unsigned long)(utc.tm_mon + 1) << 21 | (unsigned long)utc.tm_mday << 16 |
              (unsigned long)utc.tm_hour << 11 | (unsigned long)utc.tm_min << 5 | (unsigned long)utc.tm_sec >> 1;
    for (int i = 0; i < 4; i++)
        to[i] = (unsigned char)(dos >> i * 8);
}

/* The time of an entry in seconds, from what stands behind its name. */
static int64_t
time_of(const unsigned char *extra, size_t n)
{
    for (size_t at = 0, length; n - at >= 4; at += length) {
        length = 4 + read_16(extra + at + 2);
        if (length > n - at)
            break;
        if (read_16(extra + at) == EXTRA_TIME && length >= 9)
            return (int32_t)(read_16(extra + at + 5) | (uint32_t)read_16(extra + at + 7) << 16);
    }
    return 0;
}

/* The entries listed at the end, as many as stand here. */
static void
mend_list(unsigned char *p, size_t n)
{
    while (n >= LISTED_HEADER && memcmp(p, "PK\1\2", 4) == 0) {
        size_t name = read_16(p + LISTED_LENGTHS), extra = read_16(p + LISTED_LENGTHS + 2);
        size_t length = LISTED_HEADER + name + extra + read_16(p + LISTED_LENGTHS + 4);
        if (length > n)
            break;
        put_time(p + LISTED_TIME, time_of(p + LISTED_HEADER + name, extra));
        p += length;
        n -= length;
    }
}

static bool
send(struct pack *p, const unsigned char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t put = write(p->fd, bytes, n);
        if (put < 0 && (interrupted() || !try_again(p->fd, true)))
            return false;
        if (put > 0) {
            bytes += put;
            n -= (size_t)put;
        }
    }
    return true;
}

static bool
send_gathered(struct pack *p)
{
    size_t n = p->n;

    p->n = 0;
    return send(p, p->gathered, n);
}

/*
 * libarchive gives each header, and the list in parts of whole entries, by a call of its own. That bytes were lost it is
 * not told: it would leave memory behind (3.6.2).
 */
static la_ssize_t
on_bytes(struct archive *a, void *ctx, const void *bytes, size_t n)
{
    struct pack *p = ctx;
    unsigned char *copy;

    (void)a;
    if (p->lost != 0)
        return (la_ssize_t)n;
    if (n > GATHERED - p->n && !send_gathered(p))
        goto failed;
    if (n > GATHERED) {
        if ((copy = malloc(n)) == NULL)
            goto failed;
        memcpy(copy, bytes, n);
    } else {
        copy = memcpy(p->gathered + p->n, bytes, n);
        p->n += n;
    }
    if (p->zip && p->ends)
        mend_list(copy, n);
    else if (p->zip && p->changed != -1 && n == LOCAL_HEADER)
        put_time(copy + LOCAL_TIME, p->changed);
    p->changed = -1;
    if (n > GATHERED) {
        bool good = send(p, copy, n);
        free(copy);
        if (!good)
            goto failed;
    }
    return (la_ssize_t)n;
failed:
    p->lost = errno != 0 ? errno : EIO;
    return (la_ssize_t)n;
}

/* --- all of them --- */

struct pack *
pack_open(const char *name, int fd, const char **why)
{
    struct pack *p = calloc(1, sizeof *p);
    size_t row = row_of(name);

    *why = NULL;
    if (p == NULL || row == WIRE_COUNT(endings) || !libarchive_open(&p->lib, why)) {
        free(p);
        return NULL;
    }
    p->fd = fd;
    p->zip = endings[row].packing == ZIP;
    p->archive = p->lib.archive_write_new();
    p->entry = p->lib.archive_entry_new();
    if (p->archive != NULL && p->entry != NULL && set_form(&p->lib, p->archive, endings[row].packing) == ARCHIVE_OK &&
        p->lib.archive_write_set_bytes_per_block(p->archive, 0) == ARCHIVE_OK &&
        p->lib.archive_write_open(p->archive, p, NULL, on_bytes, NULL) == ARCHIVE_OK)
        return p;
    p->broken = true;
    pack_close(p, false);
    return NULL;
}

static bool
fail(struct pack *p)
{
    int error = p->lost != 0 ? p->lost : p->lib.archive_errno(p->archive);

    p->broken = true;
    errno = error > 0 ? error : EIO;
    return false;
}

bool
pack_add(struct pack *p, const char *name, int64_t changed, const char *bytes, size_t n)
{
    const struct libarchive *l = &p->lib;
    size_t put = 0;

    if (l->archive_write_finish_entry(p->archive) < ARCHIVE_WARN)
        return fail(p);
    p->changed = changed;
    l->archive_entry_clear(p->entry);
    l->archive_entry_copy_pathname(p->entry, name);
    l->archive_entry_set_filetype(p->entry, AE_IFREG);
    l->archive_entry_set_perm(p->entry, 0644);
    l->archive_entry_set_size(p->entry, (la_int64_t)n);
    l->archive_entry_set_mtime(p->entry, (time_t)changed, 0);
    if (l->archive_write_header(p->archive, p->entry) < ARCHIVE_WARN)
        return fail(p);
    while (put < n) {
        la_ssize_t got = l->archive_write_data(p->archive, bytes + put, n - put);
        if (got <= 0 || p->lost != 0)
            return fail(p);
        put += (size_t)got;
    }
    return p->lost == 0 || fail(p);
}

bool
pack_close(struct pack *p, bool wanted)
{
    bool good = !p->broken;

    if (wanted && good && p->lib.archive_write_finish_entry(p->archive) < ARCHIVE_WARN)
        good = fail(p);
    p->ends = true;
    if (wanted && good && (p->lib.archive_write_close(p->archive) != ARCHIVE_OK || p->lost != 0))
        good = fail(p);
    good = good && (!wanted || send_gathered(p));
    if (p->archive != NULL) {
        int error = errno;
        p->lost = p->lost != 0 ? p->lost : ECANCELED; /* else it would be given its end all the same */
        p->lib.archive_write_free(p->archive);
        errno = error;
    }
    if (p->entry != NULL)
        p->lib.archive_entry_free(p->entry);
    libarchive_close(&p->lib);
    free(p);
    return good;
}

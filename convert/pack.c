/* Stories into an archive. */
#include "convert/pack.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "article/base.h"
#include "convert/libarchive.h"

struct pack {
    struct libarchive lib;
    struct archive *archive;
    struct archive_entry *entry;
    bool broken;
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
    p->archive = p->lib.archive_write_new();
    p->entry = p->lib.archive_entry_new();
    if (p->archive != NULL && p->entry != NULL && set_form(&p->lib, p->archive, endings[row].packing) == ARCHIVE_OK &&
        p->lib.archive_write_set_bytes_in_last_block(p->archive, 1) == ARCHIVE_OK && p->lib.archive_write_open_fd(p->archive, fd) == ARCHIVE_OK)
        return p;
    p->broken = true;
    pack_close(p, false);
    return NULL;
}

static bool
fail(struct pack *p)
{
    int error = p->lib.archive_errno(p->archive);

    p->broken = true;
    errno = error > 0 ? error : EIO;
    return false;
}

bool
pack_add(struct pack *p, const char *name, int64_t changed, const char *bytes, size_t n)
{
    const struct libarchive *l = &p->lib;
    size_t put = 0;

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
        if (got <= 0)
            return fail(p);
        put += (size_t)got;
    }
    return true;
}

bool
pack_close(struct pack *p, bool wanted)
{
    bool good = !p->broken;

    if (wanted && good && p->lib.archive_write_close(p->archive) != ARCHIVE_OK)
        good = fail(p);
    if (p->archive != NULL) {
        int error = errno;
        p->lib.archive_write_free(p->archive);
        errno = error;
    }
    if (p->entry != NULL)
        p->lib.archive_entry_free(p->entry);
    libarchive_close(&p->lib);
    free(p);
    return good;
}

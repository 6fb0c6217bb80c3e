/* Archives as inputs, read member by member where they lie. */
#include "convert/archive.h"

#include <errno.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "convert/libarchive.h"
#include "convert/limits.h"
#include "convert/signals.h"

enum {
    BLOCK = 65536
};

struct unpacking {
    const struct libarchive *lib;
    struct archive *archive;
    const char *head;
    size_t head_n;
    int fd;
    struct allowance *grows;
    bool broken;     /* nothing more can be had of it */
    locale_t utf8;   /* names in archives are UTF-8 where they say so, whatever the locale of the machine */
    char block[BLOCK];
};

bool
archive_is(const unsigned char *head, size_t n)
{
    static const struct {
        const char *magic;
        size_t n, at;
    } rows[] = {
        { "\x1f\x8b\x08", 3, 0 },       /* RFC 1952 */
        { "BZh", 3, 0 },
        { "\xfd" "7zXZ\0", 6, 0 },
        { "\x28\xb5\x2f\xfd", 4, 0 },   /* RFC 8878 */
        { "PK\3\4", 4, 0 },             /* APPNOTE 4.3.7 */
        { "PK\5\6", 4, 0 },             /* 4.3.16: an empty one */
        { "ustar", 5, 257 },            /* POSIX.1-2017, pax */
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (n >= rows[i].at + rows[i].n && memcmp(head + rows[i].at, rows[i].magic, rows[i].n) == 0)
            return true;
    }
    return false;
}

uint64_t
archive_allows(uint64_t packed)
{
    return packed > (UINT64_MAX - MOST_UNPACKED) / MOST_RATIO ? UINT64_MAX : MOST_UNPACKED + packed * MOST_RATIO;
}

/* The head, then what the descriptor gives. */
static la_ssize_t
give_block(struct archive *a, void *ctx, const void **block)
{
    struct unpacking *u = ctx;
    size_t n = u->head_n;
    ssize_t got;

    (void)a;
    *block = u->head;
    u->head_n = 0;
    if (n != 0 || u->fd < 0)
        return (la_ssize_t)n;
    *block = u->block;
    do
        got = read(u->fd, u->block, BLOCK);
    while (got < 0 && !interrupted() && try_again(u->fd, false));
    if (got > 0)
        u->grows->left += (uint64_t)got * MOST_RATIO;
    return got;
}

static bool
open_bytes(struct unpacking *u, const char *head, size_t n, int fd)
{
    const struct libarchive *l = u->lib;

    u->head = head;
    u->head_n = n;
    u->fd = fd;
    if (n == 0)
        return l->archive_read_open_fd(u->archive, fd, BLOCK) == ARCHIVE_OK;
    if (fd < 0)
        return l->archive_read_open_memory(u->archive, head, n) == ARCHIVE_OK;
    return l->archive_read_open(u->archive, u, NULL, give_block, NULL) == ARCHIVE_OK;
}

struct unpacking *
unpack_open(const struct libarchive *l, const char *head, size_t n, int fd, struct allowance *allowance)
{
    struct unpacking *u = calloc(1, sizeof *u);

    if (u == NULL)
        return NULL;
    u->lib = l;
    u->grows = allowance;
    u->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    u->archive = l->archive_read_new();
    if (u->archive == NULL) {
        unpack_close(u);
        return NULL;
    }
    l->archive_read_support_filter_gzip(u->archive);
    l->archive_read_support_filter_bzip2(u->archive);
    l->archive_read_support_filter_xz(u->archive);
    l->archive_read_support_filter_zstd(u->archive);
    l->archive_read_support_format_tar(u->archive);
    l->archive_read_support_format_zip(u->archive);
    l->archive_read_support_format_raw(u->archive);
    u->broken = !open_bytes(u, head, n, fd);
    return u;
}

void
unpack_close(struct unpacking *u)
{
    if (u == NULL)
        return;
    if (u->archive != NULL)
        u->lib->archive_read_free(u->archive);
    if (u->utf8 != (locale_t)0)
        freelocale(u->utf8);
    free(u);
}

static const char *
what_is_wrong(struct unpacking *u)
{
    const char *why = u->lib->archive_error_string(u->archive);

    return why != NULL ? why : "it is damaged";
}

enum unpacked
unpack_next(struct unpacking *u, const char **name)
{
    const struct libarchive *l = u->lib;
    struct archive_entry *entry;
    locale_t before = u->utf8 != (locale_t)0 ? uselocale(u->utf8) : (locale_t)0;
    enum unpacked found = UNPACKED_BROKEN;
    int st = ARCHIVE_FATAL;

    *name = what_is_wrong(u);
    while (!u->broken) {
        st = l->archive_read_next_header(u->archive, &entry);
        if (st == ARCHIVE_RETRY || (st >= ARCHIVE_WARN && st != ARCHIVE_EOF && l->archive_entry_filetype(entry) == AE_IFDIR))
            continue;
        break;
    }
    if (st == ARCHIVE_EOF) {
        found = UNPACKED_END;
    } else if (st < ARCHIVE_WARN) {
        *name = what_is_wrong(u);
        u->broken = true;
    } else {
        *name = l->archive_format(u->archive) == ARCHIVE_FORMAT_RAW ? "" : l->archive_entry_pathname(entry);
        if (*name == NULL)
            *name = "nameless";
        found = l->archive_entry_filetype(entry) == AE_IFREG && l->archive_entry_hardlink(entry) == NULL ? UNPACKED_MEMBER : UNPACKED_LINK;
        if (**name == '\0')
            found = UNPACKED_MEMBER;
    }
    if (before != (locale_t)0)
        uselocale(before);
    return found;
}

ssize_t
unpack_read(struct unpacking *u, void *bytes, size_t n, struct allowance *allowance, const char **why)
{
    la_ssize_t got;

    do
        got = u->lib->archive_read_data(u->archive, bytes, n);
    while (got == ARCHIVE_RETRY);
    if (got < 0) {
        *why = what_is_wrong(u);
        u->broken |= got == ARCHIVE_FATAL;
        return -1;
    }
    if ((uint64_t)got > allowance->left) {
        *why = "it unpacks to far more than stories do";
        u->broken = true;
        allowance->left = 0;
        return -1;
    }
    allowance->left -= (uint64_t)got;
    return got;
}

bool
unpack_is_over(const struct unpacking *u)
{
    return u->broken;
}

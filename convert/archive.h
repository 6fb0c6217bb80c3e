/* Archives as inputs: tar and zip, and what gzip, bzip2, xz or zstd packed, read member by member where they lie. */
#ifndef WIRE_CONVERT_ARCHIVE_H
#define WIRE_CONVERT_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { ARCHIVE_HEAD = 512 }; /* bytes that tell an archive from a story */

/* Whether these first bytes are an archive's. */
bool archive_is(const unsigned char *head, size_t n);

struct libarchive;
struct unpacking;

/* What archives may unpack to in all: past that it is no archive of stories but a bomb. */
struct allowance {
    uint64_t left;
};

/* What may come of so many packed bytes. */
uint64_t archive_allows(uint64_t packed);

/*
 * Open an archive whose bytes are the head (borrowed until unpack_close) and then, where fd is not -1, what fd gives.
 * With a head, what comes through fd adds to the allowance, which is borrowed as long. NULL without memory.
 */
struct unpacking *unpack_open(const struct libarchive *, const char *head, size_t n, int fd, struct allowance *);
void unpack_close(struct unpacking *);

enum unpacked { UNPACKED_MEMBER, UNPACKED_LINK, UNPACKED_END, UNPACKED_BROKEN };

/*
 * Go on to the next member that is a file, or a link. *name is its path in the archive, "" for what was packed alone, and
 * lent until the next call; of UNPACKED_BROKEN it is what is wrong.
 */
enum unpacked unpack_next(struct unpacking *, const char **name);

/* Bytes of the member in hand; 0 at its end; -1 where it is broken or the allowance is used up, and *why says it. */
ssize_t unpack_read(struct unpacking *, void *bytes, size_t n, struct allowance *, const char **why);

/* Whether after a fault nothing more can be had of it. */
bool unpack_is_over(const struct unpacking *);

#endif

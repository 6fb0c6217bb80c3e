/* Stories into an archive: tar, packed or not, and zip, as the ending of its name says. By libarchive, loaded on use. */
#ifndef WIRE_CONVERT_PACK_H
#define WIRE_CONVERT_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pack;

/* Whether a file of that name is to be an archive. */
bool pack_is(const char *name);

/* Begin one in an open file, which stays the caller's; NAME ends as one of its form does. NULL: it cannot be, and *why (of the loader or libarchive; NULL: no memory). */
struct pack *pack_open(const char *name, int fd, const char **why);

/* A file of it, with the time it was changed in seconds since 1970 UTC. False: errno says why. */
bool pack_add(struct pack *, const char *name, int64_t changed, const char *p, size_t n);

/* Write its end, where it is wanted, and free it. False: errno says why. */
bool pack_close(struct pack *, bool wanted);

#endif

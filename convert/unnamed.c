/* Files without a name. */
#include "convert/unnamed.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { RESERVED = 8 }; /* more are needed at once only where many threads have long members of archives ahead of them */

static atomic_int reserve[RESERVED]; /* descriptors; 0: none */
static atomic_int refused;           /* why none could be had, errno; or 0 */

static int
make(void)
{
    const char *folder = getenv("TMPDIR");
    char path[4096];
    int fd;

    if (folder == NULL || *folder == '\0')
        folder = "/tmp";
    fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL))
        return fd;
    snprintf(path, sizeof path, "%s/wirecopy.XXXXXX", folder); /* file systems without such files */
    if ((fd = mkostemp(path, O_CLOEXEC)) >= 0)
        unlink(path);
    return fd;
}

int
unnamed_file(void)
{
    int fd = 0, error;

    for (int i = 0; i < RESERVED && fd == 0; i++)
        fd = atomic_exchange(&reserve[i], 0);
    if (fd != 0 || (fd = make()) >= 0 || (errno != EACCES && errno != EPERM))
        return fd;
    error = refused != 0 ? refused : errno;
    if (refused != 0 || (fd = memfd_create("wirecopy", MFD_CLOEXEC)) < 0) /* shut in, and none is left: in memory, then */
        errno = error;
    return fd;
}

void
unnamed_done(int fd)
{
    bool empty = ftruncate(fd, 0) == 0 && lseek(fd, 0, SEEK_SET) == 0;

    for (int i = 0; i < RESERVED && empty; i++) {
        int none = 0;
        if (atomic_compare_exchange_strong(&reserve[i], &none, fd))
            return;
    }
    close(fd);
}

void
unnamed_reserve(void)
{
    for (int i = 0; i < RESERVED; i++) {
        int fd = make();
        if (fd < 0) {
            refused = i == 0 ? errno : 0;
            return;
        }
        reserve[i] = fd;
    }
}

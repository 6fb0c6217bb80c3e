/*
 * A library for LD_PRELOAD that makes one call of a program fail: the n-th
 * allocation, or the n-th of a kind of system call. With FAIL_LINKED it is
 * linked into the program instead, its malloc wrapped, and fails allocations
 * only: so it goes with a sanitizer, which brings a malloc of its own.
 *
 *   WIRECOPY_FAIL_ALLOC=n    malloc, calloc, realloc and the like return NULL
 *   WIRECOPY_FAIL_OPEN=n     open, openat: EMFILE        WIRECOPY_FAIL_READ=n    read: EIO
 *   WIRECOPY_FAIL_WRITE=n    write, writev: ENOSPC       WIRECOPY_FAIL_FSYNC=n   fsync, fdatasync, syncfs: EIO
 *   WIRECOPY_FAIL_RENAME=n   rename, link and at: EIO    WIRECOPY_FAIL_CLOSE=n   close: EIO (it is closed all the same)
 *   WIRECOPY_FAIL_ON=text    only files with the text in their names count, for kinds that are told a file
 *   WIRECOPY_FAIL_FULL=n     the disk is full after n bytes: a write is cut short there, the next gives ENOSPC
 *   WIRECOPY_FAIL_AFTER=1    and so does every one after it
 *   WIRECOPY_FAIL_SHORT=1    nothing fails, but reads and writes are of 7 bytes and interrupted now and then
 *   WIRECOPY_FAIL_FD=fd      a file of struct fail_report to be shared
 *   WIRECOPY_FAIL_COUNT=1    say on exit how many calls there were
 *
 * What is written to standard error always is: the message is what a test looks for.
 */
#include "failalloc.h"

#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { ALLOC, OPEN, READ, WRITE, FSYNC, RENAME, CLOSE, KINDS };

static const struct {
    const char *variable;
    int error;
} kinds[KINDS] = {
    [ALLOC] = { "WIRECOPY_FAIL_ALLOC", ENOMEM },   [OPEN] = { "WIRECOPY_FAIL_OPEN", EMFILE },
    [READ] = { "WIRECOPY_FAIL_READ", EIO },        [WRITE] = { "WIRECOPY_FAIL_WRITE", ENOSPC },
    [FSYNC] = { "WIRECOPY_FAIL_FSYNC", EIO },      [RENAME] = { "WIRECOPY_FAIL_RENAME", EIO },
    [CLOSE] = { "WIRECOPY_FAIL_CLOSE", EIO },
};

static struct fail_report own, *report = &own;
static long fail_at[KINDS], made[KINDS];
static bool after, counting, short_calls, started, full;
static long space; /* bytes that the disk still holds */
static const char *only_on;
static __thread bool inside; /* what this library itself calls is not counted */

/* The next definition of a function; a data pointer becomes a function pointer as POSIX says it may. */
#define NEXT(name)                                                                                                 \
    ({                                                                                                             \
        static __typeof__(name) *next;                                                                             \
        if (next == NULL)                                                                                          \
            *(void **)&next = dlsym(RTLD_NEXT, #name);                                                             \
        next;                                                                                                      \
    })

static void
remember_stack(void)
{
    void *frames[FAIL_FRAMES];
    int n;

    inside = true;
    n = backtrace(frames, FAIL_FRAMES);
    for (int i = 0; i < n; i++) {
        Dl_info where;
        const char *name = dladdr(frames[i], &where) != 0 && where.dli_sname != NULL ? where.dli_sname : "?";
        snprintf(report->trace[i], FAIL_NAME, "%s", name);
    }
    inside = false;
}

static bool
fails(enum kind k)
{
    long n;

    if (!started || inside)
        return false;
    n = __atomic_add_fetch(&made[k], 1, __ATOMIC_RELAXED);
    if (fail_at[k] == 0)
        return false;
    report->seen = n;
    if (n != fail_at[k] && !(after && n > fail_at[k]))
        return false;
    if (++report->failed == 1)
        remember_stack();
    errno = kinds[k].error;
    return true;
}

static long
number(const char *variable)
{
    const char *s = getenv(variable);

    return s != NULL ? strtol(s, NULL, 10) : 0;
}

__attribute__((constructor)) static void
start(void)
{
    void *warm[2];
    const char *fd = getenv("WIRECOPY_FAIL_FD");

    for (int k = 0; k < KINDS; k++)
        fail_at[k] = number(kinds[k].variable);
    after = number("WIRECOPY_FAIL_AFTER") != 0;
    counting = number("WIRECOPY_FAIL_COUNT") != 0;
    short_calls = number("WIRECOPY_FAIL_SHORT") != 0;
    only_on = getenv("WIRECOPY_FAIL_ON");
    full = getenv("WIRECOPY_FAIL_FULL") != NULL;
    space = number("WIRECOPY_FAIL_FULL");
    if (fd != NULL) {
        void *shared = mmap(NULL, sizeof *report, PROT_READ | PROT_WRITE, MAP_SHARED, atoi(fd), 0);
        if (shared != MAP_FAILED)
            report = shared;
    }
    warm[0] = malloc(1);
    __asm__ volatile("" : "+r"(warm[0])); /* a pair that does nothing is left out else */
    free(warm[0]);      /* so that both are found before dlsym itself fails for want of memory */
    backtrace(warm, 2); /* loads what it needs now, not in the middle of a failure */
    started = true;
}

__attribute__((destructor)) static void
finish(void)
{
    inside = true;
    for (int k = 0; counting && k < KINDS; k++)
        fprintf(stderr, "%s: %ld\n", kinds[k].variable, made[k]);
}

#ifdef FAIL_LINKED

void *__real_malloc(size_t);
void *__real_calloc(size_t, size_t);
void *__real_realloc(void *, size_t);
char *__real_strdup(const char *);
void *__wrap_malloc(size_t);
void *__wrap_calloc(size_t, size_t);
void *__wrap_realloc(void *, size_t);
char *__wrap_strdup(const char *);

void *
__wrap_malloc(size_t n)
{
    return fails(ALLOC) ? NULL : __real_malloc(n);
}

void *
__wrap_calloc(size_t count, size_t n)
{
    return fails(ALLOC) ? NULL : __real_calloc(count, n);
}

void *
__wrap_realloc(void *p, size_t n)
{
    return fails(ALLOC) ? NULL : __real_realloc(p, n);
}

char *
__wrap_strdup(const char *s)
{
    return fails(ALLOC) ? NULL : __real_strdup(s);
}

#else

/* dlsym may allocate before malloc itself is known: such early blocks come from here and are never freed. */
static char early[8192];
static size_t early_used;

static void *
early_bytes(size_t n)
{
    void *p = early + early_used;

    early_used += (n + 15) & ~(size_t)15;
    return early_used <= sizeof early ? p : NULL;
}

static bool
is_early(const void *p)
{
    return (uintptr_t)p - (uintptr_t)early < sizeof early;
}

static __thread bool looking;

#define ALLOCATE(name, early_size, ...)                                                                            \
    do {                                                                                                           \
        static __typeof__(name) *next;                                                                             \
        if (next == NULL) {                                                                                        \
            if (looking)                                                                                           \
                return early_bytes(early_size);                                                                    \
            looking = true;                                                                                        \
            *(void **)&next = dlsym(RTLD_NEXT, #name);                                                             \
            looking = false;                                                                                       \
        }                                                                                                          \
        return fails(ALLOC) ? NULL : next(__VA_ARGS__);                                                            \
    } while (0)

void *
malloc(size_t n)
{
    ALLOCATE(malloc, n, n);
}

void *
calloc(size_t count, size_t n)
{
    ALLOCATE(calloc, count * n, count, n);
}

void *
realloc(void *p, size_t n)
{
    ALLOCATE(realloc, n, p, n);
}

void *
aligned_alloc(size_t align, size_t n)
{
    ALLOCATE(aligned_alloc, n, align, n);
}

void
free(void *p)
{
    if (!is_early(p))
        NEXT(free)(p);
}

static bool
fails_on(enum kind k, const char *path)
{
    return (only_on == NULL || strstr(path, only_on) != NULL) && fails(k);
}

static bool
fails_at(enum kind k, int fd)
{
    char link[64], path[4096];
    ssize_t n = 0;

    if (only_on != NULL) {
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        n = readlink(link, path, sizeof path - 1);
        path[n > 0 ? n : 0] = '\0';
    }
    return (only_on == NULL || strstr(path, only_on) != NULL) && fails(k);
}

/* How many of n bytes the disk still takes; -1: none, it is full. Pipes are no disk, nor is what goes to /dev. */
static ssize_t
fitting(int fd, size_t n)
{
    struct stat st;
    long left;

    if (!full || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        return (ssize_t)n;
    left = __atomic_fetch_sub(&space, (long)n, __ATOMIC_RELAXED);
    if (left > 0)
        return left < (long)n ? left : (ssize_t)n;
    report->failed++;
    errno = ENOSPC;
    return -1;
}

/* Now and then a call is interrupted before it does anything, as signals do. */
static bool
interrupted(void)
{
    static unsigned calls;

    if (!short_calls || ++calls % 3 != 0)
        return false;
    errno = EINTR;
    return true;
}

static mode_t
mode_of(int flags, va_list args)
{
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? (mode_t)va_arg(args, unsigned) : 0;
}

#define OPEN_LIKE(name)                                                                                            \
    int name(const char *path, int flags, ...)                                                                     \
    {                                                                                                              \
        va_list args;                                                                                              \
        mode_t mode;                                                                                               \
        va_start(args, flags);                                                                                     \
        mode = mode_of(flags, args);                                                                               \
        va_end(args);                                                                                              \
        return fails_on(OPEN, path) ? -1 : NEXT(name)(path, flags, mode);                                                   \
    }
OPEN_LIKE(open)
OPEN_LIKE(open64)

#define OPENAT_LIKE(name)                                                                                          \
    int name(int dir, const char *path, int flags, ...)                                                            \
    {                                                                                                              \
        va_list args;                                                                                              \
        mode_t mode;                                                                                               \
        va_start(args, flags);                                                                                     \
        mode = mode_of(flags, args);                                                                               \
        va_end(args);                                                                                              \
        return fails_on(OPEN, path) ? -1 : NEXT(name)(dir, path, flags, mode);                                              \
    }
OPENAT_LIKE(openat)
OPENAT_LIKE(openat64)

int
mkostemp(char *pattern, int flags)
{
    return fails(OPEN) ? -1 : NEXT(mkostemp)(pattern, flags);
}

int
mkstemp(char *pattern)
{
    return fails(OPEN) ? -1 : NEXT(mkstemp)(pattern);
}

ssize_t
read(int fd, void *bytes, size_t n)
{
    if (interrupted() || fails_at(READ, fd))
        return -1;
    return NEXT(read)(fd, bytes, short_calls && n > 7 ? 7 : n);
}

ssize_t
write(int fd, const void *bytes, size_t n)
{
    ssize_t most;

    if (fd == STDERR_FILENO)
        return NEXT(write)(fd, bytes, n);
    if (interrupted() || fails_at(WRITE, fd) || (most = fitting(fd, n)) < 0)
        return -1;
    return NEXT(write)(fd, bytes, short_calls && most > 7 ? 7 : (size_t)most);
}

ssize_t
writev(int fd, const struct iovec *v, int n)
{
    return fd != STDERR_FILENO && fails(WRITE) ? -1 : NEXT(writev)(fd, v, n);
}

int
fsync(int fd)
{
    return fails_at(FSYNC, fd) ? -1 : NEXT(fsync)(fd);
}

int
fdatasync(int fd)
{
    return fails_at(FSYNC, fd) ? -1 : NEXT(fdatasync)(fd);
}

int
syncfs(int fd)
{
    return fails_at(FSYNC, fd) ? -1 : NEXT(syncfs)(fd);
}

int
rename(const char *from, const char *to)
{
    return fails_on(RENAME, to) ? -1 : NEXT(rename)(from, to);
}

int
renameat(int dir, const char *from, int into, const char *to)
{
    return fails_on(RENAME, to) ? -1 : NEXT(renameat)(dir, from, into, to);
}

int
renameat2(int dir, const char *from, int into, const char *to, unsigned flags)
{
    return fails_on(RENAME, to) ? -1 : NEXT(renameat2)(dir, from, into, to, flags);
}

int
link(const char *from, const char *to)
{
    return fails(RENAME) ? -1 : NEXT(link)(from, to);
}

int
linkat(int dir, const char *from, int into, const char *to, int flags)
{
    return fails(RENAME) ? -1 : NEXT(linkat)(dir, from, into, to, flags);
}

int
close(int fd)
{
    int result, bad = fails_at(CLOSE, fd);

    result = NEXT(close)(fd);
    if (bad)
        errno = EIO;
    return bad ? -1 : result;
}

#endif

/*
 * What a fault in a reader might be used for: loaded into the program by LD_PRELOAD, it waits until a story with the word
 * INTRUDER is read, by whatever thread, and tries from within the process what nobody has allowed. Each attempt is a line on
 * the descriptor INTRUDER_FD: its name, and "refused", "done", or what else came of it.
 *
 * It plays older kernels as well: INTRUDER_LANDLOCK=N lets Landlock be of version N, 0: not there; INTRUDER_SECCOMP=0 takes
 * away the filter of system calls.
 */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LANDLOCK_CREATE = 444 };

ssize_t __read_chk(int, void *, size_t, size_t);

static int busy;

static const char *
setting(const char *name)
{
    const char *value = getenv(name);

    return value != NULL ? value : "";
}

static void
tell(const char *what, long result)
{
    int error = errno;
    const char *came = result >= 0 ? "done" : error == EACCES || error == EPERM ? "refused" : strerror(error);
    char line[200];
    int n = snprintf(line, sizeof line, "%s: %s\n", what, came);

    if (write(atoi(setting("INTRUDER_FD")), line, (size_t)n) < 0)
        _exit(99);
}

static void
try_open(const char *what, const char *path, int flags)
{
    int fd = *path != '\0' ? open(path, flags | O_CLOEXEC, 0600) : -1;

    if (*path != '\0')
        tell(what, fd);
    if (fd >= 0)
        close(fd);
}

static void
try_files(void)
{
    char path[4096];

    try_open("read another file", setting("INTRUDER_SECRET"), O_RDONLY);
    try_open("read what every system has", "/etc/passwd", O_RDONLY);
    try_open("list a folder", "/", O_RDONLY | O_DIRECTORY);
    try_open("write to an input", setting("INTRUDER_INPUT"), O_WRONLY);
    try_open("write to a file", setting("INTRUDER_SECRET"), O_WRONLY);
    snprintf(path, sizeof path, "%s.planted", setting("INTRUDER_SECRET"));
    try_open("make a file", path, O_WRONLY | O_CREAT);
    tell("remove a file", unlink(setting("INTRUDER_VICTIM")));
    tell("cut a file", truncate(setting("INTRUDER_SECRET"), 0));
    tell("move a file", rename(setting("INTRUDER_SECRET"), path));
    snprintf(path, sizeof path, "%s.folder", setting("INTRUDER_SECRET"));
    tell("make a folder", mkdir(path, 0700));
    try_open("read the input again", setting("INTRUDER_INPUT"), O_RDONLY);
    try_open("make a file among the outputs", setting("INTRUDER_OUTPUT"), O_WRONLY | O_CREAT);
}

static void
try_connecting(void)
{
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(setting("INTRUDER_PORT"))),
                              .sin_addr = { htonl(INADDR_LOOPBACK) } };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    tell("connect", fd < 0 ? -1 : connect(fd, (const struct sockaddr *)&to, sizeof to));
    if (fd >= 0)
        close(fd);
    fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    tell("send a packet", fd < 0 ? -1 : sendto(fd, "x", 1, 0, (const struct sockaddr *)&to, sizeof to));
    if (fd >= 0)
        close(fd);
    fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    tell("speak to another program here", fd);
    if (fd >= 0)
        close(fd);
}

static void
try_running(void)
{
    char *arguments[] = { (char *)(uintptr_t)"true", NULL };
    pid_t pid;

    /* Where it is allowed it fails otherwise, since there is no such program; and this one goes on. */
    tell("run a program", execv("/nonexistent", arguments) < 0 && errno == ENOENT ? 0 : -1);
    pid = fork();
    if (pid == 0)
        _exit(0);
    tell("make a process", pid);
    if (pid > 0)
        waitpid(pid, NULL, 0);
    pid = vfork();
    if (pid == 0) {
        execv("/bin/true", arguments);
        _exit(1);
    }
    tell("run a program as a shell does", pid);
    if (pid > 0)
        waitpid(pid, NULL, 0);
    tell("signal another process", kill(getppid(), 0));
}

static void *
nothing(void *ctx)
{
    return ctx;
}

static void
try_all(void)
{
    pthread_t thread;
    int error;

    try_files();
    try_connecting();
    try_running();
    error = pthread_create(&thread, NULL, nothing, NULL);
    errno = error;
    tell("begin a thread", error == 0 ? 0 : -1);
    if (error == 0)
        pthread_join(thread, NULL);
}

static void
look(const void *bytes, ssize_t n)
{
    if (n > 0 && *setting("INTRUDER_FD") != '\0' && memmem(bytes, (size_t)n, "INTRUDER", 8) != NULL &&
        __atomic_exchange_n(&busy, 1, __ATOMIC_SEQ_CST) == 0)
        try_all();
}

ssize_t
read(int fd, void *bytes, size_t n)
{
    static ssize_t (*next)(int, void *, size_t);
    ssize_t got;

    if (next == NULL)
        *(void **)&next = dlsym(RTLD_NEXT, "read");
    got = next(fd, bytes, n);
    look(bytes, got);
    return got;
}

ssize_t
recv(int fd, void *bytes, size_t n, int flags)
{
    static ssize_t (*next)(int, void *, size_t, int);
    ssize_t got;

    if (next == NULL)
        *(void **)&next = dlsym(RTLD_NEXT, "recv");
    got = next(fd, bytes, n, flags);
    look(bytes, got);
    return got;
}

ssize_t
__read_chk(int fd, void *bytes, size_t n, size_t room) /* what a fortified program calls */
{
    if (n > room)
        abort();
    return read(fd, bytes, n);
}

long
syscall(long number, ...)
{
    static long (*next)(long, ...);
    const char *landlock = setting("INTRUDER_LANDLOCK");
    long a[6], result;
    va_list rest;

    va_start(rest, number);
    for (int i = 0; i < 6; i++)
        a[i] = va_arg(rest, long);
    va_end(rest);
    if (next == NULL)
        *(void **)&next = dlsym(RTLD_NEXT, "syscall");
    if ((number == LANDLOCK_CREATE && strcmp(landlock, "0") == 0) || (number == SYS_seccomp && strcmp(setting("INTRUDER_SECCOMP"), "0") == 0)) {
        errno = ENOSYS;
        return -1;
    }
    result = next(number, a[0], a[1], a[2], a[3], a[4], a[5]);
    if (number == LANDLOCK_CREATE && a[0] == 0 && *landlock != '\0' && result > atoi(landlock))
        return atoi(landlock);
    return result;
}

/*
 * The filter of system calls (seccomp(2)), as the program it is to the kernel. It is made here, in a hundred and fifty
 * lines: libseccomp would cost its loading and a compilation at each start.
 *
 * The kernel runs a new filter once for every number there is, to know those that are always allowed; so they are found by
 * halves. In a row of questions, one for each, that took a tenth of a millisecond, as much as twenty stories.
 */
#include "convert/syscalls.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "article/base.h"

#if defined __x86_64__ && !defined __ILP32__
#define PROCESSOR AUDIT_ARCH_X86_64
#elif defined __aarch64__ && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define PROCESSOR AUDIT_ARCH_AARCH64
#endif

#ifdef PROCESSOR

enum who { ALL, WRITERS, CONNECTORS, FORKERS, NOT_FORKERS };

/* What an argument must be: anything; one of the values; without any of the bits of value[0]; with all of them; our own process. */
enum how { ANY, ONE_OF, WITHOUT, WITH, SELF, ABSENT };

struct row {
    uint16_t number;
    uint8_t who, how, argument;
    uint32_t values[4]; /* for ONE_OF ended by a repeat of the first */
};

#define EVER(name) { SYS_##name, ALL, ANY, 0, { 0 } }
#define FOR(who, name) { SYS_##name, who, ANY, 0, { 0 } }

enum { WRITING = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC, NUMBERS = 512, MOST = 400 };

static const struct row rows[] = {
    EVER(read), EVER(readv), EVER(pread64), EVER(preadv), EVER(write), EVER(writev), EVER(pwrite64), EVER(pwritev), EVER(lseek), EVER(close),
    EVER(fstat), EVER(newfstatat), EVER(statx), EVER(fstatfs), EVER(statfs), EVER(getdents64), EVER(faccessat), EVER(readlinkat), EVER(getcwd),
    EVER(fcntl), EVER(dup), EVER(dup3), EVER(flock), EVER(fsync), EVER(fdatasync), EVER(syncfs), EVER(ftruncate),
    EVER(fadvise64), EVER(pipe2), EVER(eventfd2), EVER(ppoll), EVER(pselect6), EVER(memfd_create), EVER(inotify_init1), EVER(inotify_add_watch),
    EVER(inotify_rm_watch), EVER(mmap), EVER(munmap), EVER(mremap), EVER(mprotect), EVER(madvise), EVER(brk), EVER(futex), EVER(set_robust_list),
    EVER(set_tid_address), EVER(sched_yield), EVER(sched_getaffinity), EVER(sched_getparam), EVER(sched_getscheduler), EVER(nanosleep),
    EVER(clock_nanosleep), EVER(clock_gettime), EVER(clock_getres), EVER(gettimeofday), EVER(restart_syscall), EVER(rt_sigaction),
    EVER(rt_sigprocmask), EVER(rt_sigreturn), EVER(rt_sigpending), EVER(rt_sigtimedwait), EVER(sigaltstack), EVER(getpid), EVER(getppid),
    EVER(gettid), EVER(getuid), EVER(geteuid), EVER(getgid), EVER(getegid), EVER(getrandom), EVER(getrusage), EVER(times), EVER(sysinfo),
    EVER(uname), EVER(umask), EVER(exit), EVER(exit_group),
#ifdef SYS_rseq
    EVER(rseq),
#endif
#ifdef SYS_faccessat2
    EVER(faccessat2),
#endif
    { SYS_ioctl, ALL, ONE_OF, 1, { TCGETS, TIOCGWINSZ, FIONREAD, TCGETS } },
    { SYS_prctl, ALL, ONE_OF, 0, { PR_SET_PDEATHSIG, PR_SET_NAME, PR_SET_PDEATHSIG } },
    { SYS_prlimit64, ALL, ABSENT, 2, { 0 } },             /* to look, not to set */
    { SYS_tgkill, NOT_FORKERS, SELF, 0, { 0 } },
    { SYS_clone, NOT_FORKERS, WITH, 0, { CLONE_THREAD } }, /* what the C library does where clone3 is not there */
    { SYS_openat, ALL, WITHOUT, 2, { WRITING } },

    FOR(WRITERS, openat), FOR(WRITERS, renameat), FOR(WRITERS, unlinkat), FOR(WRITERS, mkdirat), FOR(WRITERS, linkat), FOR(WRITERS, fchmod),
    FOR(WRITERS, fallocate), FOR(WRITERS, utimensat),
#ifdef SYS_renameat2
    FOR(WRITERS, renameat2),
#endif

    { SYS_socket, CONNECTORS, ONE_OF, 0, { AF_INET, AF_INET6, AF_UNIX, AF_INET } },
    { SYS_socket, CONNECTORS, ONE_OF, 0, { AF_NETLINK, AF_NETLINK } }, /* which addresses this host has, for getaddrinfo */
    FOR(CONNECTORS, connect), FOR(CONNECTORS, bind), FOR(CONNECTORS, sendto), FOR(CONNECTORS, sendmsg), FOR(CONNECTORS, sendmmsg),
    FOR(CONNECTORS, recvfrom), FOR(CONNECTORS, recvmsg), FOR(CONNECTORS, recvmmsg), FOR(CONNECTORS, setsockopt), FOR(CONNECTORS, getsockopt),
    FOR(CONNECTORS, getsockname), FOR(CONNECTORS, getpeername), FOR(CONNECTORS, shutdown), FOR(CONNECTORS, socketpair),

    { SYS_clone, FORKERS, WITHOUT, 0, { CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_VFORK } },
    FOR(FORKERS, wait4), FOR(FORKERS, kill), FOR(FORKERS, tgkill),

#ifdef __x86_64__ /* those that newer processors do not have */
    EVER(stat), EVER(lstat), EVER(access), EVER(readlink), EVER(dup2), EVER(poll), EVER(select), EVER(getdents), EVER(time), EVER(pipe),
    EVER(arch_prctl),
    { SYS_open, ALL, WITHOUT, 1, { WRITING } },
    FOR(WRITERS, open), FOR(WRITERS, rename), FOR(WRITERS, unlink), FOR(WRITERS, mkdir), FOR(WRITERS, link), FOR(WRITERS, rmdir),
#endif
};

struct program {
    const struct syscalls *may;
    struct sock_filter code[MOST];
    unsigned n;
    uint8_t row[NUMBERS];  /* the one that is for a number, counted from 1; 0: none */
    uint16_t run[NUMBERS]; /* first numbers of runs that have one answer */
    unsigned runs;
};

static void
put(struct program *p, uint16_t code, uint32_t k, uint8_t yes, uint8_t no)
{
    if (p->n < MOST)
        p->code[p->n] = (struct sock_filter){ code, yes, no, k };
    p->n++;
}

static void
put_answer(struct program *p, uint32_t answer)
{
    put(p, BPF_RET | BPF_K, answer, 0, 0);
}

static void
load(struct program *p, size_t at)
{
    put(p, BPF_LD | BPF_W | BPF_ABS, (uint32_t)at, 0, 0);
}

/* The lower half of an argument; flags, names and numbers of processes are no longer. Both processors have it first. */
static size_t
half_of(unsigned argument, unsigned half)
{
    return offsetof(struct seccomp_data, args) + 8 * argument + 4 * half;
}

static unsigned
count_values(const struct row *r)
{
    unsigned n = 1;

    while (r->values[n] != r->values[0])
        n++;
    return n;
}

/* Allow, if the argument is right; else go on behind this. */
static void
put_condition(struct program *p, const struct row *r)
{
    switch ((enum how)r->how) {
    case ANY:
        break;
    case ONE_OF:
        load(p, half_of(r->argument, 0));
        for (unsigned i = 0, n = count_values(r); i < n; i++)
            put(p, BPF_JMP | BPF_JEQ | BPF_K, r->values[i], (uint8_t)(n - 1 - i), i + 1 < n ? 0 : 1);
        break;
    case WITHOUT:
        load(p, half_of(r->argument, 0));
        put(p, BPF_JMP | BPF_JSET | BPF_K, r->values[0], 1, 0);
        break;
    case WITH:
        load(p, half_of(r->argument, 0));
        put(p, BPF_JMP | BPF_JSET | BPF_K, r->values[0], 0, 1);
        break;
    case SELF:
        load(p, half_of(r->argument, 0));
        put(p, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)getpid(), 0, 1);
        break;
    case ABSENT:
        load(p, half_of(r->argument, 1));
        put(p, BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 3);
        load(p, half_of(r->argument, 0));
        put(p, BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 1);
        break;
    }
    put_answer(p, SECCOMP_RET_ALLOW);
}

static bool
is_for(const struct row *r, const struct syscalls *may)
{
    switch ((enum who)r->who) {
    case ALL:
        return true;
    case WRITERS:
        return may->write;
    case CONNECTORS:
        return may->connect;
    case FORKERS:
        return may->fork;
    case NOT_FORKERS:
        return !may->fork;
    }
    return false;
}

/* A row without a condition goes before those that have one: there are calls of two rows, either of which lets it pass. */
static void
sort_out(struct program *p)
{
    enum how before = ANY;

    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        uint8_t *at = &p->row[rows[i].number];
        if (is_for(&rows[i], p->may) && (*at == 0 || rows[i].how == ANY))
            *at = (uint8_t)(i + 1);
    }
    for (unsigned number = 0; number < NUMBERS; number++) {
        uint8_t row = p->row[number];
        enum how how = row != 0 ? (enum how)rows[row - 1].how : ANY;
        if (number == 0 || how != ANY || before != ANY || (row == 0) != (p->row[number - 1] == 0))
            p->run[p->runs++] = (uint16_t)number;
        before = how;
    }
}

static void
put_run(struct program *p, unsigned number)
{
    uint8_t row = p->row[number];

    if (row != 0 && rows[row - 1].how == ANY) {
        put_answer(p, SECCOMP_RET_ALLOW);
        return;
    }
    for (size_t i = 0; row != 0 && i < WIRE_COUNT(rows); i++) {
        if (rows[i].number == number && is_for(&rows[i], p->may))
            put_condition(p, &rows[i]);
    }
    put_answer(p, SECCOMP_RET_ERRNO | EPERM);
}

/* The runs from first to last, found by halves; a leap over many needs an instruction of its own. */
static void
put_runs(struct program *p, unsigned first, unsigned last)
{
    enum { LONGEST = 12 }; /* instructions of a run */
    unsigned middle = (first + last + 1) / 2, at = p->n;
    bool is_far = (middle - first) * (LONGEST + 2) > UINT8_MAX;

    if (first == last) {
        put_run(p, p->run[first]);
        return;
    }
    put(p, BPF_JMP | BPF_JGE | BPF_K, p->run[middle], 0, (uint8_t)is_far);
    if (is_far)
        put(p, BPF_JMP | BPF_JA, 0, 0, 0);
    put_runs(p, first, middle - 1);
    if (at + 1 >= MOST)
        return;
    if (is_far)
        p->code[at + 1].k = p->n - at - 2;
    else
        p->code[at].jt = (uint8_t)(p->n - at - 1);
    put_runs(p, middle, last);
}

bool
syscalls_restrict(const struct syscalls *may)
{
    struct program p = { .may = may };
    struct sock_fprog filter = { .filter = p.code };

    sort_out(&p);
    load(&p, offsetof(struct seccomp_data, arch));
    put(&p, BPF_JMP | BPF_JEQ | BPF_K, PROCESSOR, 1, 0);
    put_answer(&p, SECCOMP_RET_KILL_PROCESS);
    load(&p, offsetof(struct seccomp_data, nr));
    put(&p, BPF_JMP | BPF_JEQ | BPF_K, SYS_clone3, 0, 1); /* its flags are out of sight: clone it is, then */
    put_answer(&p, SECCOMP_RET_ERRNO | ENOSYS);
    put_runs(&p, 0, p.runs - 1); /* the last goes on to all numbers beyond, and has no row */
    if (p.n > MOST)
        return false;
    filter.len = (unsigned short)p.n;
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &filter) == 0;
}

#else

bool
syscalls_restrict(const struct syscalls *s)
{
    (void)s;
    return false;
}

#endif

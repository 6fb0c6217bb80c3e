/*
 * Run commands again and again, each time with another call made to fail by
 * failalloc.c, until there is none left to fail; one line of TAP a command.
 *
 *   torture [-l LIBRARY] [-j JOBS] [-k KNOWN] [-n MOST] [-e STEP] [-s SAMPLE] PLAN
 *
 * LIBRARY is failalloc.so; without it, the programs have failalloc.c linked in.
 * PLAN has a line a command, its words parted by tabs:
 *
 *   KIND[+]   INPUT or -   PROGRAM ARGUMENT ...
 *
 * KIND is ALLOC, OPEN, READ, WRITE, FSYNC, RENAME or CLOSE; with + every call after the failed
 * one fails as well. KIND SHORT fails nothing, but cuts reads and writes into small pieces.
 * INPUT is the command's standard input. @OUT@ in an argument is an empty directory.
 *
 * A run in which a call failed must end within 20 seconds, by itself (no signal), and either
 * with status 1 or 3 and a message, or with what the undisturbed run gave: same status, same
 * standard output, same files. Files must be those of the undisturbed run or not be there.
 *
 * KNOWN lists defects of libraries that are proven, a function and a reason a line; a fault
 * is laid to one only where that function stands in the stack of the failed allocation, and
 * where it is FUNCTION+ only when all later ones failed as well.
 *
 * Of the calls of a command all fail in turn, with -e every STEPth, with -s about SAMPLE spread evenly over all of them,
 * in each command others than in the one before.
 *
 * The last line says how many failures were injected in all, and of how many calls.
 */
#include "failalloc.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { WORDS = 64, KNOWN_MAX = 64, SECONDS = 20 };

struct plan {
    char *kind, *input, *argv[WORDS];
    bool after;
};

struct result {
    int status;          /* as of waitpid */
    bool late;
    struct fail_report *report;
    char *out, *err, *files; /* standard output, standard error, the directory as text */
    size_t out_n, err_n;
};

struct tally {
    long calls, runs, harmless, faults, known;
};

static const char *library;
static long most, every = 1, sample;
static struct {
    char function[FAIL_NAME], reason[200];
    bool only_after;
} known[KNOWN_MAX];
static size_t known_n;

static void
die(const char *what)
{
    printf("Bail out! %s: %s\n", what, strerror(errno));
    exit(2);
}

static char *
slurp(int fd, size_t *n)
{
    struct stat st;
    char *p;

    if (fstat(fd, &st) != 0 || (p = malloc((size_t)st.st_size + 1)) == NULL)
        die("slurp");
    *n = (size_t)pread(fd, p, (size_t)st.st_size, 0);
    p[*n] = '\0';
    return p;
}

static void
take_file(const char *path, const char *name, FILE *text)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    size_t length;
    char *bytes;

    if (fd < 0)
        return;
    bytes = slurp(fd, &length);
    fprintf(text, "=== %s\n", name);
    fwrite(bytes, 1, length, text);
    fputc('\n', text);
    free(bytes);
    close(fd);
}

/* What a directory and those in it hold: names from that byte on, and contents. Empties it. */
static void
take_directory(const char *dir, size_t from, FILE *text)
{
    struct dirent **names;
    int n = scandir(dir, &names, NULL, alphasort);

    if (n < 0)
        die(dir);
    for (int i = 0; i < n; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", dir, names[i]->d_name);
        if (names[i]->d_type == DT_DIR && names[i]->d_name[strspn(names[i]->d_name, ".")] != '\0') {
            take_directory(path, from, text);
            rmdir(path);
        } else if (names[i]->d_type != DT_DIR) {
            take_file(path, path + from, text);
            unlink(path);
        }
        free(names[i]);
    }
    free(names);
}

/* What a directory holds, as one text: names and contents in order of names. Empties it. */
static char *
take_files(const char *dir)
{
    char *all = NULL;
    size_t size = 0;
    FILE *text = open_memstream(&all, &size);

    if (text == NULL)
        die(dir);
    take_directory(dir, strlen(dir) + 1, text);
    fclose(text);
    return all;
}

/* Every file of `some` is in `all` with the same bytes: each is a run of lines beginning "=== NAME". */
static bool
among(const char *some, const char *all)
{
    while (*some != '\0') {
        const char *end = strstr(some + 4, "\n=== ");
        size_t n = end != NULL ? (size_t)(end - some) + 1 : strlen(some);
        const char *found = memmem(all, strlen(all), some, n);
        if (found == NULL || (found != all && found[-1] != '\n') ||
            (found[n] != '\0' && strncmp(found + n, "=== ", 4) != 0))
            return false;
        some += n;
    }
    return true;
}

static void
child(const struct plan *plan, long n, const char *dir, int out, int err, int shared)
{
    char *argv[WORDS], variable[64], value[32], fd[16];
    int in = open(plan->input, O_RDONLY);

    for (int i = 0; i < WORDS; i++) {
        char *at = plan->argv[i] != NULL ? strstr(plan->argv[i], "@OUT@") : NULL;
        argv[i] = plan->argv[i];
        if (at != NULL && asprintf(&argv[i], "%.*s%s%s", (int)(at - plan->argv[i]), plan->argv[i], dir, at + 5) < 0)
            _exit(125);
    }
    snprintf(variable, sizeof variable, "WIRECOPY_FAIL_%s", plan->kind);
    snprintf(value, sizeof value, "%ld", n);
    snprintf(fd, sizeof fd, "%d", shared);
    setenv(variable, value, 1);
    setenv("WIRECOPY_FAIL_FD", fd, 1);
    if (plan->after)
        setenv("WIRECOPY_FAIL_AFTER", "1", 1);
    if (library != NULL)
        setenv("LD_PRELOAD", library, 1);
    if (in < 0 || dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(err, 2) < 0)
        _exit(125);
    close(in);
    execvp(argv[0], argv);
    _exit(126);
}

static struct result
run(const struct plan *plan, long n, const char *dir)
{
    struct result r = { 0 };
    int out = memfd_create("out", MFD_CLOEXEC), err = memfd_create("err", MFD_CLOEXEC);
    int shared = memfd_create("report", 0);
    struct timespec begun, now;
    pid_t pid;

    if (out < 0 || err < 0 || shared < 0 || ftruncate(shared, sizeof *r.report) != 0)
        die("memfd");
    r.report = mmap(NULL, sizeof *r.report, PROT_READ | PROT_WRITE, MAP_SHARED, shared, 0);
    if (r.report == MAP_FAILED || (pid = fork()) < 0)
        die("run");
    if (pid == 0)
        child(plan, n, dir, out, err, shared);
    clock_gettime(CLOCK_MONOTONIC, &begun);
    for (unsigned nap = 100; waitpid(pid, &r.status, WNOHANG) == 0; nap = nap < 2000 ? nap * 2 : nap) {
        clock_gettime(CLOCK_MONOTONIC, &now);
        if (!r.late && now.tv_sec - begun.tv_sec > SECONDS) {
            r.late = true;
            kill(pid, SIGKILL);
        }
        nanosleep(&(struct timespec){ .tv_nsec = nap * 1000L }, NULL);
    }
    r.out = slurp(out, &r.out_n);
    r.err = slurp(err, &r.err_n);
    r.files = take_files(dir);
    close(out);
    close(err);
    close(shared);
    return r;
}

static void
forget(struct result *r)
{
    munmap(r->report, sizeof *r->report);
    free(r->out);
    free(r->err);
    free(r->files);
}

static bool
same_output(const struct result *a, const struct result *b)
{
    return a->status == b->status && a->out_n == b->out_n && memcmp(a->out, b->out, a->out_n) == 0 &&
           strcmp(a->files, b->files) == 0;
}

/* What is wrong with a run in which something failed, or NULL. */
static const char *
judge(const struct result *r, const struct result *whole)
{
    int code = WIFEXITED(r->status) ? WEXITSTATUS(r->status) : -1;

    if (r->late)
        return "does not end";
    if (WIFSIGNALED(r->status))
        return strsignal(WTERMSIG(r->status));
    if (strstr(r->err, "Sanitizer") != NULL || strstr(r->err, "runtime error") != NULL)
        return "a sanitizer has something to say";
    if (!among(r->files, whole->files))
        return "a file that is not whole, or not wanted, is left";
    if (same_output(r, whole))
        return NULL;
    if (code == 0)
        return "exit 0, but the output is not whole";
    if (code != 1 && code != 3)
        return "an exit status that is neither 1 nor 3";
    if (strstr(r->err, "wirecopy: ") == NULL && strstr(r->err, ": error: ") == NULL && strstr(r->err, "\"wirecopy\"") == NULL)
        return "not a word of ours on standard error"; /* libxml2 prints some of its own */
    return NULL;
}

static const char *
known_defect(const struct plan *plan, const struct fail_report *report)
{
    for (size_t k = 0; k < known_n; k++) {
        if (known[k].only_after && !plan->after)
            continue;
        for (size_t f = 0; f < FAIL_FRAMES; f++) {
            if (strcmp(report->trace[f], known[k].function) == 0)
                return known[k].function;
        }
    }
    return NULL;
}

static void
explain(const struct plan *plan, long n, const struct result *r, const char *fault)
{
    char text[8192];
    int at = snprintf(text, sizeof text, "#   %s=%ld%s: %s (", plan->kind, n, plan->after ? "+" : "", fault);

    if (WIFEXITED(r->status))
        at += snprintf(text + at, sizeof text - (size_t)at, "exit %d)\n#     stack:", WEXITSTATUS(r->status));
    else
        at += snprintf(text + at, sizeof text - (size_t)at, "signal %d)\n#     stack:", WTERMSIG(r->status));
    for (size_t f = 2; f < FAIL_FRAMES && r->report->trace[f][0] != '\0'; f++)
        at += snprintf(text + at, sizeof text - (size_t)at, " %s", r->report->trace[f]);
    at += snprintf(text + at, sizeof text - (size_t)at, "\n#     stderr: %.300s\n", r->err);
    for (char *p = strstr(text, "stderr: "); *p != '\0'; p++) {
        if (*p == '\n' && p[1] != '\0')
            *p = '|';
    }
    if (write(STDOUT_FILENO, text, strlen(text)) < 0)
        _exit(2);
}

/* One of `jobs` runners: of every step-th call, from the first on, each jobs-th fails. */
static struct tally
sweep(const struct plan *plan, const struct result *whole, long first, long step, int jobs)
{
    struct tally t = { 0 };
    char dir[] = "/tmp/torture.XXXXXX";
    int told = 0;

    if (mkdtemp(dir) == NULL)
        die("mkdtemp");
    for (long n = first; most == 0 || n <= most; n += jobs * step) {
        struct result r = run(plan, n, dir);
        bool spent = r.report->failed == 0;
        const char *fault = spent ? NULL : judge(&r, whole);
        t.runs += !spent;
        t.harmless += !spent && fault == NULL && same_output(&r, whole);
        if (spent && !same_output(&r, whole)) {
            fault = "nothing failed, and yet the output differs from the first run's";
            t.runs++;
        }
        if (fault != NULL && known_defect(plan, r.report) != NULL) {
            t.known++;
        } else if (fault != NULL) {
            t.faults++;
            if (told++ < 4)
                explain(plan, n, &r, fault);
        }
        forget(&r);
        if (spent)
            break;
    }
    rmdir(dir);
    return t;
}

static bool
parse(char *line, struct plan *plan)
{
    int n = 0;
    char *word, *rest = line;

    memset(plan, 0, sizeof *plan);
    line[strcspn(line, "\n")] = '\0';
    if (*line == '\0' || *line == '#')
        return false;
    plan->kind = strsep(&rest, "\t");
    plan->after = plan->kind[strlen(plan->kind) - 1] == '+';
    if (plan->after)
        plan->kind[strlen(plan->kind) - 1] = '\0';
    plan->input = rest != NULL ? strsep(&rest, "\t") : NULL;
    while ((word = strsep(&rest, "\t")) != NULL && n < WORDS - 1)
        plan->argv[n++] = word;
    if (plan->input != NULL && strcmp(plan->input, "-") == 0)
        plan->input = (char *)"/dev/null";
    if (n == 0) {
        errno = EINVAL;
        die("a line of the plan has no command");
    }
    return true;
}

static void
describe(const struct plan *plan)
{
    printf("%s%s:", plan->kind, plan->after ? "+" : "");
    for (int i = 0; plan->argv[i] != NULL; i++)
        printf(" %s", i == 0 && strrchr(plan->argv[0], '/') ? strrchr(plan->argv[0], '/') + 1 : plan->argv[i]);
    if (strcmp(plan->input, "/dev/null") != 0)
        printf(" < %s", plan->input);
}

static bool
command(int number, const struct plan *plan, int jobs, struct tally *all)
{
    char dir[] = "/tmp/torture.XXXXXX";
    int pipes[2];
    struct plan undisturbed = *plan;
    struct result whole;
    struct tally sum = { 0 }, t;
    long step = every;
    bool good;

    if (mkdtemp(dir) == NULL || pipe(pipes) != 0)
        die("command");
    undisturbed.after = false;
    undisturbed.kind = strcmp(plan->kind, "SHORT") == 0 ? (char *)"ALLOC" : plan->kind;
    whole = run(&undisturbed, LONG_MAX, dir); /* all its calls are counted, and none fails */
    if (sample != 0 && whole.report->seen > sample)
        step = (whole.report->seen + sample - 1) / sample;
    if (strcmp(plan->kind, "SHORT") == 0) {
        struct result r = run(plan, 1, dir);
        sum.runs = 1;
        if (!same_output(&r, &whole)) {
            explain(plan, 1, &r, "short reads and writes change the outcome");
            sum.faults = 1;
        }
        forget(&r);
        jobs = 0;
    }
    rmdir(dir);
    fflush(stdout);
    for (int j = 0; j < jobs; j++) {
        pid_t pid = fork();
        if (pid < 0)
            die("fork");
        if (pid == 0) {
            t = sweep(plan, &whole, 1 + number % step + j * step, step, jobs);
            _exit(write(pipes[1], &t, sizeof t) == sizeof t ? 0 : 2);
        }
    }
    close(pipes[1]);
    while (read(pipes[0], &t, sizeof t) == sizeof t) {
        sum.runs += t.runs;
        sum.harmless += t.harmless;
        sum.faults += t.faults;
        sum.known += t.known;
    }
    close(pipes[0]);
    while (wait(NULL) > 0)
        ;
    all->runs += sum.runs;
    all->calls += sum.runs > whole.report->seen ? sum.runs : whole.report->seen;
    /* A command that makes no such call has nothing to fail: that is only right for the rarer kinds. */
    good = sum.faults == 0 && WIFEXITED(whole.status) &&
           (sum.runs > 0 || (strcmp(plan->kind, "ALLOC") != 0 && strcmp(plan->kind, "WRITE") != 0));
    printf("%s %d - ", good ? "ok" : "not ok", number);
    describe(plan);
    printf(": %ld failures, %ld harmless, %ld wrong", sum.runs, sum.harmless, sum.faults);
    if (sum.known != 0)
        printf(", %ld known of libraries", sum.known);
    printf("\n");
    fflush(stdout);
    forget(&whole);
    return good;
}

static void
read_known(const char *path)
{
    FILE *f = fopen(path, "r");
    char line[512], mode[2];

    if (f == NULL)
        die(path);
    while (fgets(line, sizeof line, f) != NULL && known_n < KNOWN_MAX) {
        if (sscanf(line, "%47[A-Za-z0-9_]%1[+ ] %199[^\n]", known[known_n].function, mode, known[known_n].reason) == 3)
            known[known_n++].only_after = mode[0] == '+';
    }
    fclose(f);
}

/* For who runs all tests to add up. */
static void
note(const struct tally *all)
{
    const char *path = getenv("WIRECOPY_INJECTED");
    FILE *f = path != NULL ? fopen(path, "a") : NULL;

    if (f == NULL)
        return;
    fprintf(f, "%ld of %ld calls of commands failed\n", all->runs, all->calls);
    fclose(f);
}

int
main(int argc, char **argv)
{
    int option, jobs = 2, count = 0, bad = 0;
    char *line = NULL;
    size_t size = 0;
    FILE *plans;
    struct plan plan;
    struct tally all = { 0 };

    while ((option = getopt(argc, argv, "l:j:k:n:e:s:")) != -1) {
        if (option == 'l')
            library = optarg;
        else if (option == 'j')
            jobs = atoi(optarg);
        else if (option == 'k')
            read_known(optarg);
        else if (option == 'n')
            most = atol(optarg);
        else if (option == 'e')
            every = atol(optarg);
        else if (option == 's')
            sample = atol(optarg);
        else
            return 2;
    }
    if (optind + 1 != argc || jobs < 1 || every < 1 || sample < 0) {
        fputs("usage: torture [-l LIBRARY] [-j JOBS] [-k KNOWN] [-n MOST] [-e STEP] [-s SAMPLE] PLAN\n", stderr);
        return 2;
    }
    if ((plans = fopen(argv[optind], "r")) == NULL)
        die(argv[optind]);
    while (getline(&line, &size, plans) > 0) {
        if (parse(line, &plan))
            bad += !command(++count, &plan, jobs, &all);
    }
    printf("1..%d\n# injected: %ld of %ld\n", count, all.runs, all.calls);
    note(&all);
    free(line);
    fclose(plans);
    return bad != 0;
}

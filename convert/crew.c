/* Several processes at one and the same work. */
#include "convert/crew.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "convert/input.h"
#include "convert/limits.h"
#include "convert/signals.h"

enum { AGAIN_SECONDS = 1 }; /* one that dies at once must not keep the machine busy */

/* As fork; the new process is asked to finish when this one is gone. */
static pid_t
hire(void)
{
    pid_t leader = getpid(), pid = fork();

    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        if (getppid() != leader) /* it went before that */
            raise(SIGTERM);
    }
    return pid;
}

static void
dismiss(const pid_t *crew, unsigned n)
{
    for (unsigned i = 0; i < n; i++) {
        if (crew[i] > 0)
            kill(crew[i], SIGTERM);
    }
}

/* One has ended: whether and how; true: it is to be started anew. */
static bool
ended(int how, int *status)
{
    if (WIFEXITED(how)) {
        *status = worse(*status, WEXITSTATUS(how));
        return false;
    }
    fprintf(stderr, "wirecopy: a worker died of signal %d; its messages go back to the queue, and another takes its place\n",
            WTERMSIG(how));
    return true;
}

static int
lead(pid_t *crew, unsigned n, int (*work)(void *), void *ctx)
{
    int status = EXIT_GOOD;
    unsigned there = n;
    bool over = false;

    while (there > 0) {
        int how = 0;
        pid_t pid = waitpid(-1, &how, over ? 0 : WNOHANG);
        unsigned i = 0;

        if (!over && (asked_to_finish() || status != EXIT_GOOD)) {
            over = true;
            dismiss(crew, n);
        }
        if (pid <= 0) {
            if (pid < 0 && errno == ECHILD)
                break;
            if (!over)
                nanosleep(&(struct timespec){ 0, 100000000 }, NULL);
            continue;
        }
        while (i < n && crew[i] != pid)
            i++;
        if (i == n)
            continue;
        crew[i] = 0;
        there--;
        if (!ended(how, &status) || over)
            continue;
        nanosleep(&(struct timespec){ AGAIN_SECONDS, 0 }, NULL);
        if (asked_to_finish())
            continue;
        if ((crew[i] = hire()) == 0)
            return work(ctx);
        there += crew[i] > 0;
    }
    return status;
}

int
crew_run(unsigned n, int (*work)(void *), void *ctx)
{
    pid_t crew[MOST_JOBS] = { 0 };

    if (n <= 1)
        return work(ctx);
    n = n < MOST_JOBS ? n : MOST_JOBS;
    for (unsigned i = 0; i < n; i++) {
        if ((crew[i] = hire()) == 0)
            return work(ctx);
        if (crew[i] > 0)
            continue;
        fprintf(stderr, "wirecopy: no process can be started for another worker\n");
        dismiss(crew, i);
        lead(crew, i, work, ctx);
        return EXIT_TROUBLE;
    }
    return lead(crew, n, work, ctx);
}

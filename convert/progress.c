/* How far a long run is, on one line of the terminal. */
#include "convert/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool
is_due(const struct progress *p, const struct timespec *now)
{
    return now->tv_sec > p->next.tv_sec || (now->tv_sec == p->next.tv_sec && now->tv_nsec >= p->next.tv_nsec);
}

void
progress_init(struct progress *p, bool wanted)
{
    const char *term = getenv("TERM");

    *p = (struct progress){ .on = wanted && isatty(STDERR_FILENO) == 1 && term != NULL && strcmp(term, "dumb") != 0 };
    if (p->on && clock_gettime(CLOCK_MONOTONIC, &p->next) == 0)
        p->next.tv_sec++;
}

void
progress_step(struct progress *p, unsigned long inputs, unsigned long stories)
{
    struct timespec now;

    if (!p->on || clock_gettime(CLOCK_MONOTONIC_COARSE, &now) != 0 || !is_due(p, &now))
        return;
    fprintf(stderr, "\r\033[K%lu input%s, %lu stor%s", inputs, inputs == 1 ? "" : "s", stories, stories == 1 ? "y" : "ies");
    p->shown = true;
    p->next = now;
    p->next.tv_nsec += 200000000;
    if (p->next.tv_nsec >= 1000000000) {
        p->next.tv_sec++;
        p->next.tv_nsec -= 1000000000;
    }
}

void
progress_clear(void *ctx)
{
    struct progress *p = ctx;

    if (p->shown)
        fputs("\r\033[K", stderr);
    p->shown = false;
}

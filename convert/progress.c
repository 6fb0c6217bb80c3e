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
    if (p->on && clock_gettime(CLOCK_MONOTONIC, &p->next) == 0) {
        p->begun = p->next;
        p->next.tv_sec++;
    }
}

/* What is still to come at the pace so far; "" where too little is done to tell. */
static void
tell_left(char *out, size_t room, const struct progress *p, double seconds)
{
    double own = p->done - p->spared, left = own > 0.005 ? seconds * (1 - p->done) / own : -1;

    *out = '\0';
    if (left >= 5400)
        snprintf(out, room, ", about %.1f h left", left / 3600);
    else if (left >= 90)
        snprintf(out, room, ", about %.0f min left", left / 60);
    else if (left >= 0)
        snprintf(out, room, ", about %.0f s left", left);
}

static void
show(const struct progress *p, const struct timespec *now, unsigned long inputs, unsigned long stories)
{
    double seconds = (double)(now->tv_sec - p->begun.tv_sec) + (double)(now->tv_nsec - p->begun.tv_nsec) / 1e9;
    char failed[40] = "", left[40];

    if (p->failed != 0)
        snprintf(failed, sizeof failed, ", %lu failed", p->failed);
    tell_left(left, sizeof left, p, seconds);
    fprintf(stderr, "\r\033[K%lu input%s%s, %lu stor%s, %.0f a second%s", inputs, inputs == 1 ? "" : "s", failed, stories,
            stories == 1 ? "y" : "ies", (double)stories / seconds, left);
}

void
progress_step(struct progress *p, unsigned long inputs, unsigned long stories)
{
    struct timespec now;

    if (!p->on || clock_gettime(CLOCK_MONOTONIC_COARSE, &now) != 0 || !is_due(p, &now))
        return;
    show(p, &now, inputs, stories);
    p->shown = true;
    p->next = now;
    p->next.tv_nsec += 200000000;
    if (p->next.tv_nsec >= 1000000000) {
        p->next.tv_sec++;
        p->next.tv_nsec -= 1000000000;
    }
}

void
progress_input(struct progress *p, double done, bool failed, bool spared)
{
    p->done = done;
    if (spared)
        p->spared = done;
    p->failed += failed;
}

void
progress_clear(void *ctx)
{
    struct progress *p = ctx;

    if (p->shown)
        fputs("\r\033[K", stderr);
    p->shown = false;
}

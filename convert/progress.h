/* How far a long run is, on one line of the terminal. */
#ifndef WIRE_CONVERT_PROGRESS_H
#define WIRE_CONVERT_PROGRESS_H

#include <stdbool.h>
#include <time.h>

struct progress {
    bool on, shown;
    struct timespec next; /* when the line is due again */
};

/* Shown only if wanted and standard error is a terminal; and not in the first second. */
void progress_init(struct progress *, bool wanted);
void progress_step(struct progress *, unsigned long inputs, unsigned long stories);

/* Take the line away, before something else is printed; the argument is a struct progress. */
void progress_clear(void *);

#endif

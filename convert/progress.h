/* How far a long run is, on one line of the terminal. */
#ifndef WIRE_CONVERT_PROGRESS_H
#define WIRE_CONVERT_PROGRESS_H

#include <stdbool.h>
#include <time.h>

struct progress {
    bool on, shown;
    struct timespec begun;
    struct timespec next;  /* when the line is due again */
    unsigned long failed;  /* inputs that are not wholly through */
    double done;           /* how much of all there is to read is through, from 0 to 1 */
    double spared;         /* and how much of it an earlier run had done: the pace is that of the rest */
};

/* Shown only if wanted and standard error is a terminal; and not in the first second. */
void progress_init(struct progress *, bool wanted);
void progress_step(struct progress *, unsigned long inputs, unsigned long stories);

/* An input is through, and all before it: with them so much of the whole is. Spared: by an earlier run. */
void progress_input(struct progress *, double done, bool failed, bool spared);

/* Take the line away, before something else is printed; the argument is a struct progress. */
void progress_clear(void *);

#endif

/*
 * Temporary files of a folder, and whose they are: each run that writes into it holds a slot there, which is a locked file
 * called .wirecopy-SLOT.tmp; its other temporary files are called .wirecopy-SLOT-NUMBER.tmp. The lock ends with the run,
 * whatever ends it: a slot that is there and not locked is of a run that was killed, and goes with all that is called after it.
 */
#ifndef WIRE_CONVERT_SLOT_H
#define WIRE_CONVERT_SLOT_H

#include <stdbool.h>

enum { SLOT_NAME = 48 };

struct slot {
    int fd;                /* the locked file, open for writing */
    unsigned number;
    char name[SLOT_NAME];  /* in its folder */
};

/* Take a free slot of the folder, whose file is empty, and sweep away what killed runs left there. False: errno says why. */
bool slot_take(struct slot *, int dir);

/* What a temporary file of the slot is called. */
void slot_name(char name[SLOT_NAME], const struct slot *, unsigned long number);

#endif

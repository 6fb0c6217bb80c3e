/* Which system calls the program may make once it is shut in. */
#ifndef WIRE_CONVERT_SYSCALLS_H
#define WIRE_CONVERT_SYSCALLS_H

#include <stdbool.h>

struct syscalls {
    bool write;   /* open files for writing, make and move them */
    bool connect; /* to a host */
    bool fork;    /* and end what was forked */
};

/* All others fail with EPERM from here on, in every thread. False: not here, for which there is no filter. */
bool syscalls_restrict(const struct syscalls *);

#endif

/* libxml2 goes on where memory is out and says nothing; this notes it. */
#ifndef WIRE_CONVERT_MEMORY_H
#define WIRE_CONVERT_MEMORY_H

#include <stdbool.h>

/* Before anything of libxml2 is used: its allocations go through ours. False when it will not have them. */
bool memory_watch(void);

/* Whether an allocation of libxml2 failed in this thread. */
bool memory_failed(void);

#endif

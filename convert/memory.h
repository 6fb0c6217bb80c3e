/* libxml2 goes on where memory is out and says nothing; this notes it. */
#ifndef WIRE_CONVERT_MEMORY_H
#define WIRE_CONVERT_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/* Before anything of libxml2 is used: its allocations go through ours. False when it will not have them. */
bool memory_watch(void);

/* Whether an allocation of libxml2 failed in this thread. */
bool memory_failed(void);

/*
 * From now on what libxml2 and its like take in this thread, counted without what they give back, may be so much. Past
 * that, `over` is called each time, and large pieces are refused. over NULL: there is no bound any more.
 */
void memory_bound(size_t most, void (*over)(void *ctx), void *ctx);

#endif

/* Several processes at one and the same work: worker -j. */
#ifndef WIRE_CONVERT_CREW_H
#define WIRE_CONVERT_CREW_H

/*
 * Run work(ctx) in n processes (one: in this one), pass a signal that ends us on to them, and start one anew that
 * died of a signal of its own. When one ends with another exit status than 0 the others are asked to finish. The worst status.
 */
int crew_run(unsigned n, int (*work)(void *), void *ctx);

#endif

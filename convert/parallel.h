/*
 * convert -j: inputs read by several threads, the output the same as by one.
 *
 * Each thread reads inputs with a lane: a pipeline of its own without outputs. What comes of an input (stories,
 * findings, in the order of one thread) waits in its place of a ring until all inputs before it are through;
 * then the thread that called gives it out. Where a story's bytes do not depend on those before it, the lane
 * writes them too; else it hands the article over.
 */
#ifndef WIRE_CONVERT_PARALLEL_H
#define WIRE_CONVERT_PARALLEL_H

#include "convert/pipeline.h"


/* Whether there is anything for a second thread to do. */
bool parallel_pays(const struct pipeline *);

/* Read all operands into the pipeline with its number of threads; an exit status. */
int parallel_run(struct pipeline *);

/* Of a lane: nobody waits for what it reads; it writes stories itself. */
bool lane_is_over(const struct lane *);
bool lane_writes(const struct lane *);

/* The article, which is the lane's from now on, is to be written where the outputs are. */
enum wire_status lane_hand_over(struct lane *, struct wire_article *, const struct wire_ledger *written);

/* What the lane's pipeline has written of a story, and its line of the ledger, go there; in: there are bytes. */
enum wire_status lane_pass(struct lane *, bool in);

#endif

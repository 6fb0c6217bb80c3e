/*
 * One input document in, its stories out, and what became of it: what convert does of a command line, for commands
 * that come by their documents in another way (a folder that is watched, a queue).
 *
 *     struct pipeline p;
 *     int st = job_open(&p, options);            the options of convert: -t, -o, --set ...
 *     if (st >= 0)
 *         return st;                             said, and nothing to close
 *     st = job_shut_in(&p, 0);                   before the first byte that others wrote
 *     for each document:
 *         input_of_file(&in, path);              or input_of_bytes
 *         going = job_read(&p, &in, &became);    its stories are with the output
 *     return job_close(&p);
 */
#ifndef WIRE_CONVERT_JOB_H
#define WIRE_CONVERT_JOB_H

#include "convert/pipeline.h"

/* What became of a document. */
struct outcome {
    int status;              /* as the exit status would be, of this document alone */
    unsigned long stories;   /* that went to the output */
    unsigned long losses;
    unsigned long count[3];  /* findings by enum wire_level; for their words see diagnostics.also */
};

/* -1: ready. Else the exit status: what was wrong is said, and there is nothing to close. The options are borrowed. */
int job_open(struct pipeline *, const struct options *);

/*
 * Shut the program in, as far as nothing but this job is left to do: its outputs are written, its inputs read; a worker, whose
 * broker is at that port (0: none), connects to it. -1; else the exit status, as of job_open. See convert/sandbox.h.
 */
int job_shut_in(struct pipeline *, int broker);

/* Read it, and give its stories to the output; it is closed and freed. False: read no more (disk full, no memory, a signal). */
bool job_read(struct pipeline *, struct input *, struct outcome *);

/* The end of all; the exit status of the whole. */
int job_close(struct pipeline *);

#endif

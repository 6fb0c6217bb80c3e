/* wirecopy validate: what one thread judges with, and several at once. */
#ifndef WIRE_CONVERT_VALIDATE_H
#define WIRE_CONVERT_VALIDATE_H

#include "convert/input.h"
#include "convert/judging.h"
#include "convert/output.h"
#include "schemas/rules/rules.h"

struct lane;

/* How often something was found. */
struct tally {
    const struct wire_finding *what;
    unsigned long count;
};

struct validation {
    struct judging judging;           /* a lane borrows that of another */
    struct reading reading;
    struct diagnostics diag;
    struct output target;
    struct lane *lane;                /* it judges for another, which has the outputs; or NULL */
    struct wire_verdict verdict;      /* of the input being judged */
    unsigned long inputs, stories, invalid;
    struct tally *tally;
    size_t tally_n, tally_room;
    bool quiet;                       /* verdicts only */
    struct wire_buf whole;            /* the first bytes of the input in hand; all of them where it is mended */
    bool alone;                       /* there is no schema for it */
    bool broken;                      /* its bytes are at fault */
    struct mending *mending;          /* of --fix, or NULL */
    int status;
};

/* Have its reading judge what it reads. */
void validation_connect(struct validation *);

/* A line of --quiet. */
void validation_verdict(struct validation *, const char *name, bool valid);

/* Add the sums of another, which begins anew. */
void validation_add(struct validation *, struct validation *of);

/* --- judging (validate-rules.c) --- */

/* Judge an input by its schema and by the rules. */
enum wire_status validation_judge(struct validation *, struct wire_source *);

/* --- mending (validate-fix.c) --- */

/* Take what the options say of --fix; -1, or the exit status. */
int mending_open(struct validation *, const struct options *);

/* What that has still to do with files, once the program is shut in. */
void mending_allow(struct sandbox *, const struct validation *, const struct options *);

/* Mend the input in v->whole and write it. */
enum wire_status mending_input(struct validation *, const struct wire_source *, const struct wire_format *);

/* Give the output its name, unless some input is missing in it; an exit status. st: how the reading went. */
int mending_close(struct validation *, int st);

/* --- several threads (validate-lanes.c) --- */


/* Whether there is more than one input, and all of them files: a pipe is read in turn anyway. */
bool lanes_pay(const struct options *);

/* Judge all operands with n threads; what is said is the same, in the same order. An exit status. */
int lanes_run(struct validation *, const struct options *, unsigned n);

/* Of a lane: a verdict to be given out in its turn. */
void lane_verdict(struct lane *, const char *name, bool valid);

#endif

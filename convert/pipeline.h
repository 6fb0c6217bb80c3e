/* What a story goes through, from a reader to a writer and out. */
#ifndef WIRE_CONVERT_PIPELINE_H
#define WIRE_CONVERT_PIPELINE_H

#include "convert/batch.h"
#include "convert/cut.h"
#include "convert/input.h"
#include "convert/judging.h"
#include "convert/naming.h"
#include "convert/output.h"
#include "convert/profile.h"
#include "convert/progress.h"
#include "convert/resolve.h"
#include "convert/sandbox.h"
#include "convert/seen.h"
#include "convert/set.h"
#include "convert/stage.h"

struct lane;

struct pipeline {
    const struct options *o;
    const struct wire_format *to;
    struct wire_write_options how;
    char *version;                /* what stands behind the @ */
    struct wire_out out;
    struct stylesheet *sheet;     /* of --stylesheet, or NULL */
    struct wire_format styled;    /* what it writes, as a format: `to` then */
    struct wire_out plain;        /* the story as NewsML-G2, which it is given */
    struct output target;
    struct naming naming;         /* of files in a folder */
    struct diagnostics diag;
    struct reading reading;
    struct judging judging;       /* of --validate; a lane borrows that of another */
    struct settings defaults, settings;
    struct profiling profiling;
    struct wire_vocabulary *vocabulary; /* or NULL */
    struct progress progress;
    bool wants_ledger;            /* its lines are written */
    bool keeps_rows;              /* the rows of ledgers are kept: for those lines, or the report */
    struct report *report;        /* or NULL; of a lane always */
    struct output report_target;
    struct output ledger_target;
    struct wire_buf ledger;
    struct lane *lane;            /* it reads for another thread, which has the outputs; or NULL */
    unsigned threads;
    const struct input *input;    /* being read */
    unsigned long index;          /* of the story in it */
    unsigned long inputs, stories, losses;
    unsigned long invalid;        /* stories judged so, of --validate */
    bool only_valid;              /* and these do not go out */
    struct shelf *shelf;          /* of --resolve; or NULL: packages stay as they are */
    struct holding held;
    bool dedupes;                 /* keys of stories are looked at */
    struct seen *seen;            /* those of the stories so far; NULL in a lane, and without --dedupe */
    struct seen_key key;          /* of the story in hand */
    struct wire_out keying;       /* where it is made */
    unsigned long again;          /* stories passed over for that */
    struct stage stage;           /* whether a story goes out at all */
    struct stage *gate;           /* that one; of a lane the one of the pipeline it reads for */
    struct batch batch;           /* --resume and --failed; of a lane that of the pipeline it reads for, to look into */
    enum cutting framing;         /* of the stories in a stream: each is a document of its own */
    bool errors_inline;
    struct wire_buf said;         /* for that: findings of the input in hand */
    unsigned long placed;         /* stories of the input in hand that went out */
    bool opened;                  /* the writer's open has been called for the stream */
    enum wire_status (*deliver)(void *, struct wire_article *); /* takes each story, lent and made ready, in place of the target; or NULL */
    void *deliver_ctx;
    int status;
};

/* Take what the options say, the outputs aside; what is wrong is said. -1, or the exit status; tear it down either way. */
int pipeline_set_up(struct pipeline *, const struct options *);
/*
 * Shut the program in with what the caller has allowed and what the options have besides, and read what --resolve names.
 * -1, or the exit status.
 */
int pipeline_shut_in(struct pipeline *, struct sandbox *);

void pipeline_tear_down(struct pipeline *);

/* "FORMAT" or "FORMAT@VERSION": that is written from now on. What is wrong is said; -1, or the exit status. */
int pipeline_format(struct pipeline *, const char *);

/* Have its reading give what it reads to it. */
void pipeline_connect(struct pipeline *);

/* The exit status is to be at least that. */
void pipeline_raise(struct pipeline *, int status);

/* Memory is out: say so once, and want no more. */
enum wire_status pipeline_no_memory(struct pipeline *);

/* Put a story into out.buf as a document of its own; *in: it is there. What is wrong is said. */
enum wire_status pipeline_put(struct pipeline *, struct wire_article *, bool *in);

/* Write a story that a reader gave and that was made ready, with its ledger so far; it stays the caller's. */
enum wire_status pipeline_write(struct pipeline *, struct wire_article *, struct wire_ledger *written);

/* The same of a story that another thread has written, its bytes and its line of the ledger. */
enum wire_status pipeline_pass(struct pipeline *, struct wire_str story, struct wire_str ledger);

/* An input has been read, in whichever thread: where nothing came of it and --errors inline, that goes out in its place. */
void pipeline_stand_in(struct pipeline *, const struct input *, int status);

/* All that came of an input has gone out: what is kept beside. */
void pipeline_end_input(struct pipeline *, const struct input *, int status);

/* Read all operands, one after another. */
void pipeline_read_in_turn(struct pipeline *);

/* What became of writing to an output: WIRE_STOP where there is no going on. */
enum wire_status pipeline_wrote(struct pipeline *, const struct output *, bool good);

/* Give the stream the bytes that wait for it. */
enum wire_status pipeline_drain(struct pipeline *);

#endif

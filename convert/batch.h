/*
 * What a long run keeps beside its stories: a journal, by which it goes on where it was stopped (--resume), and copies of the
 * documents that failed, with what was found in them (--failed).
 *
 * The journal is text, a line an input that is through: a checksum, the input's key, its status, and the names its stories
 * got. A line is written when all of these are lasting, so a run that ends in whatever way has done no less than it says.
 * What it had done more is done again, under the same names. A line that was torn is none.
 */
#ifndef WIRE_CONVERT_BATCH_H
#define WIRE_CONVERT_BATCH_H

#include "article/buf.h"
#include "convert/input.h"
#include "convert/output.h"
#include "convert/seen.h"

struct passed; /* an input of the journal */

struct batch {
    const char *journal;    /* its name; NULL: there is none */
    int fd;
    char *old;              /* what it held when it was opened */
    size_t old_n;
    struct passed *passed;  /* by key, open addressing; a power of two */
    size_t passed_n, passed_room;
    struct wire_buf lines;  /* of inputs that are through, and not yet lasting */
    struct wire_buf given;  /* names given to the stories of the input in hand */
    bool keeps_failed;
    struct output failed;
    struct wire_buf said;   /* findings of the input in hand, as lines of JSON */
    struct diagnostics *diag;
    struct seen *seen;      /* of --dedupe: gets the keys of stories of inputs that were through before; or NULL */
};

/* Take what the options say, with the output open. -1, or the exit status: what is wrong is said. batch_close it either way. */
int batch_open(struct batch *, const struct options *, struct output *, struct diagnostics *);

/* An input that the journal has is not read again: found becomes FOUND_DONE. May be asked by several threads. */
void batch_look(const struct batch *, struct input *);

/* An input is through. False: what had to be kept cannot be, and it is said. */
bool batch_end_input(struct batch *, struct output *, const struct input *, int *status);

/* For the journal, among the names given: the key of a story. */
void batch_note_key(struct wire_buf *given, const struct seen_key *);

/* All that is through is made lasting, and told in the journal. False as above. */
bool batch_settle(struct batch *, struct output *);
bool batch_close(struct batch *, struct output *);

#endif

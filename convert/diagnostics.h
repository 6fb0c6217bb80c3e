/* Diagnostics on standard error: lines for people, JSON lines or one SARIF document for machines. */
#ifndef WIRE_CONVERT_DIAGNOSTICS_H
#define WIRE_CONVERT_DIAGNOSTICS_H

#include "article/buf.h"
#include "article/base.h"
#include "convert/findings.h"

enum diag_form { DIAG_TEXT, DIAG_JSON, DIAG_SARIF };

struct diagnostics {
    enum diag_form form;
    bool colour, quiet, verbose;
    bool excerpts;        /* text: the source's line after each, with a caret */
    bool begun;           /* the SARIF document has */
    bool said_no_memory;  /* once is enough */
    bool failed;          /* some could not be written: exit 3 */
    unsigned long count[3]; /* by enum wire_level */
    struct wire_buf line;
    void (*before)(void *); /* called before a line goes out, to take a progress line away; or NULL */
    void *before_ctx;
    void (*divert)(void *, const struct wire_diag *); /* it is counted here and said elsewhere; or NULL */
    void (*divert_note)(void *, const char *);        /* set with it */
    void *divert_ctx;
    uint32_t lines;        /* that stand before the input in hand in what it is called after */
    struct wire_buf *also; /* gets each as a line of JSON, whatever the form; or NULL. Its owner empties it */
    void (*hear)(void *, const struct wire_diag *);   /* called with each before it is said; or NULL */
    void *hear_ctx;
};

/* Without memory for its line it still works, and then says only that memory is out. */
void diag_init(struct diagnostics *, enum diag_form);

/* Report it: count it, and print it unless it is not asked for. */
void diag_report(struct diagnostics *, const struct wire_diag *);

/* Report one of the program's own about a whole file (NULL: about none); detail may be "". */
void diag_say(struct diagnostics *, enum program_finding, const char *file, const char *detail);

/* Text for people only: where machines read along it is left out. */
void diag_note(struct diagnostics *, const char *fmt, ...) WIRE_PRINTF(2, 3);

/* The end: what the form needs after the last one. */
void diag_close(struct diagnostics *);

#endif

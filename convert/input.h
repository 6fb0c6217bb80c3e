/* Inputs: opened, looked at for their format, and read; folders file by file. */
#ifndef WIRE_CONVERT_INPUT_H
#define WIRE_CONVERT_INPUT_H

#include <sys/stat.h>

#include "convert/diagnostics.h"
#include "convert/options.h"
#include "formats.h"

/* One input while it is read. */
struct input {
    const char *name;                 /* for people; "<stdin>" is standard input */
    const char *base;                 /* its name without folder; not ended where the suffix begins */
    size_t base_length;               /* without the suffix */
    const struct wire_format *format; /* named or guessed */
    const char *why;                  /* it was guessed; or NULL: it was named */
    uint64_t bytes;                   /* read so far */
    bool in_folder;                   /* found in one, not named */
    int fd;
    int error;                        /* errno of a failed read, else 0 */
};

/* How inputs are read, and who hears of it. */
struct reading {
    const struct wire_format *from;   /* named with -f, or NULL */
    const char *encoding, *zone, *split;
    struct wire_worker *worker;
    struct diagnostics *diag;
    struct wire_sink sink;            /* its findings are expected to come to diag */
    void (*begin)(void *ctx, const struct input *);                   /* its format is known */
    void (*end)(void *ctx, const struct input *, enum wire_status);   /* no more will come of it; only after begin */
    void *ctx;
    const struct stat *output;        /* never read: the output itself, or a folder the output goes to; or NULL */
    bool stop;                        /* no more is wanted: set by whoever takes the stories, or without memory */
    char *head;                       /* where the first bytes of each are looked at */
};

/* Take what the options say; what they say wrong is said. -1, or the exit status. */
int reading_init(struct reading *, const struct options *, struct diagnostics *);
void reading_free(struct reading *);

/* Read a file, a folder, or with "-" standard input. What goes wrong is reported; an exit status. */
int input_read(struct reading *, const char *path);

/* Read all operands, standard input if there is none; the worst exit status. */
int input_read_all(struct reading *, const struct options *);

/* The worse of two exit statuses. */
int worse(int, int);

#endif

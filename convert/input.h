/* One input: opened, looked at for its format, and read. */
#ifndef WIRE_CONVERT_INPUT_H
#define WIRE_CONVERT_INPUT_H

#include <stdatomic.h>
#include <sys/stat.h>

#include "convert/diagnostics.h"
#include "convert/options.h"
#include "convert/stylesheet.h"
#include "formats.h"
#include "schemas/rules/rules.h"
#include "schemas/schemas.h"

/* What the walk came upon. */
enum found {
    FOUND_INPUT,
    FOUND_NOTHING,
    FOUND_EMPTY_FOLDER,
    FOUND_OUTPUT,
    FOUND_BROKEN,     /* an archive or a stream breaks off; why says how */
    FOUND_NO_LIBRARY, /* an archive, and nothing to unpack it with; why says how */
    FOUND_DONE,       /* a run before has been through with it */
    FOUND_PASSED,     /* it is not wanted, or it was gone into */
    FOUND_NO_MEMORY
};

/* One input, from its being found until it has been read. */
struct input {
    enum found found;
    const char *name;                 /* for people; "<stdin>" is standard input */
    char *own;                        /* what the name is in, where it is not an operand */
    const char *base;                 /* its name without folder; not ended where the suffix begins */
    size_t base_length;               /* without the suffix */
    const struct wire_format *format; /* named or guessed */
    const char *why;                  /* it was guessed; or NULL: it was named */
    size_t root;                      /* how much of the name is the operand's: the rest is its place below that */
    unsigned long number;             /* of a document in a stream, from 1; else 0 */
    uint32_t lines;                   /* of the stream before it */
    uint64_t bytes;                   /* read so far */
    bool in_folder;                   /* found in one, not named */
    size_t operand;                   /* which of them it is, or is in, from 1 */
    bool is_file;                     /* no pipe, no device: nobody else reads of it */
    int fd;                           /* where it goes on after what is held; -1: nowhere */
    const char *held;                 /* its first bytes, or all of it: read before the rest */
    size_t held_n;
    char *own_held;                   /* what they are in, where that is the input's own */
    size_t own_n;                     /* how many bytes that had before they were read */
    bool spilled;                     /* all of it is in a file without a name, which stays open with it */
    uint64_t stamp;                   /* of its file's size and time */
    double walked;                    /* how much of all there is has been come to with it, from 0 to 1 */
    const struct passed *passed;      /* of FOUND_DONE: the journal's row */
    bool ended;                       /* a read found its end */
    int error;                        /* errno of a failed read, else 0 */
    const atomic_bool *cancel;        /* when true no more is read; or NULL */
};

/* Copies of what cannot be read twice, in the order in which it is found. */
struct put_by {
    int *fds;
    size_t n;
};

/* How inputs are read, and who hears of it. */
struct reading {
    const struct wire_format *from;   /* named with -f, or NULL */
    const char *encoding, *zone, *split;
    struct wire_worker *worker;
    struct diagnostics *diag;
    struct wire_sink sink;            /* its findings are expected to come to diag */
    struct wire_validator *validator; /* judges what is read, of the same thread; or NULL */
    struct wire_rules_run *rules;     /* the same of rules; or NULL */
    struct wire_sink judging;         /* hears what these find */
    struct wire_verdict verdict;      /* of the input in hand */
    unsigned long set_aside;          /* errors in diag that are none of reading: they do not make its status */
    void (*begin)(void *ctx, const struct input *);                   /* its format is known */
    void (*end)(void *ctx, const struct input *, enum wire_status);   /* no more will come of it; only after begin */
    void (*done)(void *ctx, const struct input *, int status);        /* of every input that was found, at its end; or NULL */
    enum wire_status (*take)(void *ctx, struct wire_source *);        /* takes the bytes in place of a format's reader; or NULL */
    void *ctx;
    struct stylesheet *pre;           /* makes of each input what is read; or NULL */
    const struct stat *output;        /* see struct walk */
    const struct put_by *put_by;      /* see struct walk */
    const atomic_bool *cancel;        /* see struct input */
    bool stop;                        /* no more is wanted: set by whoever takes the stories, or without memory */
    char *head;                       /* where the first bytes of each are looked at */
};

/* Take what the options say; what they say wrong is said. -1, or the exit status. */
int reading_init(struct reading *, const struct options *, struct diagnostics *);
/* Before the first input of a command that only reads: see convert/sandbox.h. */
void reading_shut_in(const struct reading *, const struct options *);

void reading_free(struct reading *);

/* What another thread reads with: a worker and room of its own. False without memory; free it either way. */
bool reading_share(struct reading *, const struct reading *of);

/* One to be read without a walk: a file, or bytes (borrowed). The name is borrowed, and stands for it in what is said. */
void input_of_file(struct input *, const char *path);
void input_of_bytes(struct input *, const char *name, const char *bytes, size_t n);

/* Whether its bytes, once read, are gone: a pipe, standard input. */
bool input_is_read_once(const struct input *);

/* What rules found of the input, beside what its schema did; or alone. */
void input_add_verdict(struct wire_verdict *, const struct wire_rules_result *, bool schema);

/* Read an input that was found and close it. What goes wrong is reported; an exit status. */
int input_read(struct reading *, struct input *);

/* Give back what it was called and held. */
void input_free(struct input *);

/* Call it by its path, which is borrowed; and leave one suffix more off its base. */
void input_name(struct input *, const char *path);
void input_strip(struct input *);

/* Where somebody at a terminal has named no input, say that one is awaited. */
void input_awaited(struct reading *, const struct options *);

/* Read all operands; the worst exit status. */
int input_read_all(struct reading *, const struct options *);

/* The worse of two exit statuses. */
int worse(int, int);

#endif

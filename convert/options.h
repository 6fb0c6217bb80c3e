/* Commands and their options: two tables, from which usage, the manual and the parser come. */
#ifndef WIRE_CONVERT_OPTIONS_H
#define WIRE_CONVERT_OPTIONS_H

#include "article/base.h"

enum { EXIT_GOOD = 0, EXIT_STORY = 1, EXIT_USAGE = 2, EXIT_TROUBLE = 3 };

enum option {
    OPT_FROM,
    OPT_TO,
    OPT_OUTPUT,
    OPT_ARCHIVE,
    OPT_COMPACT,
    OPT_FRAGMENT,
    OPT_BODY,
    OPT_WIDTH,
    OPT_OUTPUT_ENCODING,
    OPT_STYLESHEET,
    OPT_PRE,
    OPT_PARAM,
    OPT_WITH_NON_PUBLIC,
    OPT_SET,
    OPT_DEFAULTS,
    OPT_RESOLVE,
    OPT_VOCABULARY,
    OPT_ENCODING,
    OPT_TIMEZONE,
    OPT_PROFILE,
    OPT_SPLIT,
    OPT_FROM_FILE,
    OPT_NULL,
    OPT_INCLUDE,
    OPT_EXCLUDE,
    OPT_STREAM,
    OPT_ERRORS,
    OPT_NAME,
    OPT_MIRROR,
    OPT_DEDUPE,
    OPT_RESUME,
    OPT_FAILED,
    OPT_LEDGER,
    OPT_REPORT,
    OPT_VALIDATE,
    OPT_ONLY_VALID,
    OPT_ROUTE,
    OPT_ONCE,
    OPT_POLL,
    OPT_SETTLE,
    OPT_AS,
    OPT_SCHEMA,
    OPT_CATALOG,
    OPT_STRICT,
    OPT_RULES,
    OPT_FIX,
    OPT_IN_PLACE,
    OPT_QUEUE,
    OPT_EXCHANGE,
    OPT_DEAD_LETTER,
    OPT_KEY,
    OPT_DECLARE,
    OPT_PREFETCH,
    OPT_HEARTBEAT,
    OPT_CREDENTIALS,
    OPT_CA_FILE,
    OPT_CERT,
    OPT_CERT_KEY,
    OPT_NO_VERIFY,
    OPT_LATEST,
    OPT_PUBLISHABLE,
    OPT_AS_OF,
    OPT_FORM,
    OPT_JOBS,
    OPT_FAIL_IF_LOSS,
    OPT_FAIL_IF_WARNINGS,
    OPT_NO_SANDBOX,
    OPT_DIAGNOSTICS,
    OPT_COLOR,
    OPT_JSON,
    OPT_HTML,
    OPT_QUIET,
    OPT_VERBOSE,
    OPT_HELP,
    OPT_VERSION,
    OPT_MANUAL,
    OPT_COMPLETION,
    OPTIONS
};

/* Which commands take an option. */
enum { FOR_PROGRAM = 1, FOR_CONVERT = 2, FOR_INSPECT = 4, FOR_EXPLAIN = 8, FOR_FORMATS = 16, FOR_VALIDATE = 32, FOR_WATCH = 64,
       FOR_TIMELINE = 128, FOR_WORKER = 256, FOR_ALL = 511 };

/* What a shell may complete a word to. */
enum words { WORDS_ANY, WORDS_FILES, WORDS_READERS, WORDS_WRITERS, WORDS_BODIES, WORDS_FIELDS, WORDS_FINDINGS, WORDS_SCHEMAS, WORDS_NONE };

struct option_row {
    const char *name;     /* without the dashes */
    char letter;          /* or 0 */
    const char *arg;      /* what its argument is called, or NULL: it has none */
    unsigned commands;
    const char *help;     /* one line for --help; NULL: an option nobody needs to see */
    const char *more;     /* what the manual says after it, or NULL */
    const char *const *choices; /* the values it may have, ended by NULL; or NULL: any */
    enum words words;     /* what those without choices are like */
};

extern const struct option_row option_rows[OPTIONS];

struct options;

struct example {
    const char *what, *command;
};

struct command_row {
    const char *name;
    unsigned bit;
    const char *args;     /* the operands, as in the synopsis */
    enum words words;     /* what they are */
    const char *help;     /* one line */
    const char *about;    /* the manual's description: paragraphs parted by blank lines */
    const char *bugs;      /* what is known to be wrong, or NULL */
    const struct example *examples; /* ended by one of NULLs */
    int (*run)(const struct options *);
};

extern const struct command_row command_rows[]; /* ended by a NULL name; the first is the program itself */

/* Of names of files in folders and archives (--include, --exclude), as shells have them. */
struct pattern {
    const char *glob;
    bool exclude;
};

struct options {
    const struct command_row *command;
    const char *value[OPTIONS]; /* the last one given, "" for one without argument; NULL: not given */
    const char **sets;          /* every value of --set, in order */
    size_t set_count;
    const char **vocabularies;  /* every value of --vocabulary, in order */
    size_t vocabulary_count;
    const char **params;        /* every value of --param, in order */
    size_t param_count;
    struct pattern *patterns;   /* every --include and --exclude, in order */
    size_t pattern_count;
    char **files;               /* the operands */
    size_t file_count;
};

/*
 * Read a command line. Returns -1 when the command is to run, else the exit status: what had
 * to be said is said. The result borrows argv; options_free gives back the rest.
 */
int options_parse(struct options *, int argc, char **argv);
void options_free(struct options *);

/* "wirecopy convert: MESSAGE" and where to find help, on standard error; EXIT_USAGE. */
int usage_error(const struct command_row *, const char *fmt, ...) WIRE_PRINTF(2, 3);

/* Print text to standard output, the whole of it; the exit status. */
int print_all(const char *text, size_t n);

#endif

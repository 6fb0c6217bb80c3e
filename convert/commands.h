/* The commands: each runs with its options and returns an exit status. */
#ifndef WIRE_CONVERT_COMMANDS_H
#define WIRE_CONVERT_COMMANDS_H

#include "convert/options.h"

int run_convert(const struct options *);
int run_watch(const struct options *);
int run_validate(const struct options *);
int run_timeline(const struct options *);
int run_worker(const struct options *);
int run_inspect(const struct options *);
int run_explain(const struct options *);
int run_formats(const struct options *);

/* --help of the command; a page of the manual in mdoc: "convert" or "wirecopy-convert.1", and "pages" lists
 * them; and what teaches a shell to complete command lines: "bash", "zsh" or "fish". */
int show_help(const struct command_row *);
int show_manual(const char *page);
int show_completion(const char *shell);

#endif

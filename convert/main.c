/* wirecopy: newswire formats in, publishing formats out. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "convert/commands.h"
#include "convert/memory.h"
#include "convert/signals.h"

/* Where one of the three is closed, a file opened later would take its number, and a message its place. */
static void
fill_descriptors(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        /* Not for writing: who writes to a closed output is to hear that it failed. */
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDONLY) < 0)
            _exit(EXIT_TROUBLE);
    }
}

static int
run(const struct options *o)
{
    if (o->value[OPT_HELP] != NULL)
        return show_help(o->command);
    if (o->value[OPT_VERSION] != NULL)
        return print_all("wirecopy " WIRE_VERSION "\n", sizeof "wirecopy " WIRE_VERSION "\n" - 1);
    if (o->value[OPT_MANUAL] != NULL)
        return show_manual(o->value[OPT_MANUAL]);
    if (o->value[OPT_COMPLETION] != NULL)
        return show_completion(o->value[OPT_COMPLETION]);
    if (o->command->run == NULL)
        return usage_error(o->command, "say what to do: convert, watch, worker, validate, inspect, explain or formats");
    return o->command->run(o);
}

int
main(int argc, char **argv)
{
    struct options o;
    int st;

    fill_descriptors();
    signals_watch();
    if (!memory_watch()) {
        fputs("wirecopy: libxml2 cannot be set up\n", stderr);
        return EXIT_TROUBLE;
    }
    if ((st = options_parse(&o, argc, argv)) < 0)
        st = run(&o);
    options_free(&o);
    signals_settle();
    return st;
}

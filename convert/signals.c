/* Signals that end the program. */
#include "convert/signals.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>

static atomic_int came; /* the one thing a signal handler can tell, to whatever thread; lock-free, and so allowed there */
static atomic_bool finishing; /* a signal asks to finish what is in hand */

static void
note(int which)
{
    came = which;
}

void
signals_watch(void)
{
    static const int ending[] = { SIGINT, SIGTERM, SIGHUP };
    struct sigaction action, old;

    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, NULL);
    sigaction(SIGXFSZ, &action, NULL);
    action.sa_handler = note;
    action.sa_flags = (int)SA_RESETHAND; /* the second one ends us at once; and a blocked read is let go */
    for (size_t i = 0; i < sizeof ending / sizeof ending[0]; i++) {
        if (sigaction(ending[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            sigaction(ending[i], &action, NULL);
    }
}

void
signals_finish(void)
{
    struct sigaction action;

    finishing = true;
    memset(&action, 0, sizeof action);
    action.sa_handler = note;
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

bool
asked_to_finish(void)
{
    return came != 0;
}

bool
interrupted(void)
{
    return came != 0 && !finishing;
}

bool
try_again(int fd, bool writing)
{
    struct pollfd one = { .fd = fd, .events = writing ? POLLOUT : POLLIN };
    int why = errno;

    if (why == EAGAIN)
        poll(&one, 1, 1000); /* not for ever: a signal may have come just before */
    errno = why;
    return why == EINTR || why == EAGAIN;
}

void
signals_settle(void)
{
    if (!interrupted())
        return;
    signal((int)came, SIG_DFL);
    raise((int)came);
}

void
signals_forget(void)
{
    came = 0;
}

/* Signals that end the program: work stops at the next story or read, temporary files go, then the signal takes effect. */
#ifndef WIRE_CONVERT_SIGNALS_H
#define WIRE_CONVERT_SIGNALS_H

#include <stdbool.h>

/* From now on SIGINT, SIGTERM and SIGHUP are noted (those ignored stay ignored), SIGPIPE becomes EPIPE and
 * SIGXFSZ EFBIG. */
void signals_watch(void);

/* Whether one came. */
bool interrupted(void);

/* For commands that go on for ever: from now on SIGINT and SIGTERM, however often, only ask to finish what is in hand, which is
 * no interruption. */
void signals_finish(void);
bool asked_to_finish(void);

/* Whether a read or write of fd that failed as errno says is to be tried again: it was interrupted, or fd is one that does not
 * wait, and has been waited for. Whoever asks looks for interruption first. errno stays. */
bool try_again(int fd, bool writing);

/* If one came, end as it would have ended us: whoever waits sees which. */
void signals_settle(void);

/* What came was what we waited for: there is nothing to settle. */
void signals_forget(void);

#endif

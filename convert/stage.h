/*
 * Between reader and writer: what decides whether a story goes out at all. convert asks it of each story, in whichever
 * thread has read it.
 *
 * --publishable    refuses what must not be published: a finding says why, and the exit status is 1
 * --latest         passes over all but the newest version of each story
 * --as-of TIME     judges as of that moment; alone it passes over all that could not be published then
 */
#ifndef WIRE_CONVERT_STAGE_H
#define WIRE_CONVERT_STAGE_H

#include <stdatomic.h>

#include "article/article.h"
#include "convert/diagnostics.h"
#include "convert/input.h"
#include "convert/options.h"
#include "convert/survey.h"

struct stage {
    bool judges;             /* whether a story may be published */
    bool refuses;            /* and says so of those that may not */
    bool latest;             /* those that are not the newest version are passed over */
    bool as_of;              /* versions made after the moment are not there */
    int64_t moment;          /* seconds since 1970 UTC */
    struct survey *survey;   /* which version is the newest, where that is asked; or NULL */
    atomic_ulong refused, passed_over;
};

/* Take what the options say; -1, or the exit status: what is wrong is said. */
int stage_init(struct stage *, const struct options *);
void stage_free(struct stage *);

/* Whether all inputs have to be looked at before the first story can go out. */
static inline bool
stage_needs_survey(const struct stage *s)
{
    return s->judges || s->latest;
}

/* A story, where it was read, and who hears why it does not go out. */
struct asked {
    const struct wire_article *a;
    const struct input *in;
    unsigned long index;
    struct diagnostics *diag;
    const char *why;         /* set where it is refused: one sentence */
};

/* Whether a story goes on, as it was read: is it the newest? */
bool stage_is_newest(struct stage *, struct asked *);

/* Whether a story goes out, with all that it was given: may it be published? */
bool stage_may_go_out(struct stage *, struct asked *);

#endif

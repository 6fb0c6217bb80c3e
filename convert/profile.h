/* --profile: the vendor profiles of the library and of files, and what they do to a story. */
#ifndef WIRE_CONVERT_PROFILE_H
#define WIRE_CONVERT_PROFILE_H

#include "article/profile.h"
#include "convert/diagnostics.h"
#include "convert/options.h"

struct profiling {
    struct wire_profiles *own, *given; /* the library's, and those of the file, which come first; or NULL */
    const struct wire_profile *always; /* named: it acts on every story */
    bool on;                           /* asked for */
};

/* Take what --profile says; without it the library's are there to be looked at if `look`. -1, or the exit status: what is wrong is said. */
int profiling_init(struct profiling *, const struct options *, struct diagnostics *, bool look);
void profiling_free(struct profiling *);

/* The profile for a story, or NULL. */
const struct wire_profile *profiling_for(const struct profiling *, const struct wire_article *);

/* Let it act, and the ledger (may be NULL) have a row for each row of it that did. */
void profiling_apply(const struct profiling *, struct wire_article *, struct wire_ledger *);

#endif

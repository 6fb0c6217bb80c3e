/* What judges: --as, --schema, --catalog, --strict and --rules, of validate and of convert --validate. */
#ifndef WIRE_CONVERT_JUDGING_H
#define WIRE_CONVERT_JUDGING_H

#include "convert/input.h"
#include "schemas/rules/rules.h"
#include "schemas/schemas.h"

struct judging {
    struct wire_schema_choice choice; /* what is asked for beside the options may be set before */
    struct wire_schema_set *set;
    struct wire_buf file;             /* of --schema */
    struct wire_rules *rules;         /* beyond schemas; or NULL: none */
    bool rules_count;                 /* they may change a verdict */
};

/* Take what the options say and compile what they name; what is wrong with it is said, findings go to the sink. -1, or
 * the exit status. */
int judging_begin(struct judging *, const struct options *, struct diagnostics *, const struct wire_sink *);
void judging_end(struct judging *);

/* What one thread judges with what it reads. False without memory; give it back either way. */
bool judging_share(const struct judging *, struct reading *);
void judging_unshare(struct reading *);

/* A file somebody named, up to so many bytes of it; -1, or the exit status: what went wrong has been said. */
int judging_file(const char *name, size_t most, struct wire_buf *, struct diagnostics *);

#endif

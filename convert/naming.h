/*
 * What the files of stories in a folder are called: "{provider}/{versionCreated:%Y/%m/%d}/{uri}.json".
 *
 * Fields are as in patterns of routing keys (convert/routing.h). Whatever a story says, its file is below the folder: a
 * value has no slash, no part of a name begins with a dot, and none is longer than file systems allow.
 */
#ifndef WIRE_CONVERT_NAMING_H
#define WIRE_CONVERT_NAMING_H

#include "article/buf.h"
#include "convert/input.h"
#include "convert/routing.h"

struct naming {
    bool on;                    /* else names are those of inputs */
    struct key_pattern pattern; /* of the name without suffix */
    struct wire_str suffix;     /* absent: the format's */
};

/* What --name or --mirror says, borrowed; what is wrong is said. -1, or the exit status. */
int naming_parse(struct naming *, const struct options *);

/* Whether names may have folders in them. */
bool naming_has_folders(const struct naming *);

/* Put the name of the story there, without suffix: folders with slashes behind them, and a last part that leaves room for a
 * number. Times are in their own offset. */
void naming_put(const struct naming *, const struct wire_article *, const struct input *, unsigned long index, struct wire_buf *out);

#endif

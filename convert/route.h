/* Rules that send a story to folders and formats: --route FILE. */
#ifndef WIRE_CONVERT_ROUTE_H
#define WIRE_CONVERT_ROUTE_H

#include "convert/pipeline.h"

struct route_condition {
    const struct route_field *field;
    char **patterns;                 /* one of them has to match; ended by NULL */
};

struct route {
    struct route_condition *conditions;
    size_t condition_count;
    bool otherwise;                  /* only for stories that no rule took */
    const char *folder;              /* below the output folder; "" is that itself */
    struct route_target {
        const struct wire_format *to;
        char *version;               /* or NULL */
    } *targets;
    size_t target_count;
};

struct routes {
    struct route *rules;
    size_t n, room;
    char *text;                      /* of the file; the rules point into it */
};

/* Read the rules of a file; what is wrong is said. -1, or the exit status; free it either way. */
int routes_read(struct routes *, struct pipeline *, const char *path);
void routes_free(struct routes *);

/* Whether all conditions of a rule hold of a story. */
bool route_takes(const struct route *, const struct wire_article *);

#endif

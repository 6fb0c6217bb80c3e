/* The rows of `wirecopy inspect`. */
#ifndef WIRE_CONVERT_INSPECT_H
#define WIRE_CONVERT_INSPECT_H

#include "article/article.h"
#include "article/buf.h"
#include "convert/terminal.h"

struct view {
    struct wire_buf *out;
    struct wire_buf *line;    /* a row is put together here */
    struct wire_arena *arena; /* of the story shown */
    unsigned width;
    bool colour, full;        /* full: nothing is shortened */
};

void view_heading(struct view *, const char *text);

/* A label, a value as long as fits, and at the right where it stands. */
void view_row(struct view *, const char *label, enum style, struct wire_str value, struct wire_at);

/* The outline of the body: a row a block, at most `most` of them (0: all). */
void view_body(struct view *, const struct wire_article *, unsigned most);

/* A value as a line: "role: value (key value, key value)"; full: with all that records in it have. */
void view_value(struct wire_buf *, const struct wire_value *, bool full);

/* inspect --html; an exit status. */
struct options;
int inspect_page(const struct options *);

#endif

/* The line a finding is about, with a caret under the place. */
#ifndef WIRE_CONVERT_EXCERPT_H
#define WIRE_CONVERT_EXCERPT_H

#include "article/buf.h"

/* Two lines: as much of the source's line as fits in `columns`, and a caret. Nothing where the file cannot be read again
 * (a pipe, or it has changed). */
void put_excerpt(struct wire_buf *, const char *file, struct wire_at, unsigned columns, bool colour);

#endif

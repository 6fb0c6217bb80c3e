/* The ledger file: a JSON line a story, of what became of everything read and everything to be written. */
#ifndef WIRE_CONVERT_LEDGER_H
#define WIRE_CONVERT_LEDGER_H

#include "article/format.h"

/* Add a row for every field the story has and the format has no place for, or may not show. */
void ledger_dropped(struct wire_ledger *, struct wire_article *, const struct wire_format *,
                    const struct wire_write_options *);

/* The line of one story. `out` is the ledger of writing it. */
void ledger_line(struct wire_buf *, const char *file, unsigned long index, const struct wire_article *,
                 const struct wire_ledger *out);

#endif

/*
 * Which version of each story of a batch is the newest: all inputs are read once before the first story goes out.
 *
 * Kept of a story is its uri as a digest, what ranks its newest version, and where that stands: about 100 bytes
 * a story, whatever its size and however often it was sent. Files are then read a second time. What cannot be read
 * twice (standard input, a pipe) is put by in a temporary file without a name, in TMPDIR, as it is read.
 */
#ifndef WIRE_CONVERT_SURVEY_H
#define WIRE_CONVERT_SURVEY_H

#include "article/life.h"
#include "convert/input.h"

struct survey;

enum { STORY_DIGEST = 16 };

/* What a story is known by; false: it has no uri, and is one by itself. */
bool story_digest(const struct wire_article *, unsigned char out[STORY_DIGEST]);

/*
 * Look at all operands. only: versions made until that second count; NULL: all do. Findings are left for the second reading.
 * NULL without memory or where nothing can be put by, which errno tells.
 */
struct survey *survey_new(const struct reading *, const struct options *, const int64_t *only);
void survey_free(struct survey *); /* NULL is fine */

/* Whether a version was there at that second; one that says no time always was. */
bool survey_is_there(const struct wire_rank *, int64_t second);

/*
 * Whether this is the newest version of its story: of two that rank alike the later in the batch. A story without uri
 * always is, and so is one that came since the batch was looked at and is newer than all that was there.
 * May be asked by several threads.
 */
bool survey_is_newest(struct survey *, const struct input *, unsigned long index, const struct wire_article *);

/* After the second reading: whether the first saw all of the inputs, and every newest version of it was met again. */
bool survey_holds(const struct survey *);

/* What was put by, to be read from the beginning: for struct walk. */
const struct put_by *survey_put_by(const struct survey *);

#endif

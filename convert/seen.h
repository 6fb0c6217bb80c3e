/*
 * Which stories have come already, of --dedupe: those that say the same in every field but of how they came (sent, source,
 * the header of a message), with the same body. Kept are 64 to 128 bytes a story.
 */
#ifndef WIRE_CONVERT_SEEN_H
#define WIRE_CONVERT_SEEN_H

#include "article/format.h"

/* What a story is known by. */
struct seen_key {
    uint64_t content[2];
    uint64_t version; /* of its uri and version; 0: it has no uri */
};

enum seen_how { SEEN_NEW, SEEN_AGAIN, SEEN_OTHERWISE, SEEN_NO_MEMORY };

struct seen;

struct seen *seen_new(void); /* NULL without memory */
void seen_free(struct seen *);

/* The key of a story as it is now; room is written over. False without memory. */
bool seen_key_of(struct wire_out *room, struct wire_article *, struct seen_key *);

/* Whether it has come: AGAIN the same, OTHERWISE one of that uri and version that is not the same. From now on it has. */
enum seen_how seen_add(struct seen *, const struct seen_key *);

#endif

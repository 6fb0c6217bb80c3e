/* Which schema a story in JSON is for. */
#ifndef WIRE_SCHEMAS_NINJS_H
#define WIRE_SCHEMAS_NINJS_H

#include "schemas/json-tree.h"
#include "schemas/schemas.h"

/*
 * The first of the stories that a value is a list of, as ninjs is read: the items of an array, or of `items` in an object
 * that is none itself, with or without `data` between; the others are next to it. NULL: the value is a story.
 */
const struct wire_tree *wire_json_stories(const struct wire_tree *value);

/* The story that an object stands around as its `item` or `data`, or the object. */
const struct wire_tree *wire_json_story_in(const struct wire_tree *entry);

/*
 * The row for a story: ninjs of the major version that its `standard` or its names show, the newest minor; or the
 * article JSON. *named is the row of the very version it names itself, or NULL.
 */
const struct wire_schema *wire_json_story_schema(const struct wire_tree *, const struct wire_schema **named);

#endif

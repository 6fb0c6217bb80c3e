/* Which schema a story in JSON is for. */
#ifndef WIRE_SCHEMAS_NINJS_H
#define WIRE_SCHEMAS_NINJS_H

#include "schemas/json-tree.h"
#include "schemas/schemas.h"

/*
 * The row for a story: ninjs of the major version that its `standard` or its names show, the newest minor; or the
 * article JSON. *named is the row of the very version it names itself, or NULL.
 */
const struct wire_schema *wire_json_story_schema(const struct wire_tree *, const struct wire_schema **named);

#endif

/* What the first bytes of JSON say, for telling formats apart: a look, no parse. */
#ifndef WIRE_JSON_SNIFF_H
#define WIRE_JSON_SNIFF_H

#include <stdbool.h>
#include <stddef.h>

/* Whether they begin an object, or an array of objects. */
bool wire_json_is_object(const char *bytes, size_t n);

/* Where a member of that name stands (with $ before it or not): what comes after its colon, perhaps the end; or NULL.
 * A string of that text is none. */
const char *wire_json_member(const char *bytes, size_t n, const char *name);

/* Whether one of the names, ended by NULL, is there. */
bool wire_json_has_any(const char *bytes, size_t n, const char *const names[]);

#endif

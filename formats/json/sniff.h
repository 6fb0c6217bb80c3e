/* What the first bytes of JSON say, for telling formats apart: a look, no parse. */
#ifndef WIRE_JSON_SNIFF_H
#define WIRE_JSON_SNIFF_H

#include <stdbool.h>

#include "article/str.h"

/* Whether they begin an object, or an array of objects. */
bool wire_json_is_object(const char *bytes, size_t n);

/* A member: its name as it is written, and the first character of its value (NUL where the bytes end before it). */
typedef void wire_json_look_fn(void *ctx, struct wire_str name, char value);

/* Every member that the bytes show, of all objects. */
void wire_json_look(const char *bytes, size_t n, wire_json_look_fn *, void *ctx);

/* Whether the name is in a list ended by NULL. */
bool wire_json_listed(struct wire_str name, const char *const names[]);

#endif

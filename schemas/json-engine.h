/* JSON Schema as one of the engines. */
#ifndef WIRE_SCHEMAS_JSON_ENGINE_H
#define WIRE_SCHEMAS_JSON_ENGINE_H

#include "schemas/schemas.h"

extern const struct wire_engine wire_json_engine;
extern const struct wire_finding wire_json_engine_newer, wire_json_engine_empty;

#endif

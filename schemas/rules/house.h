/* Rules of the house: what its own stories must have, in a small file of JSON. */
#ifndef WIRE_RULES_HOUSE_H
#define WIRE_RULES_HOUSE_H

#include "schemas/rules/check.h"

struct wire_house;

/*
 * Read a file of house rules; levels it gives to other rules are set in `rules`. NULL where it makes no sense (findings
 * have said why, *st is WIRE_E_INPUT) and without memory.
 */
struct wire_house *wire_house_new(struct wire_str bytes, const char *name, struct wire_rules *rules, bool strict,
                                  const struct wire_sink *, enum wire_status *st);
void wire_house_free(struct wire_house *); /* NULL is fine */

/* Hold a story to it. */
void wire_house_judge(const struct wire_house *, struct wire_check *, const struct wire_article *);

#define WIRE_HOUSE_FINDINGS &wire_house_required, &wire_house_value, &wire_house_length
extern const struct wire_finding wire_house_required, wire_house_value, wire_house_length;

#endif

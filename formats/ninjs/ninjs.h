/*
 * ninjs, IPTC's news in JSON: the writer of 3.1, 2.2 and 1.6 (mapping.md, Writers).
 *
 * What is put where ninjs has no place of its own, so that a reader can take it back:
 *
 *     credits       people whose rel is a role of credits (wire_ninjs_is_credit)
 *     keywords      subjects of rel `keyword`, the word as literal
 *     provider      an infoSource of role `provider`, the last one
 *     qcode         of a concept without a URI: its literal (1.x: its code)
 *     uri           one that is no URI: urn:x-wirecopy:id: and the text, percent-encoded
 *     name          of an association without one: its rel, else `unknown`; of a rendition: `unknown`
 */
#ifndef WIRE_NINJS_H
#define WIRE_NINJS_H

#include "article/format.h"

extern const struct wire_format wire_format_ninjs;

#define WIRE_NINJS_SCHEMA "http://www.iptc.org/std/ninjs/ninjs-schema_%.*s.json#" /* of a version: ours of standard */
#define WIRE_NINJS_ID "urn:x-wirecopy:id:"
#define WIRE_NINJS_KEYWORD "keyword"
#define WIRE_NINJS_PROVIDER "provider"

/* Whether a rel of people is the role of a credit: reporter, editor ... */
bool wire_ninjs_is_credit(struct wire_str rel);

#endif

/*
 * ninjs, IPTC's news in JSON: the reader of 1.0 to 3.1 and the writer of 3.1, 2.2 and 1.6 (mapping.md, ninjs, Writers).
 *
 * What is put where ninjs has no place of its own:
 *
 *     credits       people whose rel is the role of the credit
 *     keywords      subjects of rel `keyword`, the word as literal
 *     provider      an infoSource of role `provider`, the last one
 *     qcode         of a concept without a URI: its literal (1.x: its code)
 *     scheme, code  of 1.x in later versions: the URI that they make together, and the code as literal
 *     uri           one that is no URI: urn:x-wirecopy:id: and the text, percent-encoded
 *     name          of an association without one: its rel, else `unknown`; of a rendition: `unknown`
 *     place         of a dateline, where nothing says where the story is located: located
 *
 * A reader of ours takes it back. What cannot be told by the values is told by the order of members, which means
 * nothing to others; it is looked at only in what is our own, which begins with our own `standard` (schema, version and
 * name, in this order) and `uri`:
 *
 *     a credit          begins with rel and name, where one of the people has its name first
 *     a keyword         begins with its literal and rel; a qcode with its literal
 *     scheme and code   begin with literal and uri; in 1.x a URI parted begins with code and scheme (with scheme and
 *                       code where that is the literal as well), a qcode with its code
 *     the provider      begins with its role
 *     a made-up name    stands behind the uri or href, where a real one comes first
 *     a dateline's place as located stands right behind the uri
 */
#ifndef WIRE_NINJS_H
#define WIRE_NINJS_H

#include "article/format.h"

extern const struct wire_format wire_format_ninjs;

#define WIRE_NINJS_SCHEMA "http://www.iptc.org/std/ninjs/ninjs-schema_%.*s.json#" /* of a version: ours of standard */
#define WIRE_NINJS_ID "urn:x-wirecopy:id:"
#define WIRE_NINJS_KEYWORD "keyword"
#define WIRE_NINJS_PROVIDER "provider"

#endif

/* Language tags in the case of BCP 47 (RFC 5646, 2.1.1), and which of several is the story's. */
#ifndef WIRE_ARTICLE_LANG_H
#define WIRE_ARTICLE_LANG_H

#include "article/str.h"

/* "EN_gb" is "en-GB"; in the arena, absent when empty. */
struct wire_str wire_lang_normal(struct wire_arena *, struct wire_str tag);

/* How well a tag suits a wanted one: 3 the same, 2 the same primary language, 1 any other, none or either absent. */
int wire_lang_match(struct wire_str tag, struct wire_str wanted);

#endif

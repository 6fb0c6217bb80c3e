/* The article as JSON, all of it: the format `json`. */
#ifndef WIRE_ARTICLE_JSON_H
#define WIRE_ARTICLE_JSON_H

#include "article/format.h"

extern const struct wire_format wire_format_article_json;

/* Print one article as a JSON object, indented unless compact. */
void wire_article_json(struct wire_buf *, const struct wire_article *, bool compact);

#endif

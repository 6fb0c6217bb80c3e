/* The article as JSON, all of it: the format `json`. */
#ifndef WIRE_ARTICLE_JSON_H
#define WIRE_ARTICLE_JSON_H

#include "article/format.h"

extern const struct wire_format wire_format_article_json;

/* Print one article as a JSON object, indented unless compact. */
void wire_article_json(struct wire_buf *, const struct wire_article *, bool compact);

/* Read articles, one after another or in an array. */
wire_read_fn wire_article_json_read;

int wire_article_json_sniff(const char *bytes, size_t n, const char **why);

extern const struct wire_finding wire_article_json_unknown, wire_article_json_kind, wire_article_json_no_story,
    wire_article_json_body_differs, wire_article_json_limit;

#endif

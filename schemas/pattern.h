/* Regular expressions of ECMA-262, as JSON Schema has them, run by PCRE2 within bounds. */
#ifndef WIRE_SCHEMAS_PATTERN_H
#define WIRE_SCHEMAS_PATTERN_H

#include "article/arena.h"

struct wire_pattern {
    struct wire_pattern *next; /* of the same program */
    struct wire_str text;      /* as the schema has it */
    struct wire_str begins;    /* what every match begins with, at the beginning of the string; or absent */
    void *code;                /* pcre2_code */
};

/* Compile; the text is lent. False: it is no pattern (*why, of n bytes, says what is wrong) or there is no memory (*why ""). */
bool wire_pattern_compile(struct wire_pattern *, struct wire_str text, char *why, size_t n);
void wire_pattern_free(struct wire_pattern *);

/* One thread's room for matching. */
struct wire_matcher {
    void *data;    /* pcre2_match_data */
    void *context; /* pcre2_match_context */
};

bool wire_matcher_init(struct wire_matcher *);
void wire_matcher_free(struct wire_matcher *);

/* Whether it matches somewhere in s, which is UTF-8: 1 or 0; -1 where a bound was met first, -2 without memory. */
int wire_pattern_match(struct wire_matcher *, const struct wire_pattern *, struct wire_str s);

#endif

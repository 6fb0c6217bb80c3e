/* Names made from fields of a story: "{provider}.{language}.{type}". */
#ifndef WIRE_CONVERT_ROUTING_H
#define WIRE_CONVERT_ROUTING_H

#include "article/article.h"
#include "convert/options.h"

struct key_part {
    struct wire_str text;     /* as it is; absent: the field */
    enum wire_field field;    /* WIRE_FIELD_COUNT: a word instead */
    size_t word;              /* which of those that are known besides fields */
    enum wire_key member;     /* WIRE_K_NONE: the text of the field, or what names the record best */
    struct wire_str time;     /* how a time is printed; absent: as any text */
    struct wire_str other;    /* where the story has nothing of it */
};

struct key_pattern {
    struct key_part part[32];
    size_t n;
};

/*
 * A pattern, borrowed: of fields, and of words that are none, a list that ends with NULL. times: {versionCreated:%Y-%m-%d}
 * is understood. What is wrong is said, as of the option. -1, or the exit status.
 */
int pattern_parse(struct key_pattern *, const struct options *, enum option, const char *text, const char *const *words, bool times);

/* What a story has of the field of a part: the first public value, of a record its member or what names it best. */
struct wire_str pattern_value(const struct key_part *, const struct wire_article *);

/* The pattern of a routing key; its word is {key}, the one the story came with. */
int routing_parse(struct key_pattern *, const struct options *, enum option, const char *text);

/*
 * The routing key of a story in a topic exchange: of a value the letters that would part or stand for words there
 * (dot, asterisk, hash), white space and control characters are each a "-". Cut at 255 bytes, between characters.
 */
void routing_key(const struct key_pattern *, const struct wire_article *, const char *came_with, char key[256]);

#endif

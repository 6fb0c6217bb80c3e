/*
 * What a story should keep to that no schema can say: guidelines of the standards, sense of its content, rules of the house.
 *
 *     rules = wire_rules_new(&choice, sink, &st);           once; shared by all threads, never changes
 *     st = wire_rules_judge(rules, &input, sink, &result);  an input whose bytes are in memory
 *
 * A rule is a row in one of the tables of this folder. It looks at the article, so that it works for every format, or
 * at the strings of the source (spots), where the article no longer shows what was written; a spot can be mended.
 */
#ifndef WIRE_RULES_H
#define WIRE_RULES_H

#include "article/format.h"
#include "schemas/rules/edit.h"

struct wire_check;
struct wire_rule;
struct wire_spot;

/* The formats a rule is for. */
enum {
    WIRE_RULE_G2 = 1,
    WIRE_RULE_NEWSML_1 = 2,
    WIRE_RULE_NITF = 4,
    WIRE_RULE_NINJS = 8,
    WIRE_RULE_JSON = 16,
    WIRE_RULE_WIRES = 32, /* ANPA 1312 and IPTC 7901 */
    WIRE_RULE_TEXT = 64,
    WIRE_RULE_FEEDS = 128,
    WIRE_RULE_MARKED = 255 & ~(WIRE_RULE_WIRES | WIRE_RULE_TEXT), /* XML and JSON */
    WIRE_RULE_ALL = 255
};

typedef void wire_rule_story_fn(struct wire_check *, const struct wire_rule *, const struct wire_article *);
typedef void wire_rule_spot_fn(struct wire_check *, const struct wire_rule *, const struct wire_spot *);

struct wire_rule {
    struct wire_finding what; /* first: findings of rules are told by their rows; .rule is the source of the rule */
    unsigned formats;         /* WIRE_RULE_x */
    wire_rule_story_fn *story;/* over each story; or NULL */
    wire_rule_spot_fn *spot;  /* over each string of the source; or NULL */
    bool mends;               /* --fix has an answer where there is one alone */
    const char *good, *bad;   /* what it should look like, and what it should not */
};

/* All rules by number, until NULL. */
const struct wire_rule *wire_rule_at(size_t);

/* The rule that a finding belongs to, its own or with another level; or NULL. */
const struct wire_rule *wire_rule_of(const struct wire_finding *);

/* Findings about rules that are no rule: of house files, and of what was mended. By number, until NULL. */
const struct wire_finding *wire_rule_finding_at(size_t);

extern const struct wire_finding wire_rule_fixed, wire_rules_unreadable, wire_rules_too_large;

/* --- a set of rules --- */

struct wire_rules_choice {
    bool strict;           /* warnings are errors */
    const char *file;      /* name of a file of house rules, or NULL */
    struct wire_str bytes; /* what is in it; lent for the call */
};

struct wire_rules;

/* NULL without memory, and where the house file makes no sense: findings have said why, *st says which. */
struct wire_rules *wire_rules_new(const struct wire_rules_choice *, const struct wire_sink *, enum wire_status *st);
void wire_rules_free(struct wire_rules *); /* NULL is fine */

/* --- judging --- */

/* One input: bytes that are lent, and how to read them. */
struct wire_rules_input {
    struct wire_str bytes;
    const struct wire_format *format;
    struct wire_worker *worker;
    const struct wire_source *source; /* for its name, encoding, zone and split */
    bool reader_speaks;               /* what the reader finds is said: nobody else has read this */
    struct wire_edits *edits;         /* what has one safe answer goes there; or NULL */
};

struct wire_rules_result {
    unsigned long stories, invalid; /* read; and with a finding that is an error */
};

/*
 * Read every story and tell the sink (whose `story` is not called) what rules it breaks. WIRE_OK whatever was found;
 * else what the reader returned: stories before that were looked at.
 */
enum wire_status wire_rules_judge(const struct wire_rules *, const struct wire_rules_input *, const struct wire_sink *,
                                  struct wire_rules_result *);

#endif

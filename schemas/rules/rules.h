/*
 * What a story should keep to that no schema can say: guidelines of the standards, sense of its content, rules of the house.
 *
 *     rules = wire_rules_new(&choice, sink, &st);         once; shared by all threads, never changes
 *     run = wire_rules_run_new(rules);                    one a thread
 *     source = wire_rules_begin(run, format, source, sink, NULL);
 *     wire_rules_story(run, article);                     each that the reader of that source gives out
 *     st = wire_rules_end(run, st, false);
 *
 * A rule is a row in one of the tables of this folder. It looks at the article, so that it works for every format, or
 * at the strings of the source (spots), where the article no longer shows what was written; a spot can be mended.
 */
#ifndef WIRE_RULES_H
#define WIRE_RULES_H

#include "article/format.h"

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

/* --- judging an input in the pass that reads it --- */

struct wire_edits;

struct wire_rules_result {
    unsigned long stories, invalid; /* read; and with a finding that is an error */
};

/* One thread's. It holds no more of an input than a story. */
struct wire_rules_run;

/* NULL without memory. The rules are borrowed. */
struct wire_rules_run *wire_rules_run_new(const struct wire_rules *);
void wire_rules_run_free(struct wire_rules_run *); /* NULL is fine */

/*
 * An input of that format begins: what is to be read is the source that comes back. What rules it breaks goes to the sink (whose
 * `story` is not called), story by story. What has one safe answer goes to the edits, if there are any: then all of the source is
 * kept, and nothing else is said. Everything is borrowed until the end.
 */
struct wire_source *wire_rules_begin(struct wire_rules_run *, const struct wire_format *, const struct wire_source *,
                                     const struct wire_sink *, struct wire_edits *edits);

/* The next story, as its reader gave it. True: one of the rules it breaks is an error. */
bool wire_rules_story(struct wire_rules_run *, const struct wire_article *);

/*
 * The reading is over, with that status. to_the_end: where that broke off, what is left of the source is read and looked at as
 * well. WIRE_OK, or WIRE_E_NOMEM.
 */
enum wire_status wire_rules_end(struct wire_rules_run *, enum wire_status read, bool to_the_end);

/* What became of the input. */
const struct wire_rules_result *wire_rules_result(const struct wire_rules_run *);

#endif

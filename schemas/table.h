/*
 * Schemas written as tables: one source for all versions of a format, from which the XML Schema of any one is printed.
 *
 * A table is lines; what is indented goes on with the line before, # begins a comment.
 *
 *     namespace URI [unqualified] [any-lang]
 *                                        what it describes (-: no namespace); unqualified: elements without statement have no
 *                                        namespace; any-lang: whatever stands in xml:lang is right, as under a DTD
 *     value NAME BASE FACET...           a text: min max length min-length pattern one-of ('' is the empty one)
 *     value NAME list VALUE FACET...     values of it, parted by blanks
 *     value NAME union VALUE...          any of these
 *     set NAME ATTRIBUTE...              attributes that go together
 *     part NAME MODEL                    content that goes together
 *     type NAME [KIND] ATTRIBUTE... MODEL
 *     element NAME... :TYPE [root]       what these elements are where nothing else is said; root: a document may be one
 *     once NAME CHILD...                 each stands in NAME at most once, in any order; `!`: it must, of A|B! one of both
 *     plain NAME... @ATTRIBUTE VALUE... [marked VALUE...]
 *                                        no elements stand in these where the attribute is one of the values, or absent; where
 *                                        it is one of those marked, there is an element
 *
 * KIND is `mixed`, `=VALUE` (text alone) or `anything`. ATTRIBUTE is `@NAME:VALUE`, behind it `!` (must be there), `=TEXT`
 * (always that) or `~TEXT` (that where it is absent); `+SET`; or `@<WHICH>`, those of other namespaces. MODEL is a
 * sequence of `NAME`, `NAME:TYPE`, `&PART`, `<WHICH>` (elements from elsewhere) and `( ... )`, with | between
 * alternatives; behind each `?`, `*`, `+` or `{2,5}`. WHICH is other, any, local or a namespace, and `!` (it must be known
 * and valid) or `?` (nobody looks).
 *
 * Anything but values, sets, parts and types may end in a tag that says where it holds: [2.11] since that version,
 * [..2.19] until it, [2.11..2.19], and after a comma `power` or `core`, the conformance levels of NewsML-G2.
 */
#ifndef WIRE_SCHEMAS_TABLE_H
#define WIRE_SCHEMAS_TABLE_H

#include <stdint.h>

#include "article/buf.h"
#include "schemas/checked.h"

/* Which of the schemas in a table. */
struct wire_table_choice {
    unsigned version;    /* wire_table_version; 0: all that is not taken away again */
    bool core;
};

/* "2.35" as a number that compares: 2035. 0 where it is none. */
unsigned wire_table_version(struct wire_str);

/*
 * Print an XML Schema. `imports` (or NULL) is put before its first statement. WIRE_E_INPUT where a name means nothing or a
 * bracket is open: buf then ends where that was. WIRE_E_NOMEM.
 */
enum wire_status wire_table_print(struct wire_str table, const struct wire_table_choice *, const char *imports,
                                  struct wire_buf *);

enum { WIRE_ONCE = 31 }; /* children in one `once`: a bit each */

/* What `once` and `plain` say of an element, which no XML Schema can: its order would be fixed. */
struct wire_table_within {
    struct wire_str name;
    struct wire_str child[WIRE_ONCE];
    uint32_t needs[WIRE_ONCE]; /* of each of these sets of children one must be there */
    unsigned n, needs_n;
    struct wire_str attr;      /* of `plain`, without its @ */
    struct wire_str plain, marked; /* words */
};

/* A name that the table knows, of an element or of an attribute. */
struct wire_table_name {
    struct wire_str name; /* in the table */
    const struct wire_table_within *within; /* of an element; or NULL */
    struct wire_str value;/* of an attribute: its value in this version, absent where it has several */
    wire_check_fn *check; /* that, where the schema does not check it; or NULL */
    bool attr;
    bool id;              /* an attribute that is an xs:ID wherever it stands */
    bool root;            /* an element a document may be */
    bool open;            /* an element that may hold any other, known or not */
    unsigned since;       /* the version it first appeared in; 0: it has always been there */
};

/* All names in a table, to be freed, as are the withins some of them point to (NULL: there is none). WIRE_E_NOMEM;
 * WIRE_E_LIMIT where there are too many. */
enum wire_status wire_table_names(struct wire_str table, const struct wire_table_choice *, struct wire_table_name **,
                                  size_t *count,
                                  struct wire_table_within **);

/* The same alone, in rows ended by one without a name. WIRE_E_LIMIT where a row has too many children. */
enum wire_status wire_table_withins(struct wire_str table, struct wire_table_within **);

/* --- reading a table --- */

/* The next statement, a line and what is indented below it, cut off the rest; false: there is none. */
bool wire_table_statement(struct wire_str *rest, struct wire_str *statement);

/* The next word of a statement; one in quotes may hold blanks. */
bool wire_table_word(struct wire_str *rest, struct wire_str *word);

/* Whether a word stands among words. */
bool wire_table_has_word(struct wire_str words, struct wire_str word);

#endif

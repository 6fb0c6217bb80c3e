/* What the parts of tables share; the language is told in table.h. */
#ifndef WIRE_SCHEMAS_TABLE_ROOM_H
#define WIRE_SCHEMAS_TABLE_ROOM_H

#include "schemas/checked.h"
#include "schemas/table.h"

enum { WIRE_NAMES = 4096 }; /* room for names, a power of two */

enum wire_named_kind {
    WIRE_N_VALUE = 1,
    WIRE_N_ELEMENT,        /* declared by `element` */
    WIRE_N_ATTRIBUTE,      /* that stands somewhere in this version */
    WIRE_N_OPEN,           /* a type that may hold any element */
    WIRE_N_USED_ELEMENT,   /* that stands somewhere in any version */
    WIRE_N_USED_ATTRIBUTE
};

struct wire_named {
    struct wire_str s;
    struct wire_str type; /* of an element: what it is; of an attribute: its value, absent where it has several */
    enum wire_named_kind kind;
    bool root;            /* of an element: a document may be one */
    bool id;              /* of an attribute: xs:ID everywhere */
    bool open;            /* of an element: it may hold any element somewhere */
    unsigned since;       /* of one used: the first version */
};

struct wire_names {
    const struct wire_table_choice *choice;
    struct wire_named *all;
    size_t count;
    bool full;
    struct wire_str bad;  /* a statement that has no sense; or absent */
};

/* All that a table declares, to be freed whatever comes back: WIRE_E_NOMEM, WIRE_E_LIMIT. */
enum wire_status wire_names_declare(struct wire_names *, struct wire_str table, const struct wire_table_choice *);
void wire_names_free(struct wire_names *);

/* The row of that name, or an empty one; and that row, in use from now on unless there are too many. */
struct wire_named *wire_named_find(struct wire_names *, enum wire_named_kind, struct wire_str);
struct wire_named *wire_named_add(struct wire_names *, enum wire_named_kind, struct wire_str);

/* Whether the word holds in the schema wanted; its tag is cut off. */
bool wire_table_holds(const struct wire_table_choice *, struct wire_str *word);

/* The word of a type's first line that says its kind, or absent; the others are left. */
struct wire_str wire_table_kind(const struct wire_table_choice *, struct wire_str *words);

#endif

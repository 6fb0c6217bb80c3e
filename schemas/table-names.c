/* Which names a table of a schema knows, and what is to be known of them beside the schema printed. */
#include <stdlib.h>

#include "article/str.h"
#include "schemas/table-room.h"

static unsigned
since(struct wire_str word)
{
    const char *tag = word.n != 0 && word.p[word.n - 1] == ']' ? memrchr(word.p, '[', word.n) : NULL;
    size_t n = 0;

    if (tag == NULL)
        return 0;
    tag++;
    while ((tag[n] >= '0' && tag[n] <= '9') || (tag[n] == '.' && tag[n + 1] != '.'))
        n++;
    return wire_table_version((struct wire_str){ tag, n });
}

static void
use(struct wire_names *t, struct wire_str word)
{
    bool attr = word.p[0] == '@', known, id;
    enum wire_named_kind kind = attr ? WIRE_N_USED_ATTRIBUTE : WIRE_N_USED_ELEMENT;
    struct wire_named *name;
    struct wire_str s, type;
    size_t n = 0, end;

    if (memchr("+&<|()", word.p[0], 6) != NULL || wire_str_begins(word, "@<") || wire_str_begins(word, "@xml:"))
        return;
    while (n < word.n && strchr(attr ? ":" : ":?*+{[", word.p[n]) == NULL)
        n++;
    for (end = n + 1; end < word.n && strchr("!=~?*+{[", word.p[end]) == NULL;)
        end++;
    s = wire_str_sub(word, attr, n - attr);
    type = n < word.n && word.p[n] == ':' ? wire_str_sub(word, n + 1, end - n - 1) : wire_named_find(t, WIRE_N_ELEMENT, s)->type;
    id = attr && wire_str_is(type, "ID");
    known = wire_named_find(t, kind, s)->kind != 0;
    name = wire_named_add(t, kind, s);
    name->since = known && name->since < since(word) ? name->since : since(word);
    name->id = id && (!known || name->id);
    name->open = name->open || (!attr && wire_named_find(t, WIRE_N_OPEN, type)->kind != 0);
}

static const struct wire_table_within *
find_within(const struct wire_table_within *all, struct wire_str name)
{
    for (; all != NULL && all->name.p != NULL; all++) {
        if (wire_str_eq(all->name, name))
            return all;
    }
    return NULL;
}

static struct wire_table_name
row_of(struct wire_names *t, const struct wire_named *n, const struct wire_table_within *within)
{
    struct wire_table_name row = { .name = n->s, .attr = n->kind == WIRE_N_USED_ATTRIBUTE, .id = n->id, .since = n->since,
                                   .open = n->open };

    if (row.attr) {
        row.value = wire_named_find(t, WIRE_N_ATTRIBUTE, n->s)->type;
        row.check = wire_checked(row.value);
    } else {
        row.root = wire_named_find(t, WIRE_N_ELEMENT, n->s)->root;
        row.within = find_within(within, n->s);
    }
    return row;
}

enum wire_status
wire_table_names(struct wire_str table, const struct wire_table_choice *choice, struct wire_table_name **names, size_t *count,
                 struct wire_table_within **within)
{
    struct wire_names t;
    struct wire_str rest = table, statement, what, word;
    enum wire_status st = wire_names_declare(&t, table, choice);

    *count = 0;
    *names = NULL;
    while (st == WIRE_OK && wire_table_statement(&rest, &statement)) {
        wire_table_word(&statement, &what);
        while (wire_str_is(what, "element") && wire_table_word(&statement, &word) && word.p[0] != ':')
            wire_named_add(&t, WIRE_N_USED_ELEMENT, word); /* roots stand in no model */
        if (!wire_str_is(what, "set") && !wire_str_is(what, "part") && !wire_str_is(what, "type"))
            continue;
        wire_table_word(&statement, &word);
        if (wire_str_is(what, "type"))
            wire_table_kind(choice, &statement);
        while (wire_table_word(&statement, &word))
            use(&t, word);
    }
    if (st == WIRE_OK)
        st = wire_table_withins(table, within);
    if (st == WIRE_OK && t.full)
        st = WIRE_E_LIMIT;
    if (st == WIRE_OK && (*names = calloc(t.count + 1, sizeof **names)) == NULL)
        st = WIRE_E_NOMEM;
    for (size_t i = 0; st == WIRE_OK && i < WIRE_NAMES; i++) {
        if (t.all[i].kind == WIRE_N_USED_ELEMENT || t.all[i].kind == WIRE_N_USED_ATTRIBUTE)
            (*names)[(*count)++] = row_of(&t, &t.all[i], *within);
    }
    wire_names_free(&t);
    return st;
}

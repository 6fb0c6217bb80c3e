/* What `once` and `plain` of a table say: how often elements stand within one, and whether any do. */
#include <stdlib.h>

#include "article/str.h"
#include "schemas/table.h"

bool
wire_table_has_word(struct wire_str words, struct wire_str word)
{
    struct wire_str one;

    while (wire_table_word(&words, &one)) {
        if (wire_str_eq(one, word))
            return true;
    }
    return false;
}

/* The row of that element, new if need be; there is room for as many as the table has lines. */
static struct wire_table_within *
within_of(struct wire_table_within *all, struct wire_str name)
{
    while (all->name.p != NULL && !wire_str_eq(all->name, name))
        all++;
    all->name = name;
    return all;
}

/* CHILD, CHILD! or A|B!: those not yet named get a bit. false: there are too many. */
static bool
read_child(struct wire_table_within *w, struct wire_str word)
{
    bool must = word.p[word.n - 1] == '!';
    uint32_t set = 0;

    word = wire_str_sub(word, 0, word.n - must);
    while (word.n != 0) {
        const char *bar = memchr(word.p, '|', word.n);
        struct wire_str name = wire_str_sub(word, 0, bar != NULL ? (size_t)(bar - word.p) : word.n);
        unsigned at = 0;

        while (at < w->n && !wire_str_eq(w->child[at], name))
            at++;
        if (at == WIRE_ONCE)
            return false;
        w->n += at == w->n;
        w->child[at] = name;
        set |= UINT32_C(1) << at;
        word = wire_str_sub(word, name.n + (bar != NULL), SIZE_MAX);
    }
    if (must)
        w->needs[w->needs_n++] = set;
    return w->needs_n < WIRE_ONCE;
}

static void
read_plain(struct wire_table_within *all, struct wire_str words)
{
    const char *at = memchr(words.p, '@', words.n), *marked = memmem(words.p, words.n, " marked ", 8);
    struct wire_str names = wire_str_sub(words, 0, at != NULL ? (size_t)(at - words.p) : 0), rest, attr, name;

    rest = wire_str_sub(words, names.n + 1, SIZE_MAX);
    wire_table_word(&rest, &attr);
    while (wire_table_word(&names, &name)) {
        struct wire_table_within *w = within_of(all, name);
        size_t n = marked != NULL ? (size_t)(marked - rest.p) : rest.n;
        w->attr = attr;
        w->plain = wire_str_sub(rest, 0, n);
        w->marked = marked != NULL ? wire_str_sub(rest, n + 8, SIZE_MAX) : WIRE_NONE;
    }
}

/* How many rows there can be. */
static size_t
most_rows(struct wire_str table)
{
    struct wire_str statement, what, word;
    size_t n = 0;

    while (wire_table_statement(&table, &statement)) {
        wire_table_word(&statement, &what);
        n += wire_str_is(what, "once");
        while (wire_str_is(what, "plain") && wire_table_word(&statement, &word))
            n++;
    }
    return n;
}

enum wire_status
wire_table_withins(struct wire_str table, struct wire_table_within **within)
{
    struct wire_str statement, what, name, word;
    size_t n = most_rows(table);
    bool good = true;

    *within = n != 0 ? calloc(n + 1, sizeof **within) : NULL;
    if (n != 0 && *within == NULL)
        return WIRE_E_NOMEM;
    while (n != 0 && wire_table_statement(&table, &statement)) {
        wire_table_word(&statement, &what);
        if (wire_str_is(what, "plain"))
            read_plain(*within, statement);
        if (!wire_str_is(what, "once") || !wire_table_word(&statement, &name))
            continue;
        while (wire_table_word(&statement, &word))
            good = read_child(within_of(*within, name), word) && good;
    }
    return good ? WIRE_OK : WIRE_E_LIMIT;
}

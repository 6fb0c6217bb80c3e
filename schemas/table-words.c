/* Tables of schemas: their words, which of them hold in a version, and what they name. */
#include <stdlib.h>

#include "article/str.h"
#include "schemas/table-room.h"

/* --- statements and words --- */

bool
wire_table_statement(struct wire_str *rest, struct wire_str *statement)
{
    const char *at = rest->p, *end = rest->p + rest->n, *from;

    while (at < end && (*at == '\n' || *at == '#')) {
        const char *line = memchr(at, '\n', (size_t)(end - at));
        at = line != NULL ? line + 1 : end;
    }
    from = at;
    while (at < end && (at == from || *at == ' ')) {
        const char *line = memchr(at, '\n', (size_t)(end - at));
        at = line != NULL ? line + 1 : end;
    }
    *statement = (struct wire_str){ from, (size_t)(at - from) };
    *rest = (struct wire_str){ at, (size_t)(end - at) };
    return statement->n != 0;
}

bool
wire_table_word(struct wire_str *rest, struct wire_str *word)
{
    size_t from = 0, to;

    while (from < rest->n && (rest->p[from] == ' ' || rest->p[from] == '\n'))
        from++;
    to = from;
    if (from < rest->n && rest->p[from] == '\'') {
        for (to = ++from; to < rest->n && rest->p[to] != '\''; to++)
            continue;
        *word = wire_str_sub(*rest, from, to - from);
        *rest = wire_str_sub(*rest, to + 1, SIZE_MAX);
        return true;
    }
    while (to < rest->n && rest->p[to] != ' ' && rest->p[to] != '\n')
        to++;
    *word = wire_str_sub(*rest, from, to - from);
    *rest = wire_str_sub(*rest, to, SIZE_MAX);
    return word->n != 0;
}

unsigned
wire_table_version(struct wire_str s)
{
    unsigned part[2] = { 0, 0 }, at = 0;

    if (s.n == 0 || s.n > 7)
        return 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '.' && at == 0)
            at = 1;
        else if (s.p[i] >= '0' && s.p[i] <= '9')
            part[at] = part[at] * 10 + (unsigned)(s.p[i] - '0');
        else
            return 0;
    }
    return part[1] < 1000 ? part[0] * 1000 + part[1] : 0;
}

static bool
range_holds(const struct wire_table_choice *choice, struct wire_str range)
{
    const char *dots = memmem(range.p, range.n, "..", 2);
    size_t until = dots != NULL ? (size_t)(dots - range.p) : range.n;
    unsigned since = wire_table_version(wire_str_sub(range, 0, until));
    unsigned last = dots != NULL ? wire_table_version(wire_str_sub(range, until + 2, SIZE_MAX)) : 0;

    return (since == 0 || choice->version == 0 || choice->version >= since) &&
           (last == 0 || (choice->version != 0 && choice->version <= last));
}

bool
wire_table_holds(const struct wire_table_choice *choice, struct wire_str *word)
{
    size_t open = word->n;
    struct wire_str tag;
    bool all = true;

    if (word->n == 0 || word->p[word->n - 1] != ']')
        return true;
    while (open > 0 && word->p[open - 1] != '[')
        open--;
    tag = wire_str_sub(*word, open, word->n - open - 1);
    *word = wire_str_sub(*word, 0, open - 1);
    while (tag.n != 0) {
        const char *comma = memchr(tag.p, ',', tag.n);
        size_t n = comma != NULL ? (size_t)(comma - tag.p) : tag.n;
        struct wire_str one = wire_str_sub(tag, 0, n);

        if (wire_str_is(one, "power"))
            all = all && !choice->core;
        else if (wire_str_is(one, "core"))
            all = all && choice->core;
        else
            all = all && range_holds(choice, one);
        tag = wire_str_sub(tag, n + (comma != NULL), SIZE_MAX);
    }
    return all;
}

struct wire_str
wire_table_kind(const struct wire_table_choice *choice, struct wire_str *words)
{
    const char *line = memchr(words->p, '\n', words->n);
    size_t n = line != NULL ? (size_t)(line - words->p) : words->n;
    struct wire_str first = wire_str_sub(*words, 0, n), word, kind = WIRE_NONE;

    *words = wire_str_sub(*words, n, SIZE_MAX);
    while (wire_table_word(&first, &word)) {
        if (wire_table_holds(choice, &word) && kind.p == NULL)
            kind = word;
    }
    return kind;
}

/* --- names --- */

struct wire_named *
wire_named_find(struct wire_names *t, enum wire_named_kind kind, struct wire_str s)
{
    uint32_t h = 2166136261u + kind;

    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 16777619u;
    for (h &= WIRE_NAMES - 1; t->all[h].kind != 0; h = (h + 1) & (WIRE_NAMES - 1)) {
        if (t->all[h].kind == kind && wire_str_eq(t->all[h].s, s))
            break;
    }
    return &t->all[h];
}

struct wire_named *
wire_named_add(struct wire_names *t, enum wire_named_kind kind, struct wire_str s)
{
    struct wire_named *n = wire_named_find(t, kind, s);

    if (t->count >= WIRE_NAMES / 2) {
        t->full = true;
        return n;
    }
    t->count += n->kind == 0;
    n->kind = kind;
    n->s = s;
    return n;
}

static void
declare_elements(struct wire_names *t, struct wire_str words)
{
    struct wire_str rest = words, word, type = WIRE_NONE;
    bool root = false;

    while (wire_table_word(&rest, &word)) {
        if (word.p[0] == ':')
            type = wire_str_sub(word, 1, SIZE_MAX);
        else if (type.p != NULL)
            root = root || (wire_table_holds(t->choice, &word) && wire_str_is(word, "root"));
    }
    t->bad = type.p == NULL ? words : t->bad;
    while (wire_table_word(&words, &word) && word.p[0] != ':') {
        struct wire_named *n = wire_named_add(t, WIRE_N_ELEMENT, word);
        n->type = type;
        n->root = root;
    }
}

/* An attribute in this version: is it of the same value wherever it stands? */
static void
declare_attribute(struct wire_names *t, struct wire_str word)
{
    struct wire_named *n;
    struct wire_str value;
    size_t end = 1, to;

    if (!wire_table_holds(t->choice, &word) || wire_str_begins(word, "@<") || wire_str_begins(word, "@xml:"))
        return;
    while (end < word.n && word.p[end] != ':')
        end++;
    for (to = end + 1; to < word.n && strchr("!=~", word.p[to]) == NULL;)
        to++;
    value = wire_str_sub(word, end + 1, to - end - 1);
    n = wire_named_find(t, WIRE_N_ATTRIBUTE, wire_str_sub(word, 1, end - 1));
    if (n->kind == 0)
        wire_named_add(t, WIRE_N_ATTRIBUTE, wire_str_sub(word, 1, end - 1))->type = value;
    else if (!wire_str_eq(n->type, value))
        n->type = WIRE_NONE;
}

static void
declare_type(struct wire_names *t, struct wire_str words, bool type)
{
    struct wire_str name, word;
    bool any;

    wire_table_word(&words, &name);
    any = type && wire_str_is(wire_table_kind(t->choice, &words), "anything");
    while (wire_table_word(&words, &word)) {
        if (word.p[0] == '@')
            declare_attribute(t, word);
        else
            any = any || wire_str_begins(word, "<any");
    }
    if (type && any)
        wire_named_add(t, WIRE_N_OPEN, name);
}

enum wire_status
wire_names_declare(struct wire_names *t, struct wire_str table, const struct wire_table_choice *choice)
{
    struct wire_str statement, what, name;

    *t = (struct wire_names){ .choice = choice, .all = calloc(WIRE_NAMES, sizeof *t->all) };
    if (t->all == NULL)
        return WIRE_E_NOMEM;
    while (wire_table_statement(&table, &statement)) {
        wire_table_word(&statement, &what);
        if (wire_str_is(what, "element"))
            declare_elements(t, statement);
        else if (wire_str_is(what, "type") || wire_str_is(what, "set"))
            declare_type(t, statement, wire_str_is(what, "type"));
        else if (wire_str_is(what, "value") && wire_table_word(&statement, &name))
            wire_named_add(t, WIRE_N_VALUE, name);
    }
    return t->full ? WIRE_E_LIMIT : WIRE_OK;
}

void
wire_names_free(struct wire_names *t)
{
    free(t->all);
    t->all = NULL;
}

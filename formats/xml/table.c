/* Tables of rows compiled into tries over names. */
#include "xml/engine.h"

static bool
is_named(const struct wire_step *s, const char *name)
{
    return s->name.p[0] == name[0] && strncmp(s->name.p, name, s->name.n) == 0 && name[s->name.n] == '\0';
}

static struct wire_step *
kid_named(struct wire_xml_state *w, struct wire_step *at, struct wire_str name)
{
    struct wire_step *s;

    for (s = at->kids; s != NULL; s = s->next) {
        if (wire_str_eq(s->name, name))
            return s;
    }
    if ((s = WIRE_NEW(&w->tables, struct wire_step)) == NULL)
        return NULL;
    s->name = name;
    if (at->last_kid != NULL)
        at->last_kid->next = s;
    else
        at->kids = s;
    at->last_kid = s;
    return s;
}

static bool
add_row(struct wire_xml_state *w, struct wire_step *at, const struct wire_row *row)
{
    const char *p = row->path;
    struct wire_step *attr;

    while (p != NULL && *p != '\0') {
        size_t n = strcspn(p, "/");
        if ((at = kid_named(w, at, (struct wire_str){ p, n })) == NULL)
            return false;
        p += n;
        p += *p == '/';
    }
    if (row->attr == NULL) {
        at->row = row;
        return true;
    }
    if ((attr = WIRE_NEW(&w->tables, struct wire_step)) == NULL)
        return false;
    attr->name = wire_str_of(row->attr);
    attr->row = row;
    attr->next = at->attrs;
    at->attrs = attr;
    return true;
}

const struct wire_step *
wire_compiled_for(struct wire_xml_state *w, const struct wire_table *table)
{
    struct wire_compiled *c;

    for (c = w->compiled; c != NULL; c = c->next) {
        if (c->table == table)
            return &c->root;
    }
    if ((c = WIRE_NEW(&w->tables, struct wire_compiled)) == NULL)
        return NULL;
    c->table = table; /* in the list before its rows, for tables that hang below themselves */
    c->next = w->compiled;
    w->compiled = c;
    for (size_t i = 0; i < table->count; i++) {
        if (!add_row(w, &c->root, &table->rows[i]))
            return NULL;
    }
    return &c->root;
}

bool
wire_step_open(struct wire_xml_state *w, const struct wire_step *step)
{
    struct wire_step *ours = (struct wire_step *)step; /* of w->tables: const is for those who only look */

    if (step->sub == NULL && step->row != NULL && step->row->sub != NULL)
        ours->sub = wire_compiled_for(w, step->row->sub);
    return step->row == NULL || step->row->sub == NULL || step->sub != NULL;
}

const struct wire_step *
wire_find_kid(struct wire_memo *memo, const struct wire_step *at, const xmlChar *name)
{
    *memo = (struct wire_memo){ .at = at, .name = name };
    for (; at != NULL && memo->found == NULL; at = at->sub) {
        const struct wire_step *s = at->kids;
        while (s != NULL && !is_named(s, (const char *)name))
            s = s->next;
        memo->found = s;
    }
    return memo->found;
}

const struct wire_step *
wire_find_attr(struct wire_memo *memo, const struct wire_step *at, const xmlChar *name)
{
    *memo = (struct wire_memo){ .at = at, .name = name };
    for (; at != NULL && memo->found == NULL; at = at->sub) {
        const struct wire_step *s = at->attrs;
        while (s != NULL && !is_named(s, (const char *)name))
            s = s->next;
        memo->found = s;
    }
    return memo->found;
}

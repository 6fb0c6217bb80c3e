/* Tables of rows compiled into tries over the names of one parser's dictionary. */
#include "xml/engine.h"

static const xmlChar *
intern(struct wire_xml_state *w, const char *p, size_t n)
{
    return xmlDictLookup(w->parser->dict, (const xmlChar *)p, (int)n);
}

static struct wire_step *
kid_named(struct wire_xml_state *w, struct wire_step *at, const xmlChar *name)
{
    struct wire_step *s;

    for (s = at->kids; s != NULL; s = s->next) {
        if (s->name == name)
            return s;
    }
    if (name == NULL || (s = WIRE_NEW(&w->tables, struct wire_step)) == NULL)
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
        if ((at = kid_named(w, at, intern(w, p, n))) == NULL)
            return false;
        p += n;
        p += *p == '/';
    }
    if (row->attr == NULL) {
        at->row = row;
        if (row->sub != NULL && (at->sub = wire_compiled_for(w, row->sub)) == NULL)
            return false;
        return true;
    }
    if ((attr = WIRE_NEW(&w->tables, struct wire_step)) == NULL)
        return false;
    attr->name = intern(w, row->attr, strlen(row->attr));
    attr->row = row;
    attr->next = at->attrs;
    at->attrs = attr;
    return attr->name != NULL;
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

const struct wire_step *
wire_step_kid(const struct wire_step *at, const xmlChar *name)
{
    for (; at != NULL; at = at->sub) {
        for (const struct wire_step *s = at->kids; s != NULL; s = s->next) {
            if (s->name == name)
                return s;
        }
    }
    return NULL;
}

const struct wire_step *
wire_step_attr(const struct wire_step *at, const xmlChar *name)
{
    for (; at != NULL; at = at->sub) {
        for (const struct wire_step *s = at->attrs; s != NULL; s = s->next) {
            if (s->name == name)
                return s;
        }
    }
    return NULL;
}

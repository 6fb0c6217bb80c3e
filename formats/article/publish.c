/* The public form of an article: all of it that may be published. */
#include "article/publish.h"

/* The depth is that of records in records, which readers bound by the depth of their input. */
static void
publish_members(struct wire_value *record)
{
    struct wire_value *next;

    for (struct wire_value *m = record->first; m != NULL; m = next) {
        next = m->next;
        if (!wire_is_public(m))
            wire_drop_member(record, m);
        else if (m->kind == WIRE_V_RECORD)
            publish_members(m);
    }
}

static void
publish_field(struct wire_list *list)
{
    struct wire_value *next;

    for (struct wire_value *v = list->first; v != NULL; v = next) {
        next = v->next;
        if (!wire_is_public(v))
            wire_drop(list, v);
        else if (v->kind == WIRE_V_RECORD)
            publish_members(v);
    }
}

static struct wire_node *
after(struct wire_node *n, const struct wire_node *top)
{
    while (n != top && n->next == NULL)
        n = n->parent;
    return n != top ? n->next : NULL;
}

static void
publish_body(struct wire_node *top)
{
    struct wire_node *next;

    for (struct wire_node *n = top; n != NULL; n = next) {
        if (n->visibility == WIRE_PUBLIC) {
            next = n->first != NULL ? n->first : after(n, top);
            continue;
        }
        next = after(n, top);
        if (n != top)
            wire_node_remove(n);
    }
}

/* The depth is that of associations in associations, bounded as well. */
void
wire_article_publish(struct wire_article *a)
{
    for (int f = 0; f < WIRE_FIELD_COUNT; f++) {
        if (f != WIRE_F_ASSOCIATIONS)
            publish_field(&a->fields[f]);
    }
    a->fields[WIRE_F_NON_PUBLIC] = a->fields[WIRE_F_RESIDUE] = (struct wire_list){ 0 };
    if (a->body != NULL && a->body->visibility != WIRE_PUBLIC)
        a->body = NULL;
    if (a->body != NULL)
        publish_body(a->body);
    for (struct wire_value *v = wire_first(a, WIRE_F_ASSOCIATIONS); v != NULL; v = v->next) {
        if (v->article == NULL)
            continue;
        if (wire_is_public(v)) {
            wire_article_publish(v->article);
            continue;
        }
        for (int f = 0; f < WIRE_FIELD_COUNT; f++)
            v->article->fields[f] = (struct wire_list){ 0 };
        v->article->body = NULL;
    }
}

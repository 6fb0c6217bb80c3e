/* Joining: an item that a package only refers to takes its place in the package. */
#include "article/join.h"

/* Everything below an article lies in the same arena as it. As deep as readers let articles stand in articles. */
static void
move_in(struct wire_article *a, struct wire_arena *arena)
{
    for (struct wire_value *v = wire_first(a, WIRE_F_ASSOCIATIONS); v != NULL; v = v->next) {
        if (v->article != NULL) {
            v->article->arena = arena;
            move_in(v->article, arena);
        }
    }
}

static void
append(struct wire_list *to, const struct wire_list *more)
{
    if (more->first == NULL)
        return;
    if (to->last != NULL)
        to->last->next = more->first;
    else
        to->first = more->first;
    to->last = more->last;
}

static void
merge(struct wire_article *part, struct wire_article *whole, enum wire_field f)
{
    struct wire_list of_part = part->fields[f];

    switch (f) {
    case WIRE_F_REL:
    case WIRE_F_NAME:
        if (of_part.first == NULL)
            part->fields[f] = whole->fields[f];
        break;
    case WIRE_F_SOURCE: /* where the item was read is no fact of the package */
        break;
    case WIRE_F_EXTRA:
    case WIRE_F_ASSOCIATIONS: /* figures of the body count in the associations of whole: they come first */
        part->fields[f] = whole->fields[f];
        append(&part->fields[f], &of_part);
        break;
    default:
        if (whole->fields[f].first != NULL)
            part->fields[f] = whole->fields[f];
        break;
    }
}

bool
wire_article_join(struct wire_article *part, struct wire_article *whole)
{
    if (!wire_arena_adopt(part->arena, whole->arena))
        return false;
    move_in(whole, part->arena);
    for (struct wire_value *v = wire_first(whole, WIRE_F_ASSOCIATIONS); v != NULL; v = v->next) {
        if (v->article != NULL)
            v->article->parent = part;
    }
    for (int f = 0; f < WIRE_FIELD_COUNT; f++)
        merge(part, whole, (enum wire_field)f);
    if (whole->body != NULL)
        part->body = whole->body;
    wire_article_free(whole);
    return true;
}

/* What agencies say by practice and not by element: read out of the copy once a story is complete. */
#include "article/practice.h"

#include "article/byline.h"
#include "article/dateline.h"
#include "article/signoff.h"
#include "article/take.h"

enum {
    LONGEST_DATELINE = 240, /* bytes of a paragraph that may be one */
    ENDS = 4,       /* paragraphs from the end in which a sign-off is looked for */
    OPENINGS = 3,   /* and from the beginning, for the dateline */
    HEADER = 12     /* blocks from the beginning that may repeat fields */
};

struct look {
    struct wire_node *first[HEADER], *last[ENDS];
    size_t blocks, paragraphs;
};

/* Blocks that hold text, in order: the first few and the last few. */
static enum wire_status
look_visit(void *ctx, const struct wire_node *node, enum wire_visit visit)
{
    struct look *look = ctx;
    struct wire_node *n = (struct wire_node *)node; /* the tree is ours: walked const, flagged here */

    if (visit == WIRE_EXIT || n->first == NULL || !wire_is_inline(n->first->kind))
        return WIRE_OK;
    if (wire_is_inline(n->kind))
        return WIRE_STOP;
    if (look->blocks < HEADER)
        look->first[look->blocks++] = n;
    if (n->kind == WIRE_N_P)
        look->last[look->paragraphs++ % ENDS] = n;
    return WIRE_STOP;
}

static void
put_part(struct wire_article *a, struct wire_value *field, enum wire_key key, struct wire_str s)
{
    if (wire_get(field, key) == NULL) /* a date may be marked where the place is not */
        wire_put_text(a, field, key, s, field->at);
}

static void
dateline_parts(struct wire_article *a, struct wire_value *field)
{
    struct wire_dateline d;

    if (!wire_dateline_read(wire_member(field, WIRE_K_TEXT), 0, &d))
        return;
    if (wire_get(field, WIRE_K_PLACE) == NULL) { /* the source's own place goes with the source's own area or none */
        put_part(a, field, WIRE_K_PLACE, d.place);
        put_part(a, field, WIRE_K_AREA, d.area);
    }
    put_part(a, field, WIRE_K_DATE, d.date);
    put_part(a, field, WIRE_K_AGENCY, d.agency);
}

/* A word without which no sign-off is one: looked for first, for most paragraphs have none. */
static bool
may_sign_off(struct wire_str s)
{
    bool some = false;

    for (size_t i = 0; i + 1 < s.n && !some; i += 16) { /* "by", or three letters of each of the others */
        wire_sixteen c = wire_load_some(s.p + i, s.n - i), next = wire_load_some(s.p + i + 1, s.n - i - 1),
                     third = wire_load_some(s.p + i + 2, s.n - i - 2);
        some = wire_bits((wire_sixteen)((((c | 0x20) == 'b') & ((next | 0x20) == 'y')) | ((c == 'p') & (next == 'o') & (third == 'r')) |
                                        ((c == 't') & (next == 'r') & (third == 'i')) | ((c == 'l') & (next == 'p') & (third == 'e')))) != 0;
    }
    if (!some)
        return false;
    return wire_str_find_nocase(s, "by") < s.n || memmem(s.p, s.n, "eport", 5) != NULL || memmem(s.p, s.n, "ontribut", 8) != NULL ||
           memmem(s.p, s.n, "elped with", 10) != NULL;
}

/* A dateline is closed by brackets, slashes or a dash that stands apart. */
static bool
may_be_dateline(struct wire_str s)
{
    for (size_t i = 0; i + 1 < s.n; i += 16) {
        wire_sixteen c = wire_load_some(s.p + i, s.n - 1 - i), next = wire_load_some(s.p + i + 1, s.n - i - 1);
        if (wire_bits((wire_sixteen)((c == '(') | (c == '/') | ((c == '-') & ((next == ' ') | (next == '-'))) |
                                     ((next == '-') & ((c == ' ') | (c == '.'))) | (c == 0xE2))) != 0)
            return true;
    }
    return false;
}

static bool
begins_with(struct wire_str s, struct wire_str head)
{
    return head.n != 0 && head.n <= s.n && memcmp(s.p, head.p, head.n) == 0;
}

/* The source says the place in a field, and the copy the line that is printed. */
static void
complete_dateline(struct wire_article *a, struct wire_value *field, const struct wire_dateline *d)
{
    if (wire_get(field, WIRE_K_TEXT) != NULL || wire_get(field, WIRE_K_PLACE) == NULL)
        return;
    put_part(a, field, WIRE_K_TEXT, d->text);
    put_part(a, field, WIRE_K_DATE, d->date);
    put_part(a, field, WIRE_K_AGENCY, d->agency);
}

static void
read_dateline(struct wire_article *a, struct look *look)
{
    struct wire_value *field = wire_first(a, WIRE_F_DATELINE);
    size_t tried = 0;

    if (field != NULL)
        dateline_parts(a, field);
    wire_credit_drop_place(a);
    for (size_t i = 0; i < look->blocks && tried < OPENINGS; i++) {
        struct wire_node *n = look->first[i];
        struct wire_dateline d;
        struct wire_str opening;
        if (n->kind != WIRE_N_P || (n->flags & (WIRE_N_IS_BYLINE | WIRE_N_REPEATS)) != 0)
            continue;
        tried++;
        opening = wire_str_sub(wire_node_line(a->arena, n), 0, LONGEST_DATELINE);
        if (field != NULL && begins_with(opening, wire_member(field, WIRE_K_TEXT))) { /* the source has said it */
            n->flags |= WIRE_N_IS_DATELINE;
            return;
        }
        if (!may_be_dateline(opening) || !wire_dateline_read(opening, 0, &d))
            continue;
        n->flags |= WIRE_N_IS_DATELINE;
        if (field == NULL)
            wire_dateline_put(a, &d, n->at);
        else
            complete_dateline(a, field, &d);
        return;
    }
}

static void
read_signoff(struct wire_article *a, struct look *look)
{
    size_t count = look->paragraphs < ENDS ? look->paragraphs : ENDS;

    for (size_t i = 0; i < count; i++) { /* the last first */
        struct wire_node *n = look->last[(look->paragraphs - 1 - i) % ENDS];
        struct wire_str text = wire_node_line(a->arena, n);
        struct wire_signoff found;
        if (text.n == 0 || !may_sign_off(text) || !wire_signoff_read(a, text, n->at, 0, &found))
            continue;
        if (found.from == 0)
            n->flags |= WIRE_N_IS_SIGNOFF;
        return;
    }
}

/* The first byte of a block that is no white space; none where that is not seen at once. */
static char
first_byte(const struct wire_node *n)
{
    const struct wire_node *t = n->first;
    struct wire_str s;

    while (t != NULL && t->kind != WIRE_N_TEXT)
        t = t->first;
    s = t != NULL ? t->text : WIRE_NONE;
    for (size_t i = 0; i < s.n; i++) {
        if (!wire_is_space((unsigned char)s.p[i]))
            return s.p[i];
    }
    return '\0';
}

/* The body's own head may say headline, byline or slug again, as dpa's XHTML does. */
static void
mark_repeats(struct wire_article *a, struct look *look)
{
    struct wire_str headline = wire_headline(a, true), by = wire_text_of(a, WIRE_F_BY);

    for (size_t i = 0; i < look->blocks; i++) {
        struct wire_node *n = look->first[i];
        bool heading = n->kind == WIRE_N_H2 || n->kind == WIRE_N_H3 || n->kind == WIRE_N_H4;
        struct wire_str text;
        char begins;
        if (!heading && n->kind != WIRE_N_P)
            continue;
        begins = first_byte(n); /* most blocks begin otherwise, and need not be put together */
        if (begins != '\0' && (headline.n == 0 || headline.p[0] != begins) && (by.n == 0 || by.p[0] != begins))
            continue;
        text = wire_node_line(a->arena, n);
        if (text.n == 0)
            continue;
        if ((headline.n != 0 && wire_str_eq(text, headline)) || (by.n != 0 && wire_str_eq(text, by)))
            n->flags |= WIRE_N_REPEATS;
    }
}

/* The place that a source marks in its byline is where a person credited in it was, and nobody's name. */
static void
part_place(struct wire_article *a, struct wire_str place)
{
    const char *comma = place.n != 0 ? memchr(place.p, ',', place.n) : NULL;
    struct wire_value *next;

    if (comma != NULL)
        place = wire_str_trim(wire_str_sub(place, 0, (size_t)(comma - place.p)));
    for (struct wire_value *v = wire_first(a, WIRE_F_CREDITS); place.n != 0 && v != NULL; v = next) {
        struct wire_value *name = wire_get(v, WIRE_K_NAME);
        struct wire_str s = name != NULL ? name->s : WIRE_NONE;
        next = v->next;
        if (s.n < place.n || memcmp(s.p + s.n - place.n, place.p, place.n) != 0)
            continue;
        if (s.n == place.n) {
            wire_drop(&a->fields[WIRE_F_CREDITS], v);
            continue;
        }
        if (!wire_is_space(s.p[s.n - place.n - 1]))
            continue;
        name->s = wire_str_trim(wire_str_sub(s, 0, s.n - place.n));
        if (wire_get(v, WIRE_K_PLACE) == NULL)
            wire_put_text(a, v, WIRE_K_PLACE, place, v->at);
    }
}

static void
read_byline(struct wire_article *a)
{
    struct wire_value *by = wire_first(a, WIRE_F_BY);

    if (by == NULL)
        return;
    wire_byline_credits(a, by->s, by->at, by->flags & WIRE_V_SECRET);
    part_place(a, by->name);
}

void
wire_practice_copy(struct wire_article *a)
{
    struct look look = { .blocks = 0 };

    if (a->body != NULL)
        wire_walk(a->body, WIRE_PUBLIC, look_visit, &look);
    mark_repeats(a, &look);
    read_byline(a);
    read_dateline(a, &look);
    read_signoff(a, &look);
}

void
wire_practice(struct wire_article *a)
{
    struct wire_str headline = wire_headline(a, true);

    wire_practice_copy(a);
    if (headline.n != 0 && wire_first(a, WIRE_F_TAKE) == NULL)
        wire_take_headline(a, headline, a->fields[WIRE_F_HEADLINES].first->at);
}

/* The body of a NITF story: body.head, body.content and body.end. */
#include "nitf/write.h"

#include <stdlib.h>

#include "article/time.h"

#define KEY(k) ((uint64_t)1 << (k))

static void
element(struct wire_nitf_writer *w, const char *name, struct wire_str text)
{
    wire_tag_open(&w->tags, "", name);
    wire_tag_inside(&w->tags);
    wire_tag_text(&w->tags, text);
    wire_tag_close(&w->tags, "", name, false);
}

/* --- headlines --- */

/* One hl1, the main one, and an hl2 for each other. */
static void
headlines(struct wire_nitf_writer *w)
{
    const struct wire_value *first = wire_first(w->a, WIRE_F_HEADLINES), *main = NULL;

    for (const struct wire_value *v = first; v != NULL; v = v->next) {
        bool is_main = wire_str_is(wire_member(v, WIRE_K_ROLE), "main");
        bool as_said = v == first ? is_main : wire_str_is(wire_member(v, WIRE_K_ROLE), "sub");
        if (!wire_is_public(v) || !as_said || !wire_nitf_only(v, KEY(WIRE_K_ROLE) | KEY(WIRE_K_VALUE)))
            wire_nitf_inexact(w, WIRE_F_HEADLINES);
        if (wire_is_public(v) && wire_member(v, WIRE_K_VALUE).n != 0 && (main == NULL || (is_main && !wire_str_is(wire_member(main, WIRE_K_ROLE), "main"))))
            main = v;
    }
    if (main == NULL)
        return;
    wire_tag_open(&w->tags, "", "hedline");
    wire_tag_inside(&w->tags);
    element(w, "hl1", wire_member(main, WIRE_K_VALUE));
    for (const struct wire_value *v = first; v != NULL; v = v->next) {
        if (v != main && wire_is_public(v) && wire_member(v, WIRE_K_VALUE).n != 0)
            element(w, "hl2", wire_member(v, WIRE_K_VALUE));
    }
    wire_tag_close(&w->tags, "", "hedline", true);
}

/* --- byline --- */

static bool
stands_free(struct wire_str s, size_t from, size_t to)
{
    return (from == 0 || s.p[from - 1] == ' ') && (to == s.n || s.p[to] == ' ' || s.p[to] == ',');
}

/* The person credited whose name comes next in the byline, or NULL; *at is where. */
static const struct wire_value *
next_person(const struct wire_nitf_writer *w, struct wire_str by, size_t from, size_t *at)
{
    const struct wire_value *best = NULL;
    unsigned looked = 0;

    for (const struct wire_value *v = wire_first(w->a, WIRE_F_CREDITS); v != NULL && looked++ < 32; v = v->next) {
        struct wire_str name = wire_member(v, WIRE_K_NAME), rest = wire_str_sub(by, from, by.n);
        const char *found = name.n != 0 && rest.n != 0 ? memmem(rest.p, rest.n, name.p, name.n) : NULL;
        size_t where = found != NULL ? (size_t)(found - by.p) : by.n;
        if (found != NULL && stands_free(by, where, where + name.n) && wire_is_public(v) && (best == NULL || where < *at)) {
            best = v;
            *at = where;
        }
    }
    return best;
}

/* Text that a reader joins to itself: it would close up a mark that stands apart. */
static bool
is_plain(struct wire_str s)
{
    for (size_t i = 0; i + 1 < s.n; i++) {
        if (s.p[i] == ' ' && strchr(",.;:)", s.p[i + 1]) != NULL && s.p[i + 1] != '\0')
            return false;
    }
    return true;
}

static void
byline(struct wire_nitf_writer *w)
{
    struct wire_str by = wire_nitf_text(w, WIRE_F_BY), place;
    const struct wire_value *person;
    size_t from = 0, at = 0;

    if (by.n == 0)
        return;
    if (!is_plain(by) || by.p[by.n - 1] == ',')
        wire_nitf_inexact(w, WIRE_F_BY);
    wire_tag_open(&w->tags, "", "byline");
    wire_tag_inside(&w->tags);
    while (from < by.n && (person = next_person(w, by, from, &at)) != NULL) {
        struct wire_str name = wire_member(person, WIRE_K_NAME);
        wire_tag_text(&w->tags, wire_str_sub(by, from, at - from));
        wire_buf_puts(&w->tags.buf, "<person>");
        wire_tag_text(&w->tags, name);
        wire_buf_puts(&w->tags.buf, "</person>");
        from = at + name.n;
        place = wire_member(person, WIRE_K_PLACE);
        if (place.n == 0 || from + 1 + place.n > by.n || by.p[from] != ' ' || memcmp(by.p + from + 1, place.p, place.n) != 0 ||
            !stands_free(by, from + 1, from + 1 + place.n))
            continue;
        wire_buf_puts(&w->tags.buf, " <location>"); /* right after the name it would be read as part of that */
        wire_tag_text(&w->tags, place);
        wire_buf_puts(&w->tags.buf, "</location>");
        from += 1 + place.n;
    }
    wire_tag_text(&w->tags, wire_str_sub(by, from, by.n));
    wire_tag_close(&w->tags, "", "byline", false);
}

/* --- dateline --- */

/* The next part of the place, where the text goes on with it. */
static struct wire_str
place_part(struct wire_nitf_writer *w, struct wire_str rest, struct wire_str part, const char *name, bool *said)
{
    size_t lead = name[0] == 'c' && name[1] == 'i' ? 0 : 2; /* the city begins it */

    *said = false;
    if (part.n == 0 || rest.n < lead + part.n || (lead != 0 && memcmp(rest.p, ", ", 2) != 0) ||
        memcmp(rest.p + lead, part.p, part.n) != 0)
        return rest;
    *said = true;
    wire_tag_text(&w->tags, wire_str_sub(rest, 0, lead));
    wire_buf_printf(&w->tags.buf, "<%s>", name);
    wire_tag_text(&w->tags, part);
    wire_buf_printf(&w->tags.buf, "</%s>", name);
    return wire_str_sub(rest, lead + part.n, rest.n);
}

static void
dateline(struct wire_nitf_writer *w)
{
    const struct wire_value *v = wire_first(w->a, WIRE_F_DATELINE);
    struct wire_str text = wire_member(v, WIRE_K_TEXT), place = wire_member(v, WIRE_K_PLACE), date = wire_member(v, WIRE_K_DATE);
    struct wire_str area = wire_member(v, WIRE_K_AREA), country = wire_member(v, WIRE_K_COUNTRY), rest = text, time;
    bool city = false, state = false, land = false, exact;

    if (v == NULL)
        return;
    exact = wire_is_public(v) && is_plain(text) &&
            wire_nitf_only(v, KEY(WIRE_K_TEXT) | KEY(WIRE_K_PLACE) | KEY(WIRE_K_AREA) | KEY(WIRE_K_COUNTRY) | KEY(WIRE_K_DATE));
    if (!wire_is_public(v) || text.n == 0) {
        wire_nitf_inexact(w, WIRE_F_DATELINE);
        return;
    }
    time = wire_time_normal(w->a->arena, date, NULL);
    wire_tag_open(&w->tags, "", "dateline");
    wire_tag_inside(&w->tags);
    if (place.n != 0 && place.n <= text.n && memcmp(text.p, place.p, place.n) == 0) {
        wire_buf_puts(&w->tags.buf, "<location>");
        rest = place_part(w, rest, place, "city", &city);
        rest = place_part(w, rest, area, "state", &state);
        rest = place_part(w, rest, country, "country", &land);
        wire_buf_puts(&w->tags.buf, "</location>");
    }
    wire_tag_text(&w->tags, rest);
    if (date.n != 0 && wire_str_eq(time, date)) {
        wire_buf_puts(&w->tags.buf, "<story.date");
        wire_tag_put(&w->tags, "", WIRE_STR("norm"), date);
        wire_buf_puts(&w->tags.buf, "/>");
    } else {
        exact &= date.n == 0;
    }
    wire_tag_close(&w->tags, "", "dateline", false);
    exact &= city == (place.n != 0) && state == (area.n != 0) && land == (country.n != 0);
    if (!exact || (place.n == 0 && !w->of_nitf)) /* a reader would take the parts out of the text */
        wire_nitf_inexact(w, WIRE_F_DATELINE);
}

/* --- the rest of body.head --- */

static void
distributor(struct wire_nitf_writer *w)
{
    const struct wire_value *v = wire_first(w->a, WIRE_F_PROVIDER);
    struct wire_str name = wire_member(v, WIRE_K_NAME);

    if (v == NULL)
        return;
    if (!wire_is_public(v) || name.n == 0 || !wire_nitf_only(v, KEY(WIRE_K_NAME)))
        wire_nitf_inexact(w, WIRE_F_PROVIDER);
    if (name.n == 0)
        name = wire_member(v, WIRE_K_LITERAL);
    if (name.n == 0)
        name = wire_member(v, WIRE_K_QCODE);
    if (wire_is_public(v) && name.n != 0)
        element(w, "distributor", name);
}

static void
abstracts(struct wire_nitf_writer *w)
{
    for (const struct wire_value *v = wire_first(w->a, WIRE_F_DESCRIPTIONS); v != NULL; v = v->next) {
        struct wire_str value = wire_member(v, WIRE_K_VALUE);
        if (!wire_is_public(v) || value.n == 0 || !wire_str_is(wire_member(v, WIRE_K_ROLE), "abstract") ||
            !wire_nitf_only(v, KEY(WIRE_K_ROLE) | KEY(WIRE_K_VALUE)))
            wire_nitf_inexact(w, WIRE_F_DESCRIPTIONS);
        if (!wire_is_public(v) || value.n == 0)
            continue;
        wire_tag_open(&w->tags, "", "abstract");
        wire_tag_inside(&w->tags);
        element(w, "p", value);
        wire_tag_close(&w->tags, "", "abstract", true);
    }
}

static void
rights(struct wire_nitf_writer *w)
{
    static const char *const parts[] = { "rights.owner", "rights.startdate", "rights.enddate", "rights.agent", "rights.geography",
                                         "rights.type",  "rights.limitations" };
    size_t before = w->tags.buf.n, inside;
    char path[64] = "body/body.head/rights/";
    size_t n = strlen(path);

    wire_tag_open(&w->tags, "", "rights");
    wire_tag_inside(&w->tags);
    inside = w->tags.buf.n;
    wire_nitf_kept_text(w, "body/body.head/rights", NULL);
    for (size_t i = 0; i < WIRE_COUNT(parts); i++) {
        memcpy(path + n, parts[i], strlen(parts[i]) + 1);
        wire_nitf_kept_text(w, path, parts[i]);
    }
    if (w->tags.buf.n != inside) {
        wire_tag_close(&w->tags, "", "rights", true);
        return;
    }
    w->tags.depth--;
    w->tags.buf.n = before;
}

void
wire_nitf_body_head(struct wire_nitf_writer *w)
{
    size_t before = w->tags.buf.n, inside;

    wire_tag_open(&w->tags, "", "body.head");
    wire_tag_inside(&w->tags);
    inside = w->tags.buf.n;
    headlines(w);
    rights(w);
    byline(w);
    distributor(w);
    dateline(w);
    abstracts(w);
    if (w->tags.buf.n != inside) {
        wire_tag_close(&w->tags, "", "body.head", true);
        return;
    }
    w->tags.depth--;
    w->tags.buf.n = before;
}

/* --- body.content --- */

struct figures {
    struct wire_nitf_writer *w;
    const struct wire_article **all;
    int32_t last; /* the association that the last media told */
};

/* Media tell of the associated articles in the order of both; any other is said in full in our own namespace. */
static enum wire_status
see_figure(void *ctx, const struct wire_node *n, enum wire_visit visit)
{
    struct figures *f = ctx;
    const struct wire_article *part;

    if (visit != WIRE_ENTER || n->kind != WIRE_N_FIGURE || n->ref <= f->last || (size_t)n->ref >= f->w->part_count)
        return WIRE_OK;
    part = f->all[n->ref];
    if (part == NULL || !wire_nitf_media_tells(n, part))
        return WIRE_OK;
    f->w->parts[n->ref] = part;
    f->last = n->ref;
    return WIRE_OK;
}

static bool
look_at_figures(struct wire_nitf_writer *w)
{
    struct figures figures = { w, NULL, -1 };
    size_t i = 0;

    w->part_count = 0;
    for (const struct wire_value *v = wire_first(w->a, WIRE_F_ASSOCIATIONS); v != NULL; v = v->next)
        w->part_count++;
    free(w->parts);
    w->parts = NULL;
    if (w->part_count == 0)
        return true;
    if ((w->parts = calloc(w->part_count * 2, sizeof *w->parts)) == NULL) /* those told, and all */
        return false;
    figures.all = w->parts + w->part_count;
    for (const struct wire_value *v = wire_first(w->a, WIRE_F_ASSOCIATIONS); v != NULL; v = v->next)
        figures.all[i++] = wire_is_public(v) ? v->article : NULL;
    if (w->a->body != NULL)
        wire_walk(w->a->body, WIRE_PUBLIC, see_figure, &figures);
    for (i = 0; i < w->part_count; i++) {
        if (w->parts[i] == NULL)
            wire_nitf_inexact(w, WIRE_F_ASSOCIATIONS);
    }
    return true;
}

void
wire_nitf_body_content(struct wire_nitf_writer *w)
{
    struct wire_nitf_print p = { .out = w->out, .own = w->minor == NITF_NEWEST };
    size_t given = wire_node_weight(w->a->body, WIRE_PUBLIC);

    wire_buf_clear(&w->body);
    if (!look_at_figures(w)) {
        w->body.err = WIRE_E_NOMEM;
        return;
    }
    p.parts = w->parts;
    p.part_count = w->part_count;
    wire_nitf_print(&p, &w->body, w->a->body, WIRE_PUBLIC);
    if (w->body.err == WIRE_OK)
        wire_out_body(w->out, given, wire_weight_markup(w->body.p, w->body.n) - p.beside);
    wire_nitf_print_files(&p, &w->body, w->a);
    w->own_used |= p.own_used;
}

void
wire_nitf_body_end(struct wire_nitf_writer *w)
{
    size_t before = w->tags.buf.n, inside;

    wire_tag_open(&w->tags, "", "body.end");
    wire_tag_inside(&w->tags);
    inside = w->tags.buf.n;
    wire_nitf_kept_text(w, "body/body.end/tagline", "tagline");
    wire_nitf_kept_text(w, "body/body.end/bibliography", "bibliography");
    if (w->tags.buf.n != inside) {
        wire_tag_close(&w->tags, "", "body.end", true);
        return;
    }
    w->tags.depth--;
    w->tags.buf.n = before;
}

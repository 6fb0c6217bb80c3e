/*
 * What vendors say in names of their own beside those of ninjs (rows in read-table.c): the AP Media API, TT, Superdesk's
 * content API and its records. What is not understood of them stays in extra.
 */
#include "ninjs/read.h"

#include "article/byline.h"

/* The members of an object that are text, in the order of the source; a row with a key takes, any other name is kept. */
static const struct ninjs_row located_rows[] = {
    { "text", NINJS_TAKE, 0, WIRE_K_TEXT, ninjs_take_text, NULL },
    { "city", NINJS_TAKE, 0, WIRE_K_PLACE, ninjs_take_text, NULL },
    { "state", NINJS_TAKE, 0, WIRE_K_AREA, ninjs_take_text, NULL },
    { "countryareaname", NINJS_TAKE, 0, WIRE_K_AREA, ninjs_take_text, NULL }, /* AP */
    { "country", NINJS_TAKE, 0, WIRE_K_COUNTRY, ninjs_take_text, NULL },
    { "countryname", NINJS_TAKE, 0, WIRE_K_COUNTRY, ninjs_take_text, NULL },
    { "source", NINJS_TAKE, 0, WIRE_K_AGENCY, ninjs_take_text, NULL },
    { "located", NINJS_TAKE, 0, 0, ninjs_take_within, NULL },                 /* Superdesk: the place is an object in it */
};
static const struct ninjs_table located_table = { located_rows, WIRE_COUNT(located_rows), 7, NULL };

/* An object whose members belong to the record around it. */
void
ninjs_take_within(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    (void)row;
    if (v->kind == WIRE_J_OBJECT && record != NULL)
        ninjs_members(r, &located_table, record, v);
    else
        ninjs_keep(r, v, "not an object with a place");
}

/* A dateline as it is printed, or the parts of one: the copy gives the rest of it (wire_practice). */
void
ninjs_take_dateline(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    struct wire_list before = r->a->fields[row->field];

    if (before.first != NULL || (v->kind != WIRE_J_OBJECT && !wire_json_is_text(v))) {
        ninjs_keep(r, v, "the dateline has been said, or this is none");
        return;
    }
    if (wire_json_is_text(v) && ninjs_line(r, v).n == 0)
        return;
    if ((record = wire_add_record(r->a, (enum wire_field)row->field, v->at)) == NULL)
        return;
    if (wire_json_is_text(v))
        ninjs_took(r, wire_put_text(r->a, record, WIRE_K_TEXT, ninjs_line(r, v), v->at), v);
    else
        ninjs_members(r, &located_table, record, v);
    if (record->first == NULL)
        r->a->fields[row->field] = before;
}

/* The one who sends: a name, or an object with one. */
void
ninjs_take_party(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    if (wire_first(r->a, (enum wire_field)row->field) == NULL && (wire_json_is_text(v) || v->kind == WIRE_J_OBJECT))
        ninjs_take_one_concept(r, row, record, v);
    else
        ninjs_keep(r, v, "said already under another name, or no name");
}

/* Sentences in an array, where ninjs has one string: one after another. */
void
ninjs_take_sentences(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    struct wire_buf all = WIRE_BUF_INIT;
    struct wire_value *value;
    bool good = v->kind == WIRE_J_ARRAY;

    for (const struct wire_json_value *e = v->first; good && e != NULL; e = e->next)
        good = wire_json_is_text(e);
    if (!good || wire_first(r->a, (enum wire_field)row->field) != NULL) {
        ninjs_take_text(r, row, record, v);
        return;
    }
    for (const struct wire_json_value *e = v->first; e != NULL; e = e->next) {
        struct wire_str s = ninjs_line(r, e);
        if (s.n != 0 && all.n != 0)
            wire_buf_putc(&all, ' ');
        wire_buf_str(&all, s);
    }
    if (all.err != WIRE_OK)
        ninjs_failed(r, all.err);
    else if (all.n != 0 && (value = wire_add_text(r->a, (enum wire_field)row->field, wire_buf_slice(&all), v->at)) != NULL)
        value->flags |= WIRE_V_PRINTED;
    ninjs_count(r, WIRE_TOOK, NULL, v->at);
    wire_buf_free(&all);
}

/* A time, or the mere word that there is an embargo: that one has no end then. */
void
ninjs_take_embargo(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    if (v->kind == WIRE_J_FALSE)
        return;
    if (v->kind != WIRE_J_TRUE) {
        ninjs_take_time(r, row, record, v);
    } else if (wire_first(r->a, WIRE_F_EMBARGO) == NULL) {
        wire_put_bool(r->a, wire_add_record(r->a, WIRE_F_EMBARGO, v->at), WIRE_K_OPEN, true);
        ninjs_count(r, WIRE_TOOK, NULL, v->at);
    }
}

/* The letter that ANPA 1312 has for it: flash, bulletin, urgent, regular, deferred. */
void
ninjs_take_priority_letter(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record,
                           const struct wire_json_value *v)
{
    static const char letters[] = "fburd";
    struct wire_str s = ninjs_line(r, v);
    const char *letter = s.n == 1 ? memchr(letters, s.p[0] | 0x20, sizeof letters - 1) : NULL;

    (void)record;
    if (letter == NULL || wire_first(r->a, (enum wire_field)row->field) != NULL) {
        ninjs_keep(r, v, "no letter of a priority, or the priority has been said");
        return;
    }
    wire_add_number(r->a, (enum wire_field)row->field, letter - letters + 1, v->at);
    ninjs_took(r, NULL, v);
}

/* --- relations --- */

/* The relations of a concept as words of an array; the first counts, the others are kept. */
void
ninjs_take_rels(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    if (v->kind == WIRE_J_ARRAY && v->first != NULL && v->first == v->last)
        ninjs_take_text(r, row, record, v->first);
    else if (wire_json_is_text(v))
        ninjs_take_text(r, row, record, v);
    else
        ninjs_keep(r, v, "several relations where one belongs");
}

static const struct ninjs_row link_rows[] = {
    { "rel", NINJS_TAKE, 0, WIRE_K_REL, ninjs_take_text, NULL },
    { "uri", NINJS_TAKE, 0, WIRE_K_URI, ninjs_take_text, NULL },
    { "href", NINJS_TAKE, 0, WIRE_K_URI, ninjs_take_text, NULL }, /* after uri */
    { "title", NINJS_TAKE, 0, WIRE_K_TITLE, ninjs_take_text, NULL },
    { "contenttype", NINJS_TAKE, 0, WIRE_K_CONTENT_TYPE, ninjs_take_text, NULL },
};
static const struct ninjs_table link_table = { link_rows, WIRE_COUNT(link_rows), 8, NULL };

/* Other stories and pages, as objects with an address or as bare ids; row->as: the relation that the name itself says. */
void
ninjs_take_links(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    struct ninjs_path here = { .outer = r->path };
    const struct ninjs_path *outer = r->path;

    (void)record;
    r->path = &here;
    for (const struct wire_json_value *e = ninjs_first_entry(v); e != NULL; e = ninjs_next_entry(v, e), here.entry++) {
        bool object = e->kind == WIRE_J_OBJECT && (ninjs_line(r, ninjs_find(e, "href")).n != 0 || ninjs_line(r, ninjs_find(e, "uri")).n != 0);
        struct wire_value *link;
        if (!object && (!wire_json_is_text(e) || ninjs_line(r, e).n == 0)) {
            ninjs_keep(r, e, "a link to nothing");
            continue;
        }
        if ((link = wire_add_record(r->a, (enum wire_field)row->field, e->at)) == NULL)
            break;
        if (object)
            ninjs_members(r, &link_table, link, e);
        if (row->as != NULL && wire_get(link, WIRE_K_REL) == NULL)
            wire_put_text(r->a, link, WIRE_K_REL, wire_str_of(row->as), e->at);
        if (!object)
            ninjs_took(r, wire_put_text(r->a, link, WIRE_K_URI, ninjs_line(r, e), e->at), e);
    }
    r->path = outer;
}

/* --- people --- */

/* What somebody does: a word, or an object with its name. */
void
ninjs_take_jobtitle(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    const struct wire_json_value *name = v->kind == WIRE_J_OBJECT ? ninjs_find(v, "name") : NULL;

    if (name == NULL || !wire_json_is_text(name) || wire_get(record, (enum wire_key)row->key) != NULL) {
        if (wire_json_is_text(v))
            ninjs_take_text(r, row, record, v);
        else
            ninjs_keep(r, v, "no name of a job");
        return;
    }
    wire_put_text(r->a, record, (enum wire_key)row->key, ninjs_line(r, name), name->at);
    ninjs_keep(r, v, row->as); /* with its code */
}

/* A byline as printed, of the AP (`by`) or TT (`byline`). */
static const struct wire_json_value *
printed(const struct wire_json_value *entry)
{
    const struct wire_json_value *by = NULL;

    if (entry->kind == WIRE_J_OBJECT && (by = ninjs_find(entry, "by")) == NULL)
        by = ninjs_find(entry, "byline");
    return by;
}

/*
 * Bylines as printed, each with what else is known of its writers: kept as they are. Where the story has no byline of its
 * own they are it, with commas; else their persons are credited, in case it leaves some out.
 */
void
ninjs_take_bylines(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    bool alone = wire_first(r->a, WIRE_F_BY) == NULL;
    struct wire_buf all = WIRE_BUF_INIT;

    (void)record;
    ninjs_keep(r, v, row->as);
    for (const struct wire_json_value *e = ninjs_first_entry(v); e != NULL; e = ninjs_next_entry(v, e)) {
        const struct wire_json_value *by = printed(e);
        struct wire_str line = ninjs_line(r, by);
        if (line.n == 0)
            continue;
        if (!alone) {
            wire_byline_credits(r->a, wire_arena_str(r->a->arena, line), by->at, 0);
            continue;
        }
        if (all.n != 0)
            wire_buf_puts(&all, ", ");
        wire_buf_str(&all, line);
    }
    if (all.err != WIRE_OK)
        ninjs_failed(r, all.err);
    else if (all.n != 0)
        wire_add_text(r->a, WIRE_F_BY, wire_buf_slice(&all), v->at);
    wire_buf_free(&all);
}

/*
 * ninjs read, 1.0 to 3.1 and what Superdesk makes of it (mapping.md, ninjs): the documents, the stories in them, and
 * the walk of the tables over a story.
 */
#include "ninjs/read.h"

#include <stdio.h>
#include <stdlib.h>

#include "article/practice.h"
#include "json/sniff.h"

const struct wire_finding ninjs_no_story = {
    "ninjs-no-story", WIRE_ERROR, "this value is no news item of ninjs; it was left out",
    "An item is an object with a uri; several stand one after another, in an array, or in `items` of an object.", "ninjs 3.1"
};
const struct wire_finding ninjs_no_uri = {
    "ninjs-no-uri", WIRE_WARNING, "the item has neither uri nor guid; it was read all the same",
    "Give every item a uri that stays the same in all its versions.", "ninjs 3.1, required"
};
const struct wire_finding ninjs_kind = {
    "ninjs-kind", WIRE_WARNING, "this is not the kind of value that belongs here; it was kept in extra",
    "Give a string, number, object or array as the schema of ninjs says.", "ninjs 3.1"
};
const struct wire_finding ninjs_limit = {
    "ninjs-limit", WIRE_ERROR, "a story takes more memory than one may; it was left out",
    "If the story is honest, raise the limit for one story.", NULL
};
const struct wire_finding ninjs_around = {
    "ninjs-around", WIRE_WARNING, "what stands around the items of a long list was left out",
    "Put what matters to a story into it, or before the list.", NULL
};

enum {
    HOLD = 8 * 1024 * 1024 /* bytes of `items` held until the object has ended, in case it turns out to be an item */
};

/* Who has a list of stories, or one story: ninjs and the AP, Eve (Superdesk's content API), TT and what indexes stories. */
static const char *const holders[] = { "items", "item", "_items", "hits", "_source" };

/* Objects at the top around such a list: JSend (the AP), Elasticsearch. */
static const char *const shells[] = { "data", "hits" };

bool
ninjs_failed(struct ninjs_reading *r, enum wire_status st)
{
    if (st != WIRE_OK && r->err == WIRE_OK)
        r->err = st;
    return r->err != WIRE_OK || r->j.err != WIRE_OK;
}

/* --- tables --- */

enum { LONGEST_NAME = 31 };

/* In small letters and without $; 0: longer than any name we know. */
static size_t
normal(struct wire_str name, char out[LONGEST_NAME + 1])
{
    size_t n = 0;

    while (name.n != 0 && name.p[0] == '$')
        name = wire_str_sub(name, 1, name.n);
    if (name.n > LONGEST_NAME)
        return 0;
    for (; n < name.n; n++)
        out[n] = name.p[n] >= 'A' && name.p[n] <= 'Z' ? (char)(name.p[n] | 0x20) : name.p[n];
    out[n] = '\0';
    return n;
}

static unsigned
hash(const char *name, size_t n)
{
    unsigned h = (unsigned)n;

    for (size_t i = 0; i < n; i++)
        h = h * 31 + (unsigned char)name[i];
    return (h ^ h >> 8) % NINJS_HASHED;
}

static void
fill(struct ninjs_state *state, const struct ninjs_table *t)
{
    uint8_t *slots = state->slots[t->index];

    for (size_t i = 0; i < t->count; i++) {
        unsigned at = hash(t->rows[i].name, strlen(t->rows[i].name));
        while (slots[at] != 0)
            at = (at + 1) % NINJS_HASHED;
        slots[at] = (uint8_t)(i + 1);
    }
    state->hashed[t->index] = true;
}

/* The row of a name, or -1. */
static int
row_of(struct ninjs_state *state, const struct ninjs_table *t, struct wire_str name)
{
    char text[LONGEST_NAME + 1];
    size_t n = normal(name, text);

    if (n == 0)
        return -1;
    if (!state->hashed[t->index])
        fill(state, t);
    for (unsigned at = hash(text, n); state->slots[t->index][at] != 0; at = (at + 1) % NINJS_HASHED) {
        int i = state->slots[t->index][at] - 1;
        if (strcmp(t->rows[i].name, text) == 0)
            return i;
    }
    return -1;
}

bool
ninjs_name_is(struct wire_str name, const char *wanted)
{
    while (name.n != 0 && name.p[0] == '$')
        name = wire_str_sub(name, 1, name.n);
    return wire_str_is_nocase(name, wanted);
}

const struct wire_json_value *
ninjs_find(const struct wire_json_value *object, const char *name)
{
    const struct wire_json_value *found = NULL;

    for (const struct wire_json_value *v = object->first; v != NULL; v = v->next) {
        if (ninjs_name_is(v->name, name))
            found = v;
    }
    return found;
}

static void
take(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    if (v->kind == WIRE_J_NULL) /* says nothing */
        return;
    switch (row->act) {
    case NINJS_TAKE:
        row->take(r, row, record, v);
        break;
    case NINJS_KEEP:
        ninjs_keep(r, v, row->as);
        break;
    case NINJS_SKIP:
        ninjs_skip(r, v, row->as);
        break;
    }
}

void
ninjs_members(struct ninjs_reading *r, const struct ninjs_table *t, struct wire_value *record, const struct wire_json_value *object)
{
    const struct wire_json_value *by_row[NINJS_ROWS_MAX] = { NULL };
    struct ninjs_path here = { .outer = r->path };
    const struct ninjs_path *outer = r->path;

    r->path = &here;
    for (const struct wire_json_value *v = object->first; v != NULL; v = v->next) {
        int i = row_of(r->state, t, v->name);
        here.name = v->name;
        if (i < 0 && t->other != NULL)
            t->other(r, NULL, record, v);
        else if (i < 0)
            ninjs_keep(r, v, "nobody here knows this name");
        else if (by_row[i] != NULL)
            ninjs_keep(r, by_row[i], "the same name stands here again"); /* the last one counts, as to most programs */
        if (i >= 0)
            by_row[i] = v;
    }
    for (size_t i = 0; i < t->count; i++) {
        if (by_row[i] == NULL)
            continue;
        here.name = by_row[i]->name;
        take(r, &t->rows[i], record, by_row[i]);
    }
    r->path = outer;
}

/* --- an item --- */

/* Our own writer says who it is with the first member; the order of those after it is told in ninjs.h. */
static bool
is_own(const struct wire_json_value *item)
{
    const struct wire_json_value *standard = item->first, *version;
    char schema[64];

    if (standard == NULL || standard->kind != WIRE_J_OBJECT || !ninjs_name_is(standard->name, "standard") ||
        standard->next == NULL || !wire_str_is(standard->next->name, "uri"))
        return false;
    version = standard->first != NULL && wire_str_is(standard->first->name, "schema") ? standard->first->next : NULL;
    if (version == NULL || !wire_str_is(version->name, "version") || version->s.n > 8 || version->next != standard->last ||
        !wire_str_is(standard->last->name, "name"))
        return false;
    snprintf(schema, sizeof schema, WIRE_NINJS_SCHEMA, (int)version->s.n, version->s.p);
    return wire_str_is(standard->first->s, schema);
}

/* What no member says alone. */
static void
complete(struct ninjs_reading *r, const struct ninjs_item *item)
{
    struct wire_article *a = r->a;
    const struct wire_value *until = wire_first(a, WIRE_F_EMBARGOED_UNTIL);

    if (wire_first(a, WIRE_F_TYPE) == NULL)
        wire_add_text(a, WIRE_F_TYPE, item->has_event ? WIRE_STR("event") : item->has_plan ? WIRE_STR("planning") : WIRE_STR("text"),
                      item->node->at);
    if (until != NULL && wire_first(a, WIRE_F_EMBARGO) == NULL)
        wire_put_text(a, wire_add_record(a, WIRE_F_EMBARGO, until->at), WIRE_K_UNTIL, until->s, until->at);
}

void
ninjs_read_item(struct ninjs_reading *r, struct wire_article *a, const struct wire_json_value *node)
{
    struct ninjs_item item = { .outer = r->item, .node = node };
    struct wire_article *outer = r->a;

    r->a = a;
    r->item = &item;
    r->deep++;
    ninjs_members(r, &ninjs_item_table, NULL, node);
    ninjs_settle_texts(r);
    ninjs_settle_bodies(r);
    complete(r, &item);
    r->deep--;
    r->item = item.outer;
    r->a = outer;
}

/* --- stories --- */

static void
add_source(struct ninjs_reading *r, struct wire_article *a)
{
    struct wire_value *source = wire_first(a, WIRE_F_SOURCE);
    struct wire_at none = { 0, 0, 0 };

    if (source == NULL)
        source = wire_add_record(a, WIRE_F_SOURCE, (struct wire_at){ 1, 1, 0 });
    wire_put_text(a, source, WIRE_K_FORMAT, WIRE_STR("ninjs"), none);
    if (r->source->name != NULL)
        wire_put_text(a, source, WIRE_K_FILE, wire_str_of(r->source->name), none);
    wire_put_number(a, source, WIRE_K_INDEX, r->stories, none);
    wire_put_text(a, source, WIRE_K_ENCODING, wire_str_of(r->source->encoding != NULL ? r->source->encoding : "UTF-8"), none);
}

/* An object that a story stands in, and its member with the story; what else it says is kept with the story. */
struct around {
    const struct wire_json_value *object, *story;
    const struct around *outer;
};

static void
keep_around(struct ninjs_reading *r, const struct around *around)
{
    struct ninjs_path up = { .name = WIRE_STR("..") }, within = { .outer = &up }, here = { .name = WIRE_NONE };

    r->path = &here;
    for (; around != NULL; around = around->outer) {
        within.name = around->object->name;
        here.outer = within.name.n != 0 ? &within : &up;
        for (const struct wire_json_value *v = around->object->first; v != NULL; v = v->next) {
            if (v == around->story)
                continue;
            r->read += wire_json_tree_weight(v);
            here.name = v->name;
            ninjs_keep(r, v, "it stands around the items");
        }
    }
    r->path = NULL;
}

static bool
is_among(struct wire_str name, const char *const names[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (ninjs_name_is(name, names[i]))
            return true;
    }
    return false;
}

static bool
has_id(const struct wire_json_value *v)
{
    return ninjs_find(v, "uri") != NULL || ninjs_find(v, "guid") != NULL;
}

/* Without a uri an object is an item where it says something that only one would. */
static bool
is_item(const struct wire_json_value *v)
{
    static const char *const names[] = { "headline", "headlines", "bodies", "versioncreated", "body_text", "body_html",
                                         "body_xhtml", "eventdetails", "description_text", "descriptions" };

    if (v->kind != WIRE_J_OBJECT)
        return false;
    for (size_t i = 0; i < WIRE_COUNT(names); i++) {
        if (ninjs_find(v, names[i]) != NULL)
            return true;
    }
    return has_id(v);
}

static void
read_story(struct ninjs_reading *r, const struct wire_json_value *node, const struct around *around)
{
    struct wire_article *a;

    if (!is_item(node)) {
        ninjs_report(r, &ninjs_no_story, node->at, WIRE_NONE);
        return;
    }
    if ((a = wire_article_new(r->j.max->story)) == NULL) {
        ninjs_failed(r, WIRE_E_NOMEM);
        return;
    }
    r->story = r->a = a;
    r->read = wire_json_tree_weight(node);
    r->kept = r->skipped = 0;
    r->said_kind = false;
    r->own = is_own(node);
    r->stories++;
    ninjs_read_item(r, a, node);
    keep_around(r, around);
    wire_practice(a);
    add_source(r, a);
    if (!has_id(node))
        ninjs_report(r, &ninjs_no_uri, node->at, WIRE_NONE);
    a->ledger.read = r->read;
    a->ledger.placed = wire_article_weight(a) + r->kept;
    a->ledger.skipped = r->skipped;
    a->end = wire_json_at(&r->j, r->j.p).byte;
    if (a->arena->err == WIRE_E_LIMIT || r->tree.err == WIRE_E_LIMIT) {
        ninjs_report(r, &ninjs_limit, node->at, WIRE_NONE);
        wire_article_free(a);
    } else if (a->arena->err != WIRE_OK || r->tree.err != WIRE_OK || r->err != WIRE_OK || r->scratch.err != WIRE_OK) {
        wire_article_free(a);
        ninjs_failed(r, WIRE_E_NOMEM);
    } else {
        ninjs_failed(r, r->sink->story(r->sink->ctx, a));
    }
    r->story = r->a = NULL;
}

/* A story, or an object that is none and has one as its `item`, as each of the AP Media API's lists. */
static void
read_entry(struct ninjs_reading *r, const struct wire_json_value *node, const struct around *around)
{
    const struct wire_json_value *item = NULL;

    for (size_t i = 0; node->kind == WIRE_J_OBJECT && !is_item(node) && item == NULL && i < WIRE_COUNT(holders); i++)
        item = ninjs_find(node, holders[i]);
    if (item != NULL && is_item(item))
        read_story(r, item, &(struct around){ node, item, around });
    else
        read_story(r, node, around);
}

static void
empty_tree(struct ninjs_reading *r)
{
    wire_arena_free(&r->tree);
    wire_arena_init(&r->tree, r->j.max->story);
}

/* The tree of the value that `event` began; NULL: an error, told of, and perhaps none that ends the reading. */
static struct wire_json_value *
tree(struct ninjs_reading *r, enum wire_json_event event)
{
    struct wire_at at = r->j.at;
    struct wire_json_value *v = wire_json_tree(&r->j, event, &r->tree);

    if (v == NULL && r->tree.err == WIRE_E_LIMIT && r->j.err == WIRE_OK)
        ninjs_report(r, &ninjs_limit, at, WIRE_NONE);
    else if (v == NULL && r->tree.err == WIRE_E_NOMEM)
        ninjs_failed(r, WIRE_E_NOMEM);
    return v;
}

/* Stories one by one: the rest of a list too long to be held. */
static void
read_rest(struct ninjs_reading *r)
{
    enum wire_json_event event;

    while ((event = wire_json_next(&r->j)) != WIRE_J_ARRAY_END && event != WIRE_J_ERROR && r->err == WIRE_OK) {
        struct wire_json_value *v;
        empty_tree(r);
        if ((v = tree(r, event)) != NULL)
            read_entry(r, v, NULL);
    }
}

static void
read_items(struct ninjs_reading *r, const struct around *around, const struct wire_json_value *items)
{
    for (const struct wire_json_value *v = items->first; v != NULL && !ninjs_failed(r, WIRE_OK); v = v->next)
        read_entry(r, v, v == items->first ? around : NULL);
}

/* An object at the top: a story, or around a list of stories or around one, with or without a shell between them. */
struct envelope {
    struct wire_json_value *top, *data, *items;
    const struct wire_json_value *holder; /* of items: top or data, the shell */
    bool named, gone;                     /* a uri stands before the list; its stories went before it had ended */
};

static void
read_list(struct ninjs_reading *r, const struct envelope *e)
{
    struct around outermost = { e->top, e->holder == e->top ? e->items : e->data, NULL };
    struct around inner = { e->holder, e->items, &outermost };

    read_items(r, e->holder == e->top ? &outermost : &inner, e->items);
}

static void
read_held(struct ninjs_reading *r, const struct envelope *e)
{
    bool list = e->items != NULL && !has_id(e->top) && !has_id(e->holder) &&
                (!is_item(e->holder) || (e->items->first != NULL && is_item(e->items->first)));

    if (list && (e->holder == e->top || !is_item(e->top)))
        read_list(r, e);
    else if (e->data != NULL && !is_item(e->top))
        read_entry(r, e->data, &(struct around){ e->top, e->data, NULL });
    else
        read_entry(r, e->top, NULL);
}

/*
 * The entries of a holder (`items`) in an object that has said no uri yet: it may be a list of stories or, where a uri
 * comes after all, a member of one story. They are held until that is clear, up to HOLD. True: they were stories and
 * have been read.
 */
static bool
hold_items(struct ninjs_reading *r, const struct envelope *e)
{
    enum wire_json_event event;
    struct wire_json_value *v;

    while ((event = wire_json_next(&r->j)) != WIRE_J_ARRAY_END) {
        enum wire_status fault;
        if (event != WIRE_J_ERROR && (v = tree(r, event)) != NULL)
            wire_json_tree_append(e->items, WIRE_NONE, v);
        if (r->j.err == WIRE_OK && r->tree.err == WIRE_OK && r->tree.used <= HOLD)
            continue;
        fault = r->j.err;
        r->j.err = WIRE_OK; /* what stands before a fault comes out */
        if (r->tree.err == WIRE_E_LIMIT)
            r->tree.err = WIRE_OK;
        read_list(r, e);
        if ((r->j.err = fault) == WIRE_OK)
            read_rest(r);
        return true;
    }
    return false;
}

/* A member of `in`, which is the top or a shell in it; true: the object that is the shell has begun. */
static bool
hold_member(struct ninjs_reading *r, struct envelope *e, struct wire_json_value *in)
{
    struct wire_str name = wire_arena_str(&r->tree, r->j.s);
    bool list = is_among(name, holders, WIRE_COUNT(holders)), data = false;
    enum wire_json_event event = wire_json_next(&r->j);
    struct wire_json_value *v;

    e->named |= ninjs_name_is(name, "uri") || ninjs_name_is(name, "guid");
    if (e->gone) { /* the stories went before: there is none to keep this with */
        ninjs_report(r, &ninjs_around, r->j.at, name);
        wire_json_skip(&r->j, event);
        return false;
    }
    if (event == WIRE_J_ARRAY && list && !e->named && e->items == NULL) {
        if ((v = e->items = wire_json_tree_empty(&r->j, event, &r->tree)) == NULL)
            return false;
        e->holder = in;
        e->gone = hold_items(r, e);
    } else if (event == WIRE_J_OBJECT && in == e->top && is_among(name, shells, WIRE_COUNT(shells)) && !e->named && e->data == NULL) {
        v = e->data = wire_json_tree_empty(&r->j, event, &r->tree);
        data = true;
    } else {
        v = tree(r, event);
    }
    if (v != NULL && !e->gone && !ninjs_failed(r, WIRE_OK))
        wire_json_tree_append(in, name, v);
    return data && v != NULL;
}

static void
read_object(struct ninjs_reading *r)
{
    struct envelope e = { .top = wire_json_tree_empty(&r->j, WIRE_J_OBJECT, &r->tree) };
    struct wire_json_value *in = e.top;
    enum wire_json_event event = WIRE_J_ERROR;

    while (in != NULL && !ninjs_failed(r, r->tree.err == WIRE_E_NOMEM ? WIRE_E_NOMEM : WIRE_OK) && r->tree.err == WIRE_OK) {
        event = wire_json_next(&r->j);
        if (event == WIRE_J_KEY)
            in = hold_member(r, &e, in) ? e.data : in;
        else if (event == WIRE_J_OBJECT_END && in != e.top)
            in = e.top;
        else
            break;
    }
    if (event != WIRE_J_OBJECT_END || in != e.top) {
        while (r->j.err == WIRE_OK && r->j.depth > 0 && r->err == WIRE_OK) /* past a limit: on to the end of the value */
            wire_json_next(&r->j);
        ninjs_failed(r, r->tree.err == WIRE_E_NOMEM ? WIRE_E_NOMEM : WIRE_OK);
        return;
    }
    if (!e.gone)
        read_held(r, &e);
}

static void
read_all(struct ninjs_reading *r)
{
    enum wire_json_event event;

    while ((event = wire_json_next(&r->j)) != WIRE_J_END && event != WIRE_J_ERROR && r->err == WIRE_OK) {
        struct wire_json_value *v;
        empty_tree(r);
        if (r->j.depth <= 1 && (event == WIRE_J_ARRAY || event == WIRE_J_ARRAY_END))
            continue;
        if (event == WIRE_J_OBJECT && r->j.depth == 1)
            read_object(r);
        else if ((v = tree(r, event)) != NULL)
            read_entry(r, v, NULL);
    }
}

static void
free_state(void *state)
{
    wire_body_free(((struct ninjs_state *)state)->body);
    free(state);
}

static struct ninjs_state *
state_of(struct wire_worker *worker)
{
    struct ninjs_state *state = worker->slot[WIRE_SLOT_JSON].state;

    if (state == NULL) {
        if ((state = calloc(1, sizeof *state)) == NULL)
            return NULL;
        worker->slot[WIRE_SLOT_JSON].state = state;
        worker->slot[WIRE_SLOT_JSON].free = free_state;
    }
    if (state->body == NULL)
        state->body = wire_body_new();
    return state->body != NULL ? state : NULL;
}

enum wire_status
ninjs_read(struct wire_source *source, const struct wire_sink *sink, const struct wire_tap *tap, struct wire_worker *worker)
{
    struct ninjs_reading r = { .worker = worker, .sink = sink, .source = source, .state = state_of(worker) };
    enum wire_status st;

    (void)tap; /* there is no pass over XML to join */
    if (r.state == NULL)
        return WIRE_E_NOMEM;
    if (wire_json_begin(&r.j, source, sink))
        read_all(&r);
    st = wire_json_finish(&r.j);
    wire_arena_free(&r.tree);
    wire_buf_free(&r.scratch);
    return r.err != WIRE_OK ? r.err : st;
}

/* --- sniffing --- */

struct names {
    bool theirs, ours, id, known;
};

static void
look(void *ctx, struct wire_str name, char value)
{
    /* Names that only an article JSON has, and that only ninjs has. */
    static const char *const theirs[] = { "edNotes", "nonPublic", "residue", "formatVersion", NULL };
    static const char *const ours[] = { "standard",    "$standard",        "versioncreated",   "firstcreated", "pubstatus",
                                        "body_html",   "body_text",        "body_xhtml",       "body_nitf",    "headline",
                                        "byline",      "description_text", "description_html", "guid",         "altids",
                                        "edNote",      "ednote",           "trustindicators",  "infosources",  "contenttype",
                                        "copyrightnotice", NULL };
    struct names *found = ctx;

    found->theirs |= wire_json_listed(name, theirs) || (value == '{' && wire_str_is(name, "source"));
    found->ours = found->ours || wire_json_listed(name, ours);
    if (ninjs_name_is(name, "uri") || ninjs_name_is(name, "guid")) {
        found->id = true;
        return;
    }
    found->known = found->known || wire_str_begins_nocase(name, "headline") || wire_str_begins_nocase(name, "body_") ||
                   wire_str_begins_nocase(name, "description");
    for (size_t i = 0; i < ninjs_item_table.count && !found->known; i++)
        found->known = wire_str_is_nocase(name, ninjs_item_table.rows[i].name);
}

int
ninjs_sniff(const char *bytes, size_t n, const char **why)
{
    struct names found = { .theirs = false };

    if (!wire_json_is_object(bytes, n))
        return 0;
    wire_json_look(bytes, n, look, &found);
    if (found.theirs || (!found.ours && !(found.id && found.known)))
        return 0;
    *why = found.ours ? "it is JSON with names that only ninjs has" : "it is JSON with a uri and names of ninjs";
    return found.ours ? 85 : 60;
}

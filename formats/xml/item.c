/* A story begins and ends: its memory, what it inherits, the count of its words, its way out. */
#include "article/limits.h"
#include "xml/engine.h"

void
wire_count_wanted_row(struct wire_reading *r, enum wire_ledger_act act, const char *why, struct wire_at at, const xmlChar *attr)
{
    struct wire_article *story = r->x.story;
    struct wire_str path = wire_xml_path(&r->x);

    if (attr != NULL)
        path = wire_arena_printf(story->arena, "%.*s/@%s", (int)path.n, path.n != 0 ? path.p : "", (const char *)attr);
    while (story->parent != NULL)
        story = story->parent;
    wire_ledger_count(&story->ledger, story->arena, act, path, why, 1, at);
}

void
wire_item_begin(struct wire_reading *r, struct wire_frame *f)
{
    struct wire_article *a = wire_article_new(r->max->story);

    if (a == NULL) {
        wire_xml_fail(&r->x, WIRE_E_NOMEM);
        return;
    }
    r->x.story = a;
    r->x.stories++;
    r->x.skipped = r->x.kept_weight = r->read_weight = 0;
    r->item_depth = r->depth;
    r->media_count = 0;
    r->media_parts = 0;
    r->first_count = 0;
    r->x.not_inherited = 0;
    f->record = NULL;
    f->lang = wire_arena_str(a->arena, f->lang); /* of the message, whose memory is not the story's */
    if (r->tap != NULL && r->tap->item != NULL)
        r->tap->item(r->tap->ctx, f->at, 1);
    r->x.format->begin(&r->x, (const char *)f->name);
}

static struct wire_value *copy_value(struct wire_article *, struct wire_value *record, enum wire_field, const struct wire_value *);

static void
copy_members(struct wire_article *to, struct wire_value *record, const struct wire_value *from)
{
    for (const struct wire_value *m = from->first; m != NULL; m = m->next)
        copy_value(to, record, WIRE_FIELD_COUNT, m);
}

/* A copy that does not count as words of this story: they stand in the header, once. */
static struct wire_value *
copy_value(struct wire_article *to, struct wire_value *record, enum wire_field f, const struct wire_value *from)
{
    struct wire_value *v;

    if (from->kind == WIRE_V_RECORD) {
        v = record != NULL ? wire_put_record(to, record, (enum wire_key)from->key, from->at) : wire_add_record(to, f, from->at);
        if (v != NULL)
            copy_members(to, v, from);
    } else if (record != NULL && from->key == WIRE_K_OTHER) {
        v = wire_put_other(to, record, from->name, from->s, from->at);
    } else {
        v = record != NULL ? wire_put_text(to, record, (enum wire_key)from->key, from->s, from->at)
                           : wire_add_text(to, f, from->s, from->at);
    }
    if (v != NULL) {
        v->kind = from->kind;
        v->flags = from->flags & (uint8_t)~WIRE_V_PRINTED;
    }
    return v;
}

/* What stands in the header of a message is said of every story in it; but a header may be made long
 * to be copied often, so that only the first story gets more than WIRE_MOST_INHERITED values. */
void
wire_xml_inherit(struct wire_article *to, const struct wire_article *header, bool first, wire_field_set but)
{
    unsigned copied = 0;

    for (int f = 0; f < WIRE_FIELD_COUNT; f++) {
        for (const struct wire_value *v = header->fields[f].first; v != NULL; v = v->next) {
            if (v->kind != WIRE_V_ARTICLE && !wire_field_in(but, f) && (first || copied++ < WIRE_MOST_INHERITED))
                copy_value(to, NULL, (enum wire_field)f, v);
        }
    }
}

static void
add_source(struct wire_reading *r, struct wire_article *a)
{
    struct wire_value *source = wire_first(a, WIRE_F_SOURCE);
    const char *encoding = r->x.source->encoding != NULL ? r->x.source->encoding : wire_declared_encoding(r);

    if (source == NULL)
        source = wire_add_record(a, WIRE_F_SOURCE, (struct wire_at){ 1, 1, 0 });
    wire_put_text(a, source, WIRE_K_FORMAT, wire_str_of(r->x.format->name), (struct wire_at){ 0, 0, 0 });
    if (r->x.source->name != NULL)
        wire_put_text(a, source, WIRE_K_FILE, wire_str_of(r->x.source->name), (struct wire_at){ 0, 0, 0 });
    wire_put_number(a, source, WIRE_K_INDEX, r->x.stories, (struct wire_at){ 0, 0, 0 });
    wire_put_text(a, source, WIRE_K_ENCODING,
                  wire_str_of(encoding != NULL ? encoding : "UTF-8"),
                  (struct wire_at){ 0, 0, 0 });
}

void
wire_item_end(struct wire_reading *r, struct wire_frame *f)
{
    struct wire_article *a = r->x.story;
    enum wire_status st;

    a->ledger.read = r->read_weight;
    r->x.format->complete(&r->x);
    wire_xml_settle(a, f->lang);
    r->x.format->end(&r->x);
    wire_xml_inherit(a, r->x.header, r->x.stories == 1, r->x.not_inherited);
    add_source(r, a);
    a->ledger.placed = wire_article_weight(a) + r->x.kept_weight;
    a->ledger.skipped = r->x.skipped;
    a->end = wire_parsed(r);
    if (r->tap != NULL && r->tap->item != NULL)
        r->tap->item(r->tap->ctx, f->at, 0);
    r->x.story = r->x.header;
    r->item_depth = 0;
    if (a->arena->err == WIRE_E_LIMIT) {
        wire_xml_report(&r->x, &wire_xml_limit, f->at, "story %u takes more than %zu bytes of memory", r->x.stories,
                        r->max->story);
        wire_article_free(a);
    } else if (a->arena->err != WIRE_OK || r->err == WIRE_E_NOMEM) { /* the body's builder had none */
        wire_article_free(a);
        wire_xml_fail(&r->x, WIRE_E_NOMEM);
    } else if ((st = r->x.sink->story(r->x.sink->ctx, a)) != WIRE_OK) {
        wire_xml_fail(&r->x, st);
    }
}

void
wire_item_abandon(struct wire_reading *r)
{
    if (r->x.story != r->x.header) {
        struct wire_article *a = r->x.story;
        while (a->parent != NULL)
            a = a->parent;
        if (a != r->x.header) /* a part of the header goes with it */
            wire_article_free(a);
        r->x.story = r->x.header;
    }
}

/* Reading NewsML-G2: where an item begins and ends, and the values that are more than text. */
#include "newsml-g2/newsml-g2.h"

#include "article/life.h"
#include "article/practice.h"
#include "article/supply.h"
#include "newsml-g2/details.h"
#include "newsml-g2/write.h"
#include "xml/secret.h"

const struct wire_finding g2_no_item = {
    "g2-no-item", WIRE_ERROR, "there is no NewsML-G2 item in this document",
    "A story is a newsItem, packageItem, conceptItem, knowledgeItem, planningItem or catalogItem, alone or in a newsMessage's "
    "itemSet; a fragment of one is not a story.",
    "NewsML-G2, itemSet"
};
const struct wire_finding g2_qcode_no_scheme = {
    "g2-qcode-no-scheme", WIRE_WARNING, "no catalog of this message or of IPTC has this scheme alias; the qcode was kept without a URI",
    "Declare the alias in the item's catalog, or refer to the catalog that has it with catalogRef.", "NewsML-G2, catalog; QCode"
};
const struct wire_finding g2_qcode_form = {
    "g2-qcode-form", WIRE_WARNING, "a qcode without a colon; it was kept as it is", "Write qcodes as alias:code.", "NewsML-G2, QCode"
};
const struct wire_finding g2_no_guid = {
    "g2-no-guid", WIRE_WARNING, "an item without guid; the story has no uri", "Give every item a guid that is unique for all time.",
    "NewsML-G2, anyItem/@guid"
};
const struct wire_finding g2_status_unknown = {
    "g2-status-unknown", WIRE_WARNING, "a publishing status that is none of usable, withheld and canceled; it was kept in extra",
    "Use the codes of the scheme stat.", "NewsML-G2, pubStatus; IPTC NewsCodes, stat"
};

static const struct wire_finding *const findings[] = { WIRE_XML_FINDINGS, &g2_no_item, &g2_qcode_no_scheme, &g2_qcode_form,
                                                       &g2_no_guid, &g2_status_unknown, &g2_no_concept, NULL };

/* --- values --- */

/* Of siblings such as rel and reluri, or qcode and uri, the qcode is the one (NAR, URI siblings). */
static bool
has_qcode_sibling(const struct wire_xml *x, const struct wire_row *row)
{
    char plain[32];
    size_t n = strlen(row->attr);

    if (strcmp(row->attr, "uri") == 0)
        return wire_str_trim(wire_xml_attribute(x, "qcode")).n != 0;
    if (n <= 3 || n >= sizeof plain || strcmp(row->attr + n - 3, "uri") != 0)
        return false;
    memcpy(plain, row->attr, n - 3);
    plain[n - 3] = '\0';
    return wire_str_trim(wire_xml_attribute(x, plain)).n != 0;
}

/* A role or the like: the local part of its code. */
void
g2_take_code(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    if (!has_qcode_sibling(x, row))
        wire_take_text(x, row, g2_local(s), at);
    else
        wire_put_other(x->story, wire_xml_record(x), wire_str_of(row->attr), wire_str_collapse(x->story->arena, s), at);
}

/* What a link or reference points at by id: residref, or of old guidref. */
void
g2_take_old_ref(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    if (wire_str_trim(wire_xml_attribute(x, "residref")).n == 0)
        wire_take_text(x, row, s, at);
    else if (wire_xml_record(x) != NULL)
        wire_put_other(x->story, wire_xml_record(x), WIRE_STR("guidref"), wire_str_trim(s), at);
}

/* The URI beside a code that says the same: kept, as it is no field of its own. */
static void
keep_uri(struct wire_xml *x, struct wire_str s, struct wire_at at)
{
    wire_add_extra(x->story, WIRE_STR("uri"), wire_arena_join(x->story->arena, wire_xml_path(x), WIRE_STR("/@"), WIRE_STR("uri")),
                   wire_str_trim(s), at);
}

void
g2_take_item_class(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct g2_state *state = x->state;

    if (has_qcode_sibling(x, row)) {
        keep_uri(x, s, at);
        return;
    }
    if (x->story->parent != NULL) { /* of an item referred to */
        if (wire_first(x->story, WIRE_F_TYPE) == NULL)
            wire_add_text(x->story, WIRE_F_TYPE, g2_local(s), at);
    } else if (state->item.item_class.n == 0) {
        state->item.item_class = wire_arena_str(x->story->arena, g2_local(s));
    }
}

void
g2_take_pub_status(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_str code = g2_local(s);
    const char *status = wire_str_is_nocase(code, "usable")                                                  ? "usable"
                         : wire_str_is_nocase(code, "withheld") || wire_str_is_nocase(code, "embargoed")     ? "withheld"
                         : wire_str_is_nocase(code, "canceled") || wire_str_is_nocase(code, "cancelled")     ? "canceled"
                                                                                                              : NULL;

    if (has_qcode_sibling(x, row)) {
        keep_uri(x, s, at);
        return;
    }
    if (wire_first(x->story, WIRE_F_PUB_STATUS) != NULL)
        return;
    if (status != NULL) {
        wire_add_text(x->story, WIRE_F_PUB_STATUS, wire_str_of(status), at);
    } else if (wire_str_trim(s).n != 0) {
        wire_xml_report(x, &g2_status_unknown, at, "\"%.*s\"", (int)(s.n < 80 ? s.n : 80), s.p);
        wire_add_extra(x->story, WIRE_STR("pubStatus"), wire_xml_path(x), wire_str_trim(s), at);
    }
}

/* An empty embargoed is an embargo without a set end (NewsML-G2, embargoed). */
void
g2_take_embargoed(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_value *embargo;

    if (wire_str_trim(s).n == 0) {
        wire_put_bool(x->story, wire_add_record(x->story, WIRE_F_EMBARGO, at), WIRE_K_OPEN, true);
        return;
    }
    wire_take_time(x, row, s, at);
    embargo = wire_first(x->story, WIRE_F_EMBARGOED_UNTIL);
    if (embargo != NULL && wire_first(x->story, WIRE_F_EMBARGO) == NULL)
        wire_put_text(x->story, wire_add_record(x->story, WIRE_F_EMBARGO, at), WIRE_K_UNTIL, embargo->s, at);
}

void
g2_take_name_role(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct g2_state *state = x->state;

    (void)row, (void)at;
    state->name_role = wire_arena_str(x->story->arena, g2_local(s));
}

/* Where something is defined its code is kept whole. */
void
g2_take_name_code(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct g2_state *state = x->state;

    (void)row, (void)at;
    state->name_role = wire_arena_str(x->story->arena, wire_str_trim(s));
}

void
g2_take_name_supplied(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct g2_state *state = x->state;

    (void)row, (void)at;
    state->name_supplied = s.n != 0;
}

void
g2_take_codes(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct g2_state *state = x->state;

    (void)row, (void)at;
    state->item.bare = wire_str_is(s, "bare");
}

/* Names are gathered with language and role; settling picks the story's. */
void
g2_take_name(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct g2_state *state = x->state;
    struct wire_value *v;

    (void)row;
    if (state->name_supplied) {
        state->name_supplied = false;
        x->skipped += wire_weight(s.p, s.n);
        return;
    }
    v = wire_put_text(x->story, wire_xml_record(x), WIRE_K_NAME, wire_str_collapse(x->story->arena, s), at);
    if (v != NULL) {
        if (wire_xml_said(x) != NULL) {
            v->first = wire_xml_said(x)->first;
            v->last = wire_xml_said(x)->last;
        }
        v->lang = wire_xml_lang(x);
        v->name = state->name_role;
        v->flags |= WIRE_V_PRINTED | (wire_xml_is_secret(x) ? WIRE_V_SECRET : 0);
    }
    state->name_role = WIRE_NONE;
}

void
g2_take_constraint(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct g2_state *state = x->state;

    (void)row, (void)at;
    state->constrained = wire_str_trim(s).n != 0;
    if (wire_secret_code(s))
        wire_xml_set_secret(x);
    else
        x->declined = true;
}

void
g2_take_source_version(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_value *source = wire_add_record(x->story, WIRE_F_SOURCE, at);

    (void)row;
    wire_put_text(x->story, source, WIRE_K_FORMAT_VERSION, wire_str_trim(s), at);
}

/* --- history --- */

void
g2_begin_history(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)s;
    if (wire_first(x->story, WIRE_F_HISTORY) == NULL)
        wire_add_record(x->story, WIRE_F_HISTORY, at);
    if (row->act == WIRE_PASS) /* hopHistory: its hops go into the record */
        wire_xml_set_record(x, wire_first(x->story, WIRE_F_HISTORY));
}

/* <generator versioninfo="1.2">Name</generator>: the attribute comes first. */
void
g2_take_generator(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct g2_state *state = x->state;
    struct wire_value *generator, *v;

    s = wire_str_collapse(x->story->arena, s);
    if (row->attr != NULL) {
        state->versioninfo = wire_arena_str(x->story->arena, s);
        return;
    }
    if (s.n != 0 || state->versioninfo.n != 0) {
        generator = wire_put_record(x->story, wire_first(x->story, WIRE_F_HISTORY), WIRE_K_GENERATOR, at);
        if ((v = wire_put_text(x->story, generator, WIRE_K_NAME, s, at)) != NULL)
            v->flags |= WIRE_V_PRINTED;
        wire_put_text(x->story, generator, WIRE_K_VERSION, state->versioninfo, at);
        for (const struct wire_value *m = wire_xml_said(x) != NULL ? wire_xml_said(x)->first : NULL; m != NULL; m = m->next)
            wire_put_other(x->story, generator, m->name, m->s, m->at);
    }
    state->versioninfo = WIRE_NONE;
}

/* --- what our own writer supplied because the format demands it: absent (design: nothing invented) --- */

void
g2_take_guid(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct g2_state *state = x->state;

    if (wire_is_supplied_uri(s))
        state->item.guid_supplied = true;
    else
        wire_take_text(x, row, s, at);
}

/* What the header of a message says is not of this item. */
void
g2_take_absent(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)at;
    if (s.n != 0)
        x->not_inherited |= WIRE_FIELD(row->field);
}

void
g2_begin_time(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct g2_state *state = x->state;

    (void)row, (void)s, (void)at;
    state->time_supplied = wire_xml_attribute(x, "supplied").n != 0;
}

void
g2_take_time(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct g2_state *state = x->state;

    if (state->time_supplied || wire_str_is(wire_str_trim(s), WIRE_SUPPLIED_TIME))
        x->skipped += wire_weight(s.p, s.n);
    else
        wire_take_time(x, row, s, at);
    state->time_supplied = false;
}

void
g2_end_provider(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_value *v = wire_xml_record(x);

    (void)row, (void)s, (void)at;
    if (v != NULL && v->first != NULL && v->first == v->last && wire_str_is(wire_member(v, WIRE_K_LITERAL), WIRE_SUPPLIED_LITERAL))
        v->first = v->last = NULL;
}

/* --- ends of records --- */

/* A note is for everyone only if nothing in it is marked for editors (mapping.md, edNotes). */
void
g2_end_ed_note(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    static const char *const internal[] = { "closingline", "private", "internal", "nonpublic" };
    struct g2_state *state = x->state;
    struct wire_value *note = wire_xml_record(x);
    struct wire_str text = wire_member(note, WIRE_K_VALUE), role = wire_member(note, WIRE_K_ROLE);
    bool secret = state->constrained || wire_xml_is_secret(x) || wire_secret_announced(text) < text.n || wire_secret_code(role);

    (void)row, (void)s, (void)at;
    for (size_t i = 0; i < WIRE_COUNT(internal); i++)
        secret |= wire_str_is_nocase(role, internal[i]);
    state->constrained = false;
    if (note == NULL || text.n == 0) {
        if (note != NULL)
            note->first = note->last = NULL; /* a note that says nothing is none */
        return;
    }
    wire_put_bool(x->story, note, WIRE_K_PUBLIC, !secret);
    if (secret)
        note->flags |= WIRE_V_SECRET;
}

/* Headlines and descriptions without words are none. */
void
g2_end_headline(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_value *v = wire_xml_record(x);

    (void)row, (void)s, (void)at;
    if (v != NULL && wire_member(v, WIRE_K_VALUE).n == 0)
        v->first = v->last = NULL;
}

void
g2_end_alt_id(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    g2_end_headline(x, row, s, at);
}

/* A maker without a role of his own is what his element says. */
void
g2_end_maker(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_value *v = wire_xml_record(x);

    (void)s;
    if (v != NULL && v->first != NULL && wire_get(v, WIRE_K_ROLE) == NULL)
        wire_put_text(x->story, v, WIRE_K_ROLE, wire_str_of(row->path), at);
}

/* A link's uri is what it refers to by id, else by address (mapping.md, links). */
void
g2_end_link(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_value *v = wire_xml_record(x), *href = wire_get(v, WIRE_K_HREF);

    (void)row, (void)s, (void)at;
    if (v == NULL || href == NULL || wire_get(v, WIRE_K_URI) != NULL)
        return;
    wire_put_text(x->story, v, WIRE_K_URI, href->s, href->at);
    wire_drop_member(v, href);
}

/* The first place that has a name or a literal is the one (mapping.md, located). */
void
g2_end_located(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_list *list = &x->story->fields[WIRE_F_LOCATED];
    struct wire_value *new = wire_xml_record(x), *old = list->first, *out;
    bool has = new != NULL && (wire_get(new, WIRE_K_NAME) != NULL || wire_get(new, WIRE_K_LITERAL) != NULL);

    (void)row, (void)s, (void)at;
    if (new != NULL && new->first != NULL && wire_get(new, WIRE_K_NAME) == NULL)
        wire_put_text(x->story, new, WIRE_K_NAME, wire_member(new, WIRE_K_LITERAL), at);
    if (new == NULL || old == new || new->first == NULL)
        return;
    out = has && wire_get(old, WIRE_K_NAME) == NULL ? old : new;
    wire_flatten(x->story, out, WIRE_STR("contentMeta/located"));
    if (out == old)
        wire_drop(list, old);
    else
        new->first = new->last = NULL; /* the engine drops an empty one */
}

/* What a knowledge item says of its scheme is what a catalog says of one: it stands where that would. */
void
g2_end_scheme_meta(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_value *record = wire_xml_record(x), *scheme, whole;

    (void)row, (void)s;
    if (record == NULL || record->first == NULL)
        return;
    whole = *record;
    record->first = record->last = NULL;
    if ((scheme = wire_put_record(x->story, record, WIRE_K_OTHER, at)) == NULL)
        return;
    scheme->name = WIRE_STR("schemes");
    scheme->flags |= WIRE_V_LIST;
    scheme->first = whole.first;
    scheme->last = whole.last;
}

/* --- packages and parts --- */

void
g2_begin_group(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct g2_state *state = x->state;

    (void)row, (void)s, (void)at;
    state->item.group = wire_xml_record(x);
    state->item.group_role = WIRE_NONE;
}

void
g2_take_group_role(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct g2_state *state = x->state;

    (void)row;
    if (state->item.group_role.n != 0 || wire_str_is(s, G2_ROLE_ALIAS ":unknown")) /* our own writer, where one is demanded */
        return;
    state->item.group_role = wire_arena_str(x->story->arena, g2_local(s));
    wire_put_text(x->story, state->item.group, WIRE_K_ROLE, state->item.group_role, at);
}

void
g2_begin_item_ref(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct g2_state *state = x->state;
    struct wire_value *entry;
    struct wire_str own;

    (void)row, (void)s;
    own = wire_xml_attribute(x, "partrel");
    if (!wire_str_is(own, G2_NO_REL))
        wire_add_text(x->story, WIRE_F_REL, own.n != 0 ? own : state->item.group_role, at);
    entry = wire_put_record(x->story, state->item.group, WIRE_K_ITEMS, at);
    wire_put_text(x->story, entry, WIRE_K_URI, wire_str_trim(wire_xml_attribute(x, "residref")), at);
    wire_put_text(x->story, entry, WIRE_K_HREF, wire_str_trim(wire_xml_attribute(x, "href")), at);
}

void
g2_begin_part(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_str own = wire_xml_attribute(x, "partrel");

    (void)row, (void)s;
    if (!wire_str_is(own, G2_NO_REL))
        wire_add_text(x->story, WIRE_F_REL, own.n != 0 ? own : WIRE_STR("part"), at);
}

/* Of several headlines the one without a role and of lowest rank, else the first of these, is main. */
static void
main_headline(struct wire_article *a)
{
    struct wire_value *best = NULL;
    int64_t least = INT64_MAX;

    for (int pass = 0; pass < 2 && best == NULL; pass++) {
        for (struct wire_value *v = wire_first(a, WIRE_F_HEADLINES); v != NULL; v = v->next) {
            int64_t rank = INT64_MAX - 1;
            bool ranked = wire_str_to_int(wire_member(v, WIRE_K_RANK), INT64_MAX / 16, &rank) && rank != 0;
            if (!ranked)
                rank = INT64_MAX - 1;
            if (wire_get(v, WIRE_K_ROLE) != NULL && (pass == 0 || wire_get(v, WIRE_K_RANK) == NULL))
                continue;
            if (rank < least) {
                least = rank;
                best = v;
            }
        }
    }
    if (best == NULL)
        return;
    if (wire_get(best, WIRE_K_ROLE) != NULL)
        wire_drop_member(best, wire_get(best, WIRE_K_ROLE));
    wire_put_text(a, best, WIRE_K_ROLE, WIRE_STR("main"), best->at);
}

/* --- the item --- */

static void
begin(struct wire_xml *x, const char *element)
{
    struct g2_state *state = x->state;

    memset(&state->item, 0, sizeof state->item);
    state->scheme_count = 0;
    state->item.is_planning = strcmp(element, "planningItem") == 0;
    state->item.is_package = strcmp(element, "packageItem") == 0;
    state->item.is_component = !state->item.is_package && !state->item.is_planning && strcmp(element, "newsItem") != 0;
}

/* A concept item of an event is an event (mapping.md, type); of knowledge, which has many, none is the item. */
static bool
is_event(const struct wire_article *a)
{
    const struct wire_value *concept = wire_first(a, WIRE_F_CONCEPTS);

    return wire_first(a, WIRE_F_EVENT_DETAILS) != NULL ||
           (concept != NULL && concept->next == NULL && wire_str_is(g2_local(wire_member(concept, WIRE_K_TYPE)), "event"));
}

static void
set_type(struct wire_xml *x)
{
    static const char *const types[] = { "text", "picture", "graphic", "audio", "video", "composite", "event", "planning",
                                         "component" };
    struct g2_state *state = x->state;
    const char *type = state->item.is_planning    ? "planning"
                       : state->item.is_component ? (is_event(x->story) ? "event" : "component")
                       : state->item.is_package   ? "composite"
                                                  : "text";
    struct wire_str class = state->item.item_class;
    bool known = false;

    for (size_t i = 0; i < WIRE_COUNT(types); i++) {
        if (!wire_str_is(class, types[i]))
            continue;
        known = true;
        if (!state->item.is_planning && !state->item.is_component)
            type = types[i];
    }
    wire_add_text(x->story, WIRE_F_TYPE, wire_str_of(type), (struct wire_at){ 0, 0, 0 });
    if (!known || !wire_str_is(class, type))
        wire_add_extra(x->story, WIRE_STR("itemClass"), WIRE_STR("itemMeta/itemClass"), class, (struct wire_at){ 0, 0, 0 });
}

/* The holder's name is the field; a holder that says more stands in rights as well. */
static void
set_holder(struct wire_article *a)
{
    static const enum wire_key keys[] = { WIRE_K_NAME, WIRE_K_LITERAL, WIRE_K_URI, WIRE_K_QCODE };
    struct wire_list *list = &a->fields[WIRE_F_COPYRIGHT_HOLDER];
    struct wire_value *holder = list->first, *entry, *v;

    if (holder == NULL || holder->kind != WIRE_V_RECORD)
        return;
    wire_drop(list, holder);
    for (size_t i = 0; i < WIRE_COUNT(keys) && list->first == NULL; i++) {
        if ((v = wire_add_text(a, WIRE_F_COPYRIGHT_HOLDER, wire_member(holder, keys[i]), holder->at)) != NULL &&
            holder->first == holder->last)
            v->flags |= wire_get(holder, keys[i])->flags & WIRE_V_PRINTED;
    }
    if (holder->first == holder->last || (entry = wire_add_record(a, WIRE_F_RIGHTS, holder->at)) == NULL)
        return;
    entry->first = holder->first;
    entry->last = holder->last;
    entry->flags = holder->flags;
    wire_put_text(a, entry, WIRE_K_ROLE, WIRE_STR("copyrightHolder"), holder->at);
}

/* Rights said in several languages: all of them, before the story's own is picked. */
static void
gather_rights(struct wire_article *a, enum wire_field f)
{
    struct wire_list *list = &a->fields[f];
    struct wire_value *picked = wire_pick(list->first, wire_text_of(a, WIRE_F_LANGUAGE), WIRE_K_NONE), *next;

    if (list->first == list->last)
        return;
    for (struct wire_value *v = list->first; v != NULL; v = next) {
        struct wire_value *entry = wire_add_record(a, WIRE_F_RIGHTS, v->at), *value;
        next = v->next;
        wire_put_text(a, entry, WIRE_K_ROLE, wire_str_of(wire_fields[f].name), v->at);
        value = wire_put_text(a, entry, WIRE_K_VALUE, v->s, v->at);
        wire_put_text(a, entry, WIRE_K_LANG, v->lang, v->at);
        if (v != picked) {
            wire_drop(list, v);
            if (value != NULL)
                value->flags |= v->flags & (WIRE_V_PRINTED | WIRE_V_SECRET);
        }
    }
}

/* The list that a subject's type puts it into as well: people, places ... */
static enum wire_field
list_for(struct wire_str type)
{
    static const struct {
        const char *type;
        enum wire_field field;
    } lists[] = { { "person", WIRE_F_PEOPLE },  { "organisation", WIRE_F_ORGANISATIONS }, { "geoArea", WIRE_F_PLACES },
                  { "poi", WIRE_F_PLACES },     { "event", WIRE_F_EVENTS },               { "object", WIRE_F_OBJECTS } };
    struct wire_str kind = g2_local(type);

    for (size_t i = 0; i < WIRE_COUNT(lists); i++) {
        if (wire_str_is_nocase(kind, lists[i].type))
            return lists[i].field;
    }
    return WIRE_FIELD_COUNT;
}

static bool
listed(const struct wire_article *a, enum wire_field f, const struct wire_value *subject)
{
    for (const struct wire_value *v = wire_first(a, f); v != NULL; v = v->next) {
        if (wire_str_eq(wire_member(v, WIRE_K_QCODE), wire_member(subject, WIRE_K_QCODE)) &&
            wire_str_eq(wire_member(v, WIRE_K_LITERAL), wire_member(subject, WIRE_K_LITERAL)) &&
            wire_str_eq(wire_member(v, WIRE_K_NAME), wire_member(subject, WIRE_K_NAME)))
            return true;
    }
    return false;
}

static const enum wire_key identity[] = { WIRE_K_NAME, WIRE_K_QCODE, WIRE_K_URI, WIRE_K_LITERAL };

/* An entry that names nothing is none: what else it says goes to extra. */
static void
drop_nameless(struct wire_article *a, enum wire_field f, const char *path)
{
    struct wire_list *list = &a->fields[f], kept = { NULL, NULL };
    struct wire_value *next;

    for (struct wire_value *v = list->first; v != NULL; v = next) {
        bool names_one = false;
        next = v->next;
        v->next = NULL;
        for (size_t i = 0; i < WIRE_COUNT(identity); i++)
            names_one |= wire_get(v, identity[i]) != NULL;
        if (!names_one) {
            wire_flatten(a, v, wire_str_of(path));
            continue;
        }
        if (kept.last != NULL)
            kept.last->next = v;
        else
            kept.first = v;
        kept.last = v;
    }
    *list = kept;
}

/* Our own writer marks a subject that stands for an entry of people, places ... and is none of the story's subjects. */
static bool
is_marked_entry(struct wire_article *a, struct wire_value *v)
{
    struct wire_value *mark = wire_get(v, WIRE_K_OTHER), *type = wire_get(v, WIRE_K_TYPE), *entry;
    enum wire_field f;

    while (mark != NULL && !wire_str_is(mark->name, "list"))
        mark = mark->next;
    if (mark == NULL || (f = wire_field_named(mark->s)) == WIRE_FIELD_COUNT || wire_fields[f].shape != WIRE_RECORDS)
        return false;
    wire_drop_member(v, mark);
    if (type != NULL && wire_str_begins(type->s, "cpnat:"))
        wire_drop_member(v, type);
    if ((entry = wire_add_record(a, f, v->at)) != NULL) {
        entry->first = v->first;
        entry->last = v->last;
        entry->flags = v->flags;
        entry->lang = v->lang;
    }
    return true;
}

static void
part_marked_entries(struct wire_article *a)
{
    struct wire_list *list = &a->fields[WIRE_F_SUBJECTS], kept = { NULL, NULL };
    struct wire_value *next;

    for (struct wire_value *v = list->first; v != NULL; v = next) {
        next = v->next;
        v->next = NULL;
        if (is_marked_entry(a, v))
            continue;
        if (kept.last != NULL)
            kept.last->next = v;
        else
            kept.first = v;
        kept.last = v;
    }
    *list = kept;
}

static void
sort_subjects(struct wire_article *a)
{
    unsigned budget = 2000; /* looked at so that each stands once; past that a list is a catalogue */

    part_marked_entries(a);
    drop_nameless(a, WIRE_F_SUBJECTS, "contentMeta/subject");
    for (struct wire_value *v = wire_first(a, WIRE_F_SUBJECTS); v != NULL; v = v->next) {
        enum wire_field f = list_for(wire_member(v, WIRE_K_TYPE));
        if (f != WIRE_FIELD_COUNT && budget != 0 && !listed(a, f, v)) {
            struct wire_value *entry = wire_add_record(a, f, v->at);
            budget--;
            for (size_t i = 0; i < WIRE_COUNT(identity); i++)
                wire_put_text(a, entry, identity[i], wire_member(v, identity[i]), v->at);
            if (entry != NULL)
                entry->flags |= v->flags & WIRE_V_SECRET;
        }
    }
}

/* A package's groups are said only where they are more than one list. */
static void
settle_groups(struct wire_article *a)
{
    struct wire_list *list = &a->fields[WIRE_F_GROUPS];
    const struct wire_value *only = list->first;

    if (only == NULL || only != list->last)
        return;
    for (const struct wire_value *v = wire_get(only, WIRE_K_ITEMS); v != NULL && v->key == WIRE_K_ITEMS; v = v->next) {
        if (wire_get(v, WIRE_K_ID) != NULL)
            return;
    }
    if (wire_get(only, WIRE_K_MODE) == NULL)
        *list = (struct wire_list){ NULL, NULL };
}

/* A part or a reference has ended. Only one by our own writer, a whole article, has rights or a body. */
void
g2_end_part(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row, (void)s, (void)at;
    gather_rights(x->story, WIRE_F_COPYRIGHT_NOTICE);
    gather_rights(x->story, WIRE_F_USAGE_TERMS);
    wire_xml_settle(x->story, x->item_lang);
    set_holder(x->story);
    main_headline(x->story);
    g2_settle_details(x->story);
    if (x->story->body != NULL)
        sort_subjects(x->story);
    else
        part_marked_entries(x->story);
}

/* Before settling, while every language is still there. */
static void
complete(struct wire_xml *x)
{
    struct wire_article *a = x->story;

    if (wire_first(a, WIRE_F_LANGUAGE) == NULL)
        wire_add_text(a, WIRE_F_LANGUAGE, wire_xml_lang(x), (struct wire_at){ 0, 0, 0 });
    gather_rights(a, WIRE_F_COPYRIGHT_NOTICE);
    gather_rights(a, WIRE_F_USAGE_TERMS);
}

/* Names all of which have roles, as our own writer says: none of them is the one the thing goes by. */
static void
drop_names(struct wire_article *a)
{
    for (int f = 0; f < WIRE_FIELD_COUNT; f++) {
        for (struct wire_value *v = a->fields[f].first; v != NULL && v->kind == WIRE_V_RECORD; v = v->next) {
            struct wire_value *mark = wire_get(v, WIRE_K_OTHER), *name = wire_get(v, WIRE_K_NAME);
            while (mark != NULL && !(mark->kind == WIRE_V_TEXT && wire_str_is(mark->name, "unnamed")))
                mark = mark->next;
            if (mark == NULL)
                continue;
            wire_drop_member(v, mark);
            for (struct wire_value *n = wire_get(v, WIRE_K_NAMES); name != NULL && n != NULL && n->key == WIRE_K_NAMES; n = n->next) {
                struct wire_value *said = wire_get(n, WIRE_K_VALUE);
                if (said != NULL && wire_str_eq(said->s, name->s)) { /* its words count here now */
                    said->flags |= name->flags & WIRE_V_PRINTED;
                    break;
                }
            }
            if (name != NULL)
                wire_drop_member(v, name);
        }
    }
}

/* A correction or an update that no headline's tag says is one by its signal. */
static void
take_of_signals(struct wire_article *a)
{
    struct wire_value *take = wire_first(a, WIRE_F_TAKE);
    struct wire_str kind = wire_get(take, WIRE_K_KIND) == NULL ? wire_life_kind(a) : WIRE_NONE;
    struct wire_at at = { 0, 0, 0 };

    if (kind.n == 0)
        return;
    if (take == NULL)
        take = wire_add_record(a, WIRE_F_TAKE, wire_first(a, WIRE_F_SIGNALS)->at);
    wire_put_text(a, take, WIRE_K_KIND, kind, at);
}

static void
end(struct wire_xml *x)
{
    struct wire_article *a = x->story;

    g2_settle_details(a);
    drop_names(a);
    set_type(x);
    set_holder(a);
    main_headline(a);
    sort_subjects(a);
    drop_nameless(a, WIRE_F_GENRES, "contentMeta/genre");
    settle_groups(a);
    g2_body_from_data(x);
    wire_practice(a);
    take_of_signals(a);
    if (wire_first(a, WIRE_F_URI) == NULL && !((struct g2_state *)x->state)->item.guid_supplied)
        wire_xml_report(x, &g2_no_guid, (struct wire_at){ 0, 0, 0 }, "%s", "");
}

static const struct wire_xml_format newsml_g2 = {
    .name = "newsml-g2",
    .document = &g2_document,
    .begin = begin,
    .complete = complete,
    .end = end,
    .no_story = &g2_no_item,
    .namespace = G2_NAMESPACE,
    .state = sizeof(struct g2_state),
};

static enum wire_status
read_g2(struct wire_source *source, const struct wire_sink *sink, const struct wire_tap *tap, struct wire_worker *worker)
{
    return wire_xml_read(&newsml_g2, source, sink, tap, worker);
}

static int
sniff(const char *bytes, size_t n, const char **why)
{
    static const char *const roots[] = { "newsItem", "packageItem", "newsMessage", "conceptItem", "knowledgeItem", "planningItem",
                                         "catalogItem" };
    char store[WIRE_ROOT_NAME];
    struct wire_str root = wire_xml_root(bytes, n, store);

    for (size_t i = 0; i < WIRE_COUNT(roots); i++) {
        if (wire_str_is(root, roots[i])) {
            *why = "its root is an item or message of NewsML-G2";
            return 95;
        }
    }
    if (root.n != 0 && memmem(bytes, n, G2_NAMESPACE, strlen(G2_NAMESPACE)) != NULL) {
        *why = "it is XML in the namespace of NewsML-G2";
        return 60;
    }
    return 0;
}

const struct wire_format wire_format_newsml_g2 = {
    .name = "newsml-g2",
    .title = "NewsML-G2: news items, packages, messages",
    .suffix = "xml",
    .versions = "2.0 to 2.35",
    .sniff = sniff,
    .read = read_g2,
    .open = g2_write_open,
    .story = g2_write_story,
    .close = g2_write_close,
    .holds = G2_WRITE_HOLDS,
    .findings = findings,
};

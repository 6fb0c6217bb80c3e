/* Records that are kept as ninjs has them: events, plans, rights, and what says which ninjs it is. */
#include "ninjs/read.h"

/* Their names as 3.1 writes them: case counts for nothing, and a writer wants the right one. */
static const char *const names[] = {
    "eventStatus", "plannedCoverageStatus", "dates", "startDate", "endDate", "expectedStartDate", "expectedEndDate",
    "expectedDuration", "recurrence", "recurrenceRules", "recurrenceDates", "frequency", "interval", "until", "count",
    "organiser", "name", "rel", "uri", "literal", "symbols", "exchange", "symbolType", "symbol", "contactInfo",
    "type", "role", "lang", "value", "address", "lines", "locality", "area", "postalCode", "country", "title",
    "pubStatus", "commissioned", "by", "on", "references", "audiences", "audience", "significance", "exclAudience",
    "edNote", "urgency", "language", "itemCount", "rangeFrom", "rangeTo", "wordCount", "renditions", "href",
    "contentType", "width", "height", "sizeInBytes", "duration", "format", "aspectRatio", "videoCodec", "frameRate",
    "poi", "x", "y", "transportProtocol", "scanType", "bitrate", "langId", "linkedRights", "encodedRights",
};

static struct wire_str
name_as(struct wire_str name)
{
    for (size_t i = 0; i < WIRE_COUNT(names); i++) {
        if (wire_str_is_nocase(name, names[i]))
            return wire_str_of(names[i]);
    }
    return name;
}

static void object(struct ninjs_details *, struct wire_value *record, const struct wire_json_value *);

/* One value as a member. Its key, where the article has one of the name that is no list and is not there yet; else the name. */
static void
member(struct ninjs_details *d, struct wire_value *record, struct wire_str name, const struct wire_json_value *v, bool list)
{
    enum wire_key key = list ? WIRE_K_OTHER : wire_key_named(name);
    struct wire_value *made = NULL;

    if (key != WIRE_K_OTHER && (wire_key_is_list(key) || wire_get(record, key) != NULL))
        key = WIRE_K_OTHER;
    switch ((enum wire_json_event)v->kind) {
    case WIRE_J_OBJECT:
        if (d->deep < NINJS_DETAILS_DEEP && (made = wire_put_record(d->a, record, key, v->at)) != NULL) {
            object(d, made, v);
            break;
        }
        /* fall through */
    case WIRE_J_ARRAY:
        wire_buf_clear(d->scratch);
        wire_json_tree_print(d->scratch, v);
        d->kept += wire_json_tree_weight(v);
        made = wire_put_text(d->a, record, key, wire_buf_slice(d->scratch), v->at);
        break;
    case WIRE_J_STRING:
    case WIRE_J_NUMBER:
        if ((made = wire_put_text(d->a, record, key, wire_str_trim(v->s), v->at)) == NULL)
            return;
        if (v->kind == WIRE_J_NUMBER)
            made->kind = WIRE_V_NUMBER;
        else
            made->flags |= WIRE_V_PRINTED;
        break;
    case WIRE_J_TRUE:
    case WIRE_J_FALSE:
        made = wire_put_bool(d->a, record, key, v->kind == WIRE_J_TRUE);
        break;
    default:
        return; /* null says nothing */
    }
    if (made != NULL && key == WIRE_K_OTHER)
        made->name = wire_arena_str(d->a->arena, name);
    if (made != NULL && list)
        made->flags |= WIRE_V_LIST;
}

static void
object(struct ninjs_details *d, struct wire_value *record, const struct wire_json_value *v)
{
    d->deep++;
    for (const struct wire_json_value *m = v->first; m != NULL; m = m->next)
        ninjs_details_member(d, record, name_as(m->name), m);
    d->deep--;
}

void
ninjs_details_member(struct ninjs_details *d, struct wire_value *record, struct wire_str name, const struct wire_json_value *v)
{
    bool list = v->kind == WIRE_J_ARRAY;

    for (const struct wire_json_value *e = ninjs_first_entry(v); e != NULL; e = ninjs_next_entry(v, e))
        member(d, record, name, e, list);
}

void
ninjs_take_details(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    struct ninjs_details d = { .a = r->a, .scratch = &r->scratch };

    if (record != NULL) { /* a member of one */
        if (v->kind == WIRE_J_OBJECT)
            ninjs_details_member(&d, record, wire_str_of(row->as), v);
        else
            ninjs_keep_kind(r, v);
        r->kept += d.kept;
        return;
    }
    r->item->has_event |= row->field == WIRE_F_EVENT_DETAILS;
    r->item->has_plan |= row->field == WIRE_F_PLANNED_COVERAGE;
    for (const struct wire_json_value *e = ninjs_first_entry(v); e != NULL; e = ninjs_next_entry(v, e)) {
        bool taken = wire_shape_is_list(wire_fields[row->field].shape) || wire_first(r->a, (enum wire_field)row->field) == NULL;
        if (e->kind != WIRE_J_OBJECT || !taken) {
            ninjs_keep_kind(r, e);
            continue;
        }
        ninjs_count(r, WIRE_TOOK, NULL, e->at);
        object(&d, wire_add_record(r->a, (enum wire_field)row->field, e->at), e);
    }
    r->kept += d.kept;
}

void
ninjs_take_standard(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    const struct wire_json_value *version = v->kind == WIRE_J_OBJECT ? ninjs_find(v, "version") : NULL;

    (void)row, (void)record;
    if (version != NULL && ninjs_line(r, version).n != 0 && r->item->outer == NULL && wire_first(r->a, WIRE_F_SOURCE) == NULL)
        wire_put_text(r->a, wire_add_record(r->a, WIRE_F_SOURCE, v->at), WIRE_K_FORMAT_VERSION, ninjs_line(r, version), version->at);
    if (r->own)
        ninjs_skip(r, v, "wirecopy's own");
    else
        ninjs_keep(r, v, "what says which ninjs it is");
}

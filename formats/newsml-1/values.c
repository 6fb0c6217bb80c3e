/* Reading NewsML 1: values that are more than text. */
#include "article/lang.h"
#include "article/supply.h"
#include "article/time.h"
#include "newsml-1/room.h"
#include "xml/secret.h"

static struct nm1_state *
state_of(const struct wire_xml *x)
{
    return x->state;
}

static void
printed(struct wire_value *v)
{
    if (v != NULL)
        v->flags |= WIRE_V_PRINTED;
}

/* An attribute of the start tag in hand, on one line, in the arena. */
static struct wire_str
attribute(struct wire_xml *x, const char *name)
{
    return wire_arena_str(x->story->arena, wire_str_collapse(x->story->arena, wire_xml_attribute(x, name)));
}

/* --- controlled values --- */

void
wire_nm1_begin_formal(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row, (void)s, (void)at;
    state_of(x)->formal = attribute(x, "FormalName");
    state_of(x)->scheme = attribute(x, "Scheme");
}

struct wire_str
wire_nm1_formal(struct wire_xml *x, struct wire_str *text, struct wire_at at)
{
    struct wire_str formal = state_of(x)->formal, s = wire_str_collapse(x->story->arena, *text);

    state_of(x)->formal = WIRE_NONE;
    if (formal.n == 0)
        return s;
    if (s.n != 0)
        wire_xml_keep(x, s, at);
    *text = WIRE_NONE;
    return formal;
}

/* Of a controlled value of which nothing is understood. The text of it, if it was that, counts where it was read. */
static void
keep_formal(struct wire_xml *x, struct wire_str value, struct wire_str text, struct wire_at at)
{
    struct wire_value *v;

    if (value.n == 0)
        return;
    wire_xml_keep(x, value, at);
    v = x->story->fields[WIRE_F_EXTRA].last;
    if (v != NULL && wire_str_trim(text).n == 0)
        v->flags &= (uint8_t)~WIRE_V_PRINTED;
}

/* {key: value} in a field. */
static struct wire_value *
entry(struct wire_xml *x, enum wire_field f, enum wire_key key, struct wire_str value, struct wire_str text, struct wire_at at)
{
    struct wire_value *record = value.n != 0 ? wire_add_record(x->story, f, at) : NULL, *v;

    v = wire_put_text(x->story, record, key, value, at);
    if (wire_str_trim(text).n != 0)
        printed(v);
    return record;
}

/* --- the envelope --- */

void
wire_nm1_take_version(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row;
    wire_put_text(x->story, wire_add_record(x->story, WIRE_F_SOURCE, at), WIRE_K_FORMAT_VERSION, wire_str_trim(s), at);
}

void
wire_nm1_begin_envelope(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row, (void)s, (void)at;
    state_of(x)->envelope = x->story;
}

void
wire_nm1_take_service(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_str said = wire_nm1_formal(x, &s, at);
    struct wire_value *v = entry(x, WIRE_F_SERVICES, WIRE_K_NAME, said, s, at);

    if (wire_str_ends(wire_str_of(row->path), "Product"))
        wire_put_text(x->story, v, WIRE_K_ROLE, WIRE_STR("product"), at);
}

/* An attribute's value is taken as an attribute's is, or it would count as words of the text. */
static void
take_digit(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_str said = wire_nm1_formal(x, &s, at);
    struct wire_row as = *row;

    if (wire_str_trim(s).n == 0)
        as.attr = "FormalName";
    wire_take_one_to_nine(x, &as, said, at);
}

void
wire_nm1_take_priority(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    take_digit(x, row, s, at);
}

/* --- identification and management --- */

void
wire_nm1_take_public_id(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    if (wire_is_supplied_uri(wire_str_trim(s))) { /* by our own writer: there is none */
        state_of(x)->item.uri_supplied = true;
        x->skipped += wire_weight(s.p, s.n);
    } else {
        wire_take_text(x, row, s, at);
    }
}

/* It is the slugline of a story that has none (mapping.md, slugline): waits for the end of the item. */
void
wire_nm1_take_name_label(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct nm1_part *part = wire_nm1_here(x);

    (void)row, (void)at;
    s = wire_str_collapse(x->story->arena, s);
    if (part == NULL || s.n == 0)
        return;
    if (part->name_label.n != 0)
        wire_xml_keep(x, s, at);
    else
        part->name_label = wire_arena_str(x->story->arena, s);
}

const char *
wire_nm1_status(struct wire_str s)
{
    static const struct {
        const char *said, *status;
    } all[] = { { "usable", "usable" },     { "withheld", "withheld" },  { "embargoed", "withheld" },
                { "canceled", "canceled" }, { "cancelled", "canceled" } };

    for (size_t i = 0; i < WIRE_COUNT(all); i++) {
        if (wire_str_is_nocase(s, all[i].said))
            return all[i].status;
    }
    return NULL;
}

void
wire_nm1_take_status(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_str said = wire_nm1_formal(x, &s, at);
    const char *status = wire_nm1_status(said);

    if (said.n == 0)
        return;
    if (status != NULL && wire_first(x->story, WIRE_F_PUB_STATUS) == NULL)
        wire_add_text(x->story, (enum wire_field)row->field, wire_str_of(status), at);
    else if (status == NULL)
        wire_xml_report(x, &wire_nm1_status_unknown, at, "\"%.*s\"", (int)(said.n < 80 ? said.n : 80), said.p);
    if (wire_nm1_here(x) != NULL)
        wire_nm1_here(x)->embargoed |= wire_str_is_nocase(said, "embargoed");
    if (status != NULL && (wire_str_is_nocase(said, status) || wire_str_is_nocase(said, "embargoed") || wire_str_is_nocase(said, "cancelled")))
        x->skipped += wire_weight(s.p, s.n);
    else
        keep_formal(x, said, s, at);
}

void
wire_nm1_take_future(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct nm1_part *part = wire_nm1_here(x);
    struct wire_str said = wire_nm1_formal(x, &s, at);

    (void)row;
    x->skipped += wire_str_trim(s).n != 0 ? wire_weight(said.p, said.n) : 0;
    if (part != NULL && part->future.n == 0)
        part->future = wire_arena_str(x->story->arena, said);
}

void
wire_nm1_take_change(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct nm1_part *part = wire_nm1_here(x);
    struct wire_str raw = wire_str_collapse(x->story->arena, s);

    (void)row, (void)at;
    if (part == NULL || part->change.n != 0) {
        wire_xml_keep(x, s, at);
        return;
    }
    x->skipped += wire_weight(raw.p, raw.n); /* as a time, or as it is, it is said again */
    part->change = wire_arena_str(x->story->arena, raw);
    part->at = at;
}

void
wire_nm1_take_urgency(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_str said;

    if (wire_first(x->story, WIRE_F_URGENCY) == NULL) {
        take_digit(x, row, s, at);
        return;
    }
    said = wire_nm1_formal(x, &s, at);
    keep_formal(x, said, s, at);
}

/* Which it is says its element; one that names no NewsItem is no link. */
void
wire_nm1_end_link(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_value *v = wire_xml_record(x);

    (void)s;
    if (v == NULL || v->first == NULL)
        return;
    if (wire_get(v, WIRE_K_URI) == NULL) {
        wire_flatten(x->story, v, wire_str_of(row->path));
        v->first = v->last = NULL;
        return;
    }
    wire_put_text(x->story, v, WIRE_K_REL, wire_str_ends(wire_str_of(row->path), "DerivedFrom") ? WIRE_STR("derivedFrom") : WIRE_STR("associatedWith"), at);
}

/* --- lines --- */

void
wire_nm1_begin_headline(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct nm1_part *part = wire_nm1_here(x);

    (void)row, (void)s, (void)at;
    if (part != NULL)
        part->headed = true;
}

void
wire_nm1_take_headline(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    bool sub = wire_str_ends(wire_str_of(row->path), "SubHeadLine");
    struct wire_value *record;

    s = wire_str_collapse(x->story->arena, s);
    if (s.n == 0 || (record = wire_add_record(x->story, WIRE_F_HEADLINES, at)) == NULL)
        return;
    wire_put_text(x->story, record, WIRE_K_ROLE, sub ? WIRE_STR("sub") : WIRE_STR("main"), at);
    printed(wire_put_text(x->story, record, WIRE_K_VALUE, s, at));
    record->lang = wire_xml_lang(x);
}

void
wire_nm1_take_dateline(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_value *record;

    (void)row;
    s = wire_str_collapse(x->story->arena, s);
    if (s.n == 0 || (record = wire_add_record(x->story, WIRE_F_DATELINE, at)) == NULL)
        return;
    printed(wire_put_text(x->story, record, WIRE_K_TEXT, s, at));
    record->lang = wire_xml_lang(x);
}

void
wire_nm1_begin_news_line(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row, (void)s, (void)at;
    state_of(x)->line_type = WIRE_NONE;
    state_of(x)->line_texts = 0;
}

void
wire_nm1_take_line_type(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_str said = wire_nm1_formal(x, &s, at);

    (void)row;
    state_of(x)->line_type = wire_arena_str(x->story->arena, said);
    if (wire_str_trim(s).n != 0)
        x->skipped += wire_weight(said.p, said.n); /* it is the name or role of the line's text */
}

/* Notes that are for editors only say so in their type or their text. */
static bool
is_for_editors(struct wire_str type, struct wire_str text)
{
    static const char *const internal[] = { "internal", "private", "nonpublic", "non-public", "confidential", "closingline" };

    for (size_t i = 0; i < WIRE_COUNT(internal); i++) {
        if (wire_str_find_nocase(type, internal[i]) < type.n)
            return true;
    }
    return wire_secret_announced(text) < text.n;
}

/* The first text of a line whose type has "note" in it is a note (mapping.md, edNotes); any other line goes by its type. */
void
wire_nm1_take_line_text(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct nm1_state *state = state_of(x);
    struct wire_value *v;
    bool first = state->line_texts++ == 0, secret;

    (void)row;
    s = wire_str_collapse(x->story->arena, s);
    if (s.n == 0)
        return;
    if (!first || wire_str_find_nocase(state->line_type, "note") >= state->line_type.n) {
        printed(wire_add_extra(x->story, state->line_type.n != 0 ? state->line_type : WIRE_STR("NewsLineText"), wire_xml_path(x), s, at));
        return;
    }
    if ((v = wire_add_record(x->story, WIRE_F_ED_NOTES, at)) == NULL)
        return;
    secret = is_for_editors(state->line_type, s);
    wire_put_text(x->story, v, WIRE_K_ROLE, state->line_type, at);
    wire_put_bool(x->story, v, WIRE_K_PUBLIC, !secret);
    printed(wire_put_text(x->story, v, WIRE_K_VALUE, s, at));
    v->lang = wire_xml_lang(x);
    if (secret)
        v->flags |= WIRE_V_SECRET;
}

/* --- metadata --- */

/* Who provides the story; who else stands behind it is a source of information, in that role. */
void
wire_nm1_take_party(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    static const char *const roles[][2] = { { "/Creator/", "creator" }, { "/Contributor/", "contributor" } };
    struct wire_str scheme = state_of(x)->scheme;
    struct wire_str said = wire_nm1_formal(x, &s, at);
    struct wire_value *v = entry(x, (enum wire_field)row->field, WIRE_K_NAME, said, s, at);

    for (size_t i = 0; i < WIRE_COUNT(roles); i++) {
        if (strstr(row->path, roles[i][0]) != NULL)
            wire_put_text(x->story, v, WIRE_K_ROLE, wire_str_of(roles[i][1]), at);
    }
    wire_put_text(x->story, v, WIRE_K_SCHEME, scheme, at);
}

/* The first is the component's. */
void
wire_nm1_take_language(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_str said = wire_nm1_formal(x, &s, at), tag = wire_lang_normal(x->story->arena, said);
    struct wire_value *v;

    if (tag.n == 0 || wire_first(x->story, WIRE_F_LANGUAGE) != NULL) {
        keep_formal(x, said, s, at);
        return;
    }
    v = wire_add_text(x->story, (enum wire_field)row->field, tag, at);
    if (wire_str_trim(s).n != 0)
        printed(v);
}

void
wire_nm1_take_genre(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_str said = wire_nm1_formal(x, &s, at);

    entry(x, (enum wire_field)row->field, WIRE_K_NAME, said, s, at);
}

/* A subject code is eight digits; anything else is a literal (mapping.md, Values). */
void
wire_nm1_take_subject(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_str scheme = state_of(x)->scheme, said = wire_nm1_formal(x, &s, at);
    struct wire_value *v;
    int64_t digits;

    if (said.n == 8 && wire_str_to_int(said, INT64_MAX / 16, &digits)) {
        v = entry(x, (enum wire_field)row->field, WIRE_K_QCODE, wire_arena_printf(x->story->arena, "subj:%.8s", said.p), s, at);
        if (v != NULL && wire_get(v, WIRE_K_QCODE) != NULL && wire_str_trim(s).n != 0) {
            wire_get(v, WIRE_K_QCODE)->flags &= (uint8_t)~WIRE_V_PRINTED;
            x->skipped += wire_weight(said.p, said.n);
        }
        if (scheme.n == 0 || wire_str_begins_nocase(scheme, "iptcsubject")) { /* which its alias says */
            wire_put_text(x->story, v, WIRE_K_URI, wire_arena_printf(x->story->arena, NM1_SUBJECTS "%.8s", said.p), at);
            return;
        }
    } else {
        v = entry(x, (enum wire_field)row->field, WIRE_K_LITERAL, said, s, at);
    }
    wire_put_text(x->story, v, WIRE_K_SCHEME, scheme, at);
}

void
wire_nm1_begin_occurrence(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct nm1_part *part = wire_nm1_here(x);
    struct wire_str topic = attribute(x, "Topic");
    struct nm1_occurrence *o;

    (void)row, (void)s;
    if (part == NULL || topic.n == 0 || (o = WIRE_NEW(x->story->arena, struct nm1_occurrence)) == NULL)
        return;
    o->topic = topic;
    o->at = at;
    if (part->last_occurrence != NULL)
        part->last_occurrence->next = o;
    else
        part->occurrences = o;
    part->last_occurrence = o;
}

void
wire_nm1_begin_metadata(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row, (void)s, (void)at;
    state_of(x)->metadata = WIRE_NONE;
}

void
wire_nm1_take_metadata_type(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_str said = wire_nm1_formal(x, &s, at);

    (void)row;
    state_of(x)->metadata = wire_arena_str(x->story->arena, said);
    if (wire_str_trim(s).n != 0)
        x->skipped += wire_weight(said.p, said.n); /* it stands in the path of each property */
}

/* Properties stand under the path by which they are kept, unless they are our own. */
void
wire_nm1_begin_property(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_value *v = wire_xml_record(x);
    struct wire_str type = state_of(x)->metadata;

    (void)s;
    if (v == NULL)
        return;
    v->name = attribute(x, "FormalName");
    if (wire_str_begins(wire_str_of(row->path), "Metadata/")) {
        wire_put_text(x->story, v, WIRE_K_PATH, wire_str_is(type, NM1_OWN) ? type : wire_arena_join(x->story->arena, WIRE_STR("NewsComponent/Metadata/"), type, WIRE_NONE), at);
    } else if (row->key == 0) {
        wire_put_text(x->story, v, WIRE_K_PATH, wire_str_begins(wire_str_of(row->path), "NewsM") ? wire_str_of(row->path) : wire_arena_join(x->story->arena, WIRE_STR("NewsComponent/"), wire_str_of(row->path), WIRE_NONE), at);
    }
}

/* A property's value, with its lines. */
void
wire_nm1_take_value(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    wire_put_text(x->story, wire_xml_record(x), (enum wire_key)row->key, s, at);
}

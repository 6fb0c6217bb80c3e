/* What our own writer says of a story beside NITF's elements: its rows, and how it takes their place. */
#include "nitf/room.h"

static wire_take_fn take_bool, take_lines, take_readers, take_listed, take_position, take_nothing, begin_body, begin_member, take_other, end_part;

#define ATTR(attr, field, take) { NULL, attr, WIRE_TAKE, field, 0, 0, take, NULL, NULL, NULL }
#define TEXT(attr, field) ATTR(attr, field, wire_take_text)
#define KEY(attr, key, take) { NULL, attr, WIRE_TAKE, 0, key, 0, take, NULL, NULL, NULL }
#define RECORDS(path, field) { path, NULL, WIRE_RECORD, field, 0, 0, NULL, NULL, NULL, &record }
#define WITHIN(path, key) { path, NULL, WIRE_RECORD, 0, key, 0, NULL, NULL, NULL, &record }
#define ATTR_SKIP(path, attr, why) { path, attr, WIRE_SKIP, 0, 0, 0, NULL, NULL, why, NULL }

static const struct wire_table record;
static const struct wire_row record_rows[] = {
    KEY("role", WIRE_K_ROLE, wire_take_text),
    KEY("rel", WIRE_K_REL, wire_take_text),
    KEY("id", WIRE_K_ID, wire_take_text),
    KEY("name", WIRE_K_NAME, wire_take_text),
    KEY("qcode", WIRE_K_QCODE, wire_take_text),
    KEY("uri", WIRE_K_URI, wire_take_text),
    KEY("literal", WIRE_K_LITERAL, wire_take_text),
    KEY("type", WIRE_K_TYPE, wire_take_text),
    KEY("scheme", WIRE_K_SCHEME, wire_take_text),
    KEY("where", WIRE_K_WHERE, wire_take_text),
    KEY("path", WIRE_K_PATH, wire_take_text),
    KEY("text", WIRE_K_TEXT, wire_take_text),
    KEY("place", WIRE_K_PLACE, wire_take_text),
    KEY("area", WIRE_K_AREA, wire_take_text),
    KEY("country", WIRE_K_COUNTRY, wire_take_text),
    KEY("date", WIRE_K_DATE, wire_take_text),
    KEY("agency", WIRE_K_AGENCY, wire_take_text),
    KEY("jobtitle", WIRE_K_JOBTITLE, wire_take_text),
    KEY("contact", WIRE_K_CONTACT, wire_take_text),
    KEY("href", WIRE_K_HREF, wire_take_text),
    KEY("version", WIRE_K_VERSION, wire_take_text),
    KEY("contentType", WIRE_K_CONTENT_TYPE, wire_take_text),
    KEY("title", WIRE_K_TITLE, wire_take_text),
    KEY("width", WIRE_K_WIDTH, wire_take_number),
    KEY("height", WIRE_K_HEIGHT, wire_take_number),
    KEY("sizeInBytes", WIRE_K_SIZE_IN_BYTES, wire_take_number),
    KEY("duration", WIRE_K_DURATION, wire_take_number),
    KEY("relevance", WIRE_K_RELEVANCE, wire_take_number),
    KEY("confidence", WIRE_K_CONFIDENCE, wire_take_number),
    KEY("rank", WIRE_K_RANK, wire_take_number),
    KEY("number", WIRE_K_NUMBER, wire_take_number),
    KEY("lead", WIRE_K_LEAD, wire_take_number),
    KEY("writethru", WIRE_K_WRITETHRU, take_bool),
    KEY("kind", WIRE_K_KIND, wire_take_text),
    KEY("until", WIRE_K_UNTIL, wire_take_text),
    KEY("open", WIRE_K_OPEN, take_bool),
    KEY("mode", WIRE_K_MODE, wire_take_text),
    KEY("public", WIRE_K_PUBLIC, take_bool),
    KEY("lang", WIRE_K_LANG, wire_take_text),
    KEY("format", WIRE_K_FORMAT, wire_take_text),
    KEY("formatVersion", WIRE_K_FORMAT_VERSION, wire_take_text),
    KEY("file", WIRE_K_FILE, wire_take_text),
    KEY("index", WIRE_K_INDEX, wire_take_number),
    KEY("encoding", WIRE_K_ENCODING, wire_take_text),
    KEY("wordCount", WIRE_K_WORD_COUNT, wire_take_number),
    { "value", NULL, WIRE_TAKE, WIRE_F_ED_NOTES, WIRE_K_VALUE, 0, take_lines, NULL, NULL, NULL },
    KEY("for", 0, take_readers),
    KEY("value", WIRE_K_VALUE, wire_take_text),
    WITHIN("names", WIRE_K_NAMES),
    WITHIN("broader", WIRE_K_BROADER),
    WITHIN("sameAs", WIRE_K_SAME_AS),
    WITHIN("symbols", WIRE_K_SYMBOLS),
    WITHIN("items", WIRE_K_ITEMS),
    WITHIN("hops", WIRE_K_HOPS),
    WITHIN("actions", WIRE_K_ACTIONS),
    WITHIN("generator", WIRE_K_GENERATOR),
    WITHIN("versionNotes", WIRE_K_VERSION_NOTES),
    { "member", NULL, WIRE_RECORD, 0, WIRE_K_OTHER, 0, NULL, begin_member, NULL, &record },
    ATTR_SKIP("member", "is", "the name of the member"),
    ATTR_SKIP("member", "list", "whether it is one of several"),
    { "other", NULL, WIRE_PASS, 0, 0, 0, NULL, take_other, NULL, NULL },
    ATTR_SKIP("other", "is", "the name of the member"),
    ATTR_SKIP("other", "value", "taken with its name"),
    ATTR_SKIP("other", "list", "taken with its name"),
    ATTR_SKIP("other", "kind", "taken with its name"),
};
static const struct wire_table record = WIRE_TABLE_REST(record_rows, "extension");

static const struct wire_row own_rows[] = {
    TEXT("uri", WIRE_F_URI),
    TEXT("name", WIRE_F_NAME),
    TEXT("rel", WIRE_F_REL),
    TEXT("version", WIRE_F_VERSION),
    TEXT("type", WIRE_F_TYPE),
    TEXT("pubStatus", WIRE_F_PUB_STATUS),
    ATTR("urgency", WIRE_F_URGENCY, wire_take_whole),
    ATTR("priority", WIRE_F_PRIORITY, wire_take_whole),
    TEXT("language", WIRE_F_LANGUAGE),
    TEXT("versionCreated", WIRE_F_VERSION_CREATED),
    TEXT("firstCreated", WIRE_F_FIRST_CREATED),
    TEXT("contentCreated", WIRE_F_CONTENT_CREATED),
    TEXT("contentModified", WIRE_F_CONTENT_MODIFIED),
    TEXT("embargoedUntil", WIRE_F_EMBARGOED_UNTIL),
    TEXT("expires", WIRE_F_EXPIRES),
    TEXT("sent", WIRE_F_SENT),
    TEXT("title", WIRE_F_TITLE),
    TEXT("slugline", WIRE_F_SLUGLINE),
    TEXT("by", WIRE_F_BY),
    TEXT("creditline", WIRE_F_CREDITLINE),
    TEXT("copyrightHolder", WIRE_F_COPYRIGHT_HOLDER),
    TEXT("copyrightNotice", WIRE_F_COPYRIGHT_NOTICE),
    TEXT("usageTerms", WIRE_F_USAGE_TERMS),
    TEXT("representationType", WIRE_F_REPRESENTATION_TYPE),
    ATTR("entities", 0, take_listed),
    ATTR("position", WIRE_F_SOURCE, take_position),
    { "body", NULL, WIRE_BODY, WIRE_F_BODIES, 0, 0, take_nothing, begin_body, NULL, NULL },
    RECORDS("provider", WIRE_F_PROVIDER),
    RECORDS("headlines", WIRE_F_HEADLINES),
    RECORDS("dateline", WIRE_F_DATELINE),
    RECORDS("located", WIRE_F_LOCATED),
    RECORDS("credits", WIRE_F_CREDITS),
    RECORDS("descriptions", WIRE_F_DESCRIPTIONS),
    RECORDS("edNotes", WIRE_F_ED_NOTES),
    RECORDS("subjects", WIRE_F_SUBJECTS),
    { "keywords", "value", WIRE_TAKE, WIRE_F_KEYWORDS, 0, 0, wire_take_text, NULL, NULL, NULL },
    RECORDS("genres", WIRE_F_GENRES),
    RECORDS("people", WIRE_F_PEOPLE),
    RECORDS("organisations", WIRE_F_ORGANISATIONS),
    RECORDS("places", WIRE_F_PLACES),
    RECORDS("events", WIRE_F_EVENTS),
    RECORDS("objects", WIRE_F_OBJECTS),
    RECORDS("services", WIRE_F_SERVICES),
    RECORDS("signals", WIRE_F_SIGNALS),
    RECORDS("memberOf", WIRE_F_MEMBER_OF),
    RECORDS("infoSources", WIRE_F_INFO_SOURCES),
    RECORDS("altIds", WIRE_F_ALT_IDS),
    RECORDS("rights", WIRE_F_RIGHTS),
    RECORDS("links", WIRE_F_LINKS),
    RECORDS("bodies", WIRE_F_BODIES),
    RECORDS("renditions", WIRE_F_RENDITIONS),
    RECORDS("groups", WIRE_F_GROUPS),
    RECORDS("history", WIRE_F_HISTORY),
    RECORDS("take", WIRE_F_TAKE),
    RECORDS("embargo", WIRE_F_EMBARGO),
    RECORDS("digitalSourceType", WIRE_F_DIGITAL_SOURCE_TYPE),
    RECORDS("trustIndicators", WIRE_F_TRUST_INDICATORS),
    RECORDS("rightsInfo", WIRE_F_RIGHTS_INFO),
    RECORDS("eventDetails", WIRE_F_EVENT_DETAILS),
    RECORDS("plannedCoverage", WIRE_F_PLANNED_COVERAGE),
    RECORDS("concepts", WIRE_F_CONCEPTS),
    RECORDS("catalog", WIRE_F_CATALOG),
    RECORDS("nonPublic", WIRE_F_NON_PUBLIC),
    RECORDS("extra", WIRE_F_EXTRA),
    { "associations", NULL, WIRE_PART, 0, 0, 0, end_part, NULL, NULL, &wire_nitf_own },
};
const struct wire_table wire_nitf_own = WIRE_TABLE(own_rows);

/* --- values --- */

static void
take_bool(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)at;
    wire_put_bool(x->story, wire_xml_record(x), (enum wire_key)row->key, wire_str_is(wire_str_trim(s), "true"));
}

/* Text as it is, its lines too. */
static void
take_lines(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_value *v = wire_put_text(x->story, wire_xml_record(x), (enum wire_key)row->key, s, at);

    if (v != NULL)
        v->flags |= WIRE_V_PRINTED;
}

/* for="editors": not for publication. */
static void
take_readers(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_value *v = wire_xml_record(x);

    (void)row, (void)s, (void)at;
    if (v != NULL)
        v->flags |= WIRE_V_SECRET;
}

/* entities="listed": the lists of people, places ... were complete as they are. */
static void
take_listed(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_nitf_state *state = x->state;

    (void)row, (void)s, (void)at;
    state->listed = true;
}

/* The body of an associated article, as body.content holds one. */
static void
begin_body(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row, (void)s, (void)at;
    wire_body_begin(x->body, x->story, "body");
    wire_xml_body(x);
}

static void
take_nothing(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)x, (void)row, (void)s, (void)at;
}

/* Where an associated article stands among the others: for a while. */
static void
take_position(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row;
    wire_put_text(x->story, wire_add_record(x->story, WIRE_F_SOURCE, at), WIRE_K_INDEX, wire_str_trim(s), at);
}

/* A record under a name of its own. */
static void
begin_member(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_value *v = wire_xml_record(x);

    (void)row, (void)s, (void)at;
    if (v == NULL)
        return;
    v->name = wire_arena_str(x->story->arena, wire_xml_attribute(x, "is"));
    v->flags &= (uint8_t)~WIRE_V_LIST;
    if (wire_xml_attribute(x, "list").n != 0)
        v->flags |= WIRE_V_LIST;
}

/* A text, number or truth under a name of its own. */
static void
take_other(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_str kind = wire_xml_attribute(x, "kind"), value = wire_xml_attribute(x, "value");
    struct wire_value *v = wire_put_other(x->story, wire_xml_record(x), wire_xml_attribute(x, "is"), value, at);

    (void)row, (void)s;
    if (v == NULL)
        return;
    if (wire_str_is(kind, "number") && wire_str_is_number(v->s))
        v->kind = WIRE_V_NUMBER;
    else if (wire_str_is(kind, "bool"))
        v->kind = wire_str_is(v->s, "true") ? WIRE_V_TRUE : WIRE_V_FALSE;
    if (wire_xml_attribute(x, "list").n != 0)
        v->flags |= WIRE_V_LIST;
}

static void
end_part(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row, (void)s, (void)at;
    wire_xml_settle(x->story, x->item_lang);
}

/* --- in place of NITF's --- */

static size_t
weigh(const struct wire_value *v)
{
    size_t sum = 0;

    for (; v != NULL; v = v->next) {
        if (v->kind == WIRE_V_RECORD)
            sum += weigh(v->first);
        else if ((v->flags & WIRE_V_PRINTED) != 0)
            sum += wire_weight(v->s.p, v->s.n);
    }
    return sum;
}

static int64_t
position_of(const struct wire_value *v)
{
    int64_t n = INT64_MAX;

    return wire_str_to_int(wire_member(wire_first(v->article, WIRE_F_SOURCE), WIRE_K_INDEX), INT64_MAX / 16, &n) ? n : INT64_MAX;
}

static void
append(struct wire_list *list, struct wire_value *v)
{
    v->next = NULL;
    if (list->last != NULL)
        list->last->next = v;
    else
        list->first = v;
    list->last = v;
}

/* Each own one at its place, those that the body made of media around them. */
static void
merge_parts(struct wire_article *to, struct wire_list *own)
{
    struct wire_list all = { NULL, NULL }, *found = &to->fields[WIRE_F_ASSOCIATIONS];
    struct wire_value *mine = own->first, *theirs = found->first, *next;

    for (int64_t at = 0; mine != NULL || theirs != NULL; at++) {
        if (mine != NULL && (theirs == NULL || position_of(mine) <= at)) {
            next = mine->next;
            mine->article->parent = to;
            mine->article->fields[WIRE_F_SOURCE] = (struct wire_list){ NULL, NULL };
            append(&all, mine);
            mine = next;
        } else {
            next = theirs->next;
            append(&all, theirs);
            theirs = next;
        }
    }
    *found = all;
}

void
wire_nitf_merge_own(struct wire_xml *x, struct wire_article *own)
{
    struct wire_article *to = x->story;

    for (int f = 0; f < WIRE_FIELD_COUNT; f++) {
        if (f == WIRE_F_ASSOCIATIONS || own->fields[f].first == NULL)
            continue;
        x->skipped += weigh(to->fields[f].first);
        to->fields[f] = own->fields[f];
    }
    if (own->fields[WIRE_F_ASSOCIATIONS].first != NULL)
        merge_parts(to, &own->fields[WIRE_F_ASSOCIATIONS]);
}

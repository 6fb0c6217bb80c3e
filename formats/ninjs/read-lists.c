/* What a ninjs item lists: concepts, people who made it, ids, renditions, trust indicators, associations. */
#include "ninjs/read.h"

#include "article/supply.h"

static ninjs_take_fn take_code, take_measure, take_symbols, take_whole, take_number, take_details_member, take_trust_role;

/* A column of the entries of an array: their path is counted. */
struct column {
    struct ninjs_path path;
    const struct ninjs_path *outer;
};

static void
enter(struct ninjs_reading *r, struct column *c)
{
    *c = (struct column){ .path = { .outer = r->path }, .outer = r->path };
    r->path = &c->path;
}

static void
leave(struct ninjs_reading *r, const struct column *c)
{
    r->path = c->outer;
}

#define TAKE(name, key, take) { name, NINJS_TAKE, 0, key, take, NULL }
#define TEXT(name, key) TAKE(name, key, ninjs_take_text)
#define OTHER(name, as, take) { name, NINJS_TAKE, 0, WIRE_K_OTHER, take, as }

/* --- concepts: people, places, subjects ... --- */

static const struct ninjs_row concept_rows[] = {
    TEXT("name", WIRE_K_NAME),
    TEXT("rel", WIRE_K_REL),
    TAKE("rels", WIRE_K_REL, ninjs_take_rels), /* AP */
    TEXT("role", WIRE_K_ROLE),
    TEXT("uri", WIRE_K_URI),
    TEXT("scheme", WIRE_K_SCHEME),
    TEXT("literal", WIRE_K_LITERAL),
    TAKE("code", WIRE_K_LITERAL, take_code), /* 1.x; after literal and scheme */
    TAKE("qcode", WIRE_K_LITERAL, take_code), /* Superdesk's records: what it calls a code in ninjs */
    TEXT("id", WIRE_K_ID),
    TAKE("relevance", WIRE_K_RELEVANCE, take_measure),
    TAKE("confidence", WIRE_K_CONFIDENCE, take_measure),
    TAKE("symbols", WIRE_K_SYMBOLS, take_symbols),
    OTHER("creator", "creator", ninjs_take_text),
};
static const struct ninjs_table concept_table = { concept_rows, WIRE_COUNT(concept_rows), 1, NULL };

static const struct ninjs_row symbol_rows[] = {
    OTHER("ticker", "ticker", ninjs_take_text),
    OTHER("exchange", "exchange", ninjs_take_text),
    OTHER("symboltype", "symbolType", ninjs_take_text),
    OTHER("symbol", "symbol", ninjs_take_text),
    OTHER("instrument", "instrument", ninjs_take_text), /* AP: exchange and ticker in one */
};
static const struct ninjs_table symbol_table = { symbol_rows, WIRE_COUNT(symbol_rows), 2, NULL };

static bool
is_subject(const struct ninjs_reading *r, const struct wire_value *record)
{
    return r->a->fields[WIRE_F_SUBJECTS].last == record;
}

/* Eight digits are a code of IPTC's subject codes where no scheme says otherwise (mapping.md, ninjs). */
static void
take_code(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    struct wire_str code = ninjs_line(r, v);
    int64_t digits;

    if (is_subject(r, record) && wire_json_is_text(v) && wire_get(record, WIRE_K_SCHEME) == NULL && code.n == 8 &&
        wire_str_to_int(code, INT64_MAX / 16, &digits) && (!r->own || v->parent->first == v))
        ninjs_took(r, wire_put_text(r->a, record, WIRE_K_QCODE, wire_arena_join(&r->tree, WIRE_STR("subj:"), code, WIRE_NONE), v->at), v);
    else
        ninjs_take_text(r, row, record, v);
}

/* A number as it is written. */
static void
take_measure(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    ninjs_take_text(r, row, record, v);
    if (v->kind == WIRE_J_NUMBER && wire_get(record, (enum wire_key)row->key) != NULL)
        wire_get(record, (enum wire_key)row->key)->kind = WIRE_V_NUMBER;
}

static void
take_symbols(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    struct column c;

    enter(r, &c);
    for (const struct wire_json_value *e = ninjs_first_entry(v); e != NULL; e = ninjs_next_entry(v, e), c.path.entry++) {
        if (e->kind == WIRE_J_OBJECT)
            ninjs_members(r, &symbol_table, wire_put_record(r->a, record, WIRE_K_SYMBOLS, e->at), e);
        else if (wire_json_is_text(e))
            ninjs_took(r, wire_put_text(r->a, record, (enum wire_key)row->key, ninjs_line(r, e), e->at), e);
        else
            ninjs_keep_kind(r, e);
    }
    leave(r, &c);
}

/* A member in place of another that weighed the same. */
static void
replace(struct ninjs_reading *r, struct wire_value *record, struct wire_value *old, enum wire_key key, struct wire_str s)
{
    struct wire_value *made = wire_put_text(r->a, record, key, s, old->at);

    if (made != NULL)
        made->flags |= old->flags;
    wire_drop_member(record, old);
}

/* A literal and a URI that ends with it: a scheme and a code of 1.x. */
static void
part_uri(struct ninjs_reading *r, struct wire_value *record, const struct wire_value *literal, struct wire_value *uri)
{
    struct wire_str scheme = wire_str_sub(uri->s, 0, uri->s.n - literal->s.n);

    if (uri->s.n <= literal->s.n || !wire_str_eq(wire_str_sub(uri->s, scheme.n, uri->s.n), literal->s))
        return;
    r->skipped += wire_weight(literal->s.p, literal->s.n); /* the literal says it */
    replace(r, record, uri, WIRE_K_SCHEME, scheme);
}

/* What our own writer tells by the order of members (ninjs.h). */
static void
undo_order(struct ninjs_reading *r, struct wire_value *record, const struct wire_json_value *v)
{
    struct wire_value *literal = wire_get(record, WIRE_K_LITERAL), *uri = wire_get(record, WIRE_K_URI);
    struct wire_value *scheme = wire_get(record, WIRE_K_SCHEME);
    bool code = v->first != NULL && wire_str_is(v->first->name, "code");

    if (r->own && literal != NULL && literal->s.n == 13 && wire_str_begins(literal->s, "subj:"))
        replace(r, record, literal, WIRE_K_QCODE, literal->s);
    literal = wire_get(record, WIRE_K_LITERAL);
    if (!r->own || literal == NULL || v->first == v->last)
        return;
    if (scheme != NULL && wire_str_is(v->first->name, "scheme") && wire_str_is(v->first->next->name, "code")) {
        r->kept += (scheme->flags & WIRE_V_PRINTED) != 0 ? wire_weight(scheme->s.p, scheme->s.n) : 0;
        wire_put_text(r->a, record, WIRE_K_URI, wire_arena_join(&r->tree, scheme->s, literal->s, WIRE_NONE), scheme->at);
        wire_drop_member(record, scheme);
        return;
    }
    if (!code && !wire_str_is(v->first->name, "literal"))
        return;
    if (!code && uri != NULL && wire_str_is(v->first->next->name, "uri")) {
        part_uri(r, record, literal, uri);
    } else if (code && scheme != NULL && wire_str_is(v->first->next->name, "scheme")) {
        struct wire_str whole = wire_arena_join(&r->tree, scheme->s, literal->s, WIRE_NONE);
        bool counted = (scheme->flags & literal->flags & WIRE_V_PRINTED) != 0;
        wire_drop_member(record, literal);
        replace(r, record, scheme, WIRE_K_URI, whole);
        r->kept += counted ? 0 : wire_weight(literal->s.p, literal->s.n);
    } else if (uri == NULL && scheme == NULL && v->first != v->last) {
        bool whole = code && memmem(literal->s.p, literal->s.n, "://", 3) != NULL;
        replace(r, record, literal, whole ? WIRE_K_URI : WIRE_K_QCODE, literal->s);
    }
}

/* The last entry of a list is taken back out. */
static void
take_back(struct wire_list *list, struct wire_list before)
{
    *list = before;
    if (before.last != NULL)
        before.last->next = NULL;
}

static bool
names_something(const struct wire_value *record)
{
    return wire_get(record, WIRE_K_NAME) != NULL || wire_get(record, WIRE_K_URI) != NULL ||
           wire_get(record, WIRE_K_LITERAL) != NULL || wire_get(record, WIRE_K_QCODE) != NULL;
}

static void
take_concept(struct ninjs_reading *r, enum wire_field f, const struct wire_json_value *v)
{
    struct wire_list before = r->a->fields[f];
    size_t kept = r->kept, skipped = r->skipped;
    struct wire_list extra = r->a->fields[WIRE_F_EXTRA];
    struct wire_value *record;

    if (v->kind != WIRE_J_OBJECT && !wire_json_is_text(v)) {
        ninjs_keep_kind(r, v);
        return;
    }
    if (wire_json_is_text(v) && ninjs_line(r, v).n == 0)
        return;
    if ((record = wire_add_record(r->a, f, v->at)) == NULL)
        return;
    if (wire_json_is_text(v)) {
        ninjs_took(r, wire_put_text(r->a, record, WIRE_K_NAME, ninjs_line(r, v), v->at), v);
        return;
    }
    ninjs_members(r, &concept_table, record, v);
    undo_order(r, record, v);
    if (names_something(record))
        return;
    take_back(&r->a->fields[f], before); /* it names nothing: as it is */
    take_back(&r->a->fields[WIRE_F_EXTRA], extra);
    r->kept = kept;
    r->skipped = skipped;
    ninjs_keep(r, v, "it names nothing");
}

/* What our own writer put among other things, told by the order of its members: {rel, name}, {literal, rel}, {role, name}. */
static bool
is_own_entry(const struct ninjs_reading *r, const struct wire_json_value *v, const char *first, const char *second)
{
    return r->own && v->kind == WIRE_J_OBJECT && v->first != NULL && v->first->next != NULL &&
           wire_str_is(v->first->name, first) && (second == NULL || wire_str_is(v->first->next->name, second));
}

static void
take_credit(struct ninjs_reading *r, const struct wire_json_value *v)
{
    static const struct ninjs_row rows[] = {
        TEXT("role", WIRE_K_ROLE), TEXT("rel", WIRE_K_ROLE), TEXT("name", WIRE_K_NAME), TEXT("uri", WIRE_K_URI),
        TEXT("literal", WIRE_K_LITERAL),
        { "jobtitle", NINJS_TAKE, 0, WIRE_K_JOBTITLE, ninjs_take_jobtitle, "its name is the job title" }, /* Superdesk */
    };
    static const struct ninjs_table table = { rows, WIRE_COUNT(rows), 3, NULL };
    struct wire_value *record;

    if (v->kind != WIRE_J_OBJECT && !wire_json_is_text(v)) {
        ninjs_keep_kind(r, v);
        return;
    }
    record = wire_add_record(r->a, WIRE_F_CREDITS, v->at);
    if (v->kind == WIRE_J_OBJECT)
        ninjs_members(r, &table, record, v);
    else
        ninjs_took(r, wire_put_text(r->a, record, WIRE_K_NAME, ninjs_line(r, v), v->at), v);
}

static void
take_provider(struct ninjs_reading *r, const struct wire_json_value *v)
{
    struct wire_value *record = wire_add_record(r->a, WIRE_F_PROVIDER, v->at);

    ninjs_members(r, &concept_table, record, v);
    r->skipped += wire_weight("provider", 8);
    for (enum wire_key key = WIRE_K_ROLE; key <= WIRE_K_REL; key++) {
        if (wire_get(record, key) != NULL)
            wire_drop_member(record, wire_get(record, key));
    }
}

static bool
take_own_entry(struct ninjs_reading *r, enum wire_field f, const struct wire_json_value *v)
{
    const struct wire_json_value *literal;

    if (f == WIRE_F_PEOPLE && is_own_entry(r, v, "rel", "name")) {
        take_credit(r, v);
    } else if (f == WIRE_F_INFO_SOURCES && (is_own_entry(r, v, "role", NULL) || is_own_entry(r, v, "rel", NULL)) &&
               wire_str_is(v->first->s, WIRE_NINJS_PROVIDER) && wire_first(r->a, WIRE_F_PROVIDER) == NULL) {
        take_provider(r, v);
    } else if (f == WIRE_F_SUBJECTS && (is_own_entry(r, v, "literal", "rel") || is_own_entry(r, v, "code", "rel")) &&
               v->first->next == v->last && wire_str_is(v->last->s, WIRE_NINJS_KEYWORD)) {
        literal = v->first;
        r->skipped += wire_json_tree_weight(v->last);
        ninjs_took(r, wire_add_text(r->a, WIRE_F_KEYWORDS, ninjs_line(r, literal), literal->at), literal);
    } else {
        return false;
    }
    return true;
}

void
ninjs_take_concepts(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    const struct wire_list *list = &r->a->fields[row->field];
    struct column c;

    (void)record;
    enter(r, &c);
    for (const struct wire_value *x = list->first; x != NULL; x = x->next) /* of `people`, where this is `person` */
        c.path.entry++;
    for (const struct wire_json_value *e = ninjs_first_entry(v); e != NULL; e = ninjs_next_entry(v, e)) {
        const struct wire_value *last = list->last;
        if (!take_own_entry(r, (enum wire_field)row->field, e))
            take_concept(r, (enum wire_field)row->field, e);
        c.path.entry += list->last != last; /* numbers of the article's list: a writer finds what belongs to an entry by them */
    }
    leave(r, &c);
}

/* Where only one belongs. */
void
ninjs_take_one_concept(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    (void)record;
    if (v->kind == WIRE_J_OBJECT || v->kind == WIRE_J_STRING)
        take_concept(r, (enum wire_field)row->field, v);
    else
        ninjs_keep_kind(r, v);
}

/* Superdesk: the name of who the story comes from. */
void
ninjs_take_source(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    (void)record;
    if (wire_json_is_text(v))
        take_concept(r, (enum wire_field)row->field, v);
    else
        ninjs_keep_kind(r, v);
}

void
ninjs_take_authors(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    struct column c;

    (void)row, (void)record;
    enter(r, &c);
    for (const struct wire_json_value *e = ninjs_first_entry(v); e != NULL; e = ninjs_next_entry(v, e), c.path.entry++)
        take_credit(r, e);
    leave(r, &c);
}

/* The AP Media API: {"name": "..."} under the name of what somebody did. */
void
ninjs_take_maker(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    const struct wire_value *last = r->a->fields[WIRE_F_CREDITS].last;
    struct column c;

    (void)record;
    enter(r, &c);
    for (const struct wire_json_value *e = ninjs_first_entry(v); e != NULL; e = ninjs_next_entry(v, e), c.path.entry++) {
        struct wire_str name = ninjs_line(r, e->kind == WIRE_J_OBJECT ? ninjs_find(e, "name") : e);
        struct wire_value *credit;
        if (name.n == 0 || memchr(name.p, '@', name.n) != NULL) { /* or an address */
            ninjs_keep(r, e, "it names nobody");
            continue;
        }
        take_credit(r, e);
        credit = r->a->fields[WIRE_F_CREDITS].last;
        if (credit != last && credit != NULL && wire_get(credit, WIRE_K_ROLE) == NULL)
            wire_put_text(r->a, credit, WIRE_K_ROLE, wire_str_of(row->as), e->at);
        last = credit;
    }
    leave(r, &c);
}

/* --- ids --- */

static void
add_alt_id(struct ninjs_reading *r, struct wire_str role, const struct wire_json_value *v)
{
    struct wire_value *entry;
    struct wire_str s = ninjs_line(r, v);

    if (!wire_json_is_text(v)) {
        ninjs_keep_kind(r, v);
        return;
    }
    if (s.n == 0)
        return;
    entry = wire_add_record(r->a, WIRE_F_ALT_IDS, v->at);
    wire_put_text(r->a, entry, WIRE_K_ROLE, role, v->at);
    ninjs_took(r, wire_put_text(r->a, entry, WIRE_K_VALUE, s, v->at), v);
}

/* 1.x: by name; later: an array of role and value. */
void
ninjs_take_alt_ids(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    static const struct ninjs_row rows[] = { TEXT("role", WIRE_K_ROLE), TEXT("value", WIRE_K_VALUE) };
    static const struct ninjs_table table = { rows, WIRE_COUNT(rows), 4, NULL };
    struct column c;

    (void)row, (void)record;
    enter(r, &c);
    if (v->kind == WIRE_J_OBJECT) {
        for (const struct wire_json_value *e = v->first; e != NULL; e = e->next) {
            c.path.name = e->name;
            add_alt_id(r, e->name, e);
        }
        leave(r, &c);
        return;
    }
    for (const struct wire_json_value *e = ninjs_first_entry(v); e != NULL; e = ninjs_next_entry(v, e), c.path.entry++) {
        const struct wire_json_value *value = e->kind == WIRE_J_OBJECT ? ninjs_find(e, "value") : NULL;
        if (e->kind != WIRE_J_OBJECT)
            ninjs_keep_kind(r, e);
        else if (value == NULL || ninjs_line(r, value).n == 0)
            ninjs_keep(r, e, "an id without a value");
        else
            ninjs_members(r, &table, wire_add_record(r->a, WIRE_F_ALT_IDS, e->at), e);
    }
    leave(r, &c);
}

/* --- renditions --- */

static const struct ninjs_row rendition_rows[] = {
    TEXT("href", WIRE_K_HREF),
    TEXT("contenttype", WIRE_K_CONTENT_TYPE),
    TEXT("mimetype", WIRE_K_CONTENT_TYPE), /* 1.x; after contenttype */
    TEXT("title", WIRE_K_TITLE),
    TAKE("width", WIRE_K_WIDTH, take_whole),
    TAKE("height", WIRE_K_HEIGHT, take_whole),
    TAKE("sizeinbytes", WIRE_K_SIZE_IN_BYTES, take_whole),
    TAKE("duration", WIRE_K_DURATION, take_number),
    TEXT("format", WIRE_K_FORMAT),
    OTHER("aspectratio", "aspectRatio", ninjs_take_text),
    OTHER("videocodec", "videoCodec", ninjs_take_text),
    OTHER("framerate", "frameRate", take_number),
    OTHER("poi", "poi", take_details_member),
    OTHER("transportprotocol", "transportProtocol", ninjs_take_text),
    OTHER("scantype", "scanType", ninjs_take_text),
    OTHER("bitrate", "bitrate", ninjs_take_text),
    TEXT("name", WIRE_K_NAME),
};
static const struct ninjs_table rendition_table = { rendition_rows, WIRE_COUNT(rendition_rows), 5, NULL };

static void
take_whole(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    int64_t n;

    if (wire_json_is_text(v) && wire_str_to_int(v->s, INT64_MAX / 16, &n))
        ninjs_took(r, wire_put_number(r->a, record, (enum wire_key)row->key, n, v->at), v);
    else
        ninjs_keep(r, v, "no whole number");
}

/* A number with a fraction perhaps, in the source's own digits. */
static void
take_number(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    struct wire_value *last;

    ninjs_take_text(r, row, record, v);
    last = row->key == WIRE_K_OTHER ? record->last : wire_get(record, (enum wire_key)row->key);
    if (v->kind == WIRE_J_NUMBER && last != NULL)
        last->kind = WIRE_V_NUMBER;
}

static void
take_details_member(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    ninjs_take_details(r, row, record, v);
}

/* Our own writer puts a name it had to make up behind what it was made of. */
static bool
is_made_up(const struct ninjs_reading *r, const struct wire_json_value *object, const struct wire_json_value *name)
{
    return r->own && name != NULL && object->first != name;
}

/* 1.x under our own hand: what was used before got a number, what had no name is called unknown. */
static struct wire_str
name_in_map(const struct ninjs_reading *r, struct wire_str name)
{
    size_t n = name.n;

    if (!r->own || name.n < 4)
        return name;
    if (wire_str_is(name, WIRE_SUPPLIED_LITERAL))
        return WIRE_NONE;
    while (n > 0 && name.p[n - 1] >= '0' && name.p[n - 1] <= '9')
        n--;
    return n < name.n && n > 2 && name.p[n - 1] == '_' && name.p[n - 2] == '_' ? wire_str_sub(name, 0, n - 2) : name;
}

/* What a rendition goes by: the name in it, else its name in a map. */
static void
settle_name(struct ninjs_reading *r, struct wire_value *record, const struct wire_json_value *v, bool map)
{
    struct wire_value *name = wire_get(record, WIRE_K_NAME);

    if (name == NULL && map) {
        wire_put_text(r->a, record, WIRE_K_NAME, wire_str_collapse(&r->tree, name_in_map(r, v->name)), v->at);
    } else if (name != NULL && is_made_up(r, v, ninjs_find(v, "name"))) {
        r->skipped += (name->flags & WIRE_V_PRINTED) != 0 ? wire_weight(name->s.p, name->s.n) : 0;
        wire_drop_member(record, name);
    }
}

void
ninjs_take_renditions(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    bool map = v->kind == WIRE_J_OBJECT;
    struct column c;

    (void)record;
    enter(r, &c);
    for (const struct wire_json_value *e = map ? v->first : ninjs_first_entry(v); e != NULL; e = e != v ? e->next : NULL, c.path.entry++) {
        struct wire_value *rendition;
        c.path.name = e->name;
        if (e->kind != WIRE_J_OBJECT) {
            ninjs_keep_kind(r, e);
            continue;
        }
        rendition = wire_add_record(r->a, (enum wire_field)row->field, e->at);
        if (!map)
            c.path.name = WIRE_NONE;
        ninjs_members(r, &rendition_table, rendition, e);
        settle_name(r, rendition, e, map);
    }
    leave(r, &c);
}

/* --- trust indicators --- */

static const struct ninjs_row trust_rows[] = {
    TEXT("role", WIRE_K_ROLE),
    TEXT("scheme", WIRE_K_SCHEME),
    TAKE("code", WIRE_K_ROLE, take_trust_role), /* 1.x; after scheme */
    TEXT("title", WIRE_K_TITLE),
    TEXT("href", WIRE_K_HREF),
};
static const struct ninjs_table trust_table = { trust_rows, WIRE_COUNT(trust_rows), 6, NULL };

/* 1.x has the role as a code in a scheme; together they are the URI that later versions give. */
static void
take_trust_role(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    struct wire_value *scheme = wire_get(record, WIRE_K_SCHEME);
    struct wire_str code = ninjs_line(r, v), uri;

    if (scheme == NULL || !wire_json_is_text(v) || wire_get(record, WIRE_K_ROLE) != NULL || scheme->s.n == 0 ||
        strchr("/#:=", scheme->s.p[scheme->s.n - 1]) == NULL) {
        ninjs_take_text(r, row, record, v);
        return;
    }
    uri = wire_arena_join(&r->tree, scheme->s, code, WIRE_NONE);
    ninjs_took(r, wire_put_text(r->a, record, WIRE_K_ROLE, uri, v->at), v);
    r->kept += wire_weight(scheme->s.p, scheme->s.n);
    wire_drop_member(record, scheme);
}

/* A trust indicator is kept as it is, and is a link as well (mapping.md, ninjs). */
void
ninjs_take_trust(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    struct column c;

    (void)record;
    enter(r, &c);
    for (const struct wire_json_value *e = ninjs_first_entry(v); e != NULL; e = ninjs_next_entry(v, e), c.path.entry++) {
        struct wire_value *trust, *link;
        struct wire_str href;
        if (e->kind != WIRE_J_OBJECT) {
            ninjs_keep_kind(r, e);
            continue;
        }
        trust = wire_add_record(r->a, (enum wire_field)row->field, e->at);
        ninjs_members(r, &trust_table, trust, e);
        if ((href = wire_member(trust, WIRE_K_HREF)).n == 0)
            continue;
        link = wire_add_record(r->a, WIRE_F_LINKS, e->at);
        wire_put_text(r->a, link, WIRE_K_REL, ninjs_local(wire_member(trust, WIRE_K_ROLE)), e->at);
        wire_put_text(r->a, link, WIRE_K_URI, href, e->at);
        wire_put_text(r->a, link, WIRE_K_TITLE, wire_member(trust, WIRE_K_TITLE), e->at);
    }
    leave(r, &c);
}

/* --- associations --- */

static void
add_association(struct ninjs_reading *r, const struct wire_json_value *v, bool map)
{
    struct wire_article *inner = wire_article_associate(r->a, v->at);
    const struct wire_json_value *name = ninjs_find(v, "name");
    struct wire_value *value;

    if (inner == NULL)
        return;
    ninjs_read_item(r, inner, v);
    value = wire_first(inner, WIRE_F_NAME);
    if (value == NULL && map) {
        wire_add_text(inner, WIRE_F_NAME, wire_str_collapse(&r->tree, name_in_map(r, v->name)), v->at);
    } else if (value != NULL && is_made_up(r, v, name)) {
        r->skipped += (value->flags & WIRE_V_PRINTED) != 0 ? wire_weight(value->s.p, value->s.n) : 0;
        inner->fields[WIRE_F_NAME] = (struct wire_list){ NULL, NULL };
    }
}

void
ninjs_take_associations(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record,
                        const struct wire_json_value *v)
{
    bool map = v->kind == WIRE_J_OBJECT;
    struct column c;

    (void)row, (void)record;
    enter(r, &c);
    for (const struct wire_json_value *e = map ? v->first : ninjs_first_entry(v); e != NULL; e = e != v ? e->next : NULL, c.path.entry++) {
        if (map)
            c.path.name = e->name;
        c.path.article = false;
        if (e->kind != WIRE_J_OBJECT) {
            ninjs_keep_kind(r, e);
        } else if (r->deep >= NINJS_ITEMS_DEEP) {
            ninjs_keep(r, e, "associations in one another, deeper than anybody follows");
        } else {
            c.path.article = true;
            add_association(r, e, map);
        }
    }
    leave(r, &c);
}

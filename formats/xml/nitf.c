/* The fields of a NITF document (NITF 3.0 to 3.6), for NITF itself and for NITF within another format. */
#include "xml/nitf.h"

#include "article/time.h"

static wire_take_fn take_hedline, take_status, take_byline, take_byttl, take_dateline, take_subject, take_property, take_slug,
    take_note, begin_body, take_nothing, take_keyword, take_abstract;

#define PASS(path) { path, NULL, WIRE_PASS, 0, 0, 0, NULL, NULL, NULL, NULL }
#define TEXT(path, field) { path, NULL, WIRE_TAKE, field, 0, 0, wire_take_text, NULL, NULL, NULL }
#define TAKE(path, field, take) { path, NULL, WIRE_TAKE, field, 0, 0, take, NULL, NULL, NULL }
#define ATTR(path, attr, field, take) { path, attr, WIRE_TAKE, field, 0, 0, take, NULL, NULL, NULL }
#define BEGIN(path, begin) { path, NULL, WIRE_PASS, 0, 0, 0, NULL, begin, NULL, NULL }

static const struct wire_row rows[] = {
    PASS("nitf"),
    ATTR("nitf", "baselang", WIRE_F_LANGUAGE, wire_take_language),
    PASS("nitf/head"),
    TEXT("nitf/head/title", WIRE_F_TITLE),
    BEGIN("nitf/head/meta", take_slug),
    PASS("nitf/head/tobject"),
    BEGIN("nitf/head/tobject/tobject.subject", take_subject),
    BEGIN("nitf/head/tobject/tobject.property", take_property),
    PASS("nitf/head/docdata"),
    ATTR("nitf/head/docdata", "management-status", WIRE_F_PUB_STATUS, take_status),
    PASS("nitf/head/docdata/doc-id"),
    ATTR("nitf/head/docdata/doc-id", "id-string", WIRE_F_URI, wire_take_text),
    PASS("nitf/head/docdata/urgency"),
    ATTR("nitf/head/docdata/urgency", "ed-urg", WIRE_F_URGENCY, wire_take_one_to_nine),
    PASS("nitf/head/docdata/date.issue"),
    ATTR("nitf/head/docdata/date.issue", "norm", WIRE_F_VERSION_CREATED, wire_take_time),
    PASS("nitf/head/docdata/date.release"),
    ATTR("nitf/head/docdata/date.release", "norm", WIRE_F_EMBARGOED_UNTIL, wire_take_time),
    PASS("nitf/head/docdata/date.expire"),
    ATTR("nitf/head/docdata/date.expire", "norm", WIRE_F_EXPIRES, wire_take_time),
    PASS("nitf/head/docdata/du-key"),
    ATTR("nitf/head/docdata/du-key", "key", WIRE_F_SLUGLINE, wire_take_text),
    BEGIN("nitf/head/docdata/ed-msg", take_note),
    PASS("nitf/head/docdata/key-list"),
    TAKE("nitf/head/docdata/key-list/keyword", WIRE_F_KEYWORDS, take_keyword),
    ATTR("nitf/head/docdata/key-list/keyword", "key", WIRE_F_KEYWORDS, wire_take_text),
    PASS("nitf/head/docdata/doc.copyright"),
    ATTR("nitf/head/docdata/doc.copyright", "holder", WIRE_F_COPYRIGHT_HOLDER, wire_take_text),
    PASS("nitf/head/docdata/doc.rights"),
    ATTR("nitf/head/docdata/doc.rights", "limitations", WIRE_F_USAGE_TERMS, wire_take_text),
    PASS("nitf/body"),
    PASS("nitf/body/body.head"),
    PASS("nitf/body/body.head/hedline"),
    TAKE("nitf/body/body.head/hedline/hl1", WIRE_F_HEADLINES, take_hedline),
    TAKE("nitf/body/body.head/hedline/hl2", WIRE_F_HEADLINES, take_hedline),
    { "nitf/body/body.head/byline", NULL, WIRE_TAKE, WIRE_F_BY, 0, 1, take_byline, NULL, NULL, NULL },
    TAKE("nitf/body/body.head/byline/byttl", WIRE_F_BY, take_byttl),
    { "nitf/body/body.head/dateline", NULL, WIRE_TAKE, WIRE_F_DATELINE, 0, 1, take_dateline, NULL, NULL, NULL },
    TAKE("nitf/body/body.head/distributor", WIRE_F_PROVIDER, take_keyword),
    TAKE("nitf/body/body.head/abstract", WIRE_F_DESCRIPTIONS, take_abstract),
    { "nitf/body/body.content", NULL, WIRE_BODY, WIRE_F_BODIES, 0, 0, take_nothing, begin_body, NULL, NULL },
};
const struct wire_table wire_nitf_document = WIRE_TABLE(rows);

static void
printed(struct wire_value *v)
{
    if (v != NULL)
        v->flags |= WIRE_V_PRINTED;
}

/* {key: text, text_key: text} of a field. */
static struct wire_value *
entry(struct wire_xml *x, enum wire_field f, enum wire_key k1, struct wire_str s1, enum wire_key k2, struct wire_str s2,
      struct wire_at at)
{
    struct wire_value *record;

    s2 = wire_str_collapse(x->story->arena, s2);
    if (s2.n == 0 || (record = wire_add_record(x->story, f, at)) == NULL)
        return NULL;
    wire_put_text(x->story, record, k1, s1, at);
    return wire_put_text(x->story, record, k2, s2, at);
}

static void
take_hedline(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    printed(entry(x, WIRE_F_HEADLINES, WIRE_K_ROLE, wire_str_ends(wire_str_of(row->path), "hl1") ? WIRE_STR("main") : WIRE_STR("sub"),
                  WIRE_K_VALUE, s, at));
}

static void
take_abstract(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row;
    printed(entry(x, WIRE_F_DESCRIPTIONS, WIRE_K_ROLE, WIRE_STR("abstract"), WIRE_K_VALUE, s, at));
}

static void
take_status(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    const char *status = wire_str_is_nocase(s, "usable")                                            ? "usable"
                         : wire_str_is_nocase(s, "embargoed") || wire_str_is_nocase(s, "withheld")  ? "withheld"
                         : wire_str_is_nocase(s, "canceled") || wire_str_is_nocase(s, "cancelled")  ? "canceled"
                                                                                                     : NULL;

    if (status != NULL)
        wire_add_text(x->story, (enum wire_field)row->field, wire_str_of(status), at);
    else
        wire_xml_keep(x, s, at);
}

/* ` ,` is `,`: elements stand apart by a space, marks do not. */
static struct wire_str
close_up(struct wire_arena *arena, struct wire_str s)
{
    char *out;
    size_t n = 0;

    s = wire_str_collapse(arena, s);
    if (s.n == 0 || (out = wire_arena_bytes(arena, s.n)) == NULL)
        return WIRE_NONE;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == ' ' && i + 1 < s.n && strchr(",.;:)", s.p[i + 1]) != NULL)
            continue;
        out[n++] = s.p[i];
    }
    return (struct wire_str){ out, n };
}

/* A byline's titles are read before its own text ends: they wait in the field's name slot of an empty text. */
static void
take_byttl(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_value *v;

    (void)row;
    s = close_up(x->story->arena, s);
    v = wire_add_text(x->story, WIRE_F_RESIDUE, s, at); /* for a moment: the end of the byline takes it */
    printed(v);
}

static void
join(struct wire_article *a, struct wire_str *all, struct wire_str more)
{
    if (more.n == 0)
        return;
    *all = all->n == 0 ? more : wire_arena_printf(a->arena, "%.*s, %.*s", (int)all->n, all->p, (int)more.n, more.p);
}

static void
take_byline(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_article *a = x->story;
    struct wire_list *titles = &a->fields[WIRE_F_RESIDUE], *by = &a->fields[WIRE_F_BY];
    struct wire_str all = WIRE_NONE, own = close_up(a->arena, s);
    struct wire_value *v;

    (void)row;
    while (own.n != 0 && (own.p[own.n - 1] == ',' || own.p[own.n - 1] == ' '))
        own.n--;
    if (by->first != NULL)
        all = by->first->s;
    *by = (struct wire_list){ NULL, NULL };
    join(a, &all, own);
    for (v = titles->first; v != NULL; v = v->next)
        join(a, &all, v->s);
    *titles = (struct wire_list){ NULL, NULL };
    printed(wire_add_text(a, WIRE_F_BY, all, at));
}

static void
take_dateline(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row;
    printed(entry(x, WIRE_F_DATELINE, WIRE_K_NONE, WIRE_NONE, WIRE_K_TEXT, close_up(x->story->arena, s), at));
}

static void
take_keyword(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    if (row->field == WIRE_F_PROVIDER)
        printed(entry(x, WIRE_F_PROVIDER, WIRE_K_NONE, WIRE_NONE, WIRE_K_NAME, s, at));
    else
        wire_take_text(x, row, s, at);
}

/* A subject code is eight digits; anything else is a literal (mapping.md, Values). */
static void
take_subject(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    static const char *const names[] = { "tobject.subject.detail", "tobject.subject.matter", "tobject.subject.type" };
    struct wire_article *a = x->story;
    struct wire_str code = wire_str_trim(wire_xml_attribute(x, "tobject.subject.refnum"));
    struct wire_value *record = wire_add_record(a, WIRE_F_SUBJECTS, at);
    int64_t digits;

    (void)row, (void)s;
    if (code.n == 8 && wire_str_to_int(code, INT64_MAX / 16, &digits))
        wire_put_text(a, record, WIRE_K_QCODE, wire_arena_printf(a->arena, "subj:%.*s", (int)code.n, code.p), at);
    else
        wire_put_text(a, record, WIRE_K_LITERAL, code, at);
    for (size_t i = 0; i < WIRE_COUNT(names) && wire_get(record, WIRE_K_NAME) == NULL; i++)
        wire_put_text(a, record, WIRE_K_NAME, wire_str_collapse(a->arena, wire_xml_attribute(x, names[i])), at);
    if (record != NULL && record->first == NULL)
        wire_drop(&a->fields[WIRE_F_SUBJECTS], record);
}

static void
take_property(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row, (void)s;
    entry(x, WIRE_F_GENRES, WIRE_K_NONE, WIRE_NONE, WIRE_K_NAME, wire_xml_attribute(x, "tobject.property.type"), at);
}

/* <meta name="anpa-keyword"> is a slug where there is no du-key; any other meta is kept. */
static void
take_slug(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row, (void)s;
    if (wire_str_is(wire_xml_attribute(x, "name"), "anpa-keyword") && wire_first(x->story, WIRE_F_SLUGLINE) == NULL)
        wire_add_text(x->story, WIRE_F_SLUGLINE, wire_str_collapse(x->story->arena, wire_xml_attribute(x, "content")), at);
}

static void
take_note(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_value *v = entry(x, WIRE_F_ED_NOTES, WIRE_K_NONE, WIRE_NONE, WIRE_K_VALUE, wire_xml_attribute(x, "info"), at);

    (void)row, (void)s;
    if (v != NULL)
        wire_put_bool(x->story, x->story->fields[WIRE_F_ED_NOTES].last, WIRE_K_PUBLIC, true);
}

void
wire_nitf_rendition(struct wire_xml *x, struct wire_at at)
{
    static const struct {
        const char *attr;
        enum wire_key key;
    } sizes[] = { { "width", WIRE_K_WIDTH }, { "height", WIRE_K_HEIGHT } };
    struct wire_article *a = x->story;
    struct wire_str href = wire_str_collapse(a->arena, wire_xml_attribute(x, "source"));
    struct wire_value *record;
    int64_t n;

    if (href.n == 0)
        href = wire_str_collapse(a->arena, wire_xml_attribute(x, "data-location"));
    if (href.n == 0 || (record = wire_add_record(a, WIRE_F_RENDITIONS, at)) == NULL)
        return;
    wire_put_text(a, record, WIRE_K_HREF, href, at);
    wire_put_text(a, record, WIRE_K_CONTENT_TYPE, wire_str_collapse(a->arena, wire_xml_attribute(x, "mime-type")), at);
    for (size_t i = 0; i < WIRE_COUNT(sizes); i++) {
        if (wire_str_to_int(wire_xml_attribute(x, sizes[i].attr), INT64_MAX / 16, &n))
            wire_put_number(a, record, sizes[i].key, n, at);
    }
}

static void
begin_body(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row, (void)s, (void)at;
    wire_body_begin(x->body, x->story, "body.content");
    wire_xml_body(x);
}

/* The body went to its builder. */
static void
take_nothing(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)x, (void)row, (void)s, (void)at;
}

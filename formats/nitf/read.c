/* Reading NITF: where a story begins and ends; its fields are rows of formats/xml. */
#include "nitf/nitf.h"

#include "article/practice.h"
#include "nitf/room.h"
#include "xml/nitf.h"
#include "xml/secret.h"

static wire_take_fn begin_root, take_version, take_constraint, take_class, end_own;

static const struct wire_finding nitf_no_story = {
    "nitf-no-story", WIRE_ERROR, "there is no NITF story in this document", "A story is a document whose root is nitf.",
    "NITF 3.6, nitf"
};
static const struct wire_finding nitf_no_id = {
    "nitf-no-id", WIRE_WARNING, "a story without an id; it has no uri",
    "Give every story a doc-id with an id-string that is unique for all time.", "NITF 3.6, doc-id"
};
static const struct wire_finding nitf_no_body = {
    "nitf-no-body", WIRE_WARNING, "a story without body.content; it has no text",
    "Put the text of the story into body/body.content.", "NITF 3.6, body.content"
};

static const struct wire_finding *const findings[] = { WIRE_XML_FINDINGS, &nitf_no_story, &nitf_no_id, &nitf_no_body, NULL };

static const struct wire_row document_rows[] = {
    { "nitf", NULL, WIRE_ITEM, 0, 0, 0, NULL, begin_root, NULL, &wire_nitf },
    { "nitf", "version", WIRE_TAKE, WIRE_F_SOURCE, 0, 0, take_version, NULL, NULL, NULL },
    { "nitf/head", NULL, WIRE_PASS, 0, 0, 0, NULL, NULL, NULL, &wire_nitf_head_rows },
    { "nitf/head/article", NULL, WIRE_PART, 0, 0, 0, end_own, NULL, NULL, &wire_nitf_own },
    { "*", "pubconstraint", WIRE_TAKE, 0, 0, 0, take_constraint, NULL, NULL, NULL },
    { "*", "class", WIRE_TAKE, 0, 0, 0, take_class, NULL, NULL, NULL },
};
static const struct wire_table document = WIRE_TABLE(document_rows);

/* xml:lang, else baselang: the engine has the first, which is in force for all of the story. */
static void
begin_root(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_row language = { .attr = "baselang", .field = WIRE_F_LANGUAGE };

    (void)row, (void)s;
    s = wire_xml_attribute(x, "lang");
    if (wire_str_trim(s).n == 0)
        s = wire_xml_attribute(x, "baselang");
    wire_take_language(x, &language, s, at);
}

/* version="-//IPTC//DTD NITF 3.4//EN" */
static void
take_version(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    size_t from = wire_str_find_nocase(s, "NITF "), n = 0;
    struct wire_str version = from < s.n ? wire_str_sub(s, from + 5, s.n) : s;

    (void)row;
    while (n < version.n && version.p[n] != '/')
        n++;
    wire_put_text(x->story, wire_add_record(x->story, WIRE_F_SOURCE, at), WIRE_K_FORMAT_VERSION,
                  wire_str_trim(wire_str_sub(version, 0, n)), at);
}

static void
keep_attribute(struct wire_xml *x, const char *name, struct wire_str s, struct wire_at at)
{
    struct wire_str path = wire_xml_path(x);

    s = wire_str_collapse(x->story->arena, s);
    wire_add_extra(x->story, wire_str_of(name),
                   wire_arena_printf(x->story->arena, "%.*s%s@%s", (int)path.n, path.n != 0 ? path.p : "", path.n != 0 ? "/" : "", name),
                   s, at);
}

/* Our own mark, and that of envelopes NITF was taken out of. */
static void
take_constraint(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    if (wire_secret_code(s))
        wire_xml_set_secret(x);
    else
        keep_attribute(x, row->attr, s, at);
}

static void
take_class(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    if (wire_secret_class(s))
        wire_xml_set_secret(x);
    else if (wire_xml_record(x) == NULL)
        keep_attribute(x, row->attr, s, at);
}

/* What our own writer said beside NITF's elements waits for the end of the story. */
static void
end_own(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct wire_nitf_state *state = x->state;
    struct wire_list *parts = &x->story->parent->fields[WIRE_F_ASSOCIATIONS];

    (void)row, (void)s, (void)at;
    state->own = x->story;
    if (parts->last != NULL)
        wire_drop(parts, parts->last);
}

static void
begin(struct wire_xml *x, const char *element)
{
    struct wire_nitf_state *state = x->state;

    (void)element;
    state->own = NULL;
    state->listed = false;
}

static void
complete(struct wire_xml *x)
{
    struct wire_nitf_state *state = x->state;

    if (state->own != NULL)
        wire_nitf_merge_own(x, state->own);
}

static void
end(struct wire_xml *x)
{
    const struct wire_nitf_state *state = x->state;
    struct wire_article *a = x->story;
    struct wire_at none = { 0, 0, 0 };

    if (wire_first(a, WIRE_F_TYPE) == NULL)
        wire_add_text(a, WIRE_F_TYPE, WIRE_STR("text"), none);
    if (!state->listed)
        wire_nitf_entities(a);
    wire_nitf_embargo(a);
    wire_practice(a);
    if (wire_first(a, WIRE_F_URI) == NULL)
        wire_xml_report(x, &nitf_no_id, none, "%s", "");
    if (a->body == NULL && wire_first(a, WIRE_F_RENDITIONS) == NULL)
        wire_xml_report(x, &nitf_no_body, none, "%s", "");
}

static const struct wire_xml_format nitf = {
    .name = "nitf",
    .document = &document,
    .begin = begin,
    .complete = complete,
    .end = end,
    .no_story = &nitf_no_story,
    .namespace = WIRE_NITF_NAMESPACE,
    .state = sizeof(struct wire_nitf_state),
    .media_apart = true,
};

static enum wire_status
read_nitf(struct wire_source *source, const struct wire_sink *sink, const struct wire_tap *tap, struct wire_worker *worker)
{
    return wire_xml_read(&nitf, source, sink, tap, worker);
}

static int
sniff(const char *bytes, size_t n, const char **why)
{
    char store[WIRE_ROOT_NAME];
    struct wire_str root = wire_xml_root(bytes, n, store);

    if (!wire_str_is(root, "nitf"))
        return 0;
    *why = "its root is nitf";
    return 95;
}

const struct wire_format wire_format_nitf = {
    .name = "nitf",
    .title = "NITF: news text with its entities",
    .suffix = "xml",
    .versions = "3.0 to 3.6",
    .sniff = sniff,
    .read = read_nitf,
    .open = wire_nitf_write_open,
    .story = wire_nitf_write_story,
    .close = wire_nitf_write_close,
    .holds = WIRE_NITF_HOLDS,
    .apart = true,
    .findings = findings,
};

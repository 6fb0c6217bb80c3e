/* Reading NewsML 1: where an item begins and ends. */
#include "newsml-1/newsml-1.h"

#include "article/practice.h"
#include "newsml-1/write.h"
#include "xml/nitf.h"

const struct wire_finding wire_nm1_no_item = {
    "newsml1-no-item", WIRE_ERROR, "there is no NewsItem in this document", "A story is a NewsItem in a NewsML element.",
    "NewsML 1.2, NewsItem"
};
const struct wire_finding wire_nm1_no_id = {
    "newsml1-no-id", WIRE_WARNING, "a NewsItem without a PublicIdentifier; the story has no uri",
    "Give every NewsItem a NewsIdentifier that is unique for all time.", "NewsML 1.2, PublicIdentifier"
};
const struct wire_finding wire_nm1_status_unknown = {
    "newsml1-status-unknown", WIRE_WARNING, "a status that is none of Usable, Embargoed, Withheld and Canceled; it was kept in extra",
    "Use the words of IPTC's topic set Status.", "NewsML 1.2, Status; IPTC NewsCodes, Status"
};

static const struct wire_finding *const findings[] = { WIRE_XML_FINDINGS, &wire_nm1_no_item, &wire_nm1_no_id, &wire_nm1_status_unknown, NULL };

static void
begin(struct wire_xml *x, const char *element)
{
    struct nm1_state *state = x->state;

    (void)element;
    memset(&state->item, 0, sizeof state->item);
    state->topic = NULL;
    state->formal = state->scheme = state->variant = state->line_type = state->metadata = WIRE_NONE;
    wire_nm1_part_new(x, NM1_ITEM, (struct wire_at){ 0, 0, 0 });
}

/* Before settling, while every language is still there. */
static void
complete(struct wire_xml *x)
{
    struct nm1_state *state = x->state;

    wire_nm1_settle(x);
    if (state->envelope != NULL)
        wire_xml_inherit(x->story, state->envelope, x->stories == 1, 0);
}

static void
end(struct wire_xml *x)
{
    struct nm1_state *state = x->state;

    wire_nitf_entities(x->story);
    wire_practice(x->story);
    wire_nm1_own(x, x->story, &state->item.properties);
    if (wire_first(x->story, WIRE_F_URI) == NULL && !state->item.uri_supplied)
        wire_xml_report(x, &wire_nm1_no_id, (struct wire_at){ 0, 0, 0 }, "%s", "");
    state->item.open = NULL; /* what follows is the document's */
}

static const struct wire_xml_format newsml_1 = {
    .name = "newsml-1",
    .document = &wire_nm1_document,
    .begin = begin,
    .complete = complete,
    .end = end,
    .no_story = &wire_nm1_no_item,
    .state = sizeof(struct nm1_state),
    .media_apart = true,
};

static enum wire_status
read_newsml_1(struct wire_source *source, const struct wire_sink *sink, const struct wire_tap *tap, struct wire_worker *worker)
{
    return wire_xml_read(&newsml_1, source, sink, tap, worker);
}

static int
sniff(const char *bytes, size_t n, const char **why)
{
    char store[WIRE_ROOT_NAME];

    if (!wire_str_is(wire_xml_root(bytes, n, store), "NewsML"))
        return 0;
    *why = "its root is NewsML";
    return 95;
}

const struct wire_format wire_format_newsml_1 = {
    .name = "newsml-1",
    .title = "NewsML 1: news items of components",
    .suffix = "xml",
    .versions = "1.0 to 1.2",
    .sniff = sniff,
    .read = read_newsml_1,
    .open = wire_nm1_write_open,
    .story = wire_nm1_write_story,
    .close = wire_nm1_write_close,
    .holds = NM1_HOLDS,
    .findings = findings,
};

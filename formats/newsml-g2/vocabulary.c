/* Knowledge items as vocabularies: each concept as a record, told once. */
#include "newsml-g2/g2.h"
#include "newsml-g2/newsml-g2.h"

#include "article/vocabulary.h"

#define PASS(path) { path, NULL, WIRE_PASS, 0, 0, 0, NULL, NULL, NULL, NULL }
#define KEY(path, attr, key, take) { path, attr, WIRE_TAKE, 0, key, 0, take, NULL, NULL, NULL }
#define WITHIN(path, key, begin) { path, NULL, WIRE_RECORD, 0, key, 0, NULL, begin, NULL, &other }
#define SKIP(path) { path, NULL, WIRE_SKIP, 0, 0, 0, NULL, NULL, "nothing that a code is called", NULL }
#define ITEM(path) { path, NULL, WIRE_ITEM, 0, 0, 0, NULL, NULL, NULL, &concept }
#define SCHEMES(path)                                                                                              \
    PASS(path "catalogRef"), { path "catalogRef", "href", WIRE_TAKE, WIRE_F_EXTRA, 0, 0, g2_take_catalog_ref, NULL, NULL, NULL }, \
        PASS(path "catalog"), { path "catalog/scheme", NULL, WIRE_PASS, 0, 0, 0, NULL, g2_begin_scheme, NULL, NULL }

static const struct wire_row other_rows[] = {
    KEY(NULL, "qcode", WIRE_K_QCODE, g2_take_qcode),
    KEY(NULL, "uri", WIRE_K_URI, wire_take_text),
    KEY(NULL, "rel", WIRE_K_REL, g2_take_code),
    SKIP("name"),
    SKIP("definition"),
};
static const struct wire_table other = WIRE_TABLE(other_rows);

static const struct wire_row concept_rows[] = {
    PASS("conceptId"),
    KEY("conceptId", "qcode", WIRE_K_QCODE, g2_take_qcode),
    KEY("conceptId", "uri", WIRE_K_URI, wire_take_text),
    { "name", NULL, WIRE_TAKE, 0, 0, 0, g2_take_name, NULL, NULL, NULL },
    { "name", "role", WIRE_TAKE, 0, 0, 0, g2_take_name_role, NULL, NULL, NULL },
    WITHIN("broader", WIRE_K_BROADER, NULL),
    WITHIN("sameAs", WIRE_K_SAME_AS, NULL),
    WITHIN("related", WIRE_K_ITEMS, NULL),
    SKIP("type"),
    SKIP("definition"),
    SKIP("note"),
    SKIP("narrower"),
    SKIP("facet"),
    SKIP("remoteInfo"),
    SKIP("hierarchyInfo"),
};
static const struct wire_table concept = WIRE_TABLE(concept_rows);

static const struct wire_row document_rows[] = {
    PASS("knowledgeItem"),
    SCHEMES("knowledgeItem/"),
    PASS("knowledgeItem/conceptSet"),
    ITEM("knowledgeItem/conceptSet/concept"),
    PASS("conceptItem"),
    SCHEMES("conceptItem/"),
    ITEM("conceptItem/concept"),
    PASS("newsMessage"),
    SCHEMES("newsMessage/header/"),
    PASS("newsMessage/itemSet"),
    PASS("newsMessage/itemSet/knowledgeItem"),
    SCHEMES("newsMessage/itemSet/knowledgeItem/"),
    PASS("newsMessage/itemSet/knowledgeItem/conceptSet"),
    ITEM("newsMessage/itemSet/knowledgeItem/conceptSet/concept"),
    PASS("newsMessage/itemSet/conceptItem"),
    SCHEMES("newsMessage/itemSet/conceptItem/"),
    ITEM("newsMessage/itemSet/conceptItem/concept"),
};
static const struct wire_table document = WIRE_TABLE(document_rows);

const struct wire_finding g2_no_concept = {
    "vocabulary-no-concept", WIRE_ERROR, "there is no concept in this document",
    "A vocabulary is a NewsML-G2 knowledgeItem with a conceptSet, or a conceptItem.", "NewsML-G2, conceptSet"
};

static void
begin(struct wire_xml *x, const char *element)
{
    (void)element;
    wire_xml_set_record(x, wire_add_record(x->story, WIRE_F_SUBJECTS, (struct wire_at){ 0, 0, 0 }));
}

/* Before languages are settled by that of a story: there is none here, and all names are wanted. */
static void
complete(struct wire_xml *x)
{
    struct wire_value *record = wire_first(x->story, WIRE_F_SUBJECTS), *next;

    for (struct wire_value *v = wire_get(record, WIRE_K_NAME); v != NULL && v->key == WIRE_K_NAME; v = next) {
        struct wire_value *name;
        next = v->next;
        wire_drop_member(record, v);
        if (v->name.n != 0) /* of a role: mnemonic, adjectival ... */
            continue;
        name = wire_put_record(x->story, record, WIRE_K_NAMES, v->at);
        wire_put_text(x->story, name, WIRE_K_LANG, v->lang, v->at);
        wire_put_text(x->story, name, WIRE_K_VALUE, v->s, v->at);
    }
    for (struct wire_value *v = wire_get(record, WIRE_K_ITEMS); v != NULL && v->key == WIRE_K_ITEMS; v = next) {
        struct wire_str rel = wire_member(v, WIRE_K_REL);
        struct wire_value *same;
        next = v->next;
        if (!wire_str_is(rel, "exactMatch") && !wire_str_is(rel, "closeMatch"))
            continue;
        same = wire_put_record(x->story, record, WIRE_K_SAME_AS, v->at);
        wire_put_text(x->story, same, WIRE_K_QCODE, wire_member(v, WIRE_K_QCODE), v->at);
        wire_put_text(x->story, same, WIRE_K_URI, wire_member(v, WIRE_K_URI), v->at);
    }
}

static void
end(struct wire_xml *x)
{
    (void)x;
}

static const struct wire_xml_format concepts = {
    .name = "newsml-g2",
    .document = &document,
    .begin = begin,
    .complete = complete,
    .end = end,
    .no_story = &g2_no_concept,
    .namespace = G2_NAMESPACE,
    .state = sizeof(struct g2_state),
};

/* Where the concepts go. */
struct filing {
    struct wire_vocabulary *vocabulary;
    const struct wire_sink *outer;
};

static enum wire_status
file(void *ctx, struct wire_article *a)
{
    struct filing *filing = ctx;
    bool good = wire_vocabulary_add(filing->vocabulary, wire_first(a, WIRE_F_SUBJECTS));

    wire_article_free(a);
    return good ? WIRE_OK : WIRE_E_NOMEM;
}

static void
tell(void *ctx, const struct wire_diag *diag)
{
    struct filing *filing = ctx;

    if (filing->outer->diagnostic != NULL)
        filing->outer->diagnostic(filing->outer->ctx, diag);
}

enum wire_status
wire_newsml_g2_vocabulary(struct wire_vocabulary *vocabulary, struct wire_source *source, const struct wire_sink *outer,
                          struct wire_worker *worker)
{
    struct filing filing = { vocabulary, outer };
    struct wire_sink sink = { file, tell, &filing };

    return wire_xml_read(&concepts, source, &sink, NULL, worker);
}

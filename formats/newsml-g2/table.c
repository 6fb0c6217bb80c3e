/* What becomes of each element and attribute of NewsML-G2 (2.35, and what older versions had). */
#include "newsml-g2/details.h"

#define PASS(path) { path, NULL, WIRE_PASS, 0, 0, 0, NULL, NULL, NULL, NULL }
#define SUB(path, table) { path, NULL, WIRE_PASS, 0, 0, 0, NULL, NULL, NULL, &(table) }
#define TEXT(path, field) { path, NULL, WIRE_TAKE, field, 0, 0, wire_take_text, NULL, NULL, NULL }
#define MARKED(path, field) { path, NULL, WIRE_TAKE, field, 0, 2, wire_take_text, NULL, NULL, NULL }
#define TAKE(path, field, take) { path, NULL, WIRE_TAKE, field, 0, 0, take, NULL, NULL, NULL }
#define SKIP(path, why) { path, NULL, WIRE_SKIP, 0, 0, 0, NULL, NULL, why, NULL }
#define ATTR(path, attr, field, take) { path, attr, WIRE_TAKE, field, 0, 0, take, NULL, NULL, NULL }
#define ATTR_SKIP(path, attr, why) { path, attr, WIRE_SKIP, 0, 0, 0, NULL, NULL, why, NULL }
#define KEY(path, attr, key, take) { path, attr, WIRE_TAKE, 0, key, 0, take, NULL, NULL, NULL }
#define OTHER(path, attr, name) { path, attr, WIRE_TAKE, 0, WIRE_K_OTHER, 0, wire_take_text, NULL, name, NULL }

/* A record of a field: its own text to `text`, `end` called when it ends, further rows from `table`. */
#define RECORD(path, field, text, end, table) { path, NULL, WIRE_RECORD, field, 0, text, end, NULL, NULL, table }
/* A record within a record. */
#define WITHIN(path, key, end, table) { path, NULL, WIRE_RECORD, 0, key, 0, end, NULL, NULL, table }
#define WITHIN_OTHER(path, name, table) { path, NULL, WIRE_RECORD, 0, WIRE_K_OTHER, 0, NULL, NULL, name, table }
#define WORDS(name) { name, NULL, WIRE_RECORD, 0, WIRE_K_OTHER, WIRE_K_VALUE, NULL, NULL, name, &note }

#define FLEX(path, field) RECORD(path, field, 0, NULL, &concept)
#define TIME(path, field) TAKE(path, field, wire_take_time)
/* A time the format demands: our own writer may have made it. */
#define DEMANDED(path, field) { path, NULL, WIRE_TAKE, field, 0, 0, g2_take_time, g2_begin_time, NULL, NULL }

/* Words with a role: what their markup says beside them is kept. */
static const struct wire_row note_rows[] = {
    KEY(NULL, "role", WIRE_K_ROLE, g2_take_code),
    KEY(NULL, "roleuri", WIRE_K_ROLE, g2_take_code),
};
static const struct wire_table note = WIRE_TABLE_REST(note_rows, G2_REST);

/* Of every concept named in an item: FlexProperty types and what may stand in them. What has no row of its own
 * (hierarchyInfo, remoteInfo, details of persons and places, bags, elements of others) stays with the concept as XML. */
#define CONCEPT_ROWS                                                                                               \
    KEY(NULL, "uri", WIRE_K_URI, wire_take_text), KEY(NULL, "literal", WIRE_K_LITERAL, wire_take_text),              \
        KEY(NULL, "type", WIRE_K_TYPE, wire_take_text),                                                             \
        ATTR_SKIP(NULL, "bare", "says of the code that it has no URI beside it"),                                   \
        KEY(NULL, "id", WIRE_K_ID, wire_take_text), KEY(NULL, "role", WIRE_K_ROLE, g2_take_code),                    \
        KEY(NULL, "rel", WIRE_K_REL, g2_take_code), KEY(NULL, "rank", WIRE_K_RANK, wire_take_whole),                 \
        KEY(NULL, "relevance", WIRE_K_RELEVANCE, wire_take_number),                                                 \
        KEY(NULL, "confidence", WIRE_K_CONFIDENCE, wire_take_number),                                               \
        KEY(NULL, "jobtitle", WIRE_K_JOBTITLE, wire_take_text),                                                     \
        KEY(NULL, "scheme", WIRE_K_SCHEME, wire_take_text), /* these are of our own namespace */                    \
        KEY(NULL, "place", WIRE_K_PLACE, wire_take_text), KEY(NULL, "contact", WIRE_K_CONTACT, wire_take_text),      \
        KEY("name", NULL, WIRE_K_NAME, g2_take_name), ATTR("name", "role", 0, g2_take_name_role), WORDS("definition"), WORDS("note"), \
        WITHIN("broader", WIRE_K_BROADER, NULL, &concept), WITHIN("sameAs", WIRE_K_SAME_AS, NULL, &concept),         \
        WITHIN_OTHER("narrower", "narrower", &concept), WITHIN_OTHER("related", "related", &concept),               \
        WITHIN_OTHER("facet", "facet", &concept), WITHIN_OTHER("mainConcept", "mainConcept", &concept),             \
        WITHIN_OTHER("facetConcept", "facetConcept", &concept),                                                     \
        WITHIN("symbols", WIRE_K_SYMBOLS, NULL, &g2_details), /* these are of our own namespace */                  \
        WITHIN_OTHER("contactInfo", "contactInfo", &g2_details)

static const struct wire_table concept;
static const struct wire_row concept_rows[] = { KEY(NULL, "qcode", WIRE_K_QCODE, g2_take_qcode), CONCEPT_ROWS };
static const struct wire_table concept = WIRE_TABLE_REST(concept_rows, G2_REST);

/* A holder of rights keeps its code as it is: what counts is the name. */
static const struct wire_row holder_rows[] = {
    { NULL, "qcode", WIRE_TAKE, WIRE_F_COPYRIGHT_HOLDER, WIRE_K_QCODE, 0, g2_take_qcode, NULL, NULL, NULL }, CONCEPT_ROWS
};
static const struct wire_table holder = WIRE_TABLE_REST(holder_rows, G2_REST);

static const struct wire_row rights_rows[] = {
    RECORD("copyrightHolder", WIRE_F_COPYRIGHT_HOLDER, 0, NULL, &holder),
    MARKED("copyrightNotice", WIRE_F_COPYRIGHT_NOTICE),
    MARKED("usageTerms", WIRE_F_USAGE_TERMS),
};
static const struct wire_table rights = WIRE_TABLE(rights_rows);

/* Hints of what is at the other end of a link or reference. */
static const struct wire_table link;
static const struct wire_row link_rows[] = {
    KEY(NULL, "rel", WIRE_K_REL, g2_take_code),
    KEY(NULL, "reluri", WIRE_K_REL, g2_take_code),
    KEY(NULL, "residref", WIRE_K_URI, wire_take_text),
    KEY(NULL, "guidref", WIRE_K_URI, g2_take_old_ref),
    KEY(NULL, "href", WIRE_K_HREF, wire_take_text),
    KEY(NULL, "version", WIRE_K_VERSION, wire_take_text),
    KEY(NULL, "contenttype", WIRE_K_CONTENT_TYPE, wire_take_text),
    KEY(NULL, "size", WIRE_K_SIZE_IN_BYTES, wire_take_whole),
    KEY(NULL, "rank", WIRE_K_RANK, wire_take_whole),
    KEY("title", NULL, WIRE_K_TITLE, wire_take_text),
    WITHIN_OTHER("itemClass", "itemClass", &concept),
    WITHIN_OTHER("provider", "provider", &concept),
    WITHIN_OTHER("pubStatus", "pubStatus", &concept),
    { "link", NULL, WIRE_RECORD, 0, WIRE_K_OTHER, 0, g2_end_link, NULL, "link", &link },
};
static const struct wire_table link = WIRE_TABLE_REST(link_rows, G2_REST);

static const struct wire_row headline_rows[] = {
    KEY(NULL, "role", WIRE_K_ROLE, g2_take_code),
    KEY(NULL, "roleuri", WIRE_K_ROLE, g2_take_code),
    KEY(NULL, "rank", WIRE_K_RANK, wire_take_whole),
};
static const struct wire_table headline = WIRE_TABLE_REST(headline_rows, G2_REST);

static const struct wire_row alt_id_rows[] = {
    KEY(NULL, "type", WIRE_K_ROLE, g2_take_code),
};
static const struct wire_table alt_id = WIRE_TABLE(alt_id_rows);

/* The parts of a dateline as our own writer says them, where its text does not tell. */
static const struct wire_row dateline_rows[] = {
    KEY(NULL, "place", WIRE_K_PLACE, wire_take_text), KEY(NULL, "area", WIRE_K_AREA, wire_take_text),
    KEY(NULL, "country", WIRE_K_COUNTRY, wire_take_text), KEY(NULL, "date", WIRE_K_DATE, wire_take_text),
    KEY(NULL, "agency", WIRE_K_AGENCY, wire_take_text),
};
static const struct wire_table dateline = WIRE_TABLE_REST(dateline_rows, G2_REST);

/* Wire versioning as our own writer says it, in our own namespace. */
static const struct wire_row take_rows[] = {
    KEY(NULL, "number", WIRE_K_NUMBER, wire_take_whole), KEY(NULL, "lead", WIRE_K_LEAD, wire_take_whole),
    KEY(NULL, "writethru", WIRE_K_WRITETHRU, wire_take_flag), KEY(NULL, "kind", WIRE_K_KIND, wire_take_text),
};
static const struct wire_table take = WIRE_TABLE(take_rows);

/* Of a file of the content, elsewhere or inline. */
#define FILE_ROWS                                                                                                  \
    KEY(NULL, "rendition", WIRE_K_NAME, g2_take_code), KEY(NULL, "renditionuri", WIRE_K_NAME, g2_take_code),        \
        KEY(NULL, "href", WIRE_K_HREF, wire_take_text), KEY(NULL, "residref", WIRE_K_URI, wire_take_text),           \
        KEY(NULL, "contenttype", WIRE_K_CONTENT_TYPE, wire_take_text), KEY(NULL, "version", WIRE_K_VERSION, wire_take_text), \
        KEY(NULL, "width", WIRE_K_WIDTH, wire_take_whole), KEY(NULL, "height", WIRE_K_HEIGHT, wire_take_whole),      \
        KEY(NULL, "size", WIRE_K_SIZE_IN_BYTES, wire_take_whole), KEY(NULL, "duration", WIRE_K_DURATION, wire_take_number), \
        KEY(NULL, "format", WIRE_K_FORMAT, wire_take_text), KEY(NULL, "title", WIRE_K_TITLE, wire_take_text),        \
        KEY(NULL, "wordcount", WIRE_K_WORD_COUNT, wire_take_whole)

static const struct wire_row rendition_rows[] = {
    FILE_ROWS,
    KEY("title", NULL, WIRE_K_TITLE, wire_take_text),
};
static const struct wire_table rendition = WIRE_TABLE_REST(rendition_rows, G2_REST);

static const struct wire_row inline_data_rows[] = {
    FILE_ROWS,
    KEY(NULL, "encoding", WIRE_K_ENCODING, wire_take_text),
};
static const struct wire_table inline_data = WIRE_TABLE(inline_data_rows);

/* A file of a part, or what is held back of an item that has no content, as our own writer says them. */
#define HELD_INLINE                                                                                                \
    { "inlineData", NULL, WIRE_RECORD, WIRE_F_RENDITIONS, 0, -WIRE_K_VALUE, g2_end_part_data, g2_begin_inline_data, NULL, &inline_data }

#define ITEM_META                                                                                                  \
    PASS("itemClass"), ATTR("itemClass", "qcode", WIRE_F_TYPE, g2_take_item_class),                                 \
        ATTR("itemClass", "uri", WIRE_F_TYPE, g2_take_item_class),                                                  \
        SKIP("itemClass/name", "says in words what the code says"),                                       \
        RECORD("provider", WIRE_F_PROVIDER, 0, g2_end_provider, &concept),                                          \
        DEMANDED("versionCreated", WIRE_F_VERSION_CREATED),                                                         \
        ATTR_SKIP("versionCreated", "supplied", "our own writer made this time, there is none"),                    \
        TIME("sent", WIRE_F_SENT), TAKE("priority", WIRE_F_PRIORITY, wire_take_one_to_nine),                        \
        ATTR("sent", "absent", WIRE_F_SENT, g2_take_absent), ATTR("priority", "absent", WIRE_F_PRIORITY, g2_take_absent), \
        TIME("firstCreated", WIRE_F_FIRST_CREATED),                 \
        TAKE("embargoed", WIRE_F_EMBARGOED_UNTIL, g2_take_embargoed), TIME("expires", WIRE_F_EXPIRES),              \
        PASS("pubStatus"), ATTR("pubStatus", "qcode", WIRE_F_PUB_STATUS, g2_take_pub_status),                       \
        ATTR("pubStatus", "uri", WIRE_F_PUB_STATUS, g2_take_pub_status),                                            \
        SKIP("pubStatus/name", "says in words what the code says"), MARKED("title", WIRE_F_TITLE),                    \
        FLEX("service", WIRE_F_SERVICES), FLEX("signal", WIRE_F_SIGNALS), FLEX("memberOf", WIRE_F_MEMBER_OF),       \
        RECORD("edNote", WIRE_F_ED_NOTES, WIRE_K_VALUE, g2_end_ed_note, &note),                                     \
        RECORD("link", WIRE_F_LINKS, 0, g2_end_link, &link),                                                        \
        RECORD("trustIndicators", WIRE_F_TRUST_INDICATORS, 0, NULL, &g2_details),                                   \
        RECORD("machineRights", WIRE_F_RIGHTS_INFO, 0, NULL, &g2_details),                                          \
        TEXT("representationType", WIRE_F_REPRESENTATION_TYPE),                                                     \
        RECORD("eventDetails", WIRE_F_EVENT_DETAILS, 0, NULL, &g2_details),                                         \
        RECORD("plannedCoverage", WIRE_F_PLANNED_COVERAGE, 0, NULL, &g2_details),                                   \
        HELD_INLINE, RECORD("concepts", WIRE_F_CONCEPTS, 0, NULL, &g2_details), RECORD("catalog", WIRE_F_CATALOG, 0, NULL, &g2_details), \
        { "generator", NULL, WIRE_TAKE, WIRE_F_HISTORY, WIRE_K_NAME, 0, g2_take_generator, g2_begin_history, NULL, NULL },    \
        ATTR("generator", "versioninfo", WIRE_F_HISTORY, g2_take_generator)

#define CONTENT_META                                                                                               \
    TAKE("urgency", WIRE_F_URGENCY, wire_take_one_to_nine), TIME("contentCreated", WIRE_F_CONTENT_CREATED),         \
        TIME("contentModified", WIRE_F_CONTENT_MODIFIED), RECORD("located", WIRE_F_LOCATED, 0, g2_end_located, &concept), \
        FLEX("infoSource", WIRE_F_INFO_SOURCES), RECORD("creator", WIRE_F_CREDITS, 0, g2_end_maker, &concept),      \
        RECORD("contributor", WIRE_F_CREDITS, 0, g2_end_maker, &concept),                                           \
        FLEX("digitalSourceType", WIRE_F_DIGITAL_SOURCE_TYPE), FLEX("genre", WIRE_F_GENRES),                        \
        FLEX("subject", WIRE_F_SUBJECTS), TEXT("keyword", WIRE_F_KEYWORDS), PASS("language"),                       \
        ATTR("language", "tag", WIRE_F_LANGUAGE, wire_take_language), TEXT("slugline", WIRE_F_SLUGLINE),            \
        RECORD("headline", WIRE_F_HEADLINES, WIRE_K_VALUE, g2_end_headline, &headline),                             \
        RECORD("description", WIRE_F_DESCRIPTIONS, WIRE_K_VALUE, g2_end_headline, &headline),                       \
        MARKED("by", WIRE_F_BY), TEXT("creditline", WIRE_F_CREDITLINE),                                               \
        RECORD("dateline", WIRE_F_DATELINE, WIRE_K_TEXT, NULL, &dateline),                                               \
        RECORD("altId", WIRE_F_ALT_IDS, WIRE_K_VALUE, g2_end_alt_id, &alt_id), RECORD("take", WIRE_F_TAKE, 0, NULL, &take)

static const struct wire_row item_meta_rows[] = { ITEM_META };
static const struct wire_table item_meta = WIRE_TABLE(item_meta_rows);

static const struct wire_row content_meta_rows[] = { CONTENT_META };
static const struct wire_table content_meta = WIRE_TABLE(content_meta_rows);

/* What a reader of another format kept of a part. */
static const struct wire_row extra_rows[] = {
    KEY(NULL, "name", WIRE_K_NAME, wire_take_text), KEY(NULL, "path", WIRE_K_PATH, wire_take_text),
};
static const struct wire_table extra = WIRE_TABLE(extra_rows);

/* What our own writer says of a part or an item referred to beside what G2 has for it. */
#define PART_OWN                                                                                                   \
    ATTR(NULL, "partname", WIRE_F_NAME, wire_take_text), ATTR_SKIP(NULL, "partrel", "taken where the part begins"),  \
        RECORD("remoteContent", WIRE_F_RENDITIONS, 0, g2_end_rendition, &rendition),                                    \
        SUB("rightsInfo", rights),                                                                                   \
        RECORD("extra", WIRE_F_EXTRA, -WIRE_K_VALUE, NULL, &extra),                                                      \
        ATTR_SKIP("inlineXML", "contenttype", "a body of a part is always XHTML"),                                       \
        { "inlineXML", NULL, WIRE_BODY, WIRE_F_BODIES, 0, 0, g2_take_part_body, g2_begin_part_body, NULL, NULL },        \
        { "partMeta", NULL, WIRE_PART, 0, 0, 0, g2_end_part, g2_begin_part, NULL, &part }

static const struct wire_table part;
static const struct wire_row part_rows[] = {
    ATTR(NULL, "partid", WIRE_F_NAME, wire_take_text),
    PART_OWN,
    ATTR(NULL, "uri", WIRE_F_URI, wire_take_text),
    ATTR(NULL, "version", WIRE_F_VERSION, wire_take_text),
    ITEM_META,
    CONTENT_META,
};
static const struct wire_table part = WIRE_TABLE(part_rows);

/* An item of a package: what the reference says of it is all that is here of it. */
static const struct wire_row item_ref_rows[] = {
    ATTR(NULL, "residref", WIRE_F_URI, wire_take_text),
    ATTR(NULL, "guidref", WIRE_F_URI, g2_take_old_ref),
    ATTR(NULL, "version", WIRE_F_VERSION, wire_take_text),
    PART_OWN,
    ITEM_META,
    CONTENT_META,
};
static const struct wire_table item_ref = WIRE_TABLE(item_ref_rows);

static const struct wire_row hop_rows[] = {
    WITHIN("action", WIRE_K_ACTIONS, NULL, &concept),
    WITHIN_OTHER("party", "party", &concept),
};
static const struct wire_table hop = WIRE_TABLE_REST(hop_rows, G2_REST);

/* A package's group: its references, and as XML what else is said of it (title, signal, edNote, conceptRef). */
static const struct wire_row group_rows[] = {
    KEY(NULL, "id", WIRE_K_ID, wire_take_text),
    ATTR(NULL, "role", WIRE_F_GROUPS, g2_take_group_role),
    ATTR(NULL, "roleuri", WIRE_F_GROUPS, g2_take_group_role),
    KEY(NULL, "mode", WIRE_K_MODE, g2_take_code),
    WITHIN("groupRef", WIRE_K_ITEMS, NULL, NULL),
    KEY("groupRef", "idref", WIRE_K_ID, wire_take_text),
    KEY("groupRef", "rank", WIRE_K_RANK, wire_take_whole),
    { "itemRef", NULL, WIRE_PART, 0, 0, 0, g2_end_part, g2_begin_item_ref, NULL, &item_ref },
};
static const struct wire_table group = WIRE_TABLE_REST(group_rows, G2_REST);

static const struct wire_row item_rows[] = {
    ATTR(NULL, "guid", WIRE_F_URI, g2_take_guid),
    ATTR(NULL, "version", WIRE_F_VERSION, wire_take_text),
    ATTR(NULL, "standardversion", WIRE_F_SOURCE, g2_take_source_version),
    ATTR_SKIP(NULL, "standard", "says that this is NewsML-G2"),
    ATTR(NULL, "codes", WIRE_F_SUBJECTS, g2_take_codes),
    PASS("catalogRef"),
    ATTR("catalogRef", "href", WIRE_F_EXTRA, g2_take_catalog_ref),
    PASS("catalog"),
    { "catalog/scheme", NULL, WIRE_PASS, 0, 0, 0, NULL, g2_begin_scheme, NULL, NULL },
    ATTR_SKIP("catalog/scheme", "alias", "its scheme is in extra"),
    ATTR_SKIP("catalog/scheme", "uri", "its scheme is in extra"),
    { "hopHistory", NULL, WIRE_PASS, 0, 0, 0, NULL, g2_begin_history, NULL, NULL },
    WITHIN("hopHistory/hop", WIRE_K_HOPS, NULL, &hop),
    /* of several the others are of some part or aspect of the content only */
    { "rightsInfo", NULL, WIRE_FIRST, 0, 0, 0, NULL, NULL, NULL, &rights },
    SUB("itemMeta", item_meta),
    SUB("contentMeta", content_meta),
    { "partMeta", NULL, WIRE_PART, 0, 0, 0, g2_end_part, g2_begin_part, NULL, &part },
    PASS("contentSet"),
    { "contentSet/inlineXML", NULL, WIRE_BODY, WIRE_F_BODIES, 0, 0, g2_take_inline_xml, g2_begin_inline_xml, NULL, NULL },
    { "contentSet/inlineData", NULL, WIRE_RECORD, WIRE_F_RENDITIONS, 0, -WIRE_K_VALUE, g2_take_inline_data, g2_begin_inline_data,
      NULL, &inline_data },
    RECORD("contentSet/remoteContent", WIRE_F_RENDITIONS, 0, g2_end_rendition, &rendition),
    PASS("groupSet"),
    { "groupSet/group", NULL, WIRE_RECORD, WIRE_F_GROUPS, 0, 0, NULL, g2_begin_group, NULL, &group },
    { "itemRef", NULL, WIRE_PART, 0, 0, 0, g2_end_part, g2_begin_item_ref, NULL, &item_ref },
    RECORD("concept", WIRE_F_CONCEPTS, 0, NULL, &g2_details),
    RECORD("concept/eventDetails", WIRE_F_EVENT_DETAILS, 0, NULL, &g2_details),
    PASS("conceptSet"),
    RECORD("conceptSet/concept", WIRE_F_CONCEPTS, 0, NULL, &g2_details),
    RECORD("schemeMeta", WIRE_F_CATALOG, 0, g2_end_scheme_meta, &g2_details),
    PASS("catalogContainer"),
    RECORD("catalogContainer/catalog", WIRE_F_CATALOG, 0, NULL, &g2_details),
    { "catalogContainer/catalog/title", NULL, WIRE_RECORD, 0, WIRE_K_OTHER, WIRE_K_VALUE, NULL, NULL, "titles", &g2_details },
    PASS("newsCoverageSet"),
    RECORD("newsCoverageSet/newsCoverage", WIRE_F_PLANNED_COVERAGE, 0, NULL, &g2_details),
};
static const struct wire_table item = WIRE_TABLE(item_rows);

#define ITEM(path) { path, NULL, WIRE_ITEM, 0, 0, 0, NULL, NULL, NULL, &item }

static const struct wire_row document_rows[] = {
    ITEM("newsItem"),
    ITEM("packageItem"),
    ITEM("conceptItem"),
    ITEM("knowledgeItem"),
    ITEM("planningItem"),
    ITEM("catalogItem"),
    PASS("newsMessage"),
    PASS("newsMessage/header"),
    DEMANDED("newsMessage/header/sent", WIRE_F_SENT),
    ATTR_SKIP("newsMessage/header/sent", "supplied", "our own writer made this time, there is none"),
    TAKE("newsMessage/header/priority", WIRE_F_PRIORITY, wire_take_one_to_nine),
    PASS("newsMessage/header/catalogRef"),
    ATTR("newsMessage/header/catalogRef", "href", WIRE_F_EXTRA, g2_take_catalog_ref),
    PASS("newsMessage/header/catalog"),
    { "newsMessage/header/catalog/scheme", NULL, WIRE_PASS, 0, 0, 0, NULL, g2_begin_scheme, NULL, NULL },
    ATTR_SKIP("newsMessage/header/catalog/scheme", "alias", "its scheme is in extra"),
    ATTR_SKIP("newsMessage/header/catalog/scheme", "uri", "its scheme is in extra"),
    PASS("newsMessage/itemSet"),
    ITEM("newsMessage/itemSet/newsItem"),
    ITEM("newsMessage/itemSet/packageItem"),
    ITEM("newsMessage/itemSet/conceptItem"),
    ITEM("newsMessage/itemSet/knowledgeItem"),
    ITEM("newsMessage/itemSet/planningItem"),
    ITEM("newsMessage/itemSet/catalogItem"),
    ATTR("*", "pubconstraint", 0, g2_take_constraint),
    ATTR("*", "pubconstrainturi", 0, g2_take_constraint),
};
const struct wire_table g2_document = WIRE_TABLE(document_rows);

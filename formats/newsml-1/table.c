/* What becomes of each element and attribute of NewsML 1.0 to 1.2. What has no row is kept. */
#include "newsml-1/room.h"

#define PASS(path) { path, NULL, WIRE_PASS, 0, 0, 0, NULL, NULL, NULL, NULL }
#define SUB(path, table) { path, NULL, WIRE_PASS, 0, 0, 0, NULL, NULL, NULL, &(table) }
#define BEGIN(path, begin, table) { path, NULL, WIRE_PASS, 0, 0, 0, NULL, begin, NULL, table }
#define TEXT(path, field) { path, NULL, WIRE_TAKE, field, 0, 0, wire_take_text, NULL, NULL, NULL }
#define TAKE(path, field, take) { path, NULL, WIRE_TAKE, field, 0, 0, take, NULL, NULL, NULL }
#define TIME(path, field) TAKE(path, field, wire_take_time)
#define ATTR(path, attr, field, take) { path, attr, WIRE_TAKE, field, 0, 0, take, NULL, NULL, NULL }
#define ATTR_SKIP(path, attr, why) { path, attr, WIRE_SKIP, 0, 0, 0, NULL, NULL, why, NULL }
#define KEY(path, attr, key, take) { path, attr, WIRE_TAKE, 0, key, 0, take, NULL, NULL, NULL }
#define SKIP(path, why) { path, NULL, WIRE_SKIP, 0, 0, 0, NULL, NULL, why, NULL }
#define PART(path, begin, table) { path, NULL, WIRE_PART, 0, 0, 0, wire_nm1_end_part, begin, NULL, &(table) }

/* A controlled value: @FormalName, else its text. */
#define FORMAL(path, field, take)                                                                                     \
    { path, NULL, WIRE_TAKE, field, 0, 0, take, wire_nm1_begin_formal, NULL, NULL },                                         \
        ATTR_SKIP(path, "FormalName", "taken with its element")

/* A property with all in it; which it is tells its name. */
#define PROPERTY(path)                                                                                                \
    { path, NULL, WIRE_RECORD, WIRE_F_RIGHTS_INFO, 0, 0, NULL, wire_nm1_begin_property, NULL, &property }

static const struct wire_table property;
static const struct wire_row property_rows[] = {
    ATTR_SKIP(NULL, "FormalName", "the name of the property"),
    KEY(NULL, "Value", WIRE_K_VALUE, wire_nm1_take_value),
    KEY(NULL, "AllowedValues", WIRE_K_KIND, wire_take_text),
    { "Property", NULL, WIRE_RECORD, 0, WIRE_K_OTHER, 0, NULL, wire_nm1_begin_property, "Property", &property },
};
static const struct wire_table property = WIRE_TABLE(property_rows);

static const struct wire_row topic_set_rows[] = {
    BEGIN("Topic", wire_nm1_begin_topic, NULL),
    ATTR_SKIP("Topic", "Duid", "taken where the topic begins"),
    FORMAL("Topic/TopicType", 0, wire_nm1_take_topic_type),
    ATTR_SKIP("Topic/TopicType", "Scheme", "the list of types, which is IPTC's"),
    { "Topic/FormalName", NULL, WIRE_TAKE, 0, 0, 0, wire_nm1_take_topic_name, wire_nm1_begin_formal, NULL, NULL },
    ATTR_SKIP("Topic/FormalName", "Scheme", "taken with its element"),
    { "Topic/Description", NULL, WIRE_TAKE, 0, 0, 0, wire_nm1_take_description, wire_nm1_begin_description, NULL, NULL },
    ATTR_SKIP("Topic/Description", "Variant", "taken with its element"),
};
static const struct wire_table topic_set = WIRE_TABLE(topic_set_rows);

/* Files and texts. */
static const struct wire_row content_rows[] = {
    ATTR(NULL, "Href", 0, wire_nm1_take_href),
    ATTR_SKIP(NULL, "Duid", "names the element within its document"),
    FORMAL("MediaType", 0, wire_nm1_take_media),
    FORMAL("Format", 0, wire_nm1_take_format),
    FORMAL("MimeType", 0, wire_nm1_take_mime),
    PASS("Characteristics"),
    TAKE("Characteristics/SizeInBytes", 0, wire_nm1_take_size),
    BEGIN("Characteristics/Property", wire_nm1_begin_characteristic, NULL),
    ATTR_SKIP("Characteristics/Property", "FormalName", "taken where the property begins"),
    ATTR_SKIP("Characteristics/Property", "Value", "taken where the property begins"),
    { "DataContent", NULL, WIRE_BODY, WIRE_F_BODIES, 0, 0, wire_nm1_take_data, wire_nm1_begin_data, NULL, NULL },
    BEGIN("Encoding", wire_nm1_begin_encoding, NULL),
    ATTR_SKIP("Encoding", "Notation", "taken with its data"),
    { "Encoding/DataContent", NULL, WIRE_TAKE, 0, 0, 0, wire_nm1_take_encoded, wire_nm1_begin_data, NULL, NULL },
};
static const struct wire_table content = WIRE_TABLE(content_rows);

#define LINES "NewsLines/"
#define ADMIN "AdministrativeMetadata/"
#define RIGHTS "RightsMetadata/"
#define ABOUT "DescriptiveMetadata/"
#define SUBJECT(name)                                                                                                  \
    FORMAL(ABOUT "SubjectCode/" name, WIRE_F_SUBJECTS, wire_nm1_take_subject),                                               \
        ATTR_SKIP(ABOUT "SubjectCode/" name, "Scheme", "taken with its element")
#define PARTY(name, field) FORMAL(ADMIN name "/Party", field, wire_nm1_take_party), PASS(ADMIN name)

static const struct wire_table component, item;

static const struct wire_row reference_rows[] = {
    ATTR(NULL, "NewsItem", WIRE_F_URI, wire_take_text),
    ATTR(NULL, "Duid", WIRE_F_NAME, wire_take_text),
};
static const struct wire_table reference = WIRE_TABLE(reference_rows);

static const struct wire_row component_rows[] = {
    ATTR(NULL, "Duid", WIRE_F_NAME, wire_take_text),
    ATTR(NULL, "EquivalentsList", 0, wire_nm1_take_equivalents),
    ATTR(NULL, "Essential", 0, wire_nm1_take_essential),
    FORMAL("Role", 0, wire_nm1_take_role),
    SKIP("BasisForChoice", "tells programs by which element to choose among components"),
    SUB("TopicSet", topic_set),
    PASS("NewsLines"),
    { LINES "HeadLine", NULL, WIRE_TAKE, WIRE_F_HEADLINES, 0, 0, wire_nm1_take_headline, wire_nm1_begin_headline, NULL, NULL },
    TAKE(LINES "SubHeadLine", WIRE_F_HEADLINES, wire_nm1_take_headline),
    TEXT(LINES "ByLine", WIRE_F_BY),
    TEXT(LINES "ByLineTitle", WIRE_F_TITLE),
    TAKE(LINES "DateLine", WIRE_F_DATELINE, wire_nm1_take_dateline),
    TEXT(LINES "CreditLine", WIRE_F_CREDITLINE),
    TEXT(LINES "CopyrightLine", WIRE_F_COPYRIGHT_NOTICE),
    TEXT(LINES "SlugLine", WIRE_F_SLUGLINE),
    TEXT(LINES "KeywordLine", WIRE_F_KEYWORDS),
    BEGIN(LINES "NewsLine", wire_nm1_begin_news_line, NULL),
    FORMAL(LINES "NewsLine/NewsLineType", 0, wire_nm1_take_line_type),
    TAKE(LINES "NewsLine/NewsLineText", WIRE_F_ED_NOTES, wire_nm1_take_line_text),
    PASS("AdministrativeMetadata"),
    PARTY("Provider", WIRE_F_PROVIDER),
    PARTY("Creator", WIRE_F_INFO_SOURCES),
    PARTY("Source", WIRE_F_INFO_SOURCES),
    PARTY("Contributor", WIRE_F_INFO_SOURCES),
    PROPERTY(ADMIN "Property"),
    PASS("RightsMetadata"),
    PASS(RIGHTS "Copyright"),
    TEXT(RIGHTS "Copyright/CopyrightHolder", WIRE_F_COPYRIGHT_HOLDER),
    PASS(RIGHTS "UsageRights"),
    TEXT(RIGHTS "UsageRights/UsageType", WIRE_F_USAGE_TERMS),
    PROPERTY(RIGHTS "Property"),
    PASS("DescriptiveMetadata"),
    FORMAL(ABOUT "Language", WIRE_F_LANGUAGE, wire_nm1_take_language),
    FORMAL(ABOUT "Genre", WIRE_F_GENRES, wire_nm1_take_genre),
    PASS(ABOUT "SubjectCode"),
    SUBJECT("Subject"),
    SUBJECT("SubjectMatter"),
    SUBJECT("SubjectDetail"),
    SUBJECT("SubjectQualifier"),
    BEGIN(ABOUT "TopicOccurrence", wire_nm1_begin_occurrence, NULL),
    ATTR_SKIP(ABOUT "TopicOccurrence", "Topic", "taken where the element begins"),
    PROPERTY(ABOUT "Property"),
    BEGIN("Metadata", wire_nm1_begin_metadata, NULL),
    FORMAL("Metadata/MetadataType", 0, wire_nm1_take_metadata_type),
    PROPERTY("Metadata/Property"),
    PART("NewsComponent", wire_nm1_begin_component, component),
    PART("ContentItem", wire_nm1_begin_content, content),
    PART("NewsItemRef", wire_nm1_begin_reference, reference),
    PART("NewsItem", wire_nm1_begin_nested, item),
};
static const struct wire_table component = WIRE_TABLE(component_rows);

static const struct wire_row link_rows[] = {
    KEY(NULL, "NewsItem", WIRE_K_URI, wire_take_text),
};
static const struct wire_table link = WIRE_TABLE(link_rows);

#define LINK(name) { "NewsManagement/" name, NULL, WIRE_RECORD, WIRE_F_LINKS, 0, 0, wire_nm1_end_link, NULL, NULL, &link }

static const struct wire_row item_rows[] = {
    PASS("Identification"),
    PASS("Identification/NewsIdentifier"),
    TEXT("Identification/NewsIdentifier/RevisionId", WIRE_F_VERSION),
    TAKE("Identification/NewsIdentifier/PublicIdentifier", WIRE_F_URI, wire_nm1_take_public_id),
    TAKE("Identification/NameLabel", 0, wire_nm1_take_name_label),
    PASS("NewsManagement"),
    TIME("NewsManagement/FirstCreated", WIRE_F_FIRST_CREATED),
    TIME("NewsManagement/ThisRevisionCreated", WIRE_F_VERSION_CREATED),
    FORMAL("NewsManagement/Status", WIRE_F_PUB_STATUS, wire_nm1_take_status),
    PASS("NewsManagement/StatusWillChange"),
    FORMAL("NewsManagement/StatusWillChange/FutureStatus", 0, wire_nm1_take_future),
    TAKE("NewsManagement/StatusWillChange/DateAndTime", 0, wire_nm1_take_change),
    FORMAL("NewsManagement/Urgency", WIRE_F_URGENCY, wire_nm1_take_urgency),
    LINK("DerivedFrom"),
    LINK("AssociatedWith"),
    PROPERTY("NewsManagement/Property"),
    PART("NewsComponent", wire_nm1_begin_component, component),
    SUB("TopicSet", topic_set),
};
static const struct wire_table item = WIRE_TABLE(item_rows);

static const struct wire_row envelope_rows[] = {
    TIME("DateAndTime", WIRE_F_SENT),
    FORMAL("NewsService", WIRE_F_SERVICES, wire_nm1_take_service),
    FORMAL("NewsProduct", WIRE_F_SERVICES, wire_nm1_take_service),
    FORMAL("Priority", WIRE_F_PRIORITY, wire_nm1_take_priority),
};
static const struct wire_table envelope = WIRE_TABLE(envelope_rows);

static const struct wire_row document_rows[] = {
    PASS("NewsML"),
    ATTR("NewsML", "Version", WIRE_F_SOURCE, wire_nm1_take_version),
    SUB("NewsML/TopicSet", topic_set),
    PART("NewsML/NewsEnvelope", wire_nm1_begin_envelope, envelope),
    { "NewsML/NewsItem", NULL, WIRE_ITEM, 0, 0, 0, NULL, NULL, NULL, &item },
};
const struct wire_table wire_nm1_document = WIRE_TABLE(document_rows);

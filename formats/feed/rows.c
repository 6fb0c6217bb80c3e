/*
 * What becomes of each element of a feed: RSS 2.0 (rssboard.org), RSS 1.0, Atom 1.0 (RFC 4287), the modules dc,
 * dcterms, content, media and itunes, WordPress exports (WXR 1.2), and the RBNews of Ritzau.
 */
#include "feed/room.h"

#define PASS(path) { path, NULL, WIRE_PASS, 0, 0, 0, NULL, NULL, NULL, NULL }
#define BEGIN(path, begin) { path, NULL, WIRE_PASS, 0, 0, 0, NULL, begin, NULL, NULL }
#define TEXT(path, field) { path, NULL, WIRE_TAKE, field, 0, 0, wire_take_text, NULL, NULL, NULL }
#define TAKE(path, field, take) { path, NULL, WIRE_TAKE, field, 0, 0, take, NULL, NULL, NULL }
#define TIME(path, field) TAKE(path, field, wire_take_time)
#define WITH(path, take, begin) { path, NULL, WIRE_TAKE, 0, 0, 0, take, begin, NULL, NULL }
#define ATTR(path, attr, field, take) { path, attr, WIRE_TAKE, field, 0, 0, take, NULL, NULL, NULL }
#define KEY(path, attr, key, take) { path, attr, WIRE_TAKE, 0, key, 0, take, NULL, NULL, NULL }
#define SKIP(path, why) { path, NULL, WIRE_SKIP, 0, 0, 0, NULL, NULL, why, NULL }
#define ATTR_SKIP(path, attr, why) { path, attr, WIRE_SKIP, 0, 0, 0, NULL, NULL, why, NULL }
#define PART(path, table) { path, NULL, WIRE_PART, 0, 0, 0, wire_feed_end_media, NULL, NULL, table }
#define ITEM(path, table) { path, NULL, WIRE_ITEM, 0, 0, 0, NULL, NULL, NULL, table }
#define SUB(path, table) { path, NULL, WIRE_PASS, 0, 0, 0, NULL, NULL, NULL, table }

#define OF_FEED(path) SKIP(path, "of the feed, not of a story")

/* The attributes of a file are one rendition of it, made of them when it ends: the record waits in the field. */
#define FILE_ATTR(attr, key, take) { NULL, attr, WIRE_TAKE, WIRE_F_RENDITIONS, key, 0, take, NULL, NULL, NULL }

/* A file that belongs to a story (RSS enclosure; Media RSS content): an article associated with it. */
static const struct wire_row media_rows[] = {
    FILE_ATTR("url", WIRE_K_HREF, wire_feed_take_code),
    FILE_ATTR("type", WIRE_K_CONTENT_TYPE, wire_feed_take_code),
    FILE_ATTR("length", WIRE_K_SIZE_IN_BYTES, wire_feed_take_code),
    FILE_ATTR("fileSize", WIRE_K_SIZE_IN_BYTES, wire_feed_take_code),
    FILE_ATTR("width", WIRE_K_WIDTH, wire_feed_take_code),
    FILE_ATTR("height", WIRE_K_HEIGHT, wire_feed_take_code),
    FILE_ATTR("duration", WIRE_K_DURATION, wire_feed_take_code),
    ATTR(NULL, "medium", WIRE_F_TYPE, wire_take_text),
    ATTR(NULL, "lang", WIRE_F_LANGUAGE, wire_take_language),
    TAKE("media:title", WIRE_F_HEADLINES, wire_feed_take_title),
    TAKE("media:description", WIRE_F_DESCRIPTIONS, wire_feed_take_name),
    TAKE("media:text", WIRE_F_DESCRIPTIONS, wire_feed_take_name),
    TEXT("media:credit", WIRE_F_CREDITLINE),
    TEXT("media:copyright", WIRE_F_COPYRIGHT_NOTICE),
    TAKE("media:keywords", 0, wire_feed_take_keywords),
};
static const struct wire_table media = WIRE_TABLE(media_rows);

#define MODULES                                                                                                    \
    TAKE("dc:title", 0, wire_feed_take_title), TAKE("dc:creator", 0, wire_feed_take_creator), TIME("dc:date", WIRE_F_VERSION_CREATED), \
        TAKE("dc:language", WIRE_F_LANGUAGE, wire_take_language), TEXT("dc:rights", WIRE_F_COPYRIGHT_NOTICE),        \
        TAKE("dc:subject", 0, wire_feed_take_keywords), TEXT("dc:identifier", WIRE_F_URI),                               \
        TAKE("dc:publisher", WIRE_F_PROVIDER, wire_feed_take_code), TAKE("dc:source", WIRE_F_INFO_SOURCES, wire_feed_take_code), \
        TAKE("dc:contributor", 0, wire_feed_take_contributor), TAKE("dc:description", 0, wire_feed_take_description),         \
        TIME("dcterms:available", WIRE_F_EMBARGOED_UNTIL), TIME("dcterms:modified", WIRE_F_CONTENT_MODIFIED),                \
         TIME("dcterms:created", WIRE_F_CONTENT_CREATED),         \
        TAKE("content:encoded", 0, wire_feed_take_content), TAKE("itunes:author", 0, wire_feed_take_creator),                 \
        TAKE("itunes:keywords", 0, wire_feed_take_keywords), PART("media:content", &media),                              \
        PASS("media:group"), PART("media:group/media:content", &media), PART("media:group/media:thumbnail", &media), \
        PART("media:thumbnail", &media), TAKE("media:keywords", 0, wire_feed_take_keywords),                             \
        TEXT("media:copyright", WIRE_F_COPYRIGHT_NOTICE), TEXT("media:credit", WIRE_F_CREDITLINE),                  \
        TEXT("copyright", WIRE_F_COPYRIGHT_NOTICE)

static const struct wire_row item_rows[] = {
    TAKE("title", 0, wire_feed_take_title),
    TAKE("link", 0, wire_feed_take_link),
    TAKE("guid", WIRE_F_URI, wire_feed_take_id),
    ATTR_SKIP("guid", "isPermaLink", "says whether the id is an address as well"),
    TIME("pubDate", WIRE_F_VERSION_CREATED),
    TAKE("author", 0, wire_feed_take_author),
    WITH("category", wire_feed_take_category, wire_feed_begin_category),
    ATTR_SKIP("category", "domain", "taken with the text"),
    ATTR_SKIP("category", "nicename", "taken with the text"),
    TAKE("description", 0, wire_feed_take_description),
    TAKE("comments", 0, wire_feed_take_comments),
    WITH("source", wire_feed_take_source, wire_feed_begin_source),
    ATTR_SKIP("source", "url", "taken with the text"),
    PART("enclosure", &media),
    BEGIN("atom:link", wire_feed_begin_atom_link),
    TIME("atom:updated", WIRE_F_VERSION_CREATED),
    TIME("atom:published", WIRE_F_FIRST_CREATED),
    MODULES,
    TAKE("excerpt:encoded", 0, wire_feed_take_excerpt),
    TAKE("wp:status", 0, wire_feed_take_wp_status),
    TAKE("wp:post_password", 0, wire_feed_take_wp_password),
    TAKE("wp:attachment_url", 0, wire_feed_take_wp_file),
    TAKE("wp:post_type", 0, wire_feed_take_wp_type),
    { "wp:comment", NULL, WIRE_TAKE, 0, 0, 1, wire_feed_take_contact, NULL, NULL, NULL }, /* of readers, with their addresses */
};
static const struct wire_table item = WIRE_TABLE(item_rows);

static const struct wire_row entry_rows[] = {
    TAKE("id", WIRE_F_URI, wire_feed_take_id),
    TAKE("title", 0, wire_feed_take_title),
    ATTR_SKIP("title", "type", "the text shows whether there is markup in it"),
    TAKE("updated", WIRE_F_VERSION_CREATED, wire_feed_take_updated),
    TIME("published", WIRE_F_FIRST_CREATED),
    PASS("author"),
    TAKE("author/name", 0, wire_feed_take_creator),
    TAKE("author/email", 0, wire_feed_take_contact),
    PASS("contributor"),
    TAKE("contributor/name", 0, wire_feed_take_contributor),
    TAKE("contributor/email", 0, wire_feed_take_contact),
    BEGIN("category", wire_feed_begin_atom_category),
    ATTR_SKIP("category", "term", "taken where it begins"),
    ATTR_SKIP("category", "scheme", "taken where it begins"),
    ATTR_SKIP("category", "label", "taken where it begins"),
    BEGIN("link", wire_feed_begin_atom_link),
    ATTR_SKIP("link", "rel", "taken where it begins"),
    ATTR_SKIP("link", "href", "taken where it begins"),
    ATTR_SKIP("link", "type", "taken where it begins"),
    ATTR_SKIP("link", "length", "taken where it begins"),
    ATTR_SKIP("link", "title", "taken where it begins"),
    TAKE("summary", 0, wire_feed_take_description),
    ATTR_SKIP("summary", "type", "the text shows whether there is markup in it"),
    { "content", NULL, WIRE_BODY, WIRE_F_BODIES, 0, 0, wire_feed_take_atom_content, wire_feed_begin_atom_content, NULL, NULL },
    ATTR_SKIP("content", "type", "taken where it begins"),
    TEXT("rights", WIRE_F_COPYRIGHT_NOTICE),
    PASS("source"),
    WITH("source/title", wire_feed_take_source, NULL),
    PASS("app:control"),
    TAKE("app:control/app:draft", 0, wire_feed_take_draft),
    MODULES,
};
static const struct wire_table entry = WIRE_TABLE(entry_rows);

/* Ritzau's own, as its service sends it: evidence is its public description and the feeds of its customers. */
static const struct wire_row ritzau_rows[] = {
    TEXT("NewsID", WIRE_F_URI),
    TIME("PublishDate", WIRE_F_VERSION_CREATED),
    TEXT("version", WIRE_F_VERSION),
    TEXT("strapline", WIRE_F_SLUGLINE),
    TAKE("headline", 0, wire_feed_take_title),
    { "subtitle", NULL, WIRE_TAKE, WIRE_F_HEADLINES, WIRE_K_ROLE, 0, wire_feed_take_title, NULL, NULL, NULL },
    TAKE("town", WIRE_F_LOCATED, wire_feed_take_code),
    TEXT("origin", WIRE_F_CREDITLINE),
    TAKE("section", 0, wire_feed_take_section),
    TAKE("content", 0, wire_feed_take_content),
    TAKE("Priority", WIRE_F_PRIORITY, wire_take_one_to_nine),
    TAKE("byLine", 0, wire_feed_take_creator),
    TAKE("byLineEmail", 0, wire_feed_take_contact),
    TAKE("byLinePhone", 0, wire_feed_take_contact),
    TAKE("TilRedaktionen", 0, wire_feed_take_desk_note),
    TAKE("Annuleret", 0, wire_feed_take_canceled),
    TAKE("Korrektion", 0, wire_feed_take_correction),
    PASS("IPTCList"),
    TAKE("IPTCList/int", WIRE_F_SUBJECTS, wire_feed_take_code),
    SKIP("ContentShort", "the beginning of the content"),
};
static const struct wire_table ritzau = WIRE_TABLE(ritzau_rows);

static const struct wire_row feed_rows[] = {
    TAKE("title", 0, wire_feed_take_feed_title),
    TAKE("language", 0, wire_feed_take_feed_language),
    TAKE("dc:language", 0, wire_feed_take_feed_language),
    TAKE("copyright", 0, wire_feed_take_feed_rights),
    TAKE("rights", 0, wire_feed_take_feed_rights),
    TAKE("dc:rights", 0, wire_feed_take_feed_rights),
    PASS("author"),
    TAKE("author/name", 0, wire_feed_take_feed_author),
    OF_FEED("author/email"),
    OF_FEED("author/uri"),
    OF_FEED("link"),
    OF_FEED("description"),
    OF_FEED("subtitle"),
    OF_FEED("id"),
    OF_FEED("updated"),
    OF_FEED("pubDate"),
    OF_FEED("lastBuildDate"),
    OF_FEED("dc:date"),
    OF_FEED("generator"),
    OF_FEED("docs"),
    OF_FEED("ttl"),
    OF_FEED("cloud"),
    OF_FEED("image"),
    OF_FEED("icon"),
    OF_FEED("logo"),
    OF_FEED("textInput"),
    OF_FEED("skipHours"),
    OF_FEED("skipDays"),
    OF_FEED("managingEditor"),
    OF_FEED("webMaster"),
    OF_FEED("atom:link"),
    OF_FEED("wp:author"),
    OF_FEED("wp:wxr_version"),
    OF_FEED("wp:base_site_url"),
    OF_FEED("wp:base_blog_url"),
    PASS("items"), /* RSS 1.0: the order of the items */
    SKIP("items/Seq", "the order in which the items stand"),
    ITEM("item", &item),
    ITEM("entry", &entry),
};
static const struct wire_table feed = WIRE_TABLE(feed_rows);

static const struct wire_row document_rows[] = {
    PASS("rss"),
    ATTR("rss", "version", 0, wire_feed_take_version),
    SUB("rss/channel", &feed),
    PASS("RDF"),
    SUB("RDF/channel", &feed),
    ITEM("RDF/item", &item),
    PASS("rdf:RDF"),
    SUB("rdf:RDF/channel", &feed),
    ITEM("rdf:RDF/item", &item),
    SUB("feed", &feed),
    ITEM("entry", &entry),
    PASS("XMLNewsQueuedResponse"),
    PASS("XMLNewsQueuedResponse/XMLNewsQueuedResult"),
    PASS("XMLNewsQueuedResponse/XMLNewsQueuedResult/ListOfRBNews"),
    ITEM("XMLNewsQueuedResponse/XMLNewsQueuedResult/ListOfRBNews/RBNews", &ritzau),
    PASS("ListOfRBNews"),
    ITEM("ListOfRBNews/RBNews", &ritzau),
    ITEM("RBNews", &ritzau),
};
const struct wire_table wire_feed_document = WIRE_TABLE(document_rows);

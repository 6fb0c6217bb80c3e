/* What the members of a ninjs item become: names of 3.x, 2.x and 1.x, those of Superdesk, the AP and TT. */
#include "ninjs/read.h"

#define TAKE(name, field, take) { name, NINJS_TAKE, field, 0, take, NULL }
#define TEXT(name, field) TAKE(name, field, ninjs_take_text)
#define TIME(name, field) TAKE(name, field, ninjs_take_time)
#define LIST(name, field) TAKE(name, field, ninjs_take_concepts)
#define GATHER(name, text) { name, NINJS_TAKE, 0, text, ninjs_gather_plural, NULL }
#define MAKER(name, role) { name, NINJS_TAKE, WIRE_F_CREDITS, 0, ninjs_take_maker, role }
#define LINK(name, rel) { name, NINJS_TAKE, WIRE_F_LINKS, 0, ninjs_take_links, rel }
#define KEEP(name, why) { name, NINJS_KEEP, 0, 0, NULL, why }

static const char no_field[] = "ninjs defines it, the article has no field for it";

/* Where two names say the same, the one that stands first here wins. */
static const struct ninjs_row rows[] = {
    TAKE("standard", 0, ninjs_take_standard),
    TAKE("uri", WIRE_F_URI, ninjs_take_uri),
    TAKE("name", WIRE_F_NAME, ninjs_take_part), /* of associations */
    TAKE("rel", WIRE_F_REL, ninjs_take_part),
    TEXT("version", WIRE_F_VERSION),
    TAKE("type", WIRE_F_TYPE, ninjs_take_type),
    TAKE("representationtype", WIRE_F_REPRESENTATION_TYPE, ninjs_take_representation),
    TAKE("pubstatus", WIRE_F_PUB_STATUS, ninjs_take_status),
    TAKE("urgency", WIRE_F_URGENCY, ninjs_take_nine),
    TAKE("language", WIRE_F_LANGUAGE, ninjs_take_language),
    TIME("versioncreated", WIRE_F_VERSION_CREATED),
    TIME("firstcreated", WIRE_F_FIRST_CREATED),
    TIME("contentcreated", WIRE_F_CONTENT_CREATED),
    TAKE("embargoeduntil", WIRE_F_EMBARGOED_UNTIL, ninjs_take_embargo),
    TAKE("embargoed", WIRE_F_EMBARGOED_UNTIL, ninjs_take_embargo), /* 1.x, 2.x */
    TIME("expires", WIRE_F_EXPIRES),
    TEXT("title", WIRE_F_TITLE),
    TEXT("slugline", WIRE_F_SLUGLINE),
    TEXT("by", WIRE_F_BY),
    TEXT("byline", WIRE_F_BY), /* 1.x */
    TAKE("located", WIRE_F_LOCATED, ninjs_take_located),
    TAKE("ednote", WIRE_F_ED_NOTES, ninjs_take_note),
    TEXT("copyrightholder", WIRE_F_COPYRIGHT_HOLDER),
    TEXT("copyrightnotice", WIRE_F_COPYRIGHT_NOTICE),
    TAKE("usageterms", WIRE_F_USAGE_TERMS, ninjs_take_sentences), /* AP: an array */
    GATHER("headlines", NINJS_HEADLINES),
    GATHER("descriptions", NINJS_DESCRIPTIONS),
    GATHER("bodies", NINJS_BODIES),
    TAKE("wordcount", 0, ninjs_take_word_count), /* 1.x */
    LIST("people", WIRE_F_PEOPLE),
    LIST("person", WIRE_F_PEOPLE), /* the singular ones: 1.x */
    LIST("organisations", WIRE_F_ORGANISATIONS),
    LIST("organisation", WIRE_F_ORGANISATIONS),
    LIST("places", WIRE_F_PLACES),
    LIST("place", WIRE_F_PLACES),
    LIST("subjects", WIRE_F_SUBJECTS),
    LIST("subject", WIRE_F_SUBJECTS),
    LIST("events", WIRE_F_EVENTS),
    LIST("event", WIRE_F_EVENTS),
    LIST("objects", WIRE_F_OBJECTS),
    LIST("object", WIRE_F_OBJECTS),
    LIST("genres", WIRE_F_GENRES),
    LIST("genre", WIRE_F_GENRES),
    LIST("infosources", WIRE_F_INFO_SOURCES),
    LIST("infosource", WIRE_F_INFO_SOURCES),
    TAKE("altids", WIRE_F_ALT_IDS, ninjs_take_alt_ids),
    TAKE("renditions", WIRE_F_RENDITIONS, ninjs_take_renditions),
    TAKE("associations", WIRE_F_ASSOCIATIONS, ninjs_take_associations),
    TAKE("trustindicators", WIRE_F_TRUST_INDICATORS, ninjs_take_trust),
    TAKE("trustindicator", WIRE_F_TRUST_INDICATORS, ninjs_take_trust), /* 1.x */
    TAKE("digitalsourcetype", WIRE_F_DIGITAL_SOURCE_TYPE, ninjs_take_one_concept),
    TAKE("rightsinfo", WIRE_F_RIGHTS_INFO, ninjs_take_details),
    TAKE("eventdetails", WIRE_F_EVENT_DETAILS, ninjs_take_details),
    TAKE("plannedcoverage", WIRE_F_PLANNED_COVERAGE, ninjs_take_details),
    KEEP("profile", no_field),
    KEEP("mimetype", no_field),
    KEEP("charcount", no_field),
    /* Superdesk, superdesk/publish/formatters/ninjs_formatter.py and what its users send */
    TAKE("guid", WIRE_F_URI, ninjs_take_guid), /* after altids: beside a uri it is one */
    TAKE("priority", WIRE_F_PRIORITY, ninjs_take_nine),
    TAKE("keywords", WIRE_F_KEYWORDS, ninjs_take_words),
    TAKE("source", WIRE_F_INFO_SOURCES, ninjs_take_source),
    LIST("service", WIRE_F_SERVICES),
    TAKE("authors", WIRE_F_CREDITS, ninjs_take_authors),
    LIST("products", WIRE_F_SERVICES),
    LIST("anpa_category", WIRE_F_SERVICES), /* what is its service in ninjs; this and the next five: Superdesk's own records */
    TAKE("dateline", WIRE_F_DATELINE, ninjs_take_dateline),
    TAKE("embargo", WIRE_F_EMBARGOED_UNTIL, ninjs_take_embargo),
    TEXT("creditline", WIRE_F_CREDITLINE),
    TIME("contentmodified", WIRE_F_CONTENT_MODIFIED),
    LINK("evolvedfrom", "derivedFrom"),
    /* AP Media API, "Content metadata fields" */
    LIST("signals", WIRE_F_SIGNALS),
    LIST("signal", WIRE_F_SIGNALS), /* Superdesk */
    TAKE("provider", WIRE_F_PROVIDER, ninjs_take_party),
    TAKE("datelinelocation", WIRE_F_DATELINE, ninjs_take_dateline),
    TAKE("editorialpriority", WIRE_F_PRIORITY, ninjs_take_priority_letter),
    LINK("links", NULL),
    MAKER("photographer", "photographer"),
    MAKER("producer", "producer"),
    MAKER("editor", "editor"),
    MAKER("captionwriter", "writer"),
    /* TT, ttninjs 1.x */
    TAKE("description_usage", WIRE_F_ED_NOTES, ninjs_take_note), /* its ednote of old: a word to editors, and no description */
    TEXT("slug", WIRE_F_SLUGLINE), /* of old; after slugline */
    LIST("product", WIRE_F_SERVICES),
    LINK("replacing", "replaces"),
    LINK("replacedby", "replacedBy"),
    { "bylines", NINJS_TAKE, WIRE_F_BY, 0, ninjs_take_bylines, "ninjs has one byline, and not this" }, /* after by; AP too */
};
const struct ninjs_table ninjs_item_table = { rows, WIRE_COUNT(rows), 0, ninjs_gather_named };

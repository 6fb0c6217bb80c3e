/* The envelope of the document, and what a NewsItem says of itself: identification and management. */
#include <stdio.h>

#include "article/supply.h"
#include "newsml-1/write.h"

/* --- the envelope: that of the first story --- */

static bool
is_service(const struct wire_value *v)
{
    struct wire_str role = wire_member(v, WIRE_K_ROLE);

    return wire_nm1_only(v, NM1_BIT(WIRE_K_NAME) | NM1_BIT(WIRE_K_ROLE)) && wire_get(v, WIRE_K_NAME) != NULL &&
           (role.n == 0 || wire_str_is(role, "product"));
}

/* Services come before products, and each is but a name. */
static bool
are_services(const struct wire_article *a)
{
    bool product = false;

    for (const struct wire_value *v = wire_first(a, WIRE_F_SERVICES); v != NULL; v = v->next) {
        bool mine = wire_get(v, WIRE_K_ROLE) != NULL;
        if (!is_service(v) || (product && !mine))
            return false;
        product = mine;
    }
    return true;
}

static bool
is_digit(struct wire_str s)
{
    return s.n == 1 && s.p[0] >= '1' && s.p[0] <= '9';
}

/* A story whose fields are not what the envelope says has them in properties of its own. */
static void
remember(struct wire_buf *b, const struct wire_article *a, enum wire_field f, bool said)
{
    struct wire_tags tags = { .buf = *b };

    wire_buf_clear(&tags.buf);
    if (said)
        wire_nm1_field(&tags, a, f);
    *b = tags.buf;
}

void
wire_nm1_envelope(struct nm1_writer *w, const struct wire_article *a)
{
    char store[NM1_TIME_ROOM];
    struct wire_str sent = wire_nm1_time(wire_nm1_plain(a, WIRE_F_SENT), store);
    const struct wire_value *priority = wire_first(a, WIRE_F_PRIORITY);
    bool services = are_services(a), has_sent = sent.n != 0, has_priority = priority != NULL && is_digit(priority->s) && wire_is_public(priority);
    size_t at;

    if (!has_sent)
        sent = wire_nm1_time(wire_nm1_nearest_time(a), store);
    remember(&w->envelope[0], a, WIRE_F_SENT, has_sent);
    remember(&w->envelope[1], a, WIRE_F_PRIORITY, has_priority);
    remember(&w->envelope[2], a, WIRE_F_SERVICES, services && wire_first(a, WIRE_F_SERVICES) != NULL);
    if (!has_sent)
        wire_nm1_count(w, WIRE_SUPPLIED, "sent", "NewsML 1 demands a time in its envelope");
    at = wire_nm1_open(w, "NewsEnvelope");
    wire_nm1_text(w, "DateAndTime", sent);
    for (int product = 0; product < 2 && services; product++) {
        for (const struct wire_value *v = wire_first(a, WIRE_F_SERVICES); v != NULL; v = v->next) {
            if ((wire_get(v, WIRE_K_ROLE) != NULL) == (product == 1))
                wire_nm1_formal_value(w, product ? "NewsProduct" : "NewsService", wire_member(v, WIRE_K_NAME), WIRE_NONE);
        }
    }
    if (has_priority)
        wire_nm1_formal_value(w, "Priority", priority->s, WIRE_NONE);
    wire_nm1_close(w, "NewsEnvelope", at);
}

/* --- identification --- */

/* What a reader of NewsML 1 kept of the identifier, or absent. */
static struct wire_str
kept(const struct wire_article *a, const char *path)
{
    for (const struct wire_value *v = wire_first(a, WIRE_F_EXTRA); v != NULL; v = v->next) {
        if (wire_str_is(wire_member(v, WIRE_K_PATH), path) && wire_is_public(v))
            return wire_member(v, WIRE_K_VALUE);
    }
    return WIRE_NONE;
}

#define IDENTIFIER "Identification/NewsIdentifier/"

/* The name up to one of the stops. */
static struct wire_str
up_to(struct wire_str s, const char *stops)
{
    size_t n = 0;

    while (n < s.n && strchr(stops, s.p[n]) == NULL)
        n++;
    return wire_str_sub(s, 0, n);
}

/* The provider is a domain: that of the story's id (a URN of NewsML, a tag, an address). */
static struct wire_str
provider_of(const struct wire_article *a, struct wire_str uri)
{
    static const char *const before[] = { "urn:newsml:", "tag:", "https://", "http://" };
    struct wire_str said = kept(a, IDENTIFIER "ProviderId");

    for (size_t i = 0; i < WIRE_COUNT(before) && said.n == 0; i++) {
        if (wire_str_begins(uri, before[i]))
            said = up_to(wire_str_sub(uri, strlen(before[i]), uri.n), ":,/?#");
    }
    return said.n != 0 ? said : WIRE_STR(WIRE_SUPPLIED_LITERAL);
}

/* urn:newsml:provider:date:id:revision: the id between its second and last colon. */
static struct wire_str
item_of(const struct wire_article *a, struct wire_str uri)
{
    struct wire_str said = kept(a, IDENTIFIER "NewsItemId"), rest;
    size_t colons = 0, from = 0, to = 0;

    if (said.n != 0)
        return said;
    rest = wire_str_begins(uri, "urn:newsml:") ? wire_str_sub(uri, strlen("urn:newsml:"), uri.n) : WIRE_NONE;
    for (size_t i = 0; i < rest.n; i++) {
        if (rest.p[i] != ':')
            continue;
        if (++colons == 2)
            from = i + 1;
        to = i;
    }
    return colons >= 3 && to > from ? wire_str_sub(rest, from, to - from) : uri;
}

void
wire_nm1_identification(struct nm1_writer *w, const struct wire_article *a)
{
    struct wire_tags *t = &w->tags;
    struct wire_str uri = wire_nm1_plain(a, WIRE_F_URI), version = wire_nm1_plain(a, WIRE_F_VERSION), date;
    struct wire_str previous = kept(a, IDENTIFIER "RevisionId/@PreviousRevision"), update = kept(a, IDENTIFIER "RevisionId/@Update");
    struct wire_buf made = WIRE_BUF_INIT;
    char store[NM1_TIME_ROOM];
    size_t outer, inner;

    if (uri.n == 0) {
        wire_supply_uri(&made, a);
        if (made.err != WIRE_OK)
            t->buf.err = made.err;
        uri = wire_buf_slice(&made);
        wire_nm1_count(w, WIRE_SUPPLIED, "uri", "NewsML 1 demands a PublicIdentifier");
    }
    if (version.n == 0)
        wire_nm1_count(w, WIRE_SUPPLIED, "version", "NewsML 1 demands a RevisionId");
    date = kept(a, IDENTIFIER "DateId");
    if (date.n == 0)
        date = wire_str_sub(wire_nm1_time(wire_nm1_plain(a, WIRE_F_FIRST_CREATED).n != 0 ? wire_nm1_plain(a, WIRE_F_FIRST_CREATED) : wire_nm1_nearest_time(a), store), 0, 8);
    if (date.n == 0)
        date = WIRE_STR("00010101");
    outer = wire_nm1_open(w, "Identification");
    inner = wire_nm1_open(w, "NewsIdentifier");
    wire_nm1_text(w, "ProviderId", provider_of(a, uri));
    wire_nm1_text(w, "DateId", date);
    wire_nm1_text(w, "NewsItemId", item_of(a, uri));
    wire_tag_open(t, "", "RevisionId");
    wire_tag_attr(t, "PreviousRevision", previous.n != 0 ? previous : WIRE_STR("0"));
    wire_tag_attr(t, "Update", update.n != 0 ? update : WIRE_STR("N"));
    wire_tag_inside(t);
    wire_tag_text(t, version.n != 0 ? version : WIRE_STR("1"));
    wire_tag_close(t, "", "RevisionId", false);
    wire_nm1_text(w, "PublicIdentifier", uri);
    wire_nm1_close(w, "NewsIdentifier", inner);
    wire_nm1_kept_one(w, a, "Identification/DateLabel");
    wire_nm1_kept(w, a, "Identification/Label");
    wire_nm1_close(w, "Identification", outer);
    wire_buf_free(&made);
}

/* --- management --- */

static void
time_of(struct nm1_writer *w, const struct wire_article *a, const char *name, enum wire_field f)
{
    char store[NM1_TIME_ROOM];
    struct wire_str s = wire_nm1_time(wire_nm1_plain(a, f), store);

    if (s.n == 0) {
        s = wire_nm1_time(wire_nm1_nearest_time(a), store);
        wire_nm1_count(w, WIRE_SUPPLIED, wire_fields[f].name, "NewsML 1 demands a time");
    }
    wire_nm1_text(w, name, s);
}

/* Who knows nothing of our own properties must not publish what is embargoed. */
static const char *
status_of(const struct wire_article *a)
{
    struct wire_str status = wire_nm1_plain(a, WIRE_F_PUB_STATUS);

    if (wire_str_is(status, "canceled"))
        return "Canceled";
    if (wire_first(a, WIRE_F_EMBARGOED_UNTIL) != NULL || wire_first(a, WIRE_F_EMBARGO) != NULL)
        return "Embargoed";
    return wire_str_is(status, "withheld") ? "Withheld" : "Usable";
}

static void
links(struct nm1_writer *w, const struct wire_article *a, const char *name, bool derived)
{
    for (const struct wire_value *v = wire_first(a, WIRE_F_LINKS); v != NULL; v = v->next) {
        if (v->kind != WIRE_V_RECORD || !wire_is_public(v) || wire_get(v, WIRE_K_URI) == NULL || wire_str_is(wire_member(v, WIRE_K_REL), "derivedFrom") != derived)
            continue;
        wire_tag_open(&w->tags, "", name);
        wire_tag_attr(&w->tags, "NewsItem", wire_member(v, WIRE_K_URI));
        wire_tag_empty(&w->tags);
    }
}

void
wire_nm1_management(struct nm1_writer *w, const struct wire_article *a)
{
    const char *status = status_of(a);
    const struct wire_value *urgency = wire_first(a, WIRE_F_URGENCY);
    char store[NM1_TIME_ROOM];
    struct wire_str until = wire_nm1_time(wire_nm1_plain(a, WIRE_F_EMBARGOED_UNTIL), store);
    size_t at = wire_nm1_open(w, "NewsManagement");

    if (!wire_nm1_kept(w, a, "NewsManagement/NewsItemType"))
        wire_nm1_formal_value(w, "NewsItemType", WIRE_STR("News"), WIRE_NONE);
    time_of(w, a, "FirstCreated", WIRE_F_FIRST_CREATED);
    time_of(w, a, "ThisRevisionCreated", WIRE_F_VERSION_CREATED);
    if (wire_first(a, WIRE_F_PUB_STATUS) == NULL)
        wire_nm1_count(w, WIRE_SUPPLIED, "pubStatus", "NewsML 1 demands a status");
    wire_nm1_formal_value(w, "Status", wire_str_of(status), WIRE_NONE);
    if (until.n != 0 && strcmp(status, "Embargoed") == 0) {
        size_t change = wire_nm1_open(w, "StatusWillChange");
        wire_nm1_formal_value(w, "FutureStatus", WIRE_STR("Usable"), WIRE_NONE);
        wire_nm1_text(w, "DateAndTime", until);
        wire_nm1_close(w, "StatusWillChange", change);
    }
    if (urgency != NULL && is_digit(urgency->s) && wire_is_public(urgency))
        wire_nm1_formal_value(w, "Urgency", urgency->s, WIRE_NONE);
    links(w, a, "DerivedFrom", true);
    links(w, a, "AssociatedWith", false);
    wire_nm1_kept(w, a, "NewsManagement/Instruction");
    wire_nm1_close(w, "NewsManagement", at);
}

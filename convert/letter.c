/* What stands on a message that goes out. */
#include "convert/letter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "article/sha256.h"

/* --- the id --- */

static void
hash_of(struct wire_str bytes, char hex[WIRE_SHA256_HEX])
{
    struct wire_sha256 sum;

    wire_sha256_begin(&sum);
    wire_sha256_add(&sum, bytes.p, bytes.n);
    wire_sha256_end(&sum, hex);
}

void
letter_id(const struct wire_article *a, struct wire_str bytes, char id[SHORT_MOST + 1])
{
    struct wire_str uri = wire_text_of(a, WIRE_F_URI), version = wire_text_of(a, WIRE_F_VERSION);
    char hex[WIRE_SHA256_HEX];

    if (uri.n != 0 && version.n != 0 && uri.n + version.n + 3 <= SHORT_MOST) {
        snprintf(id, SHORT_MOST + 1, "%.*s;v=%.*s", (int)uri.n, uri.p, (int)version.n, version.p);
        return;
    }
    hash_of(bytes, hex);
    if (uri.n != 0 && uri.n + sizeof hex + 8 <= SHORT_MOST)
        snprintf(id, SHORT_MOST + 1, "%.*s;sha256=%.*s", (int)uri.n, uri.p, (int)sizeof hex, hex);
    else
        snprintf(id, SHORT_MOST + 1, "sha256=%.*s", (int)sizeof hex, hex);
}

/* --- what is carried over --- */

/* Headers a broker acts on or counts by, which would send a copy elsewhere or mislead the next broker; and our own of an earlier trip. */
static bool
stays_behind(amqp_bytes_t key)
{
    static const char *const names[] = { "CC", "BCC", "x-delivery-count", "x-death" };
    static const char *const beginnings[] = { "x-first-death-", "x-last-death-", "x-wirecopy-" };
    struct wire_str s = { key.bytes, key.len };

    for (size_t i = 0; i < WIRE_COUNT(names); i++) {
        if (wire_str_is(s, names[i]))
            return true;
    }
    for (size_t i = 0; i < WIRE_COUNT(beginnings); i++) {
        if (wire_str_begins(s, beginnings[i]))
            return true;
    }
    return false;
}

/* Properties that mean the same of what is made from the message. Not: expiration, which would let a story vanish, and user-id,
 * which only who sent it may say. */
static bool
begin(struct letter *l, const amqp_message_t *from)
{
    static const amqp_flags_t carried = AMQP_BASIC_PRIORITY_FLAG | AMQP_BASIC_REPLY_TO_FLAG | AMQP_BASIC_TIMESTAMP_FLAG |
                                        AMQP_BASIC_TYPE_FLAG | AMQP_BASIC_APP_ID_FLAG | AMQP_BASIC_CORRELATION_ID_FLAG;
    const amqp_basic_properties_t *given = &from->properties;
    int n = (given->_flags & AMQP_BASIC_HEADERS_FLAG) != 0 ? given->headers.num_entries : 0;

    *l = (struct letter){ 0 };
    l->properties = *given;
    l->properties._flags = (given->_flags & carried) | AMQP_BASIC_DELIVERY_MODE_FLAG | AMQP_BASIC_HEADERS_FLAG;
    l->properties.delivery_mode = AMQP_DELIVERY_PERSISTENT;
    l->rows = calloc((size_t)n + OWN_HEADERS, sizeof *l->rows);
    for (int i = 0; i < n && l->rows != NULL; i++) {
        if (!stays_behind(given->headers.entries[i].key))
            l->rows[l->n++] = given->headers.entries[i];
    }
    l->carried = l->n;
    l->properties.headers = (amqp_table_t){ l->n, l->rows };
    return l->rows != NULL;
}

/* What of a format goes by which media type (IANA); for others it is text/plain. What a stylesheet makes goes by its suffix. */
static const struct media_type {
    const char *of, *type;
} types[] = {
    { "json", "application/json" },       { "ninjs", "application/json" },          { "html", "text/html" },
    { "newsml-g2", "application/vnd.iptc.g2.newsmessage+xml" },                     { "newsml-1", "text/vnd.IPTC.NewsML" },
    { "nitf", "text/vnd.IPTC.NITF" },     { "rss", "application/rss+xml" },         { "atom", "application/atom+xml" },
    { "anpa", "text/vnd.iptc.anpa" },
}, styled_types[] = {
    { "json", "application/json" },       { "html", "text/html" },                  { "rss", "application/rss+xml" },
    { "atom", "application/atom+xml" },   { "xml", "application/xml" },             { "csv", "text/csv" },
    { "md", "text/markdown" },
};

static const char *
type_of(const struct wire_format *format, bool styled)
{
    const struct media_type *rows = styled ? styled_types : types;
    size_t n = styled ? WIRE_COUNT(styled_types) : WIRE_COUNT(types);

    for (size_t i = 0; i < n; i++) {
        if (strcmp(rows[i].of, styled ? format->suffix : format->name) == 0)
            return rows[i].type;
    }
    return "text/plain";
}

bool
letter_of_story(struct letter *l, const amqp_message_t *from, const struct wire_format *format, const struct wire_write_options *how, bool styled)
{
    const char *type = type_of(format, styled), *encoding = how->encoding != NULL ? how->encoding : "utf-8";

    if (!begin(l, from))
        return false;
    l->properties.content_type = amqp_of(type, strlen(type));
    l->properties._flags |= AMQP_BASIC_CONTENT_TYPE_FLAG;
    if (!styled) {
        l->properties.content_encoding = amqp_of(encoding, strlen(encoding));
        l->properties._flags |= AMQP_BASIC_CONTENT_ENCODING_FLAG;
    }
    /* What answers or follows a message refers to its id, unless that already belongs to something else. */
    if ((l->properties._flags & AMQP_BASIC_CORRELATION_ID_FLAG) == 0 && (from->properties._flags & AMQP_BASIC_MESSAGE_ID_FLAG) != 0) {
        l->properties.correlation_id = from->properties.message_id;
        l->properties._flags |= AMQP_BASIC_CORRELATION_ID_FLAG;
    }
    letter_say(l, "x-wirecopy-format", wire_str_of(styled ? "stylesheet" : format->name));
    return true;
}

bool
letter_of_dead(struct letter *l, const amqp_message_t *from)
{
    static const amqp_flags_t kept = AMQP_BASIC_CONTENT_TYPE_FLAG | AMQP_BASIC_CONTENT_ENCODING_FLAG | AMQP_BASIC_MESSAGE_ID_FLAG;

    if (!begin(l, from))
        return false;
    l->properties._flags |= from->properties._flags & kept;
    return true;
}

static amqp_table_entry_t *
add(struct letter *l, const char *key)
{
    amqp_table_entry_t *row;

    if (l->n == l->carried + OWN_HEADERS)
        return NULL;
    row = &l->rows[l->n++];
    row->key = amqp_of(key, strlen(key));
    l->properties.headers.num_entries = l->n;
    return row;
}

void
letter_say(struct letter *l, const char *key, struct wire_str text)
{
    amqp_table_entry_t *row = add(l, key);

    if (row == NULL)
        return;
    row->value.kind = AMQP_FIELD_KIND_UTF8;
    row->value.value.bytes = amqp_of(text.p, text.n);
}

void
letter_count(struct letter *l, const char *key, unsigned long count)
{
    amqp_table_entry_t *row = add(l, key);

    if (row == NULL)
        return;
    row->value.kind = AMQP_FIELD_KIND_I64;
    row->value.value.i64 = (int64_t)count;
}

void
letter_lighten(struct letter *l)
{
    unsigned long left_off = (unsigned long)l->carried;

    if (l->carried != 0)
        memmove(l->rows, l->rows + l->carried, (size_t)(l->n - l->carried) * sizeof *l->rows);
    l->n -= l->carried;
    l->carried = 0;
    l->properties.headers.num_entries = l->n;
    letter_count(l, "x-wirecopy-headers-left-off", left_off);
}

void
letter_free(struct letter *l)
{
    free(l->rows);
    l->rows = NULL;
}

/*
 * A strict scanner of JSON (RFC 8259): one event after another out of bytes that are
 * pulled, in linear time and bounded memory. Values may follow one another.
 *
 *     struct wire_json j;
 *     wire_json_begin(&j, source, sink);
 *     while ((event = wire_json_next(&j)) != WIRE_J_END && event != WIRE_J_ERROR) ...
 *     status = wire_json_finish(&j);
 *
 * What is no JSON is reported once, with its place, and ends the events. Bytes are UTF-8,
 * UTF-16 or UTF-32 as their beginning says (RFC 4627, 3), or what the source names.
 */
#ifndef WIRE_JSON_SCAN_H
#define WIRE_JSON_SCAN_H

#include "article/format.h"

enum wire_json_event {
    WIRE_J_END,    /* of the input, after a whole value or none */
    WIRE_J_ERROR,  /* and ever after; j->err says which */
    WIRE_J_OBJECT, /* { */
    WIRE_J_OBJECT_END,
    WIRE_J_ARRAY,
    WIRE_J_ARRAY_END,
    WIRE_J_KEY,    /* s: the name; the next event begins its value */
    WIRE_J_STRING, /* s: the text without escapes; U+FFFD for \u0000 and half a surrogate pair */
    WIRE_J_NUMBER, /* s: as it was written */
    WIRE_J_TRUE,
    WIRE_J_FALSE,
    WIRE_J_NULL
};

enum {
    WIRE_JSON_ROOM = 64 * 1024, /* bytes read at once */
    WIRE_JSON_NAMES = 64 * 1024, /* names of open objects held to find one that comes twice; later ones are not looked at */
    WIRE_JSON_NAME_BYTES = 4 * 1024 * 1024 /* and their bytes */
};

struct wire_json_name {
    uint64_t hash;
    size_t from, n; /* in names */
    struct wire_at at;
};

struct wire_json_open {
    size_t first_name, names; /* where its names and their bytes begin */
    char bracket;
};

struct wire_json {
    /* What the last event says. s is lent until the next one. */
    struct wire_str s;
    struct wire_at at;
    uint32_t depth;       /* brackets open; of an opening event it is among them, of a closing one no more */
    enum wire_status err; /* why there was WIRE_J_ERROR */

    struct wire_source *source;
    const struct wire_sink *sink;
    const struct wire_limits *max;
    char *room;           /* WIRE_JSON_ROOM bytes and a NUL; [p, end) is still to be read */
    const char *p, *end;
    uint64_t before;      /* bytes of the input before room */
    uint64_t line_at;     /* where the line in hand begins */
    uint32_t line;
    uint64_t wide;        /* bytes of it past the first of their character: columns count characters */
    bool drained;         /* the source has no more */
    uint8_t expect;
    struct wire_json_open *open;
    size_t open_cap;
    struct wire_buf text; /* a string or number that was escaped or cut */
    struct wire_buf names;
    struct wire_json_name *name;
    size_t name_count, name_cap;
    bool said_twice, said_replaced; /* once a value: hostile input has crowds of them */
    void *converter;      /* iconv_t, or NULL for UTF-8 */
    char *raw;            /* what is still to be converted */
    size_t raw_n;
    bool raw_bad;         /* it cannot be */
};

/* False without memory or where the source names an encoding nobody knows; then next gives WIRE_J_ERROR. */
bool wire_json_begin(struct wire_json *, struct wire_source *, const struct wire_sink *);

enum wire_json_event wire_json_next(struct wire_json *);

/* After an opening event: pass over all up to its end. After a key: pass over the value. False on an error. */
bool wire_json_skip(struct wire_json *, enum wire_json_event after);

/* Print the value whose first event was `event` as compact JSON, up to its end; *weight grows by what its strings weigh. */
bool wire_json_copy(struct wire_json *, enum wire_json_event event, struct wire_buf *out, size_t *weight);

/* Give all memory back. WIRE_OK, or why there was an error. */
enum wire_status wire_json_finish(struct wire_json *);

/* --- between input.c and scan.c --- */

/* Read on behind [p, end), which moves; false when nothing came: the end, or an error, which is then set and reported. */
bool wire_json_fill(struct wire_json *);

/* Where p is. */
struct wire_at wire_json_at(const struct wire_json *, const char *p);

/* The first error: report it and end. */
void wire_json_fail(struct wire_json *, enum wire_status, const struct wire_finding *, struct wire_at, const char *fmt, ...)
    WIRE_PRINTF(5, 6);

/* Findings of this room, for the tables of the formats that use it. */
#define WIRE_JSON_FINDINGS                                                                                         \
    &wire_json_not_json, &wire_json_twice, &wire_json_replaced, &wire_json_limit, &wire_json_io, &wire_json_encoding
extern const struct wire_finding wire_json_not_json, wire_json_twice, wire_json_replaced, wire_json_limit, wire_json_io,
    wire_json_encoding;

#endif

/* The bytes under the scanner: pulled in pieces, turned into UTF-8 where they are not. */
#include "json/scan.h"

#include <errno.h>
#include <iconv.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "article/str.h"

enum { RAW_ROOM = 16 * 1024 };

const struct wire_finding wire_json_not_json = {
    "json-not-well-formed", WIRE_ERROR, "the input stops being JSON here; what follows was not read",
    "Have the sender repair the document. The stories before this place were delivered.", "RFC 8259"
};
const struct wire_finding wire_json_twice = {
    "json-name-twice", WIRE_WARNING, "a name stands twice in one object; both values were read",
    "Give each name once: most programs keep only the last value.", "RFC 8259, 4"
};
const struct wire_finding wire_json_replaced = {
    "json-replaced", WIRE_WARNING,
    "a string has \\u0000 or half of a surrogate pair, which stand for no text; U+FFFD took their place",
    "Have the sender write the characters themselves, in UTF-8.", "RFC 8259, 8.2"
};
const struct wire_finding wire_json_limit = {
    "json-limit", WIRE_ERROR, "the document is past a limit that keeps hostile input from eating the machine",
    "If the document is honest, raise the limit named or send it in parts.", NULL
};
const struct wire_finding wire_json_io = {
    "json-read", WIRE_ERROR, "the input could not be read to its end", "Look at the file or the sender and try again.", NULL
};
const struct wire_finding wire_json_encoding = {
    "json-encoding", WIRE_ERROR, "the bytes are not in the encoding that JSON has or that was named; what follows was not read",
    "JSON is UTF-8. If the sender wrote another encoding, name it with --encoding.", "RFC 8259, 8.1"
};

struct wire_at
wire_json_at(const struct wire_json *j, const char *p)
{
    uint64_t byte = j->before + (uint64_t)(p - j->room), col = byte - j->line_at - j->wide + 1;

    return (struct wire_at){ j->line, col < UINT32_MAX ? (uint32_t)col : 0, byte };
}

void
wire_json_fail(struct wire_json *j, enum wire_status st, const struct wire_finding *what, struct wire_at at, const char *fmt, ...)
{
    char detail[200];
    va_list args;

    if (j->err != WIRE_OK)
        return;
    j->err = st;
    va_start(args, fmt);
    vsnprintf(detail, sizeof detail, fmt, args);
    va_end(args);
    if (what != NULL)
        wire_report(j->sink, j->source, what, at, WIRE_NONE, "%s", detail);
}

/* The source's next bytes, or 0 at the end and after an error. */
static size_t
pull(struct wire_json *j, char *to, size_t room)
{
    long got;

    do
        got = j->source->read(j->source->ctx, to, room);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        wire_json_fail(j, WIRE_E_IO, &wire_json_io, wire_json_at(j, j->end), "%s", strerror(errno));
    if (got <= 0)
        j->drained = true;
    return got > 0 ? (size_t)got : 0;
}

/* Convert into the room behind end; at least a byte comes unless there is no more. */
static size_t
convert(struct wire_json *j, char *to, size_t room)
{
    char *out = to, *in = j->raw;
    size_t left;

    while (out == to && !j->raw_bad) {
        if (j->raw_n < RAW_ROOM && !j->drained)
            j->raw_n += pull(j, j->raw + j->raw_n, RAW_ROOM - j->raw_n);
        in = j->raw;
        left = j->raw_n;
        if (left == 0)
            break;
        if (iconv(j->converter, &in, &left, &out, &room) == (size_t)-1)
            j->raw_bad = errno == EILSEQ || (errno == EINVAL && j->drained);
        memmove(j->raw, in, left);
        j->raw_n = left;
    }
    if (out == to && j->raw_bad)
        wire_json_fail(j, WIRE_E_INPUT, &wire_json_encoding, wire_json_at(j, j->end), "%s",
                       j->source->encoding != NULL ? j->source->encoding : "");
    return (size_t)(out - to);
}

bool
wire_json_fill(struct wire_json *j)
{
    size_t kept = (size_t)(j->end - j->p), got;

    if (j->err != WIRE_OK || (j->drained && j->raw_n == 0))
        return false;
    j->before += (uint64_t)(j->p - j->room);
    memmove(j->room, j->p, kept);
    j->p = j->room;
    j->end = j->room + kept;
    got = j->converter != NULL ? convert(j, j->room + kept, WIRE_JSON_ROOM - kept)
                               : pull(j, j->room + kept, WIRE_JSON_ROOM - kept);
    j->end += got;
    j->room[kept + got] = '\0';
    return got != 0;
}

/* RFC 4627, 3: the pattern of NUL bytes tells, as the first two characters were ASCII; or a byte order mark does. */
static const char *
encoding_of(const char *p, size_t n)
{
    unsigned char b[4] = { 1, 1, 1, 1 };

    memcpy(b, p, n < 4 ? n : 4);
    if ((b[0] == 0 && b[1] == 0) || (n >= 4 && memcmp(b, "\xFF\xFE\0", 4) == 0))
        return b[0] == 0 ? "UTF-32BE" : "UTF-32LE";
    if (memcmp(b, "\xFE\xFF", 2) == 0 || (b[0] == 0 && n >= 2))
        return "UTF-16BE";
    if (memcmp(b, "\xFF\xFE", 2) == 0)
        return "UTF-16LE";
    if (b[1] == 0 && n >= 2)
        return n >= 4 && b[2] == 0 && b[3] == 0 ? "UTF-32LE" : "UTF-16LE";
    return NULL;
}

/* From here on the bytes are converted; those read already are the first. */
static void
begin_converter(struct wire_json *j, const char *encoding)
{
    iconv_t converter = iconv_open("UTF-8", encoding);

    if (converter == (iconv_t)-1) {
        if (errno == EINVAL)
            wire_json_fail(j, WIRE_E_INPUT, &wire_json_encoding, (struct wire_at){ 0, 0, 0 }, "nobody here knows %.60s",
                           encoding);
        else
            wire_json_fail(j, WIRE_E_NOMEM, NULL, (struct wire_at){ 0, 0, 0 }, "%s", "");
        return;
    }
    j->converter = converter;
    if ((j->raw = malloc(RAW_ROOM)) == NULL) {
        wire_json_fail(j, WIRE_E_NOMEM, NULL, (struct wire_at){ 0, 0, 0 }, "%s", "");
        return;
    }
    j->raw_n = (size_t)(j->end - j->p);
    memcpy(j->raw, j->p, j->raw_n);
    j->end = j->p;
}

bool
wire_json_begin(struct wire_json *j, struct wire_source *source, const struct wire_sink *sink)
{
    const char *encoding = source->encoding;

    *j = (struct wire_json){ .source = source, .sink = sink, .line = 1 };
    j->max = source->max != NULL ? source->max : &wire_limits_default;
    if ((j->room = malloc(WIRE_JSON_ROOM + 1)) == NULL) {
        j->err = WIRE_E_NOMEM;
        return false;
    }
    j->p = j->end = j->room;
    j->room[0] = '\0';
    while (j->end - j->p < 4 && !j->drained && j->err == WIRE_OK) /* a first look, small enough to be converted after all */
        j->end += pull(j, j->room + (j->end - j->room), (size_t)(j->p + RAW_ROOM - j->end));
    j->room[j->end - j->room] = '\0';
    if (encoding == NULL)
        encoding = encoding_of(j->p, (size_t)(j->end - j->p));
    else if (wire_str_is_nocase(wire_str_of(encoding), "utf-8") || wire_str_is_nocase(wire_str_of(encoding), "utf8"))
        encoding = NULL;
    if (encoding != NULL && j->err == WIRE_OK)
        begin_converter(j, encoding);
    while (encoding != NULL && j->end - j->p < 3 && wire_json_fill(j))
        ;
    if (j->end - j->p >= 3 && memcmp(j->p, "\xEF\xBB\xBF", 3) == 0) {
        j->p += 3;
        j->line_at = 3; /* a byte order mark takes no column (RFC 8259, 8.1: it may be ignored) */
    }
    return j->err == WIRE_OK;
}

enum wire_status
wire_json_finish(struct wire_json *j)
{
    if (j->converter != NULL)
        iconv_close(j->converter);
    free(j->raw);
    free(j->room);
    free(j->open);
    free(j->name);
    wire_buf_free(&j->text);
    wire_buf_free(&j->names);
    return j->err;
}

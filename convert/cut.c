/* A stream cut into documents. */
#include "convert/cut.h"
#include "convert/limits.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { PIECE = 65536 };

/* Where in a document the scan is. Of XML first, then of JSON, then what is neither. */
enum state {
    BEFORE, /* no byte of it yet */
    X_CONTENT,
    X_TAG,
    X_END_TAG,
    X_COMMENT,
    X_CDATA,
    X_PI,
    X_DOCTYPE,
    J_VALUE,
    J_STRING,
    J_ESCAPE,
    GARBAGE,
    REST /* what cannot be cut: all of it is one */
};

enum cutting
cut_named(const char *name)
{
    static const char *const names[] = { [CUT_LINES] = "lines", [CUT_NUL] = "nul", [CUT_LENGTH] = "length", [CUT_DOCUMENTS] = "documents" };

    for (size_t i = CUT_LINES; name != NULL && i <= CUT_DOCUMENTS; i++) {
        if (strcmp(names[i], name) == 0)
            return (enum cutting)i;
    }
    return CUT_NOT;
}

void
cut_begin(struct cut *c, enum cutting form, ssize_t (*read)(void *, void *, size_t, const char **), void *ctx)
{
    *c = (struct cut){ .form = form, .read = read, .ctx = ctx };
}

void
cut_end(struct cut *c)
{
    free(c->buf);
    c->buf = NULL;
}

/* Read more behind what there is. False without memory. */
static bool
fill(struct cut *c)
{
    ssize_t got;

    if (c->begin > 0 && (c->begin == c->end || c->room - c->end < PIECE)) {
        memmove(c->buf, c->buf + c->begin, c->end - c->begin);
        c->end -= c->begin;
        c->seen -= c->begin;
        c->begin = 0;
    }
    if (c->room - c->end < PIECE) {
        size_t room = c->room * 2 + PIECE;
        char *more = realloc(c->buf, room);
        if (more == NULL)
            return false;
        c->buf = more;
        c->room = room;
    }
    got = c->read(c->ctx, c->buf + c->end, c->room - c->end, &c->why);
    if (got > 0) {
        c->end += (size_t)got;
        return true;
    }
    c->at_end = true;
    if (got < 0) {
        c->broken = true;
        c->error = errno;
    }
    return true;
}

static uint32_t
count_lines(const char *p, size_t n)
{
    uint32_t lines = 0;

    for (const char *end = p + n; (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++)
        lines++;
    return lines;
}

/* --- where a document ends: each returns true with seen behind its last byte, or false with seen where to look on --- */

static bool
ends_at_byte(struct cut *c, char byte)
{
    const char *there = memchr(c->buf + c->seen, byte, c->end - c->seen);

    c->seen = there != NULL ? (size_t)(there - c->buf) + 1 : c->end;
    return there != NULL;
}

static bool
starts(const struct cut *c, size_t at, const char *word)
{
    size_t n = strlen(word);

    return c->end - at >= n && memcmp(c->buf + at, word, n) == 0;
}

static bool
is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\x1e'; /* RFC 7464 has a record separator before each */
}

/* seen is at a `<` in content: into what it opens. False: more bytes are needed to tell. True with *ends: it is another document's. */
static bool
open_markup(struct cut *c, bool *ends)
{
    static const struct {
        const char *word;
        enum state state;
    } rows[] = { { "<!--", X_COMMENT }, { "<![CDATA[", X_CDATA }, { "<!DOCTYPE", X_DOCTYPE }, { "<?", X_PI }, { "</", X_END_TAG } };
    size_t left = c->end - c->seen;

    *ends = false;
    if (left < sizeof "<![CDATA[" - 1 && !c->at_end && (left < 2 || c->buf[c->seen + 1] == '!' || c->buf[c->seen + 1] == '?'))
        return false;
    if (c->seen > c->begin && starts(c, c->seen, "<?xml") && left > 5 && is_space(c->buf[c->seen + 5])) {
        *ends = true; /* no document has a second declaration: the one before broke off */
        return true;
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (starts(c, c->seen, rows[i].word)) {
            c->state = (uint8_t)rows[i].state;
            c->seen += strlen(rows[i].word);
            c->quote = 0;
            return true;
        }
    }
    c->state = X_TAG;
    c->quote = 0;
    c->seen++;
    return true;
}

/* Up to the mark that ends a comment and the like. */
static bool
past_mark(struct cut *c, const char *mark)
{
    size_t n = strlen(mark);
    const char *there = memmem(c->buf + c->seen, c->end - c->seen, mark, n);

    if (there != NULL) {
        c->seen = (size_t)(there - c->buf) + n;
        c->state = X_CONTENT;
        return true;
    }
    if (c->end - c->seen >= n)
        c->seen = c->end - n + 1;
    return false;
}

/* A `<` within a tag is a fault; where it begins a document's declaration the one before broke off there. False: more bytes are needed. */
static bool
breaks_off(struct cut *c, bool *off)
{
    size_t left = c->end - c->seen;

    *off = starts(c, c->seen, "<?xml") && left > 5 && is_space(c->buf[c->seen + 5]);
    return left > 5 || c->at_end;
}

/* Up to the `>` of a tag or a DOCTYPE, past quotation marks and a DOCTYPE's brackets; or to where it breaks off, which is content. */
static bool
past_tag(struct cut *c, bool *off)
{
    *off = false;
    for (; c->seen < c->end; c->seen++) {
        char b = c->buf[c->seen];
        if (b == '<' && c->state != X_DOCTYPE) {
            if (!breaks_off(c, off))
                return false;
            if (*off) {
                c->state = X_CONTENT;
                return true;
            }
        } else if (c->quote != 0) {
            c->quote = b == c->quote ? 0 : c->quote;
        } else if (b == '"' || b == '\'') {
            c->quote = b;
        } else if (c->state == X_DOCTYPE && b == '[') {
            c->depth = 1;
        } else if (c->state == X_DOCTYPE && b == ']') {
            c->depth = 0;
        } else if (b == '>' && (c->state != X_DOCTYPE || c->depth == 0)) {
            c->seen++;
            return true;
        }
    }
    return false;
}

/* A tag is over: whether it was the document's last. */
static bool
close_tag(struct cut *c)
{
    enum state was = (enum state)c->state;

    c->state = X_CONTENT;
    if (was == X_DOCTYPE)
        return false;
    if (was == X_TAG) {
        c->rooted = true;
        c->depth += c->buf[c->seen - 2] != '/';
    } else if (c->depth > 0) {
        c->depth--;
    }
    return c->rooted && c->depth == 0;
}

static bool
xml_ends(struct cut *c)
{
    while (c->seen < c->end) {
        const char *there;
        bool ends;
        switch ((enum state)c->state) {
        case X_COMMENT:
            if (!past_mark(c, "-->"))
                return false;
            break;
        case X_CDATA:
            if (!past_mark(c, "]]>"))
                return false;
            break;
        case X_PI:
            if (!past_mark(c, "?>"))
                return false;
            break;
        case X_TAG:
        case X_END_TAG:
        case X_DOCTYPE:
            if (!past_tag(c, &ends))
                return false;
            if (!ends && close_tag(c))
                return true;
            break;
        default:
            there = memchr(c->buf + c->seen, '<', c->end - c->seen);
            c->seen = there != NULL ? (size_t)(there - c->buf) : c->end;
            if (there == NULL || !open_markup(c, &ends))
                return false;
            if (ends && c->rooted)
                return true;
            if (ends) { /* comments behind the one before */
                c->lines += count_lines(c->buf + c->begin, c->seen - c->begin);
                c->begin = c->seen;
            }
        }
    }
    return false;
}

static bool
json_ends(struct cut *c)
{
    for (; c->seen < c->end; c->seen++) {
        char b = c->buf[c->seen];
        if (c->state == J_ESCAPE) {
            c->state = J_STRING;
        } else if (c->state == J_STRING) {
            if (b == '\n') { /* none may stand in a string: it lacks its end, and the next line begins anew */
                c->seen++;
                return true;
            }
            c->state = b == '"' ? J_VALUE : b == '\\' ? J_ESCAPE : J_STRING;
        } else if (b == '"') {
            c->state = J_STRING;
        } else if (b == '{' || b == '[') {
            c->depth++;
        } else if ((b == '}' || b == ']') && --c->depth == 0) {
            c->seen++;
            return true;
        }
    }
    return false;
}

/* What is no document ends where a line begins like one. */
static bool
garbage_ends(struct cut *c)
{
    while (ends_at_byte(c, '\n')) {
        if (c->seen == c->end && !c->at_end) {
            c->seen--;
            return false;
        }
        if (c->seen == c->end || c->buf[c->seen] == '<' || c->buf[c->seen] == '{' || c->buf[c->seen] == '[')
            return true;
    }
    return false;
}

/* Tell from its first bytes what it is. False: more are needed. */
static bool
begin_document(struct cut *c)
{
    static const char marks[] = "\xef\xbb\xbf";

    for (;;) {
        while (c->begin < c->end && is_space(c->buf[c->begin]))
            c->lines += c->buf[c->begin++] == '\n';
        if (c->end - c->begin < 3 && !c->at_end && (c->begin == c->end || (unsigned char)c->buf[c->begin] >= 0x80))
            return false;
        if (!starts(c, c->begin, marks))
            break;
        c->begin += 3;
    }
    c->seen = c->begin;
    c->depth = 0;
    c->rooted = false;
    if (c->begin == c->end)
        return false;
    switch (c->buf[c->begin]) {
    case '<':
        if (c->end - c->begin < 2 && !c->at_end)
            return false;
        c->state = starts(c, c->begin, "</") ? GARBAGE : X_CONTENT;
        break;
    case '{':
    case '[':
        c->state = J_VALUE;
        break;
    default:
        c->state = c->number == 0 ? REST : GARBAGE;
    }
    return true;
}

static bool
document_ends(struct cut *c)
{
    if (c->state == BEFORE && !begin_document(c))
        return false;
    switch ((enum state)c->state) {
    case J_VALUE:
    case J_STRING:
    case J_ESCAPE:
        return json_ends(c);
    case GARBAGE:
        return garbage_ends(c);
    case REST:
        c->seen = c->end;
        return false;
    default:
        return xml_ends(c);
    }
}

/* --- mailboxes --- */

/* "19:02" stands in a line. */
static bool
has_time(const char *p, const char *end)
{
    while ((p = memchr(p, ':', (size_t)(end - p))) != NULL && end - p > 2) {
        if (p[-1] >= '0' && p[-1] <= '9' && p[-2] >= '0' && p[-2] <= '9' && p[1] >= '0' && p[1] <= '9' && p[2] >= '0' && p[2] <= '9')
            return true;
        p++;
    }
    return false;
}

bool
cut_is_mailbox(const char *bytes, size_t n)
{
    const char *end = bytes + n, *line, *colon, *p;

    if (n < 5 || memcmp(bytes, "From ", 5) != 0 || (line = memchr(bytes, '\n', n)) == NULL || !has_time(bytes + 5, line))
        return false;
    line++;
    for (p = line, colon = NULL; p < end && *p > ' ' && *p < 127 && colon == NULL; p++)
        colon = *p == ':' ? p : NULL;
    return colon != NULL && colon > line;
}

/* A message ends before the next one's first line, which an empty line goes before. */
static bool
message_ends(struct cut *c)
{
    enum { LINES = 1024 }; /* of a sender and a header's name */

    while (c->seen < c->end) {
        const char *feed = memchr(c->buf + c->seen, '\n', c->end - c->seen), *before;
        size_t at = feed != NULL ? (size_t)(feed - c->buf) + 1 : c->end;
        if (feed == NULL || (c->end - at < LINES && !c->at_end)) {
            c->seen = feed != NULL ? at - 1 : c->end;
            return false;
        }
        before = feed > c->buf + c->begin && feed[-1] == '\r' ? feed - 1 : feed;
        c->seen = at;
        if (before > c->buf + c->begin && before[-1] == '\n' && cut_is_mailbox(c->buf + at, c->end - at))
            return true;
    }
    return false;
}

/* --- a document --- */

/* Hand out the bytes of the document without what parts it from the next. */
static enum cut_found
hand_out(struct cut *c, size_t from, size_t to, char **bytes, size_t *n, uint32_t *lines)
{
    *n = to - from;
    *lines = c->lines;
    *bytes = malloc(*n + 1);
    if (*bytes == NULL)
        return CUT_NO_MEMORY;
    memcpy(*bytes, c->buf + from, *n);
    c->lines += count_lines(c->buf + c->begin, c->seen - c->begin);
    c->begin = c->seen;
    c->state = BEFORE;
    c->number++;
    return CUT_DOCUMENT;
}

static enum cut_found
broken(struct cut *c, const char *why, const char **said)
{
    c->broken = false;
    c->at_end = true;
    c->begin = c->seen = c->end;
    *said = why;
    errno = c->error;
    return CUT_BROKEN;
}

static bool
is_blank(const struct cut *c, size_t from, size_t to)
{
    while (from < to && is_space(c->buf[from]))
        from++;
    return from == to;
}

/* Whether seen is behind the end of what begins at begin; false: more bytes are needed. */
static bool
is_whole(struct cut *c)
{
    uint32_t n;

    switch (c->form) {
    case CUT_LINES:
        return ends_at_byte(c, '\n');
    case CUT_NUL:
        return ends_at_byte(c, '\0');
    case CUT_LENGTH:
        if (c->end - c->begin < 4)
            return false;
        n = (uint32_t)(unsigned char)c->buf[c->begin] << 24 | (uint32_t)(unsigned char)c->buf[c->begin + 1] << 16 |
            (uint32_t)(unsigned char)c->buf[c->begin + 2] << 8 | (uint32_t)(unsigned char)c->buf[c->begin + 3];
        c->seen = c->begin;
        if (n > MOST_DOCUMENT)
            c->why = "a document of more than 256 MB is announced";
        if (n > MOST_DOCUMENT || c->end - c->begin - 4 < n)
            return n > MOST_DOCUMENT;
        c->seen = c->begin + 4 + n;
        return true;
    case CUT_MAILBOX:
        return message_ends(c);
    default:
        return document_ends(c);
    }
}

/* Nothing more is to come, and what there is has no end of its own. */
static enum cut_found
last_one(struct cut *c, char **bytes, size_t *n, uint32_t *lines, const char **why)
{
    if (c->broken)
        return broken(c, c->why, why);
    if (is_blank(c, c->begin, c->end) || (c->form == CUT_DOCUMENTS && c->state != GARBAGE && c->state != REST &&
                                          c->state < J_VALUE && c->state != X_TAG && !c->rooted)) {
        c->begin = c->end;
        return CUT_END;
    }
    if (c->form == CUT_LENGTH)
        return broken(c, "the stream ends within a document", why);
    c->seen = c->end;
    return hand_out(c, c->begin, c->end, bytes, n, lines);
}

enum cut_found
cut_next(struct cut *c, char **bytes, size_t *n, uint32_t *lines, const char **why)
{
    for (;;) {
        if (c->begin < c->end && is_whole(c)) {
            size_t from = c->begin, to = c->seen;
            if (c->form == CUT_LENGTH && c->seen == c->begin)
                return broken(c, c->why, why);
            if (c->form == CUT_LENGTH)
                from += 4;
            else if (c->form == CUT_LINES || c->form == CUT_NUL)
                to--;
            if (c->form == CUT_LENGTH || !is_blank(c, from, to))
                return hand_out(c, from, to, bytes, n, lines);
            c->lines += c->form == CUT_LINES;
            c->begin = c->seen;
            c->state = BEFORE;
            continue;
        }
        if (c->at_end)
            return last_one(c, bytes, n, lines, why);
        if (c->end - c->begin > MOST_DOCUMENT)
            return broken(c, "a document of more than 256 MB", why);
        if (!fill(c))
            return CUT_NO_MEMORY;
    }
}

/*
 * The strings of a source, each with its place: tags and texts of XML, strings of JSON, lines of text. They are looked for
 * in bytes that come in pieces, as far as the reader has got, and those that are done with are not kept.
 */
#include "schemas/rules/source.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>

#include "article/decode.h"
#include "article/sixteen.h"

enum {
    DEPTH_MOST = 1024, /* open elements or brackets; readers bound them too, and end long before */
    HEAD = 256,        /* bytes that tell the encoding */
    MOVE = 65536       /* bytes that are done with before those behind them are moved up */
};

/* A name, in scan.names. */
struct name {
    size_t from, n;
};

struct wire_scan {
    struct wire_check *c;
    wire_spot_fn *give;
    struct wire_buf raw;             /* bytes of the source that are not decoded yet */
    struct wire_buf text;            /* the source in UTF-8, as far as it is not done with */
    uint64_t before;                 /* bytes of it before that */
    size_t done;                     /* of text: the scan has come so far */
    size_t wait;                     /* of text: before there are so many, what is begun there does not end */
    bool begun, final;               /* final: no more comes */
    bool broken, too_large;
    iconv_t decoder;                 /* NULL: it is UTF-8 */
    struct wire_buf names;
    const char *p, *end, *limit;     /* while scanning; what begins at the limit waits */
    const char *counted;             /* places are known up to here */
    uint32_t line, col;
    struct name open[DEPTH_MOST];
    struct name key;                 /* of JSON */
    char bracket[DEPTH_MOST];        /* of JSON */
    size_t depth;
};

/* Where p is; it never goes back. */
static struct wire_at
at(struct wire_scan *s, const char *p)
{
    for (; p - s->counted >= 16; s->counted += 16) {
        wire_sixteen bytes = wire_load(s->counted);
        unsigned more = wire_bits((wire_sixteen)((bytes & 0xC0) == 0x80)), ends = wire_bits((wire_sixteen)(bytes == '\n'));
        if (ends != 0) { /* columns count from behind the last of them */
            s->line += (uint32_t)__builtin_popcount(ends);
            s->col = 1;
            more |= (2u << (31 - __builtin_clz(ends))) - 1;
        }
        s->col += 16 - (uint32_t)__builtin_popcount(more);
    }
    for (; s->counted < p; s->counted++) {
        if (*s->counted == '\n') {
            s->line++;
            s->col = 1;
        } else if ((*s->counted & 0xC0) != 0x80) {
            s->col++;
        }
    }
    return (struct wire_at){ s->line, s->col, s->before + (uint64_t)(p - s->text.p) };
}

static size_t
place(const struct wire_scan *s, const char *p)
{
    return (size_t)s->before + (size_t)(p - s->text.p);
}

static struct wire_str
between(const char *from, const char *to)
{
    return (struct wire_str){ from, (size_t)(to - from) };
}

static struct wire_str
name_of(const struct wire_scan *s, struct name name)
{
    return name.n != 0 ? (struct wire_str){ s->names.p + name.from, name.n } : WIRE_NONE;
}

/* A name below those that are open. */
static struct name
put_name(struct wire_scan *s, struct wire_str name)
{
    struct name *in = s->depth > 0 ? &s->open[s->depth - 1] : NULL;
    size_t from = in != NULL ? in->from + in->n : 0;

    s->names.n = from;
    wire_buf_str(&s->names, name);
    return (struct name){ from, s->names.err == WIRE_OK ? name.n : 0 };
}

static void
give(struct wire_scan *s, enum wire_spot_kind kind, struct wire_str name, const char *from, const char *to)
{
    struct wire_spot spot = { .kind = kind, .name = name, .raw = between(from, to), .at = at(s, from), .from = place(s, from) };

    if (s->depth > 0)
        spot.element = name_of(s, s->open[s->depth - 1]);
    if (s->depth > 1)
        spot.parent = name_of(s, s->open[s->depth - 2]);
    s->give(s->c, &spot);
}

/* --- XML: each of these goes past one thing; false: its end is not there yet --- */

/* Behind the next `what`, or NULL. */
static const char *
past(const char *p, const char *end, const char *what)
{
    const char *found = end > p ? memmem(p, (size_t)(end - p), what, strlen(what)) : NULL;

    return found != NULL ? found + strlen(what) : NULL;
}

static const char *
past_or_end(const char *p, const char *end, const char *what)
{
    const char *found = past(p, end, what);

    return found != NULL ? found : end;
}

static bool
stands(const struct wire_scan *s, const char *what)
{
    size_t n = strlen(what);

    return (size_t)(s->end - s->p) >= n && memcmp(s->p, what, n) == 0;
}

/* Whether that may be what stands here, were there more of it. */
static bool
may_stand(const struct wire_scan *s, const char *what)
{
    size_t n = strlen(what), there = (size_t)(s->end - s->p);

    return !s->final && there < n && memcmp(s->p, what, there) == 0;
}

/* On to that place; NULL: to the end, should that be all there is. */
static bool
go_to(struct wire_scan *s, const char *p)
{
    if (p == NULL && !s->final)
        return false;
    s->p = p != NULL ? p : s->end;
    return true;
}

/* Behind a declaration of the document's type, its internal subset and what is quoted in it included; or NULL. */
static const char *
past_doctype(const char *p, const char *end)
{
    int depth = 0;

    for (; p < end; p++) {
        if (*p == '"' || *p == '\'') {
            if ((p = memchr(p + 1, *p, (size_t)(end - p - 1))) == NULL)
                return NULL;
        } else if (*p == '<' || *p == '[') {
            if (*p == '<' && end - p > 3 && memcmp(p, "<!--", 4) == 0) {
                if ((p = past(p, end, "-->")) == NULL)
                    return NULL;
                p--;
                continue;
            }
            depth++;
        } else if (*p == '>' || *p == ']') {
            if (--depth == 0)
                return p + 1;
        }
    }
    return NULL;
}

static const char *
past_name(const char *p, const char *end)
{
    while (p < end && !wire_is_space((unsigned char)*p) && *p != '>' && *p != '/' && *p != '=')
        p++;
    return p;
}

static struct wire_str
local(struct wire_str name)
{
    const char *colon = name.n != 0 ? memchr(name.p, ':', name.n) : NULL;

    return colon != NULL ? between(colon + 1, name.p + name.n) : name;
}

/* The end of a tag, quotes heeded: its >, or NULL. */
static const char *
tag_end(const char *p, const char *end)
{
    for (; p < end; p++) {
        if (*p == '>')
            return p;
        if ((*p == '"' || *p == '\'') && (p = memchr(p + 1, *p, (size_t)(end - p - 1))) == NULL)
            return NULL;
    }
    return NULL;
}

static void
attributes(struct wire_scan *s, const char *p, const char *end, struct wire_at tag_at)
{
    struct wire_str element = name_of(s, s->open[s->depth - 1]);
    struct wire_str parent = s->depth > 1 ? name_of(s, s->open[s->depth - 2]) : WIRE_NONE;

    while (p < end) {
        const char *name, *value;
        struct wire_spot spot = { .kind = WIRE_SPOT_ATTRIBUTE, .tag_at = tag_at, .element = element, .parent = parent };
        while (p < end && (wire_is_space((unsigned char)*p) || *p == '/'))
            p++;
        name = p;
        p = past_name(p, end);
        spot.name = between(name, p);
        while (p < end && (wire_is_space((unsigned char)*p) || *p == '='))
            p++;
        if (p >= end || (*p != '"' && *p != '\'') || spot.name.n == 0)
            return;
        value = p + 1;
        if ((p = memchr(value, *p, (size_t)(end - value))) == NULL)
            return;
        spot.raw = between(value, p++);
        spot.at = at(s, value);
        spot.from = place(s, value);
        s->give(s->c, &spot);
    }
}

static bool
start_tag(struct wire_scan *s)
{
    const char *name = s->p + 1, *name_end = past_name(name, s->end), *end = tag_end(name_end, s->end);
    struct wire_spot spot = { .kind = WIRE_SPOT_ELEMENT };

    if (end == NULL || s->depth == DEPTH_MOST) {
        s->broken |= s->final || s->depth == DEPTH_MOST;
        return false;
    }
    spot.name = between(name, name_end);
    spot.raw = between(s->p, end + 1);
    spot.at = at(s, s->p);
    spot.from = place(s, s->p);
    spot.after = place(s, end + 1);
    spot.empty = end[-1] == '/';
    s->open[s->depth] = put_name(s, local(spot.name));
    s->depth++;
    if (s->depth > 1)
        spot.parent = name_of(s, s->open[s->depth - 2]);
    spot.element = name_of(s, s->open[s->depth - 1]);
    s->give(s->c, &spot);
    attributes(s, name_end, end, spot.at);
    if (spot.empty)
        s->depth--;
    s->p = end + 1;
    return true;
}

static bool
text(struct wire_scan *s)
{
    const char *lt = memchr(s->p, '<', (size_t)(s->end - s->p));

    if (lt == NULL && !s->final)
        return false;
    if (lt == NULL)
        lt = s->end;
    if (s->depth > 0 && !wire_is_blank(s->p, (size_t)(lt - s->p)))
        give(s, WIRE_SPOT_TEXT, WIRE_NONE, s->p, lt);
    s->p = lt;
    return true;
}

static bool
cdata(struct wire_scan *s)
{
    const char *from = s->p + 9, *end = past(from, s->end, "]]>");

    if (end == NULL && !s->final)
        return false;
    give(s, WIRE_SPOT_CDATA, WIRE_NONE, from, end != NULL ? end - 3 : s->end);
    s->p = end != NULL ? end : s->end;
    return true;
}

static bool
scan_markup(struct wire_scan *s)
{
    const char *end;

    if (*s->p != '<')
        return text(s);
    if (may_stand(s, "<!--") || may_stand(s, "<![CDATA["))
        return false;
    if (stands(s, "<!--"))
        return go_to(s, past(s->p + 4, s->end, "-->"));
    if (stands(s, "<![CDATA["))
        return cdata(s);
    if (stands(s, "<?"))
        return go_to(s, past(s->p, s->end, "?>"));
    if (stands(s, "<!")) {
        s->c->memory->doctype = true;
        return go_to(s, past_doctype(s->p, s->end));
    }
    if (!stands(s, "</"))
        return start_tag(s);
    if ((end = memchr(s->p, '>', (size_t)(s->end - s->p))) == NULL && !s->final)
        return false;
    s->depth -= s->depth > 0;
    s->p = end != NULL ? end + 1 : s->end;
    return true;
}

/* --- JSON: the same --- */

static const char *
past_string(const char *p, const char *end)
{
    for (p++; p < end && *p != '"'; p++) {
        if (*p == '\\' && p + 1 < end) {
            p++;
            continue;
        }
        while (end - p > 16) {
            wire_sixteen c = wire_load(p + 1);
            unsigned found = wire_bits((wire_sixteen)((c == '"') | (c == '\\')));
            p += found != 0 ? __builtin_ctz(found) : 16;
            if (found != 0)
                break;
        }
    }
    return p < end ? p : NULL;
}

/* A string at p: a name, which the key then is, or a value. */
static bool
string(struct wire_scan *s)
{
    const char *from = s->p + 1, *to = past_string(s->p, s->end), *p;

    if (to == NULL) {
        s->broken |= s->final;
        return false;
    }
    for (p = to + 1; p < s->end && wire_is_space((unsigned char)*p);)
        p++;
    if (p == s->end && !s->final)
        return false;
    if (p < s->end && *p == ':' && s->depth > 0 && s->bracket[s->depth - 1] == '{') {
        s->key = put_name(s, between(from, to));
        s->p = p + 1;
        return true;
    }
    give(s, WIRE_SPOT_STRING, name_of(s, s->key), from, to);
    s->p = to + 1;
    return true;
}

static bool
number(struct wire_scan *s)
{
    const char *p = s->p;

    while (p < s->end && *p >= '0' && *p <= '9')
        p++;
    if (p == s->end && !s->final)
        return false;
    give(s, WIRE_SPOT_NUMBER, name_of(s, s->key), s->p, p);
    s->p = p;
    return true;
}

static bool
scan_value(struct wire_scan *s)
{
    while (s->p < s->limit && (wire_is_space((unsigned char)*s->p) || *s->p == ','))
        s->p++;
    if (s->p == s->limit)
        return true;
    if (*s->p == '"')
        return string(s);
    if (*s->p >= '0' && *s->p <= '9')
        return number(s);
    if (*s->p == '{' || *s->p == '[') {
        if (s->depth == DEPTH_MOST) {
            s->broken = true;
            return false;
        }
        s->bracket[s->depth] = *s->p;
        s->open[s->depth++] = s->key;
    } else if (*s->p == '}' || *s->p == ']') {
        s->depth -= s->depth > 0;
        s->key = s->depth > 0 ? s->open[s->depth] : (struct name){ 0, 0 };
    }
    s->p++;
    return true;
}

/* --- text --- */

static bool
scan_line(struct wire_scan *s)
{
    const char *end = memchr(s->p, '\n', (size_t)(s->end - s->p));

    if (end == NULL && !s->final)
        return false;
    if (end == NULL)
        end = s->end;
    if (end > s->p)
        give(s, WIRE_SPOT_PLAIN, WIRE_NONE, s->p, end);
    s->p = end < s->end ? end + 1 : end;
    return true;
}

/* --- the source in UTF-8 --- */

struct wire_str
wire_source_declared(struct wire_str bytes)
{
    struct wire_str head = wire_str_sub(bytes, 0, 200), name;
    size_t n;

    if (wire_str_begins(head, "\xEF\xBB\xBF"))
        head = wire_str_sub(head, 3, SIZE_MAX);
    if (!wire_str_begins(head, "<?xml"))
        return WIRE_NONE;
    head.n = (size_t)(past_or_end(head.p, head.p + head.n, "?>") - head.p);
    n = wire_str_find_nocase(head, "encoding");
    name = wire_str_sub(head, n + 8, SIZE_MAX);
    for (n = 0; n < name.n && (wire_is_space((unsigned char)name.p[n]) || name.p[n] == '=');)
        n++;
    name = wire_str_sub(name, n, SIZE_MAX);
    if (name.n < 2 || (name.p[0] != '"' && name.p[0] != '\''))
        return WIRE_NONE;
    for (n = 1; n < name.n && name.p[n] != name.p[0];)
        n++;
    return n < name.n ? wire_str_sub(name, 1, n - 1) : WIRE_NONE;
}

bool
wire_source_text(const struct wire_mending *in, struct wire_buf *buf, struct wire_str *text, char *name, size_t room)
{
    struct wire_str declared = wire_source_declared(in->bytes);
    const char *found = "";
    enum wire_status st;

    *name = '\0';
    if (in->source->encoding != NULL)
        snprintf(name, room, "%s", in->source->encoding);
    else if (declared.n != 0 && declared.n < room)
        snprintf(name, room, "%.*s", (int)declared.n, declared.p);
    if (strcasecmp(name, "utf-8") == 0) /* then what is no UTF-8 is no text in any encoding: see whether it is */
        *name = '\0';
    st = wire_decode(in->bytes, *name != '\0' ? name : NULL, buf, text, &found);
    if (st != WIRE_OK) {
        buf->err = st == WIRE_E_NOMEM ? WIRE_E_NOMEM : buf->err;
        return false;
    }
    if (found != NULL && found != name)
        snprintf(name, room, "%s", found);
    return true;
}

/* --- the source as it comes --- */

struct wire_scan *
wire_scan_new(struct wire_check *c, wire_spot_fn *give_spot)
{
    struct wire_scan *s = calloc(1, sizeof *s);

    if (s == NULL)
        return NULL;
    s->c = c;
    s->give = give_spot;
    return s;
}

static void
forget(struct wire_scan *s)
{
    if (s->decoder != NULL)
        iconv_close(s->decoder);
    s->decoder = NULL;
    wire_buf_clear(&s->raw);
    wire_buf_clear(&s->text);
    wire_buf_clear(&s->names);
    s->raw.err = s->text.err = s->names.err = WIRE_OK;
}

void
wire_scan_free(struct wire_scan *s)
{
    if (s == NULL)
        return;
    forget(s);
    wire_buf_free(&s->raw);
    wire_buf_free(&s->text);
    wire_buf_free(&s->names);
    free(s);
}

void
wire_scan_begin(struct wire_scan *s)
{
    forget(s);
    s->before = 0;
    s->done = s->wait = s->depth = 0;
    s->begun = s->final = s->broken = s->too_large = false;
    s->key = (struct name){ 0, 0 };
    s->line = s->col = 1;
}

/* What the first bytes say of the encoding; NULL: it is UTF-8, or nobody says. */
static const char *
encoding_of(const struct wire_scan *s, struct wire_str head, char name[64])
{
    struct wire_str declared = wire_source_declared(head);
    const char *said = s->c->source->encoding;

    if (said != NULL)
        snprintf(name, 64, "%s", said);
    else if (wire_str_begins(head, "\xFF\xFE") || wire_str_begins(head, "\xFE\xFF"))
        strcpy(name, "UTF-16");
    else if (head.n > 1 && (head.p[0] == '\0' || head.p[1] == '\0'))
        strcpy(name, head.p[0] == '\0' ? "UTF-16BE" : "UTF-16LE");
    else
        snprintf(name, 64, "%.*s", (int)(declared.n < 63 ? declared.n : 0), declared.n != 0 ? declared.p : "");
    return *name == '\0' || strcasecmp(name, "utf-8") == 0 || strcasecmp(name, "utf8") == 0 ? NULL : name;
}

/* Whether these few bytes are the beginning of a character. */
static bool
may_go_on(struct wire_str s)
{
    unsigned char lead = (unsigned char)s.p[0];
    size_t n = lead < 0xC2 || lead > 0xF4 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;

    for (size_t i = 1; i < s.n; i++) {
        if (((unsigned char)s.p[i] & 0xC0) != 0x80)
            return false;
    }
    return s.n < n;
}

/* Of UTF-8, and of bytes that are none: those are letters of Windows-1252. What may go on with the next bytes stays. */
static void
decode_utf8(struct wire_scan *s, struct wire_str raw)
{
    while (raw.n != 0) {
        size_t bad = raw.n, good;
        struct wire_str one;
        const char *as;
        struct wire_buf room = WIRE_BUF_INIT;

        if (wire_utf8_valid(raw, &bad)) {
            wire_buf_str(&s->text, raw);
            return;
        }
        good = bad;
        wire_buf_put(&s->text, raw.p, good);
        raw = wire_str_sub(raw, good, SIZE_MAX);
        if (!s->final && raw.n < 4 && may_go_on(raw)) {
            wire_buf_str(&s->raw, raw);
            return;
        }
        one = wire_str_sub(raw, 0, 1);
        if (wire_decode(one, NULL, &room, &one, &as) == WIRE_OK)
            wire_buf_str(&s->text, one);
        if (room.err != WIRE_OK)
            s->text.err = room.err;
        wire_buf_free(&room);
        raw = wire_str_sub(raw, 1, SIZE_MAX);
    }
}

static void
decode_by_name(struct wire_scan *s)
{
    char *in = s->raw.p;
    size_t left = s->raw.n;

    while (left != 0 && wire_buf_room(&s->text, 4096)) {
        char *out = s->text.p + s->text.n;
        size_t room = s->text.cap - s->text.n, done = iconv(s->decoder, &in, &left, &out, &room);
        int error = errno;
        s->text.n = s->text.cap - room;
        if (done == (size_t)-1 && error == EINVAL && !s->final)
            break;
        if (done == (size_t)-1 && error != E2BIG) { /* no character: its reader has said so */
            in++;
            left--;
        }
    }
    memmove(s->raw.p, in, left);
    s->raw.n = left;
}

/* As much of the source in text as has come; now: so few bytes as there are tell the encoding. */
static void
decode(struct wire_scan *s, struct wire_str bytes, bool now)
{
    char name[64];

    if (!s->begun || s->decoder != NULL || s->raw.n != 0) {
        wire_buf_str(&s->raw, bytes);
        bytes = wire_buf_slice(&s->raw);
    }
    if (s->raw.err != WIRE_OK || (!s->begun && bytes.n < HEAD && !now))
        return;
    if (!s->begun) {
        const char *encoding = encoding_of(s, bytes, name);
        s->begun = true;
        if (encoding != NULL && (s->decoder = iconv_open("UTF-8", encoding)) == (iconv_t)-1)
            s->decoder = NULL; /* its reader does not know it either */
    }
    if (s->decoder != NULL) {
        decode_by_name(s);
    } else if (bytes.p == s->raw.p && bytes.n != 0) {
        struct wire_buf taken = s->raw;
        s->raw = WIRE_BUF_INIT;
        decode_utf8(s, bytes);
        wire_buf_free(&taken);
    } else {
        decode_utf8(s, bytes);
    }
}

void
wire_scan_feed(struct wire_scan *s, const char *bytes, size_t n)
{
    if (s->too_large || s->broken || s->raw.err != WIRE_OK || s->text.err != WIRE_OK)
        return;
    decode(s, (struct wire_str){ bytes, n }, s->final);
    if (s->text.n - s->done > wire_limits_default.story) {
        s->too_large = true;
        wire_buf_free(&s->text);
        wire_buf_free(&s->raw);
        s->done = 0;
    }
}

/* What is done with gives way, now and then: bytes that are kept are few beside it. */
static void
move_up(struct wire_scan *s)
{
    if (s->done < MOVE || s->done < s->text.n - s->done || s->c->edits != NULL)
        return;
    memmove(s->text.p, s->text.p + s->done, s->text.n - s->done);
    s->text.n -= s->done;
    s->wait -= s->wait < s->done ? s->wait : s->done;
    s->before += s->done;
    s->done = 0;
}

static void
scan(struct wire_scan *s, uint64_t until)
{
    unsigned format = s->c->format;
    bool (*one)(struct wire_scan *) = (format & (WIRE_RULE_TEXT | WIRE_RULE_WIRES)) != 0   ? scan_line
                                      : (format & (WIRE_RULE_NINJS | WIRE_RULE_JSON)) != 0 ? scan_value
                                                                                           : scan_markup;
    uint64_t limit = until > s->before ? until - s->before : 0;

    if (s->text.n == 0 || (s->text.n < s->wait && !s->final))
        return;
    s->c->text = wire_buf_slice(&s->text);
    s->c->text_from = (size_t)s->before;
    s->p = s->counted = s->text.p + s->done;
    s->end = s->text.p + s->text.n;
    s->limit = limit < s->text.n ? s->text.p + limit : s->end;
    if (s->before == 0 && s->done == 0 && wire_str_begins(s->c->text, "\xEF\xBB\xBF"))
        s->counted = s->p += 3;
    while (s->p < s->limit && one(s))
        ;
    at(s, s->p);
    s->wait = s->p < s->limit ? s->text.n + s->text.n / 2 : 0;
    s->done = (size_t)(s->p - s->text.p);
    s->c->text = WIRE_NONE;
    move_up(s);
}

void
wire_scan_to(struct wire_scan *s, uint64_t until)
{
    if (until == 0 || s->broken || s->too_large)
        return;
    if (!s->begun)
        decode(s, WIRE_STR(""), true);
    scan(s, until);
}

enum wire_status
wire_scan_end(struct wire_scan *s)
{
    s->final = true;
    wire_scan_feed(s, NULL, 0);
    if (!s->broken && !s->too_large)
        scan(s, UINT64_MAX);
    s->give(s->c, &(struct wire_spot){ .kind = WIRE_SPOT_END, .at = { s->line, s->col, s->before + s->done } });
    if (s->raw.err != WIRE_OK || s->text.err != WIRE_OK || s->names.err != WIRE_OK)
        return WIRE_E_NOMEM;
    return s->too_large ? WIRE_E_LIMIT : WIRE_OK;
}

/* Messages of the old wires: framing, damage, numbers, lines. */
#include "article/message.h"

#include <stdio.h>
#include <stdlib.h>

#include "article/copy.h"
#include "article/decode.h"

enum { READ_BYTES = 65536, READ_MOST = 1 << 20, FF = 0x0C, LEAST_LINES = 256 };

const struct wire_finding wire_message_damaged = {
    .id = "message-damaged",
    .level = WIRE_WARNING,
    .text = "a message came damaged; what could be read of it is the story",
    .remedy = "Compare the story with its neighbours, or have the sender repeat the message: marks of its frame or characters of "
              "it were lost on the way.",
    .rule = "ANPA 1312 and IPTC 7901: SOH header STX text ETX trailer EOT",
};
const struct wire_finding wire_message_gap = {
    .id = "message-gap",
    .level = WIRE_WARNING,
    .text = "numbers are missing between this message and the one before it of the same service",
    .remedy = "Have the sender repeat the messages with the numbers named, if they were meant for you.",
    .rule = "ANPA 1312 and IPTC 7901: the messages of a service are numbered without gaps",
};
const struct wire_finding wire_message_stray = {
    .id = "message-stray",
    .level = WIRE_WARNING,
    .text = "bytes between messages are no message; they were left out",
    .remedy = "Look at the place: noise on a line is harmless, but a message that lost its beginning may lie there.",
};
const struct wire_finding wire_message_too_long = {
    .id = "message-too-long",
    .level = WIRE_ERROR,
    .text = "a message is longer than the limit; it was left out, and reading goes on with the next",
    .remedy = "No real message comes near the limit: the end of this one was lost, or the input is no wire.",
};
const struct wire_finding wire_message_encoding = {
    .id = "message-encoding",
    .level = WIRE_ERROR,
    .text = "the encoding asked for is not known here; nothing was read",
    .remedy = "Give a name that `iconv -l` lists.",
};
const struct wire_finding wire_message_none = {
    .id = "message-none",
    .level = WIRE_ERROR,
    .text = "there is no message in the input; no story was made",
    .remedy = "See what the file is with `wirecopy inspect`, and name its format with -f.",
};
const struct wire_finding wire_message_lost = {
    .id = "message-lost",
    .level = WIRE_WARNING,
    .text = "some words of the message are in no field of the article",
    .remedy = "Please report the message: this is a fault of the program.",
};

/* ---- places ---- */

/* Move a place past n bytes. */
static void
pass(struct wire_at *at, const char *p, size_t n)
{
    const char *end = p + n, *from = p;

    for (const char *lf; (lf = memchr(p, '\n', (size_t)(end - p))) != NULL; p = from = lf + 1) {
        at->line++;
        at->col = 1;
    }
    for (p = from; p < end; p++)
        at->col += ((unsigned char)*p & 0xC0) != 0x80;
    at->byte += n;
}

struct wire_at
wire_line_at(const struct wire_message *m, const struct wire_message_line *line, size_t offset)
{
    struct wire_at at = line->at;
    uint32_t characters = 0;

    for (size_t i = 0; i < offset && i < line->s.n; i++)
        characters += ((unsigned char)line->s.p[i] & 0xC0) != 0x80;
    at.col += characters;
    at.byte += m->narrow ? characters : offset;
    return at;
}

size_t
wire_control_at(struct wire_str s)
{
    for (size_t i = 0; i < s.n; i += 16) {
        wire_sixteen c = wire_load_some(s.p + i, s.n - i);
        unsigned found = wire_bits((wire_sixteen)(((c < ' ') & (c != '\t')) | (c == WIRE_DEL)));
        size_t at = i + (found != 0 ? (size_t)__builtin_ctz(found) : 16);
        if (found != 0) /* zeros past the end look like one */
            return at < s.n ? at : s.n;
    }
    return s.n;
}

struct wire_str
wire_line_trim(struct wire_str s)
{
    const unsigned char *p = (const unsigned char *)s.p;

    if (s.n != 0 && p[0] > ' ' && p[0] < WIRE_DEL && p[s.n - 1] > ' ' && p[s.n - 1] < WIRE_DEL)
        return s; /* most lines, but for a CR */
    if (s.n > 1 && p[0] > ' ' && p[0] < WIRE_DEL && p[s.n - 1] == '\r' && p[s.n - 2] > ' ' && p[s.n - 2] < WIRE_DEL)
        return wire_str_sub(s, 0, s.n - 1);
    for (;;) {
        size_t n = s.n;
        s = wire_trim_blanks(s); /* control characters are blanks to it, but for DEL */
        while (s.n != 0 && s.p[0] == WIRE_DEL)
            s = wire_str_sub(s, 1, s.n);
        while (s.n != 0 && s.p[s.n - 1] == WIRE_DEL)
            s.n--;
        if (s.n == n)
            return s;
    }
}

/* ---- lines ---- */

static bool
add_line(struct wire_messages *r, size_t *count, struct wire_message_line line)
{
    if (*count == r->line_cap) {
        size_t cap = r->line_cap != 0 ? r->line_cap * 2 : LEAST_LINES;
        struct wire_message_line *lines = realloc(r->lines, cap * sizeof *lines);
        if (lines == NULL)
            return false;
        r->lines = lines;
        r->line_cap = cap;
    }
    r->lines[(*count)++] = line;
    return true;
}

static struct wire_message_line
line_of(const char *p, const char *stop, struct wire_at at, uint8_t part)
{
    struct wire_str s = { p, (size_t)(stop - p) };

    return (struct wire_message_line){ .s = s, .text = wire_line_trim(s), .at = at, .part = part };
}

/* The next byte of a line end or mark at or after p. Where copy has no LF at all, CR ends its lines. */
static const char *
line_end(const char *p, const char *end, char feed, char mark)
{
    const char *lf = memchr(p, feed, (size_t)(end - p)), *upto = lf != NULL ? lf : end;
    const char *found = mark != 0 ? memchr(p, mark, (size_t)(upto - p)) : NULL;

    return found != NULL ? found : upto;
}

/*
 * Cut the text into lines. STX ends the header and ETX the text; where STX is missing, all is header until the
 * reader of the format says otherwise. raw is the same in the source's bytes, whose lines are as many.
 */
static bool
cut_lines(struct wire_messages *r, struct wire_message *m, struct wire_str raw)
{
    const char *p = m->text.p, *end = p + m->text.n, *q = raw.p, *raw_end = raw.p + raw.n;
    char feed = memchr(p, '\n', m->text.n) == NULL ? '\r' : '\n', mark = m->stx ? WIRE_STX : m->etx ? WIRE_ETX : 0;
    struct wire_at at = m->at;
    uint8_t part = WIRE_PART_HEADER;
    size_t count = 0;

    while (p < end) {
        const char *stop = line_end(p, end, feed, mark), *raw_stop = line_end(q, raw_end, feed, mark);
        if (!add_line(r, &count, line_of(p, stop, at, part)))
            return false;
        at.byte += (uint64_t)(raw_stop - q);
        if (stop < end && *stop == feed) {
            at.line++;
            at.col = 1;
        } else {
            for (; p < stop; p++)
                at.col += ((unsigned char)*p & 0xC0) != 0x80;
            at.col++;
            part = mark == WIRE_STX ? WIRE_PART_TEXT : WIRE_PART_TRAILER;
            mark = mark == WIRE_STX && m->etx ? WIRE_ETX : 0;
        }
        at.byte += raw_stop < raw_end;
        p = stop + (stop < end);
        q = raw_stop + (raw_stop < raw_end);
    }
    m->lines = r->lines;
    m->count = count;
    return true;
}

/* ---- one message ---- */

static enum wire_status
take(struct wire_messages *r, struct wire_str raw, struct wire_message m)
{
    const char *stx, *etx;
    enum wire_status st = wire_decode(raw, r->source->encoding, &r->decoded, &m.text, &m.encoding);

    if (st == WIRE_E_USAGE)
        wire_report(r->sink, r->source, &wire_message_encoding, (struct wire_at){ 0, 0, 0 }, WIRE_NONE, "%s", r->source->encoding);
    if (st != WIRE_OK)
        return st;
    m.narrow = m.text.p != raw.p;
    m.soh = m.text.n != 0 && m.text.p[0] == WIRE_SOH;
    stx = memchr(m.text.p, WIRE_STX, m.text.n);
    etx = memchr(stx != NULL ? stx : m.text.p, WIRE_ETX, m.text.n - (stx != NULL ? (size_t)(stx - m.text.p) : 0));
    m.stx = stx != NULL;
    m.etx = etx != NULL;
    m.eot = memchr(m.text.p, WIRE_EOT, m.text.n) != NULL;
    if (!cut_lines(r, &m, raw))
        return WIRE_E_NOMEM;
    st = r->message(r, &m);
    r->ends |= m.eot;
    return st;
}

/* Characters that stand in no copy: what a receiver sets for one it could not read, and what belongs to a dialogue of machines. */
static bool
has_odd_characters(const struct wire_message *m)
{
    const char *p = m->text.p, *end = p + m->text.n;

    for (; (size_t)(end - p) >= 16; p += 16) {
        wire_sixteen c = wire_load(p);
        wire_sixteen odd = (wire_sixteen)((c == 0x05) | (c == 0x06) | (c == 0x15) | (c == 0x18) | (c == WIRE_SUB));
        if (wire_bits(odd) != 0)
            return true;
    }
    for (; p < end; p++) {
        if (*p != '\0' && strchr("\x05\x06\x15\x18\x1A", *p) != NULL)
            return true;
    }
    if (!m->narrow) /* U+FFFD was in the source */
        return memmem(m->text.p, m->text.n, "\xEF\xBF\xBD", 3) != NULL;
    for (p = m->text.p; (p = memchr(p, 0xC2, (size_t)(end - p))) != NULL && ++p < end;) { /* bytes the set has not */
        if ((unsigned char)*p < 0xA0)
            return true;
    }
    return memmem(m->text.p, m->text.n, "\xEF\xBF\xBD", 3) != NULL;
}

static bool
has_two_texts(const struct wire_message *m)
{
    const char *stx = m->stx ? memchr(m->text.p, WIRE_STX, m->text.n) : NULL;

    return stx != NULL && memchr(stx + 1, WIRE_STX, (size_t)(m->text.p + m->text.n - stx - 1)) != NULL;
}

void
wire_message_damage(struct wire_messages *r, const struct wire_message *m, bool header)
{
    bool marked = m->soh || m->stx || m->etx || m->eot;
    char detail[400];
    int n = 0;

#define LACKS(what) n += snprintf(detail + n, sizeof detail - (size_t)n, "%s%s", n != 0 ? "; " : "", what)
    if (!header)
        LACKS("its header cannot be read");
    if (marked && !m->soh && !m->framed)
        LACKS("no start of heading (SOH)");
    if (marked && !m->stx)
        LACKS("no start of text (STX)");
    if (marked && !m->etx && !m->framed)
        LACKS(m->cut ? "no end of text (ETX) before the next message begins" : "no end of text (ETX): it may be cut short");
    if (marked && m->cut && !m->eot && r->ends)
        LACKS("no end of transmission (EOT)");
    if (has_two_texts(m))
        LACKS("a second start of text (STX): two messages may have become one");
    if (has_odd_characters(m))
        LACKS("characters of it were lost");
#undef LACKS
    if (n != 0)
        wire_report(r->sink, r->source, &wire_message_damaged, m->at, WIRE_NONE, "%s", detail);
}

void
wire_message_noise(struct wire_messages *r, const struct wire_message *m)
{
    wire_report(r->sink, r->source, &wire_message_stray, m->at, WIRE_NONE, "%zu bytes", m->text.n);
}

static uint32_t
whole(struct wire_str digits)
{
    uint32_t n = 0;

    for (size_t i = 0; i < digits.n; i++)
        n = n * 10 + (uint32_t)(digits.p[i] - '0');
    return n;
}

void
wire_message_number(struct wire_messages *r, const struct wire_message *m, struct wire_str source, struct wire_str digits)
{
    struct wire_sequence *s = r->sequences, *end = s + r->sequence_count;
    uint32_t number;

    if (digits.n == 0 || digits.n > 6 || source.n >= sizeof s->source)
        return;
    number = whole(digits);
    while (s < end && !wire_str_is(source, s->source) && (source.n != 0 || s->source[0] != '\0'))
        s++;
    if (s == end) {
        if (r->sequence_count == WIRE_SEQUENCES)
            return;
        r->sequence_count++;
        if (source.n != 0)
            memcpy(s->source, source.p, source.n);
        s->source[source.n] = '\0';
    } else if (number > s->last + 1) { /* a lower one is a repetition, or the count has begun anew */
        if (number == s->last + 2)
            wire_report(r->sink, r->source, &wire_message_gap, m->at, WIRE_NONE, "%s%0*u", s->source, (int)digits.n, s->last + 1);
        else
            wire_report(r->sink, r->source, &wire_message_gap, m->at, WIRE_NONE, "%s%0*u to %s%0*u", s->source, (int)digits.n,
                        s->last + 1, s->source, (int)digits.n, number - 1);
    }
    s->last = number;
}

/* ---- stories ---- */

struct wire_value *
wire_printed(struct wire_value *v)
{
    if (v != NULL)
        v->flags |= WIRE_V_PRINTED;
    return v;
}

static void
say_source(const struct wire_messages *r, const struct wire_message *m, struct wire_article *a, const char *format)
{
    struct wire_value *v = wire_add_record(a, WIRE_F_SOURCE, m->at);

    if (v == NULL)
        return;
    wire_put_text(a, v, WIRE_K_FORMAT, wire_str_of(format), m->at);
    if (r->source->name != NULL && strcmp(r->source->name, "-") != 0)
        wire_put_text(a, v, WIRE_K_FILE, wire_str_of(r->source->name), m->at);
    wire_put_number(a, v, WIRE_K_INDEX, r->index, m->at);
    wire_put_text(a, v, WIRE_K_ENCODING, wire_str_of(m->encoding), m->at);
}

static size_t
weigh(const struct wire_value *v)
{
    size_t sum = 0;

    for (; v != NULL; v = v->next) {
        if ((v->flags & WIRE_V_PRINTED) != 0 && v->kind == WIRE_V_TEXT)
            sum += wire_copy_weight(v->s);
        for (const struct wire_value *m = v->first; m != NULL; m = m->next)
            sum += (m->flags & WIRE_V_PRINTED) != 0 && m->kind == WIRE_V_TEXT ? wire_copy_weight(m->s) : 0;
    }
    return sum;
}

static enum wire_status
weigh_text(void *ctx, const struct wire_node *n, enum wire_visit visit)
{
    if (visit == WIRE_ENTER && n->kind == WIRE_N_TEXT)
        *(size_t *)ctx += wire_copy_weight(n->text);
    return WIRE_OK;
}

enum wire_status
wire_message_deliver(struct wire_messages *r, const struct wire_message *m, struct wire_article *a, const char *format,
                     size_t skipped, size_t made)
{
    struct wire_ledger *ledger = &a->ledger;
    enum wire_status st;

    r->index++;
    say_source(r, m, a, format);
    a->end = m->at.byte + m->text.n;
    ledger->read += wire_copy_weight(m->text) + made;
    ledger->skipped += skipped;
    for (int field = 0; field < WIRE_FIELD_COUNT; field++)
        ledger->placed += weigh(a->fields[field].first);
    wire_walk(a->body, WIRE_EDITORS, weigh_text, &ledger->placed);
    if ((st = a->arena->err) != WIRE_OK) {
        if (st == WIRE_E_LIMIT)
            wire_report(r->sink, r->source, &wire_message_too_long, m->at, WIRE_NONE, "%zu bytes of memory", r->max.story);
        wire_article_free(a);
        return st == WIRE_E_LIMIT ? WIRE_OK : st; /* the next message is another story */
    }
    if (ledger->read != ledger->placed + ledger->skipped)
        wire_report(r->sink, r->source, &wire_message_lost, m->at, WIRE_NONE, "%zu bytes read, %zu placed, %zu skipped", ledger->read,
                    ledger->placed, ledger->skipped);
    return r->sink->story(r->sink->ctx, a);
}

/* ---- the stream ---- */

/* What stands between messages: line ends, fill and control characters. */
static size_t
idle(struct wire_str s)
{
    size_t i = 0;

    while (i < s.n && ((unsigned char)s.p[i] <= ' ' || s.p[i] == WIRE_DEL) && s.p[i] != WIRE_SOH && s.p[i] != WIRE_STX)
        i++;
    return i;
}

/* The first of SOH, STX, ETX, EOT at or after i. */
static size_t
next_mark(const char *p, size_t i, size_t n)
{
    while (i < n) {
        wire_sixteen c = wire_load_some(p + i, n - i);
        unsigned found = wire_bits((wire_sixteen)((c > 0) & (c < 5)));
        if (found != 0)
            return i + (size_t)__builtin_ctz(found);
        i += 16;
    }
    return n;
}

/* What is known of the message that begins the bytes at hand. */
struct scan {
    size_t from; /* so much was looked at */
    size_t etx;  /* behind its first ETX; 0: none yet */
    bool cut;    /* it ends because another begins */
    bool headed; /* its header has come */
};

enum { NOT_YET = 0 };

/*
 * The end of a message that began with SOH: EOT, or the next SOH. A second STX after ETX is the text of a message
 * whose SOH was lost: that one begins on the line after the ETX.
 */
static size_t
end_of_framed(struct wire_str s, struct scan *scan)
{
    for (size_t i = scan->from != 0 ? scan->from : 1; (i = next_mark(s.p, i, s.n)) < s.n; i++) {
        const char *lf;
        if (s.p[i] == WIRE_EOT)
            return i + 1;
        if (s.p[i] == WIRE_SOH) {
            scan->cut = true;
            return i;
        }
        if (s.p[i] == WIRE_ETX && scan->etx == 0)
            scan->etx = i + 1;
        if (s.p[i] != WIRE_STX || scan->etx == 0)
            continue;
        lf = memchr(s.p + scan->etx, '\n', i - scan->etx);
        scan->cut = true;
        return lf != NULL ? (size_t)(lf - s.p) + 1 : i;
    }
    scan->from = s.n;
    return NOT_YET;
}

/* The marks within one line of copy that has no SOH. */
static size_t
mark_in_line(struct wire_str s, size_t to, struct scan *scan)
{
    for (size_t i = scan->from; (i = next_mark(s.p, i, to)) < to; i++) {
        if (s.p[i] == WIRE_EOT)
            return i + 1;
        if (s.p[i] == WIRE_SOH || (s.p[i] == WIRE_STX && scan->etx != 0)) {
            scan->cut = true;
            return s.p[i] == WIRE_STX && scan->from > scan->etx ? scan->from : i;
        }
        if (s.p[i] == WIRE_ETX && scan->etx == 0)
            scan->etx = i + 1;
    }
    return NOT_YET;
}

/* The same of copy without SOH: lines ZCZC and NNNN, a form feed and a line that looks like a header part messages too. */
static size_t
end_of_copy(const struct wire_messages *r, struct wire_str s, struct scan *scan, bool at_end)
{
    while (scan->from < s.n) {
        const char *p = s.p + scan->from, *lf = memchr(p, '\n', s.n - scan->from), *feed;
        size_t stop = lf != NULL ? (size_t)(lf - s.p) : s.n, end;
        bool whole_line = scan->from == 0 || p[-1] == '\n', header;
        struct wire_str line = wire_line_trim((struct wire_str){ p, stop - scan->from });
        if (lf == NULL && !at_end && s.n - scan->from < READ_BYTES)
            break; /* the rest of the line is to come */
        if ((end = mark_in_line(s, stop, scan)) != NOT_YET)
            return end;
        if (whole_line && wire_str_is(line, "NNNN"))
            return lf != NULL ? stop + 1 : stop;
        header = whole_line && r->is_header != NULL && r->is_header(line);
        if (scan->from != 0 && whole_line && (wire_str_begins(line, "ZCZC") || (header && (scan->headed || !wire_str_begins(s, "ZCZC")))))
            return scan->from;
        scan->headed |= header;
        if (scan->from != 0 && (feed = memchr(p, FF, stop - scan->from)) != NULL)
            return (size_t)(feed - s.p) + 1;
        scan->from = lf != NULL ? stop + 1 : stop;
    }
    return NOT_YET;
}

/* One message of n bytes; without a word it is none. */
static enum wire_status
give(struct wire_messages *r, struct wire_str s, bool cut)
{
    struct wire_str last = wire_line_trim(wire_str_sub(s, s.n > 8 ? s.n - 8 : 0, 8));
    struct wire_message m = { .at = r->at, .cut = cut };

    if (wire_weight(s.p, s.n) == 0)
        return WIRE_OK;
    m.framed = wire_str_begins(s, "ZCZC") || wire_str_ends(last, "NNNN");
    return take(r, s, m);
}

/* More bytes; what was given out makes room for them. 0 at the end. */
static enum wire_status
fetch(struct wire_messages *r, size_t *used, long *n)
{
    if (*used != 0) {
        memmove(r->bytes.p, r->bytes.p + *used, r->bytes.n - *used);
        r->bytes.n -= *used;
        *used = 0;
    }
    if (!wire_buf_room(&r->bytes, READ_BYTES))
        return WIRE_E_NOMEM;
    *n = r->source->read(r->source->ctx, r->bytes.p + r->bytes.n,
                         r->bytes.cap - r->bytes.n < READ_MOST ? r->bytes.cap - r->bytes.n : READ_MOST);
    if (*n > 0)
        r->bytes.n += (size_t)*n;
    return *n < 0 ? WIRE_E_IO : WIRE_OK;
}

/* Past the limit: all is dropped up to the next SOH. */
static size_t
past_limit(struct wire_messages *r, struct wire_str s)
{
    const char *soh;

    if (!r->too_long)
        wire_report(r->sink, r->source, &wire_message_too_long, r->at, WIRE_NONE, "the limit is %zu bytes", r->max.text);
    soh = s.n > 1 ? memchr(s.p + 1, WIRE_SOH, s.n - 1) : NULL;
    r->too_long = soh == NULL;
    return soh != NULL ? (size_t)(soh - s.p) : s.n;
}

static enum wire_status
read_all(struct wire_messages *r)
{
    enum wire_status st = WIRE_OK;
    struct scan scan = { .from = 0 };
    size_t used = 0;
    long n = 1;

    while (st == WIRE_OK) {
        struct wire_str s = { r->bytes.p + used, r->bytes.n - used };
        size_t end = scan.from == 0 && s.n != 0 && !r->too_long ? idle(s) : 0;
        if (r->at.byte == 0 && wire_str_begins(s, "\xEF\xBB\xBF")) { /* no character: it has no column */
            end = 3;
            r->at.col = 0;
        }
        if (end == 0 && s.n != 0) {
            if (r->too_long || s.n > r->max.text)
                end = past_limit(r, s);
            else if ((end = s.p[0] == WIRE_SOH ? end_of_framed(s, &scan) : end_of_copy(r, s, &scan, n == 0)) != NOT_YET)
                st = give(r, wire_str_sub(s, 0, end), scan.cut);
            else if (n == 0)
                st = give(r, wire_str_sub(s, 0, end = s.n), false);
        }
        if (end != 0) {
            pass(&r->at, s.p, end);
            used += end;
            scan = (struct scan){ .from = 0 };
        } else if (n == 0) {
            return st;
        } else if (st == WIRE_OK) {
            st = fetch(r, &used, &n);
        }
    }
    return st;
}

enum wire_status
wire_messages_read(struct wire_messages *r)
{
    enum wire_status st;

    r->max = r->source->max != NULL ? *r->source->max : wire_limits_default;
    r->at = (struct wire_at){ 1, 1, 0 };
    r->bytes = r->decoded = WIRE_BUF_INIT;
    st = read_all(r);
    if (st == WIRE_OK && r->index == 0) {
        wire_report(r->sink, r->source, &wire_message_none, (struct wire_at){ 1, 1, 0 }, WIRE_NONE, "%s", "");
        st = WIRE_E_INPUT;
    }
    free(r->lines);
    wire_buf_free(&r->bytes);
    wire_buf_free(&r->decoded);
    return st;
}

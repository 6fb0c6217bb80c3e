/* Reading a message: its copy into a story, what its headers say of it, and what is attached. */
#include "email.h"

#include <stdlib.h>

#include "article/decode.h"
#include "article/lang.h"
#include "article/message.h"
#include "article/notice.h"
#include "article/practice.h"
#include "article/time.h"
#include "room.h"
#include "xml/body.h"

enum { READ_BYTES = 65536, SET_MOST = 64 };

static const struct wire_finding email_empty = {
    "email-empty", WIRE_ERROR, "the message has neither text nor anything attached; no story was made",
    "Look whether the message was cut off on the way.", "RFC 5322, 2.1"
};
static const struct wire_finding email_too_long = {
    "email-too-long", WIRE_ERROR, "the message is longer than a story may be; it was not read",
    "Take the attachments out before, or have them sent as links.", NULL
};
static const struct wire_finding email_cut = {
    "email-cut", WIRE_WARNING, "the message ends before its last part does; what was there has been read",
    "Fetch the message again.", "RFC 2046, 5.1.1"
};
static const struct wire_finding email_parts_left = {
    "email-parts-left", WIRE_WARNING, "some parts of the message were not taken apart: they are too many, or too deep in one another",
    "Have the sender send fewer; 1024 parts and 16 levels are read.", NULL
};
static const struct wire_finding email_charset = {
    "email-charset", WIRE_WARNING, "the character set that a part of the message names is not known here; it was read as UTF-8 or Windows-1252",
    "Say the right one with --encoding.", "RFC 2046, 4.1.2"
};
static const struct wire_finding email_no_id = {
    "email-no-id", WIRE_WARNING, "a message without an id; the story has no uri",
    "Have the sender's program give each message a Message-ID.", "RFC 5322, 3.6.4"
};

const struct wire_finding *const wire_email_findings[] = {
    &email_empty, &email_too_long, &email_cut, &email_parts_left, &email_charset, &email_no_id, NULL,
};

struct reading {
    struct wire_source *source;
    const struct wire_sink *sink;
    struct wire_worker *worker;
    const struct wire_format *copy;
    struct wire_limits max;
    struct wire_arena scratch;
    struct wire_str message, headers;
    struct wire_email_parts parts;
    const char *encoding;      /* of the copy, in the scratch arena */
    struct wire_str signature; /* of the sender */
    int64_t stories;
};

static void
report(const struct reading *r, const struct wire_finding *what, struct wire_at at, struct wire_str detail)
{
    wire_report(r->sink, r->source, what, at, WIRE_NONE, "%.*s", (int)(detail.n < 200 ? detail.n : 200), detail.n != 0 ? detail.p : "");
}

static struct wire_str
text_of(struct reading *r, const char *name)
{
    return wire_email_text(&r->scratch, wire_email_field(r->headers, name));
}

static struct wire_at
at_of(const struct reading *r, const char *p)
{
    struct wire_at at = { 1, 1, (uint64_t)(p - r->message.p) };

    for (const char *q = r->message.p, *lf; q < p && (lf = memchr(q, '\n', (size_t)(p - q))) != NULL; q = lf + 1)
        at.line++;
    return at;
}

/* --- which parts are copy --- */

static bool
is_html(const struct wire_email_part *p)
{
    return wire_str_is_nocase(p->type, "text/html");
}

static struct wire_str
file_name(struct reading *r, const struct wire_email_part *p)
{
    struct wire_str name = wire_email_parameter(&r->scratch, wire_email_field(p->headers, "Content-Disposition"), "filename");

    return name.n != 0 ? name : wire_email_parameter(&r->scratch, wire_email_field(p->headers, "Content-Type"), "name");
}

/* What stands in the message as its text; a file of text that is sent with it is none. */
static bool
is_copy(struct reading *r, const struct wire_email_part *p)
{
    struct wire_str how = wire_email_token(wire_email_field(p->headers, "Content-Disposition"));

    if (!is_html(p) && !wire_str_is_nocase(p->type, "text/plain"))
        return false;
    return !wire_str_is_nocase(how, "attachment") && (p->group != 0 || file_name(r, p).n == 0);
}

/* Say of each part what becomes of it. Of alternatives the first plain one that has words is read, else the first in markup. */
static void
choose(struct reading *r)
{
    enum { NOTHING, MARKUP, PLAIN } best[WIRE_EMAIL_PARTS + 1] = { NOTHING };

    for (size_t i = 0; i < r->parts.n; i++) {
        struct wire_email_part *p = &r->parts.all[i];
        p->use = is_copy(r, p) ? WIRE_EMAIL_COPY : WIRE_EMAIL_FILE;
        if (p->use != WIRE_EMAIL_COPY)
            continue;
        if (wire_weight(p->body.p, p->body.n) == 0)
            p->use = WIRE_EMAIL_OTHER_FORM; /* of nothing */
        else if (best[p->group] != PLAIN)
            best[p->group] = is_html(p) ? MARKUP : PLAIN;
    }
    for (size_t i = 0; i < r->parts.n; i++) {
        struct wire_email_part *p = &r->parts.all[i];
        if (p->use != WIRE_EMAIL_COPY || p->group == 0)
            continue;
        if (best[p->group] == (is_html(p) ? MARKUP : PLAIN))
            best[p->group] = NOTHING; /* this one; no other */
        else
            p->use = WIRE_EMAIL_OTHER_FORM;
    }
}

/* --- its text --- */

/* Of a message from a mailbox: one `>` less where a line begins with some and "From ", which the mailbox put there (RFC 4155, mboxrd). */
static void
put_unquoted(struct wire_str text, struct wire_buf *out)
{
    for (size_t i = 0; i < text.n;) {
        const char *feed = memchr(text.p + i, '\n', text.n - i);
        struct wire_str line = wire_str_sub(text, i, (feed != NULL ? (size_t)(feed - text.p) + 1 : text.n) - i);
        size_t marks = 0;
        while (marks < line.n && line.p[marks] == '>')
            marks++;
        i += line.n;
        wire_buf_str(out, wire_str_sub(line, marks != 0 && wire_str_begins(wire_str_sub(line, marks, line.n), "From "), line.n));
    }
}

/* A part's text in UTF-8, at the end of out. */
static void
put_text(struct reading *r, const struct wire_email_part *p, struct wire_buf *out)
{
    struct wire_str type = wire_email_field(p->headers, "Content-Type"), set = wire_email_parameter(&r->scratch, type, "charset");
    struct wire_buf bytes = WIRE_BUF_INIT, decoded = WIRE_BUF_INIT;
    const char *said = r->source->encoding, *name = "UTF-8";
    struct wire_str text = WIRE_NONE, flowed = wire_email_parameter(&r->scratch, type, "format");
    enum wire_status st;

    if (said == NULL && set.n != 0 && set.n < SET_MOST && !wire_str_is_nocase(set, "us-ascii"))
        said = wire_arena_cstr(&r->scratch, set); /* who calls it ASCII often sends more */
    wire_email_decode(&r->scratch, p, &bytes);
    st = wire_decode(wire_buf_slice(&bytes), said, &decoded, &text, &name);
    if (st == WIRE_E_USAGE) {
        report(r, &email_charset, p->at, set);
        st = wire_decode(wire_buf_slice(&bytes), NULL, &decoded, &text, &name);
    }
    if (st == WIRE_OK && wire_str_is_nocase(flowed, "flowed") && !is_html(p))
        wire_email_unflow(text, wire_str_is_nocase(wire_email_parameter(&r->scratch, type, "delsp"), "yes"), out);
    else if (st == WIRE_OK && wire_str_begins(r->message, "From "))
        put_unquoted(text, out);
    else if (st == WIRE_OK)
        wire_buf_str(out, text);
    r->encoding = wire_arena_cstr(&r->scratch, wire_str_of(name));
    if (st == WIRE_E_NOMEM || bytes.err != WIRE_OK)
        out->err = WIRE_E_NOMEM;
    wire_buf_free(&bytes);
    wire_buf_free(&decoded);
}

/* Where the sender's signature begins in a text: behind a line of two hyphens (RFC 3676, 4.3); or s.n. */
static size_t
signature_at(struct wire_str s)
{
    const char *p = s.p, *end = s.p + s.n, *found = NULL;

    while (p < end && (p = memmem(p, (size_t)(end - p), "\n--", 3)) != NULL) {
        const char *q = p + 3;
        while (q < end && (*q == ' ' || *q == '\r'))
            q++;
        if (q == end || *q == '\n')
            found = p + 1;
        p += 3;
    }
    return found != NULL ? (size_t)(found - s.p) : s.n;
}

/* --- what is attached --- */

static const char *
media_type(struct wire_str type)
{
    return wire_str_begins_nocase(type, "image/")   ? "picture"
           : wire_str_begins_nocase(type, "audio/") ? "audio"
           : wire_str_begins_nocase(type, "video/") ? "video"
                                                    : NULL;
}

static void
attach(struct reading *r, struct wire_article *a, const struct wire_email_part *p)
{
    struct wire_article *of = wire_article_associate(a, p->at);
    struct wire_str id = wire_email_text(&r->scratch, wire_email_id(wire_email_field(p->headers, "Content-ID"))), name = file_name(r, p);
    const char *type = media_type(p->type);
    struct wire_buf bytes = WIRE_BUF_INIT, coded = WIRE_BUF_INIT;
    struct wire_value *v;

    if (of == NULL)
        return;
    if (type != NULL)
        wire_add_text(of, WIRE_F_TYPE, wire_str_of(type), p->at);
    v = wire_add_record(of, WIRE_F_RENDITIONS, p->at);
    wire_put_text(of, v, WIRE_K_NAME, name, p->at);
    if (id.n != 0)
        wire_put_text(of, v, WIRE_K_HREF, wire_arena_join(&r->scratch, WIRE_STR("cid:"), id, WIRE_NONE), p->at); /* RFC 2392 */
    wire_put_text(of, v, WIRE_K_CONTENT_TYPE, wire_email_text(&r->scratch, p->type), p->at);
    wire_email_decode(&r->scratch, p, &bytes);
    wire_email_base64(wire_buf_slice(&bytes), &coded);
    wire_put_number(of, v, WIRE_K_SIZE_IN_BYTES, (int64_t)bytes.n, p->at);
    wire_put_text(of, v, WIRE_K_VALUE, wire_buf_slice(&coded), p->at);
    if (coded.n != 0)
        wire_put_text(of, v, WIRE_K_ENCODING, WIRE_STR("base64"), p->at);
    if (bytes.err != WIRE_OK || coded.err != WIRE_OK)
        a->arena->err = WIRE_E_NOMEM;
    wire_buf_free(&bytes);
    wire_buf_free(&coded);
}

/* --- what the headers say --- */

/* How it travelled, and how it is packed: of the message and not of the story. */
static bool
is_transport(struct wire_str name)
{
    static const char *const all[] = { "Received", "Return-Path", "Delivered-To", "MIME-Version", "Envelope-To", "Errors-To",
                                       "Precedence", "Auto-Submitted", "DomainKey-Signature", "Thread-Index" };
    static const char *const begins[] = { "Received-", "X-", "DKIM-", "ARC-", "Authentication-", "Content-", "List-", "Feedback-" };

    for (size_t i = 0; i < WIRE_COUNT(all); i++) {
        if (wire_str_is_nocase(name, all[i]))
            return true;
    }
    for (size_t i = 0; i < WIRE_COUNT(begins); i++) {
        if (wire_str_begins_nocase(name, begins[i]))
            return true;
    }
    return false;
}

static void
count(struct reading *r, struct wire_article *a, enum wire_ledger_act act, struct wire_str name, const char *why, struct wire_at at)
{
    if (r->worker->want_ledger)
        wire_ledger_count(&a->ledger, a->arena, act, name, why, 1, at);
}

static void
put_keywords(struct reading *r, struct wire_article *a, struct wire_str list, struct wire_at at)
{
    list = wire_email_text(&r->scratch, list);
    while (list.n != 0) {
        const char *comma = memchr(list.p, ',', list.n);
        size_t n = comma != NULL ? (size_t)(comma - list.p) : list.n;
        wire_add_text(a, WIRE_F_KEYWORDS, wire_str_trim(wire_str_sub(list, 0, n)), at);
        list = wire_str_sub(list, n + 1, list.n);
    }
}

/* A field of its own for a header; false: it has none. */
static bool
take_header(struct reading *r, struct wire_article *a, const struct wire_email_header *h, struct wire_at at)
{
    struct wire_str s;

    if (wire_str_is_nocase(h->name, "Subject"))
        return true; /* the headline, as the copy begins with it */
    if (wire_str_is_nocase(h->name, "Message-ID")) {
        s = wire_email_text(&r->scratch, wire_email_id(h->value));
        if (s.n == 0 || r->stories != 1)
            return true; /* further stories of it have none of their own */
        a->fields[WIRE_F_URI] = (struct wire_list){ NULL, NULL };
        wire_add_text(a, WIRE_F_URI, wire_arena_join(&r->scratch, WIRE_STR("mid:"), s, WIRE_NONE), at); /* RFC 2392 */
        return true;
    }
    if (wire_str_is_nocase(h->name, "Date")) {
        s = wire_time_normal(&r->scratch, wire_email_uncommented(&r->scratch, wire_email_text(&r->scratch, h->value)), r->source->zone);
        if (s.n != 0 && wire_first(a, WIRE_F_VERSION_CREATED) == NULL)
            wire_add_text(a, WIRE_F_VERSION_CREATED, s, at);
        return s.n != 0;
    }
    if (wire_str_is_nocase(h->name, "Content-Language") && wire_first(a, WIRE_F_LANGUAGE) == NULL) {
        s = wire_lang_normal(&r->scratch, wire_email_text(&r->scratch, h->value));
        return wire_add_text(a, WIRE_F_LANGUAGE, s, at) != NULL;
    }
    if (wire_str_is_nocase(h->name, "Keywords")) {
        put_keywords(r, a, h->value, at);
        return true;
    }
    return false;
}

static void
put_headers(struct reading *r, struct wire_article *a)
{
    struct wire_email_header h;
    struct wire_at at = { 1, 1, 0 };
    const char *seen = r->message.p;

    for (size_t i = 0; wire_email_next(r->headers, &i, &h);) {
        struct wire_str path = wire_arena_join(&r->scratch, WIRE_STR("email/"), h.name, WIRE_NONE);
        for (const char *lf; seen < h.name.p && (lf = memchr(seen, '\n', (size_t)(h.name.p - seen))) != NULL; seen = lf + 1)
            at.line++;
        at.byte = (uint64_t)(h.name.p - r->message.p);
        if (take_header(r, a, &h, at)) {
            count(r, a, WIRE_TOOK, path, NULL, at);
        } else if (is_transport(h.name)) {
            count(r, a, WIRE_SKIPPED, path, "how the message travelled", at);
        } else {
            wire_add_extra(a, h.name, path, wire_email_text(&r->scratch, h.value), at);
            count(r, a, WIRE_KEPT, path, NULL, at);
        }
    }
}

/* --- the story --- */

static void
say_source(struct reading *r, struct wire_article *a)
{
    struct wire_at at = { 1, 1, 0 };
    struct wire_value *v;

    a->fields[WIRE_F_SOURCE] = (struct wire_list){ NULL, NULL };
    if ((v = wire_add_record(a, WIRE_F_SOURCE, at)) == NULL)
        return;
    wire_put_text(a, v, WIRE_K_FORMAT, WIRE_STR("email"), at);
    if (r->source->name != NULL && strcmp(r->source->name, "-") != 0)
        wire_put_text(a, v, WIRE_K_FILE, wire_str_of(r->source->name), at);
    wire_put_number(a, v, WIRE_K_INDEX, r->stories, at);
    if (r->encoding != NULL)
        wire_put_text(a, v, WIRE_K_ENCODING, wire_str_of(r->encoding), at);
}

/* The copy has become a story: the message adds what it knows. */
static enum wire_status
on_story(void *ctx, struct wire_article *a)
{
    struct reading *r = ctx;
    size_t weight = wire_weight(r->signature.p, r->signature.n);
    enum wire_status st;
    struct wire_value *v;

    r->stories++;
    put_headers(r, a);
    if (r->stories == 1) {
        for (size_t i = 0; i < r->parts.n; i++) {
            const struct wire_email_part *p = &r->parts.all[i];
            if (p->use == WIRE_EMAIL_FILE)
                attach(r, a, p);
            else if (p->use == WIRE_EMAIL_OTHER_FORM)
                count(r, a, WIRE_SKIPPED, WIRE_STR("email/alternative"), "the same text in another form", p->at);
        }
        if (r->signature.n != 0 && (v = wire_add_residue(a, WIRE_STR("signature"), r->signature, (struct wire_at){ 0, 0, 0 })) != NULL) {
            wire_printed(wire_get(v, WIRE_K_VALUE));
            a->ledger.read += weight;
            a->ledger.placed += weight;
        }
    }
    say_source(r, a);
    a->end = r->message.n;
    if (wire_first(a, WIRE_F_URI) == NULL)
        report(r, &email_no_id, (struct wire_at){ 1, 1, 0 }, WIRE_NONE);
    st = r->scratch.err != WIRE_OK ? r->scratch.err : a->arena->err;
    if (st == WIRE_OK)
        return r->sink->story(r->sink->ctx, a);
    wire_article_free(a);
    return st;
}

static void
on_diagnostic(void *ctx, const struct wire_diag *d)
{
    struct reading *r = ctx;

    if (r->sink->diagnostic != NULL)
        r->sink->diagnostic(r->sink->ctx, d);
}

/* Copy without markup goes to the reader of copy, below as many lines as stand above it in the message. */
static enum wire_status
read_plain(struct reading *r, struct wire_str text, struct wire_at at)
{
    struct wire_sink sink = { .story = on_story, .diagnostic = on_diagnostic, .ctx = r };
    struct wire_str subject = text_of(r, "Subject"), said = wire_email_field(r->headers, "Subject");
    struct wire_buf all = WIRE_BUF_INIT;
    struct wire_bytes bytes;
    struct wire_source inner = *r->source;
    enum wire_status st = WIRE_E_NOMEM;
    uint32_t line = said.n != 0 ? at_of(r, said.p).line : 1;

    for (uint32_t i = 1; i < at.line; i++) {
        if (i == line)
            wire_buf_str(&all, subject);
        wire_buf_putc(&all, '\n');
    }
    if (line + 1 >= at.line)
        wire_buf_putc(&all, '\n'); /* nothing stands between the headers and the text; behind a headline something does */
    wire_buf_str(&all, text);
    for (size_t i = 0; i < all.n; i++) { /* what parts stories on a wire parts none here */
        if (all.p[i] == '\f' || all.p[i] == '\003')
            all.p[i] = '\n';
    }
    bytes = (struct wire_bytes){ .p = all.p, .n = all.n };
    inner.read = wire_bytes_read;
    inner.ctx = &bytes;
    inner.encoding = "UTF-8";
    inner.split = NULL;
    if (all.err == WIRE_OK)
        st = r->copy->read(&inner, &sink, NULL, r->worker);
    wire_buf_free(&all);
    return st;
}

/* Copy with markup is the body as it is, the subject its headline; files alone are a story too. */
static enum wire_status
read_markup(struct reading *r)
{
    struct wire_article *a = wire_article_new(r->max.story);
    struct wire_body *body = wire_body_new();
    struct wire_str subject = text_of(r, "Subject"), said = wire_email_field(r->headers, "Subject");
    struct wire_at at = said.n != 0 ? at_of(r, said.p) : (struct wire_at){ 1, 1, 0 };
    struct wire_buf text = WIRE_BUF_INIT;
    enum wire_status st = a != NULL && body != NULL ? WIRE_OK : WIRE_E_NOMEM;
    struct wire_value *v;

    if (st == WIRE_OK && (v = wire_add_record(a, WIRE_F_HEADLINES, at)) != NULL) {
        wire_put_text(a, v, WIRE_K_ROLE, WIRE_STR("main"), at);
        wire_printed(wire_put_text(a, v, WIRE_K_VALUE, subject, at));
        a->ledger.read = wire_weight(subject.p, subject.n);
    }
    for (size_t i = 0; i < r->parts.n && st == WIRE_OK; i++) {
        const struct wire_email_part *p = &r->parts.all[i];
        size_t skipped = 0, read, before = wire_article_weight(a);
        enum wire_status finished;
        if (p->use != WIRE_EMAIL_COPY)
            continue;
        wire_buf_clear(&text);
        put_text(r, p, &text);
        wire_body_begin(body, a, "email"); /* or on with what the parts before it gave */
        if (text.err != WIRE_OK)
            st = text.err;
        else if (is_html(p))
            st = wire_body_html(body, wire_buf_slice(&text), p->at);
        else
            wire_body_plain(body, wire_buf_slice(&text), p->at);
        finished = wire_body_finish(body, &skipped);
        st = st != WIRE_OK ? st : finished;
        read = is_html(p) ? wire_article_weight(a) - before + skipped /* its references have been resolved */
                          : wire_weight(text.p, text.n);
        a->ledger.read += read;
        a->ledger.skipped += skipped;
    }
    wire_buf_free(&text);
    wire_body_free(body);
    if (st != WIRE_OK) {
        wire_article_free(a);
        return st;
    }
    wire_practice(a);
    wire_notices(a, r->source->zone);
    a->ledger.placed = wire_article_weight(a);
    return on_story(r, a);
}

static enum wire_status
read_message(struct reading *r)
{
    struct wire_buf text = WIRE_BUF_INIT;
    struct wire_at at = { 0, 0, 0 };
    bool markup = false, plain = false, files = false;
    enum wire_status st;
    size_t cut;

    r->headers = wire_str_sub(r->message, 0, wire_email_headers_end(r->message));
    if (!wire_email_take_apart(&r->scratch, r->message, &r->parts))
        return WIRE_E_NOMEM;
    if (r->parts.cut.line != 0)
        report(r, &email_cut, r->parts.cut, WIRE_NONE);
    if (r->parts.left != 0)
        report(r, &email_parts_left, (struct wire_at){ 1, 1, 0 }, WIRE_NONE);
    choose(r);
    for (size_t i = 0; i < r->parts.n; i++) {
        const struct wire_email_part *p = &r->parts.all[i];
        markup |= p->use == WIRE_EMAIL_COPY && is_html(p);
        plain |= p->use == WIRE_EMAIL_COPY && !is_html(p);
        files |= p->use == WIRE_EMAIL_FILE && p->body.n != 0;
    }
    if (markup || (files && !plain))
        return read_markup(r);
    if (!plain) {
        report(r, &email_empty, (struct wire_at){ 1, 1, 0 }, WIRE_NONE);
        return WIRE_E_INPUT;
    }
    for (size_t i = 0; i < r->parts.n; i++) {
        const struct wire_email_part *p = &r->parts.all[i];
        if (p->use != WIRE_EMAIL_COPY)
            continue;
        if (at.line == 0)
            at = p->at;
        else
            wire_buf_puts(&text, "\n\n");
        put_text(r, p, &text);
    }
    cut = signature_at(wire_buf_slice(&text));
    r->signature = wire_arena_str(&r->scratch, wire_str_trim(wire_str_sub(wire_buf_slice(&text), cut, text.n)));
    if (wire_weight(r->signature.p, r->signature.n) == 0)
        r->signature = WIRE_NONE;
    st = text.err != WIRE_OK ? text.err : read_plain(r, wire_str_sub(wire_buf_slice(&text), 0, cut), at);
    wire_buf_free(&text);
    return st;
}

enum wire_status
wire_email_read(struct wire_source *source, const struct wire_sink *sink, struct wire_worker *worker, const struct wire_format *copy)
{
    struct reading r = { .source = source, .sink = sink, .worker = worker, .copy = copy };
    struct wire_buf bytes = WIRE_BUF_INIT;
    enum wire_status st = WIRE_OK;
    long n = 0;

    r.max = source->max != NULL ? *source->max : wire_limits_default;
    while (st == WIRE_OK) {
        if (!wire_buf_room(&bytes, READ_BYTES)) {
            st = WIRE_E_NOMEM;
            break;
        }
        if ((n = source->read(source->ctx, bytes.p + bytes.n, bytes.cap - bytes.n)) <= 0)
            break;
        bytes.n += (size_t)n;
        if (bytes.n > r.max.text) {
            report(&r, &email_too_long, (struct wire_at){ 1, 1, 0 }, WIRE_NONE);
            st = WIRE_E_LIMIT;
        }
    }
    if (st == WIRE_OK && n < 0)
        st = WIRE_E_IO;
    if (st == WIRE_OK) {
        wire_arena_init(&r.scratch, r.max.story);
        r.message = wire_buf_slice(&bytes);
        st = read_message(&r);
        wire_email_parts_free(&r.parts);
        wire_arena_free(&r.scratch);
    }
    wire_buf_free(&bytes);
    return st;
}

/* --- telling it --- */

int
wire_email_sniff(const char *bytes, size_t n, const char **why)
{
    static const char *const senders[] = { "From", "Received", "Return-Path", "Delivered-To" };
    static const char *const others[] = { "Date", "Subject", "To", "Message-ID", "MIME-Version", "Content-Type" };
    struct wire_str s = { bytes, n };
    unsigned sender = 0, other = 0;
    struct wire_email_header h;

    s = wire_str_sub(s, 0, wire_email_headers_end(s));
    for (size_t i = 0; wire_email_next(s, &i, &h);) {
        for (size_t k = 0; k < WIRE_COUNT(senders); k++)
            sender += wire_str_is_nocase(h.name, senders[k]);
        for (size_t k = 0; k < WIRE_COUNT(others); k++)
            other += wire_str_is_nocase(h.name, others[k]);
    }
    if (sender == 0 || other < 2)
        return 0;
    *why = "it begins with the headers of a message";
    return 92;
}

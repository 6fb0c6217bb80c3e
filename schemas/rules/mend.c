/* Mending a source: what breaks a rule and has one safe answer is changed where it stands, and nothing else. */
#include "schemas/rules/mend.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <strings.h>

#include "schemas/rules/source.h"

const struct wire_finding wire_rules_not_mended = {
    "not-mended", WIRE_WARNING, "this cannot be mended without changing bytes that are not at fault; it stays as it is",
    "The bytes are not wholly in the encoding they are said to be in, or that encoding lacks a letter that is due. Convert "
    "the source to UTF-8 first.", NULL
};

const struct wire_finding wire_rules_mend_size = {
    "mend-size", WIRE_WARNING, "the input is too large to be mended, which is done with all of it at hand; it was judged as it is",
    "Split it into documents of fewer stories.", NULL
};

enum { ROUNDS = 4 }; /* what is mended may show more: a control character hides a whole document */

/* A character that the encoding lacks, as a reference; false where the format has none. */
static bool
put_reference(struct wire_buf *out, const char **p, size_t *left, bool references)
{
    const char *at = *p;
    int32_t c = wire_utf8_next(&at, *p + *left);

    if (!references || c < 0)
        return false;
    wire_buf_printf(out, "&#%d;", (int)c);
    *left -= (size_t)(at - *p);
    *p = at;
    return true;
}

/* UTF-8 into the encoding; WIRE_E_USAGE where that lacks a character. */
static enum wire_status
encode(struct wire_str text, const char *name, bool references, struct wire_buf *out)
{
    iconv_t cd = iconv_open(name, "UTF-8");
    const char *p = text.p;
    size_t left = text.n;
    char room[4096];
    enum wire_status st = WIRE_OK;

    if (cd == (iconv_t)-1)
        return errno == ENOMEM ? WIRE_E_NOMEM : WIRE_E_USAGE;
    while (left != 0 && st == WIRE_OK) {
        char *to = room, *from = (char *)p;
        size_t free_bytes = sizeof room, done = iconv(cd, &from, &left, &to, &free_bytes);
        int error = errno;
        wire_buf_put(out, room, sizeof room - free_bytes);
        p = from;
        if (done == (size_t)-1 && error != E2BIG && !put_reference(out, &p, &left, references))
            st = WIRE_E_USAGE;
    }
    iconv_close(cd);
    return out->err != WIRE_OK ? out->err : st;
}

static enum wire_status
on_story(void *ctx, struct wire_article *a)
{
    wire_rules_story(ctx, a);
    wire_article_free(a);
    return WIRE_OK;
}

/* One round over a text in UTF-8: what it becomes stands in `out`. */
static enum wire_status
mend_once(const struct wire_rules *rules, const struct wire_mending *in, struct wire_str text, const struct wire_sink *sink,
          struct wire_buf *out, size_t *made)
{
    struct wire_rules_run *run = wire_rules_run_new(rules);
    struct wire_sink stories = { .story = on_story, .ctx = run };
    struct wire_bytes bytes = { text.p, text.n, NULL };
    struct wire_source source = *in->source;
    struct wire_edits edits = { 0 };
    enum wire_status st, end;

    if (run == NULL)
        return WIRE_E_NOMEM;
    source.read = wire_bytes_read;
    source.ctx = &bytes;
    source.encoding = "UTF-8"; /* whatever the document says: it is decoded */
    st = in->format->read(wire_rules_begin(run, in->format, &source, sink, &edits), &stories, NULL, in->worker);
    end = wire_rules_end(run, st, true);
    *made = wire_edits_make(&edits, text, out);
    if (st != WIRE_E_NOMEM)
        st = end != WIRE_OK ? end : edits.err != WIRE_OK ? edits.err : out->err;
    wire_edits_free(&edits);
    wire_rules_run_free(run);
    return st;
}

/* Whether the encoding gives back the very bytes. */
static enum wire_status
is_faithful(struct wire_str bytes, struct wire_str text, const char *name, struct wire_buf *again)
{
    enum wire_status st = encode(text, name, false, again);

    if (st == WIRE_OK && !wire_str_eq(bytes, wire_buf_slice(again)))
        st = WIRE_E_USAGE;
    wire_buf_clear(again);
    return st;
}

static enum wire_status
mend_text(const struct wire_rules *rules, const struct wire_mending *in, struct wire_str text, const struct wire_sink *sink,
          struct wire_buf round[2], struct wire_str *result, size_t *made)
{
    enum wire_status st = WIRE_OK;
    size_t now = 1;

    *made = 0;
    for (int i = 0; i < ROUNDS && now != 0 && st == WIRE_OK; i++) {
        struct wire_buf *out = &round[i % 2];
        wire_buf_clear(out);
        st = mend_once(rules, in, text, sink, out, &now);
        text = wire_buf_slice(out);
        *made += now;
    }
    *result = text;
    return st;
}

enum wire_status
wire_rules_mend(const struct wire_rules *rules, const struct wire_mending *in, const struct wire_sink *sink, struct wire_buf *out,
                size_t *made)
{
    struct wire_buf decoded = WIRE_BUF_INIT, round[2] = { WIRE_BUF_INIT, WIRE_BUF_INIT };
    struct wire_str text, result, mark = WIRE_STR("");
    char name[64];
    enum wire_status st = WIRE_OK;
    const struct wire_sink silent = { 0 };
    bool same, markup = false;

    *made = 0;
    if (!wire_source_text(in, &decoded, &text, name, sizeof name))
        st = decoded.err != WIRE_OK ? decoded.err : WIRE_E_USAGE;
    if (st == WIRE_OK && strncasecmp(name, "UTF-16", 6) == 0 && (wire_str_begins(in->bytes, "\xFF\xFE") || wire_str_begins(in->bytes, "\xFE\xFF"))) {
        snprintf(name, sizeof name, "%s", in->bytes.p[0] == '\xFF' ? "UTF-16LE" : "UTF-16BE");
        mark = wire_str_sub(in->bytes, 0, 2);
    }
    same = strcasecmp(name, "UTF-8") == 0 || strcasecmp(name, "UTF8") == 0;
    if (st == WIRE_OK && !same)
        st = is_faithful(wire_str_sub(in->bytes, mark.n, SIZE_MAX), text, name, out);
    if (st == WIRE_OK && !same) { /* what cannot be encoded again must not be said to be mended */
        markup = wire_str_begins(wire_str_trim(text), "<");
        st = mend_text(rules, in, text, &silent, round, &result, made);
        if (st == WIRE_OK && *made != 0)
            st = encode(result, name, markup, out);
        wire_buf_clear(out);
    }
    if (st == WIRE_OK)
        st = mend_text(rules, in, text, sink, round, &result, made);
    if (st == WIRE_OK && *made != 0 && same) {
        wire_buf_put(out, in->bytes.p, in->bytes.n - text.n); /* a byte order mark */
        wire_buf_str(out, result);
    } else if (st == WIRE_OK && *made != 0) {
        wire_buf_str(out, mark);
        st = encode(result, name, markup, out);
    }
    if (st == WIRE_E_USAGE)
        wire_report(sink, in->source, &wire_rules_not_mended, (struct wire_at){ 0 }, WIRE_NONE, "%s", name);
    if (st != WIRE_OK || *made == 0) {
        wire_buf_clear(out);
        wire_buf_str(out, in->bytes);
        *made = 0;
    }
    st = out->err != WIRE_OK ? out->err : st;
    wire_buf_free(&decoded);
    wire_buf_free(&round[0]);
    wire_buf_free(&round[1]);
    return st;
}

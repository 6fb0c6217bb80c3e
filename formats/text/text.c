/* The plain-text reader: bytes into documents, documents into articles. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "text.h"

#include <errno.h>
#include <stdlib.h>

#include <pcre2.h>

#include "article/copy.h"
#include "article/dateline.h"
#include "article/decode.h"
#include "article/limits.h"
#include "article/notice.h"
#include "article/signoff.h"
#include "room.h"
#include "write.h"

enum { FORM_FEED = 0x0C, ETX = 0x03, READ_BYTES = 65536, KEPT_BYTES = 1 << 20 };

static const struct wire_finding text_empty = {
    .id = "text-empty",
    .level = WIRE_ERROR,
    .text = "the input has no word in it; no story was made",
    .remedy = "Look whether the file was cut off on the way, or whether it is in an encoding the program was not told of (--encoding).",
};
static const struct wire_finding text_too_long = {
    .id = "text-too-long",
    .level = WIRE_ERROR,
    .text = "one story of plain text is longer than the limit; it and what follows was not read",
    .remedy = "If the file holds many stories, part them by form feeds or name their separator with --split.",
};
static const struct wire_finding text_split_pattern = {
    .id = "text-split-pattern",
    .level = WIRE_ERROR,
    .text = "the pattern between stories is no regular expression; nothing was read",
    .remedy = "Correct the pattern given to --split; it is a Perl-compatible regular expression.",
};
static const struct wire_finding text_encoding = {
    .id = "text-encoding",
    .level = WIRE_ERROR,
    .text = "the encoding asked for is not known here; nothing was read",
    .remedy = "Give a name that `iconv -l` lists.",
};
static const struct wire_finding text_no_headline = {
    .id = "text-no-headline",
    .level = WIRE_STYLE,
    .text = "no line heads the story; it has no headline",
    .remedy = "Put the headline on a line of its own above the text.",
};
static const struct wire_finding text_lost = {
    .id = "text-lost",
    .level = WIRE_WARNING,
    .text = "some words of the text are in no field of the article",
    .remedy = "Please report the text: this is a fault of the program.",
};

static const struct wire_finding *const findings[] = {
    &text_empty, &text_too_long, &text_split_pattern, &text_encoding, &text_no_headline, &text_lost, NULL,
};

/* What a worker keeps between documents. */
struct kept {
    struct text_noise_index noise;
    struct wire_buf bytes, decoded;
};

struct reading {
    struct kept *kept;
    struct wire_source *source;
    const struct wire_sink *sink;
    struct wire_worker *worker;
    struct wire_limits max;
    pcre2_code *split;
    pcre2_match_data *match;
    int64_t index;      /* stories so far */
    uint32_t line;      /* lines before the document */
    uint64_t byte;
};

/* ---- one document ---- */

static void
say_source(const struct reading *r, struct wire_article *a, const char *encoding, struct wire_at at)
{
    struct wire_value *v = wire_add_record(a, WIRE_F_SOURCE, at);

    if (v == NULL)
        return;
    wire_put_text(a, v, WIRE_K_FORMAT, WIRE_STR("text"), at);
    if (r->source->name != NULL && strcmp(r->source->name, "-") != 0)
        wire_put_text(a, v, WIRE_K_FILE, wire_str_of(r->source->name), at);
    wire_put_number(a, v, WIRE_K_INDEX, r->index, at);
    wire_put_text(a, v, WIRE_K_ENCODING, wire_str_of(encoding), at);
}

static uint32_t
count_lines(struct wire_str s)
{
    uint32_t n = 0;

    for (const char *p = s.p, *end = p + s.n; p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++)
        n++;
    return n;
}

static bool
has_words(struct wire_str s)
{
    return wire_copy_weight(wire_str_sub(s, 0, 4096)) != 0 || (s.n > 4096 && wire_copy_weight(s) != 0);
}

static enum wire_status
deliver(struct reading *r, struct text_story *story, const char *encoding)
{
    struct wire_article *a = wire_article_new(r->max.story);
    struct wire_at at = { r->line + 1, 1, r->byte };
    enum wire_status st;

    if (a == NULL)
        return WIRE_E_NOMEM;
    text_fill(story, a, r->worker->want_ledger);
    a->end = r->byte + story->text.n;
    wire_notices(a, r->source->zone);
    r->index++;
    say_source(r, a, encoding, at);
    if (a->arena->err != WIRE_OK) {
        st = a->arena->err;
        if (st == WIRE_E_LIMIT)
            wire_report(r->sink, r->source, &text_too_long, at, WIRE_NONE, "%zu bytes of memory", r->max.story);
        wire_article_free(a);
        return st;
    }
    if (wire_first(a, WIRE_F_HEADLINES) == NULL)
        wire_report(r->sink, r->source, &text_no_headline, at, WIRE_NONE, "%s", "");
    if (a->ledger.read != a->ledger.placed + a->ledger.skipped)
        wire_report(r->sink, r->source, &text_lost, at, WIRE_NONE, "%zu bytes read, %zu placed, %zu skipped", a->ledger.read,
                    a->ledger.placed, a->ledger.skipped);
    return r->sink->story(r->sink->ctx, a);
}

/* Control characters of a line between machines, which XML and pages cannot hold, are blanks in copy. */
static struct wire_str
without_controls(struct wire_arena *scratch, struct wire_str s)
{
    char *copy = NULL;

    for (size_t i = 0; i < s.n; i += 16) {
        wire_sixteen c = wire_load_some(s.p + i, s.n - i);
        unsigned found = wire_bits((wire_sixteen)((c < ' ') & (c != '\t') & (c != '\n') & (c != '\r')));
        if (s.n - i < 16)
            found &= (1u << (s.n - i)) - 1;
        if (found != 0 && copy == NULL) {
            s = wire_arena_str(scratch, s);
            copy = (char *)(uintptr_t)s.p;
            if (copy == NULL)
                return s;
        }
        for (; found != 0; found &= found - 1)
            copy[i + (size_t)__builtin_ctz(found)] = ' ';
    }
    return s;
}

/* Read one story from its text, which is UTF-8. */
static enum wire_status
read_story(struct reading *r, struct wire_str text, const char *encoding)
{
    struct wire_arena scratch;
    struct text_story story = { .text = text, .scratch = &scratch, .noise = &r->kept->noise };
    enum wire_status st;

    if (!has_words(text))
        return WIRE_OK;
    wire_arena_init(&scratch, r->max.story);
    story.text = without_controls(&scratch, text);
    st = scratch.err != WIRE_OK ? scratch.err : text_lines(&story);
    if (st == WIRE_OK) {
        for (size_t i = 0; i < story.line_count; i++)
            story.lines[i].number += r->line;
        text_blocks(&story);
        if (story.err == WIRE_OK)
            text_mark(&story);
        st = story.err;
    }
    if (st == WIRE_OK)
        st = deliver(r, &story, encoding);
    else if (st == WIRE_E_LIMIT)
        wire_report(r->sink, r->source, &text_too_long, (struct wire_at){ r->line + 1, 1, r->byte }, WIRE_NONE, "%d lines", WIRE_MOST_TEXT_LINES);
    free(story.lines);
    free(story.blocks);
    wire_arena_free(&scratch);
    return st;
}

/* Where a story ends: at a form feed, or at ETX and the stamp on its line. s.n: at the end. *next: where the next begins. */
static size_t
story_end(struct wire_str s, size_t *next)
{
    for (size_t i = 0; i < s.n; i += 16) {
        wire_sixteen c = wire_load_some(s.p + i, s.n - i);
        unsigned ends = wire_bits((wire_sixteen)((c == FORM_FEED) | (c == ETX)));
        const char *lf;
        if (ends == 0)
            continue;
        i += (size_t)__builtin_ctz(ends);
        if (s.p[i] == FORM_FEED) {
            *next = i + 1;
            return i;
        }
        lf = memchr(s.p + i, '\n', s.n - i);
        *next = lf != NULL ? (size_t)(lf - s.p) + 1 : s.n;
        return *next;
    }
    *next = s.n;
    return s.n;
}

/* ---- stories with nothing between them ---- */

enum { HEAD_LINES = 6, HEAD_LINE = 160 }; /* what may stand between a sign-off and the next dateline */

static struct wire_str
line_at(struct wire_str s, size_t i)
{
    const char *lf = memchr(s.p + i, '\n', s.n - i);

    return wire_str_sub(s, i, (lf != NULL ? (size_t)(lf - s.p) + 1 : s.n) - i);
}

/* A line that is a sign-off in brackets, and nothing else. */
static bool
is_signoff(struct wire_str line)
{
    struct wire_signoff found;

    line = wire_str_trim(line);
    return line.n > 12 && line.p[0] == '(' && line.p[line.n - 1] == ')' && wire_signoff_read(NULL, line, (struct wire_at){ 0, 0, 0 }, 0, &found) &&
           !found.contributors && found.from == 0 && found.to == line.n;
}

/* Whether a head of a few short lines and a dateline with an agency follow from i on: another story. *begins: where. */
static bool
begins_another(struct wire_str s, size_t i, size_t *begins)
{
    unsigned head = 0;
    bool blank = false;

    for (*begins = i; i < s.n && head <= HEAD_LINES;) {
        struct wire_str raw = line_at(s, i), line = wire_str_trim(raw);
        struct wire_dateline d;
        if (line.n == 0) {
            blank = true;
        } else {
            if (!blank || (head == 0 && line.p[0] == '(')) /* the sign-off goes on */
                return false;
            if (head++ == 0)
                *begins = i;
            if (wire_dateline_read(line, 0, &d) && d.agency.n != 0 && d.place.n != 0 && d.end + 1 < line.n)
                return true;
            if (line.n > HEAD_LINE)
                return false;
        }
        i += raw.n;
    }
    return false;
}

/* Where the first of several stories without a mark between them ends: behind a sign-off. s.n: there is but one. */
static size_t
unmarked_end(struct wire_str s)
{
    const char *p = s.p, *end = s.p + s.n;
    size_t begins;

    for (; p < end && (p = memchr(p, '(', (size_t)(end - p))) != NULL; p++) { /* brackets are fewer than lines */
        size_t at = (size_t)(p - s.p);
        struct wire_str line;
        if (at == 0 || s.p[at - 1] != '\n')
            continue;
        line = line_at(s, at);
        if (is_signoff(line) && begins_another(s, at + line.n, &begins))
            return begins;
    }
    return s.n;
}

/* Stories up to the next mark; behind it the place goes on. */
static enum wire_status
read_unmarked(struct reading *r, struct wire_str text, size_t next, const char *encoding)
{
    enum wire_status st = WIRE_OK;
    size_t marked = text.n;

    do {
        size_t end = unmarked_end(text);
        bool last = end == text.n;
        st = read_story(r, wire_str_sub(text, 0, end), encoding);
        r->line += count_lines((struct wire_str){ text.p, last ? end + (next - marked) : end });
        r->byte += last ? end + (next - marked) : end;
        text = wire_str_sub(text, end, text.n);
    } while (text.n != 0 && st == WIRE_OK);
    return st;
}

static enum wire_status
read_marked(struct reading *r, struct wire_str text, const char *encoding)
{
    enum wire_status st = WIRE_OK;

    while (text.n != 0 && st == WIRE_OK) {
        size_t next, end = story_end(text, &next);
        st = read_unmarked(r, wire_str_sub(text, 0, end), next, encoding);
        text = wire_str_sub(text, next, text.n);
    }
    return st;
}

/* The same with the pattern between stories; what it matched is no story's. */
static enum wire_status
read_split(struct reading *r, struct wire_str text, const char *encoding)
{
    enum wire_status st = WIRE_OK;
    size_t from = 0, at = 0;

    while (at <= text.n && st == WIRE_OK) {
        PCRE2_SIZE *found;
        if (pcre2_match(r->split, (PCRE2_SPTR)text.p, text.n, at, PCRE2_NO_UTF_CHECK, r->match, NULL) < 0)
            break;
        found = pcre2_get_ovector_pointer(r->match);
        if (found[1] == found[0]) { /* it matched nothing here: look further on */
            at = found[1] + 1;
            while (at < text.n && ((unsigned char)text.p[at] & 0xC0) == 0x80)
                at++;
            continue;
        }
        st = read_marked(r, wire_str_sub(text, from, found[0] - from), encoding);
        r->line += count_lines(wire_str_sub(text, found[0], found[1] - found[0]));
        r->byte += found[1] - found[0];
        from = at = found[1];
    }
    return st == WIRE_OK ? read_marked(r, wire_str_sub(text, from, text.n), encoding) : st;
}

static enum wire_status
read_bytes(struct reading *r, struct wire_str raw)
{
    struct wire_str text;
    const char *encoding;
    enum wire_status st = wire_decode(raw, r->source->encoding, &r->kept->decoded, &text, &encoding);

    if (st == WIRE_E_USAGE)
        wire_report(r->sink, r->source, &text_encoding, (struct wire_at){ 0, 0, 0 }, WIRE_NONE, "%s", r->source->encoding);
    if (st != WIRE_OK)
        return st;
    return r->split != NULL ? read_split(r, text, encoding) : read_marked(r, text, encoding);
}

/* ---- the source ---- */

/* Whether stories may be read as they come, before all bytes are there: marks between them are single bytes. */
static bool
may_stream(const struct reading *r, const struct wire_buf *bytes)
{
    return r->split == NULL && r->source->encoding == NULL && bytes->n >= 4 && (unsigned char)bytes->p[0] < 0xFE &&
           memchr(bytes->p, '\0', bytes->n < 512 ? bytes->n : 512) == NULL;
}

/* The last byte that ends a story among the first n, or 0. */
static size_t
last_end(const struct wire_buf *bytes, size_t from)
{
    const char *end = memrchr(bytes->p + from, FORM_FEED, bytes->n - from);

    return end != NULL ? (size_t)(end - bytes->p) + 1 : 0;
}

static enum wire_status
read_all(struct reading *r)
{
    struct wire_buf *bytes = &r->kept->bytes;
    enum wire_status st = WIRE_OK;
    long n = 0;

    wire_buf_clear(bytes);
    bytes->err = r->kept->decoded.err = WIRE_OK;
    while (st == WIRE_OK) {
        size_t whole, before = bytes->n;
        if (!wire_buf_room(bytes, READ_BYTES)) {
            st = WIRE_E_NOMEM;
            break;
        }
        n = r->source->read(r->source->ctx, bytes->p + bytes->n, bytes->cap - bytes->n < (1 << 20) ? bytes->cap - bytes->n : 1 << 20);
        if (n <= 0)
            break;
        bytes->n += (size_t)n;
        if (may_stream(r, bytes) && (whole = last_end(bytes, before)) != 0) {
            st = read_bytes(r, (struct wire_str){ bytes->p, whole });
            memmove(bytes->p, bytes->p + whole, bytes->n - whole);
            bytes->n -= whole;
        }
        if (st == WIRE_OK && bytes->n > r->max.text) {
            wire_report(r->sink, r->source, &text_too_long, (struct wire_at){ r->line + 1, 1, r->byte }, WIRE_NONE, "the limit is %zu bytes",
                        r->max.text);
            st = WIRE_E_LIMIT;
        }
    }
    if (st == WIRE_OK && n < 0)
        st = WIRE_E_IO;
    if (st == WIRE_OK && bytes->n != 0)
        st = read_bytes(r, wire_buf_slice(bytes));
    if (st == WIRE_OK && r->index == 0) {
        wire_report(r->sink, r->source, &text_empty, (struct wire_at){ 1, 1, 0 }, WIRE_NONE, "%s", "");
        st = WIRE_E_INPUT;
    }
    if (bytes->cap > KEPT_BYTES)
        wire_buf_free(bytes);
    if (r->kept->decoded.cap > KEPT_BYTES)
        wire_buf_free(&r->kept->decoded);
    return st;
}

static void
free_kept(void *state)
{
    struct kept *k = state;

    wire_buf_free(&k->bytes);
    wire_buf_free(&k->decoded);
    free(k);
}

static struct kept *
kept_by(struct wire_worker *worker)
{
    struct kept *k = worker->slot[WIRE_SLOT_TEXT].state;

    if (k != NULL || (k = calloc(1, sizeof *k)) == NULL)
        return k;
    text_noise_index(&k->noise);
    worker->slot[WIRE_SLOT_TEXT].state = k;
    worker->slot[WIRE_SLOT_TEXT].free = free_kept;
    return k;
}

static enum wire_status
read_text(struct wire_source *source, const struct wire_sink *sink, const struct wire_tap *tap, struct wire_worker *worker)
{
    struct reading r = { .source = source, .sink = sink, .worker = worker, .kept = kept_by(worker) };
    enum wire_status st;

    (void)tap;
    if (r.kept == NULL)
        return WIRE_E_NOMEM;
    r.max = source->max != NULL ? *source->max : wire_limits_default;
    if (source->split != NULL) {
        int error;
        PCRE2_SIZE offset;
        r.split = pcre2_compile((PCRE2_SPTR)source->split, PCRE2_ZERO_TERMINATED, PCRE2_UTF | PCRE2_MULTILINE, &error, &offset, NULL);
        if (r.split == NULL) {
            wire_report(sink, source, &text_split_pattern, (struct wire_at){ 0, 0, 0 }, WIRE_NONE, "%s", source->split);
            return WIRE_E_USAGE;
        }
        pcre2_jit_compile(r.split, PCRE2_JIT_COMPLETE); /* where there is none, matching is only slower */
        if ((r.match = pcre2_match_data_create_from_pattern(r.split, NULL)) == NULL) {
            pcre2_code_free(r.split);
            return WIRE_E_NOMEM;
        }
    }
    st = read_all(&r);
    pcre2_match_data_free(r.match);
    pcre2_code_free(r.split);
    return st;
}

/* ---- telling it ---- */

/* Markup, JSON and compressed files are never copy, even where no reader here knows them. */
static bool
is_other(struct wire_str s)
{
    static const char *const begins[] = { "<?xml", "<!doctype", "<html", "\x1F\x8B" };

    for (size_t i = 0; i < WIRE_COUNT(begins); i++) {
        if (wire_str_begins_nocase(s, begins[i]))
            return true;
    }
    if (s.n > 1 && s.p[0] == '<' && wire_is_letter(s.p[1]) && memmem(s.p, s.n, "</", 2) != NULL)
        return true; /* a piece of XML whose root nobody knows */
    return s.n > 1 && s.p[0] == '{' && wire_str_begins(wire_str_trim(wire_str_sub(s, 1, s.n)), "\"");
}

static int
sniff(const char *bytes, size_t n, const char **why)
{
    struct wire_str s = { bytes, n < 8192 ? n : 8192 };
    struct wire_dateline d;
    size_t odd = 0, high = 0, from = 0;

    if (n == 0)
        return 0;
    if (wire_str_begins(s, "\xFF\xFE") || wire_str_begins(s, "\xFE\xFF")) {
        *why = "UTF-16 text";
        return 10;
    }
    if (is_other(wire_str_trim(wire_str_begins(s, "\xEF\xBB\xBF") ? wire_str_sub(s, 3, s.n) : s)))
        return 0;
    for (size_t i = 0; i < s.n; i++) {
        odd += s.p[i] == '\0' || ((unsigned char)s.p[i] < ' ' && strchr("\t\n\r\f\001\002\003\004\005\006\016\017\025\026\027\037\033", s.p[i]) == NULL);
        high += (unsigned char)s.p[i] >= 0x80;
    }
    if (odd * 20 > s.n || (odd * 100 > s.n && high * 4 > s.n)) /* letters of any set, or noise */
        return 0;
    *why = "printable text";
    while (from < s.n) {
        const char *lf = memchr(s.p + from, '\n', s.n - from);
        size_t end = lf != NULL ? (size_t)(lf - s.p) : s.n;
        struct wire_str line = wire_trim_blanks(wire_str_sub(s, from, end - from));
        if (line.n > 12 && line.n < 4096 && line.p[0] != '<' && line.p[0] != '{' && wire_dateline_read(line, 0, &d)) {
            *why = "text with a dateline";
            return 30;
        }
        if (wire_str_begins(line, "(Reporting by ") || wire_str_begins(line, "Reporting by ") || wire_str_begins(line, "(Editing by ")) {
            *why = "text with a sign-off";
            return 30;
        }
        from = end + 1;
    }
    return 10;
}

const struct wire_format wire_format_text = {
    .name = "text",
    .title = "Plain text: stories as agencies, papers and web pages set them",
    .suffix = "txt",
    .versions = "",
    .sniff = sniff,
    .read = read_text,
    .story = text_write_story,
    .holds = TEXT_WRITE_HOLDS,
    .is_public = true,
    .findings = findings,
};

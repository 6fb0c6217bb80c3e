/* Reading IPTC 7901: header, keywords, head, body, what is not for publication, and the stamp of one message. */
#include "article/blocks.h"
#include "article/copy.h"
#include "article/notice.h"
#include "article/practice.h"
#include "article/take.h"
#include "room.h"

enum {
    HEADER_LINES = 4, /* the header is looked for in so many lines with words */
    FULL = 60,        /* columns at which a line of wrapped copy may be called full */
    NARROWEST = 20,   /* copy is wrapped at no less */
    KEYWORD_LINES = 16, /* attack: a header of a million lines */
    SHORT = 40        /* and below which indented lines are no prose */
};

struct reading {
    struct wire_messages *r;
    const struct wire_message *m;
    struct wire_article *a;
    struct wire_7901_header h;
    struct wire_blocks body;
    size_t skipped;
    size_t header, keywords, text, trailer, count; /* lines: where each begins, and the end */
    size_t width;                                  /* columns of a full line of the body */
    bool rows;                                     /* of the ledger are wanted */
};

static void
count(struct reading *d, enum wire_ledger_act act, const char *path, struct wire_at at)
{
    if (d->rows)
        wire_ledger_count(&d->a->ledger, d->a->arena, act, wire_str_of(path), NULL, 1, at);
}

static void
skip(struct reading *d, struct wire_str s)
{
    d->skipped += wire_copy_weight(s);
}

static void
extra(struct reading *d, const char *name, struct wire_str value, struct wire_at at)
{
    char path[40] = "iptc7901/";
    struct wire_value *v;

    strncat(path, name, sizeof path - 10);
    v = wire_add_extra(d->a, wire_str_of(name), wire_str_of(path), wire_squeeze(d->a->arena, value), at);
    wire_printed(wire_get(v, WIRE_K_VALUE));
    count(d, WIRE_KEPT, path, at);
}

/* A line's text without its ends, and without control characters within. */
static struct wire_str
line_text(struct reading *d, size_t i)
{
    struct wire_str s = d->m->lines[i].text;
    size_t from = wire_control_at(s);
    char *out;

    if (from == s.n)
        return s;
    if ((out = wire_arena_bytes(d->a->arena, s.n)) == NULL)
        return WIRE_NONE;
    memcpy(out, s.p, s.n);
    for (size_t k = from; k < s.n; k++) {
        if (((unsigned char)out[k] < ' ' && out[k] != '\t') || out[k] == WIRE_DEL)
            out[k] = ' ';
    }
    return (struct wire_str){ out, s.n };
}

static struct wire_at
at_line(const struct reading *d, size_t i)
{
    const struct wire_message_line *line = &d->m->lines[i];
    struct wire_str s = line->text;

    return wire_line_at(d->m, line, s.n != 0 ? (size_t)(s.p - line->s.p) : 0);
}

static bool
is_blank_line(const struct reading *d, size_t i)
{
    return d->m->lines[i].text.n == 0;
}

/* ---- header and keywords ---- */

static void
put_header(struct reading *d)
{
    const struct wire_7901_header *h = &d->h;
    struct wire_at at = wire_line_at(d->m, &d->m->lines[d->header], h->from);
    bool sourced = h->source.n != 0 && !wire_str_is(h->source, WIRE_7901_NO_SOURCE);
    struct wire_value *v;
    int64_t words;

    skip(d, wire_str_sub(d->m->lines[d->header].s, 0, (size_t)(h->count.p + h->count.n - d->m->lines[d->header].s.p)));
    if (!wire_str_is(h->number, WIRE_7901_NO_NUMBER)) {
        v = wire_add_record(d->a, WIRE_F_ALT_IDS, at);
        wire_put_text(d->a, v, WIRE_K_ROLE, WIRE_STR("transmissionReference"), at);
        wire_put_text(d->a, v, WIRE_K_VALUE, (struct wire_str){ h->source.p, h->source.n + h->number.n }, at);
        wire_message_number(d->r, d->m, h->source, h->number);
    }
    if (sourced && (v = wire_add_record(d->a, WIRE_F_SERVICES, at)) != NULL)
        wire_put_text(d->a, v, WIRE_K_LITERAL, h->source, at);
    if (h->priority != WIRE_7901_NO_PRIORITY)
        wire_add_number(d->a, WIRE_F_PRIORITY, h->priority - '0', at);
    if (!wire_str_is(h->category, WIRE_7901_NO_CATEGORY) && (v = wire_add_record(d->a, WIRE_F_SUBJECTS, at)) != NULL) {
        char small[WIRE_7901_CATEGORY];
        for (size_t i = 0; i < h->category.n; i++)
            small[i] = (char)(h->category.p[i] | 0x20);
        wire_put_text(d->a, v, WIRE_K_LITERAL, (struct wire_str){ small, h->category.n }, at);
        wire_put_text(d->a, v, WIRE_K_SCHEME, WIRE_STR("iptc7901"), at);
    }
    if (wire_str_to_int(h->count, 9999999, &words) && words != 0 && (v = wire_add_record(d->a, WIRE_F_BODIES, at)) != NULL)
        wire_put_number(d->a, v, WIRE_K_WORD_COUNT, words, at);
    if (h->rest.n != 0)
        extra(d, "provider", h->rest, wire_line_at(d->m, &d->m->lines[d->header], (size_t)(h->rest.p - d->m->lines[d->header].s.p)));
    count(d, WIRE_TOOK, "header", at);
}

/* The slug is the lines before the text, its parts the keywords. */
static void
put_keywords(struct reading *d)
{
    struct wire_str slug = WIRE_NONE;
    struct wire_at at = { 0, 0, 0 };
    size_t lines = 0;

    for (size_t i = d->keywords; i < d->text; i++) {
        struct wire_str s = line_text(d, i);
        if (s.n == 0)
            continue;
        if (lines++ == 0)
            at = at_line(d, i);
        if (lines > KEYWORD_LINES) {
            extra(d, "header", s, at_line(d, i));
            continue;
        }
        slug = slug.n == 0 ? s : wire_arena_join(d->a->arena, slug, WIRE_STR("/"), s);
        skip(d, s);
    }
    while (slug.n != 0 && (slug.p[0] == '/' || slug.p[0] == ' '))
        slug = wire_str_sub(slug, 1, slug.n);
    while (slug.n != 0 && (slug.p[slug.n - 1] == '/' || slug.p[slug.n - 1] == ' '))
        slug.n--;
    slug = wire_squeeze(d->a->arena, slug);
    if (slug.n == 0)
        return;
    wire_add_text(d->a, WIRE_F_SLUGLINE, slug, at);
    for (size_t from = 0; from <= slug.n;) {
        const char *slash = from < slug.n ? memchr(slug.p + from, '/', slug.n - from) : NULL;
        size_t to = slash != NULL ? (size_t)(slash - slug.p) : slug.n;
        wire_add_text(d->a, WIRE_F_KEYWORDS, wire_trim_blanks(wire_str_sub(slug, from, to - from)), at);
        from = to + 1;
    }
    count(d, WIRE_TOOK, "keywords", at);
}

/* ---- the head ---- */

/* Only words of versions: "2ND LEAD", "REFILE". */
static bool
is_version(struct wire_str s)
{
    struct wire_str word;
    size_t i = 0;

    while ((word = wire_next_word(s, &i)).n != 0) {
        bool ordinal = word.n >= 3 && word.n <= 5 && word.p[0] >= '0' && word.p[0] <= '9' &&
                       wire_in_words(wire_str_sub(word, word.n - 2, 2), "st nd rd th ");
        if (!ordinal && !wire_in_words(word, "lead ld ld-writethru lead-writethru writethru extra refile correction urgent flash update "))
            return false;
    }
    return true;
}

/* Line i of the head: without its mark, on one line. */
static struct wire_str
head_text(struct reading *d, size_t i)
{
    struct wire_str s = line_text(d, i);

    while (s.n != 0 && strchr(" =\t", s.p[s.n - 1]) != NULL)
        s.n--;
    return wire_squeeze(d->a->arena, s);
}

/* Lines above the headline: the version, and what else there is. */
static void
put_above(struct reading *d, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        struct wire_str s = head_text(d, i);
        if (s.n == 0)
            continue;
        if (wire_take_version(d->a, s, at_line(d, i)) && is_version(s)) {
            skip(d, s);
            count(d, WIRE_TOOK, "version", at_line(d, i));
        } else {
            extra(d, "head", s, at_line(d, i));
        }
    }
}

/* The last line of the head that has words, before `to`; from: there is none. */
static size_t
last_of_head(struct reading *d, size_t from, size_t to)
{
    while (to > from && head_text(d, to - 1).n == 0)
        to--;
    return to;
}

/* The head goes to the first line that ends with =, else to the first blank line. Returns where the body begins. */
static size_t
read_head(struct reading *d)
{
    size_t from = d->text, end, last, before;
    struct wire_value *v;

    while (from < d->trailer && is_blank_line(d, from))
        from++;
    for (end = from; end < d->trailer && !is_blank_line(d, end);) {
        struct wire_str s = d->m->lines[end++].text;
        if (s.p[s.n - 1] == '=')
            break;
    }
    if (end > from && d->m->lines[end - 1].text.p[d->m->lines[end - 1].text.n - 1] != '=') {
        for (last = end; last < d->trailer && !is_blank_line(d, last);)
            last++;
        end = last;
    }
    last = last_of_head(d, from, end);
    if (last == from)
        return end;
    before = last_of_head(d, from, last - 1);
    if (before > from && wire_7901_is_by(head_text(d, last - 1))) {
        wire_printed(wire_add_text(d->a, WIRE_F_BY, head_text(d, last - 1), at_line(d, last - 1)));
        count(d, WIRE_TOOK, "byline", at_line(d, last - 1));
        last = before;
    }
    v = wire_add_record(d->a, WIRE_F_HEADLINES, at_line(d, last - 1));
    wire_put_text(d->a, v, WIRE_K_ROLE, WIRE_STR("main"), at_line(d, last - 1));
    wire_printed(wire_put_text(d->a, v, WIRE_K_VALUE, head_text(d, last - 1), at_line(d, last - 1)));
    count(d, WIRE_TOOK, "headline", at_line(d, last - 1));
    put_above(d, from, last - 1);
    return end;
}

/* ---- the body ---- */

static bool
is_item(struct wire_str s)
{
    return s.n > 2 && s.p[0] == '-' && s.p[1] == ' ';
}

static size_t
indent(const struct reading *d, size_t i)
{
    struct wire_str s = d->m->lines[i].s, text = wire_line_trim(s);

    return text.n != 0 ? wire_columns((struct wire_str){ s.p, (size_t)(text.p - s.p) }) : 0;
}

/* A rule of stars, hyphens and the like between paragraphs. */
static bool
is_rule(struct wire_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (strchr("*-_=+~# ", s.p[i]) == NULL || s.p[i] == '\0')
            return false;
    }
    return s.n >= 3;
}

/* Whether the first word of line i would have stood on the line before: that one's end is meant. */
static bool
breaks_early(struct reading *d, size_t i)
{
    struct wire_str before = d->m->lines[i - 1].text;
    size_t k = 0;
    struct wire_str word = wire_next_word(d->m->lines[i].text, &k);

    return wire_columns(before) + 1 + wire_columns(word) <= d->width;
}

/* Lines from to end are set in columns: at least half of them, or all with an indent and short. */
static bool
is_set_in_columns(const struct reading *d, size_t from, size_t end)
{
    size_t tabular = 0, indented = 0;

    for (size_t i = from; i < end; i++) {
        struct wire_str s = d->m->lines[i].text;
        tabular += wire_is_tabular(s);
        indented += indent(d, i) >= 2 && wire_columns(s) < SHORT;
    }
    return end - from >= 2 && (tabular * 2 >= end - from || indented == end - from);
}

static void
columns_block(struct reading *d, size_t from, size_t end)
{
    wire_block_begin(&d->body, WIRE_N_PRE, d->m->lines[from].at);
    for (size_t i = from; i < end; i++) {
        struct wire_str s = line_text(d, i);
        size_t n = indent(d, i);
        while (n-- != 0 && s.p > d->m->text.p && s.p <= d->m->text.p + d->m->text.n && s.p[-1] == ' ')
            s = (struct wire_str){ s.p - 1, s.n + 1 };
        wire_block_line(&d->body, s);
    }
    wire_block_end(&d->body);
    count(d, WIRE_BODIED, "tabular lines", d->m->lines[from].at);
}

/* The length of the mark before a heading, "# " to "#### "; 0: s is none. */
static size_t
heading_mark(struct wire_str s)
{
    size_t n = 0;

    while (n < s.n && s.p[n] == '#')
        n++;
    return n > 0 && n < 5 && n < s.n && s.p[n] == ' ' ? n + 1 : 0;
}

/* Lines between blank ones: a heading, items, a table, or paragraphs, each of which begins with an indent. */
static void
prose_block(struct reading *d, size_t from, size_t end)
{
    for (size_t i = from; i < end; i++) {
        struct wire_str s = line_text(d, i);
        struct wire_at at = at_line(d, i);
        bool listed = d->body.kind == WIRE_N_LI;
        size_t k;
        if (is_rule(s)) {
            wire_block_rule(&d->body, at);
        } else if (is_item(s)) {
            wire_block_begin(&d->body, WIRE_N_LI, at);
            wire_block_line(&d->body, wire_str_sub(s, 2, s.n));
            count(d, WIRE_BODIED, "item", at);
        } else if (end - from == 1 && (k = heading_mark(s)) != 0) {
            wire_block_begin(&d->body, WIRE_N_H2, at);
            wire_block_line(&d->body, wire_str_sub(s, k, s.n));
            count(d, WIRE_BODIED, "heading", at);
        } else if (d->body.kind == WIRE_N_ROOT || (!listed && indent(d, i) >= 2)) {
            wire_block_begin(&d->body, WIRE_N_P, at);
            wire_block_line(&d->body, s);
            count(d, WIRE_BODIED, "paragraph", at);
        } else if (breaks_early(d, i) && !listed) {
            wire_block_broken_line(&d->body, s);
        } else {
            wire_block_line(&d->body, s);
        }
    }
    wire_block_end(&d->body);
}

static void
read_blocks(struct reading *d, size_t from, size_t end)
{
    size_t longest = 0;

    for (size_t i = from; i < end; i++) {
        size_t n = wire_columns(d->m->lines[i].text);
        longest = n > longest ? n : longest;
    }
    d->width = longest < NARROWEST || longest > FULL ? FULL : longest; /* lines so short were never filled */
    while (from < end) {
        size_t to = from;
        while (to < end && !is_blank_line(d, to))
            to++;
        if (to == from)
            from++;
        else if (is_set_in_columns(d, from, to))
            columns_block(d, from, to);
        else
            prose_block(d, from, to);
        from = to > from ? to : from;
    }
}

/* ---- what is not for publication ---- */

static void
hide(struct reading *d, size_t from, size_t end, const char *role)
{
    const struct wire_message_line *lines = d->m->lines;
    struct wire_buf text = WIRE_BUF_INIT;
    struct wire_value *v;

    for (size_t i = from; i < end; i++) {
        struct wire_str s = line_text(d, i);
        size_t n = s.n != 0 ? indent(d, i) : 0;
        if (i != from)
            wire_buf_putc(&text, '\n');
        while (i != from && n-- != 0)
            wire_buf_putc(&text, ' ');
        wire_buf_str(&text, s);
    }
    if (text.err != WIRE_OK && d->a->arena->err == WIRE_OK)
        d->a->arena->err = text.err;
    v = wire_add_non_public(d->a, WIRE_STR("text"), wire_str_of(role), wire_trim_blanks(wire_buf_slice(&text)), lines[from].at);
    wire_printed(wire_get(v, WIRE_K_VALUE));
    wire_buf_free(&text);
    count(d, WIRE_HELD, role, lines[from].at);
}

static void
put_note(struct reading *d, struct wire_str item, struct wire_at at)
{
    struct wire_value *v;

    if (item.n == 0 || (v = wire_add_record(d->a, WIRE_F_ED_NOTES, at)) == NULL)
        return;
    wire_put_text(d->a, v, WIRE_K_VALUE, wire_squeeze(d->a->arena, item), at);
    wire_put_bool(d->a, v, WIRE_K_PUBLIC, false); /* it stands in what is not for publication */
    v->flags |= WIRE_V_SECRET;
    count(d, WIRE_TOOK, "note", at);
}

/* The first section of notes to editors in the notebook: its items are notes. Whom it names stays hidden in it. */
static void
read_notebook(struct reading *d, size_t from, size_t end)
{
    struct wire_buf item = WIRE_BUF_INIT;
    struct wire_at at = { 0, 0, 0 };
    enum { BEFORE, HEADING, NOTES, AFTER } where = BEFORE;

    for (size_t i = from; i <= end; i++) {
        struct wire_str s = i < end ? line_text(d, i) : WIRE_NONE;
        bool mark = s.n != 0 && (s.p[0] == '#' || s.p[0] == '*');
        if ((s.n == 0 || mark || is_item(s)) && item.n != 0) {
            put_note(d, wire_buf_slice(&item), at);
            wire_buf_clear(&item);
        }
        if (where == BEFORE && wire_7901_is_notes(s))
            where = HEADING;
        else if (where == HEADING && s.n != 0)
            where = mark ? AFTER : NOTES;
        else if (where == NOTES && (s.n == 0 || mark))
            where = AFTER;
        if (where != NOTES)
            continue;
        if (item.n == 0)
            at = at_line(d, i);
        if (is_item(s))
            s = wire_trim_blanks(wire_str_sub(s, 2, s.n));
        if (item.n != 0)
            wire_buf_putc(&item, ' ');
        wire_buf_str(&item, s);
    }
    if (item.err != WIRE_OK && d->a->arena->err == WIRE_OK)
        d->a->arena->err = item.err;
    wire_buf_free(&item);
}

static void
read_body(struct reading *d, size_t from)
{
    size_t end = d->trailer, hidden;

    while (end > from && is_blank_line(d, end - 1))
        end--;
    for (hidden = from; hidden < end; hidden++) {
        size_t next = hidden + 1;
        struct wire_str s = d->m->lines[hidden].text, above = hidden > from ? d->m->lines[hidden - 1].text : WIRE_NONE;
        bool begins = above.n == 0 || above.p[0] == '*' || above.p[0] == '#';
        while (s.n != 0 && s.p[0] == '*' && next < end && is_blank_line(d, next))
            next++;
        if (s.n != 0 && wire_7901_hides(s, next < end ? d->m->lines[next].s : WIRE_NONE, begins))
            break;
    }
    if (hidden < end) {
        hide(d, hidden, end, "notebook");
        read_notebook(d, hidden, end);
    } else if (end > from && wire_7901_is_closing(d->m->lines[end - 1].s)) {
        hidden = end - 1;
        hide(d, hidden, end, "closingline");
    }
    read_blocks(d, from, hidden);
}

/* ---- the trailer ---- */

static void
read_trailer(struct reading *d)
{
    struct wire_time t, last;
    size_t end, stamp = d->count;

    for (size_t i = d->count; i > d->trailer && stamp == d->count; i--) {
        if (wire_7901_stamp_read(d->m->lines[i - 1].text, &last, &end))
            stamp = i - 1;
    }
    for (size_t i = d->trailer; i < d->count; i++) {
        struct wire_str s = line_text(d, i), sent;
        if (i == stamp && wire_7901_stamp_read(s, &t, &end) &&
            (sent = wire_time_normal(d->a->arena, wire_time_write(d->a->arena, &t), d->r->source->zone)).n != 0) {
            wire_add_text(d->a, WIRE_F_SENT, sent, at_line(d, i));
            skip(d, wire_str_sub(s, 0, end));
            s = wire_trim_blanks(wire_str_sub(s, end, s.n));
            count(d, WIRE_TOOK, "time", at_line(d, i));
        }
        if (wire_copy_weight(s) != 0)
            extra(d, "trailer", s, at_line(d, i));
    }
}

/* ---- a message ---- */

static size_t
first_of(const struct wire_message *m, enum wire_message_part part)
{
    size_t i = 0;

    while (i < m->count && m->lines[i].part < part)
        i++;
    return i;
}

static bool
find_header(struct reading *d)
{
    size_t tried = 0;

    for (size_t i = 0; i < d->count && d->m->lines[i].part == WIRE_PART_HEADER && tried < HEADER_LINES; i++) {
        if (is_blank_line(d, i))
            continue;
        tried++;
        if (wire_7901_header_read(d->m->lines[i].s, false, &d->h)) {
            d->header = i;
            return true;
        }
    }
    return false;
}

/* Where each part begins. Copies that lost their marks: the keywords are the first line with words after the header. */
static bool
find_parts(struct reading *d)
{
    const struct wire_message *m = d->m;
    bool good;

    d->count = m->count;
    while (m->framed && d->count > 0 && (is_blank_line(d, d->count - 1) || wire_str_is(m->lines[d->count - 1].text, "NNNN")))
        skip(d, m->lines[--d->count].s);
    good = find_header(d);
    d->keywords = good ? d->header + 1 : 0;
    if (m->stx) {
        d->text = first_of(m, WIRE_PART_TEXT);
    } else {
        d->text = d->keywords;
        while (d->text < d->count && is_blank_line(d, d->text))
            d->text++;
        d->text += good && d->text < d->count;
    }
    d->trailer = m->etx ? first_of(m, WIRE_PART_TRAILER) : d->count;
    for (size_t i = d->count; !m->etx && i > d->text; i--) {
        struct wire_time t;
        size_t end;
        if (wire_7901_stamp_read(m->lines[i - 1].text, &t, &end)) {
            d->trailer = i - 1;
            break;
        }
    }
    d->count = d->count < d->text ? d->text : d->count;
    d->trailer = d->trailer < d->text ? d->text : d->trailer > d->count ? d->count : d->trailer;
    return good;
}

static enum wire_status
read_message(struct wire_messages *r, const struct wire_message *m)
{
    struct reading d = { .r = r, .m = m, .rows = r->worker != NULL && r->worker->want_ledger };
    bool good = find_parts(&d);

    if (!good && !m->stx && !m->framed) {
        wire_message_noise(r, m);
        return WIRE_OK;
    }
    if ((d.a = wire_article_new(r->max.story)) == NULL)
        return WIRE_E_NOMEM;
    d.body = (struct wire_blocks){ .a = d.a, .text = WIRE_BUF_INIT };
    wire_add_text(d.a, WIRE_F_TYPE, WIRE_STR("text"), m->at);
    for (size_t i = 0; i < (good ? d.header : d.keywords); i++)
        extra(&d, "header", line_text(&d, i), m->lines[i].at);
    if (good)
        put_header(&d);
    put_keywords(&d);
    read_body(&d, read_head(&d));
    read_trailer(&d);
    wire_blocks_free(&d.body);
    wire_practice_copy(d.a);
    wire_notices(d.a, d.r->source->zone);
    wire_message_damage(r, m, good);
    return wire_message_deliver(r, m, d.a, "iptc7901", d.skipped, 0);
}

static bool
is_header(struct wire_str line)
{
    struct wire_7901_header h;

    return wire_7901_header_read(line, true, &h);
}

enum wire_status
wire_7901_read(struct wire_source *source, const struct wire_sink *sink, const struct wire_tap *tap, struct wire_worker *worker)
{
    struct wire_messages r = { .source = source, .sink = sink, .worker = worker, .is_header = is_header, .message = read_message };

    (void)tap;
    return wire_messages_read(&r);
}

/* Reading ANPA 1312: header, keyword line, head, body and trailer of one message. */
#include "article/blocks.h"
#include "article/copy.h"
#include "article/notice.h"
#include "article/practice.h"
#include "article/take.h"
#include "article/time.h"
#include "room.h"

enum {
    HEADER_LINES = 4,   /* where STX is missing, the header is looked for in so many lines */
    KEYWORD_LINE = 400, /* bytes at most */
    BYLINE = 1000,      /* bytes of a byline to which a line is still joined */
    PROSE = 80          /* a longer line in tabular copy, indented and without columns, is a paragraph */
};

struct reading {
    struct wire_messages *r;
    const struct wire_message *m;
    struct wire_article *a;
    struct wire_anpa_header h;
    struct wire_blocks body;
    size_t skipped, made;
    size_t text, trailer, count; /* lines: the text begins, the trailer begins, the end */
    bool rows;                   /* of the ledger are wanted */
    bool agate;                  /* the line before was one of a table */
};

static struct wire_str
str_of(const char *p, const char *end)
{
    return (struct wire_str){ p, (size_t)(end - p) };
}

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

/* Kept though it has no field; whether it stands in the source or is said of it. */
static void
extra(struct reading *d, const char *name, struct wire_str value, bool printed, struct wire_at at)
{
    char path[40] = "anpa/";
    struct wire_value *v;

    strncat(path, name, sizeof path - 6);
    v = wire_add_extra(d->a, wire_str_of(name), wire_str_of(path), wire_squeeze(d->a->arena, value), at);
    if (printed)
        wire_printed(wire_get(v, WIRE_K_VALUE));
    count(d, WIRE_KEPT, path, at);
}

/* ---- copy as it is meant in print ---- */

static bool
is_convention(const char *p, const char *end)
{
    unsigned char c = (unsigned char)*p;

    if (c < ' ')
        return c != '\t';
    return c == WIRE_DEL || c == '{' || c == '_' || ((c == '`' || c == '\'') && end - p > 1 && p[1] == *p);
}

/* How much of s is as it is in print: most lines are, but for an apostrophe. */
static size_t
plain(struct wire_str s)
{
    for (size_t i = 0; i < s.n; i += 16) {
        wire_sixteen c = wire_load_some(s.p + i, s.n - i);
        unsigned found = wire_bits((wire_sixteen)(((c < ' ') & (c != '\t')) | (c == WIRE_DEL) | (c == '{') | (c == '_') | (c == '`') | (c == '\'')));
        for (; found != 0; found &= found - 1) {
            size_t at = i + (size_t)__builtin_ctz(found);
            if (at >= s.n)
                return s.n;
            if (is_convention(s.p + at, s.p + s.n))
                return at;
        }
    }
    return s.n;
}

/*
 * Typesetting codes out, quotation marks, dash and half in: ``...'' are quotation marks, an underscore that stands
 * alone is a dash, { is a half. s is (part of) a line; at its beginning an underscore follows a blank.
 */
static struct wire_str
in_print(struct reading *d, struct wire_str s)
{
    static const char open[] = "\xE2\x80\x9C", close[] = "\xE2\x80\x9D", dash[] = "\xE2\x80\x94", half[] = "\xC2\xBD";
    const char *p = s.p, *end = s.p + s.n;
    char *out;
    size_t n = 0;

    p += plain(s);
    if (p == end || (out = wire_arena_bytes(d->a->arena, s.n * 3)) == NULL)
        return s;
    n = (size_t)(p - s.p);
    memcpy(out, s.p, n);
    for (; p < end; p++) {
        const char *mark = NULL;
        size_t same = plain(str_of(p, end));
        memcpy(out + n, p, same);
        n += same;
        if ((p += same) == end)
            break;
        bool alone = (p == s.p || (unsigned char)p[-1] <= ' ') && (p + 1 == end || (unsigned char)p[1] <= ' ');
        if (*p == '_' && !alone) {
            out[n++] = *p;
            continue;
        }
        if (*p == '`' || *p == '\'') {
            mark = *p == '`' ? open : close;
            p++;
        } else if (*p == '_') {
            mark = dash;
        } else if (*p == '{') {
            mark = half;
        } else {
            if (*p != WIRE_DLE || p + 1 == end || p[1] != ' ') /* DLE spaces a line; a space beside it is the same one */
                out[n++] = ' ';
            continue;
        }
        memcpy(out + n, mark, strlen(mark));
        n += strlen(mark);
        d->made += strlen(mark);
    }
    return (struct wire_str){ out, n };
}

/* ---- lines of the text ---- */

enum mark { NO_MARK, FLUSH = '<', CENTRED = '=', LAYOUT = '+' };

static const char head_marks[] = "<=+", body_marks[] = "<=";

/* A line without the mark at its end. */
static struct wire_str
without_mark(struct wire_str s, const char *marks, enum mark *mark)
{
    while (s.n != 0 && ((unsigned char)s.p[s.n - 1] <= ' ' || s.p[s.n - 1] == WIRE_DEL))
        s.n--;
    *mark = s.n != 0 && strchr(marks, s.p[s.n - 1]) != NULL && s.p[s.n - 1] != '\0' ? (enum mark)s.p[s.n - 1] : NO_MARK;
    if (*mark == NO_MARK)
        return s;
    s.n--;
    while (s.n != 0 && (unsigned char)s.p[s.n - 1] <= ' ')
        s.n--;
    return s;
}

static struct wire_str
without_carets(struct wire_str s)
{
    while (s.n != 0 && s.p[0] == '^')
        s = wire_str_sub(s, 1, s.n);
    return s;
}

static bool
is_blank_line(struct wire_str s)
{
    return wire_line_trim(s).n == 0;
}

/* One line of copy for a field: in print, white space collapsed. */
static struct wire_str
said(struct reading *d, struct wire_str line, enum mark *mark)
{
    return wire_squeeze(d->a->arena, in_print(d, without_carets(without_mark(line, head_marks, mark))));
}

/* ---- the keyword line ---- */

static bool
same_keyword(struct wire_str keyword, struct wire_str header)
{
    size_t k = 0;

    for (size_t i = 0; i < header.n; i++) {
        while (k < keyword.n && keyword.p[k] == ' ')
            k++;
        if (k == keyword.n || !wire_same_fold(wire_str_sub(keyword, k, 1), wire_str_sub(header, i, 1)))
            return false;
        k++;
    }
    return true;
}

static bool
is_number(struct wire_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    }
    return s.n != 0;
}

static void
put_count(struct reading *d, struct wire_str digits, struct wire_at at)
{
    int64_t n;
    struct wire_value *v;

    if (wire_str_to_int(digits, 9999999, &n) && n != 0 && (v = wire_add_record(d->a, WIRE_F_BODIES, at)) != NULL)
        wire_put_number(d->a, v, WIRE_K_WORD_COUNT, n, at);
}

/* Slugline, version and count: of the keyword line where there is one, else of the header. Words of one are in the other. */
static void
put_keyword(struct reading *d, struct wire_str slug, struct wire_str version, struct wire_str digits, struct wire_at at)
{
    if (!wire_str_is(slug, WIRE_ANPA_NO_KEYWORD))
        wire_add_text(d->a, WIRE_F_SLUGLINE, wire_squeeze(d->a->arena, slug), at);
    if (version.n != 0) {
        wire_take_version(d->a, version, at);
        extra(d, "version", version, false, at);
    }
    put_count(d, digits, at);
    count(d, WIRE_TOOK, "keyword", at);
}

/* "*9006< ": a code of the sender's typesetting system before the keyword. */
static struct wire_str
without_code(struct wire_str s)
{
    size_t i = s.n != 0 && s.p[0] == '^' ? 1 : 0, from;

    if (i >= s.n || s.p[i] != '*')
        return s;
    for (from = ++i; i < s.n && (wire_is_alnum((unsigned char)s.p[i]) || s.p[i] == '_');)
        i++;
    return i > from && i < s.n && s.p[i] == '<' ? wire_trim_blanks(wire_str_sub(s, i + 1, s.n)) : s;
}

/* Whether a first line without a keyword in the header to hold it against is a keyword line all the same. */
static bool
looks_like_keyword(struct wire_str s)
{
    const char *comma = s.n != 0 ? memrchr(s.p, ',', s.n) : NULL;

    return s.n == 0 || memchr(s.p, ' ', s.n) == NULL ||
           (comma != NULL && is_number(wire_trim_blanks(str_of(comma + 1, s.p + s.n))));
}

/* The line "BC-US--Ethanol, 1st Ld-Writethru,1140<" if line i is it. */
static bool
read_keyword(struct reading *d, size_t i)
{
    const struct wire_message_line *line = &d->m->lines[i];
    struct wire_str s, keyword = WIRE_NONE, digits = d->h.count, version = WIRE_NONE;
    enum mark mark;

    s = without_code(line->text);
    if (s.n > KEYWORD_LINE)
        return false;
    while (s.n != 0 && (s.p[0] == '^' || s.p[0] == ' '))
        s = wire_str_sub(s, 1, s.n);
    s = without_mark(s, head_marks, &mark);
    for (size_t from = 0, part = 0; from <= s.n; part++) {
        const char *comma = from < s.n ? memchr(s.p + from, ',', s.n - from) : NULL;
        size_t to = comma != NULL ? (size_t)(comma - s.p) : s.n;
        struct wire_str detail = wire_trim_blanks(wire_str_sub(s, from, to - from));
        if (part == 0)
            keyword = detail;
        else if (is_number(detail))
            digits = detail;
        else if (detail.n != 0)
            version = version.n == 0 ? detail : wire_arena_join(d->a->arena, version, WIRE_STR(" "), detail);
        from = to + 1;
    }
    if (!same_keyword(keyword, d->h.keyword) || (d->h.keyword.n == 0 && !looks_like_keyword(s)))
        return false;
    skip(d, line->s); /* the fields made of it weigh nothing: header and line say the same twice */
    put_keyword(d, keyword, version.n != 0 ? version : d->h.version, digits, wire_line_at(d->m, line, 0));
    return true;
}

/* ---- the head ---- */

static void
put_note(struct reading *d, struct wire_str s, size_t label, struct wire_at at)
{
    struct wire_value *v = wire_add_record(d->a, WIRE_F_ED_NOTES, at);

    while (s.n != 0 && strchr("()[] ", s.p[s.n - 1]) != NULL)
        s.n--;
    while (s.n != 0 && strchr("()[] ", s.p[0]) != NULL)
        s = wire_str_sub(s, 1, s.n);
    skip(d, wire_str_sub(s, 0, label));
    wire_printed(wire_put_text(d->a, v, WIRE_K_VALUE, wire_str_sub(s, label, s.n), at));
    if (v != NULL) {
        bool secret = wire_announces_secret(s);
        wire_put_bool(d->a, v, WIRE_K_PUBLIC, !secret);
        v->flags |= secret ? WIRE_V_SECRET : 0;
    }
    count(d, WIRE_TOOK, "note", at);
}

static void
put_said(struct reading *d, enum wire_field f, const char *role, struct wire_str s, struct wire_at at)
{
    struct wire_value *v = wire_add_record(d->a, f, at);

    wire_put_text(d->a, v, WIRE_K_ROLE, wire_str_of(role), at);
    wire_printed(wire_put_text(d->a, v, WIRE_K_VALUE, s, at));
    count(d, WIRE_TOOK, f == WIRE_F_HEADLINES ? "headline" : "abstract", at);
}

static void
join_by(struct reading *d, struct wire_str s)
{
    struct wire_value *by = wire_first(d->a, WIRE_F_BY);

    if (by != NULL && s.n != 0)
        by->s = wire_arena_printf(d->a->arena, "%.*s, %.*s", (int)by->s.n, by->s.p, (int)s.n, s.p);
}

static bool
is_head(struct wire_str line, bool headline)
{
    enum mark mark;

    if (line.n == 0)
        return false;
    if (line.p[0] == '^') {
        without_mark(line, head_marks, &mark);
        return mark == FLUSH || mark == CENTRED;
    }
    return !headline && !wire_is_space((unsigned char)line.p[0]) && line.p[0] != WIRE_BS && !is_blank_line(line);
}

/* Headline, byline, notes and abstract; from the first line on that is none of the head, all is body. */
static size_t
read_head(struct reading *d, size_t i)
{
    bool by_before = false, tabular = d->h.tabular;

    for (; i < d->trailer && is_head(d->m->lines[i].s, wire_first(d->a, WIRE_F_HEADLINES) != NULL); i++) {
        const struct wire_message_line *line = &d->m->lines[i];
        struct wire_at at = wire_line_at(d->m, line, line->s.p[0] == '^');
        enum mark mark;
        struct wire_str s = said(d, line->s, &mark);
        size_t label;

        if (by_before && mark == CENTRED && !tabular && wire_text_of(d->a, WIRE_F_BY).n < BYLINE) {
            join_by(d, s);
            continue;
        }
        by_before = mark == CENTRED && wire_first(d->a, WIRE_F_BY) == NULL && wire_anpa_is_by(s);
        if (by_before) {
            wire_printed(wire_add_text(d->a, WIRE_F_BY, s, at));
            count(d, WIRE_TOOK, "byline", at);
        } else if (wire_anpa_is_note(s, &label)) {
            put_note(d, s, label, at);
        } else if (wire_anpa_is_picture(s)) {
            put_note(d, s, 0, at);
        } else if (s.n != 0 && wire_first(d->a, WIRE_F_HEADLINES) == NULL) {
            put_said(d, WIRE_F_HEADLINES, "main", s, at);
        } else if (s.n != 0 && mark != CENTRED) {
            put_said(d, WIRE_F_DESCRIPTIONS, "abstract", s, at);
        } else if (s.n != 0) {
            if (!tabular || d->body.kind != WIRE_N_PRE)
                wire_block_begin(&d->body, tabular ? WIRE_N_PRE : WIRE_N_P, at);
            wire_block_line(&d->body, s);
            d->agate = tabular;
            count(d, WIRE_BODIED, "centred line", at);
        }
    }
    return i;
}

/* ---- the body ---- */

static bool
is_rule(struct wire_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != '_')
            return false;
    }
    return s.n >= 3;
}

static bool
ends_flush(const struct reading *d, size_t i)
{
    enum mark mark;

    if (i >= d->trailer || is_blank_line(d->m->lines[i].s) || d->m->lines[i].s.p[0] == '^')
        return false;
    without_mark(d->m->lines[i].s, body_marks, &mark);
    return mark == FLUSH;
}

static bool
is_columns(const struct reading *d, size_t i)
{
    return i < d->trailer && wire_is_tabular(d->m->lines[i].text);
}

/* A line of a table: one that BS begins, one of several with columns or quads at their ends, or any of tabular copy. */
static bool
is_agate(const struct reading *d, size_t i, struct wire_str line)
{
    struct wire_str s = wire_line_trim(line);

    if (line.p[0] == WIRE_BS)
        return true;
    if (d->h.tabular)
        return !(wire_is_space((unsigned char)line.p[0]) && s.n > PROSE && memchr(s.p, ';', s.n) == NULL && !wire_is_tabular(s));
    if (line.p[0] == '^')
        return false;
    if (ends_flush(d, i))
        return d->agate || ends_flush(d, i + 1);
    return is_columns(d, i) && (d->agate || is_columns(d, i + 1));
}

static void
agate_line(struct reading *d, const struct wire_message_line *line)
{
    enum mark mark;
    struct wire_str s = without_mark(line->s, body_marks, &mark);

    while (s.n != 0 && (s.p[0] == WIRE_BS || s.p[0] == '^'))
        s = wire_str_sub(s, 1, s.n);
    if (d->h.tabular || line->s.p[0] != WIRE_BS) { /* the indent of copy is none of the table */
        if (wire_str_begins(s, "\t   "))
            s = wire_str_sub(s, 4, s.n);
    }
    if (!d->agate || d->body.kind != WIRE_N_PRE)
        wire_block_begin(&d->body, WIRE_N_PRE, wire_line_at(d->m, line, (size_t)(s.p - line->s.p)));
    wire_block_line(&d->body, in_print(d, s));
    d->agate = true;
    count(d, WIRE_BODIED, "tabular line", line->at);
}

/* "- " or "* " begins an item of a list. */
static bool
is_item(struct wire_str s)
{
    return s.n > 2 && (s.p[0] == '-' || s.p[0] == '*') && s.p[1] == ' ';
}

static void
begin_paragraph(struct reading *d, const struct wire_message_line *line, struct wire_str s, bool heading)
{
    struct wire_at at = wire_line_at(d->m, line, (size_t)(s.p - line->s.p));
    bool item = !heading && is_item(s);

    wire_block_begin(&d->body, heading ? WIRE_N_H2 : item ? WIRE_N_LI : WIRE_N_P, at);
    wire_block_line(&d->body, in_print(d, item ? wire_str_sub(s, 2, s.n) : s));
    count(d, WIRE_BODIED, heading ? "heading" : item ? "item" : "paragraph", at);
}

static void
body_line(struct reading *d, size_t i)
{
    const struct wire_message_line *line = &d->m->lines[i];
    enum mark mark;
    struct wire_str s = without_mark(line->s, body_marks, &mark);
    bool caret = s.n != 0 && s.p[0] == '^', indented = line->s.n != 0 && wire_is_space((unsigned char)line->s.p[0]);

    if (is_blank_line(line->s)) {
        if (d->agate)
            wire_block_line(&d->body, WIRE_NONE);
        else
            wire_block_end(&d->body);
        return;
    }
    if (is_agate(d, i, line->s)) {
        agate_line(d, line);
        return;
    }
    if (d->agate) {
        wire_block_end(&d->body);
        d->agate = false;
    }
    s = wire_line_trim(without_carets(wire_line_trim(s)));
    if (is_rule(s))
        wire_block_rule(&d->body, wire_line_at(d->m, line, (size_t)(s.p - line->s.p)));
    else if (caret || indented || d->body.kind == WIRE_N_ROOT)
        begin_paragraph(d, line, s, caret && (mark == FLUSH || mark == CENTRED));
    else
        wire_block_line(&d->body, in_print(d, s));
    if (caret || mark == FLUSH || mark == CENTRED)
        wire_block_end(&d->body);
}

/* Text that announces that it is not for publication: kept apart from there on. */
static size_t
hide(struct reading *d, size_t i)
{
    const struct wire_message_line *first = &d->m->lines[i];
    struct wire_buf text = WIRE_BUF_INIT;
    struct wire_value *v;
    enum mark mark;

    for (; i < d->trailer; i++) {
        if (text.n != 0)
            wire_buf_putc(&text, '\n');
        wire_buf_str(&text, said(d, d->m->lines[i].text, &mark));
    }
    if (text.err != WIRE_OK && d->a->arena->err == WIRE_OK)
        d->a->arena->err = text.err;
    v = wire_add_non_public(d->a, WIRE_STR("anpa/text"), WIRE_STR("notebook"), wire_trim_blanks(wire_buf_slice(&text)), first->at);
    wire_printed(wire_get(v, WIRE_K_VALUE));
    wire_buf_free(&text);
    count(d, WIRE_HELD, "notebook", first->at);
    return d->trailer;
}

/* A line that announces it: flush or with marks, for an indented one is prose that speaks of it. */
static bool
announces(struct wire_str s)
{
    return s.n != 0 && !wire_is_space((unsigned char)s.p[0]) && wire_announces_secret(wire_line_trim(s));
}

static void
read_body(struct reading *d, size_t i)
{
    size_t last = d->trailer;

    while (last > i && is_blank_line(d->m->lines[last - 1].s))
        last--;
    if (last > i && wire_anpa_is_end_mark(d->m->lines[last - 1].s)) {
        const struct wire_message_line *line = &d->m->lines[last - 1];
        struct wire_value *v = wire_add_residue(d->a, WIRE_STR("end mark"), line->text, line->at);
        wire_printed(wire_get(v, WIRE_K_VALUE));
        count(d, WIRE_TOOK, "residue", line->at);
        d->trailer = --last;
    }
    while (i < last) {
        if (announces(d->m->lines[i].s)) {
            wire_block_end(&d->body);
            i = hide(d, i);
        } else {
            body_line(d, i++);
        }
    }
    wire_block_end(&d->body);
}

/* ---- header and trailer ---- */

static bool
is_supplied(const struct wire_anpa_header *h)
{
    return wire_str_is(h->number, WIRE_ANPA_NO_NUMBER);
}

static void
put_codes(struct reading *d)
{
    const struct wire_anpa_header *h = &d->h;
    struct wire_at at = wire_line_at(d->m, h->line, 0);
    int priority = wire_anpa_priority(h->priority);
    char category = (char)(h->category >= 'A' && h->category <= 'Z' ? h->category | 0x20 : h->category);
    struct wire_value *v;

    if (is_supplied(h) && h->priority == WIRE_ANPA_NO_PRIORITY)
        ;
    else if (priority != 0)
        wire_add_number(d->a, WIRE_F_PRIORITY, priority, at);
    else
        extra(d, "priority", (struct wire_str){ &h->priority, 1 }, false, at);
    if (!(is_supplied(h) && h->category == WIRE_ANPA_NO_CATEGORY) && (v = wire_add_record(d->a, WIRE_F_SUBJECTS, at)) != NULL) {
        wire_put_text(d->a, v, WIRE_K_LITERAL, (struct wire_str){ &category, 1 }, at);
        wire_put_text(d->a, v, WIRE_K_SCHEME, WIRE_STR("anpa"), at);
    }
    extra(d, "date", h->date, false, at);
    extra(d, "format", h->tabular ? WIRE_STR("tabular") : WIRE_STR("text"), false, at);
    skip(d, h->line->s);
    count(d, WIRE_TOOK, "header", at);
}

static void
put_number(struct reading *d)
{
    const struct wire_anpa_header *h = &d->h;
    struct wire_at at = h->numbered != NULL ? wire_line_at(d->m, h->numbered, (size_t)(h->number.p - h->numbered->s.p)) : d->m->at;
    struct wire_value *v;

    if (h->number.n != 0 && !is_supplied(h) && (v = wire_add_record(d->a, WIRE_F_ALT_IDS, at)) != NULL) {
        wire_put_text(d->a, v, WIRE_K_ROLE, WIRE_STR("transmissionReference"), at);
        wire_put_text(d->a, v, WIRE_K_VALUE, h->number, at);
        wire_message_number(d->r, d->m, wire_str_sub(h->number, 0, 1), wire_str_sub(h->number, 1, h->number.n));
    }
    if (h->selector.n != 0 && (v = wire_add_record(d->a, WIRE_F_SERVICES, at)) != NULL)
        wire_put_text(d->a, v, WIRE_K_LITERAL, h->selector, at);
}

/* What stands in the header beside its two lines is of nobody known. */
static void
read_header(struct reading *d)
{
    const struct wire_anpa_header *h = &d->h;
    struct wire_at at = d->m->at;

    put_number(d);
    put_codes(d);
    for (size_t i = 0; i < d->text; i++) {
        struct wire_str s = d->m->lines[i].text, rest = s;
        if (&d->m->lines[i] == h->line || s.n == 0)
            continue;
        at = d->m->lines[i].at;
        if (&d->m->lines[i] == h->numbered) {
            bool selector = h->selector.n != 0 && h->selector.p >= s.p && h->selector.p < s.p + s.n; /* it may stand on the next */
            const char *from = selector ? h->selector.p + h->selector.n : h->number.p + h->number.n;
            rest = str_of(from, s.p + s.n > from ? s.p + s.n : from);
            skip(d, str_of(s.p, rest.p));
        }
        rest = wire_line_trim(rest);
        if (wire_copy_weight(rest) != 0)
            extra(d, "header", in_print(d, rest), true, at);
    }
}

static bool
two_digits(const char *p, int *out)
{
    if (p[0] < '0' || p[0] > '9' || p[1] < '0' || p[1] > '9')
        return false;
    *out = (p[0] - '0') * 10 + p[1] - '0';
    return true;
}

/* "AP-WF-11-13-13 1509GMT": agency, file, date, time. *from and *to: where it stands. */
static bool
read_stamp(struct wire_str s, struct wire_str *agency, struct wire_time *t, size_t *from, size_t *to)
{
    static const size_t date = 14; /* "11-13-13 1509" and GMT after it */

    for (size_t i = 0; i + date + 2 < s.n; i++) {
        size_t n = i, mid;
        while (n < s.n && s.p[n] >= 'A' && s.p[n] <= 'Z')
            n++;
        if (n == i)
            continue;
        mid = n + 1;
        while (n < s.n && s.p[n] == '-' && mid < s.n && (wire_is_alnum((unsigned char)s.p[mid]) || s.p[mid] == '_'))
            mid++;
        if (s.p[n < s.n ? n : i] == '-' && mid > n + 1 && s.n - mid >= 1 + 13 + 3 && s.p[mid] == '-') {
            const char *p = s.p + mid + 1;
            if (two_digits(p, &t->month) && p[2] == '-' && two_digits(p + 3, &t->day) && p[5] == '-' && two_digits(p + 6, &t->year) &&
                p[8] == ' ' && two_digits(p + 9, &t->hour) && two_digits(p + 11, &t->minute) && memcmp(p + 13, "GMT", 3) == 0) {
                *agency = wire_str_sub(s, i, n - i);
                *from = i;
                *to = (size_t)(p + 16 - s.p);
                return true;
            }
        }
        i = n;
    }
    return false;
}

static void
put_stamp(struct reading *d, struct wire_str agency, struct wire_time *t, struct wire_at at)
{
    struct wire_str sent;
    struct wire_value *v;

    t->year += t->year >= 70 ? 1900 : 2000;
    t->has_offset = t->zulu = true;
    sent = wire_time_normal(d->a->arena, wire_time_write(d->a->arena, t), NULL);
    wire_add_text(d->a, WIRE_F_SENT, sent, at);
    if (!wire_str_is(agency, WIRE_ANPA_NO_AGENCY) && (v = wire_add_record(d->a, WIRE_F_PROVIDER, at)) != NULL)
        wire_put_text(d->a, v, WIRE_K_NAME, agency, at);
    count(d, WIRE_TOOK, "trailer", at);
}

static void
read_trailer(struct reading *d)
{
    bool stamped = false;

    for (size_t i = d->trailer; i < d->count; i++) {
        const struct wire_message_line *line = &d->m->lines[i];
        struct wire_str agency, s = line->text;
        struct wire_time t = { .second = 0 };
        size_t from, to;
        if (line->part != WIRE_PART_TRAILER || wire_copy_weight(s) == 0)
            continue;
        if (!stamped && read_stamp(s, &agency, &t, &from, &to)) {
            stamped = true;
            put_stamp(d, agency, &t, wire_line_at(d->m, line, (size_t)(s.p - line->s.p) + from));
            skip(d, wire_str_sub(s, from, to - from));
            if (wire_copy_weight(wire_str_sub(s, 0, from)) != 0)
                extra(d, "trailer", wire_str_sub(s, 0, from), true, line->at);
            s = wire_line_trim(wire_str_sub(s, to, s.n));
            if (wire_copy_weight(s) == 0)
                continue;
        }
        extra(d, "trailer", in_print(d, s), true, line->at);
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

/* Where the text begins and ends. Without STX it begins after the header's line; NNNN ends it too. */
static bool
find_parts(struct reading *d)
{
    const struct wire_message *m = d->m;
    size_t header = m->stx ? first_of(m, WIRE_PART_TEXT) : m->count < HEADER_LINES ? m->count : HEADER_LINES;
    bool good = wire_anpa_header_read(m->lines, header, &d->h);

    d->count = m->count;
    d->trailer = m->etx ? first_of(m, WIRE_PART_TRAILER) : m->count;
    d->text = m->stx ? header : good ? (size_t)(d->h.line - m->lines) + 1 : 0;
    if (d->trailer < d->text)
        d->trailer = d->text;
    return good;
}

/* The line that ends an older frame, and one that only begins it, are nobody's words. */
static void
skip_frame(struct reading *d)
{
    const struct wire_message_line *lines = d->m->lines;

    while (d->count > d->text && is_blank_line(lines[d->count - 1].s))
        d->count--;
    if (d->count > d->text && wire_str_is(wire_line_trim(lines[d->count - 1].s), "NNNN")) {
        skip(d, lines[--d->count].s);
        if (d->trailer > d->count)
            d->trailer = d->count;
    }
}

static enum wire_status
read_message(struct wire_messages *r, const struct wire_message *m)
{
    struct reading d = { .r = r, .m = m, .rows = r->worker != NULL && r->worker->want_ledger };
    bool good = find_parts(&d);
    enum wire_status st;
    size_t i;

    if (!good && !m->stx && !m->framed) {
        wire_message_noise(r, m);
        return WIRE_OK;
    }
    if ((d.a = wire_article_new(r->max.story)) == NULL)
        return WIRE_E_NOMEM;
    d.body = (struct wire_blocks){ .a = d.a, .text = WIRE_BUF_INIT };
    wire_add_text(d.a, WIRE_F_TYPE, WIRE_STR("text"), m->at);
    skip_frame(&d);
    if (good) {
        read_header(&d);
    } else {
        for (i = 0; i < d.text; i++)
            extra(&d, "header", in_print(&d, m->lines[i].text), true, m->lines[i].at);
    }
    for (i = d.text; i < d.trailer && is_blank_line(m->lines[i].s);)
        i++;
    if (i < d.trailer && read_keyword(&d, i))
        i++;
    else if (good)
        put_keyword(&d, d.h.keyword, d.h.version, d.h.count, wire_line_at(m, d.h.line, 0));
    read_body(&d, read_head(&d, i));
    read_trailer(&d);
    wire_blocks_free(&d.body);
    wire_practice_copy(d.a);
    wire_notices(d.a, d.r->source->zone);
    wire_message_damage(r, m, good);
    st = wire_message_deliver(r, m, d.a, "anpa", d.skipped, d.made);
    return st;
}

enum wire_status
wire_anpa_read(struct wire_source *source, const struct wire_sink *sink, const struct wire_tap *tap, struct wire_worker *worker)
{
    struct wire_messages r = { .source = source, .sink = sink, .worker = worker, .message = read_message };

    (void)tap;
    return wire_messages_read(&r);
}

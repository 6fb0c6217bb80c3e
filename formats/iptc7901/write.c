/*
 * Writing IPTC 7901: header, keywords, head, body, notebook, stamp, as dpa sends them.
 *
 *     SOH eca0124 3 i 93  dpa 1888
 *
 *     Yemen/conflict/
 *     STX 2ND LEAD
 *     Headline
 *     By Ann Lee =
 *
 *     Washington (dpa) - Paragraphs broken at the width, a blank line between them ...
 *
 *     # Notebook
 *
 *     ## Note to editors
 *     - A note
 *
 *     ETX 212101 GMT Nov 18
 *     EOT
 *
 * What is not for publication stands in the notebook, which no receiver prints. What a reader would take for
 * something else is set in another form, so that a story written and read again is written the same.
 */
#include "article/copy.h"
#include "article/sheet.h"
#include "room.h"

#define END "\r\n"

enum { WIDTH = 69, PROVIDER = 60, COLUMNS = 16, TABLE_WIDE = 120, GAP = 3 };

struct typing {
    struct wire_out *out;
    const struct wire_article *a;
    struct wire_buf body;
    struct wire_arena arena;
    size_t width;
    bool secret;
    bool items;    /* the block before was an item: the next one follows without a blank line */
    bool notebook; /* the heading that hides stands already */
};

static void
note(struct typing *t, enum wire_ledger_act act, const char *path, const char *why, const struct wire_value *v)
{
    wire_out_note(t->out, act, path, why, v != NULL ? v->at : (struct wire_at){ 0, 0, 0 });
}

static bool
may_go_out(const struct typing *t, const struct wire_value *v)
{
    return v != NULL && (t->secret || wire_is_public(v));
}

static struct wire_str
line_of(struct typing *t, struct wire_str s)
{
    s = wire_squeeze(&t->arena, wire_sheet_line(&t->arena, s));
    while (s.n != 0 && strchr(" =", s.p[s.n - 1]) != NULL) /* the mark that ends the head */
        s.n--;
    return s;
}

/* The next line of s, which moves behind it. */
static struct wire_str
next_line(struct wire_str *s)
{
    const char *feed = s->n != 0 ? memchr(s->p, '\n', s->n) : NULL;
    struct wire_str line = wire_str_sub(*s, 0, feed != NULL ? (size_t)(feed - s->p) : s->n);

    *s = wire_str_sub(*s, feed != NULL ? line.n + 1 : line.n, s->n);
    return line;
}

/* ---- the body ---- */

/* No line may begin like an item, a heading or the announcement of what is hidden. */
static bool
binds(struct wire_str before, struct wire_str word)
{
    (void)before;
    return word.n != 0 && (strchr("#*", word.p[0]) != NULL || wire_str_is(word, "-"));
}

static void
begin(struct typing *t, bool item)
{
    if (t->body.n != 0 && !(item && t->items))
        wire_buf_puts(&t->body, END);
    t->items = item;
}

/* Text whose first line would hide all that follows does without the marks that do it. */
static struct wire_str
no_notebook(struct wire_str s)
{
    while (s.n != 0 && (s.p[0] == '#' || s.p[0] == ' ') && wire_7901_hides(s, WIRE_NONE, false))
        s = wire_str_sub(s, 1, s.n);
    return s;
}

static void
filled(struct typing *t, const char *lead, struct wire_str s, size_t indent)
{
    const struct wire_filling how = { .width = t->width, .end = END, .indent = indent, .binds = binds };

    while (s.n != 0) {
        wire_fill_lines(&t->body, wire_str_of(lead), no_notebook(next_line(&s)), &how);
        lead = indent != 0 ? "  " : "";
    }
}

static void
pad(struct wire_buf *b, size_t n)
{
    while (n-- != 0)
        wire_buf_putc(b, ' ');
}

/* Cells under each other where they fit, else parted by bars. */
static void
rows(struct typing *t, struct wire_str s)
{
    size_t wide[COLUMNS] = { 0 }, all = 0;
    bool fits = true;

    for (struct wire_str rest = s; rest.n != 0;) {
        struct wire_str row = next_line(&rest);
        for (size_t i = 0; row.p != NULL; i++) {
            const char *tab = memchr(row.p, '\t', row.n);
            size_t n = tab != NULL ? (size_t)(tab - row.p) : row.n;
            fits &= i < COLUMNS;
            if (i < COLUMNS && wire_columns(wire_str_sub(row, 0, n)) > wide[i])
                wide[i] = wire_columns(wire_str_sub(row, 0, n));
            row = tab != NULL ? wire_str_sub(row, n + 1, row.n) : WIRE_NONE;
        }
    }
    for (size_t i = 0; i < COLUMNS; i++)
        all += wide[i] + GAP;
    fits &= all < TABLE_WIDE + COLUMNS * GAP;
    while (s.n != 0) {
        struct wire_str row = next_line(&s);
        size_t owed = 0;
        if (wire_trim_blanks(row).n == 0)
            continue;
        for (size_t i = 0; row.p != NULL; i++) {
            const char *tab = memchr(row.p, '\t', row.n);
            size_t n = tab != NULL ? (size_t)(tab - row.p) : row.n;
            if (n != 0) {
                pad(&t->body, fits ? owed : 0);
                owed = 0;
            }
            if (!fits && i != 0)
                wire_buf_puts(&t->body, " | ");
            wire_buf_str(&t->body, wire_str_sub(row, 0, n));
            if (fits)
                owed += wide[i] + GAP - wire_columns(wire_str_sub(row, 0, n));
            row = tab != NULL ? wire_str_sub(row, n + 1, row.n) : WIRE_NONE;
        }
        wire_buf_puts(&t->body, END);
    }
}

static void
block(void *ctx, enum wire_sheet_kind kind, struct wire_str s)
{
    struct typing *t = ctx;

    begin(t, kind == WIRE_SHEET_ITEM);
    switch (kind) {
    case WIRE_SHEET_PARAGRAPH:
        filled(t, "", s, 0);
        break;
    case WIRE_SHEET_ITEM:
        filled(t, "- ", s, 2);
        break;
    case WIRE_SHEET_HEADING:
        wire_buf_puts(&t->body, "## ");
        wire_buf_str(&t->body, wire_sheet_line(&t->arena, s));
        wire_buf_puts(&t->body, END);
        break;
    case WIRE_SHEET_LINES:
        while (s.n != 0) {
            wire_buf_str(&t->body, no_notebook(next_line(&s)));
            wire_buf_puts(&t->body, END);
        }
        break;
    case WIRE_SHEET_ROWS:
        note(t, WIRE_MOVED, "bodies", "a table is lines set in columns", NULL);
        rows(t, s);
        break;
    case WIRE_SHEET_RULE:
        wire_buf_puts(&t->body, "---" END);
        break;
    }
}

/* A last line that looks like the initials a desk signs with would be taken for them: it gets a full stop. */
static void
no_closing(struct typing *t)
{
    struct wire_str s = wire_trim_blanks(wire_buf_slice(&t->body));
    const char *feed = s.n != 0 ? memrchr(s.p, '\n', s.n) : NULL;
    struct wire_str last = feed != NULL ? wire_str_sub(s, (size_t)(feed + 1 - s.p), s.n) : s;

    if (t->body.err != WIRE_OK || !wire_7901_is_closing(last))
        return;
    t->body.n = (size_t)(last.p + last.n - t->body.p);
    wire_buf_puts(&t->body, "." END);
    note(t, WIRE_MOVED, "bodies", "a full stop ends a line that looks like initials", NULL);
}

static enum wire_status
weigh(void *ctx, const struct wire_node *n, enum wire_visit visit)
{
    if (visit == WIRE_ENTER && n->kind == WIRE_N_TEXT)
        *(size_t *)ctx += wire_copy_weight(n->text);
    return WIRE_OK;
}

static void
body(struct typing *t)
{
    enum wire_visibility visibility = t->secret ? WIRE_EDITORS : WIRE_PUBLIC;
    size_t given = 0;

    if (t->a->body == NULL)
        return;
    wire_sheet(t->a->body, visibility, &t->arena, &t->body, block, t);
    no_closing(t);
    wire_walk(t->a->body, visibility, weigh, &given);
    if (t->body.err == WIRE_OK)
        wire_out_body(t->out, given, wire_copy_weight(wire_buf_slice(&t->body)));
}

/* ---- header and keywords ---- */

static bool
is_number(struct wire_str s, size_t from)
{
    for (size_t i = from; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    }
    return s.n > from;
}

static size_t
letters(struct wire_str s)
{
    size_t n = 0;

    while (n < s.n && (s.p[n] | 0x20) >= 'a' && (s.p[n] | 0x20) <= 'z')
        n++;
    return n;
}

/* Source and number as the message had them; else the service as the source, and a number that says there was none. */
static struct wire_str
number_of(struct typing *t, struct wire_str *source)
{
    struct wire_str id = wire_transmission(t->a);
    size_t n = letters(id);

    *source = wire_str_sub(id, 0, n);
    if (id.n != 0 && id.n <= 24 && is_number(id, n) && !wire_str_is(wire_str_sub(id, n, id.n), WIRE_7901_NO_NUMBER))
        return id;
    note(t, WIRE_SUPPLIED, "altIds", "the header must have a number", NULL);
    *source = WIRE_NONE;
    for (const struct wire_value *v = wire_first(t->a, WIRE_F_SERVICES); v != NULL && source->n == 0; v = v->next) {
        struct wire_str s = wire_member(v, WIRE_K_LITERAL);
        if (wire_is_public(v) && s.n != 0 && s.n <= 12 && letters(s) == s.n)
            *source = s;
    }
    if (source->n == 0)
        note(t, WIRE_SUPPLIED, "services", "the header must have a source", NULL);
    return wire_arena_join(&t->arena, source->n != 0 ? *source : WIRE_STR(WIRE_7901_NO_SOURCE), WIRE_STR(WIRE_7901_NO_NUMBER), WIRE_NONE);
}

static char
priority_of(struct typing *t)
{
    const struct wire_value *v = wire_first(t->a, WIRE_F_PRIORITY);

    if (may_go_out(t, v) && v->s.n == 1 && v->s.p[0] >= '1' && v->s.p[0] <= '9')
        return v->s.p[0];
    note(t, WIRE_SUPPLIED, "priority", "the header must have one", NULL);
    return WIRE_7901_NO_PRIORITY;
}

static struct wire_str
category_of(struct typing *t)
{
    struct wire_str s = wire_category(t->a, "iptc7901");

    if (s.n != 0 && s.n <= WIRE_7901_CATEGORY && letters(s) == s.n)
        return s;
    note(t, WIRE_SUPPLIED, "subjects", "the header must have a category", NULL);
    return WIRE_STR(WIRE_7901_NO_CATEGORY);
}

/* What follows the word count names the provider, not always alike: as it was read, else his name. */
static struct wire_str
provider_of(struct typing *t)
{
    const struct wire_value *kept = wire_extra(t->a, "iptc7901/provider", NULL), *v = wire_first(t->a, WIRE_F_PROVIDER);
    struct wire_str s = may_go_out(t, kept) ? wire_member(kept, WIRE_K_VALUE) : WIRE_NONE;

    if (s.n == 0 && may_go_out(t, v)) {
        s = wire_member(v, WIRE_K_NAME);
        s = s.n != 0 ? s : wire_member(v, WIRE_K_LITERAL);
        note(t, s.n != 0 ? WIRE_MOVED : WIRE_DROPPED, "provider", "the header has a name for him, which readers keep aside", v);
    }
    s = line_of(t, s);
    return s.n <= PROVIDER ? s : WIRE_NONE;
}

static void
header(struct typing *t)
{
    struct wire_buf *b = &t->out->buf;
    struct wire_str source, number = number_of(t, &source), category = category_of(t), provider = provider_of(t);

    wire_buf_printf(b, "%c%.*s %c %.*s %u", WIRE_SOH, (int)number.n, number.p, priority_of(t), (int)category.n, category.p,
                    wire_body_count(t->a, wire_buf_slice(&t->body)));
    if (provider.n != 0)
        wire_buf_printf(b, "  %.*s", (int)provider.n, provider.p);
    wire_buf_puts(b, END END);
    wire_out_note_rest(t->out, t->a, "iptc7901", source, number);
}

static bool
is_part(struct wire_str slug, struct wire_str keyword)
{
    for (size_t from = 0; from <= slug.n;) {
        const char *slash = from < slug.n ? memchr(slug.p + from, '/', slug.n - from) : NULL;
        size_t to = slash != NULL ? (size_t)(slash - slug.p) : slug.n;
        if (wire_str_eq(wire_trim_blanks(wire_str_sub(slug, from, to - from)), wire_trim_blanks(keyword)))
            return true;
        from = to + 1;
    }
    return false;
}

/* The slug, without one the keywords; a reader makes the one of the other. */
static void
keywords(struct typing *t)
{
    const struct wire_value *slug = wire_first(t->a, WIRE_F_SLUGLINE);
    struct wire_str line = may_go_out(t, slug) ? line_of(t, slug->s) : WIRE_NONE;
    struct wire_buf *b = &t->out->buf;
    size_t from = b->n;
    bool given = line.n != 0;

    wire_buf_str(b, line);
    for (const struct wire_value *v = wire_first(t->a, WIRE_F_KEYWORDS); v != NULL; v = v->next) {
        if (!may_go_out(t, v))
            continue;
        if (!given && b->n != from)
            wire_buf_putc(b, '/');
        if (!given)
            wire_buf_str(b, line_of(t, v->s));
        else if (!is_part(line, v->s))
            note(t, WIRE_DROPPED, "keywords", "the slug has none like it", v);
    }
    wire_buf_puts(b, b->n == from || b->p[b->n - 1] == '/' ? END : "/" END);
}

/* ---- the head ---- */

static void
put_take(struct typing *t)
{
    static const char *const kinds[] = { "extra", "refile", "correction", "urgent", "flash", "update" };
    static const char *const names[] = { "EXTRA", "REFILE", "CORRECTION", "URGENT", "FLASH", "UPDATE" };
    static const char *const endings[] = { "TH", "ST", "ND", "RD" };
    const struct wire_value *take = wire_first(t->a, WIRE_F_TAKE), *writethru = wire_get(take, WIRE_K_WRITETHRU);
    struct wire_str kind = wire_member(take, WIRE_K_KIND);
    struct wire_buf *b = &t->out->buf;
    int64_t lead = 0;
    bool through = writethru != NULL && writethru->kind == WIRE_V_TRUE;

    if (!may_go_out(t, take))
        return;
    if (wire_str_to_int(wire_member(take, WIRE_K_LEAD), 99, &lead) && lead > 0)
        wire_buf_printf(b, "%d%s LEAD%s" END, (int)lead, endings[lead % 10 < 4 && lead / 10 != 1 ? lead % 10 : 0], through ? " WRITETHRU" : "");
    else if (through)
        wire_buf_puts(b, "WRITETHRU" END);
    for (size_t i = 0; i < WIRE_COUNT(kinds) && kind.n != 0; i++) {
        if (!wire_str_is(kind, kinds[i]))
            continue;
        wire_buf_puts(b, names[i]);
        wire_buf_puts(b, END);
        kind = WIRE_NONE;
    }
    if (kind.n != 0)
        note(t, WIRE_DROPPED, "take", "the format has no word for this kind", take);
    if (wire_get(take, WIRE_K_NUMBER) != NULL)
        note(t, WIRE_DROPPED, "take", "the format counts leads, not updates", take);
}

static void
put_above(struct typing *t)
{
    for (const struct wire_value *v = NULL; (v = wire_extra(t->a, "iptc7901/head", v)) != NULL;) {
        struct wire_str s = line_of(t, wire_member(v, WIRE_K_VALUE));
        if (!may_go_out(t, v) || s.n == 0)
            continue;
        wire_buf_str(&t->out->buf, s);
        wire_buf_puts(&t->out->buf, END);
    }
    put_take(t);
}

static struct wire_str
byline_of(struct typing *t)
{
    static const struct {
        const char *language, *by;
    } words[] = { { "de", "Von " }, { "fr", "Par " }, { "es", "Por " }, { "pt", "Por " }, { "it", "Di " }, { "", "By " } };
    const struct wire_value *v = wire_first(t->a, WIRE_F_BY);
    struct wire_str language = wire_text_of(t->a, WIRE_F_LANGUAGE), by = may_go_out(t, v) ? line_of(t, v->s) : WIRE_NONE;
    size_t i = 0;

    if (by.n == 0 || wire_7901_is_by(by))
        return by;
    while (words[i].language[0] != '\0' && !wire_str_begins(language, words[i].language))
        i++;
    return wire_arena_join(&t->arena, wire_str_of(words[i].by), by, WIRE_NONE);
}

/* Lines above the headline, the headline, the byline; = ends it. The last line is the headline, unless it begins like a byline. */
static void
head(struct typing *t)
{
    struct wire_buf *b = &t->out->buf;
    struct wire_str said = wire_headline(t->a, t->secret), main = line_of(t, said), by = byline_of(t);
    size_t others = 0;

    wire_buf_putc(b, WIRE_STX);
    for (const struct wire_value *v = wire_first(t->a, WIRE_F_HEADLINES); v != NULL; v = v->next)
        others += wire_member(v, WIRE_K_VALUE).p != said.p;
    if (others != 0)
        note(t, WIRE_DROPPED, "headlines", "the format has one headline", wire_first(t->a, WIRE_F_HEADLINES));
    if (main.n == 0) {
        if (by.n != 0)
            note(t, WIRE_DROPPED, "by", "without a headline it would be that", wire_first(t->a, WIRE_F_BY));
        if (wire_first(t->a, WIRE_F_TAKE) != NULL)
            note(t, WIRE_DROPPED, "take", "without a headline it would be that", wire_first(t->a, WIRE_F_TAKE));
        wire_buf_puts(b, "=" END);
        return;
    }
    if (by.n != 0 || !wire_7901_is_by(main))
        put_above(t);
    else if (wire_first(t->a, WIRE_F_TAKE) != NULL)
        note(t, WIRE_DROPPED, "take", "a headline that begins like a byline must stand alone", wire_first(t->a, WIRE_F_TAKE));
    wire_buf_str(b, main);
    if (by.n != 0) {
        wire_buf_puts(b, END);
        wire_buf_str(b, by);
    }
    wire_buf_puts(b, " =" END);
}

/* ---- what is not for publication ---- */

/* All that is hidden, on one line: a note that stands there is not said twice. */
static struct wire_str
all_hidden(struct typing *t)
{
    struct wire_buf all = WIRE_BUF_INIT;
    struct wire_str s;

    for (const struct wire_value *v = wire_first(t->a, WIRE_F_NON_PUBLIC); v != NULL; v = v->next) {
        wire_buf_str(&all, wire_member(v, WIRE_K_VALUE));
        wire_buf_putc(&all, '\n');
    }
    if (all.err != WIRE_OK && t->out->buf.err == WIRE_OK)
        t->out->buf.err = all.err;
    s = wire_sheet_line(&t->arena, wire_buf_slice(&all));
    wire_buf_free(&all);
    return s;
}

static void
hidden_lines(struct typing *t, struct wire_str s)
{
    struct wire_buf *b = &t->out->buf;

    while (s.n != 0) {
        struct wire_str line = next_line(&s);
        size_t from = b->n;
        wire_buf_str(b, line);
        for (size_t i = from; i < b->n; i++) {
            if ((unsigned char)b->p[i] < ' ' || b->p[i] == 0x7F)
                b->p[i] = ' ';
        }
        while (b->n > from && b->p[b->n - 1] == ' ')
            b->n--;
        wire_buf_puts(b, END);
    }
}

static void
begin_notebook(struct typing *t)
{
    if (!t->notebook)
        wire_buf_puts(&t->out->buf, END "# Notebook" END);
    t->notebook = true;
}

static void
notes(struct typing *t)
{
    const struct wire_filling how = { .width = t->width, .end = END, .indent = 2, .binds = binds };
    struct wire_str said = wire_first(t->a, WIRE_F_ED_NOTES) != NULL ? all_hidden(t) : WIRE_NONE;
    bool any = false;

    for (const struct wire_value *v = wire_first(t->a, WIRE_F_ED_NOTES); v != NULL; v = v->next) {
        struct wire_str s = wire_squeeze(&t->arena, wire_sheet_line(&t->arena, wire_member(v, WIRE_K_VALUE)));
        if (s.n == 0 || (said.n >= s.n && memmem(said.p, said.n, s.p, s.n) != NULL))
            continue;
        begin_notebook(t);
        if (!any)
            wire_buf_puts(&t->out->buf, END "## Note to editors" END);
        any = true;
        wire_fill_lines(&t->out->buf, WIRE_STR("- "), s, &how);
    }
}

/* The desk's own part: what hides by itself as it is, all else in the notebook, a closing line last. */
static void
hidden(struct typing *t)
{
    const struct wire_value *closing = NULL;

    notes(t);
    for (const struct wire_value *v = wire_first(t->a, WIRE_F_NON_PUBLIC); v != NULL; v = v->next) {
        struct wire_str s = wire_trim_blanks(wire_member(v, WIRE_K_VALUE)), rest = s, first = next_line(&rest), after = next_line(&rest);
        if (s.n == 0)
            continue;
        if (v->next == NULL && rest.n == 0 && after.n == 0 && wire_7901_is_closing(first)) {
            closing = v;
            continue;
        }
        if (wire_7901_hides(wire_trim_blanks(first), after.n != 0 ? after : next_line(&rest), true))
            t->notebook = true;
        else
            begin_notebook(t);
        wire_buf_puts(&t->out->buf, END);
        hidden_lines(t, s);
    }
    if (closing != NULL) {
        wire_buf_puts(&t->out->buf, END);
        hidden_lines(t, wire_trim_blanks(wire_member(closing, WIRE_K_VALUE)));
    }
}

static void
stamp(struct typing *t)
{
    static const char months[12][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    struct wire_time sent;

    wire_buf_printf(&t->out->buf, END "%c", WIRE_ETX);
    if (wire_sent(t->out, t->a, false, &sent))
        wire_buf_printf(&t->out->buf, "%02d%02d%02d %s%s %02d", sent.day, sent.hour, sent.minute, sent.has_offset ? "GMT " : "",
                        months[sent.month - 1], sent.year % 100);
    wire_buf_printf(&t->out->buf, END "%c" END, WIRE_EOT);
}

enum wire_status
wire_7901_open(struct wire_out *out)
{
    if (out->options->version != NULL || out->options->body != NULL)
        return WIRE_E_USAGE;
    return wire_encode_check(out->options->encoding);
}

enum wire_status
wire_7901_story(struct wire_out *out, const struct wire_article *a)
{
    struct typing t = { .out = out, .a = a, .body = WIRE_BUF_INIT, .secret = out->options->with_non_public };
    size_t start = out->buf.n;
    enum wire_status st;

    t.width = out->options->width != 0 ? out->options->width : WIDTH;
    wire_arena_init(&t.arena, 0);
    body(&t);
    header(&t);
    keywords(&t);
    head(&t);
    if (t.body.n != 0) {
        wire_buf_puts(&out->buf, END);
        wire_buf_str(&out->buf, wire_buf_slice(&t.body));
    }
    hidden(&t);
    stamp(&t);
    st = t.arena.err != WIRE_OK ? t.arena.err : t.body.err != WIRE_OK ? t.body.err : out->buf.err;
    if (st == WIRE_OK)
        st = wire_encode_story(out, start);
    wire_buf_free(&t.body);
    wire_arena_free(&t.arena);
    return st;
}

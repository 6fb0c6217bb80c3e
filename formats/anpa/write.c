/*
 * Writing ANPA 1312: header, keyword line, head, body, trailer, as the AP sends them.
 *
 *     SYN SYN SOH W2607 US asian
 *     r a DC3 DC1 BC-US--Ethanol-LosingGra 1stLd-Writethru   11-13 1693
 *     STX ^BC-US--Ethanol-Losing Grassland, 1st Ld-Writethru,1140<
 *     ^Headline<
 *     ^Eds: A note.<
 *     ^By ANN LEE, Associated Press=
 *     HT   ROSCOE, South Dakota (AP) _ A paragraph on a line of its own ...
 *     BS a line of a table
 *     ETX AP-WF-11-13-13 1509GMT<
 *     EOT
 *
 * Marks that ASCII lacks are set as the wire sets them, and read back. What a reader would take for something else is
 * set in another form, so that a story written and read again is written the same.
 */
#include "article/copy.h"
#include "article/sheet.h"
#include "room.h"

#define END "\r\n"
#define INDENT "\t   "

struct typing {
    struct wire_out *out;
    const struct wire_article *a;
    struct wire_buf body;
    struct wire_arena arena;
    bool secret;
    bool tabular;   /* nothing in the body but lines of tables */
    size_t given;   /* weight of the marks of the body that are set without weight */
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

/* ---- copy as the wire sets it ---- */

/* What stands for a character beyond ASCII at p, or NULL. *n: its bytes. */
static const char *
convention(const char *s, const char *p, const char *end, size_t *n)
{
    bool alone = (p == s || (unsigned char)p[-1] <= ' ') && (end - p == 3 || (unsigned char)p[3] <= ' ');

    *n = 3;
    if (end - p >= 3 && memcmp(p, "\xE2\x80\x9C", 3) == 0)
        return "``";
    if (end - p >= 3 && memcmp(p, "\xE2\x80\x9D", 3) == 0)
        return "''";
    if (end - p >= 3 && alone && memcmp(p, "\xE2\x80\x94", 3) == 0)
        return "_";
    *n = 2;
    return end - p >= 2 && memcmp(p, "\xC2\xBD", 2) == 0 ? "{" : NULL;
}

/* The words of s in the wire's marks; braces are none of its characters: { is a half. */
static struct wire_str
on_wire(struct typing *t, struct wire_str s)
{
    const char *end = s.p + s.n;
    char *out = wire_arena_bytes(&t->arena, s.n + 1);
    size_t n = 0, bytes;

    if (out == NULL)
        return WIRE_NONE;
    for (const char *p = s.p; p < end; p++) {
        const char *mark = (unsigned char)*p >= 0x80 ? convention(s.p, p, end, &bytes) : NULL;
        if (mark != NULL) {
            size_t length = strlen(mark);
            memcpy(out + n, mark, length);
            n += length;
            p += bytes - 1;
            t->given += bytes;
        } else if (*p == '{' || *p == '}') {
            out[n++] = *p == '{' ? '(' : ')';
            note(t, WIRE_MOVED, "bodies", "a brace is a bracket: the wire's brace is a half", NULL);
        } else {
            out[n++] = *p;
        }
    }
    return (struct wire_str){ out, n };
}

/* Marks that end a line on the wire are no part of the text. */
static struct wire_str
without_marks(struct wire_str s, const char *marks)
{
    while (s.n != 0 && (strchr(marks, s.p[s.n - 1]) != NULL || (unsigned char)s.p[s.n - 1] <= ' '))
        s.n--;
    while (s.n != 0 && (s.p[0] == '^' || s.p[0] == ' '))
        s = wire_str_sub(s, 1, s.n);
    return s;
}

static struct wire_str
line_of(struct typing *t, struct wire_str s)
{
    return without_marks(on_wire(t, wire_squeeze(&t->arena, wire_sheet_line(&t->arena, s))), "<=+");
}

/* ---- the body ---- */

/* The next line of s, which moves behind it. */
static struct wire_str
next_line(struct wire_str *s)
{
    const char *feed = s->n != 0 ? memchr(s->p, '\n', s->n) : NULL;
    struct wire_str line = wire_str_sub(*s, 0, feed != NULL ? (size_t)(feed - s->p) : s->n);

    *s = wire_str_sub(*s, feed != NULL ? line.n + 1 : line.n, s->n);
    return line;
}

/* A line must not end with a mark of the wire, nor begin with one. */
static bool
binds(struct wire_str before, struct wire_str word)
{
    return (before.n != 0 && strchr("<=", before.p[before.n - 1]) != NULL) || (word.n != 0 && strchr("^=_-*<", word.p[0]) != NULL);
}

static void
paragraph(struct typing *t, const char *lead, struct wire_str s)
{
    const struct wire_filling how = { .width = t->out->options->width, .end = END, .binds = binds };
    char indented[16] = INDENT;

    strncat(indented, lead, sizeof indented - sizeof INDENT);
    while (s.n != 0) { /* a line end that is meant begins a paragraph: the wire knows no other */
        struct wire_str line = without_marks(on_wire(t, next_line(&s)), "<=");
        if (line.n != 0)
            wire_fill_lines(&t->body, wire_str_of(indented), line, &how);
        if (s.n != 0)
            note(t, WIRE_MOVED, "bodies", "a line end within a paragraph is the end of it", NULL);
        indented[sizeof INDENT - 1] = '\0';
    }
}

/* BS begins a line of a table; of a table with cells ; parts them. */
static void
table_lines(struct typing *t, struct wire_str s, char cell)
{
    while (s.n != 0) {
        size_t from = t->body.n;
        wire_buf_putc(&t->body, WIRE_BS);
        wire_buf_str(&t->body, on_wire(t, next_line(&s)));
        for (size_t i = from; i < t->body.n; i++) {
            if (t->body.p[i] == '\t')
                t->body.p[i] = cell;
        }
        while (t->body.n > from + 1 && strchr("<= ", t->body.p[t->body.n - 1]) != NULL)
            t->body.n--;
        wire_buf_puts(&t->body, END);
    }
}

static void
block(void *ctx, enum wire_sheet_kind kind, struct wire_str s)
{
    struct typing *t = ctx;

    t->tabular &= kind == WIRE_SHEET_LINES || kind == WIRE_SHEET_ROWS;
    switch (kind) {
    case WIRE_SHEET_PARAGRAPH:
        paragraph(t, "", s);
        break;
    case WIRE_SHEET_ITEM:
        paragraph(t, "- ", s);
        break;
    case WIRE_SHEET_HEADING:
        if (t->body.n == 0) /* or it would be a line of the head */
            wire_buf_puts(&t->body, END);
        wire_buf_putc(&t->body, '^');
        wire_buf_str(&t->body, line_of(t, s));
        wire_buf_puts(&t->body, "<" END);
        break;
    case WIRE_SHEET_LINES:
        table_lines(t, s, '\t');
        break;
    case WIRE_SHEET_ROWS:
        note(t, WIRE_MOVED, "bodies", "a table is lines, its cells parted by ;", NULL);
        table_lines(t, s, ';');
        break;
    case WIRE_SHEET_RULE:
        wire_buf_puts(&t->body, INDENT "___" END);
        break;
    }
}

/* ---- the head ---- */

static void
head_line(struct typing *t, const char *label, struct wire_str s, const char *mark)
{
    s = line_of(t, s);
    if (s.n == 0)
        return;
    wire_buf_putc(&t->out->buf, '^');
    wire_buf_puts(&t->out->buf, label);
    wire_buf_str(&t->out->buf, s);
    wire_buf_puts(&t->out->buf, mark);
    wire_buf_puts(&t->out->buf, END);
}

/* A headline or abstract that a reader would take for a note loses the colon that makes it one. */
static struct wire_str
no_note(struct typing *t, struct wire_str s)
{
    const char *end = s.p + s.n, *at;
    size_t label;
    char *copy;

    s = wire_squeeze(&t->arena, wire_sheet_line(&t->arena, s));
    if ((!wire_anpa_is_note(s, &label) && !wire_anpa_is_picture(s)) || (copy = wire_arena_bytes(&t->arena, s.n + 1)) == NULL)
        return s;
    at = wire_anpa_is_picture(s) ? s.p + 2 : memchr(s.p, ':', s.n);
    if (at == NULL)
        at = s.p + label - 1;
    end = s.p + s.n;
    memcpy(copy, s.p, (size_t)(at - s.p));
    copy[at - s.p] = ',';
    memcpy(copy + (at - s.p) + 1, *at == ':' ? at + 1 : at, (size_t)(end - at) - (*at == ':'));
    return (struct wire_str){ copy, s.n + (*at != ':') };
}

static void
headline(struct typing *t)
{
    struct wire_str main = wire_headline(t->a, t->secret);
    bool done = false;

    head_line(t, "", no_note(t, main), "<");
    for (const struct wire_value *v = wire_first(t->a, WIRE_F_HEADLINES); v != NULL; v = v->next) {
        struct wire_str s = wire_member(v, WIRE_K_VALUE);
        if (!may_go_out(t, v) || (!done && s.p == main.p)) {
            done |= s.p == main.p;
            continue;
        }
        if (main.n != 0 && wire_str_is(wire_member(v, WIRE_K_ROLE), "sub")) {
            note(t, WIRE_MOVED, "headlines", "a second headline is a line of the head, as an abstract is", v);
            head_line(t, "", no_note(t, s), "<");
        } else {
            note(t, WIRE_DROPPED, "headlines", "the format has one headline", v);
        }
    }
}

/* Any other flush line of the head is an abstract; without a headline it would be that. */
static void
abstracts(struct typing *t)
{
    for (const struct wire_value *v = wire_first(t->a, WIRE_F_DESCRIPTIONS); v != NULL; v = v->next) {
        if (!may_go_out(t, v))
            continue;
        if (wire_str_is(wire_member(v, WIRE_K_ROLE), "abstract") && wire_headline(t->a, t->secret).n != 0)
            head_line(t, "", no_note(t, wire_member(v, WIRE_K_VALUE)), "<");
        else
            note(t, WIRE_DROPPED, "descriptions", "the format has abstracts only, under a headline", v);
    }
}

static void
notes(struct typing *t)
{
    for (const struct wire_value *v = wire_first(t->a, WIRE_F_ED_NOTES); v != NULL; v = v->next) {
        const struct wire_value *open = wire_get(v, WIRE_K_PUBLIC);
        struct wire_str s = wire_squeeze(&t->arena, wire_sheet_line(&t->arena, wire_member(v, WIRE_K_VALUE)));
        size_t label;
        if (!may_go_out(t, v) || (open != NULL && open->kind == WIRE_V_FALSE && !t->secret)) {
            note(t, WIRE_DROPPED, "edNotes", "not for publication", v);
            continue;
        }
        while (s.n != 0 && strchr("()[] ", s.p[0]) != NULL)
            s = wire_str_sub(s, 1, s.n);
        s = without_marks(s, "<=+");
        if (s.n != 0 && strchr(")]", s.p[s.n - 1]) != NULL) /* a reader takes brackets at the end for those of a note */
            s = wire_arena_join(&t->arena, s, WIRE_STR("."), WIRE_NONE);
        head_line(t, wire_anpa_is_picture(s) || wire_anpa_is_note(s, &label) ? "" : "Eds: ", s, "<");
    }
}

static void
byline(struct typing *t)
{
    static const struct {
        const char *language, *by;
    } words[] = { { "de", "Von " }, { "fr", "Par " }, { "es", "Por " }, { "pt", "Por " }, { "it", "Di " }, { "", "By " } };
    const struct wire_value *v = wire_first(t->a, WIRE_F_BY);
    struct wire_str language = wire_text_of(t->a, WIRE_F_LANGUAGE), by;
    size_t i = 0;

    if (!may_go_out(t, v))
        return;
    by = wire_squeeze(&t->arena, wire_sheet_line(&t->arena, v->s));
    while (words[i].language[0] != '\0' && !wire_str_begins(language, words[i].language))
        i++;
    head_line(t, wire_anpa_is_by(by) ? "" : words[i].by, by, "=");
}

/* ---- keyword, version, count ---- */

static struct wire_str
slug_of(struct typing *t)
{
    const struct wire_value *v = wire_first(t->a, WIRE_F_SLUGLINE);
    struct wire_str s = may_go_out(t, v) ? wire_squeeze(&t->arena, wire_sheet_line(&t->arena, v->s)) : WIRE_NONE;
    char *out = wire_arena_bytes(&t->arena, s.n + 1);
    size_t n = 0;

    if (out == NULL)
        return WIRE_NONE;
    for (size_t i = 0; i < s.n; i++) { /* commas part it from version and count */
        if (s.p[i] == ',' && i + 1 < s.n && s.p[i + 1] == ' ')
            continue;
        out[n++] = (char)(s.p[i] == ',' ? ' ' : s.p[i]);
    }
    if (n != s.n)
        note(t, WIRE_MOVED, "slugline", "without its commas", v);
    s = wire_squeeze(&t->arena, (struct wire_str){ out, n });
    while (s.n != 0 && s.p[0] == '*')
        s = wire_str_sub(s, 1, s.n);
    s = line_of(t, s);
    if (s.n == 0)
        note(t, WIRE_SUPPLIED, "slugline", "the header must have a keyword", v);
    return s.n != 0 ? s : WIRE_STR(WIRE_ANPA_NO_KEYWORD);
}

/* "1st Ld-Writethru": as the source had it, else out of what it means. */
static struct wire_str
version_of(struct typing *t)
{
    static const char *const kinds[] = { "extra", "refile", "correction", "urgent", "flash", "update" };
    static const char *const endings[] = { "th", "st", "nd", "rd" };
    const struct wire_value *take = wire_first(t->a, WIRE_F_TAKE), *kept = wire_extra(t->a, "anpa/version", NULL), *writethru;
    struct wire_str kind = wire_member(take, WIRE_K_KIND), out = WIRE_NONE;
    int64_t lead;

    if (kept != NULL && may_go_out(t, kept))
        return line_of(t, wire_member(kept, WIRE_K_VALUE));
    if (take == NULL || !may_go_out(t, take))
        return WIRE_NONE;
    if (wire_str_to_int(wire_member(take, WIRE_K_LEAD), 99, &lead) && lead > 0) {
        size_t ending = lead % 10 < 4 && lead / 10 != 1 ? (size_t)(lead % 10) : 0;
        out = wire_arena_printf(&t->arena, "%d%s Ld", (int)lead, endings[ending]);
    }
    if ((writethru = wire_get(take, WIRE_K_WRITETHRU)) != NULL && writethru->kind == WIRE_V_TRUE)
        out = wire_arena_join(&t->arena, out, out.n != 0 ? WIRE_STR("-Writethru") : WIRE_STR("Writethru"), WIRE_NONE);
    for (size_t i = 0; i < WIRE_COUNT(kinds) && kind.n != 0; i++) {
        if (!wire_str_is(kind, kinds[i]))
            continue;
        out = wire_arena_join(&t->arena, out, out.n != 0 ? WIRE_STR(" ") : WIRE_NONE, kind);
        kind = WIRE_NONE;
    }
    if (kind.n != 0)
        note(t, WIRE_DROPPED, "take", "the format has no word for this kind", take);
    if (wire_get(take, WIRE_K_NUMBER) != NULL)
        note(t, WIRE_DROPPED, "take", "the format counts leads, not updates", take);
    return out;
}

/* Without spaces, and no more characters than the header has room for. */
static void
put_packed(struct wire_buf *b, struct wire_str s, size_t most)
{
    for (size_t i = 0, n = 0; i < s.n; i++) {
        if (s.p[i] == ' ')
            continue;
        if (((unsigned char)s.p[i] & 0xC0) != 0x80 && n++ == most)
            return;
        wire_buf_putc(b, s.p[i]);
    }
}

/* ---- header ---- */

static bool
is_word(struct wire_str s, size_t from)
{
    for (size_t i = from; i < s.n; i++) {
        char c = s.p[i];
        if (!(c >= '0' && c <= '9') && (from != 0 || (c != '_' && !((c | 0x20) >= 'a' && (c | 0x20) <= 'z'))))
            return false;
    }
    return s.n > from;
}

/* "W2607" as it is; what has another form is none of this format. */
static struct wire_str
number_of(struct typing *t)
{
    struct wire_str id = wire_transmission(t->a);

    if (id.n >= 2 && id.n <= 12 && (id.p[0] | 0x20) >= 'a' && (id.p[0] | 0x20) <= 'z' && is_word(id, 1) &&
        !wire_str_is(id, WIRE_ANPA_NO_NUMBER))
        return id;
    note(t, WIRE_SUPPLIED, "altIds", "the header must have a number", NULL);
    return WIRE_STR(WIRE_ANPA_NO_NUMBER);
}

static char
priority_of(struct typing *t)
{
    const struct wire_value *v = wire_first(t->a, WIRE_F_PRIORITY), *kept = wire_extra(t->a, "anpa/priority", NULL);
    struct wire_str letter = wire_member(kept, WIRE_K_VALUE);
    int64_t n;

    if (v != NULL && may_go_out(t, v) && wire_str_to_int(v->s, 9, &n) && wire_anpa_letter(n) != '\0')
        return wire_anpa_letter(n);
    if (v != NULL)
        note(t, WIRE_DROPPED, "priority", "the format has 1 to 5", v);
    else if (letter.n == 1 && is_word(letter, 0))
        return letter.p[0];
    else
        note(t, WIRE_SUPPLIED, "priority", "the header must have one", NULL);
    return WIRE_ANPA_NO_PRIORITY;
}

static char
category_of(struct typing *t)
{
    struct wire_str s = wire_category(t->a, "anpa");

    if (s.n == 1 && is_word(s, 0))
        return s.p[0];
    note(t, WIRE_SUPPLIED, "subjects", "the header must have a category", NULL);
    return WIRE_ANPA_NO_CATEGORY;
}

static struct wire_str
selector_of(const struct wire_article *a)
{
    for (const struct wire_value *v = wire_first(a, WIRE_F_SERVICES); v != NULL; v = v->next) {
        struct wire_str s = wire_member(v, WIRE_K_LITERAL);
        if (wire_is_public(v) && s.n <= 12 && is_word(s, 0))
            return s;
    }
    return WIRE_NONE;
}

static void
header(struct typing *t, struct wire_str slug, struct wire_str version, uint32_t words, const struct wire_time *sent)
{
    struct wire_buf *b = &t->out->buf;
    struct wire_str selector = selector_of(t->a), number = number_of(t);
    char category = category_of(t), priority = priority_of(t); /* whose notes are in this order with every compiler */

    wire_buf_printf(b, "%c%c%c%.*s%c%.*s" END, WIRE_SYN, WIRE_SYN, WIRE_SOH, (int)number.n, number.p, WIRE_US,
                    selector.n != 0 ? (int)selector.n : 5, selector.n != 0 ? selector.p : WIRE_ANPA_NO_SELECTOR);
    wire_buf_printf(b, "%c %c%c%c ", priority, category, WIRE_DC3, t->tabular ? WIRE_DC2 : WIRE_DC1);
    put_packed(b, slug, WIRE_ANPA_KEYWORD);
    wire_buf_putc(b, ' ');
    put_packed(b, version, WIRE_ANPA_KEYWORD);
    wire_buf_puts(b, "   ");
    if (sent != NULL)
        wire_buf_printf(b, "%02d-%02d ", sent->month, sent->day);
    wire_buf_printf(b, "%04u" END "%c^%.*s", words, WIRE_STX, (int)slug.n, slug.p);
    if (version.n != 0)
        wire_buf_printf(b, ", %.*s", (int)version.n, version.p);
    wire_buf_printf(b, ",%u<" END, words);
    wire_out_note_rest(t->out, t->a, "anpa", selector, number);
}

/* ---- trailer ---- */

static struct wire_str
agency_of(struct typing *t)
{
    const struct wire_value *v = wire_first(t->a, WIRE_F_PROVIDER);
    struct wire_str name = wire_member(v, WIRE_K_NAME);
    size_t i = 0;

    while (i < name.n && name.p[i] >= 'A' && name.p[i] <= 'Z')
        i++;
    if (name.n != 0 && i == name.n && may_go_out(t, v) && name.n <= 12)
        return name;
    if (v != NULL)
        note(t, WIRE_DROPPED, "provider", "the trailer has a name in capitals", v);
    else
        note(t, WIRE_SUPPLIED, "provider", "the trailer must have one", NULL);
    return WIRE_STR(WIRE_ANPA_NO_AGENCY);
}

static void
trailer(struct typing *t, const struct wire_time *sent)
{
    struct wire_buf *b = &t->out->buf;

    wire_buf_putc(b, WIRE_ETX);
    if (sent != NULL) {
        struct wire_str agency = agency_of(t);
        wire_buf_printf(b, "%.*s-WF-%02d-%02d-%02d %02d%02dGMT<", (int)agency.n, agency.p, sent->month, sent->day, sent->year % 100,
                        sent->hour, sent->minute);
    } else if (wire_first(t->a, WIRE_F_PROVIDER) != NULL) {
        note(t, WIRE_DROPPED, "provider", "it goes with a time", wire_first(t->a, WIRE_F_PROVIDER));
    }
    wire_buf_printf(b, END "%c" END, WIRE_EOT);
}

/*
 * A line that announces what is not for publication hides all after it. What a reader of this format has kept apart goes
 * out again so; any other only into archives, for receivers of it may know no such words.
 */
static void
hidden(struct typing *t)
{
    bool announced = false;

    for (const struct wire_value *v = wire_first(t->a, WIRE_F_NON_PUBLIC); v != NULL; v = v->next) {
        struct wire_str s = wire_trim_blanks(wire_member(v, WIRE_K_VALUE)), rest = s, first = wire_trim_blanks(next_line(&rest));
        bool announces = wire_announces_secret(first);
        if (!t->secret && !(announces && wire_str_is(wire_member(v, WIRE_K_WHERE), "anpa/text"))) {
            note(t, WIRE_DROPPED, "nonPublic", "not for publication", v);
            continue;
        }
        if (!announces && !announced)
            wire_buf_puts(&t->out->buf, "^NOT FOR PUBLICATION<" END);
        announced = true;
        while (s.n != 0) {
            wire_buf_str(&t->out->buf, on_wire(t, wire_sheet_line(&t->arena, next_line(&s))));
            wire_buf_puts(&t->out->buf, END);
        }
    }
}

/* The mark a reader of this format took off the end of the text. */
static void
end_mark(struct typing *t)
{
    for (const struct wire_value *v = wire_first(t->a, WIRE_F_RESIDUE); v != NULL; v = v->next) {
        struct wire_str s = wire_sheet_line(&t->arena, wire_member(v, WIRE_K_VALUE));
        if (v->next == NULL && may_go_out(t, v) && wire_anpa_is_end_mark(s)) {
            wire_buf_str(&t->out->buf, s);
            wire_buf_puts(&t->out->buf, END);
        } else {
            note(t, WIRE_DROPPED, "residue", "the format has no place for it", v);
        }
    }
}

static enum wire_status
weigh(void *ctx, const struct wire_node *n, enum wire_visit visit)
{
    if (visit == WIRE_ENTER && n->kind == WIRE_N_TEXT)
        *(size_t *)ctx += wire_copy_weight(n->text);
    return WIRE_OK;
}

/* The body into its buffer, and what it weighs into the sums of the output. */
static void
body(struct typing *t)
{
    enum wire_visibility visibility = t->secret ? WIRE_EDITORS : WIRE_PUBLIC;
    size_t given = 0;

    if (t->a->body == NULL)
        return;
    t->given = 0;
    wire_sheet(t->a->body, visibility, &t->arena, &t->body, block, t);
    wire_walk(t->a->body, visibility, weigh, &given);
    if (t->body.err == WIRE_OK)
        wire_out_body(t->out, given, wire_copy_weight(wire_buf_slice(&t->body)) + t->given);
}

enum wire_status
wire_anpa_open(struct wire_out *out)
{
    if (out->options->version != NULL || out->options->body != NULL)
        return WIRE_E_USAGE;
    return wire_encode_check(out->options->encoding);
}

enum wire_status
wire_anpa_story(struct wire_out *out, const struct wire_article *a)
{
    struct typing t = { .out = out, .a = a, .body = WIRE_BUF_INIT, .secret = out->options->with_non_public, .tabular = true };
    struct wire_str slug, version;
    struct wire_time sent;
    size_t start = out->buf.n;
    enum wire_status st;
    bool timed;

    wire_arena_init(&t.arena, 0);
    body(&t);
    t.tabular &= t.body.n != 0;
    timed = wire_sent(out, a, true, &sent);
    slug = slug_of(&t);
    version = version_of(&t);
    header(&t, slug, version, wire_body_count(a, wire_buf_slice(&t.body)), timed ? &sent : NULL);
    headline(&t);
    notes(&t);
    abstracts(&t);
    byline(&t);
    wire_buf_str(&out->buf, wire_buf_slice(&t.body));
    hidden(&t);
    end_mark(&t);
    trailer(&t, timed ? &sent : NULL);
    st = t.arena.err != WIRE_OK ? t.arena.err : t.body.err != WIRE_OK ? t.body.err : out->buf.err;
    if (st == WIRE_OK)
        st = wire_encode_story(out, start);
    wire_buf_free(&t.body);
    wire_arena_free(&t.arena);
    return st;
}

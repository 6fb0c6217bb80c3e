/*
 * Writing plain text: wire copy as a desk sets it, and as the reader of this room takes it apart again.
 *
 *     SLUG-LINE/
 *
 *     Headline on one line
 *
 *     By Ann Lee
 *
 *     PLACE (Agency) - Paragraphs broken at the width, a blank line between them ...
 *
 *     (Reporting by Ann Lee in Rome; Editing by Bo Chen)
 *
 *     Keywords: one, two
 *
 * What the reader would take for something else is set in a form it knows, so that a text that was
 * written and read again is written the same.
 */
#include "write.h"

#include "article/byline.h"
#include "article/copy.h"
#include "article/sheet.h"
#include "article/dateline.h"
#include "article/facts.h"
#include "article/signoff.h"
#include "room.h"

enum { WIDTH = 72, NARROWEST = 20, SIGNOFF_ENDS = 6, HEADER = 12 };

struct typing {
    struct wire_buf *b;
    struct wire_arena arena; /* lines and cells of this story */
    size_t start;            /* of the story in the buffer */
    size_t width;
    bool bullets;            /* the block before was an item of a list: the next one follows without a blank line */
    struct wire_str lead;    /* the dateline that goes before the first paragraph, or absent */
    bool in_run; /* the walk is among inlines that have been typed */
    const struct wire_node *signed_; /* the paragraph that ends with a sign-off, which gets a line of its own; or NULL */
    bool below_line;         /* a byline, note or caption stands above: what follows is no caption's line */
};

/* ---- lines ---- */

static size_t
columns(struct wire_str s)
{
    size_t n = 0;

    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return n;
}

/* White space and control characters part words: a form feed or ETX would end the story. */
static bool
is_gap(char c)
{
    return (unsigned char)c <= ' ' || c == 0x7F;
}

/* One line: each run of gaps one space, no blanks of any kind at its ends. No-break spaces within it stay. */
static struct wire_str
tidy(struct typing *t, struct wire_str s)
{
    char *out;
    size_t n = 0;

    if (s.n == 0 || (out = wire_arena_bytes(&t->arena, s.n)) == NULL)
        return WIRE_NONE;
    for (size_t i = 0; i < s.n; i++) {
        if (!is_gap(s.p[i]))
            out[n++] = s.p[i];
        else if (n != 0 && out[n - 1] != ' ')
            out[n++] = ' ';
    }
    return wire_trim_blanks((struct wire_str){ out, n });
}

/* Text within a line. */
static void
put(struct typing *t, struct wire_str s)
{
    size_t from = 0;

    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] >= ' ' && s.p[i] != 0x7F)
            continue;
        wire_buf_put(t->b, s.p + from, i - from);
        wire_buf_putc(t->b, ' ');
        from = i + 1;
    }
    wire_buf_put(t->b, s.p + from, s.n - from);
}

/* What stands between the block before and the next one. */
static void
begin(struct typing *t, bool bullet)
{
    if (t->b->n != t->start)
        wire_buf_puts(t->b, t->bullets && bullet ? "" : "\n");
    t->bullets = bullet;
}

static void
end(struct typing *t)
{
    wire_buf_putc(t->b, '\n');
}

/* A word that no line may begin with: a reader would take the line for an item of a list, a note, a sign-off. */
static bool
binds(struct wire_str word)
{
    static const char *const marks[] = { "*", "-", "--", "+", "\xE2\x80\x93", "\xE2\x80\x94" };

    for (size_t i = 0; i < WIRE_COUNT(marks); i++) {
        if (wire_str_is(word, marks[i]))
            return true;
    }
    return word.p[0] == '(' || word.p[0] == '[' || wire_str_begins(word, "\xE2\x80\xA2") || wire_str_begins(word, "\xE2\x96\xAA") ||
           wire_str_begins(word, "\xE2\x97\x8F") || text_is_keywords(word);
}

/* The next word from *i on, with all behind it that bind to it. */
static struct wire_str
next_words(struct wire_str s, size_t *i)
{
    size_t from, to;

    while (*i < s.n && is_gap(s.p[*i]))
        ++*i;
    from = *i;
    for (to = from; to < s.n;) {
        size_t word = to;
        while (word < s.n && is_gap(s.p[word]))
            word++;
        for (*i = word; *i < s.n && !is_gap(s.p[*i]);)
            ++*i;
        if (word != from && (word == s.n || !binds(wire_str_sub(s, word, *i - word)))) {
            *i = word;
            break;
        }
        to = *i;
    }
    return wire_trim_blanks(wire_str_sub(s, from, to - from));
}

enum { LINE_WORDS = 128 };

struct filled {
    struct wire_str words[LINE_WORDS];
    size_t count, column;
};

static size_t
first_columns(struct wire_str s)
{
    size_t i = 0;

    return columns(wire_next_word(s, &i));
}

/*
 * Where the line ends, given the words after it: after the last, unless that ends a sentence and there was room for
 * the next word. There a reader sees the end of a paragraph.
 */
static size_t
break_at(const struct typing *t, const struct filled *l, struct wire_str next)
{
    size_t column = l->column;

    for (size_t k = l->count; k > 1; k--) {
        if (!wire_ends_sentence(l->words[k - 1]) || column + 1 + first_columns(k < l->count ? l->words[k] : next) > t->width)
            return k;
        column -= columns(l->words[k - 1]) + 1;
    }
    return l->count;
}

static void
put_words(struct typing *t, const struct filled *l, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i != 0)
            wire_buf_putc(t->b, ' ');
        put(t, l->words[i]);
    }
    end(t);
}

/* Words broken at the width, lines after the first with an indent. Only ASCII spaces part: a no-break space binds. */
static void
fill(struct typing *t, struct wire_str lead, struct wire_str s, size_t indent)
{
    struct filled l = { .count = 0 };
    size_t i = 0, k;

    put(t, lead);
    l.column = columns(lead);
    while (i < s.n) {
        struct wire_str word = next_words(s, &i);
        size_t wide = columns(word);
        if (word.n == 0)
            continue;
        if (l.count != 0 && (l.column + 1 + wide > t->width || l.count == LINE_WORDS)) {
            k = break_at(t, &l, word);
            put_words(t, &l, k);
            memmove(l.words, l.words + k, (l.count - k) * sizeof l.words[0]);
            l.count -= k;
            for (k = 0; k < indent; k++)
                wire_buf_putc(t->b, ' ');
            l.column = indent;
            for (k = 0; k < l.count; k++)
                l.column += columns(l.words[k]) + (k != 0);
        }
        l.column += wide + (l.count != 0);
        l.words[l.count++] = word;
    }
    put_words(t, &l, l.count);
}

static bool
has_text(struct wire_str s)
{
    return wire_trim_blanks(s).n != 0;
}

static void
paragraph(struct typing *t, struct wire_str s)
{
    s = tidy(t, s);
    if (!has_text(s))
        return;
    if (t->lead.n != 0) {
        s = wire_arena_printf(&t->arena, "%.*s %.*s", (int)t->lead.n, t->lead.p, (int)s.n, s.p);
        t->lead = WIRE_NONE;
    }
    begin(t, text_is_bullet(s));
    fill(t, WIRE_NONE, s, text_is_bullet(s) ? 2 : 0);
}

static void
item(struct typing *t, struct wire_str s)
{
    s = tidy(t, s);
    if (!has_text(s))
        return;
    begin(t, true);
    fill(t, text_is_bullet(s) ? WIRE_NONE : WIRE_STR("- "), s, 2);
}

/* One line, however long: what a reader tells by its line. */
static void
line(struct typing *t, const char *label, struct wire_str s)
{
    s = tidy(t, s);
    if (!has_text(s))
        return;
    begin(t, false);
    wire_buf_puts(t->b, label);
    put(t, s);
    end(t);
}

/* ---- tables and agate ---- */

/* Preformatted lines as they are; tabs before a line are its columns, several blank lines are one. */
static void
agate(struct typing *t, struct wire_str s)
{
    bool blank = true;

    begin(t, false);
    while (s.n != 0) {
        const char *feed = memchr(s.p, '\n', s.n);
        size_t n = feed != NULL ? (size_t)(feed - s.p) : s.n, i = 0, column = 0;
        struct wire_str text = wire_str_sub(s, 0, n);
        s = wire_str_sub(s, feed != NULL ? n + 1 : n, s.n);
        for (; i < n && (text.p[i] == ' ' || text.p[i] == '\t'); i++)
            column = text.p[i] == '\t' ? (column / 8 + 1) * 8 : column + 1;
        text = wire_trim_blanks(wire_str_sub(text, i, n));
        if (text.n == 0) {
            if (!blank)
                end(t);
            blank = true;
            continue;
        }
        blank = false;
        while (column-- != 0)
            wire_buf_putc(t->b, ' ');
        for (size_t from = 0; from <= text.n;) { /* tabs within a line are columns too, and stay */
            const char *tab = from < text.n ? memchr(text.p + from, '\t', text.n - from) : NULL;
            size_t upto = tab != NULL ? (size_t)(tab - text.p) : text.n;
            put(t, wire_str_sub(text, from, upto - from));
            if (tab != NULL)
                wire_buf_putc(t->b, '\t');
            from = upto + 1;
        }
        end(t);
    }
    if (blank && t->b->n > t->start + 1 && t->b->p[t->b->n - 2] == '\n')
        t->b->n--;
}

enum { COLUMNS = 16, TABLE_WIDE = 120 };

/* The rows of a table below `from`, in order: the next one after `row`, or NULL. */
static const struct wire_node *
next_row(const struct wire_node *table, const struct wire_node *row)
{
    const struct wire_node *n = row == NULL ? table->first : row->next, *section = row == NULL ? table : row->parent;

    for (;;) {
        while (n == NULL && section != table) {
            n = section->next;
            section = section->parent;
        }
        if (n == NULL || n->kind == WIRE_N_TR)
            return n;
        if (n->kind == WIRE_N_THEAD || n->kind == WIRE_N_TBODY) {
            section = n;
            n = n->first;
        } else {
            n = n->next;
        }
    }
}

/* Whether every row has two cells or more and all fit beside each other; and how wide each column is. */
static bool
measure(struct typing *t, const struct wire_node *table, size_t wide[COLUMNS])
{
    size_t rows = 0, sum = 0;

    for (const struct wire_node *row = next_row(table, NULL); row != NULL; row = next_row(table, row)) {
        size_t i = 0, filled = 0;
        for (const struct wire_node *cell = row->first; cell != NULL; cell = cell->next, i++) {
            size_t n = columns(wire_node_line(&t->arena, cell));
            if (i == COLUMNS || n > TABLE_WIDE)
                return false;
            filled += n != 0;
            wide[i] = n > wide[i] ? n : wide[i];
        }
        if (filled < 2)
            return false;
        rows++;
    }
    for (size_t i = 0; i < COLUMNS; i++)
        sum += wide[i] + 3;
    return rows >= 2 && sum < TABLE_WIDE + COLUMNS * 3;
}

static void
aligned_row(struct typing *t, const struct wire_node *row, const size_t wide[COLUMNS])
{
    size_t owed = 0, i = 0;

    for (const struct wire_node *cell = row->first; cell != NULL; cell = cell->next, i++) {
        struct wire_str s = wire_trim_blanks(wire_node_line(&t->arena, cell));
        if (s.n != 0) {
            for (; owed != 0; owed--)
                wire_buf_putc(t->b, ' ');
            put(t, s);
        }
        owed += wide[i] + 3 - (s.n != 0 ? columns(s) : 0);
    }
    end(t);
}

/* Columns where they fit; else a paragraph for each row, bars between its cells. */
static void
table(struct typing *t, const struct wire_node *node)
{
    size_t wide[COLUMNS] = { 0 };
    bool fits = measure(t, node, wide);

    if (fits)
        begin(t, false);
    for (const struct wire_node *row = next_row(node, NULL); row != NULL; row = next_row(node, row)) {
        struct wire_str all = WIRE_NONE;
        if (fits) {
            aligned_row(t, row, wide);
            continue;
        }
        for (const struct wire_node *cell = row->first; cell != NULL; cell = cell->next) {
            struct wire_str s = wire_trim_blanks(wire_node_line(&t->arena, cell));
            if (s.n != 0 && all.n != 0)
                all = wire_arena_printf(&t->arena, "%.*s | %.*s", (int)all.n, all.p, (int)s.n, s.p);
            else if (s.n != 0)
                all = s;
        }
        paragraph(t, all);
    }
}

/* ---- the body ---- */

/* "... he said. (Reporting by Ann Lee)": the sign-off begins a paragraph. */
static void
signed_paragraph(struct typing *t, struct wire_str s)
{
    struct wire_signoff found;

    s = tidy(t, s);
    if (wire_signoff_read(NULL, s, (struct wire_at){ 0, 0, 0 }, 0, &found) && found.from > 0 && found.from < s.n && s.p[found.from] == '(') {
        paragraph(t, wire_str_sub(s, 0, found.from));
        s = wire_str_sub(s, found.from, s.n);
    }
    paragraph(t, s);
}

static void
text_run(struct typing *t, const struct wire_node *first)
{
    const struct wire_node *block = first->parent;
    bool is_item = first == block->first && (block->kind == WIRE_N_LI || (block->kind == WIRE_N_P && block->parent->kind == WIRE_N_LI &&
                                                                          block == block->parent->first));
    struct wire_buf text = WIRE_BUF_INIT;
    struct wire_str s;

    wire_sheet_run(&text, first, WIRE_PUBLIC);
    s = wire_buf_slice(&text);
    if (text.err != WIRE_OK && t->b->err == WIRE_OK)
        t->b->err = text.err;
    if (block->kind == WIRE_N_PRE) {
        if (has_text(s))
            agate(t, s);
        wire_buf_free(&text);
        return;
    }
    while (s.n != 0) { /* a reader takes a broken line for the end of a paragraph, so it is one */
        const char *feed = memchr(s.p, '\n', s.n);
        size_t n = feed != NULL ? (size_t)(feed - s.p) : s.n;
        if (is_item)
            item(t, wire_str_sub(s, 0, n));
        else if (block == t->signed_)
            signed_paragraph(t, wire_str_sub(s, 0, n));
        else
            paragraph(t, wire_str_sub(s, 0, n));
        is_item = is_item && !has_text(wire_str_sub(s, 0, n));
        s = wire_str_sub(s, feed != NULL ? n + 1 : n, s.n);
    }
    wire_buf_free(&text);
}

/* Every run of text, in order. */
static enum wire_status
visit(void *ctx, const struct wire_node *n, enum wire_visit how)
{
    struct typing *t = ctx;

    if (how == WIRE_ENTER && wire_is_inline((enum wire_node_kind)n->kind)) {
        if (!t->in_run)
            text_run(t, n);
        t->in_run = true;
        return WIRE_STOP;
    }
    t->in_run = false;
    if (how == WIRE_EXIT || n->kind != WIRE_N_TABLE)
        return WIRE_OK;
    for (const struct wire_node *c = n->first; c != NULL; c = c->next) { /* broken markup has more than one, anywhere */
        if (c->kind == WIRE_N_CAPTION)
            wire_walk(c, WIRE_PUBLIC, visit, t);
    }
    table(t, n);
    return WIRE_STOP;
}

static enum wire_status
weigh(void *ctx, const struct wire_node *n, enum wire_visit how)
{
    if (how == WIRE_ENTER && n->kind == WIRE_N_TEXT)
        *(size_t *)ctx += wire_copy_weight(n->text);
    return WIRE_OK;
}

/* The body, and its sums: blanks beyond ASCII weigh nothing here, for they go at the ends of lines. */
static void
body(struct typing *t, struct wire_out *out, const struct wire_article *a)
{
    size_t given = 0, from = t->b->n, lead = wire_copy_weight(t->lead);

    if (a->body == NULL)
        return;
    wire_walk(a->body, WIRE_PUBLIC, weigh, &given);
    wire_walk(a->body, WIRE_PUBLIC, visit, t);
    if (t->lead.n != 0)
        lead = 0; /* there was nothing for it to stand before */
    if (t->b->err == WIRE_OK)
        wire_out_body(out, given, wire_copy_weight(wire_str_sub(wire_buf_slice(t->b), from, t->b->n - from)) - lead);
}

/* ---- what stands around the body ---- */

struct look {
    const struct wire_article *a;
    struct wire_arena *arena;
    struct wire_str headline, by;
    size_t blocks;
    bool dateline, says_headline, says_by, signoff;
    const struct wire_node *ends[SIGNOFF_ENDS];
    size_t paragraphs;
};

/* Whether the body itself says headline, byline, dateline or who made the story. */
static enum wire_status
look(void *ctx, const struct wire_node *n, enum wire_visit how)
{
    struct look *l = ctx;

    if (how == WIRE_EXIT || n->first == NULL || !wire_is_inline((enum wire_node_kind)n->first->kind))
        return WIRE_OK;
    if (wire_is_inline((enum wire_node_kind)n->kind))
        return WIRE_STOP;
    l->dateline |= (n->flags & WIRE_N_IS_DATELINE) != 0;
    l->signoff |= (n->flags & WIRE_N_IS_SIGNOFF) != 0;
    if (l->blocks++ < HEADER && (n->flags & WIRE_N_REPEATS) != 0) {
        struct wire_str s = wire_node_line(l->arena, n);
        l->says_headline |= l->headline.n != 0 && wire_str_eq(s, l->headline);
        l->says_by |= l->by.n != 0 && wire_str_eq(s, l->by);
    }
    if (n->kind == WIRE_N_P)
        l->ends[l->paragraphs++ % SIGNOFF_ENDS] = n;
    return WIRE_STOP;
}

static void
look_at(struct typing *t, const struct wire_article *a, struct look *l)
{
    struct wire_signoff found;
    struct wire_dateline d;

    if (a->body == NULL)
        return;
    wire_walk(a->body, WIRE_PUBLIC, look, l);
    for (size_t i = 0; i < SIGNOFF_ENDS && i < l->paragraphs && !l->signoff; i++) {
        l->signoff = wire_signoff_read(NULL, wire_node_line(&t->arena, l->ends[i]), (struct wire_at){ 0, 0, 0 }, 0, &found);
        t->signed_ = l->signoff ? l->ends[i] : NULL;
    }
    if (!l->dateline && l->paragraphs != 0 && l->paragraphs <= SIGNOFF_ENDS)
        l->dateline = wire_dateline_read(wire_node_line(&t->arena, l->ends[0]), 0, &d);
}

static void
notes(struct typing *t, const struct wire_article *a, bool with_secret)
{
    for (const struct wire_value *v = wire_first(a, WIRE_F_ED_NOTES); v != NULL; v = v->next) {
        const struct wire_value *open = wire_get(v, WIRE_K_PUBLIC);
        struct wire_str s = tidy(t, wire_member(v, WIRE_K_VALUE)), bracketed;
        bool secret = !wire_is_public(v) || (open != NULL && open->kind == WIRE_V_FALSE);
        if (s.n == 0 || (secret && !with_secret))
            continue;
        bracketed = wire_arena_printf(&t->arena, "(%.*s)", (int)s.n, s.p);
        if (!text_is_note(s) && text_is_note_bracket(bracketed))
            line(t, "", bracketed);
        else
            line(t, text_is_note(s) ? "" : "Eds: ", s);
        t->below_line = true;
    }
}

static void
captions(struct typing *t, const struct wire_article *a)
{
    for (const struct wire_value *v = wire_first(a, WIRE_F_DESCRIPTIONS); v != NULL; v = v->next) {
        struct wire_str s = tidy(t, wire_member(v, WIRE_K_VALUE));
        if (wire_is_public(v) && wire_str_is(wire_member(v, WIRE_K_ROLE), "caption") && s.n != 0) {
            line(t, text_is_caption_start(s) ? "" : "Caption: ", s);
            t->below_line = true;
        }
    }
}

/* Who took the pictures: under a line that says something else, or a reader would take that one for the caption. */
static bool
is_picture_credit(struct typing *t, struct wire_str name)
{
    struct text_picture picture;
    struct wire_str s = wire_arena_printf(&t->arena, "Photo by %.*s", (int)name.n, name.p);

    return t->below_line && text_picture(s, &picture) && picture.caption.n == 0 && wire_str_eq(picture.credit, name);
}

static void
picture_credits(struct typing *t, const struct wire_article *a)
{
    for (const struct wire_value *v = wire_first(a, WIRE_F_CREDITS); v != NULL; v = v->next) {
        struct wire_str name = wire_squeeze(&t->arena, tidy(t, wire_member(v, WIRE_K_NAME)));
        if (name.n != 0 && wire_is_public(v) && wire_str_is(wire_member(v, WIRE_K_ROLE), "photographer") && is_picture_credit(t, name))
            line(t, "Photo by ", name);
    }
}

/* The byline in words that say that it is one, in the language of the story. */
static void
byline(struct typing *t, const struct wire_article *a)
{
    static const struct {
        const char *language, *by;
    } words[] = { { "de", "Von " }, { "fr", "Par " }, { "es", "Por " }, { "pt", "Por " }, { "it", "Di " }, { "", "By " } };
    struct wire_str by = wire_squeeze(&t->arena, tidy(t, wire_text_of(a, WIRE_F_BY))), language = wire_text_of(a, WIRE_F_LANGUAGE);
    size_t i = 0;

    if (by.n == 0 || !wire_is_public(wire_first(a, WIRE_F_BY)))
        return;
    while (words[i].language[0] != '\0' && !wire_str_begins(language, words[i].language))
        i++;
    line(t, wire_is_byline(by) ? "" : words[i].by, by);
    t->below_line = true;
}

/* Who made the story, in the form of Reuters: "(Reporting by A in B and C; Editing by D)". */
static void
signoff(struct typing *t, const struct wire_article *a)
{
    static const struct {
        const char *role, *words;
    } kinds[] = { { "reporter", "Reporting by " },        { "additional-reporter", "Additional reporting by " },
                  { "writer", "Writing by " },            { "compiler", "Compiled by " },
                  { "translator", "Translated by " },     { "photographer", "Photography by " },
                  { "graphics", "Graphics by " },         { "producer", "Production by " },
                  { "editor", "Editing by " } };
    struct wire_str all = WIRE_NONE, by = wire_text_of(a, WIRE_F_BY);
    struct wire_signoff found;

    for (size_t k = 0; k < WIRE_COUNT(kinds); k++) {
        bool any = false;
        for (const struct wire_value *v = wire_first(a, WIRE_F_CREDITS); v != NULL; v = v->next) {
            struct wire_str name = wire_squeeze(&t->arena, tidy(t, wire_member(v, WIRE_K_NAME))), place = wire_member(v, WIRE_K_PLACE);
            char key[80];
            if (name.n == 0 || name.n >= sizeof key || !wire_is_public(v) || !wire_str_is(wire_member(v, WIRE_K_ROLE), kinds[k].role))
                continue;
            memcpy(key, name.p, name.n);
            key[name.n] = '\0';
            if (wire_str_is(wire_member(v, WIRE_K_ROLE), "photographer") &&
                (is_picture_credit(t, name) || memchr(name.p, '/', name.n) != NULL))
                continue;
            if (by.n != 0 && k == 0 && wire_str_find_nocase(by, key) < by.n)
                continue; /* the byline has him */
            all = wire_arena_printf(&t->arena, "%.*s%s%.*s%s%.*s", (int)all.n, all.n != 0 ? all.p : "",
                                    any ? ", " : all.n != 0 ? "; " : "(", any ? 0 : (int)strlen(kinds[k].words), kinds[k].words, "",
                                    (int)name.n, name.p);
            if (place.n != 0)
                all = wire_arena_printf(&t->arena, "%.*s in %.*s", (int)all.n, all.p, (int)place.n, place.p);
            any = true;
        }
    }
    if (all.n == 0)
        return;
    all = wire_arena_printf(&t->arena, "%.*s)", (int)all.n, all.p);
    if (wire_signoff_read(NULL, all, (struct wire_at){ 0, 0, 0 }, 0, &found) && found.from == 0 && found.to >= all.n)
        paragraph(t, all);
}

static void
keywords(struct typing *t, const struct wire_article *a)
{
    struct wire_buf all = WIRE_BUF_INIT;

    for (const struct wire_value *v = wire_first(a, WIRE_F_KEYWORDS); v != NULL; v = v->next) {
        if (!wire_is_public(v) || v->s.n == 0)
            continue;
        if (all.n != 0)
            wire_buf_puts(&all, ", ");
        wire_buf_str(&all, v->s);
    }
    if (all.err != WIRE_OK && t->b->err == WIRE_OK)
        t->b->err = all.err;
    line(t, "Keywords: ", wire_buf_slice(&all));
    wire_buf_free(&all);
}

/* The dateline before the first paragraph, where that does not begin with one. */
static void
dateline(struct typing *t, const struct wire_article *a)
{
    struct wire_str s = tidy(t, wire_member(wire_first(a, WIRE_F_DATELINE), WIRE_K_TEXT));
    size_t i = s.n;

    if (s.n == 0 || !wire_is_public(wire_first(a, WIRE_F_DATELINE)))
        return;
    while (i > 0 && ((unsigned char)s.p[i - 1] & 0xC0) == 0x80)
        i--;
    i -= i != 0;
    t->lead = wire_dash_at(s.p + i, s.p + s.n) != 0 ? s : wire_arena_printf(&t->arena, "%.*s -", (int)s.n, s.p);
}

static void
head(struct typing *t, const struct wire_article *a, const struct look *l, bool with_secret)
{
    const struct wire_value *slug = wire_first(a, WIRE_F_SLUGLINE);

    if (slug != NULL && wire_is_public(slug))
        line(t, text_is_slug(slug->s) ? "" : TEXT_SLUG_LABEL, slug->s);
    if (!l->says_headline)
        line(t, "", l->headline);
    for (const struct wire_value *v = wire_first(a, WIRE_F_HEADLINES); v != NULL; v = v->next) {
        if (wire_is_public(v) && wire_str_is(wire_member(v, WIRE_K_ROLE), "sub"))
            line(t, "", wire_member(v, WIRE_K_VALUE));
    }
    if (!l->says_by)
        byline(t, a);
    notes(t, a, with_secret);
    captions(t, a);
    picture_credits(t, a);
}

/* Events, plans and what is defined: a list, an item a fact, where an item says anything itself. */
static void
fact(void *ctx, const struct wire_fact *f)
{
    struct typing *t = ctx;
    struct wire_buf b = WIRE_BUF_INIT;

    wire_fact_label(&b, f->label);
    if (t->b->n == t->start) /* a list under nothing is no story to a reader */
        line(t, "", wire_buf_slice(&b));
    if (f->text.n != 0) {
        wire_buf_puts(&b, ": ");
        wire_buf_str(&b, f->text);
        item(t, wire_buf_slice(&b));
    }
    if (b.err != WIRE_OK && t->b->err == WIRE_OK)
        t->b->err = b.err;
    wire_buf_free(&b);
}

enum wire_status
text_write_story(struct wire_out *out, const struct wire_article *a)
{
    struct typing t = { .b = &out->buf, .width = out->options->width != 0 ? out->options->width : WIDTH };
    struct look l = { .a = a, .headline = wire_headline(a, false), .by = wire_text_of(a, WIRE_F_BY) };
    const struct wire_value *copyright = wire_first(a, WIRE_F_COPYRIGHT_NOTICE), *title = wire_first(a, WIRE_F_TITLE);
    enum wire_status st;

    if (t.width < NARROWEST)
        t.width = NARROWEST;
    if (out->stories != 0)
        wire_buf_puts(&out->buf, "\f\n");
    t.start = out->buf.n;
    wire_arena_init(&t.arena, 0);
    if (l.headline.n == 0)
        l.headline = wire_concept_name(a, false);
    if (l.headline.n == 0 && wire_first(a, WIRE_F_BODIES) == NULL && a->body == NULL && title != NULL && wire_is_public(title) &&
        (wire_first(a, WIRE_F_CONCEPTS) != NULL || wire_first(a, WIRE_F_CATALOG) != NULL))
        l.headline = title->s; /* what is defined has no other */
    l.arena = &t.arena;
    l.headline = tidy(&t, l.headline);
    look_at(&t, a, &l);
    head(&t, a, &l, out->options->with_non_public);
    if (!l.dateline)
        dateline(&t, a);
    body(&t, out, a);
    if (!l.signoff)
        signoff(&t, a);
    wire_facts(a, false, fact, &t);
    if (copyright != NULL && wire_is_public(copyright) && text_is_copyright(copyright->s))
        line(&t, "", copyright->s);
    keywords(&t, a);
    st = t.arena.err != WIRE_OK ? t.arena.err : out->buf.err;
    wire_arena_free(&t.arena);
    return st;
}

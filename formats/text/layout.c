/* Lines into blocks: paragraphs set apart by blank lines, by indents or by nothing, hard-wrapped or not, and tables. */
#include <stdlib.h>

#include "article/byline.h"
#include "article/copy.h"
#include "article/dateline.h"
#include "article/places.h"
#include "article/signoff.h"
#include "room.h"

enum { WRAP_MOST = 132, NARROW = 36, INSERTS = 64 }; /* INSERTS: each moves all blocks after it; a story has a few */

static struct wire_str
line_text(const struct text_story *story, size_t i)
{
    return wire_str_sub(story->text, story->lines[i].from, story->lines[i].n);
}

/* Columns, near enough: bytes that begin a character. */
static size_t
columns(struct wire_str s)
{
    size_t n = 0;

    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return n;
}

static size_t
first_word(struct wire_str s)
{
    size_t i = 0;

    return columns(wire_next_word(s, &i));
}

static bool
begins_small(struct wire_str s)
{
    return wire_is_lower(wire_first_char(s));
}

/* Lines [from, to) broken where the next word would not have fitted: in languages with many capitals the small
 * letters do not tell. */
static size_t
evenly_broken(const struct text_story *story, size_t from, size_t to)
{
    size_t width = 0, open = 0;

    if (to - from < 3 || to - from > 200)
        return 0;
    for (size_t i = from; i < to; i++) {
        size_t n = columns(wire_str_sub(line_text(story, i), 0, WRAP_MOST * 4));
        if (n > 90 || story->lines[i].tabular)
            return 0;
        width = n > width ? n : width;
    }
    for (size_t i = from; i + 1 < to && width >= 45; i++) {
        struct wire_str a = line_text(story, i);
        size_t word = 0, n = columns(a) + 1 + columns(wire_next_word(line_text(story, i + 1), &word));
        if (n <= width)
            return 0;
        open += !wire_ends_sentence(a) && a.p[a.n - 1] >= 'a' && a.p[a.n - 1] <= 'z';
    }
    return width >= 45 && open != 0 ? to - from - 1 : 0;
}

/* Whether a sentence ends within the line and another begins: ". The", not "Mr. Vik". */
static bool
has_two_sentences(struct wire_str s)
{
    for (size_t i = 4; i + 2 < s.n; i++) {
        if ((s.p[i] == '.' || s.p[i] == '?' || s.p[i] == '!') && wire_is_lower((unsigned char)s.p[i - 1]) && wire_is_lower((unsigned char)s.p[i - 2]) &&
            wire_is_lower((unsigned char)s.p[i - 3]) && memchr(s.p + i + 1, ' ', s.n - i - 1 < 3 ? s.n - i - 1 : 3) != NULL)
            return true;
    }
    return false;
}

/*
 * Copy broken at a width, without indents or blanks between paragraphs: where no sentence ends within a line and
 * several do at the end of one, that is no chance, and each paragraph is a sentence.
 */
static bool
ends_by_sentence(const struct text_story *story)
{
    size_t ends = 0;

    for (size_t i = 0; i < story->line_count; i++) {
        struct wire_str s = line_text(story, i);
        if (story->lines[i].indent != 0 || has_two_sentences(s))
            return false;
        ends += i + 1 < story->line_count && !story->lines[i + 1].after_blank && wire_ends_sentence(s);
    }
    return ends >= 3;
}

/*
 * Is the copy broken at a width, and at which? It is where lines go on with a small letter after a line that did
 * not end a sentence; the width is that of nearly the longest line that another one follows.
 */
static void
measure(struct text_story *story)
{
    size_t histogram[WRAP_MOST + 1] = { 0 }, pairs = 0, go_on = 0, sum = 0, longer = 0;

    for (size_t from = 0, to; from < story->line_count; from = to) {
        for (to = from + 1; to < story->line_count && !story->lines[to].after_blank; to++)
            ;
        go_on += evenly_broken(story, from, to);
    }

    for (size_t i = 0; i + 1 < story->line_count; i++) {
        struct wire_str a, b;
        size_t n;
        if (story->lines[i + 1].after_blank || story->lines[i].tabular || story->lines[i + 1].tabular)
            continue;
        a = line_text(story, i);
        b = line_text(story, i + 1);
        if (a.n > WRAP_MOST * 4 || (n = columns(a)) > WRAP_MOST) {
            longer++;
            continue;
        }
        pairs++;
        histogram[n + story->lines[i].indent > WRAP_MOST ? WRAP_MOST : n + story->lines[i].indent]++;
        if (n >= NARROW && !wire_ends_sentence(a) && begins_small(b) && !(b.p[0] == 'b' && wire_is_byline(b)))
            go_on++;
    }
    story->wrapped = go_on != 0 && go_on * 8 >= pairs && longer * 4 <= pairs;
    story->sentences = story->wrapped && ends_by_sentence(story);
    for (size_t n = WRAP_MOST; story->wrapped && n > 0; n--) {
        sum += histogram[n];
        if (sum * 20 >= pairs) { /* one line in twenty may stick out: a headline, an address */
            story->width = n;
            break;
        }
    }
}

static struct text_block *
add_block(struct text_story *story)
{
    struct text_block *b;

    if (story->block_count == story->block_cap) {
        size_t more = story->block_cap != 0 ? story->block_cap * 2 : 32;
        if ((b = realloc(story->blocks, more * sizeof *b)) == NULL) {
            story->err = WIRE_E_NOMEM;
            return NULL;
        }
        story->blocks = b;
        story->block_cap = more;
    }
    b = &story->blocks[story->block_count++];
    *b = (struct text_block){ .first = 0 };
    return b;
}

bool
text_insert(struct text_story *story, size_t at, size_t n)
{
    if (story->inserts++ == INSERTS)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (add_block(story) == NULL)
            return false;
    }
    memmove(&story->blocks[at + n], &story->blocks[at], (story->block_count - at - n) * sizeof *story->blocks);
    for (size_t i = at; i < at + n; i++)
        story->blocks[i] = (struct text_block){ .first = story->blocks[at + n].first, .count = 1 };
    return true;
}

/* Lines [from, to) as one paragraph: a space for each line end. */
static void
paragraph(struct text_story *story, size_t from, size_t to)
{
    struct text_block *b = add_block(story);
    size_t n = 0;
    char *out;

    if (b == NULL)
        return;
    b->first = (uint32_t)from;
    b->count = (uint32_t)(to - from);
    b->after_blank = story->lines[from].after_blank;
    if (to - from == 1) {
        b->s = line_text(story, from);
        return;
    }
    for (size_t i = from; i < to; i++)
        n += story->lines[i].n + 1;
    if ((out = wire_arena_bytes(story->scratch, n)) == NULL) {
        story->err = story->scratch->err;
        return;
    }
    b->s.p = out;
    for (size_t i = from; i < to; i++) {
        struct wire_str s = line_text(story, i);
        if (i > from)
            *out++ = ' ';
        memcpy(out, s.p, s.n);
        out += s.n;
    }
    b->s.n = (size_t)(out - b->s.p);
}

/* Lines [from, to) as printed, ends of lines apart. */
static void
table(struct text_story *story, size_t from, size_t to)
{
    struct text_block *b = add_block(story);
    size_t n = 0;
    char *out;

    if (b == NULL)
        return;
    *b = (struct text_block){ .first = (uint32_t)from, .count = (uint32_t)(to - from), .pre = true };
    b->after_blank = story->lines[from].after_blank;
    for (size_t i = from; i < to; i++)
        n += story->lines[i].indent + story->lines[i].n + 1;
    if ((out = wire_arena_bytes(story->scratch, n)) == NULL) {
        story->err = story->scratch->err;
        return;
    }
    b->s.p = out;
    for (size_t i = from; i < to; i++) {
        struct wire_str s = line_text(story, i);
        if (i > from)
            *out++ = '\n';
        memset(out, ' ', story->lines[i].indent);
        out += story->lines[i].indent;
        memcpy(out, s.p, s.n);
        out += s.n;
    }
    b->s.n = (size_t)(out - b->s.p);
}

/* ---- what stands alone ---- */

enum alone { NOT_ALONE, ALONE, OPENS }; /* OPENS: it may go on over the next lines */

static bool
is_dateline(struct wire_str s)
{
    struct wire_dateline d;
    int32_t c = wire_first_char(s);

    if (c != '(' && !wire_is_upper(c))
        return false;
    return wire_dateline_read(s, 0, &d);
}

/* A dateline, or a byline with the dateline behind it. */
static bool
begins_story(struct wire_str s)
{
    return is_dateline(s) || ((s.p[0] | 32) == 'b' && wire_byline_before_dateline(s) != 0);
}

/* A sign-off's first words, "by" with them. */
static bool
begins_signoff(struct wire_str s)
{
    static const char *const heads[] = { "(Reporting ", "(Additional reporting", "(Editing ", "(Writing ", "(Written ", "(Compiled ", "(Edited ",
                                         "Reporting by ", "Additional reporting by ", "Editing by ", "Writing by ", "Compiled by ", "(By ",
                                         "- Reporting by", "- Editing by", "Edited by ", "Written by ", "Reporting and writing by ", "(Reported by",
                                         "(Photography ", "(Graphic", "(Translat", "(Produc", "Graphics by ", "Graphic by ", "Photography by ", "Translated by ", "Production by " };
    struct wire_str rest;

    if (s.n < 8 || (s.p[0] != '(' && s.p[0] != '-' && (s.p[0] | 32) != 'r' && (s.p[0] | 32) != 'a' && (s.p[0] | 32) != 'e' &&
                    (s.p[0] | 32) != 'w' && (s.p[0] | 32) != 'c' && (s.p[0] | 32) != 'g' && (s.p[0] | 32) != 'p' && (s.p[0] | 32) != 't'))
        return false;
    for (size_t i = 0; i < WIRE_COUNT(heads); i++) {
        if (!wire_str_begins_nocase(s, heads[i]))
            continue;
        rest = wire_trim_blanks(wire_str_sub(s, strlen(heads[i]), s.n));
        return s.p[0] == '(' || rest.n == 0 || !begins_small(rest) || wire_str_begins(rest, "the ");
    }
    return false;
}

/* "(Beijing newsroom)": short and nothing else in the line. */
static bool
is_bracketed_signoff(struct wire_str s)
{
    struct wire_signoff sign;

    return s.n < 60 && s.p[0] == '(' && s.p[s.n - 1] == ')' && wire_signoff_read(NULL, s, (struct wire_at){ 0, 0, 0 }, 0, &sign);
}

/* Without a note in brackets before a byline. */
static struct wire_str
past_note(struct wire_str s)
{
    const char *close = s.p[0] == '(' ? memchr(s.p, ')', s.n) : NULL;
    size_t n = close != NULL ? (size_t)(close - s.p) + 1 : 0;

    return n != 0 && n < s.n && text_is_note_bracket(wire_str_sub(s, 0, n)) ? wire_trim_blanks(wire_str_sub(s, n, s.n)) : s;
}

/* A dateline whose place is known: it begins where its line begins. */
static bool
is_sure_dateline(struct wire_str s)
{
    struct wire_dateline d;
    const char *slash;

    if (!wire_dateline_read(s, 0, &d) || d.place.n == 0)
        return false;
    slash = memchr(d.place.p, '/', d.place.n);
    return wire_is_city(slash != NULL ? wire_str_sub(d.place, 0, (size_t)(slash - d.place.p)) : d.place) || (d.area.n != 0 && wire_is_region(d.area) && memchr(d.place.p, ' ', d.place.n) == NULL);
}

/* Whether a dateline stands behind the byline in line i; it or the names may go on in the next line. */
static bool
dateline_follows(const struct text_story *story, size_t i)
{
    struct wire_str s = past_note(line_text(story, i)), next;
    char both[400];
    size_t at;

    if (s.n == 0 || (s.p[0] | 32) != 'b')
        return false;
    if (wire_byline_before_dateline(s) != 0)
        return true;
    if (i + 1 == story->line_count || story->lines[i + 1].after_blank || (next = line_text(story, i + 1)).n + s.n + 1 > sizeof both)
        return false;
    memcpy(both, s.p, s.n);
    both[s.n] = ' ';
    memcpy(both + s.n + 1, next.p, next.n);
    at = wire_byline_before_dateline((struct wire_str){ both, s.n + 1 + next.n });
    if (at < s.n)
        return at != 0 && !is_sure_dateline(next);
    /* "By Ann / Carver RIO DE JANEIRO (Reuters)": a name, then the place in capitals */
    return at > s.n + 1 && !wire_all_capitals(wire_next_word(next, &(size_t){ 0 })) &&
           wire_all_capitals(wire_next_word((struct wire_str){ both, s.n + 1 + next.n }, &at));
}

/* Whether a line is a block of its own whatever stands before and after it. */
static enum alone
alone(const struct text_story *story, size_t i, bool flows)
{
    struct wire_str s = line_text(story, i);
    char c = s.p[0];

    if (s.n > 1500)
        return NOT_ALONE;
    if (begins_signoff(s) && (c == '(' || !flows))
        return OPENS;
    if (c == '(' || c == '[') {
        if (wire_str_begins(s, "((") || text_is_note_bracket(s) || is_bracketed_signoff(s))
            return OPENS;
        if (memchr(s.p, c == '(' ? ')' : ']', s.n) == NULL) { /* a note that goes on */
            char closed[256];
            size_t n = s.n < sizeof closed - 1 ? s.n : sizeof closed - 1;
            memcpy(closed, s.p, n);
            closed[n++] = c == '(' ? ')' : ']';
            if (text_is_note_bracket((struct wire_str){ closed, n }))
                return OPENS;
        }
    }
    if (text_is_keywords(s) || text_is_copyright(s))
        return ALONE;
    if (flows)
        return NOT_ALONE;
    if (memchr("TEA", c, 3) != NULL && text_is_note(s))
        return OPENS;
    if (text_is_rule(s) || text_end_mark(s) != NULL || (s.n < 120 && text_noise(story->noise, s) == NOISE_LINE && !begins_small(s)))
        return ALONE;
    return s.n < 200 && wire_is_byline(s) && !begins_small(s) && !dateline_follows(story, i) ? ALONE : NOT_ALONE;
}

/* "Owen N.", "J.P.", "St.", "Jones Jr.": the full stop ends no sentence. */
static bool
ends_in_initial(struct wire_str s)
{
    size_t n = s.n;

    while (n > 0 && s.n - n < 5 && s.p[n - 1] != ' ')
        n--;
    return s.n - n >= 2 && s.p[s.n - 1] == '.' && (s.n - n < 4 || s.p[n + 1] == '.' || wire_str_ends(s, " Jr.") || wire_str_ends(s, " Sr.")) && wire_is_upper(s.p[n]);
}

/* The line after the last one of a bracket or sign-off that opens in line i; not past `to`. */
static size_t
closes(const struct text_story *story, size_t i, size_t to)
{
    struct wire_str s = line_text(story, i);
    int depth = 0;
    size_t at = i;

    if (s.p[0] != '(' && s.p[0] != '[') { /* bare: it goes on while no full stop or semicolon of its own line ends it */
        for (at = i + 1; at < to && at - i < 12; at++) {
            struct wire_str next = line_text(story, at), last = line_text(story, at - 1);
            if (text_is_keywords(next) || wire_str_begins(next, "((") || wire_str_begins(next, "Our Standards") || (wire_ends_sentence(last) && !ends_in_initial(last)) ||
                text_is_note(next) || text_is_copyright(next) || text_end_mark(next) != NULL)
                break;
            if (!begins_signoff(next) && !begins_small(next) && strchr(",;", last.p[last.n - 1]) == NULL &&
                !(story->lines[at].indent == 2 && s.p[0] == '-') && wire_count_words(next, 12) > 6 && columns(last) < 50 &&
                !(story->wrapped && story->lines[at - 1].indent + columns(last) + 1 + first_word(next) > story->width))
                break;
            if (s.p[0] == '-' && next.p[0] == '-')
                break;
        }
        return at;
    }
    for (; at < to && at - i < 40; at++) {
        s = line_text(story, at);
        for (size_t k = 0; k < s.n; k++) {
            depth += s.p[k] == '(' || s.p[k] == '[';
            depth -= s.p[k] == ')' || s.p[k] == ']';
        }
        if (depth <= 0)
            return at + 1;
    }
    return i + 1;
}

/* Whether words stand behind the bracket that opened in `first` and closes in `last`. */
static bool
bracket_goes_on(struct wire_str first, struct wire_str last)
{
    const char *close = memrchr(last.p, first.p[0] == '(' ? ')' : ']', last.n);

    return (first.p[0] == '(' || first.p[0] == '[') && close != NULL && last.p + last.n - close > 3;
}

/* ---- paragraphs ---- */

/* No line of its own ends with such a word. */
static bool
ends_open(struct wire_str s)
{
    size_t n = s.n;

    while (n > 0 && s.n - n < 8 && s.p[n - 1] != ' ')
        n--;
    return wire_in_words(wire_str_sub(s, n, s.n), "in of and the by at for to a an from with on as or its his her their that ");
}

/* "SARAJEVO, March 1 (Reuters)", and the dash in the next line. */
static bool
is_dateline_before_dash(struct wire_str a, struct wire_str b)
{
    char both[128];

    if (a.n + 4 > sizeof both || a.n < 4 || a.p[a.n - 1] != ')' || b.n < 3 || wire_dash_at(b.p, b.p + b.n) == 0)
        return false;
    memcpy(both, a.p, a.n);
    memcpy(both + a.n, " - X", 4);
    return is_dateline((struct wire_str){ both, a.n + 4 });
}

/* Whether line i + 1 goes on with the paragraph of line i, in copy without indents. */
static bool
goes_on(const struct text_story *story, size_t i)
{
    struct wire_str a = line_text(story, i), b = line_text(story, i + 1);
    size_t n;

    if (a.n > WRAP_MOST * 4 || b.n > WRAP_MOST * 4)
        return false;
    if (text_is_bullet(b))
        return is_dateline_before_dash(a, b);
    n = columns(a) + story->lines[i].indent;
    if (a.p[a.n - 1] == ')' && !begins_small(b) && text_tail_agency(a) < a.n) /* an agency signs its last sentence */
        return false;
    if (!story->wrapped) /* a stray break in the middle of a sentence */
        return n >= 40 && n <= WRAP_MOST && columns(b) <= WRAP_MOST && !wire_ends_sentence(a) && !(b.p[0] == 'b' && wire_is_byline(b)) &&
               (begins_small(b) || is_dateline(a) || dateline_follows(story, i) ||
                (wire_ends_sentence(b) && (strchr("0123456789$", b.p[0]) != NULL || ends_open(a))));
    if (n > story->width + 12 && !begins_small(b)) /* a line that sticks out is one of its own */
        return false;
    if (wire_ends_sentence(a))
        return !story->sentences && n + 1 + first_word(b) > story->width;
    if (begins_small(b) && n * 2 > story->width)
        return true;
    return n * 5 >= story->width * 3;
}

/* Lines [from, to) without a blank between them, in copy whose paragraphs begin with an indent? */
static bool
uses_indents(const struct text_story *story, size_t from, size_t to)
{
    size_t flush = 0, indented = 0;

    for (size_t i = from; i < to; i++) {
        if (story->lines[i].indent == 0)
            flush++;
        else if (story->lines[i].indent <= 12 && !text_is_bullet(line_text(story, i)))
            indented++;
    }
    return flush != 0 && indented != 0 && (story->lines[from].indent != 0 || indented > 1 || flush > 1) &&
           !text_is_bullet(line_text(story, from));
}

/* All of them indented as first lines are elsewhere in the story. */
static bool
same_indents(const struct text_story *story, size_t from, size_t to)
{
    size_t i = from;

    while (story->indent != 0 && i < to && story->lines[i].indent == story->indent)
        i++;
    return i == to;
}

static void
prose(struct text_story *story, size_t from, size_t to)
{
    bool indents = uses_indents(story, from, to) || same_indents(story, from, to);
    size_t start = from, first = from, i;

    for (i = from; indents && story->indent == 0 && i < to; i++)
        story->indent = story->lines[i].indent;
    /* flush lines above the first indented one are headline, notes and byline, a line each, up to a dateline */
    while (indents && first < to && story->lines[first].indent == 0 && !(story->wrapped && begins_story(line_text(story, first))))
        first++;

    for (i = from; i < to;) {
        bool flows = i > start && (indents ? i > first && story->lines[i].indent == 0 && !wire_ends_sentence(line_text(story, i - 1))
                                           : goes_on(story, i - 1));
        enum alone kind = flows && i + 1 == to && text_end_mark(line_text(story, i)) != NULL ? ALONE : alone(story, i, flows);
        bool breaks = i > start && (indents ? i <= first || story->lines[i].indent != 0 : !goes_on(story, i - 1));

        if (flows && kind == NOT_ALONE && !story->has_dateline && !begins_small(line_text(story, i)) && wire_is_byline(line_text(story, i)))
            kind = ALONE; /* under a headline broken or not, before the text */
        if (kind == NOT_ALONE && !story->has_dateline && is_dateline(line_text(story, i))) {
            breaks = i > start && !dateline_follows(story, i - 1);
            story->has_dateline = true;
        }
        if (kind != NOT_ALONE || breaks) {
            if (i > start)
                paragraph(story, start, i);
            start = i;
        }
        if (kind == NOT_ALONE) {
            i++;
            continue;
        }
        i = kind == OPENS ? closes(story, i, to) : i + 1;
        if (kind == OPENS && i < to && i > start + 1 && bracket_goes_on(line_text(story, start), line_text(story, i - 1)))
            continue; /* byline or text behind the note */
        paragraph(story, start, i);
        start = i;
    }
    if (start < to)
        paragraph(story, start, to);
}

/* ---- tables ---- */

/* A short line that may stand over or under the rows of a table. */
static bool
is_table_heading(const struct text_story *story, size_t i)
{
    struct wire_str s = line_text(story, i);

    return s.n <= 60 && !wire_ends_sentence(s) && alone(story, i, false) == NOT_ALONE && !is_dateline(s);
}

static bool
is_result(struct wire_str s)
{
    bool digit = false;

    if (s.n > 90 || wire_ends_sentence(s) || text_is_bullet(s))
        return false;
    for (size_t i = 0; i < s.n; i++)
        digit |= s.p[i] >= '0' && s.p[i] <= '9';
    return digit && !begins_small(s);
}

/* A chunk (lines between blanks): the rows of a table in it stay as they are. */
static void
chunk(struct text_story *story, size_t from, size_t to)
{
    size_t first = to, last = from, rows = 0, results = 0;

    for (size_t i = from; i < to; i++) {
        if (story->lines[i].tabular) {
            first = first == to ? i : first;
            last = i + 1;
            rows++;
        }
        results += is_result(line_text(story, i));
    }
    if (rows < 2 || rows * 2 < last - first) {
        if (results >= 3 && results == to - from)
            table(story, from, to);
        else
            prose(story, from, to);
        return;
    }
    while (first > from + (from == 0 && to == story->line_count) && is_table_heading(story, first - 1))
        first--; /* but one line of a text that is nothing else heads it */
    while (last < to && is_table_heading(story, last))
        last++;
    if (first > from)
        prose(story, from, first);
    table(story, first, last);
    if (last < to)
        prose(story, last, to);
}

void
text_blocks(struct text_story *story)
{
    size_t from = 0;

    measure(story);
    while (from < story->line_count && story->err == WIRE_OK) {
        size_t to = from + 1;
        while (to < story->line_count && !story->lines[to].after_blank)
            to++;
        chunk(story, from, to);
        from = to;
    }
    story->has_dateline = false;
}

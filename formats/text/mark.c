/* What each block of a text is: where the story begins and ends, and what stands around it. */
#include "article/byline.h"
#include "article/copy.h"
#include "article/dateline.h"
#include "article/signoff.h"
#include "article/take.h"
#include "room.h"

enum { LEDE_WORDS = 12, HEADLINE_WORDS = 40 };

static struct text_block *
at(struct text_story *story, size_t i)
{
    return &story->blocks[i];
}

static void
label(struct text_block *b, enum text_label l, const char *where)
{
    b->label = (uint8_t)l;
    b->where = where;
}

/* "By: A and B" under a story: a byline, although the grammar of sign-offs has it too. */
static bool
is_only_byline(struct wire_str s)
{
    return s.n > 4 && (s.p[0] | 32) == 'b' && wire_is_byline(s) && wire_str_find_nocase(wire_str_sub(s, 3, s.n), " by ") == s.n - 3;
}

/* The sign-off in a block; that it has none is remembered. */
static bool
find_signoff(struct text_block *b, struct wire_signoff *sign)
{
    if (b->unsigned_)
        return false;
    b->unsigned_ = is_only_byline(b->s) || !wire_signoff_read(NULL, b->s, (struct wire_at){ 0, 0, 0 }, 0, sign);
    return !b->unsigned_;
}

/* A paragraph of the body by its looks: a dozen words that end like a sentence. */
static bool
is_prose(const struct text_block *b)
{
    return !b->pre && wire_count_words(b->s, LEDE_WORDS) == LEDE_WORDS && wire_ends_sentence(b->s);
}

/* ---- where the body begins ---- */

/* Note and byline before a dateline in one paragraph become blocks of their own; the index of the rest. */
static size_t
split_before_dateline(struct text_story *story, size_t i)
{
    struct wire_str s = at(story, i)->s;
    struct wire_str parts[4];
    enum text_label labels[4];
    size_t n = 0, end;

    while (n < 3) {
        s = wire_trim_blanks(s);
        if (s.n != 0 && s.p[0] == '(' && !wire_str_begins(s, "(Reuters)")) {
            int depth = 0;
            for (end = 0; end < s.n && end < 1500; end++) {
                depth += s.p[end] == '(';
                depth -= s.p[end] == ')';
                if (depth == 0)
                    break;
            }
            if (end < s.n && s.p[end] == ')' && text_is_note_bracket(wire_str_sub(s, 0, end + 1))) {
                labels[n] = TEXT_NOTE;
                parts[n++] = wire_str_sub(s, 0, end + 1);
                s = wire_str_sub(s, end + 1, s.n);
                continue;
            }
        }
        if ((end = wire_byline_before_dateline(s)) != 0) {
            labels[n] = TEXT_BYLINE;
            parts[n++] = wire_trim_blanks(wire_str_sub(s, 0, end));
            s = wire_str_sub(s, end, s.n);
            continue;
        }
        break;
    }
    s = wire_trim_blanks(s);
    if (n == 0 || s.n == 0)
        return i;
    if (!text_insert(story, i, n))
        return i;
    for (size_t k = 0; k < n; k++) {
        at(story, i + k)->s = parts[k];
        label(at(story, i + k), labels[k], NULL);
    }
    at(story, i + n)->s = s;
    at(story, i + n)->unsigned_ = false;
    return i + n;
}

/* Whether block i says a dateline again that stood alone before it: that one was the re-seller's. */
static bool
repeats_dateline(struct text_story *story, size_t i, const struct wire_dateline *first)
{
    struct wire_dateline d;

    return i < story->block_count && wire_dateline_read(at(story, i)->s, 0, &d) && d.end < at(story, i)->s.n &&
           d.place.n != 0 && wire_same_fold(d.place, first->place);
}

/* The first block with a dateline, but not past the first sign-off; block_count without one. */
static size_t
find_dateline(struct text_story *story)
{
    struct wire_dateline d;
    struct wire_signoff sign;

    for (size_t i = 0; i < story->block_count; i++) {
        struct text_block *b = at(story, i);
        struct wire_str s = b->s;
        int32_t c = wire_first_char(s);
        if (b->pre)
            continue;
        if (c == '(' || c == 'B' || c == 'b' || c == 'V' || c == 'P' || c == '[') {
            size_t rest = split_before_dateline(story, i);
            if (rest != i && wire_dateline_read(at(story, rest)->s, 0, &d))
                return rest;
        }
        if (wire_dateline_read(s, 0, &d) && (wire_count_words(wire_str_sub(s, d.end, 400), 4) == 4 || d.end >= s.n)) {
            if (d.end < s.n || !repeats_dateline(story, i + 1, &d))
                return i;
            label(b, TEXT_RESIDUE, "dateline");
        }
        if (find_signoff(b, &sign) && !sign.contributors)
            break;
    }
    return story->block_count;
}

static bool
is_head_line(struct text_story *story, size_t i)
{
    struct text_block *b = at(story, i);
    struct text_picture picture;

    if (b->pre || b->label != TEXT_UNKNOWN)
        return false;
    return !text_is_note(b->s) && !wire_is_byline(b->s) && text_noise(story->noise, b->s) == NOISE_NONE && !text_is_rule(b->s) &&
           !text_is_time(b->s) && !text_picture(b->s, &picture) && !text_is_caption_start(b->s) && !text_is_filing(b->s) &&
           !text_is_version(b->s) && !text_is_bullet(b->s) && text_end_mark(b->s) == NULL && !text_is_copyright(b->s);
}

static bool
could_be_headline(struct text_story *story, size_t i)
{
    struct text_block *b = at(story, i);

    return is_head_line(story, i) && wire_count_words(b->s, HEADLINE_WORDS) < HEADLINE_WORDS && b->s.n < 400 && !text_is_slug(b->s);
}

/* Whether what follows a block shows that it heads a story, although it ends like a sentence. */
static bool
heads_something(struct text_story *story, size_t i)
{
    struct wire_str s = at(story, i)->s, next;
    struct text_picture picture;

    if (i + 1 >= story->block_count)
        return false;
    next = at(story, i + 1)->s;
    if (text_is_time(next)) /* the page's own time stands under head and deck */
        return true;
    if (i + 2 < story->block_count && text_is_time(at(story, i + 2)->s) && text_picture(next, &picture))
        return true;
    if (wire_is_byline(next) || text_is_note(next) || at(story, i + 1)->label == TEXT_NOTE || at(story, i + 1)->label == TEXT_BYLINE)
        return true;
    return (wire_str_ends(s, "?") || wire_str_ends(s, "!")) && wire_count_words(s, 26) < 26 && is_prose(at(story, i + 1));
}

/* A table, or a paragraph of results: one sign in ten is a digit. */
static bool
is_figures(const struct text_block *b)
{
    size_t digits = 0, n = b->s.n < 400 ? b->s.n : 400;

    for (size_t i = 0; i < n; i++)
        digits += b->s.p[i] >= '0' && b->s.p[i] <= '9';
    return b->pre || (n != 0 && digits * 10 >= n);
}

/* Without a dateline: the first paragraph that reads like one, or the first table. */
static size_t
find_lede(struct text_story *story)
{
    size_t n = story->block_count, lede = n, i;
    struct wire_dateline d;
    bool some = false, figures;

    for (i = 0; i < n && lede == n; i++) {
        struct text_block *b = at(story, i);
        if (b->pre && (some || i == 0))
            lede = i;
        else if (is_head_line(story, i) && is_prose(b) && !heads_something(story, i))
            lede = i;
        else if (is_head_line(story, i) && wire_dateline_read(b->s, WIRE_DATELINE_UNTAGGED, &d) && wire_count_words(b->s, 6) == 6)
            lede = i;
        some |= is_head_line(story, i);
    }
    if (lede == n) { /* nothing reads like a paragraph: all but the first line */
        for (i = 0; i < n && !could_be_headline(story, i); i++)
            ;
        for (lede = i + 1; lede < n && text_is_note(at(story, lede)->s) && !wire_str_begins(at(story, lede)->s, "Please "); lede++)
            ; /* a kill is a headline and a note */
        return lede <= n && i + 1 < n ? lede : i;
    }
    for (i = 0; i < lede && !(could_be_headline(story, i) && !wire_ends_sentence(at(story, i)->s)); i++)
        ;
    figures = is_figures(at(story, lede));
    while (lede > i + 1 && figures && is_head_line(story, lede - 1) && wire_count_words(at(story, lede - 1)->s, 9) < 9)
        lede--; /* the lines that head a table */
    while (lede > i + 1) { /* a short first sentence belongs to the body too, but one line stays for the headline */
        struct text_block *b = at(story, lede - 1);
        if (!is_head_line(story, lede - 1) || !wire_ends_sentence(b->s) || wire_count_words(b->s, 3) < 3 || heads_something(story, lede - 1))
            break;
        lede--;
    }
    return lede;
}

/* ---- what stands above the body ---- */

/*
 * The headline: the first line of the last group of lines above the body. Menus and headings of other things part
 * groups; what a page puts between headline and text (share buttons, times) does not.
 */
static size_t
find_headline(struct text_story *story, size_t body)
{
    size_t best = body, group = body;
    bool open = false;

    for (size_t i = 0; i < body; i++) {
        enum text_noise noise = at(story, i)->pre ? NOISE_NONE : text_noise(story->noise, at(story, i)->s);
        if (noise == NOISE_SECTION || noise == NOISE_NAV || noise == NOISE_STRONG) {
            open = false;
            story->page = true;
            continue;
        }
        if (!could_be_headline(story, i) || (wire_ends_sentence(at(story, i)->s) && !heads_something(story, i) && wire_count_words(at(story, i)->s, 26) == 26))
            continue;
        if (wire_ends_sentence(at(story, i)->s) && !heads_something(story, i) && wire_str_ends(at(story, i)->s, ".") && i + 1 != body) {
            if (open || wire_count_words(at(story, i)->s, LEDE_WORDS) == LEDE_WORDS)
                continue;
        }
        if (!open) {
            group = i;
            open = true;
            best = group;
        } else if (best == group && wire_count_words(at(story, best)->s, 3) < 3 && wire_count_words(at(story, i)->s, 3) == 3 &&
                   (!wire_ends_sentence(at(story, i)->s) || wire_str_ends(at(story, i)->s, "?") || wire_str_ends(at(story, i)->s, "!"))) {
            best = i; /* one or two words before it: a section, a kicker */
        }
    }
    for (size_t i = 0; best == body && i < body; i++) { /* UPI heads stories so, pages link to films so: it heads where nothing else does */
        if (wire_str_begins(at(story, i)->s, "Watch: ") && wire_count_words(at(story, i)->s, 5) == 5)
            return i;
    }
    return best;
}

static void
mark_byline_rest(struct text_story *story, size_t i, size_t body)
{
    struct text_block *b = at(story, i), *next;

    if (i + 1 >= body)
        return;
    next = at(story, i + 1);
    if (next->label == TEXT_UNKNOWN && !next->pre && next->first == b->first + b->count &&
        !story->lines[next->first].after_blank && !wire_is_byline(next->s) &&
        (wire_is_byline_rest(next->s) ||
         (wire_count_words(next->s, 7) < 7 && wire_count_words(next->s, 2) == 2 && !wire_ends_sentence(next->s) && i + 2 <= body &&
          at(story, i + 2 < story->block_count ? i + 2 : i)->after_blank && text_noise(story->noise, next->s) == NOISE_NONE && !text_is_time(next->s) &&
          !text_is_note(next->s))))
        label(next, TEXT_BYLINE, NULL);
}

/* A credit line: the line above it, if nothing else claims it, is the caption. */
static void
mark_picture(struct text_story *story, size_t i, size_t headline, size_t body, const struct text_picture *picture)
{
    struct text_block *above = i > 0 ? at(story, i - 1) : NULL;

    label(at(story, i), TEXT_CAPTION, NULL);
    if (picture->caption.n != 0)
        return;
    at(story, i)->label = TEXT_PHOTO_CREDIT;
    if (above != NULL && i - 1 > headline && headline < body && (above->label == TEXT_UNKNOWN || above->label == TEXT_SUBHEAD) && !above->pre && text_noise(story->noise, above->s) == NOISE_NONE)
        label(above, TEXT_CAPTION, NULL);
}

static bool
has_byline(struct text_story *story, size_t body)
{
    for (size_t i = 0; i < body; i++) {
        if (at(story, i)->label == TEXT_BYLINE || wire_is_byline(at(story, i)->s))
            return true;
    }
    return false;
}

static bool
picture_follows(struct text_story *story, size_t i)
{
    struct text_picture picture;

    return i + 1 < story->block_count && text_picture(at(story, i + 1)->s, &picture) && picture.caption.n == 0;
}

static void
mark_head(struct text_story *story, size_t headline, size_t body)
{
    struct text_picture picture;
    struct wire_signoff sign;
    bool bylined = has_byline(story, body);

    for (size_t i = 0; i < body; i++) {
        struct text_block *b = at(story, i);
        bool below = headline < body && i > headline;
        enum text_noise noise = b->pre ? NOISE_NONE : text_noise(story->noise, b->s);

        if (b->label != TEXT_UNKNOWN)
            continue;
        if (i == headline)
            label(b, TEXT_HEADLINE, NULL);
        else if (text_is_rule(b->s))
            label(b, TEXT_RULE, NULL);
        else if (noise != NOISE_NONE)
            label(b, TEXT_RESIDUE, "page");
        else if (text_is_note(b->s))
            label(b, TEXT_NOTE, NULL);
        else if (wire_is_byline(b->s)) {
            label(b, TEXT_BYLINE, NULL);
            mark_byline_rest(story, i, body);
        } else if (below && !bylined && wire_is_bare_byline(b->s) && !picture_follows(story, i)) {
            label(b, TEXT_BYLINE, NULL);
            bylined = true;
        }
        else if (text_is_time(b->s))
            label(b, TEXT_RESIDUE, "time");
        else if (!below && text_is_version(b->s))
            label(b, TEXT_RESIDUE, "version");
        else if (text_is_filing(b->s))
            label(b, TEXT_RESIDUE, "filing");
        else if (text_picture(b->s, &picture) && (below || picture.caption.n != 0))
            mark_picture(story, i, headline, body, &picture);
        else if (below && text_is_caption_start(b->s))
            label(b, TEXT_CAPTION, NULL);
        else if (below && !b->pre && find_signoff(b, &sign) && sign.from == 0 && sign.to >= b->s.n)
            label(b, TEXT_SIGNOFF, NULL);
        else if (text_is_keywords(b->s))
            label(b, TEXT_KEYWORDS, NULL);
        else if (text_is_contact(b->s))
            label(b, TEXT_CONTACT, NULL);
        else if (text_is_copyright(b->s))
            label(b, TEXT_RESIDUE, "page");
        else if (below && text_is_bullet(b->s))
            label(b, TEXT_BULLET, NULL);
        else if (text_is_slug(b->s) && !below)
            label(b, TEXT_SLUG, NULL);
        else if (below && b->pre)
            label(b, TEXT_PRE, NULL);
        else if (below && story->has_dateline && wire_ends_sentence(b->s) && wire_count_words(b->s, 5) == 5)
            label(b, TEXT_CAPTION, NULL);
        else if (below && wire_count_words(b->s, 3) == 3)
            label(b, TEXT_SUBHEAD, NULL);
        else
            label(b, TEXT_RESIDUE, text_end_mark(b->s) != NULL ? "end mark" : "page");
    }
}

/* ---- the body and what follows it ---- */

/* Cut a block in two at an offset; the rest stands after it. */
static bool
cut(struct text_story *story, size_t i, size_t offset)
{
    struct wire_str s = at(story, i)->s;
    struct wire_str rest = wire_trim_blanks(wire_str_sub(s, offset, s.n));

    if (rest.n == 0) {
        at(story, i)->s = wire_trim_blanks(wire_str_sub(s, 0, offset));
        at(story, i)->unsigned_ = false;
        return false;
    }
    if (!text_insert(story, i, 1))
        return false;
    *at(story, i) = *at(story, i + 1);
    at(story, i)->s = wire_trim_blanks(wire_str_sub(s, 0, offset));
    at(story, i + 1)->s = rest;
    at(story, i + 1)->after_blank = false;
    at(story, i)->unsigned_ = at(story, i + 1)->unsigned_ = false;
    return true;
}

struct ending {
    bool over;    /* the story's text has ended: only lines that belong to it may follow */
    bool closed;  /* nothing of the story follows */
    bool section; /* under the heading of other things */
    bool contacts;
    bool ruled;   /* a rule stands right above */
    bool hidden;  /* what follows is not for publication */
    bool named;   /* a byline or a sign-off says who wrote it */
};

/* The sign-off in a block of the body: its own block, what stands before it stays, what follows is looked at next. */
static bool
take_signoff(struct text_story *story, size_t i, struct ending *e)
{
    struct wire_signoff sign;
    struct wire_str s = at(story, i)->s;

    if (!find_signoff(at(story, i), &sign))
        return false;
    if (sign.contributors && !e->ruled && wire_str_find_nocase(s, "contributed") == s.n && wire_str_find_nocase(s, "helped with") == s.n &&
        wire_str_find_nocase(s, " by ") == s.n && i + 1 < story->block_count && is_prose(at(story, i + 1)))
        return false; /* "Smith reported from Baghdad." in the middle of a story */
    if (sign.to < s.n && cut(story, i, sign.to)) {
        /* what follows in the same paragraph is looked at as a block of its own */
    }
    if (sign.from > 0 && wire_trim_blanks(wire_str_sub(s, 0, sign.from)).n != 0) {
        if (!cut(story, i, sign.from))
            return false;
        label(at(story, i), TEXT_BODY, NULL);
        at(story, i + 1)->label = TEXT_SIGNOFF;
    } else {
        label(at(story, i), TEXT_SIGNOFF, NULL);
    }
    e->over = true;
    return true;
}

/* Lines that belong to a story after its text. False: it is none of them. */
static bool
mark_after(struct text_story *story, size_t i, struct ending *e)
{
    struct text_block *b = at(story, i);
    const char *mark;

    if (text_is_contact(b->s))
        label(b, TEXT_CONTACT, NULL);
    else if (text_is_keywords(b->s))
        label(b, TEXT_KEYWORDS, NULL);
    else if (text_is_note(b->s))
        label(b, TEXT_NOTE, NULL);
    else if (text_is_copyright(b->s))
        label(b, TEXT_COPYRIGHT, NULL);
    else if ((mark = text_end_mark(b->s)) != NULL)
        label(b, TEXT_RESIDUE, mark);
    else if (text_is_source_line(b->s) || (text_is_shared_source(b->s) && !(i + 1 < story->block_count && is_prose(at(story, i + 1)))))
        label(b, TEXT_RESIDUE, "source"); /* but "Talks with AFP" may head a part of the story */
    else
        return false;
    e->over = true;
    return true;
}

/* Contact, keywords and stamp set behind each other in one line: each its own block. */
static void
part_lines(struct text_story *story, size_t i)
{
    struct wire_str s = at(story, i)->s;
    const char *close;
    size_t words_at;

    if (wire_str_begins(s, "((") && (close = memmem(s.p, s.n, "))", 2)) != NULL && close + 2 < s.p + s.n)
        cut(story, i, (size_t)(close + 2 - s.p));
    s = at(story, i)->s;
    words_at = wire_str_find_nocase(wire_str_sub(s, 0, 4000), "Keywords:");
    if (words_at > 0 && words_at < s.n && words_at < 4000 && wire_blank_at(s.p + words_at - 1, s.p + words_at) != 0)
        cut(story, i, words_at);
}

/* Canadian Press, CNA: who wrote the story is said under it. Only where nobody else was named. */
static bool
mark_last_byline(struct text_story *story, size_t i, struct ending *e)
{
    struct text_block *b = at(story, i);
    bool whole = i + 1 == story->block_count || text_end_mark(at(story, i + 1)->s) != NULL || text_is_copyright(at(story, i + 1)->s);

    if (e->named || i == story->body || !whole || b->pre || !(wire_is_byline(b->s) || (wire_is_bare_byline(b->s) && memchr(b->s.p, ',', b->s.n) != NULL)))
        return false;
    label(b, TEXT_BYLINE, NULL);
    e->over = e->named = true;
    return true;
}

/* After the end: the story's own lines as long as nothing else came between, then only residue. */
static void
mark_rest(struct text_story *story, size_t i, struct ending *e)
{
    struct wire_signoff sign;
    struct text_block *b = at(story, i);

    if (text_is_rule(b->s)) {
        label(b, TEXT_RULE, NULL);
        return;
    }
    if (!e->closed)
        part_lines(story, i);
    b = at(story, i);
    if (!e->closed && find_signoff(b, &sign) && sign.from == 0) {
        if (sign.to < b->s.n)
            cut(story, i, sign.to);
        label(at(story, i), TEXT_SIGNOFF, NULL);
        return;
    }
    if (!e->closed && (mark_after(story, i, e) || mark_last_byline(story, i, e)))
        return;
    label(b, TEXT_RESIDUE, text_is_contacts_heading(b->s) ? "contact" : "page");
    e->closed = true;
}

/* Whether three lines of furniture begin at i. */
static bool
furniture_run(struct text_story *story, size_t i)
{
    size_t n = 0;

    for (; i + n < story->block_count && n < 3; n++) {
        struct text_block *b = at(story, i + n);
        if (b->pre || (text_noise(story->noise, b->s) == NOISE_NONE))
            return false;
    }
    return n == 3;
}

/* "UP NEXT", then "Comets: Visit the Pilots next Sunday.": a crosshead of AP's sports copy; headlines of others have no full stop. */
static bool
is_sports_crosshead(struct text_story *story, size_t i)
{
    struct wire_str s = at(story, i)->s;

    return wire_str_is(s, "UP NEXT") && i + 1 < story->block_count && wire_str_ends(at(story, i + 1)->s, ".");
}

/* "... in shelters. REUTERS": the agency's name behind the last sentence is no credit of a picture. */
static bool
is_signed_prose(struct text_story *story, size_t i, const struct text_picture *picture)
{
    struct wire_str s = at(story, i)->s;
    struct wire_dateline d;

    if (wire_dateline_read(s, WIRE_DATELINE_UNTAGGED, &d)) /* a brief with its own dateline */
        return true;
    if (picture->caption.n == 0 || picture->between.n != 0 || s.p[s.n - 1] == ')' || s.p[s.n - 1] == ']' || memchr(picture->credit.p, '/', picture->credit.n) != NULL ||
        memchr(picture->credit.p, ' ', picture->credit.n) != NULL || text_is_caption_start(s))
        return false;
    return i + 1 == story->block_count || !is_prose(at(story, i + 1)) || text_noise(story->noise, at(story, i + 1)->s) != NOISE_NONE;
}

static bool
mark_noise(struct text_story *story, size_t i, struct ending *e, bool signoff_ahead)
{
    struct text_block *b = at(story, i);
    enum text_noise noise = text_noise(story->noise, b->s);
    struct text_picture picture;

    if (noise == NOISE_SECTION && is_sports_crosshead(story, i))
        noise = NOISE_NONE;

    if (noise == NOISE_NAV && (!story->page && !furniture_run(story, i)))
        noise = NOISE_NONE;
    if (noise != NOISE_NONE) {
        story->page = true;
        label(b, TEXT_RESIDUE, "page");
        e->section = noise == NOISE_SECTION;
        if (!signoff_ahead && (noise == NOISE_STRONG || furniture_run(story, i)))
            e->over = e->closed = true;
        return true;
    }
    if (e->section) { /* under "Related stories": headlines and teasers, until a paragraph */
        if (!b->pre && !(wire_ends_sentence(b->s) && wire_count_words(b->s, 8) == 8)) {
            label(b, TEXT_RESIDUE, "page");
            return true;
        }
        e->section = false;
    }
    if (i > story->body && (text_is_caption_start(b->s) || (text_picture(b->s, &picture) && (picture.caption.n != 0 || wire_count_words(b->s, 10) < 10) && !is_signed_prose(story, i, &picture)))) {
        label(b, TEXT_RESIDUE, "picture");
        return true;
    }
    return false;
}

/* Release wires: whom to call stands after the text, and a portrait of the company may follow. */
static bool
mark_contacts(struct text_story *story, size_t i, struct ending *e)
{
    struct text_block *b = at(story, i);

    if (text_is_contacts_heading(b->s)) {
        e->contacts = true;
    } else if (e->contacts && (wire_str_begins(b->s, "About ") || is_prose(b) || text_is_copyright(b->s) || text_is_source_line(b->s))) {
        e->contacts = false;
    }
    if (e->contacts)
        label(b, TEXT_RESIDUE, "contact");
    return e->contacts;
}

/* A note in brackets or an end mark after the last sentence of a paragraph becomes a block of its own. */
static void
cut_tail(struct text_story *story, size_t i)
{
    struct wire_str s = at(story, i)->s;
    size_t mark = text_tail_mark(s), open, depth = 0;

    if (mark == s.n && !(i + 1 < story->block_count && wire_count_words(at(story, i + 1)->s, LEDE_WORDS) == LEDE_WORDS && text_noise(story->noise, at(story, i + 1)->s) == NOISE_NONE))
        mark = text_tail_agency(s); /* of the last paragraph: each of several briefs may be signed */

    if (mark < s.n) {
        if (cut(story, i, mark))
            label(at(story, i + 1), TEXT_UNKNOWN, NULL);
        return;
    }
    if (s.n < 20 || s.p[s.n - 1] != ')')
        return;
    for (open = s.n; open > 0 && s.n - open < 1200; open--) {
        depth += s.p[open - 1] == ')';
        depth -= s.p[open - 1] == '(';
        if (depth == 0)
            break;
    }
    if (open > 1 && depth == 0 && text_is_note_bracket(wire_str_sub(s, open - 1, s.n)))
        cut(story, i, open - 1);
}

static void
mark_body_block(struct text_story *story, size_t i, struct ending *e, bool signoff_ahead)
{
    struct text_block *b = at(story, i);
    bool ruled = e->ruled;

    e->ruled = false;
    if (b->pre) {
        label(b, TEXT_PRE, NULL);
        return;
    }
    if (text_not_for_publication(b->s)) {
        e->hidden = true;
        label(b, TEXT_NON_PUBLIC, NULL);
        return;
    }
    if (text_is_rule(b->s)) {
        label(b, TEXT_RULE, NULL);
        e->ruled = true;
        return;
    }
    if (i == story->body && b->label == TEXT_UNKNOWN)
        goto body;
    if (mark_contacts(story, i, e))
        return;
    e->ruled = ruled;
    if (take_signoff(story, i, e))
        return;
    e->ruled = false;
    if (mark_after(story, i, e)) {
        if (at(story, i)->label == TEXT_NOTE || at(story, i)->label == TEXT_KEYWORDS)
            e->over = false;
        if (at(story, i)->label == TEXT_RESIDUE && signoff_ahead)
            e->over = false;
        return;
    }
    if (mark_noise(story, i, e, signoff_ahead) || mark_last_byline(story, i, e))
        return;
body:
    if (take_signoff(story, i, e))
        return;
    cut_tail(story, i);
    b = at(story, i);
    label(b, text_is_bullet(b->s) ? TEXT_BULLET : i > story->body && text_is_crosshead(b->s) && i + 1 < story->block_count ? TEXT_CROSSHEAD : TEXT_BODY, NULL);
}

/* Headlines of other stories left at the end of a page that has no sign-off. */
static void
trim_end(struct text_story *story, size_t end)
{
    size_t i = end, noise = end;

    while (i > story->body + 1) {
        struct text_block *b = at(story, i - 1);
        if (b->label == TEXT_RESIDUE || b->label == TEXT_RULE) {
            noise = i - 1;
        } else if ((b->label != TEXT_BODY && b->label != TEXT_CROSSHEAD) || wire_ends_sentence(b->s) || wire_count_words(b->s, 25) == 25) {
            break;
        }
        i--;
    }
    /* only where furniture stands before them, or a page is around the story and there are several */
    if (noise == end && !(story->page && end - i >= 2))
        return;
    for (size_t k = noise == end ? i : noise; k < end; k++) {
        if (at(story, k)->label == TEXT_BODY || at(story, k)->label == TEXT_CROSSHEAD)
            label(at(story, k), TEXT_RESIDUE, "page");
    }
}

static bool
has_signoff(struct text_story *story, size_t from)
{
    struct wire_signoff sign;

    for (size_t i = from; i < story->block_count; i++) {
        if (!at(story, i)->pre && find_signoff(at(story, i), &sign) && !sign.contributors)
            return true;
    }
    return false;
}

static void
mark_body(struct text_story *story)
{
    struct ending e = { .over = false };
    bool signoff = has_signoff(story, story->body), seen = false;
    size_t end = story->block_count;

    e.named = signoff || has_byline(story, story->body);
    for (size_t i = story->body; i < story->block_count && story->err == WIRE_OK; i++) {
        if (at(story, i)->label == TEXT_SIGNOFF) { /* cut from the block before */
            seen = true;
            continue;
        }
        if (e.hidden) {
            if (!take_signoff(story, i, &e))
                label(at(story, i), TEXT_NON_PUBLIC, NULL);
            continue;
        }
        if (e.over && end == story->block_count)
            end = i;
        if (e.over) {
            mark_rest(story, i, &e);
            continue;
        }
        mark_body_block(story, i, &e, signoff && !seen);
    }
    if (!signoff)
        trim_end(story, end < story->block_count ? end : story->block_count);
}

void
text_mark(struct text_story *story)
{
    size_t body = find_dateline(story), headline;

    story->has_dateline = body < story->block_count;
    if (!story->has_dateline)
        body = find_lede(story);
    while (!story->has_dateline && body + 1 < story->block_count &&
           (wire_is_byline(at(story, body)->s) || (body > 0 && text_is_note(at(story, body)->s) &&
                                                   (wire_is_byline(at(story, body - 1)->s) || text_is_note(at(story, body - 1)->s)))))
        body++; /* a short story may look like its byline or the notes below that: they stand above it */
    story->body = body;
    headline = find_headline(story, body);
    if (story->err != WIRE_OK)
        return;
    mark_head(story, headline, body);
    mark_body(story);
}

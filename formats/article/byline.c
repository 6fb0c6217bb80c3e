/* Bylines: the line that says who wrote a story, and the persons in it. */
#include "article/byline.h"

#include "article/agencies.h"
#include "article/copy.h"
#include "article/dateline.h"
#include "article/places.h"
#include "article/role.h"
#include "article/signoff.h"
#include "article/token.h"

enum { BYLINE_BYTES = 300 };

/* The words a byline begins with; in brackets ("(di ...)") too. "Text:" and the like want their colon. */
static const struct {
    const char *word;
    bool colon;
} by_words[] = {
    { "by", false },  { "von", false }, { "par", false }, { "por", false }, { "di", false },  { "door", false },
    { "av", false },  { "af", false },  { "text", true }, { "texte", true }, { "texto", true }, { "tekst", true }, { "teksti", true }, { "words", true }, { "story", true }, { "author", true },
};

#define PARTICLES "de da di do dos del della des du la le van von der den ter ten bin ibn al el abu mac zu af y "
#define TIMES                                                                                                      \
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august "          \
    "september october november december noon midnight midday christmas easter then now "

/* The token after the word for "by", or 0. */
static size_t
by_end(const struct wire_token *t)
{
    size_t i = t[0].kind == WIRE_T_OPEN ? 1 : 0;

    if (wire_in_words(t[i].s, "written story reported words text ") && wire_in_words(t[i + 1].s, "by "))
        i++;
    for (size_t w = 0; w < WIRE_COUNT(by_words); w++) {
        if (t[i].kind != WIRE_T_WORD || !wire_str_is_nocase(t[i].s, by_words[w].word))
            continue;
        if (t[i + 1].kind == WIRE_T_COLON)
            return i + 2;
        return by_words[w].colon ? 0 : i + 1;
    }
    return 0;
}

static bool
is_name_word(const struct wire_token *t)
{
    return t->kind == WIRE_T_WORD && (t->capital || wire_in_words(t->s, PARTICLES) ||
                                      (t->s.n > 3 && (t->s.p[1] == '\'' || t->s.p[2] == '-' || (t->s.p[1] >= 'A' && t->s.p[1] <= 'Z')))); /* Mac an tSaoir */
}

static bool
has_digit(struct wire_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] >= '0' && s.p[i] <= '9')
            return true;
    }
    return false;
}

static bool
ends_names(const struct wire_token *t)
{
    return t->kind == WIRE_T_END || t->kind == WIRE_T_OPEN || t->kind == WIRE_T_CLOSE || t->kind == WIRE_T_SEMICOLON ||
           t->kind == WIRE_T_OTHER || t->kind == WIRE_T_COLON;
}

/* The first word, before the line is cut into all of them. */
static bool
begins_by(struct wire_str line)
{
    size_t i = line.p[0] == '(' ? 1 : 0;
    struct wire_str word = wire_next_word(line, &i);

    if (wire_str_ends(word, ":"))
        word.n--;
    return wire_in_words(word, "by von par por di door av af text texte texto tekst teksti words story author written reported ");
}

bool
wire_is_byline(struct wire_str line)
{
    struct wire_token t[WIRE_TOKENS];
    size_t i, n;
    bool list = false;

    line = wire_trim_blanks(line);
    while (line.n != 0 && line.p[line.n - 1] == '=')
        line = wire_trim_blanks(wire_str_sub(line, 0, line.n - 1));
    if (line.n < 5 || line.n > BYLINE_BYTES || strchr("(bvpdatwsrBVPDATWSR", line.p[0]) == NULL || !begins_by(line) || (n = wire_tokens(line, t)) < 2 || (i = by_end(t)) == 0)
        return false;
    if (t[i].kind != WIRE_T_WORD || has_digit(t[i].s) || wire_in_words(t[i].s, TIMES))
        return false;
    if (!t[i].capital && wire_agency_named(t[i].s) != NULL && n - i <= 3) /* By dpa correspondents */
        return true;
    if (!t[i].capital && !is_name_word(&t[i]) && !wire_in_words(t[i].s, "the "))
        return false;
    if (t[i].capital && wire_in_words(t[i].s, "the a an this that all its his her their our next last early late ") &&
        !wire_is_organisation(wire_str_sub(line, (size_t)(t[i].s.p - line.p), line.n)))
        return false;
    if (t[n - 1].kind == WIRE_T_DOT && n > 8) /* a sentence, not a name */
        return false;
    for (; !ends_names(&t[i]); i++) {
        if (t[i].kind == WIRE_T_WORD && memchr(t[i].s.p, '@', t[i].s.n) != NULL)
            break;
        if (t[i].kind == WIRE_T_COMMA)
            list = true;
        if (t[i].kind == WIRE_T_DOT && t[i + 1].kind != WIRE_T_END)
            return false;
        if (t[i].kind == WIRE_T_WORD && !is_name_word(&t[i]) &&
            !wire_in_words(t[i].s, "in of for the at with at reporting from special to contributing und mit ") && !list)
            return false;
        if (t[i].kind == WIRE_T_WORD && !t[i].capital &&
            wire_in_words(t[i].s, "is was were are has have had said says will would found that which who it he she they but "))
            return false;
    }
    return true;
}

bool
wire_is_byline_rest(struct wire_str line)
{
    line = wire_trim_blanks(line);
    while (line.n != 0 && (line.p[line.n - 1] == '=' || line.p[line.n - 1] == ' '))
        line.n--;
    if (line.n < 2 || line.n > 80 || wire_count_words(line, 9) == 9 || line.p[line.n - 1] == '.' || has_digit(line))
        return false;
    return wire_is_organisation(wire_str_begins_nocase(line, "of ") ? wire_str_sub(line, 3, line.n) : line);
}

/* What stands between a name and a paper on a page: a bar, a dot in the middle. */
static bool
is_bar(const struct wire_token *t)
{
    return wire_str_is(t->s, "|") || wire_str_is(t->s, "\xC2\xB7") || wire_str_is(t->s, "\xE2\x80\xA2");
}

/* "Helena Marsh in Lisbon and Sam Lowe in New York": each a name of two or three words and a listed city. */
static bool
names_and_cities(const struct wire_token *t, struct wire_str line)
{
    size_t i = 0;

    for (;;) {
        size_t from = i, in, end;
        while (t[i].kind == WIRE_T_WORD && is_name_word(&t[i]))
            i++;
        if (i - from < 2 || i - from > 3 || !wire_word_is(&t[in = i], "in"))
            return false;
        for (i = end = in + 1; t[i].kind == WIRE_T_WORD && t[i].capital; end = ++i)
            ;
        if (end == in + 1 || !wire_is_city(wire_trim_blanks(wire_str_sub(line, (size_t)(t[in + 1].s.p - line.p),
                                                                          (size_t)(t[end - 1].s.p + t[end - 1].s.n - t[in + 1].s.p)))))
            return false;
        if (t[i].kind == WIRE_T_END)
            return true;
        if (t[i].kind == WIRE_T_COMMA)
            i++;
        if (t[i].kind == WIRE_T_AND)
            i++;
        if (i == end)
            return false;
    }
}

bool
wire_is_bare_byline(struct wire_str line)
{
    struct wire_token t[WIRE_TOKENS];
    struct wire_str rest;
    size_t i = 0, capitals = 0;

    line = wire_trim_blanks(line);
    if (line.n < 5 || line.n > 80 || has_digit(line) || wire_tokens(line, t) < 2)
        return false;
    for (; t[i].kind == WIRE_T_WORD; i++) {
        if (i >= 2 && wire_word_is(&t[i], "in"))
            return names_and_cities(t, line);
        if (i >= 2 && is_bar(&t[i]))
            break;
        if (!is_name_word(&t[i]) || wire_in_words(t[i].s, "the a an in on at of for to from with new top latest breaking exclusive live all "))
            return false;
        capitals += t[i].capital;
    }
    if (i < 2 || i > 4 || capitals < 2 || wire_is_organisation(wire_str_sub(line, 0, (size_t)(t[i - 1].s.p + t[i - 1].s.n - line.p))) ||
        wire_is_city(wire_str_sub(line, 0, (size_t)(t[i - 1].s.p + t[i - 1].s.n - line.p))))
        return false;
    if (t[i].kind == WIRE_T_END)
        return i <= 3;
    if (t[i].kind != WIRE_T_COMMA && t[i].kind != WIRE_T_SEMICOLON && !is_bar(&t[i]))
        return false;
    rest = wire_trim_blanks(wire_str_sub(line, (size_t)(t[i].s.p + 1 - line.p), line.n));
    return wire_is_organisation(rest) && !wire_ends_sentence(rest);
}

/* ---- credits ---- */

struct name {
    struct wire_str s;
    struct wire_str place;
    bool after_comma;
};

/* "Mac an tSaoir": no "and" mistyped. */
static bool
is_irish_article(const struct wire_token *t)
{
    return t->kind == WIRE_T_AND && wire_str_is(t->s, "an") && t[1].kind == WIRE_T_WORD && t[1].s.n > 3 && wire_is_lower((unsigned char)t[1].s.p[0]) &&
           wire_is_upper((unsigned char)t[1].s.p[1]);
}

/* The end of a name at i, or i: words of names, the suffix after its comma. */
static size_t
name_end(const struct wire_token *t, size_t i)
{
    size_t at = i;
    bool capital = false;

    for (; (t[at].kind == WIRE_T_WORD && memchr(t[at].s.p, '@', t[at].s.n) == NULL && !has_digit(t[at].s)) || (at > i && is_irish_article(&t[at])); at++) {
        if (t[at].kind == WIRE_T_WORD && !is_name_word(&t[at]))
            break;
        capital |= t[at].capital != 0;
    }
    if (!capital)
        return i;
    if (t[at].kind == WIRE_T_COMMA && wire_in_words(t[at + 1].s, "jr. sr. jr sr ii iii "))
        at += 2;
    return at;
}

static struct wire_str
slice(const struct wire_token *t, size_t from, size_t to)
{
    return (struct wire_str){ t[from].s.p, (size_t)(t[to - 1].s.p + t[to - 1].s.n - t[from].s.p) };
}

/* "PAT HOLLEY Associated Press", "Pat Holley AP Business Writer": the name of two or three words before it, or nothing. */
static struct wire_str
before_organisation(struct wire_str s)
{
    static const char *const heads[] = { "Associated Press", "The Associated Press", "AP ", "Staff Writer", "Staff Reporter", "Bloomberg News", "Canadian Press", "The Canadian Press", "Reuters" };
    struct wire_str word;
    size_t i = 0;

    for (unsigned words = 1; (word = wire_next_word(s, &i)).n != 0 && words <= 3; words++) {
        struct wire_str rest = wire_trim_blanks(wire_str_sub(s, i, s.n));
        for (size_t h = 0; words >= 2 && h < WIRE_COUNT(heads); h++) {
            if (wire_str_begins_nocase(rest, heads[h]) && !wire_is_organisation(wire_str_sub(s, 0, i)))
                return wire_trim_blanks(wire_str_sub(s, 0, i));
        }
    }
    return WIRE_NONE;
}

void
wire_byline_credits(struct wire_article *a, struct wire_str byline, struct wire_at at, uint8_t flags)
{
    struct wire_token t[WIRE_TOKENS];
    size_t i, end;
    bool after_comma = false, some = false;

    if (byline.n > BYLINE_BYTES * 4 || wire_is_city(wire_trim_blanks(byline)) || wire_tokens(byline, t) == 0)
        return; /* or where it was written, and not by whom */
    i = by_end(t);
    while (t[i].kind != WIRE_T_END && !(ends_names(&t[i]) && some)) {
        struct wire_str name, place = WIRE_NONE;
        if (t[i].kind != WIRE_T_WORD) {
            after_comma = t[i].kind == WIRE_T_COMMA || wire_str_is(t[i].s, "/"); /* Name / Agency, as NTB has it */
            i++;
            continue;
        }
        if (wire_in_words(t[i].s, "for of special ") || wire_in_words(t[i].s, "the updated published ")) { /* a paper: not a person */
            while (t[i].kind == WIRE_T_WORD || t[i].kind == WIRE_T_DOT)
                i++;
            continue;
        }
        if ((end = name_end(t, i)) == i) {
            i++;
            continue;
        }
        name = slice(t, i, end);
        i = end;
        if (wire_in_words(t[i].s, "in at from ") && t[i].kind == WIRE_T_WORD && (end = name_end(t, i + 1)) > i + 1) {
            place = slice(t, i + 1, end);
            i = end;
        }
        if (t[i].kind == WIRE_T_WORD && wire_in_words(t[i].s, "with avec mit con com ") && wire_agency_named(t[i + 1].s) != NULL)
            return; /* By Euronews with AP */
        if (wire_is_organisation(name))
            name = before_organisation(name);
        if (name.n == 0 || (some && after_comma && wire_count_words(name, 2) < 2 && t[i].kind != WIRE_T_AND))
            continue;
        wire_credit_add(a, "reporter", wire_squeeze(a->arena, name), wire_squeeze(a->arena, place), WIRE_NONE, at, flags);
        some = true;
    }
}

/* ---- glued to a dateline ---- */

/* Whether s may begin as a byline does: rules out most paragraphs before they are cut into words. */
static bool
may_begin(struct wire_str s)
{
    static const char *const before_by[] = { "written", "story", "reported", "words", "text" };
    size_t i = wire_skip_blanks(s, 0);

    if (i < s.n && (s.p[i] == '(' || s.p[i] == '['))
        i = wire_skip_blanks(s, i + 1);
    s = wire_str_sub(s, i, s.n);
    for (size_t w = 0; w < WIRE_COUNT(by_words); w++) {
        if (wire_str_begins_nocase(s, by_words[w].word))
            return true;
    }
    for (size_t w = 0; w < WIRE_COUNT(before_by); w++) {
        if (wire_str_begins_nocase(s, before_by[w]))
            return true;
    }
    return false;
}

size_t
wire_byline_before_dateline(struct wire_str s)
{
    struct wire_str head = wire_str_sub(s, 0, 300);
    struct wire_token t[WIRE_TOKENS];
    struct wire_dateline d;
    size_t first, n, by_city = 0, by_tag = 0;

    if (!may_begin(head) || wire_tokens(head, t) < 3 || (first = by_end(t)) == 0 || t[first].kind != WIRE_T_WORD)
        return 0;
    for (n = first + 1; t[n].kind != WIRE_T_END && t[n].s.p - s.p < 200; n++) {
        size_t from = (size_t)(t[n].s.p - s.p);
        struct wire_str rest = wire_str_sub(s, from, s.n);
        if (t[n].kind == WIRE_T_OPEN) {
            if (by_tag == 0 && wire_dateline_read(rest, 0, &d))
                by_tag = from;
            break;
        }
        if (t[n].kind == WIRE_T_DOT || t[n].kind == WIRE_T_SEMICOLON)
            break;
        if (t[n].kind != WIRE_T_WORD || !wire_dateline_read(rest, 0, &d) || d.agency.n == 0)
            continue;
        if (t[n - 1].kind != WIRE_T_WORD || (d.place.n != 0 && (d.place.n == 1 || wire_blank_at(d.place.p + 1, d.place.p + d.place.n) != 0)))
            continue; /* after "and" a name goes on; a surname of one letter */
        if (d.place.n == 0)
            by_tag = by_tag != 0 ? by_tag : from;
        else if (wire_all_capitals(d.place) && (t[n - 1].s.n == 1 || !wire_all_capitals(t[n - 1].s)))
            return from; /* names in title case, then the place in capitals */
        else if (by_city == 0 && wire_is_city(d.place))
            by_city = from;
    }
    return by_city != 0 ? by_city : by_tag;
}

/* Datelines: place, date and agency at the head of a story's first paragraph. */
#include "article/dateline.h"

#include "article/agencies.h"
#include "article/copy.h"
#include "article/places.h"
#include "article/signoff.h"

enum { HEAD_BYTES = 170, TAG_BYTES = 64, HEAD_WORDS = 24 };

/* Months in the languages agencies date in, without full stops. */
#define MONTHS                                                                                                     \
    "jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september "  \
    "october november december ene abr ago dic enero febrero marzo mayo junio julio agosto septiembre setiembre "    \
    "octubre noviembre diciembre fev mai set out dez janeiro fevereiro mar\xC3\xA7o abril maio junho julho setembro "      \
    "outubro novembro dezembro janv f\xC3\xA9v f\xC3\xA9vr mars avr juin juil ao\xC3\xBBt aout d\xC3\xA9" "c janvier f\xC3\xA9vrier avril "  \
    "juillet septembre octobre novembre d\xC3\xA9" "cembre gen mag giu lug ott gennaio febbraio aprile maggio giugno luglio "  \
    "settembre ottobre dicembre m\xC3\xA4r m\xC3\xA4rz okt januar februar juni juli oktober dezember mac maret mei julai "  \
    "ogos agustus agu dis des desember januari februari maj augusti avgust marec " \
    "\xD1\x8F\xD0\xBD\xD0\xB2 \xD1\x84\xD0\xB5\xD0\xB2 \xD0\xBC\xD0\xB0\xD1\x80 \xD0\xB0\xD0\xBF\xD1\x80 "               \
    "\xD0\xBC\xD0\xB0\xD1\x8F \xD0\xB8\xD1\x8E\xD0\xBD \xD0\xB8\xD1\x8E\xD0\xBB \xD0\xB0\xD0\xB2\xD0\xB3 "               \
    "\xD1\x81\xD0\xB5\xD0\xBD \xD0\xBE\xD0\xBA\xD1\x82 \xD0\xBD\xD0\xBE\xD1\x8F \xD0\xB4\xD0\xB5\xD0\xBA "               \
    "\xD1\x8F\xD0\xBD\xD0\xB2\xD0\xB0\xD1\x80\xD1\x8F \xD1\x84\xD0\xB5\xD0\xB2\xD1\x80\xD0\xB0\xD0\xBB\xD1\x8F "           \
    "\xD0\xBC\xD0\xB0\xD1\x80\xD1\x82\xD0\xB0 \xD0\xB0\xD0\xBF\xD1\x80\xD0\xB5\xD0\xBB\xD1\x8F "                           \
    "\xD0\xB8\xD1\x8E\xD0\xBD\xD1\x8F \xD0\xB8\xD1\x8E\xD0\xBB\xD1\x8F \xD0\xB0\xD0\xB2\xD0\xB3\xD1\x83\xD1\x81\xD1\x82\xD0\xB0 "  \
    "\xD1\x81\xD0\xB5\xD0\xBD\xD1\x82\xD1\x8F\xD0\xB1\xD1\x80\xD1\x8F \xD0\xBE\xD0\xBA\xD1\x82\xD1\x8F\xD0\xB1\xD1\x80\xD1\x8F "  \
    "\xD0\xBD\xD0\xBE\xD1\x8F\xD0\xB1\xD1\x80\xD1\x8F \xD0\xB4\xD0\xB5\xD0\xBA\xD0\xB0\xD0\xB1\xD1\x80\xD1\x8F "           \
    "ledna \xC3\xBAnora b\xC5\x99" "ezna dubna kv\xC4\x9Btna \xC4\x8D" "ervna \xC4\x8D" "ervence srpna z\xC3\xA1\xC5\x99\xC3\xAD "  \
    "\xC5\x99\xC3\xADjna listopadu prosince "                                                                          \
    "janu\xC3\xA1r febru\xC3\xA1r m\xC3\xA1rcius \xC3\xA1prilis m\xC3\xA1jus j\xC3\xBAnius j\xC3\xBAlius szeptember okt\xC3\xB3" "ber "     \
    "sije\xC4\x8Dnja velja\xC4\x8D" "e o\xC5\xBEujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga studenog "  \
    "prosinca januara februara marta aprila maja juna jula avgusta septembra oktobra novembra decembra avgust septembar " \
    "oktobar novembar decembar stycznia lutego marca kwietnia czerwca lipca sierpnia wrze\xC5\x9Bnia pa\xC5\xBA" "dziernika " \
    "grudnia ianuarie februarie martie aprilie iunie iulie septembrie octombrie noiembrie decembrie iun iul noi ocak "     \
    "\xC5\x9Fubat mart nisan may\xC4\xB1s haziran temmuz a\xC4\x9Fustos eyl\xC3\xBCl ekim kas\xC4\xB1m aral\xC4\xB1k "             \
    "\xD0\xBC\xD0\xB0\xD0\xB9 \xD1\x8E\xD0\xBD\xD0\xB8 \xD1\x8E\xD0\xBB\xD0\xB8 \xD0\xBC\xD0\xB0\xD1\x80\xD1\x82 "             \
    "\xD1\x81\xD1\x96\xD1\x87\xD0\xBD\xD1\x8F \xD0\xBB\xD1\x8E\xD1\x82\xD0\xBE\xD0\xB3\xD0\xBE "                             \
    "\xD0\xB1\xD0\xB5\xD1\x80\xD0\xB5\xD0\xB7\xD0\xBD\xD1\x8F \xD0\xBA\xD0\xB2\xD1\x96\xD1\x82\xD0\xBD\xD1\x8F "             \
    "\xD1\x82\xD1\x80\xD0\xB0\xD0\xB2\xD0\xBD\xD1\x8F \xD1\x87\xD0\xB5\xD1\x80\xD0\xB2\xD0\xBD\xD1\x8F "                     \
    "\xD0\xBB\xD0\xB8\xD0\xBF\xD0\xBD\xD1\x8F \xD1\x81\xD0\xB5\xD1\x80\xD0\xBF\xD0\xBD\xD1\x8F "                             \
    "\xD0\xB2\xD0\xB5\xD1\x80\xD0\xB5\xD1\x81\xD0\xBD\xD1\x8F \xD0\xB6\xD0\xBE\xD0\xB2\xD1\x82\xD0\xBD\xD1\x8F "             \
    "\xD0\xBB\xD0\xB8\xD1\x81\xD1\x82\xD0\xBE\xD0\xBF\xD0\xB0\xD0\xB4\xD0\xB0 \xD0\xB3\xD1\x80\xD1\x83\xD0\xB4\xD0\xBD\xD1\x8F "
/* Short and yet whole: a full stop after them ends the date. */
#define SHORT_MONTHS                                                                                               \
    "may march april june july mai mars avril juin mayo abril junio julio maio maggio juni juli maj "                    \
    "\xD0\xBC\xD0\xB0\xD1\x8F \xD0\xBC\xD0\xB0\xD1\x80\xD1\x82\xD0\xB0 \xD0\xB8\xD1\x8E\xD0\xBD\xD1\x8F \xD0\xB8\xD1\x8E\xD0\xBB\xD1\x8F "
#define DAYS "monday tuesday wednesday thursday friday saturday sunday "
#define HUNGARIAN_DAYS "h\xC3\xA9tf\xC5\x91 kedd szerda cs\xC3\xBCt\xC3\xB6rt\xC3\xB6k p\xC3\xA9ntek szombat vas\xC3\xA1rnap "
#define PLACE_WORDS                                                                                                \
    "de du des la le les el al los las del della di da do dos das of the and und et y e sur sous upon am an im in bei "  \
    "ob der den dem van von auf on near aboard with zu a "

struct word {
    struct wire_str s; /* without the comma after it */
    bool comma;
};

struct head {
    struct word words[HEAD_WORDS];
    size_t count;
    struct wire_str place, area, date;
};

/* ---- dates ---- */

static struct wire_str
without_dot(struct wire_str s)
{
    if (s.n > 1 && s.p[s.n - 1] == '.')
        s.n--;
    return s;
}

static size_t
digits(struct wire_str s)
{
    size_t n = 0;

    while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
        n++;
    return n;
}

static bool
is_month(struct wire_str s)
{
    return wire_in_words(without_dot(s), MONTHS);
}

static bool
is_day(struct wire_str s)
{
    size_t n = digits(s);
    struct wire_str rest = wire_str_sub(s, n, s.n);

    if (n == 0 || n > 2 || (n == 2 && (s.p[0] > '3' || (s.p[0] == '3' && s.p[1] > '1'))))
        return false;
    return rest.n == 0 || wire_str_is(rest, ".") || wire_in_words(rest, "st nd rd th er ST ND RD TH ");
}

static bool
is_year(struct wire_str s)
{
    s = without_dot(s);
    return s.n == 4 && digits(s) == 4 && (s.p[0] == '1' || s.p[0] == '2');
}

/* 05/10, 05.10.2023, 2023-10-05 */
static bool
is_numeric_date(struct wire_str s)
{
    size_t parts = 0, i = 0;

    while (i < s.n) {
        size_t n = digits(wire_str_sub(s, i, s.n));
        if (n == 0 || n == 3 || n > 4)
            return false;
        parts++;
        i += n;
        if (i < s.n && s.p[i] != '/' && s.p[i] != '.' && s.p[i] != '-')
            return false;
        i++;
    }
    return parts == 2 || parts == 3;
}

/* Whether words [i, count) are a date and nothing more. */
static bool
date_at(const struct word *w, size_t i, size_t count)
{
    if (i < count && wire_in_words(w[i].s, DAYS))
        i++;
    if (i < count && wire_in_words(w[i].s, "le el am den "))
        i++;
    if (i + 1 == count && is_numeric_date(w[i].s))
        return true;
    if (i + 1 >= count)
        return false;
    if (is_year(w[i].s) && i + 2 < count && is_day(w[i + 2].s) && is_month(w[i + 1].s)) /* MTI: 2024. majus 6., hetfo */
        return i + 3 == count || (i + 4 == count && wire_in_words(w[i + 3].s, HUNGARIAN_DAYS));
    if (is_day(w[i + 1].s) && is_month(w[i].s)) {
        i += 2;
    } else if (is_day(w[i].s)) {
        i++;
        if (wire_in_words(w[i].s, "de ") && i + 1 < count)
            i++;
        if (!is_month(w[i].s))
            return false;
        i++;
        if (i + 1 < count && wire_in_words(w[i].s, "de del "))
            i++;
    } else {
        return false;
    }
    if (i < count && is_year(w[i].s))
        i++;
    return i == count;
}

/* ---- the head: place and date ---- */

static struct wire_str
span(const struct word *from, const struct word *to)
{
    return (struct wire_str){ from->s.p, (size_t)(to->s.p + to->s.n - from->s.p) };
}

/* Whether a word may stand in the name of a place: a capital or a small word of place names, no digits. */
static bool
is_place_word(struct wire_str s)
{
    const char *p = s.p, *end = p + s.n;
    int32_t c;

    if (wire_in_words(s, PLACE_WORDS) || wire_str_is(s, "&") || wire_str_is(s, "/"))
        return true;
    do {
        c = wire_utf8_next(&p, end);
    } while (p < end && (c == '(' || c == '[' || c == '\'' || c == 0x2018 || c == 0x2019));
    if (wire_is_lower(c) && !(s.n > 3 && (wire_str_begins(s, "al-") || wire_str_begins(s, "el-") || s.p[1] == '\'')))
        return false;
    if (!wire_is_letter(c))
        return false;
    while (p < end) {
        c = wire_utf8_next(&p, end);
        if (c < 0 || (c < 0x80 && !wire_is_letter(c) && strchr(".'-/&)]", (char)c) == NULL) || c == 0x201C || c == 0x201D)
            return false;
    }
    return true;
}

/* Place and area of the words [0, n): "BOISE, Idaho", "Damascus [Syria]", "NEW YORK, LONDON and BEIJING". */
static bool
split_place(struct head *h, size_t n)
{
    const struct word *w = h->words;
    size_t comma = n, bracket = n;
    struct wire_str rest;

    for (size_t i = 0; i < n; i++) {
        if (!is_place_word(w[i].s))
            return false;
        if (i > 0 && bracket == n && (w[i].s.p[0] == '[' || w[i].s.p[0] == '('))
            bracket = i;
        if (comma == n && w[i].comma && i + 1 < n)
            comma = i;
    }
    h->place = span(&w[0], &w[n - 1]);
    if (bracket < n) {
        h->place = span(&w[0], &w[bracket - 1]);
        h->area = wire_trim_blanks(span(&w[bracket], &w[n - 1]));
        h->area = wire_str_sub(h->area, 1, h->area.n - 1);
        for (size_t i = 0; i + 1 < h->area.n; i++) { /* "Jodhpur (Rajasthan) [India]": the nearer one */
            if (h->area.p[i] == ')' || h->area.p[i] == ']')
                h->area.n = i + 1;
        }
        if (h->area.n != 0 && (wire_str_ends(h->area, "]") || wire_str_ends(h->area, ")")))
            h->area.n--;
        return true;
    }
    if (comma == n)
        return true;
    rest = span(&w[comma + 1], &w[n - 1]);
    if (memchr(rest.p, '/', rest.n) != NULL) /* two places, the first with its region */
        return true;
    if (!wire_is_region(rest)) {
        for (size_t i = comma + 1; i < n; i++) {
            if (wire_in_words(w[i].s, "and und et y "))
                return true;
        }
        if (wire_is_city(rest) && wire_all_capitals(rest) == wire_all_capitals(h->words[0].s))
            return true;
    }
    h->place = span(&w[0], &w[comma]);
    h->area = rest;
    return true;
}

/* Cut the text before a tag into place, area and date. False when it is anything else. */
static bool
read_head(struct wire_str s, struct head *h)
{
    size_t i = 0, dash, date;
    struct wire_str word;

    *h = (struct head){ .count = 0 };
    s = wire_trim_blanks(s);
    while (s.n != 0) { /* the dash before a bare tag or "--(BUSINESS WIRE)", a comma left of a removed date */
        if (s.p[s.n - 1] == ',' || s.p[s.n - 1] == '-')
            s.n--;
        else if (s.n >= 3 && (dash = wire_dash_at(s.p + s.n - 3, s.p + s.n)) == 3)
            s.n -= 3;
        else
            break;
        s = wire_trim_blanks(s);
    }
    while ((word = wire_next_word(s, &i)).n != 0) {
        bool comma = word.p[word.n - 1] == ',';
        if (h->count == HEAD_WORDS)
            return false;
        word.n -= comma;
        if (word.n == 0) { /* "TORONTO , Aug. 1" */
            if (h->count == 0)
                return false;
            h->words[h->count - 1].comma = true;
            continue;
        }
        h->words[h->count++] = (struct word){ word, comma };
    }
    for (date = 0; date < h->count && !date_at(h->words, date, h->count); date++)
        ;
    if (date < h->count)
        h->date = span(&h->words[date], &h->words[h->count - 1]);
    if (h->date.n != 0 && wire_str_ends(h->date, ".") && (h->words[h->count - 1].s.n > 8 || wire_in_words(without_dot(h->words[h->count - 1].s), SHORT_MONTHS) || is_day(h->words[h->count - 1].s) || is_year(h->words[h->count - 1].s)))
        h->date.n--;
    if (date == 0)
        return h->count != 0;
    word = h->words[date - 1].s; /* MOSCOW. April 2 (Interfax): the full stop ends the place */
    if (word.n > 2 && wire_str_ends(word, ".") && !wire_is_region(word) && memchr(word.p, '.', word.n - 1) == NULL)
        h->words[date - 1].s.n--;
    return split_place(h, date);
}

/* ---- separators ---- */

/* Past one or more dashes (hyphens, underscores of old AP wires, Belga's =), with what stands around; i without any. */
static size_t
past_dashes(struct wire_str s, size_t i)
{
    size_t at = wire_skip_blanks(s, i), n;
    bool some = false;

    if (at < s.n && s.p[at] == '.' && wire_dash_at(s.p + at + 1, s.p + s.n) != 0)
        at++; /* EFE's full stop and hyphen */
    while (at < s.n && ((n = wire_dash_at(s.p + at, s.p + s.n)) != 0 || s.p[at] == '_' || s.p[at] == '=')) {
        at += n != 0 ? n : 1;
        at = wire_skip_blanks(s, at);
        some = true;
    }
    return some ? at : i;
}

static size_t
past_mark(struct wire_str s, size_t i, char mark)
{
    size_t at = wire_skip_blanks(s, i);

    return at < s.n && s.p[at] == mark ? wire_skip_blanks(s, at + 1) : i;
}

/* Where the text goes on after a tag that ends at i; 0 when nothing separates it from the text. */
static size_t
past_separator(struct wire_str s, size_t i, const struct wire_agency *a, const struct head *h, bool slash)
{
    size_t end = past_dashes(s, i);

    if (end != i)
        return end;
    if (a == NULL)
        return 0;
    if ((end = past_mark(s, i, ':')) != i)
        return end;
    if ((slash || (a->how & WIRE_TAG_BARE) != 0) && (end = past_mark(s, i, '.')) != i)
        return end;
    end = wire_skip_blanks(s, i);
    if (end == s.n)
        return slash ? end : 0;
    if (end == i && !slash)
        return 0;
    if (slash || h->date.n != 0)
        return end;
    return (a->how & WIRE_TAG_NO_DASH) != 0 && h->count <= 4 ? end : 0;
}

/* ---- the forms ---- */

static size_t
offset(struct wire_str s, struct wire_str part)
{
    return (size_t)(part.p + part.n - s.p);
}

static bool
is_abbreviation_of(struct wire_str tag, const struct head *h)
{
    size_t i = 0;

    if (h->date.n != 0 || h->count != tag.n)
        return false; /* "la Autoridad Palestina (AP)", "Apple Filing Protocol (AFP)" explain themselves */
    for (; i < tag.n && h->words[i].s.p[0] == tag.p[i]; i++)
        ;
    return i == tag.n && tag.n > 1;
}

/* Whether an agency nobody knows may be one: "(Variety.com)", "(Gracenote)" behind a place in capitals or a date. */
static bool
may_be_agency(struct wire_str tag, const struct head *h)
{
    int32_t c = wire_first_char(tag);

    if (tag.n == 0)
        return h->place.n != 0 && wire_all_capitals(h->words[0].s);
    if (tag.n > 32 || !wire_is_letter(c) || digits(wire_str_sub(tag, tag.n - 1, 1)) != 0 || wire_count_words(tag, 5) == 5)
        return false;
    if (wire_in_words(tag, "file photo pictured left right ") || memchr(tag.p, ',', tag.n) != NULL)
        return false;
    return h->date.n != 0 || (h->place.n != 0 && wire_all_capitals(h->words[0].s) && h->words[0].s.n > 2);
}

static void
fill(struct wire_dateline *d, struct wire_str s, size_t from, size_t text_end, const struct head *h, struct wire_str agency,
     size_t end)
{
    d->text = wire_trim_blanks(wire_str_sub(s, from, text_end - from));
    d->place = h->place;
    d->area = h->area;
    d->date = h->date;
    d->agency = wire_trim_blanks(agency);
    d->end = end;
}

/* A tag in round brackets that opens at `open`. */
static bool
round_at(struct wire_str s, size_t open, struct wire_dateline *d)
{
    const char *close = memchr(s.p + open, ')', s.n - open < TAG_BYTES ? s.n - open : TAG_BYTES);
    struct wire_str tag, first;
    const struct wire_agency *a;
    struct head h = { .count = 0 };
    size_t end, i = 0, from = wire_skip_blanks(s, 0);

    if (close == NULL)
        return false;
    tag = wire_trim_blanks((struct wire_str){ s.p + open + 1, (size_t)(close - s.p) - open - 1 });
    if (open > from && !read_head(wire_str_sub(s, 0, open), &h))
        return false;
    a = wire_agency_tag(tag);
    if (a == NULL && open > from) { /* (Newsfile Corp. - September 10, 2026), or a tag that was spoilt: (Reuters on Friday ) */
        for (size_t dash = 0; dash < tag.n && a == NULL; dash++) {
            if (tag.p[dash] == '-' && (a = wire_agency_named(wire_str_sub(tag, 0, dash))) != NULL) {
                h.date = wire_trim_blanks(wire_str_sub(tag, dash + 1, tag.n));
                tag = wire_trim_blanks(wire_str_sub(tag, 0, dash));
            }
        }
        first = wire_next_word(tag, &i);
        if (a == NULL && (a = wire_agency_named(first)) == NULL && !may_be_agency(tag, &h))
            return false;
    }
    if (a == NULL && open <= from)
        return false;
    if (a != NULL && is_abbreviation_of(tag, &h))
        return false;
    i = (size_t)(close - s.p) + 1;
    if ((end = past_separator(s, i, a, &h, false)) == 0)
        return false;
    if (a == NULL && end < s.n && wire_blank_at(s.p + i, s.p + s.n) == 0 && wire_blank_at(s.p + end - 1, s.p + s.n) == 0)
        return false; /* "CORRECTED (OFFICIAL)-UPDATE 2-": a chain of tags */
    fill(d, s, from, i, &h, tag, end);
    return true;
}

/* A tag between slashes that opens at `open`: /TASS/, / ACCESSWIRE / March 24, 2020 / */
static bool
slash_at(struct wire_str s, size_t open, struct wire_dateline *d)
{
    const char *close = memchr(s.p + open + 1, '/', s.n - open - 1 < TAG_BYTES ? s.n - open - 1 : TAG_BYTES);
    struct wire_str tag;
    const struct wire_agency *a;
    struct head h = { .count = 0 }, after;
    size_t end, i;

    if (close == NULL)
        return false;
    tag = (struct wire_str){ s.p + open + 1, (size_t)(close - s.p) - open - 1 };
    if ((a = wire_agency_tag(tag)) == NULL || (a->how & WIRE_TAG_SLASH) == 0)
        return false;
    if (wire_trim_blanks(wire_str_sub(s, 0, open)).n != 0 && !read_head(wire_str_sub(s, 0, open), &h))
        return false;
    i = end = (size_t)(close - s.p) + 1;
    if ((a->how & WIRE_TAG_DATE_AFTER) != 0 &&
        (close = memchr(s.p + end, '/', s.n - end < TAG_BYTES ? s.n - end : TAG_BYTES)) != NULL &&
        read_head(wire_str_sub(s, end, (size_t)(close - s.p) - end), &after) && after.date.n != 0 && after.place.n == 0) {
        h.date = after.date;
        fill(d, s, 0, offset(s, after.date), &h, tag, wire_skip_blanks(s, (size_t)(close - s.p) + 1));
        d->end = past_dashes(s, d->end);
        return true;
    }
    if (h.count == 0 || (end = past_separator(s, i, a, &h, true)) == 0)
        return false;
    fill(d, s, 0, i, &h, tag, end);
    return true;
}

/* An agency's name in capitals before a dash; n: its length. */
static const struct wire_agency *
listed_tag(struct wire_str s, size_t *n)
{
    for (*n = 0; *n < s.n && *n < 16 && s.p[*n] >= 'A' && s.p[*n] <= 'Z'; ++*n)
        ;
    return *n >= 3 && past_dashes(s, *n) != *n ? wire_agency_named(wire_str_sub(s, 0, *n)) : NULL;
}

/* A tag without brackets that begins at `at`: "SAITAMA, Japan, Dec. 9 Kyodo - " */
static bool
bare_at(struct wire_str s, size_t at, struct wire_dateline *d)
{
    const struct wire_agency *a;
    struct head h;
    size_t n, end;

    if ((a = wire_agency_bare(wire_str_sub(s, at, s.n), &n)) == NULL && s.p[at - 2] == ',') /* "VILNIUS, Aug 23, BNS - " */
        a = listed_tag(wire_str_sub(s, at, s.n), &n);
    if (a == NULL || !read_head(wire_str_sub(s, 0, at), &h) || ((a->how & WIRE_TAG_BARE) == 0 && h.date.n == 0))
        return false;
    if (h.date.n == 0 && !wire_is_city(h.place) && s.p[at - 2] != ',')
        return false;
    if ((end = past_dashes(s, at + n)) == at + n && (end = past_mark(s, at + n, '.')) == at + n)
        return false;
    fill(d, s, 0, at + n, &h, wire_str_sub(s, at, n), end);
    return true;
}

/* Up to the first dash with blanks around it, or s.n. */
static size_t
spaced_dash(struct wire_str s, size_t from)
{
    size_t limit = from + HEAD_BYTES < s.n ? from + HEAD_BYTES : s.n;

    for (size_t i = from + 1; i < limit; i++) {
        size_t n = wire_dash_at(s.p + i, s.p + s.n);
        if (n == 0)
            continue;
        while (i + n < s.n && s.p[i + n] == '-')
            n++;
        if (((unsigned char)s.p[i - 1] <= ' ' || (i >= 2 && wire_blank_at(s.p + i - 2, s.p + i) == 2)) &&
            (i + n == s.n || wire_blank_at(s.p + i + n, s.p + s.n) != 0))
            return i;
        i += n - 1;
    }
    return s.n;
}

/* The agency first: "(ANSA) - TORINO, 29 GEN - ", "(서울=연합뉴스) ". */
static bool
first_at(struct wire_str s, struct wire_dateline *d)
{
    const char *close = memchr(s.p, ')', s.n < TAG_BYTES ? s.n : TAG_BYTES), *equals;
    struct wire_str tag;
    const struct wire_agency *a;
    struct head h = { .count = 0 };
    size_t from, dash, i;

    if (close == NULL)
        return false;
    i = (size_t)(close - s.p) + 1;
    tag = wire_str_sub(s, 1, i - 2);
    if ((equals = memchr(tag.p, '=', tag.n)) != NULL) {
        size_t at = (size_t)(equals - tag.p);
        a = wire_agency_tag(wire_str_sub(tag, at + 1, tag.n));
        h.place = wire_trim_blanks(wire_str_sub(tag, 0, at));
        if (a == NULL || (a->how & WIRE_TAG_FIRST) == 0)
            return false;
        fill(d, s, 0, i, &h, wire_str_sub(tag, at + 1, tag.n), wire_skip_blanks(s, i));
        return true;
    }
    a = wire_agency_tag(tag);
    if (a == NULL || (a->how & WIRE_TAG_FIRST) == 0 || (from = past_dashes(s, i)) == i)
        return false;
    if ((dash = spaced_dash(s, from)) == s.n || !read_head(wire_str_sub(s, from, dash - from), &h))
        return false;
    fill(d, s, 0, dash, &h, tag, past_dashes(s, dash));
    return true;
}

/* "EFE.- Sube el precio" */
static bool
alone_at(struct wire_str s, struct wire_dateline *d)
{
    struct head h = { .count = 0 };
    size_t n = 0, end;
    const struct wire_agency *a;

    while (n < s.n && n < 24 && s.p[n] != '.' && s.p[n] != ' ')
        n++;
    if (n + 2 >= s.n || s.p[n] != '.' || s.p[n + 1] != '-' || (a = wire_agency_named(wire_str_sub(s, 0, n))) == NULL ||
        (a->how & WIRE_TAG_ALONE) == 0 || (end = past_dashes(s, n)) == n)
        return false;
    fill(d, s, 0, n, &h, wire_str_sub(s, 0, n), end);
    return true;
}

/* A place nobody listed, in capitals, before a long dash and a capital: papers drop the agency ("HALIFAX \xE2\x80\x94 The"). */
static bool
may_be_place(struct wire_str s, const struct head *h, size_t dash)
{
    size_t after = past_dashes(s, dash);

    return h->area.n == 0 && h->place.n >= 4 && h->count <= 3 && s.p[dash] != '-' && wire_is_upper(wire_first_char(wire_str_sub(s, after, s.n))) &&
           !wire_in_words(h->words[0].s, "note update exclusive watch opinion analysis breaking video live factbox correction review "
                                         "interview comment editorial explainer fact photos pictures nato opec unesco unicef ");
}

static bool
has_year(const struct head *h)
{
    return h->date.n != 0 && is_year(h->words[h->count - 1].s);
}

/* "New Delhi: The ...", "Oslo, 4 March 2024: A": a listed city, or a place and a whole date, before a colon. */
static bool
before_colon(struct wire_str s, struct wire_dateline *d)
{
    const char *colon = memchr(s.p, ':', s.n < 40 ? s.n : 40);
    size_t n = colon != NULL ? (size_t)(colon - s.p) : 0;
    struct head h;

    if (n < 4 || n + 20 > s.n || s.p[n + 1] != ' ' || !read_head(wire_str_sub(s, 0, n), &h) || h.place.n == 0)
        return false;
    if (wire_is_lower(wire_first_char(wire_str_sub(s, n + 2, s.n)))) /* "Paris: the word alone" */
        return false;
    if (!has_year(&h) && (h.date.n != 0 || h.area.n != 0 || !wire_is_city(h.place)))
        return false;
    fill(d, s, 0, n, &h, WIRE_NONE, n + 2);
    return true;
}

/* No tag: a listed place, a region or a date says it is one, and a spaced dash follows. */
static bool
untagged(struct wire_str s, struct wire_dateline *d)
{
    struct head h;
    size_t dash = spaced_dash(s, 0);

    if (dash == s.n || dash < 3 || !read_head(wire_str_sub(s, 0, dash), &h) || h.place.n == 0)
        return false;
    if (!wire_all_capitals(h.place) && !(h.area.n != 0 && wire_is_city(h.place)) &&
        !(has_year(&h) && !wire_is_lower(wire_first_char(wire_str_sub(s, past_dashes(s, dash), s.n))))) /* "Berlin, 9. November 1989 - a day ..." */
        return false;
    if (h.date.n == 0 && !wire_is_city(h.place) && !(h.area.n != 0 && wire_is_region(h.area)) && !may_be_place(s, &h, dash))
        return false;
    fill(d, s, 0, dash, &h, WIRE_NONE, past_dashes(s, dash));
    return true;
}

static bool
read_at(struct wire_str s, unsigned flags, struct wire_dateline *d)
{
    size_t limit = s.n < HEAD_BYTES ? s.n : HEAD_BYTES;
    int32_t c = wire_first_char(s);

    if (c == '(' && first_at(s, d))
        return true;
    if (c != '(' && !wire_is_upper(c) && !(wire_is_letter(c) && !wire_is_lower(c)) && !(c >= '0' && c <= '9') &&
        c != '\'' && c != 0x2019 && c != 'l')
        return false;
    if (alone_at(s, d))
        return true;
    for (size_t i = 0; i < limit; i++) {
        if ((s.p[i] == '(' && round_at(s, i, d)) || (s.p[i] == '/' && i > 0 && slash_at(s, i, d)))
            return true;
        if (i > 3 && s.p[i - 1] == ' ' && bare_at(s, i, d))
            return true;
        if (s.p[i] == '"' || s.p[i] == ';' || s.p[i] == '?')
            break;
    }
    return (flags & WIRE_DATELINE_UNTAGGED) != 0 && (untagged(s, d) || before_colon(s, d));
}

bool
wire_dateline_read(struct wire_str paragraph, unsigned flags, struct wire_dateline *d)
{
    size_t lead = wire_skip_blanks(paragraph, 0);
    struct wire_str s = wire_str_sub(paragraph, lead, paragraph.n);
    struct wire_dateline again;

    *d = (struct wire_dateline){ .end = 0 };
    if (s.n < 4 || !read_at(s, flags, d))
        return false;
    /* a re-seller's dateline before the agency's own: the second counts */
    if (d->end < s.n && d->place.n != 0 && s.n - d->end > d->place.n && wire_same_fold(d->place, wire_str_sub(s, d->end, d->place.n)) &&
        read_at(wire_str_sub(s, d->end, s.n), 0, &again)) {
        again.end += d->end;
        *d = again;
    }
    d->end += lead;
    return true;
}

void
wire_dateline_put(struct wire_article *a, const struct wire_dateline *d, struct wire_at at)
{
    struct wire_value *v;

    if (wire_first(a, WIRE_F_DATELINE) != NULL || (v = wire_add_record(a, WIRE_F_DATELINE, at)) == NULL)
        return;
    wire_put_text(a, v, WIRE_K_TEXT, wire_squeeze(a->arena, d->text), at);
    wire_put_text(a, v, WIRE_K_PLACE, wire_squeeze(a->arena, d->place), at);
    wire_put_text(a, v, WIRE_K_AREA, wire_squeeze(a->arena, d->area), at);
    wire_put_text(a, v, WIRE_K_DATE, wire_squeeze(a->arena, d->date), at);
    wire_put_text(a, v, WIRE_K_AGENCY, wire_squeeze(a->arena, d->agency), at);
    wire_credit_drop_place(a);
}

bool
wire_dateline_take(struct wire_article *a, struct wire_str paragraph, unsigned flags, struct wire_at at)
{
    struct wire_dateline d;

    if (!wire_dateline_read(paragraph, flags, &d))
        return false;
    wire_dateline_put(a, &d, at);
    return true;
}

/* Captions and the credits of pictures. */
#include "article/agencies.h"
#include "article/copy.h"
#include "article/places.h"
#include "room.h"

/* What stands before the name in a credit; it is not part of it. */
static const char *const labels[] = {
    "Photo by:", "Photo by ", "Photos by:", "Photos by ", "Photo:", "Photos:", "Photograph by ", "Photograph:", "Picture by ", "Picture:",
    "Pictures:", "Pic:", "Image by ", "Image:", "Image Source :", "Image source:", "Image Source:", "Image credit:", "Image Credit:", "Photo credit:",
    "Photo Credit:", "PHOTO:", "Credit:", "Credits:", "Photo courtesy of ", "Photo courtesy: ", "Photo Courtesy:", "Photo courtesy ", "Courtesy of ", "Courtesy:",
    "Foto:", "Fotos:", "Foto von ", "Bild:", "Photographer:", "Photo \xC2\xA9", "File photo by ", "FILE PHOTO by ", "Photo -", "Cr\xC3\xA9" "dit photo :", "Cr\xC3\xA9" "dit :", "Cr\xC3\xA9" "dit:",
};

#define STATUS "handout file pool illustration photo photos image images via press news agency agencies pictures getty reuters epa "

/* Credits of one distributor alone. */
static const char *const whole[] = {
    "Getty Images", "AFP", "EPA", "Handout", "PTI Photo", "PTI", "AP Photo", "AP", "Reuters", "REUTERS", "CNA file photo", "Representative Photo", "Representational image",
    "File photo", "File Photo", "Shutterstock", "iStock", "Alamy", "Arkivbild", "Arkivbild.", "Bloomberg", "Xinhua", "Reuters file photo", "Courtesy photo", "Stock photo",
};

static bool
is_whole(struct wire_str s)
{
    for (size_t i = 0; i < WIRE_COUNT(whole); i++) {
        if (wire_str_is(s, whole[i]))
            return true;
    }
    return false;
}

static struct wire_str
without_label(struct wire_str s, struct wire_str *label)
{
    for (size_t i = 0; i < WIRE_COUNT(labels); i++) {
        size_t n = strlen(labels[i]);
        if (s.n > n + 1 && wire_str_begins_nocase(s, labels[i])) {
            *label = wire_str_sub(s, 0, n);
            return wire_trim_blanks(wire_str_sub(s, n, s.n));
        }
    }
    *label = WIRE_NONE;
    return s;
}

static bool
begins_agency(struct wire_str s)
{
    static const char *const heads[] = { "REUTERS/", "REUTERS /", "Reuters/", "AP Photo/", "AP/", "AFP/", "AFP /", "EPA/", "EPA-EFE/", "EFE/", "Getty Images/", "THE CANADIAN PRESS/", "dpa/", "PTI Photo/", "ANTARA/", "Xinhua/", "Kyodo/", "TT/", "NTB/", "ANP/", "ANSA/", "UPI/", "\xC2\xA9", "AP Foto/", "USA TODAY Sports/" };

    for (size_t i = 0; i < WIRE_COUNT(heads); i++) {
        if (wire_str_begins(s, heads[i]) && s.n > strlen(heads[i]))
            return true;
    }
    return false;
}

/* One to five fields between slashes, each a name, the last a distributor; or an agency before a slash. */
static bool
is_fields(struct wire_str s)
{
    size_t from = 0, fields = 0, most = 0;
    bool sign = begins_agency(s);

    if (s.n < 5 || s.n > 160 || memchr(s.p, '/', s.n) == NULL)
        return false;
    if (sign)
        return wire_count_words(s, 16) < 16;
    for (size_t i = 0; i <= s.n; i++) {
        struct wire_str field, word;
        size_t at = 0, words = 0;
        if (i < s.n && s.p[i] != '/')
            continue;
        field = wire_trim_blanks(wire_str_sub(s, from, i - from));
        from = i + 1;
        if (field.n < 2)
            return false;
        while ((word = wire_next_word(field, &at)).n != 0) {
            int32_t c = wire_first_char(word);
            words++;
            if (!wire_is_letter(c) || (wire_is_lower(c) && !(word.n > 4 && word.p[2] == '-' && wire_is_upper(word.p[3])) && !wire_in_words(word, "dpa via de da van von of the for and file pool der den ter ten la le del della di do dos du des el al bin ibn abu y zu af st " STATUS)))
                return false;
            if (word.p[word.n - 1] == ':' || word.p[word.n - 1] == ';' || (word.p[word.n - 1] == '.' && word.n > 3 && word.p[1] != '.'))
                return false;
        }
        if (words > 5)
            return false;
        most = words > most ? words : most;
        sign |= wire_agency_tag(field) != NULL || wire_is_organisation(field) || wire_in_words(field, STATUS);
        fields++;
    }
    return fields >= 2 && fields <= 6 && most >= 2 && (sign || wire_count_words(s, 9) < 9);
}

/* A credit and nothing else; *name without label and brackets. */
static bool
is_credit(struct wire_str s, struct wire_str *name, struct wire_str *label)
{
    struct wire_str inner = text_unbracket(s);
    bool bracket = inner.n != wire_trim_blanks(s).n;

    if (inner.n < 2 || inner.n > 200)
        return false;
    if (!bracket && wire_str_ends(inner, ".") && wire_count_words(inner, 6) < 6 && !wire_str_ends(inner, "Jr.") && !wire_str_ends(inner, "Sr."))
        inner.n--;
    *name = without_label(inner, label);
    if (label->n != 0)
        return name->n != 0 && wire_count_words(*name, 14) < 14 && !(wire_ends_sentence(*name) && wire_count_words(*name, 7) == 7 && memchr(name->p, '/', name->n) == NULL);
    if (is_whole(*name) || is_fields(*name))
        return bracket || !is_whole(*name) || wire_count_words(*name, 2) == 2 || wire_all_capitals(*name);
    return begins_agency(*name) && wire_count_words(*name, 12) < 12;
}

bool
text_is_caption_start(struct wire_str s)
{
    static const char *const heads[] = { "FILE PHOTO:", "FILE PHOTO -", "FILE PHOTO.", "FILE - ", "FILE -- ", "FILE \xE2\x80\x93 ", "FILE \xE2\x80\x94 ", "FILE: ", "File photo:", "File photo of ", "Photo caption:", "Caption:", "CAPTION:", "Pictured:", "(Photo) ", "A file photo of ", "Archivbild:", "ARCHIV - ", "ARCHIVO - ", "FILE PICTURE:", "FILE IMAGE:", "Representational image" };

    for (size_t i = 0; i < WIRE_COUNT(heads); i++) {
        if (wire_str_begins(s, heads[i]))
            return true;
    }
    return false;
}

static bool
cut(struct wire_str s, size_t at, struct text_picture *p)
{
    struct wire_str tail = wire_trim_blanks(wire_str_sub(s, at, s.n));

    if (!is_credit(tail, &p->credit, &p->between))
        return false;
    p->caption = wire_trim_blanks(wire_str_sub(s, 0, at));
    return true;
}

/* "... in Sydney on Friday. \xE2\x80\x94 Reuters file pic" */
static bool
after_dash(struct wire_str s, struct text_picture *p)
{
    if (!wire_str_ends(s, " pic") && !wire_str_ends(s, " photo") && !wire_str_ends(s, " picture") && !wire_str_ends(s, " image"))
        return false;
    for (size_t i = s.n - 4; i > 8 && s.n - i < 60; i--) {
        size_t n = wire_dash_at(s.p + i, s.p + s.n);
        if (n == 0 || s.p[i - 1] != ' ' || s.p[i + n] != ' ')
            continue;
        p->caption = wire_trim_blanks(wire_str_sub(s, 0, i));
        p->between = wire_str_sub(s, i, n);
        p->credit = wire_trim_blanks(wire_str_sub(s, i + n, s.n));
        return wire_ends_sentence(p->caption);
    }
    return false;
}

/* Whether what stands before `end` is an initial or "St." of a name, no sentence. */
static bool
ends_initial(struct wire_str s, size_t end)
{
    size_t n = end, dots = 0;
    struct wire_str word;

    while (n > 0 && end - n < 7 && s.p[n - 1] != ' ' && s.p[n - 1] != '/')
        dots += s.p[--n] == '.';
    word = wire_str_sub(s, n, end - n);
    if (word.n < 2 || word.p[0] < 'A' || word.p[0] > 'Z' || s.p[end - 1] != '.')
        return false;
    if (word.n < 4)
        return true;
    return dots * 2 == word.n && !wire_is_region(word) && !wire_in_words(word, "U.S. U.K. U.N. U.A.E. ");
}

bool
text_picture(struct wire_str line, struct text_picture *p)
{
    struct wire_str s = wire_trim_blanks(line);
    const char *stop;
    bool bracket = wire_str_ends(s, ")") || wire_str_ends(s, ").") || wire_str_ends(s, "]");

    *p = (struct text_picture){ .caption = WIRE_NONE };
    if (s.n < 2 || s.n > 900)
        return false;
    if (wire_str_begins(s, "\xC2\xA9 ") && (stop = memmem(s.p, s.n < 60 ? s.n : 60, ". ", 2)) != NULL &&
        wire_agency_named(wire_str_sub(s, 3, (size_t)(stop - s.p) - 3)) != NULL) { /* "(c) Reuters. A tram in Osaka." */
        p->credit = wire_str_sub(s, 0, (size_t)(stop - s.p));
        p->caption = wire_trim_blanks(wire_str_sub(s, p->credit.n + 1, s.n));
        return true;
    }
    if (is_credit(s, &p->credit, &p->between) && !text_is_caption_start(s))
        return true;
    if (after_dash(s, p))
        return true;
    for (size_t i = s.n - 1; i > 3; i--) { /* the credit is the tail after a sentence, a bar or in brackets */
        unsigned char c = (unsigned char)s.p[i];
        if (s.n - i > 200)
            break;
        if ((c == '(' || c == '[') && bracket) {
            if (cut(s, i, p) && (p->between.n != 0 || begins_agency(p->credit) || is_fields(p->credit) || is_whole(p->credit)))
                return true;
        } else if (wire_blank_at(s.p + i, s.p + s.n) != 0 && (strchr(".!?|\")]", s.p[i - 1]) != NULL || (unsigned char)s.p[i - 1] == 0x9D)) {
            if (ends_initial(s, i) && !begins_agency(wire_trim_blanks(wire_str_sub(s, i, s.n))))
                continue;
            if (!cut(s, i, p))
                continue;
            if (wire_str_ends(p->caption, "|"))
                p->caption = wire_trim_blanks(wire_str_sub(p->caption, 0, p->caption.n - 1));
            return true;
        } else if (c == ' ' && !bracket && s.p[i - 1] != ':' && !wire_str_begins(wire_str_sub(s, i + 1, 8), "Reuters") &&
                   begins_agency(wire_str_sub(s, i + 1, s.n))) {
            if (cut(s, i, p))
                return true;
        }
    }
    *p = (struct text_picture){ .caption = WIRE_NONE };
    return false;
}

/* What a line of copy is by itself: notes, contacts, end marks, stamps. Tables of the agencies' habits. */
#include "article/agencies.h"
#include "article/copy.h"
#include "room.h"

/* ---- helpers ---- */

static bool
begins_any(struct wire_str s, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t length;
        if (s.n == 0 || ((s.p[0] ^ list[i][0]) & 0x5F) != 0)
            continue;
        length = strlen(list[i]);
        if (length <= s.n && wire_same_fold(wire_str_sub(s, 0, length), wire_str_of(list[i])))
            return true;
    }
    return false;
}

#define BEGINS(s, list) begins_any((s), (list), WIRE_COUNT(list))

struct wire_str
text_unbracket(struct wire_str s)
{
    s = wire_trim_blanks(s);
    while (s.n >= 2 && (s.p[0] == '(' || s.p[0] == '[')) {
        char close = s.p[0] == '(' ? ')' : ']';
        struct wire_str inner = s;
        if (inner.p[inner.n - 1] == '.' && inner.n > 2)
            inner.n--;
        if (inner.p[inner.n - 1] != close)
            break;
        s = wire_trim_blanks(wire_str_sub(inner, 1, inner.n - 2));
    }
    return s;
}

bool
text_is_rule(struct wire_str s)
{
    const char *p = s.p, *end = p + s.n;

    if (s.n == 0 || s.n > 400)
        return s.n == 0;
    while (p < end) {
        if (wire_is_alnum(wire_utf8_next(&p, end)))
            return false;
    }
    return true;
}

bool
text_is_bullet(struct wire_str s)
{
    static const char *const marks[] = { "* ", "- ", "\xE2\x80\xA2", "\xE2\x96\xAA", "\xE2\x97\x8F", "-- ", "\xE2\x80\x93 ", "\xE2\x80\x94 ", "+ " };

    return s.n > 3 && BEGINS(s, marks);
}

/* ---- notes ---- */

/* The first word of what a version says of itself (Reuters, Yonhap, AFP, dpa, AFP French, EFE). */
#define NOTE_VERBS                                                                                                 \
    "adds add updates updating corrects correcting recasts refiles repeats rewrites changes removes deletes clarifies "  \
    "restores fixes drops inserts edits replaces releads rephrases tweaks trims tidies amends revises rpts writes-through "  \
    "incorporates attn eds editors: recast refile corrected zusammenfassung kr korr korrigiert aktualisierung "          \
    "aktualisiert berichtigung berichtigt wiederholung achtung neu korr-bericht ergaenzt erg\xC3\xA4nzt actualise "          \
    "actualis\xC3\xA9 actualisation ajoute corrige corrig\xC3\xA9 pr\xC3\xA9" "cise r\xC3\xA9p\xC3\xA8te rectificatif actualiza "  \
    "a\xC3\xB1" "ade agrega ampl\xC3\xAD" "a repite corrigi\xC3\xB3 rectifica atualiza acrescenta aggiorna corregge aggiunge "

static const char *const note_heads[] = {
    "Eds:", "Eds.:", "EDS:", "Editors:", "Editor:", "Editors note:", "Editor's note", "Editors' note", "Editor\xE2\x80\x99s note",
    "Editors\xE2\x80\x99 note", "Ed's note", "Ed note:", "Ed. note", "Note to editors", "Note to readers", "Note to Editors",
    "Notes to editors:", "ATTN:", "ATTENTION -", "ATTENTION EDITORS", "Attention editors", "EMBARGOED", "Embargoed until", "Embargoed to",
    "Embargo:", "Under embargo", "STRICTLY EMBARGOED", "Strictly embargoed", "Sperrfrist", "Gesperrt bis", "SOUS EMBARGO", "Sous embargo", "Embargo jusqu", "EMBARGADO HASTA", "Embargado hasta",
    "SOTTO EMBARGO", "Sotto embargo", "SOB EMBARGO", "Sob embargo", "ONDER EMBARGO", "Onder embargo", "EMBARGO:", "EMBARGO UNTIL", "Embargo until",
    "HOLD FOR RELEASE", "Hold for release",
    "NOT FOR RELEASE BEFORE", "Not for publication before", "Advance for ", "ADVANCE FOR", "Correction:", "CORRECTION:",
    "Corrections:", "Clarification:", "CLARIFICATION:", "Korjattu aiempaa uutista", "Anmerkung der Redaktion", "Hinweis an die Redaktion",
    ("Note aux r\xC3\xA9" "dactions"), "Nota a los editores", "Nota del editor", "Nota de la redacci\xC3\xB3n", "Nota da reda\xC3\xA7\xC3\xA3o",
    "N i e u w bericht", "Please note that the story", "Please kill ", "This kill/takedown",
};

/* What stands in a sentence that says how a story was corrected. */
static bool
is_story_note(struct wire_str s)
{
    static const char *const heads[] = { "This story ", "This version of the ", "The story ", "In this ", "In the ", "In ", "This ", "The ", "An earlier version ", "A previous version ", "This article " };
    static const char *const words[] = { " corrects ", " corrected ", " corrected.", " refiled ", " is refiled", " was refiled", " has been updated ", " has been updated.", " has been amended", " has been clarified",
                                         " was updated ", " incorrectly ", " misstated ", " misspelled ", " wrongly ", " replaces ", " clarifies ", " removes " };
    struct wire_str head = wire_str_sub(s, 0, 160);

    if (s.n > 700 || !BEGINS(s, heads))
        return false;
    if (wire_str_find_nocase(head, "story") == head.n && wire_str_find_nocase(head, "version") == head.n &&
        wire_str_find_nocase(head, " item") == head.n && wire_str_find_nocase(head, "article") == head.n)
        return false;
    if (!wire_str_begins(s, "This story") && !wire_str_begins(s, "This version") && !wire_str_begins(s, "An earlier version") &&
        !wire_str_begins(s, "A previous version") && !wire_str_begins(s, "This article") && !wire_str_begins(s, "In this ") && !wire_str_begins(s, "In ") &&
        !(wire_str_begins(s, "The ") && wire_str_find_nocase(wire_str_sub(s, 0, 40), " story ") < 40 && s.n > 40) && !wire_str_begins(s, "This "))
        return false;
    for (size_t i = 0; i < WIRE_COUNT(words); i++) {
        if (wire_str_find_nocase(head, words[i]) < head.n)
            return true;
    }
    return false;
}

bool
text_is_note_bracket(struct wire_str s)
{
    struct wire_str inner, word, bare;
    size_t i = 0, n;

    s = wire_trim_blanks(s);
    if (s.n < 5 || s.n > 1500 || (s.p[0] != '(' && s.p[0] != '['))
        return false;
    inner = text_unbracket(s);
    if (inner.n == s.n)
        return false;
    bare = word = wire_next_word(inner, &i);
    n = word.n;
    while (n != 0 && (word.p[n - 1] == ':' || word.p[n - 1] == ',' || word.p[n - 1] == ';'))
        n--;
    bare.n = n;
    if (wire_in_words(bare, NOTE_VERBS))
        return true;
    return BEGINS(inner, note_heads) || is_story_note(inner);
}

bool
text_is_note(struct wire_str s)
{
    static const char *const pictures[] = { "AP Photo", "AP Photos", "With AP Photo", "AP Video", "AP Audio", "AP Graphic", "(Picture", "(Photo+", "(Video" };
    struct wire_str word;
    size_t i = 0;

    s = wire_trim_blanks(s);
    if (s.n < 4 || s.n > 1500)
        return false;
    if (s.p[0] == '(' || s.p[0] == '[')
        return text_is_note_bracket(s) || (s.n < 60 && memchr(s.p, '+', s.n) != NULL && BEGINS(s, pictures));
    if (BEGINS(s, note_heads)) /* AP heads a correction "Correction: Goat story" */
        return !((wire_str_begins_nocase(s, "correction") || wire_str_begins_nocase(s, "clarification")) && !wire_ends_sentence(s));
    if (s.n < 90 && BEGINS(s, pictures) && memchr(s.p, '/', s.n) == NULL)
        return true;
    if (is_story_note(s) && (wire_str_begins(s, "This ") || wire_str_begins(s, "An earlier") || wire_str_begins(s, "A previous") || wire_str_begins(s, "The story")))
        return true;
    word = wire_next_word(s, &i); /* AFP: RECASTS with attack, RAISES toll, UPDATES throughout */
    return s.n < 300 && wire_all_capitals(word) && wire_in_words(word, "recasts updates adds corrects raises changes rewrites ") &&
           !wire_ends_sentence(s);
}

/* ---- lines after the story ---- */

bool
text_is_contact(struct wire_str s)
{
    static const char *const writers[] = { "-By ", "- By ", "--By ", "-- By " };
    const char *sign;

    s = wire_trim_blanks(s);
    if (s.n > 5 && s.n < 80 && (sign = memchr(s.p, '@', s.n)) != NULL && sign > s.p && wire_count_words(s, 2) == 1 &&
        memchr(sign, '.', s.n - (size_t)(sign - s.p)) != NULL)
        return true; /* Yonhap: the writer's address alone */
    if (s.n > 20 && s.n < 200 && memchr(s.p, '@', s.n) != NULL && (BEGINS(s, writers) || wire_str_begins(s, "Write to ")) && wire_count_words(s, 16) < 16)
        return true; /* Dow Jones: the writer, and where to write to */
    return s.n > 4 && s.n < 2000 && wire_str_begins(s, "((") && (wire_str_ends(s, "))") || wire_str_ends(s, ")) ")) && !text_is_note_bracket(s);
}

bool
text_is_keywords(struct wire_str s)
{
    static const char *const heads[] = { "Keywords:", "Keyword:", "Key words:", "Schlagworte:", "Mots-cl\xC3\xA9s:", "Mots-cl\xC3\xA9s :", "Palabras clave:" };

    return BEGINS(s, heads);
}

bool
text_is_copyright(struct wire_str s)
{
    static const char *const heads[] = { "Copyright", "(c) ", "\xC2\xA9", "<\xEC\xA0\x80\xEC\x9E\x91\xEA\xB6\x8C\xEC\x9E\x90" };
    struct wire_str rest;

    s = wire_trim_blanks(s);
    if (s.n < 4 || s.n > 700 || !BEGINS(s, heads))
        return false;
    rest = wire_str_sub(s, wire_str_begins_nocase(s, "copyright") ? 9 : 2, s.n);
    /* "Copyright law is..." is a sentence: a notice has a year, a sign or a reserve of rights */
    for (size_t i = 0; i + 1 < rest.n && i < 60; i++) {
        if ((rest.p[i] == '1' || rest.p[i] == '2') && (rest.p[i + 1] == '9' || rest.p[i + 1] == '0'))
            return true;
    }
    return s.p[0] != 'C' || wire_str_find_nocase(s, "rights reserved") < s.n || wire_str_find_nocase(s, "\xC2\xA9") < s.n ||
           wire_str_find_nocase(s, "(c)") < s.n;
}

bool
text_is_time(struct wire_str s)
{
    static const char *const heads[] = { "Published", "Updated", "Last updated", "Last Updated", "First published", "Posted", "Last modified", ("Ver\xC3\xB6" "ffentlicht"), "Publi\xC3\xA9 le", "Mis \xC3\xA0 jour", "Aktualisiert", "Stand:", "Publicado", "Date:", "PUBLISHED", "UPDATED" };
    static const char *const dates = "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec ";
    bool digit = false, month = false, zone = false;
    const char *bar;
    struct wire_str word;
    size_t i = 0, words = 0;

    s = wire_trim_blanks(s);
    if (s.n < 5 || s.n > 120)
        return false;
    for (size_t k = 0; k < s.n; k++)
        digit |= s.p[k] >= '0' && s.p[k] <= '9';
    if (digit && (bar = memchr(s.p, '|', s.n < 30 ? s.n : 30)) != NULL && wire_agency_tag(wire_str_sub(s, 0, (size_t)(bar - s.p))) != NULL)
        s = wire_trim_blanks(wire_str_sub(s, (size_t)(bar - s.p) + 1, s.n)); /* "ANI | Updated: Mar 09, 2024 11:20 IST" */
    if (BEGINS(s, heads) && (digit || s.n < 12) && wire_count_words(s, 18) < 18)
        return true;
    if (!digit)
        return false;
    while ((word = wire_next_word(s, &i)).n != 0) {
        while (word.n != 0 && strchr(",.|()", word.p[word.n - 1]) != NULL)
            word.n--;
        words++;
        month |= wire_in_words(word, dates);
        zone |= wire_in_words(word, "gmt utc est edt cet cest ist bst pst pdt am pm a.m p.m hkt jst ago ");
    }
    if (wire_in_words(wire_str_sub(s, s.n - 3, 3), "ago ") && words <= 4)
        return true;
    /* only a date: "May 6, 2022", "06/08/2019 10:07 PM" */
    if (words <= 8 && (month || zone) && (s.p[0] <= '9' || month) && !wire_ends_sentence(s)) {
        size_t odd = 0;
        i = 0;
        while ((word = wire_next_word(s, &i)).n != 0) {
            bool number = word.p[0] >= '0' && word.p[0] <= '9';
            while (word.n != 0 && strchr(",.|()", word.p[word.n - 1]) != NULL)
                word.n--;
            odd += !number && !wire_in_words(word, dates) && word.n != 0 &&
                   !wire_in_words(word, "gmt utc est edt cet cest ist bst pst pdt am pm a.m p.m hkt jst at monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun - | ");
        }
        return odd == 0 || (odd == 1 && month && zone);
    }
    return false;
}

/* hh/ph/ts/hd, bur-dar-gl/fz, vc/vd, rgm/jlc, ABC/DEF: short groups of letters */
static bool
is_initials(struct wire_str s)
{
    size_t group = 0, groups = 1, slashes = 0, upper = 0;
    const char *p = s.p, *end = p + s.n;

    if (s.n < 3 || s.n > 30)
        return false;
    while (p < end) {
        int32_t c = wire_utf8_next(&p, end);
        if (c == '/' || c == '-') {
            if (group == 0 || group > 5)
                return false;
            slashes += c == '/';
            groups++;
            group = 0;
        } else if (wire_is_lower(c) || (c >= '0' && c <= '9' && group > 0)) {
            group++;
        } else if (wire_is_upper(c)) {
            group++;
            upper++;
        } else if (c == ' ' || c == '.') {
            continue;
        } else {
            return false;
        }
    }
    return slashes != 0 && groups >= 2 && group <= 5 && (upper == 0 || (wire_all_capitals(s) && upper >= 4 && s.n <= 11));
}

/* Lusa: "ABC (DEF) // GHI" */
static bool
is_double_slashed(struct wire_str s)
{
    size_t letters = 0;

    if (s.n < 6 || s.n > 32 || memmem(s.p, s.n, " // ", 4) == NULL)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if (strchr(" /()", s.p[i]) != NULL)
            continue;
        if (s.p[i] < 'A' || s.p[i] > 'Z')
            return false;
        letters++;
    }
    return letters >= 4;
}

/* Interfax: "tj dz" */
static bool
is_two_pairs(struct wire_str s)
{
    return s.n == 5 && s.p[2] == ' ' && wire_is_lower(s.p[0]) && wire_is_lower(s.p[1]) && wire_is_lower(s.p[3]) && wire_is_lower(s.p[4]);
}

/* An agency's name, then only short groups of letters: "dpa plo yyzz n1 hkr", "PTI SKG DVT", "AAP RTV ar" */
static bool
is_agency_initials(struct wire_str s)
{
    static const char *const agencies[] = { "dpa", "PTI", "AAP", "UNI", "ANI", "IANS", "PTI-", "afp", "sda", "ats", "apa", "APA", "\xC4\x8Dtk," };
    struct wire_str word;
    size_t i = 0, words = 0;

    if (s.n > 40 || !BEGINS(s, agencies))
        return false;
    word = wire_next_word(s, &i);
    if (wire_agency_named(word) == NULL && !wire_str_ends(word, ","))
        return false;
    while ((word = wire_next_word(s, &i)).n != 0) {
        const char *p = word.p, *end = p + word.n;
        size_t letters = 0, most = 0;
        while (p < end) { /* of a group: "fd/gl", "DBK-RSA" */
            int32_t c = wire_utf8_next(&p, end);
            letters = c == '/' || c == '-' ? 0 : letters + 1;
            most = letters > most ? letters : most;
        }
        words++;
        if (words > 1 && word.p[0] >= '0' && word.p[0] <= '9' && wire_str_ends(word, "hrs")) /* UNI: when */
            continue;
        if ((most > 4 && !wire_in_words(word, "results betting ")) || wire_str_ends(word, ".") || (wire_is_upper(wire_first_char(word)) && !wire_all_capitals(word)))
            return false;
    }
    return words >= 1 && words <= 7;
}

/* IRNA: "9341**1416" */
static bool
is_starred(struct wire_str s)
{
    const char *stars = memmem(s.p, s.n, "**", 2);

    if (s.n < 8 || s.n > 14 || stars == NULL)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if ((s.p[i] < '0' || s.p[i] > '9') && s.p + i != stars && s.p + i != stars + 1)
            return false;
    }
    return true;
}

/* BTA: "/RI/"; WAFA: "K.F." */
static bool
is_capitals_between(struct wire_str s)
{
    if (s.n == 4 && s.p[1] == '.' && s.p[3] == '.' && s.p[0] >= 'A' && s.p[0] <= 'Z' && s.p[2] >= 'A' && s.p[2] <= 'Z')
        return true;
    if (s.n < 4 || s.n > 7 || s.p[0] != '/' || s.p[s.n - 1] != '/')
        return false;
    for (size_t i = 1; i + 1 < s.n; i++) {
        if (s.p[i] < 'A' || s.p[i] > 'Z')
            return false;
    }
    return true;
}

/* "(Yonhap)", "(ANI)", "(SDA/sj)", "(END)": an agency or an end in brackets, alone */
static bool
is_bracketed_end(struct wire_str s)
{
    struct wire_str inner;

    if (s.n < 3 || s.n > 32 || s.p[0] != '(')
        return false;
    inner = text_unbracket(s);
    if (inner.n == s.n)
        return false;
    if (inner.n > 2 && wire_str_begins(inner, "\xC2\xA9"))
        inner = wire_str_sub(inner, 2, inner.n);
    return wire_agency_tag(inner) != NULL || wire_in_words(inner, "end ends more schluss fin ende fim fine endall ends/ ") ||
           wire_str_begins_nocase(inner, "more to follow");
}

/* "... will start in June. (ANI)", "(ANSA).", "(NAN)(www.nannews.ng)": where brackets of an agency after a sentence begin (0: there is nothing else), or s.n. */
static size_t
tail_bracket(struct wire_str s)
{
    size_t end = s.n - (s.p[s.n - 1] == '.');
    const char *open;
    struct wire_str inner;

    while (end > 2 && s.p[end - 1] == ')' && (open = memrchr(s.p, '(', end)) != NULL) {
        size_t at = (size_t)(open - s.p);
        inner = wire_str_sub(s, at + 1, end - at - 2);
        if (inner.n > 40)
            return s.n;
        if (is_bracketed_end(wire_str_sub(s, at, end - at)))
            return at == 0 || wire_ends_sentence(wire_trim_blanks(wire_str_sub(s, 0, at))) ? at : s.n;
        if (!wire_str_begins(inner, "www.")) /* the agency's address */
            return s.n;
        end = wire_trim_blanks(wire_str_sub(s, 0, at)).n;
    }
    return s.n;
}

static const char *const end_words[] = {
    "Enditem", "-30-", "30", "-0-", "END", "ends", "Ends", "NNNN", "nnnn", "/ends", "EOM", "Fin", "./.", "-ends-", "-ENDS-", "ENDS", "- 30 -", "- ends -",
    "==Kyodo", "== Kyodo", "-- BERNAMA", "--BERNAMA", "--IANS", "-- IANS", "--SPA", "-- SPA", "more ug", "mf", "Lusa/Fim", "\xE2\x80\x93\xC4\x8CTK/RED\xE2\x80\x93", "EFE", "AAP",
    "-END-", "- END -", "--END--", "Endit", "ENDITEM", "End", "-Field Level Media", "--Field Level Media", "Reuter", "REUTER", "(MORE)", "MORE", "-more-", "PTI", "AFP", "ANSA", "xxx", "Via Ritzau", "KYODO", "-0-0-", "/PRNewswire/", "ENDALL", "--Xinhua", "Xinhua", "Bernama", "BERNAMA", "WAM", "ITAR-TASS", "-PTI", "-ANI", "--ANI", "--NNN-BERNAMA", "STT", "TT", "NTB", "GNA", "CMC", "UNI", "IANS", "--Reuters", "-Reuters", "--AFP", "-AFP", "- AFP", "-- AFP", "--dpa", "-dpa",
};

const char *
text_end_mark(struct wire_str s)
{
    static const char *const begins[] = { "AP-WF-", "REUTERS ", "KWS-", "Enditem/", "/ritzau", "WAM/", "AGERPRES/", "DJG/", "Zdroj: ", "==Kyodo", "BREAKING NEWS:==", "^END", "--SPA", "(END) ", "(MORE TO FOLLOW) " };

    const char *close, *open;

    s = wire_trim_blanks(s);
    if (s.n == 0 || s.n > 60)
        return NULL;
    for (size_t i = 0; i < WIRE_COUNT(end_words) && s.n < 24; i++) {
        if (end_words[i][0] == s.p[0] && wire_str_is(s, end_words[i]))
            return "end mark";
    }
    if (is_bracketed_end(s) || (s.p[0] == '(' && tail_bracket(s) == 0))
        return "end mark";
    if (s.p[0] == '(' && (close = memchr(s.p, ')', s.n)) != NULL && is_bracketed_end(wire_str_sub(s, 0, (size_t)(close - s.p) + 1)) &&
        is_initials(wire_trim_blanks(wire_str_sub(s, (size_t)(close - s.p) + 1, s.n))))
        return "end mark"; /* APA: "(Schluss) abc/def" */
    if ((open = memchr(s.p, '(', s.n)) != NULL && open > s.p && is_initials(wire_trim_blanks(wire_str_sub(s, 0, (size_t)(open - s.p)))) &&
        is_bracketed_end(wire_str_sub(s, (size_t)(open - s.p), s.n)))
        return "initials"; /* DW: "jsi/wd (AFP, dpa)" */
    if (is_initials(s) || is_agency_initials(s) || is_double_slashed(s) || is_two_pairs(s) || is_starred(s) || is_capitals_between(s))
        return "initials";
    if (BEGINS(s, begins) && wire_count_words(s, 7) < 7 && !wire_ends_sentence(s))
        return "stamp";
    return NULL;
}

/* "... told PTI. PTI SKL SKL": where an agency and initials after a sentence begin, or s.n. */
static size_t
tail_initials(struct wire_str s)
{
    size_t at = s.n;

    for (unsigned words = 0; words < 5 && at > 0; words++) {
        size_t from = at;
        struct wire_str word;
        while (from > 0 && s.p[from - 1] >= 'A' && s.p[from - 1] <= 'Z')
            from--;
        word = wire_str_sub(s, from, at - from);
        if (word.n < 2 || word.n > 4 || from < 2 || s.p[from - 1] != ' ')
            return s.n;
        if (words != 0 && wire_in_words(word, "pti uni aap ians ani "))
            return wire_ends_sentence(wire_str_sub(s, 0, from - 1)) ? from : s.n;
        at = from - 1;
    }
    return s.n;
}

size_t
text_tail_mark(struct wire_str s)
{
    static const char *const tails[] = { "Enditem", "(END)", "-0-", "NNNN", "-30-", "(MORE)", "==Kyodo", "./.", "Endit", "###", "(more)", "(ENDS)", "(ends)", "Enditem.", "/." };

    for (size_t i = 0; i < WIRE_COUNT(tails); i++) {
        size_t n = strlen(tails[i]);
        if (s.n > n + 1 && wire_str_ends(s, tails[i]) && (wire_blank_at(s.p + s.n - n - 1, s.p + s.n - n) != 0 || s.p[s.n - n - 1] == '.'))
            return s.n - n;
    }
    return s.n;
}

/* "... RM30. -- BERNAMA", "--IANS": where the dashes before an agency that ends the text begin, or s.n. */
static size_t
tail_dashes(struct wire_str s)
{
    const char *dash = memrchr(s.p + (s.n > 16 ? s.n - 16 : 0), '-', s.n > 16 ? 16 : s.n);
    size_t at = dash != NULL ? (size_t)(dash - s.p) : 0;

    if (at < 3 || s.p[at - 1] != '-' || s.p[at - 2] != ' ' || wire_agency_named(wire_str_sub(s, at + 1, s.n)) == NULL)
        return s.n;
    return wire_ends_sentence(wire_str_sub(s, 0, at - 2)) ? at - 1 : s.n;
}

size_t
text_tail_agency(struct wire_str s)
{
    size_t mark;

    if (s.n == 0)
        return 0;
    if (s.p[s.n - 1] >= 'A' && s.p[s.n - 1] <= 'Z')
        return (mark = tail_dashes(s)) < s.n ? mark : tail_initials(s);
    if (wire_str_ends(s, " Fin") && wire_ends_sentence(wire_str_sub(s, 0, s.n - 4))) /* Xinhua in Spanish */
        return s.n - 3;
    return tail_bracket(s);
}

bool
text_is_filing(struct wire_str s)
{
    struct wire_str word;
    size_t i = 0, digits = 0;

    s = wire_trim_blanks(s);
    if (s.n < 4 || s.n > 90 || wire_ends_sentence(s))
        return false;
    word = wire_next_word(s, &i);
    /* "r a BC-US--Ethanol 11-13 1693": priority, category, slug */
    if (word.n == 1 && strchr("furbda", word.p[0]) != NULL) {
        word = wire_next_word(s, &i);
        if (word.n >= 1 && word.n <= 2 && wire_is_lower(wire_first_char(word))) {
            word = wire_next_word(s, &i);
            return memchr(word.p != NULL ? word.p : "", '-', word.n) != NULL;
        }
        return false;
    }
    /* "W2607 asian", "a0105KYODOkoko-", "DEL17 UP-RAJIV-TRUST": letters and digits, then small letters or a slug */
    for (size_t k = 0; k < word.n; k++)
        digits += word.p[k] >= '0' && word.p[k] <= '9';
    if (digits >= 2 && digits <= 5 && digits < word.n && wire_count_words(s, 4) < 4) {
        bool upper = word.p[0] >= 'A' && word.p[0] <= 'Z', letters = true;
        for (size_t k = 0; k < word.n; k++)
            letters &= (word.p[k] >= '0' && word.p[k] <= '9') || wire_is_letter((unsigned char)word.p[k]) || word.p[k] == '-';
        word = wire_next_word(s, &i);
        if (letters && word.n == 0)
            return s.n > 6 && s.p[s.n - 1] == '-';
        return letters && (upper ? (wire_all_capitals(word) && memchr(word.p, '-', word.n) != NULL) || (word.n <= 6 && wire_is_lower(wire_first_char(word)))
                                 : word.n <= 6 && wire_is_lower(wire_first_char(word)) && wire_count_words(s, 3) < 3);
    }
    return false;
}

bool
text_is_version(struct wire_str s)
{
    struct wire_str word;
    size_t i = 0, words = 0;
    bool some = false;

    s = wire_trim_blanks(s);
    if (s.n < 3 || s.n > 40 || !wire_all_capitals(s))
        return false;
    while ((word = wire_next_word(s, &i)).n != 0) {
        bool known = wire_in_words(word, "lead ld net refile extra urgent correction corrected update writethru ld-writethru flash bulletin alert eil eilmeldung kill hold ''''' = ");
        words++;
        some |= known && wire_is_letter(wire_first_char(word));
        if (!known && !(word.p[0] >= '0' && word.p[0] <= '9' && word.n <= 4))
            return false;
    }
    return some && words <= 3;
}

bool
text_is_slug(struct wire_str s)
{
    struct wire_str word;
    size_t i = 0;

    s = wire_trim_blanks(s);
    if (wire_str_begins(s, TEXT_SLUG_LABEL)) /* as our own writer sets one that is not to be told by its looks */
        return s.n > sizeof TEXT_SLUG_LABEL - 1 && s.n < 300;
    if (s.n < 5 || s.n > 70 || !wire_all_capitals(s))
        return (wire_str_begins(s, "BC-") || wire_str_begins(s, "^BC-") || wire_str_begins(s, "AP-")) && wire_count_words(s, 8) < 8 && s.n < 90;
    word = wire_next_word(s, &i);
    return word.n >= 6 && (memchr(word.p, '/', word.n) != NULL || memchr(word.p, '-', word.n) != NULL) && !wire_str_ends(word, "-") &&
           (i == s.n || s.p[wire_skip_blanks(s, i)] == '(');
}

bool
text_is_crosshead(struct wire_str s)
{
    return s.n >= 3 && s.n <= 60 && wire_all_capitals(s) && !wire_ends_sentence(s) && wire_count_words(s, 8) < 8 &&
           memchr(s.p, ',', s.n) == NULL && memchr(s.p, '(', s.n) == NULL;
}

bool
text_is_contacts_heading(struct wire_str s)
{
    static const char *const heads[] = { "Contact:", "Contacts:", "CONTACT:", "CONTACTS:", "Media Contact", "Media contact", "MEDIA CONTACT", "Press Contact", "Press contact", "Investor Contact", "For further information", "For more information, contact", "For more information contact", "For media inquiries", "Media inquiries", "R\xC3\xBC" "ckfragen & Kontakt", "R\xC3\xBC" "ckfragehinweis", "Kontakt:", "Pressekontakt", "Contact presse", "Contacts presse", "Contacto:", "To contact the reporter", "To contact the editor" };

    s = wire_trim_blanks(s);
    if (wire_str_is_nocase(s, "contacts") || wire_str_is_nocase(s, "contact") || wire_str_is_nocase(s, "kontakt"))
        return true;
    return s.n < 300 && BEGINS(s, heads);
}

/* "Le Monde avec AFP", "mit Material der dpa", "(con EFE)": a paper, and whose copy it used */
bool
text_is_shared_source(struct wire_str s)
{
    struct wire_str word, last = WIRE_NONE;
    size_t i = 0, words = 0;
    bool with = false;

    s = text_unbracket(s);
    if (s.n > 50 || s.n < 7 || wire_ends_sentence(s))
        return false;
    while ((word = wire_next_word(s, &i)).n != 0 && words < 7) {
        with |= wire_in_words(word, "avec mit con com med met with ") && wire_is_lower((unsigned char)word.p[0]);
        last = word;
        words++;
    }
    return with && words < 7 && wire_is_upper(wire_first_char(s)) && wire_agency_tag(last) != NULL;
}

bool
text_is_source_line(struct wire_str s)
{
    s = wire_trim_blanks(s);
    if (wire_str_begins(s, "This report by ") && wire_str_find_nocase(s, " was first published ") < s.n && s.n < 200)
        return true; /* Canadian Press */
    if (wire_str_begins(s, "Companies in this story: (") || wire_str_begins(s, "Companies mentioned in this story: ("))
        return s.n < 400;
    if (s.n > 120 || wire_count_words(s, 13) == 13)
        return false;
    if (wire_str_find_nocase(s, " on Twitter: ") < s.n) /* AP: where the writer is */
        return true;
    return (wire_str_begins(s, "SOURCE ") || wire_str_begins(s, "SOURCE:") || wire_str_begins(s, "Source: ") || wire_str_begins(s, "QUELLE") || wire_str_begins(s, "Quelle:")) &&
           !(wire_ends_sentence(s) && wire_count_words(s, 9) == 9);
}

/* A line that is such an announcement, not prose that speaks of one: it begins with it, or as one that leads up to it. */
bool
text_not_for_publication(struct wire_str s)
{
    static const char *const notebooks[] = { "# Notebook", "# dpa NOTEBOOK", "# Notizblock", "# dpa-Notizblock" };
    static const char *const leads[] = { "the following ", "die folgenden ", "note ", "note:", "notes ", "editors", "hinweis", "attention ", "achtung" };
    static const char *const phrases[] = { "not for ", "not intended ", "nicht zur " };
    size_t begin = 0;

    s = wire_trim_blanks(s);
    if (BEGINS(s, notebooks))
        return true;
    while (begin < s.n && strchr("([*-=_# ", s.p[begin]) != NULL)
        begin++;
    s = wire_str_sub(s, begin, s.n);
    if (BEGINS(s, phrases)) /* most lines begin otherwise, and need not be searched */
        return wire_secret_announced(s) == 0;
    return BEGINS(s, leads) && wire_announces_secret(s);
}

/* Roles: the words that begin a credit in a sign-off. */
#include "article/role.h"

#include "article/copy.h"

enum how { PLAIN, MORE, COLON_ONLY, BY_ONLY, FROM_ONLY }; /* MORE: with "additional" it is another role */

/* Agency practice; the first word decides, the second is there or not. Longer phrases first. */
static const struct role {
    const char *first, *second, *role;
    enum how how;
} roles[] = {
    { "photo", "editing", "editor", PLAIN },
    { "picture", "editing", "editor", PLAIN },
    { "desk", "editing", "editor", PLAIN },
    { "copy", "editing", "editor", PLAIN },
    { "production", "editing", "editor", PLAIN },
    { "data", "reporting", "reporter", MORE },
    { "video", "production", "producer", PLAIN },
    { "video", "editing", "producer", PLAIN },
    { "reporting", NULL, "reporter", MORE },
    { "reported", NULL, "reporter", MORE },
    { "reportage", NULL, "reporter", MORE }, /* French */
    { "bericht", NULL, "reporter", BY_ONLY },/* German */
    { "reporte", NULL, "reporter", BY_ONLY },/* Spanish */
    { "informaci\xC3\xB3n", NULL, "reporter", BY_ONLY },
    { "reportagem", NULL, "reporter", BY_ONLY },
    { "autor", NULL, "reporter", COLON_ONLY },
    { "autora", NULL, "reporter", COLON_ONLY },
    { "autorin", NULL, "reporter", COLON_ONLY },
    { "autoren", NULL, "reporter", COLON_ONLY },
    { "assistance", NULL, "additional-reporter", FROM_ONLY }, /* Bloomberg */
    { "files", NULL, "additional-reporter", FROM_ONLY },      /* Canadian Press */
    { "pewarta", NULL, "reporter", COLON_ONLY }, /* Antara */
    { "muhabir", NULL, "reporter", COLON_ONLY }, /* Anadolu */
    { "reporter", NULL, "reporter", COLON_ONLY },
    { "writing", NULL, "writer", PLAIN },
    { "written", NULL, "writer", PLAIN },
    { "writer", NULL, "writer", COLON_ONLY },
    { "r\xC3\xA9" "dig\xC3\xA9", NULL, "writer", BY_ONLY },
    { "geschrieben", NULL, "writer", BY_ONLY },
    { "escrito", NULL, "writer", BY_ONLY },
    { "editing", NULL, "editor", PLAIN },
    { "edited", NULL, "editor", PLAIN },
    { "editor", NULL, "editor", COLON_ONLY },
    { "redaktion", NULL, "editor", COLON_ONLY },
    { "\xC3\xA9" "dit\xC3\xA9", NULL, "editor", BY_ONLY },
    { "redigiert", NULL, "editor", BY_ONLY },
    { "editado", NULL, "editor", BY_ONLY },
    { "editada", NULL, "editor", BY_ONLY },
    { "edici\xC3\xB3n", NULL, "editor", BY_ONLY },
    { "edi\xC3\xA7\xC3\xA3o", NULL, "editor", BY_ONLY },
    { "bearbeitet", NULL, "editor", BY_ONLY },
    { "in", "redazione", "editor", PLAIN },  /* Italian: the place, then the name */
    { "compiled", NULL, "compiler", PLAIN },
    { "compiling", NULL, "compiler", PLAIN },
    { "graphics", NULL, "graphics", PLAIN },
    { "graphic", NULL, "graphics", PLAIN },
    { "illustration", NULL, "graphics", PLAIN },
    { "illustrations", NULL, "graphics", PLAIN },
    { "photography", NULL, "photographer", PLAIN },
    { "photographs", NULL, "photographer", PLAIN },
    { "photos", NULL, "photographer", PLAIN },
    { "pictures", NULL, "photographer", PLAIN },
    { "foto", NULL, "photographer", COLON_ONLY },
    { "photo", NULL, "photographer", BY_ONLY },
    { "translated", NULL, "translator", PLAIN },
    { "translation", NULL, "translator", PLAIN },
    { "translating", NULL, "translator", PLAIN },
    { "translator", NULL, "translator", COLON_ONLY },
    { "traducido", NULL, "translator", BY_ONLY },
    { "traduzido", NULL, "translator", BY_ONLY },
    { "tradotto", NULL, "translator", BY_ONLY },
    { "version", "fran\xC3\xA7" "aise", "translator", PLAIN },
    { "production", NULL, "producer", PLAIN },
    { "produced", NULL, "producer", PLAIN },
    { "producing", NULL, "producer", PLAIN },
    { "video", NULL, "producer", PLAIN },
    { "created", NULL, "creator", BY_ONLY },
    { "data", NULL, "researcher", PLAIN },
    { "research", NULL, "researcher", PLAIN },
    { "polling", NULL, "researcher", PLAIN },
};

#define BY_WORDS "by par von por de di da "

/* The first two letters: they tell nearly all words from a role's. */
static inline bool
begins_alike(struct wire_str s, const char *word)
{
    return s.n > 1 && wire_begin_alike(s.p[0], word[0]) && wire_begin_alike(s.p[1], word[1]);
}

static const struct role *
role_at(const struct wire_token *t, size_t *words)
{
    for (size_t r = 0; r < WIRE_COUNT(roles) && t->kind == WIRE_T_WORD; r++) {
        if (!begins_alike(t[0].s, roles[r].first) || !wire_is_fold(t[0].s, roles[r].first))
            continue;
        if (roles[r].second != NULL && !wire_word_is(&t[1], roles[r].second))
            continue;
        *words = roles[r].second != NULL ? 2 : 1;
        return &roles[r];
    }
    return NULL;
}

static bool
is_more(const struct wire_token *t)
{
    return wire_word_is(t, "additional") || wire_word_is(t, "further") || wire_word_is(t, "extra");
}

/* "with additional reporting and writing by:" -- false where no role stands at i. */
bool
wire_role_phrase_at(const struct wire_token *t, size_t i, struct wire_role_phrase *ph)
{
    bool more = false, strict = false, colon = false, from = false;
    size_t n, at = i;

    *ph = (struct wire_role_phrase){ .end = i };
    if (t[at].kind == WIRE_T_WORD && wire_in_words(t[at].s, "with con com avec mit "))
        at++;
    for (;;) {
        const struct role *r;
        size_t ahead = at;
        while (is_more(&t[ahead])) {
            more = true;
            ahead++;
        }
        if ((r = role_at(&t[ahead], &n)) == NULL || ph->count == WIRE_ROLES)
            break;
        if (wire_word_is(&t[ahead + n], "adicional")) { /* Spanish and Portuguese say it behind */
            more = true;
            n++;
        }
        ph->roles[ph->count++] = (r->how == MORE || (r->how == BY_ONLY && strcmp(r->role, "reporter") == 0)) && more ? "additional-reporter" : r->role;
        strict |= r->how == COLON_ONLY || r->how == BY_ONLY || r->how == FROM_ONLY;
        colon |= r->how == COLON_ONLY;
        from |= r->how == FROM_ONLY;
        at = ph->end = ahead + n;
        more = false;
        while (t[at].kind == WIRE_T_AND || t[at].kind == WIRE_T_COMMA)
            at++;
    }
    if (ph->count == 0 && (wire_word_is(&t[i], "by") || (i > 0 && t[i - 1].kind == WIRE_T_OPEN && t[i].kind == WIRE_T_WORD && wire_in_words(t[i].s, "por par von ")))) {
        ph->roles[ph->count++] = "reporter";
        ph->end = i;
        strict = true;
    }
    if (ph->count == 0)
        return false;
    if (t[ph->end].kind == WIRE_T_WORD && wire_in_words(t[ph->end].s, from ? "from " : BY_WORDS) && !colon) {
        ph->by = true;
        ph->end++;
    }
    if (t[ph->end].kind == WIRE_T_COLON) {
        ph->by = true;
        ph->end++;
    }
    return ph->by || !strict;
}

/* Whether a new segment begins here: a role that says "by". */
bool
wire_role_head_at(const struct wire_token *t, size_t i)
{
    struct wire_role_phrase ph;

    return t[i].kind == WIRE_T_WORD && wire_role_phrase_at(t, i, &ph) && ph.by;
}

/* ---- ruling out ---- */

/* Whether the first word may begin a role: rules out nearly every paragraph before it is cut into words. */
bool
wire_may_be_role(struct wire_str s)
{
    size_t i = 0, to;
    struct wire_str word;

    while (i < s.n && i < 8 && (strchr("([- \t\n", s.p[i]) != NULL || wire_dash_at(s.p + i, s.p + s.n) != 0))
        i += (unsigned char)s.p[i] < 0x80 ? 1 : wire_dash_at(s.p + i, s.p + s.n);
    for (to = i; to < s.n && to - i < 14 && (unsigned char)s.p[to] > ' ' && strchr(":,;/.&()", s.p[to]) == NULL; to++)
        ;
    word = wire_str_sub(s, i, to - i);
    if (word.n < 2)
        return false;
    for (size_t r = 0; r < WIRE_COUNT(roles); r++) {
        if (begins_alike(word, roles[r].first) && wire_is_fold(word, roles[r].first))
            return true;
    }
    return wire_in_words(word, "additional further extra with by con com avec mit por par von ");
}

/* Whether what ends before p ends as words for a role do. */
static bool
role_before(struct wire_str s, const char *p)
{
    static const char *const ends[] = { "ing", "ted", "ten", "phy", "hic", "ics", "ion", "iled", "ced", "tos", "deo", "ata", "rch" };

    for (size_t e = 0; e < WIRE_COUNT(ends); e++) {
        size_t length = strlen(ends[e]);
        if ((size_t)(p - s.p) > length && wire_str_is_nocase((struct wire_str){ p - length, length }, ends[e]))
            return true;
    }
    return false;
}

static bool
begins_any(struct wire_str s, const char *const *list, size_t n)
{
    size_t i = 0;

    while (i < n && !wire_str_begins(s, list[i]))
        i++;
    return i < n;
}

/* Whether a role stands before a "by" somewhere in s, as in every sign-off that is the tail of a paragraph. */
bool
wire_has_role_by(struct wire_str s)
{
    static const char *const bys[] = { "by ", "By ", "BY ", "by\n", "by: " };
    static const char *const opens[] = { "(By ", "(Reportage ", "(Bericht von", "(Reporte de", "(Reportagem ", "(Informaci\xC3\xB3n de" };
    struct wire_str rest = wire_str_sub(s, 1, s.n);
    const char *p = s.p, *end = s.p + s.n;
    size_t at;

    for (; (at = wire_str_find_nocase(rest, "by")) < rest.n; rest = wire_str_sub(rest, at + 2, rest.n)) {
        const char *by = rest.p + at;
        if (by[-1] == ' ' && begins_any((struct wire_str){ by, (size_t)(end - by) }, bys, WIRE_COUNT(bys)) && role_before(s, by - 1))
            return true;
    }
    for (; p < end && (p = memchr(p, '(', (size_t)(end - p))) != NULL; p++) {
        if (begins_any((struct wire_str){ p, (size_t)(end - p) }, opens, WIRE_COUNT(opens)))
            return true;
    }
    return false;
}

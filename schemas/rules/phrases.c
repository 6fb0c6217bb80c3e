/* What stories say of themselves in their own words, in the languages of the wires. */
#include "schemas/rules/phrases.h"

enum where { BEGINS, ANYWHERE };

struct phrase {
    enum wire_says says;
    enum where where;
    const char *text; /* ASCII letters in either case; all else as it is */
};

/*
 * "Embargo" alone is news about trade; those here are followed by a time. A phrase that stands anywhere is one nobody
 * would write about something else.
 */
static const struct phrase phrases[] = {
    { WIRE_SAYS_EMBARGO, ANYWHERE, "embargoed until" },
    { WIRE_SAYS_EMBARGO, ANYWHERE, "embargoed till" },
    { WIRE_SAYS_EMBARGO, ANYWHERE, "embargoed for release" },
    { WIRE_SAYS_EMBARGO, ANYWHERE, "embargoed to" },
    { WIRE_SAYS_EMBARGO, BEGINS, "embargo:" },
    { WIRE_SAYS_EMBARGO, BEGINS, "embargo until" },
    { WIRE_SAYS_EMBARGO, ANYWHERE, "under embargo until" },
    { WIRE_SAYS_EMBARGO, ANYWHERE, "strictly embargoed" },
    { WIRE_SAYS_EMBARGO, ANYWHERE, "not for release before" },
    { WIRE_SAYS_EMBARGO, ANYWHERE, "not for publication before" },
    { WIRE_SAYS_EMBARGO, ANYWHERE, "not to be published before" },
    { WIRE_SAYS_EMBARGO, BEGINS, "hold for release" },
    { WIRE_SAYS_EMBARGO, BEGINS, "sperrfrist" },
    { WIRE_SAYS_EMBARGO, BEGINS, "achtung sperrfrist" },
    { WIRE_SAYS_EMBARGO, ANYWHERE, "sperrfrist:" },
    { WIRE_SAYS_EMBARGO, BEGINS, "gesperrt bis" },
    { WIRE_SAYS_EMBARGO, ANYWHERE, "sous embargo jusqu" },
    { WIRE_SAYS_EMBARGO, BEGINS, "embargo jusqu" },
    { WIRE_SAYS_EMBARGO, BEGINS, "embargo hasta" },
    { WIRE_SAYS_EMBARGO, ANYWHERE, "embargado hasta" },
    { WIRE_SAYS_EMBARGO, BEGINS, "embargo fino" },
    { WIRE_SAYS_EMBARGO, BEGINS, "embargo tot" },
    { WIRE_SAYS_EMBARGO, ANYWHERE, "onder embargo tot" },
    { WIRE_SAYS_EMBARGO, BEGINS, "embargo til" },

    { WIRE_SAYS_SECRET, BEGINS, "eds:" },
    { WIRE_SAYS_SECRET, BEGINS, "(eds:" },
    { WIRE_SAYS_SECRET, BEGINS, "[eds:" },
    { WIRE_SAYS_SECRET, BEGINS, "attention editors" },
    { WIRE_SAYS_SECRET, BEGINS, "not for publication" },
    { WIRE_SAYS_SECRET, BEGINS, "(not for publication" },
    { WIRE_SAYS_SECRET, BEGINS, "for internal use only" },
    { WIRE_SAYS_SECRET, ANYWHERE, "following is not for publication" },
    { WIRE_SAYS_SECRET, ANYWHERE, "following information is not for publication" },
    { WIRE_SAYS_SECRET, ANYWHERE, "following information is not intended for publication" },
    { WIRE_SAYS_SECRET, ANYWHERE, "nicht zur Ver\xC3\xB6" "ffentlichung" },
    { WIRE_SAYS_SECRET, ANYWHERE, "nicht zur veroeffentlichung" },
    { WIRE_SAYS_SECRET, BEGINS, "# notizblock" },
    { WIRE_SAYS_SECRET, BEGINS, "# notebook" },
    { WIRE_SAYS_SECRET, BEGINS, "notizblock" },
    { WIRE_SAYS_SECRET, BEGINS, "hinweis an die redaktion" },
    { WIRE_SAYS_SECRET, BEGINS, "hinweise an die redaktion" },
    { WIRE_SAYS_SECRET, BEGINS, "redaktionelle hinweise" },
    { WIRE_SAYS_SECRET, BEGINS, "redaktioneller hinweis" },
    { WIRE_SAYS_SECRET, ANYWHERE, "ne pas publier" },
    { WIRE_SAYS_SECRET, BEGINS, "no publicar" },
    { WIRE_SAYS_SECRET, BEGINS, "non pubblicare" },
    { WIRE_SAYS_SECRET, ANYWHERE, "niet voor publicatie" },
    { WIRE_SAYS_SECRET, ANYWHERE, "ikke til offentligg" },

    { WIRE_SAYS_WITHDRAWN, ANYWHERE, "kill " },
    { WIRE_SAYS_WITHDRAWN, ANYWHERE, "killed" },
    { WIRE_SAYS_WITHDRAWN, ANYWHERE, "withdraw" },
    { WIRE_SAYS_WITHDRAWN, ANYWHERE, "retract" },
    { WIRE_SAYS_WITHDRAWN, ANYWHERE, "cancel" },
    { WIRE_SAYS_WITHDRAWN, ANYWHERE, "do not use" },
    { WIRE_SAYS_WITHDRAWN, ANYWHERE, "zur\xC3\xBC" "ckgezogen" },
    { WIRE_SAYS_WITHDRAWN, ANYWHERE, "annul" },
    { WIRE_SAYS_WITHDRAWN, ANYWHERE, "anulad" },
    { WIRE_SAYS_WITHDRAWN, ANYWHERE, "nicht verwenden" },
    { WIRE_SAYS_WITHDRAWN, ANYWHERE, "nicht mehr verwenden" },
};

enum { LOOKED_AT = 300 }; /* bytes of a line: who announces something does so at its beginning */

bool
wire_says(enum wire_says what, struct wire_str line)
{
    line = wire_str_sub(wire_str_trim(line), 0, LOOKED_AT);
    if (line.n == 0)
        return false;
    for (size_t i = 0; i < WIRE_COUNT(phrases); i++) {
        const struct phrase *p = &phrases[i];
        if (p->says == what && (p->where == BEGINS ? wire_str_begins_nocase(line, p->text)
                                                   : wire_str_find_nocase(line, p->text) != line.n))
            return true;
    }
    return false;
}

/* --- contacts --- */

static bool
is_mail(int c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '.' || c == '-' || c == '_' || c == '+';
}

/* The address around the @ at `at`: something, then names with a dot between. */
static struct wire_str
mail_around(struct wire_str s, size_t at)
{
    size_t from = at, to = at + 1;
    bool dot = false;

    while (from > 0 && is_mail((unsigned char)s.p[from - 1]))
        from--;
    while (to < s.n && is_mail((unsigned char)s.p[to])) {
        dot |= s.p[to] == '.' && to > at + 1 && to + 1 < s.n && is_mail((unsigned char)s.p[to + 1]) && s.p[to + 1] != '.';
        to++;
    }
    while (to > at && (s.p[to - 1] == '.' || s.p[to - 1] == '-'))
        to--;
    return from < at && dot ? wire_str_sub(s, from, to - from) : WIRE_NONE;
}

/* A number in the form of ITU-T E.123 from the + on: eight digits or more, in groups. */
static struct wire_str
number_from(struct wire_str s, size_t at)
{
    size_t to = at + 1, last = to;
    int digits = 0;

    for (; to < s.n && strchr("0123456789 -/().", s.p[to]) != NULL && s.p[to] != '\0'; to++) {
        if (s.p[to] >= '0' && s.p[to] <= '9') {
            digits++;
            last = to + 1;
        }
    }
    return digits >= 8 && digits <= 15 && to > at + 1 && s.p[at + 1] >= '1' && s.p[at + 1] <= '9' ? wire_str_sub(s, at, last - at)
                                                                                                 : WIRE_NONE;
}

struct wire_str
wire_find_contact(struct wire_str s)
{
    size_t past = 0; /* what has been looked at: each byte is at most twice */

    for (size_t i = 0; i < s.n; i++) {
        struct wire_str found = WIRE_NONE;
        if (s.p[i] == '@' && i >= past) {
            found = mail_around(wire_str_sub(s, past, SIZE_MAX), i - past);
            past = i + 1;
        } else if (s.p[i] == '+') {
            found = number_from(s, i);
        }
        if (found.n != 0)
            return found;
    }
    return WIRE_NONE;
}

/* Which marks of markup say that something is not for publication (mapping.md, nonPublic). */
#include "xml/secret.h"

bool
wire_secret_code(struct wire_str s)
{
    enum { SHORTEST = 9 }; /* "nonpublic" */

    if (s.n < SHORTEST || wire_str_find_nocase(s, "public") == s.n)
        return false;
    return wire_str_find_nocase(s, "nonpublic") < s.n || wire_str_find_nocase(s, "non-public") < s.n;
}

/* Classes are tokens: "closingline" is one of its own, while "nonpublic" may stand in one. */
bool
wire_secret_class(struct wire_str s)
{
    size_t length = strlen("closingline"), at;

    if (wire_secret_code(s))
        return true;
    while (s.n >= length && (at = wire_str_find_nocase(s, "closingline")) < s.n) {
        if ((at == 0 || wire_is_space(s.p[at - 1])) && (at + length == s.n || wire_is_space(s.p[at + length])))
            return true;
        s = wire_str_sub(s, at + length, s.n);
    }
    return false;
}

size_t
wire_secret_announced(struct wire_str s)
{
    static const char *const phrases[] = { "not for publication", "not intended for publication",
                                           "nicht zur Ver\xC3\xB6" "ffentlichung", "nicht zur Ver\xC3\x96" "ffentlichung",
                                           "nicht zur Veroeffentlichung",
                                           "nicht zur Vero\xCC\x88" "ffentlichung" };
    size_t first = s.n;

    if (wire_str_find_nocase(s, "ublication") == s.n && wire_str_find_nocase(s, "fentlichung") == s.n)
        return s.n; /* the end that each phrase has: most texts have neither */
    for (size_t i = 0; i < WIRE_COUNT(phrases); i++) {
        size_t at = wire_str_find_nocase(s, phrases[i]);
        if (at < first)
            first = at;
    }
    return first;
}

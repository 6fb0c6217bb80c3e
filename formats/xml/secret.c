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

bool
wire_secret_advice(struct wire_str type)
{
    return wire_str_is_nocase(wire_str_trim(type), "npa");
}

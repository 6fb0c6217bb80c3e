/* Which marks of markup say that something is not for publication (mapping.md, nonPublic). */
#include "xml/secret.h"

static bool
any_token(struct wire_str s, bool closing)
{
    while (s.n != 0) {
        size_t n = 0;
        struct wire_str token;
        while (n < s.n && !wire_is_space(s.p[n]))
            n++;
        token = wire_str_sub(s, 0, n);
        if (wire_str_find_nocase(token, "nonpublic") < token.n || wire_str_find_nocase(token, "non-public") < token.n ||
            (closing && wire_str_is_nocase(token, "closingline")))
            return true;
        s = wire_str_sub(s, n < s.n ? n + 1 : n, s.n);
    }
    return false;
}

bool
wire_secret_code(struct wire_str s)
{
    return any_token(s, false);
}

bool
wire_secret_class(struct wire_str s)
{
    return any_token(s, true);
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

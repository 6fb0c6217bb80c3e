/* Values checked by hand; each has its pattern in the table too, for where it stands in an element or beside others. */
#include "schemas/checked.h"

#include <string.h>

#include "article/str.h"

/* The blanks of a pattern's \s. */
static bool
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* [^\s:]+:[^\s]+ */
static bool
is_qcode(struct wire_str s)
{
    const char *colon = s.n != 0 ? memchr(s.p, ':', s.n) : NULL;

    if (colon == NULL || colon == s.p || colon + 1 == s.p + s.n)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if (is_blank(s.p[i]))
            return false;
    }
    return true;
}

/* A list of them; it may be empty. */
static bool
are_qcodes(struct wire_str s)
{
    for (size_t at = 0, n; at < s.n; at += n) {
        while (at < s.n && is_blank(s.p[at]))
            at++;
        for (n = 0; at + n < s.n && !is_blank(s.p[at + n]);)
            n++;
        if (n != 0 && !is_qcode(wire_str_sub(s, at, n)))
            return false;
    }
    return true;
}

/* [\S ]* */
static bool
is_line(struct wire_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != ' ' && is_blank(s.p[i]))
            return false;
    }
    return true;
}

static const struct {
    const char *value;
    wire_check_fn *check;
} rows[] = {
    { "qcode", is_qcode },
    { "qcodes", are_qcodes },
    { "line", is_line },
};

wire_check_fn *
wire_checked(struct wire_str value)
{
    for (size_t i = 0; value.n != 0 && i < WIRE_COUNT(rows); i++) {
        if (wire_str_is(value, rows[i].value))
            return rows[i].check;
    }
    return NULL;
}

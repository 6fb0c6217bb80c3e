/* Regular expressions of ECMA-262, run by PCRE2 within bounds. */
#include "schemas/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>

#include "article/buf.h"
#include "article/str.h"
#include "schemas/json-schema.h"

enum { HEAP_LIMIT = 20000 }; /* kibibytes of one match */

/* White space of ECMA-262 (21.2.2.12, WhiteSpace and LineTerminator), as members of a PCRE2 class. */
#define SPACES "\\x09-\\x0d\\x20\\xa0\\ufeff\\p{Zs}\\u2028\\u2029"

/* The escape at p means something else to PCRE2: what to write, or NULL. *n: its bytes. */
static const char *
escape(struct wire_str rest, bool in_class, size_t *n)
{
    static const struct { const char *ecma, *alone, *in_class; } rows[] = {
        { "\\s", "[" SPACES "]", SPACES },
        { "\\S", "[^" SPACES "]", NULL },
        { "\\h", "h", "h" }, { "\\H", "H", "H" }, { "\\R", "R", "R" }, { "\\X", "X", "X" }, { "\\K", "K", "K" }, /* identity */
        { "\\A", "A", "A" }, { "\\Z", "Z", "Z" }, { "\\z", "z", "z" }, { "\\G", "G", "G" }, { "\\Q", "Q", "Q" },
        { "\\E", "E", "E" }, { "\\a", "a", "a" }, { "\\e", "e", "e" }, { "\\C", "C", "C" }, { "\\N", "N", "N" },
        { "\\V", "V", "V" },
        { "\\p{Letter}", "\\p{L}", "\\p{L}" }, { "\\p{Uppercase_Letter}", "\\p{Lu}", "\\p{Lu}" },
        { "\\p{Lowercase_Letter}", "\\p{Ll}", "\\p{Ll}" }, { "\\p{Number}", "\\p{N}", "\\p{N}" },
        { "\\p{Decimal_Number}", "\\p{Nd}", "\\p{Nd}" }, { "\\p{digit}", "\\p{Nd}", "\\p{Nd}" },
        { "\\p{Punctuation}", "\\p{P}", "\\p{P}" }, { "\\p{Symbol}", "\\p{S}", "\\p{S}" },
        { "\\p{Separator}", "\\p{Z}", "\\p{Z}" }, { "\\p{Mark}", "\\p{M}", "\\p{M}" },
    };

    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        if (wire_str_begins(rest, rows[i].ecma)) {
            *n = strlen(rows[i].ecma);
            return in_class ? rows[i].in_class : rows[i].alone;
        }
    }
    return NULL;
}

/* The pattern as PCRE2 has it. */
static void
translate(struct wire_buf *out, struct wire_str s)
{
    bool in_class = false;

    for (size_t i = 0; i < s.n;) {
        char c = s.p[i];
        size_t n = 1;
        const char *other = NULL;
        if (c == '\\' && i + 1 < s.n) {
            n = 2;
            other = escape(wire_str_sub(s, i, SIZE_MAX), in_class, &n);
        } else if (c == '[' && !in_class) {
            in_class = true;
        } else if (c == '[') {
            other = "\\["; /* or [:alpha:] would be a class within it */
        } else if (c == ']' && in_class) {
            in_class = false;
        } else if (c == '.' && !in_class) {
            other = "[^\\n\\r\\u2028\\u2029]";
        }
        if (other != NULL)
            wire_buf_puts(out, other);
        else
            wire_buf_put(out, s.p + i, n);
        i += n;
    }
}

/* ^ and letters, digits, _ or -: what must be there before anything else is asked. */
static struct wire_str
beginning(struct wire_str s)
{
    size_t n = 1;

    if (s.n == 0 || s.p[0] != '^' || memchr(s.p, '|', s.n) != NULL)
        return WIRE_NONE;
    while (n < s.n && (wire_is_alnum(s.p[n]) || s.p[n] == '_' || s.p[n] == '-'))
        n++;
    if (n < s.n && strchr("?*{", s.p[n]) != NULL)
        n--;
    return n > 1 ? wire_str_sub(s, 1, n - 1) : WIRE_NONE;
}

bool
wire_pattern_compile(struct wire_pattern *p, struct wire_str text, char *why, size_t n)
{
    struct wire_buf out = WIRE_BUF_INIT;
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    int error = 0;
    PCRE2_SIZE at = 0;

    *why = '\0';
    p->text = text;
    p->begins = beginning(text);
    translate(&out, text);
    if (context != NULL && out.err == WIRE_OK) {
        pcre2_set_parens_nest_limit(context, 200);
        pcre2_set_compile_extra_options(context, PCRE2_EXTRA_ALT_BSUX);
        p->code = pcre2_compile((PCRE2_SPTR)(out.n != 0 ? out.p : ""), out.n,
                                PCRE2_UTF | PCRE2_ALT_BSUX | PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF |
                                 PCRE2_ALLOW_EMPTY_CLASS |
                                    PCRE2_NEVER_BACKSLASH_C,
                                &error, &at, context);
        if (p->code == NULL && error != PCRE2_ERROR_HEAP_FAILED)
            pcre2_get_error_message(error, (PCRE2_UCHAR *)why, n);
    }
    pcre2_compile_context_free(context);
    wire_buf_free(&out);
    return p->code != NULL;
}

void
wire_pattern_free(struct wire_pattern *p)
{
    pcre2_code_free(p->code);
}

bool
wire_matcher_init(struct wire_matcher *m)
{
    m->data = pcre2_match_data_create(1, NULL);
    m->context = pcre2_match_context_create(NULL);
    if (m->data == NULL || m->context == NULL)
        return false;
    pcre2_set_match_limit(m->context, WIRE_JS_MATCH);
    pcre2_set_depth_limit(m->context, WIRE_JS_MATCH);
    pcre2_set_heap_limit(m->context, HEAP_LIMIT);
    return true;
}

void
wire_matcher_free(struct wire_matcher *m)
{
    pcre2_match_data_free(m->data);
    pcre2_match_context_free(m->context);
}

int
wire_pattern_match(struct wire_matcher *m, const struct wire_pattern *p, struct wire_str s)
{
    int rc;

    if (p->begins.n != 0 && (s.n < p->begins.n || memcmp(s.p, p->begins.p, p->begins.n) != 0))
        return 0;
    rc = pcre2_match(p->code, (PCRE2_SPTR)(s.n != 0 ? s.p : ""), s.n, 0, PCRE2_NO_UTF_CHECK, m->data, m->context);
    return rc >= 0 ? 1 : rc == PCRE2_ERROR_NOMATCH ? 0 : rc == PCRE2_ERROR_NOMEMORY ? -2 : -1;
}

/* The grammar of JSON: what may stand where, strings, numbers, names that come twice. */
#include "json/scan.h"

#include <stdlib.h>

#include "article/str.h"

enum expect {
    TOP,           /* a value, or the end */
    VALUE,         /* after a name or a comma */
    VALUE_OR_END,  /* after [ */
    NAME_OR_END,   /* after { */
    NAME,          /* after a comma in an object */
    COMMA_OR_END
};

/* Bytes that a string cannot just run over: quotes, escapes, controls, all beyond ASCII. */
static const unsigned char stops[256] = {
    [0 ... 0x1F] = 1, ['"'] = 1, ['\\'] = 1, [0x80 ... 0xFF] = 1,
};

static void
no_memory(struct wire_json *j)
{
    wire_json_fail(j, WIRE_E_NOMEM, NULL, j->at, "%s", "");
}

static void
no_json(struct wire_json *j, const char *p, const char *why)
{
    wire_json_fail(j, WIRE_E_INPUT, &wire_json_not_json, wire_json_at(j, p), "%s", why);
}

/* Whether n bytes are at p; what is there is moved together where more had to be read. */
static bool
have(struct wire_json *j, size_t n)
{
    while ((size_t)(j->end - j->p) < n) {
        if (!wire_json_fill(j))
            return false;
    }
    return true;
}

/* How many spaces stand at p, of indentation mostly: up to sixteen at once. */
static inline size_t
spaces_at(const char *p, const char *end)
{
    unsigned other;

    if (end - p < 16)
        return 1;
    other = ~wire_bits((wire_sixteen)(wire_load(p) == ' ')) & 0xFFFF;
    return other != 0 ? (size_t)__builtin_ctz(other) : 16;
}

/* To the next byte that is no white space; false at the end of the input. */
static bool
skip_space(struct wire_json *j)
{
    for (;;) {
        switch (*j->p) {
        case '\n':
            j->line++;
            j->line_at = j->before + (uint64_t)(j->p + 1 - j->room);
            j->wide = 0;
            j->p++;
            break;
        case ' ':
            j->p += spaces_at(j->p, j->end);
            break;
        case '\t':
        case '\r':
            j->p++;
            break;
        case 0x1E: /* RFC 7464: a text sequence has one before each value */
            if (j->expect != TOP)
                return true;
            j->p++;
            break;
        case '\0':
            if (j->p == j->end && !have(j, 1))
                return false;
            if (*j->p == '\0')
                return true;
            break;
        default:
            return true;
        }
    }
}

/* --- strings --- */

static void
keep_text(struct wire_json *j, const char *p, size_t n)
{
    if (n > j->max->story - (j->text.n < j->max->story ? j->text.n : j->max->story)) {
        wire_json_fail(j, WIRE_E_LIMIT, &wire_json_limit, j->at, "a string or number has more than %zu bytes", j->max->story);
        return;
    }
    wire_buf_put(&j->text, p, n);
    if (j->text.err != WIRE_OK)
        no_memory(j);
}

static int
hex4(const char *p)
{
    int n = 0;

    for (int i = 0; i < 4; i++) {
        char c = p[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0)
            return -1;
        n = n << 4 | digit;
    }
    return n;
}

/* \uXXXX at p, perhaps a pair of them (RFC 8259, 7). */
static void
unicode_escape(struct wire_json *j)
{
    struct wire_at at;
    char out[4];
    int unit, low;
    uint32_t c;

    if (!have(j, 6) || (unit = hex4(j->p + 2)) < 0) {
        no_json(j, j->p, "\\u needs four hexadecimal digits");
        return;
    }
    at = wire_json_at(j, j->p);
    j->p += 6;
    c = (uint32_t)unit;
    if (unit >= 0xD800 && unit < 0xDC00 && have(j, 6) && j->p[0] == '\\' && j->p[1] == 'u' && (low = hex4(j->p + 2)) >= 0xDC00 &&
        low < 0xE000) {
        c = 0x10000u + (((uint32_t)unit - 0xD800u) << 10) + ((uint32_t)low - 0xDC00u);
        j->p += 6;
    } else if (unit == 0 || (unit >= 0xD800 && unit < 0xE000)) {
        c = 0xFFFD;
        if (!j->said_replaced)
            wire_report(j->sink, j->source, &wire_json_replaced, at, WIRE_NONE, "\\u%04X", (unsigned)unit);
        j->said_replaced = true;
    }
    keep_text(j, out, wire_utf8_put(out, c));
}

static void
escape(struct wire_json *j)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    const char *which;

    if (!have(j, 2)) {
        no_json(j, j->p, "a string has no end");
    } else if (j->p[1] == 'u') {
        unicode_escape(j);
    } else if (j->p[1] != '\0' && (which = strchr(from, j->p[1])) != NULL) {
        keep_text(j, to + (which - from), 1);
        j->p += 2;
    } else {
        no_json(j, j->p, "there is no such escape in JSON");
    }
}

/* A character beyond ASCII at p: whether it is one (RFC 3629). */
static bool
character(struct wire_json *j)
{
    const char *p = j->p;

    if (wire_utf8_next(&p, j->end) < 0) {
        wire_json_fail(j, WIRE_E_INPUT, &wire_json_encoding, wire_json_at(j, j->p), "byte 0x%02X is no UTF-8 here",
                       (unsigned)(unsigned char)*j->p);
        return false;
    }
    j->wide += (uint64_t)(p - j->p) - 1;
    j->p = p;
    return true;
}

/* The first byte from p on at which a string has to be looked at, sixteen at once; the last few are left to the caller. */
static inline const char *
plain_until(const char *p, const char *end)
{
    for (; end - p >= 16; p += 16) {
        wire_sixteen c = wire_load(p);
        unsigned bits = wire_bits((wire_sixteen)((c < ' ') | (c == '"') | (c == '\\') | (c >= 0x80)));
        if (bits != 0)
            return p + __builtin_ctz(bits);
    }
    return p;
}

/* A string at its quotation mark. It is a slice of the input where nothing in it had to change. */
static void
string(struct wire_json *j)
{
    const char *from = ++j->p;
    bool kept = false;

    wire_buf_clear(&j->text);
    while (j->err == WIRE_OK) {
        unsigned char c;
        bool cut;
        if (!stops[(unsigned char)*j->p])
            j->p = plain_until(j->p, j->end);
        while (!stops[(unsigned char)*j->p])
            j->p++;
        c = (unsigned char)*j->p;
        cut = j->p == j->end || (c >= 0x80 && j->end - j->p < 4 && !j->drained);
        if (c == '"' && !cut)
            break;
        if (c >= 0x80 && !cut) {
            character(j);
            continue;
        }
        if (!cut && c != '\\') {
            no_json(j, j->p, "a control character stands in a string");
            return;
        }
        keep_text(j, from, (size_t)(j->p - from));
        kept = true;
        if (!cut)
            escape(j);
        else if (!wire_json_fill(j) && j->p == j->end)
            no_json(j, j->p, "a string has no end");
        from = j->p;
    }
    if (j->err != WIRE_OK)
        return;
    if (kept)
        keep_text(j, from, (size_t)(j->p - from));
    j->s = kept ? wire_buf_slice(&j->text) : (struct wire_str){ from, (size_t)(j->p - from) };
    j->p++;
}

/* --- numbers and words --- */

/* Nothing may touch a number or word but what JSON puts there. */
static bool
ends_well(struct wire_json *j)
{
    if (!have(j, 1) || (*j->p != '\0' && strchr(" \t\r\n,]}{[\x1E", *j->p) != NULL))
        return j->err == WIRE_OK;
    no_json(j, j->p, "a comma or bracket is missing");
    return false;
}

static enum wire_json_event
number(struct wire_json *j)
{
    const char *from = j->p;
    bool kept = false;

    wire_buf_clear(&j->text);
    for (;;) {
        while (*j->p != '\0' && strchr("0123456789+-.eE", *j->p) != NULL)
            j->p++;
        if (j->p != j->end)
            break;
        keep_text(j, from, (size_t)(j->p - from));
        kept = true;
        if (!wire_json_fill(j)) {
            from = j->p;
            break;
        }
        from = j->p;
    }
    if (kept)
        keep_text(j, from, (size_t)(j->p - from));
    if (j->err != WIRE_OK)
        return WIRE_J_ERROR;
    j->s = kept ? wire_buf_slice(&j->text) : (struct wire_str){ from, (size_t)(j->p - from) };
    if (!wire_str_is_number(j->s)) {
        wire_json_fail(j, WIRE_E_INPUT, &wire_json_not_json, j->at, "%s", "this is no number of JSON");
        return WIRE_J_ERROR;
    }
    if (!kept) { /* looking on may read more, and what is lent would move */
        keep_text(j, from, j->s.n);
        j->s = wire_buf_slice(&j->text);
    }
    return ends_well(j) && j->err == WIRE_OK ? WIRE_J_NUMBER : WIRE_J_ERROR;
}

static enum wire_json_event
word(struct wire_json *j, const char *text, enum wire_json_event event)
{
    size_t n = strlen(text);

    if (!have(j, n) || memcmp(j->p, text, n) != 0) {
        no_json(j, j->p, "this is no value of JSON");
        return WIRE_J_ERROR;
    }
    j->p += n;
    return ends_well(j) ? event : WIRE_J_ERROR;
}

/* --- names --- */

/* FNV-1a, 64 bits. Whoever makes names collide only costs himself a warning. */
static uint64_t
hash(struct wire_str s)
{
    uint64_t h = 0xCBF29CE484222325u;

    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 0x100000001B3u;
    return h;
}

static void
hold_name(struct wire_json *j)
{
    if (j->said_twice || j->name_count >= WIRE_JSON_NAMES || j->s.n > WIRE_JSON_NAME_BYTES - j->names.n)
        return;
    if (j->name_count == j->name_cap) {
        size_t cap = j->name_cap * 2 + 64;
        struct wire_json_name *name = realloc(j->name, cap * sizeof *name);
        if (name == NULL) {
            no_memory(j);
            return;
        }
        j->name = name;
        j->name_cap = cap;
    }
    j->name[j->name_count++] = (struct wire_json_name){ hash(j->s), j->names.n, j->s.n, j->at };
    wire_buf_str(&j->names, j->s);
    if (j->names.err != WIRE_OK)
        no_memory(j);
}

static int
compare(const void *a, const void *b, void *names)
{
    const struct wire_json_name *x = a, *y = b;
    const char *text = names;
    int order = (x->hash > y->hash) - (x->hash < y->hash);

    if (order == 0)
        order = (x->n > y->n) - (x->n < y->n);
    if (order == 0 && x->n != 0)
        order = memcmp(text + x->from, text + y->from, x->n);
    return order;
}

/* At the end of an object: did a name stand in it twice? */
static void
check_names(struct wire_json *j, size_t first)
{
    enum { FEW = 16 }; /* are compared each with each, which is quicker than to sort */
    struct wire_json_name *name = j->name + first, *twice = NULL;
    size_t count = j->name_count - first;

    if (count > FEW)
        qsort_r(name, count, sizeof *name, compare, j->names.p);
    for (size_t i = 1; i < count && twice == NULL; i++) {
        for (size_t k = count > FEW ? i - 1 : 0; k < i && twice == NULL; k++) {
            if (name[k].hash == name[i].hash && compare(&name[k], &name[i], j->names.p) == 0)
                twice = name[k].at.byte > name[i].at.byte ? &name[k] : &name[i];
        }
    }
    if (twice != NULL && !j->said_twice) {
        wire_report(j->sink, j->source, &wire_json_twice, twice->at, WIRE_NONE, "\"%.*s\"", (int)(twice->n < 80 ? twice->n : 80),
                    j->names.p + twice->from);
        j->said_twice = true;
    }
}

/* --- brackets --- */

static enum wire_json_event
open_bracket(struct wire_json *j, char bracket)
{
    if (j->depth >= j->max->depth) {
        wire_json_fail(j, WIRE_E_LIMIT, &wire_json_limit, j->at, "more than %u brackets are open", j->max->depth);
        return WIRE_J_ERROR;
    }
    if (j->depth == j->open_cap) {
        size_t cap = j->open_cap * 2 + 16;
        struct wire_json_open *open = realloc(j->open, cap * sizeof *open);
        if (open == NULL) {
            no_memory(j);
            return WIRE_J_ERROR;
        }
        j->open = open;
        j->open_cap = cap;
    }
    j->open[j->depth++] = (struct wire_json_open){ j->name_count, j->names.n, bracket };
    j->p++;
    j->expect = bracket == '{' ? NAME_OR_END : VALUE_OR_END;
    return bracket == '{' ? WIRE_J_OBJECT : WIRE_J_ARRAY;
}

static enum wire_json_event
close_bracket(struct wire_json *j)
{
    const struct wire_json_open *open = &j->open[j->depth - 1];

    if (open->bracket == '{' && j->name_count - open->first_name > 1)
        check_names(j, open->first_name);
    j->name_count = open->first_name;
    j->names.n = open->names;
    j->p++;
    j->depth--;
    j->expect = j->depth != 0 ? COMMA_OR_END : TOP;
    if (j->depth == 0)
        j->said_twice = j->said_replaced = false;
    return open->bracket == '{' ? WIRE_J_OBJECT_END : WIRE_J_ARRAY_END;
}

/* --- events --- */

static enum wire_json_event
value(struct wire_json *j)
{
    enum wire_json_event event;

    switch (*j->p) {
    case '{':
    case '[':
        return open_bracket(j, *j->p);
    case '"':
        string(j);
        event = WIRE_J_STRING;
        break;
    case 't':
        event = word(j, "true", WIRE_J_TRUE);
        break;
    case 'f':
        event = word(j, "false", WIRE_J_FALSE);
        break;
    case 'n':
        event = word(j, "null", WIRE_J_NULL);
        break;
    default:
        if (*j->p == '-' || (*j->p >= '0' && *j->p <= '9')) {
            event = number(j);
        } else {
            no_json(j, j->p, "a value should stand here");
            event = WIRE_J_ERROR;
        }
    }
    j->expect = j->depth != 0 ? COMMA_OR_END : TOP;
    if (j->depth == 0)
        j->said_twice = j->said_replaced = false;
    return j->err == WIRE_OK ? event : WIRE_J_ERROR;
}

static enum wire_json_event
name(struct wire_json *j)
{
    if (*j->p != '"') {
        no_json(j, j->p, "a name in quotation marks should stand here");
        return WIRE_J_ERROR;
    }
    string(j);
    if (j->err == WIRE_OK)
        hold_name(j);
    if (j->err == WIRE_OK && j->s.p != j->text.p) { /* looking for the colon may read more, and what is lent would move */
        wire_buf_clear(&j->text);
        keep_text(j, j->s.p, j->s.n);
        j->s = wire_buf_slice(&j->text);
    }
    if (j->err != WIRE_OK)
        return WIRE_J_ERROR;
    if (!skip_space(j) || *j->p != ':') {
        no_json(j, j->p, "a colon should stand here");
        return WIRE_J_ERROR;
    }
    j->p++;
    j->expect = VALUE;
    return WIRE_J_KEY;
}

enum wire_json_event
wire_json_next(struct wire_json *j)
{
    j->s = WIRE_NONE;
    if (j->err != WIRE_OK)
        return WIRE_J_ERROR;
    for (;;) {
        char closing = j->depth != 0 && j->open[j->depth - 1].bracket == '{' ? '}' : ']';
        if (!skip_space(j)) {
            if (j->err == WIRE_OK && j->expect != TOP)
                no_json(j, j->p, "the input ends in the middle of a value");
            return j->err != WIRE_OK ? WIRE_J_ERROR : WIRE_J_END;
        }
        j->at = wire_json_at(j, j->p);
        if (j->expect != COMMA_OR_END)
            break;
        if (*j->p == closing)
            return close_bracket(j);
        if (*j->p != ',') {
            no_json(j, j->p, closing == '}' ? "a comma or } should stand here" : "a comma or ] should stand here");
            return WIRE_J_ERROR;
        }
        j->p++;
        j->expect = closing == '}' ? NAME : VALUE;
    }
    if ((j->expect == NAME_OR_END && *j->p == '}') || (j->expect == VALUE_OR_END && *j->p == ']'))
        return close_bracket(j);
    return j->expect == NAME || j->expect == NAME_OR_END ? name(j) : value(j);
}

bool
wire_json_skip(struct wire_json *j, enum wire_json_event after)
{
    uint32_t depth = j->depth;

    if (after == WIRE_J_KEY)
        after = wire_json_next(j);
    else if (after == WIRE_J_OBJECT || after == WIRE_J_ARRAY)
        depth--;
    while (after != WIRE_J_ERROR && j->depth > depth)
        after = wire_json_next(j);
    return after != WIRE_J_ERROR;
}

bool
wire_json_copy(struct wire_json *j, enum wire_json_event event, struct wire_buf *out, size_t *weight)
{
    uint32_t depth = j->depth - (event == WIRE_J_OBJECT || event == WIRE_J_ARRAY ? 1 : 0);
    bool comma = false;

    for (;;) {
        bool closes = event == WIRE_J_OBJECT_END || event == WIRE_J_ARRAY_END;
        if (event == WIRE_J_ERROR)
            return false;
        if (comma && !closes)
            wire_buf_putc(out, ',');
        comma = event != WIRE_J_OBJECT && event != WIRE_J_ARRAY && event != WIRE_J_KEY;
        if (event == WIRE_J_OBJECT || event == WIRE_J_ARRAY)
            wire_buf_putc(out, event == WIRE_J_OBJECT ? '{' : '[');
        else if (closes)
            wire_buf_putc(out, event == WIRE_J_OBJECT_END ? '}' : ']');
        else if (event == WIRE_J_STRING || event == WIRE_J_KEY)
            wire_buf_json(out, j->s);
        else if (event == WIRE_J_NUMBER)
            wire_buf_str(out, j->s);
        else
            wire_buf_puts(out, event == WIRE_J_TRUE ? "true" : event == WIRE_J_FALSE ? "false" : "null");
        if (event == WIRE_J_STRING)
            *weight += wire_weight(j->s.p, j->s.n);
        if (event == WIRE_J_KEY)
            wire_buf_putc(out, ':');
        if (j->depth == depth && event != WIRE_J_KEY)
            return out->err == WIRE_OK;
        event = wire_json_next(j);
    }
}

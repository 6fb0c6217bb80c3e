/* Character data of a body: white space collapsed, put into the run of text where it stands. */
#include "article/sixteen.h"
#include "article/str.h"
#include "xml/build.h"

enum {
    PLAIN = 0,
    UNEVEN = 1, /* white space to collapse, or characters to leave out */
    MAYBE = 2   /* may be part of an announcement: "publication", "Veröffentlichung" */
};

/* What must be done with sixteen bytes, of which the next and the next but one are given as well. */
static inline wire_sixteen
uneven(wire_sixteen c, wire_sixteen next)
{
    return (wire_sixteen)((c < ' ') | (c == 0xEF) | ((c == ' ') & (next == ' ')));
}

static inline wire_sixteen
is_lic(wire_sixteen c, wire_sixteen next, wire_sixteen next2)
{
    return (wire_sixteen)(((c | 0x20) == 'l') & ((next | 0x20) == 'i') & ((next2 | 0x20) == 'c'));
}

/*
 * What must be done with a text. Most needs nothing, so this looks at every byte without a branch.
 * The announcements of both languages have the letters l, i, c in a row.
 */
static unsigned
look(const char *p, size_t n)
{
    wire_sixteen found_uneven = { 0 }, found_lic = { 0 }, c;
    unsigned space, uneven_bits, l, i;

    for (; n >= 18; p += 16, n -= 16) {
        wire_sixteen next = wire_load(p + 1), next2 = wire_load(p + 2);
        c = wire_load(p);
        found_uneven |= uneven(c, next);
        found_lic |= is_lic(c, next, next2);
    }
    if (n > 16) { /* one byte more than is looked at below */
        found_uneven |= uneven(wire_load(p), wire_load(p + 1));
        found_lic |= is_lic(wire_load(p), wire_load(p + 1), wire_load_some(p + 2, n - 2));
        p += n - 16;
        n = 16;
    }
    c = wire_load_some(p, n);
    space = wire_bits((wire_sixteen)(c == ' '));
    uneven_bits = wire_bits((wire_sixteen)((c < ' ') | (c == 0xEF))) & ((1U << n) - 1);
    l = wire_bits((wire_sixteen)((c | 0x20) == 'l'));
    i = wire_bits((wire_sixteen)((c | 0x20) == 'i'));
    uneven_bits |= space & space >> 1;
    /* What begins at the end may go on in the next piece. */
    l &= (i >> 1 & wire_bits((wire_sixteen)((c | 0x20) == 'c')) >> 2) | (n >= 2 ? 3U << (n - 2) : 1U);
    return (uneven_bits != 0 || wire_bits(found_uneven) != 0 ? UNEVEN : 0) | (l != 0 || wire_bits(found_lic) != 0 ? MAYBE : 0);
}

/* Characters that XML 1.0 does not allow (2.2): how many bytes of one are at p, or 0. */
static size_t
unwanted(const char *p, size_t n)
{
    unsigned char c = (unsigned char)p[0];

    if (c < ' ' && !wire_is_space(c))
        return 1;
    if (c == 0xEF && n >= 3 && (unsigned char)p[1] == 0xBF && ((unsigned char)p[2] == 0xBE || (unsigned char)p[2] == 0xBF))
        return 3;
    return 0;
}

/* Whether a text has nothing but spaces and no-break spaces (U+00A0, U+202F). */
static bool
is_weak(const char *p, size_t n)
{
    size_t i = 0;

    while (i < n) {
        unsigned char c = (unsigned char)p[i];
        if (wire_is_space(c))
            i++;
        else if (c == 0xC2 && i + 1 < n && (unsigned char)p[i + 1] == 0xA0)
            i += 2;
        else if (c == 0xE2 && i + 2 < n && (unsigned char)p[i + 1] == 0x80 && (unsigned char)p[i + 2] == 0xAF)
            i += 3;
        else
            return false;
    }
    return true;
}

static bool
is_word(int32_t c)
{
    return c == '_' || wire_is_alnum(c);
}

/* The last character of the run, or -1. */
static int32_t
last_character(const struct wire_run *run)
{
    const struct wire_node *t = run->tail;
    const char *p, *end;

    if (t == NULL || t->text.n == 0)
        return -1;
    end = t->text.p + t->text.n;
    for (p = end - 1; p > t->text.p && end - p < 4 && ((unsigned char)*p & 0xC0) == 0x80;)
        p--;
    return wire_utf8_next(&p, end);
}

/* Room for n bytes of text at the end of the run; *joined: they follow the last text directly. */
static char *
room(struct wire_body *b, size_t n, bool *joined, struct wire_at at)
{
    struct wire_run *run = &b->run;
    struct wire_node *before = run->at->last;
    char *p;

    *joined = run->tail != NULL && run->tail == before && run->tail->text.p + run->tail->text.n == b->arena->at;
    if (!*joined) {
        struct wire_node *t = wire_node_add(b->arena, run->at, WIRE_N_TEXT, at);
        if (t == NULL)
            return NULL;
        run->tail = t;
        run->tail_before = before;
    }
    p = wire_arena_bytes(b->arena, n);
    if (p == NULL || (*joined && p == run->tail->text.p + run->tail->text.n))
        return p;
    if (*joined) { /* the arena went on elsewhere: another text after it */
        struct wire_node *t = wire_node_add(b->arena, run->at, WIRE_N_TEXT, at);
        if (t == NULL)
            return NULL;
        run->tail = t;
        run->tail_before = before;
        *joined = false;
    }
    run->tail->text = (struct wire_str){ p, 0 };
    return p;
}

/* Give back what was not needed of the arena's last bytes. */
static void
give_back(struct wire_body *b, const char *p, size_t had, size_t used)
{
    if (p + had == b->arena->at)
        b->arena->at -= had - used;
}

/* 1: white space; 2: perhaps not allowed in XML. */
static const unsigned char kinds[256] = {
    [0] = 2,     [1] = 2,  [2] = 2,  [3] = 2,  [4] = 2,  [5] = 2,  [6] = 2,  [7] = 2,  [8] = 2,  ['\t'] = 1, ['\n'] = 1,
    [11] = 2,    [12] = 2, ['\r'] = 1, [14] = 2, [15] = 2, [16] = 2, [17] = 2, [18] = 2, [19] = 2, [20] = 2,   [21] = 2,
    [22] = 2,    [23] = 2, [24] = 2, [25] = 2, [26] = 2, [27] = 2, [28] = 2, [29] = 2, [30] = 2, [31] = 2,   [' '] = 1,
    [0xEF] = 2,
};

/* A byte at a time without branches: where words end cannot be foretold. */
static size_t
collapse(struct wire_body *b, char *to, const char *p, size_t n)
{
    size_t used = 0, bad;
    unsigned full = b->run.full;

    for (size_t i = 0; i < n; i++) {
        unsigned kind = kinds[(unsigned char)p[i]];
        if (kind == 2) {
            if ((bad = unwanted(p + i, n - i)) != 0) {
                b->skipped += wire_weight(p + i, bad);
                i += bad - 1;
                continue;
            }
            kind = 0;
        }
        to[used] = kind != 0 ? ' ' : p[i];
        used += 1 - (kind & full);
        full = kind;
    }
    return used;
}

/* Write text that is not empty where the run is. */
static void
write_text(struct wire_body *b, const char *p, size_t n, unsigned how, struct wire_at at)
{
    struct wire_run *run = &b->run;
    bool joined;
    char *to = room(b, n, &joined, at);
    size_t used = n;

    if (to == NULL)
        return;
    if ((how & UNEVEN) != 0) {
        used = collapse(b, to, p, n);
        give_back(b, to, n, used);
    } else {
        memcpy(to, p, n);
    }
    run->tail->text.n += used;
    if (used == 0) {
        if (!joined) {
            wire_build_cut(run->tail, run->tail_before);
            run->tail = NULL;
        }
        return;
    }
    run->full = run->spaced = to[used - 1] == ' ';
    b->written += used;
}

static void
mark_solid(struct wire_body *b)
{
    struct wire_run *run = &b->run;

    run->worded = true;
    if (run->made > run->base)
        b->inl[run->made - 1].solid = true;
    else
        run->solid = true;
}

/* "Where a part of a name, place or fraction would touch a word, one space stands between": before what begins here. */
static void
keep_apart(struct wire_body *b, int32_t next, struct wire_at at)
{
    struct wire_run *run = &b->run;
    bool touches = (run->apart_before && is_word(last_character(run))) || (run->apart_after && is_word(next));

    run->apart_before = run->apart_after = false;
    if (run->block != NULL && touches && !run->full && next != ' ')
        write_text(b, " ", 1, PLAIN, at);
}

static int32_t
first_character(const char *p, size_t n)
{
    return wire_is_space((unsigned char)*p) ? ' ' : wire_utf8_next(&p, p + n);
}

/* Text of a pre: as it is, its line ends LF, without the one right after the start tag. */
static void
write_pre(struct wire_body *b, const char *p, size_t n, struct wire_at at)
{
    struct wire_run *run = &b->run;
    bool joined, weak, begun = false;
    size_t used = 0, bad;
    char *to;

    if (b->pre_begins && n != 0) {
        b->pre_begins = false;
        if (*p == '\n' || *p == '\r') {
            b->pre_cr = *p == '\r';
            p++;
            n--;
            begun = b->pre_cr;
        }
    }
    if (n != 0 && *p == '\n' && b->pre_cr) {
        p++;
        n--;
    }
    b->pre_cr = n == 0 && begun;
    if (n == 0)
        return;
    weak = is_weak(p, n);
    if (weak && run->block == NULL && wire_build_is_between(b)) {
        b->skipped += wire_weight(p, n);
        return;
    }
    if (!wire_build_run(b, at) || (to = room(b, n, &joined, at)) == NULL)
        return;
    for (size_t i = 0; i < n; i++) {
        if (p[i] == '\r') {
            to[used++] = '\n';
            if (i + 1 < n && p[i + 1] == '\n')
                i++;
            b->pre_cr = i + 1 == n && p[i] == '\r';
        } else if ((bad = unwanted(p + i, n - i)) != 0) {
            b->skipped += wire_weight(p + i, bad);
            i += bad - 1;
        } else {
            to[used++] = p[i];
        }
    }
    give_back(b, to, n, used);
    run->tail->text.n += used;
    run->full = run->spaced = false;
    b->written += used;
    if (!weak)
        mark_solid(b);
}

/* How many bytes of white space a text begins with. */
static size_t
indentation(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i += 16) {
        unsigned others = wire_bits(wire_spaces(wire_load_some(p + i, n - i))) ^ 0xFFFF;
        if (others != 0)
            return i + (size_t)__builtin_ctz(others);
    }
    return n;
}

void
wire_build_text(struct wire_body *b, const char *p, size_t n, struct wire_at at)
{
    struct wire_open *top = &b->open[b->opens - 1];
    struct wire_run *run = &b->run;
    unsigned how;
    bool weak;

    if (top->text.kind == WIRE_N_PRE) {
        if ((look(p, n) & MAYBE) != 0)
            top->flags |= WIRE_O_MAYBE;
        if (run->block != NULL && (run->apart_before || run->apart_after) && wire_build_run(b, at))
            keep_apart(b, first_character(p, n), at);
        write_pre(b, p, n, at);
        run->apart_before = run->apart_after = false;
        return;
    }
    if (run->block == NULL || run->full) {
        size_t spaces = indentation(p, n);
        p += spaces;
        n -= spaces;
    }
    if (n == 0)
        return;
    how = look(p, n);
    if ((how & MAYBE) != 0)
        top->flags |= WIRE_O_MAYBE;
    weak = is_weak(p, n);
    if (weak && run->block == NULL && wire_build_is_between(b)) {
        b->skipped += wire_weight(p, n);
        return;
    }
    if (run->block != NULL && (run->apart_before || run->apart_after))
        keep_apart(b, first_character(p, n), at); /* before the elements that begin here are made */
    if (!wire_build_run(b, at))
        return;
    run->apart_before = run->apart_after = false;
    write_text(b, p, n, how, at);
    if (!weak && run->tail != NULL)
        mark_solid(b);
}

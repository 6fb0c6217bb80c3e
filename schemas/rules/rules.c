/* The rules there are, sets of them at their levels, and judging an input by a set. */
#include "schemas/rules/rules.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "schemas/rules/check.h"
#include "schemas/rules/house.h"
#include "schemas/rules/mend.h"
#include "schemas/rules/source.h"

const struct wire_finding wire_rule_fixed = {
    "fixed", WIRE_WARNING, "this had one safe answer and is mended in the output",
    "The detail names the rule and what stands there now. Compare the output with the input if in doubt.", NULL
};

const struct wire_finding wire_rules_unreadable = {
    "rules-unreadable", WIRE_ERROR, "this is no file of house rules that can be used",
    "See the manual of validate for what stands in one. The message says what is wrong, and where.", NULL
};

const struct wire_finding wire_rules_too_large = {
    "rules-too-large", WIRE_WARNING, "the input is too large for the rules beyond the schema; it was judged by the schema alone",
    "Rules look at whole inputs of up to 256 MB. Split it into documents of fewer stories.", NULL
};

static const struct wire_finding *const findings[] = { &wire_rule_fixed, &wire_rules_unreadable, &wire_rules_too_large, &wire_rules_not_mended,
                                                       WIRE_HOUSE_FINDINGS, NULL };

static const struct wire_rule *const tables[] = { wire_rules_content, wire_rules_guidelines, wire_rules_characters,
                                                  wire_rules_source };

enum { RULES_MOST = 64 };

struct wire_rules {
    const struct wire_rule *rule[RULES_MOST];
    struct wire_finding what[RULES_MOST]; /* the same with the level of this set */
    bool off[RULES_MOST];
    size_t n;
    struct wire_house *house;
};

const struct wire_rule *
wire_rule_at(size_t at)
{
    for (size_t t = 0; t < WIRE_COUNT(tables); t++) {
        for (const struct wire_rule *r = tables[t]; r->what.id != NULL; r++) {
            if (at-- == 0)
                return r;
        }
    }
    return NULL;
}

const struct wire_rule *
wire_rule_of(const struct wire_finding *what)
{
    const struct wire_rule *r;

    for (size_t i = 0; (r = wire_rule_at(i)) != NULL; i++) {
        if (r->what.text == what->text)
            return r;
    }
    return NULL;
}

const struct wire_finding *
wire_rule_finding_at(size_t at)
{
    return at < WIRE_COUNT(findings) ? findings[at] : NULL;
}

/* --- sets --- */

static size_t
row_named(const struct wire_rules *rules, struct wire_str id)
{
    size_t i = 0;

    while (i < rules->n && !wire_str_is_nocase(id, rules->what[i].id))
        i++;
    return i;
}

bool
wire_rules_set_level(struct wire_rules *rules, struct wire_str id, int level)
{
    size_t i = row_named(rules, id);

    if (i == rules->n)
        return false;
    rules->off[i] = level < 0;
    if (level >= 0)
        rules->what[i].level = (enum wire_level)level;
    return true;
}

struct wire_rules *
wire_rules_new(const struct wire_rules_choice *choice, const struct wire_sink *sink, enum wire_status *st)
{
    struct wire_rules *rules = calloc(1, sizeof *rules);
    const struct wire_rule *r;

    *st = rules != NULL ? WIRE_OK : WIRE_E_NOMEM;
    if (rules == NULL)
        return NULL;
    while (rules->n < RULES_MOST && (r = wire_rule_at(rules->n)) != NULL) {
        rules->rule[rules->n] = r;
        rules->what[rules->n] = r->what;
        if (choice->strict && r->what.level == WIRE_WARNING)
            rules->what[rules->n].level = WIRE_ERROR;
        rules->n++;
    }
    if (choice->file != NULL)
        rules->house = wire_house_new(choice->bytes, choice->file, rules, choice->strict, sink, st);
    if (*st == WIRE_OK)
        return rules;
    wire_rules_free(rules);
    return NULL;
}

void
wire_rules_free(struct wire_rules *rules)
{
    if (rules != NULL)
        wire_house_free(rules->house);
    free(rules);
}

/* --- saying --- */

struct wire_str
wire_shown(struct wire_str s)
{
    enum { SHOWN = 80 };
    size_t n = 0;

    while (n < s.n && n < SHOWN && s.p[n] != '\n' && s.p[n] != '\r')
        n++;
    while (n != 0 && n < s.n && (s.p[n] & 0xC0) == 0x80) /* no half of a character */
        n--;
    return (struct wire_str){ s.p, n };
}

void
wire_say(struct wire_check *c, const struct wire_finding *what, struct wire_at at, const char *fmt, ...)
{
    char detail[512];
    struct wire_diag d = { .what = what, .file = c->in->source->name, .at = at, .uri = c->uri, .detail = detail };
    va_list args;

    va_start(args, fmt);
    vsnprintf(detail, sizeof detail, fmt, args);
    va_end(args);
    c->wrong |= what->level == WIRE_ERROR;
    if (c->sink->diagnostic != NULL)
        c->sink->diagnostic(c->sink->ctx, &d);
}

static const struct wire_finding *
finding_of(const struct wire_check *c, const struct wire_rule *r)
{
    size_t i = 0;

    while (i < c->rules->n && c->rules->rule[i] != r)
        i++;
    return i < c->rules->n && !c->rules->off[i] ? &c->rules->what[i] : NULL;
}

void
wire_broken(struct wire_check *c, const struct wire_rule *r, struct wire_at at, const char *fmt, ...)
{
    const struct wire_finding *what = finding_of(c, r);
    char detail[400];
    va_list args;

    if (what == NULL || c->edits != NULL) /* while mending, what is left is said when the result is judged */
        return;
    va_start(args, fmt);
    vsnprintf(detail, sizeof detail, fmt, args);
    va_end(args);
    wire_say(c, what, at, "%s", detail);
}

bool
wire_mend(struct wire_check *c, const struct wire_rule *r, struct wire_at at, size_t from, size_t n, struct wire_str with)
{
    struct wire_str was = wire_str_sub(c->text, from, n);

    if (c->edits == NULL || finding_of(c, r) == NULL)
        return false;
    wire_edits_put(c->edits, from, n, with);
    if (with.n == 0)
        wire_say(c, &wire_rule_fixed, at, "%s: taken out", r->what.id);
    else if (n == 0)
        wire_say(c, &wire_rule_fixed, at, "%s: put in %.*s", r->what.id, WIRE_SHOWN(with));
    else
        wire_say(c, &wire_rule_fixed, at, "%s: '%.*s' is '%.*s' now", r->what.id, WIRE_SHOWN(was), WIRE_SHOWN(with));
    return true;
}

/* --- a story --- */

struct wire_at
wire_story_at(const struct wire_article *a)
{
    for (int f = 0; f < WIRE_FIELD_COUNT; f++) {
        const struct wire_value *v = wire_first(a, (enum wire_field)f);
        if (v != NULL && v->at.line != 0)
            return v->at;
    }
    return a->body != NULL && a->body->at.line != 0 ? a->body->at : (struct wire_at){ 1, 1, 0 };
}

static bool
has_lines(const struct wire_node *n)
{
    return n->kind == WIRE_N_P || (n->kind >= WIRE_N_H2 && n->kind <= WIRE_N_H4) || n->kind == WIRE_N_LI ||
           n->kind == WIRE_N_TH || n->kind == WIRE_N_TD || n->kind == WIRE_N_CAPTION || n->kind == WIRE_N_FIGCAPTION ||
           n->kind == WIRE_N_PRE;
}

/* Whether a block says again what fields say, or stands before or after the text: some count such words, some do not. */
static bool
is_around(const struct wire_node *n)
{
    enum { FLAGS = WIRE_N_IS_BYLINE | WIRE_N_IS_SIGNOFF | WIRE_N_REPEATS };

    for (int levels = 0; n != NULL && levels < 8; n = n->parent, levels++) {
        if ((n->flags & FLAGS) != 0 || (n->kind == WIRE_N_DIV && (wire_node_has_class(n, "header") || wire_node_has_class(n, "footer"))) ||
            n->kind == WIRE_N_FIGURE || n->kind == WIRE_N_TABLE || n->kind == WIRE_N_H2)
            return true;
    }
    return false;
}

struct gathering {
    struct wire_check *c;
    struct wire_line **last;
};

static enum wire_status
gather_line(void *ctx, const struct wire_node *node, enum wire_visit visit)
{
    struct gathering *g = ctx;
    struct wire_line *line;

    if (visit != WIRE_ENTER || !has_lines(node))
        return WIRE_OK;
    line = WIRE_NEW(&g->c->arena, struct wire_line);
    if (line == NULL)
        return g->c->arena.err;
    line->node = node;
    line->text = wire_node_line(&g->c->arena, node);
    if (line->text.n == 0)
        return WIRE_STOP;
    g->c->words += wire_words(line->text);
    if (!is_around(node))
        g->c->words_least += wire_words(line->text);
    *g->last = line;
    g->last = &line->next;
    return WIRE_STOP; /* what is in it is part of the line */
}

/* The story and what is associated with it, in the order of the levels. */
static void
gather_parts(struct wire_check *c, const struct wire_article *a)
{
    struct wire_part *last = WIRE_NEW(&c->arena, struct wire_part);

    if ((c->parts = last) == NULL)
        return;
    last->article = a;
    for (const struct wire_part *p = c->parts; p != NULL; p = p->next) {
        for (const struct wire_value *v = wire_first(p->article, WIRE_F_ASSOCIATIONS); v != NULL; v = v->next) {
            struct wire_part *more = v->article != NULL ? WIRE_NEW(&c->arena, struct wire_part) : NULL;
            if (more == NULL)
                continue;
            more->article = v->article;
            last->next = more;
            last = more;
        }
    }
}

static enum wire_status
on_story(void *ctx, struct wire_article *a)
{
    struct wire_check *c = ctx;
    struct gathering lines = { c, &c->lines };

    c->result->stories++;
    c->uri = wire_text_of(a, WIRE_F_URI);
    c->lines = NULL;
    c->words = c->words_least = 0;
    c->wrong = false;
    if (a->body != NULL)
        wire_walk(a->body, WIRE_PUBLIC, gather_line, &lines);
    gather_parts(c, a);
    for (size_t i = 0; c->arena.err == WIRE_OK && i < c->rules->n; i++) {
        const struct wire_rule *r = c->rules->rule[i];
        if (r->story != NULL && !c->rules->off[i] && (r->formats & c->format) != 0)
            r->story(c, r, a);
    }
    if (c->rules->house != NULL && c->edits == NULL)
        wire_house_judge(c->rules->house, c, a);
    if (c->wrong)
        c->result->invalid++;
    c->err = c->arena.err == WIRE_E_NOMEM ? WIRE_E_NOMEM : c->err;
    wire_arena_free(&c->arena);
    c->uri = WIRE_NONE;
    wire_article_free(a);
    return c->err;
}

static void
on_finding(void *ctx, const struct wire_diag *d)
{
    struct wire_check *c = ctx;

    if (c->in->reader_speaks && c->edits == NULL && c->sink->diagnostic != NULL)
        c->sink->diagnostic(c->sink->ctx, d);
}

/* --- an input --- */

static unsigned
bit_of(const struct wire_format *f)
{
    static const struct { const char *name; unsigned bit; } bits[] = {
        { "newsml-g2", WIRE_RULE_G2 }, { "newsml-1", WIRE_RULE_NEWSML_1 }, { "nitf", WIRE_RULE_NITF },
        { "ninjs", WIRE_RULE_NINJS }, { "json", WIRE_RULE_JSON }, { "anpa", WIRE_RULE_WIRES },
        { "iptc7901", WIRE_RULE_WIRES }, { "text", WIRE_RULE_TEXT }, { "rss", WIRE_RULE_FEEDS }, { "atom", WIRE_RULE_FEEDS },
    };

    for (size_t i = 0; i < WIRE_COUNT(bits); i++) {
        if (strcmp(bits[i].name, f->name) == 0)
            return bits[i].bit;
    }
    return 0;
}

/* Whether there can be anything but plain ASCII in it. */
static bool
is_plain(const struct wire_spot *s)
{
    for (size_t i = 0; i < s->raw.n; i++) {
        unsigned char c = (unsigned char)s->raw.p[i];
        if (c >= 0x7F || (c < 0x20 && !wire_is_space(c)) || c == '&' || c == '\\')
            return false;
    }
    return true;
}

static void
on_spot(void *ctx, const struct wire_spot *found)
{
    struct wire_check *c = ctx;
    struct wire_spot s = *found, *spot = &s;

    s.plain = is_plain(found);
    for (size_t i = 0; i < c->rules->n; i++) {
        const struct wire_rule *r = c->rules->rule[i];
        if (r->spot != NULL && !c->rules->off[i] && (r->formats & c->format) != 0)
            r->spot(c, r, spot);
    }
}

enum wire_status
wire_rules_judge(const struct wire_rules *rules, const struct wire_rules_input *in, const struct wire_sink *sink,
                 struct wire_rules_result *result)
{
    struct wire_bytes bytes = { in->bytes.p, in->bytes.n, NULL };
    struct wire_source source = *in->source;
    struct wire_check c = { .rules = rules, .in = in, .sink = sink, .result = result, .format = bit_of(in->format),
                            .edits = in->edits };
    struct wire_sink own = { on_story, on_finding, &c };
    enum wire_status st;

    if ((c.memory = calloc(1, sizeof *c.memory)) == NULL)
        return WIRE_E_NOMEM;
    wire_arena_init(&c.arena, wire_limits_default.story);
    source.read = wire_bytes_read;
    source.ctx = &bytes;
    st = in->format->read(&source, &own, NULL, in->worker);
    wire_arena_free(&c.arena);
    if (c.err == WIRE_OK) {
        enum wire_status spots;
        c.wrong = false;
        spots = wire_source_spots(&c, on_spot);
        c.err = c.err != WIRE_OK ? c.err : spots;
        if (c.wrong && result->invalid == 0)
            result->invalid = 1; /* which story a string is of is not known here */
    }
    if (c.arena.err == WIRE_E_NOMEM)
        c.err = WIRE_E_NOMEM;
    wire_arena_free(&c.arena);
    free(c.memory);
    return c.err != WIRE_OK ? c.err : st;
}

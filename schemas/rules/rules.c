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
    "rules-too-large", WIRE_WARNING, "a story is too large for the rules on how things are written; from there on it was judged by the others alone",
    "Rules look at stories as large as readers read them. See whether one without an end is in the input.", NULL
};

static const struct wire_finding *const findings[] = { &wire_rule_fixed, &wire_rules_unreadable, &wire_rules_too_large, &wire_rules_not_mended, &wire_rules_mend_size,
                                                       WIRE_HOUSE_FINDINGS, NULL };

static const struct wire_rule *const tables[] = { wire_rules_content, wire_rules_guidelines, wire_rules_characters,
                                                  wire_rules_source, wire_rules_older };

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
wire_names_put(struct wire_names *names, struct wire_str name)
{
    char *to = names->bytes + names->n;

    if (name.n > WIRE_NAMES_ROOM - names->n)
        return WIRE_NONE;
    memcpy(to, name.p, name.n);
    names->n += name.n;
    return (struct wire_str){ to, name.n };
}

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
    struct wire_diag d = { .what = what, .file = c->source->name, .at = at, .uri = c->uri, .detail = detail };
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
    struct wire_str was = wire_str_sub(c->text, from - c->text_from, n);

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
    size_t words;

    if (visit != WIRE_ENTER || !has_lines(node))
        return WIRE_OK;
    line = WIRE_NEW(&g->c->arena, struct wire_line);
    if (line == NULL)
        return g->c->arena.err;
    line->node = node;
    line->text = wire_node_line(&g->c->arena, node);
    if (line->text.n == 0)
        return WIRE_STOP;
    words = wire_words(line->text);
    g->c->words += words;
    if (!is_around(node))
        g->c->words_least += words;
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

/* --- an input, while it is read --- */

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

struct wire_rules_run {
    struct wire_check c;
    struct wire_memory memory;
    struct wire_lists lists;
    struct wire_scan *scan;
    struct wire_source source;       /* what is read */
    const struct wire_source *of;
    const struct wire_rule *story[RULES_MOST], *spot[RULES_MOST]; /* those of the format that are not off */
    size_t stories, spots;
    struct wire_rules_result result;
};

static void
on_spot(struct wire_check *c, const struct wire_spot *found)
{
    struct wire_rules_run *run = (struct wire_rules_run *)c; /* its first member */
    struct wire_spot spot = *found;

    spot.plain = wire_spot_is_plain(found);
    for (size_t i = 0; i < run->spots; i++)
        run->spot[i]->spot(c, run->spot[i], &spot);
}

struct wire_rules_run *
wire_rules_run_new(const struct wire_rules *rules)
{
    struct wire_rules_run *run = calloc(1, sizeof *run);

    if (run == NULL)
        return NULL;
    run->c.rules = rules;
    run->c.memory = &run->memory;
    run->scan = wire_scan_new(&run->c, on_spot);
    if (run->scan != NULL)
        return run;
    free(run);
    return NULL;
}

void
wire_rules_run_free(struct wire_rules_run *run)
{
    if (run == NULL)
        return;
    wire_arena_free(&run->c.arena);
    wire_scan_free(run->scan);
    free(run);
}

/* The bytes go to the reader, and to the scan of the source. */
static long
pull(void *ctx, void *bytes, size_t n)
{
    struct wire_rules_run *run = ctx;
    long got = run->of->read(run->of->ctx, bytes, n);

    if (got > 0)
        wire_scan_feed(run->scan, bytes, (size_t)got);
    return got;
}

struct wire_source *
wire_rules_begin(struct wire_rules_run *run, const struct wire_format *format, const struct wire_source *source,
                 const struct wire_sink *sink, struct wire_edits *edits)
{
    struct wire_check *c = &run->c;
    const struct wire_rules *rules = c->rules;

    run->memory = (struct wire_memory){ .lists = &run->lists, .alias_names.bytes = run->lists.alias_names,
                                        .group_names.bytes = run->lists.group_names,
                                        .identifier_names.bytes = run->lists.identifier_names };
    c->source = run->of = source;
    c->sink = sink;
    c->edits = edits;
    c->read_as = format;
    c->format = bit_of(format);
    c->err = WIRE_OK;
    c->wrong = false;
    c->uri = WIRE_NONE;
    run->result = (struct wire_rules_result){ 0 };
    run->stories = run->spots = 0;
    for (size_t i = 0; i < rules->n; i++) {
        const struct wire_rule *r = rules->rule[i];
        if (rules->off[i] || (r->formats & c->format) == 0)
            continue;
        if (r->story != NULL)
            run->story[run->stories++] = r;
        if (r->spot != NULL)
            run->spot[run->spots++] = r;
    }
    wire_arena_init(&c->arena, wire_limits_default.story);
    wire_scan_begin(run->scan);
    run->source = *source;
    run->source.read = pull;
    run->source.ctx = run;
    return &run->source;
}

/* What of it is public, and what goes with it. */
static void
look_at(struct wire_check *c, const struct wire_article *a)
{
    struct gathering lines = { c, &c->lines };

    c->uri = wire_text_of(a, WIRE_F_URI);
    c->lines = NULL;
    c->parts = NULL;
    c->words = c->words_least = 0;
    if (a->body != NULL)
        wire_walk(a->body, WIRE_PUBLIC, gather_line, &lines);
    gather_parts(c, a);
}

/* What was found since the story before counts for this one. */
static void
settle(struct wire_rules_run *run)
{
    struct wire_check *c = &run->c;

    if (c->arena.err == WIRE_E_NOMEM)
        c->err = WIRE_E_NOMEM;
    wire_arena_free(&c->arena);
    wire_arena_init(&c->arena, wire_limits_default.story);
    c->uri = WIRE_NONE;
    c->wrong = false;
}

bool
wire_rules_story(struct wire_rules_run *run, const struct wire_article *a)
{
    struct wire_check *c = &run->c;
    bool wrong;

    run->result.stories++;
    look_at(c, a);
    for (size_t i = 0; c->arena.err == WIRE_OK && i < run->stories; i++)
        run->story[i]->story(c, run->story[i], a);
    if (c->rules->house != NULL && c->edits == NULL && c->arena.err == WIRE_OK)
        wire_house_judge(c->rules->house, c, a);
    wire_scan_to(run->scan, a->end);
    if (a->end != 0)
        run->memory.counts = 0;
    wrong = c->wrong;
    run->result.invalid += wrong;
    settle(run);
    return wrong;
}

/* What stands behind a fault that ended the reading is looked at all the same. */
static void
read_on(struct wire_rules_run *run)
{
    char room[16384];

    while (pull(run, room, sizeof room) > 0)
        wire_scan_to(run->scan, UINT64_MAX);
}

enum wire_status
wire_rules_end(struct wire_rules_run *run, enum wire_status read, bool to_the_end)
{
    struct wire_check *c = &run->c;
    enum wire_status st = WIRE_OK;

    if (read == WIRE_OK || (to_the_end && (read == WIRE_E_INPUT || read == WIRE_E_LIMIT))) {
        if (read != WIRE_OK)
            read_on(run);
        st = wire_scan_end(run->scan);
        if (st == WIRE_E_LIMIT)
            wire_say(c, &wire_rules_too_large, (struct wire_at){ 0 }, "%s", "");
        if (c->wrong && run->result.invalid == 0)
            run->result.invalid = 1; /* it stands behind all stories */
    }
    settle(run);
    wire_arena_free(&c->arena);
    return c->err == WIRE_E_NOMEM || st == WIRE_E_NOMEM ? WIRE_E_NOMEM : WIRE_OK;
}

const struct wire_rules_result *
wire_rules_result(const struct wire_rules_run *run)
{
    return &run->result;
}

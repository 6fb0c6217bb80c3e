/* Rules of the house: what its own stories must have, in a small file of JSON. */
#include "schemas/rules/house.h"

#include <stdio.h>
#include <stdlib.h>

#include "schemas/json-tree.h"
#include "schemas/pattern.h"

const struct wire_finding wire_house_required = {
    "house-required", WIRE_ERROR, "a field that the house asks for is missing",
    "Fill it in. The file of --rules says which fields must be there, and for whose stories.", NULL
};

const struct wire_finding wire_house_value = {
    "house-value", WIRE_ERROR, "a value is none of those the house allows",
    "Take one of the values, or one of the form, that the file of --rules has for the field.", NULL
};

const struct wire_finding wire_house_length = {
    "house-length", WIRE_ERROR, "a value is shorter or longer than the house allows",
    "Cut it, or write more: the file of --rules has the bounds.", NULL
};

enum { REQUIRED, VALUE, LENGTH, KINDS, LEVELS = 3 };

static const struct wire_finding *const findings[KINDS] = { &wire_house_required, &wire_house_value, &wire_house_length };

/* One entry of "fields". */
struct row {
    struct row *next;
    struct wire_str name;                        /* as the file has it: "headlines.value" */
    enum wire_field field;
    enum wire_key key;                           /* or WIRE_K_NONE: the field itself */
    struct wire_str member;                      /* of WIRE_K_OTHER: what it is called */
    struct wire_str provider, format, type, role;/* whose it is for; absent: all */
    struct wire_str say;                         /* what the house says to it, or absent */
    const struct wire_tree *values;              /* a list, or NULL */
    struct wire_pattern *pattern;                /* or NULL */
    int64_t min, max;                            /* max 0: no bound */
    bool required, words;
    int level;
};

struct wire_house {
    struct wire_arena arena;
    struct row *rows, **last;
    struct wire_pattern *patterns;
    struct wire_finding what[KINDS][LEVELS]; /* by level */
};

/* --- reading the file --- */

struct loading {
    struct wire_house *house;
    struct wire_rules *rules;
    const struct wire_sink *sink;
    const struct wire_source *source;
    bool strict, bad;
};

static void
complain(struct loading *l, const struct wire_tree *t, const char *what, struct wire_str s)
{
    wire_report(l->sink, l->source, &wire_rules_unreadable, t->key.p != NULL ? t->key_at : t->at, WIRE_NONE, "%s%s%.*s%s", what,
                s.p != NULL ? " '" : "", WIRE_SHOWN(s), s.p != NULL ? "'" : "");
    l->bad = true;
}

static int
level_of(struct loading *l, const struct wire_tree *t)
{
    static const char *const names[] = { [WIRE_ERROR] = "error", [WIRE_WARNING] = "warning", [WIRE_STYLE] = "style" };

    for (int i = 0; t->type == WIRE_T_STRING && i < LEVELS; i++) {
        if (wire_str_is(t->s, names[i]))
            return i == WIRE_WARNING && l->strict ? WIRE_ERROR : i;
    }
    if (t->type != WIRE_T_STRING || !wire_str_is(t->s, "off"))
        complain(l, t, "a level is error, warning, style or off, not", t->s);
    return -1;
}

static void
load_levels(struct loading *l, const struct wire_tree *object)
{
    if (object->type != WIRE_T_OBJECT)
        complain(l, object, "\"rules\" is an object of ids and levels", WIRE_NONE);
    for (const struct wire_tree *t = object->first; t != NULL && object->type == WIRE_T_OBJECT; t = t->next) {
        if (!wire_rules_set_level(l->rules, t->key, level_of(l, t)))
            complain(l, t, "no rule is called", t->key);
    }
}

static void
take_name(struct loading *l, struct row *row, const struct wire_tree *t)
{
    const char *dot = t->type == WIRE_T_STRING && t->s.n != 0 ? memchr(t->s.p, '.', t->s.n) : NULL;
    size_t n = dot != NULL ? (size_t)(dot - t->s.p) : t->s.n;

    row->name = t->s;
    row->field = t->type == WIRE_T_STRING ? wire_field_named(wire_str_sub(t->s, 0, n)) : WIRE_FIELD_COUNT;
    if (row->field == WIRE_FIELD_COUNT) {
        complain(l, t, "the article has no field called", t->s);
        return;
    }
    if (dot == NULL)
        return;
    row->member = wire_str_sub(t->s, n + 1, SIZE_MAX);
    row->key = wire_key_named(row->member);
}

static void
take_pattern(struct loading *l, struct row *row, const struct wire_tree *t)
{
    char why[200] = "";

    if (t->type != WIRE_T_STRING || (row->pattern = WIRE_NEW(&l->house->arena, struct wire_pattern)) == NULL) {
        complain(l, t, "a pattern is a string", WIRE_NONE);
        return;
    }
    if (!wire_pattern_compile(row->pattern, t->s, why, sizeof why)) {
        complain(l, t, *why != '\0' ? why : "out of memory", WIRE_NONE);
        row->pattern = NULL;
        return;
    }
    row->pattern->next = l->house->patterns;
    l->house->patterns = row->pattern;
}

static void
take_number(struct loading *l, int64_t *to, const struct wire_tree *t)
{
    if (t->type != WIRE_T_NUMBER || !wire_str_to_int(t->s, INT32_MAX, to))
        complain(l, t, "a bound is a whole number, not", t->s);
}

static void
take_values(struct loading *l, struct row *row, const struct wire_tree *t)
{
    row->values = t;
    if (t->type != WIRE_T_ARRAY)
        complain(l, t, "\"values\" is a list", WIRE_NONE);
}

static void
take_unit(struct loading *l, struct row *row, const struct wire_tree *t)
{
    row->words = wire_str_is(t->s, "words");
    if (!row->words && !wire_str_is(t->s, "characters"))
        complain(l, t, "a unit is characters or words, not", t->s);
}

/* The members of an entry that are plain texts. */
static const struct { const char *name; size_t at; } texts[] = {
    { "provider", offsetof(struct row, provider) }, { "format", offsetof(struct row, format) },
    { "type", offsetof(struct row, type) },         { "role", offsetof(struct row, role) },
    { "say", offsetof(struct row, say) },
};

static bool
take_text(struct loading *l, struct row *row, const struct wire_tree *t)
{
    for (size_t i = 0; i < WIRE_COUNT(texts); i++) {
        if (!wire_str_is(t->key, texts[i].name))
            continue;
        *(struct wire_str *)(void *)((char *)row + texts[i].at) = t->s;
        if (t->type != WIRE_T_STRING)
            complain(l, t, "this is a string", WIRE_NONE);
        return true;
    }
    return false;
}

static void
load_row(struct loading *l, const struct wire_tree *object)
{
    struct row *row = WIRE_NEW(&l->house->arena, struct row);

    if (row == NULL)
        return;
    *row = (struct row){ .field = WIRE_FIELD_COUNT, .level = WIRE_ERROR };
    if (object->type != WIRE_T_OBJECT)
        complain(l, object, "each of \"fields\" is an object", WIRE_NONE);
    for (const struct wire_tree *t = object->first; t != NULL && object->type == WIRE_T_OBJECT; t = t->next) {
        if (wire_str_is(t->key, "field"))
            take_name(l, row, t);
        else if (wire_str_is(t->key, "required"))
            row->required = t->type == WIRE_T_BOOLEAN && t->truth;
        else if (wire_str_is(t->key, "values"))
            take_values(l, row, t);
        else if (wire_str_is(t->key, "pattern"))
            take_pattern(l, row, t);
        else if (wire_str_is(t->key, "min"))
            take_number(l, &row->min, t);
        else if (wire_str_is(t->key, "max"))
            take_number(l, &row->max, t);
        else if (wire_str_is(t->key, "unit"))
            take_unit(l, row, t);
        else if (wire_str_is(t->key, "level"))
            row->level = level_of(l, t);
        else if (!take_text(l, row, t))
            complain(l, t, "an entry has no member called", t->key);
    }
    if (row->field == WIRE_FIELD_COUNT && !l->bad)
        complain(l, object, "an entry says with \"field\" which field it is about", WIRE_NONE);
    *l->house->last = row;
    l->house->last = &row->next;
}

static void
load(struct loading *l, const struct wire_tree *top)
{
    if (top->type != WIRE_T_OBJECT) {
        complain(l, top, "house rules are an object with \"rules\" and \"fields\"", WIRE_NONE);
        return;
    }
    for (const struct wire_tree *t = top->first; t != NULL; t = t->next) {
        if (wire_str_is(t->key, "rules"))
            load_levels(l, t);
        else if (wire_str_is(t->key, "fields") && t->type != WIRE_T_ARRAY)
            complain(l, t, "\"fields\" is a list", WIRE_NONE);
        else if (wire_str_is(t->key, "fields"))
            for (const struct wire_tree *row = t->first; row != NULL; row = row->next)
                load_row(l, row);
        else
            complain(l, t, "house rules have \"rules\" and \"fields\", and no", t->key);
    }
}

struct wire_house *
wire_house_new(struct wire_str bytes, const char *name, struct wire_rules *rules, bool strict, const struct wire_sink *sink,
               enum wire_status *st)
{
    struct wire_bytes in = { bytes.p, bytes.n, NULL };
    struct wire_source source = { .read = wire_bytes_read, .ctx = &in, .name = name };
    struct wire_house *house = calloc(1, sizeof *house);
    struct loading l = { house, rules, sink, &source, strict, false };
    struct wire_tree_reader reader;
    const struct wire_tree *top = NULL;

    *st = WIRE_E_NOMEM;
    if (house == NULL)
        return NULL;
    wire_arena_init(&house->arena, 0);
    house->last = &house->rows;
    for (int k = 0; k < KINDS; k++) {
        for (int i = 0; i < LEVELS; i++) {
            house->what[k][i] = *findings[k];
            house->what[k][i].level = (enum wire_level)i;
        }
    }
    if (wire_tree_begin(&reader, &source, sink))
        top = wire_tree_next(&reader, &house->arena);
    *st = wire_tree_end(&reader);
    if (top != NULL && *st == WIRE_OK)
        load(&l, top);
    else if (*st == WIRE_OK)
        wire_report(sink, &source, &wire_rules_unreadable, (struct wire_at){ 1, 1, 0 }, WIRE_NONE, "%s", "there is nothing in it");
    if (house->arena.err != WIRE_OK)
        *st = house->arena.err;
    else if (top == NULL || l.bad)
        *st = *st == WIRE_E_NOMEM ? WIRE_E_NOMEM : WIRE_E_INPUT;
    if (*st == WIRE_OK)
        return house;
    wire_house_free(house);
    return NULL;
}

void
wire_house_free(struct wire_house *house)
{
    if (house == NULL)
        return;
    for (struct wire_pattern *p = house->patterns; p != NULL; p = p->next)
        wire_pattern_free(p);
    wire_arena_free(&house->arena);
    free(house);
}

/* --- judging --- */

static void
say(struct wire_check *c, const struct wire_house *house, const struct row *row, int kind, struct wire_at at, struct wire_str value)
{
    struct wire_str note = row->say;

    wire_say(c, &house->what[kind][row->level], at, "%.*s%s%.*s%s%.*s", WIRE_SHOWN(row->name), value.n != 0 ? ": " : "",
             WIRE_SHOWN(value), note.n != 0 ? "; " : "", WIRE_SHOWN(note));
}

static bool
same(struct wire_str a, struct wire_str b)
{
    return a.n == b.n && strncasecmp(a.p, b.p, a.n) == 0;
}

/* Whether a row is for this story. */
static bool
is_for(const struct row *row, const struct wire_check *c, const struct wire_article *a)
{
    static const enum wire_key names[] = { WIRE_K_NAME, WIRE_K_QCODE, WIRE_K_URI, WIRE_K_LITERAL };
    const struct wire_value *provider = wire_first(a, WIRE_F_PROVIDER);
    bool found = row->provider.n == 0;

    for (size_t i = 0; !found && i < WIRE_COUNT(names); i++)
        found = wire_member(provider, names[i]).n != 0 && same(wire_member(provider, names[i]), row->provider);
    return found && (row->type.n == 0 || wire_str_eq(row->type, wire_text_of(a, WIRE_F_TYPE))) &&
           (row->format.n == 0 || wire_str_is_nocase(row->format, c->read_as->name));
}

static size_t
length(struct wire_str s, bool words)
{
    size_t n = 0;

    if (words)
        return wire_words(s);
    for (size_t i = 0; i < s.n; i++)
        n += (s.p[i] & 0xC0) != 0x80;
    return n;
}

static void
judge_value(struct wire_check *c, const struct wire_house *house, const struct row *row, struct wire_str s, struct wire_at at)
{
    size_t n = length(s, row->words);
    const struct wire_tree *t = row->values != NULL ? row->values->first : NULL;
    struct wire_matcher matcher;
    int match = 1;

    while (t != NULL && !wire_str_eq(t->s, s))
        t = t->next;
    if (row->values != NULL && t == NULL)
        say(c, house, row, VALUE, at, s);
    if (n < (size_t)row->min || (row->max != 0 && n > (size_t)row->max))
        wire_say(c, &house->what[LENGTH][row->level], at, "%.*s has %zu %s%s%.*s", WIRE_SHOWN(row->name), n,
                 row->words ? "words" : "characters", row->say.n != 0 ? "; " : "", WIRE_SHOWN(row->say));
    if (row->pattern == NULL)
        return;
    match = wire_matcher_init(&matcher) ? wire_pattern_match(&matcher, row->pattern, s) : -2;
    wire_matcher_free(&matcher);
    if (match == -2)
        c->err = WIRE_E_NOMEM;
    else if (match != 1)
        say(c, house, row, VALUE, at, s);
}

static struct wire_str
text_of(const struct wire_value *v)
{
    return v->kind == WIRE_V_TRUE ? WIRE_STR("true") : v->kind == WIRE_V_FALSE ? WIRE_STR("false") : v->s;
}

static size_t
judge_members(struct wire_check *c, const struct wire_house *house, const struct row *row, const struct wire_value *record)
{
    size_t found = 0;

    for (const struct wire_value *v = record->first; v != NULL; v = v->next) {
        if (v->key != row->key || (v->key == WIRE_K_OTHER && !wire_str_eq(v->name, row->member)) || v->kind == WIRE_V_RECORD)
            continue;
        judge_value(c, house, row, text_of(v), v->at.line != 0 ? v->at : record->at);
        found++;
    }
    return found;
}

/* The body is a tree, and its text what "bodies.value" is. */
static size_t
judge_body(struct wire_check *c, const struct wire_house *house, const struct row *row, const struct wire_article *a)
{
    char *text = NULL;
    size_t n = 0;

    if (a->body == NULL || c->words == 0)
        return 0;
    if (wire_article_plain(a, WIRE_PUBLIC, &text, &n) == WIRE_OK)
        judge_value(c, house, row, (struct wire_str){ text, n }, c->lines->node->at);
    else
        c->err = WIRE_E_NOMEM;
    free(text);
    return 1;
}

static bool
has_role(const struct row *row, const struct wire_value *v)
{
    return row->role.n == 0 || (v->kind == WIRE_V_RECORD && wire_str_eq(wire_member(v, WIRE_K_ROLE), row->role));
}

static void
judge_row(struct wire_check *c, const struct wire_house *house, const struct row *row, const struct wire_article *a)
{
    size_t found = 0;

    if (row->field == WIRE_F_BODIES && row->key == WIRE_K_VALUE)
        found = judge_body(c, house, row, a);
    for (const struct wire_value *v = wire_first(a, row->field); v != NULL; v = v->next) {
        if (!has_role(row, v))
            continue;
        if (row->key == WIRE_K_NONE && v->kind == WIRE_V_RECORD)
            found++; /* it is there: that is all one can ask of a record */
        else if (row->key == WIRE_K_NONE && v->kind != WIRE_V_ARTICLE)
            judge_value(c, house, row, text_of(v), (found++, v->at));
        else if (v->kind == WIRE_V_RECORD && !(row->field == WIRE_F_BODIES && row->key == WIRE_K_VALUE))
            found += judge_members(c, house, row, v);
    }
    if (row->required && found == 0)
        say(c, house, row, REQUIRED, wire_story_at(a), WIRE_NONE);
}

void
wire_house_judge(const struct wire_house *house, struct wire_check *c, const struct wire_article *a)
{
    for (const struct row *row = house->rows; row != NULL; row = row->next) {
        if (row->level >= 0 && is_for(row, c, a))
            judge_row(c, house, row, a);
    }
}

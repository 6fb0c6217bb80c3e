/* Records of what happens, is planned or is defined, told as facts (mapping.md, eventDetails and plannedCoverage). */
#include "article/facts.h"

#include <ctype.h>

struct telling {
    wire_fact_fn *tell;
    void *ctx;
    bool all;
};

/* What only machines read: markup kept beside its text, elements nobody knows, the ids and ranks of entries. */
static bool
is_for_machines(const struct wire_value *v)
{
    static const char *const names[] = { "markup", "extension", "valuedatatype", "modified", "creator", "how", "why", "custom",
                                         "dir", "symbolsrc", "market", "gpsdatum" };
    static const enum wire_key keys[] = { WIRE_K_ID, WIRE_K_RANK, WIRE_K_LANG, WIRE_K_PUBLIC, WIRE_K_NAMES, WIRE_K_QCODE,
                                          WIRE_K_URI, WIRE_K_LITERAL, WIRE_K_NAME, WIRE_K_VALUE, WIRE_K_ROLE, WIRE_K_REL,
                                          WIRE_K_CONFIDENCE, WIRE_K_RELEVANCE };

    for (size_t i = 0; i < WIRE_COUNT(keys); i++) {
        if (v->key == keys[i])
            return true;
    }
    for (size_t i = 0; v->key == WIRE_K_OTHER && v->kind != WIRE_V_RECORD && i < WIRE_COUNT(names); i++) {
        if (wire_str_is(v->name, names[i]))
            return true;
    }
    return v->kind == WIRE_V_FALSE || v->kind == WIRE_V_ARTICLE;
}

/* The code without its scheme, where nothing else says what it means. */
static struct wire_str
local(struct wire_str code)
{
    const char *colon = code.n != 0 ? memchr(code.p, ':', code.n) : NULL;

    return colon != NULL && memmem(code.p, code.n, "://", 3) == NULL ? wire_str_sub(code, (size_t)(colon + 1 - code.p), code.n) : code;
}

/* What a record is called. */
static struct wire_str
said(const struct telling *t, const struct wire_value *v)
{
    static const enum wire_key keys[] = { WIRE_K_NAME, WIRE_K_VALUE, WIRE_K_LITERAL, WIRE_K_QCODE, WIRE_K_URI };

    if (v->kind != WIRE_V_RECORD)
        return v->kind == WIRE_V_TRUE ? WIRE_STR("yes") : v->s;
    for (size_t i = 0; i < WIRE_COUNT(keys); i++) {
        const struct wire_value *m = wire_get(v, keys[i]);
        if (m != NULL && m->s.n != 0 && (t->all || wire_is_public(m)))
            return keys[i] == WIRE_K_QCODE ? local(m->s) : m->s;
    }
    return WIRE_NONE;
}

/* A record or a member of one, and what is in it: as deep as the source, which readers bound. */
static void
tell(const struct telling *t, struct wire_str label, const struct wire_value *v, unsigned level)
{
    struct wire_fact fact = { label, said(t, v), v->lang, level };

    if (!t->all && !wire_is_public(v))
        return;
    if (fact.text.n == 0 && (v->kind != WIRE_V_RECORD || v->first == NULL))
        return;
    if (label.n == 4 && memcmp(label.p, "type", 4) == 0)
        fact.text = local(fact.text);
    t->tell(t->ctx, &fact);
    for (const struct wire_value *m = v->kind == WIRE_V_RECORD ? v->first : NULL; m != NULL; m = m->next) {
        if (!is_for_machines(m))
            tell(t, m->key == WIRE_K_OTHER ? m->name : wire_str_of(wire_keys[m->key]), m, level + 1);
    }
}

void
wire_facts(const struct wire_article *a, bool all, wire_fact_fn *fn, void *ctx)
{
    static const struct {
        enum wire_field field;
        const char *label;
    } fields[] = { { WIRE_F_EVENT_DETAILS, "event" }, { WIRE_F_PLANNED_COVERAGE, "plannedCoverage" }, { WIRE_F_CONCEPTS, "concept" },
                   { WIRE_F_CATALOG, "catalog" } };
    struct telling t = { fn, ctx, all };

    for (size_t i = 0; i < WIRE_COUNT(fields); i++) {
        for (const struct wire_value *v = wire_first(a, fields[i].field); v != NULL; v = v->next)
            tell(&t, wire_str_of(fields[i].label), v, 0);
    }
}

void
wire_fact_label(struct wire_buf *b, struct wire_str label)
{
    static const char *const words[][2] = { { "coversfrom", "From" },          { "coversto", "Until" },    { "rangefrom", "At least" },
                                            { "rangeto", "At most" },          { "residref", "Item" },     { "edNote", "Editor's note" },
                                            { "g2contentType", "Content type" }, { "occurStatus", "Status" }, { "rRule", "Rule" },
                                            { "tag", "Language" },             { "schemes", "Scheme" } };

    for (size_t i = 0; i < WIRE_COUNT(words); i++) {
        if (wire_str_is(label, words[i][0])) {
            wire_buf_puts(b, words[i][1]);
            return;
        }
    }
    for (size_t i = 0; i < label.n; i++) {
        unsigned char c = (unsigned char)label.p[i];
        bool upper = isupper(c) != 0, begins = upper && i != 0 && (islower((unsigned char)label.p[i - 1]) != 0 ||
                                                                   (i + 1 < label.n && islower((unsigned char)label.p[i + 1]) != 0));
        bool word = i + 1 < label.n && isupper((unsigned char)label.p[i + 1]) != 0; /* of an abbreviation */
        if (begins)
            wire_buf_putc(b, ' ');
        wire_buf_putc(b, (char)(i == 0 ? toupper(c) : begins && !word ? tolower(c) : c));
    }
}

struct wire_str
wire_concept_name(const struct wire_article *a, bool all)
{
    const struct wire_value *concept = wire_first(a, WIRE_F_CONCEPTS), *name = wire_get(concept, WIRE_K_NAME);

    if (concept == NULL || concept->next != NULL || name == NULL || !(all || (wire_is_public(concept) && wire_is_public(name))))
        return WIRE_NONE;
    return name->s;
}

/* Rules of the standards' guidelines, as far as they can be seen in the article. */
#include <stdio.h>

#include "article/time.h"
#include "schemas/rules/check.h"

/* --- times --- */

enum { DAY = 86400, ZONES = 26 * 3600 }; /* from the first offset on earth to the last */

/* Whether one is later than the other beyond doubt: what is not said of a time may be anything. */
static bool
is_later(const struct wire_time *a, const struct wire_time *b)
{
    int64_t slack = 0;

    if (a->day < 0 || b->day < 0)
        return a->year > b->year;
    if (a->hour < 0 || b->hour < 0)
        slack = DAY;
    if (!a->has_offset || !b->has_offset)
        slack += ZONES;
    return wire_time_seconds(a) > wire_time_seconds(b) + slack;
}

static void
times_backwards(struct wire_check *c, const struct wire_rule *r, const struct wire_article *a)
{
    static const struct { enum wire_field early, late; } pairs[] = {
        { WIRE_F_FIRST_CREATED, WIRE_F_VERSION_CREATED },
        { WIRE_F_CONTENT_CREATED, WIRE_F_CONTENT_MODIFIED },
        { WIRE_F_CONTENT_CREATED, WIRE_F_VERSION_CREATED },
        { WIRE_F_VERSION_CREATED, WIRE_F_SENT },
        { WIRE_F_VERSION_CREATED, WIRE_F_EXPIRES },
        { WIRE_F_EMBARGOED_UNTIL, WIRE_F_EXPIRES },
    };

    for (size_t i = 0; i < WIRE_COUNT(pairs); i++) {
        const struct wire_value *early = wire_first(a, pairs[i].early), *late = wire_first(a, pairs[i].late);
        struct wire_time from, to;
        if (early != NULL && late != NULL && wire_time_read(early->s, &from) && wire_time_read(late->s, &to) && is_later(&from, &to))
            wire_broken(c, r, late->at, "%s %.*s is before %s %.*s", wire_fields[pairs[i].late].name, WIRE_SHOWN(late->s),
                        wire_fields[pairs[i].early].name, WIRE_SHOWN(early->s));
    }
}

/* --- counts --- */

/* Two counts of one text differ by what counts as a word, and by whether headings and tables count; these by more. */
static bool
differs(int64_t said, const struct wire_check *c)
{
    int64_t most = (int64_t)c->words, least = (int64_t)c->words_least;

    return said > most + most * 15 / 100 + 10 || said < least - least * 15 / 100 - 10 || said == 0;
}

static void
word_count(struct wire_check *c, const struct wire_rule *r, const struct wire_article *a)
{
    const struct wire_value *v = wire_get(wire_first(a, WIRE_F_BODIES), WIRE_K_WORD_COUNT);
    struct wire_at at = v != NULL ? v->at : (struct wire_at){ 0 };
    struct wire_memory *m = c->memory;
    int64_t said;

    if (v != NULL && at.line == 0 && a->body != NULL)
        at = wire_first(a, WIRE_F_BODIES)->at.line != 0 ? wire_first(a, WIRE_F_BODIES)->at : a->body->at;
    if (v == NULL || c->words == 0 || !wire_str_to_int(v->s, INT32_MAX, &said) || !differs(said, c))
        return;
    if (m->counts < WIRE_COUNT(m->lists->count)) {
        m->lists->count[m->counts].at = at;
        m->lists->count[m->counts++].words = c->words;
    }
    wire_broken(c, r, at, "%lld, where the body has %zu", (long long)said, c->words);
}

/* The figure itself is an attribute or a number of the source: where the rule found it wrong it is set right. */
static void
mend_word_count(struct wire_check *c, const struct wire_rule *r, const struct wire_spot *spot)
{
    const struct wire_memory *m = c->memory;
    char figure[24];
    int n;

    if (c->edits == NULL || (spot->kind != WIRE_SPOT_ATTRIBUTE && spot->kind != WIRE_SPOT_NUMBER) ||
        !wire_str_is_nocase(spot->name, "wordcount"))
        return;
    for (size_t i = 0; i < m->counts; i++) {
        struct wire_at at = spot->kind == WIRE_SPOT_NUMBER ? spot->at : spot->tag_at;
        if (m->lists->count[i].at.line != at.line || m->lists->count[i].at.col != at.col)
            continue;
        n = snprintf(figure, sizeof figure, "%zu", m->lists->count[i].words);
        wire_mend(c, r, spot->at, spot->from, spot->raw.n, (struct wire_str){ figure, (size_t)n });
    }
}

/* --- headlines, ids, packages --- */

static void
headline_unclear(struct wire_check *c, const struct wire_rule *r, const struct wire_article *a)
{
    const struct wire_value *main_one = NULL;

    for (const struct wire_value *v = wire_first(a, WIRE_F_HEADLINES); v != NULL; v = v->next) {
        struct wire_str role = wire_member(v, WIRE_K_ROLE);
        if (role.n != 0 && !wire_str_is(role, "main"))
            continue;
        if (main_one == NULL)
            main_one = v;
        else if (wire_str_eq(v->lang, main_one->lang) &&
                 wire_str_eq(wire_member(v, WIRE_K_RANK), wire_member(main_one, WIRE_K_RANK)) &&
                 wire_str_eq(wire_member(v, WIRE_K_LANG), wire_member(main_one, WIRE_K_LANG)))
            wire_broken(c, r, v->at, "%.*s", WIRE_SHOWN(wire_member(v, WIRE_K_VALUE)));
    }
}

/* RFC 3987: an IRI has a scheme. */
static void
uri_relative(struct wire_check *c, const struct wire_rule *r, const struct wire_article *a)
{
    const struct wire_value *v = wire_first(a, WIRE_F_URI);

    if (v != NULL && memchr(v->s.p, ':', v->s.n) == NULL)
        wire_broken(c, r, v->at, "%.*s", WIRE_SHOWN(v->s));
}

static void
package_of_itself(struct wire_check *c, const struct wire_rule *r, const struct wire_article *a)
{
    struct wire_str uri = wire_text_of(a, WIRE_F_URI);

    for (const struct wire_value *v = wire_first(a, WIRE_F_ASSOCIATIONS); v != NULL && uri.n != 0; v = v->next) {
        if (v->article != NULL && wire_str_eq(wire_text_of(v->article, WIRE_F_URI), uri))
            wire_broken(c, r, v->at, "%.*s", WIRE_SHOWN(uri));
    }
}

const struct wire_rule wire_rules_guidelines[] = {
    { { "times-backwards", WIRE_WARNING, "one time of the story is before another that it must follow",
        "See which of the two is wrong; often one lacks its offset, or is in local time and says Z.",
        "NewsML-G2 Guidelines, firstCreated, versionCreated, contentCreated, contentModified, embargoed, expires; the same in ninjs" },
      WIRE_RULE_MARKED, times_backwards, NULL, false,
      "\"firstCreated\": \"2025-03-03T08:00:00Z\", \"versionCreated\": \"2025-03-03T09:00:00Z\"",
      "\"firstCreated\": \"2025-03-03T08:00:00Z\", \"versionCreated\": \"2025-03-03T07:00:00Z\"" },
    { { "word-count", WIRE_WARNING, "the number of words said is not that of the body",
        "Count anew whenever the text changes, or leave the figure out. A seventh more or less is taken for another way of counting.",
        "NewsML-G2 2.35, attribute wordcount: the count of words in the content; ninjs 1.6, wordcount" },
      WIRE_RULE_G2 | WIRE_RULE_NINJS, word_count, mend_word_count, true,
      "\"wordcount\": 17", "\"wordcount\": 900" },
    { { "headline-unclear", WIRE_WARNING, "two headlines of one language both claim to be the main one",
        "Give all but one a role, or each a rank: the lowest stands first.",
        "NewsML-G2 2.35, headline, attributes role and rank" },
      WIRE_RULE_MARKED, headline_unclear, NULL, false,
      "<headline role=\"mer:web\">Ferry back</headline>", "<headline>Ferry back</headline>" },
    { { "uri-relative", WIRE_WARNING, "the id of the story is no URI, so that it is not sure to be its alone in the world",
        "Begin it with a scheme, such as tag: or urn:newsml:.",
        "NewsML-G2 Guidelines, guid: an IRI; ninjs, uri; RFC 4151 and RFC 3085 for forms that anybody can make" },
      WIRE_RULE_G2 | WIRE_RULE_NINJS, uri_relative, NULL, false,
      "\"uri\": \"tag:meridian.example,2025:ferry\"", "\"uri\": \"ferry\"" },
    { { "package-of-itself", WIRE_WARNING, "a package has itself among its items",
        "Give the item its own id. A program that follows references would never end.",
        "NewsML-G2 Guidelines, packageItem, itemRef" },
      WIRE_RULE_G2 | WIRE_RULE_NINJS, package_of_itself, NULL, false,
      "residref=\"urn:newsml:meridian.example:20250303:ferry\"", "residref=\"urn:newsml:meridian.example:20250303:evening\"" },
    { .formats = 0 },
};

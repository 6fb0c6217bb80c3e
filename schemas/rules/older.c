/* Rules of NITF and NewsML 1: what their documentation asks for beyond their schemas. */
#include "article/time.h"
#include "schemas/rules/check.h"

/* --- both --- */

static void
embargo_no_end(struct wire_check *c, const struct wire_rule *r, const struct wire_article *a)
{
    const struct wire_value *embargo = wire_first(a, WIRE_F_EMBARGO), *open = wire_get(embargo, WIRE_K_OPEN);

    if (open != NULL && open->kind == WIRE_V_TRUE)
        wire_broken(c, r, embargo->at, "%s", "");
}

/* --- NITF --- */

static void
norm_form(struct wire_check *c, const struct wire_rule *r, const struct wire_spot *s)
{
    struct wire_str value = wire_str_trim(s->raw);
    struct wire_time time;

    if (s->kind == WIRE_SPOT_ATTRIBUTE && wire_str_is(s->name, "norm") && value.n != 0 && wire_str_find_nocase(s->element, "date") != s->element.n &&
        !wire_time_read(value, &time))
        wire_broken(c, r, s->at, "%.*s", WIRE_SHOWN(value));
}

static void
subject_number(struct wire_check *c, const struct wire_rule *r, const struct wire_spot *s)
{
    size_t digits = 0;

    if (s->kind != WIRE_SPOT_ATTRIBUTE || !wire_str_is(s->name, "tobject.subject.refnum"))
        return;
    while (digits < s->raw.n && s->raw.p[digits] >= '0' && s->raw.p[digits] <= '9')
        digits++;
    if (digits != 8 || s->raw.n != 8)
        wire_broken(c, r, s->at, "%.*s", WIRE_SHOWN(s->raw));
}

/* --- NewsML 1 --- */

/* What of a PublicIdentifier is left behind its next part, or NONE: that is not what stands there. */
static struct wire_str
behind(struct wire_str id, struct wire_str part)
{
    if (id.p == NULL || id.n < part.n || part.n == 0 || strncasecmp(id.p, part.p, part.n) != 0)
        return WIRE_NONE;
    return wire_str_sub(id, part.n, SIZE_MAX);
}

/* urn:newsml:provider:date:item:revision, and after it N, U or A. */
static bool
agrees(struct wire_str id, const struct wire_str part[4])
{
    id = behind(id, WIRE_STR("urn:newsml:"));
    for (int i = 0; i < 4; i++) {
        if (i != 0)
            id = behind(id, WIRE_STR(":"));
        id = behind(id, part[i]);
    }
    return id.p != NULL && (id.n == 0 || (id.n == 1 && strchr("NUA", id.p[0]) != NULL));
}

static void
identifier_parts(struct wire_check *c, const struct wire_rule *r, const struct wire_spot *s)
{
    static const char *const parts[] = { "ProviderId", "DateId", "NewsItemId", "RevisionId" };
    struct wire_memory *m = c->memory;
    struct wire_str text = wire_str_trim(s->raw);

    if (s->kind == WIRE_SPOT_ELEMENT && wire_str_is(s->element, "NewsIdentifier")) {
        m->identifier_names.n = 0;
        memset(m->identifier, 0, sizeof m->identifier);
    }
    if (s->kind != WIRE_SPOT_TEXT || !wire_str_is(s->parent, "NewsIdentifier"))
        return;
    for (size_t i = 0; i < WIRE_COUNT(parts); i++) {
        if (wire_str_is(s->element, parts[i]))
            m->identifier[i] = wire_names_put(&m->identifier_names, text);
    }
    if (wire_str_is(s->element, "PublicIdentifier") && !agrees(text, m->identifier))
        wire_broken(c, r, s->at, "%.*s", WIRE_SHOWN(text));
}

const struct wire_rule wire_rules_older[] = {
    { { "embargo-no-end", WIRE_STYLE, "the story is under embargo, and nobody says until when",
        "Say when it may be used: date.release in NITF, StatusWillChange in NewsML 1. Until then it is held back.",
        "NITF 3.6, docdata/@management-status and date.release; NewsML 1.2, Status and StatusWillChange" },
      WIRE_RULE_NITF | WIRE_RULE_NEWSML_1, embargo_no_end, NULL, false,
      "management-status=\"usable\"", "management-status=\"embargoed\"" },
    { { "norm-form", WIRE_WARNING, "a normalised time is none of ISO 8601, so that no program can read it",
        "Write 20250312T142005+0100, or as much of that as is known.",
        "NITF 3.6, norm of date.issue, date.release, date.expire and story.date: ISO 8601, CCYYMMDDTHHMMSS and an offset" },
      WIRE_RULE_NITF, NULL, norm_form, false,
      "norm=\"20250312T142005+0100\"", "norm=\"12 March, 2 pm\"" },
    { { "subject-number", WIRE_WARNING, "the number of a subject has not the eight digits of IPTC's codes",
        "Give it all of them, zeros in front as well: 04000000. A code of another list belongs into tobject.property or key-list.",
        "NITF 3.6, tobject.subject.refnum: the eight digits of the Subject Reference System" },
      WIRE_RULE_NITF, NULL, subject_number, false,
      "tobject.subject.refnum=\"04000000\"", "tobject.subject.refnum=\"4000\"" },
    { { "identifier-parts", WIRE_WARNING, "the public identifier does not say what the parts of the identifier say",
        "It is urn:newsml:, then provider, date, item and revision parted by colons, then N, U or A for the update.",
        "RFC 3085; NewsML 1.2, NewsIdentifier/PublicIdentifier" },
      WIRE_RULE_NEWSML_1, NULL, identifier_parts, false,
      "urn:newsml:meridian.example:20250303:ferry:2U", "urn:newsml:meridian.example:20250303:bridge:2U" },
    { .formats = 0 },
};

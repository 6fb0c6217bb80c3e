/* Rules on what a story says: its parts, its links, and what should not be printed. */
#include "schemas/rules/check.h"
#include "schemas/rules/phrases.h"

enum {
    STORY = WIRE_RULE_ALL & ~WIRE_RULE_FEEDS, /* formats whose stories are whole: an entry of a feed may be a teaser */
    LONG_ENOUGH = 60                          /* words of a story that should have what stories have */
};

/* --- what the rules ask of a story --- */

static bool
is_text(const struct wire_article *a)
{
    struct wire_str type = wire_text_of(a, WIRE_F_TYPE);

    return type.n == 0 || wire_str_is(type, "text");
}

static bool
is_canceled(const struct wire_article *a)
{
    return wire_str_is(wire_text_of(a, WIRE_F_PUB_STATUS), "canceled");
}

/* --- its parts --- */

static void
headline_missing(struct wire_check *c, const struct wire_rule *r, const struct wire_article *a)
{
    if (is_text(a) && c->lines != NULL && wire_headline(a, true).n == 0)
        wire_broken(c, r, wire_story_at(a), "%s", "");
}

static void
body_missing(struct wire_check *c, const struct wire_rule *r, const struct wire_article *a)
{
    struct wire_str whole = wire_text_of(a, WIRE_F_REPRESENTATION_TYPE);

    if (!is_text(a) || c->words != 0 || is_canceled(a) || wire_first(a, WIRE_F_RENDITIONS) != NULL ||
        wire_first(a, WIRE_F_ASSOCIATIONS) != NULL || wire_first(a, WIRE_F_NON_PUBLIC) != NULL ||
        (whole.n != 0 && !wire_str_is(whole, "complete") && !wire_str_is(whole, "full")))
        return;
    wire_broken(c, r, wire_story_at(a), "%s", "");
}

static void
dateline_missing(struct wire_check *c, const struct wire_rule *r, const struct wire_article *a)
{
    if (is_text(a) && c->words >= LONG_ENOUGH && wire_first(a, WIRE_F_DATELINE) == NULL && wire_first(a, WIRE_F_LOCATED) == NULL)
        wire_broken(c, r, c->lines->node->at, "%s", "");
}

static void
language_missing(struct wire_check *c, const struct wire_rule *r, const struct wire_article *a)
{
    if (is_text(a) && c->lines != NULL && wire_first(a, WIRE_F_LANGUAGE) == NULL)
        wire_broken(c, r, wire_story_at(a), "%s", "");
}

/* --- what contradicts something else in it --- */

static void
canceled_with_body(struct wire_check *c, const struct wire_rule *r, const struct wire_article *a)
{
    if (!is_canceled(a) || c->words < LONG_ENOUGH)
        return;
    for (const struct wire_line *l = c->lines; l != NULL; l = l->next) {
        if (wire_says(WIRE_SAYS_WITHDRAWN, l->text))
            return; /* it is the notice itself */
    }
    wire_broken(c, r, c->lines->node->at, "%zu words", c->words);
}

static bool
has_embargo(const struct wire_article *a)
{
    return wire_first(a, WIRE_F_EMBARGO) != NULL || wire_first(a, WIRE_F_EMBARGOED_UNTIL) != NULL ||
           wire_str_is(wire_text_of(a, WIRE_F_PUB_STATUS), "withheld");
}

static void
embargo_in_text(struct wire_check *c, const struct wire_rule *r, const struct wire_article *a)
{
    static const enum wire_field fields[] = { WIRE_F_HEADLINES, WIRE_F_ED_NOTES, WIRE_F_SLUGLINE, WIRE_F_TITLE };
    enum { FIRST_LINES = 5 };
    int n = 0;

    if (has_embargo(a))
        return;
    for (size_t i = 0; i < WIRE_COUNT(fields); i++) {
        for (const struct wire_value *v = wire_first(a, fields[i]); v != NULL; v = v->next) {
            struct wire_str s = v->kind == WIRE_V_RECORD ? wire_member(v, WIRE_K_VALUE) : v->s;
            if (wire_says(WIRE_SAYS_EMBARGO, s)) {
                wire_broken(c, r, v->at, "%.*s", WIRE_SHOWN(s));
                return;
            }
        }
    }
    for (const struct wire_line *l = c->lines; l != NULL && n < FIRST_LINES; l = l->next, n++) {
        if (wire_says(WIRE_SAYS_EMBARGO, l->text)) {
            wire_broken(c, r, l->node->at, "%.*s", WIRE_SHOWN(l->text));
            return;
        }
    }
}

/* --- what should not be printed --- */

static void
secret_in_body(struct wire_check *c, const struct wire_rule *r, const struct wire_article *a)
{
    (void)a;
    for (const struct wire_line *l = c->lines; l != NULL; l = l->next) {
        if (wire_says(WIRE_SAYS_SECRET, l->text))
            wire_broken(c, r, l->node->at, "%.*s", WIRE_SHOWN(l->text));
    }
}

static void
contact_in_body(struct wire_check *c, const struct wire_rule *r, const struct wire_article *a)
{
    (void)a;
    for (const struct wire_line *l = c->lines; l != NULL; l = l->next) {
        struct wire_str found = wire_find_contact(l->text);
        if (found.n != 0)
            wire_broken(c, r, l->node->at, "%.*s", WIRE_SHOWN(found));
    }
}

static enum wire_status
find_signoff(void *ctx, const struct wire_node *node, enum wire_visit visit)
{
    const struct wire_node **found = ctx;

    if (visit != WIRE_ENTER || (node->flags & WIRE_N_IS_SIGNOFF) == 0)
        return WIRE_OK;
    *found = node;
    return WIRE_E_USAGE; /* one is enough */
}

static void
signoff_in_body(struct wire_check *c, const struct wire_rule *r, const struct wire_article *a)
{
    const struct wire_node *found = NULL;

    if (a->body != NULL)
        wire_walk(a->body, WIRE_PUBLIC, find_signoff, &found);
    if (found != NULL)
        wire_broken(c, r, found->at, "%.*s", WIRE_SHOWN(wire_node_line(&c->arena, found)));
}

/* --- links --- */

/* RFC 3986, 3.1; a drive letter is no scheme. */
static bool
has_scheme(struct wire_str s)
{
    size_t n = 0;

    while (n < s.n && (((s.p[n] | 0x20) >= 'a' && (s.p[n] | 0x20) <= 'z') ||
                       (n != 0 && ((s.p[n] >= '0' && s.p[n] <= '9') || s.p[n] == '+' || s.p[n] == '-' || s.p[n] == '.'))))
        n++;
    return n > 1 && n < s.n && s.p[n] == ':';
}

static enum wire_status
judge_link(void *ctx, const struct wire_node *node, enum wire_visit visit)
{
    struct { struct wire_check *c; const struct wire_rule *r; } *of = ctx;
    struct wire_str to;

    if (visit != WIRE_ENTER || node->kind != WIRE_N_A)
        return WIRE_OK;
    to = wire_node_get(node, "href");
    if (to.n != 0 && to.p[0] != '#' && !has_scheme(to))
        wire_broken(of->c, of->r, node->at, "%.*s", WIRE_SHOWN(to));
    return WIRE_OK;
}

static void
link_no_scheme(struct wire_check *c, const struct wire_rule *r, const struct wire_article *a)
{
    struct { struct wire_check *c; const struct wire_rule *r; } of = { c, r };

    if (a->body != NULL)
        wire_walk(a->body, WIRE_PUBLIC, judge_link, &of);
    for (const struct wire_value *v = wire_first(a, WIRE_F_LINKS); v != NULL; v = v->next) {
        struct wire_str to = wire_member(v, WIRE_K_HREF);
        if (to.n != 0 && !has_scheme(to))
            wire_broken(c, r, v->at, "%.*s", WIRE_SHOWN(to));
    }
}

static void
media_no_scheme(struct wire_check *c, const struct wire_rule *r, const struct wire_article *a)
{
    (void)a;
    for (const struct wire_part *p = c->parts; p != NULL; p = p->next) {
        for (const struct wire_value *v = wire_first(p->article, WIRE_F_RENDITIONS); v != NULL; v = v->next) {
            struct wire_str to = wire_member(v, WIRE_K_HREF);
            if (to.n != 0 && !has_scheme(to))
                wire_broken(c, r, v->at, "%.*s", WIRE_SHOWN(to));
        }
    }
}

const struct wire_rule wire_rules_content[] = {
    { { "headline-missing", WIRE_WARNING, "the story has text and no headline",
        "Give it one: lists, alerts and web pages show little else.",
        "ninjs 3.1 User Guide, headlines; NewsML-G2 Guidelines, headline" },
      STORY & ~(unsigned)WIRE_RULE_TEXT, headline_missing, NULL, false,
      "\"headlines\": [{\"value\": \"Ferry back in service\"}]", "\"headlines\": []" },
    { { "body-missing", WIRE_WARNING, "a text story has neither text nor media",
        "See whether the body was lost on the way. Metadata alone goes out with representationtype incomplete.",
        "ninjs 3.1 User Guide, bodies and representationType; practice of the wires" },
      STORY & ~(unsigned)WIRE_RULE_TEXT, body_missing, NULL, false,
      "\"bodies\": [{\"value\": \"The ferry is back.\"}]", "\"bodies\": [{\"value\": \"\"}]" },
    { { "dateline-missing", WIRE_STYLE, "a story of some length says nowhere where it was reported",
        "Begin the text with a dateline, or name the place (located).",
        "practice of the wires: a dateline says where the news was gathered" },
      STORY, dateline_missing, NULL, false,
      "PORT ELLISON, March 3 (Tern) - The ferry", "The ferry" },
    { { "language-missing", WIRE_STYLE, "the story does not say which language it is in",
        "Give the tag of BCP 47, such as en-GB: receivers sort, hyphenate and read aloud by it.",
        "NewsML-G2 Guidelines, language; ninjs 3.1 User Guide, language" },
      WIRE_RULE_G2 | WIRE_RULE_NINJS | WIRE_RULE_NEWSML_1, language_missing, NULL, false,
      "\"language\": \"en\"", "\"uri\"" },
    { { "canceled-with-body", WIRE_WARNING, "a canceled story still carries its text",
        "Send the notice in place of the text: what is canceled is not to be used, and receivers print what they get.",
        "NewsML-G2 Guidelines, pubStatus: canceled content must not be published" },
      STORY, canceled_with_body, NULL, false,
      "\"value\": \"Please kill this story", "\"value\": \"The harbour board" },
    { { "embargo-in-text", WIRE_WARNING, "the text says that it is under embargo, and the metadata do not",
        "Give the time in the field for it (embargoed): programs publish by the metadata.",
        "NewsML-G2 Guidelines, embargoed; ninjs 3.1 User Guide, embargoed" },
      STORY & ~(unsigned)(WIRE_RULE_TEXT | WIRE_RULE_WIRES), embargo_in_text, NULL, false,
      "\"embargoedUntil\": \"2025-03-04T06:00:00Z\"", "EMBARGOED UNTIL" },
    { { "secret-in-body", WIRE_WARNING, "the body has a passage for editors where it will be printed",
        "Move it to a note (edNote), or mark it as not for publication.",
        "practice of the wires: notes to editors stand outside the text" },
      STORY & ~(unsigned)WIRE_RULE_TEXT, secret_in_body, NULL, false,
      "\"edNote\": \"A picture follows.\"", "Eds: a picture follows" },
    { { "contact-in-body", WIRE_STYLE, "the body has a telephone number or an address for mail in it",
        "See whether readers are to have it. Contacts of the desk belong into notes or contact fields.",
        "GDPR, article 5 (1) c: no more personal data than needed; practice of the wires" },
      STORY, contact_in_body, NULL, false,
      "said the harbour office", "ask o.fenwick@meridian.example" },
    { { "sign-off-in-body", WIRE_STYLE, "the names of writers and editors stand at the end of the body",
        "Give them in fields of their own (by, creator, contributor): sites print them twice, or in the wrong place.",
        "NewsML-G2 Guidelines, creator and contributor; practice of the wires" },
      STORY & ~(unsigned)(WIRE_RULE_TEXT | WIRE_RULE_WIRES), signoff_in_body, NULL, false,
      "\"byline\": \"By Oda Fenwick\"", "(Reporting by Oda Fenwick" },
    { { "link-no-scheme", WIRE_WARNING, "a link does not say how to get there, and will lead nowhere from another site",
        "Begin it with https: or another scheme.",
        "RFC 3986, 4.2: a relative reference means something only beside its base" },
      WIRE_RULE_MARKED, link_no_scheme, NULL, false,
      "href=\"https://meridian.example/tides\"", "href=\"meridian.example/tides\"" },
    { { "media-no-scheme", WIRE_STYLE, "the address of a picture, film or sound is relative to something that nobody knows",
        "Give the whole address, or see that the file travels beside the story.",
        "RFC 3986, 4.2; ninjs 3.1 User Guide, renditions" },
      WIRE_RULE_MARKED, media_no_scheme, NULL, false,
      "\"href\": \"https://meridian.example/kai.jpg\"", "\"href\": \"kai.jpg\"" },
    { .formats = 0 },
};

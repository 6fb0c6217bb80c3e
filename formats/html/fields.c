/* What of an article's fields a page may say. Everything the other parts print of them comes through here. */
#include "html/page.h"

#include "article/facts.h"
#include "article/lang.h"

const struct wire_value *
wire_html_shown(const struct wire_html *h, const struct wire_value *v)
{
    while (v != NULL && !h->all && !wire_is_public(v))
        v = v->next;
    return v;
}

const struct wire_value *
wire_html_first(const struct wire_html *h, const struct wire_article *a, enum wire_field f)
{
    return wire_html_shown(h, wire_first(a, f));
}

struct wire_str
wire_html_text(const struct wire_html *h, const struct wire_article *a, enum wire_field f)
{
    const struct wire_value *v = wire_html_first(h, a, f);

    return v != NULL ? v->s : WIRE_NONE;
}

struct wire_str
wire_html_member(const struct wire_html *h, const struct wire_value *record, enum wire_key key)
{
    const struct wire_value *v = wire_get(record, key);

    return v != NULL && (h->all || wire_is_public(v)) ? v->s : WIRE_NONE;
}

struct wire_str
wire_html_name(const struct wire_html *h, const struct wire_value *v)
{
    struct wire_str name = wire_html_member(h, v, WIRE_K_NAME);

    return name.n != 0 ? name : wire_html_member(h, v, WIRE_K_LITERAL);
}

struct wire_str
wire_html_name_or_code(const struct wire_html *h, const struct wire_value *v)
{
    struct wire_str name = wire_html_name(h, v);

    if (name.n == 0)
        name = wire_html_member(h, v, WIRE_K_QCODE);
    return name.n != 0 ? name : wire_html_member(h, v, WIRE_K_URI);
}

struct wire_str
wire_html_title(const struct wire_html *h, const struct wire_article *a)
{
    struct wire_str s = wire_headline(a, h->all);

    if (s.n == 0)
        s = wire_html_text(h, a, WIRE_F_TITLE);
    if (s.n == 0)
        s = wire_concept_name(a, h->all);
    return s.n != 0 ? s : wire_html_text(h, a, WIRE_F_SLUGLINE);
}

/* How fit a role is: the order of the list, no role after all in it, any other role last. */
static int
fitness(struct wire_str role, const char *const *roles)
{
    int rank = 100;

    if (role.n == 0)
        return 50;
    for (; *roles != NULL; roles++, rank--) {
        if (wire_str_is_nocase(role, *roles))
            return rank;
    }
    return 1;
}

const struct wire_value *
wire_html_description(const struct wire_html *h, const struct wire_article *a, bool caption)
{
    static const char *const captions[] = { "caption", "caption-extended", "description", NULL };
    static const char *const summaries[] = { "standfirst", "abstract", "summary", "teaser", "deck", "lead", "intro", NULL };
    const struct wire_value *best = NULL;
    int most = 0;

    WIRE_HTML_EACH (v, h, a, WIRE_F_DESCRIPTIONS) {
        struct wire_str role = wire_html_member(h, v, WIRE_K_ROLE);
        int fit = fitness(role, caption ? captions : summaries) * 4 + wire_lang_match(v->lang, wire_text_of(a, WIRE_F_LANGUAGE));
        if (wire_html_member(h, v, WIRE_K_VALUE).n == 0 || (!caption && wire_str_begins_nocase(role, "caption")))
            continue;
        if (fit > most) {
            best = v;
            most = fit;
        }
    }
    return best;
}

struct wire_str
wire_html_canonical(const struct wire_html *h, const struct wire_article *a)
{
    static const char *const rels[] = { "canonical", "webPage", "isWebPage", "permalink" };

    WIRE_HTML_EACH (v, h, a, WIRE_F_LINKS) {
        struct wire_str rel = wire_html_member(h, v, WIRE_K_REL), href = wire_html_member(h, v, WIRE_K_HREF);
        if (href.n == 0)
            href = wire_html_member(h, v, WIRE_K_URI);
        for (size_t i = 0; i < WIRE_COUNT(rels); i++) {
            if (wire_str_is_nocase(rel, rels[i]) && wire_html_url_ok(href, WIRE_URL_WEB))
                return href;
        }
    }
    return WIRE_NONE;
}

/* Sign-offs: finding them in a paragraph, and reading them by the grammar the agencies share. */
#include "article/signoff.h"

#include "article/agencies.h"
#include "article/copy.h"
#include "article/places.h"
#include "article/role.h"
#include "article/token.h"

enum { CREDITS = 160 };

#define PARTICLES "de da di do dos del della des du la le van von der den ter ten bin ibn al el abu mac y zu af dela st "
#define PLACE_PARTICLES "de la las los le les of the upon sur du des del am an al el da do dos es e ob der "
#define ORG_WORDS "newsroom newsrooms bureau bureaux bureaus staff desk team "

struct credit {
    const char *roles[WIRE_ROLES];
    unsigned role_count;
    struct wire_str name, place, contact;
    bool shares_place; /* with the name before it */
    bool of_byline;    /* a surname alone stands for the byline's name */
};

struct parse {
    const struct wire_token *t;
    struct credit credits[CREDITS];
    size_t count;
    size_t words;    /* weight of grammar words */
    struct wire_signoff *out;
};

static void
grammar(struct parse *p, size_t from, size_t to)
{
    for (; from < to; from++)
        p->words += wire_copy_weight(p->t[from].s);
}

static struct wire_str
slice(const struct parse *p, size_t from, size_t to)
{
    const char *begin = p->t[from].s.p, *end = p->t[to - 1].s.p + p->t[to - 1].s.n;

    return (struct wire_str){ begin, (size_t)(end - begin) };
}

/* ---- names and places ---- */

static bool
is_suffix(const struct wire_token *t)
{
    struct wire_str s = t->s;

    if (t->kind != WIRE_T_WORD)
        return false;
    if (wire_str_ends(s, "."))
        s.n--;
    return wire_str_is(s, "Jr") || wire_str_is(s, "Sr") || wire_str_is(s, "II") || wire_str_is(s, "III");
}

/* "in", "at", "from", "aboard", "on board": how many tokens, and from which on the words are the place. */
static size_t
preposition_at(const struct wire_token *t, size_t *place_from)
{
    size_t n = 0;

    if (t->kind != WIRE_T_WORD)
        return 0;
    if (wire_word_is(t, "on"))
        n = wire_word_is(&t[1], "aboard") || wire_word_is(&t[1], "board") ? 2 : 0;
    else if (wire_in_words(t->s, "in at from aboard \xC3\xA0 en em ") || (wire_str_is(t->s, "a") && t[1].kind == WIRE_T_WORD && t[1].capital))
        n = 1;
    if (n == 0)
        return 0;
    *place_from = wire_word_is(t, "aboard") ? 0 : n == 1 ? 1 : wire_word_is(&t[1], "aboard") ? 1 : 0;
    return n;
}

static bool
is_contact(const struct wire_token *t)
{
    return t->kind == WIRE_T_OTHER || (t->kind == WIRE_T_WORD && (memchr(t->s.p, '@', t->s.n) != NULL || t->s.p[0] == '+'));
}

static bool
is_org(const struct wire_token *t)
{
    return t->kind == WIRE_T_WORD && wire_in_words(t->s, ORG_WORDS);
}

/* A small word that begins a name part: "el-Fadl", "d'Souza". */
static bool
is_prefixed(struct wire_str s)
{
    size_t i = 0;

    while (i < s.n && i < 4 && s.p[i] >= 'a' && s.p[i] <= 'z')
        i++;
    if (i == 0 || i + 1 >= s.n)
        return false;
    if (s.p[i] == '-' || s.p[i] == '\'')
        return wire_is_upper(wire_first_char(wire_str_sub(s, i + 1, s.n)));
    return wire_str_begins(wire_str_sub(s, i, 3), "\xE2\x80\x99") &&
           wire_is_upper(wire_first_char(wire_str_sub(s, i + 3, s.n)));
}

/* The end of the name that begins at i (i: there is none). after_by: it may begin with a small letter. */
static size_t
name_end(const struct wire_token *t, size_t i, bool after_by)
{
    size_t at = i, ignored;
    bool capital = false;

    for (; t[at].kind == WIRE_T_WORD; at++) {
        if (is_contact(&t[at]) || (at > i && (wire_role_head_at(t, at) || preposition_at(&t[at], &ignored) != 0)))
            break;
        if (at > i && is_org(&t[at])) {
            at++;
            break;
        }
        if (t[at].capital || is_prefixed(t[at].s))
            capital = true;
        else if (!wire_in_words(t[at].s, PARTICLES) &&
                 !(after_by && at == i && t[at + 1].kind == WIRE_T_WORD && t[at + 1].capital && !wire_may_be_role(t[at].s)))
            break;
    }
    if (!capital)
        return i;
    if (t[at].kind == WIRE_T_COMMA && is_suffix(&t[at + 1]))
        at += 2;
    return at;
}

/* The end of one proper name of a place at i, or i. */
static size_t
proper_end(const struct wire_token *t, size_t i)
{
    size_t at = i, end = i;

    for (; t[at].kind == WIRE_T_WORD; at++) {
        if (at > i && wire_role_head_at(t, at))
            break;
        if (t[at].capital)
            end = at + 1;
        else if (!wire_in_words(t[at].s, PLACE_PARTICLES) && !wire_in_words(t[at].s, "aboard on board "))
            break;
    }
    return end;
}

static bool
ends_item(const struct wire_token *t, size_t i)
{
    return t[i].kind != WIRE_T_WORD || wire_role_head_at(t, i) || wire_in_words(t[i].s, "contributed helped ");
}

/* After a comma at i: the end of a region (closed list), or i. */
static size_t
region_end(const struct parse *p, size_t i)
{
    size_t best = i;

    if (p->t[i].kind != WIRE_T_COMMA)
        return i;
    for (size_t to = i + 2; to <= i + 6 && p->t[to - 1].kind == WIRE_T_WORD; to++) {
        if (wire_is_region(slice(p, i + 1, to)) && (ends_item(p->t, to) || p->t[to].kind == WIRE_T_DOT))
            best = to;
    }
    return best;
}

/* The end of a place, its region and the further places that share it: "Brookline and Boston, Massachusetts". */
static size_t
place_end(const struct parse *p, size_t i)
{
    const struct wire_token *t = p->t;
    size_t end = proper_end(t, i), next, to;

    if (end == i)
        return i;
    for (;;) {
        end = region_end(p, end);
        next = end;
        while (t[next].kind == WIRE_T_COMMA || t[next].kind == WIRE_T_AND)
            next++;
        if (next == end || t[next].kind != WIRE_T_WORD || !t[next].capital || wire_role_head_at(t, next))
            return end;
        to = proper_end(t, next);
        if (!ends_item(t, to) || is_org(&t[to]) || is_suffix(&t[next]))
            return end;
        if (to - next > 1 && !wire_is_city(slice(p, next, to)))
            return end;
        end = to;
    }
}

static void
give_place(struct parse *p, size_t from, struct wire_str place)
{
    for (size_t c = from; c < p->count; c++) {
        p->credits[c].place = place;
        p->credits[c].shares_place = c > from;
    }
}

/* Phone and address after a name (dpa): as printed, to the end of the line or segment. */
static size_t
contact_end(const struct wire_token *t, size_t i)
{
    while (t[i].kind != WIRE_T_END && t[i].kind != WIRE_T_SEMICOLON && t[i].kind != WIRE_T_CLOSE &&
           t[i].kind != WIRE_T_DASH && !wire_role_head_at(t, i))
        i++;
    return i;
}

static bool
add_person(struct parse *p, const struct wire_role_phrase *ph, size_t from, size_t to)
{
    struct credit *c = &p->credits[p->count];

    if (p->count == CREDITS)
        return false;
    *c = (struct credit){ .role_count = ph->count, .name = slice(p, from, to) };
    memcpy(c->roles, ph->roles, sizeof c->roles);
    p->count++;
    return true;
}

/* Agency and job before the names of contributors: "Associated Press video journalists". The token after it. */
static size_t
title_end(const struct wire_token *t, size_t i)
{
    size_t at = i, end = i;

    for (; t[at].kind == WIRE_T_WORD && at - i < 8; at++) {
        if (wire_in_words(t[at].s, "writer writers reporter reporters journalist journalists photographer "
                                   "photographers correspondent correspondents producer producers editor editors "
                                   "contributor contributors researcher researchers videojournalist "
                                   "videojournalists analyst "))
            return at + 1;
        if (end == i && (wire_str_is(t[at].s, "AP") || wire_str_is(t[at].s, "APTN")))
            end = at + 1;
    }
    return end;
}

/* A list of names with their places, from i on. Returns the token after it, or i when it is none. */
static size_t
names_at(struct parse *p, size_t i, const struct wire_role_phrase *ph)
{
    const struct wire_token *t = p->t;
    size_t at = i, group = p->count, end, prep, place_from;

    for (;;) {
        size_t title = ph->titles ? title_end(t, wire_word_is(&t[at], "the") ? at + 1 : at) : at;
        if (title > at + wire_word_is(&t[at], "the")) {
            grammar(p, at, title);
            at = title;
        }
        if (wire_word_is(&t[at], "the")) {
            grammar(p, at, at + 1);
            at++;
            if ((end = name_end(t, at, false)) == at || (!is_org(&t[end - 1]) && wire_agency_named(slice(p, at, end)) == NULL))
                return i;
        } else if ((end = name_end(t, at, ph->by)) == at) {
            return i;
        }
        if (!add_person(p, ph, at, end))
            return i;
        at = end;
        if ((prep = preposition_at(&t[at], &place_from)) != 0) {
            size_t to = place_end(p, at + prep);
            if (to == at + prep)
                return i;
            grammar(p, at, at + place_from);
            give_place(p, group, slice(p, at + place_from, to));
            group = p->count;
            at = to;
        }
        if (t[at].kind == WIRE_T_OPEN && (end = proper_end(t, at + 1)) > at + 1 && t[end].kind == WIRE_T_CLOSE) { /* dpa: "Jule Brandt (Rostock)" */
            give_place(p, group, slice(p, at + 1, end));
            group = p->count;
            at = end + 1;
        }
        if ((t[at].kind == WIRE_T_COMMA && is_contact(&t[at + 1])) || is_contact(&t[at])) {
            size_t from = t[at].kind == WIRE_T_COMMA ? at + 1 : at;
            at = contact_end(t, from);
            p->credits[p->count - 1].contact = slice(p, from, at);
        }
        end = at;
        while (t[end].kind == WIRE_T_COMMA || t[end].kind == WIRE_T_AND)
            end++;
        if (end == at || t[end].kind != WIRE_T_WORD || wire_role_head_at(t, end))
            return at;
        if (name_end(t, end, false) == end && !wire_word_is(&t[end], "the") && !(ph->by && name_end(t, end, true) != end))
            return at;
        grammar(p, at, end);
        at = end;
    }
}

/* ---- segments ---- */

static size_t
credit_segment(struct parse *p, size_t i)
{
    struct wire_role_phrase ph;
    size_t end, before = p->count, words = p->words;

    if (!wire_role_phrase_at(p->t, i, &ph))
        return i;
    grammar(p, i, ph.end);
    if (wire_word_is(&p->t[i + 1], "redazione") && wire_word_is(&p->t[ph.end], "a") && proper_end(p->t, ph.end + 1) > ph.end + 2) {
        size_t place = ph.end + 1, name = place + 1, whole = proper_end(p->t, place);
        while (name < whole && !wire_is_city(slice(p, place, name)))
            name++;
        name = name < whole ? name : place + 1; /* a listed city, else one word */
        if ((end = names_at(p, name, &ph)) != name) {
            grammar(p, ph.end, place);
            give_place(p, before, slice(p, place, name));
            return end;
        }
    } else if ((end = names_at(p, ph.end, &ph)) != ph.end)
        return end;
    p->count = before;
    p->words = words;
    return i;
}

/* A newsroom alone is the reporter: "(Bengaluru newsroom)". */
static size_t
newsroom_segment(struct parse *p, size_t i)
{
    static const struct wire_role_phrase reporter = { .roles = { "reporter" }, .count = 1 };
    size_t from = wire_word_is(&p->t[i], "the") ? i + 1 : i, end = name_end(p->t, from, false);

    if (end == from || !is_org(&p->t[end - 1]) || end - from < 2)
        return i;
    grammar(p, i, from);
    return add_person(p, &reporter, from, end) ? end : i;
}

/* Names in a bracket before the first role are the reporters: "(Ann Lee, \xC3\xA9" "dit\xC3\xA9 par Bo Chen)". */
static size_t
names_segment(struct parse *p, size_t i)
{
    static const struct wire_role_phrase reporter = { .roles = { "reporter" }, .count = 1 };
    struct wire_role_phrase ph;
    size_t at, next, before = p->count, words = p->words;

    if (p->t[i].kind == WIRE_T_WORD && (at = names_at(p, i, &reporter)) != i) {
        for (next = at; p->t[next].kind == WIRE_T_COMMA || p->t[next].kind == WIRE_T_SEMICOLON; next++)
            ;
        if (next > at && at - i >= 2 && wire_role_phrase_at(p->t, next, &ph) && (ph.by || p->t[ph.end].capital || wire_word_is(&p->t[next + 1], "redazione")))
            return at;
    }
    p->count = before;
    p->words = words;
    return i;
}

/* "Ludwig Example and Ann Lee reported from Frankfurt" */
static size_t
reported_segment(struct parse *p, size_t i)
{
    static const struct wire_role_phrase reporter = { .roles = { "reporter" }, .count = 1 };
    size_t at, before = p->count, words = p->words, end;

    if (p->t[i].kind != WIRE_T_WORD || (at = names_at(p, i, &reporter)) == i || !wire_word_is(&p->t[at], "reported") ||
        !wire_word_is(&p->t[at + 1], "from") || (end = place_end(p, at + 2)) == at + 2) {
        p->count = before;
        p->words = words;
        return i;
    }
    grammar(p, at, at + 2);
    give_place(p, before, slice(p, at + 2, end));
    for (size_t c = before; c < p->count; c++)
        p->credits[c].of_byline = true;
    p->out->contributors = true;
    return end;
}

/* "to this report", "to this story from Rome": what follows "contributed". */
static size_t
contributed_end(struct parse *p, size_t i)
{
    const struct wire_token *t = p->t;
    size_t at = i + 1;

    if (wire_word_is(&t[i], "helped") && !wire_word_is(&t[at], "with"))
        return i;
    while (t[at].kind == WIRE_T_WORD && wire_in_words(t[at].s, "additional reporting to with this the report story article dispatch "))
        at++;
    return at;
}

/* "AP writers A in Rome and B contributed to this report from Lima" */
static size_t
contributed_segment(struct parse *p, size_t i)
{
    static const struct wire_role_phrase additional = { .roles = { "additional-reporter" }, .count = 1, .titles = true };
    const struct wire_token *t = p->t;
    size_t before = p->count, words = p->words, said, to, end;

    if (t[i].kind != WIRE_T_WORD || (said = names_at(p, i, &additional)) == i)
        goto none;
    end = said;
    while (t[said].kind == WIRE_T_COMMA || t[said].kind == WIRE_T_AND)
        said++;
    if (!wire_word_is(&t[said], "contributed") && !wire_word_is(&t[said], "helped"))
        goto none;
    to = contributed_end(p, said);
    grammar(p, end, to);
    if (wire_word_is(&t[to], "from") && (end = place_end(p, to + 1)) > to + 1) {
        size_t c = before;
        grammar(p, to, to + 1);
        while (c < p->count && p->credits[c].place.n != 0)
            c++;
        give_place(p, c, slice(p, to + 1, end));
        to = end;
    }
    p->out->contributors = true;
    return to;
none:
    p->count = before;
    p->words = words;
    return i;
}

static size_t
note_segment(struct parse *p, size_t i, bool in_bracket)
{
    size_t at = i, depth = 0;

    while (p->t[at].kind != WIRE_T_END && p->t[at].kind != WIRE_T_SEMICOLON) {
        if (p->t[at].kind == WIRE_T_OPEN)
            depth++;
        if (p->t[at].kind == WIRE_T_CLOSE && depth-- == 0)
            break;
        at++;
    }
    if (!in_bracket || at == i || p->out->note_count == WIRE_SIGNOFF_NOTES)
        return i;
    p->out->notes[p->out->note_count++] = slice(p, i, at);
    return at;
}

static bool
passes(const struct wire_token *t)
{
    return t->kind == WIRE_T_SEMICOLON || t->kind == WIRE_T_DOT || t->kind == WIRE_T_COMMA || t->kind == WIRE_T_DASH ||
           t->kind == WIRE_T_AND;
}

/* Segments up to a closing bracket or the end. Returns where it stopped, or i when the first is no credit. */
static size_t
body_at(struct parse *p, size_t i, bool in_bracket)
{
    size_t at = i, end;
    bool some = false;

    for (;;) {
        size_t from = at;
        while (passes(&p->t[at]))
            at++;
        grammar(p, from, at);
        if (p->t[at].kind == WIRE_T_END || p->t[at].kind == WIRE_T_CLOSE)
            return some ? at : i;
        if ((end = credit_segment(p, at)) == at && (end = reported_segment(p, at)) == at &&
            (end = contributed_segment(p, at)) == at && (!in_bracket || ((end = newsroom_segment(p, at)) == at && (some || (end = names_segment(p, at)) == at))) &&
            (!some || (end = note_segment(p, at, in_bracket)) == at))
            return i;
        /* what a credit must be followed by: a mark, the next credit or the end */
        if (p->t[end].kind == WIRE_T_WORD && !wire_role_head_at(p->t, end)) {
            if (!in_bracket)
                return i;
            size_t note = note_segment(p, end, in_bracket);
            if (note == end)
                return i;
            end = note;
        }
        if (p->t[end].kind == WIRE_T_OPEN || p->t[end].kind == WIRE_T_COLON || p->t[end].kind == WIRE_T_OTHER)
            return i;
        some = true;
        at = end;
    }
}

/* ---- finding ---- */

/* What follows a sign-off without a break: standing lines and contacts end the text to be parsed. */
static struct wire_str
without_tail(struct wire_str s)
{
    static const char *const tails[] = { "Our Standards", "((", "Keywords:", "Sign up here", "Sign uphere" };

    for (size_t i = 0; i < WIRE_COUNT(tails); i++) {
        const char *at = s.n > 2 ? memmem(s.p + 2, s.n - 2, tails[i], strlen(tails[i])) : NULL;
        if (at != NULL)
            s.n = (size_t)(at - s.p);
    }
    return s;
}

struct work {
    struct wire_token tokens[WIRE_TOKENS];
    struct parse parse;
};

static bool
parse_at(struct work *w, struct wire_str text, struct wire_signoff *out)
{
    struct parse *p = &w->parse;
    size_t n = wire_tokens(text, w->tokens), at = 0, end;
    const struct wire_token *t = w->tokens;

    p->t = t;
    p->count = 0;
    p->words = 0;
    p->out = out;
    *out = (struct wire_signoff){ 0 };
    if (n == 0)
        return false;
    if (t[0].kind == WIRE_T_DASH)
        grammar(p, 0, ++at);
    if (t[at].kind != WIRE_T_OPEN) {
        end = body_at(p, at, false);
        out->to = text.n;
        return end != at && t[end].kind == WIRE_T_END;
    }
    while (t[at].kind == WIRE_T_OPEN) {
        size_t count = p->count, words = p->words, notes = out->note_count;
        end = body_at(p, at + 1, true);
        if (end == at + 1) {
            p->count = count;
            p->words = words;
            out->note_count = notes;
            break;
        }
        at = t[end].kind == WIRE_T_CLOSE ? end + 1 : end;
        if (t[at].kind == WIRE_T_DOT)
            at++;
        out->to = (size_t)(t[at - 1].s.p + t[at - 1].s.n - text.p);
    }
    return out->to != 0;
}

static size_t
write_plain(char *out, struct wire_str s)
{
    static const struct { const char *entity; const char *plain; } entities[] = {
        { "&apos;", "'" }, { "&#039;", "'" }, { "&#39;", "'" }, { "&quot;", "\"" },
    };
    size_t n = 0;

    for (size_t i = 0; i < s.n;) {
        size_t e = s.p[i] == '&' ? 0 : WIRE_COUNT(entities);
        while (e < WIRE_COUNT(entities) && !wire_str_begins(wire_str_sub(s, i, 8), entities[e].entity))
            e++;
        if (e < WIRE_COUNT(entities)) {
            out[n++] = entities[e].plain[0];
            i += strlen(entities[e].entity);
        } else {
            out[n++] = s.p[i++];
        }
    }
    return n;
}

/* A name or place as it goes into the article: on one line, entities of the web undone. */
static struct wire_str
value(struct wire_article *a, struct wire_str s)
{
    char *out;

    s = wire_squeeze(a->arena, s);
    if (s.n == 0 || memchr(s.p, '&', s.n) == NULL || (out = wire_arena_bytes(a->arena, s.n)) == NULL)
        return s;
    s.n = write_plain(out, s);
    s.p = out;
    return s;
}

/* The reporter of the byline a surname stands for ("Gillum reported from Washington"). */
static struct wire_str
full_name(const struct wire_article *a, struct wire_str name)
{
    if (memchr(name.p, ' ', name.n) != NULL)
        return name;
    for (const struct wire_value *v = wire_first(a, WIRE_F_CREDITS); v != NULL; v = v->next) {
        struct wire_str full = wire_member(v, WIRE_K_NAME);
        if (wire_str_is(wire_member(v, WIRE_K_ROLE), "reporter") && full.n > name.n &&
            full.p[full.n - name.n - 1] == ' ' &&
            wire_same_fold(wire_str_sub(full, full.n - name.n, name.n), name))
            return full;
    }
    return name;
}

/* A surname of one letter, with a full stop. */
static bool
ends_in_initial(struct wire_str s)
{
    return s.n > 4 && s.p[s.n - 1] == '.' && s.p[s.n - 2] >= 'A' && s.p[s.n - 2] <= 'Z' && s.p[s.n - 3] == ' ';
}

static void
add_credits(struct wire_article *a, const struct parse *p, struct wire_at at, uint8_t flags, struct wire_signoff *out)
{
    bool place_kept = false;

    for (size_t i = 0; i < p->count; i++) {
        const struct credit *c = &p->credits[i];
        struct wire_str name = value(a, c->name), place = value(a, c->place), contact = value(a, c->contact);
        size_t raw = wire_copy_weight(c->name) + wire_copy_weight(c->contact);
        int kept = 0;

        if (wire_str_ends(name, "..") || (i + 1 == p->count && ends_in_initial(name)))
            name.n--; /* the sentence's full stop: "Jones Jr..", "Sangameswaran S." */
        if (c->of_byline)
            name = full_name(a, name);
        if (!c->shares_place) {
            place_kept = false;
            raw += wire_copy_weight(c->place);
        }
        for (unsigned r = 0; r < c->role_count; r++) {
            int what = wire_credit_add(a, c->roles[r], name, place, contact, at, 0);
            struct wire_value *v = a->fields[WIRE_F_CREDITS].last;
            const struct { int what; enum wire_key key; } parts[] = {
                { WIRE_CREDIT_NAME, WIRE_K_NAME }, { WIRE_CREDIT_PLACE, WIRE_K_PLACE }, { WIRE_CREDIT_CONTACT, WIRE_K_CONTACT },
            };
            if ((what & WIRE_CREDIT_NAME) == 0) /* an older entry got the place */
                for (v = wire_first(a, WIRE_F_CREDITS); v != NULL; v = v->next)
                    if (wire_str_is(wire_member(v, WIRE_K_ROLE), c->roles[r]) && wire_same_fold(wire_member(v, WIRE_K_NAME), name))
                        break;
            for (size_t k = 0; k < WIRE_COUNT(parts); k++) {
                struct wire_value *m = wire_get(v, parts[k].key);
                bool once = (what & ~kept & parts[k].what) != 0 && !(parts[k].what == WIRE_CREDIT_PLACE && place_kept);
                if (!once || m == NULL)
                    continue;
                m->flags |= flags;
                kept |= parts[k].what;
                place_kept |= parts[k].what == WIRE_CREDIT_PLACE;
                raw -= flags != 0 ? wire_copy_weight(m->s) : 0;
            }
        }
        out->grammar += raw; /* said twice, or web entities undone */
    }
    out->grammar += p->words;
}

static bool
looks_like_role(struct wire_str s)
{
    struct wire_token t[WIRE_TOKENS];
    struct wire_role_phrase ph;
    size_t i = 0;

    if (!wire_may_be_role(s) || wire_tokens(wire_str_sub(s, 0, 60), t) == 0)
        return false;
    while (t[i].kind == WIRE_T_OPEN || t[i].kind == WIRE_T_DASH)
        i++;
    return wire_role_phrase_at(t, i, &ph) && (t[ph.end].kind == WIRE_T_WORD);
}

/* Parse at an offset of the text; on success the offsets are those of the text. */
static bool
try_at(struct work *w, struct wire_str text, size_t from, struct wire_signoff *out)
{
    struct wire_str s = wire_str_sub(text, from, WIRE_TOKEN_BYTES);

    if (s.n == 0 || !parse_at(w, without_tail(s), out))
        return false;
    out->from = from;
    out->to += from;
    return true;
}

/* The next bracket at or after i, or letter behind a blank that begins one of the words that sign-offs begin with; s.n without. */
static size_t
next_head(struct wire_str s, size_t i)
{
    bool after = i > 0 && (unsigned char)s.p[i - 1] <= ' ';

    for (; i < s.n; i += 16) {
        wire_sixteen c = wire_load_some(s.p + i, s.n - i);
        unsigned blanks = wire_bits((wire_sixteen)(c <= ' ')),
                 heads = wire_bits((wire_sixteen)(c == '(')) | (wire_bits((wire_sixteen)(c - 'A' <= 'W' - 'A')) & (blanks << 1 | after));
        if (heads != 0)
            return i + (size_t)__builtin_ctz(heads);
        after = (blanks & 0x8000) != 0;
    }
    return s.n;
}

/* The head of a sign-off in the last bytes of a paragraph that does not begin with it. */
static bool
find_tail(struct work *w, struct wire_str text, struct wire_signoff *out)
{
    size_t from = text.n > 3000 ? text.n - 3000 : 0;
    unsigned tries = 0;

    if (wire_str_ends(text, "newsroom)") || wire_str_ends(text, "Newsroom)") || wire_str_ends(text, "bureau)")) {
        const char *open = memrchr(text.p, '(', text.n);
        if (open != NULL && open > text.p && text.p + text.n - open < 60 && try_at(w, text, (size_t)(open - text.p), out))
            return true;
    }
    if (!wire_has_role_by(wire_str_sub(text, from, text.n)))
        return false;
    for (size_t i = from; (i = next_head(text, i)) + 10 < text.n && tries < 24; i++) {
        if (text.p[i] != '(' && (i < 2 || !wire_ends_sentence(wire_str_sub(text, i > 12 ? i - 12 : 0, i > 12 ? 12 : i))))
            continue;
        if (!looks_like_role(wire_str_sub(text, i, 200)))
            continue;
        tries++;
        if (try_at(w, text, i, out))
            return true;
    }
    return false;
}

static bool
may_begin(struct wire_str text)
{
    if (text.p == NULL || text.n < 8)
        return false;
    if (looks_like_role(text) || (text.n <= 120 && strchr("([-", text.p[0]) != NULL))
        return true;
    return text.n <= 2000 && (memmem(text.p, text.n, "contributed", 11) != NULL ||
                              memmem(text.p, text.n, "reported from", 13) != NULL ||
                              memmem(text.p, text.n, "helped with this", 16) != NULL);
}

bool
wire_signoff_read(struct wire_article *a, struct wire_str text, struct wire_at at, uint8_t flags, struct wire_signoff *out)
{
    struct work w;
    size_t from = wire_skip_blanks(text, 0);

    *out = (struct wire_signoff){ 0 };
    if (!(may_begin(wire_str_sub(text, from, text.n)) && try_at(&w, text, from, out)) && !find_tail(&w, text, out)) {
        *out = (struct wire_signoff){ 0 };
        return false;
    }
    if (a != NULL)
        add_credits(a, &w.parse, at, flags, out);
    return true;
}

/* TopicSets: what the codes of a story stand for, and the topics it is about. */
#include "article/lang.h"
#include "newsml-1/room.h"

enum { COMPARED = 200000 }; /* subjects with names of topics, so that a catalogue of both costs no more than its reading */

static struct nm1_state *
state_of(const struct wire_xml *x)
{
    return x->state;
}

/* --- reading them --- */

void
wire_nm1_begin_topic(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct nm1_state *state = state_of(x);
    struct nm1_topics *all = state->item.open != NULL ? &state->item.topics : &state->topics;

    (void)row, (void)s, (void)at;
    if ((state->topic = WIRE_NEW(x->story->arena, struct nm1_topic)) == NULL)
        return;
    state->topic->duid = wire_arena_str(x->story->arena, wire_str_trim(wire_xml_attribute(x, "Duid")));
    if (all->last != NULL)
        all->last->next = state->topic;
    else
        all->first = state->topic;
    all->last = state->topic;
    all->count++;
}

void
wire_nm1_take_topic_type(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct nm1_state *state = state_of(x);
    struct wire_str said = wire_nm1_formal(x, &s, at);

    (void)row;
    if (state->topic != NULL && state->topic->type.n == 0)
        state->topic->type = wire_arena_str(x->story->arena, said);
    if (wire_str_trim(s).n != 0)
        x->skipped += wire_weight(said.p, said.n); /* by it a topic has its list */
}

static struct nm1_label *
label(struct wire_xml *x, struct nm1_label **first, struct nm1_label **last, struct wire_str s, struct wire_at at)
{
    struct nm1_label *l;

    s = wire_str_collapse(x->story->arena, s);
    if (s.n == 0 || (l = WIRE_NEW(x->story->arena, struct nm1_label)) == NULL)
        return NULL;
    l->text = wire_arena_str(x->story->arena, s);
    l->at = at;
    if (*last != NULL)
        (*last)->next = l;
    else
        *first = l;
    *last = l;
    return l;
}

void
wire_nm1_take_topic_name(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct nm1_topic *t = state_of(x)->topic;
    struct nm1_label *l = t != NULL ? label(x, &t->names, &t->last_name, s, at) : NULL;

    (void)row;
    if (l == NULL)
        return;
    l->of = state_of(x)->scheme;
    if (l != t->names)
        (state_of(x)->item.open != NULL ? &state_of(x)->item.topics : &state_of(x)->topics)->count++;
}

void
wire_nm1_begin_description(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row, (void)s, (void)at;
    state_of(x)->variant = wire_arena_str(x->story->arena, wire_str_trim(wire_xml_attribute(x, "Variant")));
}

void
wire_nm1_take_description(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct nm1_topic *t = state_of(x)->topic;
    struct nm1_label *l = t != NULL ? label(x, &t->descriptions, &t->last_description, s, at) : NULL;

    (void)row;
    if (l == NULL)
        return;
    l->of = state_of(x)->variant;
    l->lang = wire_arena_str(x->story->arena, wire_xml_lang(x));
}

/* --- using them --- */

static void
keep_label(struct wire_xml *x, const struct nm1_label *l, const char *name, bool own)
{
    struct wire_value *v = wire_add_extra(x->story, wire_str_of(name),
                                          wire_arena_printf(x->story->arena, "TopicSet/Topic/%s%s%.*s", name, l->of.n != 0 ? "/" : "",
                                                            (int)l->of.n, l->of.n != 0 ? l->of.p : ""),
                                          l->text, l->at);

    if (v == NULL)
        return;
    if (own)
        v->flags |= WIRE_V_PRINTED;
    v->lang = l->lang;
}

/* What a topic is called in lists: once as the code that a record has; by other names it is kept. */
static void
spend_names(struct wire_xml *x, struct nm1_topic *t, struct wire_str code, bool own)
{
    bool had = false;

    for (const struct nm1_label *l = t->names; l != NULL && !t->used; l = l->next) {
        if (!wire_str_eq(l->text, code) || (had && l->of.n != 0))
            keep_label(x, l, "FormalName", own);
        else if (own)
            x->skipped += wire_weight(l->text.p, l->text.n);
        had = had || wire_str_eq(l->text, code);
    }
    t->used = true;
}

static void
put_names(struct wire_xml *x, struct wire_value *record, struct nm1_topic *t, struct wire_str code, bool own)
{
    struct wire_article *a = x->story;

    for (const struct nm1_label *l = t->descriptions; l != NULL; l = l->next) {
        struct wire_value *entry = wire_put_record(a, record, WIRE_K_NAMES, l->at), *v;
        v = wire_put_text(a, entry, WIRE_K_VALUE, l->text, l->at);
        if (v != NULL && own && !t->used)
            v->flags |= WIRE_V_PRINTED; /* once, and not those of the whole document */
        wire_put_text(a, entry, WIRE_K_ROLE, l->of, l->at);
        wire_put_text(a, entry, WIRE_K_LANG, l->lang, l->at);
    }
    spend_names(x, t, code, own);
}

static bool
has_name(const struct nm1_topic *t, struct wire_str code)
{
    for (const struct nm1_label *l = t->names; l != NULL; l = l->next) {
        if (wire_str_eq(l->text, code))
            return true;
    }
    return false;
}

static void
name_subjects(struct wire_xml *x, struct nm1_topics *topics, bool own, unsigned *budget)
{
    for (struct wire_value *v = wire_first(x->story, WIRE_F_SUBJECTS); v != NULL && topics->count != 0; v = v->next) {
        struct wire_str code = wire_member(v, WIRE_K_QCODE);
        code = code.n != 0 ? wire_str_sub(code, 5, code.n) : wire_member(v, WIRE_K_LITERAL);
        if (*budget < topics->count || wire_get(v, WIRE_K_NAMES) != NULL)
            continue;
        *budget -= topics->count;
        for (struct nm1_topic *t = topics->first; t != NULL; t = t->next) {
            if (has_name(t, code)) {
                put_names(x, v, t, code, own);
                break;
            }
        }
    }
}

/* The list that a topic's type puts it into: IPTC's topic types, and as agencies say them. */
static enum wire_field
list_for(struct wire_str type)
{
    static const struct {
        const char *type;
        enum wire_field field;
    } lists[] = { { "person", WIRE_F_PEOPLE },         { "company", WIRE_F_ORGANISATIONS }, { "organisation", WIRE_F_ORGANISATIONS },
                  { "organization", WIRE_F_ORGANISATIONS }, { "location", WIRE_F_PLACES },  { "place", WIRE_F_PLACES },
                  { "country", WIRE_F_PLACES },        { "city", WIRE_F_PLACES },           { "geography", WIRE_F_PLACES },
                  { "event", WIRE_F_EVENTS },          { "object", WIRE_F_OBJECTS },        { "product", WIRE_F_OBJECTS } };

    for (size_t i = 0; i < WIRE_COUNT(lists); i++) {
        if (wire_str_is_nocase(type, lists[i].type))
            return lists[i].field;
    }
    return WIRE_FIELD_COUNT;
}

/* What a topic is called: in the story's language, and by its name rather than by another variant. */
static const struct nm1_label *
called(const struct nm1_topic *t, struct wire_str lang)
{
    const struct nm1_label *best = NULL;
    int most = 0;

    for (const struct nm1_label *l = t->descriptions; l != NULL; l = l->next) {
        int match = wire_lang_match(l->lang, lang) * 2 + (l->of.n == 0 || wire_str_is_nocase(l->of, "name"));
        if (match > most) {
            most = match;
            best = l;
        }
    }
    return best != NULL ? best : t->names;
}

static struct nm1_topic *
topic_of(struct nm1_topics *topics, struct wire_str ref, unsigned *budget)
{
    if (*budget < topics->count)
        return NULL;
    *budget -= topics->count;
    if (ref.n != 0 && ref.p[0] == '#')
        ref = wire_str_sub(ref, 1, ref.n);
    for (struct nm1_topic *t = topics->first; t != NULL; t = t->next) {
        if (t->duid.n != 0 && wire_str_eq(t->duid, ref))
            return t;
    }
    return NULL;
}

static void
occurrence(struct wire_xml *x, const struct nm1_occurrence *o, unsigned *budget)
{
    struct nm1_state *state = state_of(x);
    struct wire_article *a = x->story;
    struct nm1_topic *t = topic_of(&state->item.topics, o->topic, budget);
    const struct nm1_label *name;
    struct wire_str code;
    struct wire_value *v;
    enum wire_field f;
    bool own = t != NULL;

    if (t == NULL)
        t = topic_of(&state->topics, o->topic, budget);
    name = t != NULL ? called(t, wire_text_of(a, WIRE_F_LANGUAGE)) : NULL;
    if (name == NULL || (f = list_for(t->type)) == WIRE_FIELD_COUNT || (v = wire_add_record(a, f, o->at)) == NULL) {
        wire_add_extra(a, WIRE_STR("TopicOccurrence"), WIRE_STR("NewsComponent/DescriptiveMetadata/TopicOccurrence/@Topic"), o->topic, o->at);
        return;
    }
    wire_put_text(a, v, WIRE_K_NAME, name->text, o->at);
    code = t->names != NULL ? t->names->text : WIRE_NONE;
    if (t->names != NULL) {
        wire_put_text(a, v, WIRE_K_LITERAL, t->names->text, o->at);
        wire_put_text(a, v, WIRE_K_SCHEME, t->names->of, o->at);
    }
    if (t->descriptions != NULL && t->descriptions->next == NULL && t->descriptions->of.n == 0) { /* its name is that */
        if (own && !t->used)
            x->skipped += wire_weight(name->text.p, name->text.n);
        spend_names(x, t, code, own);
        return;
    }
    put_names(x, v, t, code, own);
}

/* A topic that nothing in the story asks for is kept as it is. */
static void
keep_unused(struct wire_xml *x, const struct nm1_topics *topics, bool own)
{
    for (const struct nm1_topic *t = topics->first; t != NULL; t = t->next) {
        if (t->used)
            continue;
        if (t->type.n != 0)
            wire_add_extra(x->story, WIRE_STR("TopicType"), WIRE_STR("TopicSet/Topic/TopicType"), t->type, (struct wire_at){ 0, 0, 0 });
        for (const struct nm1_label *l = t->names; l != NULL; l = l->next)
            keep_label(x, l, "FormalName", own);
        for (const struct nm1_label *l = t->descriptions; l != NULL; l = l->next)
            keep_label(x, l, "Description", own);
    }
}

void
wire_nm1_topics(struct wire_xml *x, struct nm1_part **chain, size_t n)
{
    struct nm1_state *state = state_of(x);
    unsigned budget = COMPARED;

    name_subjects(x, &state->item.topics, true, &budget);
    name_subjects(x, &state->topics, false, &budget);
    for (size_t i = n; i-- > 0;) {
        for (const struct nm1_occurrence *o = chain[i]->occurrences; o != NULL; o = o->next)
            occurrence(x, o, &budget);
    }
    keep_unused(x, &state->item.topics, true);
    if (x->stories == 1) /* those of the document stand once */
        keep_unused(x, &state->topics, false);
}

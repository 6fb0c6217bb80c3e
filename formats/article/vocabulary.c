/* A vocabulary: what codes are called, and which codes of other schemes mean the same. */
#include "article/vocabulary.h"

#include <stdlib.h>

#include "article/lang.h"
#include "article/limits.h"


struct name {
    struct name *next;
    struct wire_str lang, value;
};

struct other {
    struct other *next;
    struct wire_str code, uri;
};

struct concept {
    struct wire_str code, uri;
    struct name *names;
    struct other *broader, *same;
};

/* A code or a uri, and what it names. */
struct place {
    struct wire_str key;
    const struct concept *concept;
};

struct index {
    struct place *places; /* open addressing; room is a power of two */
    size_t used, room;
};

struct wire_vocabulary {
    struct wire_arena arena;
    struct index own, same; /* by what a concept is called, and by what of other schemes means the same */
    size_t count;
};

struct wire_vocabulary *
wire_vocabulary_new(void)
{
    return calloc(1, sizeof(struct wire_vocabulary));
}

void
wire_vocabulary_free(struct wire_vocabulary *v)
{
    if (v == NULL)
        return;
    wire_arena_free(&v->arena);
    free(v->own.places);
    free(v->same.places);
    free(v);
}

size_t
wire_vocabulary_count(const struct wire_vocabulary *v)
{
    return v->count;
}

static struct place *
place_of(const struct index *in, struct wire_str key)
{
    uint64_t hash = 14695981039346656037u; /* FNV-1a */
    size_t i;

    for (i = 0; i < key.n; i++)
        hash = (hash ^ (unsigned char)key.p[i]) * 1099511628211u;
    for (i = (size_t)(hash ^ hash >> 32) & (in->room - 1); in->places[i].concept != NULL; i = (i + 1) & (in->room - 1)) {
        if (wire_str_eq(in->places[i].key, key))
            break;
    }
    return &in->places[i];
}

static const struct concept *
find(const struct index *in, struct wire_str key)
{
    return key.n != 0 && in->room != 0 ? place_of(in, key)->concept : NULL;
}

static bool
make_room(struct index *in)
{
    struct index more = { NULL, in->used, in->room != 0 ? in->room * 2 : 1024 };

    if (in->used * 2 < in->room)
        return true;
    if ((more.places = calloc(more.room, sizeof *more.places)) == NULL)
        return false;
    for (size_t i = 0; i < in->room; i++) {
        if (in->places[i].concept != NULL)
            *place_of(&more, in->places[i].key) = in->places[i];
    }
    free(in->places);
    *in = more;
    return true;
}

/* The first that has a key keeps it. */
static bool
put(struct index *in, struct wire_str key, const struct concept *concept)
{
    struct place *place;

    if (key.n == 0)
        return true;
    if (!make_room(in))
        return false;
    place = place_of(in, key);
    if (place->concept == NULL) {
        *place = (struct place){ key, concept };
        in->used++;
    }
    return true;
}

static struct other *
others(struct wire_vocabulary *v, const struct wire_value *concept, enum wire_key key)
{
    struct other *first = NULL, **end = &first;

    for (const struct wire_value *m = wire_get(concept, key); m != NULL && m->key == key; m = m->next) {
        struct wire_str code = wire_member(m, WIRE_K_QCODE), uri = wire_member(m, WIRE_K_URI);
        if (m->kind != WIRE_V_RECORD || (code.n == 0 && uri.n == 0) || (*end = WIRE_NEW(&v->arena, struct other)) == NULL)
            continue;
        (*end)->code = wire_arena_str(&v->arena, code);
        (*end)->uri = wire_arena_str(&v->arena, uri);
        end = &(*end)->next;
    }
    return first;
}

bool
wire_vocabulary_add(struct wire_vocabulary *v, const struct wire_value *from)
{
    struct wire_str code = wire_member(from, WIRE_K_QCODE), uri = wire_member(from, WIRE_K_URI);
    struct concept *c;
    struct name **end;
    bool good = true;

    if ((code.n == 0 && uri.n == 0) || find(&v->own, code.n != 0 ? code : uri) != NULL || v->count == WIRE_MOST_CONCEPTS)
        return true;
    if ((c = WIRE_NEW(&v->arena, struct concept)) == NULL)
        return false;
    c->code = wire_arena_str(&v->arena, code);
    c->uri = wire_arena_str(&v->arena, uri);
    end = &c->names;
    for (const struct wire_value *m = wire_get(from, WIRE_K_NAMES); m != NULL && m->key == WIRE_K_NAMES; m = m->next) {
        if (wire_member(m, WIRE_K_VALUE).n == 0 || (*end = WIRE_NEW(&v->arena, struct name)) == NULL)
            continue;
        (*end)->lang = wire_arena_str(&v->arena, wire_member(m, WIRE_K_LANG));
        (*end)->value = wire_arena_str(&v->arena, wire_member(m, WIRE_K_VALUE));
        end = &(*end)->next;
    }
    c->broader = others(v, from, WIRE_K_BROADER);
    c->same = others(v, from, WIRE_K_SAME_AS);
    good = put(&v->own, c->code, c) && put(&v->own, c->uri, c);
    for (const struct other *o = c->same; o != NULL && good; o = o->next)
        good = put(&v->same, o->code, c) && put(&v->same, o->uri, c);
    v->count++;
    return good && v->arena.err == WIRE_OK;
}

/* --- into a story --- */

/* A story being filled. */
struct filling {
    const struct wire_vocabulary *v;
    struct wire_article *a;
    struct wire_ledger *ledger; /* or NULL */
    struct wire_str lang;
};

static void
count(struct filling *f, enum wire_field field, const char *key, struct wire_at at)
{
    struct wire_str path;

    if (f->ledger == NULL)
        return;
    path = wire_arena_printf(f->a->arena, "%s%s.%s", f->a->parent != NULL ? "associations." : "", wire_fields[field].name, key);
    wire_ledger_count(f->ledger, f->a->arena, WIRE_SUPPLIED, path, "from the vocabulary", 1, at);
}

static struct wire_value *
supplied(struct wire_value *v)
{
    if (v != NULL)
        v->flags |= WIRE_V_SUPPLIED;
    return v;
}

static struct wire_str
name_of(const struct concept *c, struct wire_str lang)
{
    struct wire_str best = WIRE_NONE;
    int most = 0;

    for (const struct name *n = c->names; n != NULL; n = n->next) {
        int match = wire_lang_match(n->lang, lang);
        if (match > most) {
            most = match;
            best = n->value;
        }
    }
    return best;
}

/* The record says what the concept is called. */
static void
name_record(struct filling *f, struct wire_value *record, const struct concept *c, enum wire_field field, bool tell)
{
    struct wire_str name = name_of(c, f->lang);

    if (wire_get(record, WIRE_K_NAME) == NULL && name.n != 0) {
        supplied(wire_put_text(f->a, record, WIRE_K_NAME, name, record->at));
        if (tell)
            count(f, field, "name", record->at);
    }
    if (wire_get(record, WIRE_K_URI) == NULL && c->uri.n != 0) {
        supplied(wire_put_text(f->a, record, WIRE_K_URI, c->uri, record->at));
        if (tell)
            count(f, field, "uri", record->at);
    }
}

static void
put_broader(struct filling *f, struct wire_value *record, const struct concept *c, enum wire_field field)
{
    if (c->broader == NULL || wire_get(record, WIRE_K_BROADER) != NULL)
        return;
    for (const struct other *o = c->broader; o != NULL; o = o->next) {
        struct wire_value *entry = supplied(wire_put_record(f->a, record, WIRE_K_BROADER, record->at));
        const struct concept *up = find(&f->v->own, o->code.n != 0 ? o->code : o->uri);
        wire_put_text(f->a, entry, WIRE_K_QCODE, o->code, record->at);
        wire_put_text(f->a, entry, WIRE_K_URI, o->uri, record->at);
        if (up != NULL && entry != NULL)
            name_record(f, entry, up, field, false);
    }
    count(f, field, "broader", record->at);
}

static const struct concept *
concept_of(const struct wire_vocabulary *v, const struct wire_value *record)
{
    const struct concept *c = find(&v->own, wire_member(record, WIRE_K_QCODE));

    return c != NULL ? c : find(&v->own, wire_member(record, WIRE_K_URI));
}

static bool
has_subject(const struct wire_article *a, const struct concept *c)
{
    for (const struct wire_value *v = wire_first(a, WIRE_F_SUBJECTS); v != NULL; v = v->next) {
        if ((c->code.n != 0 && wire_str_eq(wire_member(v, WIRE_K_QCODE), c->code)) ||
            (c->uri.n != 0 && wire_str_eq(wire_member(v, WIRE_K_URI), c->uri)))
            return true;
    }
    return false;
}

/* The concept that says it means the same as a code, or that the code's own concept says means the same. */
static const struct concept *
today(const struct wire_vocabulary *v, struct wire_str code)
{
    const struct concept *old = find(&v->own, code), *c = find(&v->same, code);

    for (const struct other *o = old != NULL ? old->same : NULL; o != NULL && c == NULL; o = o->next)
        c = find(&v->own, o->code.n != 0 ? o->code : o->uri);
    return c != old ? c : NULL;
}

/* Beside the subject codes of old the media topics that they are today, in their order. */
static void
relate_subject_codes(struct filling *f)
{
    unsigned added = 0;

    for (const struct wire_value *v = wire_first(f->a, WIRE_F_SUBJECTS); v != NULL && added < WIRE_MOST_BROADER; v = v->next) {
        struct wire_str code = wire_member(v, WIRE_K_QCODE);
        const struct concept *c = wire_str_begins(code, "subj:") ? today(f->v, code) : NULL;
        struct wire_value *topic;
        if (c == NULL || has_subject(f->a, c) ||
            (topic = supplied(wire_add_record(f->a, WIRE_F_SUBJECTS, v->at))) == NULL)
            continue;
        added++;
        wire_put_text(f->a, topic, WIRE_K_QCODE, c->code, v->at);
        topic->flags |= v->flags & WIRE_V_SECRET;
        name_record(f, topic, c, WIRE_F_SUBJECTS, false);
        put_broader(f, topic, c, WIRE_F_SUBJECTS);
        count(f, WIRE_F_SUBJECTS, "sameAs", v->at);
    }
}

void
wire_vocabulary_apply(const struct wire_vocabulary *v, struct wire_article *a, struct wire_ledger *ledger)
{
    static const enum wire_field coded[] = { WIRE_F_SUBJECTS,  WIRE_F_GENRES,  WIRE_F_PEOPLE,    WIRE_F_ORGANISATIONS, WIRE_F_PLACES,
                                             WIRE_F_EVENTS,    WIRE_F_OBJECTS, WIRE_F_SERVICES,  WIRE_F_SIGNALS,       WIRE_F_MEMBER_OF,
                                             WIRE_F_INFO_SOURCES, WIRE_F_PROVIDER, WIRE_F_LOCATED };
    struct filling f = { v, a, ledger, WIRE_NONE };

    for (const struct wire_article *up = a; up != NULL && f.lang.n == 0; up = up->parent)
        f.lang = wire_text_of(up, WIRE_F_LANGUAGE);
    relate_subject_codes(&f);
    for (size_t i = 0; i < WIRE_COUNT(coded); i++) {
        for (struct wire_value *r = wire_first(a, coded[i]); r != NULL; r = r->next) {
            const struct concept *c = r->kind == WIRE_V_RECORD ? concept_of(v, r) : NULL;
            if (c == NULL)
                continue;
            name_record(&f, r, c, coded[i], true);
            if (coded[i] == WIRE_F_SUBJECTS)
                put_broader(&f, r, c, coded[i]);
        }
    }
    for (struct wire_value *p = wire_first(a, WIRE_F_ASSOCIATIONS); p != NULL; p = p->next) {
        if (p->article != NULL)
            wire_vocabulary_apply(v, p->article, ledger); /* as deep as readers let articles stand in articles */
    }
}

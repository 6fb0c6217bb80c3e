/* Components in components: which of the values they give is the story's, and where the others go (mapping.md, NewsML 1 metadata). */
#include "article/lang.h"
#include "newsml-1/room.h"

/* Where one value belongs: that of the nearest component that has any. */
static const struct {
    enum wire_field field;
    bool by_language; /* of several there, the one in the story's language; else the first */
    const char *path; /* of one that is not taken */
} nearest[] = {
    { WIRE_F_PROVIDER, false, "NewsComponent/AdministrativeMetadata/Provider/Party" },
    { WIRE_F_SLUGLINE, true, "NewsComponent/NewsLines/SlugLine" },
    { WIRE_F_BY, true, "NewsComponent/NewsLines/ByLine" },
    { WIRE_F_TITLE, true, "NewsComponent/NewsLines/ByLineTitle" },
    { WIRE_F_DATELINE, true, "NewsComponent/NewsLines/DateLine" },
    { WIRE_F_CREDITLINE, true, "NewsComponent/NewsLines/CreditLine" },
    { WIRE_F_COPYRIGHT_HOLDER, false, "NewsComponent/RightsMetadata/Copyright/CopyrightHolder" },
    { WIRE_F_COPYRIGHT_NOTICE, true, "NewsComponent/NewsLines/CopyrightLine" },
    { WIRE_F_USAGE_TERMS, false, "NewsComponent/RightsMetadata/UsageRights/UsageType" },
};

/* Where several do: all of them, from the outermost component in. */
static const enum wire_field every[] = { WIRE_F_ED_NOTES,   WIRE_F_SUBJECTS,     WIRE_F_GENRES, WIRE_F_INFO_SOURCES,
                                         WIRE_F_NON_PUBLIC, WIRE_F_RIGHTS_INFO,  WIRE_F_EXTRA };

static void
append(struct wire_list *list, struct wire_value *v)
{
    v->next = NULL;
    if (list->last != NULL)
        list->last->next = v;
    else
        list->first = v;
    list->last = v;
}

static void
append_all(struct wire_list *to, struct wire_list from)
{
    if (from.first == NULL)
        return;
    if (to->last != NULL)
        to->last->next = from.first;
    else
        to->first = from.first;
    to->last = from.last;
}

static struct wire_list
lift(struct wire_article *a, enum wire_field f)
{
    struct wire_list list = a->fields[f];

    a->fields[f] = (struct wire_list){ NULL, NULL };
    return list;
}

void
wire_nm1_to_extra(struct wire_article *a, struct wire_value *v, struct wire_str path)
{
    const char *slash = memrchr(path.p, '/', path.n);
    struct wire_value *extra;

    if (v->kind == WIRE_V_RECORD) {
        wire_flatten(a, v, path);
        return;
    }
    extra = wire_add_extra(a, slash != NULL ? wire_str_sub(path, (size_t)(slash + 1 - path.p), path.n) : path, path, v->s, v->at);
    if (extra != NULL) {
        extra->flags |= v->flags & (WIRE_V_PRINTED | WIRE_V_SECRET);
        extra->lang = v->lang;
    }
}

static void
list_to_extra(struct wire_article *a, struct wire_list list, const struct wire_value *but, const char *path)
{
    struct wire_value *next;

    for (struct wire_value *v = list.first; v != NULL; v = next) {
        next = v->next;
        if (v != but)
            wire_nm1_to_extra(a, v, wire_str_of(path));
    }
}

/* Of headlines only those of a role count. */
static struct wire_value *
pick(struct wire_list list, struct wire_str lang, const char *role)
{
    struct wire_value *best = NULL;
    int most = 0;

    for (struct wire_value *v = list.first; v != NULL; v = v->next) {
        int match = wire_lang_match(v->lang, lang);
        if (match > most && (role == NULL || wire_str_is(wire_member(v, WIRE_K_ROLE), role))) {
            most = match;
            best = v;
        }
    }
    return best;
}

static void
one(struct wire_article *to, struct nm1_part **chain, size_t n, size_t row, struct wire_str lang)
{
    enum wire_field f = nearest[row].field;
    struct wire_value *picked = NULL;

    for (size_t i = 0; i < n; i++) {
        struct wire_list list = lift(chain[i]->article, f);
        struct wire_value *mine = NULL;
        if (picked == NULL)
            mine = picked = nearest[row].by_language ? pick(list, lang, NULL) : list.first;
        list_to_extra(to, list, mine, nearest[row].path);
    }
    if (picked != NULL)
        append(&to->fields[f], picked);
}

/* One HeadLine and one SubHeadLine (mapping.md, Values). */
static void
headlines(struct wire_article *to, struct nm1_part **chain, size_t n, struct wire_str lang)
{
    static const struct {
        const char *role, *path;
    } roles[] = { { "main", "NewsComponent/NewsLines/HeadLine" }, { "sub", "NewsComponent/NewsLines/SubHeadLine" } };
    struct wire_value *picked[2] = { NULL, NULL }, *next;

    for (size_t i = 0; i < n; i++) {
        struct wire_list list = lift(chain[i]->article, WIRE_F_HEADLINES);
        for (size_t r = 0; r < 2; r++)
            picked[r] = picked[r] == NULL ? pick(list, lang, roles[r].role) : picked[r];
        for (struct wire_value *v = list.first; v != NULL; v = next) {
            size_t r = wire_str_is(wire_member(v, WIRE_K_ROLE), "sub");
            struct wire_value *said = wire_get(v, WIRE_K_VALUE);
            next = v->next;
            if (v != picked[0] && v != picked[1] && said != NULL) {
                said->lang = v->lang;
                wire_nm1_to_extra(to, said, wire_str_of(roles[r].path));
            }
        }
    }
    for (size_t r = 0; r < 2; r++) {
        if (picked[r] != NULL)
            append(&to->fields[WIRE_F_HEADLINES], picked[r]);
    }
}

/* The byline, and the title of whoever wrote it after a comma. */
static void
byline(struct wire_article *to)
{
    struct wire_list titles = lift(to, WIRE_F_TITLE), *by = &to->fields[WIRE_F_BY];

    if (titles.first == NULL)
        return;
    if (by->first == NULL)
        append(by, titles.first);
    else
        by->first->s = wire_arena_printf(to->arena, "%.*s, %.*s", (int)by->first->s.n, by->first->s.p, (int)titles.first->s.n, titles.first->s.p);
}

/* Keywords in properties, then those in lines. */
static void
keywords(struct wire_article *to, struct nm1_part **chain, size_t n)
{
    struct wire_list lines = { NULL, NULL }, *all = &to->fields[WIRE_F_KEYWORDS];
    struct wire_value *next;

    for (size_t i = n; i-- > 0;)
        append_all(&lines, lift(chain[i]->article, WIRE_F_KEYWORDS));
    for (struct wire_value *v = wire_first(to, WIRE_F_RIGHTS_INFO); v != NULL; v = next) {
        struct wire_value *value = wire_get(v, WIRE_K_VALUE);
        next = v->next;
        if (value == NULL || !wire_str_is(v->name, "Keyword") || !wire_str_ends(wire_member(v, WIRE_K_PATH), "/DescriptiveMetadata/Property"))
            continue;
        if (wire_add_text(to, WIRE_F_KEYWORDS, wire_str_collapse(to->arena, value->s), v->at) == NULL)
            continue;
        wire_drop_member(v, value);
        wire_drop_member(v, wire_get(v, WIRE_K_PATH));
        if (v->first != NULL)
            wire_flatten(to, v, WIRE_STR("NewsComponent/DescriptiveMetadata/Property"));
        v->first = v->last = NULL;
    }
    append_all(all, lines);
}

static struct wire_str
language(struct wire_article *to, struct nm1_part **chain, size_t n)
{
    struct wire_value *picked = NULL;

    for (size_t i = 0; i < n; i++) {
        struct wire_list list = lift(chain[i]->article, WIRE_F_LANGUAGE);
        if (picked == NULL)
            picked = list.first;
        else if (list.first != NULL && !wire_str_eq(list.first->s, picked->s))
            list_to_extra(to, list, NULL, "NewsComponent/DescriptiveMetadata/Language");
    }
    if (picked != NULL)
        append(&to->fields[WIRE_F_LANGUAGE], picked);
    else if (n != 0)
        wire_add_text(to, WIRE_F_LANGUAGE, chain[0]->lang, chain[0]->at);
    return wire_text_of(to, WIRE_F_LANGUAGE);
}

void
wire_nm1_fields(struct wire_article *to, struct nm1_part **chain, size_t n)
{
    struct wire_str lang = language(to, chain, n);

    for (size_t i = 0; i < n; i++) {
        if (chain[i]->article != to)
            list_to_extra(to, lift(chain[i]->article, WIRE_F_NAME), NULL, "NewsComponent/@Duid");
    }
    for (size_t i = 0; i < WIRE_COUNT(every); i++) {
        struct wire_list all = lift(to, every[i]);
        for (size_t c = n; c-- > 0;) {
            if (chain[c]->article != to)
                append_all(&all, lift(chain[c]->article, every[i]));
        }
        to->fields[every[i]] = all;
    }
    for (size_t i = 0; i < WIRE_COUNT(nearest); i++)
        one(to, chain, n, i, lang);
    headlines(to, chain, n, lang);
    byline(to);
    keywords(to, chain, n);
}

void
wire_nm1_rest_to_extra(struct wire_article *to, struct wire_article *from)
{
    for (int f = 0; f < WIRE_FIELD_COUNT; f++) {
        struct wire_list list = lift(from, (enum wire_field)f);
        if (f == WIRE_F_EXTRA || f == WIRE_F_NON_PUBLIC || f == WIRE_F_RENDITIONS || f == WIRE_F_ED_NOTES)
            append_all(&to->fields[f], list);
        else if (f != WIRE_F_ASSOCIATIONS && (f != WIRE_F_LANGUAGE || !wire_str_eq(list.first != NULL ? list.first->s : WIRE_NONE, wire_text_of(to, WIRE_F_LANGUAGE))))
            list_to_extra(to, list, NULL, wire_fields[f].name);
    }
}

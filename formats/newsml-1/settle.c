/* The end of an item: which of its parts is the story, and what the others are to it (mapping.md, NewsML 1). */
#include "article/limits.h"
#include "article/time.h"
#include "newsml-1/room.h"


static struct nm1_state *
state_of(const struct wire_xml *x)
{
    return x->state;
}

static bool
role_is(const struct nm1_part *p, const char *role)
{
    return p != NULL && p->kind == NM1_COMPONENT && wire_str_is_nocase(p->role, role);
}

/* A component whose texts may be the body. */
static bool
may_be_body(const struct nm1_part *p)
{
    return p != NULL && p->kind == NM1_COMPONENT &&
           (p->role.n == 0 || role_is(p, "main") || role_is(p, "body") || role_is(p, "lead") || role_is(p, "text"));
}

static bool
is_able(const struct nm1_part *p)
{
    return p->kind == NM1_CONTENT && p->text && p->worded && !p->taken && may_be_body(p->parent);
}

/* That of the first text; without one, the component of role Main; else the first. */
static struct nm1_part *
main_component(const struct nm1_state *state)
{
    struct nm1_part *first = NULL, *main = NULL;

    for (struct nm1_part *p = state->item.first; p != NULL; p = p->next) {
        if (is_able(p))
            return p->parent;
        if (p->kind != NM1_COMPONENT)
            continue;
        if (main == NULL && role_is(p, "main"))
            main = p;
        if (first == NULL)
            first = p;
    }
    return main != NULL ? main : first;
}

/* --- associations: rebuilt without contents and without what is part of another --- */

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

/* The article to which what stands in a part belongs: its own, or that of which it is part. */
static struct wire_article *
owner(const struct wire_xml *x, struct nm1_part *p)
{
    while (p != NULL && (p->chain || p->gone || p->kind == NM1_CONTENT))
        p = p->parent;
    return p != NULL && p->kind != NM1_ITEM ? p->article : x->story;
}

static void
associate(struct wire_xml *x)
{
    struct nm1_state *state = state_of(x);

    for (struct nm1_part *p = state->item.first; p != NULL; p = p->next) {
        if (p->kind != NM1_CONTENT) /* which has those of the media in its NITF */
            p->article->fields[WIRE_F_ASSOCIATIONS] = (struct wire_list){ NULL, NULL };
    }
    for (struct nm1_part *p = state->item.first; p != NULL; p = p->next) {
        struct wire_article *to;
        if (p->kind == NM1_ITEM || p->kind == NM1_CONTENT || p->chain || p->gone || p->value == NULL)
            continue;
        to = owner(x, p->parent);
        p->article->parent = to;
        append(&to->fields[WIRE_F_ASSOCIATIONS], p->value);
    }
}

/* --- contents --- */

/* Figures of this body count in the associations of its own article, and from now on in those of another. */
static enum wire_status
move_ref(void *ctx, const struct wire_node *node, enum wire_visit visit)
{
    struct wire_node *n = (struct wire_node *)node;

    if (visit == WIRE_ENTER && n->kind == WIRE_N_FIGURE && n->ref >= 0)
        n->ref += *(const int32_t *)ctx;
    return WIRE_OK;
}

static int32_t
count(const struct wire_list *list)
{
    int32_t n = 0;

    for (const struct wire_value *v = list->first; v != NULL; v = v->next)
        n++;
    return n;
}

/* The text of a content goes on the body of an article, and what its NITF says fills it. *parts are the associations so far. */
static void
take_text(struct wire_xml *x, struct wire_article *to, struct nm1_part *p, int32_t *parts)
{
    struct wire_article *from = p->article;
    struct wire_list *titles = &from->fields[WIRE_F_TITLE];
    struct wire_node *next;
    int32_t more = count(&from->fields[WIRE_F_ASSOCIATIONS]);
    int64_t words;

    if (from->body != NULL && more != 0 && *parts != 0)
        wire_walk(from->body, WIRE_EDITORS, move_ref, parts);
    *parts += more;
    for (struct wire_value *v = wire_first(from, WIRE_F_ASSOCIATIONS); v != NULL; v = v->next)
        v->article->parent = to;
    if (!p->nitf && titles->first != NULL) { /* the title of a page, not of the story */
        wire_nm1_to_extra(to, titles->first, WIRE_STR("DataContent/html/head/title"));
        *titles = (struct wire_list){ NULL, NULL };
    }
    if (to->body != NULL && from->body != NULL) {
        for (struct wire_node *n = from->body->first; n != NULL; n = next) {
            next = n->next;
            wire_node_append(to->body, n);
        }
        from->body = NULL;
    }
    if (wire_first(to, WIRE_F_BODIES) == NULL && wire_str_to_int(p->word_count, INT64_MAX / 16, &words))
        wire_put_number(to, wire_add_record(to, WIRE_F_BODIES, p->at), WIRE_K_WORD_COUNT, words, p->at);
    wire_inner_merge(to, from, x->item_lang, &x->skipped);
    p->taken = true;
}

/* Headings are ranked over all parts of a body. */
static void
rank(struct wire_xml *x, struct wire_article *a)
{
    size_t skipped = 0;

    if (a->body == NULL)
        return;
    wire_body_begin(x->body, a, "DataContent");
    if (wire_body_finish(x->body, &skipped) == WIRE_E_NOMEM)
        wire_xml_fail(x, WIRE_E_NOMEM);
}

/* A content that is no part of the body: its files, and what was kept of it; a text that is not taken is kept on a line. */
static void
take_rest(struct wire_article *to, struct nm1_part *p)
{
    struct wire_article *from = p->article;
    struct wire_value *v;

    if (from->body != NULL) {
        v = wire_add_extra(to, WIRE_STR("DataContent"), WIRE_STR("NewsComponent/ContentItem/DataContent"),
                           wire_node_line(to->arena, from->body), p->at);
        if (v != NULL)
            v->flags |= WIRE_V_PRINTED;
        from->body = NULL;
    }
    wire_nm1_rest_to_extra(to, from);
    p->taken = true;
}

/* Captions and abstracts are descriptions of what they stand beside. */
static void
describe(struct nm1_part *p, struct wire_article *to)
{
    static const char *const roles[] = { "caption", "abstract" };
    struct wire_article *from = p->article;
    struct wire_value *record, *v;

    for (size_t i = 0; i < WIRE_COUNT(roles); i++) {
        if (!role_is(p->parent, roles[i]) || from->body == NULL)
            continue;
        if ((record = wire_add_record(to, WIRE_F_DESCRIPTIONS, p->at)) == NULL)
            return;
        wire_put_text(to, record, WIRE_K_ROLE, wire_str_of(roles[i]), p->at);
        v = wire_put_text(to, record, WIRE_K_VALUE, wire_node_line(to->arena, from->body), p->at);
        if (v != NULL)
            v->flags |= WIRE_V_PRINTED;
        from->body = NULL;
        wire_nm1_rest_to_extra(to, from);
        p->taken = true;
    }
}

/* --- parts that are no article of their own --- */

/* Files that are forms of one picture, each in a component of its own, by its role (AFP, ANSA, Reuters, dpa). */
bool
wire_nm1_rendition_role(struct wire_str role)
{
    static const char *const roles[] = { "Thumbnail", "Quicklook", "Preview", "HighDef", "HighRes", "HighDefinition", "LowRes",
                                         "LowDef",    "MediumRes", "Viewimage", "Web", "Print", "Original", "Small",
                                         "Medium",    "Large",     "Baseimage", "Layout", "Full" };

    for (size_t i = 0; i < WIRE_COUNT(roles); i++) {
        if (wire_str_is_nocase(role, roles[i]))
            return true;
    }
    return false;
}

static bool
is_rendition(const struct nm1_part *p)
{
    if (!wire_nm1_rendition_role(p->role) || wire_first(p->article, WIRE_F_HEADLINES) != NULL)
        return false;
    for (const struct nm1_part *c = p->first; c != NULL; c = c->beside) {
        if (c->kind != NM1_CONTENT || c->article->body != NULL || c->rendition == NULL)
            return false;
    }
    return p->first != NULL;
}

static void
fold_renditions(struct wire_xml *x, struct nm1_part *p)
{
    struct wire_article *to = owner(x, p->parent);

    for (struct nm1_part *c = p->first; c != NULL; c = c->beside) {
        if (wire_get(c->rendition, WIRE_K_NAME) == NULL)
            wire_put_text(to, c->rendition, WIRE_K_NAME, p->role, p->at);
        take_rest(to, c);
    }
    p->gone = true;
    wire_nm1_rest_to_extra(to, p->article);
}

/* --- the item itself --- */

/* A status that lifts an embargo says until when it is (mapping.md, embargoedUntil). */
static void
embargo(struct wire_xml *x, struct wire_article *a, const struct nm1_part *p)
{
    const char *future = wire_nm1_status(p->future);
    bool lifts = wire_str_is(wire_text_of(a, WIRE_F_PUB_STATUS), "withheld") && future != NULL && strcmp(future, "usable") == 0;
    struct wire_str time = lifts ? wire_time_normal(a->arena, p->change, x->source->zone) : WIRE_NONE;

    if (p->embargoed && time.n == 0) /* without an end */
        wire_put_bool(a, wire_add_record(a, WIRE_F_EMBARGO, p->at), WIRE_K_OPEN, true);
    if (time.n != 0) {
        wire_add_text(a, WIRE_F_EMBARGOED_UNTIL, time, p->at);
        wire_put_text(a, wire_add_record(a, WIRE_F_EMBARGO, p->at), WIRE_K_UNTIL, time, p->at);
        return;
    }
    wire_add_extra(a, WIRE_STR("FutureStatus"), WIRE_STR("NewsManagement/StatusWillChange/FutureStatus"), p->future, p->at);
    wire_add_extra(a, WIRE_STR("DateAndTime"), WIRE_STR("NewsManagement/StatusWillChange/DateAndTime"), p->change, p->at);
}

/* The label of a story without a slugline is its slugline. */
static void
name_label(struct wire_xml *x, struct wire_article *a, const struct nm1_part *p)
{
    struct wire_value *v;

    if (p->name_label.n == 0)
        return;
    if (wire_str_eq(p->name_label, wire_text_of(a, WIRE_F_SLUGLINE))) {
        x->skipped += wire_weight(p->name_label.p, p->name_label.n);
        return;
    }
    if (wire_first(a, WIRE_F_SLUGLINE) == NULL)
        v = wire_add_text(a, WIRE_F_SLUGLINE, p->name_label, p->at);
    else
        v = wire_add_extra(a, WIRE_STR("NameLabel"), WIRE_STR("Identification/NameLabel"), p->name_label, p->at);
    if (v != NULL)
        v->flags |= WIRE_V_PRINTED;
}

/* From the MediaType of a component's first content; of what stands beside the text the type of the file tells it too. */
static void
set_type(struct wire_article *a, const struct nm1_part *component, bool text)
{
    static const char *const types[] = { "text", "picture", "graphic", "audio", "video", "composite", "event", "planning",
                                         "component" };
    static const struct {
        const char *begins, *type;
    } files[] = { { "image/", "picture" }, { "video/", "video" }, { "audio/", "audio" } };
    struct wire_str media = WIRE_NONE, mime = WIRE_NONE;
    const char *type = text ? "text" : NULL;

    for (const struct nm1_part *p = component != NULL ? component->first : NULL; p != NULL; p = p->beside) {
        if (p->kind != NM1_CONTENT)
            continue;
        media = p->media;
        mime = p->mime;
        type = "text";
        break;
    }
    for (size_t i = 0; i < WIRE_COUNT(files) && !text && media.n == 0; i++) {
        if (wire_str_begins_nocase(mime, files[i].begins))
            type = files[i].type;
    }
    if (wire_str_is_nocase(media, "photo"))
        type = "picture";
    for (size_t i = 0; i < WIRE_COUNT(types); i++) {
        if (wire_str_is_nocase(media, types[i]))
            type = types[i];
    }
    if (type != NULL && wire_first(a, WIRE_F_TYPE) == NULL)
        wire_add_text(a, WIRE_F_TYPE, wire_str_of(type), (struct wire_at){ 0, 0, 0 });
}

/* Which contents are the body: those of the main component and of its neighbours; of alternatives one, rather in markup. */
static void
choose_body(struct wire_xml *x, const struct nm1_part *main)
{
    const struct nm1_part *around = main->parent;
    struct nm1_part *only = NULL;
    bool alternatives = main->equivalents || (around != NULL && around->equivalents);

    for (struct nm1_part *p = state_of(x)->item.first; p != NULL; p = p->next) {
        bool beside = p->parent == main || (p->parent != NULL && around != NULL && around->kind == NM1_COMPONENT &&
                                            p->parent->parent == around && !p->parent->headed);
        if (!beside || !is_able(p))
            continue;
        if (!alternatives)
            p->body = p->taken = true;
        else if (only == NULL || (p->markup && !only->markup))
            only = p;
    }
    if (only != NULL)
        only->body = only->taken = true;
}

/* A content beside the body, or of a component that is part of another. */
static bool
is_rest(const struct nm1_part *p)
{
    return p->kind == NM1_CONTENT && !p->taken && p->parent != NULL && (p->parent->chain || p->parent->gone);
}

/* Files that stand among the texts of the body keep their order. */
static void
take_body(struct wire_xml *x)
{
    int32_t parts = count(&x->story->fields[WIRE_F_ASSOCIATIONS]);
    unsigned bodies = 0;

    for (struct nm1_part *p = state_of(x)->item.first; p != NULL; p = p->next) {
        if (p->body) {
            take_text(x, x->story, p, &parts);
            bodies++;
        } else if (is_rest(p) && owner(x, p->parent) == x->story) {
            take_rest(x->story, p);
        }
    }
    if (bodies > 1)
        rank(x, x->story);
}

/* The contents of a component that is an article of its own: of alternatives one text, rather in markup. */
static void
take_contents(struct wire_xml *x, const struct nm1_part *to, const struct nm1_part *p)
{
    struct wire_article *article = to->article;
    int32_t parts = count(&article->fields[WIRE_F_ASSOCIATIONS]);
    struct nm1_part *only = NULL;
    unsigned bodies = 0;

    for (struct nm1_part *c = p->first; c != NULL; c = c->beside) {
        if (c->kind == NM1_CONTENT && !c->taken && c->text && c->worded && (only == NULL || (c->markup && !only->markup)))
            only = c;
    }
    for (struct nm1_part *c = p->first; c != NULL; c = c->beside) {
        if (c->kind != NM1_CONTENT || c->taken)
            continue;
        if (c->text && c->worded && (!(p->equivalents || to->equivalents) || c == only)) {
            take_text(x, article, c, &parts);
            bodies++;
        } else {
            take_rest(article, c);
        }
    }
    if (bodies > 1)
        rank(x, article);
}

/* A component that is an article of its own, with the one in it that has its text. */
static void
settle_component(struct wire_xml *x, struct nm1_part *p)
{
    struct nm1_part *chain[] = { p->inner, p };

    wire_add_text(p->article, WIRE_F_REL, p->role, p->at);
    wire_nm1_fields(p->article, p->inner != NULL ? chain : chain + 1, p->inner != NULL ? 2 : 1);
    if (p->inner != NULL)
        wire_nm1_rest_to_extra(p->article, p->inner->article);
    for (const struct nm1_occurrence *o = p->occurrences; o != NULL; o = o->next)
        wire_add_extra(p->article, WIRE_STR("TopicOccurrence"), WIRE_STR("DescriptiveMetadata/TopicOccurrence/@Topic"), o->topic, o->at);
    set_type(p->article, p->inner != NULL ? p->inner : p, false);
    take_contents(x, p, p->inner != NULL ? p->inner : p);
}

static void
settle_parts(struct wire_xml *x)
{
    struct nm1_state *state = state_of(x);

    for (struct nm1_part *p = state->item.first; p != NULL; p = p->next) {
        if (is_rest(p))
            take_rest(owner(x, p->parent), p);
        else if (p->kind == NM1_COMPONENT && !p->chain && !p->gone)
            settle_component(x, p);
        else if (p->kind == NM1_NESTED) {
            name_label(x, p->article, p);
            embargo(x, p->article, p);
        }
    }
    for (struct nm1_part *p = state->item.first; p != NULL; p = p->next) {
        struct wire_list properties = p->article->fields[WIRE_F_RIGHTS_INFO];
        if (p->kind == NM1_CONTENT || p->kind == NM1_ITEM || p->chain || p->gone)
            continue;
        p->article->fields[WIRE_F_RIGHTS_INFO] = (struct wire_list){ NULL, NULL };
        wire_xml_settle(p->article, x->item_lang);
        wire_nm1_own(x, p->article, &properties);
    }
}

/* A style sheet of the texts beside it is no article. */
static bool
is_style_sheet(const struct nm1_part *p)
{
    for (const struct nm1_part *c = p->first; c != NULL; c = c->beside) {
        if (c->kind != NM1_CONTENT || c->text || c->article->body != NULL)
            return false;
    }
    return role_is(p, "stylesheet") && p->first != NULL;
}

/* Descriptions, and components that are but files of another. */
static void
fold(struct wire_xml *x, const struct nm1_part *main)
{
    struct nm1_state *state = state_of(x);
    const struct nm1_part *around = main != NULL ? main->parent : NULL;

    for (struct nm1_part *p = state->item.first; p != NULL; p = p->next) {
        struct nm1_part *component = p->parent, *outer = component != NULL ? component->parent : NULL;
        if (p->kind == NM1_COMPONENT && !p->chain && is_rendition(p))
            fold_renditions(x, p);
        if (p->kind == NM1_COMPONENT && !p->chain && is_style_sheet(p)) {
            p->gone = true;
            wire_nm1_rest_to_extra(owner(x, p->parent), p->article);
        }
        if (p->kind != NM1_CONTENT || !p->text || !p->worded || p->taken || component == NULL || outer == NULL || (component->chain && component != main))
            continue;
        if (outer == main || outer == around)
            describe(p, x->story);
        else if (!outer->chain)
            describe(p, owner(x, outer));
    }
}

static size_t
find_chain(struct nm1_part *main, struct nm1_part *chain[WIRE_MOST_COMPONENTS])
{
    size_t n = 0;

    for (struct nm1_part *p = main; p != NULL && p->kind == NM1_COMPONENT && n < WIRE_MOST_COMPONENTS; p = p->parent) {
        p->chain = true;
        chain[n++] = p;
    }
    return n;
}

/* An associated component's text may stand in a component of its own, and its reference is what it is. */
static void
find_inner(struct wire_xml *x)
{
    for (struct nm1_part *p = state_of(x)->item.first; p != NULL; p = p->next) {
        struct nm1_part *inner = NULL;
        bool direct = false;
        if (p->kind != NM1_COMPONENT || p->chain || p->gone)
            continue;
        for (struct nm1_part *c = p->first; c != NULL; c = c->beside) {
            direct |= c->kind == NM1_CONTENT;
            if (inner == NULL && !c->gone && !c->chain && !c->headed && c->first != NULL && c->first->kind == NM1_CONTENT &&
                (may_be_body(c) || role_is(c, "content")))
                inner = c;
        }
        if (!direct && inner != NULL) {
            p->inner = inner;
            inner->gone = true;
        } else if (p->first != NULL && p->first == p->last && p->first->kind == NM1_REFERENCE && wire_first(p->article, WIRE_F_URI) == NULL) {
            p->article->fields[WIRE_F_URI] = p->first->article->fields[WIRE_F_URI];
            p->first->article->fields[WIRE_F_URI] = (struct wire_list){ NULL, NULL };
            p->first->gone = true;
            wire_nm1_rest_to_extra(p->article, p->first->article);
        }
    }
}

/* Neighbours whose texts are in the body, and captions, whose words are descriptions: nothing else may be in them. */
static void
use_up(struct wire_xml *x)
{
    for (struct nm1_part *p = state_of(x)->item.first; p != NULL; p = p->next) {
        bool some = false, all = true;
        for (const struct nm1_part *c = p->first; c != NULL; c = c->beside) {
            some |= c->taken;
            all &= c->kind == NM1_CONTENT && c->taken;
        }
        if (p->kind != NM1_COMPONENT || p->chain || p->gone || !some || !all)
            continue;
        p->gone = true;
        wire_nm1_rest_to_extra(owner(x, p->parent), p->article);
    }
}

void
wire_nm1_settle(struct wire_xml *x)
{
    struct nm1_state *state = state_of(x);
    struct nm1_part *main = main_component(state), *chain[WIRE_MOST_COMPONENTS], *item = state->item.first;
    size_t n = find_chain(main, chain);

    wire_nm1_fields(x->story, chain, n);
    if (wire_first(x->story, WIRE_F_LANGUAGE) == NULL)
        wire_add_text(x->story, WIRE_F_LANGUAGE, wire_xml_lang(x), (struct wire_at){ 0, 0, 0 });
    state->item.properties = x->story->fields[WIRE_F_RIGHTS_INFO];
    x->story->fields[WIRE_F_RIGHTS_INFO] = (struct wire_list){ NULL, NULL };
    set_type(x->story, main, true);
    if (item != NULL) {
        name_label(x, x->story, item);
        embargo(x, x->story, item);
    }
    wire_nm1_topics(x, chain, n);
    if (main != NULL)
        choose_body(x, main);
    fold(x, main);
    use_up(x);
    find_inner(x);
    associate(x);
    take_body(x);
    settle_parts(x);
}

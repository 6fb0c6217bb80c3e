/*
 * The texts of a ninjs item: headlines and descriptions, each of which may come in several forms, which is only clear
 * when all have been seen (mapping.md, ninjs).
 */
#include "ninjs/read.h"

/* --- gathering --- */

void
ninjs_gather_plural(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    (void)record;
    r->item->plural[row->key] = v;
}

void
ninjs_take_word_count(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    (void)row, (void)record;
    r->item->word_count = v;
}

/* What Superdesk's records call description_abstract. */
static bool
is_abstract(struct wire_str name)
{
    return ninjs_name_is(name, "abstract");
}

/* headline, headline_X, description_X, body_X; any other name without a row is kept. */
void
ninjs_gather_named(struct ninjs_reading *r, const struct ninjs_row *row, struct wire_value *record, const struct wire_json_value *v)
{
    static const char *const singles[NINJS_TEXTS] = { "headline", "description", "body" };
    struct ninjs_named *named;

    (void)row, (void)record;
    for (int t = 0; t < NINJS_TEXTS; t++) {
        size_t n = strlen(singles[t]);
        if (!(t == NINJS_DESCRIPTIONS && is_abstract(v->name)) &&
            (!wire_str_begins_nocase(v->name, singles[t]) || (v->name.n != n ? v->name.p[n] != '_' : t == NINJS_BODIES)))
            continue;
        if ((named = WIRE_NEW(&r->tree, struct ninjs_named)) == NULL)
            return;
        named->value = v;
        if (r->item->named[t].last != NULL)
            r->item->named[t].last->next = named;
        else
            r->item->named[t].first = named;
        r->item->named[t].last = named;
        return;
    }
    ninjs_keep(r, v, "nobody here knows this name");
}

/* --- text out of markup --- */

/* HTML on one line, in the tree's arena. */
static struct wire_str
line_of_html(struct ninjs_reading *r, struct wire_str html, struct wire_at at)
{
    struct wire_article apart = { .arena = &r->tree };
    size_t skipped;

    wire_body_begin(r->state->body, &apart, "html");
    if (wire_body_html(r->state->body, html, at) == WIRE_E_NOMEM || wire_body_finish(r->state->body, &skipped) == WIRE_E_NOMEM)
        ninjs_failed(r, WIRE_E_NOMEM);
    return apart.body != NULL ? wire_node_line(&r->tree, apart.body) : WIRE_NONE;
}

static bool
says_html(struct wire_str s)
{
    return wire_str_find_nocase(s, "html") < s.n;
}

/* --- headlines and descriptions --- */

struct text {
    struct text *next;
    struct wire_str role, key, form; /* key: the role without the form it names */
    struct wire_str said;
    const struct wire_json_value *value, *said_role;
};

/* A role may end by naming a form: caption_xhtml is a caption. */
static void
split_role(struct text *t)
{
    static const char *const forms[] = { "text", "plain", "html", "html5", "xhtml" };

    t->key = t->role;
    for (size_t i = 0; i < WIRE_COUNT(forms); i++) {
        size_t n = strlen(forms[i]);
        if (!wire_str_ends(t->role, forms[i]) || (t->role.n > n && t->role.p[t->role.n - n - 1] != '_'))
            continue;
        t->form = wire_str_sub(t->role, t->role.n - n, n);
        t->key = wire_str_sub(t->role, 0, t->role.n > n ? t->role.n - n - 1 : 0);
        return;
    }
}

struct texts {
    struct text *first, *last;
};

/* A text that is not taken, and the role that went with it. */
static void
leave_text(struct ninjs_reading *r, const struct text *t, const char *same)
{
    if (same != NULL)
        ninjs_skip(r, t->value, same);
    else
        ninjs_keep(r, t->value, "the same text in another form, and in other words");
    if (t->said_role != NULL)
        ninjs_skip(r, t->said_role, "says which form it is");
}

/* The text there is that differs from this one only in its form, or NULL. */
static struct text *
other_form(const struct texts *all, const struct text *t)
{
    unsigned looked = 0;

    for (struct text *x = t->form.n != 0 ? all->first : NULL; x != NULL && looked < NINJS_SEEN; x = x->next, looked++) {
        if (wire_str_eq(x->key, t->key) && x->form.n != 0 && !wire_str_eq(x->form, t->form))
            return x;
    }
    return NULL;
}

/* One text more: a new one, or another form of one that is there, of which the plain one is taken. */
static void
add_text(struct ninjs_reading *r, struct texts *all, struct text t, bool html)
{
    static const char again[] = "the same text in another form";
    struct text *same;

    if (!wire_json_is_text(t.value)) {
        ninjs_keep_kind(r, t.value);
        t.value = NULL;
    } else {
        t.said = html && t.value->kind == WIRE_J_STRING ? line_of_html(r, t.value->s, t.value->at) : ninjs_line(r, t.value);
    }
    if (t.value == NULL || t.said.n == 0) {
        if (t.said_role != NULL)
            ninjs_skip(r, t.said_role, "there is nothing of that role");
        if (t.value != NULL)
            ninjs_skip(r, t.value, "no text in it");
        return;
    }
    split_role(&t);
    if ((same = other_form(all, &t)) != NULL) {
        bool plain = wire_str_is(t.form, "text") || wire_str_is(t.form, "plain");
        leave_text(r, plain ? same : &t, wire_str_eq(same->said, t.said) ? again : NULL);
        t.next = same->next;
        if (plain)
            *same = t;
        return;
    }
    if ((same = WIRE_NEW(&r->tree, struct text)) == NULL)
        return;
    *same = t;
    if (all->last != NULL)
        all->last->next = same;
    else
        all->first = same;
    all->last = same;
}

/* Members of an entry beside its value: what says its role or form has been read, the others are kept, be it a name
 * that stands twice. */
static void
keep_members(struct ninjs_reading *r, const struct wire_json_value *entry, const struct wire_json_value *value,
             const struct wire_json_value *role, const struct wire_json_value *type)
{
    struct ninjs_path here = { .outer = r->path };
    const struct ninjs_path *outer = r->path;

    r->path = &here;
    for (const struct wire_json_value *m = entry->first; m != NULL; m = m->next) {
        here.name = m->name;
        if (m == type)
            ninjs_skip(r, m, "says which form it is");
        else if (m != value && m != role)
            ninjs_keep(r, m, ninjs_name_is(m->name, "value") || ninjs_name_is(m->name, "role") || ninjs_name_is(m->name, "contenttype")
                                 ? "the name stands twice"
                                 : "nobody here knows this name");
    }
    r->path = outer;
}

/* headlines, descriptions: an array of role, form and value. */
static void
gather_plural(struct ninjs_reading *r, struct texts *all, const struct wire_json_value *list)
{
    struct ninjs_path at = { .outer = r->path, .name = list->name }, here = { .outer = &at };
    const struct ninjs_path *outer = r->path;

    r->path = &here;
    for (const struct wire_json_value *e = ninjs_first_entry(list); e != NULL; e = ninjs_next_entry(list, e), here.entry++) {
        struct text t = { .value = e };
        bool html = false;
        if (e->kind == WIRE_J_OBJECT) {
            const struct wire_json_value *role = ninjs_find(e, "role"), *type = ninjs_find(e, "contenttype");
            if ((t.value = ninjs_find(e, "value")) == NULL) {
                ninjs_keep(r, e, "it says nothing");
                continue;
            }
            keep_members(r, e, t.value, role, type);
            html = says_html(ninjs_line(r, type));
            t.said_role = role != NULL && wire_json_is_text(role) ? role : NULL;
            t.role = ninjs_local(ninjs_line(r, role));
            if (role != NULL && t.said_role == NULL)
                ninjs_keep_kind(r, role);
        }
        add_text(r, all, t, html);
    }
    r->path = outer;
}

/* headline, headline_X: the role is the rest of the name. */
static void
gather_named(struct ninjs_reading *r, struct texts *all, const struct ninjs_gathered *named, size_t single)
{
    struct ninjs_path here = { .outer = r->path };
    const struct ninjs_path *outer = r->path;

    r->path = &here;
    for (const struct ninjs_named *n = named->first; n != NULL; n = n->next) {
        struct text t = { .value = n->value };
        here.name = n->value->name;
        if (is_abstract(here.name))
            t.role = WIRE_STR("abstract");
        else if (here.name.n > single + 1)
            t.role = wire_str_sub(here.name, single + 1, here.name.n);
        add_text(r, all, t, says_html(here.name) || is_abstract(here.name));
    }
    r->path = outer;
}

static void
place_texts(struct ninjs_reading *r, enum wire_field f, const struct texts *all)
{
    struct ninjs_path here = { .outer = r->path, .name = wire_str_of(wire_fields[f].name) };
    const struct ninjs_path *outer = r->path;

    r->path = &here;
    for (const struct text *t = all->first; t != NULL; t = t->next) {
        struct wire_value *record = wire_add_record(r->a, f, t->value->at), *role;
        role = wire_put_text(r->a, record, WIRE_K_ROLE, t->key.n != 0 ? t->key : t->role, t->value->at);
        if (t->said_role != NULL)
            ninjs_took(r, role, t->said_role);
        ninjs_took(r, wire_put_text(r->a, record, WIRE_K_VALUE, t->said, t->value->at), t->value);
    }
    r->path = outer;
}

/* The first headline without a role is the main one, unless one is called so. */
static void
main_headline(struct wire_article *a)
{
    struct wire_value *plain = NULL;

    for (struct wire_value *v = wire_first(a, WIRE_F_HEADLINES); v != NULL; v = v->next) {
        struct wire_str role = wire_member(v, WIRE_K_ROLE);
        if (wire_str_is(role, "main"))
            return;
        if (role.n == 0 && plain == NULL)
            plain = v;
    }
    if (plain != NULL)
        wire_put_text(a, plain, WIRE_K_ROLE, WIRE_STR("main"), plain->at);
}

void
ninjs_settle_texts(struct ninjs_reading *r)
{
    static const struct {
        enum ninjs_text text;
        enum wire_field field;
        size_t single;
    } kinds[] = { { NINJS_HEADLINES, WIRE_F_HEADLINES, sizeof "headline" - 1 },
                  { NINJS_DESCRIPTIONS, WIRE_F_DESCRIPTIONS, sizeof "description" - 1 } };

    for (size_t i = 0; i < WIRE_COUNT(kinds); i++) {
        struct texts all = { NULL, NULL };
        if (r->item->plural[kinds[i].text] != NULL)
            gather_plural(r, &all, r->item->plural[kinds[i].text]);
        gather_named(r, &all, &r->item->named[kinds[i].text], kinds[i].single);
        place_texts(r, kinds[i].field, &all);
    }
    main_headline(r->a);
}

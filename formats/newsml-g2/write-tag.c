/* Tags and attributes of NewsML-G2, written valid: what is not goes into our own namespace. */
#include "newsml-g2/write-words.h"
#include "newsml-g2/write.h"

bool
g2_has(const struct g2_writer *w, enum g2_word word)
{
    return w->minor >= g2_elements[word].since && !w->everything_own;
}

void
g2_count(struct g2_writer *w, enum wire_ledger_act act, const char *path, const char *why, struct wire_at at)
{
    if (w->out->ledger != NULL)
        wire_ledger_count(w->out->ledger, w->out->arena, act, wire_str_of(path), why, 1, at);
}

void
g2_line(struct g2_writer *w)
{
    wire_tag_line(&w->tags);
}

/* Of what this version has not: our own. */
static const char *
prefix_of(const struct g2_writer *w, enum g2_word word)
{
    return g2_has(w, word) ? "" : G2_OWN_PREFIX;
}

void
g2_open(struct g2_writer *w, enum g2_word word)
{
    w->own |= !g2_has(w, word);
    wire_tag_open(&w->tags, prefix_of(w, word), g2_elements[word].name);
    w->word = word;
}

void
g2_own(struct g2_writer *w, const char *name, struct wire_str value)
{
    struct wire_str n = wire_str_of(name);

    if (value.n == 0 || !wire_is_xml_name(n) || !wire_tag_fresh(&w->tags, n))
        return;
    w->own = true;
    wire_tag_put(&w->tags, G2_OWN_PREFIX, n, value);
}

void
g2_attr_as_is(struct g2_writer *w, const char *name, struct wire_str value)
{
    if (wire_tag_fresh(&w->tags, wire_str_of(name)))
        wire_tag_put(&w->tags, "", wire_str_of(name), value);
}

static void
attribute(struct g2_writer *w, struct wire_str name, struct wire_str value)
{
    const struct g2_attribute *a = g2_attribute_of(g2_elements[w->word].has, name);

    if (value.n == 0 || !wire_is_xml_name(name) || !wire_tag_fresh(&w->tags, name))
        return;
    if (a != NULL && w->minor >= a->since && g2_has(w, w->word) && g2_valid(w, (enum g2_kind)a->kind, value)) {
        wire_tag_put(&w->tags, "", name, value);
        return;
    }
    w->own = true;
    wire_tag_put(&w->tags, G2_OWN_PREFIX, name, value);
    g2_count(w, WIRE_MOVED, g2_elements[w->word].name, "an attribute this version has not, or not with such a value",
             (struct wire_at){ 0, 0, 0 });
}

void
g2_attr(struct g2_writer *w, const char *name, struct wire_str value)
{
    attribute(w, wire_str_of(name), value);
}

/* As g2_attr, for a name that is a slice of the story. */
void
g2_other_attr(struct g2_writer *w, struct wire_str name, struct wire_str value)
{
    size_t before = w->tags.buf.n;

    attribute(w, name, value);
    if (w->tags.buf.n == before && value.n != 0 && wire_str_is(name, "pubconstraint"))
        g2_count(w, WIRE_DROPPED, "pubconstraint", "a constraint of the provider's own: what it stands in is not for publication at all",
                 (struct wire_at){ 0, 0, 0 });
}

void
g2_code(struct g2_writer *w, const char *name, const char *alias, struct wire_str local)
{
    char store[256];
    struct wire_str code = { store, 0 };
    bool spaced = false, parted = false;
    size_t n;

    if (alias == NULL)
        alias = G2_ROLE_ALIAS;
    n = strlen(alias);
    if (local.n == 0)
        return;
    if (n + 1 + local.n > sizeof store) {
        g2_own(w, name, local);
        return;
    }
    memcpy(store, alias, n);
    store[n] = ':';
    memcpy(store + n + 1, local.p, local.n);
    code.n = n + 1 + local.n;
    for (size_t i = 0; i < local.n; i++) {
        spaced |= (unsigned char)local.p[i] <= ' ';
        parted |= memchr(":/#", local.p[i], 3) != NULL;
    }
    if (spaced && !parted)
        g2_own(w, name, local); /* no code has white space in it */
    else
        g2_attr(w, name, code); /* of several codes the first lost its alias; of another text a reader takes the last step */
}

void
g2_lang(struct g2_writer *w, struct wire_str lang)
{
    if (lang.n == 0 || (g2_elements[w->word].has & G2_I18N) == 0 || !g2_valid(w, G2_LANG, lang))
        return;
    wire_tag_put(&w->tags, "", WIRE_STR("xml:lang"), lang);
}

void
g2_secret(struct g2_writer *w)
{
    g2_attr(w, "pubconstraint", WIRE_STR(G2_CONSTRAINT_ALIAS ":nonpublic"));
}

void
g2_inside(struct g2_writer *w)
{
    wire_tag_inside(&w->tags);
}

void
g2_text(struct g2_writer *w, struct wire_str s)
{
    wire_tag_text(&w->tags, s);
}

void
g2_close(struct g2_writer *w, enum g2_word word, bool lines)
{
    wire_tag_close(&w->tags, prefix_of(w, word), g2_elements[word].name, lines);
}

void
g2_empty(struct g2_writer *w)
{
    wire_tag_empty(&w->tags);
}

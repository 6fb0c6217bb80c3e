/* What the reader of NITF kept though no field is for it, given back where it stood. */
#include "nitf/write.h"

/* Elements of which only attributes are kept, with those that NITF 3.6 has for them; of head, docdata or body.head. */
static const struct kept_element {
    const char *name, *attrs, *required;
} elements[] = {
    { "correction", " info id-string regsrc ", NULL },
    { "evloc", " iso-cc state-prov county-dist city ", NULL },
    { "from-src", " src-name level-number ", NULL },
    { "fixture", " fix-id ", NULL },
    { "doc-scope", " scope ", NULL },
    { "series", " series.name series.part series.totalpart ", NULL },
    { "ds", " num value ", "num" },
    { "pubdata", " type item-length unit-of-measure date.publication name issn volume number issue edition.name edition.area "
                 "position.section position.sequence ex-ref ", NULL },
    { "revision-history", " name function norm comment ", NULL },
    /* Of these the writer makes the element itself. */
    { "title", " type ", NULL },
    { "tobject", " tobject.type ", NULL },
    { "docdata", " management-doc-idref management-idref-status ", NULL },
    { "doc-id", " regsrc ", NULL },
    { "du-key", " generation part ", NULL },
    { "doc.copyright", " year ", NULL },
    { "doc.rights", " owner startdate enddate agent geography location-code code-source type ", NULL },
    { "iim", " ver ", NULL },
};

static const char tokens[] = " series.part series.totalpart num generation part year ver ";

/* Attributes that take one of a few words. */
static const struct {
    const char *element, *attr, *words;
} listed[] = {
    { "pubdata", "type", " print audio video web appliance other " },
    { "title", "type", " main subtitle parttitle alternate abbrev other " },
    { "revision-history", "function",
      " writer-author editor producer archivist videographer graphic-artist photographer statistician other " },
};

static bool
in_words(const char *words, struct wire_str s)
{
    const char *at = words;

    while (s.n != 0 && (at = memmem(at, strlen(at), s.p, s.n)) != NULL) {
        if (at != words && at[-1] == ' ' && at[s.n] == ' ')
            return true;
        at++;
    }
    return false;
}

bool
wire_nitf_is_token(struct wire_str s)
{
    for (const char *p = s.p, *end = s.p + s.n; p < end;) {
        int32_t c = wire_utf8_next(&p, end);
        bool ascii = c == '-' || c == '.' || c == ':' || c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                     (c >= 'A' && c <= 'Z');
        if (!ascii && !(c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7 && wire_is_letter(c)))
            return false;
    }
    return s.n != 0 && s.n < 200;
}

static const struct kept_element *
element_named(struct wire_str name)
{
    for (size_t i = 0; i < WIRE_COUNT(elements); i++) {
        if (wire_str_is(name, elements[i].name))
            return &elements[i];
    }
    return NULL;
}

/* "head/docdata/evloc/@city": the element and the attribute; false where it is no attribute that may be given back. */
static bool
split(const struct wire_value *v, struct wire_str *element, struct wire_str *attr)
{
    struct wire_str path = wire_member(v, WIRE_K_PATH), value = wire_member(v, WIRE_K_VALUE);
    const char *at = path.n != 0 ? memrchr(path.p, '@', path.n) : NULL;
    const struct kept_element *e;
    size_t n = at != NULL ? (size_t)(at - path.p) : 0, from;

    if (n < 2 || path.p[n - 1] != '/' || value.n == 0 || !wire_is_public(v))
        return false;
    for (from = n - 1; from > 0 && path.p[from - 1] != '/';)
        from--;
    if (!wire_str_begins(path, "head/") && !wire_str_begins(path, "body/body.head/series/"))
        return false;
    *element = wire_str_sub(path, from, n - 1 - from);
    *attr = wire_str_sub(path, n + 1, path.n);
    if ((e = element_named(*element)) == NULL || !in_words(e->attrs, *attr) ||
        (in_words(tokens, *attr) && !wire_nitf_is_token(value)))
        return false;
    for (size_t i = 0; i < WIRE_COUNT(listed); i++) {
        if (wire_str_is(*element, listed[i].element) && wire_str_is(*attr, listed[i].attr) && !in_words(listed[i].words, value))
            return false;
    }
    return true;
}

bool
wire_nitf_has_kept(const struct wire_nitf_writer *w, const char *name)
{
    struct wire_str element, attr;

    for (const struct wire_value *v = wire_first(w->a, WIRE_F_EXTRA); w->of_nitf && v != NULL; v = v->next) {
        if (split(v, &element, &attr) && wire_str_is(element, name))
            return true;
    }
    return false;
}

static bool
is_one_place(struct wire_at a, struct wire_at b)
{
    return a.line == 0 || b.line == 0 || (a.line == b.line && a.col == b.col);
}

void
wire_nitf_kept(struct wire_nitf_writer *w, const char *name)
{
    const struct kept_element *e = element_named(wire_str_of(name));
    struct wire_str element, attr;
    struct wire_at at = { 0, 0, 0 };
    size_t before = 0;
    bool open = false, whole = false;

    for (const struct wire_value *v = wire_first(w->a, WIRE_F_EXTRA); w->of_nitf && e != NULL && v != NULL; v = v->next) {
        if (!split(v, &element, &attr) || !wire_str_is(element, name))
            continue;
        if (open && (!is_one_place(at, v->at) || !wire_tag_fresh(&w->tags, attr))) {
            wire_tag_empty(&w->tags);
            w->tags.buf.n = whole ? w->tags.buf.n : before;
            open = false;
        } else if (open) {
            w->tags.name_count--;
        }
        if (!open) {
            before = w->tags.buf.n;
            wire_tag_open(&w->tags, "", name);
            whole = e->required == NULL;
            open = true;
        }
        at = v->at;
        whole |= e->required != NULL && wire_str_is(attr, e->required);
        if (wire_tag_fresh(&w->tags, attr))
            wire_tag_put(&w->tags, "", attr, wire_member(v, WIRE_K_VALUE));
    }
    if (open) {
        wire_tag_empty(&w->tags);
        w->tags.buf.n = whole ? w->tags.buf.n : before;
    }
}

void
wire_nitf_kept_attrs(struct wire_nitf_writer *w, const char *name)
{
    struct wire_str element, attr;

    for (const struct wire_value *v = wire_first(w->a, WIRE_F_EXTRA); w->of_nitf && v != NULL; v = v->next) {
        if (split(v, &element, &attr) && wire_str_is(element, name) && wire_tag_fresh(&w->tags, attr))
            wire_tag_put(&w->tags, "", attr, wire_member(v, WIRE_K_VALUE));
    }
}

/* Text of these is given back as it is; where it was more than text it was kept as XML, which nobody vouches for. */
static const char *const texts[] = { "body/body.end/tagline",
                                     "body/body.end/bibliography",
                                     "body/body.head/rights",
                                     "body/body.head/rights/rights.owner",
                                     "body/body.head/rights/rights.startdate",
                                     "body/body.head/rights/rights.enddate",
                                     "body/body.head/rights/rights.agent",
                                     "body/body.head/rights/rights.geography",
                                     "body/body.head/rights/rights.type",
                                     "body/body.head/rights/rights.limitations" };

static bool
is_text(const struct wire_value *v, const char *path)
{
    struct wire_str value = wire_member(v, WIRE_K_VALUE);

    return wire_str_is(wire_member(v, WIRE_K_PATH), path) && value.n != 0 && value.p[0] != '<' && wire_is_public(v);
}

void
wire_nitf_kept_text(struct wire_nitf_writer *w, const char *path, const char *name)
{
    for (const struct wire_value *v = wire_first(w->a, WIRE_F_EXTRA); w->of_nitf && v != NULL; v = v->next) {
        if (!is_text(v, path))
            continue;
        if (name == NULL) {
            wire_tag_text(&w->tags, wire_member(v, WIRE_K_VALUE));
            continue;
        }
        wire_tag_open(&w->tags, "", name);
        wire_tag_inside(&w->tags);
        wire_tag_text(&w->tags, wire_member(v, WIRE_K_VALUE));
        wire_tag_close(&w->tags, "", name, false);
        if (strcmp(name, "tagline") == 0 || strcmp(name, "bibliography") == 0)
            return; /* one of each */
    }
}

/* A meta that was kept under its name. */
static bool
is_meta(const struct wire_value *v)
{
    return wire_str_is(wire_member(v, WIRE_K_PATH), "head/meta") && wire_nitf_is_token(wire_member(v, WIRE_K_NAME));
}

void
wire_nitf_not_given(struct wire_nitf_writer *w)
{
    struct wire_str element, attr;

    for (const struct wire_value *v = wire_first(w->a, WIRE_F_EXTRA); w->out->ledger != NULL && v != NULL; v = v->next) {
        bool given = w->of_nitf && (split(v, &element, &attr) || is_meta(v) ||
                                    wire_str_is(wire_member(v, WIRE_K_PATH), "head/docdata/du-key/@version"));
        for (size_t i = 0; i < WIRE_COUNT(texts) && w->of_nitf && !given; i++)
            given = is_text(v, texts[i]);
        if (!given)
            wire_nitf_count(w, WIRE_DROPPED, "extra", "kept by the reader, and nothing that can be given back here", v->at);
    }
}

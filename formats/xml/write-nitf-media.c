/* Figures printed as media of NITF, with what the articles they refer to say of their files. */
#include "xml/print-nitf.h"

#include <stdio.h>

static const char *const image_types[] = { "image", "photo", "graphic" };
static const char *const other_types[] = { "video", "audio", "text", "data", "application", "other", "object", "embed", "iframe" };

static bool
one_of(struct wire_str s, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (wire_str_is(s, words[i]))
            return true;
    }
    return false;
}

static const struct wire_article *
part_of(const struct print *s, const struct wire_node *n)
{
    return n->ref >= 0 && (size_t)n->ref < s->p->part_count ? s->p->parts[n->ref] : NULL;
}

/* Pictures, then captions, and nothing else; of several pictures a media shows one. */
static bool
is_media(const struct wire_node *n)
{
    bool captions = false;
    unsigned pictures = 0;

    for (const struct wire_node *c = n->first; c != NULL; c = c->next) {
        if (c->kind == WIRE_N_FIGCAPTION)
            captions = true;
        else if (c->kind != WIRE_N_IMG || captions || ++pictures > 1)
            return false;
    }
    return true;
}

/* Members of a rendition as attributes of media-reference; names of NITF as they are, others in our own. */
static void
put_member(struct print *s, const struct wire_value *m)
{
    static const struct {
        enum wire_key key;
        const char *attr;
        bool own;
    } keys[] = { { WIRE_K_HREF, "source", false },   { WIRE_K_CONTENT_TYPE, "mime-type", false },
                 { WIRE_K_WIDTH, "width", false },   { WIRE_K_HEIGHT, "height", false },
                 { WIRE_K_NAME, "name", false },     { WIRE_K_URI, "uri", true },
                 { WIRE_K_SIZE_IN_BYTES, "sizeInBytes", true }, { WIRE_K_DURATION, "duration", true } };
    static const char *const nitf[] = { "coding", "time", "time-unit-of-measure", "outcue", "source-credit", "copyright",
                                        "alternate-text", "imagemap", "data-location" };

    for (size_t i = 0; i < WIRE_COUNT(keys); i++) {
        if (m->key != (uint8_t)keys[i].key)
            continue;
        if (!keys[i].own)
            wire_print_attr(s, keys[i].attr, m->s);
        else
            wire_print_own(s, wire_str_of(keys[i].attr), m->s);
        return;
    }
    if (m->kind == WIRE_V_RECORD || m->key == WIRE_K_ENCODING || (m->flags & WIRE_V_LIST) != 0)
        return;
    if (m->key != WIRE_K_OTHER) {
        wire_print_own(s, wire_str_of(wire_keys[m->key]), m->s);
        return;
    }
    for (size_t i = 0; i < WIRE_COUNT(nitf); i++) {
        if (wire_str_is(m->name, nitf[i])) {
            wire_print_attr(s, nitf[i], m->s);
            return;
        }
    }
    if (wire_is_xml_name(m->name))
        wire_print_own(s, m->name, m->s);
}

/* One file. img is the picture of it that the body shows, or NULL. */
static void
reference(struct print *s, const struct wire_value *v, const struct wire_node *img)
{
    bool has_alt = false;

    wire_buf_puts(s->b, "\n<media-reference");
    for (const struct wire_value *m = v != NULL ? v->first : NULL; m != NULL; m = m->next) {
        has_alt |= m->key == WIRE_K_OTHER && wire_str_is(m->name, "alternate-text");
        if (m->key != WIRE_K_VALUE)
            put_member(s, m);
    }
    for (const struct wire_attr *a = img != NULL ? img->attrs : NULL; a != NULL; a = a->next) {
        bool size = wire_str_is(a->name, "width") || wire_str_is(a->name, "height");
        if (wire_str_is(a->name, "src") || size) {
            if (v == NULL)
                wire_print_attr(s, size ? (a->name.p[0] == 'w' ? "width" : "height") : "source", a->value);
        } else if (wire_str_is(a->name, "alt")) {
            if (!has_alt && a->value.n != 0)
                wire_print_attr(s, "alternate-text", a->value);
        } else if (wire_str_is(a->name, "lang") && wire_is_xml_language(a->value)) {
            wire_print_attr(s, "xml:lang", a->value);
        } else if (!wire_print_own(s, a->name, a->value)) {
            wire_print_lost(s, img, "an attribute that NITF has no place for");
        }
    }
    wire_buf_puts(s->b, "/>");
    if (v != NULL && wire_get(v, WIRE_K_VALUE) != NULL) {
        struct wire_str coding = wire_member(v, WIRE_K_ENCODING);
        wire_buf_puts(s->b, "\n<media-object");
        wire_print_attr(s, "encoding", coding.n != 0 ? coding : WIRE_STR("text"));
        wire_buf_putc(s->b, '>');
        wire_buf_xml(s->b, wire_member(v, WIRE_K_VALUE));
        s->p->beside += wire_weight(wire_member(v, WIRE_K_VALUE).p, wire_member(v, WIRE_K_VALUE).n);
        wire_buf_puts(s->b, "</media-object>");
    }
}

static void
metadata(struct print *s, const struct wire_article *part)
{
    for (const struct wire_value *v = wire_first(part, WIRE_F_EXTRA); v != NULL; v = v->next) {
        if (!wire_str_is(wire_member(v, WIRE_K_PATH), "media/media-metadata") || !wire_is_public(v))
            continue;
        wire_buf_puts(s->b, "\n<media-metadata");
        wire_print_attr(s, "name", wire_member(v, WIRE_K_NAME));
        wire_print_attr(s, "value", wire_member(v, WIRE_K_VALUE));
        wire_buf_puts(s->b, "/>");
    }
}

/* Whether a file of the article is what the figure shows, so that the figure may be made of the article's files. */
static bool
shows(const struct wire_article *part, struct wire_str target)
{
    const struct wire_value *v = wire_first(part, WIRE_F_RENDITIONS);

    while (v != NULL && wire_get(v, WIRE_K_HREF) == NULL)
        v = v->next;
    return v != NULL ? wire_str_eq(wire_member(v, WIRE_K_HREF), target) : target.n == 0;
}

static bool
begins_words(struct wire_str s, struct wire_str with)
{
    return with.n != 0 && s.n >= with.n && memcmp(s.p, with.p, with.n) == 0 && (s.n == with.n || s.p[with.n] == ' ');
}

static void
media_tag(struct print *s, const struct wire_node *n, const struct wire_node *img, const struct wire_article *part)
{
    struct wire_str class = wire_node_get(n, "class"), token = wire_first_class(class), name;
    const struct wire_value *kept = part != NULL ? wire_first(part, WIRE_F_EXTRA) : NULL;
    char store[16];
    bool is_image = one_of(token, image_types, WIRE_COUNT(image_types));
    bool typed = is_image || (img == NULL && (kept != NULL || one_of(token, other_types, WIRE_COUNT(other_types))));

    while (kept != NULL && !wire_str_is(wire_member(kept, WIRE_K_PATH), "media/@media-type"))
        kept = kept->next;
    if (kept != NULL && img == NULL && begins_words(class, wire_member(kept, WIRE_K_VALUE))) {
        token = wire_member(kept, WIRE_K_VALUE); /* of several words, it may be */
        typed = true;
    }
    typed = typed && (is_image == (img != NULL) || wire_node_get(n, "data-href").n == 0);
    wire_print_line(s);
    wire_buf_puts(s->b, "<media");
    wire_print_attr(s, "media-type", typed ? token : img != NULL ? WIRE_STR("image") : WIRE_STR("other"));
    if (typed && wire_after_class(class, token).n != 0)
        wire_print_attr(s, "class", wire_after_class(class, token));
    if (!typed && !wire_print_own(s, WIRE_STR("class"), class) && class.n != 0)
        wire_print_attr(s, "class", class);
    if (part == NULL)
        wire_print_own(s, WIRE_STR("plain"), WIRE_STR("true"));
    if (part == NULL && n->ref >= 0) {
        snprintf(store, sizeof store, "%d", (int)n->ref);
        wire_print_own(s, WIRE_STR("refers"), wire_str_of(store));
    }
    name = part != NULL ? wire_text_of(part, WIRE_F_NAME) : WIRE_NONE;
    if (name.n != 0)
        wire_print_own(s, WIRE_STR("id"), name);
    for (const struct wire_attr *a = n->attrs; a != NULL; a = a->next) {
        if (wire_str_is(a->name, "class") || wire_str_is(a->name, "data-href"))
            continue;
        if (wire_str_is(a->name, "lang") && wire_is_xml_language(a->value))
            wire_print_attr(s, "xml:lang", a->value);
        else if (!wire_print_own(s, a->name, a->value))
            wire_print_lost(s, n, "an attribute that NITF has no place for");
    }
    wire_buf_putc(s->b, '>');
}

void
wire_print_figure(struct print *s, const struct wire_node *n)
{
    const struct wire_node *img = n->first != NULL && n->first->kind == WIRE_N_IMG ? n->first : NULL;
    const struct wire_article *part = part_of(s, n);
    struct wire_str target = img != NULL ? wire_node_get(img, "src") : wire_node_get(n, "data-href");
    struct wire_attr source = { NULL, WIRE_STR("src"), target };
    struct wire_node file = { .kind = WIRE_N_IMG, .attrs = &source };
    bool first = true;
    struct frame *f;

    if (!is_media(n)) {
        wire_print_container(s, n, "figure");
        return;
    }
    if (part != NULL && !shows(part, target))
        part = NULL;
    media_tag(s, n, img, part);
    if (part != NULL)
        metadata(s, part);
    for (const struct wire_value *v = part != NULL ? wire_first(part, WIRE_F_RENDITIONS) : NULL; v != NULL; v = v->next) {
        if (v->kind != WIRE_V_RECORD || !wire_is_public(v))
            continue;
        reference(s, v, first ? img : NULL);
        first = false;
    }
    if (first)
        reference(s, NULL, img != NULL ? img : &file);
    if ((f = wire_print_push(s, MEDIA, "</media>", NULL)) != NULL)
        f->part = part;
}

void
wire_print_figcaption(struct print *s, const struct wire_node *n)
{
    static const struct tag t = TAG("media-caption", FLOW, NULL, NULL);

    if (wire_print_top(s)->place == MEDIA)
        wire_print_open(s, &t, n, NULL);
    else
        wire_print_container(s, n, "figcaption");
}

void
wire_print_producer(struct print *s, const struct wire_article *part)
{
    struct wire_str line = part != NULL ? wire_text_of(part, WIRE_F_CREDITLINE) : WIRE_NONE;

    if (line.n == 0)
        return;
    wire_buf_puts(s->b, "\n<media-producer>");
    wire_buf_xml(s->b, line);
    s->p->beside += wire_weight(line.p, line.n);
    wire_buf_puts(s->b, "</media-producer>");
}

/* --- the story's own files --- */

void
wire_nitf_print_files(struct wire_nitf_print *p, struct wire_buf *b, const struct wire_article *a)
{
    struct print s = { .p = p, .b = b };
    struct wire_str type = wire_text_of(a, WIRE_F_TYPE);
    bool begun = false;

    for (const struct wire_value *v = wire_first(a, WIRE_F_RENDITIONS); p->own && v != NULL; v = v->next) {
        if (v->kind != WIRE_V_RECORD || !wire_is_public(v))
            continue;
        if (!begun) {
            wire_buf_puts(b, "\n<media");
            wire_print_attr(&s, "media-type", wire_str_is(type, "picture")                                       ? WIRE_STR("image")
                                       : wire_str_is(type, "graphic") || wire_str_is(type, "video") ||
                                               wire_str_is(type, "audio")                                 ? type
                                                                                                           : WIRE_STR("other"));
            wire_print_own(&s, WIRE_STR("story"), WIRE_STR("true"));
            wire_buf_putc(b, '>');
        }
        begun = true;
        reference(&s, v, NULL);
    }
    if (begun)
        wire_buf_puts(b, "\n</media>");
}

/* --- whether a media tells all --- */

/* Members that a media-reference has attributes for; an inline object says no more than its value and coding. */
static bool
is_told(const struct wire_value *rendition)
{
    bool inline_data = wire_get(rendition, WIRE_K_VALUE) != NULL, href = wire_get(rendition, WIRE_K_HREF) != NULL;

    if (rendition->kind != WIRE_V_RECORD || !wire_is_public(rendition) || inline_data || (!href && wire_get(rendition, WIRE_K_URI) == NULL))
        return false;
    for (const struct wire_value *m = rendition->first; m != NULL; m = m->next) {
        bool key = m->key == WIRE_K_HREF || m->key == WIRE_K_CONTENT_TYPE || m->key == WIRE_K_WIDTH || m->key == WIRE_K_HEIGHT ||
                   m->key == WIRE_K_NAME || m->key == WIRE_K_URI || m->key == WIRE_K_SIZE_IN_BYTES || m->key == WIRE_K_DURATION;
        key |= m->kind == WIRE_V_TEXT && m->key < WIRE_K_NAMES;
        if (!key && (m->key != WIRE_K_OTHER || m->kind != WIRE_V_TEXT || (m->flags & WIRE_V_LIST) != 0 || !wire_is_xml_name(m->name)))
            return false;
    }
    return true;
}

static bool
captions_match(const struct wire_node *figure, const struct wire_article *part)
{
    const struct wire_value *v = wire_first(part, WIRE_F_DESCRIPTIONS);

    for (const struct wire_node *c = figure->first; c != NULL; c = c->next) {
        if (c->kind != WIRE_N_FIGCAPTION)
            continue;
        if (v == NULL || !wire_str_is(wire_member(v, WIRE_K_ROLE), "caption") || v->first->next != v->last || v->lang.n != 0 ||
            !wire_str_eq(wire_member(v, WIRE_K_VALUE), wire_node_line(part->arena, c)))
            return false;
        v = v->next;
    }
    return v == NULL;
}

/* The type that a reader takes of the figure's class, as media-type. */
static bool
type_matches(const struct wire_node *figure, const struct wire_article *part)
{
    static const struct {
        const char *class, *type;
    } rows[] = { { "image", "picture" }, { "photo", "picture" }, { "graphic", "graphic" }, { "video", "video" }, { "audio", "audio" },
                 { "text", "text" } };
    struct wire_str token = wire_first_class(wire_node_get(figure, "class")), type = wire_text_of(part, WIRE_F_TYPE);
    bool picture = figure->first != NULL && figure->first->kind == WIRE_N_IMG;

    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        if (wire_str_is(token, rows[i].class) && (one_of(token, image_types, WIRE_COUNT(image_types)) == picture))
            return wire_str_is(type, rows[i].type);
    }
    return picture ? wire_str_is(type, "picture") : type.n == 0;
}

/* What was kept of a media that its metadata and its type say again. */
static bool
kept_is_told(const struct wire_article *part)
{
    for (const struct wire_value *v = wire_first(part, WIRE_F_EXTRA); v != NULL; v = v->next) {
        struct wire_str path = wire_member(v, WIRE_K_PATH);
        if (!wire_str_is(path, "media/media-metadata") && !wire_str_is(path, "media/@media-type"))
            return false;
    }
    return true;
}

bool
wire_nitf_media_tells(const struct wire_node *figure, const struct wire_article *part)
{
    bool copyright = false;

    for (const struct wire_value *v = wire_first(part, WIRE_F_RENDITIONS); v != NULL; v = v->next) {
        if (!is_told(v))
            return false;
        for (const struct wire_value *m = wire_get(v, WIRE_K_OTHER); m != NULL && v == wire_first(part, WIRE_F_RENDITIONS); m = m->next)
            copyright |= wire_str_is(m->name, "copyright") && wire_str_eq(m->s, wire_text_of(part, WIRE_F_COPYRIGHT_NOTICE));
    }
    for (int f = 0; f < WIRE_FIELD_COUNT; f++) {
        bool said = f == WIRE_F_NAME || f == WIRE_F_TYPE || f == WIRE_F_CREDITLINE || f == WIRE_F_DESCRIPTIONS ||
                    f == WIRE_F_RENDITIONS || f == WIRE_F_EXTRA || (f == WIRE_F_COPYRIGHT_NOTICE && copyright);
        if (part->fields[f].first != NULL && (!said || !wire_is_public(part->fields[f].first)))
            return false;
    }
    return part->body == NULL && kept_is_told(part) && is_media(figure) && type_matches(figure, part) && captions_match(figure, part) &&
           shows(part, figure->first != NULL && figure->first->kind == WIRE_N_IMG ? wire_node_get(figure->first, "src")
                                                                                   : wire_node_get(figure, "data-href"));
}

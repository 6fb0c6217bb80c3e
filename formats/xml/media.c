/*
 * Media in NITF bodies (NITF 3.6, media): the body shows a figure, and what else is said of the picture, film or
 * sound goes to an article associated with the story, or where the format reads it so, its files to the story.
 */
#include "xml/engine.h"
#include "xml/secret.h"

enum said { NOTHING, CAPTION, PRODUCER, OBJECT, REFERENCE };

/* What each type of media is as a story. */
static const struct {
    const char *media, *type;
} types[] = { { "image", "picture" }, { "photo", "picture" },   { "picture", "picture" }, { "graphic", "graphic" },
              { "video", "video" },   { "audio", "audio" },     { "text", "text" } };

static struct wire_media_open *
top(struct wire_reading *r)
{
    return r->media_count != 0 && r->media_count <= WIRE_MEDIA_MOST ? &r->media[r->media_count - 1] : NULL;
}

static struct wire_str
line(struct wire_reading *r, const char *name)
{
    return wire_str_collapse(r->x.story->arena, wire_xml_attribute(&r->x, name));
}

static struct wire_str
type_of(struct wire_reading *r)
{
    struct wire_str said = wire_str_trim(wire_xml_attribute(&r->x, "media-type"));

    for (size_t i = 0; i < WIRE_COUNT(types); i++) {
        if (wire_str_is_nocase(said, types[i].media))
            return wire_str_of(types[i].type);
    }
    return WIRE_NONE;
}

static void
begin(struct wire_reading *r, uint32_t depth, struct wire_at at)
{
    struct wire_media_open *m;
    struct wire_str type;
    int64_t refers;

    if (++r->media_count > WIRE_MEDIA_MOST)
        return;
    m = top(r);
    *m = (struct wire_media_open){ .depth = depth, .refers = -1, .outside = wire_xml_attribute(&r->x, "story").n != 0 };
    if (wire_str_to_int(wire_xml_attribute(&r->x, "refers"), INT32_MAX, &refers))
        m->refers = (int32_t)refers;
    m->plain = wire_xml_attribute(&r->x, "plain").n != 0;
    if (!r->x.format->media_apart || m->outside || m->plain)
        return;
    if (wire_first(r->x.story, WIRE_F_ASSOCIATIONS) == NULL)
        r->media_parts = 0;
    if ((m->part = wire_article_associate(r->x.story, at)) == NULL)
        return;
    type = type_of(r);
    wire_add_text(m->part, WIRE_F_NAME, line(r, "id"), at);
    wire_add_text(m->part, WIRE_F_TYPE, type, at);
    if (type.n == 0)
        wire_add_extra(m->part, WIRE_STR("media-type"), WIRE_STR("media/@media-type"), line(r, "media-type"), at);
    r->media_parts++;
}

/* Width, height and the like are numbers where they are whole. */
static void
put_whole(struct wire_reading *r, struct wire_value *record, const char *attr, enum wire_key key, struct wire_at at)
{
    struct wire_str s = wire_xml_attribute(&r->x, attr);
    int64_t n;

    if (wire_str_to_int(s, INT64_MAX / 16, &n))
        wire_put_number(r->x.story, record, key, n, at);
    else if (wire_str_trim(s).n != 0)
        wire_put_other(r->x.story, record, wire_str_of(attr), wire_str_collapse(r->x.story->arena, s), at);
}

static const char *const own_attributes[] = { "source", "data-location", "mime-type", "width", "height", "name",
                                              "sizeInBytes", "duration" };

/* What no key stands for is a member of the attribute's name. */
static void
put_others(struct wire_reading *r, struct wire_value *record, bool second, struct wire_at at)
{
    for (int i = 0; i < r->attr_count; i++) {
        const xmlChar **a = r->attrs + i * 5;
        struct wire_str value = { (const char *)a[3], (size_t)(a[4] - a[3]) };
        enum wire_key key;
        bool known = false;
        for (size_t k = 0; k < WIRE_COUNT(own_attributes) && !known; k++)
            known = wire_name_is(a[0], own_attributes[k]);
        if ((known && !(second && wire_name_is(a[0], "data-location"))) || (a[1] != NULL && wire_name_is(a[1], "xml")))
            continue;
        value = wire_str_collapse(r->x.story->arena, value);
        key = wire_key_named(wire_str_of((const char *)a[0]));
        if (key != WIRE_K_OTHER && !wire_key_is_list(key) && wire_get(record, key) == NULL)
            wire_put_text(r->x.story, record, key, value, at);
        else if (key != WIRE_K_OTHER && !wire_key_is_list(key)) /* the key is taken by what it stands for */
            wire_put_other(r->x.story, record, wire_arena_join(r->x.story->arena, WIRE_STR("@"), WIRE_NONE, wire_str_of((const char *)a[0])), value, at);
        else
            wire_put_other(r->x.story, record, wire_str_of((const char *)a[0]), value, at);
    }
}

/* What the element in hand says in attributes is kept, under that path. */
static void
keep_attributes(struct wire_reading *r, struct wire_article *to, const char *path, struct wire_at at)
{
    for (int i = 0; i < r->attr_count; i++) {
        const xmlChar **a = r->attrs + i * 5;
        struct wire_str name = wire_str_of((const char *)a[0]), value = { (const char *)a[3], (size_t)(a[4] - a[3]) };
        if (a[1] == NULL && !wire_str_is(name, "id") && !wire_str_is(name, "class") && !wire_str_is(name, "style") && (to != r->x.story || !wire_str_is(name, "mime-type")))
            wire_add_extra(to, name, wire_arena_join(to->arena, wire_str_of(path), WIRE_STR("/@"), name),
                           wire_str_collapse(to->arena, value), at);
    }
}

/* A media-reference: one of the files. Its target is @source, else @data-location. */
static void
reference(struct wire_reading *r, struct wire_media_open *m, struct wire_at at)
{
    struct wire_article *to = m != NULL && m->part != NULL ? m->part : r->x.story;
    struct wire_str href = line(r, "source"), location = line(r, "data-location"), duration = line(r, "duration");
    struct wire_value *record;

    if (m != NULL && m->plain)
        return;
    if (href.n == 0 && location.n == 0 && wire_xml_attribute(&r->x, "uri").n == 0) {
        keep_attributes(r, to, "media/media-reference", at); /* it leads nowhere: no file */
        return;
    }
    if (wire_secret_class(wire_xml_attribute(&r->x, "class"))) {
        wire_add_non_public(to, WIRE_STR("media/media-reference"), line(r, "class"), href.n != 0 ? href : location, at);
        return;
    }
    if ((record = wire_add_record(to, WIRE_F_RENDITIONS, at)) == NULL)
        return;
    wire_put_text(to, record, WIRE_K_NAME, line(r, "name"), at);
    wire_put_text(to, record, WIRE_K_HREF, href.n != 0 ? href : location, at);
    wire_put_text(to, record, WIRE_K_CONTENT_TYPE, line(r, "mime-type"), at);
    put_whole(r, record, "width", WIRE_K_WIDTH, at);
    put_whole(r, record, "height", WIRE_K_HEIGHT, at);
    put_whole(r, record, "sizeInBytes", WIRE_K_SIZE_IN_BYTES, at);
    if (duration.n != 0 && wire_put_text(to, record, WIRE_K_DURATION, duration, at) != NULL && wire_str_is_number(duration))
        wire_get(record, WIRE_K_DURATION)->kind = WIRE_V_NUMBER;
    put_others(r, record, href.n != 0 && location.n != 0, at);
    if (to == r->x.story)
        return;
    if (wire_first(to, WIRE_F_CREDITLINE) == NULL)
        wire_add_text(to, WIRE_F_CREDITLINE, line(r, "source-credit"), at);
    if (wire_first(to, WIRE_F_COPYRIGHT_NOTICE) == NULL)
        wire_add_text(to, WIRE_F_COPYRIGHT_NOTICE, line(r, "copyright"), at);
}

/* media-metadata: a name and a value, of the agency's own making. */
static void
metadata(struct wire_reading *r, struct wire_media_open *m, struct wire_at at)
{
    struct wire_str name = line(r, "name"), value = line(r, "value");

    wire_add_extra(m->part != NULL ? m->part : r->x.story, value.n != 0 ? name : WIRE_STR("media-metadata"), WIRE_STR("media/media-metadata"),
                   value.n != 0 ? value : name, at);
}

bool
wire_media_start(struct wire_reading *r, const xmlChar *name, uint32_t depth, struct wire_at at)
{
    struct wire_media_open *m;

    if (wire_name_is(name, "media")) {
        begin(r, depth, at);
        m = top(r);
        return m == NULL || !m->outside;
    }
    m = top(r);
    if (wire_name_is(name, "media-reference"))
        reference(r, m, at);
    if (m == NULL)
        return true;
    if (m->said_at != 0) {
        if (wire_element_parts((const char *)name))
            wire_buf_putc(&r->text, ' ');
        if (m->says == PRODUCER && r->attr_count != 0)
            keep_attributes(r, m->part != NULL ? m->part : r->x.story, "media/media-producer/*", at);
        return !m->outside;
    }
    if (wire_name_is(name, "media-metadata"))
        metadata(r, m, at);
    m->says = wire_name_is(name, "media-caption")    ? CAPTION
              : wire_name_is(name, "media-producer") ? PRODUCER
              : wire_name_is(name, "media-object")   ? OBJECT
              : wire_name_is(name, "media-reference") ? REFERENCE
                                                      : NOTHING;
    if (m->says == NOTHING)
        return !m->outside;
    m->said_at = depth;
    m->text_from = r->text.n;
    m->coding = m->says == OBJECT ? wire_arena_str(r->x.story->arena, line(r, "encoding")) : WIRE_NONE;
    return !m->outside;
}

void
wire_media_begun(struct wire_reading *r, uint32_t depth)
{
    struct wire_media_open *m = top(r);

    if (m == NULL || m->depth != depth || (m->figure = wire_body_figure(r->x.body)) == NULL)
        return;
    m->figure->ref = m->part != NULL ? r->media_parts - 1 : m->refers;
}

bool
wire_media_text(struct wire_reading *r, const char *p, size_t n)
{
    struct wire_media_open *m = top(r);

    if (m != NULL && m->said_at != 0)
        wire_buf_put(&r->text, p, n);
    return m == NULL || !m->outside;
}

/* A child of the media ends whose text says something of it. The words of a caption are in the body as well. */
static void
said(struct wire_reading *r, struct wire_media_open *m)
{
    struct wire_article *part = m->part;
    struct wire_str raw = { r->text.p + m->text_from, r->text.n - m->text_from };
    struct wire_str text = part != NULL ? wire_str_collapse(part->arena, raw) : WIRE_NONE;
    struct wire_value *v;

    if (text.n != 0 && m->says == CAPTION) {
        v = wire_add_record(part, WIRE_F_DESCRIPTIONS, r->body_at);
        wire_put_text(part, v, WIRE_K_ROLE, WIRE_STR("caption"), r->body_at);
        wire_put_text(part, v, WIRE_K_VALUE, text, r->body_at);
    } else if (text.n != 0 && m->says == PRODUCER) {
        if (m->produced) /* by several: each is credited */
            text = wire_arena_join(part->arena, wire_text_of(part, WIRE_F_CREDITLINE), WIRE_STR(", "), text);
        part->fields[WIRE_F_CREDITLINE] = (struct wire_list){ NULL, NULL }; /* before the credit of a file */
        wire_add_text(part, WIRE_F_CREDITLINE, text, r->body_at);
        m->produced = true;
    } else if (m->says == REFERENCE && wire_str_trim(raw).n != 0 && !m->plain) {
        part = part != NULL ? part : r->x.story;
        wire_add_extra(part, WIRE_STR("media-reference"), WIRE_STR("media/media-reference"), wire_str_collapse(part->arena, raw), r->body_at);
    } else if (text.n != 0 && m->says == OBJECT) {
        v = wire_add_record(part, WIRE_F_RENDITIONS, r->body_at);
        wire_put_text(part, v, WIRE_K_VALUE, wire_str_trim(raw), r->body_at);
        wire_put_text(part, v, WIRE_K_ENCODING, m->coding, r->body_at);
    }
    r->text.n = m->text_from;
    m->said_at = 0;
}

/* Of which nothing is said there is no article. */
static void
end(struct wire_reading *r, struct wire_media_open *m)
{
    struct wire_list *parts = &r->x.story->fields[WIRE_F_ASSOCIATIONS];
    bool empty = m->part != NULL && parts->last != NULL && parts->last->article == m->part;

    for (int f = 0; empty && f < WIRE_FIELD_COUNT; f++)
        empty = m->part->fields[f].first == NULL || f == WIRE_F_TYPE;
    if (!empty)
        return;
    wire_drop(parts, parts->last);
    r->media_parts--;
    if (m->figure != NULL)
        m->figure->ref = -1;
}

bool
wire_media_end(struct wire_reading *r, uint32_t depth)
{
    struct wire_media_open *m = top(r);
    bool outside = m != NULL && m->outside;

    if (m == NULL) { /* too far in: its end is told by those around it */
        if (depth <= r->media[WIRE_MEDIA_MOST - 1].depth)
            r->media_count = WIRE_MEDIA_MOST;
        m = top(r);
        if (m == NULL)
            return true;
        outside = m->outside;
    }
    if (m->said_at == depth)
        said(r, m);
    if (m->depth == depth) {
        end(r, m);
        r->media_count--;
    }
    return !outside;
}

/* Reading NewsML 1: parts of an item, and what a ContentItem holds. */
#include "article/decode.h"
#include "newsml-1/room.h"
#include "xml/nitf.h"

static struct nm1_state *
state_of(const struct wire_xml *x)
{
    return x->state;
}

/* --- parts --- */

struct nm1_part *
wire_nm1_part_new(struct wire_xml *x, enum nm1_kind kind, struct wire_at at)
{
    struct nm1_state *state = state_of(x);
    struct nm1_part *p = WIRE_NEW(x->story->arena, struct nm1_part);

    if (p == NULL)
        return NULL;
    p->kind = (uint8_t)kind;
    p->article = x->story;
    p->parent = state->item.open;
    p->at = at;
    if (x->story->parent != NULL)
        p->value = x->story->parent->fields[WIRE_F_ASSOCIATIONS].last;
    if (p->parent != NULL && p->parent->last != NULL)
        p->parent->last->beside = p;
    else if (p->parent != NULL)
        p->parent->first = p;
    if (p->parent != NULL)
        p->parent->last = p;
    if (state->item.last != NULL)
        state->item.last->next = p;
    else
        state->item.first = p;
    state->item.last = p;
    state->item.open = p;
    return p;
}

/* What each begins: its article has just been made. */
void
wire_nm1_begin_component(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row, (void)s;
    wire_nm1_part_new(x, NM1_COMPONENT, at);
}

void
wire_nm1_begin_reference(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row, (void)s;
    wire_nm1_part_new(x, NM1_REFERENCE, at);
}

void
wire_nm1_begin_nested(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row, (void)s;
    wire_nm1_part_new(x, NM1_NESTED, at);
}

void
wire_nm1_begin_content(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct nm1_part *p = wire_nm1_part_new(x, NM1_CONTENT, at);

    (void)row, (void)s;
    if (p != NULL)
        p->rendition = wire_add_record(x->story, WIRE_F_RENDITIONS, at);
}

/* A word stands in the text. */
static enum wire_status
look_for_word(void *ctx, const struct wire_node *n, enum wire_visit visit)
{
    bool *found = ctx;

    if (visit == WIRE_ENTER && n->kind == WIRE_N_TEXT)
        *found |= wire_words(n->text) != 0;
    return *found ? WIRE_STOP : WIRE_OK;
}

/* A MediaType that the content type says as well goes without saying. */
static void
drop_media(struct nm1_part *p)
{
    static const char *const media[][2] = { { "Photo", "image/" }, { "Graphic", "image/" }, { "Video", "video/" }, { "Audio", "audio/" } };
    struct wire_str type = wire_member(p->rendition, WIRE_K_CONTENT_TYPE);

    for (struct wire_value *m = p->rendition->first; m != NULL; m = m->next) {
        if (m->key != WIRE_K_OTHER || !wire_str_is(m->name, "MediaType") || (m->flags & WIRE_V_PRINTED) != 0)
            continue;
        for (size_t i = 0; i < WIRE_COUNT(media); i++) {
            if (wire_str_is_nocase(p->media, media[i][0]) && wire_str_begins_nocase(type, media[i][1])) {
                wire_drop_member(p->rendition, m);
                return;
            }
        }
    }
}

/* What was said of a file counts as one only where there is a file, or its data. */
static void
end_content(struct wire_xml *x, struct nm1_part *p)
{
    struct wire_list *list = &x->story->fields[WIRE_F_RENDITIONS];

    if (x->story->body != NULL)
        wire_walk(x->story->body, WIRE_EDITORS, look_for_word, &p->worded);
    if (p->rendition != NULL)
        drop_media(p);
    if (p->rendition == NULL || wire_get(p->rendition, WIRE_K_HREF) != NULL || wire_get(p->rendition, WIRE_K_VALUE) != NULL)
        return;
    wire_drop(list, p->rendition);
    wire_flatten(x->story, p->rendition, WIRE_STR("NewsComponent/ContentItem"));
    p->rendition = NULL;
}

void
wire_nm1_end_part(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct nm1_part *p = wire_nm1_here(x);

    (void)row, (void)s, (void)at;
    if (p == NULL || p->article != x->story)
        return;
    p->lang = wire_xml_lang(x);
    if (p->kind == NM1_CONTENT)
        end_content(x, p);
    state_of(x)->item.open = p->parent;
}

/* --- what is said of a part --- */

void
wire_nm1_take_equivalents(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct nm1_part *p = wire_nm1_here(x);

    (void)row, (void)at;
    if (p != NULL)
        p->equivalents = wire_str_is(s, "yes");
}

/* "no" is what it is where nothing is said. */
void
wire_nm1_take_essential(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    (void)row;
    if (wire_str_is(wire_str_trim(s), "yes"))
        wire_add_extra(x->story, WIRE_STR("Essential"), WIRE_STR("NewsComponent/@Essential"), WIRE_STR("yes"), at);
}

void
wire_nm1_take_role(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct nm1_part *p = wire_nm1_here(x);
    struct wire_str role = wire_nm1_formal(x, &s, at);

    (void)row;
    if (wire_str_trim(s).n != 0)
        x->skipped += wire_weight(role.p, role.n); /* said again as rel, or told by what becomes of the component */
    if (p != NULL && p->role.n == 0)
        p->role = wire_arena_str(x->story->arena, role);
}

void
wire_nm1_take_href(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct nm1_part *p = wire_nm1_here(x);

    (void)row;
    if (p != NULL)
        wire_put_text(x->story, p->rendition, WIRE_K_HREF, wire_str_collapse(x->story->arena, s), at);
}

/* type/subtype, of the letters that names of media types have (RFC 6838, 4.2, as far as agencies use them). */
static bool
is_media_type(struct wire_str s)
{
    size_t slashes = 0, part = 0;

    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80 ||
                      strchr("_.+-", c) != NULL;
        if (c == '\0' || (!letter && c != '/') || (c == '/' && (part == 0 || slashes++ != 0)))
            return false;
        part = c == '/' ? 0 : part + 1;
    }
    return slashes == 1 && part != 0;
}

static void
put_other(struct wire_xml *x, struct nm1_part *p, const char *name, struct wire_str said, struct wire_str text, struct wire_at at)
{
    struct wire_value *v = said.n != 0 ? wire_put_other(x->story, p->rendition, wire_str_of(name), said, at) : NULL;

    if (v != NULL && wire_str_trim(text).n != 0)
        v->flags |= WIRE_V_PRINTED;
}

void
wire_nm1_take_media(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct nm1_part *p = wire_nm1_here(x);
    struct wire_str said = wire_nm1_formal(x, &s, at);

    (void)row;
    if (p == NULL || p->media.n != 0)
        return;
    p->media = wire_arena_str(x->story->arena, said);
    if (wire_str_is_nocase(said, "text")) /* what a content is where nothing is said */
        x->skipped += wire_str_trim(s).n != 0 ? wire_weight(said.p, said.n) : 0;
    else
        put_other(x, p, "MediaType", said, s, at);
}

/* The content type is the MimeType, or the Format where that is one (mapping.md, Values). */
static void
take_type(struct wire_xml *x, struct wire_str said, struct wire_str text, const char *name, struct wire_at at)
{
    struct nm1_part *p = wire_nm1_here(x);
    struct wire_value *v;

    if (p == NULL || said.n == 0)
        return;
    if (!is_media_type(said) || wire_get(p->rendition, WIRE_K_CONTENT_TYPE) != NULL) {
        put_other(x, p, name, said, text, at);
        return;
    }
    v = wire_put_text(x->story, p->rendition, WIRE_K_CONTENT_TYPE, said, at);
    if (v != NULL && wire_str_trim(text).n != 0)
        v->flags |= WIRE_V_PRINTED;
}

void
wire_nm1_take_mime(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct nm1_part *p = wire_nm1_here(x);
    struct wire_str said = wire_nm1_formal(x, &s, at);
    struct wire_value *old = p != NULL ? wire_get(p->rendition, WIRE_K_CONTENT_TYPE) : NULL;

    (void)row;
    if (p != NULL && p->mime.n == 0)
        p->mime = wire_arena_str(x->story->arena, said);
    if (old != NULL && is_media_type(said)) { /* a Format, which comes before and counts after */
        wire_drop_member(p->rendition, old);
        put_other(x, p, "Format", old->s, (old->flags & WIRE_V_PRINTED) != 0 ? old->s : WIRE_NONE, at);
    }
    take_type(x, said, s, "MimeType", at);
}

void
wire_nm1_take_format(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct nm1_part *p = wire_nm1_here(x);
    struct wire_str said = wire_nm1_formal(x, &s, at);

    (void)row;
    if (p != NULL && p->format.n == 0)
        p->format = wire_arena_str(x->story->arena, said);
    take_type(x, said, s, "Format", at);
}

/* A number where it is whole, else as it is under the element's own name. */
static void
put_whole(struct wire_xml *x, struct nm1_part *p, enum wire_key key, const char *name, struct wire_str said, bool is_text,
          struct wire_at at)
{
    struct wire_value *v;
    int64_t n;

    if (p->rendition == NULL || said.n == 0)
        return;
    if (wire_get(p->rendition, key) != NULL || !wire_str_to_int(said, INT64_MAX / 16, &n)) {
        put_other(x, p, name, said, is_text ? said : WIRE_NONE, at);
        return;
    }
    v = wire_put_number(x->story, p->rendition, key, n, at);
    if (v != NULL && is_text && wire_weight(said.p, said.n) == wire_weight(v->s.p, v->s.n))
        v->flags |= WIRE_V_PRINTED;
    else if (is_text)
        x->skipped += wire_weight(said.p, said.n);
}

void
wire_nm1_take_size(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct nm1_part *p = wire_nm1_here(x);

    (void)row;
    if (p != NULL)
        put_whole(x, p, WIRE_K_SIZE_IN_BYTES, "SizeInBytes", wire_str_collapse(x->story->arena, s), true, at);
}

/* Properties of files as agencies name them; those of our own writer are keys with NM1_OWN before them. */
static const struct {
    const char *name;
    enum wire_key key;
    bool whole;
} characteristics[] = {
    { "Width", WIRE_K_WIDTH, true },
    { "PixelWidth", WIRE_K_WIDTH, true },
    { "Height", WIRE_K_HEIGHT, true },
    { "PixelHeight", WIRE_K_HEIGHT, true },
    { "WordCount", WIRE_K_WORD_COUNT, true },
    { "ImageUse", WIRE_K_NAME, false },         /* Business Wire */
    { "Rendition", WIRE_K_NAME, false },        /* our own writer */
    { "Duration", WIRE_K_DURATION, false },
    { "TotalDuration", WIRE_K_DURATION, false }, /* IPTC NewsCodes, characteristics of audio and video */
};

void
wire_nm1_begin_characteristic(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct nm1_part *p = wire_nm1_here(x);
    struct wire_str name = wire_str_collapse(x->story->arena, wire_xml_attribute(x, "FormalName"));
    struct wire_str value = wire_str_collapse(x->story->arena, wire_xml_attribute(x, "Value"));
    struct wire_value *v;

    (void)row, (void)s;
    if (p == NULL || p->rendition == NULL || value.n == 0)
        return;
    for (size_t i = 0; i < WIRE_COUNT(characteristics); i++) {
        enum wire_key key = characteristics[i].key;
        if (!wire_str_is_nocase(name, characteristics[i].name))
            continue;
        if (key == WIRE_K_WORD_COUNT && p->word_count.n == 0) {
            p->word_count = wire_arena_str(x->story->arena, value);
            return;
        }
        if (characteristics[i].whole) {
            put_whole(x, p, key, characteristics[i].name, value, false, at);
            return;
        }
        if (wire_get(p->rendition, key) != NULL)
            break;
        v = wire_put_text(x->story, p->rendition, key, value, at);
        if (v != NULL && key == WIRE_K_DURATION && wire_str_is_number(value))
            v->kind = WIRE_V_NUMBER;
        return;
    }
    wire_put_other(x->story, p->rendition, name.n != 0 ? name : WIRE_STR("Property"), value, at);
}

/* --- data --- */

static bool
one_of(struct wire_str s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (wire_str_is_nocase(s, words[i]))
            return true;
    }
    return false;
}

static bool
says(struct wire_str s, const char *word)
{
    return wire_str_find_nocase(s, word) < s.n;
}

/* Text, by its MediaType (none is text), but no style sheet or script. */
static bool
is_text(const struct nm1_part *p)
{
    static const char *const media[] = { "text", "html", "xhtml", "complexdata" };
    static const char *const code[] = { "css", "stylesheet", "script" };

    for (size_t i = 0; i < WIRE_COUNT(code); i++) {
        if (says(p->format, code[i]) || says(p->mime, code[i]))
            return false;
    }
    return p->media.n == 0 || one_of(p->media, media, WIRE_COUNT(media));
}

static enum wire_xml_inside
decide(struct wire_xml *x, const char *child, const struct wire_table **table)
{
    struct nm1_part *p = wire_nm1_here(x);

    if (child == NULL)
        return WIRE_IN_TEXT;
    if (p == NULL || !p->text)
        return WIRE_IN_KEPT;
    p->markup = true;
    if (strcmp(child, "nitf") == 0) {
        p->nitf = true;
        *table = &wire_nitf_document;
        return WIRE_IN_TABLE;
    }
    wire_body_begin(x->body, x->story, "DataContent");
    return WIRE_IN_BODY;
}

void
wire_nm1_begin_data(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct nm1_part *p = wire_nm1_here(x);

    (void)s, (void)at;
    if (row->act != WIRE_BODY)
        return;
    if (p != NULL)
        p->text = is_text(p);
    wire_xml_defer(x, decide);
}

/* DataContent without elements: a text, or the data of a file. */
void
wire_nm1_take_data(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct nm1_part *p = wire_nm1_here(x);
    struct wire_value *v;

    (void)row;
    if (wire_str_trim(s).n == 0 || p == NULL)
        return;
    if (p->text) {
        wire_xml_body_text(x, "DataContent", s, at);
        return;
    }
    if (p->media.n != 0 && p->rendition != NULL && !says(p->format, "css") && !says(p->mime, "css"))
        v = wire_put_text(x->story, p->rendition, WIRE_K_VALUE, wire_str_trim(s), at);
    else
        v = wire_add_extra(x->story, WIRE_STR("DataContent"), wire_xml_path(x), wire_str_trim(s), at);
    if (v != NULL)
        v->flags |= WIRE_V_PRINTED;
}

void
wire_nm1_begin_encoding(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct nm1_part *p = wire_nm1_here(x);

    (void)row, (void)s, (void)at;
    if (p != NULL)
        p->base64 = says(wire_xml_attribute(x, "Notation"), "base64");
}

/* Text and nothing else: a control character is one of other data; a document of its own stays a file. */
static bool
is_plain_text(struct wire_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] < 0x20 && s.p[i] != '\t' && s.p[i] != '\n' && s.p[i] != '\r')
            return false;
    }
    s = wire_str_trim(s);
    return s.n != 0 && !wire_str_begins(s, "<?xml") && !wire_str_begins(s, "<nitf");
}

/* Text whose content says that it is text is the body, though it stand in base64. */
static bool
take_encoded_text(struct wire_xml *x, struct nm1_part *p, struct wire_str data, struct wire_at at)
{
    struct wire_buf buf = WIRE_BUF_INIT;
    struct wire_str text, bytes;
    const char *name;
    bool said = p->media.n != 0 || wire_str_begins_nocase(p->mime, "text/");

    if (!p->base64 || !said || !is_text(p) || (bytes = wire_base64(x->story->arena, data)).n == 0)
        return false;
    if (wire_decode(bytes, NULL, &buf, &text, &name) != WIRE_OK)
        wire_xml_fail(x, WIRE_E_NOMEM);
    else if ((p->text = is_plain_text(text))) {
        wire_xml_read_as(x, data, text);
        wire_xml_body_text(x, "DataContent", text, at);
    }
    wire_buf_free(&buf);
    return p->text;
}

/* Data in an Encoding (base64): of a file, or text. */
void
wire_nm1_take_encoded(struct wire_xml *x, const struct wire_row *row, struct wire_str s, struct wire_at at)
{
    struct nm1_part *p = wire_nm1_here(x);
    struct wire_value *v;

    (void)row;
    if (p == NULL || p->rendition == NULL || wire_str_trim(s).n == 0 || take_encoded_text(x, p, s, at))
        return;
    v = wire_put_text(x->story, p->rendition, WIRE_K_VALUE, wire_str_trim(s), at);
    if (v != NULL)
        v->flags |= WIRE_V_PRINTED;
}

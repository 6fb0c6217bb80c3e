/* Renditions, trust indicators and rights of a ninjs story, and the details of events and plans. */
#include "ninjs/write.h"

#include "article/supply.h"
#include "ninjs/values.h"

enum kind { TEXT, WHOLE, NUMBER, POINT, SCAN };

/* What a rendition may have, and which of the versions know it (renditions/items). */
static const struct {
    struct ninjs_name name;
    enum wire_key key;
    enum kind kind;
} rendition_rows[] = {
    { { { "mimetype", "contenttype", "contentType" } }, WIRE_K_CONTENT_TYPE, TEXT },
    { { { "title", "title", "title" } }, WIRE_K_TITLE, TEXT },
    { { { "width", "width", "width" } }, WIRE_K_WIDTH, WHOLE },
    { { { "height", "height", "height" } }, WIRE_K_HEIGHT, WHOLE },
    { { { "sizeinbytes", "sizeinbytes", "sizeInBytes" } }, WIRE_K_SIZE_IN_BYTES, WHOLE },
    { { { "duration", "duration", "duration" } }, WIRE_K_DURATION, NUMBER },
    { { { "format", "format", "format" } }, WIRE_K_FORMAT, TEXT },
    { { { NULL, NULL, "aspectRatio" } }, WIRE_K_OTHER, TEXT },
    { { { NULL, NULL, "videoCodec" } }, WIRE_K_OTHER, TEXT },
    { { { NULL, NULL, "frameRate" } }, WIRE_K_OTHER, NUMBER },
    { { { NULL, NULL, "poi" } }, WIRE_K_OTHER, POINT },
    { { { NULL, NULL, "transportProtocol" } }, WIRE_K_OTHER, TEXT },
    { { { NULL, NULL, "scanType" } }, WIRE_K_OTHER, SCAN },
    { { { NULL, NULL, "bitrate" } }, WIRE_K_OTHER, TEXT },
};

/* A point of interest: two whole numbers. */
static bool
put_point(struct ninjs *w, const char *name, const struct wire_value *v)
{
    static const char *const axes[] = { "x", "y" };
    size_t began = wire_json_open_bracket(&w->j, name, '{');

    for (size_t i = 0; i < WIRE_COUNT(axes); i++) {
        const struct wire_value *m = wire_ninjs_find(w, v, WIRE_K_OTHER, axes[i]);
        if (m != NULL)
            wire_ninjs_whole(w, axes[i], m->s, INT64_MIN / 16, INT64_MAX / 16);
    }
    return wire_json_close_bracket(&w->j, began, '}');
}

static bool
put_member(struct ninjs *w, const char *name, enum kind kind, const struct wire_value *m)
{
    static const char *const scans[] = { "progressive", "interlaced", NULL };

    switch (kind) {
    case TEXT:
        return wire_ninjs_text(w, name, m->s);
    case SCAN:
        return wire_ninjs_is_one_of(m->s, scans) && wire_ninjs_text(w, name, m->s);
    case WHOLE:
        return wire_ninjs_whole(w, name, m->s, 0, INT64_MAX / 16);
    case POINT:
        return m->kind == WIRE_V_RECORD && put_point(w, name, m);
    case NUMBER:
        break;
    }
    if (!wire_str_is_number(m->s))
        return false;
    wire_json_raw(&w->j, name, m->s);
    return true;
}

static void
members(struct ninjs *w, const struct wire_value *v)
{
    for (size_t i = 0; i < WIRE_COUNT(rendition_rows); i++) {
        const char *name = rendition_rows[i].name.v[w->version];
        const struct wire_value *m = wire_ninjs_find(w, v, rendition_rows[i].key, rendition_rows[i].name.v[NINJS_3]);
        if (m != NULL && (name == NULL || !put_member(w, name, rendition_rows[i].kind, m)))
            wire_ninjs_note(w, WIRE_DROPPED, "renditions", "this version has no place for it, or not for such a value", m->at);
    }
}

/* Whether one of the rows, or what is written apart, speaks of a member. */
static bool
is_known(const struct wire_value *m)
{
    if (m->key == WIRE_K_NAME || m->key == WIRE_K_HREF || m->key == WIRE_K_URI || m->key == WIRE_K_LANG)
        return true;
    for (size_t i = 0; i < WIRE_COUNT(rendition_rows); i++) {
        if (m->key == WIRE_K_OTHER ? wire_str_is_nocase(m->name, rendition_rows[i].name.v[NINJS_3])
                                   : m->key == rendition_rows[i].key)
            return true;
    }
    return false;
}

/* One of them; entry: its name in a map, NULL in an array. */
static bool
rendition(struct ninjs *w, const char *entry, const struct wire_value *v)
{
    struct wire_str called = wire_ninjs_member(w, v, WIRE_K_NAME), href = wire_ninjs_member(w, v, WIRE_K_HREF);
    size_t began = wire_json_open_bracket(&w->j, entry, '{');

    if (called.n == 0)
        wire_ninjs_note(w, WIRE_SUPPLIED, "renditions", "its name: unknown", v->at);
    if (entry == NULL)
        wire_ninjs_text(w, "name", called);
    wire_ninjs_text(w, "href", href.n != 0 ? href : wire_ninjs_member(w, v, WIRE_K_URI));
    if (entry == NULL && called.n == 0) /* made up: behind what it is made for (ninjs.h) */
        wire_ninjs_text(w, "name", WIRE_STR(WIRE_SUPPLIED_LITERAL));
    members(w, v);
    for (const struct wire_value *m = v->first; m != NULL && w->out->ledger != NULL; m = m->next) {
        if (!is_known(m) || (m->key == WIRE_K_URI && href.n != 0))
            wire_ninjs_note(w, WIRE_DROPPED, "renditions", "ninjs has no place for it", m->at);
    }
    return wire_json_close_bracket(&w->j, began, '}');
}

bool
wire_ninjs_rendition(struct ninjs *w, const struct wire_value *v)
{
    return rendition(w, NULL, v);
}

void
wire_ninjs_put_renditions(struct ninjs *w, const char *name, enum wire_field f)
{
    bool map = w->version == NINJS_1;
    size_t began = wire_json_open_bracket(&w->j, name, map ? '{' : '[');
    struct ninjs_map names = { .count = 0 };

    for (const struct wire_value *v = wire_first(w->a, f); v != NULL; v = v->next) {
        struct wire_str called = wire_ninjs_member(w, v, WIRE_K_NAME);
        char entry[80];
        if (!wire_ninjs_shows(w, v))
            continue;
        if (map)
            wire_ninjs_map_name(&names, "", called.n != 0 ? called : WIRE_STR(WIRE_SUPPLIED_LITERAL), entry);
        rendition(w, map ? entry : NULL, v);
    }
    wire_json_close_bracket(&w->j, began, map ? '}' : ']');
}

/* --- trust indicators --- */

#define TRUST_CV "http://cv.iptc.org/newscodes/trustindicator/"

void
wire_ninjs_put_trust(struct ninjs *w, const char *name, enum wire_field f)
{
    size_t began = wire_json_open_bracket(&w->j, name, '['), one;

    for (const struct wire_value *v = wire_first(w->a, f); v != NULL; v = v->next) {
        struct wire_str href = wire_ninjs_member(w, v, WIRE_K_HREF), role = wire_ninjs_member(w, v, WIRE_K_ROLE);
        if (!wire_ninjs_shows(w, v))
            continue;
        if (href.n == 0)
            href = wire_ninjs_member(w, v, WIRE_K_URI);
        if (role.n == 0)
            role = wire_ninjs_member(w, v, WIRE_K_REL);
        if (!wire_is_uri(href)) {
            wire_ninjs_note(w, WIRE_DROPPED, "trustIndicators", "its link is no URI", v->at);
            continue;
        }
        one = wire_json_open_bracket(&w->j, NULL, '{');
        if (w->version == NINJS_1) {
            size_t cut = role.n;
            while (cut > 0 && strchr("/#:=", role.p[cut - 1]) == NULL)
                cut--;
            if (!wire_is_uri(wire_str_sub(role, 0, cut)))
                cut = 0;
            wire_ninjs_text(w, "scheme", cut != 0 ? wire_str_sub(role, 0, cut) : WIRE_STR(TRUST_CV));
            wire_ninjs_text(w, "code", wire_str_sub(role, cut, role.n));
        } else if (wire_is_uri(role)) {
            wire_ninjs_text(w, "role", role);
        } else if (role.n != 0) {
            wire_buf_clear(&w->scratch);
            wire_buf_puts(&w->scratch, TRUST_CV);
            wire_buf_str(&w->scratch, role);
            if (wire_is_uri(wire_buf_slice(&w->scratch)))
                wire_ninjs_text(w, "role", wire_buf_slice(&w->scratch));
        }
        wire_ninjs_text(w, "title", wire_ninjs_member(w, v, WIRE_K_TITLE));
        wire_ninjs_text(w, "href", href);
        wire_json_close_bracket(&w->j, one, '}');
    }
    wire_json_close_bracket(&w->j, began, ']');
}

/* --- rights for machines --- */

/* Either a link to the rights or the rights themselves, never both (rightsInfo, oneOf). */
void
wire_ninjs_put_rights_info(struct ninjs *w, const char *name, enum wire_field f)
{
    const struct wire_value *v = wire_first(w->a, f), *link, *encoded, *lang;
    size_t began;

    if (v == NULL || !wire_ninjs_shows(w, v))
        return;
    link = wire_ninjs_find(w, v, WIRE_K_OTHER, "linkedRights");
    encoded = wire_ninjs_find(w, v, WIRE_K_OTHER, "encodedRights");
    lang = wire_ninjs_find(w, v, WIRE_K_OTHER, "langId");
    if (link != NULL && !wire_is_uri(link->s))
        link = NULL;
    if (link == NULL && encoded == NULL) {
        wire_ninjs_note(w, WIRE_DROPPED, "rightsInfo", "neither a link to rights nor rights", v->at);
        return;
    }
    began = wire_json_open_bracket(&w->j, name, '{');
    if (lang != NULL && wire_is_uri(lang->s))
        wire_ninjs_text(w, w->version == NINJS_3 ? "langId" : "langid", lang->s);
    if (encoded == NULL)
        wire_ninjs_text(w, w->version == NINJS_3 ? "linkedRights" : "linkedrights", link->s);
    else
        wire_ninjs_text(w, w->version == NINJS_3 ? "encodedRights" : "encodedrights", encoded->s);
    if (encoded != NULL && link != NULL)
        wire_ninjs_note(w, WIRE_DROPPED, "rightsInfo", "the link, as the rights themselves are there", v->at);
    wire_json_close_bracket(&w->j, began, '}');
}

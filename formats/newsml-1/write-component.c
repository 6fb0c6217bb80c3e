/* NewsComponents: lines and metadata of an article, its text and files, what describes it and what is associated with it. */
#include "article/fragment.h"
#include "newsml-1/write.h"
#include "xml/write-nitf.h"

#define XHTML_NAMESPACE "http://www.w3.org/1999/xhtml"

/* --- lines --- */

static const struct wire_value *
headline(const struct wire_article *a, const char *role)
{
    for (const struct wire_value *v = wire_first(a, WIRE_F_HEADLINES); v != NULL; v = v->next) {
        if (v->kind == WIRE_V_RECORD && wire_is_public(v) && wire_str_is(wire_member(v, WIRE_K_ROLE), role))
            return v;
    }
    return NULL;
}

static void
lines(struct nm1_writer *w, const struct wire_article *a)
{
    const struct wire_value *dateline = wire_first(a, WIRE_F_DATELINE), *main = headline(a, "main"), *sub = headline(a, "sub");
    size_t at = wire_nm1_open(w, "NewsLines"), line;

    if (main == NULL && wire_first(a, WIRE_F_HEADLINES) != NULL && wire_is_public(wire_first(a, WIRE_F_HEADLINES)))
        main = wire_first(a, WIRE_F_HEADLINES); /* a reader has to see one, whatever its role */
    if (wire_member(main, WIRE_K_VALUE).n != 0) {
        wire_nm1_text(w, "HeadLine", wire_member(main, WIRE_K_VALUE));
        wire_nm1_text(w, "SubHeadLine", sub != main ? wire_member(sub, WIRE_K_VALUE) : WIRE_NONE);
    }
    wire_nm1_text(w, "ByLine", wire_nm1_plain(a, WIRE_F_BY));
    if (dateline != NULL && wire_is_public(dateline))
        wire_nm1_text(w, "DateLine", wire_member(dateline, WIRE_K_TEXT));
    wire_nm1_text(w, "CreditLine", wire_nm1_plain(a, WIRE_F_CREDITLINE));
    wire_nm1_text(w, "CopyrightLine", wire_nm1_plain(a, WIRE_F_COPYRIGHT_NOTICE));
    wire_nm1_kept(w, a, "NewsLines/RightsLine");
    wire_nm1_kept(w, a, "NewsLines/SeriesLine");
    wire_nm1_text(w, "SlugLine", wire_nm1_plain(a, WIRE_F_SLUGLINE));
    for (const struct wire_value *v = wire_first(a, WIRE_F_KEYWORDS); v != NULL; v = v->next) {
        if (wire_is_public(v))
            wire_nm1_text(w, "KeywordLine", v->s);
    }
    for (const struct wire_value *v = wire_first(a, WIRE_F_ED_NOTES); v != NULL; v = v->next) {
        struct wire_str role = wire_member(v, WIRE_K_ROLE);
        if (!wire_is_public(v) || wire_member(v, WIRE_K_VALUE).n == 0)
            continue;
        line = wire_nm1_open(w, "NewsLine");
        wire_nm1_formal_value(w, "NewsLineType", wire_str_find_nocase(role, "note") < role.n ? role : WIRE_STR("EditorialNote"), WIRE_NONE);
        wire_nm1_text(w, "NewsLineText", wire_member(v, WIRE_K_VALUE));
        wire_nm1_close(w, "NewsLine", line);
    }
    wire_nm1_close(w, "NewsLines", at);
}

/* --- metadata --- */

/* What a concept is called where there is room for one name only. */
static struct wire_str
called(const struct wire_value *v)
{
    static const enum wire_key keys[] = { WIRE_K_NAME, WIRE_K_LITERAL, WIRE_K_QCODE, WIRE_K_URI };

    for (size_t i = 0; v != NULL && wire_is_public(v) && i < WIRE_COUNT(keys); i++) {
        if (wire_member(v, keys[i]).n != 0)
            return wire_member(v, keys[i]);
    }
    return WIRE_NONE;
}

static void
party(struct nm1_writer *w, const char *name, const struct wire_value *v)
{
    size_t at;

    if (called(v).n == 0)
        return;
    at = wire_nm1_open(w, name);
    wire_nm1_formal_value(w, "Party", called(v), wire_member(v, WIRE_K_SCHEME));
    wire_nm1_close(w, name, at);
}

/* Creator, Source and Contributor, in the order of the DTD, which has one Creator. */
static void
parties(struct nm1_writer *w, const struct wire_article *a)
{
    static const char *const elements[] = { "Creator", "Source", "Contributor" };
    static const char *const roles[] = { "creator", "", "contributor" };
    bool creator = false;

    for (size_t i = 0; i < WIRE_COUNT(elements); i++) {
        for (const struct wire_value *v = wire_first(a, WIRE_F_INFO_SOURCES); v != NULL; v = v->next) {
            struct wire_str role = wire_member(v, WIRE_K_ROLE);
            bool mine = i == 1 ? !wire_str_is(role, "creator") && !wire_str_is(role, "contributor") : wire_str_is(role, roles[i]);
            if (!mine || (i == 0 && creator))
                continue;
            creator |= i == 0;
            party(w, elements[i], v);
        }
    }
}

static bool
is_code(struct wire_str s)
{
    int64_t n;

    return s.n == 13 && wire_str_begins(s, "subj:") && wire_str_to_int(wire_str_sub(s, 5, 8), INT64_MAX / 16, &n);
}

/* The level of an IPTC subject code is told by its zeros. */
static void
subject(struct nm1_writer *w, const struct wire_value *v)
{
    struct wire_str code = wire_member(v, WIRE_K_QCODE), literal = wire_member(v, WIRE_K_LITERAL);
    const char *level = "SubjectDetail";
    const char *colon = code.n != 0 ? memchr(code.p, ':', code.n) : NULL;
    size_t at;

    if (called(v).n == 0)
        return;
    at = wire_nm1_open(w, "SubjectCode");
    if (is_code(code)) {
        level = wire_str_ends(code, "000000") ? "Subject" : wire_str_ends(code, "000") ? "SubjectMatter" : level;
        wire_nm1_formal_value(w, level, wire_str_sub(code, 5, 8), WIRE_STR("IptcSubjectCodes"));
    } else if (literal.n != 0) {
        wire_nm1_formal_value(w, level, literal, wire_member(v, WIRE_K_SCHEME));
    } else if (colon != NULL && colon + 1 < code.p + code.n) {
        size_t n = (size_t)(colon - code.p);
        wire_nm1_formal_value(w, level, wire_str_sub(code, n + 1, code.n), wire_str_sub(code, 0, n));
    } else {
        wire_nm1_formal_value(w, level, called(v), WIRE_NONE);
    }
    wire_nm1_close(w, "SubjectCode", at);
}

static void
metadata(struct nm1_writer *w, const struct wire_article *a)
{
    static const char *const usage[] = { "UsageRights/Geography", "UsageRights/RightsHolder", "UsageRights/Limitations",
                                         "UsageRights/StartDate", "UsageRights/EndDate" };
    size_t at = wire_nm1_open(w, "AdministrativeMetadata"), inner;

    wire_nm1_kept_one(w, a, "AdministrativeMetadata/FileName");
    wire_nm1_kept_one(w, a, "AdministrativeMetadata/SystemIdentifier");
    party(w, "Provider", wire_first(a, WIRE_F_PROVIDER));
    parties(w, a);
    wire_nm1_close(w, "AdministrativeMetadata", at);

    at = wire_nm1_open(w, "RightsMetadata");
    if (wire_nm1_plain(a, WIRE_F_COPYRIGHT_HOLDER).n != 0) {
        inner = wire_nm1_open(w, "Copyright");
        wire_nm1_text(w, "CopyrightHolder", wire_nm1_plain(a, WIRE_F_COPYRIGHT_HOLDER));
        wire_tag_open(&w->tags, "", "CopyrightDate"); /* which the DTD demands, and the notice says where anything does */
        wire_tag_empty(&w->tags);
        wire_nm1_close(w, "Copyright", inner);
    }
    inner = wire_nm1_open(w, "UsageRights");
    wire_nm1_text(w, "UsageType", wire_nm1_plain(a, WIRE_F_USAGE_TERMS));
    for (size_t i = 0; i < WIRE_COUNT(usage); i++)
        wire_nm1_kept_one(w, a, usage[i]);
    wire_nm1_close(w, "UsageRights", inner);
    wire_nm1_close(w, "RightsMetadata", at);

    at = wire_nm1_open(w, "DescriptiveMetadata");
    wire_nm1_formal_value(w, "Language", wire_nm1_plain(a, WIRE_F_LANGUAGE), WIRE_NONE);
    for (const struct wire_value *v = wire_first(a, WIRE_F_GENRES); v != NULL; v = v->next)
        wire_nm1_formal_value(w, "Genre", called(v), WIRE_NONE);
    for (const struct wire_value *v = wire_first(a, WIRE_F_SUBJECTS); v != NULL; v = v->next)
        subject(w, v);
    wire_nm1_kept(w, a, "DescriptiveMetadata/OfInterestTo");
    wire_nm1_kept_one(w, a, "DescriptiveMetadata/DateLineDate");
    wire_nm1_kept(w, a, "DescriptiveMetadata/Location");
    wire_nm1_close(w, "DescriptiveMetadata", at);
}

/* --- contents --- */

/* The MediaType of a file: by its content type. */
const char *
wire_nm1_media_of(const struct wire_value *v)
{
    static const char *const media[][2] = { { "image/", "Photo" }, { "video/", "Video" }, { "audio/", "Audio" } };
    struct wire_str type = wire_member(v, WIRE_K_CONTENT_TYPE);

    for (size_t i = 0; i < WIRE_COUNT(media); i++) {
        if (wire_str_begins_nocase(type, media[i][0]))
            return media[i][1];
    }
    return "ComplexData";
}

bool
wire_nm1_has_file(const struct wire_value *v)
{
    return v->kind == WIRE_V_RECORD && wire_is_public(v) && wire_member(v, WIRE_K_HREF).n != 0;
}

static bool
is_text_first(const struct wire_article *a)
{
    struct wire_str type = wire_text_of(a, WIRE_F_TYPE);

    return type.n == 0 || wire_str_is(type, "text") || wire_first(a, WIRE_F_RENDITIONS) == NULL;
}

bool
wire_nm1_content_media(const struct wire_article *a, const char **media)
{
    const struct wire_value *file = wire_first(a, WIRE_F_RENDITIONS);
    bool body = a->body != NULL && a->body->first != NULL;

    while (file != NULL && !wire_nm1_has_file(file))
        file = file->next;
    *media = file != NULL && (!body || !is_text_first(a)) ? wire_nm1_media_of(file) : "Text";
    return body || file != NULL;
}

static void
characteristic(struct nm1_writer *w, const char *name, struct wire_str value)
{
    if (value.n == 0)
        return;
    wire_tag_open(&w->tags, "", "Property");
    wire_tag_attr(&w->tags, "FormalName", wire_str_of(name));
    wire_tag_attr(&w->tags, "Value", value);
    wire_tag_empty(&w->tags);
}

static void
file(struct nm1_writer *w, const struct wire_value *v)
{
    size_t at;

    wire_tag_open(&w->tags, "", "ContentItem");
    wire_tag_attr(&w->tags, "Href", wire_member(v, WIRE_K_HREF));
    wire_tag_inside(&w->tags);
    wire_nm1_formal_value(w, "MediaType", wire_str_of(wire_nm1_media_of(v)), WIRE_NONE);
    wire_nm1_formal_value(w, "MimeType", wire_member(v, WIRE_K_CONTENT_TYPE), WIRE_NONE);
    at = wire_nm1_open(w, "Characteristics");
    wire_nm1_text(w, "SizeInBytes", wire_member(v, WIRE_K_SIZE_IN_BYTES));
    characteristic(w, "Rendition", wire_member(v, WIRE_K_NAME));
    characteristic(w, "Width", wire_member(v, WIRE_K_WIDTH));
    characteristic(w, "Height", wire_member(v, WIRE_K_HEIGHT));
    characteristic(w, "Duration", wire_member(v, WIRE_K_DURATION));
    wire_nm1_close(w, "Characteristics", at);
    wire_tag_close(&w->tags, "", "ContentItem", true);
}

static void
xhtml(struct nm1_writer *w, const struct wire_article *a)
{
    struct wire_buf *b = &w->tags.buf;
    size_t from;

    wire_buf_puts(b, "\n<html xmlns=\"" XHTML_NAMESPACE "\">\n<head><title/></head>\n<body>\n");
    from = b->n;
    wire_fragment_xhtml(b, a->body, WIRE_PUBLIC);
    if (b->err == WIRE_OK)
        wire_out_body(w->out, wire_node_weight(a->body, WIRE_PUBLIC), wire_weight_markup(b->p + from, b->n - from));
    wire_buf_puts(b, "\n</body>\n</html>");
}

/* NITF alone, without names of our own: what its elements cannot say is in the ledger. */
static void
nitf(struct nm1_writer *w, const struct wire_article *a)
{
    struct wire_nitf_print print = { .out = w->out };
    struct wire_buf *b = &w->tags.buf;
    size_t from;

    wire_buf_puts(b, "\n<nitf>\n<body>\n<body.content>\n");
    from = b->n;
    wire_nitf_print(&print, b, a->body, WIRE_PUBLIC);
    if (b->err == WIRE_OK)
        wire_out_body(w->out, wire_node_weight(a->body, WIRE_PUBLIC), wire_weight_markup(b->p + from, b->n - from) - print.beside);
    wire_buf_puts(b, "\n</body.content>\n</body>\n</nitf>");
}

static void
text(struct nm1_writer *w, const struct wire_article *a)
{
    size_t at = wire_nm1_open(w, "ContentItem"), inner;

    wire_nm1_formal_value(w, "MediaType", WIRE_STR("Text"), WIRE_NONE);
    wire_nm1_formal_value(w, "Format", w->nitf ? WIRE_STR("NITF") : WIRE_STR("XHTML"), WIRE_NONE);
    wire_nm1_formal_value(w, "MimeType", w->nitf ? WIRE_STR("text/vnd.IPTC.NITF") : WIRE_STR("application/xhtml+xml"), WIRE_NONE);
    inner = wire_nm1_open(w, "Characteristics");
    characteristic(w, "WordCount", wire_member(wire_first(a, WIRE_F_BODIES), WIRE_K_WORD_COUNT));
    wire_nm1_close(w, "Characteristics", inner);
    inner = wire_nm1_open(w, "DataContent");
    if (w->nitf)
        nitf(w, a);
    else
        xhtml(w, a);
    wire_nm1_close(w, "DataContent", inner);
    wire_nm1_close(w, "ContentItem", at);
}

static void
contents(struct nm1_writer *w, const struct wire_article *a)
{
    bool body = a->body != NULL && a->body->first != NULL, first = is_text_first(a);

    if (body && first)
        text(w, a);
    for (const struct wire_value *v = wire_first(a, WIRE_F_RENDITIONS); v != NULL; v = v->next) {
        if (wire_nm1_has_file(v))
            file(w, v);
    }
    if (body && !first)
        text(w, a);
}

/* --- components --- */

static void
role(struct nm1_writer *w, struct wire_str name)
{
    wire_nm1_formal_value(w, "Role", name, WIRE_NONE);
}

/* A description stands in a component of its own beside the text. */
static void
description(struct nm1_writer *w, const struct wire_value *v)
{
    bool caption = wire_str_is(wire_member(v, WIRE_K_ROLE), "caption");
    size_t at, item, data;

    if (v->kind != WIRE_V_RECORD || !wire_is_public(v) || wire_member(v, WIRE_K_VALUE).n == 0)
        return;
    at = wire_nm1_open(w, "NewsComponent");
    role(w, caption ? WIRE_STR("Caption") : WIRE_STR("Abstract"));
    item = wire_nm1_open(w, "ContentItem");
    wire_nm1_formal_value(w, "MediaType", WIRE_STR("Text"), WIRE_NONE);
    data = wire_nm1_open(w, "DataContent");
    wire_buf_puts(&w->tags.buf, "<p xmlns=\"" XHTML_NAMESPACE "\">"); /* or a tag that it speaks of would be one */
    wire_tag_text(&w->tags, wire_member(v, WIRE_K_VALUE));
    wire_buf_puts(&w->tags.buf, "</p>");
    wire_nm1_close(w, "DataContent", data);
    wire_nm1_close(w, "ContentItem", item);
    wire_nm1_close(w, "NewsComponent", at);
}

bool
wire_nm1_body_role(struct wire_str rel)
{
    static const char *const roles[] = { "main", "body", "lead", "text", "caption", "abstract", "content", "associated", "stylesheet" };

    for (size_t i = 0; i < WIRE_COUNT(roles); i++) {
        if (wire_str_is_nocase(rel, roles[i]))
            return true;
    }
    return rel.n == 0 || wire_nm1_rendition_role(rel);
}

/* Associations in associations, as deep as readers bound them. */
static void
inside(struct nm1_writer *w, const struct wire_article *a, bool story)
{
    const struct wire_value *parts = wire_first(a, WIRE_F_ASSOCIATIONS), *described = wire_first(a, WIRE_F_DESCRIPTIONS);
    struct wire_str uri = wire_nm1_plain(a, WIRE_F_URI);
    const char *media;
    bool has = wire_nm1_content_media(a, &media);
    size_t at;

    if (parts == NULL && described == NULL) {
        contents(w, a);
        if (!has && !story && uri.n != 0) {
            wire_tag_open(&w->tags, "", "NewsItemRef");
            wire_tag_attr(&w->tags, "NewsItem", uri);
            wire_tag_empty(&w->tags);
        }
        return;
    }
    if (has || story) {
        at = wire_nm1_open(w, "NewsComponent");
        role(w, story ? WIRE_STR("Main") : WIRE_STR("Content"));
        contents(w, a);
        wire_nm1_close(w, "NewsComponent", at);
    }
    for (const struct wire_value *v = described; v != NULL; v = v->next)
        description(w, v);
    for (const struct wire_value *v = parts; v != NULL; v = v->next) {
        if (v->article != NULL)
            wire_nm1_component(w, v->article, false);
    }
}

void
wire_nm1_component(struct nm1_writer *w, const struct wire_article *a, bool story)
{
    bool apart = wire_first(a, WIRE_F_ASSOCIATIONS) != NULL || wire_first(a, WIRE_F_DESCRIPTIONS) != NULL;
    struct wire_str rel = wire_nm1_plain(a, WIRE_F_REL);
    size_t at = wire_nm1_open(w, "NewsComponent");

    if (!story)
        role(w, wire_nm1_body_role(rel) ? WIRE_STR("Associated") : rel);
    else if (!apart)
        role(w, WIRE_STR("Main"));
    lines(w, a);
    metadata(w, a);
    wire_nm1_own_properties(w, a, story);
    inside(w, a, story);
    wire_nm1_close(w, "NewsComponent", at);
}

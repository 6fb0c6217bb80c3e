/* Writing NITF: a story a document; what NITF has no place for goes into our own namespace, or to the ledger. */
#include "nitf/write.h"

#include <stdio.h>
#include <stdlib.h>

#include "xml/nitf.h"

/* Fields that NITF's elements say whenever they are there, texts as they are. */
#define NATIVE                                                                                                     \
    (WIRE_FIELD(WIRE_F_URI) | WIRE_FIELD(WIRE_F_PUB_STATUS) | WIRE_FIELD(WIRE_F_URGENCY) |                     \
     WIRE_FIELD(WIRE_F_LANGUAGE) | WIRE_FIELD(WIRE_F_VERSION_CREATED) | WIRE_FIELD(WIRE_F_EMBARGOED_UNTIL) |   \
     WIRE_FIELD(WIRE_F_EXPIRES) | WIRE_FIELD(WIRE_F_TITLE) | WIRE_FIELD(WIRE_F_SLUGLINE) |                     \
     WIRE_FIELD(WIRE_F_BY) | WIRE_FIELD(WIRE_F_COPYRIGHT_HOLDER) | WIRE_FIELD(WIRE_F_USAGE_TERMS))
/* And those that its writers look at entry by entry. */
#define LOOKED_AT                                                                                                  \
    (WIRE_FIELD(WIRE_F_SERVICES) | WIRE_FIELD(WIRE_F_ALT_IDS) | WIRE_FIELD(WIRE_F_BODIES) |                    \
     WIRE_FIELD(WIRE_F_GENRES) | WIRE_FIELD(WIRE_F_SUBJECTS) | WIRE_FIELD(WIRE_F_ED_NOTES) |                   \
     WIRE_FIELD(WIRE_F_VERSION) | WIRE_FIELD(WIRE_F_KEYWORDS) | WIRE_FIELD(WIRE_F_PEOPLE) |                    \
     WIRE_FIELD(WIRE_F_ORGANISATIONS) | WIRE_FIELD(WIRE_F_PLACES) | WIRE_FIELD(WIRE_F_EVENTS) |                \
     WIRE_FIELD(WIRE_F_OBJECTS) | WIRE_FIELD(WIRE_F_HEADLINES) | WIRE_FIELD(WIRE_F_DATELINE) |                 \
     WIRE_FIELD(WIRE_F_PROVIDER) | WIRE_FIELD(WIRE_F_DESCRIPTIONS) | WIRE_FIELD(WIRE_F_ASSOCIATIONS))
/* What a reader makes of the copy of a story that came from NITF, it makes again. */
#define DERIVED (WIRE_FIELD(WIRE_F_CREDITS) | WIRE_FIELD(WIRE_F_TAKE))

static const struct {
    unsigned minor;
    const char *doctype, *date;
} dtds[] = {
    { 5, "\"-//IPTC//DTD NITF 3.5//EN\" \"http://www.iptc.org/std/NITF/3.5/specification/nitf-3-5.dtd\"", "-//IPTC//DTD NITF 3.5//EN" },
    { 4, "\"-//IPTC//DTD NITF 3.4//EN\" \"http://www.iptc.org/std/NITF/3.4/specification/nitf-3-4.dtd\"", "-//IPTC//DTD NITF 3.4//EN" },
    { 3, "\"-//IPTC//DTD NITF 3.3//EN\" \"nitf-3-3.dtd\"", "-//IPTC//DTD NITF 3.3//EN" },
    { 2, "\"-//IPTC//DTD NITF 3.2//EN\" \"nitf-3-2.dtd\"", "-//IPTC//DTD NITF 3.2//EN" },
};

void
wire_nitf_count(struct wire_nitf_writer *w, enum wire_ledger_act act, const char *path, const char *why, struct wire_at at)
{
    if (w->out->ledger != NULL)
        wire_ledger_count(w->out->ledger, w->out->arena, act, wire_str_of(path), why, 1, at);
}

void
wire_nitf_inexact(struct wire_nitf_writer *w, enum wire_field f)
{
    w->own |= WIRE_FIELD(f);
}

struct wire_str
wire_nitf_text(const struct wire_nitf_writer *w, enum wire_field f)
{
    const struct wire_value *v = wire_first(w->a, f);

    return v != NULL && wire_is_public(v) ? v->s : WIRE_NONE;
}

bool
wire_nitf_only(const struct wire_value *record, uint64_t keys)
{
    if (record->kind != WIRE_V_RECORD || record->lang.n != 0)
        return false;
    for (const struct wire_value *m = record->first; m != NULL; m = m->next) {
        if ((keys & (uint64_t)1 << m->key) == 0 || (m->flags & WIRE_V_SECRET) != 0)
            return false;
    }
    return true;
}

/* --- open, story, close --- */

static void
free_writer(void *state)
{
    struct wire_nitf_writer *w = state;

    wire_buf_free(&w->tags.buf);
    wire_buf_free(&w->body);
    free(w->parts);
    free(w);
}

static unsigned
minor_of(struct wire_str version)
{
    int64_t n;

    if (version.p == NULL)
        return NITF_NEWEST;
    if (!wire_str_begins(version, "3.") || !wire_str_to_int(wire_str_sub(version, 2, version.n), 9, &n))
        return 0;
    return n >= NITF_OLDEST && n <= NITF_NEWEST ? (unsigned)n : 0;
}

enum wire_status
wire_nitf_write_open(struct wire_out *out)
{
    unsigned minor = minor_of(wire_str_of(out->options->version));
    struct wire_nitf_writer *w;

    if (minor == 0 || (out->options->body != NULL && strcmp(out->options->body, "nitf") != 0))
        return WIRE_E_USAGE;
    if ((w = calloc(1, sizeof *w)) == NULL)
        return WIRE_E_NOMEM;
    wire_out_state(out, w, free_writer);
    w->minor = minor;
    return WIRE_OK;
}

/* Fields that NITF's own elements have not said in full, and have no place of their own. */
bool
wire_nitf_says_embargoed(const struct wire_nitf_writer *w)
{
    const struct wire_value *embargo = wire_first(w->a, WIRE_F_EMBARGO), *open = wire_get(embargo, WIRE_K_OPEN);

    return open != NULL && open->kind == WIRE_V_TRUE && wire_nitf_only(embargo, (uint64_t)1 << WIRE_K_OPEN) &&
           wire_nitf_text(w, WIRE_F_EMBARGOED_UNTIL).n == 0 && wire_str_is(wire_nitf_text(w, WIRE_F_PUB_STATUS), "withheld");
}

static void
own_fields(struct wire_nitf_writer *w)
{
    for (int f = 0; f < WIRE_FIELD_COUNT; f++) {
        wire_field_set bit = WIRE_FIELD(f);
        if (wire_first(w->a, (enum wire_field)f) == NULL)
            w->own &= ~bit;
        else if ((NATIVE & bit) == 0 && (LOOKED_AT & bit) == 0 && !(w->of_nitf && (DERIVED & bit) != 0))
            w->own |= bit;
    }
    w->own &= WIRE_NITF_HOLDS & ~WIRE_FIELD(WIRE_F_EXTRA);
    if (wire_first(w->a, WIRE_F_EMBARGO) != NULL && wire_nitf_only(wire_first(w->a, WIRE_F_EMBARGO), (uint64_t)1 << WIRE_K_UNTIL) &&
        wire_str_eq(wire_member(wire_first(w->a, WIRE_F_EMBARGO), WIRE_K_UNTIL), wire_nitf_text(w, WIRE_F_EMBARGOED_UNTIL)))
        w->own &= ~WIRE_FIELD(WIRE_F_EMBARGO); /* a reader makes it of date.release */
    if (wire_nitf_says_embargoed(w))
        w->own &= ~WIRE_FIELD(WIRE_F_EMBARGO);
    if (wire_first(w->a, WIRE_F_TYPE) == NULL)
        wire_nitf_count(w, WIRE_SUPPLIED, "type", "a NITF story is text", (struct wire_at){ 0, 0, 0 });
    if (wire_str_is(wire_nitf_text(w, WIRE_F_TYPE), "text"))
        w->own &= ~WIRE_FIELD(WIRE_F_TYPE);
}

/* What an older version, with its DTD, has no place for. */
static void
count_lost(struct wire_nitf_writer *w)
{
    for (int f = 0; f < WIRE_FIELD_COUNT; f++) {
        if ((w->own & WIRE_FIELD(f)) != 0)
            wire_nitf_count(w, WIRE_DROPPED, wire_fields[f].name, "this version of NITF does not say it in full",
                            wire_first(w->a, (enum wire_field)f)->at);
    }
}

static void
root(struct wire_nitf_writer *w, struct wire_buf *b)
{
    struct wire_str language = wire_nitf_text(w, WIRE_F_LANGUAGE);
    const char *version = "-//IPTC//DTD NITF 3.6//EN";

    wire_buf_puts(b, WIRE_XML_DECLARATION);
    for (size_t i = 0; i < WIRE_COUNT(dtds); i++) {
        if (dtds[i].minor != w->minor)
            continue;
        wire_buf_printf(b, "<!DOCTYPE nitf PUBLIC %s>\n", dtds[i].doctype);
        version = dtds[i].date;
    }
    wire_buf_puts(b, "<nitf");
    if (w->minor == NITF_NEWEST)
        wire_buf_puts(b, " xmlns=\"" WIRE_NITF_NAMESPACE "\"");
    if (w->own_used)
        wire_buf_puts(b, " xmlns:" WIRE_OWN_PREFIX "=\"" WIRE_OWN_NAMESPACE "\"");
    wire_buf_printf(b, " version=\"%s\"", version);
    if (language.n != 0) {
        wire_buf_puts(b, wire_is_xml_language(language) && w->minor == NITF_NEWEST ? " xml:lang=\"" : " baselang=\"");
        wire_buf_xml_attr(b, language);
        wire_buf_putc(b, '"');
    }
    wire_buf_putc(b, '>');
}

/* The head is written last: its end says what the others could not. */
static void
build(struct wire_nitf_writer *w)
{
    size_t head, body;

    wire_nitf_body_content(w);
    w->tags.depth = 2;
    wire_nitf_body_head(w);
    body = w->tags.buf.n;
    wire_nitf_head(w);
    own_fields(w);
    if (w->minor == NITF_NEWEST)
        wire_nitf_own_element(w);
    else
        count_lost(w);
    head = w->tags.buf.n;
    wire_nitf_body_end(w);
    if (w->tags.buf.err != WIRE_OK || w->body.err != WIRE_OK)
        return;
    root(w, &w->out->buf);
    if (head != body) {
        wire_buf_puts(&w->out->buf, "\n  <head>");
        wire_buf_put(&w->out->buf, w->tags.buf.p + body, head - body);
        wire_buf_puts(&w->out->buf, "\n  </head>");
    }
    wire_buf_puts(&w->out->buf, "\n  <body>");
    wire_buf_put(&w->out->buf, w->tags.buf.p, body);
    if (w->body.n != 0) {
        wire_buf_puts(&w->out->buf, "\n    <body.content>");
        wire_buf_str(&w->out->buf, wire_buf_slice(&w->body));
        wire_buf_puts(&w->out->buf, "\n    </body.content>");
    }
    wire_buf_put(&w->out->buf, w->tags.buf.p + head, w->tags.buf.n - head);
    wire_buf_puts(&w->out->buf, "\n  </body>\n</nitf>\n");
}

enum wire_status
wire_nitf_write_story(struct wire_out *out, const struct wire_article *a)
{
    struct wire_nitf_writer *w = out->state;
    struct wire_str format = wire_member(wire_first(a, WIRE_F_SOURCE), WIRE_K_FORMAT);

    if (w == NULL)
        return WIRE_E_USAGE;
    w->out = out;
    w->a = a;
    w->of_nitf = wire_str_is(format, "nitf");
    w->own = 0;
    w->own_used = false;
    wire_buf_clear(&w->tags.buf);
    w->tags.buf.err = w->body.err = WIRE_OK;
    build(w);
    wire_nitf_not_given(w);
    if (w->tags.buf.err != WIRE_OK || w->body.err != WIRE_OK)
        return w->tags.buf.err != WIRE_OK ? w->tags.buf.err : w->body.err;
    if (a->arena->err == WIRE_E_NOMEM) /* times and captions are put in order there */
        return WIRE_E_NOMEM;
    return out->buf.err;
}

enum wire_status
wire_nitf_write_close(struct wire_out *out)
{
    wire_out_state(out, NULL, NULL);
    return WIRE_OK;
}

/* Writing NewsML 1.2: one document, a NewsItem a story. What it has no place for stands in properties of our own. */
#include "newsml-1/write.h"

#include <stdlib.h>

#include "article/supply.h"
#include "article/time.h"

static void
free_writer(void *state)
{
    struct nm1_writer *w = state;

    wire_buf_free(&w->tags.buf);
    for (size_t i = 0; i < WIRE_COUNT(w->envelope); i++)
        wire_buf_free(&w->envelope[i]);
    free(w);
}

enum wire_status
wire_nm1_write_open(struct wire_out *out)
{
    const char *version = out->options->version, *body = out->options->body;
    struct nm1_writer *w;

    if ((version != NULL && strcmp(version, "1.2") != 0) || (body != NULL && strcmp(body, "xhtml") != 0 && strcmp(body, "nitf") != 0))
        return WIRE_E_USAGE;
    if ((w = calloc(1, sizeof *w)) == NULL)
        return WIRE_E_NOMEM;
    w->nitf = body != NULL && strcmp(body, "nitf") == 0;
    wire_out_state(out, w, free_writer);
    return WIRE_OK;
}

/* --- what all parts ask --- */

void
wire_nm1_count(struct nm1_writer *w, enum wire_ledger_act act, const char *path, const char *why)
{
    if (w->out->ledger != NULL)
        wire_ledger_count(w->out->ledger, w->out->arena, act, wire_str_of(path), why, 1, (struct wire_at){ 0, 0, 0 });
}

struct wire_str
wire_nm1_plain(const struct wire_article *a, enum wire_field f)
{
    const struct wire_value *v = wire_first(a, f);

    return v != NULL && v->kind == WIRE_V_TEXT && wire_is_public(v) && v->lang.n == 0 ? v->s : WIRE_NONE;
}

bool
wire_nm1_only(const struct wire_value *record, uint64_t keys)
{
    if (record->kind != WIRE_V_RECORD || record->lang.n != 0 || !wire_is_public(record))
        return false;
    for (const struct wire_value *m = record->first; m != NULL; m = m->next) {
        if ((keys & NM1_BIT(m->key)) == 0 || !wire_is_public(m) || m->lang.n != 0 ||
            (m->kind != WIRE_V_TEXT && m->kind != WIRE_V_NUMBER) || (m->next != NULL && m->next->key == m->key))
            return false;
    }
    return true;
}

struct wire_str
wire_nm1_time(struct wire_str s, char store[NM1_TIME_ROOM])
{
    struct wire_time t;
    size_t n = 0;

    if (s.n >= NM1_TIME_ROOM || s.n < 10 || !wire_time_read(s, &t) || t.fraction.n != 0)
        return WIRE_NONE;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != ':' && (s.p[i] != '-' || i > 7))
            store[n++] = s.p[i];
    }
    return (struct wire_str){ store, n };
}

/* The nearest other time of the story (design: nothing invented). */
struct wire_str
wire_nm1_nearest_time(const struct wire_article *a)
{
    static const enum wire_field nearest[] = { WIRE_F_VERSION_CREATED, WIRE_F_CONTENT_MODIFIED, WIRE_F_CONTENT_CREATED,
                                               WIRE_F_FIRST_CREATED, WIRE_F_SENT };
    char store[NM1_TIME_ROOM];

    for (size_t i = 0; i < WIRE_COUNT(nearest); i++) {
        struct wire_str s = wire_nm1_plain(a, nearest[i]);
        if (wire_nm1_time(s, store).n != 0)
            return s;
    }
    return WIRE_STR(WIRE_SUPPLIED_TIME);
}

/* --- tags --- */

void
wire_nm1_text(struct nm1_writer *w, const char *name, struct wire_str s)
{
    if (s.n == 0)
        return;
    wire_tag_open(&w->tags, "", name);
    wire_tag_inside(&w->tags);
    wire_tag_text(&w->tags, s);
    wire_tag_close(&w->tags, "", name, false);
}

void
wire_nm1_formal_value(struct nm1_writer *w, const char *name, struct wire_str value, struct wire_str scheme)
{
    if (value.n == 0)
        return;
    wire_tag_open(&w->tags, "", name);
    wire_tag_attr(&w->tags, "FormalName", value);
    wire_tag_attr(&w->tags, "Scheme", scheme);
    wire_tag_empty(&w->tags);
}

size_t
wire_nm1_open(struct nm1_writer *w, const char *name)
{
    wire_tag_open(&w->tags, "", name);
    wire_tag_inside(&w->tags);
    return w->tags.buf.n;
}

void
wire_nm1_close(struct nm1_writer *w, const char *name, size_t opened)
{
    if (w->tags.buf.n != opened) {
        wire_tag_close(&w->tags, "", name, true);
        return;
    }
    w->tags.depth--; /* nothing came: the tag goes, with its line */
    if (w->tags.buf.err == WIRE_OK)
        w->tags.buf.n = opened - (strlen(name) + 2 + 1 + (size_t)w->tags.depth * 2);
}

/* --- open, story, close --- */

static enum wire_status
begin(struct nm1_writer *w, const struct wire_article *a)
{
    struct wire_buf *b = &w->out->buf;
    enum wire_status st = WIRE_OK;

    wire_buf_clear(&w->tags.buf);
    w->tags.depth = 1;
    wire_nm1_envelope(w, a);
    for (size_t i = 0; i < WIRE_COUNT(w->envelope); i++) {
        st = st == WIRE_OK ? w->envelope[i].err : st;
        w->envelope[i].err = WIRE_OK;
    }
    st = st == WIRE_OK ? w->tags.buf.err : st;
    w->tags.buf.err = WIRE_OK;
    if (st != WIRE_OK)
        return st;
    wire_buf_puts(b, WIRE_XML_DECLARATION "<NewsML Version=\"1.2\">");
    wire_buf_str(b, wire_buf_slice(&w->tags.buf));
    w->begun = true;
    return WIRE_OK;
}

enum wire_status
wire_nm1_write_story(struct wire_out *out, const struct wire_article *a)
{
    struct nm1_writer *w = out->state;
    enum wire_status st;

    if (w == NULL)
        return WIRE_E_USAGE;
    w->out = out;
    if (!w->begun && (st = begin(w, a)) != WIRE_OK)
        return st;
    wire_buf_clear(&w->tags.buf);
    w->tags.depth = 1;
    w->of_newsml_1 = wire_str_is(wire_member(wire_first(a, WIRE_F_SOURCE), WIRE_K_FORMAT), "newsml-1");
    wire_tag_open(&w->tags, "", "NewsItem");
    wire_tag_inside(&w->tags);
    wire_nm1_identification(w, a);
    wire_nm1_management(w, a);
    if (!wire_nm1_update(w, a))
        wire_nm1_component(w, a, true);
    wire_tag_close(&w->tags, "", "NewsItem", true);
    if ((st = w->tags.buf.err) != WIRE_OK) {
        w->tags.buf.err = WIRE_OK;
        return st;
    }
    wire_buf_str(&out->buf, wire_buf_slice(&w->tags.buf));
    return out->buf.err;
}

enum wire_status
wire_nm1_write_close(struct wire_out *out)
{
    struct nm1_writer *w = out->state;

    if (w != NULL && w->begun)
        wire_buf_puts(&out->buf, "\n</NewsML>\n");
    wire_out_state(out, NULL, NULL);
    return out->buf.err;
}

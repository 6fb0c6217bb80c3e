/* The library's face: what wirecopy.h promises, over the article, the formats and their seams. */
#include "wirecopy.h"

#include <errno.h>
#include <stdlib.h>

#include <libxml/parser.h>

#include "article/fragment.h"
#include "formats.h"

enum { HEAD = 65536 }; /* bytes a format is guessed from */

const char *
wire_status_text(enum wire_status st)
{
    switch (st) {
    case WIRE_OK:
        return "all is well";
    case WIRE_STOP:
        return "stopped as asked";
    case WIRE_E_NOMEM:
        return "out of memory";
    case WIRE_E_INPUT:
        return "the input cannot be read in this format";
    case WIRE_E_LIMIT:
        return "the input goes past a limit";
    case WIRE_E_IO:
        return "reading or writing failed";
    case WIRE_E_USAGE:
        return "the format cannot do this";
    }
    return "an unknown status";
}

void
wire_init(void)
{
    xmlInitParser();
}

const struct wire_finding *
wire_finding_find(const char *id)
{
    return wire_finding_named(wire_str_of(id));
}

/* --- formats --- */

const struct wire_format *
wire_format_at(size_t i)
{
    for (size_t n = 0; wire_formats[n] != NULL; n++) {
        if (n == i)
            return wire_formats[n];
    }
    return NULL;
}

const struct wire_format *
wire_format_find(const char *name)
{
    return wire_format_named(wire_str_of(name));
}

const char *
wire_format_name(const struct wire_format *f)
{
    return f->name;
}

const char *
wire_format_title(const struct wire_format *f)
{
    return f->title;
}

const char *
wire_format_versions(const struct wire_format *f)
{
    return f->versions;
}

const char *
wire_format_suffix(const struct wire_format *f)
{
    return f->suffix;
}

bool
wire_format_reads(const struct wire_format *f)
{
    return f->read != NULL;
}

bool
wire_format_writes(const struct wire_format *f)
{
    return f->story != NULL;
}

/* --- reading --- */

static enum wire_status
read_guessed(struct wire_worker *w, struct wire_source *source, const struct wire_sink *sink)
{
    char *head = malloc(HEAD);
    struct wire_bytes bytes = { head, 0, source };
    struct wire_source again = *source;
    const struct wire_format *f;
    enum wire_status st = WIRE_E_INPUT;
    const char *why;
    long n = 1;

    if (head == NULL)
        return WIRE_E_NOMEM;
    while (bytes.n < HEAD && n > 0) {
        if ((n = source->read(source->ctx, head + bytes.n, HEAD - bytes.n)) > 0)
            bytes.n += (size_t)n;
    }
    again.read = wire_bytes_read;
    again.ctx = &bytes;
    if (n < 0)
        st = WIRE_E_IO;
    else if ((f = wire_format_guess(head, bytes.n, &why)) != NULL && f->read != NULL)
        st = f->read(&again, sink, NULL, w);
    free(head);
    return st;
}

enum wire_status
wire_read(struct wire_worker *w, const struct wire_format *f, struct wire_source *source, const struct wire_sink *sink)
{
    if (f == NULL)
        return read_guessed(w, source, sink);
    return f->read != NULL ? f->read(source, sink, NULL, w) : WIRE_E_USAGE;
}

enum wire_status
wire_read_memory(struct wire_worker *w, const struct wire_format *f, const void *bytes, size_t n, const char *name,
                 const struct wire_sink *sink)
{
    struct wire_bytes all = { bytes, n, NULL };

    return wire_read(w, f, &(struct wire_source){ .read = wire_bytes_read, .ctx = &all, .name = name }, sink);
}

static long
read_stream(void *ctx, void *bytes, size_t n)
{
    size_t got = fread(bytes, 1, n, ctx);

    return got == 0 && ferror((FILE *)ctx) ? -1 : (long)got;
}

enum wire_status
wire_read_file(struct wire_worker *w, const struct wire_format *f, FILE *file, const char *name,
               const struct wire_sink *sink)
{
    return wire_read(w, f, &(struct wire_source){ .read = read_stream, .ctx = file, .name = name }, sink);
}

/* --- the article --- */

const char *
wire_field_name(size_t i)
{
    return i < WIRE_FIELD_COUNT ? wire_fields[i].name : NULL;
}

const struct wire_value *
wire_article_first(const struct wire_article *a, const char *field)
{
    enum wire_field f = wire_field_named(wire_str_of(field));

    return f < WIRE_FIELD_COUNT ? wire_first(a, f) : NULL;
}

struct wire_str
wire_article_text(const struct wire_article *a, const char *field)
{
    const struct wire_value *v = wire_article_first(a, field);

    return v != NULL ? v->s : WIRE_NONE;
}

void
wire_article_sums(const struct wire_article *a, size_t *read, size_t *placed, size_t *skipped)
{
    *read = a->ledger.read;
    *placed = a->ledger.placed;
    *skipped = a->ledger.skipped;
}

const struct wire_value *
wire_value_next(const struct wire_value *v)
{
    return v->next;
}

enum wire_kind
wire_value_kind(const struct wire_value *v)
{
    return (enum wire_kind)v->kind;
}

struct wire_str
wire_value_text(const struct wire_value *v)
{
    return v->s;
}

struct wire_str
wire_value_lang(const struct wire_value *v)
{
    return v->lang;
}

struct wire_at
wire_value_at(const struct wire_value *v)
{
    return v->at;
}

bool
wire_value_is_public(const struct wire_value *v)
{
    return wire_is_public(v);
}

const struct wire_value *
wire_value_member(const struct wire_value *record, const char *key)
{
    const struct wire_value *m = record->first;

    while (m != NULL && !wire_str_is(wire_value_key(m), key))
        m = m->next;
    return m;
}

struct wire_str
wire_value_member_text(const struct wire_value *record, const char *key)
{
    const struct wire_value *m = wire_value_member(record, key);

    return m != NULL ? m->s : WIRE_NONE;
}

const struct wire_value *
wire_value_members(const struct wire_value *record)
{
    return record->first;
}

struct wire_str
wire_value_key(const struct wire_value *v)
{
    return v->key == WIRE_K_OTHER ? v->name : wire_str_of(wire_keys[v->key]);
}

const struct wire_article *
wire_value_article(const struct wire_value *v)
{
    return v->article;
}

/* --- the body --- */

const struct wire_node *
wire_article_body(const struct wire_article *a)
{
    return a->body;
}

const char *
wire_node_name(const struct wire_node *n)
{
    return wire_node_names[n->kind];
}

struct wire_str
wire_node_text(const struct wire_node *n)
{
    return n->text;
}

struct wire_at
wire_node_at(const struct wire_node *n)
{
    return n->at;
}

/* Give the bytes of a buffer away with a NUL after them, or free them. */
static enum wire_status
give(struct wire_buf *b, enum wire_status st, char **bytes, size_t *n)
{
    wire_buf_putc(b, '\0');
    if (st == WIRE_OK)
        st = b->err;
    if (st != WIRE_OK) {
        wire_buf_free(b);
        *bytes = NULL;
        *n = 0;
        return st;
    }
    *bytes = b->p;
    *n = b->n - 1;
    return WIRE_OK;
}

enum wire_status
wire_article_xhtml(const struct wire_article *a, enum wire_visibility visibility, char **text, size_t *n)
{
    struct wire_buf out = WIRE_BUF_INIT;

    if (a->body != NULL)
        wire_fragment_xhtml(&out, a->body, visibility);
    return give(&out, WIRE_OK, text, n);
}

enum wire_status
wire_article_plain(const struct wire_article *a, enum wire_visibility visibility, char **text, size_t *n)
{
    struct wire_buf out = WIRE_BUF_INIT;

    if (a->body != NULL)
        wire_fragment_text(&out, a->body, visibility);
    return give(&out, WIRE_OK, text, n);
}

/* --- writing --- */

static const struct wire_write_options as_usual; /* all zero */

struct wire_writer {
    const struct wire_format *format;
    struct wire_out out;
    bool opened;
    size_t taken; /* bytes of the buffer that were lent, and go with the next call */
};

struct wire_writer *
wire_writer_new(const struct wire_format *f, const struct wire_write_options *options)
{
    struct wire_writer *w = f->story != NULL ? calloc(1, sizeof *w) : NULL;

    if (w == NULL)
        return NULL;
    w->format = f;
    w->out.options = options != NULL ? options : &as_usual;
    return w;
}

void
wire_writer_free(struct wire_writer *w)
{
    if (w == NULL)
        return;
    wire_buf_free(&w->out.buf);
    free(w);
}

static void
forget_taken(struct wire_writer *w)
{
    if (w->taken != 0)
        wire_buf_clear(&w->out.buf);
    w->taken = 0;
}

static enum wire_status
settled(const struct wire_out *out, enum wire_status st)
{
    if (st != WIRE_OK)
        return st;
    return out->buf.err != WIRE_OK ? out->buf.err : out->err;
}

enum wire_status
wire_writer_story(struct wire_writer *w, const struct wire_article *a)
{
    struct wire_out *out = &w->out;
    enum wire_status st = WIRE_OK;
    size_t before;

    forget_taken(w);
    before = out->buf.n;
    if (!w->opened && w->format->open != NULL) {
        out->first_title = wire_headline(a, false);
        st = w->format->open(out);
    }
    if (st == WIRE_OK)
        st = wire_out_story(out, w->format, a);
    out->first_title = WIRE_NONE;
    if ((st = settled(out, st)) != WIRE_OK) {
        out->buf.n = before;
        out->err = WIRE_OK;
        return st;
    }
    w->opened = true;
    out->stories++;
    return WIRE_OK;
}

enum wire_status
wire_writer_end(struct wire_writer *w)
{
    enum wire_status st = WIRE_OK;

    forget_taken(w);
    if (w->opened && w->format->close != NULL)
        st = w->format->close(&w->out);
    w->opened = false;
    return settled(&w->out, st);
}

struct wire_str
wire_writer_take(struct wire_writer *w)
{
    forget_taken(w);
    w->taken = w->out.buf.n;
    return wire_buf_slice(&w->out.buf);
}

enum wire_status
wire_write_memory(const struct wire_format *f, const struct wire_write_options *options, const struct wire_article *a,
                  char **bytes, size_t *n)
{
    struct wire_writer w = { .format = f, .out = { .options = options != NULL ? options : &as_usual } };
    enum wire_status st = f->story != NULL ? wire_writer_story(&w, a) : WIRE_E_USAGE;

    if (st == WIRE_OK)
        st = wire_writer_end(&w);
    return give(&w.out.buf, st, bytes, n);
}

/* What a timeline keeps of a version, as bytes. Only what may be published is in it. */
#include <stdlib.h>
#include <string.h>

#include "article/fragment.h"
#include "convert/timeline.h"

static void
put_number(struct wire_buf *b, uint64_t n)
{
    wire_buf_put(b, (const char *)&n, sizeof n); /* read by whoever wrote it: the machine's own order */
}

static void
put_text(struct wire_buf *b, struct wire_str s)
{
    put_number(b, s.n);
    wire_buf_str(b, s);
}

/* "CODE TAB NAME" */
static void
put_subject(struct wire_buf *b, const struct wire_value *v)
{
    static const enum wire_key keys[] = { WIRE_K_QCODE, WIRE_K_URI, WIRE_K_LITERAL };
    struct wire_str code = WIRE_NONE, name = wire_member(v, WIRE_K_NAME);

    for (size_t i = 0; i < WIRE_COUNT(keys) && code.n == 0; i++)
        code = wire_member(v, keys[i]);
    put_number(b, code.n + 1 + name.n);
    wire_buf_str(b, code);
    wire_buf_putc(b, '\t');
    wire_buf_str(b, name);
}

static void
put_subjects(struct wire_buf *b, const struct wire_article *a)
{
    uint64_t n = 0;

    for (const struct wire_value *v = wire_first(a, WIRE_F_SUBJECTS); v != NULL; v = v->next)
        n += wire_is_public(v);
    put_number(b, n);
    for (const struct wire_value *v = wire_first(a, WIRE_F_SUBJECTS); v != NULL; v = v->next) {
        if (wire_is_public(v))
            put_subject(b, v);
    }
}

/* Paragraphs, items, rows: what stands on a line of its own in the text of the body. */
static void
put_paragraphs(struct wire_buf *b, const struct wire_article *a)
{
    struct wire_buf text = WIRE_BUF_INIT;
    size_t at = b->n, from = 0;
    uint64_t n = 0;

    put_number(b, 0);
    if (a->body != NULL)
        wire_fragment_text(&text, a->body, WIRE_PUBLIC);
    for (size_t i = 0; i <= text.n; i++) {
        if (i < text.n && text.p[i] != '\n')
            continue;
        if (i > from) {
            put_text(b, (struct wire_str){ text.p + from, i - from });
            n++;
        }
        from = i + 1;
    }
    if (text.err != WIRE_OK)
        b->err = text.err;
    if (b->err == WIRE_OK)
        memcpy(b->p + at, &n, sizeof n);
    wire_buf_free(&text);
}

static uint64_t
number_of(const struct wire_value *record, enum wire_key key)
{
    int64_t n = 0;

    return wire_str_to_int(wire_member(record, key), INT32_MAX, &n) ? (uint64_t)n : 0;
}

static bool
is_true(const struct wire_value *record, enum wire_key key)
{
    const struct wire_value *v = wire_get(record, key);

    return v != NULL && v->kind == WIRE_V_TRUE;
}

void
version_pack(struct wire_buf *b, const struct wire_article *a, struct wire_str file, unsigned long index)
{
    const struct wire_value *take = wire_first(a, WIRE_F_TAKE), *embargo = wire_first(a, WIRE_F_EMBARGO);

    put_text(b, wire_life_uri(a));
    put_text(b, wire_life_version(a));
    put_text(b, wire_text_of(a, wire_first(a, WIRE_F_VERSION_CREATED) != NULL ? WIRE_F_VERSION_CREATED : WIRE_F_SENT));
    put_text(b, wire_text_of(a, WIRE_F_PUB_STATUS));
    put_text(b, wire_life_embargo(a));
    put_text(b, wire_headline(a, false));
    put_text(b, file);
    put_text(b, wire_life_kind(a));
    put_number(b, is_true(embargo, WIRE_K_OPEN));
    put_number(b, wire_life_is_kill(a));
    put_number(b, is_true(take, WIRE_K_WRITETHRU));
    put_number(b, index);
    put_number(b, number_of(take, WIRE_K_LEAD));
    put_number(b, number_of(take, WIRE_K_NUMBER));
    put_subjects(b, a);
    put_paragraphs(b, a);
}

/* --- and back --- */

static uint64_t
get_number(struct wire_str *from)
{
    uint64_t n = 0;

    if (from->n < sizeof n)
        return 0;
    memcpy(&n, from->p, sizeof n);
    *from = (struct wire_str){ from->p + sizeof n, from->n - sizeof n };
    return n;
}

static struct wire_str
get_text(struct wire_str *from)
{
    uint64_t n = get_number(from);
    struct wire_str s;

    n = n <= from->n ? n : from->n;
    s = n != 0 ? (struct wire_str){ from->p, n } : WIRE_NONE;
    *from = (struct wire_str){ from->p + n, from->n - n };
    return s;
}

static struct wire_str *
get_list(struct wire_str *from, size_t *count)
{
    uint64_t n = get_number(from);
    struct wire_str *list = n <= from->n ? malloc((n + 1) * sizeof *list) : NULL;

    for (*count = 0; list != NULL && *count < n; ++*count)
        list[*count] = get_text(from);
    return list;
}

bool
version_unpack(struct version *v, struct wire_str bytes)
{
    struct wire_str *const texts[] = { &v->uri, &v->version, &v->created, &v->status, &v->until, &v->headline, &v->file, &v->kind };

    *v = (struct version){ 0 };
    for (size_t i = 0; i < WIRE_COUNT(texts); i++)
        *texts[i] = get_text(&bytes);
    v->open = get_number(&bytes) != 0;
    v->kill = get_number(&bytes) != 0;
    v->writethru = get_number(&bytes) != 0;
    v->index = (int64_t)get_number(&bytes);
    v->lead = (int64_t)get_number(&bytes);
    v->number = (int64_t)get_number(&bytes);
    v->subjects = get_list(&bytes, &v->subject_count);
    v->paragraphs = get_list(&bytes, &v->paragraph_count);
    return v->subjects != NULL && v->paragraphs != NULL;
}

void
version_free(struct version *v)
{
    free(v->subjects);
    free(v->paragraphs);
    *v = (struct version){ 0 };
}

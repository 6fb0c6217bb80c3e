/* The HTML writer: what stands on the page, once and in order, and what never does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "html/html.h"

static const struct wire_at nowhere = { 0, 0, 0 };

/* --- building --- */

static struct wire_str
str(const char *s)
{
    return wire_str_of(s);
}

static void
text(struct wire_article *a, enum wire_field f, const char *s)
{
    wire_add_text(a, f, str(s), nowhere);
}

/* A record of two members in a field. */
static struct wire_value *
record(struct wire_article *a, enum wire_field f, enum wire_key k1, const char *s1, enum wire_key k2, const char *s2)
{
    struct wire_value *v = wire_add_record(a, f, nowhere);

    wire_put_text(a, v, k1, str(s1), nowhere);
    wire_put_text(a, v, k2, str(s2), nowhere);
    return v;
}

static struct wire_article *
article(const char *headline)
{
    struct wire_article *a = wire_article_new(0);

    assert_non_null(a);
    a->body = wire_node_new(a->arena, WIRE_N_ROOT, nowhere);
    if (headline != NULL)
        record(a, WIRE_F_HEADLINES, WIRE_K_ROLE, "main", WIRE_K_VALUE, headline);
    return a;
}

static struct wire_node *
add(struct wire_article *a, struct wire_node *parent, enum wire_node_kind kind, const char *words)
{
    struct wire_node *n = wire_node_add(a->arena, parent, kind, nowhere);

    if (words != NULL)
        wire_node_add_text(a->arena, n, str(words), nowhere);
    return n;
}

static struct wire_node *
set(struct wire_article *a, struct wire_node *n, const char *name, const char *value)
{
    wire_node_set(a->arena, n, name, str(value));
    return n;
}

static struct wire_article *
picture(struct wire_article *parent, const char *href, const char *caption, const char *credit)
{
    struct wire_article *a = wire_article_associate(parent, nowhere);
    struct wire_value *r = wire_add_record(a, WIRE_F_RENDITIONS, nowhere);

    text(a, WIRE_F_TYPE, "picture");
    record(a, WIRE_F_DESCRIPTIONS, WIRE_K_ROLE, "caption", WIRE_K_VALUE, caption);
    text(a, WIRE_F_CREDITLINE, credit);
    wire_put_text(a, r, WIRE_K_HREF, str(href), nowhere);
    wire_put_text(a, r, WIRE_K_CONTENT_TYPE, str("image/jpeg"), nowhere);
    wire_put_number(a, r, WIRE_K_WIDTH, 1200, nowhere);
    wire_put_number(a, r, WIRE_K_HEIGHT, 800, nowhere);
    return a;
}

/* --- writing --- */

static char *
page_of(struct wire_article *const *stories, size_t n, const struct wire_write_options *options)
{
    struct wire_out out = { .buf = WIRE_BUF_INIT, .options = options };
    char *page;

    assert_int_equal(wire_format_html.open(&out), WIRE_OK);
    for (size_t i = 0; i < n; i++, out.stories++)
        assert_int_equal(wire_format_html.story(&out, stories[i]), WIRE_OK);
    assert_int_equal(wire_format_html.close(&out), WIRE_OK);
    wire_buf_putc(&out.buf, '\0');
    assert_int_equal(out.buf.err, WIRE_OK);
    page = out.buf.p;
    return page;
}

/* The page of one story, which is then gone. */
static char *
page(struct wire_article *a)
{
    static const struct wire_write_options plain = { .version = NULL };
    char *html = page_of(&a, 1, &plain);

    wire_article_free(a);
    return html;
}

static size_t
count(const char *html, const char *what)
{
    size_t n = 0;

    for (const char *p = html; (p = strstr(p, what)) != NULL; p += strlen(what))
        n++;
    return n;
}

static void
has(const char *html, const char *what)
{
    if (strstr(html, what) == NULL)
        fail_msg("not on the page: %s\n%s", what, strstr(html, "<body") != NULL ? strstr(html, "<body") : html);
}

static void
has_not(const char *html, const char *what)
{
    if (strstr(html, what) != NULL)
        fail_msg("on the page: %s\n%s", what, strstr(html, "<body") != NULL ? strstr(html, "<body") : html);
}

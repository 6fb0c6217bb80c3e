/* The HTML writer: what stands on the page, once and in order, and what never does. */
#include "unit.h"

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

static const char *
after(const char *html, const char *what)
{
    const char *p = strstr(html, what);

    if (p == NULL)
        fail_msg("not on the page: %s\n%s", what, html);
    return p + strlen(what);
}

/* --- the page --- */

static void
test_page(void **state)
{
    struct wire_article *a = article("Rain & <sun> over \"Kent\"");
    char *html;

    (void)state;
    text(a, WIRE_F_LANGUAGE, "en-GB");
    text(a, WIRE_F_URI, "urn:newsml:example.com:20240903:1");
    text(a, WIRE_F_FIRST_CREATED, "2024-09-03T06:12:00+02:00");
    text(a, WIRE_F_VERSION_CREATED, "2024-09-03T13:45:10.5+05:30");
    text(a, WIRE_F_BY, "By Anna Lindqvist");
    text(a, WIRE_F_SLUGLINE, "RAIN");
    text(a, WIRE_F_KEYWORDS, "rain");
    record(a, WIRE_F_DESCRIPTIONS, WIRE_K_ROLE, "abstract", WIRE_K_VALUE, "It rained.");
    add(a, a->body, WIRE_N_P, "The first words.");
    html = page(a);
    assert_int_equal(strncmp(html, "<!DOCTYPE html>\n<html lang=\"en-GB\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n", 76), 0);
    has(html, "<title>Rain &amp; &lt;sun&gt; over \"Kent\"</title>");
    has(html, "<meta property=\"og:title\" content=\"Rain &amp; &lt;sun&gt; over &quot;Kent&quot;\">");
    has(html, "<meta property=\"og:locale\" content=\"en_GB\">");
    has(html, "<meta name=\"description\" content=\"It rained.\">");
    has(html, "<meta property=\"article:published_time\" content=\"2024-09-03T06:12:00+02:00\">");
    has_not(html, "\"robots\"");
    has(html, "<p class=\"w-slug\">RAIN</p>\n<h1 class=\"w-headline\">Rain &amp; &lt;sun&gt; over \"Kent\"</h1>");
    has(html, "<p class=\"w-standfirst\">It rained.</p>\n<p class=\"w-byline\">By Anna Lindqvist</p>");
    has(html, "Published <time datetime=\"2024-09-03T06:12:00+02:00\">3 September 2024, 06:12 UTC+2</time>");
    has(html, "Updated <time datetime=\"2024-09-03T13:45:10+05:30\">3 September 2024, 13:45 UTC+5:30</time>");
    has(html, "<div class=\"w-body\" itemprop=\"articleBody\">\n<p>The first words.</p>\n</div>");
    has(html, "itemid=\"urn:newsml:example.com:20240903:1\"");
    has(html, "\"headline\":\"Rain & \\u003csun> over \\\"Kent\\\"\"");
    assert_int_equal(count(html, "<script"), 1);
    has(html, "<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\"");
    free(html);
}

static void
test_fragment_and_several(void **state)
{
    static const struct wire_write_options fragment = { .fragment = true }, plain = { .fragment = false };
    struct wire_article *both[] = { article("One"), article("Two") };
    struct wire_out empty = { .buf = WIRE_BUF_INIT, .options = &plain };
    char *html = page_of(both, 2, &fragment);

    (void)state;
    assert_int_equal(strncmp(html, "<article ", 9), 0);
    assert_int_equal(count(html, "<article "), 2);
    has_not(html, "<style");
    free(html);
    html = page_of(both, 2, &plain);
    has(html, "<title>One</title>");
    assert_int_equal(count(html, "<title>"), 1);
    assert_int_equal(count(html, "<h1 class=\"w-headline\">"), 2);
    assert_int_equal(count(html, "</html>"), 1);
    free(html);
    wire_article_free(both[0]);
    wire_article_free(both[1]);
    assert_int_equal(wire_format_html.close(&empty), WIRE_OK);
    assert_int_equal(empty.buf.n, 0);
}

static void
test_language(void **state)
{
    static const struct {
        const char *lang, *want;
    } rows[] = {
        { "ar", "<html lang=\"ar\" dir=\"rtl\">" },   { "fa-IR", "lang=\"fa-IR\" dir=\"rtl\"" },
        { "uz-Arab", "lang=\"uz-Arab\" dir=\"rtl\"" }, { "ar-Latn", "lang=\"ar-Latn\" dir=\"ltr\"" },
        { "de", "Gesperrt bis" },                      { "de", "23. Januar 2025, 19:00 UTC+1</time>" },
        { "es", "23 de enero de 2025, 19:00" },        { "nn-NO", "Sperrefrist til" },
        { "cs", "<span lang=\"en\" dir=\"ltr\">Embargoed until</span>" }, { "en", "<strong>Embargoed until</strong>" },
    };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        struct wire_article *a = article("H");
        char *html;

        text(a, WIRE_F_LANGUAGE, rows[i].lang);
        text(a, WIRE_F_EMBARGOED_UNTIL, "2025-01-23T19:00:00+01:00");
        html = page(a);
        has(html, rows[i].want);
        has(html, "<meta name=\"robots\" content=\"noindex\">");
        free(html);
    }
}

static void
test_notices(void **state)
{
    struct wire_article *a = article("H");
    char *html;

    (void)state;
    text(a, WIRE_F_PUB_STATUS, "canceled");
    add(a, a->body, WIRE_N_P, "Still here.");
    html = page(a);
    has(html, "<article class=\"w-story w-off\"");
    has(html, "w-killed\" role=\"note\"><p><strong>Killed</strong>");
    has(html, "<p>Still here.</p>");
    has(html, "noindex");
    free(html);
    a = article("H");
    wire_put_bool(a, wire_add_record(a, WIRE_F_EMBARGO, nowhere), WIRE_K_OPEN, true);
    html = page(a);
    has(html, "<strong>Embargoed until released</strong>");
    free(html);
}

/* --- what repeats --- */

static void
test_header_of_the_body(void **state)
{
    struct wire_article *a = article("Bundesrat billigt Reform");
    struct wire_node *header, *main, *n;
    char *html;

    (void)state;
    text(a, WIRE_F_BY, "Von Erika Muster");
    record(a, WIRE_F_DESCRIPTIONS, WIRE_K_ROLE, "teaser", WIRE_K_VALUE, "Ein Anriss.");
    header = set(a, add(a, a->body, WIRE_N_DIV, NULL), "class", "header");
    add(a, header, WIRE_N_P, "Politik");
    n = add(a, header, WIRE_N_H2, "Bundesrat billigt");
    add(a, n, WIRE_N_BR, NULL);
    wire_node_add_text(a->arena, n, str("Reform"), nowhere);
    n = add(a, header, WIRE_N_P, "Von Erika Muster");
    n->flags = WIRE_N_IS_BYLINE;
    main = set(a, add(a, a->body, WIRE_N_DIV, NULL), "class", "main");
    add(a, main, WIRE_N_P, "Der Text.");
    add(a, main, WIRE_N_H3, "Zwischentitel");
    html = page(a);
    assert_int_equal(count(html, "<h1"), 1);
    has(html, "<h1>Bundesrat billigt<br>Reform</h1>");
    assert_int_equal(count(strstr(html, "<body"), "Von Erika Muster</p>"), 1);
    has(html, "</div>\n</div>\n<p class=\"w-standfirst\">Ein Anriss.</p>");
    has(html, "<h2>Zwischentitel</h2>");
    assert_int_equal(count(html, "itemprop=\"articleBody\""), 2);
    free(html);
}

static void
test_repeated_lead(void **state)
{
    struct wire_article *a = article("Rain");
    char *html;

    (void)state;
    record(a, WIRE_F_DESCRIPTIONS, WIRE_K_ROLE, "summary", WIRE_K_VALUE, "It rained in Kent.");
    add(a, a->body, WIRE_N_P, "KENT — It rained in Kent. It rained all day.");
    html = page(a);
    has_not(html, "<p class=\"w-standfirst\"");
    has(html, "<h1 class=\"w-headline\">Rain</h1>");
    free(html);
}

static void
test_headings(void **state)
{
    struct wire_article *a = article("H");
    char *html;

    (void)state;
    add(a, a->body, WIRE_N_H4, "a");
    add(a, a->body, WIRE_N_H3, "b");
    add(a, a->body, WIRE_N_H4, "c");
    add(a, a->body, WIRE_N_H2, "d");
    html = page(a);
    has(html, "<h2>a</h2>\n<h2>b</h2>\n<h3>c</h3>\n<h2>d</h2>\n");
    free(html);
}

/* --- the body --- */

static void
test_markup(void **state)
{
    struct wire_article *a = article("H");
    struct wire_node *p, *n;
    char *html;

    (void)state;
    p = add(a, a->body, WIRE_N_P, "a < b & c");
    add(a, p, WIRE_N_BR, NULL);
    set(a, add(a, p, WIRE_N_A, "good"), "href", "http://x.example/a b?c&d");
    n = set(a, add(a, p, WIRE_N_A, "outer "), "href", "/rel");
    set(a, add(a, n, WIRE_N_A, "inner"), "href", "/in");
    set(a, set(a, add(a, p, WIRE_N_SPAN, "old"), "class", "del x"), "data-norm", "1<2");
    set(a, set(a, add(a, p, WIRE_N_SPAN, "noon"), "class", "time"), "data-datetime", "2024-09-03T12:00:00Z");
    set(a, add(a, p, WIRE_N_IMG, NULL), "src", "x.jpg");
    add(a, a->body, WIRE_N_HR, NULL);
    add(a, a->body, WIRE_N_PRE, "\n1  2\n3  4");
    n = add(a, add(a, a->body, WIRE_N_TABLE, NULL), WIRE_N_TBODY, NULL);
    n = add(a, n, WIRE_N_TR, NULL);
    add(a, n, WIRE_N_TH, "h");
    set(a, add(a, n, WIRE_N_TD, "d"), "colspan", "2");
    html = page(a);
    has(html, "<p>a &lt; b &amp; c<br><a href=\"http://x.example/a%20b?c&amp;d\">good</a><a href=\"/rel\">outer inner</a>"
              "<del class=\"del x\" data-norm=\"1&lt;2\">old</del>"
              "<time class=\"time\" data-datetime=\"2024-09-03T12:00:00Z\" datetime=\"2024-09-03T12:00:00Z\">noon</time>"
              "<img src=\"x.jpg\" alt=\"\" loading=\"lazy\"></p>\n<hr>\n<pre>\n\n1  2\n3  4</pre>\n");
    has(html, "<div class=\"w-scroll\"><table><tbody><tr><th scope=\"row\">h</th><td colspan=\"2\">d</td></tr>\n</tbody>\n"
              "</table></div>\n");
    free(html);
}

static void
test_nothing_active(void **state)
{
    static const char *const bad[] = { "javascript:alert(1)", " JavaScript:x", "data:text/html,x", "java\tscript:x",
                                       "vbscript:x",          "file:///etc",   "\x01javascript:x", "java script:x" };
    static const char *const names[] = { "onclick", "style", "id", "srcset", "data-a\"b", "data-<i", "xmlns", "role", "target" };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(bad); i++) {
        struct wire_article *a = article("</script><script>alert(1)</script>");
        struct wire_node *p = add(a, a->body, WIRE_N_P, "</script><!--");
        char *html;

        set(a, add(a, p, WIRE_N_A, "t"), "href", bad[i]);
        set(a, add(a, p, WIRE_N_IMG, NULL), "src", bad[i]);
        set(a, add(a, a->body, WIRE_N_FIGURE, NULL), "data-href", bad[i]);
        set(a, set(a, add(a, a->body, WIRE_N_FIGURE, NULL), "class", "video"), "data-href", bad[i]);
        record(a, WIRE_F_LINKS, WIRE_K_TITLE, "title", WIRE_K_HREF, bad[i]);
        record(a, WIRE_F_RENDITIONS, WIRE_K_CONTENT_TYPE, "image/jpeg", WIRE_K_HREF, bad[i]);
        picture(a, bad[i], "caption", "credit");
        for (size_t k = 0; k < WIRE_COUNT(names); k++)
            set(a, p, names[k], "ACTIVE");
        html = page(a);
        assert_int_equal(count(html, "<script"), 1);
        assert_int_equal(count(html, "</script"), 1);
        has_not(html, "<!--");
        has_not(html, "<img");
        has_not(html, "<video");
        has_not(html, "href=");
        has_not(html, "ACTIVE");
        has_not(html, "alert(1)\"");
        has(html, "<p>&lt;/script&gt;&lt;!--t</p>");
        free(html);
    }
}

/* --- figures --- */

static void
test_figures(void **state)
{
    struct wire_article *a = article("H");
    struct wire_node *n;
    char *html;

    (void)state;
    picture(a, "https://x.example/0.jpg", "Caption nought", "Credit nought");
    picture(a, "https://x.example/1.jpg", "Caption one", "Credit one");
    picture(a, "https://x.example/2.jpg", "Caption two", "Credit two");
    n = add(a, a->body, WIRE_N_FIGURE, NULL);
    n->ref = 1;
    add(a, n, WIRE_N_FIGCAPTION, "The body's own caption");
    html = page(a);
    has(html, "<figure class=\"w-figure\"><img src=\"https://x.example/0.jpg\" alt=\"Caption nought\" width=\"1200\" height=\"800\">\n"
              "<figcaption>Caption nought <span class=\"w-credit\">Credit nought</span></figcaption></figure>\n"
              "<div class=\"w-body\" itemprop=\"articleBody\">\n<figure><img src=\"https://x.example/1.jpg\"");
    has(after(html, "loading=\"lazy\">"), "<figcaption>The body's own caption</figcaption>");
    has(html, "<div class=\"w-gallery\">\n<figure class=\"w-figure\"><img src=\"https://x.example/2.jpg\"");
    has(html, "<p class=\"w-credits\">Pictures: Credit one</p>");
    has(html, "<meta property=\"og:image\" content=\"https://x.example/0.jpg\">");
    has(html, "<meta name=\"twitter:card\" content=\"summary_large_image\">");
    has(html, "\"image\":[{\"@type\":\"ImageObject\"");
    free(html);
}

static void
test_media_story(void **state)
{
    struct wire_article *a = article("Dawn");
    char *html;

    (void)state;
    a->body = NULL;
    text(a, WIRE_F_TYPE, "video");
    record(a, WIRE_F_RENDITIONS, WIRE_K_HREF, "a.mp4", WIRE_K_CONTENT_TYPE, "video/mp4");
    record(a, WIRE_F_RENDITIONS, WIRE_K_HREF, "a.webm", WIRE_K_CONTENT_TYPE, "video/webm");
    record(a, WIRE_F_RENDITIONS, WIRE_K_HREF, "a.jpg", WIRE_K_NAME, "still");
    record(a, WIRE_F_RENDITIONS, WIRE_K_HREF, "big/a.tiff", WIRE_K_CONTENT_TYPE, "image/tiff");
    record(a, WIRE_F_RENDITIONS, WIRE_K_HREF, "urn:x:1", WIRE_K_CONTENT_TYPE, "video/mp4");
    html = page(a);
    has(html, "<video controls preload=\"none\" poster=\"a.jpg\" aria-label=\"Dawn\"><source src=\"a.mp4\" type=\"video/mp4\">"
              "<source src=\"a.webm\" type=\"video/webm\"></video>");
    has(html, "<li><a href=\"big/a.tiff\">a.tiff</a> <small>image/tiff</small></li>");
    has(html, "\"@type\":\"VideoObject\"");
    has(html, "\"@id\":\"urn:x:1\"");
    has_not(html, "articleBody");
    free(html);
}

static void
test_package(void **state)
{
    struct wire_article *a = article("All of it"), *part;
    char *html;

    (void)state;
    part = wire_article_associate(a, nowhere);
    text(part, WIRE_F_URI, "https://x.example/1");
    text(part, WIRE_F_REL, "sidebar");
    record(part, WIRE_F_HEADLINES, WIRE_K_ROLE, "main", WIRE_K_VALUE, "One");
    part = wire_article_associate(a, nowhere);
    record(part, WIRE_F_HEADLINES, WIRE_K_ROLE, "main", WIRE_K_VALUE, "Two");
    part->body = wire_node_new(part->arena, WIRE_N_ROOT, nowhere);
    add(part, part->body, WIRE_N_P, "Words of two.");
    html = page(a);
    has(html, "<li><a href=\"https://x.example/1\">One</a> <small>sidebar</small></li>");
    has(html, "<article class=\"w-part\">\n<header class=\"w-header\">\n<h2 class=\"w-headline\">Two</h2>\n</header>\n"
              "<div class=\"w-body\">\n<p>Words of two.</p>\n</div>\n</article>");
    assert_int_equal(count(html, "<script"), 1);
    free(html);
}

static void
test_without_title(void **state)
{
    struct wire_article *a = article(NULL), *part = wire_article_associate(a, nowhere);
    char *html;

    (void)state;
    add(a, a->body, WIRE_N_P, "Words.");
    add(a, a->body, WIRE_N_H2, "A heading");
    record(part, WIRE_F_HEADLINES, WIRE_K_ROLE, "main", WIRE_K_VALUE, "Part");
    part->body = wire_node_new(part->arena, WIRE_N_ROOT, nowhere);
    add(part, part->body, WIRE_N_P, "Words of the part.");
    html = page(a);
    has(html, "<title>Untitled</title>");
    has(html, "<html lang=\"\" dir=\"ltr\">");
    has(html, "<h1>A heading</h1>");
    has(html, "<article class=\"w-part\">");
    assert_int_equal(count(html, "itemprop=\"articleBody\""), 1);
    assert_int_equal(count(html, "<script"), 1);
    free(html);
}

/* --- not for publication --- */

static struct wire_article *
secretive(void)
{
    static const enum wire_field fields[] = { WIRE_F_TITLE,     WIRE_F_SLUGLINE,         WIRE_F_BY,         WIRE_F_CREDITLINE,
                                              WIRE_F_KEYWORDS,  WIRE_F_COPYRIGHT_NOTICE, WIRE_F_USAGE_TERMS, WIRE_F_URI };
    static const enum wire_field records[] = { WIRE_F_HEADLINES, WIRE_F_DESCRIPTIONS, WIRE_F_SUBJECTS, WIRE_F_GENRES,
                                               WIRE_F_LINKS,     WIRE_F_RENDITIONS,   WIRE_F_CREDITS,  WIRE_F_PROVIDER,
                                               WIRE_F_LOCATED,   WIRE_F_ALT_IDS,      WIRE_F_PEOPLE,   WIRE_F_INFO_SOURCES };
    struct wire_article *a = article("Open");
    struct wire_node *p = add(a, a->body, WIRE_N_P, "Open words.");
    struct wire_value *v;

    for (size_t i = 0; i < WIRE_COUNT(fields); i++)
        wire_add_text(a, fields[i], str("SECRET"), nowhere)->flags |= WIRE_V_SECRET;
    for (size_t i = 0; i < WIRE_COUNT(records); i++) {
        v = record(a, records[i], WIRE_K_NAME, "SECRET", WIRE_K_VALUE, "SECRET");
        wire_put_text(a, v, WIRE_K_HREF, str("https://x.example/SECRET.jpg"), nowhere);
        v->flags |= WIRE_V_SECRET;
        v = record(a, records[i], WIRE_K_NAME, "SECRET", WIRE_K_VALUE, "SECRET"); /* the members alone */
        v->first->flags |= WIRE_V_SECRET;
        v->last->flags |= WIRE_V_SECRET;
    }
    picture(a, "https://x.example/SECRET.jpg", "SECRET", "SECRET");
    wire_first(a, WIRE_F_ASSOCIATIONS)->flags |= WIRE_V_SECRET;
    record(a, WIRE_F_ED_NOTES, WIRE_K_ROLE, "note", WIRE_K_VALUE, "SECRET note");
    record(a, WIRE_F_SIGNALS, WIRE_K_QCODE, "SECRET", WIRE_K_NAME, "SECRET");
    record(a, WIRE_F_SERVICES, WIRE_K_QCODE, "SECRET", WIRE_K_NAME, "SECRET");
    wire_add_extra(a, str("SECRET"), str("SECRET"), str("SECRET"), nowhere);
    wire_add_residue(a, str("SECRET"), str("SECRET residue"), nowhere);
    wire_add_non_public(a, str("SECRET"), str("SECRET"), str("SECRET telephone"), nowhere);
    wire_node_add_text(a->arena, p, str(" More."), nowhere);
    p = add(a, a->body, WIRE_N_P, "SECRET words.");
    p->visibility = WIRE_EDITORS;
    return a;
}

static void
test_not_public(void **state)
{
    static const struct wire_write_options all = { .with_non_public = true };
    struct wire_article *a = secretive();
    char *html = page_of(&a, 1, &all);

    (void)state;
    has(html, "<section class=\"w-notice w-secret\">\n<h2 class=\"w-label\">Not for publication</h2>");
    has(html, "<p class=\"w-about\">SECRET note</p>");
    has(html, "<p class=\"w-about\">SECRET telephone</p>");
    has(html, "<p>SECRET words.</p>");
    free(html);
    html = page(a);
    has_not(html, "SECRET");
    has(html, "<p>Open words. More.</p>");
    free(html);
}

static void
test_ledger(void **state)
{
    static const struct wire_write_options plain = { .version = NULL };
    struct wire_article *a = article("H");
    struct wire_ledger ledger = { .first = NULL };
    struct wire_out out = { .buf = WIRE_BUF_INIT, .options = &plain, .ledger = &ledger, .arena = a->arena };

    (void)state;
    text(a, WIRE_F_VERSION_CREATED, "2024-09-03");
    text(a, WIRE_F_CONTENT_MODIFIED, "2024-09-02");
    record(a, WIRE_F_RENDITIONS, WIRE_K_NAME, "inline", WIRE_K_VALUE, "AAAA");
    assert_int_equal(wire_format_html.story(&out, a), WIRE_OK);
    assert_non_null(ledger.first);
    UNIT_TEXT(0, ledger.first->path, "renditions.value");
    assert_non_null(ledger.first->next);
    UNIT_TEXT(1, ledger.first->next->path, "contentModified");
    assert_null(ledger.first->next->next);
    wire_buf_free(&out.buf);
    wire_article_free(a);
}

/* --- when memory ends --- */

static void
test_no_memory(void **state)
{
    static const struct wire_write_options plain = { .version = NULL };
    struct wire_article *a = secretive();
    bool made_it = false;

    (void)state;
    for (long n = 1; !made_it; n++) {
        struct wire_out out = { .buf = WIRE_BUF_INIT, .options = &plain };
        enum wire_status st;

        unit_fail_alloc(n, true);
        wire_format_html.story(&out, a);
        st = wire_format_html.close(&out);
        made_it = unit_allocs() < n;
        unit_fail_alloc(0, false);
        assert_int_equal(st, made_it ? WIRE_OK : WIRE_E_NOMEM);
        wire_buf_free(&out.buf);
    }
    wire_article_free(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_page),
        cmocka_unit_test(test_fragment_and_several),
        cmocka_unit_test(test_language),
        cmocka_unit_test(test_notices),
        cmocka_unit_test(test_header_of_the_body),
        cmocka_unit_test(test_repeated_lead),
        cmocka_unit_test(test_headings),
        cmocka_unit_test(test_markup),
        cmocka_unit_test(test_nothing_active),
        cmocka_unit_test(test_figures),
        cmocka_unit_test(test_media_story),
        cmocka_unit_test(test_package),
        cmocka_unit_test(test_without_title),
        cmocka_unit_test(test_not_public),
        cmocka_unit_test(test_ledger),
        cmocka_unit_test(test_no_memory),
    };

    return UNIT_RUN(tests);
}

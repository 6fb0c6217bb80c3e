/* Bodies without markup: which text has none, and its paragraphs. */
#include "article/str.h"
#include "xml/build.h"

/* As "<[A-Za-z][^<>]*>" finds it. */
bool
wire_text_is_markup(struct wire_str s)
{
    const char *p = s.p, *end = s.p + s.n;

    while (p < end && (p = memchr(p, '<', (size_t)(end - p))) != NULL) {
        p++;
        if (p < end && ((*p | 0x20) < 'a' || (*p | 0x20) > 'z'))
            continue;
        while (p < end && *p != '<' && *p != '>')
            p++;
        if (p < end && *p == '>')
            return true;
    }
    return false;
}

static size_t
line_length(const char *p, const char *end)
{
    const char *feed = memchr(p, '\n', (size_t)(end - p));

    return feed != NULL ? (size_t)(feed - p) + 1 : (size_t)(end - p);
}

static bool
is_blank(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!wire_is_space((unsigned char)p[i]))
            return false;
    }
    return true;
}

/* Columns: a tab, or three spaces and more, between what stands in the line. */
static bool
has_gap(const char *p, size_t n)
{
    size_t spaces = 0;
    bool begun = false;

    for (size_t i = 0; i < n; i++) {
        if (p[i] == ' ') {
            spaces++;
        } else if (p[i] == '\t') {
            spaces += 3;
        } else if (p[i] != '\r' && p[i] != '\n') {
            if (begun && spaces >= 3)
                return true;
            begun = true;
            spaces = 0;
        }
    }
    return false;
}

/* Lines in columns stay lines: two of them at least, and most of the paragraph. */
static bool
is_tabular(const char *p, const char *end)
{
    size_t lines = 0, gaps = 0, n;

    for (; p < end; p += n) {
        n = line_length(p, end);
        lines++;
        gaps += has_gap(p, n);
    }
    return gaps >= 2 && gaps * 2 >= lines;
}

void
wire_body_plain(struct wire_body *b, struct wire_str text, struct wire_at at)
{
    const char *p = text.p, *end = text.p + text.n;
    size_t n;

    while (p < end) {
        const char *from, *name;
        for (; p < end && is_blank(p, n = line_length(p, end)); p += n)
            at.line += at.line != 0 && p[n - 1] == '\n';
        if (p == end)
            return;
        from = p;
        for (; p < end && !is_blank(p, n = line_length(p, end));)
            p += n;
        name = is_tabular(from, p) ? "pre" : "p";
        wire_body_start(b, name, NULL, 0, at);
        for (; from < p && (p[-1] == '\n' || p[-1] == '\r'); p--) /* the line end after the last line is none of it */
            ;
        wire_body_text(b, from, (size_t)(p - from), at);
        wire_body_end(b, name);
        for (; from < p && at.line != 0; from += n) {
            n = line_length(from, p);
            at.line += from[n - 1] == '\n';
        }
        at.col = 1;
    }
}

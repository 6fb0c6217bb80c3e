/* A text cut into lines; blank ones are only counted. */
#include <stdlib.h>

#include "article/copy.h"
#include "article/limits.h"
#include "room.h"

static bool
add_line(struct text_story *story, size_t *cap, struct text_line line)
{
    if (story->line_count == *cap) {
        size_t more = *cap != 0 ? *cap * 2 : 64;
        struct text_line *lines = realloc(story->lines, more * sizeof *lines);
        if (lines == NULL)
            return false;
        story->lines = lines;
        *cap = more;
    }
    story->lines[story->line_count++] = line;
    return true;
}

static struct text_line
make_line(struct wire_str text, size_t from, size_t to)
{
    struct text_line line = { .from = 0 };
    struct wire_str s;
    size_t indent = 0, i = from, n;

    while (i < to && (n = wire_blank_at(text.p + i, text.p + to)) != 0) {
        indent = text.p[i] == '\t' ? (indent / 8 + 1) * 8 : (unsigned char)text.p[i] < ' ' ? indent : indent + 1;
        i += n;
    }
    s = wire_trim_blanks(wire_str_sub(text, i, to - i));
    line.from = (uint32_t)(s.n != 0 ? (size_t)(s.p - text.p) : i);
    line.n = (uint32_t)s.n;
    line.indent = (uint16_t)(indent < 1000 ? indent : 1000);
    return line;
}

enum wire_status
text_lines(struct text_story *story)
{
    struct wire_str text = story->text;
    size_t at = 0, cap = 0;
    uint32_t number = 1;
    bool blank = true;

    while (at < text.n) {
        const char *lf = memchr(text.p + at, '\n', text.n - at);
        size_t end = lf != NULL ? (size_t)(lf - text.p) : text.n;
        const char *cr = memchr(text.p + at, '\r', end - at);
        struct text_line line;

        if (cr != NULL && (size_t)(cr - text.p) + 1 < end) /* old line ends: CR alone */
            end = (size_t)(cr - text.p);
        line = make_line(text, at, end);
        line.number = number++;
        at = end + 1;
        if (line.n == 0) {
            blank = true;
            continue;
        }
        if (story->line_count == WIRE_MOST_TEXT_LINES)
            return WIRE_E_LIMIT;
        line.after_blank = blank;
        line.tabular = wire_is_tabular(wire_str_sub(text, line.from, line.n));
        blank = false;
        if (!add_line(story, &cap, line))
            return WIRE_E_NOMEM;
    }
    return WIRE_OK;
}

struct wire_at
text_at(const struct text_story *story, const struct text_block *b)
{
    const struct text_line *line = &story->lines[b->first];

    return (struct wire_at){ line->number, (uint32_t)line->indent + 1, line->from };
}

/* What a terminal shows: colour or not, how wide, and text that cannot steer it. */
#include "convert/terminal.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "article/str.h"

bool
terminal_colour(int fd, const char *when)
{
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

    if (when != NULL && strcmp(when, "always") == 0)
        return true;
    if (when != NULL && strcmp(when, "never") == 0)
        return false;
    if (no != NULL && *no != '\0')
        return false;
    return term != NULL && strcmp(term, "dumb") != 0 && isatty(fd) == 1;
}

unsigned
terminal_width(int fd)
{
    const char *columns = getenv("COLUMNS");
    struct winsize size;
    unsigned wide = 80;

    if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col != 0)
        wide = size.ws_col;
    else if (columns != NULL && atoi(columns) > 0)
        wide = (unsigned)atoi(columns);
    return wide < 40 ? 40 : wide;
}

void
put_style(struct wire_buf *out, bool colour, enum style style)
{
    static const char *const code[] = {
        [PLAIN] = "\033[0m",    [BOLD] = "\033[1m",  [DIM] = "\033[2m",    [RED] = "\033[1;31m",
        [YELLOW] = "\033[33m",  [CYAN] = "\033[36m", [GREEN] = "\033[32m", [MAGENTA] = "\033[35m",
    };

    if (colour)
        wire_buf_puts(out, code[style]);
}

static bool
steers(int32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200E && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

/* Unicode's East Asian wide characters, by block: near enough for columns. */
static bool
is_wide(int32_t c)
{
    return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
           (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
}

/* The next character of the text as it may be shown, in shown; how many columns it takes. */
static unsigned
show(const char **p, const char *end, char shown[12], size_t *n)
{
    const char *from = *p;
    int32_t c = wire_utf8_next(p, end);
    static const char hex[] = "0123456789abcdef";
    unsigned digits = c < 0x100 ? 2 : 4, value = c >= 0 ? (unsigned)c : (unsigned char)*from;

    if (c >= 0 && !steers(c)) {
        *n = (size_t)(*p - from);
        memcpy(shown, from, *n);
        return is_wide(c) ? 2 : 1;
    }
    *n = 0;
    shown[(*n)++] = '\\';
    shown[(*n)++] = digits == 2 ? 'x' : 'u';
    while (digits-- > 0)
        shown[(*n)++] = hex[value >> (4 * digits) & 15];
    return (unsigned)*n;
}

void
put_clean(struct wire_buf *out, struct wire_str s)
{
    const char *p = s.p, *end = p + s.n;
    char shown[12];
    size_t n;

    while (p < end) {
        show(&p, end, shown, &n);
        wire_buf_put(out, shown, n);
    }
}

unsigned
text_columns(struct wire_str s)
{
    const char *p = s.p, *end = p + s.n;
    char shown[12];
    unsigned columns = 0;
    size_t n;

    while (p < end)
        columns += show(&p, end, shown, &n);
    return columns;
}

unsigned
put_short(struct wire_buf *out, struct wire_str s, unsigned columns)
{
    const char *p = s.p, *end = p + s.n;
    char shown[12];
    unsigned used = 0, kept_columns = 0;
    size_t n, kept = out->n;

    while (p < end) {
        unsigned wide;
        if (wire_is_space(*p)) { /* a line of its own would break the table it stands in */
            while (p < end && wire_is_space(*p))
                p++;
            shown[0] = ' ';
            n = 1;
            wide = 1;
        } else {
            wide = show(&p, end, shown, &n);
        }
        if (columns != 0 && used + wide > columns) {
            out->n = kept;
            wire_buf_puts(out, "…");
            return kept_columns + 1;
        }
        wire_buf_put(out, shown, n);
        used += wide;
        if (used + 1 <= columns) { /* room for the ellipsis remains after this one */
            kept = out->n;
            kept_columns = used;
        }
    }
    return used;
}

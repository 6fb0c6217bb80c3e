/* The line a finding is about, with a caret under the place. */
#include "convert/excerpt.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "article/str.h"
#include "convert/terminal.h"

enum {
    ROOM = 65536,
    MOST = 16 * 1024 * 1024, /* bytes looked through for a line: a finding is not worth more */
    BEFORE = 50              /* characters shown before the place, where the line is long */
};

struct line {
    char bytes[4096]; /* from BEFORE characters before the place on */
    size_t n, place;  /* where in bytes the place is */
    bool cut;         /* it began earlier */
};

/* Take a byte of the line: characters long before the place go. */
static void
take(struct line *l, char c, uint32_t *col, uint32_t want)
{
    bool begins = ((unsigned char)c & 0xC0) != 0x80;

    if (begins && ++*col == want)
        l->place = l->n;
    if (begins && *col < want && want - *col > BEFORE) {
        l->cut = true;
        return;
    }
    if (*col < want && want - *col > BEFORE)
        return;
    if (l->n < sizeof l->bytes)
        l->bytes[l->n++] = c;
}

/* Find the line; false where there is none such. */
static bool
read_line(int fd, struct wire_at at, struct line *l)
{
    char room[ROOM];
    uint32_t line = 1, col = 0;
    size_t seen = 0;
    ssize_t n;
    bool some = false;

    while (seen < MOST && (n = read(fd, room, sizeof room)) > 0) {
        size_t i = seen == 0 && n >= 3 && memcmp(room, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
        for (; i < (size_t)n; i++) {
            if (room[i] == '\n' && line++ == at.line)
                return some;
            if (room[i] == '\n' || line != at.line)
                continue;
            some = true;
            take(l, room[i], &col, at.col);
            if (l->n == sizeof l->bytes)
                return true;
        }
        seen += (size_t)n;
    }
    return some;
}

static unsigned
put_part(struct wire_buf *out, const char *p, size_t n)
{
    struct wire_buf one = WIRE_BUF_INIT;
    unsigned columns;

    put_short(&one, (struct wire_str){ p, n }, 0);
    columns = text_columns(wire_buf_slice(&one));
    wire_buf_str(out, wire_buf_slice(&one));
    wire_buf_free(&one);
    return columns;
}

void
put_excerpt(struct wire_buf *out, const char *file, struct wire_at at, unsigned columns, bool colour)
{
    struct line l = { .n = 0 };
    int fd = file != NULL && at.line != 0 && at.col != 0 ? open(file, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK) : -1;
    struct stat st;
    unsigned used = 4;

    if (fd < 0)
        return;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && read_line(fd, at, &l) && wire_utf8_valid((struct wire_str){ l.bytes, l.place }, &(size_t){ 0 })) {
        wire_buf_puts(out, "    ");
        if (l.cut) {
            wire_buf_puts(out, "…");
            used++;
        }
        if (l.place != 0)
            used += put_part(out, l.bytes, l.place);
        put_short(out, (struct wire_str){ l.bytes + l.place, l.n - l.place }, columns > used + 10 ? columns - used : 10);
        wire_buf_printf(out, "\n%*s", (int)used, "");
        put_style(out, colour, GREEN);
        wire_buf_putc(out, '^');
        put_style(out, colour, PLAIN);
        wire_buf_putc(out, '\n');
    }
    close(fd);
}

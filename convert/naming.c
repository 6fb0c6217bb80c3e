/* What the files of stories in a folder are called. */
#include "convert/naming.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "article/time.h"
#include "convert/outname.h"

enum word { INPUT, FOLDER, NUMBER };
static const char *const words[] = { [INPUT] = "input", [FOLDER] = "folder", [NUMBER] = "n", [NUMBER + 1] = NULL };

enum { SUFFIX_MOST = 32, NUMBERED = 24, PATH_BYTES = 2048, SHORTEST = 40 };

/* ".json" at the end of the pattern, where nothing but a name stands before it. */
static void
take_suffix(struct naming *n)
{
    struct wire_str *last = n->pattern.n != 0 ? &n->pattern.part[n->pattern.n - 1].text : NULL;
    const char *dot = last != NULL && last->p != NULL ? memrchr(last->p, '.', last->n) : NULL;
    struct wire_str suffix;

    if (dot == NULL || (dot == last->p && n->pattern.n == 1))
        return;
    suffix = wire_str_sub(*last, (size_t)(dot - last->p) + 1, last->n);
    if (suffix.n == 0 || suffix.n > SUFFIX_MOST || memchr(suffix.p, '/', suffix.n) != NULL)
        return;
    n->suffix = suffix;
    last->n -= suffix.n + 1;
    if (last->n == 0)
        n->pattern.n--;
}

int
naming_parse(struct naming *n, const struct options *o)
{
    const char *text = o->value[OPT_NAME], *end;
    int st;

    *n = (struct naming){ .on = false };
    if (o->value[OPT_MIRROR] != NULL && text != NULL)
        return usage_error(o->command, "--mirror is --name '{folder}/{input}': give one of them");
    if (o->value[OPT_MIRROR] != NULL)
        text = "{folder}/{input}";
    if (text == NULL)
        return -1;
    if (o->value[OPT_MIRROR] == NULL && *text == '/')
        return usage_error(o->command, "--name: names are below the folder of -o, and begin without a slash: '%s'", text);
    end = text + strlen(text);
    if (end == text || end[-1] == '/')
        return usage_error(o->command, "--name: a file's name stands at the end: '%s'", text);
    if ((st = pattern_parse(&n->pattern, o, OPT_NAME, text, words, true)) >= 0)
        return st;
    take_suffix(n);
    n->on = true;
    return -1;
}

bool
naming_has_folders(const struct naming *n)
{
    for (size_t i = 0; i < n->pattern.n; i++) {
        const struct key_part *part = &n->pattern.part[i];
        if ((part->text.p != NULL && memchr(part->text.p, '/', part->text.n) != NULL) ||
            (part->time.p != NULL && memchr(part->time.p, '/', part->time.n) != NULL) ||
            (part->text.p == NULL && part->field == WIRE_FIELD_COUNT && part->word == FOLDER))
            return true;
    }
    return false;
}

/* --- what stands for the parts --- */

/* A value within a name: nothing of it parts names, here or where the files are taken next. */
static void
put_value(struct wire_buf *out, struct wire_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        wire_buf_putc(out, c < ' ' || c == 0x7F || strchr("/\\:*?\"<>|", c) != NULL ? '-' : (char)c);
    }
}

/* A time in the form asked for; parts that it does not have are as the first. False: it is none. */
static bool
put_time(struct wire_buf *out, struct wire_str form, struct wire_str value)
{
    static const int before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334 };
    struct wire_time t;
    int month, day;
    bool leap;

    if (value.n == 0 || !wire_time_read(value, &t))
        return false;
    month = t.month > 0 ? t.month : 1;
    day = t.day > 0 ? t.day : 1;
    leap = t.year % 4 == 0 && (t.year % 100 != 0 || t.year % 400 == 0);
    for (size_t i = 0; i < form.n; i++) {
        if (form.p[i] != '%') {
            wire_buf_putc(out, form.p[i]);
            continue;
        }
        switch (form.p[++i]) {
        case 'Y': wire_buf_printf(out, "%04d", t.year); break;
        case 'm': wire_buf_printf(out, "%02d", month); break;
        case 'd': wire_buf_printf(out, "%02d", day); break;
        case 'H': wire_buf_printf(out, "%02d", t.hour > 0 ? t.hour : 0); break;
        case 'M': wire_buf_printf(out, "%02d", t.minute > 0 ? t.minute : 0); break;
        case 'S': wire_buf_printf(out, "%02d", t.second > 0 ? t.second : 0); break;
        case 'j': wire_buf_printf(out, "%03d", before[month - 1] + day + (leap && month > 2)); break;
        }
    }
    return true;
}

/* Where the input lies below the operand that led to it. */
static struct wire_str
folder_of(const struct input *in)
{
    size_t n = strlen(in->name), root = in->root < n ? in->root : n;
    const char *slash = memrchr(in->name + root, '/', n - root);

    return (struct wire_str){ in->name + root, slash != NULL ? (size_t)(slash - (in->name + root)) : 0 };
}

static void
put_word(struct wire_buf *out, enum word word, const struct input *in, unsigned long index)
{
    switch (word) {
    case INPUT:
        wire_buf_put(out, in->base, in->base_length);
        break;
    case FOLDER:
        wire_buf_str(out, folder_of(in));
        break;
    case NUMBER:
        wire_buf_printf(out, "%lu", index);
        break;
    }
}

/* --- and how they are made safe --- */

/* One name of the path. */
static void
put_part(struct wire_buf *out, const char *p, size_t n, size_t most)
{
    char part[NAME_MAX + 1];

    n = outname_fit(part, p, n, most);
    if (part[0] == '.')
        part[0] = '_'; /* neither hidden, nor a way up */
    if (part[n - 1] == ' ' || part[n - 1] == '.')
        part[n - 1] = '_';
    wire_buf_put(out, part, n);
}

void
naming_put(const struct naming *n, const struct wire_article *a, const struct input *in, unsigned long index, struct wire_buf *out)
{
    struct wire_buf raw = WIRE_BUF_INIT;
    size_t parts = 1, most;
    const char *p, *end;

    for (size_t i = 0; i < n->pattern.n; i++) {
        const struct key_part *part = &n->pattern.part[i];
        struct wire_str value = part->text.p == NULL && part->field != WIRE_FIELD_COUNT ? pattern_value(part, a) : WIRE_NONE;
        if (part->text.p != NULL)
            wire_buf_str(&raw, part->text);
        else if (part->field == WIRE_FIELD_COUNT)
            put_word(&raw, (enum word)part->word, in, index);
        else if (part->time.p == NULL)
            put_value(&raw, value.n != 0 ? value : part->other);
        else if (!put_time(&raw, part->time, value))
            put_value(&raw, part->other);
    }
    if (raw.err != WIRE_OK)
        out->err = raw.err;
    end = raw.n != 0 ? raw.p + raw.n : raw.p;
    for (size_t i = 0; i < raw.n; i++)
        parts += raw.p[i] == '/';
    most = PATH_BYTES / parts;
    most = most < SHORTEST ? SHORTEST : most > NAME_MAX - SUFFIX_MOST - NUMBERED ? NAME_MAX - SUFFIX_MOST - NUMBERED : most;
    for (p = raw.p; raw.n != 0 && p <= end; p++) {
        const char *slash = memchr(p, '/', (size_t)(end - p));
        size_t length = slash != NULL ? (size_t)(slash - p) : (size_t)(end - p);
        if (length != 0)
            put_part(out, p, length, slash != NULL && parts <= PATH_BYTES / NAME_MAX ? NAME_MAX : most);
        else if (slash == NULL)
            wire_buf_puts(out, "unknown");
        if (slash != NULL && length != 0)
            wire_buf_putc(out, '/');
        p += length;
    }
    if (raw.n == 0)
        wire_buf_puts(out, "unknown");
    wire_buf_free(&raw);
}

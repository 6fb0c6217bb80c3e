/* --set FIELD=VALUE and --defaults FILE: what the command line says of every story. */
#include "convert/set.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "article/lang.h"
#include "article/time.h"
#include "convert/suggest.h"

static bool
is_time(enum wire_field f)
{
    return f >= WIRE_F_VERSION_CREATED && f <= WIRE_F_SENT;
}

bool
setting_takes(enum wire_field f)
{
    return f != WIRE_F_BODIES && f != WIRE_F_ASSOCIATIONS && f != WIRE_F_GROUPS && f != WIRE_F_SOURCE &&
           f != WIRE_F_NAME && f != WIRE_F_REL;
}

static bool
is_number(enum wire_key k)
{
    switch (k) {
    case WIRE_K_WIDTH:
    case WIRE_K_HEIGHT:
    case WIRE_K_SIZE_IN_BYTES:
    case WIRE_K_RELEVANCE:
    case WIRE_K_CONFIDENCE:
    case WIRE_K_RANK:
    case WIRE_K_NUMBER:
    case WIRE_K_LEAD:
    case WIRE_K_WORD_COUNT:
        return true;
    default:
        return false;
    }
}

static bool
is_truth(enum wire_key k)
{
    return k == WIRE_K_PUBLIC || k == WIRE_K_OPEN || k == WIRE_K_WRITETHRU;
}

/* Who says it, for messages: "--set", or "house.defaults:3". */
struct saying {
    const struct command_row *command;
    char where[300];
};

static int
unknown_field(const struct saying *by, const char *typed)
{
    struct suggestion s = suggest_for(typed);

    for (int f = 0; f < WIRE_FIELD_COUNT; f++) {
        if (setting_takes((enum wire_field)f))
            suggest_offer(&s, wire_fields[f].name);
    }
    if (s.best != NULL)
        return usage_error(by->command, "%s: no field is called '%s'; did you mean %s?", by->where, typed, s.best);
    return usage_error(by->command, "%s: no field is called '%s'; wirecopy-convert(1) lists them", by->where, typed);
}

static int
unknown_member(const struct saying *by, const char *field, const char *typed)
{
    struct suggestion s = suggest_for(typed);

    for (int k = WIRE_K_NONE + 1; k < WIRE_K_NAMES; k++)
        suggest_offer(&s, wire_keys[k]);
    if (s.best != NULL)
        return usage_error(by->command, "%s: %s has no member '%s'; did you mean %s.%s?", by->where, field, typed, field, s.best);
    return usage_error(by->command, "%s: %s has no member '%s'", by->where, field, typed);
}

/* "provider.name" into the field and the member. */
static int
parse_name(const struct saying *by, struct setting *row, const char *name)
{
    char typed[128], *dot;

    snprintf(typed, sizeof typed, "%s", name);
    if ((dot = strchr(typed, '.')) != NULL)
        *dot++ = '\0';
    row->field = wire_field_named(wire_str_of(typed));
    row->member = WIRE_K_NONE;
    if (row->field == WIRE_FIELD_COUNT || !setting_takes(row->field))
        return unknown_field(by, typed);
    switch (wire_fields[row->field].shape) {
    case WIRE_ONE_RECORD:
    case WIRE_RECORDS:
    case WIRE_ARTICLES:
        if (dot == NULL && row->value.n == 0)
            return -1;
        if (dot == NULL)
            return usage_error(by->command, "%s: %s has members; name one, as in %s.%s=...", by->where, typed, typed,
                               wire_fields[row->field].shape == WIRE_RECORDS ? "value" : "name");
        row->member = wire_key_named(wire_str_of(dot));
        if (row->member >= WIRE_K_NAMES)
            return unknown_member(by, typed, dot);
        return -1;
    default:
        if (dot != NULL)
            return usage_error(by->command, "%s: %s has no members; say %s=...", by->where, typed, typed);
        return -1;
    }
}

/* Whether the value is one the field may have. */
static int
check_value(const struct saying *by, const struct setting *row)
{
    const char *name = wire_fields[row->field].name, *value = row->value.p;
    struct wire_time t;
    int64_t n;
    size_t bad;

    if (!wire_utf8_valid(row->value, &bad))
        return usage_error(by->command, "%s: the value of %s is not UTF-8 (byte %zu)", by->where, name, bad + 1);
    if (row->value.n == 0)
        return -1;
    if (wire_fields[row->field].shape == WIRE_ONE_NUMBER && (!wire_str_to_int(row->value, 9, &n) || n < 1))
        return usage_error(by->command, "%s: %s cannot be '%s': it is a number from 1 to 9", by->where, name, value);
    if (is_time(row->field) && !wire_time_read(row->value, &t))
        return usage_error(by->command, "%s: %s cannot be '%s': it is a time as 2014-08-29T13:50:06+02:00", by->where, name, value);
    if (is_number(row->member) && !wire_str_to_int(row->value, INT64_MAX / 10, &n))
        return usage_error(by->command, "%s: %s.%s cannot be '%s': it is a number", by->where, name, wire_keys[row->member], value);
    if (is_truth(row->member) && strcmp(value, "true") != 0 && strcmp(value, "false") != 0)
        return usage_error(by->command, "%s: %s.%s cannot be '%s': it is true or false", by->where, name, wire_keys[row->member],
                           value);
    return -1;
}

static int
parse_row(const struct saying *by, struct setting *row, struct wire_str field, const char *value)
{
    char name[128];
    int st;

    snprintf(name, sizeof name, "%.*s", (int)(field.n < 120 ? field.n : 120), field.p);
    row->value = wire_str_of(value);
    if ((st = parse_name(by, row, name)) >= 0)
        return st;
    return check_value(by, row);
}

int
settings_parse(struct settings *s, const struct options *o)
{
    struct saying by = { o->command, "--set" };

    *s = (struct settings){ 0 };
    if (o->set_count == 0)
        return -1;
    if ((s->rows = calloc(o->set_count, sizeof *s->rows)) == NULL) {
        fputs("wirecopy: out of memory\n", stderr);
        return EXIT_TROUBLE;
    }
    for (; s->n < o->set_count; s->n++) {
        const char *set = o->sets[s->n], *equals = strchr(set, '=');
        int st;

        if (equals == NULL || equals == set)
            return usage_error(o->command, "--set needs FIELD=VALUE, not '%s'", set);
        if ((st = parse_row(&by, &s->rows[s->n], (struct wire_str){ set, (size_t)(equals - set) }, equals + 1)) >= 0)
            return st;
    }
    return -1;
}

/* --- --defaults FILE --- */

/* The whole file with a NUL after it, at s->text; else why not, or 0 where it has a NUL itself. */
static int
read_defaults(struct settings *s, const char *path, size_t *n)
{
    FILE *f = fopen(path, "re");
    size_t room = 0;
    ssize_t got;
    int error = 0;

    if (f == NULL)
        return errno;
    errno = 0;
    got = getdelim(&s->text, &room, '\0', f);
    if (got < 0 && !(feof(f) && !ferror(f)))
        error = errno != 0 ? errno : EIO;
    *n = got > 0 ? (size_t)got : 0;
    fclose(f);
    return error;
}

static char *
trim(char *from, char *end)
{
    while (from < end && (*from == ' ' || *from == '\t'))
        from++;
    while (end > from && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r'))
        end--;
    *end = '\0';
    return from;
}

/* "FIELD = VALUE", a comment, or nothing. */
static int
parse_line(struct settings *s, const struct saying *by, char *line, char *end)
{
    char *equals, *value;
    struct setting *more;

    line = trim(line, end);
    if (*line == '\0' || *line == '#')
        return -1;
    if ((equals = strchr(line, '=')) == NULL || equals == line)
        return usage_error(by->command, "%s: a line says FIELD = VALUE, not '%s'", by->where, line);
    value = trim(equals + 1, equals + 1 + strlen(equals + 1));
    line = trim(line, equals);
    if (*value == '\0')
        return usage_error(by->command, "%s: %s has no value; leave the line out, or take a field away with --set %s=",
                           by->where, line, line);
    if ((more = realloc(s->rows, (s->n + 1) * sizeof *more)) == NULL) {
        fputs("wirecopy: out of memory\n", stderr);
        return EXIT_TROUBLE;
    }
    s->rows = more;
    s->rows[s->n] = (struct setting){ 0 };
    return parse_row(by, &s->rows[s->n++], wire_str_of(line), value);
}

int
defaults_parse(struct settings *s, const struct options *o)
{
    const char *path = o->value[OPT_DEFAULTS];
    size_t n = 0, number = 1;
    int error, st = -1;

    *s = (struct settings){ .gentle = true };
    if (path == NULL)
        return -1;
    if ((error = read_defaults(s, path, &n)) != 0) {
        fprintf(stderr, "wirecopy: %s: cannot be read: %s\n", path, strerror(error));
        return EXIT_TROUBLE;
    }
    if (n != 0 && s->text[n - 1] == '\0')
        return usage_error(o->command, "%s: there is a NUL in it; it should be text", path);
    for (char *line = s->text, *end; st < 0 && n != 0 && *line != '\0'; line = end, number++) {
        struct saying by = { .command = o->command };
        bool last;

        end = line + strcspn(line, "\n");
        last = *end == '\0';
        if (number == 1 && strncmp(line, "\xEF\xBB\xBF", 3) == 0)
            line += 3;
        snprintf(by.where, sizeof by.where, "%.280s:%zu", path, number);
        st = parse_line(s, &by, line, end);
        end += !last;
    }
    return st;
}

void
settings_free(struct settings *s)
{
    free(s->rows);
    free(s->text);
}

/* --- a story --- */

static void
mark(struct wire_value *v)
{
    if (v != NULL)
        v->flags |= WIRE_V_SUPPLIED;
}

static void
set_text(struct wire_article *a, const struct setting *row)
{
    struct wire_str value = row->value;

    if (is_time(row->field))
        value = wire_time_normal(a->arena, value, NULL);
    else if (row->field == WIRE_F_LANGUAGE)
        value = wire_lang_normal(a->arena, value);
    mark(wire_add_text(a, row->field, value, (struct wire_at){ 0 }));
}

static void
set_member(struct wire_article *a, struct wire_value *record, const struct setting *row)
{
    struct wire_at nowhere = { 0 };
    struct wire_value *old;
    int64_t n = 0;

    while (record != NULL && (old = wire_get(record, row->member)) != NULL)
        wire_drop_member(record, old);
    if (record == NULL || row->value.n == 0)
        return;
    if (is_truth(row->member)) {
        bool yes = wire_str_is(row->value, "true");
        mark(wire_put_bool(a, record, row->member, yes));
        if (row->member == WIRE_K_PUBLIC)
            record->flags = (uint8_t)(yes ? record->flags & ~WIRE_V_SECRET : record->flags | WIRE_V_SECRET);
    } else if (is_number(row->member) && wire_str_to_int(row->value, INT64_MAX / 10, &n)) {
        mark(wire_put_number(a, record, row->member, n, nowhere));
    } else {
        mark(wire_put_text(a, record, row->member, row->value, nowhere));
    }
}

/* The record a member goes to: the one there is, or in a list the newest that has none such yet. */
static struct wire_value *
record_for(struct wire_article *a, const struct setting *row, bool is_list)
{
    struct wire_value *record = is_list ? a->fields[row->field].last : wire_first(a, row->field);

    if (row->value.n == 0 || (record != NULL && (!is_list || wire_get(record, row->member) == NULL)))
        return record;
    record = wire_add_record(a, row->field, (struct wire_at){ 0 });
    mark(record);
    return record;
}

/* Whether an earlier --set has begun this field anew. */
static bool
is_begun(const struct settings *s, size_t upto)
{
    for (size_t i = 0; i < upto; i++) {
        if (s->rows[i].field == s->rows[upto].field)
            return true;
    }
    return false;
}

static void
apply(const struct settings *s, size_t which, struct wire_article *a)
{
    const struct setting *row = &s->rows[which];
    enum wire_shape shape = wire_fields[row->field].shape;
    bool is_list = wire_shape_is_list(shape), is_record = shape == WIRE_ONE_RECORD || shape == WIRE_RECORDS;
    int64_t n;

    if ((is_list && !is_begun(s, which)) || !(is_list || is_record) || (is_record && row->member == WIRE_K_NONE))
        a->fields[row->field] = (struct wire_list){ 0 };
    if (row->member != WIRE_K_NONE) {
        struct wire_value *record = record_for(a, row, is_list);
        set_member(a, record, row);
        if (record != NULL && record->first == NULL)
            wire_drop(&a->fields[row->field], record);
    } else if (shape != WIRE_ONE_NUMBER) {
        set_text(a, row);
    } else if (wire_str_to_int(row->value, 9, &n)) {
        mark(wire_add_number(a, row->field, n, (struct wire_at){ 0 }));
    }
}

void
settings_apply(const struct settings *s, struct wire_article *a, struct wire_ledger *ledger)
{
    bool has[WIRE_FIELD_COUNT] = { false };

    for (size_t i = 0; s->gentle && i < s->n; i++)
        has[s->rows[i].field] = wire_first(a, s->rows[i].field) != NULL;
    for (size_t i = 0; i < s->n; i++) {
        if (has[s->rows[i].field])
            continue;
        apply(s, i, a);
        if (ledger != NULL)
            wire_ledger_count(ledger, a->arena, WIRE_SUPPLIED, wire_str_of(wire_fields[s->rows[i].field].name),
                              s->gentle ? "from the file of defaults" : "set on the command line", 1, (struct wire_at){ 0 });
    }
}

/* --set FIELD=VALUE: what the command line says of every story. */
#include "convert/set.h"

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

static int
unknown_field(const struct options *o, const char *typed)
{
    struct suggestion s = suggest_for(typed);

    for (int f = 0; f < WIRE_FIELD_COUNT; f++) {
        if (setting_takes((enum wire_field)f))
            suggest_offer(&s, wire_fields[f].name);
    }
    if (s.best != NULL)
        return usage_error(o->command, "--set: no field is called '%s'; did you mean %s?", typed, s.best);
    return usage_error(o->command, "--set: no field is called '%s'; wirecopy-convert(1) lists them", typed);
}

static int
unknown_member(const struct options *o, const char *field, const char *typed)
{
    struct suggestion s = suggest_for(typed);

    for (int k = WIRE_K_NONE + 1; k < WIRE_K_NAMES; k++)
        suggest_offer(&s, wire_keys[k]);
    if (s.best != NULL)
        return usage_error(o->command, "--set: %s has no member '%s'; did you mean %s.%s?", field, typed, field, s.best);
    return usage_error(o->command, "--set: %s has no member '%s'", field, typed);
}

/* "provider.name" into the field and the member. */
static int
parse_name(const struct options *o, struct setting *row, const char *name)
{
    char typed[128], *dot;

    snprintf(typed, sizeof typed, "%s", name);
    if ((dot = strchr(typed, '.')) != NULL)
        *dot++ = '\0';
    row->field = wire_field_named(wire_str_of(typed));
    row->member = WIRE_K_NONE;
    if (row->field == WIRE_FIELD_COUNT || !setting_takes(row->field))
        return unknown_field(o, typed);
    switch (wire_fields[row->field].shape) {
    case WIRE_ONE_RECORD:
    case WIRE_RECORDS:
    case WIRE_ARTICLES:
        if (dot == NULL && row->value.n == 0)
            return -1;
        if (dot == NULL)
            return usage_error(o->command, "--set: %s has members; name one, as in %s.%s=...", typed, typed,
                               wire_fields[row->field].shape == WIRE_RECORDS ? "value" : "name");
        row->member = wire_key_named(wire_str_of(dot));
        if (row->member >= WIRE_K_NAMES)
            return unknown_member(o, typed, dot);
        return -1;
    default:
        if (dot != NULL)
            return usage_error(o->command, "--set: %s has no members; say %s=...", typed, typed);
        return -1;
    }
}

/* Whether the value is one the field may have. */
static int
check_value(const struct options *o, const struct setting *row)
{
    const char *name = wire_fields[row->field].name, *value = row->value.p;
    struct wire_time t;
    int64_t n;
    size_t bad;

    if (!wire_utf8_valid(row->value, &bad))
        return usage_error(o->command, "--set: the value of %s is not UTF-8 (byte %zu)", name, bad + 1);
    if (row->value.n == 0)
        return -1;
    if (wire_fields[row->field].shape == WIRE_ONE_NUMBER && (!wire_str_to_int(row->value, 9, &n) || n < 1))
        return usage_error(o->command, "--set: %s cannot be '%s': it is a number from 1 to 9", name, value);
    if (is_time(row->field) && !wire_time_read(row->value, &t))
        return usage_error(o->command, "--set: %s cannot be '%s': it is a time as 2014-08-29T13:50:06+02:00", name, value);
    if (is_number(row->member) && !wire_str_to_int(row->value, INT64_MAX / 10, &n))
        return usage_error(o->command, "--set: %s.%s cannot be '%s': it is a number", name, wire_keys[row->member], value);
    if (is_truth(row->member) && strcmp(value, "true") != 0 && strcmp(value, "false") != 0)
        return usage_error(o->command, "--set: %s.%s cannot be '%s': it is true or false", name, wire_keys[row->member],
                           value);
    return -1;
}

int
settings_parse(struct settings *s, const struct options *o)
{
    *s = (struct settings){ 0 };
    if (o->set_count == 0)
        return -1;
    if ((s->rows = calloc(o->set_count, sizeof *s->rows)) == NULL) {
        fputs("wirecopy: out of memory\n", stderr);
        return EXIT_TROUBLE;
    }
    for (; s->n < o->set_count; s->n++) {
        const char *equals = strchr(o->sets[s->n], '=');
        struct setting *row = &s->rows[s->n];
        char name[128];
        int st;

        if (equals == NULL || equals == o->sets[s->n])
            return usage_error(o->command, "--set needs FIELD=VALUE, not '%s'", o->sets[s->n]);
        snprintf(name, sizeof name, "%.*s", (int)(equals - o->sets[s->n] < 120 ? equals - o->sets[s->n] : 120),
                 o->sets[s->n]);
        row->value = wire_str_of(equals + 1);
        if ((st = parse_name(o, row, name)) >= 0 || (st = check_value(o, row)) >= 0)
            return st;
    }
    return -1;
}

void
settings_free(struct settings *s)
{
    free(s->rows);
}

static void
set_text(struct wire_article *a, const struct setting *row)
{
    struct wire_str value = row->value;

    if (is_time(row->field))
        value = wire_time_normal(a->arena, value, NULL);
    else if (row->field == WIRE_F_LANGUAGE)
        value = wire_lang_normal(a->arena, value);
    wire_add_text(a, row->field, value, (struct wire_at){ 0 });
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
        wire_put_bool(a, record, row->member, yes);
        if (row->member == WIRE_K_PUBLIC)
            record->flags = (uint8_t)(yes ? record->flags & ~WIRE_V_SECRET : record->flags | WIRE_V_SECRET);
    } else if (is_number(row->member) && wire_str_to_int(row->value, INT64_MAX / 10, &n)) {
        wire_put_number(a, record, row->member, n, nowhere);
    } else {
        wire_put_text(a, record, row->member, row->value, nowhere);
    }
}

/* The record a member goes to: the one there is, or in a list the newest that has none such yet. */
static struct wire_value *
record_for(struct wire_article *a, const struct setting *row, bool is_list)
{
    struct wire_value *record = is_list ? a->fields[row->field].last : wire_first(a, row->field);

    if (row->value.n == 0 || (record != NULL && (!is_list || wire_get(record, row->member) == NULL)))
        return record;
    return wire_add_record(a, row->field, (struct wire_at){ 0 });
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

void
settings_apply(const struct settings *s, struct wire_article *a, struct wire_ledger *ledger)
{
    for (size_t i = 0; i < s->n; i++) {
        const struct setting *row = &s->rows[i];
        enum wire_shape shape = wire_fields[row->field].shape;
        bool is_list = wire_shape_is_list(shape), is_record = shape == WIRE_ONE_RECORD || shape == WIRE_RECORDS;

        if ((is_list && !is_begun(s, i)) || !(is_list || is_record) || (is_record && row->member == WIRE_K_NONE))
            a->fields[row->field] = (struct wire_list){ 0 };
        if (row->member != WIRE_K_NONE) {
            struct wire_value *record = record_for(a, row, is_list);
            set_member(a, record, row);
            if (record != NULL && record->first == NULL)
                wire_drop(&a->fields[row->field], record);
        } else if (shape == WIRE_ONE_NUMBER) {
            int64_t n;
            if (wire_str_to_int(row->value, 9, &n))
                wire_add_number(a, row->field, n, (struct wire_at){ 0 });
        } else {
            set_text(a, row);
        }
        if (ledger != NULL)
            wire_ledger_count(ledger, a->arena, WIRE_SUPPLIED, wire_str_of(wire_fields[row->field].name),
                              "set on the command line", 1, (struct wire_at){ 0 });
    }
}

/* Names made from fields of a story. */
#include "convert/routing.h"

#include <string.h>

enum { KEY_MOST = 255 }; /* AMQP 0-9-1, shortstr */

/* What names a record best, first to last. */
static const enum wire_key names[] = { WIRE_K_NAME, WIRE_K_LITERAL, WIRE_K_QCODE, WIRE_K_URI, WIRE_K_VALUE, WIRE_K_TEXT };

static int
wrong(const struct options *o, enum option which, const char *what, struct wire_str s)
{
    return usage_error(o->command, "--%s: %s '{%.*s}'", option_rows[which].name, what, (int)(s.n < 60 ? s.n : 60), s.p);
}

/* How to read a pattern. */
struct reading_of {
    const struct options *o;
    enum option which;
    const char *const *words;
    bool times;
};

/* What may stand behind a % in the form of a time. */
static bool
is_form(struct wire_str form)
{
    for (size_t i = 0; i < form.n; i++) {
        if (form.p[i] == '%' && (++i == form.n || strchr("YmdHMSj", form.p[i]) == NULL))
            return false;
    }
    return form.n != 0;
}

/* What stands between the braces: FIELD, FIELD.MEMBER, a word; :FORM; and |OTHER. */
static int
parse_field(struct key_part *part, const struct reading_of *r, struct wire_str s)
{
    const char *bar = memchr(s.p, '|', s.n), *colon, *dot;
    struct wire_str field = s, member = WIRE_NONE;

    *part = (struct key_part){ .other = WIRE_STR("unknown"), .member = WIRE_K_NONE };
    if (bar != NULL) {
        field.n = (size_t)(bar - s.p);
        part->other = wire_str_sub(s, field.n + 1, s.n);
    }
    if (r->times && (colon = memchr(field.p, ':', field.n)) != NULL) {
        size_t n = (size_t)(colon - field.p);
        part->time = wire_str_sub(field, n + 1, field.n);
        field.n = n;
        if (!is_form(part->time))
            return wrong(r->o, r->which, "a time is printed with %Y, %m, %d, %H, %M, %S and %j:", s);
    }
    if ((dot = memchr(field.p, '.', field.n)) != NULL) {
        size_t n = (size_t)(dot - field.p);
        member = wire_str_sub(field, n + 1, field.n);
        field.n = n;
    }
    part->field = wire_field_named(field);
    while (part->field == WIRE_FIELD_COUNT && r->words[part->word] != NULL && !wire_str_is(field, r->words[part->word]))
        part->word++;
    if (part->field == WIRE_FIELD_COUNT && (r->words[part->word] == NULL || dot != NULL || part->time.p != NULL))
        return wrong(r->o, r->which, "a story has no field", s);
    if (dot != NULL && ((part->member = wire_key_named(member)) == WIRE_K_OTHER || wire_key_is_list(part->member)))
        return wrong(r->o, r->which, "a record has no such member:", s);
    return -1;
}

int
pattern_parse(struct key_pattern *p, const struct options *o, enum option which, const char *text, const char *const *words, bool times)
{
    const struct reading_of how = { o, which, words, times };

    p->n = 0;
    while (*text != '\0') {
        size_t n = strcspn(text, "{}");
        struct key_part *part = &p->part[p->n++];
        int st;

        if (p->n == WIRE_COUNT(p->part))
            return usage_error(o->command, "--%s has more parts than %zu", option_rows[which].name, p->n - 1);
        if (n != 0) {
            *part = (struct key_part){ .text = { text, n } };
            text += n;
            continue;
        }
        n = strcspn(text + 1, "{}");
        if (*text == '}' || text[1 + n] != '}')
            return usage_error(o->command, "--%s: a field stands in braces, as {provider}: '%s'", option_rows[which].name, text);
        if ((st = parse_field(part, &how, (struct wire_str){ text + 1, n })) >= 0)
            return st;
        text += n + 2;
    }
    return -1;
}

int
routing_parse(struct key_pattern *p, const struct options *o, enum option which, const char *text)
{
    static const char *const words[] = { "key", NULL };

    return pattern_parse(p, o, which, text, words, false);
}

static struct wire_str
public_member(const struct wire_value *record, enum wire_key key)
{
    const struct wire_value *m = wire_get(record, key);

    return m != NULL && wire_is_public(m) ? m->s : WIRE_NONE;
}

struct wire_str
pattern_value(const struct key_part *part, const struct wire_article *a)
{
    for (const struct wire_value *v = wire_first(a, part->field); v != NULL; v = v->next) {
        if (!wire_is_public(v))
            continue;
        if (v->kind != WIRE_V_RECORD)
            return part->member == WIRE_K_NONE ? v->s : WIRE_NONE;
        if (part->member != WIRE_K_NONE)
            return public_member(v, part->member);
        for (size_t i = 0; i < WIRE_COUNT(names); i++) {
            struct wire_str s = public_member(v, names[i]);
            if (s.n != 0)
                return s;
        }
    }
    return WIRE_NONE;
}

static size_t
put_value(char *key, size_t n, struct wire_str s)
{
    for (size_t i = 0; i < s.n && n < KEY_MOST; i++) {
        unsigned char c = (unsigned char)s.p[i];
        key[n++] = c <= ' ' || c == 0x7F || strchr(".*#", c) != NULL ? '-' : (char)c;
    }
    return n;
}

void
routing_key(const struct key_pattern *p, const struct wire_article *a, const char *came_with, char key[KEY_MOST + 1])
{
    size_t n = 0;

    for (size_t i = 0; i < p->n; i++) {
        const struct key_part *part = &p->part[i];
        struct wire_str s = part->text;

        if (s.p == NULL && part->field != WIRE_FIELD_COUNT) {
            s = pattern_value(part, a);
            n = put_value(key, n, s.n != 0 ? s : part->other);
            continue;
        }
        if (s.p == NULL)
            s = *came_with != '\0' ? wire_str_of(came_with) : part->other;
        s.n = s.n < KEY_MOST - n ? s.n : KEY_MOST - n;
        memcpy(key + n, s.p, s.n);
        n += s.n;
    }
    if (n == KEY_MOST) { /* perhaps cut within a character */
        size_t bad;
        if (!wire_utf8_valid((struct wire_str){ key, n }, &bad) && bad + 4 > n)
            n = bad;
    }
    key[n] = '\0';
}

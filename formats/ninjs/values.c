/* Values as ninjs wants them: times, numbers, names of maps; and what goes out at all. */
#include "ninjs/values.h"

#include <stdio.h>

#include "article/time.h"

const char *const wire_ninjs_statuses[] = { "usable", "withheld", "canceled", NULL };
const char *const wire_ninjs_types[] = { "text",      "audio",     "video", "picture",  "graphic",
                                         "composite", "component", "event", "planning", NULL };

bool
wire_ninjs_is_one_of(struct wire_str s, const char *const list[])
{
    while (*list != NULL && !wire_str_is(s, *list))
        list++;
    return *list != NULL;
}

bool
wire_ninjs_shows(const struct ninjs *w, const struct wire_value *v)
{
    return w->secret || wire_is_public(v);
}

struct wire_str
wire_ninjs_member(const struct ninjs *w, const struct wire_value *record, enum wire_key key)
{
    const struct wire_value *v = wire_get(record, key);

    return v != NULL && v->kind <= WIRE_V_NUMBER && wire_ninjs_shows(w, v) ? v->s : WIRE_NONE;
}

const struct wire_value *
wire_ninjs_find(const struct ninjs *w, const struct wire_value *record, enum wire_key key, const char *name)
{
    const struct wire_value *v = key != WIRE_K_OTHER && key != WIRE_K_NONE ? wire_get(record, key) : NULL;

    for (v = v != NULL ? v : wire_get(record, WIRE_K_OTHER); v != NULL && v->key == WIRE_K_OTHER; v = v->next) {
        if (wire_str_is_nocase(v->name, name))
            break;
    }
    return v != NULL && wire_ninjs_shows(w, v) ? v : NULL;
}

void
wire_ninjs_note(const struct ninjs *w, enum wire_ledger_act act, const char *path, const char *why, struct wire_at at)
{
    char below[80];

    if (w->out->ledger == NULL)
        return;
    if (w->a->parent != NULL) {
        snprintf(below, sizeof below, "associations/%s", path);
        path = below;
    }
    wire_ledger_count(w->out->ledger, w->out->arena, act, wire_str_of(path), why, 1, at);
}

bool
wire_ninjs_text(struct ninjs *w, const char *name, struct wire_str s)
{
    if (s.n == 0)
        return false;
    wire_json_text(&w->j, name, s);
    return true;
}

bool
wire_ninjs_whole(struct ninjs *w, const char *name, struct wire_str s, int64_t least, int64_t most)
{
    bool minus = s.n > 1 && s.p[0] == '-';
    char digits[24];
    int64_t n;
    int length;

    if (!wire_str_to_int(minus ? wire_str_sub(s, 1, s.n) : s, INT64_MAX / 16, &n))
        return false;
    n = minus ? -n : n;
    if (n < least || n > most)
        return false;
    length = snprintf(digits, sizeof digits, "%lld", (long long)n);
    wire_json_raw(&w->j, name, (struct wire_str){ digits, (size_t)length });
    return true;
}

/* Written as it stands where it is in order already, as it nearly always is. */
bool
wire_ninjs_time(struct ninjs *w, const char *name, struct wire_str s)
{
    struct wire_time t;

    if (!wire_time_read(s, &t) || t.day < 0 || t.hour < 0 || !t.has_offset)
        return false;
    s = wire_time_write(w->a->arena, &t);
    return wire_ninjs_text(w, name, s);
}

static bool
digits(const char **p, const char *end, int n, int least, int most)
{
    int value = 0;

    for (; n > 0; n--, (*p)++) {
        if (*p == end || **p < '0' || **p > '9')
            return false;
        value = value * 10 + (**p - '0');
    }
    return value >= least && value <= most;
}

bool
wire_ninjs_is_up_to(struct wire_str s)
{
    const char *p = s.p, *end = p + s.n;
    struct wire_time t;

    if (s.n == 0 || !wire_time_read(s, &t))
        return false;
    if (!digits(&p, end, 4, 0, 9999))
        return false;
    if (p == end)
        return true;
    if (*p++ != '-' || !digits(&p, end, 2, 1, 12))
        return false;
    if (p == end)
        return true;
    if (*p++ != '-' || !digits(&p, end, 2, 1, 31))
        return false;
    if (p == end)
        return true;
    if (*p++ != 'T' || !digits(&p, end, 2, 0, 23) || p == end || *p++ != ':' || !digits(&p, end, 2, 0, 59) || p == end ||
        *p++ != ':' || !digits(&p, end, 2, 0, 59))
        return false;
    if (p != end && *p == '.') {
        for (p++; p != end && *p >= '0' && *p <= '9'; p++)
            ;
    }
    return p == end || (*p == 'Z' && p + 1 == end) ||
           ((*p == '+' || *p == '-') && (p++, digits(&p, end, 2, 0, 23)) && p != end && *p++ == ':' &&
            digits(&p, end, 2, 0, 59) && p == end);
}

void
wire_ninjs_map_name(struct ninjs_map *map, const char *prefix, struct wire_str base, char name[80])
{
    enum { MOST = 60 };
    uint64_t hash = 0xCBF29CE484222325u;
    size_t n = (size_t)snprintf(name, 80, "%s", prefix), before = n;
    bool used = map->count >= NINJS_NAMES;

    for (size_t i = 0; i < base.n && n < MOST; i++) {
        char c = base.p[i];
        bool good = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        if (good || n > before) /* the pattern of the schema binds the beginning only */
            name[n++] = good || (c > ' ' && c < 0x7F && c != '"' && c != '\\') ? c : '_';
    }
    if (n == before)
        n += (size_t)snprintf(name + n, 80 - n, "unknown");
    name[n] = '\0';
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ (unsigned char)name[i]) * 0x100000001B3u;
    for (unsigned i = 0; i < map->count && i < NINJS_NAMES && !used; i++)
        used = map->hash[i] == hash;
    if (map->count < NINJS_NAMES)
        map->hash[map->count] = hash;
    map->count++;
    if (used)
        snprintf(name + n, 80 - n, "__%u", map->count);
}

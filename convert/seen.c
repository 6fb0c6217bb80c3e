/* Which stories have come already. */
#include "convert/seen.h"

#include <stdlib.h>
#include <string.h>

#include "article-json/article-json.h"
#include "article/sha256.h"

/* Hashes, each of two words; an open table that is never more than half full. */
struct table {
    uint64_t (*all)[2]; /* 0, 0: none */
    size_t count, room;
};

struct seen {
    struct table contents, versions;
};

struct seen *
seen_new(void)
{
    return calloc(1, sizeof(struct seen));
}

void
seen_free(struct seen *s)
{
    if (s == NULL)
        return;
    free(s->contents.all);
    free(s->versions.all);
    free(s);
}

static uint64_t *
place(const struct table *t, const uint64_t key[2])
{
    size_t i = (size_t)(key[0] >> 8) & (t->room - 1);

    while ((t->all[i][0] != 0 || t->all[i][1] != 0) && (t->all[i][0] != key[0] || t->all[i][1] != key[1]))
        i = (i + 1) & (t->room - 1);
    return t->all[i];
}

static bool
grow(struct table *t)
{
    struct table more = { .count = t->count, .room = t->room != 0 ? t->room * 2 : 256 };

    if ((more.all = calloc(more.room, sizeof *more.all)) == NULL)
        return false;
    for (size_t i = 0; i < t->room; i++) {
        if (t->all[i][0] != 0 || t->all[i][1] != 0)
            memcpy(place(&more, t->all[i]), t->all[i], sizeof *more.all);
    }
    free(t->all);
    *t = more;
    return true;
}

/* *was: it was there. False without memory. */
static bool
add(struct table *t, const uint64_t key[2], bool *was)
{
    uint64_t *at;

    if (t->count * 2 >= t->room && !grow(t))
        return false;
    at = place(t, key);
    *was = at[0] != 0 || at[1] != 0;
    t->count += !*was;
    at[0] = key[0];
    at[1] = key[1];
    return true;
}

enum seen_how
seen_add(struct seen *s, const struct seen_key *key)
{
    bool again, version = false;

    if (!add(&s->contents, key->content, &again) ||
        (key->version != 0 && !add(&s->versions, (const uint64_t[2]){ key->version, 1 }, &version)))
        return SEEN_NO_MEMORY;
    return again ? SEEN_AGAIN : version ? SEEN_OTHERWISE : SEEN_NEW;
}

/* --- what a story is known by --- */

/* Sixteen digits of a digest as a number. */
static uint64_t
word(const char *hex)
{
    uint64_t n = 0;

    for (int i = 0; i < 16; i++)
        n = n << 4 | (uint64_t)(hex[i] <= '9' ? hex[i] - '0' : hex[i] - 'a' + 10);
    return n;
}

static bool
is_envelope(const struct wire_value *extra)
{
    static const struct wire_str headers[] = { WIRE_STR("newsMessage/header/"), WIRE_STR("NewsEnvelope/") };
    struct wire_str path = wire_member(extra, WIRE_K_PATH);

    for (size_t i = 0; i < WIRE_COUNT(headers); i++) {
        if (path.n >= headers[i].n && memcmp(path.p, headers[i].p, headers[i].n) == 0)
            return true;
    }
    return false;
}

/* The list without what tells of the message; its values are copies. False without memory. */
static bool
leave_out_envelope(struct wire_article *a, struct wire_list *extra)
{
    struct wire_list rest = { NULL, NULL };

    for (const struct wire_value *v = extra->first; v != NULL; v = v->next) {
        struct wire_value *copy;
        if (is_envelope(v))
            continue;
        if ((copy = wire_arena_zero(a->arena, sizeof *copy)) == NULL)
            return false;
        *copy = *v;
        copy->next = NULL;
        if (rest.last != NULL)
            rest.last->next = copy;
        else
            rest.first = copy;
        rest.last = copy;
    }
    *extra = rest;
    return true;
}

bool
seen_key_of(struct wire_out *room, struct wire_article *a, struct seen_key *key)
{
    static const enum wire_field passing[] = { WIRE_F_SENT, WIRE_F_SOURCE, WIRE_F_EXTRA };
    struct wire_list kept[WIRE_COUNT(passing)];
    struct wire_str uri = wire_text_of(a, WIRE_F_URI), version = wire_text_of(a, WIRE_F_VERSION);
    struct wire_sha256 sum;
    char hex[WIRE_SHA256_HEX];
    bool good = true;

    for (size_t i = 0; i < WIRE_COUNT(passing); i++) {
        kept[i] = a->fields[passing[i]];
        if (passing[i] != WIRE_F_EXTRA)
            a->fields[passing[i]] = (struct wire_list){ NULL, NULL };
        else
            good = leave_out_envelope(a, &a->fields[passing[i]]);
    }
    wire_buf_clear(&room->buf);
    room->stories = 0;
    good = good && wire_format_article_json.story(room, a) == WIRE_OK && room->buf.err == WIRE_OK;
    for (size_t i = 0; i < WIRE_COUNT(passing); i++)
        a->fields[passing[i]] = kept[i];
    if (!good)
        return false;
    wire_sha256_begin(&sum);
    wire_sha256_add(&sum, room->buf.p, room->buf.n);
    wire_sha256_end(&sum, hex);
    key->content[0] = word(hex);
    key->content[1] = word(hex + 16) | 1;
    key->version = 0;
    if (uri.n == 0)
        return true;
    wire_sha256_begin(&sum);
    wire_sha256_add(&sum, uri.p, uri.n);
    wire_sha256_add(&sum, "", 1);
    if (version.n != 0)
        wire_sha256_add(&sum, version.p, version.n);
    wire_sha256_end(&sum, hex);
    key->version = word(hex) | 1;
    return true;
}

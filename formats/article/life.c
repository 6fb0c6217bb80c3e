/* The life of a story: whether it may be published, which version of it is the newest. */
#include "article/life.h"

#include "article/time.h"

enum { ANYWHERE = 12 * 3600 }; /* seconds that the last place on earth is behind UTC */

/* Formats whose status itself says "embargoed", or when it will change to usable: there the end of the embargo ends it. */
static const char *const status_with_end[] = { "newsml-1", "nitf" };

static bool
ends_with_embargo(const struct wire_article *a)
{
    struct wire_str format = wire_member(wire_first(a, WIRE_F_SOURCE), WIRE_K_FORMAT);

    for (size_t i = 0; i < WIRE_COUNT(status_with_end); i++) {
        if (wire_str_is(format, status_with_end[i]))
            return true;
    }
    return false;
}

struct wire_str
wire_life_embargo(const struct wire_article *a)
{
    struct wire_str until = wire_member(wire_first(a, WIRE_F_EMBARGO), WIRE_K_UNTIL);

    return until.n != 0 ? until : wire_text_of(a, WIRE_F_EMBARGOED_UNTIL);
}

/* Whether its embargo has no set end. */
static bool
is_open(const struct wire_article *a)
{
    const struct wire_value *open = wire_get(wire_first(a, WIRE_F_EMBARGO), WIRE_K_OPEN);

    return open != NULL && open->kind == WIRE_V_TRUE;
}

static bool
is_embargoed(const struct wire_article *a, int64_t moment)
{
    const struct wire_value *embargo = wire_first(a, WIRE_F_EMBARGO);
    struct wire_str until = wire_life_embargo(a);
    struct wire_time t;

    if (is_open(a))
        return true;
    if (until.n == 0)
        return embargo != NULL;
    return !wire_time_read(until, &t) || wire_time_seconds(&t) + (t.has_offset ? 0 : ANYWHERE) > moment;
}

bool
wire_life_is_kill(const struct wire_article *a)
{
    return wire_str_is(wire_text_of(a, WIRE_F_PUB_STATUS), "canceled") ||
           wire_str_is(wire_member(wire_first(a, WIRE_F_TAKE), WIRE_K_KIND), "kill");
}

enum wire_standing
wire_life_standing(const struct wire_article *a, int64_t moment)
{
    bool withheld = wire_str_is(wire_text_of(a, WIRE_F_PUB_STATUS), "withheld");

    if (wire_life_is_kill(a))
        return WIRE_CANCELED;
    if (withheld && !is_open(a) && !(wire_life_embargo(a).n != 0 && ends_with_embargo(a)))
        return WIRE_WITHHELD;
    return is_embargoed(a, moment) ? WIRE_EMBARGOED : WIRE_STANDS;
}

/* What signals say: IPTC's, which are dpa's and others' too, and Reuters' editorial status. */
static const struct {
    const char *code, *kind;
} signals[] = {
    { "sig:correction", "correction" }, { "sig:update", "update" }, { "sig:repeat", "repeat" },
    { "edStat:C", "correction" },       { "edStat:U", "update" },
};

struct wire_str
wire_life_kind(const struct wire_article *a)
{
    struct wire_str kind = wire_member(wire_first(a, WIRE_F_TAKE), WIRE_K_KIND);

    for (const struct wire_value *v = wire_first(a, WIRE_F_SIGNALS); v != NULL && kind.n == 0; v = v->next) {
        for (size_t i = 0; i < WIRE_COUNT(signals); i++) {
            if (wire_str_is(wire_member(v, WIRE_K_QCODE), signals[i].code))
                kind = wire_str_of(signals[i].kind);
        }
    }
    return kind;
}

/* --- versions --- */

struct wire_str
wire_life_version(const struct wire_article *a)
{
    struct wire_str version = wire_text_of(a, WIRE_F_VERSION);

    for (const struct wire_value *v = wire_first(a, WIRE_F_EXTRA); v != NULL && version.n == 0; v = v->next) {
        if (wire_str_is(wire_member(v, WIRE_K_PATH), "head/docdata/du-key/@version"))
            version = wire_member(v, WIRE_K_VALUE);
    }
    return version;
}

/* How many bytes of a uri stand before the revision, where it is urn:newsml:provider:date:item:revision; else 0. */
static size_t
before_revision(struct wire_str uri, struct wire_str version)
{
    size_t colons = 0, last = 0;
    struct wire_str tail;

    if (!wire_str_begins_nocase(uri, "urn:newsml:") || version.n == 0)
        return 0;
    for (size_t i = 0; i < uri.n; i++) {
        if (uri.p[i] == ':') {
            colons++;
            last = i;
        }
    }
    tail = wire_str_sub(uri, last + 1, uri.n);
    if (colons != 5 || tail.n < version.n || tail.n > version.n + 1 || memcmp(tail.p, version.p, version.n) != 0)
        return 0;
    if (tail.n > version.n && strchr("NUA", tail.p[version.n]) == NULL) /* new, updated, with updates to others */
        return 0;
    return last;
}

struct wire_str
wire_life_uri(const struct wire_article *a)
{
    struct wire_str uri = wire_text_of(a, WIRE_F_URI);
    size_t n = before_revision(uri, wire_text_of(a, WIRE_F_VERSION));

    return n != 0 ? wire_str_sub(uri, 0, n) : uri;
}

bool
wire_life_moment(struct wire_str time, int64_t *seconds)
{
    struct wire_time t;

    if (time.n == 0 || !wire_time_read(time, &t))
        return false;
    *seconds = wire_time_seconds(&t);
    return true;
}

static int64_t
created(const struct wire_article *a)
{
    static const enum wire_field fields[] = { WIRE_F_VERSION_CREATED, WIRE_F_SENT };

    for (size_t i = 0; i < WIRE_COUNT(fields); i++) {
        struct wire_time t;
        int64_t micro = 0, unit = 100000;
        if (!wire_time_read(wire_text_of(a, fields[i]), &t))
            continue;
        for (size_t k = 0; k < t.fraction.n && unit > 0; k++, unit /= 10)
            micro += (t.fraction.p[k] - '0') * unit;
        return wire_time_seconds(&t) * 1000000 + micro;
    }
    return INT64_MIN;
}

/* Runs of digits with their length before them, zeros in front left out. */
static void
order_version(struct wire_str s, char out[WIRE_RANK_VERSION])
{
    size_t n = 0, i = 0;

    memset(out, 0, WIRE_RANK_VERSION);
    while (i < s.n && n < WIRE_RANK_VERSION) {
        size_t from = i;
        if (s.p[i] < '0' || s.p[i] > '9') {
            out[n++] = (char)(s.p[i++] & 0x7F);
            continue;
        }
        while (from < s.n && s.p[from] == '0')
            from++;
        for (i = from; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
            ;
        out[n++] = (char)(0x80 + (i - from < 0x7F ? i - from : 0x7F));
        while (from < i && n < WIRE_RANK_VERSION)
            out[n++] = s.p[from++];
    }
}

void
wire_life_rank(const struct wire_article *a, struct wire_rank *rank)
{
    struct wire_str version = wire_life_version(a);

    rank->kill = wire_life_is_kill(a);
    order_version(version.n != 0 ? version : WIRE_STR("1"), rank->version);
    rank->created = created(a);
}

int
wire_rank_compare(const struct wire_rank *a, const struct wire_rank *b)
{
    int order = memcmp(a->version, b->version, WIRE_RANK_VERSION);

    if (a->kill != b->kill)
        return a->kill ? 1 : -1;
    return order != 0 ? order : (a->created > b->created) - (a->created < b->created);
}

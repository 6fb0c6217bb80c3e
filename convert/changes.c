/*
 * What changed from one version of a story to the next.
 *
 * Equal paragraphs are one another, the first with the first, wherever they stand; those that keep their order part the story
 * into gaps. In a gap, a paragraph that went and one that came are one in other words where half of their words
 * are the same. All of it takes the time of sorting, whatever the versions are like.
 */
#include "convert/changes.h"

#include <stdlib.h>
#include <string.h>

#include "article/copy.h"
#include "article/str.h"

enum { AHEAD = 16 }; /* paragraphs of a gap that one may have become: more would take square time */

/* A paragraph by what it says. */
struct text {
    uint64_t hash;
    struct wire_str s;
    uint32_t at;
};

struct work {
    struct text *old, *new;   /* sorted */
    uint32_t *now;            /* of the older paragraphs: where they are now, from 1, or 0 */
    uint32_t *then;           /* of the newer ones: where they were, or 0 */
    uint32_t *tails, *before; /* of the longest run that keeps its order */
    size_t n, m;
};

static uint64_t
hash_of(struct wire_str s)
{
    uint64_t hash = 14695981039346656037u; /* FNV-1a */

    for (size_t i = 0; i < s.n; i++)
        hash = (hash ^ (unsigned char)s.p[i]) * 1099511628211u;
    return hash;
}

static int
order_texts(const struct text *x, const struct text *y)
{
    size_t n = x->s.n < y->s.n ? x->s.n : y->s.n;
    int order = (x->hash > y->hash) - (x->hash < y->hash);

    if (order == 0 && n != 0)
        order = memcmp(x->s.p, y->s.p, n);
    return order != 0 ? order : (x->s.n > y->s.n) - (x->s.n < y->s.n);
}

static int
by_text(const void *a, const void *b)
{
    const struct text *x = a, *y = b;
    int order = order_texts(x, y);

    return order != 0 ? order : (x->at > y->at) - (x->at < y->at);
}

static void
sort_texts(struct text *out, const struct wire_str *paragraphs, size_t n)
{
    for (size_t i = 0; i < n; i++)
        out[i] = (struct text){ hash_of(paragraphs[i]), paragraphs[i], (uint32_t)i + 1 };
    if (n > 1)
        qsort(out, n, sizeof *out, by_text);
}

/* --- equal paragraphs --- */

static void
match_equal(struct work *w)
{
    for (size_t i = 0, k = 0; i < w->n && k < w->m;) {
        int order = order_texts(&w->old[i], &w->new[k]);
        if (order == 0) {
            w->now[w->old[i].at - 1] = w->new[k].at;
            w->then[w->new[k].at - 1] = w->old[i].at;
        }
        i += order <= 0;
        k += order >= 0;
    }
}

/* Of those that are still there, the longest run whose order is the same; the others have moved. */
static size_t
find_moved(struct work *w)
{
    size_t length = 0, kept = 0;

    for (size_t i = 0; i < w->n; i++) {
        size_t low = 0, high = length;
        if (w->now[i] == 0)
            continue;
        kept++;
        while (low < high) {
            size_t middle = (low + high) / 2;
            if (w->now[w->tails[middle]] < w->now[i])
                low = middle + 1;
            else
                high = middle;
        }
        w->before[i] = low != 0 ? w->tails[low - 1] : UINT32_MAX;
        w->tails[low] = (uint32_t)i;
        length += low == length;
    }
    memset(w->tails + w->n, 0, w->n * sizeof *w->tails); /* from here: whether it is in the run */
    for (uint32_t i = length != 0 ? w->tails[length - 1] : UINT32_MAX; i != UINT32_MAX; i = w->before[i])
        w->tails[w->n + i] = 1;
    return kept - length;
}

/* --- paragraphs in other words --- */

static int
by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

/* The words of a text as sorted numbers; NULL without memory. */
static uint32_t *
words_of(struct wire_str s, size_t *count)
{
    size_t i = 0, n = 0, room = wire_count_words(s, SIZE_MAX);
    uint32_t *words = malloc((room + 1) * sizeof *words);
    struct wire_str word;

    while (words != NULL && n < room && (word = wire_next_word(s, &i)).n != 0) {
        uint64_t hash = hash_of(word);
        words[n++] = (uint32_t)(hash ^ hash >> 32);
    }
    *count = n;
    if (words != NULL && n > 1)
        qsort(words, n, sizeof *words, by_number);
    return words;
}

/* Whether half of the words of both are the same; -1 without memory. */
static int
are_alike(struct wire_str was, struct wire_str is)
{
    size_t n, m, same = 0;
    uint32_t *old = words_of(was, &n), *new = words_of(is, &m);
    bool failed = old == NULL || new == NULL;

    for (size_t i = 0, k = 0; !failed && i < n && k < m;) {
        uint32_t x = old[i], y = new[k];
        same += x == y;
        i += x <= y;
        k += x >= y;
    }
    free(old);
    free(new);
    return failed ? -1 : same * 4 >= n + m && same != 0;
}

static bool
add(struct changes *c, uint32_t was, uint32_t is)
{
    if (c->n == c->room) {
        size_t room = c->room * 2 + 32;
        struct change *rows = realloc(c->rows, room * sizeof *rows);
        if (rows == NULL)
            return false;
        c->rows = rows;
        c->room = room;
    }
    c->rows[c->n++] = (struct change){ was, is };
    c->added += was == 0;
    c->removed += is == 0;
    c->edited += was != 0 && is != 0;
    return true;
}

/* What went and what came between two paragraphs that stayed: old [i, to), new [k, upto), from 0. */
static bool
compare_gap(struct changes *c, struct work *w, const struct version *older, const struct version *newer, size_t gap[4])
{
    size_t k = gap[2];

    for (size_t i = gap[0]; i < gap[1]; i++) {
        size_t at = k;
        int alike = 0;
        if (w->now[i] != 0)
            continue;
        for (unsigned tries = 0; at < gap[3] && tries < AHEAD && alike == 0; at++) {
            if (w->then[at] != 0)
                continue;
            tries++;
            if ((alike = are_alike(older->paragraphs[i], newer->paragraphs[at])) < 0)
                return false;
        }
        for (; alike != 0 && k + 1 < at; k++) {
            if (w->then[k] == 0 && !add(c, 0, (uint32_t)k + 1))
                return false;
        }
        if (!add(c, (uint32_t)i + 1, alike != 0 ? (uint32_t)at : 0))
            return false;
        k = alike != 0 ? at : k;
    }
    for (; k < gap[3]; k++) {
        if (w->then[k] == 0 && !add(c, 0, (uint32_t)k + 1))
            return false;
    }
    return true;
}

static bool
work_of(struct changes *c, size_t size)
{
    if (size <= c->work_size)
        return true;
    free(c->work);
    c->work_size = 0;
    if ((c->work = malloc(size)) == NULL)
        return false;
    c->work_size = size;
    return true;
}

static bool
compare_paragraphs(struct changes *c, const struct version *older, const struct version *newer)
{
    size_t n = older->paragraph_count, m = newer->paragraph_count;
    size_t size = (n + m) * sizeof(struct text) + (4 * n + m) * sizeof(uint32_t), from = 0, at = 0;
    struct work w = { .n = n, .m = m };

    if (size == 0)
        return true;
    if (!work_of(c, size))
        return false;
    memset(c->work, 0, size);
    w.old = c->work;
    w.new = w.old + n;
    w.now = (uint32_t *)(void *)(w.new + m);
    w.then = w.now + n;
    w.before = w.then + m;
    w.tails = w.before + n; /* two of them: see find_moved */
    sort_texts(w.old, older->paragraphs, n);
    sort_texts(w.new, newer->paragraphs, m);
    match_equal(&w);
    c->moved = n != 0 ? find_moved(&w) : 0;
    for (size_t i = 0; i <= n; i++) {
        bool stays = i < n && w.tails[n + i] == 1;
        size_t upto = i == n ? m : stays ? w.now[i] - 1 : 0;
        if (i < n && !stays)
            continue;
        if (!compare_gap(c, &w, older, newer, (size_t[4]){ from, i, at, upto }))
            return false;
        from = i + 1;
        at = upto + 1;
    }
    return true;
}

/* --- the rest --- */

/* Those of a list that another has not, in their order; both sorted in the work space. */
static size_t
missing(struct wire_str *out, const struct wire_str *list, size_t n, const struct text *others, size_t m)
{
    size_t count = 0;

    for (size_t i = 0; i < n; i++) {
        struct text one = { hash_of(list[i]), list[i], 0 };
        size_t low = 0, high = m;
        while (low < high) {
            size_t middle = (low + high) / 2;
            if (order_texts(&others[middle], &one) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        if (low == m || order_texts(&others[low], &one) != 0)
            out[count++] = list[i];
    }
    return count;
}

static bool
compare_subjects(struct changes *c, const struct version *older, const struct version *newer)
{
    size_t n = older->subject_count, m = newer->subject_count;
    struct text *old, *new;

    if (n + m == 0)
        return true;
    if (n + m > c->subject_room) {
        free(c->gained);
        c->subject_room = 0;
        if ((c->gained = malloc((n + m) * sizeof *c->gained)) == NULL)
            return false;
        c->subject_room = n + m;
    }
    if (!work_of(c, (n + m) * sizeof *old))
        return false;
    old = c->work;
    new = old + n;
    sort_texts(old, older->subjects, n);
    sort_texts(new, newer->subjects, m);
    c->gained_count = missing(c->gained, newer->subjects, m, old, n);
    c->dropped = c->gained + c->gained_count;
    c->dropped_count = missing(c->dropped, older->subjects, n, new, m);
    return true;
}

static bool
differ(struct wire_str a, struct wire_str b)
{
    return a.n != b.n || (a.n != 0 && memcmp(a.p, b.p, a.n) != 0);
}

bool
changes_between(struct changes *c, const struct version *older, const struct version *newer)
{
    c->n = c->added = c->removed = c->edited = c->moved = c->gained_count = c->dropped_count = 0;
    c->headline = differ(older->headline, newer->headline);
    c->status = differ(older->status, newer->status);
    c->embargo = differ(older->until, newer->until) || older->open != newer->open;
    return compare_paragraphs(c, older, newer) && compare_subjects(c, older, newer);
}

void
changes_free(struct changes *c)
{
    free(c->rows);
    free(c->gained);
    free(c->work);
}

void
changes_ends(struct wire_str was, struct wire_str is, size_t *front, size_t *back)
{
    size_t most = was.n < is.n ? was.n : is.n, n = 0, word = 0;

    while (n < most && was.p[n] == is.p[n]) {
        n++;
        if (was.p[n - 1] == ' ')
            word = n;
    }
    *front = n == was.n && n == is.n ? n : word;
    for (n = word = 0; n < most - *front && was.p[was.n - n - 1] == is.p[is.n - n - 1];) {
        n++;
        if (was.p[was.n - n] == ' ')
            word = n;
    }
    *back = word;
}

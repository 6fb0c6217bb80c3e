/* The ledger: what became of everything read, and of everything to be written. */
#include "article/ledger.h"

#include "article/limits.h"
#include "article/str.h"

const char *const wire_ledger_acts[WIRE_LEDGER_ACTS] = {
    [WIRE_TOOK] = "took",       [WIRE_KEPT] = "kept",       [WIRE_SKIPPED] = "skipped",   [WIRE_BODIED] = "body",
    [WIRE_HELD] = "nonPublic",  [WIRE_DROPPED] = "dropped", [WIRE_SUPPLIED] = "supplied", [WIRE_MOVED] = "moved",
};

static size_t
bucket(struct wire_str path)
{
    uint32_t hash = 2166136261u; /* FNV-1a */

    for (size_t i = 0; i < path.n; i++)
        hash = (hash ^ (unsigned char)path.p[i]) * 16777619u;
    return hash % WIRE_LEDGER_BUCKETS;
}

static struct wire_ledger_row *
find(const struct wire_ledger *ledger, enum wire_ledger_act act, struct wire_str path, const char *why)
{
    struct wire_ledger_row *row = ledger->buckets != NULL ? ledger->buckets[bucket(path)] : NULL;

    while (row != NULL && (row->act != act || row->why != why || !wire_str_eq(row->path, path)))
        row = row->chain;
    return row;
}

void
wire_ledger_count(struct wire_ledger *ledger, struct wire_arena *arena, enum wire_ledger_act act, struct wire_str path,
                  const char *why, uint32_t count, struct wire_at first)
{
    struct wire_ledger_row *row = find(ledger, act, path, why), **head;

    if (row == NULL && ledger->rows >= WIRE_MOST_LEDGER) {
        path = WIRE_STR("(more)");
        row = find(ledger, act, path, why);
    }
    if (row != NULL) {
        row->count += count;
        return;
    }
    if (ledger->buckets == NULL)
        ledger->buckets = wire_arena_zero(arena, WIRE_LEDGER_BUCKETS * sizeof(struct wire_ledger_row *));
    if (ledger->buckets == NULL || (row = WIRE_NEW(arena, struct wire_ledger_row)) == NULL)
        return;
    row->act = act;
    row->path = wire_arena_str(arena, path);
    row->why = why;
    row->count = count;
    row->first = first;
    head = &ledger->buckets[bucket(path)];
    row->chain = *head;
    *head = row;
    if (ledger->last != NULL)
        ledger->last->next = row;
    else
        ledger->first = row;
    ledger->last = row;
    ledger->rows++;
}

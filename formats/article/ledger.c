/* The ledger: what became of everything read, and of everything to be written. */
#include "article/ledger.h"

#include "article/str.h"

const char *const wire_ledger_acts[WIRE_LEDGER_ACTS] = {
    [WIRE_TOOK] = "took",       [WIRE_KEPT] = "kept",       [WIRE_SKIPPED] = "skipped",   [WIRE_BODIED] = "body",
    [WIRE_HELD] = "nonPublic",  [WIRE_DROPPED] = "dropped", [WIRE_SUPPLIED] = "supplied", [WIRE_MOVED] = "moved",
};

void
wire_ledger_count(struct wire_ledger *ledger, struct wire_arena *arena, enum wire_ledger_act act, struct wire_str path,
                  const char *why, uint32_t count, struct wire_at first)
{
    struct wire_ledger_row *row;

    for (row = ledger->first; row != NULL; row = row->next) {
        if (row->act == act && row->why == why && wire_str_eq(row->path, path)) {
            row->count += count;
            return;
        }
    }
    if ((row = WIRE_NEW(arena, struct wire_ledger_row)) == NULL)
        return;
    row->act = act;
    row->path = wire_arena_str(arena, path);
    row->why = why;
    row->count = count;
    row->first = first;
    if (ledger->last != NULL)
        ledger->last->next = row;
    else
        ledger->first = row;
    ledger->last = row;
}

/* The ledger file: a JSON line a story, of what became of everything read and everything to be written. */
#include "convert/ledger.h"

static const char no_place[] = "the format has no place for it";
static const char not_public[] = "not for publication";

/* The path of a field as the ledger has it, in the arena. */
static struct wire_str
path_of(struct wire_arena *arena, bool associated, int field)
{
    return associated ? wire_arena_printf(arena, "associations.%s", wire_fields[field].name)
                      : wire_str_of(wire_fields[field].name);
}

/* What a field has that the format can hold, but may not show. */
static void
count_secrets(struct wire_ledger *ledger, struct wire_article *a, bool associated, int field)
{
    const struct wire_value *first = NULL;
    uint32_t count = 0;

    for (const struct wire_value *v = a->fields[field].first; v != NULL; v = v->next) {
        if (wire_is_public(v))
            continue;
        if (count++ == 0)
            first = v;
    }
    if (count != 0)
        wire_ledger_count(ledger, a->arena, WIRE_DROPPED, path_of(a->arena, associated, field), not_public, count, first->at);
}

/* The depth is that of associations in associations, which readers bound by the depth of their input. */
static void
count_dropped(struct wire_ledger *ledger, struct wire_article *a, const struct wire_format *to, bool with_secret,
              bool associated)
{
    for (int f = 0; f < WIRE_FIELD_COUNT; f++) {
        const struct wire_value *v = a->fields[f].first;
        bool holds = wire_field_in(to->holds, f);
        uint32_t count = 0;

        if (f == WIRE_F_SOURCE || f == WIRE_F_BODIES || v == NULL)
            continue;
        for (const struct wire_value *x = v; x != NULL; x = x->next)
            count++;
        if (f == WIRE_F_NON_PUBLIC && to->is_public && !with_secret)
            wire_ledger_count(ledger, a->arena, WIRE_DROPPED, path_of(a->arena, associated, f), not_public, count, v->at);
        else if (!holds)
            wire_ledger_count(ledger, a->arena, WIRE_DROPPED, path_of(a->arena, associated, f), no_place, count, v->at);
        else if (to->is_public && !with_secret)
            count_secrets(ledger, a, associated, f);
        if (!holds || f != WIRE_F_ASSOCIATIONS)
            continue;
        for (; v != NULL; v = v->next) {
            if (v->article != NULL)
                count_dropped(ledger, v->article, to, with_secret, true);
        }
    }
    if (a->body != NULL && a->body->first != NULL && !wire_field_in(to->holds, WIRE_F_BODIES))
        wire_ledger_count(ledger, a->arena, WIRE_DROPPED, path_of(a->arena, associated, WIRE_F_BODIES), no_place, 1,
                          a->body->first->at);
}

void
ledger_dropped(struct wire_ledger *ledger, struct wire_article *a, const struct wire_format *to,
               const struct wire_write_options *how)
{
    count_dropped(ledger, a, to, how->with_non_public, false);
}

static void
put_rows(struct wire_buf *out, const struct wire_ledger *ledger, const char *direction, bool *first)
{
    for (const struct wire_ledger_row *row = ledger->first; row != NULL; row = row->next) {
        wire_buf_puts(out, *first ? "" : ",");
        *first = false;
        wire_buf_printf(out, "{\"direction\":\"%s\",\"act\":\"%s\",\"path\":", direction, wire_ledger_acts[row->act]);
        wire_buf_json(out, row->path);
        if (row->why != NULL) {
            wire_buf_puts(out, ",\"why\":");
            wire_buf_json(out, wire_str_of(row->why));
        }
        wire_buf_printf(out, ",\"count\":%u", row->count);
        if (row->first.line != 0)
            wire_buf_printf(out, ",\"line\":%u", row->first.line);
        if (row->first.line != 0 && row->first.col != 0)
            wire_buf_printf(out, ",\"column\":%u", row->first.col);
        wire_buf_putc(out, '}');
    }
}

void
ledger_line(struct wire_buf *out, const char *file, unsigned long index, const struct wire_article *a,
            const struct wire_ledger *written)
{
    struct wire_str uri = wire_text_of(a, WIRE_F_URI);
    bool first = true;

    wire_buf_puts(out, "{\"file\":");
    wire_buf_json(out, wire_str_of(file));
    wire_buf_printf(out, ",\"index\":%lu", index);
    if (uri.n != 0) {
        wire_buf_puts(out, ",\"uri\":");
        wire_buf_json(out, uri);
    }
    wire_buf_printf(out, ",\"read\":%zu,\"placed\":%zu,\"skipped\":%zu,\"bodyGiven\":%zu,\"bodyWritten\":%zu,\"rows\":[",
                    a->ledger.read, a->ledger.placed, a->ledger.skipped, written->read, written->placed);
    put_rows(out, &a->ledger, "in", &first);
    put_rows(out, written, "out", &first);
    wire_buf_puts(out, "]}\n");
}

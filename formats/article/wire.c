/* What the writers of ANPA 1312 and IPTC 7901 ask of a story alike. */
#include "article/sheet.h"

void
wire_out_note(struct wire_out *out, enum wire_ledger_act act, const char *path, const char *why, struct wire_at at)
{
    if (out->ledger != NULL)
        wire_ledger_count(out->ledger, out->arena, act, wire_str_of(path), why, 1, at);
}

static bool
may_go_out(const struct wire_out *out, const struct wire_value *v)
{
    return v != NULL && (wire_is_public(v) || out->options->with_non_public);
}

bool
wire_sent(struct wire_out *out, const struct wire_article *a, bool offset, struct wire_time *t)
{
    static const enum wire_field fields[] = { WIRE_F_SENT, WIRE_F_VERSION_CREATED, WIRE_F_CONTENT_MODIFIED, WIRE_F_CONTENT_CREATED,
                                              WIRE_F_FIRST_CREATED };

    for (size_t i = 0; i < WIRE_COUNT(fields); i++) {
        const struct wire_value *v = wire_first(a, fields[i]);
        if (!may_go_out(out, v) || !wire_time_read(v->s, t) || t->hour < 0 || (offset && !t->has_offset))
            continue;
        if (t->has_offset)
            wire_time_to_utc(t);
        if (t->year < 1970 || t->year > 2069)
            continue;
        if (i != 0)
            wire_out_note(out, WIRE_SUPPLIED, "sent", "the nearest other time of the story", v->at);
        else if (t->second > 0 || t->fraction.n != 0)
            wire_out_note(out, WIRE_MOVED, "sent", "to the minute", v->at);
        return true;
    }
    if (wire_first(a, WIRE_F_SENT) != NULL)
        wire_out_note(out, WIRE_DROPPED, "sent", "the format cannot say this time", wire_first(a, WIRE_F_SENT)->at);
    return false;
}

struct wire_str
wire_transmission(const struct wire_article *a)
{
    for (const struct wire_value *v = wire_first(a, WIRE_F_ALT_IDS); v != NULL; v = v->next) {
        if (wire_is_public(v) && wire_str_is(wire_member(v, WIRE_K_ROLE), "transmissionReference"))
            return wire_member(v, WIRE_K_VALUE);
    }
    return WIRE_NONE;
}

struct wire_str
wire_category(const struct wire_article *a, const char *scheme)
{
    for (const struct wire_value *v = wire_first(a, WIRE_F_SUBJECTS); v != NULL; v = v->next) {
        if (wire_is_public(v) && wire_str_is(wire_member(v, WIRE_K_SCHEME), scheme))
            return wire_member(v, WIRE_K_LITERAL);
    }
    return WIRE_NONE;
}

uint32_t
wire_body_count(const struct wire_article *a, struct wire_str text)
{
    int64_t n;

    if (wire_str_to_int(wire_member(wire_first(a, WIRE_F_BODIES), WIRE_K_WORD_COUNT), 9999999, &n) && n > 0)
        return (uint32_t)n;
    return (uint32_t)wire_words(text);
}

const struct wire_value *
wire_extra(const struct wire_article *a, const char *path, const struct wire_value *from)
{
    const struct wire_value *v = from != NULL ? from->next : wire_first(a, WIRE_F_EXTRA);

    while (v != NULL && !wire_str_is(wire_member(v, WIRE_K_PATH), path))
        v = v->next;
    return v;
}

static enum wire_status
signed_off(void *ctx, const struct wire_node *n, enum wire_visit visit)
{
    if (visit == WIRE_ENTER)
        *(bool *)ctx |= (n->flags & (WIRE_N_IS_SIGNOFF | WIRE_N_IS_BYLINE)) != 0;
    return WIRE_OK;
}

void
wire_out_note_rest(struct wire_out *out, const struct wire_article *a, const char *scheme, struct wire_str service, struct wire_str id)
{
    static const char no_place[] = "the format has no place for it";
    bool said = wire_first(a, WIRE_F_BY) != NULL;

    if (out->ledger == NULL)
        return;
    for (int f = 0; f < WIRE_FIELD_COUNT && !out->options->with_non_public; f++) {
        for (const struct wire_value *v = wire_first(a, (enum wire_field)f); v != NULL && f != WIRE_F_NON_PUBLIC; v = v->next) {
            if (!wire_is_public(v))
                wire_out_note(out, WIRE_DROPPED, wire_fields[f].name, "not for publication", v->at);
        }
    }
    for (const struct wire_value *v = wire_first(a, WIRE_F_SUBJECTS); v != NULL; v = v->next) {
        if (!wire_str_is(wire_member(v, WIRE_K_SCHEME), scheme))
            wire_out_note(out, WIRE_DROPPED, "subjects", "no category of this format", v->at);
    }
    for (const struct wire_value *v = wire_first(a, WIRE_F_SERVICES); v != NULL; v = v->next) {
        if (service.n == 0 || !wire_str_eq(wire_member(v, WIRE_K_LITERAL), service))
            wire_out_note(out, WIRE_DROPPED, "services", no_place, v->at);
    }
    for (const struct wire_value *v = wire_first(a, WIRE_F_ALT_IDS); v != NULL; v = v->next) {
        if (id.n == 0 || !wire_str_eq(wire_member(v, WIRE_K_VALUE), id))
            wire_out_note(out, WIRE_DROPPED, "altIds", no_place, v->at);
    }
    for (const struct wire_value *v = wire_first(a, WIRE_F_EXTRA); v != NULL; v = v->next) {
        if (!wire_str_begins(wire_member(v, WIRE_K_PATH), scheme))
            wire_out_note(out, WIRE_DROPPED, "extra", no_place, v->at);
    }
    wire_walk(a->body, WIRE_PUBLIC, signed_off, &said);
    for (const struct wire_value *v = wire_first(a, WIRE_F_CREDITS); v != NULL && !said; v = v->next)
        wire_out_note(out, WIRE_DROPPED, "credits", "only the body and the byline name people", v->at);
    if (!wire_str_is(wire_text_of(a, WIRE_F_TYPE), "text") && wire_first(a, WIRE_F_TYPE) != NULL)
        wire_out_note(out, WIRE_DROPPED, "type", "a message of this format is text", wire_first(a, WIRE_F_TYPE)->at);
}

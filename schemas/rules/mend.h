/* Mending a source: what breaks a rule and has one safe answer is changed where it stands, and nothing else. */
#ifndef WIRE_RULES_MEND_H
#define WIRE_RULES_MEND_H

#include "schemas/rules/edit.h"
#include "schemas/rules/rules.h"

/* One input: bytes that are lent, and how to read them. */
struct wire_mending {
    struct wire_str bytes;
    const struct wire_format *format;
    struct wire_worker *worker;
    const struct wire_source *source; /* for its name, encoding, zone and split */
};

extern const struct wire_finding wire_rules_not_mended, wire_rules_mend_size;

/*
 * Put the source into `out` with all changes made; each has gone to the sink as a finding. All other bytes are as they
 * were, in the same encoding. *made is how many there were: 0 and out is the source. WIRE_OK; WIRE_E_USAGE: it cannot be
 * mended (a finding has said why), and out is the source; WIRE_E_NOMEM.
 */
enum wire_status wire_rules_mend(const struct wire_rules *, const struct wire_mending *, const struct wire_sink *,
                                 struct wire_buf *out, size_t *made);

#endif

/* The format ANPA 1312: telling it, and its row in the list of formats. */
#include "anpa.h"

#include "room.h"

enum { LOOK = 4096 };

/* Whether a message in it has the format codes of the header: DC3 or DC4 with DC1 or DC2, before its text. */
static int
sniff(const char *bytes, size_t n, const char **why)
{
    struct wire_str s = { bytes, n < LOOK ? n : LOOK };
    size_t eighths = 0;

    for (size_t i = 0; i < s.n; i++)
        eighths += (unsigned char)s.p[i] >= 0x80;
    if (eighths * 4 > s.n) /* the code has seven bits; what is full of the eighth is a picture, or noise */
        return 0;
    for (size_t i = 1; i + 1 < s.n; i += 16) {
        wire_sixteen c = wire_load_some(s.p + i, s.n - 1 - i), next = wire_load_some(s.p + i + 1, s.n - 1 - i);
        unsigned codes = wire_bits((wire_sixteen)(((c == WIRE_DC3) | (c == WIRE_DC4)) & ((next == WIRE_DC1) | (next == WIRE_DC2))));
        if (codes == 0)
            continue;
        i += (size_t)__builtin_ctz(codes);
        *why = memchr(s.p, WIRE_SOH, i) != NULL ? "the header and format codes of ANPA 1312" : "the format codes of an ANPA 1312 header";
        return memchr(s.p, WIRE_SOH, i) != NULL ? 95 : 80;
    }
    return 0;
}


static const struct wire_finding *const findings[] = { WIRE_MESSAGE_FINDINGS, NULL };

const struct wire_format wire_format_anpa = {
    .name = "anpa",
    .title = "ANPA 1312: the wire format of North American agencies",
    .suffix = "anpa",
    .versions = "",
    .sniff = sniff,
    .read = wire_anpa_read,
    .open = wire_anpa_open,
    .story = wire_anpa_story,
    .apart = true,
    .encodes = true,
    .holds = WIRE_FIELD(WIRE_F_TYPE) | WIRE_FIELD(WIRE_F_PRIORITY) | WIRE_FIELD(WIRE_F_SENT) | WIRE_FIELD(WIRE_F_PROVIDER) | WIRE_FIELD(WIRE_F_HEADLINES) |
             WIRE_FIELD(WIRE_F_SLUGLINE) | WIRE_FIELD(WIRE_F_BY) | WIRE_FIELD(WIRE_F_DATELINE) | WIRE_FIELD(WIRE_F_CREDITS) | WIRE_FIELD(WIRE_F_DESCRIPTIONS) |
             WIRE_FIELD(WIRE_F_ED_NOTES) | WIRE_FIELD(WIRE_F_SUBJECTS) | WIRE_FIELD(WIRE_F_SERVICES) | WIRE_FIELD(WIRE_F_ALT_IDS) | WIRE_FIELD(WIRE_F_BODIES) |
             WIRE_FIELD(WIRE_F_TAKE) | WIRE_FIELD(WIRE_F_EXTRA) | WIRE_FIELD(WIRE_F_RESIDUE) | WIRE_FIELD(WIRE_F_NON_PUBLIC),
    .findings = findings,
};

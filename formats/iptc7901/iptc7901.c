/* The format IPTC 7901: telling it, and its row in the list of formats. */
#include "iptc7901.h"

#include "article/copy.h"
#include "room.h"

enum { LOOK = 4096 };

/*
 * A header line: after SOH or ZCZC, or, in a copy without its marks, first of all. Noise may stand before the first
 * message.
 */
static int
sniff(const char *bytes, size_t n, const char **why)
{
    struct wire_str s = { bytes, n < LOOK ? n : LOOK };
    bool first = true, framed = false;

    if (wire_str_begins(s, "\xEF\xBB\xBF"))
        s = wire_str_sub(s, 3, s.n);
    for (size_t from = 0; from < s.n;) {
        const char *lf = memchr(s.p + from, '\n', s.n - from);
        size_t end = lf != NULL ? (size_t)(lf - s.p) : s.n;
        struct wire_str line = wire_str_sub(s, from, end - from);
        struct wire_7901_header h;
        bool marked = line.n != 0 && memchr(line.p, WIRE_SOH, line.n) != NULL;
        from = end + 1;
        if (wire_line_trim(line).n == 0)
            continue;
        framed |= wire_str_begins(line, "ZCZC");
        if (wire_7901_header_read(line, !marked, &h) || (framed && wire_7901_header_read(line, false, &h))) {
            *why = marked ? "the header of IPTC 7901" : framed ? "ZCZC and the header of IPTC 7901" : "the header of IPTC 7901, without control characters";
            return marked ? 90 : framed || first ? 70 : 0;
        }
        first = false;
    }
    return 0;
}


static const struct wire_finding *const findings[] = { WIRE_MESSAGE_FINDINGS, NULL };

const struct wire_format wire_format_iptc7901 = {
    .name = "iptc7901",
    .title = "IPTC 7901: the wire format of European agencies",
    .suffix = "7901",
    .versions = "",
    .sniff = sniff,
    .read = wire_7901_read,
    .open = wire_7901_open,
    .story = wire_7901_story,
    .apart = true,
    .encodes = true,
    .holds = WIRE_FIELD(WIRE_F_TYPE) | WIRE_FIELD(WIRE_F_PRIORITY) | WIRE_FIELD(WIRE_F_SENT) | WIRE_FIELD(WIRE_F_PROVIDER) | WIRE_FIELD(WIRE_F_HEADLINES) |
             WIRE_FIELD(WIRE_F_SLUGLINE) | WIRE_FIELD(WIRE_F_BY) | WIRE_FIELD(WIRE_F_DATELINE) | WIRE_FIELD(WIRE_F_CREDITS) | WIRE_FIELD(WIRE_F_ED_NOTES) |
             WIRE_FIELD(WIRE_F_SUBJECTS) | WIRE_FIELD(WIRE_F_KEYWORDS) | WIRE_FIELD(WIRE_F_SERVICES) | WIRE_FIELD(WIRE_F_ALT_IDS) | WIRE_FIELD(WIRE_F_BODIES) |
             WIRE_FIELD(WIRE_F_TAKE) | WIRE_FIELD(WIRE_F_EXTRA) | WIRE_FIELD(WIRE_F_NON_PUBLIC),
    .findings = findings,
};

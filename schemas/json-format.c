/* JSON Schema: the formats of texts (Validation, 7.3). One not in the table holds of everything. */
#include "article/str.h"
#include "schemas/json-program.h"
#include "schemas/uri.h"

static bool
digits(struct wire_str *s, unsigned n, unsigned *out)
{
    *out = 0;
    if (s->n < n)
        return false;
    for (unsigned i = 0; i < n; i++) {
        if (s->p[i] < '0' || s->p[i] > '9')
            return false;
        *out = *out * 10 + (unsigned)(s->p[i] - '0');
    }
    *s = wire_str_sub(*s, n, SIZE_MAX);
    return true;
}

static bool
take(struct wire_str *s, char c)
{
    if (s->n == 0 || s->p[0] != c)
        return false;
    *s = wire_str_sub(*s, 1, SIZE_MAX);
    return true;
}

/* full-date of RFC 3339 */
static bool
take_date(struct wire_str *s)
{
    static const unsigned char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    unsigned y, m, d, most;

    if (!digits(s, 4, &y) || !take(s, '-') || !digits(s, 2, &m) || !take(s, '-') || !digits(s, 2, &d) || m < 1 || m > 12)
        return false;
    most = days[m - 1] + (unsigned)(m == 2 && y % 4 == 0 && (y % 100 != 0 || y % 400 == 0));
    return d >= 1 && d <= most;
}

/* full-time of RFC 3339; a leap second falls at the end of a UTC day. */
static bool
take_time(struct wire_str *s)
{
    unsigned h, m, sec, zh = 0, zm = 0, any;
    int minute;
    bool west;

    if (!digits(s, 2, &h) || !take(s, ':') || !digits(s, 2, &m) || !take(s, ':') || !digits(s, 2, &sec))
        return false;
    if (take(s, '.')) {
        if (!digits(s, 1, &any))
            return false;
        while (digits(s, 1, &any))
            ;
    }
    west = s->n != 0 && s->p[0] == '-';
    if (!take(s, 'Z') && !take(s, 'z') &&
        ((!take(s, '+') && !take(s, '-')) || !digits(s, 2, &zh) || !take(s, ':') || !digits(s, 2, &zm)))
        return false;
    minute = (int)(h * 60 + m) + (west ? 1 : -1) * (int)(zh * 60 + zm);
    return h < 24 && m < 60 && zh < 24 && zm < 60 && (sec < 60 || (sec == 60 && (minute + 1440) % 1440 == 1439));
}

static bool
is_date(struct wire_str s)
{
    return take_date(&s) && s.n == 0;
}

static bool
is_time(struct wire_str s)
{
    return take_time(&s) && s.n == 0;
}

static bool
is_date_time(struct wire_str s)
{
    return take_date(&s) && (take(&s, 'T') || take(&s, 't')) && take_time(&s) && s.n == 0;
}

/* Of draft 3: without an offset. */
static bool
is_old_time(struct wire_str s)
{
    unsigned h, m, sec;

    return digits(&s, 2, &h) && take(&s, ':') && digits(&s, 2, &m) && take(&s, ':') &&
           digits(&s, 2, &sec) && s.n == 0 && h < 24 &&
           m < 60 && sec < 60;
}

/* dur-* of RFC 3339, appendix A: P, and units in their order; weeks alone. */
static bool
is_duration(struct wire_str s)
{
    static const char order[] = "YMDTHMS";
    const char *unit = order;
    unsigned any;
    bool some = false, time = false;

    if (!take(&s, 'P'))
        return false;
    while (s.n != 0) {
        if (!time && take(&s, 'T')) {
            time = true;
            some = false;
            unit = order + 4;
            continue;
        }
        if (!digits(&s, 1, &any))
            return false;
        while (digits(&s, 1, &any))
            ;
        if (take(&s, 'W'))
            return !some && !time && unit == order && s.n == 0;
        while (*unit != '\0' && *unit != 'T' && (s.n == 0 || s.p[0] != *unit))
            unit++;
        if (*unit == '\0' || *unit == 'T' || !take(&s, *unit))
            return false;
        unit++;
        some = true;
    }
    return some;
}

static bool
is_uri(struct wire_str s)
{
    return wire_uri_is(s, false, false);
}

static bool
is_uri_reference(struct wire_str s)
{
    return wire_uri_is(s, true, false);
}

static bool
is_iri(struct wire_str s)
{
    return wire_uri_is(s, false, true);
}

static bool
is_iri_reference(struct wire_str s)
{
    return wire_uri_is(s, true, true);
}

static bool
is_ipv4(struct wire_str s)
{
    unsigned n, any;

    for (int i = 0; i < 4; i++) {
        size_t before = s.n;
        if ((i != 0 && !take(&s, '.')) || !digits(&s, 1, &n))
            return false;
        before = s.n;
        while (before - s.n < 2 && digits(&s, 1, &any))
            n = n == 0 ? 256 : n * 10 + any; /* no zeros in front */
        if (n > 255)
            return false;
    }
    return s.n == 0;
}

static int
hex_run(struct wire_str *s, int most)
{
    int n = 0;

    while (n < most && s->n != 0 && (unsigned char)s->p[0] < 0x80 && strchr("0123456789abcdefABCDEF", s->p[0]) != NULL &&
           s->p[0] != '\0') {
        *s = wire_str_sub(*s, 1, SIZE_MAX);
        n++;
    }
    return n;
}

/* RFC 4291, 2.2 */
static bool
is_ipv6(struct wire_str s)
{
    int groups = 0;
    bool gap = false;

    if (wire_str_begins(s, "::")) {
        gap = true;
        s = wire_str_sub(s, 2, SIZE_MAX);
        if (s.n == 0)
            return true;
    }
    for (;;) {
        if (memchr(s.p, ':', s.n) == NULL && memchr(s.p, '.', s.n) != NULL)
            return is_ipv4(s) && (gap ? groups + 2 < 8 : groups + 2 == 8);
        if (hex_run(&s, 4) == 0)
            return false;
        groups++;
        if (s.n == 0)
            return gap ? groups < 8 : groups == 8;
        if (!take(&s, ':'))
            return false;
        if (take(&s, ':')) {
            if (gap)
                return false;
            gap = true;
            if (s.n == 0)
                return groups < 8;
        }
    }
}

/* RFC 1123, 2.1; letters of any script where it is international */
static bool
is_host(struct wire_str s, bool international)
{
    size_t label = 0;

    if (s.n == 0 || s.n > 253)
        return false;
    for (size_t i = 0; i <= s.n; i++) {
        char c = i < s.n ? s.p[i] : '.';
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     (international && (unsigned char)c >= 0x80);
        if (c == '.') {
            if (label == 0 || label > 63 || s.p[i - 1] == '-')
                return false;
            label = 0;
        } else if (plain || (c == '-' && label != 0)) {
            label++;
        } else {
            return false;
        }
    }
    return true;
}

static bool
is_hostname(struct wire_str s)
{
    return is_host(s, false);
}

static bool
is_idn_hostname(struct wire_str s)
{
    return is_host(s, true);
}

/* Mailbox of RFC 5321, 4.1.2, without quoted local parts */
static bool
is_mail(struct wire_str s, bool international)
{
    const char *at = s.n != 0 ? memrchr(s.p, '@', s.n) : NULL;
    size_t n = at != NULL ? (size_t)(at - s.p) : 0;

    if (n == 0 || s.p[0] == '.' || at[-1] == '.')
        return false;
    for (size_t i = 0; i < n; i++) {
        char c = s.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     (international && (unsigned char)c >= 0x80);
        if (!plain && (c == '\0' || (unsigned char)c >= 0x80 || strchr("!#$%&'*+-/=?^_`{|}~.", c) == NULL ||
                       (c == '.' && s.p[i + 1] == '.')))
            return false;
    }
    return is_host(wire_str_sub(s, n + 1, SIZE_MAX), international);
}

static bool
is_email(struct wire_str s)
{
    return is_mail(s, false);
}

static bool
is_idn_email(struct wire_str s)
{
    return is_mail(s, true);
}

static bool
is_json_pointer(struct wire_str s)
{
    if (s.n != 0 && s.p[0] != '/')
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '~' && (i + 1 == s.n || (s.p[i + 1] != '0' && s.p[i + 1] != '1')))
            return false;
    }
    return true;
}

static bool
is_relative_json_pointer(struct wire_str s)
{
    unsigned first, any;

    if (!digits(&s, 1, &first))
        return false;
    while (first != 0 && digits(&s, 1, &any))
        ;
    return wire_str_is(s, "#") || is_json_pointer(s);
}

/* Escapes that other dialects have and ECMA 262 has not, such as \A and \Z (21.2.1, IdentityEscape with the flag u). */
static bool
has_alien_escape(struct wire_str s)
{
    for (size_t i = 0; i + 1 < s.n; i++) {
        if (s.p[i] != '\\')
            continue;
        i++;
        if (wire_is_alnum(s.p[i]) && strchr("bBcdDfknpPrsStuvwWx0123456789", s.p[i]) == NULL)
            return true;
    }
    return false;
}

static bool
is_regex(struct wire_str s)
{
    struct wire_pattern p = { 0 };
    char why[120];
    bool good = wire_pattern_compile(&p, s, why, sizeof why);

    wire_pattern_free(&p);
    return !has_alien_escape(s) && (good || *why == '\0');
}

static bool
is_uuid(struct wire_str s)
{
    static const int runs[] = { 8, 4, 4, 4, 12 };

    for (size_t i = 0; i < WIRE_COUNT(runs); i++) {
        if ((i != 0 && !take(&s, '-')) || hex_run(&s, runs[i]) != runs[i])
            return false;
    }
    return s.n == 0;
}

/* RFC 6570: expressions in braces, and what is between them */
static bool
is_uri_template(struct wire_str s)
{
    bool open = false;

    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == (open ? '{' : '}') || (!open && (s.p[i] == ' ' || s.p[i] == '"' || s.p[i] == '<' || s.p[i] == '>')))
            return false;
        open = s.p[i] == '{' || (open && s.p[i] != '}');
    }
    return !open;
}

static const struct {
    struct wire_js_format format;
    uint8_t first, last;
} formats[] = {
    { { "date-time", is_date_time }, WIRE_DRAFT_3, WIRE_DRAFT_2020 },
    { { "date", is_date }, WIRE_DRAFT_3, WIRE_DRAFT_2020 },
    { { "time", is_old_time }, WIRE_DRAFT_3, WIRE_DRAFT_3 },
    { { "time", is_time }, WIRE_DRAFT_7, WIRE_DRAFT_2020 },
    { { "duration", is_duration }, WIRE_DRAFT_2019, WIRE_DRAFT_2020 },
    { { "uri", is_uri }, WIRE_DRAFT_3, WIRE_DRAFT_2020 },
    { { "uri-reference", is_uri_reference }, WIRE_DRAFT_6, WIRE_DRAFT_2020 },
    { { "uri-template", is_uri_template }, WIRE_DRAFT_6, WIRE_DRAFT_2020 },
    { { "iri", is_iri }, WIRE_DRAFT_7, WIRE_DRAFT_2020 },
    { { "iri-reference", is_iri_reference }, WIRE_DRAFT_7, WIRE_DRAFT_2020 },
    { { "email", is_email }, WIRE_DRAFT_3, WIRE_DRAFT_2020 },
    { { "idn-email", is_idn_email }, WIRE_DRAFT_7, WIRE_DRAFT_2020 },
    { { "hostname", is_hostname }, WIRE_DRAFT_4, WIRE_DRAFT_2020 },
    { { "host-name", is_hostname }, WIRE_DRAFT_3, WIRE_DRAFT_3 },
    { { "idn-hostname", is_idn_hostname }, WIRE_DRAFT_7, WIRE_DRAFT_2020 },
    { { "ipv4", is_ipv4 }, WIRE_DRAFT_4, WIRE_DRAFT_2020 },
    { { "ip-address", is_ipv4 }, WIRE_DRAFT_3, WIRE_DRAFT_3 },
    { { "ipv6", is_ipv6 }, WIRE_DRAFT_3, WIRE_DRAFT_2020 },
    { { "json-pointer", is_json_pointer }, WIRE_DRAFT_6, WIRE_DRAFT_2020 },
    { { "relative-json-pointer", is_relative_json_pointer }, WIRE_DRAFT_7, WIRE_DRAFT_2020 },
    { { "regex", is_regex }, WIRE_DRAFT_3, WIRE_DRAFT_2020 },
    { { "uuid", is_uuid }, WIRE_DRAFT_2019, WIRE_DRAFT_2020 },
};

const struct wire_js_format *
wire_js_format_named(struct wire_str name, enum wire_draft draft)
{
    for (size_t i = 0; i < WIRE_COUNT(formats); i++) {
        if (wire_str_is(name, formats[i].format.name) && formats[i].first <= (uint8_t)draft && (uint8_t)draft <= formats[i].last)
            return &formats[i].format;
    }
    return NULL;
}

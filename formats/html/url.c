/* Tags and attributes, addresses among them: which a page may carry, and how they are written. A feed is untrusted. */
#include "html/page.h"

/* The length of the scheme, or 0 where there is none. RFC 3986, 3.1 and 4.2. */
static size_t
scheme(struct wire_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        bool more = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
        if (c == ':')
            return i;
        if (!letter && (!more || i == 0))
            return 0;
    }
    return 0;
}

/* Browsers drop tabs and line ends inside an address, so one with any is not what it seems. */
static bool
has_control(struct wire_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7F)
            return true;
    }
    return false;
}

/* Whether a colon stands where a browser could see a scheme that scheme() does not. */
static bool
odd_colon(struct wire_str s)
{
    for (size_t i = 0; i < s.n && s.p[i] != '/' && s.p[i] != '?' && s.p[i] != '#'; i++) {
        if (s.p[i] == ':')
            return true;
    }
    return false;
}

bool
wire_html_url_ok(struct wire_str s, enum wire_html_use use)
{
    static const char *const links[] = { "http:", "https:", "ftp:", "mailto:", "tel:", "urn:", "tag:" };
    size_t upto = use == WIRE_URL_LINK ? WIRE_COUNT(links) : 2;

    s = wire_str_trim(s);
    if (s.n == 0 || has_control(s))
        return false;
    if (scheme(s) == 0)
        return use != WIRE_URL_WEB && !odd_colon(s);
    for (size_t i = 0; i < upto; i++) {
        if (wire_str_begins_nocase(s, links[i]))
            return true;
    }
    return false;
}

bool
wire_html_is_uri(struct wire_str s)
{
    if (scheme(s) == 0 || wire_str_begins_nocase(s, "javascript:") || wire_str_begins_nocase(s, "data:"))
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] <= 0x20 || strchr("\"<>\\^`{|}", s.p[i]) != NULL || s.p[i] == 0x7F)
            return false;
    }
    return true;
}

void
wire_html_url(struct wire_buf *b, const char *name, struct wire_str s)
{
    static const char hex[] = "0123456789ABCDEF";

    s = wire_str_trim(s);
    wire_buf_putc(b, ' ');
    wire_buf_puts(b, name);
    wire_buf_put(b, "=\"", 2);
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '&') {
            wire_buf_put(b, "&amp;", 5);
        } else if (c <= 0x20 || strchr("\"<>\\^`{|}", c) != NULL) { /* no address has these as they are */
            char code[3] = { '%', hex[c >> 4], hex[c & 15] };
            wire_buf_put(b, code, 3);
        } else {
            wire_buf_putc(b, (char)c);
        }
    }
    wire_buf_putc(b, '"');
}

void
wire_html_attr(struct wire_buf *b, const char *name, struct wire_str value)
{
    if (value.n == 0)
        return;
    wire_buf_putc(b, ' ');
    wire_buf_puts(b, name);
    wire_buf_put(b, "=\"", 2);
    wire_buf_xml_attr(b, value);
    wire_buf_putc(b, '"');
}

void
wire_html_tag(struct wire_buf *b, const char *tag, const char *class_name)
{
    wire_buf_putc(b, '<');
    wire_buf_puts(b, tag);
    wire_buf_puts(b, " class=\"");
    wire_buf_puts(b, class_name);
    wire_buf_putc(b, '"');
}

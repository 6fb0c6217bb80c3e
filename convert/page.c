/* What the pages that the program makes for people share. */
#include "convert/page.h"

#include <stdio.h>

#include "convert/terminal.h"

static const char common_style[] =
    ":root{color-scheme:light dark;--ink:#1c2430;--soft:#5b6675;--line:#d9dee5;--back:#fff;--panel:#f5f7f9;--bar:#2f6db3;--bad:#b3261e;"
    "--warn:#8a5a00;--good:#2d7a3e}"
    "@media(prefers-color-scheme:dark){:root{--ink:#e4e8ee;--soft:#9aa6b5;--line:#343c47;--back:#14181d;--panel:#1d232a;--bar:#6aa5e3;"
    "--bad:#f2857d;--warn:#e0b25c;--good:#78c58a}}"
    "*{box-sizing:border-box}"
    "body{margin:0;color:var(--ink);background:var(--back);font:15px/1.5 system-ui,-apple-system,'Segoe UI','Noto Sans',sans-serif}"
    "h1{font-size:1.6rem;line-height:1.2;margin:0}h2{font-size:1.15rem;margin:0 0 .6rem}h3{font-size:.95rem;margin:1rem 0 .4rem}"
    "p{margin:.4rem 0}a{color:var(--bar)}code{font:.9em/1.4 ui-monospace,'DejaVu Sans Mono',monospace;overflow-wrap:anywhere}"
    ".soft{color:var(--soft)}.bad{color:var(--bad)}.warn{color:var(--warn)}.good{color:var(--good)}"
    "@media print{:root{--ink:#000;--soft:#444;--line:#bbb;--back:#fff;--panel:#fff;--bar:#345}body{font-size:10pt}"
    "*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}";

void
page_begin(struct wire_buf *out, const char *title, const char *style)
{
    wire_buf_puts(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                       "<meta name=\"robots\" content=\"noindex\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
    page_string(out, title);
    wire_buf_puts(out, "</title>\n<style>\n");
    wire_buf_puts(out, common_style);
    wire_buf_puts(out, style);
    wire_buf_puts(out, "\n</style>\n</head>\n<body>\n");
}

void
page_end(struct wire_buf *out)
{
    wire_buf_puts(out, "</body>\n</html>\n");
}

void
page_text(struct wire_buf *out, struct wire_str s)
{
    struct wire_buf clean = WIRE_BUF_INIT;

    put_clean(&clean, s);
    wire_buf_xml_attr(out, wire_buf_slice(&clean));
    if (clean.err != WIRE_OK)
        out->err = clean.err;
    wire_buf_free(&clean);
}

void
page_string(struct wire_buf *out, const char *s)
{
    page_text(out, (struct wire_str){ s, strlen(s) });
}

void
page_number(struct wire_buf *out, unsigned long long n)
{
    char digits[24];
    size_t count = (size_t)snprintf(digits, sizeof digits, "%llu", n);

    for (size_t i = 0; i < count; i++) {
        if (i != 0 && (count - i) % 3 == 0)
            wire_buf_puts(out, "\xE2\x80\xAF"); /* narrow no-break space */
        wire_buf_putc(out, digits[i]);
    }
}

/* Diagnostics on standard error: lines for people, JSON lines or one SARIF document for machines. */
#include "convert/diagnostics.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "article/str.h"
#include "convert/excerpt.h"
#include "convert/signals.h"
#include "convert/terminal.h"

void
diag_init(struct diagnostics *d, enum diag_form form)
{
    *d = (struct diagnostics){ .form = form, .line = WIRE_BUF_INIT };
    wire_buf_room(&d->line, 4096); /* so that there is room to say so when memory is out */
    d->line.err = WIRE_OK;
}

static void
flush(struct diagnostics *d)
{
    static const char sorry[] = "wirecopy: out of memory, and so cannot say more\n";
    const char *p = d->line.p;
    size_t n = d->line.n;

    if (d->line.err != WIRE_OK || p == NULL) {
        p = sorry;
        n = sizeof sorry - 1;
        d->failed = true;
    }
    if (d->before != NULL)
        d->before(d->before_ctx);
    while (n > 0) {
        ssize_t put = write(STDERR_FILENO, p, n);
        if (put < 0 && try_again(STDERR_FILENO, true))
            continue;
        if (put < 0) {
            d->failed |= errno != EPIPE;
            break;
        }
        p += put;
        n -= (size_t)put;
    }
    wire_buf_clear(&d->line);
    d->line.err = WIRE_OK;
}

static void
put_text(struct diagnostics *d, const struct wire_diag *diag)
{
    static const enum style styles[] = { [WIRE_ERROR] = RED, [WIRE_WARNING] = YELLOW, [WIRE_STYLE] = CYAN };
    struct wire_buf *line = &d->line;

    put_style(line, d->colour, BOLD);
    put_clean(line, wire_str_of(diag->file != NULL ? diag->file : "wirecopy"));
    wire_buf_putc(line, ':');
    if (diag->at.line != 0)
        wire_buf_printf(line, "%u:", diag->at.line);
    if (diag->at.line != 0 && diag->at.col != 0)
        wire_buf_printf(line, "%u:", diag->at.col);
    put_style(line, d->colour, PLAIN);
    wire_buf_putc(line, ' ');
    put_style(line, d->colour, styles[diag->what->level]);
    wire_buf_printf(line, "%s:", finding_level(diag->what->level));
    put_style(line, d->colour, PLAIN);
    wire_buf_printf(line, " %s", diag->what->text);
    if (*diag->detail != '\0') {
        wire_buf_puts(line, ": ");
        put_clean(line, wire_str_of(diag->detail));
    }
    put_style(line, d->colour, DIM);
    wire_buf_printf(line, " [%s]", diag->what->id);
    put_style(line, d->colour, PLAIN);
    wire_buf_putc(line, '\n');
    if (d->excerpts)
        put_excerpt(line, diag->file, diag->at, terminal_width(STDERR_FILENO), d->colour);
}

static void
member(struct wire_buf *out, const char *key, struct wire_str s)
{
    wire_buf_printf(out, ",\"%s\":", key);
    wire_buf_json(out, s);
}

static void
put_json(struct wire_buf *line, const struct wire_diag *diag)
{
    wire_buf_puts(line, "{\"id\":");
    wire_buf_json(line, wire_str_of(diag->what->id));
    member(line, "level", wire_str_of(finding_level(diag->what->level)));
    if (diag->file != NULL)
        member(line, "file", wire_str_of(diag->file));
    if (diag->at.line != 0)
        wire_buf_printf(line, ",\"line\":%u", diag->at.line);
    if (diag->at.line != 0 && diag->at.col != 0)
        wire_buf_printf(line, ",\"column\":%u", diag->at.col);
    if (diag->uri.n != 0)
        member(line, "uri", diag->uri);
    member(line, "text", wire_str_of(diag->what->text));
    if (*diag->detail != '\0')
        member(line, "detail", wire_str_of(diag->detail));
    wire_buf_puts(line, "}\n");
}

/* --- SARIF 2.1.0 (OASIS): one run, its rules first, then a result for each report --- */

static void
sarif_rule(struct wire_buf *out, const struct wire_finding *f)
{
    static const char *const levels[] = { "error", "warning", "note" };

    wire_buf_puts(out, "{\"id\":");
    wire_buf_json(out, wire_str_of(f->id));
    wire_buf_puts(out, ",\"shortDescription\":{\"text\":");
    wire_buf_json(out, wire_str_of(f->text));
    wire_buf_puts(out, "}");
    if (f->remedy != NULL) {
        wire_buf_puts(out, ",\"help\":{\"text\":");
        wire_buf_json(out, wire_str_of(f->remedy));
        wire_buf_puts(out, "}");
    }
    wire_buf_printf(out, ",\"defaultConfiguration\":{\"level\":\"%s\"}}", levels[f->level]);
}

static void
sarif_begin(struct diagnostics *d)
{
    size_t count = 0;
    const struct wire_finding **all = findings_all(&count);

    d->begun = true;
    wire_buf_puts(&d->line, "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\","
                            "\"runs\":[{\"tool\":{\"driver\":{\"name\":\"wirecopy\",\"version\":\"" WIRE_VERSION
                            "\",\"rules\":[");
    for (size_t i = 0; i < count; i++) {
        wire_buf_puts(&d->line, i != 0 ? ",\n" : "\n");
        sarif_rule(&d->line, all[i]);
    }
    wire_buf_puts(&d->line, "]}},\"columnKind\":\"unicodeCodePoints\",\"results\":[");
    if (all == NULL)
        d->line.err = WIRE_E_NOMEM;
    free(all);
}

/* A path as a URI reference (RFC 3986): what is not unreserved or a slash is percent-encoded. */
static void
put_path_uri(struct wire_buf *out, const char *path)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

    if (*path == '/')
        wire_buf_puts(out, "file://");
    for (; *path != '\0'; path++) {
        if (strchr(plain, *path) != NULL)
            wire_buf_putc(out, *path);
        else
            wire_buf_printf(out, "%%%02X", (unsigned char)*path);
    }
}

static void
put_sarif(struct diagnostics *d, const struct wire_diag *diag)
{
    static const char *const levels[] = { "error", "warning", "note" };
    struct wire_buf *out = &d->line;
    bool first = !d->begun || d->count[0] + d->count[1] + d->count[2] == 1;

    if (!d->begun)
        sarif_begin(d);
    wire_buf_puts(out, first ? "\n{\"ruleId\":" : ",\n{\"ruleId\":");
    wire_buf_json(out, wire_str_of(diag->what->id));
    wire_buf_printf(out, ",\"level\":\"%s\",\"message\":{\"text\":", levels[diag->what->level]);
    {
        char text[1024];
        snprintf(text, sizeof text, "%s%s%s", diag->what->text, *diag->detail != '\0' ? ": " : "", diag->detail);
        wire_buf_json(out, wire_str_of(text));
    }
    wire_buf_puts(out, "}");
    if (diag->file != NULL) {
        wire_buf_puts(out, ",\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"");
        put_path_uri(out, diag->file);
        wire_buf_puts(out, "\"}");
        if (diag->at.line != 0) {
            wire_buf_printf(out, ",\"region\":{\"startLine\":%u", diag->at.line);
            if (diag->at.col != 0)
                wire_buf_printf(out, ",\"startColumn\":%u", diag->at.col);
            wire_buf_puts(out, "}");
        }
        wire_buf_puts(out, "}}]");
    }
    if (diag->uri.n != 0) {
        wire_buf_puts(out, ",\"properties\":{\"story\":");
        wire_buf_json(out, diag->uri);
        wire_buf_puts(out, "}");
    }
    wire_buf_puts(out, "}");
}

void
diag_report(struct diagnostics *d, const struct wire_diag *found)
{
    struct wire_diag placed = *found;
    const struct wire_diag *diag = &placed;

    if (placed.at.line != 0)
        placed.at.line += d->lines;
    d->count[diag->what->level]++;
    d->said_no_memory |= diag->what == &program_findings[NO_MEMORY];
    if (d->also != NULL)
        put_json(d->also, diag);
    if (d->divert != NULL) {
        d->divert(d->divert_ctx, diag);
        return;
    }
    if (d->hear != NULL)
        d->hear(d->hear_ctx, diag);
    switch (d->form) {
    case DIAG_JSON:
        put_json(&d->line, diag);
        break;
    case DIAG_SARIF:
        put_sarif(d, diag);
        break;
    case DIAG_TEXT:
        if (diag->what->level != WIRE_ERROR && (d->quiet || (diag->what->level == WIRE_STYLE && !d->verbose)))
            return;
        put_text(d, diag);
        break;
    }
    flush(d);
}

void
diag_say(struct diagnostics *d, enum program_finding what, const char *file, const char *detail)
{
    diag_report(d, &(struct wire_diag){ .what = &program_findings[what], .file = file, .detail = detail });
}

void
diag_note(struct diagnostics *d, const char *fmt, ...)
{
    char text[1024];
    va_list args;

    if (d->form != DIAG_TEXT)
        return;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    if (d->divert != NULL) {
        d->divert_note(d->divert_ctx, text);
        return;
    }
    put_clean(&d->line, wire_str_of(text));
    wire_buf_putc(&d->line, '\n');
    flush(d);
}

void
diag_close(struct diagnostics *d)
{
    if (d->form == DIAG_SARIF) {
        if (!d->begun)
            sarif_begin(d);
        wire_buf_puts(&d->line, "\n]}]}\n");
        flush(d);
    }
    wire_buf_free(&d->line);
}

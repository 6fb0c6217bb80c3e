/* wirecopy explain and wirecopy formats: the tables shown to people. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "article/str.h"
#include "convert/commands.h"
#include "convert/findings.h"
#include "convert/limits.h"
#include "convert/suggest.h"
#include "convert/terminal.h"
#include "formats.h"
#include "schemas/rules/rules.h"

/* Words of text, wrapped at `width` columns behind `indent` spaces. */
static void
put_wrapped(struct wire_buf *out, const char *text, unsigned indent, unsigned width)
{
    unsigned at = 0;

    while (*text != '\0') {
        size_t n = strcspn(text, " ");
        unsigned wide = text_columns((struct wire_str){ text, n });
        if (at != 0 && at + 1 + wide > width) {
            wire_buf_putc(out, '\n');
            at = 0;
        }
        if (at == 0) {
            wire_buf_printf(out, "%*s", (int)indent, "");
            at = indent;
        } else {
            wire_buf_putc(out, ' ');
            at++;
        }
        wire_buf_put(out, text, n);
        at += wide;
        text += n + strspn(text + n, " ");
    }
    wire_buf_putc(out, '\n');
}

static int
finish(struct wire_buf *out, int status)
{
    int st = EXIT_TROUBLE;

    if (out->err != WIRE_OK)
        fputs("wirecopy: out of memory\n", stderr);
    else
        st = out->n != 0 ? print_all(out->p, out->n) : EXIT_GOOD;
    wire_buf_free(out);
    return st > status ? st : status;
}

static void
put_level(struct wire_buf *out, bool colour, enum wire_level level)
{
    static const enum style styles[] = { [WIRE_ERROR] = RED, [WIRE_WARNING] = YELLOW, [WIRE_STYLE] = CYAN };

    put_style(out, colour, styles[level]);
    wire_buf_puts(out, finding_level(level));
    put_style(out, colour, PLAIN);
}

static int
list_findings(struct wire_buf *out, bool colour)
{
    size_t count = 0;
    const struct wire_finding **all = findings_all(&count);
    int widest = 0;

    if (all == NULL) {
        out->err = WIRE_E_NOMEM;
        return EXIT_TROUBLE;
    }
    for (size_t i = 0; i < count; i++) {
        int n = (int)strlen(all[i]->id);
        widest = n > widest ? n : widest;
    }
    for (size_t i = 0; i < count; i++) {
        put_style(out, colour, BOLD);
        wire_buf_printf(out, "%-*s", widest + 2, all[i]->id);
        put_style(out, colour, PLAIN);
        put_level(out, colour, all[i]->level);
        wire_buf_printf(out, "%*s%s\n", 9 - (int)strlen(finding_level(all[i]->level)), "", all[i]->text);
    }
    free(all);
    return EXIT_GOOD;
}

static void
explain(struct wire_buf *out, bool colour, unsigned width, const struct wire_finding *f)
{
    if (out->n != 0)
        wire_buf_putc(out, '\n');
    put_style(out, colour, BOLD);
    wire_buf_puts(out, f->id);
    put_style(out, colour, PLAIN);
    wire_buf_puts(out, " (");
    put_level(out, colour, f->level);
    wire_buf_puts(out, ")\n");
    put_wrapped(out, f->text, 2, width);
    if (f->remedy != NULL) {
        wire_buf_puts(out, "\n  What to do\n");
        put_wrapped(out, f->remedy, 4, width);
    }
    if (f->rule != NULL) {
        wire_buf_puts(out, "\n  Rule\n");
        put_wrapped(out, f->rule, 4, width);
    }
    if (wire_rule_of(f) != NULL)
        wire_buf_printf(out, "\n  Good\n    %s\n\n  Bad\n    %s\n", wire_rule_of(f)->good, wire_rule_of(f)->bad);
    if (wire_rule_of(f) != NULL && wire_rule_of(f)->mends)
        wire_buf_puts(out, "\n  'wirecopy validate --fix' mends it.\n");
}

/* The table of limits, which is a page of its own in the manual. */
static void
list_limits(struct wire_buf *out, bool colour, unsigned width)
{
    for (const struct limit_row *row = limit_rows; row->name != NULL; row++) {
        char number[LIMIT_TEXT];
        limit_number(row, number);
        put_style(out, colour, BOLD);
        wire_buf_puts(out, row->name);
        put_style(out, colour, PLAIN);
        wire_buf_printf(out, ": %s %s", number, row->of);
        if (row->changed != NULL)
            wire_buf_printf(out, " (%s)", row->changed);
        wire_buf_putc(out, '\n');
        put_wrapped(out, row->past, 4, width);
    }
}

static int
unknown_id(const struct options *o, const char *id)
{
    struct suggestion s = suggest_for(id);
    size_t count = 0;
    const struct wire_finding **all = findings_all(&count);

    for (size_t i = 0; i < count; i++)
        suggest_offer(&s, all[i]->id);
    free(all);
    if (s.best != NULL)
        return usage_error(o->command, "no finding is called '%s'; did you mean %s?", id, s.best);
    return usage_error(o->command, "no finding is called '%s'; 'wirecopy explain' lists them", id);
}

int
run_explain(const struct options *o)
{
    struct wire_buf out = WIRE_BUF_INIT;
    bool colour = terminal_colour(STDOUT_FILENO, o->value[OPT_COLOR]);
    unsigned width = terminal_width(STDOUT_FILENO);
    int st = EXIT_GOOD;

    if (o->file_count == 0)
        st = list_findings(&out, colour);
    for (size_t i = 0; i < o->file_count; i++) {
        const struct wire_finding *f = finding_named(o->files[i]);
        if (strcmp(o->files[i], "limits") == 0)
            list_limits(&out, colour, width < 80 ? width : 80);
        else if (f != NULL)
            explain(&out, colour, width < 80 ? width : 80, f);
        else
            st = unknown_id(o, o->files[i]);
    }
    return finish(&out, st);
}

static void
format_json(struct wire_buf *out, const struct wire_format *f)
{
    wire_buf_puts(out, "{\"name\":");
    wire_buf_json(out, wire_str_of(f->name));
    wire_buf_puts(out, ",\"title\":");
    wire_buf_json(out, wire_str_of(f->title));
    wire_buf_printf(out, ",\"read\":%s,\"write\":%s", f->read != NULL ? "true" : "false",
                    f->story != NULL ? "true" : "false");
    if (f->versions != NULL) {
        wire_buf_puts(out, ",\"versions\":");
        wire_buf_json(out, wire_str_of(f->versions));
    }
    if (f->suffix != NULL) {
        wire_buf_puts(out, ",\"suffix\":");
        wire_buf_json(out, wire_str_of(f->suffix));
    }
    wire_buf_puts(out, "}\n");
}

static int
longer(int most, const char *s)
{
    int n = s != NULL ? (int)strlen(s) : 0;

    return n > most ? n : most;
}

int
run_formats(const struct options *o)
{
    struct wire_buf out = WIRE_BUF_INIT;
    bool colour = terminal_colour(STDOUT_FILENO, o->value[OPT_COLOR]), json = o->value[OPT_JSON] != NULL;
    int name = 4, versions = 8;

    if (o->file_count != 0)
        return usage_error(o->command, "takes no operands");
    for (size_t i = 0; wire_formats[i] != NULL; i++) {
        name = longer(name, wire_formats[i]->name);
        versions = longer(versions, wire_formats[i]->versions);
    }
    if (!json) {
        put_style(&out, colour, BOLD);
        wire_buf_printf(&out, "%-*s  %-10s  %-*s  %s", name, "NAME", "CAN", versions, "VERSIONS", "WHAT IT IS");
        put_style(&out, colour, PLAIN);
        wire_buf_putc(&out, '\n');
    }
    for (size_t i = 0; wire_formats[i] != NULL; i++) {
        const struct wire_format *f = wire_formats[i];
        if (json)
            format_json(&out, f);
        else
            wire_buf_printf(&out, "%-*s  %-4s %-5s  %-*s  %s\n", name, f->name, f->read != NULL ? "read" : "",
                            f->story != NULL ? "write" : "", versions, f->versions != NULL ? f->versions : "", f->title);
    }
    return finish(&out, EXIT_GOOD);
}

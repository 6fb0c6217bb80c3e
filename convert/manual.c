/* The manual in mdoc(7), printed from the tables of commands, options, fields and findings. */
#include <stdio.h>
#include <stdlib.h>

#include "article/article.h"
#include "article/buf.h"
#include "convert/commands.h"
#include "convert/findings.h"
#include "convert/limits.h"
#include "convert/suggest.h"
#include "formats.h"
#include "schemas/rules/rules.h"

#define MANUAL_DATE "November 22, 2026"

enum { LINE = 74 }; /* columns of a line of the source, escapes aside */

/* --- text --- */

/* A word with what mdoc would take for itself escaped. */
static void
put_word(struct wire_buf *out, const char *word, size_t n, bool begins_line)
{
    if (begins_line && n > 0 && (*word == '.' || *word == '\''))
        wire_buf_puts(out, "\\&");
    for (size_t i = 0; i < n; i++) {
        if (word[i] == '\\')
            wire_buf_puts(out, "\\e");
        else if (word[i] == '-' && (i == 0 || word[i - 1] == '-' || word[i - 1] == ' '))
            wire_buf_puts(out, "\\-"); /* of an option, not a hyphen */
        else if (word[i] == '\'')
            wire_buf_puts(out, "\\(aq");
        else if (word[i] == '"')
            wire_buf_puts(out, "\\(dq"); /* of the text, not around an argument */
        else
            wire_buf_putc(out, word[i]);
    }
}

static bool
ends_sentence(const char *word, size_t n)
{
    return n > 2 && strchr(".?!", word[n - 1]) != NULL;
}

/* Text wrapped, a new sentence on a new line, a blank line as a paragraph. */
static void
put_text(struct wire_buf *out, const char *text)
{
    size_t column = 0;

    while (*text != '\0') {
        size_t n = strcspn(text, " \n"), before;
        if (column != 0 && column + 1 + n > LINE) {
            wire_buf_putc(out, '\n');
            column = 0;
        }
        if (column != 0)
            wire_buf_putc(out, ' ');
        before = out->n;
        put_word(out, text, n, column == 0);
        column += out->n - before + 1;
        if (ends_sentence(text, n) && text[n] != '\0') {
            wire_buf_putc(out, '\n');
            column = 0;
        }
        text += n;
        if (*text == '\n') {
            wire_buf_puts(out, column != 0 ? "\n.Pp\n" : ".Pp\n");
            column = 0;
        }
        text += strspn(text, " \n");
    }
    if (column != 0)
        wire_buf_putc(out, '\n');
}

/* A sentence begun by a table without capital or full stop. */
static void
put_sentence(struct wire_buf *out, const char *text)
{
    char capital[600];
    size_t n = (size_t)snprintf(capital, sizeof capital - 1, "%s", text);

    if (n > sizeof capital - 2)
        n = sizeof capital - 2;
    /* Names and values that are written small stay small: only a plain first word is raised. */
    if (capital[0] >= 'a' && capital[0] <= 'z' && strncmp(text, "json ", 5) != 0 && strchr(",:", text[strcspn(text, " ,:")]) == NULL)
        capital[0] = (char)(capital[0] - 'a' + 'A');
    capital[n] = '.';
    capital[n + 1] = '\0';
    put_text(out, capital);
}

static void
put_head(struct wire_buf *out, const char *name, int section, const char *what)
{
    wire_buf_puts(out, ".Dd " MANUAL_DATE "\n.Dt ");
    for (const char *p = name; *p != '\0'; p++)
        wire_buf_putc(out, *p >= 'a' && *p <= 'z' ? (char)(*p - 'a' + 'A') : *p);
    wire_buf_printf(out, " %d\n.Os\n.Sh NAME\n.Nm %s\n.Nd %s\n", section, name, what);
}

/* "FORMAT[@VERSION]" as an argument; what is in capitals is a name to be filled in. */
static void
put_argument(struct wire_buf *out, const char *arg)
{
    wire_buf_puts(out, " Ar ");
    put_word(out, arg, strlen(arg), false);
}

/* --- parts of a page --- */

static void
synopsis_option(struct wire_buf *out, const struct option_row *row)
{
    wire_buf_puts(out, ".Op ");
    if (row->letter != 0)
        wire_buf_printf(out, "Fl %c", row->letter);
    else
        wire_buf_printf(out, "Fl \\-%s", row->name);
    if (row->arg != NULL)
        put_argument(out, row->arg);
    wire_buf_putc(out, '\n');
}

static void
put_synopsis(struct wire_buf *out, const struct command_row *c)
{
    bool program = c->bit == FOR_PROGRAM, convert = (c->bit & (FOR_CONVERT | FOR_WATCH)) != 0;

    wire_buf_puts(out, ".Sh SYNOPSIS\n.Nm wirecopy\n");
    if (!program)
        wire_buf_printf(out, ".Cm %s\n", c->name);
    for (int i = 0; i < OPTIONS; i++) {
        const struct option_row *row = &option_rows[i];
        if ((row->commands & c->bit) == 0 || row->help == NULL || i == OPT_HELP || (convert && i == OPT_TO))
            continue;
        synopsis_option(out, row);
    }
    if (convert)
        wire_buf_puts(out, ".Fl t Ar FORMAT Ns Op @ Ns Ar VERSION\n");
    if (program)
        wire_buf_puts(out, ".Ar COMMAND\n.Op Ar OPTION ...\n.Op Ar FILE ...\n");
    else if (c->bit == FOR_WATCH)
        wire_buf_puts(out, ".Ar INBOX OUTBOX\n");
    else if (convert)
        wire_buf_puts(out, ".Op Ar FILE | DIR ...\n");
    else if (c->bit == FOR_INSPECT)
        wire_buf_puts(out, ".Op Ar FILE ...\n");
    else if (c->bit == FOR_EXPLAIN)
        wire_buf_puts(out, ".Op Ar ID ...\n");
}

static void
put_options(struct wire_buf *out, const struct command_row *c)
{
    wire_buf_puts(out, ".Pp\nThe options are as follows:\n.Bl -tag -width Ds\n");
    for (int i = 0; i < OPTIONS; i++) {
        const struct option_row *row = &option_rows[i];
        if ((row->commands & c->bit) == 0 || row->help == NULL)
            continue;
        wire_buf_puts(out, ".It");
        if (row->letter != 0) {
            wire_buf_printf(out, " Fl %c", row->letter);
            if (row->arg != NULL)
                put_argument(out, row->arg);
            wire_buf_puts(out, " ,");
        }
        wire_buf_printf(out, " Fl \\-%s", row->name);
        if (row->arg != NULL)
            put_argument(out, row->arg);
        wire_buf_putc(out, '\n');
        put_sentence(out, row->help);
        if (row->more != NULL)
            put_text(out, row->more);
    }
    wire_buf_puts(out, ".El\n");
}

/* "newsml-g2, ninjs and json", of the writers that do or do not hold a field. */
static void
put_holders(struct wire_buf *out, int field)
{
    const char *names[64];
    size_t n = 0;

    for (size_t i = 0; wire_formats[i] != NULL && n < WIRE_COUNT(names); i++) {
        if (wire_formats[i]->story != NULL && wire_field_in(wire_formats[i]->holds, field))
            names[n++] = wire_formats[i]->name;
    }
    if (n == 0)
        return;
    wire_buf_puts(out, "Held by");
    for (size_t i = 0; i < n; i++)
        wire_buf_printf(out, "%s\n.Cm %s", i == 0 ? "" : i + 1 < n ? " ," : "\nand", names[i]);
    wire_buf_puts(out, " .\n");
}

static void
put_fields(struct wire_buf *out, bool with_holders)
{
    static const char *const shapes[] = {
        [WIRE_ONE_TEXT] = "text",          [WIRE_ONE_NUMBER] = "number", [WIRE_ONE_RECORD] = "record",
        [WIRE_TEXTS] = "list of texts",    [WIRE_RECORDS] = "list of records", [WIRE_ARTICLES] = "list of articles",
    };

    wire_buf_puts(out, ".Bl -tag -width Ds\n");
    for (int f = 0; f < WIRE_FIELD_COUNT; f++) {
        wire_buf_printf(out, ".It Cm %s Pq %s\n", wire_fields[f].name, shapes[wire_fields[f].shape]);
        put_sentence(out, wire_fields[f].about);
        if (with_holders)
            put_holders(out, f);
    }
    wire_buf_puts(out, ".El\n");
}

static void
put_formats(struct wire_buf *out)
{
    wire_buf_puts(out, ".Pp\nThe formats are:\n.Bl -tag -width Ds\n");
    for (size_t i = 0; wire_formats[i] != NULL; i++) {
        const struct wire_format *f = wire_formats[i];
        char what[400];
        wire_buf_printf(out, ".It Cm %s\n", f->name);
        snprintf(what, sizeof what, "%s%s%s%s", f->title, f->versions != NULL ? "; versions " : "",
                 f->versions != NULL ? f->versions : "",
                 f->read == NULL ? "; written only" : f->story == NULL ? "; read only" : "; read and written");
        put_sentence(out, what);
    }
    wire_buf_puts(out, ".El\n");
}

static void
put_exit(struct wire_buf *out, const struct command_row *c)
{
    bool stories = (c->bit & (FOR_PROGRAM | FOR_CONVERT | FOR_WATCH | FOR_INSPECT)) != 0;

    wire_buf_puts(out, ".Sh EXIT STATUS\n.Bl -tag -width Ds\n.It 0\nAll is well.\n");
    if (stories)
        wire_buf_puts(out, ".It 1\nSome story could not be delivered, or something happened that an option\n"
                           "such as\n.Fl \\-fail-if-loss\nmakes a failure.\n");
    wire_buf_puts(out, ".It 2\nThe command line makes no sense.\n"
                       ".It 3\nAn input or an output gave trouble: it cannot be opened, the disk is full,\n"
                       "memory is out.\n.El\n");
    if (stories)
        wire_buf_puts(out, ".Pp\nWhere several apply it is the highest.\n"
                           "When who reads a pipe has read enough, the program ends quietly.\n");
}

static void
put_environment(struct wire_buf *out)
{
    wire_buf_puts(out, ".Sh ENVIRONMENT\n.Bl -tag -width NO_COLOR\n.It Ev NO_COLOR\n"
                       "When it is set and not empty, nothing is coloured unless\n.Fl \\-color Ar always\nsays so.\n"
                       ".It Ev COLUMNS\nThe width of reports that do not go to a terminal.\n.El\n");
}

static void
put_examples(struct wire_buf *out, const struct command_row *c)
{
    wire_buf_puts(out, ".Sh EXAMPLES\n");
    for (const struct example *e = c->examples; e->what != NULL; e++) {
        if (e != c->examples)
            wire_buf_puts(out, ".Pp\n");
        put_text(out, e->what);
        wire_buf_puts(out, ".Pp\n.Dl ");
        for (const char *p = e->command; *p != '\0'; p++) {
            if (*p == '\'')
                wire_buf_puts(out, "\\(aq");
            else if (*p == '-')
                wire_buf_puts(out, "\\-");
            else if (*p == '|')
                wire_buf_puts(out, "\\*(Ba");
            else
                wire_buf_putc(out, *p);
        }
        wire_buf_putc(out, '\n');
    }
}

static void
put_see_also(struct wire_buf *out, const struct command_row *self, const char *page)
{
    static const char *const order[] = { "convert", "explain", "formats", "inspect", "validate", "watch" }; /* by name, as mdoc has it */
    static const char *const sevens[] = { "findings", "limits", "mapping" };
    bool first = true;

    wire_buf_puts(out, ".Sh SEE ALSO\n");
    if (self == NULL || self->bit != FOR_PROGRAM) {
        wire_buf_puts(out, ".Xr wirecopy 1");
        first = false;
    }
    for (size_t i = 0; i < WIRE_COUNT(order); i++) {
        if (self != NULL && strcmp(self->name, order[i]) == 0)
            continue;
        wire_buf_printf(out, "%s.Xr wirecopy-%s 1", first ? "" : " ,\n", order[i]);
        first = false;
    }
    for (size_t i = 0; i < WIRE_COUNT(sevens); i++) {
        if (strcmp(sevens[i], page) != 0)
            wire_buf_printf(out, " ,\n.Xr wirecopy-%s 7", sevens[i]);
    }
    wire_buf_putc(out, '\n');
}

/* --- pages --- */

static void
command_page(struct wire_buf *out, const struct command_row *c)
{
    char name[80], what[200];

    snprintf(name, sizeof name, "%s%s", c->bit == FOR_PROGRAM ? "" : "wirecopy-", c->name);
    snprintf(what, sizeof what, "%s", c->help);
    put_head(out, name, 1, what);
    put_synopsis(out, c);
    wire_buf_puts(out, ".Sh DESCRIPTION\n");
    put_text(out, c->about);
    if (c->bit == FOR_PROGRAM) {
        wire_buf_puts(out, ".Pp\nThe commands are:\n.Bl -tag -width Ds\n");
        for (const struct command_row *row = command_rows + 1; row->name != NULL; row++) {
            wire_buf_printf(out, ".It Cm %s\n", row->name);
            put_sentence(out, row->help);
            wire_buf_printf(out, "See\n.Xr wirecopy-%s 1 .\n", row->name);
        }
        wire_buf_puts(out, ".El\n");
    }
    put_options(out, c);
    if ((c->bit & (FOR_PROGRAM | FOR_CONVERT)) != 0)
        put_formats(out);
    if (c->bit == FOR_CONVERT) {
        wire_buf_puts(out, ".Sh THE ARTICLE\nThe fields of the article, in the order in which the article JSON has them\n"
                           "(see\n.Xr wirecopy-mapping 7\nfor which format holds which):\n");
        put_fields(out, false);
    }
    put_environment(out);
    put_exit(out, c);
    put_examples(out, c);
    put_see_also(out, c, "");
    if (c->bugs != NULL) {
        wire_buf_puts(out, ".Sh BUGS\n");
        put_text(out, c->bugs);
    }
}

/* The examples of a rule, whose letters stand as they are. */
static void
put_rule(struct wire_buf *out, const struct wire_rule *rule)
{
    const char *const examples[] = { rule != NULL ? rule->good : NULL, rule != NULL ? rule->bad : NULL };

    for (size_t i = 0; rule != NULL && i < WIRE_COUNT(examples); i++) {
        wire_buf_printf(out, ".Pp\n%s\n.Bd -literal -offset indent\n", i == 0 ? "Good:" : "Bad:");
        put_word(out, examples[i], strlen(examples[i]), true);
        wire_buf_puts(out, "\n.Ed\n");
    }
    if (rule != NULL && rule->mends)
        wire_buf_puts(out, ".Pp\n.Ql validate \\-\\-fix\nmends it.\n");
}

static void
findings_page(struct wire_buf *out)
{
    size_t count = 0;
    const struct wire_finding **all = findings_all(&count);

    put_head(out, "wirecopy-findings", 7, "what wirecopy reports, and what to do about it");
    wire_buf_puts(out, ".Sh DESCRIPTION\n");
    put_text(out, "Everything that wirecopy finds has an id, which never changes its meaning; a level; and a sentence, "
                  "which may become a better one. An error says that something was not delivered. A warning says that "
                  "it was, but is not what it should be. Findings of level style are of form alone.");
    wire_buf_puts(out, ".Pp\nThe findings are:\n.Bl -tag -width Ds\n");
    for (size_t i = 0; i < count; i++) {
        wire_buf_printf(out, ".It Cm %s Pq %s\n", all[i]->id, finding_level(all[i]->level));
        put_sentence(out, all[i]->text);
        if (all[i]->remedy != NULL)
            put_text(out, all[i]->remedy);
        if (all[i]->rule != NULL) {
            wire_buf_puts(out, ".Pp\n");
            put_sentence(out, all[i]->rule);
        }
        put_rule(out, wire_rule_of(all[i]));
    }
    wire_buf_puts(out, ".El\n");
    put_see_also(out, NULL, "findings");
    if (all == NULL)
        out->err = WIRE_E_NOMEM;
    free(all);
}

static void
put_keys(struct wire_buf *out)
{
    wire_buf_puts(out, ".Sh MEMBERS\nThe members of records, in the order in which a record has them.\n"
                       "Which of them a record has depends on the field and on what was sent.\n.Bl -tag -width Ds\n");
    for (int k = WIRE_K_NONE + 1; k < WIRE_K_OTHER; k++) {
        wire_buf_printf(out, ".It Cm %s%s\n", wire_keys[k], wire_key_is_list((enum wire_key)k) ? " Pq list" : "");
        put_sentence(out, wire_key_abouts[k]);
    }
    wire_buf_puts(out, ".El\n");
}

/* For every format that is written, what it has no place for. */
static void
put_gaps(struct wire_buf *out)
{
    wire_buf_puts(out, ".Sh FORMATS\nWhat a format has no place for stays out and is in the ledger.\n.Bl -tag -width Ds\n");
    for (size_t i = 0; wire_formats[i] != NULL; i++) {
        const struct wire_format *f = wire_formats[i];
        bool any = false;
        if (f->story == NULL)
            continue;
        wire_buf_printf(out, ".It Cm %s\n", f->name);
        put_sentence(out, f->title);
        if (f->is_public)
            wire_buf_puts(out, "A public format: nothing that is not for publication goes into it.\n");
        for (int field = 0; field < WIRE_FIELD_COUNT; field++) {
            if (wire_field_in(f->holds, field) || field == WIRE_F_SOURCE)
                continue;
            wire_buf_printf(out, "%s\n.Cm %s", any ? " ," : "No place for", wire_fields[field].name);
            any = true;
        }
        wire_buf_puts(out, any ? " .\n" : "It has a place for every field.\n");
    }
    wire_buf_puts(out, ".El\n");
}

static void
mapping_page(struct wire_buf *out)
{
    put_head(out, "wirecopy-mapping", 7, "the article of wirecopy, and which format holds which part of it");
    wire_buf_puts(out, ".Sh DESCRIPTION\n");
    put_text(out, "Every reader of wirecopy fills an article, and every writer prints one. An article has fields and a body. "
                  "A field is a text, a number, a record of members, an article of its own, or a list of these; the body "
                  "is a tree of blocks and inlines with the names of XHTML. Fields that nothing was sent for are not there.");
    wire_buf_puts(out, ".Pp\nThe article JSON,\n.Fl t Ar json ,\nprints all of it, the fields in this order:\n");
    put_fields(out, true);
    put_keys(out);
    put_gaps(out);
    put_see_also(out, NULL, "mapping");
}

static void
limits_page(struct wire_buf *out)
{
    put_head(out, "wirecopy-limits", 7, "how much an input can make wirecopy do");
    wire_buf_puts(out, ".Sh DESCRIPTION\n");
    put_text(out, "What comes over a wire can be broken, or meant to do harm. No input takes more than the bounds below, which no "
                  "real story comes near; where it would, it is said what is left out. After an error the exit status is 1, and other "
                  "inputs are still read.");
    wire_buf_puts(out, ".Bl -tag -width Ds\n");
    for (const struct limit_row *row = limit_rows; row->name != NULL; row++) {
        char number[LIMIT_TEXT], what[LIMIT_TEXT + 240];
        limit_number(row, number);
        wire_buf_printf(out, ".It Cm %s Pq %s\n", row->name, number);
        snprintf(what, sizeof what, "%s %s.", number, row->of);
        put_text(out, what);
        put_text(out, row->past);
        if (row->changed != NULL && row->changed[0] == '-')
            wire_buf_printf(out, "Set by\n.Fl %s .\n", row->changed + 1);
        else if (row->changed != NULL)
            wire_buf_printf(out, "Programs that use the library set it in\n.Va %s .\n", row->changed);
    }
    wire_buf_puts(out, ".El\n");
    put_see_also(out, NULL, "limits");
}

/* --- which page --- */

static const struct {
    const char *name;
    void (*print)(struct wire_buf *);
} sevens[] = { { "findings", findings_page }, { "limits", limits_page }, { "mapping", mapping_page } };

/* Whether a page goes by that name: "convert" or "wirecopy-convert.1". */
static bool
goes_by(const char *typed, const char *name, int section)
{
    char file[80];

    snprintf(file, sizeof file, "%s%s.%d", strcmp(name, "wirecopy") == 0 ? "" : "wirecopy-", name, section);
    return strcmp(typed, name) == 0 || strcmp(typed, file) == 0;
}

static void
list_pages(struct wire_buf *out)
{
    for (const struct command_row *c = command_rows; c->name != NULL; c++)
        wire_buf_printf(out, "%s%s.1\n", c->bit == FOR_PROGRAM ? "" : "wirecopy-", c->name);
    for (size_t i = 0; i < WIRE_COUNT(sevens); i++)
        wire_buf_printf(out, "wirecopy-%s.7\n", sevens[i].name);
}

static bool
put_page(struct wire_buf *out, const char *page)
{
    if (strcmp(page, "pages") == 0) {
        list_pages(out);
        return true;
    }
    for (const struct command_row *c = command_rows; c->name != NULL; c++) {
        if (goes_by(page, c->name, 1)) {
            command_page(out, c);
            return true;
        }
    }
    for (size_t i = 0; i < WIRE_COUNT(sevens); i++) {
        if (goes_by(page, sevens[i].name, 7)) {
            sevens[i].print(out);
            return true;
        }
    }
    return false;
}

int
show_manual(const char *page)
{
    struct wire_buf out = WIRE_BUF_INIT;
    int st = EXIT_TROUBLE;

    if (!put_page(&out, page))
        return usage_error(command_rows, "no page is called '%s'", page);
    if (out.err == WIRE_OK)
        st = print_all(out.p, out.n);
    else
        fputs("wirecopy: out of memory\n", stderr);
    wire_buf_free(&out);
    return st;
}

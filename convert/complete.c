/* What teaches bash, zsh and fish to complete command lines, printed from the tables of commands and options. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "article/article.h"
#include "article/buf.h"
#include "convert/commands.h"
#include "convert/findings.h"
#include "convert/set.h"
#include "formats.h"
#include "schemas/schemas.h"

/* --- words, each with a space before it --- */

static void
put_findings(struct wire_buf *out)
{
    size_t count = 0;
    const struct wire_finding **all = findings_all(&count);

    for (size_t i = 0; i < count; i++)
        wire_buf_printf(out, " %s", all[i]->id);
    if (all == NULL)
        out->err = WIRE_E_NOMEM;
    free(all);
}

static void
put_formats(struct wire_buf *out, bool writers)
{
    for (size_t i = 0; wire_formats[i] != NULL; i++) {
        if (writers ? wire_formats[i]->story != NULL : wire_formats[i]->read != NULL)
            wire_buf_printf(out, " %s", wire_formats[i]->name);
    }
}

/* NAME@VERSION for every version that a writer lists: "3.1 (default), 2.2" or "2.0 to 2.35". */
static void
put_versions(struct wire_buf *out)
{
    for (size_t i = 0; wire_formats[i] != NULL; i++) {
        const char *v = wire_formats[i]->story != NULL ? wire_formats[i]->versions : NULL;
        while (v != NULL && *v != '\0') {
            size_t n = strcspn(v, " ,;");
            if (isdigit((unsigned char)*v))
                wire_buf_printf(out, " %s@%.*s", wire_formats[i]->name, (int)n, v);
            v += n + strspn(v + n, " ,;");
        }
    }
}

/* "title=", and "provider." of a record, whose members follow. */
static void
put_fields(struct wire_buf *out)
{
    for (int f = 0; f < WIRE_FIELD_COUNT; f++) {
        enum wire_shape shape = wire_fields[f].shape;
        bool record = shape == WIRE_ONE_RECORD || shape == WIRE_RECORDS;
        if (setting_takes((enum wire_field)f))
            wire_buf_printf(out, " %s%c", wire_fields[f].name, record ? '.' : '=');
    }
}

static void
put_words(struct wire_buf *out, enum words words, const char *const *choices)
{
    size_t from = out->n;

    for (const char *const *choice = choices; choice != NULL && *choice != NULL; choice++)
        wire_buf_printf(out, " %s", *choice);
    switch (words) {
    case WORDS_READERS:
        put_formats(out, false);
        break;
    case WORDS_WRITERS:
        put_formats(out, true);
        break;
    case WORDS_BODIES:
        wire_buf_puts(out, " xhtml nitf");
        break;
    case WORDS_FIELDS:
        put_fields(out);
        break;
    case WORDS_FINDINGS:
        put_findings(out);
        break;
    case WORDS_SCHEMAS:
        for (const struct wire_schema *w = wire_schemas; w->format != NULL; w++)
            wire_buf_printf(out, " %s@%s%s%s", w->format, w->version, w->conformance != NULL ? "/" : "",
                            w->conformance != NULL ? w->conformance : "");
        break;
    case WORDS_ANY:
    case WORDS_FILES:
    case WORDS_NONE:
        break;
    }
    if (out->n > from) /* the first needs no space */
        memmove(out->p + from, out->p + from + 1, --out->n - from);
}

/* Text within quotes, where a quote in it ends them, stands for itself and begins them again. */
static void
put_quoted(struct wire_buf *out, const char *text, const char *quote)
{
    for (; *text != '\0'; text++) {
        if (*text == '\'')
            wire_buf_puts(out, quote);
        else
            wire_buf_putc(out, *text);
    }
}

static bool
is_shown(const struct option_row *row, const struct command_row *c)
{
    return (row->commands & c->bit) != 0 && row->help != NULL;
}

/* --- bash --- */

static const char bash_begin[] =
    "# bash completion for wirecopy, printed by 'wirecopy --completion bash'\n"
    "_wirecopy()\n"
    "{\n"
    "    local line=${COMP_LINE:0:COMP_POINT} cur prev command=${COMP_WORDS[1]} word=${COMP_WORDS[COMP_CWORD]} words=\n"
    "\n"
    "    # Bash parts words at = and @ too: here they are whole.\n"
    "    cur=${line##*[[:space:]]}\n"
    "    line=${line%\"$cur\"}\n"
    "    line=${line%\"${line##*[![:space:]]}\"}\n"
    "    prev=${line##*[[:space:]]}\n"
    "    case $cur in --*=*) prev=${cur%%=*} cur=${cur#*=} ;; esac\n"
    "    case $word in *[!=@:]*) ;; *) word= ;; esac\n"
    "    COMPREPLY=()\n"
    "    [ \"$COMP_CWORD\" -gt 1 ] || command=\n"
    "    case \"$command $prev\" in\n";

static const char bash_end[] =
    "    esac\n"
    "    COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
    "    COMPREPLY=(\"${COMPREPLY[@]#\"${cur%\"$word\"}\"}\")\n"
    "    [[ ${COMPREPLY[0]} != *[=.] ]] || compopt -o nospace 2>/dev/null\n"
    "}\n"
    "complete -F _wirecopy wirecopy\n";

static const char bash_files[] = "compopt -o default 2>/dev/null; return";

/* "'convert -f' | 'convert --from'" */
static void
bash_pattern(struct wire_buf *out, const struct option_row *row)
{
    bool first = true;

    for (const struct command_row *c = command_rows + 1; c->name != NULL; c++) {
        if ((row->commands & c->bit) == 0)
            continue;
        wire_buf_printf(out, "%s'%s --%s'", first ? "    " : " | ", c->name, row->name);
        if (row->letter != 0)
            wire_buf_printf(out, " | '%s -%c'", c->name, row->letter);
        first = false;
    }
    wire_buf_puts(out, ") ");
}

static void
bash_argument(struct wire_buf *out, const struct option_row *row)
{
    bash_pattern(out, row);
    if (row->words == WORDS_FILES) {
        wire_buf_puts(out, bash_files);
    } else if (row->words == WORDS_ANY && row->choices == NULL) {
        wire_buf_puts(out, "return");
    } else {
        wire_buf_puts(out, "words='");
        put_words(out, row->words, row->choices);
        wire_buf_putc(out, '\'');
    }
    if (row->words == WORDS_WRITERS) {
        wire_buf_puts(out, "; case $cur in *@*) words='");
        put_versions(out);
        wire_buf_puts(out, "' ;; esac");
    }
    wire_buf_puts(out, " ;;\n");
}

static void
bash_options(struct wire_buf *out, const struct command_row *c)
{
    bool program = c->bit == FOR_PROGRAM;

    wire_buf_printf(out, "    '%s -'*) words='", program ? "" : c->name);
    for (int i = 0; i < OPTIONS; i++) {
        if (is_shown(&option_rows[i], c))
            wire_buf_printf(out, " --%s", option_rows[i].name);
    }
    wire_buf_puts(out, "' ;;\n");
}

static void
bash_script(struct wire_buf *out)
{
    wire_buf_puts(out, bash_begin);
    for (int i = 0; i < OPTIONS; i++) {
        if (option_rows[i].arg != NULL && option_rows[i].help != NULL)
            bash_argument(out, &option_rows[i]);
    }
    wire_buf_puts(out, "    *) case \"$command $cur\" in\n");
    for (const struct command_row *c = command_rows; c->name != NULL; c++)
        bash_options(out, c);
    wire_buf_puts(out, "    ' '*) words='");
    for (const struct command_row *c = command_rows + 1; c->name != NULL; c++)
        wire_buf_printf(out, " %s", c->name);
    wire_buf_puts(out, "' ;;\n");
    for (const struct command_row *c = command_rows + 1; c->name != NULL; c++) {
        wire_buf_printf(out, "    '%s '*) ", c->name);
        if (c->words == WORDS_FILES) {
            wire_buf_puts(out, bash_files);
        } else {
            wire_buf_puts(out, "words='");
            put_words(out, c->words, NULL);
            wire_buf_putc(out, '\'');
        }
        wire_buf_puts(out, " ;;\n");
    }
    wire_buf_puts(out, "    esac ;;\n");
    wire_buf_puts(out, bash_end);
}

/* --- zsh --- */

/* ":message:action" of an argument or operand. */
static void
zsh_action(struct wire_buf *out, const char *message, enum words words, const char *const *choices)
{
    wire_buf_printf(out, ":%s:", message);
    if (words == WORDS_FILES) {
        wire_buf_puts(out, "_files");
    } else if (words == WORDS_FIELDS) {
        wire_buf_puts(out, "{compadd -S \"\" --");
        put_words(out, words, choices);
        wire_buf_putc(out, '}');
    } else if (words == WORDS_ANY && choices == NULL) {
        wire_buf_putc(out, ' ');
    } else {
        wire_buf_putc(out, '(');
        put_words(out, words, choices);
        if (words == WORDS_WRITERS)
            put_versions(out);
        wire_buf_putc(out, ')');
    }
}

static void
zsh_option(struct wire_buf *out, const struct option_row *row, enum option which)
{
    bool has = row->arg != NULL;

    wire_buf_puts(out, " \\\n            ");
    if (which == OPT_SET)
        wire_buf_printf(out, "'*--%s=", row->name);
    else if (row->letter != 0)
        wire_buf_printf(out, "'(-%c --%s)'{-%c%s,--%s%s}'", row->letter, row->name, row->letter, has ? "+" : "", row->name,
                        has ? "=" : "");
    else
        wire_buf_printf(out, "'--%s%s", row->name, has ? "=" : "");
    wire_buf_putc(out, '[');
    put_quoted(out, row->help, "'\\''");
    wire_buf_putc(out, ']');
    if (has)
        zsh_action(out, row->arg, row->words, row->choices);
    wire_buf_putc(out, '\'');
}

static void
zsh_options(struct wire_buf *out, const struct command_row *c)
{
    for (int i = 0; i < OPTIONS; i++) {
        if (is_shown(&option_rows[i], c))
            zsh_option(out, &option_rows[i], (enum option)i);
    }
}

static void
zsh_script(struct wire_buf *out)
{
    wire_buf_puts(out, "#compdef wirecopy\n# zsh completion for wirecopy, printed by 'wirecopy --completion zsh'\n"
                       "_wirecopy()\n{\n    local context state state_descr line curcontext=$curcontext\n"
                       "    typeset -A opt_args\n    local -a commands\n\n    commands=(\n");
    for (const struct command_row *c = command_rows + 1; c->name != NULL; c++) {
        wire_buf_printf(out, "        '%s:", c->name);
        put_quoted(out, c->help, "'\\''");
        wire_buf_puts(out, "'\n");
    }
    wire_buf_puts(out, "    )\n    _arguments -C");
    zsh_options(out, command_rows);
    wire_buf_puts(out, " \\\n            '1:command:->command' '*::operand:->operand'\n    case $state in\n"
                       "    command) _describe command commands ;;\n    operand)\n        case $words[1] in\n");
    for (const struct command_row *c = command_rows + 1; c->name != NULL; c++) {
        wire_buf_printf(out, "        %s)\n            _arguments -s -S", c->name);
        zsh_options(out, c);
        if (c->words != WORDS_NONE) {
            wire_buf_puts(out, " \\\n            '*");
            zsh_action(out, c->words == WORDS_FILES ? "file" : "id", c->words, NULL);
            wire_buf_putc(out, '\'');
        }
        wire_buf_puts(out, "\n            ;;\n");
    }
    wire_buf_puts(out, "        esac\n        ;;\n    esac\n}\n\n"
                       "if [ \"$funcstack[1]\" = _wirecopy ]; then\n    _wirecopy \"$@\"\nelse\n"
                       "    compdef _wirecopy wirecopy\nfi\n");
}

/* --- fish --- */

static void
fish_argument(struct wire_buf *out, enum words words, const char *const *choices)
{
    if (words == WORDS_FILES) {
        wire_buf_puts(out, " -r -F");
        return;
    }
    wire_buf_puts(out, " -x");
    if (words == WORDS_ANY && choices == NULL)
        return;
    wire_buf_puts(out, " -a '");
    put_words(out, words, choices);
    if (words == WORDS_WRITERS)
        put_versions(out);
    wire_buf_putc(out, '\'');
}

static void
fish_option(struct wire_buf *out, const struct option_row *row, const struct command_row *c)
{
    if (c->bit == FOR_PROGRAM)
        wire_buf_puts(out, "complete -c wirecopy -n __fish_use_subcommand");
    else
        wire_buf_printf(out, "complete -c wirecopy -n '__fish_seen_subcommand_from %s'", c->name);
    if (row->letter != 0)
        wire_buf_printf(out, " -s %c", row->letter);
    wire_buf_printf(out, " -l %s", row->name);
    if (row->arg != NULL)
        fish_argument(out, row->words, row->choices);
    wire_buf_puts(out, " -d '");
    put_quoted(out, row->help, "\\'");
    wire_buf_puts(out, "'\n");
}

static void
fish_script(struct wire_buf *out)
{
    wire_buf_puts(out, "# fish completion for wirecopy, printed by 'wirecopy --completion fish'\ncomplete -c wirecopy -f\n");
    for (const struct command_row *c = command_rows + 1; c->name != NULL; c++) {
        wire_buf_printf(out, "complete -c wirecopy -n __fish_use_subcommand -a %s -d '", c->name);
        put_quoted(out, c->help, "\\'");
        wire_buf_puts(out, "'\n");
    }
    for (const struct command_row *c = command_rows; c->name != NULL; c++) {
        for (int i = 0; i < OPTIONS; i++) {
            if (is_shown(&option_rows[i], c))
                fish_option(out, &option_rows[i], c);
        }
        if (c->words == WORDS_ANY || c->words == WORDS_NONE)
            continue;
        wire_buf_printf(out, "complete -c wirecopy -n '__fish_seen_subcommand_from %s'", c->name);
        if (c->words == WORDS_FILES) {
            wire_buf_puts(out, " -F\n");
            continue;
        }
        wire_buf_puts(out, " -a '");
        put_words(out, c->words, NULL);
        wire_buf_puts(out, "'\n");
    }
}

int
show_completion(const char *shell)
{
    struct wire_buf out = WIRE_BUF_INIT;
    int st = EXIT_TROUBLE;

    if (strcmp(shell, "bash") == 0)
        bash_script(&out);
    else if (strcmp(shell, "zsh") == 0)
        zsh_script(&out);
    else
        fish_script(&out);
    if (out.err == WIRE_OK)
        st = print_all(out.p, out.n);
    else
        fputs("wirecopy: out of memory\n", stderr);
    wire_buf_free(&out);
    return st;
}

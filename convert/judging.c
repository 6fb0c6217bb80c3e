/* Which schema judges, and which rules beyond it. */
#include "convert/judging.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "convert/limits.h"
#include "convert/suggest.h"


static int
unknown_schema(const struct options *o, const char *name)
{
    struct suggestion s = suggest_for(name);
    char all[300], rows[128][32];
    size_t n = 0;

    for (const struct wire_schema *w = wire_schemas; w->format != NULL && n < WIRE_COUNT(rows); w++, n++) {
        snprintf(rows[n], sizeof rows[n], "%.12s@%.8s%s%.8s", w->format, w->version, w->conformance != NULL ? "/" : "",
                 w->conformance != NULL ? w->conformance : "");
        suggest_offer(&s, rows[n]);
    }
    if (s.best != NULL)
        return usage_error(o->command, "no schema is called '%s'; did you mean %s?", name, s.best);
    *all = '\0';
    for (const struct wire_schema *w = wire_schemas; w->format != NULL; w++) {
        size_t at = strlen(all);
        if (w == wire_schemas || strcmp(w->format, w[-1].format) != 0)
            snprintf(all + at, sizeof all - at, " %s@%s", w->format, w->version);
    }
    return usage_error(o->command, "no schema is called '%s'; the newest are%s", name, all);
}

int
judging_file(const char *name, size_t most, struct wire_buf *bytes, struct diagnostics *diag)
{
    char room[65536];
    int fd = open(name, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : 1;

    while (n > 0 && bytes->n <= most && bytes->err == WIRE_OK) {
        if ((n = read(fd, room, sizeof room)) > 0)
            wire_buf_put(bytes, room, (size_t)n);
    }
    if (bytes->n > most) {
        n = -1;
        errno = EFBIG;
    }
    if (n < 0)
        diag_say(diag, READ_FAILED, name, strerror(errno));
    else if (bytes->err != WIRE_OK)
        diag_say(diag, NO_MEMORY, name, "");
    if (fd >= 0)
        close(fd);
    return n < 0 || bytes->err != WIRE_OK ? EXIT_TROUBLE : -1;
}

/* The file of --schema, whole. */
static int
read_schema(struct judging *j, const char *name, struct diagnostics *diag)
{
    int status = judging_file(name, MOST_SCHEMA, &j->file, diag);

    j->choice.file = name;
    j->choice.bytes = wire_buf_slice(&j->file);
    return status;
}

/* The rules, at the levels that the options give them. */
static int
read_rules(struct judging *j, const struct options *o, struct diagnostics *diag, const struct wire_sink *sink)
{
    const char *file = o->value[OPT_RULES];
    struct wire_rules_choice choice = { .strict = o->value[OPT_STRICT] != NULL };
    struct wire_buf bytes = WIRE_BUF_INIT;
    enum wire_status st = WIRE_OK;
    int status;

    if ((file != NULL && strcmp(file, "none") == 0) || (o->value[OPT_SCHEMA] != NULL && file == NULL && o->value[OPT_FIX] == NULL))
        return -1; /* a schema of somebody's own may be for anything */
    if (file != NULL) {
        if ((status = judging_file(file, MOST_RULES, &bytes, diag)) >= 0) {
            wire_buf_free(&bytes);
            return status;
        }
        choice.file = file;
        choice.bytes = wire_buf_slice(&bytes);
    }
    j->rules = wire_rules_new(&choice, sink, &st);
    j->rules_count = choice.strict || file != NULL;
    wire_buf_free(&bytes);
    if (j->rules != NULL)
        return -1;
    if (st == WIRE_E_NOMEM)
        diag_say(diag, NO_MEMORY, file, "");
    return EXIT_TROUBLE;
}

int
judging_begin(struct judging *j, const struct options *o, struct diagnostics *diag, const struct wire_sink *sink)
{
    const char *as = o->value[OPT_AS];
    enum wire_status st;
    int status;

    if (as != NULL && o->value[OPT_SCHEMA] != NULL)
        return usage_error(o->command, "--as and --schema both name a schema; give one of them");
    if (as != NULL && (j->choice.as = wire_schema_named(as)) == NULL)
        return unknown_schema(o, as);
    j->choice.catalog = o->value[OPT_CATALOG];
    j->choice.strict = o->value[OPT_STRICT] != NULL;
    if (o->value[OPT_SCHEMA] != NULL && (status = read_schema(j, o->value[OPT_SCHEMA], diag)) >= 0)
        return status;
    if ((status = read_rules(j, o, diag, sink)) >= 0)
        return status;
    j->choice.verdict &= !j->rules_count;
    j->set = wire_schema_set_new(&j->choice);
    st = j->set != NULL ? wire_schema_set_check(j->set, sink) : WIRE_E_NOMEM;
    if (st == WIRE_OK)
        return -1;
    if (st == WIRE_E_NOMEM)
        diag_say(diag, NO_MEMORY, j->choice.file, "");
    else
        diag_report(diag, &(struct wire_diag){ .what = &wire_schema_not_one, .file = j->choice.file, .detail = "" });
    return EXIT_TROUBLE;
}

bool
judging_share(const struct judging *j, struct reading *r)
{
    r->validator = wire_validator_new(j->set, r->worker);
    if (j->rules != NULL)
        r->rules = wire_rules_run_new(j->rules);
    return r->validator != NULL && (r->rules != NULL || j->rules == NULL);
}

void
judging_unshare(struct reading *r)
{
    wire_validator_free(r->validator);
    wire_rules_run_free(r->rules);
    r->validator = NULL;
    r->rules = NULL;
}

void
judging_end(struct judging *j)
{
    wire_schema_set_free(j->set);
    wire_rules_free(j->rules);
    wire_buf_free(&j->file);
}

/* --profile: the vendor profiles of the library and of files, and what they do to a story. */
#include "convert/profile.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "article/limits.h"
#include "article/str.h"
#include "convert/suggest.h"

static int
no_memory(struct diagnostics *diag)
{
    diag_say(diag, NO_MEMORY, NULL, "");
    return EXIT_TROUBLE;
}

static int
unknown(const struct profiling *p, const struct options *o, const char *typed)
{
    struct suggestion s = suggest_for(typed);
    char all[600] = "auto", names[64][32];
    size_t count = 0;

    suggest_offer(&s, "auto");
    for (const struct wire_profile *row = p->own->first; row != NULL && count < WIRE_COUNT(names); row = row->next, count++) {
        size_t n = strlen(all);
        snprintf(names[count], sizeof names[count], "%.*s", (int)(row->name.n < 30 ? row->name.n : 30), row->name.p);
        snprintf(all + n, sizeof all - n, ", %s", names[count]);
        suggest_offer(&s, names[count]);
    }
    if (s.best != NULL)
        return usage_error(o->command, "no profile is called '%s'; did you mean %s?", typed, s.best);
    return usage_error(o->command, "no profile is called '%s', and no file; there are %s", typed, all);
}

/* All of a file, as far as one of profiles may be long and a byte more; 0 or errno. */
static int
read_file(const char *path, struct wire_buf *bytes)
{
    FILE *f = fopen(path, "rbe");
    char room[16384];
    size_t got;
    int error = 0;

    if (f == NULL)
        return errno;
    while (bytes->n <= WIRE_MOST_PROFILE && (got = fread(room, 1, sizeof room, f)) > 0)
        wire_buf_put(bytes, room, got);
    if (ferror(f))
        error = errno != 0 ? errno : EIO;
    else if (bytes->err != WIRE_OK)
        error = ENOMEM;
    fclose(f);
    return error;
}

static int
read_given(struct profiling *p, const char *path, struct diagnostics *diag)
{
    struct wire_buf bytes = WIRE_BUF_INIT;
    struct wire_profile_fault fault = { .line = 0 };
    int error = read_file(path, &bytes);

    if (error == 0)
        p->given = wire_profiles_read(bytes.p != NULL ? bytes.p : "", bytes.n, &fault);
    wire_buf_free(&bytes);
    if (error == ENOMEM || (error == 0 && p->given == NULL && fault.line == 0))
        return no_memory(diag);
    if (error != 0)
        diag_say(diag, READ_FAILED, path, strerror(error));
    else if (p->given == NULL)
        diag_report(diag, &(struct wire_diag){ .what = &program_findings[PROFILE_BROKEN], .file = path,
                                               .at = { fault.line, fault.col, 0 }, .detail = fault.text });
    return p->given != NULL ? -1 : EXIT_TROUBLE;
}

int
profiling_init(struct profiling *p, const struct options *o, struct diagnostics *diag, bool should_look)
{
    const char *typed = o->value[OPT_PROFILE];
    struct wire_str own = wire_profiles_own();
    struct wire_profile_fault fault;

    *p = (struct profiling){ .on = typed != NULL };
    if (typed == NULL && !should_look)
        return -1;
    if ((p->own = wire_profiles_read(own.p, own.n, &fault)) == NULL) {
        if (fault.line == 0)
            return no_memory(diag);
        fprintf(stderr, "wirecopy: vendors.profile:%u:%u: %s\n", fault.line, fault.col, fault.text);
        return EXIT_TROUBLE;
    }
    if (typed == NULL || strcmp(typed, "auto") == 0)
        return -1;
    if ((p->always = wire_profile_named(p->own, wire_str_of(typed))) != NULL)
        return -1;
    if (strpbrk(typed, "./") != NULL)
        return read_given(p, typed, diag);
    return unknown(p, o, typed);
}

void
profiling_free(struct profiling *p)
{
    wire_profiles_free(p->own);
    wire_profiles_free(p->given);
}

const struct wire_profile *
profiling_for(const struct profiling *p, const struct wire_article *a)
{
    const struct wire_profile *found = p->always;

    if (found == NULL && p->given != NULL)
        found = wire_profile_for(p->given, a);
    if (found == NULL && p->own != NULL)
        found = wire_profile_for(p->own, a);
    return found;
}

struct acting {
    const struct wire_profile *profile;
    struct wire_article *a;
    struct wire_ledger *ledger;
};

static void
on_acted(void *ctx, const struct wire_profile_row *row, unsigned times)
{
    const struct acting *x = ctx;
    struct wire_str path = wire_arena_join(x->a->arena, x->profile->name, WIRE_STR(": "), row->text);

    wire_ledger_count(x->ledger, x->a->arena, WIRE_SUPPLIED, path, "by the vendor's profile", times, (struct wire_at){ 0 });
}

void
profiling_apply(const struct profiling *p, struct wire_article *a, struct wire_ledger *ledger)
{
    struct acting x = { p->on ? profiling_for(p, a) : NULL, a, ledger };

    if (x.profile != NULL)
        wire_profile_apply(x.profile, a, ledger != NULL ? on_acted : NULL, &x);
}

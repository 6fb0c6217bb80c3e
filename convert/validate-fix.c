/* wirecopy validate --fix: inputs with what has one safe answer mended, written out again. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "convert/commands.h"
#include "convert/sandbox.h"
#include "convert/validate.h"
#include "schemas/rules/mend.h"

struct mending {
    bool in_place;
    struct output target;     /* unless in place */
    unsigned long made, files; /* changes; and inputs that have one */
    unsigned long taken;       /* inputs that went to the output, mended or as they were */
    int status;
};

int
mending_open(struct validation *v, const struct options *o)
{
    const char *where = o->value[OPT_OUTPUT];
    bool in_place = o->value[OPT_IN_PLACE] != NULL;

    if (o->value[OPT_FIX] == NULL && (where != NULL || in_place))
        return usage_error(o->command, "%s says where mended stories go; without --fix nothing is mended", in_place ? "--in-place" : "-o");
    if (o->value[OPT_FIX] == NULL)
        return -1;
    if (in_place && where != NULL)
        return usage_error(o->command, "-o and --in-place both say where mended stories go; give one of them");
    if (in_place && o->file_count == 0)
        return usage_error(o->command, "--in-place needs a FILE: what comes by a pipe is in no place");
    if (v->judging.rules == NULL)
        return usage_error(o->command, "--fix mends what breaks rules, and --rules none turns them off");
    if (where == NULL && !in_place && v->quiet)
        return usage_error(o->command, "--fix and --quiet both write to standard output; say with -o where mended stories go");
    if ((v->mending = calloc(1, sizeof *v->mending)) == NULL) {
        diag_say(&v->diag, NO_MEMORY, NULL, "");
        return EXIT_TROUBLE;
    }
    v->mending->in_place = in_place;
    if (in_place)
        return -1;
    if (!output_open(&v->mending->target, where)) {
        diag_say(&v->diag, WRITE_FAILED, v->mending->target.name, strerror(v->mending->target.failed));
        return EXIT_TROUBLE;
    }
    v->mending->target.keep_existing = v->mending->target.kind == TO_FOLDER;
    return -1;
}

void
mending_allow(struct sandbox *s, const struct validation *v, const struct options *o)
{
    if (v->mending == NULL)
        return;
    if (v->mending->in_place)
        sandbox_allow_replacing(s, o);
    else
        output_allow(s, &v->mending->target);
}

static void
failed(struct validation *v, const char *name, int error)
{
    diag_say(&v->diag, WRITE_FAILED, name, strerror(error));
    v->mending->status = EXIT_TROUBLE;
    v->reading.stop = true;
}

/* The file itself gives way, at once and as a whole; it keeps its rights. */
static void
write_in_place(struct validation *v, const char *name, struct wire_str bytes)
{
    struct output o;
    bool good = strcmp(name, "<stdin>") != 0 && output_open(&o, name);

    if (!good) {
        failed(v, name, strcmp(name, "<stdin>") == 0 ? ESPIPE : o.failed);
        return;
    }
    good = output_write(&o, bytes.p, bytes.n);
    if (!output_close(&o, good))
        failed(v, name, o.failed);
}

static void
write_story(struct validation *v, const char *name, const struct wire_format *format, struct wire_str bytes)
{
    struct output *o = &v->mending->target;
    const char *slash = strrchr(name, '/'), *leaf = slash != NULL ? slash + 1 : name, *dot = strrchr(leaf, '.');
    char base[256];
    bool good;

    if (o->kind == TO_FOLDER) {
        if (strcmp(leaf, "<stdin>") == 0)
            leaf = "stdin";
        if (dot == leaf || (dot != NULL && dot[1] == '\0'))
            dot = NULL;
        snprintf(base, sizeof base, "%.*s", dot != NULL ? (int)(dot - leaf) : (int)strlen(leaf), leaf);
        good = output_story(o, base, dot != NULL ? dot + 1 : format->suffix, bytes.p, bytes.n, 0);
    } else {
        good = output_write(o, bytes.p, bytes.n);
    }
    if (!good && !o->closed)
        failed(v, o->name, o->failed);
    v->reading.stop |= o->closed;
}

enum wire_status
mending_input(struct validation *v, const struct wire_source *source, const struct wire_format *format)
{
    struct wire_mending in = { .bytes = wire_buf_slice(&v->whole), .format = format, .worker = v->reading.worker, .source = source };
    struct wire_buf mended = WIRE_BUF_INIT;
    size_t made = 0;
    enum wire_status st = wire_rules_mend(v->judging.rules, &in, &v->reading.sink, &mended, &made);

    if (st == WIRE_E_NOMEM) {
        wire_buf_free(&mended);
        return st;
    }
    v->mending->taken++;
    v->mending->made += made;
    v->mending->files += made != 0;
    if (!v->mending->in_place)
        write_story(v, source->name, format, wire_buf_slice(&mended));
    else if (made != 0)
        write_in_place(v, source->name, wire_buf_slice(&mended));
    wire_buf_free(&v->whole);
    v->whole = mended;
    return WIRE_OK;
}

int
mending_close(struct validation *v, int st)
{
    struct mending *m = v->mending;
    bool whole;

    if (m == NULL)
        return st;
    st = worse(st, m->status);
    whole = st < EXIT_USAGE && m->taken == v->inputs && v->inputs != 0;
    if (!m->in_place && !output_close(&m->target, whole || m->target.kind == TO_FOLDER) && !m->target.closed && m->status == EXIT_GOOD) {
        diag_say(&v->diag, WRITE_FAILED, m->target.name, strerror(m->target.failed));
        st = EXIT_TROUBLE;
    }
    if (!m->in_place && m->target.kind == TO_FILE && !whole)
        diag_say(&v->diag, OUTPUT_WITHHELD, m->target.name, "");
    if (!v->quiet && v->inputs != 0)
        diag_note(&v->diag, "%lu places mended, in %lu of %lu inputs", m->made, m->files, v->inputs);
    free(m);
    v->mending = NULL;
    return st;
}

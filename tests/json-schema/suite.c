/* Runs cases of the JSON Schema Test Suite: suite DRAFT REMOTES FILE..., a line of TAP for each test in the files. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "article/str.h"
#include "schemas/json-schema.h"

static const char local[] = "http://localhost:1234/";

static long
read_stream(void *ctx, void *bytes, size_t n)
{
    return (long)fread(bytes, 1, n, ctx);
}

/* What the suite says stands at http://localhost:1234/ is in a folder. */
static bool
find(void *ctx, struct wire_str uri, struct wire_buf *bytes)
{
    char path[1024], room[4096];
    FILE *file;
    size_t n;

    if (!wire_str_begins(uri, local))
        return false;
    uri = wire_str_sub(uri, strlen(local), SIZE_MAX);
    snprintf(path, sizeof path, "%s/%.*s", (const char *)ctx, (int)uri.n, uri.p);
    if ((file = fopen(path, "rb")) == NULL)
        return false;
    while ((n = fread(room, 1, sizeof room, file)) != 0)
        wire_buf_put(bytes, room, n);
    fclose(file);
    return true;
}

struct said {
    char first[512];
};

static void
on_diagnostic(void *ctx, const struct wire_diag *d)
{
    struct said *said = ctx;

    if (*said->first == '\0')
        snprintf(said->first, sizeof said->first, "%s: %s [%s]", d->what->text, d->detail, d->what->id);
}

static void
text(const struct wire_tree *t, const char *name, char *out, size_t n)
{
    const struct wire_tree *m = wire_tree_member(t, name);

    snprintf(out, n, "%.*s", m != NULL ? (int)m->s.n : 0, m != NULL && m->s.n != 0 ? m->s.p : "");
    for (char *p = out; *p != '\0'; p++)
        *p = *p == '#' || *p == '\n' ? ' ' : *p;
}

struct run {
    enum wire_draft draft;
    struct wire_json_catalog catalog;
    struct wire_json_judge *judge;
    const char *file;
    unsigned long tests, bad;
};

static void
run_group(struct run *r, const struct wire_tree *group)
{
    struct said said = { "" };
    const struct wire_sink sink = { .diagnostic = on_diagnostic, .ctx = &said };
    struct wire_json_program *program = NULL;
    struct wire_json_request request = { .tree = wire_tree_member(group, "schema"), .name = r->file, .draft = r->draft,
                                         .catalog = &r->catalog, .sink = &sink };
    const struct wire_tree *tests = wire_tree_member(group, "tests");
    enum wire_status st = wire_json_compile(&request, &program);
    char name[200], test[200];

    text(group, "description", name, sizeof name);
    for (const struct wire_tree *t = tests->first; t != NULL; t = t->next) {
        const struct wire_tree *want = wire_tree_member(t, "valid");
        bool valid = false, good;
        if (st == WIRE_OK) {
            *said.first = '\0';
            bool strict = strstr(r->file, "format") != NULL || strstr(r->file, "optional/") != NULL;
            good = wire_json_judge(r->judge, program, wire_tree_member(t, "data"), strict, NULL, &sink, &valid) == WIRE_OK &&
                   valid == want->truth && (valid || *said.first != '\0');
        } else {
            good = false;
        }
        text(t, "description", test, sizeof test);
        r->bad += !good;
        printf("%sok %lu - %s: %s: %s\n", good ? "" : "not ", ++r->tests, r->file, name, test);
        if (!good)
            printf("# %s\n", *said.first != '\0' ? said.first : "nothing was said");
    }
    wire_json_program_free(program);
}

static bool
run_file(struct run *r, const char *path)
{
    FILE *file = fopen(path, "rb");
    struct wire_source source = { .read = read_stream, .ctx = file, .name = path };
    const struct wire_sink sink = { .diagnostic = NULL };
    struct wire_tree_reader reader;
    struct wire_arena arena;
    struct wire_tree *all = NULL;

    if (file == NULL)
        return false;
    wire_arena_init(&arena, 0);
    r->file = path;
    if (wire_tree_begin(&reader, &source, &sink))
        all = wire_tree_next(&reader, &arena);
    for (const struct wire_tree *group = all != NULL ? all->first : NULL; group != NULL; group = group->next)
        run_group(r, group);
    wire_arena_free(&arena);
    fclose(file);
    return wire_tree_end(&reader) == WIRE_OK && all != NULL;
}

int
main(int argc, char **argv)
{
    static const struct { const char *name; enum wire_draft draft; } drafts[] = {
        { "draft3", WIRE_DRAFT_3 }, { "draft4", WIRE_DRAFT_4 }, { "draft6", WIRE_DRAFT_6 }, { "draft7", WIRE_DRAFT_7 },
        { "draft2019-09", WIRE_DRAFT_2019 }, { "draft2020-12", WIRE_DRAFT_2020 },
    };
    struct run r = { .catalog = { find, NULL } };

    for (size_t i = 0; argc > 3 && i < WIRE_COUNT(drafts); i++) {
        if (strcmp(argv[1], drafts[i].name) == 0)
            r.draft = drafts[i].draft;
    }
    if (r.draft == WIRE_DRAFT_NONE || (r.judge = wire_json_judge_new()) == NULL) {
        fprintf(stderr, "usage: suite DRAFT REMOTES FILE...\n");
        return 2;
    }
    r.catalog.ctx = argv[2];
    for (int i = 3; i < argc; i++) {
        if (!run_file(&r, argv[i])) {
            fprintf(stderr, "%s: cannot be read\n", argv[i]);
            return 2;
        }
    }
    printf("1..%lu\n", r.tests);
    wire_json_judge_free(r.judge);
    return r.bad != 0;
}

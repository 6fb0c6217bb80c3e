/*
 * The speed of wirecopy as ratios against named baselines, measured in one run.
 *
 *   bench PROGRAM XML-LIST TEXT-LIST NINJS-LIST ANPA-LIST 7901-LIST NITF-LIST NEWSML-1-LIST [SCHEMA]
 *
 * The lists name files, one a line. SCHEMA is the official XML Schema of NewsML-G2. Contestants take turns, so that whatever else the machine
 * does hits both; in one process the best round counts, of whole processes the median.
 */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cjson/cJSON.h>
#include <libxml/parser.h>

#include "formats.h"
#include "schemas/schemas.h"

extern char **environ;

enum { ROUNDS = 60, MANY = 11, SINGLE = 301, ITEMS = 10000, ITEM_BYTES = 18000 };

struct file {
    char *path, *bytes;
    size_t n;
};

struct files {
    struct file *all;
    size_t count, bytes;
};

static void
die(const char *what)
{
    perror(what);
    exit(2);
}

static double
now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct files
load(const char *list)
{
    struct files f = { 0 };
    FILE *names = fopen(list, "r"), *in;
    char *line = NULL;
    size_t size = 0;

    if (names == NULL)
        die(list);
    while (getline(&line, &size, names) > 0) {
        struct file *one;
        line[strcspn(line, "\n")] = '\0';
        f.all = realloc(f.all, (f.count + 1) * sizeof *f.all);
        if (f.all == NULL || (in = fopen(line, "rb")) == NULL)
            die(line);
        one = &f.all[f.count++];
        one->path = strdup(line);
        fseek(in, 0, SEEK_END);
        one->n = (size_t)ftell(in);
        rewind(in);
        one->bytes = malloc(one->n + 1);
        if (one->bytes == NULL || fread(one->bytes, 1, one->n, in) != one->n)
            die(line);
        f.bytes += one->n;
        fclose(in);
    }
    free(line);
    fclose(names);
    return f;
}

/* --- in one process --- */

static void no_start(void *c, const xmlChar *n, const xmlChar *p, const xmlChar *u, int a, const xmlChar **b, int d, int e,
                     const xmlChar **f)
{
    (void)c, (void)n, (void)p, (void)u, (void)a, (void)b, (void)d, (void)e, (void)f;
}

static void no_end(void *c, const xmlChar *n, const xmlChar *p, const xmlChar *u)
{
    (void)c, (void)n, (void)p, (void)u;
}

static void no_text(void *c, const xmlChar *s, int n)
{
    (void)c, (void)s, (void)n;
}

static void
bare_parse(const struct files *f)
{
    xmlParserCtxtPtr parser = xmlNewParserCtxt();
    xmlSAXHandler empty = { .initialized = XML_SAX2_MAGIC,
                            .startElementNs = no_start,
                            .endElementNs = no_end,
                            .characters = no_text,
                            .cdataBlock = no_text,
                            .ignorableWhitespace = no_text };

    if (parser == NULL)
        die("xmlNewParserCtxt");
    *parser->sax = empty;
    for (size_t i = 0; i < f->count; i++)
        xmlCtxtReadMemory(parser, f->all[i].bytes, (int)f->all[i].n, NULL, NULL,
                          XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    xmlFreeParserCtxt(parser);
}

/* Every value of a file into a tree, and printed again where that is asked for. */
static void
parse_json(const struct files *f, bool print)
{
    for (size_t i = 0; i < f->count; i++) {
        const char *p = f->all[i].bytes, *end = p + f->all[i].n, *stop;
        while (p < end) {
            cJSON *value = cJSON_ParseWithLengthOpts(p, (size_t)(end - p), &stop, false);
            if (value == NULL)
                break;
            if (print)
                free(cJSON_PrintUnformatted(value));
            cJSON_Delete(value);
            p = stop;
        }
    }
}

/* Every story judged by the schema that fits it, without rules; how many there are. Schemas are compiled once a process. */
static size_t
validate(const struct files *f, struct wire_schema_set *set)
{
    struct wire_worker *worker = wire_worker_new();
    struct wire_validator *v = wire_validator_new(set, worker);
    const struct wire_sink sink = { .diagnostic = NULL };
    struct wire_verdict verdict = { 0 };

    for (size_t i = 0; i < f->count; i++) {
        struct wire_bytes bytes = { .p = f->all[i].bytes, .n = f->all[i].n };
        struct wire_source source = { .read = wire_bytes_read, .ctx = &bytes, .name = f->all[i].path };
        wire_validator_judge(v, &source, &sink, &verdict);
    }
    wire_validator_free(v);
    wire_worker_free(worker);
    return verdict.stories;
}

struct target {
    const struct wire_format *to;
    struct wire_out out;
    size_t written, stories;
};

static enum wire_status
take(void *ctx, struct wire_article *a)
{
    struct target *t = ctx;
    enum wire_status st = t->to->story(&t->out, a);

    t->stories++;
    t->written += t->out.buf.n;
    wire_buf_clear(&t->out.buf);
    wire_article_free(a);
    return st;
}

/* whole: what a format puts before and after the stories of a file as well. */
static size_t
convert(const struct files *f, const struct wire_format *from, const struct wire_format *to, bool whole)
{
    static const struct wire_write_options options = { .compact = true };
    struct target t = { .to = to, .out = { .options = &options } };
    struct wire_sink sink = { .story = take, .ctx = &t };
    struct wire_worker *worker = wire_worker_new();

    for (size_t i = 0; i < f->count; i++) {
        struct wire_bytes bytes = { .p = f->all[i].bytes, .n = f->all[i].n };
        struct wire_source source = { .read = wire_bytes_read, .ctx = &bytes, .name = f->all[i].path };
        if (whole && to->open != NULL)
            to->open(&t.out);
        from->read(&source, &sink, NULL, worker);
        if (whole && to->close != NULL)
            to->close(&t.out);
    }
    wire_worker_free(worker);
    wire_buf_free(&t.out.buf);
    if (t.written == 0) {
        fputs("bench: nothing was converted\n", stderr);
        exit(2);
    }
    return t.stories;
}

/* --- whole processes --- */

static pid_t
start(char *const argv[], int in)
{
    posix_spawn_file_actions_t actions;
    pid_t pid;

    posix_spawn_file_actions_init(&actions);
    if (in >= 0)
        posix_spawn_file_actions_adddup2(&actions, in, 0);
    else
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    if (posix_spawnp(&pid, argv[0], &actions, NULL, argv, environ) != 0)
        die(argv[0]);
    posix_spawn_file_actions_destroy(&actions);
    return pid;
}

static struct rusage
finish(pid_t pid, const char *name)
{
    struct rusage use;
    int status;

    if (wait4(pid, &status, 0, &use) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) > 99)
        die(name);
    return use;
}

/* A command, or two that run at the same time. */
struct contestant {
    char **one, **other;
};

static double
run(struct contestant c)
{
    double begun = now();
    pid_t first = start(c.one, -1), second = c.other != NULL ? start(c.other, -1) : 0;

    finish(first, c.one[0]);
    if (c.other != NULL)
        finish(second, c.other[0]);
    return now() - begun;
}

static int
by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static double
median(double *all, size_t n)
{
    qsort(all, n, sizeof *all, by_size);
    return all[n / 2];
}

/* The ratio of the medians of two that take turns. */
static double
contest(struct contestant a, struct contestant b, size_t rounds, double *milliseconds)
{
    double *times[2] = { calloc(rounds, sizeof(double)), calloc(rounds, sizeof(double)) };
    double x, y;

    if (times[0] == NULL || times[1] == NULL)
        die("contest");
    run(a);
    run(b);
    for (size_t i = 0; i < rounds; i++) {
        times[i % 2][i] = run(i % 2 == 0 ? a : b);
        times[1 - i % 2][i] = run(i % 2 == 0 ? b : a);
    }
    x = median(times[0], rounds);
    y = median(times[1], rounds);
    *milliseconds = x * 1000;
    free(times[0]);
    free(times[1]);
    return x / y;
}

/* The words of a command, then every step-th file from the first-th on, all of them `repeat` times. */
static char **
command_over(const struct files *f, size_t first, size_t step, size_t repeat, const char *const *words)
{
    size_t n = 0, count = 0;
    char **argv;

    while (words[n] != NULL)
        n++;
    argv = calloc(n + f->count * repeat + 1, sizeof *argv);
    if (argv == NULL)
        die("command");
    for (; count < n; count++)
        argv[count] = strdup(words[count]);
    for (size_t r = 0; r < repeat; r++) {
        for (size_t i = first; i < f->count; i += step)
            argv[count++] = f->all[i].path;
    }
    return argv;
}

static struct contestant
command(const struct files *f, size_t repeat, const char *const *words)
{
    return (struct contestant){ command_over(f, 0, 1, repeat, words), NULL };
}

/* --- memory --- */

static const char message_head[] = "<?xml version=\"1.0\"?>\n<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><header>"
                                   "<sent>2025-01-01T00:00:00Z</sent></header><itemSet>\n";
static const char item_head[] = "<newsItem standard=\"NewsML-G2\" standardversion=\"2.35\" guid=\"urn:x:%d\" version=\"1\"><itemMeta>"
                                "<itemClass qcode=\"ninat:text\"/><provider literal=\"x\"/><versionCreated>2025-01-01T00:00:00Z"
                                "</versionCreated></itemMeta><contentMeta><headline>Item %d</headline></contentMeta><contentSet>"
                                "<inlineXML contenttype=\"application/xhtml+xml\"><html xmlns=\"http://www.w3.org/1999/xhtml\"><body>";
static const char paragraph[] = "<p>The last crane on the harbour bridge will stay until winter, the harbour master of Kestrel Bay "
                                "said on <em>Monday</em>, and the ferries will sail until then.</p>\n";
static const char item_tail[] = "</body></html></inlineXML></contentSet></newsItem>\n";

/* Write a newsMessage of ITEMS items of ITEM_BYTES each into fd. */
static void
write_message(int fd)
{
    FILE *out = fdopen(fd, "w");

    if (out == NULL)
        _exit(2);
    fputs(message_head, out);
    for (int i = 0; i < ITEMS; i++) {
        fprintf(out, item_head, i, i);
        for (size_t n = sizeof item_head; n < ITEM_BYTES; n += sizeof paragraph)
            fputs(paragraph, out);
        fputs(item_tail, out);
    }
    fputs("</itemSet></newsMessage>\n", out);
    _exit(fclose(out) != 0);
}

static double
peak_megabytes(const char *program)
{
    char *argv[] = { (char *)(uintptr_t)program, (char *)"convert", (char *)"-c", (char *)"-t", (char *)"json", NULL };
    struct rusage use;
    int ends[2];
    pid_t pid;

    if (pipe2(ends, O_CLOEXEC) != 0 || (pid = fork()) < 0)
        die("pipe");
    if (pid == 0) {
        close(ends[0]);
        write_message(ends[1]);
    }
    close(ends[1]);
    use = finish(start(argv, ends[0]), program);
    close(ends[0]);
    waitpid(pid, NULL, 0);
    return (double)use.ru_maxrss / 1024;
}

/* --- the table --- */

static void
row(const char *what, const char *baseline, double value, double promise, double last, const char *more)
{
    printf("%-45s %-26s %7.2f / %-8.2f %5.2f  %-5s %s\n", what, baseline, promise, value, last,
           value <= promise ? "kept" : "OVER", more);
    fflush(stdout);
}

/* A command over many files against another over the same: as it is given, and by one thread. */
static void
by_many_and_one(const char *what, const char *baseline, const struct files *f, size_t repeat, const char *const *words,
                const char *const *against, double promise, double goal)
{
    const char *alone[12] = { words[0], words[1], "-j", "1" };
    char one[100], more[200];
    double ms, ratio;

    for (size_t i = 2; words[i] != NULL && i + 3 < sizeof alone / sizeof alone[0]; i++)
        alone[i + 2] = words[i];
    ratio = contest(command(f, repeat, words), command(f, repeat, against), MANY, &ms);
    snprintf(more, sizeof more, "%.0f ms for %.1f MB in %zu files", ms, (double)(f->bytes * repeat) / 1e6, f->count * repeat);
    row(what, baseline, ratio, promise, goal, more);
    ratio = contest(command(f, repeat, alone), command(f, repeat, against), MANY, &ms);
    snprintf(one, sizeof one, "%s, -j 1", what);
    snprintf(more, sizeof more, "%.0f ms", ms);
    row(one, baseline, ratio, promise, goal, more);
}

/* Copy to json: no baseline but reading it and telling words apart. */
static void
against_wc(const char *program, const struct files *f, const char *format, size_t most, double promise, double goal)
{
    size_t repeat = 1 + 4000000 / f->bytes;
    char what[80];

    snprintf(what, sizeof what, "%s to json, many files", format);
    by_many_and_one(what, "wc -w", f, repeat > most ? most : repeat,
                    (const char *[]){ program, "convert", "-q", "-c", "-f", format, "-t", "json", NULL },
                    (const char *[]){ "wc", "-w", NULL }, promise, goal);
}

/* By schemas alone, as the baseline is; and while it is converted. */
static void
rows_of_validate(const char *program, const struct files *xml, const char *schema)
{
    double ms, ratio;
    char more[200];

    if (schema != NULL)
        by_many_and_one("validate by schema, many files", "xmllint --schema", xml, 4,
                        (const char *[]){ program, "validate", "--rules", "none", NULL },
                        (const char *[]){ "xmllint", "--nonet", "--noout", "--schema", schema, NULL }, 0.8, 0.7);
    ratio = contest(command(xml, 4, (const char *[]){ program, "convert", "--validate", "--rules", "none", "-c", "-t", "json", "-j", "1", NULL }),
                    command(xml, 4, (const char *[]){ program, "validate", "--rules", "none", "-j", "1", NULL }), MANY, &ms);
    snprintf(more, sizeof more, "%.0f ms for %zu files", ms, xml->count * 4);
    row("convert --validate, many files", "validate by schema", ratio, 1.25, 1.15, more);
}

/* To ninjs against parsing alone, each the best of its rounds. */
static void
against_parse(const char *name, const char *format, const struct files *f, double promise, double goal)
{
    const struct wire_format *from = wire_format_named(wire_str_of(format)), *to = wire_format_named(WIRE_STR("ninjs"));
    double parsed = 1e9, converted = 1e9;
    char what[80], more[200];
    size_t stories = 0;

    for (int i = 0; i < ROUNDS; i++) {
        double begun = now(), taken;
        bare_parse(f);
        taken = now() - begun;
        parsed = taken < parsed ? taken : parsed;
        begun = now();
        stories = convert(f, from, to, false);
        taken = now() - begun;
        converted = taken < converted ? taken : converted;
    }
    snprintf(what, sizeof what, "%s to ninjs, one process and thread", name);
    snprintf(more, sizeof more, "%zu stories, %.0f us each, %.0f MB/s", stories, converted * 1e6 / (double)stories,
             (double)f->bytes / converted / 1e6);
    row(what, "bare SAX2 parse", converted / parsed, promise, goal, more);
}

int
main(int argc, char **argv)
{
    const struct wire_format *json = wire_format_named(WIRE_STR("json")), *html = wire_format_named(WIRE_STR("html")),
                             *g2 = wire_format_named(WIRE_STR("newsml-g2")), *from_ninjs = wire_format_named(WIRE_STR("ninjs"));
    double best[7] = { 1e9, 1e9, 1e9, 1e9, 1e9, 1e9, 1e9 }, peak, ms, ratio;
    const char *words[] = { argc > 1 ? argv[1] : NULL, "convert", "-j", "1", "-c", "-t", "json", NULL };
    struct files xml, text, ninjs, anpa, iptc7901, nitf, newsml, one;
    size_t stories = 0, items = 0, judged = 0;
    const struct wire_schema_choice each = { .as = NULL };
    struct wire_schema_set *schemas = wire_schema_set_new(&each);
    char more[200];

    if (argc < 9 || argc > 10 || json == NULL || html == NULL || g2 == NULL || from_ninjs == NULL) {
        fputs("usage: bench PROGRAM XML-LIST TEXT-LIST NINJS-LIST ANPA-LIST 7901-LIST NITF-LIST NEWSML-1-LIST [SCHEMA]\n", stderr);
        return 2;
    }
    peak = peak_megabytes(argv[1]); /* first, while this process is small: a child's figure begins with ours */
    xml = load(argv[2]);
    text = load(argv[3]);
    ninjs = load(argv[4]);
    anpa = load(argv[5]);
    iptc7901 = load(argv[6]);
    nitf = load(argv[7]);
    newsml = load(argv[8]);
    if (xml.count == 0 || text.count == 0 || ninjs.count == 0 || anpa.count == 0 || iptc7901.count == 0 || nitf.count == 0 ||
        newsml.count == 0) {
        fputs("bench: no files\n", stderr);
        return 2;
    }
    xmlInitParser();
    printf("%zu XML files, %zu bytes; %zu text files, %zu bytes\n\n", xml.count, xml.bytes, text.count, text.bytes);
    printf("%-45s %-26s %7s / %-8s %5s\n", "what", "baseline", "promise", "measured", "goal");

    for (int i = 0; i < ROUNDS; i++) {
        double begun = now();
        bare_parse(&xml);
        best[0] = now() - begun < best[0] ? now() - begun : best[0];
        begun = now();
        stories = convert(&xml, g2, json, false);
        best[1] = now() - begun < best[1] ? now() - begun : best[1];
        begun = now();
        convert(&xml, g2, html, false);
        best[2] = now() - begun < best[2] ? now() - begun : best[2];
        begun = now();
        parse_json(&ninjs, true);
        best[3] = now() - begun < best[3] ? now() - begun : best[3];
        begun = now();
        items = convert(&ninjs, from_ninjs, g2, true);
        best[4] = now() - begun < best[4] ? now() - begun : best[4];
        begun = now();
        parse_json(&ninjs, false);
        best[5] = now() - begun < best[5] ? now() - begun : best[5];
        begun = now();
        judged = validate(&ninjs, schemas);
        best[6] = now() - begun < best[6] ? now() - begun : best[6];
    }
    snprintf(more, sizeof more, "%zu stories, %.0f us each, %.0f MB/s", stories, best[1] * 1e6 / (double)stories,
             (double)xml.bytes / best[1] / 1e6);
    row("NewsML-G2 to json, one process and thread", "bare SAX2 parse", best[1] / best[0], 1.4, 1.25, more);

    by_many_and_one("NewsML-G2 to json, many files", "xmllint --noout", &xml, 4,
                    (const char *[]){ argv[1], "convert", "-c", "-t", "json", NULL },
                    (const char *[]){ "xmllint", "--noout", NULL }, 0.75, 0.6);

    one = xml;
    one.count = 1;
    for (size_t i = 0; i < xml.count; i++) { /* a story of the usual size: the one nearest the mean */
        size_t mean = xml.bytes / xml.count, a = xml.all[i].n, b = one.all[0].n;
        if ((a > mean ? a - mean : mean - a) < (b > mean ? b - mean : mean - b))
            one.all = &xml.all[i];
    }
    ratio = contest(command(&one, 1, (const char *[]){ argv[1], "convert", "-c", "-t", "json", NULL }),
                    command(&one, 1, (const char *[]){ "xmllint", "--noout", NULL }), SINGLE, &ms);
    snprintf(more, sizeof more, "%.2f ms for %zu bytes", ms, one.all[0].n);
    row("one story, whole process", "xmllint --noout", ratio, 1.1, 0.95, more);

    row("NewsML-G2 to html, one process and thread", "the same to json", best[2] / best[1], 1.1, 1.0, "");

    against_parse("NITF", "nitf", &nitf, 1.5, 1.3);
    against_parse("NewsML 1", "newsml-1", &newsml, 1.5, 1.3);

    snprintf(more, sizeof more, "%zu stories, %.0f us each", items, best[4] * 1e6 / (double)items);
    row("ninjs to NewsML-G2, one process and thread", "cJSON parse and print", best[4] / best[3], 1.0, 0.7, more);

    snprintf(more, sizeof more, "%zu stories, %.0f us each", judged, best[6] * 1e6 / (double)judged);
    wire_schema_set_free(schemas);
    row("ninjs by schema, one process and thread", "cJSON parse", best[6] / best[5], 2, 1.5, more);

    rows_of_validate(argv[1], &xml, argc > 9 ? argv[9] : NULL);

    against_wc(argv[1], &text, "text", 40, 2, 1);
    against_wc(argv[1], &anpa, "anpa", 1000, 3, 2);
    against_wc(argv[1], &iptc7901, "iptc7901", 1000, 3, 2);

    ratio = contest(command(&xml, 8, (const char *[]){ argv[1], "convert", "-j", "2", "-c", "-t", "json", NULL }),
                    (struct contestant){ command_over(&xml, 0, 2, 8, words), command_over(&xml, 1, 2, 8, words) }, MANY, &ms);
    snprintf(more, sizeof more, "%.0f ms for %zu files", ms, xml.count * 8);
    row("-j 2, many files", "two processes sharing them", ratio, 1.1, 1.05, more);

    snprintf(more, sizeof more, "MB, of a newsMessage of %d items, %d MB", ITEMS, (int)((double)ITEMS * ITEM_BYTES / 1e6));
    row("peak memory", "(megabytes)", peak, 32, 16, more);
    return 0;
}

/* wirecopy: the program. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <libxml/parser.h>

#include "formats.h"

struct run {
    const struct wire_format *to;
    struct wire_out out;
    int status;
};

static void
drain(struct run *run)
{
    size_t at = 0;

    while (at < run->out.buf.n) {
        ssize_t n = write(STDOUT_FILENO, run->out.buf.p + at, run->out.buf.n - at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            perror("wirecopy: standard output");
            run->status = 3;
            break;
        }
        at += (size_t)n;
    }
    wire_buf_clear(&run->out.buf);
}

static enum wire_status
story(void *ctx, struct wire_article *a)
{
    struct run *run = ctx;
    enum wire_status st = run->to->story(&run->out, a);

    run->out.stories++;
    wire_article_free(a);
    if (run->out.buf.n > 65536)
        drain(run);
    return st;
}

static void
diagnostic(void *ctx, const struct wire_diag *d)
{
    static const char *const level[] = { "error", "warning", "style" };

    (void)ctx;
    fprintf(stderr, "%s:%u:%u: %s: %s%s%s [%s]\n", d->file != NULL ? d->file : "-", d->at.line, d->at.col,
            level[d->what->level], d->what->text, *d->detail != '\0' ? ": " : "", d->detail, d->what->id);
}

static long
fd_read(void *ctx, void *bytes, size_t n)
{
    ssize_t got;

    do
        got = read(*(int *)ctx, bytes, n);
    while (got < 0 && errno == EINTR);
    return got;
}

static void
convert(struct run *run, const struct wire_format *from, const char *name, struct wire_worker *worker)
{
    char *head = malloc(65536);
    struct wire_source rest = { .read = fd_read }, source = { .read = wire_bytes_read, .name = name };
    struct wire_sink sink = { story, diagnostic, run };
    struct wire_bytes bytes = { .rest = &rest };
    const char *why;
    int fd = strcmp(name, "-") == 0 ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC);
    long n = 0;
    enum wire_status st;

    rest.ctx = &fd;
    source.ctx = &bytes;
    while (head != NULL && fd >= 0 && bytes.n < 65536 && (n = fd_read(&fd, head + bytes.n, 65536 - bytes.n)) > 0)
        bytes.n += (size_t)n;
    if (fd < 0 || n < 0 || head == NULL) {
        fprintf(stderr, "wirecopy: %s: %s\n", name, strerror(errno));
        run->status = 3;
        goto end;
    }
    bytes.p = head;
    if (from == NULL && (from = wire_format_guess(bytes.p, bytes.n, &why)) == NULL) {
        fprintf(stderr, "wirecopy: %s: cannot tell the format: %s; name it with -f\n", name, why);
        run->status = 1;
        goto end;
    }
    st = from->read == NULL ? WIRE_E_USAGE : from->read(&source, &sink, NULL, worker);
    if (st != WIRE_OK) {
        fprintf(stderr, "wirecopy: %s: reading as %s failed (%d)\n", name, from->name, (int)st);
        run->status = run->status > 1 ? run->status : 1;
    }
end:
    free(head);
    if (fd > 0)
        close(fd);
}

int
main(int argc, char **argv)
{
    struct wire_write_options options = { 0 };
    struct run run = { .out = { .options = &options } };
    const struct wire_format *from = NULL;
    struct wire_worker *worker;
    int c;

    if (argc < 2 || strcmp(argv[1], "convert") != 0) {
        fputs("usage: wirecopy convert [-f FORMAT] -t FORMAT [-c] [FILE...]\n", stderr);
        return 2;
    }
    argc--, argv++;
    while ((c = getopt(argc, argv, "f:t:c")) != -1) {
        if (c == 'c')
            options.compact = true;
        else if (c == 'f' && (from = wire_format_named(wire_str_of(optarg))) == NULL)
            return fprintf(stderr, "wirecopy: no format %s\n", optarg), 2;
        else if (c == 't' && (run.to = wire_format_named(wire_str_of(optarg))) == NULL)
            return fprintf(stderr, "wirecopy: no format %s\n", optarg), 2;
        else if (c == '?')
            return 2;
    }
    if (run.to == NULL || run.to->story == NULL)
        return fputs("wirecopy: say the output format with -t\n", stderr), 2;
    xmlInitParser();
    if ((worker = wire_worker_new()) == NULL)
        return 3;
    if (run.to->open != NULL)
        run.to->open(&run.out);
    if (optind == argc)
        convert(&run, from, "-", worker);
    for (; optind < argc; optind++)
        convert(&run, from, argv[optind], worker);
    if (run.to->close != NULL)
        run.to->close(&run.out);
    drain(&run);
    if (run.out.buf.err != WIRE_OK || run.out.err != WIRE_OK)
        run.status = 3;
    wire_worker_free(worker);
    wire_buf_free(&run.out.buf);
    return run.status;
}

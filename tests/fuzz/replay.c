/*
 * Targets on files, without a fuzzer:
 *
 *   replay TARGET FILE...    each once
 *   replay                   the names of all targets
 */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz/target.h"

static int
replay(const struct target *t, const char *path)
{
    FILE *f = fopen(path, "rb");
    uint8_t *bytes = NULL, *more;
    size_t n = 0, got;

    if (f == NULL) {
        perror(path);
        return 2;
    }
    do {
        if ((more = realloc(bytes, n + 65536)) == NULL) {
            perror(path);
            exit(2);
        }
        bytes = more;
        got = fread(bytes + n, 1, 65536, f);
        n += got;
    } while (got != 0);
    fclose(f);
    if ((more = malloc(n)) == NULL && n != 0) { /* to the byte, so that a sanitizer sees any read past the end */
        perror(path);
        exit(2);
    }
    for (size_t i = 0; i < n; i++)
        more[i] = bytes[i];
    free(bytes);
    t->run(t, more, n);
    free(more);
    return 0;
}

int
main(int argc, char **argv)
{
    const struct target *t;
    int status = 0;

    if (argc == 1) {
        for (size_t i = 0; (t = target_at(i)) != NULL; i++)
            puts(t->name);
        return 0;
    }
    if ((t = target_named(argv[1])) == NULL) {
        fprintf(stderr, "replay: no target \"%s\"\n", argv[1]);
        return 2;
    }
    for (int i = 2; i < argc; i++) {
        int st = replay(t, argv[i]);
        status = st > status ? st : status;
    }
    return status;
}

/* What outputs are called after their input, and after nothing else. */
#include "convert/outname.h"

#include <stdio.h>
#include <string.h>

#include "article/sha256.h"

enum { HASH = 16 }; /* hexadecimal digits */

size_t
outname_fit(char out[NAME_MAX + 1], const char *name, size_t n, size_t most)
{
    struct wire_sha256 sum;
    char hex[WIRE_SHA256_HEX];
    size_t kept;

    if (n <= most) {
        memcpy(out, name, n);
        out[n] = '\0';
        return n;
    }
    wire_sha256_begin(&sum);
    wire_sha256_add(&sum, name, n);
    wire_sha256_end(&sum, hex);
    kept = most - HASH - 1;
    while (kept > 0 && ((unsigned char)name[kept] & 0xC0) == 0x80) /* characters are not cut */
        kept--;
    memcpy(out, name, kept);
    out[kept++] = '~';
    memcpy(out + kept, hex, HASH);
    out[kept + HASH] = '\0';
    return kept + HASH;
}

void
outname_with(char out[NAME_MAX + 1], const char *name, const char *tail)
{
    size_t rest = strlen(tail);

    memcpy(out + outname_fit(out, name, strlen(name), NAME_MAX - rest), tail, rest + 1);
}

/* "take-2" */
static bool
ends_in_number(const char *name)
{
    size_t n = strlen(name), end = n;

    while (n > 0 && name[n - 1] >= '0' && name[n - 1] <= '9')
        n--;
    return n < end && n > 0 && name[n - 1] == '-';
}

void
outname_story(char out[NAME_MAX + 1], const char *name, unsigned long story, const char *suffix)
{
    char tail[80];

    if (story > 1 || ends_in_number(name))
        snprintf(tail, sizeof tail, "-%lu.%s", story, suffix);
    else
        snprintf(tail, sizeof tail, ".%s", suffix);
    outname_with(out, name, tail);
}

bool
outname_is_report(const char *name)
{
    size_t n = strlen(name), m = sizeof OUTNAME_REPORT - 1;

    return n >= m && strcmp(name + n - m, OUTNAME_REPORT) == 0;
}

/* What somebody may have meant who typed a name that does not exist. */
#include "convert/suggest.h"

#include <ctype.h>
#include <string.h>

enum { LONGEST = 64 }; /* nothing we name is longer, and the table stays on the stack */

static size_t
least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static int
differ(char a, char b)
{
    return tolower((unsigned char)a) != tolower((unsigned char)b);
}

size_t
suggest_distance(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    size_t d[LONGEST + 1][LONGEST + 1];

    if (n > LONGEST || m > LONGEST)
        return n + m;
    for (size_t i = 0; i <= n; i++)
        d[i][0] = i;
    for (size_t j = 0; j <= m; j++)
        d[0][j] = j;
    for (size_t i = 1; i <= n; i++) {
        for (size_t j = 1; j <= m; j++) {
            size_t same = d[i - 1][j - 1] + (size_t)differ(a[i - 1], b[j - 1]);
            d[i][j] = least(same, least(d[i - 1][j], d[i][j - 1]) + 1);
            if (i > 1 && j > 1 && !differ(a[i - 1], b[j - 2]) && !differ(a[i - 2], b[j - 1]))
                d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[n][m];
}

struct suggestion
suggest_for(const char *typed)
{
    /* A third of the letters may be wrong; of a short name one. */
    return (struct suggestion){ typed, NULL, strlen(typed) / 3 + 2 };
}

void
suggest_offer(struct suggestion *s, const char *name)
{
    size_t typed = strlen(s->typed);
    size_t distance = suggest_distance(s->typed, name);

    /* The beginning of a name is near it, however long the rest. */
    if (distance > 1 && typed >= 3 && strncmp(s->typed, name, typed) == 0)
        distance = 1;
    if (distance < s->distance) {
        s->distance = distance;
        s->best = name;
    }
}

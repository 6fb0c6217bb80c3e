/*
 * Rules that send a story to folders and formats.
 *
 *     # conditions                      folder    formats
 *     provider=Meridian language=en  -> english   ninjs json
 *     type=picture,graphic           -> pictures  ninjs@2.2
 *     subject="medtop:2000*"         -> sport
 *     else                           -> rest
 *
 * All conditions of a line must hold, and one of the patterns of each. Every rule that holds is followed.
 */
#include "convert/route.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "convert/suggest.h"

/* What a condition looks at: a text, or every entry of a list by the members a person may know it by. */
struct route_field {
    const char *name;
    enum wire_field field;
    bool prefix;           /* of a language: en is en-GB as well */
    enum wire_key keys[6]; /* ended by WIRE_K_NONE */
};

static const struct route_field fields[] = {
    { "provider", WIRE_F_PROVIDER, false, { WIRE_K_NAME, WIRE_K_QCODE, WIRE_K_URI, WIRE_K_LITERAL, WIRE_K_NONE } },
    { "type", WIRE_F_TYPE, false, { WIRE_K_NONE } },
    { "subject", WIRE_F_SUBJECTS, false, { WIRE_K_NAME, WIRE_K_QCODE, WIRE_K_URI, WIRE_K_LITERAL, WIRE_K_NONE } },
    { "language", WIRE_F_LANGUAGE, true, { WIRE_K_NONE } },
    { "status", WIRE_F_PUB_STATUS, false, { WIRE_K_NONE } },
    { "urgency", WIRE_F_URGENCY, false, { WIRE_K_NONE } },
    { "slugline", WIRE_F_SLUGLINE, false, { WIRE_K_NONE } },
    { "service", WIRE_F_SERVICES, false, { WIRE_K_NAME, WIRE_K_QCODE, WIRE_K_URI, WIRE_K_LITERAL, WIRE_K_NONE } },
    { "format", WIRE_F_SOURCE, false, { WIRE_K_FORMAT, WIRE_K_NONE } },
};

/* --- matching --- */

static char
small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* A pattern with * for any run and ? for any byte, ASCII case aside. One star is gone back to at a time: no tree of tries. */
static bool
matches(const char *pattern, struct wire_str s)
{
    const char *star = NULL;
    size_t i = 0, from = 0;

    while (i < s.n) {
        if (*pattern == '*') {
            star = ++pattern;
            from = i;
        } else if (*pattern != '\0' && (*pattern == '?' || small(*pattern) == small(s.p[i]))) {
            pattern++;
            i++;
        } else if (star != NULL) {
            pattern = star;
            i = ++from;
        } else {
            return false;
        }
    }
    return pattern[strspn(pattern, "*")] == '\0';
}

static bool
matches_any(const struct route_condition *c, struct wire_str s)
{
    for (char **pattern = c->patterns; *pattern != NULL; pattern++) {
        size_t n = strlen(*pattern);
        struct wire_str head = c->field->prefix && s.n > n && s.p[n] == '-' ? wire_str_sub(s, 0, n) : s;
        if (s.n != 0 && (matches(*pattern, s) || matches(*pattern, head)))
            return true;
    }
    return false;
}

static bool
holds(const struct route_condition *c, const struct wire_article *a)
{
    for (const struct wire_value *v = wire_first(a, c->field->field); v != NULL; v = v->next) {
        if (v->kind != WIRE_V_RECORD && matches_any(c, v->s))
            return true;
        for (const enum wire_key *key = c->field->keys; v->kind == WIRE_V_RECORD && *key != WIRE_K_NONE; key++) {
            if (matches_any(c, wire_member(v, *key)))
                return true;
        }
    }
    /* A story that says no type is a text, as in the article. */
    return c->field->field == WIRE_F_TYPE && wire_first(a, WIRE_F_TYPE) == NULL && matches_any(c, WIRE_STR("text"));
}

bool
route_takes(const struct route *r, const struct wire_article *a)
{
    for (size_t i = 0; i < r->condition_count; i++) {
        if (!holds(&r->conditions[i], a))
            return false;
    }
    return true;
}

/* --- reading --- */

struct place_in {
    struct pipeline *p;
    const char *path;
    unsigned line;
};

static int
no_memory(const struct place_in *in)
{
    diag_say(&in->p->diag, NO_MEMORY, in->path, "");
    return EXIT_TROUBLE;
}

static void *
more(void *list, size_t n, size_t size)
{
    return (n & (n - 1)) == 0 ? realloc(list, (n != 0 ? n * 2 : 1) * size) : list; /* room is a power of two */
}

/* The next word of the line, ended by a NUL; quotes keep blanks in it and go. NULL: there is none. *bad: a quote is open. */
static char *
next_word(char **at, bool *bad)
{
    char *from = *at + strspn(*at, " \t"), *to = from, *word = from;
    bool quoted = false;

    if (*from == '\0')
        return NULL;
    for (; *from != '\0' && (quoted || (*from != ' ' && *from != '\t')); from++) {
        if (*from == '"')
            quoted = !quoted;
        else
            *to++ = *from;
    }
    *bad |= quoted;
    *at = *from != '\0' ? from + 1 : from;
    *to = '\0';
    return word;
}

/* "type=picture,graphic" */
static int
take_condition(const struct place_in *in, struct route *r, char *word)
{
    struct suggestion s;
    struct route_condition *c;
    char *equals = strchr(word, '='), **patterns = NULL, *rest, *pattern;
    size_t n = 0;

    if (equals == NULL)
        return usage_error(in->p->o->command, "%s:%u: '%s' is no condition: one is FIELD=PATTERN, or else", in->path, in->line, word);
    *equals = '\0';
    if ((c = more(r->conditions, r->condition_count, sizeof *c)) == NULL)
        return no_memory(in);
    r->conditions = c;
    c = &c[r->condition_count];
    *c = (struct route_condition){ 0 };
    s = suggest_for(word);
    for (size_t i = 0; i < WIRE_COUNT(fields); i++) {
        suggest_offer(&s, fields[i].name);
        if (strcmp(fields[i].name, word) == 0)
            c->field = &fields[i];
    }
    if (c->field == NULL)
        return usage_error(in->p->o->command, "%s:%u: no condition is called '%s'%s%s%s", in->path, in->line, word,
                           s.best != NULL ? "; did you mean " : ": there are provider, type, subject, language, status, urgency, "
                                                              "slugline, service and format",
                           s.best != NULL ? s.best : "", s.best != NULL ? "?" : "");
    for (rest = equals + 1; (pattern = strsep(&rest, ",")) != NULL;) {
        char **grown = more(patterns, n, sizeof *patterns);
        if (grown == NULL) {
            free(patterns);
            return no_memory(in);
        }
        patterns = grown;
        patterns[n++] = pattern;
        if ((grown = more(patterns, n, sizeof *patterns)) == NULL) {
            free(patterns);
            return no_memory(in);
        }
        patterns = grown;
        patterns[n] = NULL;
    }
    c->patterns = patterns;
    r->condition_count++;
    return -1;
}

/* A folder below the output folder: rules are not to lead out of it. */
static bool
stays_below(const char *folder)
{
    for (const char *part = folder; *part != '\0'; part += strspn(part, "/")) {
        size_t n = strcspn(part, "/");
        if (n == 0 || (n == 2 && memcmp(part, "..", 2) == 0))
            return false;
        part += n;
    }
    return true;
}

static int
take_target(const struct place_in *in, struct route *r, const char *word)
{
    struct pipeline *p = in->p;
    const struct wire_format *to = p->to;
    struct route_target *t = more(r->targets, r->target_count, sizeof *t);
    char *version = p->version;
    int st;

    if (t == NULL)
        return no_memory(in);
    r->targets = t;
    if (p->sheet != NULL)
        return usage_error(p->o->command, "%s:%u: the stylesheet makes all stories, and rules name no formats beside it", in->path, in->line);
    st = pipeline_format(p, word);
    t[r->target_count++] = (struct route_target){ p->to, p->version };
    p->to = to;
    p->how.version = p->version = version;
    if (st == EXIT_USAGE)
        diag_note(&p->diag, "%s:%u: here", in->path, in->line);
    return st;
}

static int
take_line(const struct place_in *in, struct route *r, char *line)
{
    bool arrow = false, bad = false;
    char *word;
    int st = -1;

    while (st < 0 && (word = next_word(&line, &bad)) != NULL) {
        if (strcmp(word, "->") == 0 && !arrow)
            arrow = true;
        else if (!arrow && strcmp(word, "else") == 0)
            r->otherwise = true;
        else if (!arrow)
            st = take_condition(in, r, word);
        else if (r->folder == NULL)
            r->folder = strcmp(word, ".") == 0 ? "" : word;
        else
            st = take_target(in, r, word);
    }
    if (st >= 0)
        return st;
    if (bad)
        return usage_error(in->p->o->command, "%s:%u: a quotation mark is not closed", in->path, in->line);
    if (r->folder == NULL || r->otherwise == (r->condition_count != 0))
        return usage_error(in->p->o->command, "%s:%u: a rule is CONDITION... -> FOLDER [FORMAT...], or else -> FOLDER [FORMAT...]", in->path,
                           in->line);
    if (!stays_below(r->folder))
        return usage_error(in->p->o->command, "%s:%u: the folder '%s' is not below the output folder", in->path, in->line, r->folder);
    return -1;
}

/* The whole of a file, for free(); NULL with errno. */
static char *
read_whole(const char *path)
{
    FILE *file = fopen(path, "rbe");
    char *text = NULL;
    size_t size = 0;

    if (file == NULL)
        return NULL;
    errno = 0;
    if (getdelim(&text, &size, '\0', file) < 0) { /* nothing is in it, or it cannot be read */
        free(text);
        text = ferror(file) || errno != 0 ? NULL : strdup("");
    }
    fclose(file);
    return text;
}

/* What a rule makes of a story: its target number i, or without any the one of -t. False: there is no such. */
static bool
target_at(const struct route *r, const struct pipeline *p, size_t i, struct route_target *target)
{
    if (r->target_count == 0)
        *target = (struct route_target){ p->to, p->version };
    else if (i < r->target_count)
        *target = r->targets[i];
    return i < (r->target_count != 0 ? r->target_count : 1);
}

/* Whether two targets would give a story two outputs of one name. */
static bool
clash(const struct route_target *a, const struct route_target *b)
{
    const char *x = a->version != NULL ? a->version : "", *y = b->version != NULL ? b->version : "";

    return strcmp(a->to->suffix, b->to->suffix) == 0 && (a->to != b->to || strcmp(x, y) != 0);
}

/* Outputs are called after their input: of two formats with one suffix in one folder, one would replace the other. */
static int
check_names(const struct routes *routes, struct pipeline *p, const char *path)
{
    struct route_target a = { p->to, NULL }, b = a;

    for (size_t i = 0; i < routes->n; i++) {
        for (size_t j = i; j < routes->n; j++) {
            const struct route *r = &routes->rules[i], *other = &routes->rules[j];
            if (strcmp(r->folder, other->folder) != 0 || r->otherwise != other->otherwise)
                continue;
            for (size_t x = 0; target_at(r, p, x, &a); x++) {
                for (size_t y = 0; target_at(other, p, y, &b); y++) {
                    if (clash(&a, &b))
                        return usage_error(p->o->command, "%s: in the folder '%s' a story as %s and as %s would have the same name; "
                                                          "give one of them another folder",
                                           path, *r->folder != '\0' ? r->folder : ".", a.to->name, b.to->name);
                }
            }
        }
    }
    return -1;
}

int
routes_read(struct routes *routes, struct pipeline *p, const char *path)
{
    struct place_in in = { p, path, 0 };
    char *rest, *line;
    int st = -1;

    *routes = (struct routes){ .text = read_whole(path) };
    if (routes->text == NULL) {
        diag_say(&p->diag, errno == ENOMEM ? NO_MEMORY : READ_FAILED, path, strerror(errno));
        return EXIT_TROUBLE;
    }
    for (rest = routes->text; st < 0 && (line = strsep(&rest, "\n")) != NULL;) {
        struct route *r;
        in.line++;
        line[strcspn(line, "\r")] = '\0';
        line += strspn(line, " \t");
        if (*line == '\0' || *line == '#')
            continue;
        if ((r = more(routes->rules, routes->n, sizeof *r)) == NULL)
            return no_memory(&in);
        routes->rules = r;
        r = &r[routes->n++];
        *r = (struct route){ 0 };
        st = take_line(&in, r, line);
    }
    if (st < 0 && routes->n == 0)
        return usage_error(p->o->command, "%s: there is no rule in it", path);
    return st < 0 ? check_names(routes, p, path) : st;
}

void
routes_free(struct routes *routes)
{
    for (size_t i = 0; i < routes->n; i++) {
        struct route *r = &routes->rules[i];
        for (size_t c = 0; c < r->condition_count; c++)
            free(r->conditions[c].patterns);
        for (size_t t = 0; t < r->target_count; t++)
            free(r->targets[t].version);
        free(r->conditions);
        free(r->targets);
    }
    free(routes->rules);
    free(routes->text);
}

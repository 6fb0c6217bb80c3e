/* Takes: what a wire says of the version of a story, before its headline or beside it. */
#include "article/take.h"

#include "article/copy.h"

/* Agency practice: the tag, and what it says. Reuters ends a tag with a hyphen, the web with a colon. */
static const struct tag {
    const char *word;
    const char *kind; /* or NULL: a kind of story, a column; the chain goes on */
} tags[] = {
    { "UPDATE", "update" },       { "CORRECTED", "correction" }, { "CORRECTION", "correction" },
    { "REFILE", "refile" },       { "RPT", "repeat" },           { "REPEAT", "repeat" },
    { "WRAPUP", "wrapup" },       { "URGENT", "urgent" },        { "FLASH", "flash" },
    { "ALERT", "flash" },         { "BULLETIN", "flash" },       { "EXTRA", "extra" },
    { "ADVISORY", "advisory" },   { "WITHDRAWN", "kill" },       { "WITHDRAWAL", "kill" },
    { "STORY WITHDRAWN", "kill" },{ "KILL", "kill" },            { "BERICHTIGUNG", "correction" },
    { "EIL", "urgent" },          { "EILMELDUNG", "urgent" },    { "AVANCE", "urgent" },
    { "RECTIFICATIF", "correction" }, { "CORRECTIVE", "correction" }, { "BREAKING NEWS", "flash" },
};

struct found {
    const char *kind;
    int64_t number, lead;
    bool writethru;
};

static bool
put(struct wire_article *a, const struct found *f, struct wire_at at)
{
    struct wire_value *v = wire_first(a, WIRE_F_TAKE);

    if (f->kind == NULL && f->number == 0 && f->lead == 0 && !f->writethru)
        return false;
    if (v == NULL && (v = wire_add_record(a, WIRE_F_TAKE, at)) == NULL)
        return true;
    if (f->number != 0 && wire_get(v, WIRE_K_NUMBER) == NULL)
        wire_put_number(a, v, WIRE_K_NUMBER, f->number, at);
    if (f->lead != 0 && wire_get(v, WIRE_K_LEAD) == NULL)
        wire_put_number(a, v, WIRE_K_LEAD, f->lead, at);
    if (f->writethru && wire_get(v, WIRE_K_WRITETHRU) == NULL)
        wire_put_bool(a, v, WIRE_K_WRITETHRU, true);
    if (f->kind != NULL && wire_get(v, WIRE_K_KIND) == NULL)
        wire_put_text(a, v, WIRE_K_KIND, wire_str_of(f->kind), at);
    return true;
}

/* One link of a chain of tags: "UPDATE 2", "CORRECTED (OFFICIAL)", "US STOCKS". */
static void
read_link(struct wire_str s, struct found *f)
{
    for (size_t i = 0; i < WIRE_COUNT(tags); i++) {
        size_t n = strlen(tags[i].word);
        struct wire_str rest;
        int64_t number;
        if (!wire_str_begins_nocase(s, tags[i].word))
            continue;
        rest = wire_trim_blanks(wire_str_sub(s, n, s.n));
        if (rest.n != 0 && rest.p[0] != '(' && !wire_str_to_int(rest, 999, &number))
            continue;
        /* a correction outranks the update it corrects */
        if (f->kind == NULL || strcmp(tags[i].kind, "correction") == 0)
            f->kind = tags[i].kind;
        if (wire_str_to_int(rest, 999, &number))
            f->number = number;
        return;
    }
}

/* "2nd", "1ST": the number, or 0; *n the length. */
static int64_t
ordinal(struct wire_str s, size_t *n)
{
    int64_t number = 0;
    size_t i = 0;

    while (i < s.n && i < 3 && s.p[i] >= '0' && s.p[i] <= '9')
        number = number * 10 + (s.p[i++] - '0');
    if (i == 0 || s.n < i + 2 || !wire_in_words(wire_str_sub(s, i, 2), "st nd rd th "))
        return 0;
    *n = i + 2;
    return number;
}

static bool
is_letter_at(struct wire_str s, size_t i)
{
    return i < s.n && wire_is_letter((unsigned char)s.p[i]);
}

static void
read_version(struct wire_str line, struct found *f)
{
    static const char *const kinds[] = { "extra", "refile", "correction", "urgent", "flash", "update" }; /* of several the first here */
    size_t kind = WIRE_COUNT(kinds);

    for (size_t i = 0; i < line.n; i++) {
        struct wire_str s = wire_str_sub(line, i, line.n);
        size_t n = 0;
        int64_t number = i == 0 || !(line.p[i - 1] >= '0' && line.p[i - 1] <= '9') ? ordinal(s, &n) : 0;
        if (number != 0) {
            if (n < s.n && (s.p[n] == ' ' || s.p[n] == '-'))
                n++;
            s = wire_str_sub(s, n, s.n);
            if ((wire_str_begins_nocase(s, "lead") && !is_letter_at(s, 4)) || (wire_str_begins_nocase(s, "ld") && !is_letter_at(s, 2)))
                f->lead = f->lead == 0 ? number : f->lead;
        }
        if (wire_str_begins_nocase(s, "writethru"))
            f->writethru = true;
        if (i != 0 && is_letter_at(line, i - 1))
            continue;
        for (size_t k = 0; k < kind; k++) {
            if (wire_str_begins_nocase(s, kinds[k]) && !is_letter_at(s, strlen(kinds[k])))
                kind = k;
        }
    }
    if (f->kind == NULL && kind < WIRE_COUNT(kinds))
        f->kind = kinds[kind];
}

bool
wire_take_version(struct wire_article *a, struct wire_str line, struct wire_at at)
{
    struct found f = { NULL, 0, 0, false };

    read_version(wire_str_sub(line, 0, 300), &f);
    return put(a, &f, at);
}

/* The end of the chain of tags at the head of a Reuters headline: past the last hyphen group of capitals and digits. */
static void
read_chain(struct wire_str s, struct found *f)
{
    size_t from = 0;

    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if ((c == '-' || c == ':') && i > from) {
            read_link(wire_trim_blanks(wire_str_sub(s, from, i - from)), f);
            from = i + 1;
        } else if (c >= 'a' && c <= 'z' && !wire_str_begins(wire_str_sub(s, i, s.n), "xclusive")) {
            break;
        }
    }
}

bool
wire_take_headline(struct wire_article *a, struct wire_str headline, struct wire_at at)
{
    struct wire_str s = wire_str_sub(wire_trim_blanks(headline), 0, 200);
    struct found f = { NULL, 0, 0, false };
    const char *close;

    if (s.n == 0)
        return false;
    if (s.p[0] == '(' && (close = memchr(s.p, ')', s.n)) != NULL) { /* Yonhap: (LEAD), (2nd LD), (URGENT) */
        struct wire_str tag = wire_str_sub(s, 1, (size_t)(close - s.p) - 1);
        read_version(tag, &f);
        if (wire_str_is_nocase(tag, "lead"))
            f.lead = 1;
    } else {
        const char *colon = memchr(s.p, ':', s.n);
        read_chain(s, &f);
        if (f.kind == NULL && colon != NULL && colon - s.p < 24) /* the web: "Corrected:", "Story Withdrawn:" */
            read_link(wire_str_sub(s, 0, (size_t)(colon - s.p)), &f);
    }
    return put(a, &f, at);
}

const char *
wire_take_status(struct wire_str line)
{
    static const struct {
        const char *words, *status;
    } rows[] = {
        { "KILL KILL", "canceled" },         { "KILL/TAKEDOWN", "canceled" },   { "STORY WITHDRAWN", "canceled" },
        { "WITHDRAWAL:", "canceled" },       { "WITHDRAWN-", "canceled" },      { "KILL BC-", "canceled" },
        { "MANDATORY KILL", "canceled" },    { "This kill", "canceled" },       { "Please kill ", "canceled" },
        { "HOLD HOLD", "withheld" },         { "WITHHOLD ", "withheld" },       { "WITHHOLD-", "withheld" },
    };
    struct wire_str s = wire_trim_blanks(line);

    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        if (wire_str_begins_nocase(s, rows[i].words))
            return rows[i].status;
    }
    if ((wire_str_begins(s, "The story ") || wire_str_begins(s, "Please note that the story ")) && s.n < 600 &&
        wire_str_find_nocase(s, " headlined ") < s.n && wire_str_find_nocase(s, " is withdrawn ") < s.n)
        return "canceled";
    return NULL;
}

/*
 * --report FILE: what a batch was like. What is told apart is bounded, so that a million stories cost no more than
 * a thousand of as many kinds: past the bounds things are counted together.
 */
#ifndef WIRE_CONVERT_REPORT_H
#define WIRE_CONVERT_REPORT_H

#include <time.h>

#include "article/article.h"
#include "article/buf.h"
#include "convert/census.h"
#include "convert/input.h"

enum {
    REPORT_PROVIDERS = 300,
    REPORT_NAMES = 1000,     /* of findings, of paths kept */
    REPORT_HOURS = 100000,   /* hours with stories: eleven years without a break */
    REPORT_SEEN = 1 << 21,   /* stories and versions known again, 8 bytes each at most half of the time */
    REPORT_SIZES = 32,       /* classes of size, each twice as large as the one before */
    REPORT_FAILURES = 200,   /* inputs that failed, by name */
    REPORT_SILENCES = 10
};

struct report_provider {
    unsigned long stories, later, again, corrections, kills;
    size_t letters;
    int64_t first, last;     /* hours since 1970 UTC; meaningless without dated */
    unsigned long dated;
    uint32_t fields[WIRE_FIELD_COUNT]; /* stories that have it */
};

struct report_hour {
    int64_t hour;            /* since 1970 UTC */
    unsigned long count;     /* 0: the place is free */
};

struct report_silence {
    int64_t from;            /* the first silent hour */
    int64_t hours;
};

struct report {
    struct census providers, formats, types, languages, findings, kept, dropped, failures;
    struct report_provider *provider; /* by the number of the row in providers; the last is for those without one */
    struct report_hour *hours;        /* open addressing, then sorted */
    size_t hour_count, hour_room;
    unsigned long undated, hours_lost;
    unsigned long of_day[24];
    uint64_t *seen;
    size_t seen_count, seen_room;
    unsigned long unseen;             /* stories after there was no more room to know them again */
    unsigned long stories, without_uri, later, again, corrections, kills, updates;
    unsigned long inputs, broken, trouble;
    unsigned long levels[3];          /* findings, by enum wire_level */
    unsigned long long bytes, letters;
    unsigned long sizes[REPORT_SIZES];
    size_t smallest, largest;
    const char *first_error;          /* id, of the input in hand */
    char error[CENSUS_EXAMPLE];
    struct report_silence silences[REPORT_SILENCES]; /* the longest first; set by report_end */
    size_t silence_count;
    int64_t silent_hours;
    size_t window_from, window_to;    /* hours from .. below to are shown: what a few wrong dates stretch is cut; set by report_end */
    unsigned long outside;            /* stories out of the window */
    const char *to;                   /* the format written */
    bool timed;                       /* speed and the time of the report are told */
    struct timespec begun;
    double seconds;
    int64_t made;                     /* seconds since 1970; 0: it is not told */
    bool failed;                      /* no memory */
};

/* A new report of what goes to that format; NULL without memory. */
struct report *report_new(const char *to);
void report_free(struct report *); /* NULL is fine */

/* A story that is written, with its ledger of reading in it and that of writing; an input that was read, with its exit status. */
void report_story(struct report *, const struct input *, const struct wire_article *, const struct wire_ledger *written);
void report_input(struct report *, const struct input *, int status);

/* A finding; for diagnostics.hear, the context is the report. */
void report_finding(void *, const struct wire_diag *);

/* The end: everything is put in order. From then on it is only read. */
void report_end(struct report *);

/* As a page for people, and as JSON. */
void report_html(struct wire_buf *, const struct report *);
void report_json(struct wire_buf *, const struct report *);

#endif

/* --report FILE.json: the report as data. */
#include <stdio.h>
#include <time.h>

#include "convert/findings.h"
#include "convert/report.h"

static void
put_key(struct wire_buf *out, const char *indent, const char *key)
{
    wire_buf_printf(out, "%s\"%s\": ", indent, key);
}

static void
put_text(struct wire_buf *out, const char *s)
{
    wire_buf_json(out, (struct wire_str){ s, strlen(s) });
}

/* A time of so many hours since 1970, as RFC 3339. */
static void
put_hour(struct wire_buf *out, int64_t hour)
{
    time_t seconds = (time_t)(hour * 3600);
    struct tm t;
    char text[40] = "";

    if (gmtime_r(&seconds, &t) != NULL)
        strftime(text, sizeof text, "%Y-%m-%dT%H:00:00Z", &t);
    put_text(out, text);
}

/* "KEY": [ {"NAME": ..., "stories": 3}, ... ], with what found no row as the last, and the example under its name. */
static void
put_census(struct wire_buf *out, const char *key, const struct census *c, const char *name, const char *count, const char *example)
{
    put_key(out, ",\n  ", key);
    wire_buf_puts(out, "[");
    for (size_t i = 0; i < c->n; i++) {
        const struct census_row *row = &c->rows[i];
        wire_buf_printf(out, "%s{\"%s\": ", i != 0 ? ",\n    " : "\n    ", name);
        put_text(out, row->key);
        if (count != NULL)
            wire_buf_printf(out, ", \"%s\": %lu", count, row->count);
        if (row->example != NULL && example != NULL) {
            put_key(out, ", ", example);
            put_text(out, row->example);
        }
        wire_buf_puts(out, "}");
    }
    if (c->others != 0)
        wire_buf_printf(out, "%s{\"others\": true, \"%s\": %lu}", c->n != 0 ? ",\n    " : "\n    ", count != NULL ? count : "count", c->others);
    wire_buf_puts(out, c->n != 0 || c->others != 0 ? "\n  ]" : "]");
}

static void
put_provider(struct wire_buf *out, const char *name, const struct report_provider *p)
{
    bool first = true;

    if (name != NULL) {
        wire_buf_puts(out, "{\"provider\": ");
        put_text(out, name);
    } else {
        wire_buf_puts(out, "{\"others\": true");
    }
    wire_buf_printf(out, ", \"stories\": %lu, \"laterVersions\": %lu, \"sentAgain\": %lu, \"corrections\": %lu, \"kills\": %lu, \"letters\": %zu",
                    p->stories, p->later, p->again, p->corrections, p->kills, p->letters);
    if (p->dated != 0) {
        wire_buf_puts(out, ", \"from\": ");
        put_hour(out, p->first);
        wire_buf_puts(out, ", \"to\": ");
        put_hour(out, p->last);
    }
    wire_buf_puts(out, ",\n     \"fields\": {");
    for (int f = 0; f < WIRE_FIELD_COUNT; f++) {
        if (p->fields[f] == 0)
            continue;
        wire_buf_printf(out, "%s\"%s\": %u", first ? "" : ", ", wire_fields[f].name, p->fields[f]);
        first = false;
    }
    wire_buf_puts(out, "}}");
}

static void
put_providers(struct wire_buf *out, const struct report *r)
{
    const struct census *c = &r->providers;

    wire_buf_puts(out, ",\n  \"providers\": [");
    for (size_t i = 0; i < c->n; i++) {
        wire_buf_puts(out, i != 0 ? ",\n    " : "\n    ");
        put_provider(out, c->rows[i].key, &r->provider[c->rows[i].number]);
    }
    if (c->others != 0) {
        wire_buf_puts(out, c->n != 0 ? ",\n    " : "\n    ");
        put_provider(out, NULL, &r->provider[REPORT_PROVIDERS]);
    }
    wire_buf_puts(out, c->n != 0 || c->others != 0 ? "\n  ]" : "]");
}

static void
put_findings(struct wire_buf *out, const struct report *r)
{
    const struct census *c = &r->findings;

    wire_buf_puts(out, ",\n  \"findings\": [");
    for (size_t i = 0; i < c->n; i++) {
        const struct census_row *row = &c->rows[i];
        wire_buf_printf(out, "%s{\"id\": ", i != 0 ? ",\n    " : "\n    ");
        put_text(out, row->key);
        wire_buf_printf(out, ", \"level\": \"%s\", \"count\": %lu, \"example\": ", finding_level((enum wire_level)row->level), row->count);
        put_text(out, row->example != NULL ? row->example : "");
        wire_buf_puts(out, "}");
    }
    wire_buf_puts(out, c->n != 0 ? "\n  ]" : "]");
}

static void
put_times(struct wire_buf *out, const struct report *r)
{
    wire_buf_printf(out, ",\n  \"time\": {\n    \"undated\": %lu,\n    \"outOfSpan\": %lu,\n    \"silentHours\": %lld,\n    \"hourOfDay\": [", r->undated,
                    r->outside, (long long)r->silent_hours);
    for (int i = 0; i < 24; i++)
        wire_buf_printf(out, "%s%lu", i != 0 ? ", " : "", r->of_day[i]);
    wire_buf_puts(out, "],\n    \"silences\": [");
    for (size_t i = 0; i < r->silence_count; i++) {
        wire_buf_puts(out, i != 0 ? ", {\"from\": " : "{\"from\": ");
        put_hour(out, r->silences[i].from);
        wire_buf_printf(out, ", \"hours\": %lld}", (long long)r->silences[i].hours);
    }
    wire_buf_puts(out, "],\n    \"hours\": [");
    for (size_t i = 0; i < r->hour_count; i++) {
        wire_buf_puts(out, i != 0 ? ",\n      {\"hour\": " : "\n      {\"hour\": ");
        put_hour(out, r->hours[i].hour);
        wire_buf_printf(out, ", \"stories\": %lu}", r->hours[i].count);
    }
    wire_buf_puts(out, r->hour_count != 0 ? "\n    ]\n  }" : "]\n  }");
}

static void
put_sizes(struct wire_buf *out, const struct report *r)
{
    bool first = true;

    wire_buf_printf(out, ",\n  \"sizes\": {\"bytes\": %llu, \"letters\": %llu, \"smallest\": %zu, \"largest\": %zu, \"classes\": [", r->bytes,
                    r->letters, r->smallest, r->largest);
    for (int i = 0; i < REPORT_SIZES; i++) {
        if (r->sizes[i] == 0)
            continue;
        wire_buf_printf(out, "%s{\"under\": %llu, \"stories\": %lu}", first ? "" : ", ", 2ULL << i, r->sizes[i]);
        first = false;
    }
    wire_buf_puts(out, "]}");
}

void
report_json(struct wire_buf *out, const struct report *r)
{
    wire_buf_printf(out, "{\n  \"stories\": %lu,\n  \"inputs\": {\"read\": %lu, \"withErrors\": %lu, \"unreadable\": %lu},\n  \"writtenAs\": ",
                    r->stories, r->inputs, r->broken, r->trouble);
    put_text(out, r->to);
    wire_buf_printf(out, ",\n  \"levels\": {\"error\": %lu, \"warning\": %lu, \"style\": %lu}", r->levels[WIRE_ERROR], r->levels[WIRE_WARNING],
                    r->levels[WIRE_STYLE]);
    wire_buf_printf(out, ",\n  \"versions\": {\"withoutUri\": %lu, \"laterVersions\": %lu, \"sentAgain\": %lu, \"updates\": %lu, "
                         "\"corrections\": %lu, \"kills\": %lu, \"notFollowed\": %lu}",
                    r->without_uri, r->later, r->again, r->updates, r->corrections, r->kills, r->unseen);
    put_providers(out, r);
    put_census(out, "formats", &r->formats, "format", "stories", NULL);
    put_census(out, "types", &r->types, "type", "stories", NULL);
    put_census(out, "languages", &r->languages, "language", "stories", NULL);
    put_census(out, "failures", &r->failures, "file", NULL, "error");
    put_findings(out, r);
    put_census(out, "notUnderstood", &r->kept, "path", "stories", "example");
    put_census(out, "noPlace", &r->dropped, "field", "stories", "example");
    put_times(out, r);
    put_sizes(out, r);
    if (r->timed)
        wire_buf_printf(out, ",\n  \"speed\": {\"seconds\": %.3f, \"storiesPerSecond\": %.0f, \"bytesPerSecond\": %.0f}", r->seconds,
                        r->seconds > 0 ? (double)r->stories / r->seconds : 0, r->seconds > 0 ? (double)r->bytes / r->seconds : 0);
    wire_buf_puts(out, "\n}\n");
}

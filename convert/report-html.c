/* --report FILE.html: the report as one page that needs nothing else, for a screen of any width and for paper. */
#include <stdio.h>
#include <time.h>

#include "convert/findings.h"
#include "convert/page.h"
#include "convert/report.h"

enum {
    BARS = 240,     /* of a chart over time at most: more cannot be told apart */
    SHOWN = 20,     /* rows of a table before the rest is one row */
    COLUMNS = 12    /* providers beside each other */
};

static const char style[] =
    "header,main{max-width:70rem;margin:0 auto;padding:1.2rem 1.2rem 0}main{padding-bottom:2rem}"
    ".tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(7rem,1fr));gap:.6rem;margin:1rem 0 0}"
    ".tile{border:1px solid var(--line);border-radius:.5rem;padding:.5rem .8rem;background:var(--panel)}"
    ".tile b{display:block;font-size:1.45rem;line-height:1.3;font-variant-numeric:tabular-nums}.tile span{color:var(--soft);font-size:.85rem}"
    "section{border-top:1px solid var(--line);padding:1rem 0;margin-top:1rem;break-inside:auto}"
    ".pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,28rem),1fr));gap:0 2rem}.pair>*{min-width:0}"
    "table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}"
    "th,td{text-align:left;padding:.25rem .5rem .25rem 0;vertical-align:top;border-bottom:1px solid var(--line);overflow-wrap:anywhere}"
    "th{font-weight:600;font-size:.85rem;color:var(--soft);overflow-wrap:normal}td.n,th.n{text-align:right;white-space:nowrap;width:1%;padding-left:.6rem}"
    "td.level{white-space:nowrap;padding-left:.6rem}tr{break-inside:avoid}td.bar{width:34%;padding:.55rem 0 0 .3rem}td.bar svg{display:block;width:100%;height:.6rem}"
    "svg rect{fill:var(--bar)}svg .none{fill:var(--bad);opacity:.55}.chart{margin:.4rem 0}.chart svg{display:block;width:100%;height:9rem;background:var(--panel)}"
    ".axis{display:flex;justify-content:space-between;color:var(--soft);font-size:.8rem}"
    ".scroll{overflow-x:auto}.fields{width:auto}.fields td,.fields th{padding:.15rem .35rem;border-bottom:1px solid var(--line)}"
    ".fields thead th{vertical-align:bottom}.fields thead th span{writing-mode:vertical-rl;transform:rotate(180deg);max-height:10rem;overflow:hidden}"
    ".fields td{text-align:right;min-width:3rem;position:relative}.fields tbody th{color:var(--ink);white-space:nowrap}"
    ".f1{background:color-mix(in srgb,var(--bar) 12%,transparent)}.f2{background:color-mix(in srgb,var(--bar) 24%,transparent)}"
    ".f3{background:color-mix(in srgb,var(--bar) 38%,transparent)}.f4{background:color-mix(in srgb,var(--bar) 52%,transparent)}"
    ".example{display:block;color:var(--soft);font-size:.85rem}"
    "@media(max-width:34rem){body{font-size:14px}td.bar{display:none}header,main{padding-left:.8rem;padding-right:.8rem}}"
    "@media print{.scroll{overflow:visible}header,main{max-width:none;padding-left:0;padding-right:0}section{break-inside:auto}h2,h3{break-after:avoid}}";

/* --- parts --- */

static void
put_percent(struct wire_buf *out, unsigned long n, unsigned long of)
{
    if (of == 0 || n == 0)
        wire_buf_puts(out, "0 %");
    else if (n * 100 < of)
        wire_buf_puts(out, "&lt; 1 %");
    else
        wire_buf_printf(out, "%llu %%", (unsigned long long)n * 100 / of);
}

static void
put_moment(struct wire_buf *out, int64_t seconds, const char *form)
{
    time_t t = (time_t)seconds;
    struct tm utc;
    char text[64] = "";

    if (gmtime_r(&t, &utc) != NULL)
        strftime(text, sizeof text, form, &utc);
    wire_buf_puts(out, text);
}

static void
put_tile(struct wire_buf *out, unsigned long long n, const char *what, const char *class)
{
    wire_buf_printf(out, "<div class=\"tile\"><b%s%s%s>", *class != '\0' && n != 0 ? " class=\"" : "", n != 0 ? class : "",
                    *class != '\0' && n != 0 ? "\"" : "");
    page_number(out, n);
    wire_buf_printf(out, "</b><span>%s</span></div>\n", what);
}

static void
put_cell(struct wire_buf *out, unsigned long long n)
{
    wire_buf_puts(out, "<td class=\"n\">");
    page_number(out, n);
    wire_buf_puts(out, "</td>");
}

static void
put_bar(struct wire_buf *out, unsigned long n, unsigned long most)
{
    wire_buf_printf(out, "<td class=\"bar\"><svg viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect width=\"%llu\" "
                         "height=\"10\"/></svg></td>",
                    most != 0 ? (unsigned long long)n * 1000 / most : 0);
}

/* How many of a census are not shown, and the sum of them. */
static unsigned long
sum_of_rest(const struct census *c, size_t shown)
{
    unsigned long sum = c->others;

    for (size_t i = shown; i < c->n; i++)
        sum += c->rows[i].count;
    return sum;
}

/* A table of names with their number and share. */
static void
put_shares(struct wire_buf *out, const char *title, const struct census *c)
{
    size_t shown = c->n < SHOWN ? c->n : SHOWN;
    unsigned long rest = sum_of_rest(c, shown), most = c->n != 0 ? c->rows[0].count : 0;

    wire_buf_printf(out, "<div><h3>By %s</h3>\n<table><tbody>\n", title);
    for (size_t i = 0; i < shown; i++) {
        wire_buf_puts(out, "<tr><td>");
        page_string(out, c->rows[i].key);
        wire_buf_puts(out, "</td>");
        put_bar(out, c->rows[i].count, most);
        put_cell(out, c->rows[i].count);
        wire_buf_puts(out, "<td class=\"n soft\">");
        put_percent(out, c->rows[i].count, c->total);
        wire_buf_puts(out, "</td></tr>\n");
    }
    if (rest != 0) {
        wire_buf_puts(out, "<tr><td class=\"soft\">all others</td>");
        put_bar(out, rest, most);
        put_cell(out, rest);
        wire_buf_puts(out, "<td class=\"n soft\">");
        put_percent(out, rest, c->total);
        wire_buf_puts(out, "</td></tr>\n");
    }
    wire_buf_puts(out, "</tbody></table></div>\n");
}

/* --- over time --- */

/* Hours that one bar stands for, so that there are at most BARS. */
static int64_t
hours_a_bar(int64_t span)
{
    static const int64_t steps[] = { 1, 2, 3, 6, 12, 24, 48, 168, 336, 720, 2160, 8760 };

    for (size_t i = 0; i < WIRE_COUNT(steps); i++) {
        if (span / steps[i] < BARS)
            return steps[i];
    }
    return span / BARS + 1;
}

static const char *
word_for(int64_t hours, char *room, size_t n)
{
    if (hours == 1)
        return "hour";
    if (hours == 24)
        return "day";
    if (hours == 168)
        return "week";
    snprintf(room, n, hours % 24 == 0 ? "%lld days" : "%lld hours", (long long)(hours % 24 == 0 ? hours / 24 : hours));
    return room;
}

static void
put_column(struct wire_buf *out, unsigned at, unsigned long n, unsigned long most, int64_t hour, const char *word)
{
    unsigned high = most != 0 ? (unsigned)((unsigned long long)n * 960 / most) : 0;

    if (n != 0 && high < 12)
        high = 12;
    if (n != 0)
        wire_buf_printf(out, "<rect x=\"%u\" y=\"%u\" width=\"9\" height=\"%u\"><title>", at * 10, 1000 - high, high);
    else
        wire_buf_printf(out, "<rect class=\"none\" x=\"%u\" y=\"988\" width=\"10\" height=\"12\"><title>", at * 10);
    if (word != NULL) {
        put_moment(out, hour * 3600, "%Y-%m-%d %H:00 UTC");
        wire_buf_printf(out, ", %s: %lu</title></rect>\n", word, n);
    } else {
        wire_buf_printf(out, "%02lld:00 UTC: %lu</title></rect>\n", (long long)hour, n);
    }
}

static void
put_timeline(struct wire_buf *out, const struct report *r)
{
    unsigned long bins[BARS + 1] = { 0 }, most = 0;
    int64_t first = r->hours[r->window_from].hour, last = r->hours[r->window_to - 1].hour, step = hours_a_bar(last - first + 1);
    size_t count;
    char room[40];
    const char *word = word_for(step, room, sizeof room);

    first -= ((first % step) + step) % step;
    count = (size_t)((last - first) / step) + 1;
    for (size_t i = r->window_from; i < r->window_to; i++) {
        size_t bin = (size_t)((r->hours[i].hour - first) / step);
        bins[bin] += r->hours[i].count;
        most = bins[bin] > most ? bins[bin] : most;
    }
    wire_buf_printf(out, "<h3>Stories a %s, at most %lu</h3>\n<div class=\"chart\"><svg viewBox=\"0 0 %zu 1000\" preserveAspectRatio=\"none\" "
                         "role=\"img\" aria-label=\"Stories over time\">\n",
                    word, most, count * 10);
    for (size_t i = 0; i < count; i++)
        put_column(out, (unsigned)i, bins[i], most, first + (int64_t)i * step, word);
    wire_buf_puts(out, "</svg><div class=\"axis\"><span>");
    put_moment(out, first * 3600, "%Y-%m-%d %H:00");
    wire_buf_puts(out, "</span><span>");
    put_moment(out, (last + 1) * 3600, "%Y-%m-%d %H:00 UTC");
    wire_buf_puts(out, "</span></div></div>\n");
}

static void
put_day(struct wire_buf *out, const struct report *r)
{
    unsigned long most = 0;

    for (int i = 0; i < 24; i++)
        most = r->of_day[i] > most ? r->of_day[i] : most;
    wire_buf_printf(out, "<div><h3>By hour of the day, at most %lu</h3>\n<div class=\"chart\"><svg viewBox=\"0 0 240 1000\" preserveAspectRatio=\"none\" "
                         "role=\"img\" aria-label=\"Stories by hour of the day\">\n",
                    most);
    for (unsigned i = 0; i < 24; i++)
        put_column(out, i, r->of_day[i], most, i, NULL);
    wire_buf_puts(out, "</svg><div class=\"axis\"><span>0 h</span><span>6 h</span><span>12 h</span><span>18 h</span><span>24 h UTC</span></div></div></div>\n");
}

static void
put_silences(struct wire_buf *out, const struct report *r)
{
    int64_t span = r->hours[r->window_to - 1].hour - r->hours[r->window_from].hour + 1;

    wire_buf_puts(out, "<div><h3>Gaps</h3>\n<p>");
    page_number(out, (unsigned long long)r->silent_hours);
    wire_buf_puts(out, " of ");
    page_number(out, (unsigned long long)span);
    wire_buf_puts(out, " hours had no story.</p>\n");
    if (r->silence_count != 0)
        wire_buf_puts(out, "<table><thead><tr><th>The longest silences, from</th><th>until</th><th class=\"n\">hours</th></tr></thead><tbody>\n");
    for (size_t i = 0; i < r->silence_count; i++) {
        wire_buf_puts(out, "<tr><td>");
        put_moment(out, r->silences[i].from * 3600, "%Y-%m-%d %H:00");
        wire_buf_puts(out, "</td><td>");
        put_moment(out, (r->silences[i].from + r->silences[i].hours) * 3600, "%Y-%m-%d %H:00");
        wire_buf_puts(out, "</td>");
        put_cell(out, (unsigned long long)r->silences[i].hours);
        wire_buf_puts(out, "</tr>\n");
    }
    wire_buf_puts(out, r->silence_count != 0 ? "</tbody></table></div>\n" : "</div>\n");
}

static void
put_times(struct wire_buf *out, const struct report *r)
{
    wire_buf_puts(out, "<section id=\"time\"><h2>When</h2>\n");
    if (r->hour_count != 0) {
        put_timeline(out, r);
        wire_buf_puts(out, "<div class=\"pair\">\n");
        put_day(out, r);
        put_silences(out, r);
        wire_buf_puts(out, "</div>\n");
    }
    if (r->outside != 0)
        wire_buf_printf(out, "<p class=\"soft\">Far outside of this time are the dates of %lu stories.</p>\n", r->outside);
    if (r->undated != 0) {
        wire_buf_puts(out, "<p class=\"soft\">");
        page_number(out, r->undated);
        wire_buf_puts(out, " of the stories do not say when they were made or sent.</p>\n");
    }
    wire_buf_puts(out, "</section>\n");
}

/* --- the rest --- */

static void
put_provider_row(struct wire_buf *out, const char *name, const struct report_provider *p)
{
    wire_buf_puts(out, "<tr><td>");
    page_string(out, name);
    wire_buf_puts(out, "</td>");
    put_cell(out, p->stories);
    put_cell(out, p->later);
    put_cell(out, p->again);
    put_cell(out, p->corrections);
    put_cell(out, p->kills);
    put_cell(out, p->stories != 0 ? p->letters / p->stories : 0);
    wire_buf_puts(out, "</tr>\n");
}

static void
put_versions(struct wire_buf *out, const struct report *r)
{
    const struct census *c = &r->providers;

    wire_buf_puts(out, "<section id=\"versions\"><h2>Versions and corrections</h2>\n<div class=\"scroll\"><table><thead><tr><th>Provider</th>"
                       "<th class=\"n\">stories</th><th class=\"n\">later<br>versions</th><th class=\"n\">sent<br>again</th>"
                       "<th class=\"n\">correc-<br>tions</th><th class=\"n\">kills</th><th class=\"n\">letters<br>a story</th></tr></thead><tbody>\n");
    for (size_t i = 0; i < c->n && i < SHOWN; i++)
        put_provider_row(out, c->rows[i].key, &r->provider[c->rows[i].number]);
    if (c->n > SHOWN || c->others != 0) {
        struct report_provider rest = r->provider[REPORT_PROVIDERS];
        for (size_t i = SHOWN; i < c->n; i++) {
            const struct report_provider *p = &r->provider[c->rows[i].number];
            rest.stories += p->stories;
            rest.later += p->later;
            rest.again += p->again;
            rest.corrections += p->corrections;
            rest.kills += p->kills;
            rest.letters += p->letters;
        }
        put_provider_row(out, "all others", &rest);
    }
    wire_buf_puts(out, "</tbody></table></div>\n<p class=\"soft\">A later version has the uri of a story that came before; one sent again is the same in "
                       "version and time as well. Corrections say so in their headline or version line.");
    if (r->without_uri != 0)
        wire_buf_printf(out, " %lu stories have no uri to know them by.", r->without_uri);
    if (r->unseen != 0)
        wire_buf_printf(out, " Of %lu it was not followed any more which came before.", r->unseen);
    wire_buf_puts(out, "</p></section>\n");
}

static void
put_failures(struct wire_buf *out, const struct report *r)
{
    const struct census *c = &r->failures;

    if (c->total == 0)
        return;
    wire_buf_puts(out, "<section id=\"failures\"><h2>Inputs with errors</h2>\n<table><tbody>\n");
    for (size_t i = 0; i < c->n && i < 2 * SHOWN; i++) {
        wire_buf_puts(out, "<tr><td><code>");
        page_string(out, c->rows[i].key);
        wire_buf_puts(out, "</code><span class=\"example\">");
        page_string(out, c->rows[i].example != NULL ? c->rows[i].example : "");
        wire_buf_puts(out, "</span></td></tr>\n");
    }
    if (sum_of_rest(c, 2 * SHOWN) != 0 && (c->n > 2 * SHOWN || c->others != 0))
        wire_buf_printf(out, "<tr><td class=\"soft\">and %lu more</td></tr>\n", sum_of_rest(c, c->n < 2 * SHOWN ? c->n : 2 * SHOWN));
    wire_buf_puts(out, "</tbody></table></section>\n");
}

static void
put_findings(struct wire_buf *out, const struct report *r)
{
    static const char *const classes[] = { [WIRE_ERROR] = "bad", [WIRE_WARNING] = "warn", [WIRE_STYLE] = "soft" };
    const struct census *c = &r->findings;

    wire_buf_puts(out, "<section id=\"findings\"><h2>Most frequent findings</h2>\n");
    if (c->n == 0)
        wire_buf_puts(out, "<p class=\"good\">Nothing was found wrong.</p>\n");
    else
        wire_buf_puts(out, "<table><thead><tr><th>Finding and an example</th><th>level</th><th class=\"n\">count</th></tr></thead><tbody>\n");
    for (size_t i = 0; i < c->n && i < 2 * SHOWN; i++) {
        const struct census_row *row = &c->rows[i];
        wire_buf_puts(out, "<tr><td><code>");
        page_string(out, row->key);
        wire_buf_puts(out, "</code><span class=\"example\">");
        page_string(out, row->example != NULL ? row->example : "");
        wire_buf_printf(out, "</span></td><td class=\"level %s\">%s</td>", classes[row->level], finding_level((enum wire_level)row->level));
        put_cell(out, row->count);
        wire_buf_puts(out, "</tr>\n");
    }
    wire_buf_puts(out, c->n != 0 ? "</tbody></table></section>\n" : "</section>\n");
}

static void
put_share_cell(struct wire_buf *out, uint32_t n, unsigned long of)
{
    unsigned share = of != 0 ? (unsigned)((unsigned long long)n * 100 / of) : 0;
    unsigned class = n == 0 ? 0 : share < 25 ? 1 : share < 60 ? 2 : share < 95 ? 3 : 4;

    wire_buf_printf(out, class != 0 ? "<td class=\"f%u\">" : "<td class=\"soft\">", class);
    if (n == 0)
        wire_buf_puts(out, "·");
    else if (share == 0)
        wire_buf_puts(out, "&lt; 1");
    else
        wire_buf_printf(out, "%u", share);
    wire_buf_puts(out, "</td>");
}

static void
put_fields(struct wire_buf *out, const struct report *r)
{
    const struct census *c = &r->providers;
    size_t columns = c->n < COLUMNS ? c->n : COLUMNS;

    if (columns == 0)
        return;
    wire_buf_puts(out, "<section id=\"fields\"><h2>Which fields each provider fills</h2>\n<p class=\"soft\">In percent of its stories.</p>\n"
                       "<div class=\"scroll\"><table class=\"fields\"><thead><tr><th>Field</th>");
    for (size_t i = 0; i < columns; i++) {
        wire_buf_puts(out, "<th><span>");
        page_string(out, c->rows[i].key);
        wire_buf_puts(out, "</span></th>");
    }
    wire_buf_puts(out, "</tr></thead><tbody>\n");
    for (int f = 0; f < WIRE_FIELD_COUNT; f++) {
        bool any = false;
        for (size_t i = 0; i < columns; i++)
            any |= r->provider[c->rows[i].number].fields[f] != 0;
        if (!any || f == WIRE_F_SOURCE)
            continue;
        wire_buf_printf(out, "<tr><th>%s</th>", wire_fields[f].name);
        for (size_t i = 0; i < columns; i++)
            put_share_cell(out, r->provider[c->rows[i].number].fields[f], r->provider[c->rows[i].number].stories);
        wire_buf_puts(out, "</tr>\n");
    }
    wire_buf_puts(out, "</tbody></table></div>\n");
    if (c->n > columns)
        wire_buf_printf(out, "<p class=\"soft\">The %zu with the most stories; --report FILE.json has all.</p>\n", columns);
    wire_buf_puts(out, "</section>\n");
}

static void
put_unmapped(struct wire_buf *out, const char *title, const char *none, const struct census *c)
{
    wire_buf_printf(out, "<div><h3>%s</h3>\n", title);
    if (c->n == 0) {
        wire_buf_printf(out, "<p class=\"good\">%s</p></div>\n", none);
        return;
    }
    wire_buf_puts(out, "<table><thead><tr><th>What, and where first</th><th class=\"n\">stories</th></tr></thead><tbody>\n");
    for (size_t i = 0; i < c->n && i < SHOWN; i++) {
        wire_buf_puts(out, "<tr><td><code>");
        page_string(out, c->rows[i].key);
        wire_buf_puts(out, "</code><span class=\"example\">");
        page_string(out, c->rows[i].example != NULL ? c->rows[i].example : "");
        wire_buf_puts(out, "</span></td>");
        put_cell(out, c->rows[i].count);
        wire_buf_puts(out, "</tr>\n");
    }
    if (c->n > SHOWN)
        wire_buf_printf(out, "<tr><td class=\"soft\">and %zu more</td><td></td></tr>\n", c->n - SHOWN);
    wire_buf_puts(out, "</tbody></table></div>\n");
}

static void
put_sizes(struct wire_buf *out, const struct report *r)
{
    unsigned long most = 0;

    for (int i = 0; i < REPORT_SIZES; i++)
        most = r->sizes[i] > most ? r->sizes[i] : most;
    wire_buf_puts(out, "<section id=\"sizes\"><h2>Sizes and speed</h2>\n<div class=\"pair\"><div><h3>Letters and digits of a story</h3>\n<table><tbody>\n");
    for (int i = 0; i < REPORT_SIZES; i++) {
        if (r->sizes[i] == 0)
            continue;
        wire_buf_puts(out, "<tr><td>under ");
        page_number(out, 2ULL << i);
        wire_buf_puts(out, "</td>");
        put_bar(out, r->sizes[i], most);
        put_cell(out, r->sizes[i]);
        wire_buf_puts(out, "</tr>\n");
    }
    wire_buf_puts(out, "</tbody></table></div>\n<div><h3>In all</h3>\n<table><tbody>\n<tr><td>bytes read</td>");
    put_cell(out, r->bytes);
    wire_buf_puts(out, "</tr>\n<tr><td>letters and digits read</td>");
    put_cell(out, r->letters);
    wire_buf_puts(out, "</tr>\n<tr><td>of the smallest story</td>");
    put_cell(out, r->smallest);
    wire_buf_puts(out, "</tr>\n<tr><td>of the largest</td>");
    put_cell(out, r->largest);
    wire_buf_puts(out, "</tr>\n");
    if (r->timed && r->seconds > 0)
        wire_buf_printf(out, "<tr><td>seconds</td><td class=\"n\">%.2f</td></tr>\n<tr><td>stories a second</td><td class=\"n\">%.0f</td></tr>\n"
                             "<tr><td>MB a second</td><td class=\"n\">%.1f</td></tr>\n",
                        r->seconds, (double)r->stories / r->seconds, (double)r->bytes / r->seconds / 1e6);
    wire_buf_puts(out, "</tbody></table></div></div></section>\n");
}

static void
put_head(struct wire_buf *out, const struct report *r)
{
    wire_buf_puts(out, "<header><h1>Feed report</h1>\n<p class=\"soft\">");
    if (r->hour_count != 0) {
        wire_buf_puts(out, "Stories from ");
        put_moment(out, r->hours[r->window_from].hour * 3600, "%Y-%m-%d %H:00");
        wire_buf_puts(out, " to ");
        put_moment(out, (r->hours[r->window_to - 1].hour + 1) * 3600, "%Y-%m-%d %H:00 UTC");
        wire_buf_puts(out, ", written as ");
    } else {
        wire_buf_puts(out, "Written as ");
    }
    page_string(out, r->to);
    wire_buf_puts(out, ". Report of ");
    put_moment(out, r->made, "%Y-%m-%d %H:%M UTC");
    wire_buf_puts(out, " by wirecopy " WIRE_VERSION ".</p>\n<div class=\"tiles\">\n");
    put_tile(out, r->stories, "stories", "");
    put_tile(out, r->inputs, "inputs", "");
    put_tile(out, r->broken + r->trouble, "inputs with errors", "bad");
    put_tile(out, r->levels[WIRE_ERROR], "errors", "bad");
    put_tile(out, r->levels[WIRE_WARNING], "warnings", "warn");
    put_tile(out, r->later, "later versions", "");
    put_tile(out, r->corrections, "corrections", "");
    put_tile(out, r->kills, "kills", "");
    wire_buf_puts(out, "</div></header>\n");
}

void
report_html(struct wire_buf *out, const struct report *r)
{
    page_begin(out, "Feed report", style);
    put_head(out, r);
    wire_buf_puts(out, "<main>\n");
    put_times(out, r);
    wire_buf_puts(out, "<section id=\"stories\"><h2>What</h2>\n<div class=\"pair\">\n");
    put_shares(out, "provider", &r->providers);
    put_shares(out, "format", &r->formats);
    put_shares(out, "type", &r->types);
    put_shares(out, "language", &r->languages);
    wire_buf_puts(out, "</div></section>\n");
    put_versions(out, r);
    put_failures(out, r);
    put_findings(out, r);
    put_fields(out, r);
    wire_buf_puts(out, "<section id=\"unmapped\"><h2>What could not be mapped</h2>\n<div class=\"pair\">\n");
    put_unmapped(out, "Kept, though not understood", "Everything was understood.", &r->kept);
    put_unmapped(out, "No place in what was written", "Everything had a place.", &r->dropped);
    wire_buf_puts(out, "</div></section>\n");
    put_sizes(out, r);
    wire_buf_puts(out, "</main>\n");
    page_end(out);
}

/* A timeline as one page of HTML that needs nothing else. */
#include "convert/timeline.h"

static const char style[] =
    ":root{color-scheme:light dark;--ink:#1a1a1a;--soft:#5b5f66;--line:#d9d9d4;--paper:#fff;--tint:#f5f4f0;--add:#0b6b34;"
    "--add-bg:#e4f5ea;--gone:#a31515;--gone-bg:#fdecec;--warn:#7a4f00;--warn-bg:#fff2d0;--wait:#6a3391;--wait-bg:#f3e9fa}\n"
    "@media(prefers-color-scheme:dark){:root{--ink:#e6e4df;--soft:#a3a19b;--line:#3a3a3d;--paper:#161618;--tint:#212124;"
    "--add:#7fd6a0;--add-bg:#14301f;--gone:#ff9a93;--gone-bg:#371a1a;--warn:#f0c05a;--warn-bg:#2f2613;--wait:#d0a6ef;"
    "--wait-bg:#2b1d36}}\n"
    "*{box-sizing:border-box}html{-webkit-text-size-adjust:100%;text-size-adjust:100%}\n"
    "body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',"
    "sans-serif;overflow-wrap:anywhere}\n"
    "main{max-width:56rem;margin:0 auto;padding:2rem 1.25rem 4rem}\n"
    "h1{font-size:1.6rem;line-height:1.2;margin:0}h2{font-size:1.2rem;line-height:1.3;margin:0 0 .2rem;text-wrap:balance}\n"
    "header p,.uri{color:var(--soft);font-size:.85rem;margin:.2rem 0 0}\n"
    "section{margin-block-start:2rem;padding-block-start:1.5rem;border-block-start:1px solid var(--line)}\n"
    "ol{list-style:none;margin:1rem 0 0;padding:0}\n"
    "li{position:relative;padding:0 0 1.1rem 1.6rem;border-inline-start:2px solid var(--line);margin-inline-start:.4rem}\n"
    "li:last-child{border-color:transparent;padding-block-end:0}\n"
    "li::before{content:'';position:absolute;inset-inline-start:-.46rem;inset-block-start:.4rem;width:.8rem;height:.8rem;"
    "border-radius:50%;background:var(--paper);border:2px solid var(--soft)}\n"
    "li.newest::before{background:var(--ink);border-color:var(--ink)}\n"
    ".head{display:flex;flex-wrap:wrap;gap:.2rem .8rem;align-items:baseline;margin:0}\n"
    ".v{font-weight:600;font-variant-numeric:tabular-nums}time,.file{color:var(--soft);font-size:.85rem;"
    "font-variant-numeric:tabular-nums}\n"
    ".tag{font-size:.78rem;font-weight:600;padding:.05rem .5rem;border-radius:1rem;background:var(--tint);white-space:nowrap}\n"
    ".kill,.canceled{color:var(--gone);background:var(--gone-bg)}.correction{color:var(--warn);background:var(--warn-bg)}\n"
    ".embargo,.hold,.embargoed,.withheld{color:var(--wait);background:var(--wait-bg)}\n"
    ".release,.publishable{color:var(--add);background:var(--add-bg)}.repeat,.void{color:var(--soft)}\n"
    "dl{margin:.4rem 0 0;font-size:.93rem;display:grid;grid-template-columns:7rem 1fr;gap:.15rem .8rem}\n"
    "dt{color:var(--soft)}dd{margin:0}\n"
    "details{margin-block-start:.4rem;font-size:.93rem}summary{cursor:pointer;color:var(--soft)}\n"
    "summary:focus-visible{outline:2px solid;outline-offset:2px}\n"
    "details p{margin:.5rem 0 0;padding:.35rem .7rem;border-inline-start:3px solid var(--line)}\n"
    "p.added{border-color:var(--add);background:var(--add-bg)}p.removed{border-color:var(--gone);background:var(--gone-bg)}\n"
    "ins{text-decoration:none;color:var(--add);background:var(--add-bg)}del{color:var(--gone);background:var(--gone-bg)}\n"
    "@media(max-width:34rem){main{padding:1.25rem .9rem 3rem}dl{grid-template-columns:1fr;gap:0}dd{margin-block-end:.35rem}}\n"
    "@media print{details>*{display:block}}\n";

static void
begin(struct wire_buf *b, const char *as_of, size_t stories)
{
    wire_buf_puts(b, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                     "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
                     "<title>Timeline</title>\n<style>\n");
    wire_buf_puts(b, style);
    wire_buf_printf(b, "</style>\n</head>\n<body>\n<main>\n<header>\n<h1>Timeline</h1>\n<p>%zu stor%s", stories,
                    stories == 1 ? "y" : "ies");
    if (as_of != NULL) {
        wire_buf_puts(b, ", as of ");
        wire_buf_xml(b, (struct wire_str){ as_of, strlen(as_of) });
    }
    wire_buf_puts(b, "</p>\n</header>\n");
}

static void
end(struct wire_buf *b)
{
    wire_buf_puts(b, "</main>\n</body>\n</html>\n");
}

static void
tag(struct wire_buf *b, const struct event_row *row)
{
    wire_buf_printf(b, "<span class=\"tag %s\">%s</span>", row->name, row->title);
}

static void
story(struct wire_buf *b, const struct life *l)
{
    wire_buf_puts(b, "<section>\n<h2>");
    wire_buf_xml(b, l->headline.n != 0 ? l->headline : WIRE_STR("No headline"));
    wire_buf_puts(b, "</h2>\n");
    tag(b, &standing_rows[l->standing]);
    wire_buf_puts(b, "\n<p class=\"uri\">");
    wire_buf_xml(b, l->uri.n != 0 ? l->uri : WIRE_STR("No uri, so that other versions of it are not known"));
    wire_buf_puts(b, "</p>\n<ol>\n");
}

static void
story_end(struct wire_buf *b)
{
    wire_buf_puts(b, "</ol>\n</section>\n");
}

/* --- a version --- */

/* What was and what is, with that between them that differs marked. */
static void
words(struct wire_buf *b, struct wire_str was, struct wire_str is)
{
    size_t front, back;

    changes_ends(was, is, &front, &back);
    wire_buf_xml(b, wire_str_sub(is, 0, front));
    if (was.n > front + back) {
        wire_buf_puts(b, "<del>");
        wire_buf_xml(b, wire_str_sub(was, front, was.n - front - back));
        wire_buf_puts(b, "</del>");
    }
    if (is.n > front + back) {
        wire_buf_puts(b, was.n > front + back ? " <ins>" : "<ins>");
        wire_buf_xml(b, wire_str_sub(is, front, is.n - front - back));
        wire_buf_puts(b, "</ins>");
    }
    wire_buf_xml(b, wire_str_sub(is, is.n - back, back));
}

static void
row(struct wire_buf *b, const char *what, struct wire_str was, struct wire_str is)
{
    wire_buf_printf(b, "<dt>%s</dt><dd>", what);
    words(b, was, is);
    wire_buf_puts(b, "</dd>\n");
}

static void
subjects(struct wire_buf *b, const char *what, const char *mark, const struct wire_str *list, size_t n)
{
    if (n == 0)
        return;
    wire_buf_printf(b, "<dt>%s</dt><dd>", what);
    for (size_t i = 0; i < n; i++) {
        size_t code = 0;
        while (code < list[i].n && list[i].p[code] != '\t')
            code++;
        wire_buf_printf(b, "%s<%s>", i != 0 ? ", " : "", mark);
        wire_buf_xml(b, code + 1 < list[i].n ? wire_str_sub(list[i], code + 1, list[i].n) : wire_str_sub(list[i], 0, code));
        wire_buf_printf(b, "</%s>", mark);
    }
    wire_buf_puts(b, "</dd>\n");
}

static struct wire_str
embargo_of(const struct version *v)
{
    return v->open ? WIRE_STR("without an end") : v->until;
}

static void
count(struct wire_buf *b, size_t n, const char *what, const char **comma)
{
    if (n == 0)
        return;
    wire_buf_printf(b, "%s%zu paragraph%s %s", *comma, n, n == 1 ? "" : "s", what);
    *comma = ", ";
}

static void
paragraphs(struct wire_buf *b, const struct moment *m)
{
    const struct changes *c = m->changes;
    const char *comma = "";

    if (c->n + c->moved == 0)
        return;
    wire_buf_puts(b, "<details><summary>");
    count(b, c->added, "added", &comma);
    count(b, c->removed, "removed", &comma);
    count(b, c->edited, "edited", &comma);
    count(b, c->moved, "moved", &comma);
    wire_buf_puts(b, "</summary>\n");
    for (size_t i = 0; i < c->n; i++) {
        const struct change *one = &c->rows[i];
        wire_buf_printf(b, "<p class=\"%s\">", one->was == 0 ? "added" : one->is == 0 ? "removed" : "edited");
        words(b, one->was != 0 ? m->before->paragraphs[one->was - 1] : WIRE_NONE,
              one->is != 0 ? m->now->paragraphs[one->is - 1] : WIRE_NONE);
        wire_buf_puts(b, "</p>\n");
    }
    wire_buf_puts(b, "</details>\n");
}

static void
version(struct wire_buf *b, const struct moment *m, size_t number, bool colour)
{
    const struct version *v = m->now;
    const struct changes *c = m->changes;
    bool rows = c != NULL ? c->headline || c->status || c->embargo || c->gained_count + c->dropped_count != 0 : v->open || v->until.n != 0;

    (void)number;
    (void)colour;
    wire_buf_printf(b, "<li%s><p class=\"head\"><span class=\"v\">", m->newest ? " class=\"newest\"" : "");
    wire_buf_xml(b, v->version.n != 0 ? v->version : WIRE_STR("–"));
    wire_buf_puts(b, "</span>");
    tag(b, &event_rows[m->event]);
    if (v->created.n != 0) {
        wire_buf_puts(b, "<time>");
        wire_buf_xml(b, v->created);
        wire_buf_puts(b, "</time>");
    }
    wire_buf_puts(b, "<span class=\"file\">");
    wire_buf_xml(b, v->file);
    wire_buf_puts(b, "</span></p>\n");
    if (rows)
        wire_buf_puts(b, "<dl>\n");
    if (c == NULL && rows)
        row(b, "Embargo until", embargo_of(v), embargo_of(v));
    if (c != NULL && c->headline)
        row(b, "Headline", m->before->headline, v->headline);
    if (c != NULL && c->status)
        row(b, "Status", m->before->status, v->status);
    if (c != NULL && c->embargo)
        row(b, "Embargo until", embargo_of(m->before), embargo_of(v));
    if (c != NULL) {
        subjects(b, "Subjects", "ins", c->gained, c->gained_count);
        subjects(b, "Subjects", "del", c->dropped, c->dropped_count);
    }
    if (rows)
        wire_buf_puts(b, "</dl>\n");
    if (c != NULL)
        paragraphs(b, m);
    wire_buf_puts(b, "</li>\n");
}

const struct teller teller_page = { .begin = begin, .story = story, .version = version, .story_end = story_end, .end = end };

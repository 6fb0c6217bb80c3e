/* Blocks into the article, and the account of every word. */
#include "article/byline.h"
#include "article/copy.h"
#include "article/dateline.h"
#include "article/signoff.h"
#include "article/take.h"
#include "room.h"

enum { BYLINES = 8 };

struct filling {
    struct text_story *story;
    struct wire_article *a;
    struct wire_node *body, *list;
    bool rows;       /* of the ledger are wanted */
    unsigned bylines;
    bool dateline;   /* the first paragraph was looked at */
    size_t skipped;  /* weight of words that are grammar */
};

static struct wire_value *
printed(struct wire_value *v)
{
    if (v != NULL)
        v->flags |= WIRE_V_PRINTED;
    return v;
}

static void
count(struct filling *f, enum wire_ledger_act act, const char *path, const char *why, const struct text_block *b)
{
    if (f->rows)
        wire_ledger_count(&f->a->ledger, f->a->arena, act, wire_str_of(path), why, 1, text_at(f->story, b));
}

static void
skip(struct filling *f, struct wire_str s)
{
    f->skipped += wire_copy_weight(s);
}

/* ---- fields ---- */

static void
residue(struct filling *f, const struct text_block *b, struct wire_str s, const char *where)
{
    struct wire_at at = text_at(f->story, b);
    struct wire_value *v = wire_add_residue(f->a, wire_str_of(where), s, at);

    printed((struct wire_value *)wire_get(v, WIRE_K_VALUE));
    if (strcmp(where, "version") == 0)
        wire_take_version(f->a, s, at);
    count(f, WIRE_TOOK, "residue", NULL, b);
}

static void
headline(struct filling *f, const struct text_block *b, const char *role)
{
    struct wire_at at = text_at(f->story, b);
    struct wire_str s = b->s;
    struct wire_value *v;
    const char *status;

    if (s.n != 0 && s.p[0] == '^') /* marks of the wire's line ends */
        s = wire_str_sub(s, 1, s.n);
    while (s.n > 1 && (s.p[s.n - 1] == '<' || s.p[s.n - 1] == '=' || (s.p[s.n - 1] == '+' && !wire_str_ends(s, "++"))))
        s = wire_trim_blanks(wire_str_sub(s, 0, s.n - 1));
    v = wire_add_record(f->a, WIRE_F_HEADLINES, at);
    if (v == NULL)
        return;
    wire_put_text(f->a, v, WIRE_K_ROLE, wire_str_of(role), at);
    printed(wire_put_text(f->a, v, WIRE_K_VALUE, s, at));
    count(f, WIRE_TOOK, "headline", NULL, b);
    if (strcmp(role, "main") != 0)
        return;
    wire_take_headline(f->a, s, at);
    if ((status = wire_take_status(s)) != NULL && wire_first(f->a, WIRE_F_PUB_STATUS) == NULL)
        wire_add_text(f->a, WIRE_F_PUB_STATUS, wire_str_of(status), at);
}

static void
note(struct filling *f, const struct text_block *b)
{
    struct wire_at at = text_at(f->story, b);
    struct wire_value *v = wire_add_record(f->a, WIRE_F_ED_NOTES, at);
    const char *status = wire_take_status(b->s);

    if (v == NULL)
        return;
    printed(wire_put_text(f->a, v, WIRE_K_VALUE, text_unbracket(b->s), at));
    wire_put_bool(f->a, v, WIRE_K_PUBLIC, true); /* nothing in plain copy constrains a note */
    if (status != NULL && wire_first(f->a, WIRE_F_PUB_STATUS) == NULL)
        wire_add_text(f->a, WIRE_F_PUB_STATUS, wire_str_of(status), at);
    count(f, WIRE_TOOK, "note", NULL, b);
}

static struct wire_str
byline_text(struct wire_str s)
{
    s = wire_trim_blanks(s);
    while (s.n != 0 && (s.p[s.n - 1] == '=' || s.p[s.n - 1] == '<'))
        s = wire_trim_blanks(wire_str_sub(s, 0, s.n - 1));
    return s.n != 0 && s.p[0] == '(' ? text_unbracket(s) : s;
}

/* Two lines of a byline as one: a comma between. */
static struct wire_str
join(struct wire_arena *arena, struct wire_str a, struct wire_str b)
{
    char *p = wire_arena_bytes(arena, a.n + b.n + 2);

    if (p == NULL)
        return a;
    memcpy(p, a.p, a.n);
    memcpy(p + a.n, ", ", 2);
    memcpy(p + a.n + 2, b.p, b.n);
    return (struct wire_str){ p, a.n + b.n + 2 };
}

/* The lines of a byline are one text; a second byline elsewhere goes to the residue. */
static size_t
byline(struct filling *f, size_t i)
{
    struct text_story *story = f->story;
    struct text_block *b = &story->blocks[i];
    struct wire_at at = text_at(story, b);
    struct wire_str all = byline_text(b->s);
    size_t n = 1;

    while (i + n < story->block_count && n < BYLINES && story->blocks[i + n].label == TEXT_BYLINE && !wire_is_byline(story->blocks[i + n].s)) {
        struct wire_str rest = byline_text(story->blocks[i + n].s);
        if (rest.n != 0)
            all = join(f->a->arena, all, rest);
        n++;
    }
    count(f, WIRE_TOOK, "byline", NULL, b);
    if (f->bylines++ >= BYLINES) { /* comments, an index of authors: no byline of this story */
        for (size_t k = i; k < i + n; k++)
            residue(f, &story->blocks[k], story->blocks[k].s, "byline");
        return n;
    }
    if (wire_first(f->a, WIRE_F_BY) != NULL) {
        struct wire_value *v = wire_first(f->a, WIRE_F_BY);
        v->s = join(f->a->arena, v->s, all);
    } else {
        printed(wire_add_text(f->a, WIRE_F_BY, wire_squeeze(f->a->arena, all), at));
    }
    wire_byline_credits(f->a, all, at, 0);
    return n;
}

static void
picture(struct filling *f, const struct text_block *b)
{
    struct wire_at at = text_at(f->story, b);
    struct text_picture p = { .caption = b->s };
    struct wire_value *v;
    int what;

    if (!text_picture(b->s, &p))
        p = (struct text_picture){ .caption = b->s };
    if (p.caption.n != 0 && (v = wire_add_record(f->a, WIRE_F_DESCRIPTIONS, at)) != NULL) {
        wire_put_text(f->a, v, WIRE_K_ROLE, WIRE_STR("caption"), at);
        printed(wire_put_text(f->a, v, WIRE_K_VALUE, p.caption, at));
        count(f, WIRE_TOOK, "caption", NULL, b);
    }
    if (p.credit.n == 0)
        return;
    what = wire_credit_add(f->a, "photographer", wire_squeeze(f->a->arena, p.credit), WIRE_NONE, WIRE_NONE, at, WIRE_V_PRINTED);
    skip(f, p.between);
    if ((what & WIRE_CREDIT_NAME) == 0)
        skip(f, p.credit);
    count(f, WIRE_TOOK, "picture credit", NULL, b);
}

static void
signoff(struct filling *f, const struct text_block *b)
{
    struct wire_at at = text_at(f->story, b);
    struct wire_signoff s;
    struct wire_str rest;

    if (!wire_signoff_read(f->a, b->s, at, WIRE_V_PRINTED, &s)) {
        residue(f, b, b->s, "sign-off");
        return;
    }
    f->skipped += s.grammar;
    for (size_t i = 0; i < s.note_count; i++)
        residue(f, b, s.notes[i], "sign-off");
    rest = wire_trim_blanks(wire_str_sub(b->s, s.to, b->s.n));
    if (rest.n != 0)
        residue(f, b, rest, "page");
    count(f, WIRE_TOOK, "signoff", NULL, b);
}

static void
keywords(struct filling *f, const struct text_block *b)
{
    struct wire_at at = text_at(f->story, b);
    const char *colon = memchr(b->s.p, ':', b->s.n);
    size_t from = colon != NULL ? (size_t)(colon - b->s.p) + 1 : 0;

    skip(f, wire_str_sub(b->s, 0, from));
    for (size_t i = from; i <= b->s.n; i++) {
        if (i < b->s.n && b->s.p[i] != ',' && b->s.p[i] != ';')
            continue;
        printed(wire_add_text(f->a, WIRE_F_KEYWORDS, wire_squeeze(f->a->arena, wire_str_sub(b->s, from, i - from)), at));
        from = i + 1;
    }
    count(f, WIRE_TOOK, "keywords", NULL, b);
}

static void
copyright(struct filling *f, const struct text_block *b)
{
    if (wire_first(f->a, WIRE_F_COPYRIGHT_NOTICE) != NULL) {
        residue(f, b, b->s, "copyright");
        return;
    }
    printed(wire_add_text(f->a, WIRE_F_COPYRIGHT_NOTICE, b->s, text_at(f->story, b)));
    count(f, WIRE_TOOK, "copyright", NULL, b);
}

static void
hidden(struct filling *f, const struct text_block *b, const char *role)
{
    struct wire_value *v = wire_add_non_public(f->a, WIRE_STR("text"), wire_str_of(role), b->s, text_at(f->story, b));
    struct wire_value *last = f->a->fields[WIRE_F_CREDITS].last;
    struct wire_signoff s;

    printed((struct wire_value *)wire_get(v, WIRE_K_VALUE));
    wire_signoff_read(f->a, b->s, text_at(f->story, b), 0, &s); /* dpa names its people there, and not for the public */
    for (last = last != NULL ? last->next : wire_first(f->a, WIRE_F_CREDITS); last != NULL; last = last->next)
        last->flags |= WIRE_V_SECRET;
    count(f, WIRE_HELD, role, NULL, b);
}

static void
slug(struct filling *f, const struct text_block *b)
{
    struct wire_at at = text_at(f->story, b);
    struct wire_str s = b->s;

    if (wire_first(f->a, WIRE_F_SLUGLINE) != NULL) {
        residue(f, b, s, "slug");
        return;
    }
    if (wire_str_begins(s, TEXT_SLUG_LABEL)) {
        skip(f, WIRE_STR(TEXT_SLUG_LABEL));
        s = wire_str_sub(s, sizeof TEXT_SLUG_LABEL - 1, s.n);
    }
    printed(wire_add_text(f->a, WIRE_F_SLUGLINE, s, at));
    wire_take_version(f->a, s, at);
    count(f, WIRE_TOOK, "slug", NULL, b);
}

/* ---- the body ---- */

static struct wire_node *
block(struct filling *f, enum wire_node_kind kind, const struct text_block *b)
{
    if (f->body == NULL)
        f->body = f->a->body = wire_node_new(f->a->arena, WIRE_N_ROOT, text_at(f->story, b));
    return wire_node_add(f->a->arena, f->body, kind, text_at(f->story, b));
}

static void
paragraph(struct filling *f, const struct text_block *b, enum wire_node_kind kind)
{
    struct wire_at at = text_at(f->story, b);
    struct wire_node *p = block(f, kind, b);
    struct wire_dateline d;

    f->list = NULL;
    if (p == NULL)
        return;
    if (!f->dateline && kind == WIRE_N_P) {
        const char *status = wire_take_status(b->s);
        f->dateline = true;
        p->flags |= WIRE_N_IS_LEDE;
        if (wire_dateline_read(b->s, WIRE_DATELINE_UNTAGGED, &d)) {
            wire_dateline_put(f->a, &d, at);
            p->flags |= WIRE_N_IS_DATELINE;
            count(f, WIRE_TOOK, "dateline", NULL, b);
        }
        if (status != NULL && wire_first(f->a, WIRE_F_PUB_STATUS) == NULL)
            wire_add_text(f->a, WIRE_F_PUB_STATUS, wire_str_of(status), at);
    }
    wire_node_add_text(f->a->arena, p, wire_str_collapse(f->a->arena, b->s), at);
    count(f, WIRE_BODIED, "paragraph", NULL, b);
}

static void
bullet(struct filling *f, const struct text_block *b)
{
    struct wire_at at = text_at(f->story, b);
    struct wire_node *item;

    if (f->list == NULL)
        f->list = block(f, WIRE_N_UL, b);
    if ((item = wire_node_add(f->a->arena, f->list, WIRE_N_LI, at)) == NULL)
        return;
    wire_node_add_text(f->a->arena, item, wire_str_collapse(f->a->arena, b->s), at);
    count(f, WIRE_BODIED, "bullet", NULL, b);
}

static void
table(struct filling *f, const struct text_block *b)
{
    struct wire_node *pre = block(f, WIRE_N_PRE, b);

    f->list = NULL;
    if (pre != NULL)
        wire_node_add_text(f->a->arena, pre, b->s, text_at(f->story, b));
    count(f, WIRE_BODIED, "table", NULL, b);
}

/* ---- the account ---- */

static size_t
weigh(const struct wire_value *v)
{
    size_t sum = 0;

    for (; v != NULL; v = v->next) {
        if ((v->flags & WIRE_V_PRINTED) != 0 && v->kind == WIRE_V_TEXT)
            sum += wire_copy_weight(v->s);
        if (v->kind == WIRE_V_RECORD)
            sum += weigh(v->first);
    }
    return sum;
}

static enum wire_status
weigh_text(void *ctx, const struct wire_node *n, enum wire_visit visit)
{
    if (visit == WIRE_ENTER && n->kind == WIRE_N_TEXT)
        *(size_t *)ctx += wire_copy_weight(n->text);
    return WIRE_OK;
}

static void
account(struct filling *f)
{
    struct wire_ledger *ledger = &f->a->ledger;

    ledger->read += wire_copy_weight(f->story->text);
    ledger->skipped += f->skipped;
    for (int field = 0; field < WIRE_FIELD_COUNT; field++)
        ledger->placed += weigh(f->a->fields[field].first);
    wire_walk(f->a->body, WIRE_EDITORS, weigh_text, &ledger->placed);
}

static void
fill_block(struct filling *f, struct text_block *b)
{
    switch ((enum text_label)b->label) {
    case TEXT_HEADLINE: headline(f, b, "main"); break;
    case TEXT_SUBHEAD: headline(f, b, "sub"); break;
    case TEXT_SLUG: slug(f, b); break;
    case TEXT_NOTE: note(f, b); break;
    case TEXT_CAPTION:
    case TEXT_PHOTO_CREDIT: picture(f, b); break;
    case TEXT_BULLET: bullet(f, b); break;
    case TEXT_BODY: paragraph(f, b, WIRE_N_P); break;
    case TEXT_CROSSHEAD: paragraph(f, b, WIRE_N_H2); break;
    case TEXT_PRE: table(f, b); break;
    case TEXT_SIGNOFF: signoff(f, b); break;
    case TEXT_CONTACT: hidden(f, b, "contact"); break;
    case TEXT_NON_PUBLIC: hidden(f, b, "notebook"); break;
    case TEXT_KEYWORDS: keywords(f, b); break;
    case TEXT_COPYRIGHT: copyright(f, b); break;
    case TEXT_RULE: skip(f, b->s); break; /* marks alone, which beyond ASCII weigh something */
    case TEXT_BYLINE:
    case TEXT_UNKNOWN:
    case TEXT_RESIDUE: residue(f, b, b->s, b->where != NULL ? b->where : "page"); break;
    }
}

void
text_fill(struct text_story *story, struct wire_article *a, bool want_ledger)
{
    struct filling f = { .story = story, .a = a, .rows = want_ledger };

    for (size_t i = 0; i < story->block_count; i++) {
        if (story->blocks[i].label == TEXT_BYLINE)
            i += byline(&f, i) - 1;
        else
            fill_block(&f, &story->blocks[i]);
    }
    account(&f);
}

/*
 * Copy on its way out to a wire: the body as a row of blocks, lines filled to a width, characters in the set of the
 * receiver.
 */
#ifndef WIRE_ARTICLE_SHEET_H
#define WIRE_ARTICLE_SHEET_H

#include "article/format.h"
#include "article/time.h"

enum wire_sheet_kind {
    WIRE_SHEET_PARAGRAPH,
    WIRE_SHEET_HEADING,
    WIRE_SHEET_ITEM,
    WIRE_SHEET_LINES, /* preformatted: as they are */
    WIRE_SHEET_ROWS,  /* of a table: a line each, cells parted by TAB */
    WIRE_SHEET_RULE
};

/*
 * A block of the body: its text without control characters, and but for preformatted lines with each run of blanks
 * one space. LF parts lines that are meant; it is lent for the call.
 */
typedef void wire_sheet_fn(void *ctx, enum wire_sheet_kind, struct wire_str);

/* Every block that holds text, in order, and the rules between. scratch: for cells and lines. Errors stick in the buffer. */
void wire_sheet(const struct wire_node *body, enum wire_visibility, struct wire_arena *scratch, struct wire_buf *, wire_sheet_fn *,
                void *ctx);

/*
 * The text of inlines from this one up to the next block, with its line breaks. Items, cells and captions hold such runs
 * before, between and behind blocks; paragraphs are one.
 */
void wire_sheet_run(struct wire_buf *, const struct wire_node *first, enum wire_visibility);

/* One line: control characters and runs of blanks one space, none at the ends; in the arena. */
struct wire_str wire_sheet_line(struct wire_arena *, struct wire_str);

/* How lines are filled. */
struct wire_filling {
    size_t width;                    /* columns; 0: no end */
    const char *end;                 /* of a line: CR LF */
    size_t indent;                   /* of the lines after the first */
    bool (*binds)(struct wire_str before, struct wire_str word); /* no line may end with the one and begin with the other */
};

/* Put text as lines broken at ASCII spaces; lead stands on the first. Every line has its end. */
void wire_fill_lines(struct wire_buf *, struct wire_str lead, struct wire_str text, const struct wire_filling *);

/* --- what every wire writer does --- */

/* A row of the ledger of the story being written; nothing where nobody asks. */
void wire_out_note(struct wire_out *, enum wire_ledger_act, const char *path, const char *why, struct wire_at);

/*
 * When the story was sent: `sent`, else the nearest other time of it, which is then a row of the ledger. Its place among
 * the years of two digits, 1970 to 2069, is looked at too. False: it has none. offset: only one with an offset will do.
 */
bool wire_sent(struct wire_out *, const struct wire_article *, bool offset, struct wire_time *);

/* The number of an ANPA or 7901 message the story came as: its altIds entry of role transmissionReference; else absent. */
struct wire_str wire_transmission(const struct wire_article *);

/* The code the story has in a list of codes ("anpa"): the literal of its first subject of that scheme; else absent. */
struct wire_str wire_category(const struct wire_article *, const char *scheme);

/* How many words the body has: as its source counted them, else as they are counted in its text. */
uint32_t wire_body_count(const struct wire_article *, struct wire_str text);

/* A value of `extra` with that path, which the reader of the same format put there; after `from`, or NULL for the first. */
const struct wire_value *wire_extra(const struct wire_article *, const char *path, const struct wire_value *from);

/* Report in the ledger what of these lists goes nowhere: subjects of other schemes, further services, other ids, credits. */
void wire_out_note_rest(struct wire_out *, const struct wire_article *, const char *scheme, struct wire_str service, struct wire_str id);

/*
 * The bytes from `from` on into the character set `name` ("windows-1252", "ISO_6937" ... as iconv has them), in place. What it has not
 * is written with letters it has (table: "oe" for a ligature, "A" for a letter with an accent it lacks), else as "?".
 * *moved and *lost count those characters. WIRE_E_USAGE: no such set, or none that has ASCII within.
 */
enum wire_status wire_encode(struct wire_buf *, size_t from, const char *name, size_t *moved, size_t *lost);

/* The story from `start` on in the output's buffer into the set of its options; rows of the ledger say what was not in it. */
enum wire_status wire_encode_story(struct wire_out *, size_t start);

/* Whether the set can be written with; NULL is UTF-8. */
enum wire_status wire_encode_check(const char *name);

#endif

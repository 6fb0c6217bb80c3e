/* What the parts of the HTML writer share. */
#ifndef WIRE_HTML_PAGE_H
#define WIRE_HTML_PAGE_H

#include "article/format.h"

struct wire_html_words;

/* One story being written. */
struct wire_html {
    struct wire_out *out;
    struct wire_buf *b;  /* out's */
    bool all;            /* what is not for publication as well */
    const struct wire_article *top; /* the story, of which the rest is part */
    size_t body_written; /* what the text of its body weighs that has gone out */
    int depth;           /* articles that are open */
    struct wire_str lang;
    const struct wire_html_words *words;
};

/* --- fields: what may be shown of them --- */

/* The next value from v on that may be shown, or NULL. */
const struct wire_value *wire_html_shown(const struct wire_html *, const struct wire_value *v);
const struct wire_value *wire_html_first(const struct wire_html *, const struct wire_article *, enum wire_field);

/* For every value of a field that may be shown. */
#define WIRE_HTML_EACH(v, h, a, field)                                                                              \
    for (const struct wire_value *v = wire_html_first(h, a, field); v != NULL; v = wire_html_shown(h, v->next))

/* The text of a field or a member, absent when it may not be shown. */
struct wire_str wire_html_text(const struct wire_html *, const struct wire_article *, enum wire_field);
struct wire_str wire_html_member(const struct wire_html *, const struct wire_value *, enum wire_key);

/* What a coded thing is called: name, literal, or absent; and a code as people read it, at the worst. */
struct wire_str wire_html_name(const struct wire_html *, const struct wire_value *);
struct wire_str wire_html_name_or_code(const struct wire_html *, const struct wire_value *);

/* What a story is called: headline, title, slug line; absent without any. */
struct wire_str wire_html_title(const struct wire_html *, const struct wire_article *);

/* The first description that sums the story up (a caption for media), or NULL. */
const struct wire_value *wire_html_description(const struct wire_html *, const struct wire_article *, bool caption);

/* The address of the story on the web, where its links say so, or absent. */
struct wire_str wire_html_canonical(const struct wire_html *, const struct wire_article *);

/* --- words and times in the language of the story (words.c) --- */

enum wire_html_word {
    WIRE_W_PUBLISHED,
    WIRE_W_UPDATED,
    WIRE_W_EMBARGO,
    WIRE_W_EMBARGO_OPEN,
    WIRE_W_WITHHELD,
    WIRE_W_WITHHELD_WHY,
    WIRE_W_KILLED,
    WIRE_W_KILLED_WHY,
    WIRE_W_RELATED,
    WIRE_W_PACKAGE,
    WIRE_W_TOPICS,
    WIRE_W_PICTURES,
    WIRE_W_VIDEO,
    WIRE_W_AUDIO,
    WIRE_W_FILE,
    WIRE_W_NOT_PUBLIC,
    WIRE_W_COUNT
};

const struct wire_html_words *wire_html_words_for(struct wire_str lang);

/* A word of the page's own, in a span with its language where that is not the story's. */
void wire_html_say(struct wire_html *, enum wire_html_word);
/* The same as bare text, for attributes. */
struct wire_str wire_html_word(const struct wire_html *, enum wire_html_word);

/* "rtl" or "ltr", by the script or the language of the tag. */
const char *wire_html_dir(struct wire_str lang);

/* lang and dir, where the tag is not the story's own. */
void wire_html_lang(struct wire_html *, struct wire_str lang);

/* <time datetime="...">29 August 2014, 13:50 UTC+2</time>; what is no time is printed as it is.
 * Of the same day and zone as `other` (or absent) people read only the time of day. */
void wire_html_time(struct wire_html *, struct wire_str, struct wire_str other);

/* The attribute's value: valid for HTML; false when it is no time. out has room for 48 bytes. */
bool wire_html_datetime(struct wire_str, char *out);

/* --- addresses (url.c) --- */

enum wire_html_use { WIRE_URL_LINK, WIRE_URL_FETCH, WIRE_URL_WEB };

/* Whether a page may link to it, or fetch it (http, https, relative), or it is an absolute one on the web. */
bool wire_html_url_ok(struct wire_str, enum wire_html_use);
/* The value of an attribute: name="address". */
void wire_html_url(struct wire_buf *, const char *name, struct wire_str);
/* Whether it is an absolute URI of any scheme, fit to be an id. */
bool wire_html_is_uri(struct wire_str);

/* --- what the body says first (lead.c) --- */

struct wire_html_lead {
    const struct wire_node *headline; /* the block of the body that says the headline, or NULL */
    const struct wire_node *until;    /* the block at the top with which the body's own header ends, or NULL */
    bool byline, dateline, signoff, slug, time;
    unsigned blocks;
    size_t from;           /* where the block being read begins in text */
    struct wire_buf text;  /* the first blocks without white space, an LF after each */
    struct wire_buf probe; /* the headline, and whatever is looked up, in the same form */
    const struct wire_article *article;
};

/* Read the beginning of the body. Free it afterwards. */
void wire_html_lead_read(struct wire_html_lead *, const struct wire_article *, struct wire_str headline, enum wire_visibility);
void wire_html_lead_free(struct wire_html_lead *);

/* Whether one of the first blocks is s, or has s in it. */
bool wire_html_lead_is(struct wire_html_lead *, struct wire_str s);
bool wire_html_lead_has(struct wire_html_lead *, struct wire_str s);

/* --- the body (body.c) --- */

/*
 * Print blocks at the top of the body, from `from` up to and including `until` (NULL: to the end), as HTML.
 * level is that of the heading above them. The block `headline` is printed as that heading.
 */
struct wire_html_part {
    const struct wire_article *article;
    const struct wire_node *from, *until, *headline;
    int level;
};
void wire_html_body(struct wire_html *, const struct wire_html_part *);

/* Bit n: a figure of the body stands for the association of that number (of the first 64) and says or shows it. */
uint64_t wire_html_placed(const struct wire_html *, const struct wire_article *);

/* --- pictures, film and sound (media.c) --- */

enum wire_html_media { WIRE_M_NONE, WIRE_M_IMAGE, WIRE_M_VIDEO, WIRE_M_AUDIO };

/* What can be shown of the article's own renditions. */
enum wire_html_media wire_html_media(const struct wire_html *, const struct wire_article *);

/* The rendition of that kind that suits a page best, or NULL. */
const struct wire_value *wire_html_rendition(const struct wire_html *, const struct wire_article *, enum wire_html_media);
enum wire_html_media wire_html_rendition_kind(const struct wire_html *, const struct wire_article *, const struct wire_value *);

/* The img, video or audio element alone; true when there was one. */
bool wire_html_player(struct wire_html *, const struct wire_article *, bool eager);

/* A figure with caption and credit. */
void wire_html_figure(struct wire_html *, const struct wire_article *, const char *class_name, bool eager);

/* --- the parts of the page --- */

extern const char wire_html_style[];

/* One <article>, a story or (inside another) a part of one, whose heading is of that level. */
void wire_html_article(struct wire_html *, const struct wire_article *, int level);

/* The data block. */
void wire_html_jsonld(struct wire_html *, const struct wire_article *);

/* Whether a credit's name is to be listed under this property of schema.org (author, editor, ..., contributor): once, though
 * one person has several roles. */
bool wire_html_is_credited(const struct wire_html *, const struct wire_article *, const struct wire_value *credit, const char *property);

/* What is not for publication, in a section that says so; level is that of its heading. */
void wire_html_not_public(struct wire_html *, const struct wire_article *, int level);

/* <tag class="name", without the end of the tag. */
void wire_html_tag(struct wire_buf *, const char *tag, const char *class_name);

/* name="value" with a space before it, nothing when it is empty. */
void wire_html_attr(struct wire_buf *, const char *name, struct wire_str value);

#endif

/*
 * Body markup into the body tree: the events of XHTML or NITF, from an XML parser or
 * from libxml2's HTML parser, become blocks and inlines as fragment.md has them.
 */
#ifndef WIRE_XML_BODY_H
#define WIRE_XML_BODY_H

#include "article/article.h"

/* An attribute as a parser hands it over. prefix NULL: none. All lent. */
struct wire_xml_attr {
    const char *name;   /* local name */
    const char *prefix; /* "xml" for xml:lang */
    struct wire_str value;
};

/* One builder a worker, used for story after story. */
struct wire_body;

struct wire_body *wire_body_new(void); /* or NULL */
void wire_body_free(struct wire_body *);

/*
 * Begin the body of a story, or go on with a second part of it: blocks are added
 * below a->body, which is made if there is none. What the markup says is not for
 * publication (mapping.md, nonPublic) goes to a->fields[WIRE_F_NON_PUBLIC] with
 * `where` as its place; it is borrowed and stays valid until the end.
 */
void wire_body_begin(struct wire_body *, struct wire_article *a, const char *where);

/*
 * From now on announcements in a text ("not for publication:") move nothing: what comes is an article's own body, from
 * which that has been taken already. Marks of markup go on doing so.
 */
void wire_body_trust_text(struct wire_body *);

/*
 * Our own writers say with attributes of this prefix what the markup at hand has no way to say: `as` the element that
 * one stands for, `class` all of its classes, any other the attribute of that name of the fragment.
 */
#define WIRE_OWN_PREFIX "wirecopy"
#define WIRE_OWN_NAMESPACE "urn:x-wirecopy:"

/* After wire_body_begin: all of this part is not for publication (nonPublic, under that role, from there). */
void wire_body_withhold(struct wire_body *, struct wire_str role, struct wire_at);

/* The figure that the last event began, or NULL. */
struct wire_node *wire_body_figure(const struct wire_body *);

/* Events. Elements are told by local name; ends match starts. Text may come in any pieces. */
void wire_body_start(struct wire_body *, const char *name, const struct wire_xml_attr *, size_t count, struct wire_at);
void wire_body_text(struct wire_body *, const char *p, size_t n, struct wire_at);
void wire_body_end(struct wire_body *, const char *name);

/*
 * End of this part: empty elements go, heading ranks are set for all parts so far.
 * Returns WIRE_E_NOMEM or WIRE_E_LIMIT when the arena failed. skipped gets the
 * wire_weight of character data that fragment.md leaves out (scripts, styles, the
 * metadata of media), so that nothing goes uncounted.
 */
enum wire_status wire_body_finish(struct wire_body *, size_t *skipped);

/*
 * Markup held in character data (a CDATA section, an escaped body): read `html` with
 * libxml2's HTML parser and feed it to the builder between begin and finish. at is
 * where the text begins in the input. Past 512 levels of nesting tags are no longer
 * followed, and their text stays.
 */
enum wire_status wire_body_html(struct wire_body *, struct wire_str html, struct wire_at);

/* Text without markup: paragraphs are parted by blank lines, lines joined, lines in columns kept as pre. */
void wire_body_plain(struct wire_body *, struct wire_str text, struct wire_at);

/* Whether a tag stands in the text, so that it is HTML and not plain (mapping.md, Body and words). */
bool wire_text_is_markup(struct wire_str);

/* Whether an element of this name parts words when text is taken out of markup (blocks, cells, br ...). */
bool wire_element_parts(const char *name);

/*
 * The characters a named entity of HTML or NITF stands for, or NULL: "nbsp" is U+00A0.
 * The five of XML are not among them.
 */
const char *wire_entity(const char *name);

#endif

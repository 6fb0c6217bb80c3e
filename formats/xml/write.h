/* Writing XML: tags, attributes and text, a line an element, into a buffer. What the XML writers share. */
#ifndef WIRE_XML_WRITE_H
#define WIRE_XML_WRITE_H

#include "article/buf.h"
#include "article/str.h"

#define WIRE_XML_DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

enum { WIRE_TAG_MOST = 40 }; /* attributes of one tag */

/* Where the tags go. Empty to begin with; whoever has it frees buf. Failures stick in buf.err. */
struct wire_tags {
    struct wire_buf buf;
    unsigned depth;                        /* elements open in it, two spaces each */
    struct wire_str names[WIRE_TAG_MOST];  /* of the start tag in hand, lent until it ends */
    unsigned name_count;
};

void wire_tag_line(struct wire_tags *); /* a line end and the indentation */

/* A start tag on a line of its own, left open for attributes. prefix is "" or ends with a colon. */
void wire_tag_open(struct wire_tags *, const char *prefix, const char *name);

/* Whether the tag may have one more attribute of that name, which is then noted (XML 1.0, unique attributes). */
bool wire_tag_fresh(struct wire_tags *, struct wire_str name);
/* An attribute, whatever stood before. */
void wire_tag_put(struct wire_tags *, const char *prefix, struct wire_str name, struct wire_str value);
/* An attribute, unless it is empty or the tag has it. */
void wire_tag_attr(struct wire_tags *, const char *name, struct wire_str value);

void wire_tag_inside(struct wire_tags *);                /* > */
void wire_tag_text(struct wire_tags *, struct wire_str); /* character data */
/* The end tag; lines: it stands on a line of its own. */
void wire_tag_close(struct wire_tags *, const char *prefix, const char *name, bool lines);
void wire_tag_empty(struct wire_tags *);                 /* /> */

/* Whether it can be the name of an element or attribute without a prefix (Namespaces in XML, NCName; the safe part). */
bool wire_is_xml_name(struct wire_str);

/* Whether it can be a value of xml:lang (xs:language): parts of up to eight letters or, after the first, digits. */
bool wire_is_xml_language(struct wire_str);

#endif

/* The fields of a NITF document, for NITF itself and for NITF within another format. */
#ifndef WIRE_XML_NITF_H
#define WIRE_XML_NITF_H

#include "xml/xml.h"

#define WIRE_NITF_NAMESPACE "http://iptc.org/std/NITF/2006-10-18/"

/* Rows below a nitf element ("head/...") and below its head. */
extern const struct wire_table wire_nitf, wire_nitf_head_rows;

/* Rows from the element that holds a nitf element on: "nitf/head/..." */
extern const struct wire_table wire_nitf_document;

/*
 * Once a story is complete: the entities its body marks up (person, org, location, event, object.title), each once,
 * after those that the lists of the article have. Past a few thousand of them a body is a catalogue, and they stay
 * in the body alone.
 */
void wire_nitf_entities(struct wire_article *);

/* Once all is read: an embargo ends when date.release says; one that a status alone tells of is open. */
void wire_nitf_embargo(struct wire_article *);

/* Whether a body marks up any of these. */
bool wire_nitf_has_entities(const struct wire_node *body);

/* A NITF document that stands as text within a document of another kind: see wire_xml_read_inner. */
enum wire_status wire_nitf_inner(struct wire_article *outer, struct wire_source *, const struct wire_sink *,
                                 struct wire_worker *, struct wire_inner *);

#endif

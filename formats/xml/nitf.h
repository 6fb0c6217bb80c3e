/* The fields of a NITF document, for NITF itself and for NITF within another format. */
#ifndef WIRE_XML_NITF_H
#define WIRE_XML_NITF_H

#include "xml/xml.h"

/* Rows from the element that holds a nitf element on: "nitf/head/..." */
extern const struct wire_table wire_nitf_document;

/* A media-reference in a body, whose start tag is in hand: one of the story's renditions. */
void wire_nitf_rendition(struct wire_xml *, struct wire_at);

#endif

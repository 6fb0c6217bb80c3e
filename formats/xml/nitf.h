/* The fields of a NITF document, for NITF itself and for NITF within another format. */
#ifndef WIRE_XML_NITF_H
#define WIRE_XML_NITF_H

#include "xml/xml.h"

/* Rows from the element that holds a nitf element on: "nitf/head/..." */
extern const struct wire_table wire_nitf_document;

#endif

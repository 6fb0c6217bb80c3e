/* XML as a tree, for what needs one: no network, nothing from outside, and entities as all our readers have them. */
#ifndef WIRE_CONVERT_DOM_H
#define WIRE_CONVERT_DOM_H

#include <libxml/tree.h>

#include "article/base.h"

struct dom_fault {
    enum wire_status status; /* WIRE_OK: there is none; WIRE_E_INPUT, WIRE_E_NOMEM */
    struct wire_at at;
    char text[200];
};

/*
 * The document of n bytes, for xmlFreeDoc, with its names in dict (or one of its own, where that is NULL). name is where relative references start and what its nodes are said to be of;
 * encoding overrides what it declares, or is NULL. The entities of HTML stand for their characters without a DTD; an
 * entity from outside is a fault. NULL: *fault says why.
 */
xmlDoc *dom_parse(const char *bytes, size_t n, const char *name, const char *encoding, xmlDict *dict, struct dom_fault *fault);

#endif

/* Which marks of markup say that something is not for publication (mapping.md, nonPublic). */
#ifndef WIRE_XML_SECRET_H
#define WIRE_XML_SECRET_H

#include "article/copy.h"

/* A code, class or role (a list parted by spaces) with a part such as "nonpublic" or "np-nonpublic". */
bool wire_secret_code(struct wire_str);

/* The same of a class attribute, where "closingline" (the desk's initials) counts as well. */
bool wire_secret_class(struct wire_str);

/* The type of a NITF note or tagline that is for editors: npa, "non-publishable advisory" (NITF 3.6). */
bool wire_secret_advice(struct wire_str);

#endif

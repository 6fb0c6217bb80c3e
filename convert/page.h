/* What the pages that the program makes for people share: a head, a style, text that can do nothing. */
#ifndef WIRE_CONVERT_PAGE_H
#define WIRE_CONVERT_PAGE_H

#include "article/buf.h"

/* Everything up to the content. The page asks for nothing from anywhere, and runs nothing: its policy says so too. */
void page_begin(struct wire_buf *, const char *title, const char *style);
void page_end(struct wire_buf *);

/* Text as a page may have it: escaped, and what would steer it or is no UTF-8 made visible. In an attribute as well. */
void page_text(struct wire_buf *, struct wire_str);
void page_string(struct wire_buf *, const char *);

/* A number with thin spaces between thousands. */
void page_number(struct wire_buf *, unsigned long long);

#endif

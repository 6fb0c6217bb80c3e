/* HTML: a page for people, with the story's data for machines in it (schema.org NewsArticle). */
#ifndef WIRE_HTML_HTML_H
#define WIRE_HTML_HTML_H

#include "article/format.h"

extern const struct wire_format wire_format_html;

#endif

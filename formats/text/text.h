/* Plain text: stories as agencies, papers and web pages set them. */
#ifndef WIRE_TEXT_TEXT_H
#define WIRE_TEXT_TEXT_H

#include "article/format.h"

extern const struct wire_format wire_format_text;

#endif

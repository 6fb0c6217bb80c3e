/* What a terminal shows: colour or not, how wide, and text that cannot steer it. */
#ifndef WIRE_CONVERT_TERMINAL_H
#define WIRE_CONVERT_TERMINAL_H

#include "article/buf.h"

enum style { PLAIN, BOLD, DIM, RED, YELLOW, CYAN, GREEN, MAGENTA };

/* Whether to colour what goes to fd: when is "always", "never", or (NULL too) "auto". NO_COLOR, TERM=dumb speak against. */
bool terminal_colour(int fd, const char *when);

/* Columns of the terminal at fd, else those of COLUMNS, else 80; never under 40. */
unsigned terminal_width(int fd);

/* Begin a style or, with PLAIN, end it; nothing without colour. */
void put_style(struct wire_buf *, bool colour, enum style);

/*
 * Text as a terminal may have it: what could steer it (control characters, the marks that
 * turn the direction of writing) and bytes that are no UTF-8 become visible as \x1b or \u202e.
 */
void put_clean(struct wire_buf *, struct wire_str);

/* The same on one line, cut to at most `columns` characters with an ellipsis (0: not cut); the columns used. */
unsigned put_short(struct wire_buf *, struct wire_str, unsigned columns);

/* How many columns put_clean takes for it, a character counted as one, an East Asian wide one as two. */
unsigned text_columns(struct wire_str);

#endif

/* Inside the ANPA 1312 room: the header and its codes, which reader and writer share. */
#ifndef WIRE_ANPA_ROOM_H
#define WIRE_ANPA_ROOM_H

#include "article/message.h"

/* What the lines before the text say. Slices of the message, absent where it says nothing. */
struct wire_anpa_header {
    struct wire_str number;   /* service letter and story number: W2607 */
    struct wire_str selector; /* without its filling of hyphens */
    struct wire_str keyword, version, date, count;
    char priority, category;
    bool tabular;             /* format DC2 */
    bool marked;              /* the format code was there; without it the fields are told by their looks */
    const struct wire_message_line *numbered, *line; /* where number and keyword stand */
};

/* Read the header out of the lines of one; false where none of them is the line of priority, category and keyword. */
bool wire_anpa_header_read(const struct wire_message_line *, size_t count, struct wire_anpa_header *);

/* The priority of a letter: f 1 (flash) to d 5 (deferred), else 0; and the letter of a number, else NUL. */
int wire_anpa_priority(char letter);
char wire_anpa_letter(int64_t priority);

/* What the writer supplies where a story lacks it, and the reader takes for absent; the capitals only beside that number. */
#define WIRE_ANPA_NO_NUMBER "a0000"
#define WIRE_ANPA_NO_KEYWORD "unknown"
#define WIRE_ANPA_NO_AGENCY "UNKNOWN"
#define WIRE_ANPA_NO_PRIORITY 'R'
#define WIRE_ANPA_NO_CATEGORY 'A'
#define WIRE_ANPA_NO_SELECTOR "-----"

enum { WIRE_ANPA_KEYWORD = 24 }; /* characters the header has room for */

/* A line a reader takes for an editor's note or for what it says of pictures: the head is told apart by these. */
bool wire_anpa_is_note(struct wire_str line, size_t *label); /* *label: the length of "Eds: ", from the bracket on */
bool wire_anpa_is_picture(struct wire_str line);
bool wire_anpa_is_by(struct wire_str line);

/* END, Enditem, ==Kyodo at the beginning of a line: the last of a text. */
bool wire_anpa_is_end_mark(struct wire_str line);

/* read.c, write.c */
enum wire_status wire_anpa_read(struct wire_source *, const struct wire_sink *, const struct wire_tap *, struct wire_worker *);
enum wire_status wire_anpa_open(struct wire_out *);
enum wire_status wire_anpa_story(struct wire_out *, const struct wire_article *);

#endif

/* A streaming writer of JSON: straight into a buffer, indented or not, commas by themselves. */
#ifndef WIRE_JSON_PRINT_H
#define WIRE_JSON_PRINT_H

#include "article/buf.h"

struct wire_json_print {
    struct wire_buf *out;
    bool compact;
    unsigned depth;
};

/* Begin a value: a comma where one stands before it, a line of its own, its name (NULL in an array; nothing in it
 * needs escaping). At the top nothing is put. */
void wire_json_item(struct wire_json_print *, const char *name);

/* Open a bracket as a value. Returns where it began, for wire_json_close. */
size_t wire_json_open_bracket(struct wire_json_print *, const char *name, char bracket);

/* Close it again; where nothing was put in it, all of it is taken back and false returned. */
bool wire_json_close_bracket(struct wire_json_print *, size_t began, char bracket);

/* A string as a value. */
void wire_json_text(struct wire_json_print *, const char *name, struct wire_str);

/* A number or word as it is. */
void wire_json_raw(struct wire_json_print *, const char *name, struct wire_str);

#endif

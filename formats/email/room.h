/* What the files of this room share. */
#ifndef WIRE_EMAIL_ROOM_H
#define WIRE_EMAIL_ROOM_H

#include "article/arena.h"
#include "article/buf.h"
#include "article/str.h"

/* --- headers (header.c) --- */

struct wire_email_header {
    struct wire_str name, value; /* value: as it stands, over all its lines */
};

/* The next header of a section of them at *i, which moves behind it; false at the end. A line that is none is passed over. */
bool wire_email_next(struct wire_str headers, size_t *i, struct wire_email_header *);

/* Where the text after the headers begins (RFC 5322, 2.1): behind the first empty line, else at the first line that is no
 * header. */
size_t wire_email_headers_end(struct wire_str);

/* The first header of this name, as it stands; or absent. */
struct wire_str wire_email_field(struct wire_str headers, const char *name);

/* A header's text on one line, its encoded words (RFC 2047) in UTF-8; in the arena. */
struct wire_str wire_email_text(struct wire_arena *, struct wire_str value);

/* What stands before the parameters of a header, "text/plain"; a slice. */
struct wire_str wire_email_token(struct wire_str value);

/* A parameter of a header (RFC 2045, 5.1; its continuations and character sets, RFC 2231), in UTF-8; or absent. */
struct wire_str wire_email_parameter(struct wire_arena *, struct wire_str value, const char *name);

/* What is between < and >, else the first word: of a Message-ID. */
struct wire_str wire_email_id(struct wire_str value);

/* Without comments in brackets (RFC 5322, 3.2.2). */
struct wire_str wire_email_uncommented(struct wire_arena *, struct wire_str value);

/* --- parts (part.c) --- */

enum { WIRE_EMAIL_PARTS = 1024, WIRE_EMAIL_LEVELS = 16 }; /* attack: a message of empty parts, or of parts in parts */

/* What becomes of a part: its text, the same text in another form than that read, or a file. */
enum wire_email_use { WIRE_EMAIL_COPY, WIRE_EMAIL_OTHER_FORM, WIRE_EMAIL_FILE };

/* A part that is no multipart. */
struct wire_email_part {
    struct wire_str headers, body; /* body: as it was sent */
    struct wire_str type;          /* "text/plain", never absent */
    struct wire_at at;             /* of its body */
    unsigned group;                /* of the alternatives that it is one of, 1 to WIRE_EMAIL_PARTS; 0: of none */
    enum wire_email_use use;       /* for the reader to say */
};

struct wire_email_parts {
    struct wire_email_part *all; /* in the order of the message; wire_email_parts_free */
    size_t n;
    struct wire_at cut;          /* where one was not ended, or line 0 */
    size_t left;                 /* not taken apart: too many, or too deep in others */
};

/* Take a message apart; false without memory. */
bool wire_email_take_apart(struct wire_arena *, struct wire_str message, struct wire_email_parts *);
void wire_email_parts_free(struct wire_email_parts *);

/* The bytes of a part (RFC 2045, 6), in out. */
void wire_email_decode(struct wire_arena *, const struct wire_email_part *, struct wire_buf *out);

/* Quoted-printable (RFC 2045, 6.7), or in a header (RFC 2047, 4.2). */
void wire_email_unquote(struct wire_str, bool in_header, struct wire_buf *out);

/* Paragraphs of text that flows (RFC 3676, 4) on one line each. */
void wire_email_unflow(struct wire_str, bool delsp, struct wire_buf *out);

/* Bytes as base64 (RFC 4648, 4). */
void wire_email_base64(struct wire_str, struct wire_buf *out);

#endif

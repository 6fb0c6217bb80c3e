/* Bytes of text into UTF-8. */
#ifndef WIRE_ARTICLE_DECODE_H
#define WIRE_ARTICLE_DECODE_H

#include "article/buf.h"
#include "article/str.h"

/*
 * UTF-8 where the bytes are that, or what a byte order mark says, else Windows-1252 with its undefined bytes as in
 * Latin-1. `said` (or NULL) overrides all that. *text is raw itself where nothing had to change, else in buf; *name is
 * the encoding. U+FFFE and U+FFFF, which are no characters, become
 * U+FFFD, and U+0000 a blank. WIRE_E_USAGE: no such encoding; WIRE_E_NOMEM.
 */
enum wire_status wire_decode(struct wire_str raw, const char *said, struct wire_buf *buf, struct wire_str *text, const char **name);

/* The bytes of a base64 text (RFC 4648, 4; white space in it counts for nothing), in the arena; absent where it is none, or
 * without memory, which the arena remembers. */
struct wire_str wire_base64(struct wire_arena *, struct wire_str);

#endif

/*
 * Messages of the old wires, ANPA 1312 and IPTC 7901: cut from a stream by their control characters, decoded, and
 * cut into lines that know where they stood.
 *
 *     SYN SYN SOH header STX text ETX trailer EOT        ZCZC header text NNNN
 *
 * A line was noisy and characters went missing, so every mark may: what a message lacks is reported at its place,
 * and the next one is found all the same. Copies that lost all their marks are one message, or as many as lines
 * that look like a header begin.
 */
#ifndef WIRE_ARTICLE_MESSAGE_H
#define WIRE_ARTICLE_MESSAGE_H

#include "article/format.h"

enum {
    WIRE_SOH = 0x01,
    WIRE_STX = 0x02,
    WIRE_ETX = 0x03,
    WIRE_EOT = 0x04,
    WIRE_BS = 0x08,
    WIRE_DLE = 0x10,
    WIRE_DC1 = 0x11,
    WIRE_DC2 = 0x12,
    WIRE_DC3 = 0x13,
    WIRE_DC4 = 0x14,
    WIRE_SYN = 0x16,
    WIRE_SUB = 0x1A,
    WIRE_US = 0x1F,
    WIRE_DEL = 0x7F
};

enum wire_message_part { WIRE_PART_HEADER, WIRE_PART_TEXT, WIRE_PART_TRAILER };

/* One line, without its end; marks within it are characters like others. STX and ETX begin a line of their part. */
struct wire_message_line {
    struct wire_str s, text; /* text: without blanks and control characters at its ends; empty: a blank line */
    struct wire_at at;
    uint8_t part;
};

struct wire_message {
    struct wire_str text;  /* all of it in UTF-8, marks included */
    struct wire_at at;     /* of its first byte */
    const char *encoding;
    const struct wire_message_line *lines;
    size_t count;
    bool narrow;           /* in the source a character is a byte */
    bool soh, stx, etx, eot, framed; /* framed: by ZCZC or NNNN */
    bool cut;              /* the next message begins before this one has ended */
};

struct wire_sequence {
    char source[16];
    uint32_t last;
};

enum { WIRE_SEQUENCES = 64 }; /* services of one stream whose numbers are watched */

/* Reading a stream. Set the first members; the rest is the reader's own. */
struct wire_messages {
    struct wire_source *source;
    const struct wire_sink *sink;
    struct wire_worker *worker;
    bool (*is_header)(struct wire_str line); /* whether a line begins a message where there are no marks; or NULL */
    enum wire_status (*message)(struct wire_messages *, const struct wire_message *);

    struct wire_limits max;
    int64_t index;                           /* of the story, from 1; counted by wire_message_deliver */
    struct wire_buf bytes, decoded;
    struct wire_message_line *lines;
    size_t line_cap;
    struct wire_at at;                       /* of what is not read yet */
    struct wire_sequence sequences[WIRE_SEQUENCES];
    size_t sequence_count;
    bool ends;                               /* a message had its EOT: others should */
    bool too_long;                           /* what goes on past the limit is dropped up to the next SOH */
};

/*
 * Read all messages, each lent to `message` for the call. Memory does not grow with their number. Returns WIRE_OK at
 * the end, damage or not; WIRE_E_INPUT where there was no story at all; WIRE_E_IO, WIRE_E_NOMEM, WIRE_E_USAGE (no
 * such encoding), or what `message` returned.
 */
enum wire_status wire_messages_read(struct wire_messages *);

/* Report what marks a message lacks, or that its header (header false) could not be read, as one finding. */
void wire_message_damage(struct wire_messages *, const struct wire_message *, bool header);

/* Bytes that are no message. */
void wire_message_noise(struct wire_messages *, const struct wire_message *);

/* Note the number of a message: a gap after the last one of the same source is reported. */
void wire_message_number(struct wire_messages *, const struct wire_message *, struct wire_str source, struct wire_str digits);

/*
 * Give a story to the sink: with its `source`, counted, and its conservation summed: values that are WIRE_V_PRINTED
 * and the body against the message's text. skipped: the weight of words that are grammar; made: of characters that
 * typographic conventions stand for, and no source has. The article is the sink's, or freed.
 */
enum wire_status wire_message_deliver(struct wire_messages *, const struct wire_message *, struct wire_article *,
                                      const char *format, size_t skipped, size_t made);

/* Mark a value as printed in the source; NULL is fine. */
struct wire_value *wire_printed(struct wire_value *);

/* A place within a line: so many bytes of its text from the beginning. */
struct wire_at wire_line_at(const struct wire_message *, const struct wire_message_line *, size_t offset);

/* The first control character of s, TAB aside, or s.n. */
size_t wire_control_at(struct wire_str s);

/* A line without blanks and control characters at its ends. */
struct wire_str wire_line_trim(struct wire_str);

#define WIRE_MESSAGE_FINDINGS                                                                                      \
    &wire_message_damaged, &wire_message_gap, &wire_message_stray, &wire_message_too_long, &wire_message_encoding,   \
        &wire_message_none, &wire_message_lost
extern const struct wire_finding wire_message_damaged, wire_message_gap, wire_message_stray, wire_message_too_long,
    wire_message_encoding, wire_message_none, wire_message_lost;

#endif

/* What stands on a message that goes out: its id, what it is, and what is carried over from the message it was made from. */
#ifndef WIRE_CONVERT_LETTER_H
#define WIRE_CONVERT_LETTER_H

#include "article/format.h"
#include "convert/broker.h"

enum { OWN_HEADERS = 8 };

struct letter {
    amqp_basic_properties_t properties;
    amqp_table_entry_t *rows; /* the headers: those carried over, then our own */
    int carried, n;
    char id[SHORT_MOST + 1], correlation[SHORT_MOST + 1];
};

/* What makes a message known again, in whichever worker and however often it is made: see message-id in the manual. */
void letter_id(const struct wire_article *, struct wire_str bytes, char id[SHORT_MOST + 1]);

/* A story in a format; or made by a stylesheet, whose format has a suffix and no type or encoding that we know. `from` is the message it is in (lent); false without memory. letter_free either way. */
bool letter_of_story(struct letter *, const amqp_message_t *from, const struct wire_format *, const struct wire_write_options *, bool styled);

/* The message itself, as it came, for the dead-letter exchange. */
bool letter_of_dead(struct letter *, const amqp_message_t *from);

/* Add a header of our own; key and text are lent. Past OWN_HEADERS there is no room. */
void letter_say(struct letter *, const char *key, struct wire_str text);
void letter_count(struct letter *, const char *key, unsigned long);

/* Where all of it does not fit into a frame: leave off what was carried over, and say so. */
void letter_lighten(struct letter *);

void letter_free(struct letter *);

#endif

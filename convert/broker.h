/*
 * A connection to a RabbitMQ broker: one queue consumed, exchanges published to with the broker's confirmation.
 *
 * Everything goes over one channel. What the broker sends (deliveries, confirmations, returned messages) comes out of
 * broker_wait one by one; nothing here waits for a confirmation. Once the connection is lost every call fails until
 * broker_connect has made another; the broker then delivers again what was not acknowledged, and counts of
 * published messages begin at 1.
 */
#ifndef WIRE_CONVERT_BROKER_H
#define WIRE_CONVERT_BROKER_H

#include "convert/diagnostics.h"
#include "convert/librabbitmq.h"
#include "convert/options.h"

enum { SHORT_MOST = 255 }; /* bytes of a routing key, the name of an exchange, a message id (AMQP 0-9-1, shortstr) */

struct broker {
    struct librabbitmq lib;
    const struct options *o;
    char *url;                          /* what `where` points into */
    struct amqp_connection_info where;
    char root[2];                       /* "/", the usual vhost */
    char *secrets;                      /* the file of --credentials */
    const char *user, *password;
    const char *queue, *exchange, *dead;
    int prefetch, heartbeat;
    amqp_connection_state_t conn;       /* NULL: none */
    amqp_bytes_t consumer;              /* what the broker calls us */
    char consumer_name[SHORT_MOST + 1];
    uint64_t published;                 /* on this connection: the number of the newest message */
    bool gathers;                       /* what is sent waits for more */
    bool hopeless;                      /* the last attempt failed for a reason that trying again does not mend */
    char why[400];                      /* the connection was lost or not made */
    void *room;                         /* where properties are encoded to see that they fit into a frame */
};

enum happened { NOTHING, DELIVERED, CONFIRMED, DENIED, RETURNED, LOST };

struct event {
    enum happened what;
    uint64_t number;            /* of a delivery its tag; of a confirmation or denial the number of what was published */
    bool multiple;              /* and all before it */
    amqp_message_t message;     /* DELIVERED, RETURNED: the receiver's, for broker_forget */
    char exchange[SHORT_MOST + 1], key[SHORT_MOST + 1];
};

/* Take the options and load the library; what is wrong is said. -1, or the exit status. broker_free either way. */
int broker_init(struct broker *, const struct options *, struct diagnostics *);
void broker_free(struct broker *);

/* Connect, see that queue and exchanges are there (or declare them, where that is asked), and consume. */
bool broker_connect(struct broker *);

/* End the connection: with a word to the broker if polite. */
void broker_disconnect(struct broker *, bool polite);

/* Wait for the next event, so many milliseconds at most. */
void broker_wait(struct broker *, int milliseconds, struct event *);

/* Publish, persistent and mandatory; its number is then in `published`. False: the connection is lost. */
bool broker_publish(struct broker *, const char *exchange, const char *key, const amqp_basic_properties_t *,
                    amqp_bytes_t body);

/* Whether these properties fit into one frame; what does not would break the connection. */
bool broker_fits(struct broker *, const amqp_basic_properties_t *);

/* Of multiple: and all that was delivered before it and is not yet acknowledged. */
bool broker_acknowledge(struct broker *, uint64_t tag, bool multiple);

/* No more deliveries are wanted. */
bool broker_cancel(struct broker *);

void broker_forget(struct broker *, amqp_message_t *);

static inline amqp_bytes_t
amqp_of(const char *p, size_t n)
{
    return (amqp_bytes_t){ .len = n, .bytes = (void *)(uintptr_t)p }; /* the library takes what it only reads without const */
}

#endif

/* wirecopy worker: what it has in hand. */
#ifndef WIRE_CONVERT_WORKER_H
#define WIRE_CONVERT_WORKER_H

#include "convert/broker.h"
#include "convert/job.h"
#include "convert/letter.h"
#include "convert/routing.h"

enum state {
    FREE,
    WAITING,   /* to be read, once it is due */
    READING,
    READ,      /* its stories are published and not all confirmed */
    DEAD,      /* to be published as a dead letter, once it is due */
    BURIED,    /* that was done and is not confirmed */
    DONE       /* all is confirmed; it is to be acknowledged */
};

/* A message, from its delivery to its acknowledgement. */
struct hand {
    enum state state;
    uint64_t number;              /* its delivery tag */
    amqp_message_t message;
    char key[SHORT_MOST + 1];     /* it came with */
    unsigned long stories;        /* published of it */
    unsigned long waiting;        /* published and not confirmed, dead letter included */
    bool denied, returned;        /* one of these was */
    const char *reason;           /* why it is a dead letter; NULL: it is none */
    struct wire_buf found;        /* its diagnostics, JSON lines */
    int64_t due;                  /* milliseconds, monotonic */
    unsigned tries;
};

/* What was published, by its number. */
struct sent {
    uint64_t id;                  /* hash of its message id */
    uint32_t hand;
    bool open, dead;              /* not confirmed yet; it is a dead letter */
};

struct worker {
    struct pipeline p;
    struct broker b;
    struct key_pattern key;
    struct hand *hands;           /* as many as are prefetched */
    struct hand *now;             /* being read; or NULL */
    struct sent *sent;            /* the first is of number first_number; those before sent_from are settled */
    size_t sent_from, sent_n, sent_room, open;
    uint64_t first_number;
    unsigned long done, dead, stories;
    unsigned tries, seed;
    bool strayed;                 /* a message that is in no hand was delivered */
    bool was_there;               /* it was connected once */
    int status;
};

#endif

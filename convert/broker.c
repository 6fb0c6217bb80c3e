/* A connection to a RabbitMQ broker, by rabbitmq-c. */
#include "convert/broker.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "article/str.h"

enum {
    CHANNEL = 1,
    CONNECT_SECONDS = 10,
    ANSWER_SECONDS = 30,
    FRAME_MOST = 131072,     /* bytes of a frame we ask for, as RabbitMQ does */
    DELIVERIES_MOST = 20,    /* of a queue we declare: RabbitMQ 4 has this default */
    SECRETS_MOST = 4096
};

static const char authorities[] = "/etc/ssl/certs/ca-certificates.crt"; /* Debian's ca-certificates */

/* --- options --- */

static int
take_number(const struct options *o, enum option which, int usual, int most, int *n)
{
    const char *s = o->value[which];
    int64_t number = usual;

    if (s != NULL && (!wire_str_to_int(wire_str_of(s), most, &number) || number < 1))
        return usage_error(o->command, "--%s cannot be '%s': it is a number from 1 to %d", option_rows[which].name, s, most);
    *n = (int)number;
    return -1;
}

/* "user = NAME" and "password = WORD", each on a line of its own; nobody else may read the file. */
static int
read_secrets(struct broker *b, const char *path)
{
    FILE *f = fopen(path, "re");
    struct stat st;
    size_t n;

    if (f == NULL || fstat(fileno(f), &st) != 0) {
        int error = errno;
        if (f != NULL)
            fclose(f);
        return usage_error(b->o->command, "--credentials: %s: %s", path, strerror(error));
    }
    if ((st.st_mode & 077) != 0) {
        fclose(f);
        return usage_error(b->o->command, "--credentials: %s may be read by others; chmod 600 it", path);
    }
    b->secrets = calloc(1, SECRETS_MOST);
    n = b->secrets != NULL ? fread(b->secrets, 1, SECRETS_MOST - 1, f) : 0;
    fclose(f);
    if (n == 0)
        return usage_error(b->o->command, "--credentials: nothing can be read from %s", path);
    for (char *line = b->secrets, *next; line != NULL; line = next) {
        char *value = strchr(line, '=');
        if ((next = strchr(line, '\n')) != NULL)
            *next++ = '\0';
        line[strcspn(line, "\r")] = '\0';
        if (value == NULL || (next != NULL && value >= next))
            continue;
        value += 1 + strspn(value + 1, " \t");
        if (strncmp(line, "user", 4) == 0)
            b->user = value;
        else if (strncmp(line, "password", 8) == 0)
            b->password = value;
    }
    if (b->user != NULL && b->password != NULL)
        return -1;
    return usage_error(b->o->command, "--credentials: %s needs the lines 'user = NAME' and 'password = WORD'", path);
}

/* A password on the command line is seen by all who list processes. What was typed is not said again. */
static int
parse_url(struct broker *b)
{
    const struct options *o = b->o;
    const char *url = o->file_count != 0 ? o->files[0] : NULL, *host, *at;

    if (o->file_count != 1)
        return usage_error(o->command, "say where the broker is: amqps://HOST/VHOST");
    if ((host = strstr(url, "://")) != NULL && (at = strchr(host + 3, '@')) != NULL &&
        memchr(host + 3, ':', (size_t)(at - host) - 3) != NULL)
        return usage_error(o->command, "a password in the URL is seen by all who list processes: put it into the file of "
                                       "--credentials, or into WIRECOPY_AMQP_PASSWORD");
    b->url = strdup(url);
    if (b->url == NULL || b->lib.amqp_parse_url(b->url, &b->where) != AMQP_STATUS_OK)
        return usage_error(o->command, "no URL of a broker, as amqps://HOST:5671/VHOST: '%s'", url);
    if (*b->where.vhost == '\0') /* a slash at the end, as people type it: no broker has a vhost without a name */
        b->where.vhost = b->root;
    return -1;
}

static int
take_credentials(struct broker *b)
{
    const char *file = b->o->value[OPT_CREDENTIALS], *user = getenv("WIRECOPY_AMQP_USER");
    const char *password = getenv("WIRECOPY_AMQP_PASSWORD"), *at = strchr(b->o->files[0], '@');
    int st;

    b->user = user != NULL ? user : at != NULL ? b->where.user : "guest";
    b->password = password != NULL ? password : "guest";
    if (file != NULL && (st = read_secrets(b, file)) >= 0)
        return st;
    return -1;
}

static int
take_names(struct broker *b)
{
    static const enum option needed[] = { OPT_QUEUE, OPT_EXCHANGE, OPT_DEAD_LETTER };
    const struct options *o = b->o;

    for (size_t i = 0; i < WIRE_COUNT(needed); i++) {
        const char *name = o->value[needed[i]];
        if (name == NULL || (*name == '\0' && needed[i] != OPT_EXCHANGE))
            return usage_error(o->command, "say with --%s %s", option_rows[needed[i]].name, option_rows[needed[i]].help);
        if (strlen(name) > SHORT_MOST)
            return usage_error(o->command, "--%s: a name has at most %d bytes", option_rows[needed[i]].name, SHORT_MOST);
    }
    b->queue = o->value[OPT_QUEUE];
    b->exchange = o->value[OPT_EXCHANGE];
    b->dead = o->value[OPT_DEAD_LETTER];
    if ((o->value[OPT_CERT] == NULL) != (o->value[OPT_CERT_KEY] == NULL))
        return usage_error(o->command, "--cert and --cert-key go together");
    return -1;
}

int
broker_init(struct broker *b, const struct options *o, struct diagnostics *diag)
{
    const char *why = "";
    int st;

    *b = (struct broker){ .o = o, .root = "/" };
    if ((st = take_names(b)) >= 0 || (st = take_number(o, OPT_PREFETCH, 50, 1000, &b->prefetch)) >= 0 ||
        (st = take_number(o, OPT_HEARTBEAT, 30, 3600, &b->heartbeat)) >= 0)
        return st;
    if (!librabbitmq_open(&b->lib, &why)) {
        diag_say(diag, QUEUE_LIBRARY, NULL, why);
        return EXIT_TROUBLE;
    }
    if ((b->room = malloc(FRAME_MOST)) == NULL) {
        diag_say(diag, NO_MEMORY, NULL, "");
        return EXIT_TROUBLE;
    }
    if ((st = parse_url(b)) >= 0)
        return st;
    return take_credentials(b);
}

void
broker_free(struct broker *b)
{
    broker_disconnect(b, false);
    free(b->url);
    free(b->secrets);
    free(b->room);
}

/* --- what went wrong --- */

static bool
failed(struct broker *b, const char *what, const char *detail)
{
    snprintf(b->why, sizeof b->why, "%s%s%s", what, *detail != '\0' ? ": " : "", detail);
    return false;
}

static bool
failed_with(struct broker *b, const char *what, int status)
{
    return failed(b, what, b->lib.amqp_error_string2(status));
}

/* What the broker says when it closes a connection or a channel: no access, nothing of that name, otherwise declared. */
static bool
closed(struct broker *b, const char *what, const amqp_method_t *m)
{
    /* Both have code and text at the same place; the ids of their methods tell them apart. */
    const amqp_connection_close_t *connection = m->decoded;
    const amqp_channel_close_t *channel = m->decoded;
    bool whole = m->id == AMQP_CONNECTION_CLOSE_METHOD;
    int code = whole ? connection->reply_code : channel->reply_code;
    amqp_bytes_t text = whole ? connection->reply_text : channel->reply_text;
    char detail[300];

    b->hopeless = code == AMQP_ACCESS_REFUSED || code == AMQP_NOT_FOUND || code == AMQP_PRECONDITION_FAILED ||
                  code == AMQP_NOT_ALLOWED;
    snprintf(detail, sizeof detail, "%.*s", (int)(text.len < 280 ? text.len : 280), (const char *)text.bytes);
    return failed(b, what, detail);
}

static bool
answered(struct broker *b, const char *what, amqp_rpc_reply_t reply)
{
    switch (reply.reply_type) {
    case AMQP_RESPONSE_NORMAL:
        return true;
    case AMQP_RESPONSE_LIBRARY_EXCEPTION:
        return failed_with(b, what, reply.library_error);
    case AMQP_RESPONSE_SERVER_EXCEPTION:
        return closed(b, what, &reply.reply);
    case AMQP_RESPONSE_NONE:
        break;
    }
    return failed(b, what, "no answer");
}

/* --- connecting --- */

static amqp_bytes_t
bytes_of(const char *s)
{
    return amqp_of(s, strlen(s));
}

/* The socket, for TLS with whom to trust and who we are. */
static amqp_socket_t *
make_socket(struct broker *b)
{
    const char *const *value = b->o->value;
    const char *trusted = value[OPT_CA_FILE] != NULL ? value[OPT_CA_FILE] : authorities;
    bool verify = value[OPT_NO_VERIFY] == NULL;
    amqp_socket_t *socket;

    if (!b->where.ssl)
        return b->lib.amqp_tcp_socket_new(b->conn);
    if ((socket = b->lib.amqp_ssl_socket_new(b->conn)) == NULL)
        return NULL;
    b->lib.amqp_ssl_socket_set_verify_peer(socket, verify);
    b->lib.amqp_ssl_socket_set_verify_hostname(socket, verify);
    b->hopeless = true;
    if (b->lib.amqp_ssl_socket_set_ssl_versions(socket, AMQP_TLSv1_2, AMQP_TLSvLATEST) != AMQP_STATUS_OK) {
        failed(b, "TLS 1.2 or later cannot be had", "");
        return NULL;
    }
    if (verify && b->lib.amqp_ssl_socket_set_cacert(socket, trusted) != AMQP_STATUS_OK) {
        failed(b, "no certificates of authorities can be read from", trusted);
        return NULL;
    }
    if (value[OPT_CERT] != NULL && b->lib.amqp_ssl_socket_set_key(socket, value[OPT_CERT], value[OPT_CERT_KEY]) != AMQP_STATUS_OK) {
        failed(b, "certificate and key do not go together, or cannot be read", value[OPT_CERT]);
        return NULL;
    }
    b->hopeless = false;
    return socket;
}

static bool
log_in(struct broker *b)
{
    struct timeval answer = { ANSWER_SECONDS, 0 }, most = { CONNECT_SECONDS, 0 };
    amqp_socket_t *socket;
    int st;

    b->conn = b->lib.amqp_new_connection();
    if (b->conn == NULL || ((socket = make_socket(b)) == NULL && *b->why == '\0'))
        return failed(b, "out of memory", "");
    if (socket == NULL)
        return false;
    b->lib.amqp_set_handshake_timeout(b->conn, &most);
    b->lib.amqp_set_rpc_timeout(b->conn, &answer);
    if ((st = b->lib.amqp_socket_open_noblock(socket, b->where.host, b->where.port, &most)) != AMQP_STATUS_OK) {
        b->hopeless = st == AMQP_STATUS_SSL_HOSTNAME_VERIFY_FAILED || st == AMQP_STATUS_SSL_PEER_VERIFY_FAILED;
        return failed_with(b, b->where.host, st);
    }
    if (!answered(b, "login", b->lib.amqp_login(b->conn, b->where.vhost, 0, FRAME_MOST, b->heartbeat, AMQP_SASL_METHOD_PLAIN,
                                                b->user, b->password)))
        return false;
    b->lib.amqp_channel_open(b->conn, CHANNEL);
    return answered(b, "channel", b->lib.amqp_get_rpc_reply(b->conn));
}

/* An exchange by topics: made, or only looked at. The one without a name is always there. */
static bool
exchange_is_there(struct broker *b, const char *name, bool make)
{
    amqp_table_t none = { 0, NULL };

    if (*name == '\0')
        return true;
    b->lib.amqp_exchange_declare(b->conn, CHANNEL, bytes_of(name), bytes_of("topic"), !make, true, false, false, none);
    return answered(b, name, b->lib.amqp_get_rpc_reply(b->conn));
}

static amqp_table_entry_t
text_row(const char *key, const char *value)
{
    return (amqp_table_entry_t){ .key = bytes_of(key), .value = { .kind = AMQP_FIELD_KIND_UTF8, .value.bytes = bytes_of(value) } };
}

/* The queue: made as a quorum queue whose messages go to the dead-letter exchange in the end, at least once; or only looked at. */
static bool
queue_is_there(struct broker *b, const char *name, const char *dead, bool make)
{
    amqp_table_entry_t rows[] = {
        text_row("x-queue-type", "quorum"),
        text_row("x-dead-letter-exchange", dead != NULL ? dead : ""),
        text_row("x-dead-letter-strategy", "at-least-once"),
        text_row("x-overflow", "reject-publish"),
        { .key = bytes_of("x-delivery-limit"), .value = { .kind = AMQP_FIELD_KIND_I32, .value.i32 = DELIVERIES_MOST } },
    };
    amqp_table_t arguments = { make ? (dead != NULL ? (int)WIRE_COUNT(rows) : 1) : 0, rows };

    b->lib.amqp_queue_declare(b->conn, CHANNEL, bytes_of(name), !make, true, false, false, arguments);
    return answered(b, name, b->lib.amqp_get_rpc_reply(b->conn));
}

static bool
declare(struct broker *b)
{
    bool make = b->o->value[OPT_DECLARE] != NULL;
    amqp_table_t none = { 0, NULL };

    if (!exchange_is_there(b, b->exchange, make) || !exchange_is_there(b, b->dead, make))
        return false;
    if (make) {
        if (!queue_is_there(b, b->dead, NULL, true))
            return false;
        b->lib.amqp_queue_bind(b->conn, CHANNEL, bytes_of(b->dead), bytes_of(b->dead), bytes_of("#"), none);
        if (!answered(b, b->dead, b->lib.amqp_get_rpc_reply(b->conn)))
            return false;
    }
    return queue_is_there(b, b->queue, b->dead, make);
}

static bool
consume(struct broker *b)
{
    amqp_table_t none = { 0, NULL };
    amqp_bytes_t no_name = { 0, NULL };
    amqp_basic_consume_ok_t *ok;

    b->lib.amqp_confirm_select(b->conn, CHANNEL);
    if (!answered(b, "confirmations", b->lib.amqp_get_rpc_reply(b->conn)))
        return false;
    b->lib.amqp_basic_qos(b->conn, CHANNEL, 0, (uint16_t)b->prefetch, false);
    if (!answered(b, "prefetch", b->lib.amqp_get_rpc_reply(b->conn)))
        return false;
    ok = b->lib.amqp_basic_consume(b->conn, CHANNEL, bytes_of(b->queue), no_name, false, false, false, none);
    if (!answered(b, b->queue, b->lib.amqp_get_rpc_reply(b->conn)) || ok == NULL || ok->consumer_tag.len > SHORT_MOST)
        return false;
    memcpy(b->consumer_name, ok->consumer_tag.bytes, ok->consumer_tag.len);
    b->consumer = amqp_of(b->consumer_name, ok->consumer_tag.len);
    return true;
}

bool
broker_connect(struct broker *b)
{
    broker_disconnect(b, false);
    b->hopeless = false;
    b->published = 0;
    b->gathers = false;
    b->why[0] = '\0';
    if (log_in(b) && declare(b) && consume(b))
        return true;
    broker_disconnect(b, false);
    return false;
}

void
broker_disconnect(struct broker *b, bool polite)
{
    if (b->conn == NULL)
        return;
    if (polite)
        b->lib.amqp_connection_close(b->conn, AMQP_REPLY_SUCCESS);
    b->lib.amqp_destroy_connection(b->conn);
    b->conn = NULL;
}

/* --- at work --- */

/* Frames are small: while there is more to do they gather, and go out together before we wait. The kernel keeps none back for longer
 * than 200 ms (tcp(7), TCP_CORK). */
static void
gather(struct broker *b, bool on)
{
    int value = on;

    if (b->conn == NULL || on == b->gathers)
        return;
    b->gathers = on;
    setsockopt(b->lib.amqp_get_sockfd(b->conn), IPPROTO_TCP, TCP_CORK, &value, sizeof value); /* where that fails they go out one by one */
}

static void
lose(struct broker *b, struct event *e)
{
    broker_disconnect(b, false);
    e->what = LOST;
}

static void
copy_short(char to[SHORT_MOST + 1], amqp_bytes_t from)
{
    size_t n = from.len < SHORT_MOST ? from.len : SHORT_MOST;

    if (n != 0)
        memcpy(to, from.bytes, n);
    to[n] = '\0';
}

/* The content that follows a method. */
static void
take_message(struct broker *b, enum happened what, amqp_bytes_t exchange, amqp_bytes_t key, struct event *e)
{
    copy_short(e->exchange, exchange);
    copy_short(e->key, key);
    if (answered(b, "a message", b->lib.amqp_read_message(b->conn, CHANNEL, &e->message, 0)))
        e->what = what;
    else
        lose(b, e);
}

static void
on_method(struct broker *b, const amqp_method_t *m, struct event *e)
{
    const amqp_basic_deliver_t *delivery = m->decoded;
    const amqp_basic_return_t *returned = m->decoded;
    const amqp_basic_ack_t *ack = m->decoded;
    const amqp_basic_nack_t *nack = m->decoded;

    switch (m->id) {
    case AMQP_BASIC_DELIVER_METHOD:
        e->number = delivery->delivery_tag;
        take_message(b, DELIVERED, delivery->exchange, delivery->routing_key, e);
        break;
    case AMQP_BASIC_RETURN_METHOD:
        take_message(b, RETURNED, returned->exchange, returned->routing_key, e);
        break;
    case AMQP_BASIC_ACK_METHOD:
        *e = (struct event){ .what = CONFIRMED, .number = ack->delivery_tag, .multiple = ack->multiple };
        break;
    case AMQP_BASIC_NACK_METHOD:
        *e = (struct event){ .what = DENIED, .number = nack->delivery_tag, .multiple = nack->multiple };
        break;
    case AMQP_BASIC_CANCEL_METHOD: /* the queue was deleted, or its leader has gone */
        failed(b, b->queue, "the broker ended the deliveries");
        lose(b, e);
        break;
    case AMQP_CHANNEL_CLOSE_METHOD:
    case AMQP_CONNECTION_CLOSE_METHOD:
        closed(b, "closed by the broker", m);
        lose(b, e);
        break;
    default: /* connection.blocked and the like */
        break;
    }
}

void
broker_wait(struct broker *b, int milliseconds, struct event *e)
{
    struct timeval most = { milliseconds / 1000, milliseconds % 1000 * 1000 };
    amqp_frame_t frame;
    int st;

    e->what = NOTHING;
    if (b->conn == NULL) {
        e->what = LOST;
        return;
    }
    if (milliseconds > 0)
        gather(b, false);
    b->lib.amqp_maybe_release_buffers(b->conn);
    st = b->lib.amqp_simple_wait_frame_noblock(b->conn, &frame, &most);
    if (st == AMQP_STATUS_TIMEOUT)
        return;
    if (st != AMQP_STATUS_OK) {
        failed_with(b, b->where.host, st);
        lose(b, e);
    } else if (frame.frame_type == AMQP_FRAME_METHOD) {
        on_method(b, &frame.payload.method, e);
    }
}

bool
broker_fits(struct broker *b, const amqp_basic_properties_t *properties)
{
    /* amqp_basic_properties_t is only read. */
    int n = b->lib.amqp_encode_properties(AMQP_BASIC_CLASS, (void *)(uintptr_t)properties,
                                          (amqp_bytes_t){ FRAME_MOST - 64, b->room });
    int frame = b->conn != NULL ? b->lib.amqp_get_frame_max(b->conn) : 0;

    return n >= 0 && (frame == 0 || n + 64 <= frame);
}

bool
broker_publish(struct broker *b, const char *exchange, const char *key, const amqp_basic_properties_t *properties,
               amqp_bytes_t body)
{
    int st;

    if (b->conn == NULL)
        return false;
    gather(b, true);
    st = b->lib.amqp_basic_publish(b->conn, CHANNEL, bytes_of(exchange), bytes_of(key), true, false, properties, body);
    if (st == AMQP_STATUS_OK) {
        b->published++;
        return true;
    }
    failed_with(b, b->where.host, st);
    broker_disconnect(b, false);
    return false;
}

bool
broker_acknowledge(struct broker *b, uint64_t tag, bool multiple)
{
    int st;

    if (b->conn == NULL)
        return false;
    gather(b, true);
    if ((st = b->lib.amqp_basic_ack(b->conn, CHANNEL, tag, multiple)) == AMQP_STATUS_OK)
        return true;
    failed_with(b, b->where.host, st);
    broker_disconnect(b, false);
    return false;
}

bool
broker_cancel(struct broker *b)
{
    if (b->conn == NULL)
        return false;
    gather(b, false);
    b->lib.amqp_basic_cancel(b->conn, CHANNEL, b->consumer);
    return answered(b, b->queue, b->lib.amqp_get_rpc_reply(b->conn));
}

void
broker_forget(struct broker *b, amqp_message_t *m)
{
    b->lib.amqp_destroy_message(m);
}

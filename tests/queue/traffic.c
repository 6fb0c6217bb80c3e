/*
 * The other side of a worker, for its tests: fills queues, empties them, and passes messages on without reading them.
 *
 *   traffic feed PORT QUEUE FROM TO FILE [NAME=VALUE...]  messages of FILE, each @N@ in it a number from FROM to TO; NAME is id,
 *                                  correlation, type, key, reply, user, or a header; several FILEs, parted by commas, take turns
 *   traffic queue PORT EXCHANGE QUEUE KEY [LENGTH] a durable quorum queue bound to the exchange ("" none); LENGTH: it holds no more
 *   traffic exchange PORT NAME     a durable exchange by topics
 *   traffic drain PORT QUEUE N SECONDS [bodies]    take N messages, or what there is until so long none came: a JSON line each
 *   traffic pump PORT QUEUE EXCHANGE N             take N and publish each, confirmed, then acknowledged; prints seconds
 *   traffic depth PORT QUEUE       how many messages are ready
 *   traffic await PORT QUEUE N     wait until so many are
 *
 * HOST in the environment is where the broker is, else 127.0.0.1.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <amqp.h>
#include <amqp_framing.h>
#include <amqp_tcp_socket.h>

enum { CHANNEL = 1, WINDOW = 200 };

static const amqp_table_t no_table;
static const amqp_bytes_t no_bytes;

static void
die(const char *what, const char *why)
{
    fprintf(stderr, "traffic: %s: %s\n", what, why);
    exit(1);
}

static void
answered(amqp_connection_state_t c, const char *what)
{
    amqp_rpc_reply_t r = amqp_get_rpc_reply(c);

    if (r.reply_type == AMQP_RESPONSE_NORMAL)
        return;
    if (r.reply_type == AMQP_RESPONSE_SERVER_EXCEPTION && r.reply.id == AMQP_CHANNEL_CLOSE_METHOD) {
        amqp_channel_close_t *m = r.reply.decoded;
        fprintf(stderr, "%.*s\n", (int)m->reply_text.len, (char *)m->reply_text.bytes);
    }
    die(what, amqp_error_string2(r.library_error));
}

static amqp_connection_state_t
connect_to(const char *port)
{
    const char *host = getenv("HOST");
    amqp_connection_state_t c = amqp_new_connection();
    amqp_socket_t *socket = amqp_tcp_socket_new(c);
    int st = amqp_socket_open(socket, host != NULL ? host : "127.0.0.1", atoi(port));

    if (st != AMQP_STATUS_OK)
        die(port, amqp_error_string2(st));
    if (amqp_login(c, "/", 0, 131072, 0, AMQP_SASL_METHOD_PLAIN, "guest", "guest").reply_type != AMQP_RESPONSE_NORMAL)
        die(port, "login");
    amqp_channel_open(c, CHANNEL);
    answered(c, "channel");
    return c;
}

static double
moment(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Wait until all but so many of the published are confirmed. */
static void
confirmed(amqp_connection_state_t c, uint64_t published, uint64_t *through, uint64_t open)
{
    while (published - *through > open) {
        amqp_frame_t frame;
        if (amqp_simple_wait_frame(c, &frame) != AMQP_STATUS_OK)
            die("confirmation", "connection lost");
        if (frame.frame_type != AMQP_FRAME_METHOD)
            continue;
        if (frame.payload.method.id != AMQP_BASIC_ACK_METHOD)
            die("confirmation", amqp_method_name(frame.payload.method.id));
        /* not every number has one of its own: what counts is how many */
        amqp_basic_ack_t *ack = frame.payload.method.decoded;
        if (ack->multiple)
            *through = ack->delivery_tag > *through ? ack->delivery_tag : *through;
        else
            *through += 1;
        amqp_maybe_release_buffers(c);
    }
}

/* --- feed --- */

struct file {
    char *p;
    size_t n;
};

static struct file
read_file(const char *path)
{
    struct file f = { malloc(1 << 20), 0 };
    FILE *in = fopen(path, "rb");

    if (in == NULL || f.p == NULL)
        die(path, "cannot be read");
    f.n = fread(f.p, 1, 1 << 20, in);
    fclose(in);
    return f;
}

/* The file with the number in place of each @N@. */
static struct file
numbered(const struct file *f, long number)
{
    struct file out = { malloc(f->n * 6 + 64), 0 };

    for (size_t i = 0; i < f->n && out.p != NULL;) {
        if (f->n - i >= 3 && memcmp(f->p + i, "@N@", 3) == 0) {
            out.n += (size_t)sprintf(out.p + out.n, "%ld", number);
            i += 3;
        } else {
            out.p[out.n++] = f->p[i++];
        }
    }
    return out;
}

static void
take_property(amqp_basic_properties_t *p, amqp_table_entry_t *rows, char *arg)
{
    char *value = strchr(arg, '=');
    const struct {
        const char *name;
        amqp_bytes_t *where;
        amqp_flags_t flag;
    } known[] = {
        { "id", &p->message_id, AMQP_BASIC_MESSAGE_ID_FLAG },     { "correlation", &p->correlation_id, AMQP_BASIC_CORRELATION_ID_FLAG },
        { "type", &p->type, AMQP_BASIC_TYPE_FLAG },               { "reply", &p->reply_to, AMQP_BASIC_REPLY_TO_FLAG },
        { "expiration", &p->expiration, AMQP_BASIC_EXPIRATION_FLAG }, { "user", &p->user_id, AMQP_BASIC_USER_ID_FLAG },
    };

    if (value == NULL)
        die(arg, "no NAME=VALUE");
    *value++ = '\0';
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(known[i].name, arg) != 0)
            continue;
        *known[i].where = amqp_cstring_bytes(value);
        p->_flags |= known[i].flag;
        return;
    }
    if (strcmp(arg, "timestamp") == 0) {
        p->timestamp = strtoull(value, NULL, 10);
        p->_flags |= AMQP_BASIC_TIMESTAMP_FLAG;
        return;
    }
    p->headers.entries = rows;
    rows[p->headers.num_entries].key = amqp_cstring_bytes(arg);
    rows[p->headers.num_entries].value.kind = AMQP_FIELD_KIND_UTF8;
    rows[p->headers.num_entries].value.value.bytes = amqp_cstring_bytes(value);
    if (strcmp(arg, "CC") == 0) { /* brokers want a list */
        static amqp_field_value_t one;
        one = rows[p->headers.num_entries].value;
        rows[p->headers.num_entries].value.kind = AMQP_FIELD_KIND_ARRAY;
        rows[p->headers.num_entries].value.value.array = (amqp_array_t){ 1, &one };
    }
    p->headers.num_entries++;
    p->_flags |= AMQP_BASIC_HEADERS_FLAG;
}

static int
feed(int argc, char **argv)
{
    amqp_connection_state_t c = connect_to(argv[0]);
    struct file files[16];
    amqp_table_entry_t rows[32];
    amqp_basic_properties_t p = { ._flags = AMQP_BASIC_DELIVERY_MODE_FLAG, .delivery_mode = 2 };
    size_t n = 0;
    uint64_t published = 0, through = 0;

    for (char *name = strtok(argv[4], ","); name != NULL && n < 16; name = strtok(NULL, ","))
        files[n++] = read_file(name);
    for (int i = 5; i < argc; i++)
        take_property(&p, rows, argv[i]);
    amqp_confirm_select(c, CHANNEL);
    answered(c, "confirmations");
    for (long number = atol(argv[2]); number <= atol(argv[3]); number++) {
        struct file f = numbered(&files[(size_t)number % n], number);
        if (amqp_basic_publish(c, CHANNEL, no_bytes, amqp_cstring_bytes(argv[1]), 0, 0, &p,
                               (amqp_bytes_t){ f.n, f.p }) != AMQP_STATUS_OK)
            die("publish", "connection lost");
        free(f.p);
        confirmed(c, ++published, &through, WINDOW);
    }
    confirmed(c, published, &through, 0);
    return 0;
}

/* --- queues --- */

static int
make_queue(int argc, char **argv)
{
    amqp_connection_state_t c = connect_to(argv[0]);
    amqp_table_entry_t rows[] = {
        { amqp_cstring_bytes("x-queue-type"), { .kind = AMQP_FIELD_KIND_UTF8, .value.bytes = amqp_cstring_bytes("quorum") } },
        { amqp_cstring_bytes("x-overflow"), { .kind = AMQP_FIELD_KIND_UTF8, .value.bytes = amqp_cstring_bytes("reject-publish") } },
        { amqp_cstring_bytes("x-max-length"), { .kind = AMQP_FIELD_KIND_I32, .value.i32 = argc > 4 ? atoi(argv[4]) : 0 } },
    };

    amqp_queue_declare(c, CHANNEL, amqp_cstring_bytes(argv[2]), 0, 1, 0, 0, (amqp_table_t){ argc > 4 ? 3 : 1, rows });
    answered(c, argv[2]);
    if (*argv[1] != '\0') {
        amqp_queue_bind(c, CHANNEL, amqp_cstring_bytes(argv[2]), amqp_cstring_bytes(argv[1]), amqp_cstring_bytes(argv[3]), no_table);
        answered(c, argv[1]);
    }
    return 0;
}

static int
make_exchange(int argc, char **argv)
{
    amqp_connection_state_t c = connect_to(argv[0]);

    (void)argc;
    amqp_exchange_declare(c, CHANNEL, amqp_cstring_bytes(argv[1]), amqp_cstring_bytes("topic"), 0, 1, 0, 0, no_table);
    answered(c, argv[1]);
    return 0;
}

static uint32_t
count(amqp_connection_state_t c, const char *queue)
{
    amqp_queue_declare_ok_t *ok = amqp_queue_declare(c, CHANNEL, amqp_cstring_bytes(queue), 1, 0, 0, 0, no_table);

    answered(c, queue);
    return ok->message_count;
}

static int
depth(int argc, char **argv)
{
    (void)argc;
    printf("%u\n", count(connect_to(argv[0]), argv[1]));
    return 0;
}

static int
await(int argc, char **argv)
{
    amqp_connection_state_t c = connect_to(argv[0]);

    (void)argc;
    while (count(c, argv[1]) < strtoul(argv[2], NULL, 10)) {
        amqp_maybe_release_buffers(c);
        nanosleep(&(struct timespec){ 0, 20000000 }, NULL);
    }
    return 0;
}

/* --- drain --- */

static void
put_json(const amqp_bytes_t *s)
{
    putchar('"');
    for (size_t i = 0; i < s->len; i++) {
        unsigned char ch = ((unsigned char *)s->bytes)[i];
        if (ch < 0x20 || ch == '"' || ch == '\\')
            printf("\\u%04x", ch);
        else
            putchar(ch);
    }
    putchar('"');
}

static void
put_member(const char *name, int set, const amqp_bytes_t *value)
{
    if (!set)
        return;
    printf(",\"%s\":", name);
    put_json(value);
}

static void
put_headers(const amqp_table_t *t)
{
    printf(",\"headers\":{");
    for (int i = 0; i < t->num_entries; i++) {
        const amqp_table_entry_t *e = &t->entries[i];
        printf("%s", i != 0 ? "," : "");
        put_json(&e->key);
        putchar(':');
        if (e->value.kind == AMQP_FIELD_KIND_UTF8)
            put_json(&e->value.value.bytes);
        else if (e->value.kind == AMQP_FIELD_KIND_I64)
            printf("%" PRId64, e->value.value.i64);
        else
            printf("\"(%c)\"", e->value.kind);
    }
    putchar('}');
}

static void
put_message(const amqp_envelope_t *e, int bodies)
{
    const amqp_basic_properties_t *p = &e->message.properties;
    amqp_flags_t f = p->_flags;

    printf("{\"key\":");
    put_json(&e->routing_key);
    put_member("id", (f & AMQP_BASIC_MESSAGE_ID_FLAG) != 0, &p->message_id);
    put_member("correlation", (f & AMQP_BASIC_CORRELATION_ID_FLAG) != 0, &p->correlation_id);
    put_member("content_type", (f & AMQP_BASIC_CONTENT_TYPE_FLAG) != 0, &p->content_type);
    put_member("content_encoding", (f & AMQP_BASIC_CONTENT_ENCODING_FLAG) != 0, &p->content_encoding);
    put_member("type", (f & AMQP_BASIC_TYPE_FLAG) != 0, &p->type);
    put_member("reply", (f & AMQP_BASIC_REPLY_TO_FLAG) != 0, &p->reply_to);
    put_member("expiration", (f & AMQP_BASIC_EXPIRATION_FLAG) != 0, &p->expiration);
    if ((f & AMQP_BASIC_TIMESTAMP_FLAG) != 0)
        printf(",\"timestamp\":%" PRIu64, p->timestamp);
    printf(",\"persistent\":%s", (f & AMQP_BASIC_DELIVERY_MODE_FLAG) != 0 && p->delivery_mode == 2 ? "true" : "false");
    if ((f & AMQP_BASIC_HEADERS_FLAG) != 0)
        put_headers(&p->headers);
    if (bodies)
        put_member("body", 1, &e->message.body);
    printf("}\n");
}

static int
drain(int argc, char **argv)
{
    amqp_connection_state_t c = connect_to(argv[0]);
    long most = atol(argv[2]);
    struct timeval wait = { atoi(argv[3]), 0 };

    amqp_basic_qos(c, CHANNEL, 0, WINDOW, 0);
    amqp_basic_consume(c, CHANNEL, amqp_cstring_bytes(argv[1]), no_bytes, 0, 0, 0, no_table);
    answered(c, argv[1]);
    for (long n = 0; n < most; n++) {
        amqp_envelope_t e;
        amqp_maybe_release_buffers(c);
        if (amqp_consume_message(c, &e, &wait, 0).reply_type != AMQP_RESPONSE_NORMAL)
            break;
        put_message(&e, argc > 4);
        amqp_basic_ack(c, CHANNEL, e.delivery_tag, 0);
        amqp_destroy_envelope(&e);
    }
    nanosleep(&(struct timespec){ 0, 400000000 }, NULL); /* a quorum queue forgets acknowledgements still under way when the channel ends */
    amqp_connection_close(c, AMQP_REPLY_SUCCESS);
    return 0;
}

/* --- pump --- */

static int
pump(int argc, char **argv)
{
    amqp_connection_state_t c = connect_to(argv[0]);
    uint64_t n = strtoull(argv[3], NULL, 10), published = 0, through = 0;
    uint64_t *tags = calloc(n + 1, sizeof *tags);
    double begun = moment();

    (void)argc;
    amqp_confirm_select(c, CHANNEL);
    answered(c, "confirmations");
    amqp_basic_qos(c, CHANNEL, 0, 50, 0);
    amqp_basic_consume(c, CHANNEL, amqp_cstring_bytes(argv[1]), no_bytes, 0, 0, 0, no_table);
    answered(c, argv[1]);
    while (through < n && tags != NULL) {
        amqp_frame_t frame;
        amqp_message_t m;
        amqp_maybe_release_buffers(c);
        if (amqp_simple_wait_frame(c, &frame) != AMQP_STATUS_OK)
            die("pump", "connection lost");
        if (frame.frame_type != AMQP_FRAME_METHOD)
            continue;
        if (frame.payload.method.id == AMQP_BASIC_DELIVER_METHOD) {
            uint64_t tag = ((amqp_basic_deliver_t *)frame.payload.method.decoded)->delivery_tag;
            if (amqp_read_message(c, CHANNEL, &m, 0).reply_type != AMQP_RESPONSE_NORMAL)
                die("pump", "connection lost");
            if (published < n) {
                tags[++published] = tag;
                amqp_basic_publish(c, CHANNEL, amqp_cstring_bytes(argv[2]), amqp_cstring_bytes("a.b.c"), 1, 0, &m.properties, m.body);
            }
            amqp_destroy_message(&m);
        } else if (frame.payload.method.id == AMQP_BASIC_ACK_METHOD) {
            amqp_basic_ack_t *ack = frame.payload.method.decoded;
            for (uint64_t i = ack->multiple ? 1 : ack->delivery_tag; i <= ack->delivery_tag; i++) {
                if (tags[i] == 0)
                    continue;
                amqp_basic_ack(c, CHANNEL, tags[i], 0);
                tags[i] = 0;
                through++;
            }
        }
    }
    printf("%.3f\n", moment() - begun);
    amqp_connection_close(c, AMQP_REPLY_SUCCESS);
    free(tags);
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct {
        const char *name;
        int least;
        int (*run)(int, char **);
    } commands[] = {
        { "feed", 5, feed },   { "queue", 4, make_queue }, { "exchange", 2, make_exchange },
        { "drain", 4, drain }, { "pump", 4, pump },        { "depth", 2, depth },
        { "await", 3, await },
    };

    for (size_t i = 0; argc > 1 && i < sizeof commands / sizeof *commands; i++) {
        if (strcmp(commands[i].name, argv[1]) == 0 && argc - 2 >= commands[i].least)
            return commands[i].run(argc - 2, argv + 2);
    }
    die("usage", "see traffic.c");
    return 2;
}

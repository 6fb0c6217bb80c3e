/* librabbitmq (rabbitmq-c), loaded when a worker starts: the functions of it that are called. */
#ifndef WIRE_CONVERT_LIBRABBITMQ_H
#define WIRE_CONVERT_LIBRABBITMQ_H

#include <stdbool.h>

#include <amqp.h>
#include <amqp_framing.h>
#include <amqp_ssl_socket.h>
#include <amqp_tcp_socket.h>

#define LIBRABBITMQ(X) \
    X(amqp_new_connection) X(amqp_destroy_connection) X(amqp_tcp_socket_new) X(amqp_ssl_socket_new) \
    X(amqp_ssl_socket_set_cacert) X(amqp_ssl_socket_set_key) X(amqp_ssl_socket_set_verify_peer) \
    X(amqp_ssl_socket_set_verify_hostname) X(amqp_ssl_socket_set_ssl_versions) X(amqp_socket_open_noblock) \
    X(amqp_set_rpc_timeout) X(amqp_set_handshake_timeout) X(amqp_login) X(amqp_channel_open) X(amqp_confirm_select) \
    X(amqp_basic_qos) X(amqp_basic_consume) X(amqp_basic_cancel) X(amqp_basic_ack) X(amqp_basic_publish) \
    X(amqp_exchange_declare) X(amqp_queue_declare) X(amqp_queue_bind) X(amqp_get_rpc_reply) \
    X(amqp_simple_wait_frame_noblock) X(amqp_read_message) X(amqp_destroy_message) X(amqp_maybe_release_buffers) \
    X(amqp_encode_properties) X(amqp_error_string2) X(amqp_connection_close) X(amqp_parse_url) X(amqp_get_frame_max) X(amqp_get_sockfd)

struct librabbitmq {
    void *handle;
#define X(name) __typeof__(name) *name;
    LIBRABBITMQ(X)
#undef X
};

/* Load it, unless it is; false and *why, in the loader's words, where it cannot be had. It stays loaded: OpenSSL, which comes with
 * it, keeps things of its own until the program ends. */
bool librabbitmq_open(struct librabbitmq *, const char **why);

#endif

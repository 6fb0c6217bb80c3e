/*
 * Stories sent by e-mail: messages as RFC 5322 and MIME (RFC 2045 to 2049) have them. A room below those of the formats
 * that copy is in: whose words they are says formats.c.
 */
#ifndef WIRE_EMAIL_EMAIL_H
#define WIRE_EMAIL_EMAIL_H

#include "article/format.h"

extern const struct wire_finding *const wire_email_findings[];

/* How sure it is that these are the first bytes of a message. */
int wire_email_sniff(const char *bytes, size_t n, const char **why);

/*
 * Read one message: its headers, its text, what is attached to it. `copy` reads text without markup, which it is given in
 * UTF-8 with the subject as the first line; markup becomes the body as it is. Returns what copy returns, WIRE_E_INPUT where
 * there is neither text nor anything attached, WIRE_E_LIMIT past the limit of a story.
 */
enum wire_status wire_email_read(struct wire_source *, const struct wire_sink *, struct wire_worker *,
                                 const struct wire_format *copy);

#endif

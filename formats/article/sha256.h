/* SHA-256 (FIPS 180-4): ids made from content. */
#ifndef WIRE_ARTICLE_SHA256_H
#define WIRE_ARTICLE_SHA256_H

#include "article/base.h"

struct wire_sha256 {
    uint32_t h[8];
    uint64_t bytes;
    unsigned char block[64];
};

enum { WIRE_SHA256_HEX = 64 };

void wire_sha256_begin(struct wire_sha256 *);
void wire_sha256_add(struct wire_sha256 *, const void *bytes, size_t n);

/* The digest in small hexadecimal digits, without NUL. */
void wire_sha256_end(struct wire_sha256 *, char hex[WIRE_SHA256_HEX]);

#endif

/* A stream cut into documents: by lines, by NUL, by lengths sent before them, where one document ends, or by a mailbox's lines. */
#ifndef WIRE_CONVERT_CUT_H
#define WIRE_CONVERT_CUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum cutting { CUT_NOT, CUT_LINES, CUT_NUL, CUT_LENGTH, CUT_DOCUMENTS, CUT_MAILBOX };

struct cut {
    enum cutting form;
    ssize_t (*read)(void *ctx, void *bytes, size_t n, const char **why); /* -1: it broke off, *why says it or is errno's (NULL) */
    void *ctx;
    char *buf;
    size_t begin, seen, end, room; /* the document begins at begin, has been looked through up to seen */
    bool at_end, broken;
    uint32_t lines;                /* of what was cut off already */
    unsigned long number;          /* of the document last cut */
    const char *why;               /* read's, to be said after the last document; or NULL: errno's in error */
    int error;
    uint8_t state;                 /* where in a document of XML or JSON seen is */
    char quote;
    unsigned depth;
    bool rooted;                   /* the document's first tag or bracket has been seen */
};

enum cut_found { CUT_DOCUMENT, CUT_END, CUT_BROKEN, CUT_NO_MEMORY };

/* "lines", "nul", "length" or "documents"; CUT_NOT for NULL. */
enum cutting cut_named(const char *);

/* Whether what begins so is a mailbox (RFC 4155): a line "From sender date", and the first header of a message. */
bool cut_is_mailbox(const char *bytes, size_t n);

void cut_begin(struct cut *, enum cutting, ssize_t (*read)(void *, void *, size_t, const char **), void *ctx);
void cut_end(struct cut *);

/*
 * Cut off the next document: *bytes is malloc'd and the caller's, *lines how many lines went before it. Of CUT_BROKEN, which
 * comes after the last document that is whole, *why says what is wrong (NULL: errno does), and nothing more is to come.
 */
enum cut_found cut_next(struct cut *, char **bytes, size_t *n, uint32_t *lines, const char **why);

#endif

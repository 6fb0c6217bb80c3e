/* A source with marks: which of its parts became what, printed as HTML with each part linked to what it became. */
#ifndef WIRE_CONVERT_MARKS_H
#define WIRE_CONVERT_MARKS_H

#include "article/buf.h"

/* What became of a part of the source. */
enum fate { FATE_NONE, FATE_FIELD, FATE_BODY, FATE_KEPT, FATE_SKIPPED, FATE_SECRET, FATES };

extern const char *const fate_classes[FATES]; /* of elements in the page */
extern const char *const fate_names[FATES];   /* for people */

struct mark {
    uint32_t line, col; /* where the part begins; it ends where the next one does */
    enum fate fate;
    unsigned long row;  /* of the article, from 1; 0: it is in none */
    size_t number;      /* in the order of their coming: of two at one place the first counts */
};

struct marks {
    struct mark *all;
    size_t n, room;
    bool failed;        /* no memory */
};

/* Note what became of the part at that place; without a line nothing is noted. */
void marks_add(struct marks *, struct wire_at, enum fate, unsigned long row);
void marks_free(struct marks *);

/* Print the source, line by line. Its parts have the ids pLINE-COLUMN and link to rN; sorts the marks. */
void marks_print(struct wire_buf *, struct marks *, struct wire_str source);

/* The link from a row to its place in the source. */
void marks_link(struct wire_buf *, struct wire_at);

#endif

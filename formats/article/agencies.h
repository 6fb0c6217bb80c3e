/* The agencies and release wires, by the name they sign with, and how each writes its dateline. */
#ifndef WIRE_ARTICLE_AGENCIES_H
#define WIRE_ARTICLE_AGENCIES_H

#include "article/str.h"

enum {
    WIRE_TAG_ROUND = 1,    /* (Reuters) */
    WIRE_TAG_SLASH = 2,    /* /TASS/ */
    WIRE_TAG_BARE = 4,     /* TOKYO, Dec. 9 Kyodo - */
    WIRE_TAG_FIRST = 8,    /* (ANSA) - TORINO, 29 GEN - */
    WIRE_TAG_DATE_IN = 16, /* (Newsfile Corp. - September 10, 2026) */
    WIRE_TAG_DATE_AFTER = 32, /* BC / ACCESSWIRE / March 24, 2020 / */
    WIRE_TAG_NO_DASH = 64, /* Mumbai, Dec 9 (PTI) Kunal */
    WIRE_TAG_ALONE = 128   /* EFE.- Sube el precio */
};

struct wire_agency {
    const char *name;
    unsigned how;
};

/* The agency of that name (blanks and case aside), or NULL. */
const struct wire_agency *wire_agency_named(struct wire_str);

/* The same for shared tags, whose parts are agencies or partners: "dpa/lni", "ats afp", "NNN-SPA". */
const struct wire_agency *wire_agency_tag(struct wire_str);

/* A bare tag (WIRE_TAG_BARE) that begins s; *n its length. */
const struct wire_agency *wire_agency_bare(struct wire_str s, size_t *n);

/* Whether s names an agency, paper, broadcaster or desk: "The Wyoming Tribune Eagle", "Press Association". */
bool wire_is_organisation(struct wire_str);

#endif

/*
 * What one input may make the library do: the bounds on hostile documents, each number here and nowhere else. People read
 * them in convert/limits.c, where it is said what happens past each. What is left to who calls the library is in struct
 * wire_limits, whose defaults are the first of these.
 */
#ifndef WIRE_ARTICLE_LIMITS_H
#define WIRE_ARTICLE_LIMITS_H

enum {
    WIRE_MOST_DEPTH = 250, /* libxml2 itself ends at 256 */
    WIRE_MOST_TAG = 256 * 1024,
    WIRE_MOST_NAMES = 65536, /* libxml2's dictionary has no more than 16384 rows, along which it looks for each */
    WIRE_MOST_STORY = 256 * 1024 * 1024,
    WIRE_MOST_TEXT = 64 * 1024 * 1024,
    WIRE_MOST_EXPANSION = 16 * 1024 * 1024,
    WIRE_MOST_TEXT_LINES = 4 * 1024 * 1024,
    WIRE_MOST_INHERITED = 256,     /* values: a header may be made long to be copied often */
    WIRE_MOST_MEMBERS = 512,       /* each is held against all before it */
    WIRE_MOST_LEDGER = 4096,       /* past that many paths a document is no feed but an attack */
    WIRE_MOST_UNKNOWN = 200,       /* whoever sends them makes the list that is searched */
    WIRE_MOST_SCHEMES = 512,       /* every qcode looks through them */
    WIRE_MOST_BYLINES = 4096,      /* bytes: they are joined by copying */
    WIRE_MOST_PICTURES = 256,      /* each is held against all before it */
    WIRE_MOST_JSON_BODIES = 8,     /* two are what we print */
    WIRE_MOST_NINJS_BODIES = 32,
    WIRE_MOST_COMPONENTS = 64,
    WIRE_MOST_SOUP = 512,          /* for each end tag without a start libxml2 looks through all of them */
    WIRE_MOST_CLASSES = 64,        /* each is compared with all before it */
    WIRE_MOST_PROFILE_ROWS = 10000, /* no vendor has so many habits */
    WIRE_MOST_PROFILE = 4 * 1024 * 1024,
    WIRE_MOST_CONCEPTS = 4 * 1024 * 1024,
    WIRE_MOST_BROADER = 200,       /* each is held against all subjects */
    WIRE_MOST_PARTS = 24           /* each is a level of recursion where it is written */
};

#endif

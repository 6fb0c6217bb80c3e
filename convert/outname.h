/*
 * What outputs are called after their input, and after nothing else: the same input gives the same names in every
 * run, and no two inputs of one folder give the same.
 */
#ifndef WIRE_CONVERT_OUTNAME_H
#define WIRE_CONVERT_OUTNAME_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#define OUTNAME_REPORT ".report.json"

/* The first n bytes of a name, or where those are more than most (17 at least, NAME_MAX at most) its beginning and a hash of them.
 * How many there are. */
size_t outname_fit(char out[NAME_MAX + 1], const char *name, size_t n, size_t most);

/* A name with something behind it; where both are too long for a file system, the end of the name gives way to a hash of it. */
void outname_with(char out[NAME_MAX + 1], const char *name, const char *tail);

/*
 * Of the first story NAME.SUFFIX, of the others NAME-2.SUFFIX, NAME-3.SUFFIX ... A NAME that ends like that itself
 * has a number for its first story too, so that it cannot be taken for another's.
 */
void outname_story(char out[NAME_MAX + 1], const char *name, unsigned long story, const char *suffix);

/* Whether a name ends as those of reports do. */
bool outname_is_report(const char *name);

#endif

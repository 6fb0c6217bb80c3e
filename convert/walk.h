/* Inputs found one after another: operands, lists of names, folders, archives and streams of documents. */
#ifndef WIRE_CONVERT_WALK_H
#define WIRE_CONVERT_WALK_H

#include "convert/container.h"
#include "convert/input.h"

struct folder;

/* Names from a file (--from-file). */
struct list {
    const char *name;                 /* for people; NULL: there is none */
    struct cut cut;
    int fd;
    bool done;
};

/* The operands and what is in them, input by input. */
struct walk {
    char *const *operands;
    size_t operand_count, at;
    struct list list;                 /* gone through after them */
    size_t operand;                   /* the one in hand, from 1; past the operands it is a line of the list */
    struct folder *folders;           /* those being gone through, the innermost last */
    size_t depth, room;
    struct containers inside;         /* and the archives and streams in the innermost */
    bool opens;                       /* archives and streams are opened; else they are inputs like others */
    const struct pattern *patterns;   /* of the names wanted in folders and archives */
    size_t pattern_count;
    const struct put_by *put_by;      /* read in place of pipes and the like; or NULL */
    size_t pipes;                     /* of those, how many were met */
    void (*on_pipe)(void *ctx, struct input *); /* gets what cannot be read twice before it is gone into; or NULL */
    void *on_pipe_ctx;
    const struct stat *output;        /* never read: the output itself, or a folder the output goes to; or NULL */
};

/* Go through all operands and the list, "-" if there is none of either. */
void walk_begin(struct walk *, const struct reading *, const struct options *);
void walk_end(struct walk *);

/* Go through these alone (borrowed), without a look into archives. */
void walk_files(struct walk *, char *const *paths, size_t n);

/* Find and open the next input; what is wrong with it is in it. False after the last. */
bool walk_next(struct walk *, struct input *);

/* Each link in a folder, however deep, that does not lead to a folder: what walk_begin would read besides files. What cannot be
 * listed is passed over. */
void walk_links(const char *folder, void (*link)(void *ctx, const char *path), void *ctx);

/* Wherever links lead to. */
bool walk_is_folder(const char *path);

/* Whether what the list names lies in that folder; of a list that cannot be read twice it may. */
bool walk_list_is_in(const struct options *, const struct stat *folder, bool deep);

/* Whether the path is the folder's or a file's in it; deep: or lies anywhere below it. */
bool walk_lies_in(const char *path, const struct stat *folder, bool deep);

/* Whether an operand is or may hold an archive, whose long members are unpacked into files. */
bool walk_may_unpack(const struct options *);

/* Whether there may be more than one input, without looking into anything but the operands' kinds. */
bool walk_is_long(const struct options *);

/* How many threads suit the inputs where --jobs does not say: one for each processor that this process may use, if there are
 * many inputs; else 1, and for a stream, whose stories are wanted as they come. */
unsigned walk_threads(const struct options *);

#endif

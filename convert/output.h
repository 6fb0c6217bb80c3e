/* Where the stories go: a stream, a file that appears whole or not at all, or a folder of such files. */
#ifndef WIRE_CONVERT_OUTPUT_H
#define WIRE_CONVERT_OUTPUT_H

#include <sys/stat.h>

#include "article/buf.h"
#include "convert/slot.h"

struct pack;
struct sandbox;

enum output_kind { TO_STREAM, TO_FILE, TO_FOLDER, TO_ARCHIVE };

enum { BATCH = 512 }; /* files of a folder made lasting by one syncfs */

struct pending {
    char *temp, *leaf;
    int fd; /* of the first few, which may be made lasting one by one; else -1 */
};

/* A base, all of whose names up to the number are taken. */
struct counted {
    uint64_t base; /* its hash; 0: none */
    unsigned long number;
};

struct output {
    enum output_kind kind;
    const char *name;        /* for people */
    int fd;                  /* of the stream or the temporary file; -1: none */
    int dir;                 /* the folder the file or files are in; -1: none */
    char *path;              /* of TO_FILE: the place it will have, links followed */
    struct pack *pack;       /* of TO_ARCHIVE, which is a file with files in it */
    struct slot slot;        /* of TO_FILE and TO_FOLDER: ours in dir */
    char *temp;              /* of TO_FILE: its name in dir till then */
    const char *leaf;        /* of TO_FILE: its name in dir from then on */
    struct stat folder;      /* of TO_FOLDER: which one it is */
    bool holds;              /* of TO_FOLDER: the slot, until the end */
    bool deep;               /* of TO_FOLDER: names have folders in them, which are made */
    char *made;              /* the newest of these, with its slash */
    bool keep_existing;      /* of TO_FOLDER: an input may lie there, so nothing is replaced */
    struct wire_buf *given;  /* of TO_FOLDER: gets each name given, " NAME", %xx for bytes up to the space, % and DEL; or NULL */
    bool interactive;        /* somebody looks on: stories go out as they come */
    bool closed;             /* the reader of the pipe has gone */
    int failed;              /* errno of the first failure, 0: none */
    unsigned long serial;    /* of temporary names */
    struct pending *batch;   /* of TO_FOLDER: BATCH of them, made with the first story */
    size_t pending;
    uint64_t *taken;         /* hashes of the names given in this run */
    size_t taken_count, taken_room;
    struct counted *counted; /* of bases given more than once */
    size_t counted_count, counted_room;
};

/* Open it: NULL or "-" is standard output. False (and failed is set) when it cannot be. */
bool output_open(struct output *, const char *where);

/* What it has still to do with its folder, once the program is shut in. */
void output_allow(struct sandbox *, const struct output *);

/* A file or stream that was opened is to be an archive, as a file of that name would be. False, and why as pack_open has it. */
bool output_pack(struct output *, const char *as, const char **why);

/* Whether each story is a file of its own. */
static inline bool
output_is_apart(const struct output *o)
{
    return o->kind == TO_FOLDER || o->kind == TO_ARCHIVE;
}

/* Bytes for a stream or the file. False when they cannot be written, or the pipe is closed. */
bool output_write(struct output *, const char *p, size_t n);

/*
 * One whole story into the folder or archive, as BASE.SUFFIX, BASE-2.SUFFIX ... Slashes in BASE are folders, where the output
 * is deep. In an archive it has been changed at that moment, in seconds since 1970 UTC.
 */
bool output_story(struct output *, const char *base, const char *suffix, const char *p, size_t n, int64_t changed);

/* Of a folder: that name is a story's of this run already. False without memory. */
bool output_take(struct output *, const char *leaf);

/* Of a folder: give the files written so far their names, for good. False when that failed. */
bool output_settle(struct output *);

/* The end: what was written appears (keep), or nothing of a file does. False when that failed. */
bool output_close(struct output *, bool keep);

#endif

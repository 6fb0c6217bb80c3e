/*
 * Shutting the program in before it reads what others wrote: from then on it opens only what the command line names, and
 * neither runs another program nor speaks to anybody.
 *
 *     struct sandbox s;
 *     sandbox_begin(&s, options);
 *     sandbox_allow_inputs(&s, options);   the files and folders of the command line
 *     sandbox_allow(&s, "page.xsl", SANDBOX_READ);
 *     sandbox_allow_fd(&s, folder, SANDBOX_WRITE);
 *     sandbox_close(&s, diag);             the door is shut, for all threads to come
 *
 * Two locks, each with what the kernel has: Landlock for files and ports, seccomp for system calls. Neither can be opened
 * again. Where there is none the run goes on without; with -v it is said what holds.
 */
#ifndef WIRE_CONVERT_SANDBOX_H
#define WIRE_CONVERT_SANDBOX_H

#include "convert/diagnostics.h"
#include "convert/options.h"

/* READ: a file, or a folder with all in it. PUT: names are given and taken in a folder, to files that are open. WRITE: files are
 * made in it. GROW: and folders, into which they are moved. MOVE: files are made in it, moved out of it and into it. */
enum sandbox_right { SANDBOX_READ, SANDBOX_PUT, SANDBOX_WRITE, SANDBOX_GROW, SANDBOX_MOVE };

struct sandbox {
    const char *off;     /* why there is none; NULL: there is one */
    int rules;           /* Landlock's; -1: none */
    int landlock;        /* its version; 0: none */
    bool moves;          /* files go from one folder into another */
    bool writes;         /* something is opened for writing later */
    bool anywhere;       /* what is read is known only later */
    bool connects;       /* to a broker */
    bool forks;          /* into a crew */
};

/* Begin: nothing is allowed but libraries. sandbox_close is to follow. */
void sandbox_begin(struct sandbox *, const struct options *);

/* The operands of a command that reads them, with --from-file whatever it may name, and a place for what archives are unpacked to. */
void sandbox_allow_inputs(struct sandbox *, const struct options *);

/* These may be replaced as well, of folders all in them. */
void sandbox_allow_replacing(struct sandbox *, const struct options *);

/* What may be done with a path besides, which is looked at now: NULL, "-" and what is not there are passed over. */
void sandbox_allow(struct sandbox *, const char *path, enum sandbox_right);

/* A file that may be another one next time, as certificates are: its folder may be read. */
void sandbox_allow_renewed(struct sandbox *, const char *path);

/* As sandbox_allow of a folder that is open; -1: none. */
void sandbox_allow_fd(struct sandbox *, int folder, enum sandbox_right);

/* A folder that is walked through: links in it to files elsewhere are followed. */
void sandbox_allow_walk(struct sandbox *, const char *folder);

/* The network, as far as a broker at this port of any host; and with crew processes of our own. */
void sandbox_allow_broker(struct sandbox *, int port, bool crew);

/* Shut it. Only one thread may be running. */
void sandbox_close(struct sandbox *, struct diagnostics *);

#endif

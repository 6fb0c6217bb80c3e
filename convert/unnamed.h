/* Files without a name, in the folder of TMPDIR: they go with the program, however it ends. */
#ifndef WIRE_CONVERT_UNNAMED_H
#define WIRE_CONVERT_UNNAMED_H

/* Open one, to read and write; -1 with errno set. */
int unnamed_file(void);

/* What is in it is no longer needed. */
void unnamed_done(int fd);

/* Open a few now, since later none can be (convert/sandbox.h): unnamed_file gives them out, and unnamed_done takes them back. */
void unnamed_reserve(void);

#endif

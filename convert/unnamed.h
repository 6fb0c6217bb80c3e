/* Files without a name, in the folder of TMPDIR: they go with the program, however it ends. */
#ifndef WIRE_CONVERT_UNNAMED_H
#define WIRE_CONVERT_UNNAMED_H

/* Open one, to read and write; -1 with errno set. */
int unnamed_file(void);

#endif

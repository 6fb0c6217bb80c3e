/* Parts of the program that are loaded when they are first needed, so that who does not use them does not pay for them. */
#ifndef WIRE_CONVERT_MODULE_H
#define WIRE_CONVERT_MODULE_H

#include "convert/diagnostics.h"

/*
 * The object that the module NAME exports as wirecopy_NAME; it stays loaded. Looked for as NAME.so beside the program
 * (where it was built) and in ../libexec/wirecopy from there (where it is installed), and nowhere else. NULL: it is not
 * there, or is of another version (the first int of the object), and that has been said.
 */
const void *module_load(const char *name, int version, struct diagnostics *);

#endif

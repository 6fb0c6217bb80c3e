/* libarchive, loaded on use. */
#include "convert/libarchive.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

bool
libarchive_open(struct libarchive *a, const char **why)
{
    static const struct {
        const char *name;
        size_t offset;
    } rows[] = {
#define X(name) { #name, offsetof(struct libarchive, name) },
        LIBARCHIVE(X)
#undef X
    };
    struct libarchive got = { .handle = a->handle == NULL ? dlopen("libarchive.so.13", RTLD_NOW | RTLD_LOCAL) : a->handle };

    if (a->handle != NULL)
        return true;
    for (size_t i = 0; got.handle != NULL && i < sizeof rows / sizeof *rows; i++) {
        void *address = dlsym(got.handle, rows[i].name);
        if (address == NULL) {
            *why = dlerror();
            dlclose(got.handle);
            return false;
        }
        memcpy((char *)&got + rows[i].offset, &address, sizeof address); /* a function's address, as POSIX lets dlsym give it */
    }
    if (got.handle == NULL)
        *why = dlerror();
    *a = got;
    return a->handle != NULL;
}

void
libarchive_close(struct libarchive *a)
{
    if (a->handle != NULL)
        dlclose(a->handle);
    a->handle = NULL;
}

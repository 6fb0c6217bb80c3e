/* librabbitmq, loaded on use: most runs of the program have no queue, and do not pay for it. */
#include "convert/librabbitmq.h"

#include <dlfcn.h>
#include <string.h>

#include "article/base.h"

bool
librabbitmq_open(struct librabbitmq *r, const char **why)
{
    static const struct {
        const char *name;
        size_t offset;
    } rows[] = {
#define X(name) { #name, offsetof(struct librabbitmq, name) },
        LIBRABBITMQ(X)
#undef X
    };

    if (r->handle == NULL && (r->handle = dlopen("librabbitmq.so.4", RTLD_NOW | RTLD_LOCAL)) == NULL) {
        *why = dlerror();
        return false;
    }
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        void *address = dlsym(r->handle, rows[i].name);
        if (address == NULL) {
            *why = dlerror();
            return false;
        }
        memcpy((char *)r + rows[i].offset, &address, sizeof address); /* a function's address, as POSIX lets dlsym give it */
    }
    return true;
}

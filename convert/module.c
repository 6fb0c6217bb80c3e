/* Parts of the program that are loaded when they are first needed. */
#include "convert/module.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* PATH of the module; 0: it would be too long, or nobody knows where the program is. */
static int
place(char *path, size_t room, const char *folder, const char *name)
{
    char self[PATH_MAX], *slash;
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    int length;

    if (n <= 0)
        return 0;
    self[n] = '\0';
    if ((slash = strrchr(self, '/')) == NULL)
        return 0;
    *slash = '\0';
    length = snprintf(path, room, "%s/%s%s.so", self, folder, name);
    return length > 0 && (size_t)length < room;
}

const void *
module_load(const char *name, int version, struct diagnostics *diag)
{
    static const char *const folders[] = { "", "../libexec/wirecopy/" };
    char path[PATH_MAX], symbol[64];
    const void *found = NULL;
    void *module = NULL;

    for (size_t i = 0; i < WIRE_COUNT(folders) && module == NULL; i++) {
        if (place(path, sizeof path, folders[i], name) && (access(path, F_OK) == 0 || i + 1 == WIRE_COUNT(folders)))
            module = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    }
    snprintf(symbol, sizeof symbol, "wirecopy_%s", name);
    if (module != NULL)
        found = dlsym(module, symbol);
    if (found != NULL && *(const int *)found == version)
        return found;
    if (found != NULL) {
        diag_say(diag, MODULE_MISSING, NULL, "it is of another version of wirecopy");
    } else {
        const char *why = dlerror();
        diag_say(diag, MODULE_MISSING, NULL, why != NULL ? why : name);
    }
    return NULL;
}

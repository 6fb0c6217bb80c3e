/* Shutting the program in: which files and ports, by Landlock. Which system calls: convert/syscalls.c. */
#include "convert/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "convert/syscalls.h"
#include "convert/unnamed.h"
#include "convert/walk.h"

/* Landlock as of its version 6 (linux/landlock.h; the one of Debian 12 is older). Kernels pass over members they do not know
 * where these are 0. */
enum { CREATE_RULESET = 444, ADD_RULE = 445, RESTRICT_SELF = 446 }; /* on all processors */
enum { ASK_VERSION = 1, RULE_PATH = 1, RULE_PORT = 2 };

enum fs {
    FS_EXECUTE = 1 << 0,
    FS_WRITE_FILE = 1 << 1,
    FS_READ_FILE = 1 << 2,
    FS_READ_DIR = 1 << 3,
    FS_REMOVE_FILE = 1 << 5,
    FS_MAKE_DIR = 1 << 7,
    FS_MAKE_REG = 1 << 8,
    FS_REFER = 1 << 13,
    FS_TRUNCATE = 1 << 14,
    FS_FIRST = (1 << 13) - 1 /* all of version 1 */
};

enum { NET_CONNECT = 2, NET_ALL = 3, SCOPE_ALL = 3, DNS = 53 };

struct ruleset {
    uint64_t fs, net, scoped;
};

struct path_rule {
    uint64_t allowed;
    int32_t fd;
} __attribute__((packed));

struct port_rule {
    uint64_t allowed, port;
};

static const unsigned rights[] = {
    [SANDBOX_READ] = FS_READ_FILE | FS_READ_DIR,
    [SANDBOX_PUT] = FS_REMOVE_FILE | FS_MAKE_REG,
    [SANDBOX_WRITE] = FS_REMOVE_FILE | FS_MAKE_REG | FS_WRITE_FILE | FS_TRUNCATE | FS_READ_DIR,
    [SANDBOX_GROW] = FS_REMOVE_FILE | FS_MAKE_REG | FS_WRITE_FILE | FS_TRUNCATE | FS_READ_DIR | FS_MAKE_DIR | FS_REFER,
    [SANDBOX_MOVE] = FS_READ_FILE | FS_READ_DIR | FS_REMOVE_FILE | FS_MAKE_REG | FS_WRITE_FILE | FS_TRUNCATE | FS_REFER,
};

/* What this version of Landlock decides about. Version 1 lets nothing be moved from folder to folder; who has to, goes without. */
static uint64_t
handled(int version)
{
    return FS_FIRST | (version >= 2 ? FS_REFER : 0u) | (version >= 3 ? FS_TRUNCATE : 0u) | (version >= 5 ? 1u << 15 : 0u);
}

/* Sanitizers fork and trace at the end, and valgrind opens the files of what it runs; none of them is for untrusted input. */
static const char *
cannot_be(const struct options *o)
{
    const char *preload = getenv("LD_PRELOAD");

    if (o->value[OPT_NO_SANDBOX] != NULL)
        return "--no-sandbox";
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__ || defined WIRE_UNSANDBOXED
    return "this program is built for tests";
#elif defined __has_feature
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
    return "this program is built for tests";
#endif
#endif
    return preload != NULL && strstr(preload, "/vgpreload_") != NULL ? "valgrind" : NULL;
}

/* True: it is a folder. */
static bool
add_rule(struct sandbox *s, int fd, enum sandbox_right right)
{
    struct path_rule rule = { .allowed = rights[right], .fd = fd };
    struct stat st;
    bool folder = fstat(fd, &st) == 0 && S_ISDIR(st.st_mode);

    if (!folder)
        rule.allowed &= FS_READ_FILE | FS_WRITE_FILE | FS_TRUNCATE;
    rule.allowed &= handled(s->landlock);
    syscall(ADD_RULE, s->rules, RULE_PATH, &rule, 0); /* of a pipe it fails, and none is needed */
    return folder;
}

void
sandbox_allow_fd(struct sandbox *s, int folder, enum sandbox_right right)
{
    if (s->off != NULL || folder < 0)
        return;
    s->writes |= right != SANDBOX_READ;
    s->moves |= (rights[right] & FS_REFER) != 0;
    if (s->rules >= 0)
        add_rule(s, folder, right);
}

/* True: it is a folder, and there are rules. */
static bool
allow(struct sandbox *s, const char *path, enum sandbox_right right)
{
    int fd = s->rules >= 0 ? open(path, O_PATH | O_CLOEXEC) : -1;
    bool folder;

    if (fd < 0)
        return false;
    s->moves |= (rights[right] & FS_REFER) != 0;
    folder = add_rule(s, fd, right);
    close(fd);
    return folder;
}

void
sandbox_allow(struct sandbox *s, const char *path, enum sandbox_right right)
{
    if (s->off != NULL || path == NULL || strcmp(path, "-") == 0)
        return;
    s->writes |= right != SANDBOX_READ;
    allow(s, path, right);
}

/* The folder of a file, wherever links lead to. */
static void
allow_beside(struct sandbox *s, const char *path, enum sandbox_right right)
{
    char *place = realpath(path, NULL), *slash = place != NULL ? strrchr(place, '/') : NULL;

    if (slash != NULL) {
        slash[slash == place] = '\0';
        sandbox_allow(s, place, right);
    }
    free(place);
}

/* Make way for another file in the place of this one. */
static void
allow_replacing(void *sandbox, const char *path)
{
    allow_beside(sandbox, path, SANDBOX_WRITE);
}

void
sandbox_allow_renewed(struct sandbox *s, const char *path)
{
    if (s->off == NULL && path != NULL)
        allow_beside(s, path, SANDBOX_READ);
}

static void
allow_reading(void *sandbox, const char *path)
{
    allow(sandbox, path, SANDBOX_READ);
}

void
sandbox_allow_walk(struct sandbox *s, const char *folder)
{
    if (s->off == NULL && folder != NULL && strcmp(folder, "-") != 0 && allow(s, folder, SANDBOX_READ))
        walk_links(folder, allow_reading, s);
}

void
sandbox_allow_inputs(struct sandbox *s, const struct options *o)
{
    s->anywhere = o->value[OPT_FROM_FILE] != NULL;
    if (s->anywhere)
        sandbox_allow(s, "/", SANDBOX_READ);
    for (size_t i = 0; i < o->file_count && !s->anywhere; i++)
        sandbox_allow_walk(s, o->files[i]);
    if (s->off == NULL && walk_may_unpack(o))
        unnamed_reserve();
}

void
sandbox_allow_replacing(struct sandbox *s, const struct options *o)
{
    if (o->value[OPT_FROM_FILE] != NULL)
        sandbox_allow(s, "/", SANDBOX_WRITE);
    for (size_t i = 0; i < o->file_count && s->off == NULL; i++) {
        if (!walk_is_folder(o->files[i])) {
            allow_replacing(s, o->files[i]);
        } else {
            sandbox_allow(s, o->files[i], SANDBOX_WRITE);
            if (s->rules >= 0)
                walk_links(o->files[i], allow_replacing, s);
        }
    }
}

void
sandbox_allow_broker(struct sandbox *s, int port, bool crew)
{
    static const char *const files[] = { "/etc/resolv.conf", "/run/systemd/resolve", "/run/NetworkManager", "/etc/hosts", "/etc/host.conf",
                                         "/etc/nsswitch.conf", "/etc/gai.conf", "/etc/services", "/etc/ssl", "/usr/share/ca-certificates" };
    struct port_rule rules[] = { { NET_CONNECT, (uint64_t)port }, { NET_CONNECT, DNS } };

    s->connects = true;
    s->forks = crew;
    for (size_t i = 0; i < WIRE_COUNT(files) && s->off == NULL; i++)
        allow(s, files[i], SANDBOX_READ);
    for (size_t i = 0; i < WIRE_COUNT(rules) && s->off == NULL && s->landlock >= 4; i++)
        syscall(ADD_RULE, s->rules, RULE_PORT, &rules[i], 0);
}

/* Libraries that are loaded when they are first needed, and converters of character sets. */
static void
allow_libraries(struct sandbox *s)
{
    static const char *const places[] = { "/usr/lib", "/lib", "/lib64", "/usr/local/lib", "/etc/ld.so.cache" };
    static const char *const named[] = { "LD_LIBRARY_PATH", "GCONV_PATH" };

    for (size_t i = 0; i < WIRE_COUNT(places); i++)
        allow(s, places[i], SANDBOX_READ);
    for (size_t i = 0; i < WIRE_COUNT(named); i++) {
        const char *at = getenv(named[i]);
        while (at != NULL && *at != '\0') {
            size_t n = strcspn(at, ":;");
            char path[4096];
            if (n != 0 && n < sizeof path) {
                snprintf(path, sizeof path, "%.*s", (int)n, at);
                allow(s, path, SANDBOX_READ);
            }
            at += n + (at[n] != '\0');
        }
    }
}

void
sandbox_begin(struct sandbox *s, const struct options *o)
{
    struct ruleset all = { 0 };
    long version;

    *s = (struct sandbox){ .rules = -1, .off = cannot_be(o) };
    if (s->off != NULL)
        return;
    version = syscall(CREATE_RULESET, NULL, 0, ASK_VERSION);
    s->landlock = version > 0 ? (int)version : 0;
    if (s->landlock > 0) {
        all.fs = handled(s->landlock);
        all.net = s->landlock >= 4 ? NET_ALL : 0;
        all.scoped = s->landlock >= 6 ? SCOPE_ALL : 0;
        s->rules = (int)syscall(CREATE_RULESET, &all, sizeof all, 0);
    }
    if (s->rules < 0)
        s->landlock = 0;
    allow_libraries(s);
}

/* What holds, for -v. */
static void
say(const struct sandbox *s, bool files, bool calls, struct diagnostics *diag)
{
    char what[200];

    if (s->off != NULL) {
        diag_note(diag, "wirecopy: not shut in: %s", s->off);
        return;
    }
    snprintf(what, sizeof what, "%s", !files ? "files as before, since this kernel has no Landlock for them"
                                      : s->anywhere ? "files are read wherever --from-file names them" : "only what is named here is read");
    diag_note(diag, "wirecopy: shut in: %s; %s%s", what, calls ? "no other program, no connection" : "all system calls, since this kernel or processor has no filter",
              calls && s->connects ? " but the broker's" : "");
}

void
sandbox_close(struct sandbox *s, struct diagnostics *diag)
{
    bool files = false, calls = false;

    if (s->off == NULL && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) {
        files = s->rules >= 0 && (s->landlock > 1 || !s->moves) && syscall(RESTRICT_SELF, s->rules, 0) == 0;
        calls = syscalls_restrict(&(struct syscalls){ .write = s->writes, .connect = s->connects, .fork = s->forks });
    }
    if (s->rules >= 0)
        close(s->rules);
    s->rules = -1;
    if (diag->verbose && !diag->quiet)
        say(s, files, calls, diag);
}

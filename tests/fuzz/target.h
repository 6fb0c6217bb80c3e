/* What is fuzzed: each target takes any bytes at all, and stops the process where a promise is broken. */
#ifndef TESTS_FUZZ_TARGET_H
#define TESTS_FUZZ_TARGET_H

#include <stddef.h>
#include <stdint.h>

struct target {
    char name[48];
    void (*run)(const struct target *, const uint8_t *, size_t);
    const struct wire_format *format;
};

/* The target of that name, or NULL. */
const struct target *target_named(const char *name);

/* All of them, by number, until NULL. */
const struct target *target_at(size_t);

#endif

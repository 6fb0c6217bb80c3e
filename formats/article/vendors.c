/* The profiles the library brings along: vendors.profile, which is text and stands in the program as it is. */
#include "article/profile.h"

__asm__(".pushsection .rodata\n"
        ".local wire_vendors_begin\n"
        ".local wire_vendors_end\n"
        "wire_vendors_begin:\n"
        ".incbin \"formats/article/vendors.profile\"\n"
        "wire_vendors_end:\n"
        ".byte 0\n"
        ".popsection\n");

extern const char wire_vendors_begin[] __attribute__((visibility("hidden")));
extern const char wire_vendors_end[] __attribute__((visibility("hidden")));

struct wire_str
wire_profiles_own(void)
{
    return (struct wire_str){ wire_vendors_begin, (size_t)(wire_vendors_end - wire_vendors_begin) };
}

/* The body printed: as the clean XHTML fragment and as text (fragment.md is the contract). */
#include "article/fragment.h"

void
wire_fragment_xhtml(struct wire_buf *out, const struct wire_node *top, enum wire_visibility visibility)
{
    (void)out, (void)top, (void)visibility;
}

void
wire_fragment_text(struct wire_buf *out, const struct wire_node *top, enum wire_visibility visibility)
{
    (void)out, (void)top, (void)visibility;
}

/* NewsML-G2 2.0 to 2.35: newsItem, packageItem, newsMessage and the other items. */
#ifndef WIRE_NEWSML_G2_H
#define WIRE_NEWSML_G2_H

#include "article/format.h"

struct wire_vocabulary;

extern const struct wire_format wire_format_newsml_g2;

/*
 * Read the concepts of a knowledgeItem, a conceptItem, or a newsMessage of these into a vocabulary. What is wrong goes to
 * the sink, which is given no story. Returns as a wire_read_fn does.
 */
enum wire_status wire_newsml_g2_vocabulary(struct wire_vocabulary *, struct wire_source *, const struct wire_sink *,
                                           struct wire_worker *);

#endif

/* Events, plans, concepts and catalogs as lines for people. */
#ifndef WIRE_ARTICLE_FACTS_H
#define WIRE_ARTICLE_FACTS_H

#include "article/article.h"
#include "article/buf.h"

/* One thing said: what it is, what is said of it (absent: the facts of the next level say it), in which language if not the
 * story's. */
struct wire_fact {
    struct wire_str label, text, lang;
    unsigned level;
};
typedef void wire_fact_fn(void *ctx, const struct wire_fact *);

/* Everything that eventDetails, plannedCoverage, concepts and catalog say in words, in their order; all: what is not
 * public too. Codes that a name stands for, and what only a machine can read, are no facts. */
void wire_facts(const struct wire_article *, bool all, wire_fact_fn *, void *ctx);

/* A label as people read it: "startDate" is "Start date". */
void wire_fact_label(struct wire_buf *, struct wire_str label);

/* What a story that defines one concept is called: the concept's name; absent of any other. */
struct wire_str wire_concept_name(const struct wire_article *, bool all);

#endif

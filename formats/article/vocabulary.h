/* A vocabulary: what codes are called, and which codes of other schemes mean the same. */
#ifndef WIRE_ARTICLE_VOCABULARY_H
#define WIRE_ARTICLE_VOCABULARY_H

#include "article/article.h"

struct wire_vocabulary;

/* An empty one, or NULL without memory. Once it is filled nobody changes it: threads may share it. */
struct wire_vocabulary *wire_vocabulary_new(void);
void wire_vocabulary_free(struct wire_vocabulary *); /* NULL is fine */

/*
 * Add a concept, a record with the keys of a subject: qcode, uri, names {lang, value}, broader, sameAs (of these two
 * qcode and uri count). Of two with the same code the first stays. False without memory.
 */
bool wire_vocabulary_add(struct wire_vocabulary *, const struct wire_value *concept);

/* How many concepts there are. */
size_t wire_vocabulary_count(const struct wire_vocabulary *);

/*
 * Give a story and what belongs to it what the vocabulary knows and they do not say: the name of a code in the story's
 * language (mapping.md, Values), its uri, the broader concepts of a subject, and beside a subject code (subj:) the
 * concept that has it as sameAs. What is added is flagged WIRE_V_SUPPLIED, and counted in the ledger (may be NULL).
 */
void wire_vocabulary_apply(const struct wire_vocabulary *, struct wire_article *, struct wire_ledger *);

#endif

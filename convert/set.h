/* --set FIELD=VALUE and --defaults FILE: what the command line says of every story. */
#ifndef WIRE_CONVERT_SET_H
#define WIRE_CONVERT_SET_H

#include "article/article.h"
#include "convert/options.h"

struct setting {
    enum wire_field field;
    enum wire_key member;  /* of a record; WIRE_K_NONE: the field itself */
    struct wire_str value; /* empty: take it away */
};

struct settings {
    struct setting *rows;
    size_t n;
    bool gentle; /* only what the story has nothing of */
    char *text;  /* of the file they are from, or NULL */
};

/* Whether the command line may say it: what a reader makes from other things is not for it to say. */
bool setting_takes(enum wire_field);

/* Read every --set; what is wrong is said. -1, or the exit status. */
int settings_parse(struct settings *, const struct options *);

/* The same with every line of the file of --defaults. */
int defaults_parse(struct settings *, const struct options *);
void settings_free(struct settings *);

/* Give them to a story, and to its ledger (may be NULL) a row each. */
void settings_apply(const struct settings *, struct wire_article *, struct wire_ledger *);

#endif

/*
 * Vendor profiles: what one vendor does and no standard says, as rows of text in one place (vendors.profile), and more
 * of them from files. A row stands on a line of its own; what it rests on (a story, a line of agencies' practice) follows
 * behind " -- ". Lines that begin with # are passed over.
 *
 *   profile NAME                     begins one
 *   for PLACE = VALUE                it is for stories that say so; of several one is enough
 *   zone +02:00 [eu|us|au|nz]        times without an offset are of this one, an hour more while it is summer by that rule
 *   take PLACE -> PLACE              a value belongs there; where one value may stand, one that does stays
 *   set PLACE = VALUE                what the vendor never says, where there is nothing
 *   value PLACE : OLD = NEW          a value is written otherwise
 *   name FIELD : CODE = NAME         a code of the vendor's own is called so, where it has no name
 *   secret PLACE [= VALUE]           is not for publication
 *
 * PLACE is a field (title), a member of one (provider.name), extra:PATH, extra:PATH[NAME], the first element ELEMENT in
 * what was kept as markup (extra:PATH//ELEMENT), or, for secret, a block of the body. VALUE with a * at its end is how
 * it begins. Rows act in their order.
 */
#ifndef WIRE_ARTICLE_PROFILE_H
#define WIRE_ARTICLE_PROFILE_H

#include "article/article.h"

enum wire_verb { WIRE_V_FOR, WIRE_V_ZONE, WIRE_V_TAKE, WIRE_V_SET, WIRE_V_VALUE, WIRE_V_NAME, WIRE_V_HOLD, WIRE_VERBS };

enum wire_summer { WIRE_NO_SUMMER, WIRE_SUMMER_EU, WIRE_SUMMER_US, WIRE_SUMMER_AU, WIRE_SUMMER_NZ };

/* A place in an article. */
struct wire_place {
    enum wire_field field;              /* WIRE_F_EXTRA: by path */
    enum wire_key key;                  /* of a record, or WIRE_K_NONE */
    struct wire_str path, name, element; /* of extra */
};

struct wire_profile_row {
    struct wire_profile_row *next;
    enum wire_verb verb;
    struct wire_place from, to;
    struct wire_str old, new;           /* VALUE is old for `for` and `secret`, new for `set` */
    int offset;                         /* zone: minutes east */
    enum wire_summer summer;
    struct wire_str text, evidence;     /* as written */
    unsigned line;
};

struct wire_profile {
    struct wire_profile *next;
    struct wire_str name;
    struct wire_profile_row *first, *last;
};

struct wire_profiles {
    struct wire_arena arena;
    struct wire_profile *first, *last;
};

/* Where a text stops being profiles, and why, in words. */
struct wire_profile_fault {
    unsigned line, col;
    char text[160];
};


/* Read profiles; wire_profiles_free them. NULL: fault->line is where it goes wrong, or 0 where memory is out. */
struct wire_profiles *wire_profiles_read(const char *text, size_t n, struct wire_profile_fault *fault);
void wire_profiles_free(struct wire_profiles *); /* NULL is fine */

/* Those that the library brings along, in the form wire_profiles_read takes. */
struct wire_str wire_profiles_own(void);

/* The profile of that name, or the first that is for the story; NULL: none. */
const struct wire_profile *wire_profile_named(const struct wire_profiles *, struct wire_str name);
const struct wire_profile *wire_profile_for(const struct wire_profiles *, const struct wire_article *);

/*
 * Let the rows act on an article, in their order. acted (or NULL) hears of each row that did, and how often. Values keep
 * where they were read from. Silent without memory.
 */
void wire_profile_apply(const struct wire_profile *, struct wire_article *,
                        void (*acted)(void *ctx, const struct wire_profile_row *, unsigned times), void *ctx);

/* --- between profile.c, which reads them, and profile-apply.c --- */

/* Whether a value is the wanted one; a * at its end stands for anything. */
bool wire_profile_matches(struct wire_str value, struct wire_str wanted);

#endif

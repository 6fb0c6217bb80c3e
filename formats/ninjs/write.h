/* Inside formats/ninjs: the writer's state and what its parts share. */
#ifndef WIRE_NINJS_WRITE_H
#define WIRE_NINJS_WRITE_H

#include "json/print.h"
#include "ninjs/ninjs.h"

enum { NINJS_ITEM_KEPT = 3 }; /* names that are kept in the item itself */
enum ninjs_version { NINJS_1, NINJS_2, NINJS_3, NINJS_VERSIONS };

struct ninjs {
    struct wire_json_print j;
    struct wire_out *out;
    const struct wire_article *a; /* the one in hand */
    enum ninjs_version version;
    bool secret;                  /* what is not for publication goes out too */
    struct wire_buf scratch;
    struct wire_buf kept;         /* struct ninjs_kept, of the article in hand */
    size_t kept_at;               /* the one to look at next */
    const struct wire_value *item_kept[NINJS_ITEM_KEPT]; /* of extra, put in the item itself; NULL: not there */
};

/* kept.c: what a reader kept with an entry of a list. */
struct ninjs_kept {
    enum wire_field field;
    uint32_t number;              /* of the entry */
    struct wire_str name;
    const struct wire_value *v;   /* of extra */
    bool done;                    /* it was put, or the ledger has it */
};

/* Gather it for the article in hand; put that of an entry, asked for in order; put what stands in the item itself. */
void wire_ninjs_find_kept(struct ninjs *);
void wire_ninjs_put_kept(struct ninjs *, enum wire_field, uint32_t number);
void wire_ninjs_put_item_kept(struct ninjs *);
void wire_ninjs_not_given(const struct ninjs *); /* the rest, for the ledger; once all the others were called */

/* details.c: the contactInfo of a record as an array; false where there is none that ninjs takes. */
bool wire_ninjs_contacts(struct ninjs *, const struct wire_value *record);

/* A name in each of the versions; NULL where one has no such thing. */
struct ninjs_name {
    const char *v[NINJS_VERSIONS];
};

/* Whether a value goes out; the text of one of its members that does, else absent. */
bool wire_ninjs_shows(const struct ninjs *, const struct wire_value *);
struct wire_str wire_ninjs_member(const struct ninjs *, const struct wire_value *record, enum wire_key);

/* A member by its key, or kept under its name (case aside); NULL: none that goes out. */
const struct wire_value *wire_ninjs_find(const struct ninjs *, const struct wire_value *record, enum wire_key,
                                         const char *name);

/* Something that could not go where it belongs; path and why are static. */
void wire_ninjs_note(const struct ninjs *, enum wire_ledger_act, const char *path, const char *why, struct wire_at);

/* Put a text (NULL as name: in an array), unless it is absent: then false. The same for a whole number in a range. */
bool wire_ninjs_text(struct ninjs *, const char *name, struct wire_str);
bool wire_ninjs_whole(struct ninjs *, const char *name, struct wire_str, int64_t least, int64_t most);

/* Names used in an object that is a map, so that each stands once. */
enum { NINJS_NAMES = 64 };
struct ninjs_map {
    uint64_t hash[NINJS_NAMES];
    unsigned count;
};

/* The name a map entry gets: prefix, then base from its first letter on, a number where it was used before. */
void wire_ninjs_map_name(struct ninjs_map *, const char *prefix, struct wire_str base, char name[80]);

/* A rendition as an entry of an array; false where nothing is said of it. */
bool wire_ninjs_rendition(struct ninjs *, const struct wire_value *);

/* How each field is written: name of this version, or NULL where it has no place. */
typedef void wire_ninjs_put_fn(struct ninjs *, const char *name, enum wire_field);

wire_ninjs_put_fn wire_ninjs_put_people, wire_ninjs_put_concepts, wire_ninjs_put_subjects, wire_ninjs_put_sources,
    wire_ninjs_put_genres, wire_ninjs_put_source_type, wire_ninjs_put_renditions, wire_ninjs_put_trust,
    wire_ninjs_put_rights_info, wire_ninjs_put_details;

#endif

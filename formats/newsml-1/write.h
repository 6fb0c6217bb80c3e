/* Inside the NewsML 1 writer: its state, and what its parts share. */
#ifndef WIRE_NEWSML_1_WRITE_H
#define WIRE_NEWSML_1_WRITE_H

#include "article/format.h"
#include "newsml-1/room.h"
#include "xml/write.h"

#define NM1_BIT(f) ((uint64_t)1 << (f))

/* One output's state, from open to close. */
struct nm1_writer {
    struct wire_out *out;
    struct wire_tags tags;          /* the story in hand */
    struct wire_buf envelope[3];    /* sent, priority and services of the envelope, as our own properties say them */
    bool begun;                     /* the envelope has been written */
    bool nitf;                      /* bodies go as NITF */
    bool update;                    /* and may stand without a component, if nothing needs one */
    bool of_newsml_1;               /* the story in hand was read from NewsML 1 */
};

/* --- write.c --- */

void wire_nm1_count(struct nm1_writer *, enum wire_ledger_act, const char *path, const char *why);
/* A text that is public and says no language of its own; else absent. */
struct wire_str wire_nm1_plain(const struct wire_article *, enum wire_field);
/* Whether a public record says no more than these keys (bits), all of them texts or numbers, and no language. */
bool wire_nm1_only(const struct wire_value *record, uint64_t keys);
/* A time as NewsML 1 writes it (20130516T040100+0000), into store; absent where it is no time. */
enum { NM1_TIME_ROOM = 48 };
struct wire_str wire_nm1_time(struct wire_str, char store[NM1_TIME_ROOM]);
struct wire_str wire_nm1_nearest_time(const struct wire_article *);

/* --- write-tags: <name>text</name> and <name FormalName="value"/>; nothing where there is no value --- */

void wire_nm1_text(struct nm1_writer *, const char *name, struct wire_str);
void wire_nm1_formal_value(struct nm1_writer *, const char *name, struct wire_str value, struct wire_str scheme);
/* A container, which goes again where nothing came into it. */
size_t wire_nm1_open(struct nm1_writer *, const char *name);
void wire_nm1_close(struct nm1_writer *, const char *name, size_t opened);

/* --- write-item.c: the envelope, identification and management --- */

void wire_nm1_envelope(struct nm1_writer *, const struct wire_article *);
void wire_nm1_identification(struct nm1_writer *, const struct wire_article *);
void wire_nm1_management(struct nm1_writer *, const struct wire_article *);

/* --- write-component.c --- */

void wire_nm1_component(struct nm1_writer *, const struct wire_article *, bool story);
bool wire_nm1_content_media(const struct wire_article *, const char **media); /* of its first content; false: it has none */
bool wire_nm1_has_file(const struct wire_value *rendition); /* it is written as a ContentItem */
const char *wire_nm1_media_of(const struct wire_value *rendition);
bool wire_nm1_body_role(struct wire_str rel); /* by which a reader would take a component apart */

/* --- write-kept.c: elements that a reader of NewsML 1 kept, by the end of their path; all of them (false: none), or one text --- */

bool wire_nm1_kept(struct nm1_writer *, const struct wire_article *, const char *path);
void wire_nm1_kept_one(struct nm1_writer *, const struct wire_article *, const char *path);
/* A story that was nothing but updates of another, as it was; false: it is a NewsComponent. */
bool wire_nm1_update(struct nm1_writer *, const struct wire_article *);

/* --- write-own.c: what NewsML's elements do not say --- */

void wire_nm1_own_properties(struct nm1_writer *, const struct wire_article *, bool story);
/* The property of one field, into a buffer of its own, as it is compared with that of the envelope. */
void wire_nm1_field(struct wire_tags *, const struct wire_article *, enum wire_field);

#define NM1_HOLDS (~WIRE_FIELD(WIRE_F_SOURCE))

#endif

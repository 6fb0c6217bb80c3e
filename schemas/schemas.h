/*
 * Everything that decides whether a story is valid: the schemas the program carries, and the engines that run them.
 *
 *     set = wire_schema_set_new(&choice);              once; shared by all threads
 *     v = wire_validator_new(set, worker);             one a thread
 *     st = wire_validator_judge(v, source, sink, &verdict);
 *
 * A new family of schemas is rows in wire_schemas (schemas.c); a new kind of schema is a struct wire_engine.
 */
#ifndef WIRE_SCHEMAS_H
#define WIRE_SCHEMAS_H

#include "article/format.h"
#include "schemas/ahead.h"

/* A text the program carries: schemas/NAME, made into an array by the rule of GNUmakefile. */
struct wire_embedded {
    const char *name;
    const char *text;
    size_t n;
};

/* All of them, by name; ended by one without. */
extern const struct wire_embedded wire_embedded[];

/* The text of that name, or NULL. */
const struct wire_embedded *wire_embedded_find(const char *name);

struct wire_engine;

/* One schema of the program's own. Rows of one format stand together, the newest version first. */
struct wire_schema {
    const char *format;      /* as in --as: "ninjs" */
    const char *version;     /* "3.1", compared as written; one text may make several versions */
    const char *conformance; /* "core"; NULL: the default */
    const char *text;        /* the embedded file's name */
    const struct wire_engine *engine;
};

/* All of them; ended by one whose format is NULL. */
extern const struct wire_schema wire_schemas[];

/* The row that FORMAT, FORMAT@VERSION or FORMAT@VERSION/CONFORMANCE names (case aside): the newest where nothing else is
 * said. NULL: there is none. */
const struct wire_schema *wire_schema_named(const char *name);

/* What an engine makes a program of: a row's text, or a file somebody named. */
struct wire_schema_text {
    struct wire_str bytes;            /* lent; the program keeps no pointer into it */
    const char *name;                 /* for people, and the base of relative references */
    const struct wire_schema *schema; /* the row; NULL: a file */
    const char *catalog;              /* the file of --catalog (OASIS XML Catalogs), or NULL; never the network */
    bool strict;
};

/* What is asked for. All zero: each story is judged by the schema that fits it best. */
struct wire_schema_choice {
    const struct wire_schema *as;  /* this row, whatever the story says */
    const char *file;              /* name of a schema of somebody's own, over `as`; or NULL */
    struct wire_str bytes;         /* what is in it; lent as long as the set lives */
    const char *catalog;
    bool verdict;                  /* nothing else is asked: the first fault may end a story */
    bool strict;                   /* what is a warning by the standard is an error where the house asks for it */
};

/* What became of an input. */
struct wire_verdict {
    unsigned long stories, invalid;  /* judged; and of these not valid */
    const struct wire_schema *schema;/* what judged the last one; NULL: a file did, or nothing */
    bool bad;                        /* of an input that is converted: the story a reader gives out now has an error */
};

/* Programs compiled when first needed, and then never changed. Shared by threads. */
struct wire_schema_set;

/* NULL without memory. The choice is copied; what it points to is lent. */
struct wire_schema_set *wire_schema_set_new(const struct wire_schema_choice *);
void wire_schema_set_free(struct wire_schema_set *); /* NULL is fine */

/*
 * Compile what was named, so that its faults are said before any story is read; nothing to do where each story
 * chooses. WIRE_OK; WIRE_E_INPUT where it is no schema (findings say why); WIRE_E_NOMEM; WIRE_E_USAGE where no engine
 * knows such a file.
 */
enum wire_status wire_schema_set_check(struct wire_schema_set *, const struct wire_sink *);

enum { WIRE_ENGINES = 4 };

struct wire_validator;

/* How an input is judged while another reads it; one at a time. */
struct wire_join {
    const struct wire_engine *engine; /* NULL: nobody judges */
    struct wire_source *source;
    const struct wire_sink *sink;
    struct wire_verdict *verdict;
    const struct wire_tap *tap;       /* set by the engine: it joins the pass over XML; or */
    void (*step)(struct wire_ahead *, void *validator); /* it judges ahead, see ahead.h; or neither: all of it ahead */
    struct wire_ahead ahead;
    enum wire_status st;              /* how judging ended, where that was not well */
};

/* One thread's. Engines keep a state of their own in it. */
struct wire_validator {
    struct wire_schema_set *set;
    struct wire_worker *worker;                /* borrowed */
    const struct wire_schema_choice *choice;
    void *state[WIRE_ENGINES];                 /* by engine->slot; made and freed by the engine */
    struct wire_join join;
};

struct wire_validator *wire_validator_new(struct wire_schema_set *, struct wire_worker *);
void wire_validator_free(struct wire_validator *); /* NULL is fine */

/*
 * Judge every story of an input; each finding goes to the sink (whose `story` is not called), a story with an error is
 * invalid. Returns WIRE_OK at the end of the input, whatever the verdict; WIRE_E_INPUT where it broke off or is in no
 * format there is a schema for (a finding has said so, and verdict->invalid counts it); WIRE_E_LIMIT, WIRE_E_NOMEM, WIRE_E_IO.
 */
enum wire_status wire_validator_judge(struct wire_validator *, struct wire_source *, const struct wire_sink *,
                                      struct wire_verdict *);

/* Whether there is a schema for inputs of that format; and whether that can judge them while the format's reader reads. */
bool wire_validator_has_schema(const struct wire_validator *, const struct wire_format *);
bool wire_validator_may_join(const struct wire_validator *, const struct wire_format *);

/*
 * Judge an input of that format in the pass that converts it (convert --validate): what is to be read is the source that
 * comes back, with the tap. A story that a reader gives out while verdict->bad is set is not valid. Findings go to the sink,
 * those of JSON's scanner aside, which the reader has as well. Where no schema is known, that is a finding and an invalid input.
 */
struct wire_source *wire_validator_join(struct wire_validator *, const struct wire_format *, struct wire_source *,
                                        const struct wire_sink *, struct wire_verdict *, const struct wire_tap **);

/* The reading is over, with that status: now the verdict is whole. WIRE_OK, or what kept it from being judged (WIRE_E_NOMEM;
 * WIRE_E_INPUT where a schema cannot be used). */
enum wire_status wire_validator_part(struct wire_validator *, enum wire_status read);

/* --- for engines --- */

/* How one kind of schema is compiled and run. */
struct wire_engine {
    const char *name;   /* "JSON Schema" */
    unsigned slot;      /* of struct wire_validator's state; each engine has one of its own */

    /* Whether an instance that begins so is for it ({ or [; <). */
    bool (*judges)(const char *bytes, size_t n);

    /* Whether a schema file that begins so, of that name, is for it. */
    bool (*compiles)(const char *name, const char *bytes, size_t n);

    /* Make a program that never changes from then on. WIRE_E_INPUT: it is no schema, and findings have said why. */
    enum wire_status (*compile)(const struct wire_schema_text *, const struct wire_sink *, void **program);
    void (*free_program)(void *program);

    /* See wire_validator_judge. Without choice->as and choice->file it chooses the rows itself. */
    enum wire_status (*judge)(struct wire_validator *, struct wire_source *, const struct wire_sink *, struct wire_verdict *);

    /* Make ready to judge v->join.source while it is read; see struct wire_join. */
    enum wire_status (*join)(struct wire_validator *);

    /* That reading is over. */
    enum wire_status (*part)(struct wire_validator *, enum wire_status read);

    /* Free what stands in state[slot]. */
    void (*free_state)(void *state);

    const struct wire_finding *const *findings; /* what it can report, ended by NULL */
};

/* All engines, ended by NULL. */
extern const struct wire_engine *const wire_engines[];

/*
 * The program of a row, or of the file chosen where row is NULL; compiled now if nobody has needed it yet. NULL where
 * that failed: findings have gone to the sink of whoever asked first, *st says how.
 */
const void *wire_validator_program(struct wire_validator *, const struct wire_schema *, const struct wire_sink *,
                                   enum wire_status *st);

/* The finding of that id in the tables of the engines, or NULL; and all of them, by number, until NULL. */
const struct wire_finding *wire_schema_finding_at(size_t);

extern const struct wire_finding wire_schema_none, wire_schema_not_one;

#endif

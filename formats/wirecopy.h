/*
 * wirecopy: newswire formats in, one article, publishing formats out.
 *
 * This header is the library's whole face. Everything in it begins with wire_
 * or WIRE_. It goes as a user does: statuses and slices, formats, reading,
 * the article and its values, the body, writing, findings.
 *
 * Text       is UTF-8 in slices (struct wire_str) that no NUL ends. A slice lives
 *            as long as the article it comes from.
 * Lines      and columns count from 1, columns in characters; bytes from 0.
 * Ownership  `const` pointers are lent. What is yours says so, and how it is freed.
 * Errors     are returned as enum wire_status; nothing prints, aborts or exits.
 *            What is wrong with an input is a finding and goes to a callback.
 * Threads    A worker, and all that is read with it, is one thread's at a time; several
 *            threads have a worker each. Articles stand on their own: they outlive their
 *            worker and may go to another thread. Tables (formats, findings) never change.
 *            Call wire_init() before the first thread starts.
 *
 * Link with -lwirecopy -lxml2 -lcjson -lpcre2-8.
 *
 * A whole program: read a file, print what went wrong and each story's headline and body.
 *
 * EXAMPLE BEGIN
 * #include <stdio.h>
 * #include <stdlib.h>
 * #include <wirecopy.h>
 *
 * static enum wire_status
 * story(void *ctx, struct wire_article *article)
 * {
 *     struct wire_str headline = wire_headline(article, false);
 *     char *text = NULL;
 *     size_t n = 0;
 *     enum wire_status st = wire_article_plain(article, WIRE_PUBLIC, &text, &n);
 *
 *     (void)ctx;
 *     if (st == WIRE_OK)
 *         printf("%.*s\n\n%.*s\n", (int)headline.n, headline.n != 0 ? headline.p : "", (int)n, text);
 *     free(text);
 *     wire_article_free(article);
 *     return st;
 * }
 *
 * static void
 * finding(void *ctx, const struct wire_diag *diag)
 * {
 *     (void)ctx;
 *     fprintf(stderr, "%s:%u: %s: %s [%s]\n", diag->file, (unsigned)diag->at.line, diag->what->text, diag->detail,
 *             diag->what->id);
 * }
 *
 * int
 * main(int argc, char **argv)
 * {
 *     struct wire_sink sink = { story, finding, NULL };
 *     struct wire_worker *worker;
 *     enum wire_status st = WIRE_E_IO;
 *     FILE *file = argc > 1 ? fopen(argv[1], "rb") : NULL;
 *
 *     wire_init();
 *     worker = wire_worker_new();
 *     if (worker != NULL && file != NULL)
 *         st = wire_read_file(worker, NULL, file, argv[1], &sink);
 *     if (st != WIRE_OK)
 *         fprintf(stderr, "%s\n", wire_status_text(st));
 *     if (file != NULL)
 *         fclose(file);
 *     wire_worker_free(worker);
 *     return st == WIRE_OK ? 0 : 1;
 * }
 * EXAMPLE END
 */
#ifndef WIRECOPY_H
#define WIRECOPY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define WIRE_VERSION "0.1"

#ifdef __cplusplus
extern "C" {
#endif

/* The library is compiled with all names hidden; what this header declares is what it exports. */
#ifdef __GNUC__
#pragma GCC visibility push(default)
#endif

/* How something went. The first failure sticks to the arena, the output or the worker it happened in. */
enum wire_status {
    WIRE_OK = 0,
    WIRE_STOP,     /* a callback asked to stop; not a failure */
    WIRE_E_NOMEM,  /* no memory */
    WIRE_E_INPUT,  /* the input is not what it says it is; a diagnostic says where */
    WIRE_E_LIMIT,  /* the input is past a limit of struct wire_limits */
    WIRE_E_IO,     /* reading or writing failed; errno says why */
    WIRE_E_USAGE   /* the call makes no sense: unknown format, a writer that is none */
};

/* A few words for people, in English: "out of memory". Never NULL. */
const char *wire_status_text(enum wire_status);

/* A slice of UTF-8. p is NULL where the text is absent, and then n is 0. */
struct wire_str {
    const char *p;
    size_t n;
};

/* A place in an input: line and column count from 1 (0: unknown), byte from 0. */
struct wire_at {
    uint32_t line, col;
    uint64_t byte;
};

/* Make the libraries below ready. Once, before any other thread uses this library; again is no harm. */
void wire_init(void);

/* --- findings: what may be said of an input --- */

enum wire_level { WIRE_ERROR, WIRE_WARNING, WIRE_STYLE };

/* One row for each thing that can be found. An id keeps its meaning for ever. */
struct wire_finding {
    const char *id;     /* "g2-qcode-no-scheme" */
    enum wire_level level;
    const char *text;   /* one plain sentence without full stop: what is wrong and what became of it */
    const char *remedy; /* what to do, for `explain` */
    const char *rule;   /* the standard and section it comes from, or NULL */
};

/* One report. All pointers are lent for the call. */
struct wire_diag {
    const struct wire_finding *what;
    const char *file;    /* the name of the source, or NULL */
    struct wire_at at;
    struct wire_str uri; /* of the story, where known */
    const char *detail;  /* what the row cannot know, or "" */
};

/* The finding of that id (case aside), or NULL. */
const struct wire_finding *wire_finding_find(const char *id);

/* --- formats --- */

struct wire_format;

/* The format with that number, from 0 on, or NULL past the last. */
const struct wire_format *wire_format_at(size_t);

/* The format of that name (case aside), such as "newsml-g2" or "json", or NULL. */
const struct wire_format *wire_format_find(const char *name);

/*
 * The format these first bytes of an input are most likely in, or NULL; *why says for
 * people what spoke for it. 64 KB are plenty; less does where the input is shorter.
 */
const struct wire_format *wire_format_guess(const char *bytes, size_t n, const char **why);

const char *wire_format_name(const struct wire_format *);     /* as in -t NAME */
const char *wire_format_title(const struct wire_format *);    /* for people */
const char *wire_format_versions(const struct wire_format *); /* for people, or NULL */
const char *wire_format_suffix(const struct wire_format *);   /* of its files, without dot */
bool wire_format_reads(const struct wire_format *);
bool wire_format_writes(const struct wire_format *);

/* --- reading --- */

struct wire_article;
struct wire_worker;

/* What one thread keeps from input to input: parsers, buffers. NULL without memory; free it after the last use. */
struct wire_worker *wire_worker_new(void);
void wire_worker_free(struct wire_worker *); /* NULL is fine */

/*
 * What an input may cost. Each is a bound on what one hostile document can make
 * us do, and each is tested at the limit and one past it.
 */
struct wire_limits {
    uint32_t depth;     /* open elements or brackets: deep nesting eats stacks and trees */
    size_t tag;         /* bytes of one start tag: duplicate attributes are looked for in square time */
    size_t story;       /* bytes of memory one article may take */
    size_t text;        /* bytes of one plain text document, which is read whole */
    uint64_t expansion; /* bytes that entities of one document may expand to */
};

/* The limits used where a source names none. */
extern const struct wire_limits wire_limits_default;

/*
 * Where bytes come from, pulled. read returns how many bytes it put (0: the end) or
 * -1 with errno. Everything is lent; encoding and zone override what the input says
 * and may be NULL; max NULL means wire_limits_default. Set what you do not use to zero.
 */
struct wire_source {
    long (*read)(void *ctx, void *bytes, size_t n);
    void *ctx;
    const char *name;     /* for people and diagnostics */
    const char *encoding; /* IANA name, or NULL */
    const char *zone;     /* offset for times without one ("+02:00"), or NULL */
    const char *split;    /* text formats: an extra pattern between stories, or NULL */
    const struct wire_limits *max;
};

/*
 * Where stories go. story owns the article it is given and frees it with
 * wire_article_free, at once or whenever it likes; a status other than WIRE_OK ends
 * the reading. diagnostic may be NULL. Both are called in the reading thread, in the
 * order of the input, any number of times.
 */
struct wire_sink {
    enum wire_status (*story)(void *ctx, struct wire_article *);
    void (*diagnostic)(void *ctx, const struct wire_diag *);
    void *ctx;
};

/*
 * Read every story of an input. format NULL: it is guessed from the first 64 KB.
 * Returns WIRE_OK at the end of the input, findings or not; WIRE_E_INPUT when it broke
 * off or is in no format known (stories before that have been given out); WIRE_E_LIMIT;
 * WIRE_E_NOMEM; WIRE_E_IO when source->read failed; WIRE_E_USAGE when the format cannot
 * be read; else what story returned.
 */
enum wire_status wire_read(struct wire_worker *, const struct wire_format *, struct wire_source *,
                           const struct wire_sink *);

/* The same for n bytes in memory, lent for the call, and for a stdio stream from where it stands; name may be NULL. */
enum wire_status wire_read_memory(struct wire_worker *, const struct wire_format *, const void *bytes, size_t n,
                                  const char *name, const struct wire_sink *);
enum wire_status wire_read_file(struct wire_worker *, const struct wire_format *, FILE *, const char *name,
                                const struct wire_sink *);

/* --- the article: fields by name, each a list of values --- */

/* Free an article and all that is in it, slices too. NULL is fine; an associated article goes with its parent. */
void wire_article_free(struct wire_article *);

/* The name of the field with that number, in the order of printing, or NULL past the last: "uri", "version" ... */
const char *wire_field_name(size_t);

/* What kind a value is of. */
enum wire_kind { WIRE_V_TEXT, WIRE_V_NUMBER, WIRE_V_TRUE, WIRE_V_FALSE, WIRE_V_RECORD, WIRE_V_ARTICLE };

struct wire_value;

/* The first value of a field ("headlines"), or NULL: the field is empty, or there is no such field. */
const struct wire_value *wire_article_first(const struct wire_article *, const char *field);

/* Its text where it is a text or a number, else absent: wire_article_text(a, "uri"). */
struct wire_str wire_article_text(const struct wire_article *, const char *field);

/* The headline of role main, else the first one; one for editors only if asked for. Absent without any. */
struct wire_str wire_headline(const struct wire_article *, bool with_secret);

/*
 * Letters and digits of the source read, placed in the article, and left out for a reason,
 * in bytes of UTF-8. read is the sum of the other two unless the reader has a fault.
 */
void wire_article_sums(const struct wire_article *, size_t *read, size_t *placed, size_t *skipped);

/* The next value of the same field, or the next member of the same record; NULL past the last. */
const struct wire_value *wire_value_next(const struct wire_value *);

enum wire_kind wire_value_kind(const struct wire_value *);
struct wire_str wire_value_text(const struct wire_value *);  /* of a text; of a number as JSON has it; else absent */
struct wire_str wire_value_lang(const struct wire_value *);  /* BCP 47, where the value has one of its own; else absent */
struct wire_at wire_value_at(const struct wire_value *);     /* where it was read */
bool wire_value_is_public(const struct wire_value *);        /* false: not for publication */

/* Of a record: the member with that key (the first of several), or NULL; and its text, or absent. */
const struct wire_value *wire_value_member(const struct wire_value *, const char *key);
struct wire_str wire_value_member_text(const struct wire_value *, const char *key);

/* Of a record: its first member, to go on with wire_value_next; and of a member its key. */
const struct wire_value *wire_value_members(const struct wire_value *);
struct wire_str wire_value_key(const struct wire_value *);

/* Of a value of the field "associations": the article; else NULL. */
const struct wire_article *wire_value_article(const struct wire_value *);

/* --- the body: a tree of blocks and inlines, named as in XHTML --- */

struct wire_node;

enum wire_visibility { WIRE_PUBLIC, WIRE_EDITORS };

enum wire_visit { WIRE_ENTER, WIRE_EXIT };

/* Called on the way in and out of every node; a text, br, hr or img is only entered. Returning
 * WIRE_OK goes on, WIRE_STOP from WIRE_ENTER passes its children (and its exit) over, else ends. */
typedef enum wire_status wire_visit_fn(void *ctx, const struct wire_node *, enum wire_visit);

/* The root of the body, or NULL: the story has none. */
const struct wire_node *wire_article_body(const struct wire_article *);

/*
 * Walk the tree under and including top, without recursion. Nodes for editors only are
 * passed over, with all in them, unless visibility is WIRE_EDITORS.
 * Returns WIRE_OK, or what the visitor ended the walk with.
 */
enum wire_status wire_walk(const struct wire_node *top, enum wire_visibility, wire_visit_fn *, void *ctx);

const char *wire_node_name(const struct wire_node *);        /* "p", "a" ...; "" of the root and of text */
struct wire_str wire_node_text(const struct wire_node *);    /* of a text; else absent */
struct wire_str wire_node_get(const struct wire_node *, const char *attribute); /* its value, or absent */
struct wire_at wire_node_at(const struct wire_node *);

/*
 * The body as a clean XHTML fragment, and as plain text. *text is yours, for free(); a
 * NUL stands after its *n bytes; empty without a body. WIRE_OK or WIRE_E_NOMEM, and then
 * *text is NULL.
 */
enum wire_status wire_article_xhtml(const struct wire_article *, enum wire_visibility, char **text, size_t *n);
enum wire_status wire_article_plain(const struct wire_article *, enum wire_visibility, char **text, size_t *n);

/* --- writing --- */

/* How an output is to look. All zero is the default. */
struct wire_write_options {
    const char *version;   /* of the format, or NULL for its default */
    const char *body;      /* how a body is carried where there is a choice, or NULL */
    bool compact;          /* json: one story a line */
    bool fragment;         /* html: no page around it */
    bool with_non_public;  /* archives: carry what is not for publication even where the format is public */
    unsigned width;        /* text, anpa, iptc7901: columns, 0 for the default */
    const char *encoding;  /* anpa, iptc7901: the receiver's character set (IANA name), or NULL: UTF-8 */
};

/*
 * One story as a document in memory. options NULL: the default. *bytes is yours, for
 * free(), *n long. WIRE_OK; WIRE_E_USAGE when the format cannot be written, has no such
 * version or cannot carry this story; WIRE_E_NOMEM. Without WIRE_OK *bytes is NULL.
 */
enum wire_status wire_write_memory(const struct wire_format *, const struct wire_write_options *,
                                   const struct wire_article *, char **bytes, size_t *n);

/* Several stories as one document, story by story. */
struct wire_writer;

/* options are borrowed until wire_writer_free; NULL: the default. NULL without memory, or when the format has no writer. */
struct wire_writer *wire_writer_new(const struct wire_format *, const struct wire_write_options *);
void wire_writer_free(struct wire_writer *); /* NULL is fine */

/* Add a story, lent for the call. A story that fails is left out, and the next may be added all the same. */
enum wire_status wire_writer_story(struct wire_writer *, const struct wire_article *);

/* End the document. */
enum wire_status wire_writer_end(struct wire_writer *);

/* The bytes made since the last call, lent until the next call on this writer. */
struct wire_str wire_writer_take(struct wire_writer *);

#ifdef __GNUC__
#pragma GCC visibility pop
#endif

#ifdef __cplusplus
}
#endif

#endif

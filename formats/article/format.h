/* The seams between a format and the rest; sources, sinks and how to write are in wirecopy.h. */
#ifndef WIRE_ARTICLE_FORMAT_H
#define WIRE_ARTICLE_FORMAT_H

#include "article/article.h"
#include "article/buf.h"

/* A source over bytes in memory, and one that gives some bytes again before the rest of another. */
struct wire_bytes {
    const char *p;
    size_t n;
    const struct wire_source *rest; /* or NULL */
};
long wire_bytes_read(void *ctx, void *bytes, size_t n);

/* Report a finding; fmt gives the detail and may be "". */
void wire_report(const struct wire_sink *, const struct wire_source *, const struct wire_finding *, struct wire_at,
                 struct wire_str uri, const char *fmt, ...) WIRE_PRINTF(6, 7);

/* How schemas/ joins the pass that formats/xml makes; set by convert/, NULL where nobody validates. */
struct wire_tap {
    enum wire_status (*attach)(void *ctx, void *parser); /* the libxml2 context, before the first byte */
    void (*item)(void *ctx, struct wire_at, int begins); /* a story begins or ends */
    void *ctx;
};

enum { WIRE_WORKER_SLOTS = 8 };

/* What one thread keeps from story to story. The slots belong to the rooms (slot.h numbers them). */
struct wire_worker {
    struct {
        void *state;
        void (*free)(void *state);
    } slot[WIRE_WORKER_SLOTS];
    bool want_ledger; /* rows of the ledger are wanted, not only its sums */
};

enum wire_worker_slot { WIRE_SLOT_XML, WIRE_SLOT_HTML, WIRE_SLOT_TEXT, WIRE_SLOT_JSON, WIRE_SLOT_BUF };

struct wire_format;

/*
 * Where a writer writes. It puts bytes into buf; whoever drives it takes them out
 * between calls. The first failure sticks in err and in buf.err.
 */
struct wire_out {
    struct wire_buf buf;
    enum wire_status err;
    const struct wire_write_options *options; /* never NULL */
    struct wire_ledger *ledger;               /* of the story being written; or NULL: nobody asks */
    struct wire_arena *arena;                 /* for the ledger rows; NULL with it */
    unsigned stories;                         /* written so far */
    size_t body_given, body_written;          /* conservation of the story in hand: see wire_out_body */
    bool body_told;
    size_t unwritable;                        /* characters of the story in hand that the receiver's set has not */
    struct wire_str first_title;              /* html: what the page is called, or absent */
    void *state;                              /* the writer's own, from open to close; see wire_out_state */
    void (*free_state)(void *);
};

/*
 * What every writer tells of the body it has printed: the weight of the text in the tree, and that of the text
 * among its bytes, measured on the bytes where that can be done. Once for each form of the body, of associated
 * articles as well where those are printed.
 */
void wire_out_body(struct wire_out *, size_t given, size_t written);

/* Write one story: format->story, and the sums of its body anew. A writer that tells nothing has written nothing. */
enum wire_status wire_out_story(struct wire_out *, const struct wire_format *, const struct wire_article *);

/* Give the output a state in place of the one it has, which is freed; NULL, NULL takes it away. */
void wire_out_state(struct wire_out *, void *state, void (*free_state)(void *));

typedef enum wire_status wire_read_fn(struct wire_source *, const struct wire_sink *, const struct wire_tap *,
                                      struct wire_worker *);

/* One format. read NULL: no reader; story NULL: no writer. */
struct wire_format {
    const char *name;      /* as in -t NAME */
    const char *title;     /* for people */
    const char *suffix;    /* of its files, without dot */
    const char *versions;  /* for `wirecopy formats` */
    int (*sniff)(const char *bytes, size_t n, const char **why); /* 0 to 100, how sure; *why for people */
    wire_read_fn *read;
    enum wire_status (*open)(struct wire_out *);
    enum wire_status (*story)(struct wire_out *, const struct wire_article *);
    enum wire_status (*close)(struct wire_out *);
    wire_field_set holds;  /* what the format can express */
    bool is_public;        /* goes before readers: carries nothing that is not for publication */
    bool apart;            /* writing: a story's bytes are the same wherever it stands, and nothing goes before or after all */
    bool encodes;          /* writing: in the character set of the options */
    const struct wire_finding *const *findings; /* what its code can report, ended by NULL; or NULL */
};

#endif

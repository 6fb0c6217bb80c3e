/* The seams between a format and the rest: sources pulled, stories pushed, outputs written. */
#ifndef WIRE_ARTICLE_FORMAT_H
#define WIRE_ARTICLE_FORMAT_H

#include "article/article.h"
#include "article/buf.h"
#include "article/diag.h"

/*
 * Where bytes come from, pulled. read returns how many bytes it put (0: the end) or
 * -1 with errno. Everything is lent; encoding and zone override what the input says
 * and may be NULL; max NULL means wire_limits_default.
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

/* A source over bytes in memory, and one that gives some bytes again before the rest of another. */
struct wire_bytes {
    const char *p;
    size_t n;
    const struct wire_source *rest; /* or NULL */
};
long wire_bytes_read(void *ctx, void *bytes, size_t n);

/* Where stories go. story owns the article it is given, arena and all; both may be called any number of times. */
struct wire_sink {
    enum wire_status (*story)(void *ctx, struct wire_article *);
    void (*diagnostic)(void *ctx, const struct wire_diag *);
    void *ctx;
};

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

struct wire_worker *wire_worker_new(void);  /* or NULL */
void wire_worker_free(struct wire_worker *);

/* How an output is to look. */
struct wire_write_options {
    const char *version;   /* of the format, or NULL for its default */
    const char *body;      /* how a body is carried where there is a choice, or NULL */
    bool compact;          /* json: one story a line */
    bool fragment;         /* html: no page around it */
    bool with_non_public;  /* archives: carry what is not for publication even where the format is public */
    unsigned width;        /* text: columns, 0 for the default */
};

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
    struct wire_str first_title;              /* html: what the page is called, or absent */
};

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
    uint64_t holds;        /* bit WIRE_F_x: the format can express the field */
    bool is_public;        /* goes before readers: carries nothing that is not for publication */
    const struct wire_finding *const *findings; /* what its code can report, ended by NULL; or NULL */
};

#endif

/* Between the parts of the judge: walking (json-judge.c), values alone (json-values.c), what is said (json-say.c). */
#ifndef WIRE_SCHEMAS_JSON_JUDGE_H
#define WIRE_SCHEMAS_JSON_JUDGE_H

#include "schemas/json-program.h"

/* No marks are asked for. */
#define WIRE_JS_NO_MARKS SIZE_MAX

/* A schema being applied to a value; they make the dynamic scope. */
struct wire_js_frame {
    const struct wire_js_frame *up;
    const struct wire_js *js;
    const struct wire_tree *value;
};

struct wire_json_judge {
    struct wire_matcher matcher;
    const struct wire_source *source;
    const struct wire_sink *sink;
    struct wire_str uri;
    bool strict;
    unsigned quiet;       /* above 0 nothing is said, and the first fault ends the trial */
    unsigned said;
    uint64_t steps;
    uint32_t depth;
    uint32_t deepest;     /* how far in the last trial's fault was: see wire_js_fault */
    enum wire_status err; /* ends the judging */
    uint64_t *marks;      /* a stack of bit sets: which members or items have been looked at */
    size_t mark_count, mark_room;
};

/* False, having said of the value what is wrong with it (fmt follows its place) unless it is quiet. */
bool wire_js_fault(struct wire_json_judge *, const struct wire_finding *, const struct wire_tree *, struct wire_at,
                   const char *fmt, ...)
    WIRE_PRINTF(5, 6);

/* A bound was met: say so once, and judge no further. False. */
bool wire_js_give_up(struct wire_json_judge *, const struct wire_finding *, const struct wire_tree *, const char *detail);

/* A pattern gave no answer: a bound was met (-1), or there is no memory. False. */
bool wire_js_no_match(struct wire_json_judge *, const struct wire_tree *, int matches);

/* The value as a person would name it: "/urgency is a string"; n bytes of room. Returns out. */
const char *wire_js_where(const struct wire_tree *, char *out, size_t n);
const char *wire_js_type_name(const struct wire_tree *);

/* Up to a few of the values, or types, or names, with commas. */
void wire_js_list_values(const struct wire_js_values *, char *out, size_t n);
void wire_js_list_types(unsigned types, char *out, size_t n);

/* A name of the schema that is nearly that one, or absent. */
struct wire_str wire_js_nearest(const struct wire_js_object *, struct wire_str name);

/* What only the value itself decides: type, enum, const, and the bounds of numbers and texts. */
bool wire_js_is_type(const struct wire_tree *, unsigned types, enum wire_draft);
bool wire_js_judge_value(struct wire_json_judge *, const struct wire_js *, const struct wire_tree *);
bool wire_js_judge_unique(struct wire_json_judge *, const struct wire_tree *);

#endif

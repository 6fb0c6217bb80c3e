/* Between reader and writer: what decides whether a story goes out at all. */
#include "convert/stage.h"

#include <stdio.h>
#include <time.h>

#include "article/life.h"
#include "article/time.h"

/* The moment of --as-of. A time of day without offset is at that of --timezone, else UTC. */
static bool
read_moment(const char *s, const char *zone, int64_t *moment)
{
    struct wire_time t;

    if (!wire_time_read(wire_str_of(s), &t))
        return false;
    if (!t.has_offset && zone != NULL && zone[0] != 'Z')
        t.offset = (zone[0] == '-' ? -1 : 1) * (((zone[1] - '0') * 10 + zone[2] - '0') * 60 + (zone[4] - '0') * 10 + zone[5] - '0');
    *moment = wire_time_seconds(&t);
    return true;
}

int
stage_init(struct stage *s, const struct options *o)
{
    const char *as_of = o->value[OPT_AS_OF];

    s->as_of = as_of != NULL;
    s->refuses = o->value[OPT_PUBLISHABLE] != NULL;
    s->judges = s->refuses || s->as_of;
    s->latest = o->value[OPT_LATEST] != NULL || s->as_of;
    s->moment = (int64_t)time(NULL);
    if (as_of != NULL && !read_moment(as_of, o->value[OPT_TIMEZONE], &s->moment))
        return usage_error(o->command, "--as-of cannot be '%s': it is a time as 2025-01-23T19:00:00+01:00, or a day", as_of);
    return -1;
}

void
stage_free(struct stage *s)
{
    survey_free(s->survey);
    s->survey = NULL;
}

/* It does not go out, and why: said where refusals are asked for, with where the story says it (or NULL) and until when. */
static bool
refuse(struct stage *s, struct asked *of, enum program_finding what, const struct wire_value *said, struct wire_str until)
{
    struct wire_str uri = wire_text_of(of->a, WIRE_F_URI);
    struct wire_at nowhere = { 0 };
    char detail[400];

    if (!s->refuses) {
        s->passed_over++;
        return false;
    }
    s->refused++;
    of->why = program_findings[what].text;
    snprintf(detail, sizeof detail, "%.*s%s%.*s", (int)(uri.n < 240 ? uri.n : 240), uri.n != 0 ? uri.p : "",
             uri.n != 0 && until.n != 0 ? ", " : "", (int)(until.n < 80 ? until.n : 80), until.n != 0 ? until.p : "");
    diag_report(of->diag, &(struct wire_diag){ .what = &program_findings[what], .file = of->in->name,
                                               .at = said != NULL ? said->at : nowhere, .uri = uri, .detail = detail });
    return false;
}

bool
stage_is_newest(struct stage *s, struct asked *of)
{
    struct wire_rank rank;

    if (s->as_of) {
        wire_life_rank(of->a, &rank);
        if (!survey_is_there(&rank, s->moment)) {
            s->passed_over++;
            return false;
        }
    }
    if (s->survey == NULL || survey_is_newest(s->survey, of->in, of->index, of->a))
        return true;
    if (s->latest) {
        s->passed_over++;
        return false;
    }
    return refuse(s, of, STORY_SUPERSEDED, wire_first(of->a, WIRE_F_VERSION), WIRE_NONE);
}

bool
stage_may_go_out(struct stage *s, struct asked *of)
{
    static const enum program_finding refusals[] = {
        [WIRE_CANCELED] = STORY_CANCELED, [WIRE_WITHHELD] = STORY_WITHHELD, [WIRE_EMBARGOED] = STORY_EMBARGOED
    };
    enum wire_standing standing = s->judges ? wire_life_standing(of->a, s->moment) : WIRE_STANDS;
    const struct wire_value *said = wire_first(of->a, standing == WIRE_EMBARGOED ? WIRE_F_EMBARGO : WIRE_F_PUB_STATUS);
    struct wire_str until = wire_life_embargo(of->a);

    if (standing == WIRE_STANDS)
        return true;
    if (standing == WIRE_EMBARGOED && until.n == 0)
        until = WIRE_STR("without an end");
    if (said == NULL)
        said = wire_first(of->a, standing == WIRE_EMBARGOED ? WIRE_F_EMBARGOED_UNTIL : WIRE_F_TAKE);
    return refuse(s, of, refusals[standing], said, standing == WIRE_EMBARGOED ? until : WIRE_NONE);
}

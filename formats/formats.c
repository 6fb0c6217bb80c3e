/* The list of formats, and telling which one some bytes are in. */
#include "formats.h"

#include "anpa/anpa.h"
#include "article-json/article-json.h"
#include "email/email.h"
#include "feed/feed.h"
#include "html/html.h"
#include "iptc7901/iptc7901.h"
#include "newsml-1/newsml-1.h"
#include "newsml-g2/newsml-g2.h"
#include "ninjs/ninjs.h"
#include "nitf/nitf.h"
#include "text/text.h"

/* A message is an envelope: what is written in it is copy. */
static enum wire_status
read_email(struct wire_source *source, const struct wire_sink *sink, const struct wire_tap *tap, struct wire_worker *worker)
{
    (void)tap;
    return wire_email_read(source, sink, worker, &wire_format_text);
}

static const struct wire_format email = {
    .name = "email",
    .title = "E-mail: a message with a story in it, and its attachments",
    .suffix = "eml",
    .versions = "",
    .sniff = wire_email_sniff,
    .read = read_email,
    .findings = wire_email_findings,
};

const struct wire_format *const wire_formats[] = {
    &wire_format_newsml_g2,
    &wire_format_newsml_1,
    &wire_format_nitf,
    &wire_format_ninjs,
    &wire_format_article_json,
    &wire_format_anpa,
    &wire_format_iptc7901,
    &email,
    &wire_format_html,
    &wire_format_rss,
    &wire_format_atom,
    &wire_format_text,
    NULL,
};

const struct wire_format *
wire_format_named(struct wire_str name)
{
    for (size_t i = 0; wire_formats[i] != NULL; i++) {
        if (wire_str_is_nocase(name, wire_formats[i]->name))
            return wire_formats[i];
    }
    return NULL;
}

const struct wire_format *
wire_format_guess(const char *bytes, size_t n, const char **why)
{
    enum { SUREST = 95 }; /* no format is surer of anything */
    const struct wire_format *best = NULL;
    int most = 0;

    *why = "nothing in it is like any format known here";
    for (size_t i = 0; wire_formats[i] != NULL && most < SUREST; i++) {
        const char *because = "";
        int sure = wire_formats[i]->sniff != NULL ? wire_formats[i]->sniff(bytes, n, &because) : 0;
        if (sure > most) {
            most = sure;
            best = wire_formats[i];
            *why = because;
        }
    }
    return best;
}

const struct wire_finding *
wire_finding_named(struct wire_str id)
{
    for (size_t i = 0; wire_formats[i] != NULL; i++) {
        const struct wire_finding *const *row = wire_formats[i]->findings;
        for (; row != NULL && *row != NULL; row++) {
            if (wire_str_is_nocase(id, (*row)->id))
                return *row;
        }
    }
    return NULL;
}

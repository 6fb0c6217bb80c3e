/* Bodies that come as character data: HTML in disguise, or plain text. */
#include "xml/secret.h"
#include "xml/xml.h"

struct wire_str
wire_xml_part_announced(struct wire_xml *x, struct wire_str text, struct wire_at at)
{
    size_t cut = wire_secret_announced(text);
    struct wire_value *v;

    if (cut == text.n)
        return text;
    while (cut > 0 && text.p[cut - 1] != '\n')
        cut--;
    v = wire_add_non_public(x->story, wire_xml_path(x), WIRE_STR("announced"), wire_str_trim(wire_str_sub(text, cut, text.n)), at);
    if (v != NULL)
        v->flags |= WIRE_V_PRINTED;
    return wire_str_sub(text, 0, cut);
}

void
wire_xml_body_text(struct wire_xml *x, const char *where, struct wire_str text, struct wire_at at)
{
    size_t skipped = 0;

    wire_body_begin(x->body, x->story, where);
    if (wire_text_is_markup(text)) {
        if (wire_body_html(x->body, text, at) == WIRE_E_NOMEM)
            wire_xml_fail(x, WIRE_E_NOMEM);
    } else {
        wire_body_plain(x->body, wire_xml_part_announced(x, text, at), at);
    }
    if (wire_body_finish(x->body, &skipped) == WIRE_E_NOMEM)
        wire_xml_fail(x, WIRE_E_NOMEM);
    x->skipped += skipped;
}

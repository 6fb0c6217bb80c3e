/* Inside formats/newsml-g2: the reader's state and what its parts share. */
#ifndef WIRE_NEWSML_G2_G2_H
#define WIRE_NEWSML_G2_G2_H

#include "xml/xml.h"

#define G2_NAMESPACE "http://iptc.org/std/nar/2006-10-01/"

#define G2_NO_REL "-" /* a part of which nobody says what it is to the story, in our own attribute */

/* A scheme alias that the message itself declares. */
struct g2_scheme {
    struct g2_scheme *next;
    struct wire_str alias, uri;
};

/* One item's state; zeroed where an item begins, but for what the message says. */
struct g2_state {
    struct {
        struct wire_value *history, *group;
        struct wire_str group_role;
        struct g2_scheme *schemes;
        struct wire_str item_class;
        bool remote_catalog;       /* one that is not IPTC's: an unknown alias may be in it */
        bool alias_reported;
        bool inline_xml, body_taken;
        bool is_planning, is_component, is_package;
        bool bare;                 /* our own writer: no code had a URI beside it */
        struct wire_str inline_data;      /* the first that may be the body */
        struct wire_at inline_data_at;
        struct wire_value *inline_rendition; /* its rendition, given up if it is the body */
        struct wire_str word_count;
        struct wire_at word_count_at;     /* of the element that says it */
        bool guid_supplied;        /* by our own writer: there is none */
        struct wire_str held_where, held_role; /* of the content not for publication that comes next */
    } item;
    bool time_supplied;           /* the same of the time whose text comes next */
    struct wire_str name_role;    /* of the name whose text comes next */
    bool name_supplied;           /* by our own writer: there is none */
    struct wire_str versioninfo;  /* of the generator whose text comes next */
    bool constrained;             /* the element in hand has a pubconstraint of any kind */
    unsigned scheme_count;        /* declared so far, by the message and this item */
    struct g2_scheme *message_schemes; /* in the header's arena */
    bool message_remote;
};

extern const struct wire_table g2_document;

/* table.c's rows call these. */
wire_take_fn g2_take_code, g2_take_old_ref, g2_take_qcode, g2_take_item_class, g2_take_pub_status, g2_take_embargoed, g2_take_name,
    g2_take_name_role, g2_take_name_code, g2_take_constraint, g2_take_catalog_ref, g2_begin_scheme, g2_begin_history, g2_take_generator,
    g2_end_ed_note, g2_end_headline, g2_end_located, g2_end_alt_id, g2_end_link, g2_end_maker, g2_begin_group, g2_take_group_role,
    g2_take_guid, g2_begin_time, g2_take_time, g2_end_provider, g2_begin_item_ref, g2_begin_part, g2_end_part, g2_take_name_supplied, g2_take_codes, g2_take_absent, g2_end_scheme_meta,
    g2_take_source_version;

/* content.c */
wire_take_fn g2_begin_part_body, g2_take_part_body, g2_begin_inline_xml, g2_take_inline_xml, g2_take_inline_data, g2_begin_inline_data, g2_end_part_data,
    g2_end_rendition;
void g2_body_from_data(struct wire_xml *);

/* catalog.c: the URI of a scheme alias by the item, the message or IPTC's own catalogs; absent when unknown. */
struct wire_str g2_scheme_uri(const struct g2_state *, struct wire_str alias);

/* The local part of a qcode, or the last step of a URI. */
struct wire_str g2_local(struct wire_str code);

extern const struct wire_finding g2_no_concept, g2_no_item, g2_qcode_no_scheme, g2_qcode_form, g2_no_guid, g2_status_unknown;

#endif

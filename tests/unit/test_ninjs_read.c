/* The ninjs reader: what its names become in each version and manner, stories and faults, memory. */
#include "unit.h"

#include "article-json/article-json.h"
#include "article/str.h"
#include "formats.h"
#include "ninjs/ninjs.h"

struct run {
    struct wire_buf out;
    char ids[400];    /* of the findings, each with a space after it */
    struct wire_at at; /* of the last one */
    unsigned stories;
    bool balanced;    /* read == placed + skipped, of every story */
    struct wire_article *last;
};

static enum wire_status
take(void *ctx, struct wire_article *a)
{
    struct run *r = ctx;

    r->stories++;
    r->balanced &= a->ledger.read == a->ledger.placed + a->ledger.skipped;
    a->fields[WIRE_F_SOURCE] = (struct wire_list){ NULL, NULL };
    wire_article_json(&r->out, a, true);
    wire_article_free(r->last);
    r->last = a;
    return WIRE_OK;
}

static void
see(void *ctx, const struct wire_diag *d)
{
    struct run *r = ctx;
    size_t n = strlen(r->ids);

    snprintf(r->ids + n, sizeof r->ids - n, "%s ", d->what->id);
    r->at = d->at;
}

static enum wire_status
read_text(struct run *r, const char *p, size_t n, const struct wire_limits *max)
{
    struct wire_bytes bytes = { p, n, NULL };
    struct wire_source source = { .read = wire_bytes_read, .ctx = &bytes, .name = "test", .max = max };
    struct wire_sink sink = { take, see, r };
    struct wire_worker *worker = wire_worker_new();
    enum wire_status st;

    *r = (struct run){ .out = WIRE_BUF_INIT, .balanced = true };
    if (worker == NULL)
        return WIRE_E_NOMEM;
    worker->want_ledger = true;
    st = wire_format_ninjs.read(&source, &sink, NULL, worker);
    wire_worker_free(worker);
    return st;
}

static void
done(struct run *r)
{
    wire_article_free(r->last);
    wire_buf_free(&r->out);
    *r = (struct run){ .stories = 0 };
}

/* ' stands for ". */
static char *
quoted(const char *text)
{
    char *out = strdup(text);

    assert_non_null(out);
    for (char *p = out; *p != '\0'; p++)
        *p = *p == '\'' ? '"' : *p;
    return out;
}

#define U "{'uri':'urn:x:1'"
#define T ",'type':'text'"

/* What is read, and the members behind the uri and type that come of it. */
static const struct {
    const char *in, *want;
} rows[] = {
    { U "}", T },
    { "{'guid':'g','headline':'H'}", "=" T ",'headlines':[{'role':'main','value':'H'}]" },
    { "{'URI':'urn:x:1','BODIES':[{'ContentType':'text/plain','VALUE':'a'}]}",
      T ",'bodies':[{'role':'main','contentType':'application/xhtml+xml','value':'<p>a</p>'},{'role':'main','contentType':'text/plain','value':'a'}]" },
    { U ",'type':'picture','urgency':'3','priority':9,'pubstatus':'Embargoed','language':'EN_gb','version':2}",
      "|'version':'2','type':'picture','pubStatus':'withheld','urgency':3,'priority':9,'language':'en-GB'" },
    { U ",'embargoed':'20240102T030405Z','firstcreated':'2024-01-02'}",
      T ",'firstCreated':'2024-01-02','embargoedUntil':'2024-01-02T03:04:05Z','embargo':{'until':'2024-01-02T03:04:05Z'}" },
    { U ",'headlines':[{'role':'r#sub','value':'s'},{'value':'a'},{'value':'b'}],'headline_web':'w'}",
      T ",'headlines':[{'role':'sub','value':'s'},{'role':'main','value':'a'},{'value':'b'},{'role':'web','value':'w'}]" },
    { U ",'description_text':'D','description_xhtml':'<p>D</p>','description_caption_html':'<p>C<br>d</p>'}",
      T ",'descriptions':[{'role':'text','value':'D'},{'role':'caption','value':'C d'}]" },
    { U ",'description_html':'<p>D</p>','description_text':'D'}", T ",'descriptions':[{'role':'text','value':'D'}]" },
    { U ",'person':'A','people':[{'name':'B','rel':'r'}],'place':{'code':'c'}}",
      T ",'people':[{'rel':'r','name':'B'},{'name':'A'}],'places':[{'literal':'c'}]" },
    { U ",'subject':[{'code':'01000000'},{'code':'01000000','scheme':'s'},{'code':'1'},{'relevance':1.5,'name':'n'}]}",
      T ",'subjects':[{'qcode':'subj:01000000'},{'literal':'01000000','scheme':'s'},{'literal':'1'},{'name':'n','relevance':1.5}]" },
    { U ",'altids':{'a':'1','b':2},'guid':'g'}",
      T ",'altIds':[{'role':'a','value':'1'},{'role':'b','value':'2'},{'role':'guid','value':'g'}]" },
    { U ",'renditions':{'r':{'href':'h','mimetype':'m','width':'7'},'r':{'href':'i'}}}",
      T ",'renditions':[{'name':'r','href':'h','contentType':'m','width':7},{'name':'r','href':'i'}]" },
    { U ",'trustindicator':[{'scheme':'http://x/','code':'c','href':'h','title':'t'}]}",
      T ",'links':[{'rel':'c','uri':'h','title':'t'}],'trustIndicators':[{'role':'http://x/c','href':'h','title':'t'}]" },
    { U ",'associations':[{'name':'n','rel':'main','uri':'urn:x:2'}]}",
      T ",'associations':[{'uri':'urn:x:2','name':'n','rel':'main','type':'text'}]" },
    { U ",'keywords':'k','source':'s','service':[{'code':'m'}],'authors':[{'name':'A','role':'editor'}]}",
      T ",'credits':[{'role':'editor','name':'A'}],'keywords':['k'],'services':[{'literal':'m'}],'infoSources':[{'name':'s'}]" },
    { U ",'eventDetails':{'DATES':{'startdate':'2024'}}}", "|'type':'event','eventDetails':{'dates':{'startDate':'2024'}}" },
    { U ",'profile':'p','x':{'a':[1,'b']},'y':null,'z':[]}",
      T ",'extra':[{'name':'x','path':'x','value':'{\\'a\\':[1,\\'b\\']}'},{'name':'profile','path':'profile','value':'p'}]" },
    { U ",'body_text':'<td>a'}",
      T ",'bodies':[{'role':'main','contentType':'application/xhtml+xml','value':'<table><tbody><tr><td>a</td></tr></tbody></table>'},"
      "{'role':'main','contentType':'text/plain','value':'a'}]" },
    { U ",'bodies':[{'role':'main','value':'a <b>c</b>'}]}", /* no form is named: by its look */
      T ",'bodies':[{'role':'main','contentType':'application/xhtml+xml','value':'<p>a <strong>c</strong></p>'},"
      "{'role':'main','contentType':'text/plain','value':'a c'}]" },
    { U ",'body_nitf':'<nitf><head><title>t</title></head><body><body.content><p>n</p></body.content></body></nitf>','title':'own'}",
      T ",'title':'own','bodies':[{'role':'main','contentType':'application/xhtml+xml','value':'<p>n</p>'},"
      "{'role':'main','contentType':'text/plain','value':'n'}],'extra':[{'name':'title','path':'title','value':'t'}]" },
};

/* With ' for " and what stands in front: = none, | the uri, else the uri. */
static char *
wanted(const char *text)
{
    char *out;

    assert_true(asprintf(&out, "%s%s}\n", *text == '=' ? "{'uri':'g'" : *text == '|' ? U "," : U, text + (*text == '=' || *text == '|')) > 0);
    for (char *p = out; *p != '\0'; p++)
        *p = *p == '\'' ? '"' : *p;
    return out;
}

static void
test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        struct run r;
        char *in = quoted(rows[i].in), *want = wanted(rows[i].want);
        struct wire_str tight = unit_tight(in, strlen(in));
        UNIT_CHECK(i, read_text(&r, tight.p, tight.n, NULL) == WIRE_OK);
        UNIT_TEXT(i, wire_buf_slice(&r.out), want);
        UNIT_CHECK(i, r.balanced);
        done(&r);
        unit_loosen(tight);
        free(in);
        free(want);
    }
}

/* How many stories come out, and what is said. */
static void
test_stories(void **state)
{
    static const struct {
        const char *in;
        unsigned stories;
        enum wire_status st;
        const char *ids;
        unsigned line, col;
    } cases[] = {
        { "", 0, WIRE_OK, "", 0, 0 },
        { U "}" U "}\n[" U "}," U "}]", 4, WIRE_OK, "", 0, 0 },
        { "{'total':2,'items':[" U "}," U "}],'next':'n'}", 2, WIRE_OK, "", 0, 0 },
        { "{'items':[{'uri':'a'}],'uri':'urn:x'}", 1, WIRE_OK, "", 0, 0 },
        { "{'items':[]}", 0, WIRE_OK, "", 0, 0 },
        { "{'item':" U "}}", 1, WIRE_OK, "", 0, 0 },
        { "{'api':1,'data':{'updated':'t','items':[{'meta':1,'item':" U "}}," U "}],'next':'n'},'id':2}", 2, WIRE_OK, "", 0, 0 },
        { "{'data':{'item':" U "}}}{'data':" U "}}", 2, WIRE_OK, "", 0, 0 },
        { "{'data':{'items':[" U "}],'uri':'b','headline':'h'}}", 1, WIRE_OK, "", 0, 0 },
        { "{'headline':'h','data':{'items':[" U "}]},'uri':'b'}", 1, WIRE_OK, "", 0, 0 },
        { "{'data':{'items':[]}}{'data':{'a':1}}", 0, WIRE_OK, "ninjs-no-story ", 1, 30 },
        { "{'data':{'items':[{'item':{'item':" U "}}}]}}", 0, WIRE_OK, "ninjs-no-story ", 1, 19 },
        { "{'data':{'items':[{'item':" U "}},{]}}", 1, WIRE_E_INPUT, "json-not-well-formed ", 1, 47 },
        { "{'headline':'h'}", 1, WIRE_OK, "ninjs-no-uri ", 1, 1 },
        { "{'x':1}\n 7", 0, WIRE_OK, "ninjs-no-story ninjs-no-story ", 2, 2 },
        { U "}\n{'uri':'b','headline':}", 1, WIRE_E_INPUT, "json-not-well-formed ", 2, 23 },
        { "{'item':[" U "},\n" U "},{]}", 2, WIRE_E_INPUT, "json-not-well-formed ", 2, 20 },
        { U ",'urgency':0,'versioncreated':'x','title':{'a':1}}", 1, WIRE_OK, "ninjs-not-a-number ninjs-not-a-time ninjs-kind ", 1, 59 },
        { U ",'body_nitf':'<nitf><p>'}", 1, WIRE_OK, "ninjs-body-not-xml ", 1, 30 },
    };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(cases); i++) {
        struct run r;
        char *in = quoted(cases[i].in);
        UNIT_CHECK(i, read_text(&r, in, strlen(in), NULL) == cases[i].st);
        UNIT_CHECK(i, r.stories == cases[i].stories && r.balanced);
        UNIT_TEXT(i, wire_str_of(r.ids), cases[i].ids);
        UNIT_CHECK(i, r.at.line == cases[i].line && r.at.col == cases[i].col);
        done(&r);
        free(in);
    }
}

/* What is written comes back, in every version; `want` where a version says less. */
static void
test_round_trip(void **state)
{
    static const char json[] =
        "{'uri':'no uri','type':'text','headlines':[{'role':'main','value':'h'}],'located':{'name':'L'},'credits':[{'role':'writer','name':'A'}],"
        "'edNotes':[{'public':true,'value':'one'},{'public':true,'value':'two'}],"
        "'subjects':[{'name':'n','qcode':'m:1'},{'name':'s','literal':'l','scheme':'http://x/'},{'name':'u','uri':'http://x/u'},"
        "{'qcode':'subj:01000000'}],'keywords':['k'],'people':[{'rel':'writer','name':'B'}],"
        "'provider':{'name':'P'},'infoSources':[{'name':'I'}],"
        "'renditions':[{'href':'http://x/a'}],'associations':[{'uri':'urn:x:2','type':'text'}]}";
    static const char *const versions[] = { "3.1", "2.2", "1.6" };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(versions); i++) {
        struct wire_write_options options = { .version = versions[i], .compact = true };
        struct wire_out out = { .buf = WIRE_BUF_INIT, .options = &options };
        char *in = quoted(json);
        struct wire_bytes bytes = { in, strlen(in), NULL };
        struct wire_source source = { .read = wire_bytes_read, .ctx = &bytes };
        struct run first = { .balanced = true }, back;
        struct wire_sink sink = { take, see, &first };
        struct wire_worker worker = { .want_ledger = false };
        UNIT_CHECK(i, wire_article_json_read(&source, &sink, NULL, &worker) == WIRE_OK);
        UNIT_CHECK(i, wire_format_ninjs.story(&out, first.last) == WIRE_OK);
        UNIT_CHECK(i, read_text(&back, out.buf.p, out.buf.n, NULL) == WIRE_OK);
        wire_buf_putc(&first.out, '\0');
        UNIT_TEXT(i, wire_buf_slice(&back.out), first.out.p);
        UNIT_CHECK(i, back.balanced && back.ids[0] == '\0');
        done(&first);
        done(&back);
        wire_buf_free(&out.buf);
        free(in);
    }
}

/* What the article has no field for and ninjs a place, in the same version and across. */
static void
test_given_back(void **state)
{
    static const char in[] =
        U ",'profile':'p','mimetype':'m','people':[{'name':'A'},{'name':'B','contactInfo':{'type':'t','value':'v','x':1}}],"
          "'person':[{'name':'C','contactinfo':[{'address':{'postalcode':'7','lines':['l']}},{'type':'t'}]}],"
          "'places':[{'name':'P','geometry_a':{'type':'Point','coordinates':[1,2]}},"
          "{'name':'Q','geoJSON':{'type':'Point','coordinates':['no']}}]}";
    static const struct { const char *version, *want[5]; } cases[] = {
        { "3.1", { "'profile':'p'", "{'name':'B','contactInfo':[{'type':'t','value':'v'}]}",
                   "{'name':'C','contactInfo':[{'address':{'lines':['l'],'postalCode':'7'}}]}",
                   "{'name':'P','geoJSON':{'type':'Point','coordinates':[1,2]}},{'name':'Q'}" } },
        { "2.2", { "'profile':'p'", "{'name':'B','contactinfo':[{'type':'t','value':'v'}]}",
                   "{'name':'C','contactinfo':[{'address':{'lines':['l'],'postalcode':'7'}}]}",
                   "{'name':'P','geojson':{'type':'Point','coordinates':[1,2]}},{'name':'Q'}" } },
        { "1.6", { "'profile':'p'", "'mimetype':'m'", "{'name':'C','contactinfo':[{'address':{'lines':['l'],'postalcode':'7'}}]}",
                   "{'name':'P','geometry_a':{'type':'Point','coordinates':[1,2]}}",
                   "{'name':'Q','geometry_geojson':{'type':'Point','coordinates':['no']}}" } },
    };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(cases); i++) {
        struct wire_write_options options = { .version = cases[i].version, .compact = true };
        struct wire_out out = { .buf = WIRE_BUF_INIT, .options = &options };
        char *text = quoted(in);
        struct run r;
        UNIT_CHECK(i, read_text(&r, text, strlen(text), NULL) == WIRE_OK && r.balanced);
        wire_put_text(r.last, wire_add_record(r.last, WIRE_F_SOURCE, r.at), WIRE_K_FORMAT, WIRE_STR("ninjs"), r.at);
        UNIT_CHECK(i, wire_format_ninjs.story(&out, r.last) == WIRE_OK);
        for (size_t k = 0; k < WIRE_COUNT(cases[i].want) && cases[i].want[k] != NULL; k++) {
            char *want = quoted(cases[i].want[k]);
            if (memmem(out.buf.p, out.buf.n, want, strlen(want)) == NULL)
                fail_msg("row %zu: no %s in %.*s", i, want, (int)out.buf.n, out.buf.p);
            free(want);
        }
        done(&r);
        wire_buf_free(&out.buf);
        free(text);
    }
}

/* Long lists of everything take time in proportion. */
static void
test_long_lists(void **state)
{
    static const struct { const char *before, *each, *after; } cases[] = {
        { U ",'subjects':[1", ",{'rel':'r'}", "]}" },
        { U ",'x':1", ",'y':1", "}" },
        { U ",'headlines':[1", ",{'role':'a_text','value':'v'},{'role':'b_html','value':'w'}", "]}" },
        { U ",'bodies':[1", ",{'value':'v'}", "]}" },
        { U ",'people':[1", ",{'symbols':['a'],'name':'n'}", "]}" },
        { U ",'eventDetails':{'a':1", ",'b':{'name':1}", "}}" },
        { U ",'associations':{'a':1", ",'a':{'uri':'u'}", "}}" },
        { "{'items':[1", "," U "}", "]}" },
        { "{'data':{'items':[1", ",{'meta':1,'item':" U "}}", "],'next':1},'api':2}" },
        { "{'data':{'items':[" U "}]", ",'x':1", "}}" },
        { U ",'body_text':'a", " <p", "'}" },
    };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(cases); i++) {
        struct wire_buf in = WIRE_BUF_INIT;
        struct run r;
        char *before = quoted(cases[i].before), *each = quoted(cases[i].each), *after = quoted(cases[i].after);
        wire_buf_puts(&in, before);
        for (unsigned k = 0; k < 20000; k++)
            wire_buf_puts(&in, each);
        wire_buf_puts(&in, after);
        UNIT_CHECK(i, read_text(&r, in.p, in.n, NULL) == WIRE_OK);
        UNIT_CHECK(i, r.stories >= 1 && r.balanced);
        done(&r);
        wire_buf_free(&in);
        free(before);
        free(each);
        free(after);
    }
}

static void
test_deep(void **state)
{
    struct wire_buf in = WIRE_BUF_INIT;
    struct run r;

    (void)state;
    for (unsigned k = 0; k < 100; k++)
        wire_buf_puts(&in, "{\"uri\":\"u\",\"associations\":{\"a\":");
    wire_buf_puts(&in, "{\"uri\":\"last\"}");
    for (unsigned k = 0; k < 100; k++)
        wire_buf_puts(&in, "}}");
    assert_int_equal(read_text(&r, in.p, in.n, NULL), WIRE_OK);
    assert_int_equal(r.stories, 1);
    assert_true(r.balanced);
    assert_non_null(memmem(r.out.p, r.out.n, "last", 4));
    done(&r);
    wire_buf_free(&in);
}

static void
test_limits_and_memory(void **state)
{
    struct wire_limits max = wire_limits_default;
    char *in = quoted(U ",'headline':'h','people':[{'name':'A','x':1}],'description_html':'<p>d</p>','altids':{'a':'b'},"
                        "'renditions':{'r':{'href':'h'}},'associations':{'a':{'uri':'urn:y','body_html':'<p>b</p>'}},"
                        "'body_nitf':'<nitf><body><body.content><p>n</p></body.content></body></nitf>','eventDetails':{'dates':{}}}");
    struct run r;

    (void)state;
    max.story = 64 * 1024;
    {
        struct wire_buf long_in = WIRE_BUF_INIT;
        wire_buf_puts(&long_in, "[{\"uri\":\"a\",\"keywords\":[\"long\"");
        for (unsigned k = 0; k < 4000; k++)
            wire_buf_puts(&long_in, ",\"long\"");
        wire_buf_puts(&long_in, "]},{\"uri\":\"b\"}]");
        assert_int_equal(read_text(&r, long_in.p, long_in.n, &max), WIRE_OK);
        assert_int_equal(r.stories, 1);
        assert_string_equal(r.ids, "ninjs-limit ");
        done(&r);
        wire_buf_free(&long_in);
    }
    for (long n = 1;; n++) {
        enum wire_status st;
        bool reached;
        unit_fail_alloc(n, false);
        st = read_text(&r, in, strlen(in), NULL);
        reached = unit_allocs() >= n;
        unit_fail_alloc(0, false);
        UNIT_CHECK(n, st == WIRE_OK || st == WIRE_E_NOMEM);
        UNIT_CHECK(n, reached || (st == WIRE_OK && r.stories == 1));
        UNIT_CHECK(n, st == WIRE_OK || r.stories == 0);
        done(&r);
        if (!reached)
            break;
    }
    free(in);
}

static void
test_sniff(void **state)
{
    static const struct { const char *in; const char *want; } cases[] = {
        { U ",'bodies':[]}", "ninjs" },
        { " [ {'GUID':'a','HeadLine':'b'}", "ninjs" },
        { "{'$standard':{'name':'ninjs'}", "ninjs" },
        { "{'items':[{'guid':'g','body_html':'\\\"nonPublic\\\":'}]}", "ninjs" },
        { U ",'headlines':[],'source':{'format':'text'}}", "json" },
        { U ",'subjects':[{'rel':'source'}]}", "ninjs" },
        { U ",'nonPublic':[]}", "json" },
        { "{'a':1}", "json" },
        { U, "json" },
    };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(cases); i++) {
        const char *why = "";
        char *in = quoted(cases[i].in);
        struct wire_str tight = unit_tight(in, strlen(in));
        const struct wire_format *format = wire_format_guess(tight.p, tight.n, &why);
        UNIT_CHECK(i, format != NULL && *why != '\0');
        UNIT_TEXT(i, wire_str_of(format->name), cases[i].want);
        unit_loosen(tight);
        free(in);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),       cmocka_unit_test(test_stories), cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_long_lists), cmocka_unit_test(test_deep),    cmocka_unit_test(test_limits_and_memory),
        cmocka_unit_test(test_sniff),      cmocka_unit_test(test_given_back),
    };

    return UNIT_RUN(tests);
}

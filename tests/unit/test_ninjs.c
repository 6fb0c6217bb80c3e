/* The ninjs writer: where each field goes in each version, what stays out, what the ledger says of it. */
#include "unit.h"

#include "article-json/article-json.h"
#include "article/supply.h"
#include "ninjs/ninjs.h"

struct story {
    struct wire_article *a;
};

static enum wire_status
take(void *ctx, struct wire_article *a)
{
    struct story *s = ctx;

    wire_article_free(s->a);
    s->a = a;
    return WIRE_OK;
}

/* The article that this JSON says; ' stands for ". */
static struct wire_article *
article(const char *json)
{
    char text[4000];
    size_t n = strlen(json);
    struct wire_bytes bytes = { text, n, NULL };
    struct wire_source source = { .read = wire_bytes_read, .ctx = &bytes };
    struct story s = { NULL };
    struct wire_sink sink = { take, NULL, &s };
    struct wire_worker worker = { .want_ledger = false };

    assert_true(n < sizeof text);
    for (size_t i = 0; i <= n; i++)
        text[i] = json[i] == '\'' ? '"' : json[i];
    assert_int_equal(wire_article_json_read(&source, &sink, NULL, &worker), WIRE_OK);
    assert_non_null(s.a);
    return s.a;
}

static enum wire_status
print(const struct wire_article *a, const char *version, bool secret, struct wire_buf *into, struct wire_ledger *ledger)
{
    struct wire_write_options options = { .version = version, .compact = true, .with_non_public = secret };
    struct wire_out out = { .buf = WIRE_BUF_INIT, .options = &options, .ledger = ledger, .arena = ledger != NULL ? a->arena : NULL };
    enum wire_status st = wire_format_ninjs.open(&out);

    if (st == WIRE_OK)
        st = wire_format_ninjs.story(&out, a);
    *into = out.buf;
    return st;
}

/* What stands in the object behind the standard. */
static struct wire_str
members(const struct wire_buf *out)
{
    const char *from = out->n != 0 ? memmem(out->p, out->n, "},", 2) : NULL;

    assert_non_null(from);
    assert_true(out->n > 2 && memcmp(out->p + out->n - 2, "}\n", 2) == 0);
    return (struct wire_str){ from + 2, (size_t)(out->p + out->n - 2 - (from + 2)) };
}

static void
swap_quotes(struct wire_buf *out)
{
    for (size_t i = 0; i < out->n; i++)
        out->p[i] = out->p[i] == '"' ? '\'' : out->p[i];
}

#define U "'uri':'urn:x:1'"

static const struct { const char *in, *three, *two, *one; } rows[] = {
    { "{" U "}", U, U, U },
    { "{" U ",'type':'event','urgency':4,'version':'2','pubStatus':'usable'}",
      U ",'type':'event','version':'2','pubStatus':'usable','urgency':4", U ",'version':'2','pubstatus':'usable','urgency':4",
      U ",'version':'2','pubstatus':'usable','urgency':4" },
    { "{" U ",'versionCreated':'2025-01-02T03:04:05+01:00','firstCreated':'2025-01-02','contentCreated':'2025-01-02T03:04:05'}",
      U ",'versionCreated':'2025-01-02T03:04:05+01:00'", U ",'versioncreated':'2025-01-02T03:04:05+01:00'",
      U ",'versioncreated':'2025-01-02T03:04:05+01:00'" },
    { "{" U ",'embargoedUntil':'2025-01-02T03:04:05Z','embargo':{'until':'2025-01-02T03:04:05Z'},'pubStatus':'usable'}",
      U ",'embargoedUntil':'2025-01-02T03:04:05Z','pubStatus':'usable'", U ",'embargoed':'2025-01-02T03:04:05Z','pubstatus':'usable'",
      U ",'embargoed':'2025-01-02T03:04:05Z','pubstatus':'usable'" },
    /* an embargo that has no place must hold the story back */
    { "{" U ",'embargo':{'open':true},'pubStatus':'usable'}", U ",'pubStatus':'withheld'", U ",'pubstatus':'withheld'",
      U ",'pubstatus':'withheld'" },
    { "{" U ",'embargoedUntil':'2025-01-02'}", U ",'pubStatus':'withheld'", U ",'pubstatus':'withheld'", U ",'pubstatus':'withheld'" },
    { "{" U ",'embargo':{'open':true},'pubStatus':'canceled'}", U ",'pubStatus':'canceled'", U ",'pubstatus':'canceled'",
      U ",'pubstatus':'canceled'" },
    { "{" U ",'representationType':'complete'}", U ",'representationType':'full'", U ",'representationtype':'full'",
      U ",'representationtype':'complete'" },
    { "{" U ",'headlines':[{'role':'sub','value':'B'},{'role':'main','value':'A'},{'value':'C'}],'by':'By D'}",
      U ",'headlines':[{'role':'sub','value':'B'},{'role':'main','value':'A'},{'value':'C'}],'by':'By D'",
      U ",'headlines':[{'role':'sub','value':'B'},{'role':'main','value':'A'},{'value':'C'}],'by':'By D'",
      U ",'headline_sub':'B','headline':'A','headline_text':'C','byline':'By D'" },
    { "{" U ",'descriptions':[{'role':'a b','value':'A'},{'role':'a b','value':'B'},{'value':'C'}]}",
      U ",'descriptions':[{'role':'a b','value':'A'},{'role':'a b','value':'B'},{'value':'C'}]",
      U ",'descriptions':[{'role':'a b','value':'A'},{'role':'a b','value':'B'},{'value':'C'}]",
      U ",'description_a_b':'A','description_a_b__2':'B','description_text':'C'" },
    { "{" U ",'located':{'name':'Oslo','qcode':'x:1'},'dateline':{'text':'BERGEN','place':'BERGEN'}}", U ",'located':'Oslo'",
      U ",'located':'Oslo'", U ",'located':'Oslo'" },
    { "{" U ",'dateline':{'text':'BERGEN, Norway','place':'BERGEN'}}", U ",'located':'BERGEN'", U ",'located':'BERGEN'",
      U ",'located':'BERGEN'" },
    { "{" U ",'edNotes':[{'public':false,'value':'hidden'},{'value':'A'},{'value':'B'}],'nonPublic':[{'where':'x','value':'hidden'}]}",
      U ",'edNote':'A\\nB'", U ",'ednote':'A\\nB'", U ",'ednote':'A\\nB'" },
    { "{" U ",'subjects':[{'name':'a','qcode':'m:1','uri':'http://x.example/m/1'},{'qcode':'subj:01000000'},{'qcode':'q:2','literal':'l'},"
      "{'name':'hidden','public':false},{'relevance':70,'confidence':101,'rank':2}],'keywords':['k']}",
      U ",'subjects':[{'name':'a','uri':'http://x.example/m/1'},{'literal':'subj:01000000'},{'literal':'l'},{'relevance':70},"
      "{'literal':'k','rel':'keyword'}]",
      U ",'subjects':[{'name':'a','uri':'http://x.example/m/1'},{'literal':'subj:01000000'},{'literal':'l'},{'relevance':70},"
      "{'literal':'k','rel':'keyword'}]",
      U ",'subject':[{'code':'1','scheme':'http://x.example/m/','name':'a'},{'code':'01000000'},{'code':'l'},{'relevance':70},"
      "{'code':'k','rel':'keyword'}]" },
    { "{" U ",'people':[{'name':'A','uri':'no uri','rel':'about'}],'credits':[{'role':'reporter','name':'B','contact':'b@x.example'}]}",
      U ",'people':[{'name':'A','rel':'about','literal':'no uri'},{'rel':'reporter','name':'B'}]",
      U ",'people':[{'name':'A','rel':'about','literal':'no uri'},{'rel':'reporter','name':'B'}]",
      U ",'person':[{'name':'A','rel':'about','code':'no uri'},{'rel':'reporter','name':'B'}]" },
    { "{" U ",'organisations':[{'name':'A','symbols':[{'exchange':'X','symbol':'S','ticker':'T','symbolType':'no'},'Q']}]}",
      U ",'organisations':[{'name':'A','symbols':[{'exchange':'X','symbol':'S'},{'symbol':'Q'}]}]",
      U ",'organisations':[{'name':'A','symbols':[{'ticker':'T','exchange':'X','symbol':'S'},{'symbol':'Q'}]}]",
      U ",'organisation':[{'name':'A','symbols':[{'ticker':'T','exchange':'X','symbol':'S'},{'symbol':'Q'}]}]" },
    { "{" U ",'events':[{'id':'7','name':'A'}],'infoSources':[{'name':'B','role':'source'}],'provider':{'literal':'p'}}",
      U ",'events':[{'id':'7','name':'A'}],'infoSources':[{'name':'B','role':'source'},{'role':'provider','literal':'p'}]",
      U ",'events':[{'name':'A'}],'infosources':[{'name':'B','role':'source'},{'role':'provider','literal':'p'}]",
      U ",'event':[{'name':'A'}],'infosource':[{'name':'B','rel':'source'},{'rel':'provider','code':'p'}]" },
    { "{" U ",'genres':[{'name':'G','uri':'http://x.example/g/G'}],'digitalSourceType':{'uri':'http://x.example/d/D'}}",
      U ",'genres':[{'name':'G','uri':'http://x.example/g/G'}],'digitalSourceType':{'uri':'http://x.example/d/D'}",
      U ",'genres':[{'name':'G','uri':'http://x.example/g/G'}],'digitalsourcetype':{'uri':'http://x.example/d/D'}",
      U ",'genre':[{'code':'G','scheme':'http://x.example/g/','name':'G'}],'digitalsourcetype':{'uri':'http://x.example/d/D'}" },
    { "{" U ",'altIds':[{'role':'a','value':'1'},{'value':'2'}],'copyrightHolder':'H','copyrightNotice':'N','usageTerms':'T'}",
      U ",'copyrightHolder':'H','copyrightNotice':'N','usageTerms':'T','altIds':[{'role':'a','value':'1'},{'value':'2'}]",
      U ",'copyrightholder':'H','copyrightnotice':'N','usageterms':'T','altids':[{'role':'a','value':'1'},{'value':'2'}]",
      U ",'copyrightholder':'H','copyrightnotice':'N','usageterms':'T','altids':{'a':'1','id':'2'}" },
    { "{" U ",'trustIndicators':[{'rel':'ethicsPolicy','uri':'http://x.example/e','title':'E'},{'href':'none'}]}",
      U ",'trustIndicators':[{'role':'http://cv.iptc.org/newscodes/trustindicator/ethicsPolicy','title':'E','href':'http://x.example/e'}]",
      U ",'trustindicators':[{'role':'http://cv.iptc.org/newscodes/trustindicator/ethicsPolicy','title':'E','href':'http://x.example/e'}]",
      U ",'trustindicator':[{'scheme':'http://cv.iptc.org/newscodes/trustindicator/','code':'ethicsPolicy','title':'E',"
        "'href':'http://x.example/e'}]" },
    { "{" U ",'rightsInfo':{'langId':'http://x.example/l','linkedRights':'http://x.example/r'}}",
      U ",'rightsInfo':{'langId':'http://x.example/l','linkedRights':'http://x.example/r'}",
      U ",'rightsinfo':{'langid':'http://x.example/l','linkedrights':'http://x.example/r'}",
      U ",'rightsinfo':{'langid':'http://x.example/l','linkedrights':'http://x.example/r'}" },
    { "{" U ",'rightsInfo':{'langId':'http://x.example/l'}}", U, U, U },
    { "{" U ",'bodies':[{'contentType':'application/xhtml+xml','wordCount':2,'value':'<p>A &amp; b</p>'}]}",
      U ",'bodies':[{'role':'main','contentType':'application/xhtml+xml','wordCount':2,'value':'<p>A &amp; b</p>'},"
        "{'role':'main','contentType':'text/plain','wordCount':2,'value':'A & b'}]",
      U ",'bodies':[{'role':'main','contenttype':'application/xhtml+xml','wordcount':2,'value':'<p>A &amp; b</p>'},"
        "{'role':'main','contenttype':'text/plain','wordcount':2,'value':'A & b'}]",
      U ",'wordcount':2,'body_xhtml':'<p>A &amp; b</p>','body_text':'A & b'" },
    { "{" U ",'renditions':[{'name':'thumb','href':'http://x.example/a','contentType':'image/jpeg','width':'007','height':1.5,"
      "'duration':1.5,'frameRate':25,'value':'data'},{'name':'thumb','uri':'b'},{'href':'c'}]}",
      U ",'renditions':[{'name':'thumb','href':'http://x.example/a','contentType':'image/jpeg','width':7,'duration':1.5,'frameRate':25},"
        "{'name':'thumb','href':'b'},{'href':'c','name':'unknown'}]",
      U ",'renditions':[{'name':'thumb','href':'http://x.example/a','contenttype':'image/jpeg','width':7,'duration':1.5},"
        "{'name':'thumb','href':'b'},{'href':'c','name':'unknown'}]",
      U ",'renditions':{'thumb':{'href':'http://x.example/a','mimetype':'image/jpeg','width':7,'duration':1.5},"
        "'thumb__2':{'href':'b'},'unknown':{'href':'c'}}" },
    { "{" U ",'associations':[{'uri':'urn:x:2','name':'a','rel':'main'},{'uri':'urn:x:3','rel':'side','associations':[{'uri':'urn:x:4'}]}]}",
      U ",'associations':[{'name':'a','rel':'main','uri':'urn:x:2'},{'rel':'side','uri':'urn:x:3','name':'side',"
        "'associations':[{'uri':'urn:x:4','name':'unknown'}]}]",
      U ",'associations':[{'name':'a','uri':'urn:x:2'},{'uri':'urn:x:3','name':'side','associations':[{'uri':'urn:x:4','name':'unknown'}]}]",
      U ",'associations':{'a':{'uri':'urn:x:2'},'side':{'uri':'urn:x:3','associations':{'unknown':{'uri':'urn:x:4'}}}}" },
    { "{" U ",'eventDetails':{'eventStatus':'urn:x:s','dates':{'startDate':'2025-01-02T03:04:05Z','expectedStartDate':'2025','x':'y'},"
      "'organiser':{'name':'O'}},'plannedCoverage':[{'title':'P','urgency':0,'dates':{'expectedEndDate':'soon'},"
      "'audiences':[{'audience':'a','significance':3}],'exclAudience':['b','c']}]}",
      U ",'eventDetails':{'eventStatus':'urn:x:s','dates':{'startDate':'2025-01-02T03:04:05Z'},'organiser':{'name':'O'}},"
        "'plannedCoverage':[{'title':'P','audiences':[{'audience':'a','significance':3}],'exclAudience':['b','c']}]",
      U, U },
    { "{'uri':'AP 12/3%'}", "'uri':'urn:x-wirecopy:id:AP%2012/3%25'", "'uri':'urn:x-wirecopy:id:AP%2012/3%25'",
      "'uri':'urn:x-wirecopy:id:AP%2012/3%25'" },
    { "{'headlines':[{'value':'abc'}]}",
      "'uri':'urn:x-wirecopy:sha256:edeaaff3f1774ad2888673770c6d64097e391bc362d7d6fb34982ddf0efd18cb','headlines':[{'value':'abc'}]",
      "'uri':'urn:x-wirecopy:sha256:edeaaff3f1774ad2888673770c6d64097e391bc362d7d6fb34982ddf0efd18cb','headlines':[{'value':'abc'}]",
      "'uri':'urn:x-wirecopy:sha256:edeaaff3f1774ad2888673770c6d64097e391bc362d7d6fb34982ddf0efd18cb','headline':'abc'" },
};

static void
test_fields(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        struct wire_article *a = article(rows[i].in);
        const char *const wants[] = { rows[i].three, rows[i].two, rows[i].one };
        static const char *const versions[] = { NULL, "2.2", "1.6" };
        for (size_t v = 0; v < WIRE_COUNT(versions); v++) {
            struct wire_buf out;
            UNIT_CHECK(i, print(a, versions[v], false, &out, NULL) == WIRE_OK);
            swap_quotes(&out);
            UNIT_TEXT(i, members(&out), wants[v]);
            wire_buf_free(&out);
        }
        wire_article_free(a);
    }
}

static void
test_versions(void **state)
{
    static const char *const good[] = { NULL, "3.1", "2.2", "1.6" }, *const bad[] = { "", "3", "3.0", "4.0", "3.1 " };
    struct wire_article *a = article("{" U "}");
    struct wire_buf out;

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(good); i++) {
        UNIT_CHECK(i, print(a, good[i], false, &out, NULL) == WIRE_OK);
        wire_buf_free(&out);
    }
    for (size_t i = 0; i < WIRE_COUNT(bad); i++) {
        UNIT_CHECK(i, print(a, bad[i], false, &out, NULL) == WIRE_E_USAGE);
        wire_buf_free(&out);
    }
    wire_article_free(a);
}

static void
test_secrets(void **state)
{
    struct wire_article *a = article("{" U ",'edNotes':[{'public':false,'value':'hidden'}],'nonPublic':[{'where':'x','value':'desk'}],"
                                         "'subjects':[{'name':'hidden','public':false}],'located':{'name':'hidden','public':false}}");
    struct wire_buf out;

    (void)state;
    assert_int_equal(print(a, NULL, false, &out, NULL), WIRE_OK);
    assert_null(memmem(out.p, out.n, "hidden", 6));
    assert_null(memmem(out.p, out.n, "desk", 4));
    wire_buf_free(&out);
    assert_int_equal(print(a, NULL, true, &out, NULL), WIRE_OK);
    swap_quotes(&out);
    UNIT_TEXT(0, members(&out), U ",'edNote':'hidden\\ndesk','located':'hidden','subjects':[{'name':'hidden'}]");
    wire_buf_free(&out);
    wire_article_free(a);
}

static bool
has_row(const struct wire_ledger *ledger, enum wire_ledger_act act, const char *path)
{
    for (const struct wire_ledger_row *row = ledger->first; row != NULL; row = row->next) {
        if (row->act == act && wire_str_is(row->path, path))
            return true;
    }
    return false;
}

static void
test_ledger(void **state)
{
    struct wire_article *a = article("{'firstCreated':'2025-01-02','keywords':['k'],'type':'planning','provider':{'name':'p'},"
                                     "'renditions':[{'href':'a','value':'x'}],'associations':[{'rel':'r','urgency':5,'expires':'2025'}]}");
    struct wire_ledger ledger = { .read = 0 };
    struct wire_buf out;

    (void)state;
    assert_int_equal(print(a, "2.2", false, &out, &ledger), WIRE_OK);
    assert_true(has_row(&ledger, WIRE_SUPPLIED, "uri"));
    assert_true(has_row(&ledger, WIRE_DROPPED, "firstCreated"));
    assert_true(has_row(&ledger, WIRE_DROPPED, "type"));
    assert_true(has_row(&ledger, WIRE_MOVED, "keywords"));
    assert_true(has_row(&ledger, WIRE_MOVED, "provider"));
    assert_true(has_row(&ledger, WIRE_SUPPLIED, "renditions"));
    assert_true(has_row(&ledger, WIRE_DROPPED, "renditions"));
    assert_true(has_row(&ledger, WIRE_SUPPLIED, "associations/name"));
    assert_true(has_row(&ledger, WIRE_SUPPLIED, "associations/uri"));
    assert_true(has_row(&ledger, WIRE_DROPPED, "associations/expires"));
    wire_buf_free(&out);
    wire_article_free(a);
}

static void
test_without_memory(void **state)
{
    static const char json[] = "{'headlines':[{'value':'abc'}],'versionCreated':'2025-01-02T03:04:05Z','edNotes':[{'value':'n'}],"
                               "'bodies':[{'contentType':'application/xhtml+xml','value':'<p>A</p>'}],'associations':[{'rel':'x'}]}";

    (void)state;
    for (long n = 1;; n++) {
        struct wire_article *a = article(json);
        struct wire_ledger ledger = { .read = 0 };
        struct wire_buf out;
        enum wire_status st;
        bool reached;
        unit_fail_alloc(n, true);
        st = print(a, NULL, false, &out, &ledger);
        reached = unit_allocs() >= n;
        unit_fail_alloc(0, false);
        UNIT_CHECK(n, st == (reached ? WIRE_E_NOMEM : WIRE_OK) || a->arena->err == WIRE_E_NOMEM);
        wire_buf_free(&out);
        wire_article_free(a);
        if (!reached)
            break;
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fields), cmocka_unit_test(test_versions),       cmocka_unit_test(test_secrets),
        cmocka_unit_test(test_ledger), cmocka_unit_test(test_without_memory),
    };

    return UNIT_RUN(tests);
}

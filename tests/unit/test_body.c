/* Body markup into the body tree and out again: a row for each rule of the clean fragment. */
#include "unit.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "article/article.h"
#include "article/fragment.h"
#include "article/str.h"
#include "xml/body.h"

struct row {
    const char *source, *xhtml, *text;
};

/* --- XHTML and HTML --- */

static const struct row blocks[] = {
    { "<p>One</p><p>Two</p>", "<p>One</p>\n<p>Two</p>", "One\n\nTwo" },
    { "loose", "<p>loose</p>", "loose" },
    { "a<b>b</b> c<p>d</p>e", "<p>a<strong>b</strong> c</p>\n<p>d</p>\n<p>e</p>", "ab c\n\nd\n\ne" },
    /* headings by rank */
    { "<h1>A</h1><h2>B</h2><h6>C</h6><h3>D</h3>", "<h2>A</h2>\n<h3>B</h3>\n<h4>C</h4>\n<h4>D</h4>", "A\n\nB\n\nC\n\nD" },
    { "<h4>A</h4><h5>B</h5><h4>C</h4>", "<h2>A</h2>\n<h3>B</h3>\n<h2>C</h2>", "A\n\nB\n\nC" },
    { "<h1> </h1><h5>A</h5>", "<h2>A</h2>", "A" },
    { "<hedline><hl1>A</hl1><hl2>B</hl2></hedline>", "<h2>A</h2>\n<h3>B</h3>", "A\n\nB" },
    /* lists */
    { "<ul><li>a</li><li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>", "- a\n- b" },
    { "<menu><li>a</li></menu><dir><li>b</li></dir>", "<ul><li>a</li></ul>\n<ul><li>b</li></ul>", "- a\n\n- b" },
    { "<ol start='3'><li value='7'>a</li><li value='x'>b</li></ol>", "<ol start=\"3\"><li value=\"7\">a</li><li>b</li></ol>",
      "- a\n- b" },
    { "<p>x</p><li>a</li> <li>b</li><p>y</p><li>c</li>", "<p>x</p>\n<ul><li>a</li><li>b</li></ul>\n<p>y</p>\n<ul><li>c</li></ul>",
      "x\n\n- a\n- b\n\ny\n\n- c" },
    { "<dl class='k'><dt>t</dt><dd>d</dd></dl>", "<ul class=\"dl k\"><li class=\"dt\">t</li><li class=\"dd\">d</li></ul>",
      "- t\n- d" },
    { "<ul><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ul>",
      "<ul><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ul>", "- a\n- b\n- c\n\nd" },
    { "<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n- b" },
    { "<ul>a<li>b</li></ul>", "<p>a</p>\n<ul><li>b</li></ul>", "a\n\n- b" },
    { "<ul><div class='x'><li>a</li></div></ul>", "<ul><li>a</li></ul>", "- a" },
    { "<ul><li>a<ol/>b</li></ul>", "<ul><li>a<p>b</p></li></ul>", "- a\n\nb" },
    /* tables */
    { "<table><caption>c</caption><thead><tr><th scope='col'>h</th></tr></thead><tfoot><tr><td>f</td></tr></tfoot></table>",
      "<table><caption>c</caption><thead><tr><th scope=\"col\">h</th></tr></thead>"
      "<tbody class=\"tfoot\"><tr><td>f</td></tr></tbody></table>", "c\n\nh\nf" },
    { "<table><col/><tr><td>a</td><td/></tr> <tr><td colspan='2' rowspan='1'>b</td></tr></table>",
      "<table><tbody><tr><td>a</td><td></td></tr><tr><td colspan=\"2\">b</td></tr></tbody></table>", "a\nb" },
    { "<td>a</td><td>b</td><p>c</p>", "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>\n<p>c</p>", "a\tb\n\nc" },
    { "<tr><td>a</td></tr><tr><td>b</td></tr>", "<table><tbody><tr><td>a</td></tr><tr><td>b</td></tr></tbody></table>", "a\nb" },
    { "<table><tr><td/><td>b<br/>c</td></tr></table>", "<table><tbody><tr><td></td><td>b<br/>c</td></tr></tbody></table>",
      "\tb\nc" },
    { "<table><tr><td><div>a</div><div>b</div></td><td><ul><li>c</li></ul></td></tr></table>",
      "<table><tbody><tr><td><p>a</p><p>b</p></td><td><ul><li>c</li></ul></td></tr></tbody></table>", "a\n\nb\n\n\t- c" },
    { "<table><caption><h3>c</h3></caption><tr><td>a</td></tr></table>",
      "<h2>c</h2>\n<table><tbody><tr><td>a</td></tr></tbody></table>", "c\n\na" },
    { "<table><caption>a<p>b</p></caption><tr><td>c</td></tr></table>",
      "<table><caption>a</caption><caption>b</caption><tbody><tr><td>c</td></tr></tbody></table>", "a\n\nb\n\nc" },
    { "<table>a<tr>&#160;<td>b</td></tr></table>", "<p>a</p>\n<table><tbody><tr><td>b</td></tr></tbody></table>", "a\n\nb" },
    /* quotations, rules, preformatted text */
    { "<blockquote cite=' http://a/b '>a<p>b</p></blockquote>", "<blockquote cite=\"http://a/b\"><p>a</p><p>b</p></blockquote>",
      "a\n\nb" },
    { "<p>a</p><hr class='x'/><p>b</p>", "<p>a</p>\n<hr/>\n<p>b</p>", "a\n\nb" },
    { "<pre>\n a  b \n\n<b>c</b>\td\n</pre>", "<pre> a  b \n\n<strong>c</strong>\td\n</pre>", " a  b\n\nc\td" },
    { "<pre>a&#13;&#10;b&#13;c</pre>", "<pre>a\nb\nc</pre>", "a\nb\nc" },
    { "<pre>a<p>b</p></pre>", "<pre>a</pre>\n<pre>b</pre>", "a\n\nb" },
    /* containers */
    { "<div>a</div><section role='note'>b</section><article class='x'><p>c</p></article>",
      "<p>a</p>\n<div role=\"note\"><p>b</p></div>\n<div class=\"x\"><p>c</p></div>", "a\n\nb\n\nc" },
    { "<header class='x'>a</header><address>b</address>",
      "<div class=\"header x\"><p>a</p></div>\n<div class=\"address\"><p>b</p></div>", "a\n\nb" },
    { "<fieldset><legend>a</legend><input/>b<select><option>c</option><option>d</option></select></fieldset>",
      "<p>a</p>\n<p>b</p>\n<p>c</p>\n<p>d</p>", "a\n\nb\n\nc\n\nd" },
    { "<details><summary>a</summary>b</details>", "<p>a</p>\n<p>b</p>", "a\n\nb" },
    /* nothing, content included, or content alone */
    { "<head><title>x</title></head><script>x</script><style>x</style><p>a<template>x</template><wbr/>b<!-- x --><?x y?></p>",
      "<p>ab</p>", "ab" },
    { "<body><p>19<sup>th</sup> <blink>c<foo/>d</blink></p></body>", "<p>19<sup>th</sup> cd</p>", "19th cd" },
    /* figures */
    { "<figure><img src='a.jpg' alt=' a  b ' width='10' height='5%'/><figcaption>c</figcaption></figure>",
      "<figure><img alt=\"a b\" src=\"a.jpg\" width=\"10\"/><figcaption>c</figcaption></figure>", "c" },
    { "<figure><a href='/x'><img src='a.jpg'/></a>t</figure>",
      "<figure><p><a href=\"/x\"><img alt=\"\" src=\"a.jpg\"/></a>t</p></figure>", "t" },
    { "<figure> <a href='/x'><img src='a.jpg'/></a> </figure>", "<figure><a href=\"/x\"><img alt=\"\" src=\"a.jpg\"/></a></figure>",
      "" },
    { "<figure><div class='x'>a<figcaption>b</figcaption>c</div></figure>",
      "<figure><div class=\"x\"><p>a</p></div><figcaption>b</figcaption><div class=\"x\"><p>c</p></div></figure>",
      "a\n\nb\n\nc" },
    { "<figcaption>a</figcaption>", "<figure><figcaption>a</figcaption></figure>", "a" },
    { "<video class='v' src='v.mp4'>old</video>", "<figure class=\"video v\" data-href=\"v.mp4\"><p>old</p></figure>", "old" },
    { "<audio><source src='javascript:x'/><source src='a.mp3'/></audio>", "<figure class=\"audio\" data-href=\"a.mp3\"></figure>",
      "" },
    { "<iframe src='javascript:x'/><object data='o'/>", "<figure class=\"object\" data-href=\"o\"></figure>", "" },
    { "<figure class='f'><video src='v'/><iframe src='w'/></figure>", "<figure class=\"video f\" data-href=\"v\"></figure>", "" },
};

static const struct row inlines[] = {
    { "<p><i>a</i><em>b</em><b>c</b><strong>d</strong></p>", "<p><em>a</em><em>b</em><strong>c</strong><strong>d</strong></p>",
      "abcd" },
    { "<p>H<sub>2</sub><q cite='http://x'>q</q><cite>c</cite><code>d</code><abbr title='t'>e</abbr></p>",
      "<p>H<sub>2</sub><q cite=\"http://x\">q</q><cite>c</cite><code>d</code><abbr title=\"t\">e</abbr></p>", "H2qcde" },
    { "<p><acronym>a</acronym><kbd>b</kbd><samp>c</samp><tt>d</tt></p>",
      "<p><abbr>a</abbr><code>b</code><code>c</code><code>d</code></p>", "abcd" },
    { "<p><u>a</u><s>b</s><strike class='x'>c</strike><small>d</small><ins>e</ins></p>",
      "<p><span class=\"u\">a</span><span class=\"s\">b</span><span class=\"s x\">c</span><span class=\"small\">d</span>"
      "<span class=\"ins\">e</span></p>", "abcde" },
    { "<p><time datetime='2014-08-29'>Friday</time></p>", "<p><span class=\"time\" data-datetime=\"2014-08-29\">Friday</span></p>",
      "Friday" },
    { "<p><ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby></p>",
      "<p><span class=\"ruby\">a<span class=\"rp\">(</span><span class=\"rt\">b</span><span class=\"rp\">)</span></span></p>",
      "a(b)" },
    { "<p><span>a</span><span class='x'>b</span><font color='red'>c</font><bdo dir='RTL'>d</bdo></p>",
      "<p>a<span class=\"x\">b</span>c<span dir=\"rtl\">d</span></p>", "abcd" },
    { "<p><a href='x'>a</a><a name='n'>b</a><a href=' JAVA&#10;SCRIPT:x'>c</a><a href='data:x'>d</a><a href=''>e</a></p>",
      "<p><a href=\"x\">a</a>bcde</p>", "abcde" },
    { "<p><a href='HTTPS://h/'>a</a><a href='mailto:a@b.c'>b</a><a href='a/b:c'>c</a><a href=':x'>d</a></p>",
      "<p><a href=\"HTTPS://h/\">a</a><a href=\"mailto:a@b.c\">b</a><a href=\"a/b:c\">c</a>d</p>", "abcd" },
    { "<p>a<img src='file:///x'/>b<img/>c <img src='d'/></p>", "<p>abc <img alt=\"\" src=\"d\"/></p>", "abc" },
    { "<p>a <br clear='all'/> b<br/></p>", "<p>a<br/>b<br/></p>", "a\nb" },
    /* around blocks, and blocks in them */
    { "<b>a<p>b</p><table><tr><td>c</td></tr></table></b>",
      "<p><strong>a</strong></p>\n<p><strong>b</strong></p>\n<table><tbody><tr><td><strong>c</strong></td></tr></tbody></table>",
      "a\n\nb\n\nc" },
    { "<p class='x'>a <i>b<ul><li>c</li></ul>d</i></p>",
      "<p class=\"x\">a <em>b</em></p>\n<ul><li><em>c</em></li></ul>\n<p class=\"x\"><em>d</em></p>", "a b\n\n- c\n\nd" },
    { "<h2 class='x'>a<p class='y'>b</p><div class='z'>c</div>d</h2>",
      "<h2 class=\"x\">a</h2>\n<h2 class=\"x\">b</h2>\n<div class=\"z\"><h2 class=\"x\">c</h2></div>\n<h2 class=\"x\">d</h2>",
      "a\n\nb\n\nc\n\nd" },
};

/* --- NITF --- */

static const struct row nitf[] = {
    { "<p lede='true'>a</p><p lead='true' class='x lede'>b</p>", "<p class=\"lede\">a</p>\n<p class=\"lede x\">b</p>", "a\n\nb" },
    { "<block><p>a</p></block><block class='x'>b</block>", "<p>a</p>\n<div class=\"x\"><p>b</p></div>", "a\n\nb" },
    { "<bq><block><p>a</p></block><credit>b</credit></bq>", "<blockquote><p>a</p><p class=\"credit\">b</p></blockquote>",
      "a\n\nb" },
    { "<fn><p>a</p></fn><note noteclass='cpyrt' class='x'><body.content><p>b</p></body.content></note><abstract>c</abstract>",
      "<div class=\"fn\"><p>a</p></div>\n<div class=\"note cpyrt x\"><p>b</p></div>\n<div class=\"abstract\"><p>c</p></div>",
      "a\n\nb\n\nc" },
    { "<byline>By <person>A B</person><byttl>Writer</byttl></byline><story.date>May 1</story.date>",
      "<p class=\"byline\">By <span class=\"person\">A B</span></p>\n<p class=\"byttl\">Writer</p>\n<p class=\"story-date\">May 1</p>",
      "By A B\n\nWriter\n\nMay 1" },
    { "<p><dateline>ROME</dateline>x <tagline>y</tagline></p>",
      "<p><span class=\"dateline\">ROME</span> x <span class=\"tagline\">y</span></p>", "ROME x y" },
    { "<nitf-table><nitf-table-metadata>m</nitf-table-metadata><table><tr><td>a</td></tr></table></nitf-table>",
      "<p>m</p>\n<table><tbody><tr><td>a</td></tr></tbody></table>", "m\n\na" },
    { "<media media-type='image'><media-reference mime-type='image/jpeg' source='a.jpg' width='5' alternate-text='t'/>"
      "<media-reference source='b.jpg'/><media-caption><p>c</p></media-caption><media-caption>d</media-caption>"
      "<media-producer>x</media-producer><media-object encoding='base64'>x</media-object></media>",
      "<figure class=\"image\"><img alt=\"t\" src=\"a.jpg\" width=\"5\"/><figcaption><p>c</p></figcaption>"
      "<figcaption>d</figcaption></figure>", "c\n\nd" },
    { "<media media-type='video'><media-reference source='javascript:x'/><media-reference data-location='v.mp4'/></media>",
      "<figure class=\"video\" data-href=\"v.mp4\"></figure>", "" },
    { "<media><media-caption>c</media-caption><media-reference source='a'/></media><media><media-reference mime-type='text/plain'"
      " source='t'/></media>",
      "<figure><img alt=\"\" src=\"a\"/><figcaption>c</figcaption></figure>\n<figure data-href=\"t\"></figure>", "c" },
    { "<p><org value='VIA' idsrc='NYSE'>Viacom</org> <object.title>T</object.title> <chron norm='20140829'>now</chron></p>",
      "<p><span class=\"org\" data-idsrc=\"NYSE\" data-value=\"VIA\">Viacom</span> <span class=\"object-title\">T</span> "
      "<span class=\"chron\" data-norm=\"20140829\">now</span></p>", "Viacom T now" },
    { "<p><org>A<alt-code idsrc='s' value='v'/></org> <org value='w'>B<alt-code value='v'/></org></p>",
      "<p><span class=\"org\" data-idsrc=\"s\" data-value=\"v\">A</span> <span class=\"org\" data-value=\"w\">B</span></p>",
      "A B" },
    { "<p>by<person><name.given>A.</name.given><name.family>B</name.family></person>of <location><city>C</city>,"
      "<country>D</country></location></p>",
      "<p>by <span class=\"person\">A. B</span> of <span class=\"location\">C,D</span></p>", "by A. B of C,D" },
    { "<p>7<frac><frac-num>1</frac-num><frac-sep>/</frac-sep><frac-den>2</frac-den></frac>x"
      "<frac><frac-num>3</frac-num><frac-den>4</frac-den></frac> <frac><frac-num>5</frac-num><frac-sep/><frac-den>6</frac-den></frac>"
      "</p>",
      "<p>7 <span class=\"frac\">1/2</span> x <span class=\"frac\">3/4</span> <span class=\"frac\">5/6</span></p>",
      "7 1/2 x 3/4 5/6" },
    { "<p><lang xml:lang='fr'>oui</lang> <lang iso='DE'>ja</lang> <lang>x</lang> <q quote-source='Q'>z</q></p>",
      "<p><span lang=\"fr\">oui</span> <span lang=\"de\">ja</span> x <q data-quote-source=\"Q\">z</q></p>", "oui ja x z" },
};

/* --- attributes, white space, soup --- */

static const struct row details[] = {
    { "<p id='i' style='s' onclick='x' align='left' class=' b  a! b c-1 ' lang='EN_gb' xml:lang='zh-hant-tw' dir='up'"
      " title=' t&#10; &lt;&amp;&quot; ' data-B=' x  y ' data-c=''>a</p>",
      "<p class=\"b c-1\" data-b=\"x y\" lang=\"zh-Hant-TW\" title=\"t &lt;&amp;&quot;\">a</p>", "a" },
    { "<p class='!'>a &lt;&amp;&gt;\"'</p>", "<p>a &lt;&amp;&gt;\"'</p>", "a <&>\"'" },
    { "<figure data-href='javascript:x' class='k'>a</figure>", "<figure class=\"k\"><p>a</p></figure>", "a" },
    { "<table><tr><td colspan='0' width='3'>a</td><th colspan='x' scope='Row'>b</th></tr></table>",
      "<table><tbody><tr><td>a</td><th scope=\"row\">b</th></tr></tbody></table>", "a\tb" },
    /* white space */
    { "<p> a \n\t b<i> c </i> d <b> </b> e </p>", "<p>a b<em> c </em>d e</p>", "a b c d e" },
    { "<p>a<em> </em></p><p><em>b </em> </p>", "<p>a</p>\n<p><em>b</em></p>", "a\n\nb" },
    { "<p>a&#160; &#160;b&#8195;c</p>", "<p>a\xC2\xA0 \xC2\xA0" "b\xE2\x80\x83" "c</p>", "a\xC2\xA0 \xC2\xA0" "b\xE2\x80\x83" "c" },
    { "<p>a<i>&#160;</i>b</p>", "<p>a\xC2\xA0" "b</p>", "a\xC2\xA0" "b" },
    { " <p>a</p> \n <ul> <li> b </li> </ul> ", "<p>a</p>\n<ul><li>b</li></ul>", "a\n\n- b" },
    /* nothing in it */
    { "<p> &#160;<br/></p><div class='x'><p><i/></p></div><ul><li> </li></ul><blockquote/><figure><figcaption/></figure>", "", "" },
    { "<div class='x'><hr/></div><p><img src='a'/></p>", "<div class=\"x\"><hr/></div>\n<p><img alt=\"\" src=\"a\"/></p>", "" },
    { "<table><tr><td>&#160;</td></tr><tr/></table>", "<table><tbody><tr><td>\xC2\xA0</td></tr></tbody></table>",
      "\xC2\xA0" },
};

/* --- markup in text, as HTML has it --- */

static const struct row soup[] = {
    { "<P>One<p>two<BR>three", "<p>One</p>\n<p>two<br/>three</p>", "One\n\ntwo\nthree" },
    { "a &amp; b &eacute; &nbsp;c &#8211; <b>d", "<p>a &amp; b \xC3\xA9 \xC2\xA0" "c \xE2\x80\x93 <strong>d</strong></p>",
      "a & b \xC3\xA9 \xC2\xA0" "c \xE2\x80\x93 d" },
    { "<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>", "- a\n- b" },
    { "<table><tr><td>a<td>b<tr><td>c</table>", "<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>",
      "a\tb\nc" },
    { "<html><head><title>x</title></head><body><p>a</body></html>", "<p>a</p>", "a" },
    { "<p>a</i></b>b</div><o:p>c</o:p>", "<p>ab</p>\n<p>c</p>", "ab\n\nc" },
    { "<p onclick=x>a<script>alert('<p>x')</script><a href=\"javascript:x\">b</a>", "<p>ab</p>", "ab" },
};

/* --- not for publication --- */

struct secret {
    const char *source, *xhtml, *role, *value;
};

static const struct secret secrets[] = {
    { "<p>a <span class='x np-NonPublic'>b <i>c</i></span> d</p>", "<p>a d</p>", "np-NonPublic", "b c" },
    { "<p>a</p><section class='non-public'><p>b</p><ul><li>c <a href='mailto:d@e.f'>g</a></li></ul></section>", "<p>a</p>",
      "non-public", "b\n\n- c g" },
    { "<p>a</p><p class='closingline'>dpa ab cd</p>", "<p>a</p>", "closingline", "dpa ab cd" },
    { "<p>a</p><p pubconstraint='ex:usage ex:nonpublic'>b</p>", "<p>a</p>", "nonpublic", "b" },
    { "<p>a</p><p pubconstrainturi='http://example.com/c#nonpublic'>b</p>", "<p>a</p>", "nonpublic", "b" },
    { "<p>a</p><p pubconstraint='nonpublic:usage'>b</p>", "<p>a</p>\n<p>b</p>", NULL, NULL },
    { "<div><p>a</p><p>Not for PUBLI&#67;ATION:</p><p>b</p>c</div><p>d</p>", "<p>a</p>\n<p>d</p>", "announced",
      "Not for PUBLICATION:\n\nb\n\nc" },
    { "<p>Not intended for publication</p><ul><li>b</li></ul>", "", "announced", "Not intended for publication\n\n- b" },
    { "<blockquote><p>Nicht zur Ver\xC3\xB6" "ffentlichung</p><p>b</p></blockquote><p>c</p>", "<p>c</p>", "announced",
      "Nicht zur Ver\xC3\xB6" "ffentlichung\n\nb" },
    { "<p>a <b>not for publication</b> b</p><p>c</p>", "<p>a <strong>not for publication</strong> b</p>\n<p>c</p>", NULL, NULL },
};

/* --- a parser around the builder --- */

struct parse {
    struct wire_body *body;
    size_t depth, given;
};

static void
start(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int spaces, const xmlChar **space, int n,
      int defaulted, const xmlChar **attrs)
{
    struct parse *p = ctx;
    struct wire_xml_attr all[32];

    (void)prefix, (void)uri, (void)spaces, (void)space, (void)defaulted;
    if (p->depth++ == 0)
        return;
    assert_true(n < 32);
    for (int i = 0; i < n; i++)
        all[i] = (struct wire_xml_attr){ (const char *)attrs[i * 5], (const char *)attrs[i * 5 + 1],
                                         { (const char *)attrs[i * 5 + 3], (size_t)(attrs[i * 5 + 4] - attrs[i * 5 + 3]) } };
    wire_body_start(p->body, (const char *)name, all, (size_t)n, (struct wire_at){ 1, 1, 0 });
}

static void
end(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    struct parse *p = ctx;

    (void)prefix, (void)uri;
    if (--p->depth != 0)
        wire_body_end(p->body, (const char *)name);
}

static void
characters(void *ctx, const xmlChar *s, int n)
{
    struct parse *p = ctx;

    p->given += wire_weight((const char *)s, (size_t)n);
    wire_body_text(p->body, (const char *)s, (size_t)n, (struct wire_at){ 1, 1, 0 });
}

static void
feed(struct parse *p, const char *source)
{
    xmlSAXHandler sax = { .initialized = XML_SAX2_MAGIC, .startElementNs = start, .endElementNs = end, .characters = characters,
                          .ignorableWhitespace = characters, .cdataBlock = characters };
    char *document = malloc(strlen(source) + 16);
    xmlParserCtxtPtr ctxt;

    assert_non_null(document);
    sprintf(document, "<body>%s</body>", source);
    ctxt = xmlCreateMemoryParserCtxt(document, (int)strlen(document));
    assert_non_null(ctxt);
    *ctxt->sax = sax;
    ctxt->userData = p;
    xmlCtxtUseOptions(ctxt, XML_PARSE_NOENT);
    assert_int_equal(xmlParseDocument(ctxt), 0);
    xmlFreeParserCtxt(ctxt);
    free(document);
}

static void
check_printed(size_t row, const struct wire_article *a, const char *xhtml, const char *text)
{
    struct wire_buf out = WIRE_BUF_INIT;

    wire_fragment_xhtml(&out, a->body, WIRE_PUBLIC);
    UNIT_TEXT(row, wire_buf_slice(&out), xhtml);
    wire_buf_clear(&out);
    if (text != NULL) {
        wire_fragment_text(&out, a->body, WIRE_PUBLIC);
        UNIT_TEXT(row, wire_buf_slice(&out), text);
    }
    wire_buf_free(&out);
}

/* Read each row, alone and then once more with each start tag and text as it comes; nothing may go uncounted. */
static void
check_rows(const struct row *rows, size_t count)
{
    struct parse p = { .body = wire_body_new() };

    assert_non_null(p.body);
    for (size_t i = 0; i < count; i++) {
        struct wire_article *a = wire_article_new(0);
        size_t skipped = 0;
        assert_non_null(a);
        p.given = 0;
        wire_body_begin(p.body, a, "here");
        feed(&p, rows[i].source);
        UNIT_CHECK(i, wire_body_finish(p.body, &skipped) == WIRE_OK);
        check_printed(i, a, rows[i].xhtml, rows[i].text);
        if (strstr(rows[i].source, "frac") == NULL)
            UNIT_CHECK(i, p.given == skipped + (a->body != NULL ? wire_node_weight(a->body, WIRE_EDITORS) : 0));
        wire_article_free(a);
    }
    wire_body_free(p.body);
}

static void
test_blocks(void **state)
{
    (void)state;
    check_rows(blocks, WIRE_COUNT(blocks));
}

static void
test_inlines(void **state)
{
    (void)state;
    check_rows(inlines, WIRE_COUNT(inlines));
}

static void
test_nitf(void **state)
{
    (void)state;
    check_rows(nitf, WIRE_COUNT(nitf));
}

static void
test_details(void **state)
{
    (void)state;
    check_rows(details, WIRE_COUNT(details));
}

static void
test_soup(void **state)
{
    struct wire_body *b = wire_body_new();

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(soup); i++) {
        struct wire_article *a = wire_article_new(0);
        struct wire_str s = unit_tight(soup[i].source, strlen(soup[i].source));
        size_t skipped;
        UNIT_CHECK(i, wire_text_is_markup(s));
        wire_body_begin(b, a, "here");
        UNIT_CHECK(i, wire_body_html(b, s, (struct wire_at){ 1, 1, 0 }) == WIRE_OK);
        UNIT_CHECK(i, wire_body_finish(b, &skipped) == WIRE_OK);
        check_printed(i, a, soup[i].xhtml, soup[i].text);
        unit_loosen(s);
        wire_article_free(a);
    }
    wire_body_free(b);
}

static void
test_secrets(void **state)
{
    struct parse p = { .body = wire_body_new() };

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(secrets); i++) {
        const struct secret *row = &secrets[i];
        struct wire_article *a = wire_article_new(0);
        struct wire_value *v;
        size_t skipped;
        wire_body_begin(p.body, a, "here");
        feed(&p, row->source);
        UNIT_CHECK(i, wire_body_finish(p.body, &skipped) == WIRE_OK);
        check_printed(i, a, row->xhtml, NULL);
        v = wire_first(a, WIRE_F_NON_PUBLIC);
        UNIT_CHECK(i, (v != NULL) == (row->role != NULL));
        if (v != NULL) {
            UNIT_TEXT(i, wire_member(v, WIRE_K_WHERE), "here");
            UNIT_TEXT(i, wire_member(v, WIRE_K_ROLE), row->role);
            UNIT_TEXT(i, wire_member(v, WIRE_K_VALUE), row->value);
            UNIT_CHECK(i, v->next == NULL && !wire_is_public(v));
        }
        wire_article_free(a);
    }
    wire_body_free(p.body);
}

/* "All bodies of one story are one body": headings rank over both parts. */
static void
test_parts(void **state)
{
    struct parse p = { .body = wire_body_new() };
    struct wire_article *a = wire_article_new(0);
    size_t skipped;

    (void)state;
    wire_body_begin(p.body, a, "here");
    feed(&p, "<h3>a</h3><p>b</p>");
    assert_int_equal(wire_body_finish(p.body, &skipped), WIRE_OK);
    check_printed(0, a, "<h2>a</h2>\n<p>b</p>", "a\n\nb");
    wire_body_begin(p.body, a, "here");
    feed(&p, "<h2>c</h2><h3>d</h3>");
    assert_int_equal(wire_body_finish(p.body, &skipped), WIRE_OK);
    check_printed(1, a, "<h3>a</h3>\n<p>b</p>\n<h2>c</h2>\n<h3>d</h3>", "a\n\nb\n\nc\n\nd");
    wire_body_begin(p.body, a, "here");
    assert_int_equal(wire_body_finish(p.body, &skipped), WIRE_OK);
    check_printed(2, a, "<h3>a</h3>\n<p>b</p>\n<h2>c</h2>\n<h3>d</h3>", "a\n\nb\n\nc\n\nd");
    wire_article_free(a);
    a = wire_article_new(0);
    wire_body_begin(p.body, a, "here");
    feed(&p, "<p> </p>");
    assert_int_equal(wire_body_finish(p.body, &skipped), WIRE_OK);
    assert_null(a->body);
    wire_article_free(a);
    wire_body_free(p.body);
}

static void
test_flags(void **state)
{
    struct parse p = { .body = wire_body_new() };
    struct wire_article *a = wire_article_new(0);
    const struct wire_node *n;
    size_t skipped;

    (void)state;
    wire_body_begin(p.body, a, "here");
    feed(&p, "<byline>a</byline><p lede='true'><dateline>b</dateline></p><p class='x dateline'>c</p>");
    assert_int_equal(wire_body_finish(p.body, &skipped), WIRE_OK);
    n = a->body->first;
    assert_int_equal(n->flags, WIRE_N_IS_BYLINE);
    n = n->next;
    assert_int_equal(n->flags, WIRE_N_IS_LEDE);
    assert_int_equal(n->first->flags, WIRE_N_IS_DATELINE);
    assert_int_equal(n->next->flags, WIRE_N_IS_DATELINE);
    wire_article_free(a);
    wire_body_free(p.body);
}

/* Ends without starts, starts without ends, text cut anywhere. */
static void
test_events(void **state)
{
    static const struct wire_at at = { 1, 1, 0 };
    struct wire_body *b = wire_body_new();
    struct wire_article *a = wire_article_new(0);
    size_t skipped;

    (void)state;
    wire_body_begin(b, a, "here");
    wire_body_end(b, "p");
    wire_body_start(b, "p", NULL, 0, at);
    wire_body_start(b, "em", NULL, 0, at);
    wire_body_text(b, "a ", 2, at);
    wire_body_text(b, " ", 1, at);
    wire_body_end(b, "table");
    wire_body_text(b, "b\x01\xEF\xBF\xBE", 5, at);
    wire_body_end(b, "p");
    wire_body_text(b, "c", 1, at);
    wire_body_start(b, "script", NULL, 0, at);
    wire_body_text(b, "xyz", 3, at);
    assert_int_equal(wire_body_finish(b, &skipped), WIRE_OK);
    assert_int_equal(skipped, 6);
    check_printed(0, a, "<p><em>a b</em></p>\n<p>c</p>", "a b\n\nc");
    wire_article_free(a);
    wire_body_free(b);
}

static void
test_plain(void **state)
{
    static const struct row rows[] = {
        { "One\r\ntwo \r\n\r\n \r\nthree & <", "<p>One two</p>\n<p>three &amp; &lt;</p>", "One two\n\nthree & <" },
        { "\n\nHome    3  1\nVisitors   0  2\n\nx", "<pre>Home    3  1\nVisitors   0  2</pre>\n<p>x</p>",
          "Home    3  1\nVisitors   0  2\n\nx" },
        { "", "", "" },
    };
    struct wire_body *b = wire_body_new();

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(rows); i++) {
        struct wire_article *a = wire_article_new(0);
        struct wire_str s = unit_tight(rows[i].source, strlen(rows[i].source));
        size_t skipped;
        UNIT_CHECK(i, !wire_text_is_markup(s));
        wire_body_begin(b, a, "here");
        wire_body_plain(b, s, (struct wire_at){ 1, 1, 0 });
        UNIT_CHECK(i, wire_body_finish(b, &skipped) == WIRE_OK);
        check_printed(i, a, rows[i].xhtml, rows[i].text);
        unit_loosen(s);
        wire_article_free(a);
    }
    wire_body_free(b);
}

static void
test_names(void **state)
{
    (void)state;
    assert_true(wire_element_parts("td") && wire_element_parts("hl1") && wire_element_parts("br"));
    assert_false(wire_element_parts("em") || wire_element_parts("person") || wire_element_parts("") || wire_element_parts("P"));
    assert_string_equal(wire_entity("nbsp"), "\xC2\xA0");
    assert_string_equal(wire_entity("frac12"), "\xC2\xBD");
    assert_string_equal(wire_entity("zwnj"), "\xE2\x80\x8C");
    assert_string_equal(wire_entity("NotEqualTilde"), "\xE2\x89\x82\xCC\xB8");
    assert_null(wire_entity("amp"));
    assert_null(wire_entity("bogus"));
    assert_null(wire_entity(""));
    assert_null(wire_entity("1"));
    assert_false(wire_text_is_markup(WIRE_STR("a < b > c <3 <")));
    assert_true(wire_text_is_markup(WIRE_STR("a < <p\n> c")));
    assert_false(wire_text_is_markup(WIRE_NONE));
}

/* Nesting of 100 000 levels takes no stack, and what is made again and again has a bound. */
static void
test_deep(void **state)
{
    static const char *const names[] = { "div", "em", "ul", "li", "td", "p", "h1", "figure", "pre" };
    static const struct wire_at at = { 1, 1, 0 };
    const struct wire_xml_attr class = { "class", NULL, WIRE_STR("x") };
    struct wire_body *b = wire_body_new();

    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(names); i++) {
        struct wire_article *a = wire_article_new(0);
        size_t skipped;
        wire_body_begin(b, a, "here");
        for (int n = 0; n < 100000; n++)
            wire_body_start(b, names[i], &class, 1, at);
        wire_body_text(b, "a", 1, at);
        for (int n = 0; n < 100000; n++)
            wire_body_end(b, names[i]);
        UNIT_CHECK(i, wire_body_finish(b, &skipped) == WIRE_OK);
        UNIT_CHECK(i, wire_node_weight(a->body, WIRE_EDITORS) == 1);
        wire_article_free(a);
    }
    wire_body_free(b);
}

/* Every allocation failing in turn, libxml2's too: no crash, and the status says so or all is there. */
static void
test_no_memory(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_COUNT(secrets); i++) {
        for (long n = 1;; n++) {
            struct parse p = { 0 };
            struct wire_article *a;
            enum wire_status st = WIRE_E_NOMEM;
            size_t skipped;
            long made;
            unit_fail_alloc(0, false);
            a = wire_article_new(0);
            unit_fail_alloc(n, false);
            p.body = wire_body_new();
            if (p.body != NULL) {
                wire_body_begin(p.body, a, "here");
                st = wire_body_html(p.body, wire_str_of(secrets[i].source), (struct wire_at){ 1, 1, 0 });
                if (st == WIRE_OK)
                    st = wire_body_finish(p.body, &skipped);
                else
                    assert_int_not_equal(wire_body_finish(p.body, &skipped), WIRE_E_LIMIT);
            }
            made = unit_allocs();
            unit_fail_alloc(0, false);
            if (st == WIRE_OK)
                check_printed(i, a, secrets[i].xhtml, NULL);
            wire_body_free(p.body);
            wire_article_free(a);
            if (made < n) {
                UNIT_CHECK(i, st == WIRE_OK);
                break;
            }
            UNIT_CHECK(i, n < 10000);
        }
    }
}

/* A story's bound on memory is a status too. */
static void
test_limit(void **state)
{
    static const struct wire_at at = { 1, 1, 0 };
    struct wire_body *b = wire_body_new();

    (void)state;
    for (size_t max = 32 * 1024; max < 256 * 1024; max += 8 * 1024) {
        struct wire_article *a = wire_article_new(max);
        size_t skipped;
        enum wire_status st;
        if (a == NULL)
            continue;
        wire_body_begin(b, a, "here");
        for (int n = 0; n < 4000; n++) {
            wire_body_start(b, n % 3 ? "p" : "li", NULL, 0, at);
            wire_body_text(b, "some words", 10, at);
            wire_body_end(b, n % 3 ? "p" : "li");
        }
        st = wire_body_finish(b, &skipped);
        assert_true(st == WIRE_OK || st == WIRE_E_LIMIT);
        assert_true(max > 64 * 1024 || st == WIRE_E_LIMIT);
        wire_article_free(a);
    }
    wire_body_free(b);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blocks), cmocka_unit_test(test_inlines), cmocka_unit_test(test_nitf),
        cmocka_unit_test(test_details), cmocka_unit_test(test_soup), cmocka_unit_test(test_secrets),
        cmocka_unit_test(test_parts), cmocka_unit_test(test_flags), cmocka_unit_test(test_events),
        cmocka_unit_test(test_plain), cmocka_unit_test(test_names), cmocka_unit_test(test_deep),
        cmocka_unit_test(test_no_memory), cmocka_unit_test(test_limit),
    };

    unit_count_libxml2();
    return UNIT_RUN(tests);
}

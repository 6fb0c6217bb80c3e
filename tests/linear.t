#!/usr/bin/perl
# tests: torture plain
# Twice the input takes about twice the time, whatever it is made of: each shape grows until a run takes a tenth of
# a second, then doubles, and more than 2.3 times the processor time is a failure. Noise only ever adds, so that the
# best of a few tries counts. An argument chooses shapes by their names.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Test::More;
use Wire;

my ($most, $enough, $tries) = (2.3, 0.1, 6);
my ($largest, $fewest) = (48 * 1024 * 1024, 64);

sub many {
    my ($n, $make) = @_;
    my $all = '';
    return $make x $n if !ref $make;
    $all .= $make->($_) for 1 .. $n;
    return $all;
}

sub g2 {
    my (%part) = @_;
    return join '', '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" standard="NewsML-G2" standardversion="2.35" guid="urn:x:y"',
        " version=\"1\">", $part{catalog} // '', '<itemMeta><itemClass qcode="ninat:text"/><provider literal="x"/>',
        '<versionCreated>2025-01-01T00:00:00Z</versionCreated>', $part{item} // '', '</itemMeta><contentMeta>',
        '<headline>H</headline>', $part{content} // '', '</contentMeta>', $part{after} // '',
        '<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>',
        $part{body} // '<p>B.</p>', '</body></html></inlineXML></contentSet></newsItem>';
}
sub nitf {
    my (%part) = @_;
    return join '', '<nitf><head>', $part{head} // '', '</head><body><body.head><hedline><hl1>H</hl1></hedline>', $part{top} // '',
        '</body.head><body.content>', $part{body} // '<p>B.</p>', '</body.content></body></nitf>';
}
sub newsml {
    my (%part) = @_;
    return join '', '<NewsML>', $part{topics} // '', '<NewsItem><Identification><NewsIdentifier><ProviderId>x</ProviderId><DateId>20250101',
        '</DateId><NewsItemId>y</NewsItemId><RevisionId PreviousRevision="0" Update="N">1</RevisionId><PublicIdentifier>u</PublicIdentifier>',
        '</NewsIdentifier></Identification><NewsManagement/><NewsComponent><NewsLines><HeadLine>H</HeadLine>', $part{lines} // '',
        '</NewsLines>', $part{meta} // '', $part{inner} // '', '<ContentItem><DataContent>', $part{body} // '<p>B.</p>', '</DataContent></ContentItem>',
        '</NewsComponent></NewsItem></NewsML>';
}
sub feed { return "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>T</title>$_[0]</channel></rss>" }
sub ninjs { return "{\"uri\":\"u\",\"type\":\"text\",$_[0]}" }
sub escaped { my ($s) = @_; $s =~ s/&/&amp;/g; $s =~ s/</&lt;/g; return $s }

my $para = '<p>The ferries of Kestrel Bay will sail until the winter, the harbour master said.</p>';
my $line = 'The ferries of Kestrel Bay will sail until the winter, the harbour master said.';
my %shape = (
    # NewsML-G2 and what all XML shares
    'newsml-g2 elements without a row'  => sub { g2(item => many($_[0], '<odd>x</odd>')) },
    'newsml-g2 different elements'      => sub { g2(item => many($_[0], sub { "<odd$_[0]>x</odd$_[0]>" })) },
    'newsml-g2 signals'                 => sub { g2(item => many($_[0], '<signal qcode="sig:update"/>')) },
    'newsml-g2 editors notes'           => sub { g2(item => many($_[0], '<edNote>Call the desk</edNote>')) },
    'newsml-g2 subjects'                => sub { g2(content => many($_[0], sub { "<subject qcode=\"medtop:$_[0]\"><name>N $_[0]</name></subject>" })) },
    'newsml-g2 the same subject'        => sub { g2(content => many($_[0], '<subject qcode="medtop:04000000"><name>N</name></subject>')) },
    'newsml-g2 headlines'               => sub { g2(content => many($_[0], sub { "<headline role=\"r:$_[0]\">H $_[0]</headline>" })) },
    'newsml-g2 names of one subject'    => sub { g2(content => '<subject qcode="medtop:1">' . many($_[0], sub { "<name xml:lang=\"x-$_[0]\">N</name>" }) . '</subject>') },
    'newsml-g2 schemes of a catalog'    => sub { g2(catalog => '<catalog>' . many($_[0], sub { "<scheme alias=\"a$_[0]\" uri=\"http://e.example/$_[0]/\"/>" }) . '</catalog>',
                                                    content => many($_[0], sub { "<subject qcode=\"a$_[0]:1\"/>" })) },
    'newsml-g2 catalogs'                => sub { g2(catalog => many($_[0], sub { "<catalogRef href=\"http://e.example/$_[0]\"/>" })) },
    'newsml-g2 aliases nobody declares' => sub { g2(content => many($_[0], sub { "<subject qcode=\"zz$_[0]:1\"/>" })) },
    'newsml-g2 asserts'                 => sub { g2(content => many($_[0], sub { "<subject qcode=\"medtop:$_[0]\"/>" }),
                                                    after => many($_[0], sub { "<assert qcode=\"medtop:$_[0]\"><name>N</name></assert>" })) },
    'newsml-g2 inline references'       => sub { g2(after => many($_[0], sub { "<inlineRef idrefs=\"i$_[0]\" qcode=\"medtop:$_[0]\"/>" }),
                                                    body => many($_[0], sub { "<p><span id=\"i$_[0]\">x</span></p>" })) },
    'newsml-g2 hops'                    => sub { g2(after => '<hopHistory>' . many($_[0], sub { "<hop seq=\"$_[0]\"><party literal=\"p\"/></hop>" }) . '</hopHistory>') },
    'newsml-g2 comments'                => sub { g2(item => many($_[0], '<!-- x -->')) },
    'newsml-g2 references to characters' => sub { g2(body => '<p>' . many($_[0], '&#233;&amp;') . '</p>') },
    'newsml-g2 group of references'     => sub { '<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/" standard="NewsML-G2" standardversion="2.35" guid="p" version="1"><itemMeta/><groupSet root="g"><group id="g">' .
                                                    many($_[0], sub { "<itemRef residref=\"urn:$_[0]\"><headline>h</headline></itemRef>" }) . '</group></groupSet></packageItem>' },
    'newsml-g2 groups'                  => sub { '<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/" standard="NewsML-G2" standardversion="2.35" guid="p" version="1"><itemMeta/><groupSet root="g1">' .
                                                    many($_[0], sub { "<group id=\"g$_[0]\"><groupRef idref=\"g" . ($_[0] + 1) . "\"/></group>" }) . '</groupSet></packageItem>' },
    'newsml-g2 items of a message'      => sub { '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>' . many($_[0], sub { (my $i = g2(body => $para)) =~ s/urn:x:y/urn:$_[0]/; $i }) . '</itemSet></newsMessage>' },
    'newsml-g2 attributes'              => sub { g2(item => many($_[0], '<odd ' . join(' ', map { "a$_=\"x\"" } 1 .. 500) . '/>')) },
    'newsml-g2 elements of a name with colons' => sub { g2(item => many($_[0], sub { "<x:odd xmlns:x=\"urn:$_[0]\">x</x:odd>" })) },
    # bodies
    'body paragraphs'                   => sub { g2(body => many($_[0], $para)) },
    'body one long paragraph'           => sub { g2(body => '<p>' . many($_[0], 'word ') . '</p>') },
    'body one long word'                => sub { g2(body => '<p>' . ('x' x ($_[0] * 10)) . '</p>') },
    'body inlines'                      => sub { g2(body => '<p>' . many($_[0], '<em>x</em> y <a href="http://e.example/">z</a> ') . '</p>') },
    'body list items'                   => sub { g2(body => '<ul>' . many($_[0], '<li>x</li>') . '</ul>') },
    'body lists'                        => sub { g2(body => many($_[0], '<ul><li>x<ul><li>y</li></ul>z</li></ul>')) },
    'body lists in lists'               => sub { g2(body => many($_[0], '<ul><li>x' x 60 . '</li></ul>' x 60)) },
    'body tables in tables'             => sub { g2(body => many($_[0], '<table><tr><td>x' x 30 . '</td></tr></table>' x 30)) },
    'body classes and attributes'       => sub { g2(body => many($_[0], '<p class="' . join(' ', map { "c$_" } 1 .. 50) . '" ' . join(' ', map { "data-a$_=\"x\"" } 1 .. 50) . '>x</p>')) },
    'body ids'                          => sub { g2(body => many($_[0], sub { "<p id=\"i$_[0]\">x <a href=\"#i$_[0]\">y</a></p>" })) },
    'body rows of a table'              => sub { g2(body => '<table>' . many($_[0], '<tr><td>1</td><td>2</td></tr>') . '</table>') },
    'body cells of a row'               => sub { g2(body => '<table><tr>' . many($_[0], '<td>1</td>') . '</tr></table>') },
    'body line breaks'                  => sub { g2(body => '<p>' . many($_[0], 'x<br/>') . '</p>') },
    'body pictures'                     => sub { g2(body => many($_[0], '<figure><img src="a.jpg" alt="x"/><figcaption>c</figcaption></figure>')) },
    'body parts not public'             => sub { g2(body => many($_[0], '<p class="np-nonpublic">x</p><p>y</p>')) },
    'body announcements'                => sub { g2(body => many($_[0], '<div><p>Not for publication: call</p><p>y</p></div>')) },
    'body bylines and datelines'        => sub { g2(body => many($_[0], '<p class="byline">By Ann Lee</p><p>BAY (HW) - x.</p>')) },
    'body sign-offs'                    => sub { g2(body => many($_[0], '<p>(Reporting by Ann Lee; Editing by Bo Ray)</p>')) },
    'body empty elements'               => sub { g2(body => many($_[0], '<p></p><div></div>')) },
    'body soup, open bold'              => sub { feed('<item><title>t</title><description>' . escaped(many($_[0], '<b>x ')) . '</description></item>') },
    'body soup, open paragraphs'        => sub { feed('<item><title>t</title><content:encoded><![CDATA[' . many($_[0], '<p>x <i>y') . ']]></content:encoded></item>') },
    'body soup, less-than signs'        => sub { feed('<item><title>t</title><content:encoded><![CDATA[<p>' . many($_[0], '< ') . ']]></content:encoded></item>') },
    'body soup, open tables'            => sub { feed('<item><title>t</title><content:encoded><![CDATA[' . many($_[0], '<table><tr><td>x') . ']]></content:encoded></item>') },
    # NITF
    'nitf keywords'                     => sub { nitf(head => '<docdata><key-list>' . many($_[0], sub { "<keyword key=\"k$_[0]\"/>" }) . '</key-list></docdata>') },
    'nitf documents ids'                => sub { nitf(head => '<docdata>' . many($_[0], sub { "<doc-id id-string=\"d$_[0]\"/>" }) . '</docdata>') },
    'nitf metas'                        => sub { nitf(head => many($_[0], sub { "<meta name=\"m$_[0]\" content=\"c\"/>" })) },
    'nitf people'                       => sub { nitf(body => many($_[0], sub { "<p><person value=\"$_[0]\">Ann $_[0]</person></p>" })) },
    'nitf media'                        => sub { nitf(body => many($_[0], sub { "<media media-type=\"image\"><media-reference source=\"$_[0].jpg\"/><media-caption>c</media-caption></media>" })) },
    'nitf notes'                        => sub { nitf(top => many($_[0], '<note><body.content><p>n</p></body.content></note>')) },
    'nitf bylines'                      => sub { nitf(top => many($_[0], '<byline>By <person>Ann Lee</person></byline>')) },
    'nitf revisions'                    => sub { nitf(head => many($_[0], '<revision-history name="n" norm="20250101"/>')) },
    'nitf attributes'                   => sub { nitf(body => many($_[0], '<p ' . join(' ', map { "a$_=\"x\"" } 1 .. 500) . '>x</p>')) },
    'nitf tables'                       => sub { nitf(body => '<table>' . many($_[0], '<tr><td>1</td><td>2</td></tr>') . '</table>') },
    'nitf lists in lists'               => sub { nitf(body => many($_[0], '<ul><li>x' x 60 . '</li></ul>' x 60)) },
    'nitf taglines'                     => sub { nitf(body => many($_[0], '<p>(Reporting by Ann Lee; Editing by Bo Ray)</p>')) },
    # NewsML 1
    'newsml-1 topics and their uses'    => sub { newsml(topics => '<TopicSet Duid="t">' . many($_[0], sub { "<Topic Duid=\"d$_[0]\"><TopicType FormalName=\"x\"/><FormalName>f$_[0]</FormalName></Topic>" }) . '</TopicSet>',
                                                        meta => '<DescriptiveMetadata>' . many($_[0], sub { "<TopicOccurrence Topic=\"#d$_[0]\"/>" }) . '</DescriptiveMetadata>') },
    'newsml-1 components'               => sub { newsml(inner => many($_[0], sub { "<NewsComponent Duid=\"c$_[0]\"><Role FormalName=\"Photo\"/><ContentItem Href=\"$_[0].jpg\"/></NewsComponent>" })) },
    'newsml-1 news lines'               => sub { newsml(lines => many($_[0], '<NewsLine><NewsLineType FormalName="x"/><NewsLineText>y</NewsLineText></NewsLine>')) },
    'newsml-1 attributes'               => sub { newsml(meta => '<DescriptiveMetadata>' . many($_[0], '<Odd ' . join(' ', map { "a$_=\"x\"" } 1 .. 500) . '/>') . '</DescriptiveMetadata>') },
    'newsml-1 subject codes'            => sub { newsml(meta => '<DescriptiveMetadata>' . many($_[0], sub { "<SubjectCode><Subject FormalName=\"$_[0]\"/></SubjectCode>" }) . '</DescriptiveMetadata>') },
    'newsml-1 catalogs'                 => sub { newsml(topics => many($_[0], sub { "<Catalog><Resource><Urn>urn:$_[0]</Urn><DefaultVocabularyFor Context=\"c$_[0]\"/></Resource></Catalog>" })) },
    'newsml-1 properties'               => sub { newsml(meta => '<AdministrativeMetadata>' . many($_[0], sub { "<Property FormalName=\"p$_[0]\" Value=\"v\"/>" }) . '</AdministrativeMetadata>') },
    # ninjs and article JSON
    'ninjs subjects'                    => sub { ninjs('"subject":[' . join(',', map { "{\"name\":\"n$_\",\"scheme\":\"s\"}" } 1 .. $_[0]) . ']') },
    'ninjs associations'                => sub { ninjs('"associations":{' . join(',', map { "\"a$_\":{\"uri\":\"u$_\",\"type\":\"picture\"}" } 1 .. $_[0]) . '}') },
    'ninjs keys nobody knows'           => sub { ninjs(join(',', map { "\"odd$_\":$_" } 1 .. $_[0])) },
    'ninjs one key again and again'     => sub { ninjs(join(',', map { "\"headline\":\"h$_\"" } 1 .. $_[0])) },
    'ninjs keys in objects'             => sub { ninjs('"odd":{' . join(',', map { "\"k$_\":{\"a\":[1,2]}" } 1 .. $_[0]) . '}') },
    'ninjs deep lists'                  => sub { ninjs('"odd":[' . join(',', ('[' x 100 . ']' x 100) x $_[0]) . ']') },
    'ninjs alternative ids'             => sub { ninjs('"altids":[' . join(',', map { "{\"role\":\"r$_\",\"value\":\"v\"}" } 1 .. $_[0]) . ']') },
    'ninjs headlines'                   => sub { ninjs('"standard":{"name":"ninjs","version":"3.1"},"headlines":[' . join(',', map { "{\"role\":\"r$_\",\"value\":\"v\"}" } 1 .. $_[0]) . ']') },
    'json subjects'                     => sub { '{"uri":"u","subjects":[' . join(',', map { "{\"qcode\":\"medtop:$_\",\"names\":[{\"value\":\"n\"}]}" } 1 .. $_[0]) . ']}' },
    'json associations'                 => sub { '{"uri":"u","associations":[' . join(',', map { "{\"uri\":\"u$_\",\"type\":\"picture\"}" } 1 .. $_[0]) . ']}' },
    'ninjs body of text'                => sub { ninjs('"body_text":"' . many($_[0], "$line\\n\\n") . '"') },
    'ninjs escapes'                     => sub { ninjs('"body_text":"' . many($_[0], '\\u00e9\\ud83d\\ude00\\"') . '"') },
    'ninjs body of HTML'                => sub { ninjs('"body_html":"' . many($_[0], $para) . '"') },
    'ninjs stories'                     => sub { many($_[0], ninjs('"headline":"h"') . "\n") },
    'json keys nobody knows'            => sub { '{"uri":"u",' . join(',', map { "\"odd$_\":\"x\"" } 1 .. $_[0]) . '}' },
    'json extra'                        => sub { '{"uri":"u","extra":[' . join(',', map { "{\"name\":\"n$_\",\"value\":\"x\"}" } 1 .. $_[0]) . ']}' },
    'json what is not public'           => sub { '{"uri":"u","bodies":[{"role":"main","contentType":"application/xhtml+xml","value":"<p>x</p>"}],"nonPublic":[' . join(',', map { "{\"value\":\"secret $_\"}" } 1 .. $_[0]) . ']}' },
    # wire copy
    'text paragraphs'                   => sub { "A headline\n\nKESTREL BAY (HW) - x.\n\n" . many($_[0], "$line\n\n") },
    'text lines'                        => sub { "A headline\n\nKESTREL BAY (HW) - x.\n" . many($_[0], "$line\n") },
    'text one long line'                => sub { "A headline\n\nKESTREL BAY (HW) - " . many($_[0], 'word ') . "\n" },
    'text datelines'                    => sub { "A headline\n\n" . many($_[0], "KESTREL BAY, May 1 (HW) - $line\n\n") },
    'text sign-offs'                    => sub { "A headline\n\nKESTREL BAY (HW) - x.\n\n" . many($_[0], "(Reporting by Ann Lee; Editing by Bo Ray)\n\n") },
    'text names of one sign-off'        => sub { "A headline\n\nKESTREL BAY (HW) - x.\n\n(Reporting by " . many($_[0], sub { "Ann Lee$_[0], " }) . "Bo Ray)\n" },
    'text bylines'                      => sub { many($_[0], "By Ann Lee\n\n") . "KESTREL BAY (HW) - x.\n" },
    'text headlines'                    => sub { many($_[0], sub { "Headline $_[0]\n\n" }) . "KESTREL BAY (HW) - x.\n" },
    'text tables'                       => sub { "A headline\n\nKESTREL BAY (HW) - x.\n\n" . many($_[0], "Gulls    12   3\n") },
    'text bullets'                      => sub { "A headline\n\nKESTREL BAY (HW) - x.\n\n" . many($_[0], "* one thing\n") },
    'text brackets'                     => sub { "A headline\n\nKESTREL BAY (HW) - x " . ('(' x $_[0]) . "\n" },
    'text blank lines'                  => sub { "A headline\n" . ("\n" x $_[0]) . "KESTREL BAY (HW) - x.\n" },
    'text dashes'                       => sub { "A headline\n\n" . ('BAY - ' x $_[0]) . "\n" },
    'text stories'                      => sub { many($_[0], "A headline\n\nKESTREL BAY (HW) - x.\n\f") },
    'text photo captions'               => sub { many($_[0], "FILE PHOTO: A gull. REUTERS/Ann Lee/File Photo\n\n") . "KESTREL BAY (HW) - x.\n" },
    'text announcements'                => sub { "A headline\n\nKESTREL BAY (HW) - x.\n\n" . many($_[0], "Not for publication: call.\n\n") },
    'anpa messages'                     => sub { many($_[0], sub { sprintf "\x16\x16\x01a%04d\x1f\r\nr a\x13\x11bc-bay 01-01 0010\r\n\x02^Bay<\r\n   x y z\r\n\x03\r\n\x04", $_[0] % 9999 }) },
    'anpa lines'                        => sub { "\x16\x16\x01a0001\x1f\r\nr a\x13\x11bc-bay 01-01 0010\r\n\x02^Bay<\r\n" . many($_[0], "   $line\r\n") . "\x03\r\n\x04" },
    'anpa marks'                        => sub { "\x16\x16\x01a0001\x1f\r\nr a\x13\x11bc-bay 01-01 0010\r\n\x02^Bay<\r\n" . ("\x01" x $_[0]) . "\x03\r\n\x04" },
    'iptc7901 messages'                 => sub { many($_[0], sub { sprintf "\x01hwx%04d 4 vm 64  hw 0456\r\n\r\nBay\r\n\x02H\r\n\r\nx y z\r\n\x03011745 Jan 25\r\n\x04", $_[0] % 9999 }) },
    'iptc7901 lines'                    => sub { "\x01hwx0001 4 vm 64  hw 0456\r\n\r\nBay\r\n\x02H\r\n\r\n" . many($_[0], "$line\r\n") . "\x03011745 Jan 25\r\n\x04" },
    'email headers'                     => sub { "From: a\nDate: b\nTo: c\n" . many($_[0], sub { "Note-$_[0]: y\n" }) . "\nBAY (HW) - x.\n" },
    'email parts'                       => sub { "From: a\nDate: b\nTo: c\nContent-Type: multipart/mixed; boundary=b\n\n" . many($_[0], "--b\n\nx y z\n") . "--b--\n" },
    'email lines of quoted-printable'   => sub { "From: a\nDate: b\nTo: c\nContent-Transfer-Encoding: quoted-printable\n\nBAY (HW) - x.\n" . many($_[0], "$line=\n") . "\n" },
    'email encoded words'               => sub { "From: a\nDate: b\nTo: c\nSubject: " . many($_[0], "=?utf-8?q?word_?=\n ") . "\n\nBAY (HW) - x.\n" },
    'anpa one long line'                => sub { "\x16\x16\x01a0001\x1f\r\nr a\x13\x11bc-bay 01-01 0010\r\n\x02^Bay<\r\n   " . many($_[0], 'word ') . "\r\n\x03\r\n\x04" },
    'anpa sign-offs'                    => sub { "\x16\x16\x01a0001\x1f\r\nr a\x13\x11bc-bay 01-01 0010\r\n\x02^Bay<\r\n" . many($_[0], "   (Reporting by Ann Lee; Editing by Bo Ray)\r\n") . "\x03\r\n\x04" },
    'iptc7901 one long line'            => sub { "\x01hwx0001 4 vm 64  hw 0456\r\n\r\nBay\r\n\x02H\r\n\r\n" . many($_[0], 'word ') . "\r\n\x03011745 Jan 25\r\n\x04" },
    'iptc7901 datelines'                => sub { "\x01hwx0001 4 vm 64  hw 0456\r\n\r\nBay\r\n\x02H\r\n\r\n" . many($_[0], "Bay (hw) - $line\r\n\r\n") . "\x03011745 Jan 25\r\n\x04" },
    # feeds
    'rss attributes'                    => sub { feed('<item><title>t</title>' . many($_[0], '<odd ' . join(' ', map { "a$_=\"x\"" } 1 .. 500) . '/>') . '</item>') },
    'rss enclosures'                    => sub { feed('<item><title>t</title>' . many($_[0], sub { "<enclosure url=\"http://e.example/$_[0].jpg\" length=\"1\" type=\"image/jpeg\"/>" }) . '</item>') },
    'atom categories'                   => sub { '<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><id>f</id><entry><id>e</id><title>t</title>' . many($_[0], sub { "<category term=\"c$_[0]\" scheme=\"s\"/>" }) . '</entry></feed>' },
    'atom authors'                      => sub { '<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><id>f</id><entry><id>e</id><title>t</title>' . many($_[0], sub { "<author><name>Ann $_[0]</name></author>" }) . '</entry></feed>' },
    'rss items'                         => sub { feed(many($_[0], sub { "<item><title>t $_[0]</title><guid>g$_[0]</guid><description>d</description></item>" })) },
    'rss categories'                    => sub { feed('<item><title>t</title>' . many($_[0], sub { "<category>c$_[0]</category>" }) . '</item>') },
    'atom links'                        => sub { '<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><id>f</id><entry><id>e</id><title>t</title>' . many($_[0], sub { "<link rel=\"enclosure\" href=\"$_[0].jpg\"/>" }) . '</entry></feed>' },
);
my %all_outputs = map { $_ => 1 } 'body paragraphs', 'body inlines', 'body lists', 'body rows of a table', 'body pictures', 'newsml-g2 subjects',
    'newsml-g2 headlines', 'newsml-g2 schemes of a catalog', 'newsml-g2 aliases nobody declares', 'newsml-g2 inline references', 'newsml-1 components', 'nitf people', 'nitf keywords',
    'body lists in lists', 'body tables in tables', 'body classes and attributes', 'body ids', 'body one long paragraph', 'json subjects', 'ninjs headlines',
    'ninjs alternative ids', 'text sign-offs', 'text datelines', 'text one long line', 'newsml-g2 attributes', 'newsml-g2 hops', 'newsml-g2 asserts', 'rss categories', 'nitf bylines',
    'newsml-g2 editors notes', 'newsml-g2 group of references', 'ninjs associations', 'ninjs keys nobody knows', 'json what is not public', 'json extra', 'body parts not public';
my @outputs = map { /^(\S+)\s.*write/ ? $1 : () } split /\n/, qx($program formats);

# Processor time of the best of so many runs, to the millisecond.
sub cost {
    my ($times, $path, @command) = @_;
    my $best;
    for (1 .. $times) {
        my $r = run({ seconds => 120, stdout => '/dev/null' }, 'bash', '-c', 'TIMEFORMAT="%3U %3S"; time "$0" "$@"', $program, @command, $path);
        return (undef, $r) if $r->{late} || $r->{signal} || $r->{status} > 3 || $r->{err} !~ /^(\d+\.\d+) (\d+\.\d+)$/m;
        my $took = $1 + $2;
        $best = $took if !defined $best || $took < $best;
    }
    return $best;
}

sub doubles {
    my ($name, $make, @command) = @_;
    my ($n, $path, $small) = ($fewest, scratch('.in'), 0);
    for (;;) {
        spurt($path, $make->($n));
        (my ($took), my $r) = cost(1, $path, @command);
        return fail("$name: $n take too long") if !defined $took;
        $small = $took;
        last if $took >= $enough || -s $path > $largest;
        $n *= $took < 0.02 ? 8 : 2;
    }
    my $ratio = 99;
    for my $try (1 .. $tries) {
        my ($one) = cost($try, spurt($path, $make->($n)), @command);
        (my ($two), my $r) = cost($try, spurt($path, $make->(2 * $n)), @command);
        next if !defined $one || !defined $two || $one == 0;    # a machine too busy to say
        $ratio = $two / $one if $two / $one < $ratio;
        last if $ratio <= $most;
    }
    unlink $path;
    cmp_ok($ratio, '<=', $most, sprintf '%s: %d twice take %.2f times as long', $name, $n, $ratio);
}

for my $name (sort keys %shape) {
    next if @ARGV && $name !~ /$ARGV[0]/;
    my ($from) = $name =~ /^(\S+)/;
    $from = $name =~ /soup/ ? 'rss' : 'newsml-g2' if $from eq 'body';
    for my $to ($all_outputs{$name} ? @outputs : 'json') {
        doubles("$name to $to", $shape{$name}, 'convert', '-q', '-c', '-f', $from, '-t', $to);
    }
    doubles("$name judged", $shape{$name}, 'validate', '-q') if $from !~ /text|anpa|7901/;
}
done_testing();

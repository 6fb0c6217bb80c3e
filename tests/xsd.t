#!/usr/bin/perl
# tests: check plain asan
# Schemas for XML: the first message on each of many hand-made faults, which schema judges, schemas of one's own, hostile
# ones, and (with the outside material) IPTC's suites and mutants of real stories.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Test::More;
use Wire;

my $patience = $sanitized ? 180 : 60;

sub validate {
    my ($bytes, @options) = @_;
    my $path = spurt(scratch('.xml'), $bytes);
    my $r = wirecopy({ seconds => $patience }, 'validate', @options, $path);
    $r->{path} = $path;
    return $r;
}

# --- hand-made faults: in a sample, WHAT becomes THAT, and the first message has LINE (of the tag), ID and words
my %sample = (g2 => slurp("$root/samples/newsml-g2/open-embargo.xml"));
$sample{nitf} = <<'END';
<?xml version="1.0"?>
<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">
  <head>
    <title>Tides</title>
    <docdata management-status="usable">
      <doc-id id="d1" id-string="skerry.1"/>
      <urgency ed-urg="4"/>
      <key-list><keyword key="tides"/></key-list>
    </docdata>
  </head>
  <body>
    <body.head>
      <hedline id="h1"><hl1>High water</hl1></hedline>
      <byline>By <person>Pia Roos</person></byline>
    </body.head>
    <body.content>
      <p>The tide is <em>high</em>.</p>
      <media media-type="image">
        <media-reference mime-type="image/jpeg" source="a.jpg"/>
        <media-caption>A quay</media-caption>
      </media>
      <table><tr><td align="left">1</td></tr></table>
    </body.content>
  </body>
</nitf>
END
$sample{newsml} = slurp("$root/samples/newsml-1/pier-closed.xml");
$sample{atom} = slurp("$root/samples/atom/harbour-notes.atom");
$sample{rss} = slurp("$root/samples/rss/coast-news.rss");
is(validate($sample{$_})->{status}, 0, "$_: the story itself is valid") for sort keys %sample;

sub line_of { my ($text, $what) = @_; return 1 + (substr($text, 0, index($text, $what)) =~ tr/\n//) }

my @faults = (
    [ 'g2', ' guid="urn:newsml:meridian.example:20250814:prize"', '', 2, 'xsd-attribute-missing', '<newsItem> needs guid=' ],
    [ 'g2', ' standard="NewsML-G2"', '', 2, 'xsd-attribute-missing', 'needs standard=' ],
    [ 'g2', 'version="1" xml', 'version="0" xml', 2, 'xsd-value', 'version of <newsItem>: "0" is not a whole number from 1 on' ],
    [ 'g2', 'standardversion="2.35"', 'standardversion="two"', 2, 'xsd-value', '"two" is not a version such as 2.35' ],
    [ 'g2', 'xml:lang="en"', 'xml:lang="e n"', 2, 'xsd-value', 'lang of <newsItem>' ],
    [ 'g2', 'ninat:text', 'ninat text', 17, 'xsd-value', 'qcode of <itemClass>: "ninat text" is not a qcode' ],
    [ 'g2', 'ninat:text', ':text', 17, 'xsd-value', 'an alias, a colon and a code' ],
    [ 'g2', '<hop seq="1"', '<hop seq="first"', 5, 'xsd-value', 'seq of <hop>: "first" is not a whole number' ],
    [ 'g2', 'timestamp="2025-08-14T09:20:00Z"', 'timestamp="14.8.2025"', 11, 'xsd-value', 'timestamp of <hop>: "14.8.2025" is not' ],
    [ 'g2', '<action qcode="hopaction:created"/>', '<act/>', 9, 'xsd-element-unexpected', '<act> in <hop>' ],
    [ 'g2', '<name>Press office of the Alder Prize</name>', '<name><b/></name>', 7, 'xsd-', '<name>' ],
    [ 'g2', '    <provider literal="meridian"/>' . "\n", '', 18, 'xsd-element-unexpected', '<versionCreated> in <itemMeta>; expected here: provider' ],
    [ 'g2', '<versionCreated>2025-08-14T09:20:00Z', '<versionCreated>2025-08-14', 19, 'xsd-value', 'the text of <versionCreated>: "2025-08-14" is not a time' ],
    [ 'g2', '<versionCreated>2025', '<versionCreated> 2025', 19, 'xsd-value', 'without blanks around it' ],
    [ 'g2', '<embargoed/>', '<embargoed>soon</embargoed>', 20, 'xsd-value', '"soon" is not a time such as' ],
    [ 'g2', '<embargoed/>', '<embargo/>', 20, 'xsd-element-unexpected', '<embargo> in <itemMeta>; one of these may stand here: firstCreated, embargoed, pubStatus' ],
    [ 'g2', '<embargoed/>', '<embargoed/><embargoed/>', 20, 'xsd-element-unexpected', '<embargoed> in <itemMeta>' ],
    [ 'g2', '<pubStatus qcode', '<pubStatus code', 21, 'xsd-attribute-unexpected', 'code of <pubStatus>' ],
    [ 'g2', '<pubStatus ', '<pubstatus ', 21, 'xsd-element-unexpected', '<pubstatus> in <itemMeta>' ],
    [ 'g2', '<urgency>4<', '<urgency>12<', 26, 'xsd-value', 'the text of <urgency>' ],
    [ 'g2', '<urgency>4<', '<urgency>high<', 26, 'xsd-value', '"high" is not a whole number' ],
    [ 'g2', '<language tag="en"/>', '<language/>', 30, 'xsd-attribute-missing', '<language> needs tag=' ],
    [ 'g2', '<language tag="en"/>', '<language tag="en">English</language>', 30, 'xsd-text-unexpected', 'in <language>' ],
    [ 'g2', '<language tag="en"/>', "<language tag=\"en\"/>\n    stray", 31, 'xsd-text-unexpected', 'in <contentMeta>' ],
    [ 'g2', '<headline>', '<headline id="1a">', 31, 'xsd-value', 'id of <headline>: "1a" is not a name that begins with a letter' ],
    [ 'g2', '<headline>', '<headline dir="up">', 31, 'xsd-value', "none of 'ltr', 'rtl'" ],
    [ 'g2', '<headline>', '<headline rank="-1">', 31, 'xsd-value', 'rank of <headline>' ],
    [ 'g2', '<headline>', '<headline creator="me">', 31, 'xsd-value', 'creator of <headline>: "me" is not a qcode' ],
    [ 'g2', '<language tag="en"/>' . "\n    <headline>", '<language tag="en" id="x"/>' . "\n    <headline id='x'>", 31, 'xsd-id-twice', '"x" of <headline> is that of line 30' ],
    [ 'g2', '<by>Noor Castellan</by>', '<by>Noor Castellan</by><genre/><urgency>2</urgency>', 32, 'xsd-element-unexpected', '<urgency> in <contentMeta>' ],
    [ 'g2', '<contentSet>', '<contentset/><contentSet>', 34, 'xsd-element-unexpected', '<contentset> in <newsItem>' ],
    [ 'g2', '<inlineXML contenttype', '<inlineXML words="2" contenttype', 35, 'xsd-attribute-unexpected', 'words of <inlineXML>' ],
    [ 'g2', '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"', '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01"', 2, 'xsd-root', '<newsItem>' ],
    [ 'g2', '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"', '<newsItem', 2, 'xsd-root', '<newsItem>' ],
    [ 'g2', '<catalogRef href', '<m:catalogRef xmlns="" href="a"/><catalogRef href', 3, 'xsd-prefix', 'm:' ],
    [ 'nitf', ' xmlns="http://iptc.org/std/NITF/2006-10-18/"', '', 2, 'xsd-nitf-namespace', 'no namespace' ],
    [ 'nitf', 'NITF/2006-10-18/', 'NITF/2006/', 2, 'xsd-root', '<nitf>' ],
    [ 'nitf', '<title>Tides</title>', '<titel/>', 4, 'xsd-element-unexpected', '<titel> in <head>; one of these may stand here: title' ],
    [ 'nitf', '<title>Tides</title>', '<meta/>', 4, 'xsd-attribute-missing', '<meta> needs content=' ],
    [ 'nitf', 'ed-urg="4"', 'edurg="4"', 7, 'xsd-attribute-unexpected', 'edurg of <urgency>' ],
    [ 'nitf', 'ed-urg="4"', 'ed-urg="4 5"', 7, 'xsd-value', 'ed-urg of <urgency>' ],
    [ 'nitf', '<keyword key="tides"/>', '<keywords/>', 8, 'xsd-element-unexpected', '<keywords> in <key-list>' ],
    [ 'nitf', '<keyword key="tides"/>', 'tides', 8, 'xsd-text-unexpected', 'in <key-list>' ],
    [ 'nitf', '<hedline id="h1">', '<hedline id="d1">', 13, 'xsd-id-twice', '"d1" of <hedline> is that of line 6' ],
    [ 'nitf', '<nitf xmlns', '<nitf id="d1" xmlns', 6, 'xsd-id-twice', '"d1" of <doc-id> is that of line 2' ],
    [ 'nitf', '<hl1>High water</hl1>', '', 13, 'xsd-element-missing', '<hedline> needs hl1' ],
    [ 'nitf', '<hl1>High water</hl1>', '<hl2>High</hl2>', 13, 'xsd-element-unexpected', '<hl2> in <hedline>; expected here: hl1' ],
    [ 'nitf', '<byline>', '<abstract><p>x</p></abstract><byline>', 14, 'xsd-element-unexpected', '<byline> in <body.head>' ],
    [ 'nitf', '<p>The tide', '<h2>Now</h2><p>The tide', 17, 'xsd-element-unexpected', '<h2> in <body.content>' ],
    [ 'nitf', '<p>The tide is', '<p align="left">The tide is', 17, 'xsd-attribute-unexpected', 'align of <p>' ],
    [ 'nitf', '<em>high</em>', '<p>high</p>', 17, 'xsd-element-unexpected', '<p> in <p>' ],
    [ 'nitf', 'media-type="image"', '', 18, 'xsd-attribute-missing', '<media> needs media-type=' ],
    [ 'nitf', '<media-reference mime', '<media-reference noflow="yes" mime', 19, 'xsd-value', 'noflow of <media-reference>' ],
    [ 'nitf', 'align="left"', 'align="middle"', 22, 'xsd-value', 'align of <td>: "middle" is none of' ],
    [ 'nitf', '<td align="left">1</td>', '', 22, 'xsd-element-missing', '<tr> needs' ],
    [ 'nitf', '<p>The tide', 'The tide', undef, 'xml-not-well-formed', '', 1 ],
    [ 'newsml', '<NewsML Version', '<newsML Version', 3, 'xsd-root', '<newsML>; no schema is known', ],
    [ 'newsml', '    <DateAndTime>20040512T091700Z</DateAndTime>' . "\n", '', 10, 'xsd-element-unexpected', '<NewsService> in <NewsEnvelope>; one of these may stand here: SentTo, DateAndTime' ],
    [ 'newsml', '<Priority FormalName="3"/>', '<Priority/>', 13, 'xsd-attribute-missing', '<Priority> needs FormalName=' ],
    [ 'newsml', 'PreviousRevision="1" ', '', 21, 'xsd-attribute-missing', '<RevisionId> needs PreviousRevision=' ],
    [ 'newsml', '<NameLabel>PORT-PIER</NameLabel>', '<Namelabel/>', 24, 'xsd-element-unexpected', '<Namelabel> in <Identification>; one of these may stand here: NameLabel' ],
    [ 'newsml', '<NewsItemType FormalName="News"/>', '<NewsItemType FormalName="News">News</NewsItemType>', 27, 'xsd-text-unexpected', 'in <NewsItemType>' ],
    [ 'newsml', '<Status FormalName="Usable"/>', '', 31, 'xsd-element-unexpected', '<Urgency> in <NewsManagement>; expected here: Status' ],
    [ 'newsml', 'FormalName="Usable"', 'Formalname="Usable"', 30, 'xsd-attribute', 'Status' ],
    [ 'newsml', 'Duid="T2"', 'Duid="T1"', 43, 'xsd-id-twice', '"T1" of <Topic> is that of line 37' ],
    [ 'newsml', 'Duid="T2"', 'Duid="2"', 43, 'xsd-value', 'Duid of <Topic>: "2" is not a name that begins with a letter' ],
    [ 'newsml', '<Party FormalName="Northwire"/>' . "\n    </SentFrom>", '</SentFrom>', 7, 'xsd-element-missing', '<SentFrom> needs one of: Comment, Party' ],
    [ 'newsml', '<CopyrightHolder>Northwire Cooperative</CopyrightHolder>', '', 61, 'xsd-element-unexpected', '<CopyrightDate> in <Copyright>' ],
    [ 'newsml', '<NewsComponent Duid="NC1">', '<NewsComponent Essential="perhaps">', 35, 'xsd-value', "Essential of <NewsComponent>: \"perhaps\" is none of 'yes', 'no'" ],
    [ 'rss', 'version="2.0"', 'version="3.0"', 2, 'xsd-value', 'version of <rss>: "3.0" is none of' ],
    [ 'rss', '    <description>What the sea brought in</description>' . "\n", '', 4, 'xsd-element-missing', '<channel> needs description' ],
    [ 'rss', '<language>en-gb', '<title>Twice</title><language>en-gb', 8, 'xsd-element-twice', '<title> in <channel>' ],
    [ 'rss', '<language>en-gb', '<language>British English', 8, 'xsd-value', '"British English" is not a language tag' ],
    [ 'rss', 'Tue, 03 Jun 2025 09:00:00 GMT', '2025-06-03T09:00:00Z', 10, 'xsd-value', '"2025-06-03T09:00:00Z" is not a time of this form: Wed, 01 May 2024 10:00:00 GMT' ],
    [ 'rss', '<ttl>15', '<ttl>often', 11, 'xsd-value', 'the text of <ttl>: "often" is not a whole number' ],
    [ 'rss', 'isPermaLink="false"', 'isPermaLink="no"', 16, 'xsd-value', 'isPermaLink of <guid>: "no" is not true or false' ],
    [ 'rss', '<category>ferries', '<keyword/><category>ferries', 20, 'xsd-element-unexpected', '<keyword> in <item>' ],
    [ 'rss', '<atom:link', '<link>b</link><atom:link', 12, 'xsd-element-twice', '<link> in <channel>' ],
    [ 'rss', ' length="90210"', '', 35, 'xsd-attribute-missing', '<enclosure> needs length=' ],
    [ 'rss', 'desk@meridian.example', 'the desk', 42, 'xsd-value', 'is not an address for mail' ],
    [ 'rss', '<title>Tide tables</title>', '<headline/>', 46, 'xsd-element-unexpected', '<headline> in <item>' ],
    [ 'rss', '<item>', '<item/><item>', 13, 'xsd-element-missing', '<item> needs title or description' ],
    [ 'atom', '  <id>tag:harbour.example,2025:notes</id>' . "\n", '', 2, 'xsd-element-missing', '<feed> needs id' ],
    [ 'atom', '<updated>2025-06-02T18:30:00Z', '<updated>2025-06-02T18:30:00', 5, 'xsd-value', '"2025-06-02T18:30:00" is not a time with its offset' ],
    [ 'atom', '<link rel="self" href=', '<link rel="self" url=', 6, 'xsd-attribute', 'link' ],
    [ 'atom', '<author><name>Harbour Office</name></author>', '<author/>', 9, 'xsd-element-missing', '<author> needs name' ],
    [ 'atom', 'type="html"', 'type="markup"', 11, 'xsd-value', "type of <title>: \"markup\" is none of 'text', 'html', 'xhtml'" ],
    [ 'atom', 'Dredging ends &lt;b&gt;early&lt;/b&gt;', 'Dredging <b xmlns="http://www.w3.org/1999/xhtml">ends</b>', 11, 'xsd-children-unexpected', '<b> in <title>, by its type' ],
    [ 'atom', '<category term="dredging"/>', '<category label="dredging"/>', 21, 'xsd-attribute-missing', '<category> needs term=' ],
    [ 'atom', '<summary>', '<summary type="xhtml">', 22, 'xsd-element-missing', '<summary> needs an element, by its type' ],
    [ 'atom', '<entry xml:lang="de">', '<item/><entry>', 30, 'xsd-element-unexpected', '<item> in <feed>' ],
    [ 'atom', '<id>tag:harbour.example,2025-06-02:fog</id>', '<id>a</id><id>b</id>', 39, 'xsd-element-twice', '<id> in <entry>' ],
);
for my $fault (@faults) {
    my ($of, $what, $that, $line, $id, $words, $any) = @$fault;
    my $bytes = $sample{$of};
    my $at = index $bytes, $what;
    ok($at >= 0, "there is $what in $of") or next;
    substr($bytes, $at, length $what) = $that;
    my $r = validate($bytes);
    my ($first) = grep { !$any || /$id/ } split /\n/, $r->{err};
    $line = $line // '\d+';
    like($first // '', qr/^\Q$r->{path}\E:$line(?::\d+)?: error: .*\Q$words\E.*\[\Q$id\E/, "the first message on " . ($that || "no $what"));
    is($r->{status}, 1, '  and exit 1');
}
cmp_ok(scalar @faults, '>=', 60, 'faults made by hand: ' . @faults);
my $r = validate("<?xml version=\"1.0\"?>\n<!-- one -->\n  <newsItem\n xmlns='http://iptc.org/std/nar/2006-10-01/'\n  x='1'/>\n");
like($r->{err}, qr/^\S+:3:3: error: /, 'a tag of several lines has the place it begins at');

# --- which schema judges
my $item = sub { my ($version, $more) = @_; return "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='urn:x:1' standard='NewsML-G2' standardversion='$version'><catalogRef href='http://x.example/c'/><itemMeta><itemClass qcode='ninat:text'/><provider qcode='x:y'/><versionCreated>2025-01-01T00:00:00Z</versionCreated></itemMeta><contentMeta>$more</contentMeta></newsItem>" };
is(validate($item->('2.35', ''))->{status}, 0, 'the newest version');
$r = validate($item->('2.20', "<digitalSourceType uri='http://x.example/d'/>"));
like($r->{err}, qr/warning: .*<digitalSourceType> came with 2\.33; it declares 2\.20 \[xsd-newer\]/, 'newer than it declares is a warning');
is($r->{status}, 0, '  and valid');
unlike(validate($item->('2.33', "<digitalSourceType uri='http://x.example/d'/>"))->{err}, qr/xsd-newer/, 'of the version it declares');
is(validate($item->('2.35', "<digitalSourceType uri='http://x.example/d'/>"), '--as', "newsml-g2\@$_->[0]")->{status}, $_->[1], "--as $_->[0] decides")
    for [ '2.35', 0 ], [ '2.33', 0 ], [ '2.32', 1 ], [ '2.9', 1 ];
is(validate($item->('2.24', "<urgency>4</urgency>"), '--as', 'newsml-g2@2.24/core')->{status}, 0, 'Core');
is(validate($item->('2.24', "<urgency id='u'>4</urgency>"), '--as', 'newsml-g2@2.24/core')->{status}, 1, '  is less than Power');
for my $v (map { "2.$_" } 0 .. 35) {
    is(validate($item->($v, '<urgency>4</urgency>'), '--as', "newsml-g2\@$v")->{status}, 0, "the schema of NewsML-G2 $v works");
    is(validate($item->($v, '<urgency>44</urgency>'), '--as', "newsml-g2\@$v")->{status}, 1, '  and tells right from wrong');
}
my $rights = "<rightsInfo><rightsExpressionXML langid='http://www.w3.org/ns/odrl/2/'><Policy xmlns='http://www.w3.org/ns/odrl/2/' uid='http://x.example/p' type='http://www.w3.org/ns/odrl/2/Set'%s><permission><asset uid='urn:x:1' relation='http://x.example/t'/><action name='http://www.w3.org/ns/odrl/2/print'/></permission></Policy></rightsExpressionXML></rightsInfo><itemMeta>";
for my $case ([ '', 0 ], [ " colour='red'", 1 ]) {
    (my $with = $item->('2.35', '')) =~ s/<itemMeta>/sprintf $rights, $case->[0]/e;
    is(validate($with)->{status}, $case->[1], "a policy in ODRL$case->[0]");
}
is(validate("<NewsML xmlns='http://iptc.org/std/NewsML/2003-10-10/'>" . ($sample{newsml} =~ /<NewsML[^>]*>(.*)/s)[0])->{status}, 0, 'NewsML 1.2 in the namespace of its XML Schema');
is(validate("<entry xmlns='http://www.w3.org/2005/Atom'><id>a</id><title>t</title><updated>2025-01-01T00:00:00Z</updated><x:y xmlns:x='urn:x'/><content src='a' type='image/png'/></entry>")->{status}, 0, 'an entry alone, with an extension');
is(validate("<rss version='2.0' xmlns:itunes='urn:i'><channel><itunes:new/><item><itunes:x/><description/></item><title/><link/><description/></channel></rss>")->{status}, 0, 'extensions of RSS, in any order');
is(validate("<rss version='2.0'><channel/></rss>", '--as', 'atom')->{status}, 1, 'a feed judged as another');
$r = validate("$sample{g2}$sample{nitf}\n" . ($sample{rss} =~ s/<ttl>15/<ttl>often/r) . $sample{atom}, '--rules', 'none');
like($r->{err}, qr/^\S+:(\d+):\d+: error: .*<ttl>.*\n4 stories judged, 1 not valid\n/, 'documents one after another are judged each');
is((split /:/, $r->{err})[1], 11 + ($sample{g2} . $sample{nitf} . "\n") =~ tr/\n//, '  and lines go on counting');
is(validate("$sample{g2}<html/>")->{status}, 1, '  what follows must be a story too');
is(validate("$sample{g2}words")->{status}, 1, '  and no words');
is(validate('<html/>')->{status}, 1, 'an unknown root is invalid');
is(validate('<newsItem')->{status}, 1, 'what is no XML is invalid');

# --- schemas of one's own
my $xsd = spurt(scratch('.xsd'), qq(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"><xs:complexType><xs:sequence>)
        . qq(<xs:element name="b" maxOccurs="9"><xs:complexType><xs:attribute name="key" type="xs:ID"/></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element></xs:schema>));
my $rng = spurt(scratch('.rng'), '<element name="a" xmlns="http://relaxng.org/ns/structure/1.0"><oneOrMore><element name="b"><empty/></element></oneOrMore></element>');
my $dtd = spurt(scratch('.dtd'), '<!ELEMENT a (b+)><!ELEMENT b EMPTY>');
for my $schema ($xsd, $rng, $dtd) {
    is(validate('<a><b/></a>', '--schema', $schema)->{status}, 0, "$schema: valid");
    $r = validate("<a>\n<b/><c/></a>", '--schema', $schema);
    ok($r->{status} == 1 && $r->{err} =~ /:[12](?::\d+)?: error: .*c/, '  and invalid');
}
is(validate('<a><b key="x"/><b key="x"/></a>', '--schema', $xsd)->{status}, 1, 'IDs of a schema of one\'s own are unique');
my $outer = spurt(scratch('.xsd'), qq(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:include schemaLocation="http://schemas.example/a.xsd"/></xs:schema>));
my $catalog = spurt(scratch('.xml'), qq(<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog"><uri name="http://schemas.example/a.xsd" uri="file://$xsd"/></catalog>));
is(validate('<a><b/></a>', '--schema', $outer, '--catalog', $catalog)->{status}, 0, 'a catalog has what a schema includes');
$r = validate('<a><b/></a>', '--schema', $outer);
ok($r->{status} == 3 && $r->{err} =~ /\[xml-schema\]/, '  which is never fetched');

# --- hostile schemas and documents end with an error
my $loop = scratch('.xsd');
spurt($loop, qq(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:include schemaLocation="$loop"/><xs:element name="a" type="t"/><xs:complexType name="t"><xs:complexContent><xs:extension base="t"/></xs:complexContent></xs:complexType></xs:schema>));
for my $bad ([ 'xsd', slurp($loop) ], [ 'xsd', '<xs:schema' ], [ 'xsd', '<a/>' ], [ 'rng', '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><ref name="x"/></start><define name="x"><ref name="x"/></define></grammar>' ],
    [ 'dtd', '<!ELEMENT a (' ], [ 'xsd', '' ], [ 'rng', '<!DOCTYPE a [<!ENTITY b "&c;&c;"><!ENTITY c "&b;">]><a>&b;</a>' ]) {
    my $schema = spurt(scratch(".$bad->[0]"), $bad->[1]);
    $r = validate('<a><b/></a>', '--schema', $schema);
    ok(fine_failure($r) || ($r->{status} == 3 && !$r->{signal} && $r->{err} ne ''), "a schema that is none: $bad->[1]") or diag("$r->{status} $r->{err}");
}
my $xs = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"';
my $ng = 'xmlns="http://relaxng.org/ns/structure/1.0"';
my $simple = sub { "<xs:schema $xs><xs:element name='a'><xs:simpleType><xs:restriction base='xs:string'><xs:pattern value='$_[0]'/></xs:restriction></xs:simpleType></xs:element></xs:schema>" };
my ($here, $there) = (scratch('.xsd'), scratch('.xsd'));
spurt($here,  "<xs:schema $xs><xs:include schemaLocation='$there'/><xs:element name='a'/></xs:schema>");
spurt($there, "<xs:schema $xs><xs:include schemaLocation='$here'/></xs:schema>");
is(validate('<a/>', '--schema', $here)->{status}, 0, 'schemas that include each other are one schema');
for my $bad ([ 'nested without end', 'xsd', "<xs:schema $xs><xs:element name='a'><xs:complexType>" . '<xs:sequence>' x 5000 . '</xs:sequence>' x 5000 . '</xs:complexType></xs:element></xs:schema>' ],
    [ 'a chain of types', 'xsd', "<xs:schema $xs>" . join('', map { "<xs:simpleType name='t$_'><xs:restriction base='t" . ($_ + 1) . "'/></xs:simpleType>" } 0 .. 30000) . '</xs:schema>' ],
    [ 'a pattern in brackets', 'xsd', $simple->('(' x 20000 . 'a' . ')' x 20000) ],
    [ 'groups without end', 'rng', "<element name='a' $ng>" . '<group>' x 20000 . '<empty/>' . '</group>' x 20000 . '</element>' ],
    [ 'names in a circle', 'rng', "<grammar $ng><start><ref name='a'/></start><define name='a'><ref name='b'/></define><define name='b'><ref name='a'/></define></grammar>" ],
    [ 'a grammar that includes itself', 'rng', "<grammar $ng><include href='SELF'/></grammar>" ], [ 'a schema that is itself from outside', 'rng', "<externalRef $ng href='SELF'/>" ],
    [ 'entities in a circle', 'dtd', '<!ENTITY % a "%b;%b;"><!ENTITY % b "%a;">%a;' ],
    [ 'entities of entities', 'dtd', '<!ENTITY % e0 "x x x x x x x x x x">' . join('', map { "<!ENTITY % e$_ '" . ('%e' . ($_ - 1) . ';') x 10 . "'>" } 1 .. 11) . '<!ELEMENT a (%e11;)>' ],
    [ 'brackets without end', 'dtd', '<!ELEMENT a ' . '(' x 50000 . 'b' . ')' x 50000 . '>' ]) {
    my ($what, $suffix, $text) = @$bad;
    my $schema = scratch(".$suffix");
    spurt($schema, $text =~ s/SELF/$schema/r);
    $r = validate('<a/>', '--schema', $schema);
    ok($r->{status} == 3 && !$r->{signal} && $r->{err} =~ /error: /, "a hostile schema: $what") or diag("$r->{status} " . substr $r->{err}, 0, 300);
}
for my $pattern ('(a*)*(a*)*(a*)*(a*)*(a*)*(a*)*x', '((((a{1,30}){1,30}){1,30}){1,30})+x') {
    $r = validate('<a>' . 'a' x 5000 . '</a>', '--schema', spurt(scratch('.xsd'), $simple->($pattern)));
    ok($r->{status} == 1 && $r->{err} =~ /\[xsd-limit\]/, "a pattern that never ends: $pattern") or diag("$r->{status} " . substr $r->{err}, 0, 300);
}
$r = validate('<a/>', '--schema', spurt(scratch('.xsd'), "<xs:schema $xs><xs:element name='a'><xs:complexType><xs:sequence minOccurs='100000000' maxOccurs='100000000'><xs:element name='b' minOccurs='99999999' maxOccurs='999999999'/></xs:sequence></xs:complexType></xs:element></xs:schema>"));
is($r->{status}, 1, 'counts beyond all reason');
my $g2 = "xmlns='http://iptc.org/std/nar/2006-10-01/'";
for my $bytes ("<newsItem $g2>" x 20000, "<newsItem $g2>" . ('x' x 3_000_000), "<newsItem $g2>" . join('', map { "<x id='a$_'/>" } 1 .. 50000) . '</newsItem>',
    "<newsItem $g2 " . join(' ', map { "a$_='1'" } 1 .. 20000) . '/>', "<!DOCTYPE newsItem [<!ENTITY a 'aaaaaaaaaa'>" . join('', map { my $p = $_ > 1 ? 'e' . ($_ - 1) : 'a'; "<!ENTITY e$_ '" . "&$p;" x 10 . "'>" } 1 .. 9) . "]><newsItem $g2>&e9;</newsItem>") {
    $r = validate($bytes);
    ok($r->{status} == 1 && !$r->{signal} && $r->{err} =~ /error: /, 'hostile: ' . substr($bytes, 0, 60)) or diag("$r->{status} " . substr $r->{err}, 0, 300);
}

# --- the outside material
my $oracle = $ENV{WIRECOPY_ORACLE} // "$root/../shared";
SKIP: {
    skip 'no outside material', 1 if $sanitized || !-f "$oracle/suites/expected.tsv";
    my (%rows, %many);
    for (grep { /\.xml\t/ } split /\n/, slurp("$oracle/suites/expected.tsv")) {
        my ($path, $schema, $verdict, $note) = split /\t/;
        next if $note && $note =~ /multi-schema/; # another row names it, and ODRL is understood
        my $as = $schema =~ /^nitf-/ ? 'nitf@3.6' : $schema =~ /^NAR_1.9/ ? 'newsml-g2@2.8' : $schema =~ /^(?:G2-multi-schema-|NewsML-G2_)(\d+\.\d+)(?:\.xsd|-spec-All-Power)/ ? "newsml-g2\@$1" : next;
        $rows{$as}{"$oracle/suites/$path"} = $verdict;
    }
    for my $as (sort keys %rows) {
        my %want = %{ $rows{$as} };
        my $run = wirecopy({ seconds => 120 }, 'validate', '--quiet', '--as', $as, sort keys %want);
        my %got = map { /^(.*): (valid|invalid)$/ ? ($1 => $2) : () } split /\n/, $run->{out};
        my @bad = grep { ($got{$_} // 'nothing') ne $want{$_} } sort keys %want;
        is(@bad, 0, "$as: IPTC's suite, " . keys(%want) . ' documents') or diag(join "\n", @bad);
    }
    my $g2stories = "$oracle/corpus/newsml-g2";
    my %of = ('newsml-g2@2.35' => [ 'NewsML-G2_2.35-spec-All-Power.xsd', $g2stories ], 'nitf@3.6' => [ 'nitf-3-6.xsd', "$oracle/suites/nitf/3.6/should_pass" ],
        'newsml-g2@2.24/core' => [ 'NewsML-G2_2.24-spec-All-Core.xsd', $g2stories ], 'newsml-g2@2.8/core' => [ 'versions/NAR_1.9-spec-All-Core.xsd', $g2stories ],
        'newsml-g2@2.8' => [ 'versions/NAR_1.9-spec-All-Power.xsd', "$oracle/suites/newsml-g2/NAR1.9/should_pass" ]);
    for my $as (sort keys %of) {
        my ($schema, $from) = ("$oracle/schemas-official/$of{$as}[0]", $of{$as}[1]);
        my @stories = sort grep { -f } split /\n/, `find '$from' -type f -name '*.xml'`;
        my %verdict = map { /^(.*): (valid|invalid)$/ ? ($1 => $2) : () } split /\n/, wirecopy({}, 'validate', '-q', '--as', $as, @stories)->{out};
        @stories = grep { ($verdict{$_} // '') eq 'valid' } @stories; # mutants are made of these
        my $folder = scratch('.mutants');
        mkdir $folder or die;
        run({ seconds => 300 }, '/usr/bin/python3', "$oracle/tools/mutate.py", '--seed', 11, '--count', 300, '--out', $folder, '--vocabulary', $schema, @stories);
        my $run = run({ seconds => 300 }, '/usr/bin/python3', "$oracle/tools/schema_agreement.py", '--schema', $schema, '--require', 99.5, '--batch',
            "$program validate --quiet --as $as {files}", $folder, $from);
        my ($agree) = $run->{out} =~ /^agree +(.*)/m;
        is($run->{status}, 0, "$as: mutants and stories: agree " . ($agree // '')) or diag($run->{out} . $run->{err});
    }
}
done_testing();
